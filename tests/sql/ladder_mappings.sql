-- database: empty
--
-- What became of a code, and how ladders correspond (mappings.csv): what is wrong with such a row, and what a right one
-- does to evidence, within a ladder and between two, whichever comes in first.

\i tests/support/imports.sql
\i tests/support/ladder_files.sql
\i tests/support/ladder_people.sql

-- Ladder lake: oar < cox; cox asks pull, call and, at the bank, bow.
create function pg_temp.lake(mappings jsonb default '[]', more jsonb default '{}') returns jsonb language sql as $$
    select jsonb '{"ladder": [{"code": "lake", "name": "Lake", "profession": "rowing"}],
        "levels": [{"code": "oar", "rank": "1", "name": "Oar", "track": "individual", "next": "cox"}, {"code": "cox", "rank": "2", "name": "Cox", "track": "manager"}],
        "expectations": [{"code": "pull", "level": "cox", "sentence": "Pulls."}, {"code": "call", "level": "cox", "sentence": "Calls."}],
        "stage-models": [{"code": "water", "name": "Water", "default": "yes"}],
        "stages": [{"model": "water", "position": "1", "code": "crew", "name": "x", "great": "x", "levels": "oar"}, {"model": "water", "position": "2", "code": "bank", "name": "x", "great": "x", "levels": "cox"}],
        "crossings": [{"code": "to_bank", "model": "water", "from": "crew", "to": "bank", "name": "Ashore"}],
        "shifts": [{"code": "bow", "crossing": "to_bank", "sentence": "Bows."}]}' || jsonb_build_object('mappings', mappings) || more
$$;
select pg_temp.take('ladder', null, pg_temp.files()) \g /dev/null
select pg_temp.take('ladder', null, pg_temp.lake()) \g /dev/null
-- The files of sea in which knots, trust and the level deck are no more, with one mapping.
create function pg_temp.mapped(mapping jsonb) returns jsonb language sql as $$
    select pg_temp.files(jsonb_build_object('mappings', jsonb_build_array(mapping))
        || jsonb_build_object('levels', (pg_temp.files() -> 'levels') - 0, 'expectations', (pg_temp.files() -> 'expectations') - 0, 'shifts', '[]'::jsonb,
                              'crossings', (pg_temp.files() -> 'crossings') - 2)
        || (select jsonb_build_object('stages', jsonb_set(jsonb_set(pg_temp.files() -> 'stages', '{0,levels}', '"mate"'), '{3,levels}', '"mate"'))))
$$;
insert into tell (rule, wrong, words, fine)
select c.rule, case when c.wrong is not null then pg_temp.mapped(c.wrong) end, case when c.words is not null then 'mappings 2 ' || c.words end, case when c.fine is not null then pg_temp.mapped(c.fine) end
from (values
    ('a level or an expectation is mapped', jsonb '{"kind": "stage", "from": "knots", "to": "watch"}', 'kind: neither level nor expectation', jsonb '{"kind": "expectation", "from": "knots", "to": "watch"}'),
    ('kind is needed', '{"kind": "", "from": "knots", "to": "watch"}', 'kind: is empty', null),
    ('from is needed', '{"kind": "expectation", "from": "", "to": "watch"}', 'from: is empty', null),
    ('an expectation may retire, a level not', '{"kind": "level", "from": "deck", "to": ""}', 'to: is empty', '{"kind": "expectation", "from": "knots", "to": ""}'),
    ('only one of this ladder retires', '{"kind": "expectation", "from": "lake/pull", "to": ""}', 'to: neither side is of this ladder', '{"kind": "expectation", "from": "sea/knots", "to": " "}'),
    ('one side is of this ladder', '{"kind": "expectation", "from": "lake/pull", "to": "pond/tow"}', 'to: neither side is of this ladder', '{"kind": "expectation", "from": "lake/pull", "to": "sea/watch"}'),
    ('one side of a level too', '{"kind": "level", "from": "lake/oar", "to": "lake/cox"}', 'to: neither side is of this ladder', '{"kind": "level", "from": "lake/oar", "to": "mate"}'),
    ('not to itself', '{"kind": "level", "from": "mate", "to": "sea/mate"}', 'to: mapped to itself', '{"kind": "level", "from": "mate", "to": "pilot"}'),
    ('an expectation that is asked is not mapped within the ladder', '{"kind": "expectation", "from": "watch", "to": "chart"}', 'from: still an expectation of this ladder', '{"kind": "expectation", "from": "knots", "to": "chart"}'),
    ('nor retired', '{"kind": "expectation", "from": "watch", "to": ""}', 'from: still an expectation of this ladder', null),
    ('but to another ladder', null, null, '{"kind": "expectation", "from": "watch", "to": "lake/pull"}'),
    ('a shift is an expectation', '{"kind": "expectation", "from": "knots", "to": "trust"}', 'to: not in these files', '{"kind": "expectation", "from": "trust", "to": "lake/bow"}'),
    ('from is a code that this ladder had', '{"kind": "expectation", "from": "knot", "to": "watch"}', 'from: no edition of this ladder has it', null),
    ('from is a level that this ladder had', '{"kind": "level", "from": "knots", "to": "mate"}', 'from: no edition of this ladder has it', '{"kind": "level", "from": "deck", "to": "mate"}'),
    ('to is a code of these files', '{"kind": "expectation", "from": "lake/pull", "to": "knots"}', 'to: not in these files', null),
    ('to is a level of these files', '{"kind": "level", "from": "lake/oar", "to": "deck"}', 'to: not in these files', null),
    ('an expectation does not become a level', '{"kind": "expectation", "from": "knots", "to": "mate"}', 'to: not in these files', null),
    ('from is a code of the other ladder', '{"kind": "expectation", "from": "lake/pulls", "to": "watch"}', 'from: the ladder lake does not have it', null),
    ('so is to', '{"kind": "expectation", "from": "watch", "to": "lake/oar"}', 'to: the ladder lake does not have it', null),
    ('a level of the other ladder', '{"kind": "level", "from": "lake/pull", "to": "mate"}', 'from: the ladder lake does not have it', '{"kind": "level", "from": "mate", "to": "lake/cox"}'),
    ('a ladder that is not there yet may have anything', null, null, '{"kind": "level", "from": "pond/duck", "to": "mate"}'),
    ('in either direction', null, null, '{"kind": "expectation", "from": "watch", "to": "pond/tow"}'),
    ('but not what is no code', '{"kind": "expectation", "from": "watch", "to": "pond/"}', 'to: not a code', null),
    ('of no ladder', '{"kind": "expectation", "from": "/pull", "to": "watch"}', 'from: not a code', null),
    ('or of two', '{"kind": "expectation", "from": "watch", "to": "pond/tow/far"}', 'to: not a code', null)) c (rule, wrong, words, fine);
insert into tell (rule, wrong, words, fine) values
    ('a row stands once', pg_temp.changed('mappings', 3, '{"kind": "expectation", "from": "knots", "to": "watch", "reason": "again"}', pg_temp.mapped('{"kind": "expectation", "from": "knots", "to": "watch"}')),
     'mappings 3 from: the same row twice, first in line 2', pg_temp.changed('mappings', 3, '{"kind": "expectation", "from": "knots", "to": "chart"}', pg_temp.mapped('{"kind": "expectation", "from": "knots", "to": "watch"}'))),
    ('several may become one', null, null, pg_temp.changed('mappings', 3, '{"kind": "expectation", "from": "trust", "to": "watch"}', pg_temp.mapped('{"kind": "expectation", "from": "knots", "to": "watch"}'))),
    ('a first edition has no earlier codes', pg_temp.lake('[{"kind": "expectation", "from": "row", "to": "pull"}]', '{"ladder": [{"code": "river", "name": "x", "profession": "y"}]}'),
     'mappings 2 from: no edition of this ladder has it', pg_temp.lake('[{"kind": "expectation", "from": "sea/knots", "to": "pull"}]', '{"ladder": [{"code": "river", "name": "x", "profession": "y"}]}'));

select plan((select count(t.wrong)::integer + count(t.fine)::integer + 35 from tell t));
select is(pg_temp.tried(t.wrong), t.words, t.rule) from (select * from tell order by number) t where t.wrong is not null;
select is(pg_temp.tried(t.fine), 'fine', 'fine: ' || t.rule) from (select * from tell order by number) t where t.fine is not null;

-- Levels that people are at do not go.
create function pg_temp.without_pilot() returns jsonb language sql as $$
    select pg_temp.less('levels', 4, pg_temp.less('expectations', 4, pg_temp.changed('levels', 3, '{"next": "captain"}', pg_temp.changed('stages', 3, '{"levels": "captain"}', pg_temp.changed('stages', 6, '{"levels": "captain admiral"}')))))
$$;
select pg_temp.comes('pia', 'sea/pilot', '2020-01-01'), pg_temp.comes('per', 'sea/pilot', '2020-01-01'), pg_temp.comes('mo', 'sea/mate', '2020-01-01');
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.tried(pg_temp.without_pilot()), 'levels code: 2 people are at this level, and the files have it no more', 'a level that people are at');
select is(pg_temp.explained(pg_temp.without_pilot()), 'pilot: 2 people are at this level, and the files have it no more | Keep the level without a next leading to it, or move the people first.', 'is named, with what to do');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;
select is(pg_temp.tried(pg_temp.changed('levels', 3, '{"next": "captain"}')), 'fine', 'that is to say: no way leads there any more');
savepoint there;
select pg_temp.moves('pia', 'sea/captain', '2026-01-01');
select is(pg_temp.tried(pg_temp.without_pilot()), 'levels code: one person is at this level, and the files have it no more', 'one is enough');
select pg_temp.moves('per', 'sea/captain', current_date + 30);
select is(pg_temp.tried(pg_temp.without_pilot(), current_date + 29), 'levels code: one person is at this level, and the files have it no more', 'who moves in a month is there until then');
select is(pg_temp.tried(pg_temp.without_pilot(), current_date + 30), 'fine', 'on that day it may go');
update rungs.roster_entry r set valid_to = '2026-02-01' where r.person_id = pg_temp.person('per');
select is(pg_temp.tried(pg_temp.without_pilot()), 'fine', 'who has left is no obstacle');
rollback to there;

-- Between two ladders: evidence about watch on the one is evidence about pull and call on the other; 3 points of one observer.
select pg_temp.comes('lea', 'lake/oar', '2025-01-01');
select pg_temp.saw('lea', 'sea/watch', 'exemplary', 'boss', 'manager', '2026-03-01'), pg_temp.saw('lea', 'lake/call', 'solid', 'boss', 'manager', '2026-03-02'),
       pg_temp.saw('lea', 'lake/call', 'emerging', 'peer', 'peer', '2026-03-03');
select is(pg_temp.asked('lea', '2026-06-01'), 'bow unknown, call partial 3, pull unknown', 'before they are mapped');
select pg_temp.take('ladder', '2026-05-01', pg_temp.files('{"mappings": [{"kind": "expectation", "from": "watch", "to": "lake/pull"}, {"kind": "expectation", "from": "watch", "to": "lake/call"}]}')) \g /dev/null
select is(pg_temp.asked('lea', '2026-06-01'), 'bow unknown, call met 4, pull partial 3', 'one code counts for two, with the boss heard for 3 points at most');
select is(pg_temp.asked('mo', '2026-06-01'), 'crew unknown, trust* unknown', 'the other ladder is not moved by it');
select pg_temp.saw('mo', 'lake/call', 'solid', 'boss', 'manager', '2026-03-02'), pg_temp.moves('mo', 'sea/deck', '2026-02-01', 'demotion');
select is(pg_temp.asked('mo', '2026-06-01'), '2.5 watch unknown', 'nor does a mapping work backwards');

-- Renamed on either side, the way is still found: watch became look on sea, call became cry on lake.
create function pg_temp.look(to_word text) returns jsonb language sql as $$
    select pg_temp.changed('expectations', 3, '{"code": "look"}', pg_temp.files(jsonb_build_object('mappings',
        jsonb_build_array(jsonb_build_object('kind', 'expectation', 'from', 'watch', 'to', 'look'), jsonb_build_object('kind', 'expectation', 'from', 'look', 'to', to_word)))))
$$;
select alike(pg_temp.take('ladder', '2026-05-02', pg_temp.look('lake/call')), 'new 3,%', 'watch is renamed where it comes from');
select is(pg_temp.asked('lea', '2026-06-01'), 'bow unknown, call met 4, pull unknown', 'evidence about watch is about look, and so about call; for pull it counts no more');
select alike(pg_temp.take('ladder', '2026-05-03', pg_temp.lake('[{"kind": "expectation", "from": "call", "to": "cry"}]', '{"expectations": [{"code": "pull", "level": "cox", "sentence": "Pulls."}, {"code": "cry", "level": "cox", "sentence": "Cries."}]}')),
    'new 2,%', 'call is renamed where it leads');
select is(pg_temp.asked('lea', '2026-06-01'), 'bow unknown, cry met 4, pull unknown', 'and so about cry');
select is(pg_temp.asked('lea', '2026-06-01', 'lake@1'), 'bow unknown, call met 4, pull unknown', 'by the edition before it is about call');
-- Pond corresponds to lake only: what leads from sea to lake does not go on to it, nor back to sea.
select pg_temp.take('ladder', null, pg_temp.lake('[{"kind": "expectation", "from": "lake/cry", "to": "pull"}, {"kind": "level", "from": "lake/oar", "to": "oar"}]', '{"ladder": [{"code": "pond", "name": "Pond", "profession": "rowing"}]}')) \g /dev/null
select pg_temp.moves('lea', 'pond/oar', '2026-05-10', 'lateral');
select is(pg_temp.asked('lea', '2026-06-01'), 'bow unknown, call unknown, pull partial 3', 'evidence about lake''s call is about cry, and so about pond''s pull; sea''s is not');
select results_eq($$ select a.level, a.months from pg_temp.answer('lea', '2026-06-01') a $$, $$ values ('pond/oar', 17) $$, 'the levels are the same rung: the months are kept');

-- The other ladder may come later.
select pg_temp.comes('ida', 'lake/oar', '2025-06-15'), pg_temp.saw('ida', 'lake/pull', 'solid', 'boss', 'manager', '2026-03-01');
create temporary table lake3 as select pg_temp.lake('[{"kind": "expectation", "from": "pull", "to": "river/tow"}, {"kind": "level", "from": "oar", "to": "river/reed"}]',
    '{"expectations": [{"code": "pull", "level": "cox", "sentence": "Pulls."}, {"code": "cry", "level": "cox", "sentence": "Cries."}]}') as files;
select alike(pg_temp.take('ladder', '2026-05-04', l.files), 'new 2,%', 'a mapping to a ladder that nobody has imported') from lake3 l;
create function pg_temp.river(tows text) returns jsonb language sql as $$
    select jsonb_build_object('ladder', jsonb '[{"code": "river", "name": "River", "profession": "towing"}]', 'levels', jsonb '[{"code": "reed", "rank": "1", "name": "Reed", "track": "individual", "next": "lock"},
        {"code": "lock", "rank": "2", "name": "Lock", "track": "individual"}]', 'expectations', jsonb_build_array(jsonb_build_object('code', tows, 'level', 'lock', 'sentence', 'Tows.')))
$$;
savepoint there;
select alike(pg_temp.take('ladder', null, pg_temp.river('tow')), 'new %', 'then it comes');
select pg_temp.moves('ida', 'river/reed', '2026-05-20', 'lateral');
select is(pg_temp.asked('ida', '2026-06-15'), 'tow partial 2', 'and evidence counts for it');
select results_eq($$ select a.level, a.months from pg_temp.answer('ida', '2026-06-15') a $$, $$ values ('river/reed', 12) $$, 'and the months do');
update before set state = pg_temp.everything();
select alike(pg_temp.take('ladder', null, l.files), 'unchanged %', 'the first ladder again: unchanged') from lake3 l;
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
rollback to there;
select pg_temp.take('ladder', null, pg_temp.river('towing')) \g /dev/null
select pg_temp.moves('ida', 'river/reed', '2026-05-20', 'lateral');
select is(pg_temp.asked('ida', '2026-06-15'), 'towing unknown', 'one that comes without the code that was meant asks for its own');
select is(pg_temp.tried(l.files || '{"advice": [{"code": "a", "kind": "within", "position": "1", "text": "x"}]}'), 'mappings 2 to: the ladder river does not have it', 'and now it is known not to have it') from lake3 l;

-- A mapping that a later edition takes back.
select pg_temp.take('ladder', '2026-05-05', pg_temp.files('{"mappings": [{"kind": "expectation", "from": "lake/pull", "to": "watch"}, {"kind": "expectation", "from": "look", "to": "watch"}]}')) \g /dev/null
select pg_temp.comes('eva', 'sea/deck', '2025-01-01'), pg_temp.saw('eva', 'lake/pull', 'solid', 'boss', 'manager', '2026-03-01');
select is(pg_temp.asked('eva', '2026-06-01'), '2.5 watch partial 2', 'pull counts for watch');
select pg_temp.take('ladder', '2026-05-06', pg_temp.files('{"mappings": [{"kind": "expectation", "from": "lake/pull", "to": "knots"}]}')) \g /dev/null
select is(pg_temp.asked('eva', '2026-06-01'), '2.5 watch unknown', 'the next edition says that it counts for something else');
select is(pg_temp.asked('eva', '2026-05-05'), '2.5 watch partial 2', 'as of the days of the one before it still counts');
-- One that is taken back and given again; what was recorded before was so on another day.
select pg_temp.comes('uma', 'lake/oar', '2025-01-01'), pg_temp.saw('uma', 'sea/chart', 'solid', 'boss', 'manager', '2026-03-01');
create function pg_temp.chart(to_word text, day date) returns text language sql as $$
    update rungs.expectation_mapping m set recorded_at = m.recorded_at - interval '1 day';
    select pg_temp.take('ladder', day, pg_temp.files(jsonb_build_object('mappings', jsonb_build_array(jsonb_build_object('kind', 'expectation', 'from', 'chart', 'to', to_word)))));
    select pg_temp.asked('uma', '2026-06-01');
$$;
select is(pg_temp.chart('lake/pull', '2026-05-07'), 'bow unknown, cry unknown, pull partial 2', 'chart counts for pull');
select is(pg_temp.chart('lake/cry', '2026-05-08'), 'bow unknown, cry partial 2, pull unknown', 'then for cry');
select is(pg_temp.chart('lake/pull', '2026-05-09'), 'bow unknown, cry unknown, pull partial 2', 'then for pull again');
select is(pg_temp.asked('uma', '2026-06-01', seen => now() - interval '1 minute'), null, 'as seen before the ladder was there nothing was asked');
select is((select count(*) from rungs.expectation_mapping m where m.from_id = m.to_id or m.to_id not in (select t.expectation_id from rungs.expectation_text t where t.edition_id = m.edition_id)), 0::bigint,
    'every mapping ends at something that its edition asks');

select * from finish();
