-- Cycles and their population.

create function rungs_api.cycle_open(word text, starts date, closes date, effective date)
returns table (cycle text, state text, starts_on date, closes_on date, effective_on date, people bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(starts, null);
    round integer;
begin
    if word !~ '^[A-Za-z0-9][A-Za-z0-9_.-]*$' then
        raise exception using errcode = 'RG003', message = format('''%s'' cannot be the name of a cycle', word),
            hint = 'Letters, digits, - _ and . without blanks: 2026-H2.';
    end if;
    if exists (select from rungs.cycle c where c.code = word) then
        raise exception using errcode = 'RG003', message = format('there is a cycle ''%s'' already', word),
            hint = '''rungs cycle list'' shows what there is.';
    end if;
    if closes < starts or effective < starts then
        raise exception using errcode = 'RG003', message = 'the cycle would end before it starts',
            hint = '--closes and --effective lie on or after --starts.';
    end if;
    insert into rungs.cycle (code, starts_on, closes_on, effective_on, recorded_by)
    values (word, starts, closes, effective, rungs_api.account_id())
    returning id into round;
    insert into rungs.cycle_member (cycle_id, person_id, level_id, manager_id, organisation_id)
    select round, r.person_id, o.level_id, r.manager_id, r.organisation_id
    from rungs_api.employed_on(clock.day, clock.seen) r
    cross join lateral rungs_api.level_of(r.person_id, clock.day, clock.seen) o
    where o.level_id is not null;
    return query
    select l.* from rungs_api.cycle_list() l where l.cycle = word;
end
$$;
comment on function rungs_api.cycle_open is 'rungs cycle open: the population is everybody on a ladder on the first day.';

create function rungs_api.cycle_list()
returns table (cycle text, state text, starts_on date, closes_on date, effective_on date, people bigint)
language sql stable as $$
    select c.code, s.code, c.starts_on, c.closes_on, c.effective_on,
           (select count(*) from rungs.cycle_member m where m.cycle_id = c.id)
    from rungs.cycle c
    join rungs.cycle_state s on s.id = c.state_id
    order by c.starts_on desc, c.id desc
$$;
comment on function rungs_api.cycle_list is 'rungs cycle list.';

create function rungs_api.calibration_people(round integer, model text, day date, seen timestamptz, only_nominees boolean default false)
returns table (
    person_id integer, level_id integer, manager_id integer, organisation_id integer,
    coverage float8, gates rungs_api.gate[], verdict text, is_settling boolean,
    nomination_id integer, nominated_for integer)
language plpgsql stable rows 100000 as $$
#variable_conflict use_column
begin
    return query
    with member as (
        select m.person_id, m.level_id, m.manager_id, m.organisation_id, n.id as nomination_id, n.target_id
        from rungs.cycle_member m
        left join rungs.nomination n
               on n.cycle_id = round
              and n.person_id = m.person_id
              and n.nominated_on <= day
              and n.recorded_at <= seen
              and seen < n.superseded_at
        where m.cycle_id = round
          and (n.id is not null or not only_nominees)
    ), way as (
        select v.level_id, v.target_id
        from (select distinct m.target_id from member m where m.target_id is not null) g
        cross join lateral rungs_api.move_on(day, seen, model, g.target_id) v
    ), asked as (
        -- Who has reached the level since then, or stands above it, is judged for the next.
        select m.person_id, w.target_id
        from member m
        cross join lateral rungs_api.level_of(m.person_id, day, seen) o
        left join way w on w.level_id = o.level_id and w.target_id = m.target_id
    )
    select m.person_id, m.level_id, m.manager_id, m.organisation_id,
           d.coverage, d.gates, coalesce(d.verdict, 'gone'), d.settling_until is not null,
           m.nomination_id, m.target_id
    from member m
    left join (
        select r.*
        from (select a.target_id, array_agg(a.person_id) as people from asked a group by a.target_id) g
        cross join lateral rungs_api.readiness(g.people, day, seen, model, g.target_id) r
    ) d on d.person_id = m.person_id;
end
$$;
comment on function rungs_api.calibration_people is
    'The population of a cycle with its nominations and standing, for the level nominated for, else (also when it is reached) for the next; gone: no longer on the ladder. The one place where the summary reads readiness.';
