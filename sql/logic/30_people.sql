-- People on a day: what the roster says, who is under whom, which level, and finding somebody by a word.

create function rungs_api.roster_on(day date, seen timestamptz)
returns table (
    person_id integer, name text, email text, title text, manager_id integer, organisation_id integer,
    location text, specialization_id integer, hired_on date, status_id smallint)
language sql stable as $$
    select e.person_id, e.name, e.email, e.title, e.manager_id, e.organisation_id,
           e.location, e.specialization_id, e.hired_on, e.status_id
    from rungs.roster_entry e
    where e.valid_from <= day
      and day < e.valid_to
      and e.recorded_at <= seen
      and seen < e.superseded_at
$$;
comment on function rungs_api.roster_on is 'The roster of a day, leavers included.';

create function rungs_api.employed_on(day date, seen timestamptz)
returns table (
    person_id integer, name text, email text, title text, manager_id integer, organisation_id integer,
    location text, specialization_id integer, hired_on date, status_id smallint)
language sql stable as $$
    select r.person_id, r.name, r.email, r.title, r.manager_id, r.organisation_id,
           r.location, r.specialization_id, r.hired_on, r.status_id
    from rungs_api.roster_on(day, seen) r
    where r.status_id in (select s.id from rungs.employment_status s where s.employed)
$$;
comment on function rungs_api.employed_on is 'Who works here on a day.';

create function rungs_api.level_of(person integer, day date, seen timestamptz)
returns table (level_id integer, since date, previous_id integer)
language sql stable as $$
    select w.last_id, w.effective_on, w.previous_id
    from (
        select t.level_id, t.effective_on,
               first_value(t.level_id) over (order by t.effective_on desc) as last_id,
               lag(t.level_id) over (order by t.effective_on) as previous_id,
               row_number() over (order by t.effective_on) as number
        from rungs.transition t
        where t.person_id = person
          and t.effective_on <= day
          and t.recorded_at <= seen
          and seen < t.superseded_at
    ) w
    where w.number = 1
       or (w.level_id is distinct from w.previous_id
           and not exists (
                select from rungs.level_mapping m
                where m.from_id = w.previous_id
                  and m.to_id = w.level_id
                  and m.recorded_at <= seen
                  and seen < m.superseded_at))
    order by w.effective_on desc
    limit 1
$$;
comment on function rungs_api.level_of is
    'Level of a person on a day, since when, and the one before; a transition to the same level, or to one that is mapped to it, does not start it anew.';

create function rungs_api.people_under(manager integer, day date, seen timestamptz)
returns table (person_id integer, depth integer, path text[])
language sql stable as $$
    with recursive team as (
        select r.person_id, 0 as depth, array[r.person_id] as way, array[r.name] as path, r.status_id
        from rungs_api.roster_on(day, seen) r
        where r.person_id = manager
        union all
        select r.person_id, t.depth + 1, t.way || r.person_id, t.path || r.name, r.status_id
        from team t
        join rungs_api.roster_on(day, seen) r on r.manager_id = t.person_id
        where r.person_id <> all (t.way)
    )
    select t.person_id, t.depth, t.path
    from team t
    where t.depth > 0
      and t.status_id in (select s.id from rungs.employment_status s where s.employed)
$$;
comment on function rungs_api.people_under is 'Everybody employed under a manager, also through managers who have left, with the distance and the names on the way (for sorting as a tree).';

create function rungs_api.person_find(who text, day date, seen timestamptz) returns integer
language plpgsql stable as $$
declare
    found_ids integer[];
    near text;
begin
    select array_agg(p.id) into found_ids
    from rungs.person p
    where p.employee_id = who or p.email = lower(who);
    if found_ids is null then
        select array_agg(r.person_id order by r.person_id) into found_ids
        from rungs.roster_entry e
        join rungs_api.roster_on(day, seen) r on r.person_id = e.person_id and lower(r.name) = lower(who)
        where lower(e.name) = lower(who)
          and e.superseded_at = 'infinity';
        select array_agg(distinct f) into found_ids from unnest(found_ids) f;
    end if;
    if cardinality(found_ids) = 1 then
        return found_ids[1];
    end if;
    if cardinality(found_ids) > 1 then
        raise exception using
            errcode = 'RG003',
            message = format('''%s'' is the name of %s people', who, cardinality(found_ids)),
            detail = (
                select string_agg(format('%s  %s  %s', coalesce(p.employee_id, '-'), coalesce(p.email, '-'),
                                         coalesce(r.title, '')), e'\n' order by p.id)
                from rungs.person p
                left join rungs_api.roster_on(day, seen) r on r.person_id = p.id
                where p.id = any (found_ids)),
            hint = 'Name the person by employee id or e-mail address.';
    end if;
    select rungs_api.nearest(who, array_agg(c.word)) into near
    from (
        (select e.name as word
         from rungs.roster_entry e
         where lower(e.name) like lower(left(who, 2)) || '%'
           and e.superseded_at = 'infinity'
         limit 300)
        union
        (select p.email
         from rungs.person p
         where p.email like lower(left(who, 2)) || '%'
         limit 300)
    ) c;
    raise exception using
        errcode = 'RG003',
        message = format('nobody here is known as ''%s''', who),
        hint = coalesce('Did you mean ''' || near || '''?',
                        'Type an employee id, an e-mail address or the full name.');
end
$$;
comment on function rungs_api.person_find is 'The person that a word names: employee id, e-mail address, or full name when only one has it.';

create function rungs_api.level_find(word text, day date, seen timestamptz) returns integer
language plpgsql stable as $$
declare
    levels integer[];
begin
    if word is null then
        return null;
    end if;
    select array_agg(l.id) into levels
    from rungs.level l
    join rungs.ladder d on d.id = l.ladder_id
    where l.code = word
       or d.code || '/' || l.code = word;
    if cardinality(levels) = 1 then
        return levels[1];
    end if;
    raise exception using
        errcode = 'RG003',
        message = case when levels is null
            then format('there is no level ''%s''', word)
            else format('''%s'' is a level of %s ladders', word, cardinality(levels)) end,
        hint = case when levels is null
            then rungs_api.did_you_mean(word, (
                select coalesce(array_agg(l.code order by l.id), '{}') from rungs.level l))
            else (select 'Type ' || string_agg(d.code || '/' || l.code, ' or ' order by d.code) || '.'
                  from rungs.level l join rungs.ladder d on d.id = l.ladder_id
                  where l.id = any (levels)) end;
end
$$;
comment on function rungs_api.level_find is 'The level that a word names: its code, or ladder/code where two ladders share one.';
