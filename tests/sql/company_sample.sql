-- database: sample
--
-- Borders, titles, pipeline and promotions of the sample company on 2026-10-31. Cases: tests/data/sample-cases.md. The
-- figures of promotions were reckoned from the two roster files by a program of its own that goes day by day and counts
-- who is at risk at each promotion anew.

select plan(16);

select results_eq($$ select c.employee_id collate "default", c.work, c.verdict, c.flags from rungs_api.report_crossings(null, null, null, null, null, '2026-10-31', null) c
        where c.employee_id in ('K1012', 'K1032', 'K1033', 'K1040') order by 1 $$,
    $$ values ('K1012', 'feature, scaling, pmf_expansion', 'near', ''), ('K1032', 'growth, scaling, pmf_expansion', 'ready', ''), ('K1033', 'feature', 'unknown', 'old job only'), ('K1040', 'growth', 'building', 'other work type only') $$,
    'at the border: kinds of work, verdicts, old job only');
select results_eq($$ select c.employee_id collate "default", c.previous, c.flags from rungs_api.report_crossed(null, null, null, null, null, '2026-10-31', null) c $$,
    $$ values ('K1011', 'lead_pm', 'settling until 2027-01-01'), ('K1010', 'lead_pm', 'still doing the old job') $$, 'across, and not arrived');
select results_eq($$ select s.shift, s.state from rungs_api.report_crossing_shifts('K1061', null, null, null, null, '2026-10-31', null) s where s.state = 'met' $$,
    $$ values ('whole_project', 'met'), ('track_record', 'met') $$, 'onto the ladder');
select results_eq($$ select e.employee_id collate "default", e.shifts_met, e.shifts_asked from rungs_api.report_entry(null, null, null, null, '2026-10-31', null) e $$, $$ values ('K1061', 2::bigint, 4::bigint) $$, 'one person');
select results_eq($$ select o.target, o.people, o.ready, o.near, o.places, o.without_place from rungs_api.report_crossing_openings(null, null, null, null, '2026-10-31', null) o $$,
    $$ values ('senior_pm', 17::bigint, 1::bigint, 0::bigint, 0::bigint, 1::bigint), ('director', 8, 0, 1, 0, 0) $$, 'no place is open');
select results_eq($$ select s.employee_id collate "default", s.since, s.until, s.after from rungs_api.report_settling(null, null, null, null, null, '2026-10-31', null) s $$,
    $$ values ('K1011', date '2026-07-01', date '2027-01-01', 'crossing from lead_pm: From strategy to organization') $$, 'settling');
select results_eq($$ select t.finding, t.employee_id collate "default" from rungs_api.report_titles(null, null, null, null, '2026-10-31', null) t $$,
    $$ values ('title above level', 'K1021'), ('level above scope', 'K1017'), ('level above scope', 'K1027'), ('reports to the same or a lower level', 'K1024'), ('leader without reports', 'K1017') $$,
    'titles: the cases, and no other');
select results_eq($$ select p.level, p.holders, p.ready, p.near from rungs_api.report_pipeline(null, null, null, null, null, '2026-10-31', null) p $$,
    $$ values ('cpo', 1::bigint, 0::bigint, 0::bigint), ('vp', 3, 0, 0), ('director', 7, 0, 1), ('lead_pm', 8, 1, 0), ('senior_pm', 12, 1, 0), ('pm', 17, 1, 0), ('apm', 7, 0, 0) $$, 'holders, ready and near');
select is((select sum(m.below_people + m.near_people + m.above_people + m.unknown_people + m.top_people) from rungs_api.report_matrix(null, null, null, null, null, '2026-10-31', null) m),
    (select sum(p.holders) from rungs_api.report_pipeline(null, null, null, null, null, '2026-10-31', null) p), 'everybody on the ladder is in the matrix once');
select results_eq($$ select m.employee_id collate "default", m.scope_is from rungs_api.report_matrix_people(null, null, null, null, null, '2026-10-31', null) m where m.scope_is = 'less than the level asks' order by 1 $$,
    $$ values ('K1017', 'less than the level asks'), ('K1027', 'less than the level asks') $$, 'who owns less than the level asks');

create temporary table rate as select p.* from rungs_api.report_promotions(null, null, null, null, null, null, null, '2026-10-31', null) p;
select results_eq($$ select r.per, r.name, r.people, r.days, r.within, r.crossings from rate r where r.per in ('all', 'year', 'level') $$,
    $$ values ('all', 'everybody', 60::bigint, 40093::bigint, 13::bigint, 11::bigint), ('year', '2024', 42, 15020, 10, 6), ('year', '2025', 39, 14021, 3, 3), ('year', '2026', 55, 11052, 0, 2),
              ('level', 'apm', 14, 1498, 6, 0), ('level', 'pm', 26, 10387, 0, 7), ('level', 'senior_pm', 19, 10948, 6, 0), ('level', 'lead_pm', 13, 8886, 0, 4), ('level', 'director', 8, 5269, 1, 0), ('level', 'vp', 4, 3105, 0, 0) $$,
    'promotions and days by year and level');
select results_eq($$ select r.name, r.people, r.days, r.within, r.crossings from rate r where r.per in ('specialization', 'organisation') $$,
    $$ values ('Core PM', 25::bigint, 18514::bigint, 5::bigint, 4::bigint), ('Growth PM', 12, 7766, 3, 2), ('Innovation PM', 6, 3108, 1, 1), ('Platform PM', 17, 10705, 4, 4),
              ('Core', 16, 10356, 3, 2), ('Growth', 12, 7766, 3, 2), ('New Markets', 6, 3108, 1, 1), ('Payments', 13, 9192, 2, 3), ('Platform', 17, 9671, 4, 3) $$, 'by specialization and organisation');
select results_eq($$ select p.days, p.within, p.crossings from rungs_api.report_promotions('2024-01-01', '2024-12-31', null, null, null, null, null, '2026-10-31', null) p where p.per = 'all' $$,
    $$ values (15020::bigint, 10::bigint, 6::bigint) $$, 'one year alone');
select results_eq($$ select w.level, w.people, w.promoted, w.waiting, w.otherwise, w.median, w.lower, w.upper from rungs_api.report_waits(null, null, null, null, null, null, null, '2026-10-31', null) w $$,
    $$ values ('apm', 7::bigint, 6::bigint, 0::bigint, 1::bigint, 18.8::float8, 18.6::float8, null::float8), ('pm', 17, 7, 8, 2, 32, 22, null), ('senior_pm', 17, 6, 10, 1, null, 25, null),
              ('lead_pm', 13, 4, 8, 1, 39, 31, null), ('director', 8, 1, 7, 0, null, 34, null), ('vp', 4, 0, 3, 1, null, null, null) $$, 'medians with their limits');
select results_eq($$ select c.months, c.at_risk, c.promoted, round(c.still_waiting::numeric, 6), round(c.lower::numeric, 6), round(c.upper::numeric, 6)
        from rungs_api.report_wait_curves(null, null, null, null, null, null, null, '2026-10-31', null) c where c.level = 'senior_pm' and c.promoted > 0 $$,
    $$ values (18::float8, 15::bigint, 1::bigint, 0.933333, 0.612641, 0.990332), (22, 14, 1, 0.866667, 0.563912, 0.964884), (25, 11, 2, 0.709091, 0.394622, 0.880648), (29, 8, 1, 0.620455, 0.308190, 0.824027),
              (31, 6, 1, 0.517045, 0.213995, 0.754119) $$, 'a curve');
select is_empty($$ select p.* from rungs_api.report_promotions(null, null, null, null, null, null, null, '2026-10-31', '2020-01-01') p $$, 'as seen before anything was recorded: nothing');

select * from finish();
