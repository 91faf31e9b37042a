-- Decisions in bulk: what a committee decided, by the rules of decide, judged and written as a set.

create function rungs_api.decisions_speak(it rungs.cycle) returns void
language plpgsql volatile as $$
declare
    one record;
    speaker integer;
    message text;
    way_out text;
begin
    create temporary table decision_speaker (word text, person_id integer, message text, hint text) on commit drop;
    -- Each name once: a file has many rows and few who spoke.
    for one in select distinct s.decided_by as word from pg_temp.stage_decisions s loop
        begin
            speaker := rungs_api.person_or_me(one.word, 'by', current_date, now());
            perform rungs_api.committee_check(it, speaker, current_date, now());
            insert into pg_temp.decision_speaker values (one.word, speaker);
        exception when sqlstate 'RG003' then
            get stacked diagnostics message = message_text, way_out = pg_exception_hint;
            insert into pg_temp.decision_speaker values (one.word, null, message, way_out);
        end;
    end loop;
end
$$;
comment on function rungs_api.decisions_speak is 'Who the staged decisions say spoke for the committee, or why they may not.';

create function rungs_api.decisions_read(it rungs.cycle) returns void
language plpgsql volatile set plan_cache_mode = force_custom_plan as $$
declare
    people integer[];
    present timestamptz;
begin
    analyze pg_temp.stage_decisions;
    create temporary table decision_read on commit drop as
    select s.line, s.person, k.person_id, lower(s.outcome) as outcome, s.rationale, s.feedback, s.decided_by,
           min(s.line) over (partition by k.person_id) as first_line
    from pg_temp.stage_decisions s
    left join (select x.person as word, rungs_api.person_of_word(x.person) as person_id
               from (select distinct y.person from pg_temp.stage_decisions y) x) k on k.word = s.person;
    people := array(select distinct r.person_id from pg_temp.decision_read r where r.person_id is not null);
    -- In one order, so that two who decide do not wait for each other.
    perform from rungs.nomination n
    where n.cycle_id = it.id and n.person_id in (select p.id from unnest(people) p (id)) and n.superseded_at = 'infinity'
    order by n.id
    for no key update;
    -- Read after the locks were got, not as the transaction began.
    present := clock_timestamp();
    create temporary table decision_case on commit drop as
    select c.nomination_id, c.person_id, t.ladder_id, c.decision_id,
           row(coalesce(r.name, p.employee_id, p.email), c.is_revealed, c.votes, c.may_vote, c.needed, c.votes_for, c.votes_against, c.is_for,
               c.calibrated, c.outcome, c.set_aside)::rungs_api.case_facts as facts
    from rungs_api.case_on(it, people, current_date, present) c
    join rungs.person p on p.id = c.person_id
    join rungs.level t on t.id = c.target_id
    left join rungs_api.roster_on(current_date, present) r on r.person_id = c.person_id;
    create temporary table decision_line on commit drop as
    select a.below_id, a.person_id, a.depth
    from rungs_api.line_above(it, people, current_date, present) a
    where a.person_id in (select s.person_id from pg_temp.decision_speaker s);
    analyze pg_temp.decision_read, pg_temp.decision_case, pg_temp.decision_line, pg_temp.decision_speaker;
end
$$;
comment on function rungs_api.decisions_read is 'The staged decisions beside the cases they are about, which are held until the end of the transaction.';

create function rungs_api.decisions_judge(it rungs.cycle) returns void
language plpgsql volatile as $$
declare
    outcomes text[] := array['promote', 'not_yet', 'deferred'];
    one record;
    message text;
    way_out text;
begin
    insert into pg_temp.import_problem
    select 'decisions', r.line, f.column_name, f.value, f.problem, f.hint
    from pg_temp.decision_read r
    cross join lateral unnest(array[
        rungs_api.fault_if(r.person_id is null, 'person', r.person, 'nobody is known by this', 'Write an employee id or an e-mail address.'),
        rungs_api.fault_if((r.outcome = any (outcomes)) is not true, 'outcome', r.outcome, 'not an outcome', 'Write promote, not_yet or deferred.'),
        rungs_api.fault_if(r.person_id is not null and r.line > r.first_line, 'person', r.person,
            format('the same person as in line %s', r.first_line), 'One decision for each person.')]) f
    where f.problem is not null;
    -- A file that says again what was decided changes nothing.
    insert into pg_temp.import_change
    select r.line, 'unchanged', r.person, 'outcome', null, r.outcome
    from pg_temp.decision_read r
    join pg_temp.decision_case c on c.person_id = r.person_id
    join rungs.decision d
      on d.id = c.decision_id and d.outcome = r.outcome
     and d.rationale = coalesce(r.rationale, '') and d.feedback = coalesce(r.feedback, '')
    where r.line = r.first_line;
    delete from pg_temp.decision_read r
    where r.line in (select p.line from pg_temp.import_problem p union all select c.line from pg_temp.import_change c);
    insert into pg_temp.import_problem
    select 'decisions', r.line, 'outcome', r.outcome, w.message, w.hint
    from pg_temp.decision_read r
    left join pg_temp.decision_case c on c.person_id = r.person_id
    left join pg_temp.decision_speaker s on s.word is not distinct from r.decided_by
    left join pg_temp.decision_line a on a.below_id = r.person_id and a.person_id = s.person_id
    left join (select d.id, rungs_api.rule_value_on('conflict_levels', d.id, current_date, now()) as levels from rungs.ladder d) b on b.id = c.ladder_id
    cross join lateral (
        select case when c.nomination_id is null then rungs_api.not_nominated(it, rungs_api.name_on(r.person_id, current_date, now()))
                    when s.message is not null then row(s.message, s.hint)::rungs_api.refusal
                    else coalesce(
                        case when r.person_id = s.person_id or a.depth is not null then rungs_api.conflict_fault(
                            rungs_api.name_on(s.person_id, current_date, now()),
                            rungs_api.conflict_words(r.person_id = s.person_id, a.depth, b.levels)) end,
                        rungs_api.decision_fault(c.facts, r.outcome, r.rationale, r.feedback)) end as wrong offset 0) j
    cross join lateral (select (j.wrong).message, (j.wrong).hint) w
    where w.message is not null;
    delete from pg_temp.decision_read r where r.line in (select p.line from pg_temp.import_problem p);
    for one in
        select r.line, r.outcome, r.rationale, r.feedback
        from pg_temp.decision_read r
        where rungs_api.text_fault(r.rationale, 4000, false) is not null
           or rungs_api.text_fault(r.feedback, 4000, false) is not null
    loop
        begin
            perform rungs_api.decision_texts(one.rationale, one.feedback);
        exception when sqlstate 'RG003' then
            get stacked diagnostics message = message_text, way_out = pg_exception_hint;
            insert into pg_temp.import_problem values ('decisions', one.line, 'outcome', one.outcome, message, way_out);
        end;
    end loop;
    delete from pg_temp.decision_read r where r.line in (select p.line from pg_temp.import_problem p);
end
$$;
comment on function rungs_api.decisions_judge is 'Judges the staged decisions by the rules of decide, in its order: the first that is broken is told. What is left is to be written.';

create function rungs_api.import_decisions(file_name text, sha256 text, effective_on date, cycle text)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    it rungs.cycle := rungs_api.cycle_at(cycle, '{calibrating,decided}');
    batch integer := rungs_api.import_record('decisions', file_name, sha256, coalesce(effective_on, current_date));
begin
    perform rungs_api.decisions_speak(it);
    perform rungs_api.decisions_read(it);
    perform rungs_api.decisions_judge(it);
    insert into rungs.decision (nomination_id, outcome, rationale, feedback, decided_on, decided_by, import_id, recorded_by)
    select c.nomination_id, r.outcome, btrim(r.rationale), coalesce(btrim(r.feedback), ''), current_date, s.person_id, batch, a.id
    from pg_temp.decision_read r
    join pg_temp.decision_case c on c.person_id = r.person_id
    join pg_temp.decision_speaker s on s.word is not distinct from r.decided_by
    cross join (select rungs_api.account_id() as id) a
    order by r.line;
    insert into pg_temp.import_change
    select r.line, 'new', r.person, 'outcome', null, r.outcome from pg_temp.decision_read r;
    perform rungs_api.cycle_analyze();
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_decisions is
    'Judges and records the staged decisions of a cycle, each by the rules of decide; the caller rolls back when there are problems.';
