-- Evidence in bulk: which rows are in already, and what becomes of them and of the others.

create function rungs_api.evidence_match(present text[]) returns void
language plpgsql volatile as $$
begin
    if not exists (select from rungs.evidence) then
        return;
    end if;
    update pg_temp.evidence_read r
    set old_id = e.id
    from rungs.evidence e
    where e.external_id = r.external_id
      and e.status_id <> 5
      and e.undone_by is null;
    update pg_temp.evidence_read r
    set old_id = e.id
    from rungs.evidence e
    where r.external_id is null
      and e.external_id is null
      and e.status_id <> 5
      and e.undone_by is null
      and e.person_id = r.person_id
      and e.observed_on = r.day
      and e.expectation_id = r.expectation_id
      and e.observer_id = r.voice_id
      and e.relation_id = r.relation_id
      and e.strength_id = r.strength_id
      and e.summary = r.summary;
    perform rungs_api.evidence_by_hand(present);
    -- What the file has no column for stays.
    update pg_temp.evidence_read r
    set work_type_id = case when 'work_type' = any (present) then r.work_type_id else e.work_type_id end,
        details = case when 'details' = any (present) then r.details else e.details end,
        links = case when 'link' = any (present) then r.links else e.links end
    from rungs.evidence e
    where e.id = r.old_id;
    update pg_temp.evidence_read r
    set evidence_id = e.id
    from rungs.evidence e
    where e.id = r.old_id
      and (e.person_id, e.expectation_id, e.observer_id, e.relation_id, e.strength_id, e.observed_on, e.summary)
        = (r.person_id, r.expectation_id, r.voice_id, r.relation_id, r.strength_id, r.day, r.summary)
      and (e.work_type_id, e.details, e.links) is not distinct from (r.work_type_id, r.details, r.links);
    -- A corrected text does not undo what people did with the entry, unless the file has news of it.
    update pg_temp.evidence_read r
    set status_id = e.status_id, keeps_life = true
    from rungs.evidence e
    where e.id = r.old_id
      and r.evidence_id is null
      and e.status_id in (2, 3, 4)
      and (e.status_id = 4
           or r.status_id = 1
           or exists (
                select from rungs.evidence_event v
                where v.evidence_id = e.id
                  and v.status_id = r.status_id));
    update pg_temp.evidence_read r
    set is_step = true
    from rungs.evidence e
    where e.id = r.evidence_id
      and r.status_id in (2, 3, 4)
      and e.status_id in (1, 2, 3)
      and not exists (
            select from rungs.evidence_event v
            where v.evidence_id = e.id
              and v.status_id = r.status_id);
end
$$;
comment on function rungs_api.evidence_match is
    'Finds the entry of each row that is in already: by external id, else by content; what was taken back with its import is not. One with other content will be superseded; one that the file knows to be confirmed, disputed or withdrawn, and that never was here, takes that step.';

create function rungs_api.evidence_steps(batch integer) returns void
language plpgsql volatile as $$
begin
    if not exists (select from pg_temp.evidence_read r where r.is_step) then
        return;
    end if;
    insert into rungs.evidence_event (evidence_id, status_id, observer_id, happened_on, recorded_by, import_id)
    select r.evidence_id, r.status_id, coalesce(r.judge_voice_id, case when r.status_id = 4 then r.voice_id end),
           coalesce(r.confirmed_day, r.day), rungs_api.account_id(), batch
    from pg_temp.evidence_read r
    where r.is_step;
    insert into rungs.evidence_counted (evidence_id, person_id, counted_since, counted_until)
    select e.id, e.person_id, e.counted_since, now()
    from rungs.evidence e
    join pg_temp.evidence_read r on r.evidence_id = e.id and r.is_step
    where e.counted_since is not null
      and r.status_id <> 2;
    update rungs.evidence e
    set status_id = r.status_id,
        counted_since = case when r.status_id = 2 then coalesce(e.counted_since, now()) end
    from pg_temp.evidence_read r
    where r.evidence_id = e.id
      and r.is_step;
end
$$;
comment on function rungs_api.evidence_steps is 'Next steps of entries that are in already.';

create function rungs_api.evidence_digests() returns void
language plpgsql volatile as $$
begin
    insert into rungs.evidence_digest as d (evidence_id, external_id, digest)
    select r.evidence_id, r.external_id, r.digest
    from pg_temp.evidence_read r
    where r.digest is not null
      and r.evidence_id is not null
    on conflict (evidence_id) do update
    set digest = excluded.digest
    where d.digest <> excluded.digest;
end
$$;
comment on function rungs_api.evidence_digests is 'What the file said of entries that are in already, in words that were not known.';

create function rungs_api.evidence_supersede(batch integer, writer integer) returns void
language plpgsql volatile as $$
begin
    insert into rungs.evidence_counted (evidence_id, person_id, counted_since, counted_until)
    select e.id, e.person_id, e.counted_since, now()
    from rungs.evidence e
    join pg_temp.evidence_read r on r.old_id = e.id and r.evidence_id is null
    where e.counted_since is not null;
    update rungs.evidence e
    set status_id = 5, counted_since = null
    from pg_temp.evidence_read r
    where r.old_id = e.id
      and r.evidence_id is null;
    insert into rungs.evidence_event (evidence_id, status_id, happened_on, recorded_by, import_id)
    select r.old_id, 5, current_date, writer, batch
    from pg_temp.evidence_read r
    where r.old_id is not null
      and r.evidence_id is null;
    delete from rungs.evidence_digest d
    using pg_temp.evidence_read r
    where d.evidence_id = r.old_id
      and r.evidence_id is null;
end
$$;
comment on function rungs_api.evidence_supersede is 'Entries of which the file has a corrected version count no more.';

create function rungs_api.evidence_life(batch integer, writer integer) returns void
language plpgsql volatile as $$
begin
    insert into rungs.evidence_event (evidence_id, status_id, observer_id, happened_on, recorded_by, import_id)
    select n.id, r.status_id, coalesce(r.judge_voice_id, case when r.status_id = 4 then r.voice_id end),
           coalesce(r.confirmed_day, r.day), writer, batch
    from pg_temp.evidence_read r
    join pg_temp.evidence_new n on n.line = r.line
    where r.status_id <> 1
      and not r.keeps_life;
    insert into rungs.evidence_event (
        evidence_id, status_id, observer_id, happened_on, reason, recorded_at, recorded_by, import_id)
    select n.id, v.status_id, v.observer_id, v.happened_on, v.reason, v.recorded_at, v.recorded_by, v.import_id
    from pg_temp.evidence_read r
    join pg_temp.evidence_new n on n.line = r.line
    join rungs.evidence_event v on v.evidence_id = r.old_id and v.status_id <> 5
    where r.keeps_life
    order by v.id;
end
$$;
comment on function rungs_api.evidence_life is 'The steps of new entries: those that the file tells, or those of the entry that they correct.';

create function rungs_api.evidence_write(batch integer) returns void
language plpgsql volatile as $$
declare
    writer integer := rungs_api.account_id();
begin
    create temporary table evidence_new on commit drop as
    select x.line, nextval('rungs.evidence_id_seq') as id
    from (select q.line from pg_temp.evidence_read q where q.evidence_id is null order by q.line) x;
    analyze pg_temp.evidence_new;
    if exists (select from pg_temp.evidence_read r where r.old_id is not null and r.evidence_id is null) then
        perform rungs_api.evidence_supersede(batch, writer);
    end if;
    insert into rungs.evidence (
        id, person_id, expectation_id, edition_id, strength_id, observer_id, relation_id, work_type_id, status_id,
        observed_on, external_id, summary, details, links, supersedes_id, recorded_by, import_id, counted_since)
    overriding system value
    select n.id, r.person_id, r.expectation_id, r.edition_id, r.strength_id, r.voice_id, r.relation_id, r.work_type_id,
           r.status_id, r.day, r.external_id, r.summary, r.details, r.links, r.old_id, writer, batch,
           case when r.status_id = 2 or (r.status_id = 1 and not r.is_self) then now() end
    from pg_temp.evidence_read r
    join pg_temp.evidence_new n on n.line = r.line;
    if exists (select from pg_temp.evidence_read r where r.status_id <> 1 and r.evidence_id is null) then
        perform rungs_api.evidence_life(batch, writer);
    end if;
    -- What the file said, so that it need not be said again.
    insert into rungs.evidence_digest (evidence_id, external_id, digest)
    select n.id, r.external_id, r.digest
    from pg_temp.evidence_read r
    join pg_temp.evidence_new n on n.line = r.line
    where r.digest is not null;
end
$$;
comment on function rungs_api.evidence_write is 'Writes the new entries; a corrected one supersedes the old and takes over what people did with it.';

create function rungs_api.import_evidence(file_name text, sha256 text, effective_on date, present text[], unsent bigint default null)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile
set work_mem = '64MB' set maintenance_work_mem = '256MB' set random_page_cost = 1.1 as $$
declare
    batch integer;
    is_bulk boolean;
begin
    perform rungs_api.evidence_read();
    perform rungs_api.evidence_judge();
    perform rungs_api.evidence_match(present);
    perform rungs_api.evidence_judge_roster();
    if unsent is not null and exists (select from pg_temp.import_problem) then
        perform rungs_api.import_all_rows('there are problems');
    end if;
    if not exists (select from pg_temp.import_problem) then
        if unsent is not null and exists (
            select from pg_temp.evidence_read r
            join rungs.evidence_digest d on d.evidence_id = r.old_id
            where d.evidence_id not in (select u.number from pg_temp.stage_unseen u)) then
            perform rungs_api.import_all_rows('two are about the same');
        end if;
        insert into pg_temp.import_change
        select r.line,
               case when r.is_step then 'changed' when r.evidence_id is not null then 'unchanged'
                    when r.old_id is not null then 'changed' else 'new' end,
               r.person, r.expectation, null, r.strength
        from pg_temp.evidence_read r;
        insert into pg_temp.import_tally select 'unchanged', unsent where unsent > 0;
        -- A batch that changes nothing gets no number: to take one back, all that could refer to it is looked through.
        if exists (select from pg_temp.import_change c where c.action <> 'unchanged') then
            batch := rungs_api.import_record('evidence', file_name, sha256, coalesce(effective_on, current_date));
        end if;
        is_bulk := rungs_api.bulk_begin((select count(*) from pg_temp.evidence_read), array['rungs.evidence', 'rungs.evidence_digest', 'rungs.evidence_event']::regclass[]);
        perform rungs_api.evidence_write(batch);
        if is_bulk then
            perform rungs_api.bulk_end();
        end if;
        perform rungs_api.evidence_digests();
        perform rungs_api.evidence_steps(batch);
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_evidence is
    'Judges and logs the staged evidence; the caller rolls back when there are problems. unsent: how many rows were left out, as they are known; null: all were sent.';
