-- What readiness is computed from, as it is on record: for those who compute it themselves.

create function rungs_api.facts_asked(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text)
returns table (person_id integer, employee_id text, day date, seen timestamptz)
language plpgsql stable as $$
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
begin
    return query
    select p.id, coalesce(p.employee_id, p.email)::text, clock.day, clock.seen
    from unnest(rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization)) a (id)
    join rungs.person p on p.id = a.id;
end
$$;
comment on function rungs_api.facts_asked is 'Whose facts are asked for, each with the word that names them and the clocks.';

create function rungs_api.facts_roster(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text)
returns table (employee_id text, name text, since date, until date, hired_on date, specialization text)
language plpgsql stable as $$
begin
    return query
    select a.employee_id, e.name, e.valid_from, e.valid_to, e.hired_on, s.code::text
    from rungs_api.facts_asked(only_person, only_manager, only_organisation, only_level, as_of, as_seen_on, only_specialization) a
    join rungs.roster_entry e
      on e.person_id = a.person_id and e.valid_from <= a.day and e.recorded_at <= a.seen and a.seen < e.superseded_at
    left join rungs.specialization s on s.id = e.specialization_id
    order by a.employee_id, e.valid_from;
end
$$;
comment on function rungs_api.facts_roster is 'What the roster said about people, a row for each span of days up to the day asked about.';

create function rungs_api.facts_levels(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text)
returns table (employee_id text, effective_on date, ladder text, level text)
language plpgsql stable as $$
begin
    return query
    select a.employee_id, t.effective_on, d.code::text, l.code::text
    from rungs_api.facts_asked(only_person, only_manager, only_organisation, only_level, as_of, as_seen_on, only_specialization) a
    join rungs.transition t
      on t.person_id = a.person_id and t.effective_on <= a.day and t.recorded_at <= a.seen and a.seen < t.superseded_at
    left join rungs.level l on l.id = t.level_id
    left join rungs.ladder d on d.id = l.ladder_id
    order by a.employee_id, t.effective_on;
end
$$;
comment on function rungs_api.facts_levels is 'The way of people over the levels; no level where they left the ladder.';

create function rungs_api.facts_scope(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text)
returns table (employee_id text, measure text, effective_on date, value float8, step text)
language plpgsql stable as $$
begin
    return query
    select a.employee_id, m.code::text, e.effective_on, e.value, e.step::text
    from rungs_api.facts_asked(only_person, only_manager, only_organisation, only_level, as_of, as_seen_on, only_specialization) a
    join rungs.scope_entry e
      on e.person_id = a.person_id and e.effective_on <= a.day and e.recorded_at <= a.seen and a.seen < e.superseded_at
    join rungs.measure m on m.id = e.measure_id
    order by a.employee_id, m.code, e.effective_on, e.id;
end
$$;
comment on function rungs_api.facts_scope is 'What people own, as it was said over time; without value and step where it ended.';

create function rungs_api.facts_evidence(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text)
returns table (
    evidence bigint, employee_id text, observed_on date, ladder text, expectation text, strength text, observer text, relation text,
    work_type text, status text)
language plpgsql stable as $$
begin
    return query
    select e.id, a.employee_id, e.observed_on, d.code::text, x.code::text, k.code::text,
           coalesce(v.name, p.employee_id, p.email)::text, l.code::text, w.code::text, s.code::text
    from rungs_api.facts_asked(only_person, only_manager, only_organisation, only_level, as_of, as_seen_on, only_specialization) a
    join rungs.evidence e on e.person_id = a.person_id and e.observed_on <= a.day and e.recorded_at <= a.seen
    join rungs.expectation x on x.id = e.expectation_id
    join rungs.ladder d on d.id = x.ladder_id
    join rungs.strength k on k.id = e.strength_id
    join rungs.observer v on v.id = e.observer_id
    left join rungs.person p on p.id = v.person_id
    join rungs.relation l on l.id = e.relation_id
    left join rungs.work_type w on w.id = e.work_type_id
    join rungs.evidence_status s on s.id = case when a.seen < now() then rungs_api.status_at(e.id, a.seen) else e.status_id end
    order by a.employee_id, e.observed_on, e.id;
end
$$;
comment on function rungs_api.facts_evidence is 'Every entry about people with its status, whether it counts or not.';
