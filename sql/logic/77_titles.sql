-- rungs report titles: title, level and scope are three facts, and they may disagree.

create function rungs_api.title_head(title text) returns text
language sql immutable as $$
    select regexp_replace(title, '\s*([,;:(|/–—]|\s-\s).*$', '')
$$;
comment on function rungs_api.title_head is 'A title without what comes behind a comma, a dash or a bracket: the part that may stand for a level.';

create function rungs_api.title_level_on(titles text[], day date, seen timestamptz)
returns table (title text, ladder_id integer, level_id integer)
language plpgsql stable as $$
#variable_conflict use_column
begin
    return query
    with edition as materialized (
        select e.ladder_id, e.edition_id from rungs_api.edition_on(day, seen) e
    ), known as (
        select t.key, d.ladder_id, t.level_id, 1 as place
        from rungs.title_level t
        left join rungs.level l on l.id = t.level_id
        join edition d on t.level_id is null or d.ladder_id = l.ladder_id
        where t.recorded_at <= seen
          and seen < t.superseded_at
        union all
        select rungs_api.word_key(x.name), d.ladder_id, x.level_id, 2
        from edition d
        join rungs.level_text x on x.edition_id = d.edition_id
    ), word as (
        select distinct t.title, h.key, h.place
        from unnest(titles) t (title)
        cross join lateral (values (rungs_api.word_key(t.title), 1), (rungs_api.word_key(rungs_api.title_head(t.title)), 2)) h (key, place)
    )
    select distinct on (w.title, k.ladder_id) w.title, k.ladder_id, k.level_id
    from word w
    join known k on k.key = w.key
    order by w.title, k.ladder_id, w.place, k.place, k.level_id;
end
$$;
comment on function rungs_api.title_level_on is
    'Which level a title stands for: as the title table says, or else because it is the name of a level; the whole title before its head. A level of null: the table says that the title is on no ladder.';

create function rungs_api.ladder_place(people integer[], day date, seen timestamptz)
returns table (
    person_id integer, name text, title text, manager_id integer, level_id integer, code text, ladder_id integer, edition_id integer,
    rank integer, track text)
language sql stable as $$
    with rung as materialized (
        select l.level_id, l.code, l.ladder_id, l.edition_id, l.rank, l.track from rungs_api.level_on(day, seen, null) l
    )
    select r.person_id, r.name, r.title, r.manager_id, g.level_id, g.code, g.ladder_id, g.edition_id, g.rank, g.track
    from unnest(people) p (person_id)
    join rungs_api.employed_on(day, seen) r on r.person_id = p.person_id
    cross join lateral rungs_api.level_of(p.person_id, day, seen) o
    join rung g on g.level_id = o.level_id
$$;
comment on function rungs_api.ladder_place is 'People on a ladder on a day with title, manager and the height of their level.';

create function rungs_api.report_titles(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text default null,
    only_direct boolean default null)
returns table (finding text, person text, employee_id text, title text, level text, why text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization, only_direct);
begin
    return query
    with place as materialized (
        select p.* from rungs_api.ladder_place(asked_for, clock.day, clock.seen) p
    ), entitled as materialized (
        select t.title, t.ladder_id, l.code, x.rank, x.track
        from rungs_api.title_level_on(array(select distinct p.title from place p where p.title is not null), clock.day, clock.seen) t
        join rungs.level l on l.id = t.level_id
        join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = t.ladder_id
        join rungs.level_text x on x.edition_id = e.edition_id and x.level_id = t.level_id
    ), boss as materialized (
        select b.* from rungs_api.ladder_place(array(select distinct p.manager_id from place p), clock.day, clock.seen) b
    ), found as (
        select case when t.rank > p.rank then 1 else 2 end as part, abs(t.rank - p.rank) as apart, p.person_id, p.name, p.title, p.code,
               format('the title stands for %s, the level is %s', t.code, p.code) as why
        from place p
        join entitled t on t.title = p.title and t.ladder_id = p.ladder_id
        where t.rank <> p.rank
        union all
        select 3, 0, p.person_id, p.name, p.title, p.code, p.code || ' asks more: ' || array_to_string(s.gaps, '; ')
        from place p
        join rungs_api.minimum_on(clock.day, clock.seen) m on m.edition_id = p.edition_id and m.level_id = p.level_id
        cross join lateral rungs_api.scope_gaps(p.person_id, p.edition_id, m.minimums, clock.day, clock.seen, false) s
        where s.gaps is not null
        union all
        select 4, p.rank - x.rank, p.person_id, p.name, p.title, p.code, format('reports to %s, who is at %s', b.name, b.code)
        from place p
        join boss b on b.person_id = p.manager_id
        join rungs.level_text x on x.edition_id = p.edition_id and x.level_id = rungs_api.level_as(b.level_id, p.edition_id)
        where x.level_id = p.level_id
           or x.rank < p.rank
        union all
        select 5, p.rank, p.person_id, p.name, p.title, p.code,
               case when t.code is not null then format('the title stands for %s, which leads people; nobody reports to them', t.code)
                    else format('%s leads people, and no level is known for the title; nobody reports to them', p.code) end
        from place p
        left join entitled t on t.title = p.title and t.ladder_id = p.ladder_id
        where coalesce(t.track, p.track) = 'manager'
          and not exists (select from rungs_api.employed_on(clock.day, clock.seen) u where u.manager_id = p.person_id)
    )
    select (array['title above level', 'title below level', 'level above scope', 'reports to the same or a lower level', 'leader without reports'])[f.part],
           f.name, p.employee_id, f.title, f.code, f.why
    from found f
    join rungs.person p on p.id = f.person_id
    order by f.part, f.apart desc, f.name, f.person_id;
end
$$;
comment on function rungs_api.report_titles is 'rungs report titles: where title, level and scope disagree, a line for each finding, the widest apart first. What is not on record disagrees with nothing.';

create function rungs_api.report_titles_unknown(
    only_person text, only_manager text, only_organisation text, only_level text, as_of date, as_seen_on date, only_specialization text default null)
returns table (title text, people bigint, levels text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    asked_for integer[] := rungs_api.people_asked(only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    with place as materialized (
        select p.title, p.code, p.rank, p.ladder_id from rungs_api.ladder_place(asked_for, clock.day, clock.seen) p where p.title is not null
    )
    select min(rungs_api.title_head(p.title)), count(*), string_agg(distinct p.code, ', ')
    from place p
    where not exists (
        select from rungs_api.title_level_on(array(select distinct o.title from place o), clock.day, clock.seen) t
        where t.title = p.title and t.ladder_id = p.ladder_id)
    group by rungs_api.word_key(rungs_api.title_head(p.title))
    order by 2 desc, 1;
end
$$;
comment on function rungs_api.report_titles_unknown is 'Titles of people on a ladder of which nothing says for which level they stand, by frequency, with the levels of who has them.';
