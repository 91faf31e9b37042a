-- Logging one entry: who saw it, how they stand to the person, what cannot be, what it did.

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

create function rungs_api.strength_find(word text) returns smallint
language plpgsql stable as $$
begin
    if word is not null then
        perform rungs_api.code_find('strength', word, array(select x.code::text from rungs.strength x order by x.id));
    end if;
    return (select x.id from rungs.strength x where x.code = word);
end
$$;
comment on function rungs_api.strength_find is 'The strength that a word names; null for null.';

create function rungs_api.relation_find(word text) returns smallint
language plpgsql stable as $$
begin
    if word is not null then
        perform rungs_api.code_find('relation', word, array(select x.code::text from rungs.relation x order by x.id));
    end if;
    return (select x.id from rungs.relation x where x.code = word);
end
$$;
comment on function rungs_api.relation_find is 'The relation that a word names; null for null.';

create function rungs_api.work_type_find(word text) returns smallint
language plpgsql stable as $$
begin
    if word is not null then
        perform rungs_api.code_find('work type', word, array(select x.code::text from rungs.work_type x order by x.id));
    end if;
    return (select x.id from rungs.work_type x where x.code = word);
end
$$;
comment on function rungs_api.work_type_find is 'The work type that a word names; null for null.';

create function rungs_api.voice_of_person(person integer) returns integer
language plpgsql volatile as $$
begin
    insert into rungs.observer (person_id) values (person)
    on conflict (person_id) do nothing;
    return (select o.id from rungs.observer o where o.person_id = person);
end
$$;
comment on function rungs_api.voice_of_person is 'A person as a voice; made when it is first heard.';

create function rungs_api.voice_outside(who text) returns integer
language plpgsql volatile as $$
begin
    if coalesce(btrim(who), '') = '' then
        raise exception using
            errcode = 'RG003',
            message = 'the observer has no name',
            hint = 'Say which customer or metric: --observer ''...''';
    end if;
    perform rungs_api.text_check('observer', who, 200, true, 'A name is enough.');
    insert into rungs.observer (name) values (who)
    on conflict (name) do nothing;
    return (select o.id from rungs.observer o where o.name = who);
end
$$;
comment on function rungs_api.voice_outside is 'A customer or a metric as a voice, by any name.';

create function rungs_api.relation_on(
    observer integer, person integer, day date, seen timestamptz,
    out line text, out manager_id integer, out skip_id integer, out observer_manager_id integer)
language sql stable as $$
    select case when observer = person then 'self'
                when p.manager_id = observer then 'manager'
                when m.manager_id = observer then 'skip_manager'
                when o.manager_id = person then 'direct_report'
                when o.manager_id = p.manager_id then 'peer'
                when o.manager_id = m.manager_id then 'manager_peer' end,
           p.manager_id, m.manager_id, o.manager_id
    from (select) x
    left join rungs_api.roster_on(day, seen) p on p.person_id = person
    left join rungs_api.roster_on(day, seen) m on m.person_id = p.manager_id
    left join rungs_api.roster_on(day, seen) o on o.person_id = observer
$$;
comment on function rungs_api.relation_on is
    'How an observer stands to a person by the roster of a day: self, manager, skip_manager, direct_report, peer (same manager), manager_peer; null when it has no line between them. And the managers it rests on.';

create function rungs_api.roster_after(day date, seen timestamptz) returns date
language sql stable as $$
    select min(i.effective_on)
    from rungs.import i
    where i.kind = 'roster'
      and i.effective_on >= day
      and i.recorded_at <= seen
      and (i.undone_at is null or seen < i.undone_at)
$$;
comment on function rungs_api.roster_after is
    'The day of the next roster that came in, the day itself when it had one: a roster is a picture of its day, and what changed until the next one is known to have changed, but not when.';

create function rungs_api.relation_decide(stated text, observer integer, who text, person integer, day date, seen timestamptz)
returns smallint
language plpgsql stable as $$
declare
    stands smallint := rungs_api.relation_find(stated);
    it record := rungs_api.relation_on(observer, person, day, seen);
    next_line text := (select r.line from rungs_api.relation_on(observer, person, rungs_api.roster_after(day, seen), seen) r);
    names text[] := array(
        select coalesce(rungs_api.name_on(x.id, day, seen), who) from unnest(array[observer, person]) with ordinality x (id, n) order by x.n);
begin
    if stated is null then
        return rungs_api.relation_find(coalesce(it.line, next_line, 'stakeholder'));
    end if;
    if (stated = 'self') <> (observer = person) then
        raise exception using
            errcode = 'RG003',
            message = case when stated = 'self'
                then format('''%s'' is not the person the evidence is about, so the relation is not ''self''', coalesce(who, names[1]))
                else format('''%s'' is the person the evidence is about, so the relation is ''self''', coalesce(who, names[1])) end,
            hint = case when stated = 'self'
                then 'Leave --relation out to take it from the roster, or say how the observer stands to the person: --relation manager, peer, ...'
                else 'Type --relation self; it counts once somebody else has confirmed it.' end;
    end if;
    if stated not in ('manager', 'skip_manager', 'direct_report', 'peer', 'manager_peer') or stated in (it.line, next_line) then
        return stands;
    end if;
    if it.line is not null then
        raise exception using
            errcode = 'RG003',
            message = format('on %s the roster has %s as ''%s'' of %s, not as ''%s''', day, names[1], it.line, names[2], stated),
            hint = format('Leave --relation out to take ''%s''; if the roster is wrong, correct it first: rungs import roster.', it.line);
    end if;
    -- No roster knows the peers of other teams, a person's or a manager's; who manages whom it does know.
    if (case stated when 'manager' then it.manager_id is not null
                   when 'skip_manager' then it.skip_id is not null
                   when 'direct_report' then it.observer_manager_id is not null end) then
        raise exception using
            errcode = 'RG003',
            message = format('on %s the roster has no line from %s to %s, so not ''%s''', day, names[1], names[2], stated),
            detail = concat_ws(' ',
                case when it.manager_id is not null then format('%s reported to %s.', names[2], rungs_api.name_on(it.manager_id, day, seen)) end,
                case when it.observer_manager_id is not null then format('%s reported to %s.', names[1], rungs_api.name_on(it.observer_manager_id, day, seen)) end),
            hint = 'Leave --relation out to take ''stakeholder''; if the roster is wrong, correct it first: rungs import roster.';
    end if;
    return stands;
end
$$;
comment on function rungs_api.relation_decide is
    'The relation of an entry: the stated one unless the roster of that day and the next one contradict it, the roster''s when none is stated, stakeholder when that has no line.';

create function rungs_api.text_check(what text, said text, most integer, one_line boolean, hint text) returns void
language plpgsql immutable as $$
declare
    wrong text := substring(said from '[\x01-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]');
begin
    if length(said) > most then
        raise exception using errcode = 'RG003',
            message = format('the %s is %s characters long, at most %s are taken', what, length(said), most), hint = text_check.hint;
    end if;
    if wrong is not null then
        raise exception using errcode = 'RG003',
            message = format('the %s has a control character (U+%s) in place %s', what, upper(lpad(to_hex(ascii(wrong)), 4, '0')), strpos(said, wrong)),
            hint = 'Take it out; it may have come along with what was pasted.';
    end if;
    if one_line and said ~ '[\n\r]' then
        raise exception using errcode = 'RG003',
            message = format('the %s has more than one line', what), hint = text_check.hint;
    end if;
end
$$;
comment on function rungs_api.text_check is 'Refuses text that is too long, has control characters, or more lines than it should.';

create function rungs_api.links_read(said text) returns text[]
language plpgsql immutable as $$
declare
    links text[];
    link text;
begin
    select array_agg(x.link order by x.place) into links
    from (select btrim(l.link) as link, min(l.place) as place
          from string_to_table(said, e'\n') with ordinality l (link, place)
          where btrim(l.link) <> ''
          group by 1) x;
    foreach link in array coalesce(links, '{}') loop
        perform rungs_api.text_check('link', link, 2000, true, 'A link that long leads nowhere.');
        if link !~ '^https?://[^[:space:]]+$' then
            raise exception using errcode = 'RG003',
                message = format('''%s'' is not a web address', link),
                hint = 'A link begins with https:// or http:// and has no spaces.';
        end if;
    end loop;
    if cardinality(links) > 20 then
        raise exception using errcode = 'RG003',
            message = format('%s links are too many', cardinality(links)), hint = 'At most 20 are kept; name the page that leads to the others.';
    end if;
    return links;
end
$$;
comment on function rungs_api.links_read is 'Web addresses, one a line, each kept once; null for none.';

create function rungs_api.evidence_words_check(in_short text, at_length text) returns void
language plpgsql immutable as $$
begin
    if coalesce(btrim(in_short), '') = '' then
        raise exception using errcode = 'RG003',
            message = 'the summary is empty', hint = 'Say what happened in a sentence: --summary ''...''';
    end if;
    perform rungs_api.text_check('summary', in_short, 1000, true, 'Say it in a sentence; the rest of the story goes to --details.');
    perform rungs_api.text_check('details text', at_length, 100000, false, 'Keep what matters, and link to the rest: --link URL.');
end
$$;
comment on function rungs_api.evidence_words_check is 'Refuses a summary and details that cannot be kept.';

create function rungs_api.evidence_day_check(person integer, happened date, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    entry record;
begin
    if happened > day then
        raise exception using errcode = 'RG003',
            message = format('%s lies ahead', happened),
            hint = 'Evidence is of things that happened: --on is today or earlier.';
    end if;
    select r.name, r.hired_on, s.employed, t.employed as employed_then into entry
    from rungs_api.roster_on(day, seen) r
    join rungs.employment_status s on s.id = r.status_id
    left join rungs_api.roster_on(happened, seen) o on o.person_id = r.person_id
    left join rungs.employment_status t on t.id = o.status_id
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
    if not entry.employed_then then
        raise exception using errcode = 'RG003',
            message = format('on %s %s did not work here', happened, entry.name),
            hint = 'The person had left and came back later; check --on.';
    end if;
end
$$;
comment on function rungs_api.evidence_day_check is 'Refuses evidence of a day that lies ahead, of somebody who is not here, or was not that day.';

create function rungs_api.evidence_ladder_check(expectation integer, person integer, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    own integer := (
        select l.ladder_id from rungs_api.level_of(person, day, seen) o join rungs.level l on l.id = o.level_id);
    it rungs.expectation := (select x from rungs.expectation x where x.id = expectation);
begin
    -- The way onto a ladder is open to everybody; what is mapped to the own ladder counts there.
    if own = it.ladder_id or own is null
       or exists (
            select from rungs_api.edition_on(day, seen) e
            join rungs.expectation_text t on t.edition_id = e.edition_id and t.expectation_id = it.id
            join rungs.crossing c on c.id = t.crossing_id and c.stage_model_id is null
            where e.ladder_id = it.ladder_id)
       or exists (
            select from rungs_api.edition_on(day, seen) e
            join rungs.expectation_mapping m on m.edition_id = e.edition_id and m.from_id = it.id
            where e.ladder_id = own and m.recorded_at <= seen and seen < m.superseded_at) then
        return;
    end if;
    raise exception using errcode = 'RG003',
        message = format('''%s'' is asked on the ladder %s, but %s is on %s', it.code,
                         (select d.code from rungs.ladder d where d.id = it.ladder_id), rungs_api.name_on(person, day, seen),
                         (select d.code from rungs.ladder d where d.id = own)),
        hint = format('It would count for nothing there; ''rungs ladder show %s'' lists what is asked.', (select d.code from rungs.ladder d where d.id = own));
end
$$;
comment on function rungs_api.evidence_ladder_check is
    'Refuses an expectation of another ladder than the person''s, except the entry onto it and what is mapped to the own one.';

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

create function rungs_api.evidence_add(
    about text, against text, how_strong text, seen_by text, stands_as text, happened_on date,
    kind_of_work text, in_short text, at_length text, read_on text)
returns table (
    evidence bigint, person text, expectation text, strength text, observed_on date,
    status text, points float8, state_before text, state_after text, observer text, relation text)
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    clock record := rungs_api.clock(null, null);
    happened date := coalesce(happened_on, clock.day);
    who integer := rungs_api.person_find(about, clock.day, clock.seen);
    what integer := rungs_api.expectation_find(against, who, clock.day, clock.seen);
    how smallint := rungs_api.strength_find(coalesce(how_strong, ''));
    work smallint := rungs_api.work_type_find(kind_of_work);
    links text[] := rungs_api.links_read(read_on);
    stands smallint := rungs_api.relation_find(stands_as);
    outside boolean := coalesce((select x.is_outside from rungs.relation x where x.id = stands), false);
    seer integer;
    before record;
    entry bigint;
    self boolean;
begin
    perform rungs_api.evidence_words_check(in_short, at_length);
    perform rungs_api.evidence_day_check(who, happened, clock.day, clock.seen);
    perform rungs_api.evidence_ladder_check(what, who, clock.day, clock.seen);
    if not outside then
        seer := case when seen_by is null and stands_as = 'self' then coalesce(rungs_api.me(), who)
                     else rungs_api.person_or_me(seen_by, 'observer', clock.day, clock.seen) end;
        stands := rungs_api.relation_decide(stands_as, seer, seen_by, who, happened, clock.seen);
    end if;
    self := (select x.is_self from rungs.relation x where x.id = stands);
    select s.state, s.points into before from rungs_api.expectation_now(who, what) s;
    insert into rungs.evidence (
        person_id, expectation_id, edition_id, strength_id, observer_id, relation_id, work_type_id,
        observed_on, summary, details, links, recorded_by, counted_since)
    select who, what, e.edition_id, how,
           case when outside then rungs_api.voice_outside(seen_by) else rungs_api.voice_of_person(seer) end, stands, work,
           happened, in_short, nullif(at_length, ''), links, rungs_api.account_id(),
           case when self then null else now() end
    from rungs.expectation x
    join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = x.ladder_id
    where x.id = what
    returning id into entry;
    return query
    select entry, r.name, x.code, how_strong, happened,
           case when self then 'submitted: counts once somebody else has confirmed it' else 'counts' end,
           n.points, before.state, n.state,
           coalesce(rungs_api.name_on(seer, clock.day, clock.seen), seen_by), (select l.code from rungs.relation l where l.id = stands)
    from rungs.expectation x
    cross join rungs_api.expectation_now(who, what) n
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = who
    where x.id = what;
end
$$;
comment on function rungs_api.evidence_add is 'rungs evidence add: logs one entry and says what it did.';
