-- What would be if: imagined evidence and other rules, by the functions that write the real ones. Who calls this rolls back.

create type rungs_api.stood as (
    number bigint, person_id integer, level_id integer, target_id integer, coverage float8, known float8,
    open_gates text, verdict text);
comment on type rungs_api.stood is 'How a person stood for a target, to be compared with how they stand later in the same transaction.';

create function rungs_api.stood_on(people integer[], goals integer[], day date, seen timestamptz, model text)
returns setof rungs_api.stood
language plpgsql stable rows 100 as $$
begin
    return query
    select g.number, d.person_id, d.level_id, d.target_id, d.coverage, d.known,
           (select string_agg(o.code, ', ' order by o.position) from unnest(d.gates) with ordinality o (code, reason, position)),
           d.verdict
    from unnest(goals) with ordinality g (goal, number)
    cross join lateral rungs_api.readiness(people, day, seen, model, g.goal) d;
end
$$;
comment on function rungs_api.stood_on is 'The readiness of people for several targets.';

create function rungs_api.imagine_rule(place text, rule text, value text, day date) returns text
language plpgsql volatile as $$
declare
    it record;
begin
    select r.* into it from rungs_api.rules_set(rule, value, place, day, 'imagined') r;
    return format('%s%s is %s, not %s', coalesce(place || '/', ''), it.rule,
                  rungs_api.rule_words(it.value, it.unit), rungs_api.rule_words(it.value_before, it.unit));
end
$$;
comment on function rungs_api.imagine_rule is 'Another value of a rule from a day on, in words.';

create function rungs_api.imagine_evidence(who text, against text, value text, day date, seen timestamptz) returns text
language plpgsql volatile as $$
declare
    part text[] := string_to_array(value, ':');
    one integer;
    boss integer;
    it record;
begin
    if who is null then
        raise exception using errcode = 'RG003',
            message = format('whose evidence for ''%s'' is to be imagined', against),
            hint = 'Name the person: --person PERSON.';
    end if;
    if cardinality(part) > 3 then
        raise exception using errcode = 'RG003',
            message = format('''%s'' has too many colons', value),
            hint = 'Type EXPECTATION=STRENGTH, EXPECTATION=STRENGTH:OBSERVER or EXPECTATION=STRENGTH:OBSERVER:RELATION.';
    end if;
    one := rungs_api.person_find(who, day, seen);
    boss := (select r.manager_id from rungs_api.roster_on(day, seen) r where r.person_id = one);
    if coalesce(part[2], '') = '' and boss is null then
        raise exception using errcode = 'RG003',
            message = format('%s has no manager who could have seen it', rungs_api.name_on(one, day, seen)),
            hint = format('Name somebody: %s=%s:OBSERVER.', against, value);
    end if;
    select e.* into it
    from rungs_api.evidence_add(
        who, against, part[1],
        coalesce(nullif(part[2], ''), (select coalesce(p.employee_id, p.email) from rungs.person p where p.id = boss)),
        nullif(part[3], ''), day, null, 'Imagined.', null, null) e;
    if it.relation = 'self' and boss is not null then
        perform rungs_api.evidence_step(
            it.evidence, (select coalesce(p.employee_id, p.email) from rungs.person p where p.id = boss), 'confirmed', null);
    end if;
    return format('%s for %s by %s (%s)', it.strength, it.expectation, it.observer, it.relation);
end
$$;
comment on function rungs_api.imagine_evidence is
    'Evidence as evidence add would log it, seen by the manager when nobody is named, in words; the own word is confirmed by the manager.';

create function rungs_api.imagine(pairs text, who text, day date, seen timestamptz) returns text
language plpgsql volatile as $$
declare
    pair text;
    part text[];
    words text[] := array[]::text[];
begin
    foreach pair in array string_to_array(pairs, e'\n') loop
        part := regexp_match(pair, '^\s*(?:([^=/]+)/)?([^=/]+?)\s*=\s*(.*?)\s*$');
        if part is null then
            raise exception using errcode = 'RG003',
                message = format('''%s'' imagines nothing', pair),
                hint = 'Type EXPECTATION=STRENGTH:OBSERVER, as in senior_goals=solid:K1005, or RULE=VALUE, as in coverage_bar=70%.';
        end if;
        words := words || case when exists (select from rungs.rule r where r.code = lower(part[2]))
            then rungs_api.imagine_rule(part[1], part[2], part[3], day)
            else rungs_api.imagine_evidence(who, coalesce(part[1] || '/', '') || part[2], part[3], day, seen) end;
    end loop;
    return array_to_string(words, '; ');
end
$$;
comment on function rungs_api.imagine is 'Does what is imagined, a line each, and says it in words: NAME=VALUE, the name of a rule or else of an expectation.';

create function rungs_api.report_what_if(
    pairs text, only_person text, only_manager text, only_organisation text, only_level text, for_target text,
    stages text, as_of date, as_seen_on date, only_specialization text)
returns table (
    imagined text, person text, employee_id text, level text, target text,
    coverage_before float8, known_before float8, verdict_before text, open_gates_before text,
    coverage float8, known float8, verdict text, open_gates text, differs boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    goals integer[] := rungs_api.goals_asked(
        only_person, rungs_api.level_find(for_target, clock.day, clock.seen), clock.day, clock.seen);
    asked_for integer[] := rungs_api.people_asked(
        only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization);
    before rungs_api.stood[];
    words text;
begin
    if as_seen_on is not null then
        raise exception using errcode = 'RG003',
            message = 'what an answer of an earlier day would have been is not imagined',
            hint = '--as-of DATE imagines something on an earlier day.';
    end if;
    before := array(select s from rungs_api.stood_on(asked_for, goals, clock.day, clock.seen, stages) s);
    words := rungs_api.imagine(pairs, only_person, clock.day, clock.seen);
    return query
    select words, r.name, p.employee_id::text, l.code::text, t.code::text,
           b.coverage, b.known, b.verdict, b.open_gates, s.coverage, s.known, s.verdict, s.open_gates,
           (b.coverage, b.known, b.verdict, b.open_gates) is distinct from (s.coverage, s.known, s.verdict, s.open_gates)
    from rungs_api.stood_on(asked_for, goals, clock.day, clock.seen, stages) s
    join unnest(before) b on b.number = s.number and b.person_id = s.person_id
    join rungs.person p on p.id = s.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = s.person_id
    join rungs.level l on l.id = s.level_id
    left join rungs.level t on t.id = s.target_id
    order by s.number, 14 desc, array_position(array['ready', 'near', 'building', 'unknown', 'top'], s.verdict),
             s.coverage desc nulls last, r.name, s.person_id;
end
$$;
comment on function rungs_api.report_what_if is
    'rungs report readiness --what-if: how people stand, and how they would if; what is imagined is written, so whoever calls this rolls back.';
