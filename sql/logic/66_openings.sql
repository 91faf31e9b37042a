-- Openings: places to go at a level. Recorded, closed place by place, listed; what is left on a day.

create function rungs_api.organisation_find(word text) returns integer
language plpgsql stable as $$
declare
    one integer := (select o.id from rungs.organisation o where o.name = word);
begin
    if word is not null and one is null then
        raise exception using
            errcode = 'RG003',
            message = format('there is no organisation ''%s''', word),
            hint = rungs_api.did_you_mean(word, (
                select coalesce(array_agg(o.name order by o.name), '{}') from rungs.organisation o));
    end if;
    return one;
end
$$;
comment on function rungs_api.organisation_find is 'The part of the company that a word names; null for null.';

create function rungs_api.opening_on(day date, seen timestamptz)
returns table (
    opening_id integer, level_id integer, organisation_id integer, manager_id integer, opens_on date,
    places integer, filled integer, withdrawn integer, left_over integer, closed_on date)
language sql stable as $$
    select o.id, o.level_id, o.organisation_id, o.manager_id, o.opens_on,
           o.places, c.filled, c.withdrawn, o.places - c.filled - c.withdrawn, c.closed_on
    from rungs.opening o
    cross join lateral (
        select coalesce(sum(c.places) filter (where c.filled_by is not null), 0)::integer as filled,
               coalesce(sum(c.places) filter (where c.filled_by is null), 0)::integer as withdrawn,
               max(c.closed_on) as closed_on
        from rungs.opening_closing c
        where c.opening_id = o.id
          and c.closed_on <= day
          and c.recorded_at <= seen
          and seen < c.superseded_at
    ) c
    where o.recorded_at <= seen
$$;
comment on function rungs_api.opening_on is
    'Every opening on record with what has become of its places by a day; those that open later among them. Places are there to be taken when opens_on is not after the day.';

create function rungs_api.place_on(boss integer, organisation integer, day date, seen timestamptz)
returns table (opening_id integer, level_id integer, organisation_id integer, manager_id integer, places integer)
language sql stable as $$
    select o.opening_id, o.level_id, o.organisation_id, o.manager_id, o.left_over
    from rungs_api.opening_on(day, seen) o
    where o.opens_on <= day
      and o.left_over > 0
      and (organisation is null or o.organisation_id is null or o.organisation_id = organisation)
      and (boss is null or o.manager_id is null or o.manager_id = boss
           or o.manager_id in (select u.person_id from rungs_api.people_under(boss, day, seen) u))
$$;
comment on function rungs_api.place_on is
    'Places that can be taken on a day, of a part of the company or under a manager where these are named; an opening that names neither is for everybody.';

create function rungs_api.opening_words(opening integer, day date, seen timestamptz) returns text
language sql stable as $$
    select concat_ws(' ', o.id || ':', coalesce(g.name, case when o.manager_id is null then 'anywhere' end),
                     'under ' || rungs_api.name_on(o.manager_id, day, seen))
    from rungs.opening o
    left join rungs.organisation g on g.id = o.organisation_id
    where o.id = opening
$$;
comment on function rungs_api.opening_words is 'An opening by its number, and where it is.';

create function rungs_api.opening_add(
    level_word text, organisation_word text, manager_word text, places_asked integer, from_day date, why text)
returns table (opening integer, level text, organisation text, manager text, places integer, opens date, note text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    rung integer := rungs_api.level_find(level_word, clock.day, clock.seen);
    part integer := rungs_api.organisation_find(organisation_word);
    boss integer := case when manager_word is not null then rungs_api.person_find(manager_word, clock.day, clock.seen) end;
    seats integer := coalesce(places_asked, 1);
begin
    if seats < 1 then
        raise exception using errcode = 'RG003', message = format('an opening of ''%s'' places', seats),
            hint = 'An opening has at least one place: --places 1.';
    end if;
    if not exists (select from rungs_api.edition_on(clock.day, clock.seen) e
                   join rungs.level_text t on t.edition_id = e.edition_id and t.level_id = rung) then
        raise exception using errcode = 'RG003', message = format('''%s'' is a level of an earlier edition', level_word),
            hint = '''rungs ladder show'' lists the levels there are now.';
    end if;
    if boss is not null and not exists (select from rungs_api.employed_on(clock.day, clock.seen) r where r.person_id = boss) then
        raise exception using errcode = 'RG003',
            message = format('%s does not work here', rungs_api.name_on(boss, clock.day, clock.seen)),
            hint = 'Name a manager who does, or the organisation alone: --org NAME.';
    end if;
    return query
    insert into rungs.opening as o (level_id, organisation_id, manager_id, places, opens_on, recorded_by, note)
    values (rung, part, boss, seats, coalesce(from_day, clock.day), rungs_api.account_id(), btrim(coalesce(why, '')))
    returning o.id, (select l.code from rungs.level l where l.id = rung)::text, organisation_word,
              rungs_api.name_on(boss, clock.day, clock.seen), o.places, o.opens_on, nullif(o.note, '');
end
$$;
comment on function rungs_api.opening_add is 'rungs opening add: places to go at a level from a day on.';

create function rungs_api.opening_at(number integer) returns rungs.opening
language plpgsql volatile as $$
declare
    one rungs.opening;
begin
    select o.* into one from rungs.opening o where o.id = number for no key update;
    if one.id is null then
        raise exception using errcode = 'RG003', message = format('there is no opening ''%s''', number),
            hint = '''rungs opening list --all'' shows them with their numbers.';
    end if;
    return one;
end
$$;
comment on function rungs_api.opening_at is 'An opening by its number, locked against another closing at the same time.';

create function rungs_api.opening_check(
    one rungs.opening, people integer[], wanted integer, has_left integer, day date, today date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    twice text := (
        select format('%s fills a place of it since %s', rungs_api.name_on(c.filled_by, today, seen), c.closed_on)
        from rungs.opening_closing c
        where c.opening_id = one.id and c.filled_by = any (people) and c.superseded_at = 'infinity'
        limit 1);
    elsewhere text := (
        select rungs_api.name_on(p.person_id, today, seen)
        from unnest(people) p (person_id)
        where p.person_id not in (select r.person_id from rungs_api.employed_on(day, seen) r)
        limit 1);
begin
    if day > today then
        raise exception using errcode = 'RG003', message = format('''%s'' lies ahead', day),
            hint = 'A place is closed once it is taken or withdrawn; say it on that day.';
    elsif has_left = 0 then
        raise exception using errcode = 'RG003',
            message = format('opening %s is closed since %s', one.id, (
                select max(c.closed_on) from rungs.opening_closing c where c.opening_id = one.id and c.superseded_at = 'infinity')),
            hint = '''rungs opening add'' opens another one; --mistaken takes the last closing back.';
    elsif twice is not null then
        raise exception using errcode = 'RG003', message = twice,
            hint = 'Nobody fills two places; --mistaken takes the last closing back.';
    elsif wanted > has_left then
        raise exception using errcode = 'RG003',
            message = format('opening %s has %s left, ''%s'' would be closed', one.id,
                             case has_left when 1 then '1 place' else has_left || ' places' end, wanted),
            hint = '''rungs opening add'' opens more.';
    elsif cardinality(people) > 0 and day < one.opens_on then
        raise exception using errcode = 'RG003', message = format('opening %s opens on %s', one.id, one.opens_on),
            hint = 'Nobody fills a place before it opens: --on names another day.';
    elsif elsewhere is not null then
        raise exception using errcode = 'RG003', message = format('%s does not work here on %s', elsewhere, day),
            hint = 'A place is filled by somebody on the roster: import the roster first, or name another day with --on.';
    end if;
end
$$;
comment on function rungs_api.opening_check is 'Refuses a closing that cannot have been: ahead, before it opened, more than there is, twice by one person, by somebody who is not here.';

create function rungs_api.opening_close(
    number integer, filled_words text, is_withdrawn boolean, is_mistaken boolean, places_asked integer, on_day date, why text)
returns table (opening integer, level text, closed text, who text, closed_on date, left_over integer, reason text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    day date := coalesce(on_day, clock.day);
    one rungs.opening := rungs_api.opening_at(number);
    people integer[] := array(
        select rungs_api.person_find(w.word, clock.day, clock.seen)
        from string_to_table(filled_words, e'\n') with ordinality w (word, position)
        group by 1
        order by min(w.position));
    -- Also what somebody else has closed while this one waited for the lock.
    has_left integer := one.places - (
        select coalesce(sum(c.places), 0) from rungs.opening_closing c where c.opening_id = number and c.superseded_at = 'infinity');
    seats integer;
    taken_back record;
begin
    if (cardinality(people) > 0)::integer + is_withdrawn::integer + is_mistaken::integer <> 1 then
        raise exception using errcode = 'RG002', message = 'why the place is closed is said in one way',
            hint = 'Type --filled-by PERSON, --withdrawn, or --mistaken to take the last closing back.';
    elsif places_asked is not null and not is_withdrawn or places_asked < 1 then
        raise exception using errcode = 'RG002', message = format('''--places %s'' does not fit', places_asked),
            hint = '--places says how many are withdrawn, at least one; with --filled-by each person fills one.';
    end if;
    if is_mistaken then
        update rungs.opening_closing c
        set superseded_at = greatest(c.recorded_at, now())
        where c.id = (select max(x.id) from rungs.opening_closing x where x.opening_id = number and x.superseded_at = 'infinity')
        returning c.places, c.filled_by, c.closed_on into taken_back;
        if taken_back is null then
            raise exception using errcode = 'RG003', message = format('no place of opening %s is closed', number),
                hint = 'There is nothing to take back.';
        end if;
        seats := -taken_back.places;
        people := array_remove(array[taken_back.filled_by], null);
        day := taken_back.closed_on;
    else
        -- All that are left, when nobody says how many are withdrawn; of a closed one the check says so.
        seats := case when is_withdrawn then coalesce(places_asked, greatest(has_left, 1)) else cardinality(people) end;
        perform rungs_api.opening_check(one, people, seats, has_left, day, clock.day, clock.seen);
        insert into rungs.opening_closing (opening_id, closed_on, places, filled_by, recorded_by, reason)
        select number, day, case when is_withdrawn then seats else 1 end, p.person_id, rungs_api.account_id(), btrim(coalesce(why, ''))
        from unnest(case when is_withdrawn then array[null::integer] else people end) p (person_id);
    end if;
    return query
    select number, l.code::text, case when is_mistaken then 'open again' when is_withdrawn then 'withdrawn' else 'filled' end,
           (select string_agg(rungs_api.name_on(p.person_id, clock.day, clock.seen), ', ' order by p.position)
            from unnest(people) with ordinality p (person_id, position)),
           day, has_left - seats, nullif(btrim(coalesce(why, '')), '')
    from rungs.level l
    where l.id = one.level_id;
end
$$;
comment on function rungs_api.opening_close is
    'rungs opening close: places of an opening are filled by people or withdrawn; mistaken takes the last closing back. Nothing is deleted.';

create function rungs_api.opening_list(
    only_level text, only_organisation text, only_manager text, is_all boolean, as_of date, as_seen_on date)
returns table (
    opening integer, state text, level text, organisation text, manager text, places integer, filled integer,
    withdrawn integer, left_over integer, opens date, closed date, note text, login text, recorded timestamptz)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    rung integer := rungs_api.level_find(only_level, clock.day, clock.seen);
    part integer := rungs_api.organisation_find(only_organisation);
    boss integer := case when only_manager is not null then rungs_api.person_find(only_manager, clock.day, clock.seen) end;
begin
    return query
    select o.opening_id, s.state, l.code::text, g.name::text, rungs_api.name_on(o.manager_id, clock.day, clock.seen), o.places,
           o.filled, o.withdrawn, o.left_over, o.opens_on, case when o.left_over = 0 then o.closed_on end, nullif(w.note, ''),
           a.login::text, w.recorded_at
    from rungs_api.opening_on(clock.day, clock.seen) o
    join rungs.opening w on w.id = o.opening_id
    join rungs.account a on a.id = w.recorded_by
    join rungs.level l on l.id = o.level_id
    left join rungs.organisation g on g.id = o.organisation_id
    cross join lateral (
        select case when o.left_over = 0 then 'closed' when o.opens_on > clock.day then 'ahead' else 'open' end as state) s
    where (is_all or s.state = 'open')
      and (rung is null or o.level_id = rung)
      and (part is null or o.organisation_id = part)
      and (boss is null or o.manager_id = boss
           or o.manager_id in (select u.person_id from rungs_api.people_under(boss, clock.day, clock.seen) u))
    order by array_position(array['open', 'ahead', 'closed'], s.state), o.opens_on, o.opening_id;
end
$$;
comment on function rungs_api.opening_list is 'rungs opening list: places that are open on a day, the longest waiting first; with all also those ahead and closed.';

create function rungs_api.opening_closings(
    only_level text, only_organisation text, only_manager text, is_all boolean, as_of date, as_seen_on date)
returns table (
    opening integer, level text, closed text, who text, employee_id text, places integer, closed_on date, reason text,
    login text, recorded timestamptz)
language sql stable as $$
    select o.opening, o.level, case when c.filled_by is null then 'withdrawn' else 'filled' end,
           rungs_api.name_on(c.filled_by, k.day, k.seen), p.employee_id, c.places, c.closed_on, nullif(c.reason, ''), a.login, c.recorded_at
    from rungs_api.clock(as_of, as_seen_on) k
    cross join rungs_api.opening_list(only_level, only_organisation, only_manager, true, as_of, as_seen_on) o
    join rungs.opening_closing c
      on c.opening_id = o.opening
     and c.closed_on <= k.day
     and c.recorded_at <= k.seen
     and k.seen < c.superseded_at
    join rungs.account a on a.id = c.recorded_by
    left join rungs.person p on p.id = c.filled_by
    where is_all
    order by c.closed_on desc, c.id desc
$$;
comment on function rungs_api.opening_closings is 'What became of places that are none any more, the latest first.';
