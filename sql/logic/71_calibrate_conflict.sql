-- Who may not vote or decide on whom, and what is kept of people at the opening.

create type rungs_api.refusal as (message text, hint text);
comment on type rungs_api.refusal is 'What speaks against a step, and the way out: raised for one case, gathered for many.';

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

create function rungs_api.people_above(people integer[], day date, seen timestamptz)
returns table (below_id integer, person_id integer, depth integer)
language sql stable as $$
    -- Each is looked up by index (offset 0): planned as one join, every step hashes the roster anew.
    with recursive line as (
        select r.person_id as below_id, r.manager_id as person_id, 1 as depth, array[r.person_id, r.manager_id] as way
        from unnest(people) p (person_id)
        cross join lateral (
            select o.person_id, o.manager_id from rungs_api.roster_on(day, seen) o where o.person_id = p.person_id offset 0) r
        where r.manager_id is not null
        union all
        select l.below_id, r.manager_id, l.depth + 1, l.way || r.manager_id
        from line l
        cross join lateral (
            select o.manager_id from rungs_api.roster_on(day, seen) o where o.person_id = l.person_id offset 0) r
        where r.manager_id <> all (l.way)
    )
    select l.below_id, l.person_id, l.depth from line l
$$;
comment on function rungs_api.people_above is 'The line of managers above each of some people, with the distance.';

create function rungs_api.line_above(it rungs.cycle, people integer[], day date, seen timestamptz)
returns table (below_id integer, person_id integer, depth integer)
language sql stable as $$
    select u.below_id, u.person_id, min(u.depth)
    from (
        select a.below_id, a.person_id, a.depth from rungs_api.people_above(people, day, seen) a
        union all
        select a.below_id, a.person_id, a.depth from rungs_api.people_above(people, it.starts_on, it.recorded_at) a) u
    group by u.below_id, u.person_id
$$;
comment on function rungs_api.line_above is 'Who is above people now, or was when the cycle was opened: they nominate and propose, and they neither vote nor decide.';

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

create function rungs_api.conflict_words(is_own boolean, depth integer, levels float8) returns text
language sql immutable as $$
    select case when is_own then 'own case' when depth <= levels then 'own report' end
$$;
comment on function rungs_api.conflict_words is 'Why a committee member has no say in a case: it is theirs, or of somebody so many levels below them; null when they have one.';

create function rungs_api.conflict_of(it rungs.cycle, nominee integer, member integer, ladder integer, day date, seen timestamptz) returns text
language sql stable as $$
    select rungs_api.conflict_words(
        nominee = member,
        (select a.depth from rungs_api.line_above(it, array[nominee], day, seen) a where a.person_id = member),
        rungs_api.rule_value_on('conflict_levels', ladder, day, seen))
$$;
comment on function rungs_api.conflict_of is 'Why a committee member has no say in a case; null when they have one.';

create function rungs_api.line_to(it rungs.cycle, people integer[], members integer[], day date, seen timestamptz)
returns table (below_id integer, person_id integer, depth integer)
language plpgsql stable rows 100000 as $$
#variable_conflict use_column
begin
    return query
    select a.below_id, a.person_id, a.depth
    from rungs_api.line_above(it, people, day, seen) a
    where a.person_id = any (members);
end
$$;
comment on function rungs_api.line_to is
    'Which members are above which people. Its number of rows keeps the planner from going through all of it for each case: of a round with the chief in its committee it has everybody.';

create function rungs_api.vote_on(it rungs.cycle, nominations integer[], day date, seen timestamptz)
returns table (
    nomination_id integer, member_id integer, is_member boolean, conflict text, has_voted boolean, is_open boolean, value smallint, reason text)
language sql stable as $$
    with asked as materialized (
        select n.id, n.person_id, l.ladder_id, e.nomination_id is not null as is_revealed
        from unnest(nominations) a (id)
        join rungs.nomination n on n.id = a.id
        join rungs.level l on l.id = n.target_id
        left join rungs.reveal e on e.nomination_id = n.id and e.recorded_at <= seen
    ), member as materialized (
        select c.person_id
        from rungs.committee_member c
        where c.cycle_id = it.id
          and c.recorded_at <= seen
          and seen < c.superseded_at
          and exists (select from rungs_api.employed_on(day, seen) e where e.person_id = c.person_id)
    ), bound as materialized (
        select l.ladder_id, rungs_api.rule_value_on('conflict_levels', l.ladder_id, day, seen) as levels
        from (select d.id as ladder_id from rungs.ladder d) l
    ), said as (
        -- Who may vote and who has, side by side and then grouped: 50,000 cases with their votes are too many to be joined by guesses.
        select a.id, a.person_id, a.ladder_id, a.is_revealed, m.person_id as member_id, true as is_member, null::smallint as value, null as reason
        from asked a
        cross join member m
        union all
        select a.id, a.person_id, a.ladder_id, a.is_revealed, r.rated_by, false, r.value, r.reason
        from asked a
        join rungs.rating r on r.nomination_id = a.id
        where r.kind = 'vote'
          and r.recorded_at <= seen
          and seen < r.superseded_at
    ), gathered as (
        select s.id, s.person_id, s.ladder_id, s.is_revealed, s.member_id, bool_or(s.is_member) as is_member,
               max(s.value) as value, max(s.reason) as reason
        from said s
        group by s.id, s.person_id, s.ladder_id, s.is_revealed, s.member_id
    )
    select g.id, g.member_id, g.is_member, rungs_api.conflict_words(g.member_id = g.person_id, a.depth, b.levels),
           g.value is not null, w.is_open, case when w.is_open then g.value end, case when w.is_open then g.reason end
    from gathered g
    left join bound b on b.ladder_id = g.ladder_id
    left join rungs_api.line_to(it, array(select x.person_id from asked x), array(select m.person_id from member m), day, seen) a
           on a.below_id = g.person_id and a.person_id = g.member_id
    cross join lateral (select g.is_revealed or g.member_id is not distinct from (select rungs_api.me()) as is_open) w
$$;
comment on function rungs_api.vote_on is
    'The votes of the committee on cases, and who has none yet. What a vote says is told only once the case is revealed; before that to the voter alone. All commands read votes here.';
