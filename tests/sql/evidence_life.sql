-- database: empty
--
-- The life of an entry: corrections and their chain, who may, what has to be confirmed anew, why an entry counts or
-- not, and its history. Every figure is reckoned by the rules: solid 2, exemplary 3, emerging 1, half after 12
-- months, none after 24, one observer at most 3.

\i tests/support/small_company.sql
select plan(72);

select pg_temp.comes('ann', current_date - 1500, 'one', null, 'boss');
insert into rungs.account (login, created_at) values (session_user, '-infinity') on conflict do nothing;
create function pg_temp.correct(
    entry bigint, by_whom text, said text default null, how text default null, against text default null, stands text default null,
    on_day date default null, work text default null, long text default null, links text default null, why text default null)
returns table (status text, points float8, state_before text, state_after text) language sql as $$
    select c.status, c.points, c.state_before, c.state_after
    from rungs_api.evidence_correct(entry, by_whom, why, against, how, stands, on_day, work, said, long, links) c
$$;
create function pg_temp.step(entry bigint, by_whom text, what text, why text default null) returns text language sql as $$
    select s.status from rungs_api.evidence_step(entry, by_whom, what, why) s
$$;
create function pg_temp.latest() returns bigint language sql as $$ select max(e.id) from rungs.evidence e $$;
create function pg_temp.why(entry bigint, on_day date default null, seen date default null) returns text language sql as $$
    select concat_ws(' ', f.status, f.counts, f.points || ':', f.why) from rungs_api.evidence_facts(entry, on_day, seen) f
$$;
create function pg_temp.ago(months integer, days integer default 0) returns date language sql as $$
    select (current_date - months * interval '1 month')::date - days
$$;

-- A correction takes the place of an entry.
create temporary table one as select pg_temp.saw('ann', 'b1', 'exemplary', 'boss', 'manager', current_date - 10, 'growth') as id;
update rungs.evidence set details = 'At length.', links = '{https://x.example/1}', external_id = 'E1', recorded_at = now() - interval '9 days', counted_since = now() - interval '9 days';
select results_eq($$ select * from pg_temp.correct((select id from one), 'boss', 'Half of it.', 'solid', why => 'It was half.') $$,
    $$ values ('counts', 2::float8, 'partial', 'partial') $$, 'three points become two');
select results_eq($$ select e.summary, e.details, e.links, e.external_id collate "default", e.observed_on, e.strength_id::integer, e.supersedes_id = o.id, w.code collate "default", e.counted_since = now(), e.recorded_at = now()
                     from rungs.evidence e, one o, rungs.work_type w where e.id = pg_temp.latest() and w.id = e.work_type_id $$,
    $$ values ('Half of it.', 'At length.', '{https://x.example/1}'::text[], 'E1', current_date - 10, 3, true, 'growth', true, true) $$, 'what was not named stays; the chain is kept');
select is(pg_temp.why(o.id), 'superseded f 0: evidence ' || pg_temp.latest() || ' took its place', 'the old one says what took its place') from one o;
select is(pg_temp.why(pg_temp.latest()), 'submitted t 2: 2 points', 'the new one counts');
select is(pg_temp.why(o.id, null, current_date - 1), 'submitted t 3: 3 points', 'as seen yesterday the old one counted') from one o;
select throws_ok(format('select pg_temp.why(%s, null, current_date - 1)', pg_temp.latest()), 'RG003', format('there is no evidence %s', pg_temp.latest()), 'and the new one was not known');
select is(pg_temp.stands('ann', 'b1', current_date, now() - interval '1 day'), 'partial 3', 'reports as seen yesterday have three points');
select is(pg_temp.stands('ann', 'b1', current_date - 5), 'partial 2', 'as of last week, by what is known now, two');
select throws_ok(format('select pg_temp.step(%s, ''far'', %L)', o.id, w.what), 'RG003', format('evidence %s is superseded', o.id), w.what || ': the old one is out of reach')
from one o, (values ('confirmed'), ('withdrawn')) w (what);
select throws_ok(format('select pg_temp.correct(%s, ''boss'', ''x'')', o.id), 'RG003', format('evidence %s is superseded', o.id), 'and is not corrected twice') from one o;

-- Who may, and what.
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'far', 'x') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'only its observer corrects');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'ann', 'x') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'not the person');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss') $$, 'RG003', format('evidence %s says that already', pg_temp.latest()), 'nothing named');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', 'Half of it.', 'solid') $$, 'RG003', format('evidence %s says that already', pg_temp.latest()), 'nothing new named');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', stands => 'peer') $$, 'RG003', format('on %s the roster has boss as ''manager'' of ann, not as ''peer''', current_date - 10), 'a relation that the roster contradicts');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', stands => 'customer') $$, 'RG003', format('evidence %s was seen by somebody of the company', pg_temp.latest()), 'a manager does not become a customer');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', on_day => current_date + 1) $$, 'RG003', (current_date + 1) || ' lies ahead', 'a day that lies ahead');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', ' ') $$, 'RG003', 'the summary is empty', 'no words');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', links => 'ftp://x') $$, 'RG003', '''ftp://x'' is not a web address', 'a link that is none');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', how => 'great') $$, 'RG003', '''great'' is not a strength', 'an unknown strength');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', against => 'b9') $$, 'RG003', 'there is no expectation or shift ''b9''', 'an unknown expectation');
select throws_ok($$ select pg_temp.correct(0, 'boss', 'x') $$, 'RG003', 'there is no evidence 0', 'an unknown entry');
select results_eq($$ select * from pg_temp.correct(pg_temp.latest(), 'boss', against => 'b2') $$, $$ values ('counts', 2::float8, 'unknown', 'partial') $$, 'it was about b2');
select is(pg_temp.stands('ann', 'b1', current_date), 'unknown', 'and not about b1');
select results_eq($$ select * from pg_temp.correct(pg_temp.latest(), 'boss', work => '', long => '', links => '') $$, $$ values ('counts', 2::float8, 'partial', 'partial') $$, 'empty text clears');
select results_eq($$ select e.work_type_id, e.details, e.links, e.external_id collate "default" from rungs.evidence e where e.id = pg_temp.latest() $$, $$ values (null::smallint, null::text, null::text[], 'E1') $$, 'all that may be blank');
select results_eq($$ select c.field, c.old_text, c.new_text from rungs_api.evidence_changes(pg_temp.latest(), null, null) c $$,
    $$ values ('strength', 'exemplary', 'solid'), ('summary', 'It happened.', 'Half of it.'), ('expectation', 'b1', 'b2'), ('work-type', 'growth', null), ('details', 'At length.', null), ('link', 'https://x.example/1', null) $$,
    'what each correction changed');
select results_eq($$ select h.step, h.who, h.reason, h.evidence = o.id from one o, rungs_api.evidence_history(pg_temp.latest(), null, null) h $$,
    $$ values ('submitted', 'boss', '', true), ('corrected', 'boss', 'It was half.', true), ('corrected', 'boss', '', false), ('corrected', 'boss', '', false) $$, 'the whole chain from its end');
select is((select count(*) from one o, rungs_api.evidence_history(o.id, null, null)), 4::bigint, 'and from its beginning');
select is((select count(*) from one o, rungs_api.evidence_history(o.id, null, current_date - 1)), 1::bigint, 'as seen yesterday it had just been submitted');
select is(rungs_api.evidence_latest(o.id), pg_temp.latest(), 'the last version is found from the first') from one o;

-- The own word has to be confirmed anew.
create temporary table own as select pg_temp.saw('ann', 'b3', 'solid', 'ann', 'self', current_date - 10) as id;
select is(pg_temp.why(o.id), 'submitted f 0: the own word counts once somebody else has confirmed it', 'the own word waits') from own o;
select is(pg_temp.step(o.id, 'boss', 'confirmed'), 'confirmed', 'is confirmed') from own o;
select is(pg_temp.why(o.id), 'confirmed t 2: 2 points', 'and counts') from own o;
select results_eq($$ select c.* from own o, pg_temp.correct(o.id, 'ann', 'It was more.', 'exemplary') c $$,
    $$ values ('submitted: counts once somebody else has confirmed it', 0::float8, 'partial', 'unknown') $$, 'corrected it waits again');
select is(pg_temp.step(pg_temp.latest(), 'boss', 'confirmed'), 'confirmed', 'the new words are confirmed');
select is(pg_temp.stands('ann', 'b3', current_date), 'partial 3', 'and count');

-- What was confirmed of somebody else counts on, as submitted.
create temporary table other as select pg_temp.saw('ann', 'b4', 'solid', 'boss', 'manager', current_date - 10) as id;
select pg_temp.step(o.id, 'far', 'confirmed') from other o \g /dev/null
select results_eq($$ select c.* from other o, pg_temp.correct(o.id, 'boss', 'It was so.') c $$, $$ values ('counts', 2::float8, 'partial', 'partial') $$, 'goes on counting');
select is(pg_temp.why(pg_temp.latest()), 'submitted t 2: 2 points', 'but nobody has confirmed the new words');

-- A correction does not end a dispute: somebody else looks again.
select pg_temp.step(pg_temp.latest(), 'ann', 'disputed', 'Not mine.') \g /dev/null
select is(pg_temp.why(pg_temp.latest()), format('disputed f 0: disputed by ann on %s: Not mine.', current_date), 'a dispute says who and why');
select results_eq($$ select * from pg_temp.correct(pg_temp.latest(), 'boss', 'It was a part.') $$, $$ values ('submitted: counts once somebody else has confirmed it', 0::float8, 'unknown', 'unknown') $$, 'corrected it waits');
select is(pg_temp.why(pg_temp.latest()), 'submitted f 0: corrected after a dispute: counts once somebody other than its observer has confirmed it', 'and says for what');
select results_eq($$ select * from pg_temp.correct(pg_temp.latest(), 'boss', 'It was a small part.') $$, $$ values ('submitted: counts once somebody else has confirmed it', 0::float8, 'unknown', 'unknown') $$, 'another correction is no way out');
select throws_ok($$ select pg_temp.step(pg_temp.latest(), 'boss', 'confirmed') $$, 'RG003', format('evidence %s is that observer''s own', pg_temp.latest()), 'nor is one''s own confirmation');
select is(pg_temp.step(pg_temp.latest(), 'far', 'confirmed'), 'confirmed', 'somebody else''s is');
select is(pg_temp.stands('ann', 'b4', current_date), 'partial 2', 'then it counts');

-- What is over stays over.
select is(pg_temp.step(pg_temp.latest(), 'boss', 'withdrawn', 'A slip.'), 'withdrawn', 'withdrawn');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'boss', 'x') $$, 'RG003', format('evidence %s is withdrawn', pg_temp.latest()), 'is not corrected');
select is(pg_temp.why(pg_temp.latest()), format('withdrawn f 0: withdrawn by boss on %s: A slip.', current_date), 'and says so');

-- A voice from outside is looked after by who typed it.
create function pg_temp.logged_in(as_whom text) returns void language sql as $$ select set_config('rungs.login', as_whom, true) $$;
select pg_temp.logged_in('ana'), rungs_api.account_set('ana', 'peer'), rungs_api.account_set('bo', 'far') \g /dev/null
select rungs_api.evidence_add('ann', 'c1', 'solid', 'Lido bank', 'customer', null, null, 'They said so.', null, null) \g /dev/null
select pg_temp.logged_in('bo') \g /dev/null
select throws_ok($$ select pg_temp.step(pg_temp.latest(), null, 'withdrawn') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'another login does not');
select throws_ok($$ select pg_temp.step(pg_temp.latest(), 'ann', 'withdrawn') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'nor the person');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'far', 'x') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'nor whom that one stands for');
select results_eq($$ select rungs_api.evidence_is_author(e, pg_temp.person('peer')) from rungs.evidence e where e.id = pg_temp.latest() $$, $$ values (true) $$, 'whom the login stood for is its author');
select pg_temp.logged_in('ana') \g /dev/null
select lives_ok($$ select pg_temp.correct(pg_temp.latest(), null, 'They said: so.') $$, 'and corrects it');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), 'peer', stands => 'manager') $$, 'RG003', format('evidence %s was seen by somebody outside', pg_temp.latest()), 'a customer does not become a manager');

-- Whom it is about and who saw it cannot be corrected: who typed it takes it back, and logs it anew.
select rungs_api.evidence_add('ann', 'c2', 'solid', 'boss', 'manager', null, null, 'Boss saw it.', null, null) \g /dev/null
select throws_ok($$ select rungs_api.evidence_correct(pg_temp.latest(), null, null, null, null, null, null, null, null, null, null, null, 'far') $$, 'RG003', format('who saw evidence %s cannot be corrected', pg_temp.latest()), 'another observer is another entry');
select throws_ok($$ select rungs_api.evidence_correct(pg_temp.latest(), null, null, null, null, null, null, null, null, null, null, 'bo', null) $$, 'RG003', format('the person of evidence %s cannot be corrected', pg_temp.latest()), 'and so is another person');
select throws_ok($$ select pg_temp.correct(pg_temp.latest(), null, 'Peer saw it.') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'who typed it does not change its words');
select throws_ok($$ select pg_temp.step(pg_temp.latest(), 'far', 'withdrawn') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'others do not take it back');
select is(pg_temp.step(pg_temp.latest(), null, 'withdrawn', 'The wrong observer.'), 'withdrawn', 'who typed it does');
select rungs_api.account_set('tim', 'ann'), pg_temp.logged_in('tim') \g /dev/null
select rungs_api.evidence_add('ann', 'c2', 'contrary', 'boss', 'manager', null, null, 'Boss said so.', null, null) \g /dev/null
select throws_ok($$ select pg_temp.step(pg_temp.latest(), null, 'withdrawn') $$, 'RG003', format('evidence %s is somebody else''s', pg_temp.latest()), 'unless it is about them');
select pg_temp.step(pg_temp.latest(), 'boss', 'withdrawn') \g /dev/null
select pg_temp.logged_in('ana') \g /dev/null

-- Why an entry counts as much as it does.
create function pg_temp.weighs(how text, seer text, on_day date, against text default 'd1') returns text language sql as $$
    select pg_temp.why(pg_temp.saw('ann', against, how, seer, 'stakeholder', on_day))
$$;
select is(pg_temp.weighs('solid', 'far', pg_temp.ago(12)), 'submitted t 2: 2 points', 'exactly 12 months old');
select is(pg_temp.weighs('solid', 'peer', pg_temp.ago(12, 1)), 'submitted t 1: 2 points, times 0.5 when older than 12 months: 1', 'a day older');
select is(pg_temp.weighs('solid', 'boss', pg_temp.ago(24)), 'submitted t 1: 2 points, times 0.5 when older than 12 months: 1', 'exactly 24 months old');
select is(pg_temp.weighs('solid', 'boss', pg_temp.ago(24, 1)), 'submitted f 0: older than 24 months', 'a day older');
select is(pg_temp.weighs('solid', 'boss', current_date - 1501, 'd2'), 'submitted f 0: it happened before the hire on ' || (current_date - 1500), 'before the hire');
select is(pg_temp.weighs('contrary', 'far', current_date, 'd2'), 'submitted t -2: -2 points', 'against somebody');
select is(pg_temp.weighs('contrary', 'far', current_date, 'd2'), 'submitted t -2: -2 points; the entries of this observer come to -4 together and count as -3', 'twice by one voice');
select is(pg_temp.why(pg_temp.latest(), current_date - 1), 'submitted f 0: it had not happened by ' || (current_date - 1), 'not yet yesterday');
insert into rungs.expectation_mapping (edition_id, from_id, to_id) values (pg_temp.edition(), pg_temp.expectation('c3'), pg_temp.expectation('s1'));
select is(pg_temp.weighs('emerging', 'far', current_date, 'c3'), 'submitted t 1: 1 point; for s1', 'for another expectation, which took its place');
update rungs.expectation_mapping set superseded_at = now();
delete from rungs.expectation_text t where t.expectation_id = pg_temp.expectation('c3');
select is((select y.why from rungs.evidence e, rungs_api.evidence_why(e, current_date, now()) y where e.id = pg_temp.latest()), 'tower does not ask this now', 'for one that nobody asks any more');

select * from finish();
