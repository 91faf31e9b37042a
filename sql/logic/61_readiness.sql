-- The readiness of people for their next level, or for a level asked for: everything above, one row each.

create function rungs_api.readiness(
    people integer[], day date, seen timestamptz, model text, target integer, edition integer default null)
returns table (
    person_id integer, level_id integer, since date, months integer, target_id integer,
    edition_id integer, ladder_id integer, is_across boolean, crossings integer[],
    coverage float8, known float8, asked integer, met integer, shifts_asked integer, shifts_met integer,
    sustained integer, breadth integer,
    settling_until date, is_old_job_only boolean, is_still_old_job boolean,
    gates rungs_api.gate[], verdict text)
language plpgsql stable as $$
#variable_conflict use_column
begin
    perform rungs_api.model_check(model, day, seen);
    return query
    with subject as materialized (
        select s.* from rungs_api.subject(people, day, seen, model, edition) s
    ), standing as materialized (
        select s.* from rungs_api.expectation_standing(people, day, seen, model, target, edition) s
    ), total as materialized (
        select s.person_id,
               sum(s.weight * s.score) / sum(s.weight) as coverage,
               sum(s.weight) filter (where s.state <> 'unknown') / sum(s.weight) as known,
               -- Null, not nought, where nothing is asked: at the top.
               nullif(count(s.weight), 0)::integer as asked,
               (sum((s.state = 'met')::integer) filter (where s.weight is not null))::integer as met,
               sum(s.is_shift::integer)::integer as shifts_asked,
               (sum((s.is_shift and s.state = 'met')::integer) filter (where s.weight is not null))::integer as shifts_met,
               bit_or(s.relations) filter (where s.weight is not null) as relations,
               bit_count(coalesce(bit_or(s.work_types), 0)::bit(64))::integer as breadth,
               array_agg(format('%s is %s', x.code, s.state) order by s.expectation_id)
                   filter (where s.must and s.state <> 'met') as musts
        from standing s
        join rungs.expectation x on x.id = s.expectation_id
        group by s.person_id
    ), sustained as materialized (
        select m.person_id, m.months
        from (
            select (s.rules).coverage_bar as bar,
                   greatest((s.rules).sustained_within, (s.rules).sustained_across) as longest,
                   array_agg(t.person_id) as above
            from total t
            join subject s on s.person_id = t.person_id
            where t.coverage >= (s.rules).coverage_bar
            group by 1, 2
        ) g
        cross join lateral rungs_api.sustained_months(g.above, day, seen, model, target, edition, g.bar, g.longest) m
    ), stages as materialized (
        select l.edition_id, l.level_id, l.stage_position
        from rungs_api.level_on(day, seen, model, edition) l
    ), borders as materialized (
        -- The stage that a crossing leads to; for one of another model that of its highest level.
        select c.id, max(l.stage_position) as stage_position
        from rungs.crossing c
        join rungs.stage_level g on g.stage_id = c.to_stage_id
        join stages l on l.edition_id = c.edition_id and l.level_id = g.level_id
        group by c.id
    ), weights as materialized (
        select x.edition_id, x.level_id, sum(x.weight) as weight
        from rungs.expectation_text x
        group by x.edition_id, x.level_id
    ), past as materialized (
        -- How well the present level is covered, and how much since the last crossing is about earlier stages.
        select s.person_id,
               sum(x.weight * s.score) filter (where x.level_id = s.level_id) / max(w.weight) as present_coverage,
               sum(s.since_crossing) filter (where coalesce(a.stage_position, b.stage_position) < o.stage_position)
                   / nullif(sum(s.since_crossing), 0)::float8 as earlier_share,
               coalesce(sum(s.since_crossing), 0) as entries_since
        from standing s
        join rungs.expectation_text x on x.edition_id = s.edition_id and x.expectation_id = s.expectation_id
        join stages o on o.edition_id = s.edition_id and o.level_id = s.level_id
        left join stages a on a.edition_id = x.edition_id and a.level_id = x.level_id
        left join borders b on b.id = x.crossing_id
        left join weights w on w.edition_id = s.edition_id and w.level_id = s.level_id
        where s.entries > 0
        group by s.person_id
    ), judged as (
        select s.person_id, s.level_id, s.since, rungs_api.months_between(s.since, day) as months,
               m.target_id, s.edition_id, s.ladder_id, m.is_across, m.crossings,
               t.coverage, coalesce(t.known, 0) as known, t.asked, t.met, t.shifts_asked, t.shifts_met,
               coalesce(u.months, 0) as sustained, coalesce(t.breadth, 0) as breadth,
               rungs_api.settled_on(greatest(s.crossed_on, z.on_day), day, s.rules) as settling_until,
               m.is_across and o.present_coverage >= (s.rules).old_job_present
                   and t.coverage <= (s.rules).old_job_target as is_old_job_only,
               s.crossed_on is not null and o.entries_since >= (s.rules).old_work_entries
                   and o.earlier_share >= (s.rules).old_work_share as is_still_old_job,
               case when m.target_id is not null then rungs_api.open_gates(
                   s.rules, coalesce(t.coverage, 0), coalesce(t.musts, '{}'), coalesce(g.gaps, '{}'),
                   rungs_api.months_between(s.since, day),
                   case when v.relations & ~coalesce(t.relations, 0) <> 0
                        then rungs_api.relation_words(v.relations & ~coalesce(t.relations, 0)) else '{}' end,
                   m.is_across, coalesce(u.months, 0)) end as gates,
               s.rules
        from subject s
        left join total t on t.person_id = s.person_id
        left join sustained u on u.person_id = s.person_id
        left join rungs_api.move_on(day, seen, model, target, edition) m on m.level_id = s.level_id
        left join past o on o.person_id = s.person_id
        left join rungs_api.voices_asked(seen) v on v.ladder_id = s.ladder_id and v.is_across = m.is_across
        left join lateral rungs_api.scope_gaps(s.person_id, m.target_id, s.edition_id, day, seen) g on true
        left join lateral rungs_api.specialization_changed_on(s.person_id, s.specialization_id, day, seen) z on true
    )
    select j.person_id, j.level_id, j.since, j.months, j.target_id,
           j.edition_id, j.ladder_id, j.is_across, j.crossings,
           case when j.known > 0 then j.coverage end, j.known, j.asked, j.met, j.shifts_asked, j.shifts_met, j.sustained, j.breadth,
           j.settling_until, coalesce(j.is_old_job_only, false), coalesce(j.is_still_old_job, false),
           j.gates,
           case when j.target_id is null then 'top'
                else rungs_api.verdict_of(j.rules, j.known, coalesce(j.coverage, 0), cardinality(j.gates)) end
    from judged j
    where j.target_id is not null
       or target is null;
end
$$;
comment on function rungs_api.readiness is
    'Readiness of people on a ladder: coverage (null when nothing is known: unknown is not nought) and known share of what the target asks, open gates with reasons, verdict; top where no level is above. Asked about a level, only people of its ladder who are not at it or above.';
