-- Statistics over many groups: shrunken means. Survival is in 67_survival.sql.

create function rungs_api.between_variance(means float8[], noises float8[]) returns float8
language plpgsql immutable strict as $$
declare
    variance float8 := 0;
    step float8;
begin
    -- Newton's steps go up to the root and never past it.
    for i in 1 .. 200 loop
        select (sum(m.weight * (m.mean - c.mean) ^ 2) - (count(*) - 1)) / nullif(sum(m.weight ^ 2 * (m.mean - c.mean) ^ 2), 0)
        into step
        from (select g.mean, 1 / (g.noise + variance) as weight from unnest(means, noises) g (mean, noise)) m
        cross join (
            select sum(g.mean / (g.noise + variance)) / sum(1 / (g.noise + variance)) as mean
            from unnest(means, noises) g (mean, noise)) c;
        exit when step is null or step <= 1e-14 * variance;
        variance := variance + step;
    end loop;
    return variance;
end
$$;
comment on function rungs_api.between_variance is
    'How much the true means of groups vary, from their observed means and the variance of each: the root of Q = k - 1, 0 when there is none (Paule and Mandel, Consensus values and weighting factors, 1982; Newton''s steps: DerSimonian and Kacker, Random-effects model for meta-analysis, 2007).';

create function rungs_api.empirical_bayes(means float8[], noises float8[])
returns table (place bigint, everybody float8, variance float8, shrunken float8, spread float8)
language plpgsql immutable strict rows 100 as $$
#variable_conflict use_column
declare
    groups integer := cardinality(means);
    apart float8;
begin
    if groups < 4 then
        return query select g.place, avg(g.mean) over (), null::float8, null::float8, null::float8 from unnest(means) with ordinality g (mean, place);
        return;
    end if;
    apart := rungs_api.between_variance(means, noises);
    return query
    with observed as (
        select g.place, g.mean, g.noise, 1 / (g.noise + apart) as weight
        from unnest(means, noises) with ordinality g (mean, noise, place)
    ), centre as (
        select sum(o.mean * o.weight) / sum(o.weight) as mean, sum(o.weight) as weight,
               sum(o.noise * o.weight) / sum(o.weight) as noise
        from observed o
    )
    select o.place, c.mean, apart, c.mean + (1 - s.pull) * (o.mean - c.mean),
           o.noise * (1 - (1 - o.weight / c.weight) * s.pull)
               + 2 / (groups - 3.0::float8) * s.pull ^ 2 * (c.noise + apart) * o.weight * (o.mean - c.mean) ^ 2
    from observed o
    cross join centre c
    cross join lateral (select (groups - 3.0::float8) / (groups - 1.0::float8) * o.noise * o.weight as pull) s;
end
$$;
comment on function rungs_api.empirical_bayes is
    'Means of groups, each with the variance of its noise V, shrunken towards the mean of all, weighted by W = 1/(V + A), by B = (k - 3)/(k - 1) V/(V + A), where A is between_variance(), which is the A that makes the weighted squares what they are expected to be (Morris, Parametric Empirical Bayes Inference: Theory and Applications, Journal of the American Statistical Association 78, 1983, 47-55, section 5, one coefficient). Where all noise is alike it is the estimator of James and Stein. Spread, the variance of what comes out: V (1 - (1 - W/sum W) B) + 2/(k - 3) B^2 (V of all + A)/(V + A) (mean - centre)^2, which heeds that centre and A are estimates. Null with fewer than four groups.';

create function rungs_api.shrunken_means(groups integer[], ratings float8[])
returns table (
    group_id integer, members bigint, mean float8, everybody float8, variance float8, shrunken float8, low float8, high float8)
language plpgsql immutable strict rows 100 as $$
#variable_conflict use_column
declare
    team record;
    within float8;
begin
    select array_agg(g.group_id order by g.group_id) as ids, array_agg(g.count order by g.group_id) as counts,
           array_agg(g.mean order by g.group_id) as means,
           sum(g.squares) / nullif(sum(g.count) - count(*), 0) as within
    into team
    from (
        select r.group_id, count(*) as count, avg(r.value) as mean, var_pop(r.value) * count(*) as squares
        from unnest(groups, ratings) r (group_id, value)
        where r.value is not null
        group by r.group_id
    ) g;
    if team.ids is null then
        return;
    end if;
    -- Ratings are whole steps: what was rounded off two of them has this variance, however alike they look.
    within := case when team.within is not null then greatest(team.within, 1.0 / 6) end;
    return query
    select g.id, g.count, g.mean, coalesce(b.everybody, avg(g.mean) over ()), b.variance, b.shrunken,
           b.shrunken - 1.959963984540054 * sqrt(b.spread), b.shrunken + 1.959963984540054 * sqrt(b.spread)
    from unnest(team.ids, team.counts, team.means) with ordinality g (id, count, mean, place)
    left join rungs_api.empirical_bayes(
        team.means, array(select within / c.count from unnest(team.counts) with ordinality c (count, place) where within is not null order by c.place)) b
           on b.place = g.place
          and within is not null;
end
$$;
comment on function rungs_api.shrunken_means is
    'Means of groups, shrunken by empirical_bayes() towards everybody''s by as much as they may be chance; variance within groups is pooled. low and high hold 95 % of what a group''s mean may be. Null with fewer than four groups, or when no group has two.';
