-- Logging evidence and its life.

create function rungs_api.observer_id(who text, relation smallint, person integer, day date, seen timestamptz)
returns integer
language plpgsql volatile as $$
declare
    outside boolean := (select r.is_outside from rungs.relation r where r.id = relation);
    itself boolean := (select r.is_self from rungs.relation r where r.id = relation);
    voice integer;
    seer integer;
begin
    if outside then
        if coalesce(btrim(who), '') = '' then
            raise exception using
                errcode = 'RG003',
                message = 'the observer has no name',
                hint = 'Say which customer or metric: --observer ''...''';
        end if;
        insert into rungs.observer (name) values (who)
        on conflict (name) do nothing;
        select o.id into voice from rungs.observer o where o.name = who;
        return voice;
    end if;
    seer := case when itself and who is null then person else rungs_api.person_find(who, day, seen) end;
    if itself <> (seer = person) then
        raise exception using
            errcode = 'RG003',
            message = case when itself
                then format('''%s'' is not the person the evidence is about, so the relation is not ''self''', who)
                else format('''%s'' is the person the evidence is about, so the relation is ''self''', who) end,
            hint = case when itself
                then 'Say how the observer stands to the person: --relation manager, peer, ...'
                else 'Type --relation self; it counts once somebody else has confirmed it.' end;
    end if;
    insert into rungs.observer (person_id) values (seer)
    on conflict (person_id) do nothing;
    select o.id into voice from rungs.observer o where o.person_id = seer;
    return voice;
end
$$;
comment on function rungs_api.observer_id is 'The voice that a word names: a person, or for a customer or metric any name.';

create function rungs_api.code_find(kind text, word text, known text[]) returns integer
language plpgsql immutable as $$
begin
    if word = any (known) then
        return array_position(known, word);
    end if;
    raise exception using
        errcode = 'RG003',
        message = format('''%s'' is not a %s', word, kind),
        hint = rungs_api.did_you_mean(word, known);
end
$$;
comment on function rungs_api.code_find is 'Position of a word in a list, or a refusal that names the nearest one.';

create function rungs_api.evidence_add(
    about text, against text, how_strong text, seen_by text, stands_as text, happened_on date,
    kind_of_work text, in_short text, at_length text, read_on text)
returns table (
    evidence bigint, person text, expectation text, strength text, observed_on date,
    status text, points float8, state_before text, state_after text)
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    clock record := rungs_api.clock(null, null);
    happened date := coalesce(happened_on, clock.day);
    who integer := rungs_api.person_find(about, clock.day, clock.seen);
    what integer := rungs_api.expectation_find(against, who, clock.day, clock.seen);
    how smallint := (select x.id from rungs.strength x where x.code = how_strong);
    stands smallint := (select x.id from rungs.relation x where x.code = stands_as);
    work smallint := (select x.id from rungs.work_type x where x.code = kind_of_work);
    before record;
    entry bigint;
    self boolean;
begin
    if how is null then
        perform rungs_api.code_find('strength', how_strong, array(select x.code from rungs.strength x order by x.id));
    end if;
    if stands is null then
        perform rungs_api.code_find('relation', stands_as, array(select x.code from rungs.relation x order by x.id));
    end if;
    if work is null and kind_of_work is not null then
        perform rungs_api.code_find('work type', kind_of_work, array(select x.code from rungs.work_type x order by x.id));
    end if;
    perform rungs_api.evidence_check(who, happened, in_short, read_on, clock.day, clock.seen);
    self := (select x.is_self from rungs.relation x where x.id = stands);
    select s.state, s.points into before from rungs_api.expectation_now(who, what) s;
    insert into rungs.evidence (
        person_id, expectation_id, edition_id, strength_id, observer_id, relation_id, work_type_id,
        observed_on, summary, details, link, recorded_by, counted_since)
    select who, what, e.edition_id, how,
           rungs_api.observer_id(seen_by, stands, who, clock.day, clock.seen), stands, work,
           happened, in_short, nullif(at_length, ''), nullif(read_on, ''), rungs_api.account_id(),
           case when self then null else now() end
    from rungs.expectation x
    join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = x.ladder_id
    where x.id = what
    returning id into entry;
    return query
    select entry, r.name, x.code, how_strong, happened,
           case when self then 'submitted: counts once somebody else has confirmed it' else 'counts' end,
           n.points, before.state, n.state
    from rungs.expectation x
    cross join rungs_api.expectation_now(who, what) n
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = who
    where x.id = what;
end
$$;
comment on function rungs_api.evidence_add is 'rungs evidence add: logs one entry and says what it did.';

create function rungs_api.evidence_check(
    person integer, happened date, summary text, link text, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    entry record;
begin
    if happened > day then
        raise exception using errcode = 'RG003',
            message = format('%s lies ahead', happened),
            hint = 'Evidence is of things that happened: --on is today or earlier.';
    end if;
    select r.name, r.hired_on, s.employed into entry
    from rungs_api.roster_on(day, seen) r
    join rungs.employment_status s on s.id = r.status_id
    where r.person_id = person;
    if not coalesce(entry.employed, false) then
        raise exception using errcode = 'RG003',
            message = format('%s does not work here', coalesce(entry.name, 'this person')),
            hint = 'If the person has come back, import a roster that says so first.';
    end if;
    if happened < entry.hired_on then
        raise exception using errcode = 'RG003',
            message = format('on %s %s was not here yet: hired on %s', happened, entry.name, entry.hired_on),
            hint = 'Evidence from before the hire does not count; check --on.';
    end if;
    if coalesce(btrim(summary), '') = '' then
        raise exception using errcode = 'RG003',
            message = 'the summary is empty', hint = 'Say what happened in a sentence: --summary ''...''';
    end if;
    if link <> '' and link !~ '^https?://[^[:space:]]+$' then
        raise exception using errcode = 'RG003',
            message = format('''%s'' is not a web address', link),
            hint = 'A link begins with https:// or http:// and has no spaces.';
    end if;
end
$$;
comment on function rungs_api.evidence_check is 'Refuses evidence that cannot be: ahead, of somebody who is not here, without words, with a bad link.';

create function rungs_api.expectation_now(person integer, expectation integer)
returns table (points float8, state text)
language sql volatile as $$
    select coalesce(p.points, 0),
           rungs_api.state_of(p.points, p.entries, p.fresh, (s.rules).met_points)
    from (select) one
    left join rungs_api.clock(null, null) c on true
    left join rungs.expectation x on x.id = expectation
    left join rungs_api.rule_sets(c.day, c.seen) s on s.ladder_id = x.ladder_id
    left join rungs_api.roster_on(c.day, c.seen) r on r.person_id = person
    left join rungs_api.edition_on(c.day, c.seen) e on e.ladder_id = x.ladder_id
    left join rungs.expectation_text t on t.edition_id = e.edition_id and t.expectation_id = x.id
    left join rungs_api.expectation_points(
        person, c.day, c.seen, r.hired_on, null, s.rules, t.edition_id) p on p.expectation_id = expectation
$$;
comment on function rungs_api.expectation_now is
    'Points and state of one expectation of a person at this moment, by the rules of its ladder: also for who is not on one yet.';

create function rungs_api.evidence_step(entry bigint, by_whom text, become text, reason text)
returns table (evidence bigint, person text, expectation text, status text, points float8, state_before text, state_after text)
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    clock record := rungs_api.clock(null, null);
    it rungs.evidence := (select e from rungs.evidence e where e.id = entry for update);
    seer integer := rungs_api.person_find(by_whom, clock.day, clock.seen);
    voice integer;
    goal integer := (select s.id from rungs.evidence_status s where s.code = become);
    was text := (select s.code from rungs.evidence_status s where s.id = it.status_id);
    before record;
begin
    if it.id is null then
        raise exception using errcode = 'RG003', message = format('there is no evidence %s', entry),
            hint = 'Say ''rungs evidence list'' for the numbers.';
    end if;
    insert into rungs.observer (person_id) values (seer) on conflict (person_id) do nothing;
    select o.id into voice from rungs.observer o where o.person_id = seer;
    if become = was then
        raise exception using errcode = 'RG003', message = format('evidence %s is %s already', entry, was);
    end if;
    if was in ('withdrawn', 'superseded') then
        raise exception using errcode = 'RG003', message = format('evidence %s is %s', entry, was),
            hint = 'Nothing can be done with it any more; log a new entry.';
    end if;
    if become = 'withdrawn' and voice <> it.observer_id then
        raise exception using errcode = 'RG003', message = format('evidence %s is somebody else''s', entry),
            hint = 'Only its observer withdraws an entry; others dispute it.';
    end if;
    if become <> 'withdrawn' and voice = it.observer_id then
        raise exception using errcode = 'RG003', message = format('evidence %s is that observer''s own', entry),
            hint = 'Somebody else has to confirm or dispute it.';
    end if;
    if become = 'confirmed' and seer = it.person_id then
        raise exception using errcode = 'RG003', message = 'nobody confirms evidence about themselves',
            hint = 'Somebody else has to confirm it.';
    end if;
    if become = 'disputed' and coalesce(btrim(reason), '') = '' then
        raise exception using errcode = 'RG003', message = 'a dispute needs a reason',
            hint = 'Say why: --reason ''...''';
    end if;
    select s.points, s.state into before from rungs_api.expectation_now(it.person_id, it.expectation_id) s;
    insert into rungs.evidence_event (evidence_id, status_id, observer_id, happened_on, reason, recorded_by)
    values (entry, goal, voice, clock.day, coalesce(reason, ''), rungs_api.account_id());
    if become <> 'confirmed' and it.counted_since is not null then
        insert into rungs.evidence_counted (evidence_id, person_id, counted_since, counted_until)
        values (entry, it.person_id, it.counted_since, greatest(it.counted_since, now()));
    end if;
    update rungs.evidence e
    set status_id = goal,
        counted_since = case when become = 'confirmed' then coalesce(e.counted_since, now()) end
    where e.id = entry;
    return query
    select entry, r.name, x.code, become, n.points, before.state, n.state
    from rungs.expectation x
    cross join rungs_api.expectation_now(it.person_id, it.expectation_id) n
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = it.person_id
    where x.id = it.expectation_id;
end
$$;
comment on function rungs_api.evidence_step is 'rungs evidence confirm, dispute, withdraw: the next step in an entry''s life.';

create function rungs_api.evidence_list(
    only_person text, only_manager text, only_expectation text, only_status text, most integer,
    as_of date, as_seen_on date)
returns table (
    evidence bigint, observed_on date, person text, expectation text, edition text, sentence text, strength text, observer text,
    relation text, work_type text, status text, counts boolean, summary text, link text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    one integer := case when only_person is not null
        then rungs_api.person_find(only_person, clock.day, clock.seen) end;
    what integer := case when only_expectation is not null
        then rungs_api.expectation_find(only_expectation, one, clock.day, clock.seen) end;
    team integer[] := case when only_manager is not null
        then rungs_api.people_asked(null, only_manager, null, null, clock.day, clock.seen) end;
begin
    return query
    select e.id, e.observed_on, r.name, x.code, rungs_api.edition_words(e.edition_id), j.sentence, s.code, coalesce(w.name, v.name),
           l.code, k.code, t.code,
           e.counted_since <= clock.seen is true or exists (
               select from rungs.evidence_counted c
               where c.evidence_id = e.id
                 and c.counted_since <= clock.seen
                 and clock.seen < c.counted_until),
           e.summary, e.link
    from rungs.evidence e
    join rungs.expectation x on x.id = e.expectation_id
    join rungs.expectation_text j on j.edition_id = e.edition_id and j.expectation_id = e.expectation_id
    join rungs.strength s on s.id = e.strength_id
    join rungs.relation l on l.id = e.relation_id
    join rungs.observer v on v.id = e.observer_id
    left join rungs.work_type k on k.id = e.work_type_id
    cross join lateral (
        select coalesce((
            select v.status_id
            from rungs.evidence_event v
            where v.evidence_id = e.id
              and v.recorded_at <= clock.seen
            order by v.id desc
            limit 1), 1) as status_id
    ) now_is
    join rungs.evidence_status t on t.id = now_is.status_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = e.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) w on w.person_id = v.person_id
    where e.observed_on <= clock.day
      and e.recorded_at <= clock.seen
      and (one is null or e.person_id = one)
      and (team is null or e.person_id = any (team))
      and (what is null or e.expectation_id = what or exists (
               -- Entries of a code of old, which count for this one now.
               select from rungs.expectation_mapping m
               join rungs_api.edition_on(clock.day, clock.seen) f on f.edition_id = m.edition_id
               where m.from_id = e.expectation_id and m.to_id = what
                 and m.recorded_at <= clock.seen and clock.seen < m.superseded_at))
      and case when only_status is null then t.code <> 'superseded' else t.code = only_status end
    order by e.observed_on desc, e.id desc
    limit most;
end
$$;
comment on function rungs_api.evidence_list is 'rungs evidence list: the log, latest first, each entry with the edition it was judged by and what that one asked.';
