-- The roster: people who come in. There is nothing to compare or to fold where nothing was before: their rows become
-- entries as they are.

create function rungs_api.roster_fresh_write(batch integer, effective date) returns void
language plpgsql volatile as $$
declare
    writer integer := rungs_api.account_id();
begin
    -- An address that somebody gives up in this file is given at the end.
    create temporary table roster_given on commit drop as
    select r.person_id
    from pg_temp.roster_read r
    join rungs.person p on p.email = r.email
    where r.known_id is null
      and r.employee_id is not null;
    insert into rungs.person (id, employee_id, email, import_id, roster_digest) overriding system value
    select r.person_id, r.employee_id, case when r.person_id not in (select g.person_id from pg_temp.roster_given g) then r.email end, batch,
           case when not r.is_leaver
                 and rungs_api.roster_is_settled(
                        n.by_name, n.by_title, b.id, b.person_id, r.level_said, greatest(r.hired_on, r.level_since, r.left_on + 1), effective)
                 and coalesce(lower(r.employee_id collate "C") in (select d.key from pg_temp.roster_doubles d), false) = false
                then r.digest end
    -- In the order of the file, in which they will be asked for again.
    from pg_temp.roster_read r
    left join pg_temp.roster_boss b on b.id = r.boss_id
    cross join (
        select exists (select from pg_temp.roster_boss b where b.by_name) as by_name,
               exists (select from rungs.title_level t where t.superseded_at = 'infinity') as by_title) n
    where r.known_id is null;
    insert into rungs.roster_entry (
        person_id, valid_from, import_id, stated_on, said, hired_on, name, email, title, manager_id, manager_word,
        organisation_id, location, specialization_id, status_id, employee_id, attributes)
    select r.person_id, coalesce(r.hired_on, effective), batch, greatest(r.hired_on, effective), 1023, r.hired_on, r.name, r.email, r.title,
           b.person_id, b.word, r.organisation_id, r.location, r.specialization_id,
           case when r.status_id in (1, 2) then r.status_id else 1 end, r.employee_id, r.attributes
    from pg_temp.roster_read r
    left join pg_temp.roster_boss b on b.id = r.boss_id
    where r.is_new
      and not r.is_leaver;
    insert into rungs.transition (person_id, effective_on, stated_on, import_id, recorded_by, level_id)
    select r.person_id, coalesce(r.level_since, r.hired_on, effective), coalesce(r.level_since, greatest(r.hired_on, effective)),
           batch, writer, r.level_id
    from pg_temp.roster_read r
    where r.is_new
      and not r.is_leaver
      and r.level_said
      and r.level_id is not null;
end
$$;
comment on function rungs_api.roster_fresh_write is 'Writes who is new: the person; and of who is here their entry, since the hire, and their level.';

create function rungs_api.roster_fresh(batch integer, effective date) returns boolean
language plpgsql volatile as $$
declare
    -- Decisions point to transitions; without people there are none either.
    is_bulk boolean := rungs_api.bulk_begin(
        (select count(*) from pg_temp.roster_read),
        array['rungs.person', 'rungs.roster_entry', 'rungs.transition', 'rungs.decision']::regclass[]);
begin
    perform rungs_api.roster_fresh_write(batch, effective);
    if is_bulk then
        perform rungs_api.bulk_end();
    end if;
    return is_bulk;
end
$$;
comment on function rungs_api.roster_fresh is 'Writes who is new, in bulk where that can be; whether it could.';
