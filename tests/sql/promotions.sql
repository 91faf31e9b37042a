-- database: empty
--
-- Promotions for each person-year, and months in level. Ladder one < two < three < four, the border between two and three
-- (pairs) or one and two (halves). Everybody comes on 2021-01-01, where the first roster finds them, unless said.
-- A year of 365 days is 0.9993 of 365.25; rates are promotions * 365.25 / days.

\i tests/support/small_company.sql
select plan(37);

insert into rungs.organisation (name) values ('North'), ('South');
select pg_temp.comes(w, '2021-01-01', 'one') from unnest('{ann,bea,cyd,dan}'::text[]) w;
select pg_temp.moves('ann', 'two', '2022-01-01'), pg_temp.moves('bea', 'two', '2022-07-01'), pg_temp.moves('cyd', 'two', '2022-07-01');
select pg_temp.moves('ann', 'three', '2023-01-01');
update rungs.roster_entry set organisation_id = o.id from rungs.organisation o where o.name = 'North';
create function pg_temp.rates(part text default 'all', from_day date default null, to_day date default null, day date default '2022-12-31',
    person text default null, manager text default null, org text default null, level text default null, model text default null, seen date default null)
returns text language sql as $$
    select string_agg(concat_ws(' ', p.name, p.people, coalesce(p.days::text, '-'), coalesce(p.within || '+' || p.crossings, '-')), ', ')
    from rungs_api.report_promotions(from_day, to_day, person, manager, org, level, model, day, seen) p
    where p.per = part
$$;
create function pg_temp.waits(day date default '2023-12-31', from_day date default null, to_day date default null, level text default null, seen date default null)
returns text language sql as $$
    select string_agg(concat_ws(' ', w.level, w.people, coalesce(w.promoted || '/' || w.waiting || '/' || w.otherwise, '-'),
                                coalesce(w.median::text, '-'), coalesce(w.lower::text, '-'), coalesce(w.upper::text, '-'), w.note), ', ')
    from rungs_api.report_waits(from_day, to_day, null, null, null, level, null, day, seen) w
$$;

-- 2021: four at one, 365 days each. 2022: dan 365, bea and cyd 181 each at one, then 184 at two; ann 365 at two.
select is(pg_temp.rates(), 'everybody 4 2920 3+0', 'all are at risk all the time: 8 times 365 days');
select is(pg_temp.rates('year'), '2021 4 1460 0+0, 2022 4 1460 3+0', 'by year; a promotion belongs to the year of its first day');
select is(pg_temp.rates('level'), 'one 4 2187 3+0, two 3 - -', 'by the level left: 1460 + 365 + 2 * 181; of three people nothing is said');
select results_eq($$ select round(p.person_years::numeric, 1), round(p.rate::numeric, 6), p.crossing_rate from rungs_api.report_promotions(null, null, null, null, null, null, null, '2022-12-31', null) p where p.per = 'all' $$,
    $$ values (8.0, round(3 * 365.25 / 2920, 6), 0::float8) $$, 'the rate');
select is(pg_temp.rates(day => '2023-01-01'), 'everybody 4 2924 3+1', 'a crossing stands apart; ann is at risk again at three');
select is(pg_temp.rates(day => '2023-01-01', model => 'halves'), 'everybody 4 2924 1+3', 'where the border is, the model says');
select is(pg_temp.rates(from_day => '2022-01-01'), 'everybody 4 1460 3+0', 'from a day on; a promotion of that very day counts');
select is(pg_temp.rates(from_day => '2022-01-02'), 'everybody 4 1456 2+0', 'one of the day before does not');
select is(pg_temp.rates(to_day => '2022-06-30'), 'everybody 4 2184 1+0', 'up to a day: 1460 + 4 * 181');
select is(pg_temp.rates(to_day => '2022-07-01'), 'everybody 4 2188 3+0', 'with that day');
select is(pg_temp.rates(to_day => '2030-01-01'), 'everybody 4 2920 3+0', 'never past the day of the report');
select is(pg_temp.rates(level => 'one'), 'everybody 4 2187 3+0', 'of a level');
select is(pg_temp.rates(person => 'ann'), 'everybody 1 - -', 'one person is fewer than four');
select throws_ok($$ select pg_temp.rates(from_day => '2023-01-01') $$, 'RG003', '''2023-01-01'' is after ''2022-12-31''', 'a window that ends before it begins');
select throws_ok($$ select pg_temp.rates(model => 'lakes') $$, 'RG003', 'there is no stage model ''lakes''', 'an unknown model');
select throws_ok($$ select pg_temp.rates(org => 'Nord') $$, 'RG003', 'there is no organisation ''Nord''', 'an unknown part of the company');

-- The organisation of the day: all move South on 2022-01-01. Ann's promotion of that day was earned in the North.
insert into rungs.roster_entry (person_id, valid_from, stated_on, hired_on, status_id, name, organisation_id, recorded_at)
select r.person_id, '2022-01-01', '2022-01-01', r.hired_on, 1, r.name, (select o.id from rungs.organisation o where o.name = 'South'), '-infinity'
from rungs.roster_entry r join rungs.person p on p.id = r.person_id and p.employee_id in ('ann', 'bea', 'cyd', 'dan');
update rungs.roster_entry r set valid_to = '2022-01-01' from rungs.organisation o where o.id = r.organisation_id and o.name = 'North' and r.name in ('ann', 'bea', 'cyd', 'dan');
select is(pg_temp.rates('organisation'), 'North 4 1460 1+0, South 4 1460 2+0', 'days and promotions go where they were');
select is(pg_temp.rates('specialization'), 'none on record 4 2920 3+0', 'nobody''s is on record');
select is(pg_temp.rates(org => 'South'), 'everybody 4 2920 3+0', 'of a part of the company: who is there now');

-- Who has left counts until then, and is found where they were last. Before the first roster nobody is watched.
select pg_temp.comes('eve', '2021-01-01', 'one', null, 'boss');
insert into rungs.transition (person_id, effective_on, level_id, recorded_at) values (pg_temp.person('eve'), '2021-07-01', null, '-infinity');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('eve');
select is(pg_temp.rates(), 'everybody 5 3101 3+0', 'a leaver: 181 days more');
select is((select array_length(rungs_api.once_asked(null, 'boss', null, null, '2022-12-31', now()), 1)), 1, 'found under the last manager');
update rungs.roster_entry set stated_on = '2021-04-01' where person_id = pg_temp.person('eve');
select is(pg_temp.rates(), 'everybody 5 3011 3+0', 'watched from the first roster on: 91 of 181 days');
insert into rungs.account (login) values ('tester');
insert into rungs.import (kind, file_name, sha256, effective_on, recorded_by) select 'history', 'h', repeat('0', 64), '2026-01-01', a.id from rungs.account a;
update rungs.transition set import_id = (select max(i.id) from rungs.import i) where person_id = pg_temp.person('eve') and effective_on = '2021-01-01';
select is(pg_temp.rates(), 'everybody 5 3101 3+0', 'or from imported history on');

-- A level that began on the first day somebody was watched is no promotion that was seen; a day later it is. At one and two
-- together 306 days of 2022.
select pg_temp.comes('fay', '2021-01-01', 'one');
update rungs.roster_entry set stated_on = '2022-03-01' where person_id = pg_temp.person('fay');
select pg_temp.moves('fay', 'two', '2022-03-01');
select is(pg_temp.rates(), 'everybody 6 3407 3+0', 'nobody saw a promotion of the first day');
select is(pg_temp.rates('year'), '2021 5 1641 0+0, 2022 5 1766 3+0', 'nor does a year count it');
update rungs.transition set effective_on = '2022-03-02' where person_id = pg_temp.person('fay') and effective_on = '2022-03-01';
select is(pg_temp.rates(), 'everybody 6 3407 4+0', 'one of the second day was seen');
delete from rungs.transition where person_id = pg_temp.person('fay');
delete from rungs.roster_entry where person_id = pg_temp.person('fay');

-- Months in level on 2023-12-31. At one: ann 365 days, bea and cyd 546, dan still waits, eve left after 181.
-- At risk 4, 3: S is 3/4 after 365 days (12 months) and 1/4 after 546 (17.9 months of 30.4375 days). Limits: at 365 days
-- se = sqrt(1/12) / -ln(3/4) = 1.0034, so (0.128, 0.961); at 546 sqrt(1/12 + 2/3) / -ln(1/4) = 0.6247, so (0.009, 0.665).
select is(pg_temp.waits(), 'one 5 3/1/1 17.9 12 -, two 3 - - - - hidden: fewer than 4 people, three 1 - - - - hidden: fewer than 4 people', 'the median with its limits; small groups are hidden');
select results_eq($$ select c.months, c.at_risk, c.promoted, round(c.still_waiting::numeric, 3), round(c.lower::numeric, 3), round(c.upper::numeric, 3) from rungs_api.report_wait_curves(null, null, null, null, null, null, null, '2023-12-31', null) c $$,
    $$ values (0::float8, 5::bigint, 0::bigint, 1.000, null::numeric, null::numeric), (12, 4, 1, 0.750, 0.128, 0.961), (17.9, 3, 2, 0.250, 0.009, 0.665) $$, 'the curve');
select is(pg_temp.waits(to_day => '2022-06-30', level => 'one'), 'one 5 1/3/1 - 12 - not reached: more than half still wait', 'up to a day: those promoted later were waiting');
select is(pg_temp.waits(from_day => '2022-01-01', level => 'one'), 'one 4 3/1/0 17.9 12 - of those who have waited 12 months', 'from a day on all come late, 364 days after they began; ann''s first day is still counted');
select is(pg_temp.waits(from_day => '2022-01-02', level => 'one'), 'one 3 - - - - hidden: fewer than 4 people', 'the day after, it is not');

-- Coming down and another ladder are no promotions; the same level again, and one it is mapped to, do not begin anew.
select pg_temp.moves('dan', 'two', '2023-01-01'), pg_temp.moves('dan', 'one', '2023-02-01', 'demotion'), pg_temp.moves('dan', 'one', '2023-03-01');
select is((select string_agg(concat_ws(' ', l.code, s.began_on, s.ended_on, s.how), ', ' order by s.began_on) from rungs_api.level_spell_on(array[pg_temp.person('dan')], '2023-12-31', now(), null) s join rungs.level l on l.id = s.level_id),
    'one 2021-01-01 2023-01-01 within, two 2023-01-01 2023-02-01 otherwise, one 2023-02-01 waiting', 'each spell and how it ended');
insert into rungs.level_mapping (from_id, to_id, position, recorded_at) values (pg_temp.level('one'), pg_temp.level('two'), 1, '-infinity');
select is((select string_agg(concat_ws(' ', l.code, s.began_on, s.ended_on, s.how), ', ' order by s.began_on) from rungs_api.level_spell_on(array[pg_temp.person('ann')], '2023-12-31', now(), null) s join rungs.level l on l.id = s.level_id),
    'one 2021-01-01 2023-01-01 across, three 2023-01-01 waiting', 'a mapped level is the same rung');
delete from rungs.level_mapping;
select is((select count(*) from rungs_api.level_spell_on(array[pg_temp.person('ann')], '2022-12-31', now(), null) s), 2::bigint, 'nothing of later days is known');
select pg_temp.moves('ann', 'four', '2023-06-01');
select is((select string_agg(s.how, ' ' order by s.began_on) from rungs_api.level_spell_on(array[pg_temp.person('ann')], '2023-12-31', now(), null) s), 'within across within', 'at the top nobody waits');

-- As seen on: the promotions of 2022 were recorded on 2022-08-01.
update rungs.transition set recorded_at = '2022-08-01 12:00' where effective_on between '2022-01-01' and '2022-12-31';
select is(pg_temp.rates(seen => '2022-07-31') || ' / ' || pg_temp.rates(seen => '2022-08-01'), 'everybody 5 3101 0+0 / everybody 5 3101 3+0', 'as seen before and after');

-- Four begin at three and are promoted after 181 days, 5.9 months; quin is there since 2019 and is watched from 2021 on.
select pg_temp.comes(w, '2021-01-01', 'three'), pg_temp.moves(w, 'four', '2021-07-01') from unnest('{gil,hal,ida,jon}'::text[]) w;
select pg_temp.comes('quin', '2019-01-01', 'three');
update rungs.roster_entry set stated_on = '2021-01-01' where person_id = pg_temp.person('quin');
select is(pg_temp.waits(day => '2022-12-31', level => 'three'),
    'three 5 4/1/0 5.9 - - of 4 at risk nobody is left after 5.9 months, and 1 watched later waited longer', 'a curve that falls to nought too early says so');

select * from finish();
