-- A ladder comes in, second half: the edition is written; levels and expectations keep their identity by code.

create function rungs_api.ladder_common() returns void
language plpgsql volatile as $$
begin
    -- What is here already is updated first, not by "on conflict", which would use up an id each time.
    update rungs.measure k
    set name = m.name, unit = m.unit
    from pg_temp.stage_measures m
    where k.code = m.code;
    insert into rungs.measure (code, name, unit)
    select m.code, m.name, m.unit
    from pg_temp.stage_measures m
    where m.code not in (select k.code from rungs.measure k)
    order by m.line;
    insert into rungs.measure_step (measure_id, rank, code, name)
    select m.id, rungs_api.number_read(s.rank)::integer, s.code, s.name
    from pg_temp.stage_steps s
    join rungs.measure m on m.code = s.measure
    on conflict (measure_id, rank) do update set code = excluded.code, name = excluded.name;
    update rungs.work_type k
    set name = w.name, summary = coalesce(w.summary, '')
    from pg_temp.stage_work_types w
    where k.code = w.code;
    insert into rungs.work_type (id, code, name, summary, source, author)
    select (select coalesce(max(k.id), 0) from rungs.work_type k) + row_number() over (order by w.line),
           w.code, w.name, coalesce(w.summary, ''), coalesce(w.source, ''), coalesce(w.author, '')
    from pg_temp.stage_work_types w
    where w.code not in (select k.code from rungs.work_type k)
    order by w.line;
    update rungs.specialization k
    set name = s.name, work_type_id = w.id, summary = coalesce(s.summary, '')
    from pg_temp.stage_specializations s
    left join rungs.work_type w on w.code = s.work_type
    where k.code = s.code;
    insert into rungs.specialization (code, name, work_type_id, summary, source, author)
    select s.code, s.name, w.id, coalesce(s.summary, ''), coalesce(s.source, ''), coalesce(s.author, '')
    from pg_temp.stage_specializations s
    left join rungs.work_type w on w.code = s.work_type
    where s.code not in (select k.code from rungs.specialization k)
    order by s.line;
end
$$;
comment on function rungs_api.ladder_common is 'What ladders share: measures of scope, work types, specializations.';

create function rungs_api.ladder_levels(edition smallint, ladder smallint) returns void
language plpgsql volatile as $$
begin
    insert into rungs.level (ladder_id, code)
    select ladder, l.code from pg_temp.stage_levels l order by l.line
    on conflict do nothing;
    insert into rungs.level_text (
        edition_id, level_id, rank, name, track, years_min, years_max, horizon_months, summary, source, author)
    select edition, v.id, rungs_api.number_read(l.rank)::integer, l.name, l.track, rungs_api.number_read(l.years_min),
           rungs_api.number_read(l.years_max), rungs_api.number_read(l.horizon_months)::integer,
           coalesce(l.summary, ''), coalesce(l.source, ''), coalesce(l.author, '')
    from pg_temp.stage_levels l
    join rungs.level v on v.ladder_id = ladder and v.code = l.code;
    insert into rungs.level_next (edition_id, level_id, next_id, position)
    select edition, v.id, n.id, w.position
    from pg_temp.stage_levels l
    join rungs.level v on v.ladder_id = ladder and v.code = l.code
    cross join lateral unnest(rungs_api.words(l.next)) with ordinality w (code, position)
    join rungs.level n on n.ladder_id = ladder and n.code = w.code;
    insert into rungs.level_scope (edition_id, level_id, measure_id, minimum, source, author)
    select edition, v.id, m.id, coalesce(t.rank::float8, rungs_api.number_read(s.minimum)),
           coalesce(s.source, ''), coalesce(s.author, '')
    from pg_temp.stage_scopes s
    join rungs.level v on v.ladder_id = ladder and v.code = s.level
    join rungs.measure m on m.code = s.measure
    left join rungs.measure_step t on t.measure_id = m.id and t.code = s.minimum;
end
$$;
comment on function rungs_api.ladder_levels is 'Levels of an edition, where they lead, and the scope they ask.';

create function rungs_api.ladder_stages(edition smallint, ladder smallint) returns void
language plpgsql volatile as $$
begin
    insert into rungs.stage_model (edition_id, code, name, is_default, summary, source, author)
    select edition, m.code, m.name, lower(m."default") = 'yes', coalesce(m.summary, ''), coalesce(m.source, ''), coalesce(m.author, '')
    from pg_temp.stage_stage_models m
    order by m.line;
    insert into rungs.stage (stage_model_id, position, code, name, great, source, author)
    select m.id, rungs_api.number_read(s.position)::smallint, s.code, s.name, s.great, coalesce(s.source, ''), coalesce(s.author, '')
    from pg_temp.stage_stages s
    join rungs.stage_model m on m.edition_id = edition and m.code = s.model
    order by s.line;
    insert into rungs.stage_level (stage_model_id, level_id, stage_id)
    select m.id, v.id, g.id
    from pg_temp.stage_stages s
    join rungs.stage_model m on m.edition_id = edition and m.code = s.model
    join rungs.stage g on g.stage_model_id = m.id and g.code = s.code
    cross join lateral unnest(rungs_api.words(s.levels)) w (code)
    join rungs.level v on v.ladder_id = ladder and v.code = w.code;
    insert into rungs.crossing (edition_id, stage_model_id, code, from_stage_id, to_stage_id, name, advice, source, author)
    select edition, m.id, c.code, a.id, case when m.id is not null then b.id end, c.name, coalesce(c.advice, ''),
           coalesce(c.source, ''), coalesce(c.author, '')
    from pg_temp.stage_crossings c
    left join rungs.stage_model m on m.edition_id = edition and m.code = c.model
    left join rungs.stage a on a.stage_model_id = m.id and a.code = c."from"
    left join rungs.stage b on b.stage_model_id = m.id and b.code = c."to"
    order by c.line;
end
$$;
comment on function rungs_api.ladder_stages is 'Stage models of an edition with their stages and crossings.';

create function rungs_api.ladder_expectations(edition smallint, ladder smallint) returns void
language plpgsql volatile as $$
begin
    insert into rungs.dimension (edition_id, code, position, name, summary, source, author)
    select edition, d.code, row_number() over (order by d.line), d.name, coalesce(d.summary, ''),
           coalesce(d.source, ''), coalesce(d.author, '')
    from pg_temp.stage_dimensions d;
    insert into rungs.expectation (ladder_id, code)
    select ladder, x.code
    from (select 1 as part, e.line, e.code from pg_temp.stage_expectations e
          union all select 2, h.line, h.code from pg_temp.stage_shifts h) x
    order by x.part, x.line
    on conflict do nothing;
    insert into rungs.expectation_text (
        edition_id, expectation_id, level_id, crossing_id, dimension, position, weight, must,
        sentence, shift_from, shift_to, source, author)
    select edition, k.id, v.id, c.id, rungs_api.cell(x.dimension), row_number() over (order by x.part, x.line),
           coalesce(rungs_api.number_read(x.weight), 1), coalesce(lower(x.must), 'no') = 'yes',
           x.sentence, coalesce(x."from", ''), coalesce(x."to", ''), coalesce(x.source, ''), coalesce(x.author, '')
    from (select 1 as part, e.line, e.code, e.level, null as crossing, e.dimension, e.weight, e.must, e.sentence,
                 null as "from", null as "to", e.source, e.author from pg_temp.stage_expectations e
          union all
          select 2, h.line, h.code, null, h.crossing, h.dimension, h.weight, h.must, h.sentence,
                 h."from", h."to", h.source, h.author from pg_temp.stage_shifts h) x
    join rungs.expectation k on k.ladder_id = ladder and k.code = x.code
    left join rungs.level v on v.ladder_id = ladder and v.code = x.level
    left join rungs.crossing c on c.edition_id = edition and c.code = x.crossing;
    insert into rungs.advice (edition_id, code, move, position, text, source, author)
    select edition, a.code, a.kind, rungs_api.number_read(a.position)::smallint, a.text, coalesce(a.source, ''), coalesce(a.author, '')
    from pg_temp.stage_advice a;
end
$$;
comment on function rungs_api.ladder_expectations is 'Dimensions, expectations, shifts and advice of an edition.';

create function rungs_api.ladder_plan(edition smallint, before smallint) returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_change (line, action, subject, field, old_value, new_value)
    select row_number() over (order by coalesce(n.position, o.position), k.code)::integer,
           case when o.expectation_id is null then 'new'
                when n.expectation_id is null then 'gone'
                when (o.sentence, o.weight, o.must, o.dimension, o.shift_from, o.shift_to, o.level_id, oc.code)
                     is not distinct from (n.sentence, n.weight, n.must, n.dimension, n.shift_from, n.shift_to, n.level_id, nc.code)
                    then 'unchanged'
                else 'changed' end,
           k.code, 'sentence', o.sentence, n.sentence
    from (select x.* from rungs.expectation_text x where x.edition_id = edition) n
    full join (select x.* from rungs.expectation_text x where x.edition_id = before) o
           on o.expectation_id = n.expectation_id
    join rungs.expectation k on k.id = coalesce(n.expectation_id, o.expectation_id)
    left join rungs.crossing nc on nc.id = n.crossing_id
    left join rungs.crossing oc on oc.id = o.crossing_id;
end
$$;
comment on function rungs_api.ladder_plan is 'How an edition differs from the one before, expectation by expectation.';

create function rungs_api.import_ladder(file_name text, sha256 text, effective_on date, present text[])
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    head rungs_api.ladder_row;
    ladder smallint;
    before rungs.edition;
    edition smallint;
    batch integer;
    from_day date;
begin
    lock table rungs.edition in share row exclusive mode;
    perform rungs_api.ladder_judge();
    select l.* into head from pg_temp.stage_ladder l order by l.line limit 1;
    if exists (select from pg_temp.import_problem) then
        return query select c.* from rungs_api.import_counts(batch) c;
        return;
    end if;
    insert into pg_temp.import_problem
    select 'levels', null, 'code', l.code,
           format('%s at this level, and the files have it no more',
                  case count(*) when 1 then 'one person is' else count(*) || ' people are' end),
           'Keep the level, or move the people first.'
    from rungs.level l
    join rungs.ladder d on d.id = l.ladder_id
    join lateral (
        select from rungs_api.employed_on(current_date, now()) r
        cross join lateral rungs_api.level_of(r.person_id, current_date, now()) o
        where o.level_id = l.id) p on true
    where d.code = head.code
      and l.code not in (select x.code from pg_temp.stage_levels x)
    group by l.code;
    if exists (select from pg_temp.import_problem) then
        return query select c.* from rungs_api.import_counts(batch) c;
        return;
    end if;
    insert into rungs.ladder (code) values (head.code) on conflict (code) do nothing;
    select l.id into ladder from rungs.ladder l where l.code = head.code;
    select e.* into before
    from rungs.edition e
    where e.ladder_id = ladder and e.superseded_at = 'infinity'
    order by e.number desc limit 1;
    if exists (select from rungs.import i where i.id = before.import_id and i.sha256 = sha256) then
        insert into pg_temp.import_change (line, action, subject)
        select x.position, 'unchanged', '' from rungs.expectation_text x where x.edition_id = before.id;
        return query select c.* from rungs_api.import_counts(batch) c;
        return;
    end if;
    from_day := coalesce(effective_on, case when before.id is null then '-infinity'::date else current_date end);
    batch := rungs_api.import_record('ladder', file_name, sha256, from_day);
    insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, import_id)
    values (ladder, coalesce(before.number, 0) + 1, head.name, head.profession, coalesce(head.summary, ''),
            coalesce(head.source, ''), coalesce(head.author, ''), from_day, batch)
    returning id into edition;
    perform rungs_api.ladder_common();
    perform rungs_api.ladder_levels(edition, ladder);
    perform rungs_api.ladder_stages(edition, ladder);
    perform rungs_api.ladder_expectations(edition, ladder);
    perform rungs_api.ladder_plan(edition, before.id);
    perform rungs_api.import_summarize(batch);
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_ladder is
    'Judges the staged files and makes an edition of them; the first one of a ladder holds since ever. The same files again change nothing.';

create function rungs_api.ladder_list(as_of date, as_seen_on date)
returns table (ladder text, name text, edition integer, since date, levels bigint, expectations bigint, shifts bigint, people bigint)
language sql stable as $$
    select d.code, e.name, e.number, nullif(e.effective_on, '-infinity'),
           (select count(*) from rungs.level_text t where t.edition_id = e.id),
           (select count(*) from rungs.expectation_text x where x.edition_id = e.id and x.level_id is not null),
           (select count(*) from rungs.expectation_text x where x.edition_id = e.id and x.crossing_id is not null),
           (select count(*)
            from rungs_api.employed_on(c.day, c.seen) r
            cross join lateral rungs_api.level_of(r.person_id, c.day, c.seen) o
            join rungs.level l on l.id = o.level_id
            where l.ladder_id = d.id)
    from rungs_api.clock(as_of, as_seen_on) c
    cross join lateral rungs_api.edition_on(c.day, c.seen) o
    join rungs.edition e on e.id = o.edition_id
    join rungs.ladder d on d.id = e.ladder_id
    order by d.code
$$;
comment on function rungs_api.ladder_list is 'rungs ladder list.';

create function rungs_api.ladder_show(only_level text, as_of date, as_seen_on date)
returns table (level text, code text, dimension text, weight float8, must boolean, sentence text, source text, author text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    rung smallint := rungs_api.level_find(only_level, clock.day, clock.seen);
begin
    return query
    select coalesce(l.code, 'at ' || c.code), k.code, x.dimension, x.weight, x.must, x.sentence, x.source, x.author
    from rungs_api.edition_on(clock.day, clock.seen) e
    join rungs.expectation_text x on x.edition_id = e.edition_id
    join rungs.expectation k on k.id = x.expectation_id
    left join rungs.level_text t on t.edition_id = x.edition_id and t.level_id = x.level_id
    left join rungs.level l on l.id = x.level_id
    left join rungs.crossing c on c.id = x.crossing_id
    where rung is null
       or x.level_id = rung
    order by e.ladder_id, t.rank nulls last, x.position;
end
$$;
comment on function rungs_api.ladder_show is 'rungs ladder show: the codes and sentences evidence is logged against.';
