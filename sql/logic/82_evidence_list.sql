-- The log: what a filter finds, latest first.

create function rungs_api.words_query(words text) returns tsquery
language plpgsql stable as $$
declare
    wanted tsquery := websearch_to_tsquery('pg_catalog.english', words);
begin
    if words is not null and numnode(wanted) = 0 then
        raise exception using errcode = 'RG003',
            message = format('''%s'' has no word to look for', left(words, 100)),
            hint = 'Type words of the summary or the details; "two words" in a row, or -without.';
    end if;
    return wanted;
end
$$;
comment on function rungs_api.words_query is 'Words as people type them into a search, as PostgreSQL looks for them.';

create function rungs_api.words_hits(wanted tsquery, most integer) returns bigint[]
language plpgsql stable set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
    hits bigint[];
begin
    if wanted is null then
        return null;
    end if;
    select array_agg(h.id) into hits
    from (
        select e.id
        from rungs.evidence e
        where to_tsvector('english', e.summary || ' ' || coalesce(e.details, '')) @@ wanted
        limit most + 1
    ) h;
    return case when cardinality(hits) > most then null else coalesce(hits, '{}') end;
end
$$;
comment on function rungs_api.words_hits is
    'The entries that have the words, when they are not too many; null when they are. Nobody, not even the planner, knows beforehand how rare a word is: walking the log for a rare one would read all of it, gathering a common one too.';

create function rungs_api.voice_find(word text, day date, seen timestamptz) returns integer
language plpgsql stable as $$
declare
    voice integer := (select o.id from rungs.observer o where o.name = word);
begin
    if voice is null and word is not null then
        voice := coalesce((select o.id from rungs.observer o where o.person_id = rungs_api.person_find(word, day, seen)), 0);
    end if;
    return voice;
end
$$;
comment on function rungs_api.voice_find is 'The voice that a word names: a customer or a metric, or a person; 0 for a person who has not been heard, null for null.';

create function rungs_api.expectations_asked(expectation text, level text, person integer, day date, seen timestamptz)
returns integer[]
language plpgsql stable as $$
declare
    what integer := case when expectation is not null then rungs_api.expectation_find(expectation, person, day, seen) end;
    rung integer := rungs_api.level_find(level, day, seen);
begin
    if what is null and rung is null then
        return null;
    end if;
    return array(
        select x.id
        from rungs.expectation x
        where (what is null or x.id = what or exists (
                   -- Entries of a code of old, which count for this one now.
                   select from rungs.expectation_mapping m
                   join rungs_api.edition_on(day, seen) f on f.edition_id = m.edition_id
                   where m.from_id = x.id and m.to_id = what
                     and m.recorded_at <= seen and seen < m.superseded_at))
          and (rung is null or exists (
                   select from rungs.expectation_text t where t.expectation_id = x.id and t.level_id = rung)));
end
$$;
comment on function rungs_api.expectations_asked is
    'The expectations that a code and a level name: the code with those it took the place of, what an edition asks of the level; null for all.';

create function rungs_api.evidence_team(
    person text, manager text, unconfirmed boolean, day date, seen timestamptz, out team integer[], out boss integer)
language plpgsql stable as $$
begin
    boss := case when manager is not null then rungs_api.person_find(manager, day, seen)
                 when unconfirmed and person is null then rungs_api.me() end;
    team := case when boss is not null then array(select u.person_id from rungs_api.people_under(boss, day, seen) u) end;
end
$$;
comment on function rungs_api.evidence_team is
    'Whose entries a manager is asked about; the queue of what waits is that of whoever is at the keyboard, when nobody is named.';

create function rungs_api.evidence_counted_on(entry bigint, counted_since timestamptz, seen timestamptz) returns boolean
language sql stable parallel safe as $$
    select counted_since <= seen is true or exists (
        select from rungs.evidence_counted c
        where c.evidence_id = entry
          and c.counted_since <= seen
          and seen < c.counted_until)
$$;
comment on function rungs_api.evidence_counted_on is 'Whether an entry counted at a moment.';

create function rungs_api.evidence_list(
    only_person text, only_manager text, only_expectation text, only_status text, most integer,
    as_of date, as_seen_on date, only_level text default null, only_observer text default null, only_relation text default null,
    only_strength text default null, only_work_type text default null, first_day date default null, last_day date default null,
    words text default null, unconfirmed boolean default false)
returns table (
    evidence bigint, observed_on date, person text, expectation text, edition text, sentence text, strength text, observer text,
    relation text, work_type text, status text, counts boolean, summary text, link text, details text)
language plpgsql stable set plan_cache_mode = force_custom_plan set enable_indexscan = on as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    past boolean := as_seen_on is not null;
    waiting boolean := coalesce(unconfirmed, false);
    one integer := case when only_person is not null
        then rungs_api.person_find(only_person, clock.day, clock.seen) end;
    whats integer[] := rungs_api.expectations_asked(only_expectation, only_level, one, clock.day, clock.seen);
    asked record := rungs_api.evidence_team(only_person, only_manager, waiting, clock.day, clock.seen);
    team integer[] := asked.team;
    own_voice integer := case when waiting then (select o.id from rungs.observer o where o.person_id = asked.boss) end;
    voice integer := rungs_api.voice_find(only_observer, clock.day, clock.seen);
    stands smallint := rungs_api.relation_find(only_relation);
    how smallint := rungs_api.strength_find(only_strength);
    work smallint := rungs_api.work_type_find(only_work_type);
    goal smallint := (select t.id from rungs.evidence_status t where t.code = only_status);
    wanted tsquery := rungs_api.words_query(words);
    hits bigint[] := rungs_api.words_hits(wanted, 20000);
    horizon date;
    picked bigint[];
begin
    if first_day > last_day then
        raise exception using errcode = 'RG003',
            message = format('%s is after %s', first_day, last_day), hint = 'Name the earlier day with --from, the later with --to.';
    end if;
    -- No index knows these: what is common is found among the latest; walking on, for what is rare, would fetch entry by
    -- entry what one scan of all reads through. An index on each would cost an import more than that scan costs who waits.
    if num_nonnulls(stands, how, work, whats, goal) > 0
       and num_nonnulls(one, team, voice, wanted) = 0 and not waiting and (goal is null or goal in (1, 2)) then
        horizon := (
            select i.observed_on
            from rungs.evidence i
            where i.observed_on <= least(clock.day, last_day)
            order by i.observed_on desc, i.id desc
            offset 20000 limit 1);
    end if;
    -- Planned anew each time (plan_cache_mode): what is not asked falls out of the plan, and the rest picks its index.
    -- The rows are picked first, by the order of an index, and only those are dressed up.
    loop
        select coalesce(array_agg(h.id), '{}') into picked
        from (
            select i.id
            from rungs.evidence i
            where i.observed_on <= least(clock.day, last_day)
              and (first_day is null or i.observed_on >= first_day)
              and (horizon is null or i.observed_on >= horizon)
              and i.recorded_at <= clock.seen
              and (one is null or i.person_id = one)
              and (team is null or i.person_id = any (team))
              and (whats is null or i.expectation_id = any (whats))
              and (voice is null or i.observer_id = voice)
              and (stands is null or i.relation_id = stands)
              and (how is null or i.strength_id = how)
              and (work is null or i.work_type_id = work)
              and (hits is null or i.id = any (hits))
              and (wanted is null or hits is not null or to_tsvector('english', i.summary || ' ' || coalesce(i.details, '')) @@ wanted)
              -- What is disputed, withdrawn or superseded does not count: said, so that its index is found.
              and (past or goal is null or goal in (1, 2) or i.counted_since is null)
              and case when not past then case when goal is null then i.status_id <> 5 else i.status_id = goal end
                       when goal is null then rungs_api.status_at(i.id, clock.seen) <> 5
                       else rungs_api.status_at(i.id, clock.seen) = goal end
              and case when not waiting then true
                       when not past then i.status_id = 1 and i.counted_since is null and (own_voice is null or i.observer_id <> own_voice)
                       else rungs_api.status_at(i.id, clock.seen) = 1
                            and not rungs_api.evidence_counted_on(i.id, i.counted_since, clock.seen)
                            and (own_voice is null or i.observer_id <> own_voice) end
            order by i.observed_on desc, i.id desc
            limit most) h;
        exit when horizon is null or cardinality(picked) >= most;
        horizon := null;
        perform set_config('enable_indexscan', 'off', true);
    end loop;
    perform set_config('enable_indexscan', 'on', true);
    return query
    select e.id, e.observed_on, rungs_api.name_on(e.person_id, clock.day, clock.seen), x.code, rungs_api.edition_words(e.edition_id),
           j.sentence, s.code, coalesce(v.name, rungs_api.name_on(v.person_id, clock.day, clock.seen)), l.code, k.code, t.code,
           rungs_api.evidence_counted_on(e.id, e.counted_since, clock.seen),
           e.summary, array_to_string(e.links, ' '), e.details
    from unnest(picked) p (id)
    join rungs.evidence e on e.id = p.id
    join rungs.expectation x on x.id = e.expectation_id
    join rungs.expectation_text j on j.edition_id = e.edition_id and j.expectation_id = e.expectation_id
    join rungs.strength s on s.id = e.strength_id
    join rungs.relation l on l.id = e.relation_id
    join rungs.observer v on v.id = e.observer_id
    left join rungs.work_type k on k.id = e.work_type_id
    join rungs.evidence_status t
      on t.id = case when past then rungs_api.status_at(e.id, clock.seen) else e.status_id end
    order by e.observed_on desc, e.id desc;
end
$$;
comment on function rungs_api.evidence_list is 'rungs evidence list: the log, latest first, each entry with the edition it was judged by and what that one asked.';
