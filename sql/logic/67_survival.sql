-- Time until something happens when for many it has not happened yet. The product-limit estimate: E. L. Kaplan, P. Meier,
-- Nonparametric Estimation from Incomplete Observations, J. Am. Stat. Assoc. 53 (1958). Its variance: M. Greenwood, The
-- Natural Duration of Cancer (1926). Limits on the scale of log(-log S), and those of the median by inverting them:
-- R. Brookmeyer, J. Crowley, A Confidence Interval for the Median Survival Time, Biometrics 38 (1982). Those who come
-- under observation later than time nought are at risk from then on: D. Lynden-Bell, Mon. Not. R. Astron. Soc. 155 (1971);
-- W.-Y. Tsai, N. P. Jewell, M.-C. Wang, A Note on the Product-Limit Estimator under Right Censoring and Left Truncation,
-- Biometrika 74 (1987).

create function rungs_api.survival_curve(entered float8[], lasted float8[], happened boolean[], at_least integer)
returns table (lasts float8, at_risk bigint, events bigint, survival float8, lower float8, upper float8)
language sql immutable as $$
    with tick as (
        select c.lasts, sum(c.enters) as enters, sum(c.leaves) as leaves, sum(c.events) as events
        from unnest(entered, lasted, happened) s (entered, lasted, happened)
        cross join lateral (values (s.entered, 1, 0, 0), (s.lasted, 0, 1, s.happened::integer)) c (lasts, enters, leaves, events)
        where s.entered < s.lasted
        group by c.lasts
    ), risk as (
        select t.lasts, t.events, sum(t.enters - t.leaves) over w as remain, sum(t.enters - t.leaves) over w - t.enters + t.leaves as at_risk
        from tick t
        window w as (order by t.lasts)
    ), start as (
        select min(r.lasts) as lasts from risk r where r.remain >= at_least
    ), product as (
        select r.lasts, r.at_risk, r.events,
               exp(sum(case when r.events = r.at_risk then '-infinity' else ln(1 - r.events::float8 / r.at_risk) end) over w) as survival,
               sum(case when r.events = r.at_risk then 'infinity'
                        else r.events::float8 / (r.at_risk * (r.at_risk - r.events)) end) over w as greenwood
        from risk r
        join start s on r.lasts > s.lasts
        where r.events > 0
        window w as (order by r.lasts)
    )
    select s.lasts, r.remain, 0, 1, null, null
    from start s
    join risk r on r.lasts = s.lasts
    union all
    select p.lasts, p.at_risk, p.events, p.survival,
           case when p.survival > 0 then p.survival ^ exp(e.width) end, case when p.survival > 0 then p.survival ^ exp(-e.width) end
    from product p
    -- 1.96: 95 % of a normal distribution lie within as many standard deviations.
    cross join lateral (
        select case when p.survival > 0 then 1.959963984540054 * sqrt(p.greenwood) / -ln(p.survival) end as width) e
    order by 1
$$;
comment on function rungs_api.survival_curve is
    'Kaplan-Meier estimate with Greenwood''s variance and 95 % limits on the scale of log(-log S): a row for each duration at which something happened, one without events before them. Who entered late is at risk only after that; the curve begins at the first duration after which at_least are, and holds for those who have lasted as long.';

create function rungs_api.survival_median(entered float8[], lasted float8[], happened boolean[], at_least integer)
returns table (begins float8, median float8, lower float8, upper float8)
language sql immutable as $$
    -- A hair above a half: the product of fractions that make one half may miss it by the last bit.
    select min(c.lasts), min(c.lasts) filter (where c.survival <= 0.5 + 1e-9),
           min(c.lasts) filter (where c.lower <= 0.5 + 1e-9), min(c.lasts) filter (where c.upper <= 0.5 + 1e-9)
    from rungs_api.survival_curve(entered, lasted, happened, at_least) c
$$;
comment on function rungs_api.survival_median is
    'The first duration at which the curve is at a half or below, with the 95 % limits of Brookmeyer and Crowley: where the curves of the limits are. Null: not reached.';
