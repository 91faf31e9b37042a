-- One entry with all of its life: what it says, whether it counts and why, who did what with it, what was corrected.

create function rungs_api.evidence_step_words(entry bigint, seen timestamptz) returns text
language sql stable as $$
    select s.code || coalesce(' by ' || coalesce(o.name, rungs_api.name_on(o.person_id, v.happened_on, seen)), '')
           || ' on ' || v.happened_on || coalesce(': ' || nullif(v.reason, ''), '')
    from rungs.evidence_event v
    join rungs.evidence_status s on s.id = v.status_id
    left join rungs.observer o on o.id = v.observer_id
    where v.evidence_id = entry
      and v.recorded_at <= seen
    order by v.id desc
    limit 1
$$;
comment on function rungs_api.evidence_step_words is 'The last step of an entry in words: disputed by Ana Ruiz on 2026-03-01: that was another team.';

create function rungs_api.evidence_over_words(entry bigint, status smallint, seen timestamptz) returns text
language sql stable as $$
    select case
        when status = 5 then format('evidence %s took its place', (
            select max(e.id) from rungs.evidence e where e.supersedes_id = entry and e.recorded_at <= seen))
        when status in (3, 4) then rungs_api.evidence_step_words(entry, seen) end
$$;
comment on function rungs_api.evidence_over_words is 'Why an entry that is superseded, disputed or withdrawn counts no more; null for others.';

create function rungs_api.points_words(value float8) returns text
language sql immutable as $$
    select rungs_api.number_words(value) || case when abs(value) = 1 then ' point' else ' points' end
$$;
comment on function rungs_api.points_words is '1 point, 2 points.';

create function rungs_api.evidence_weight(it rungs.evidence, day date, seen timestamptz)
returns table (
    hired_on date, ladder text, is_asked boolean, counts_for text, points float8, factor float8, full_months float8, window_months float8,
    together float8, cap float8)
language sql stable as $$
    with place as (
        select coalesce(w.ladder_id, x.ladder_id) as ladder_id
        from rungs.expectation x
        left join lateral (
            select l.ladder_id
            from rungs_api.level_of(it.person_id, day, seen) o
            join rungs.level l on l.id = o.level_id) w on true
        where x.id = it.expectation_id
    ), rule as (
        select s.rules, n.edition_id, d.code as ladder,
               (select o.value from rungs_api.rule_on(day, seen) o where o.ladder_id = p.ladder_id and o.rule = 'full_months') as full_months,
               (select o.value from rungs_api.rule_on(day, seen) o where o.ladder_id = p.ladder_id and o.rule = 'window_months') as window_months
        from place p
        join rungs.ladder d on d.id = p.ladder_id
        join rungs_api.rule_sets(day, seen) s on s.ladder_id = p.ladder_id
        join rungs_api.edition_on(day, seen) n on n.ladder_id = p.ladder_id
    ), goal as (
        select m.to_id as id
        from rule r
        join rungs.expectation_mapping m on m.edition_id = r.edition_id and m.from_id = it.expectation_id
        where m.recorded_at <= seen and seen < m.superseded_at
    ), goals as (
        select g.id from goal g
        union all
        select it.expectation_id where not exists (select from goal)
    )
    select h.hired_on, r.ladder,
           exists (select from goals g join rungs.expectation_text t on t.edition_id = r.edition_id and t.expectation_id = g.id),
           (select string_agg(x.code, ' and ' order by x.id) from goal g join rungs.expectation x on x.id = g.id),
           (r.rules).points[it.strength_id],
           case when it.observed_on >= (r.rules).full_from then 1
                when it.observed_on >= (r.rules).window_from then (r.rules).aged_factor
                else 0 end,
           r.full_months, r.window_months,
           (select (array_agg(t.points order by abs(t.points) desc))[1]
            from (
                select sum((r.rules).points[c.strength_id] * case when c.observed_on >= (r.rules).full_from then 1
                               when c.observed_on >= (r.rules).window_from then (r.rules).aged_factor else 0 end) as points
                from rungs_api.counted(it.person_id, day, seen) c
                left join rungs.expectation_mapping m
                       on m.edition_id = r.edition_id and m.from_id = c.expectation_id
                      and m.recorded_at <= seen and seen < m.superseded_at
                join goals g on g.id = coalesce(m.to_id, c.expectation_id)
                where c.observer_id = it.observer_id
                  and c.observed_on >= coalesce(h.hired_on, '-infinity')
                group by g.id) t),
           (r.rules).observer_cap
    from rule r
    left join rungs_api.roster_on(day, seen) h on h.person_id = it.person_id
$$;
comment on function rungs_api.evidence_weight is
    'What an entry weighs by the rules of the person''s ladder on a day, as expectation_points does: points, age, what it counts for, and what its observer''s entries for that come to together.';

create function rungs_api.evidence_why(it rungs.evidence, day date, seen timestamptz, out counts boolean, out points float8, out why text)
language plpgsql stable as $$
declare
    w record;
    was smallint := rungs_api.status_at(it.id, seen);
    worth text;
begin
    select x.* into w from rungs_api.evidence_weight(it, day, seen) x;
    why := case
        when was in (3, 4, 5) then rungs_api.evidence_over_words(it.id, was, seen)
        when not rungs_api.evidence_counted_on(it.id, it.counted_since, seen) then
            case when (select r.is_self from rungs.relation r where r.id = it.relation_id)
                then 'the own word counts once somebody else has confirmed it'
                else 'corrected after a dispute: counts once somebody other than its observer has confirmed it' end
        when it.observed_on > day then format('it had not happened by %s', day)
        when it.observed_on < w.hired_on then format('it happened before the hire on %s', w.hired_on)
        when w.factor = 0 then format('older than %s months', rungs_api.number_words(w.window_months))
        when not w.is_asked then format('%s does not ask this now', w.ladder) end;
    counts := why is null;
    points := case when counts then w.points * w.factor else 0 end;
    if counts then
        worth := rungs_api.points_words(w.points);
        why := concat_ws('; ',
            case when w.factor = 1 then worth
                 else format('%s, %s when older than %s months: %s', worth, 'times ' || rungs_api.number_words(w.factor),
                             rungs_api.number_words(w.full_months), rungs_api.number_words(points)) end,
            'for ' || w.counts_for,
            case when abs(w.together) > w.cap then format('the entries of this observer come to %s together and count as %s',
                rungs_api.number_words(w.together), rungs_api.number_words(w.cap * sign(w.together))) end);
    end if;
end
$$;
comment on function rungs_api.evidence_why is 'Whether an entry counts on a day, for how many points before its observer''s cap, and why or why not.';

create function rungs_api.evidence_facts(entry bigint, as_of date, as_seen_on date)
returns table (
    evidence bigint, observed_on date, person text, employee_id text, expectation text, strength text, points float8, status text, counts boolean,
    why text, summary text, details text, link text, seen_by text, relation text, work_type text, sentence text, edition text,
    recorded_at timestamptz, login text, corrects bigint, corrected_by bigint, external_id text, import integer)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    it rungs.evidence := rungs_api.evidence_find(entry, clock.seen);
begin
    return query
    select it.id, it.observed_on, rungs_api.name_on(it.person_id, clock.day, clock.seen), p.employee_id::text, x.code::text, s.code::text,
           y.points, t.code::text, y.counts, y.why, it.summary, it.details, array_to_string(it.links, ' '),
           coalesce(v.name, rungs_api.name_on(v.person_id, clock.day, clock.seen)), l.code::text, k.code::text,
           j.sentence, rungs_api.edition_words(it.edition_id), it.recorded_at, a.login::text, it.supersedes_id,
           (select max(e.id) from rungs.evidence e where e.supersedes_id = it.id and e.recorded_at <= clock.seen),
           it.external_id::text, it.import_id
    from rungs_api.evidence_why(it, clock.day, clock.seen) y
    join rungs.person p on p.id = it.person_id
    join rungs.expectation x on x.id = it.expectation_id
    join rungs.expectation_text j on j.edition_id = it.edition_id and j.expectation_id = it.expectation_id
    join rungs.strength s on s.id = it.strength_id
    join rungs.relation l on l.id = it.relation_id
    join rungs.observer v on v.id = it.observer_id
    join rungs.account a on a.id = it.recorded_by
    join rungs.evidence_status t on t.id = rungs_api.status_at(it.id, clock.seen)
    left join rungs.work_type k on k.id = it.work_type_id;
end
$$;
comment on function rungs_api.evidence_facts is 'rungs evidence show: what an entry says, and whether it counts.';

create function rungs_api.evidence_chain(entry bigint, seen timestamptz) returns setof rungs.evidence
language sql stable as $$
    with recursive back as (
        select e.id, e.supersedes_id from rungs.evidence e where e.id = entry
        union all
        select e.id, e.supersedes_id from back b join rungs.evidence e on e.id = b.supersedes_id
    ), chain as (
        select b.id from back b where b.supersedes_id is null
        union all
        select e.id from chain c join rungs.evidence e on e.supersedes_id = c.id
    )
    select e.*
    from chain c
    join rungs.evidence e on e.id = c.id
    where e.recorded_at <= seen
$$;
comment on function rungs_api.evidence_chain is 'All versions of an entry, from the one that was logged first to the last correction.';

create function rungs_api.evidence_history(entry bigint, as_of date, as_seen_on date)
returns table (recorded_at timestamptz, evidence bigint, step text, who text, reason text, login text, import integer)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
begin
    return query
    select h.recorded_at, h.id, h.step, coalesce(o.name, rungs_api.name_on(o.person_id, clock.day, clock.seen)),
           coalesce(nullif(h.reason, ''), 'import ' || h.import_id, ''), a.login::text, h.import_id
    from (
        select e.recorded_at, e.id, 'submitted' as step, e.observer_id, '' as reason, e.recorded_by, e.import_id, 0::bigint as place
        from rungs_api.evidence_chain(entry, clock.seen) e
        where e.supersedes_id is null
        union all
        -- What came along from an earlier version is told there.
        select v.recorded_at, e.id, case when v.status_id = 5 then 'corrected' else s.code end, v.observer_id, v.reason, v.recorded_by, v.import_id, v.id
        from rungs_api.evidence_chain(entry, clock.seen) e
        join rungs.evidence_event v on v.evidence_id = e.id and v.recorded_at >= e.recorded_at and v.recorded_at <= clock.seen
        join rungs.evidence_status s on s.id = v.status_id
    ) h
    left join rungs.observer o on o.id = h.observer_id
    join rungs.account a on a.id = h.recorded_by
    order by h.recorded_at, h.id, h.place;
end
$$;
comment on function rungs_api.evidence_history is 'rungs evidence show: every step of an entry and of its corrections: when, what, by whom, why, and which login typed it.';

create function rungs_api.evidence_changes(entry bigint, as_of date, as_seen_on date)
returns table (evidence bigint, field text, old_text text, new_text text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
begin
    return query
    select w.id, f.field, f.old_text, f.new_text
    from (
        select e.*, x.code as expectation, s.code as strength, l.code as relation, k.code as work_type,
               array_to_string(e.links, ' ') as link
        from rungs_api.evidence_chain(entry, clock.seen) e
        join rungs.expectation x on x.id = e.expectation_id
        join rungs.strength s on s.id = e.strength_id
        join rungs.relation l on l.id = e.relation_id
        left join rungs.work_type k on k.id = e.work_type_id
    ) w
    join rungs.evidence b on b.id = w.supersedes_id
    join rungs.expectation x on x.id = b.expectation_id
    join rungs.strength s on s.id = b.strength_id
    join rungs.relation l on l.id = b.relation_id
    left join rungs.work_type k on k.id = b.work_type_id
    cross join lateral (values
        (1, 'expectation', x.code::text, w.expectation::text), (2, 'strength', s.code, w.strength),
        (3, 'relation', l.code, w.relation), (4, 'on', b.observed_on::text, w.observed_on::text),
        (5, 'work-type', k.code, w.work_type), (6, 'summary', b.summary, w.summary),
        (7, 'details', b.details, w.details), (8, 'link', array_to_string(b.links, ' '), w.link)) f (place, field, old_text, new_text)
    where f.old_text is distinct from f.new_text
    order by w.id, f.place;
end
$$;
comment on function rungs_api.evidence_changes is 'rungs evidence show: what each correction changed, field by field.';
