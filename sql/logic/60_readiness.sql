-- Readiness: coverage, gates with their reasons, verdict. One row a person.

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

create type rungs_api.minimum as (
    measure_id integer, name text, minimum float8, words text, steps text[], rank integer);
comment on type rungs_api.minimum is
    'A scope minimum of a level: a number, or the rank of a step among those of the edition, lowest first; and both in words.';

create function rungs_api.minimum_on(day date, seen timestamptz, edition integer default null)
returns table (edition_id integer, level_id integer, minimums rungs_api.minimum[])
language sql stable as $$
    select l.edition_id, l.level_id, array_agg(
               row(l.measure_id, m.name, l.minimum, rungs_api.scope_words(l.edition_id, l.measure_id, l.minimum, l.step),
                   s.steps, array_position(s.steps, l.step))::rungs_api.minimum
               order by m.position)
    from rungs_api.edition_on(day, seen, edition) e
    join rungs.level_scope l on l.edition_id = e.edition_id
    join rungs.measure_text m on m.edition_id = l.edition_id and m.measure_id = l.measure_id
    left join lateral (
        select array_agg(s.code order by s.rank) as steps
        from rungs.measure_step s
        where s.edition_id = l.edition_id and s.measure_id = l.measure_id) s on l.step is not null
    group by l.edition_id, l.level_id
$$;
comment on function rungs_api.minimum_on is 'What scope each level asks at least.';

create function rungs_api.scope_beside(person integer, minimums rungs_api.minimum[], day date, seen timestamptz)
returns table (
    place bigint, measure_id integer, name text, asked text, value float8, step text, since date, is_on_record boolean, is_met boolean)
language sql stable as $$
    select l.position, l.measure_id, l.name, l.words, o.value, o.step, o.effective_on, o.measure_id is not null,
           case when l.rank is null then o.value >= l.minimum else array_position(l.steps, o.step) >= l.rank end
    from unnest(minimums) with ordinality l (measure_id, name, minimum, words, steps, rank, position)
    left join rungs_api.scope_of(person, day, seen) o on o.measure_id = l.measure_id
$$;
comment on function rungs_api.scope_beside is
    'What a person owns beside scope minimums; whether it meets them is unknown when nothing is on record, or a step that the edition does not have.';

create function rungs_api.scope_gaps(
    person integer, edition integer, minimums rungs_api.minimum[], day date, seen timestamptz, is_unknown_one boolean default true)
returns table (gaps text[])
language sql stable as $$
    select array_agg(
               format('%s: %s asked, %s', lower(b.name), b.asked,
                      case when b.is_on_record then 'it is ' || rungs_api.scope_words(edition, b.measure_id, b.value, b.step)
                           else 'nothing on record' end)
               order by b.place)
    from rungs_api.scope_beside(person, minimums, day, seen) b
    where not coalesce(b.is_met, not is_unknown_one)
$$;
comment on function rungs_api.scope_gaps is 'Scope minimums that a person does not meet, in words; what is unknown meets none, unless it is to say nothing (is_unknown_one).';

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

create function rungs_api.voices_near(person integer, day date, seen timestamptz)
returns table (relations integer)
language sql stable as $$
    select (
        select bit_or(1 << l.id)
        from rungs.relation l
        where case l.code
              when 'manager' then exists (select from rungs_api.employed_on(day, seen) m where m.person_id = r.manager_id)
              when 'peer' then exists (
                    select from rungs_api.employed_on(day, seen) m
                    where m.manager_id = r.manager_id and m.person_id <> person)
              when 'manager_peer' then exists (
                    select from rungs_api.employed_on(day, seen) m
                    where m.manager_id = (select b.manager_id from rungs_api.roster_on(day, seen) b where b.person_id = r.manager_id)
                      and m.person_id not in (person, r.manager_id))
              else true end)
    from rungs_api.roster_on(day, seen) r
    where r.person_id = person
$$;
comment on function rungs_api.voices_near is
    'Voices that a person can have, as a set of bits: all but those of which the roster tells that there is nobody. Who they are says near_on.';

create function rungs_api.voices_missing(relations integer, near integer) returns text[]
language sql stable as $$
    -- Peers of other teams no roster knows: somebody without any on the roster is not barred by that.
    select array(
        select case when near & (1 << r.id) <> 0 then r.name
               else format('%s (the roster has none: say who is with --relation %s)', r.name, r.code) end
        from rungs.relation r
        where relations & (1 << r.id) <> 0
        order by r.id)
$$;
comment on function rungs_api.voices_missing is
    'A set of voices that a person still has to hear, by name; of those that the roster tells of, what to do when it has nobody.';

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
