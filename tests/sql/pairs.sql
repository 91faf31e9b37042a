-- database: empty
--
-- Pairing: who is an associate and who may be a senior the ladder says; set, replaced, ended, both clocks; shown, never
-- scored. Associates are at one, their seniors at two or above; the shift s1 has pairs beside it.

\i tests/support/small_company.sql
select plan(50);

insert into rungs.level_pair (edition_id, level_id, with_id, expectation_id) values (pg_temp.edition(), pg_temp.level('one'), pg_temp.level('two'), pg_temp.expectation('s1'));
select pg_temp.comes('ann', '2020-01-01', 'one', null, 'boss'), pg_temp.comes('bea', '2020-01-01', 'one', null, 'boss'), pg_temp.comes('cyd', '2020-01-01', 'one', null, 'far');
select pg_temp.comes('sue', '2020-01-01', 'two', null, 'boss'), pg_temp.comes('tom', '2020-01-01', 'three', null, 'far'), pg_temp.comes('gone', '2020-01-01', 'two');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('gone');
create function pg_temp.pair(learner text default 'ann', teacher text default 'sue', day date default '2026-01-01') returns text language sql as $$
    select concat_ws(' ', p.associate, p.senior, p.since, '..' || p.until, 'after ' || p.before) from rungs_api.pair_set(learner, teacher, day) p
$$;
create function pg_temp.pairs(day date default '2026-06-15', everything boolean default false, boss text default null, seen date default null) returns text language sql as $$
    select string_agg(concat_ws(' ', l.associate, l.state, l.senior, l.since, '..' || l.until), ', ') from rungs_api.pair_list(boss, everything, day, seen) l
$$;

select is(pg_temp.pairs(), 'ann no pair, bea no pair, cyd no pair', 'associates without a pair');
select is(pg_temp.pair(), 'ann sue 2026-01-01', 'a pair');
select is(pg_temp.pairs(), 'bea no pair, cyd no pair, ann paired sue 2026-01-01', 'who has none comes first');
select results_eq($$ select l.employee_id collate "default", l.level, l.manager, l.senior_level from rungs_api.pair_list(null, false, '2026-06-15', null) l where l.state = 'paired' $$,
    $$ values ('ann', 'one', 'boss', 'two') $$, 'with levels and the manager');
select throws_ok($$ select pg_temp.pair(day => '2026-02-01') $$, 'RG003', 'ann and sue are a pair since 2026-01-01', 'the same again');
select is(pg_temp.pair(teacher => 'tom', day => '2026-03-01'), 'ann tom 2026-03-01 after sue', 'somebody of a higher level, too; the pair before ends');
select is((select string_agg(pg_temp.pairs(d, boss => 'boss'), ' / ' order by d) from unnest('{2025-12-31,2026-02-28,2026-03-01}'::date[]) d),
    'ann no pair, bea no pair / bea no pair, ann paired sue 2026-01-01 ..2026-03-01 / bea no pair, ann paired tom 2026-03-01', 'each in its days');
select is(pg_temp.pair(teacher => 'sue', day => '2025-06-01'), 'ann sue 2025-06-01 ..2026-01-01', 'one before them ends when the next begins');
select is(pg_temp.pair(teacher => 'sue', day => '2026-03-01'), 'ann sue 2026-03-01 after tom', 'another senior for the same day');
select is((select count(*) from rungs.pair p where p.superseded_at < 'infinity'), 2::bigint, 'corrects, and the log keeps what was said');
select is(pg_temp.pairs(everything => true, boss => 'boss'), 'bea no pair, ann paired sue 2026-03-01, ann ended sue 2025-06-01 ..2026-01-01, ann ended sue 2026-01-01 ..2026-03-01', 'all pairs');

-- Ended.
create function pg_temp.ends(learner text default 'ann', day date default '2026-06-01', why text default 'Done.') returns text language sql as $$
    select concat_ws(' ', p.associate, p.senior, p.since, p.until, nullif(p.reason, '')) from rungs_api.pair_end(learner, day, why) p
$$;
select is(pg_temp.ends(), 'ann sue 2026-03-01 2026-06-01 Done.', 'a pair ends');
select is((select string_agg(pg_temp.pairs(d, boss => 'boss'), ' / ' order by d) from unnest('{2026-05-31,2026-06-01}'::date[]) d), 'bea no pair, ann paired sue 2026-03-01 ..2026-06-01 / ann no pair, bea no pair', 'with its last day');
select is((select l.reason from rungs_api.pair_list(null, true, '2026-06-15', null) l where l.until = '2026-06-01'), 'Done.', 'the reason is kept');
select throws_ok($$ select pg_temp.ends() $$, 'RG003', 'ann is paired with nobody on 2026-06-01', 'once');
select is(pg_temp.pair(teacher => 'tom', day => '2026-06-10'), 'ann tom 2026-06-10', 'paired again');
select is(pg_temp.ends(day => '2026-06-10', why => null), 'ann tom 2026-06-10 2026-06-10', 'ended on its first day');
select is(pg_temp.pairs(boss => 'boss', everything => true), 'ann no pair, bea no pair, ann ended sue 2025-06-01 ..2026-01-01, ann ended sue 2026-01-01 ..2026-03-01, ann ended sue 2026-03-01 ..2026-06-01', 'it never was');
select is(pg_temp.pair(day => '2026-07-01'), 'ann sue 2026-07-01', 'one that lies ahead');
select is(pg_temp.pairs('2026-06-15', true, 'boss'), 'ann no pair, bea no pair, ann ahead sue 2026-07-01, ann ended sue 2025-06-01 ..2026-01-01, ann ended sue 2026-01-01 ..2026-03-01, ann ended sue 2026-03-01 ..2026-06-01', 'is listed as such');
select is(pg_temp.pair(teacher => 'tom', day => '2026-06-12'), 'ann tom 2026-06-12 ..2026-07-01', 'and one before it gives way to it');

-- What comes between.
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('tom');
select is(pg_temp.pairs(boss => 'boss'), 'bea no pair, ann senior left tom 2026-06-12 ..2026-07-01', 'a senior who left');
update rungs.roster_entry set status_id = 1 where person_id = pg_temp.person('tom');
select pg_temp.moves('ann', 'two', '2026-06-14');
select is(pg_temp.pairs(boss => 'boss'), 'bea no pair, ann grown out tom 2026-06-12 ..2026-07-01', 'an associate who is none any more');
select is(pg_temp.pairs('2026-06-13', boss => 'boss'), 'bea no pair, ann paired tom 2026-06-12 ..2026-07-01', 'from that day on');
delete from rungs.transition where effective_on = '2026-06-14';
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('ann');
select is(pg_temp.pairs(boss => 'far'), 'cyd no pair', 'of others nothing is said');
select is(pg_temp.pairs(), 'bea no pair, cyd no pair', 'nor of who left');
update rungs.roster_entry set status_id = 2 where person_id = pg_temp.person('ann');
select is(pg_temp.pairs(boss => 'boss'), 'bea no pair, ann paired tom 2026-06-12 ..2026-07-01', 'somebody on leave works here');

-- As seen on: all of it was recorded now.
select is((select count(*) from rungs_api.pair_list(null, true, current_date, current_date - 1) l where l.senior is not null), 0::bigint, 'as seen yesterday there was no pair');
update rungs.pair set recorded_at = '2026-01-01', superseded_at = case when superseded_at = 'infinity' then superseded_at else '2026-05-01' end;
select is((select count(*) from rungs.pair p where p.superseded_at < 'infinity') > 0 and pg_temp.pairs('2026-02-01', seen => '2026-04-30') is distinct from pg_temp.pairs('2026-02-01', seen => '2026-05-01'), true, 'as seen before a correction');

-- The manager's report: who has none is named; the shift stands beside the pair, and the pair changes no score.
create function pg_temp.report(boss text default 'boss', day date default '2026-06-15') returns text language sql as $$
    select string_agg(concat_ws(' ', r.associate, r.state, r.senior, r.shift, r.shift_state), ', ') from rungs_api.report_pairs(boss, null, day, null) r
$$;
select is(pg_temp.report(), 'bea no pair, ann paired tom s1 unknown', 'a manager sees both');
select is(pg_temp.report('far'), 'cyd no pair, ann paired tom s1 unknown', 'the manager of the senior sees the pair, too');
select is(pg_temp.report('tom'), 'ann paired tom s1 unknown', 'and the senior their own');
select is(pg_temp.report('peer'), null, 'who has neither sees nothing');
select is(pg_temp.report(day => '2026-02-01'), 'bea no pair, ann paired sue s1 unknown', 'as of a day');
select is((select string_agg(e.state, ' ') from rungs_api.expectation_standing(array[pg_temp.person('sue')], '2026-02-01', now(), null, null) e where e.expectation_id = pg_temp.expectation('s1')), 'unknown', 'a pair is no evidence');
select pg_temp.saw('sue', 's1', 'solid', 'boss', 'manager', '2026-01-15');
select is(pg_temp.report(day => '2026-02-01'), 'bea no pair, ann paired sue s1 partial', 'only evidence is');

-- Refusals.
select throws_ok($$ select pg_temp.pair('sue', 'tom') $$, 'RG003', 'sue is at two, which is no level of associates', 'no associate');
select throws_ok($$ select pg_temp.pair('boss', 'tom') $$, 'RG003', 'boss is at no level, so no associate', 'nobody on the ladder');
select throws_ok($$ select pg_temp.pair('bea', 'cyd') $$, 'RG003', 'cyd is at one, below two', 'no senior');
select throws_ok($$ select pg_temp.pair('bea', 'boss') $$, 'RG003', 'boss is at no level, so no senior', 'a senior without a level');
select throws_ok($$ select pg_temp.pair('bea', 'bea') $$, 'RG003', 'bea cannot learn beside themselves', 'oneself');
select throws_ok($$ select pg_temp.pair('bea', 'gone') $$, 'RG003', 'gone does not work here on 2026-01-01', 'a senior who left');
select throws_ok($$ select pg_temp.pair('gone', 'sue') $$, 'RG003', 'gone does not work here on 2026-01-01', 'an associate who left');
select throws_ok($$ select pg_temp.pair('bea', 'sue', '2019-12-31') $$, 'RG003', 'bea does not work here on 2019-12-31', 'before the hire');
select throws_ok($$ select pg_temp.pair('bea', 'nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown senior');
select throws_ok($$ select pg_temp.pair('nobody', 'sue') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown associate');
select throws_ok($$ select pg_temp.ends('bea') $$, 'RG003', 'bea is paired with nobody on 2026-06-01', 'no pair to end');
insert into rungs.ladder (code) values ('sea');
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at) select l.id, 1, 'Sea', 'sailing', '', '', '', '-infinity', '-infinity' from rungs.ladder l where l.code = 'sea';
insert into rungs.level (ladder_id, code) select l.id, 'deck' from rungs.ladder l where l.code = 'sea';
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author) select e.id, l.id, 1, 9, 'Deck', 'individual', '', '', '' from rungs.edition e join rungs.ladder d on d.id = e.ladder_id and d.code = 'sea' join rungs.level l on l.code = 'deck';
select pg_temp.comes('mat', '2020-01-01');
insert into rungs.transition (person_id, effective_on, level_id, recorded_at) select pg_temp.person('mat'), '2020-01-01', l.id, '-infinity' from rungs.level l where l.code = 'deck';
select throws_ok($$ select pg_temp.pair('bea', 'mat') $$, 'RG003', 'mat is at deck, a level of another ladder', 'a senior of another ladder');
insert into rungs.level_mapping (from_id, to_id, position, recorded_at) select l.id, pg_temp.level('two'), 1, '-infinity' from rungs.level l where l.code = 'deck';
select is(pg_temp.pair('bea', 'mat'), 'bea mat 2026-01-01', 'unless their level is mapped to one that is high enough');
delete from rungs.level_pair;
select throws_ok($$ select pg_temp.pair('cyd', 'sue') $$, 'RG003', 'cyd is at one, which is no level of associates', 'a ladder without associates has none');

select * from finish();
