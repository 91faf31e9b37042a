-- A ladder comes in: its files and what can be wrong with them. They are judged together; nothing is written here.

create type rungs_api.ladder_row as (line integer, code text, name text, profession text, summary text, source text, author text);
create type rungs_api.levels_row as (
    line integer, code text, rank text, name text, track text, years_min text, years_max text,
    horizon_months text, next text, includes text, pair_with text, pair_shift text, summary text, source text, author text);
create type rungs_api.dimensions_row as (line integer, code text, name text, skill text, summary text, source text, author text);
create type rungs_api.expectations_row as (
    line integer, code text, level text, dimension text, weight text, must text, sentence text, source text, author text);
create type rungs_api.measures_row as (line integer, code text, name text, unit text);
create type rungs_api.steps_row as (line integer, measure text, rank text, code text, name text);
create type rungs_api.scopes_row as (line integer, level text, measure text, minimum text, source text, author text);
create type rungs_api.stage_models_row as (
    line integer, code text, name text, "default" text, summary text, source text, author text);
create type rungs_api.stages_row as (
    line integer, model text, position text, code text, name text, great text, levels text, source text, author text);
create type rungs_api.crossings_row as (
    line integer, code text, model text, "from" text, "to" text, name text, advice text, source text, author text);
create type rungs_api.shifts_row as (
    line integer, code text, crossing text, dimension text, weight text, must text, "from" text, "to" text,
    sentence text, source text, author text);
create type rungs_api.work_types_row as (line integer, code text, name text, summary text, source text, author text);
create type rungs_api.specializations_row as (
    line integer, code text, name text, work_type text, summary text, source text, author text);
create type rungs_api.advice_row as (
    line integer, code text, kind text, position text, text text, source text, author text);
create type rungs_api.mappings_row as (
    line integer, kind text, "from" text, "to" text, reason text, source text, author text);

comment on type rungs_api.ladder_row is 'Columns of ladder.csv.';
comment on type rungs_api.levels_row is 'Columns of levels.csv.';
comment on type rungs_api.dimensions_row is 'Columns of dimensions.csv.';
comment on type rungs_api.expectations_row is 'Columns of expectations.csv.';
comment on type rungs_api.measures_row is 'Columns of measures.csv.';
comment on type rungs_api.steps_row is 'Columns of steps.csv.';
comment on type rungs_api.scopes_row is 'Columns of scopes.csv.';
comment on type rungs_api.stage_models_row is 'Columns of stage-models.csv.';
comment on type rungs_api.stages_row is 'Columns of stages.csv.';
comment on type rungs_api.crossings_row is 'Columns of crossings.csv.';
comment on type rungs_api.shifts_row is 'Columns of shifts.csv.';
comment on type rungs_api.work_types_row is 'Columns of work-types.csv.';
comment on type rungs_api.specializations_row is 'Columns of specializations.csv.';
comment on type rungs_api.advice_row is 'Columns of advice.csv.';
comment on type rungs_api.mappings_row is 'Columns of mappings.csv.';

create function rungs_api.words(value text) returns text[]
language sql immutable as $$
    select coalesce(array_remove(regexp_split_to_array(rungs_api.cell(value), '[[:space:];]+'), ''), '{}')
$$;
comment on function rungs_api.words is 'The codes in a cell, separated by blanks or semicolons.';

create function rungs_api.number_read(value text) returns float8
language sql immutable as $$
    select case when rungs_api.cell(value) ~ '^-?[0-9]{1,9}([.][0-9]{1,6})?$' then rungs_api.cell(value)::float8 end
$$;
comment on function rungs_api.number_read is 'A number written with digits and a point; null for anything else.';

create function rungs_api.ladder_cells() returns void
language plpgsql volatile as $$
declare
    cell record;
begin
    for cell in
        select c.file, 'stage_' || replace(c.file, '-', '_') as stage, a.attname as name,
               a.attname::text = any (c.needed)
                   and (c.file, a.attname) not in (
                        ('crossings', 'model'), ('crossings', 'from'), ('mappings', 'to')) as is_needed
        from rungs_api.import_contract('ladder') c
        join pg_catalog.pg_type t on t.oid = c.row_type
        join pg_catalog.pg_attribute a on a.attrelid = t.typrelid and a.attnum > 1
    loop
        execute format('update pg_temp.%1$I set %2$I = rungs_api.cell(%2$I) where %2$I is distinct from rungs_api.cell(%2$I)',
                       cell.stage, cell.name);
        if cell.is_needed then
            execute format('insert into pg_temp.import_problem select %1$L, s.line, %2$L, null, %3$L, %4$L from pg_temp.%5$I s where s.%2$I is null',
                           cell.file, cell.name, 'is empty', 'This cell is needed.', cell.stage);
        end if;
    end loop;
end
$$;
comment on function rungs_api.ladder_cells is 'Takes the blanks around cells away, and names the cells that are needed and empty (only the entry has no model and no stage to come from).';

create function rungs_api.ladder_keys()
returns table (file text, line integer, column_name text, value text, key text)
language plpgsql stable as $$
begin
    return query
    select 'ladder', s.line, 'code', s.code, '' from pg_temp.stage_ladder s
    union all select 'levels', s.line, 'code', s.code, s.code from pg_temp.stage_levels s
    union all select 'dimensions', s.line, 'code', s.code, s.code from pg_temp.stage_dimensions s
    union all select 'expectations', s.line, 'code', s.code, s.code from pg_temp.stage_expectations s
    union all select 'measures', s.line, 'code', s.code, s.code from pg_temp.stage_measures s
    union all select 'steps', s.line, 'code', s.code, s.measure || ' ' || s.code from pg_temp.stage_steps s
    union all select 'scopes', s.line, 'measure', s.measure, s.level || ' ' || s.measure from pg_temp.stage_scopes s
    union all select 'stage-models', s.line, 'code', s.code, s.code from pg_temp.stage_stage_models s
    union all select 'stages', s.line, 'code', s.code, s.model || ' ' || s.code from pg_temp.stage_stages s
    union all select 'crossings', s.line, 'code', s.code, s.code from pg_temp.stage_crossings s
    union all select 'shifts', s.line, 'code', s.code, s.code from pg_temp.stage_shifts s
    union all select 'work-types', s.line, 'code', s.code, s.code from pg_temp.stage_work_types s
    union all select 'specializations', s.line, 'code', s.code, s.code from pg_temp.stage_specializations s
    union all select 'advice', s.line, 'code', s.code, s.code from pg_temp.stage_advice s
    union all select 'mappings', s.line, 'from', s."from", concat_ws(' ', s.kind, s."from", s."to") from pg_temp.stage_mappings s;
end
$$;
comment on function rungs_api.ladder_keys is 'What each staged row is known by within its file.';

create function rungs_api.ladder_doubles() returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_problem
    select d.file, d.line, d.column_name, d.value, format('%s, first in line %s', d.problem, d.first_line), d.hint
    from (
        select x.file, x.line, x.column_name, x.value, x.problem, x.hint,
               min(x.line) over (partition by x.file, x.column_name, x.key) as first_line
        from (
            select k.file, k.line, k.column_name, k.value, k.key,
                   case k.file when 'mappings' then 'the same row' else k.column_name end || ' twice' as problem, 'It is given once.' as hint
            from rungs_api.ladder_keys() k
            where k.value is not null and k.file <> 'ladder'
            union all
            select 'levels', l.line, 'rank', l.rank, l.track || ' ' || ltrim(l.rank, '0'), 'rank twice in the track ' || l.track,
                   'Two tracks may share a rank, two levels of a track not.'
            from pg_temp.stage_levels l
            union all
            select 'steps', s.line, 'rank', s.rank, s.measure || ' ' || ltrim(s.rank, '0'), 'rank twice', 'Each step of a measure has its own.'
            from pg_temp.stage_steps s
            union all
            select 'stages', s.line, 'position', s.position, s.model || ' ' || ltrim(s.position, '0'), 'position twice', 'Stages of a model are counted 1, 2, 3.'
            from pg_temp.stage_stages s
            union all
            select 'crossings', c.line, 'to', c."to", concat_ws(' ', c.model, c."from", c."to"), 'the same border twice', 'A border has one crossing; its shifts belong together.'
            from pg_temp.stage_crossings c
            where c.model is not null
            union all
            select 'crossings', c.line, 'model', null, 'entry', 'a second entry', 'A ladder has one: the crossing without model and from.'
            from pg_temp.stage_crossings c
            where c.model is null and c."from" is null
            union all
            select 'specializations', s.line, 'work_type', s.work_type, s.work_type, 'work type twice', 'One specialization has one work type, and the other way round.'
            from pg_temp.stage_specializations s
            union all
            select 'advice', a.line, 'position', a.position, a.kind || ' ' || ltrim(a.position, '0'), 'position twice', 'Lines of a kind are counted 1, 2, 3.'
            from pg_temp.stage_advice a
            union all
            select 'expectations', e.line, 'sentence', e.sentence, concat_ws(' ', e.level, e.dimension, e.sentence),
                   'the same sentence at this level twice', 'It would count double; raise its weight instead.'
            from pg_temp.stage_expectations e
        ) x
        where x.key is not null
    ) d
    where d.line > d.first_line;
    insert into pg_temp.import_problem
    select 'shifts', h.line, 'code', h.code, 'the code of an expectation', 'Expectations and shifts share their codes.'
    from pg_temp.stage_shifts h
    where h.code in (select e.code from pg_temp.stage_expectations e);
end
$$;
comment on function rungs_api.ladder_doubles is 'What is given twice in a file.';
