-- Cycles: opening one, and what there is.

create function rungs_api.cycle_open(word text, starts date, closes date, effective date)
returns table (cycle text, state text, starts_on date, closes_on date, effective_on date, people bigint)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(starts, null);
    round integer;
begin
    if word !~ '^[A-Za-z0-9][A-Za-z0-9_.-]*$' then
        raise exception using errcode = 'RG003', message = format('''%s'' cannot be the name of a cycle', word),
            hint = 'Letters, digits, - _ and . without blanks: 2026-H2.';
    end if;
    if exists (select from rungs.cycle c where c.code = word) then
        raise exception using errcode = 'RG003', message = format('there is a cycle ''%s'' already', word),
            hint = '''rungs cycle list'' shows what there is.';
    end if;
    if closes < starts or effective < starts then
        raise exception using errcode = 'RG003', message = 'the cycle would end before it starts',
            hint = '--closes and --effective lie on or after --starts.';
    end if;
    insert into rungs.cycle (code, starts_on, closes_on, effective_on, recorded_by)
    values (word, starts, closes, effective, rungs_api.account_id())
    returning id into round;
    insert into rungs.cycle_member (cycle_id, person_id, level_id, manager_id, organisation_id)
    select round, r.person_id, o.level_id, r.manager_id, r.organisation_id
    from rungs_api.employed_on(clock.day, clock.seen) r
    cross join lateral rungs_api.level_of(r.person_id, clock.day, clock.seen) o
    where o.level_id is not null;
    return query
    select l.* from rungs_api.cycle_list() l where l.cycle = word;
end
$$;
comment on function rungs_api.cycle_open is 'rungs cycle open: the population is everybody on a ladder on the first day.';

create function rungs_api.cycle_list()
returns table (cycle text, state text, starts_on date, closes_on date, effective_on date, people bigint)
language sql stable as $$
    select c.code, s.code, c.starts_on, c.closes_on, c.effective_on,
           (select count(*) from rungs.cycle_member m where m.cycle_id = c.id)
    from rungs.cycle c
    join rungs.cycle_state s on s.id = c.state_id
    order by c.starts_on desc, c.id desc
$$;
comment on function rungs_api.cycle_list is 'rungs cycle list.';

create function rungs_api.cycle_find(word text) returns integer
language plpgsql stable as $$
declare
    round integer;
    known text[] := array(select c.code from rungs.cycle c order by c.id desc);
begin
    if word is null then
        select c.id into round from rungs.cycle c where c.state_id < 4 order by c.id desc limit 1;
        if round is not null then
            return round;
        end if;
        raise exception using errcode = 'RG003', message = 'no cycle is open',
            hint = 'Open one: rungs cycle open NAME --starts DATE --closes DATE --effective DATE.';
    end if;
    select c.id into round from rungs.cycle c where c.code = word;
    if round is null then
        raise exception using errcode = 'RG003', message = format('there is no cycle ''%s''', word),
            hint = case when cardinality(known) = 0
                then 'Open one: rungs cycle open NAME --starts DATE --closes DATE --effective DATE.'
                else rungs_api.did_you_mean(word, known) end;
    end if;
    return round;
end
$$;
comment on function rungs_api.cycle_find is 'The cycle that a word names; without a word the latest that is not closed.';
