-- database: empty
--
-- A ladder comes in as an edition: what it becomes, the same again, a new text, what is refused.

\i tests/support/imports.sql
select plan(63);

create function pg_temp.files(more jsonb default '{}') returns jsonb language sql as $$
    select jsonb '{
        "ladder": [{"code": "sea", "name": "Sea ladder", "profession": "sailing"}],
        "levels": [
            {"code": "deck", "rank": "1", "name": "Deckhand", "track": "individual", "next": "mate", "years_min": "0", "years_max": "2"},
            {"code": "mate", "rank": "2", "name": "Mate", "track": "individual", "next": "captain pilot"},
            {"code": "pilot", "rank": "3", "name": "Pilot", "track": "individual"},
            {"code": "captain", "rank": "3", "name": "Captain", "track": "manager", "horizon_months": "12"}],
        "dimensions": [{"code": "craft", "name": "Craft"}],
        "expectations": [
            {"code": "knots", "level": "deck", "dimension": "craft", "weight": "1", "must": "yes", "sentence": "Ties knots."},
            {"code": "watch", "level": "mate", "dimension": "craft", "weight": "2.5", "must": "no", "sentence": "Keeps a watch."},
            {"code": "crew", "level": "captain", "sentence": "Leads a crew."}],
        "measures": [{"code": "ship", "name": "Ship", "unit": "step"}, {"code": "hands", "name": "Hands", "unit": "people"}],
        "steps": [{"measure": "ship", "rank": "1", "code": "boat", "name": "Boat"}, {"measure": "ship", "rank": "2", "code": "brig", "name": "Brig"}],
        "scopes": [{"level": "captain", "measure": "ship", "minimum": "brig"}, {"level": "captain", "measure": "hands", "minimum": "12"}],
        "stage-models": [{"code": "ranks", "name": "Ranks", "default": "yes"}],
        "stages": [
            {"model": "ranks", "position": "1", "code": "hand", "name": "Hand", "great": "Works.", "levels": "deck mate"},
            {"model": "ranks", "position": "2", "code": "head", "name": "Head", "great": "Leads.", "levels": "pilot captain"}],
        "crossings": [
            {"code": "to_head", "model": "ranks", "from": "hand", "to": "head", "name": "To the helm"},
            {"code": "aboard", "model": "", "from": "", "to": "deck", "name": "Aboard"}],
        "shifts": [
            {"code": "trust", "crossing": "to_head", "weight": "", "must": "YES", "from": "own hands", "to": "other hands", "sentence": "Trusts."},
            {"code": "swim", "crossing": "aboard", "sentence": "Swims."}],
        "work-types": [{"code": "sail", "name": "Sail"}],
        "specializations": [{"code": "sailor", "name": "Sailor", "work_type": "sail"}],
        "advice": [{"code": "a1", "kind": "across", "position": "1", "text": "Let go."}]}' || more
$$;
create function pg_temp.change(file text, line integer, more jsonb) returns jsonb language sql as $$
    select pg_temp.files(jsonb_build_object(file, jsonb_set(f.rows, array[(line - 2)::text], coalesce(f.rows -> (line - 2), '{}') || more)))
    from (select pg_temp.files() -> file as rows) f
$$;

-- Numbers of work types are few (31): an import that is taken back uses none up.
create function pg_temp.works(codes text[]) returns jsonb language sql as $$
    select pg_temp.files(jsonb_build_object('work-types', jsonb_agg(jsonb_build_object('code', w.code, 'name', w.code) order by w.number)))
    from unnest(codes) with ordinality w (code, number)
$$;
savepoint tried;
select pg_temp.take('ladder', null, pg_temp.works('{sail,row,steer}')) \g /dev/null
rollback to tried;
select pg_temp.take('ladder', null, pg_temp.works('{sail,row,steer}')) \g /dev/null
rollback to tried;
select pg_temp.take('ladder', null, pg_temp.works('{sail,row,steer}')) \g /dev/null
select pg_temp.take('ladder', null, pg_temp.works('{row,mend,sail,cook}')) \g /dev/null
select string_agg(w.id || ' ' || w.code, ', ' order by w.id) as numbered from rungs.work_type w \gset
rollback to tried;
select is(:'numbered'::text, '1 sail, 2 row, 3 steer, 4 mend, 5 cook', 'work types are numbered without gaps, whatever was tried before');
select is(pg_temp.take('ladder', null, pg_temp.files()), 'new 5', 'three expectations and two shifts');
select results_eq($$ select e.number, e.name, e.effective_on from rungs.edition e $$, $$ values (1, 'Sea ladder', date '-infinity') $$, 'the first edition holds since ever');
select results_eq($$ select l.code collate "default", t.rank, t.track, t.years_min, t.years_max, t.horizon_months from rungs.level l join rungs.level_text t on t.level_id = l.id order by t.rank, l.code $$,
    $$ values ('deck', 1, 'individual', 0::float8, 2::float8, null::integer), ('mate', 2, 'individual', null, null, null),
              ('captain', 3, 'manager', null, null, 12), ('pilot', 3, 'individual', null, null, null) $$, 'levels');
select results_eq($$ select (a.code || ' ' || b.code || ' ' || n.position) collate "default" from rungs.level_next n join rungs.level a on a.id = n.level_id join rungs.level b on b.id = n.next_id order by 1 $$,
    $$ values ('deck mate 1'), ('mate captain 1'), ('mate pilot 2') $$, 'where they lead, the usual way first');
select results_eq($$ select x.code collate "default", l.code collate "default", c.code collate "default", t.dimension collate "default", t.weight, t.must, t.shift_from
    from rungs.expectation x join rungs.expectation_text t on t.expectation_id = x.id left join rungs.level l on l.id = t.level_id left join rungs.crossing c on c.id = t.crossing_id order by t.position $$,
    $$ values ('knots', 'deck', null, 'craft', 1::float8, true, ''), ('watch', 'mate', null, 'craft', 2.5, false, ''), ('crew', 'captain', null, null, 1, false, ''),
              ('trust', null, 'to_head', null, 1, true, 'own hands'), ('swim', null, 'aboard', null, 1, false, '') $$, 'expectations and shifts; the usual weight is 1, and must is said');
select results_eq($$ select (m.code || ' ' || s.minimum) collate "default" from rungs.level_scope s join rungs.measure m on m.id = s.measure_id order by m.id $$, $$ values ('ship 2'), ('hands 12') $$, 'scope minimums, steps by rank');
select results_eq($$ select (g.code || ' ' || l.code) collate "default" from rungs.stage_level s join rungs.stage g on g.id = s.stage_id join rungs.level l on l.id = s.level_id order by g.position, l.code $$,
    $$ values ('hand deck'), ('hand mate'), ('head captain'), ('head pilot') $$, 'stages');
select results_eq($$ select c.code collate "default", a.code collate "default", b.code collate "default" from rungs.crossing c left join rungs.stage a on a.id = c.from_stage_id left join rungs.stage b on b.id = c.to_stage_id order by c.id $$,
    $$ values ('to_head', 'hand', 'head'), ('aboard', null, null) $$, 'crossings, and the entry, which joins no stages');
select is((select s.code || ' ' || w.code from rungs.specialization s join rungs.work_type w on w.id = s.work_type_id), 'sailor sail', 'a specialization and its work');
select results_eq($$ select l.ladder, l.edition, l.since, l.levels, l.expectations, l.shifts, l.people from rungs_api.ladder_list(null, null) l $$,
    $$ values ('sea', 1, null::date, 4::bigint, 3::bigint, 2::bigint, 0::bigint) $$, 'ladder list says so');
select results_eq($$ select s.level, s.code from rungs_api.ladder_show(null, null, null) s $$,
    $$ values ('deck', 'knots'), ('mate', 'watch'), ('captain', 'crew'), ('at to_head', 'trust'), ('at aboard', 'swim') $$, 'ladder show lists what is asked, level by level, then at the borders');

-- The same again; new editions.
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.take('ladder', null, pg_temp.files()), 'unchanged 5', 'the same files again: unchanged');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.take('ladder', '2026-05-01', pg_temp.change('expectations', 3, '{"sentence": "Keeps the night watch."}')), 'changed 1, unchanged 4', 'another sentence');
select is(pg_temp.planned(), '2 changed sentence: Keeps a watch. -> Keeps the night watch.', 'the plan shows both');
select results_eq($$ select e.number, e.effective_on from rungs.edition e order by 1 $$, $$ values (1, date '-infinity'), (2, date '2026-05-01') $$, 'a second edition, from its day on');
select is((select count(*) from rungs.level) || ' ' || (select count(*) from rungs.expectation), '4 5', 'levels and expectations are the same ones');
select is((select s.sentence from rungs_api.ladder_show('mate', '2026-04-30', null) s), 'Keeps a watch.', 'the day before, the old text');
select is((select s.sentence from rungs_api.ladder_show('mate', '2026-05-01', null) s), 'Keeps the night watch.', 'from the day, the new one');
select is(pg_temp.take('ladder', '2026-06-01', pg_temp.change('expectations', 3, '{"sentence": "Keeps the night watch.", "code": "night"}')), 'new 1, unchanged 4, gone 1', 'another code is another expectation, and one is gone');
select is(pg_temp.take('ladder', '2026-07-01', pg_temp.change('levels', 2, '{"name": "Sailor"}')), 'new 1, unchanged 4, gone 1', 'back to the first text, with another name of a level');
select is(pg_temp.take('ladder', '2026-08-01', pg_temp.change('levels', 2, '{"name": "Seaman"}')), 'unchanged 5', 'the name of a level alone');
select is((select string_agg(t.name, ' ' order by t.edition_id) from rungs.level_text t join rungs.level l on l.id = t.level_id where l.code = 'deck'), 'Deckhand Deckhand Deckhand Sailor Seaman', 'makes an edition too');
select is((select count(*) from rungs.edition e join rungs.import i on i.id = e.import_id), 5::bigint, 'each edition has its batch');
select is((select count(*) from rungs.work_type w), 1::bigint, 'what ladders share stays the same row');
select throws_ok($$ select * from rungs_api.ladder_show('bosun', null, null) $$, 'RG003', 'there is no level ''bosun''', 'a level that no ladder has');

-- Problems, each in its file and at its cell.
update before set state = pg_temp.everything();
select is(pg_temp.take('ladder', null, pg_temp.change('levels', 2, '{"rank": "first", "track": "sea", "years_min": "some", "years_max": "many", "horizon_months": "long", "next": "deck admiral"}')),
'levels 2 horizon_months: not a number
levels 2 next: names a level that is not in this ladder
levels 2 rank: not a whole number
levels 2 track: not a track
levels 2 years_max: not a number
levels 2 years_min: not a number', 'levels');
select is(pg_temp.take('ladder', null, pg_temp.change('expectations', 2, '{"level": "admiral", "dimension": "art", "weight": "0", "must": "maybe", "sentence": ""}')),
'expectations 2 dimension: not a dimension of dimensions.csv
expectations 2 level: not a level of levels.csv
expectations 2 must: neither yes nor no
expectations 2 sentence: is empty
expectations 2 weight: not a positive number', 'expectations');
select is(pg_temp.take('ladder', null, pg_temp.change('shifts', 2, '{"crossing": "to_tail", "code": "knots"}')),
'shifts 2 code: the code of an expectation
shifts 2 crossing: not a crossing of crossings.csv', 'shifts');
select is(pg_temp.take('ladder', null, pg_temp.change('stages', 3, '{"levels": "captain deck", "position": "second"}')),
'stages 2 levels: in 2 stages of the model ranks
stages 3 position: not a whole number
stages levels: in no stage of the model ranks', 'stages: each level is in exactly one');
select is(pg_temp.take('ladder', null, pg_temp.change('crossings', 2, '{"from": "foot", "to": "hand"}')),
'crossings 2 from: not a stage of this model', 'crossings');
select is(pg_temp.take('ladder', null, pg_temp.change('scopes', 2, '{"level": "admiral", "measure": "ship", "minimum": "raft"}')
    || jsonb_build_object('advice', (pg_temp.change('advice', 2, '{"kind": "along"}')) -> 'advice')
    || jsonb_build_object('specializations', (pg_temp.change('specializations', 2, '{"work_type": "fish"}')) -> 'specializations')
    || jsonb_build_object('stage-models', (pg_temp.change('stage-models', 2, '{"default": "no"}')) -> 'stage-models')),
'advice 2 kind: neither within nor across
scopes 2 level: not a level of levels.csv
scopes 2 minimum: neither a number nor a step of the measure
specializations 2 work_type: not a work type of work-types.csv
stage-models 2 default: not exactly one model is the default', 'the other files, together');
create temporary table cell (file text, line integer, change jsonb, problem text);
insert into cell values
    ('ladder', 2, '{"code": "Two Words"}', '2 code: not a word'),
    ('ladder', 2, '{"name": " "}', '2 name: is empty'),
    ('ladder', 3, '{"code": "more", "name": "x", "profession": "y"}', '3 code: more than one row'),
    ('levels', 2, '{"name": null}', 'levels 2 name: is empty'),
    ('levels', 2, '{"rank": "1.5"}', 'levels 2 rank: not a whole number'),
    ('levels', 2, '{"years_min": "9"}', 'levels 2 years_max: less than years_min'),
    ('levels', 3, '{"next": "captain captain"}', 'levels 3 next: names a level twice'),
    ('levels', 6, '{"code": "mate", "rank": "9", "name": "x", "track": "manager"}', 'levels 6 code: code twice, first in line 3'),
    ('dimensions', 3, '{"code": "craft", "name": "x"}', 'dimensions 3 code: code twice, first in line 2'),
    ('expectations', 2, '{"code": ""}', 'expectations 2 code: is empty'),
    ('expectations', 5, '{"code": "knots", "level": "deck", "sentence": "x"}', 'expectations 5 code: code twice, first in line 2'),
    ('measures', 4, '{"code": "ship", "name": "x", "unit": "y"}', 'measures 4 code: code twice, first in line 2'),
    ('steps', 2, '{"measure": "shop"}', 'steps 2 measure: not a measure of measures.csv'),
    ('steps', 2, '{"rank": "x"}', 'steps 2 rank: not a whole number'),
    ('steps', 4, '{"measure": "ship", "rank": "1", "code": "raft", "name": "x"}', 'steps 4 rank: rank twice, first in line 2'),
    ('scopes', 4, '{"level": "captain", "measure": "ship", "minimum": "1"}', 'scopes 4 measure: measure twice, first in line 2'),
    ('stages', 2, '{"great": null}', 'stages 2 great: is empty'),
    ('crossings', 2, '{"model": "rinks"}', 'crossings 2 model: not a model of stage-models.csv'),
    ('work-types', 3, '{"code": "sail", "name": "x"}', 'work-types 3 code: code twice, first in line 2'),
    ('specializations', 2, '{"name": null}', 'specializations 2 name: is empty'),
    ('advice', 2, '{"position": "x"}', 'advice 2 position: not a whole number');
select is(split_part(pg_temp.take('ladder', null, pg_temp.change(c.file, c.line, c.change)), e'\n', 1), c.problem, c.problem)
from cell c;
select is(pg_temp.take('ladder', null, pg_temp.files('{"ladder": []}')), '2 code: no row', 'a ladder without a name');
select is(pg_temp.take('ladder', null, pg_temp.change('crossings', 2, '{"code": null}')), 'crossings 2 code: is empty', 'a crossing without a code');
select is(pg_temp.everything(), b.state, 'nothing is written') from before b;
select is(pg_temp.take('ladder', '2026-09-01', pg_temp.change('levels', 2, '{"code": " deck ", "name": " Seaman"}')), 'unchanged 5', 'blanks around a cell are nothing');

-- A level that somebody holds cannot go.
create function pg_temp.without_pilot() returns jsonb language sql as $$
    select pg_temp.files(jsonb_build_object(
        'levels', (select jsonb_agg(case when l.value ->> 'code' = 'mate' then l.value || '{"next": "captain"}' else l.value end order by l.number)
                   from jsonb_array_elements(pg_temp.files() -> 'levels') with ordinality l (value, number) where l.value ->> 'code' <> 'pilot'),
        'stages', jsonb_set(pg_temp.files() -> 'stages', '{1,levels}', '"captain"')))
$$;
select pg_temp.take('roster', '2026-01-01', '[
    {"employee_id": "P1", "name": "Pia", "hire_date": "2020-01-01", "level": "pilot"},
    {"employee_id": "P2", "name": "Per", "hire_date": "2020-01-01", "level": "pilot"},
    {"employee_id": "M1", "name": "Mo", "hire_date": "2020-01-01", "level": "mate"}]') \g /dev/null
update before set state = pg_temp.everything();
select is(pg_temp.take('ladder', '2026-09-01', pg_temp.without_pilot()), 'levels code: 2 people are at this level, and the files have it no more', 'a level that people hold cannot go');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;
select pg_temp.take('roster', '2026-02-01', '[{"employee_id": "P1", "level": "captain", "level_since": "2026-02-01"}]') \g /dev/null
select is(pg_temp.take('ladder', '2026-09-01', pg_temp.without_pilot()), 'levels code: one person is at this level, and the files have it no more', 'nor one that a single person holds');
select pg_temp.take('roster', '2026-02-01', '[{"employee_id": "P2", "status": "left", "leave_date": "2026-02-28"}]') \g /dev/null
select is(pg_temp.take('ladder', '2026-09-01', pg_temp.without_pilot()), 'unchanged 5', 'once one has moved and the other has left it goes');
select is((select string_agg(l.code, ' ' order by t.rank) from rungs.level_text t join rungs.level l on l.id = t.level_id where t.edition_id = (select max(e.id) from rungs.edition e)),
    'deck mate captain', 'and the new edition is without it');

select * from finish();
