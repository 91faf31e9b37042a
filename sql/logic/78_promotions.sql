-- rungs report promotions: how often people move up, and how long they wait for it.
--
-- A spell is the time of a person at one level. A promotion ends it; everything else that ends it (leaving, coming down,
-- going to another ladder) and a spell that still lasts are censored: of these it is known only that no promotion came
-- until then. Nobody is watched before the first word about them: the level that a first roster finds somebody at has
-- lasted until that roster for sure, so the time before it says nothing about promotions and is not counted.

create function rungs_api.once_asked(person text, manager text, organisation text, specialization text, day date, seen timestamptz) returns integer[]
language plpgsql stable as $$
declare
    one integer := case when person is not null then rungs_api.person_find(person, day, seen) end;
    boss integer := case when manager is not null then rungs_api.person_find(manager, day, seen) end;
    part integer := rungs_api.organisation_find(organisation);
    kind integer := rungs_api.specialization_find(specialization);
begin
    if boss is not null then
        -- By the index on managers, not through the whole roster.
        return array(
            select r.person_id
            from (select boss as person_id union select u.person_id from rungs_api.people_under(boss, day, seen) u) m
            join rungs_api.roster_on(day, seen) r on r.manager_id = m.person_id
            where (one is null or r.person_id = one)
              and (part is null or r.organisation_id = part)
              and (kind is null or r.specialization_id = kind));
    end if;
    return array(
        select r.person_id
        from rungs_api.roster_on(day, seen) r
        where (one is null or r.person_id = one)
          and (part is null or r.organisation_id = part)
          and (kind is null or r.specialization_id = kind));
end
$$;
comment on function rungs_api.once_asked is 'Who a report about the past is about: like people_asked, and also who has left, with the last manager and organisation.';

create function rungs_api.tenths(value float8) returns float8
language sql immutable as $$
    select round(value::numeric, 1)::float8
$$;
comment on function rungs_api.tenths is 'A duration to one decimal: days as tenths of months.';

create function rungs_api.level_spell_on(people integer[], day date, seen timestamptz, model text)
returns table (
    person_id integer, ladder_id integer, level_id integer, began_on date, ended_on date, watched_from date, how text)
language sql stable as $$
    with edition as materialized (
        select e.ladder_id, e.id, e.effective_on as from_day,
               coalesce(lead(e.effective_on) over (partition by e.ladder_id order by e.effective_on, e.number), 'infinity') as to_day
        from rungs.edition e
        where e.recorded_at <= seen and seen < e.superseded_at
    ), rung as materialized (
        -- Each level in each edition: its height, its stage in the model, and whether there is a way up.
        select e.ladder_id, e.from_day, e.to_day, t.level_id, t.rank, s.position as stage_position,
               exists (select from rungs.level_next n where n.edition_id = t.edition_id and n.level_id = t.level_id) as has_next
        from edition e
        join rungs.level_text t on t.edition_id = e.id
        left join rungs.stage_model m
               on m.edition_id = e.id
              and case when exists (select from rungs.stage_model o where o.edition_id = e.id and o.code = model)
                    then m.code = model else m.is_default end
        left join rungs.stage_level g on g.stage_model_id = m.id and g.level_id = t.level_id
        left join rungs.stage s on s.id = g.stage_id
    ), step as (
        select t.person_id, t.effective_on, t.level_id,
               lag(t.level_id) over w as previous_id, row_number() over w as number
        from rungs.transition t
        where t.person_id = any (people)
          and t.effective_on <= day
          and t.recorded_at <= seen and seen < t.superseded_at
        window w as (partition by t.person_id order by t.effective_on)
    ), spell as (
        -- Like level_of: the same level again, or one that it is mapped to, does not begin anew.
        select s.person_id, s.level_id, s.effective_on as began_on, lead(s.effective_on) over w as ended_on, lead(s.level_id) over w as next_id
        from step s
        where s.number = 1
           or (s.level_id is distinct from s.previous_id
               and not exists (
                    select from rungs.level_mapping m
                    where m.from_id = s.previous_id and m.to_id = s.level_id and m.recorded_at <= seen and seen < m.superseded_at))
        window w as (partition by s.person_id order by s.effective_on)
    ), watched as materialized (
        select w.person_id, min(w.from_day) as from_day
        from (
            select r.person_id, coalesce(r.stated_on, r.valid_from) as from_day
            from rungs.roster_entry r
            where r.person_id = any (people)
              and r.recorded_at <= seen and seen < r.superseded_at
            union all
            select t.person_id, t.effective_on
            from rungs.transition t
            join rungs.import i on i.id = t.import_id and i.kind = 'history'
            where t.person_id = any (people)
              and t.recorded_at <= seen and seen < t.superseded_at) w
        group by w.person_id
    )
    select s.person_id, a.ladder_id, s.level_id, s.began_on, s.ended_on, w.from_day,
           case when s.ended_on is null then 'waiting'
                when c.rank > b.rank then case when c.stage_position > b.stage_position then 'across' else 'within' end
                else 'otherwise' end
    from spell s
    join watched w on w.person_id = s.person_id
    join rung a on a.level_id = s.level_id and a.from_day <= s.began_on and s.began_on < a.to_day and a.has_next
    left join rung b on b.level_id = s.level_id and b.from_day <= s.ended_on and s.ended_on < b.to_day
    left join rung c on c.level_id = s.next_id and c.ladder_id = b.ladder_id and c.from_day = b.from_day
$$;
comment on function rungs_api.level_spell_on is
    'The spells of people at levels from which a way leads up: since when, until when, watched from when, and how it ended: waiting (not yet), within or across (promoted), otherwise (left, came down, another ladder).';

create function rungs_api.promotion_groups(
    people integer[], from_day date, to_day date, day date, seen timestamptz, model text, level integer)
returns table (part integer, name text, person_id integer, days integer, within integer, across integer)
language sql stable as $$
    with spell as materialized (
        select s.person_id, s.ladder_id, s.level_id, s.how, s.ended_on,
               greatest(s.began_on, s.watched_from, from_day) as first_day, least(s.ended_on, to_day + 1) as end_day,
               s.how in ('within', 'across') and s.ended_on > s.watched_from and s.ended_on between coalesce(from_day, '-infinity') and to_day as is_promoted
        from rungs_api.level_spell_on(people, day, seen, model) s
        where level is null or s.level_id = level
    ), kept as materialized (
        select s.person_id, s.ladder_id, s.level_id, s.first_day, s.end_day, s.ended_on, s.is_promoted,
               (s.is_promoted and s.how = 'within')::integer as within, (s.is_promoted and s.how = 'across')::integer as across
        from spell s
        where s.first_day < s.end_day or s.is_promoted
    ), piece as (
        -- Days go to the organisation and the specialization of the day, a promotion to those of the day before it.
        select k.person_id, k.ladder_id, r.organisation_id, r.specialization_id,
               greatest(least(k.end_day, r.valid_to) - greatest(k.first_day, r.valid_from), 0) as days,
               case when p.is_last then k.within else 0 end as within, case when p.is_last then k.across else 0 end as across
        from kept k
        join rungs.roster_entry r on r.person_id = k.person_id and r.recorded_at <= seen and seen < r.superseded_at
        cross join lateral (select coalesce(k.is_promoted and r.valid_from < k.ended_on and k.ended_on <= r.valid_to, false) as is_last) p
        where (r.valid_from < k.end_day and k.first_day < r.valid_to) or p.is_last
    ), yearly as (
        select k.person_id, y.year,
               greatest(least(k.end_day, make_date(y.year + 1, 1, 1)) - greatest(k.first_day, make_date(y.year, 1, 1)), 0) as days,
               case when k.is_promoted and extract(year from k.ended_on) = y.year then k.within else 0 end as within,
               case when k.is_promoted and extract(year from k.ended_on) = y.year then k.across else 0 end as across
        from kept k
        cross join lateral generate_series(
            extract(year from least(k.first_day, k.ended_on))::integer,
            extract(year from case when k.is_promoted then k.ended_on else k.end_day - 1 end)::integer) y (year)
    )
    select 1, 'everybody', k.person_id, greatest(k.end_day - k.first_day, 0), k.within, k.across from kept k
    union all
    select 2, y.year::text, y.person_id, y.days, y.within, y.across from yearly y
    union all
    select 3, l.code, k.person_id, greatest(k.end_day - k.first_day, 0), k.within, k.across
    from kept k join rungs.level l on l.id = k.level_id
    union all
    select 4, coalesce(rungs_api.specialization_words(p.specialization_id, p.ladder_id, day, seen), 'none on record'), p.person_id, p.days, p.within, p.across
    from piece p
    union all
    select 5, coalesce(o.name, 'none on record'), p.person_id, p.days, p.within, p.across
    from piece p left join rungs.organisation o on o.id = p.organisation_id
$$;
comment on function rungs_api.promotion_groups is
    'Days at risk and promotions of people between two days, by part: 1 all, 2 calendar year, 3 the level left, 4 specialization, 5 organisation.';

create function rungs_api.report_promotions(
    from_day date, to_day date, only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (
    per text, name text, people bigint, days bigint, person_years float8, promotions bigint, within bigint, crossings bigint,
    rate float8, crossing_rate float8)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    last_day date := least(coalesce(to_day, clock.day), clock.day);
    asked_for integer[] := rungs_api.once_asked(only_person, only_manager, only_organisation, only_specialization, clock.day, clock.seen);
    rung integer := rungs_api.level_find(only_level, clock.day, clock.seen);
begin
    perform rungs_api.model_check(stages, clock.day, clock.seen);
    if from_day > last_day then
        raise exception using errcode = 'RG003', message = format('''%s'' is after ''%s''', from_day, last_day),
            hint = '--from is the first day that is counted, --to the last; nothing after --as-of is.';
    end if;
    return query
    with floor as (
        select max(f.value) as people from rungs_api.rule_on(clock.day, clock.seen) f where f.rule = 'group_floor'
    )
    select (array['all', 'year', 'level', 'specialization', 'organisation'])[g.part], g.name, g.people,
           h.shown * g.days, h.shown * rungs_api.tenths(g.days / 365.25::float8), h.shown * (g.within + g.across), h.shown * g.within, h.shown * g.across,
           h.shown * (g.within + g.across) * 365.25::float8 / nullif(g.days, 0), h.shown * g.across * 365.25::float8 / nullif(g.days, 0)
    from (
        select p.part, p.name, count(distinct p.person_id) as people, sum(p.days) as days, sum(p.within) as within, sum(p.across) as across
        from rungs_api.promotion_groups(asked_for, from_day, last_day, clock.day, clock.seen, stages, rung) p
        group by p.part, p.name
    ) g
    cross join floor f
    cross join lateral (select case when g.people >= f.people then 1 end as shown) h
    left join lateral (
        select min(l.rank) as rank from rungs_api.level_on(clock.day, clock.seen, stages) l where g.part = 3 and l.code = g.name) r on true
    order by g.part, r.rank, g.name;
end
$$;
comment on function rungs_api.report_promotions is
    'rungs report promotions: promotions for each person-year at a level from which a way leads up; crossings apart. Figures of groups below the floor are hidden.';

create function rungs_api.level_waits(
    from_day date, last_day date, only_person text, only_manager text, only_organisation text, only_level text, only_specialization text, model text, day date, seen timestamptz)
returns table (
    ladder_id integer, level_id integer, people bigint, promoted bigint, waiting bigint, otherwise bigint,
    entered float8[], lasted float8[], happened boolean[], at_least integer)
language sql stable as $$
    with spell as (
        -- Months of 30.4375 days, a twelfth of 365.25. Who is promoted on the first day that is counted was at risk for it.
        select s.ladder_id, s.level_id, s.person_id, e.is_promoted, e.is_promoted or s.ended_on <= last_day as has_ended,
               greatest(s.watched_from - s.began_on, from_day - 1 - s.began_on, 0) / 30.4375::float8 as entered,
               (least(s.ended_on, last_day) - s.began_on) / 30.4375::float8 as lasted
        from rungs_api.level_spell_on(
            rungs_api.once_asked(only_person, only_manager, only_organisation, only_specialization, day, seen), day, seen, model) s
        cross join lateral (select s.how in ('within', 'across') and s.ended_on <= last_day as is_promoted) e
        where only_level is null
           or s.level_id = rungs_api.level_find(only_level, day, seen)
    )
    select s.ladder_id, s.level_id, count(distinct s.person_id), count(*) filter (where s.is_promoted), count(*) filter (where s.has_ended is not true),
           count(*) filter (where s.has_ended and not s.is_promoted),
           array_agg(s.entered), array_agg(s.lasted), array_agg(coalesce(s.is_promoted, false)), f.value::integer
    from spell s
    join rungs_api.rule_on(day, seen) f on f.ladder_id = s.ladder_id and f.rule = 'group_floor'
    where s.entered < s.lasted
    group by s.ladder_id, s.level_id, f.value
$$;
comment on function rungs_api.level_waits is
    'The spells at each level as durations in months for survival_curve: when each came under observation, how long it lasted, whether a promotion ended it.';

create function rungs_api.report_waits(
    from_day date, to_day date, only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (
    ladder text, level text, people bigint, promoted bigint, waiting bigint, otherwise bigint,
    median float8, lower float8, upper float8, note text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    last_day date := least(coalesce(to_day, clock.day), clock.day);
begin
    return query
    select d.code, l.code, w.people, h.shown * w.promoted, h.shown * w.waiting, h.shown * w.otherwise, h.shown * rungs_api.tenths(m.median),
           h.shown * rungs_api.tenths(m.lower), h.shown * rungs_api.tenths(m.upper),
           case when h.shown is null then format('hidden: fewer than %s people', w.at_least)
                else nullif(concat_ws('; ',
                    case when m.begins is null then format('never %s watched at a time', w.at_least)
                         when m.median is null then 'not reached: more than half still wait' end,
                    case when z.longer > 0 then
                        format('of %s at risk nobody is left after %s months, and %s watched later waited longer', z.at_risk,
                               rungs_api.number_words(rungs_api.tenths(z.lasts)), z.longer) end,
                    'of those who have waited ' || rungs_api.number_words(rungs_api.tenths(nullif(m.begins, 0))) || ' months'), '') end
    from rungs_api.level_waits(
        from_day, last_day, only_person, only_manager, only_organisation, only_level, only_specialization, stages, clock.day, clock.seen) w
    cross join lateral (select case when w.people >= w.at_least then 1 end as shown) h
    cross join lateral rungs_api.survival_median(w.entered, w.lasted, w.happened, w.at_least) m
    left join lateral (
        -- Once at nought a curve stays there, whoever comes under observation later.
        select c.lasts, c.at_risk, (select count(*) from unnest(w.lasted) s (lasted) where s.lasted > c.lasts) as longer
        from rungs_api.survival_curve(w.entered, w.lasted, w.happened, w.at_least) c
        where c.survival = 0
        order by c.lasts
        limit 1) z on true
    join rungs.ladder d on d.id = w.ladder_id
    join rungs.level l on l.id = w.level_id
    left join lateral (
        select min(o.rank) as rank from rungs_api.level_on(clock.day, clock.seen, stages) o where o.level_id = w.level_id) r on true
    order by d.code, r.rank, l.code;
end
$$;
comment on function rungs_api.report_waits is
    'How long people wait at a level for a promotion: the median in months with its 95 % limits, null when the curve stays above a half. Groups below the floor are hidden.';

create function rungs_api.report_wait_curves(
    from_day date, to_day date, only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (ladder text, level text, months float8, at_risk bigint, promoted bigint, still_waiting float8, lower float8, upper float8)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    last_day date := least(coalesce(to_day, clock.day), clock.day);
begin
    return query
    select d.code, l.code, rungs_api.tenths(c.lasts), c.at_risk, c.events, c.survival, c.lower, c.upper
    from rungs_api.level_waits(
        from_day, last_day, only_person, only_manager, only_organisation, only_level, only_specialization, stages, clock.day, clock.seen) w
    cross join lateral rungs_api.survival_curve(w.entered, w.lasted, w.happened, w.at_least) c
    join rungs.ladder d on d.id = w.ladder_id
    join rungs.level l on l.id = w.level_id
    left join lateral (
        select min(o.rank) as rank from rungs_api.level_on(clock.day, clock.seen, stages) o where o.level_id = w.level_id) r on true
    where w.people >= w.at_least
      and w.promoted > 0
    order by d.code, r.rank, l.code, c.lasts;
end
$$;
comment on function rungs_api.report_wait_curves is 'The curves behind the medians: the share that still waits after so many months, a row for each duration at which somebody was promoted.';
