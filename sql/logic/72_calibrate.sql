-- The calibration summary: its clocks, and where people stand.

create function rungs_api.calibration_clock(
    word text, as_of date, as_seen_on date, out round integer, out stages text, out day date, out seen timestamptz)
language plpgsql stable as $$
declare
    it rungs.cycle := (select c from rungs.cycle c where c.id = rungs_api.cycle_find(word, as_seen_on));
begin
    round := it.id;
    stages := it.stages;
    select c.day, c.seen into day, seen from rungs_api.cycle_clock(it, as_of, as_seen_on) c;
end
$$;
comment on function rungs_api.calibration_clock is 'The cycle that a summary is about, its stage model, and the two clocks: of a closed one those of its closing.';

create function rungs_api.calibration_people(round integer, model text, day date, seen timestamptz, only_nominees boolean default false)
returns table (
    person_id integer, level_id integer, manager_id integer, organisation_id integer,
    coverage float8, gates rungs_api.gate[], verdict text, is_settling boolean,
    nomination_id integer, nominated_for integer, submitted_coverage float8, submitted_verdict text)
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    own_model text := (select c.stages from rungs.cycle c where c.id = round);
    asked_model text := coalesce(model, own_model);
    closing_day date := calibration_people.day;
begin
    return query
    with member as materialized (
        select m.person_id, m.level_id, m.manager_id, m.organisation_id, n.id as nomination_id, n.target_id
        from rungs.cycle_member m
        left join rungs.nomination n
               on n.cycle_id = round
              and n.person_id = m.person_id
              and n.nominated_on <= day
              and n.recorded_at <= seen
              and seen < n.superseded_at
        where m.cycle_id = round
          and m.recorded_at <= seen
          and (n.id is not null or not only_nominees)
    ), frozen as materialized (
        select k.nomination_id, k.moment, k.coverage, k.gates, k.verdict, k.settling_until is not null as is_settling
        from member m
        join rungs.packet k on k.nomination_id = m.nomination_id and k.recorded_at <= seen
        where k.moment = 'submission'
           or (k.day = closing_day and asked_model is not distinct from own_model)
    ), way as (
        select v.level_id, v.target_id
        from (select distinct m.target_id from member m where m.target_id is not null) g
        cross join lateral rungs_api.move_on(day, seen, asked_model, g.target_id) v
    ), asked as (
        -- Who has reached the level since then, or stands above it, is judged for the next.
        select m.person_id, w.target_id
        from member m
        cross join lateral rungs_api.level_of(m.person_id, day, seen) o
        left join way w on w.level_id = o.level_id and w.target_id = m.target_id
        where not exists (select from frozen f where f.nomination_id = m.nomination_id and f.moment = 'closing')
    )
    select m.person_id, m.level_id, m.manager_id, m.organisation_id,
           case when c.moment is null then d.coverage else c.coverage end,
           case when c.moment is null then d.gates else array(select g from jsonb_populate_recordset(null::rungs_api.gate, c.gates) g) end,
           coalesce(c.verdict, d.verdict, 'gone'), coalesce(c.is_settling, d.settling_until is not null),
           m.nomination_id, m.target_id, s.coverage, s.verdict
    from member m
    left join frozen c on c.nomination_id = m.nomination_id and c.moment = 'closing'
    left join frozen s on s.nomination_id = m.nomination_id and s.moment = 'submission'
    left join (
        select r.*
        from (select a.target_id, array_agg(a.person_id) as people from asked a group by a.target_id) g
        cross join lateral rungs_api.readiness(g.people, day, seen, asked_model, g.target_id) r
    ) d on d.person_id = m.person_id;
end
$$;
comment on function rungs_api.calibration_people is
    'The population of a cycle with its nominations and standing, for the level nominated for, else (also when it is reached) for the next; gone: no longer on the ladder. Nominees of a closed cycle stand as their packets were frozen at the closing. The one place where the summary reads readiness.';

create function rungs_api.submitted_words(submitted_coverage float8, submitted_verdict text, coverage float8, verdict text) returns text
language sql immutable as $$
    select concat_ws(', ', submitted_verdict, rungs_api.share_words(submitted_coverage))
    where submitted_verdict is not null
      and (submitted_verdict, rungs_api.share_words(submitted_coverage)) is distinct from (verdict, rungs_api.share_words(coverage))
$$;
comment on function rungs_api.submitted_words is 'How a nominee stood at the submission, where that differs from now: near, 72 %.';
