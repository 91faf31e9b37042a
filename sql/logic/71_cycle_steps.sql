-- The steps of a cycle: its committee, from state to state, and what closing it writes.

create function rungs_api.committee_add(who text, chair boolean, round text)
returns table (cycle text, member text, employee_id text, is_chair boolean, members bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{collecting,calibrating}');
    clock record := rungs_api.clock(null, null);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    name text := rungs_api.name_on(one, clock.day, clock.seen);
    present rungs.committee_member;
begin
    if not exists (select from rungs_api.employed_on(clock.day, clock.seen) e where e.person_id = one) then
        perform rungs_api.cycle_refuse(format('%s does not work here', name), 'A committee is of people who do.');
    end if;
    select c.* into present from rungs.committee_member c where c.cycle_id = it.id and c.person_id = one and c.superseded_at = 'infinity' for update;
    if present.is_chair = chair then
        perform rungs_api.cycle_refuse(format('%s is in the committee of %s already', name, it.code), format('''rungs cycle show %s'' has its committee.', it.code));
    end if;
    update rungs.committee_member c
    set superseded_at = greatest(c.recorded_at, now())
    where c.id = present.id;
    insert into rungs.committee_member (cycle_id, person_id, is_chair, recorded_by)
    values (it.id, one, chair, rungs_api.account_id());
    return query
    select it.code, name, p.employee_id, chair,
           (select count(*) from rungs.committee_member c where c.cycle_id = it.id and c.superseded_at = 'infinity')
    from rungs.person p
    where p.id = one;
end
$$;
comment on function rungs_api.committee_add is 'rungs cycle committee add: who votes and decides in a cycle; one that is in already becomes its chair, or is it no more.';

create function rungs_api.committee_remove(who text, round text)
returns table (cycle text, member text, employee_id text, votes_dropped bigint, members bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{collecting,calibrating}');
    clock record := rungs_api.clock(null, null);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
    dropped bigint;
begin
    update rungs.committee_member c
    set superseded_at = greatest(c.recorded_at, now())
    where c.cycle_id = it.id
      and c.person_id = one
      and c.superseded_at = 'infinity';
    if not found then
        perform rungs_api.cycle_refuse(format('%s is not in the committee of %s', rungs_api.name_on(one, clock.day, clock.seen), it.code),
            format('''rungs cycle show %s'' has its committee.', it.code));
    end if;
    -- What was revealed was heard; what was not has not been said.
    update rungs.rating r
    set superseded_at = greatest(r.recorded_at, now())
    from rungs.nomination n
    where n.id = r.nomination_id
      and n.cycle_id = it.id
      and r.kind = 'vote'
      and r.rated_by = one
      and r.superseded_at = 'infinity'
      and not exists (select from rungs.reveal e where e.nomination_id = n.id);
    get diagnostics dropped = row_count;
    return query
    select it.code, rungs_api.name_on(one, clock.day, clock.seen), p.employee_id, dropped,
           (select count(*) from rungs.committee_member c where c.cycle_id = it.id and c.superseded_at = 'infinity')
    from rungs.person p
    where p.id = one;
end
$$;
comment on function rungs_api.committee_remove is 'rungs cycle committee remove: votes of theirs that nobody has seen count no more.';

create function rungs_api.cycle_go(it rungs.cycle, goal text, reason text) returns void
language plpgsql volatile as $$
declare
    state smallint := (select s.id from rungs.cycle_state s where s.code = goal);
begin
    perform rungs_api.text_check('reason', reason, 1000, false, 'Say it in a few sentences.');
    -- In this order: to a closed cycle nothing is added.
    insert into rungs.cycle_step (cycle_id, state_id, reason, recorded_by)
    values (it.id, state, coalesce(btrim(reason), ''), rungs_api.account_id());
    update rungs.cycle c set state_id = state where c.id = it.id;
end
$$;
comment on function rungs_api.cycle_go is 'Takes a cycle to a state and writes that down.';

create function rungs_api.cycle_calibrate(round text, reason text)
returns setof rungs_api.cycle_row
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{collecting}', true);
    members bigint := (select count(*) from rungs.committee_member c where c.cycle_id = it.id and c.superseded_at = 'infinity');
    needed float8 := (
        select min(rungs_api.rule_value_on('quorum_votes', l.ladder_id, current_date, now()))
        from (select distinct t.ladder_id from rungs.nomination n join rungs.level t on t.id = n.target_id
              where n.cycle_id = it.id and n.superseded_at = 'infinity') l);
begin
    if needed is null then
        perform rungs_api.cycle_refuse(format('nobody is nominated in %s', it.code),
            format('rungs nominate PERSON --target LEVEL --rationale TEXT --cycle %s, or rungs import nominations FILE.', it.code));
    end if;
    if members < needed then
        perform rungs_api.cycle_refuse(
            format('the committee of %s has %s, and %s votes decide', it.code,
                   case members when 0 then 'nobody' when 1 then 'one member' else members || ' members' end, needed),
            format('rungs cycle committee add PERSON --cycle %s; how many votes it takes is the rule quorum_votes.', it.code));
    end if;
    perform rungs_api.cycle_go(it, 'calibrating', reason);
    return query select l.* from rungs_api.cycle_line(it) l;
end
$$;
comment on function rungs_api.cycle_calibrate is 'rungs cycle calibrate: no more nominations; the committee votes.';

create function rungs_api.cycle_undecided(it rungs.cycle) returns void
language plpgsql volatile as $$
declare
    open_case record;
begin
    select count(*) as cases,
           (array_agg(rungs_api.name_on(c.person_id, current_date, now()) order by c.nomination_id))[1:5] as names into open_case
    from (select clock_timestamp() as seen) k
    cross join lateral rungs_api.case_on(it, null, current_date, k.seen) c
    where c.state in ('to vote', 'to reveal', 'tie', 'to decide');
    if open_case.cases > 0 then
        perform rungs_api.cycle_refuse(
            format('%s not decided: %s%s', case open_case.cases when 1 then 'one case is' else open_case.cases || ' cases are' end,
                   array_to_string(open_case.names, ', '), case when open_case.cases > 5 then ', ...' else '' end),
            'rungs decide PERSON promote, not_yet or deferred; ''rungs calibrate agenda'' shows how each stands.');
    end if;
end
$$;
comment on function rungs_api.cycle_undecided is 'Refuses to go on while a case waits for its decision.';

create function rungs_api.cycle_decide(round text, reason text)
returns setof rungs_api.cycle_row
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{calibrating}', true);
begin
    perform rungs_api.cycle_undecided(it);
    perform rungs_api.cycle_go(it, 'decided', reason);
    return query select l.* from rungs_api.cycle_line(it) l;
end
$$;
comment on function rungs_api.cycle_decide is 'rungs cycle decide: every case has its decision; letters can be written.';

create function rungs_api.cycle_reopen(round text, reason text)
returns setof rungs_api.cycle_row
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{collecting,calibrating,decided,closed}', true);
begin
    if it.state_id = 1 then
        perform rungs_api.cycle_refuse(format('the cycle ''%s'' is collecting', it.code), 'There is no step before that.');
    end if;
    perform rungs_api.cycle_state_check(it, '{calibrating,decided}');
    if coalesce(btrim(cycle_reopen.reason), '') = '' then
        perform rungs_api.cycle_refuse('a step back needs a reason', 'Say why: --reason TEXT. It stays on record.');
    end if;
    perform rungs_api.cycle_go(it, (select s.code from rungs.cycle_state s where s.id = it.state_id - 1), reason);
    return query select l.* from rungs_api.cycle_line(it) l;
end
$$;
comment on function rungs_api.cycle_reopen is 'rungs cycle reopen: one step back, with a reason; never from closed.';

create function rungs_api.promotion_fault(it rungs.cycle, person integer, target integer, day date, seen timestamptz) returns text
language plpgsql stable as $$
declare
    present integer;
    since date;
    target_edition integer;
begin
    if not exists (select from rungs_api.employed_on(day, seen) e where e.person_id = person)
       or not exists (select from rungs_api.employed_on(it.effective_on, seen) e where e.person_id = person) then
        return 'has left';
    end if;
    select o.level_id, o.since into present, since from rungs_api.level_of(person, it.effective_on, seen) o;
    if present = target then
        return 'is at the level since ' || since;
    end if;
    if exists (
        select from rungs.transition t
        where t.person_id = person and t.effective_on = it.effective_on and t.superseded_at = 'infinity') then
        return format('another change of level holds from %s on', it.effective_on);
    end if;
    select e.edition_id into target_edition
    from rungs_api.edition_on(it.effective_on, seen) e
    join rungs.level l on l.ladder_id = e.ladder_id and l.id = target;
    if not rungs_api.level_is_above(present, target, target_edition) then
        return format('is at %s by %s, which is not below', coalesce((select l.code from rungs.level l where l.id = present), 'no level'), it.effective_on);
    end if;
    return null;
end
$$;
comment on function rungs_api.promotion_fault is 'Why closing a cycle writes no transition for a promotion; null when it does.';

create function rungs_api.cycle_close(round text, reason text)
returns setof rungs_api.cycle_row
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{decided}', true);
    account integer := rungs_api.account_id();
begin
    -- People first: nobody imports a roster that changes their levels meanwhile.
    perform rungs_api.import_lock('roster');
    perform rungs_api.cycle_undecided(it);
    perform rungs_api.packet_take(array(
        select n.id from rungs.nomination n where n.cycle_id = it.id and n.superseded_at = 'infinity'), 'closing', current_date, now());
    update rungs.nomination n
    set set_aside = c.set_aside
    from (select clock_timestamp() as seen) k
    cross join lateral rungs_api.case_on(it, null, current_date, k.seen) c
    where n.id = c.nomination_id
      and c.state = 'set aside';
    update rungs.decision d
    set skipped = f.fault
    from rungs.nomination n
    cross join lateral rungs_api.promotion_fault(it, n.person_id, n.target_id, current_date, now()) f (fault)
    where n.id = d.nomination_id
      and n.cycle_id = it.id
      and n.superseded_at = 'infinity'
      and d.superseded_at = 'infinity'
      and d.outcome = 'promote'
      and f.fault is not null;
    with written as (
        insert into rungs.transition (person_id, effective_on, level_id, recorded_by, note)
        select n.person_id, it.effective_on, n.target_id, account, 'cycle ' || it.code
        from rungs.nomination n
        join rungs.decision d on d.nomination_id = n.id and d.superseded_at = 'infinity'
        where n.cycle_id = it.id
          and n.superseded_at = 'infinity'
          and d.outcome = 'promote'
          and d.skipped is null
        returning id, person_id
    )
    update rungs.decision d
    set transition_id = w.id
    from written w
    join rungs.nomination n on n.cycle_id = it.id and n.person_id = w.person_id and n.superseded_at = 'infinity'
    where d.nomination_id = n.id
      and d.superseded_at = 'infinity';
    perform rungs_api.roster_forget(array(
        select t.person_id
        from rungs.decision d
        join rungs.nomination n on n.id = d.nomination_id and n.cycle_id = it.id
        join rungs.transition t on t.id = d.transition_id));
    perform rungs_api.cycle_go(it, 'closed', reason);
    return query select l.* from rungs_api.cycle_line(it) l;
end
$$;
comment on function rungs_api.cycle_close is
    'rungs cycle close: writes the transitions of promotions from the effective day on, freezes the packets, and lets nothing of the cycle change any more.';

create function rungs_api.cycle_outcomes(round text)
returns table (outcome text, cases bigint, written bigint, skipped bigint, set_aside bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    -- Without a word the one that took the last step: closing asks for this.
    it integer := (
        select p.cycle_id
        from rungs.cycle_step p
        join rungs.cycle c on c.id = p.cycle_id
        where round is null or c.code = round
        order by p.id desc
        limit 1);
begin
    return query
    select coalesce(d.outcome, 'set aside'), count(*), count(d.transition_id), count(d.skipped), count(n.set_aside)
    from rungs.nomination n
    left join rungs.decision d on d.nomination_id = n.id and d.superseded_at = 'infinity'
    where n.cycle_id = it
      and n.superseded_at = 'infinity'
      and (d.id is not null or n.set_aside is not null)
    group by 1
    order by 1;
end
$$;
comment on function rungs_api.cycle_outcomes is 'What came of a cycle, in numbers.';
