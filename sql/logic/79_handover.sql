-- The hand-over packet: what a new manager has to know of each person, and what is open.

create function rungs_api.handover_past(boss_word text, everybody boolean, as_of date, as_seen_on date)
returns table (person text, employee_id text, on_day date, what text, was text, became text, note text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := rungs_api.person_find(boss_word, clock.day, clock.seen);
begin
    return query
    select r.name, p.employee_id, s.on_day, s.what, s.was, s.became, s.note
    from rungs_api.team_of(boss, everybody is not true, clock.day, clock.seen) u
    join rungs.person p on p.id = u.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = u.person_id
    cross join lateral (
        select h.* from rungs_api.roster_way(u.person_id, clock.day, clock.seen) h where h.what in ('hire', 'status', 'manager', 'title')
        union all
        select h.* from rungs_api.level_way(u.person_id, clock.day, clock.seen) h
        union all
        select h.* from rungs_api.round_way(u.person_id, clock.day, clock.seen) h
    ) s
    order by u.path, u.person_id, s.on_day, array_position(array['hire', 'status', 'manager', 'level', 'title'], s.what), s.recorded_at, s.became;
end
$$;
comment on function rungs_api.handover_past is 'The past of a manager''s people: hire, levels, managers, titles, nominations and decisions, the oldest first.';

create function rungs_api.handover_open(boss_word text, everybody boolean, as_of date, as_seen_on date)
returns table (person text, employee_id text, open text, since date, about text, words text, who text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := rungs_api.person_find(boss_word, clock.day, clock.seen);
begin
    return query
    with team as materialized (
        select u.person_id, u.path
        from rungs_api.team_of(boss, everybody is not true, clock.day, clock.seen) u
    ), matter as (
        select q.person_id, 1 as position, 'request' as open, q.asked_on as since, x.code as about, nullif(q.note, '') as words,
               rungs_api.name_on(q.asked_id, clock.day, clock.seen) as who, q.request_id::bigint as id
        from rungs_api.request_on(clock.day, clock.seen) q
        join rungs.expectation x on x.id = q.expectation_id
        where q.person_id in (select t.person_id from team t)
          and q.state = 'open'
        union all
        select t.person_id, 2, 'pair', p.since, p.state,
               case when p.associate_id = t.person_id then 'learns beside' else 'is the senior of' end,
               rungs_api.name_on(case when p.associate_id = t.person_id then p.senior_id else p.associate_id end, clock.day, clock.seen), p.pair_id
        from rungs_api.pair_on(clock.day, clock.seen) p
        join team t on t.person_id in (p.associate_id, p.senior_id)
        union all
        select n.person_id, 3, 'nomination', n.nominated_on, l.code, n.cycle, rungs_api.name_on(n.nominated_by, clock.day, clock.seen), n.nomination_id
        from rungs_api.nomination_on(clock.day, clock.seen) n
        join rungs.level l on l.id = n.target_id
        where n.person_id in (select t.person_id from team t)
          and not n.is_decided
        union all
        select e.person_id, s.id + 3, case s.id when 1 then 'unconfirmed' else s.code end, e.observed_on, x.code, format('entry %s: %s', e.id, e.summary),
               rungs_api.observer_words(e.observer_id, e.relation_id, clock.day, clock.seen), e.id
        from rungs.evidence e
        join rungs.relation l on l.id = e.relation_id
        join rungs.expectation x on x.id = e.expectation_id
        join rungs.evidence_status s on s.id = rungs_api.status_at(e.id, clock.seen)
        where e.person_id in (select t.person_id from team t)
          and e.observed_on <= clock.day
          and e.recorded_at <= clock.seen
          and (s.code = 'disputed' or s.code = 'submitted' and l.is_self)
    )
    select rungs_api.name_on(m.person_id, clock.day, clock.seen), p.employee_id, m.open, m.since, m.about, m.words, m.who
    from matter m
    join team t on t.person_id = m.person_id
    join rungs.person p on p.id = m.person_id
    order by t.path, m.person_id, m.position, m.since, m.id;
end
$$;
comment on function rungs_api.handover_open is
    'What is open about a manager''s people: feedback asked for, running pairs, nominations without a decision, own entries that nobody confirmed, disputed entries.';
