-- database: empty
--
-- What a roster does to levels: transitions of the right kind on the right day, and none where nothing changed.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(40);

create function pg_temp.row_of(id text, level text, since text default null, more jsonb default '{}') returns jsonb language sql as $$
    select jsonb_build_array(jsonb_build_object('employee_id', id, 'name', 'Name of ' || id, 'level', level)
        || case when since is null then '{}' else jsonb_build_object('level_since', since) end || more)
$$;
-- The second time the same row has to change nothing.
create function pg_temp.twice(effective date, rows jsonb) returns text language plpgsql as $$
declare
    first text := pg_temp.take('roster', effective, rows);
    state text := pg_temp.everything();
    second text := pg_temp.take('roster', effective, rows);
begin
    return first || ' / ' || second || case when state <> pg_temp.everything() then ', but rows were written' else '' end;
end
$$;

-- Coming in.
select is(pg_temp.twice('2026-01-01', pg_temp.row_of('A', 'one', more => '{"hire_date": "2024-05-01"}')), 'new 1 / unchanged 1', 'hired, level from the hire on');
select is(pg_temp.way('A'), '2024-05-01 hire one', 'without level_since the hire is the first day');
select is(pg_temp.twice('2026-01-01', pg_temp.row_of('B', 'two', '2025-03-01', '{"hire_date": "2024-05-01"}')), 'new 1 / unchanged 1', 'hired, at the level later');
select is(pg_temp.way('B'), '2025-03-01 hire two', 'level_since is the first day that is known');
select is(pg_temp.twice('2026-01-01', pg_temp.row_of('C', 'one')), 'new 1 / unchanged 1', 'neither date');
select is(pg_temp.way('C'), '2026-01-01 hire one', 'the day of the import');
select is(pg_temp.twice('2026-01-01', pg_temp.row_of('D', '')), 'new 1 / unchanged 1', 'somebody without a level');
select is(pg_temp.way('D'), null, 'makes no transition');

-- Up, down, sideways.
select is(pg_temp.twice('2026-02-01', pg_temp.row_of('A', 'two', '2026-01-15')), 'changed 1 / unchanged 1', 'a promotion with its date');
select is(pg_temp.way('A'), '2024-05-01 hire one, 2026-01-15 promotion two', 'is in force from that day');
select is(pg_temp.twice('2026-03-01', pg_temp.row_of('A', 'three', '2026-01-15')), 'changed 1 / unchanged 1', 'a promotion whose date was not kept up');
select alike(pg_temp.way('A'), '%, 2026-03-01 promotion three', 'counts from the day of the import');
select is(pg_temp.twice('2026-04-01', pg_temp.row_of('A', 'two')), 'changed 1 / unchanged 1', 'down again, without a date');
select is(pg_temp.way('A'), '2024-05-01 hire one, 2026-01-15 promotion two, 2026-03-01 promotion three, 2026-04-01 demotion two', 'each kind as it is');
insert into rungs.level (ladder_id, code) select d.id, 'two_b' from rungs.ladder d where d.code = 'tower';
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
select pg_temp.edition(), pg_temp.level('two_b'), 5, 2, 'Two b', 'manager', '', '', '';
select is(pg_temp.twice('2026-05-01', pg_temp.row_of('A', 'tower/two_b')), 'changed 1 / unchanged 1', 'to another track of the same rank, written ladder/level');
select alike(pg_temp.way('A'), '%2026-05-01 lateral two_b', 'is lateral');
select is(pg_temp.twice('2026-06-01', pg_temp.row_of('A', '')), 'changed 1 / unchanged 1', 'a blank level');
select alike(pg_temp.way('A'), '%, 2026-06-01 leave', 'leaves the ladder');
select is(pg_temp.twice('2026-07-01', pg_temp.row_of('A', 'one')), 'changed 1 / unchanged 1', 'a level again, of somebody who was here');
select alike(pg_temp.way('A'), '%, 2026-06-01 leave, 2026-07-01 entry one', 'is an entry, and starts that day');
select is(pg_temp.twice('2026-07-01', pg_temp.row_of('D', 'one')), 'changed 1 / unchanged 1', 'a first level of somebody who was here without one');
select is(pg_temp.way('D'), '2026-07-01 entry one', 'is an entry, not a hire');

-- The first day at a level is corrected.
select is(pg_temp.twice('2026-02-01', pg_temp.row_of('B', 'two', '2025-02-01')), 'changed 1 / unchanged 1', 'an earlier first day');
select is(pg_temp.way('B'), '2025-02-01 hire two', 'moves the transition, which stays what it was');
select is(pg_temp.twice('2026-02-01', pg_temp.row_of('B', 'two', '2025-04-01')), 'changed 1 / unchanged 1', 'a later one');
select is(pg_temp.way('B'), '2025-04-01 hire two', 'too');
select is((select count(*) from rungs.transition t join rungs.person p on p.id = t.person_id where p.employee_id = 'B'), 3::bigint, 'what was believed before is kept');
select is(pg_temp.twice('2026-02-01', pg_temp.row_of('B', 'three', '2026-01-01')), 'changed 1 / unchanged 1', 'then a promotion');
select is(pg_temp.take('roster', '2026-03-01', pg_temp.row_of('B', 'three', '2025-01-01')), 'unchanged 1', 'which cannot have been before the level below: such a date was not kept up');

-- Ahead.
select is(pg_temp.twice('2026-02-01', pg_temp.row_of('C', 'two', '2027-01-01')), 'changed 1 / unchanged 1', 'a promotion that lies ahead');
select is(pg_temp.way('C'), '2026-01-01 hire one, 2027-01-01 promotion two', 'is dated ahead');
select is(pg_temp.take('roster', '2026-03-01', pg_temp.row_of('C', 'one')), 'unchanged 1', 'until then the level is the old one');

-- Leaving takes the level along; coming back brings a new one.
select is(pg_temp.twice('2026-03-15', pg_temp.row_of('B', 'three', more => '{"status": "left", "leave_date": "2026-02-28"}')), 'left 1 / unchanged 1', 'somebody left');
select alike(pg_temp.way('B'), '%, 2026-01-01 promotion three, 2026-03-01 leave', 'and left the ladder the day after the last day');
select is(pg_temp.twice('2026-08-01', pg_temp.row_of('B', 'three', '2026-01-01', '{"status": "active", "leave_date": ""}')), 'returned 1 / unchanged 1', 'and is back, with the old date in the file');
select alike(pg_temp.way('B'), '%, 2026-03-01 leave, 2026-08-01 hire three', 'hired on the day of the import');
select is(pg_temp.take('roster', '2026-09-15', '[{"employee_id": "B", "name": "Name of B", "leave_date": "2026-08-31"}]'), 'left 1', 'leaving in a file without levels');
select alike(pg_temp.way('B'), '%, 2026-09-01 leave', 'leaves the ladder as well');
select is(pg_temp.twice('2026-11-15', pg_temp.row_of('B', 'two', more => '{"leave_date": "", "status": "active", "hire_date": "2026-11-01"}')), 'returned 1 / unchanged 1', 'back with a new day of hire');
select alike(pg_temp.way('B') || ' ' || pg_temp.entries('B'), '%, 2026-11-01 hire two %, 2026-11-01 active', 'is here from that day');

select * from finish();
