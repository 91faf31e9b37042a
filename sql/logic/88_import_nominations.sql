-- Nominations in bulk.

create function rungs_api.import_nominations(
    file_name text, sha256 text, effective_on date, present text[], cycle text)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    round integer := rungs_api.cycle_find(cycle);
    batch integer;
begin
    batch := rungs_api.import_record('nominations', file_name, sha256, coalesce(effective_on, current_date));
    if (select c.state_id from rungs.cycle c where c.id = round for update) <> 1 then
        raise exception using
            errcode = 'RG003',
            message = 'this cycle takes no nominations any more',
            hint = '''rungs cycle list'' shows the states; nominations come in while a cycle is collecting.';
    end if;
    create temporary table nomination_read on commit drop as
    select s.line, rungs_api.cell(s.person) as person, rungs_api.person_of_word(rungs_api.cell(s.person)) as person_id,
           rungs_api.cell(s.target) as target, l.id as target_id,
           rungs_api.cell(s.nominated_by) as nominated_by,
           rungs_api.person_of_word(rungs_api.cell(s.nominated_by)) as nominator_id,
           rungs_api.cell(s.nominated_on) as nominated_on,
           rungs_api.date_read(rungs_api.cell(s.nominated_on)) as day,
           coalesce(rungs_api.cell(s.rationale), '') as rationale
    from pg_temp.stage_nominations s
    left join lateral (
        select max(v.id) as id
        from rungs.level v
        join rungs.ladder d on d.id = v.ladder_id
        where v.code = rungs_api.cell(s.target) or d.code || '/' || v.code = rungs_api.cell(s.target)
        having count(*) = 1) l on true;
    insert into pg_temp.import_problem
    select 'nominations', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select r.line, array_remove(array[
            rungs_api.fault_if(r.person_id is null, 'person', r.person,
                'nobody is known by this',
                'Write an employee id or an e-mail address.'),
            rungs_api.fault_if(r.person_id is not null and b.person_id is null, 'person', r.person,
                'not in the population of the cycle',
                'Only people who were on a ladder when the cycle was opened can be nominated.'),
            rungs_api.fault_if(r.target_id is null, 'target', r.target,
                'not a level of one ladder',
                rungs_api.did_you_mean(coalesce(r.target, ''), known.levels)),
            rungs_api.fault_if(r.target_id = b.level_id, 'target', r.target,
                'is the present level',
                'A nomination is for another level.'),
            rungs_api.fault_if(r.nominator_id is null, 'nominated_by', r.nominated_by,
                'nobody is known by this',
                'Write an employee id or an e-mail address.'),
            rungs_api.fault_if(r.day is null, 'nominated_on', r.nominated_on,
                'not a date',
                'Write it as YYYY-MM-DD.')], null) as faults
        from pg_temp.nomination_read r
        left join rungs.cycle_member b on b.cycle_id = round and b.person_id = r.person_id
        cross join (select coalesce(array_agg(l.code order by l.id), '{}') as levels from rungs.level l) known
    ) x
    cross join lateral unnest(x.faults) f
    where cardinality(x.faults) > 0;
    insert into pg_temp.import_problem
    select 'nominations', r.line, 'person', r.person, format('the same person as in line %s', r.first_line), 'One nomination for each person.'
    from (select x.line, x.person, min(x.line) over (partition by x.person_id) as first_line
          from pg_temp.nomination_read x where x.person_id is not null) r
    where r.line > r.first_line;
    if not exists (select from pg_temp.import_problem) then
        if 'rationale' <> all (present) then
            update pg_temp.nomination_read r
            set rationale = n.rationale
            from rungs.nomination n
            where n.cycle_id = round and n.person_id = r.person_id and n.superseded_at = 'infinity';
        end if;
        insert into pg_temp.import_change
        select r.line,
               case when n.id is null then 'new'
                    when (n.target_id, n.nominated_by, n.nominated_on, n.rationale) = (r.target_id, r.nominator_id, r.day, r.rationale)
                        then 'unchanged' else 'changed' end,
               r.person, 'target', l.code, r.target
        from pg_temp.nomination_read r
        left join rungs.nomination n on n.cycle_id = round and n.person_id = r.person_id and n.superseded_at = 'infinity'
        left join rungs.level l on l.id = n.target_id;
        update rungs.nomination n
        set superseded_at = now()
        from pg_temp.nomination_read r
        join pg_temp.import_change c on c.line = r.line and c.action = 'changed'
        where n.cycle_id = round and n.person_id = r.person_id and n.superseded_at = 'infinity';
        insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, rationale, import_id, recorded_by)
        select round, r.person_id, r.target_id, r.nominator_id, r.day, r.rationale, batch, rungs_api.account_id()
        from pg_temp.nomination_read r
        join pg_temp.import_change c on c.line = r.line and c.action in ('new', 'changed')
        order by r.line;
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_nominations is 'Judges and records the staged nominations of a cycle; the caller rolls back when there are problems.';
