-- Associates and their seniors on a day. Who is an associate and who may be a senior, the ladder says (level_pair).

create function rungs_api.pair_level_on(day date, seen timestamptz)
returns table (edition_id integer, level_id integer, code text, with_id integer, with_code text, with_rank integer, expectation_id integer)
language sql stable as $$
    select e.edition_id, p.level_id, l.code, p.with_id, w.code, t.rank, p.expectation_id
    from rungs_api.edition_on(day, seen) e
    join rungs.level_pair p on p.edition_id = e.edition_id
    join rungs.level l on l.id = p.level_id
    join rungs.level w on w.id = p.with_id
    join rungs.level_text t on t.edition_id = e.edition_id and t.level_id = p.with_id
$$;
comment on function rungs_api.pair_level_on is 'Levels of associates in the ladders of a day, and the lowest level of their seniors.';

create function rungs_api.associate_on(day date, seen timestamptz)
returns table (person_id integer, level_id integer)
language sql stable as $$
    select r.person_id, o.level_id
    from (
        select distinct t.person_id
        from rungs_api.pair_level_on(day, seen) p
        join rungs.transition t on t.level_id = p.level_id
    ) c
    join rungs_api.employed_on(day, seen) r on r.person_id = c.person_id
    cross join lateral rungs_api.level_of(c.person_id, day, seen) o
    where o.level_id in (select p.level_id from rungs_api.pair_level_on(day, seen) p)
$$;
comment on function rungs_api.associate_on is 'The associates of a day: who works here at a level that is paired.';

create function rungs_api.pair_on(day date, seen timestamptz)
returns table (
    pair_id integer, associate_id integer, senior_id integer, since date, until date, expectation_id integer, state text)
language sql stable as $$
    select p.id, p.associate_id, p.senior_id, p.valid_from, nullif(p.valid_to, 'infinity'), l.expectation_id,
           case when a.person_id is null then 'associate left'
                when s.person_id is null then 'senior left'
                when l.level_id is null then 'grown out'
                else 'paired' end
    from rungs.pair p
    left join rungs_api.employed_on(day, seen) a on a.person_id = p.associate_id
    left join rungs_api.employed_on(day, seen) s on s.person_id = p.senior_id
    left join lateral rungs_api.level_of(p.associate_id, day, seen) o on true
    left join rungs_api.pair_level_on(day, seen) l on l.level_id = o.level_id
    where p.valid_from <= day
      and day < p.valid_to
      and p.recorded_at <= seen
      and seen < p.superseded_at
$$;
comment on function rungs_api.pair_on is
    'Pairs in force on a day: paired, or what has come between: somebody left, or the associate is none any more (grown out).';
