-- What became of a person, step by step: each kind of step has a function of its own, timeline() puts them together.
-- A step is dated by the day from which it is in force, and says when it was recorded and in which batch or by whom.

create type rungs_api.step as (
    on_day date, what text, was text, became text, note text, recorded_at timestamptz, account_id integer, import_id integer);
comment on type rungs_api.step is 'A step in the life of a person: what changed on a day, from what to what, when that was recorded and by whom.';

create function rungs_api.roster_way(person integer, day date, seen timestamptz) returns setof rungs_api.step
language sql stable as $$
    with span as materialized (
        select e.valid_from, e.hired_on, e.recorded_at, e.import_id, e.name, e.title, e.location, m.manager_id, o.name as organisation,
               p.code as specialization, s.code as status, row_number() over w as number,
               lag(e.name) over w as was_name, lag(e.title) over w as was_title, lag(e.location) over w as was_location,
               lag(m.manager_id) over w as was_manager_id, lag(o.name) over w as was_organisation,
               lag(p.code) over w as was_specialization, lag(s.code) over w as was_status
        from rungs.roster_entry e
        cross join lateral (select e.manager_id) m
        join rungs.employment_status s on s.id = e.status_id
        left join rungs.organisation o on o.id = e.organisation_id
        left join rungs.specialization p on p.id = e.specialization_id
        where e.person_id = person
          and e.valid_from <= day
          and e.recorded_at <= seen
          and seen < e.superseded_at
        window w as (order by e.valid_from)
    )
    select coalesce(s.hired_on, s.valid_from), 'hire', null, s.name, '', s.recorded_at, null::integer, s.import_id
    from span s
    where s.number = 1
    union all
    select s.valid_from, c.what, c.was, c.became, '', s.recorded_at, null, s.import_id
    from span s
    cross join lateral (values
        ('name', s.was_name, s.name, s.number > 1),
        ('status', s.was_status, s.status, s.number > 1),
        ('organisation', s.was_organisation, s.organisation, true),
        ('manager', rungs_api.name_on(s.was_manager_id, s.valid_from, seen), rungs_api.name_on(s.manager_id, s.valid_from, seen),
         s.was_manager_id is distinct from s.manager_id),
        ('title', s.was_title, s.title, true),
        ('specialization', s.was_specialization, s.specialization, true),
        ('location', s.was_location, s.location, true)) c (what, was, became, is_told)
    where c.is_told
      and c.was is distinct from c.became
$$;
comment on function rungs_api.roster_way is 'What the roster says of a person up to a day, as changes: the hire, then each column that became another.';

create function rungs_api.level_way(person integer, day date, seen timestamptz) returns setof rungs_api.step
language sql stable as $$
    select w.effective_on, 'level', a.code, b.code, concat_ws(': ', w.kind, nullif(t.note, '')), t.recorded_at, t.recorded_by, t.import_id
    from rungs_api.way_of(person, day, seen) w
    join rungs.transition t
      on t.person_id = person and t.effective_on = w.effective_on and t.recorded_at <= seen and seen < t.superseded_at
    left join rungs.level a on a.id = w.previous_id
    left join rungs.level b on b.id = w.level_id
$$;
comment on function rungs_api.level_way is 'The way of a person over the levels, as steps.';

create function rungs_api.scope_way(person integer, day date, seen timestamptz) returns setof rungs_api.step
language sql stable as $$
    select x.effective_on, 'scope', x.was, x.became, concat_ws(': ', lower(x.name), nullif(x.note, '')), x.recorded_at, x.recorded_by, x.import_id
    from (
        select e.effective_on, e.note, e.recorded_at, e.recorded_by, e.import_id, t.name, v.words as became,
               lag(v.words) over (partition by e.measure_id order by e.effective_on) as was
        from rungs.scope_entry e
        join rungs_api.measure_on(day, seen) m on m.measure_id = e.measure_id
        join rungs.measure_text t on t.edition_id = m.edition_id and t.measure_id = m.measure_id
        cross join lateral (
            select case when num_nonnulls(e.value, e.step) = 1 then rungs_api.scope_words(m.edition_id, m.measure_id, e.value, e.step) end as words) v
        where e.person_id = person
          and e.effective_on <= day
          and e.recorded_at <= seen
          and seen < e.superseded_at
    ) x
    where x.was is distinct from x.became
$$;
comment on function rungs_api.scope_way is 'What a person came to own, and gave away, as steps.';

create function rungs_api.evidence_way(person integer, day date, seen timestamptz) returns setof rungs_api.step
language sql stable as $$
    with entry as materialized (
        select e.id, e.observed_on, x.code, s.code as strength, l.name as relation, e.summary, e.recorded_at, e.recorded_by, e.import_id,
               coalesce(o.name, rungs_api.name_on(o.person_id, day, seen)) as observer
        from rungs.evidence e
        join rungs.expectation x on x.id = e.expectation_id
        join rungs.strength s on s.id = e.strength_id
        join rungs.relation l on l.id = e.relation_id
        join rungs.observer o on o.id = e.observer_id
        where e.person_id = person
          and e.observed_on <= day
          and e.recorded_at <= seen
          and rungs_api.status_at(e.id, seen) <> 5
    )
    select e.observed_on, 'evidence', null, format('%s: %s', e.strength, e.code), format('%s (%s): %s', e.observer, e.relation, e.summary),
           e.recorded_at, e.recorded_by, e.import_id
    from entry e
    union all
    select v.happened_on, s.code, null, format('entry %s: %s', e.id, e.code),
           concat_ws(': ', coalesce(o.name, rungs_api.name_on(o.person_id, day, seen)), nullif(v.reason, '')),
           v.recorded_at, v.recorded_by, v.import_id
    from entry e
    join rungs.evidence_event v on v.evidence_id = e.id
    join rungs.evidence_status s on s.id = v.status_id
    left join rungs.observer o on o.id = v.observer_id
    where v.happened_on <= day
      and v.recorded_at <= seen
$$;
comment on function rungs_api.evidence_way is 'Evidence about a person and what became of it, as steps; an entry that a corrected version took the place of is left out.';

create function rungs_api.round_way(person integer, day date, seen timestamptz) returns setof rungs_api.step
language sql stable as $$
    select n.nominated_on, 'nomination', null, t.code,
           concat_ws(': ', format('%s, by %s', c.code, rungs_api.name_on(n.nominated_by, day, seen)), nullif(n.rationale, '')),
           n.recorded_at, n.recorded_by, n.import_id
    from rungs.nomination n
    join rungs.cycle c on c.id = n.cycle_id
    join rungs.level t on t.id = n.target_id
    where n.person_id = person
      and n.nominated_on <= day
      and n.recorded_at <= seen
      and seen < n.superseded_at
    union all
    select d.decided_on, 'decision', null, replace(d.outcome, '_', ' '), concat_ws(': ', format('%s, %s', c.code, t.code), nullif(d.rationale, '')),
           d.recorded_at, d.recorded_by, null
    from rungs.nomination n
    join rungs.cycle c on c.id = n.cycle_id
    join rungs.level t on t.id = n.target_id
    join rungs.decision d on d.nomination_id = n.id
    where n.person_id = person
      and d.decided_on <= day
      and d.recorded_at <= seen
      and seen < d.superseded_at
$$;
comment on function rungs_api.round_way is 'Nominations of a person and what was decided on them, as steps.';

create function rungs_api.pair_way(person integer, day date, seen timestamptz) returns setof rungs_api.step
language sql stable as $$
    with pair as materialized (
        select p.valid_from, p.valid_to, p.reason, p.recorded_at, p.recorded_by,
               case when p.associate_id = person then format('beside %s', rungs_api.name_on(p.senior_id, day, seen))
                    else format('senior of %s', rungs_api.name_on(p.associate_id, day, seen)) end as words
        from rungs.pair p
        where person in (p.associate_id, p.senior_id)
          and p.recorded_at <= seen
          and seen < p.superseded_at
    )
    select p.valid_from, 'pair', null, p.words, '', p.recorded_at, p.recorded_by, null::integer
    from pair p
    where p.valid_from <= day
    union all
    select p.valid_to, 'pair', p.words, null, p.reason, p.recorded_at, p.recorded_by, null
    from pair p
    where p.valid_to <= day
$$;
comment on function rungs_api.pair_way is 'Pairs that a person was in, from either side, as steps.';

create function rungs_api.writer_words(account integer, batch integer) returns text
language sql stable as $$
    select concat_ws(', ',
        (select a.login
         from rungs.account a
         where a.id = coalesce(account, (select i.recorded_by from rungs.import i where i.id = batch))),
        'import ' || batch)
$$;
comment on function rungs_api.writer_words is 'Who recorded something: the login, and the batch that brought it.';

create function rungs_api.step_line(was text, became text) returns text
language sql immutable as $$
    select case when was is null then became else was || ' -> ' || coalesce(became, 'nothing') end
$$;
comment on function rungs_api.step_line is 'From what to what, in a line.';

create function rungs_api.timeline(person integer, day date, seen timestamptz) returns setof rungs_api.step
language sql stable as $$
    select (s.step).*
    from (
        select x as step from rungs_api.roster_way(person, day, seen) x
        union all
        select x as step from rungs_api.level_way(person, day, seen) x
        union all
        select x as step from rungs_api.scope_way(person, day, seen) x
        union all
        select x as step from rungs_api.pair_way(person, day, seen) x
        union all
        select x as step from rungs_api.evidence_way(person, day, seen) x
        union all
        select x as step from rungs_api.round_way(person, day, seen) x
    ) s
    order by (s.step).on_day,
             array_position(array['hire', 'status', 'name', 'organisation', 'manager', 'level', 'title', 'specialization', 'location',
                                  'scope', 'pair', 'evidence', 'submitted', 'confirmed', 'disputed', 'withdrawn', 'nomination', 'decision'], (s.step).what),
             (s.step).recorded_at, (s.step).was, (s.step).became, (s.step).note
$$;
comment on function rungs_api.timeline is 'All steps of a person up to a day, the oldest first.';

create function rungs_api.report_person(who text, as_of date, as_seen_on date)
returns table (
    person text, employee_id text, on_day date, what text, was text, became text, note text, recorded_at timestamptz, recorded_by text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
begin
    return query
    select rungs_api.name_on(one, clock.day, clock.seen), p.employee_id, s.on_day, s.what, s.was, s.became, s.note, s.recorded_at,
           rungs_api.writer_words(s.account_id, s.import_id)
    from rungs_api.timeline(one, clock.day, clock.seen) with ordinality s (
        on_day, what, was, became, note, recorded_at, account_id, import_id, number)
    join rungs.person p on p.id = one
    order by s.number;
end
$$;
comment on function rungs_api.report_person is 'rungs report person: one timeline of everything that is on record about a person, the oldest first.';
