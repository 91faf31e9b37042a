-- Evidence that a file brought and people corrected since: the file does not take that back.

create function rungs_api.evidence_from_file(entry bigint) returns bigint
language sql stable as $$
    with recursive back as (
        select e.id, e.supersedes_id, e.import_id from rungs.evidence e where e.id = entry
        union all
        select e.id, e.supersedes_id, e.import_id
        from back b
        join rungs.evidence e on e.id = b.supersedes_id
        where b.import_id is null
    )
    select b.id from back b where b.import_id is not null
$$;
comment on function rungs_api.evidence_from_file is 'The version of an entry that a file brought, before people corrected it; null when none did.';

create function rungs_api.evidence_by_hand(present text[]) returns void
language plpgsql volatile as $$
begin
    -- Without an external id the version of the file is found by its content, and leads to the one that stands.
    update pg_temp.evidence_read r
    set old_id = rungs_api.evidence_latest(e.id)
    from rungs.evidence n
    join rungs.evidence e on e.id = n.supersedes_id
    where n.import_id is null
      and n.supersedes_id is not null
      and r.external_id is null
      and r.old_id is null
      and e.external_id is null
      and e.status_id = 5
      and e.person_id = r.person_id
      and e.observed_on = r.day
      and e.expectation_id = r.expectation_id
      and e.observer_id = r.voice_id
      and e.relation_id = r.relation_id
      and e.strength_id = r.strength_id
      and e.summary = r.summary;
    update pg_temp.evidence_read r
    set evidence_id = e.id, status_id = e.status_id
    from rungs.evidence e
    join rungs.evidence f on f.id = rungs_api.evidence_from_file(e.id)
    where e.id = r.old_id
      and e.import_id is null
      and e.supersedes_id is not null
      and (f.person_id, f.expectation_id, f.observer_id, f.relation_id, f.strength_id, f.observed_on, f.summary)
        = (r.person_id, r.expectation_id, r.voice_id, r.relation_id, r.strength_id, r.day, r.summary)
      and ('work_type' <> all (present) or f.work_type_id is not distinct from r.work_type_id)
      and ('details' <> all (present) or f.details is not distinct from r.details)
      and ('link' <> all (present) or f.links is not distinct from r.links);
end
$$;
comment on function rungs_api.evidence_by_hand is
    'A file that says what it said before takes no correction back that people made since: such a row is unchanged, whatever status it has.';
