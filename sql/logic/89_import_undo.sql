-- Looking back on imports, and taking one back.

create function rungs_api.import_find(number text) returns rungs.import
language plpgsql stable as $$
declare
    found_row rungs.import;
begin
    if number ~ '^[0-9]{1,9}$' then
        select i.* into found_row from rungs.import i where i.id = number::integer;
    end if;
    if found_row.id is null then
        raise exception using
            errcode = 'RG003',
            message = format('there is no import %s', number),
            hint = '''rungs import list'' shows the numbers.';
    end if;
    return found_row;
end
$$;
comment on function rungs_api.import_find is 'The batch that a number names.';

create function rungs_api.import_facts(number text)
returns table (import integer, kind text, file text, effective_on date, recorded_at timestamptz, login text, sha256 text, undone_at timestamptz, summary jsonb)
language plpgsql stable as $$
#variable_conflict use_column
declare
    batch rungs.import := rungs_api.import_find(number);
begin
    return query
    select i.id, i.kind, i.file_name, nullif(i.effective_on, '-infinity'), i.recorded_at, a.login, i.sha256, i.undone_at, i.summary
    from rungs.import i
    join rungs.account a on a.id = i.recorded_by
    where i.id = batch.id;
end
$$;
comment on function rungs_api.import_facts is 'rungs import show: what a batch was.';

create function rungs_api.import_lines(number text)
returns table (line integer, action text, who text, field text, old_value text, new_value text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    batch rungs.import := rungs_api.import_find(number);
begin
    return query
    select x.line, x.action, x.who, x.field, x.old_value, x.new_value
    from (
        select r.line, r.action, r.subject as who, r.field, r.old_value, r.new_value, 1 as part
        from rungs.import_line r
        where r.import_id = batch.id
        union all
        select null, 'new', e.name, null, null, e.title, 2
        from rungs_api.import_brought(batch.id) p (id)
        join lateral (
            select f.name, f.title from rungs.roster_entry f
            where f.person_id = p.id and f.import_id = batch.id
            order by f.valid_from, f.id limit 1) e on true
        union all
        select null, 'new', coalesce(r.name, p.employee_id, p.email), x.code, null, s.code, 2
        from rungs.evidence e
        join rungs.expectation x on x.id = e.expectation_id
        join rungs.strength s on s.id = e.strength_id
        join rungs.person p on p.id = e.person_id
        left join rungs_api.roster_on(current_date, now()) r on r.person_id = e.person_id
        where batch.kind = 'evidence'
          and e.import_id = batch.id
          and e.supersedes_id is null
    ) x
    order by x.part, x.line, x.who, x.field;
end
$$;
comment on function rungs_api.import_lines is 'rungs import show: what a batch changed, and whom it brought.';

create function rungs_api.import_brought(batch integer) returns setof integer
language sql stable as $$
    select distinct e.person_id
    from rungs.roster_entry e
    where e.import_id = batch
      and not exists (select from rungs.roster_entry o where o.person_id = e.person_id and o.superseded_by = batch and o.import_id is distinct from batch)
      and not exists (
            select from rungs.roster_entry o
            where o.person_id = e.person_id and o.superseded_at = 'infinity' and o.import_id is distinct from batch and o.recorded_at <= e.recorded_at)
$$;
comment on function rungs_api.import_brought is 'The people of whom nothing was believed before a batch.';

create function rungs_api.undo_refuse(message text, hint text) returns void
language plpgsql stable as $$
begin
    raise exception using errcode = 'RG003', message = undo_refuse.message, hint = undo_refuse.hint;
end
$$;
comment on function rungs_api.undo_refuse is 'Refuses to take an import back.';

create function rungs_api.undo_check(batch rungs.import) returns void
language plpgsql stable as $$
declare
    later record;
begin
    if batch.undone_at is not null then
        perform rungs_api.undo_refuse(format('import %s was undone already', batch.id), '''rungs import list'' shows what stands.');
    end if;
    if batch.kind in ('evidence', 'scope') then
        perform rungs_api.undo_check_log(batch);
        return;
    end if;
    if batch.kind not in ('roster', 'history') then
        perform rungs_api.undo_refuse(format('an import of %s cannot be undone', batch.kind),
            case batch.kind when 'decisions' then 'Take each decision up again: rungs decide reopen PERSON --reason TEXT.'
                            when 'ladder' then 'Import the files of the edition before again: rungs ladder export CODE@NUMBER DIRECTORY writes them.'
                            else 'Import a file that says what is right; it takes the place of what was wrong.' end);
    end if;
    -- Versions of this batch that a later one, which stands, has taken the place of.
    select x.superseded_by as import_id, count(distinct x.person_id) as people into later
    from (
        select e.superseded_by, e.person_id from rungs.roster_entry e where e.import_id = batch.id and e.superseded_at < 'infinity'
        union all
        select t.superseded_by, t.person_id from rungs.transition t where t.import_id = batch.id and t.superseded_at < 'infinity'
        union all
        -- A later step from a level that this batch brought, or of somebody whom it brought.
        select t.import_id, t.person_id
        from rungs.transition t
        where t.superseded_at = 'infinity'
          and t.import_id > batch.id
          and (t.person_id in (select p.id from rungs_api.import_brought(batch.id) p (id))
               or exists (
                    select from rungs.transition o
                    where o.person_id = t.person_id and o.import_id = batch.id and o.superseded_at = 'infinity' and o.effective_on < t.effective_on
                      and not exists (
                            select from rungs.transition b
                            where b.person_id = t.person_id and b.superseded_at = 'infinity'
                              and b.effective_on > o.effective_on and b.effective_on < t.effective_on)))
    ) x
    join rungs.import i on i.id = x.superseded_by and i.undone_at is null and i.id <> batch.id
    group by x.superseded_by
    order by x.superseded_by desc
    limit 1;
    if later.import_id is not null then
        perform rungs_api.undo_refuse(
            format('import %s changed %s since', later.import_id, case later.people when 1 then 'one of these people' else later.people || ' of these people' end),
            format('Undo that one first: rungs import undo %s.', later.import_id));
    end if;
    -- What a closed cycle promoted people from.
    select y.code, count(distinct t.person_id) as people into later
    from rungs.decision d
    join rungs.transition w on w.id = d.transition_id
    join rungs.transition t on t.person_id = w.person_id and t.import_id = batch.id and t.superseded_at = 'infinity' and t.effective_on < w.effective_on
    join rungs.nomination n on n.id = d.nomination_id
    join rungs.cycle y on y.id = n.cycle_id
    where not exists (
        select from rungs.transition b
        where b.person_id = w.person_id and b.superseded_at = 'infinity'
          and b.effective_on > t.effective_on and b.effective_on < w.effective_on)
    group by y.id, y.code
    order by y.id desc
    limit 1;
    if later.people > 0 then
        perform rungs_api.undo_refuse(
            format('the cycle ''%s'' promoted %s from a level of this import', later.code,
                   case later.people when 1 then 'one person' else later.people || ' people' end),
            'A closed cycle is not changed any more. Import a corrected roster instead.');
    end if;
    select count(*) as people into later
    from rungs_api.import_brought(batch.id) p (id)
    where (exists (select from rungs.evidence v where v.person_id = p.id and v.undone_by is null)
           or exists (select from rungs.nomination n where n.person_id = p.id)
           or exists (select from rungs.scope_entry s where s.person_id = p.id and s.superseded_at = 'infinity')
           or exists (select from rungs.roster_entry e where e.manager_id = p.id and e.superseded_at = 'infinity' and e.import_id <> batch.id));
    if later.people > 0 then
        perform rungs_api.undo_refuse(
            format('%s that this import brought %s evidence, scope, a nomination or reports by now',
                   case later.people when 1 then 'one person' else later.people || ' people' end, case later.people when 1 then 'has' else 'have' end),
            'Import a corrected roster instead.');
    end if;
end
$$;
comment on function rungs_api.undo_check is 'Refuses to take back an import that later changes build on.';

create function rungs_api.import_undo(number text)
returns table (import integer, kind text, file text, people bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    batch rungs.import := rungs_api.import_find(number);
    touched integer[];
begin
    perform rungs_api.import_lock(case batch.kind when 'history' then 'roster' else batch.kind end);
    perform rungs_api.undo_check(batch);
    if batch.kind in ('evidence', 'scope') then
        update rungs.import i set undone_at = now() where i.id = batch.id;
        return query
        select batch.id, batch.kind, batch.file_name,
               case batch.kind when 'scope' then rungs_api.undo_scope(batch.id) else rungs_api.undo_evidence(batch.id) end;
        return;
    end if;
    touched := array(
        select e.person_id from rungs.roster_entry e where e.import_id = batch.id or e.superseded_by = batch.id
        union
        select t.person_id from rungs.transition t where t.import_id = batch.id or t.superseded_by = batch.id);
    update rungs.roster_entry e
    set superseded_at = now(), superseded_by = batch.id
    where e.import_id = batch.id and e.superseded_at = 'infinity';
    insert into rungs.roster_entry (
        person_id, valid_from, valid_to, import_id, stated_on, said, hired_on, name, email, title, manager_id, manager_word,
        organisation_id, location, specialization_id, status_id, employee_id, attributes)
    select e.person_id, e.valid_from, e.valid_to, e.import_id, e.stated_on, e.said, e.hired_on, e.name, e.email, e.title, e.manager_id, e.manager_word,
           e.organisation_id, e.location, e.specialization_id, e.status_id, e.employee_id, e.attributes
    from rungs.roster_entry e
    where e.superseded_by = batch.id
      and e.import_id is distinct from batch.id;
    update rungs.transition t
    set superseded_at = now(), superseded_by = batch.id
    where t.import_id = batch.id and t.superseded_at = 'infinity';
    insert into rungs.transition (person_id, effective_on, stated_on, import_id, recorded_by, level_id, note)
    select t.person_id, t.effective_on, t.stated_on, t.import_id, t.recorded_by, t.level_id, t.note
    from rungs.transition t
    where t.superseded_by = batch.id
      and t.import_id is distinct from batch.id;
    perform rungs_api.roster_identities(touched);
    perform rungs_api.roster_forget(touched);
    update rungs.import i set undone_at = now() where i.id = batch.id;
    return query select batch.id, batch.kind, batch.file_name, cardinality(touched)::bigint;
end
$$;
comment on function rungs_api.import_undo is 'rungs import undo: what a batch wrote is believed no more, what it took the place of is believed again; nothing is deleted.';
