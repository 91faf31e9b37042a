-- A ladder comes in: everything that can be wrong with its files, judged as sets, all faults at once.

create function rungs_api.word_lost(word text, known text[]) returns boolean
language sql immutable as $$
    select word is not null and word <> all (known)
$$;
comment on function rungs_api.word_lost is 'True for a code that nothing has; an empty cell is another matter.';

create function rungs_api.number_lost(word text) returns boolean
language sql immutable as $$
    select word is not null and coalesce(rungs_api.number_read(word), -1) < 0
$$;
comment on function rungs_api.number_lost is 'True for what is no number of nought or more; an empty cell is another matter.';

create function rungs_api.ladder_judge_codes() returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_problem
    select k.file, k.line, k.column_name, k.value, 'not a code',
           'A code has no blanks and none of / @ ; , '' ", does not begin with -, and has at most 60 characters.'
    from rungs_api.ladder_keys() k
    where k.column_name = 'code'
      and k.file <> 'ladder'
      and k.value !~ '^[^-[:space:]/@;,''"][^[:space:]/@;,''"]{0,59}$';
    insert into pg_temp.import_problem
    select 'ladder', l.line, 'code', l.code, 'not a code of a ladder',
           'Small letters, digits, - _ and . without blanks, at most 60: product-management.'
    from pg_temp.stage_ladder l
    where l.code !~ '^[a-z0-9][a-z0-9_.-]{0,59}$';
    insert into pg_temp.import_problem
    select 'ladder', l.line, 'code', l.code, 'more than one row', 'ladder.csv has one row.'
    from pg_temp.stage_ladder l
    where l.line > (select min(o.line) from pg_temp.stage_ladder o);
    insert into pg_temp.import_problem
    select v.file, 2, 'code', null, 'no row', v.file || v.hint
    from (values ('ladder', '.csv has one row.', (select count(*) from pg_temp.stage_ladder)),
                 ('levels', '.csv has a row for each rung.', (select count(*) from pg_temp.stage_levels)),
                 ('expectations', '.csv says what the levels ask.', (select count(*) from pg_temp.stage_expectations))) v (file, hint, n)
    where v.n = 0;
end
$$;
comment on function rungs_api.ladder_judge_codes is 'Codes that cannot be typed, and files without the rows they need.';

create function rungs_api.ladder_judge_levels() returns void
language plpgsql volatile as $$
declare
    known_levels text[] := array(select l.code from pg_temp.stage_levels l where l.code is not null order by l.line);
    known_asks text[] := array(select h.code from pg_temp.stage_shifts h where h.code is not null order by h.line)
        || array(select e.code from pg_temp.stage_expectations e where e.code is not null order by e.line);
begin
    insert into pg_temp.import_problem
    select 'levels', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select l.line, array_remove(array[
            rungs_api.fault_if(l.rank !~ '^0*[1-9][0-9]{0,8}$', 'rank', l.rank, 'not a whole number above 0', 'Ranks are whole numbers, the lowest level first.'),
            rungs_api.fault_if(l.track not in ('individual', 'manager'), 'track', l.track, 'not a track', 'Write individual or manager.'),
            rungs_api.fault_if(rungs_api.number_lost(l.years_min), 'years_min', l.years_min, 'not a number of years', 'Years of experience, or nothing.'),
            rungs_api.fault_if(rungs_api.number_lost(l.years_max), 'years_max', l.years_max, 'not a number of years', 'Years of experience, or nothing.'),
            rungs_api.fault_if(rungs_api.number_read(l.years_max) < rungs_api.number_read(l.years_min), 'years_max', l.years_max, 'less than years_min', 'Usual years go up.'),
            rungs_api.fault_if(l.horizon_months !~ '^[0-9]{1,4}$', 'horizon_months', l.horizon_months, 'not a whole number of months', 'Months, or nothing.')], null) as faults
        from pg_temp.stage_levels l
    ) x
    cross join lateral unnest(x.faults) f;
    insert into pg_temp.import_problem
    select 'levels', x.line, x.column_name, x.word,
           case when x.code = x.word then case x.column_name when 'next' then 'leads to itself' else 'includes itself' end
                when x.number > 1 then 'named twice'
                when o.code is null then 'not a level of levels.csv'
                when x.column_name = 'next' then format('rank %s is not above %s', o.rank, x.rank)
                else format('rank %s is not below %s', o.rank, x.rank) end,
           case when o.code is null then rungs_api.did_you_mean(x.word, known_levels)
                when x.number > 1 then 'Each once.'
                when x.column_name = 'next' then 'next is where a promotion leads; a move to a level of the same rank needs no entry here.'
                else 'A level includes lower ones.' end
    from (
        select l.line, l.code, l.rank, w.column_name, n.word,
               row_number() over (partition by l.line, w.column_name, n.word order by n.place) as number
        from pg_temp.stage_levels l
        cross join lateral (values ('next', l.next), ('includes', l.includes)) w (column_name, words)
        cross join lateral unnest(rungs_api.words(w.words)) with ordinality n (word, place)
    ) x
    left join pg_temp.stage_levels o on o.code = x.word
    where x.code = x.word
       or x.number > 1
       or o.code is null
       or (rungs_api.number_read(o.rank) - rungs_api.number_read(x.rank)) * case x.column_name when 'next' then 1 else -1 end <= 0;
    insert into pg_temp.import_problem
    select 'levels', l.line, 'code', l.code, 'asks for nothing, and ' || (
               select string_agg(o.code, ', ' order by o.line) from pg_temp.stage_levels o where l.code = any (rungs_api.words(o.next)))
               || ' leads to it',
           'Give it rows in expectations.csv.'
    from pg_temp.stage_levels l
    where exists (select from pg_temp.stage_levels o where l.code = any (rungs_api.words(o.next)))
      and not exists (select from pg_temp.stage_expectations e where e.level = l.code);
    insert into pg_temp.import_problem
    select 'levels', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select l.line, array_remove(array[
            rungs_api.fault_if(rungs_api.word_lost(l.pair_with, known_levels), 'pair_with', l.pair_with, 'not a level of levels.csv', rungs_api.did_you_mean(l.pair_with, known_levels)),
            rungs_api.fault_if(rungs_api.number_read(w.rank) <= rungs_api.number_read(l.rank), 'pair_with', l.pair_with,
                format('rank %s is not above %s', w.rank, l.rank), 'Associates are paired with people of a higher level.'),
            rungs_api.fault_if(rungs_api.word_lost(l.pair_shift, known_asks), 'pair_shift', l.pair_shift, 'not a shift or an expectation', rungs_api.did_you_mean(l.pair_shift, known_asks)),
            rungs_api.fault_if(l.pair_shift is not null and l.pair_with is null, 'pair_shift', l.pair_shift, 'without pair_with', 'Name the lowest level of the seniors in pair_with.')], null) as faults
        from pg_temp.stage_levels l
        left join pg_temp.stage_levels w on w.code = l.pair_with
    ) x
    cross join lateral unnest(x.faults) f;
end
$$;
comment on function rungs_api.ladder_judge_levels is 'Levels: numbers, tracks, where they lead, what they include, whom they are paired with, whether they ask for anything.';

create function rungs_api.ladder_judge_asks() returns void
language plpgsql volatile as $$
declare
    known_levels text[] := array(select l.code from pg_temp.stage_levels l where l.code is not null order by l.line);
    known_crossings text[] := array(select c.code from pg_temp.stage_crossings c where c.code is not null order by c.line);
    known_dimensions text[] := array(select d.code from pg_temp.stage_dimensions d where d.code is not null order by d.line);
begin
    insert into pg_temp.import_problem
    select x.file, x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select r.file, r.line, array_remove(array[
            rungs_api.fault_if(rungs_api.word_lost(r.level, known_levels), 'level', r.level, 'not a level of levels.csv', rungs_api.did_you_mean(r.level, known_levels)),
            rungs_api.fault_if(rungs_api.word_lost(r.crossing, known_crossings), 'crossing', r.crossing, 'not a crossing of crossings.csv', rungs_api.did_you_mean(r.crossing, known_crossings)),
            rungs_api.fault_if(rungs_api.word_lost(r.dimension, known_dimensions), 'dimension', r.dimension, 'not a dimension of dimensions.csv', rungs_api.did_you_mean(r.dimension, known_dimensions)),
            rungs_api.fault_if(r.weight is not null and coalesce(rungs_api.number_read(r.weight), 0) <= 0, 'weight', r.weight, 'not a positive number', 'Weights are above 0; 1 is usual.'),
            rungs_api.fault_if(lower(r.must) not in ('yes', 'no'), 'must', r.must, 'neither yes nor no', 'Write yes or no.')], null) as faults
        from (select 'expectations' as file, e.line, e.level, null as crossing, e.dimension, e.weight, e.must from pg_temp.stage_expectations e
              union all
              select 'shifts', h.line, null, h.crossing, h.dimension, h.weight, h.must from pg_temp.stage_shifts h) r
    ) x
    cross join lateral unnest(x.faults) f;
    insert into pg_temp.import_problem
    select 'dimensions', d.line, 'skill', d.skill, 'neither yes nor no', 'Write yes or no.'
    from pg_temp.stage_dimensions d
    where lower(d.skill) not in ('yes', 'no');
    insert into pg_temp.import_problem
    select 'advice', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select a.line, array_remove(array[
            rungs_api.fault_if(a.kind not in ('within', 'across'), 'kind', a.kind, 'neither within nor across', 'Write within or across.'),
            rungs_api.fault_if(a.position !~ '^[0-9]{1,4}$', 'position', a.position, 'not a whole number', 'The order in which it is given.')], null) as faults
        from pg_temp.stage_advice a
    ) x
    cross join lateral unnest(x.faults) f;
end
$$;
comment on function rungs_api.ladder_judge_asks is 'Expectations, shifts, their dimensions, and advice.';

create function rungs_api.ladder_judge_stages() returns void
language plpgsql volatile as $$
declare
    known_levels text[] := array(select l.code from pg_temp.stage_levels l where l.code is not null order by l.line);
    known_models text[] := array(select m.code from pg_temp.stage_stage_models m where m.code is not null order by m.line);
begin
    insert into pg_temp.import_problem
    select 'stage-models', min(m.line), 'default', null,
           case when count(*) filter (where lower(m."default") = 'yes') = 0 then 'no model is the default' else 'more than one model is the default' end,
           'Write yes in one row, no in the others.'
    from pg_temp.stage_stage_models m
    having count(*) > 0 and count(*) filter (where lower(m."default") = 'yes') <> 1;
    insert into pg_temp.import_problem
    select 'stage-models', m.line, 'default', m."default", 'neither yes nor no', 'Write yes or no.'
    from pg_temp.stage_stage_models m
    where lower(m."default") not in ('yes', 'no');
    insert into pg_temp.import_problem
    select 'stage-models', m.line, 'code', m.code, 'has no stage', 'Give it rows in stages.csv.'
    from pg_temp.stage_stage_models m
    where m.code not in (select s.model from pg_temp.stage_stages s where s.model is not null);
    insert into pg_temp.import_problem
    select 'stages', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select s.line, array_remove(array[
            rungs_api.fault_if(rungs_api.word_lost(s.model, known_models), 'model', s.model, 'not a model of stage-models.csv', rungs_api.did_you_mean(s.model, known_models)),
            rungs_api.fault_if(s.position !~ '^0*[1-9][0-9]{0,3}$', 'position', s.position, 'not a whole number above 0', 'Stages of a model are counted 1, 2, 3.'),
            rungs_api.fault_if(rungs_api.number_read(s.position) > 1 and not exists (
                    select from pg_temp.stage_stages o
                    where o.model = s.model and rungs_api.number_read(o.position) = rungs_api.number_read(s.position) - 1),
                'position', s.position, format('there is no stage %s before it', rungs_api.number_read(s.position) - 1), 'Stages of a model are counted 1, 2, 3 without a gap.'),
            rungs_api.fault_if(s.levels is not null and cardinality(rungs_api.words(s.levels)) = 0, 'levels', s.levels, 'names no level', 'Codes of levels, separated by blanks.'),
            rungs_api.fault_if(cardinality(rungs_api.words(s.levels)) > (select count(distinct w) from unnest(rungs_api.words(s.levels)) w),
                'levels', s.levels, 'names a level twice', 'Each once.')], null) as faults
        from pg_temp.stage_stages s
    ) x
    cross join lateral unnest(x.faults) f;
    insert into pg_temp.import_problem
    select 'stages', s.line, 'levels', w.word, 'not a level of levels.csv', rungs_api.did_you_mean(w.word, known_levels)
    from pg_temp.stage_stages s
    cross join lateral unnest(rungs_api.words(s.levels)) w (word)
    where w.word <> all (known_levels);
    insert into pg_temp.import_problem
    select case when count(s.line) = 0 then 'levels' else 'stages' end, coalesce(min(s.line), l.line),
           case when count(s.line) = 0 then 'code' else 'levels' end, l.code,
           case when count(s.line) = 0 then format('in no stage of the model %s', m.code)
                else format('in %s stages of the model %s', count(distinct s.line), m.code) end,
           'Each level is in exactly one stage of each model.'
    from pg_temp.stage_stage_models m
    cross join pg_temp.stage_levels l
    left join pg_temp.stage_stages s on s.model = m.code and l.code = any (rungs_api.words(s.levels))
    where m.code in (select o.model from pg_temp.stage_stages o)
    group by m.code, l.code, l.line
    having count(distinct s.line) <> 1;
end
$$;
comment on function rungs_api.ladder_judge_stages is 'Stage models: one default, positions without a gap, each level in one stage.';

create function rungs_api.ladder_judge_borders() returns void
language plpgsql volatile as $$
declare
    known_models text[] := array(select m.code from pg_temp.stage_stage_models m where m.code is not null order by m.line);
    known_levels text[] := array(select l.code from pg_temp.stage_levels l where l.code is not null order by l.line);
begin
    insert into pg_temp.import_problem
    select distinct on (b.line, b.code) 'stages', b.line, 'levels', b.code,
           format('the way up from %s leads back from stage %s to stage %s', a.code, a.position, b.position),
           'Higher levels are in the same stage or a later one.'
    from (select s.line, s.model, w.word as code, rungs_api.number_read(s.position) as position, l.track, rungs_api.number_read(l.rank) as rank, l.next
          from pg_temp.stage_stages s cross join lateral unnest(rungs_api.words(s.levels)) w (word) join pg_temp.stage_levels l on l.code = w.word) a
    join (select s.line, s.model, w.word as code, rungs_api.number_read(s.position) as position, l.track, rungs_api.number_read(l.rank) as rank
          from pg_temp.stage_stages s cross join lateral unnest(rungs_api.words(s.levels)) w (word) join pg_temp.stage_levels l on l.code = w.word) b
      on b.model = a.model
     and b.position < a.position
     and b.code <> a.code
     and ((b.track = a.track and b.rank > a.rank) or b.code = any (rungs_api.words(a.next)))
    order by b.line, b.code, a.line;
    insert into pg_temp.import_problem
    select 'crossings', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select c.line, array_remove(array[
            rungs_api.fault_if(rungs_api.word_lost(c.model, known_models), 'model', c.model, 'not a model of stage-models.csv', rungs_api.did_you_mean(c.model, known_models)),
            rungs_api.fault_if(c.model is null and c."from" is not null, 'model', null, 'is empty', 'Name the stage model; only the entry has none.'),
            rungs_api.fault_if(c.model is not null and c."from" is null, 'from', null, 'is empty', 'Name the stage one comes from; only the entry has none.'),
            rungs_api.fault_if(c.model is null and c."from" is null and rungs_api.word_lost(c."to", known_levels), 'to', c."to",
                'not a level of levels.csv', 'The entry leads to a level: ' || rungs_api.did_you_mean(c."to", known_levels)),
            rungs_api.fault_if(c.model = any (known_models) and rungs_api.word_lost(c."from", k.stages), 'from', c."from", 'not a stage of this model', rungs_api.did_you_mean(c."from", k.stages)),
            rungs_api.fault_if(c.model = any (known_models) and rungs_api.word_lost(c."to", k.stages), 'to', c."to", 'not a stage of this model', rungs_api.did_you_mean(c."to", k.stages)),
            rungs_api.fault_if(b.position <> a.position + 1, 'to', c."to",
                format('stage %s is not the one after stage %s', b.position, a.position), 'A crossing leads to the next stage.')], null) as faults
        from pg_temp.stage_crossings c
        left join lateral (
            select coalesce(array_agg(s.code order by s.line), '{}') as stages from pg_temp.stage_stages s where s.model = c.model) k on true
        left join lateral (
            select rungs_api.number_read(s.position) as position from pg_temp.stage_stages s where s.model = c.model and s.code = c."from" limit 1) a on true
        left join lateral (
            select rungs_api.number_read(s.position) as position from pg_temp.stage_stages s where s.model = c.model and s.code = c."to" limit 1) b on true
    ) x
    cross join lateral unnest(x.faults) f;
end
$$;
comment on function rungs_api.ladder_judge_borders is 'Ways that lead back into an earlier stage, and crossings that join no neighbours.';

create function rungs_api.ladder_judge_scope(ladder text) returns void
language plpgsql volatile as $$
declare
    known_levels text[] := array(select l.code from pg_temp.stage_levels l where l.code is not null order by l.line);
    known_measures text[] := array(select m.code from pg_temp.stage_measures m where m.code is not null order by m.line);
    known_works text[] := array(select w.code from pg_temp.stage_work_types w where w.code is not null order by w.line);
begin
    insert into pg_temp.import_problem
    select 'measures', m.line, 'unit', m.unit,
           case when o.ladder is null then 'has no step' else format('the ladder %s measures it in %s', o.ladder, o.unit) end,
           case when o.ladder is null then 'Give the measure rows in steps.csv.' else 'Use the same unit, or another code: what people own is recorded once for all ladders.' end
    from pg_temp.stage_measures m
    left join lateral (
        select d.code as ladder, k.unit
        from rungs_api.edition_on(current_date, now()) e
        join rungs.ladder d on d.id = e.ladder_id
        join rungs.measure_text k on k.edition_id = e.edition_id
        join rungs.measure g on g.id = k.measure_id
        where g.code = m.code and d.code is distinct from ladder and k.unit <> m.unit
        order by d.code limit 1) o on true
    where o.ladder is not null
       or (m.unit = 'step' and not exists (select from pg_temp.stage_steps s where s.measure = m.code));
    insert into pg_temp.import_problem
    select x.file, x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select 'steps' as file, s.line, array_remove(array[
            rungs_api.fault_if(rungs_api.word_lost(s.measure, known_measures), 'measure', s.measure, 'not a measure of measures.csv', rungs_api.did_you_mean(s.measure, known_measures)),
            rungs_api.fault_if(m.unit <> 'step', 'measure', s.measure, format('is counted in %s and has no steps', m.unit), 'A measure with steps has the unit step.'),
            rungs_api.fault_if(s.rank !~ '^[0-9]{1,9}$', 'rank', s.rank, 'not a whole number', 'Ranks are whole numbers, the smallest step first.')], null) as faults
        from pg_temp.stage_steps s
        left join pg_temp.stage_measures m on m.code = s.measure
        union all
        select 'scopes', s.line, array_remove(array[
            rungs_api.fault_if(rungs_api.word_lost(s.level, known_levels), 'level', s.level, 'not a level of levels.csv', rungs_api.did_you_mean(s.level, known_levels)),
            rungs_api.fault_if(rungs_api.word_lost(s.measure, known_measures), 'measure', s.measure, 'not a measure of measures.csv', rungs_api.did_you_mean(s.measure, known_measures)),
            rungs_api.fault_if(m.unit = 'step' and rungs_api.word_lost(s.minimum, k.steps), 'minimum', s.minimum, 'not a step of this measure', rungs_api.did_you_mean(s.minimum, k.steps)),
            rungs_api.fault_if(m.unit <> 'step' and rungs_api.number_lost(s.minimum), 'minimum', s.minimum, 'not a number', 'A number of 0 or more, with a point before decimals.')], null)
        from pg_temp.stage_scopes s
        left join pg_temp.stage_measures m on m.code = s.measure
        left join lateral (
            select coalesce(array_agg(t.code order by t.line), '{}') as steps from pg_temp.stage_steps t where t.measure = s.measure) k on true
        union all
        select 'specializations', s.line, array_remove(array[
            rungs_api.fault_if(rungs_api.word_lost(s.work_type, known_works), 'work_type', s.work_type, 'not a work type of work-types.csv', rungs_api.did_you_mean(s.work_type, known_works))], null)
        from pg_temp.stage_specializations s
    ) x
    cross join lateral unnest(x.faults) f;
    insert into pg_temp.import_problem
    select 'work-types', min(w.line), 'code', null, format('%s kinds of work in all ladders together, and 62 is the most', count(*) + (select count(*) from rungs.work_type)),
           'Use codes that other ladders have for the same kind of work.'
    from pg_temp.stage_work_types w
    where w.code not in (select k.code from rungs.work_type k)
    having count(*) > 0 and count(*) + (select count(*) from rungs.work_type) > 62;
end
$$;
comment on function rungs_api.ladder_judge_scope is 'Measures, steps, least scope; kinds of work and of people.';
