-- The roster, second half: compare with what is in force, write what differs, say what was done.

create function rungs_api.roster_compare(present text[], effective date) returns void
language plpgsql volatile as $$
begin
    insert into rungs.organisation (name)
    select distinct r.organisation from pg_temp.roster_read r where r.organisation is not null
    on conflict (name) do nothing;

    create temporary table roster_plan on commit drop as
    select r.line, r.person_id, r.is_new, e.id as entry_id, e.status_id as old_status_id,
           coalesce(r.name, e.name) as name, coalesce(r.email, e.email) as email,
           case when 'title' = any (present) then r.title else e.title end as title,
           case when 'manager' = any (present) then r.manager_id else e.manager_id end as manager_id,
           case when 'organisation' = any (present) then o.id else e.organisation_id end as organisation_id,
           case when 'location' = any (present) then r.location else e.location end as location,
           case when 'specialization' = any (present) then s.id else e.specialization_id end as specialization_id,
           coalesce(d.hired_on, e.hired_on) as hired_on,
           coalesce(d.status_id, e.status_id, 1)::smallint as status_id,
           l.id as level_id, rungs_api.date_read(r.level_since) as level_since,
           o.name as organisation, s.code as specialization, r.level,
           case
               when coalesce(d.status_id, e.status_id) = 3
                   then coalesce(d.left_on + 1, case when e.status_id = 3 then e.valid_from end, effective)
               when e.id is null then coalesce(d.hired_on, effective)
               when e.status_id = 3 and d.hired_on > e.valid_from then d.hired_on
               else effective
           end as from_day
    from pg_temp.roster_read r
    left join rungs.employment_status t on t.code = r.status
    cross join lateral (
        select rungs_api.date_read(r.hire_date) as hired_on, rungs_api.date_read(r.leave_date) as left_on,
               coalesce(t.id, case when r.leave_date is not null then 3 end) as status_id
    ) d
    -- The entry to compare with: that of the day, or of the day that lies ahead on which somebody comes or goes.
    left join lateral (
        select x.*
        from rungs.roster_entry x
        where x.person_id = r.person_id
          and x.superseded_at = 'infinity'
          and greatest(effective, d.hired_on, case when d.status_id = 3 then d.left_on + 1 end) >= x.valid_from
          and greatest(effective, d.hired_on, case when d.status_id = 3 then d.left_on + 1 end) < x.valid_to
    ) e on true
    left join rungs.organisation o on o.name = r.organisation
    left join rungs.specialization s on s.code = r.specialization
    -- A code of two ladders was told as a problem; here it names neither.
    left join lateral (
        select min(v.id) as id
        from rungs.level v
        join rungs.ladder d on d.id = v.ladder_id
        where v.code = r.level or d.code || '/' || v.code = r.level
        having count(*) = 1
    ) l on true
    where r.person_id is not null;
    create unique index on pg_temp.roster_plan (line);
    analyze pg_temp.roster_plan;
end
$$;
comment on function rungs_api.roster_compare is
    'What each row wants to be true: blank cells clear (but for identity, name and day of hire), absent columns keep what is in force.';

create function rungs_api.roster_differences(present text[], effective date) returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_change
    select p.line, c.action, p.name, c.field, c.old_value, c.new_value
    from pg_temp.roster_plan p
    left join rungs.roster_entry e on e.id = p.entry_id
    left join rungs.roster_entry m on m.person_id = e.manager_id and m.superseded_at = 'infinity' and m.valid_to = 'infinity'
    left join pg_temp.roster_plan w on w.person_id = p.manager_id
    left join rungs.roster_entry n on n.person_id = p.manager_id and n.superseded_at = 'infinity' and n.valid_to = 'infinity'
    left join rungs.organisation o on o.id = e.organisation_id
    left join rungs.specialization s on s.id = e.specialization_id
    left join rungs.employment_status a on a.id = e.status_id
    left join rungs.employment_status b on b.id = p.status_id
    cross join lateral (values
        ('changed', 'name', e.name, p.name),
        ('changed', 'email', e.email, p.email),
        ('changed', 'title', e.title, p.title),
        ('changed', 'manager', m.name, coalesce(w.name, n.name)),
        ('changed', 'organisation', o.name, p.organisation),
        ('changed', 'location', e.location, p.location),
        ('changed', 'specialization', s.code, p.specialization),
        ('changed', 'hire_date', e.hired_on::text, p.hired_on::text),
        (case when a.employed and not b.employed then 'left'
              when b.employed and not a.employed then 'returned' else 'changed' end,
         'status', a.code, b.code)
    ) c (action, field, old_value, new_value)
    where p.entry_id is not null
      and (e.name, e.email, e.title, e.manager_id, e.organisation_id, e.location, e.specialization_id, e.hired_on, e.status_id)
          is distinct from
          (p.name, p.email, p.title, p.manager_id, p.organisation_id, p.location, p.specialization_id, p.hired_on, p.status_id)
      and (c.field = 'name' or c.field = 'status' or c.field = any (present))
      and case when c.field = 'manager' then e.manager_id is distinct from p.manager_id
               else c.old_value is distinct from c.new_value end;
    insert into pg_temp.import_change
    select r.line, 'changed', p.name, 'employee_id', k.employee_id, r.employee_id
    from pg_temp.roster_plan p
    join pg_temp.roster_read r on r.line = p.line
    join rungs.person k on k.id = p.person_id
    where p.entry_id is not null
      and r.employee_id <> coalesce(k.employee_id, '');
    insert into pg_temp.import_change
    select p.line, 'new', p.name, null, null, coalesce(p.title, p.level)
    from pg_temp.roster_plan p
    where p.entry_id is null;
end
$$;
comment on function rungs_api.roster_differences is 'The plan: field by field what changes, and who is new.';

create function rungs_api.roster_write(batch integer, effective date) returns void
language plpgsql volatile as $$
begin
    create temporary table roster_closed on commit drop as
    select e.*, p.from_day
    from rungs.roster_entry e
    join pg_temp.roster_plan p on p.entry_id = e.id
    where p.line in (select c.line from pg_temp.import_change c);
    update rungs.roster_entry e
    set superseded_at = now()
    from pg_temp.roster_closed c
    where e.id = c.id;
    -- What was in force before the change stays in force before it.
    insert into rungs.roster_entry (
        person_id, valid_from, valid_to, manager_id, organisation_id, import_id, hired_on,
        specialization_id, status_id, name, email, title, location)
    select c.person_id, c.valid_from, c.from_day, c.manager_id, c.organisation_id, batch, c.hired_on,
           c.specialization_id, c.status_id, c.name, c.email, c.title, c.location
    from pg_temp.roster_closed c
    where c.valid_from < c.from_day;
    insert into rungs.roster_entry (
        person_id, valid_from, valid_to, manager_id, organisation_id, import_id, hired_on,
        specialization_id, status_id, name, email, title, location)
    select p.person_id, greatest(p.from_day, c.valid_from), coalesce(c.valid_to, later.valid_from, 'infinity'),
           p.manager_id, p.organisation_id, batch, p.hired_on,
           p.specialization_id, p.status_id, p.name, p.email, p.title, p.location
    from pg_temp.roster_plan p
    left join pg_temp.roster_closed c on c.person_id = p.person_id
    left join lateral (
        select min(e.valid_from) as valid_from
        from rungs.roster_entry e
        where e.person_id = p.person_id
          and e.superseded_at = 'infinity'
          and e.valid_from > p.from_day
          and p.entry_id is null
    ) later on true
    where p.line in (select x.line from pg_temp.import_change x);
    -- Somebody who comes in as a leaver was here from the hire to the last day.
    insert into rungs.roster_entry (
        person_id, valid_from, valid_to, manager_id, organisation_id, import_id, hired_on,
        specialization_id, status_id, name, email, title, location)
    select p.person_id, p.hired_on, p.from_day, p.manager_id, p.organisation_id, batch, p.hired_on,
           p.specialization_id, 1, p.name, p.email, p.title, p.location
    from pg_temp.roster_plan p
    where p.entry_id is null
      and p.status_id = 3
      and p.hired_on < p.from_day;
end
$$;
comment on function rungs_api.roster_write is 'Supersedes the entries that change and writes the new ones; unchanged people are not touched.';

create function rungs_api.roster_moves(present text[], effective date) returns void
language plpgsql volatile as $$
begin
    -- Compared with the level of the day, or of the day ahead that the row is about; leavers leave what they had.
    create temporary table roster_moves on commit drop as
    select p.line, p.person_id, p.name, p.level_id, p.level_since, p.level, p.status_id,
           o.level_id as old_level_id, o.since as old_since, o.kind_id as old_kind_id, b.code as old_level,
           case
               when p.status_id = 3 then p.from_day
               when o.level_id is distinct from p.level_id
                   then coalesce(case when p.level_since > coalesce(o.since, '-infinity') then p.level_since end, p.from_day)
               else p.level_since
           end as on_day,
           case when p.status_id = 3 then null else p.level_id end as new_level_id,
           p.entry_id is not null and p.old_status_id <> 3 as was_here,
           a.rank as old_rank, z.rank as new_rank, b.ladder_id as old_ladder_id, y.ladder_id as new_ladder_id
    from pg_temp.roster_plan p
    left join lateral rungs_api.level_of(
        p.person_id, case when p.status_id = 3 then p.from_day else greatest(effective, p.level_since, p.hired_on) end, now()) o on true
    left join rungs.level b on b.id = o.level_id
    left join rungs.level y on y.id = p.level_id
    left join rungs_api.edition_on(effective, now()) f on f.ladder_id = b.ladder_id
    left join rungs_api.edition_on(effective, now()) g on g.ladder_id = y.ladder_id
    left join rungs.level_text a on a.edition_id = f.edition_id and a.level_id = b.id
    left join rungs.level_text z on z.edition_id = g.edition_id and z.level_id = y.id
    where case
              when p.status_id = 3
                  then (o.level_id is not null or (p.level_id is not null and p.entry_id is null))
                       and p.line in (select c.line from pg_temp.import_change c where c.action in ('left', 'new'))
              else 'level' = any (present)
                   and (o.level_id is distinct from p.level_id
                        or (p.level_since <> o.since
                            and p.level_id is not null
                            -- The move to a level that is the same rung kept the months.
                            and not exists (
                                select from rungs.transition t
                                where t.person_id = p.person_id
                                  and t.superseded_at = 'infinity'
                                  and t.level_id = p.level_id
                                  and t.effective_on = p.level_since)
                            -- A date from before the level before was not kept up; it corrects nothing.
                            and not exists (
                                select from rungs.transition t
                                where t.person_id = p.person_id
                                  and t.superseded_at = 'infinity'
                                  and t.effective_on >= p.level_since
                                  and t.effective_on < o.since)))
          end;
    insert into pg_temp.import_change
    select m.line, 'changed', m.name,
           case when m.old_level_id is distinct from m.level_id then 'level' else 'level_since' end,
           case when m.old_level_id is distinct from m.level_id then m.old_level else m.old_since::text end,
           case when m.old_level_id is distinct from m.level_id
                then coalesce(m.level || ' since ' || m.on_day, '') else m.on_day::text end
    from pg_temp.roster_moves m
    where m.status_id <> 3
      and not exists (select from pg_temp.import_change c where c.line = m.line and c.action = 'new');
end
$$;
comment on function rungs_api.roster_moves is
    'Changes of level that the rows ask for, dated by level_since where the file has it, else by the import''s day.';

create function rungs_api.roster_levels(batch integer) returns void
language plpgsql volatile as $$
begin
    -- The first day at a level was corrected, or two changes fall on one day: the earlier word is superseded.
    update rungs.transition t
    set superseded_at = now()
    from pg_temp.roster_moves m
    where t.person_id = m.person_id
      and t.superseded_at = 'infinity'
      and (t.effective_on = m.on_day
           or (m.status_id <> 3 and m.old_level_id = m.level_id and t.effective_on = m.old_since));
    insert into rungs.transition (person_id, effective_on, import_id, recorded_by, level_id, kind_id)
    select m.person_id, m.on_day, batch, rungs_api.account_id(), m.new_level_id,
           case when m.new_level_id is null then 5
                when m.old_level_id = m.new_level_id then m.old_kind_id
                when m.old_level_id is null and m.was_here then 6
                when m.old_level_id is null then 1
                when m.old_ladder_id <> m.new_ladder_id or m.old_rank = m.new_rank then 4
                when m.new_rank < m.old_rank then 3
                else 2 end
    from pg_temp.roster_moves m;
    insert into rungs.transition (person_id, effective_on, import_id, recorded_by, level_id, kind_id)
    select m.person_id, coalesce(m.level_since, r.hired_on), batch, rungs_api.account_id(), m.level_id, 1
    from pg_temp.roster_moves m
    join pg_temp.roster_plan r on r.line = m.line
    where m.status_id = 3
      and m.old_level_id is null
      and m.level_id is not null
      and coalesce(m.level_since, r.hired_on) < m.on_day;
end
$$;
comment on function rungs_api.roster_levels is
    'Changes of level become transitions; a corrected first day keeps its kind, leavers leave the ladder.';

create function rungs_api.import_roster(file_name text, sha256 text, effective_on date, present text[])
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    from_day date := coalesce(effective_on, current_date);
    batch integer;
begin
    lock table rungs.roster_entry in share row exclusive mode;
    batch := rungs_api.import_record('roster', file_name, sha256, from_day);
    perform rungs_api.roster_read(present, from_day);
    perform rungs_api.roster_judge(from_day);
    perform rungs_api.roster_identify(batch);
    perform rungs_api.roster_managers(from_day);
    perform rungs_api.roster_compare(present, from_day);
    perform rungs_api.roster_differences(present, from_day);
    if 'manager' = any (present) then
        perform rungs_api.roster_loops(from_day);
    end if;
    perform rungs_api.roster_moves(present, from_day);
    if not exists (select from pg_temp.import_problem) then
        perform rungs_api.roster_identities();
        perform rungs_api.roster_levels(batch);
        perform rungs_api.roster_write(batch, from_day);
    end if;
    insert into pg_temp.import_change (line, action, subject)
    select p.line, 'unchanged', p.name
    from pg_temp.roster_plan p
    where not exists (select from pg_temp.import_change c where c.line = p.line);
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_roster is 'Judges and applies the staged roster; the caller rolls back when there are problems.';
