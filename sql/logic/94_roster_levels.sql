-- The roster: levels. Changes of level become transitions; leavers leave the ladder, corrected days move.

create function rungs_api.roster_levels(batch integer) returns void
language plpgsql volatile as $$
begin
    -- A day of leaving that was corrected or withdrawn takes its transition along.
    update rungs.transition t
    set superseded_at = now(), superseded_by = batch
    from pg_temp.roster_plan p
    where t.person_id = p.person_id
      and t.superseded_at = 'infinity'
      and t.level_id is null
      and t.effective_on = p.old_departs_on
      and p.departs_said
      and not p.returns
      and p.departs_on is distinct from p.old_departs_on;
    -- So does a day of hire: who was at a level from the first day on still is.
    insert into pg_temp.roster_moves (line, person_id, level_id, old_level_id, old_since, on_day, stated_on)
    select p.line, p.person_id, t.level_id, t.level_id, t.effective_on, p.new_hired_on, greatest(t.stated_on, p.new_hired_on)
    from pg_temp.roster_plan p
    join rungs.transition t
      on t.person_id = p.person_id
     and t.superseded_at = 'infinity'
     and t.effective_on = p.old_hired_on
     and t.level_id is not null
    where not p.is_new
      and not p.returns
      and p.hired_on <> p.old_hired_on
      and p.person_id not in (select m.person_id from pg_temp.roster_moves m);
    -- The first day at a level was corrected, or two changes fall on one day: the earlier word is superseded.
    update rungs.transition t
    set superseded_at = now(), superseded_by = batch
    from pg_temp.roster_moves m
    where t.person_id = m.person_id
      and t.superseded_at = 'infinity'
      and (t.effective_on = m.on_day
           or (m.old_level_id = m.level_id and t.effective_on = m.old_since and t.level_id = m.level_id));
    insert into rungs.transition (person_id, effective_on, stated_on, import_id, recorded_by, level_id)
    select m.person_id, m.on_day, coalesce(m.stated_on, m.on_day), batch, rungs_api.account_id(), m.level_id
    from pg_temp.roster_moves m;
    -- Somebody who comes in as a leaver was at the level until then.
    insert into rungs.transition (person_id, effective_on, stated_on, import_id, recorded_by, level_id)
    select p.person_id, coalesce(p.level_since, p.hired_on), coalesce(p.level_since, p.departs_on - 1), batch, rungs_api.account_id(), p.level_id
    from pg_temp.roster_plan p
    where p.is_new
      and p.level_id is not null
      and coalesce(p.level_since, p.hired_on) < p.departs_on
      and p.person_id not in (select m.person_id from pg_temp.roster_moves m);
    insert into rungs.transition (person_id, effective_on, stated_on, import_id, recorded_by, level_id)
    select p.person_id, p.departs_on, p.departs_on, batch, rungs_api.account_id(), null
    from pg_temp.roster_plan p
    cross join lateral rungs_api.level_of(p.person_id, p.departs_on, now()) o
    where p.departs_said
      and p.departs_on is distinct from p.old_departs_on
      and o.level_id is not null;
end
$$;
comment on function rungs_api.roster_levels is
    'Changes of level become transitions: leavers leave the ladder, corrected first days and days of leaving move.';

create function rungs_api.import_roster(
    file_name text, sha256 text, effective_on date, present text[], date_order text default null, is_full boolean default false,
    go_on boolean default false, unsent bigint default null)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile
-- Few rows of many are looked up, whole tables are only read when all rows are asked about.
set work_mem = '64MB' set maintenance_work_mem = '256MB' set random_page_cost = 1.1 set default_statistics_target = 10 as $$
declare
    from_day date := coalesce(effective_on, current_date);
    has text[] := rungs_api.roster_present(present);
    day_first boolean;
    batch integer;
    is_bulk boolean;
begin
    lock table rungs.roster_entry in share row exclusive mode;
    batch := rungs_api.import_record('roster', file_name, sha256, from_day);
    day_first := rungs_api.roster_days(date_order, (select f.day_first from pg_temp.import_reading f where unsent is not null));
    perform rungs_api.roster_words_of();
    perform rungs_api.roster_read(has, from_day);
    perform rungs_api.roster_judge();
    perform rungs_api.roster_identify();
    if is_full then
        -- Who had left and is in a file that has everybody is back, also where it has no column of status.
        update pg_temp.roster_read r
        set status_id = 1
        from rungs.roster_entry e
        where e.person_id = r.person_id and e.superseded_at = 'infinity' and e.status_id = 3
          and e.valid_from <= from_day and from_day < e.valid_to
          and r.status_id is null and not r.is_leaver;
        if not exists (select from pg_temp.import_problem) then
            perform rungs_api.roster_missing(from_day, go_on, unsent);
        end if;
    end if;
    perform rungs_api.roster_managers(from_day);
    perform rungs_api.roster_compare(has, from_day);
    perform rungs_api.roster_differences();
    if 'manager' = any (has) then
        perform rungs_api.roster_loops(from_day);
    end if;
    perform rungs_api.roster_moves(from_day);
    if unsent is not null then
        perform rungs_api.roster_filter_check();
    end if;
    if not exists (select from pg_temp.import_problem) then
        is_bulk := rungs_api.roster_fresh(batch, from_day);
        perform rungs_api.roster_levels(batch);
        perform rungs_api.roster_write(batch, from_day);
        perform rungs_api.roster_identities(array(
            select p.person_id from pg_temp.roster_plan p where p.is_changed
            union all
            select g.person_id from pg_temp.roster_given g));
        perform rungs_api.roster_remember(from_day, day_first);
        -- After many new rows the planner knows nothing of them until somebody looks.
        if not is_bulk and (
            select pg_has_role(c.relowner, 'usage') and (select count(*) from pg_temp.import_change) + (select coalesce(sum(t.lines), 0) from pg_temp.import_tally t)
                        > greatest(1000, c.reltuples / 10)
            from pg_catalog.pg_class c
            where c.oid = 'rungs.roster_entry'::regclass) then
            analyze rungs.person, rungs.roster_entry, rungs.transition;
        end if;
    end if;
    insert into pg_temp.import_tally
    select 'unchanged', count(*) + coalesce(unsent, 0)
    from pg_temp.roster_plan p
    where not p.is_new
      and not exists (select from pg_temp.import_change c where c.line = p.line)
    having count(*) + coalesce(unsent, 0) > 0;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_roster is
    'Judges and applies the staged roster; the caller rolls back when there are problems. unsent: how many rows were left out, as they are known (import_filter); null: all were sent.';
