-- database: empty
--
-- Evidence in bulk: what comes in, what is in already, what was corrected, what is refused.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(79);

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

-- A corrected text keeps the life of an entry: what was done here is not undone by a file that does not know of it.
create function pg_temp.id_of(word text) returns bigint language sql as $$ select max(e.id) from rungs.evidence e where e.external_id = word $$;
create function pg_temp.life(word text) returns text language sql as $$
    select s.code || case when e.counted_since is null then '' else ', counts' end
    from rungs.evidence e join rungs.evidence_status s on s.id = e.status_id where e.id = pg_temp.id_of(word)
$$;
create function pg_temp.listed(only_status text) returns setof bigint language sql as $$
    select l.evidence from rungs_api.evidence_list('ann', null, 'c1', only_status, 50, null, null) l order by 1
$$;
create function pg_temp.peer(more jsonb) returns jsonb language sql as $$
    select pg_temp.entry('{"external_id": "K1", "expectation": "c1", "observer": "peer", "relation": "peer"}' || more)
$$;
select pg_temp.take('evidence', null, pg_temp.peer('{}')) \g /dev/null
create temporary table first as select pg_temp.id_of('K1') as id;
select rungs_api.evidence_step(f.id, 'far', 'confirmed', 'Saw it.') from first f \g /dev/null
select rungs_api.evidence_step(f.id, 'boss', 'disputed', 'It was Bo.') from first f \g /dev/null
update rungs.evidence_event v set happened_on = '2026-02-01', recorded_at = '2026-02-02' from first f where v.evidence_id = f.id;
select is(pg_temp.take('evidence', null, pg_temp.peer('{"details": "At length."}')), 'changed 1', 'an entry that is disputed here comes in with other details');
select isnt(pg_temp.id_of('K1'), f.id, 'which makes a new version') from first f;
select is(pg_temp.life('K1'), 'disputed', 'that is disputed as well');
select is(pg_temp.stands('ann', 'c1', '2026-06-15'), null, 'and does not count');
select results_eq($$ select s.code collate "default", p.employee_id collate "default", v.happened_on, v.reason, v.recorded_at, v.import_id
    from rungs.evidence_event v join rungs.evidence_status s on s.id = v.status_id join rungs.observer o on o.id = v.observer_id join rungs.person p on p.id = o.person_id
    where v.evidence_id = pg_temp.id_of('K1') order by v.id $$,
    $$ values ('confirmed', 'far', date '2026-02-01', 'Saw it.', timestamptz '2026-02-02', null::integer),
              ('disputed', 'boss', '2026-02-01', 'It was Bo.', '2026-02-02', null) $$, 'what people did with it goes along, as it was recorded');
select results_eq($$ select s.code collate "default", v.happened_on, v.import_id = (select max(i.id) from rungs.import i)
    from rungs.evidence_event v join first f on f.id = v.evidence_id join rungs.evidence_status s on s.id = v.status_id order by v.id desc limit 1 $$,
    $$ values ('superseded', current_date, true) $$, 'the old version has been superseded by this import');
select results_eq('select pg_temp.listed(null)', $$ select pg_temp.id_of('K1') $$, 'the log shows the new one');
select results_eq($$ select pg_temp.listed('superseded') $$, 'select f.id from first f', 'the old one when it is asked for');
update before set state = pg_temp.everything();
select is(pg_temp.take('evidence', null, pg_temp.peer('{"details": "At length."}')), 'unchanged 1', 'the corrected file again: unchanged');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.take('evidence', null, pg_temp.peer('{"details": "At more length."}')), 'changed 1', 'corrected once more');
select is((select string_agg(s.code, ' ' order by v.id) from rungs.evidence_event v join rungs.evidence_status s on s.id = v.status_id where v.evidence_id = pg_temp.id_of('K1')),
    'confirmed disputed', 'its life is told once');

create function pg_temp.own(more jsonb) returns jsonb language sql as $$
    select pg_temp.entry('{"external_id": "K2", "expectation": "c2", "observer": "ann", "relation": "self"}' || more)
$$;
select pg_temp.take('evidence', null, pg_temp.own('{}')) \g /dev/null
select rungs_api.evidence_step(pg_temp.id_of('K2'), 'far', 'confirmed', null) \g /dev/null
select is(pg_temp.take('evidence', null, pg_temp.own('{"summary": "Shipped it well."}')), 'changed 1', 'the own word, confirmed here, with another summary');
select is(pg_temp.life('K2'), 'confirmed, counts', 'stays confirmed');
select is(pg_temp.stands('ann', 'c2', '2026-06-15'), 'partial 2', 'and counts, once');
select pg_temp.take('evidence', null, pg_temp.own('{"external_id": "K3", "expectation": "c3"}')) \g /dev/null
select rungs_api.evidence_step(pg_temp.id_of('K3'), 'ann', 'withdrawn', null) \g /dev/null
select pg_temp.take('evidence', null, pg_temp.own('{"external_id": "K3", "expectation": "c3", "summary": "Shipped it after all."}')) \g /dev/null
select is(pg_temp.life('K3'), 'withdrawn', 'what was withdrawn stays so');
select pg_temp.take('evidence', null, pg_temp.own('{"external_id": "K3", "expectation": "c3", "summary": "Shipped.", "status": "confirmed", "confirmed_by": "far"}')) \g /dev/null
select is(pg_temp.life('K3'), 'withdrawn', 'also when the file says that somebody has confirmed it');
-- A file goes on saying what it said before.
select pg_temp.take('evidence', null, pg_temp.own('{"external_id": "K4", "expectation": "d1", "status": "confirmed", "confirmed_by": "far"}')) \g /dev/null
select rungs_api.evidence_step(pg_temp.id_of('K4'), 'boss', 'disputed', 'It was Bo.') \g /dev/null
select pg_temp.take('evidence', null, pg_temp.own('{"external_id": "K4", "expectation": "d1", "status": "confirmed", "confirmed_by": "far", "link": "https://x.example/4"}')) \g /dev/null
select is(pg_temp.life('K4'), 'disputed', 'a confirmation that is known already does not end the dispute that came after it');
select pg_temp.take('evidence', null, pg_temp.own('{"external_id": "K5", "expectation": "d2"}')) \g /dev/null
select pg_temp.take('evidence', null, pg_temp.own('{"external_id": "K5", "expectation": "d2", "status": "confirmed", "confirmed_by": "far", "link": "https://x.example/5"}')) \g /dev/null
select is(pg_temp.life('K5'), 'confirmed, counts', 'one that is news comes in with the corrected text');

-- A column that the file does not have leaves alone what is here; a blank cell clears it.
create function pg_temp.without(rows jsonb, columns text[]) returns jsonb language sql as $$
    select jsonb_agg(r.value - columns) from jsonb_array_elements(rows) r
$$;
create function pg_temp.extras() returns text language sql as $$
    select concat_ws(', ', coalesce(w.code, '-'), coalesce(e.details, '-'), coalesce(array_to_string(e.links, ' '), '-'))
    from rungs.evidence e left join rungs.work_type w on w.id = e.work_type_id where e.id = pg_temp.id_of('X1')
$$;
create temporary table full_entry as select pg_temp.entry('{"external_id": "X1", "expectation": "s1", "work_type": "growth", "details": "At length.", "link": "https://x.example/1"}') as rows;
select pg_temp.take('evidence', null, f.rows) from full_entry f \g /dev/null
update before set state = pg_temp.everything();
select is(pg_temp.take('evidence', null, pg_temp.without(f.rows, array[c.name])), 'unchanged 1', 'a file without ' || c.name || ': unchanged')
from full_entry f, unnest('{work_type,details,link}'::text[]) c (name);
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.take('evidence', null, pg_temp.without(jsonb_set(f.rows, '{0,summary}', '"Shipped it twice."'), '{work_type,details,link}')), 'changed 1', 'without all three, with another summary') from full_entry f;
select is(pg_temp.extras(), 'growth, At length., https://x.example/1', 'the new version has what the old one had');
update full_entry set rows = jsonb_set(rows, '{0,summary}', '"Shipped it twice."');
select is(pg_temp.take('evidence', null, jsonb_set(f.rows, '{0,details}', '" "')), 'changed 1', 'a blank cell') from full_entry f;
select is(pg_temp.extras(), 'growth, -, https://x.example/1', 'clears what was there');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "X1", "expectation": "s1", "summary": "Shipped it twice."}')), 'changed 1', 'three blank cells');
select is(pg_temp.extras(), '-, -, -', 'clear all');

-- From before the hire: shown, but does not count. Only who was here before, left and was hired anew has such entries.
select pg_temp.comes('cy', '2022-01-01', 'two') \g /dev/null
insert into rungs.roster_entry (person_id, valid_from, valid_to, hired_on, status_id, name, recorded_at)
select pg_temp.person('cy'), w.since, w.until, '2018-01-01', w.status, 'cy', '-infinity'
from (values (date '2018-01-01', date '2020-01-01', 1), ('2020-01-01', '2022-01-01', 3)) w (since, until, status);
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "H1", "person": "cy", "observed_on": "2019-12-31"}') || pg_temp.entry('{"external_id": "H2", "person": "cy", "expectation": "b2", "observed_on": "2022-01-01"}')), 'new 2', 'one from before the hire, one from its day');
select is((select string_agg(x.code, ' ') from rungs_api.expectation_points(pg_temp.person('cy'), '2022-06-15', now(), '2022-01-01', null,
        (select r.rules from rungs_api.rule_sets('2022-06-15', now()) r), pg_temp.edition()) p join rungs.expectation x on x.id = p.expectation_id), 'b2', 'only the other one counts');
select is((select count(*) from rungs_api.evidence_list('cy', null, null, null, 50, null, null)), 2::bigint, 'both are shown');
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
    || pg_temp.entry('{"external_id": "", "observer": "far", "relation": "peer"}')
    || pg_temp.entry(jsonb_build_object('external_id', 'PB', 'summary', repeat('x', 1001), 'details', repeat('x', 100001)))
    || pg_temp.entry('{"external_id": "PC", "link": "https://x.example/1 ftp://x.example/2"}')),
'2 confirmed_by: nobody is known by this
2 confirmed_on: not a date
2 expectation: not an expectation or shift of a ladder
2 link: ''x.example'' is not a web address
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
14 summary: the same entry as in line 13
15 details: is 100001 characters long, at most 100000 are taken
15 summary: is 1001 characters long, at most 1000 are taken
16 link: ''ftp://x.example/2'' is not a web address', 'all problems at once, each at its cell');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;

-- Several links in a cell.
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "N1", "expectation": "b4", "link": "https://x.example/1  https://x.example/2"}')), 'new 1', 'two links');
select results_eq($$ select e.links from rungs.evidence e where e.external_id = 'N1' $$, $$ values ('{https://x.example/1,https://x.example/2}'::text[]) $$, 'are two');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "N1", "expectation": "b4", "link": "https://x.example/1 https://x.example/2"}')), 'unchanged 1', 'the blanks between them say nothing');
select is(pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "N1", "expectation": "b4", "link": "https://x.example/2"}')), 'changed 1', 'one of them taken out');
select is(pg_temp.take('evidence', null, pg_temp.entry(jsonb_build_object('external_id', 'N2', 'expectation', 'b4', 'summary', repeat('x', 1000), 'details', repeat('x', 100000)))), 'new 1', 'as long as may be');

-- What people corrected by hand, a file that says what it said before does not take back.
create function pg_temp.correct(entry bigint, by_whom text, said text) returns void language sql as $$
    select rungs_api.evidence_correct(entry, by_whom, 'A slip.', null, null, null, null, null, said, null, null)
$$;
create function pg_temp.hand(more jsonb default '{}') returns jsonb language sql as $$
    select pg_temp.entry('{"external_id": "M1", "expectation": "b4", "observer": "peer", "relation": "peer"}' || more)
$$;
select pg_temp.take('evidence', null, pg_temp.hand()) \g /dev/null
select pg_temp.correct(pg_temp.id_of('M1'), 'peer', 'Shipped half of it.') \g /dev/null
update before set state = pg_temp.everything();
select is(pg_temp.take('evidence', null, pg_temp.hand()), 'unchanged 1', 'the file again after a correction by hand: unchanged');
select is(pg_temp.take('evidence', null, pg_temp.without(pg_temp.hand(), '{link,details,work_type}')), 'unchanged 1', 'also with fewer columns');
select is(pg_temp.take('evidence', null, pg_temp.hand('{"status": "confirmed", "confirmed_by": "far"}')), 'unchanged 1', 'a confirmation in the file is of the old text');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.life('M1'), 'submitted, counts', 'the correction stands as it was');
select pg_temp.correct(pg_temp.id_of('M1'), 'peer', 'Shipped a third of it.') \g /dev/null
select is(pg_temp.take('evidence', null, pg_temp.hand()), 'unchanged 1', 'also when it was corrected twice');
select is(pg_temp.take('evidence', null, pg_temp.hand('{"strength": "emerging"}')), 'changed 1', 'news in the file take the place of the correction');
select is(pg_temp.take('evidence', null, pg_temp.hand()), 'changed 1', 'and can be taken back by the file itself');
select is(pg_temp.take('evidence', null, pg_temp.hand('{"external_id": "", "summary": "Without an id."}')), 'new 1', 'an entry without an external id');
select pg_temp.correct((select max(e.id) from rungs.evidence e where e.summary = 'Without an id.'), 'peer', 'Corrected.') \g /dev/null
select is(pg_temp.take('evidence', null, pg_temp.hand('{"external_id": "", "summary": "Without an id."}')), 'unchanged 1', 'is known by what it said before it was corrected');
select is((select count(*) from rungs.evidence e where e.summary = 'Without an id.'), 1::bigint, 'and not logged twice');

-- The ladder that is meant: the person's own before others.
insert into rungs.ladder (code) values ('bridge');
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on)
select l.id, 1, 'Bridge', '', '', '', '', '-infinity' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level (ladder_id, code) select l.id, 'low' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
select e.id, v.id, 1, 1, '', 'manager', '', '', '' from rungs.level v join rungs.edition e on e.ladder_id = v.ladder_id where v.code = 'low';
insert into rungs.expectation (ladder_id, code) select l.id, 'b4' from rungs.ladder l where l.code = 'bridge';
insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author)
select e.id, x.id, v.id, 1, 1, false, '', '', ''
from rungs.expectation x join rungs.edition e on e.ladder_id = x.ladder_id join rungs.level v on v.ladder_id = x.ladder_id
where v.code = 'low';
select pg_temp.take('evidence', null, pg_temp.entry('{"external_id": "L1", "expectation": "b4"}') || pg_temp.entry('{"external_id": "L2", "person": "far", "relation": "stakeholder", "expectation": "bridge/b4"}')) \g /dev/null
select is((select string_agg(l.code, ' ' order by e.external_id) from rungs.evidence e join rungs.expectation x on x.id = e.expectation_id join rungs.ladder l on l.id = x.ladder_id
           where e.external_id in ('L1', 'L2')), 'tower bridge', 'a code of two ladders is that of the person''s own, unless the file names the other');

select * from finish();
