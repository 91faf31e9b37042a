-- rungs report matrix and rungs report pipeline: where people stand, and who could go where.

create function rungs_api.matrix_on(people integer[], day date, seen timestamptz, model text)
returns table (
    person_id integer, level_id integer, target_id integer, scope float8, scope_known integer, scope_asked integer,
    impact float8, known float8, settling_until date, scope_place integer, impact_place integer)
language sql stable as $$
    select m.person_id, m.level_id, m.target_id, m.scope, m.scope_known, m.scope_asked, m.impact, m.known, m.settling_until,
           case when m.scope is null then 4 when m.scope < 1 - 1e-9 then 3 when n.score >= 1 - 1e-9 then 1 else 2 end,
           case when m.target_id is null then 5 when m.impact is null or m.verdict = 'unknown' then 4
                when m.impact >= (s.rules).coverage_bar then 3 when m.impact >= (s.rules).near_coverage then 2 else 1 end
    from rungs_api.scope_impact(people, day, seen, model) m
    join rungs_api.level_on(day, seen, model) l on l.level_id = m.level_id
    join rungs_api.rule_sets(day, seen) s on s.ladder_id = l.ladder_id
    left join lateral rungs_api.scope_score(m.person_id, m.target_id, l.edition_id, day, seen) n on true
$$;
comment on function rungs_api.matrix_on is
    'The place of each person in the scope/impact matrix. Scope: 1 what the next level asks, 2 what the present one asks, 3 less, 4 unknown or none asked. Impact, the coverage of what the next level asks: 1 below both marks of the rules, 2 from near_coverage, 3 from coverage_bar, 4 too little known, 5 no level above.';

create function rungs_api.names_words(people bigint, names text[]) returns text
language sql immutable as $$
    select case when people > 0 then format('%s: %s', people, array_to_string(names[1:6], ', '))
                || case when people > 6 then format(' and %s more', people - 6) else '' end end
$$;
comment on function rungs_api.names_words is 'How many, and the first six by name; null for nobody.';

create function rungs_api.report_matrix(
    only_person text, only_manager text, only_organisation text, only_level text, stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    scope text, below text, near text, above text, unknown text, top text,
    below_people bigint, near_people bigint, above_people bigint, unknown_people bigint, top_people bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    with cell as (
        select m.scope_place, m.impact_place, count(*) as people,
               rungs_api.names_words(count(*), array_agg(
                   r.name || case when m.settling_until is not null then ' (settling)' else '' end order by m.impact desc nulls last, r.name, m.person_id)) as names
        from rungs_api.matrix_on(asked_for, clock.day, clock.seen, stages) m
        join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = m.person_id
        group by m.scope_place, m.impact_place
    )
    select w.name, max(c.names) filter (where c.impact_place = 1), max(c.names) filter (where c.impact_place = 2),
           max(c.names) filter (where c.impact_place = 3), max(c.names) filter (where c.impact_place = 4), max(c.names) filter (where c.impact_place = 5),
           coalesce(sum(c.people) filter (where c.impact_place = 1), 0)::bigint, coalesce(sum(c.people) filter (where c.impact_place = 2), 0)::bigint,
           coalesce(sum(c.people) filter (where c.impact_place = 3), 0)::bigint, coalesce(sum(c.people) filter (where c.impact_place = 4), 0)::bigint,
           coalesce(sum(c.people) filter (where c.impact_place = 5), 0)::bigint
    from unnest(array['as the next level asks', 'as the level asks', 'less than the level asks', 'unknown, or none asked']) with ordinality w (name, place)
    left join cell c on c.scope_place = w.place
    where exists (select from cell)
    group by w.place, w.name
    order by w.place;
end
$$;
comment on function rungs_api.report_matrix is
    'rungs report matrix: scope upwards, impact to the right (Shreyas Doshi, by way of Jackie Bavaro, "The 3 Stages of a Product Manager''s Career"); unknown stands apart.';

create function rungs_api.report_matrix_people(
    only_person text, only_manager text, only_organisation text, only_level text, stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    person text, employee_id text, level text, target text, scope float8, scope_known integer, scope_asked integer, scope_is text,
    impact float8, known float8, impact_is text, flags text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    select r.name, p.employee_id, l.code, t.code, m.scope, m.scope_known, m.scope_asked,
           (array['as the next level asks', 'as the level asks', 'less than the level asks', 'unknown, or none asked'])[m.scope_place],
           m.impact, m.known, (array['below', 'near', 'above', 'unknown', 'top'])[m.impact_place],
           rungs_api.flag_words(m.settling_until, false, false)
    from rungs_api.matrix_on(asked_for, clock.day, clock.seen, stages) m
    join rungs.person p on p.id = m.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = m.person_id
    join rungs.level l on l.id = m.level_id
    left join rungs.level t on t.id = m.target_id
    order by m.scope_place, array_position(array[3, 2, 1, 5, 4], m.impact_place), m.impact desc nulls last, m.scope desc nulls last, r.name, m.person_id;
end
$$;
comment on function rungs_api.report_matrix_people is 'The people of the matrix, the largest scope and the most impact first.';

create function rungs_api.report_pipeline(
    only_person text, only_manager text, only_organisation text, only_level text, stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    ladder text, level text, holders bigint, places bigint, ready bigint, near bigint, building bigint, unknown bigint,
    bench float8, short bigint, openings text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
    boss integer := case when only_manager is not null then rungs_api.person_find(only_manager, clock.day, clock.seen) end;
begin
    return query
    with standing as materialized (
        select d.level_id, d.target_id, d.verdict from rungs_api.readiness(asked_for, clock.day, clock.seen, stages, null) d
    ), holder as (
        select s.level_id, count(*) as people from standing s group by s.level_id
    ), candidate as (
        select s.target_id, count(*) filter (where s.verdict = 'ready') as ready, count(*) filter (where s.verdict = 'near') as near,
               count(*) filter (where s.verdict = 'building') as building, count(*) filter (where s.verdict = 'unknown') as unknown
        from standing s
        where s.target_id is not null
        group by s.target_id
    ), place as (
        select o.level_id, sum(o.places) as places,
               string_agg(rungs_api.opening_words(o.opening_id, clock.day, clock.seen), '; ' order by o.opening_id) as openings
        from rungs_api.place_on(boss, rungs_api.organisation_find(only_organisation), clock.day, clock.seen) o
        group by o.level_id
    )
    select d.code, l.code, coalesce(h.people, 0), coalesce(o.places, 0), coalesce(c.ready, 0), coalesce(c.near, 0), coalesce(c.building, 0),
           coalesce(c.unknown, 0),
           case when c.ready + c.near + c.building > 0
                then (c.ready + c.near)::float8 / nullif(coalesce(h.people, 0) + coalesce(o.places, 0), 0) end,
           greatest(coalesce(o.places, 0) - coalesce(c.ready, 0), 0), o.openings
    from rungs_api.level_on(clock.day, clock.seen, stages) l
    join rungs.ladder d on d.id = l.ladder_id
    left join holder h on h.level_id = l.level_id
    left join candidate c on c.target_id = l.level_id
    left join place o on o.level_id = l.level_id
    where num_nonnulls(h.people, c.ready, o.places) > 0
    order by d.code, l.rank desc, l.code;
end
$$;
comment on function rungs_api.report_pipeline is
    'rungs report pipeline: for each level who holds it, which places are open, and who could fill it: ready now, near soon, building later. bench: people ready or near for each seat, held or open; null where of nobody enough is known.';

create function rungs_api.report_pipeline_people(
    only_person text, only_manager text, only_organisation text, only_level text, stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    target text, readiness text, person text, employee_id text, organisation text, level text, months_in_level integer,
    coverage float8, known float8, verdict text, open_gates text, flags text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    select t.code, w.word, r.name, p.employee_id, o.name::text, l.code, d.months, d.coverage, d.known, d.verdict,
           (select string_agg(g.code, ', ' order by g.position) from unnest(d.gates) with ordinality g (code, reason, position)),
           rungs_api.flag_words(d.settling_until, d.is_old_job_only, d.is_still_old_job, d.is_other_work)
    from rungs_api.readiness(asked_for, clock.day, clock.seen, stages, null) d
    join (values ('ready', 'now', 1), ('near', 'soon', 2), ('building', 'later', 3)) w (verdict, word, place) on w.verdict = d.verdict
    join rungs.person p on p.id = d.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = d.person_id
    left join rungs.organisation o on o.id = r.organisation_id
    join rungs.level l on l.id = d.level_id
    join rungs.level t on t.id = d.target_id
    join rungs.level_text x on x.edition_id = d.edition_id and x.level_id = d.target_id
    order by d.ladder_id, x.rank desc, t.code, w.place, d.coverage desc, r.name, d.person_id;
end
$$;
comment on function rungs_api.report_pipeline_people is 'Who could fill each level: now, soon, later; people of whom too little is known are only counted.';
