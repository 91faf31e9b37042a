-- The borders between stages: who stands at one, who has just come across, and who is about to come onto a ladder.

create function rungs_api.border_people(people integer[], day date, seen timestamptz, model text) returns integer[]
language plpgsql stable as $$
begin
    perform rungs_api.model_check(model, day, seen);
    return array(
        select p.person_id
        from unnest(people) p (person_id)
        cross join lateral rungs_api.level_of(p.person_id, day, seen) o
        where o.level_id in (select m.level_id from rungs_api.move_on(day, seen, model, null) m where m.is_across));
end
$$;
comment on function rungs_api.border_people is 'Those of the people whose usual next level lies in a later stage of the model.';

create function rungs_api.is_team(people integer[]) returns boolean
language sql immutable as $$
    select cardinality(people) <= 1000
$$;
comment on function rungs_api.is_team is
    'Whether people are so few that a section does better to ask for the readiness of all, which others have asked for, than for those it is about.';

create function rungs_api.border_readiness(people integer[], day date, seen timestamptz, model text)
returns setof rungs_api.readiness_row
language plpgsql stable as $$
begin
    perform rungs_api.model_check(model, day, seen);
    return query
    select d.*
    from rungs_api.readiness(
        case when rungs_api.is_team(people) then people else rungs_api.border_people(people, day, seen, model) end,
        day, seen, model, null) d
    where d.is_across;
end
$$;
comment on function rungs_api.border_readiness is 'The readiness of those of the people who stand at a border of the model.';

create function rungs_api.work_of(person integer, day date, seen timestamptz, hired_on date) returns text
language sql stable as $$
    select string_agg(w.code, ', ' order by w.id)
    from rungs.work_type w
    where w.id in (
        select c.work_type_id
        from rungs_api.counted(person, day, seen) c
        where c.observed_on >= coalesce(hired_on, '-infinity'))
$$;
comment on function rungs_api.work_of is 'Kinds of work that a person''s evidence is about, as breadth counts them; null when it names none.';

create function rungs_api.own_standing(people integer[], day date, seen timestamptz, model text)
returns table (
    person_id integer, level_id integer, edition_id integer, expectation_id integer, "position" integer, weight float8,
    must boolean, points float8, voices integer, last_on date, score float8, state text)
language sql stable as $$
    with subject as materialized (
        select s.person_id, s.level_id, s.hired_on, s.crossed_on, s.edition_id, s.rules
        from rungs_api.subject(people, day, seen, model) s
    ), scored as materialized (
        select s.person_id, p.expectation_id, p.points, p.entries, p.fresh, p.voices, p.last_on
        from subject s
        cross join lateral rungs_api.expectation_points(
            s.person_id, day, seen, s.hired_on, s.crossed_on, s.rules, s.edition_id) p
    )
    select s.person_id, s.level_id, s.edition_id, x.expectation_id, x.position, x.weight, x.must, p.points, p.voices, p.last_on,
           rungs_api.score_of(p.points, (s.rules).met_points),
           rungs_api.state_of(p.points, p.entries, p.fresh, (s.rules).met_points)
    from subject s
    join rungs.expectation_text x on x.edition_id = s.edition_id and x.level_id = s.level_id
    left join scored p on p.person_id = s.person_id and p.expectation_id = x.expectation_id
$$;
comment on function rungs_api.own_standing is
    'How people stand on what their present level asks, as expectation_standing says it of the next one: who has just crossed is measured by the new job.';

create function rungs_api.entry_standing(people integer[], day date, seen timestamptz)
returns table (
    person_id integer, edition_id integer, crossing_id integer, target_id integer, expectation_id integer, "position" integer,
    weight float8, must boolean, points float8, voices integer, last_on date, score float8, state text)
language sql stable as $$
    with newcomer as materialized (
        select r.person_id, r.hired_on
        from unnest(people) p (person_id)
        join rungs_api.employed_on(day, seen) r on r.person_id = p.person_id
        left join lateral rungs_api.level_of(p.person_id, day, seen) o on true
        where o.level_id is null
    ), asked as materialized (
        select c.edition_id, c.id as crossing_id, c.to_level_id, x.expectation_id, x.position, x.weight, x.must, s.rules
        from rungs_api.edition_on(day, seen) e
        join rungs.crossing c on c.edition_id = e.edition_id and c.stage_model_id is null
        join rungs.expectation_text x on x.crossing_id = c.id
        join rungs_api.rule_sets(day, seen) s on s.ladder_id = e.ladder_id
    ), scored as materialized (
        select n.person_id, a.edition_id, p.expectation_id, p.points, p.entries, p.fresh, p.voices, p.last_on
        from newcomer n
        cross join (select distinct d.edition_id, d.rules from asked d) a
        cross join lateral rungs_api.expectation_points(n.person_id, day, seen, n.hired_on, null, a.rules, a.edition_id) p
        where p.expectation_id in (select d.expectation_id from asked d where d.edition_id = a.edition_id)
    )
    select c.person_id, a.edition_id, a.crossing_id, a.to_level_id, a.expectation_id, a.position, a.weight, a.must,
           p.points, p.voices, p.last_on, rungs_api.score_of(p.points, (a.rules).met_points),
           rungs_api.state_of(p.points, p.entries, p.fresh, (a.rules).met_points)
    from (select distinct s.person_id, s.edition_id from scored s) c
    join asked a on a.edition_id = c.edition_id
    left join scored p on p.person_id = c.person_id and p.edition_id = a.edition_id and p.expectation_id = a.expectation_id
$$;
comment on function rungs_api.entry_standing is
    'How people who are on no ladder stand on what the entry asks; only those with a word about it.';

create function rungs_api.settling_on(people integer[], day date, seen timestamptz, model text)
returns table (
    person_id integer, level_id integer, edition_id integer, crossed_on date, changed_on date, began_on date, until date)
language sql stable as $$
    select s.person_id, s.level_id, s.edition_id,
           case when rungs_api.settled_on(s.crossed_on, day, s.rules) is not null then s.crossed_on end,
           case when rungs_api.settled_on(z.on_day, day, s.rules) is not null then z.on_day end,
           greatest(s.crossed_on, z.on_day), rungs_api.settled_on(greatest(s.crossed_on, z.on_day), day, s.rules)
    from rungs_api.subject(people, day, seen, model) s
    cross join lateral rungs_api.specialization_changed_on(s.person_id, s.specialization_id, day, seen) z
    where rungs_api.settled_on(greatest(s.crossed_on, z.on_day), day, s.rules) is not null
$$;
comment on function rungs_api.settling_on is
    'Who is settling on a day: since when and until when, after a crossing (crossed_on), a change of specialization (changed_on), or both. As readiness says it.';
