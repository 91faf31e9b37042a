-- Decisions in bulk: what a committee decided, by the rules of decide.

create function rungs_api.import_decisions(file_name text, sha256 text, effective_on date, cycle text)
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
declare
    it rungs.cycle := rungs_api.cycle_at(cycle, '{calibrating,decided}');
    batch integer := rungs_api.import_record('decisions', file_name, sha256, coalesce(effective_on, current_date));
    outcomes text[] := array['promote', 'not_yet', 'deferred'];
    one record;
    message text;
    way_out text;
begin
    for one in
        select s.line, s.person, lower(s.outcome) as outcome, s.rationale, s.feedback, s.decided_by,
               min(s.line) over (partition by p.id) as first_line, p.id as person_id, n.id as nomination_id, d.id as decision_id
        from pg_temp.stage_decisions s
        left join rungs.person p on p.id = rungs_api.person_of_word(s.person)
        left join rungs.nomination n on n.cycle_id = it.id and n.person_id = p.id and n.superseded_at = 'infinity'
        -- A file that says again what was decided changes nothing.
        left join rungs.decision d
               on d.nomination_id = n.id and d.superseded_at = 'infinity' and d.outcome = lower(s.outcome)
              and d.rationale = coalesce(s.rationale, '') and d.feedback = coalesce(s.feedback, '')
        order by s.line
    loop
        if one.person_id is null or (one.outcome = any (outcomes)) is not true or one.line > one.first_line then
            insert into pg_temp.import_problem
            select 'decisions', one.line, f.column_name, f.value, f.problem, f.hint
            from unnest(array[
                rungs_api.fault_if(one.person_id is null, 'person', one.person, 'nobody is known by this', 'Write an employee id or an e-mail address.'),
                rungs_api.fault_if((one.outcome = any (outcomes)) is not true, 'outcome', one.outcome, 'not an outcome', 'Write promote, not_yet or deferred.'),
                rungs_api.fault_if(one.person_id is not null and one.line > one.first_line, 'person', one.person,
                    format('the same person as in line %s', one.first_line), 'One decision for each person.')]) f
            where f.problem is not null;
        elsif one.decision_id is not null then
            insert into pg_temp.import_change values (one.line, 'unchanged', one.person, 'outcome', null, one.outcome);
        else
            begin
                perform rungs_api.decide(one.person, one.outcome, one.rationale, one.feedback, one.decided_by, it.code);
                update rungs.decision d
                set import_id = batch
                where d.nomination_id = one.nomination_id and d.superseded_at = 'infinity';
                insert into pg_temp.import_change values (one.line, 'new', one.person, 'outcome', null, one.outcome);
            exception when sqlstate 'RG003' then
                get stacked diagnostics message = message_text, way_out = pg_exception_hint;
                insert into pg_temp.import_problem values ('decisions', one.line, 'outcome', one.outcome, message, way_out);
            end;
        end if;
    end loop;
    perform rungs_api.import_finish(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_decisions is
    'Judges and records the staged decisions of a cycle, each by the rules of decide; the caller rolls back when there are problems.';
