-- Requests for feedback as they stand: whether one is answered follows from the evidence that its observer logged since,
-- however it came in.

create function rungs_api.status_at(entry bigint, seen timestamptz) returns smallint
language sql stable parallel safe as $$
    select coalesce((
        select v.status_id
        from rungs.evidence_event v
        where v.evidence_id = entry
          and v.recorded_at <= seen
        order by v.id desc
        limit 1), 1::smallint)
$$;
comment on function rungs_api.status_at is 'Where an entry was in its life at a moment.';

create function rungs_api.evidence_begun(entry bigint) returns timestamptz
language sql stable as $$
    with recursive chain as (
        select e.id, e.supersedes_id, e.recorded_at
        from rungs.evidence e
        where e.id = entry
        union
        select e.id, e.supersedes_id, e.recorded_at
        from chain c
        join rungs.evidence e on e.id = c.supersedes_id
    )
    select min(c.recorded_at) from chain c
$$;
comment on function rungs_api.evidence_begun is 'When the first version of an entry was recorded: a corrected text is no new word.';

create function rungs_api.request_on(day date, seen timestamptz)
returns table (
    request_id integer, person_id integer, asked_id integer, expectation_id integer, edition_id integer, asked_on date,
    note text, evidence_id bigint, answered_on date, closed_on date, reason text, state text)
language sql stable as $$
    select q.id, q.person_id, q.asked_id, q.expectation_id, q.edition_id, q.asked_on, q.note, a.evidence_id, a.answered_on,
           case when c.is_closed then q.closed_on end, case when c.is_closed then q.reason end,
           case when a.evidence_id is not null then 'answered' when c.is_closed then 'closed' else 'open' end
    from rungs.request q
    cross join lateral (select q.closed_at <= seen and q.closed_on <= day as is_closed) c
    left join lateral (
        select e.id as evidence_id, rungs_api.evidence_begun(e.id)::date as answered_on
        from rungs.observer o
        join rungs.evidence e on e.observer_id = o.id
        where o.person_id = q.asked_id
          and e.person_id = q.person_id
          and (e.expectation_id = q.expectation_id or exists (
                select from rungs.expectation_mapping m
                where m.from_id = q.expectation_id and m.to_id = e.expectation_id
                  and m.recorded_at <= seen and seen < m.superseded_at))
          and e.recorded_at between q.recorded_at and seen
          and e.recorded_at::date <= day
          and rungs_api.status_at(e.id, seen) not in (4, 5)
          and rungs_api.evidence_begun(e.id) >= q.recorded_at
        order by e.id
        limit 1
    ) a on true
    where q.asked_on <= day
      and q.recorded_at <= seen
$$;
comment on function rungs_api.request_on is
    'Requests for feedback as they stand: answered by an entry of who was asked, about that person and that expectation (or what it became), that was recorded since and is not withdrawn; closed; open.';
