-- Scope by hand: what somebody owns from a day on, beside what the roster counts; and scope against impact.

create function rungs_api.scope_number(value text) returns float8
language sql immutable as $$
    select case when value ~ '^[0-9]{1,15}([.][0-9]{1,6})?$' then value::float8 end
$$;
comment on function rungs_api.scope_number is 'A number as scope is written: digits, with a point before decimals; null for anything else.';

create function rungs_api.step_codes(measure integer, day date, seen timestamptz) returns text[]
language sql stable as $$
    -- Ladders may have the same steps.
    select array_agg(x.code order by x.rank, x.code)
    from (
        select s.code, min(s.rank) as rank
        from rungs_api.edition_on(day, seen) e
        join rungs.measure_step s on s.edition_id = e.edition_id
        where s.measure_id = measure
        group by s.code
    ) x
$$;
comment on function rungs_api.step_codes is 'The steps of a measure in the ladders of a day, the smallest first; null for one that counts.';

create function rungs_api.measure_find(word text, day date, seen timestamptz)
returns table (measure_id integer, code text, edition_id integer, unit text)
language sql stable as $$
    select m.measure_id, m.code, m.edition_id, m.unit
    from (
        select o.*, count(*) over (partition by o.how) as alike, min(o.how) over () as best
        from (
            select m.*, case
                       when m.code = w.word or replace(lower(m.code), '-', '_') = w.key then 1
                       when '_' || replace(lower(m.code), '-', '_') || '_' like '%\_' || replace(w.key, '_', '\_') || '\_%' then 2 end as how
            from rungs_api.measure_on(day, seen) m
            cross join (select measure_find.word, replace(lower(measure_find.word), '-', '_') as key) w
        ) o
        where o.how is not null
    ) m
    where m.how = m.best
      and m.alike = 1
$$;
comment on function rungs_api.measure_find is 'The measure that a word names: its code, written with - or _, or a part of it that only one has: surface, reports.';

create function rungs_api.scope_read(pairs text, day date, seen timestamptz)
returns table (
    n bigint, word text, value text, measure_id integer, edition_id integer, code text, number float8, step text, problem text, hint text)
language sql stable as $$
    select p.n, p.word, p.value, m.measure_id, m.edition_id, m.code, v.number, v.step,
           case when strpos(p.pair, '=') = 0 then format('''%s'': there is no = in it', p.pair)
                when m.measure_id is null then format('there is no measure ''%s''', p.word)
                when count(*) over (partition by m.measure_id) > 1 then format('%s is given %s times', m.code, count(*) over (partition by m.measure_id))
                when num_nonnulls(v.number, v.step) = 0 and m.unit = 'step' then format('%s: ''%s'' is not a step', m.code, p.value)
                when num_nonnulls(v.number, v.step) = 0 then format('%s: ''%s'' is not a number of 0 or more', m.code, p.value) end,
           case when strpos(p.pair, '=') = 0 then 'Write --MEASURE VALUE, or --set MEASURE=VALUE.'
                when m.measure_id is null then rungs_api.did_you_mean(replace(p.word, '-', '_'), (
                    select coalesce(array_agg(k.code order by k.measure_id), '{}') from rungs_api.measure_on(day, seen) k))
                when count(*) over (partition by m.measure_id) > 1 then 'Once is enough.'
                when m.unit = 'step' then rungs_api.did_you_mean(p.value, coalesce(s.known, '{}'))
                else 'Write digits, with a point before decimals.' end
    from (
        select x.n, x.pair, btrim(split_part(x.pair, '=', 1)) as word, btrim(substr(x.pair, strpos(x.pair, '=') + 1)) as value
        from unnest(string_to_array(pairs, e'\n')) with ordinality x (pair, n)
    ) p
    left join lateral rungs_api.measure_find(p.word, day, seen) m on true
    cross join lateral (select rungs_api.step_codes(m.measure_id, day, seen) as known) s
    cross join lateral (
        select case when m.unit <> 'step' then rungs_api.scope_number(p.value) end as number,
               case when m.unit = 'step' and p.value = any (s.known) then p.value end as step) v
$$;
comment on function rungs_api.scope_read is 'What is to be set, MEASURE=VALUE a line, with what is wrong with each.';

create function rungs_api.scope_here(person integer, day date, seen timestamptz) returns text
language plpgsql stable as $$
declare
    it record;
begin
    select r.name, r.hired_on, r.status_id in (select s.id from rungs.employment_status s where s.employed) as is_here into it
    from rungs_api.roster_on(greatest(day, current_date), seen) r
    where r.person_id = person;
    if it.is_here is not true then
        raise exception using errcode = 'RG003', message = format('%s does not work here', coalesce(it.name, 'this person')),
            hint = 'If the person has come back, import a roster that says so first.';
    end if;
    if day < it.hired_on then
        raise exception using errcode = 'RG003', message = format('on %s %s was not here yet: hired on %s', day, it.name, it.hired_on),
            hint = 'Scope begins with the hire or later; check --effective.';
    end if;
    return it.name;
end
$$;
comment on function rungs_api.scope_here is 'The name of somebody who works here and did on a day; refuses anybody else.';

create function rungs_api.scope_at(person integer, measure integer, day date) returns rungs.scope_entry
language sql stable as $$
    select e
    from rungs.scope_entry e
    where e.person_id = person
      and e.measure_id = measure
      and e.effective_on <= day
      and e.superseded_at = 'infinity'
    order by e.effective_on desc
    limit 1
$$;
comment on function rungs_api.scope_at is 'The entry that is in force on a day, as far as is known now; also one with which a measure ends.';

create function rungs_api.scope_put(person integer, measure integer, day date, value float8, step text, note text) returns void
language plpgsql volatile as $$
begin
    update rungs.scope_entry e
    set superseded_at = greatest(e.recorded_at, now())
    where e.person_id = person
      and e.measure_id = measure
      and e.effective_on = day
      and e.superseded_at = 'infinity';
    insert into rungs.scope_entry (person_id, measure_id, effective_on, value, step, note, recorded_by)
    values (person, measure, day, value, step, note, rungs_api.account_id());
end
$$;
comment on function rungs_api.scope_put is 'Records what holds from a day on; another word about that day gives way.';

create function rungs_api.scope_until(person integer, measure integer, day date) returns date
language sql stable as $$
    select min(e.effective_on)
    from rungs.scope_entry e
    where e.person_id = person
      and e.measure_id = measure
      and e.effective_on > day
      and e.superseded_at = 'infinity'
$$;
comment on function rungs_api.scope_until is 'The day of the next word about a measure, or null.';

create function rungs_api.scope_set(who text, pairs text, from_day date, about text)
returns table (person text, measure text, since date, until date, before text, now_is text, outcome text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    day date := coalesce(from_day, clock.day);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    name text := rungs_api.scope_here(one, day, clock.seen);
    fault record;
    item record;
    present rungs.scope_entry;
    said text;
begin
    if pairs is null then
        raise exception using errcode = 'RG002', message = 'nothing is to be set',
            hint = 'Name a measure and its value: ' || coalesce((
                select string_agg('--' || replace(m.code, '_', '-'), ', ' order by m.measure_id) from rungs_api.measure_on(clock.day, clock.seen) m), '-') || '.';
    end if;
    select min(r.problem) filter (where r.nth = 1) as problem, min(r.hint) filter (where r.nth = 1) as hint, count(*) as faults,
           string_agg(r.problem, e'\n' order by r.n) as all_of_them into fault
    from (select x.n, x.problem, x.hint, row_number() over (order by x.n) as nth
          from rungs_api.scope_read(pairs, clock.day, clock.seen) x where x.problem is not null) r;
    if fault.faults > 0 then
        raise exception using errcode = 'RG003',
            message = case fault.faults when 1 then fault.problem else format('%s values cannot be taken; nothing was set', fault.faults) end,
            detail = case fault.faults when 1 then '' else fault.all_of_them end, hint = fault.hint;
    end if;
    perform from rungs.person p where p.id = one for no key update;
    for item in select r.* from rungs_api.scope_read(pairs, clock.day, clock.seen) r order by r.n loop
        present := rungs_api.scope_at(one, item.measure_id, day);
        said := coalesce(btrim(about), case when present.effective_on = day then present.note end, '');
        outcome := case
            when (present.value, present.step) is not distinct from (item.number, item.step) and (about is null or present.note = said) then 'unchanged'
            when present.effective_on = day then 'corrected' else 'new' end;
        if outcome <> 'unchanged' then
            perform rungs_api.scope_put(one, item.measure_id, day, item.number, item.step, said);
        end if;
        person := name;
        measure := item.code;
        since := case outcome when 'unchanged' then present.effective_on else day end;
        until := rungs_api.scope_until(one, item.measure_id, day);
        before := rungs_api.scope_words(item.edition_id, item.measure_id, present.value, present.step);
        now_is := rungs_api.scope_words(item.edition_id, item.measure_id, item.number, item.step);
        return next;
    end loop;
end
$$;
comment on function rungs_api.scope_set is 'rungs scope set: several measures of a person from a day on, all or none; what holds already is left as it is.';

create function rungs_api.scope_end(who text, which text, from_day date, is_mistake boolean, why text)
returns table (person text, measure text, since date, before text, now_is text, outcome text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    known text := (select r.name from rungs_api.roster_on(clock.day, clock.seen) r where r.person_id = one);
    what record;
    present rungs.scope_entry;
    after rungs.scope_entry;
    day date := coalesce(from_day, clock.day);
begin
    select m.* into what from rungs_api.measure_find(which, clock.day, clock.seen) m;
    if what.measure_id is null then
        raise exception using errcode = 'RG003', message = format('there is no measure ''%s''', which),
            hint = rungs_api.did_you_mean(which, (select coalesce(array_agg(k.code order by k.measure_id), '{}') from rungs_api.measure_on(clock.day, clock.seen) k));
    end if;
    perform from rungs.person p where p.id = one for no key update;
    present := rungs_api.scope_at(one, what.measure_id, day);
    if num_nonnulls(present.value, present.step) = 0 and not (is_mistake and present.effective_on = day) then
        raise exception using errcode = 'RG003', message = format('nothing is on record about %s of %s on %s', what.code, coalesce(known, who), day),
            hint = format('rungs scope list --person %s --all shows every day.', rungs_api.shell_word(who));
    end if;
    if is_mistake and present.effective_on <> day then
        raise exception using errcode = 'RG003', message = format('no word about %s of %s begins on %s', what.code, coalesce(known, who), day),
            hint = format('The one in force then begins on %s: --effective %s.', present.effective_on, present.effective_on);
    end if;
    if is_mistake then
        update rungs.scope_entry e set superseded_at = greatest(e.recorded_at, now()) where e.id = present.id;
    else
        perform rungs_api.scope_put(one, what.measure_id, day, null, null, btrim(coalesce(why, '')));
    end if;
    after := rungs_api.scope_at(one, what.measure_id, day);
    return query
    select coalesce(known, who), what.code, day,
           rungs_api.scope_words(what.edition_id, what.measure_id, present.value, present.step),
           rungs_api.scope_words(what.edition_id, what.measure_id, after.value, after.step),
           case when is_mistake then 'withdrawn' else 'ended' end;
end
$$;
comment on function rungs_api.scope_end is
    'rungs scope end: from a day on nothing is on record about a measure. Withdrawn: the word of that day was a mistake, and what held before it holds on.';

create function rungs_api.roster_counts(people integer[], day date, seen timestamptz)
returns table (person_id integer, reports bigint, team bigint)
language sql stable as $$
    with recursive below as (
        select p.person_id as top_id, r.person_id, 1 as depth
        from unnest(people) p (person_id)
        join rungs_api.roster_on(day, seen) r on r.manager_id = p.person_id
        union
        select b.top_id, r.person_id, 2
        from below b
        join rungs_api.roster_on(day, seen) r on r.manager_id = b.person_id
    )
    select b.top_id, count(*) filter (where b.depth = 1), count(distinct b.person_id)
    from below b
    join rungs_api.employed_on(day, seen) e on e.person_id = b.person_id
    where b.person_id <> b.top_id
    group by b.top_id
$$;
comment on function rungs_api.roster_counts is 'Direct reports and the whole team by the roster of a day, also through managers who have left; only people who have any.';

create function rungs_api.scope_list(only_person text, only_manager text, is_all boolean, as_of date, as_seen_on date)
returns table (
    person text, employee_id text, level text, measure text, code text, said text, value float8, step text, since date, until date,
    on_roster bigint, difference float8, note text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    people integer[] := rungs_api.people_asked(only_person, only_manager, null, null, clock.day, clock.seen);
begin
    return query
    with counted as materialized (
        select c.person_id, m.measure_id, m.edition_id, m.code, case k.counts when 'reports' then c.reports else c.team end as people
        from rungs_api.roster_counts(people, clock.day, clock.seen) c
        cross join rungs.measure_count k
        join rungs_api.measure_on(clock.day, clock.seen) m on m.code = k.code
    ), said as materialized (
        select e.person_id, e.measure_id, e.effective_on, e.value, e.step, e.note,
               lead(e.effective_on) over (partition by e.person_id, e.measure_id order by e.effective_on) as until
        from rungs.scope_entry e
        where e.person_id = any (people)
          and e.recorded_at <= clock.seen
          and clock.seen < e.superseded_at
    ), line as materialized (
        select s.person_id, s.measure_id, s.effective_on, s.until, s.value, s.step, s.note,
               s.effective_on <= clock.day and (s.until is null or clock.day < s.until) as is_present
        from said s
    ), shown as materialized (
        select i.person_id, i.measure_id, i.effective_on, i.until, i.value, i.step, i.note, i.is_present
        from line i
        where is_all or (i.is_present and num_nonnulls(i.value, i.step) = 1)
        union all
        select c.person_id, c.measure_id, null, null, null, null, null, true
        from counted c
        left join line i on i.person_id = c.person_id and i.measure_id = c.measure_id
                        and i.is_present and num_nonnulls(i.value, i.step) = 1
        where i.person_id is null
    )
    select r.name, p.employee_id, l.code, t.name, m.code,
           case when i.effective_on is not null then coalesce(rungs_api.scope_words(m.edition_id, m.measure_id, i.value, i.step), 'ended') end,
           i.value, i.step, i.effective_on, i.until, x.people, i.value - x.people, i.note
    from shown i
    join rungs.person p on p.id = i.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = i.person_id
    join rungs_api.measure_on(clock.day, clock.seen) m on m.measure_id = i.measure_id
    join rungs.measure_text t on t.edition_id = m.edition_id and t.measure_id = m.measure_id
    left join rungs.measure_count k on k.code = m.code
    left join counted c on c.person_id = i.person_id and c.measure_id = i.measure_id
    -- Who has nobody has nought by the roster; what the roster does not count stays open.
    cross join lateral (select case when k.code is not null and i.is_present then coalesce(c.people, 0) end as people) x
    left join lateral rungs_api.level_of(i.person_id, clock.day, clock.seen) o on true
    left join rungs.level l on l.id = o.level_id
    order by r.name, i.person_id, t.position, i.effective_on;
end
$$;
comment on function rungs_api.scope_list is
    'rungs scope list: what people own on a day, or every dated word; what the roster can count stands beside it, with the difference.';
