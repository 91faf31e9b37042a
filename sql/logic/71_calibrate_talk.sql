-- The session: cases in an order in which like is compared with like, two side by side, and one after the other.

create function rungs_api.agenda_on(it rungs.cycle, only_people integer[], day date, seen timestamptz)
returns table (
    number bigint, alike text, person_id integer, manager_id integer, coverage float8, verdict text, proposed integer, votes text,
    median float8, spread integer, calibrated integer, state text)
language sql stable as $$
    select row_number() over (order by d.code, t.rank, x.rank, w.crossing, s.code nulls last, c.coverage desc nulls last, c.person_id),
           concat_ws(', ', coalesce(l.code, 'no level') || ' to ' || g.code, nullif(w.crossing, ''), s.code),
           c.person_id, c.manager_id, c.coverage, c.verdict, c.proposed, c.votes || ' of ' || c.may_vote,
           c.median, c.spread, c.calibrated, c.state
    from rungs_api.case_on(it, only_people, day, seen) c
    join rungs.level g on g.id = c.target_id
    join rungs.ladder d on d.id = g.ladder_id
    left join rungs.level l on l.id = c.level_id
    left join rungs.level_text t on t.edition_id = c.edition_id and t.level_id = c.target_id
    left join rungs.level_text x on x.edition_id = c.edition_id and x.level_id = c.level_id
    left join rungs.specialization s on s.id = c.specialization_id
    cross join lateral (select rungs_api.crossing_words(coalesce(c.crossings, '{}')) as crossing) w
$$;
comment on function rungs_api.agenda_on is
    'The order of a session: by ladder, by the level asked for, lower ones first, by the present level, by crossing, by specialization, and there the best covered first. Cases that share all but the coverage are alike.';

create function rungs_api.calibrate_agenda(round text, only_open boolean, as_of date, as_seen_on date)
returns table (
    number bigint, alike text, person text, employee_id text, manager text, coverage float8, verdict text, proposed integer, votes text,
    median float8, spread integer, calibrated integer, state text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{calibrating}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
begin
    return query
    select a.number, a.alike, rungs_api.name_on(a.person_id, clock.day, clock.seen), p.employee_id,
           rungs_api.name_on(a.manager_id, clock.day, clock.seen), a.coverage, a.verdict, a.proposed, a.votes,
           a.median, a.spread, a.calibrated, a.state
    from rungs_api.agenda_on(it, null, clock.day, clock.seen) a
    join rungs.person p on p.id = a.person_id
    where not only_open
       or a.state in ('to vote', 'to reveal', 'tie', 'to decide')
    order by a.number;
end
$$;
comment on function rungs_api.calibrate_agenda is 'rungs calibrate agenda: the cases in the order of the session, alike ones together.';

create function rungs_api.case_facts_of(word text, round text, as_of date, as_seen_on date)
returns table (place integer, what text, fact text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    a rungs_api.shown_case := rungs_api.case_shown(word, round, as_of, as_seen_on);
    n rungs.nomination := a.nomination;
begin
    return query
    select v.position, v.what, v.fact
    from rungs.packet k
    join rungs.level t on t.id = n.target_id
    left join rungs.cycle_member m on m.cycle_id = n.cycle_id and m.person_id = n.person_id
    left join rungs.level l on l.id = m.level_id
    left join rungs.specialization s on s.id = m.specialization_id
    left join lateral rungs_api.case_on(a.it, array[n.person_id], a.day, a.seen) c on true
    cross join lateral (values
        (1, 'level', l.code || ' to ' || t.code),
        (2, 'crossing', nullif(rungs_api.crossing_words(k.crossings), '')),
        (3, 'specialization', s.code),
        (4, 'manager', rungs_api.name_on(m.manager_id, a.day, a.seen)),
        (5, 'months in level', k.months::text),
        (6, 'verdict', k.verdict),
        (7, 'coverage', rungs_api.share_words(k.coverage)),
        (8, 'met', k.met || ' of ' || k.asked),
        (9, 'shifts met', case when k.shifts_asked > 0 then k.shifts_met || ' of ' || k.shifts_asked end),
        (10, 'work types', k.breadth::text),
        (11, 'open gates', nullif(rungs_api.packet_gates(k.gates), '')),
        (12, 'flags', nullif(rungs_api.flag_words(k.settling_until, k.is_old_job_only, k.is_still_old_job, k.is_other_work), '')),
        (13, 'proposed', rungs_api.rating_words(n.cycle_id, c.proposed)),
        (14, 'votes', c.votes || ' of ' || c.may_vote || case when c.is_revealed then format(': %s for, %s against', c.votes_for, c.votes_against) else '' end),
        (15, 'median', c.median::text),
        (16, 'calibrated', rungs_api.rating_words(n.cycle_id, c.calibrated)),
        (17, 'state', c.state)) v (position, what, fact)
    where k.nomination_id = n.id
      and k.moment = 'submission';
end
$$;
comment on function rungs_api.case_facts_of is 'What is to be known of a case at a glance, as of the submission, with its ratings now.';

create function rungs_api.calibrate_compare(one text, other text, round text, as_of date, as_seen_on date)
returns table (first_person text, second_person text, what text, first text, second text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    a rungs_api.shown_case := rungs_api.case_shown(one, round, as_of, as_seen_on);
    b rungs_api.shown_case := rungs_api.case_shown(other, round, as_of, as_seen_on);
begin
    return query
    select rungs_api.name_on((a.nomination).person_id, a.day, a.seen), rungs_api.name_on((b.nomination).person_id, a.day, a.seen),
           x.what, x.fact, y.fact
    from rungs_api.case_facts_of(one, round, as_of, as_seen_on) x
    join rungs_api.case_facts_of(other, round, as_of, as_seen_on) y on y.place = x.place
    where num_nonnulls(x.fact, y.fact) > 0
    order by x.place;
end
$$;
comment on function rungs_api.calibrate_compare is 'rungs calibrate compare: the facts of two cases side by side.';

create function rungs_api.calibrate_compare_standing(one text, other text, round text, as_of date, as_seen_on date)
returns table (
    expectation text, kind text, must boolean, first text, second text, first_points float8, second_points float8,
    first_entries integer, second_entries integer, sentence text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    a rungs_api.shown_case := rungs_api.case_shown(one, round, as_of, as_seen_on);
    b rungs_api.shown_case := rungs_api.case_shown(other, round, as_of, as_seen_on);
begin
    return query
    with x as (
        select s.*, k.edition_id from rungs.packet k join rungs.packet_standing s on s.packet_id = k.id
        where k.nomination_id = (a.nomination).id and k.moment = 'submission'
    ), y as (
        select s.*, k.edition_id from rungs.packet k join rungs.packet_standing s on s.packet_id = k.id
        where k.nomination_id = (b.nomination).id and k.moment = 'submission'
    )
    select e.code, case when coalesce(x.is_shift, y.is_shift) then 'shift' else 'expectation' end, coalesce(x.must, y.must),
           coalesce(x.state, 'not asked'), coalesce(y.state, 'not asked'), x.points, y.points, x.entries, y.entries, t.sentence
    from x
    full join y on y.expectation_id = x.expectation_id
    join rungs.expectation e on e.id = coalesce(x.expectation_id, y.expectation_id)
    left join rungs.expectation_text t on t.edition_id = coalesce(x.edition_id, y.edition_id) and t.expectation_id = e.id
    order by num_nonnulls(x.expectation_id, y.expectation_id) desc, coalesce(x.must, y.must) desc, t.position;
end
$$;
comment on function rungs_api.calibrate_compare_standing is 'Two cases side by side, expectation by expectation, as of their submissions; those that both are asked first.';

create function rungs_api.session_queue(round text)
returns table (employee_id text, cycle text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{calibrating}');
    clock record := rungs_api.clock(null, null);
begin
    perform rungs_api.cycle_state_check(it, '{calibrating}');
    return query
    select coalesce(p.employee_id, p.email), it.code
    from rungs_api.agenda_on(it, null, clock.day, clock.seen) a
    join rungs.person p on p.id = a.person_id
    where a.state in ('to vote', 'to reveal', 'tie', 'to decide')
    order by a.number;
end
$$;
comment on function rungs_api.session_queue is 'The cases that calibrate next goes through, in the order of the agenda.';

create function rungs_api.session_case(who text, round text)
returns table (person text, alike text, state text, facts text, rationale text, said text, own_vote text, conflict text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    a rungs_api.shown_case := rungs_api.case_shown(who, round, null, null);
    n rungs.nomination := a.nomination;
begin
    return query
    select rungs_api.name_on(n.person_id, a.day, a.seen), g.alike, g.state,
           (select string_agg(f.what || ': ' || f.fact, e'\n' order by f.place)
            from rungs_api.case_facts_of(who, round, null, null) f
            where f.fact is not null
              and f.place between 4 and 16),
           n.rationale,
           (select string_agg(format('%s %s%s', rungs_api.name_on(v.member_id, a.day, a.seen), v.value, coalesce(': ' || nullif(v.reason, ''), '')),
                              e'\n' order by v.value desc, v.member_id)
            from rungs_api.vote_on(a.it, array[n.id], a.day, a.seen) v
            where v.has_voted and exists (select from rungs.reveal e where e.nomination_id = n.id and e.recorded_at <= a.seen)),
           (select rungs_api.rating_words(n.cycle_id, v.value)
            from rungs_api.vote_on(a.it, array[n.id], a.day, a.seen) v
            where v.member_id = rungs_api.me() and v.has_voted),
           (select rungs_api.conflict_of(a.it, n.person_id, rungs_api.me(), t.ladder_id, a.day, a.seen) from rungs.level t where t.id = n.target_id)
    from rungs_api.agenda_on(a.it, array[n.person_id], a.day, a.seen) g;
end
$$;
comment on function rungs_api.session_case is 'One case as calibrate next shows it.';
