-- Imports: the contract (which files and columns), the staging tables, and what all kinds share.
--
-- C copies the rows of a file, each with its line number and as they stand, into a staging table made of
-- the row type below, and then calls one function that judges them as a set, applies them, and leaves
-- two tables behind: import_change (the plan) and import_problem. Any problem: the caller rolls back.

create type rungs_api.roster_row as (
    line integer, employee_id text, name text, first_name text, last_name text, preferred_name text, email text, title text,
    level text, level_since text, manager text, manager_id text, manager_email text, manager_name text, organisation text,
    location text, specialization text, hire_date text, status text, employment_status text, active text, leave_date text,
    attributes text, digest bigint);
comment on type rungs_api.roster_row is 'Columns of import/roster, and the digest by which the next import knows the row again.';

create type rungs_api.history_row as (
    line integer, person text, date text, event text, level text, title text, manager text, note text);
comment on type rungs_api.history_row is 'Columns of import/history.';

create type rungs_api.titles_row as (line integer, title text, level text);
comment on type rungs_api.titles_row is 'Columns of import/titles.';

create type rungs_api.evidence_row as (
    line integer, external_id text, person text, expectation text, strength text, observer text,
    relation text, observed_on text, work_type text, summary text, details text, link text, status text,
    confirmed_by text, confirmed_on text, digest bigint);
comment on type rungs_api.evidence_row is 'Columns of import/evidence, and the digest by which the next import knows the row again.';

create type rungs_api.scope_row as (
    line integer, person text, measure text, value text, effective_on text, note text);
comment on type rungs_api.scope_row is 'Columns of import/scope.';

create type rungs_api.nominations_row as (
    line integer, person text, target text, nominated_by text, nominated_on text, rationale text, rating text);
comment on type rungs_api.nominations_row is 'Columns of import/nominations.';

create type rungs_api.decisions_row as (
    line integer, person text, outcome text, rationale text, feedback text, decided_by text);
comment on type rungs_api.decisions_row is 'Columns of import/decisions.';

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
        ('history', 'history', '{person,date}', false),
        ('titles', 'titles', '{title,level}', false),
        ('evidence', 'evidence', '{person,expectation,strength,observer,relation,observed_on,summary}', false),
        ('scope', 'scope', '{person,measure,value,effective_on}', false),
        ('nominations', 'nominations', '{person,target,nominated_by,nominated_on}', false),
        ('decisions', 'decisions', '{person,outcome,rationale}', false),
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
    -- Rosters, past events and titles are one matter.
    perform pg_advisory_xact_lock(7238114, hashtext(case when import_lock.kind in ('history', 'titles') then 'roster' else import_lock.kind end));
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
            hint = 'Import one first: rungs import ladder DIRECTORY (those that come with Rungs are in import/ladders).';
    end if;
    -- Staged rows are read several times: that they stay in memory can be said only before the first of a session.
    begin
        perform set_config('temp_buffers', '256MB', true);
    exception when invalid_parameter_value then
        null;
    end;
    create temporary table import_change (
        line integer, action text, subject text, field text, old_value text, new_value text, file text) on commit drop;
    create temporary table import_problem (
        file text, line integer, column_name text, value text, problem text, hint text) on commit drop;
    create temporary table import_note (note text) on commit drop;
    create temporary table import_skipped (line integer, column_name text, value text, problem text, hint text) on commit drop;
    create temporary table import_skipped_row (employee_id text, email text) on commit drop;
    create temporary table import_reading (context text, day_first boolean, by_address boolean) on commit drop;
    create temporary table stage_unseen (number bigint) on commit drop;
    create temporary table import_tally (action text, lines bigint) on commit drop;
    for part in select c.* from rungs_api.import_contract(import_begin.kind) c loop
        execute format('create temporary table %I of %s on commit drop',
                       'stage_' || replace(part.file, '-', '_'), part.row_type);
    end loop;
    return query
    select c.file, a.attname::text, a.attname::text = any (c.needed), c.may_be_missing
    from rungs_api.import_contract(import_begin.kind) c
    join pg_catalog.pg_type t on t.oid = c.row_type
    join pg_catalog.pg_attribute a on a.attrelid = t.typrelid and a.attnum > 1 and a.attname <> 'digest'
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
    select one.action, sum(one.lines)::bigint
    from (
        select c.action, count(*) as lines
        from pg_temp.import_change c
        where c.action in ('new', 'unchanged')
        group by c.action
        union all
        select t.action, t.lines from pg_temp.import_tally t
        union all
        select x.action, count(*)
        from (
            select distinct on (c.file, c.line, c.subject) c.action
            from pg_temp.import_change c
            where c.action not in ('new', 'unchanged')
            order by c.file, c.line, c.subject, array_position(array['left', 'returned', 'changed', 'gone'], c.action)
        ) x
        group by x.action
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
    if exists (select from pg_temp.import_change c where c.action <> 'unchanged')
       or exists (select from pg_temp.import_tally t where t.action <> 'unchanged') then
        perform rungs_api.import_summarize(batch);
        insert into rungs.import_line (import_id, line, action, subject, field, old_value, new_value)
        select batch, c.line, c.action, c.subject, c.field, c.old_value, c.new_value
        from pg_temp.import_change c
        where c.action not in ('unchanged', 'new')
           -- What these brought is found by what they wrote (import_lines).
           or (c.action = 'new' and not exists (select from rungs.import i where i.id = batch and i.kind in ('roster', 'evidence')));
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
    select case when c.line > 0 then c.line end, c.action, c.subject, c.field, c.old_value, c.new_value,
           (select count(*) from pg_temp.import_change o where o.action <> 'unchanged')
               + (select coalesce(sum(t.lines), 0)::bigint from pg_temp.import_tally t where t.action <> 'unchanged')
    from (
        select k.line, k.action, k.subject, k.field, k.old_value, k.new_value, k.file
        from pg_temp.import_change k
        where k.action <> 'unchanged'
        union all
        select n.line, 'new', n.name, null, null, n.said, null
        from rungs_api.roster_new(most) n
    ) c
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

create type rungs_api.import_answer as (
    import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint);
comment on type rungs_api.import_answer is 'The plan in numbers.';

create function rungs_api.import_apply(
    kind text, file_name text, sha256 text, effective_on date, present text[], date_order text, cycle text,
    is_full boolean, go_on boolean, skip_bad boolean, unsent bigint default null)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    answer rungs_api.import_answer;
    faults jsonb;
begin
    loop
        begin
            case import_apply.kind
                when 'roster' then
                    select c.* into answer from rungs_api.import_roster(file_name, sha256, effective_on, present, date_order, is_full, go_on, unsent) c;
                when 'history' then
                    select c.* into answer from rungs_api.import_history(file_name, sha256, effective_on, present, date_order) c;
                when 'titles' then
                    select c.* into answer from rungs_api.import_titles(file_name, sha256, effective_on, present) c;
                when 'evidence' then
                    select c.* into answer from rungs_api.import_evidence(file_name, sha256, effective_on, present, unsent) c;
                when 'scope' then
                    select c.* into answer from rungs_api.import_scope(file_name, sha256, effective_on, present) c;
                when 'nominations' then
                    select c.* into answer from rungs_api.import_nominations(file_name, sha256, effective_on, present, cycle) c;
                when 'decisions' then
                    select c.* into answer from rungs_api.import_decisions(file_name, sha256, effective_on, cycle) c;
                when 'ladder' then
                    select c.* into answer from rungs_api.import_ladder(file_name, sha256, effective_on, present) c;
            end case;
            exit when answer.problems = 0 or not skip_bad
                or exists (select from pg_temp.import_problem p where p.line is null or p.column_name is null);
            select jsonb_agg(to_jsonb(p)) into faults from pg_temp.import_problem p;
            -- Taken back to where the rows are staged and nothing is judged.
            raise exception using errcode = 'RG998', message = 'rows are skipped';
        exception when sqlstate 'RG998' then
            insert into pg_temp.import_skipped (line, column_name, value, problem, hint)
            select p.line, p.column_name, p.value, p.problem, p.hint
            from jsonb_to_recordset(faults) p (line integer, column_name text, value text, problem text, hint text);
            if import_apply.kind = 'roster' then
                insert into pg_temp.import_skipped_row (employee_id, email)
                select s.employee_id, s.email from pg_temp.stage_roster s
                where s.line in (select k.line from pg_temp.import_skipped k);
            end if;
            execute format('delete from pg_temp.%I s where s.line in (select k.line from pg_temp.import_skipped k)',
                           'stage_' || replace(import_apply.kind, '-', '_'));
        end;
    end loop;
    return query select answer.import, answer.new, answer.changed, answer.unchanged, answer."left", answer.returned, answer.gone, answer.problems;
end
$$;
comment on function rungs_api.import_apply is
    'Judges and applies what is staged. Rows that cannot be taken are set aside when that is asked for: the others are judged again without them.';

create function rungs_api.import_skipped()
returns table (line integer, column_name text, value text, problem text, hint text)
language plpgsql volatile as $$
begin
    return query
    select k.line, k.column_name, k.value, k.problem, k.hint from pg_temp.import_skipped k order by k.line, k.column_name;
end
$$;
comment on function rungs_api.import_skipped is 'The rows that were set aside, with what is wrong with them.';

create function rungs_api.import_maps(kind text, mapping text, maps text)
returns table (header text, column_name text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    known text[] := array(
        select a.attname::text
        from rungs_api.import_contract(import_maps.kind) c
        join pg_catalog.pg_type t on t.oid = c.row_type
        join pg_catalog.pg_attribute a on a.attrelid = t.typrelid and a.attnum > 1 and a.attname <> 'digest');
    item text;
    word text;
begin
    create temporary table import_map (header text, column_name text) on commit drop;
    foreach item in array coalesce(string_to_array(maps, e'\n'), '{}') loop
        word := nullif(btrim(split_part(item, '=', cardinality(string_to_array(item, '=')))), '');
        if strpos(item, '=') = 0 or (word is not null and word <> all (known)) then
            raise exception using
                errcode = 'RG002',
                message = format('--map ''%s'': %s', item, case when strpos(item, '=') = 0 then 'there is no = in it' else format('''%s'' is not a column', word) end),
                hint = case when strpos(item, '=') = 0 then 'Write --map ''Header=column''.' else rungs_api.did_you_mean(word, known) end;
        end if;
        insert into pg_temp.import_map values (btrim(left(item, length(item) - length(split_part(item, '=', cardinality(string_to_array(item, '=')))) - 1)), word);
    end loop;
    if mapping is not null then
        if maps is null and not exists (select from rungs.import_mapping m where m.kind = import_maps.kind and m.name = mapping) then
            raise exception using
                errcode = 'RG003',
                message = format('no mapping is kept under the name ''%s''', mapping),
                hint = coalesce('Kept are: ' || (select string_agg(distinct m.name, ', ') from rungs.import_mapping m where m.kind = import_maps.kind) || '.',
                                'Give it once together with --map ''Header=column'', and it is kept.');
        end if;
        insert into rungs.import_mapping (kind, name, header, column_name)
        select import_maps.kind, mapping, n.header, n.column_name from pg_temp.import_map n
        on conflict (kind, name, header) do update set column_name = excluded.column_name;
        return query
        select m.header, m.column_name from rungs.import_mapping m where m.kind = import_maps.kind and m.name = mapping;
    else
        return query select n.header, n.column_name from pg_temp.import_map n;
    end if;
end
$$;
comment on function rungs_api.import_maps is 'What headers mean by --map and by the mapping of that name, which is kept together with the import.';

create function rungs_api.import_notes() returns table (note text)
language plpgsql volatile as $$
begin
    return query select n.note from pg_temp.import_note n;
end
$$;
comment on function rungs_api.import_notes is 'What was decided while reading, and has to be said aloud.';

create function rungs_api.import_list()
returns table (import integer, kind text, file text, effective_on date, recorded_at timestamptz, login text, state text, summary jsonb)
language sql stable as $$
    select i.id, i.kind, i.file_name, nullif(i.effective_on, '-infinity'), i.recorded_at, a.login,
           case when i.undone_at is null then '' else 'undone' end, i.summary
    from rungs.import i
    join rungs.account a on a.id = i.recorded_by
    order by i.id desc
$$;
comment on function rungs_api.import_list is 'rungs import list: every batch that changed something.';

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
