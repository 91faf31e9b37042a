-- The first sections of the summary: who stands where, and the cases to talk about.

create function rungs_api.rows_shown(format text, section text) returns integer
language sql immutable as $$
    select case when section is null and coalesce(format, 'table') not in ('csv', 'json') then 8 end
$$;
comment on function rungs_api.rows_shown is
    'How many rows of a section people are shown, so that the whole summary is two pages; null, all, in csv and json and for a section asked for by name.';

create function rungs_api.rows_words(found bigint, format text, section text, name text) returns text
language sql immutable as $$
    select case when found > rungs_api.rows_shown(format, section)
           then format(' (%s of %s; --section %s has all)', rungs_api.rows_shown(format, section), found, name) end
$$;
comment on function rungs_api.rows_words is 'Says that there are more rows than are shown; null when there are not.';

create function rungs_api.calibrate_distribution(only_cycle text, by_what text, stages text, as_of date, as_seen_on date)
returns table (
    per text, name text, people bigint, ready bigint, near bigint, building bigint, unknown bigint,
    top bigint, gone bigint, settling bigint, nominated bigint, nominated_unknown bigint, nominated_not_ready bigint,
    ready_not_nominated bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
    by_asked text := rungs_api.calibration_by(by_what, round, clock.seen);
begin
    return query
    with standing as materialized (
        select p.* from rungs_api.calibration_people(round, stages, clock.day, clock.seen) p
    )
    select v.per, g.name, count(*),
           case when v.is_open then count(*) filter (where p.verdict = 'ready') end,
           case when v.is_open then count(*) filter (where p.verdict = 'near') end,
           case when v.is_open then count(*) filter (where p.verdict = 'building') end,
           case when v.is_open then count(*) filter (where p.verdict = 'unknown') end,
           case when v.is_open then count(*) filter (where p.verdict = 'top') end,
           case when v.is_open then count(*) filter (where p.verdict = 'gone') end,
           case when v.is_open then count(*) filter (where p.is_settling) end,
           count(p.nomination_id),
           case when v.is_open then count(p.nomination_id) filter (where p.verdict = 'unknown') end,
           case when v.is_open then count(p.nomination_id) filter (where p.verdict <> 'ready') end,
           case when v.is_open then count(*) filter (where p.verdict = 'ready' and p.nomination_id is null) end
    from (
        select u.per, u.position, rungs_api.is_open_grouping(u.per) as is_open
        from unnest(array['all'] || case when by_asked is null then '{level,org,manager}' else array[by_asked] end) with ordinality u (per, position)
    ) v
    cross join lateral rungs_api.calibration_grouped(round, v.per, false, not v.is_open, clock.day, clock.seen) g
    join standing p on p.person_id = g.person_id
    group by v.position, v.per, v.is_open, g.name, g.rank, g.key
    order by v.position, g.rank, g.name, g.key;
end
$$;
comment on function rungs_api.calibrate_distribution is
    'rungs calibrate summary: verdicts, nominated or not, for the whole cycle and per level, organisation and manager; of other groupings, whose small groups are hidden, people and nominations alone.';

create function rungs_api.calibrate_attention(only_cycle text, stages text, as_of date, as_seen_on date)
returns table (
    matter text, person text, employee_id text, level text, target text, coverage float8, verdict text,
    submitted_coverage float8, submitted_verdict text, open_gates text, why text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
begin
    return query
    select case when p.nomination_id is null then 'ready, not nominated'
                when p.verdict <> 'ready' then 'nominated, not ready'
                else 'nominated and ready' end as matter,
           r.name, k.employee_id, l.code, t.code, p.coverage, p.verdict,
           p.submitted_coverage, p.submitted_verdict, w.codes, w.reasons
    from rungs_api.calibration_people(round, stages, clock.day, clock.seen) p
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = p.person_id
    join rungs.person k on k.id = p.person_id
    join rungs.level l on l.id = p.level_id
    left join rungs.level t on t.id = p.nominated_for
    cross join lateral (
        select string_agg(g.code, ', ' order by g.position) as codes, string_agg(g.reason, '; ' order by g.position) as reasons
        from unnest(p.gates) with ordinality g (code, reason, position)) w
    where p.nomination_id is not null
       or p.verdict = 'ready'
    order by p.nomination_id is null desc, p.verdict = 'ready', p.coverage desc, r.name, p.person_id;
end
$$;
comment on function rungs_api.calibrate_attention is 'The cases of a cycle that have to be talked about, and why.';
