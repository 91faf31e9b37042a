-- database: empty
--
-- Two levels side by side, two editions, and whom the step from one edition to the next moves.

\i tests/support/imports.sql
\i tests/support/ladder_files.sql
\i tests/support/ladder_people.sql
select plan(36);

create temporary table sea as select pg_temp.changed('expectations', 8, '{"code": "captain_watch", "level": "captain", "dimension": "craft", "sentence": "Keeps a watch."}',
    pg_temp.changed('expectations', 7, '{"code": "bells", "level": "mate", "dimension": "craft", "sentence": "Rings bells."}',
    pg_temp.changed('scopes', 4, '{"level": "mate", "measure": "hands", "minimum": "3"}', pg_temp.changed('levels', 3, '{"horizon_months": "1", "years_min": "2"}')))) as files;
select pg_temp.take('ladder', null, s.files) from sea s \g /dev/null

-- Two levels: what they are.
create function pg_temp.facts(one text, other text, model text default null, day date default null) returns setof text language sql as $$
    select concat_ws(' ', nullif(f.news, ''), f.fact) || ': ' || coalesce(f.at_lower, '-') || ' / ' || coalesce(f.at_higher, '-') from rungs_api.compare_facts(one, other, model, day, null) f
$$;
select results_eq($$ select pg_temp.facts('mate', 'captain') $$, $$ values ('+ name: Mate / Captain'), ('+ track: individual / manager'), ('years: usually from 2 years on / -'), ('+ horizon: plans a month ahead / plans 12 months ahead'),
    ('+ stage: Hand / Head'), ('+ great means: Works. / Leads.'), ('+ owns: ship: - / Brig'), ('+ owns: hands: 3 people / 12 people') $$, 'what two levels are; what is new at the higher one has a sign');
select results_eq($$ select pg_temp.facts('captain', 'mate') $$, $$ select pg_temp.facts('mate', 'captain') $$, 'the lower one stands first, whichever was named first');
select results_eq($$ select f.lower_level, f.higher_level from rungs_api.compare_facts('sea/captain', 'mate', null, null, null) f limit 1 $$, $$ values ('mate', 'captain') $$, 'a name may have its ladder');
select results_eq($$ select f.lower_level, f.higher_level from rungs_api.compare_facts('captain', 'pilot', null, null, null) f limit 1 $$, $$ values ('captain', 'pilot') $$, 'of one rank the one that was named first');
select results_eq($$ select f.lower_level, f.higher_level from rungs_api.compare_facts('pilot', 'captain', null, null, null) f limit 1 $$, $$ values ('pilot', 'captain') $$, 'or the other');
select results_eq($$ select * from pg_temp.facts('pilot', 'admiral', 'wages') f where f ~ 'stage|great' $$, $$ values ('stage: Sworn / Sworn'), ('great means: Is sworn. / Is sworn.') $$, 'in another model they are in one stage');

-- What they ask.
create function pg_temp.asks(one text, other text) returns setof text language sql as $$
    select concat_ws(' ', a.dimension, nullif(a.news, '')) || ': ' || coalesce(a.lower_code, '-') || ' / ' || coalesce(a.higher_code || case when a.higher_must then '*' else '' end, '-') from rungs_api.compare_asks(one, other, null, null) a
$$;
select results_eq($$ select pg_temp.asks('mate', 'captain') $$, $$ values ('Craft =: watch / captain_watch'), ('Craft: bells / -'), ('People +: - / crew') $$, 'the same sentence is in one line; the rest is gone or new');
select results_eq($$ select pg_temp.asks('deck', 'mate') $$, $$ values ('Craft +: knots / watch'), ('Craft +: - / bells') $$, 'other sentences of a dimension are beside each other');
select results_eq($$ select a.lower_asks, a.higher_asks from rungs_api.compare_asks('deck', 'mate', null, null) a limit 1 $$, $$ values ('Ties knots.', 'Keeps a watch.') $$, 'each in its words');
select results_eq($$ select pg_temp.asks('captain', 'admiral') $$, $$ values ('Craft =: captain_watch / captain_watch'), ('People =: crew / crew'), ('other +: - / fleet') $$, 'what the higher level includes is the same; without a dimension is other');
select results_eq($$ select pg_temp.asks('mate', 'admiral') $$, $$ values ('Craft =: watch / captain_watch'), ('Craft: bells / -'), ('People +: - / crew'), ('other +: - / fleet') $$, 'and new against a level that it does not include');

-- A sentence that two levels of one side have, which the other side includes or not; two dimensions of one name.
select pg_temp.take('ladder', null, '{"ladder": [{"code": "hill", "name": "Hill", "profession": "x"}],
    "levels": [{"code": "a", "rank": "1", "name": "A", "track": "individual"}, {"code": "b", "rank": "2", "name": "B", "track": "individual", "includes": "a"}, {"code": "c", "rank": "3", "name": "C", "track": "individual"}],
    "dimensions": [{"code": "d1", "name": "Feet"}, {"code": "d2", "name": "Feet"}],
    "expectations": [{"code": "a1", "level": "a", "sentence": "Climbs."}, {"code": "b1", "level": "b", "sentence": "Climbs."}, {"code": "b2", "level": "b", "sentence": "Walks."}, {"code": "b3", "level": "b", "dimension": "d1", "sentence": "Hops."},
        {"code": "c1", "level": "c", "sentence": "Climbs."}, {"code": "c2", "level": "c", "sentence": "Walks."}, {"code": "c3", "level": "c", "sentence": "Runs."}, {"code": "c4", "level": "c", "dimension": "d2", "sentence": "Hops."}]}') \g /dev/null
select results_eq($$ select pg_temp.asks('hill/b', 'hill/c') $$, $$ values ('Feet: b3 / -'), ('Feet +: - / c4'), ('other =: a1 / c1'), ('other: b1 / -'), ('other =: b2 / c2'), ('other +: - / c3') $$, 'a sentence stands beside itself and no other, a dimension beside itself');

-- The borders between them.
create function pg_temp.shifts(one text, other text, model text default null) returns text language sql as $$
    select string_agg(concat_ws(' ', s.crossing || ':', nullif(s.counts, ''), s.code, s.shift_from || ' > ' || s.shift_to), ', ') from rungs_api.compare_shifts(one, other, model, null, null) s
$$;
select is(pg_temp.shifts('mate', 'captain'), 'To the helm: must trust own hands > other hands', 'the border between them');
select is(pg_temp.shifts('deck', 'admiral'), 'To the helm: must trust own hands > other hands', 'all borders on the way, as far as they ask something');
select is(pg_temp.shifts('deck', 'mate'), null, 'none within a stage');
select is(pg_temp.shifts('pilot', 'admiral'), null, 'nor those further down');
select is(pg_temp.shifts('mate', 'captain', 'wages'), null, 'nor of another model');

-- Refusals.
select throws_ok(format('select * from rungs_api.compare_facts(%L, %L, %L, %L, null)', r.one, r.other, r.model, r.day), 'RG003', r.words, r.words)
from (values (1, 'mate', 'mate', null, null, 'two levels are compared'), (2, 'mate', null, null, null, 'two levels are compared'), (3, 'mate', 'bosun', null, null, 'there is no level ''bosun'''),
             (4, 'mate', 'captain', 'water', null, 'this ladder has no stage model ''water''')) r (number, one, other, model, day, words)
order by r.number;
select pg_temp.take('ladder', null, '{"ladder": [{"code": "lake", "name": "Lake", "profession": "rowing"}], "levels": [{"code": "oar", "rank": "1", "name": "Oar", "track": "individual", "next": "cox"}, {"code": "cox", "rank": "2", "name": "Cox", "track": "individual"}],
    "expectations": [{"code": "pull", "level": "cox", "sentence": "Pulls."}, {"code": "call", "level": "cox", "weight": "3", "sentence": "Calls."}], "mappings": [{"kind": "level", "from": "oar", "to": "sea/deck"}, {"kind": "level", "from": "sea/deck", "to": "oar"},
    {"kind": "expectation", "from": "sea/watch", "to": "pull"}]}') \g /dev/null
select throws_ok($$ select * from rungs_api.compare_facts('mate', 'oar', null, null, null) $$, 'RG003', 'mate and oar are not levels of one ladder', 'levels of two ladders are not compared');

-- Two editions, in words: the rename of a code, a sentence, a weight.
select pg_temp.take('ladder', '2099-01-01', pg_temp.changed('expectations', 3, '{"sentence": "Keeps a night watch.", "weight": "1"}', pg_temp.changed('expectations', 7, '{"code": "horn", "level": "mate", "must": "yes", "sentence": "Blows the horn."}',
    s.files || '{"mappings": [{"kind": "expectation", "from": "bells", "to": ""}]}'))) from sea s \g /dev/null
create function pg_temp.diff(old_word text, new_word text) returns setof text language sql as $$
    select concat_ws(' ', d.change, d.what, d.code, d.field) || ': ' || coalesce(d.old_text, '-') || ' > ' || coalesce(d.new_text, '-') from rungs_api.ladder_diff(old_word, new_word, null, null) d
$$;
select results_eq($$ select pg_temp.diff('sea', 'sea@2') $$, $$ values ('changed expectation watch sentence: Keeps a watch. > Keeps a night watch.'), ('changed expectation watch weight: 2.5 > 1'), ('new expectation horn sentence: - > Blows the horn.'),
    ('gone expectation bells sentence: Rings bells. > -'), ('new mapping bells to: - > -') $$, 'the one in force against the one that lies ahead');
select results_eq($$ select distinct d.old_edition, d.new_edition from rungs_api.ladder_diff('sea', 'sea@2', null, null) d $$, $$ values ('sea@1', 'sea@2') $$, 'which are named');
select is_empty($$ select pg_temp.diff('sea', 'sea@1') $$, 'an edition against itself');
select ok((select count(*) from pg_temp.diff('lake', 'sea') d (line) where d.line like 'new level%') = 5 and (select count(*) from pg_temp.diff('lake', 'sea') d (line) where d.line like 'gone level%') = 2, 'two ladders may be compared as well');
select throws_ok($$ select * from rungs_api.ladder_diff('sea', 'sea@3', null, null) $$, 'RG003', 'there is no edition ''sea@3''', 'an edition that there is not');

-- Whom the second edition moves, before it is in force. From deck to mate the first asks watch 2.5, bells 1; the second watch 1, horn (must) 1.
select pg_temp.comes(w.who, w.level, '2020-01-01') from (values ('ann', 'sea/deck'), ('bob', 'sea/deck'), ('cid', 'sea/mate'), ('dot', 'sea/deck'), ('oda', 'lake/oar')) w (who, level);
select pg_temp.meets('ann', 'sea/watch', current_date - 200), pg_temp.meets('ann', 'sea/bells', current_date - 200), pg_temp.meets('bob', 'sea/bells', current_date - 200),
        pg_temp.saw('oda', 'lake/call', 'solid', 'boss', 'manager', current_date - 200);
insert into rungs.scope_entry (person_id, measure_id, effective_on, value, recorded_at)
select pg_temp.person(w.who), m.id, '2020-01-01', 3, '-infinity' from (values ('ann'), ('bob')) w (who) join rungs.measure m on m.code = 'hands';
create function pg_temp.moved(old_word text, new_word text, only_one text default null, day date default null) returns setof text language sql as $$
    select concat_ws(' ', m.person || ':', m.old_level || case when m.new_level <> m.old_level then '=' || m.new_level else '' end, m.old_target || case when m.new_target <> m.old_target then '=' || m.new_target else '' end,
               coalesce(round(m.old_coverage::numeric, 3)::text, '?') || ' > ' || coalesce(round(m.new_coverage::numeric, 3)::text, '?'), round(m.old_known::numeric, 3) || ' > ' || round(m.new_known::numeric, 3),
               m.old_verdict || ' > ' || m.new_verdict || ',', m.why)
    from rungs_api.ladder_remap(old_word, new_word, only_one, null, null, null, null, day, null) m
$$;
select results_eq($$ select pg_temp.moved('sea', 'sea@2') $$, $$ values
    ('ann: deck mate 1.000 > 0.500 1.000 > 0.500 ready > building, asked no more: bells; newly asked: horn; weighs otherwise: watch; gates open now: coverage, must, sustained'),
    ('bob: deck mate 0.286 > ? 0.286 > 0.000 building > unknown, asked no more: bells; newly asked: horn; weighs otherwise: watch; gates open now: must, voices') $$,
    'who is moved, with the reasons: ann 3.5 of 3.5 to 1 of 2, bob 1 of 3.5 to nothing known; not dot, of whom nothing is known, and cid, who is asked for the same');
select results_eq($$ select distinct m.measured, m.moved, m.old_edition, m.new_edition from rungs_api.ladder_remap('sea', 'sea@2', null, null, null, null, null, null, null) m $$, $$ values (4, 2::bigint, 'sea@1', 'sea@2') $$, 'two of the four on the ladder; oda is on another one');
select is_empty($$ select pg_temp.moved('sea', 'sea@2', 'oda') $$, 'though her level is mapped to one there');
select results_eq($$ select pg_temp.moved('sea@2', 'sea@1', 'ann') $$, $$ values ('ann: deck mate 0.500 > 1.000 0.500 > 1.000 building > ready, asked no more: horn; newly asked: bells; weighs otherwise: watch; gates passed now: coverage, must, sustained') $$, 'backwards, one person');
select is_empty($$ select pg_temp.moved('sea', 'sea@1') $$, 'an edition moves nobody against itself');
select results_eq($$ select pg_temp.moved('sea', 'lake') $$, $$ values
    ('ann: deck=oar mate=cox 1.000 > 0.250 1.000 > 0.250 ready > building, asked no more: watch, bells; newly asked: pull, call; gates open now: coverage, sustained'),
    ('bob: deck=oar mate=cox 0.286 > ? 0.286 > 0.000 building > unknown, asked no more: watch, bells; newly asked: pull, call; gates open now: voices'),
    ('dot: deck=oar mate=cox ? > ? 0.000 > 0.000 unknown > unknown, asked no more: watch, bells; newly asked: pull, call; gates passed now: scope') $$,
    'between two ladders by the levels that are mapped: watch counts for pull, 1 of 4 parts; who is at the top has no next level on either');
select results_eq($$ select pg_temp.moved('lake', 'sea') $$, $$ values ('oda: oar=deck cox=mate 0.375 > ? 0.750 > 0.000 building > unknown, asked no more: pull, call; newly asked: watch, bells; gates open now: scope') $$, 'and back: call counts for nothing there');
select is_empty($$ select pg_temp.moved('sea', 'sea@2', 'ann', current_date - 201) $$, 'as of a day before there was evidence nobody is moved');
select pg_temp.take('ladder', '2099-02-01', pg_temp.changed('levels', 2, '{"next": ""}', s.files)) from sea s \g /dev/null
select results_eq($$ select pg_temp.moved('sea', 'sea@3', 'ann') $$, $$ values ('ann: deck mate 1.000 > ? 1.000 > 0.000 ready > top, asked no more: watch, bells') $$, 'to an edition in which no way leads up');

select * from finish();
