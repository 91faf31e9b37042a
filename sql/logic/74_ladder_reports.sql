-- Reading ladders: what there is, an edition as a tree, two levels side by side, two editions, and whom a change moves.

create function rungs_api.ladder_list(as_of date, as_seen_on date)
returns table (
    ladder text, edition integer, name text, since date, state text,
    levels bigint, expectations bigint, shifts bigint, people bigint)
language sql stable as $$
    with clock as materialized (
        select c.day, c.seen from rungs_api.clock(as_of, as_seen_on) c
    ), force as materialized (
        select o.edition_id from clock c cross join lateral rungs_api.edition_on(c.day, c.seen) o
    ), staff as materialized (
        select l.ladder_id, count(*) as people
        from clock c
        cross join lateral rungs_api.employed_on(c.day, c.seen) r
        cross join lateral rungs_api.level_of(r.person_id, c.day, c.seen) o
        join rungs.level l on l.id = o.level_id
        group by l.ladder_id
    )
    select d.code, e.number, e.name, nullif(e.effective_on, '-infinity'),
           case when e.id in (select f.edition_id from force f) then 'in force'
                when exists (
                    select from rungs.edition o
                    where o.ladder_id = e.ladder_id and o.effective_on = e.effective_on and o.number > e.number
                      and o.recorded_at <= c.seen and c.seen < o.superseded_at) then 'replaced'
                when e.effective_on > c.day then 'ahead' else 'past' end,
           (select count(*) from rungs.level_text t where t.edition_id = e.id),
           (select count(*) from rungs.expectation_text x where x.edition_id = e.id and x.level_id is not null),
           (select count(*) from rungs.expectation_text x where x.edition_id = e.id and x.crossing_id is not null),
           case when e.id in (select f.edition_id from force f) then coalesce(s.people, 0) end
    from clock c
    join rungs.edition e on e.recorded_at <= c.seen and c.seen < e.superseded_at
    join rungs.ladder d on d.id = e.ladder_id
    left join staff s on s.ladder_id = d.id
    order by d.code, e.effective_on, e.number
$$;
comment on function rungs_api.ladder_list is 'rungs ladder list: every edition of every ladder.';

create function rungs_api.ladder_asked(ladder_word text, level_word text, day date, seen timestamptz) returns integer
language plpgsql stable as $$
begin
    if ladder_word is null and level_word is not null then
        return (
            select e.edition_id
            from rungs.level l
            join rungs_api.edition_on(day, seen) e on e.ladder_id = l.ladder_id
            where l.id = rungs_api.level_find(level_word, day, seen));
    end if;
    return rungs_api.edition_find(ladder_word, day, seen);
end
$$;
comment on function rungs_api.ladder_asked is 'The edition that ladder show is about: the one named, that of the level named, or that of the only ladder.';

create function rungs_api.level_in(level_word text, edition integer) returns integer
language plpgsql stable as $$
declare
    found integer;
begin
    if level_word is null then
        return null;
    end if;
    select l.id into found
    from rungs.level l
    join rungs.level_text t on t.level_id = l.id and t.edition_id = edition
    join rungs.ladder d on d.id = l.ladder_id
    where l.code = level_word or d.code || '/' || l.code = level_word;
    if found is null then
        raise exception using
            errcode = 'RG003',
            message = (
                select format('%s has no level ''%s''', d.code, level_word)
                from rungs.edition e join rungs.ladder d on d.id = e.ladder_id where e.id = edition),
            hint = rungs_api.did_you_mean(level_word, array(
                select l.code from rungs.level l join rungs.level_text t on t.level_id = l.id
                where t.edition_id = edition order by t.rank, t.position));
    end if;
    return found;
end
$$;
comment on function rungs_api.level_in is 'The level of an edition that a word names; null for none.';

create function rungs_api.model_in(model_word text, edition integer) returns integer
language plpgsql stable as $$
declare
    found integer;
begin
    select m.id into found
    from rungs.stage_model m
    where m.edition_id = edition
      and case when model_word is null then m.is_default else m.code = model_word end;
    if found is null and model_word is not null then
        raise exception using
            errcode = 'RG003',
            message = format('this ladder has no stage model ''%s''', model_word),
            hint = rungs_api.did_you_mean(model_word, array(
                select m.code from rungs.stage_model m where m.edition_id = edition order by m.position));
    end if;
    return found;
end
$$;
comment on function rungs_api.model_in is 'The stage model of an edition that a word names; the default one without a word, null when it has none.';

create function rungs_api.years_words(years_min float8, years_max float8) returns text
language sql immutable as $$
    select case
        when years_min is null and years_max is null then null
        when years_max is null then case when years_min = 0 then 'no experience asked' else format('usually from %s years on', rungs_api.number_words(years_min)) end
        when years_min is null then format('usually up to %s years', rungs_api.number_words(years_max))
        else format('usually %s to %s years', rungs_api.number_words(years_min), rungs_api.number_words(years_max)) end
$$;
comment on function rungs_api.years_words is 'Usual years of experience in words; null when nothing is said.';

create function rungs_api.horizon_words(months integer) returns text
language sql immutable as $$
    select case when months = 1 then 'plans a month ahead'
                when months % 12 = 0 and months >= 24 then format('plans %s years ahead', months / 12)
                when months is not null then format('plans %s months ahead', months) end
$$;
comment on function rungs_api.horizon_words is 'Planning horizon in words; null when nothing is said.';

create function rungs_api.level_facts(edition integer, level integer) returns text
language sql stable as $$
    select concat_ws('; ', t.track || ' track', rungs_api.years_words(t.years_min, t.years_max), rungs_api.horizon_words(t.horizon_months),
        'everything of ' || (
            select string_agg(o.code, ', ' order by i.position)
            from rungs.level_include i join rungs.level o on o.id = i.included_id
            where i.edition_id = edition and i.level_id = level),
        'leads to ' || (
            select string_agg(o.code, ' or ' order by n.position)
            from rungs.level_next n join rungs.level o on o.id = n.next_id
            where n.edition_id = edition and n.level_id = level))
    from rungs.level_text t
    where t.edition_id = edition and t.level_id = level
$$;
comment on function rungs_api.level_facts is 'A level''s track, years, horizon, and where it leads, in words.';

create function rungs_api.counts_words(weight float8, must boolean) returns text
language sql immutable as $$
    select concat_ws(' ', case when weight <> 1 then rungs_api.number_words(weight) || ' x' end, case when must then 'must' end)
$$;
comment on function rungs_api.counts_words is 'Weight of an expectation unless it is the usual one, and whether it has to be met: 2 x must.';

create function rungs_api.ladder_tree(ladder_word text, model_word text, level_word text, as_of date, as_seen_on date)
returns table (
    ladder text, edition integer, title text, model text, depth integer, kind text, code text, name text,
    dimension text, weight float8, must boolean, counts text, asks text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    shown integer := rungs_api.ladder_asked(ladder_word, level_word, clock.day, clock.seen);
    rung integer := rungs_api.level_in(level_word, shown);
    chosen integer := rungs_api.model_in(model_word, shown);
begin
    return query
    with rungs_shown as materialized (
        select t.level_id, l.code, t.name, t.rank, t.position, t.summary, t.source, t.author,
               s.id as stage_id, s.position as stage_position
        from rungs.level_text t
        join rungs.level l on l.id = t.level_id
        left join rungs.stage_level v on v.stage_model_id = chosen and v.level_id = t.level_id
        left join rungs.stage s on s.id = v.stage_id
        where t.edition_id = shown
          and (rung is null or t.level_id = rung)
    ), lines as (
        select distinct on (s.id) array[s.position, 0, 0, 0, 0] as place, 0 as depth, 'stage' as kind, s.code, s.name,
               null as dimension, null::float8 as weight, null::boolean as must, s.name || '. Great means: ' || s.great as asks, s.source, s.author
        from rungs_shown r
        join rungs.stage s on s.id = r.stage_id
        union all
        select array[coalesce(r.stage_position, 0), r.rank, r.position, 0, 0], case when chosen is null then 0 else 1 end, 'level', r.code, r.name,
               null, null, null, concat_ws(' ', r.name || '.', r.summary, '(' || rungs_api.level_facts(shown, r.level_id) || ')'), r.source, r.author
        from rungs_shown r
        union all
        select distinct on (d.code) array[coalesce(r.stage_position, 0), r.rank, r.position, d.position, 0], case when chosen is null then 1 else 2 end, 'dimension', d.code, d.name,
               d.code, null, null, d.name, d.source, d.author
        from rungs_shown r
        join rungs.expectation_text x on x.edition_id = shown and x.level_id = r.level_id
        join rungs.dimension d on d.edition_id = shown and d.code = x.dimension
        where rung is not null
        union all
        select array[coalesce(r.stage_position, 0), r.rank, r.position, case when rung is null then 1 else coalesce(d.position, 0) end, x.position],
               case when chosen is null then 1 else 2 end + case when rung is not null and d.code is not null then 1 else 0 end,
               'expectation', k.code, null, x.dimension, x.weight, x.must, x.sentence, x.source, x.author
        from rungs_shown r
        join rungs.expectation_text x on x.edition_id = shown and x.level_id = r.level_id
        join rungs.expectation k on k.id = x.expectation_id
        left join rungs.dimension d on d.edition_id = shown and d.code = x.dimension
    )
    select g.code, e.number, e.name, m.name, l.depth, l.kind, l.code, l.name, l.dimension, l.weight, l.must,
           rungs_api.counts_words(l.weight, l.must), l.asks, nullif(l.source, ''), nullif(l.author, '')
    from lines l
    join rungs.edition e on e.id = shown
    join rungs.ladder g on g.id = e.ladder_id
    left join rungs.stage_model m on m.id = chosen
    order by l.place;
end
$$;
comment on function rungs_api.ladder_tree is 'rungs ladder show: stages, levels and expectations of an edition as a tree; one level by dimension.';

create function rungs_api.ladder_crossings(ladder_word text, model_word text, level_word text, as_of date, as_seen_on date)
returns table (
    depth integer, kind text, code text, model text, from_stage text, to_stage text, name text, dimension text,
    weight float8, must boolean, counts text, shift_from text, shift_to text, sentence text, asks text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    shown integer := rungs_api.ladder_asked(ladder_word, level_word, clock.day, clock.seen);
    rung integer := rungs_api.level_in(level_word, shown);
    chosen integer := rungs_api.model_in(model_word, shown);
begin
    return query
    with borders as materialized (
        select c.id, c.code, c.name, c.advice, c.source, c.author, m.code as model, a.name as from_stage,
               coalesce(b.name, v.name) as to_stage, coalesce(b.position, 0) as place
        from rungs.crossing c
        left join rungs.stage_model m on m.id = c.stage_model_id
        left join rungs.stage a on a.id = c.from_stage_id
        left join rungs.stage b on b.id = c.to_stage_id
        left join rungs.level_text v on v.edition_id = c.edition_id and v.level_id = c.to_level_id
        where c.edition_id = shown
          and coalesce(c.stage_model_id, chosen) is not distinct from chosen
          and (rung is null or c.to_level_id = rung
               -- The border that leads to a level is the one before its stage, when nothing of the stage lies below.
               or exists (
                    select from rungs.level_next n
                    join rungs.stage_level f on f.stage_id = c.from_stage_id and f.level_id = n.level_id
                    join rungs.stage_level t on t.stage_id = c.to_stage_id and t.level_id = n.next_id
                    where n.edition_id = shown and n.next_id = rung))
    )
    select x.depth, x.kind, x.code, x.model, x.from_stage, x.to_stage, x.name, x.dimension, x.weight, x.must,
           rungs_api.counts_words(x.weight, x.must), x.shift_from, x.shift_to, x.sentence, x.asks, nullif(x.source, ''), nullif(x.author, '')
    from (
        select b.place, b.id, 0 as position, 0 as depth, case when b.model is null then 'entry' else 'crossing' end as kind, b.code, b.model,
               b.from_stage, b.to_stage, b.name, null as dimension, null::float8 as weight, null::boolean as must,
               null as shift_from, null as shift_to, null as sentence,
               concat_ws(' ', b.name || '.', nullif(b.advice, '')) as asks, b.source, b.author
        from borders b
        union all
        select b.place, b.id, t.position, 1, 'shift', k.code, b.model, b.from_stage, b.to_stage, null, t.dimension, t.weight, t.must,
               nullif(t.shift_from, ''), nullif(t.shift_to, ''), t.sentence,
               case when t.shift_from <> '' and t.shift_to <> '' then format('From %s to %s. ', t.shift_from, t.shift_to) else '' end || t.sentence,
               t.source, t.author
        from borders b
        join rungs.expectation_text t on t.edition_id = shown and t.crossing_id = b.id
        join rungs.expectation k on k.id = t.expectation_id
    ) x
    order by x.place, x.id, x.position;
end
$$;
comment on function rungs_api.ladder_crossings is 'rungs ladder show: the borders of a stage model and the entry, with their shifts; of one level those that lead to it.';

create function rungs_api.ladder_scopes(ladder_word text, level_word text, as_of date, as_seen_on date)
returns table (level text, measure text, name text, at_least text, minimum float8, step text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    shown integer := rungs_api.ladder_asked(ladder_word, level_word, clock.day, clock.seen);
    rung integer := rungs_api.level_in(level_word, shown);
begin
    return query
    select l.code, m.code, t.name, rungs_api.scope_words(shown, s.measure_id, s.minimum, s.step), s.minimum, s.step,
           nullif(s.source, ''), nullif(s.author, '')
    from rungs.level_scope s
    join rungs.level l on l.id = s.level_id
    join rungs.level_text v on v.edition_id = shown and v.level_id = s.level_id
    join rungs.measure m on m.id = s.measure_id
    join rungs.measure_text t on t.edition_id = shown and t.measure_id = s.measure_id
    where s.edition_id = shown
      and (rung is null or s.level_id = rung)
    order by v.rank, v.position, t.position;
end
$$;
comment on function rungs_api.ladder_scopes is 'rungs ladder show: the least scope of each level.';

create function rungs_api.ladder_kinds(ladder_word text, level_word text, as_of date, as_seen_on date)
returns table (specialization text, name text, summary text, work_type text, work_name text, work_summary text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    shown integer := rungs_api.ladder_asked(ladder_word, level_word, clock.day, clock.seen);
begin
    return query
    select s.code, t.name, nullif(t.summary, ''), w.code, k.name, nullif(k.summary, ''),
           nullif(coalesce(t.source, k.source), ''), nullif(coalesce(t.author, k.author), '')
    from (select x.* from rungs.specialization_text x where x.edition_id = shown) t
    full join (select y.* from rungs.work_type_text y where y.edition_id = shown) k on k.work_type_id = t.work_type_id
    left join rungs.specialization s on s.id = t.specialization_id
    left join rungs.work_type w on w.id = k.work_type_id
    where level_word is null
    order by t.position nulls last, k.position;
end
$$;
comment on function rungs_api.ladder_kinds is 'rungs ladder show: kinds of people and the kind of work that belongs to each.';

create function rungs_api.ladder_models(ladder_word text, level_word text, as_of date, as_seen_on date)
returns table (model text, name text, is_default boolean, stages bigint, summary text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    shown integer := rungs_api.ladder_asked(ladder_word, level_word, clock.day, clock.seen);
begin
    return query
    select m.code, m.name, m.is_default, (select count(*) from rungs.stage s where s.stage_model_id = m.id),
           nullif(m.summary, ''), nullif(m.source, ''), nullif(m.author, '')
    from rungs.stage_model m
    where m.edition_id = shown
      and level_word is null
    order by m.position;
end
$$;
comment on function rungs_api.ladder_models is 'rungs ladder show: the stage models to choose from.';

create function rungs_api.ladder_sources(ladder_word text, level_word text, as_of date, as_seen_on date)
returns table (source text, author text, rows bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    shown integer := rungs_api.ladder_asked(ladder_word, level_word, clock.day, clock.seen);
    rung integer := rungs_api.level_in(level_word, shown);
    rung_code text := (select l.code from rungs.level l where l.id = rung);
begin
    return query
    select c.source, c.author, count(*)
    from rungs_api.ladder_rows(shown) r
    cross join lateral (
        select r.cells[cardinality(r.cells) - 1] as source, r.cells[cardinality(r.cells)] as author) c
    where r.file not in ('measures', 'steps')
      and c.source is not null
      and (rung is null
           or (r.file = 'levels' and r.key = rung_code)
           or (r.file = 'expectations' and r.cells[2] = rung_code)
           or (r.file = 'scopes' and r.cells[1] = rung_code))
    group by c.source, c.author
    order by count(*) desc, c.source;
end
$$;
comment on function rungs_api.ladder_sources is 'rungs ladder show: what the rows rest on.';
