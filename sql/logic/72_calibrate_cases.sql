-- What the summary of a cycle is made of: a row a member with nomination, ratings and decision, and the groups that
-- members are divided into. Groups whose people could be told apart are put together before anything is counted.
-- The functions that return people are plpgsql with a number of rows: the planner, which cannot know how many people a
-- cycle has when it sees through them, would join everybody with everybody. Each call is planned for its own cycle and
-- grouping: from the sixth on in a session a plan for any would do the same.

create function rungs_api.calibration_rating(round integer, of_kind text, seen timestamptz)
returns table (nomination_id integer, value smallint, rated_by integer, reason text)
language plpgsql stable rows 10000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select distinct on (r.nomination_id) r.nomination_id, r.value, r.rated_by, r.reason
    from rungs.nomination n
    join rungs.rating r on r.nomination_id = n.id
    where n.cycle_id = round
      and r.kind = of_kind
      and r.recorded_at <= seen
      and seen < r.superseded_at
    order by r.nomination_id, r.recorded_at desc, r.id desc;
end
$$;
comment on function rungs_api.calibration_rating is 'The proposed or calibrated rating of each nomination of a cycle: the latest word.';

create function rungs_api.calibration_case(round integer, day date, seen timestamptz)
returns table (
    person_id integer, level_id integer, ladder_id integer, manager_id integer, organisation_id integer,
    specialization_id integer, location text, attributes jsonb, nomination_id integer, target_id integer,
    proposed smallint, proposed_by integer, calibrated smallint, reason text, outcome text)
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select m.person_id, m.level_id, l.ladder_id, m.manager_id, m.organisation_id,
           m.specialization_id, m.location, m.attributes, n.id, n.target_id,
           p.value, p.rated_by, c.value, c.reason, d.outcome
    from rungs.cycle y
    join rungs.cycle_member m on m.cycle_id = y.id and m.recorded_at <= seen
    join rungs.level l on l.id = m.level_id
    left join rungs.nomination n
           on n.cycle_id = y.id
          and n.person_id = m.person_id
          and n.nominated_on <= day
          and n.recorded_at <= seen
          and seen < n.superseded_at
    left join rungs_api.calibration_rating(round, 'proposed', seen) p on p.nomination_id = n.id
    left join rungs_api.calibration_rating(round, 'calibrated', seen) c on c.nomination_id = n.id
    left join rungs.decision d
           on d.nomination_id = n.id
          and d.decided_on <= day
          and d.recorded_at <= seen
          and seen < d.superseded_at
    where y.id = round;
end
$$;
comment on function rungs_api.calibration_case is 'The population of a cycle as it was kept at the opening, with what was nominated, rated and decided.';

create function rungs_api.calibration_attributes(round integer, seen timestamptz) returns text[]
language sql stable as $$
    select coalesce(array_agg(distinct k.name order by k.name), '{}')
    from rungs_api.calibration_case(round, '-infinity', seen) c
    cross join lateral jsonb_object_keys(c.attributes) k (name)
$$;
comment on function rungs_api.calibration_attributes is 'The kept columns of the roster that members of a cycle have.';

create function rungs_api.calibration_by(word text, round integer, seen timestamptz) returns text
language plpgsql stable as $$
declare
    known text[] := array['manager', 'org', 'level', 'specialization', 'location'];
    kept text[];
    named text;
begin
    if word is null or word = any (known) then
        return word;
    end if;
    kept := rungs_api.calibration_attributes(round, seen);
    select k.name into named from unnest(kept) k (name) where lower(k.name) = lower(word) order by k.name = word desc limit 1;
    if named is null then
        raise exception using errcode = 'RG003', message = format('nobody in this cycle is grouped by ''%s''', word),
            hint = rungs_api.did_you_mean(word, known || kept)
                || ' More columns of a roster are kept with: rungs import roster FILE --keep COLUMNS.';
    end if;
    return named;
end
$$;
comment on function rungs_api.calibration_by is 'A grouping as it is typed with --by: one of the five, or a kept column of the roster; others are refused.';

create function rungs_api.calibration_by_default(round integer, seen timestamptz) returns text
language sql stable as $$
    select coalesce((rungs_api.calibration_attributes(round, seen))[1], 'specialization')
$$;
comment on function rungs_api.calibration_by_default is
    'What groups are compared by when nobody says: the first kept column of the roster. One grouping an answer, since two together could give away what each hides.';

create function rungs_api.is_open_grouping(by_what text) returns boolean
language sql immutable as $$
    select by_what in ('all', 'level', 'org', 'manager')
$$;
comment on function rungs_api.is_open_grouping is
    'Groupings that the list of names shows anyway; all others are about the persons, and their small groups are hidden.';

create function rungs_api.calibration_label(round integer, by_what text, day date, seen timestamptz)
returns table (
    person_id integer, key text, name text, rank integer, ladder_id integer, nomination_id integer,
    proposed smallint, calibrated smallint, outcome text)
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select c.person_id, coalesce(g.key, ''), coalesce(g.name, 'none'), coalesce(g.rank, 0),
           c.ladder_id, c.nomination_id, c.proposed, c.calibrated, c.outcome
    from rungs_api.calibration_case(round, day, seen) c
    left join rungs_api.edition_on(day, seen) e on by_what = 'level' and e.ladder_id = c.ladder_id
    left join rungs.level_text t on t.edition_id = e.edition_id and t.level_id = c.level_id
    left join rungs.level l on by_what = 'level' and l.id = c.level_id
    left join rungs.organisation o on by_what = 'org' and o.id = c.organisation_id
    left join rungs_api.roster_on(day, seen) r on by_what = 'manager' and r.person_id = c.manager_id
    left join rungs.specialization s on by_what = 'specialization' and s.id = c.specialization_id
    cross join lateral (
        select case by_what when 'all' then 'all' when 'level' then l.id::text when 'org' then o.name
                   when 'manager' then c.manager_id::text when 'specialization' then s.code when 'location' then c.location
                   else c.attributes ->> by_what end as key,
               case by_what when 'all' then 'the whole cycle' when 'level' then l.code when 'org' then o.name
                   when 'manager' then r.name when 'specialization' then s.code when 'location' then c.location
                   else c.attributes ->> by_what end as name,
               case by_what when 'level' then t.rank end as rank) g;
end
$$;
comment on function rungs_api.calibration_label is 'Members with their group in one grouping; two managers of one name are two groups.';

create function rungs_api.calibration_floor(round integer, day date, seen timestamptz) returns float8
language sql stable as $$
    select max(r.value)
    from rungs_api.rule_on(day, seen) r
    where r.rule = 'group_floor'
      and r.ladder_id in (
        select l.ladder_id from rungs.cycle_member m join rungs.level l on l.id = m.level_id where m.cycle_id = round)
$$;
comment on function rungs_api.calibration_floor is 'Groups smaller than this are hidden: the largest of the cycle''s ladders.';

create function rungs_api.calibration_pool(round integer, by_what text, is_fine boolean, day date, seen timestamptz)
returns table (key text, groups bigint, names text)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    with least as materialized (
        select rungs_api.calibration_floor(round, day, seen) as people
    ), counted as materialized (
        select l.key, min(l.name) as name, l.nomination_id is not null as nominated, l.proposed, l.calibrated, l.outcome, count(*) as people
        from rungs_api.calibration_label(round, by_what, day, seen) l
        group by l.key, l.nomination_id is not null, l.proposed, l.calibrated, l.outcome
    ), measured as materialized (
        -- Sizes, which are hidden below the floor, and shares of them, which could be computed when there is nobody or everybody.
        select d.key, min(d.name) as name, m.measure, m.is_size, sum(d.people) as people
        from counted d
        cross join lateral (values
            ('people', true, true), ('nominated', true, d.nominated), ('not nominated', false, not d.nominated),
            ('proposed', true, d.proposed is not null), ('calibrated', true, num_nonnulls(d.proposed, d.calibrated) = 2),
            ('decided', true, d.outcome is not null), ('promoted', false, d.outcome = 'promote'), ('not promoted', false, d.outcome <> 'promote'),
            ('proposed ' || d.proposed, false, is_fine), ('calibrated ' || d.calibrated, false, is_fine),
            ('moved ' || sign(d.calibrated - d.proposed), false, is_fine)) m (measure, is_size, holds)
        where m.holds
          and m.measure is not null
        group by d.key, m.measure, m.is_size
    ), ordered as materialized (
        select g.key, g.name, g.is_small, row_number() over (order by not g.is_small, g.people, g.key) as place
        from (
            select m.key, min(m.name) as name, max(m.people) as people,
                   bool_or(m.is_size and m.people < (select f.people from least f)) as is_small
            from measured m
            group by m.key
        ) g
    ), grown as (
        select o.place, m.is_size, sum(x.people) over (partition by m.measure order by o.place) as people
        from ordered o
        cross join (select distinct k.measure, k.is_size from measured k) m
        left join measured x on x.key = o.key and x.measure = m.measure
    ), pool as (
        -- The small groups, at least two, and as many of the next ones as it takes.
        select case when s.small > 0 then coalesce((
                   select min(f.place)
                   from (
                       select g.place
                       from grown g
                       where g.place >= greatest(s.small, 2)
                       group by g.place
                       having bool_and(coalesce(g.people, 0) >= case when g.is_size then (select f.people from least f) else 1 end)
                   ) f), s.groups) else 0 end as last
        from (select count(*) filter (where o.is_small) as small, count(*) as groups from ordered o) s
    )
    select o.key, p.last, case when p.last <= 3 then string_agg(o.name, ' + ') over (order by o.name rows between unbounded preceding and unbounded following) end
    from ordered o
    cross join pool p
    where o.place <= p.last;
end
$$;
comment on function rungs_api.calibration_pool is
    'The groups that are hidden: those with fewer people than the floor in the cycle, nominated, rated or decided on, and the next larger ones that keep the small from being computed from totals (complementary suppression: Cox, Suppression methodology and statistical disclosure control, 1980). Fine: nor how they were rated.';

create function rungs_api.calibration_grouped(round integer, by_what text, is_fine boolean, is_pooled boolean, day date, seen timestamptz)
returns table (
    person_id integer, key text, name text, rank integer, is_pool boolean, ladder_id integer, nomination_id integer,
    proposed smallint, calibrated smallint, outcome text)
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select l.person_id, case when p.key is null then l.key end, coalesce(p.names, p.groups || ' groups together', l.name),
           case when p.key is null then l.rank end, p.key is not null, l.ladder_id, l.nomination_id, l.proposed, l.calibrated, l.outcome
    from rungs_api.calibration_label(round, by_what, day, seen) l
    left join rungs_api.calibration_pool(round, by_what, is_fine, day, seen) p on is_pooled and p.key = l.key;
end
$$;
comment on function rungs_api.calibration_grouped is
    'Members with the group they are counted in; what is pooled is one group without a key, named after its parts.';
