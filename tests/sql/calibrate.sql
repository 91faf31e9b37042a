-- database: empty
--
-- What a committee sees of a cycle: nominees are judged for the level they are nominated for, the rest for their next;
-- who is no longer on a ladder is still counted.
-- From one to three 8 parts are asked: c1 3, c2 1, c3 1, s1 2, s2 1; to two 5: b1 2, b2 1, b3 1, b4 1.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(21);

create function pg_temp.met(who text, codes text[]) returns void language sql as $$
    select pg_temp.meets(who, c.code, '2025-10-01', 'far') from unnest(codes) c (code)
$$;
-- ann has all of three and nothing of two; bea 5 of 8 parts of three and all of two; cai all of two, not nominated;
-- dov nothing at all; eli stands at the top; fae leaves in August, gus goes up to three in October.
select pg_temp.comes(p.who, '2020-01-01', p.level, boss => 'boss')
from (values ('ann', 'one'), ('bea', 'one'), ('cai', 'one'), ('dov', 'one'), ('eli', 'four'), ('fae', 'one'), ('gus', 'two')) p (who, level);
select pg_temp.owns(p.who, p.measure, 2, '2020-01-01')
from unnest('{ann,bea,cai,fae,gus}'::text[], array['surface', 'reports', 'reports', 'reports', 'surface']) p (who, measure);
select pg_temp.met('ann', '{c1,c2,c3,s1,s2}'), pg_temp.met('bea', '{b1,b2,b3,b4,c1,c2,c3}'), pg_temp.met('cai', '{b1,b2,b3,b4}'),
       pg_temp.met('fae', '{b1,b2,b3,b4}'), pg_temp.met('gus', '{c1,c2,c3,s1,s2}');
select pg_temp.saw(p.who, p.what, 'emerging', 'peer', 'peer', '2025-10-01') from (values ('cai', 'b1'), ('fae', 'b1')) p (who, what);
select is((select c.people from rungs_api.cycle_open('2026-H2', '2026-07-01', '2026-09-30', '2026-10-01') c), 7::bigint, 'seven people are in the cycle');
select is(pg_temp.take('nominations', null, '[
    {"person": "ann", "target": "three", "nominated_by": "boss", "nominated_on": "2026-07-05"},
    {"person": "bea", "target": "three", "nominated_by": "boss", "nominated_on": "2026-07-05"},
    {"person": "fae", "target": "two", "nominated_by": "boss", "nominated_on": "2026-07-05"},
    {"person": "gus", "target": "three", "nominated_by": "boss", "nominated_on": "2026-07-05"}]'), 'new 4', 'four of them are nominated');

-- Judged for what they are nominated for.
create function pg_temp.seen(who text, on_day date default '2026-07-31') returns text language sql as $$
    select concat_ws(' ', p.verdict, p.coverage, (select string_agg(g.code, ' ') from unnest(p.gates) g))
    from rungs_api.calibration_people((select c.id from rungs.cycle c), null, on_day, now()) p
    where p.person_id = pg_temp.person(who)
$$;
select is(pg_temp.seen('ann'), 'ready 1', 'ready for a level two up');
select is(pg_temp.seen('ann', '2026-07-04'), 'unknown', 'before the nomination it is the next level that counts');
select is(pg_temp.seen('bea'), 'building 0.625 coverage must scope sustained', 'ready for the next level is not ready for the one after');
select is(pg_temp.seen('cai'), 'ready 1', 'who is not nominated is judged for the next level');
select results_eq($$
    select r.employee_id collate "default", r.coverage, r.verdict, r.open_gates
    from rungs_api.report_readiness(null, 'boss', null, null, 'three', null, '2026-07-31', null) r
    where r.employee_id in ('ann', 'bea', 'gus') order by 1 $$, $$
    select k.employee_id collate "default", p.coverage, p.verdict, (select string_agg(g.code, ', ' order by g.position) from unnest(p.gates) with ordinality g (code, reason, position))
    from rungs_api.calibration_people((select c.id from rungs.cycle c), null, '2026-07-31', now()) p
    join rungs.person k on k.id = p.person_id
    where p.nominated_for = pg_temp.level('three') order by 1 $$, 'as the report with that target says');
select results_eq($$ select a.matter, a.person, a.target, a.coverage, a.verdict from rungs_api.calibrate_attention(null, null, '2026-07-31', null) a order by a.person $$,
    $$ values ('nominated and ready', 'ann', 'three', 1::float8, 'ready'), ('nominated, not ready', 'bea', 'three', 0.625, 'building'),
              ('ready, not nominated', 'cai', null, 1, 'ready'), ('nominated and ready', 'fae', 'two', 1, 'ready'),
              ('nominated and ready', 'gus', 'three', 1, 'ready') $$, 'the cases to be talked about');

-- Everybody is counted once.
create function pg_temp.counts(on_day date) returns text language sql as $$
    select format('%s: ready %s, near %s, building %s, unknown %s, top %s, gone %s; nominated %s, not ready %s, ready not nominated %s',
                  d.people, d.ready, d.near, d.building, d.unknown, d.top, d.gone, d.nominated, d.nominated_not_ready, d.ready_not_nominated)
    from rungs_api.calibrate_distribution('2026-H2', null, null, on_day, null) d
    where d.per = 'all'
$$;
create function pg_temp.adds_up(on_day date) returns setof bigint language sql as $$
    select d.people - d.ready - d.near - d.building - d.unknown - d.top - d.gone from rungs_api.calibrate_distribution(null, null, null, on_day, null) d
    union
    select sum(d.people) - 7 from rungs_api.calibrate_distribution(null, null, null, on_day, null) d group by d.per
$$;
select is(pg_temp.counts('2026-07-31'), '7: ready 4, near 0, building 1, unknown 1, top 1, gone 0; nominated 4, not ready 1, ready not nominated 1', 'in July');
select results_eq($$ select * from pg_temp.adds_up('2026-07-31') $$, 'values (0::bigint)', 'verdicts add up to the people, whoever they are divided by');
select is(pg_temp.take('roster', '2026-08-01', '[{"employee_id": "fae", "status": "left", "leave_date": "2026-07-31"}]'), 'left 1', 'in August one has left');
select is(pg_temp.counts('2026-07-31'), '7: ready 4, near 0, building 1, unknown 1, top 1, gone 0; nominated 4, not ready 1, ready not nominated 1', 'on the last day she is here');
select is(pg_temp.counts('2026-08-01'), '7: ready 3, near 0, building 1, unknown 1, top 1, gone 1; nominated 4, not ready 2, ready not nominated 1', 'then she is gone, and still one of seven');
select results_eq($$ select * from pg_temp.adds_up('2026-08-01') $$, 'values (0::bigint)', 'it still adds up');
select results_eq($$ select d.name, d.people, d.gone from rungs_api.calibrate_distribution(null, 'level', null, '2026-08-01', null) d $$,
    $$ values ('the whole cycle', 7::bigint, 1::bigint), ('one', 5, 1), ('two', 1, 0), ('four', 1, 0) $$, 'under the level she had when the cycle was opened');
select results_eq($$ select a.matter, a.verdict from rungs_api.calibrate_attention(null, null, '2026-08-01', null) a where a.person = 'fae' $$,
    $$ values ('nominated, not ready', 'gone') $$, 'and is shown as gone to those who nominated her');

-- Who has reached the level is on the ladder: judged for the next.
select is(pg_temp.seen('gus', '2026-09-30'), 'ready 1', 'the day before the promotion');
select pg_temp.moves('gus', 'three', '2026-10-01');
select is(pg_temp.seen('gus', '2026-10-01'), 'unknown coverage months voices sustained', 'from its day on it is the next level that counts, and nothing is known of it');
select is(pg_temp.counts('2026-10-01'), '7: ready 2, near 0, building 1, unknown 2, top 1, gone 1; nominated 4, not ready 3, ready not nominated 1', 'who was promoted is not gone');
select results_eq($$ select * from pg_temp.adds_up('2026-10-01') $$, 'values (0::bigint)', 'it adds up');
select is(pg_temp.seen('fae', '2026-10-01'), 'gone', 'who has left is');

select * from finish();
