-- Evidence in bulk: the rules of evidence add, for a set of rows.

create function rungs_api.evidence_words_of() returns void
language plpgsql volatile as $$
begin
    create temporary table evidence_codes on commit drop as
    select w.word, n.ladder_id, x.id as expectation_id, n.edition_id,
           row_number() over (partition by w.word order by n.ladder_id) = 1 as is_first
    from rungs_api.edition_on(current_date, now()) n
    join rungs.ladder d on d.id = n.ladder_id
    join rungs.expectation_text t on t.edition_id = n.edition_id
    join rungs.expectation x on x.id = t.expectation_id
    cross join lateral (values (x.code), (d.code || '/' || x.code)) w (word);
    -- Whom the words name: by employee id, else by e-mail address; the rest by a name that only one has.
    create temporary table evidence_spoken on commit drop as
    select s.person as word from pg_temp.stage_evidence s where s.person is not null
    union
    select s.observer
    from pg_temp.stage_evidence s
    where s.observer is not null
      and lower(s.relation) not in (select r.code from rungs.relation r where r.is_outside)
    union
    select s.confirmed_by from pg_temp.stage_evidence s where s.confirmed_by is not null;
    analyze pg_temp.evidence_spoken, pg_temp.stage_evidence, pg_temp.evidence_codes;
    create temporary table evidence_words on commit drop as
    select w.word, coalesce(p.id, q.id) as person_id, null::integer as ladder_id
    from pg_temp.evidence_spoken w
    left join rungs.person p on p.employee_id = w.word
    left join rungs.person q on q.email = lower(w.word) and p.id is null;
    update pg_temp.evidence_words w
    set person_id = rungs_api.person_of_word(w.word)
    where w.person_id is null;
    -- A code that two ladders share means the one of the person's own ladder.
    update pg_temp.evidence_words w
    set ladder_id = l.ladder_id
    from (
        select distinct s.person
        from pg_temp.stage_evidence s
        where s.expectation in (select c.word from pg_temp.evidence_codes c where not c.is_first)
    ) x
    join pg_temp.evidence_words v on v.word = x.person
    cross join lateral rungs_api.level_of(v.person_id, current_date, now()) o
    join rungs.level l on l.id = o.level_id
    where w.word = x.person;
    analyze pg_temp.evidence_words;
end
$$;
comment on function rungs_api.evidence_words_of is 'What the words of the file stand for, each once: people and expectations.';

create function rungs_api.evidence_read() returns void
language plpgsql volatile as $$
begin
    perform rungs_api.evidence_words_of();
    create temporary table evidence_read on commit drop as
    select s.line, s.external_id, s.person, s.expectation, lower(s.strength) as strength,
           s.observer, lower(s.relation) as relation, s.observed_on, rungs_api.date_read(s.observed_on) as day,
           lower(s.work_type) as work_type, s.summary, s.details, s.link,
           case when s.link is not null then regexp_split_to_array(s.link, '[[:space:]]+') end as links,
           coalesce(lower(s.status), 'submitted') as status, s.confirmed_by, s.confirmed_on,
           p.person_id, case when l.is_self and s.observer is null then p.person_id else o.person_id end as seer_id, j.person_id as judge_id,
           coalesce(own.expectation_id, other.expectation_id) as expectation_id, coalesce(own.edition_id, other.edition_id) as edition_id,
           k.id as strength_id, l.id as relation_id, l.is_self, l.is_outside, w.id as work_type_id, t.id as status_id,
           null::bigint as evidence_id, null::bigint as old_id, null::bigint as new_id, false as keeps_life,
           false as is_step, s.digest
    from pg_temp.stage_evidence s
    left join rungs.strength k on k.code = lower(s.strength)
    left join rungs.relation l on l.code = lower(s.relation)
    left join rungs.work_type w on w.code = lower(s.work_type)
    left join rungs.evidence_status t on t.code = coalesce(lower(s.status), 'submitted') and t.id < 5
    left join pg_temp.evidence_words p on p.word = s.person
    left join pg_temp.evidence_words o on o.word = s.observer and l.is_outside is not true
    left join pg_temp.evidence_words j on j.word = s.confirmed_by
    left join pg_temp.evidence_codes own on own.word = s.expectation and own.ladder_id = p.ladder_id
    left join pg_temp.evidence_codes other on other.word = s.expectation and other.is_first;
    analyze pg_temp.evidence_read;
end
$$;
comment on function rungs_api.evidence_read is 'The staged rows with every word looked up; cells come without blanks around them.';

create function rungs_api.evidence_judge() returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_problem
    select 'evidence', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select r.line, array_remove(array[
            rungs_api.fault_if(r.person_id is null, 'person', r.person,
                'nobody is known by this',
                'Write an employee id or an e-mail address.'),
            rungs_api.fault_if(r.expectation_id is null, 'expectation', r.expectation,
                'not an expectation or shift of a ladder',
                '''rungs ladder show'' lists the codes.'),
            rungs_api.fault_if(r.strength_id is null, 'strength', r.strength,
                'not a strength',
                'Write contrary, emerging, solid or exemplary.'),
            rungs_api.fault_if(r.relation_id is null, 'relation', r.relation,
                'not a relation',
                'Write self, manager, skip_manager, peer, manager_peer, direct_report, stakeholder, customer or metric.'),
            rungs_api.fault_if(case when r.is_outside then r.observer is null else r.relation_id is not null and r.seer_id is null end, 'observer', r.observer,
                'nobody is known by this',
                'Write an employee id or an e-mail address; only a customer or a metric may have any name.'),
            rungs_api.fault_if(r.is_self and r.seer_id <> r.person_id, 'observer', r.observer,
                'is not the person, so the relation is not self',
                'Correct the relation.'),
            rungs_api.fault_if(not r.is_self and r.seer_id = r.person_id, 'observer', r.observer,
                'is the person, so the relation is self',
                'Correct the relation or the observer.'),
            rungs_api.fault_if(r.day is null, 'observed_on', r.observed_on,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(r.day > current_date, 'observed_on', r.observed_on,
                'lies ahead',
                'Evidence is of things that happened.'),
            rungs_api.fault_if(r.work_type is not null and r.work_type_id is null, 'work_type', r.work_type,
                'not a work type',
                rungs_api.did_you_mean(coalesce(r.work_type, ''), known.works)),
            rungs_api.fault_if(r.summary is null, 'summary', null,
                'is empty',
                'Say what happened in a sentence.'),
            rungs_api.fault_if(length(r.summary) > 1000, 'summary', left(r.summary, 100) || ' ...',
                format('%s characters, at most 1000 are taken', length(r.summary)),
                'Say it in a sentence; the rest of the story goes to details.'),
            rungs_api.fault_if(length(r.details) > 100000, 'details', left(r.details, 100) || ' ...',
                format('%s characters, at most 100000 are taken', length(r.details)),
                'Keep what matters, and link to the rest.'),
            rungs_api.fault_if(r.link !~ '^https?://[^[:space:]]+([[:space:]]+https?://[^[:space:]]+)*$', 'link', r.link,
                'not a web address',
                'A link begins with https:// or http:// and has no spaces; several have blanks between them.'),
            rungs_api.fault_if(r.status_id is null, 'status', r.status,
                'not a status',
                'Write submitted, confirmed, disputed or withdrawn.'),
            rungs_api.fault_if(r.confirmed_by is not null and r.judge_id is null, 'confirmed_by', r.confirmed_by,
                'nobody is known by this',
                'Write an employee id or an e-mail address.'),
            rungs_api.fault_if(r.status = 'confirmed' and r.confirmed_by is null, 'confirmed_by', r.confirmed_by,
                'is empty though confirmed',
                'Say who confirmed it.'),
            rungs_api.fault_if(r.status = 'confirmed' and r.judge_id in (r.seer_id, r.person_id), 'confirmed_by', r.confirmed_by,
                'is the observer or the person',
                'Somebody else has to confirm it.'),
            rungs_api.fault_if(r.confirmed_on is not null and rungs_api.date_read(r.confirmed_on) is null, 'confirmed_on', r.confirmed_on,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(rungs_api.date_read(r.confirmed_on) < r.day, 'confirmed_on', r.confirmed_on,
                'before it happened',
                'Check both dates.')], null) as faults
        from pg_temp.evidence_read r
        cross join (select coalesce(array_agg(k.code order by k.id), '{}') as works from rungs.work_type k) known
    ) x
    cross join lateral unnest(x.faults) f
    where cardinality(x.faults) > 0;
    insert into pg_temp.import_problem
    select 'evidence', r.line, 'external_id', r.external_id, format('the same as in line %s', r.first_line),
           'An external id names one entry.'
    from (select x.line, x.external_id, min(x.line) over (partition by x.external_id) as first_line
          from pg_temp.evidence_read x where x.external_id is not null) r
    where r.line > r.first_line;
    insert into pg_temp.import_problem
    select 'evidence', r.line, 'summary', r.summary, format('the same entry as in line %s', r.first_line),
           'Take one of them out, or give both an external_id.'
    from (select x.line, x.summary,
                 min(x.line) over (partition by x.person_id, x.expectation_id, x.observer, x.day, x.strength, x.summary) as first_line
          from pg_temp.evidence_read x where x.external_id is null) r
    where r.line > r.first_line;
end
$$;
comment on function rungs_api.evidence_judge is 'What is wrong with the rows, cell by cell.';

create function rungs_api.evidence_match(present text[]) returns void
language plpgsql volatile as $$
begin
    insert into rungs.observer (person_id)
    select distinct v.person_id
    from pg_temp.evidence_read r
    cross join lateral (values (r.seer_id), (r.judge_id)) v (person_id)
    where v.person_id is not null
    on conflict (person_id) do nothing;
    insert into rungs.observer (name)
    select distinct r.observer from pg_temp.evidence_read r where r.is_outside
    on conflict (name) do nothing;
    update pg_temp.evidence_read r
    set seer_id = coalesce(o.id, v.id), judge_id = j.id, old_id = e.id
    from pg_temp.evidence_read q
    left join rungs.observer o on q.is_outside and o.name = q.observer
    left join rungs.observer v on not q.is_outside and v.person_id = q.seer_id
    left join rungs.observer j on j.person_id = q.judge_id
    left join rungs.evidence e on e.external_id = q.external_id and e.status_id <> 5 and e.undone_by is null
    where r.line = q.line;
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
      and e.observer_id = r.seer_id
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
        = (r.person_id, r.expectation_id, r.seer_id, r.relation_id, r.strength_id, r.day, r.summary)
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
    insert into rungs.evidence_event (evidence_id, status_id, observer_id, happened_on, recorded_by, import_id)
    select r.evidence_id, r.status_id, coalesce(r.judge_id, case when r.status_id = 4 then r.seer_id end),
           coalesce(rungs_api.date_read(r.confirmed_on), r.day), rungs_api.account_id(), batch
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

create function rungs_api.evidence_write(batch integer) returns void
language plpgsql volatile as $$
declare
    writer integer := rungs_api.account_id();
begin
    update pg_temp.evidence_read r
    set new_id = n.id
    from (select x.line, nextval('rungs.evidence_id_seq') as id
          from (select q.line from pg_temp.evidence_read q where q.evidence_id is null order by q.line) x) n
    where n.line = r.line;
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
    select r.old_id, 5, current_date, rungs_api.account_id(), batch
    from pg_temp.evidence_read r
    where r.old_id is not null
      and r.evidence_id is null;
    delete from rungs.evidence_digest d
    using pg_temp.evidence_read r
    where d.evidence_id = r.old_id
      and r.evidence_id is null;
    insert into rungs.evidence (
        id, person_id, expectation_id, edition_id, strength_id, observer_id, relation_id, work_type_id, status_id,
        observed_on, external_id, summary, details, links, supersedes_id, recorded_by, import_id, counted_since)
    overriding system value
    select r.new_id, r.person_id, r.expectation_id, r.edition_id, r.strength_id, r.seer_id, r.relation_id, r.work_type_id,
           r.status_id, r.day, r.external_id, r.summary, r.details, r.links, r.old_id, writer, batch,
           case when r.status_id = 2 or (r.status_id = 1 and not r.is_self) then now() end
    from pg_temp.evidence_read r
    where r.evidence_id is null
    order by r.line;
    insert into rungs.evidence_event (evidence_id, status_id, observer_id, happened_on, recorded_by, import_id)
    select r.new_id, r.status_id, coalesce(r.judge_id, case when r.status_id = 4 then r.seer_id end),
           coalesce(rungs_api.date_read(r.confirmed_on), r.day), writer, batch
    from pg_temp.evidence_read r
    where r.evidence_id is null
      and r.status_id <> 1
      and not r.keeps_life;
    insert into rungs.evidence_event (
        evidence_id, status_id, observer_id, happened_on, reason, recorded_at, recorded_by, import_id)
    select r.new_id, v.status_id, v.observer_id, v.happened_on, v.reason, v.recorded_at, v.recorded_by, v.import_id
    from pg_temp.evidence_read r
    join rungs.evidence_event v on v.evidence_id = r.old_id and v.status_id <> 5
    where r.keeps_life
    order by v.id;
    -- What the file said, so that it need not be said again.
    insert into rungs.evidence_digest as d (evidence_id, external_id, digest)
    select coalesce(r.evidence_id, r.new_id), r.external_id, r.digest
    from pg_temp.evidence_read r
    where r.digest is not null
    on conflict (evidence_id) do update
    set digest = excluded.digest
    where d.digest <> excluded.digest;
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
    batch := rungs_api.import_record('evidence', file_name, sha256, coalesce(effective_on, current_date));
    perform rungs_api.evidence_read();
    perform rungs_api.evidence_judge();
    if unsent is not null and exists (select from pg_temp.import_problem) then
        perform rungs_api.import_all_rows('there are problems');
    end if;
    if not exists (select from pg_temp.import_problem) then
        perform rungs_api.evidence_match(present);
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
        is_bulk := rungs_api.bulk_begin((select count(*) from pg_temp.evidence_read), array['rungs.evidence']::regclass[]);
        perform rungs_api.evidence_write(batch);
        if is_bulk then
            perform rungs_api.bulk_end();
        end if;
        perform rungs_api.evidence_steps(batch);
    end if;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_evidence is
    'Judges and logs the staged evidence; the caller rolls back when there are problems. unsent: how many rows were left out, as they are known; null: all were sent.';
