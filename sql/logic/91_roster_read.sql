-- The roster: a set of rows as any HR system writes them, read: names, words for status, dates, levels, positions.

create function rungs_api.dates_of(kind text)
returns table (line integer, value text)
language plpgsql stable as $$
begin
    if kind = 'history' then
        return query
        select s.line, rungs_api.cell(s.date)
        from pg_temp.stage_history s
        where s.date !~ '^[0-9]{4}-';
    else
        return query
        select s.line, rungs_api.cell(v.value)
        from pg_temp.stage_roster s
        cross join lateral unnest(array[s.hire_date, s.leave_date, s.level_since]) v (value)
        where v.value !~ '^[0-9]{4}-';
    end if;
end
$$;
comment on function rungs_api.dates_of is 'The dates of a staged file that do not begin with the year.';

create function rungs_api.dates_order(wanted text, kind text) returns boolean
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
    where d.part is not null;
    if shown.dates = 0 or shown.no_matter then
        return false;
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
    'Whether the day stands before the month: as was asked, else by all dates of the file together; said aloud, and never guessed.';

create function rungs_api.roster_present(present text[]) returns text[]
language sql immutable as $$
    select present
        || case when present && '{first_name,last_name}' then '{name}'::text[] else '{}' end
        || case when present && '{manager_id,manager_email,manager_name}' then '{manager}'::text[] else '{}' end
        || case when present && '{active,employment_status}' then '{status}'::text[] else '{}' end
$$;
comment on function rungs_api.roster_present is 'The columns that a file has, with those that it has in parts.';

create function rungs_api.roster_words_of(present text[], day_first boolean) returns void
language plpgsql volatile as $$
begin
    -- What stands in many rows is read once: days, and words for status.
    create temporary table roster_days on commit drop as
    select v.value, rungs_api.date_parse(v.value, day_first) as day
    from (
        select rungs_api.cell(s.hire_date) as value from pg_temp.stage_roster s
        union select rungs_api.cell(s.leave_date) from pg_temp.stage_roster s
        union select rungs_api.cell(s.level_since) from pg_temp.stage_roster s
    ) v
    where v.value is not null;
    create temporary table roster_states on commit drop as
    -- Active in one column and on leave in another: on leave.
    select s.status, s.employment_status, s.active, max(k.status_id) as status_id,
           coalesce(bool_or(t.employed) and not bool_and(t.employed), false) as disagree,
           (array_agg(v.column_name order by v.place) filter (where v.word is not null and k.word is null))[1] as lost_column
    from (select distinct rungs_api.cell(r.status) as status, rungs_api.cell(r.employment_status) as employment_status, rungs_api.cell(r.active) as active
          from pg_temp.stage_roster r) s
    cross join lateral (values (1, 'status', s.status, false), (2, 'employment_status', s.employment_status, false), (3, 'active', s.active, true))
        v (place, column_name, word, is_answer)
    left join lateral (
        select x.word, x.status_id
        from rungs.status_word x
        where x.word = rungs_api.word_key(v.word) and x.is_answer in (v.is_answer, false)
        order by x.is_answer desc
        limit 1) k on true
    left join rungs.employment_status t on t.id = k.status_id
    group by s.status, s.employment_status, s.active;
    analyze pg_temp.roster_days;
    analyze pg_temp.roster_states;
end
$$;
comment on function rungs_api.roster_words_of is 'The days and the words for status of the file, each once.';

create function rungs_api.manager_word(value text) returns text
language sql immutable as $$
    select case when lower(value) in ('no_manager', 'no manager', 'none', 'n/a', 'na', 'null', '-', '--') then null else value end
$$;
comment on function rungs_api.manager_word is 'What names a manager; the words for nobody do not.';

create function rungs_api.roster_read(present text[], effective date, date_order text) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.roster_words_of(present, rungs_api.dates_order(date_order, 'roster'));
    create temporary table roster_read on commit drop as
    select c.line, c.employee_id, c.email, c.name, c.title, c.level, c.level_since as level_since_text, c.manager_words,
           c.organisation, c.location, c.specialization, c.hire_date as hire_text, c.leave_date as leave_text, c.attributes,
           h.day as hired_on, l.day as left_on, v.day as level_since, t.status_id,
           -- Who is leaving: by the word, or by a last day that lies ahead. Beside 'active' an old last day is from before.
           coalesce(t.status_id = 3, l.day is not null) or coalesce(l.day >= effective, false) as is_leaver,
           null::integer as level_id, 'level' = any (present) as level_said,
           c.manager_words[1] as manager, null::integer as manager_id, null::text as manager_word,
           null::integer as person_id, false as is_new, false as is_missing
    from (
        select s.line, coalesce(rungs_api.cell(s.employee_id), rungs_api.id_in_name(s.name)) as employee_id, lower(rungs_api.cell(s.email)) as email,
               coalesce(rungs_api.name_read(rungs_api.name_without_id(rungs_api.cell(s.name))),
                        nullif(concat_ws(' ', coalesce(rungs_api.cell(s.preferred_name), rungs_api.cell(s.first_name)), rungs_api.cell(s.last_name)), '')) as name,
               rungs_api.cell(s.title) as title, rungs_api.cell(s.level) as level, rungs_api.cell(s.level_since) as level_since,
               array_remove(array[
                   rungs_api.manager_word(rungs_api.cell(s.manager_id)), lower(rungs_api.manager_word(rungs_api.cell(s.manager_email))),
                   rungs_api.id_in_name(rungs_api.cell(s.manager)), rungs_api.manager_word(rungs_api.name_without_id(rungs_api.cell(s.manager))),
                   rungs_api.id_in_name(rungs_api.cell(s.manager_name)), rungs_api.manager_word(rungs_api.name_without_id(rungs_api.cell(s.manager_name)))],
                   null) as manager_words,
               rungs_api.cell(s.organisation) as organisation, rungs_api.cell(s.location) as location,
               rungs_api.cell(s.specialization) as specialization, rungs_api.cell(s.hire_date) as hire_date, rungs_api.cell(s.leave_date) as leave_date,
               rungs_api.cell(s.status) as status, rungs_api.cell(s.employment_status) as employment_status, rungs_api.cell(s.active) as active,
               s.attributes::jsonb as attributes
        from pg_temp.stage_roster s
    ) c
    left join pg_temp.roster_days h on h.value = c.hire_date
    left join pg_temp.roster_days l on l.value = c.leave_date
    left join pg_temp.roster_days v on v.value = c.level_since
    left join pg_temp.roster_states t
           on coalesce(t.status, '') = coalesce(c.status, '') and coalesce(t.employment_status, '') = coalesce(c.employment_status, '')
          and coalesce(t.active, '') = coalesce(c.active, '');
    perform rungs_api.roster_status();
    perform rungs_api.roster_rows();
    if 'level' <> all (present) then
        perform rungs_api.roster_titles();
    end if;
    create unique index on pg_temp.roster_read (line);
    analyze pg_temp.roster_read;
end
$$;
comment on function rungs_api.roster_read is 'The staged rows, read: without blanks around the cells, names in order, dates as days.';

create function rungs_api.roster_status() returns void
language plpgsql volatile as $$
begin
    if not exists (select from pg_temp.roster_states t where t.lost_column is not null or t.disagree) then
        return;
    end if;
    insert into pg_temp.import_problem
    select 'roster', s.line, coalesce(t.lost_column, 'status'),
           case t.lost_column when 'status' then t.status when 'employment_status' then t.employment_status when 'active' then t.active
                else concat_ws(' and ', t.status, t.employment_status, t.active) end,
           case when t.lost_column is null then 'two columns of status disagree' else 'not a status' end,
           case when t.lost_column is null then 'Correct one of them; or leave one out with --map ''Header=''.' else 'Write active, leave or left.' end
    from pg_temp.stage_roster s
    join pg_temp.roster_states t
      on t.status is not distinct from rungs_api.cell(s.status)
     and t.employment_status is not distinct from rungs_api.cell(s.employment_status)
     and t.active is not distinct from rungs_api.cell(s.active)
    where t.lost_column is not null or t.disagree;
end
$$;
comment on function rungs_api.roster_status is 'Words that are no status, and two columns of it that disagree.';

create function rungs_api.roster_titles() returns void
language plpgsql volatile as $$
begin
    if not exists (select from rungs.title_level t where t.superseded_at = 'infinity') then
        return;
    end if;
    update pg_temp.roster_read r
    set level_id = t.level_id, level = l.code, level_said = true
    from rungs.title_level t
    left join rungs.level l on l.id = t.level_id
    where t.key = rungs_api.word_key(r.title)
      and t.superseded_at = 'infinity';
    insert into pg_temp.import_note
    select format('%s without a level: %s', case count(*) when 1 then 'one title' else count(*) || ' titles' end,
                  string_agg(format('%s (%s)', x.title, x.people), ', ' order by x.people desc, x.title)
                      filter (where x.place <= 12) || case when count(*) > 12 then ', ...' else '' end)
    from (
        select min(r.title) as title, count(*) as people, row_number() over (order by count(*) desc, min(r.title)) as place
        from pg_temp.roster_read r
        where r.title is not null and not r.level_said
        group by rungs_api.word_key(r.title)
    ) x
    having count(*) > 0;
end
$$;
comment on function rungs_api.roster_titles is 'Levels by titles, where the file has no levels; titles that stand for none are listed by frequency.';

create function rungs_api.roster_rows() returns void
language plpgsql volatile as $$
begin
    -- Positions that nobody fills.
    with gone as (
        delete from pg_temp.roster_read r
        where r.email is null
          and rungs_api.word_key(r.name) in ('vacant', 'vacancy', 'open', 'open position', 'open role', 'tbd', 'tbh', 'to be hired', 'unfilled', 'new hire')
        returning r.line, r.title
    )
    insert into pg_temp.import_note
    select format('line %s is a vacant position%s: left out', g.line, coalesce(' (' || g.title || ')', ''))
    from gone g
    order by g.line;
    -- One person with two positions: who still works here counts more than who has left, a row with a level more than one
    -- without, an earlier row more than a later one.
    with pair as (
        select r.line, r.employee_id, first_value(r.line) over primary_first as kept,
               count(*) over same as copies,
               count(*) filter (where lower(r.name) is distinct from f.name) over same
                   + count(*) filter (where r.email <> f.email) over same as differ
        from pg_temp.roster_read r
        join (select x.employee_id, min(lower(x.name)) as name, min(x.email) as email
              from pg_temp.roster_read x where x.employee_id is not null group by x.employee_id having count(*) > 1) f
          on f.employee_id = r.employee_id
        window same as (partition by r.employee_id),
               primary_first as (partition by r.employee_id order by r.is_leaver, r.level is null, r.line)
    ), gone as (
        delete from pg_temp.roster_read r
        using pair p
        where r.line = p.line and p.differ = 0 and p.line <> p.kept
        returning r.line, r.name, p.kept
    )
    insert into pg_temp.import_note
    select format('line %s is another position of %s: line %s counts', g.line, g.name, g.kept)
    from gone g
    order by g.line;
    insert into pg_temp.import_note
    select format('employee ids that differ only in letter case: %s', string_agg(x.ids, '; '))
    from (
        select string_agg(distinct r.employee_id, ', ' order by r.employee_id) as ids
        from pg_temp.roster_read r
        where r.employee_id ~ '[[:alpha:]]'
        group by lower(r.employee_id)
        having count(distinct r.employee_id) > 1
    ) x
    having count(*) > 0;
end
$$;
comment on function rungs_api.roster_rows is 'Rows that are no person of their own: vacant positions, second positions of one person; and ids that look alike.';

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
            rungs_api.fault_if(r.level_since is null and r.level_since_text is not null, 'level_since', r.level_since_text,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(r.hired_on is null and r.hire_text is not null, 'hire_date', r.hire_text,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(r.left_on is null and r.leave_text is not null, 'leave_date', r.leave_text,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(r.is_leaver and r.left_on < r.hired_on, 'leave_date', r.leave_text,
                'left before the hire',
                'Check both dates.'),
            rungs_api.fault_if(r.level_since < r.hired_on, 'level_since', r.level_since_text,
                'at this level before the hire',
                'Check both dates; experience from elsewhere does not count here.')], null) as faults
        from pg_temp.roster_read r
    ) x
    cross join lateral unnest(x.faults) f
    where cardinality(x.faults) > 0;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'specialization', r.specialization, 'not a specialization',
           rungs_api.did_you_mean(r.specialization, k.known)
    from pg_temp.roster_read r
    cross join (select coalesce(array_agg(s.code order by s.id), '{}') as known from rungs.specialization s) k
    where r.specialization is not null
      and r.specialization <> all (k.known);

    update pg_temp.roster_read r
    set level_id = l.id
    from (
        select w.level, min(v.id) as id
        from (select distinct x.level from pg_temp.roster_read x where x.level is not null) w
        join rungs.level v on true
        join rungs.ladder d on d.id = v.ladder_id
        where v.code = w.level or d.code || '/' || v.code = w.level
        group by w.level
        having count(*) = 1
    ) l
    where l.level = r.level
      and r.level_id is null;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'level', r.level,
           case when r.level = any (k.known) then 'a level of more than one ladder' else 'not a level of any ladder' end,
           case when r.level = any (k.known) then 'Write it as ladder/level.'
                when cardinality(k.known) = 0 then 'Import a ladder first: rungs import ladder DIRECTORY.'
                else rungs_api.did_you_mean(r.level, k.known) end
    from pg_temp.roster_read r
    cross join (select coalesce(array_agg(l.code order by l.id), '{}') as known from rungs.level l) k
    where r.level is not null
      and r.level_id is null;

    insert into pg_temp.import_problem
    select 'roster', r.line, 'employee_id', r.employee_id,
           format('the same employee id as in line %s, and another name or address', r.first_line), 'One of them is somebody else: correct the id.'
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
