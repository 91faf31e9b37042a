-- The roster: who each row is about, and who manages them.

create function rungs_api.roster_identify(batch integer) returns void
language plpgsql volatile as $$
begin
    update pg_temp.roster_read r
    set person_id = p.id
    from rungs.person p
    where p.employee_id = r.employee_id;
    update pg_temp.roster_read r
    set person_id = p.id
    from rungs.person p
    where r.person_id is null
      and p.email = r.email
      and (r.employee_id is null or p.employee_id is null);
    -- An address of those days that is nobody's today.
    if exists (select from pg_temp.roster_read r where r.person_id is null and r.employee_id is null) then
    update pg_temp.roster_read r
    set person_id = e.person_id
    from (
        select x.email, min(x.person_id) as person_id
        from rungs.roster_entry x
        where x.superseded_at = 'infinity'
        group by x.email
        having count(distinct x.person_id) = 1
    ) e
    where r.person_id is null
      and r.employee_id is null
      and r.email = e.email;
    end if;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'email', r.email,
           format('belongs to %s already', coalesce('employee id ' || p.employee_id, 'somebody else')),
           'If it is the same person, use that employee id; if not, check the address.'
    from pg_temp.roster_read r
    join rungs.person p on p.email = r.email
    where p.id is distinct from r.person_id
      and not exists (
            select from pg_temp.roster_read o where o.person_id = p.id and o.email <> r.email);
    insert into pg_temp.import_problem
    select 'roster', r.line, 'email', r.email, format('the same person as in line %s', r.first_line),
           'One row for each person.'
    from (select x.line, x.email, x.employee_id, min(x.line) over (partition by x.person_id) as first_line
          from pg_temp.roster_read x where x.person_id is not null) r
    where r.line > r.first_line
      and not exists (
            select from pg_temp.import_problem p
            where p.line = r.line
              and p.column_name in ('employee_id', 'email'));

    insert into pg_temp.import_problem
    select 'roster', r.line, 'name', null, 'the name is missing', 'Somebody new needs a full name.'
    from pg_temp.roster_read r
    where r.person_id is null
      and r.name is null;
    update pg_temp.roster_read r
    set is_new = true
    where r.person_id is null
      and not exists (
            select from pg_temp.import_problem p
            where p.line = r.line
              and p.column_name in ('employee_id', 'email'));
    -- Addresses come at the end, all at once: a new person may take one that somebody else gives up.
    insert into rungs.person (employee_id, email, import_id)
    select r.employee_id, case when r.employee_id is null then r.email end, batch
    from pg_temp.roster_read r
    where r.is_new
    order by r.line;
    update pg_temp.roster_read r
    set person_id = p.id
    from rungs.person p
    where r.is_new
      and (p.employee_id = r.employee_id or (r.employee_id is null and p.email = r.email));
    -- Somebody of whom nothing is believed any more, since the import that brought them was undone.
    update pg_temp.roster_read r
    set is_new = true
    where r.person_id is not null
      and not exists (
            select from rungs.roster_entry e where e.person_id = r.person_id and e.superseded_at = 'infinity');
end
$$;
comment on function rungs_api.roster_identify is 'Finds the person of each row, by employee id first, then by e-mail address; makes the new ones.';

create function rungs_api.roster_missing(effective date, go_on boolean) returns void
language plpgsql volatile as $$
declare
    missing integer;
    here integer;
begin
    select count(*) into here from rungs_api.employed_on(effective, now());
    create temporary table roster_missing on commit drop as
    select e.person_id
    from rungs_api.employed_on(effective, now()) e
    join rungs.person p on p.id = e.person_id
    where not exists (select from pg_temp.roster_read r where r.person_id = e.person_id)
      -- Who stands in a row that could not be read is not missing.
      and not exists (
            select from pg_temp.import_skipped_row s
            where s.employee_id = p.employee_id or lower(s.email) = p.email);
    get diagnostics missing = row_count;
    if missing * 10 > here and not go_on then
        raise exception using
            errcode = 'RG003',
            message = format('%s of %s people are not in the file, which says who is here: all of them would be marked as leavers', missing, here),
            hint = 'If that is so, add --yes. If the file has only a part of the people, leave --full out.';
    end if;
    insert into pg_temp.roster_read (line, person_id, manager_words, status_id, is_leaver, is_new, level_said, is_missing)
    select -row_number() over (order by m.person_id), m.person_id, '{}', 3, true, false, false, true
    from pg_temp.roster_missing m;
end
$$;
comment on function rungs_api.roster_missing is
    'In a file that has everybody: who is here and not in it has left. More than a tenth at once is refused unless it is said to be so.';

create function rungs_api.roster_identities(people integer[]) returns void
language plpgsql volatile as $$
begin
    update rungs.person p
    set employee_id = coalesce(e.employee_id, p.employee_id),
        email = case when num_nonnulls(e.employee_id, p.employee_id) > 0 then e.email else coalesce(e.email, p.email) end
    from (
        select distinct on (x.person_id) x.person_id, x.employee_id, x.email
        from rungs.roster_entry x
        where x.person_id = any (people)
          and x.superseded_at = 'infinity'
        order by x.person_id, x.valid_from desc
    ) e
    where e.person_id = p.id
      and (e.employee_id <> coalesce(p.employee_id, '') or e.email is distinct from p.email);
end
$$;
comment on function rungs_api.roster_identities is 'Employee ids and addresses by which people are found now: those of their latest entry; in one statement, so that two can swap theirs.';

create function rungs_api.roster_words(effective date) returns void
language plpgsql volatile as $$
begin
    create temporary table roster_words on commit drop as
    with here as (
        select r.name, r.person_id
        from pg_temp.roster_read r
        where r.person_id is not null
        union all
        select e.name, e.person_id
        from rungs_api.employed_on(effective, now()) e
        where not exists (select from pg_temp.roster_read r where r.person_id = e.person_id)
    ), names as (
        select lower(h.name) as name, min(h.person_id) as person_id, count(distinct h.person_id) as people
        from here h
        group by lower(h.name)
    )
    select distinct on (w.word) w.word,
           coalesce(i.person_id, p.id, m.person_id, q.id,
                    case when n.people = 1 then n.person_id end,
                    case when n.people is null then rungs_api.person_of_word(w.word) end) as person_id,
           coalesce(n.people, 0) as people, coalesce(i.line, m.line) is not null as is_in_file
    from (select u.word from pg_temp.roster_read r cross join lateral unnest(r.manager_words) u (word)
          union
          select e.manager_word from rungs.roster_entry e where e.manager_word is not null and e.superseded_at = 'infinity') w (word)
    left join pg_temp.roster_read i on i.employee_id = w.word
    left join rungs.person p on p.employee_id = w.word
    left join pg_temp.roster_read m on m.email = lower(w.word)
    left join rungs.person q on q.email = lower(w.word)
    left join names n on n.name = lower(rungs_api.name_read(w.word))
    order by w.word;
    create unique index on pg_temp.roster_words (word);
    analyze pg_temp.roster_words;
end
$$;
comment on function rungs_api.roster_words is 'Whom each word for a manager names: by employee id, e-mail address, or a name that only one of those in the file or employed has.';

create function rungs_api.roster_managers(effective date) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.roster_words(effective);
    update pg_temp.roster_read r
    set manager_id = f.person_id, manager_word = case when f.person_id is null and not f.is_in_file then f.word end, manager = f.word
    from (
        -- Most rows have one word.
        select x.line, w.person_id, w.word, w.is_in_file
        from pg_temp.roster_read x
        join pg_temp.roster_words w on w.word = x.manager_words[1]
        where cardinality(x.manager_words) = 1
        union all
        select x.line, (array_agg(w.person_id order by u.place) filter (where w.person_id is not null))[1] as person_id,
               coalesce((array_agg(u.word order by u.place) filter (where w.person_id is not null))[1],
                        (array_agg(u.word order by w.people > 1 desc, u.place))[1]) as word,
               bool_or(w.is_in_file) as is_in_file
        from pg_temp.roster_read x
        cross join lateral unnest(x.manager_words) with ordinality u (word, place)
        join pg_temp.roster_words w on w.word = u.word
        where cardinality(x.manager_words) > 1
        group by x.line
    ) f
    where f.line = r.line;
    insert into pg_temp.import_problem
    select 'roster', r.line, 'manager', r.manager,
           case when r.manager_id is not null then 'manages themselves'
                else format('is the name of %s people', w.people) end,
           case when r.manager_id is not null then 'Leave the cell empty for whoever is at the top.'
                else 'Name the manager by employee id or e-mail address.' end
    from pg_temp.roster_read r
    left join pg_temp.roster_words w on w.word = r.manager
    where r.manager_id = r.person_id
       or (r.manager_word is not null and w.people > 1);
    insert into pg_temp.import_note
    select format('%s reports to ''%s'', whom nobody is known by yet: kept, and found when they come', x.people, x.manager_word)
    from (select r.manager_word, case count(*) when 1 then min(r.name) else count(*) || ' people' end as people, count(*) as n
          from pg_temp.roster_read r
          left join pg_temp.roster_words w on w.word = r.manager_word
          where r.manager_word is not null and coalesce(w.people, 0) < 2
          group by r.manager_word) x
    order by x.n desc, x.manager_word;
    -- Managers whom earlier files named before they came.
    create temporary table roster_found on commit drop as
    select e.id as entry_id, e.person_id, w.person_id as manager_id
    from rungs.roster_entry e
    join pg_temp.roster_words w on w.word = e.manager_word
    where e.superseded_at = 'infinity'
      and w.person_id is not null
      and w.person_id <> e.person_id
      and e.person_id not in (select r.person_id from pg_temp.roster_read r where r.person_id is not null);
end
$$;
comment on function rungs_api.roster_managers is
    'Finds the manager of each row. One whom nobody is known by is kept as a word until they come; a name of several people is a problem.';

create function rungs_api.roster_loops(effective date) returns void
language plpgsql volatile as $$
begin
    create temporary table roster_chain on commit drop as
    select r.person_id, r.manager_id, coalesce(r.name, '') as name
    from pg_temp.roster_plan r
    where r.manager_id <> r.person_id
    union all
    select e.person_id, coalesce(f.manager_id, e.manager_id), e.name
    from rungs_api.employed_on(effective, now()) e
    left join (select x.person_id, min(x.manager_id) as manager_id from pg_temp.roster_found x group by x.person_id) f on f.person_id = e.person_id
    where coalesce(f.manager_id, e.manager_id) is not null
      and not exists (select from pg_temp.roster_plan r where r.person_id = e.person_id);
    loop
        delete from pg_temp.roster_chain c
        where not exists (select from pg_temp.roster_chain m where m.person_id = c.manager_id);
        exit when not found;
    end loop;
    insert into pg_temp.import_problem
    with recursive walk as (
        select c.person_id as start, c.manager_id as reached, array[c.person_id] as way, array[c.name] as names
        from pg_temp.roster_chain c
        union all
        select w.start, c.manager_id, w.way || c.person_id, w.names || c.name
        from walk w
        join pg_temp.roster_chain c on c.person_id = w.reached
        where w.reached <> all (w.way)
    )
    select 'roster', r.line, 'manager', r.manager,
           format('reports to themselves in the end: %s', array_to_string(w.names || w.names[1], ' -> ')),
           'Correct one of these managers.'
    from walk w
    join pg_temp.roster_read r on r.person_id = w.start
    where w.reached = w.start;
end
$$;
comment on function rungs_api.roster_loops is
    'Names everybody who reports to themselves in the end: people at the top are taken away until only loops, and those below them, are left.';
