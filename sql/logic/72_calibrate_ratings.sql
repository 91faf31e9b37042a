-- Ratings before and after calibration: how they spread, what moved, and how lenient managers are.

create function rungs_api.persons_off(found bigint, fewest float8, most float8) returns bigint
language sql immutable as $$
    select greatest(found - ceil(most - 1e-9), 0)::bigint - greatest(floor(fewest + 1e-9) - found, 0)::bigint
$$;
comment on function rungs_api.persons_off is 'By how many persons a number is above a range, or below it (negative); what is not a whole person is forgiven.';

create function rungs_api.calibrate_ratings(only_cycle text, by_what text, as_of date, as_seen_on date)
returns table (
    per text, name text, rated bigint, rating smallint, proposed bigint, proposed_share float8, calibrated bigint,
    calibrated_share float8, at_least float8, at_most float8, proposed_off bigint, calibrated_off bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
    by_asked text := rungs_api.calibration_by(by_what, round, clock.seen);
    group_floor float8 := rungs_api.calibration_floor(round, clock.day, clock.seen);
begin
    return query
    with guide as materialized (
        select f.ladder_id, p.part[1]::smallint as rating,
               max(f.value) filter (where p.part[2] = 'least') as least, max(f.value) filter (where p.part[2] = 'most') as most
        from rungs_api.rule_on(clock.day, clock.seen) f
        cross join lateral regexp_match(f.rule, '^rating_([0-9]+)_(least|most)$') p (part)
        where p.part is not null
          and p.part[1]::smallint in (select s.value from rungs.cycle_rating s where s.cycle_id = round)
        group by f.ladder_id, p.part[1]
    ), member as materialized (
        select v.per, v.position, g.key, g.name, g.rank, g.ladder_id, g.proposed, g.calibrated
        from unnest(array['all'] || case when by_asked is null then '{level,org,manager}' else array[by_asked] end) with ordinality v (per, position)
        cross join lateral rungs_api.calibration_grouped(
            round, v.per, true, not rungs_api.is_open_grouping(v.per), clock.day, clock.seen) g
        where g.proposed is not null
    ), size as (
        select m.position, m.per, m.key, m.name, m.rank, m.ladder_id, count(*) as before, count(m.calibrated) as after
        from member m
        group by m.position, m.per, m.key, m.name, m.rank, m.ladder_id
    ), scale as (
        select m.proposed as rating from member m where m.per = 'all'
        union
        select m.calibrated from member m where m.per = 'all' and m.calibrated is not null
        union
        select d.rating from guide d where d.least > 0 or d.most < 1
    ), share as (
        -- Ranges differ by ladder: a group may have as many as its people of each ladder may have together.
        select z.position, z.per, z.key, z.name, z.rank, c.rating, sum(z.before)::bigint as before, sum(z.after)::bigint as after,
               sum(z.before * coalesce(d.least, 0)) as least_before, sum(z.before * coalesce(d.most, 1)) as most_before,
               sum(z.after * coalesce(d.least, 0)) as least_after, sum(z.after * coalesce(d.most, 1)) as most_after
        from size z
        cross join scale c
        left join guide d on d.ladder_id = z.ladder_id and d.rating = c.rating
        group by z.position, z.per, z.key, z.name, z.rank, c.rating
    ), given as (
        select m.position, m.key, m.name, r.rating, count(*) filter (where r.is_before) as before, count(*) filter (where not r.is_before) as after
        from member m
        cross join lateral (values (true, m.proposed), (false, m.calibrated)) r (is_before, rating)
        where r.rating is not null
        group by m.position, m.key, m.name, r.rating
    ), judged as (
        select s.*, coalesce(g.before, 0) as had, coalesce(g.after, 0) as has,
               case when s.before >= group_floor then rungs_api.persons_off(coalesce(g.before, 0), s.least_before, s.most_before) end as off_before,
               case when s.after >= group_floor then rungs_api.persons_off(coalesce(g.after, 0), s.least_after, s.most_after) end as off_after
        from share s
        left join given g on g.position = s.position and g.key is not distinct from s.key and g.name = s.name and g.rating = s.rating
    )
    select j.per, j.name, j.before, j.rating, j.had, j.had / nullif(j.before, 0)::float8, j.has, j.has / nullif(j.after, 0)::float8,
           nullif(j.least_before / j.before, 0), nullif(j.most_before / j.before, 1), j.off_before, j.off_after
    from judged j
    where by_asked is not null
       or j.per = 'all'
       or j.off_before <> 0
       or j.off_after <> 0
    order by j.position, j.rank, j.name, j.key, j.rating desc;
end
$$;
comment on function rungs_api.calibrate_ratings is
    'rungs calibrate summary: ratings as proposed and as calibrated, the whole cycle and each group of --by; without it the levels, organisations and managers where a guidance range is missed. Off: persons too many, or too few when negative, whole persons being allowed; groups below the floor are not judged.';

create function rungs_api.off_words(before bigint, after bigint) returns text
language sql immutable as $$
    select string_agg(format('%s: %s too %s', w.moment, abs(w.off), case when w.off > 0 then 'many' else 'few' end), '; ' order by w.place)
    from (values (1, 'before', before), (2, 'now', after)) w (place, moment, off)
    where w.off <> 0
$$;
comment on function rungs_api.off_words is 'By how many persons a guidance range is missed, before and after.';

create function rungs_api.calibrate_moves(only_cycle text, as_of date, as_seen_on date)
returns table (
    person text, employee_id text, manager text, target text, proposed smallint, calibrated smallint, move integer, reason text,
    compared bigint, moved bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
begin
    return query
    select r.name, k.employee_id, b.name, t.code, c.proposed, c.calibrated, c.move, nullif(c.reason, ''), c.compared, c.moved
    from (
        select x.person_id, x.proposed_by, x.target_id, x.proposed, x.calibrated, x.reason, (x.calibrated - x.proposed)::integer as move,
               count(*) over () as compared, count(*) filter (where x.calibrated <> x.proposed) over () as moved
        from rungs_api.calibration_case(round, clock.day, clock.seen) x
        where x.calibrated is not null
          and x.proposed is not null
    ) c
    join rungs.person k on k.id = c.person_id
    join rungs.level t on t.id = c.target_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = c.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) b on b.person_id = c.proposed_by
    where c.move <> 0
    order by abs(c.move) desc, c.move, r.name, c.person_id;
end
$$;
comment on function rungs_api.calibrate_moves is 'Whose rating the session changed, by how much and why, the largest moves first.';

create function rungs_api.calibrate_moved_groups(only_cycle text, by_what text, as_of date, as_seen_on date)
returns table (per text, name text, compared bigint, up bigint, down bigint, mean_move float8, p float8)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
    by_asked text := coalesce(rungs_api.calibration_by(by_what, round, clock.seen), rungs_api.calibration_by_default(round, clock.seen));
begin
    return query
    with moved as (
        select g.key, g.name, g.rank, g.calibrated - g.proposed as move
        from rungs_api.calibration_grouped(round, by_asked, true, true, clock.day, clock.seen) g
        where num_nonnulls(g.calibrated, g.proposed) = 2
    ), ranked as (
        select m.*, rank() over (order by m.move) + (count(*) over alike - 1) / 2.0::float8 as place,
               count(*) over alike as alike, count(*) over () as everybody
        from moved m
        window alike as (partition by m.move)
    ), tied as (
        select sum(r.alike::float8 ^ 2 - 1) as ties from ranked r
    ), summed as (
        select r.key, r.name, r.rank, count(*) as compared, count(*) filter (where r.move > 0) as up, count(*) filter (where r.move < 0) as down,
               avg(r.move)::float8 as mean, sum(r.place) as places, max(r.everybody) as everybody
        from ranked r
        group by r.key, r.name, r.rank
    )
    select by_asked, s.name, s.compared, s.up, s.down, s.mean, rungs_api.mann_whitney(s.places, s.compared, s.everybody, t.ties)
    from summed s
    cross join tied t
    where s.compared < s.everybody
    order by s.rank, s.name, s.key;
end
$$;
comment on function rungs_api.calibrate_moved_groups is
    'Whether calibration moved groups differently: mean move, and p of each group against all others (Mann and Whitney); small groups are pooled.';

create function rungs_api.calibrate_leniency(only_cycle text, stages text, as_of date, as_seen_on date)
returns table (
    manager text, employee_id text, rated bigint, mean float8, everybody float8, leniency float8, low float8, high float8, reading text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
begin
    return query
    with compared as materialized (
        select c.person_id, c.proposed_by, (c.proposed - c.calibrated)::float8 as above
        from rungs_api.calibration_case(round, clock.day, clock.seen) c
        where c.proposed is not null
          and c.calibrated is not null
    ), settling as (
        select s.person_id
        from rungs_api.subject(array(select c.person_id from compared c), clock.day, clock.seen, coalesce(stages, clock.stages)) s
        cross join lateral rungs_api.specialization_changed_on(s.person_id, s.specialization_id, clock.day, clock.seen) z
        where rungs_api.settled_on(greatest(s.crossed_on, z.on_day), clock.day, s.rules) is not null
    ), kept as (
        select array_agg(c.proposed_by) as managers, array_agg(c.above) as above
        from compared c
        where not exists (select from settling s where s.person_id = c.person_id)
    )
    select r.name, k.employee_id, s.members, s.mean, s.everybody, s.shrunken, s.low, s.high,
           case when s.shrunken is null then 'too few'
                when s.low > s.everybody then 'lenient' when s.high < s.everybody then 'strict'
                else 'cannot tell' end
    from kept
    cross join lateral rungs_api.shrunken_means(kept.managers, kept.above) s
    join rungs.person k on k.id = s.group_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = s.group_id
    order by abs(s.shrunken - s.everybody) desc nulls last, s.members desc, r.name, s.group_id;
end
$$;
comment on function rungs_api.calibrate_leniency is
    'Leniency of managers: how far their proposals lie above what the committee, one standard for all, made of them; a rater''s mean deviation from the standard (Saal, Downey and Lahey, Rating the Ratings, 1980), shrunken; people who are settling are left out. Lenient or strict is who lies apart from the mean with the whole interval; of the others nobody can tell.';
