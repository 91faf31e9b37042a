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

create function rungs_api.is_one_state() returns boolean
language sql stable as $$
    select current_setting('transaction_read_only') = 'on' and current_setting('transaction_isolation') <> 'read committed'
$$;
comment on function rungs_api.is_one_state is 'Whether this transaction sees one state and changes nothing, so that what was reckoned once may be kept until its end.';

create type rungs_api.stand as (
    person_id integer, coverage float8, gates rungs_api.gate[], verdict text, is_settling boolean);
comment on type rungs_api.stand is
    'How a member of a cycle stands, as far as a summary tells it: of those who are neither nominated nor ready only the verdict and settling.';

create function rungs_api.calibration_reckoned(round integer, model text, day date, seen timestamptz, only_nominees boolean)
returns setof rungs_api.stand
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    own_model text := (select c.stages from rungs.cycle c where c.id = round);
    closing_day date := calibration_reckoned.day;
begin
    return query
    with member as materialized (
        select m.person_id, n.id as nomination_id, n.target_id
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
        select m.person_id, k.coverage, k.gates, k.verdict, k.settling_until is not null as is_settling
        from member m
        join rungs.packet k on k.nomination_id = m.nomination_id and k.recorded_at <= seen
        where k.moment = 'closing'
          and k.day = closing_day
          and coalesce(model, own_model) is not distinct from own_model
    ), way as (
        select v.level_id, v.target_id
        from (select distinct m.target_id from member m where m.target_id is not null) g
        cross join lateral rungs_api.move_on(day, seen, coalesce(model, own_model), g.target_id) v
    ), asked as materialized (
        select m.person_id, null::integer as target_id
        from member m
        where m.nomination_id is null
        union all
        -- Who has reached the level since then, or stands above it, is judged for the next.
        select m.person_id, w.target_id
        from member m
        left join lateral rungs_api.level_of(m.person_id, day, seen) o on true
        left join way w on w.level_id = o.level_id and w.target_id = m.target_id
        where m.nomination_id is not null
          and not exists (select from frozen f where f.person_id = m.person_id)
    ), reckoned as (
        select r.person_id, r.coverage, r.gates, r.verdict, r.settling_until is not null as is_settling
        from (select a.target_id, array_agg(a.person_id order by a.person_id) as people from asked a group by a.target_id) g
        cross join lateral rungs_api.readiness(g.people, day, seen, coalesce(model, own_model), g.target_id) r
    )
    select f.person_id, f.coverage, array(select g from jsonb_populate_recordset(null::rungs_api.gate, f.gates) g), f.verdict, f.is_settling
    from frozen f
    union all
    select a.person_id, case when w.is_told then r.coverage end, case when w.is_told then r.gates end,
           coalesce(r.verdict, 'gone'), coalesce(r.is_settling, false)
    from asked a
    join member m on m.person_id = a.person_id
    left join reckoned r on r.person_id = a.person_id
    cross join lateral (select m.nomination_id is not null or r.verdict = 'ready' as is_told) w;
end
$$;
comment on function rungs_api.calibration_reckoned is
    'The standing of the population of a cycle, for the level nominated for, else (also when it is reached) for the next; gone: no longer on the ladder. Nominees of a closed cycle stand as their packets were frozen at the closing. The one place where the summary reads readiness.';

create function rungs_api.calibration_standing(round integer, model text, day date, seen timestamptz, only_nominees boolean default false)
returns setof rungs_api.stand
language plpgsql stable rows 100000 as $$
declare
    name text := 'rungs.standing_' || md5(format('%L %L %L %L %L', current_user, round, model, day, seen));
    known text := nullif(current_setting(name, true), '');
begin
    if known is null and (only_nominees or not rungs_api.is_one_state()) then
        return query select s.* from rungs_api.calibration_reckoned(round, model, day, seen, only_nominees) s;
        return;
    end if;
    if known is null then
        -- Some 25 bytes a person: 500,000 are 12 MB.
        known := array(select s from rungs_api.calibration_reckoned(round, model, day, seen, false) s)::text;
        perform set_config(name, known, true);
    end if;
    return query select s.* from unnest(known::rungs_api.stand[]) s;
end
$$;
comment on function rungs_api.calibration_standing is
    'calibration_reckoned, once for all sections of a summary: the readiness of a whole company is dear. Of nominees alone when that is all that is asked.';

create function rungs_api.calibration_people(round integer, model text, day date, seen timestamptz, only_nominees boolean default false)
returns table (
    person_id integer, level_id integer, manager_id integer, organisation_id integer,
    coverage float8, gates rungs_api.gate[], verdict text, is_settling boolean,
    nomination_id integer, nominated_for integer, submitted_coverage float8, submitted_verdict text)
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select m.person_id, m.level_id, m.manager_id, m.organisation_id, s.coverage, s.gates, s.verdict, s.is_settling,
           n.id, n.target_id, k.coverage, k.verdict
    from rungs_api.calibration_standing(round, model, day, seen, only_nominees) s
    join rungs.cycle_member m on m.cycle_id = round and m.person_id = s.person_id
    left join rungs.nomination n
           on n.cycle_id = round
          and n.person_id = s.person_id
          and n.nominated_on <= day
          and n.recorded_at <= seen
          and seen < n.superseded_at
    left join rungs.packet k on k.nomination_id = n.id and k.moment = 'submission' and k.recorded_at <= seen
    where n.id is not null
       or not only_nominees;
end
$$;
comment on function rungs_api.calibration_people is 'The population of a cycle with its nominations and standing; coverage and gates of those who are nominated or ready.';

create function rungs_api.submitted_words(submitted_coverage float8, submitted_verdict text, coverage float8, verdict text) returns text
language sql immutable as $$
    select concat_ws(', ', submitted_verdict, rungs_api.share_words(submitted_coverage))
    where submitted_verdict is not null
      and (submitted_verdict, rungs_api.share_words(submitted_coverage)) is distinct from (verdict, rungs_api.share_words(coverage))
$$;
comment on function rungs_api.submitted_words is 'How a nominee stood at the submission, where that differs from now: near, 72 %.';
