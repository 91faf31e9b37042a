-- Evidence in bulk: what the words of a file stand for, and what is wrong with its rows.

create function rungs_api.evidence_marks() returns void
language plpgsql volatile as $$
begin
    create temporary table evidence_marks on commit drop as
    select m.strength as strength_said, m.relation as relation_said, m.work_type as work_type_said, m.status as status_said,
           lower(nullif(m.strength, '')) as strength, lower(nullif(m.relation, '')) as relation, lower(nullif(m.work_type, '')) as work_type,
           coalesce(lower(nullif(m.status, '')), 'submitted') as status,
           k.id as strength_id, l.id as relation_id, l.is_self, l.is_outside, w.id as work_type_id, t.id as status_id
    from (select distinct coalesce(s.strength, '') as strength, coalesce(s.relation, '') as relation,
                 coalesce(s.work_type, '') as work_type, coalesce(s.status, '') as status
          from pg_temp.stage_evidence s) m
    left join rungs.strength k on k.code = lower(m.strength)
    left join rungs.relation l on l.code = lower(m.relation)
    left join rungs.work_type w on w.code = lower(m.work_type)
    left join rungs.evidence_status t on t.code = coalesce(lower(nullif(m.status, '')), 'submitted') and t.id < 5;
    analyze pg_temp.evidence_marks;
end
$$;
comment on function rungs_api.evidence_marks is
    'What the words stand for of which there are few: strength, relation, work type and status, each combination once; blank: none.';

create function rungs_api.evidence_spoken() returns void
language plpgsql volatile as $$
declare
    -- The words of the file for voices that are no people of ours.
    outside text[] := array(select distinct m.relation_said from pg_temp.evidence_marks m where m.is_outside);
begin
    create temporary table evidence_spoken on commit drop as
    select s.word, bool_or(s.is_voice) as is_voice, bool_or(s.is_judge) as is_judge
    from (
        select s.person as word, false as is_voice, false as is_judge from pg_temp.stage_evidence s
        union all
        select coalesce(s.observer, s.person), true, false
        from pg_temp.stage_evidence s
        where s.relation is not null
          and s.relation <> all (outside)
        union all
        select s.confirmed_by, true, true from pg_temp.stage_evidence s where s.confirmed_by is not null
    ) s
    where s.word is not null
    group by s.word;
    create temporary table evidence_outside on commit drop as
    select distinct s.observer as name, null::integer as observer_id
    from pg_temp.stage_evidence s
    where s.relation = any (outside)
      and s.observer is not null;
    create temporary table evidence_days on commit drop as
    select w.word, rungs_api.date_read(w.word) as day
    from (select distinct s.observed_on as word from pg_temp.stage_evidence s
          union
          select s.confirmed_on from pg_temp.stage_evidence s where s.confirmed_on is not null) w
    where w.word is not null;
    analyze pg_temp.evidence_spoken, pg_temp.evidence_outside, pg_temp.evidence_days;
end
$$;
comment on function rungs_api.evidence_spoken is 'The words of the file that name people, outside voices and days, each once.';

create function rungs_api.evidence_voices() returns void
language plpgsql volatile as $$
declare
    is_bulk boolean := rungs_api.bulk_begin(
        (select count(*) from pg_temp.evidence_named n where n.is_voice), array['rungs.observer']::regclass[]);
begin
    insert into rungs.observer (person_id)
    select n.person_id
    from pg_temp.evidence_named n
    left join rungs.observer o on o.person_id = n.person_id
    where n.is_voice
      and n.person_id is not null
      and o.id is null
    group by n.person_id;
    if is_bulk then
        perform rungs_api.bulk_end();
    end if;
    insert into rungs.observer (name)
    select o.name
    from pg_temp.evidence_outside o
    where rungs_api.text_fault(o.name, 200, true) is null
    on conflict (name) do nothing;
    update pg_temp.evidence_outside w
    set observer_id = o.id
    from rungs.observer o
    where o.name = w.name;
end
$$;
comment on function rungs_api.evidence_voices is 'Makes observers of those who are none yet.';

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
    analyze pg_temp.stage_evidence (person, expectation, strength, observer, relation, observed_on, work_type, status), pg_temp.evidence_codes;
    perform rungs_api.evidence_marks();
    perform rungs_api.evidence_spoken();
    -- Whom the words name: by employee id, else by e-mail address; the rest by a name that only one has.
    create temporary table evidence_named on commit drop as
    with word as materialized (
        select w.word, w.is_voice, w.is_judge, p.id as person_id
        from pg_temp.evidence_spoken w
        left join rungs.person p on p.employee_id = w.word
    )
    select w.word, w.is_voice, w.is_judge, w.person_id from word w where w.person_id is not null
    union all
    select w.word, w.is_voice, w.is_judge, coalesce(q.id, n.id)
    from word w
    left join rungs.person q on q.email = lower(w.word)
    cross join lateral (
        select case when q.id is null and length(w.word) <= 200 then rungs_api.person_of_word(w.word) end as id) n
    where w.person_id is null;
    analyze pg_temp.evidence_named;
    perform rungs_api.evidence_voices();
    create temporary table evidence_words on commit drop as
    with place as (
        -- The ladder of each person now.
        select distinct on (t.person_id) t.person_id, l.ladder_id
        from rungs.transition t
        left join rungs.level l on l.id = t.level_id
        where t.person_id in (select n.person_id from pg_temp.evidence_named n)
          and t.effective_on <= current_date
          and t.superseded_at = 'infinity'
        order by t.person_id, t.effective_on desc
    )
    select n.word, n.is_judge, n.person_id, y.ladder_id, o.id as observer_id
    from pg_temp.evidence_named n
    left join place y on y.person_id = n.person_id
    left join rungs.observer o on o.person_id = n.person_id;
    analyze pg_temp.evidence_words;
end
$$;
comment on function rungs_api.evidence_words_of is 'What the words of the file stand for, each once: people, with their ladders and voices, and expectations.';

create function rungs_api.evidence_read() returns void
language plpgsql volatile as $$
begin
    perform rungs_api.evidence_words_of();
    create temporary table evidence_read on commit drop as
    select s.line, s.external_id, s.person, s.expectation, m.strength, s.observer, m.relation, s.observed_on, d.day, m.work_type, s.summary, s.details, s.link,
           case when s.link is not null then regexp_split_to_array(s.link, '[[:space:]]+') end as links,
           m.status, s.confirmed_by, s.confirmed_on, c.day as confirmed_day,
           p.person_id, p.ladder_id, o.person_id as seer_id, coalesce(a.observer_id, o.observer_id) as voice_id,
           j.person_id as judge_id, j.observer_id as judge_voice_id,
           coalesce(own.expectation_id, other.expectation_id) as expectation_id, coalesce(own.edition_id, other.edition_id) as edition_id,
           m.strength_id, m.relation_id, m.is_self, m.is_outside, m.work_type_id, m.status_id,
           null::bigint as evidence_id, null::bigint as old_id, false as keeps_life, false as is_step, s.digest
    from pg_temp.stage_evidence s
    -- Left, though there is always one: so the planner knows how many rows come out.
    left join pg_temp.evidence_marks m
      on m.strength_said = coalesce(s.strength, '')
     and m.relation_said = coalesce(s.relation, '')
     and m.work_type_said = coalesce(s.work_type, '')
     and m.status_said = coalesce(s.status, '')
    left join pg_temp.evidence_days d on d.word = s.observed_on
    left join pg_temp.evidence_days c on c.word = s.confirmed_on
    left join pg_temp.evidence_words p on p.word = s.person
    -- The own word needs no observer.
    left join pg_temp.evidence_words o on o.word = coalesce(s.observer, case when m.is_self then s.person end) and m.is_outside is not true
    left join pg_temp.evidence_words j on j.word = s.confirmed_by and j.is_judge
    left join pg_temp.evidence_outside a on a.name = s.observer and m.is_outside
    left join pg_temp.evidence_codes own on own.word = s.expectation and own.ladder_id = p.ladder_id
    left join pg_temp.evidence_codes other on other.word = s.expectation and other.is_first;
    analyze pg_temp.evidence_read (line, external_id, person_id, expectation_id, voice_id, day, evidence_id, old_id);
end
$$;
comment on function rungs_api.evidence_read is 'The staged rows with every word looked up; cells come without blanks around them.';

create function rungs_api.evidence_judge() returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_problem
    select 'evidence', x.line, f.column_name, case when length(f.value) > 100 then left(f.value, 100) || ' ...' else f.value end, f.problem, f.hint
    from (
        select r.line, array_remove(array[
            rungs_api.fault_if(rungs_api.text_fault(r.external_id, 200, true) is not null, 'external_id', r.external_id,
                rungs_api.text_fault(r.external_id, 200, true),
                'An external id is a short word that names one entry.'),
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
            rungs_api.fault_if(r.is_outside and rungs_api.text_fault(r.observer, 200, true) is not null, 'observer', r.observer,
                rungs_api.text_fault(r.observer, 200, true),
                'A name is enough.'),
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
                rungs_api.did_you_mean(left(r.work_type, 100), known.works)),
            rungs_api.fault_if(r.summary is null, 'summary', null,
                'is empty',
                'Say what happened in a sentence.'),
            rungs_api.fault_if(rungs_api.text_fault(r.summary, 1000, true) is not null, 'summary', r.summary,
                rungs_api.text_fault(r.summary, 1000, true),
                'Say it in a plain sentence; the rest of the story goes to details.'),
            rungs_api.fault_if(rungs_api.text_fault(r.details, 100000, false) is not null, 'details', r.details,
                rungs_api.text_fault(r.details, 100000, false),
                'Keep what matters in plain text, and link to the rest.'),
            rungs_api.fault_if(r.link is not null and rungs_api.links_fault(r.links) is not null, 'link', r.link,
                case when r.link is not null then rungs_api.links_fault(r.links) end,
                'A link begins with https:// or http:// and has no spaces; several, at most 20, have blanks between them.'),
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
            rungs_api.fault_if(r.confirmed_on is not null and r.confirmed_day is null, 'confirmed_on', r.confirmed_on,
                'not a date',
                'Write it as YYYY-MM-DD.'),
            rungs_api.fault_if(r.confirmed_day > current_date, 'confirmed_on', r.confirmed_on,
                'lies ahead',
                'Write the day on which it was confirmed.'),
            rungs_api.fault_if(r.confirmed_day < r.day, 'confirmed_on', r.confirmed_on,
                'before it happened',
                'Check both dates.')], null) as faults
        from pg_temp.evidence_read r
        cross join (select coalesce(array_agg(k.code order by k.id), '{}') as works from rungs.work_type k) known
    ) x
    cross join lateral unnest(x.faults) f
    where cardinality(x.faults) > 0;
    insert into pg_temp.import_problem
    select 'evidence', r.line, 'external_id', r.external_id, format('the same as in line %s', t.line),
           'An external id names one entry.'
    from (select x.external_id, min(x.line) as line from pg_temp.evidence_read x
          where x.external_id is not null group by x.external_id having count(*) > 1) t
    join pg_temp.evidence_read r on r.external_id = t.external_id and r.line > t.line
    where length(r.external_id) <= 200;
    insert into pg_temp.import_problem
    select 'evidence', r.line, 'summary', left(r.summary, 100), format('the same entry as in line %s', t.line),
           'Take one of them out, or give both an external_id.'
    from (select x.person_id, x.expectation_id, x.voice_id, x.day, x.strength_id, x.summary, min(x.line) as line
          from pg_temp.evidence_read x
          where x.external_id is null
          group by x.person_id, x.expectation_id, x.voice_id, x.day, x.strength_id, x.summary
          having count(*) > 1) t
    join pg_temp.evidence_read r
      on (r.person_id, r.expectation_id, r.voice_id, r.day, r.strength_id, r.summary)
       = (t.person_id, t.expectation_id, t.voice_id, t.day, t.strength_id, t.summary)
     and r.external_id is null
     and r.line > t.line;
end
$$;
comment on function rungs_api.evidence_judge is 'What is wrong with the rows, cell by cell.';

create function rungs_api.evidence_judge_roster() returns void
language plpgsql volatile as $$
declare
    lines integer[];
    people integer[];
    observers integer[];
    days date[];
    stated text[];
begin
    -- What was taken in once stays so, whatever the roster has learned since.
    create temporary table evidence_fresh on commit drop as
    select r.line, r.person, r.person_id, r.ladder_id, r.expectation, r.expectation_id, r.observer, r.seer_id, r.relation, r.observed_on, r.day
    from pg_temp.evidence_read r
    left join rungs.evidence e on e.id = r.old_id
    where r.evidence_id is null
      and r.day <= current_date
      and r.person_id is not null
      and (e.person_id, e.expectation_id, e.observer_id, e.relation_id, e.observed_on)
          is distinct from (r.person_id, r.expectation_id, r.voice_id, r.relation_id, r.day);
    with pair as materialized (
        select distinct f.expectation_id, f.ladder_id from pg_temp.evidence_fresh f where f.expectation_id is not null
    ), elsewhere as materialized (
        select p.expectation_id, p.ladder_id, x.ladder_id as its_ladder
        from pair p
        join rungs.expectation x on x.id = p.expectation_id
        where not rungs_api.expectation_fits(p.expectation_id, p.ladder_id, current_date, now())
    )
    insert into pg_temp.import_problem
    select 'evidence', f.line, 'expectation', f.expectation,
           rungs_api.ladder_fault(f.expectation_id, f.person, f.ladder_id), rungs_api.ladder_hint(f.ladder_id)
    from elsewhere p
    join pg_temp.evidence_fresh f on f.expectation_id = p.expectation_id and f.ladder_id = p.ladder_id
    -- Who has changed the ladder since is known by what was asked then.
    where not exists (
        select from rungs.transition t
        join rungs.level l on l.id = t.level_id
        where t.person_id = f.person_id
          and l.ladder_id = p.its_ladder
          and t.effective_on <= f.day
          and t.superseded_at = 'infinity');
    select array_agg(f.line), array_agg(f.person_id), array_agg(f.day) into lines, people, days from pg_temp.evidence_fresh f;
    insert into pg_temp.import_problem
    select 'evidence', f.line, 'observed_on', f.observed_on, rungs_api.day_fault(f.day, f.person, w.hired_on),
           case when w.hired_on is not null then 'Evidence from before the hire does not count; correct the day, or take the row out.'
                else 'Correct the day, or take the row out; if the roster is wrong, correct it first: rungs import roster.' end
    from rungs_api.days_refused(people, days, current_date, now()) w
    join pg_temp.evidence_fresh f on f.line = lines[w.n];
    select array_agg(f.line), array_agg(f.person_id), array_agg(f.seer_id), array_agg(f.day), array_agg(f.relation)
    into lines, people, observers, days, stated
    from pg_temp.evidence_fresh f
    where f.seer_id <> f.person_id
      and rungs_api.relation_is_line(f.relation);
    insert into pg_temp.import_problem
    select 'evidence', f.line, 'relation', f.relation, rungs_api.relation_fault(f.relation, w.line, f.day, f.observer, f.person),
           format('Write ''%s''; if the roster is wrong, correct it first: rungs import roster.', coalesce(w.line, 'stakeholder'))
    from rungs_api.relations_refused(people, observers, days, stated, now()) w
    join pg_temp.evidence_fresh f on f.line = lines[w.n];
end
$$;
comment on function rungs_api.evidence_judge_roster is
    'What the roster and the ladders say against rows that bring something new: the rules of one entry, for all at once.';
