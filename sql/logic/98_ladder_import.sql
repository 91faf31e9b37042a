-- A ladder comes in: mappings, the plan, and the import itself.

create function rungs_api.mapping_side(own text, word text)
returns table (ladder text, code text)
language sql immutable as $$
    select case when strpos(word, '/') > 0 then split_part(word, '/', 1) when word is not null then own end,
           case when strpos(word, '/') > 0 then substr(word, strpos(word, '/') + 1) else word end
$$;
comment on function rungs_api.mapping_side is 'Ladder and code that a side of a mapping names; without a ladder it is the file''s own, an empty cell names neither.';

create function rungs_api.ladder_judge_mappings(own text) returns void
language plpgsql volatile as $$
declare
    sides text := '^([a-z0-9][a-z0-9_.-]{0,59}/)?[^-[:space:]/@;,''"][^[:space:]/@;,''"]{0,59}$';
begin
    insert into pg_temp.import_problem
    select 'mappings', x.line, f.column_name, f.value, f.problem, f.hint
    from (
        select m.line, array_remove(array[
            rungs_api.fault_if(m.kind not in ('level', 'expectation'), 'kind', m.kind, 'neither level nor expectation', 'Write level or expectation; shifts are expectations too.'),
            rungs_api.fault_if(m."from" !~ sides, 'from', m."from", 'not a code', 'Write a code, or LADDER/CODE for one of another ladder.'),
            rungs_api.fault_if(m."to" !~ sides, 'to', m."to", 'not a code', 'Write a code, or LADDER/CODE for one of another ladder.'),
            rungs_api.fault_if(m.kind = 'level' and m."to" is null, 'to', null, 'is empty', 'Name the level that is the same rung.'),
            rungs_api.fault_if(a.ladder <> own and b.ladder is distinct from own, 'to', m."to", 'neither side is of this ladder', 'Put the row into the files of the ladder it is about.'),
            rungs_api.fault_if(a.ladder = own and b.ladder = own and a.code = b.code, 'to', m."to", 'mapped to itself', 'Take the row out.'),
            rungs_api.fault_if(m.kind = 'expectation' and a.ladder = own and coalesce(b.ladder, own) = own and n.asks, 'from', m."from",
                'still an expectation of this ladder', 'Only what is gone is mapped or retired within a ladder.'),
            rungs_api.fault_if(a.ladder = own and not n.is_known, 'from', m."from", 'no edition of this ladder has it', 'Check the code.'),
            rungs_api.fault_if(b.ladder = own and not t.is_here, 'to', m."to", 'not in these files', 'Evidence has to lead to something that the ladder asks.'),
            rungs_api.fault_if(a.ladder <> own and not n.is_known, 'from', m."from", format('the ladder %s does not have it', a.ladder), 'Check the code.'),
            rungs_api.fault_if(b.ladder <> own and not t.is_known, 'to', m."to", format('the ladder %s does not have it', b.ladder), 'Check the code.')], null) as faults
        from pg_temp.stage_mappings m
        cross join lateral rungs_api.mapping_side(own, m."from") a
        cross join lateral rungs_api.mapping_side(own, m."to") b
        cross join lateral (
            select exists (select from pg_temp.stage_expectations e where e.code = a.code) or exists (select from pg_temp.stage_shifts h where h.code = a.code) as asks,
                   rungs_api.mapping_known(m.kind, own, a.ladder, a.code) as is_known) n
        cross join lateral (
            select case m.kind when 'level' then exists (select from pg_temp.stage_levels l where l.code = b.code)
                   else exists (select from pg_temp.stage_expectations e where e.code = b.code) or exists (select from pg_temp.stage_shifts h where h.code = b.code) end as is_here,
                   rungs_api.mapping_known(m.kind, own, b.ladder, b.code) as is_known) t
        where m."from" is not null
    ) x
    cross join lateral unnest(x.faults) f;
end
$$;
comment on function rungs_api.ladder_judge_mappings is 'Mappings that lead from or to nothing. A ladder that is not there yet is taken at its word.';

create function rungs_api.mapping_known(kind text, own text, ladder_word text, word text) returns boolean
language plpgsql stable as $$
declare
    ladder integer := (select d.id from rungs.ladder d where d.code = ladder_word);
begin
    if ladder_word = own and kind = 'level' and exists (select from pg_temp.stage_levels l where l.code = word) then
        return true;
    end if;
    if ladder_word = own and kind = 'expectation' and (
        exists (select from pg_temp.stage_expectations e where e.code = word)
        or exists (select from pg_temp.stage_shifts h where h.code = word)) then
        return true;
    end if;
    if ladder is null then
        return ladder_word is distinct from own;
    end if;
    return case kind when 'level' then exists (select from rungs.level l where l.ladder_id = ladder and l.code = word)
           else exists (select from rungs.expectation x where x.ladder_id = ladder and x.code = word) end;
end
$$;
comment on function rungs_api.mapping_known is 'Whether a ladder has, or ever had, a code; true of a ladder that is not there yet.';

create function rungs_api.ladder_judge_gone(own text, before integer, effective date) returns void
language plpgsql volatile as $$
declare
    gone integer[];
begin
    insert into pg_temp.import_problem
    select 'levels', null, 'code', l.code,
           format('%s at this level, and the files have it no more',
                  case count(*) when 1 then 'one person is' else count(*) || ' people are' end),
           'Keep the level without a next leading to it, or move the people first.'
    from rungs.level l
    join rungs.level_text t on t.level_id = l.id and t.edition_id = before
    join lateral (
        select from rungs_api.employed_on(greatest(effective, current_date), now()) r
        cross join lateral rungs_api.level_of(r.person_id, greatest(effective, current_date), now()) o
        where o.level_id = l.id) p on true
    where l.code not in (select x.code from pg_temp.stage_levels x where x.code is not null)
    group by l.code;
    select array_agg(x.expectation_id) into gone
    from rungs.expectation_text x
    join rungs.expectation k on k.id = x.expectation_id
    where x.edition_id = before
      and k.code not in (select e.code from pg_temp.stage_expectations e where e.code is not null)
      and k.code not in (select h.code from pg_temp.stage_shifts h where h.code is not null)
      and not exists (
            select from pg_temp.stage_mappings m
            cross join lateral rungs_api.mapping_side(own, m."from") a
            where m.kind = 'expectation' and a.ladder = own and a.code = k.code
              and (m."to" is null or exists (select from rungs_api.mapping_side(own, m."to") b where b.ladder = own)));
    if gone is null then
        return;
    end if;
    insert into pg_temp.import_problem
    select 'mappings', null, 'from', k.code,
           format('gone, and %s of evidence %s logged against it', case e.entries when 1 then 'one entry' else e.entries || ' entries' end,
                  case e.entries when 1 then 'was' else 'were' end),
           'Give it a row in mappings.csv: what takes its place, or nothing in to when it retires.'
    from (
        -- What was logged against a code of old is evidence for what took its place.
        select coalesce(m.to_id, v.expectation_id) as expectation_id, count(*) as entries
        from rungs.evidence v
        left join rungs.expectation_mapping m
               on m.edition_id = before and m.from_id = v.expectation_id and m.superseded_at = 'infinity'
        where coalesce(m.to_id, v.expectation_id) = any (gone)
          and v.status_id in (select s.id from rungs.evidence_status s where s.code in ('submitted', 'confirmed', 'disputed'))
        group by coalesce(m.to_id, v.expectation_id)
    ) e
    join rungs.expectation k on k.id = e.expectation_id;
end
$$;
comment on function rungs_api.ladder_judge_gone is 'What may not go without a word: levels with people, expectations with evidence.';

create function rungs_api.mapping_stated(edition integer)
returns table (kind text, from_id integer, to_id integer, place bigint)
language sql stable as $$
    -- A code that was renamed stays so: the latest edition that says something of it says it. What is mapped to or from another
    -- ladder holds as long as the latest edition says so. Of its own ladder none counts that is later than the one asked about.
    select s.kind,
           case s.kind when 'level' then (select l.id from rungs.level l where l.ladder_id = al.id and l.code = a.code)
                else (select x.id from rungs.expectation x where x.ladder_id = al.id and x.code = a.code) end,
           case s.kind when 'level' then (select l.id from rungs.level l where l.ladder_id = bl.id and l.code = b.code)
                else (select x.id from rungs.expectation x where x.ladder_id = bl.id and x.code = b.code) end,
           row_number() over (partition by s.kind, s.ladder_id order by s.position)
    from (
        select m.kind, m.from_word, m.to_word, m.position, e.ladder_id, d.code as own,
               rank() over (partition by m.kind, e.ladder_id, m.from_word order by e.effective_on desc, e.number desc) as latest,
               not exists (
                    select from rungs.edition n
                    where n.ladder_id = e.ladder_id
                      and n.superseded_at = 'infinity'
                      and (n.effective_on, n.number) > (e.effective_on, e.number)
                      and (n.ladder_id is distinct from o.ladder_id or (n.effective_on, n.number) <= (o.effective_on, o.number))) as is_last
        from rungs.mapping m
        join rungs.edition e on e.id = m.edition_id
        join rungs.ladder d on d.id = e.ladder_id
        left join rungs.edition o on o.id = edition
        where e.superseded_at = 'infinity'
          and (e.ladder_id is distinct from o.ladder_id or (e.effective_on, e.number) <= (o.effective_on, o.number))
    ) s
    cross join lateral rungs_api.mapping_side(s.own, s.from_word) a
    cross join lateral rungs_api.mapping_side(s.own, s.to_word) b
    left join rungs.ladder al on al.code = a.ladder
    left join rungs.ladder bl on bl.code = b.ladder
    where s.latest = 1
      and (s.is_last or a.ladder = b.ladder or b.ladder is null)
$$;
comment on function rungs_api.mapping_stated is 'The mappings as they are stated, codes resolved; a side that nothing has yet is null.';

create function rungs_api.mapping_reach(edition integer)
returns table (from_id integer, to_id integer)
language sql stable as $$
    -- Renamed codes of another ladder are followed there until one leads here, never on to a third ladder or back.
    with recursive stated as materialized (
        select s.from_id, s.to_id, t.ladder_id, f.ladder_id = t.ladder_id as is_renamed
        from rungs_api.mapping_stated(edition) s
        join rungs.expectation f on f.id = s.from_id
        join rungs.expectation t on t.id = s.to_id
        where s.kind = 'expectation'
    ), asked as materialized (
        select x.expectation_id from rungs.expectation_text x where x.edition_id = edition
    ), walk as (
        select s.from_id, s.to_id, s.ladder_id, s.is_renamed
        from stated s
        where s.from_id not in (select a.expectation_id from asked a)
        union
        select w.from_id, s.to_id, s.ladder_id, s.is_renamed
        from walk w
        join stated s on s.from_id = w.to_id
        where w.to_id not in (select a.expectation_id from asked a)
          and (w.is_renamed or w.ladder_id = (select e.ladder_id from rungs.edition e where e.id = edition))
    )
    select distinct w.from_id, w.to_id
    from walk w
    where w.to_id in (select a.expectation_id from asked a)
      and w.from_id <> w.to_id
$$;
comment on function rungs_api.mapping_reach is 'Where mappings lead in an edition, step by step over the codes that ladders once had.';

create function rungs_api.mapping_renew() returns void
language plpgsql volatile as $$
begin
    with reach as materialized (
        select e.id as edition_id, r.from_id, r.to_id
        from rungs.edition e
        cross join lateral rungs_api.mapping_reach(e.id) r
        where e.superseded_at = 'infinity'
    ), ended as (
        update rungs.expectation_mapping m
        set superseded_at = now()
        where m.superseded_at = 'infinity'
          and not exists (
                select from reach r where r.edition_id = m.edition_id and r.from_id = m.from_id and r.to_id = m.to_id)
    )
    insert into rungs.expectation_mapping (edition_id, from_id, to_id)
    select r.edition_id, r.from_id, r.to_id
    from reach r
    where not exists (
        select from rungs.expectation_mapping m
        where m.edition_id = r.edition_id and m.from_id = r.from_id and m.to_id = r.to_id and m.superseded_at = 'infinity');
    update rungs.level_mapping m
    set superseded_at = now()
    where m.superseded_at = 'infinity'
      and not exists (
            select from rungs_api.mapping_stated(null) s
            where s.kind = 'level' and s.from_id = m.from_id and s.to_id = m.to_id and s.place = m.position);
    insert into rungs.level_mapping (from_id, to_id, position)
    select s.from_id, s.to_id, min(s.place)
    from rungs_api.mapping_stated(null) s
    where s.kind = 'level' and s.from_id <> s.to_id
      and not exists (
            select from rungs.level_mapping m
            where m.from_id = s.from_id and m.to_id = s.to_id and m.superseded_at = 'infinity')
    group by s.from_id, s.to_id;
end
$$;
comment on function rungs_api.mapping_renew is 'Works out anew what all mappings come to, after an edition was made; what still holds is not touched.';

create function rungs_api.ladder_plan(before integer, after integer) returns void
language plpgsql volatile as $$
begin
    insert into pg_temp.import_change (line, action, subject, field, old_value, new_value, file)
    select k.line, c.action, concat_ws(' ', rungs_api.ladder_part_words(c.file), rungs_api.ladder_key_words(c.file, c.key)), c.field, c.old_value, c.new_value,
           to_char(c.part, 'FM00') || c.file
    from rungs_api.edition_changes(before, after) c
    left join rungs_api.ladder_keys() k on k.file = c.file and k.key = c.key and c.action <> 'gone';
    insert into pg_temp.import_change (line, action, subject, file)
    select r.place, 'unchanged', concat_ws(' ', rungs_api.ladder_part_words(r.file), rungs_api.ladder_key_words(r.file, r.key)), to_char(r.part, 'FM00') || r.file
    from rungs_api.ladder_rows(after) r
    where not exists (
        select from pg_temp.import_change c
        where c.file = to_char(r.part, 'FM00') || r.file
          and c.subject = concat_ws(' ', rungs_api.ladder_part_words(r.file), rungs_api.ladder_key_words(r.file, r.key)));
end
$$;
comment on function rungs_api.ladder_plan is 'How an edition differs from the one before, row by row.';

create function rungs_api.ladder_judge(own text, before integer, effective date) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.ladder_judge_codes();
    perform rungs_api.ladder_doubles();
    perform rungs_api.ladder_judge_levels();
    perform rungs_api.ladder_judge_asks();
    perform rungs_api.ladder_judge_stages();
    perform rungs_api.ladder_judge_borders();
    perform rungs_api.ladder_judge_scope(own);
    perform rungs_api.ladder_judge_mappings(own);
    perform rungs_api.ladder_judge_gone(own, before, effective);
end
$$;
comment on function rungs_api.ladder_judge is 'What is wrong with the files of a ladder, all of it.';

create function rungs_api.import_ladder(file_name text, sha256 text, effective_on date, present text[])
returns table (import integer, new bigint, changed bigint, unchanged bigint, "left" bigint, returned bigint, gone bigint, problems bigint)
language plpgsql volatile as $$
#variable_conflict use_variable
declare
    own text;
    before integer;
    after integer;
    batch integer;
    from_day date;
begin
    lock table rungs.edition in share row exclusive mode;
    perform rungs_api.ladder_cells();
    select l.code into own from pg_temp.stage_ladder l order by l.line limit 1;
    from_day := coalesce(effective_on, case
        when own in (select d.code from rungs.ladder d) then current_date else '-infinity' end);
    select e.edition_id into before
    from rungs_api.edition_on(from_day, now()) e
    join rungs.ladder d on d.id = e.ladder_id
    where d.code = own;
    perform rungs_api.ladder_judge(own, before, from_day);
    if not exists (select from pg_temp.import_problem) then
        begin
            batch := rungs_api.import_record('ladder', file_name, sha256, from_day);
            after := rungs_api.ladder_edition(own, from_day, batch);
            perform rungs_api.ladder_plan(before, after);
            if not exists (select from pg_temp.import_change c where c.action <> 'unchanged') then
                raise exception using errcode = 'RG999', message = 'nothing differs';
            end if;
            perform rungs_api.mapping_renew();
            perform rungs_api.import_summarize(batch);
        exception when sqlstate 'RG999' then
            -- The edition is taken back; what it would have been is what there is.
            batch := null;
            perform rungs_api.ladder_plan(before, before);
        end;
    end if;
    return query select c.* from rungs_api.import_counts(batch) c;
end
$$;
comment on function rungs_api.import_ladder is
    'Judges the staged files and makes an edition of them; the first one of a ladder holds since ever. Files that say what is in force change nothing.';
