-- database: empty
--
-- Each named constraint and unique index refuses what its sentence forbids. A case is the name and a statement
-- that breaks it and nothing else; the last test finds names without a case.

\i tests/support/small_company.sql
select pg_temp.comes('ann', '2024-01-01', 'one');
select pg_temp.saw('ann', 'a1', 'solid', 'boss', 'manager', '2026-01-01');
select pg_temp.saw('ann', 'a1', 'solid', 'metric one', 'metric', '2026-01-02');
select pg_temp.owns('ann', 'reports', 1, '2026-01-01');
update rungs.evidence set external_id = 'E1' where id = (select min(e.id) from rungs.evidence e);
insert into rungs.migration (number, name, sha256, program) values (9998, 'x', repeat('0', 64), 'x');
insert into rungs.organisation (name) values ('Core');
insert into rungs.dimension (edition_id, code, position, name, is_skill, summary, source, author)
values (pg_temp.edition(), 'd', 1, 'd', false, '', '', '');
insert into rungs.level_include (edition_id, level_id, included_id, position)
values (pg_temp.edition(), pg_temp.level('two'), pg_temp.level('one'), 1);
insert into rungs.mapping (edition_id, position, kind, from_word, to_word, reason, source, author)
values (pg_temp.edition(), 1, 'level', 'one', 'two', '', '', '');
insert into rungs.expectation_mapping (edition_id, from_id, to_id) values (pg_temp.edition(), pg_temp.expectation('a1'), pg_temp.expectation('a2'));
insert into rungs.level_mapping (from_id, to_id, position) values (pg_temp.level('one'), pg_temp.level('two'), 1);
insert into rungs.import (kind, file_name, sha256, effective_on, recorded_by)
select 'roster', 'x.csv', repeat('0', 64), '2026-01-01', a.id from rungs.account a;
insert into rungs.title_level (key, title, level_id) values ('hand', 'Hand', pg_temp.level('one'));
insert into rungs.cycle (code, starts_on, closes_on, effective_on, recorded_by)
select 'C1', '2026-01-01', '2026-02-01', '2026-03-01', a.id from rungs.account a where a.login = 'tester';
insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, recorded_by)
select c.id, pg_temp.person('ann'), pg_temp.level('two'), pg_temp.person('boss'), '2026-01-05', c.recorded_by from rungs.cycle c;
insert into rungs.rating (nomination_id, kind, rated_by, value, recorded_by)
select n.id, 'vote', pg_temp.person('boss'), 3, n.recorded_by from rungs.nomination n;
insert into rungs.rating (nomination_id, kind, rated_by, value, recorded_by)
select n.id, 'proposed', pg_temp.person('peer'), 3, n.recorded_by from rungs.nomination n;
insert into rungs.cycle_rating select c.id, 1, 'far', false from rungs.cycle c;
insert into rungs.committee_member (cycle_id, person_id, recorded_by) select c.id, pg_temp.person('peer'), c.recorded_by from rungs.cycle c;
insert into rungs.packet (nomination_id, moment, day, verdict) select n.id, 'submission', '2026-01-05', 'near' from rungs.nomination n;
insert into rungs.decision (nomination_id, outcome, decided_on, recorded_by)
select n.id, 'promote', '2026-01-20', n.recorded_by from rungs.nomination n;
insert into rungs.account_person (account_id, person_id, recorded_by)
select a.id, pg_temp.person('ann'), a.id from rungs.account a where a.login = 'tester';
insert into rungs.evidence_counted (evidence_id, person_id, counted_since, counted_until)
select e.id, e.person_id, '2026-01-01', '2026-01-02' from rungs.evidence e limit 1;
insert into rungs.request (person_id, asked_id, expectation_id, edition_id, asked_on, recorded_by)
select pg_temp.person('ann'), pg_temp.person('boss'), pg_temp.expectation('a1'), pg_temp.edition(), '2026-01-01', a.id from rungs.account a where a.login = 'tester';
insert into rungs.level_pair (edition_id, level_id, with_id) values (pg_temp.edition(), pg_temp.level('one'), pg_temp.level('two'));
insert into rungs.pair (associate_id, senior_id, valid_from, recorded_by)
select pg_temp.person('ann'), pg_temp.person('boss'), '2026-01-01', a.id from rungs.account a where a.login = 'tester';
insert into rungs.opening (level_id, places, opens_on, recorded_by) select pg_temp.level('two'), 2, '2026-01-01', a.id from rungs.account a where a.login = 'tester';
insert into rungs.opening_closing (opening_id, closed_on, places, filled_by, recorded_by)
select o.id, '2026-01-01', 1, pg_temp.person('ann'), o.recorded_by from rungs.opening o;

-- Runs a statement, and says which constraint refused it.
create function pg_temp.refused_by(statement text) returns text language plpgsql as $$
declare
    name text;
    state text;
begin
    execute statement;
    return 'nothing';
exception when integrity_constraint_violation then
    get stacked diagnostics name = constraint_name, state = returned_sqlstate;
    return state || ' ' || name;
end
$$;

-- Makes a second row out of the first of a table that has the same values, but for the columns given as json.
create function pg_temp.again(of_table text, other jsonb default '{}') returns void language plpgsql as $$
declare
    columns text;
begin
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
    from pg_catalog.pg_attribute a
    where a.attrelid = ('rungs.' || of_table)::regclass
      and a.attnum > 0
      and (a.attidentity = '' or other ? a.attname);
    execute format('insert into rungs.%1$I (%2$s) overriding system value select %2$s from (select (jsonb_populate_record(t, $1)).* from (select x from rungs.%1$I x limit 1) y (t)) z',
                   of_table, columns) using other;
end
$$;

create temporary table broken (state text, name text, statement text);
insert into broken
select '23514', c.name, format('select pg_temp.again(%L, %L)', c.of_table, c.other)
from (values
    ('a migration has a sha256 in hexadecimal', 'migration', '{"number": 9999, "sha256": "abc"}'),
    ('there is one logic', 'logic', '{"only_one": false}'),
    ('there is one secret', 'digest_secret', '{"only_one": false}'),
    ('an import has a sha256 in hexadecimal', 'import', '{"sha256": "ABC"}'),
    ('a ladder''s code is a word', 'ladder', '{"code": "two words"}'),
    ('a level''s code is not empty', 'level', '{"code": ""}'),
    ('an expectation''s code is not empty', 'expectation', '{"code": ""}'),
    ('a track is individual or manager', 'level_text', '{"track": "boss"}'),
    ('usual years go up', 'level_text', '{"years_min": 5, "years_max": 4}'),
    ('a weight is positive', 'expectation_text', '{"weight": 0}'),
    ('a weight is positive', 'expectation_text', '{"weight": -1}'),
    ('a weight is positive', 'expectation_text', '{"weight": "Infinity"}'),
    ('a weight is positive', 'expectation_text', '{"weight": "NaN"}'),
    ('an expectation is asked of a level or at a crossing', 'expectation_text', '{"level_id": null}'),
    ('there are at most 62 work types', 'work_type', '{"id": 63, "code": "sixty-third"}'),
    ('there are at most 62 work types', 'work_type', '{"id": 0, "code": "none"}'),
    ('a least scope is a number or a step', 'level_scope', '{"minimum": null, "step": null}'),
    ('a least scope is a number or a step', 'level_scope', '{"minimum": 1, "step": "large"}'),
    ('a level or an expectation is mapped', 'mapping', '{"position": 2, "kind": "stage"}'),
    ('only an expectation retires', 'mapping', '{"position": 2, "to_word": null}'),
    ('there are at most 31 relations', 'relation', '{"id": 32}'),
    ('an e-mail address is kept in lower case', 'person', '{"email": "Ann@Tower.example"}'),
    ('a person has an employee id or an e-mail address', 'person', '{"employee_id": null, "email": null}'),
    ('a person has a name', 'roster_entry', '{"name": ""}'),
    ('a column of the roster is one bit', 'roster_column', '{"bit": 3, "code": "x"}'),
    ('a roster entry begins before it ends', 'roster_entry', '{"valid_from": "2026-01-01", "valid_to": "2026-01-01"}'),
    ('scope is a number or a step, or ends', 'scope_entry', '{"step": "large"}'),
    ('nobody is asked about themselves', 'request', format('{"asked_id": %s}', pg_temp.person('ann'))::jsonb),
    ('a request that is closed says when, by whom and why', 'request', '{"closed_on": "2026-01-01"}'),
    ('a request that is closed says when, by whom and why', 'request', '{"reason": "x"}'),
    ('a request that is closed says when, by whom and why', 'request', '{"closed_at": "2199-01-01"}'),
    ('a request is closed after it was recorded', 'request', format('{"recorded_at": "2026-01-02", "closed_at": "2026-01-01", "closed_on": "2026-01-01", "closed_by": %s, "reason": "x"}', (select min(a.id) from rungs.account a))::jsonb),
    ('a level is not paired with itself', 'level_pair', format('{"level_id": %s, "with_id": %s}', pg_temp.level('two'), pg_temp.level('two'))::jsonb),
    ('nobody is paired with themselves', 'pair', format('{"associate_id": %s, "senior_id": %s}', pg_temp.person('boss'), pg_temp.person('boss'))::jsonb),
    ('a pair begins before it ends', 'pair', '{"valid_to": "2026-01-01"}'),
    ('an opening has at least one place', 'opening', '{"places": 0}'),
    ('a closing takes at least one place', 'opening_closing', '{"places": 0, "filled_by": null}'),
    ('a person fills one place', 'opening_closing', '{"places": 2}'),
    ('reports or the whole team are counted', 'measure_count', '{"code": "x", "counts": "people"}'),
    ('scope is not negative', 'scope_entry', '{"value": -1}'),
    ('scope is not negative', 'scope_entry', '{"value": "Infinity"}'),
    ('scope is not negative', 'scope_entry', '{"value": "NaN"}'),
    ('voices are asked for a move within a stage or across a border', 'voice_rule', '{"move": "up"}'),
    ('an observer is a person or somebody outside', 'observer', '{"name": "somebody"}'),
    ('an observer is a person or somebody outside', 'observer', '{"person_id": null}'),
    ('evidence has a summary', 'evidence', '{"summary": ""}'),
    ('a link is a web address', 'evidence', '{"links": ["ftp://x.example/a"]}'),
    ('a link is a web address', 'evidence', '{"links": ["https://x.example/a", "javascript:alert(1)"]}'),
    ('a link is a web address', 'evidence', '{"links": ["https://x.example/a b"]}'),
    ('a link is a web address', 'evidence', '{"links": []}'),
    ('a link is a web address', 'evidence', '{"links": ["https://x.example/a", null]}'),
    ('a rule has room between its least and its most', 'rule', '{"code": "other", "position": 999, "minimum": 5, "maximum": 5}'),
    ('only a submitted or confirmed entry counts', 'evidence', '{"status_id": 3}'),
    ('only a submitted or confirmed entry counts', 'evidence', '{"status_id": 4}'),
    ('only a submitted or confirmed entry counts', 'evidence', '{"status_id": 5}'),
    ('counting begins before it ends', 'evidence_counted', '{"counted_until": "2025-12-31"}'),
    ('a cycle''s code is a word', 'cycle', '{"code": "2026 H2"}'),
    ('a cycle starts before it closes', 'cycle', '{"code": "C2", "closes_on": "2025-12-31"}'),
    ('a rating is proposed, a vote, or calibrated', 'rating', '{"kind": "guess"}'),
    ('a rating says something', 'cycle_rating', '{"value": 2, "words": ""}'),
    ('a nomination that is withdrawn says by whom and why', 'nomination', '{"superseded_at": "2199-01-01", "withdrawn_reason": "x"}'),
    ('a packet is of the submission or of the closing', 'packet', '{"moment": "decision"}'),
    ('a decision promotes, waits or defers', 'decision', '{"outcome": "maybe"}')) c (name, of_table, other);
insert into broken
select '23514', c.name, format('select pg_temp.again(%L, %L)', c.of_table, '{"recorded_at": "2026-01-02", "superseded_at": "2026-01-01"}')
from (values
    ('a rule value is superseded after it was recorded', 'rule_value'),
    ('a roster entry is superseded after it was recorded', 'roster_entry'),
    ('a transition is superseded after it was recorded', 'transition'),
    ('a scope entry is superseded after it was recorded', 'scope_entry'),
    ('a pair is superseded after it was recorded', 'pair'),
    ('a closing is superseded after it was recorded', 'opening_closing'),
    ('a voice rule is superseded after it was recorded', 'voice_rule'),
    ('a login''s person is superseded after it was recorded', 'account_person'),
    ('a committee member is superseded after being recorded', 'committee_member'),
    ('a nomination is superseded after it was recorded', 'nomination'),
    ('a rating is superseded after it was recorded', 'rating'),
    ('a decision is superseded after it was recorded', 'decision')) c (name, of_table);

insert into broken
select '23505', c.name, format('select pg_temp.again(%L, %L)', c.of_table, c.other)
from (values
    ('a login has one account', 'account', '{}'),
    ('a login stands for one person at a time', 'account_person', '{}'),
    ('rules have an order', 'rule', '{"code": "another"}'),
    ('a rule has one believed value per day and ladder', 'rule_value', '{"value": 9}'),
    ('a ladder has a code of its own', 'ladder', '{}'),
    ('editions of a ladder are numbered', 'edition', '{}'),
    ('a level''s code is unique in its ladder', 'level', '{}'),
    ('an expectation''s code is unique in its ladder', 'expectation', '{}'),
    ('a stage model''s code is unique in its edition', 'stage_model', '{"is_default": false}'),
    ('an edition has one default stage model', 'stage_model', '{"code": "third", "is_default": true}'),
    ('a stage''s code is unique in its model', 'stage', '{"position": 9}'),
    ('stages of a model are numbered', 'stage', '{"code": "third"}'),
    ('a level is in one stage of a model', 'stage_level', '{}'),
    ('a crossing''s code is unique in its edition', 'crossing', '{}'),
    ('a measure has a code of its own', 'measure', '{}'),
    ('a step''s code is unique in its measure', 'measure_step', '{"rank": 9}'),
    ('a work type has a code of its own', 'work_type', '{"id": 30}'),
    ('a specialization has a code of its own', 'specialization', '{}'),
    ('an employment status has a code of its own', 'employment_status', '{"id": 9}'),
    ('an employee id belongs to one person', 'person', '{"email": "other@tower.example"}'),
    ('an e-mail address belongs to one person', 'person', '{"employee_id": "other"}'),
    ('an organisation has a name of its own', 'organisation', '{}'),
    ('a column of the roster has a code of its own', 'roster_column', '{"bit": 1024}'),
    ('a title stands for one believed level', 'title_level', '{}'),
    ('a person has one believed roster entry from a day', 'roster_entry', '{"name": "Other"}'),
    ('a kind of transition has a code of its own', 'transition_kind', '{"id": 9}'),
    ('a person has one believed transition on a day', 'transition', '{}'),
    ('a person has one believed value of a measure from a day', 'scope_entry', '{"value": 9}'),
    ('an associate has one believed pair from a day', 'pair', '{}'),
    ('a person fills an opening once', 'opening_closing', '{}'),
    ('a strength has a code of its own', 'strength', '{"id": 9}'),
    ('a relation has a code of its own', 'relation', '{"id": 10}'),
    ('a person is one observer', 'observer', '{}'),
    ('an evidence status has a code of its own', 'evidence_status', '{"id": 9}'),
    ('a cycle state has a code of its own', 'cycle_state', '{"id": 9}'),
    ('a cycle has a code of its own', 'cycle', '{}'),
    ('a person is nominated once in a cycle', 'nomination', '{}'),
    ('a rater has one standing rating of a kind for a nomination', 'rating', '{"value": 1}'),
    ('a nomination has one proposed and one calibrated rating', 'rating', '{"kind": "proposed"}'),
    ('a person is in a committee once', 'committee_member', '{}'),
    ('a nomination has one packet of a moment', 'packet', '{}'),
    ('a nomination has one standing decision', 'decision', '{"outcome": "deferred"}')) c (name, of_table, other);

insert into broken values
    ('23514', 'nobody manages themselves', 'update rungs.roster_entry set manager_id = person_id'),
    ('23514', 'a level is not its own next', 'update rungs.level_next set next_id = level_id'),
    ('23514', 'a level does not include itself', 'update rungs.level_include set included_id = level_id'),
    ('23514', 'a level is not mapped to itself', 'update rungs.level_mapping set from_id = to_id'),
    ('23514', 'an expectation is not mapped to itself', 'update rungs.expectation_mapping set from_id = to_id'),
    ('23514', 'a crossing leads elsewhere', 'update rungs.crossing set to_stage_id = from_stage_id'),
    ('23514', 'a crossing joins two stages of a model, or is the entry', 'update rungs.crossing set to_stage_id = null'),
    ('23514', 'a crossing joins two stages of a model, or is the entry', 'update rungs.crossing set stage_model_id = null'),
    ('23514', 'an expectation is asked of a level or at a crossing',
     'update rungs.expectation_text x set crossing_id = c.id from rungs.crossing c where x.level_id is not null'),
    ('23514', 'advice is for a move within a stage or across a border',
     $$ insert into rungs.advice values (pg_temp.edition(), 'a', 'up', 1, 'Go.', '', '') $$),
    ('23505', 'a kind of work belongs to one specialization', 'update rungs.specialization_text set work_type_id = 1'),
    ('23505', 'an external id names one entry', $$ update rungs.evidence set external_id = 'E1' $$),
    ('23505', 'an outside voice has a name of its own',
     $$ insert into rungs.observer (name) values ('metric one') $$);

select plan((select count(*)::integer + 7 from broken));

select is(pg_temp.refused_by(b.statement), b.state || ' ' || b.name, b.name) from broken b;

select is_empty($$
    select c.conname
    from pg_catalog.pg_constraint c
    where c.connamespace = 'rungs'::regnamespace
      and c.contype not in ('f')
      and c.conname like '% %'
      and c.conname not in (select b.name from broken b)
    union all
    select x.relname
    from pg_catalog.pg_index i
    join pg_catalog.pg_class x on x.oid = i.indexrelid
    where x.relnamespace = 'rungs'::regnamespace
      and i.indisunique
      and x.relname like '% %'
      and x.relname not in (select b.name from broken b)
$$, 'every named constraint and unique index has a case');

-- What must not be refused.
select lives_ok($$
    update rungs.roster_entry set superseded_at = now();
    select pg_temp.again('roster_entry', '{"name": "Ann", "superseded_at": "infinity"}')
$$, 'a superseded roster entry makes room for a corrected one of the same day');
select lives_ok($$ select pg_temp.again('transition', '{"recorded_at": "2026-01-01", "superseded_at": "2026-01-01"}') $$,
    'what was corrected in the moment it was recorded');
select lives_ok($$
    update rungs.person p
    set email = case p.employee_id when 'peer' then 'far@tower.example' else 'peer@tower.example' end
    where p.employee_id in ('peer', 'far')
$$, 'two people swap their e-mail addresses in one statement');
select lives_ok($$
    insert into rungs.rule_value (rule, ladder_id, effective_on, value)
    select 'coverage_bar', l.id, '-infinity', 0.7 from rungs.ladder l
$$, 'a ladder has a value of its own beside the general one');
select lives_ok($$
    update rungs.evidence set counted_since = null, status_id = 5 where external_id = 'E1';
    update rungs.evidence set external_id = 'E1' where status_id = 1
$$, 'the id of a superseded entry goes to the corrected one');
select lives_ok($$ update rungs.evidence set links = '{https://x.example/a?b=c#d,http://y.example}' $$, 'a web address is a link');

select * from finish();
