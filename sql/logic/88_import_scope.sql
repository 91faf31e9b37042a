-- Scope in bulk.

create function rungs_api.import_scope(file_name text, sha256 text, effective_on date, present text[])
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    batch integer;
    writer integer := rungs_api.account_id();
begin
    batch := rungs_api.import_record('scope', file_name, sha256, coalesce(effective_on, current_date));
    analyze pg_temp.stage_scope;
    -- Every word is looked up once.
    create temporary table scope_read on commit drop as
    with known as materialized (
        select w.word, rungs_api.person_of_word(w.word) as person_id
        from (select distinct rungs_api.cell(s.person) as word from pg_temp.stage_scope s) w
    ), measure as materialized (
        select m.measure_id, m.edition_id, m.code, m.unit, rungs_api.step_codes(m.measure_id, current_date, now()) as known
        from rungs_api.measure_on(current_date, now()) m
    )
    select s.line, rungs_api.cell(s.person) as person, p.person_id,
           rungs_api.cell(s.measure) as measure, m.measure_id, m.edition_id, rungs_api.cell(s.value) as value,
           case when m.unit <> 'step' then rungs_api.scope_number(rungs_api.cell(s.value)) end as number,
           case when rungs_api.cell(s.value) = any (m.known) then rungs_api.cell(s.value) end as step,
           rungs_api.cell(s.effective_on) as effective_on, rungs_api.date_read(rungs_api.cell(s.effective_on)) as day,
           coalesce(rungs_api.cell(s.note), '') as note, m.known, m.unit = 'step' as is_step
    from pg_temp.stage_scope s
    left join known p on p.word = rungs_api.cell(s.person)
    left join measure m on m.code = rungs_api.cell(s.measure);
    analyze pg_temp.scope_read;
    insert into pg_temp.import_problem
    select 'scope', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select r.line, array_remove(array[
            rungs_api.fault_if(r.person_id is null, 'person', r.person,
                'nobody is known by this',
                'Write an employee id or an e-mail address.'),
            rungs_api.fault_if(r.measure_id is null, 'measure', r.measure,
                'not a measure',
                rungs_api.did_you_mean(coalesce(r.measure, ''), known.measures)),
            rungs_api.fault_if(r.measure_id is not null and num_nonnulls(r.number, r.step) = 0, 'value', r.value,
                case when r.is_step then 'not a step of this measure' else 'not a number' end,
                case when r.is_step then rungs_api.did_you_mean(coalesce(r.value, ''), r.known) else 'Write digits, with a point before decimals.' end),
            rungs_api.fault_if(r.day is null, 'effective_on', r.effective_on,
                'not a date',
                'Write it as YYYY-MM-DD.')], null) as faults
        from pg_temp.scope_read r
        cross join (select coalesce(array_agg(m.code order by m.measure_id), '{}') as measures from rungs_api.measure_on(current_date, now()) m) known
    ) x
    cross join lateral unnest(x.faults) f
    where cardinality(x.faults) > 0;
    insert into pg_temp.import_problem
    select 'scope', r.line, 'measure', r.measure, format('the same person, measure and day as in line %s', r.first_line),
           'One row for each.'
    from (select x.line, x.measure, min(x.line) over (partition by x.person_id, x.measure_id, x.day) as first_line
          from pg_temp.scope_read x
          where num_nulls(x.person_id, x.measure_id, x.day) = 0) r
    where r.line > r.first_line;
    if not exists (select from pg_temp.import_problem) then
        if 'note' <> all (present) then
            update pg_temp.scope_read r
            set note = e.note
            from rungs.scope_entry e
            where e.person_id = r.person_id and e.measure_id = r.measure_id and e.effective_on = r.day
              and e.superseded_at = 'infinity';
        end if;
        with words as materialized (
            select w.edition_id, w.measure_id, w.number, w.step, rungs_api.scope_words(w.edition_id, w.measure_id, w.number, w.step) as words
            from (select distinct x.edition_id, x.measure_id, x.number, x.step from pg_temp.scope_read x) w
        )
        insert into pg_temp.import_change
        select r.line,
               case when e.id is null then 'new' when (e.value, e.step, e.note) is not distinct from (r.number, r.step, r.note) then 'unchanged' else 'changed' end,
               r.person, r.measure,
               case when (e.value, e.step) is not distinct from (r.number, r.step) then w.words
                    when e.id is not null then rungs_api.scope_words(r.edition_id, r.measure_id, e.value, e.step) end,
               w.words
        from pg_temp.scope_read r
        join words w on w.measure_id = r.measure_id and coalesce(w.step, w.number::text) = coalesce(r.step, r.number::text)
        left join rungs.scope_entry e
               on e.person_id = r.person_id and e.measure_id = r.measure_id and e.effective_on = r.day
              and e.superseded_at = 'infinity';
        update rungs.scope_entry e
        set superseded_at = now(), superseded_by = batch
        from pg_temp.scope_read r
        join pg_temp.import_change c on c.line = r.line and c.action = 'changed'
        where e.person_id = r.person_id and e.measure_id = r.measure_id and e.effective_on = r.day
          and e.superseded_at = 'infinity';
        insert into rungs.scope_entry (person_id, measure_id, effective_on, value, step, note, import_id, recorded_by)
        select r.person_id, r.measure_id, r.day, r.number, r.step, r.note, batch, writer
        from pg_temp.scope_read r
        join pg_temp.import_change c on c.line = r.line and c.action in ('new', 'changed')
        order by r.line;
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_scope is 'Judges and records the staged scope entries; the caller rolls back when there are problems.';
