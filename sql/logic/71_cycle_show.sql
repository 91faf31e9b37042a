-- What a cycle looks like: its state and way, who is in it, what has changed since the opening, and its letters.

create function rungs_api.cycle_show(round text, as_of date, as_seen_on date)
returns table (
    cycle text, state text, starts_on date, closes_on date, effective_on date, population text, stages text, people bigint, joiners bigint,
    nominated bigint, revealed bigint, decided bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{collecting,calibrating,decided}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
begin
    return query
    select it.code, rungs_api.cycle_state_on(it, clock.seen), it.starts_on, it.closes_on, it.effective_on, rungs_api.cycle_population_words(it),
           it.stages, m.people, m.joiners, n.nominated, n.revealed, n.decided
    from (select count(*) as people, count(*) filter (where x.is_joiner) as joiners
          from rungs.cycle_member x where x.cycle_id = it.id and x.recorded_at <= clock.seen) m
    cross join (
        select count(*) as nominated, count(e.nomination_id) as revealed, count(d.id) as decided
        from rungs.nomination o
        left join rungs.reveal e on e.nomination_id = o.id and e.recorded_at <= clock.seen
        left join rungs.decision d on d.nomination_id = o.id and d.recorded_at <= clock.seen and clock.seen < d.superseded_at
        where o.cycle_id = it.id
          and o.nominated_on <= clock.day
          and o.recorded_at <= clock.seen
          and clock.seen < o.superseded_at) n;
end
$$;
comment on function rungs_api.cycle_show is 'rungs cycle show: one cycle in a line.';

create function rungs_api.cycle_way(round text, as_of date, as_seen_on date)
returns table (state text, at timestamptz, login text, reason text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{collecting,calibrating,decided}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
begin
    return query
    select s.code, p.recorded_at, a.login, nullif(p.reason, '')
    from rungs.cycle_step p
    join rungs.cycle_state s on s.id = p.state_id
    join rungs.account a on a.id = p.recorded_by
    where p.cycle_id = it.id
      and p.recorded_at <= clock.seen
      and (as_of is null or p.recorded_at < as_of + 1)
    order by p.id;
end
$$;
comment on function rungs_api.cycle_way is 'The states a cycle went through: when, by whom, why.';

create function rungs_api.cycle_committee(round text, as_of date, as_seen_on date)
returns table (member text, employee_id text, is_chair boolean, may_vote bigint, votes bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{collecting,calibrating,decided}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
begin
    return query
    with cast_on as materialized (
        select v.member_id, count(*) filter (where v.conflict is null) as may_vote, count(*) filter (where v.has_voted) as votes
        from rungs_api.vote_on(it, array(
            select n.id from rungs.nomination n
            where n.cycle_id = it.id and n.recorded_at <= clock.seen and clock.seen < n.superseded_at), clock.day, clock.seen) v
        group by v.member_id
    )
    select rungs_api.name_on(c.person_id, clock.day, clock.seen), p.employee_id, c.is_chair, coalesce(v.may_vote, 0), coalesce(v.votes, 0)
    from rungs.committee_member c
    join rungs.person p on p.id = c.person_id
    left join cast_on v on v.member_id = c.person_id
    where c.cycle_id = it.id
      and c.recorded_at <= clock.seen
      and clock.seen < c.superseded_at
    order by c.is_chair desc, 1, c.person_id;
end
$$;
comment on function rungs_api.cycle_committee is 'The committee of a cycle: on how many cases each may vote, and has.';

create function rungs_api.cycle_scale_show(round text, as_seen_on date default null)
returns table (rating integer, words text, speaks_for boolean)
language plpgsql stable as $$
begin
    return query
    select r.value::integer, r.words, r.is_for
    from rungs.cycle_rating r
    where r.cycle_id = (rungs_api.cycle_named(round, '{collecting,calibrating,decided}', as_seen_on)).id
    order by r.value desc;
end
$$;
comment on function rungs_api.cycle_scale_show is 'The scale of a cycle.';

create function rungs_api.cycle_changes(round text, as_of date, as_seen_on date)
returns table (change text, person text, employee_id text, was text, present text, nominated boolean, what_then text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{collecting,calibrating,decided}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
begin
    return query
    with fits as materialized (
        -- The dear part, once: who would be in it today, and at which level.
        select f.person_id, f.level_id from rungs_api.cycle_population(it, clock.day, clock.seen) f
    ), present as materialized (
        select r.person_id, r.name, r.manager_id from rungs_api.employed_on(clock.day, clock.seen) r
    ), nominee as materialized (
        select n.person_id
        from rungs.nomination n
        where n.cycle_id = it.id
          and n.recorded_at <= clock.seen
          and clock.seen < n.superseded_at
    ), member as materialized (
        select m.person_id, m.level_id, m.manager_id, m.is_joiner, n.person_id is not null as is_nominated
        from rungs.cycle_member m
        left join nominee n on n.person_id = m.person_id
        where m.cycle_id = it.id
          and m.recorded_at <= clock.seen
    ), changed as (
        select 1 as position, 'left' as change, m.person_id, null as was, null as present, m.is_nominated,
               case when m.is_nominated then 'the nomination is set aside' else '' end as what_then
        from member m
        where not exists (select from present p where p.person_id = m.person_id)
        union all
        select 2, 'joined', f.person_id, null, l.code, m.is_nominated, case when m.person_id is null then 'nominated only with --add' else 'taken in' end
        from fits f
        join rungs.level l on l.id = f.level_id
        left join member m on m.person_id = f.person_id
        where m.person_id is null
           or m.is_joiner
        union all
        select 3, 'another manager', m.person_id, rungs_api.name_on(m.manager_id, clock.day, clock.seen),
               rungs_api.name_on(p.manager_id, clock.day, clock.seen), m.is_nominated, 'either nominates and proposes; neither votes'
        from member m
        join present p on p.person_id = m.person_id
        where p.manager_id is distinct from m.manager_id
        union all
        select 4, 'another level', m.person_id, a.code, b.code, m.is_nominated,
               case when m.is_nominated then 'a level that is reached is not written again' else '' end
        from member m
        join present p on p.person_id = m.person_id
        left join fits f on f.person_id = m.person_id
        left join lateral rungs_api.level_of(m.person_id, clock.day, clock.seen) o on f.person_id is null
        join rungs.level a on a.id = m.level_id
        left join rungs.level b on b.id = coalesce(f.level_id, o.level_id)
        where b.id is distinct from m.level_id
    )
    select c.change, rungs_api.name_on(c.person_id, clock.day, clock.seen), p.employee_id, c.was, c.present, coalesce(c.is_nominated, false), c.what_then
    from changed c
    join rungs.person p on p.id = c.person_id
    order by c.position, 2, c.person_id;
end
$$;
comment on function rungs_api.cycle_changes is
    'Who left, joined, or has another manager or level than when a cycle was opened, and what that means for it. The rule: leavers'' nominations are set aside; joiners are nominated only by taking them in; the manager of the opening and the present one both nominate, propose, and stay out of the vote.';

create function rungs_api.cycle_letters(round text, only_outcome text)
returns table (
    cycle text, person text, employee_id text, email text, manager text, manager_email text, outcome text, level text, level_name text,
    target text, target_name text, effective_on date, feedback text, decided_on date, note text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{decided,closed}');
    clock record := rungs_api.cycle_clock(it, null, null);
begin
    perform rungs_api.cycle_state_check(it, '{decided,closed}');
    return query
    select it.code, rungs_api.name_on(n.person_id, clock.day, clock.seen), p.employee_id, coalesce(r.email, p.email),
           b.name, b.email, d.outcome, l.code, coalesce(x.name, l.code), t.code, coalesce(y.name, t.code),
           case when d.outcome = 'promote' and d.skipped is null then it.effective_on end, nullif(d.feedback, ''), d.decided_on,
           coalesce('no change of level: ' || d.skipped, case when it.state_id < 4 and d.outcome = 'promote' then 'not closed yet' end)
    from rungs.nomination n
    join rungs.decision d on d.nomination_id = n.id and d.superseded_at = 'infinity'
    join rungs.person p on p.id = n.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = n.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) b on b.person_id = r.manager_id
    left join rungs.cycle_member m on m.cycle_id = n.cycle_id and m.person_id = n.person_id
    left join rungs.level l on l.id = m.level_id
    left join rungs_api.edition_on(clock.day, clock.seen) f on f.ladder_id = l.ladder_id
    left join rungs.level_text x on x.edition_id = f.edition_id and x.level_id = l.id
    join rungs.level t on t.id = n.target_id
    left join rungs_api.edition_on(clock.day, clock.seen) g on g.ladder_id = t.ladder_id
    left join rungs.level_text y on y.edition_id = g.edition_id and y.level_id = t.id
    where n.cycle_id = it.id
      and n.superseded_at = 'infinity'
      and (only_outcome is null or d.outcome = only_outcome)
    order by array_position(array['promote', 'not_yet', 'deferred'], d.outcome), 2, n.person_id;
end
$$;
comment on function rungs_api.cycle_letters is 'rungs cycle letters: what a letter to each person says, one row a person. The committee''s rationale stays out of it.';
