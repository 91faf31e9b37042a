-- rungs report crossings and rungs report settling: before a border, at it, and just behind it.

create function rungs_api.crossed_words(person integer, level integer, crossed_on date, day date, seen timestamptz, model text)
returns table (previous text, crossing text)
language sql stable as $$
    select l.code, coalesce(nullif(rungs_api.crossing_words(array(
               select x.id
               from rungs_api.level_on(day, seen, model) f
               join rungs_api.level_on(day, seen, model) t on t.edition_id = f.edition_id and t.level_id = level
               join rungs.crossing x on x.stage_model_id = f.stage_model_id
               join rungs.stage a on a.id = x.from_stage_id and a.position >= f.stage_position
               join rungs.stage b on b.id = x.to_stage_id and b.position <= t.stage_position
               where f.level_id = rungs_api.level_as(o.level_id, t.edition_id))), ''), 'across')
    from rungs_api.level_of(person, crossed_on - 1, seen) o
    join rungs.level l on l.id = o.level_id
$$;
comment on function rungs_api.crossed_words is 'From which level somebody came on a day, and over which border of the model; across where the ladder writes none down.';

create function rungs_api.report_crossings(
    only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null,
    only_direct boolean default null)
returns table (
    crossing text, person text, employee_id text, level text, target text,
    coverage float8, known float8, shifts_met integer, shifts_asked integer, work_types integer, work text,
    voices_missing text, verdict text, flags text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization, only_direct);
begin
    return query
    select rungs_api.crossing_words(d.crossings), r.name, p.employee_id, l.code, t.code,
           d.coverage, d.known, d.shifts_met, d.shifts_asked, d.breadth,
           rungs_api.work_of(d.person_id, clock.day, clock.seen, r.hired_on),
           (select replace(g.reason, 'still to be heard: ', '')
            from unnest(d.gates) g
            where g.code = 'voices'),
           d.verdict, rungs_api.flag_words(d.settling_until, d.is_old_job_only, d.is_still_old_job, d.is_other_work)
    from rungs_api.border_readiness(asked_for, clock.day, clock.seen, stages) d
    join rungs.person p on p.id = d.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = d.person_id
    join rungs.level l on l.id = d.level_id
    join rungs.level t on t.id = d.target_id
    order by (select min(x.rank) from rungs.level_text x where x.edition_id = d.edition_id and x.level_id = d.level_id),
             array_position(array['ready', 'near', 'building', 'unknown', 'top'], d.verdict),
             d.coverage desc nulls last, r.name, d.person_id;
end
$$;
comment on function rungs_api.report_crossings is 'rungs report crossings: who stands at a border of the stage model, nearest first.';

create function rungs_api.report_crossing_shifts(
    only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (
    crossing text, person text, employee_id text, shift text, shift_from text, shift_to text, must boolean,
    state text, points float8, voices integer, last_on date)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    with shift as materialized (
        select s.person_id, s.edition_id, s.expectation_id, s.must, s.state, s.points, s.voices, s.last_on, s.weight * s.score as counts
        from rungs_api.expectation_standing(
            rungs_api.border_people(asked_for, clock.day, clock.seen, stages), clock.day, clock.seen, stages, null) s
        where s.is_shift
        union all
        select e.person_id, e.edition_id, e.expectation_id, e.must, e.state, e.points, e.voices, e.last_on, e.weight * e.score
        from rungs_api.entry_standing(asked_for, clock.day, clock.seen) e
    )
    select c.name, r.name, p.employee_id, k.code, nullif(x.shift_from, ''), nullif(x.shift_to, ''), s.must,
           s.state, s.points, s.voices, s.last_on
    from shift s
    join rungs.expectation_text x on x.edition_id = s.edition_id and x.expectation_id = s.expectation_id
    join rungs.expectation k on k.id = s.expectation_id
    join rungs.crossing c on c.id = x.crossing_id
    left join rungs.stage a on a.id = c.from_stage_id
    join rungs.person p on p.id = s.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = s.person_id
    order by a.position nulls first, sum(s.counts) over (partition by s.person_id) desc, r.name, s.person_id, c.position, x.position;
end
$$;
comment on function rungs_api.report_crossing_shifts is
    'What a border asks at the border itself, and how each person who stands at it stands on it; of those outside a ladder the shifts of the entry.';

create function rungs_api.report_crossing_openings(
    only_manager text, only_organisation text, only_level text, stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    ladder text, crossing text, target text, people bigint, ready bigint, near bigint, places bigint, without_place bigint, openings text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(
        null, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
    rung integer := rungs_api.level_find(only_level, clock.day, clock.seen);
    boss integer := case when only_manager is not null then rungs_api.person_find(only_manager, clock.day, clock.seen) end;
begin
    return query
    with candidate as materialized (
        select d.target_id, d.crossings, count(*) as people, count(*) filter (where d.verdict = 'ready') as ready,
               count(*) filter (where d.verdict = 'near') as near
        from rungs_api.border_readiness(asked_for, clock.day, clock.seen, stages) d
        group by d.target_id, d.crossings
    ), place as materialized (
        select o.level_id, sum(o.places) as places,
               string_agg(rungs_api.opening_words(o.opening_id, clock.day, clock.seen), '; ' order by o.opening_id) as openings
        from rungs_api.place_on(boss, rungs_api.organisation_find(only_organisation), clock.day, clock.seen) o
        group by o.level_id
    ), border as (
        select distinct m.ladder_id, m.edition_id, m.target_id, m.crossings
        from rungs_api.move_on(clock.day, clock.seen, stages, null) m
        where m.is_across
          and (rung is null or m.level_id = rung)
    )
    select d.code, rungs_api.crossing_words(b.crossings), l.code, coalesce(c.people, 0), coalesce(c.ready, 0), coalesce(c.near, 0),
           coalesce(o.places, 0), greatest(coalesce(c.ready, 0) - coalesce(o.places, 0), 0), o.openings
    from border b
    join rungs.ladder d on d.id = b.ladder_id
    join rungs.level l on l.id = b.target_id
    join rungs.level_text t on t.edition_id = b.edition_id and t.level_id = b.target_id
    left join candidate c on c.target_id = b.target_id and c.crossings = b.crossings
    left join place o on o.level_id = b.target_id
    where num_nonnulls(c.people, o.places) > 0
    order by d.code, t.rank, l.code, b.crossings;
end
$$;
comment on function rungs_api.report_crossing_openings is
    'A crossing needs a place to go: for each border, who stands at it beside the places that can be taken on the day.';

create function rungs_api.report_entry(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    crossing text, person text, employee_id text, title text, target text, coverage float8, known float8,
    shifts_met bigint, shifts_asked bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := case when only_level is null then rungs_api.people_asked(
        only_person, only_manager, only_organisation, null, clock.day, clock.seen, only_specialization) end;
begin
    return query
    select c.name, r.name, p.employee_id, r.title, l.code, e.coverage, e.known, e.met, e.asked
    from (
        select s.person_id, s.crossing_id, s.target_id, sum(s.weight * s.score) / sum(s.weight) as coverage,
               sum(s.weight) filter (where s.state <> 'unknown') / sum(s.weight) as known,
               count(*) filter (where s.state = 'met') as met, count(*) as asked
        from rungs_api.entry_standing(asked_for, clock.day, clock.seen) s
        group by s.person_id, s.crossing_id, s.target_id
    ) e
    join rungs.crossing c on c.id = e.crossing_id
    join rungs.level l on l.id = e.target_id
    join rungs.person p on p.id = e.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = e.person_id
    order by e.coverage desc, r.name, e.person_id;
end
$$;
comment on function rungs_api.report_entry is 'Who works here on no ladder and has shown something of what the entry asks.';

create function rungs_api.report_crossed(
    only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (
    person text, employee_id text, previous text, level text, crossed date, crossing text, coverage float8, known float8, flags text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    perform rungs_api.model_check(stages, clock.day, clock.seen);
    return query
    with across as materialized (
        select s.person_id, s.crossed_on from rungs_api.subject(asked_for, clock.day, clock.seen, stages) s where s.crossed_on is not null
    ), arrived as materialized (
        select d.person_id, d.level_id, s.crossed_on, d.settling_until, d.is_still_old_job
        from rungs_api.readiness(
            case when rungs_api.is_team(asked_for) then asked_for else array(select a.person_id from across a) end,
            clock.day, clock.seen, stages, null) d
        join across s on s.person_id = d.person_id
        where d.settling_until is not null or d.is_still_old_job
    ), own as (
        select o.person_id, case when bool_or(o.state <> 'unknown') then sum(o.weight * o.score) / sum(o.weight) end as coverage,
               coalesce(sum(o.weight) filter (where o.state <> 'unknown'), 0) / sum(o.weight) as known
        from rungs_api.own_standing(array(select a.person_id from arrived a), clock.day, clock.seen, stages) o
        group by o.person_id
    )
    select r.name, p.employee_id, w.previous, l.code, a.crossed_on, w.crossing, o.coverage, o.known,
           rungs_api.flag_words(a.settling_until, false, a.is_still_old_job)
    from arrived a
    cross join lateral rungs_api.crossed_words(a.person_id, a.level_id, a.crossed_on, clock.day, clock.seen, stages) w
    join rungs.person p on p.id = a.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = a.person_id
    join rungs.level l on l.id = a.level_id
    left join own o on o.person_id = a.person_id
    order by a.crossed_on desc, r.name, a.person_id;
end
$$;
comment on function rungs_api.report_crossed is
    'Who has come across and has not arrived yet: settling, or still doing the old job; coverage is of what the new level itself asks.';

create function rungs_api.report_settling(
    only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (
    person text, employee_id text, level text, since date, until date, after text, coverage float8, known float8,
    met bigint, asked bigint, musts text, flags text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    perform rungs_api.model_check(stages, clock.day, clock.seen);
    return query
    with settling as materialized (
        select s.* from rungs_api.settling_on(asked_for, clock.day, clock.seen, stages) s
    ), own as materialized (
        select o.person_id, case when bool_or(o.state <> 'unknown') then sum(o.weight * o.score) / sum(o.weight) end as coverage,
               coalesce(sum(o.weight) filter (where o.state <> 'unknown'), 0) / sum(o.weight) as known,
               count(*) filter (where o.state = 'met') as met, count(*) as asked,
               string_agg(format('%s is %s', k.code, o.state), '; ' order by o.position) filter (where o.must and o.state <> 'met') as musts
        from rungs_api.own_standing(array(select s.person_id from settling s), clock.day, clock.seen, stages) o
        join rungs.expectation k on k.id = o.expectation_id
        group by o.person_id
    )
    select r.name, p.employee_id, l.code, s.began_on, s.until,
           concat_ws('; ', case when s.crossed_on is not null then format('crossing from %s: %s', w.previous, w.crossing) end,
                     case when s.changed_on is not null then format('specialization from %s', coalesce((
                         select rungs_api.specialization_words(e.specialization_id, l.ladder_id, clock.day, clock.seen)
                         from rungs_api.roster_on(s.changed_on - 1, clock.seen) e
                         where e.person_id = s.person_id), 'another')) end),
           o.coverage, o.known, coalesce(o.met, 0), coalesce(o.asked, 0), o.musts,
           case when d.is_still_old_job then 'still doing the old job' else '' end
    from settling s
    join rungs_api.readiness(array(select x.person_id from settling x), clock.day, clock.seen, stages, null) d on d.person_id = s.person_id
    left join lateral rungs_api.crossed_words(s.person_id, s.level_id, s.crossed_on, clock.day, clock.seen, stages) w on true
    join rungs.person p on p.id = s.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = s.person_id
    join rungs.level l on l.id = s.level_id
    left join own o on o.person_id = s.person_id
    order by s.until, r.name, s.person_id;
end
$$;
comment on function rungs_api.report_settling is
    'rungs report settling: who is a beginner again, after what, until when, and how far confirmed evidence covers what the new level itself asks.';

create function rungs_api.report_settling_standing(
    only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (person text, employee_id text, expectation text, sentence text, must boolean, state text, points float8, voices integer, last_on date)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    settling integer[] := array(
        select s.person_id
        from rungs_api.settling_on(rungs_api.people_asked(
            only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization), clock.day, clock.seen, stages) s);
begin
    return query
    select r.name, p.employee_id, k.code, x.sentence, o.must, o.state, o.points, o.voices, o.last_on
    from rungs_api.own_standing(settling, clock.day, clock.seen, stages) o
    join rungs.expectation k on k.id = o.expectation_id
    join rungs.expectation_text x on x.edition_id = o.edition_id and x.expectation_id = o.expectation_id
    join rungs.person p on p.id = o.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = o.person_id
    order by r.name, o.person_id, o.position;
end
$$;
comment on function rungs_api.report_settling_standing is 'Of everybody who is settling, each thing that the new level asks and how it stands.';
