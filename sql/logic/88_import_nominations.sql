-- Nominations in bulk.

create function rungs_api.import_nominations(
    file_name text, sha256 text, effective_on date, present text[], cycle text)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    it rungs.cycle := rungs_api.cycle_at(cycle, '{collecting}');
    round integer := it.id;
    batch integer;
begin
    batch := rungs_api.import_record('nominations', file_name, sha256, coalesce(effective_on, current_date));
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
            rungs_api.fault_if(r.target_id is null, 'target', r.target,
                'not a level of one ladder',
                rungs_api.did_you_mean(coalesce(r.target, ''), known.levels)),
            rungs_api.fault_if(r.nominator_id is null, 'nominated_by', r.nominated_by,
                'nobody is known by this',
                'Write an employee id or an e-mail address.'),
            rungs_api.fault_if(r.day is null, 'nominated_on', r.nominated_on,
                'not a date',
                'Write it as YYYY-MM-DD.')], null) as faults
        from pg_temp.nomination_read r
        cross join (select coalesce(array_agg(l.code order by l.id), '{}') as levels from rungs.level l) known
    ) x
    cross join lateral unnest(x.faults) f
    where cardinality(x.faults) > 0;
    insert into pg_temp.import_problem
    select 'nominations', r.line, f.field,
           case f.field when 'person' then r.person when 'target' then r.target when 'nominated_by' then r.nominated_by else r.nominated_on end,
           f.problem, f.hint
    from pg_temp.nomination_read r
    cross join lateral rungs_api.nomination_faults(it, r.person_id, r.target_id, r.nominator_id, r.day, false, current_date, now()) f
    where r.person_id is not null;
    insert into pg_temp.import_problem
    select 'nominations', r.line, 'nominated_by', r.nominated_by, format('nominated already, by %s', rungs_api.name_on(n.nominated_by, current_date, now())),
           'They change it, or take it back: rungs nominate withdraw PERSON --reason TEXT.'
    from pg_temp.nomination_read r
    join rungs.nomination n on n.cycle_id = round and n.person_id = r.person_id and n.superseded_at = 'infinity'
    where n.nominated_by not in (n.person_id, r.nominator_id);
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
        perform rungs_api.nomination_write(it, w.person_id, w.target_id, w.nominator_id, w.day, w.rationale, batch)
        from (
            select r.*
            from pg_temp.nomination_read r
            join pg_temp.import_change c on c.line = r.line and c.action in ('new', 'changed')
            order by r.line) w;
        perform rungs_api.packet_take(array_agg(n.id), 'submission', n.nominated_on, now())
        from rungs.nomination n
        where n.import_id = batch
        group by n.nominated_on;
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_nominations is 'Judges and records the staged nominations of a cycle, by the rules of nominate, and freezes their packets; the caller rolls back when there are problems.';
