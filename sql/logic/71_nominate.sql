-- Nominations: who is put forward for what, by whom, and the packet that is frozen then.

create function rungs_api.level_is_above(present integer, target integer, edition integer) returns boolean
language sql stable as $$
    select coalesce((
        select a.rank > b.rank
        from rungs.level_text a
        join rungs.level_text b on b.edition_id = edition and b.level_id = rungs_api.level_as(present, edition)
        where a.edition_id = edition
          and a.level_id = target), false)
$$;
comment on function rungs_api.level_is_above is 'Whether a level of an edition lies above another one, which may be of a ladder that is mapped to it.';

create function rungs_api.nomination_faults(
    it rungs.cycle, people integer[], targets integer[], nominators integer[], days date[], joins boolean, day date, seen timestamptz)
returns table (place bigint, field text, problem text, hint text)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    with asked as materialized (
        select w.place, w.person_id, w.target_id, w.nominator_id, w.on_day, e.person_id is not null as is_here, m.person_id is not null as is_member,
               o.level_id
        from unnest(people, targets, nominators, days) with ordinality w (person_id, target_id, nominator_id, on_day, place)
        left join rungs_api.employed_on(day, seen) e on e.person_id = w.person_id
        left join rungs.cycle_member m on m.cycle_id = it.id and m.person_id = w.person_id
        left join lateral rungs_api.level_of(w.person_id, day, seen) o on true
    ), step as materialized (
        select s.level_id, s.target_id, p.code as present, rungs_api.level_is_above(s.level_id, s.target_id, e.edition_id) as is_above, exists (
                   select from rungs.level_text t
                   where t.edition_id = e.edition_id and t.level_id = rungs_api.level_as(s.level_id, e.edition_id)) as is_reached
        from (select distinct a.level_id, a.target_id from asked a where num_nulls(a.level_id, a.target_id) = 0) s
        join rungs.level p on p.id = s.level_id
        join rungs.level g on g.id = s.target_id
        left join rungs_api.edition_on(day, seen) e on e.ladder_id = g.ladder_id
    ), line as materialized (
        select l.below_id, l.person_id from rungs_api.line_above(it, people, day, seen) l
    )
    -- What is null was not known to the file: that has been said.
    select a.place, f.column_name, f.problem, f.hint
    from asked a
    left join step s on s.level_id = a.level_id and s.target_id = a.target_id
    left join line b on b.below_id = a.person_id and b.person_id = a.nominator_id
    cross join lateral unnest(array[
        case when not a.is_here then row('person', null, 'has left', 'Only people who work here are promoted.')::rungs_api.fault
             when not joins and not a.is_member then row('person', null, 'not in the population of the cycle', format(
                'It was taken on %s: %s. Who came since is taken in by: rungs nominate PERSON --add.',
                it.starts_on, rungs_api.cycle_population_words(it)))::rungs_api.fault
             when a.level_id is null then row('person', null, 'on no ladder', 'Import a roster that gives the level.')::rungs_api.fault
             when a.level_id = a.target_id then row('target', null, 'is the present level', 'A nomination is for a level above it.')::rungs_api.fault
             when not s.is_reached then row(
                'target', null, format('of a ladder that %s is not on', rungs_api.name_on(a.person_id, day, seen)),
                format('The present level is %s; a mapping of ladders makes a move to another one comparable.', s.present))::rungs_api.fault
             when not s.is_above then row(
                'target', null, format('does not lie above %s', s.present), 'A move to the side, or down, needs no committee.')::rungs_api.fault end,
        case when a.nominator_id <> a.person_id and b.below_id is null then row(
            'nominated_by', null, format('is no manager of %s', rungs_api.name_on(a.person_id, day, seen)),
            'People are nominated by somebody above them, now or when the cycle was opened, or by themselves.')::rungs_api.fault end,
        case when a.on_day < it.starts_on or a.on_day > it.closes_on then row(
                'nominated_on', null, 'outside the days of the cycle',
                format('%s takes nominations from %s to %s.', it.code, it.starts_on, it.closes_on))::rungs_api.fault
             when a.on_day > day then row('nominated_on', null, 'lies ahead', 'Write the day on which it was said.')::rungs_api.fault end
        ]) with ordinality f (column_name, value, problem, hint, number)
    where f.problem is not null
    order by a.place, f.number;
end
$$;
comment on function rungs_api.nomination_faults is 'What speaks against nominations, by their place in the arrays and by column; nothing when all is well.';

create function rungs_api.nomination_write(
    it rungs.cycle, people integer[], targets integer[], nominators integer[], days date[], rationales text[], ratings smallint[],
    batch integer default null)
returns integer[]
language plpgsql volatile set plan_cache_mode = force_custom_plan as $$
declare
    account integer := rungs_api.account_id();
    before integer[];
    fresh integer[];
begin
    with past as (
        update rungs.nomination n
        set superseded_at = greatest(n.recorded_at, now())
        where n.cycle_id = it.id and n.person_id in (select p.id from unnest(people) p (id)) and n.superseded_at = 'infinity'
        returning n.id
    )
    select array_agg(p.id) into before from past p;
    with written as (
        insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, rationale, import_id, recorded_by)
        select it.id, w.person_id, w.target_id, w.nominator_id, w.on_day, w.rationale, batch, account
        from unnest(people, targets, nominators, days, rationales) with ordinality w (person_id, target_id, nominator_id, on_day, rationale, place)
        order by w.place
        returning id, person_id, target_id
    ), rated as (
        insert into rungs.rating (nomination_id, kind, rated_by, value, reason, recorded_by)
        select n.id, 'proposed', case when w.rating is null then r.rated_by else w.nominator_id end, coalesce(w.rating, r.value),
               case when w.rating is null then r.reason else '' end, case when w.rating is null then r.recorded_by else account end
        from written n
        join unnest(people, nominators, ratings) w (person_id, nominator_id, rating) on w.person_id = n.person_id
        -- What was proposed for the same level still is.
        left join rungs.nomination o on o.id in (select b.id from unnest(before) b (id)) and o.person_id = n.person_id and o.target_id = n.target_id
        left join rungs.rating r on r.nomination_id = o.id and r.kind = 'proposed' and r.superseded_at = 'infinity'
        where num_nonnulls(w.rating, r.value) > 0
    )
    select array_agg(n.id) into fresh from written n;
    return fresh;
end
$$;
comment on function rungs_api.nomination_write is 'Writes nominations, with the rating that their managers propose where there is one; those before stay on record.';

create function rungs_api.nominator_check(it rungs.cycle, person integer, nominator integer) returns void
language plpgsql stable as $$
declare
    before rungs.nomination := (
        select n from rungs.nomination n where n.cycle_id = it.id and n.person_id = person and n.superseded_at = 'infinity');
begin
    if before.nominated_by <> nominator and before.nominated_by <> person then
        perform rungs_api.cycle_refuse(
            format('%s is nominated already, by %s', rungs_api.name_on(person, current_date, now()), rungs_api.name_on(before.nominated_by, current_date, now())),
            'They change it, or take it back: rungs nominate withdraw PERSON --reason TEXT.');
    end if;
end
$$;
comment on function rungs_api.nominator_check is 'Whose nomination stands is changed by them alone; but a manager''s takes the place of one''s own.';

create function rungs_api.nominate(
    who text, for_target text, because text, rating integer, on_day date, by_whom text, joins boolean, round text)
returns table (
    cycle text, person text, employee_id text, level text, target text, nominated_by text, is_self boolean, nominated_on date,
    proposed integer, coverage float8, verdict text, open_gates text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{collecting}');
    clock record := rungs_api.clock(null, null);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
    nominator integer := rungs_api.person_or_me(by_whom, 'by', clock.day, clock.seen);
    said_on date := coalesce(on_day, clock.day);
    wrong record;
    fresh integer;
begin
    perform from rungs.person p where p.id = one for no key update;
    select f.* into wrong
    from rungs_api.nomination_faults(it, array[one], array[goal], array[nominator], array[said_on], joins, clock.day, clock.seen) f
    limit 1;
    if wrong.field is not null then
        perform rungs_api.cycle_refuse(
            format('%s %s', case wrong.field when 'person' then rungs_api.name_on(one, clock.day, clock.seen) || case when wrong.problem like 'has %' then '' else ' is' end
                                             when 'target' then format('''%s''', for_target) || case when wrong.problem like 'of %' then ' is' else '' end
                                             when 'nominated_by' then rungs_api.name_on(nominator, clock.day, clock.seen)
                                             else said_on::text || case when wrong.problem like 'lies %' then '' else ' is' end end, wrong.problem), wrong.hint);
    end if;
    perform rungs_api.nominator_check(it, one, nominator);
    if coalesce(btrim(because), '') = '' then
        perform rungs_api.cycle_refuse('a nomination needs a rationale', 'Say why in a sentence or two: --rationale TEXT, or --file FILE.');
    end if;
    perform rungs_api.text_check('rationale', because, 10000, false, 'Keep what the committee has to know.');
    if rating is not null and nominator = one then
        perform rungs_api.cycle_refuse('nobody proposes a rating of themselves', 'Leave --rating away; the manager proposes it: rungs nominate rate PERSON RATING.');
    end if;
    insert into rungs.cycle_member (cycle_id, person_id, level_id, manager_id, organisation_id, specialization_id, location, attributes, is_joiner)
    select it.id, one, o.level_id, r.manager_id, r.organisation_id, r.specialization_id, r.location,
           rungs_api.attributes_on(one, clock.day, clock.seen), true
    from rungs_api.roster_on(clock.day, clock.seen) r
    cross join lateral rungs_api.level_of(one, clock.day, clock.seen) o
    where r.person_id = one
    on conflict do nothing;
    fresh := (rungs_api.nomination_write(
        it, array[one], array[goal], array[nominator], array[said_on], array[btrim(because)],
        array[case when rating is not null then rungs_api.rating_check(it, rating) end]))[1];
    perform rungs_api.packet_take(array[fresh], 'submission', said_on, clock.seen);
    return query
    select it.code, rungs_api.name_on(one, clock.day, clock.seen), p.employee_id, l.code, t.code,
           rungs_api.name_on(nominator, clock.day, clock.seen), nominator = one, said_on, a.value::integer, k.coverage, k.verdict,
           rungs_api.packet_gates(k.gates)
    from rungs.packet k
    join rungs.person p on p.id = one
    left join rungs.level l on l.id = k.level_id
    join rungs.level t on t.id = goal
    left join rungs.rating a on a.nomination_id = fresh and a.kind = 'proposed' and a.superseded_at = 'infinity'
    where k.nomination_id = fresh;
end
$$;
comment on function rungs_api.nominate is 'rungs nominate: by a manager, or by the person; the same again changes it. The packet is frozen as of its day.';

create function rungs_api.nominate_withdraw(who text, why text, by_whom text, round text)
returns table (cycle text, person text, target text, withdrawn_by text, reason text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{collecting,calibrating}');
    clock record := rungs_api.clock(null, null);
    nomination integer := rungs_api.case_lock(it, who);
    doer integer := rungs_api.person_or_me(by_whom, 'by', clock.day, clock.seen);
begin
    if exists (select from rungs.decision d where d.nomination_id = nomination and d.superseded_at = 'infinity') then
        perform rungs_api.cycle_refuse('the case is decided', 'Take the decision up again first: rungs decide reopen PERSON --reason TEXT.');
    end if;
    if not exists (
        select from rungs.nomination n
        where n.id = nomination
          and (doer in (n.person_id, n.nominated_by)
               or doer in (select c.person_id from rungs.committee_member c where c.cycle_id = it.id and c.is_chair and c.superseded_at = 'infinity'))) then
        perform rungs_api.cycle_refuse(format('%s did not make this nomination', rungs_api.name_on(doer, clock.day, clock.seen)),
            'Who nominated, who is nominated, and the chair of the committee withdraw it.');
    end if;
    if coalesce(btrim(why), '') = '' then
        perform rungs_api.cycle_refuse('a nomination is not withdrawn without a reason', 'Say why: --reason TEXT.');
    end if;
    perform rungs_api.text_check('reason', why, 2000, false, 'Say it in a few sentences.');
    return query
    update rungs.nomination n
    set superseded_at = greatest(n.recorded_at, now()), withdrawn_by = doer, withdrawn_reason = btrim(why)
    from rungs.level t
    where n.id = nomination
      and t.id = n.target_id
    returning it.code, rungs_api.name_on(n.person_id, clock.day, clock.seen), t.code, rungs_api.name_on(doer, clock.day, clock.seen), n.withdrawn_reason;
end
$$;
comment on function rungs_api.nominate_withdraw is 'rungs nominate withdraw: by who nominated, by the person, or by the chair; it stays on record.';

create function rungs_api.nominate_rate(who text, value integer, why text, by_whom text, round text)
returns table (cycle text, person text, target text, proposed integer, words text, proposed_by text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{collecting,calibrating}');
    clock record := rungs_api.clock(null, null);
    nomination integer := rungs_api.case_lock(it, who);
    one integer := (select n.person_id from rungs.nomination n where n.id = nomination);
    manager integer := rungs_api.person_or_me(by_whom, 'by', clock.day, clock.seen);
    rating smallint := rungs_api.rating_check(it, nominate_rate.value);
begin
    if not exists (select from rungs_api.line_above(it, array[one], clock.day, clock.seen) a where a.person_id = manager) then
        perform rungs_api.cycle_refuse(
            format('%s is no manager of %s', rungs_api.name_on(manager, clock.day, clock.seen), rungs_api.name_on(one, clock.day, clock.seen)),
            'The rating is proposed by somebody above, now or when the cycle was opened.');
    end if;
    if exists (select from rungs.reveal e where e.nomination_id = nomination) then
        perform rungs_api.cycle_refuse('the votes on this case are revealed', 'What the talk changes is a move: rungs calibrate move PERSON --to RATING --reason TEXT.');
    end if;
    perform rungs_api.rating_set(nomination, 'proposed', manager, rating, why);
    return query
    select it.code, rungs_api.name_on(one, clock.day, clock.seen), t.code, rating::integer, r.words, rungs_api.name_on(manager, clock.day, clock.seen)
    from rungs.nomination n
    join rungs.level t on t.id = n.target_id
    join rungs.cycle_rating r on r.cycle_id = it.id and r.value = rating
    where n.id = nomination;
end
$$;
comment on function rungs_api.nominate_rate is 'rungs nominate rate: the rating that a manager proposes, until the votes are revealed.';
