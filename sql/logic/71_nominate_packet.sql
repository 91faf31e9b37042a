-- Packets: the standing of nominees, frozen; and what has changed since.

create function rungs_api.packet_gates(gates jsonb) returns text
language sql immutable as $$
    select coalesce(string_agg(g ->> 'code', ', ' order by n), '') from jsonb_array_elements(gates) with ordinality x (g, n)
$$;
comment on function rungs_api.packet_gates is 'The open gates of a packet by code.';

create function rungs_api.packet_group(nominations integer[], day date, seen timestamptz)
returns table (stages text, target_id integer, edition_id integer, people integer[])
language sql stable as $$
    -- Nominees of another ladder are judged by the edition of the target's, where their rung is mapped to.
    select c.stages, n.target_id, case when l.ladder_id is distinct from t.ladder_id then e.edition_id end, array_agg(n.person_id order by n.person_id)
    from rungs.nomination n
    join rungs.cycle c on c.id = n.cycle_id
    join rungs.level t on t.id = n.target_id
    join rungs_api.edition_on(day, seen) e on e.ladder_id = t.ladder_id
    left join lateral rungs_api.level_of(n.person_id, day, seen) o on true
    left join rungs.level l on l.id = o.level_id
    where n.id in (select x.id from unnest(nominations) x (id))
    group by 1, 2, 3
$$;
comment on function rungs_api.packet_group is 'Nominees who are judged alike: by the same stage model, for the same level, by the same edition.';

create function rungs_api.standing_evidence(people integer[], day date, seen timestamptz, model text, edition integer)
returns table (person_id integer, expectation_id integer, evidence_ids bigint[])
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select s.person_id, coalesce(m.to_id, c.expectation_id), array_agg(c.evidence_id order by c.evidence_id)
    from rungs_api.subject(people, day, seen, model, edition) s
    cross join lateral rungs_api.counted(s.person_id, day, seen) c
    left join rungs.expectation_mapping m
           on m.edition_id = s.edition_id and m.from_id = c.expectation_id
          and m.recorded_at <= seen and seen < m.superseded_at
    where c.observed_on >= greatest(coalesce(s.hired_on, '-infinity'), (s.rules).window_from)
    group by 1, 2;
end
$$;
comment on function rungs_api.standing_evidence is 'The entries that count for each expectation of people, those past the window left out: what expectation_points adds up.';

create function rungs_api.standing_of_nominees(people integer[], day date, seen timestamptz, model text, target integer, edition integer)
returns table (
    person_id integer, expectation_id integer, weight float8, must boolean, is_shift boolean, points float8, entries integer,
    voices integer, score float8, state text)
language plpgsql stable rows 100000 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select s.person_id, s.expectation_id, s.weight, s.must, s.is_shift, s.points, s.entries::integer, s.voices::integer, s.score, s.state
    from rungs_api.expectation_standing(people, day, seen, model, target, edition) s
    where s.weight is not null;
end
$$;
comment on function rungs_api.standing_of_nominees is
    'What expectation_standing says of people, apart from the joins with it: a planner that sees through both takes them for a few rows, and goes through all for each.';

create function rungs_api.packet_take(nominations integer[], of_moment text, on_day date, seen timestamptz) returns void
language plpgsql volatile as $$
declare
    part record;
begin
    for part in select g.* from rungs_api.packet_group(nominations, on_day, seen) g loop
        insert into rungs.packet (
            nomination_id, moment, day, level_id, edition_id, since, months, is_across, crossings, coverage, known, asked, met, shifts_asked,
            shifts_met, sustained, breadth, settling_until, is_old_job_only, is_still_old_job, is_other_work,
            gates, verdict)
        select n.id, of_moment, on_day, r.level_id, r.edition_id, r.since, r.months, r.is_across, coalesce(r.crossings, '{}'), r.coverage, r.known,
               r.asked, r.met, r.shifts_asked, r.shifts_met, r.sustained, r.breadth, r.settling_until, r.is_old_job_only, r.is_still_old_job,
               r.is_other_work,
               coalesce(to_jsonb(r.gates), '[]'), case when h.person_id is null then 'gone' else coalesce(r.verdict, 'gone') end
        from rungs.nomination n
        left join rungs_api.employed_on(on_day, seen) h on h.person_id = n.person_id
        left join rungs_api.readiness(part.people, on_day, seen, part.stages, part.target_id, part.edition_id) r on r.person_id = n.person_id
        where n.id in (select x.id from unnest(nominations) x (id))
          and n.target_id = part.target_id
          and n.person_id in (select x.id from unnest(part.people) x (id));
        insert into rungs.packet_standing (packet_id, expectation_id, weight, must, is_shift, points, entries, voices, score, state, evidence_ids)
        select k.id, s.expectation_id, s.weight, s.must, s.is_shift, s.points, s.entries, s.voices, s.score, s.state, coalesce(e.evidence_ids, '{}')
        from rungs_api.standing_of_nominees(part.people, on_day, seen, part.stages, part.target_id, part.edition_id) s
        join rungs.nomination n on n.id in (select x.id from unnest(nominations) x (id)) and n.person_id = s.person_id and n.target_id = part.target_id
        join rungs.packet k on k.nomination_id = n.id and k.moment = of_moment
        left join rungs_api.standing_evidence(part.people, on_day, seen, part.stages, part.edition_id) e
               on e.person_id = s.person_id and e.expectation_id = s.expectation_id;
    end loop;
end
$$;
comment on function rungs_api.packet_take is 'Freezes the standing of nominees as of a day, by all that is known at a moment.';

create function rungs_api.case_shown(who text, round text, as_of date, as_seen_on date) returns rungs_api.shown_case
language plpgsql stable as $$
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{collecting,calibrating,decided}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    nomination rungs.nomination;
    wrong rungs_api.refusal;
begin
    -- The one that stands, or else the last one.
    select n.* into nomination
    from rungs.nomination n
    where n.cycle_id = it.id
      and n.person_id = one
      and n.recorded_at <= clock.seen
    order by clock.seen < n.superseded_at desc, n.id desc
    limit 1;
    if nomination.id is null then
        wrong := rungs_api.not_nominated(it, rungs_api.name_on(one, clock.day, clock.seen));
        perform rungs_api.cycle_refuse(wrong.message, wrong.hint);
    end if;
    return row(it, nomination, clock.day, clock.seen);
end
$$;
comment on function rungs_api.case_shown is 'The nomination of a person that a report is about: the one that stands, or else the last one.';

create function rungs_api.standing_then_now(it rungs.cycle, nomination rungs.nomination, day date, seen timestamptz)
returns table (
    expectation_id integer, edition_id integer, must boolean, is_shift boolean, weight float8,
    state_then text, points_then float8, ids_then bigint[], state_now text, points_now float8, ids_now bigint[])
language sql stable as $$
    with part as materialized (
        select g.stages, g.target_id, g.edition_id, g.people from rungs_api.packet_group(array[nomination.id], day, seen) g
    ), past as (
        select s.*, k.edition_id
        from rungs.packet k
        join rungs.packet_standing s on s.packet_id = k.id
        where k.nomination_id = nomination.id
          and k.moment = 'submission'
    ), present as (
        select s.expectation_id, s.edition_id, s.must, s.is_shift, s.weight, s.state, s.points, coalesce(e.evidence_ids, '{}') as evidence_ids
        from part g
        cross join lateral rungs_api.expectation_standing(g.people, day, seen, g.stages, g.target_id, g.edition_id) s
        left join rungs_api.standing_evidence((select p.people from part p), day, seen, it.stages, (select p.edition_id from part p)) e
               on e.expectation_id = s.expectation_id
        where s.weight is not null
          and not exists (select from rungs.packet k where k.nomination_id = nomination.id and k.moment = 'closing' and k.recorded_at <= seen)
        union all
        select s.expectation_id, k.edition_id, s.must, s.is_shift, s.weight, s.state, s.points, s.evidence_ids
        from rungs.packet k
        join rungs.packet_standing s on s.packet_id = k.id
        where k.nomination_id = nomination.id
          and k.moment = 'closing'
          and k.recorded_at <= seen
    )
    select coalesce(a.expectation_id, b.expectation_id), coalesce(b.edition_id, a.edition_id), coalesce(b.must, a.must),
           coalesce(b.is_shift, a.is_shift), coalesce(b.weight, a.weight), a.state, a.points, a.evidence_ids, b.state, b.points, b.evidence_ids
    from past a
    full join present b on b.expectation_id = a.expectation_id
$$;
comment on function rungs_api.standing_then_now is
    'How a nominee stood on each thing that the target asks at the submission, and stands now; of a closed cycle: stood when it was closed.';

create function rungs_api.packet_then_now(it rungs.cycle, nomination rungs.nomination, day date, seen timestamptz)
returns table (what text, was text, present text)
language sql stable as $$
    with past as (
        select k.* from rungs.packet k where k.nomination_id = nomination.id and k.moment = 'submission'
    ), closing as (
        select k.* from rungs.packet k where k.nomination_id = nomination.id and k.moment = 'closing' and k.recorded_at <= seen
    ), present as (
        select r.level_id, r.months, r.verdict, r.coverage, r.known, r.met, r.asked, r.sustained, to_jsonb(r.gates) as gates
        from rungs_api.packet_group(array[nomination.id], day, seen) g
        cross join lateral rungs_api.readiness(g.people, day, seen, g.stages, g.target_id, g.edition_id) r
        where not exists (select from closing)
        union all
        select k.level_id, k.months, k.verdict, k.coverage, k.known, k.met, k.asked, k.sustained, k.gates from closing k
    )
    select v.what, v.was, v.present
    from past a
    left join present b on true
    left join rungs.level x on x.id = a.level_id
    left join rungs.level y on y.id = b.level_id
    cross join lateral (values
        (1, 'day', a.day::text, coalesce((select k.day from closing k), packet_then_now.day)::text),
        (2, 'level', x.code, y.code),
        (3, 'verdict', a.verdict, coalesce(b.verdict, 'gone')),
        (4, 'coverage', rungs_api.share_words(a.coverage), rungs_api.share_words(b.coverage)),
        (5, 'known', rungs_api.share_words(a.known), rungs_api.share_words(b.known)),
        (6, 'met', a.met || ' of ' || a.asked, b.met || ' of ' || b.asked),
        (7, 'months in level', a.months::text, b.months::text),
        (8, 'months sustained', a.sustained::text, b.sustained::text),
        (9, 'open gates', rungs_api.packet_gates(a.gates), rungs_api.packet_gates(coalesce(b.gates, '[]')))) v (position, what, was, present)
    order by v.position
$$;
comment on function rungs_api.packet_then_now is 'The packet of a nomination as it was submitted, beside the standing now; of a closed cycle: when it was closed.';
