-- An edition read back as the files it came from: for export, for comparing two editions, and for the plan of an import.

create function rungs_api.edition_find(word text, day date, seen timestamptz) returns integer
language plpgsql stable as $$
declare
    ladders text[];
    wanted text := split_part(word, '@', 1);
    nth text := nullif(substr(word, length(split_part(word, '@', 1)) + 2), '');
    found integer;
begin
    select coalesce(array_agg(distinct d.code), '{}') into ladders
    from rungs.edition e
    join rungs.ladder d on d.id = e.ladder_id
    where e.recorded_at <= seen and seen < e.superseded_at;
    if word is null and cardinality(ladders) = 1 then
        wanted := ladders[1];
    end if;
    if wanted is null then
        raise exception using
            errcode = 'RG003',
            message = case when cardinality(ladders) = 0 then 'there is no ladder yet' else format('there are %s ladders', cardinality(ladders)) end,
            hint = case when cardinality(ladders) = 0
                then 'Import one: rungs import ladder DIRECTORY (those that come with Rungs are in import/ladders).'
                else 'Name one: ' || array_to_string(ladders, ', ') || '.' end;
    end if;
    if wanted <> all (ladders) then
        raise exception using
            errcode = 'RG003',
            message = format('there is no ladder ''%s''', wanted),
            hint = rungs_api.did_you_mean(wanted, ladders);
    end if;
    select e.id into found
    from rungs.edition e
    join rungs.ladder d on d.id = e.ladder_id
    where d.code = wanted
      and e.recorded_at <= seen and seen < e.superseded_at
      and case when strpos(coalesce(word, ''), '@') > 0 then e.number::text = nth else e.effective_on <= day end
    order by e.effective_on desc, e.number desc
    limit 1;
    if found is null then
        raise exception using
            errcode = 'RG003',
            message = case when strpos(coalesce(word, ''), '@') > 0 then format('there is no edition ''%s''', word)
                           else format('no edition of %s was in force on %s', wanted, day) end,
            hint = 'There are: ' || (
                select string_agg(format('%s@%s', wanted, e.number), ', ' order by e.number)
                from rungs.edition e
                join rungs.ladder d on d.id = e.ladder_id
                where d.code = wanted and e.recorded_at <= seen and seen < e.superseded_at) || '.';
    end if;
    return found;
end
$$;
comment on function rungs_api.edition_find is 'The edition that a word names: a ladder''s code (the one in force), or code@number; without a word that of the only ladder.';

create function rungs_api.yes_no(value boolean) returns text
language sql immutable as $$
    select case when value then 'yes' else 'no' end
$$;
comment on function rungs_api.yes_no is 'As the files write it.';

create function rungs_api.number_written(value float8) returns text
language sql immutable as $$
    select trim_scale(value::numeric)::text
$$;
comment on function rungs_api.number_written is 'As the files write it, 0.00001 rather than 1e-05, so that number_read reads it.';

create function rungs_api.ladder_rows(edition integer)
returns table (file text, part integer, place bigint, key text, cells text[])
language sql stable as $$
    select r.file, r.part, row_number() over (partition by r.part order by r.place, r.place2, r.key), r.key,
           array(select nullif(c.cell, '') from unnest(r.cells) with ordinality c (cell, n) order by c.n)
    from (
        select 'ladder' as file, 1 as part, 1 as place, 1 as place2, '' as key,
               array[d.code, e.name, e.profession, e.summary, e.source, e.author] as cells
        from rungs.edition e
        join rungs.ladder d on d.id = e.ladder_id
        where e.id = edition
        union all
        select 'levels', 2, t.position, 1, l.code,
               array[l.code, t.rank::text, t.name, t.track, rungs_api.number_written(t.years_min), rungs_api.number_written(t.years_max), t.horizon_months::text,
                     (select string_agg(o.code, ' ' order by n.position) from rungs.level_next n join rungs.level o on o.id = n.next_id
                      where n.edition_id = edition and n.level_id = l.id),
                     (select string_agg(o.code, ' ' order by i.position) from rungs.level_include i join rungs.level o on o.id = i.included_id
                      where i.edition_id = edition and i.level_id = l.id),
                     s.code, k.code, t.summary, t.source, t.author]
        from rungs.level_text t
        join rungs.level l on l.id = t.level_id
        left join rungs.level_pair p on p.edition_id = edition and p.level_id = l.id
        left join rungs.level s on s.id = p.with_id
        left join rungs.expectation k on k.id = p.expectation_id
        where t.edition_id = edition
        union all
        select 'dimensions', 3, d.position, 1, d.code, array[d.code, d.name, rungs_api.yes_no(d.is_skill), d.summary, d.source, d.author]
        from rungs.dimension d
        where d.edition_id = edition
        union all
        select 'expectations', 4, x.position, 1, k.code,
               array[k.code, l.code, x.dimension, rungs_api.number_written(x.weight), rungs_api.yes_no(x.must), x.sentence, x.source, x.author]
        from rungs.expectation_text x
        join rungs.expectation k on k.id = x.expectation_id
        join rungs.level l on l.id = x.level_id
        where x.edition_id = edition
        union all
        select 'measures', 5, t.position, 1, m.code, array[m.code, t.name, t.unit]
        from rungs.measure_text t
        join rungs.measure m on m.id = t.measure_id
        where t.edition_id = edition
        union all
        select 'steps', 6, t.position, s.rank, m.code || ' ' || s.code, array[m.code, s.rank::text, s.code, s.name]
        from rungs.measure_step s
        join rungs.measure_text t on t.edition_id = s.edition_id and t.measure_id = s.measure_id
        join rungs.measure m on m.id = s.measure_id
        where s.edition_id = edition
        union all
        select 'scopes', 7, s.position, 1, l.code || ' ' || m.code, array[l.code, m.code, coalesce(s.step, rungs_api.number_written(s.minimum)), s.source, s.author]
        from rungs.level_scope s
        join rungs.level l on l.id = s.level_id
        join rungs.measure m on m.id = s.measure_id
        where s.edition_id = edition
        union all
        select 'stage-models', 8, m.position, 1, m.code, array[m.code, m.name, rungs_api.yes_no(m.is_default), m.summary, m.source, m.author]
        from rungs.stage_model m
        where m.edition_id = edition
        union all
        select 'stages', 9, m.position, s.position, m.code || ' ' || s.code,
               array[m.code, s.position::text, s.code, s.name, s.great,
                     (select string_agg(l.code, ' ' order by v.position) from rungs.stage_level v join rungs.level l on l.id = v.level_id
                      where v.stage_id = s.id),
                     s.source, s.author]
        from rungs.stage s
        join rungs.stage_model m on m.id = s.stage_model_id
        where m.edition_id = edition
        union all
        select 'crossings', 10, c.position, 1, c.code,
               array[c.code, m.code, a.code, coalesce(b.code, l.code), c.name, c.advice, c.source, c.author]
        from rungs.crossing c
        left join rungs.stage_model m on m.id = c.stage_model_id
        left join rungs.stage a on a.id = c.from_stage_id
        left join rungs.stage b on b.id = c.to_stage_id
        left join rungs.level l on l.id = c.to_level_id
        where c.edition_id = edition
        union all
        select 'shifts', 11, x.position, 1, k.code,
               array[k.code, c.code, x.dimension, rungs_api.number_written(x.weight), rungs_api.yes_no(x.must), x.shift_from, x.shift_to,
                     x.sentence, x.source, x.author]
        from rungs.expectation_text x
        join rungs.expectation k on k.id = x.expectation_id
        join rungs.crossing c on c.id = x.crossing_id
        where x.edition_id = edition
        union all
        select 'work-types', 12, t.position, 1, w.code, array[w.code, t.name, t.summary, t.source, t.author]
        from rungs.work_type_text t
        join rungs.work_type w on w.id = t.work_type_id
        where t.edition_id = edition
        union all
        select 'specializations', 13, t.position, 1, s.code, array[s.code, t.name, w.code, t.summary, t.source, t.author]
        from rungs.specialization_text t
        join rungs.specialization s on s.id = t.specialization_id
        left join rungs.work_type w on w.id = t.work_type_id
        where t.edition_id = edition
        union all
        select 'advice', 14, case a.move when 'within' then 1 else 2 end, a.position, a.code,
               array[a.code, a.move, a.position::text, a.text, a.source, a.author]
        from rungs.advice a
        where a.edition_id = edition
        union all
        select 'mappings', 15, m.position, 1, concat_ws(' ', m.kind, m.from_word, m.to_word),
               array[m.kind, m.from_word, m.to_word, m.reason, m.source, m.author]
        from rungs.mapping m
        where m.edition_id = edition
    ) r
$$;
comment on function rungs_api.ladder_rows is 'An edition as the rows of its files: cells in the order of the contract''s columns, null where blank, each row with what it is known by in its file.';

create function rungs_api.ladder_columns()
returns table (file text, number bigint, column_name text)
language plpgsql stable as $$
begin
    return query
    select c.file, row_number() over (partition by c.file order by a.attnum), a.attname::text
    from rungs_api.import_contract('ladder') c
    join pg_catalog.pg_type t on t.oid = c.row_type
    join pg_catalog.pg_attribute a on a.attrelid = t.typrelid and a.attnum > 1;
end
$$;
comment on function rungs_api.ladder_columns is 'The columns of each file, in order.';

create function rungs_api.ladder_export(edition_word text, as_of date, as_seen_on date)
returns table (file text, place bigint, column_name text, value text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    edition integer := rungs_api.edition_find(edition_word, clock.day, clock.seen);
begin
    return query
    select r.file, r.place, c.column_name, r.cells[c.number]
    from rungs_api.ladder_rows(edition) r
    join rungs_api.ladder_columns() c on c.file = r.file
    order by r.part, r.place, c.number;
end
$$;
comment on function rungs_api.ladder_export is 'rungs ladder export: an edition cell by cell, file after file.';

create function rungs_api.ladder_files() returns table (file text)
language plpgsql stable as $$
begin
    return query select c.file from rungs_api.import_contract('ladder') c order by c.file;
end
$$;
comment on function rungs_api.ladder_files is 'The files that a ladder can have.';

create function rungs_api.ladder_part_words(file text) returns text
language sql immutable as $$
    select case file
        when 'levels' then 'level' when 'dimensions' then 'dimension' when 'expectations' then 'expectation'
        when 'measures' then 'measure' when 'steps' then 'step' when 'scopes' then 'scope' when 'stage-models' then 'stage model'
        when 'stages' then 'stage' when 'crossings' then 'crossing' when 'shifts' then 'shift' when 'work-types' then 'work type'
        when 'specializations' then 'specialization' when 'mappings' then 'mapping' else file end
$$;
comment on function rungs_api.ladder_part_words is 'What one row of a file is.';

create function rungs_api.ladder_key_words(file text, key text) returns text
language sql immutable as $$
    select case file when 'mappings' then regexp_replace(replace(key, ' ', ' -> '), '^[a-z]+ -> ', '') else nullif(key, '') end
$$;
comment on function rungs_api.ladder_key_words is 'What a row is known by, for people.';

create function rungs_api.edition_changes(before integer, after integer)
returns table (part integer, file text, place bigint, key text, action text, field text, old_value text, new_value text)
language plpgsql stable as $$
#variable_conflict use_column
begin
    return query
    with pair as materialized (
        select coalesce(n.part, o.part) as part, coalesce(n.file, o.file) as file, coalesce(n.place, o.place) as place,
               coalesce(n.key, o.key) as key, n.key is null as is_gone, o.key is null as is_new,
               o.cells as old_cells, n.cells as new_cells
        from (select r.* from rungs_api.ladder_rows(before) r) o
        full join (select r.* from rungs_api.ladder_rows(after) r) n on n.file = o.file and n.key = o.key
    )
    select p.part, p.file, p.place, p.key, case when p.is_new then 'new' when p.is_gone then 'gone' else 'changed' end,
           c.column_name, p.old_cells[c.number], p.new_cells[c.number]
    from pair p
    join rungs_api.ladder_columns() c on c.file = p.file
    where case when p.is_new or p.is_gone
               then c.column_name = case p.file
                    when 'expectations' then 'sentence' when 'shifts' then 'sentence' when 'advice' then 'text'
                    when 'scopes' then 'minimum' when 'mappings' then 'to' else 'name' end
               else p.old_cells[c.number] is distinct from p.new_cells[c.number] end
    union all
    -- Rows that only changed places: said once for each file.
    select f.part, f.file, 0, '', 'changed', 'order', f.old_order, f.new_order
    from (
        select n.part, n.file, string_agg(n.key, ' ' order by o.place) as old_order, string_agg(n.key, ' ' order by n.place) as new_order
        from rungs_api.ladder_rows(before) o
        join rungs_api.ladder_rows(after) n on n.file = o.file and n.key = o.key
        group by n.part, n.file
    ) f
    where f.old_order <> f.new_order;
end
$$;
comment on function rungs_api.edition_changes is 'How an edition differs from another, cell by cell; rows that are new or gone have one line with what they say.';
