-- Cycles: finding one, opening one, and what there is.

create function rungs_api.cycle_state_on(it rungs.cycle, seen timestamptz) returns text
language sql stable as $$
    select s.code
    from rungs.cycle_step p
    join rungs.cycle_state s on s.id = p.state_id
    where p.cycle_id = it.id
      and p.recorded_at <= seen
    order by p.id desc
    limit 1
$$;
comment on function rungs_api.cycle_state_on is 'The state of a cycle at a moment.';

create function rungs_api.cycle_on(as_seen_on date)
returns table (id integer, code text, state text)
language sql stable as $$
    -- Without a day the state as it is this moment: steps of others who began later are in it.
    select c.id, c.code, case when as_seen_on is null then s.code else rungs_api.cycle_state_on(c, k.seen) end
    from rungs_api.clock(null, as_seen_on) k
    cross join rungs.cycle c
    join rungs.cycle_state s on s.id = c.state_id
    where as_seen_on is null
       or c.recorded_at <= k.seen
$$;
comment on function rungs_api.cycle_on is 'The cycles that were known on a day, each in its state then.';

create function rungs_api.cycle_find(word text, as_seen_on date default null) returns integer
language plpgsql stable as $$
declare
    round integer;
    known text[] := array(select c.code from rungs.cycle c order by c.id desc);
    way_in constant text := 'Open one: rungs cycle open NAME --starts DATE --closes DATE --effective DATE.';
begin
    if word is null then
        select c.id into round from rungs_api.cycle_on(as_seen_on) c where c.state <> 'closed' order by c.id desc limit 1;
        if round is not null then
            return round;
        end if;
        raise exception using errcode = 'RG003', message = 'no cycle ' || coalesce('was open as seen on ' || as_seen_on, 'is open'),
            hint = concat_ws(' ', way_in, (
                select format('Or name one that is closed: %s.', c.code) from rungs_api.cycle_on(as_seen_on) c order by c.id desc limit 1));
    end if;
    select c.id into round from rungs.cycle c where c.code = word;
    if round is null then
        raise exception using errcode = 'RG003', message = format('there is no cycle ''%s''', word),
            hint = case when cardinality(known) = 0 then way_in else rungs_api.did_you_mean(word, known) end;
    end if;
    return round;
end
$$;
comment on function rungs_api.cycle_find is 'The cycle that a word names; without a word the latest that is not closed, or was not as seen on a day.';

create function rungs_api.cycle_refuse(message text, hint text) returns void
language plpgsql stable as $$
begin
    raise exception using errcode = 'RG003', message = cycle_refuse.message, hint = cycle_refuse.hint;
end
$$;
comment on function rungs_api.cycle_refuse is 'Refuses a step of a cycle or of a case.';

create function rungs_api.cycle_state_check(it rungs.cycle, allowed text[]) returns void
language plpgsql stable as $$
declare
    state text := (select s.code from rungs.cycle_state s where s.id = it.state_id);
begin
    if state <> all (allowed) then
        perform rungs_api.cycle_refuse(
            format('the cycle ''%s'' is %s', it.code, state),
            case when state = 'closed' then 'A closed cycle is not changed any more; what comes late goes into the next one.'
                 when it.state_id < (select min(s.id) from rungs.cycle_state s where s.code = any (allowed))
                    then format('First: rungs cycle %s %s.', case state when 'collecting' then 'calibrate' when 'calibrating' then 'decide' else 'close' end, it.code)
                 else format('A step back has a reason: rungs cycle reopen %s --reason TEXT.', it.code) end);
    end if;
end
$$;
comment on function rungs_api.cycle_state_check is 'Refuses what a cycle is not in the state for, with the way to that state.';

create function rungs_api.cycle_named(word text, allowed text[], as_seen_on date default null) returns rungs.cycle
language plpgsql stable as $$
declare
    open_ones text[] := array(select c.code from rungs_api.cycle_on(as_seen_on) c where c.state = any (allowed) order by c.id);
begin
    if word is null and cardinality(open_ones) > 1 then
        perform rungs_api.cycle_refuse(
            format('%s cycles are %s', cardinality(open_ones), array_to_string(allowed, ' or ')),
            format('Say which: --cycle %s.', array_to_string(open_ones, ', or --cycle ')));
    end if;
    return (select c from rungs.cycle c where c.id = rungs_api.cycle_find(coalesce(word, open_ones[1]), as_seen_on));
end
$$;
comment on function rungs_api.cycle_named is 'The cycle that a word names; without one the only one in such a state, or else the latest that is not closed.';

create function rungs_api.cycle_at(word text, allowed text[], steps boolean default false) returns rungs.cycle
language plpgsql volatile as $$
declare
    round integer := (rungs_api.cycle_named(word, allowed)).id;
    it rungs.cycle;
begin
    -- Who works in a cycle shares it; who takes it a step further has it alone.
    if steps then
        select c.* into it from rungs.cycle c where c.id = round for no key update;
    else
        select c.* into it from rungs.cycle c where c.id = round for share;
    end if;
    perform rungs_api.cycle_state_check(it, allowed);
    return it;
end
$$;
comment on function rungs_api.cycle_at is 'The cycle to be written to, locked so that it stays in its state; refused when that is not one of those allowed.';

create function rungs_api.cycle_clock(it rungs.cycle, as_of date, as_seen_on date, out day date, out seen timestamptz)
language sql stable as $$
    select coalesce(as_of, z.at::date, c.day), coalesce(z.at, c.seen)
    from rungs_api.clock(as_of, as_seen_on) c
    left join lateral (
        select max(s.recorded_at) as at
        from rungs.cycle_step s
        where s.cycle_id = it.id
          and s.state_id = 4
          and s.recorded_at <= c.seen) z on true
$$;
comment on function rungs_api.cycle_clock is
    'The two clocks for a cycle: one that is closed, or was as seen on a day, shows what was known when it was closed, as of that day unless another is asked for.';

create function rungs_api.cycle_population(it rungs.cycle, day date, seen timestamptz)
returns table (
    person_id integer, level_id integer, manager_id integer, organisation_id integer, specialization_id integer, location text, attributes jsonb)
language sql stable as $$
    with team as materialized (
        select u.person_id
        from rungs_api.people_under(it.only_manager_id, day, seen) u
        where it.only_manager_id is not null
    )
    select r.person_id, o.level_id, r.manager_id, r.organisation_id, r.specialization_id, r.location, r.attributes
    from rungs.roster_entry r
    cross join lateral rungs_api.level_of(r.person_id, day, seen) o
    join rungs.level l on l.id = o.level_id
    where r.valid_from <= day
      and day < r.valid_to
      and r.recorded_at <= seen
      and seen < r.superseded_at
      and r.status_id in (select s.id from rungs.employment_status s where s.employed)
      and (it.only_manager_id is null or r.person_id in (select t.person_id from team t))
      and (it.only_organisation_id is null or r.organisation_id = it.only_organisation_id)
      and (it.only_level_id is null or o.level_id = it.only_level_id)
      and (it.only_ladder_id is null or l.ladder_id = it.only_ladder_id)
$$;
comment on function rungs_api.cycle_population is 'Who fits the population of a cycle on a day: people on a ladder, narrowed as it was said at the opening.';

create function rungs_api.cycle_population_words(it rungs.cycle) returns text
language sql stable as $$
    select coalesce(nullif(concat_ws(', ',
        'organisation ' || (select o.name from rungs.organisation o where o.id = it.only_organisation_id),
        'under ' || rungs_api.name_on(it.only_manager_id, it.starts_on, it.recorded_at),
        'level ' || (select l.code from rungs.level l where l.id = it.only_level_id),
        'ladder ' || (select d.code from rungs.ladder d where d.id = it.only_ladder_id)), ''), 'everybody on a ladder')
$$;
comment on function rungs_api.cycle_population_words is 'The rule of the population of a cycle in words.';

create function rungs_api.cycle_scale(it rungs.cycle, scale text, promote_from integer) returns void
language plpgsql volatile as $$
declare
    lines text[] := string_to_array(scale, e'\n');
    line text;
    part text[];
begin
    if lines is null and promote_from is null then
        insert into rungs.cycle_rating (cycle_id, value, words, is_for)
        select it.id, d.value, d.words, d.is_for from rungs.rating_default d;
        return;
    end if;
    if lines is null then
        lines := array(select d.value || '=' || d.words from rungs.rating_default d order by d.value);
    elsif promote_from is null then
        perform rungs_api.cycle_refuse('a scale of its own says from which rating on it speaks for the promotion', 'Add --promote-from VALUE.');
    end if;
    foreach line in array lines loop
        part := regexp_match(line, '^[[:space:]]*([0-9]{1,3})[[:space:]]*=[[:space:]]*(.*[^[:space:]])[[:space:]]*$');
        if part is null then
            perform rungs_api.cycle_refuse(format('''%s'' is no rating', line), 'Write --scale ''4=does what the level asks'', once for each rating.');
        end if;
        perform rungs_api.text_check('rating', part[2], 100, true, 'A few words.');
        if not exists (select from rungs.rule u where u.code = format('rating_%s_most', part[1]::smallint)) then
            perform rungs_api.cycle_refuse(format('''%s'' is no rating from 1 to 7', part[1]),
                'Number the steps from 1 on. Guidance ranges are rules for each of them, and more than seven nobody tells apart.');
        end if;
        if exists (select from rungs.cycle_rating r where r.cycle_id = it.id and r.value = part[1]::smallint) then
            perform rungs_api.cycle_refuse(format('the rating %s is there twice', part[1]), 'Each rating has one line.');
        end if;
        insert into rungs.cycle_rating values (it.id, part[1]::smallint, part[2], part[1]::integer >= promote_from);
    end loop;
    if (select count(distinct r.is_for) from rungs.cycle_rating r where r.cycle_id = it.id) < 2 then
        perform rungs_api.cycle_refuse(format('no rating of the scale would speak %s the promotion', case when promote_from > (
                select max(r.value) from rungs.cycle_rating r where r.cycle_id = it.id) then 'for' else 'against' end),
            '--promote-from names the lowest rating that speaks for it, and lower ones are left.');
    end if;
end
$$;
comment on function rungs_api.cycle_scale is 'The scale of a new cycle: one of its own, VALUE=WORDS a line, or the usual one.';

create type rungs_api.cycle_row as (
    cycle text, state text, starts_on date, closes_on date, effective_on date, people bigint, nominated bigint, decided bigint);
comment on type rungs_api.cycle_row is 'A cycle in the list of them, and what each step of one answers.';

create function rungs_api.cycle_list()
returns setof rungs_api.cycle_row
language sql stable as $$
    select c.code, s.code, c.starts_on, c.closes_on, c.effective_on,
           (select count(*) from rungs.cycle_member m where m.cycle_id = c.id), n.nominated, n.decided
    from rungs.cycle c
    join rungs.cycle_state s on s.id = c.state_id
    cross join lateral (
        select count(*) as nominated, count(d.id) as decided
        from rungs.nomination n
        left join rungs.decision d on d.nomination_id = n.id and d.superseded_at = 'infinity'
        where n.cycle_id = c.id
          and n.superseded_at = 'infinity') n
    order by c.starts_on desc, c.id desc
$$;
comment on function rungs_api.cycle_list is 'rungs cycle list.';

create function rungs_api.cycle_line(it rungs.cycle)
returns setof rungs_api.cycle_row
language sql stable as $$
    select l.cycle, l.state, l.starts_on, l.closes_on, l.effective_on, l.people, l.nominated, l.decided
    from rungs_api.cycle_list() l
    where l.cycle = it.code
$$;
comment on function rungs_api.cycle_line is 'The line of one cycle in the list, as every step of it answers.';

create function rungs_api.cycle_analyze() returns void
language plpgsql volatile as $$
declare
    one regclass;
begin
    -- After many new rows the planner knows nothing of them until somebody looks.
    for one in
        select c.oid
        from pg_catalog.pg_class c
        where c.oid = any ('{rungs.cycle_member,rungs.nomination,rungs.packet,rungs.packet_standing,rungs.rating,rungs.reveal,rungs.decision}'::regclass[])
          and pg_has_role(c.relowner, 'usage')
          and pg_relation_size(c.oid) / current_setting('block_size')::integer > greatest(20, c.relpages * 1.2)
        order by c.oid
    loop
        execute format('analyze %s', one);
    end loop;
end
$$;
comment on function rungs_api.cycle_analyze is 'Has the planner look at those tables of cycles that have grown by much.';

create function rungs_api.cycle_open(
    word text, starts date, closes date, effective date, organisation text default null, manager text default null,
    level text default null, ladder text default null, stages text default null, scale text default null, promote_from integer default null)
returns setof rungs_api.cycle_row
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(starts, null);
    it rungs.cycle;
begin
    if word !~ '^[A-Za-z0-9][A-Za-z0-9_.-]*$' then
        perform rungs_api.cycle_refuse(format('''%s'' cannot be the name of a cycle', word), 'Letters, digits, - _ and . without blanks: 2026-H2.');
    end if;
    if exists (select from rungs.cycle c where c.code = word) then
        perform rungs_api.cycle_refuse(format('there is a cycle ''%s'' already', word), '''rungs cycle list'' shows what there is.');
    end if;
    if closes < starts or effective < starts then
        perform rungs_api.cycle_refuse('the cycle would end before it starts', '--closes and --effective lie on or after --starts.');
    end if;
    perform rungs_api.model_check(stages, clock.day, clock.seen);
    if ladder is not null and not exists (select from rungs.ladder d where d.code = ladder) then
        perform rungs_api.cycle_refuse(format('there is no ladder ''%s''', ladder),
            rungs_api.did_you_mean(ladder, array(select d.code from rungs.ladder d order by d.code)));
    end if;
    -- Names the organisation, or refuses it.
    perform rungs_api.people_asked(null, null, organisation, null, '-infinity', clock.seen);
    insert into rungs.cycle (
        code, starts_on, closes_on, effective_on, only_organisation_id, only_manager_id, only_level_id, only_ladder_id, stages, recorded_by)
    values (
        word, starts, closes, effective, (select o.id from rungs.organisation o where o.name = organisation),
        case when manager is not null then rungs_api.person_find(manager, clock.day, clock.seen) end,
        rungs_api.level_find(level, clock.day, clock.seen), (select d.id from rungs.ladder d where d.code = ladder), stages, rungs_api.account_id())
    returning * into it;
    insert into rungs.cycle_step (cycle_id, state_id, recorded_by) values (it.id, it.state_id, it.recorded_by);
    perform rungs_api.cycle_scale(it, scale, promote_from);
    insert into rungs.cycle_member (cycle_id, person_id, level_id, manager_id, organisation_id, specialization_id, location, attributes)
    select it.id, p.person_id, p.level_id, p.manager_id, p.organisation_id, p.specialization_id, p.location, p.attributes
    from rungs_api.cycle_population(it, clock.day, clock.seen) p;
    if not found then
        perform rungs_api.cycle_refuse(format('nobody would be in this cycle: %s', rungs_api.cycle_population_words(it)),
            format('The population is taken on %s; ''rungs report readiness --as-of %s'' shows who is on a ladder then.', starts, starts));
    end if;
    perform rungs_api.cycle_analyze();
    return query select l.* from rungs_api.cycle_line(it) l;
end
$$;
comment on function rungs_api.cycle_open is 'rungs cycle open: the rule of the population, and the people who fit it on the first day.';
