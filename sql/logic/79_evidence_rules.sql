-- What can be said in an entry: relations, days, ladders, texts and links. One entry that is typed and millions from a file
-- are judged by the same functions: those that look something up take a set, in arrays that lie side by side.

create function rungs_api.relations_on(people integer[], observers integer[], days date[], seen timestamptz)
returns table (n bigint, line text, manager_id integer, skip_id integer, observer_manager_id integer)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select x.n,
           case when x.observer = x.person then 'self'
                when p.manager_id = x.observer then 'manager'
                when m.manager_id = x.observer then 'skip_manager'
                when o.manager_id = x.person then 'direct_report'
                when o.manager_id = p.manager_id then 'peer'
                when o.manager_id = m.manager_id then 'manager_peer' end,
           p.manager_id, m.manager_id, o.manager_id
    from unnest(people, observers, days) with ordinality x (person, observer, day, n)
    left join lateral rungs_api.roster_on(x.day, seen) p on p.person_id = x.person
    left join lateral rungs_api.roster_on(x.day, seen) m on m.person_id = p.manager_id
    left join lateral rungs_api.roster_on(x.day, seen) o on o.person_id = x.observer;
end
$$;
comment on function rungs_api.relations_on is
    'How observers stand to people by the rosters of the days: self, manager, skip_manager, direct_report, peer (same manager), manager_peer; null when the roster has no line between them. And the managers it rests on.';

create function rungs_api.relation_on(observer integer, person integer, day date, seen timestamptz)
returns table (line text, manager_id integer, skip_id integer, observer_manager_id integer)
language sql stable as $$
    select r.line, r.manager_id, r.skip_id, r.observer_manager_id
    from rungs_api.relations_on(array[person], array[observer], array[day], seen) r
$$;
comment on function rungs_api.relation_on is 'How one observer stands to one person by the roster of a day.';

create function rungs_api.roster_after(day date, seen timestamptz) returns date
language sql stable as $$
    select min(i.effective_on)
    from rungs.import i
    where i.kind = 'roster'
      and i.effective_on >= day
      and i.recorded_at <= seen
      and (i.undone_at is null or seen < i.undone_at)
$$;
comment on function rungs_api.roster_after is
    'The day of the next roster that came in, the day itself when it had one: a roster is a picture of its day, and what changed until the next one is known to have changed, but not when.';

create function rungs_api.relation_is_line(stated text) returns boolean
language sql immutable as $$
    select stated in ('manager', 'skip_manager', 'direct_report', 'peer', 'manager_peer')
$$;
comment on function rungs_api.relation_is_line is 'Whether a relation is one that a roster may have a line for.';

create function rungs_api.relation_differs(
    stated text, line text, manager_id integer, skip_id integer, observer_manager_id integer) returns boolean
language sql immutable as $$
    -- No roster knows the peers of other teams, a person's or a manager's; who manages whom it does know.
    select rungs_api.relation_is_line(stated)
       and stated is distinct from line
       and (line is not null
            or case stated when 'manager' then manager_id is not null
                           when 'skip_manager' then skip_id is not null
                           when 'direct_report' then observer_manager_id is not null
                           else false end)
$$;
comment on function rungs_api.relation_differs is 'Whether a stated relation contradicts one roster.';

create function rungs_api.relations_refused(
    people integer[], observers integer[], days date[], stated text[], seen timestamptz)
returns table (n bigint, line text, manager_id integer, observer_manager_id integer)
language plpgsql stable as $$
#variable_conflict use_column
declare
    doubtful bigint[];
begin
    doubtful := array(
        select r.n
        from rungs_api.relations_on(people, observers, days, seen) r
        join unnest(stated) with ordinality s (word, n) on s.n = r.n
        where rungs_api.relation_differs(s.word, r.line, r.manager_id, r.skip_id, r.observer_manager_id));
    if cardinality(doubtful) = 0 then
        return;
    end if;
    return query
    with doubt as materialized (
        select d.n, d.place, people[d.n] as person, observers[d.n] as observer, days[d.n] as day
        from unnest(doubtful) with ordinality d (n, place)
    ), later as materialized (
        select y.day, rungs_api.roster_after(y.day, seen) as next_day from (select distinct d.day from doubt d) y
    ), claim as materialized (
        select array_agg(d.person order by d.place) as people, array_agg(d.observer order by d.place) as observers,
               array_agg(d.day order by d.place) as days, array_agg(l.next_day order by d.place) as next_days
        from doubt d
        join later l on l.day = d.day
    )
    select d.n, r.line, r.manager_id, r.observer_manager_id
    from claim c
    cross join lateral rungs_api.relations_on(c.people, c.observers, c.days, seen) r
    join doubt d on d.place = r.n
    join unnest(stated) with ordinality s (word, n) on s.n = d.n
    join lateral rungs_api.relations_on(c.people, c.observers, c.next_days, seen) f on f.n = r.n
    where f.line is distinct from s.word;
end
$$;
comment on function rungs_api.relations_refused is
    'Which stated relations the roster of their day contradicts, and the next one too; with what it says instead.';

create function rungs_api.relation_fault(stated text, line text, day date, observer text, person text) returns text
language sql immutable as $$
    select case when line is not null
        then format('on %s the roster has %s as ''%s'' of %s, not as ''%s''', day, observer, line, person, stated)
        else format('on %s the roster has no line from %s to %s, so not ''%s''', day, observer, person, stated) end
$$;
comment on function rungs_api.relation_fault is 'What is wrong with a relation that the roster contradicts.';

create function rungs_api.relation_decide(stated text, observer integer, who text, person integer, day date, seen timestamptz)
returns smallint
language plpgsql stable as $$
declare
    stands smallint := rungs_api.relation_find(stated);
    names text[] := array(
        select coalesce(rungs_api.name_on(x.id, day, seen), who) from unnest(array[observer, person]) with ordinality x (id, n) order by x.n);
    it record;
begin
    if stated is null then
        return rungs_api.relation_find(coalesce(
            (select r.line from rungs_api.relation_on(observer, person, day, seen) r),
            (select r.line from rungs_api.relation_on(observer, person, rungs_api.roster_after(day, seen), seen) r), 'stakeholder'));
    end if;
    if (stated = 'self') <> (observer = person) then
        raise exception using
            errcode = 'RG003',
            message = case when stated = 'self'
                then format('''%s'' is not the person the evidence is about, so the relation is not ''self''', coalesce(who, names[1]))
                else format('''%s'' is the person the evidence is about, so the relation is ''self''', coalesce(who, names[1])) end,
            hint = case when stated = 'self'
                then 'Leave --relation out to take it from the roster, or say how the observer stands to the person: --relation manager, peer, ...'
                else 'Type --relation self; it counts once somebody else has confirmed it.' end;
    end if;
    for it in select r.* from rungs_api.relations_refused(array[person], array[observer], array[day], array[stated], seen) r loop
        raise exception using
            errcode = 'RG003',
            message = rungs_api.relation_fault(stated, it.line, day, names[1], names[2]),
            detail = case when it.line is null then concat_ws(' ',
                case when it.manager_id is not null then format('%s reported to %s.', names[2], rungs_api.name_on(it.manager_id, day, seen)) end,
                case when it.observer_manager_id is not null then format('%s reported to %s.', names[1], rungs_api.name_on(it.observer_manager_id, day, seen)) end)
                else '' end,
            hint = format('Leave --relation out to take ''%s''; if the roster is wrong, correct it first: rungs import roster.',
                          coalesce(it.line, 'stakeholder'));
    end loop;
    return stands;
end
$$;
comment on function rungs_api.relation_decide is
    'The relation of an entry: the stated one unless the roster of that day and the next one contradict it, the roster''s when none is stated, stakeholder when that has no line.';

create function rungs_api.control_fault(said text, sign text) returns text
language sql immutable as $$
    select format('has a control character (U+%s) in place %s', upper(lpad(to_hex(ascii(sign)), 4, '0')), strpos(said, sign))
$$;
comment on function rungs_api.control_fault is 'What is wrong with a text that has a control character.';

create function rungs_api.text_fault_words(said text, most integer) returns text
language sql immutable as $$
    select case
        when length(said) > most then format('is %s characters long, at most %s are taken', length(said), most)
        when said ~ '[\x01-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]'
            then rungs_api.control_fault(said, substring(said from '[\x01-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]'))
        else 'has more than one line' end
$$;
comment on function rungs_api.text_fault_words is 'What is wrong with a text that is too long, has control characters or more lines than it should have.';

create function rungs_api.text_fault(said text, most integer, one_line boolean) returns text
language sql immutable as $$
    -- One plain expression, which the planner puts in place: it is asked of every text of every row, so one search for
    -- characters has to do, and nothing here may depend on settings, as format() does.
    select case
        when length(said) > most
          or said ~ case when one_line then '[\x01-\x08\x0A-\x1F\x7F-\x9F]' else '[\x01-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]' end
        then rungs_api.text_fault_words(said, most) end
$$;
comment on function rungs_api.text_fault is 'What is wrong with a text: too long, control characters, more lines than it should have; null when nothing is.';

create function rungs_api.text_check(what text, said text, most integer, one_line boolean, hint text) returns void
language plpgsql immutable as $$
declare
    wrong text := rungs_api.text_fault(said, most, one_line);
begin
    if wrong is not null then
        raise exception using errcode = 'RG003', message = format('the %s %s', what, wrong),
            hint = case when wrong like 'has a control%' then 'Take it out; it may have come along with what was pasted.' else text_check.hint end;
    end if;
end
$$;
comment on function rungs_api.text_check is 'Refuses a text that cannot be kept.';

create function rungs_api.links_fault(links text[]) returns text
language sql immutable as $$
    select case
        when cardinality(links) > 20 then format('%s links are too many', cardinality(links))
        else (
            select coalesce('the link ' || rungs_api.text_fault(l.link, 2000, true), format('''%s'' is not a web address', l.link))
            from unnest(links) with ordinality l (link, place)
            where rungs_api.text_fault(l.link, 2000, true) is not null
               or l.link !~ '^https?://[^[:space:]]+$'
            order by l.place
            limit 1) end
$$;
comment on function rungs_api.links_fault is 'What is wrong with the first of some web addresses that cannot be kept; null when nothing is.';

create function rungs_api.links_read(said text) returns text[]
language plpgsql immutable as $$
declare
    links text[];
    wrong text;
begin
    select array_agg(x.link order by x.place) into links
    from (select btrim(l.link) as link, min(l.place) as place
          from string_to_table(said, e'\n') with ordinality l (link, place)
          where btrim(l.link) <> ''
          group by 1) x;
    wrong := rungs_api.links_fault(links);
    if wrong is not null then
        raise exception using errcode = 'RG003', message = wrong,
            hint = case when wrong like '%too many' then 'At most 20 are kept; name the page that leads to the others.'
                        when wrong like '%web address' then 'A link begins with https:// or http:// and has no spaces.'
                        when wrong like '%are taken' then 'A link that long leads nowhere.'
                        else 'Take it out; it may have come along with what was pasted.' end;
    end if;
    return links;
end
$$;
comment on function rungs_api.links_read is 'Web addresses, one a line, each kept once; null for none.';

create function rungs_api.evidence_words_check(in_short text, at_length text) returns void
language plpgsql immutable as $$
begin
    if coalesce(btrim(in_short), '') = '' then
        raise exception using errcode = 'RG003',
            message = 'the summary is empty', hint = 'Say what happened in a sentence: --summary ''...''';
    end if;
    perform rungs_api.text_check('summary', in_short, 1000, true, 'Say it in a sentence; the rest of the story goes to --details.');
    perform rungs_api.text_check('details text', at_length, 100000, false, 'Keep what matters, and link to the rest: --link URL.');
end
$$;
comment on function rungs_api.evidence_words_check is 'Refuses a summary and details that cannot be kept.';

create function rungs_api.days_refused(people integer[], days date[], today date, seen timestamptz)
returns table (n bigint, hired_on date)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    select x.n, case when x.day < r.hired_on then r.hired_on end
    from unnest(people, days) with ordinality x (person, day, n)
    join lateral rungs_api.roster_on(today, seen) r on r.person_id = x.person
    left join lateral rungs_api.roster_on(x.day, seen) o on o.person_id = x.person
    left join rungs.employment_status t on t.id = o.status_id
    -- Who left and was hired anew was here before that hire.
    where t.employed is not true
      and (x.day < r.hired_on or t.employed is false);
end
$$;
comment on function rungs_api.days_refused is
    'Days on which people were not here: before the hire, which comes along, or between leaving and coming back.';

create function rungs_api.day_fault(day date, person text, hired_on date) returns text
language sql immutable as $$
    select case when hired_on is not null then format('on %s %s was not here yet: hired on %s', day, person, hired_on)
           else format('on %s %s did not work here', day, person) end
$$;
comment on function rungs_api.day_fault is 'What is wrong with a day on which somebody was not here.';

create function rungs_api.evidence_day_check(person integer, happened date, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    it record;
begin
    if happened > day then
        raise exception using errcode = 'RG003',
            message = format('%s lies ahead', happened),
            hint = 'Evidence is of things that happened: --on is today or earlier.';
    end if;
    if not exists (select from rungs_api.employed_on(day, seen) e where e.person_id = person) then
        raise exception using errcode = 'RG003',
            message = format('%s does not work here', coalesce((select r.name from rungs_api.roster_on(day, seen) r where r.person_id = person), 'this person')),
            hint = 'If the person has come back, import a roster that says so first.';
    end if;
    for it in select r.* from rungs_api.days_refused(array[person], array[happened], day, seen) r loop
        raise exception using errcode = 'RG003',
            message = rungs_api.day_fault(happened, rungs_api.name_on(person, day, seen), it.hired_on),
            hint = case when it.hired_on is not null then 'Evidence from before the hire does not count; check --on.'
                        else 'The person had left and came back later; check --on.' end;
    end loop;
end
$$;
comment on function rungs_api.evidence_day_check is 'Refuses evidence of a day that lies ahead, of somebody who is not here, or was not that day.';

create function rungs_api.expectation_fits(expectation integer, ladder integer, day date, seen timestamptz) returns boolean
language sql stable as $$
    -- The way onto a ladder is open to everybody; what is mapped to the own ladder counts there.
    select ladder is null
        or exists (select from rungs.expectation x where x.id = expectation and x.ladder_id = ladder)
        or exists (
            select from rungs.expectation x
            join rungs_api.edition_on(day, seen) e on e.ladder_id = x.ladder_id
            join rungs.expectation_text t on t.edition_id = e.edition_id and t.expectation_id = x.id
            join rungs.crossing c on c.id = t.crossing_id and c.stage_model_id is null
            where x.id = expectation)
        or exists (
            select from rungs_api.edition_on(day, seen) e
            join rungs.expectation_mapping m on m.edition_id = e.edition_id and m.from_id = expectation
            where e.ladder_id = ladder and m.recorded_at <= seen and seen < m.superseded_at)
$$;
comment on function rungs_api.expectation_fits is
    'Whether evidence for an expectation can be about somebody on a ladder (null: on none): it is that ladder''s, the entry onto another, or mapped to the own one.';

create function rungs_api.ladder_fault(expectation integer, person text, ladder integer) returns text
language sql stable as $$
    select format('''%s'' is asked on the ladder %s, but %s is on %s', x.code, d.code, person, o.code)
    from rungs.expectation x
    join rungs.ladder d on d.id = x.ladder_id
    join rungs.ladder o on o.id = ladder
    where x.id = expectation
$$;
comment on function rungs_api.ladder_fault is 'What is wrong with an expectation of another ladder.';

create function rungs_api.ladder_hint(ladder integer) returns text
language sql stable as $$
    select format('It would count for nothing there; ''rungs ladder show %s'' lists what is asked.', d.code)
    from rungs.ladder d
    where d.id = ladder
$$;
comment on function rungs_api.ladder_hint is 'What to do about an expectation of another ladder.';

create function rungs_api.evidence_ladder_check(expectation integer, person integer, day date, seen timestamptz) returns void
language plpgsql stable as $$
declare
    own integer := (
        select l.ladder_id from rungs_api.level_of(person, day, seen) o join rungs.level l on l.id = o.level_id);
begin
    if not rungs_api.expectation_fits(expectation, own, day, seen) then
        raise exception using errcode = 'RG003',
            message = rungs_api.ladder_fault(expectation, rungs_api.name_on(person, day, seen), own),
            hint = rungs_api.ladder_hint(own);
    end if;
end
$$;
comment on function rungs_api.evidence_ladder_check is
    'Refuses an expectation of another ladder than the person''s, except the entry onto it and what is mapped to the own one.';
