-- database: empty
--
-- What makes a row of a ladder's files wrong (import/ladders/columns.md): stage models, crossings, measures of scope, kinds
-- of work. As in ladder_judge.sql: a fault alone with its file, line, column and words, and beside it what is right.

\i tests/support/imports.sql
\i tests/support/ladder_files.sql

-- Stage models.
insert into tell (rule, wrong, words, fine) values
    ('a default is yes or no', pg_temp.changed('stage-models', 3, '{"default": "perhaps"}'), 'stage-models 3 default: neither yes nor no', pg_temp.changed('stage-models', 3, '{"default": "NO"}')),
    ('there is one', pg_temp.changed('stage-models', 2, '{"default": "no"}'), 'stage-models 2 default: no model is the default',
     pg_temp.changed('stage-models', 2, '{"default": "no"}', pg_temp.changed('stage-models', 3, '{"default": "yes"}'))),
    ('and one only', pg_temp.changed('stage-models', 3, '{"default": "yes"}'), 'stage-models 2 default: more than one model is the default', null),
    ('a ladder without a model needs none', null, null, pg_temp.files('{"stage-models": [], "stages": [], "crossings": [], "shifts": []}')),
    ('a model has stages', pg_temp.changed('stage-models', 4, '{"code": "empty", "name": "x", "default": "no"}'), 'stage-models 4 code: has no stage',
     pg_temp.changed('stages', 7, '{"model": "empty", "position": "1", "code": "all", "name": "x", "great": "x", "levels": "deck mate pilot captain admiral"}',
                     pg_temp.changed('stage-models', 4, '{"code": "empty", "name": "x", "default": "no"}')));

-- Stages.
insert into tell (rule, wrong, words, fine) values
    ('a stage is of a model', pg_temp.changed('stages', 7, '{"model": "rank", "position": "1", "code": "x", "name": "x", "great": "x", "levels": "deck"}'), 'stages 7 model: not a model of stage-models.csv', null),
    ('positions are whole numbers', pg_temp.changed('stages', 6, '{"position": "last"}'), 'stages 6 position: not a whole number above 0', pg_temp.changed('stages', 6, '{"position": "02"}')),
    ('from 1', pg_temp.changed('stages', 5, '{"position": "0"}'), e'stages 5 position: not a whole number above 0\nstages 6 position: there is no stage 1 before it', null),
    ('without a gap', pg_temp.changed('stages', 6, '{"position": "3"}'), 'stages 6 position: there is no stage 2 before it', null),
    ('each once', pg_temp.changed('stages', 6, '{"position": "1"}'), 'stages 6 position: position twice, first in line 5', pg_temp.files()),
    ('however it is written', pg_temp.changed('stages', 6, '{"position": "01"}'), 'stages 6 position: position twice, first in line 5', null),
    ('in any order of the rows', null, null, pg_temp.turned('stages')),
    ('a stage has levels', pg_temp.changed('stages', 6, '{"levels": ""}'),
e'levels 4 code: in no stage of the model wages\nlevels 5 code: in no stage of the model wages\nlevels 6 code: in no stage of the model wages\nstages 6 levels: is empty', null),
    ('names at least', pg_temp.changed('stages', 7, '{"model": "wages", "position": "3", "code": "none", "name": "x", "great": "x", "levels": ";"}'), 'stages 7 levels: names no level', null),
    ('a level is in no stage', pg_temp.changed('stages', 6, '{"levels": "pilot captain"}'), 'levels 6 code: in no stage of the model wages', pg_temp.changed('stages', 6, '{"levels": "admiral;captain pilot"}')),
    ('a level is in two', pg_temp.changed('stages', 6, '{"levels": "pilot captain admiral mate"}'), 'stages 5 levels: in 2 stages of the model wages', null),
    ('a level is named twice in one', pg_temp.changed('stages', 6, '{"levels": "pilot captain admiral pilot"}'), 'stages 6 levels: names a level twice', null),
    ('a level is not of levels.csv', pg_temp.changed('stages', 6, '{"levels": "pilot captain admiral bosun"}'), 'stages 6 levels: not a level of levels.csv', null);

-- The way up.
insert into tell (rule, wrong, words, fine) values
    ('next does not lead back into an earlier stage',
     pg_temp.changed('stages', 2, '{"levels": "deck admiral"}', pg_temp.changed('stages', 4, '{"levels": "mate"}', pg_temp.changed('levels', 3, '{"next": "pilot"}', pg_temp.changed('levels', 6, '{"rank": "9"}')))),
e'stages 2 levels: the way up from captain leads back from stage 2 to stage 1\nstages 3 levels: the way up from mate leads back from stage 3 to stage 2', null),
    ('from one track to the other', pg_temp.changed('stages', 2, '{"levels": "deck captain admiral"}', pg_temp.changed('stages', 3, '{"levels": "mate"}', pg_temp.changed('stages', 4, '{"levels": "pilot"}'))),
     'stages 2 levels: the way up from mate leads back from stage 2 to stage 1',
     pg_temp.changed('stages', 2, '{"levels": "deck captain admiral"}', pg_temp.changed('stages', 3, '{"levels": "mate"}', pg_temp.changed('stages', 4, '{"levels": "pilot"}', pg_temp.changed('levels', 3, '{"next": "pilot"}'))))),
    ('nor does rank within a track, where nothing leads', pg_temp.changed('stages', 5, '{"levels": "deck pilot"}', pg_temp.changed('stages', 6, '{"levels": "mate captain admiral"}', pg_temp.changed('levels', 3, '{"next": "captain"}'))),
     'stages 5 levels: the way up from mate leads back from stage 2 to stage 1',
     pg_temp.changed('stages', 5, '{"levels": "deck mate pilot"}', pg_temp.changed('stages', 6, '{"levels": "captain admiral"}', pg_temp.changed('levels', 3, '{"next": "captain"}')))),
    ('two tracks go each their own way', null, null,
     pg_temp.changed('stages', 5, '{"levels": "deck mate pilot"}', pg_temp.changed('stages', 6, '{"levels": "captain admiral"}')));

-- Crossings.
insert into tell (rule, wrong, words, fine)
select 'crossings: ' || c.rule, pg_temp.changed('crossings', c.line, c.wrong), 'crossings ' || c.line || ' ' || c.words,
       case when c.fine is not null then pg_temp.changed('crossings', c.line, c.fine) end
from (values
    ('the model is one of stage-models.csv', 2, jsonb '{"model": "rinks"}', 'model: not a model of stage-models.csv', null::jsonb),
    ('from is a stage of it', 2, '{"from": "paid"}', 'from: not a stage of this model', '{"model": "wages", "from": "paid", "to": "sworn"}'),
    ('so is to', 3, '{"to": "sworn"}', 'to: not a stage of this model', null),
    ('to is the next stage', 2, '{"to": "fleet"}', 'to: stage 3 is not the one after stage 1', '{"to": "head"}'),
    ('not an earlier one', 3, '{"from": "fleet", "to": "head"}', 'to: stage 2 is not the one after stage 3', null),
    ('not the same', 3, '{"to": "head"}', 'to: stage 2 is not the one after stage 2', null),
    ('the same border once', 5, '{"code": "helm", "model": "ranks", "from": "hand", "to": "head", "name": "x"}', 'to: the same border twice, first in line 2',
     '{"code": "oath", "model": "wages", "from": "paid", "to": "sworn", "name": "x"}'),
    ('one entry', 5, '{"code": "hired", "model": "", "from": "", "to": "mate", "name": "x"}', 'model: a second entry, first in line 4', null),
    ('the entry leads to a level', 4, '{"to": "hand"}', 'to: not a level of levels.csv', '{"to": "mate"}')) c (rule, line, wrong, words, fine);
insert into tell (rule, wrong, words, fine) values
    ('crossings: a ladder may have no entry', null, null, pg_temp.less('crossings', 4, pg_temp.less('shifts', 3))),
    ('crossings: a shift without its crossing', pg_temp.less('crossings', 4), 'shifts 3 crossing: not a crossing of crossings.csv', null);

-- Scope and work.
insert into tell (rule, wrong, words, fine) values
    ('a measure of steps has steps', pg_temp.changed('measures', 4, '{"code": "port", "name": "Port", "unit": "step"}'), 'measures 4 unit: has no step',
     pg_temp.changed('steps', 4, '{"measure": "port", "rank": "0", "code": "boat", "name": "x"}', pg_temp.changed('measures', 4, '{"code": "port", "name": "Port", "unit": "step"}'))),
    ('one that counts has none', pg_temp.changed('steps', 4, '{"measure": "hands", "rank": "1", "code": "few", "name": "x"}'), 'steps 4 measure: is counted in people and has no steps', null),
    ('steps are of a measure', pg_temp.changed('steps', 4, '{"measure": "shop", "rank": "1", "code": "few", "name": "x"}'), 'steps 4 measure: not a measure of measures.csv', null),
    ('a rank of a step is a whole number', pg_temp.changed('steps', 3, '{"rank": "2.5"}'), 'steps 3 rank: not a whole number', pg_temp.changed('steps', 3, '{"rank": "25"}')),
    ('scope is of a level', pg_temp.changed('scopes', 3, '{"level": "bosun"}'), 'scopes 3 level: not a level of levels.csv', pg_temp.changed('scopes', 3, '{"level": "deck"}')),
    ('and of a measure', pg_temp.changed('scopes', 3, '{"measure": "feet"}'), 'scopes 3 measure: not a measure of measures.csv', null),
    ('at least a number', pg_temp.changed('scopes', 3, '{"minimum": "many"}'), 'scopes 3 minimum: not a number', pg_temp.changed('scopes', 3, '{"minimum": "2.5"}')),
    ('of 0 or more', pg_temp.changed('scopes', 3, '{"minimum": "-1"}'), 'scopes 3 minimum: not a number', pg_temp.changed('scopes', 3, '{"minimum": "0"}')),
    ('or a step of the measure', pg_temp.changed('scopes', 2, '{"minimum": "raft"}'), 'scopes 2 minimum: not a step of this measure', pg_temp.changed('scopes', 2, '{"minimum": "boat"}')),
    ('where it has steps', pg_temp.changed('scopes', 2, '{"minimum": "2"}'), 'scopes 2 minimum: not a step of this measure', null),
    ('a specialization has a work type of work-types.csv', pg_temp.changed('specializations', 2, '{"work_type": "fish"}'), 'specializations 2 work_type: not a work type of work-types.csv',
     pg_temp.changed('specializations', 2, '{"work_type": ""}'));

select plan((select count(t.wrong)::integer + count(t.fine)::integer + 19 from tell t));
select is(pg_temp.tried(t.wrong), t.words, t.rule) from (select * from tell order by number) t where t.wrong is not null;
select is(pg_temp.tried(t.fine), 'fine', 'fine beside it: ' || t.rule) from (select * from tell order by number) t where t.fine is not null;
select is(pg_temp.explained(pg_temp.changed('crossings', 2, '{"from": "heat"}')), 'heat: not a stage of this model | Did you mean ''head''?', 'the value, and what was probably meant');
select is(pg_temp.explained(pg_temp.changed('stages', 6, '{"levels": "pilot captain"}')), 'admiral: in no stage of the model wages | Each level is in exactly one stage of each model.', 'the level that is nowhere is named');
select is(pg_temp.explained(pg_temp.changed('stages', 5, '{"levels": "deck mate pilot"}')), 'pilot: in 2 stages of the model wages | Each level is in exactly one stage of each model.', 'so is the one that is in two');

-- What other ladders have: a unit of a measure, kinds of work.
create function pg_temp.lake(more jsonb default '{}') returns jsonb language sql as $$
    select jsonb '{"ladder": [{"code": "lake", "name": "Lake", "profession": "rowing"}], "levels": [{"code": "oar", "rank": "1", "name": "Oar", "track": "individual"}],
                   "expectations": [{"code": "pull", "level": "oar", "sentence": "Pulls."}]}' || more
$$;
select is(pg_temp.take('ladder', null, pg_temp.files()), 'new 37', 'with one ladder there');
select is(pg_temp.tried(pg_temp.lake('{"measures": [{"code": "hands", "name": "Pairs", "unit": "pairs"}]}')), 'measures 2 unit: the ladder sea measures it in people', 'another ladder cannot count it otherwise');
select is(pg_temp.tried(pg_temp.lake('{"measures": [{"code": "hands", "name": "Crew", "unit": "people"}]}')), 'fine', 'the same unit under another name is fine');
select is(pg_temp.tried(pg_temp.lake('{"measures": [{"code": "pairs", "name": "Pairs", "unit": "pairs"}]}')), 'fine', 'so is another code');
select is(pg_temp.explained(pg_temp.lake('{"measures": [{"code": "hands", "name": "Hands", "unit": "step"}], "steps": [{"measure": "hands", "rank": "1", "code": "few", "name": "Few"}]}')),
    'step: the ladder sea measures it in people | Use the same unit, or another code: what people own is recorded once for all ladders.', 'nor in steps');
select is(pg_temp.tried(pg_temp.lake('{"measures": [{"code": "ship", "name": "Ship", "unit": "tons"}]}')), 'measures 2 unit: the ladder sea measures it in step', 'nor count what has steps');
select is(pg_temp.tried(pg_temp.lake('{"measures": [{"code": "ship", "name": "Boat", "unit": "step"}], "steps": [{"measure": "ship", "rank": "1", "code": "skiff", "name": "Skiff"}]}')), 'fine', 'other steps are its own matter');
select is(pg_temp.tried(pg_temp.changed('measures', 3, '{"unit": "hundred people"}')), 'fine', 'a ladder does not stand in its own way');

create function pg_temp.works(amount integer) returns jsonb language sql as $$
    select pg_temp.lake(jsonb_build_object('work-types', jsonb_agg(jsonb_build_object('code', 'w' || n, 'name', 'w'))))
    from generate_series(1, amount) n
$$;
select is((select string_agg(w.id || ' ' || w.code, ', ' order by w.id) from rungs.work_type w), '1 sail, 2 row', 'kinds of work are numbered without gaps, whatever was tried before');
select is(pg_temp.tried(pg_temp.works(60)), 'fine', '60 beside the 2 of the other ladder are 62');
select is(pg_temp.explained(pg_temp.works(61)), '(empty): 63 kinds of work in all ladders together, and 62 is the most | Use codes that other ladders have for the same kind of work.', '61 are too many');
select is(pg_temp.tried(pg_temp.works(61)), 'work-types 2 code: 63 kinds of work in all ladders together, and 62 is the most', 'said where they stand');
select is(pg_temp.take('ladder', null, pg_temp.works(60)), 'new 63', 'with all 62 there');
select is(pg_temp.tried(pg_temp.changed('work-types', 4, '{"code": "w1", "name": "Shared"}')), 'fine', 'one that another ladder has is no further one');
select is(pg_temp.tried(pg_temp.changed('work-types', 4, '{"code": "fish", "name": "Fish"}')), 'work-types 4 code: 63 kinds of work in all ladders together, and 62 is the most', 'the 63rd is');
select is(pg_temp.tried(pg_temp.less('work-types', 3, pg_temp.less('specializations', 3, pg_temp.changed('work-types', 4, '{"code": "w2", "name": "Shared"}')))), 'fine', 'nor is less');

select * from finish();
