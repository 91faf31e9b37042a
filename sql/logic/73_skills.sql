-- The skills that every specialization needs: people of one specialization compared by them, like with like.

create function rungs_api.skill_standing(
    people integer[], day date, seen timestamptz, model text)
returns table (
    ladder_id integer, specialization_id integer, person_id integer, dimension text, skill text, place integer,
    weight float8, covered float8, known float8, asked bigint, met bigint)
language sql stable as $$
    with asked as materialized (
        select q.level_id, a.expectation_id, a.weight, d.code, d.name, d.position
        from rungs_api.asked_on(day, seen, model, null) q
        join rungs_api.level_on(day, seen, model) l on l.level_id = q.level_id
        cross join lateral unnest(q.asked) a
        join rungs.expectation_text x on x.edition_id = l.edition_id and x.expectation_id = a.expectation_id
        join rungs.dimension d on d.edition_id = x.edition_id and d.code = x.dimension and d.is_skill
    ), wanted as materialized (
        select a.level_id, array_agg(a.expectation_id) as expectations from asked a group by a.level_id
    ), subject as materialized (
        select s.person_id, s.ladder_id, s.specialization_id, s.level_id, s.hired_on, s.crossed_on, s.rules, s.edition_id
        from rungs_api.subject(people, day, seen, model) s
    ), scored as materialized (
        -- One person at a time (offset 0), and of each only what a skill is asked by: the company is compared with.
        select s.person_id, s.ladder_id, s.specialization_id, s.level_id, p.expectation_id,
               rungs_api.score_of(p.points, (s.rules).met_points) as score,
               rungs_api.state_of(p.points, p.entries, p.fresh, (s.rules).met_points) as state
        from subject s
        join wanted w on w.level_id = s.level_id
        cross join lateral (
            select e.expectation_id, e.points, e.entries, e.fresh
            from rungs_api.expectation_points(s.person_id, day, seen, s.hired_on, s.crossed_on, s.rules, s.edition_id) e
            where e.expectation_id = any (w.expectations)
            offset 0) p
    )
    select u.ladder_id, u.specialization_id, u.person_id, u.code, u.name, u.position,
           sum(u.weight), sum(u.covered), sum(u.known), sum(u.asked), sum(u.met)
    from (
        -- All that is asked, then what is known of it: added up, not joined, whatever the planner believes of their numbers.
        select s.ladder_id, s.specialization_id, s.person_id, a.code, a.name, a.position,
               a.weight, 0::float8 as covered, 0::float8 as known, 1 as asked, 0 as met
        from subject s
        join asked a on a.level_id = s.level_id
        union all
        select c.ladder_id, c.specialization_id, c.person_id, a.code, a.name, a.position,
               0, a.weight * c.score, case when c.state <> 'unknown' then a.weight else 0 end, 0, (c.state = 'met')::integer
        from scored c
        join asked a on a.level_id = c.level_id and a.expectation_id = c.expectation_id) u
    group by u.ladder_id, u.specialization_id, u.person_id, u.code, u.name, u.position
$$;
comment on function rungs_api.skill_standing is
    'How far evidence covers what each person''s next level asks of each skill: weights asked, covered and known at all.';

create function rungs_api.specialization_words(specialization integer, ladder integer, day date, seen timestamptz) returns text
language sql stable as $$
    select coalesce(t.name, s.code)
    from rungs.specialization s
    left join rungs_api.edition_on(day, seen) e on e.ladder_id = ladder
    left join rungs.specialization_text t on t.edition_id = e.edition_id and t.specialization_id = s.id
    where s.id = specialization
$$;
comment on function rungs_api.specialization_words is 'A specialization as the ladder calls it, its code when the ladder does not know it.';

create function rungs_api.report_skills(
    only_person text, only_manager text, only_organisation text, only_level text, stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (ladder text, specialization text, skill text, people bigint, coverage float8, known float8, met bigint, asked bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    select d.code, coalesce(rungs_api.specialization_words(g.specialization_id, g.ladder_id, clock.day, clock.seen), 'none on record'),
           g.skill, g.people,
           case when g.people >= f.value and g.known > 0 then g.covered / g.weight end,
           case when g.people >= f.value then g.known / g.weight end,
           case when g.people >= f.value then g.met end, case when g.people >= f.value then g.asked end
    from (
        select k.ladder_id, k.specialization_id, k.skill, k.place, count(*) as people, sum(k.weight) as weight,
               sum(k.covered) as covered, sum(k.known) as known, sum(k.met)::bigint as met, sum(k.asked)::bigint as asked
        from rungs_api.skill_standing(asked_for, clock.day, clock.seen, stages) k
        group by k.ladder_id, k.specialization_id, k.skill, k.place
    ) g
    join rungs.ladder d on d.id = g.ladder_id
    join rungs_api.rule_on(clock.day, clock.seen) f on f.ladder_id = g.ladder_id and f.rule = 'group_floor'
    left join rungs.specialization s on s.id = g.specialization_id
    order by d.code, s.id nulls last, g.place;
end
$$;
comment on function rungs_api.report_skills is
    'rungs report skills: the skills that every specialization needs, for each group of people with the same one; figures of groups below the floor are hidden.';

create function rungs_api.report_skills_people(
    only_person text, only_manager text, only_organisation text, only_level text, stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    person text, employee_id text, specialization text, skill text, coverage float8, known float8, met bigint, asked bigint, group_coverage float8)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    shown integer[] := case when only_person is not null or only_manager is not null then rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization) end;
    alike integer[] := array(
        select o.person_id
        from rungs_api.employed_on(clock.day, clock.seen) o
        where o.specialization_id in (
            select r.specialization_id
            from rungs_api.roster_on(clock.day, clock.seen) r
            where r.person_id = any (shown)));
begin
    return query
    with skill as materialized (
        select k.* from rungs_api.skill_standing(
            array(select unnest(shown) union select unnest(alike)), clock.day, clock.seen, stages) k
    ), alike_group as (
        select k.ladder_id, k.specialization_id, k.dimension, sum(k.covered) / sum(k.weight) as coverage, count(*) as people
        from skill k
        group by k.ladder_id, k.specialization_id, k.dimension
    )
    select r.name, p.employee_id, coalesce(rungs_api.specialization_words(k.specialization_id, k.ladder_id, clock.day, clock.seen), 'none on record'),
           k.skill, case when k.known > 0 then k.covered / k.weight end, k.known / k.weight, k.met, k.asked,
           case when g.people >= f.value then g.coverage end
    from skill k
    join alike_group g on g.ladder_id = k.ladder_id and g.specialization_id = k.specialization_id and g.dimension = k.dimension
    join rungs_api.rule_on(clock.day, clock.seen) f on f.ladder_id = k.ladder_id and f.rule = 'group_floor'
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = k.person_id
    join rungs.person p on p.id = k.person_id
    where k.person_id = any (shown)
    order by r.name, k.person_id, k.place;
end
$$;
comment on function rungs_api.report_skills_people is
    'rungs report skills: each person beside everybody in the company of the same specialization and ladder; hidden where these are too few.';
