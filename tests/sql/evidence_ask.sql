-- database: empty
--
-- What is offered to somebody who is asked: people, expectations in their order, choices, relations, a queue.

\i tests/support/small_company.sql
select plan(33);

select pg_temp.comes('chief', '2015-01-01');
select pg_temp.comes('ann', current_date - 400, 'one', null, 'boss');
select pg_temp.comes('bob', current_date - 400, 'two', null, 'boss');
select pg_temp.comes('cyd', current_date - 400, null, null, 'far');
select pg_temp.comes('dee', current_date - 400, null, null, 'ann');
update rungs.roster_entry set manager_id = pg_temp.person('chief') where person_id in (pg_temp.person('boss'), pg_temp.person('far'));
update rungs.roster_entry set name = 'Ann Lee-100%' where person_id = pg_temp.person('ann');
update rungs.roster_entry set name = 'Bob Ångström' where person_id = pg_temp.person('bob');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('peer');
create function pg_temp.found(word text, most integer default 20) returns text language sql as
    $$ select coalesce(string_agg(p.who, ' '), '') from rungs_api.ask_people(word, most) p $$;

-- People.
select is(pg_temp.found('ann'), 'ann', 'an employee id names one person, though others fit');
select is(pg_temp.found('AN'), 'ann', 'the beginning of a name, whatever its case');
select is(pg_temp.found('lee'), 'ann', 'letters anywhere in it');
select is(pg_temp.found('ångs'), 'bob', 'letters of other alphabets');
select is(pg_temp.found('tröm bo'), 'bob', 'several pieces in any order');
select is(pg_temp.found('BOB@tower.example'), 'bob', 'an address');
select is(pg_temp.found('100%'), 'ann', 'a percent sign is itself');
select is(pg_temp.found('%'), 'ann', 'and finds only those who have one');
select is(pg_temp.found('_'), '', 'so is an underscore');
select is(pg_temp.found('peer'), '', 'whoever has left is not offered');
select is(pg_temp.found(' '), '', 'nothing typed finds nobody');
select is(pg_temp.found('tower', 2), 'ann bob', 'no more than asked for, by name');
select results_eq($$ select p.name, p.title, p.level, p.manager from rungs_api.ask_people('bob', 5) p $$,
    $$ values ('Bob Ångström', 'bob''s title', 'Level two', 'boss') $$, 'with title, level and manager');

update rungs.roster_entry set name = 'Zoe', email = null where person_id = pg_temp.person('dee');
select is(pg_temp.found('de'), 'dee', 'the beginning of an id');

-- Expectations: ann stands at one, next is two (b1 to b4), then one (a1, a2), then the others.
select is((select string_agg(e.code, ' ') from rungs_api.ask_expectations('ann') e), 'b1 b2 b3 b4 a1 a2 c1 c2 c3 d1 d2 s1 s2 g1', 'what is asked next, what is asked now, all else');
select results_eq($$ select distinct e.offer from rungs_api.ask_expectations('ann') e where e.code in ('b1', 'a1', 'c1') order by 1 $$,
    $$ values ('Level one: asked now'), ('Level three'), ('Level two: asked next') $$, 'each under its heading');
-- bob stands at two, next is three across the border low to high.
select is((select string_agg(e.code, ' ') from (select * from rungs_api.ask_expectations('bob') limit 9) e), 'c1 c2 c3 s1 s2 b1 b2 b3 b4', 'shifts belong to what is next');
select is((select e.offer from rungs_api.ask_expectations('bob') e where e.code = 's1'), 'From low to high: asked at the border', 'and say at which border');
select is((select e.must from rungs_api.ask_expectations('ann') e where e.code = 'b1'), true, 'a must is marked');
select is((select e.state from rungs_api.ask_expectations('ann') e where e.code = 'b1'), 'unknown', 'nothing is known yet');
select pg_temp.saw('ann', 'b1', 'solid', 'boss', 'manager', current_date - 1);
select results_eq($$ select e.state, e.points from rungs_api.ask_expectations('ann') e where e.code = 'b1' $$, $$ values ('partial', 2::float8) $$, 'how the person stands');
select is((select count(*) from rungs_api.ask_expectations('cyd')), 14::bigint, 'somebody without a level is asked for all of it');
select throws_ok($$ select * from rungs_api.ask_expectations('nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'somebody unknown');

-- Choices.
select is((select c.meaning from rungs_api.ask_choices('ann') c where c.code = 'contrary'), 'the opposite of what is asked happened: -2 points', 'a strength says its points');
select is((select c.meaning from rungs_api.ask_choices('ann') c where c.code = 'emerging'), 'a first sign, with help or in part: 1 point', 'one of them too');
select is((select string_agg(c.kind || ' ' || c.code, ', ') from rungs_api.ask_choices('ann') c where c.kind in ('outside', 'work type')),
    'outside customer, outside metric, work type feature, work type growth, work type scaling', 'voices from outside, work types');

-- Relations: boss and far are under chief; ann and bob under boss, cyd under far, dee under ann.
select is(rungs_api.ask_relation('ann', w.who), w.stands, w.who || ' to ann')
from (values ('ann', 'self'), ('boss', 'manager'), ('chief', 'skip_manager'), ('bob', 'peer'), ('far', 'manager_peer'), ('dee', 'direct_report'), ('cyd', null)) w (who, stands);

select * from finish();
