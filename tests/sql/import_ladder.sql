-- database: empty
--
-- A ladder comes in as an edition: what the tables have of it, what the plan, the list and the tree show, what an import
-- leaves behind. What is refused stands in ladder_judge.sql and ladder_judge_stages.sql, changes in ladder_editions.sql.

\i tests/support/imports.sql
\i tests/support/ladder_files.sql
\i tests/support/ladder_people.sql
select plan(40);

-- Numbers of work types are few (62): an import that is taken back uses none up.
create function pg_temp.works(codes text[]) returns jsonb language sql as $$
    select pg_temp.files(jsonb_build_object('specializations', '[]'::jsonb, 'work-types', jsonb_agg(jsonb_build_object('code', w.code, 'name', w.code) order by w.number)))
    from unnest(codes) with ordinality w (code, number)
$$;
savepoint tried;
select pg_temp.said(pg_temp.works('{sail,row,steer}')), pg_temp.said(pg_temp.works('{steer,row}')) \g /dev/null
select pg_temp.take('ladder', null, pg_temp.works('{sail,row,steer}')) \g /dev/null
select pg_temp.take('ladder', null, pg_temp.works('{row,mend,sail,cook}')) \g /dev/null
select is((select string_agg(w.id || ' ' || w.code, ', ' order by w.id) from rungs.work_type w), '1 sail, 2 row, 3 steer, 4 mend, 5 cook', 'work types are numbered without gaps, whatever was tried before');
rollback to tried;

-- What there is of it.
select is(pg_temp.take('ladder', null, pg_temp.files(), null), 'new 37', 'every row of every file is new');
select is((select string_agg(c.who || ': ' || c.new_value, ', ' order by c.line, c.who) from rungs_api.import_changes(100) c where c.line = 2), 'advice a1: Let go., crossing to_head: To the helm, dimension craft: Craft, expectation knots: Ties knots., ladder: Sea ladder, level deck: Deckhand, '
    || 'measure ship: Ship, scope captain ship: brig, shift trust: Trusts., specialization sailor: Sailor, stage model ranks: Ranks, stage ranks hand: Hand, step ship boat: Boat, work type sail: Sail', 'the plan says of each row what it is');
select results_eq($$ select e.number, e.name, e.profession, e.effective_on from rungs.edition e $$, $$ values (1, 'Sea ladder', 'sailing', date '-infinity') $$, 'the first edition holds since ever');
select results_eq($$ select l.code collate "default", t.rank, t.track, t.years_min, t.years_max, t.horizon_months from rungs.level l join rungs.level_text t on t.level_id = l.id order by t.rank, l.code $$,
    $$ values ('deck', 1, 'individual', 0::float8, 2::float8, null::integer), ('mate', 2, 'individual', null, null, null),
              ('captain', 3, 'manager', null, null, 12), ('pilot', 3, 'individual', null, null, null), ('admiral', 4, 'manager', null, null, null) $$, 'levels');
select results_eq($$ select (a.code || ' ' || b.code || ' ' || n.position) collate "default" from rungs.level_next n join rungs.level a on a.id = n.level_id join rungs.level b on b.id = n.next_id order by 1 $$,
    $$ values ('captain admiral 1'), ('deck mate 1'), ('mate captain 1'), ('mate pilot 2') $$, 'where they lead, the usual way first');
select results_eq($$ select a.code collate "default", b.code collate "default" from rungs.level_include n join rungs.level a on a.id = n.level_id join rungs.level b on b.id = n.included_id $$, $$ values ('admiral', 'captain') $$, 'what they include');
select results_eq($$ select x.code collate "default", l.code collate "default", c.code collate "default", t.dimension collate "default", t.weight, t.must, t.shift_from
    from rungs.expectation x join rungs.expectation_text t on t.expectation_id = x.id left join rungs.level l on l.id = t.level_id left join rungs.crossing c on c.id = t.crossing_id order by t.position $$,
    $$ values ('knots', 'deck', null, 'craft', 1::float8, true, ''), ('watch', 'mate', null, 'craft', 2.5, false, ''), ('chart', 'pilot', null, 'craft', 1, false, ''), ('crew', 'captain', null, 'people', 1, false, ''), ('fleet', 'admiral', null, null, 1, false, ''),
              ('trust', null, 'to_head', null, 1, true, 'own hands'), ('swim', null, 'aboard', null, 1, false, '') $$, 'expectations and shifts; the usual weight is 1, and must is said');
select results_eq($$ select m.code collate "default", s.minimum, s.step collate "default" from rungs.level_scope s join rungs.measure m on m.id = s.measure_id order by m.id $$, $$ values ('ship', null::float8, 'brig'), ('hands', 12, null) $$, 'least scope, a step by its code');
select results_eq($$ select s.rank, s.code collate "default" from rungs.measure_step s order by 1 $$, $$ values (1, 'boat'), (2, 'brig') $$, 'steps');
select results_eq($$ select (m.code || ' ' || g.code || ' ' || l.code) collate "default" from rungs.stage_level s join rungs.stage g on g.id = s.stage_id join rungs.stage_model m on m.id = g.stage_model_id join rungs.level l on l.id = s.level_id order by m.position, g.position, s.position $$,
    $$ values ('ranks hand deck'), ('ranks hand mate'), ('ranks head pilot'), ('ranks head captain'), ('ranks fleet admiral'), ('wages paid deck'), ('wages paid mate'), ('wages sworn pilot'), ('wages sworn captain'), ('wages sworn admiral') $$, 'stages');
select results_eq($$ select c.code collate "default", a.code collate "default", b.code collate "default", l.code collate "default" from rungs.crossing c left join rungs.stage a on a.id = c.from_stage_id left join rungs.stage b on b.id = c.to_stage_id left join rungs.level l on l.id = c.to_level_id order by c.id $$,
    $$ values ('to_head', 'hand', 'head', null), ('to_fleet', 'head', 'fleet', null), ('aboard', null, null, 'deck') $$, 'crossings, and the entry, which leads to a level');
select results_eq($$ select s.code collate "default", w.code collate "default" from rungs.specialization_text t join rungs.specialization s on s.id = t.specialization_id join rungs.work_type w on w.id = t.work_type_id order by t.position $$,
    $$ values ('sailor', 'sail'), ('rower', 'row') $$, 'specializations and their work');
select results_eq($$ select d.code collate "default", d.is_skill from rungs.dimension d order by d.position $$, $$ values ('craft', false), ('people', true) $$, 'dimensions, skills among them');
select results_eq($$ select a.code collate "default", a.move, a.position from rungs.advice a order by a.position $$, $$ values ('a1', 'across', 1), ('a2', 'across', 2) $$, 'advice');
select results_eq($$ select i.kind, i.file_name, i.effective_on, i.summary from rungs.import i join rungs.edition e on e.import_id = i.id $$, $$ values ('ladder', 'ladder.csv', date '-infinity', '{"new": 37}'::jsonb) $$, 'a batch with its counts');

-- What is shown of it.
select results_eq($$ select l.ladder, l.edition, l.since, l.state, l.levels, l.expectations, l.shifts, l.people from rungs_api.ladder_list(null, null) l $$,
    $$ values ('sea', 1, null::date, 'in force', 5::bigint, 5::bigint, 2::bigint, 0::bigint) $$, 'the list');
create function pg_temp.tree(ladder text, model text default null, level text default null, day date default null) returns setof text language sql as $$
    select repeat(' ', t.depth) || t.kind || ' ' || t.code from rungs_api.ladder_tree(ladder, model, level, day, null) t
$$;
select results_eq($$ select pg_temp.tree(null) $$, $$ values ('stage hand'), (' level deck'), ('  expectation knots'), (' level mate'), ('  expectation watch'), ('stage head'), (' level pilot'), ('  expectation chart'), (' level captain'), ('  expectation crew'),
    ('stage fleet'), (' level admiral'), ('  expectation fleet') $$, 'the tree, by the default stages');
select results_eq($$ select pg_temp.tree('sea', 'wages') $$, $$ values ('stage paid'), (' level deck'), ('  expectation knots'), (' level mate'), ('  expectation watch'), ('stage sworn'), (' level pilot'), ('  expectation chart'), (' level captain'), ('  expectation crew'),
    (' level admiral'), ('  expectation fleet') $$, 'or by others');
select results_eq($$ select pg_temp.tree(null, null, 'mate') $$, $$ values ('stage hand'), (' level mate'), ('  dimension craft'), ('   expectation watch') $$, 'one level, by dimension');
select throws_ok($$ select pg_temp.tree('sea', null, 'bosun') $$, 'RG003', 'sea has no level ''bosun''', 'a level that the ladder does not have');
select throws_ok($$ select pg_temp.tree(null, null, 'bosun') $$, 'RG003', 'there is no level ''bosun''', 'or that none has');
select throws_ok($$ select pg_temp.tree('sea', 'water') $$, 'RG003', 'this ladder has no stage model ''water''', 'a model that it does not have');
create function pg_temp.borders(model text default null, level text default null) returns setof text language sql as $$
    select repeat(' ', c.depth) || c.kind || ' ' || c.code from rungs_api.ladder_crossings('sea', model, level, null, null) c
$$;
select results_eq($$ select pg_temp.borders() $$, $$ values ('entry aboard'), (' shift swim'), ('crossing to_head'), (' shift trust'), ('crossing to_fleet') $$, 'the entry and the borders, with what they ask');
select results_eq($$ select pg_temp.borders('wages') $$, $$ values ('entry aboard'), (' shift swim') $$, 'of a model without borders the entry alone');
select results_eq($$ select pg_temp.borders(level => 'captain') $$, $$ values ('crossing to_head'), (' shift trust') $$, 'the border that leads to a level');
select results_eq($$ select pg_temp.borders(level => 'deck') $$, $$ values ('entry aboard'), (' shift swim') $$, 'to the first the entry');
select is_empty($$ select pg_temp.borders(level => 'mate') $$, 'to one within a stage none');
select results_eq($$ select s.level, s.name, s.at_least from rungs_api.ladder_scopes('sea', null, null, null) s $$, $$ values ('captain', 'Ship', 'Brig'), ('captain', 'Hands', '12 people') $$, 'least scope in words');

-- A level as of a day, and people on it.
select pg_temp.take('ladder', '2026-05-01', pg_temp.changed('levels', 2, '{"name": "Sailor"}')) \g /dev/null
select pg_temp.take('ladder', '2099-05-01', pg_temp.changed('levels', 2, '{"name": "Seaman"}')) \g /dev/null
select pg_temp.comes('al', 'sea/deck', '2026-01-01'), pg_temp.comes('bo', 'sea/mate', '2026-01-01');
select results_eq($$ select t.name from unnest(array[date '2026-04-30', '2026-05-01', '2099-05-01']) d (day) cross join lateral rungs_api.ladder_tree(null, null, 'deck', d.day, null) t where t.kind = 'level' order by d.day $$,
    $$ values ('Deckhand'), ('Sailor'), ('Seaman') $$, 'each edition from its day');
select results_eq($$ select t.name from rungs_api.ladder_tree('sea@1', null, 'deck', '2026-06-01', null) t where t.kind = 'level' $$, $$ values ('Deckhand') $$, 'or by its number');
select results_eq($$ select l.edition, l.since, l.state, l.people from rungs_api.ladder_list('2026-06-01', null) l $$, $$ values (1, null::date, 'past', null::bigint), (2, '2026-05-01', 'in force', 2), (3, '2099-05-01', 'ahead', null) $$, 'the list says which one holds, and for how many people');
select results_eq($$ select l.edition, l.state, l.people from rungs_api.ladder_list('2025-12-31', null) l where l.state = 'in force' $$, $$ values (1, 'in force', 0::bigint) $$, 'on another day another one');
select is((select count(*) from rungs.level) || ' ' || (select count(*) from rungs.expectation) || ' ' || (select count(*) from rungs.measure) || ' ' || (select count(*) from rungs.work_type), '5 7 2 2', 'levels, expectations, measures and work types are the same ones in all editions');

-- Cells as people write them.
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.take('ladder', '2026-06-01', pg_temp.changed('levels', 2, jsonb_build_object('code', ' deck ', 'name', e'\tSailor' || chr(160), 'years_min', '0.0', 'next', ' mate;', 'summary', '  '))), 'unchanged 37', 'blanks around a cell are nothing, nor are noughts behind a point');
select is(pg_temp.take('ladder', '2026-06-01', pg_temp.changed('levels', 2, '{"name": "Sailor"}', pg_temp.changed('levels', 3, '{"next": "captain; pilot", "rank": "02"}', pg_temp.changed('shifts', 2, '{"must": "yes", "weight": "1.00"}')))), 'unchanged 37', 'nor is another way to write the same');
select is(pg_temp.everything(), b.state, 'not a row is written') from before b;
select is(pg_temp.said(pg_temp.changed('levels', 2, '{"name": "Sailor", "summary": "Works hard, says \"aye\".\nAlways."}'), '2026-06-01'), 'changed 1, unchanged 36', 'what stands within a cell is kept');
select is(pg_temp.said(pg_temp.changed('levels', 2, '{"name": "Sailor"}', pg_temp.files('{"advice": []}')), '2026-06-01'), 'unchanged 35, gone 2', 'a file that is missing has no rows');
select is(pg_temp.everything(), b.state, 'and none of it stays when it is taken back') from before b;

select * from finish();
