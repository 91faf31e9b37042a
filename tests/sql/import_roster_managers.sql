-- database: empty
--
-- Managers in a roster: by employee id, address or name, in any order, missing, ambiguous, in circles.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(29);

create function pg_temp.team(pairs text[], effective date default '2026-01-01') returns text language sql as $$
    select pg_temp.take('roster', effective, (
        select jsonb_agg(jsonb_build_object('employee_id', split_part(p.pair, '>', 1), 'name', 'Name ' || split_part(p.pair, '>', 1),
            'email', lower(split_part(p.pair, '>', 1)) || '@x.example', 'manager', split_part(p.pair, '>', 2)) order by p.number)
        from unnest(pairs) with ordinality p (pair, number)))
$$;

select is(pg_temp.team('{A>B,B>C@x.example,C>Name D,D>}'), 'new 4', 'managers may come after their reports, by id, address or name');
select is((select string_agg(pg_temp.roster_cell(w.id, 'manager', '2026-01-01'), ' ' order by w.id) from unnest('{A,B,C}'::text[]) w (id)), 'B C D', 'each is found');
select is(pg_temp.team('{A>B,B>c@X.EXAMPLE,C>name d,D>}'), 'unchanged 4', 'in whatever case addresses and names are written');
select is(pg_temp.team('{E>A}', '2026-02-01'), 'new 1', 'a manager who is not in the file');
select is(pg_temp.roster_cell('E', 'manager', '2026-02-01'), 'A', 'is found on the roster');
select is(pg_temp.team('{E>Name B}', '2026-02-01'), 'changed 1', 'by name too');
select is(pg_temp.planned(), '2 changed manager: Name A -> Name B', 'and the plan names both');
select is(pg_temp.team('{E>}', '2026-02-02'), 'changed 1', 'a blank cell: nobody');
select is(pg_temp.roster_cell('E', 'manager', '2026-02-02'), null, 'on the roster too');
select is(pg_temp.team('{E>Zorro}', '2026-02-03'), 'changed 1', 'a manager whom nobody is known by');
select is((select string_agg(n.note, '') from rungs_api.import_notes() n), 'Name E reports to ''Zorro'', whom nobody is known by yet: kept, and found when they come', 'is kept, and that is said');
select is(pg_temp.team('{E>Zorro}', '2026-02-03'), 'unchanged 1', 'and changes nothing the second time');
select is(pg_temp.take('roster', '2026-02-05', '[{"employee_id": "Z", "name": "Zorro"}]'), 'new 1', 'until they come');
select is(pg_temp.roster_cell('E', 'manager', '2026-02-06'), 'Z', 'and are found');

-- Names.
select is(pg_temp.take('roster', '2026-02-03', '[
    {"employee_id": "K1", "name": "Maria Garcia", "manager": ""}, {"employee_id": "K2", "name": "maria garcia", "manager": ""},
    {"employee_id": "K3", "name": "Kim", "manager": "Maria Garcia"}]'), '4 manager: is the name of 2 people', 'a name of two in the file');
select is(pg_temp.take('roster', '2026-02-03', '[{"employee_id": "K1", "name": "Maria Garcia", "manager": ""}]'), 'new 1', 'one of them comes in alone');
select is(pg_temp.take('roster', '2026-02-03', '[
    {"employee_id": "K2", "name": "Maria Garcia", "manager": ""}, {"employee_id": "K3", "name": "Kim", "manager": "Maria Garcia"}]'),
    '3 manager: is the name of 2 people', 'a name of one in the file and one on the roster');
select is(pg_temp.take('roster', '2026-02-03', '[
    {"employee_id": "K1", "name": "Maria Garcia", "manager": ""}, {"employee_id": "K2", "name": "Maria Garcia", "manager": ""},
    {"employee_id": "K3", "name": "Kim", "manager": "Maria Garcia"}]'), '4 manager: is the name of 2 people', 'a name of two in the file, one of whom is here already');
select is(pg_temp.take('roster', '2026-02-03', '[{"employee_id": "K3", "name": "Kim", "manager": "Maria Garcia"}]'), 'new 1', 'a name that only one has');
select is(pg_temp.take('roster', '2026-03-01', '[{"employee_id": "K1", "name": "Maria Garcia", "status": "left", "leave_date": "2026-02-20"}, {"employee_id": "K2", "name": "Maria Garcia"}]'), 'new 1, left 1', 'she leaves, another of the same name comes');
select is(pg_temp.take('roster', '2026-03-02', '[{"employee_id": "K4", "name": "Lou", "manager": "Maria Garcia"}]'), 'new 1', 'the one who works here is meant');
select is(pg_temp.roster_cell('K4', 'manager', '2026-03-02'), 'K2', 'and found');

-- Circles.
select is(pg_temp.team('{F>F}'), '2 manager: manages themselves', 'nobody manages themselves');
select is(pg_temp.team('{F>G,G>F,H>G,I>}'), '2 manager: reports to themselves in the end: Name F -> Name G -> Name F
3 manager: reports to themselves in the end: Name G -> Name F -> Name G', 'a circle of two, person by person; who is below it is not blamed');
select is(pg_temp.team('{F>G,G>H,H>F}'), '2 manager: reports to themselves in the end: Name F -> Name G -> Name H -> Name F
3 manager: reports to themselves in the end: Name G -> Name H -> Name F -> Name G
4 manager: reports to themselves in the end: Name H -> Name F -> Name G -> Name H', 'a circle of three');
select is(pg_temp.team('{D>A}', '2026-02-03'), '2 manager: reports to themselves in the end: Name D -> Name A -> Name B -> Name C -> Name D', 'a circle closed by one row, through people who are not in the file');
select is(pg_temp.team('{R>S,S>}', '2026-02-03'), 'new 2', 'one manages the other');
select is(pg_temp.team('{R>,S>R}', '2026-02-04'), 'changed 2', 'who changes places with their manager goes in no circle: what was before counts no more');
select is(pg_temp.team('{R>S,S>Nobody yet}', '2026-02-05'), 'changed 2', 'nor when the manager reports to somebody unknown from now on');

select * from finish();
