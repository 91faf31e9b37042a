-- The manager's packet, a part for each person: standing, the strongest facts, the widest gaps, next steps, whom to ask.

create function rungs_api.standing_line(
    level text, months integer, target text, crossing text, coverage float8, known float8, flags text) returns text
language sql stable as $$
    select concat_ws('; ',
        format('%s for %s %s', level, months, case when months = 1 then 'month' else 'months' end),
        case when target is null then 'no level above'
             else format('next %s%s', target, coalesce(', across ' || nullif(crossing, ''), '')) end,
        case when target is null then null
             when known = 0 then 'nothing is known of what it asks'
             else format('evidence covers %s of it, %s is known', rungs_api.coverage_words(coverage), rungs_api.share_words(known)) end,
        nullif(flags, ''))
$$;
comment on function rungs_api.standing_line is 'How somebody stands, in a line.';

create function rungs_api.step_words(gate text, reason text, gaps text, day date, since date, level_months integer) returns text
language sql stable as $$
    select case gate
        when 'coverage' then format('close the widest gaps (%s): %s', gaps, reason)
        when 'must' then 'meet every must: ' || replace(reason, 'has to be met: ', '')
        when 'scope' then 'take on more: ' || reason
        when 'months' then format('wait until %s: %s', (since + make_interval(months => level_months))::date, reason)
        when 'voices' then replace(reason, 'still to be heard:', 'ask for feedback from')
        when 'sustained' then 'keep it up: ' || reason
        else reason end
$$;
comment on function rungs_api.step_words is 'What closes a gate, in words: what to do, then why.';

create function rungs_api.nomination_on(day date, seen timestamptz)
returns table (nomination_id integer, person_id integer, cycle text, target_id integer, nominated_by integer, nominated_on date, is_decided boolean)
language sql stable as $$
    select n.id, n.person_id, c.code, n.target_id, n.nominated_by, n.nominated_on,
           exists (
               select from rungs.decision d
               where d.nomination_id = n.id
                 and d.decided_on <= day
                 and d.recorded_at <= seen
                 and seen < d.superseded_at)
    from rungs.nomination n
    join rungs.cycle c on c.id = n.cycle_id
    where n.nominated_on <= day
      and n.recorded_at <= seen
      and seen < n.superseded_at
$$;
comment on function rungs_api.nomination_on is 'Nominations that stand on a day, and whether a decision was taken on each.';

create function rungs_api.steps_ahead(
    verdict text, gates rungs_api.gate[], gaps text, target text, nominated text, day date, since date, level_months integer)
returns table (number bigint, about text, words text)
language sql stable as $$
    select 0, 'nomination', case when nominated is null then format('every gate is passed: nominate for %s', target)
                                 else format('nominated in %s: argue the case', nominated) end
    where verdict = 'ready'
    union all
    select 0, 'evidence', format('log and ask for evidence first (%s): too little is known to say more', gaps)
    where verdict = 'unknown'
    union all
    select g.position, g.code, rungs_api.step_words(g.code, g.reason, gaps, day, since, level_months)
    from unnest(gates) with ordinality g (code, reason, position)
    where verdict in ('near', 'building')
$$;
comment on function rungs_api.steps_ahead is 'The next steps of somebody: a nomination, evidence, or what closes each open gate.';

create function rungs_api.report_team_people(
    boss_word text, stages text, everybody boolean, as_of date, as_seen_on date)
returns table (
    person text, employee_id text, part text, number bigint, about text, words text, observed_on date, strength text, seen_by text,
    points float8, worth float8)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := rungs_api.person_find(boss_word, clock.day, clock.seen);
    team integer[] := array(
        select u.person_id
        from rungs_api.team_of(boss, everybody is not true, clock.day, clock.seen) u
        order by u.path, u.person_id);
begin
    return query
    with standing as materialized (
        select d.*, l.code as level, t.code as target, (s.rules).level_months as level_months, n.cycle as nominated
        from rungs_api.readiness(team, clock.day, clock.seen, stages, null) d
        join rungs_api.rule_sets(clock.day, clock.seen) s on s.ladder_id = d.ladder_id
        join rungs.level l on l.id = d.level_id
        left join rungs.level t on t.id = d.target_id
        left join lateral (
            select min(o.cycle) as cycle
            from rungs_api.nomination_on(clock.day, clock.seen) o
            where o.person_id = d.person_id
              and o.target_id = d.target_id
              and not o.is_decided) n on true
    ), fact as materialized (
        select f.*
        from (
            select o.*, row_number() over (partition by o.person_id
                       order by o.points desc, o.must desc, o.weight desc, o.observed_on desc, o.evidence_id desc) as number
            from rungs_api.fact_on(team, clock.day, clock.seen, stages, null) o
            where o.points > 0
        ) f
        where f.number <= 3
    ), gap as materialized (
        select g.*
        from (
            select x.person_id, x.is_across, x.expectation_id, x.edition_id, x.gap, x.points, x.worth,
                   row_number() over (partition by x.person_id order by x.must desc, x.worth desc, x.expectation_id) as number
            from rungs_api.gap_on(team, array[null::integer], stages, clock.day, clock.seen) x
        ) g
        where g.number <= 3
    ), gaps as materialized (
        select g.person_id, g.is_across, array_agg(g.expectation_id order by g.number) as expectations,
               string_agg(x.code, ', ' order by g.number) as words
        from gap g
        join rungs.expectation x on x.id = g.expectation_id
        group by g.person_id, g.is_across
    ), ask as materialized (
        select s.person_id, w.name, w.relation, string_agg(x.code, ', ' order by array_position(s.expectations, a.expectation_id)) as codes,
               row_number() over (partition by s.person_id order by count(*) desc, min(w.place), w.name, min(w.key)) as number
        from gaps s
        cross join lateral rungs_api.ask_on(s.person_id, s.expectations, s.is_across, 2, clock.day, clock.seen) a
        join rungs.expectation x on x.id = a.expectation_id
        cross join lateral (
            select j.whom ->> 'name' as name, l.name as relation, coalesce(j.whom ->> 'employee_id', j.whom ->> 'email') as key, j.place
            from jsonb_array_elements(a.whom) with ordinality j (whom, place)
            join rungs.relation l on l.code = j.whom ->> 'relation') w
        group by s.person_id, w.key, w.name, w.relation
    ), line as (
        select s.person_id, 1 as position, 'standing' as part, 1::bigint as number, s.verdict as about,
               rungs_api.standing_line(s.level, s.months, s.target, rungs_api.crossing_words(s.crossings), s.coverage, s.known,
                   rungs_api.flag_words(s.settling_until, s.is_old_job_only, s.is_still_old_job, s.is_other_work)) as words,
               null::date as observed_on, null::text as strength, null::text as seen_by, null::float8 as points, null::float8 as worth
        from standing s
        union all
        select t.person_id, 1, 'standing', 1, null, 'on no ladder', null, null, null, null, null
        from unnest(team) t (person_id)
        where not exists (select from standing s where s.person_id = t.person_id)
        union all
        select f.person_id, 2, 'fact', f.number, x.code, format('%s  %s  %s', f.observed_on, h.code, e.summary),
               f.observed_on, h.code, rungs_api.observer_words(f.observer_id, f.relation_id, clock.day, clock.seen), f.points, null
        from fact f
        join rungs.evidence e on e.id = f.evidence_id
        join rungs.expectation x on x.id = f.expectation_id
        join rungs.strength h on h.id = f.strength_id
        union all
        select g.person_id, 3, 'gap', g.number, x.code, format('%s: %s', g.gap, j.sentence), null, null, null, g.points, g.worth
        from gap g
        join rungs.expectation x on x.id = g.expectation_id
        join rungs.expectation_text j on j.edition_id = g.edition_id and j.expectation_id = g.expectation_id
        union all
        select s.person_id, 4, 'next step', a.number, a.about, a.words, null, null, null, null, null
        from standing s
        left join gaps g on g.person_id = s.person_id
        cross join lateral rungs_api.steps_ahead(
            s.verdict, s.gates, coalesce(g.words, 'none'), s.target, s.nominated, clock.day, s.since, s.level_months) a
        union all
        select a.person_id, 5, 'ask', a.number, a.relation, format('%s, on %s', a.name, a.codes), null, null, null, null, null
        from ask a
    )
    select r.name, p.employee_id, i.part, i.number, i.about, i.words, i.observed_on, i.strength, i.seen_by, i.points, i.worth
    from line i
    join rungs.person p on p.id = i.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = i.person_id
    order by array_position(team, i.person_id), i.position, i.number;
end
$$;
comment on function rungs_api.report_team_people is
    'A part for each direct report, or everybody under a manager: standing, the three strongest facts and the three widest gaps towards the next level, next steps, whom to ask.';
