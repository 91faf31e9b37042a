-- The entries of a team that wait for somebody's word, one by one.

create function rungs_api.evidence_queue(only_manager text, by_whom text, everything boolean, most integer)
returns table (evidence bigint, waiting bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    boss integer := rungs_api.person_find(only_manager, clock.day, clock.seen);
    judge integer := rungs_api.person_find(coalesce(by_whom, only_manager), clock.day, clock.seen);
    team integer[] := array(
        select t.person_id from rungs_api.people_under(boss, clock.day, clock.seen) t where t.person_id <> judge);
    own integer := (select o.id from rungs.observer o where o.person_id = judge);
begin
    return query
    select e.id, count(*) over ()
    from rungs.evidence e
    where e.person_id = any (team)
      and e.status_id = 1
      and (e.counted_since is null or everything)
      and e.observer_id is distinct from own
    order by e.counted_since is not null, e.recorded_at, e.id
    limit most;
end
$$;
comment on function rungs_api.evidence_queue is
    'Entries about people under a manager that nobody has confirmed or disputed and that the one who judges may: those that do not count before, oldest first; with everything also those that count already. `waiting` is how many there are in all.';

create function rungs_api.evidence_state(entry bigint) returns text
language sql volatile as $$
    select s.code || coalesce(' ' || (
               select max(v.id) from rungs.evidence_event v where v.evidence_id = e.id), '')
    from rungs.evidence e
    join rungs.evidence_status s on s.id = e.status_id
    where e.id = entry
    for update of e
$$;
comment on function rungs_api.evidence_state is
    'Where an entry is in its life, with its latest event, held until the transaction ends: another text means that somebody has changed it since.';

create function rungs_api.evidence_for_review(entry bigint)
returns table (
    evidence bigint, observed_on date, recorded_on date, person text, title text, level text, code text, sentence text,
    dimension text, asked_by text, strength text, work_type text, observer text, relation text, summary text, details text, link text,
    status text, counts boolean, state text, last_step text)
language sql stable as $$
    select e.id, e.observed_on, e.recorded_at::date, r.name, coalesce(r.title, ''), coalesce(lt.name, ''), x.code, j.sentence,
           coalesce(d.name, ''), coalesce(jt.name, b.name, ''), s.code, coalesce(k.code, ''), coalesce(w.name, v.name), l.name,
           e.summary, coalesce(e.details, ''), coalesce(array_to_string(e.links, ' '), ''), t.code, e.counted_since is not null,
           t.code || coalesce(' ' || y.id, ''),
           case when y.id is null then ''
                else format('%s by %s on %s%s', t.code, coalesce(z.name, 'an import'), y.happened_on,
                            case when y.reason = '' then '' else ': ' || y.reason end) end
    from rungs_api.clock(null, null) c
    cross join rungs.evidence e
    join rungs.expectation x on x.id = e.expectation_id
    join rungs.expectation_text j on j.edition_id = e.edition_id and j.expectation_id = e.expectation_id
    left join rungs.dimension d on d.edition_id = j.edition_id and d.code = j.dimension
    left join rungs.level_text jt on jt.edition_id = j.edition_id and jt.level_id = j.level_id
    left join rungs.crossing b on b.id = j.crossing_id
    join rungs.strength s on s.id = e.strength_id
    join rungs.relation l on l.id = e.relation_id
    join rungs.observer v on v.id = e.observer_id
    join rungs.evidence_status t on t.id = e.status_id
    left join rungs.work_type k on k.id = e.work_type_id
    left join rungs_api.roster_on(c.day, c.seen) r on r.person_id = e.person_id
    left join rungs_api.roster_on(c.day, c.seen) w on w.person_id = v.person_id
    left join lateral rungs_api.level_of(e.person_id, c.day, c.seen) o on true
    left join rungs.level q on q.id = o.level_id
    left join rungs_api.edition_on(c.day, c.seen) f on f.ladder_id = q.ladder_id
    left join rungs.level_text lt on lt.edition_id = f.edition_id and lt.level_id = q.id
    left join lateral (
        select a.id, a.happened_on, a.reason, a.observer_id
        from rungs.evidence_event a
        where a.evidence_id = e.id
        order by a.id desc
        limit 1
    ) y on true
    left join rungs.observer u on u.id = y.observer_id
    left join rungs_api.roster_on(c.day, c.seen) z on z.person_id = u.person_id
    where e.id = entry
$$;
comment on function rungs_api.evidence_for_review is
    'One entry as somebody who has to judge it wants to see it, with the state that evidence_state() has to find again.';
