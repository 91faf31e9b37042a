-- Logging one entry: the words it is told in, who saw it, what it did.

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

create function rungs_api.standing_words(entry bigint, state_before text, state_after text, points float8) returns text
language sql volatile as $$
    select format('%s%s: %s', x.code, coalesce(' at ' || coalesce(l.code, c.code), ''),
                  case when state_before is distinct from state_after then format('%s -> %s', state_before, state_after) else 'still ' || state_after end)
           || case when state_after = 'unknown' then ''
                   else format(', %s %s', rungs_api.number_words(points), case abs(points) when 1 then 'point' else 'points' end) end
    from rungs.evidence e
    join rungs.expectation x on x.id = e.expectation_id
    join rungs.expectation_text t on t.edition_id = e.edition_id and t.expectation_id = e.expectation_id
    left join rungs.level l on l.id = t.level_id
    left join rungs.crossing c on c.id = t.crossing_id
    where e.id = entry
$$;
comment on function rungs_api.standing_words is
    'What an entry did to the standing, in words: strategy at senior_pm: partial -> met, 4 points. Volatile, so that it sees the entry of the same statement.';

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
           case when self then 'submitted: counts once somebody else has confirmed it'
                when happened < r.hired_on then 'kept; from before the hire, so it does not count'
                else 'counts' end,
           n.points, before.state, n.state,
           coalesce(rungs_api.name_on(seer, clock.day, clock.seen), seen_by), (select l.code from rungs.relation l where l.id = stands)
    from rungs.expectation x
    cross join rungs_api.expectation_now(who, what) n
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = who
    where x.id = what;
end
$$;
comment on function rungs_api.evidence_add is 'rungs evidence add: logs one entry and says what it did.';
