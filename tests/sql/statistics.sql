-- database: empty
--
-- The statistical functions against published examples, and against tests/support/statistics.py, which reckons the same by
-- other ways: to nine digits, over made-up cases.

\set reckoned `python3 tests/support/statistics.py`
create temporary table reckoned as
select k.kind, c.number, c.said
from jsonb_each(:'reckoned'::jsonb) k (kind, cases)
cross join jsonb_array_elements(k.cases) with ordinality c (said, number);
select plan(33);

create function pg_temp.alike(found float8, wanted float8) returns boolean language sql as $$
    select found is not distinct from wanted or coalesce(abs(found - wanted) <= 1e-9 * abs(wanted) + 1e-15 * (abs(wanted) > 1e-6)::integer, false)
$$;
create function pg_temp.numbers(of jsonb) returns float8[] language sql as $$
    select array_agg(v.value::float8 order by v.place) from jsonb_array_elements_text(of) with ordinality v (value, place)
$$;
select ok(not pg_temp.alike(0.05, 0.0500000001) and not pg_temp.alike(null, 1) and pg_temp.alike(0.05, 0.05 + 1e-12), 'nine digits are asked for');

-- Fisher. The lady tasting tea (The Design of Experiments, 1935, II), the convicted twins (Fisher, The logic of inductive
-- inference, 1935; p as in the manual of R), and the diet of students (Wikipedia, Fisher's exact test).
select is(round(rungs_api.fisher_exact(3, 1, 1, 3)::numeric, 4), 0.4857, 'tea');
select ok(pg_temp.alike(rungs_api.fisher_exact(3, 1, 1, 3), 34.0 / 70), 'tea, as a fraction');
select is(round(rungs_api.fisher_exact(2, 15, 10, 3)::numeric, 7), 0.0005367, 'twins');
select is(round(rungs_api.fisher_exact(1, 9, 11, 3)::numeric, 9), 0.002759456, 'diet');
select is(rungs_api.fisher_exact(0, 10, 0, 20), 1::float8, 'nobody at all: no difference');
select is(rungs_api.fisher_exact(4, 0, 9, 0), 1::float8, 'everybody: no difference');
select is(rungs_api.fisher_exact(0, 0, 3, 4), 1::float8, 'an empty group: no difference');
select is(rungs_api.fisher_exact(null, 1, 1, 1), null::float8, 'nothing is said of nothing');
select is(rungs_api.fisher_exact(100000, 150000, 150000, 100000), 0::float8, 'half a million, and no chance left');
select ok(rungs_api.fisher_exact(25100, 224900, 25000, 225000) between 0.63 and 0.65, 'half a million, and hardly a difference: chi-squared 0.22');
select ok((select count(*) > 60 from reckoned r where r.kind = 'fisher'), 'there are tables to compare');
select is_empty($$
    select r.said, f.p from reckoned r
    cross join lateral (select rungs_api.fisher_exact((r.said->'t'->>0)::bigint, (r.said->'t'->>1)::bigint, (r.said->'t'->>2)::bigint, (r.said->'t'->>3)::bigint) as p) f
    where r.kind = 'fisher' and not pg_temp.alike(f.p, (r.said->>'p')::float8) $$, 'exact fractions say the same');

-- Tails of the normal distribution.
select ok(pg_temp.alike(rungs_api.normal_tails(-1.959963984540054), 0.05), 'a twentieth lies outside 1.96');
select is_empty($$ select r.said from reckoned r where r.kind = 'tails' and not pg_temp.alike(rungs_api.normal_tails((r.said->>'z')::float8), (r.said->>'p')::float8) $$,
    'erfc of the C library says the same');

-- Krippendorff's own example of four observers and twelve units, one of which was seen once.
create temporary table observed (unit integer, value float8);
insert into observed
select c.unit, nullif(v.value, '.')::float8
from (values ('1 2 3 3 2 1 4 1 2 . . .'), ('1 2 3 3 2 2 4 1 2 5 . 3'), ('. 3 3 3 2 3 4 2 2 5 1 .'), ('1 2 3 3 2 4 4 1 2 5 1 .')) o (line)
cross join lateral string_to_table(o.line, ' ') with ordinality v (value, place)
cross join lateral (select v.place::integer as unit) c;
select results_eq($$
    select m.metric, round(rungs_api.krippendorff_alpha(array_agg(o.unit), array_agg(o.value), m.metric)::numeric, 3)
    from observed o cross join (values ('nominal'), ('ordinal'), ('interval')) m (metric) group by m.metric order by 2 $$,
    $$ values ('nominal', 0.743), ('ordinal', 0.815), ('interval', 0.849) $$, 'Krippendorff 2011');
select is_empty($$
    select r.said, a.alpha from reckoned r
    cross join lateral (
        select rungs_api.krippendorff_alpha(array_agg(u.place::integer), array_agg(v.value::float8), r.said->>'metric') as alpha
        from jsonb_array_elements(r.said->'units') with ordinality u (votes, place)
        cross join lateral jsonb_array_elements_text(u.votes) v (value)) a
    where r.kind = 'alpha' and not pg_temp.alike(a.alpha, (r.said->>'alpha')::float8) $$, 'all pairs say the same');
select is(rungs_api.krippendorff_alpha('{1,1,2,2}', '{3,3,3,3}', 'ordinal'), null::float8, 'all alike: there is nothing to agree on');
select is(rungs_api.krippendorff_alpha('{1,2,3}', '{1,2,3}', 'ordinal'), null::float8, 'one rating each: nobody to agree with');
select is(rungs_api.krippendorff_alpha('{1,1,2,2}', '{1,1,5,5}', 'interval'), 1::float8, 'of one mind');
select results_eq($$ select a, rungs_api.alpha_words(a) from unnest('{0.8,0.79,0.667,0.66,-1}'::float8[]) a $$,
    $$ values (0.8::float8, 'reliable'), (0.79, 'tentative'), (0.667, 'tentative'), (0.66, 'not reliable'), (-1, 'not reliable') $$, 'what an alpha is good for');

-- Mann and Whitney.
select is_empty($$
    with ranked as (
        select r.number, r.said, v.mine, v.value,
               rank() over same + (count(*) over (partition by r.number, v.value) - 1) / 2.0::float8 as place, count(*) over (partition by r.number, v.value) as alike
        from reckoned r
        cross join lateral (
            select true as mine, g.value::float8 from jsonb_array_elements_text(r.said->'group') g (value)
            union all select false, o.value::float8 from jsonb_array_elements_text(r.said->'others') o (value)) v
        where r.kind = 'whitney'
        window same as (partition by r.number order by v.value))
    select k.number, min(k.said::text), rungs_api.mann_whitney(sum(k.place) filter (where k.mine), count(*) filter (where k.mine), count(*), sum(k.alike::float8 ^ 2 - 1))
    from ranked k group by k.number
    having not pg_temp.alike(
        rungs_api.mann_whitney(sum(k.place) filter (where k.mine), count(*) filter (where k.mine), count(*), sum(k.alike::float8 ^ 2 - 1)),
        (min(k.said::text)::jsonb->>'p')::float8) $$, 'pair by pair it is the same');
select is(rungs_api.mann_whitney(15, 3, 9, 9 * 80), null::float8, 'all alike: nothing to say');

-- Shrinkage. Eight schools (Rubin, Estimation in parallel randomized experiments, 1981): no more variance than the schools' own.
select is(rungs_api.between_variance('{28,8,-3,7,-1,1,18,12}', '{225,100,256,121,81,121,100,324}'), 0::float8, 'eight schools are alike');
select ok(pg_temp.alike(rungs_api.between_variance('{1,3,5,7}', '{2,2,2,2}'), 20.0 / 3 - 2), 'where all are as sure it is the variance less the noise');
select is_empty($$
    select r.number, w.wanted, s.* from reckoned r
    cross join lateral (
        select array_agg(t.place::integer) as teams, array_agg(v.value::float8) as ratings
        from jsonb_array_elements(r.said->'teams') with ordinality t (ratings, place)
        cross join lateral jsonb_array_elements_text(t.ratings) v (value)) d
    cross join lateral jsonb_array_elements(r.said->'wanted') with ordinality x (wanted, place)
    cross join lateral (select pg_temp.numbers(x.wanted) as wanted) w
    left join lateral rungs_api.shrunken_means(d.teams, d.ratings) s on s.group_id = x.place
    where r.kind = 'shrunken'
      and not coalesce((select bool_and(abs(f.found - f.wanted) <= 1e-9 * greatest(abs(f.wanted), 1))
                        from unnest(array[s.members, s.mean, s.everybody, s.variance, s.shrunken, s.low, s.high], w.wanted) f (found, wanted)), false) $$,
    'bisection says the same');
select is((select string_agg(s.mean || ' ' || coalesce(s.shrunken::text, '?'), ', ' order by s.group_id) from rungs_api.shrunken_means('{1,1,2,2,3}', '{0,2,1,1,4}') s),
    '1 ?, 1 ?, 4 ?', 'of three groups nothing is said but their means');
select is((select count(s.shrunken) from rungs_api.shrunken_means('{1,2,3,4,5}', '{0,2,1,1,4}') s), 0::bigint, 'of groups of one neither: nobody knows what is chance');
select ok((select bool_and(s.high - s.low > 0.5) from rungs_api.shrunken_means('{1,1,2,2,3,3,4,4}', '{1,1,1,1,1,1,2,2}') s), 'ratings that are all alike are not certain');

-- Batting averages of 18 players, 45 times each (Efron and Morris, Stein's Paradox in Statistics, Scientific American 236,
-- 1977: towards the grand average of .265 by a factor of .212; Clemente's .400 becomes .294).
create temporary table batted as
select array_agg(h.average order by h.place) as means, array_agg(h.everybody * (1 - h.everybody) / 45) as noises
from (select g.place, round(g.hits / 45.0, 3)::float8 as average, avg(round(g.hits / 45.0, 3)::float8) over () as everybody
      from unnest('{18,17,16,15,14,14,13,12,11,11,10,10,10,10,10,9,8,7}'::integer[]) with ordinality g (hits, place)) h;
select results_eq($$ select e.place, round(e.shrunken::numeric, 3) from batted b cross join lateral rungs_api.empirical_bayes(b.means, b.noises) e where e.place in (1, 2, 8, 18) order by e.place $$,
    $$ values (1::bigint, 0.294), (2, 0.289), (8, 0.266), (18, 0.242) $$, 'Stein''s paradox: James and Stein, where all are as sure');
select is((select string_agg(distinct round(((e.shrunken - e.everybody) / (b.means[e.place] - e.everybody))::numeric, 3)::text, ' ')
    from batted b cross join lateral rungs_api.empirical_bayes(b.means, b.noises) e), '0.212', 'by the same factor for all');
-- By hand: means 1 3 5 7 of noise 2: A = 20/3 - 2 = 14/3, V + A = 20/3, B = 1/3 * 2 / (20/3) = 1/10; centre 4.
-- Spread of the first: 2 (1 - 3/4 * 1/10) + 2 * 1/100 * 1 * 9 = 1.85 + 0.18.
select results_eq($$ select round(e.everybody::numeric, 9), round(e.shrunken::numeric, 9), round(e.spread::numeric, 9)
    from rungs_api.empirical_bayes('{1,3,5,7}', '{2,2,2,2}') e where e.place = 1 $$, $$ values (4.000000000, 1.300000000, 2.030000000) $$, 'four groups by hand');

-- Kaplan and Meier: the published example is in survival.sql.
select is_empty($$
    select w.wanted, k.* from reckoned r
    cross join lateral (
        select array_agg(0::float8) as entered, array_agg(t.value::float8 order by t.place) as times
        from jsonb_array_elements_text(r.said->'times') with ordinality t (value, place)) d
    cross join lateral jsonb_array_elements(r.said->'wanted') x (wanted)
    cross join lateral (select pg_temp.numbers(x.wanted) as wanted) w
    left join lateral rungs_api.survival_curve(d.entered, d.times, array(select h.value::boolean from jsonb_array_elements_text(r.said->'happened') h (value)), 1) k
           on k.lasts = w.wanted[1]
    where r.kind = 'survival'
      and not coalesce(k.at_risk = w.wanted[2] and k.events = w.wanted[3] and pg_temp.alike(k.survival, w.wanted[4]), false) $$, 'fractions say the same');

select * from finish();
