-- database: empty
--
-- Levels that include lower ones, "everything below, plus": a promotion asks for what is new, and for what was skipped.
--
--   a      a1
--   b      b1, b2 (2, must)         includes a
--   c      c1 (3)                   includes b, and so a
--   d      d1                       includes c and, said once more, a; the border before it asks s1
--   m      m1                       manager track, rank of b
--   n      n1                       manager track, rank of c, includes a and m

\i tests/support/imports.sql
\i tests/support/ladder_files.sql
\i tests/support/ladder_people.sql
select plan(34);

create temporary table climb as select jsonb '{
    "ladder": [{"code": "climb", "name": "Climb", "profession": "climbing"}],
    "levels": [
        {"code": "a", "rank": "1", "name": "A", "track": "individual", "next": "b m"},
        {"code": "b", "rank": "2", "name": "B", "track": "individual", "next": "c", "includes": "a"},
        {"code": "c", "rank": "3", "name": "C", "track": "individual", "next": "d", "includes": "b"},
        {"code": "d", "rank": "4", "name": "D", "track": "individual", "includes": "c a"},
        {"code": "m", "rank": "2", "name": "M", "track": "manager", "next": "n"},
        {"code": "n", "rank": "3", "name": "N", "track": "manager", "includes": "a m"}],
    "dimensions": [{"code": "rope", "name": "Rope"}],
    "expectations": [
        {"code": "a1", "level": "a", "sentence": "Climbs."}, {"code": "b1", "level": "b", "dimension": "rope", "sentence": "Leads."},
        {"code": "b2", "level": "b", "weight": "2", "must": "yes", "sentence": "Belays."},
        {"code": "c1", "level": "c", "weight": "3", "sentence": "Plans."}, {"code": "d1", "level": "d", "sentence": "Guides."},
        {"code": "m1", "level": "m", "sentence": "Hosts."}, {"code": "n1", "level": "n", "sentence": "Hires."}],
    "stage-models": [{"code": "hills", "name": "Hills", "default": "yes"}],
    "stages": [{"model": "hills", "position": "1", "code": "low", "name": "Low", "great": "x", "levels": "a b c m n"},
               {"model": "hills", "position": "2", "code": "high", "name": "High", "great": "x", "levels": "d"}],
    "crossings": [{"code": "pass", "model": "hills", "from": "low", "to": "high", "name": "Pass"}],
    "shifts": [{"code": "s1", "crossing": "pass", "sentence": "Shifts."}]}' as files;
select pg_temp.take('ladder', null, c.files) from climb c \g /dev/null

-- What includes what.
create function pg_temp.included(edition text) returns text language sql as $$
    select string_agg(x.higher || ': ' || x.lower, ', ' order by x.higher)
    from (select h.code as higher, string_agg(l.code, ' ' order by l.code) as lower
          from rungs_api.include_of(pg_temp.edition(edition)) i join rungs.level h on h.id = i.level_id join rungs.level l on l.id = i.included_id
          group by h.code) x
$$;
select is(pg_temp.included('climb@1'), 'b: a, c: a b, d: a b c, n: a m', 'all that a level includes, each once');
select is_empty('select * from rungs_api.include_of(null)', 'no edition includes nothing');

-- What a move asks: of somebody at a level, for a target.
create function pg_temp.asks(present text, goal text, edition text default null) returns text language sql as $$
    select string_agg(concat_ws(' ', nullif(r.weight, 1), x.code || case when r.must then '*' else '' end) || case when r.is_shift then ' (shift)' else '' end, ', ' order by r.is_shift, x.code)
    from rungs_api.requirement_on(current_date, now(), null, pg_temp.level(goal), pg_temp.edition(edition)) r
    join rungs.expectation x on x.id = r.expectation_id
    where r.level_id = pg_temp.level(present)
$$;
select is(pg_temp.asks('climb/' || c.present, 'climb/' || c.goal), c.wanted, format('%s to %s', c.present, coalesce(c.goal, 'the next level')))
from (values
    (1, 'a', null, 'b1, 2 b2*'), (2, 'b', null, '3 c1'), (3, 'c', null, 'd1, s1 (shift)'), (4, 'm', null, 'a1, n1'), (5, 'd', null, null), (6, 'n', null, null),
    (7, 'a', 'b', 'b1, 2 b2*'), (8, 'a', 'c', 'b1, 2 b2*, 3 c1'), (9, 'a', 'd', 'b1, 2 b2*, 3 c1, d1, s1 (shift)'), (10, 'b', 'd', '3 c1, d1, s1 (shift)'), (11, 'c', 'd', 'd1, s1 (shift)'),
    (12, 'a', 'm', 'm1'), (13, 'a', 'n', 'm1, n1'), (14, 'm', 'b', 'a1, b1, 2 b2*'), (15, 'm', 'c', 'a1, b1, 2 b2*, 3 c1'), (16, 'm', 'd', 'a1, b1, 2 b2*, 3 c1, d1, s1 (shift)'),
    (17, 'b', 'n', 'm1, n1'), (18, 'n', 'c', 'b1, 2 b2*, 3 c1'), (19, 'c', 'n', 'm1, n1'), (20, 'n', 'm', null), (21, 'b', 'b', null)) c (number, present, goal, wanted)
order by c.number;

-- A person: coverage over what is new and what was skipped, reckoned by hand.
select pg_temp.comes('amy', 'climb/a', '2025-01-01');
select pg_temp.meets('amy', 'climb/a1', '2026-03-01'), pg_temp.meets('amy', 'climb/b1', '2026-03-01'), pg_temp.saw('amy', 'climb/c1', 'solid', 'boss', 'manager', '2026-03-01');
select results_eq($$ select a.target, a.coverage, a.known, a.gates from pg_temp.answer('amy', '2026-06-15') a $$, $$ values ('b', 0.3333, 0.3333, 'coverage must sustained') $$,
    'for the next level 1 of 3 parts: what the level has anyway is not asked again');
select results_eq($$ select a.target, a.coverage, a.known, a.gates from pg_temp.answer('amy', '2026-06-15', goal => 'climb/c') a $$, $$ values ('c', 0.4167, 0.6667, 'coverage must sustained') $$,
    'for the one after (1 + 0 + 1.5) of 6, and the must that was skipped');
select pg_temp.meets('amy', 'climb/b2', '2026-03-01'), pg_temp.meets('amy', 'climb/c1', '2026-03-01');
select results_eq($$ select a.coverage, a.gates, a.verdict from pg_temp.answer('amy', '2026-06-15', goal => 'climb/c') a $$, $$ values (1.0000, '', 'ready') $$, 'all of it met');
select results_eq($$ select a.coverage from pg_temp.answer('amy', '2026-06-15', goal => 'climb/d') a $$, $$ values (0.7500) $$, '6 of 8 parts for the one after that, with its shift');
select pg_temp.moves('amy', 'climb/b', '2026-06-10');
select results_eq($$ select a.target, a.coverage, a.gates from pg_temp.answer('amy', '2026-06-15') a $$, $$ values ('c', 1.0000, 'months') $$, 'from b on it is c1 alone');

-- An edition decides what is included.
select is(pg_temp.take('ladder', '2026-06-01', pg_temp.changed('levels', 4, '{"includes": ""}', c.files)), 'changed 1, unchanged 19', 'c includes nothing any more') from climb c;
select is(pg_temp.included('climb@2') || ' / ' || pg_temp.included('climb@1'), 'b: a, d: a c, n: a m / b: a, c: a b, d: a b c, n: a m', 'which each edition says for itself');
select is(pg_temp.asks('climb/a', 'climb/c'), '3 c1', 'then nothing that was skipped is asked');
select is(pg_temp.asks('climb/a', 'climb/c', 'climb@1'), 'b1, 2 b2*, 3 c1', 'by the first edition it is');
select is(pg_temp.asks('climb/c', null), 'a1, d1, s1 (shift)', 'what d includes and c no longer does is new at d');
select is((select string_agg(x.code, ' ' order by x.code) from rungs_api.requirement_on('2026-05-31', now(), null, pg_temp.level('climb/c')) r join rungs.expectation x on x.id = r.expectation_id where r.level_id = pg_temp.level('climb/a')),
    'b1 b2 c1', 'as of the day before, too');

select * from finish();
