-- database: empty
--
-- Every rule of readiness on both sides of its border, one row a case, by design: strengths, ages, the cap, what is met,
-- what is known, gates, verdicts, settling. What people come to by them is in points, readiness and crossing.

\i tests/support/small_company.sql
select plan(19);

create function pg_temp.rules(on_day date default '2026-06-15') returns rungs_api.rule_set language sql as $$
    select s.rules from rungs_api.rule_sets(on_day, now()) s join rungs.ladder l on l.id = s.ladder_id and l.code = 'tower'
$$;

select results_eq($$ select s.code collate "default", (pg_temp.rules()).points[s.id] from rungs.strength s order by s.id $$,
    $$ values ('contrary', -2::float8), ('emerging', 1), ('solid', 2), ('exemplary', 3) $$, 'points by strength');

-- Ages: the same day of the month, or the last one where the month is shorter.
create temporary table age (asked date, happened date, factor float8);
insert into age values
    ('2026-06-15', '2026-06-15', 1), ('2026-06-15', '2025-06-16', 1), ('2026-06-15', '2025-06-15', 1), ('2026-06-15', '2025-06-14', 0.5),
    ('2026-06-15', '2024-06-16', 0.5), ('2026-06-15', '2024-06-15', 0.5), ('2026-06-15', '2024-06-14', 0), ('2026-06-15', '1999-01-01', 0),
    ('2025-02-28', '2024-02-28', 1), ('2025-02-28', '2024-02-27', 0.5), ('2026-02-28', '2024-02-28', 0.5), ('2026-02-28', '2024-02-27', 0),
    ('2024-02-29', '2023-02-28', 1), ('2024-02-29', '2023-02-27', 0.5), ('2024-02-29', '2022-02-28', 0.5), ('2024-02-29', '2022-02-27', 0),
    ('2024-03-01', '2023-03-01', 1), ('2024-03-01', '2023-02-28', 0.5);
select is_empty($$ select a.*, rungs_api.age_factor(a.happened, pg_temp.rules(a.asked)) from age a
    where a.factor <> rungs_api.age_factor(a.happened, pg_temp.rules(a.asked)) $$, 'ages of exactly 12 and 24 months, and a day more');

select results_eq($$ select rungs_api.capped(p.points, pg_temp.rules()) from (values (2.5::float8), (3), (3.5), (6), (0), (-2.5), (-3), (-3.5), (-6)) p (points) $$,
    $$ values (2.5::float8), (3), (3), (3), (0), (-2.5), (-3), (-3), (-3) $$, 'one observer counts for at most 3, up or down');
select results_eq($$ select rungs_api.state_of(p.points, p.entries, p.fresh, 4) from (values
        (null::float8, 0, 0), (0, 1, 0), (0, 2, 2), (-0.5, 1, 1), (0.5, 1, 1), (3.5, 2, 2), (4, 2, 2), (4, 2, 1), (9, 3, 3)) p (points, entries, fresh) $$,
    $$ values ('unknown'), ('stale'), ('partial'), ('contrary'), ('partial'), ('partial'), ('met'), ('met'), ('met') $$, 'how an expectation stands');
select results_eq($$ select rungs_api.score_of(p.points, 4) from (values (null::float8), (-3), (-0.5), (0), (1), (3.5), (4), (4.5)) p (points) $$,
    $$ values (0::float8), (0), (0), (0), (0.25), (0.875), (1), (1) $$, 'what it adds: at least nothing, at most all of it');

create temporary table judged (known float8, coverage float8, open integer, verdict text);
insert into judged values
    (0.2499, 0.2, 0, 'unknown'), (0.25, 0.2, 0, 'ready'), (0.2499, 0.2, 1, 'unknown'), (0.25, 0.25, 1, 'building'), (0, 0, 6, 'unknown'),
    (1, 1, 0, 'ready'), (1, 1, 1, 'near'), (1, 1, 2, 'near'), (1, 1, 3, 'building'),
    (1, 0.6, 1, 'near'), (1, 0.6, 2, 'near'), (1, 0.5999, 1, 'building'), (1, 0.5999, 2, 'building'), (1, 0.6, 3, 'building');
select is_empty($$ select j.* from judged j where j.verdict <> rungs_api.verdict_of(pg_temp.rules(), j.known, j.coverage, j.open) $$,
    'verdicts: a quarter known, no gate, two gates, 60 %');

create temporary table gated (coverage float8, musts text[], scope text[], months integer, voices text[], across boolean, sustained integer, gates text);
insert into gated values
    (0.8, '{}', '{}', 12, '{}', false, 3, ''), (0.7999, '{}', '{}', 12, '{}', false, 3, 'coverage'), (0.8, '{x}', '{}', 12, '{}', false, 3, 'must'),
    (0.8, '{}', '{x}', 12, '{}', false, 3, 'scope'), (0.8, '{}', '{}', 11, '{}', false, 3, 'months'), (0.8, '{}', '{}', 12, '{x}', false, 3, 'voices'),
    (0.8, '{}', '{}', 12, '{}', false, 2, 'sustained'), (0.8, '{}', '{}', 12, '{}', true, 6, ''), (0.8, '{}', '{}', 12, '{}', true, 5, 'sustained'),
    (0.8, '{}', '{}', 12, '{}', false, 5, ''), (0, '{x}', '{x}', 0, '{x}', true, 0, 'coverage must scope months voices sustained');
select is_empty($$ select g.* from gated g where g.gates <> (
        select coalesce(string_agg(o.code, ' ' order by o.position), '')
        from unnest(rungs_api.open_gates(pg_temp.rules(), g.coverage, g.musts, g.scope, g.months, g.voices, g.across, g.sustained))
            with ordinality o (code, reason, position)) $$, 'each gate alone at its border, and all');

select results_eq($$ select rungs_api.settled_on(s.began, s.day, pg_temp.rules()) from (values
        (date '2025-12-16', date '2026-06-15'), ('2025-12-15', '2026-06-15'), ('2026-06-15', '2026-06-15'), (null, '2026-06-15'),
        ('2025-08-31', '2026-02-27'), ('2025-08-31', '2026-02-28')) s (began, day) $$,
    $$ values (date '2026-06-16'), (null), ('2026-12-15'), (null), ('2026-02-28'), (null) $$, 'settling to the day before 6 months later, or the last of that month');

-- A voice counts as long as its entry does.
select pg_temp.comes('ann', '2020-01-01', 'one', '2025-06-15');
select pg_temp.owns('ann', 'reports', 2, '2020-01-01');
select pg_temp.meets('ann', c.code, '2026-03-15', 'far') from unnest('{b1,b2,b3,b4}'::text[]) c (code);
select pg_temp.saw('ann', 'b1', 'emerging', 'peer', 'peer', '2024-06-15');
select is((select a.gates from pg_temp.answer('ann', '2026-06-15') a), '', 'a peer of exactly 24 months ago is still heard');
select is((select a.gates from pg_temp.answer('ann', '2026-06-16') a), 'voices', 'a day later no more');

-- Months above the bar: across 6 are counted and not more, within 3 are asked of them.
select is((select a.sustained from pg_temp.answer('ann', '2026-06-15') a), 3, 'above the bar since March');
select is((select a.sustained from pg_temp.answer('ann', '2026-09-15') a), 6, '6 months later in the year');
select is((select a.sustained from pg_temp.answer('ann', '2027-01-15') a), 6, 'more than 6 are not counted');
select is((select a.sustained from pg_temp.answer('ann', '2026-04-14') a), 0, 'less than a month is none');
select is((select a.sustained from pg_temp.answer('ann', '2026-04-15') a), 1, 'a month to the day is one');

-- Each rule decides alone: another value moves its border and no other.
create temporary table changed (rule text, value float8, what text);
insert into changed values
    ('points_solid', 1.5, 'points'), ('aged_factor', 0.25, 'age'), ('full_months', 9, 'age'), ('window_months', 20, 'age'), ('observer_cap', 2, 'cap'),
    ('met_points', 3.5, 'state'), ('coverage_bar', 0.75, 'gates'), ('level_months', 11, 'gates'), ('sustained_within', 2, 'gates'),
    ('sustained_across', 5, 'gates'), ('near_coverage', 0.5, 'verdict'), ('near_gates', 1, 'verdict'), ('known_floor', 0.2, 'verdict'),
    ('settling_months', 3, 'settling');
create function pg_temp.moved(rules rungs_api.rule_set) returns text language sql as $$
    select string_agg(x.what || ' ' || x.answer, e'\n' order by x.what)
    from (
        select 'points' as what, (rules).points::text as answer
        union all select 'age', array(select rungs_api.age_factor(d.day, rules) from (values (date '2025-08-01'), ('2024-09-01'), ('2024-12-01')) d (day))::text
        union all select 'cap', rungs_api.capped(2.5, rules)::text
        union all select 'state', rungs_api.state_of(3.5, 2, 2, (rules).met_points)
        union all select 'gates', array(
            select o.code from unnest(rungs_api.open_gates(rules, 0.77, '{}', '{}', 11, '{}', a.across, case when a.across then 5 else 2 end)) o
        )::text from (values (false), (true)) a (across)
        union all select 'verdict', rungs_api.verdict_of(rules, v.known, v.coverage, v.open)
        from (values (0.22::float8, 0.2::float8, 0), (1, 0.55, 1), (1, 0.7, 2)) v (known, coverage, open)
        union all select 'settling', coalesce(rungs_api.settled_on('2026-02-01', '2026-06-15', rules)::text, 'no')) x
$$;
create temporary table usual as select pg_temp.moved(pg_temp.rules()) as answers;
create temporary table found (rule text, what text, moved text[]);
do $$
declare
    it record;
begin
    for it in select * from changed loop
        begin
            update rungs.rule_value v set value = it.value where v.rule = it.rule;
            -- What differs, by its first word.
            raise exception using errcode = 'RGTST', message = coalesce((
                select string_agg(distinct split_part(l.line, ' ', 1), ',')
                from (select string_to_table(pg_temp.moved(pg_temp.rules()), e'\n') except all select string_to_table(u.answers, e'\n') from usual u) l (line)), '');
        exception when sqlstate 'RGTST' then
            insert into found values (it.rule, it.what, string_to_array(sqlerrm, ','));
        end;
    end loop;
end
$$;
select is_empty($$ select * from found f where f.moved is distinct from array[f.what] $$, 'each rule moves its own border, and no other');
select is((select count(*) from found), 14::bigint, 'all were tried');

-- What a gate asks is asked of the day: the level since that day, the scope of that day.
select is((select a.months from pg_temp.answer('ann', '2025-06-15') a), 0, 'on the first day at a level');
select is_empty($$ select a.months from pg_temp.answer('ann', '2025-06-14') a $$, 'and before it there is none');

select * from finish();
