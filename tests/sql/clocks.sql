-- database: empty
--
-- The two clocks. As of a day: what was in force then, by all that is known now. As seen on a day: what the same
-- question would have answered then. Moments of recording are written by hand, since a test is one transaction.

\i tests/support/small_company.sql
select plan(52);

-- The clocks themselves.
set local timezone = 'UTC';
select results_eq($$ select c.day, c.seen from rungs_api.clock('2026-03-31', null) c $$, $$ values (date '2026-03-31', now()) $$,
    'as of a day: its facts, by all that is known now');
select results_eq($$ select c.day, c.seen from rungs_api.clock(null, '2026-03-31') c $$,
    $$ values (date '2026-03-31', timestamptz '2026-03-31 23:59:59.999999') $$, 'as seen on a day: at its end');
select results_eq($$ select c.day, c.seen from rungs_api.clock('2026-01-31', '2026-03-31') c $$,
    $$ values (date '2026-01-31', timestamptz '2026-03-31 23:59:59.999999') $$, 'both: the facts of one day as seen on another');
select results_eq($$ select c.day, c.seen from rungs_api.clock(null, null) c $$, $$ values (current_date, now()) $$, 'neither: now');
select is((select c.seen from rungs_api.clock(null, current_date + 30) c), now(), 'nobody sees further than now');

-- As of: each kind of fact on the day before it is in force, and on the day.
select pg_temp.comes('ann', '2020-01-01', 'one', boss => 'boss');
update rungs.roster_entry e set valid_to = '2026-03-01' where e.person_id = pg_temp.person('ann');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, title, manager_id, recorded_at)
values (pg_temp.person('ann'), '2026-03-01', '2020-01-01', 1, 'Anna', 'Grand title', pg_temp.person('far'), '-infinity');
select is((select r.name from rungs_api.roster_on('2026-02-28', now()) r where r.person_id = pg_temp.person('ann')), 'ann', 'the roster of the day before');
select is((select r.name from rungs_api.roster_on('2026-03-01', now()) r where r.person_id = pg_temp.person('ann')), 'Anna', 'the roster of the day');
select is((select count(*) from rungs_api.report_team('boss', null, '2026-02-28', null)), 1::bigint, 'the team of the day before');
select is((select count(*) from rungs_api.report_team('boss', null, '2026-03-01', null)), 0::bigint, 'the team of the day');
select pg_temp.moves('ann', 'two', '2026-04-01');
select is((select r.level from rungs_api.report_readiness('ann', null, null, null, null, null, '2026-03-31', null) r), 'one', 'the level of the day before');
select results_eq($$ select r.level, r.months_in_level from rungs_api.report_readiness('ann', null, null, null, null, null, '2026-04-01', null) r $$,
    $$ values ('two', 0) $$, 'the level of the day');
select pg_temp.moves('ann', 'two', '2026-06-01', 'lateral');
select is((select a.months from pg_temp.answer('ann', '2026-07-01') a), 3, 'a transition that keeps the level does not start it anew');
select pg_temp.moves('ann', 'three', '2099-01-01');
select is((select a.target from pg_temp.answer('ann', '2026-07-01') a), 'three', 'a promotion that lies ahead is not in force');
select is((select a.target from pg_temp.answer('ann', '2099-01-01') a), 'four', 'until its day');
select is_empty($$ select r.person from rungs_api.report_readiness(null, null, null, null, null, null, '2019-12-31', null) r $$, 'before the hire nobody is on the list');

-- As seen on: an answer is kept, then much is recorded later about the days before it.
select pg_temp.comes('bea', '2020-01-01', 'one', '2025-01-01');
select pg_temp.owns('bea', 'reports', 2, '2025-01-01');
select pg_temp.meets('bea', c.code, '2025-10-01') from unnest('{b1,b2,b3}'::text[]) c (code);
create function pg_temp.march(seen date) returns table (verdict text, coverage float8, gates text, settling date)
language sql as $$
    select a.verdict, a.coverage, a.gates, a.settling_until
    from pg_temp.answer('bea', '2026-03-31', seen => (rungs_api.clock(null, seen)).seen) a
$$;
create temporary table kept as select m.verdict, m.coverage, m.gates, m.settling from pg_temp.march('2026-03-31') m;
select results_eq($$ select k.verdict, k.coverage, k.gates from kept k $$, $$ values ('ready', 0.8::float8, '') $$, 'in March she was ready');

-- April: an entry of January comes in; her level turns out to be two since February; scope and title are corrected.
select pg_temp.saw('bea', 'b1', 'contrary', 'far', 'stakeholder', '2026-01-15', recorded => '2026-04-10 12:00+00');
select results_eq('select m.verdict, m.coverage, m.gates, m.settling from pg_temp.march(''2026-03-31'') m', 'table kept', 'a late entry was not known in March');
select results_eq('select m.verdict, m.coverage from pg_temp.march(''2026-04-10'') m', $$ values ('building', 0.6::float8) $$, 'by all that is known later it counts in March');
select results_eq('select m.verdict, m.coverage, m.gates, m.settling from pg_temp.march(''2026-04-09'') m', 'table kept', 'the day before it was recorded it did not');
update rungs.scope_entry s set superseded_at = '2026-04-12' where s.person_id = pg_temp.person('bea');
select pg_temp.owns('bea', 'reports', 1, '2025-01-01', '2026-04-12');
select results_eq('select m.verdict, m.coverage, m.gates, m.settling from pg_temp.march(''2026-03-31'') m', 'table kept', 'nor was the correction of her scope');
select is((select m.gates from pg_temp.march('2026-04-12') m), 'coverage must scope sustained', 'now it is');
update rungs.transition t set superseded_at = '2026-04-14' where t.person_id = pg_temp.person('bea');
select pg_temp.moves('bea', 'two', '2025-06-01', 'hire', '2026-04-14');
select results_eq('select m.verdict, m.coverage, m.gates, m.settling from pg_temp.march(''2026-03-31'') m', 'table kept', 'nor was the correction of her level');
select is((select a.target from pg_temp.answer('bea', '2026-03-31') a), 'three', 'now it is');
update rungs.roster_entry e set superseded_at = '2026-04-16' where e.person_id = pg_temp.person('bea');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, title, recorded_at)
values (pg_temp.person('bea'), '2020-01-01', '2026-01-01', 1, 'Beatrice', 'Lead', '2026-04-16');
select results_eq('select m.verdict, m.coverage, m.gates, m.settling from pg_temp.march(''2026-03-31'') m', 'table kept', 'nor that she was hired in 2026');
select is((select r.person from rungs_api.report_readiness('bea', null, null, null, null, null, null, '2026-03-31') r), 'bea', 'seen in March she has the old name');
select is((select r.person from rungs_api.report_readiness('bea', null, null, null, null, null, '2026-03-31', null) r), 'Beatrice', 'as of March the corrected one');

-- The life of an entry: logged in January by herself, confirmed in February, disputed in March, confirmed in April.
select pg_temp.comes('cleo', '2020-01-01', 'one');
create temporary table entry as select pg_temp.saw('cleo', 'b1', 'solid', 'cleo', 'self', '2026-01-05', recorded => '2026-01-10 09:00+00') as id;
update rungs.evidence e set counted_since = '2026-04-10 09:00+00', status_id = 2 from entry where e.id = entry.id;
insert into rungs.evidence_counted (evidence_id, person_id, counted_since, counted_until)
select entry.id, pg_temp.person('cleo'), '2026-02-10 09:00+00', '2026-03-10 09:00+00' from entry;
create function pg_temp.seen_at(moment timestamptz) returns text language sql as $$
    select pg_temp.stands('cleo', 'b1', '2026-06-15', moment)
$$;
select is(pg_temp.seen_at('2026-02-10 08:59+00'), 'unknown', 'the own word, before it was confirmed');
select is(pg_temp.seen_at('2026-02-10 09:00+00'), 'partial 2', 'from the moment of confirmation it counts');
select is(pg_temp.seen_at('2026-03-10 08:59+00'), 'partial 2', 'to the moment of the dispute');
select is(pg_temp.seen_at('2026-03-10 09:00+00'), 'unknown', 'then it does not');
select is(pg_temp.seen_at('2026-04-10 08:59+00'), 'unknown', 'until it is confirmed again');
select is(pg_temp.seen_at('2026-04-10 09:00+00'), 'partial 2', 'and counts once more, once');
select is(pg_temp.stands('cleo', 'b1', '2026-01-05'), 'partial 2', 'as of the day it happened it counts, by all that is known now');
-- What the steps leave behind.
select rungs_api.evidence_step(entry.id, 'boss', 'disputed', 'No.') from entry \g /dev/null
select results_eq($$ select c.counted_since, c.counted_until = now() from rungs.evidence_counted c join entry on entry.id = c.evidence_id order by 1 $$,
    $$ values (timestamptz '2026-02-10 09:00+00', false), (timestamptz '2026-04-10 09:00+00', true) $$, 'a dispute closes the interval in which an entry counted');
select is((select e.counted_since from rungs.evidence e join entry on entry.id = e.id), null, 'and the entry no longer counts');
select is(pg_temp.seen_at('2026-05-01'), 'partial 2', 'in May it still did');
select is(pg_temp.seen_at(now()), 'unknown', 'now it does not');

-- The log as seen on a day says what counted then. Noted and counted ten days ago, disputed today; the own word of ten
-- days ago, confirmed today; one that counted for three days only.
create function pg_temp.log(back integer) returns table (status text, counts boolean) language sql as $$
    select l.status, l.counts
    from rungs_api.evidence_list('flo', null, null, null, 50, null, current_date - back) l
$$;
create function pg_temp.noted(how text, seer text, stands text) returns bigint language sql as $$
    select pg_temp.saw('flo', 'b1', how, seer, stands, current_date - 20, recorded => (current_date - 10)::timestamptz + interval '9 hours')
$$;
select pg_temp.comes('flo', '2020-01-01', 'one');
select rungs_api.evidence_step(pg_temp.noted('solid', 'boss', 'manager'), 'far', 'disputed', 'No.') \g /dev/null
select results_eq('select * from pg_temp.log(1)', $$ values ('submitted', true) $$, 'disputed today: yesterday it counted');
select results_eq('select * from pg_temp.log(10)', $$ values ('submitted', true) $$, 'as it did on the day it came in');
select is_empty('select * from pg_temp.log(11)', 'the day before nobody knew of it');
select results_eq('select * from pg_temp.log(0)', $$ values ('disputed', false) $$, 'now it does not');
update rungs.evidence_counted c set counted_until = (current_date - 7)::timestamptz + interval '9 hours' where c.person_id = pg_temp.person('flo');
select results_eq('select b.back, l.counts from unnest(array[8, 7]) b (back), pg_temp.log(b.back) l order by 1 desc', $$ values (8, true), (7, false) $$, 'the interval ends on the day it ended');
delete from rungs.evidence_counted c where c.person_id = pg_temp.person('flo');
delete from rungs.evidence_event v using rungs.evidence e where e.id = v.evidence_id and e.person_id = pg_temp.person('flo');
delete from rungs.evidence e where e.person_id = pg_temp.person('flo');
select rungs_api.evidence_step(pg_temp.noted('solid', 'flo', 'self'), 'far', 'confirmed', null) \g /dev/null
select results_eq('select * from pg_temp.log(1)', $$ values ('submitted', false) $$, 'confirmed today: yesterday it did not count');
select results_eq('select * from pg_temp.log(0)', $$ values ('confirmed', true) $$, 'now it does');
update rungs.evidence e set counted_since = (current_date - 2)::timestamptz + interval '9 hours' where e.person_id = pg_temp.person('flo');
select results_eq('select b.back, l.counts from unnest(array[3, 2]) b (back), pg_temp.log(b.back) l order by 1 desc', $$ values (3, false), (2, true) $$, 'it counts from the day on which it began to');

-- Editions: from 2026-05-01 on two asks only b2, which is then a must.
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at)
select e.ladder_id, 2, e.name, e.profession, '', '', '', '2026-05-01', '2026-04-20' from rungs.edition e where e.id = pg_temp.edition();
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
select n.id, t.level_id, t.position, t.rank, t.name, t.track, '', '', ''
from rungs.level_text t join rungs.edition n on n.number = 2 where t.edition_id = pg_temp.edition();
insert into rungs.level_next (edition_id, level_id, next_id, position)
select n.id, t.level_id, t.next_id, 1 from rungs.level_next t join rungs.edition n on n.number = 2 where t.edition_id = pg_temp.edition();
insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author)
select n.id, pg_temp.expectation('b2'), pg_temp.level('two'), 1, 1, true, '.', '', '' from rungs.edition n where n.number = 2;
select pg_temp.comes('dora', '2020-01-01', 'one', '2025-01-01');
select pg_temp.meets('dora', 'b2', '2025-10-01');
select results_eq($$ select a.coverage, a.gates from pg_temp.answer('dora', '2026-04-30') a $$, $$ values (0.2::float8, 'coverage must scope sustained') $$, 'the old edition on its last day');
select results_eq($$ select a.coverage, a.verdict from pg_temp.answer('dora', '2026-05-01') a $$, $$ values (1::float8, 'ready') $$, 'the new one from its first day');
select is((select a.coverage from pg_temp.answer('dora', '2026-05-01', seen => '2026-04-19') a), 0.2::float8, 'which nobody knew before it was recorded');

-- Rules: a bar of 20 % from 2026-04-15 on, for all; then one of 10 % for this ladder, since ever.
insert into rungs.rule_value (rule, effective_on, value, recorded_at) values ('coverage_bar', '2026-04-15', 0.2, '2026-04-01');
select is((select a.gates from pg_temp.answer('dora', '2026-04-14') a), 'coverage must scope sustained', 'a rule of the day before');
select is((select a.gates from pg_temp.answer('dora', '2026-04-15') a), 'must scope', 'of the day: 20 % are enough, and were for months');
insert into rungs.rule_value (rule, ladder_id, effective_on, value, recorded_at)
select 'coverage_bar', e.ladder_id, '-infinity', 0.9, '2026-04-02' from rungs.edition e where e.id = pg_temp.edition();
select is((select a.gates from pg_temp.answer('dora', '2026-04-15') a), 'coverage must scope sustained', 'a value for the ladder goes before one for all');
select is((select a.gates from pg_temp.answer('dora', '2026-04-15', seen => '2026-04-01 12:00+00') a), 'must scope', 'but not before it was recorded');

select * from finish();
