-- Taking back an import of evidence or of scope. The log keeps everything: what such an import said is withdrawn by its
-- undoing, or believed no more; what it took the place of is believed again.

create function rungs_api.undo_check_log(batch rungs.import) returns void
language plpgsql stable as $$
declare
    later record;
begin
    -- What this batch wrote and somebody built on since: by hand (no batch), or by a later import that stands.
    select x.import_id, count(distinct x.id) as entries into later
    from (
        select v.import_id, e.id
        from rungs.evidence e
        join rungs.evidence_event v on v.evidence_id = e.id
        where batch.kind = 'evidence'
          and e.import_id = batch.id
          and v.recorded_at > e.recorded_at
          and v.import_id is distinct from batch.id
        union all
        -- Steps of this batch in the life of other entries, with a further step behind them.
        select v.import_id, v.evidence_id
        from rungs.evidence_event o
        join rungs.evidence_event v on v.evidence_id = o.evidence_id and v.id > o.id
        where batch.kind = 'evidence'
          and o.import_id = batch.id
          and v.import_id is distinct from batch.id
          and v.recorded_at > batch.recorded_at
        union all
        select s.superseded_by, s.id
        from rungs.scope_entry s
        where batch.kind = 'scope'
          and s.import_id = batch.id
          and s.superseded_at < 'infinity'
          and s.superseded_by is distinct from batch.id
    ) x
    left join rungs.import i on i.id = x.import_id
    where i.undone_at is null
    group by x.import_id
    order by x.import_id desc nulls last
    limit 1;
    if later.entries > 0 then
        perform rungs_api.undo_refuse(
            format(case when later.import_id is null
                        then '%s of its entries %s confirmed, disputed, withdrawn or corrected by hand since'
                        else '%s of its entries %s changed by import %s since' end,
                   later.entries, case later.entries when 1 then 'was' else 'were' end, later.import_id),
            case when later.import_id is null
                 then 'That work would be lost. Import a corrected file instead: it takes the place of what is wrong.'
                 else format('Undo that one first: rungs import undo %s.', later.import_id) end);
    end if;
end
$$;
comment on function rungs_api.undo_check_log is 'Refuses to take back an import of evidence or scope on whose entries somebody has worked since.';

create function rungs_api.undo_scope(batch integer) returns bigint
language plpgsql volatile as $$
declare
    people bigint;
begin
    update rungs.scope_entry s
    set superseded_at = now(), superseded_by = batch
    where s.import_id = batch and s.superseded_at = 'infinity';
    insert into rungs.scope_entry (person_id, measure_id, effective_on, value, step, note, import_id, recorded_by)
    select s.person_id, s.measure_id, s.effective_on, s.value, s.step, s.note, s.import_id, s.recorded_by
    from rungs.scope_entry s
    where s.superseded_by = batch
      and s.import_id is distinct from batch;
    select count(distinct s.person_id) into people from rungs.scope_entry s where s.superseded_by = batch;
    return people;
end
$$;
comment on function rungs_api.undo_scope is 'What an import of scope said is believed no more, what it took the place of is believed again.';

create function rungs_api.undo_close(entries bigint[]) returns void
language plpgsql volatile as $$
begin
    insert into rungs.evidence_counted (evidence_id, person_id, counted_since, counted_until)
    select e.id, e.person_id, e.counted_since, greatest(e.counted_since, now())
    from rungs.evidence e
    where e.id = any (entries)
      and e.counted_since is not null;
end
$$;
comment on function rungs_api.undo_close is 'Keeps when entries counted that are about to stop, for --as-seen-on.';

create function rungs_api.undo_evidence(batch integer) returns bigint
language plpgsql volatile as $$
declare
    brought bigint[] := array(select e.id from rungs.evidence e where e.import_id = batch and e.undone_by is null);
    -- Entries of before in whose life the batch took a step: corrected, confirmed, disputed ...
    touched bigint[] := array(
        select distinct v.evidence_id
        from rungs.evidence_event v
        join rungs.evidence e on e.id = v.evidence_id
        where v.import_id = batch
          and e.import_id is distinct from batch
          and e.undone_by is null);
    why text := format('import %s was undone', batch);
    people bigint;
begin
    perform rungs_api.undo_close(brought || touched);
    insert into rungs.evidence_event (evidence_id, status_id, happened_on, reason, recorded_by, import_id)
    select e.id, 4, current_date, why, a.id, batch
    from rungs.evidence e
    cross join (select rungs_api.account_id() as id) a
    where e.id = any (brought)
      and e.status_id not in (4, 5);
    update rungs.evidence e
    set status_id = case when e.status_id = 5 then e.status_id else 4 end, counted_since = null, undone_by = batch
    where e.id = any (brought);
    with before as materialized (
        select e.id, coalesce(b.status_id, 1) as status_id, l.is_self
        from rungs.evidence e
        join rungs.relation l on l.id = e.relation_id
        left join lateral (
            select v.status_id
            from rungs.evidence_event v
            where v.evidence_id = e.id
              and v.import_id is distinct from batch
            order by v.id desc
            limit 1) b on true
        where e.id = any (touched)
    ), said as (
        insert into rungs.evidence_event (evidence_id, status_id, happened_on, reason, recorded_by, import_id)
        select b.id, b.status_id, current_date, why, a.id, batch
        from before b
        cross join (select rungs_api.account_id() as id) a
    )
    update rungs.evidence e
    set status_id = b.status_id,
        counted_since = case when b.status_id = 2 or (b.status_id = 1 and not b.is_self) then now() end
    from before b
    where e.id = b.id;
    -- The file may say it all once more.
    delete from rungs.evidence_digest d where d.evidence_id = any (brought || touched);
    select count(distinct e.person_id) into people from rungs.evidence e where e.id = any (brought || touched);
    return people;
end
$$;
comment on function rungs_api.undo_evidence is
    'What an import of evidence brought is withdrawn, and its steps in the life of other entries are taken back: they are where they were before.';
