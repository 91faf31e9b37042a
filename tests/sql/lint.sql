-- database: empty
--
-- plpgsql_check over every plpgsql function of rungs_api: unknown columns, wrong types, dead code, variables
-- nobody reads. The functions of the imports read staging tables that earlier steps make, so an empty import of
-- every kind runs first and leaves them behind; nothing has to be excluded. Unused parameters are allowed: the
-- imports of all kinds are called alike.

select plan(3);

\i tests/support/small_company.sql

-- The kinds share import_change and import_problem, so each begin takes them away from the one before.
create function pg_temp.import_all() returns void language plpgsql as $$
declare
    kind text;
begin
    perform rungs_api.cycle_open('C1', '2026-01-01', '2026-02-01', '2026-03-01');
    foreach kind in array '{roster,history,titles,evidence,scope,nominations,decisions,ladder}'::text[] loop
        drop table if exists pg_temp.import_change, pg_temp.import_problem, pg_temp.import_note, pg_temp.import_skipped, pg_temp.import_skipped_row,
            pg_temp.import_reading, pg_temp.stage_unseen, pg_temp.import_tally;
        perform rungs_api.import_begin(kind);
        case kind
            when 'roster' then perform rungs_api.import_roster('x', repeat('0', 64), '2026-01-01', '{manager}');
            when 'history' then perform rungs_api.import_history('x', repeat('0', 64), '2026-01-01', '{}');
            when 'titles' then perform rungs_api.import_titles('x', repeat('0', 64), '2026-01-01', '{}');
            when 'evidence' then perform rungs_api.import_evidence('x', repeat('0', 64), '2026-01-01', '{}');
            when 'scope' then perform rungs_api.import_scope('x', repeat('0', 64), '2026-01-01', '{}');
            when 'nominations' then perform rungs_api.import_nominations('x', repeat('0', 64), '2026-01-01', '{}', 'C1');
            when 'decisions' then
                update rungs.cycle set state_id = 2;
                perform rungs_api.import_decisions('x', repeat('0', 64), '2026-01-01', 'C1');
            when 'ladder' then perform rungs_api.import_ladder('x', repeat('0', 64), '2026-01-01', '{}');
        end case;
    end loop;
    -- Made and dropped within one step of an import.
    perform rungs_api.roster_word_table();
    perform rungs_api.roster_fold();
    create temporary table roster_spans as select f.*, null::boolean as is_same, null::date as valid_to from pg_temp.roster_folded f;
    create temporary table roster_missing (person_id integer, name text);
    create temporary table bulk_part (of_table regclass, name name, is_constraint boolean, is_last boolean, statement text);
    create temporary table import_map (header text, column_name text);
    create temporary table ladder_asked (
        part integer, line integer, code text, level text, crossing text, dimension text, weight text, must text,
        sentence text, shift_from text, shift_to text, source text, author text);
end
$$;
select pg_temp.comes('ann', '2024-01-01', 'one');
select pg_temp.import_all();

create temporary table remark as
select p.oid::regprocedure::text as function, r.level, r.sqlstate, r.message, r.statement
from pg_catalog.pg_proc p
join pg_catalog.pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'
cross join lateral plpgsql_check_function_tb(
    p.oid, fatal_errors := false, extra_warnings := true, performance_warnings := false) r
where p.pronamespace = 'rungs_api'::regnamespace
  and p.prorettype <> 'trigger'::regtype;

select ok((
    select count(*) > 20
    from pg_catalog.pg_proc p
    join pg_catalog.pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'
    where p.pronamespace = 'rungs_api'::regnamespace), 'there are functions to check');
select is_empty($$ select r.function, r.message, r.statement from remark r where r.level = 'error' $$, 'no error');
select is_empty($$ select r.function, r.level, r.message from remark r where r.level like 'warning%' and r.message not like 'unused parameter%' $$, 'no warning');

select * from finish();
