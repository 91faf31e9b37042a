-- Nominations in bulk, judged and written as a set.

create function rungs_api.nominations_read(it rungs.cycle) returns void
language plpgsql volatile as $$
begin
    analyze pg_temp.stage_nominations;
    -- Every word is looked up once.
    create temporary table nomination_read on commit drop as
    with known as materialized (
        select w.word, rungs_api.person_of_word(w.word) as person_id
        from (select rungs_api.cell(s.person) as word from pg_temp.stage_nominations s
              union
              select rungs_api.cell(s.nominated_by) from pg_temp.stage_nominations s) w
    ), goal as materialized (
        select w.word, (
            select max(v.id)
            from rungs.level v
            join rungs.ladder d on d.id = v.ladder_id
            where v.code = w.word or d.code || '/' || v.code = w.word
            having count(*) = 1) as level_id
        from (select distinct rungs_api.cell(s.target) as word from pg_temp.stage_nominations s) w
    )
    select s.line, rungs_api.cell(s.person) as person, p.person_id,
           rungs_api.cell(s.target) as target, g.level_id as target_id,
           rungs_api.cell(s.nominated_by) as nominated_by, b.person_id as nominator_id,
           rungs_api.cell(s.nominated_on) as nominated_on, rungs_api.date_read(rungs_api.cell(s.nominated_on)) as day,
           coalesce(rungs_api.cell(s.rationale), '') as rationale,
           rungs_api.cell(s.rating) as rating, r.value,
           min(s.line) over (partition by p.person_id) as first_line
    from pg_temp.stage_nominations s
    left join known p on p.word = rungs_api.cell(s.person)
    left join goal g on g.word = rungs_api.cell(s.target)
    left join known b on b.word = rungs_api.cell(s.nominated_by)
    left join rungs.cycle_rating r on r.cycle_id = it.id and r.value::text = rungs_api.cell(s.rating);
    analyze pg_temp.nomination_read;
end
$$;
comment on function rungs_api.nominations_read is 'The staged nominations, with what their words stand for.';

create function rungs_api.nominations_judge(it rungs.cycle) returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_problem
    select 'nominations', r.line, f.column_name, f.value, f.problem, f.hint
    from pg_temp.nomination_read r
    cross join (select coalesce(array_agg(l.code order by l.id), '{}') as levels from rungs.level l) known
    cross join lateral unnest(array[
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
            'Write it as YYYY-MM-DD.'),
        rungs_api.fault_if(r.rating is not null and r.value is null, 'rating', r.rating,
            'no rating of ' || it.code,
            rungs_api.scale_words(it)),
        rungs_api.fault_if(r.value is not null and r.nominator_id = r.person_id, 'rating', r.rating,
            'nobody proposes a rating of themselves',
            'Leave it blank; the manager proposes it: rungs nominate rate PERSON RATING.')]) f
    where f.problem is not null;
    insert into pg_temp.import_problem
    select 'nominations', a.lines[f.place], f.field,
           case f.field when 'person' then r.person when 'target' then r.target when 'nominated_by' then r.nominated_by else r.nominated_on end,
           f.problem, f.hint
    from (
        select array_agg(x.line order by x.line) as lines, array_agg(x.person_id order by x.line) as people,
               array_agg(x.target_id order by x.line) as targets, array_agg(x.nominator_id order by x.line) as nominators,
               array_agg(x.day order by x.line) as days
        from pg_temp.nomination_read x
        where x.person_id is not null) a
    cross join lateral rungs_api.nomination_faults(it, a.people, a.targets, a.nominators, a.days, false, current_date, now()) f
    join pg_temp.nomination_read r on r.line = a.lines[f.place];
    insert into pg_temp.import_problem
    select 'nominations', r.line, 'nominated_by', r.nominated_by, format('nominated already, by %s', rungs_api.name_on(n.nominated_by, current_date, now())),
           'They change it, or take it back: rungs nominate withdraw PERSON --reason TEXT.'
    from pg_temp.nomination_read r
    join rungs.nomination n on n.cycle_id = it.id and n.person_id = r.person_id and n.superseded_at = 'infinity'
    where n.nominated_by not in (n.person_id, r.nominator_id);
    insert into pg_temp.import_problem
    select 'nominations', r.line, 'person', r.person, format('the same person as in line %s', r.first_line), 'One nomination for each person.'
    from pg_temp.nomination_read r
    where r.person_id is not null
      and r.line > r.first_line;
end
$$;
comment on function rungs_api.nominations_judge is 'Judges the staged nominations by the rules of nominate.';

create function rungs_api.nominations_plan(it rungs.cycle, present text[]) returns void
language plpgsql volatile as $$
begin
    if 'rationale' <> all (present) then
        update pg_temp.nomination_read r
        set rationale = n.rationale
        from rungs.nomination n
        where n.cycle_id = it.id and n.person_id = r.person_id and n.superseded_at = 'infinity';
    end if;
    insert into pg_temp.import_change
    select r.line, c.action, r.person, c.field,
           case c.field when 'rating' then o.value::text else l.code end, case c.field when 'rating' then r.rating else r.target end
    from pg_temp.nomination_read r
    left join rungs.nomination n on n.cycle_id = it.id and n.person_id = r.person_id and n.superseded_at = 'infinity'
    left join rungs.level l on l.id = n.target_id
    left join rungs.rating o on o.nomination_id = n.id and o.kind = 'proposed' and o.superseded_at = 'infinity'
    cross join lateral (
        select n.id is not null and (n.target_id, n.nominated_by, n.nominated_on, n.rationale) = (r.target_id, r.nominator_id, r.day, r.rationale) as is_same,
               -- A blank leaves what the manager has proposed: no command takes that back.
               coalesce(r.value = o.value, r.value is null) as is_rated) s
    cross join lateral (
        select case when n.id is null then 'new' when s.is_same and s.is_rated then 'unchanged' else 'changed' end as action,
               case when s.is_same and not s.is_rated then 'rating' else 'target' end as field) c;
end
$$;
comment on function rungs_api.nominations_plan is 'What the staged nominations change.';

create function rungs_api.import_nominations(
    file_name text, sha256 text, effective_on date, present text[], cycle text)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    it rungs.cycle := rungs_api.cycle_at(cycle, '{collecting}');
    batch integer := rungs_api.import_record('nominations', file_name, sha256, coalesce(effective_on, current_date));
begin
    perform rungs_api.nominations_read(it);
    perform rungs_api.nominations_judge(it);
    if not exists (select from pg_temp.import_problem) then
        perform rungs_api.nominations_plan(it, present);
        perform rungs_api.nomination_write(
            it, array_agg(r.person_id order by r.line), array_agg(r.target_id order by r.line), array_agg(r.nominator_id order by r.line),
            array_agg(r.day order by r.line), array_agg(r.rationale order by r.line), array_agg(r.value order by r.line), batch)
        from pg_temp.nomination_read r
        where r.line in (select c.line from pg_temp.import_change c where c.action in ('new', 'changed'))
        having count(*) > 0;
        perform rungs_api.cycle_analyze();
        perform rungs_api.packet_take(array_agg(n.id), 'submission', n.nominated_on, now())
        from rungs.nomination n
        where n.import_id = batch
        group by n.nominated_on;
        perform rungs_api.cycle_analyze();
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_nominations is 'Judges and records the staged nominations of a cycle, by the rules of nominate, and freezes their packets; the caller rolls back when there are problems.';
