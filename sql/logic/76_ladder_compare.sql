-- Comparing: two levels of a ladder side by side, two editions, and whose readiness the step from one to the other moves.

create type rungs_api.level_pair as (
    edition_id integer, lower_id integer, higher_id integer, lower_code text, higher_code text);
comment on type rungs_api.level_pair is 'Two levels of an edition.';

create function rungs_api.level_pair_find(first_word text, second_word text, day date, seen timestamptz) returns rungs_api.level_pair
language plpgsql stable as $$
declare
    first_id integer := rungs_api.level_find(first_word, day, seen);
    second_id integer := rungs_api.level_find(second_word, day, seen);
    pair rungs_api.level_pair;
begin
    if second_word is null or first_id = second_id then
        raise exception using
            errcode = 'RG003',
            message = 'two levels are compared',
            hint = 'Name both: rungs ladder show --compare pm senior_pm.';
    end if;
    select a.edition_id, a.level_id, b.level_id, l.code, h.code into pair
    from rungs_api.edition_on(day, seen) e
    join rungs.level_text a on a.edition_id = e.edition_id and a.level_id in (first_id, second_id)
    join rungs.level_text b on b.edition_id = e.edition_id and b.level_id in (first_id, second_id) and b.level_id <> a.level_id
    join rungs.level l on l.id = a.level_id
    join rungs.level h on h.id = b.level_id
    where (a.rank, case when a.level_id = first_id then 1 else 2 end) < (b.rank, case when b.level_id = first_id then 1 else 2 end);
    if pair.edition_id is null then
        raise exception using
            errcode = 'RG003',
            message = format('%s and %s are not levels of one ladder', first_word, second_word),
            hint = 'Levels are compared within a ladder; ''rungs ladder show'' lists them.';
    end if;
    return pair;
end
$$;
comment on function rungs_api.level_pair_find is 'Two levels of one ladder that words name, the lower one first.';

create function rungs_api.compare_facts(first_word text, second_word text, stages text, as_of date, as_seen_on date)
returns table (lower_level text, higher_level text, news text, fact text, at_lower text, at_higher text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    pair rungs_api.level_pair := rungs_api.level_pair_find(first_word, second_word, clock.day, clock.seen);
    chosen integer := rungs_api.model_in(stages, pair.edition_id);
begin
    return query
    select pair.lower_code, pair.higher_code, case when f.at_higher is not null and f.at_lower is distinct from f.at_higher then '+' else '' end,
           f.fact, f.at_lower, f.at_higher
    from (
        select v.place, v.fact, v.at_lower, v.at_higher
        from rungs.level_text a
        join rungs.level_text b on b.edition_id = a.edition_id and b.level_id = pair.higher_id
        left join rungs.stage_level sa on sa.stage_model_id = chosen and sa.level_id = a.level_id
        left join rungs.stage s on s.id = sa.stage_id
        left join rungs.stage_level ta on ta.stage_model_id = chosen and ta.level_id = b.level_id
        left join rungs.stage t on t.id = ta.stage_id
        cross join lateral (values
            (1, 'name', a.name, b.name),
            (2, 'summary', nullif(a.summary, ''), nullif(b.summary, '')),
            (3, 'track', a.track, b.track),
            (4, 'years', rungs_api.years_words(a.years_min, a.years_max), rungs_api.years_words(b.years_min, b.years_max)),
            (5, 'horizon', rungs_api.horizon_words(a.horizon_months), rungs_api.horizon_words(b.horizon_months)),
            (6, 'stage', s.name, t.name),
            (7, 'great means', s.great, t.great)) v (place, fact, at_lower, at_higher)
        where a.edition_id = pair.edition_id and a.level_id = pair.lower_id
        union all
        select 10 + m.position, 'owns: ' || lower(m.name),
               max(rungs_api.scope_words(l.edition_id, l.measure_id, l.minimum, l.step)) filter (where l.level_id = pair.lower_id),
               max(rungs_api.scope_words(l.edition_id, l.measure_id, l.minimum, l.step)) filter (where l.level_id = pair.higher_id)
        from rungs.level_scope l
        join rungs.measure_text m on m.edition_id = l.edition_id and m.measure_id = l.measure_id
        where l.edition_id = pair.edition_id and l.level_id in (pair.lower_id, pair.higher_id)
        group by m.position, m.name
    ) f
    where num_nonnulls(f.at_lower, f.at_higher) > 0
    order by f.place;
end
$$;
comment on function rungs_api.compare_facts is 'rungs ladder show --compare: what two levels are, side by side.';

create function rungs_api.compare_asks(first_word text, second_word text, as_of date, as_seen_on date)
returns table (
    dimension text, news text, lower_code text, lower_asks text, higher_code text, higher_asks text, higher_must boolean)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    pair rungs_api.level_pair := rungs_api.level_pair_find(first_word, second_word, clock.day, clock.seen);
begin
    return query
    with asked as materialized (
        -- What a level includes is asked at it, too.
        select v.is_higher, x.dimension, coalesce(d.name, 'other') as name, coalesce(d.position, 2147483647) as place,
               k.code, x.sentence, x.must, x.position
        from (select false as is_higher, pair.lower_id as level_id
              union all select true, pair.higher_id
              union all select i.level_id = pair.higher_id, i.included_id
              from rungs_api.include_of(pair.edition_id) i where i.level_id in (pair.lower_id, pair.higher_id)) v
        join rungs.expectation_text x on x.edition_id = pair.edition_id and x.level_id = v.level_id
        join rungs.expectation k on k.id = x.expectation_id
        left join rungs.dimension d on d.edition_id = x.edition_id and d.code = x.dimension
    ), same as materialized (
        -- The same sentence on both sides stands in one line.
        select l.dimension, l.sentence, min(l.code) as lower_code, min(h.code) as higher_code
        from asked l
        join asked h on h.is_higher and h.sentence = l.sentence and h.dimension is not distinct from l.dimension
        where not l.is_higher
        group by l.dimension, l.sentence
    ), side as materialized (
        select a.is_higher, coalesce(a.dimension, '') as dimension, a.name, a.place, a.code, a.sentence, a.must,
               s.sentence is not null as is_same, coalesce(s.sentence, '') as both_ask,
               row_number() over (partition by a.is_higher, a.dimension, s.sentence order by a.position) as line
        from asked a
        left join same s on s.sentence = a.sentence and s.dimension is not distinct from a.dimension
    )
    select coalesce(l.name, h.name),
           case when h.sentence is null then '' when h.is_same then '=' else '+' end,
           l.code, l.sentence, h.code, h.sentence, h.must
    from (select s.* from side s where not s.is_higher) l
    full join (select s.* from side s where s.is_higher) h
           on h.dimension = l.dimension and h.both_ask = l.both_ask and h.line = l.line
    order by coalesce(l.place, h.place), coalesce(l.is_same, h.is_same) desc, coalesce(l.both_ask, h.both_ask), coalesce(l.line, h.line);
end
$$;
comment on function rungs_api.compare_asks is 'rungs ladder show --compare: what two levels ask, by dimension; what both ask stands in one line (=), the rest beside each other without being a pair (+ is new at the higher one).';

create function rungs_api.compare_shifts(first_word text, second_word text, stages text, as_of date, as_seen_on date)
returns table (crossing text, code text, shift_from text, shift_to text, counts text, sentence text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    pair rungs_api.level_pair := rungs_api.level_pair_find(first_word, second_word, clock.day, clock.seen);
    chosen integer := rungs_api.model_in(stages, pair.edition_id);
begin
    return query
    select c.name, k.code, nullif(x.shift_from, ''), nullif(x.shift_to, ''), rungs_api.counts_words(x.weight, x.must),
           x.sentence, nullif(x.source, ''), nullif(x.author, '')
    from rungs.crossing c
    join rungs.stage a on a.id = c.from_stage_id
    join rungs.stage b on b.id = c.to_stage_id
    join rungs.stage_level lv on lv.stage_model_id = chosen and lv.level_id = pair.lower_id
    join rungs.stage lo on lo.id = lv.stage_id
    join rungs.stage_level hv on hv.stage_model_id = chosen and hv.level_id = pair.higher_id
    join rungs.stage hi on hi.id = hv.stage_id
    join rungs.expectation_text x on x.crossing_id = c.id and x.edition_id = c.edition_id
    join rungs.expectation k on k.id = x.expectation_id
    where c.stage_model_id = chosen
      and a.position >= lo.position
      and b.position <= hi.position
    order by a.position, x.position;
end
$$;
comment on function rungs_api.compare_shifts is 'rungs ladder show --compare: what the borders between two levels ask.';

create function rungs_api.ladder_diff(old_word text, new_word text, as_of date, as_seen_on date)
returns table (old_edition text, new_edition text, change text, what text, code text, field text, old_text text, new_text text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    before integer := rungs_api.edition_find(old_word, clock.day, clock.seen);
    after integer := rungs_api.edition_find(new_word, clock.day, clock.seen);
begin
    return query
    select rungs_api.edition_words(before), rungs_api.edition_words(after),
           c.action, rungs_api.ladder_part_words(c.file), rungs_api.ladder_key_words(c.file, c.key), c.field, c.old_value, c.new_value
    from rungs_api.edition_changes(before, after) c
    order by c.part, array_position(array['changed', 'new', 'gone'], c.action), c.place, c.key, c.field;
end
$$;
comment on function rungs_api.ladder_diff is 'rungs ladder diff: how one edition differs from another.';

create function rungs_api.edition_words(edition integer) returns text
language sql stable as $$
    select format('%s@%s', d.code, e.number)
    from rungs.edition e
    join rungs.ladder d on d.id = e.ladder_id
    where e.id = edition
$$;
comment on function rungs_api.edition_words is 'An edition as it is typed.';

create function rungs_api.ladder_remap(
    old_word text, new_word text, only_person text, only_manager text, only_organisation text, only_level text, stages text,
    as_of date, as_seen_on date, only_specialization text default null)
returns table (
    old_edition text, new_edition text, measured integer, moved bigint, person text, employee_id text, old_level text, new_level text, old_target text, new_target text,
    old_coverage float8, old_known float8, new_coverage float8, new_known float8, old_verdict text, new_verdict text, why text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    before integer := rungs_api.edition_find(old_word, clock.day, clock.seen);
    after integer := rungs_api.edition_find(new_word, clock.day, clock.seen);
    asked_for integer[] := array(
        select p.person_id
        from unnest(rungs_api.people_asked(
            only_person, only_manager, only_organisation, only_level, clock.day, clock.seen, only_specialization)) p (person_id)
        cross join lateral rungs_api.level_of(p.person_id, clock.day, clock.seen) o
        join rungs.level l on l.id = o.level_id
        join rungs.edition e on e.id = before and e.ladder_id = l.ladder_id
        join rungs.level_text f on f.edition_id = before and f.level_id = rungs_api.level_as(o.level_id, before)
        join rungs.level_text t on t.edition_id = after and t.level_id = rungs_api.level_as(o.level_id, after));
begin
    return query
    with old_way as materialized (
        select r.* from rungs_api.readiness(asked_for, clock.day, clock.seen, stages, null, before) r
    ), new_way as materialized (
        select r.* from rungs_api.readiness(asked_for, clock.day, clock.seen, stages, null, after) r
    ), moved as materialized (
        select o.person_id, o.level_id as old_level_id, n.level_id as new_level_id, o.target_id as old_target_id, n.target_id as new_target_id,
               o.coverage as old_coverage, o.known as old_known, n.coverage as new_coverage, n.known as new_known,
               o.verdict as old_verdict, n.verdict as new_verdict, o.gates as old_gates, n.gates as new_gates
        from old_way o
        join new_way n on n.person_id = o.person_id
        where (o.target_id, o.verdict, round(o.coverage::numeric, 9), round(o.known::numeric, 9))
              is distinct from (n.target_id, n.verdict, round(n.coverage::numeric, 9), round(n.known::numeric, 9))
           -- Of whom nothing is known, gates say nothing either.
           or (o.gates is distinct from n.gates and 'unknown' not in (o.verdict, n.verdict))
    ), old_asks as materialized (
        select q.level_id, q.expectation_id, q.weight, q.must from rungs_api.requirement_on(clock.day, clock.seen, stages, null, before) q
    ), new_asks as materialized (
        select q.level_id, q.expectation_id, q.weight, q.must from rungs_api.requirement_on(clock.day, clock.seen, stages, null, after) q
    )
    select rungs_api.edition_words(before), rungs_api.edition_words(after), cardinality(asked_for), count(*) over (), r.name, p.employee_id, ol.code, nl.code, ot.code, nt.code,
           m.old_coverage, m.old_known, m.new_coverage, m.new_known, m.old_verdict, m.new_verdict,
           concat_ws('; ', 'asked no more: ' || (
                    select string_agg(k.code, ', ' order by k.id)
                    from old_asks a join rungs.expectation k on k.id = a.expectation_id
                    where a.level_id = m.old_level_id
                      and a.expectation_id not in (select n.expectation_id from new_asks n where n.level_id = m.new_level_id)),
               'newly asked: ' || (
                    select string_agg(k.code, ', ' order by k.id)
                    from new_asks n join rungs.expectation k on k.id = n.expectation_id
                    where n.level_id = m.new_level_id
                      and n.expectation_id not in (select a.expectation_id from old_asks a where a.level_id = m.old_level_id)),
               'weighs otherwise: ' || (
                    select string_agg(k.code, ', ' order by k.id)
                    from new_asks n
                    join old_asks a on a.expectation_id = n.expectation_id and a.level_id = m.old_level_id
                    join rungs.expectation k on k.id = n.expectation_id
                    where n.level_id = m.new_level_id and (a.weight, a.must) <> (n.weight, n.must)),
               'gates open now: ' || (
                    select string_agg(g.code, ', ' order by g.position)
                    from unnest(m.new_gates) with ordinality g (code, reason, position)
                    where g.code not in (select o.code from unnest(m.old_gates) o)),
               'gates passed now: ' || (
                    select string_agg(g.code, ', ' order by g.position)
                    from unnest(m.old_gates) with ordinality g (code, reason, position)
                    where g.code not in (select o.code from unnest(m.new_gates) o)))
    from moved m
    join rungs.person p on p.id = m.person_id
    join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = m.person_id
    left join rungs.level ol on ol.id = m.old_level_id
    left join rungs.level nl on nl.id = m.new_level_id
    left join rungs.level ot on ot.id = m.old_target_id
    left join rungs.level nt on nt.id = m.new_target_id
    order by m.old_verdict = m.new_verdict, coalesce(m.new_coverage, 0) - coalesce(m.old_coverage, 0), r.name, m.person_id;
end
$$;
comment on function rungs_api.ladder_remap is
    'rungs ladder remap: whose readiness changes when one edition takes the place of another, all else being as it is; between two ladders by the levels that are mapped.';
