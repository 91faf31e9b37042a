-- The roster: what each row wants to be true, compared with what is in force.

create function rungs_api.roster_said(present text[]) returns integer
language sql stable as $$
    select coalesce(bit_or(c.bit), 0)
    from rungs.roster_column c
    where c.code = any (present)
      and c.code in ('title', 'manager', 'organisation', 'location', 'specialization', 'attributes')
$$;
comment on function rungs_api.roster_said is 'The columns that a file says something about in every row, also by leaving a cell blank.';

create function rungs_api.roster_compare(present text[], effective date) returns void
language plpgsql volatile as $$
declare
    columns_said integer := rungs_api.roster_said(present);
begin
    create temporary table roster_plan on commit drop as
    -- Not materialized: the planner then knows how many these are, and looks a few up instead of reading everybody.
    with asked as not materialized (
        -- Somebody new, and here, has nothing to be compared with: roster_fresh() takes the row as it is.
        select r.*, b.person_id as manager_id, b.word as manager_word
        from pg_temp.roster_read r
        left join pg_temp.roster_boss b on b.id = r.boss_id
        where (not r.is_new or r.is_leaver)
          and (select f.any_known or f.any_new_by_address or f.any_leaver from pg_temp.roster_facts f)
    ), departures as materialized (
        select l.person_id, l.valid_from, l.said_on
        from (
            select f.person_id, f.valid_from, f.status_id, i.effective_on as said_on, lag(f.status_id) over (partition by f.person_id order by f.valid_from) as before_id
            from rungs.roster_entry f
            left join rungs.import i on i.id = f.import_id
            where f.superseded_at = 'infinity'
              and f.person_id in (
                    select o.person_id
                    from asked r
                    join rungs.roster_entry o on o.person_id = r.person_id
                    where o.superseded_at = 'infinity' and o.status_id = 3)) l
        where l.status_id = 3 and l.before_id is distinct from 3
    ), first as (
        select f.person_id, min(f.valid_from) as first_from, bool_or(f.status_id = 3) as has_left
        from asked r
        join rungs.roster_entry f on f.person_id = r.person_id
        where f.superseded_at = 'infinity'
        group by f.person_id
    )
    select x.*,
           case when x.is_new then coalesce(x.hired_on, least(x.departs_on, effective))
                when x.returns then case when x.hired_on > x.old_departs_on then x.hired_on else effective end
                when x.departs_on <= effective and x.departs_on is distinct from x.old_departs_on then x.departs_on
                else greatest(effective, coalesce(x.hired_on, x.first_from)) end as day,
           coalesce(x.hired_on, x.old_hired_on) as new_hired_on,
           false as is_changed
    from (
        select r.line, r.person_id, r.is_new, e.id as entry_id, b.first_from,
               e.status_id as old_status_id, e.hired_on as old_hired_on, g.departs_on as old_departs_on,
               case when r.is_missing then 0 else columns_said end | case when r.name is not null then 1 else 0 end | case when r.email is not null then 2 else 0 end
                   | case when r.employee_id is not null then 256 else 0 end
                   | case when r.status_id in (1, 2) or r.is_new then 128 else 0 end as said,
               r.name, r.email, r.employee_id, r.title, r.manager_id, r.manager_word, r.organisation_id, r.location,
               r.specialization_id, r.attributes,
               case when r.status_id in (1, 2) then r.status_id else 1 end::smallint as status_id,
               -- A file about earlier days knows nothing of a day of leaving that a later one told.
               r.hired_on, (r.status_id is not null or 'leave_date' = any (present)) and coalesce(g.said_on <= effective, true) as departs_said,
               d.departs_on,
               e.status_id = 3 and g.departs_on <= effective
                   and (r.status_id is not null or 'leave_date' = any (present)) and d.departs_on is null as returns,
               r.level, r.level_id, r.level_said, r.level_since
        from asked r
        left join first b on b.person_id = r.person_id and not r.is_new
        -- The entry to compare with: that of the day, or of the day ahead on which somebody comes or goes.
        left join rungs.roster_entry e
               on not r.is_new
              and e.person_id = r.person_id
              and e.superseded_at = 'infinity'
              and e.valid_from <= greatest(effective, b.first_from, r.hired_on, case when r.is_leaver then r.left_on + 1 end)
              and greatest(effective, b.first_from, r.hired_on, case when r.is_leaver then r.left_on + 1 end) < e.valid_to
        left join lateral (
            -- The day of leaving that is known: of who has left the last one, of who is here the next one.
            select l.valid_from as departs_on, l.said_on
            from departures l
            where l.person_id = r.person_id
              and (l.valid_from <= e.valid_from) = (e.status_id = 3)
            order by case when e.status_id = 3 then l.valid_from end desc, l.valid_from
            limit 1) g on b.has_left
        cross join lateral (
            select case when not r.is_leaver then null
                        else coalesce(r.left_on + 1, case when g.departs_on <= effective then g.departs_on end, effective) end as departs_on) d
    ) x;
    create unique index on pg_temp.roster_plan (line);
    analyze pg_temp.roster_plan;
end
$$;
comment on function rungs_api.roster_compare is
    'What each row about somebody known wants to be true from which day on: blank cells clear (but for identity, name and day of hire), absent columns keep what is in force.';

create function rungs_api.roster_differences() returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_change (line, action, subject, field, old_value, new_value)
    select p.line, c.action, coalesce(p.name, e.name), c.field, c.old_value, c.new_value
    from pg_temp.roster_plan p
    join rungs.roster_entry e
      on e.id = p.entry_id
     -- Most rows are as they were: what may differ is looked at column by column.
     and ((case when p.said & 1 <> 0 then p.name else e.name end, case when p.said & 2 <> 0 then p.email else e.email end,
           case when p.said & 4 <> 0 then p.title else e.title end, case when p.said & 8 <> 0 then p.manager_id else e.manager_id end,
           case when p.said & 8 <> 0 then p.manager_word else e.manager_word end, case when p.said & 16 <> 0 then p.organisation_id else e.organisation_id end,
           case when p.said & 32 <> 0 then p.location else e.location end, case when p.said & 64 <> 0 then p.specialization_id else e.specialization_id end,
           case when p.said & 128 <> 0 then p.status_id else e.status_id end, case when p.said & 256 <> 0 then p.employee_id else e.employee_id end,
           case when p.said & 512 <> 0 then p.attributes else e.attributes end, coalesce(p.hired_on, e.hired_on))
          is distinct from
          (e.name, e.email, e.title, e.manager_id, e.manager_word, e.organisation_id, e.location, e.specialization_id, e.status_id, e.employee_id,
           e.attributes, e.hired_on)
          or p.returns or (p.departs_said and p.departs_on is distinct from p.old_departs_on))
    left join rungs.roster_entry m on m.person_id = e.manager_id and m.superseded_at = 'infinity' and m.valid_to = 'infinity'
    left join pg_temp.roster_read w on w.person_id = p.manager_id
    left join rungs.roster_entry n on n.person_id = p.manager_id and n.superseded_at = 'infinity' and n.valid_to = 'infinity'
    left join rungs.organisation o on o.id = e.organisation_id
    left join rungs.organisation q on q.id = p.organisation_id
    left join rungs.specialization s on s.id = e.specialization_id
    left join rungs.specialization t on t.id = p.specialization_id
    left join rungs.employment_status a on a.id = e.status_id
    left join rungs.employment_status b on b.id = p.status_id
    cross join lateral (values
        (1, 'changed', 'name', e.name, p.name, e.name is distinct from p.name),
        (2, 'changed', 'email', e.email, p.email, e.email is distinct from p.email),
        (4, 'changed', 'title', e.title, p.title, e.title is distinct from p.title),
        (8, 'changed', 'manager', coalesce(m.name, e.manager_word), coalesce(w.name, n.name, p.manager_word),
            (e.manager_id, e.manager_word) is distinct from (p.manager_id, p.manager_word)),
        (16, 'changed', 'organisation', o.name, q.name, e.organisation_id is distinct from p.organisation_id),
        (32, 'changed', 'location', e.location, p.location, e.location is distinct from p.location),
        (64, 'changed', 'specialization', s.code, t.code, e.specialization_id is distinct from p.specialization_id),
        (256, 'changed', 'employee_id', e.employee_id, p.employee_id, e.employee_id is distinct from p.employee_id),
        (512, 'changed', 'attributes', e.attributes::text, p.attributes::text, e.attributes is distinct from p.attributes),
        (128, 'changed', 'status', a.code, b.code, a.employed and e.status_id <> p.status_id and not coalesce(p.departs_on <= p.day, false)),
        (0, 'changed', 'hire_date', e.hired_on::text, p.hired_on::text, p.hired_on <> coalesce(e.hired_on, '-infinity') and not p.returns),
        (0, 'returned', 'status', 'left', b.code, p.returns),
        (0, 'left', 'status', a.code, 'left since ' || p.departs_on,
            p.departs_said and p.departs_on is not null and p.old_departs_on is null),
        (0, 'changed', 'leave_date', (p.old_departs_on - 1)::text, (p.departs_on - 1)::text,
            p.departs_said and p.old_departs_on is not null and not p.returns and p.departs_on is distinct from p.old_departs_on)
    ) c (bit, action, field, old_value, new_value, differs)
    where c.differs
      and (c.bit = 0 or p.said & c.bit <> 0);
    -- Who is new is counted, and shown from the rows themselves (import_changes): the first file of a company has nobody else.
    insert into pg_temp.import_tally
    select 'new', count(*)
    from pg_temp.roster_read r
    where r.is_new
    having count(*) > 0;
    insert into pg_temp.import_note
    select format('%s left, by what is known here, and the file has no word about it: still counted as left; map a column of status, or add --full',
                  case count(*) when 1 then min(r.name) || ' has' else count(*) || ' people of the file have' end)
    from pg_temp.roster_plan p
    join pg_temp.roster_read r on r.line = p.line
    where p.old_status_id = 3
      and not p.departs_said
      and r.status_id is null
    having count(*) > 0;
    update pg_temp.roster_plan p
    set is_changed = true
    where p.is_new
       or p.line in (select c.line from pg_temp.import_change c);
end
$$;
comment on function rungs_api.roster_differences is 'The plan: field by field what changes, and who is new.';

create function rungs_api.roster_new(most integer) returns table (line integer, name text, said text)
language plpgsql stable as $$
begin
    if to_regclass('pg_temp.roster_read') is not null then
        return query
        select r.line, r.name, coalesce(r.title, r.level)
        from pg_temp.roster_read r
        where r.is_new
        order by r.line
        limit most;
    end if;
end
$$;
comment on function rungs_api.roster_new is 'Who is new by a roster, in the order of the file; nobody after an import of another kind.';

create function rungs_api.roster_moves(effective date) returns void
language plpgsql volatile as $$
begin
    -- Compared with the level of the day, or of the day ahead that the row is about. Leavers keep what they had.
    create temporary table roster_moves on commit drop as
    select p.line, p.person_id, coalesce(p.name, '') as name, p.level_id, p.level, o.level_id as old_level_id, o.since as old_since, b.code as old_level,
           case when o.level_id is distinct from p.level_id
                then coalesce(case when p.level_since > coalesce(o.since, '-infinity') then p.level_since end, p.day)
                else p.level_since end as on_day,
           case when p.is_new and p.level_since is null then greatest(effective, p.day) end as stated_on
    from pg_temp.roster_plan p
    left join lateral rungs_api.level_of(p.person_id, greatest(effective, p.level_since, p.hired_on), now()) o on not p.is_new
    left join rungs.level b on b.id = o.level_id
    where p.level_said
      and (p.departs_on is null or p.departs_on > greatest(effective, p.hired_on))
      and (p.returns or p.old_status_id is distinct from 3)
      and (o.level_id is distinct from p.level_id
           or (p.level_since <> o.since
               and p.level_id is not null
               and not exists (
                    select from rungs.transition t
                    where t.person_id = p.person_id
                      and t.superseded_at = 'infinity'
                      -- The move to a level that is the same rung kept the months; and
                      -- a date from before the level before was not kept up: it corrects nothing.
                      and (t.level_id = p.level_id and t.effective_on = p.level_since
                           or t.effective_on >= p.level_since and t.effective_on < o.since))));
    insert into pg_temp.import_change (line, action, subject, field, old_value, new_value)
    select m.line, 'changed', coalesce(nullif(m.name, ''), e.name),
           case when m.old_level_id is distinct from m.level_id then 'level' else 'level_since' end,
           case when m.old_level_id is distinct from m.level_id then m.old_level else m.old_since::text end,
           case when m.old_level_id is distinct from m.level_id
                then coalesce(m.level || ' since ' || m.on_day, '') else m.on_day::text end
    from pg_temp.roster_moves m
    left join pg_temp.roster_plan p on p.line = m.line
    left join rungs.roster_entry e on e.id = p.entry_id
    where not p.is_new;
end
$$;
comment on function rungs_api.roster_moves is
    'Changes of level that the rows ask for, dated by level_since where the file has it, else by the day of the row.';
