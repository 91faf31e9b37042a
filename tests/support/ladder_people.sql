-- People on ladders that were imported, and what they stand on: \i tests/support/ladder_people.sql
--
-- A level is written ladder/level, an expectation ladder/code. Everything is recorded since ever unless a test says
-- when, so that editions alone decide what was known.

create function pg_temp.person(who text) returns integer language sql as $$
    select p.id from rungs.person p where p.employee_id = who
$$;
create function pg_temp.level(word text) returns integer language sql as $$
    select l.id from rungs.level l join rungs.ladder d on d.id = l.ladder_id where d.code || '/' || l.code = word
$$;
create function pg_temp.expectation(word text) returns integer language sql as $$
    select x.id from rungs.expectation x join rungs.ladder d on d.id = x.ladder_id where d.code || '/' || x.code = word
$$;
create function pg_temp.edition(word text) returns integer language sql as $$
    select e.id from rungs.edition e join rungs.ladder d on d.id = e.ladder_id where d.code || '@' || e.number = word
$$;
create function pg_temp.moves(who text, level text, on_day date, kind text default 'promotion', recorded timestamptz default '-infinity') returns void language sql as $$
    insert into rungs.transition (person_id, effective_on, level_id, recorded_at)
    select pg_temp.person(who), on_day, pg_temp.level(level), recorded from rungs.transition_kind k where k.code = kind
$$;
-- Somebody comes in 2015, and is at a level from a day on.
create function pg_temp.comes(who text, level text default null, since date default null) returns void language sql as $$
    insert into rungs.person (employee_id) values (who);
    insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, recorded_at)
    values (pg_temp.person(who), '2015-01-01', '2015-01-01', 1, who, '-infinity');
    select case when level is not null then pg_temp.moves(who, level, since, 'hire') end
$$;
-- Somebody saw something: it is judged by the edition of that day, as far as there is one.
create function pg_temp.saw(who text, what text, how text, seer text, stands text, on_day date, work text default null) returns bigint language plpgsql as $$
declare
    entry bigint;
begin
    insert into rungs.account (login) values ('tester') on conflict (login) do nothing;
    insert into rungs.observer (person_id) values (pg_temp.person(seer)) on conflict (person_id) do nothing;
    insert into rungs.evidence (
        person_id, expectation_id, observer_id, observed_on, recorded_by, edition_id, strength_id, relation_id, work_type_id, summary, recorded_at, counted_since)
    select pg_temp.person(who), x.id, o.id, on_day, a.id, e.edition_id, s.id, r.id, w.id, 'It happened.', '-infinity', '-infinity'
    from rungs.strength s
    join rungs.relation r on r.code = stands
    join rungs.account a on a.login = 'tester'
    join rungs.observer o on o.person_id = pg_temp.person(seer)
    join rungs.expectation x on x.id = pg_temp.expectation(what)
    join rungs_api.edition_on(on_day, now()) e on e.ladder_id = x.ladder_id
    left join rungs.work_type w on w.code = work
    where s.code = how
    returning id into strict entry;
    return entry;
end
$$;
-- Two solid entries of two people, 4 points: just met.
create function pg_temp.meets(who text, what text, on_day date) returns void language sql as $$
    select pg_temp.saw(who, what, 'solid', 'boss', 'manager', on_day), pg_temp.saw(who, what, 'solid', 'peer', 'peer', on_day)
$$;

-- What the next level asks of somebody, in the order of the codes: 'helm partial 2, watch met 4'; weights other than 1 before
-- the code, a star for a must.
create function pg_temp.asked(who text, on_day date, edition text default null, seen timestamptz default now(), goal text default null) returns text language sql as $$
    select string_agg(concat_ws(' ', nullif(s.weight, 1), x.code || case when s.must then '*' else '' end, s.state, s.points), ', ' order by x.code)
    from rungs_api.expectation_standing(array[pg_temp.person(who)], on_day, seen, null, pg_temp.level(goal), pg_temp.edition(edition)) s
    join rungs.expectation x on x.id = s.expectation_id
    where s.weight is not null
$$;
-- Evidence that nothing asks for: its codes.
create function pg_temp.idle(who text, on_day date) returns text language sql as $$
    select string_agg(x.code, ', ' order by x.code)
    from rungs_api.expectation_standing(array[pg_temp.person(who)], on_day, now(), null, null) s
    join rungs.expectation x on x.id = s.expectation_id
    where s.weight is null
$$;
create function pg_temp.answer(who text, on_day date, edition text default null, seen timestamptz default now(), goal text default null)
returns table (level text, target text, coverage numeric, known numeric, months integer, verdict text, gates text, settling_until date) language sql as $$
    select d.code || '/' || l.code, t.code collate "default", round(r.coverage::numeric, 4), round(r.known::numeric, 4), r.months, r.verdict,
           (select coalesce(string_agg(g.code, ' '), '') from unnest(r.gates) g), r.settling_until
    from rungs_api.readiness(array[pg_temp.person(who)], on_day, seen, null, pg_temp.level(goal), pg_temp.edition(edition)) r
    join rungs.level l on l.id = r.level_id
    join rungs.ladder d on d.id = l.ladder_id
    left join rungs.level t on t.id = r.target_id
$$;
select pg_temp.comes('boss'), pg_temp.comes('peer');
