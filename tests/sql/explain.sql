-- database: empty
--
-- What a figure is made of: the shares of entries, what does not count and why, and that the sum is the figure, exactly,
-- for everybody of a random company.

\i tests/support/small_company.sql
select plan(26);

-- One entry a row, 'added why', in the order of day and number.
create function pg_temp.explained(who text, what text, on_day date default '2026-06-15', seen timestamptz default now())
returns setof text language sql as $$
    select concat_ws(' ', x.added, nullif(rungs_api.why_words(
        x.evidence_id, x.counts, x.is_asked, e.observed_on, x.hired_on, x.age_factor, x.worth, x.added,
        (select jsonb_object_agg(r.rule, rungs_api.number_words(r.value)) from rungs_api.rule_on(on_day, seen) r), 'two', null, seen), ''))
    from rungs_api.explain_evidence(array[pg_temp.person(who)], on_day, seen, null, null) x
    join rungs.evidence e on e.id = x.evidence_id
    where x.expectation_id = pg_temp.expectation(what)
    order by e.observed_on, e.id
$$;

select pg_temp.comes('ann', '2025-01-01', 'one', null, 'boss');
select pg_temp.saw('ann', 'b1', 'exemplary', 'boss', 'manager', '2026-06-01');
select pg_temp.saw('ann', 'b1', 'exemplary', 'boss', 'manager', '2026-06-02');
select pg_temp.saw('ann', 'b1', 'contrary', 'boss', 'manager', '2026-06-03');
select pg_temp.saw('ann', 'b1', 'contrary', 'boss', 'manager', '2026-06-04');
select pg_temp.saw('ann', 'b1', 'solid', 'peer', 'peer', '2025-02-01');
select results_eq($$ select pg_temp.explained('ann', 'b1') $$, $$ values
    ('1 older than 12 months'), ('3'),
    ('0 entries of one observer count for at most 3 points together, for or against'),
    ('0 entries of one observer count for at most 3 points together, for or against'),
    ('-1 entries of one observer count for at most 3 points together, for or against') $$,
    'one observer''s 3 + 3 - 2 - 2 share the cap in order of day: 3, at most 3, still 3, then 2');
select is(pg_temp.stands('ann', 'b1', '2026-06-15'), 'partial 3', 'which is what the expectation has');
select pg_temp.saw('ann', 'b2', 'contrary', 'boss', 'manager', '2026-06-01'), pg_temp.saw('ann', 'b2', 'contrary', 'boss', 'manager', '2026-06-01');
select results_eq($$ select pg_temp.explained('ann', 'b2') $$, $$ values
    ('-2'), ('-1 entries of one observer count for at most 3 points together, for or against') $$,
    'two of one day share it in order of number, against as well as for');

-- What does not count, and why.
select pg_temp.saw('ann', 'b3', 'solid', 'boss', 'manager', '2024-12-31');
select results_eq($$ select pg_temp.explained('ann', 'b3') $$, $$ values ('0 it happened before the hire on 2025-01-01') $$, 'before the hire');
select is(pg_temp.stands('ann', 'b3', '2026-06-15'), 'unknown', 'which leaves the expectation unknown');
select pg_temp.comes('old', '2020-01-01', 'one', null, 'boss');
select pg_temp.saw('old', 'b1', 'solid', 'boss', 'manager', '2024-06-14');
select results_eq($$ select pg_temp.explained('old', 'b1') $$, $$ values ('0 older than 24 months') $$, 'outside the window');
select pg_temp.saw('old', 'b2', 'solid', 'old', 'self', '2026-06-01');
select results_eq($$ select pg_temp.explained('old', 'b2') $$, $$ values ('0 nobody else has confirmed it yet') $$, 'the own word');
select pg_temp.saw('old', 'a1', 'solid', 'boss', 'manager', '2026-06-01'), pg_temp.saw('old', 'c1', 'solid', 'boss', 'manager', '2026-06-01');
select results_eq($$ select pg_temp.explained('old', 'a1') $$, $$ values ('0 two does not ask this') $$, 'of the present level');
select results_eq($$ select pg_temp.explained('old', 'c1') $$, $$ values ('0 two does not ask this') $$, 'of one further up');
select pg_temp.saw('old', 'b3', 'solid', 'boss', 'manager', '2026-06-15'), pg_temp.saw('old', 'b3', 'solid', 'boss', 'manager', '2026-06-16');
select results_eq($$ select pg_temp.explained('old', 'b3') $$, $$ values ('2') $$, 'what lies ahead of the day is no part of it');
-- Steps in the life of an entry. In one transaction everything happens at once: the steps are put into the past by hand.
select pg_temp.saw('old', 'b4', h.how, h.seer, 'peer', h.on_day)
from (values ('solid', 'boss', date '2026-06-01'), ('solid', 'peer', '2026-06-02'), ('emerging', 'far', '2026-06-03')) h (how, seer, on_day);
create function pg_temp.b4(seer text) returns bigint language sql as $$
    select e.id from rungs.evidence e join rungs.observer o on o.id = e.observer_id
    where e.person_id = pg_temp.person('old') and e.expectation_id = pg_temp.expectation('b4') and o.person_id = pg_temp.person(seer) and e.status_id <> 5
$$;
select lives_ok($$ select rungs_api.evidence_step(pg_temp.b4('boss'), 'far', 'disputed', 'another team') $$, 'disputed');
select lives_ok($$ select rungs_api.evidence_step(pg_temp.b4('peer'), 'peer', 'withdrawn', null) $$, 'withdrawn');
create temporary table was as select pg_temp.b4('far') as id;
select lives_ok($$ select rungs_api.evidence_correct(pg_temp.b4('far'), 'far', null, null, 'solid', null, null, null, null, null, null) $$, 'corrected');
select results_eq($$ select x from pg_temp.explained('old', 'b4') x $$, $$ values
    ('0 disputed by far on ' || current_date || ': another team'), ('0 withdrawn by peer on ' || current_date),
    ('0 evidence ' || pg_temp.b4('far') || ' took its place'), ('2') $$, 'disputed, withdrawn, superseded; what took its place counts');
select results_eq($$ select x from pg_temp.explained('old', 'b4', '2026-06-15', now() - interval '1 second') x $$, $$ values ('2'), ('2'), ('1') $$,
    'seen a second earlier all three counted, and the correction was not there');
-- Corrected a minute ago, and again now.
create temporary table second as select pg_temp.b4('far') as id;
update rungs.evidence e set recorded_at = now() - interval '1 minute' from second s where e.id = s.id;
update rungs.evidence_event v set recorded_at = now() - interval '1 minute' from was w where v.evidence_id = w.id;
create function pg_temp.over(seen timestamptz) returns text language sql as $$
    select rungs_api.why_words(e.id, false, true, e.observed_on, null, 1, null, 0, '{}', 'two', null, seen)
    from was w
    join rungs.evidence e on e.id = w.id
$$;
select lives_ok($$ select rungs_api.evidence_correct(pg_temp.b4('far'), 'far', null, null, 'emerging', null, null, null, null, null, null) $$, 'corrected again');
select is(pg_temp.over(now() - interval '1 second'), 'evidence ' || s.id || ' took its place', 'before the second correction the first one had taken its place') from second s;
select is(pg_temp.over(now()), 'evidence ' || s.id || ' took its place', 'and it still says so: of the first one, the second one took the place') from second s;

-- A random company: levels, hires, voices, ages, strengths and steps of all kinds.
select setseed(0.6);
select pg_temp.comes('r' || n, '2023-01-01'::date + (random() * 700)::integer, (array['one', 'two', 'three', 'four'])[1 + (random() * 3)::integer])
from generate_series(1, 150) n;
select pg_temp.saw('r' || n, x.code, (array['contrary', 'emerging', 'solid', 'exemplary', 'solid'])[1 + (random() * 4)::integer],
                   v.seer, v.stands, '2023-06-01'::date + (random() * 1110)::integer)
from generate_series(1, 150) n
cross join (select x.code from rungs.expectation x) x
cross join lateral (
    select * from (values ('boss', 'manager'), ('boss', 'skip_manager'), ('peer', 'peer'), ('far', 'manager_peer'), ('Bank', 'customer'), ('r' || n, 'self')) v (seer, stands)
    where random() < 0.6) v;
update rungs.evidence set counted_since = null, status_id = 4 where random() < 0.05;
create temporary table everybody as select array_agg(p.id) as people from rungs.person p;
create function pg_temp.wrong(goal text, slack float8) returns table (wrong text) language sql as $$
    with expected as (
        select s.person_id, s.expectation_id, s.points
        from everybody e
        cross join lateral rungs_api.expectation_standing(e.people, '2026-06-15', now(), null, pg_temp.level(goal)) s
        where s.weight is not null
    ), explained as (
        select x.person_id, x.expectation_id, sum(x.added) as added, bool_or(x.counts) as counts
        from everybody e
        cross join lateral rungs_api.explain_evidence(e.people, '2026-06-15', now(), null, pg_temp.level(goal)) x
        where x.is_asked
        group by x.person_id, x.expectation_id
    ), parts as (
        select x.person_id, sum(x.added) / max(x.weights) as coverage
        from everybody e
        cross join lateral rungs_api.explain_expectations(e.people, '2026-06-15', now(), null, pg_temp.level(goal)) x
        group by x.person_id
    )
    select format('points of %s for %s: %s, not %s', s.person_id, s.expectation_id, x.added, s.points)
    from expected s
    full join explained x using (person_id, expectation_id)
    where case when slack = 0 then coalesce(x.added, 0) <> coalesce(s.points, 0) else abs(coalesce(x.added, 0) - coalesce(s.points, 0)) > slack end
       or coalesce(x.counts, false) <> (s.points is not null)
    union all
    select format('coverage of %s: %s, not %s', r.person_id, p.coverage, r.coverage)
    from everybody e
    cross join lateral rungs_api.readiness(e.people, '2026-06-15', now(), null, pg_temp.level(goal)) r
    left join parts p on p.person_id = r.person_id
    where case when slack = 0 then p.coverage <> coalesce(r.coverage, 0) else abs(p.coverage - coalesce(r.coverage, 0)) > slack end
       or (p.coverage is null) <> (r.target_id is null)
$$;
select cmp_ok((select count(*)::integer from everybody e cross join lateral rungs_api.explain_evidence(e.people, '2026-06-15', now(), null, null) x where x.counts and x.added <> x.worth and x.is_asked),
    '>', 20, 'the cap takes something from many entries');
select is_empty($$ select * from pg_temp.wrong(null, 0) $$, 'what is explained comes to the figure, exactly, for everybody''s next level');
select is_empty($$ select * from pg_temp.wrong('three', 0) $$, 'and for a level further up');
select is((select count(*) from everybody e cross join lateral rungs_api.explain_evidence(e.people, '2026-06-15', now(), null, null) x),
    (select count(*) from rungs.evidence e join rungs_api.readiness((select people from everybody), '2026-06-15', now(), null, null) r on r.person_id = e.person_id and r.target_id is not null
     where e.observed_on <= '2026-06-15'), 'every entry is there, once');
-- Rules that binary fractions do not hold exactly: the sum is the figure but for the last places.
update rungs.rule_value set value = 0.3 where rule = 'aged_factor';
update rungs.rule_value set value = 2.7 where rule = 'observer_cap';
update rungs.rule_value set value = 3.3 where rule = 'met_points';
select is_empty($$ select * from pg_temp.wrong(null, 1e-12) $$, 'with odd rules too');
update rungs.expectation_text set weight = weight / 7;
select is_empty($$ select * from pg_temp.wrong(null, 1e-12) $$, 'and with odd weights');

select is((select array_agg(q.quarter || ' ' || q.on_day) from rungs_api.quarter_ends('2026-02-28', 2) q),
    array['2025-Q3 2025-09-30', '2025-Q4 2025-12-31', '2026-Q1 2026-02-28'], 'the ends of quarters before a day, and the day');
select is((select array_agg(q.on_day::text) from rungs_api.quarter_ends('2025-12-31', 1) q), array['2025-09-30', '2025-12-31'], 'an end of a quarter is the day itself');

select * from finish();
