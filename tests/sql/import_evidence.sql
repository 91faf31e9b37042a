-- database: empty
--
-- Evidence in bulk: what comes in, what is in already, what was corrected, what is refused.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(34);

select pg_temp.comes('ann', '2020-01-01', 'one'), pg_temp.comes('bo', '2020-01-01', 'two');
create function pg_temp.entry(more jsonb default '{}') returns jsonb language sql as $$
    select jsonb_build_array(jsonb '{"external_id": "E1", "person": "ann", "expectation": "b1", "strength": "solid", "observer": "boss", "relation": "manager", "observed_on": "2026-01-05", "work_type": "", "summary": "Shipped it.", "details": "", "link": "", "status": "", "confirmed_by": "", "confirmed_on": ""}' || more)
$$;

select is(pg_temp.take('evidence', null, pg_temp.entry()), 'new 1', 'one entry');
select is(pg_temp.stands('ann', 'b1', '2026-06-15'), 'partial 2', 'which counts');
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.take('evidence', null, pg_temp.entry()), 'unchanged 1', 'the same again: unchanged');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.take('evidence', null, pg_temp.entry('{"person": "ann@tower.example", "observer": "BOSS@tower.example", "expectation": "tower/b1", "strength": "Solid"}')), 'unchanged 1', 'the same in other words: unchanged');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;

-- Corrections supersede.
select is(pg_temp.take('evidence', null, pg_temp.entry('{"strength": "emerging", "link": "https://x.example/1"}')), 'changed 1', 'the same external id with other content');
select is(pg_temp.stands('ann', 'b1', '2026-06-15'), 'partial 1', 'counts instead of the old one');
select results_eq($$ select s.code collate "default", n.strength_id::integer, n.supersedes_id = o.id
    from rungs.evidence n join rungs.evidence o on o.id = n.supersedes_id join rungs.evidence_status s on s.id = o.status_id $$,
    $$ values ('superseded', 2, true) $$, 'which is kept and pointed to');
select is((select count(*) from rungs.evidence_counted), 1::bigint, 'with the interval in which it counted');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"strength": "emerging", "link": "https://x.example/1"}')), 'unchanged 1', 'the correction again: unchanged');

-- Without an external id content is identity.
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "", "observer": "peer", "relation": "peer"}')), 'new 1', 'an entry without an external id');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "", "observer": "peer", "relation": "peer"}')), 'unchanged 1', 'is known by its content');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "", "observer": "peer", "relation": "peer", "summary": "Shipped more."}')), 'new 1', 'with another summary it is another entry');

-- Own words, confirmed, disputed, withdrawn; voices from outside.
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "S1", "expectation": "b2", "observer": "", "relation": "self"}')), 'new 1', 'the own word, observer left out');
select is(pg_temp.stands('ann', 'b2', '2026-06-15'), 'unknown', 'does not count');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "S2", "expectation": "b2", "observer": "ann", "relation": "self", "status": "confirmed", "confirmed_by": "far", "confirmed_on": "2026-01-09"}')), 'new 1', 'confirmed by somebody else');
select is(pg_temp.stands('ann', 'b2', '2026-06-15'), 'partial 2', 'it counts');
select results_eq($$ select s.code collate "default", v.happened_on from rungs.evidence_event v join rungs.evidence_status s on s.id = v.status_id join rungs.evidence e on e.id = v.evidence_id where e.external_id = 'S2' $$,
    $$ values ('confirmed', date '2026-01-09') $$, 'and the step is on record with its day');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "D1", "expectation": "b3", "status": "disputed"}') || pg_temp.entry('{"external_id": "W1", "expectation": "b4", "status": "withdrawn"}')), 'new 2', 'one disputed, one withdrawn');
select is(pg_temp.stands('ann', 'b3', '2026-06-15') || ' ' || pg_temp.stands('ann', 'b4', '2026-06-15'), 'unknown unknown', 'neither counts');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "C1", "expectation": "b3", "observer": "Lido bank", "relation": "customer"}') || pg_temp.entry('{"external_id": "C2", "expectation": "b3", "observer": "Churn", "relation": "metric"}')), 'new 2', 'a customer and a metric may have any name');
select is(pg_temp.stands('ann', 'b3', '2026-06-15'), 'met 4', 'and are two voices');

-- The status of an entry moves on in the file.
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "S1", "expectation": "b2", "observer": "", "relation": "self", "status": "confirmed", "confirmed_by": "boss"}')), 'changed 1', 'an entry that was submitted has been confirmed since');
select is(pg_temp.stands('ann', 'b2', '2026-06-15'), 'partial 3', 'and counts now');
update before set state = pg_temp.everything();
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "S1", "expectation": "b2", "observer": "", "relation": "self", "status": "confirmed", "confirmed_by": "boss"}')), 'unchanged 1', 'once');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "S1", "expectation": "b2", "observer": "", "relation": "self"}')), 'unchanged 1', 'a file that does not know of it takes nothing back');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;

-- From before the hire: shown, but does not count.
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "H1", "expectation": "a1", "observed_on": "2019-12-31"}') || pg_temp.entry('{"external_id": "H2", "expectation": "a2", "observed_on": "2020-01-01"}')), 'new 2', 'one from before the hire, one from its day');
select is(pg_temp.stands('ann', 'a1', '2020-06-15') is null or pg_temp.stands('ann', 'a1', '2020-06-15') like 'unknown%', true, 'the one from before does not count');
select is(pg_temp.stands('ann', 'a2', '2020-06-15'), 'partial 2', 'the other does');
update before set state = pg_temp.everything();

-- Problems.
select is(pg_temp.take('evidence', null,
    pg_temp.entry('{"external_id": "P1", "person": "nobody", "expectation": "b9", "strength": "great", "observer": "nobody", "relation": "friend", "observed_on": "05.01.2026", "work_type": "fun", "summary": " ", "link": "x.example", "status": "maybe", "confirmed_by": "nobody", "confirmed_on": "soon"}')
    || pg_temp.entry('{"external_id": "P2", "observed_on": "2199-01-01"}')
    || pg_temp.entry('{"external_id": "P3", "summary": ""}')
    || pg_temp.entry('{"external_id": "P4", "observer": "ann"}')
    || pg_temp.entry('{"external_id": "P5", "relation": "self"}')
    || pg_temp.entry('{"external_id": "P6", "relation": "metric", "observer": ""}')
    || pg_temp.entry('{"external_id": "P7", "status": "confirmed"}')
    || pg_temp.entry('{"external_id": "P8", "status": "confirmed", "confirmed_by": "boss"}')
    || pg_temp.entry('{"external_id": "P9", "status": "confirmed", "confirmed_by": "ann"}')
    || pg_temp.entry('{"external_id": "PA", "status": "confirmed", "confirmed_by": "far", "confirmed_on": "2026-01-04"}')
    || pg_temp.entry('{"external_id": "PA", "expectation": "b2"}')
    || pg_temp.entry('{"external_id": "", "observer": "far", "relation": "peer"}')
    || pg_temp.entry('{"external_id": "", "observer": "far", "relation": "peer"}')),
'2 confirmed_by: nobody is known by this
2 confirmed_on: not a date
2 expectation: not an expectation or shift of a ladder
2 link: not a web address
2 observed_on: not a date
2 person: nobody is known by this
2 relation: not a relation
2 status: not a status
2 strength: not a strength
2 summary: is empty
2 work_type: not a work type
3 observed_on: lies ahead
4 summary: is empty
5 observer: is the person, so the relation is self
6 observer: is not the person, so the relation is not self
7 observer: nobody is known by this
8 confirmed_by: is empty though confirmed
9 confirmed_by: is the observer or the person
10 confirmed_by: is the observer or the person
11 confirmed_on: before it happened
12 external_id: the same as in line 11
14 summary: the same entry as in line 13', 'all problems at once, each at its cell');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;

-- The ladder that is meant: the person's own before others.
insert into rungs.ladder (code) values ('bridge');
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on)
select l.id, 1, 'Bridge', '', '', '', '', '-infinity' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level (ladder_id, code) select l.id, 'low' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level_text (edition_id, level_id, rank, name, track, summary, source, author)
select e.id, v.id, 1, '', 'manager', '', '', '' from rungs.level v join rungs.edition e on e.ladder_id = v.ladder_id where v.code = 'low';
insert into rungs.expectation (ladder_id, code) select l.id, 'b4' from rungs.ladder l where l.code = 'bridge';
insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author)
select e.id, x.id, v.id, 1, 1, false, '', '', ''
from rungs.expectation x join rungs.edition e on e.ladder_id = x.ladder_id join rungs.level v on v.ladder_id = x.ladder_id
where v.code = 'low';
select pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "L1", "expectation": "b4"}') || pg_temp.entry('{"external_id": "L2", "expectation": "bridge/b4"}')) \g /dev/null
select is((select string_agg(l.code, ' ' order by e.external_id) from rungs.evidence e join rungs.expectation x on x.id = e.expectation_id join rungs.ladder l on l.id = x.ladder_id
           where e.external_id in ('L1', 'L2')), 'tower bridge', 'a code of two ladders is that of the person''s own, unless the file names the other');

select * from finish();
