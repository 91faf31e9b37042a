-- database: empty
--
-- Coverage help: what the next level asks and the evidence does not give, in which order, and whom to ask. The day is
-- 2026-06-15; level two asks b1 (2, must), b2, b3, b4 (1 each), together 5; three asks c1 (3, must), c2, c3 and at the
-- border s1 (2, must), s2, together 8.

\i tests/support/small_company.sql
select plan(48);

-- chief has the managers boss2, cole and dan; boss2 has ann, bea, cyd and eve, who left; cole has zoe.
select pg_temp.comes('chief', '2015-01-01');
select pg_temp.comes(m, '2015-01-01', null, null, 'chief') from unnest('{boss2,cole,dan}'::text[]) m;
select pg_temp.comes('ann', '2020-01-01', 'one', null, 'boss2');
select pg_temp.comes(m, '2020-01-01', null, null, 'boss2') from unnest('{bea,cyd,eve}'::text[]) m;
select pg_temp.comes('zoe', '2020-01-01', 'two', null, 'cole');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('eve');
create function pg_temp.gaps(who text default 'ann', goal text default null, on_day date default '2026-06-15', seen date default null)
returns setof text language sql as $$
    select concat_ws(' ', g.target, g.expectation, g.gap, g.points || '/' || g.needed, round(g.worth::numeric, 3)) from rungs_api.evidence_gaps(who, goal, null, on_day, seen) g
$$;
create function pg_temp.ask(what text, who text default 'ann', goal text default null, on_day date default '2026-06-15', model text default null) returns text language sql as $$
    select g.ask from rungs_api.evidence_gaps(who, goal, model, on_day, null) g where g.expectation = what
$$;

-- Readiness asks only whether the roster has anybody: the same answer. Chief has nobody above, the managers no peer of a
-- manager, zoe no peer, and of eve, who left, the peers are the other three.
select is((
    select string_agg(p.employee_id || ' ' || coalesce((
               select string_agg(l.code, '+' order by l.id) from rungs.relation l
               where l.code in ('manager', 'peer', 'manager_peer') and n.relations & (1 << l.id) <> 0), '-'), ', ' order by p.employee_id)
    from rungs.person p
    cross join lateral rungs_api.voices_near(p.id, '2026-06-15', now()) n
    where p.employee_id in ('chief', 'boss2', 'zoe', 'ann', 'eve')),
    'ann manager+peer+manager_peer, boss2 manager+peer, chief -, eve manager+peer+manager_peer, zoe manager+manager_peer',
    'whom the roster has near somebody, by relation');

-- What is missing.
select results_eq('select pg_temp.gaps()', $$ values
    ('two b1 nothing 0/4 0.400'), ('two b2 nothing 0/4 0.200'), ('two b3 nothing 0/4 0.200'), ('two b4 nothing 0/4 0.200') $$,
    'without evidence everything, the must first, each worth its weight');
select pg_temp.saw('ann', 'b2', 'solid', 'bea', 'peer', '2026-05-01');
select results_eq('select pg_temp.gaps()', $$ values
    ('two b1 nothing 0/4 0.400'), ('two b3 nothing 0/4 0.200'), ('two b4 nothing 0/4 0.200'), ('two b2 one voice 2/2 0.100') $$,
    'half of what is asked, by one voice: the other half is to be won');
select pg_temp.saw('ann', 'b2', 'emerging', 'cyd', 'peer', '2026-05-01');
select is((select g from pg_temp.gaps() g where g like '% b2 %'), 'two b2 partial 3/1 0.050', 'two voices that are not enough: partial, 1 of 4 points to go');
select pg_temp.saw('ann', 'b2', 'emerging', 'far', 'stakeholder', '2026-05-01');
select is((select g from pg_temp.gaps() g where g like '% b2 %'), null, 'met by several: no gap');
select pg_temp.saw('ann', 'b3', 'contrary', 'bea', 'peer', '2026-05-01');
select is((select g from pg_temp.gaps() g where g like '% b3 %'), 'two b3 contrary -2/6 0.200', 'contrary: 6 points to 4, worth all of it');
select pg_temp.saw('ann', 'b4', 'exemplary', 'bea', 'peer', '2024-06-14');
select is((select g from pg_temp.gaps() g where g like '% b4 %'), 'two b4 stale 0/4 0.200', 'older than 24 months: stale');
select is((select g from pg_temp.gaps(on_day => '2026-06-14') g where g like '% b4 %'), 'two b4 one voice 1.5/2.5 0.125', 'a day before it counted half: 1.5 of 4 points');
select is((select string_agg(g.expectation, ' ') from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g), 'b1 b3 b4', 'the must first, then by worth, then as the ladder has them');
select results_eq($$ select g.must, g.weight, g.state, g.voices, g.sentence, g.kind, g.move from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g where g.expectation = 'b1' $$,
    $$ values (true, 2::float8, 'unknown', 0, 'Does b1.', 'expectation', 'within') $$, 'with what is asked');
-- What is won adds up to what readiness lacks: one rule.
select is((select round(sum(g.worth)::numeric, 9) from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g),
    (select round((1 - a.coverage)::numeric, 9) from pg_temp.answer('ann', '2026-06-15') a), 'closing all gaps makes coverage whole');
select pg_temp.saw('ann', 'b1', 'solid', 'ann', 'self', '2026-05-01');
select results_eq($$ select g.gap, g.waiting from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g where g.expectation = 'b1' $$,
    $$ values ('nothing', 1::bigint) $$, 'the own word counts not yet, but is said to wait');
select pg_temp.saw('ann', 'b1', 'solid', 'ann', 'self', '2019-12-31');
select is((select g.waiting from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g where g.expectation = 'b1'), 1::bigint, 'one from before the hire does not');
insert into rungs.rule_value (rule, ladder_id, effective_on, value) select 'observer_cap', l.id, '-infinity', 9 from rungs.ladder l;
select pg_temp.saw('ann', 'b1', 'exemplary', 'bea', 'peer', d) from unnest('{2026-05-01,2026-05-02}'::date[]) d;
select is((select g from pg_temp.gaps() g where g like '% b1 %'), 'two b1 one voice 6/0 0.000', 'where the rules let one voice meet it, it still rests on one voice');
delete from rungs.rule_value where rule = 'observer_cap' and ladder_id is not null;
delete from rungs.evidence where expectation_id = pg_temp.expectation('b1');

-- The clocks.
select results_eq($$ select pg_temp.gaps(on_day => '2020-02-01') $$, $$ values
    ('two b1 nothing 0/4 0.400'), ('two b2 nothing 0/4 0.200'), ('two b3 nothing 0/4 0.200'), ('two b4 nothing 0/4 0.200') $$, 'as of an early day');
select pg_temp.saw('ann', 'b1', 'solid', 'boss2', 'manager', '2026-05-01', null, '2026-06-10');
select is((select g from pg_temp.gaps(seen => '2026-06-09') g where g like '% b1 %'), 'two b1 nothing 0/4 0.400', 'as seen before it was recorded');
select is((select g from pg_temp.gaps(seen => '2026-06-10') g where g like '% b1 %'), 'two b1 one voice 2/2 0.200', 'and on the day');
delete from rungs.evidence where expectation_id = pg_temp.expectation('b1');

-- Whom to ask: within a stage the manager and peers.
select is(pg_temp.ask('b1'), 'boss2 (the manager), bea (a peer), cyd (a peer)', 'the manager and peers who are here');
select is(pg_temp.ask('b3'), 'boss2 (the manager), cyd (a peer)', 'not who was heard');
select is(pg_temp.ask('b4'), 'boss2 (the manager), bea (a peer), cyd (a peer)', 'who was heard past the window may be asked again');
select results_eq($$ select w->>'employee_id', w->>'email', w->>'relation' from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g cross join jsonb_array_elements(g.whom) w where g.expectation = 'b3' $$,
    $$ values ('boss2', 'boss2@tower.example', 'manager'), ('cyd', 'cyd@tower.example', 'peer') $$, 'for programs with their addresses');
select pg_temp.comes(m, '2020-01-01', null, null, 'boss2') from unnest('{flo,gus}'::text[]) m;
select is((select string_agg(pg_temp.ask(x), ' / ' order by x) from unnest('{b1,b4}'::text[]) x),
    'boss2 (the manager), bea (a peer), cyd (a peer) / boss2 (the manager), flo (a peer), gus (a peer)', 'three at most, and nobody is asked for everything');
select pg_temp.saw('ann', 'b1', 'solid', m, 'peer', '2026-05-01') from unnest('{bea,cyd,flo,gus}'::text[]) m;
select pg_temp.saw('ann', 'b1', 'contrary', m, 'peer', '2026-05-02') from unnest('{bea,cyd,flo,gus}'::text[]) m;
select pg_temp.saw('ann', 'b1', 'contrary', 'boss2', 'manager', '2026-05-02');
select is(pg_temp.ask('b1'), null, 'when all were heard, nobody is left');
select is((select g.whom from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g where g.expectation = 'b1'), '[]', 'which for programs is no one');

-- Across a border also peers of the manager, and the voices that it asks for first.
select pg_temp.moves('ann', 'two', '2026-06-01');
select results_eq('select pg_temp.gaps()', $$ values
    ('three c1 nothing 0/4 0.375'), ('three s1 nothing 0/4 0.250'), ('three c2 nothing 0/4 0.125'), ('three c3 nothing 0/4 0.125'), ('three s2 nothing 0/4 0.125') $$,
    'across the border its shifts are asked, too');
select is((select string_agg(distinct g.kind || ' ' || g.move, ', ') from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g), 'expectation across, shift across', 'and called so');
select is(pg_temp.ask('c1'), 'boss2 (the manager), cole (a peer of the manager), bea (a peer)', 'the manager, one of the manager''s peers, one peer');
select is(pg_temp.ask('s1'), 'boss2 (the manager), dan (a peer of the manager), cyd (a peer)', 'for the next one others');
select is(pg_temp.ask('c1', 'zoe'), 'cole (the manager), boss2 (a peer of the manager), dan (a peer of the manager)', 'who has no peers');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('boss2');
select is(pg_temp.ask('c1'), 'cole (a peer of the manager), bea (a peer), dan (a peer of the manager)', 'a manager who has left is not asked');
update rungs.roster_entry set status_id = 1 where person_id = pg_temp.person('boss2');
update rungs.roster_entry set name = 'Bea' where person_id = pg_temp.person('cole');
select is(pg_temp.ask('c1'), 'boss2 (the manager), Bea (cole, a peer of the manager), bea (bea, a peer)', 'two of one name are told apart');
update rungs.roster_entry set name = 'cole' where person_id = pg_temp.person('cole');
select is((select count(*) from rungs_api.evidence_gaps('ann', null, 'halves', '2026-06-15', null) g where g.kind = 'shift'), 0::bigint, 'by another stage model there is no border');
select is(pg_temp.ask('c1', model => 'halves'), 'boss2 (the manager), bea (a peer), cyd (a peer)', 'and no peer of the manager is asked');
select is((select string_agg(distinct g.target, ' ') from rungs_api.evidence_gaps('ann', 'four', null, '2026-06-15', null) g), 'four', 'a target further up');

-- Open requests: who is asked already, and who is asked by many.
insert into rungs.request (person_id, asked_id, expectation_id, edition_id, asked_on, recorded_at, recorded_by)
select pg_temp.person('ann'), pg_temp.person('cole'), pg_temp.expectation('c1'), pg_temp.edition(), '2026-06-01', '2026-06-01', a.id from rungs.account a where a.login = 'tester';
select is(pg_temp.ask('c1'), 'boss2 (the manager), dan (a peer of the manager), bea (a peer)', 'who is asked already is not named again');
select is((select g.asked from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g where g.expectation = 'c1'), 'cole', 'but beside it');
select is(pg_temp.ask('c2'), 'boss2 (the manager), dan (a peer of the manager), flo (a peer)', 'and elsewhere comes after those who are asked for nothing');

-- A pair is shown beside the shift that the ladder names.
insert into rungs.level_pair (edition_id, level_id, with_id, expectation_id) values (pg_temp.edition(), pg_temp.level('one'), pg_temp.level('two'), pg_temp.expectation('s2'));
select pg_temp.comes('kim', '2026-01-01', 'one', null, 'boss2');
insert into rungs.pair (associate_id, senior_id, valid_from, recorded_at, recorded_by) select pg_temp.person('kim'), pg_temp.person('ann'), '2026-06-02', '-infinity', a.id from rungs.account a where a.login = 'tester';
select results_eq($$ select g.expectation, g.beside, g.points from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g where g.beside is not null $$,
    $$ values ('s2', 'paired with kim since 2026-06-02', 0::float8) $$, 'beside its shift, and not a point');
select is((select count(g.beside) from rungs_api.evidence_gaps('ann', null, null, '2026-06-01', null) g), 0::bigint, 'not before it began');

-- Mapped codes: the own word and voices on a code of old.
insert into rungs.expectation_mapping (edition_id, from_id, to_id, recorded_at) values (pg_temp.edition(), pg_temp.expectation('a1'), pg_temp.expectation('c3'), '-infinity');
select pg_temp.saw('ann', 'a1', 'emerging', 'boss2', 'manager', '2026-05-01'), pg_temp.saw('ann', 'a1', 'solid', 'ann', 'self', '2026-05-01');
select results_eq($$ select g.gap, g.waiting, g.ask from rungs_api.evidence_gaps('ann', null, null, '2026-06-15', null) g where g.expectation = 'c3' $$,
    $$ values ('one voice', 1::bigint, 'dan (a peer of the manager), kim (a peer), cole (a peer of the manager)') $$, 'count for what the code became');

-- Refusals.
select throws_ok($$ select pg_temp.gaps('nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown person');
select throws_ok($$ select pg_temp.gaps('eve') $$, 'RG003', 'eve does not work here on 2026-06-15', 'a leaver');
select throws_ok($$ select pg_temp.gaps('bea') $$, 'RG003', 'bea is on no ladder', 'somebody without a level');
select throws_ok($$ select pg_temp.gaps('ann', 'one') $$, 'RG003', 'one does not lie above two, the level of ann', 'a target below');
select throws_ok($$ select pg_temp.gaps('ann', 'two') $$, 'RG003', 'two does not lie above two, the level of ann', 'the present level');
select throws_ok($$ select pg_temp.gaps('ann', 'five') $$, 'RG003', 'there is no level ''five''', 'no level at all');
select throws_ok($$ select * from rungs_api.evidence_gaps('ann', null, 'thirds', '2026-06-15', null) $$, 'RG003', 'there is no stage model ''thirds''', 'an unknown stage model');
select pg_temp.moves('zoe', 'four', '2026-06-01');
select throws_ok($$ select pg_temp.gaps('zoe') $$, 'RG003', 'nothing is above four, the level of zoe', 'the top');

select * from finish();
