-- database: empty
--
-- Logging one entry and its life: what evidence_add and evidence_step answer, and what they refuse.

\i tests/support/small_company.sql
select plan(36);

select pg_temp.comes('ann', current_date - 400, 'one');
create function pg_temp.add(
    against text default 'b1', how text default 'solid', seer text default 'boss', stands text default 'manager',
    on_day date default null, work text default null, said text default 'It happened.', link text default null, who text default 'ann')
returns table (status text, points float8, state_before text, state_after text) language sql as $$
    select a.status, a.points, a.state_before, a.state_after
    from rungs_api.evidence_add(who, against, how, seer, stands, on_day, work, said, null, link) a
$$;
create function pg_temp.latest() returns bigint language sql as $$ select max(e.id) from rungs.evidence e $$;
create function pg_temp.step(by_whom text, what text, why text default null)
returns table (status text, points float8, state_before text, state_after text) language sql as $$
    select s.status, s.points, s.state_before, s.state_after from rungs_api.evidence_step(pg_temp.latest(), by_whom, what, why) s
$$;

-- What an entry does is said at once.
select results_eq('select * from pg_temp.add()', $$ values ('counts', 2::float8, 'unknown', 'partial') $$, 'the first entry');
select results_eq($$ select e.observed_on, e.counted_since = now() from rungs.evidence e $$, $$ values (current_date, true) $$, 'is of today when no day is named, and counts from now');
select results_eq($$ select * from pg_temp.add(seer => 'peer@tower.example', stands => 'peer') $$, $$ values ('counts', 4::float8, 'partial', 'met') $$, 'the second voice meets the expectation');
select results_eq($$ select * from pg_temp.add(seer => 'ann', stands => 'self') $$,
    $$ values ('submitted: counts once somebody else has confirmed it', 4::float8, 'met', 'met') $$, 'the own word changes nothing yet');
select throws_ok($$ select pg_temp.step('ann', 'confirmed') $$, 'RG003', null, 'nobody confirms the own word');
select results_eq($$ select * from pg_temp.step('far', 'confirmed') $$, $$ values ('confirmed', 6::float8, 'met', 'met') $$, 'somebody else does');
select throws_ok($$ select pg_temp.step('far', 'confirmed') $$, 'RG003', format('evidence %s is confirmed already', pg_temp.latest()), 'once');
select throws_ok($$ select pg_temp.step('far', 'disputed') $$, 'RG003', 'a dispute needs a reason', 'a dispute needs a reason');
select results_eq($$ select * from pg_temp.step('far', 'disputed', 'It was somebody else.') $$, $$ values ('disputed', 4::float8, 'met', 'met') $$, 'with one it is heard');
select throws_ok($$ select pg_temp.step('far', 'withdrawn') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'only the observer withdraws');
select results_eq($$ select * from pg_temp.step('ann', 'withdrawn') $$, $$ values ('withdrawn', 4::float8, 'met', 'met') $$, 'and does');
select throws_ok($$ select pg_temp.step('far', 'confirmed') $$, 'RG003', format('evidence %s is withdrawn', pg_temp.latest()), 'which is the end of an entry');
select results_eq($$ select s.code collate "default", v.reason from rungs.evidence_event v join rungs.evidence_status s on s.id = v.status_id order by v.id $$,
    $$ values ('confirmed', ''), ('disputed', 'It was somebody else.'), ('withdrawn', '') $$, 'every step is on record');
select results_eq($$ select * from pg_temp.add('b2', 'contrary', 'Lido bank', 'customer') $$, $$ values ('counts', -2::float8, 'unknown', 'contrary') $$, 'a voice from outside may have any name');
select throws_ok($$ select rungs_api.evidence_step(0, 'far', 'confirmed', null) $$, 'RG003', 'there is no evidence 0', 'an entry that does not exist');

-- Refusals.
select throws_ok($$ select pg_temp.add('b9') $$, 'RG003', 'there is no expectation or shift ''b9''', 'an unknown expectation');
select throws_ok($$ select pg_temp.add(how => 'great') $$, 'RG003', '''great'' is not a strength', 'an unknown strength');
select throws_ok($$ select pg_temp.add(stands => 'friend') $$, 'RG003', '''friend'' is not a relation', 'an unknown relation');
select throws_ok($$ select pg_temp.add(work => 'fun') $$, 'RG003', '''fun'' is not a work type', 'an unknown work type');
select throws_ok($$ select pg_temp.add(seer => 'nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown observer');
select throws_ok($$ select pg_temp.add(who => 'nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown person');
select throws_ok($$ select pg_temp.add(seer => 'ann') $$, 'RG003', '''ann'' is the person the evidence is about, so the relation is ''self''', 'the own word as a manager''s');
select throws_ok($$ select pg_temp.add(stands => 'self') $$, 'RG003', '''boss'' is not the person the evidence is about, so the relation is not ''self''', 'another''s word as the own');
select throws_ok($$ select pg_temp.add(on_day => current_date + 1) $$, 'RG003', (current_date + 1) || ' lies ahead', 'a day that lies ahead');
select throws_ok($$ select pg_temp.add(on_day => current_date - 401) $$, 'RG003',
    format('on %s ann was not here yet: hired on %s', current_date - 401, current_date - 400), 'a day before the hire');
select throws_ok($$ select pg_temp.add(said => ' ') $$, 'RG003', 'the summary is empty', 'no words');
select throws_ok($$ select pg_temp.add(link => 'wiki/page') $$, 'RG003', '''wiki/page'' is not a web address', 'a link that is none');
select lives_ok($$ select pg_temp.add(on_day => current_date - 400, link => '', work => 'growth') $$, 'the day of the hire, an empty link, a work type');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('ann');
select throws_ok($$ select pg_temp.add() $$, 'RG003', 'ann does not work here', 'somebody who has left');
update rungs.roster_entry set status_id = 2 where person_id = pg_temp.person('ann');
select lives_ok($$ select pg_temp.add() $$, 'somebody on leave works here');

-- The log.
select is((select count(*) from rungs_api.evidence_list('ann', null, 'b1', null, 50, null, null)), 5::bigint, 'the log of one expectation');
select is((select count(*) from rungs_api.evidence_list('ann', null, null, 'withdrawn', 50, null, null)), 1::bigint, 'of one status');
select is((select count(*) from rungs_api.evidence_list('ann', null, null, null, 3, null, null)), 3::bigint, 'no more than asked for');
select is((select l.observer from rungs_api.evidence_list('ann', null, 'b2', null, 50, null, null) l), 'Lido bank', 'with the observer, whoever it is');
select is((select count(*) from rungs_api.evidence_list('ann', null, null, null, 50, null, current_date - 1)), 0::bigint, 'as seen yesterday there was nothing');
select is((select count(*) from rungs_api.evidence_list('ann', null, null, null, 50, current_date - 1, null)), 1::bigint, 'as of yesterday one thing had happened');

select * from finish();
