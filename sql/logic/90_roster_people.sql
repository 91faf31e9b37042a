-- The roster: who each row is about, who is missing, and who manages whom.

create function rungs_api.roster_identify() returns void
language plpgsql volatile as $$
begin
    -- An address of those days that is nobody's today.
    update pg_temp.roster_read r
    set person_id = e.person_id, known_id = e.person_id, is_new = false
    from (
        select x.email, min(x.person_id) as person_id
        from rungs.roster_entry x
        where x.superseded_at = 'infinity'
          and x.email in (select y.email from pg_temp.roster_read y where y.is_new and y.employee_id is null)
        group by x.email
        having count(distinct x.person_id) = 1
    ) e
    where (select f.any_new_by_address from pg_temp.roster_facts f)
      and r.is_new
      and r.employee_id is null
      and r.email = e.email;
    -- Somebody of whom nothing is believed any more, since the import that brought them was undone.
    update pg_temp.roster_read r
    set is_new = true
    where not r.is_new
      and (select f.any_known or f.any_new_by_address from pg_temp.roster_facts f)
      and not exists (
            select from rungs.roster_entry e where e.person_id = r.person_id and e.superseded_at = 'infinity');

    insert into pg_temp.import_problem
    select 'roster', r.line, 'email', r.email,
           format('belongs to %s already', coalesce('employee id ' || p.employee_id, 'somebody else')),
           'If it is the same person, use that employee id; if not, check the address.'
    from pg_temp.roster_read r
    join rungs.person p on p.email = r.email
    where p.id <> r.person_id
      and not exists (
            select from pg_temp.roster_read o where o.person_id = p.id and o.email <> r.email)
      and not exists (
            select from pg_temp.import_problem f
            where f.line = r.line
              and f.column_name = 'employee_id');
    insert into pg_temp.import_problem
    select 'roster', r.line, 'email', r.email, format('the same person as in line %s', r.first_line),
           'One row for each person.'
    from (select x.line, x.email, min(x.line) over (partition by x.person_id) as first_line
          from pg_temp.roster_read x
          where (select f.any_known or f.any_new_by_address from pg_temp.roster_facts f)
            and x.person_id in (
                select y.known_id from pg_temp.roster_read y where y.known_id is not null group by y.known_id having count(*) > 1)) r
    where r.line > r.first_line
      and not exists (
            select from pg_temp.import_problem p
            where p.line = r.line
              and p.column_name in ('employee_id', 'email'));
    insert into pg_temp.import_problem
    select 'roster', r.line, 'name', null, 'the name is missing', 'Somebody new needs a full name.'
    from pg_temp.roster_read r
    where (select f.any_nameless from pg_temp.roster_facts f)
      and r.known_id is null
      and r.name is null;
end
$$;
comment on function rungs_api.roster_identify is 'Who is known by an address of earlier days, who comes anew; and rows that cannot be two people, or one.';

create function rungs_api.roster_missing(effective date, go_on boolean, unsent bigint) returns void
language plpgsql volatile as $$
declare
    missing integer;
    here integer;
    -- Of those whose rows were not sent, only who was not in the file at all.
    asked integer[] := case when unsent is not null then array(
        select p.id from rungs.person p where p.roster_digest is null
        union all
        select u.number from pg_temp.stage_unseen u) end;
begin
    -- Rows that have not the cells of the header: nobody knows whom they are about.
    if exists (select from pg_temp.import_skipped k where k.column_name is null) then
        raise exception using
            errcode = 'RG003',
            message = format('line %s cannot be read, so nobody knows who is missing', (select min(k.line) from pg_temp.import_skipped k where k.column_name is null)),
            hint = 'Mend the row, or leave --full out.';
    end if;
    create temporary table roster_missing on commit drop as
    select e.person_id, e.name
    from rungs_api.employed_on(effective, now()) e
    join rungs.person p on p.id = e.person_id
    where (asked is null or e.person_id = any (asked))
      and not exists (select from pg_temp.roster_read r where r.person_id = e.person_id)
      -- Who stands in a row that could not be read is not missing.
      and not exists (
            select from pg_temp.import_skipped_row s
            where s.employee_id = p.employee_id or lower(s.email) = p.email);
    get diagnostics missing = row_count;
    if missing = 0 then
        return;
    end if;
    select count(*) into here from rungs_api.employed_on(effective, now());
    if missing * 10 > here and not go_on then
        raise exception using
            errcode = 'RG003',
            message = format('%s of %s people are not in the file, which says who is here: all of them would be marked as leavers', missing, here),
            hint = 'If that is so, add --yes. If the file has only a part of the people, leave --full out.';
    end if;
    update pg_temp.roster_facts f set any_known = true;
    insert into pg_temp.roster_read (line, person_id, known_id, status_id, is_leaver, is_new, level_said, is_missing)
    select -row_number() over (order by m.name desc, m.person_id), m.person_id, m.person_id, 3, true, false, false, true
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
    -- By employee id, then by e-mail address; first among those in the file.
    create temporary table roster_spoken on commit drop as
    select u.word from pg_temp.roster_bosses b cross join lateral unnest(b.words) u (word)
    union
    select e.manager_word from rungs.roster_entry e where e.manager_word is not null and e.superseded_at = 'infinity';
    analyze pg_temp.roster_spoken;
    create temporary table roster_words on commit drop as
    select distinct on (w.word) w.word, coalesce(i.person_id, p.id) as person_id,
           0::bigint as people,
           num_nonnulls(i.person_id, p.id) = 0 as by_address, false as by_name
    from pg_temp.roster_spoken w
    left join pg_temp.roster_read i on i.employee_id = w.word
    left join rungs.person p on p.employee_id = w.word
    order by w.word;
    update pg_temp.roster_words w
    set person_id = x.person_id
    from (
        select distinct on (o.word) o.word, coalesce(m.person_id, q.id) as person_id
        from (select k.word from pg_temp.roster_words k where k.person_id is null) o
        left join pg_temp.roster_read m on m.email = lower(o.word)
        left join rungs.person q on q.email = lower(o.word)
        order by o.word
    ) x
    where x.word = w.word
      and x.person_id is not null;
    -- By an address of earlier days, which files still use for a while.
    update pg_temp.roster_words w
    set person_id = x.person_id, by_address = true
    from (
        select o.word, min(e.person_id) as person_id
        from pg_temp.roster_words o
        join rungs.roster_entry e on e.email = lower(o.word) and e.superseded_at = 'infinity'
        where o.person_id is null
        group by o.word
        having count(distinct e.person_id) = 1
    ) x
    where x.word = w.word;
    -- The rest by a name that only one of those in the file or employed has, or else ever had.
    with asked as materialized (
        select w.word, lower(rungs_api.name_read(w.word)) as name
        from pg_temp.roster_words w
        where w.person_id is null
    ), here as (
        select lower(r.name) as name, r.person_id
        from pg_temp.roster_read r
        where exists (select from asked)
          and lower(r.name) in (select a.name from asked a)
        union
        select lower(e.name), e.person_id
        from rungs_api.employed_on(effective, now()) e
        where lower(e.name) in (select a.name from asked a)
          and not exists (select from pg_temp.roster_read r where r.person_id = e.person_id)
    )
    update pg_temp.roster_words w
    set person_id = case when n.people = 1 then n.person_id when n.people = 0 then rungs_api.person_of_word(w.word) end,
        people = n.people, by_name = true
    from (
        select a.word, min(h.person_id) as person_id, count(h.person_id) as people
        from asked a
        left join here h on h.name = a.name
        group by a.word
    ) n
    where n.word = w.word;
    create unique index on pg_temp.roster_words (word);
    -- Of several words that a row has, the first that names somebody.
    create temporary table roster_boss on commit drop as
    select b.id, w.person_id, case when w.person_id is null then w.word end as word, w.word as said, w.by_address, w.by_name
    from pg_temp.roster_bosses b
    join pg_temp.roster_words w on w.word = b.words[1]
    where cardinality(b.words) = 1
    union all
    select b.id, f.person_id, case when f.person_id is null then f.word end, f.word, f.by_address, f.by_name
    from pg_temp.roster_bosses b
    cross join lateral (
        select (array_agg(w.person_id order by u.place) filter (where w.person_id is not null))[1] as person_id,
               coalesce((array_agg(u.word order by u.place) filter (where w.person_id is not null))[1],
                        (array_agg(u.word order by w.people > 1 desc, u.place))[1]) as word,
               bool_or(w.by_address) as by_address, bool_or(w.by_name) as by_name
        from unnest(b.words) with ordinality u (word, place)
        join pg_temp.roster_words w on w.word = u.word
    ) f
    where cardinality(b.words) > 1
      and f.word is not null;
    analyze pg_temp.roster_words, pg_temp.roster_boss;
end
$$;
comment on function rungs_api.roster_words is 'Whom each word for a manager names: by employee id, e-mail address, or a name that only one of those in the file or employed has.';

create function rungs_api.roster_managers(effective date) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.roster_words(effective);
    insert into pg_temp.import_problem
    select 'roster', r.line, 'manager', b.said, 'manages themselves', 'Leave the cell empty for whoever is at the top.'
    from pg_temp.roster_read r
    join pg_temp.roster_boss b on b.id = r.boss_id and b.person_id = r.person_id
    union all
    select 'roster', r.line, 'manager', b.said, format('is the name of %s people', w.people),
           'Name the manager by employee id or e-mail address.'
    from pg_temp.roster_read r
    join pg_temp.roster_boss b on b.id = r.boss_id
    join pg_temp.roster_words w on w.word = b.said
    where exists (select from pg_temp.roster_words k where k.people > 1)
      and b.word is not null
      and w.people > 1;
    insert into pg_temp.import_note
    select format('%s reports to ''%s'', whom nobody is known by yet: kept, and found when they come', x.people, x.word)
    from (select b.word, case count(*) when 1 then min(r.name) else count(*) || ' people' end as people, count(*) as n
          from pg_temp.roster_boss b
          join pg_temp.roster_words w on w.word = b.word and w.people < 2
          join pg_temp.roster_read r on r.boss_id = b.id
          where exists (select from pg_temp.roster_boss k where k.word is not null)
            and b.word is not null
          group by b.word) x
    order by x.n desc, x.word;
    -- Managers whom earlier files named before they came.
    create temporary table roster_found on commit drop as
    select e.id as entry_id, e.person_id, w.person_id as manager_id
    from rungs.roster_entry e
    join pg_temp.roster_words w on w.word = e.manager_word
    where e.superseded_at = 'infinity'
      and w.person_id is not null
      and w.person_id <> e.person_id
      and e.person_id not in (select r.person_id from pg_temp.roster_read r);
end
$$;
comment on function rungs_api.roster_managers is
    'Finds the manager of each row. One whom nobody is known by is kept as a word until they come; a name of several people is a problem.';

create function rungs_api.roster_loops(effective date) returns void
language plpgsql volatile as $$
begin
    -- A loop goes through somebody whose manager is another one now, and through nobody but managers.
    create temporary table roster_moved on commit drop as
    select r.line
    from pg_temp.roster_read r
    where not r.is_new
      and r.line in (select c.line from pg_temp.import_change c where c.field = 'manager' or c.action = 'returned');
    create temporary table roster_above on commit drop as
    with recursive above as (
        select b.person_id
        from pg_temp.roster_boss b
        where b.person_id is not null
          and (not (select f.any_known from pg_temp.roster_facts f)
               or b.id in (
                    select r.boss_id
                    from pg_temp.roster_read r
                    where r.is_new or r.line in (select m.line from pg_temp.roster_moved m)))
        union
        select f.manager_id from pg_temp.roster_found f
        union
        select e.manager_id
        from above a
        join rungs_api.employed_on(effective, now()) e on e.person_id = a.person_id
        where e.manager_id is not null
          and e.person_id not in (select r.person_id from pg_temp.roster_moved m join pg_temp.roster_read r on r.line = m.line)
          and e.person_id not in (select f.person_id from pg_temp.roster_found f)
    )
    select a.person_id from above a;
    analyze pg_temp.roster_above;
    create temporary table roster_chain on commit drop as
    with boss as materialized (
        select r.person_id, r.boss_id, coalesce(r.name, '') as name
        from pg_temp.roster_read r
        where r.person_id in (select a.person_id from pg_temp.roster_above a)
          and (r.is_new or r.line in (select m.line from pg_temp.roster_moved m))
    )
    select o.person_id, b.person_id as manager_id, o.name
    from boss o
    join pg_temp.roster_boss b on b.id = o.boss_id and b.person_id <> o.person_id
    union all
    select e.person_id, coalesce(f.manager_id, e.manager_id), e.name
    from pg_temp.roster_above a
    join rungs_api.employed_on(effective, now()) e on e.person_id = a.person_id
    left join (select o.person_id, min(o.manager_id) as manager_id from pg_temp.roster_found o group by o.person_id) f on f.person_id = a.person_id
    where coalesce(f.manager_id, e.manager_id) is not null
      and e.person_id not in (select r.person_id from pg_temp.roster_moved m join pg_temp.roster_read r on r.line = m.line);
    analyze pg_temp.roster_chain;
    with recursive below as (
        select c.person_id
        from pg_temp.roster_chain c
        where not exists (select from pg_temp.roster_chain m where m.person_id = c.manager_id)
        union
        select c.person_id
        from below b
        join pg_temp.roster_chain c on c.manager_id = b.person_id
    )
    delete from pg_temp.roster_chain c
    where c.person_id in (select b.person_id from below b);
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
    select 'roster', r.line, 'manager', b.said,
           format('reports to themselves in the end: %s', array_to_string(w.names || w.names[1], ' -> ')),
           'Correct one of these managers.'
    from walk w
    join pg_temp.roster_read r on r.person_id = w.start
    join pg_temp.roster_boss b on b.id = r.boss_id
    where w.reached = w.start;
end
$$;
comment on function rungs_api.roster_loops is
    'Names everybody who reports to themselves in the end: people at the top, and those below them, are taken away; only loops, and those below them, are left.';
