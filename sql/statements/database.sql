-- Transactions, the schema's state, migrations. Format of these files: docs/architecture.md, "Statements".

-- begin_reads :one ()
begin isolation level repeatable read read only;
set local jit = off;
set local datestyle = 'ISO, YMD';
set local client_min_messages = warning;
select (select max(m.number) from rungs.migration m) as migration,
       (select l.sha256 from rungs.logic l) as logic

-- begin_writes :one ()
begin isolation level read committed;
set local jit = off;
set local datestyle = 'ISO, YMD';
set local client_min_messages = warning;
select (select max(m.number) from rungs.migration m) as migration,
       (select l.sha256 from rungs.logic l) as logic

-- begin_plain :none ()
begin;
set local client_min_messages = warning

-- commit :none ()
commit

-- rollback :none ()
rollback

-- server_facts :one ()
-- The catalog is read, not to_regclass() asked: that one answers from a cache, which after a wait for migrations_lock
-- does not know yet what its holder has made.
select current_setting('server_version_num')::integer as version,
       exists (
            select from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'rungs' and c.relname = 'migration') as has_schema,
       current_database() as database,
       session_user as login

-- migrations_lock :none ()
select from pg_advisory_xact_lock(7238114001)

-- migrations_applied :many ()
select m.number, m.name, m.sha256, m.program, m.applied_at
from rungs.migration m
order by m.number

-- logic_installed :maybe ()
select l.sha256, l.program, l.built_at
from rungs.logic l

-- text_digest :one (text)
select encode(sha256(convert_to($1, 'UTF8')), 'hex') as sha256

-- migration_record :none (number, name, text, program)
insert into rungs.migration (number, name, sha256, program)
values ($1::integer, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'), $4)

-- logic_drop :none ()
drop schema if exists rungs_api cascade

-- logic_record :none (sha256, program)
insert into rungs.logic (sha256, program)
values ($1, $2)
on conflict (only_one) do update
set sha256 = excluded.sha256, program = excluded.program, built_at = now()
