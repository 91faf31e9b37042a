-- What a cycle does to the levels: rates, time in level, headcount if nominations are accepted, and the borders.

create function rungs_api.calibration_accepted(round integer, accept text, stages text, day date, seen timestamptz)
returns table (nomination_id integer)
language plpgsql stable as $$
#variable_conflict use_column
declare
    people integer[];
    stranger text;
begin
    case coalesce(accept, 'none')
    when 'none' then
        return;
    when 'all' then
        return query
        select c.nomination_id from rungs_api.calibration_case(round, day, seen) c where c.nomination_id is not null;
    when 'decided' then
        return query
        select c.nomination_id from rungs_api.calibration_case(round, day, seen) c where c.outcome = 'promote';
    when 'ready' then
        return query
        select p.nomination_id from rungs_api.calibration_people(round, stages, day, seen, true) p where p.verdict = 'ready';
    else
        people := array(select rungs_api.person_find(btrim(w), day, seen) from unnest(string_to_array(accept, ',')) w where btrim(w) <> '');
        select coalesce(r.name, k.employee_id, k.email) into stranger
        from unnest(people) p (person_id)
        join rungs.person k on k.id = p.person_id
        left join rungs_api.roster_on(day, seen) r on r.person_id = p.person_id
        where not exists (
            select from rungs_api.calibration_case(round, day, seen) c where c.nomination_id is not null and c.person_id = p.person_id)
        limit 1;
        if stranger is not null then
            raise exception using errcode = 'RG003', message = format('''%s'' is not nominated in this cycle', stranger),
                hint = '--accept takes people who are nominated, with commas between them, or all, decided or ready.';
        end if;
        return query
        select c.nomination_id from rungs_api.calibration_case(round, day, seen) c
        where c.nomination_id is not null and c.person_id = any (people);
    end case;
end
$$;
comment on function rungs_api.calibration_accepted is 'The nominations that --accept means: all, decided, ready, or those of the people named.';

create function rungs_api.calibrate_levels(only_cycle text, accept text, stages text, as_of date, as_seen_on date)
returns table (
    ladder text, level text, people bigint, nominated bigint, promoted bigint, promotion_rate float8, median_months float8,
    if_all bigint, if_decided bigint, if_accepted bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
begin
    return query
    with member as materialized (
        select c.level_id, c.target_id, c.outcome, a.nomination_id is not null as accepted
        from rungs_api.calibration_case(round, clock.day, clock.seen) c
        left join rungs_api.calibration_accepted(round, accept, stages, clock.day, clock.seen) a on a.nomination_id = c.nomination_id
    ), stood as (
        select m.level_id, count(*) as people, count(m.target_id) as nominated, count(*) filter (where m.outcome = 'promote') as promoted,
               count(m.outcome) as decided, count(*) filter (where m.accepted) as accepted
        from member m
        group by m.level_id
    ), came as (
        select m.target_id as level_id, count(*) as nominated, count(*) filter (where m.outcome = 'promote') as promoted,
               count(*) filter (where m.accepted) as accepted
        from member m
        where m.target_id is not null
        group by m.target_id
    ), waited as (
        -- As rungs report promotions has it.
        select w.level_id, rungs_api.tenths(m.median) as median
        from rungs_api.level_waits(null, clock.day, null, null, null, null, null, null, clock.day, clock.seen) w
        cross join lateral rungs_api.survival_median(w.entered, w.lasted, w.happened, w.at_least) m
        where w.people >= w.at_least
    )
    select d.code, l.code, coalesce(s.people, 0), coalesce(s.nominated, 0),
           case when (select sum(x.decided) from stood x) > 0 then coalesce(s.promoted, 0) end,
           case when (select sum(x.decided) from stood x) > 0 then s.promoted / s.people::float8 end, w.median,
           coalesce(s.people - s.nominated, 0) + coalesce(c.nominated, 0),
           case when (select sum(x.decided) from stood x) > 0 then coalesce(s.people - s.promoted, 0) + coalesce(c.promoted, 0) end,
           case when accept is not null then coalesce(s.people - s.accepted, 0) + coalesce(c.accepted, 0) end
    from stood s
    full join came c on c.level_id = s.level_id
    join rungs.level l on l.id = coalesce(s.level_id, c.level_id)
    join rungs.ladder d on d.id = l.ladder_id
    left join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = l.ladder_id
    left join rungs.level_text t on t.edition_id = e.edition_id and t.level_id = l.id
    left join waited w on w.level_id = l.id
    order by d.code, t.rank, l.code;
end
$$;
comment on function rungs_api.calibrate_levels is
    'Per level: people of the cycle, nominated, promoted and the rate; median months until a promotion, counting those who still wait (Kaplan and Meier); and the headcount if all nominations were accepted, those decided on, and those of --accept.';

create function rungs_api.calibration_places(day date, seen timestamptz)
returns table (level_id integer, places bigint)
language sql stable as $$
    -- A level of which all places are taken has none left, which is more than nothing on record.
    select o.level_id, sum(o.left_over)
    from rungs_api.opening_on(day, seen) o
    where o.opens_on <= day
    group by o.level_id
$$;
comment on function rungs_api.calibration_places is
    'Places that can be taken at each level on a day; no row for a level that no opening is on record for: nobody has said how many there are.';

create function rungs_api.calibrate_crossings(only_cycle text, stages text, as_of date, as_seen_on date)
returns table (ladder text, crossing text, target text, nominated bigint, promoted bigint, places bigint, over_places bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
begin
    perform rungs_api.model_check(stages, clock.day, clock.seen);
    return query
    with nominee as materialized (
        select c.level_id, c.target_id, count(*) as nominated, count(*) filter (where c.outcome = 'promote') as promoted, count(c.outcome) as decided
        from rungs_api.calibration_case(round, clock.day, clock.seen) c
        where c.nomination_id is not null
        group by c.level_id, c.target_id
    ), crossed as (
        select w.ladder_id, w.crossings, n.target_id, sum(n.nominated)::bigint as nominated, sum(n.promoted)::bigint as promoted,
               (select sum(x.decided) from nominee x) > 0 as is_decided
        from (select distinct x.target_id from nominee x) g
        cross join lateral rungs_api.move_on(clock.day, clock.seen, coalesce(stages, clock.stages), g.target_id) w
        join nominee n on n.level_id = w.level_id and n.target_id = w.target_id
        where w.is_across
        group by w.ladder_id, w.crossings, n.target_id
    )
    select d.code, rungs_api.crossing_words(c.crossings), t.code, c.nominated, case when c.is_decided then c.promoted end, p.places,
           case when c.is_decided then c.promoted else c.nominated end - p.places
    from crossed c
    join rungs.ladder d on d.id = c.ladder_id
    join rungs.level t on t.id = c.target_id
    left join rungs_api.calibration_places(clock.day, clock.seen) p on p.level_id = c.target_id
    order by d.code, c.crossings, t.code;
end
$$;
comment on function rungs_api.calibrate_crossings is
    'Who would cross into another stage, against the open places at the level they go to; over: promoted, or nominated before anything is decided, more than there are places.';
