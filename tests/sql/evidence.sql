-- database: empty
--
-- Logging one entry and its life: what evidence_add and evidence_step answer, and what they refuse.

\i tests/support/small_company.sql
select plan(88);

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
select throws_ok($$ select pg_temp.add(link => e'https://x.example/1\njavascript:alert(1)') $$, 'RG003', '''javascript:alert(1)'' is not a web address', 'the second of two');
select throws_ok($$ select pg_temp.add(link => 'https://x.example/1 https://x.example/2') $$, 'RG003', '''https://x.example/1 https://x.example/2'' is not a web address', 'two in one');
select throws_ok($$ select pg_temp.add(link => 'https://' || repeat('x', 1993)) $$, 'RG003', 'the link is 2001 characters long, at most 2000 are taken', 'a link without an end');
select throws_ok($$ select pg_temp.add(link => (select string_agg('https://x.example/' || i, e'\n') from generate_series(1, 21) i)) $$, 'RG003', '21 links are too many', 'too many of them');
select lives_ok($$ select pg_temp.add('a1', link => e'https://x.example/2\n\nhttp://x.example/1\nhttps://x.example/2') $$, 'two links, one of them twice');
select is((select e.links from rungs.evidence e where e.id = pg_temp.latest()), '{https://x.example/2,http://x.example/1}'::text[], 'are two, in their order');
-- Texts.
select throws_ok($$ select pg_temp.add(said => repeat('x', 10 * 1024 * 1024)) $$, 'RG003', 'the summary is 10485760 characters long, at most 1000 are taken', '10 MB of summary');
select throws_ok($$ select pg_temp.add(said => repeat('x', 1001)) $$, 'RG003', 'the summary is 1001 characters long, at most 1000 are taken', 'one character too many');
select lives_ok($$ select pg_temp.add('a1', said => repeat('ä', 1000)) $$, 'characters are counted, not bytes');
select throws_ok($$ select * from rungs_api.evidence_add('ann', 'b1', 'solid', 'boss', null, null, null, 'x', repeat('x', 100001), null) $$, 'RG003', 'the details text is 100001 characters long, at most 100000 are taken', 'details without an end');
select lives_ok($$ select * from rungs_api.evidence_add('ann', 'a1', 'solid', 'boss', null, null, null, 'x', e'one\n\ttwo\r\n' || repeat('word ', 19000), null) $$, 'long details of several lines');
select throws_ok($$ select pg_temp.add(said => e'one\ntwo') $$, 'RG003', 'the summary has more than one line', 'a summary of two lines');
select throws_ok($$ select pg_temp.add(said => e'ab\x07c') $$, 'RG003', 'the summary has a control character (U+0007) in place 3', 'a bell');
select throws_ok($$ select pg_temp.add(said => e'\x1b[31mred') $$, 'RG003', 'the summary has a control character (U+001B) in place 1', 'an escape');
select throws_ok($$ select pg_temp.add(said => e'a\u009bb') $$, 'RG003', 'the summary has a control character (U+009B) in place 2', 'one of the other block');
select throws_ok($$ select * from rungs_api.evidence_add('ann', 'b1', 'solid', 'boss', null, null, null, 'x', e'a\x7f', null) $$, 'RG003', 'the details text has a control character (U+007F) in place 2', 'one in the details');
select lives_ok($$ select pg_temp.add('a1', said => e'Tab\there, ünïcode, 日本語, emoji \U0001F600.') $$, 'a tab and every writing');
select throws_ok($$ select pg_temp.add(seer => repeat('x', 201), stands => 'customer') $$, 'RG003', 'the observer is 201 characters long, at most 200 are taken', 'a customer''s name without an end');
select throws_ok($$ select pg_temp.add(seer => ' ', stands => 'metric') $$, 'RG003', 'the observer has no name', 'a metric without a name');
select throws_ok($$ select pg_temp.step('far', 'disputed', repeat('x', 1001)) $$, 'RG003', 'the reason is 1001 characters long, at most 1000 are taken', 'a reason without an end');
-- Another ladder: the entry onto it is open to everybody, the rest is not.
insert into rungs.ladder (code, recorded_at) values ('bridge', '-infinity');
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at)
select l.id, 1, 'Bridge', '', '', '', '', '-infinity', '-infinity' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level (ladder_id, code) select l.id, 'low' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
select e.id, v.id, 1, 1, '', 'manager', '', '', '' from rungs.level v join rungs.edition e on e.ladder_id = v.ladder_id where v.code = 'low';
insert into rungs.crossing (edition_id, code, to_level_id, position, name, advice, source, author)
select e.id, 'onto', v.id, 1, '', '', '', '' from rungs.level v join rungs.edition e on e.ladder_id = v.ladder_id where v.code = 'low';
insert into rungs.expectation (ladder_id, code) select l.id, w.code from rungs.ladder l cross join unnest('{k1,k2,k3}'::text[]) w (code) where l.code = 'bridge';
insert into rungs.expectation_text (edition_id, expectation_id, level_id, crossing_id, position, weight, must, sentence, source, author)
select e.id, x.id, case when x.code <> 'k3' then v.id end, case when x.code = 'k3' then c.id end, 1, 1, false, '', '', ''
from rungs.expectation x join rungs.edition e on e.ladder_id = x.ladder_id join rungs.level v on v.ladder_id = x.ladder_id join rungs.crossing c on c.edition_id = e.id
where x.code like 'k_';
select throws_ok($$ select pg_temp.add('k1') $$, 'RG003', '''k1'' is asked on the ladder bridge, but ann is on tower', 'an expectation of another ladder');
select lives_ok($$ select pg_temp.add('k3') $$, 'the entry onto another ladder');
insert into rungs.expectation_mapping (edition_id, from_id, to_id) values (pg_temp.edition(), pg_temp.expectation('k2'), pg_temp.expectation('a1'));
select lives_ok($$ select pg_temp.add('k2') $$, 'one that is mapped to the own ladder');
select pg_temp.comes('off', current_date - 400) \g /dev/null
select lives_ok($$ select pg_temp.add('k1', who => 'off') $$, 'anything for somebody who is on none');
select lives_ok($$ select pg_temp.add(on_day => current_date - 400, link => '', work => 'growth') $$, 'the day of the hire, an empty link, a work type');
-- Relations: head over boss, far and wide; ann and peer under boss, tim under ann.
select pg_temp.comes('head', current_date - 400), pg_temp.comes('wide', current_date - 400, null, null, 'head'), pg_temp.comes('tim', current_date - 400, null, null, 'ann'),
       pg_temp.comes('out', current_date - 400, null, null, 'far'), pg_temp.comes('eve', current_date - 400, 'one', null, 'boss') \g /dev/null
update rungs.roster_entry set manager_id = pg_temp.person('boss') where person_id in (pg_temp.person('ann'), pg_temp.person('peer'));
update rungs.roster_entry set manager_id = pg_temp.person('head') where person_id in (pg_temp.person('boss'), pg_temp.person('far'));
create function pg_temp.stood(seer text, stands text default null, on_day date default null, who text default 'eve') returns text language sql as $$
    select a.relation from rungs_api.evidence_add(who, 'a2', 'solid', seer, stands, on_day, null, 'It happened.', null, null) a
$$;
select is(pg_temp.stood(w.seer), w.line, w.seer || ' is ' || w.line)
from (values ('boss', 'manager'), ('head', 'skip_manager'), ('ann', 'peer'), ('peer', 'peer'), ('far', 'manager_peer'), ('wide', 'manager_peer'),
             ('tim', 'stakeholder'), ('out', 'stakeholder'), ('eve', 'self')) w (seer, line);
select is(pg_temp.stood('tim', null, null, 'ann'), 'direct_report', 'tim is ann''s direct report');
select is(pg_temp.stood('boss', 'stakeholder'), 'stakeholder', 'who stands how beside the roster, it cannot know: a stakeholder');
select is(pg_temp.stood('out', 'peer'), 'peer', 'a peer of another team');
select is(pg_temp.stood('out', 'manager_peer'), 'manager_peer', 'a manager''s peer of another team');
select throws_ok($$ select pg_temp.stood('ann', 'manager') $$, 'RG003', format('on %s the roster has ann as ''peer'' of eve, not as ''manager''', current_date), 'a peer who claims to be the manager');
select throws_ok($$ select pg_temp.stood('boss', 'peer') $$, 'RG003', format('on %s the roster has boss as ''manager'' of eve, not as ''peer''', current_date), 'the manager as a peer');
select throws_ok($$ select pg_temp.stood('out', 'manager') $$, 'RG003', format('on %s the roster has no line from out to eve, so not ''manager''', current_date), 'somebody of another team as the manager');
select throws_ok($$ select pg_temp.stood('out', 'skip_manager') $$, 'RG003', format('on %s the roster has no line from out to eve, so not ''skip_manager''', current_date), 'as the manager''s manager');
select throws_ok($$ select pg_temp.stood('out', 'direct_report') $$, 'RG003', format('on %s the roster has no line from out to eve, so not ''direct_report''', current_date), 'as a direct report');
select is(pg_temp.stood('out', 'manager', null, 'head'), 'manager', 'where the roster has no manager, it does not know');
-- The roster of the day decides; between two rosters either may be right.
insert into rungs.import (kind, file_name, sha256, effective_on, recorded_by) select 'roster', 'x.csv', repeat('0', 64), current_date - w.ago, rungs_api.account_id() from (values (100), (50)) w (ago);
update rungs.roster_entry set valid_to = current_date - 50 where person_id = pg_temp.person('eve');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, manager_id, recorded_at)
select pg_temp.person('eve'), current_date - 50, current_date - 400, 1, 'eve', pg_temp.person('far'), '-infinity';
select is(pg_temp.stood('far', 'manager', current_date - 50), 'manager', 'eve has gone to far');
select is(pg_temp.stood('far', 'manager', current_date - 60), 'manager', 'perhaps before the roster told of it');
select is(pg_temp.stood('boss', 'manager', current_date - 60), 'manager', 'perhaps after');
select throws_ok($$ select pg_temp.stood('far', 'manager', current_date - 100) $$, 'RG003', format('on %s the roster has far as ''manager_peer'' of eve, not as ''manager''', current_date - 100), 'but not on the day of the roster before');
select throws_ok($$ select pg_temp.stood('boss', 'manager') $$, 'RG003', format('on %s the roster has boss as ''manager_peer'' of eve, not as ''manager''', current_date), 'boss is her manager no more');

-- Somebody who went and came back.
update rungs.roster_entry set valid_to = current_date - 40 where person_id = pg_temp.person('eve') and valid_to = 'infinity';
insert into rungs.roster_entry (person_id, valid_from, valid_to, hired_on, status_id, name, recorded_at) select pg_temp.person('eve'), w.since, w.until, current_date - 400, w.status, 'eve', '-infinity'
from (values (current_date - 40, current_date - 30, 3), (current_date - 30, 'infinity', 1)) w (since, until, status);
select throws_ok($$ select pg_temp.stood('far', null, current_date - 35) $$, 'RG003', format('on %s eve did not work here', current_date - 35), 'a day in between');
select lives_ok($$ select pg_temp.stood('far', null, current_date - 30) $$, 'the day of coming back');
update rungs.roster_entry set hired_on = current_date - 30 where person_id = pg_temp.person('eve') and valid_to = 'infinity';
select results_eq($$ select * from pg_temp.add('d1', seer => 'far', stands => null, on_day => current_date - 41, who => 'eve') $$,
    $$ values ('kept; from before the hire, so it does not count', 0::float8, 'unknown', 'unknown') $$, 'hired anew: what was before is kept');
select results_eq($$ select * from pg_temp.add('d1', seer => 'far', stands => null, on_day => current_date - 30, who => 'eve') $$,
    $$ values ('counts', 2::float8, 'unknown', 'partial') $$, 'and counts from the day of that hire on');

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
