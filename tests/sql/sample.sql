-- database: sample
--
-- The sample company as the reports show it on 2026-10-31, against tests/data/sample-cases.md, whose facts come
-- from a program of its own that shares no code with Rungs.

select plan(49);
set local timezone = 'UTC';

create temporary table today as
select r.employee_id as id, r.person, r.level, r.target, r.move, r.coverage, r.known, r.met, r.verdict,
       coalesce(r.open_gates, '') as gates, coalesce(r.flags, '') as flags
from rungs_api.report_readiness(null, null, null, null, null, null, '2026-10-31', null) r;
create temporary table log as
select p.employee_id as id, e.observed_on, e.expectation, e.strength, e.observer, e.relation, e.work_type, e.status, e.counts
from rungs_api.evidence_list(null, null, null, null, 100000, '2026-10-31', null) e
join rungs.evidence v on v.id = e.evidence
join rungs.person p on p.id = v.person_id;
create function pg_temp.says(who text) returns text language sql as $$
    select concat_ws(', ', t.level || ' to ' || t.target, t.move, coalesce(round(t.coverage::numeric * 100, 1) || ' %', 'no coverage'),
                     t.verdict, nullif('open: ' || t.gates, 'open: '), nullif(t.flags, ''))
    from today t
    where t.id = who
$$;
create function pg_temp.covered(who text, on_day date) returns float8 language sql as $$
    select r.coverage from rungs_api.report_readiness(who, null, null, null, null, null, on_day, null) r
$$;
create function pg_temp.gate(who text, gate text) returns text language sql as $$
    select g.reason
    from rungs.person p
    cross join lateral rungs_api.readiness(array[p.id], '2026-10-31', now(), null, null) r
    cross join lateral unnest(r.gates) g
    where p.employee_id = who and g.code = gate
$$;

-- Verdicts.
select is(pg_temp.says('K1051'), 'apm to pm, within, 90.0 %, ready', 'ready within a stage');
select is(pg_temp.says('K1020'), 'senior_pm to lead_pm, within, 93.8 %, ready', 'ready within a stage, not nominated');
select is(pg_temp.says('K1032'), 'pm to senior_pm, across, 89.8 %, ready', 'ready across');
select results_eq($$ select pg_temp.covered('K1051', d.day) >= 0.8, pg_temp.covered('K1020', d.day) >= 0.8, pg_temp.covered('K1032', d.day) >= 0.8
    from (values (date '2026-03-31'), ('2026-04-30'), ('2026-05-31'), ('2026-06-30'), ('2026-08-31'), ('2026-10-31')) d (day) $$,
    $$ values (false, false, false), (false, false, true), (false, false, true), (true, true, true), (true, true, true), (true, true, true) $$,
    'above 80 % since June, June and April');
select is(pg_temp.says('K1012'), 'lead_pm to director, across, 86.5 %, near, open: must, sustained', 'near, across');
select is(pg_temp.gate('K1012', 'sustained'), 'above the bar for 1 of 6 months', 'since a month');
select matches(pg_temp.gate('K1012', 'must'), '^[^;]*director_builds_team[^;]*; [^;]*company_advisor[^;]*$', 'two musts are open, and no third');
select alike(pg_temp.says('K1033'), 'pm to senior_pm, across, 1.9 \%, %, old job only', 'old job only');
select alike(pg_temp.says('K1010'), 'director to vp, within, %, still doing the old job', 'still doing the old job');
select is((select t.flags from today t where t.id = 'K1008'), '', 'who leads since the crossing is not flagged');
select alike(pg_temp.says('K1011'), '%settling until 2027-01-01', 'settling');
select alike(pg_temp.says('K1047'), 'pm to senior_pm, across, 4.6 \%, building%', 'nominated, not ready at all');
select is((select floor(t.known * 20) / 20 from today t where t.id = 'K1047'), 0.25::float8, 'a quarter known');
select alike(pg_temp.says('K1053'), 'apm to pm, within, 20.0 \%, building%', 'nominated early');
select alike(pg_temp.says('K1031'), 'senior_pm to lead_pm, within, 16.7 \%, building%', 'nominated without reports');
select alike(lower(pg_temp.gate('K1031', 'scope')), '%direct reports%', 'which is a scope that is missing');
select alike(pg_temp.says('K1040'), 'pm to senior_pm, across, 41.7 \%, building%', 'one enthusiastic observer');
select is((select t.flags from today t where t.id = 'K1040'), 'other work type only', 'all of it growth work, and core is feature work');
select is((select t.met from today t where t.id = 'K1040'), 0, 'whose single voice meets nothing');
select alike(lower(pg_temp.gate('K1027', 'scope')), '%product surface%feature%', 'level above scope: owns one feature');
select is((select count(*) from today t where t.verdict = 'ready') || ' ' || (select count(*) from today t where t.verdict = 'near'), '3 1', 'nobody else is ready or near');
select set_eq($$ select t.id from today t where t.flags <> '' $$, array['K1010', 'K1011', 'K1033', 'K1040'], 'nobody else has a flag');

-- What is not known.
select is_empty($$
    select t.id, t.coverage, t.verdict from today t
    where t.id in ('K1002', 'K1003', 'K1004', 'K1005', 'K1006', 'K1007', 'K1019', 'K1022', 'K1025', 'K1030', 'K1041', 'K1044', 'K1049',
                   'K1050', 'K1052', 'K1054', 'K1055', 'K1056')
      and (t.coverage is not null or t.known <> 0 or t.verdict <> 'unknown')
$$, 'who has no evidence is unknown, never nought');
select is_empty($$
    select l.id from log l
    where l.id in ('K1001', 'K1002', 'K1003', 'K1004', 'K1005', 'K1006', 'K1007', 'K1019', 'K1022', 'K1025', 'K1030', 'K1041', 'K1044', 'K1049',
                   'K1050', 'K1052', 'K1054', 'K1055', 'K1056')
$$, 'and has none in the log');
select is((select t.verdict from today t where t.id = 'K1001'), 'top', 'above the chief product officer is nothing');
select results_eq($$ select count(*), max(l.observed_on) from log l where l.id = 'K1026' $$, $$ values (7::bigint, date '2024-09-11') $$, 'only stale evidence');
select is((select t.coverage from today t where t.id = 'K1026'), 0::float8, 'known once, worth nothing now');
select results_eq($$ select count(*), count(*) filter (where l.relation = 'self' and l.observer = 'राहुल वर्मा'), count(*) filter (where l.counts) from log l where l.id = 'K1042' $$,
    $$ values (6::bigint, 6::bigint, 0::bigint) $$, 'self-logged only: six entries, none counts');
select is((select t.verdict from today t where t.id = 'K1042'), 'unknown', 'so nothing is known');

-- What the verdicts rest on.
select results_eq($$ select s.points, s.state from rungs.person p
    cross join lateral rungs_api.expectation_standing(array[p.id], '2026-10-31', now(), null, null) s
    join rungs.expectation x on x.id = s.expectation_id
    where p.employee_id = 'K1039' and x.code = 'senior_goals' $$,
    $$ values (-3::float8, 'contrary') $$, 'a must with -3 points is contrary');
select alike(pg_temp.gate('K1039', 'must'), '%senior_goals is contrary%', 'and named');
select results_eq($$ select l.strength, count(*), count(distinct l.observer) from log l where l.id = 'K1039' and l.expectation = 'senior_goals' group by l.strength order by l.strength $$,
    $$ values ('contrary', 2::bigint, 2::bigint), ('emerging', 1, 1) $$, 'by two observers, against one emerging');
select results_eq($$ select count(*) filter (where l.expectation like 'pm\_%'), count(*) filter (where l.expectation like 'senior\_%')
    from log l where l.id = 'K1033' and l.observed_on > '2025-10-31' $$, $$ values (14::bigint, 1::bigint) $$, 'old job only: 14 entries on the present level, 1 on the target');
select results_eq($$ select count(*), count(*) filter (where l.expectation like 'pm\_%' or l.expectation like 'senior\_%'), count(*) filter (where l.expectation like 'director\_%' and l.strength = 'emerging')
    from log l where l.id = 'K1010' and l.observed_on >= '2025-09-01' $$, $$ values (10::bigint, 9::bigint, 1::bigint) $$, 'still doing the old job: 9 of 10 entries');
select results_eq($$ select count(*), count(*) filter (where l.expectation like 'vp\_%') from log l where l.id = 'K1008' and l.observed_on >= '2025-03-01' $$,
    $$ values (6::bigint, 1::bigint) $$, 'who leads: 6 entries, one of them about the level above');
select results_eq($$ select count(*), count(distinct l.observer), bool_and(l.relation = 'manager'), bool_and(l.work_type = 'growth') from log l where l.id = 'K1040' $$,
    $$ values (11::bigint, 1::bigint, true, true) $$, '11 entries by one manager, all growth work');
select results_eq($$ select l.observer, count(*), round(avg(case l.strength when 'contrary' then -2 when 'emerging' then 1 when 'solid' then 2 else 3 end), 1)
    from log l where l.relation = 'manager' and l.observer in ('Jean-Sébastien Côté', 'Γεωργία Νικολάου') group by l.observer order by 2 $$,
    $$ values ('Γεωργία Νικολάου', 14::bigint, 1.1), ('Jean-Sébastien Côté', 21, 2.7) $$, 'a strict manager and a generous one');
select results_eq($$ select l.id from log l where l.status = 'withdrawn' order by 1 $$, $$ values ('K1031' collate "C"), ('K1045') $$, 'two withdrawn entries');
select is((select count(*) from log l where l.status = 'disputed' and l.observer = 'Γεωργία Νικολάου'), 1::bigint, 'one of the strict manager is disputed');

-- The roster.
select results_eq($$ select r.person, r.level from rungs_api.report_readiness('K1011', null, null, null, null, null, '2024-06-30', null) r $$,
    $$ values ('Zofia Nowak', 'lead_pm') $$, 'another name and level in 2024');
select results_eq($$ select t.title, t.level from rungs_api.report_team('K1006', null, '2026-10-31', null) t where t.employee_id = 'K1021' $$,
    $$ values ('Director of Product, Kitchen Screens', 'senior_pm') $$, 'title above level');
select results_eq($$ select t.employee_id, t.level from rungs_api.report_team('K1023', null, '2026-10-31', null) t where t.employee_id = 'K1024' $$,
    $$ values ('K1024', (select t.level from today t where t.id = 'K1023')) $$, 'a report at the same level');
select is_empty($$ select t.person from rungs_api.report_team('K1017', null, '2026-10-31', null) t $$, 'a leader by title to whom nobody reports');
select throws_ok($$ select rungs_api.person_find('Maria Garcia', '2026-10-31', now()) $$, 'RG003', '''Maria Garcia'' is the name of 2 people', 'a name of two');
select isnt((select rungs_api.person_find('maria.garcia@copperheron.example', '2026-10-31', now())),
    (select rungs_api.person_find('maria.garcia2@copperheron.example', '2026-10-31', now())), 'who have different addresses');
select is((select count(*) from today t where t.id = 'K1028'), 1::bigint, 'who is on leave is counted');
select is_empty($$ select r.name from rungs_api.employed_on('2026-10-31', now()) r join rungs.person p on p.id = r.person_id
    where p.employee_id in ('K1046', 'K1062', 'K1063', 'K1064', 'K1065', 'K1066') $$, 'who left between the rosters is gone');
select is_empty($$ select t.id from today t where t.id in ('K1057', 'K1058', 'K1059', 'K1060', 'K1061') $$, 'who has no level is on no ladder');

-- The cycle.
select results_eq($$ select a.matter, string_agg(a.employee_id, ' ' order by a.employee_id) from rungs_api.calibrate_attention('2026-H2', null, '2026-10-31', null) a group by 1 order by 1 $$,
    $$ values ('nominated and ready', 'K1032 K1051'), ('nominated, not ready', 'K1012 K1021 K1031 K1033 K1040 K1047 K1053'), ('ready, not nominated', 'K1020') $$,
    'nominated or ready, or both');

select * from finish();
