-- Readiness: coverage, gates with their reasons, verdict. One row a person.

create function rungs_api.sustained_months(
    people integer[], day date, seen timestamptz, model text, target integer, edition integer, bar float8, longest integer)
returns table (person_id integer, months integer)
language sql stable as $$
    with subject as materialized (
        select s.person_id, s.level_id, s.ladder_id, s.edition_id, s.hired_on, s.crossed_on
        from rungs_api.subject(people, day, seen, model, edition) s
    ), required as materialized (
        select q.level_id, q.expectation_id, q.weight
        from rungs_api.requirement_on(day, seen, model, target, edition) q
    ), aged as materialized (
        select b.back, (day - b.back * interval '1 month')::date as day, r.ladder_id, r.rules
        from generate_series(1, longest) b (back)
        cross join lateral rungs_api.rule_sets((day - b.back * interval '1 month')::date, seen) r
    ), history as (
        select s.person_id, a.back,
               coalesce(sum(q.weight * rungs_api.score_of(p.points, (a.rules).met_points)), 0)
                   / (select sum(w.weight) from required w where w.level_id = s.level_id) as coverage
        from subject s
        join aged a on a.ladder_id = s.ladder_id
        left join lateral rungs_api.expectation_points(
            s.person_id, a.day, seen, s.hired_on, s.crossed_on, a.rules, s.edition_id) p on true
        left join required q on q.level_id = s.level_id and q.expectation_id = p.expectation_id
        group by s.person_id, s.level_id, a.back
    )
    select h.person_id,
           coalesce(min(h.back) filter (where h.coverage < bar) - 1, longest)
    from history h
    group by h.person_id
$$;
comment on function rungs_api.sustained_months is
    'For people who are above the coverage bar now: for how many months back without a break the evidence of then covers what the target asks, counted up to the longest asked.';

create function rungs_api.scope_of(person integer, day date, seen timestamptz)
returns table (measure_id integer, value float8, step text, effective_on date, note text)
language sql stable as $$
    select x.measure_id, x.value, x.step, x.effective_on, x.note
    from (
        select distinct on (e.measure_id) e.measure_id, e.value, e.step, e.effective_on, e.note
        from rungs.scope_entry e
        where e.person_id = person
          and e.effective_on <= day
          and e.recorded_at <= seen
          and seen < e.superseded_at
        order by e.measure_id, e.effective_on desc, e.id desc
    ) x
    where num_nonnulls(x.value, x.step) = 1
$$;
comment on function rungs_api.scope_of is 'What a person owns on a day, by measure; what has ended is not on record.';

create function rungs_api.scope_words(edition integer, measure integer, value float8, step text) returns text
language sql stable as $$
    select coalesce(s.name, step, rungs_api.number_words(value) || ' '
               || split_part(m.unit, '|', case when value = 1 then 1 else -1 end))
    from rungs.measure_text m
    left join rungs.measure_step s on s.edition_id = m.edition_id and s.measure_id = m.measure_id and s.code = step
    where m.edition_id = edition
      and m.measure_id = measure
$$;
comment on function rungs_api.scope_words is 'A value of a measure for people: the step''s name, or the number with its unit (written singular|plural where they differ).';

create function rungs_api.measure_on(day date, seen timestamptz)
returns table (measure_id integer, code text, edition_id integer, unit text)
language sql stable as $$
    select distinct on (m.id) m.id, m.code, e.edition_id, t.unit
    from rungs_api.edition_on(day, seen) e
    join rungs.measure_text t on t.edition_id = e.edition_id
    join rungs.measure m on m.id = t.measure_id
    order by m.id, e.ladder_id
$$;
comment on function rungs_api.measure_on is 'The measures of scope that ladders in force have, each with an edition that names it; ladders agree on units.';

create function rungs_api.scope_gaps(person integer, target integer, edition integer, day date, seen timestamptz)
returns table (gaps text[])
language sql stable as $$
    select array_agg(
               format('%s: %s asked, %s', lower(m.name), rungs_api.scope_words(edition, l.measure_id, l.minimum, l.step),
                      case when o.measure_id is null then 'nothing on record'
                           else 'it is ' || rungs_api.scope_words(edition, l.measure_id, o.value, o.step) end)
               order by m.position)
    from rungs.level_scope l
    join rungs.measure_text m on m.edition_id = l.edition_id and m.measure_id = l.measure_id
    left join rungs_api.scope_of(person, day, seen) o on o.measure_id = l.measure_id
    left join rungs.measure_step a on a.edition_id = l.edition_id and a.measure_id = l.measure_id and a.code = l.step
    left join rungs.measure_step h on h.edition_id = l.edition_id and h.measure_id = l.measure_id and h.code = o.step
    where l.edition_id = edition
      and l.level_id = target
      and coalesce(case when l.step is null then o.value < l.minimum else h.rank < a.rank end, true)
$$;
comment on function rungs_api.scope_gaps is 'Scope minimums of a level that a person does not meet, in words. A step that the edition does not have meets none.';

create function rungs_api.voices_asked(seen timestamptz)
returns table (ladder_id integer, is_across boolean, relations integer)
language plpgsql stable rows 10 as $$
begin
    return query
    select v.ladder_id, v.move = 'across', bit_or(1 << v.relation_id)
    from rungs_api.voice_on(seen) v
    group by v.ladder_id, v.move;
end
$$;
comment on function rungs_api.voices_asked is 'Voices that each kind of move asks, as a set of bits, one for each relation.';

create function rungs_api.relation_words(relations integer) returns text[]
language sql stable as $$
    select coalesce(array_agg(r.name order by r.id), '{}')
    from rungs.relation r
    where relations & (1 << r.id) <> 0
$$;
comment on function rungs_api.relation_words is 'The names of a set of relations.';

create type rungs_api.gate as (code text, reason text);
comment on type rungs_api.gate is 'An open gate: its code, and in words what would close it.';

create function rungs_api.open_gates(
    rules rungs_api.rule_set, coverage float8, musts text[], scope text[], months integer,
    voices text[], across boolean, sustained integer)
returns rungs_api.gate[]
language plpgsql immutable as $$
declare
    asked integer := case when across then rules.sustained_across else rules.sustained_within end;
    gates rungs_api.gate[] := '{}'::rungs_api.gate[];
begin
    if coverage < rules.coverage_bar then
        gates := gates || row('coverage', format('evidence covers %s of what is asked, the bar is %s',
            rungs_api.share_words(coverage), rungs_api.share_words(rules.coverage_bar)))::rungs_api.gate;
    end if;
    if cardinality(musts) > 0 then
        gates := gates || row('must', 'has to be met: ' || array_to_string(musts, '; '))::rungs_api.gate;
    end if;
    if cardinality(scope) > 0 then
        gates := gates || row('scope', array_to_string(scope, '; '))::rungs_api.gate;
    end if;
    if months < rules.level_months then
        gates := gates || row('months', format('%s of %s months in level', months, rules.level_months))::rungs_api.gate;
    end if;
    if cardinality(voices) > 0 then
        gates := gates || row('voices', 'still to be heard: ' || array_to_string(voices, ', '))::rungs_api.gate;
    end if;
    if sustained < asked then
        gates := gates || row('sustained', format('above the bar for %s of %s months', sustained, asked))::rungs_api.gate;
    end if;
    return gates;
end
$$;
comment on function rungs_api.open_gates is 'The gates that are open, each with its reason.';

create function rungs_api.verdict_of(
    rules rungs_api.rule_set, known float8, coverage float8, open integer) returns text
language sql immutable as $$
    select case
        when known < (rules).known_floor then 'unknown'
        when open = 0 then 'ready'
        when open <= (rules).near_gates and coverage >= (rules).near_coverage then 'near'
        else 'building' end
$$;
comment on function rungs_api.verdict_of is 'ready, near, building, or unknown when too little is known to say.';

create function rungs_api.specialization_changed_on(person integer, specialization integer, day date, seen timestamptz)
returns table (on_day date)
language sql stable as $$
    select max(e.valid_to)
    from rungs.roster_entry e
    where e.person_id = person
      and e.valid_to <= day
      and e.specialization_id <> specialization
      and e.recorded_at <= seen
      and seen < e.superseded_at
$$;
comment on function rungs_api.specialization_changed_on is
    'When a person took up the present specialization after another one; null when there was no other.';

create function rungs_api.settled_on(began_on date, day date, rules rungs_api.rule_set) returns date
language sql immutable as $$
    select case when day < (began_on + (rules).settling_months * interval '1 month')::date
           then (began_on + (rules).settling_months * interval '1 month')::date end
$$;
comment on function rungs_api.settled_on is
    'Until when somebody is settling who crossed or changed the specialization on a day; null when they are not.';
