-- Changing the numbers that decide: reading a value, what contradicts what, and the history of a rule.

create function rungs_api.rule_words(value float8, unit text) returns text
language sql immutable as $$
    select case unit when 'share' then rungs_api.number_words(value * 100) || ' %' else rungs_api.number_words(value) end
$$;
comment on function rungs_api.rule_words is 'A value of a rule for people: shares in per cent.';

create function rungs_api.rule_refuse(message text, hint text) returns void
language plpgsql stable as $$
begin
    raise exception using errcode = 'RG003', message = rule_refuse.message, hint = rule_refuse.hint;
end
$$;
comment on function rungs_api.rule_refuse is 'Refuses a value of a rule.';

create function rungs_api.rule_read(word text, it rungs.rule) returns float8
language plpgsql stable as $$
declare
    part text[] := regexp_match(lower(btrim(word)), '^([-+]?[0-9]{1,9}(?:[.][0-9]{1,6})?)[[:space:]]*(%|[a-z]*)$');
    said text := case part[2] when '' then null when '%' then 'share' when 'x' then 'factor'
        else coalesce((array['points', 'months', 'count', 'factor', 'share'])[array_position('{point,month,count,factor,share}'::text[], rtrim(part[2], 's'))], part[2]) end;
    value float8;
begin
    if part is null then
        perform rungs_api.rule_refuse(format('''%s'' is not a number', left(word, 40)),
            format('Type it with a point: %s.', case it.unit when 'share' then '0.8, or 80%' when 'factor' then '0.5' else '3' end));
    end if;
    if said <> it.unit then
        perform rungs_api.rule_refuse(format('the unit of %s is %s, not %s', it.code, it.unit, said), 'Leave the unit out, or type the right one.');
    end if;
    value := case when part[2] = '%' then (part[1]::numeric / 100)::float8 else part[1]::float8 end;
    if it.is_whole and value <> floor(value) then
        perform rungs_api.rule_refuse(format('%s is a whole number, not %s', it.code, part[1]), 'Leave out what is behind the point.');
    end if;
    if value < it.minimum or value > it.maximum then
        perform rungs_api.rule_refuse(
            format('%s cannot be %s', it.code, rungs_api.rule_words(value, it.unit)),
            format('It lies between %s and %s.', rungs_api.rule_words(it.minimum, it.unit), rungs_api.rule_words(it.maximum, it.unit))
            || case when it.unit = 'share' and value > 1 then ' A share is typed as 0.8, or 80%.' else '' end);
    end if;
    return value;
end
$$;
comment on function rungs_api.rule_read is 'A typed value of a rule: a number, with its unit or without; of the right kind and within its bounds.';

create function rungs_api.rule_contradiction(since date)
returns table (ladder text, day date, lower_rule text, lower_value float8, upper_rule text, upper_value float8, may_equal boolean, unit text, why text)
language sql stable as $$
    -- Every ladder, and what holds where there is none, on every day from `since` on which a value begins.
    with asked as (
        select d.id, d.code
        from rungs.ladder d
        union all
        select null, null
    ), days as (
        select v.effective_on as day
        from rungs.rule_value v
        where v.superseded_at = 'infinity' and v.effective_on > since
        union
        select since
    ), value_on as materialized (
        select distinct on (a.id, d.day, v.rule) a.id, a.code as ladder, d.day, v.rule, v.value
        from asked a
        cross join days d
        join rungs.rule_value v
          on v.superseded_at = 'infinity'
         and v.effective_on <= d.day
         and (v.ladder_id is null or v.ladder_id = a.id)
        order by a.id, d.day, v.rule, v.ladder_id nulls last, v.effective_on desc
    )
    select l.ladder, l.day, l.rule, l.value, u.rule, u.value, p.may_equal, r.unit, p.why
    from (values
        ('near_coverage', 'coverage_bar', true, 'nobody can be near who is above the bar'),
        ('full_months', 'window_months', true, 'what counts fully must still count'),
        ('observer_cap', 'met_points', false, 'nobody''s single voice meets an expectation'),
        ('old_job_target', 'old_job_present', true, 'the old job is the one with more'),
        ('points_contrary', 'points_emerging', false, 'strengths go up'),
        ('points_emerging', 'points_solid', true, 'strengths go up'),
        ('points_solid', 'points_exemplary', true, 'strengths go up'),
        ('rating_1_least', 'rating_1_most', true, 'a range has room'),
        ('rating_2_least', 'rating_2_most', true, 'a range has room'),
        ('rating_3_least', 'rating_3_most', true, 'a range has room'),
        ('rating_4_least', 'rating_4_most', true, 'a range has room'),
        ('rating_5_least', 'rating_5_most', true, 'a range has room')) p (lower_rule, upper_rule, may_equal, why)
    join value_on l on l.rule = p.lower_rule
    join value_on u on u.id is not distinct from l.id and u.day = l.day and u.rule = p.upper_rule
    join rungs.rule r on r.code = l.rule
    where l.value > u.value or (l.value = u.value and not p.may_equal)
    order by l.id nulls first, l.day, l.rule
    limit 1
$$;
comment on function rungs_api.rule_contradiction is 'The first pair of rules whose believed values contradict each other on a day, or later; none when all is well.';

create function rungs_api.rules_set(word text, typed text, ladder_word text, since date, because text)
returns table (ladder text, rule text, value_before float8, value float8, unit text, effective_on date, until date, reason text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.rule := (select r from rungs.rule r where r.code = lower(word));
    clock record := rungs_api.clock(null, null);
    begins date := coalesce(since, clock.day);
    fresh float8;
    before float8;
    place integer;
    ladders text[];
    bad record;
begin
    if it.code is null then
        perform rungs_api.rule_refuse(format('there is no rule ''%s''', word),
            rungs_api.did_you_mean(word, array(select r.code from rungs.rule r order by r.position)));
    end if;
    if coalesce(btrim(because), '') = '' then
        perform rungs_api.rule_refuse('a rule is not changed without a reason', 'Say why: --reason ''...''');
    end if;
    fresh := rungs_api.rule_read(typed, it);
    if ladder_word is not null then
        ladders := array(select d.code from rungs.ladder d order by d.code);
        place := (select d.id from rungs.ladder d where d.code = ladder_word);
        if place is null then
            perform rungs_api.rule_refuse(format('there is no ladder ''%s''', ladder_word), rungs_api.did_you_mean(ladder_word, ladders));
        end if;
    end if;
    -- One change of the rules at a time: each looks at all of them.
    perform pg_advisory_xact_lock(7238114005);
    before := (
        select v.value
        from rungs.rule_value v
        where v.rule = it.code and v.superseded_at = 'infinity' and v.effective_on <= begins
          and (v.ladder_id is null or v.ladder_id = place)
        order by v.ladder_id nulls last, v.effective_on desc
        limit 1);
    if fresh = before then
        perform rungs_api.rule_refuse(
            format('%s is %s already%s', it.code, rungs_api.rule_words(fresh, it.unit), case when since is null then '' else ' on ' || since end),
            '''rungs rules show'' has all of them.');
    end if;
    update rungs.rule_value v
    set superseded_at = now()
    where v.rule = it.code and v.ladder_id is not distinct from place and v.effective_on = begins and v.superseded_at = 'infinity';
    insert into rungs.rule_value (rule, ladder_id, effective_on, value, reason, recorded_by)
    values (it.code, place, begins, fresh, btrim(because), rungs_api.account_id());
    select c.* into bad from rungs_api.rule_contradiction(begins) c;
    if bad.day is not null then
        perform rungs_api.rule_refuse(
            format('%s (%s) would be %s %s (%s)%s%s', bad.lower_rule, rungs_api.rule_words(bad.lower_value, bad.unit),
                   case when bad.may_equal then 'above' else 'at or above' end, bad.upper_rule, rungs_api.rule_words(bad.upper_value, bad.unit),
                   coalesce(' for ' || bad.ladder, ''), case when bad.day > begins then ' from ' || bad.day else '' end),
            format('%s. Choose another value, or change %s first.', upper(left(bad.why, 1)) || substr(bad.why, 2),
                   case it.code when bad.lower_rule then bad.upper_rule else bad.lower_rule end));
    end if;
    return query
    select ladder_word, it.code::text, before, fresh, it.unit, begins,
           (select min(v.effective_on)
            from rungs.rule_value v
            where v.rule = it.code and v.ladder_id is not distinct from place
              and v.superseded_at = 'infinity' and v.effective_on > begins),
           btrim(because);
end
$$;
comment on function rungs_api.rules_set is 'rungs rules set: a value of a rule from a day on; refused when it contradicts another rule on that day or later.';

create function rungs_api.rules_history(as_of date, as_seen_on date)
returns table (
    ladder text, rule text, value float8, unit text, effective_on date, reason text, login text,
    recorded_at timestamptz, superseded_at timestamptz)
language sql stable as $$
    select d.code, v.rule, v.value, k.unit, nullif(v.effective_on, '-infinity'), v.reason, a.login,
           nullif(v.recorded_at, '-infinity'), case when v.superseded_at <= c.seen then v.superseded_at end
    from rungs_api.clock(as_of, as_seen_on) c
    join rungs.rule_value v on v.recorded_at <= c.seen and v.effective_on <= coalesce(as_of, 'infinity')
    join rungs.rule k on k.code = v.rule
    left join rungs.ladder d on d.id = v.ladder_id
    left join rungs.account a on a.id = v.recorded_by
    order by k.position, d.code nulls first, v.effective_on, v.recorded_at, v.id
$$;
comment on function rungs_api.rules_history is 'rungs rules show --history: every value a rule ever had, also those that are believed no more.';
