-- database: empty
--
-- The product-limit estimate against a published example: times to relapse of children with acute leukaemia, 6-MP and
-- placebo (E. J. Freireich et al., Blood 21, 1963; used by E. A. Gehan, Biometrika 52, 1965, and in most textbooks since:
-- D. R. Cox, D. Oakes, Analysis of Survival Data, 1984; D. Collett, Modelling Survival Data in Medical Research). Published
-- there: S of 6-MP 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448, medians 23 and 8; with limits on the scale of
-- log(-log S) 13 to none, and 4 to 11.

select plan(17);

create temporary table arm (drug text, weeks float8, relapsed boolean);
insert into arm select '6-MP', abs(w), w > 0
from unnest('{6,6,6,-6,7,-9,10,-10,-11,13,16,-17,-19,-20,22,23,-25,-32,-32,-34,-35}'::float8[]) w;
insert into arm select 'placebo', w, true from unnest('{1,1,2,2,3,4,4,5,5,8,8,8,8,11,11,12,12,15,17,22,23}'::float8[]) w;
create function pg_temp.curve(which text) returns table (weeks float8, at_risk bigint, events bigint, s numeric, lower numeric, upper numeric) language sql as $$
    select c.lasts, c.at_risk, c.events, round(c.survival::numeric, 3), round(c.lower::numeric, 3), round(c.upper::numeric, 3)
    from (select array_agg(0::float8) as entered, array_agg(a.weeks) as lasted, array_agg(a.relapsed) as happened from arm a where a.drug = which) a
    cross join lateral rungs_api.survival_curve(a.entered, a.lasted, a.happened, 4) c
$$;
create function pg_temp.median(which text) returns text language sql as $$
    select concat_ws(' ', m.begins, coalesce(m.median::text, '-'), coalesce(m.lower::text, '-'), coalesce(m.upper::text, '-'))
    from (select array_agg(0::float8) as entered, array_agg(a.weeks) as lasted, array_agg(a.relapsed) as happened from arm a where a.drug = which) a
    cross join lateral rungs_api.survival_median(a.entered, a.lasted, a.happened, 4) m
$$;
select results_eq($$ select c.weeks, c.at_risk, c.events, c.s from pg_temp.curve('6-MP') c $$,
    $$ values (0::float8, 21::bigint, 0::bigint, 1.000), (6, 21, 3, 0.857), (7, 17, 1, 0.807), (10, 15, 1, 0.753), (13, 12, 1, 0.690), (16, 11, 1, 0.627),
              (22, 7, 1, 0.538), (23, 6, 1, 0.448) $$, 'the curve of 6-MP');
select results_eq($$ select c.weeks, c.s from pg_temp.curve('placebo') c $$,
    $$ values (0::float8, 1.000), (1, 0.905), (2, 0.810), (3, 0.762), (4, 0.667), (5, 0.571), (8, 0.381), (11, 0.286), (12, 0.190), (15, 0.143), (17, 0.095), (22, 0.048), (23, 0.000) $$,
    'the curve of the placebo, which reaches nought');
-- Greenwood at 6 weeks: 3/(21*18) = 1/126; its root over -ln(18/21) is 0.5779; 1.96 of it raise 6/7 to (0.620, 0.952).
select results_eq($$ select c.lower, c.upper from pg_temp.curve('6-MP') c where c.weeks in (6, 23) order by c.weeks $$,
    $$ values (0.620, 0.952), (0.188, 0.680) $$, 'limits, the first one reckoned by hand');
select results_eq($$ select c.lower, c.upper from pg_temp.curve('placebo') c where c.weeks in (0, 23) $$,
    $$ values (null::numeric, null::numeric), (null, null) $$, 'none at one and at nought');
select is(pg_temp.median('6-MP'), '0 23 13 -', 'the median, and an upper limit that is not reached');
select is(pg_temp.median('placebo'), '0 8 4 11', 'both limits');

-- Boundaries. Four people, promoted at 1, 2, 3 and 4: S is 3/4, 1/2, 1/4, 0.
create function pg_temp.half(entered float8[], lasted float8[], happened boolean[], at_least integer default 1) returns text language sql as $$
    select concat_ws(' ', coalesce(m.begins::text, '-'), coalesce(m.median::text, '-')) from rungs_api.survival_median(entered, lasted, happened, at_least) m
$$;
select is(pg_temp.half('{0,0,0,0}', '{1,2,3,4}', '{t,t,t,t}'), '0 2', 'at a half exactly it is reached');
select is(pg_temp.half('{0,0,0,0}', '{1,2,3,4}', '{t,f,f,f}'), '0 -', 'above a half it is not');
select is(pg_temp.half('{0,0,0,0,0,0}', '{1,2,3,4,5,6}', '{t,t,t,t,t,t}'), '0 3', 'also where the product misses a half by its last bit');
select is(pg_temp.half('{0,0}', '{5,5}', '{t,f}'), '0 5', 'who is censored on the day of an event was at risk for it');
select is(pg_temp.half('{0,0}', '{5,4}', '{t,f}'), '0 5', 'who is censored before it was not');
select is(pg_temp.half('{}', '{}', '{}'), '- -', 'nobody');
-- Late entry. Three from the start and one from 3 on: at 2 one of three, at 4 one of three (1 left at 2, 1 came).
select is((select string_agg(concat_ws(' ', c.lasts, c.at_risk, round(c.survival::numeric, 4)), ', ') from rungs_api.survival_curve('{0,0,0,3}', '{2,4,9,9}', '{t,t,f,f}', 1) c),
    '0 3 1.0000, 2 3 0.6667, 4 3 0.4444', 'who comes late is at risk from then on');
select is((select string_agg(concat_ws(' ', c.lasts, c.at_risk, c.events), ', ') from rungs_api.survival_curve('{0,0,0,2}', '{2,4,9,9}', '{t,t,f,f}', 1) c),
    '0 3 0, 2 3 1, 4 3 1', 'not yet on the day of coming');
-- Fewer than four at once until 3: what happened before is not counted, and the curve begins there.
select is((select string_agg(concat_ws(' ', c.lasts, c.at_risk, c.events, round(c.survival::numeric, 4)), ', ')
           from rungs_api.survival_curve('{0,0,3,3,3}', '{2,4,9,9,9}', '{t,t,f,f,f}', 4) c),
    '3 4 0 1.0000, 4 4 1 0.7500', 'the curve begins where enough are watched');
select is(pg_temp.half('{0,0,0}', '{1,2,3}', '{t,t,t}', 4), '- -', 'never enough');
select is(pg_temp.half('{0,5}', '{0,5}', '{t,t}'), '- -', 'who was never watched says nothing');

select * from finish();
