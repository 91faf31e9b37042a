-- Coverage help: what the next level asks and the evidence does not give yet, and whom to ask for it.

create function rungs_api.gap_of(state text, voices integer) returns text
language sql immutable as $$
    select case
        when state = 'unknown' then 'nothing'
        when state in ('stale', 'contrary') then state
        when voices = 1 then 'one voice'
        when state = 'partial' then 'partial' end
$$;
comment on function rungs_api.gap_of is 'What an expectation lacks: nothing, stale, contrary, one voice, partial; null when it is met by several.';

create function rungs_api.near_on(person integer, day date, seen timestamptz)
returns table (near_id integer, employee_id text, name text, email text, relation_id smallint)
language sql stable as $$
    with self as materialized (
        select r.person_id, r.manager_id, b.manager_id as above_id
        from rungs_api.roster_on(day, seen) r
        left join rungs_api.roster_on(day, seen) b on b.person_id = r.manager_id
        where r.person_id = person
    )
    select n.person_id, p.employee_id, n.name, n.email, l.id
    from (
        select 'manager' as relation, r.person_id, r.name, r.email
        from self s
        join rungs_api.employed_on(day, seen) r on r.person_id = s.manager_id
        union all
        select 'peer', r.person_id, r.name, r.email
        from self s
        join rungs_api.employed_on(day, seen) r on r.manager_id = s.manager_id
        where r.person_id <> s.person_id
        union all
        select 'manager_peer', r.person_id, r.name, r.email
        from self s
        join rungs_api.employed_on(day, seen) r on r.manager_id = s.above_id
        where r.person_id not in (s.person_id, s.manager_id)
    ) n
    join rungs.person p on p.id = n.person_id
    join rungs.relation l on l.code = n.relation
$$;
comment on function rungs_api.near_on is 'Whom one would ask about a person: the manager, peers of the same manager, peers of the manager; all of them work here.';

create function rungs_api.heard_on(
    person integer, day date, seen timestamptz, hired_on date, rules rungs_api.rule_set, edition integer)
returns table (expectation_id integer, seer_id integer)
language sql stable as $$
    select distinct coalesce(m.to_id, c.expectation_id), o.person_id
    from rungs_api.counted(person, day, seen) c
    join rungs.observer o on o.id = c.observer_id
    left join rungs.expectation_mapping m
           on m.edition_id = edition and m.from_id = c.expectation_id
          and m.recorded_at <= seen and seen < m.superseded_at
    where o.person_id is not null
      and c.observed_on >= greatest(coalesce(hired_on, '-infinity'), (rules).window_from)
$$;
comment on function rungs_api.heard_on is 'Who has been heard on which expectation of a person, as far as it still counts; a word past the window may be renewed.';

create function rungs_api.waiting_on(person integer, day date, seen timestamptz, hired_on date, edition integer)
returns table (expectation_id integer, entries bigint)
language sql stable as $$
    select coalesce(m.to_id, e.expectation_id), count(*)
    from rungs.evidence e
    join rungs.relation l on l.id = e.relation_id and l.is_self
    left join rungs.expectation_mapping m
           on m.edition_id = edition and m.from_id = e.expectation_id
          and m.recorded_at <= seen and seen < m.superseded_at
    where e.person_id = person
      and e.observed_on between coalesce(hired_on, '-infinity') and day
      and e.recorded_at <= seen
      and rungs_api.status_at(e.id, seen) = 1
    group by 1
$$;
comment on function rungs_api.waiting_on is 'The own entries of a person that nobody has confirmed yet, by expectation.';

create function rungs_api.gaps_check(person integer, goal integer, stages text, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    it record;
begin
    perform rungs_api.model_check(stages, day, seen);
    select r.name, r.status_id in (select s.id from rungs.employment_status s where s.employed) as is_here, o.level_id, l.code
    into it
    from rungs_api.roster_on(day, seen) r
    left join lateral rungs_api.level_of(person, day, seen) o on true
    left join rungs.level l on l.id = o.level_id
    where r.person_id = person;
    if it.is_here is not true then
        raise exception using errcode = 'RG003',
            message = format('%s does not work here on %s', coalesce(it.name, 'this person'), day),
            hint = 'Gaps are of people who work here; --as-of asks about an earlier day.';
    end if;
    if it.level_id is null then
        raise exception using errcode = 'RG003',
            message = format('%s is on no ladder', it.name),
            hint = 'Import a roster that gives the level: rungs import roster FILE.';
    end if;
    if not exists (select from rungs_api.move_on(day, seen, stages, goal) m where m.level_id = it.level_id) then
        raise exception using errcode = 'RG003',
            message = case when goal is null then format('nothing is above %s, the level of %s', it.code, it.name)
                else format('%s does not lie above %s, the level of %s',
                            (select l.code from rungs.level l where l.id = goal), it.code, it.name) end,
            hint = case when goal is null then 'There is no next level whose expectations could be met.'
                else 'Name a level further up: --target LEVEL; ''rungs ladder show'' lists them.' end;
    end if;
end
$$;
comment on function rungs_api.gaps_check is 'Refuses to look for gaps of somebody who is not here, on no ladder, or has nothing above.';

create function rungs_api.gap_on(people integer[], goals integer[], stages text, day date, seen timestamptz)
returns table (
    person_id integer, number bigint, target_id integer, is_across boolean, edition_id integer, expectation_id integer, weight float8, must boolean,
    is_shift boolean, state text, gap text, points float8, needed float8, voices integer, waiting bigint, last_on date, worth float8)
language sql stable as $$
    with subject as materialized (
        select s.person_id, s.level_id, s.edition_id, s.hired_on, s.rules
        from rungs_api.subject(people, day, seen, stages) s
    ), standing as materialized (
        select g.number, m.is_across, s.*, (u.rules).met_points - coalesce(s.points, 0) as needed,
               s.weight * (1 - s.score) / sum(s.weight) over (partition by g.number, s.person_id) as worth
        from unnest(goals) with ordinality g (goal, number)
        cross join lateral rungs_api.expectation_standing(people, day, seen, stages, g.goal) s
        join subject u on u.person_id = s.person_id
        join rungs_api.move_on(day, seen, stages, g.goal) m on m.level_id = u.level_id
        where s.weight is not null
    ), waiting as materialized (
        select u.person_id, w.expectation_id, w.entries
        from subject u
        cross join lateral rungs_api.waiting_on(u.person_id, day, seen, u.hired_on, u.edition_id) w
    )
    select s.person_id, s.number, s.target_id, s.is_across, s.edition_id, s.expectation_id, s.weight, s.must,
           s.is_shift, s.state, rungs_api.gap_of(s.state, s.voices), coalesce(s.points, 0), greatest(s.needed, 0), coalesce(s.voices, 0),
           coalesce(w.entries, 0), s.last_on, s.worth
    from standing s
    left join waiting w on w.person_id = s.person_id and w.expectation_id = s.expectation_id
    where rungs_api.gap_of(s.state, s.voices) is not null
$$;
comment on function rungs_api.gap_on is
    'What a target asks of people and the evidence does not give: judged by expectation_standing, as readiness is. worth is the share of coverage that closing it adds, needed the points to it.';

create function rungs_api.ask_on(
    person integer, expectations integer[], across boolean, most integer, day date, seen timestamptz)
returns table (expectation_id integer, words text, whom jsonb)
language sql stable as $$
    with subject as materialized (
        select s.hired_on, s.ladder_id, s.edition_id, s.rules from rungs_api.subject(array[person], day, seen, null) s
    ), heard as materialized (
        select h.expectation_id, h.seer_id
        from subject s
        cross join lateral rungs_api.heard_on(person, day, seen, s.hired_on, s.rules, s.edition_id) h
    ), asked as materialized (
        select q.expectation_id, q.asked_id
        from rungs_api.request_on(day, seen) q
        where q.person_id = person
          and q.state = 'open'
    ), near as materialized (
        select n.near_id, n.employee_id, n.name, n.email,
               -- Two may have one name, even with the person.
               exists (select from rungs_api.employed_on(day, seen) o
                       where lower(o.name) = lower(n.name) and o.person_id <> n.near_id) as is_shared,
               n.relation_id, l.code as relation, l.name as relation_name,
               v.relations & (1 << n.relation_id) <> 0 as is_asked_for,
               (select count(*) from rungs_api.request_on(day, seen) q where q.asked_id = n.near_id and q.state = 'open') as pending
        from rungs_api.near_on(person, day, seen) n
        join rungs.relation l on l.id = n.relation_id
        cross join subject s
        left join rungs_api.voices_asked(seen) v on v.ladder_id = s.ladder_id and v.is_across = across
        where across or l.code <> 'manager_peer'
    ), turn as (
        -- In turns, one of each kind: nobody is passed over because the team is large. Who has the fewest requests comes first,
        -- and among those each expectation begins with another one: nobody is asked for everything.
        select x.expectation_id, n.*,
               row_number() over (partition by x.expectation_id, n.relation_id order by n.pending, ((n.seat - x.number) % n.seats + n.seats) % n.seats, n.near_id) as turn
        from unnest(expectations) with ordinality x (expectation_id, number)
        cross join (
            select o.*, count(*) over (partition by o.relation_id) as seats,
                   row_number() over (partition by o.relation_id order by o.name, o.near_id) as seat
            from near o) n
        where not exists (select from heard h where h.expectation_id = x.expectation_id and h.seer_id = n.near_id)
          and not exists (select from asked a where a.expectation_id = x.expectation_id and a.asked_id = n.near_id)
    ), ranked as (
        select t.*, row_number() over (partition by t.expectation_id order by t.turn, t.is_asked_for desc nulls last, t.relation_id) as place
        from turn t
    )
    select r.expectation_id,
           string_agg(format('%s (%s%s)', r.name, case when r.is_shared then coalesce(r.employee_id, r.email) || ', ' end, r.relation_name), ', ' order by r.place),
           jsonb_agg(jsonb_build_object('employee_id', r.employee_id, 'name', r.name, 'email', r.email, 'relation', r.relation) order by r.place)
    from ranked r
    where r.place <= most
    group by r.expectation_id
$$;
comment on function rungs_api.ask_on is
    'Whom to ask on expectations of a person, a few names each: the manager and peers, across a border also peers of the manager; the voices that the move asks for first; nobody who was heard or asked already.';

create function rungs_api.evidence_gaps(who text, for_target text, stages text, as_of date, as_seen_on date)
returns table (
    person text, employee_id text, target text, move text, expectation text, kind text, must boolean, weight float8,
    gap text, state text, points float8, needed float8, voices integer, waiting bigint, last_on date, worth float8,
    ask text, asked text, beside text, sentence text, whom jsonb)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
begin
    perform rungs_api.gaps_check(one, goal, stages, clock.day, clock.seen);
    return query
    with gap as materialized (
        select g.* from rungs_api.gap_on(array[one], rungs_api.goals_asked(who, goal, clock.day, clock.seen), stages, clock.day, clock.seen) g
    ), ask as materialized (
        select m.is_across, a.expectation_id, a.words, a.whom
        from (select o.is_across, array_agg(o.expectation_id order by o.must desc, o.worth desc, o.expectation_id) as expectations
              from (select distinct on (g.is_across, g.expectation_id) g.is_across, g.expectation_id, g.must, g.worth
                    from gap g order by g.is_across, g.expectation_id, g.number) o
              group by o.is_across) m
        cross join lateral rungs_api.ask_on(one, m.expectations, m.is_across, 3, clock.day, clock.seen) a
    ), asked as materialized (
        select q.expectation_id, string_agg(r.name, ', ' order by q.request_id) as names
        from rungs_api.request_on(clock.day, clock.seen) q
        join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = q.asked_id
        where q.person_id = one
          and q.state = 'open'
        group by q.expectation_id
    ), beside as materialized (
        select p.expectation_id, string_agg(format('paired with %s since %s', r.name, p.since), ', ' order by p.since, r.name) as words
        from rungs_api.pair_on(clock.day, clock.seen) p
        join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = p.associate_id
        where p.senior_id = one
          and p.state = 'paired'
        group by p.expectation_id
    )
    select r.name, p.employee_id, t.code, case when g.is_across then 'across' else 'within' end, x.code,
           case when g.is_shift then 'shift' else 'expectation' end, g.must, g.weight, g.gap, g.state, g.points, g.needed, g.voices,
           g.waiting, g.last_on, g.worth, a.words, q.names, b.words, j.sentence, coalesce(a.whom, '[]')
    from gap g
    join rungs.person p on p.id = one
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = one
    join rungs.level t on t.id = g.target_id
    join rungs.expectation x on x.id = g.expectation_id
    join rungs.expectation_text j on j.edition_id = g.edition_id and j.expectation_id = g.expectation_id
    left join ask a on a.expectation_id = g.expectation_id and a.is_across = g.is_across
    left join asked q on q.expectation_id = g.expectation_id
    left join beside b on b.expectation_id = g.expectation_id
    order by g.number, g.must desc, g.worth desc, j.position;
end
$$;
comment on function rungs_api.evidence_gaps is
    'rungs evidence gaps: what the next level asks and the evidence does not give, musts first, then what closing it is worth, and whom to ask.';
