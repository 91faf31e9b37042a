-- Many rows into empty tables: indexes and foreign keys are made and checked once all is there.

create function rungs_api.bulk_begin(rows bigint, tables regclass[]) returns boolean
language plpgsql volatile as $$
declare
    part record;
    one regclass;
    is_empty boolean;
begin
    if rows < 10000 or not (select bool_and(pg_has_role(c.relowner, 'usage')) from pg_catalog.pg_class c where c.oid = any (tables)) then
        return false;
    end if;
    foreach one in array tables loop
        execute format('select not exists (select from %s)', one) into is_empty;
        if not is_empty then
            return false;
        end if;
    end loop;
    foreach one in array tables loop
        execute format('lock table %s in access exclusive mode', one);
    end loop;
    create temporary table bulk_part on commit drop as
    select c.conrelid::regclass as of_table, c.conname as name, true as is_constraint, c.contype = 'f' as is_last,
           format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as statement
    from pg_catalog.pg_constraint c
    where c.conrelid = any (tables)
      and (c.contype = 'f' or c.contype in ('p', 'u') and not exists (
            select from pg_catalog.pg_constraint f where f.contype = 'f' and f.confrelid = c.conrelid and f.conindid = c.conindid and f.conrelid <> all (tables)))
    union all
    select i.indrelid::regclass, r.relname, false, false, pg_get_indexdef(i.indexrelid)
    from pg_catalog.pg_index i
    join pg_catalog.pg_class r on r.oid = i.indexrelid
    where i.indrelid = any (tables)
      and not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'));
    for part in select b.* from pg_temp.bulk_part b order by b.is_last desc loop
        if part.is_constraint then
            execute format('alter table %s drop constraint %I', part.of_table, part.name);
        else
            execute format('drop index rungs.%I', part.name);
        end if;
    end loop;
    return true;
end
$$;
comment on function rungs_api.bulk_begin is
    'Takes indexes and keys, but none that other tables refer to, off tables that are empty, and ours, when there are many rows to come: kept up row by row they cost several times what they do all at once. False: it does not pay, or may not be.';

create function rungs_api.bulk_words(statement text) returns void
language plpgsql volatile set maintenance_work_mem = '4MB' as $$
begin
    execute statement;
end
$$;
comment on function rungs_api.bulk_words is
    'Makes an index of words in little memory: its tree of words then stays in the processor''s cache, which is a quarter less work than to gather them all.';

create function rungs_api.bulk_end() returns void
language plpgsql volatile as $$
declare
    part record;
    one regclass;
begin
    for part in select b.* from pg_temp.bulk_part b where not b.is_last order by b.name loop
        if part.statement ~ ' USING gin ' then
            perform rungs_api.bulk_words(part.statement);
        else
            execute part.statement;
        end if;
    end loop;
    -- The planner knows nothing of so many new rows, and the foreign keys are checked by its plans.
    for one in select distinct b.of_table from pg_temp.bulk_part b order by b.of_table loop
        execute format('analyze %s', one);
    end loop;
    for part in select b.* from pg_temp.bulk_part b where b.is_last order by b.name loop
        execute part.statement;
    end loop;
    drop table pg_temp.bulk_part;
end
$$;
comment on function rungs_api.bulk_end is 'Puts back what bulk_begin() took off, and lets the planner look at the tables; the foreign keys are checked.';
