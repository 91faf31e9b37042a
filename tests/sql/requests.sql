-- database: empty
--
-- Asking for feedback: the text and the link, what answers a request, what closes it, what is refused, both clocks.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(64);

select pg_temp.comes('top', '2015-01-01');
update rungs.roster_entry set manager_id = pg_temp.person('top') where person_id in (pg_temp.person('boss'), pg_temp.person('far'));
select pg_temp.comes('ann', current_date - 400, 'one', null, 'boss'), pg_temp.comes('bea', '2020-01-01', null, null, 'boss'),
       pg_temp.comes('rex', '2020-01-01', null, null, 'ann'), pg_temp.comes('gone', '2020-01-01', null, null, 'boss');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('gone');
create function pg_temp.request(seer text default 'bea', what text default 'b1', who text default 'ann', note text default null)
returns table (request integer, person text, asked text, email text, code text, asked_on date, words text, mailto text) language sql as $$
    select * from rungs_api.request_add(who, seer, what, note)
$$;
create function pg_temp.latest() returns integer language sql as $$ select max(q.id) from rungs.request q $$;
create function pg_temp.state(number integer default pg_temp.latest(), day date default current_date, seen timestamptz default now()) returns text language sql as $$
    select q.state from rungs_api.request_on(day, seen) q where q.request_id = number
$$;

-- Links: what RFC 6068 and RFC 3986 say.
select is(rungs_api.percent_encoded('AZaz09-._~'), 'AZaz09-._~', 'unreserved characters stand as they are');
select is(rungs_api.percent_encoded(' &?=#%+,:;@/"''<>'), '%20%26%3F%3D%23%25%2B%2C%3A%3B%40%2F%22%27%3C%3E', 'all others do not');
select is(rungs_api.percent_encoded('é李🙂'), '%C3%A9%E6%9D%8E%F0%9F%99%82', 'text is bytes of UTF-8');
select is(rungs_api.percent_encoded(e'a\nb\r\nc'), 'a%0D%0Ab%0D%0Ac', 'a line ends with %0D%0A, however it ended');
select is(rungs_api.percent_encoded(''), '', 'nothing is nothing');
select is(rungs_api.mailto('o''neil+x@mail.example', 'A & B', e'1\n2'), 'mailto:o%27neil%2Bx@mail.example?subject=A%20%26%20B&body=1%0D%0A2', 'a link');
select is(rungs_api.mailto(null, 'A', 'B'), 'mailto:?subject=A&body=B', 'without an address');
select results_eq($$ select rungs_api.shell_word(w) from unnest(array['K1-2', 'a@b.c', 'two words', 'o''neil', '$(x)', '']) w $$,
    $$ values ('K1-2'), ('a@b.c'), ('''two words'''), ('''o''\''''neil'''), ('''$(x)'''), ('''''') $$, 'words for a shell');

-- A request.
select results_eq($$ select r.request, r.person, r.asked, r.email, r.code, r.asked_on from pg_temp.request(note => e'In May.\n') r $$,
    $$ select pg_temp.latest(), 'ann', 'bea', 'bea@tower.example', 'b1', current_date $$, 'is numbered');
select is((select string_agg(l.line, e'\n') from rungs_api.request_lines('ann', 'bea', 'b1', null) l),
    format('Hello bea,

what have you seen of ann that speaks for this, or against it?

"Does b1."

In May.

One thing that happened is enough: what was done, when, and what came of it.
Answer this message, or log it yourself:

    rungs evidence add --person ann --expectation b1 \
        --observer bea --relation peer --strength solid --summary ''...''

The strength is contrary, emerging, solid or exemplary. (Request %s)', pg_temp.latest()), 'the text to paste');
select is((select l.mailto from rungs_api.request_list(null, null, null, pg_temp.latest(), null, null, null, null) l),
    (select 'mailto:bea@tower.example?subject=Your%20feedback%20on%20ann&body=' || rungs_api.percent_encoded(l.text) from rungs_api.request_list(null, null, null, pg_temp.latest(), null, null, null, null) l), 'and the link');
select is((select count(*) from rungs_api.request_lines(null, null, null, pg_temp.latest())), 15::bigint, 'by its number, too');

-- What answers it.
create function pg_temp.add(what text default 'b1', seer text default 'bea', who text default 'ann', stands text default 'peer') returns bigint language sql as $$
    select a.evidence from rungs_api.evidence_add(who, what, 'solid', seer, stands, null, null, 'It happened.', null, null) a
$$;
select is(pg_temp.state(), 'open', 'it is open');
select pg_temp.add('b2'), pg_temp.add(seer => 'far', stands => null), pg_temp.add(who => 'rex', stands => null);
select is(pg_temp.state(), 'open', 'another expectation, another observer, another person do not answer it');
select pg_temp.saw('ann', 'b1', 'solid', 'bea', 'peer', current_date - 3, null, now() - interval '1 hour');
select is(pg_temp.state(), 'open', 'nor does what was recorded before');
select lives_ok('select pg_temp.add()', 'evidence that the observer logs since');
select is(pg_temp.state(), 'answered', 'does');
select is((select q.evidence_id from rungs_api.request_on(current_date, now()) q), (select max(e.id) from rungs.evidence e), 'and is named');
select throws_ok('select * from rungs_api.request_close(pg_temp.latest(), ''x'')', 'RG003', format('request %s was answered by evidence %s', pg_temp.latest(), (select max(e.id) from rungs.evidence e)), 'there is nothing to close');
select is((select count(*) from rungs_api.request_list(null, 'ann', null, null, false, false, null, null)), 0::bigint, 'it is listed no more');
select is((select string_agg(l.state || ' ' || l.evidence || coalesce(l.text, '-'), ' ') from rungs_api.request_list(null, 'ann', null, null, false, true, null, null) l),
    'answered ' || (select max(e.id) from rungs.evidence e) || '-', 'unless all are asked for, without a text to send');
select lives_ok('select * from rungs_api.evidence_step((select max(e.id) from rungs.evidence e), ''far'', ''disputed'', ''No.'')', 'an answer that is disputed');
select is(pg_temp.state(), 'answered', 'was an answer');
select lives_ok('select * from rungs_api.evidence_step((select max(e.id) from rungs.evidence e), ''bea'', ''withdrawn'', null)', 'one that is withdrawn');
select is(pg_temp.state(), 'open', 'is none');

-- Corrections: a better text of an old entry is no new word, one of an answer still answers.
create function pg_temp.correct(old bigint, what text default null) returns bigint language plpgsql as $$
declare
    entry bigint;
begin
    insert into rungs.evidence (person_id, expectation_id, observer_id, observed_on, recorded_by, edition_id, strength_id, relation_id, summary, supersedes_id)
    select e.person_id, coalesce(pg_temp.expectation(what), e.expectation_id), e.observer_id, e.observed_on, e.recorded_by, e.edition_id, e.strength_id, e.relation_id, 'Better.', e.id
    from rungs.evidence e where e.id = old
    returning id into entry;
    insert into rungs.evidence_event (evidence_id, status_id, happened_on, recorded_by) select old, 5, current_date, e.recorded_by from rungs.evidence e where e.id = old;
    update rungs.evidence set status_id = 5, counted_since = null where id = old;
    return entry;
end
$$;
create temporary table old as select max(e.id) as id from rungs.evidence e where e.recorded_at < now() and e.expectation_id = pg_temp.expectation('b1');
update old set id = pg_temp.correct(id);
select is(pg_temp.state(), 'open', 'an old entry corrected since answers nothing');
update old set id = pg_temp.correct(id);
select is(pg_temp.state(), 'open', 'nor corrected once more');
update old set id = pg_temp.add();
select is(pg_temp.state(), 'answered', 'a new one does');
update old set id = pg_temp.correct(id);
select is((select q.state || ' ' || (q.evidence_id = o.id) from rungs_api.request_on(current_date, now()) q cross join old o), 'answered true', 'and its correction instead of it');
select pg_temp.correct(o.id, 'b3') from old o;
select is(pg_temp.state(), 'open', 'unless it turns out to be about something else');
insert into rungs.expectation_mapping (edition_id, from_id, to_id, recorded_at) values (pg_temp.edition(), pg_temp.expectation('b1'), pg_temp.expectation('b3'), '-infinity');
select is(pg_temp.state(), 'answered', 'or about what the expectation became');
delete from rungs.expectation_mapping;

-- An import answers, too.
select is(pg_temp.take('evidence', null, jsonb_build_array(jsonb_build_object('person', 'ann', 'expectation', 'b1', 'strength', 'solid', 'observer', 'bea',
    'relation', 'peer', 'observed_on', current_date - 1, 'summary', 'In a file.'))), 'new 1', 'evidence in a file');
select is(pg_temp.state(), 'answered', 'answers a request');

-- Closing.
select pg_temp.request(what => 'b4') \g /dev/null
select throws_ok('select * from rungs_api.request_close(pg_temp.latest(), '' '')', 'RG003', 'closing a request needs a reason', 'closing needs a reason');
select results_eq('select c.person, c.asked, c.expectation collate "default", c.state, c.reason from rungs_api.request_close(pg_temp.latest(), ''Said so.'') c',
    $$ values ('ann', 'bea', 'b4', 'closed', 'Said so.') $$, 'is closed');
select throws_ok('select * from rungs_api.request_close(pg_temp.latest(), ''x'')', 'RG003', format('request %s was closed on %s', pg_temp.latest(), current_date), 'once');
select throws_ok('select * from rungs_api.request_close(0, ''x'')', 'RG003', 'there is no request 0', 'a request that does not exist');
select throws_ok('select * from rungs_api.request_list(null, null, null, 0, null, null, null, null)', 'RG003', 'there is no request 0', 'nor is it shown');
select lives_ok('select pg_temp.request(what => ''b4'')', 'what is closed can be asked again');
select pg_temp.add('b4') \g /dev/null
select is((select string_agg(q.state, ' ') from rungs_api.request_on(current_date, now()) q where q.expectation_id = pg_temp.expectation('b4')), 'answered answered', 'an answer that comes after all is one');

-- The clocks.
update rungs.request set asked_on = '2026-03-01', recorded_at = '2026-03-02', closed_on = '2026-03-10', closed_at = '2026-03-12', reason = 'x', closed_by = recorded_by where id = pg_temp.latest();
delete from rungs.evidence e where e.expectation_id = pg_temp.expectation('b4');
select results_eq($$ select coalesce(pg_temp.state(day => d::date), '-') from unnest('{2026-02-28,2026-03-01,2026-03-09,2026-03-10}'::text[]) d $$,
    $$ values ('-'), ('open'), ('open'), ('closed') $$, 'as of a day');
select results_eq($$ select coalesce(pg_temp.state(seen => s::timestamptz), '-') from unnest('{2026-03-01,2026-03-02,2026-03-11,2026-03-12}'::text[]) s $$,
    $$ values ('-'), ('open'), ('open'), ('closed') $$, 'as seen at a moment');
update rungs.request set closed_on = null, closed_at = 'infinity', reason = null, closed_by = null where id = pg_temp.latest();
select pg_temp.saw('ann', 'b4', 'solid', 'bea', 'peer', '2026-03-03', null, '2026-03-05 12:00') \g /dev/null
select results_eq($$ select pg_temp.state(day => d::date) from unnest('{2026-03-04,2026-03-05}'::text[]) d $$, $$ values ('open'), ('answered') $$, 'answered from the day the answer was recorded');
select results_eq($$ select pg_temp.state(seen => d::timestamptz) from unnest('{2026-03-05,2026-03-06}'::text[]) d $$, $$ values ('open'), ('answered') $$, 'and as seen since');
select is((select q.answered_on from rungs_api.request_on(current_date, now()) q where q.request_id = pg_temp.latest()), date '2026-03-05', 'which is told');

-- Lists.
truncate rungs.request, rungs.evidence_event, rungs.evidence_counted, rungs.evidence cascade;
select pg_temp.request(s, w) from (values ('bea', 'b1'), ('far', 'b1'), ('bea', 'b2'), ('boss', 'c1')) v (s, w) \g /dev/null
select pg_temp.request('boss', 'a1', 'rex') \g /dev/null
create function pg_temp.listed(seer text default null, who text default null, boss text default null) returns text language sql as $$
    select string_agg(l.asked || ' ' || l.person || ' ' || l.expectation, ', ') from rungs_api.request_list(seer, who, boss, null, true, null, null, null) l
$$;
select is(pg_temp.listed(), 'bea ann b1, bea ann b2, boss ann c1, boss rex a1, far ann b1', 'by observer');
select is(pg_temp.listed('bea'), 'bea ann b1, bea ann b2', 'to one observer');
select is(pg_temp.listed(who => 'rex'), 'boss rex a1', 'about one person');
select is(pg_temp.listed(boss => 'ann'), 'boss rex a1', 'about the people of a manager');
select is(pg_temp.listed('boss', 'ann'), 'boss ann c1', 'or all of it together');
select throws_ok('select * from rungs_api.request_list(null, null, null, null, true, true, null, null)', 'RG002', '--open and --all contradict each other', 'not both');

-- Refusals.
select throws_ok('select pg_temp.request(''ann'')', 'RG003', 'ann would be asked about themselves', 'oneself');
select throws_ok('select pg_temp.request(''gone'')', 'RG003', 'gone does not work here', 'a leaver');
select throws_ok('select pg_temp.request(who => ''gone'')', 'RG003', 'gone does not work here', 'about a leaver');
select throws_ok('select pg_temp.request(what => ''b2'')', 'RG003', format('request %s asks that since %s', (select q.id from rungs.request q where q.asked_id = pg_temp.person('bea') and q.expectation_id = pg_temp.expectation('b2')), current_date), 'twice, naming the first');
select throws_ok('select pg_temp.request(note => repeat(''é'', 1001))', 'RG003', 'the note is 1001 characters long, at most 1000 are taken', 'a long note');
select throws_ok('select pg_temp.request(note => e''a\x1b[31m'')', 'RG003', 'the note has a control character (U+001B) in place 2', 'control characters');
select throws_ok('select pg_temp.request(what => ''b9'')', 'RG003', 'there is no expectation or shift ''b9''', 'an unknown expectation');
insert into rungs.ladder (code) values ('sea');
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at) select l.id, 1, 'Sea', 'sailing', '', '', '', '-infinity', '-infinity' from rungs.ladder l where l.code = 'sea';
insert into rungs.level (ladder_id, code) select l.id, 'deck' from rungs.ladder l where l.code = 'sea';
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author) select e.id, l.id, 1, 1, 'Deck', 'individual', '', '', '' from rungs.edition e join rungs.ladder d on d.id = e.ladder_id and d.code = 'sea' join rungs.level l on l.code = 'deck';
insert into rungs.expectation (ladder_id, code) select l.id, 'knots' from rungs.ladder l where l.code = 'sea';
insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author) select t.edition_id, x.id, t.level_id, 1, 1, false, 'Knots.', '', '' from rungs.level_text t join rungs.level l on l.id = t.level_id and l.code = 'deck' join rungs.expectation x on x.code = 'knots';
select throws_ok('select pg_temp.request(what => ''knots'')', 'RG003', '''knots'' is asked on the ladder sea, but ann is on tower', 'an expectation of another ladder');
select lives_ok('select pg_temp.request(what => ''knots'', who => ''far'')', 'somebody on none may be asked about for the border onto it');
insert into rungs.expectation_mapping (edition_id, from_id, to_id, recorded_at) values (pg_temp.edition(), pg_temp.expectation('knots'), pg_temp.expectation('b1'), '-infinity');
select lives_ok('select pg_temp.request(what => ''knots'')', 'nor is one refused whose evidence would count');
select matches((select q.words from pg_temp.request('peer', 'd1') q), '--observer \S+ --relation stakeholder ', 'whom the roster has no line from is a stakeholder');
select throws_ok('select * from rungs_api.request_close(pg_temp.latest(), e''a\x07'')', 'RG003', 'the reason has a control character (U+0007) in place 2', 'nor is a reason for closing');
select throws_ok('select * from rungs_api.request_close(pg_temp.latest(), repeat(''x'', 1001))', 'RG003', 'the reason is 1001 characters long, at most 1000 are taken', 'or a long one');

select * from finish();
