-- Imports within one test: \i tests/support/imports.sql
--
-- Rows are written as JSON, an object a row; the keys of all rows are the columns the file has, lines count
-- from 2. An import that finds problems is rolled back, as the program does, and the problems are the answer.

create function pg_temp.tidy() returns void language plpgsql as $$
declare
    leftover regclass;
begin
    for leftover in
        select c.oid
        from pg_catalog.pg_class c
        where c.relnamespace = pg_my_temp_schema()
          and c.relkind = 'r'
          and c.relname ~ '^(import|stage|roster|history|titles|evidence|scope|nomination|ladder)_'
    loop
        execute format('drop table %s', leftover);
    end loop;
end
$$;

-- The program stages cells without blanks around them, and as null when nothing is left.
create function pg_temp.stage(file text, rows jsonb) returns void language plpgsql as $$
begin
    execute format(
        'insert into pg_temp.%1$I
         select (jsonb_populate_record(null::rungs_api.%2$I, jsonb_build_object(''line'', r.number + 1) || coalesce(c.cells, ''{}''))).*
         from jsonb_array_elements($1) with ordinality r (value, number)
         cross join lateral (select jsonb_object_agg(e.key, rungs_api.cell(e.value)) as cells from jsonb_each_text(r.value) e) c',
        'stage_' || replace(file, '-', '_'), replace(file, '-', '_') || '_row') using rows;
end
$$;

-- One file or many; the answer is 'new 1, unchanged 2', or a line 'file 2 column: problem' for each problem.
create function pg_temp.take(kind text, effective date, rows jsonb, cycle text default null) returns text language plpgsql as $$
declare
    files jsonb := case when jsonb_typeof(rows) = 'array' then jsonb_build_object(kind, rows) else rows end;
    digest text := encode(sha256(convert_to(rows::text, 'UTF8')), 'hex');
    present text[];
    said text;
    file text;
begin
    perform pg_temp.tidy();
    perform rungs_api.import_begin(kind);
    for file in select k.key from jsonb_each(files) k loop
        perform pg_temp.stage(file, files -> file);
    end loop;
    select coalesce(array_agg(distinct k.key), '{}') into present
    from jsonb_each(files) f
    cross join jsonb_array_elements(f.value) r
    cross join jsonb_each(r.value) k;
    execute format(
        'select concat_ws('', '', case when new > 0 then ''new '' || new end, case when changed > 0 then ''changed '' || changed end,
                case when unchanged > 0 then ''unchanged '' || unchanged end, case when "left" > 0 then ''left '' || "left" end,
                case when returned > 0 then ''returned '' || returned end, case when gone > 0 then ''gone '' || gone end)
         from rungs_api.import_%s($1, $2, $3, $4%s)', kind, case when kind = 'nominations' then ', $5' else '' end)
        into said using kind || '.csv', digest, effective, present, cycle;
    if exists (select from pg_temp.import_problem) then
        select string_agg(concat_ws(' ', nullif(p.file, kind), p.line, p.column_name) || ': ' || p.problem, e'\n'
                          order by p.file, p.line, p.column_name, p.problem)
        into said from rungs_api.import_problems(100) p;
        raise exception using errcode = 'RG999', message = said;
    end if;
    return said;
exception when sqlstate 'RG999' then
    return sqlerrm;
end
$$;

-- The plan, a line a change: '2 changed title: old -> new'.
create function pg_temp.planned() returns text language sql as $$
    select string_agg(concat_ws(' ', c.line, c.action, c.field) || ': ' || coalesce(c.old_value, '') || ' -> ' || coalesce(c.new_value, ''),
                      e'\n' order by c.line, c.field)
    from rungs_api.import_changes(100) c
$$;

-- A fingerprint of everything in rungs: two are alike when not a row was written in between.
create function pg_temp.everything() returns text language plpgsql as $$
declare
    answer text := '';
    part text;
    name regclass;
begin
    for name in
        select c.oid from pg_catalog.pg_class c where c.relnamespace = 'rungs'::regnamespace and c.relkind = 'r' order by c.relname
    loop
        execute format('select count(*) || '' '' || coalesce(md5(string_agg(t::text, '''' order by t::text)), '''') from %s t', name) into part;
        answer := answer || name || ' ' || part || e'\n';
    end loop;
    return answer;
end
$$;

-- The way of a person over the levels: '2024-01-01 hire one, 2025-06-15 promotion two'.
create function pg_temp.way(who text) returns text language sql as $$
    select string_agg(concat_ws(' ', w.effective_on, w.kind, l.code), ', ' order by w.effective_on)
    from rungs.person p
    cross join lateral rungs_api.way_of(p.id, 'infinity', now()) w
    left join rungs.level l on l.id = w.level_id
    where p.employee_id = who
$$;
-- The believed roster entries of a person: '2024-01-01 active Title, 2026-01-01 left Title'.
create function pg_temp.entries(who text) returns text language sql as $$
    select string_agg(concat_ws(' ', e.valid_from, s.code, e.title), ', ' order by e.valid_from)
    from rungs.roster_entry e
    join rungs.person p on p.id = e.person_id
    join rungs.employment_status s on s.id = e.status_id
    where p.employee_id = who and e.superseded_at = 'infinity'
$$;
-- One column of a person's roster entry on a day.
create function pg_temp.roster_cell(who text, what text, on_day date) returns text language sql as $$
    select case what
        when 'manager' then (select m.employee_id from rungs.person m where m.id = r.manager_id)
        else to_jsonb(r) ->> what end
    from rungs_api.roster_on(on_day, now()) r
    join rungs.person p on p.id = r.person_id
    where p.employee_id = who
$$;
