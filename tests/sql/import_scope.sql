-- database: empty
--
-- Scope and nominations in bulk.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(42);

-- Scope.
select pg_temp.comes('ann', '2020-01-01', 'one', boss => 'boss'), pg_temp.comes('bo', '2020-01-01', 'two');
create temporary table sheet as select '[
    {"person": "ann", "measure": "reports", "value": "3", "effective_on": "2026-01-01", "note": "Team of three"},
    {"person": "bo@tower.example", "measure": "surface", "value": "large", "effective_on": "2026-01-01", "note": ""},
    {"person": "bo", "measure": "reports", "value": "2.5", "effective_on": "2026-01-01", "note": ""}
]'::jsonb as rows;
select is(pg_temp.take('scope', null, s.rows), 'new 3', 'three entries') from sheet s;
select is((select string_agg(p.employee_id || ' ' || m.code || ' ' || coalesce(e.step, e.value::text), ', ' order by e.id)
           from rungs.scope_entry e join rungs.person p on p.id = e.person_id join rungs.measure m on m.id = e.measure_id),
    'ann reports 3, bo surface large, bo reports 2.5', 'a step is kept by its code, whose height a ladder gives');
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.take('scope', null, s.rows), 'unchanged 3', 'the same again: unchanged') from sheet s;
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.take('scope', null, '[
    {"person": "ann", "measure": "reports", "value": "4", "effective_on": "2026-01-01", "note": "Team of three"},
    {"person": "ann", "measure": "reports", "value": "5", "effective_on": "2026-06-01", "note": ""}]'), 'new 1, changed 1', 'another value for a day, and a later day');
select alike(pg_temp.planned(), '2 changed reports: 3 people -> 4 people%', 'the plan speaks in units');
select results_eq($$ select e.value, e.superseded_at = 'infinity' from rungs.scope_entry e join rungs.person p on p.id = e.person_id where p.employee_id = 'ann' order by e.id $$,
    $$ values (3::float8, false), (4::float8, true), (5::float8, true) $$, 'what was believed before is kept');
select is(pg_temp.take('scope', null, '[{"person": "bo", "measure": "surface", "value": "small", "effective_on": "2026-01-01"}]'), 'changed 1', 'a step back');
select is(pg_temp.planned(), '2 changed surface: Large -> Small', 'is named by its steps');
create function pg_temp.note(more jsonb) returns text language plpgsql as $$
declare
    said text := pg_temp.take('scope', null, jsonb_build_array(jsonb '{"person": "ann", "measure": "reports", "value": "4", "effective_on": "2026-01-01"}' || more));
begin
    return said || ': ' || (select e.note from rungs.scope_entry e
                            where e.person_id = pg_temp.person('ann') and e.effective_on = '2026-01-01' and e.superseded_at = 'infinity');
end
$$;
update before set state = pg_temp.everything();
select is(pg_temp.note('{}'), 'unchanged 1: Team of three', 'a file without notes leaves the note');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.note('{"value": "6"}'), 'changed 1: Team of three', 'with another value too');
select is(pg_temp.note('{"value": "6", "note": ""}'), 'changed 1: ', 'a blank note clears it');
update before set state = pg_temp.everything();
select is(pg_temp.take('scope', null, '[
    {"person": "nobody", "measure": "reports", "value": "1", "effective_on": "2026-01-01"},
    {"person": "nobody else", "measure": "reports", "value": "1", "effective_on": "2026-01-01"},
    {"person": "ann", "measure": "report", "value": "1", "effective_on": "2026-02-01"},
    {"person": "ann", "measure": "reports", "value": "many", "effective_on": "2026-02-01"},
    {"person": "ann", "measure": "surface", "value": "2", "effective_on": "2026-02-01"},
    {"person": "ann", "measure": "reports", "value": "-1", "effective_on": "1/2/2026"},
    {"person": "bo", "measure": "reports", "value": "1", "effective_on": "2026-02-01"},
    {"person": "bo@tower.example", "measure": "reports", "value": "2", "effective_on": "2026-02-01"}]'),
'2 person: nobody is known by this
3 person: nobody is known by this
4 measure: not a measure
5 value: not a number
6 value: not a step of this measure
7 effective_on: not a date
7 value: not a number
9 measure: the same person, measure and day as in line 8', 'problems, each at its cell');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;

-- A second ladder has the same measure, with two of its steps and a third.
select pg_temp.take('ladder', null, '{"ladder": [{"code": "hut", "name": "Hut", "profession": "building"}], "levels": [{"code": "floor", "rank": "1", "name": "Floor", "track": "individual"}],
    "expectations": [{"code": "sweeps", "level": "floor", "sentence": "Sweeps."}], "measures": [{"code": "surface", "name": "Ground", "unit": "step"}],
    "steps": [{"measure": "surface", "rank": "1", "code": "tiny", "name": "Tiny"}, {"measure": "surface", "rank": "2", "code": "small", "name": "Small"}, {"measure": "surface", "rank": "3", "code": "large", "name": "Large"}]}') \g /dev/null
create function pg_temp.hint(value text) returns text language plpgsql as $$
declare
    answer text;
begin
    perform pg_temp.tidy();
    perform rungs_api.import_begin('scope');
    perform pg_temp.stage('scope', jsonb_build_array(jsonb_build_object('person', 'bo', 'measure', 'surface', 'value', value, 'effective_on', '2026-03-01')));
    perform rungs_api.import_scope('scope.csv', repeat('0', 64), null, '{}');
    select p.hint into answer from pg_temp.import_problem p;
    raise exception using errcode = 'RG998';
exception when sqlstate 'RG998' then
    return answer;
end
$$;
select is(pg_temp.hint('hall'), 'Known are: small, tiny, large.', 'the steps of all ladders are known, each said once');
select is(pg_temp.hint('tiny'), null, 'each may be written');

-- Nominations: into the cycle that is open, of people who were on a ladder when it was opened.
select throws_ok($$ select pg_temp.take('nominations', null, '[]') $$, 'RG003', 'no cycle is open', 'without a cycle there is nothing to be nominated in');
select is((select c.people from rungs_api.cycle_open('2026-H2', '2026-07-01', '2026-09-30', '2026-10-01') c), 2::bigint, 'the population is who is on a ladder on the first day');
select throws_ok($$ select rungs_api.cycle_open('2026-H2', '2026-07-01', '2026-09-30', '2026-10-01') $$, 'RG003', 'there is a cycle ''2026-H2'' already', 'a cycle is opened once');
select throws_ok($$ select rungs_api.cycle_open('2027 H1', '2026-07-01', '2026-09-30', '2026-10-01') $$, 'RG003', '''2027 H1'' cannot be the name of a cycle', 'its name is a word');
select throws_ok($$ select rungs_api.cycle_open('2027-H1', '2026-07-01', '2026-06-30', '2026-10-01') $$, 'RG003', 'the cycle would end before it starts', 'it starts before it closes');
create temporary table slate as select '[
    {"person": "ann", "target": "two", "nominated_by": "boss", "nominated_on": "2026-07-05", "rationale": "Ready."},
    {"person": "bo", "target": "tower/three", "nominated_by": "bo", "nominated_on": "2026-07-06", "rationale": ""}]'::jsonb as rows;
select is(pg_temp.take('nominations', null, s.rows), 'new 2', 'two nominations, one by the person') from slate s;
select results_eq($$ select p.employee_id collate "default", l.code collate "default", b.employee_id collate "default"
    from rungs.nomination n join rungs.person p on p.id = n.person_id join rungs.person b on b.id = n.nominated_by join rungs.level l on l.id = n.target_id order by 1 $$,
    $$ values ('ann', 'two', 'boss'), ('bo', 'three', 'bo') $$, 'who, for what, by whom');
update before set state = pg_temp.everything();
select is(pg_temp.take('nominations', null, s.rows, '2026-H2'), 'unchanged 2', 'the same again, the cycle named: unchanged') from slate s;
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.take('nominations', null, '[{"person": "ann", "target": "three", "nominated_by": "boss", "nominated_on": "2026-07-05", "rationale": "Ready."}]'), 'changed 1', 'another target');
select is((select count(*) from rungs.nomination n where n.superseded_at = 'infinity'), 2::bigint, 'takes the place of the first');
update before set state = pg_temp.everything();
select is(pg_temp.take('nominations', null, '[
    {"person": "nobody", "target": "six", "nominated_by": "nobody", "nominated_on": "soon"},
    {"person": "boss", "target": "two", "nominated_by": "boss", "nominated_on": "2026-07-05"},
    {"person": "ann", "target": "one", "nominated_by": "boss", "nominated_on": "2026-07-05"},
    {"person": "ann@tower.example", "target": "two", "nominated_by": "boss", "nominated_on": "2026-07-05"}]'),
'2 nominated_by: nobody is known by this
2 nominated_on: not a date
2 person: nobody is known by this
2 target: not a level of one ladder
3 person: not in the population of the cycle
4 target: is the present level
5 person: the same person as in line 4', 'problems, each at its cell');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;
select throws_ok($$ select pg_temp.take('nominations', null, '[]', '2026-H1') $$, 'RG003', 'there is no cycle ''2026-H1''', 'a cycle that does not exist');
create function pg_temp.late(state text) returns text language plpgsql as $$
begin
    -- Back from closed: what no command does, and the triggers refuse.
    set local session_replication_role = replica;
    update rungs.cycle c set state_id = s.id from rungs.cycle_state s where s.code = state;
    set local session_replication_role = origin;
    return pg_temp.take('nominations', null, '[{"person": "ann", "target": "two", "nominated_by": "boss", "nominated_on": "2026-07-05"}]', '2026-H2');
end
$$;
select throws_ok(format('select pg_temp.late(%L)', s.code), 'RG003', format('the cycle ''2026-H2'' is %s', s.code), 'nobody is nominated into a cycle that is ' || s.code)
from rungs.cycle_state s where s.id > 1 order by s.id;
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;
select is(pg_temp.late('collecting'), 'changed 1', 'while it is collecting they come in');
select is((select n.rationale from rungs.nomination n where n.person_id = pg_temp.person('ann') and n.superseded_at = 'infinity'), 'Ready.', 'and a file without rationales leaves them');
select is(pg_temp.take('nominations', null, '[{"person": "ann", "target": "three", "nominated_by": "boss", "nominated_on": "2026-07-05", "rationale": "Ready."}]'), 'changed 1', 'and are corrected');

-- What the committee sees of it.
select results_eq($$ select d.per, d.people, d.unknown, d.nominated, d.nominated_not_ready, d.ready_not_nominated
    from rungs_api.calibrate_distribution(null, 'level', null, '2026-07-31', null) d $$,
    $$ values ('all', 2::bigint, 2::bigint, 2::bigint, 2::bigint, 0::bigint), ('level', 1, 1, 1, 1, 0), ('level', 1, 1, 1, 1, 0) $$, 'all and per level');
select is((select d.nominated from rungs_api.calibrate_distribution(null, null, null, '2026-07-05', null) d where d.per = 'all'), 1::bigint, 'a nomination counts from its day');
select results_eq($$ select a.matter, a.person, a.target from rungs_api.calibrate_attention('2026-H2', null, '2026-07-31', null) a order by a.person $$,
    $$ values ('nominated, not ready', 'ann', 'three'), ('nominated, not ready', 'bo', 'three') $$, 'who has to be talked about');
select is((select count(*) from rungs.import), 10::bigint, 'every import that changed something is a batch');

select * from finish();
