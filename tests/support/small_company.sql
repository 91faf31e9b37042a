-- A company small enough to be reckoned by hand: \i tests/support/small_company.sql
--
-- Ladder tower: one < two < three < four. Default stage model pairs (low: one, two; high: three, four), the
-- other halves (ground: one; upper: two, three, four). Boss, peer and far are voices without a level.
--
--   level one    a1 (1)  a2 (1)
--   level two    b1 (2, must)  b2 (1)  b3 (1)  b4 (1)      scope: 2 reports      together 5
--   level three  c1 (3, must)  c2 (1)  c3 (1)              scope: large surface  together 5
--   level four   d1 (1)  d2 (1)                                                  together 2
--   low to high  s1 (2, must)  s2 (1)                                            together 3
--   ground to upper  g1 (5)
--
-- Everything is recorded since ever unless a test says when.

insert into rungs.ladder (code, recorded_at) values ('tower', '-infinity');
insert into rungs.edition (
    ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at)
select l.id, 1, 'Tower', 'building', '', '', '', '-infinity', '-infinity'
from rungs.ladder l where l.code = 'tower';

create function pg_temp.edition() returns integer language sql as $$
    select min(e.id) from rungs.edition e join rungs.ladder l on l.id = e.ladder_id where l.code = 'tower'
$$;
create function pg_temp.level(word text) returns integer language sql as $$
    select l.id from rungs.level l join rungs.ladder d on d.id = l.ladder_id where d.code = 'tower' and l.code = word
$$;
create function pg_temp.expectation(word text) returns integer language sql as $$
    select x.id from rungs.expectation x where x.code = word
$$;

insert into rungs.level (ladder_id, code)
select l.id, w.code
from rungs.ladder l cross join unnest('{one,two,three,four}'::text[]) with ordinality w (code, rank)
where l.code = 'tower'
order by w.rank;
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
select pg_temp.edition(), pg_temp.level(w.code), w.rank, w.rank, 'Level ' || w.code,
       case when w.rank > 2 then 'manager' else 'individual' end, '', '', ''
from unnest('{one,two,three,four}'::text[]) with ordinality w (code, rank);
insert into rungs.level_next (edition_id, level_id, next_id, position)
select pg_temp.edition(), pg_temp.level(w.below), pg_temp.level(w.above), 1
from (values ('one', 'two'), ('two', 'three'), ('three', 'four')) w (below, above);

insert into rungs.stage_model (edition_id, position, code, name, is_default, summary, source, author) values
    (pg_temp.edition(), 1, 'pairs', 'Pairs', true, '', '', ''), (pg_temp.edition(), 2, 'halves', 'Halves', false, '', '', '');
insert into rungs.stage (stage_model_id, position, code, name, great, source, author)
select m.id, w.position, w.stage, w.stage, '', '', ''
from (values ('pairs', 1, 'low'), ('pairs', 2, 'high'), ('halves', 1, 'ground'), ('halves', 2, 'upper')) w (model, position, stage)
join rungs.stage_model m on m.edition_id = pg_temp.edition() and m.code = w.model;
insert into rungs.stage_level (stage_model_id, level_id, stage_id, position)
select s.stage_model_id, pg_temp.level(w.level), s.id, 1
from (values ('low', 'one'), ('low', 'two'), ('high', 'three'), ('high', 'four'),
             ('ground', 'one'), ('upper', 'two'), ('upper', 'three'), ('upper', 'four')) w (stage, level)
join rungs.stage s on s.code = w.stage;
insert into rungs.crossing (edition_id, stage_model_id, code, from_stage_id, to_stage_id, position, name, advice, source, author)
select pg_temp.edition(), a.stage_model_id, w.code, a.id, b.id, 1, w.name, '', '', ''
from (values ('low_high', 'low', 'high', 'From low to high'),
             ('ground_upper', 'ground', 'upper', 'Off the ground')) w (code, from_stage, to_stage, name)
join rungs.stage a on a.code = w.from_stage
join rungs.stage b on b.code = w.to_stage;

create temporary table asked (code text, level text, crossing text, weight float8, must boolean);
insert into asked values
    ('a1', 'one', null, 1, false), ('a2', 'one', null, 1, false),
    ('b1', 'two', null, 2, true), ('b2', 'two', null, 1, false), ('b3', 'two', null, 1, false), ('b4', 'two', null, 1, false),
    ('c1', 'three', null, 3, true), ('c2', 'three', null, 1, false), ('c3', 'three', null, 1, false),
    ('d1', 'four', null, 1, false), ('d2', 'four', null, 1, false),
    ('s1', null, 'low_high', 2, true), ('s2', null, 'low_high', 1, false), ('g1', null, 'ground_upper', 5, false);
insert into rungs.expectation (ladder_id, code)
select l.id, a.code from asked a join rungs.ladder l on l.code = 'tower';
insert into rungs.expectation_text (
    edition_id, expectation_id, level_id, crossing_id, position, weight, must, sentence, source, author)
select pg_temp.edition(), pg_temp.expectation(a.code), pg_temp.level(a.level), c.id,
       row_number() over (order by a.code), a.weight, a.must, 'Does ' || a.code || '.', '', ''
from asked a
left join rungs.crossing c on c.code = a.crossing;

insert into rungs.measure (code) values ('reports'), ('surface');
insert into rungs.measure_text (edition_id, measure_id, position, name, unit)
select pg_temp.edition(), m.id, w.position, w.name, w.unit
from (values ('reports', 1, 'Direct reports', 'people'), ('surface', 2, 'Surface', 'step')) w (code, position, name, unit)
join rungs.measure m on m.code = w.code;
insert into rungs.measure_step (edition_id, measure_id, rank, code, name)
select pg_temp.edition(), m.id, w.rank, w.code, w.name
from rungs.measure m cross join (values (1, 'small', 'Small'), (2, 'large', 'Large')) w (rank, code, name)
where m.code = 'surface';
insert into rungs.level_scope (edition_id, level_id, measure_id, position, minimum, step, source, author)
select pg_temp.edition(), pg_temp.level(w.level), m.id, 1, w.minimum, w.step, '', ''
from (values ('two', 'reports', 2, null), ('three', 'surface', null, 'large')) w (level, measure, minimum, step)
join rungs.measure m on m.code = w.measure;
-- With ids of their own: there are at most 62, and a rolled back test gives none back.
insert into rungs.work_type (id, code) values (1, 'feature'), (2, 'growth'), (3, 'scaling');
insert into rungs.work_type_text (edition_id, work_type_id, position, name, summary, source, author)
select pg_temp.edition(), w.id, w.id, w.code, '', '', '' from rungs.work_type w;
insert into rungs.specialization (code) select w.code from rungs.work_type w;
insert into rungs.specialization_text (edition_id, specialization_id, position, work_type_id, name, summary, source, author)
select pg_temp.edition(), s.id, w.id, w.id, s.code, '', '', ''
from rungs.specialization s join rungs.work_type w on w.code = s.code;

-- Somebody comes: employee id, e-mail and name are one word.
create function pg_temp.comes(who text, hired date, level text default null, since date default null, boss text default null)
returns void language plpgsql as $$
begin
    insert into rungs.person (employee_id, email) values (who, who || '@tower.example');
    insert into rungs.roster_entry (person_id, valid_from, stated_on, hired_on, status_id, name, email, title, manager_id, recorded_at)
    select p.id, hired, hired, hired, 1, who, p.email, who || '''s title',
           (select b.id from rungs.person b where b.employee_id = boss), '-infinity'
    from rungs.person p where p.employee_id = who;
    if level is not null then
        perform pg_temp.moves(who, level, coalesce(since, hired), 'hire');
    end if;
end
$$;
create function pg_temp.person(who text) returns integer language sql as $$
    select p.id from rungs.person p where p.employee_id = who
$$;
create function pg_temp.moves(who text, level text, on_day date, kind text default 'promotion', recorded timestamptz default '-infinity')
returns void language sql as $$
    -- What kind it is follows from what came before; the word is for the reader of a test.
    insert into rungs.transition (person_id, effective_on, stated_on, level_id, recorded_at)
    select pg_temp.person(who), on_day, on_day, pg_temp.level(level), recorded
    from rungs.transition_kind k where k.code = kind
$$;
create function pg_temp.owns(who text, measure text, amount float8, on_day date, recorded timestamptz default '-infinity')
returns void language sql as $$
    -- A number of a step measure is the step of that rank.
    insert into rungs.scope_entry (person_id, measure_id, effective_on, value, step, recorded_at)
    select pg_temp.person(who), m.id, on_day, case when t.unit <> 'step' then amount end, s.code, recorded
    from rungs.measure m
    join rungs.measure_text t on t.edition_id = pg_temp.edition() and t.measure_id = m.id
    left join rungs.measure_step s on s.edition_id = t.edition_id and s.measure_id = m.id and s.rank = amount
    where m.code = measure
$$;
-- Somebody saw something. Self-logged entries wait for somebody else.
create function pg_temp.saw(
    who text, what text, how text, seer text, stands text, on_day date,
    work text default null, recorded timestamptz default '-infinity')
returns bigint language plpgsql as $$
declare
    entry bigint;
begin
    insert into rungs.account (login) values ('tester') on conflict (login) do nothing;
    if stands in ('customer', 'metric') then
        insert into rungs.observer (name) values (seer) on conflict (name) do nothing;
    else
        insert into rungs.observer (person_id) values (pg_temp.person(seer)) on conflict (person_id) do nothing;
    end if;
    insert into rungs.evidence (
        person_id, expectation_id, observer_id, observed_on, recorded_by, edition_id, strength_id, relation_id,
        work_type_id, summary, recorded_at, counted_since)
    select pg_temp.person(who), pg_temp.expectation(what), o.id, on_day, a.id, pg_temp.edition(), s.id, r.id,
           w.id, 'It happened.', recorded, case when r.is_self then null else recorded end
    from rungs.strength s
    join rungs.relation r on r.code = stands
    join rungs.account a on a.login = 'tester'
    join rungs.observer o on case when r.is_outside then o.name = seer else o.person_id = pg_temp.person(seer) end
    left join rungs.work_type w on w.code = work
    where s.code = how
    returning id into entry;
    return entry;
end
$$;
-- Two solid entries of two people, 4 points: just met. Beside the boss the peer, or far, who is a peer of the boss.
create function pg_temp.meets(who text, what text, on_day date, other text default 'peer') returns void language sql as $$
    select pg_temp.saw(who, what, 'solid', 'boss', 'manager', on_day);
    select pg_temp.saw(who, what, 'solid', other, case other when 'far' then 'manager_peer' else 'peer' end, on_day);
$$;
select pg_temp.comes('boss', '2015-01-01'), pg_temp.comes('peer', '2015-01-01'), pg_temp.comes('far', '2015-01-01');

-- What Rungs says. One row a person; gates as the words 'coverage must'.
create function pg_temp.answer(who text, on_day date, model text default null, goal text default null, seen timestamptz default now())
returns table (
    verdict text, coverage float8, known float8, gates text, reasons text, months integer, sustained integer,
    settling_until date, old_job boolean, still_old_job boolean, across boolean, target text, breadth integer, other_work boolean)
language sql as $$
    select r.verdict, r.coverage, r.known,
           (select coalesce(string_agg(g.code, ' '), '') from unnest(r.gates) g),
           (select string_agg(g.code || ': ' || g.reason, e'\n') from unnest(r.gates) g),
           r.months, r.sustained, r.settling_until, r.is_old_job_only, r.is_still_old_job, r.is_across, t.code collate "default", r.breadth, r.is_other_work
    from rungs_api.readiness(array[pg_temp.person(who)], on_day, seen, model, pg_temp.level(goal)) r
    left join rungs.level t on t.id = r.target_id
$$;
create function pg_temp.reason(who text, gate text, on_day date, model text default null, goal text default null)
returns text language sql as $$
    select g.reason
    from rungs_api.readiness(array[pg_temp.person(who)], on_day, now(), model, pg_temp.level(goal)) r
    cross join unnest(r.gates) g
    where g.code = gate
$$;
-- One expectation of a person as 'state points'.
create function pg_temp.stands(who text, what text, on_day date, seen timestamptz default now()) returns text language sql as $$
    select s.state || coalesce(' ' || s.points, '')
    from (select) one
    left join rungs_api.expectation_standing(array[pg_temp.person(who)], on_day, seen, null, null) s
           on s.expectation_id = pg_temp.expectation(what)
$$;
