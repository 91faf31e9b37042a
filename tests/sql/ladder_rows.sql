-- database: empty
--
-- An edition read back: found by a word, as rows of files, as changes against another edition; the same rung in it.

\i tests/support/imports.sql
\i tests/support/ladder_files.sql
\i tests/support/ladder_people.sql
select plan(49);

-- Finding an edition.
create function pg_temp.found(word text, day date default '2026-06-01', seen timestamptz default now()) returns text language plpgsql as $$
declare
    hint text;
begin
    return (select d.code || '@' || e.number from rungs.edition e join rungs.ladder d on d.id = e.ladder_id where e.id = rungs_api.edition_find(word, day, seen));
exception when sqlstate 'RG003' then
    get stacked diagnostics hint = pg_exception_hint;
    return sqlerrm || ' | ' || hint;
end
$$;
select alike(pg_temp.found(null), 'there is no ladder yet | Import one: rungs import ladder DIRECTORY%', 'no ladder');
select pg_temp.take('ladder', null, pg_temp.files()) \g /dev/null
select is(pg_temp.found(null), 'sea@1', 'the only ladder needs no name');
select pg_temp.take('ladder', '2026-05-01', pg_temp.changed('levels', 2, '{"name": "Sailor"}')) \g /dev/null
select pg_temp.take('ladder', '2099-01-01', pg_temp.changed('levels', 2, '{"name": "Seaman"}')) \g /dev/null
select is(pg_temp.found(w.word, w.day), w.wanted, w.says)
from (values
    (1, 'sea', '2026-04-30'::date, 'sea@1', 'a code: the edition in force, on the day before the second'), (2, 'sea', '2026-05-01', 'sea@2', 'and on its day'), (3, null, '2026-06-01', 'sea@2', 'without a word the same'),
    (4, 'sea', '2099-01-01', 'sea@3', 'on the day of the third, which lies ahead'), (5, 'sea@1', '2026-06-01', 'sea@1', 'a number: that one, though past'), (6, 'sea@3', '2026-06-01', 'sea@3', 'or ahead'),
    (7, 'sea@4', '2026-06-01', 'there is no edition ''sea@4'' | There are: sea@1, sea@2, sea@3.', 'a number that there is not'), (8, 'sea@', '2026-06-01', 'there is no edition ''sea@'' | There are: sea@1, sea@2, sea@3.', 'no number'),
    (9, 'sea@02', '2026-06-01', 'there is no edition ''sea@02'' | There are: sea@1, sea@2, sea@3.', 'a number in other words'), (10, 'see', '2026-06-01', 'there is no ladder ''see'' | Did you mean ''sea''?', 'a ladder that there is not'),
    (11, 'see@1', '2026-06-01', 'there is no ladder ''see'' | Did you mean ''sea''?', 'with a number'), (12, '', '2026-06-01', 'there is no ladder '''' | Known are: sea.', 'an empty word')) w (number, word, day, wanted, says)
order by w.number;
update rungs.edition e set recorded_at = case e.number when 1 then timestamptz '2026-03-01' else '2026-04-01' end;
select is(pg_temp.found('sea', '2026-06-01', '2026-03-31'), 'sea@1', 'as seen before the second was imported');
select is(pg_temp.found('sea@2', '2026-06-01', '2026-03-31'), 'there is no edition ''sea@2'' | There are: sea@1.', 'which was not known by its number either');
select alike(pg_temp.found('sea', '2026-06-01', '2026-02-28'), 'there is no ladder ''sea'' | %', 'as seen before there was a ladder');
select pg_temp.take('ladder', '2026-01-01', '{"ladder": [{"code": "lake", "name": "Lake", "profession": "rowing"}], "levels": [{"code": "oar", "rank": "1", "name": "Oar", "track": "individual"}], "expectations": [{"code": "pull", "level": "oar", "sentence": "."}],
    "mappings": [{"kind": "level", "from": "oar", "to": "sea/mate"}, {"kind": "level", "from": "oar", "to": "sea/deck"}, {"kind": "level", "from": "sea/deck", "to": "oar"}]}') \g /dev/null
select is(pg_temp.found(null), 'there are 2 ladders | Name one: lake, sea.', 'with two the name is needed');
select is(pg_temp.found('lake', '2025-12-31'), 'no edition of lake was in force on 2025-12-31 | There are: lake@1.', 'before the first day that was given');

-- The same rung in another edition.
create function pg_temp.rung(word text, edition text) returns text language sql as $$
    select d.code || '/' || l.code from rungs.level l join rungs.ladder d on d.id = l.ladder_id where l.id = rungs_api.level_as(pg_temp.level(word), pg_temp.edition(edition))
$$;
select is(pg_temp.rung('sea/mate', 'sea@2'), 'sea/mate', 'a level is itself in an edition that has it');
select is(pg_temp.rung('lake/oar', 'sea@2'), 'sea/mate', 'the first that it is mapped to in one that has not');
select is(pg_temp.rung('sea/deck', 'lake@1'), 'lake/oar', 'and back');
select is(pg_temp.rung('sea/mate', 'lake@1'), 'sea/mate', 'which is not turned round: no mapping leads from there, so it stays itself');
savepoint there;
update rungs.level_mapping m set superseded_at = now() where m.to_id = pg_temp.level('sea/mate');
select is(pg_temp.rung('lake/oar', 'sea@2'), 'sea/deck', 'when one is taken back the next one holds');
rollback to there;
savepoint there;
select pg_temp.take('ladder', null, '{"ladder": [{"code": "cay", "name": "Cay", "profession": "x"}], "levels": [{"code": "sand", "rank": "1", "name": "Sand", "track": "individual"}], "expectations": [{"code": "dry", "level": "sand", "sentence": "."}]}') \g /dev/null
select is(pg_temp.rung('sea/deck', 'cay@1'), 'sea/deck', 'in an edition that has neither it is itself, wherever else it is mapped to');
rollback to there;
select is(rungs_api.level_as(null, pg_temp.edition('sea@1')), null, 'no level is none');

-- Rows: every cell as the file had it, blank ones null, in the order of the contract; numbers and answers as they are written.
create function pg_temp.rows_of(edition text, of_file text) returns setof text language sql as $$
    select array_to_string(r.cells, ',', '-') from rungs_api.ladder_rows(pg_temp.edition(edition)) r where r.file = of_file order by r.place
$$;
select results_eq($$ select pg_temp.rows_of('sea@1', 'levels') $$, $$ values
    ('deck,1,Deckhand,individual,0,2,-,mate,-,-,-,-,-,-'), ('mate,2,Mate,individual,-,-,-,captain pilot,-,-,-,-,-,-'), ('pilot,3,Pilot,individual,-,-,-,-,-,-,-,-,-,-'),
    ('captain,3,Captain,manager,-,-,12,admiral,-,-,-,-,-,-'), ('admiral,4,Admiral,manager,-,-,-,-,captain,-,-,-,-,-') $$, 'levels');
select results_eq($$ select pg_temp.rows_of('sea@1', 'expectations') $$, $$ values
    ('knots,deck,craft,1,yes,Ties knots.,-,-'), ('watch,mate,craft,2.5,no,Keeps a watch.,-,-'), ('chart,pilot,craft,1,no,Reads charts.,-,-'),
    ('crew,captain,people,1,no,Leads a crew.,-,-'), ('fleet,admiral,-,1,no,Leads a fleet.,-,-') $$, 'expectations: the usual weight and no must are said');
select results_eq($$ select pg_temp.rows_of('sea@1', 'shifts') $$, $$ values ('trust,to_head,-,1,yes,own hands,other hands,Trusts.,-,-'), ('swim,aboard,-,1,no,-,-,Swims.,-,-') $$, 'shifts');
select results_eq($$ select pg_temp.rows_of('sea@1', 'crossings') $$, $$ values ('to_head,ranks,hand,head,To the helm,-,-,-'), ('to_fleet,ranks,head,fleet,To the fleet,-,-,-'), ('aboard,-,-,deck,Aboard,-,-,-') $$, 'crossings, the entry without model and from');
select results_eq($$ select pg_temp.rows_of('sea@1', 'stages') $$, $$ values ('ranks,1,hand,Hand,Works.,deck mate,-,-'), ('ranks,2,head,Head,Leads.,pilot captain,-,-'), ('ranks,3,fleet,Fleet,Plans.,admiral,-,-'),
    ('wages,1,paid,Paid,Is paid.,deck mate,-,-'), ('wages,2,sworn,Sworn,Is sworn.,pilot captain admiral,-,-') $$, 'stages');
select results_eq($$ select pg_temp.rows_of('sea@1', f.name) from unnest('{ladder,dimensions,measures,steps,scopes,stage-models}'::text[]) with ordinality f (name, n) order by f.n $$, $$ values
    ('sea,Sea ladder,sailing,-,-,-'), ('craft,Craft,no,-,-,-'), ('people,People,yes,-,-,-'), ('ship,Ship,step'), ('hands,Hands,people'), ('ship,1,boat,Boat'), ('ship,2,brig,Brig'),
    ('captain,ship,brig,-,-'), ('captain,hands,12,-,-'), ('ranks,Ranks,yes,-,-,-'), ('wages,Wages,no,-,-,-') $$, 'ladder, dimensions, measures, steps, scopes, stage models');
select results_eq($$ select pg_temp.rows_of('sea@1', f.name) from unnest('{work-types,specializations,advice}'::text[]) with ordinality f (name, n) order by f.n $$, $$ values
    ('sail,Sail,-,-,-'), ('row,Row,-,-,-'), ('sailor,Sailor,sail,-,-,-'), ('rower,Rower,row,-,-,-'), ('a1,across,1,Let go.,-,-'), ('a2,across,2,Wait.,-,-') $$, 'kinds of work and of people, advice');
select results_eq($$ select pg_temp.rows_of('lake@1', 'mappings') $$, $$ values ('level,oar,sea/mate,-,-,-'), ('level,oar,sea/deck,-,-,-'), ('level,sea/deck,oar,-,-,-') $$, 'mappings as they stood, in their order');
select pg_temp.take('ladder', '2099-02-01', pg_temp.changed('expectations', 2, '{"weight": "0.000001"}', pg_temp.changed('levels', 2, '{"years_min": "0.50", "years_max": "12"}', pg_temp.changed('scopes', 3, '{"minimum": "250000.50"}')))) \g /dev/null
select results_eq($$ select split_part(x, ',', 4) from pg_temp.rows_of('sea@4', 'expectations') x union all select split_part(x, ',', 5) || ' ' || split_part(x, ',', 6) from pg_temp.rows_of('sea@4', 'levels') x where x like 'deck%'
    union all select split_part(x, ',', 3) from pg_temp.rows_of('sea@4', 'scopes') x where x like '%hands%' $$, $$ values ('0.000001'), ('2.5'), ('1'), ('1'), ('1'), ('0.5 12'), ('250000.5') $$, 'numbers without an exponent and without noughts at the end');
create function pg_temp.exported(word text) returns jsonb language sql as $$
    -- What ladder_export gives, as the files that an import takes.
    select jsonb_object_agg(f.file, f.rows)
    from (select r.file, jsonb_agg(r.cells order by r.place) as rows
          from (select x.file, x.place, jsonb_object_agg(x.column_name, coalesce(x.value, '')) as cells from rungs_api.ladder_export(word, null, null) x group by x.file, x.place) r
          group by r.file) f
$$;
create temporary table before as select pg_temp.everything() as state;
select alike(pg_temp.take('ladder', '2099-02-01', pg_temp.exported('sea@4')), 'unchanged %', 'what was exported comes in as what there is');
select alike(pg_temp.take('ladder', '2026-01-01', pg_temp.exported('lake')), 'unchanged %', 'with its mappings, too');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is_empty($$ select r.file, r.key from rungs.edition e cross join lateral rungs_api.ladder_rows(e.id) r group by e.id, r.file, r.key having count(*) > 1 $$, 'in a file a key is unique');
select is_empty($$ select e.id, r.file from rungs.edition e cross join lateral rungs_api.ladder_rows(e.id) r group by e.id, r.file having (min(r.place), max(r.place), count(distinct r.place)) <> (1, count(*), count(*)) $$, 'places are counted 1, 2, 3');
select is_empty($$ select r.file, r.key from rungs.edition e cross join lateral rungs_api.ladder_rows(e.id) r where cardinality(r.cells) <> (select count(*) from rungs_api.ladder_columns() c where c.file = r.file) $$, 'a row has a cell for each column');
select is_empty('select * from rungs_api.ladder_rows(null)', 'no edition has no rows');

-- Changes.
create function pg_temp.changes(old_one text, new_one text) returns setof text language sql as $$
    select concat_ws(' ', c.action, c.file, nullif(c.key, ''), c.field) || ': ' || coalesce(c.old_value, '-') || ' > ' || coalesce(c.new_value, '-')
    from rungs_api.edition_changes(pg_temp.edition(old_one), pg_temp.edition(new_one)) c order by c.part, c.action, c.key, c.field
$$;
select results_eq($$ select pg_temp.changes('sea@1', 'sea@2') $$, $$ values ('changed levels deck name: Deckhand > Sailor') $$, 'one cell');
select results_eq($$ select pg_temp.changes('sea@2', 'sea@1') $$, $$ values ('changed levels deck name: Sailor > Deckhand') $$, 'backwards');
select is_empty($$ select pg_temp.changes('sea@1', 'sea@1') $$, 'against itself nothing');
select is((select count(*) from pg_temp.changes('x', 'sea@1') x (line) where x.line like 'new %'), 37::bigint, 'against no edition every row is new');
select is((select count(*) from pg_temp.changes('sea@1', 'x') x (line) where x.line like 'gone %'), 37::bigint, 'and the other way round gone');
select pg_temp.take('ladder', '2099-03-01', pg_temp.changed('levels', 3, '{"next": "pilot captain", "summary": "Stands in."}', pg_temp.changed('stages', 6, '{"levels": "captain pilot admiral"}',
    pg_temp.changed('shifts', 2, '{"must": "no", "from": "", "weight": "2"}', pg_temp.changed('scopes', 2, '{"minimum": "boat"}', pg_temp.less('specializations', 3, pg_temp.less('work-types', 3, pg_temp.less('advice', 3,
    pg_temp.changed('advice', 4, '{"code": "a3", "kind": "within", "position": "1", "text": "Go on."}', pg_temp.changed('dimensions', 2, '{"name": "Folk"}', pg_temp.turned('dimensions', pg_temp.changed('mappings', 2, '{"kind": "level", "from": "deck", "to": "lake/oar", "reason": "x"}')))))))))))) \g /dev/null
select results_eq($$ select pg_temp.changes('sea@1', 'sea@5') $$, $$ values
    ('changed levels mate next: captain pilot > pilot captain'), ('changed levels mate summary: - > Stands in.'), ('changed dimensions order: craft people > people craft'), ('changed dimensions people name: People > Folk'), ('changed scopes captain ship minimum: brig > boat'),
    ('changed stages wages sworn levels: pilot captain admiral > captain pilot admiral'), ('changed shifts trust from: own hands > -'), ('changed shifts trust must: yes > no'), ('changed shifts trust weight: 1 > 2'),
    ('gone work-types row name: Row > -'), ('gone specializations rower name: Rower > -'), ('gone advice a2 text: Wait. > -'), ('new advice a3 text: - > Go on.'), ('new mappings level deck lake/oar to: - > lake/oar') $$,
    'all kinds: cells, orders within a cell and of rows, new and gone rows by what they say');
select results_eq($$ select c.place, c.part from rungs_api.edition_changes(pg_temp.edition('sea@1'), pg_temp.edition('sea@5')) c where c.key in ('a3', 'a2', 'trust', 'people') and c.field <> 'weight' order by 2, 1 $$,
    $$ values (1::bigint, 3), (1, 11), (1, 11), (1, 14), (2, 14) $$, 'each with its place: of the new file, or of the old one where it is gone');

select * from finish();
