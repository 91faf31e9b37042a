-- database: empty
--
-- What makes a row of a ladder's files wrong (import/ladders/columns.md): empty cells, codes, what is given twice, levels,
-- and what they ask. Each fault is the only one of its files and is said with file, line, column and words; beside it
-- stand files as near to it as can be that are right.

\i tests/support/imports.sql
\i tests/support/ladder_files.sql

-- Cells that are needed. One that is not may be blank, as all of those of a row are here.
insert into tell (rule, wrong, words, fine)
select format('%s.csv, %s', c.file, c.name), pg_temp.changed(c.file, c.line, jsonb_build_object(c.name, ' ')),
       c.file || ' ' || c.line || ' ' || c.name || ': is empty', null
from (values
    ('levels', 4, 'name'), ('levels', 4, 'rank'), ('levels', 4, 'track'), ('dimensions', 3, 'name'), ('expectations', 2, 'level'), ('expectations', 3, 'sentence'),
    ('expectations', 3, 'code'), ('measures', 3, 'name'), ('measures', 3, 'unit'), ('steps', 2, 'measure'), ('steps', 2, 'rank'), ('steps', 2, 'code'), ('steps', 2, 'name'), ('scopes', 2, 'level'),
    ('scopes', 2, 'measure'), ('scopes', 2, 'minimum'), ('stage-models', 2, 'name'), ('stage-models', 3, 'default'), ('stages', 2, 'name'), ('stages', 2, 'great'), ('stages', 2, 'code'),
    ('crossings', 2, 'name'), ('crossings', 3, 'code'), ('crossings', 4, 'to'), ('crossings', 4, 'name'), ('shifts', 2, 'crossing'), ('shifts', 2, 'sentence'), ('shifts', 2, 'code'),
    ('work-types', 2, 'name'), ('specializations', 2, 'name'), ('specializations', 2, 'code'), ('advice', 2, 'code'), ('advice', 2, 'kind'), ('advice', 2, 'position'), ('advice', 2, 'text')) c (file, line, name);
insert into tell (rule, wrong, words, fine) values
    ('ladder.csv, name', pg_temp.changed('ladder', 2, '{"name": ""}'), '2 name: is empty',
     pg_temp.changed('ladder', 2, '{"summary": "", "source": "", "author": ""}')),
    ('ladder.csv, profession', pg_temp.changed('ladder', 2, '{"profession": null}'), '2 profession: is empty', null),
    ('a blank is none in other words', pg_temp.changed('levels', 4, jsonb_build_object('name', e' \t ' || chr(160))), 'levels 4 name: is empty',
     pg_temp.changed('levels', 4, '{"years_min": "", "years_max": " ", "horizon_months": null, "next": "", "includes": "", "summary": "", "source": "", "author": ""}')),
    ('the crossing between two stages needs its model', pg_temp.changed('crossings', 2, '{"model": ""}'), 'crossings 2 model: is empty', null),
    ('and the stage it comes from', pg_temp.changed('crossings', 2, '{"from": ""}'), 'crossings 2 from: is empty', null);
insert into tell (rule, wrong, words, fine)
select 'what may be blank in ' || c.file || '.csv', null, null, pg_temp.changed(c.file, c.line, c.blank)
from (values
    ('dimensions', 3, jsonb '{"skill": "", "summary": ""}'), ('expectations', 3, '{"dimension": "", "weight": "", "must": "", "source": "", "author": ""}'), ('scopes', 2, '{"source": "", "author": ""}'),
    ('stage-models', 2, '{"summary": ""}'), ('stages', 2, '{"source": "", "author": ""}'), ('crossings', 2, '{"advice": ""}'), ('shifts', 2, '{"dimension": "", "weight": "", "must": "", "from": "", "to": ""}'),
    ('work-types', 2, '{"summary": ""}'), ('specializations', 2, '{"work_type": "", "summary": ""}'), ('advice', 2, '{"source": "", "author": ""}')) c (file, line, blank);

-- Files that have no row.
insert into tell (rule, wrong, words, fine) values
    ('ladder.csv has a row', pg_temp.files('{"ladder": []}'), '2 code: no row', pg_temp.files()),
    ('and one only', pg_temp.changed('ladder', 3, '{"code": "lake", "name": "x", "profession": "y"}'), '3 code: more than one row', null),
    ('levels.csv has a row', '{"ladder": [{"code": "sea", "name": "Sea", "profession": "x"}], "expectations": [{"code": "knots", "level": "deck", "sentence": "."}]}',
     e'expectations 2 level: not a level of levels.csv\nlevels 2 code: no row', null),
    ('so has expectations.csv', '{"ladder": [{"code": "sea", "name": "Sea", "profession": "x"}], "levels": [{"code": "deck", "rank": "1", "name": "x", "track": "manager"}]}',
     'expectations 2 code: no row', '{"ladder": [{"code": "sea", "name": "Sea", "profession": "x"}], "levels": [{"code": "deck", "rank": "1", "name": "x", "track": "manager"}],
                                     "expectations": [{"code": "knots", "level": "deck", "sentence": "."}]}');

-- Codes.
insert into tell (rule, wrong, words, fine)
select format('a code is not %s', c.word), pg_temp.changed('expectations', 6, jsonb_build_object('code', c.word)), 'expectations 6 code: not a code', pg_temp.changed('expectations', 6, jsonb_build_object('code', c.other))
from (values ('two words', 'two_words'), ('a/b', 'a\b'), ('a@1', 'a#1'), ('a;b', 'a:b'), ('a,b', 'a.b'), ('it''s', 'it`s'), ('a"b', 'a(b)'), ('-a', 'a-'),
             (repeat('x', 61), repeat('x', 60)), (e'a\tb', '1.1'), ('/', 'É')) c (word, other);
insert into tell (rule, wrong, words, fine)
select format('neither is one in %s.csv', c.file), pg_temp.changed(c.file, c.line, jsonb_build_object('code', 'a b') || c.row), format('%s %s code: not a code', c.file, c.line),
       pg_temp.changed(c.file, c.line, jsonb_build_object('code', 'a-b') || c.row)
from (values ('dimensions', 4, jsonb '{"name": "x"}'), ('measures', 4, '{"name": "x", "unit": "y"}'),
             ('steps', 4, '{"measure": "ship", "rank": "3", "name": "x"}'), ('crossings', 3, '{}'), ('shifts', 3, '{}'),
             ('work-types', 4, '{"name": "x"}'), ('specializations', 4, '{"name": "x"}'), ('advice', 2, '{}'), ('stages', 5, '{}')) c (file, line, row);
insert into tell (rule, wrong, words, fine)
select 'nor in levels.csv', l.wrong, 'levels 7 code: not a code', l.fine
from (select pg_temp.changed('levels', 7, '{"code": "a b", "rank": "9", "name": "x", "track": "manager"}', f.files) as wrong, pg_temp.changed('levels', 7, '{"code": "a-b", "rank": "9", "name": "x", "track": "manager"}', f.files) as fine
      from pg_temp.files('{"stage-models": [], "stages": [], "crossings": [], "shifts": []}') f (files)) l;
insert into tell (rule, wrong, words, fine)
select format('the code of a ladder is not %s', c.word), pg_temp.changed('ladder', 2, jsonb_build_object('code', c.word)), '2 code: not a code of a ladder', pg_temp.changed('ladder', 2, jsonb_build_object('code', c.other))
from (values ('Sea', 'sea_2'), ('sea ladder', 'sea-ladder'), ('sea@2', 'sea.2'), ('_sea', '2sea'), ('sea/side', 'seaside'), (repeat('s', 61), repeat('s', 60))) c (word, other);

-- What is given twice.
insert into tell (rule, wrong, words, fine)
select format('a code is unique in %s.csv', c.file), pg_temp.changed(c.file, c.line, c.row), format('%s %s code: code twice, first in line 2', c.file, c.line),
       pg_temp.changed(c.file, c.line, c.row || '{"code": "other"}')
from (values
    ('dimensions', 4, jsonb '{"code": "craft", "name": "x"}'), ('expectations', 7, '{"code": "knots", "level": "deck", "sentence": "x"}'),
    ('steps', 4, '{"measure": "ship", "code": "boat", "rank": "3", "name": "x"}'),
    ('crossings', 5, '{"code": "to_head", "model": "wages", "from": "paid", "to": "sworn", "name": "x"}'), ('shifts', 4, '{"code": "trust", "crossing": "aboard", "sentence": "x"}'),
    ('work-types', 4, '{"code": "sail", "name": "x"}'), ('specializations', 4, '{"code": "sailor", "name": "x"}'), ('advice', 4, '{"code": "a1", "kind": "within", "position": "1", "text": "x"}')) c (file, line, row);
insert into tell (rule, wrong, words, fine) values
    ('a code is unique in levels.csv', pg_temp.changed('levels', 7, '{"code": "admiral", "rank": "9", "name": "x", "track": "manager"}'), 'levels 7 code: code twice, first in line 6', null),
    ('and in measures.csv', pg_temp.changed('measures', 4, '{"code": "hands", "name": "x", "unit": "people"}'), 'measures 4 code: code twice, first in line 3',
     pg_temp.changed('measures', 4, '{"code": "Hands", "name": "x", "unit": "people"}')),
    ('a stage is unique in its model, which another model may have', pg_temp.changed('stages', 3, '{"code": "hand"}', pg_temp.files('{"crossings": [], "shifts": []}')), 'stages 3 code: code twice, first in line 2',
     pg_temp.changed('stages', 5, '{"code": "hand"}')),
    ('expectations and shifts share their codes', pg_temp.changed('shifts', 2, '{"code": "knots"}'), 'shifts 2 code: the code of an expectation', pg_temp.changed('shifts', 2, '{"code": "knot"}')),
    ('a track has a rank once; two tracks share one', pg_temp.changed('levels', 4, '{"track": "manager"}'), 'levels 5 rank: rank twice in the track manager, first in line 4', pg_temp.files()),
    ('however it is written', pg_temp.changed('levels', 4, '{"track": "manager", "rank": "03"}'), 'levels 5 rank: rank twice in the track manager, first in line 4', pg_temp.changed('levels', 4, '{"rank": "03"}')),
    ('a measure has a rank once', pg_temp.changed('steps', 3, '{"rank": "1"}'), 'steps 3 rank: rank twice, first in line 2', pg_temp.changed('steps', 3, '{"rank": "3"}')),
    ('however it is written', pg_temp.changed('steps', 3, '{"rank": "01"}'), 'steps 3 rank: rank twice, first in line 2', pg_temp.changed('steps', 3, '{"rank": "02"}')),
    ('a level has a measure once', pg_temp.changed('scopes', 4, '{"level": "captain", "measure": "hands", "minimum": "20"}'), 'scopes 4 measure: measure twice, first in line 3',
     pg_temp.changed('scopes', 4, '{"level": "admiral", "measure": "hands", "minimum": "20"}')),
    ('a kind of advice has a position once', pg_temp.changed('advice', 3, '{"position": "1"}'), 'advice 3 position: position twice, first in line 2', pg_temp.changed('advice', 3, '{"position": "1", "kind": "within"}')),
    ('however it is written', pg_temp.changed('advice', 3, '{"position": "01"}'), 'advice 3 position: position twice, first in line 2', pg_temp.changed('advice', 3, '{"position": "10"}')),
    ('a work type has one specialization', pg_temp.changed('specializations', 3, '{"work_type": "sail"}'), 'specializations 3 work_type: work type twice, first in line 2',
     pg_temp.changed('specializations', 3, '{"work_type": ""}')),
    ('a sentence stands once in a level and dimension', pg_temp.changed('expectations', 7, '{"code": "knots2", "level": "deck", "dimension": "craft", "sentence": "Ties knots."}'),
     'expectations 7 sentence: the same sentence at this level twice, first in line 2', pg_temp.changed('expectations', 7, '{"code": "knots2", "level": "mate", "dimension": "craft", "sentence": "Ties knots."}')),
    ('also without a dimension', pg_temp.changed('expectations', 7, '{"code": "fleet2", "level": "admiral", "sentence": "Leads a fleet."}'),
     'expectations 7 sentence: the same sentence at this level twice, first in line 6', pg_temp.changed('expectations', 7, '{"code": "fleet2", "level": "admiral", "dimension": "craft", "sentence": "Leads a fleet."}'));

-- Levels.
insert into tell (rule, wrong, words, fine)
select 'levels: ' || c.rule, pg_temp.changed('levels', c.line, c.wrong), 'levels ' || c.line || ' ' || c.words, pg_temp.changed('levels', c.line, c.fine)
from (values
    ('a rank is a whole number', 4, jsonb '{"rank": "3.5"}', 'rank: not a whole number above 0', jsonb '{"rank": "4"}'),
    ('above 0', 2, '{"rank": "0"}', 'rank: not a whole number above 0', '{"rank": "1"}'),
    ('a track is one of two', 4, '{"track": "Individual"}', 'track: not a track', '{"track": "individual"}'),
    ('years are a number', 2, '{"years_min": "one"}', 'years_min: not a number of years', '{"years_min": "1.5"}'),
    ('of 0 or more', 2, '{"years_min": "-1"}', 'years_min: not a number of years', '{"years_min": "0"}'),
    ('with a point', 2, '{"years_max": "2,5"}', 'years_max: not a number of years', '{"years_max": "2.5"}'),
    ('min is not above max', 2, '{"years_min": "3"}', 'years_max: less than years_min', '{"years_min": "2"}'),
    ('a horizon is whole months', 5, '{"horizon_months": "1.5"}', 'horizon_months: not a whole number of months', '{"horizon_months": "0"}'),
    ('next is a level', 3, '{"next": "captain bosun"}', 'next: not a level of levels.csv', '{"next": "captain;admiral"}'),
    ('once', 3, '{"next": "captain captain"}', 'next: named twice', '{"next": "captain"}'),
    ('not the level itself', 3, '{"next": "mate"}', 'next: leads to itself', '{"next": "pilot"}'),
    ('not down', 3, '{"next": "captain deck"}', 'next: rank 1 is not above 2', '{"next": ""}'),
    ('nor sideways', 4, '{"next": "captain"}', 'next: rank 3 is not above 3', '{"next": "admiral"}'),
    ('includes is a level', 6, '{"includes": "bosun"}', 'includes: not a level of levels.csv', '{"includes": "mate"}'),
    ('once', 6, '{"includes": "mate pilot mate"}', 'includes: named twice', '{"includes": "mate pilot"}'),
    ('not the level itself', 6, '{"includes": "admiral"}', 'includes: includes itself', '{"includes": "captain"}'),
    ('not up', 3, '{"includes": "deck captain"}', 'includes: rank 3 is not below 2', '{"includes": "deck"}'),
    ('nor sideways', 5, '{"includes": "pilot"}', 'includes: rank 3 is not below 3', '{"includes": "mate"}'),
    ('associates are paired with a level', 2, '{"pair_with": "bosun"}', 'pair_with: not a level of levels.csv', '{"pair_with": "mate"}'),
    ('of a higher rank', 4, '{"pair_with": "captain"}', 'pair_with: rank 3 is not above 3', '{"pair_with": "admiral"}'),
    ('beside something that is asked', 2, '{"pair_with": "mate", "pair_shift": "knot"}', 'pair_shift: not a shift or an expectation', '{"pair_with": "mate", "pair_shift": "knots"}'),
    ('of seniors only', 2, '{"pair_shift": "knots"}', 'pair_shift: without pair_with', '{"pair_with": "mate", "pair_shift": "knots"}')) c (rule, line, wrong, words, fine);
insert into tell (rule, wrong, words, fine) values
    ('levels: one that another leads to asks for something', pg_temp.less('expectations', 4), 'levels 4 code: asks for nothing, and mate leads to it',
     pg_temp.less('expectations', 4, pg_temp.changed('levels', 3, '{"next": "captain"}'))),
    ('which its shifts do not make up for', pg_temp.less('expectations', 6), 'levels 6 code: asks for nothing, and captain leads to it', pg_temp.less('expectations', 2));

-- What is asked.
insert into tell (rule, wrong, words, fine)
select c.file || ': ' || c.rule, pg_temp.changed(c.file, 2, c.wrong), c.file || ' 2 ' || c.words, pg_temp.changed(c.file, 2, c.fine)
from (values
    ('expectations', 'the level is one of levels.csv', jsonb '{"level": "bosun"}', 'level: not a level of levels.csv', jsonb '{"level": "pilot"}'),
    ('expectations', 'the dimension is one of dimensions.csv', '{"dimension": "Craft"}', 'dimension: not a dimension of dimensions.csv', '{"dimension": "people"}'),
    ('expectations', 'a weight is positive', '{"weight": "0"}', 'weight: not a positive number', '{"weight": "0.01"}'),
    ('expectations', 'not less', '{"weight": "-1"}', 'weight: not a positive number', '{"weight": "1"}'),
    ('expectations', 'a number', '{"weight": "high"}', 'weight: not a positive number', '{"weight": "10.25"}'),
    ('expectations', 'and finite', '{"weight": "Infinity"}', 'weight: not a positive number', '{"weight": "999999"}'),
    ('expectations', 'must is yes or no', '{"must": "true"}', 'must: neither yes nor no', '{"must": "no"}'),
    ('shifts', 'the crossing is one of crossings.csv', '{"crossing": "head"}', 'crossing: not a crossing of crossings.csv', '{"crossing": "to_fleet"}'),
    ('shifts', 'the dimension is one of dimensions.csv', '{"dimension": "art"}', 'dimension: not a dimension of dimensions.csv', '{"dimension": "craft"}'),
    ('shifts', 'a weight is positive', '{"weight": "0.0"}', 'weight: not a positive number', '{"weight": "0.5"}'),
    ('shifts', 'must is yes or no', '{"must": "y"}', 'must: neither yes nor no', '{"must": "No"}'),
    ('dimensions', 'skill is yes or no', '{"skill": "maybe"}', 'skill: neither yes nor no', '{"skill": "no"}'),
    ('advice', 'is for a move within or across', '{"kind": "along"}', 'kind: neither within nor across', '{"kind": "within"}'),
    ('advice', 'has a whole number for its position', '{"position": "first"}', 'position: not a whole number', '{"position": "12"}')) c (file, rule, wrong, words, fine);

select plan((select count(t.wrong)::integer + count(t.fine)::integer + 8 from tell t));
select is(pg_temp.tried(t.wrong), t.words, t.rule) from (select * from tell order by number) t where t.wrong is not null;
select is(pg_temp.tried(t.fine), 'fine', 'fine beside it: ' || t.rule) from (select * from tell order by number) t where t.fine is not null;

-- All faults at once, each with its value and what to do.
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.tried(pg_temp.changed('levels', 2, '{"rank": "first", "track": "sea", "years_min": "some", "years_max": "many", "horizon_months": "long", "next": "deck bosun"}')),
'levels 2 horizon_months: not a whole number of months
levels 2 next: leads to itself
levels 2 next: not a level of levels.csv
levels 2 rank: not a whole number above 0
levels 2 track: not a track
levels 2 years_max: not a number of years
levels 2 years_min: not a number of years', 'a row with a fault in each cell');
select is(pg_temp.tried(pg_temp.changed('dimensions', 2, '{"name": ""}', pg_temp.changed('levels', 3, '{"track": "sea"}', pg_temp.changed('advice', 3, '{"kind": "x"}')))),
'advice 3 kind: neither within nor across
dimensions 2 name: is empty
levels 3 track: not a track', 'files with a fault each');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;
select is(pg_temp.explained(pg_temp.changed('levels', 3, '{"next": "captian"}')), 'captian: not a level of levels.csv | Did you mean ''captain''?', 'the nearest level');
select is(pg_temp.explained(pg_temp.changed('expectations', 2, '{"level": "bosun", "weight": "0"}')),
'bosun: not a level of levels.csv | Known are: deck, mate, pilot, captain, admiral.
0: not a positive number | Weights are above 0; 1 is usual.', 'or all of them');
select is(pg_temp.explained(pg_temp.changed('levels', 6, '{"name": null, "includes": "admiral"}')),
'admiral: includes itself | A level includes lower ones.
(empty): is empty | This cell is needed.', 'an empty cell has no value');
select is(pg_temp.explained(pg_temp.changed('ladder', 2, '{"code": "Sea"}')), 'Sea: not a code of a ladder | Small letters, digits, - _ and . without blanks, at most 60: product-management.', 'how a ladder is called');
select is(pg_temp.everything(), b.state, 'nothing is written by any of it') from before b;

select * from finish();
