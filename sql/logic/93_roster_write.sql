-- The roster: how what was said becomes history.
--
-- A roster entry says what held from a day on, and which of its columns somebody said something about on that day
-- (`said`); the others are carried on from the entry before. What is said anew is put among the entries of a person, the
-- columns are carried on again, and what comes out differently is written: the rest is not touched. So a change reaches
-- later entries exactly as far as nobody said otherwise, a corrected day of hire moves the first entry, and a day of
-- leaving can be corrected and withdrawn.

create function rungs_api.roster_fold() returns void
language plpgsql volatile as $$
begin
    -- One row a person and day: the last word of the day in each column, or what was carried on.
    create temporary table roster_folded on commit drop as
    select distinct on (c.person_id, c.valid_from)
           c.person_id, c.valid_from, c.entry_id,
           bit_or(c.said) over (partition by c.person_id, c.valid_from) as said,
           max(c.stated_on) over (partition by c.person_id, c.valid_from) as stated_on, c.hired_on, c.name[cardinality(c.name)] as name, c.email[cardinality(c.email)] as email,
           c.title[cardinality(c.title)] as title, c.manager_id[cardinality(c.manager_id)] as manager_id,
           c.manager_word[cardinality(c.manager_word)] as manager_word,
           c.organisation_id[cardinality(c.organisation_id)] as organisation_id,
           c.location[cardinality(c.location)] as location,
           c.specialization_id[cardinality(c.specialization_id)] as specialization_id,
           c.status_id[cardinality(c.status_id)] as status_id, c.employee_id[cardinality(c.employee_id)] as employee_id,
           c.attributes[cardinality(c.attributes)] as attributes
    from (
        select w.person_id, w.valid_from, w.turn, w.said, w.stated_on, w.hired_on,
               max(w.entry_id) over (partition by w.person_id, w.valid_from) as entry_id,
               array_agg(w.name) filter (where w.said & 1 <> 0) over carried as name,
               array_agg(w.email) filter (where w.said & 2 <> 0) over carried as email,
               array_agg(w.title) filter (where w.said & 4 <> 0) over carried as title,
               array_agg(w.manager_id) filter (where w.said & 8 <> 0) over carried as manager_id,
               array_agg(w.manager_word) filter (where w.said & 8 <> 0) over carried as manager_word,
               array_agg(w.organisation_id) filter (where w.said & 16 <> 0) over carried as organisation_id,
               array_agg(w.location) filter (where w.said & 32 <> 0) over carried as location,
               array_agg(w.specialization_id) filter (where w.said & 64 <> 0) over carried as specialization_id,
               array_agg(w.status_id) filter (where w.said & 128 <> 0) over carried as status_id,
               array_agg(w.employee_id) filter (where w.said & 256 <> 0) over carried as employee_id,
               array_agg(w.attributes) filter (where w.said & 512 <> 0) over carried as attributes
        from pg_temp.roster_word w
        window carried as (partition by w.person_id order by w.valid_from, w.turn rows unbounded preceding)
    ) c
    order by c.person_id, c.valid_from, c.turn desc;
end
$$;
comment on function rungs_api.roster_fold is 'Carries each column on from day to day until somebody says otherwise.';

create function rungs_api.roster_renew(batch integer) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.roster_fold();
    create temporary table roster_spans on commit drop as
    select f.*, coalesce(lead(f.valid_from) over (partition by f.person_id order by f.valid_from), 'infinity') as valid_to
    from (
        select o.*,
               lag(row(o.hired_on, o.name, o.email, o.title, o.manager_id, o.manager_word, o.organisation_id, o.location,
                       o.specialization_id, o.status_id, o.employee_id, o.attributes))
                   over (partition by o.person_id order by o.valid_from)
               is not distinct from
               row(o.hired_on, o.name, o.email, o.title, o.manager_id, o.manager_word, o.organisation_id, o.location,
                   o.specialization_id, o.status_id, o.employee_id, o.attributes) as is_same
        from pg_temp.roster_folded o
    ) f
    -- A day that brings nothing new needs no entry of its own; one that is there stays, for what was said on it.
    where f.entry_id is not null or not f.is_same;
    update rungs.roster_entry e
    set superseded_at = now(), superseded_by = batch
    where e.superseded_at = 'infinity'
      and e.person_id in (select w.person_id from pg_temp.roster_word w)
      and not exists (
            select from pg_temp.roster_spans s
            where s.person_id = e.person_id and s.valid_from = e.valid_from
              and (s.valid_to, s.hired_on, s.name, s.email, s.title, s.manager_id, s.manager_word, s.organisation_id, s.location,
                   s.specialization_id, s.status_id, s.employee_id, s.attributes)
                  is not distinct from
                  (e.valid_to, e.hired_on, e.name, e.email, e.title, e.manager_id, e.manager_word, e.organisation_id, e.location,
                   e.specialization_id, e.status_id, e.employee_id, e.attributes));
    insert into rungs.roster_entry (
        person_id, valid_from, valid_to, import_id, stated_on, said, hired_on, name, email, title, manager_id, manager_word,
        organisation_id, location, specialization_id, status_id, employee_id, attributes)
    select s.person_id, s.valid_from, s.valid_to, batch, s.stated_on, s.said, s.hired_on, s.name, s.email, s.title, s.manager_id, s.manager_word,
           s.organisation_id, s.location, s.specialization_id, s.status_id, s.employee_id, s.attributes
    from pg_temp.roster_spans s
    where not exists (
        select from rungs.roster_entry e
        where e.person_id = s.person_id and e.valid_from = s.valid_from and e.superseded_at = 'infinity');
    drop table pg_temp.roster_folded, pg_temp.roster_spans;
end
$$;
comment on function rungs_api.roster_renew is
    'Writes the history of the people in roster_word: their entries as they were with what is said now among them.';

create function rungs_api.roster_entries_take(people integer[]) returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.roster_word (
        person_id, valid_from, turn, entry_id, stated_on, said, hired_on, name, email, title, manager_id, manager_word,
        organisation_id, location, specialization_id, status_id, employee_id, attributes)
    select e.person_id, e.valid_from, 0, e.id, e.stated_on,
           -- Nothing is carried on into the first entry: it says all it has.
           case when e.valid_from = min(e.valid_from) over (partition by e.person_id) then 1023 else e.said end,
           e.hired_on, e.name, e.email, e.title, e.manager_id, e.manager_word,
           e.organisation_id, e.location, e.specialization_id, e.status_id, e.employee_id, e.attributes
    from rungs.roster_entry e
    where e.person_id = any (people)
      and e.superseded_at = 'infinity';
    -- What was taken to hold since the hire was said on a later day, and is still true on that day whatever comes before.
    insert into pg_temp.roster_word (
        person_id, valid_from, turn, stated_on, said, hired_on, name, email, title, manager_id, manager_word,
        organisation_id, location, specialization_id, status_id, employee_id, attributes)
    select e.person_id, e.stated_on, -1, e.stated_on, e.said, e.hired_on, e.name, e.email, e.title, e.manager_id, e.manager_word,
           e.organisation_id, e.location, e.specialization_id, e.status_id, e.employee_id, e.attributes
    from rungs.roster_entry e
    where e.person_id = any (people)
      and e.superseded_at = 'infinity'
      and e.stated_on > e.valid_from
      and e.stated_on < e.valid_to;
end
$$;
comment on function rungs_api.roster_entries_take is 'Puts the believed entries of people into roster_word.';

create function rungs_api.roster_departures(effective date) returns void
language plpgsql volatile as $$
begin
    -- A day of leaving that was corrected or withdrawn is no longer said; one that is past stays when somebody comes back.
    update pg_temp.roster_word w
    set said = w.said & ~128
    from pg_temp.roster_plan p
    where p.person_id = w.person_id
      and p.departs_said
      and w.turn = 0
      and w.valid_from = p.old_departs_on
      and p.departs_on is distinct from p.old_departs_on
      and (p.departs_on is not null or p.old_departs_on > p.day);
    -- Who has left by what this file says was not here on the days since, whatever earlier files took for true.
    update pg_temp.roster_word w
    set said = w.said & ~128
    from pg_temp.roster_plan p
    where p.person_id = w.person_id
      and p.departs_said
      and p.departs_on is distinct from p.old_departs_on
      and w.turn <= 0
      and w.valid_from > p.departs_on
      and w.valid_from <= effective;
    delete from pg_temp.roster_word w where w.said = 0;
    insert into pg_temp.roster_word (person_id, valid_from, turn, stated_on, said, hired_on, status_id)
    select p.person_id, p.departs_on, 2, p.departs_on, 128, p.new_hired_on, 3
    from pg_temp.roster_plan p
    where p.is_changed
      and p.departs_said
      and p.departs_on is not null
      and (p.is_new or p.departs_on is distinct from p.old_departs_on);
end
$$;
comment on function rungs_api.roster_departures is 'Days of leaving: said, corrected, withdrawn.';

create function rungs_api.roster_hires() returns void
language plpgsql volatile as $$
begin
    -- The entries of one employment share their day of hire. The first of them begins on it.
    create temporary table roster_hires on commit drop as
    select p.person_id, p.old_hired_on, p.new_hired_on, min(w.valid_from) as began_on
    from pg_temp.roster_plan p
    join pg_temp.roster_word w on w.person_id = p.person_id and w.turn = 0 and w.hired_on is not distinct from p.old_hired_on
    where p.is_changed
      and not p.is_new
      and not p.returns
      and p.new_hired_on is distinct from p.old_hired_on
      and p.new_hired_on is not null
    group by p.person_id, p.old_hired_on, p.new_hired_on;
    update pg_temp.roster_word w
    set hired_on = h.new_hired_on,
        valid_from = case
            when w.valid_from = h.began_on and (h.began_on = h.old_hired_on or h.new_hired_on < h.began_on) then h.new_hired_on
            when h.began_on = h.old_hired_on then greatest(w.valid_from, h.new_hired_on)
            else w.valid_from end
    from pg_temp.roster_hires h
    where w.person_id = h.person_id
      and w.turn = 0
      and w.hired_on is not distinct from h.old_hired_on;
end
$$;
comment on function rungs_api.roster_hires is 'Days of hire that were corrected: the whole employment has the new one, and begins with it when it began with the old one.';

create function rungs_api.roster_word_table() returns void
language plpgsql volatile as $$
begin
    create temporary table roster_word (
        person_id integer, valid_from date, turn integer, entry_id bigint, stated_on date, said integer, hired_on date, name text, email text,
        title text, manager_id integer, manager_word text, organisation_id integer, location text, specialization_id integer,
        status_id smallint, employee_id text, attributes jsonb) on commit drop;
end
$$;
comment on function rungs_api.roster_word_table is 'Where the words about people are gathered, in their order: those of before are turn 0.';
create function rungs_api.roster_write(batch integer, effective date) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.roster_word_table();
    perform rungs_api.roster_entries_take(array(
        select p.person_id from pg_temp.roster_plan p where p.is_changed and not p.is_new));
    perform rungs_api.roster_departures(effective);
    perform rungs_api.roster_hires();
    insert into pg_temp.roster_word (
        person_id, valid_from, turn, stated_on, said, hired_on, name, email, title, manager_id, manager_word,
        organisation_id, location, specialization_id, status_id, employee_id, attributes)
    select p.person_id, p.day, 1, greatest(p.day, case when p.is_new then effective end), case when p.is_new then 1023 else p.said end, p.new_hired_on, p.name, p.email, p.title,
           p.manager_id, p.manager_word, p.organisation_id, p.location, p.specialization_id, p.status_id, p.employee_id, p.attributes
    from pg_temp.roster_plan p
    where p.is_changed;
    -- People who are not in the file, and whose manager has come.
    perform rungs_api.roster_entries_take(array(select distinct f.person_id from pg_temp.roster_found f));
    update pg_temp.roster_word w
    set manager_id = f.manager_id, manager_word = null
    from pg_temp.roster_found f
    where f.entry_id = w.entry_id;
    analyze pg_temp.roster_word;
    perform rungs_api.roster_renew(batch);
    drop table pg_temp.roster_word;
end
$$;
comment on function rungs_api.roster_write is 'Writes what the plan changes; unchanged people are not touched.';
