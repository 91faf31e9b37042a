-- The life of an entry after it was logged: confirmed, disputed, withdrawn, corrected.

create function rungs_api.evidence_find(entry bigint, seen timestamptz) returns rungs.evidence
language plpgsql stable as $$
declare
    it rungs.evidence := (select e from rungs.evidence e where e.id = entry and e.recorded_at <= seen);
begin
    if it.id is null then
        raise exception using errcode = 'RG003', message = format('there is no evidence %s', entry),
            hint = 'Say ''rungs evidence list'' for the numbers.';
    end if;
    return it;
end
$$;
comment on function rungs_api.evidence_find is 'The entry that a number names, as far as it was known by a moment.';

create function rungs_api.evidence_latest(entry bigint) returns bigint
language sql stable as $$
    with recursive chain as (
        select entry as id
        union all
        select (select max(e.id) from rungs.evidence e where e.supersedes_id = c.id)
        from chain c
        where c.id is not null
    )
    select max(c.id) from chain c
$$;
comment on function rungs_api.evidence_latest is 'The last version of an entry: itself, or what corrected it, and so on.';

create function rungs_api.evidence_is_open(it rungs.evidence) returns void
language plpgsql stable as $$
begin
    if it.status_id = 5 then
        raise exception using errcode = 'RG003',
            message = format('evidence %s is superseded', it.id),
            hint = format('It was corrected: evidence %s took its place.', rungs_api.evidence_latest(it.id));
    end if;
    if it.status_id = 4 then
        raise exception using errcode = 'RG003', message = format('evidence %s is withdrawn', it.id),
            hint = 'Nothing can be done with it any more; log a new entry.';
    end if;
end
$$;
comment on function rungs_api.evidence_is_open is 'Refuses a step of an entry whose life is over.';

create function rungs_api.evidence_is_typist(it rungs.evidence, who integer) returns boolean
language sql stable as $$
    select who <> it.person_id
       and exists (
            select from rungs.account_person p
            where p.account_id = it.recorded_by and p.person_id = who
              and p.recorded_at <= it.recorded_at and it.recorded_at < p.superseded_at)
$$;
comment on function rungs_api.evidence_is_typist is
    'Whether somebody typed an entry, or brought the file it came in; where it is about them, nobody did.';

create function rungs_api.evidence_is_author(it rungs.evidence, who integer) returns boolean
language sql stable as $$
    -- Who typed what a customer or a metric said stands in for them: nobody else could take it back.
    select coalesce((
        select o.person_id = who
               or (o.person_id is null
                   and who <> it.person_id
                   and (it.recorded_by = (select a.id from rungs.account a where a.login = rungs_api.login())
                        or rungs_api.evidence_is_typist(it, who)))
        from rungs.observer o
        where o.id = it.observer_id), false)
$$;
comment on function rungs_api.evidence_is_author is
    'Whether an entry is somebody''s own: its observer, or for a voice from outside whoever typed it, unless it is about them.';

create function rungs_api.evidence_become(it rungs.evidence, goal integer, voice integer, day date, reason text) returns void
language plpgsql volatile as $$
begin
    insert into rungs.evidence_event (evidence_id, status_id, observer_id, happened_on, reason, recorded_by)
    values (it.id, goal, voice, day, coalesce(btrim(reason), ''), rungs_api.account_id());
    if goal <> 2 and it.counted_since is not null then
        insert into rungs.evidence_counted (evidence_id, person_id, counted_since, counted_until)
        values (it.id, it.person_id, it.counted_since, greatest(it.counted_since, now()));
    end if;
    update rungs.evidence e
    set status_id = goal,
        counted_since = case when goal = 2 then coalesce(e.counted_since, now()) end
    where e.id = it.id;
end
$$;
comment on function rungs_api.evidence_become is 'Writes one step of an entry: who and why, the interval in which it counted, what it is now.';

create function rungs_api.evidence_step(entry bigint, by_whom text, become text, reason text)
returns table (evidence bigint, person text, expectation text, status text, points float8, state_before text, state_after text)
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    clock record := rungs_api.clock(null, null);
    it rungs.evidence := (select e from rungs.evidence e where e.id = entry for update);
    seer integer;
    goal integer := (select s.id from rungs.evidence_status s where s.code = become);
    was text := (select s.code from rungs.evidence_status s where s.id = it.status_id);
    mine boolean;
    before record;
begin
    if it.id is null then
        it := rungs_api.evidence_find(entry, clock.seen);
    end if;
    seer := rungs_api.person_or_me(by_whom, 'by', clock.day, clock.seen);
    perform rungs_api.text_check('reason', reason, 1000, false, 'Say it in a few sentences.');
    mine := rungs_api.evidence_is_author(it, seer);
    if become = was then
        raise exception using errcode = 'RG003', message = format('evidence %s is %s already', entry, was),
            hint = format('''rungs evidence show %s'' tells by whom.', entry);
    end if;
    perform rungs_api.evidence_is_open(it);
    -- Who typed it is the only other one who can know that it names the wrong observer or person.
    if become = 'withdrawn' and not mine and not (it.import_id is null and rungs_api.evidence_is_typist(it, seer)) then
        raise exception using errcode = 'RG003', message = format('evidence %s is somebody else''s', entry),
            hint = 'Only its observer, or who typed it, withdraws an entry; others dispute it.';
    end if;
    if become <> 'withdrawn' and mine then
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
    perform rungs_api.evidence_become(it, goal, rungs_api.voice_of_person(seer), clock.day, reason);
    return query
    select entry, r.name, x.code, become, n.points, before.state, n.state
    from rungs.expectation x
    cross join rungs_api.expectation_now(it.person_id, it.expectation_id) n
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = it.person_id
    where x.id = it.expectation_id;
end
$$;
comment on function rungs_api.evidence_step is 'rungs evidence confirm, dispute, withdraw: the next step in an entry''s life; by nobody named means by whoever is at the keyboard.';

create function rungs_api.evidence_corrected(
    it rungs.evidence, day date, seen timestamptz, against text, how_strong text, stands_as text, happened_on date,
    kind_of_work text, in_short text, at_length text, read_on text) returns rungs.evidence
language plpgsql stable as $$
declare
    fresh rungs.evidence := it;
    seer integer := (select o.person_id from rungs.observer o where o.id = it.observer_id);
begin
    if against is not null then
        fresh.expectation_id := rungs_api.expectation_find(against, it.person_id, day, seen);
    end if;
    if fresh.expectation_id <> it.expectation_id then
        perform rungs_api.evidence_ladder_check(fresh.expectation_id, it.person_id, day, seen);
        fresh.edition_id := (
            select e.edition_id
            from rungs.expectation x
            join rungs_api.edition_on(day, seen) e on e.ladder_id = x.ladder_id
            where x.id = fresh.expectation_id);
    end if;
    fresh.strength_id := coalesce(rungs_api.strength_find(how_strong), it.strength_id);
    fresh.work_type_id := case when kind_of_work is null then it.work_type_id else rungs_api.work_type_find(nullif(kind_of_work, '')) end;
    fresh.summary := coalesce(in_short, it.summary);
    fresh.details := case when at_length is null then it.details else nullif(at_length, '') end;
    fresh.links := case when read_on is null then it.links else rungs_api.links_read(read_on) end;
    if in_short is not null or at_length is not null then
        perform rungs_api.evidence_words_check(fresh.summary, fresh.details);
    end if;
    if happened_on is not null then
        fresh.observed_on := happened_on;
        perform rungs_api.evidence_day_check(it.person_id, happened_on, day, seen);
    end if;
    if stands_as is not null then
        if (select x.is_outside from rungs.relation x where x.id = rungs_api.relation_find(stands_as)) <> (seer is null) then
            raise exception using errcode = 'RG003',
                message = format('evidence %s was seen by somebody %s', it.id, case when seer is null then 'outside' else 'of the company' end),
                hint = format('Who saw it cannot be corrected: rungs evidence withdraw %s, and log it anew.', it.id);
        end if;
        fresh.relation_id := case when seer is null then rungs_api.relation_find(stands_as)
                                  else rungs_api.relation_decide(stands_as, seer, null, it.person_id, fresh.observed_on, seen) end;
    end if;
    return fresh;
end
$$;
comment on function rungs_api.evidence_corrected is
    'An entry with what was corrected in it: null leaves a part as it is, empty text clears one. Whom it is about and who saw it stay.';

create function rungs_api.evidence_correct(
    entry bigint, by_whom text, reason text, against text, how_strong text, stands_as text, happened_on date,
    kind_of_work text, in_short text, at_length text, read_on text, about text default null, seen_by text default null)
returns table (
    evidence bigint, supersedes bigint, person text, expectation text, strength text, observed_on date,
    status text, points float8, state_before text, state_after text)
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    clock record := rungs_api.clock(null, null);
    it rungs.evidence := (select e from rungs.evidence e where e.id = entry for update);
    fresh rungs.evidence;
    seer integer;
    waits boolean;
    before record;
begin
    if it.id is null then
        it := rungs_api.evidence_find(entry, clock.seen);
    end if;
    seer := rungs_api.person_or_me(by_whom, 'by', clock.day, clock.seen);
    perform rungs_api.text_check('reason', reason, 1000, false, 'Say it in a few sentences.');
    perform rungs_api.evidence_is_open(it);
    if num_nonnulls(about, seen_by) > 0 then
        raise exception using errcode = 'RG003',
            message = format('%s evidence %s cannot be corrected', case when about is null then 'who saw' else 'the person of' end, entry),
            hint = format('It would be another entry. Take this one back: rungs evidence withdraw %s --reason ''wrong %s''; then log the right one: rungs evidence add.',
                          entry, case when about is null then 'observer' else 'person' end);
    end if;
    if not rungs_api.evidence_is_author(it, seer) then
        raise exception using errcode = 'RG003', message = format('evidence %s is somebody else''s', entry),
            hint = case when it.import_id is null and rungs_api.evidence_is_typist(it, seer)
                then format('You typed it, but it is its observer''s word: withdraw it (rungs evidence withdraw %s), and log it anew.', entry)
                else 'Only its observer corrects an entry; others dispute it.' end;
    end if;
    fresh := rungs_api.evidence_corrected(it, clock.day, clock.seen, against, how_strong, stands_as, happened_on,
                                          kind_of_work, in_short, at_length, read_on);
    if fresh is not distinct from it then
        raise exception using errcode = 'RG003', message = format('evidence %s says that already', entry),
            hint = 'Say what to correct: --summary, --strength, --on ...';
    end if;
    -- What was confirmed was another text, and a dispute is not ended by who it is about: somebody else looks again.
    waits := it.status_id = 3 or it.counted_since is null or (select x.is_self from rungs.relation x where x.id = fresh.relation_id);
    select s.state, s.points into before from rungs_api.expectation_now(it.person_id, fresh.expectation_id) s;
    perform rungs_api.evidence_become(it, 5, rungs_api.voice_of_person(seer), clock.day, reason);
    insert into rungs.evidence (
        person_id, expectation_id, edition_id, strength_id, observer_id, relation_id, work_type_id, observed_on,
        external_id, summary, details, links, supersedes_id, recorded_by, counted_since)
    values (
        it.person_id, fresh.expectation_id, fresh.edition_id, fresh.strength_id, it.observer_id, fresh.relation_id, fresh.work_type_id,
        fresh.observed_on, it.external_id, fresh.summary, fresh.details, fresh.links, it.id, rungs_api.account_id(),
        case when not waits then now() end)
    returning id into fresh.id;
    return query
    select fresh.id, entry, r.name, x.code, k.code, fresh.observed_on,
           case when waits then 'submitted: counts once somebody else has confirmed it' else 'counts' end,
           n.points, before.state, n.state
    from rungs.expectation x
    join rungs.strength k on k.id = fresh.strength_id
    cross join rungs_api.expectation_now(it.person_id, fresh.expectation_id) n
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = it.person_id
    where x.id = fresh.expectation_id;
end
$$;
comment on function rungs_api.evidence_correct is
    'rungs evidence correct: a corrected version takes the place of an entry. What counted goes on counting, unless it is the own word or was disputed: that somebody else has to confirm anew.';
