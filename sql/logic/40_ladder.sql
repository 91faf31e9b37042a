-- Ladders on a day: the edition in force, the stage model asked for, where each level leads and what that
-- asks.
--
-- level_on, move_on and requirement_on are small and stand in every report several times. They are plpgsql so that
-- each is planned by itself, once a session, instead of being unfolded into the report's plan: with them unfolded
-- planning took longer than the report.

create function rungs_api.edition_on(day date, seen timestamptz)
returns table (ladder_id smallint, edition_id smallint)
language sql stable as $$
    select distinct on (e.ladder_id) e.ladder_id, e.id
    from rungs.edition e
    where e.effective_on <= day
      and e.recorded_at <= seen
      and seen < e.superseded_at
    order by e.ladder_id, e.effective_on desc, e.number desc
$$;
comment on function rungs_api.edition_on is 'The edition in force of each ladder.';

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

create function rungs_api.level_on(day date, seen timestamptz, model text)
returns table (
    ladder_id smallint, edition_id smallint, level_id smallint, code text, name text, rank integer,
    track text, stage_model_id smallint, stage_id smallint, stage_position smallint, stage_name text)
language plpgsql stable rows 60 as $$
#variable_conflict use_column
begin
    return query
    select e.ladder_id, e.edition_id, l.id, l.code, t.name, t.rank,
           t.track, m.id, s.id, s.position, s.name
    from rungs_api.edition_on(day, seen) e
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

create function rungs_api.move_on(day date, seen timestamptz, model text, target smallint)
returns table (
    ladder_id smallint, edition_id smallint, level_id smallint, target_id smallint,
    is_across boolean, crossings smallint[])
language plpgsql stable rows 60 as $$
#variable_conflict use_column
begin
    return query
    select f.ladder_id, f.edition_id, f.level_id, t.level_id,
           coalesce(t.stage_position > f.stage_position, false), c.crossings
    from rungs_api.level_on(day, seen, model) f
    join rungs_api.level_on(day, seen, model) t on t.edition_id = f.edition_id
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

create function rungs_api.requirement_on(day date, seen timestamptz, model text, target smallint)
returns table (
    level_id smallint, target_id smallint, edition_id smallint, expectation_id integer,
    weight float8, must boolean, is_shift boolean)
language plpgsql stable rows 60 as $$
#variable_conflict use_column
begin
    return query
    select m.level_id, m.target_id, m.edition_id, x.expectation_id,
           x.weight, x.must, x.crossing_id is not null
    from rungs_api.move_on(day, seen, model, target) m
    join rungs.expectation_text x
      on x.edition_id = m.edition_id
     and (x.level_id = m.target_id or x.crossing_id = any (m.crossings));
end
$$;
comment on function rungs_api.requirement_on is
    'What each move asks: the expectations of the target, and across a border also its shifts.';

create function rungs_api.expectation_find(word text, person integer, day date, seen timestamptz) returns integer
language plpgsql stable as $$
declare
    own_ladder smallint;
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
            hint = rungs_api.did_you_mean(word, (
                select coalesce(array_agg(x.code order by q.expectation_id is not null desc, x.id), '{}')
                from rungs_api.edition_on(day, seen) e
                join rungs.expectation_text t on t.edition_id = e.edition_id
                join rungs.expectation x on x.id = t.expectation_id
                left join (select r.expectation_id
                           from rungs_api.requirement_on(day, seen, null, null) r
                           join rungs_api.level_of(person, day, seen) o on o.level_id = r.level_id) q
                       on q.expectation_id = x.id))
            || ' ''rungs ladder show'' lists them.';
    end if;
    return found_ids[1];
end
$$;
comment on function rungs_api.expectation_find is
    'The expectation that a code names, on the person''s own ladder first.';
