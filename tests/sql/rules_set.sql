-- database: empty
--
-- Changing the numbers: reading a value, bounds, contradictions, days, ladders, history. Ann has one solid entry of her
-- boss about b1: 2 points, so b1 is met when met_points is 2 and partial when it is 4.

\i tests/support/small_company.sql
select plan(59);

select pg_temp.comes('ann', '2020-01-01', 'one');
select pg_temp.saw('ann', 'b1', 'solid', 'boss', 'manager', '2026-01-10') \g /dev/null
create function pg_temp.set_to(rule text, value text, since date default null, place text default null, why text default 'Because.')
returns text language sql as $$
    select concat_ws(' ', s.ladder, s.rule, s.value_before || ' -> ' || s.value, s.effective_on, 'until ' || s.until)
    from rungs_api.rules_set(rule, value, place, since, why) s
$$;
create function pg_temp.now_is(what text, on_day date default current_date) returns float8 language sql as $$
    select r.value from rungs_api.rule_on(on_day, now()) r join rungs.ladder l on l.id = r.ladder_id where l.code = 'tower' and r.rule = what
$$;

-- Reading a value.
select is(pg_temp.set_to('coverage_bar', '0.85'), 'coverage_bar 0.8 -> 0.85 ' || current_date, 'a share');
select is(pg_temp.set_to('coverage_bar', '90%'), 'coverage_bar 0.85 -> 0.9 ' || current_date, 'in per cent');
select is(pg_temp.set_to('COVERAGE_BAR', ' 87.5 % '), 'coverage_bar 0.9 -> 0.875 ' || current_date, 'with blanks, in capitals');
select is(pg_temp.set_to('level_months', '9 months'), 'level_months 12 -> 9 ' || current_date, 'with its unit');
select is(pg_temp.set_to('level_months', '1 month'), 'level_months 9 -> 1 ' || current_date, 'one of them');
select is(pg_temp.set_to('points_contrary', '-3'), 'points_contrary -2 -> -3 ' || current_date, 'below nought');
select throws_ok(format('select pg_temp.set_to(%L, %L)', w.rule, w.value), 'RG003', w.message, w.value || ' for ' || w.rule)
from (values
    ('coverage_bar', 'high', '''high'' is not a number'),
    ('coverage_bar', '0,8', '''0,8'' is not a number'),
    ('coverage_bar', '', ''''' is not a number'),
    ('coverage_bar', 'NaN', '''NaN'' is not a number'),
    ('coverage_bar', '1e-1', '''1e-1'' is not a number'),
    ('coverage_bar', '80', 'coverage_bar cannot be 8000 %'),
    ('coverage_bar', '100.1%', 'coverage_bar cannot be 100.1 %'),
    ('coverage_bar', '-0.1', 'coverage_bar cannot be -10 %'),
    ('coverage_bar', '9 months', 'the unit of coverage_bar is share, not months'),
    ('level_months', '80%', 'the unit of level_months is months, not share'),
    ('level_months', '9 weeks', 'the unit of level_months is months, not weeks'),
    ('level_months', '9.5', 'level_months is a whole number, not 9.5'),
    ('level_months', '-1', 'level_months cannot be -1'),
    ('level_months', '121', 'level_months cannot be 121'),
    ('points_contrary', '1', 'points_contrary cannot be 1'),
    ('group_floor', '0', 'group_floor cannot be 0'),
    ('coverage_baar', '0.8', 'there is no rule ''coverage_baar'''),
    ('coverage_bar', '0.875', 'coverage_bar is 87.5 % already')) w (rule, value, message);
select throws_ok($$ select pg_temp.set_to('coverage_bar', '0.8', why => ' ') $$, 'RG003', 'a rule is not changed without a reason', 'without a reason');
select throws_ok($$ select pg_temp.set_to('coverage_bar', '0.8', place => 'towre') $$, 'RG003', 'there is no ladder ''towre''', 'for an unknown ladder');
select is(pg_temp.set_to('level_months', '0') || pg_temp.set_to('level_months', '120'),
    format('level_months 1 -> 0 %1$slevel_months 0 -> 120 %1$s', current_date), 'the least and the most');

-- What contradicts what.
select throws_ok(format('select pg_temp.set_to(%L, %L)', w.rule, w.value), 'RG003', w.message, w.rule || ' at ' || w.value)
from (values
    ('near_coverage', '88%', 'near_coverage (88 %) would be above coverage_bar (87.5 %)'),
    ('coverage_bar', '59%', 'near_coverage (60 %) would be above coverage_bar (59 %)'),
    ('window_months', '11', 'full_months (12) would be above window_months (11)'),
    ('full_months', '25', 'full_months (25) would be above window_months (24)'),
    ('observer_cap', '4', 'observer_cap (4) would be at or above met_points (4)'),
    ('met_points', '3', 'observer_cap (3) would be at or above met_points (3)'),
    ('old_job_target', '61%', 'old_job_target (61 %) would be above old_job_present (60 %)'),
    ('points_solid', '0.5', 'points_emerging (1) would be above points_solid (0.5)'),
    ('points_solid', '4', 'points_solid (4) would be above points_exemplary (3)')) w (rule, value, message);
select lives_ok(format('select pg_temp.set_to(%L, %L)', w.rule, w.value), w.rule || ' may be ' || w.value)
from (values ('near_coverage', '87.5%'), ('window_months', '12'), ('points_solid', '3'), ('observer_cap', '3.5')) w (rule, value);

-- Days: what was before stays, what is later is heeded.
select is(pg_temp.set_to('met_points', '5', current_date + 30), 'met_points 4 -> 5 ' || (current_date + 30), 'from a day that lies ahead');
select is(pg_temp.now_is('met_points') || ' ' || pg_temp.now_is('met_points', current_date + 29) || ' ' || pg_temp.now_is('met_points', current_date + 30), '4 4 5', 'it is in force from that day');
select throws_ok($$ select pg_temp.set_to('observer_cap', '4.5', current_date + 29) $$, 'RG003', 'observer_cap (4.5) would be at or above met_points (4)', 'a contradiction on the day itself');
select lives_ok($$ select pg_temp.set_to('observer_cap', '4.5', current_date + 30) $$, 'none a day later');
select is(pg_temp.set_to('met_points', '4.6', current_date + 20), format('met_points 4 -> 4.6 %s until %s', current_date + 20, current_date + 30), 'a value has an end where the next begins');
select throws_ok($$ select pg_temp.set_to('observer_cap', '4.4', current_date + 10) $$, 'RG003', 'observer_cap (4.4) would be at or above met_points (4)', 'on its day');
select lives_ok($$ select pg_temp.set_to('met_points', '4.5', current_date + 10) $$, 'what is later is looked at');
select throws_ok($$ select pg_temp.set_to('met_points', '4.5', current_date + 30) $$, 'RG003', 'observer_cap (4.5) would be at or above met_points (4.5)', 'a day that has both');

-- In the past: by all that is known now; as seen then it was as it was.
update rungs.rule_value set recorded_at = now() - interval '10 days' where effective_on > '-infinity';
select is(pg_temp.stands('ann', 'b1', '2026-06-15'), 'partial 2', 'two points of four are not enough');
select is(pg_temp.set_to('points_solid', '3', '2026-06-01'), 'points_solid 2 -> 3 2026-06-01 until ' || current_date, 'a solid entry is worth three since June');
select is(pg_temp.stands('ann', 'b1', '2026-06-15'), 'partial 3', 'then it is three points of four');
select is(pg_temp.stands('ann', 'b1', '2026-05-31'), 'partial 2', 'the day before it is two');
select is(pg_temp.stands('ann', 'b1', '2026-06-15', now() - interval '1 day'), 'partial 2', 'as seen yesterday too');

-- A ladder of its own.
select is(pg_temp.set_to('level_months', '6', place => 'tower'), 'tower level_months 120 -> 6 ' || current_date, 'for one ladder');
select is(pg_temp.set_to('level_months', '36'), 'level_months 120 -> 36 ' || current_date, 'another for all');
select is(pg_temp.now_is('level_months'), 6::float8, 'the ladder keeps its own');
select throws_ok($$ select pg_temp.set_to('near_coverage', '88%', place => 'tower') $$, 'RG003', 'near_coverage (88 %) would be above coverage_bar (87.5 %) for tower', 'what contradicts for one ladder');

-- The history has all of it.
select results_eq($$ select h.ladder, h.value, h.effective_on, h.login is not null, h.superseded_at is not null from rungs_api.rules_history(null, null) h where h.rule = 'level_months' and h.effective_on is null
                     union all select h.ladder, h.value, h.effective_on, h.login = session_user, h.superseded_at is not null from rungs_api.rules_history(null, null) h where h.rule = 'level_months' and h.ladder is not null $$,
    $$ values (null::text, 12::float8, null::date, false, false), ('tower', 6, current_date, true, false) $$, 'from the value that Rungs comes with to the one of today');
select is((select count(*) from rungs_api.rules_history(null, null) h where h.rule = 'coverage_bar' and h.superseded_at is not null), 2::bigint, 'also what was believed for a while');

select * from finish();
