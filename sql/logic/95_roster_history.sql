-- What surrounds the roster: past events in one go, titles that stand for levels.

create function rungs_api.history_read(day_first boolean) returns void
language plpgsql volatile as $$
begin
    create temporary table history_read on commit drop as
    select s.line, rungs_api.cell(s.person) as person, rungs_api.person_of_word(rungs_api.cell(s.person)) as person_id,
           rungs_api.cell(s.date) as date_text, rungs_api.date_parse(rungs_api.cell(s.date), day_first) as on_day,
           rungs_api.word_key(rungs_api.cell(s.event)) as event, rungs_api.cell(s.level) as level, null::integer as level_id,
           rungs_api.cell(s.title) as title, rungs_api.cell(s.manager) as manager,
           rungs_api.person_of_word(rungs_api.name_without_id(rungs_api.cell(s.manager))) as manager_id,
           coalesce(rungs_api.cell(s.note), '') as note
    from pg_temp.stage_history s;
    update pg_temp.history_read r
    set level_id = l.id
    from (
        select w.level, min(v.id) as id
        from (select distinct x.level from pg_temp.history_read x where x.level is not null) w
        cross join rungs.level v
        join rungs.ladder d on d.id = v.ladder_id
        where v.code = w.level or d.code || '/' || v.code = w.level
        group by w.level
        having count(*) = 1
    ) l
    where l.level = r.level;
    analyze pg_temp.history_read;
end
$$;
comment on function rungs_api.history_read is 'The staged events, read.';

create function rungs_api.history_judge() returns void
language plpgsql volatile as $$
declare
    levels text[] := array(select l.code from rungs.level l order by l.id);
begin
    insert into pg_temp.import_problem
    select 'history', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select r.line, array_remove(array[
            rungs_api.fault_if(r.person_id is null, 'person', r.person, 'nobody is known by this', 'Import the roster first; write an employee id or an e-mail address.'),
            rungs_api.fault_if(r.on_day is null, 'date', r.date_text, 'not a date', 'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(r.on_day > current_date, 'date', r.date_text, 'lies ahead', 'History is of what has happened.'),
            rungs_api.fault_if(r.on_day < b.began_on, 'date', r.date_text, format('before the hire on %s', b.began_on), 'Check the date, or correct the hire date with a roster.'),
            rungs_api.fault_if(r.level is not null and r.level_id is null, 'level', r.level, 'not a level', rungs_api.did_you_mean(r.level, levels)),
            rungs_api.fault_if(r.manager is not null and r.manager_id is null, 'manager', r.manager, 'nobody is known by this', 'Write an employee id or an e-mail address, or leave the cell empty.'),
            rungs_api.fault_if(r.manager_id = r.person_id, 'manager', r.manager, 'manages themselves', 'Leave the cell empty.'),
            rungs_api.fault_if(num_nonnulls(r.level, r.title, r.manager) = 0 and r.event not in ('leave', 'left', 'left the ladder'), 'event', r.event,
                'says nothing: neither level nor title nor manager', 'Fill one of them; an event without them is only: left the ladder.')], null) as faults
        from pg_temp.history_read r
        left join lateral (
            select min(e.valid_from) as began_on from rungs.roster_entry e
            where e.person_id = r.person_id and e.superseded_at = 'infinity') b on true
    ) x
    cross join lateral unnest(x.faults) f;
    insert into pg_temp.import_problem
    select 'history', r.line, 'date', r.date_text, format('another level of the same person on the same day as in line %s', r.first_line), 'One of them counts: take the other out.'
    from (select x.line, x.date_text, x.level_id, min(x.line) over same as first_line, first_value(x.level_id) over (partition by x.person_id, x.on_day order by x.line) as first_level
          from pg_temp.history_read x
          where x.level_id is not null and x.person_id is not null
          window same as (partition by x.person_id, x.on_day)) r
    where r.level_id <> r.first_level;
end
$$;
comment on function rungs_api.history_judge is 'Events that cannot have been.';

create function rungs_api.history_levels(batch integer) returns void
language plpgsql volatile as $$
begin
    -- A level that was taken to hold since the hire was said on a later day. What came before is known now.
    create temporary table history_assumed on commit drop as
    select t.id, t.person_id, t.effective_on, t.stated_on, t.level_id,
           (select h.level_id from pg_temp.history_read h
            where h.person_id = t.person_id and h.on_day <= t.stated_on and (h.level_id is not null or h.event like 'le%t%' or h.event = 'leave')
            order by h.on_day desc, h.line desc limit 1) as known_id
    from rungs.transition t
    where t.superseded_at = 'infinity'
      and t.stated_on > t.effective_on
      and exists (
            select from pg_temp.history_read h
            where h.person_id = t.person_id and h.level_id is not null
              and h.on_day >= t.effective_on and h.on_day <= t.stated_on);
    update rungs.transition t
    set superseded_at = now(), superseded_by = batch
    from pg_temp.history_assumed a
    where t.id = a.id;
    update rungs.transition t
    set superseded_at = now(), superseded_by = batch
    from pg_temp.history_read h
    where t.person_id = h.person_id and t.effective_on = h.on_day and t.superseded_at = 'infinity'
      and h.level_id is not null
      and t.level_id is distinct from h.level_id;
    insert into rungs.transition (person_id, effective_on, stated_on, import_id, recorded_by, level_id, note)
    select distinct on (x.person_id, x.on_day) x.person_id, x.on_day, x.on_day, batch, rungs_api.account_id(), x.level_id, x.note
    from (
        select h.person_id, h.on_day, h.level_id, h.note, 1 as part
        from pg_temp.history_read h
        where h.level_id is not null
           or (num_nonnulls(h.level, h.title, h.manager) = 0 and h.event in ('leave', 'left', 'left the ladder'))
        union all
        select a.person_id, a.stated_on, a.level_id, '', 2
        from pg_temp.history_assumed a
        where a.known_id is distinct from a.level_id
    ) x
    where not exists (
        select from rungs.transition t
        where t.person_id = x.person_id and t.effective_on = x.on_day and t.superseded_at = 'infinity')
    order by x.person_id, x.on_day, x.part;
end
$$;
comment on function rungs_api.history_levels is 'Past levels become transitions; a level that a first roster was taken to say since the hire gives way to what is known of those days.';

create function rungs_api.import_history(file_name text, sha256 text, effective_on date, present text[], date_order text default null)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    batch integer;
begin
    lock table rungs.roster_entry in share row exclusive mode;
    batch := rungs_api.import_record('history', file_name, sha256, coalesce(effective_on, current_date));
    perform rungs_api.history_read(rungs_api.dates_order(date_order, 'history'));
    perform rungs_api.history_judge();
    if not exists (select from pg_temp.import_problem) then
        insert into pg_temp.import_change (line, action, subject, field, old_value, new_value)
        select r.line, case when t.level_id = r.level_id or r.level_id is null and e.id is not null then 'unchanged' else 'new' end,
               coalesce(n.name, r.person), case when r.level is not null then 'level' when r.title is not null then 'title' else 'manager' end,
               null, concat_ws(', ', r.level, r.title, r.manager) || ' since ' || r.on_day
        from pg_temp.history_read r
        left join rungs.transition t on t.person_id = r.person_id and t.effective_on = r.on_day and t.superseded_at = 'infinity' and r.level_id is not null
        left join rungs.roster_entry e on e.person_id = r.person_id and e.valid_from = r.on_day and e.superseded_at = 'infinity'
              and (r.title is null or e.title = r.title) and (r.manager_id is null or e.manager_id = r.manager_id)
        left join rungs.roster_entry n on n.person_id = r.person_id and n.superseded_at = 'infinity' and n.valid_to = 'infinity';
        perform rungs_api.history_levels(batch);
        perform rungs_api.roster_word_table();
        perform rungs_api.roster_entries_take(array(
            select distinct r.person_id from pg_temp.history_read r where num_nonnulls(r.title, r.manager_id) > 0));
        insert into pg_temp.roster_word (person_id, valid_from, turn, stated_on, said, hired_on, title, manager_id)
        select r.person_id, r.on_day, 1 + r.line, r.on_day,
               case when r.title is not null then 4 else 0 end | case when r.manager_id is not null then 8 else 0 end,
               e.hired_on, r.title, r.manager_id
        from pg_temp.history_read r
        join rungs.roster_entry e on e.person_id = r.person_id and e.superseded_at = 'infinity' and e.valid_from <= r.on_day and r.on_day < e.valid_to
        where num_nonnulls(r.title, r.manager_id) > 0;
        perform rungs_api.roster_renew(batch);
        perform rungs_api.roster_forget(array(select r.person_id from pg_temp.history_read r));
        drop table pg_temp.roster_word;
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_history is 'Past levels, titles and managers, a row each: a company starts with its real past.';

create function rungs_api.import_titles(file_name text, sha256 text, effective_on date, present text[])
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    batch integer;
begin
    batch := rungs_api.import_record('titles', file_name, sha256, coalesce(effective_on, current_date));
    create temporary table titles_read on commit drop as
    select s.line, rungs_api.cell(s.title) as title, rungs_api.word_key(rungs_api.cell(s.title)) as key, rungs_api.cell(s.level) as level,
           (select case when count(*) = 1 then min(l.id) end
            from rungs.level l join rungs.ladder d on d.id = l.ladder_id
            where l.code = rungs_api.cell(s.level) or d.code || '/' || l.code = rungs_api.cell(s.level)) as level_id
    from pg_temp.stage_titles s;
    insert into pg_temp.import_problem
    select 'titles', r.line, f.column_name, f.value, f.problem, f.hint
    from pg_temp.titles_read r
    cross join lateral unnest(array_remove(array[
        rungs_api.fault_if(r.title is null, 'title', null, 'is empty', 'This cell is needed.'),
        rungs_api.fault_if(r.level is not null and r.level_id is null, 'level', r.level, 'not a level of one ladder',
            rungs_api.did_you_mean(r.level, array(select l.code from rungs.level l order by l.id)))], null)) f;
    insert into pg_temp.import_problem
    select 'titles', r.line, 'title', r.title, format('the same title as in line %s', r.first_line), 'A title stands for one level.'
    from (select x.line, x.title, min(x.line) over (partition by x.key) as first_line from pg_temp.titles_read x where x.key is not null) r
    where r.line > r.first_line;
    if not exists (select from pg_temp.import_problem) then
        insert into pg_temp.import_change (line, action, subject, field, old_value, new_value)
        select r.line, case when t.key is null then 'new' when t.level_id is not distinct from r.level_id then 'unchanged' else 'changed' end,
               r.title, 'level', l.code, r.level
        from pg_temp.titles_read r
        left join rungs.title_level t on t.key = r.key and t.superseded_at = 'infinity'
        left join rungs.level l on l.id = t.level_id;
        update rungs.title_level t
        set superseded_at = now()
        from pg_temp.titles_read r
        where t.key = r.key and t.superseded_at = 'infinity' and t.level_id is distinct from r.level_id;
        insert into rungs.title_level (key, title, level_id, import_id)
        select r.key, r.title, r.level_id, batch
        from pg_temp.titles_read r
        where not exists (select from rungs.title_level t where t.key = r.key and t.superseded_at = 'infinity');
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_titles is 'Titles that stand for a level, for rosters that have no level; a blank level: the title is on no ladder.';
