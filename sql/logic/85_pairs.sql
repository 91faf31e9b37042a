-- Pairing: associates learn beside a senior.

create function rungs_api.pair_here(person integer, day date, seen timestamptz) returns text
language plpgsql stable as $$
declare
    known text;
    here text;
begin
    select r.name into here from rungs_api.employed_on(day, seen) r where r.person_id = person;
    if here is null then
        select e.name into known
        from rungs.roster_entry e
        where e.person_id = person
          and e.superseded_at = 'infinity'
        order by e.valid_from desc
        limit 1;
        raise exception using errcode = 'RG003', message = format('%s does not work here on %s', coalesce(known, 'this person'), day),
            hint = 'Pairs are of people who work here; --from names another day.';
    end if;
    return here;
end
$$;
comment on function rungs_api.pair_here is 'The name of somebody who works here on a day; refuses anybody else.';

create function rungs_api.pair_check(associate integer, senior integer, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    learner text := rungs_api.pair_here(associate, day, seen);
    teacher text := rungs_api.pair_here(senior, day, seen);
    at_level text := (select l.code from rungs_api.level_of(associate, day, seen) o join rungs.level l on l.id = o.level_id);
    senior_at record;
    asked record;
begin
    if associate = senior then
        raise exception using errcode = 'RG003', message = format('%s cannot learn beside themselves', learner),
            hint = 'Name the associate first, then the senior.';
    end if;
    select p.* into asked
    from rungs_api.level_of(associate, day, seen) o
    join rungs_api.pair_level_on(day, seen) p on p.level_id = o.level_id;
    if asked.level_id is null then
        raise exception using errcode = 'RG003',
            message = case when at_level is null then format('%s is at no level, so no associate', learner)
                           else format('%s is at %s, which is no level of associates', learner, at_level) end,
            hint = coalesce('Associates are at ' || (select string_agg(p.code, ' or ' order by p.level_id) from rungs_api.pair_level_on(day, seen) p) || '.',
                            'No ladder has any: the column pair_with of levels.csv names the level of their seniors.');
    end if;
    select l.code, t.rank into senior_at
    from rungs_api.level_of(senior, day, seen) o
    join rungs.level l on l.id = o.level_id
    left join rungs.level_text t on t.edition_id = asked.edition_id and t.level_id = rungs_api.level_as(o.level_id, asked.edition_id);
    if senior_at.rank is null or senior_at.rank < asked.with_rank then
        raise exception using errcode = 'RG003',
            message = case when senior_at.code is null then format('%s is at no level, so no senior', teacher)
                           when senior_at.rank is null then format('%s is at %s, a level of another ladder', teacher, senior_at.code)
                           else format('%s is at %s, below %s', teacher, senior_at.code, asked.with_code) end,
            hint = format('Somebody at %s learns beside somebody at %s or above.', asked.code, asked.with_code);
    end if;
end
$$;
comment on function rungs_api.pair_check is 'Refuses a pair that the ladder does not know: no associate, or no senior for one.';

create function rungs_api.pair_cut(pair integer, on_day date, why text) returns void
language plpgsql volatile as $$
begin
    update rungs.pair p set superseded_at = greatest(p.recorded_at, now()) where p.id = pair;
    insert into rungs.pair (associate_id, senior_id, valid_from, valid_to, recorded_by, reason)
    select p.associate_id, p.senior_id, p.valid_from, on_day, rungs_api.account_id(), why
    from rungs.pair p
    where p.id = pair
      and p.valid_from < on_day;
end
$$;
comment on function rungs_api.pair_cut is 'Lets a pair end on a day; one that began that day never was.';

create function rungs_api.pair_set(learner text, teacher text, from_day date)
returns table (associate text, senior text, since date, until date, before text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    day date := coalesce(from_day, clock.day);
    one integer := rungs_api.person_find(learner, clock.day, clock.seen);
    other integer := rungs_api.person_find(teacher, clock.day, clock.seen);
    present record;
    -- People go by the names of today, also in a pair of long ago.
    names_on date := greatest(day, clock.day);
begin
    perform from rungs.person p where p.id = one for no key update;
    perform rungs_api.pair_check(one, other, day, clock.seen);
    select p.id, p.senior_id, p.valid_from, r.name into present
    from rungs.pair p
    left join rungs_api.roster_on(names_on, clock.seen) r on r.person_id = p.senior_id
    where p.associate_id = one
      and p.valid_from <= day and day < p.valid_to
      and p.superseded_at = 'infinity';
    if present.senior_id = other then
        raise exception using errcode = 'RG003',
            message = format('%s and %s are a pair since %s', rungs_api.pair_here(one, names_on, clock.seen), present.name, present.valid_from),
            hint = 'There is nothing to do; ''rungs pair end'' ends it.';
    end if;
    if present.id is not null then
        perform rungs_api.pair_cut(present.id, day, '');
    end if;
    insert into rungs.pair (associate_id, senior_id, valid_from, valid_to, recorded_by)
    select one, other, day, coalesce(min(p.valid_from), 'infinity'), rungs_api.account_id()
    from rungs.pair p
    where p.associate_id = one
      and p.valid_from > day
      and p.superseded_at = 'infinity';
    return query
    select a.name, s.name, day, nullif(p.valid_to, 'infinity'), present.name
    from rungs.pair p
    left join rungs_api.roster_on(names_on, clock.seen) a on a.person_id = one
    left join rungs_api.roster_on(names_on, clock.seen) s on s.person_id = other
    where p.associate_id = one and p.valid_from = day and p.superseded_at = 'infinity';
end
$$;
comment on function rungs_api.pair_set is 'rungs pair set: an associate learns beside a senior from a day on; another senior before that ends then.';

create function rungs_api.pair_end(learner text, on_day date, why text)
returns table (associate text, senior text, since date, until date, reason text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    day date := coalesce(on_day, clock.day);
    one integer := rungs_api.person_find(learner, clock.day, clock.seen);
    present record;
begin
    perform from rungs.person p where p.id = one for no key update;
    select p.id, p.valid_from, a.name as associate, s.name as senior into present
    from rungs.person w
    left join rungs_api.roster_on(clock.day, clock.seen) a on a.person_id = w.id
    left join rungs.pair p
           on p.associate_id = w.id and p.valid_from <= day and day < p.valid_to and p.superseded_at = 'infinity'
    left join rungs_api.roster_on(clock.day, clock.seen) s on s.person_id = p.senior_id
    where w.id = one;
    if present.id is null then
        raise exception using errcode = 'RG003', message = format('%s is paired with nobody on %s', coalesce(present.associate, learner), day),
            hint = '''rungs pair list'' shows the pairs; --on names another day.';
    end if;
    perform rungs_api.pair_cut(present.id, day, btrim(coalesce(why, '')));
    return query select present.associate, present.senior, present.valid_from, day, btrim(coalesce(why, ''));
end
$$;
comment on function rungs_api.pair_end is 'rungs pair end: the pair is none from a day on.';

create function rungs_api.pair_list(only_manager text, is_all boolean, as_of date, as_seen_on date)
returns table (
    associate text, employee_id text, level text, manager text, state text, senior text, senior_level text,
    since date, until date, reason text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := case when only_manager is not null then rungs_api.person_find(only_manager, clock.day, clock.seen) end;
    team integer[] := case when boss is not null then array(select u.person_id from rungs_api.people_under(boss, clock.day, clock.seen) u) end;
begin
    return query
    with present as materialized (
        select p.pair_id, p.associate_id, p.senior_id, p.since, p.until, p.state
        from rungs_api.pair_on(clock.day, clock.seen) p
        where team is null or p.associate_id = any (team)
    ), line as (
        select p.associate_id, p.senior_id, p.since, p.until, p.state, '' as reason
        from present p
        where p.state <> 'associate left'
        union all
        select a.person_id, null, null, null, 'no pair', ''
        from rungs_api.associate_on(clock.day, clock.seen) a
        where (team is null or a.person_id = any (team))
          and not exists (select from present p where p.associate_id = a.person_id)
        union all
        select p.associate_id, p.senior_id, p.valid_from, nullif(p.valid_to, 'infinity'),
               case when p.valid_to <= clock.day then 'ended' else 'ahead' end, p.reason
        from rungs.pair p
        where is_all
          and (team is null or p.associate_id = any (team))
          and (p.valid_to <= clock.day or p.valid_from > clock.day)
          and p.recorded_at <= clock.seen and clock.seen < p.superseded_at
    )
    select r.name, e.employee_id, l.code, b.name, i.state, s.name, k.code, i.since, i.until, nullif(i.reason, '')
    from line i
    join rungs.person e on e.id = i.associate_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = i.associate_id
    left join rungs_api.roster_on(clock.day, clock.seen) b on b.person_id = r.manager_id
    left join rungs_api.roster_on(clock.day, clock.seen) s on s.person_id = i.senior_id
    left join lateral rungs_api.level_of(i.associate_id, clock.day, clock.seen) o on true
    left join rungs.level l on l.id = o.level_id
    left join lateral rungs_api.level_of(i.senior_id, clock.day, clock.seen) t on true
    left join rungs.level k on k.id = t.level_id
    order by array_position(array['no pair', 'senior left', 'grown out', 'paired', 'ahead', 'ended'], i.state), r.name, i.since, i.associate_id;
end
$$;
comment on function rungs_api.pair_list is 'rungs pair list: associates and their seniors, who has none first.';

create function rungs_api.report_pairs(boss_word text, stages text, as_of date, as_seen_on date, direct boolean default null)
returns table (associate text, employee_id text, state text, senior text, since date, shift text, shift_state text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := rungs_api.person_find(boss_word, clock.day, clock.seen);
    team integer[] := array(
        select u.person_id from rungs_api.people_under(boss, clock.day, clock.seen) u where u.depth = 1 or direct is not true);
begin
    return query
    with present as materialized (
        select p.associate_id, p.senior_id, p.since, p.state, p.expectation_id
        from rungs_api.pair_on(clock.day, clock.seen) p
        where p.associate_id = any (team)
           or p.senior_id = any (team)
           or p.senior_id = boss
    ), line as materialized (
        select p.associate_id, p.senior_id, p.since, p.state, p.expectation_id
        from present p
        where p.state in ('paired', 'senior left')
        union all
        select t.person_id, null, null, 'no pair', null
        from unnest(team) t (person_id)
        cross join lateral rungs_api.level_of(t.person_id, clock.day, clock.seen) o
        where o.level_id in (select p.level_id from rungs_api.pair_level_on(clock.day, clock.seen) p)
          and not exists (select from present p where p.associate_id = t.person_id)
    ), standing as materialized (
        select s.person_id, s.expectation_id, s.state
        from rungs_api.expectation_standing(
            array(select distinct i.senior_id from line i where i.senior_id is not null), clock.day, clock.seen, stages, null) s
        where s.expectation_id in (select i.expectation_id from line i)
    )
    select r.name, e.employee_id, i.state, s.name, i.since, x.code,
           case when i.expectation_id is not null then coalesce(g.state, 'unknown') end
    from line i
    join rungs.person e on e.id = i.associate_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = i.associate_id
    left join rungs_api.roster_on(clock.day, clock.seen) s on s.person_id = i.senior_id
    left join rungs.expectation x on x.id = i.expectation_id
    left join standing g on g.person_id = i.senior_id and g.expectation_id = i.expectation_id
    order by array_position(array['no pair', 'senior left', 'paired'], i.state), r.name, i.associate_id;
end
$$;
comment on function rungs_api.report_pairs is
    'Pairs of a manager''s people, associates without one first; beside a pair how the senior stands on the shift that the ladder names. A pair never scores.';
