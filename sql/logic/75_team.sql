-- The manager's packet: the team at a glance, who waits longest, and what changed since a day.

create function rungs_api.report_team(
    boss_word text, stages text, as_of date, as_seen_on date, direct boolean default null)
returns table (
    manager text, person text, employee_id text, depth integer, title text, level text, months_in_level integer,
    target text, move text, coverage float8, known float8, met integer, asked integer,
    open_gates text, verdict text, flags text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := rungs_api.person_find(boss_word, clock.day, clock.seen);
begin
    return query
    with team as materialized (
        select u.person_id, u.depth, u.path
        from rungs_api.team_of(boss, direct, clock.day, clock.seen) u
    )
    select b.name, r.name, p.employee_id, u.depth - 1, r.title, l.code, d.months,
           t.code, case when d.target_id is null then null when d.is_across then 'across' else 'within' end,
           d.coverage, d.known, d.met, d.asked,
           (select string_agg(g.code, ', ' order by g.position)
            from unnest(d.gates) with ordinality g (code, reason, position)),
           d.verdict, rungs_api.flag_words(d.settling_until, d.is_old_job_only, d.is_still_old_job, d.is_other_work)
    from team u
    join rungs.person p on p.id = u.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = u.person_id
    left join rungs_api.readiness(
        array(select w.person_id from team w), clock.day, clock.seen, stages, null) d
        on d.person_id = u.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) b on b.person_id = boss
    left join rungs.level l on l.id = d.level_id
    left join rungs.level t on t.id = d.target_id
    order by u.path, u.person_id;
end
$$;
comment on function rungs_api.report_team is 'rungs report manager: everybody under a manager as a tree, or the direct reports, with their standing.';

create function rungs_api.report_team_waits(
    boss_word text, stages text, direct boolean, as_of date, as_seen_on date)
returns table (person text, employee_id text, level text, since date, months integer, beyond integer, target text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := rungs_api.person_find(boss_word, clock.day, clock.seen);
begin
    -- Without readiness, which would be worked out once more for all of them.
    return query
    select r.name, p.employee_id, l.code, w.since, w.months, w.months - w.asked, t.code
    from (
        select u.person_id, o.level_id, o.since, m.target_id, rungs_api.months_between(o.since, clock.day) as months,
               (s.rules).level_months as asked
        from rungs_api.team_of(boss, direct, clock.day, clock.seen) u
        cross join lateral rungs_api.level_of(u.person_id, clock.day, clock.seen) o
        join rungs_api.move_on(clock.day, clock.seen, stages, null) m on m.level_id = o.level_id
        join rungs_api.rule_sets(clock.day, clock.seen) s on s.ladder_id = m.ladder_id
    ) w
    join rungs.person p on p.id = w.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = w.person_id
    join rungs.level l on l.id = w.level_id
    join rungs.level t on t.id = w.target_id
    where w.months >= w.asked
    order by w.months - w.asked desc, w.since, r.name, w.person_id
    limit 5;
end
$$;
comment on function rungs_api.report_team_waits is
    'The five who have been in their level longest beyond the months that the gate asks, where there is a level above.';

create function rungs_api.report_team_changes(
    boss_word text, stages text, from_day date, direct boolean, as_of date, as_seen_on date)
returns table (since date, person text, employee_id text, change text, was text, became text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    boss integer := rungs_api.person_find(boss_word, clock.day, clock.seen);
    then_day date := coalesce(from_day, (clock.day - interval '1 month')::date);
    then_seen timestamptz := least((rungs_api.clock(null, then_day)).seen, clock.seen);
    stages_then text := (
        select min(m.code) from rungs_api.edition_on(then_day, then_seen) e join rungs.stage_model m on m.edition_id = e.edition_id and m.code = stages);
    team integer[] := array(select u.person_id from rungs_api.team_of(boss, direct, clock.day, clock.seen) u);
    team_then integer[] := array(select u.person_id from rungs_api.team_of(boss, direct, then_day, then_seen) u);
begin
    if then_day > clock.day then
        raise exception using errcode = 'RG003', message = format('--since %s lies after %s', then_day, clock.day),
            hint = 'Name the day of an earlier packet.';
    end if;
    if not exists (select from rungs_api.roster_on(then_day, then_seen) r where r.person_id = boss) then
        return;
    end if;
    return query
    with present as materialized (
        select d.person_id, l.code as level, t.code as target, d.coverage, d.verdict,
               rungs_api.flag_words(d.settling_until, d.is_old_job_only, d.is_still_old_job, d.is_other_work) as flags
        from rungs_api.readiness(team, clock.day, clock.seen, stages, null) d
        join rungs.level l on l.id = d.level_id
        left join rungs.level t on t.id = d.target_id
    ), past as materialized (
        select d.person_id, l.code as level, t.code as target, d.coverage, d.verdict,
               rungs_api.flag_words(d.settling_until, d.is_old_job_only, d.is_still_old_job, d.is_other_work) as flags
        from rungs_api.readiness(team_then, then_day, then_seen, stages_then, null) d
        join rungs.level l on l.id = d.level_id
        left join rungs.level t on t.id = d.target_id
    ), member as (
        select m.person_id, m.person_id = any (team) as is_here, m.person_id = any (team_then) as was_here
        from (select unnest(team) union select unnest(team_then)) m (person_id)
    ), change as (
        select m.person_id, 1 as position, 'joined' as change, case when h.is_here then 'under ' || rungs_api.name_on(h.manager_id, then_day, then_seen) end as was,
               null::text as became
        from member m
        left join lateral (select r.manager_id, true as is_here from rungs_api.employed_on(then_day, then_seen) r where r.person_id = m.person_id) h on true
        where not m.was_here
        union all
        select m.person_id, 2, 'left', null,
               case when h.is_here then coalesce('under ' || rungs_api.name_on(h.manager_id, clock.day, clock.seen), 'under nobody') else 'left the company' end
        from member m
        left join lateral (select r.manager_id, true as is_here from rungs_api.employed_on(clock.day, clock.seen) r where r.person_id = m.person_id) h on true
        where not m.is_here
        union all
        select m.person_id, c.position, c.change, c.was, c.became
        from member m
        left join past a on a.person_id = m.person_id
        left join present b on b.person_id = m.person_id
        left join rungs_api.roster_on(then_day, then_seen) f on f.person_id = m.person_id
        left join rungs_api.roster_on(clock.day, clock.seen) g on g.person_id = m.person_id
        cross join lateral (values
            (3, 'manager', rungs_api.name_on(f.manager_id, then_day, then_seen), rungs_api.name_on(g.manager_id, clock.day, clock.seen),
             f.manager_id is distinct from g.manager_id),
            (4, 'title', f.title, g.title, f.title is distinct from g.title),
            (5, 'level', a.level, b.level, a.level is distinct from b.level),
            (6, 'target', a.target, b.target, a.target is distinct from b.target and a.level is not distinct from b.level),
            (7, 'verdict', a.verdict, b.verdict, a.verdict is distinct from b.verdict),
            (8, 'coverage', rungs_api.coverage_words(a.coverage), rungs_api.coverage_words(b.coverage), true),
            (9, 'flags', nullif(a.flags, ''), nullif(b.flags, ''), true)) c (position, change, was, became, is_other)
        where m.is_here
          and m.was_here
          and c.is_other
          and c.was is distinct from c.became
        union all
        select e.person_id, 10, 'evidence', null, format('%s new %s', count(*), case when count(*) = 1 then 'entry' else 'entries' end)
        from rungs.evidence e
        where e.person_id = any (team)
          and e.recorded_at > then_seen
          and e.recorded_at <= clock.seen
          and e.observed_on <= clock.day
          and e.supersedes_id is null
          and rungs_api.status_at(e.id, clock.seen) in (1, 2)
        group by e.person_id
        union all
        select e.person_id, 11, s.code, null, format('%s %s', count(*), case when count(*) = 1 then 'entry' else 'entries' end)
        from rungs.evidence e
        join rungs.evidence_event v on v.evidence_id = e.id
        join rungs.evidence_status s on s.id = v.status_id
        where e.person_id = any (team)
          and e.recorded_at <= clock.seen
          and v.recorded_at > then_seen
          and v.recorded_at <= clock.seen
          and v.status_id = rungs_api.status_at(e.id, clock.seen)
          and v.status_id in (3, 4)
        group by e.person_id, s.code
    )
    select then_day, rungs_api.name_on(c.person_id, clock.day, clock.seen), p.employee_id, c.change, c.was, c.became
    from change c
    join rungs.person p on p.id = c.person_id
    order by c.position > 2, rungs_api.name_on(c.person_id, clock.day, clock.seen), c.person_id, c.position, c.change;
end
$$;
comment on function rungs_api.report_team_changes is
    'What is different in a team from the packet that would have been written at the end of a day, a month ago unless one is named: who joined and left, levels, verdicts, coverage, evidence. Nothing where nothing was on record then.';
