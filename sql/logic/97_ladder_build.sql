-- A ladder comes in: the staged files, judged and clean, become the rows of an edition.

create function rungs_api.ladder_levels(edition integer, ladder integer) returns void
language plpgsql volatile as $$
begin
    insert into rungs.level (ladder_id, code)
    select ladder, l.code
    from pg_temp.stage_levels l
    where l.code not in (select k.code from rungs.level k where k.ladder_id = ladder)
    order by l.line;
    insert into rungs.level_text (
        edition_id, level_id, position, rank, name, track, years_min, years_max, horizon_months, summary, source, author)
    select edition, v.id, l.line, l.rank::integer, l.name, l.track, rungs_api.number_read(l.years_min),
           rungs_api.number_read(l.years_max), l.horizon_months::integer,
           coalesce(l.summary, ''), coalesce(l.source, ''), coalesce(l.author, '')
    from pg_temp.stage_levels l
    join rungs.level v on v.ladder_id = ladder and v.code = l.code;
    insert into rungs.level_next (edition_id, level_id, next_id, position)
    select edition, v.id, n.id, w.position
    from pg_temp.stage_levels l
    join rungs.level v on v.ladder_id = ladder and v.code = l.code
    cross join lateral unnest(rungs_api.words(l.next)) with ordinality w (code, position)
    join rungs.level n on n.ladder_id = ladder and n.code = w.code;
    insert into rungs.level_include (edition_id, level_id, included_id, position)
    select edition, v.id, n.id, w.position
    from pg_temp.stage_levels l
    join rungs.level v on v.ladder_id = ladder and v.code = l.code
    cross join lateral unnest(rungs_api.words(l.includes)) with ordinality w (code, position)
    join rungs.level n on n.ladder_id = ladder and n.code = w.code;
end
$$;
comment on function rungs_api.ladder_levels is 'Levels of an edition, where they lead, and what they include.';

create function rungs_api.ladder_scope(edition integer, ladder integer) returns void
language plpgsql volatile as $$
begin
    insert into rungs.measure (code)
    select m.code
    from pg_temp.stage_measures m
    where m.code not in (select k.code from rungs.measure k)
    order by m.line;
    insert into rungs.measure_text (edition_id, measure_id, position, name, unit)
    select edition, k.id, m.line, m.name, m.unit
    from pg_temp.stage_measures m
    join rungs.measure k on k.code = m.code;
    insert into rungs.measure_step (edition_id, measure_id, rank, code, name)
    select edition, k.id, s.rank::integer, s.code, s.name
    from pg_temp.stage_steps s
    join rungs.measure k on k.code = s.measure;
    insert into rungs.level_scope (edition_id, level_id, measure_id, position, minimum, step, source, author)
    select edition, v.id, k.id, s.line,
           case when m.unit <> 'step' then rungs_api.number_read(s.minimum) end,
           case when m.unit = 'step' then s.minimum end,
           coalesce(s.source, ''), coalesce(s.author, '')
    from pg_temp.stage_scopes s
    join rungs.level v on v.ladder_id = ladder and v.code = s.level
    join rungs.measure k on k.code = s.measure
    join rungs.measure_text m on m.edition_id = edition and m.measure_id = k.id;
end
$$;
comment on function rungs_api.ladder_scope is 'Measures of an edition, their steps, and the least scope of its levels.';

create function rungs_api.ladder_work(edition integer) returns void
language plpgsql volatile as $$
begin
    insert into rungs.work_type (id, code)
    select (select coalesce(max(k.id), 0) from rungs.work_type k) + row_number() over (order by w.line), w.code
    from pg_temp.stage_work_types w
    where w.code not in (select k.code from rungs.work_type k);
    insert into rungs.work_type_text (edition_id, work_type_id, position, name, summary, source, author)
    select edition, k.id, w.line, w.name, coalesce(w.summary, ''), coalesce(w.source, ''), coalesce(w.author, '')
    from pg_temp.stage_work_types w
    join rungs.work_type k on k.code = w.code;
    insert into rungs.specialization (code)
    select s.code
    from pg_temp.stage_specializations s
    where s.code not in (select k.code from rungs.specialization k)
    order by s.line;
    insert into rungs.specialization_text (edition_id, specialization_id, position, work_type_id, name, summary, source, author)
    select edition, k.id, s.line, w.id, s.name, coalesce(s.summary, ''), coalesce(s.source, ''), coalesce(s.author, '')
    from pg_temp.stage_specializations s
    join rungs.specialization k on k.code = s.code
    left join rungs.work_type w on w.code = s.work_type;
end
$$;
comment on function rungs_api.ladder_work is 'Kinds of work of an edition, and the specializations they belong to.';

create function rungs_api.ladder_stages(edition integer, ladder integer) returns void
language plpgsql volatile as $$
begin
    insert into rungs.stage_model (edition_id, position, code, name, is_default, summary, source, author)
    select edition, m.line, m.code, m.name, lower(m."default") is not distinct from 'yes',
           coalesce(m.summary, ''), coalesce(m.source, ''), coalesce(m.author, '')
    from pg_temp.stage_stage_models m
    order by m.line;
    insert into rungs.stage (stage_model_id, position, code, name, great, source, author)
    select m.id, s.position::integer, s.code, s.name, s.great, coalesce(s.source, ''), coalesce(s.author, '')
    from pg_temp.stage_stages s
    join rungs.stage_model m on m.edition_id = edition and m.code = s.model
    order by s.line;
    insert into rungs.stage_level (stage_model_id, level_id, stage_id, position)
    select m.id, v.id, g.id, w.position
    from pg_temp.stage_stages s
    join rungs.stage_model m on m.edition_id = edition and m.code = s.model
    join rungs.stage g on g.stage_model_id = m.id and g.code = s.code
    cross join lateral unnest(rungs_api.words(s.levels)) with ordinality w (code, position)
    join rungs.level v on v.ladder_id = ladder and v.code = w.code;
    insert into rungs.crossing (
        edition_id, stage_model_id, code, from_stage_id, to_stage_id, to_level_id, position, name, advice, source, author)
    select edition, m.id, c.code, a.id, b.id, v.id, c.line, c.name, coalesce(c.advice, ''),
           coalesce(c.source, ''), coalesce(c.author, '')
    from pg_temp.stage_crossings c
    left join rungs.stage_model m on m.edition_id = edition and m.code = c.model
    left join rungs.stage a on a.stage_model_id = m.id and a.code = c."from"
    left join rungs.stage b on b.stage_model_id = m.id and b.code = c."to"
    left join rungs.level v on m.id is null and v.ladder_id = ladder and v.code = c."to"
    order by c.line;
end
$$;
comment on function rungs_api.ladder_stages is 'Stage models of an edition with their stages and crossings.';

create function rungs_api.ladder_asks(edition integer, ladder integer) returns void
language plpgsql volatile as $$
begin
    insert into rungs.dimension (edition_id, code, position, name, is_skill, summary, source, author)
    select edition, d.code, d.line, d.name, coalesce(lower(d.skill), 'no') = 'yes', coalesce(d.summary, ''),
           coalesce(d.source, ''), coalesce(d.author, '')
    from pg_temp.stage_dimensions d;
    create temporary table ladder_asked on commit drop as
    select 1 as part, e.line, e.code, e.level, null as crossing, e.dimension, e.weight, e.must, e.sentence,
           '' as shift_from, '' as shift_to, e.source, e.author
    from pg_temp.stage_expectations e
    union all
    select 2, h.line, h.code, null, h.crossing, h.dimension, h.weight, h.must, h.sentence,
           coalesce(h."from", ''), coalesce(h."to", ''), h.source, h.author
    from pg_temp.stage_shifts h;
    insert into rungs.expectation (ladder_id, code)
    select ladder, x.code
    from pg_temp.ladder_asked x
    where x.code not in (select k.code from rungs.expectation k where k.ladder_id = ladder)
    order by x.part, x.line;
    insert into rungs.expectation_text (
        edition_id, expectation_id, level_id, crossing_id, dimension, position, weight, must,
        sentence, shift_from, shift_to, source, author)
    select edition, k.id, v.id, c.id, x.dimension, row_number() over (order by x.part, x.line),
           coalesce(rungs_api.number_read(x.weight), 1), coalesce(lower(x.must), 'no') = 'yes',
           x.sentence, x.shift_from, x.shift_to, coalesce(x.source, ''), coalesce(x.author, '')
    from pg_temp.ladder_asked x
    join rungs.expectation k on k.ladder_id = ladder and k.code = x.code
    left join rungs.level v on v.ladder_id = ladder and v.code = x.level
    left join rungs.crossing c on c.edition_id = edition and c.code = x.crossing;
    drop table pg_temp.ladder_asked;
    insert into rungs.level_pair (edition_id, level_id, with_id, expectation_id)
    select edition, v.id, w.id, k.id
    from pg_temp.stage_levels l
    join rungs.level v on v.ladder_id = ladder and v.code = l.code
    join rungs.level w on w.ladder_id = ladder and w.code = l.pair_with
    left join rungs.expectation k on k.ladder_id = ladder and k.code = l.pair_shift;
    insert into rungs.advice (edition_id, code, move, position, text, source, author)
    select edition, a.code, a.kind, a.position::integer, a.text, coalesce(a.source, ''), coalesce(a.author, '')
    from pg_temp.stage_advice a;
end
$$;
comment on function rungs_api.ladder_asks is 'Dimensions, expectations, shifts and advice of an edition, and beside which shift pairs are shown.';

create function rungs_api.ladder_edition(ladder_word text, effective date, batch integer) returns integer
language plpgsql volatile as $$
#variable_conflict use_column
declare
    ladder integer;
    edition integer;
begin
    insert into rungs.ladder (code)
    select ladder_word
    where ladder_word not in (select d.code from rungs.ladder d);
    select d.id into ladder from rungs.ladder d where d.code = ladder_word;
    insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, import_id)
    select ladder, (select coalesce(max(e.number), 0) + 1 from rungs.edition e where e.ladder_id = ladder), s.name, s.profession,
           coalesce(s.summary, ''), coalesce(s.source, ''), coalesce(s.author, ''), effective, batch
    from pg_temp.stage_ladder s
    returning id into edition;
    perform rungs_api.ladder_levels(edition, ladder);
    perform rungs_api.ladder_scope(edition, ladder);
    perform rungs_api.ladder_work(edition);
    perform rungs_api.ladder_stages(edition, ladder);
    perform rungs_api.ladder_asks(edition, ladder);
    insert into rungs.mapping (edition_id, position, kind, from_word, to_word, reason, source, author)
    select edition, m.line, m.kind, m."from", m."to", coalesce(m.reason, ''), coalesce(m.source, ''), coalesce(m.author, '')
    from pg_temp.stage_mappings m;
    return edition;
end
$$;
comment on function rungs_api.ladder_edition is 'Makes an edition of the staged files.';
