-- The roster: a set of rows as any HR system writes them, read: names, words for status, dates, levels, positions. What
-- many rows say alike is read once; cells come without blanks around them, and as null when nothing is in them.

create function rungs_api.roster_present(present text[]) returns text[]
language sql immutable as $$
    select present
        || case when present && '{first_name,last_name}' then '{name}'::text[] else '{}' end
        || case when present && '{manager_id,manager_email,manager_name}' then '{manager}'::text[] else '{}' end
        || case when present && '{active,employment_status}' then '{status}'::text[] else '{}' end
$$;
comment on function rungs_api.roster_present is 'The columns that a file has, with those that it has in parts.';

create function rungs_api.manager_word(value text) returns text
language sql immutable as $$
    select case when lower(value) in ('no_manager', 'no manager', 'none', 'n/a', 'na', 'null', '-', '--') then null else value end
$$;
comment on function rungs_api.manager_word is 'What names a manager; the words for nobody do not.';

create function rungs_api.roster_days(date_order text, before boolean) returns boolean
language plpgsql volatile as $$
declare
    day_first boolean;
begin
    create temporary table roster_days on commit drop as
    select v.value, null::integer as line, null::date as day
    from (
        select distinct s.hire_date as value from pg_temp.stage_roster s
        union all select distinct s.leave_date from pg_temp.stage_roster s
        union all select distinct s.level_since from pg_temp.stage_roster s
    ) v
    where v.value is not null
    group by v.value;
    -- Which line is named, should one not be certain.
    if exists (select from pg_temp.roster_days d where d.value !~ '^[0-9]{4}-') then
        update pg_temp.roster_days d
        set line = f.line
        from (
            select v.value, min(s.line) as line
            from pg_temp.stage_roster s
            cross join lateral unnest(array[s.hire_date, s.leave_date, s.level_since]) v (value)
            where v.value !~ '^[0-9]{4}-'
            group by v.value
        ) f
        where f.value = d.value;
    end if;
    day_first := rungs_api.dates_order(date_order, 'roster', before);
    update pg_temp.roster_days d set day = rungs_api.date_parse(d.value, day_first);
    analyze pg_temp.roster_days;
    return day_first;
end
$$;
comment on function rungs_api.roster_days is 'The dates of the file, each once, as days; and whether the day stands before the month in them.';

create function rungs_api.roster_words_of() returns void
language plpgsql volatile as $$
begin
    -- What stands in many rows is read once.
    create temporary table roster_cells on commit drop as
    select distinct s.status, s.employment_status, s.active, s.level, s.organisation, s.specialization
    from pg_temp.stage_roster s;
    create temporary table roster_states on commit drop as
    -- Active in one column and on leave in another: on leave.
    select s.status, s.employment_status, s.active, max(k.status_id) as status_id,
           coalesce(bool_or(t.employed) and not bool_and(t.employed), false) as disagree,
           (array_agg(v.column_name order by v.place) filter (where v.word is not null and k.word is null))[1] as lost_column
    from (select distinct r.status, r.employment_status, r.active from pg_temp.roster_cells r) s
    cross join lateral (values (1, 'status', s.status, false), (2, 'employment_status', s.employment_status, false), (3, 'active', s.active, true))
        v (place, column_name, word, is_answer)
    left join lateral (
        select x.word, x.status_id
        from rungs.status_word x
        where x.word = rungs_api.word_key(v.word) and x.is_answer in (v.is_answer, false)
        order by x.is_answer desc
        limit 1) k on true
    left join rungs.employment_status t on t.id = k.status_id
    group by s.status, s.employment_status, s.active;
    create temporary table roster_rungs on commit drop as
    select w.level, case when count(*) = 1 then min(v.id) end as level_id
    from (select distinct s.level from pg_temp.roster_cells s where s.level is not null) w
    join rungs.level v on true
    join rungs.ladder d on d.id = v.ladder_id
    where v.code = w.level or d.code || '/' || v.code = w.level
    group by w.level;
    create temporary table roster_bosses on commit drop as
    select row_number() over ()::integer as id, coalesce(m.manager, m.manager_id, m.manager_email, m.manager_name) as cell,
           m.manager_id, m.manager_email, m.manager, m.manager_name,
           array_remove(array[
               rungs_api.manager_word(m.manager_id), lower(rungs_api.manager_word(m.manager_email)),
               rungs_api.id_in_name(m.manager), rungs_api.manager_word(rungs_api.name_without_id(m.manager)),
               rungs_api.id_in_name(m.manager_name), rungs_api.manager_word(rungs_api.name_without_id(m.manager_name))], null) as words
    from (
        select distinct s.manager_id, s.manager_email, s.manager, s.manager_name
        from pg_temp.stage_roster s
        where num_nonnulls(s.manager_id, s.manager_email, s.manager, s.manager_name) > 0) m;
    insert into rungs.organisation (name)
    select distinct s.organisation
    from pg_temp.roster_cells s
    where s.organisation is not null
      and s.organisation not in (select o.name from rungs.organisation o);
    -- What they stand for together: a row finds all of it at once.
    create temporary table roster_groups on commit drop as
    select coalesce(c.status, '') as status, coalesce(c.employment_status, '') as employment_status, coalesce(c.active, '') as active,
           coalesce(c.level, '') as level, coalesce(c.organisation, '') as organisation, coalesce(c.specialization, '') as specialization,
           t.status_id, g.level_id, o.id as organisation_id, z.id as specialization_id
    from pg_temp.roster_cells c
    left join pg_temp.roster_states t
           on coalesce(t.status, '') = coalesce(c.status, '') and coalesce(t.employment_status, '') = coalesce(c.employment_status, '')
          and coalesce(t.active, '') = coalesce(c.active, '')
    left join pg_temp.roster_rungs g on g.level = c.level
    left join rungs.organisation o on o.name = c.organisation
    left join rungs.specialization z on z.code = c.specialization;
    analyze pg_temp.stage_roster, pg_temp.roster_groups, pg_temp.roster_bosses;
end
$$;
comment on function rungs_api.roster_words_of is 'What the cells of the file say, each word once: status, levels, managers, organisations.';

create function rungs_api.roster_read(present text[], effective date) returns void
language plpgsql volatile as $$
declare
    -- Where nobody is known, nobody is looked for: a row would pay for the question.
    is_first boolean := not exists (select from rungs.person);
begin
    create temporary table roster_read on commit drop as
    select c.line, c.digest, c.employee_id, c.email, c.name, c.title, c.location, c.attributes, k.organisation_id, k.specialization_id,
           c.level, k.level_id, 'level' = any (present) as level_said, v.day as level_since,
           h.day as hired_on, l.day as left_on, k.status_id,
           num_nonnulls(h.day, l.day, v.day) < num_nonnulls(c.hire_date, c.leave_date, c.level_since) as is_unread,
           -- Who is leaving: by the word, or by a last day that lies ahead. Beside 'active' an old last day is from before.
           coalesce(k.status_id = 3, l.day is not null) or coalesce(l.day >= effective, false) as is_leaver,
           b.id as boss_id, coalesce(p.id, q.id) as known_id,
           coalesce(p.id, q.id, nextval('rungs.person_id_seq')::integer) as person_id, num_nonnulls(p.id, q.id) = 0 as is_new, false as is_missing
    from (
        select s.line, s.digest, coalesce(s.employee_id, rungs_api.id_in_name(s.name)) as employee_id, lower(s.email collate "C") as email,
               case when s.name is null then nullif(concat_ws(' ', coalesce(s.preferred_name, s.first_name), s.last_name), '')
                    -- Most names have nothing to turn, and no id behind them.
                    when strpos(s.name, '(') + strpos(s.name, ',') + strpos(s.name, '  ') + strpos(s.name, e'\n') + strpos(s.name, e'\t') = 0 then s.name
                    else rungs_api.name_read(rungs_api.name_without_id(s.name)) end as name,
               s.title, s.level, s.level_since, s.organisation, s.location, s.specialization, s.hire_date, s.leave_date,
               s.status, s.employment_status, s.active, s.manager_id, s.manager_email, s.manager, s.manager_name, s.attributes::jsonb as attributes
        from pg_temp.stage_roster s
    ) c
    left join pg_temp.roster_days h on h.value = c.hire_date
    left join pg_temp.roster_days l on l.value = c.leave_date
    left join pg_temp.roster_days v on v.value = c.level_since
    left join pg_temp.roster_groups k
           on k.status = coalesce(c.status, '') and k.employment_status = coalesce(c.employment_status, '') and k.active = coalesce(c.active, '')
          and k.level = coalesce(c.level, '') and k.organisation = coalesce(c.organisation, '') and k.specialization = coalesce(c.specialization, '')
    -- One cell finds nearly all of them; rows keep their order, in which they will be asked for again.
    left join pg_temp.roster_bosses b
           on b.cell = coalesce(c.manager, c.manager_id, c.manager_email, c.manager_name)
          and b.manager is not distinct from c.manager and b.manager_id is not distinct from c.manager_id
          and b.manager_email is not distinct from c.manager_email and b.manager_name is not distinct from c.manager_name
    -- By employee id first, then by e-mail address.
    left join rungs.person p on not is_first and p.employee_id = c.employee_id
    left join rungs.person q on not is_first and q.email = c.email and p.id is null and (c.employee_id is null or q.employee_id is null);
    analyze pg_temp.roster_read;
    -- Two that differ in their hashes differ: sorted numbers tell sooner than words whether there is anything to look for.
    create temporary table roster_facts on commit drop as
    select count(distinct hashtextextended(lower(r.employee_id collate "C"), 0)) < count(r.employee_id) as ids_repeat,
           count(distinct hashtextextended(r.email, 0)) < count(r.email) as addresses_repeat,
           coalesce(bool_or(not r.is_new), false) as any_known,
           coalesce(bool_or(r.is_leaver), false) as any_leaver,
           coalesce(bool_or(r.email is null), false) as any_without_address,
           coalesce(bool_or(r.is_new and r.employee_id is null), false) as any_new_by_address,
           coalesce(bool_or(r.is_new and r.name is null), false) as any_nameless,
           coalesce(bool_or(r.specialization_id is null), false) as any_unspecialized,
           coalesce(bool_or(r.level_id is null and r.level is not null), false) as any_off_ladder
    from pg_temp.roster_read r;
    perform rungs_api.roster_status();
    perform rungs_api.roster_rows();
    if 'level' <> all (present) then
        perform rungs_api.roster_titles();
    end if;
end
$$;
comment on function rungs_api.roster_read is
    'The staged rows, read: names in order, dates as days, words as what they stand for, and the person that each is about.';

create function rungs_api.roster_status() returns void
language plpgsql volatile as $$
begin
    if not exists (select from pg_temp.roster_states t where t.lost_column is not null or t.disagree) then
        return;
    end if;
    insert into pg_temp.import_problem
    select 'roster', s.line, coalesce(t.lost_column, 'status'),
           case t.lost_column when 'status' then t.status when 'employment_status' then t.employment_status when 'active' then t.active
                else concat_ws(' and ', t.status, t.employment_status, t.active) end,
           case when t.lost_column is null then 'two columns of status disagree' else 'not a status' end,
           case when t.lost_column is null then 'Correct one of them; or leave one out with --map ''Header=''.' else 'Write active, leave or left.' end
    from pg_temp.stage_roster s
    join pg_temp.roster_states t
      on t.status is not distinct from s.status
     and t.employment_status is not distinct from s.employment_status
     and t.active is not distinct from s.active
    where t.lost_column is not null or t.disagree;
end
$$;
comment on function rungs_api.roster_status is 'Words that are no status, and two columns of it that disagree.';

create function rungs_api.roster_titles() returns void
language plpgsql volatile as $$
begin
    if not exists (select from rungs.title_level t where t.superseded_at = 'infinity') then
        return;
    end if;
    update pg_temp.roster_read r
    set level_id = t.level_id, level = l.code, level_said = true
    from rungs.title_level t
    left join rungs.level l on l.id = t.level_id
    where t.key = rungs_api.word_key(r.title)
      and t.superseded_at = 'infinity';
    insert into pg_temp.import_note
    select format('%s without a level: %s', case count(*) when 1 then 'one title' else count(*) || ' titles' end,
                  string_agg(format('%s (%s)', x.title, x.people), ', ' order by x.people desc, x.title)
                      filter (where x.place <= 12) || case when count(*) > 12 then ', ...' else '' end)
    from (
        select min(r.title) as title, count(*) as people, row_number() over (order by count(*) desc, min(r.title)) as place
        from pg_temp.roster_read r
        where r.title is not null and not r.level_said
        group by rungs_api.word_key(r.title)
    ) x
    having count(*) > 0;
end
$$;
comment on function rungs_api.roster_titles is 'Levels by titles, where the file has no levels; titles that stand for none are listed by frequency.';

create function rungs_api.roster_rows() returns void
language plpgsql volatile as $$
begin
    -- Positions that nobody fills.
    if (select f.any_without_address from pg_temp.roster_facts f) then
        with gone as (
            delete from pg_temp.roster_read r
            where r.email is null
              and length(r.name) < 32
              and rungs_api.word_key(r.name) in ('vacant', 'vacancy', 'open', 'open position', 'open role', 'tbd', 'tbh', 'to be hired', 'unfilled', 'new hire')
            returning r.line, r.title
        )
        insert into pg_temp.import_note
        select format('line %s is a vacant position%s: left out', g.line, coalesce(' (' || g.title || ')', ''))
        from gone g
        order by g.line;
    end if;
    create temporary table roster_doubles on commit drop as
    select lower(r.employee_id collate "C") as key
    from pg_temp.roster_read r
    where r.employee_id is not null
      and (select f.ids_repeat from pg_temp.roster_facts f)
    group by lower(r.employee_id collate "C")
    having count(*) > 1;
    perform rungs_api.roster_alike();
    if not exists (select from pg_temp.roster_doubles) then
        return;
    end if;
    -- One person with two positions: who still works here counts more than who has left, a row with a level more than one
    -- without, an earlier row more than a later one.
    with pair as (
        select r.line, r.employee_id, first_value(r.line) over primary_first as kept,
               count(*) over same as copies,
               count(*) filter (where lower(r.name) is distinct from f.name) over same
                   + count(*) filter (where r.email <> f.email) over same as differ
        from pg_temp.roster_read r
        join (select x.employee_id, min(lower(x.name)) as name, min(x.email) as email
              from pg_temp.roster_read x
              where lower(x.employee_id collate "C") in (select d.key from pg_temp.roster_doubles d)
              group by x.employee_id
              having count(*) > 1) f
          on f.employee_id = r.employee_id
        window same as (partition by r.employee_id),
               primary_first as (partition by r.employee_id order by r.is_leaver, r.level is null, r.line)
    ), gone as (
        delete from pg_temp.roster_read r
        using pair p
        where r.line = p.line and p.differ = 0 and p.line <> p.kept
        returning r.line, r.name, p.kept
    )
    insert into pg_temp.import_note
    select format('line %s is another position of %s: line %s counts', g.line, g.name, g.kept)
    from gone g
    order by g.line;
end
$$;
comment on function rungs_api.roster_rows is 'Rows that are no person of their own: vacant positions, second positions of one person.';


create function rungs_api.roster_alike() returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_note
    select format('employee ids that differ only in letter case: %s', string_agg(x.ids, '; '))
    from (
        select string_agg(distinct u.employee_id, ', ' order by u.employee_id) as ids
        from (
            select r.employee_id collate "C" as employee_id
            from pg_temp.roster_read r
            where lower(r.employee_id collate "C") in (select d.key from pg_temp.roster_doubles d)
            union
            -- Somebody new beside somebody who is known.
            select unnest(array[r.employee_id collate "C", p.employee_id])
            from pg_temp.roster_read r
            join rungs.person p on lower(p.employee_id) = lower(r.employee_id collate "C")
            where r.is_new
              and p.employee_id <> r.employee_id
        ) u
        group by lower(u.employee_id)
        having count(distinct u.employee_id) > 1
    ) x
    having count(*) > 0;
end
$$;
comment on function rungs_api.roster_alike is 'Employee ids that look alike: letter case counts, and who did not mean it should hear of it.';
