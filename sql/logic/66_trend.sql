-- How readiness came about: the same question at the ends of the last quarters.

create function rungs_api.quarter_ends(day date, quarters integer)
returns table (quarter text, on_day date)
language plpgsql immutable as $$
begin
    if quarters not between 1 and 40 then
        raise exception using errcode = 'RG003',
            message = format('%s quarters cannot be shown', quarters), hint = 'Type a number from 1 to 40: --quarters 8.';
    end if;
    return query
    select to_char(d.on_day, 'YYYY-"Q"Q'), d.on_day
    from (
        select (date_trunc('quarter', day) - b.back * interval '3 months')::date - 1 as on_day
        from generate_series(0, quarters - 1) b (back)
        union all
        select day
    ) d
    order by d.on_day;
end
$$;
comment on function rungs_api.quarter_ends is 'The last days of the quarters before a day, and the day itself.';

create function rungs_api.report_trend(
    only_person text, only_manager text, only_organisation text, only_level text, for_target text,
    stages text, quarters integer, as_of date, as_seen_on date, only_specialization text)
returns table (
    person text, employee_id text, quarter text, on_day date, level text, target text, coverage float8, known float8,
    change float8, verdict text, open_gates text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goal integer := rungs_api.level_find(for_target, clock.day, clock.seen);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
begin
    return query
    select r.name, p.employee_id::text, q.quarter, q.on_day, l.code::text, t.code::text, s.coverage, s.known,
           s.coverage - lag(s.coverage) over (partition by s.person_id, s.target_id order by q.on_day), s.verdict, s.open_gates
    from rungs_api.quarter_ends(clock.day, coalesce(quarters, 4)) q
    cross join lateral rungs_api.stood_on(asked_for, array[goal], q.on_day, clock.seen, stages) s
    join rungs.person p on p.id = s.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = s.person_id
    join rungs.level l on l.id = s.level_id
    left join rungs.level t on t.id = s.target_id
    order by r.name, s.person_id, q.on_day;
end
$$;
comment on function rungs_api.report_trend is
    'rungs report readiness --trend: how people stood at the ends of the last quarters and stand on the day, by the evidence of then as it is known now. change is in shares of coverage of the same target.';
