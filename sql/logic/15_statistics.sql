-- Statistics: exact and rank tests, and the tail of the normal distribution. Pure functions of numbers, float8,
-- null where there is nothing to say. What they are asked about lives in 72_calibrate*.sql.

create function rungs_api.fisher_exact(a bigint, b bigint, c bigint, d bigint) returns float8
language plpgsql immutable strict as $$
declare
    drawn bigint := a + b;
    marked bigint := a + c;
    rest bigint := b + d - a - b;
    lowest bigint := greatest(0, -rest);
    highest bigint := least(drawn, marked);
    mode bigint := div((drawn + 1)::numeric * (marked + 1), a + b + c + d + 2);
    x bigint;
    -- Probabilities as multiples of the most probable one. Further out than this they add nothing to 1.
    nothing constant float8 := 1e-290;
    weight float8 := 1;
    bar float8;
    whole float8 := 1;
    tail float8 := 0;
begin
    if least(drawn, c + d, marked, b + d) = 0 then
        return 1;
    end if;
    x := mode;
    while x < a and weight > nothing loop
        weight := weight * ((drawn - x)::float8 * (marked - x)) / ((x + 1)::float8 * (rest + x + 1));
        x := x + 1;
    end loop;
    while x > a and weight > nothing loop
        weight := weight * (x::float8 * (rest + x)) / ((drawn - x + 1)::float8 * (marked - x + 1));
        x := x - 1;
    end loop;
    if x <> a then
        return 0;
    end if;
    bar := weight * (1 + 1e-7);
    if bar >= 1 then
        tail := 1;
    end if;
    weight := 1;
    x := mode;
    while x < highest and weight > nothing loop
        weight := weight * ((drawn - x)::float8 * (marked - x)) / ((x + 1)::float8 * (rest + x + 1));
        x := x + 1;
        whole := whole + weight;
        if weight <= bar then
            tail := tail + weight;
        end if;
    end loop;
    weight := 1;
    x := mode;
    while x > lowest and weight > nothing loop
        weight := weight * (x::float8 * (rest + x)) / ((drawn - x + 1)::float8 * (marked - x + 1));
        x := x - 1;
        whole := whole + weight;
        if weight <= bar then
            tail := tail + weight;
        end if;
    end loop;
    return least(1, tail / whole);
end
$$;
comment on function rungs_api.fisher_exact is
    'Two-sided p of the table a b / c d with fixed margins: the sum over all tables that are at most as probable (Fisher, On the interpretation of chi-squared from contingency tables, 1922; ties within 1e-7, as in R''s fisher.test). Below 1e-290 it is 0.';

create function rungs_api.normal_tails(z float8) returns float8
language plpgsql immutable strict as $$
declare
    x float8 := abs(z) / sqrt(2::float8);
    term float8 := x;
    total float8 := x;
    n integer := 0;
begin
    if x > 26 then
        return 0;
    end if;
    if x < 2 then
        while term > 1e-18 * total loop
            n := n + 1;
            term := term * 2 * x * x / (2 * n + 1);
            total := total + term;
        end loop;
        return 1 - 2 / sqrt(pi()) * exp(-x * x) * total;
    end if;
    total := x;
    for step in reverse 150 .. 1 loop
        total := x + step / 2.0::float8 / total;
    end loop;
    return exp(-x * x) / sqrt(pi()) / total;
end
$$;
comment on function rungs_api.normal_tails is
    'Probability of a standard normal value at least as far from 0 as z: erfc(|z|/sqrt 2) (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 7.1.6 and 7.1.14).';

create function rungs_api.mann_whitney(rank_sum float8, members bigint, everybody bigint, ties float8) returns float8
language sql immutable strict as $$
    select case when spread > 0
           then rungs_api.normal_tails(greatest(abs(rank_sum - members * (everybody + 1) / 2.0::float8) - 0.5, 0) / sqrt(spread)) end
    from (
        select members::float8 * (everybody - members) / 12
               * (everybody + 1 - ties / nullif(everybody::float8 * (everybody - 1), 0)) as spread
    ) v
$$;
comment on function rungs_api.mann_whitney is
    'Two-sided p that a group, whose mid-ranks among everybody have this sum, does not differ from the others: normal approximation with continuity correction (Mann and Whitney, On a test of whether one of two random variables is stochastically larger, 1947); ties: the sum of t^3 - t over equal values (Lehmann, Nonparametrics, 1975). Null when all are alike.';

create function rungs_api.krippendorff_alpha(units integer[], ratings float8[], metric text) returns float8
language sql immutable strict as $$
    with pairable as (
        select c.unit, c.value, c.count, c.raters
        from (
            select r.unit, r.value, count(*) as count, sum(count(*)) over (partition by r.unit) as raters
            from unnest(units, ratings) r (unit, value)
            where r.value is not null
            group by r.unit, r.value
        ) c
        where c.raters > 1
    ), value_total as (
        -- The place of a value: for the ordinal metric the middle of its ranks among all, so that a difference is what lies between.
        select v.value, v.count,
               case metric when 'ordinal' then sum(v.count) over (order by v.value) - v.count / 2 else v.value end as place
        from (select p.value, sum(p.count)::float8 as count from pairable p group by p.value) v
    ), apart as (
        select a.value, b.value as other, a.count * b.count as chance,
               case metric when 'nominal' then 1 else (a.place - b.place) ^ 2 end as distance
        from value_total a
        join value_total b on b.value <> a.value
    ), found as (
        select a.value, b.value as other, sum(a.count * b.count / (a.raters - 1)::float8) as pairs
        from pairable a
        join pairable b on b.unit = a.unit and b.value <> a.value
        group by a.value, b.value
    )
    select 1 - ((select sum(t.count) from value_total t) - 1) * coalesce(sum(f.pairs * a.distance), 0) / nullif(sum(a.chance * a.distance), 0)
    from apart a
    left join found f on f.value = a.value and f.other = a.other
$$;
comment on function rungs_api.krippendorff_alpha is
    'Agreement of raters: 1 whole, 0 as by chance; one element of the arrays is one rating of a unit; units with one rating do not count. Metric: nominal, ordinal or interval (Krippendorff, Computing Krippendorff''s Alpha-Reliability, 2011). Null when all ratings are alike.';

create function rungs_api.alpha_words(alpha float8) returns text
language sql immutable as $$
    select case when alpha >= 0.8 then 'reliable' when alpha >= 0.667 then 'tentative' when alpha is not null then 'not reliable' end
$$;
comment on function rungs_api.alpha_words is
    'How far an alpha can be relied on: from 0.8, tentatively from 0.667 (Krippendorff, Content Analysis, 2nd edition, 2004, p. 241).';
