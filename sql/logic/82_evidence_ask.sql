-- What is offered to somebody who is asked field by field: people, expectations, choices, a relation.

create function rungs_api.like_words(word text) returns text
language sql immutable as $$
    select replace(replace(replace(lower(word), '\', '\\'), '%', '\%'), '_', '\_')
$$;
comment on function rungs_api.like_words is 'A text as LIKE has to have it so that it means itself, in lower case.';

create function rungs_api.ask_people(word text, most integer)
returns table (who text, name text, title text, level text, manager text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    sought text := rungs_api.like_words(btrim(word));
    parts text[] := array(
        select '%' || p.part || '%' from regexp_split_to_table(sought, '\s+') p (part) where p.part <> '');
    hits integer[];
begin
    if cardinality(parts) = 0 then
        return;
    end if;
    -- Whoever is named by an id or an address, or by the first letters of name or id, is found by an index.
    hits := array(
        select p.id from rungs.person p where p.employee_id = btrim(word) or p.email = lower(btrim(word)));
    if cardinality(hits) = 0 then
        hits := array(
            select f.person_id
            from (
                (select r.person_id, lower(r.name) as name
                 from rungs_api.employed_on(clock.day, clock.seen) r
                 where lower(r.name) like sought || '%'
                 order by lower(r.name), r.person_id
                 limit most)
                union
                (select r.person_id, lower(r.name)
                 from rungs.person p
                 join rungs_api.employed_on(clock.day, clock.seen) r on r.person_id = p.id
                 where p.employee_id >= btrim(word)
                   and starts_with(p.employee_id, btrim(word))
                   and p.employee_id < btrim(word) || chr(1114109)
                 limit most)
            ) f
            order by f.name, f.person_id
            limit most);
        if cardinality(hits) < most then
            hits := hits || array(
                select r.person_id
                from rungs_api.employed_on(clock.day, clock.seen) r
                where lower(concat_ws(' ', r.name, r.email) collate "default") like all (parts)
                  and r.person_id <> all (hits)
                order by lower(r.name) like '% ' || sought || '%' desc, lower(r.name), r.person_id
                limit most - cardinality(hits));
        end if;
    end if;
    return query
    select coalesce(p.employee_id, p.email, r.name), r.name, coalesce(r.title, ''), coalesce(t.name, ''), coalesce(m.name, '')
    from unnest(hits) with ordinality h (person_id, place)
    join rungs_api.employed_on(clock.day, clock.seen) r on r.person_id = h.person_id
    join rungs.person p on p.id = r.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) m on m.person_id = r.manager_id
    left join lateral rungs_api.level_of(r.person_id, clock.day, clock.seen) o on true
    left join rungs.level l on l.id = o.level_id
    left join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = l.ladder_id
    left join rungs.level_text t on t.edition_id = e.edition_id and t.level_id = l.id
    order by h.place;
end
$$;
comment on function rungs_api.ask_people is
    'People who work here and fit some typed letters: by id or address, by the beginning of the name or id, then by letters anywhere in name and address; `who` names each.';

create function rungs_api.ask_expectations(who text)
returns table (offer text, code text, dimension text, sentence text, must boolean, state text, points float8)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    one integer := rungs_api.person_find(who, clock.day, clock.seen);
begin
    return query
    with stands as materialized (
        select o.level_id, l.ladder_id, r.hired_on
        from rungs_api.roster_on(clock.day, clock.seen) r
        left join rungs_api.level_of(one, clock.day, clock.seen) o on true
        left join rungs.level l on l.id = o.level_id
        where r.person_id = one
    ), edition as materialized (
        -- Who is on no ladder yet may enter any.
        select e.edition_id, e.ladder_id, s.level_id, s.hired_on, t.name as level_name, t.rank, u.rules
        from stands s
        join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = s.ladder_id or s.ladder_id is null
        join rungs_api.rule_sets(clock.day, clock.seen) u on u.ladder_id = e.ladder_id
        left join rungs.level_text t on t.edition_id = e.edition_id and t.level_id = s.level_id
    ), required as materialized (
        select q.expectation_id, q.target_id
        from edition e
        join rungs_api.requirement_on(clock.day, clock.seen, null, null) q on q.level_id = e.level_id
    ), point as materialized (
        select e.edition_id, p.expectation_id, p.points,
               rungs_api.state_of(p.points, p.entries, p.fresh, (e.rules).met_points) as state
        from edition e
        cross join lateral rungs_api.expectation_points(
            one, clock.day, clock.seen, e.hired_on, null, e.rules, e.edition_id) p
    )
    select case when q.expectation_id is not null and x.crossing_id is not null then c.name || ': asked at the border'
                when q.expectation_id is not null then coalesce(n.name, t.name) || ': asked next'
                when x.level_id = e.level_id then t.name || ': asked now'
                when x.crossing_id is not null then c.name
                else t.name end,
           i.code, coalesce(d.name, ''), x.sentence, x.must, coalesce(p.state, 'unknown'), p.points
    from edition e
    join rungs.expectation_text x on x.edition_id = e.edition_id
    join rungs.expectation i on i.id = x.expectation_id
    left join required q on q.expectation_id = x.expectation_id
    left join rungs.level_text t on t.edition_id = x.edition_id and t.level_id = x.level_id
    left join rungs.level_text n on n.edition_id = x.edition_id and n.level_id = q.target_id
    left join rungs.crossing c on c.id = x.crossing_id
    left join rungs.dimension d on d.edition_id = x.edition_id and d.code = x.dimension
    left join point p on p.edition_id = e.edition_id and p.expectation_id = x.expectation_id
    order by case when q.expectation_id is not null then 1
                  when x.level_id = e.level_id then 2
                  -- The entry is what is next for who is on no ladder.
                  when e.level_id is null and c.stage_model_id is null and c.id is not null then 1
                  else 3 end,
             x.crossing_id is not null, e.ladder_id, t.rank, t.position, c.position, c.id, x.position, x.expectation_id;
end
$$;
comment on function rungs_api.ask_expectations is
    'Every expectation and shift of a person''s ladder with how the person stands there: what is asked next first, then what is asked now, then the others. Of all ladders for somebody who is on none, their entries first.';

create function rungs_api.ask_choices(who text)
returns table (kind text, code text, meaning text)
language sql stable as $$
    with clock as (
        select c.day, c.seen, rungs_api.person_find(who, c.day, c.seen) as person
        from rungs_api.clock(null, null) c
    ), own as (
        select l.ladder_id
        from clock c
        cross join lateral rungs_api.level_of(c.person, c.day, c.seen) o
        join rungs.level l on l.id = o.level_id
    )
    (select 'strength', s.code, s.meaning || coalesce((
                select format(': %s %s', rungs_api.number_words(r.value), case when r.value = 1 then 'point' else 'points' end)
                from clock c
                cross join lateral rungs_api.rule_on(c.day, c.seen) r
                where r.rule = s.rule and r.ladder_id in (select o.ladder_id from own o)), '')
     from rungs.strength s
     order by s.id)
    union all
    (select case when r.is_outside then 'outside' else 'relation' end, r.code, r.name
     from rungs.relation r
     order by r.id)
    union all
    (select 'work type', w.code, w.name || case when w.summary = '' then '' else ': ' || w.summary end
     from (
        select distinct on (k.id) k.id, k.code, t.name, t.summary, t.position
        from clock c
        cross join lateral rungs_api.edition_on(c.day, c.seen) e
        join rungs.work_type_text t on t.edition_id = e.edition_id
        join rungs.work_type k on k.id = t.work_type_id
        order by k.id, e.ladder_id in (select o.ladder_id from own o) desc, e.ladder_id
     ) w
     order by w.position, w.id)
$$;
comment on function rungs_api.ask_choices is
    'What can be said about an entry of a person, each with its meaning: strengths with their points, relations (outside: of a voice that is nobody here), work types.';

create function rungs_api.ask_relation(about text, seen_by text) returns text
language sql stable as $$
    select r.line
    from rungs_api.clock(null, null) c
    cross join lateral rungs_api.relation_on(
        rungs_api.person_find(seen_by, c.day, c.seen), rungs_api.person_find(about, c.day, c.seen), c.day, c.seen) r
$$;
comment on function rungs_api.ask_relation is
    'How one person stands to another by today''s roster; null when it does not say.';
