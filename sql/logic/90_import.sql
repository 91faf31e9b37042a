-- Imports: the contract (which files and columns), the staging tables, and what all kinds share.
--
-- C copies the rows of a file, each with its line number and as they stand, into a staging table made of
-- the row type below, and then calls one function that judges them as a set, applies them, and leaves
-- two tables behind: import_change (the plan) and import_problem. Any problem: the caller rolls back.

create type rungs_api.roster_row as (
    line integer, employee_id text, name text, email text, title text, level text, level_since text,
    manager text, organisation text, location text, specialization text, hire_date text, status text,
    leave_date text);
comment on type rungs_api.roster_row is 'Columns of import/roster.';

create type rungs_api.evidence_row as (
    line integer, external_id text, person text, expectation text, strength text, observer text,
    relation text, observed_on text, work_type text, summary text, details text, link text, status text,
    confirmed_by text, confirmed_on text);
comment on type rungs_api.evidence_row is 'Columns of import/evidence.';

create type rungs_api.scope_row as (
    line integer, person text, measure text, value text, effective_on text, note text);
comment on type rungs_api.scope_row is 'Columns of import/scope.';

create type rungs_api.nominations_row as (
    line integer, person text, target text, nominated_by text, nominated_on text, rationale text);
comment on type rungs_api.nominations_row is 'Columns of import/nominations.';

create type rungs_api.fault as (column_name text, value text, problem text, hint text);
comment on type rungs_api.fault is
    'What is wrong with a cell. Judges gather the faults of a row in an array: a lateral VALUES list would be set up anew for each row, which takes longer than all else in an import.';

create function rungs_api.fault_if(is_wrong boolean, column_name text, value text, problem text, hint text)
returns rungs_api.fault
language sql immutable as $$
    select case when is_wrong then row(column_name, value, problem, hint)::rungs_api.fault end
$$;
comment on function rungs_api.fault_if is 'A fault, or null when all is well.';

create function rungs_api.import_contract(kind text)
returns table (file text, row_type regtype, needed text[], may_be_missing boolean)
language sql stable as $$
    select c.file, ('rungs_api.' || replace(c.file, '-', '_') || '_row')::regtype, c.needed, c.may_be_missing
    from (values
        ('roster', 'roster', '{}'::text[], false),
        ('evidence', 'evidence', '{person,expectation,strength,observer,relation,observed_on,summary}', false),
        ('scope', 'scope', '{person,measure,value,effective_on}', false),
        ('nominations', 'nominations', '{person,target,nominated_by,nominated_on}', false),
        ('ladder', 'ladder', '{code,name,profession}', false),
        ('ladder', 'levels', '{code,rank,name,track}', false),
        ('ladder', 'dimensions', '{code,name}', true),
        ('ladder', 'expectations', '{code,level,sentence}', false),
        ('ladder', 'measures', '{code,name,unit}', true),
        ('ladder', 'steps', '{measure,rank,code,name}', true),
        ('ladder', 'scopes', '{level,measure,minimum}', true),
        ('ladder', 'stage-models', '{code,name,default}', true),
        ('ladder', 'stages', '{model,position,code,name,great,levels}', true),
        ('ladder', 'crossings', '{code,model,from,to,name}', true),
        ('ladder', 'shifts', '{code,crossing,sentence}', true),
        ('ladder', 'work-types', '{code,name}', true),
        ('ladder', 'specializations', '{code,name}', true),
        ('ladder', 'advice', '{code,kind,position,text}', true),
        ('ladder', 'mappings', '{kind,from,to}', true)
    ) c (kind, file, needed, may_be_missing)
    where c.kind = import_contract.kind
$$;
comment on function rungs_api.import_contract is 'The files of a kind of import, their row types, and the columns that have to be there.';

create function rungs_api.import_lock(kind text) returns void
language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock(7238114, hashtext(import_lock.kind));
    -- now() is when this transaction began. Had another import been recorded since, history would run backwards.
    if exists (select from rungs.import i where i.kind = import_lock.kind and i.recorded_at > now()) then
        raise exception using
            errcode = 'RG006',
            message = 'another import was applied while this one waited',
            hint = 'Type the command again.';
    end if;
end
$$;
comment on function rungs_api.import_lock is 'One import of a kind at a time, from before its rows are staged; the rest wait. The few that began before another and got the lock after it are asked to come again.';

create function rungs_api.import_begin(kind text)
returns table (file text, column_name text, is_needed boolean, may_be_missing boolean)
language plpgsql volatile as $$
declare
    part record;
begin
    perform rungs_api.import_lock(import_begin.kind);
    if import_begin.kind <> 'ladder' and not exists (select from rungs.ladder) then
        raise exception using
            errcode = 'RG003',
            message = 'there is no ladder yet',
            hint = 'Import one first: rungs import ladder DIRECTORY (the one that comes with Rungs is import/ladders/product-management).';
    end if;
    create temporary table import_change (
        line integer, action text, subject text, field text, old_value text, new_value text, file text) on commit drop;
    create temporary table import_problem (
        file text, line integer, column_name text, value text, problem text, hint text) on commit drop;
    for part in select c.* from rungs_api.import_contract(import_begin.kind) c loop
        execute format('create temporary table %I of %s on commit drop',
                       'stage_' || replace(part.file, '-', '_'), part.row_type);
    end loop;
    return query
    select c.file, a.attname::text, a.attname::text = any (c.needed), c.may_be_missing
    from rungs_api.import_contract(import_begin.kind) c
    join pg_catalog.pg_type t on t.oid = c.row_type
    join pg_catalog.pg_attribute a on a.attrelid = t.typrelid and a.attnum > 1
    order by c.file, a.attnum;
end
$$;
comment on function rungs_api.import_begin is
    'Makes the staging tables of this transaction and returns the columns of each file in the order of its COPY (behind the line number).';

create function rungs_api.import_record(kind text, file_name text, sha256 text, effective_on date) returns integer
language sql volatile as $$
    insert into rungs.import (kind, file_name, sha256, effective_on, recorded_by)
    values (kind, file_name, sha256, effective_on, rungs_api.account_id())
    returning id
$$;
comment on function rungs_api.import_record is 'Opens a numbered batch.';

create function rungs_api.import_actions() returns table (action text, lines bigint)
language plpgsql volatile as $$
begin
    return query
    select one.action, count(*)
    from (
        select distinct on (c.file, c.line, c.subject) c.action
        from pg_temp.import_change c
        order by c.file, c.line, c.subject, array_position(array['new', 'left', 'returned', 'changed', 'gone', 'unchanged'], c.action)
    ) one
    group by one.action;
end
$$;
comment on function rungs_api.import_actions is 'Rows by what becomes of them; each is counted once: who comes back with another title has returned.';

create function rungs_api.import_summarize(batch integer) returns void
language plpgsql volatile as $$
begin
    update rungs.import i
    set summary = (select coalesce(jsonb_object_agg(a.action, a.lines), '{}') from rungs_api.import_actions() a)
    where i.id = batch;
end
$$;
comment on function rungs_api.import_summarize is 'Writes the counts of a batch.';

create function rungs_api.import_finish(batch integer) returns void
language plpgsql volatile as $$
begin
    if exists (select from pg_temp.import_change c where c.action <> 'unchanged') then
        perform rungs_api.import_summarize(batch);
    else
        delete from rungs.import i where i.id = batch;
    end if;
end
$$;
comment on function rungs_api.import_finish is 'Writes the counts of a batch; one that changed nothing leaves no trace.';

create function rungs_api.import_counts(batch integer)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
begin
    return query
    select (select i.id from rungs.import i where i.id = batch),
           coalesce(sum(a.lines) filter (where a.action = 'new'), 0)::bigint,
           coalesce(sum(a.lines) filter (where a.action = 'changed'), 0)::bigint,
           coalesce(sum(a.lines) filter (where a.action = 'unchanged'), 0)::bigint,
           coalesce(sum(a.lines) filter (where a.action = 'left'), 0)::bigint,
           coalesce(sum(a.lines) filter (where a.action = 'returned'), 0)::bigint,
           coalesce(sum(a.lines) filter (where a.action = 'gone'), 0)::bigint,
           (select count(*) from pg_temp.import_problem)
    from rungs_api.import_actions() a;
end
$$;
comment on function rungs_api.import_counts is 'The plan in numbers.';

create function rungs_api.import_changes(most integer)
returns table (line integer, action text, who text, field text, old_value text, new_value text, total bigint)
language plpgsql volatile as $$
begin
    return query
    select c.line, c.action, c.subject, c.field, c.old_value, c.new_value, count(*) over ()
    from pg_temp.import_change c
    where c.action <> 'unchanged'
    order by c.action = 'new', c.file, c.line, c.subject, c.field
    limit most;
end
$$;
comment on function rungs_api.import_changes is 'The plan row by row, changes before new rows; total counts those that are not shown too.';

create function rungs_api.import_problems(most integer)
returns table (file text, line integer, column_name text, value text, problem text, hint text)
language plpgsql volatile as $$
begin
    return query
    select p.file, p.line, p.column_name, p.value, p.problem, p.hint
    from pg_temp.import_problem p
    order by p.file, p.line, p.column_name
    limit most;
end
$$;
comment on function rungs_api.import_problems is 'What is wrong with the file, in its order.';

create function rungs_api.import_list()
returns table (import integer, kind text, file text, effective_on date, recorded_at timestamptz, login text, summary jsonb)
language sql stable as $$
    select i.id, i.kind, i.file_name, nullif(i.effective_on, '-infinity'), i.recorded_at, a.login, i.summary
    from rungs.import i
    join rungs.account a on a.id = i.recorded_by
    order by i.id desc
$$;
comment on function rungs_api.import_list is 'rungs import list: every batch that changed something.';

create function rungs_api.cell(value text) returns text
language sql immutable as $$
    select nullif(btrim(value, E' \t\r\n' || chr(160) || chr(8203)), '')
$$;
comment on function rungs_api.cell is 'A cell without the blanks around it; null when nothing is left.';

create function rungs_api.date_read(value text) returns date
language sql immutable as $$
    select case
        when value ~ '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$'
          or value ~ '^(19|20|21)[0-9]{2}-((0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$'
          or value ~ '^(19|20|21)([02468][048]|[13579][26])-02-29$' and value not in ('1900-02-29', '2100-02-29')
        then make_date(substr(value, 1, 4)::integer, substr(value, 6, 2)::integer, substr(value, 9, 2)::integer)
    end
$$;
comment on function rungs_api.date_read is 'A day written YYYY-MM-DD, null for anything else: the server itself would also take 01/02/2025 and tomorrow.';

create function rungs_api.person_of_word(word text) returns integer
language sql stable as $$
    select coalesce(
        (select p.id from rungs.person p where p.employee_id = word),
        (select p.id from rungs.person p where p.email = lower(word)),
        (select max(n.person_id)
         from rungs.roster_entry n
         where lower(n.name) = lower(word)
           and n.superseded_at = 'infinity'
         having count(distinct n.person_id) = 1))
$$;
comment on function rungs_api.person_of_word is 'The person that a cell names: employee id, e-mail address, or a name that only one has; null when it names nobody for certain.';
