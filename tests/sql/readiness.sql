-- database: empty
--
-- Readiness: coverage, each gate alone at its border with its words, verdicts. Reckoned by hand from the ladder
-- in tests/support/small_company.sql. The day is 2026-06-15 unless a case is about another.

\i tests/support/small_company.sql
select plan(47);

-- ann stands on one since 2025-06-15 (12 months to the day) and has met all of two for 3 months to the day.
create function pg_temp.readies(who text, since date default '2025-06-15', on_day date default '2026-03-15', codes text[] default '{b1,b2,b3,b4}')
returns void language plpgsql as $$
begin
    perform pg_temp.comes(who, '2020-01-01', 'one', since);
    perform pg_temp.owns(who, 'reports', 2, '2020-01-01');
    perform pg_temp.meets(who, c.code, on_day) from unnest(codes) c (code);
end
$$;

select pg_temp.readies('ann');
select results_eq($$ select a.verdict, a.coverage, a.known, a.gates, a.months, a.sustained, a.across, a.target from pg_temp.answer('ann', '2026-06-15') a $$,
    $$ values ('ready', 1::float8, 1::float8, '', 12, 3, false, 'two') $$, 'ready when no gate is open, each at its border');

-- Months in level.
select pg_temp.readies('months', '2025-06-16');
select is((select a.gates from pg_temp.answer('months', '2026-06-15') a), 'months', '12 months less a day: the months gate is open');
select is(pg_temp.reason('months', 'months', '2026-06-15'), '11 of 12 months in level', 'and says so');
select is((select a.verdict from pg_temp.answer('months', '2026-06-15') a), 'near', 'one open gate: near');
select is((select a.verdict from pg_temp.answer('months', '2026-06-16') a), 'ready', 'a day later ready');

-- Sustained.
select pg_temp.readies('fresh', on_day => '2026-03-16');
select is((select a.gates from pg_temp.answer('fresh', '2026-06-15') a), 'sustained', '3 months less a day above the bar: the sustained gate is open');
select is(pg_temp.reason('fresh', 'sustained', '2026-06-15'), 'above the bar for 2 of 3 months', 'and says so');
select is((select a.verdict from pg_temp.answer('fresh', '2026-06-16') a), 'ready', 'a day later ready');
-- Met half a year ago, then not for a while: months without a break are asked.
select pg_temp.readies('dip', on_day => '2025-09-15');
select pg_temp.saw('dip', 'b1', 'contrary', 'far', 'stakeholder', d.on_day)
from (values (date '2026-04-01'), ('2026-04-02')) d (on_day);
select pg_temp.saw('dip', 'b1', 'exemplary', 'cash', 'metric', '2026-04-20');
select is((select a.sustained from pg_temp.answer('dip', '2026-06-15') a), 1,
          '15 May was above the bar, 15 April (4 - 3 points are a quarter of 2 parts: 70 %) was not: 1 month');

-- Coverage: 4 of 5 parts are exactly the bar.
select pg_temp.readies('four fifths', codes => '{b1,b2,b3}');
select results_eq($$ select a.verdict, a.coverage, a.gates from pg_temp.answer('four fifths', '2026-06-15') a $$,
    $$ values ('ready', 0.8::float8, '') $$, 'exactly 80 % passes');
update rungs.expectation_text set weight = case expectation_id when pg_temp.expectation('b1') then 7999 when pg_temp.expectation('b2') then 2001 end
where expectation_id in (pg_temp.expectation('b1'), pg_temp.expectation('b2'));
delete from rungs.expectation_text where expectation_id in (pg_temp.expectation('b3'), pg_temp.expectation('b4'));
select pg_temp.readies('almost', codes => '{b1}');
select results_eq($$ select a.verdict, round(a.coverage::numeric, 4), a.gates from pg_temp.answer('almost', '2026-06-15') a $$,
    $$ values ('near', 0.7999, 'coverage sustained') $$, '79.99 % does not');
select is(pg_temp.reason('almost', 'coverage', '2026-06-15'), 'evidence covers 79 % of what is asked, the bar is 80 %',
          'and is rounded down: nobody reads 80 % and is refused');
select is(pg_temp.reason('almost', 'sustained', '2026-06-15'), 'above the bar for 0 of 3 months', 'below the bar nothing is sustained');
-- Ten weights of a tenth, eight of them met: 80 %, whatever binary fractions add up to.
insert into rungs.expectation (ladder_id, code)
select e.ladder_id, 'e' || n from rungs.edition e cross join generate_series(1, 10) n where e.id = pg_temp.edition();
update rungs.expectation_text x set level_id = pg_temp.level('four') where x.level_id = pg_temp.level('two');
insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author)
select pg_temp.edition(), x.id, pg_temp.level('two'), x.id, 0.1, false, '.', '', ''
from rungs.expectation x where x.code ~ '^e[0-9]+$';
select pg_temp.readies('tenths', codes => '{e1,e2,e3,e4,e5,e6,e7,e8}');
select is((select a.verdict from pg_temp.answer('tenths', '2026-06-15') a), 'ready', 'eight tenths are exactly 80 %');
-- The share of each: half met is half a share, and below nought takes nothing from the others.
select pg_temp.readies('parts', codes => '{e1,e2}');
select pg_temp.saw('parts', 'e3', 'solid', 'boss', 'manager', '2026-03-15');
select pg_temp.saw('parts', 'e4', 'contrary', 'boss', 'manager', '2026-03-15');
select results_eq($$ select round(a.coverage::numeric, 9), round(a.known::numeric, 9) from pg_temp.answer('parts', '2026-06-15') a $$,
    $$ values (0.25, 0.4) $$, '2 met, one half, one contrary of 10: covered 25 %, known 40 %');
-- More than met counts once.
select pg_temp.saw('parts', 'e1', 'exemplary', 'far', 'stakeholder', '2026-03-15');
select is((select round(a.coverage::numeric, 9) from pg_temp.answer('parts', '2026-06-15') a), 0.25, 'more than met is met');
-- What is known: a quarter, and less.
select pg_temp.readies('nothing', codes => '{}');
select results_eq($$ select a.verdict, a.coverage, a.known from pg_temp.answer('nothing', '2026-06-15') a $$,
    $$ values ('unknown', null::float8, 0::float8) $$, 'unknown is never shown as nought');
select pg_temp.readies('two known', codes => '{e1,e2}');
select is((select a.verdict from pg_temp.answer('two known', '2026-06-15') a), 'unknown', 'a fifth known is too little to say');
delete from rungs.expectation_text where expectation_id in (pg_temp.expectation('e9'), pg_temp.expectation('e10'));
select is((select a.verdict from pg_temp.answer('two known', '2026-06-15') a), 'building', 'exactly a quarter known is enough');
select pg_temp.readies('stale', on_day => '2023-01-01', codes => '{e1,e2}');
select results_eq($$ select a.verdict, round(a.coverage::numeric, 9), round(a.known::numeric, 9) from pg_temp.answer('stale', '2026-06-15') a $$,
    $$ values ('building', 0.0, 0.25) $$, 'stale entries are something known, and cover nothing');
select pg_temp.readies('own word', codes => '{}');
select pg_temp.saw('own word', c.code, 'exemplary', 'own word', 'self', '2026-03-15') from unnest('{e1,e2,e3}'::text[]) c (code);
select is((select a.verdict from pg_temp.answer('own word', '2026-06-15') a), 'unknown', 'nobody has confirmed it: nothing is known');

-- Back to the ladder as it was.
delete from rungs.expectation_text where expectation_id in (select x.id from rungs.expectation x where x.code ~ '^[be][0-9]+$');
insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author)
select pg_temp.edition(), pg_temp.expectation(a.code), pg_temp.level('two'), 1, a.weight, a.must, '.', '', ''
from asked a where a.level = 'two';

-- Near: from 60 %, with at most two gates open.
select pg_temp.readies('three fifths', on_day => '2026-06-01', codes => '{b1,b2}');
select results_eq($$ select a.verdict, a.coverage, a.gates from pg_temp.answer('three fifths', '2026-06-15') a $$,
    $$ values ('near', 0.6::float8, 'coverage sustained') $$, 'exactly 60 % with two gates open is near');
select pg_temp.owns('three fifths', 'reports', 1, '2026-06-01');
select results_eq($$ select a.verdict, a.gates from pg_temp.answer('three fifths', '2026-06-15') a $$,
    $$ values ('building', 'coverage scope sustained') $$, 'with three it is not');
select pg_temp.readies('not quite', codes => '{b2,b3}');
select pg_temp.saw('not quite', 'b1', 'emerging', 'boss', 'manager', '2026-03-15');
select is((select round(a.coverage::numeric, 9) from pg_temp.answer('not quite', '2026-06-15') a), 0.5, '2 of 5 met, 2 a quarter: 50 %');
select is((select a.verdict from pg_temp.answer('not quite', '2026-06-15') a), 'building', 'below 60 % nobody is near');
select pg_temp.readies('few gates', codes => '{b1}');
select pg_temp.saw('few gates', 'b2', 'exemplary', 'boss', 'manager', '2026-03-15');
select results_eq($$ select a.verdict, a.coverage, a.gates from pg_temp.answer('few gates', '2026-06-15') a $$,
    $$ values ('building', 0.55::float8, 'coverage sustained') $$, '55 % with two gates open is building');

-- Musts. Coverage 1 part of 2 and 3: 4.25 of 5 with the must at three and a half points is 95 %.
select pg_temp.readies('must', codes => '{b2,b3,b4}');
select pg_temp.saw('must', 'b1', 'exemplary', 'boss', 'manager', '2026-03-15');
select results_eq($$ select a.verdict, a.coverage, a.gates from pg_temp.answer('must', '2026-06-15') a $$,
    $$ values ('near', 0.9::float8, 'must') $$, 'a must with 3 points keeps somebody back');
select alike(pg_temp.reason('must', 'must', '2026-06-15'), '%b1%partial%', 'and is named with its state');
select pg_temp.readies('must unknown', codes => '{b2,b3,b4}');
select alike(pg_temp.reason('must unknown', 'must', '2026-06-15'), '%b1%unknown%', 'a must nobody has seen is unknown');
select pg_temp.saw('must unknown', 'b1', 'contrary', 'boss', 'manager', '2026-03-15');
select alike(pg_temp.reason('must unknown', 'must', '2026-06-15'), '%b1%contrary%', 'or contrary');

-- Scope: 2 reports are asked.
select pg_temp.readies('scope');
select pg_temp.owns('scope', 'reports', 1, '2026-06-15');
select results_eq($$ select a.verdict, a.gates from pg_temp.answer('scope', '2026-06-15') a $$,
    $$ values ('near', 'scope') $$, 'below the minimum the scope gate is open');
select alike(lower(pg_temp.reason('scope', 'scope', '2026-06-15')), '%direct reports%2 people%1 people%', 'and names what is asked and what there is');
select is(pg_temp.reason('scope', 'scope', '2026-06-14'), null, 'the scope of the day before was enough');
delete from rungs.scope_entry where person_id = pg_temp.person('scope');
select alike(lower(pg_temp.reason('scope', 'scope', '2026-06-15')), '%direct reports%nothing%on record%', 'scope that is not on record is not met');
select is((select a.gates from pg_temp.answer('ann', '2026-06-15') a), '', 'exactly the minimum is enough');

-- Voices within a stage: a manager and a peer.
select pg_temp.readies('voices', codes => '{}');
select pg_temp.meets('voices', c.code, '2026-03-15', 'far') from unnest('{b1,b2,b3,b4}'::text[]) c (code);
select is((select a.gates from pg_temp.answer('voices', '2026-06-15') a), 'voices', 'a peer of the manager is not a peer');
select is(pg_temp.reason('voices', 'voices', '2026-06-15'), 'still to be heard: a peer (the roster has none: say who is with --relation peer)', 'and the gate says who is missing');
select pg_temp.saw('voices', 'a1', 'solid', 'peer', 'peer', '2026-03-15');
select is((select a.gates from pg_temp.answer('voices', '2026-06-15') a), 'voices', 'a voice about the present level is not heard for the next');
select pg_temp.saw('voices', 'b4', 'emerging', 'peer', 'peer', '2024-06-14');
select is((select a.gates from pg_temp.answer('voices', '2026-06-15') a), 'voices', 'nor one from before the window');
select pg_temp.saw('voices', 'b4', 'emerging', 'peer', 'peer', '2026-06-15');
select is((select a.gates from pg_temp.answer('voices', '2026-06-15') a), '', 'one entry about the next level is');
select pg_temp.readies('deaf', codes => '{}');
select pg_temp.saw('deaf', c.code, 'solid', s.seer, 'stakeholder', '2026-03-15')
from unnest('{b1,b2,b3,b4}'::text[]) c (code) cross join unnest('{peer,far}'::text[]) s (seer);
select is(pg_temp.reason('deaf', 'voices', '2026-06-15'), 'still to be heard: the manager (the roster has none: say who is with --relation manager), a peer (the roster has none: say who is with --relation peer)', 'two voices are missing, both are named');

-- The top, and targets that are named.
select pg_temp.comes('top', '2020-01-01', 'four');
select pg_temp.saw('top', 'd1', 'solid', 'boss', 'manager', '2026-03-15');
select results_eq($$ select a.verdict, a.coverage, a.gates, a.target from pg_temp.answer('top', '2026-06-15') a $$,
    $$ values ('top', null::float8, '', null::text) $$, 'above the top level there is nothing to be ready for');
select is_empty($$ select * from pg_temp.answer('boss', '2026-06-15') $$, 'who is on no ladder has no readiness');
select is_empty($$ select * from pg_temp.answer('ann', '2019-12-31') $$, 'nor who is not here yet');
select throws_ok($$ select * from pg_temp.answer('ann', '2026-06-15', 'thirds') $$, 'RG003', 'there is no stage model ''thirds''',
    'a stage model that no ladder has is refused');

-- One relation of all, no evidence: every gate at once, in the order of the rules.
select pg_temp.comes('new', '2026-06-01', 'one');
select is((select a.reasons from pg_temp.answer('new', '2026-06-15') a) ~
    '^coverage: .*\nmust: .*b1.*\nscope: .*\nmonths: 0 of 12 months in level\nvoices: still to be heard: the manager .*, a peer .*\nsustained: above the bar for 0 of 3 months$',
    true, 'all gates in order');

-- Several people at once are the same people one by one.
select results_eq($$
    select r.person_id, r.verdict, r.coverage, r.sustained
    from rungs_api.readiness(array(select p.id from rungs.person p), '2026-06-15', now(), null, null) r
    order by 1
$$, $$
    select p.id, r.verdict, r.coverage, r.sustained
    from rungs.person p
    cross join lateral rungs_api.readiness(array[p.id], '2026-06-15', now(), null, null) r
    order by 1
$$, 'asked together people stand as asked one by one');

select * from finish();
