-- Nominations as people read them: all of a cycle, and one with what has changed since.

create function rungs_api.nominate_list(round text, only_manager text, is_all boolean, as_of date, as_seen_on date)
returns table (
    cycle text, person text, employee_id text, level text, target text, nominated_by text, is_self boolean, nominated_on date, proposed integer,
    coverage float8, verdict text, open_gates text, state text, why text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{collecting,calibrating,decided}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
    boss integer := case when only_manager is not null then rungs_api.person_find(only_manager, clock.day, clock.seen) end;
    team integer[] := case when boss is not null then array(select u.person_id from rungs_api.people_under(boss, clock.day, clock.seen) u) end;
begin
    return query
    with line as (
        select c.person_id, c.target_id, c.level_id, c.nominated_by, c.is_self, c.nominated_on, c.packet_id, c.proposed::integer as proposed, c.state,
               nullif(concat_ws('; ', c.skipped, case when c.state = 'set aside' then c.set_aside end, case when c.is_joiner then 'joined since the opening' end,
                                case when c.is_self then 'a self-nomination' end), '') as why
        from rungs_api.case_on(it, team, clock.day, clock.seen) c
        union all
        select n.person_id, n.target_id, m.level_id, n.nominated_by, n.nominated_by = n.person_id, n.nominated_on, k.id, null,
               case when n.withdrawn_by is null then 'changed' else 'withdrawn' end, n.withdrawn_reason
        from rungs.nomination n
        left join rungs.cycle_member m on m.cycle_id = it.id and m.person_id = n.person_id
        left join rungs.packet k on k.nomination_id = n.id and k.moment = 'submission'
        where is_all
          and n.cycle_id = it.id
          and (team is null or n.person_id = any (team))
          and n.nominated_on <= clock.day
          and n.superseded_at <= clock.seen
    )
    select it.code, rungs_api.name_on(i.person_id, clock.day, clock.seen), p.employee_id, l.code, t.code,
           rungs_api.name_on(i.nominated_by, clock.day, clock.seen), i.is_self, i.nominated_on, i.proposed,
           k.coverage, k.verdict, rungs_api.packet_gates(k.gates), i.state, i.why
    from line i
    join rungs.person p on p.id = i.person_id
    left join rungs.level l on l.id = i.level_id
    join rungs.level t on t.id = i.target_id
    left join rungs.packet k on k.id = i.packet_id
    order by i.state in ('changed', 'withdrawn'), i.nominated_on, 2, i.person_id;
end
$$;
comment on function rungs_api.nominate_list is 'rungs nominate list: who is nominated for what, with the standing at submission.';

create function rungs_api.nominate_show(who text, round text, as_of date, as_seen_on date)
returns table (
    cycle text, person text, employee_id text, level text, target text, crossing text, specialization text, nominated_by text, is_self boolean,
    nominated_on date, proposed integer, votes text, median float8, calibrated integer, state text, rationale text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    a rungs_api.shown_case := rungs_api.case_shown(who, round, as_of, as_seen_on);
    n rungs.nomination := a.nomination;
begin
    return query
    select (a.it).code, rungs_api.name_on(n.person_id, a.day, a.seen), p.employee_id, l.code, t.code,
           rungs_api.crossing_words(k.crossings), s.code, rungs_api.name_on(n.nominated_by, a.day, a.seen), n.nominated_by = n.person_id,
           n.nominated_on, c.proposed::integer, c.votes || ' of ' || c.may_vote, c.median, c.calibrated::integer,
           coalesce(c.state, case when n.withdrawn_by is null then 'not nominated yet' else 'withdrawn: ' || n.withdrawn_reason end), n.rationale
    from rungs.person p
    left join rungs.cycle_member m on m.cycle_id = n.cycle_id and m.person_id = p.id
    left join rungs.level l on l.id = m.level_id
    left join rungs.specialization s on s.id = m.specialization_id
    join rungs.level t on t.id = n.target_id
    left join rungs.packet k on k.nomination_id = n.id and k.moment = 'submission'
    left join lateral rungs_api.case_on(a.it, array[n.person_id], a.day, a.seen) c on true
    where p.id = n.person_id;
end
$$;
comment on function rungs_api.nominate_show is 'rungs nominate show: one nomination.';

create function rungs_api.nominate_change(who text, round text, as_of date, as_seen_on date)
returns table (what text, submitted text, present text, changed boolean)
language plpgsql stable as $$
declare
    a rungs_api.shown_case := rungs_api.case_shown(who, round, as_of, as_seen_on);
begin
    return query
    select c.what, c.was, c.present, c.what <> 'day' and c.was is distinct from c.present
    from rungs_api.packet_then_now(a.it, a.nomination, a.day, a.seen) c;
end
$$;
comment on function rungs_api.nominate_change is 'The packet as it was submitted, beside the standing now.';

create function rungs_api.nominate_standing(who text, round text, as_of date, as_seen_on date)
returns table (
    expectation text, kind text, must boolean, submitted text, present text, points_submitted float8, points_present float8,
    evidence_since bigint, evidence_gone bigint, changed boolean, sentence text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    a rungs_api.shown_case := rungs_api.case_shown(who, round, as_of, as_seen_on);
begin
    return query
    select x.code, case when s.is_shift then 'shift' else 'expectation' end, s.must, s.state_then, s.state_now, s.points_then, s.points_now,
           (select count(*) from unnest(s.ids_now) i where i <> all (coalesce(s.ids_then, '{}'))),
           (select count(*) from unnest(s.ids_then) i where i <> all (coalesce(s.ids_now, '{}'))),
           (s.state_then, s.points_then, s.ids_then) is distinct from (s.state_now, s.points_now, s.ids_now), t.sentence
    from rungs_api.standing_then_now(a.it, a.nomination, a.day, a.seen) s
    join rungs.expectation x on x.id = s.expectation_id
    left join rungs.expectation_text t on t.edition_id = s.edition_id and t.expectation_id = s.expectation_id
    order by s.must desc, t.position;
end
$$;
comment on function rungs_api.nominate_standing is 'What the target asks, how it stood at submission and stands now, and how many entries came or went.';

create function rungs_api.nominate_said(who text, round text, as_of date, as_seen_on date)
returns table (kind text, rater text, rating integer, words text, reason text, recorded_at timestamptz, stands boolean)
language plpgsql stable as $$
#variable_conflict use_column
declare
    a rungs_api.shown_case := rungs_api.case_shown(who, round, as_of, as_seen_on);
    n rungs.nomination := a.nomination;
begin
    return query
    select said.kind, said.rater, r.value::integer, r.words, nullif(said.reason, ''), said.at, said.stands
    from (
        select o.kind, rungs_api.name_on(o.rated_by, a.day, a.seen) as rater, o.value, o.reason, o.recorded_at as at, a.seen < o.superseded_at as stands
        from rungs.rating o
        where o.nomination_id = n.id
          and o.kind <> 'vote'
          and o.recorded_at <= a.seen
        union all
        select 'vote', rungs_api.name_on(v.member_id, a.day, a.seen), v.value, v.reason, null, true
        from rungs_api.vote_on(a.it, array[n.id], a.day, a.seen) v
        where v.is_open
          and v.has_voted
    ) said
    join rungs.cycle_rating r on r.cycle_id = n.cycle_id and r.value = said.value
    order by array_position(array['proposed', 'vote', 'calibrated'], said.kind), said.at, said.rater;
end
$$;
comment on function rungs_api.nominate_said is 'The ratings of a nomination: proposed, votes (until they are revealed one''s own), and each move.';
