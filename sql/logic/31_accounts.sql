-- Who is at the keyboard: which person a login stands for.

create function rungs_api.name_on(person integer, day date, seen timestamptz) returns text
language sql stable as $$
    select coalesce(
        (select r.name from rungs_api.roster_on(day, seen) r where r.person_id = person),
        (select coalesce(p.employee_id, p.email) from rungs.person p where p.id = person))
$$;
comment on function rungs_api.name_on is 'What somebody is called on a day: the name on the roster, or else the employee id or address.';

create function rungs_api.me() returns integer
language sql stable as $$
    select p.person_id
    from rungs.account a
    join rungs.account_person p on p.account_id = a.id and p.superseded_at = 'infinity'
    where a.login = rungs_api.login()
$$;
comment on function rungs_api.me is 'The person whom the login stands for now; null when nobody has said.';

create function rungs_api.me_word() returns text
language sql stable as $$
    select (select coalesce(p.employee_id, p.email) from rungs.person p where p.id = rungs_api.me())
$$;
comment on function rungs_api.me_word is 'A word that names me; null when nobody has said who I am.';

create function rungs_api.person_or_me(word text, option text, day date, seen timestamptz) returns integer
language plpgsql stable as $$
begin
    if word is not null then
        return rungs_api.person_find(word, day, seen);
    end if;
    if rungs_api.me() is null then
        raise exception using
            errcode = 'RG003',
            message = format('it is not known who ''%s'' is', rungs_api.login()),
            hint = format('Say it once: rungs account set %s PERSON. Or name somebody now: --%s PERSON.',
                          quote_ident(rungs_api.login()), option);
    end if;
    return rungs_api.me();
end
$$;
comment on function rungs_api.person_or_me is 'The person that an option names, or else whoever is at the keyboard.';

create function rungs_api.account_set(word text, who text)
returns table (login text, person text, employee_id text, person_before text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    one integer := case when who is not null then rungs_api.person_find(who, clock.day, clock.seen) end;
    account integer;
    before integer;
    known text[] := array(select r.rolname::text from pg_catalog.pg_roles r where r.rolcanlogin order by 1);
begin
    if btrim(word) = '' or (not rungs_api.is_private() and word <> all (known) and not exists (select from rungs.account a where a.login = word)) then
        raise exception using errcode = 'RG003',
            message = format('there is no login ''%s'' on this server', word),
            hint = rungs_api.did_you_mean(word, known);
    end if;
    if one is not null and not exists (select from rungs_api.employed_on(clock.day, clock.seen) e where e.person_id = one) then
        raise exception using errcode = 'RG003',
            message = format('%s does not work here', (select r.name from rungs_api.roster_on(clock.day, clock.seen) r where r.person_id = one)),
            hint = 'A login stands for somebody who does.';
    end if;
    account := rungs_api.account_of(word);
    before := (select p.person_id from rungs.account_person p where p.account_id = account and p.superseded_at = 'infinity');
    if before is not distinct from one then
        raise exception using errcode = 'RG003',
            message = format('''%s'' is %s already', word, case when one is null then 'nobody' else 'that person' end),
            hint = '''rungs account list'' shows who is who.';
    end if;
    update rungs.account_person p
    set superseded_at = now()
    where p.account_id = account and p.superseded_at = 'infinity';
    insert into rungs.account_person (account_id, person_id, recorded_by)
    values (account, one, rungs_api.account_id());
    return query
    select word, n.name, p.employee_id::text, o.name
    from (select) x
    left join rungs.person p on p.id = one
    left join rungs_api.roster_on(clock.day, clock.seen) n on n.person_id = one
    left join rungs_api.roster_on(clock.day, clock.seen) o on o.person_id = before;
end
$$;
comment on function rungs_api.account_set is 'rungs account set and clear: from now on a login stands for this person, or for nobody.';

create function rungs_api.account_list(history boolean)
returns table (
    login text, person text, employee_id text, is_me boolean, since timestamptz, until timestamptz, said_by text)
language sql stable as $$
    select a.login, r.name, p.employee_id, a.login = rungs_api.login(), m.recorded_at,
           nullif(m.superseded_at, 'infinity'), w.login
    from rungs_api.clock(null, null) c
    cross join (
        select o.id, o.login from rungs.account o
        union all
        select null, rungs_api.login()
        where not exists (select from rungs.account o where o.login = rungs_api.login())
    ) a
    left join rungs.account_person m
           on m.account_id = a.id and (history or m.superseded_at = 'infinity')
    left join rungs.person p on p.id = m.person_id
    left join rungs_api.roster_on(c.day, c.seen) r on r.person_id = m.person_id
    left join rungs.account w on w.id = m.recorded_by
    order by a.login <> rungs_api.login(), a.login, m.id
$$;
comment on function rungs_api.account_list is 'rungs account list: who writes here, whoever is at the keyboard first; with history every person a login ever stood for.';
