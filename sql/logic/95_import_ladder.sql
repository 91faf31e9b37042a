-- A ladder comes in: its files are judged together and become an edition.

create type rungs_api.ladder_row as (line integer, code text, name text, profession text, summary text, source text, author text);
create type rungs_api.levels_row as (
    line integer, code text, rank text, name text, track text, years_min text, years_max text,
    horizon_months text, next text, summary text, source text, author text);
create type rungs_api.dimensions_row as (line integer, code text, name text, summary text, source text, author text);
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

create function rungs_api.words(value text) returns text[]
language sql immutable as $$
    select coalesce(regexp_split_to_array(rungs_api.cell(value), '[[:space:];]+'), '{}')
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
                   and (c.file, a.attname) not in (('crossings', 'model'), ('crossings', 'from'), ('crossings', 'to'),
                                                   ('stage-models', 'default')) as is_needed
        from rungs_api.import_contract('ladder') c
        join pg_catalog.pg_type t on t.oid = c.row_type
        join pg_catalog.pg_attribute a on a.attrelid = t.typrelid and a.attnum > 1
    loop
        execute format('update pg_temp.%1$I set %2$I = rungs_api.cell(%2$I) where %2$I <> coalesce(rungs_api.cell(%2$I), %3$L)',
                       cell.stage, cell.name, '');
        execute format('update pg_temp.%1$I set %2$I = null where %2$I = %3$L', cell.stage, cell.name, '');
        if cell.is_needed then
            execute format('insert into pg_temp.import_problem select %1$L, s.line, %2$L, null, %3$L, %4$L from pg_temp.%5$I s where s.%2$I is null',
                           cell.file, cell.name, 'is empty', 'This cell is needed.', cell.stage);
        end if;
    end loop;
end
$$;
comment on function rungs_api.ladder_cells is 'Takes the blanks around cells away, and names the cells that are needed and empty (only the entry has no model and stages).';

create function rungs_api.ladder_doubles() returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_problem
    select d.file, d.line, d.column_name, d.value, format('%s twice, first in line %s', d.column_name, d.first_line), 'It is given once.'
    from (
        select x.file, x.line, x.column_name, x.value,
               min(x.line) over (partition by x.file, x.column_name, x.key) as first_line
        from (
            select 'levels' as file, l.line, 'code' as column_name, l.code as value, array[l.code] as key from pg_temp.stage_levels l
            union all select 'dimensions', d.line, 'code', d.code, array[d.code] from pg_temp.stage_dimensions d
            union all select 'measures', m.line, 'code', m.code, array[m.code] from pg_temp.stage_measures m
            union all select 'steps', s.line, 'rank', s.rank, array[s.measure, s.rank] from pg_temp.stage_steps s
            union all select 'steps', s.line, 'code', s.code, array[s.measure, s.code] from pg_temp.stage_steps s
            union all select 'scopes', s.line, 'measure', s.measure, array[s.level, s.measure] from pg_temp.stage_scopes s
            union all select 'stage-models', m.line, 'code', m.code, array[m.code] from pg_temp.stage_stage_models m
            union all select 'stages', s.line, 'code', s.code, array[s.model, s.code] from pg_temp.stage_stages s
            union all select 'stages', s.line, 'position', s.position, array[s.model, s.position] from pg_temp.stage_stages s
            union all select 'crossings', c.line, 'code', c.code, array[c.code] from pg_temp.stage_crossings c
            union all select 'expectations', e.line, 'code', e.code, array[e.code] from pg_temp.stage_expectations e
            union all select 'shifts', h.line, 'code', h.code, array[h.code] from pg_temp.stage_shifts h
            union all select 'work-types', w.line, 'code', w.code, array[w.code] from pg_temp.stage_work_types w
            union all select 'specializations', s.line, 'code', s.code, array[s.code] from pg_temp.stage_specializations s
            union all select 'advice', a.line, 'code', a.code, array[a.code] from pg_temp.stage_advice a
        ) x
        where x.value is not null
    ) d
    where d.line > d.first_line;
    insert into pg_temp.import_problem
    select 'shifts', h.line, 'code', h.code, 'the code of an expectation', 'Expectations and shifts share their codes.'
    from pg_temp.stage_shifts h
    where h.code in (select e.code from pg_temp.stage_expectations e);
end
$$;
comment on function rungs_api.ladder_doubles is 'What is given twice in a file.';

create function rungs_api.ladder_judge() returns void
language plpgsql volatile as $$
begin
    perform rungs_api.ladder_cells();
    perform rungs_api.ladder_doubles();
    insert into pg_temp.import_problem
    select p.file, p.line, p.column_name, p.value, p.problem, p.hint
    from (
        select 'ladder' as file, l.line, 'code' as column_name, l.code as value, 'more than one row' as problem,
               'ladder.csv has one row.' as hint
        from pg_temp.stage_ladder l
        where l.line > (select min(o.line) from pg_temp.stage_ladder o)
        union all
        select 'ladder', 2, 'code', null, 'no row', 'ladder.csv has one row.'
        where not exists (select from pg_temp.stage_ladder)
        union all
        select 'ladder', l.line, 'code', l.code, 'not a word', 'Small letters, digits, - _ and . without blanks: product-management.'
        from pg_temp.stage_ladder l
        where l.code !~ '^[a-z0-9][a-z0-9_.-]*$'
        union all
        select 'levels', x.line, c.column_name, c.value, c.problem, c.hint
        from pg_temp.stage_levels x
        cross join lateral (values
            ('rank', x.rank, x.rank !~ '^-?[0-9]{1,9}$', 'not a whole number', 'Ranks are whole numbers, the lowest level first.'),
            ('track', x.track, x.track not in ('individual', 'manager'), 'not a track', 'Write individual or manager.'),
            ('years_min', x.years_min, rungs_api.cell(x.years_min) is not null and rungs_api.number_read(x.years_min) is null, 'not a number', 'Years of experience, or nothing.'),
            ('years_max', x.years_max, rungs_api.cell(x.years_max) is not null and rungs_api.number_read(x.years_max) is null, 'not a number', 'Years of experience, or nothing.'),
            ('years_max', x.years_max, rungs_api.number_read(x.years_max) < rungs_api.number_read(x.years_min), 'less than years_min', 'Usual years go up.'),
            ('horizon_months', x.horizon_months, rungs_api.cell(x.horizon_months) is not null and rungs_api.number_read(x.horizon_months) is null, 'not a number', 'Months, or nothing.'),
            ('next', x.next, (select count(*) > count(distinct n.word) from unnest(rungs_api.words(x.next)) n (word)), 'names a level twice', 'The usual way comes first, each once.'),
            ('next', x.next, exists (
                select from unnest(rungs_api.words(x.next)) n (word)
                where n.word = x.code or n.word not in (select o.code from pg_temp.stage_levels o)),
                'names a level that is not in this ladder', 'Codes of levels.csv, separated by blanks.')
        ) c (column_name, value, is_wrong, problem, hint)
        where c.is_wrong
        union all
        select x.file, x.line, c.column_name, c.value, c.problem, c.hint
        from (select 'expectations' as file, e.line, e.level, null as crossing, e.dimension, e.weight, e.must, e.sentence from pg_temp.stage_expectations e
              union all select 'shifts', h.line, null, h.crossing, h.dimension, h.weight, h.must, h.sentence from pg_temp.stage_shifts h) x
        cross join lateral (values
            ('level', x.level, x.file = 'expectations' and x.level not in (select l.code from pg_temp.stage_levels l),
                'not a level of levels.csv', 'Check the code.'),
            ('crossing', x.crossing, x.file = 'shifts' and x.crossing not in (select k.code from pg_temp.stage_crossings k),
                'not a crossing of crossings.csv', 'Check the code.'),
            ('dimension', x.dimension, rungs_api.cell(x.dimension) is not null and x.dimension not in (select d.code from pg_temp.stage_dimensions d),
                'not a dimension of dimensions.csv', 'Check the code, or leave it empty.'),
            ('weight', x.weight, rungs_api.cell(x.weight) is not null and coalesce(rungs_api.number_read(x.weight), 0) <= 0,
                'not a positive number', 'Weights are above nought; 1 is usual.'),
            ('must', x.must, coalesce(rungs_api.cell(lower(x.must)), 'no') not in ('yes', 'no'), 'neither yes nor no', 'Write yes or no.')
        ) c (column_name, value, is_wrong, problem, hint)
        where c.is_wrong
        union all
        select 'stages', x.line, c.column_name, c.value, c.problem, c.hint
        from pg_temp.stage_stages x
        cross join lateral (values
            ('model', x.model, x.model not in (select m.code from pg_temp.stage_stage_models m), 'not a model of stage-models.csv', 'Check the code.'),
            ('position', x.position, x.position !~ '^[0-9]{1,4}$', 'not a whole number', 'Counted from 1.'),
            ('levels', x.levels, exists (
                select from unnest(rungs_api.words(x.levels)) n (word)
                where n.word not in (select o.code from pg_temp.stage_levels o)), 'names a level that is not in this ladder', 'Codes of levels.csv, separated by blanks.')
        ) c (column_name, value, is_wrong, problem, hint)
        where c.is_wrong
        union all
        select 'stages', min(x.line), 'levels', l.code,
               case when count(x.line) = 0 then format('in no stage of the model %s', m.code)
                    else format('in %s stages of the model %s', count(x.line), m.code) end,
               'Each level is in exactly one stage of each model.'
        from pg_temp.stage_stage_models m
        cross join pg_temp.stage_levels l
        left join pg_temp.stage_stages x on x.model = m.code and l.code = any (rungs_api.words(x.levels))
        group by m.code, l.code
        having count(x.line) <> 1
        union all
        select 'crossings', x.line, c.column_name, c.value, c.problem, c.hint
        from pg_temp.stage_crossings x
        left join pg_temp.stage_stages a on a.model = x.model and a.code = x."from"
        left join pg_temp.stage_stages b on b.model = x.model and b.code = x."to"
        cross join lateral (values
            ('model', x.model, x.model not in (select m.code from pg_temp.stage_stage_models m), 'not a model of stage-models.csv', 'Check the code.'),
            ('from', x."from", x.model in (select m.code from pg_temp.stage_stage_models m) and a.code is null, 'not a stage of this model', 'Check the code.'),
            ('to', x."to", x.model in (select m.code from pg_temp.stage_stage_models m) and b.code is null, 'not a stage of this model', 'Check the code.'),
            ('to', x."to", rungs_api.number_read(b.position) <> rungs_api.number_read(a.position) + 1, 'the stages are not neighbours', 'A crossing leads to the next stage.')
        ) c (column_name, value, is_wrong, problem, hint)
        where c.is_wrong
        union all
        select 'scopes', x.line, c.column_name, c.value, c.problem, c.hint
        from pg_temp.stage_scopes x
        cross join lateral (values
            ('level', x.level, x.level not in (select l.code from pg_temp.stage_levels l), 'not a level of levels.csv', 'Check the code.'),
            ('measure', x.measure, x.measure not in (select m.code from pg_temp.stage_measures m), 'not a measure of measures.csv', 'Check the code.'),
            ('minimum', x.minimum, x.minimum is not null and rungs_api.number_read(x.minimum) is null and not exists (
                select from pg_temp.stage_steps t where t.measure = x.measure and t.code = x.minimum),
                'neither a number nor a step of the measure', 'A number, or a code of steps.csv.')
        ) c (column_name, value, is_wrong, problem, hint)
        where c.is_wrong
        union all
        select 'specializations', x.line, 'work_type', x.work_type, 'not a work type of work-types.csv', 'Check the code.'
        from pg_temp.stage_specializations x
        where rungs_api.cell(x.work_type) is not null
          and x.work_type not in (select w.code from pg_temp.stage_work_types w)
        union all
        select 'steps', x.line, c.column_name, c.value, c.problem, c.hint
        from pg_temp.stage_steps x
        cross join lateral (values
            ('measure', x.measure, x.measure not in (select m.code from pg_temp.stage_measures m), 'not a measure of measures.csv', 'Check the code.'),
            ('rank', x.rank, x.rank !~ '^[0-9]{1,9}$', 'not a whole number', 'Ranks are whole numbers, the smallest step first.')
        ) c (column_name, value, is_wrong, problem, hint)
        where c.is_wrong
        union all
        select 'advice', x.line, c.column_name, c.value, c.problem, c.hint
        from pg_temp.stage_advice x
        cross join lateral (values
            ('kind', x.kind, x.kind not in ('within', 'across'), 'neither within nor across', 'Write within or across.'),
            ('position', x.position, x.position !~ '^[0-9]{1,4}$', 'not a whole number', 'The order in which it is given.')
        ) c (column_name, value, is_wrong, problem, hint)
        where c.is_wrong
    ) p;
    insert into pg_temp.import_problem
    select 'stage-models', min(m.line), 'default', null, 'not exactly one model is the default', 'Write yes in one row.'
    from pg_temp.stage_stage_models m
    having count(*) > 0 and count(*) filter (where lower(m."default") = 'yes') <> 1;
end
$$;
comment on function rungs_api.ladder_judge is 'What is wrong with the files of a ladder, together.';
