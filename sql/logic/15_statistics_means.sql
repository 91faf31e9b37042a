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

create function rungs_api.shrunken_means(groups integer[], ratings float8[])
returns table (
    group_id integer, members bigint, mean float8, everybody float8, variance float8, shrunken float8, low float8, high float8)
language plpgsql immutable strict rows 100 as $$
#variable_conflict use_column
declare
    team record;
    within float8;
    apart float8;
begin
    select array_agg(g.group_id order by g.group_id) as ids, array_agg(g.count order by g.group_id) as counts,
           array_agg(g.mean order by g.group_id) as means,
           sum(g.squares) / nullif(sum(g.count) - count(*), 0) as within, count(*) as groups
    into team
    from (
        select r.group_id, count(*) as count, avg(r.value) as mean, var_pop(r.value) * count(*) as squares
        from unnest(groups, ratings) r (group_id, value)
        where r.value is not null
        group by r.group_id
    ) g;
    -- Ratings are whole steps: what was rounded off two of them has this variance, however alike they look.
    within := case when team.within is not null then greatest(team.within, 1.0 / 6) end;
    if team.groups >= 4 and within is not null then
        apart := rungs_api.between_variance(team.means, array(
            select within / c.count from unnest(team.counts) with ordinality c (count, place) order by c.place));
    end if;
    return query
    with observed as (
        select g.id, g.count, g.mean, within / g.count as noise
        from unnest(team.ids, team.counts, team.means) g (id, count, mean)
    ), centre as (
        select coalesce(sum(o.mean / (o.noise + apart)) / sum(1 / (o.noise + apart)), avg(o.mean)) as mean,
               sum(1 / (o.noise + apart)) as weight, sum(o.noise / (o.noise + apart)) / sum(1 / (o.noise + apart)) as noise
        from observed o
    ), judged as (
        select o.id, o.count, o.mean, c.mean as everybody, s.pull, c.mean + (1 - s.pull) * (o.mean - c.mean) as shrunken,
               o.noise * (1 - s.pull) + s.pull ^ 2 / c.weight
                   + case when team.groups > 4
                     then 2 / (team.groups - 3.0::float8) * s.pull ^ 2 * (c.noise + apart) / (o.noise + apart) * (o.mean - c.mean) ^ 2
                     else 0 end as noise
        from observed o
        cross join centre c
        cross join lateral (select o.noise / (o.noise + apart) as pull) s
    )
    select j.id, j.count, j.mean, j.everybody, apart, j.shrunken,
           j.shrunken - 1.959963984540054 * sqrt(j.noise), j.shrunken + 1.959963984540054 * sqrt(j.noise)
    from judged j;
end
$$;
comment on function rungs_api.shrunken_means is
    'Means of groups, shrunken towards everybody''s by as much as they may be chance: empirical Bayes for the normal-normal model (Morris, Parametric Empirical Bayes Inference, 1983), variance within groups pooled, between them by between_variance(). The interval of 95 % heeds that the centre (Raudenbush and Bryk, Empirical Bayes Meta-Analysis, 1985) and, from five groups on, the variance between groups (Morris 1983, section 5) are estimates. Null with fewer than four groups, or when no group has two.';
