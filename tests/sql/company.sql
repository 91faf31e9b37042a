-- database: empty
--
-- Borders, settling, titles, matrix and pipeline of the small company: the border lies between two and three, and asks
-- s1 (weight 2, must) and s2 (1); three asks c1 (3, must), c2 (1) and c3 (1). The day is 2026-06-15.

\i tests/support/small_company.sql
select plan(43);

insert into rungs.organisation (name) values ('North'), ('South');
-- amy is ready for three; of bob 3 of 8 are known, and 2 * 3/4 of 8 covered; of cat nothing; dee came across in March; eli came across long ago.
select pg_temp.comes('amy', '2020-01-01', 'two', null, 'boss'), pg_temp.comes('bob', '2020-01-01', 'two', null, 'boss'), pg_temp.comes('cat', '2020-01-01', 'two', null, 'far');
select pg_temp.comes('dee', '2020-01-01', 'two', null, 'boss'), pg_temp.comes('eli', '2020-01-01', 'two', null, 'far'), pg_temp.comes('new', '2024-01-01', null, null, 'boss');
select pg_temp.moves('dee', 'three', '2026-03-01'), pg_temp.moves('eli', 'three', '2025-01-01');
select pg_temp.meets('amy', x, '2025-11-01', 'far') from unnest('{c1,c2,c3,s1,s2}'::text[]) x;
select pg_temp.owns('amy', 'surface', 2, '2025-01-01'), pg_temp.owns('amy', 'reports', 1, '2025-01-01');
select pg_temp.saw('bob', 's1', 'solid', 'boss', 'manager', '2026-01-15', 'growth'), pg_temp.saw('bob', 's1', 'emerging', 'peer', 'peer', '2026-02-15', 'feature');
select pg_temp.saw('bob', 's2', 'contrary', 'boss', 'manager', '2026-02-20'), pg_temp.saw('bob', 'b1', 'solid', 'boss', 'manager', '2019-12-31', 'scaling');

create function pg_temp.crossings(boss text default null, model text default null, day date default '2026-06-15') returns text language sql as $$
    select string_agg(concat_ws(' ', c.person, c.target, c.verdict, c.shifts_met || '/' || c.shifts_asked, '[' || c.work || ']', c.voices_missing), ', ')
    from rungs_api.report_crossings(null, boss, null, null, model, day, null) c
$$;
select is(pg_temp.crossings(), 'amy three ready 2/2, bob three building 0/2 [feature, growth] a peer of the manager (the roster has none: say who is with --relation manager_peer), cat three unknown 0/2 the manager, a peer of the manager (the roster has none: say who is with --relation manager_peer)',
    'who stands at the border, the nearest first, with the kinds of work; what was before the hire is none');
select is(pg_temp.crossings('boss'), 'amy three ready 2/2, bob three building 0/2 [feature, growth] a peer of the manager (the roster has none: say who is with --relation manager_peer)', 'of a team');
select is(pg_temp.crossings('far', 'halves'), null, 'nobody at a border of the other model');
select throws_ok($$ select pg_temp.crossings(model => 'lakes') $$, 'RG003', 'there is no stage model ''lakes''', 'an unknown model');
select results_eq($$ select s.crossing, s.person, s.shift, s.state, s.points, s.voices, s.last_on from rungs_api.report_crossing_shifts(null, null, null, null, null, '2026-06-15', null) s where s.person <> 'cat' $$,
    $$ values ('From low to high', 'amy', 's1', 'met', 4::float8, 2, date '2025-11-01'), ('From low to high', 'amy', 's2', 'met', 4, 2, '2025-11-01'),
              ('From low to high', 'bob', 's1', 'partial', 3, 2, '2026-02-15'), ('From low to high', 'bob', 's2', 'contrary', -2, 1, '2026-02-20') $$, 'shift by shift');
select results_eq($$ select s.shift, s.state, s.points from rungs_api.report_crossing_shifts('cat', null, null, null, null, '2026-06-15', null) s $$,
    $$ values ('s1', 'unknown', null::float8), ('s2', 'unknown', null) $$, 'unknown has no points, not nought');
select results_eq($$ select s.shift, s.state, s.points from rungs_api.report_crossing_shifts('bob', null, null, null, null, '2028-03-01', null) s $$,
    $$ values ('s1', 'stale', 0::float8), ('s2', 'stale', 0) $$, 'stale when all has become too old');

-- A place to go.
create function pg_temp.places(boss text default null, org text default null, level text default null, day date default '2026-06-15') returns text language sql as $$
    select string_agg(concat_ws(' ', o.crossing, o.target, o.people, o.ready, o.near, o.places, o.without_place, regexp_replace(o.openings, '\d+:', '#', 'g')), ', ')
    from rungs_api.report_crossing_openings(boss, org, level, null, day, null) o
$$;
select is(pg_temp.places(), 'From low to high three 3 1 0 0 1', 'one is ready, and there is no place');
select rungs_api.opening_add('three', 'North', null, 2, '2026-06-01', null), rungs_api.opening_add('three', null, 'far', 1, '2026-06-16', null), rungs_api.opening_add('two', null, null, 5, '2026-06-01', null);
select is(pg_temp.places(), 'From low to high three 3 1 0 2 0 # North', 'two places on the day; that of a lower level is none at a border');
select is(pg_temp.places(day => '2026-06-16'), 'From low to high three 3 1 0 3 0 # North; # under far', 'three on the next');
select is(pg_temp.places('boss', day => '2026-06-16'), 'From low to high three 2 1 0 2 0 # North', 'of a manager: not those under another one');
select is(pg_temp.places(org => 'South', day => '2026-06-16'), 'From low to high three 0 0 0 1 0 # under far', 'of a part of the company: a place for nobody is shown');
select is(pg_temp.places(level => 'one', day => '2026-06-16'), null, 'from a level that is at no border');

-- Just behind the border. dee: of c1 3 of 4 points, c2 met, c3 unknown, so (3 * 3/4 + 1) of 5 are 65 %, 4 of 5 known.
select pg_temp.saw('dee', 'c1', 'exemplary', 'boss', 'manager', '2026-04-01'), pg_temp.meets('dee', 'c2', '2026-04-02');
select pg_temp.saw('eli', x, 'solid', 'far', 'manager', '2026-02-01') from unnest('{a1,b1,b2}'::text[]) x;
select results_eq($$ select s.person, s.since, s.until, s.after, round(s.coverage::numeric, 4), round(s.known::numeric, 4), s.met, s.asked, s.musts, s.flags from rungs_api.report_settling(null, null, null, null, null, '2026-06-15', null) s $$,
    $$ values ('dee', date '2026-03-01', date '2026-09-01', 'crossing from two: From low to high', 0.65, 0.8, 1::bigint, 3::bigint, 'c1 is partial', '') $$, 'who is settling, measured by the new level');
select results_eq($$ select s.expectation, s.state, s.points from rungs_api.report_settling_standing(null, null, null, null, null, '2026-06-15', null) s $$,
    $$ values ('c1', 'partial', 3::float8), ('c2', 'met', 4), ('c3', 'unknown', null) $$, 'one by one');
select is((select string_agg(d || ' ' || (select count(*) from rungs_api.report_settling(null, null, null, null, null, d, null)), ', ' order by d) from unnest('{2026-02-28,2026-03-01,2026-08-31,2026-09-01}'::date[]) d),
    '2026-02-28 0, 2026-03-01 1, 2026-08-31 1, 2026-09-01 0', 'for six months');
select is((select count(*) from rungs_api.report_settling(null, null, null, null, 'halves', '2026-06-15', null)), 0::bigint, 'in the other model it was no crossing');
select results_eq($$ select c.person, c.previous, c.crossed, c.crossing, round(c.coverage::numeric, 4), c.flags from rungs_api.report_crossed(null, null, null, null, null, '2026-06-15', null) c $$,
    $$ values ('dee', 'two', date '2026-03-01', 'From low to high', 0.65, 'settling until 2026-09-01'), ('eli', 'two', '2025-01-01', 'From low to high', null, 'still doing the old job') $$,
    'across, and not arrived: unknown coverage is not nought');
-- A change of specialization settles, too.
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, specialization_id, recorded_at)
select pg_temp.person('cat'), '2026-05-01', '2020-01-01', 1, 'cat', s.id, '-infinity' from rungs.specialization s where s.code = 'growth';
update rungs.roster_entry set valid_to = '2026-05-01', specialization_id = (select s.id from rungs.specialization s where s.code = 'feature') where person_id = pg_temp.person('cat') and valid_from < '2026-05-01';
select results_eq($$ select s.since, s.until, s.after, s.coverage from rungs_api.report_settling('cat', null, null, null, null, '2026-06-15', null) s $$,
    $$ values (date '2026-05-01', date '2026-11-01', 'specialization from feature', null::float8) $$, 'after a change of specialization');

-- Onto the ladder: the entry asks e1 (weight 1) and e2 (3). new has 2 of 4 points on e1: an eighth, a quarter known.
insert into rungs.crossing (edition_id, code, to_level_id, position, name, advice, source, author) values (pg_temp.edition(), 'entry', pg_temp.level('one'), 9, 'Onto it', '', '', '');
insert into rungs.expectation (ladder_id, code) select l.id, c from rungs.ladder l cross join unnest('{e1,e2}'::text[]) c where l.code = 'tower';
insert into rungs.expectation_text (edition_id, expectation_id, crossing_id, position, weight, must, sentence, source, author)
select pg_temp.edition(), pg_temp.expectation(w.code), c.id, w.place, w.weight, false, '', '', '' from (values ('e1', 90, 1), ('e2', 91, 3)) w (code, place, weight) join rungs.crossing c on c.code = 'entry';
select is_empty($$ select e.* from rungs_api.report_entry(null, null, null, null, '2026-06-15', null) e $$, 'nobody has shown anything');
select pg_temp.saw('new', 'e1', 'solid', 'boss', 'manager', '2026-01-01'), pg_temp.saw('amy', 'e1', 'solid', 'boss', 'manager', '2026-01-01'), pg_temp.saw('new', 'a1', 'solid', 'boss', 'manager', '2026-01-01');
select results_eq($$ select e.person, e.target, e.coverage, e.known, e.shifts_met, e.shifts_asked from rungs_api.report_entry(null, null, null, null, '2026-06-15', null) e $$,
    $$ values ('new', 'one', 0.125::float8, 0.25::float8, 0::bigint, 2::bigint) $$, 'who is on no ladder; not who is on one');
select results_eq($$ select s.crossing, s.person, s.shift, s.state from rungs_api.report_crossing_shifts(null, null, null, null, null, '2026-06-15', null) s limit 2 $$,
    $$ values ('Onto it', 'new', 'e1', 'partial'), ('Onto it', 'new', 'e2', 'unknown') $$, 'the lowest border first');
select is_empty($$ select e.* from rungs_api.report_entry(null, null, null, 'two', '2026-06-15', null) e $$, 'nobody at a level is at the entry');

-- Titles. Levels are called "Level one" to "Level four"; the table says that a mason is at three, and a guest at none.
create function pg_temp.titles(who text default null, day date default '2026-06-15', seen date default null) returns text language sql as $$
    select string_agg(concat_ws(': ', t.finding, t.person, t.why), '; ') from rungs_api.report_titles(who, null, null, null, day, seen) t
$$;
create function pg_temp.called(who text, word text) returns void language sql as $$ update rungs.roster_entry set title = word where person_id = pg_temp.person(who) $$;
insert into rungs.title_level (key, title, level_id, recorded_at) values ('mason', 'Mason', pg_temp.level('three'), '2026-01-01'), ('guest', 'Guest', null, '2026-01-01');
select is(pg_temp.titles('bob'), null, 'a title that says nothing, no scope on record, a manager without level: nothing disagrees');
select pg_temp.called('bob', 'Mason, North Tower');
select is(pg_temp.titles('bob'), 'title above level: bob: the title stands for three, the level is two; leader without reports: bob: the title stands for three, which leads people; nobody reports to them', 'title above level, and it leads people');
select is(pg_temp.titles('bob', seen => '2025-12-31'), null, 'as seen before the table knew it');
select pg_temp.called('bob', 'MASON (interim)');
select alike(pg_temp.titles('bob'), 'title above level%', 'letter case and brackets do not matter');
select pg_temp.called('bob', 'Masonry');
select is(pg_temp.titles('bob'), null, 'a longer word is another one');
select pg_temp.called('bob', 'level ONE - North');
select is(pg_temp.titles('bob'), 'title below level: bob: the title stands for one, the level is two', 'the name of a level stands for it');
select pg_temp.called('bob', 'Guest');
select is(pg_temp.titles('bob'), null, 'a title on no ladder');
select is((select string_agg(concat_ws(' ', u.title, u.people, u.levels), ', ') from rungs_api.report_titles_unknown(null, null, null, null, '2026-06-15', null) u where u.title in ('Guest', 'amy''s title')), 'amy''s title 1 two', 'is known; others are listed');
select is(pg_temp.titles('dee'), 'leader without reports: dee: three leads people, and no level is known for the title; nobody reports to them', 'a level that leads people');
update rungs.roster_entry set manager_id = pg_temp.person('dee') where person_id = pg_temp.person('bob');
select is(pg_temp.titles('dee'), null, 'somebody reports to her');
update rungs.roster_entry set manager_id = pg_temp.person('bob') where person_id = pg_temp.person('dee');
select is(pg_temp.titles('dee'), 'reports to the same or a lower level: dee: reports to bob, who is at two', 'to a lower level');
update rungs.roster_entry set manager_id = pg_temp.person('amy') where person_id = pg_temp.person('bob');
select is(pg_temp.titles('bob'), 'reports to the same or a lower level: bob: reports to amy, who is at two', 'to the same level');
select is(pg_temp.titles('amy'), 'level above scope: amy: two asks more: direct reports: 2 people asked, it is 1 people', 'level above scope');
update rungs.level_text set rank = 2 where level_id = pg_temp.level('three');
update rungs.roster_entry set manager_id = pg_temp.person('dee') where person_id = pg_temp.person('bob');
select is(pg_temp.titles('bob'), null, 'another level of the same height is neither the same nor lower');
update rungs.level_text set rank = 3 where level_id = pg_temp.level('three');
update rungs.roster_entry set manager_id = pg_temp.person('boss') where person_id in (pg_temp.person('bob'), pg_temp.person('dee'));

-- The matrix: scope beside the minimums, impact beside the bars.
create function pg_temp.cell(who text) returns text language sql as $$
    select concat_ws(' ', m.scope_is || ':', round(m.scope::numeric, 2), m.scope_known || '/' || m.scope_asked, m.impact_is, m.flags) from rungs_api.report_matrix_people(who, null, null, null, null, '2026-06-15', null) m
$$;
select is(pg_temp.cell('amy'), 'less than the level asks: 0.50 1/1 above ', 'much impact on less than the level asks');
select pg_temp.owns('amy', 'reports', 2, '2026-01-01'), pg_temp.owns('bob', 'reports', 2, '2026-01-01'), pg_temp.owns('bob', 'surface', 1, '2026-01-01');
select is(pg_temp.cell('amy') || ' / ' || pg_temp.cell('bob') || ' / ' || pg_temp.cell('dee'),
    'as the next level asks: 1.00 1/1 above  / as the level asks: 1.00 1/1 below  / unknown, or none asked: 0/1 unknown settling until 2026-09-01', 'as the next level asks, as the level asks, unknown');
select results_eq($$ select m.scope, m.above, m.below, m.unknown, m.above_people, m.below_people, m.unknown_people, m.near_people + m.top_people from rungs_api.report_matrix(null, 'boss', null, null, null, '2026-06-15', null) m $$,
    $$ values ('as the next level asks', '1: amy', null::text, null::text, 1::bigint, 0::bigint, 0::bigint, 0::bigint), ('as the level asks', null, '1: bob', null, 0, 1, 0, 0),
              ('less than the level asks', null, null, null, 0, 0, 0, 0), ('unknown, or none asked', null, null, '1: dee (settling)', 0, 0, 1, 0) $$, 'the grid');
select is(rungs_api.names_words(8, '{a,b,c,d,e,f,g,h}'), '8: a, b, c, d, e, f and 2 more', 'six names in a cell');

-- The pipeline: three holds dee and eli, two places are open there, amy is ready; bob is building, of cat nothing is known.
create function pg_temp.pipeline(day date default '2026-06-15') returns text language sql as $$
    select string_agg(concat_ws(' ', p.level, p.holders, p.places, p.ready, p.near, p.building, p.unknown, coalesce(p.bench::text, '-'), p.short), ', ')
    from rungs_api.report_pipeline(null, null, null, null, null, day, null) p
$$;
select is(pg_temp.pipeline(), 'four 0 0 0 0 0 2 - 0, three 2 2 1 0 1 1 0.25 1, two 3 5 0 0 0 0 - 5', 'holders, places, who could come, and how many for each seat');
select results_eq($$ select p.target, p.readiness, p.person, p.level from rungs_api.report_pipeline_people(null, null, null, null, null, '2026-06-15', null) p $$, $$ values ('three', 'now', 'amy', 'two'), ('three', 'later', 'bob', 'two') $$, 'who could come');

select * from finish();
