-- A promotion case to read in the committee: facts about one person and one target, each with what it rests on.

create function rungs_api.packet_asked(
    candidate text, for_target text, stages text, as_of date, as_seen_on date,
    out day date, out seen timestamptz, out person_id integer, out target_id integer)
language plpgsql stable as $$
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
begin
    day := clock.day;
    seen := clock.seen;
    person_id := rungs_api.person_find(candidate, clock.day, clock.seen);
    perform rungs_api.gaps_check(person_id, goal, stages, clock.day, clock.seen);
    target_id := (select m.target_id
                  from rungs_api.level_of(person_id, clock.day, clock.seen) o
                  join rungs_api.move_on(clock.day, clock.seen, stages, goal) m on m.level_id = o.level_id);
end
$$;
comment on function rungs_api.packet_asked is 'Who a case is about, for which level, on which day; refuses people who are not here, on no ladder, or not below the level.';

create function rungs_api.report_case(candidate text, for_target text, stages text, as_of date, as_seen_on date)
returns table (person text, employee_id text, target text, item text, fact text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    asked record := rungs_api.packet_asked(candidate, for_target, stages, as_of, as_seen_on);
begin
    return query
    with place as materialized (
        select v.level_id, v.name, v.stage_id, v.stage_name from rungs_api.level_on(asked.day, asked.seen, stages) v
    )
    select r.name, p.employee_id, t.code, i.item, i.fact
    from rungs_api.readiness(array[asked.person_id], asked.day, asked.seen, stages, asked.target_id) d
    join rungs.person p on p.id = d.person_id
    join rungs_api.roster_on(asked.day, asked.seen) r on r.person_id = d.person_id
    join rungs.level l on l.id = d.level_id
    join rungs.level t on t.id = d.target_id
    join place a on a.level_id = d.level_id
    join place b on b.level_id = d.target_id
    left join rungs.stage f on f.id = a.stage_id
    left join rungs.stage g on g.id = b.stage_id
    left join rungs.organisation o on o.id = r.organisation_id
    left join rungs.specialization s on s.id = r.specialization_id
    cross join lateral (
        select n.cycle, n.nominated_on, n.nominated_by, n.target_id
        from rungs_api.nomination_on(asked.day, asked.seen) n
        where n.person_id = d.person_id
          and not n.is_decided
        union all
        select null, null, null, null
        order by 2 desc nulls last, 1
        limit 1) n
    cross join lateral (values
        (1, 'title', r.title),
        (2, 'manager', rungs_api.name_on(r.manager_id, asked.day, asked.seen)),
        (3, 'organisation', o.name),
        (4, 'specialization', s.code),
        (5, 'hired', r.hired_on::text),
        (6, 'level', format('%s (%s)', l.code, a.name)),
        (7, 'in level', format('%s months, since %s', d.months, d.since)),
        (8, 'target', format('%s (%s)', t.code, b.name)),
        (9, 'move', case when not d.is_across then 'within a stage: more of the same job'
                         else concat_ws(': ', 'across a border, a change of job', nullif(rungs_api.crossing_words(d.crossings), '')) end),
        (10, 'stage now', case when d.is_across then format('%s. Great means: %s', f.name, f.great) end),
        (11, 'stage then', case when d.is_across then format('%s. Great means: %s', g.name, g.great) end),
        (12, 'verdict', d.verdict),
        (13, 'coverage', format('%s; %s is known', rungs_api.coverage_words(d.coverage), rungs_api.share_words(d.known))),
        (14, 'expectations', format('%s of %s met', d.met, d.asked)),
        (15, 'shifts', case when d.is_across then format('%s of %s met', d.shifts_met, d.shifts_asked) end),
        (16, 'work types', concat_ws('; ', concat_ws(': ', d.breadth, rungs_api.work_of(d.person_id, asked.day, asked.seen, r.hired_on)),
                                     (select format('%s asks for %s', s.code, w.code)
                                      from rungs.specialization_text k
                                      join rungs.work_type w on w.id = k.work_type_id
                                      where k.edition_id = d.edition_id and k.specialization_id = s.id))),
        (17, 'to be heeded', nullif(rungs_api.flag_words(d.settling_until, d.is_old_job_only, d.is_still_old_job, d.is_other_work), '')),
        (18, 'nominated', format('for %s in %s, on %s by %s', (select c.code from rungs.level c where c.id = n.target_id), n.cycle, n.nominated_on,
                                 rungs_api.name_on(n.nominated_by, asked.day, asked.seen)))) i (position, item, fact)
    where i.fact is not null
      and (i.item <> 'nominated' or n.cycle is not null)
    order by i.position;
end
$$;
comment on function rungs_api.report_case is 'A promotion case: who, since when, for what, whether the job changes and what it becomes, and where the person stands.';

create function rungs_api.report_case_gates(candidate text, for_target text, stages text, as_of date, as_seen_on date)
returns table (gate text, state text, reason text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    asked record := rungs_api.packet_asked(candidate, for_target, stages, as_of, as_seen_on);
begin
    return query
    select w.gate, case when o.code is null then 'passed' else 'open' end, coalesce(o.reason, w.words)
    from rungs_api.readiness(array[asked.person_id], asked.day, asked.seen, stages, asked.target_id) d
    cross join lateral (values
        (1, 'coverage', format('evidence covers %s of what is asked', rungs_api.coverage_words(d.coverage))),
        (2, 'must', 'every must is met'),
        (3, 'scope', 'no scope minimum is missed'),
        (4, 'months', format('%s months in level', d.months)),
        (5, 'voices', 'every voice that the move asks for was heard'),
        (6, 'sustained', format('above the bar for %s months', d.sustained))) w (position, gate, words)
    left join lateral (select g.code, g.reason from unnest(d.gates) g where g.code = w.gate) o on true
    order by w.position;
end
$$;
comment on function rungs_api.report_case_gates is 'The gates of a case, passed and open, each with its reason.';

create function rungs_api.report_case_expectations(candidate text, for_target text, stages text, as_of date, as_seen_on date)
returns table (
    expectation text, kind text, must boolean, weight float8, state text, points float8, needed float8, voices integer, last_on date, sentence text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    asked record := rungs_api.packet_asked(candidate, for_target, stages, as_of, as_seen_on);
begin
    return query
    select x.code, case when s.is_shift then 'shift' else 'expectation' end, s.must, s.weight, s.state, s.points,
           (r.rules).met_points, coalesce(s.voices, 0), s.last_on, j.sentence
    from rungs_api.expectation_standing(array[asked.person_id], asked.day, asked.seen, stages, asked.target_id) s
    join rungs.expectation x on x.id = s.expectation_id
    join rungs.expectation_text j on j.edition_id = s.edition_id and j.expectation_id = s.expectation_id
    join rungs_api.rule_sets(asked.day, asked.seen) r on r.ladder_id = x.ladder_id
    where s.weight is not null
    order by s.is_shift, s.must desc, j.position, x.code;
end
$$;
comment on function rungs_api.report_case_expectations is 'What the target of a case asks, and how each stands; points are null where nothing counts.';

create function rungs_api.report_case_evidence(candidate text, for_target text, stages text, contrary boolean, as_of date, as_seen_on date)
returns table (
    expectation text, evidence bigint, observed_on date, strength text, points float8, observer text, relation text, summary text, link text, status text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    asked record := rungs_api.packet_asked(candidate, for_target, stages, as_of, as_seen_on);
begin
    return query
    select x.code, e.id, f.observed_on, h.code, f.points, coalesce(o.name, rungs_api.name_on(o.person_id, asked.day, asked.seen)), l.code, e.summary,
           array_to_string(e.links, ' '), t.code
    from rungs_api.fact_on(array[asked.person_id], asked.day, asked.seen, stages, asked.target_id) f
    join rungs.evidence e on e.id = f.evidence_id
    join rungs.evidence_status t on t.id = rungs_api.status_at(e.id, asked.seen)
    join rungs.expectation x on x.id = f.expectation_id
    join rungs.expectation_text j on j.edition_id = f.edition_id and j.expectation_id = f.expectation_id
    join rungs.strength h on h.id = f.strength_id
    join rungs.relation l on l.id = f.relation_id
    join rungs.observer o on o.id = f.observer_id
    where (f.points < 0) = contrary
    order by f.is_shift, f.must desc, j.position, x.code, f.observed_on desc, e.id desc;
end
$$;
comment on function rungs_api.report_case_evidence is 'The entries that count for a case, or against it, by expectation, the latest first.';

create function rungs_api.report_case_scope(candidate text, for_target text, stages text, as_of date, as_seen_on date)
returns table (measure text, asked text, owned text, since date, state text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    case_asked record := rungs_api.packet_asked(candidate, for_target, stages, as_of, as_seen_on);
begin
    return query
    select b.name, b.asked,
           case when b.is_on_record then rungs_api.scope_words(d.edition_id, b.measure_id, b.value, b.step) end, b.since,
           case when not b.is_on_record then 'unknown' when b.is_met then 'met' else 'below' end
    from rungs_api.subject(array[case_asked.person_id], case_asked.day, case_asked.seen, stages) d
    join rungs_api.minimum_on(case_asked.day, case_asked.seen) m on m.edition_id = d.edition_id and m.level_id = case_asked.target_id
    cross join lateral rungs_api.scope_beside(case_asked.person_id, m.minimums, case_asked.day, case_asked.seen) b
    order by b.place;
end
$$;
comment on function rungs_api.report_case_scope is 'What a person owns beside the scope minimums of the target of a case.';

create function rungs_api.report_case_voices(candidate text, for_target text, stages text, as_of date, as_seen_on date)
returns table (relation text, asked boolean, heard boolean, entries bigint, who text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    case_asked record := rungs_api.packet_asked(candidate, for_target, stages, as_of, as_seen_on);
begin
    return query
    with heard as materialized (
        select f.relation_id, count(*) as entries,
               string_agg(distinct coalesce(o.name, rungs_api.name_on(o.person_id, case_asked.day, case_asked.seen)), ', ') as names
        from rungs_api.fact_on(array[case_asked.person_id], case_asked.day, case_asked.seen, stages, case_asked.target_id) f
        join rungs.observer o on o.id = f.observer_id
        group by f.relation_id
    )
    select l.name, coalesce(v.relations & (1 << l.id) <> 0, false), h.relation_id is not null, coalesce(h.entries, 0), h.names
    from rungs_api.level_of(case_asked.person_id, case_asked.day, case_asked.seen) w
    join rungs_api.move_on(case_asked.day, case_asked.seen, stages, case_asked.target_id) m on m.level_id = w.level_id
    cross join rungs.relation l
    left join rungs_api.voices_asked(case_asked.seen) v on v.ladder_id = m.ladder_id and v.is_across = m.is_across
    left join heard h on h.relation_id = l.id
    where h.relation_id is not null
       or v.relations & (1 << l.id) <> 0
    order by 2 desc, l.id;
end
$$;
comment on function rungs_api.report_case_voices is 'Voices in a case: which the move asks for, which were heard, and whose they are.';

create function rungs_api.report_case_timeline(candidate text, for_target text, stages text, as_of date, as_seen_on date)
returns table (on_day date, what text, was text, became text, note text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    asked record := rungs_api.packet_asked(candidate, for_target, stages, as_of, as_seen_on);
begin
    return query
    select s.on_day, s.what, s.was, s.became, s.note
    from rungs_api.timeline(asked.person_id, asked.day, asked.seen) with ordinality s (
        on_day, what, was, became, note, recorded_at, account_id, import_id, number)
    where s.what in ('hire', 'status', 'manager', 'level', 'title', 'specialization', 'scope', 'nomination', 'decision')
    order by s.number;
end
$$;
comment on function rungs_api.report_case_timeline is 'The way of a person in short: without evidence, pairs and what the roster says besides.';
