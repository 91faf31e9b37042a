-- The roster: rows that need not be sent (85_import_filter.sql). A digest is kept only for rows whose verdict can depend on
-- nothing but what the key is made of and what roster_forget() hears of; and an import that finds itself in doubt asks for
-- all rows.

create function rungs_api.roster_context(present text[], is_full boolean) returns text
language sql stable as $$
    select md5(concat_ws('|',
        (select s.secret from rungs.digest_secret s), (select array_agg(c order by c) from unnest(present) c), is_full,
        (select l.sha256 from rungs.logic l),
        (select max(e.id) from rungs.edition e), (select max(l.id) from rungs.level l), (select count(*) from rungs.specialization),
        (select max(t.id) from rungs.title_level t), (select max(t.superseded_at) from rungs.title_level t where t.superseded_at < 'infinity'),
        (select count(*) from rungs.status_word)))
$$;
comment on function rungs_api.roster_context is 'All that rows of such a file are judged by, but for the people: the key of their digests.';

create function rungs_api.roster_filter_check() returns void
language plpgsql volatile as $$
begin
    if exists (select from pg_temp.import_problem) then
        perform rungs_api.import_all_rows('there are problems');
    end if;
    if exists (select from pg_temp.roster_boss b where b.by_name) then
        perform rungs_api.import_all_rows('managers are known by their names');
    end if;
    if exists (select from pg_temp.roster_read r
               join rungs.person p on p.id = r.known_id
               where p.roster_digest is not null
                 and r.line > 0
                 and case current_setting('rungs.known_by') when 'email' then p.email is distinct from r.email
                          else p.employee_id is distinct from r.employee_id end) then
        perform rungs_api.import_all_rows('somebody is known by another word');
    end if;
    if (select f.by_address from pg_temp.import_reading f)
       and exists (select from pg_temp.import_change c
                   join pg_temp.roster_plan m on m.line = c.line
                   join rungs.roster_entry e on e.manager_id = m.person_id and e.superseded_at = 'infinity'
                   join rungs.person p on p.id = e.person_id and p.roster_digest is not null
                   where c.field = 'email'
                     and e.person_id not in (select r.person_id from pg_temp.roster_read r)) then
        perform rungs_api.import_all_rows('a manager has another address');
    end if;
end
$$;
comment on function rungs_api.roster_filter_check is 'Asks for all rows when those that were not sent might be judged otherwise beside these.';

create function rungs_api.roster_is_settled(
    by_name boolean, by_title boolean, boss_id integer, manager_id integer, level_said boolean, last_day date, effective date)
returns boolean
language sql immutable as $$
    -- Nothing of the person lies ahead, and the manager is known for certain. What was said aloud is said again.
    select not by_name
       and (boss_id is null or manager_id is not null)
       and (level_said or not by_title)
       and coalesce(last_day <= effective, true)
$$;
comment on function rungs_api.roster_is_settled is 'The verdict on a row can be kept, as far as the row itself says; by_name and by_title: some manager of the file is known by a name, some title stands for a level.';

create function rungs_api.roster_digests(effective date)
returns table (person_id integer, digest bigint)
language plpgsql volatile as $$
begin
    return query
    select r.person_id,
           case when rungs_api.roster_is_settled(
                        n.by_name, n.by_title, b.id, b.person_id, r.level_said, greatest(r.hired_on, r.level_since, r.left_on + 1), effective)
                 and (p.departs_said or p.old_status_id is distinct from 3)
                 and coalesce(lower(r.employee_id collate "C") in (select d.key from pg_temp.roster_doubles d), false) = false
                 and not exists (
                        select from rungs.roster_entry e
                        where e.person_id = r.person_id and e.superseded_at = 'infinity' and e.valid_from > effective)
                 and not exists (
                        select from rungs.transition t
                        where t.person_id = r.person_id and t.superseded_at = 'infinity' and t.effective_on > effective)
                then r.digest end
    from pg_temp.roster_read r
    left join pg_temp.roster_boss b on b.id = r.boss_id
    left join pg_temp.roster_plan p on p.line = r.line
    cross join (
        select exists (select from pg_temp.roster_boss b where b.by_name) as by_name,
               exists (select from rungs.title_level t where t.superseded_at = 'infinity') as by_title) n
    where (r.known_id is not null or r.is_leaver)
      and (select f.any_known or f.any_new_by_address or f.any_leaver from pg_temp.roster_facts f);
end
$$;
comment on function rungs_api.roster_digests is 'What is kept for the next import of each row about somebody known, or gone; null: it will be looked at again. Who is new is written with it (roster_fresh_write).';

create function rungs_api.roster_remember(effective date, day_first boolean) returns void
language plpgsql volatile as $$
begin
    update rungs.person p
    set roster_digest = d.digest
    -- Who is new was written with it.
    from rungs_api.roster_digests(effective) d
    where p.id = d.person_id
      and p.roster_digest is distinct from d.digest;
    if not found and not exists (select from pg_temp.roster_read r where r.known_id is null) then
        return;
    end if;
    insert into rungs.roster_reading as w (context, effective_on, day_first, by_address)
    select f.context, effective, roster_remember.day_first, exists (select from pg_temp.roster_boss b where b.by_address)
    from pg_temp.import_reading f
    on conflict (context) do update
    set effective_on = greatest(w.effective_on, excluded.effective_on),
        day_first = coalesce(excluded.day_first, w.day_first),
        by_address = w.by_address or excluded.by_address;
end
$$;
comment on function rungs_api.roster_remember is 'Keeps the digests of the rows that were judged, and how the file was read.';

create function rungs_api.roster_forget(people integer[]) returns void
language sql volatile as $$
    update rungs.person p
    set roster_digest = null
    where p.id = any (people)
      and p.roster_digest is not null
$$;
comment on function rungs_api.roster_forget is 'Whatever changes what is believed of people, but for a roster, says so here: their rows will be looked at again.';
