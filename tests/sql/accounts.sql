-- database: empty
--
-- Who is at the keyboard: logins, the people they stand for, and what is done in their name.

\i tests/support/small_company.sql
select plan(33);

select pg_temp.comes('ann', current_date - 400, 'one', null, 'boss');
create function pg_temp.logged_in(as_whom text) returns void language sql as $$
    select set_config('rungs.login', as_whom, true)
$$;
create function pg_temp.add(seer text default null, stands text default null, about text default 'ann')
returns table (status text, observer text, relation text) language sql as $$
    select a.status, a.observer, a.relation
    from rungs_api.evidence_add(about, 'b1', 'solid', seer, stands, null, null, 'It happened.', null, null) a
$$;
create function pg_temp.latest() returns bigint language sql as $$ select max(e.id) from rungs.evidence e $$;
create function pg_temp.step(what text, by_whom text default null, why text default null) returns text language sql as $$
    select s.status from rungs_api.evidence_step(pg_temp.latest(), by_whom, what, why) s
$$;

-- The login. This server is a private one, as those of all tests are.
select is(rungs_api.login(), session_user::text, 'without a word of the program it is the role');
select pg_temp.logged_in('ana') \g /dev/null
select is(rungs_api.login(), 'ana', 'on a private server it is the user whom the program names');
create or replace function rungs_api.is_private() returns boolean language sql stable as $$ select false $$;
select is(rungs_api.login(), session_user::text, 'on any other server nobody can name another');
select throws_ok($$ select rungs_api.account_set('nosuch', 'boss') $$, 'RG003', 'there is no login ''nosuch'' on this server', 'there a login has to be a role');
select lives_ok($$ select rungs_api.account_set(session_user::text, 'boss') $$, 'which this one is');
select is(rungs_api.me(), pg_temp.person('boss'), 'and stands for somebody now');
select lives_ok($$ select rungs_api.account_set(session_user::text, null) $$, 'and for nobody');
create or replace function rungs_api.is_private() returns boolean language sql stable as $$ select current_setting('cluster_name') = 'rungs private' $$;
select is(rungs_api.is_private(), true, 'the server''s name says that it is private');
select throws_ok($$ set cluster_name = 'mine' $$, '55P02', null, 'and no session changes that');

-- Nobody is known, nobody is named.
select is(rungs_api.me(), null, 'nobody has said who ana is');
select throws_ok('select pg_temp.add()', 'RG003', 'it is not known who ''ana'' is', 'so nobody can be meant');
select lives_ok($$ select pg_temp.add('boss') $$, 'somebody can be named');
select throws_ok($$ select pg_temp.step('confirmed') $$, 'RG003', 'it is not known who ''ana'' is', 'a step needs somebody as well');

-- Who is who.
select results_eq($$ select * from rungs_api.account_set('ana', 'boss') $$, $$ values ('ana', 'boss', 'boss', null::text) $$, 'ana is boss');
select is(rungs_api.me(), pg_temp.person('boss'), 'which is known from now on');
select results_eq('select * from pg_temp.add()', $$ values ('counts', 'boss', 'manager') $$, 'what ana logs, boss has seen; how they stand the roster knows');
select is((select a.login::text from rungs.evidence e join rungs.account a on a.id = e.recorded_by where e.id = pg_temp.latest()), 'ana', 'who typed it is kept');
select results_eq($$ select * from pg_temp.add('peer') $$, $$ values ('counts', 'peer', 'stakeholder') $$, 'another can still be named');
select is(pg_temp.step('confirmed'), 'confirmed', 'and what another saw, ana confirms as boss');
select throws_ok($$ select * from pg_temp.add(null, 'self') $$, 'RG003', '''boss'' is not the person the evidence is about, so the relation is not ''self''', 'ana is not ann');
select results_eq($$ select * from pg_temp.add(null, null, 'boss') $$, $$ values ('submitted: counts once somebody else has confirmed it', 'boss', 'self') $$, 'about oneself it is the own word');
select throws_ok($$ select pg_temp.step('confirmed') $$, 'RG003', format('evidence %s is that observer''s own', pg_temp.latest()), 'which one does not confirm');

-- What was said once stays on record.
select throws_ok($$ select rungs_api.account_set('ana', 'boss@tower.example') $$, 'RG003', '''ana'' is that person already', 'nothing new');
select results_eq($$ select s.person, s.person_before from rungs_api.account_set('ana', 'far') s $$, $$ values ('far', 'boss') $$, 'ana is far now');
select is(rungs_api.me(), pg_temp.person('far'), 'and what is done now is done by far');
select results_eq($$ select s.person, s.person_before from rungs_api.account_set('ana', null) s $$, $$ values (null::text, 'far') $$, 'ana is nobody now');
select is(rungs_api.me(), null, 'nobody at all');
select throws_ok($$ select rungs_api.account_set('ana', null) $$, 'RG003', '''ana'' is nobody already', 'once');
select throws_ok($$ select rungs_api.account_set('ana', 'nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown person');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('peer');
select throws_ok($$ select rungs_api.account_set('ana', 'peer') $$, 'RG003', 'peer does not work here', 'somebody who has left');
select results_eq($$ select l.login, l.person, l.is_me, l.until is not null from rungs_api.account_list(true) l where l.login = 'ana' $$,
    $$ values ('ana', 'boss', true, true), ('ana', 'far', true, true), ('ana', null, true, false) $$, 'the whole way is on record');
select results_eq($$ select l.login, l.person, l.is_me from rungs_api.account_list(false) l limit 1 $$, $$ values ('ana', null::text, true) $$, 'the list begins with whoever asks');
select pg_temp.logged_in('bo') \g /dev/null
select results_eq($$ select l.login, l.person, l.is_me from rungs_api.account_list(false) l limit 1 $$, $$ values ('bo', null::text, true) $$, 'also who never wrote');

select * from finish();
