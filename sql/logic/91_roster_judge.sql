-- The roster: which way its dates are written, and what is wrong with the rows by themselves.

create function rungs_api.dates_of(kind text)
returns table (line integer, value text)
language plpgsql stable as $$
begin
    if kind = 'history' then
        return query
        select min(s.line), rungs_api.cell(s.date)
        from pg_temp.stage_history s
        where s.date !~ '^[0-9]{4}-'
        group by rungs_api.cell(s.date);
    else
        return query
        select d.line, d.value
        from pg_temp.roster_days d
        where d.value !~ '^[0-9]{4}-';
    end if;
end
$$;
comment on function rungs_api.dates_of is 'The dates of a staged file that do not begin with the year, each with its first line.';

create function rungs_api.dates_order(wanted text, kind text, before boolean default null) returns boolean
language plpgsql volatile as $$
declare
    shown record;
begin
    if wanted is not null then
        return wanted = 'dmy';
    end if;
    -- Every number-number-year of the file, in all its columns of dates.
    select count(*) as dates, bool_or(d.part[1]::integer > 12) as says_day_first, bool_or(d.part[3]::integer > 12) as says_month_first,
           bool_and(d.part[1]::integer = d.part[3]::integer) as no_matter, bool_and(d.part[2] = '.') as with_points,
           (array_agg(d.value order by d.part[1]::integer > 12 desc, d.line))[1] as day_example,
           (array_agg(d.line order by d.part[1]::integer > 12 desc, d.line))[1] as day_line,
           (array_agg(d.value order by d.part[3]::integer > 12 desc, d.line))[1] as month_example,
           (array_agg(d.line order by d.part[3]::integer > 12 desc, d.line))[1] as month_line,
           min(d.line) as first_line
    into shown
    from (
        select x.line, x.value, regexp_match(x.value, '^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})( [0-9:]+( ?[AaPp][Mm])?)?$') as part
        from rungs_api.dates_of(kind) x
    ) d
    where d.part is not null
      -- Else it is no day either way.
      and least(d.part[1]::integer, d.part[3]::integer) <= 12;
    if before is not null then
        -- The rows that were not sent were read so, and these are of the same file.
        if (before and shown.says_month_first) or (not before and shown.says_day_first) then
            perform rungs_api.import_all_rows('dates are written in another order');
        end if;
        insert into pg_temp.import_note
        values (format('dates are read %s first, as before', case when before then 'day' else 'month' end));
        return before;
    end if;
    if shown.dates = 0 or shown.no_matter then
        return null;
    end if;
    if shown.says_day_first and shown.says_month_first then
        insert into pg_temp.import_problem
        values (kind, shown.month_line, null, shown.month_example,
                format('the month stands first, but in line %s the day does: %s', shown.day_line, shown.day_example),
                'Write all dates of a file in one way.');
        return true;
    end if;
    if not shown.says_day_first and not shown.says_month_first and not shown.with_points then
        insert into pg_temp.import_problem
        values (kind, shown.day_line, null, shown.day_example, 'day first or month first? No date of the file tells',
                'Add --date-format dmy or --date-format mdy.');
        return false;
    end if;
    insert into pg_temp.import_note
    select case when shown.says_month_first then format('dates are read month first: %s in line %s', shown.month_example, shown.month_line)
                when shown.says_day_first then format('dates are read day first: %s in line %s', shown.day_example, shown.day_line)
                else format('dates are read day first, as they are written with points: %s in line %s', shown.day_example, shown.day_line) end;
    return not shown.says_month_first;
end
$$;
comment on function rungs_api.dates_order is
    'Whether the day stands before the month: as was asked, or as in the rows that were not sent, else by all dates of the file together; said aloud, and never guessed. Null when it does not matter.';

create function rungs_api.roster_judge() returns void
language plpgsql volatile as $$
declare
    -- While nobody knows which way they are written, no date is wrong.
    undecided boolean := exists (select from pg_temp.import_problem p where p.column_name is null);
begin
    insert into pg_temp.import_problem
    select 'roster', r.line, f.column_name, f.value, f.problem, f.hint
    from (
        -- Most rows are sound: faults are gathered only of those that are not.
        select x.*
        from pg_temp.roster_read x
        where num_nonnulls(x.employee_id, x.email) = 0
           or x.email !~ '^[^@[:space:]]+@[^@[:space:]]+$'
           or (x.is_unread and not undecided)
           or x.left_on < x.hired_on
           or x.level_since < x.hired_on
    ) r
    join pg_temp.stage_roster s on s.line = r.line
    cross join lateral unnest(array_remove(array[
        rungs_api.fault_if(num_nonnulls(r.employee_id, r.email) = 0, 'employee_id', null,
            'neither employee id nor e-mail address',
            'One of them is needed to know the person again.'),
        rungs_api.fault_if(r.email !~ '^[^@[:space:]]+@[^@[:space:]]+$', 'email', r.email,
            'not an e-mail address',
            'Write it as name@company.example.'),
        rungs_api.fault_if(not undecided and r.level_since is null and s.level_since is not null, 'level_since', s.level_since,
            'not a date',
            'Write it as YYYY-MM-DD.'),
        rungs_api.fault_if(not undecided and r.hired_on is null and s.hire_date is not null, 'hire_date', s.hire_date,
            'not a date',
            'Write it as YYYY-MM-DD.'),
        rungs_api.fault_if(not undecided and r.left_on is null and s.leave_date is not null, 'leave_date', s.leave_date,
            'not a date',
            'Write it as YYYY-MM-DD.'),
        rungs_api.fault_if(r.is_leaver and r.left_on < r.hired_on, 'leave_date', s.leave_date,
            'left before the hire',
            'Check both dates.'),
        rungs_api.fault_if(r.level_since < r.hired_on, 'level_since', s.level_since,
            'at this level before the hire',
            'Check both dates; experience from elsewhere does not count here.')], null)) f;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'specialization', s.specialization, 'not a specialization',
           rungs_api.did_you_mean(s.specialization, array(select k.code from rungs.specialization k order by k.id))
    from pg_temp.roster_read r
    join pg_temp.stage_roster s on s.line = r.line
    where (select f.any_unspecialized from pg_temp.roster_facts f)
      and r.specialization_id is null
      and s.specialization is not null;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'level', r.level,
           case when r.level = any (k.known) then 'a level of more than one ladder' else 'not a level of any ladder' end,
           case when r.level = any (k.known) then 'Write it as ladder/level.'
                when cardinality(k.known) = 0 then 'Import a ladder first: rungs import ladder DIRECTORY.'
                else rungs_api.did_you_mean(r.level, k.known) end
    from pg_temp.roster_read r
    cross join (select coalesce(array_agg(l.code order by l.id), '{}') as known from rungs.level l) k
    where (select f.any_off_ladder from pg_temp.roster_facts f)
      and r.level is not null
      and r.level_id is null;

    -- What stands in more than one row is found first; it is rare.
    insert into pg_temp.import_problem
    select 'roster', r.line, 'employee_id', r.employee_id,
           format('the same employee id as in line %s, and another name or address', r.first_line), 'One of them is somebody else: correct the id.'
    from (select x.line, x.employee_id, min(x.line) over (partition by x.employee_id) as first_line
          from pg_temp.roster_read x
          where lower(x.employee_id collate "C") in (select d.key from pg_temp.roster_doubles d)) r
    where r.line > r.first_line;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'email', r.email,
           format('the same e-mail address as in line %s', r.first_line), 'One row for each person.'
    from (select x.line, x.email, min(x.line) over (partition by x.email) as first_line
          from pg_temp.roster_read x
          where (select f.addresses_repeat from pg_temp.roster_facts f)
            and x.email in (select y.email from pg_temp.roster_read y group by y.email having count(*) > 1)) r
    where r.line > r.first_line
      and not exists (
            select from pg_temp.import_problem p where p.line = r.line and p.column_name = 'employee_id');
end
$$;
comment on function rungs_api.roster_judge is 'What can be said of the rows by themselves: shapes, words, doubles.';
