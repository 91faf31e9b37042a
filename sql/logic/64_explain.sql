-- What a figure is made of: each entry with what it adds to its expectation, and why another one adds nothing.

create function rungs_api.expectation_shares(
    person integer, day date, seen timestamptz, hired_on date, rules rungs_api.rule_set, edition integer)
returns table (
    evidence_id bigint, expectation_id integer, observer_id integer, points float8, age_factor float8,
    worth float8, added float8)
language sql stable as $$
    -- Each entry adds what its observer's sum, after the cap, has moved by it: these differences add up to what the cap leaves.
    select e.evidence_id, e.expectation_id, e.observer_id, e.points, e.age_factor, e.worth,
           rungs_api.capped(e.sum_with, rules) - rungs_api.capped(coalesce(e.sum_without, 0), rules)
    from (
        select o.evidence_id, o.expectation_id, o.observer_id, o.points, o.age_factor, o.points * o.age_factor as worth,
               sum(o.points * o.age_factor) over (observer rows unbounded preceding) as sum_with,
               sum(o.points * o.age_factor) over (observer rows between unbounded preceding and 1 preceding) as sum_without
        from rungs_api.expectation_entries(person, day, seen, hired_on, rules, edition) o
        window observer as (partition by o.expectation_id, o.observer_id order by o.observed_on, o.evidence_id)
    ) e
$$;
comment on function rungs_api.expectation_shares is
    'What each entry that counts adds to its expectation. Entries of one observer share the cap in order of day and number: each adds what it moves their capped sum by, so that what is added comes to the points of expectation_points.';

create function rungs_api.explain_expectations(people integer[], day date, seen timestamptz, model text, target integer)
returns table (
    person_id integer, target_id integer, edition_id integer, expectation_id integer, weight float8, must boolean,
    is_shift boolean, points float8, score float8, state text, voices integer, last_on date, added float8, weights float8)
language sql stable as $$
    select s.person_id, s.target_id, s.edition_id, s.expectation_id, s.weight, s.must,
           s.is_shift, s.points, s.score, s.state, coalesce(s.voices, 0), s.last_on,
           s.weight * s.score, sum(s.weight) over (partition by s.person_id)
    from rungs_api.expectation_standing(people, day, seen, model, target) s
    where s.weight is not null
$$;
comment on function rungs_api.explain_expectations is
    'What a target asks of people, each expectation with what it adds: weight times score. The sum of what is added by the sum of the weights is the coverage.';

create function rungs_api.explain_evidence(people integer[], day date, seen timestamptz, model text, target integer)
returns table (
    person_id integer, target_id integer, expectation_id integer, is_asked boolean, evidence_id bigint, logged_id integer,
    points float8, age_factor float8, worth float8, added float8, counts boolean, hired_on date, ladder_id integer)
language sql stable as $$
    with subject as materialized (
        select s.person_id, s.hired_on, s.ladder_id, s.edition_id, s.rules, m.target_id, s.level_id
        from rungs_api.subject(people, day, seen, model) s
        join rungs_api.move_on(day, seen, model, target) m on m.level_id = s.level_id
    ), required as materialized (
        select q.level_id, q.expectation_id
        from rungs_api.requirement_on(day, seen, model, target) q
    )
    -- One person at a time (offset 0): joined as a whole, entries and shares would be too many for a guess of one row.
    select s.person_id, s.target_id, o.expectation_id, q.expectation_id is not null, o.id, o.logged_id,
           (s.rules).points[o.strength_id], rungs_api.age_factor(o.observed_on, s.rules), o.worth,
           case when q.expectation_id is null then 0 else coalesce(o.added, 0) end,
           o.worth is not null, s.hired_on, s.ladder_id
    from subject s
    cross join lateral (
        select e.id, e.expectation_id as logged_id, coalesce(m.to_id, e.expectation_id) as expectation_id, e.strength_id,
               e.observed_on, a.worth, a.added
        from rungs.evidence e
        left join rungs.expectation_mapping m
               on m.edition_id = s.edition_id and m.from_id = e.expectation_id
              and m.recorded_at <= seen and seen < m.superseded_at
        left join rungs_api.expectation_shares(s.person_id, day, seen, s.hired_on, s.rules, s.edition_id) a
               on a.evidence_id = e.id and a.expectation_id = coalesce(m.to_id, e.expectation_id)
        where e.person_id = s.person_id
          and e.observed_on <= day
          and e.recorded_at <= seen
        offset 0
    ) o
    left join required q on q.level_id = s.level_id and q.expectation_id = o.expectation_id
$$;
comment on function rungs_api.explain_evidence is
    'Every entry about people that had happened by the day, with what it adds to an expectation that the target asks; nought for what does not count and for what is not asked.';

create function rungs_api.why_words(
    entry bigint, counts boolean, is_asked boolean, observed_on date, hired_on date, age_factor float8, worth float8,
    added float8, rules jsonb, target text, logged text, seen timestamptz)
returns text
language plpgsql stable as $$
declare
    status smallint := case when not counts then rungs_api.status_at(entry, seen) end;
begin
    return case
        when status in (3, 4, 5) then rungs_api.evidence_over_words(entry, status, seen)
        when observed_on < hired_on then format('it happened before the hire on %s', hired_on)
        when not counts then 'nobody else has confirmed it yet'
        when not is_asked then format('%s does not ask this', target)
        when age_factor = 0 then format('older than %s months', rules ->> 'window_months')
        else concat_ws('; ',
            'logged for ' || logged,
            case when age_factor <> 1 then format('older than %s months', rules ->> 'full_months') end,
            case when added <> worth then
                format('entries of one observer count for at most %s points together, for or against', rules ->> 'observer_cap') end) end;
end
$$;
comment on function rungs_api.why_words is 'Why an entry adds less than its points, or nothing; empty when it adds all of them.';

create function rungs_api.report_explain_expectations(
    only_person text, only_manager text, only_organisation text, only_level text, for_target text,
    stages text, as_of date, as_seen_on date, only_specialization text)
returns table (
    person text, employee_id text, target text, about text, expectation text, kind text, must boolean, state text, points float8,
    score float8, weight float8, added float8, weights float8, voices integer, last_on date, sentence text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    perform rungs_api.model_check(stages, clock.day, clock.seen);
    return query
    select r.name, p.employee_id::text, t.code::text, format('%s, for %s: %s of %s', r.name, t.code, rungs_api.number_words(
               sum(s.added) over (partition by g.number, s.person_id)), rungs_api.number_words(s.weights)), x.code::text,
           case when s.is_shift then 'shift' else 'expectation' end, s.must, s.state,
           case when s.state not in ('unknown', 'stale') then s.points end,
           case when s.state <> 'unknown' then s.score end, s.weight, case when s.state <> 'unknown' then s.added end, s.weights,
           s.voices, s.last_on, j.sentence
    from unnest(rungs_api.goals_asked(only_person, goal, clock.day, clock.seen)) with ordinality g (goal, number)
    cross join lateral rungs_api.explain_expectations(asked_for, clock.day, clock.seen, stages, g.goal) s
    join rungs.person p on p.id = s.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = s.person_id
    join rungs.level t on t.id = s.target_id
    join rungs.expectation x on x.id = s.expectation_id
    join rungs.expectation_text j on j.edition_id = s.edition_id and j.expectation_id = s.expectation_id
    order by g.number, r.name, s.person_id, s.is_shift, j.position, s.expectation_id;
end
$$;
comment on function rungs_api.report_explain_expectations is
    'rungs report readiness --explain: what the target asks, each with its points and what it adds to the coverage.';

create function rungs_api.report_explain_evidence(
    only_person text, only_manager text, only_organisation text, only_level text, for_target text,
    stages text, as_of date, as_seen_on date, only_specialization text)
returns table (
    person text, employee_id text, target text, about text, expectation text, asked boolean, evidence bigint, observed_on date,
    strength text, observer text, relation text, points float8, age_factor float8, added float8, why text, summary text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    with rule as materialized (
        select o.ladder_id, jsonb_object_agg(o.rule, rungs_api.number_words(o.value)) as rules
        from rungs_api.rule_on(clock.day, clock.seen) o
        group by o.ladder_id
    ), place as materialized (
        select n.ladder_id, j.expectation_id, j.crossing_id is not null as is_shift, j.position
        from rungs_api.edition_on(clock.day, clock.seen) n
        join rungs.expectation_text j on j.edition_id = n.edition_id
    ), voice as materialized (
        select v.id, coalesce(v.name, rungs_api.name_on(v.person_id, clock.day, clock.seen)) as name
        from rungs.observer v
        where v.id in (select e.observer_id from rungs.evidence e where e.person_id = any (asked_for))
    )
    select r.name, p.employee_id::text, t.code::text,
           case when s.is_asked then format('%s, %s: %s', r.name, x.code, rungs_api.points_words(
                    sum(s.added) over (partition by g.number, s.person_id, s.expectation_id)))
                else format('%s, what %s does not ask', r.name, t.code) end,
           x.code::text, s.is_asked, s.evidence_id, e.observed_on, k.code::text,
           v.name, l.code::text,
           s.points, s.age_factor, s.added,
           rungs_api.why_words(
               s.evidence_id, s.counts, s.is_asked, e.observed_on, s.hired_on, s.age_factor, s.worth, s.added,
               u.rules, t.code, case when s.logged_id <> s.expectation_id then w.code end, clock.seen),
           e.summary
    from unnest(rungs_api.goals_asked(only_person, goal, clock.day, clock.seen)) with ordinality g (goal, number)
    cross join lateral rungs_api.explain_evidence(asked_for, clock.day, clock.seen, stages, g.goal) s
    join rungs.evidence e on e.id = s.evidence_id
    join rungs.person p on p.id = s.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = s.person_id
    join rungs.level t on t.id = s.target_id
    join rungs.expectation x on x.id = s.expectation_id
    join rungs.expectation w on w.id = s.logged_id
    join rungs.strength k on k.id = e.strength_id
    join rungs.relation l on l.id = e.relation_id
    join voice v on v.id = e.observer_id
    join rule u on u.ladder_id = s.ladder_id
    left join place j on j.ladder_id = s.ladder_id and j.expectation_id = s.expectation_id
    order by g.number, r.name, s.person_id, s.is_asked desc, j.is_shift, j.position, s.expectation_id, e.observed_on, s.evidence_id;
end
$$;
comment on function rungs_api.report_explain_evidence is
    'rungs report readiness --explain: every entry, what it adds to the points of its expectation, and what did not count and why.';
