-- The calibration summary.

create function rungs_api.calibration_people(round integer, model text, day date, seen timestamptz)
returns table (
    person_id integer, level_id integer, manager_id integer, organisation_id integer,
    coverage float8, gates rungs_api.gate[], verdict text, is_settling boolean,
    nomination_id integer, nominated_for integer)
language sql stable as $$
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
    ) d on d.person_id = m.person_id
$$;
comment on function rungs_api.calibration_people is
    'The population of a cycle with its nominations and standing, for the level nominated for, else (also when it is reached) for the next; gone: no longer on the ladder.';

create function rungs_api.calibrate_distribution(only_cycle text, by_what text, stages text, as_of date, as_seen_on date)
returns table (
    per text, name text, people bigint, ready bigint, near bigint, building bigint, unknown bigint,
    top bigint, gone bigint, settling bigint, nominated bigint, nominated_not_ready bigint, ready_not_nominated bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    round integer := rungs_api.cycle_find(only_cycle);
begin
    return query
    select v.per, coalesce(v.name, 'none'), count(*),
           count(*) filter (where p.verdict = 'ready'), count(*) filter (where p.verdict = 'near'),
           count(*) filter (where p.verdict = 'building'), count(*) filter (where p.verdict = 'unknown'),
           count(*) filter (where p.verdict = 'top'), count(*) filter (where p.verdict = 'gone'),
           count(*) filter (where p.is_settling),
           count(p.nomination_id),
           count(p.nomination_id) filter (where p.verdict <> 'ready'),
           count(*) filter (where p.verdict = 'ready' and p.nomination_id is null)
    from rungs_api.calibration_people(round, stages, clock.day, clock.seen) p
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = p.manager_id
    left join rungs.organisation o on o.id = p.organisation_id
    join rungs.level l on l.id = p.level_id
    left join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = l.ladder_id
    left join rungs.level_text t on t.edition_id = e.edition_id and t.level_id = l.id
    cross join lateral (values
        (1, 'all', 'the whole cycle', 0, 0),
        (2, 'level', l.code, t.rank, l.id::integer),
        (3, 'org', o.name, 0, o.id),
        (4, 'manager', r.name, 0, p.manager_id)) v (position, per, name, rank, id)
    where by_what is null or v.per = by_what or v.per = 'all'
    group by v.position, v.per, v.name, v.rank, v.id
    order by v.position, v.rank, v.name, v.id;
end
$$;
comment on function rungs_api.calibrate_distribution is
    'rungs calibrate summary: levels and verdicts, nominated or not, for the whole cycle and per level, organisation and manager.';

create function rungs_api.calibrate_attention(only_cycle text, stages text, as_of date, as_seen_on date)
returns table (matter text, person text, employee_id text, level text, target text, coverage float8, verdict text, why text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    round integer := rungs_api.cycle_find(only_cycle);
begin
    return query
    select case when p.nomination_id is null then 'ready, not nominated'
                when p.verdict <> 'ready' then 'nominated, not ready'
                else 'nominated and ready' end as matter,
           r.name, k.employee_id, l.code, t.code, p.coverage, p.verdict,
           (select string_agg(g.reason, '; ' order by g.position)
            from unnest(p.gates) with ordinality g (code, reason, position))
    from rungs_api.calibration_people(round, stages, clock.day, clock.seen) p
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = p.person_id
    join rungs.person k on k.id = p.person_id
    join rungs.level l on l.id = p.level_id
    left join rungs.level t on t.id = p.nominated_for
    where p.nomination_id is not null
       or p.verdict = 'ready'
    order by p.nomination_id is null desc, p.verdict = 'ready', p.coverage desc, r.name, p.person_id;
end
$$;
comment on function rungs_api.calibrate_attention is 'The cases of a cycle that have to be talked about, and why.';
