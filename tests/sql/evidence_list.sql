-- database: empty
--
-- The log: each filter alone, together, the two clocks, the search, the queue of what waits, and that a page of the
-- log is read in the order of an index.

\i tests/support/small_company.sql
select plan(49);

select pg_temp.comes('ann', '2024-01-01', 'one', null, 'boss'), pg_temp.comes('tim', '2024-01-01', 'two', null, 'ann'), pg_temp.comes('eve', '2024-01-01', 'one', null, 'far') \g /dev/null
create temporary table entry (word text, id bigint);
create function pg_temp.log(word text, about text, against text, how text, seer text, stands text, on_day date, work text, said text, long text default null)
returns void language sql as $$
    insert into entry select word, pg_temp.saw(about, against, how, seer, stands, on_day, work);
    update rungs.evidence e set summary = said, details = long from entry n where n.id = e.id and n.word = log.word
$$;
select pg_temp.log('A', 'ann', 'b1', 'solid', 'boss', 'manager', '2026-01-10', 'growth', 'Shipped the onboarding.'),
       pg_temp.log('B', 'ann', 'b2', 'emerging', 'peer', 'peer', '2026-01-12', null, 'Wrote the plan.', 'The onboarding comes in three parts.'),
       pg_temp.log('C', 'tim', 'c1', 'exemplary', 'ann', 'manager', '2026-01-11', 'feature', 'Ships every week.'),
       pg_temp.log('D', 'tim', 'b1', 'solid', 'tim', 'self', '2026-01-13', null, 'Planned the trial of a part.'),
       pg_temp.log('E', 'eve', 'b1', 'contrary', 'Lido bank', 'customer', '2026-01-12', null, 'Forgot the café again.'),
       pg_temp.log('F', 'eve', 's1', 'solid', 'eve', 'self', '2026-01-09', 'growth', 'Trained two others.'),
       pg_temp.log('G', 'ann', 'b1', 'solid', 'ann', 'self', '2026-01-08', null, 'On board again.') \g /dev/null
create function pg_temp.id(of_word text) returns bigint language sql as $$ select n.id from entry n where n.word = of_word $$;
create function pg_temp.listed(
    person text default null, manager text default null, expectation text default null, status text default null, most integer default 50,
    as_of date default null, as_seen_on date default null, level text default null, observer text default null, relation text default null,
    strength text default null, work text default null, first_day date default null, last_day date default null, words text default null,
    waits boolean default null)
returns text language sql as $$
    select coalesce(string_agg(n.word, '' order by l.place), '')
    from rungs_api.evidence_list(person, manager, expectation, status, most, as_of, as_seen_on, level, observer, relation, strength, work,
                                 first_day, last_day, words, waits) with ordinality l (
        evidence, observed_on, person, expectation, edition, sentence, strength, observer, relation, work_type, status, counts, summary, link, details, place)
    join entry n on n.id = l.evidence
$$;

select is(pg_temp.listed(), 'DEBCAFG', 'all of it, latest first, of one day the last logged first');
select is(pg_temp.listed(most => 2), 'DE', 'no more than asked for');
select is(pg_temp.listed(most => 0), '', 'none at all');
select is(pg_temp.listed('ann'), 'BAG', 'about one person');
select is(pg_temp.listed(manager => 'boss'), 'DBCAG', 'about the people under a manager, at any distance');
select is(pg_temp.listed(manager => 'ann'), 'DC', 'not about the manager');
select is(pg_temp.listed('tim', 'boss'), 'DC', 'about one of them');
select is(pg_temp.listed('eve', 'boss'), '', 'about one of others');
select is(pg_temp.listed(expectation => 'b1'), 'DEAG', 'against an expectation');
select is(pg_temp.listed(level => 'two'), 'DEBAG', 'against what a level asks');
select is(pg_temp.listed(level => 'two', expectation => 'b2'), 'B', 'and one of its expectations');
select is(pg_temp.listed(level => 'one', expectation => 'b2'), '', 'that another level does not ask');
select is(pg_temp.listed(observer => 'ann'), 'CG', 'seen by somebody');
select is(pg_temp.listed(observer => 'Lido bank'), 'E', 'by somebody outside');
select is(pg_temp.listed(observer => 'far'), '', 'by somebody who has said nothing');
select is(pg_temp.listed(relation => 'manager'), 'CA', 'by managers');
select is(pg_temp.listed(strength => 'contrary'), 'E', 'of a strength');
select is(pg_temp.listed(work => 'growth'), 'AF', 'about a kind of work');
select is(pg_temp.listed(first_day => '2026-01-11'), 'DEBC', 'from a day on');
select is(pg_temp.listed(last_day => '2026-01-10'), 'AFG', 'up to a day');
select is(pg_temp.listed(first_day => '2026-01-10', last_day => '2026-01-11', manager => 'boss'), 'CA', 'in between, in a team');
select is(pg_temp.listed(last_day => '2026-01-13', as_of => '2026-01-09'), 'FG', 'as of a day nothing later had happened');

-- Words.
select is(pg_temp.listed(words => 'onboarding'), 'BA', 'a word of the summary or the details');
select is(pg_temp.listed(words => 'ship'), 'CA', 'in whatever form');
select is(pg_temp.listed(words => 'ONBOARDING plan'), 'B', 'all of the words');
select is(pg_temp.listed(words => 'onboarding -plan'), 'A', 'without one');
select is(pg_temp.listed(words => '"three parts"'), 'B', 'words in a row');
select is(pg_temp.listed(words => '"parts three"'), '', 'in that row');
select is(pg_temp.listed(words => 'café or week'), 'EC', 'one or the other');
select is(pg_temp.listed('ann', words => 'onboarding', relation => 'peer'), 'B', 'with other filters');
select is(pg_temp.listed(words => 'x'' | ! & ( '), '', 'whatever is typed is words');
select throws_ok($$ select pg_temp.listed(words => ' the ') $$, 'RG003', ''' the '' has no word to look for', 'nothing to look for');

-- What waits for somebody's word.
select is(pg_temp.listed(waits => true), 'DFG', 'the own words of everybody');
select is(pg_temp.listed(manager => 'boss', waits => true), 'DG', 'under a manager');
select set_config('rungs.login', 'ana', true), rungs_api.account_set('ana', 'far') \g /dev/null
select is(pg_temp.listed(waits => true), 'F', 'under whoever is at the keyboard');
select is(pg_temp.listed('ann', waits => true), 'G', 'or about whom one asks');
select rungs_api.evidence_step(pg_temp.id('F'), null, 'confirmed', null), rungs_api.evidence_step(pg_temp.id('E'), 'eve', 'disputed', 'It was open.') \g /dev/null
select is(pg_temp.listed(waits => true), '', 'until it is given');
select is(pg_temp.listed(status => 'confirmed') || pg_temp.listed(status => 'disputed'), 'FE', 'by status');
select is(pg_temp.listed(manager => 'far', waits => true, as_seen_on => current_date - 1), 'F', 'as seen yesterday it waited');
select is(pg_temp.listed(status => 'disputed', as_seen_on => current_date - 1), '', 'and nothing was disputed');
select rungs_api.evidence_correct(pg_temp.id('A'), 'boss', null, null, 'emerging', null, null, null, null, null, null) \g /dev/null
select is(pg_temp.listed('ann') || pg_temp.listed('ann', status => 'superseded'), 'BGA', 'what was corrected is shown when asked for');
select is(pg_temp.listed('ann', as_seen_on => current_date - 1), 'BAG', 'as seen yesterday it stood');

-- Refusals.
select throws_ok($$ select pg_temp.listed(first_day => '2026-02-01', last_day => '2026-01-01') $$, 'RG003', '2026-02-01 is after 2026-01-01', 'days the wrong way round');
select throws_ok($$ select pg_temp.listed(work => 'fun') $$, 'RG003', '''fun'' is not a work type', 'an unknown work type');
select throws_ok($$ select pg_temp.listed(level => 'nine') $$, 'RG003', 'there is no level ''nine''', 'an unknown level');
select throws_ok($$ select pg_temp.listed(observer => 'nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown observer');

-- What is rare is found behind any number of newer entries.
create temporary table few as select pg_temp.listed(relation => 'customer') as customers, pg_temp.listed(strength => 'exemplary') as exemplary,
    pg_temp.listed(work => 'feature') as feature, pg_temp.listed(level => 'three') as three, pg_temp.listed(relation => 'customer', as_seen_on => current_date - 1) as yesterday;
insert into rungs.evidence (person_id, expectation_id, observer_id, observed_on, recorded_by, edition_id, strength_id, relation_id, summary, recorded_at, counted_since)
select e.person_id, e.expectation_id, e.observer_id, date '2026-02-01' + i % 90, e.recorded_by, e.edition_id, e.strength_id, e.relation_id, 'Again.', e.recorded_at, e.recorded_at
from rungs.evidence e cross join generate_series(1, 20100) i where e.id = pg_temp.id('A');
select is(array[pg_temp.listed(relation => 'customer'), pg_temp.listed(strength => 'exemplary'), pg_temp.listed(work => 'feature'), pg_temp.listed(level => 'three'),
                pg_temp.listed(relation => 'customer', as_seen_on => current_date - 1)],
    array[f.customers, f.exemplary, f.feature, f.three, f.yesterday], 'rare entries of before are found') from few f;
select isnt(f.customers || f.exemplary, '', 'of which there are some') from few f;
select is((select count(*) from rungs_api.evidence_list(null, null, null, null, 20110, null, null, only_relation => 'manager')), (
    select count(*) from rungs.evidence e where e.relation_id = 2 and e.status_id <> 5), 'more than are looked at first');

select * from finish();
