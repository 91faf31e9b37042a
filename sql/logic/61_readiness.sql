-- The readiness of people for their next level, or for a level asked for: everything above, one row each.

create type rungs_api.readiness_row as (
    person_id integer, level_id integer, since date, months integer, target_id integer,
    edition_id integer, ladder_id integer, is_across boolean, crossings integer[],
    coverage float8, known float8, asked integer, met integer, shifts_asked integer, shifts_met integer,
    sustained integer, breadth integer,
    settling_until date, is_old_job_only boolean, is_still_old_job boolean, is_other_work boolean,
    gates rungs_api.gate[], verdict text);
comment on type rungs_api.readiness_row is
    'The readiness of a person for a target: coverage (null when nothing is known: unknown is not nought) and known share of what the target asks, open gates with reasons, verdict; top where no level is above. is_other_work: enough is known, and what counts for the target within the window names kinds of work, and never the one that belongs to the specialization.';

create function rungs_api.readiness_reckoned(
    people integer[], day date, seen timestamptz, model text, target integer, edition integer)
returns setof rungs_api.readiness_row
language plpgsql stable
-- One plan for all sections of a report: making it takes longer than a team does.
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    perform rungs_api.model_check(model, day, seen);
    return query
    with asked as materialized (
        select q.level_id, q.asked
        from rungs_api.asked_on(day, seen, model, target, edition) q
    ), minimum as materialized (
        select m.edition_id, m.level_id, m.minimums
        from rungs_api.minimum_on(day, seen, edition) m
    ), aged as materialized (
        select b.back, (day - b.back * interval '1 month')::date as day, r.ladder_id, r.rules
        from (select greatest((r.rules).sustained_within, (r.rules).sustained_across) as longest, r.ladder_id
              from rungs_api.rule_sets(day, seen) r) l
        cross join lateral generate_series(1, l.longest) b (back)
        cross join lateral rungs_api.rule_sets((day - b.back * interval '1 month')::date, seen) r
        where r.ladder_id = l.ladder_id
    ), stages as materialized (
        select l.edition_id, l.level_id, l.stage_position
        from rungs_api.level_on(day, seen, model, edition) l
    ), places as materialized (
        -- The stage that an expectation is about; of a shift the one its crossing leads to, for a crossing of another
        -- model that of its highest level.
        select x.expectation_id, x.level_id, x.weight, coalesce(l.stage_position, c.stage_position) as stage_position,
               sum(x.weight) over (partition by x.edition_id, x.level_id) as level_weight
        from rungs_api.edition_on(day, seen, edition) e
        join rungs.expectation_text x on x.edition_id = e.edition_id
        left join stages l on l.edition_id = x.edition_id and l.level_id = x.level_id
        left join lateral (
            select max(o.stage_position) as stage_position
            from rungs.crossing c
            join rungs.stage_level g on g.stage_id = c.to_stage_id
            join stages o on o.edition_id = c.edition_id and o.level_id = g.level_id
            where c.id = x.crossing_id) c on x.crossing_id is not null
    ), judged as materialized (
        -- Materialized, since gates are read twice below and would be reckoned twice.
        select s.person_id, s.level_id, s.since, rungs_api.months_between(s.since, day) as months,
               m.target_id, s.edition_id, s.ladder_id, m.is_across, m.crossings,
               t.coverage, coalesce(t.known, 0) as known, t.asked, t.met, t.shifts_asked, t.shifts_met,
               coalesce(u.months, 0) as sustained, t.breadth,
               rungs_api.settled_on(greatest(s.crossed_on, z.on_day), day, s.rules) as settling_until,
               m.is_across and t.present_coverage >= (s.rules).old_job_present
                   and t.coverage <= (s.rules).old_job_target as is_old_job_only,
               s.crossed_on is not null and t.entries_since >= (s.rules).old_work_entries
                   and t.earlier_share >= (s.rules).old_work_share as is_still_old_job,
               t.known >= (s.rules).known_floor and t.work <> 0 and t.work & (1::bigint << k.work_type_id) = 0 as is_other_work,
               case when m.target_id is not null then rungs_api.open_gates(
                   s.rules, coalesce(t.coverage, 0), coalesce(t.musts, '{}'), coalesce(g.gaps, '{}'),
                   rungs_api.months_between(s.since, day),
                   rungs_api.voices_missing(v.relations & ~coalesce(t.relations, 0), e.relations),
                   m.is_across, coalesce(u.months, 0)) end as gates,
               s.rules
        from rungs_api.subject(people, day, seen, model, edition) s
        left join rungs_api.move_on(day, seen, model, target, edition) m on m.level_id = s.level_id
        left join asked q on q.level_id = s.level_id
        left join minimum n on n.edition_id = s.edition_id and n.level_id = m.target_id
        left join rungs.specialization_text k on k.edition_id = s.edition_id and k.specialization_id = s.specialization_id
        left join rungs_api.voices_asked(seen) v on v.ladder_id = s.ladder_id and v.is_across = m.is_across
        cross join lateral (
            select sum(x.weight * x.score) / sum(x.weight) as coverage,
                   sum(x.weight) filter (where x.state <> 'unknown') / sum(x.weight) as known,
                   -- Null, not nought, where nothing is asked: at the top.
                   nullif(count(x.weight), 0)::integer as asked,
                   (sum((x.state = 'met')::integer) filter (where x.weight is not null))::integer as met,
                   sum(x.is_shift::integer)::integer as shifts_asked,
                   (sum((x.is_shift and x.state = 'met')::integer) filter (where x.weight is not null))::integer as shifts_met,
                   bit_or(x.relations) filter (where x.weight is not null) as relations,
                   bit_or(x.fresh_work) filter (where x.weight is not null) as work,
                   bit_count(coalesce(bit_or(x.work_types), 0)::bit(64))::integer as breadth,
                   array_agg(format('%s is %s', x.code, x.state) order by x.expectation_id)
                       filter (where x.must and x.state <> 'met') as musts,
                   -- How well the present level is covered, and how much since the last crossing is about earlier stages.
                   sum(p.weight * x.score) filter (where p.level_id = s.level_id)
                       / max(p.level_weight) filter (where p.level_id = s.level_id) as present_coverage,
                   sum(x.since_crossing) filter (where p.stage_position < s.stage_position)
                       / nullif(sum(x.since_crossing), 0)::float8 as earlier_share,
                   coalesce(sum(x.since_crossing), 0) as entries_since
            from rungs_api.standing_of(
                s.person_id, day, seen, s.hired_on, s.crossed_on, s.rules, s.edition_id, q.asked) x
            left join places p on p.expectation_id = x.expectation_id) t
        left join lateral rungs_api.voices_near(s.person_id, day, seen) e on v.relations & ~coalesce(t.relations, 0) <> 0
        left join lateral (
            -- For how many months back without a break the evidence of then covers what the target asks.
            select case when count(*) > 0 then coalesce(min(h.back) filter (where h.coverage < (s.rules).coverage_bar) - 1, count(*))::integer end as months
            from (
                select a.back, sum(x.weight * x.score) / sum(x.weight) as coverage
                from aged a
                cross join lateral rungs_api.standing_of(
                    s.person_id, a.day, seen, s.hired_on, s.crossed_on, a.rules, s.edition_id, q.asked) x
                where t.coverage >= (s.rules).coverage_bar
                  and a.ladder_id = s.ladder_id
                group by a.back) h) u on true
        left join lateral rungs_api.scope_gaps(s.person_id, s.edition_id, n.minimums, day, seen) g on true
        left join lateral rungs_api.specialization_changed_on(s.person_id, s.specialization_id, day, seen) z on true
    )
    select j.person_id, j.level_id, j.since, j.months, j.target_id,
           j.edition_id, j.ladder_id, j.is_across, j.crossings,
           case when j.known > 0 then j.coverage end, j.known, j.asked, j.met, j.shifts_asked, j.shifts_met, j.sustained, j.breadth,
           j.settling_until, coalesce(j.is_old_job_only, false), coalesce(j.is_still_old_job, false), coalesce(j.is_other_work, false),
           j.gates,
           case when j.target_id is null then 'top'
                else rungs_api.verdict_of(j.rules, j.known, coalesce(j.coverage, 0), cardinality(j.gates)) end
    from judged j
    where j.target_id is not null
       or target is null;
end
$$;
comment on function rungs_api.readiness_reckoned is
    'Readiness of people on a ladder. Asked about a level, only people of its ladder who are not at it or above.';

create function rungs_api.readiness(
    people integer[], day date, seen timestamptz, model text, target integer, edition integer default null)
returns setof rungs_api.readiness_row
language plpgsql stable as $$
declare
    name text;
    known text;
begin
    -- So many are some 25 MB.
    if cardinality(people) > 50000
       or current_setting('transaction_read_only') = 'off'
       or current_setting('transaction_isolation') = 'read committed' then
        return query select r.* from rungs_api.readiness_reckoned(people, day, seen, model, target, edition) r;
        return;
    end if;
    name := 'rungs.readiness_' || md5(format('%L %L %L %L %L %L %L', current_user,
        array(select p.id from unnest(people) p (id) order by p.id), day, seen, model, target, edition));
    known := nullif(current_setting(name, true), '');
    if known is null then
        known := array(select r from rungs_api.readiness_reckoned(people, day, seen, model, target, edition) r)::text;
        perform set_config(name, known, true);
    end if;
    return query select r.* from unnest(known::rungs_api.readiness_row[]) r;
end
$$;
comment on function rungs_api.readiness is
    'Readiness of people on a ladder. The sections of a report ask for the same people again and again: in a transaction that sees one state and changes nothing, what was reckoned once is kept until its end.';
