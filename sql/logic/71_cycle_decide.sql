-- Decisions: what the committee says of a case, many at once, and taking one up again.

create function rungs_api.decision_fault(c rungs_api.case_facts, outcome text, rationale text, feedback text) returns rungs_api.refusal
language sql immutable as $$
    select case
        when coalesce(btrim(rationale), '') = '' then row(
            'a decision needs a rationale', 'Say why: --rationale TEXT. It stays with the committee; --feedback is for the person.')::rungs_api.refusal
        when c.set_aside is not null then row(
            format('the case of %s is set aside: %s', c.person, c.set_aside), 'Who has left needs no decision.')::rungs_api.refusal
        when c.outcome is not null then row(
            format('the case of %s is decided: %s', c.person, c.outcome), 'Take it up again: rungs decide reopen PERSON --reason TEXT.')::rungs_api.refusal
        when outcome <> 'promote' and coalesce(btrim(feedback), '') = '' then row(
            format('%s would hear ''%s'' without a word why', c.person, replace(outcome, '_', ' ')), 'Say it to them: --feedback TEXT.')::rungs_api.refusal
        when outcome <> 'deferred' and not c.is_revealed then row(
            format('the committee has not voted on %s: %s of %s votes', c.person, c.votes, c.needed),
            'Votes come first, then rungs calibrate reveal PERSON. Only deferring needs neither.')::rungs_api.refusal
        when outcome = 'promote' and c.is_for is null then row(
            format('the committee is divided on %s: %s for, %s against', c.person, c.votes_for, c.votes_against),
            'Talk, then say where it stands: rungs calibrate move PERSON --to RATING --reason TEXT.')::rungs_api.refusal
        when outcome = 'promote' and not c.is_for then row(
            format('the committee is against promoting %s', c.person),
            'If the talk changed that, say so: rungs calibrate move PERSON --to RATING --reason TEXT.')::rungs_api.refusal end
$$;
comment on function rungs_api.decision_fault is 'What speaks against deciding a case so; null when nothing does.';

create function rungs_api.decision_texts(rationale text, feedback text) returns void
language plpgsql immutable as $$
begin
    perform rungs_api.text_check('rationale', rationale, 4000, false, 'Say it in a few sentences.');
    perform rungs_api.text_check('feedback', feedback, 4000, false, 'Say it in a few sentences.');
end
$$;
comment on function rungs_api.decision_texts is 'Refuses the texts of a decision when they cannot be kept.';

create function rungs_api.decision_write(nomination integer, outcome text, rationale text, feedback text, speaker integer, day date) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.decision_texts(rationale, feedback);
    insert into rungs.decision (nomination_id, outcome, rationale, feedback, decided_on, decided_by, recorded_by)
    values (nomination, outcome, btrim(rationale), coalesce(btrim(feedback), ''), day, speaker, rungs_api.account_id());
end
$$;
comment on function rungs_api.decision_write is 'Writes a decision.';

create function rungs_api.decide(who text, goal text, because text, told text, by_whom text, round text)
returns table (person text, outcome text, target text, votes_for integer, votes_against integer, decided_by text, rationale text, feedback text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{calibrating,decided}');
    nomination integer := rungs_api.case_lock(it, who);
    speaker integer := rungs_api.case_say(it, nomination, by_whom, 'by');
    present rungs_api.case_facts := rungs_api.case_now(it, nomination);
    wrong rungs_api.refusal := rungs_api.decision_fault(present, goal, because, told);
begin
    if wrong.message is not null then
        perform rungs_api.cycle_refuse(wrong.message, wrong.hint);
    end if;
    perform rungs_api.decision_write(nomination, goal, because, told, speaker, current_date);
    return query
    select present.person, d.outcome, t.code, present.votes_for, present.votes_against, rungs_api.name_on(speaker, current_date, now()),
           d.rationale, d.feedback
    from rungs.decision d
    join rungs.nomination n on n.id = d.nomination_id
    join rungs.level t on t.id = n.target_id
    where d.nomination_id = nomination
      and d.superseded_at = 'infinity';
end
$$;
comment on function rungs_api.decide is
    'rungs decide: by a member without a conflict of interest; promoting and not promoting need revealed votes, promoting a committee that is for it.';

create function rungs_api.decide_all(because text, by_whom text, round text)
returns table (person text, employee_id text, target text, done text, why text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{calibrating,decided}');
    speaker integer := rungs_api.person_or_me(by_whom, 'by', current_date, now());
    one record;
    conflict text;
begin
    if coalesce(btrim(because), '') = '' then
        perform rungs_api.cycle_refuse('a decision needs a rationale', 'Say why: --rationale TEXT.');
    end if;
    perform from rungs.nomination n where n.cycle_id = it.id and n.superseded_at = 'infinity' order by n.id for no key update;
    perform rungs_api.committee_check(it, speaker, current_date, now());
    for one in
        select c.*, rungs_api.name_on(c.person_id, current_date, now()) as name, p.employee_id, t.code as target, t.ladder_id
        from (select clock_timestamp() as seen) k
        cross join lateral rungs_api.case_on(it, null, current_date, k.seen) c
        join rungs.person p on p.id = c.person_id
        join rungs.level t on t.id = c.target_id
        where c.state in ('to vote', 'to reveal', 'tie', 'to decide')
        order by name, c.person_id
    loop
        conflict := rungs_api.conflict_of(it, one.person_id, speaker, one.ladder_id, current_date, now());
        person := one.name;
        employee_id := one.employee_id;
        target := one.target;
        done := case when one.state = 'to decide' and one.is_for and one.verdict = 'ready' and conflict is null then 'promoted' else 'left' end;
        why := case when done = 'promoted' then ''
                    when one.state <> 'to decide' then one.state
                    when conflict is not null then 'it is the ' || conflict || ' of who decides'
                    when not one.is_for then 'the committee is against'
                    else 'for, though not ready: ' || one.verdict end;
        if done = 'promoted' then
            perform rungs_api.decision_write(one.nomination_id, 'promote', because, '', speaker, current_date);
        end if;
        return next;
    end loop;
end
$$;
comment on function rungs_api.decide_all is
    'rungs decide all: promotes everybody whom the committee is for and who was ready when nominated; every other open case is left, and it says why.';

create function rungs_api.decide_reopen(who text, why text, round text)
returns table (person text, was text, decided_by text, reason text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{calibrating,decided}');
    nomination integer := rungs_api.case_lock(it, who);
    present rungs_api.case_facts;
begin
    present := rungs_api.case_now(it, nomination);
    if present.outcome is null then
        perform rungs_api.cycle_refuse(format('the case of %s is not decided', present.person), 'There is nothing to take up again.');
    end if;
    if coalesce(btrim(why), '') = '' then
        perform rungs_api.cycle_refuse('a decision is not taken up again without a reason', 'Say why: --reason TEXT.');
    end if;
    perform rungs_api.text_check('reason', why, 2000, false, 'Say it in a few sentences.');
    return query
    update rungs.decision d
    set superseded_at = greatest(d.recorded_at, now()), reopened_reason = btrim(why)
    where d.nomination_id = nomination
      and d.superseded_at = 'infinity'
    returning present.person, d.outcome, rungs_api.name_on(d.decided_by, current_date, now()), d.reopened_reason;
end
$$;
comment on function rungs_api.decide_reopen is 'rungs decide reopen: a decision counts no more; it stays on record with the reason.';

create function rungs_api.decide_list(round text, only_outcome text, as_of date, as_seen_on date)
returns table (
    person text, employee_id text, level text, target text, outcome text, decided_on date, decided_by text, rationale text, feedback text, until timestamptz, reopened text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_named(round, '{calibrating,decided}', as_seen_on);
    clock record := rungs_api.cycle_clock(it, as_of, as_seen_on);
begin
    return query
    select rungs_api.name_on(n.person_id, clock.day, clock.seen), p.employee_id, l.code, t.code, d.outcome, d.decided_on,
           rungs_api.name_on(d.decided_by, clock.day, clock.seen), d.rationale, nullif(d.feedback, ''),
           case when d.superseded_at <= clock.seen then d.superseded_at end, case when d.superseded_at <= clock.seen then d.reopened_reason end
    from rungs.decision d
    join rungs.nomination n on n.id = d.nomination_id
    join rungs.person p on p.id = n.person_id
    left join rungs.cycle_member m on m.cycle_id = n.cycle_id and m.person_id = n.person_id
    left join rungs.level l on l.id = m.level_id
    join rungs.level t on t.id = n.target_id
    where n.cycle_id = it.id
      and (only_outcome is null or d.outcome = only_outcome)
      and (as_of is null or d.decided_on <= as_of)
      and d.recorded_at <= clock.seen
    order by 1, n.person_id, d.id;
end
$$;
comment on function rungs_api.decide_list is 'rungs decide list: every decision of a cycle, those that were taken up again with the reason.';
