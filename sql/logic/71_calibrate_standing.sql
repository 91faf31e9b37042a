-- The cases of a cycle: each nomination with its packet, ratings and decision, and where it stands.

create function rungs_api.case_on(it rungs.cycle, only_people integer[], day date, seen timestamptz)
returns table (
    nomination_id integer, person_id integer, target_id integer, level_id integer, manager_id integer, organisation_id integer,
    specialization_id integer, is_joiner boolean, nominated_by integer, nominated_on date, rationale text, is_self boolean,
    packet_id integer, edition_id integer, is_across boolean, crossings integer[], coverage float8, verdict text,
    proposed smallint, calibrated smallint, calibrated_reason text, may_vote integer, votes integer, needed integer, is_revealed boolean,
    median float8, spread integer, votes_for integer, votes_against integer, is_for boolean,
    decision_id integer, outcome text, skipped text, set_aside text, state text)
language sql stable as $$
    with nominee as materialized (
        select n.*, m.level_id, m.manager_id, m.organisation_id, m.specialization_id, m.is_joiner, l.ladder_id,
               coalesce(n.set_aside, case when h.person_id is null then 'has left' end) as gone
        from rungs.nomination n
        join rungs.level l on l.id = n.target_id
        left join rungs.cycle_member m on m.cycle_id = it.id and m.person_id = n.person_id
        left join rungs_api.employed_on(day, seen) h on h.person_id = n.person_id
        where n.cycle_id = it.id
          and (only_people is null or n.person_id in (select p.id from unnest(only_people) p (id)))
          and n.nominated_on <= day
          and n.recorded_at <= seen
          and seen < n.superseded_at
    ), vote as materialized (
        select v.nomination_id, count(*) filter (where v.is_member and v.conflict is null)::integer as may_vote,
               count(*) filter (where v.has_voted)::integer as votes,
               percentile_cont(0.5) within group (order by v.value) as median, max(v.value) - min(v.value) as spread,
               count(*) filter (where r.is_for)::integer as votes_for, count(*) filter (where not r.is_for)::integer as votes_against
        from rungs_api.vote_on(it, array(select n.id from nominee n), day, seen) v
        left join rungs.cycle_rating r on r.cycle_id = it.id and r.value = v.value
        group by v.nomination_id
    ), quorum as materialized (
        select l.ladder_id, rungs_api.rule_value_on('quorum_votes', l.ladder_id, day, seen) as votes,
               rungs_api.rule_value_on('quorum_share', l.ladder_id, day, seen) as share
        from (select distinct n.ladder_id from nominee n) l
    )
    select n.id, n.person_id, n.target_id, n.level_id, n.manager_id, n.organisation_id,
           n.specialization_id, n.is_joiner, n.nominated_by, n.nominated_on, n.rationale, n.nominated_by = n.person_id,
           k.id, k.edition_id, k.is_across, k.crossings, k.coverage, k.verdict,
           p.value, c.value, c.reason, coalesce(v.may_vote, 0), coalesce(v.votes, 0), w.needed, e.nomination_id is not null,
           w.median, w.spread, w.votes_for, w.votes_against, w.is_for,
           d.id, d.outcome, d.skipped, n.gone,
           case when n.gone is not null and d.id is null then 'set aside'
                when d.id is not null then replace(d.outcome, '_', ' ')
                when e.nomination_id is null and coalesce(v.votes, 0) < w.needed then 'to vote'
                when e.nomination_id is null then 'to reveal'
                when w.is_for is null then 'tie'
                else 'to decide' end
    from nominee n
    join quorum q on q.ladder_id = n.ladder_id
    left join vote v on v.nomination_id = n.id
    left join rungs.packet k on k.nomination_id = n.id and k.moment = 'submission'
    left join rungs.rating p on p.nomination_id = n.id and p.kind = 'proposed' and p.recorded_at <= seen and seen < p.superseded_at
    left join rungs.rating c on c.nomination_id = n.id and c.kind = 'calibrated' and c.recorded_at <= seen and seen < c.superseded_at
    left join rungs.cycle_rating z on z.cycle_id = it.id and z.value = c.value
    left join rungs.reveal e on e.nomination_id = n.id and e.recorded_at <= seen
    left join rungs.decision d on d.nomination_id = n.id and d.recorded_at <= seen and seen < d.superseded_at
    cross join lateral (
        -- One's own vote alone says nothing about the committee.
        select greatest(q.votes, ceil(q.share * coalesce(v.may_vote, 0)))::integer as needed,
               case when e.nomination_id is not null then v.median end as median,
               case when e.nomination_id is not null then v.spread end as spread,
               case when e.nomination_id is not null then v.votes_for end as votes_for,
               case when e.nomination_id is not null then v.votes_against end as votes_against,
               case when e.nomination_id is null then null
                    when c.value is not null then z.is_for
                    when v.votes_for <> v.votes_against then v.votes_for > v.votes_against end as is_for) w
$$;
comment on function rungs_api.case_on is
    'The cases of a cycle on a day. is_for: what the committee says, by the calibrated rating or else by more votes on one side; null before the votes are revealed and for a tie. state: set aside, to vote, to reveal, tie, to decide, or the decision.';

create function rungs_api.not_nominated(it rungs.cycle, name text) returns rungs_api.refusal
language sql immutable as $$
    select row(format('%s is not nominated in %s', name, it.code), format('''rungs nominate list --cycle %s'' shows who is.', it.code))::rungs_api.refusal
$$;
comment on function rungs_api.not_nominated is 'Says that somebody is no case of a cycle.';

create function rungs_api.case_find(it rungs.cycle, who text) returns integer
language plpgsql stable as $$
declare
    clock record := rungs_api.clock(null, null);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    nomination integer := (
        select n.id from rungs.nomination n where n.cycle_id = it.id and n.person_id = one and n.superseded_at = 'infinity');
    wrong rungs_api.refusal;
begin
    if nomination is null then
        wrong := rungs_api.not_nominated(it, rungs_api.name_on(one, clock.day, clock.seen));
        perform rungs_api.cycle_refuse(wrong.message, wrong.hint);
    end if;
    return nomination;
end
$$;
comment on function rungs_api.case_find is 'The nomination of a person in a cycle.';

create function rungs_api.case_lock(it rungs.cycle, who text) returns integer
language plpgsql volatile as $$
declare
    nomination integer := rungs_api.case_find(it, who);
begin
    -- One at a time at a case: nobody votes while it is revealed, nobody decides twice.
    perform from rungs.nomination n where n.id = nomination and n.superseded_at = 'infinity' for no key update;
    if not found then
        perform rungs_api.cycle_refuse('somebody else changed this nomination meanwhile', 'Look at it again: rungs nominate show PERSON.');
    end if;
    return nomination;
end
$$;
comment on function rungs_api.case_lock is 'The nomination of a person in a cycle, held until the end of the transaction.';

create type rungs_api.shown_case as (it rungs.cycle, nomination rungs.nomination, day date, seen timestamptz);
comment on type rungs_api.shown_case is 'The nomination that a report is about, and its clocks.';

create type rungs_api.case_facts as (
    person text, is_revealed boolean, votes integer, may_vote integer, needed integer, votes_for integer, votes_against integer, is_for boolean,
    calibrated smallint, outcome text, set_aside text);
comment on type rungs_api.case_facts is 'What a step of a case looks at.';

create function rungs_api.case_now(it rungs.cycle, nomination integer) returns rungs_api.case_facts
language sql volatile as $$
    -- Volatile: read after the lock was got, not as the transaction began.
    select row(rungs_api.name_on(c.person_id, k.day, k.seen), c.is_revealed, c.votes, c.may_vote, c.needed, c.votes_for, c.votes_against, c.is_for,
               c.calibrated, c.outcome, c.set_aside)::rungs_api.case_facts
    from (select current_date as day, clock_timestamp() as seen) k
    join rungs.nomination n on n.id = nomination
    cross join lateral rungs_api.case_on(it, array[n.person_id], k.day, k.seen) c
$$;
comment on function rungs_api.case_now is 'A case at this very moment, for who holds its lock.';

create function rungs_api.committee_check(it rungs.cycle, member integer, day date, seen timestamptz) returns void
language plpgsql stable as $$
begin
    if not exists (
        select from rungs.committee_member c
        join rungs_api.employed_on(day, seen) e on e.person_id = c.person_id
        where c.cycle_id = it.id and c.person_id = member and c.superseded_at = 'infinity') then
        perform rungs_api.cycle_refuse(format('%s is not in the committee of %s', rungs_api.name_on(member, day, seen), it.code),
            format('Take them in: rungs cycle committee add PERSON --cycle %s.', it.code));
    end if;
end
$$;
comment on function rungs_api.committee_check is 'Refuses somebody who is not in the committee of a cycle, or has left.';

create function rungs_api.conflict_fault(name text, conflict text) returns rungs_api.refusal
language sql immutable as $$
    select row(format('%s has no say here: it is their %s', name, conflict),
               'Other members of the committee vote and decide; the rule conflict_levels says how far down a line is one''s own.')::rungs_api.refusal
    where conflict is not null
$$;
comment on function rungs_api.conflict_fault is 'Says that a member has no say in a case; null when there is no conflict.';

create function rungs_api.case_say(it rungs.cycle, nomination integer, who text, option text) returns integer
language plpgsql stable as $$
declare
    clock record := rungs_api.clock(null, null);
    member integer := rungs_api.person_or_me(who, option, clock.day, clock.seen);
    wrong rungs_api.refusal;
begin
    perform rungs_api.committee_check(it, member, clock.day, clock.seen);
    select f.message, f.hint into wrong
    from rungs.nomination n
    join rungs.level l on l.id = n.target_id
    cross join lateral rungs_api.conflict_fault(
        rungs_api.name_on(member, clock.day, clock.seen),
        rungs_api.conflict_of(it, n.person_id, member, l.ladder_id, clock.day, clock.seen)) f
    where n.id = nomination;
    if wrong.message is not null then
        perform rungs_api.cycle_refuse(wrong.message, wrong.hint);
    end if;
    return member;
end
$$;
comment on function rungs_api.case_say is 'Who speaks in a case: a member of the committee without a conflict of interest; anybody else is refused.';
