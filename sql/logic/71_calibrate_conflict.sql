-- Who may not vote or decide on whom, and what is kept of people at the opening.

create function rungs_api.attributes_on(person integer, day date, seen timestamptz) returns jsonb
language sql stable as $$
    select e.attributes
    from rungs.roster_entry e
    where e.person_id = person
      and e.valid_from <= day
      and day < e.valid_to
      and e.recorded_at <= seen
      and seen < e.superseded_at
$$;
comment on function rungs_api.attributes_on is 'The kept columns of a person''s roster on a day.';

create function rungs_api.people_above(person integer, day date, seen timestamptz)
returns table (person_id integer, depth integer)
language sql stable as $$
    with recursive line as (
        select r.manager_id as person_id, 1 as depth, array[person, r.manager_id] as way
        from rungs_api.roster_on(day, seen) r
        where r.person_id = person
          and r.manager_id is not null
        union all
        select r.manager_id, l.depth + 1, l.way || r.manager_id
        from line l
        join rungs_api.roster_on(day, seen) r on r.person_id = l.person_id
        where r.manager_id <> all (l.way)
    )
    select l.person_id, l.depth from line l
$$;
comment on function rungs_api.people_above is 'The line of managers above a person, with the distance.';

create function rungs_api.line_above(it rungs.cycle, person integer, day date, seen timestamptz)
returns table (person_id integer, depth integer)
language sql stable as $$
    select u.person_id, min(u.depth)
    from (
        select a.person_id, a.depth from rungs_api.people_above(person, day, seen) a
        union all
        select a.person_id, a.depth from rungs_api.people_above(person, it.starts_on, it.recorded_at) a) u
    group by u.person_id
$$;
comment on function rungs_api.line_above is 'Who is above a person now, or was when the cycle was opened: they nominate and propose, and they neither vote nor decide.';

create function rungs_api.rule_value_on(word text, ladder integer, day date, seen timestamptz) returns float8
language sql stable as $$
    select v.value
    from rungs.rule_value v
    where v.rule = word
      and (v.ladder_id is null or v.ladder_id = ladder)
      and v.effective_on <= day
      and v.recorded_at <= seen
      and seen < v.superseded_at
    order by v.ladder_id nulls last, v.effective_on desc
    limit 1
$$;
comment on function rungs_api.rule_value_on is 'One rule for one ladder on a day; for null what holds for all.';

create function rungs_api.conflict_of(it rungs.cycle, nominee integer, member integer, ladder integer, day date, seen timestamptz) returns text
language sql stable as $$
    select case
        when nominee = member then 'own case'
        when exists (
            select from rungs_api.line_above(it, nominee, day, seen) a
            where a.person_id = member
              and a.depth <= rungs_api.rule_value_on('conflict_levels', ladder, day, seen)) then 'own report' end
$$;
comment on function rungs_api.conflict_of is 'Why a committee member has no say in a case; null when they have one.';

create function rungs_api.vote_on(it rungs.cycle, nominations integer[], day date, seen timestamptz)
returns table (
    nomination_id integer, member_id integer, is_member boolean, conflict text, has_voted boolean, is_open boolean, value smallint, reason text)
language sql stable as $$
    with member as materialized (
        select c.person_id
        from rungs.committee_member c
        where c.cycle_id = it.id
          and c.recorded_at <= seen
          and seen < c.superseded_at
          and exists (select from rungs_api.employed_on(day, seen) e where e.person_id = c.person_id)
    ), vote as materialized (
        select r.nomination_id, r.rated_by, r.value, r.reason
        from rungs.rating r
        where r.nomination_id = any (nominations)
          and r.kind = 'vote'
          and r.recorded_at <= seen
          and seen < r.superseded_at
    )
    select s.nomination_id, s.member_id, m.person_id is not null,
           rungs_api.conflict_of(it, n.person_id, s.member_id, l.ladder_id, day, seen), v.rated_by is not null, w.is_open,
           case when w.is_open then v.value end, case when w.is_open then v.reason end
    from (
        select n.id as nomination_id, m.person_id as member_id
        from unnest(nominations) n (id)
        cross join member m
        union
        select v.nomination_id, v.rated_by from vote v
    ) s
    join rungs.nomination n on n.id = s.nomination_id
    join rungs.level l on l.id = n.target_id
    left join member m on m.person_id = s.member_id
    left join vote v on v.nomination_id = s.nomination_id and v.rated_by = s.member_id
    left join rungs.reveal e on e.nomination_id = s.nomination_id and e.recorded_at <= seen
    cross join lateral (select e.nomination_id is not null or s.member_id is not distinct from rungs_api.me() as is_open) w
$$;
comment on function rungs_api.vote_on is
    'The votes of the committee on cases, and who has none yet. What a vote says is told only once the case is revealed; before that to the voter alone. All commands read votes here.';
