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
    it rungs.cycle, person integer, target integer, nominator integer, on_day date, joins boolean, day date, seen timestamptz)
returns table (field text, problem text, hint text)
language plpgsql stable as $$
declare
    name text := rungs_api.name_on(person, day, seen);
    present integer := (select o.level_id from rungs_api.level_of(person, day, seen) o);
    present_code text := (select l.code from rungs.level l where l.id = present);
    goal record;
begin
    select l.code, e.edition_id, exists (
               select from rungs.level_text t
               where t.edition_id = e.edition_id and t.level_id = rungs_api.level_as(present, e.edition_id)) as is_reached
    into goal
    from rungs.level l
    left join rungs_api.edition_on(day, seen) e on e.ladder_id = l.ladder_id
    where l.id = target;
    -- What is null was not known to the file: that has been said.
    if not exists (select from rungs_api.employed_on(day, seen) e where e.person_id = person) then
        return query select 'person', 'has left', 'Only people who work here are promoted.';
    elsif not joins and not exists (select from rungs.cycle_member m where m.cycle_id = it.id and m.person_id = person) then
        return query select 'person', 'not in the population of the cycle',
            format('It was taken on %s: %s. Who came since is taken in by: rungs nominate PERSON --add.', it.starts_on, rungs_api.cycle_population_words(it));
    elsif present is null then
        return query select 'person', 'on no ladder', 'Import a roster that gives the level.';
    elsif present = target then
        return query select 'target', 'is the present level', 'A nomination is for a level above it.';
    elsif target is not null and not goal.is_reached then
        return query select 'target', format('of a ladder that %s is not on', name),
            format('The present level is %s; a mapping of ladders makes a move to another one comparable.', present_code);
    elsif target is not null and not rungs_api.level_is_above(present, target, goal.edition_id) then
        return query select 'target', format('does not lie above %s', present_code), 'A move to the side, or down, needs no committee.';
    end if;
    if nominator <> person and not exists (select from rungs_api.line_above(it, array[person], day, seen) a where a.person_id = nominator) then
        return query select 'nominated_by', format('is no manager of %s', name),
            'People are nominated by somebody above them, now or when the cycle was opened, or by themselves.';
    end if;
    if on_day < it.starts_on or on_day > it.closes_on then
        return query select 'nominated_on', 'outside the days of the cycle', format('%s takes nominations from %s to %s.', it.code, it.starts_on, it.closes_on);
    elsif on_day > day then
        return query select 'nominated_on', 'lies ahead', 'Write the day on which it was said.';
    end if;
end
$$;
comment on function rungs_api.nomination_faults is 'What speaks against a nomination, by column; nothing when all is well.';

create function rungs_api.nomination_write(it rungs.cycle, person integer, target integer, nominator integer, on_day date, rationale text, batch integer default null)
returns integer
language plpgsql volatile as $$
declare
    before rungs.nomination;
    fresh integer;
begin
    select n.* into before
    from rungs.nomination n
    where n.cycle_id = it.id and n.person_id = person and n.superseded_at = 'infinity'
    for update;
    update rungs.nomination n
    set superseded_at = greatest(n.recorded_at, now())
    where n.id = before.id;
    insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, rationale, import_id, recorded_by)
    values (it.id, person, target, nominator, on_day, rationale, batch, rungs_api.account_id())
    returning id into fresh;
    -- What was proposed for the same level still is.
    insert into rungs.rating (nomination_id, kind, rated_by, value, reason, recorded_by)
    select fresh, r.kind, r.rated_by, r.value, r.reason, r.recorded_by
    from rungs.rating r
    where r.nomination_id = before.id
      and before.target_id = target
      and r.kind = 'proposed'
      and r.superseded_at = 'infinity';
    return fresh;
end
$$;
comment on function rungs_api.nomination_write is 'Writes a nomination; the one before stays on record.';

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
    select f.* into wrong from rungs_api.nomination_faults(it, one, goal, nominator, said_on, joins, clock.day, clock.seen) f limit 1;
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
    fresh := rungs_api.nomination_write(it, one, goal, nominator, said_on, btrim(because));
    if rating is not null then
        perform rungs_api.rating_set(fresh, 'proposed', nominator, rungs_api.rating_check(it, rating), '');
    end if;
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
