-- What packets are made of: single entries that speak for people or against them, and who a packet is about.

create function rungs_api.fact_on(people integer[], day date, seen timestamptz, model text, target integer)
returns table (
    person_id integer, edition_id integer, expectation_id integer, weight float8, must boolean, is_shift boolean,
    evidence_id bigint, observed_on date, strength_id smallint, relation_id smallint, observer_id integer, points float8)
language sql stable as $$
    with subject as materialized (
        select s.person_id, s.level_id, s.edition_id, s.hired_on, s.rules
        from rungs_api.subject(people, day, seen, model) s
    ), required as materialized (
        select q.level_id, q.expectation_id, q.weight, q.must, q.is_shift
        from rungs_api.requirement_on(day, seen, model, target) q
    )
    select s.person_id, s.edition_id, q.expectation_id, q.weight, q.must, q.is_shift,
           c.evidence_id, c.observed_on, c.strength_id, c.relation_id, c.observer_id,
           c.points * c.age_factor
    from subject s
    cross join lateral rungs_api.expectation_entries(s.person_id, day, seen, s.hired_on, s.rules, s.edition_id) c
    join required q on q.level_id = s.level_id and q.expectation_id = c.expectation_id
    where c.is_fresh
$$;
comment on function rungs_api.fact_on is
    'The entries that count for what the target asks, each with its strength times its age; what one observer''s entries come to together is capped later.';

create function rungs_api.observer_words(observer integer, relation smallint, day date, seen timestamptz) returns text
language sql stable as $$
    select format('%s (%s)', coalesce(o.name, rungs_api.name_on(o.person_id, day, seen)), l.name)
    from rungs.observer o
    join rungs.relation l on l.id = relation
    where o.id = observer
$$;
comment on function rungs_api.observer_words is 'Who saw something, and how they stand to the person: Ana Ruiz (a peer).';

create function rungs_api.coverage_words(coverage float8) returns text
language sql immutable as $$
    select coalesce(rungs_api.share_words(coverage), 'unknown')
$$;
comment on function rungs_api.coverage_words is 'Coverage in words; unknown is not nought.';

create function rungs_api.team_of(boss integer, direct boolean, day date, seen timestamptz)
returns table (person_id integer, depth integer, path text[])
language sql stable as $$
    select u.person_id, u.depth, u.path
    from rungs_api.people_under(boss, day, seen) u
    where direct is not true
       or u.depth = 1
$$;
comment on function rungs_api.team_of is 'A manager''s people: all under them, or those who report to them.';
