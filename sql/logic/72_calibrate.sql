-- The calibration summary.

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
