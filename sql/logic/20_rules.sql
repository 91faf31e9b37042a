-- The numbers that decide, as they stand on a day for a ladder.

create type rungs_api.rule_set as (
    ladder_id integer,
    full_from date,
    window_from date,
    aged_factor float8,
    observer_cap float8,
    met_points float8,
    coverage_bar float8,
    near_coverage float8,
    near_gates integer,
    known_floor float8,
    level_months integer,
    sustained_within integer,
    sustained_across integer,
    settling_months integer,
    old_job_present float8,
    old_job_target float8,
    old_work_share float8,
    old_work_entries integer,
    points float8[]
);
-- What has no fixed width stands last: the others are then found without walking over it.
comment on type rungs_api.rule_set is
    'All rules for one ladder; points by strength id; ages as first days: full_from counts fully, window_from in part.';

create function rungs_api.rule_on(day date, seen timestamptz)
returns table (ladder_id integer, rule text, value float8, effective_on date, is_own boolean, reason text)
language sql stable as $$
    select distinct on (l.id, v.rule)
           l.id, v.rule, v.value, v.effective_on, v.ladder_id is not null, v.reason
    from rungs.ladder l
    join rungs.rule_value v on v.ladder_id is null or v.ladder_id = l.id
    where v.effective_on <= day
      and v.recorded_at <= seen
      and seen < v.superseded_at
    order by l.id, v.rule, v.ladder_id nulls last, v.effective_on desc
$$;
comment on function rungs_api.rule_on is 'The value of each rule for each ladder; one of its own goes before the general one.';

create function rungs_api.rule_sets(day date, seen timestamptz)
returns table (ladder_id integer, rules rungs_api.rule_set)
language plpgsql stable rows 5 as $$
#variable_conflict use_column
begin
    return query
    select p.ladder_id,
           row(p.ladder_id,
               (day - p.full_months * interval '1 month')::date,
               (day - p.window_months * interval '1 month')::date,
               p.aged_factor, p.observer_cap, p.met_points, p.coverage_bar, p.near_coverage,
               p.near_gates, p.known_floor, p.level_months, p.sustained_within, p.sustained_across,
               p.settling_months, p.old_job_present, p.old_job_target, p.old_work_share,
               p.old_work_entries, p.points)::rungs_api.rule_set
    from (
        select r.ladder_id,
               array_agg(r.value order by s.id) filter (where s.id is not null) as points,
               max(r.value) filter (where r.rule = 'full_months') as full_months,
               max(r.value) filter (where r.rule = 'window_months') as window_months,
               max(r.value) filter (where r.rule = 'aged_factor') as aged_factor,
               max(r.value) filter (where r.rule = 'observer_cap') as observer_cap,
               max(r.value) filter (where r.rule = 'met_points') as met_points,
               max(r.value) filter (where r.rule = 'coverage_bar') as coverage_bar,
               max(r.value) filter (where r.rule = 'near_coverage') as near_coverage,
               max(r.value) filter (where r.rule = 'near_gates')::integer as near_gates,
               max(r.value) filter (where r.rule = 'known_floor') as known_floor,
               max(r.value) filter (where r.rule = 'level_months')::integer as level_months,
               max(r.value) filter (where r.rule = 'sustained_within')::integer as sustained_within,
               max(r.value) filter (where r.rule = 'sustained_across')::integer as sustained_across,
               max(r.value) filter (where r.rule = 'settling_months')::integer as settling_months,
               max(r.value) filter (where r.rule = 'old_job_present') as old_job_present,
               max(r.value) filter (where r.rule = 'old_job_target') as old_job_target,
               max(r.value) filter (where r.rule = 'old_work_share') as old_work_share,
               max(r.value) filter (where r.rule = 'old_work_entries')::integer as old_work_entries
        from rungs_api.rule_on(day, seen) r
        left join rungs.strength s on s.rule = r.rule
        group by r.ladder_id
    ) p;
end
$$;
comment on function rungs_api.rule_sets is 'All rules of each ladder in one value.';

create function rungs_api.voice_on(seen timestamptz)
returns table (ladder_id integer, move text, relation_id smallint)
language sql stable as $$
    select l.id, v.move, v.relation_id
    from rungs.ladder l
    join rungs.voice_rule v
      on v.recorded_at <= seen
     and seen < v.superseded_at
     and v.ladder_id is not distinct from (
            select max(o.ladder_id)
            from rungs.voice_rule o
            where o.ladder_id = l.id
              and o.recorded_at <= seen
              and seen < o.superseded_at)
$$;
comment on function rungs_api.voice_on is 'Voices that have to be heard for a move, for each ladder.';

create function rungs_api.rules_show(as_of date, as_seen_on date)
returns table (ladder text, rule text, value float8, unit text, since date, meaning text)
language sql stable as $$
    select l.code, r.rule, r.value, k.unit, nullif(r.effective_on, '-infinity'), k.meaning
    from rungs_api.clock(as_of, as_seen_on) c
    cross join lateral rungs_api.rule_on(c.day, c.seen) r
    join rungs.rule k on k.code = r.rule
    join rungs.ladder l on l.id = r.ladder_id
    order by l.code, k.position
$$;
comment on function rungs_api.rules_show is 'rungs rules show.';
