-- database: empty
--
-- One import of a kind at a time. Who waited while another was applied began before it and is sent back: now() of a
-- transaction is when it began, so the other one is recorded later than that.

-- First of all, before any row: tests run side by side, and another one may be importing a ladder.
select rungs_api.import_lock('ladder') \g /dev/null
\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(16);

select pg_temp.comes('ann', '2020-01-01', 'one', boss => 'boss');
select rungs_api.cycle_open('2026-H2', '2026-07-01', '2026-09-30', '2026-10-01') \g /dev/null
create temporary table file (kind text, rows jsonb);
insert into file values
    ('roster', '[{"employee_id": "K1", "name": "Kai", "hire_date": "2020-01-01"}]'),
    ('evidence', '[{"person": "ann", "expectation": "b1", "strength": "solid", "observer": "boss", "relation": "manager", "observed_on": "2026-01-05", "summary": "It went."}]'),
    ('scope', '[{"person": "ann", "measure": "reports", "value": "3", "effective_on": "2026-01-01"}]'),
    ('nominations', '[{"person": "ann", "target": "two", "nominated_by": "boss", "nominated_on": "2026-07-05"}]'),
    ('ladder', '{"ladder": [{"code": "sea", "name": "Sea", "profession": "sailing"}],
                 "levels": [{"code": "deck", "rank": "1", "name": "Deck", "track": "individual"}],
                 "expectations": [{"code": "knots", "level": "deck", "sentence": "Ties knots."}]}');
create function pg_temp.applied(kind text, moment timestamptz) returns void language sql as $$
    insert into rungs.import (kind, file_name, sha256, effective_on, recorded_at, recorded_by)
    values (kind, 'other.csv', repeat('0', 64), '2026-01-01', moment, rungs_api.account_id())
$$;
-- Imports the file of one kind after another kind, or the same, was applied.
create function pg_temp.after(what text, other text, moment timestamptz) returns text language plpgsql as $$
begin
    perform pg_temp.applied(other, moment);
    return pg_temp.take(what, null, (select f.rows from file f where f.kind = what));
end
$$;

select throws_ok(format('select pg_temp.after(%1$L, %1$L, now() + interval ''1 second'')', f.kind), 'RG006',
    'another import was applied while this one waited', f.kind || ': another one was applied in the meantime') from file f;
create function pg_temp.hint() returns text language plpgsql as $$
declare
    said text;
begin
    perform pg_temp.after('scope', 'scope', now() + interval '1 microsecond');
    return null;
exception when sqlstate 'RG006' then
    get stacked diagnostics said = pg_exception_hint;
    return said;
end
$$;
select is(pg_temp.hint(), 'Type the command again.', 'by however little, and what to do is said');
select is((select count(*) from rungs.import), 0::bigint, 'and nothing is written');
select is(pg_temp.after(f.kind, f.kind, now()), case when f.kind = 'ladder' then 'new 3' else 'new 1' end, f.kind || ': one that was applied before is no obstacle') from file f;
delete from rungs.import i where i.file_name = 'other.csv';
select pg_temp.applied('roster', now() + interval '1 second') \g /dev/null
update file set rows = jsonb_set(rows, '{0,value}', '"4"') where kind = 'scope';
update file set rows = jsonb_set(rows, '{0,rationale}', '"Why."') where kind = 'nominations';
update file set rows = jsonb_set(rows, '{0,summary}', '"It went on."') where kind = 'evidence';
select is(pg_temp.take(f.kind, null, f.rows), case when f.kind = 'evidence' then 'new 1' else 'changed 1' end, f.kind || ': one of another kind is none either')
from file f where f.kind in ('scope', 'nominations', 'evidence');
select throws_ok($$ select pg_temp.take('roster', null, '[{"employee_id": "K1", "name": "Kim"}]') $$, 'RG006', null, 'but a roster has to come again');

select * from finish();
