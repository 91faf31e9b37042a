-- database: empty
--
-- What holds for the schema as a whole: everything explained, constraints readable, tables below functions,
-- nothing open to everybody. Each query lists the offenders, so that a failure names them.

select plan(10);

select is_empty($$
    select c.relname, a.attname
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum >= 0 and not a.attisdropped
    where c.relnamespace = 'rungs'::regnamespace
      and c.relkind in ('r', 'p', 'v', 'm')
      and coalesce(col_description(c.oid, a.attnum), '') = ''
$$, 'every column of rungs has a comment');

select is_empty($$
    select c.relname
    from pg_catalog.pg_class c
    where c.relnamespace = 'rungs'::regnamespace
      and c.relkind in ('r', 'p', 'v', 'm')
      and coalesce(obj_description(c.oid, 'pg_class'), '') = ''
$$, 'every table of rungs has a comment');

select is_empty($$
    select p.oid::regprocedure
    from pg_catalog.pg_proc p
    where p.pronamespace = 'rungs_api'::regnamespace
      and coalesce(obj_description(p.oid, 'pg_proc'), '') = ''
$$, 'every function of rungs_api has a comment');

select is_empty($$
    select t.typname
    from pg_catalog.pg_type t
    left join pg_catalog.pg_class c on c.oid = t.typrelid
    where t.typnamespace = 'rungs_api'::regnamespace
      and t.typelem = 0
      and coalesce(c.relkind, 'c') = 'c'
      and coalesce(obj_description(t.oid, 'pg_type'), '') = ''
$$, 'every type of rungs_api has a comment');

select is_empty($$
    select n.nspname
    from pg_catalog.pg_namespace n
    where n.nspname in ('rungs', 'rungs_api')
      and coalesce(obj_description(n.oid, 'pg_namespace'), '') = ''
$$, 'both schemas have a comment');

select is_empty($$
    select c.conrelid::regclass, c.conname
    from pg_catalog.pg_constraint c
    where c.connamespace = 'rungs'::regnamespace
      and c.contype not in ('p', 'f')
      and c.conname not like '% %'
    union all
    select i.indrelid::regclass, x.relname
    from pg_catalog.pg_index i
    join pg_catalog.pg_class x on x.oid = i.indexrelid
    where x.relnamespace = 'rungs'::regnamespace
      and x.relname not like '% %'
      and not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid)
$$, 'checks, unique constraints and indexes are named as a sentence');

-- Through rules and views, defaults, types of columns, triggers, whatever: rungs_api can be dropped whole.
select is_empty($$
    with logic (class, id) as (
        select 'pg_proc'::regclass, p.oid from pg_catalog.pg_proc p where p.pronamespace = 'rungs_api'::regnamespace
        union all
        select 'pg_type'::regclass, t.oid from pg_catalog.pg_type t where t.typnamespace = 'rungs_api'::regnamespace
        union all
        select 'pg_class'::regclass, c.oid from pg_catalog.pg_class c where c.relnamespace = 'rungs_api'::regnamespace
    )
    select pg_describe_object(d.classid, d.objid, d.objsubid), pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)
    from pg_catalog.pg_depend d
    join logic l on (l.class, l.id) = (d.refclassid, d.refobjid)
    where (d.classid, d.objid) not in (select l.class, l.id from logic l)
      and (pg_identify_object(d.classid, d.objid, d.objsubid)).schema is distinct from 'rungs_api'
      and pg_describe_object(d.classid, d.objid, d.objsubid) not like '%rungs_api%'
$$, 'nothing outside rungs_api depends on rungs_api');

select is_empty($$
    select p.oid::regprocedure
    from pg_catalog.pg_proc p
    cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace = 'rungs_api'::regnamespace
      and a.grantee = 0
$$, 'no function of rungs_api is open to public');

select is_empty($$
    select c.relname, a.privilege_type
    from pg_catalog.pg_class c
    cross join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
    where c.relnamespace = 'rungs'::regnamespace
      and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and a.grantee = 0
$$, 'no table of rungs is open to public');

select is_empty($$
    select n.nspname, a.privilege_type
    from pg_catalog.pg_namespace n
    cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
    where n.nspname in ('rungs', 'rungs_api')
      and a.grantee = 0
$$, 'neither schema is open to public');

select * from finish();
