-- Ladders on a day: the edition in force, the stage model asked for, where each level leads and what that
-- asks.
--
-- level_on, move_on and requirement_on are small and stand in every report several times. They are plpgsql so that
-- each is planned by itself, once a session, instead of being unfolded into the report's plan: with them unfolded
-- planning took longer than the report.

create function rungs_api.edition_on(day date, seen timestamptz, edition integer default null)
returns table (ladder_id integer, edition_id integer)
language sql stable as $$
    select distinct on (e.ladder_id) e.ladder_id, e.id
    from rungs.edition e
    where (e.effective_on <= day or e.id = edition)
      and e.recorded_at <= seen
      and seen < e.superseded_at
    order by e.ladder_id, e.id = edition desc, e.effective_on desc, e.number desc
$$;
comment on function rungs_api.edition_on is 'The edition in force of each ladder; one that is named takes the place of its ladder''s.';

create function rungs_api.model_check(model text, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    known text[];
begin
    select coalesce(array_agg(distinct m.code), '{}') into known
    from rungs_api.edition_on(day, seen) e
    join rungs.stage_model m on m.edition_id = e.edition_id;
    if model is not null and model <> all (known) then
        raise exception using
            errcode = 'RG003',
            message = format('there is no stage model ''%s''', model),
            hint = rungs_api.did_you_mean(model, known);
    end if;
end
$$;
comment on function rungs_api.model_check is 'Refuses a stage model that no ladder has; null is fine.';

create function rungs_api.level_on(day date, seen timestamptz, model text, edition integer default null)
returns table (
    ladder_id integer, edition_id integer, level_id integer, code text, name text, rank integer,
    track text, stage_model_id integer, stage_id integer, stage_position integer, stage_name text)
language plpgsql stable rows 60 as $$
#variable_conflict use_column
begin
    return query
    select e.ladder_id, e.edition_id, l.id, l.code, t.name, t.rank,
           t.track, m.id, s.id, s.position, s.name
    from rungs_api.edition_on(day, seen, edition) e
    join rungs.level_text t on t.edition_id = e.edition_id
    join rungs.level l on l.id = t.level_id
    left join rungs.stage_model m
           on m.edition_id = e.edition_id
          and case when exists (
                    select from rungs.stage_model o where o.edition_id = e.edition_id and o.code = model)
                then m.code = model else m.is_default end
    left join rungs.stage_level sl on sl.stage_model_id = m.id and sl.level_id = l.id
    left join rungs.stage s on s.id = sl.stage_id;
end
$$;
comment on function rungs_api.level_on is 'The levels of a day with their stage in the model asked for; in the default one for null, and for a ladder that has no such model.';

create function rungs_api.move_on(day date, seen timestamptz, model text, target integer, edition integer default null)
returns table (
    ladder_id integer, edition_id integer, level_id integer, target_id integer,
    is_across boolean, crossings integer[])
language plpgsql stable rows 60 as $$
#variable_conflict use_column
begin
    return query
    select f.ladder_id, f.edition_id, f.level_id, t.level_id,
           coalesce(t.stage_position > f.stage_position, false), c.crossings
    from rungs_api.level_on(day, seen, model, edition) f
    join rungs_api.level_on(day, seen, model, edition) t on t.edition_id = f.edition_id
    cross join lateral (
        select coalesce(array_agg(x.id order by a.position), '{}') as crossings
        from rungs.crossing x
        join rungs.stage a on a.id = x.from_stage_id
        join rungs.stage b on b.id = x.to_stage_id
        where x.stage_model_id = f.stage_model_id
          and a.position >= f.stage_position
          and b.position <= t.stage_position
    ) c
    where case when target is null
          then t.level_id = (
                select n.next_id
                from rungs.level_next n
                where n.edition_id = f.edition_id
                  and n.level_id = f.level_id
                order by n.position
                limit 1)
          else t.level_id = target and f.level_id <> target and f.rank <= t.rank end;
end
$$;
comment on function rungs_api.move_on is
    'Where each level leads: its usual next level, or the target asked for unless it lies below, with the crossings on the way.';

create function rungs_api.include_of(edition integer)
returns table (level_id integer, included_id integer)
language sql stable rows 10 as $$
    with recursive reach as (
        select i.level_id, i.included_id
        from rungs.level_include i
        where i.edition_id = edition
        union
        select r.level_id, i.included_id
        from reach r
        join rungs.level_include i on i.edition_id = edition and i.level_id = r.included_id
    )
    select r.level_id, r.included_id from reach r
$$;
comment on function rungs_api.include_of is 'The levels that each level of an edition includes, those that they include among them.';

create function rungs_api.requirement_on(day date, seen timestamptz, model text, target integer, edition integer default null)
returns table (
    level_id integer, target_id integer, edition_id integer, expectation_id integer,
    weight float8, must boolean, is_shift boolean)
language plpgsql stable rows 60 as $$
#variable_conflict use_column
begin
    return query
    with move as materialized (
        select m.edition_id, m.level_id, m.target_id, m.crossings
        from rungs_api.move_on(day, seen, model, target, edition) m
    ), included as materialized (
        select e.edition_id, i.level_id, i.included_id
        from (select distinct m.edition_id from move m) e
        cross join lateral rungs_api.include_of(e.edition_id) i
    ), asking as (
        select m.edition_id, m.level_id, m.target_id, m.target_id as asks_id
        from move m
        union all
        select m.edition_id, m.level_id, m.target_id, i.included_id
        from move m
        join included i on i.edition_id = m.edition_id and i.level_id = m.target_id
        where i.included_id <> m.level_id
          and not exists (
                select from included o
                where o.edition_id = m.edition_id and o.level_id = m.level_id and o.included_id = i.included_id)
    )
    select a.level_id, a.target_id, a.edition_id, x.expectation_id, x.weight, x.must, false
    from asking a
    join rungs.expectation_text x on x.edition_id = a.edition_id and x.level_id = a.asks_id
    union all
    select m.level_id, m.target_id, m.edition_id, x.expectation_id, x.weight, x.must, true
    from move m
    join rungs.expectation_text x on x.edition_id = m.edition_id and x.crossing_id = any (m.crossings);
end
$$;
comment on function rungs_api.requirement_on is
    'What each move asks: the expectations of the target, of levels that it includes and the present level does not, and across a border also its shifts.';

create function rungs_api.level_as(level integer, edition integer) returns integer
language sql stable as $$
    select coalesce(
        (select t.level_id from rungs.level_text t where t.edition_id = edition and t.level_id = level),
        (select m.to_id
         from rungs.level_mapping m
         join rungs.level_text t on t.edition_id = edition and t.level_id = m.to_id
         where m.from_id = level
           and m.superseded_at = 'infinity'
         order by m.position, m.to_id
         limit 1),
        level)
$$;
comment on function rungs_api.level_as is 'The same rung in an edition: the level itself, or the one it is mapped to; the level itself when the edition has neither.';

create function rungs_api.expectation_find(word text, person integer, day date, seen timestamptz) returns integer
language plpgsql stable as $$
declare
    own_ladder integer;
    found_ids integer[];
begin
    select l.ladder_id into own_ladder
    from rungs_api.level_of(person, day, seen) o
    join rungs.level l on l.id = o.level_id;
    select array_agg(x.id order by x.ladder_id = own_ladder desc nulls last) into found_ids
    from rungs.expectation x
    join rungs.ladder d on d.id = x.ladder_id
    where (x.code = word or d.code || '/' || x.code = word)
      and exists (
            select from rungs_api.edition_on(day, seen) e
            join rungs.expectation_text t on t.edition_id = e.edition_id and t.expectation_id = x.id);
    if found_ids is null then
        raise exception using
            errcode = 'RG003',
            message = format('there is no expectation or shift ''%s''', word),
            hint = coalesce((
                select format('It became %s.', string_agg(t.code, ' and ' order by t.id))
                from rungs.expectation x
                join rungs.ladder d on d.id = x.ladder_id
                join rungs.expectation_mapping m on m.from_id = x.id and m.superseded_at = 'infinity'
                join rungs_api.edition_on(day, seen) e on e.edition_id = m.edition_id and e.ladder_id = x.ladder_id
                join rungs.expectation t on t.id = m.to_id
                where x.code = word or d.code || '/' || x.code = word
                having count(*) > 0),
            rungs_api.did_you_mean(word, (
                select coalesce(array_agg(x.code order by q.expectation_id is not null desc, x.id), '{}')
                from rungs_api.edition_on(day, seen) e
                join rungs.expectation_text t on t.edition_id = e.edition_id
                join rungs.expectation x on x.id = t.expectation_id
                left join (select r.expectation_id
                           from rungs_api.requirement_on(day, seen, null, null) r
                           join rungs_api.level_of(person, day, seen) o on o.level_id = r.level_id) q
                       on q.expectation_id = x.id))
            || ' ''rungs ladder show'' lists them.');
    end if;
    return found_ids[1];
end
$$;
comment on function rungs_api.expectation_find is
    'The expectation that a code names, on the person''s own ladder first.';

create function rungs_api.way_of(person integer, day date, seen timestamptz)
returns table (effective_on date, level_id integer, previous_id integer, kind text)
language sql stable as $$
    select w.effective_on, w.level_id, w.previous_id,
           case when w.level_id is null then 'leave'
                when w.previous_id is null then case when h.was_here then 'entry' else 'hire' end
                when a.ladder_id <> b.ladder_id or w.level_id = w.previous_id then 'lateral'
                when y.rank < x.rank then 'demotion'
                when y.rank > x.rank then 'promotion'
                else 'lateral' end
    from (
        select t.effective_on, t.level_id, lag(t.level_id) over (order by t.effective_on) as previous_id,
               row_number() over (order by t.effective_on) as number
        from rungs.transition t
        where t.person_id = person
          and t.effective_on <= day
          and t.recorded_at <= seen
          and seen < t.superseded_at
    ) w
    left join rungs.level a on a.id = w.previous_id
    left join rungs.level b on b.id = w.level_id
    left join rungs_api.edition_on(w.effective_on, seen) e on e.ladder_id = b.ladder_id
    left join rungs.level_text x on x.edition_id = e.edition_id and x.level_id = w.previous_id
    left join rungs.level_text y on y.edition_id = e.edition_id and y.level_id = w.level_id
    cross join lateral (
        -- Somebody who was here the day before; whose first level came with the first word about them was hired into it.
        select exists (
            select from rungs.roster_entry r
            join rungs.employment_status s on s.id = r.status_id and s.employed
            where r.person_id = person
              and r.valid_from < w.effective_on and w.effective_on <= r.valid_to
              and r.recorded_at <= seen and seen < r.superseded_at)
            and (w.number > 1 or not exists (
                select from rungs.transition t
                join rungs.person p on p.id = t.person_id
                where t.person_id = person and t.import_id is not distinct from p.import_id)) as was_here
    ) h
$$;
comment on function rungs_api.way_of is 'The way of a person over the levels up to a day, with the kind of each step: what it is follows from what came before.';
