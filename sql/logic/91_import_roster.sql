-- The roster: a set of rows judged together, then written as dated facts.

create function rungs_api.roster_read(present text[], effective date) returns void
language plpgsql volatile as $$
begin
    create temporary table roster_read on commit drop as
    select s.line,
           rungs_api.cell(s.employee_id) as employee_id, lower(rungs_api.cell(s.email)) as email,
           rungs_api.cell(s.name) as name, rungs_api.cell(s.title) as title,
           rungs_api.cell(s.level) as level, rungs_api.cell(s.level_since) as level_since,
           rungs_api.cell(s.manager) as manager, rungs_api.cell(s.organisation) as organisation,
           rungs_api.cell(s.location) as location, rungs_api.cell(s.specialization) as specialization,
           rungs_api.cell(s.hire_date) as hire_date, lower(rungs_api.cell(s.status)) as status,
           rungs_api.cell(s.leave_date) as leave_date,
           null::integer as person_id, null::integer as manager_id, false as is_new
    from pg_temp.stage_roster s;
    create unique index on pg_temp.roster_read (line);
    analyze pg_temp.roster_read;
end
$$;
comment on function rungs_api.roster_read is 'The staged rows without blanks around the cells.';

create function rungs_api.roster_judge(effective date) returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_problem
    select 'roster', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select r.line, array_remove(array[
            rungs_api.fault_if(r.employee_id is null and r.email is null, 'employee_id', null,
                'neither employee id nor e-mail address',
                'One of them is needed to know the person again.'),
            rungs_api.fault_if(r.email !~ '^[^@[:space:]]+@[^@[:space:]]+$', 'email', r.email,
                'not an e-mail address',
                'Write it as name@company.example.'),
            rungs_api.fault_if(rungs_api.date_read(r.level_since) is null and r.level_since is not null, 'level_since', r.level_since,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(rungs_api.date_read(r.hire_date) is null and r.hire_date is not null, 'hire_date', r.hire_date,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(rungs_api.date_read(r.leave_date) is null and r.leave_date is not null, 'leave_date', r.leave_date,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(rungs_api.date_read(r.leave_date) < rungs_api.date_read(r.hire_date), 'leave_date', r.leave_date,
                'left before the hire',
                'Check both dates.'),
            rungs_api.fault_if(rungs_api.date_read(r.level_since) < rungs_api.date_read(r.hire_date), 'level_since', r.level_since,
                'at this level before the hire',
                'Check both dates; experience from elsewhere does not count here.')], null) as faults
        from pg_temp.roster_read r
    ) x
    cross join lateral unnest(x.faults) f
    where cardinality(x.faults) > 0;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'status', r.status, 'not a status', 'Write active, leave or left.'
    from pg_temp.roster_read r
    where r.status not in (select s.code from rungs.employment_status s);

    insert into pg_temp.import_problem
    select 'roster', r.line, 'specialization', r.specialization, 'not a specialization',
           rungs_api.did_you_mean(r.specialization, k.known)
    from pg_temp.roster_read r
    cross join (select coalesce(array_agg(s.code order by s.id), '{}') as known from rungs.specialization s) k
    where rungs_api.word_lost(r.specialization, k.known);

    insert into pg_temp.import_problem
    select 'roster', r.line, 'level', r.level,
           case when r.level = any (k.known) then 'a level of more than one ladder' else 'not a level of any ladder' end,
           case when r.level = any (k.known) then 'Write it as ladder/level.'
                when cardinality(k.known) = 0 then 'Import a ladder first: rungs import ladder DIRECTORY.'
                else rungs_api.did_you_mean(r.level, k.known) end
    from pg_temp.roster_read r
    cross join (select coalesce(array_agg(l.code order by l.id), '{}') as known from rungs.level l) k
    where r.level is not null
      and (select count(*)
           from rungs.level l join rungs.ladder d on d.id = l.ladder_id
           where l.code = r.level or d.code || '/' || l.code = r.level) <> 1;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'employee_id', r.employee_id,
           format('the same employee id as in line %s', r.first_line), 'One row for each person.'
    from (select x.line, x.employee_id, min(x.line) over (partition by x.employee_id) as first_line
          from pg_temp.roster_read x where x.employee_id is not null) r
    where r.line > r.first_line;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'email', r.email,
           format('the same e-mail address as in line %s', r.first_line), 'One row for each person.'
    from (select x.line, x.email, min(x.line) over (partition by x.email) as first_line
          from pg_temp.roster_read x where x.email is not null) r
    where r.line > r.first_line
      and not exists (
            select from pg_temp.import_problem p where p.line = r.line and p.column_name = 'employee_id');
end
$$;
comment on function rungs_api.roster_judge is 'What can be said of the rows by themselves: shapes, words, doubles.';

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
end
$$;
comment on function rungs_api.roster_identify is 'Finds the person of each row, by employee id first, then by e-mail address; makes the new ones.';

create function rungs_api.roster_identities() returns void
language plpgsql volatile as $$
begin
    update rungs.person p
    set employee_id = coalesce(r.employee_id, p.employee_id), email = coalesce(r.email, p.email)
    from pg_temp.roster_read r
    join pg_temp.roster_plan n on n.line = r.line
    where r.person_id = p.id
      and (r.employee_id <> coalesce(p.employee_id, '') or r.email <> coalesce(p.email, ''))
      -- A file about the past does not take away the address of today.
      and not exists (
            select from rungs.roster_entry e
            where e.person_id = p.id
              and e.superseded_at = 'infinity'
              and e.valid_from > n.from_day);
end
$$;
comment on function rungs_api.roster_identities is 'Employee ids and addresses as the file has them; in one statement, so that two people can swap theirs.';

create function rungs_api.roster_managers(effective date) returns void
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
    from (select distinct r.manager from pg_temp.roster_read r where r.manager is not null) w (word)
    left join pg_temp.roster_read i on i.employee_id = w.word
    left join rungs.person p on p.employee_id = w.word
    left join pg_temp.roster_read m on m.email = lower(w.word)
    left join rungs.person q on q.email = lower(w.word)
    left join names n on n.name = lower(w.word)
    order by w.word;
    update pg_temp.roster_read r
    set manager_id = w.person_id
    from pg_temp.roster_words w
    where w.word = r.manager;
    insert into pg_temp.import_problem
    select 'roster', r.line, 'manager', r.manager,
           case when r.manager_id is not null then 'manages themselves'
                when w.people > 1 then format('is the name of %s people', w.people)
                else 'nobody is known by this' end,
           case when r.manager_id is not null then 'Leave the cell empty for whoever is at the top.'
                when w.people > 1 then 'Name the manager by employee id or e-mail address.'
                else 'Name the manager by employee id, e-mail address or full name; the row may stand anywhere in the file.' end
    from pg_temp.roster_read r
    join pg_temp.roster_words w on w.word = r.manager
    -- A manager whose own row is wrong has no number yet; that row's problem is told already.
    where (r.manager_id is null and not w.is_in_file)
       or r.manager_id = r.person_id;
end
$$;
comment on function rungs_api.roster_managers is
    'Finds the manager of each row by employee id, e-mail address, or a name that only one of those in the file or employed has.';

create function rungs_api.roster_loops(effective date) returns void
language plpgsql volatile as $$
begin
    create temporary table roster_chain on commit drop as
    select r.person_id, r.manager_id, r.name
    from pg_temp.roster_plan r
    where r.manager_id <> r.person_id
    union all
    select e.person_id, e.manager_id, e.name
    from rungs_api.employed_on(effective, now()) e
    where e.manager_id is not null
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
