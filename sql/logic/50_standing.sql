-- From evidence to standing: which entries count, what they are worth, and how each expectation stands.

create function rungs_api.counted(person integer, day date, seen timestamptz)
returns table (
    evidence_id bigint, expectation_id integer, observer_id integer, observed_on date,
    strength_id smallint, relation_id smallint, work_type_id smallint)
language sql stable as $$
    select e.id, e.expectation_id, e.observer_id, e.observed_on,
           e.strength_id, e.relation_id, e.work_type_id
    from rungs.evidence e
    where e.person_id = person
      and e.counted_since <= seen
      and e.observed_on <= day
    union all
    select e.id, e.expectation_id, e.observer_id, e.observed_on,
           e.strength_id, e.relation_id, e.work_type_id
    from rungs.evidence_counted c
    join rungs.evidence e on e.id = c.evidence_id
    where c.person_id = person
      and c.counted_since <= seen
      and seen < c.counted_until
      and e.observed_on <= day
$$;
comment on function rungs_api.counted is
    'A person''s entries that count: happened by the day, and confirmed or not in need of it by the moment.';

create function rungs_api.subject(people integer[], day date, seen timestamptz, model text, edition integer default null)
returns table (
    person_id integer, hired_on date, specialization_id integer, level_id integer, since date,
    previous_id integer, ladder_id integer, edition_id integer, stage_id integer,
    stage_position integer, crossed_on date, rules rungs_api.rule_set)
language sql stable as $$
    with levels as materialized (
        select l.level_id, l.ladder_id, l.edition_id, l.stage_id, l.stage_position
        from rungs_api.level_on(day, seen, model, edition) l
    ), same as materialized (
        -- Levels of other ladders stand where the rung they are mapped to does.
        select l.edition_id, l.level_id, l.stage_position
        from levels l
        union all
        (select distinct on (l.edition_id, m.from_id) l.edition_id, m.from_id, l.stage_position
         from levels l
         join rungs.level_mapping m on m.to_id = l.level_id
         where m.recorded_at <= seen
           and seen < m.superseded_at
           and not exists (select from levels o where o.edition_id = l.edition_id and o.level_id = m.from_id)
         order by l.edition_id, m.from_id, m.position, m.to_id)
    )
    select p.person_id, r.hired_on, r.specialization_id, l.level_id, o.since,
           o.previous_id, l.ladder_id, l.edition_id, l.stage_id,
           l.stage_position, c.crossed_on, s.rules
    from unnest(people) p (person_id)
    join rungs_api.roster_on(day, seen) r on r.person_id = p.person_id
    cross join lateral rungs_api.level_of(p.person_id, day, seen) o
    join levels l on l.level_id = case when edition is null then o.level_id else rungs_api.level_as(o.level_id, edition) end
    join rungs_api.rule_sets(day, seen) s on s.ladder_id = l.ladder_id
    left join lateral (
        -- The last change of stage; a promotion within the stage since then does not undo it.
        select case when w.came_from < w.stage_position then w.effective_on end as crossed_on
        from (
            select t.effective_on, v.stage_position,
                   lag(v.stage_position) over (order by t.effective_on) as came_from
            from rungs.transition t
            left join same v on v.level_id = t.level_id and v.edition_id = l.edition_id
            where o.previous_id is not null
              and t.person_id = p.person_id
              and t.effective_on <= day
              and t.recorded_at <= seen
              and seen < t.superseded_at
        ) w
        where w.stage_position is distinct from w.came_from
        order by w.effective_on desc
        limit 1
    ) c on true
$$;
comment on function rungs_api.subject is
    'People on a ladder: level (in an edition that is named, the same rung), stage, rules, and when they crossed into the stage they are in (null when they were hired into it or came down).';

create function rungs_api.age_factor(observed_on date, rules rungs_api.rule_set) returns float8
language sql immutable as $$
    select case when observed_on >= (rules).full_from then 1
                when observed_on >= (rules).window_from then (rules).aged_factor
                else 0 end
$$;
comment on function rungs_api.age_factor is 'What age leaves of an entry''s points.';

create function rungs_api.capped(points float8, rules rungs_api.rule_set) returns float8
language sql immutable as $$
    select greatest(-(rules).observer_cap, least((rules).observer_cap, points))
$$;
comment on function rungs_api.capped is 'What the cap leaves of the points of one observer for one expectation.';

create function rungs_api.expectation_entries(
    person integer, day date, seen timestamptz, hired_on date, rules rungs_api.rule_set, edition integer)
returns table (
    evidence_id bigint, expectation_id integer, observer_id integer, observed_on date, strength_id smallint, relation_id smallint,
    work_type_id smallint, points float8, age_factor float8, is_fresh boolean)
language sql stable as $$
    select c.evidence_id, coalesce(m.to_id, c.expectation_id), c.observer_id, c.observed_on, c.strength_id, c.relation_id,
           c.work_type_id, (rules).points[c.strength_id], rungs_api.age_factor(c.observed_on, rules),
           c.observed_on >= (rules).window_from
    from rungs_api.counted(person, day, seen) c
    left join (
        -- Most ladders have none: the table is then not even opened, entry by entry.
        select m.edition_id, m.from_id, m.to_id, m.recorded_at, m.superseded_at
        from rungs.expectation_mapping m
        where (select exists (select from rungs.expectation_mapping))) m
           on m.edition_id = edition and m.from_id = c.expectation_id
          and m.recorded_at <= seen and seen < m.superseded_at
    where c.observed_on >= coalesce(hired_on, '-infinity')
$$;
comment on function rungs_api.expectation_entries is
    'A person''s entries that count, each with its points and what age leaves of them. Evidence for a code that the edition maps counts where it is mapped to; evidence from before the hire does not count.';

create function rungs_api.expectation_points(
    person integer, day date, seen timestamptz, hired_on date, crossed_on date, rules rungs_api.rule_set, edition integer)
returns table (
    expectation_id integer, points float8, entries integer, fresh integer, voices integer,
    relations integer, work_types bigint, fresh_work bigint, since_crossing integer, last_on date)
language sql stable as $$
    select v.expectation_id, sum(v.points), sum(v.entries)::integer, sum(v.fresh)::integer,
           (count(*) filter (where v.fresh > 0))::integer,
           coalesce(bit_or(v.relations), 0), coalesce(bit_or(v.work_types), 0), coalesce(bit_or(v.fresh_work), 0),
           sum(v.since_crossing)::integer, max(v.last_on)
    from (
        select e.expectation_id, e.observer_id,
               rungs_api.capped(sum(e.points * e.age_factor), rules) as points,
               count(*)::integer as entries,
               (count(*) filter (where e.is_fresh))::integer as fresh,
               bit_or(1 << e.relation_id) filter (where e.is_fresh) as relations,
               bit_or(1::bigint << e.work_type_id) as work_types,
               bit_or(1::bigint << e.work_type_id) filter (where e.is_fresh) as fresh_work,
               (count(*) filter (where e.observed_on >= crossed_on))::integer as since_crossing,
               max(e.observed_on) as last_on
        from rungs_api.expectation_entries(person, day, seen, hired_on, rules, edition) e
        group by e.expectation_id, e.observer_id
    ) v
    group by v.expectation_id
$$;
comment on function rungs_api.expectation_points is
    'Points of a person for each expectation: strength times age, capped per observer, summed over observers. Sets of relations and kinds of work are bits; fresh_work has those within the window.';

create function rungs_api.state_of(points float8, entries integer, fresh integer, met_points float8) returns text
language sql immutable as $$
    select case
        when coalesce(entries, 0) = 0 then 'unknown'
        when fresh = 0 then 'stale'
        when points >= met_points then 'met'
        when points < 0 then 'contrary'
        else 'partial' end
$$;
comment on function rungs_api.state_of is 'How an expectation stands: met, partial, contrary, stale, unknown.';

create function rungs_api.score_of(points float8, met_points float8) returns float8
language sql immutable as $$
    select greatest(0, least(1, coalesce(points, 0) / met_points))
$$;
comment on function rungs_api.score_of is 'What an expectation adds to coverage, from 0 to 1.';

create type rungs_api.asked as (expectation_id integer, code text, weight float8, must boolean, is_shift boolean);
comment on type rungs_api.asked is 'One expectation that a move asks.';

create function rungs_api.asked_on(day date, seen timestamptz, model text, target integer, edition integer default null)
returns table (level_id integer, target_id integer, asked rungs_api.asked[])
language sql stable as $$
    select q.level_id, q.target_id,
           array_agg(row(q.expectation_id, x.code, q.weight, q.must, q.is_shift)::rungs_api.asked order by q.expectation_id)
    from rungs_api.requirement_on(day, seen, model, target, edition) q
    join rungs.expectation x on x.id = q.expectation_id
    group by q.level_id, q.target_id
$$;
comment on function rungs_api.asked_on is
    'What each move asks, in one value: people are then judged one by one, so that a team costs what it counts, whatever the planner believes.';

create function rungs_api.standing_of(
    person integer, day date, seen timestamptz, hired_on date, crossed_on date, rules rungs_api.rule_set, edition integer,
    asked rungs_api.asked[])
returns table (
    expectation_id integer, code text, weight float8, must boolean, is_shift boolean, points float8, entries integer, fresh integer,
    voices integer, relations integer, work_types bigint, fresh_work bigint, since_crossing integer, last_on date, score float8,
    state text)
language sql stable as $$
    select coalesce(q.expectation_id, p.expectation_id), q.code, q.weight, q.must, q.is_shift, p.points, p.entries, p.fresh,
           p.voices, p.relations, p.work_types, p.fresh_work, p.since_crossing, p.last_on,
           rungs_api.score_of(p.points, (rules).met_points),
           rungs_api.state_of(p.points, p.entries, p.fresh, (rules).met_points)
    from unnest(asked) q
    full join rungs_api.expectation_points(person, day, seen, hired_on, crossed_on, rules, edition) p
        on p.expectation_id = q.expectation_id
$$;
comment on function rungs_api.standing_of is
    'How a person stands on each expectation that is asked (weight is not null) or that has evidence.';

create function rungs_api.expectation_standing(
    people integer[], day date, seen timestamptz, model text, target integer, edition integer default null)
returns table (
    person_id integer, level_id integer, target_id integer, edition_id integer, expectation_id integer,
    weight float8, must boolean, is_shift boolean, points float8, entries integer, fresh integer,
    voices integer, relations integer, work_types bigint, since_crossing integer, last_on date,
    score float8, state text)
language sql stable as $$
    select s.person_id, s.level_id, case when x.weight is not null then q.target_id end, s.edition_id, x.expectation_id,
           x.weight, x.must, x.is_shift, x.points, x.entries, x.fresh,
           x.voices, x.relations, x.work_types, x.since_crossing, x.last_on, x.score, x.state
    from rungs_api.subject(people, day, seen, model, edition) s
    left join rungs_api.asked_on(day, seen, model, target, edition) q on q.level_id = s.level_id
    cross join lateral (
        -- Apart (offset 0): a planner that sees who asks only for what is asked would read all entries for each expectation.
        select z.expectation_id, z.weight, z.must, z.is_shift, z.points, z.entries, z.fresh, z.voices, z.relations,
               z.work_types, z.since_crossing, z.last_on, z.score, z.state
        from rungs_api.standing_of(s.person_id, day, seen, s.hired_on, s.crossed_on, s.rules, s.edition_id, q.asked) z
        offset 0) x
$$;
comment on function rungs_api.expectation_standing is
    'How each person stands on each expectation that the target asks (weight is not null) or that has evidence.';
