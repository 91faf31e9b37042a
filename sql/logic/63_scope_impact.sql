-- Scope against impact, after the matrix of Shreyas Doshi that Jackie Bavaro builds on ("The 3 Stages of a Product
-- Manager's Career"): one gets better at the job one has, or takes up a larger one and is a beginner again.

create function rungs_api.scope_score(person integer, level integer, edition integer, day date, seen timestamptz)
returns table (score float8, known integer, asked integer)
language sql stable as $$
    select avg(x.ratio), count(x.ratio)::integer, count(*)::integer
    from (
        select case when o.measure_id is not null then least(2, case
                   when l.minimum > 0 then coalesce(o.value, 0) / l.minimum
                   when a.rank > 0 then coalesce(h.rank, 0)::float8 / a.rank
                   else 1 end) end as ratio
        from rungs.level_scope l
        left join rungs_api.scope_of(person, day, seen) o on o.measure_id = l.measure_id
        left join rungs.measure_step a on a.edition_id = l.edition_id and a.measure_id = l.measure_id and a.code = l.step
        left join rungs.measure_step h on h.edition_id = l.edition_id and h.measure_id = l.measure_id and h.code = o.step
        where l.edition_id = edition
          and l.level_id = level
    ) x
$$;
comment on function rungs_api.scope_score is
    'Scope beside the minimums of a level: the mean of value by minimum (of a step: rank by rank), each at most 2, over what is on record. 1 is what the level asks; null when nothing is on record or asked.';

create function rungs_api.scope_impact(people integer[], day date, seen timestamptz, model text)
returns table (
    person_id integer, level_id integer, target_id integer, scope float8, scope_known integer, scope_asked integer,
    impact float8, known float8, verdict text, settling_until date)
language sql stable as $$
    select r.person_id, r.level_id, r.target_id, s.score, s.known, s.asked, r.coverage, r.known, r.verdict, r.settling_until
    from rungs_api.readiness(people, day, seen, model, null) r
    cross join lateral rungs_api.scope_score(r.person_id, r.level_id, r.edition_id, day, seen) s
$$;
comment on function rungs_api.scope_impact is
    'The scope/impact matrix (Shreyas Doshi, by way of Jackie Bavaro), a row a person: scope beside the minimums of the present level, impact as the coverage of what the next level asks. Null is unknown, never nought.';
