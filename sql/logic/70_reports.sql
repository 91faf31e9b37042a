-- The reports: what people read. Column names are the headers of csv and the keys of json.

create function rungs_api.specialization_find(word text) returns integer
language plpgsql stable as $$
declare
    it integer := (select s.id from rungs.specialization s where s.code = word);
begin
    if word is not null and it is null then
        raise exception using
            errcode = 'RG003',
            message = format('there is no specialization ''%s''', word),
            hint = rungs_api.did_you_mean(word, array(select s.code::text from rungs.specialization s order by s.id));
    end if;
    return it;
end
$$;
comment on function rungs_api.specialization_find is 'The specialization that a word names; null for null.';

create function rungs_api.people_asked(
    person text, manager text, organisation text, level text, day date, seen timestamptz,
    specialization text default null, direct boolean default null) returns integer[]
language plpgsql stable as $$
declare
    one integer := case when person is not null then rungs_api.person_find(person, day, seen) end;
    boss integer := case when manager is not null then rungs_api.person_find(manager, day, seen) end;
    rung integer := rungs_api.level_find(level, day, seen);
    part integer := rungs_api.organisation_find(organisation);
    kind integer := rungs_api.specialization_find(specialization);
begin
    if boss is not null then
        return array(
            select t.person_id
            from rungs_api.people_under(boss, day, seen) t
            join rungs_api.roster_on(day, seen) r on r.person_id = t.person_id
            left join lateral rungs_api.level_of(t.person_id, day, seen) l on rung is not null
            where (t.depth = 1 or direct is not true)
              and (one is null or t.person_id = one)
              and (part is null or r.organisation_id = part)
              and (rung is null or l.level_id = rung)
              and (kind is null or r.specialization_id = kind));
    end if;
    return array(
        select r.person_id
        from rungs_api.employed_on(day, seen) r
        left join lateral rungs_api.level_of(r.person_id, day, seen) l on rung is not null
        where (one is null or r.person_id = one)
          and (part is null or r.organisation_id = part)
          and (rung is null or l.level_id = rung)
          and (kind is null or r.specialization_id = kind));
end
$$;
comment on function rungs_api.people_asked is 'Who a report is about: everybody employed, narrowed by what was named; of a manager everybody below, or the direct reports.';

create function rungs_api.flag_words(
    settling_until date, is_old_job_only boolean, is_still_old_job boolean, is_other_work boolean default false) returns text
language sql stable as $$
    select array_to_string(array[
        'settling until ' || settling_until,
        case when is_old_job_only then 'old job only' end,
        case when is_other_work then 'other work type only' end,
        case when is_still_old_job then 'still doing the old job' end], ', ')
$$;
comment on function rungs_api.flag_words is 'What has to be known beside the verdict; empty when nothing has.';

create function rungs_api.crossing_words(crossings integer[]) returns text
language sql stable as $$
    select coalesce(string_agg(c.name, ', then ' order by a.position), '')
    from rungs.crossing c
    left join rungs.stage a on a.id = c.from_stage_id
    where c.id = any (crossings)
$$;
comment on function rungs_api.crossing_words is 'The borders on a way, in words.';

create function rungs_api.goals_asked(person text, goal integer, day date, seen timestamptz) returns integer[]
language sql stable as $$
    select case when person is null or goal is not null then array[goal]
           else coalesce(nullif(array(
                select n.next_id
                from rungs_api.level_of(rungs_api.person_find(person, day, seen), day, seen) o
                join rungs.level l on l.id = o.level_id
                join rungs_api.edition_on(day, seen) e on e.ladder_id = l.ladder_id
                join rungs.level_next n on n.edition_id = e.edition_id and n.level_id = o.level_id
                order by n.position), '{}'), array[goal]) end
$$;
comment on function rungs_api.goals_asked is
    'The levels that a report measures people for: null, the usual next one of each; of one person every next one, where the ladder forks.';

create function rungs_api.report_readiness(
    only_person text, only_manager text, only_organisation text, only_level text, for_target text,
    stages text, as_of date, as_seen_on date, only_specialization text default null)
returns table (
    person text, employee_id text, email text, level text, months_in_level integer, target text,
    move text, crossing text, coverage float8, known float8, met integer, asked integer,
    open_gates text, verdict text, flags text, sustained integer, work_types integer)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation,
        only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    select r.name, p.employee_id, r.email, l.code, d.months, t.code,
           case when d.target_id is null then null when d.is_across then 'across' else 'within' end,
           rungs_api.crossing_words(d.crossings), d.coverage, d.known, d.met, d.asked,
           (select string_agg(g.code, ', ' order by g.position)
            from unnest(d.gates) with ordinality g (code, reason, position)),
           d.verdict, rungs_api.flag_words(d.settling_until, d.is_old_job_only, d.is_still_old_job, d.is_other_work),
           d.sustained, d.breadth
    from unnest(rungs_api.goals_asked(only_person, goal, clock.day, clock.seen)) with ordinality g (goal, number)
    cross join lateral rungs_api.readiness(asked_for, clock.day, clock.seen, stages, g.goal) d
    join rungs.person p on p.id = d.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = d.person_id
    join rungs.level l on l.id = d.level_id
    left join rungs.level t on t.id = d.target_id
    order by g.number, array_position(array['ready', 'near', 'building', 'unknown', 'top'], d.verdict),
             d.coverage desc nulls last, r.name, d.person_id;
end
$$;
comment on function rungs_api.report_readiness is 'rungs report readiness: one line a person, the readiest first; of one person a line for each next level.';

create function rungs_api.report_gates(
    only_person text, only_manager text, only_organisation text, only_level text, for_target text,
    stages text, as_of date, as_seen_on date, only_specialization text default null, only_direct boolean default null)
returns table (person text, employee_id text, target text, verdict text, gate text, reason text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level,
        clock.day, clock.seen, only_specialization, only_direct);
begin
    return query
    select r.name, p.employee_id, t.code, d.verdict, g.code, g.reason
    from unnest(rungs_api.goals_asked(only_person, goal, clock.day, clock.seen)) with ordinality w (goal, number)
    cross join lateral rungs_api.readiness(asked_for, clock.day, clock.seen, stages, w.goal) d
    join rungs.level t on t.id = d.target_id
    cross join lateral unnest(d.gates) with ordinality g (code, reason, position)
    join rungs.person p on p.id = d.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = d.person_id
    where d.verdict in ('near', 'building')
    order by w.number, d.verdict = 'near' desc, d.coverage desc, r.name, d.person_id, g.position;
end
$$;
comment on function rungs_api.report_gates is 'What stands between people and the next level, near ones first; people of whom too little is known are left out.';

create function rungs_api.report_advice(
    only_person text, only_manager text, only_organisation text, only_level text, only_move text, for_target text,
    stages text, most integer, as_of date, as_seen_on date, only_specialization text default null, only_direct boolean default null)
returns table (ladder text, move text, crossing text, about text, number bigint, code text, advice text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
    levels integer[] := array(
        select distinct o.level_id
        from unnest(rungs_api.people_asked(
            only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization, only_direct)) p (person_id)
        cross join lateral rungs_api.level_of(p.person_id, clock.day, clock.seen) o);
begin
    return query
    with ways as materialized (
        select m.ladder_id, m.edition_id, m.is_across, m.crossings
        from rungs_api.move_on(clock.day, clock.seen, stages, goal) m
        where m.level_id = any (levels)
          and (only_move is null or only_move = case when m.is_across then 'across' else 'within' end)
    )
    select d.code, a.move, a.crossing,
           -- People of two ladders: the same words head other lines.
           a.about || case when min(d.code) over () <> max(d.code) over () then format(' (%s)', d.code) else '' end, a.number, a.code, a.advice, nullif(a.source, ''), nullif(a.author, '')
    from (
        select u.*, row_number() over (partition by u.ladder_id, u.move, u.part, u.crossing order by u.position, u.code) as number
        from (
            select distinct w.ladder_id, x.move, null as crossing, 1 as part, x.position,
                   case x.move when 'within' then 'For a promotion within a stage' else 'For a crossing' end as about,
                   x.code, x.text as advice, x.source, x.author
            from ways w
            join rungs.advice x on x.edition_id = w.edition_id and x.move = case when w.is_across then 'across' else 'within' end
            union all
            select distinct w.ladder_id, 'across', c.code, 2, s.position, c.name, c.code, c.advice, c.source, c.author
            from ways w
            join rungs.crossing c on c.id = any (w.crossings)
            join rungs.stage s on s.id = c.from_stage_id
            where w.is_across
              and c.advice <> ''
        ) u
    ) a
    join rungs.ladder d on d.id = a.ladder_id
    where most is null or a.number <= most
    order by d.code, a.move = 'across', a.part, a.position, a.code;
end
$$;
comment on function rungs_api.report_advice is 'What helps with the steps that lie ahead of people: lines for a promotion within a stage and for a crossing, and what helps at the borders they stand at.';
