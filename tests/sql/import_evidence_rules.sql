-- database: empty
--
-- Evidence in bulk heeds the rules of one entry: relations by the roster, days, ladders, texts and links.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(35);

-- head over boss and far; ann and peer under boss, tim under ann, out under far.
select pg_temp.comes('head', '2015-01-01'), pg_temp.comes('ann', '2020-01-01', 'one', null, 'boss'), pg_temp.comes('tim', '2020-01-01', null, null, 'ann'),
       pg_temp.comes('out', '2020-01-01', null, null, 'far') \g /dev/null
update rungs.roster_entry set manager_id = pg_temp.person('boss') where person_id = pg_temp.person('peer');
update rungs.roster_entry set manager_id = pg_temp.person('head') where person_id in (pg_temp.person('boss'), pg_temp.person('far'));

create function pg_temp.row(more jsonb) returns jsonb language sql as $$
    select jsonb '{"external_id": "", "person": "ann", "expectation": "b1", "strength": "solid", "observer": "boss", "relation": "manager", "observed_on": "2026-01-05", "summary": "Shipped it.", "details": "", "link": ""}' || more
$$;
-- What is said of one row: 'new 1', or 'column: problem | hint'. Nothing of it stays.
create function pg_temp.said(more jsonb) returns text language plpgsql as $$
declare
    answer text;
begin
    perform pg_temp.tidy();
    perform rungs_api.import_begin('evidence');
    perform pg_temp.stage('evidence', jsonb_build_array(pg_temp.row(more)));
    select 'new ' || i.new into answer from rungs_api.import_evidence('x', repeat('0', 64), null, '{details,link}') i;
    answer := coalesce((select string_agg(concat_ws(' | ', p.column_name || coalesce(' ' || p.value, '') || ': ' || p.problem, p.hint), e'\n' order by p.column_name)
                        from pg_temp.import_problem p), answer);
    raise exception using errcode = 'RG998';
exception when sqlstate 'RG998' then
    return answer;
end
$$;
create function pg_temp.stood(observer text, relation text, on_day text default '2026-01-05', about text default 'ann') returns text language sql as $$
    select pg_temp.said(jsonb_build_object('observer', observer, 'relation', relation, 'observed_on', on_day, 'person', about))
$$;

-- The roster of the day.
select is(pg_temp.stood(w.seer, w.stated), 'new 1', format('%s as %s', w.seer, w.stated))
from (values ('boss', 'manager'), ('head', 'skip_manager'), ('peer', 'peer'), ('far', 'manager_peer'), ('tim', 'direct_report'),
             ('boss', 'stakeholder'), ('out', 'peer'), ('out', 'manager_peer'), ('ann', 'self')) w (seer, stated);
select is(pg_temp.stood('peer', 'manager'),
    'relation manager: on 2026-01-05 the roster has peer as ''peer'' of ann, not as ''manager'' | Write ''peer''; if the roster is wrong, correct it first: rungs import roster.', 'a peer as the manager');
select is(pg_temp.stood('boss', 'peer'),
    'relation peer: on 2026-01-05 the roster has boss as ''manager'' of ann, not as ''peer'' | Write ''manager''; if the roster is wrong, correct it first: rungs import roster.', 'the manager as a peer');
select is(pg_temp.stood('out', 'manager'),
    'relation manager: on 2026-01-05 the roster has no line from out to ann, so not ''manager'' | Write ''stakeholder''; if the roster is wrong, correct it first: rungs import roster.', 'somebody of another team as the manager');
select is(pg_temp.stood('out', 'direct_report') like 'relation direct_report: on 2026-01-05 the roster has no line from out to ann%', true, 'as a direct report');
select is(pg_temp.stood('out', 'manager', about => 'head'), 'new 1', 'where the roster has no manager, it does not know');
select is(pg_temp.stood('ann', 'peer'), 'observer ann: is the person, so the relation is self | Correct the relation or the observer.', 'oneself as a peer');
select is(pg_temp.stood('nobody', 'peer'), 'observer nobody: nobody is known by this | Write an employee id or an e-mail address; only a customer or a metric may have any name.', 'an unknown observer');

-- Between two rosters either may be right.
insert into rungs.import (kind, file_name, sha256, effective_on, recorded_by)
select 'roster', 'x.csv', repeat('0', 64), w.day, rungs_api.account_id() from (values (date '2025-03-01'), ('2025-09-01')) w (day);
update rungs.roster_entry set valid_to = '2025-09-01' where person_id = pg_temp.person('ann');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, manager_id, recorded_at)
select pg_temp.person('ann'), '2025-09-01', '2020-01-01', 1, 'ann', pg_temp.person('far'), '-infinity';
select is(pg_temp.stood('far', 'manager', '2025-09-01') || ', ' || pg_temp.stood('boss', 'manager', '2025-08-31') || ', ' || pg_temp.stood('far', 'manager', '2025-03-02'),
    'new 1, new 1, new 1', 'ann has gone from boss to far: between the rosters both may say so');
select is(pg_temp.stood('far', 'manager', '2025-03-01') like 'relation manager: on 2025-03-01 the roster has far as ''manager_peer'' of ann%', true, 'but not on the day of the roster before');
select is(pg_temp.stood('boss', 'manager', '2025-09-01') like 'relation manager: on 2025-09-01 the roster has boss as ''manager_peer'' of ann%', true, 'nor on that of the next');

-- A set, each row by its own day and people.
select is(pg_temp.take('evidence', null, jsonb_build_array(
    pg_temp.row('{"observer": "boss", "relation": "manager", "observed_on": "2025-01-05"}'), pg_temp.row('{"observer": "peer", "relation": "manager"}'),
    pg_temp.row('{"observer": "far", "relation": "manager"}'), pg_temp.row('{"observer": "boss", "relation": "manager"}'), pg_temp.row('{"observer": "out", "relation": "skip_manager"}'))),
'3 relation: on 2026-01-05 the roster has no line from peer to ann, so not ''manager''
5 relation: on 2026-01-05 the roster has boss as ''manager_peer'' of ann, not as ''manager''
6 relation: on 2026-01-05 the roster has out as ''peer'' of ann, not as ''skip_manager''', 'those that are wrong among those that are not');

-- What was taken in once is not judged by a roster of later; what is new in it is.
select pg_temp.take('evidence', null, jsonb_build_array(pg_temp.row('{"external_id": "K", "observer": "far"}'))) \g /dev/null
update rungs.roster_entry set manager_id = pg_temp.person('boss') where person_id = pg_temp.person('ann');
select is(pg_temp.take('evidence', null, jsonb_build_array(pg_temp.row('{"external_id": "K", "observer": "far"}'))), 'unchanged 1', 'the roster was corrected: the file again is unchanged');
select is(pg_temp.take('evidence', null, jsonb_build_array(pg_temp.row('{"external_id": "K", "observer": "far", "summary": "Shipped it well."}'))), 'changed 1', 'a corrected summary comes in');
select is(pg_temp.take('evidence', null, jsonb_build_array(pg_temp.row('{"external_id": "K", "observer": "far", "summary": "Shipped it well.", "observed_on": "2026-01-06"}'))),
    '2 relation: on 2026-01-06 the roster has far as ''manager_peer'' of ann, not as ''manager''', 'another day does not');

-- Days.
select is(pg_temp.said('{"observed_on": "2199-01-01"}'), 'observed_on 2199-01-01: lies ahead | Evidence is of things that happened.', 'a day that lies ahead');
select is(pg_temp.said('{"observed_on": "2019-12-31", "relation": "stakeholder"}'),
    'observed_on 2019-12-31: on 2019-12-31 ann was not here yet: hired on 2020-01-01 | Evidence from before the hire does not count; correct the day, or take the row out.', 'a day before the hire');
update rungs.roster_entry set valid_to = '2026-03-01' where person_id = pg_temp.person('ann') and valid_to = 'infinity';
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, recorded_at)
select pg_temp.person('ann'), '2026-03-01', '2020-01-01', 3, 'ann', '-infinity';
select is(pg_temp.said('{"observed_on": "2026-03-01", "relation": "stakeholder"}') like 'observed_on 2026-03-01: on 2026-03-01 ann did not work here | %', true, 'a day after leaving');
select is(pg_temp.said('{"observed_on": "2026-02-28"}'), 'new 1', 'what a leaver did before stays part of the log');

-- Another ladder.
insert into rungs.ladder (code, recorded_at) values ('bridge', '-infinity');
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at)
select l.id, 1, 'Bridge', '', '', '', '', '-infinity', '-infinity' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level (ladder_id, code) select l.id, 'low' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
select e.id, v.id, 1, 1, '', 'manager', '', '', '' from rungs.level v join rungs.edition e on e.ladder_id = v.ladder_id where v.code = 'low';
insert into rungs.expectation (ladder_id, code) select l.id, 'k1' from rungs.ladder l where l.code = 'bridge';
insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author)
select e.id, x.id, v.id, 1, 1, false, '', '', ''
from rungs.expectation x join rungs.edition e on e.ladder_id = x.ladder_id join rungs.level v on v.ladder_id = x.ladder_id where x.code = 'k1';
select is(pg_temp.said('{"expectation": "k1"}'),
    'expectation k1: ''k1'' is asked on the ladder bridge, but ann is on tower | It would count for nothing there; ''rungs ladder show tower'' lists what is asked.', 'an expectation of another ladder');
select pg_temp.moves('ann', 'two', '2025-02-01') \g /dev/null
update rungs.transition t set level_id = (select v.id from rungs.level v where v.code = 'low') where t.person_id = pg_temp.person('ann') and t.effective_on = '2020-01-01';
select is(pg_temp.said('{"expectation": "k1", "observed_on": "2020-01-02", "observer": "boss"}'), 'new 1', 'who has changed the ladder is known by what was asked then');
update rungs.transition t set effective_on = '2025-01-10' where t.person_id = pg_temp.person('ann') and t.effective_on = '2020-01-01';
select is(pg_temp.said('{"expectation": "k1", "observed_on": "2025-01-09", "observer": "boss"}') like 'expectation k1: %', true, 'but not by what was asked later');
insert into rungs.expectation_mapping (edition_id, from_id, to_id) values (pg_temp.edition(), pg_temp.expectation('k1'), pg_temp.expectation('a1'));
select is(pg_temp.said('{"expectation": "k1"}'), 'new 1', 'unless it is mapped to the own one');

-- Texts and links.
select is(pg_temp.said(jsonb_build_object('summary', e'\x1b[31mred')), e'summary \x1b[31mred: has a control character (U+001B) in place 1 | Say it in a plain sentence; the rest of the story goes to details.', 'an escape');
select is(pg_temp.said(jsonb_build_object('details', repeat('x', 10 * 1024 * 1024))),
    format('details %s ...: is 10485760 characters long, at most 100000 are taken | Keep what matters in plain text, and link to the rest.', repeat('x', 100)), '10 MB of details');
select is(pg_temp.said(jsonb_build_object('external_id', repeat('x', 5000), 'relation', 'customer', 'observer', repeat('y', 5000), 'person', repeat('z', 5000))),
    format(e'external_id %s ...: is 5000 characters long, at most 200 are taken | An external id is a short word that names one entry.\nobserver %s ...: is 5000 characters long, at most 200 are taken | A name is enough.\nperson %s ...: nobody is known by this | Write an employee id or an e-mail address.',
           repeat('x', 100), repeat('y', 100), repeat('z', 100)), 'ids and names without an end');
select is(pg_temp.said('{"link": "https://x.example/1 javascript:alert(1)"}'), 'link https://x.example/1 javascript:alert(1): ''javascript:alert(1)'' is not a web address | A link begins with https:// or http:// and has no spaces; several, at most 20, have blanks between them.', 'a link that is none');

select * from finish();
