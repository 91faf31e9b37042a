-- database: empty
--
-- The roster, row by row: new, changed, unchanged, left, returned; absent columns and blank cells; identities;
-- problems with line and column. What it does to levels and managers is in import_roster_levels and _managers.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(47);

-- New, the same again, changed.
create temporary table sheet as select '[
    {"employee_id": "K1", "name": "Ann Lee", "email": "Ann@x.example", "title": "Boss", "level": "two", "manager": "", "organisation": "Core", "location": "Bern", "specialization": "feature", "hire_date": "2020-01-01"},
    {"employee_id": "K2", "name": "Bo Ek", "email": "bo@x.example", "title": "Hand", "level": "one", "manager": "K1", "organisation": "Core", "location": " Pune ", "specialization": "", "hire_date": "2025-02-01"}
]'::jsonb as rows;
select is(pg_temp.take('roster', '2026-01-01', s.rows), 'new 2', 'two new people') from sheet s;
select is(pg_temp.entries('K1'), '2020-01-01 active Boss', 'who is new is on the roster from the day of the hire');
select is(pg_temp.roster_cell('K1', 'email', '2026-01-01'), 'ann@x.example', 'addresses are kept in lower case');
select is(pg_temp.roster_cell('K2', 'location', '2026-01-01'), 'Pune', 'blanks around a cell are nothing');
select is(pg_temp.roster_cell('K2', 'manager', '2026-01-01'), 'K1', 'the manager by employee id');
select is((select i.kind || ' ' || i.file_name || ' ' || i.effective_on || ' ' || i.summary from rungs.import i), 'roster roster.csv 2026-01-01 {"new": 2}', 'a numbered batch');
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.take('roster', '2026-01-01', s.rows), 'unchanged 2', 'the same again: unchanged') from sheet s;
select is(pg_temp.everything(), b.state, 'and not a row is written, not even a batch') from before b;
select is(pg_temp.take('roster', '2026-03-01', s.rows), 'unchanged 2', 'a later import of the same: unchanged') from sheet s;
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;

select is(pg_temp.take('roster', '2026-02-01', '[
    {"employee_id": "K1", "name": "Ann Lee", "title": "Big boss"},
    {"employee_id": "K2", "name": "Bo Ek", "title": "Hand"}]'), 'changed 1, unchanged 1', 'one title changed');
select is(pg_temp.planned(), '2 changed title: Boss -> Big boss', 'field by field');
select is(pg_temp.entries('K1'), '2020-01-01 active Boss, 2026-02-01 active Big boss', 'what was in force before stays so');
select is(pg_temp.roster_cell('K1', 'location', '2026-02-01'), 'Bern', 'an absent column is untouched');
select is(pg_temp.take('roster', '2026-02-01', '[{"employee_id": "K1", "name": "Ann Lee", "title": "Bigger boss"}]'), 'changed 1', 'changed again on the same day');
select is(pg_temp.entries('K1'), '2020-01-01 active Boss, 2026-02-01 active Bigger boss', 'the day has one entry that is believed');
select is(pg_temp.take('roster', '2026-02-15', '[{"employee_id": "K1", "name": "Ann Lee", "location": " ", "organisation": null, "specialization": "", "hire_date": "2020-01-01"}]'), 'changed 1', 'blank cells');
select is(pg_temp.planned(), e'2 changed location: Bern -> \n2 changed organisation: Core -> \n2 changed specialization: feature -> ', 'clear what was there');
select is(pg_temp.roster_cell('K1', 'location', '2026-02-15'), null, 'on the roster too');
select is(pg_temp.take('roster', '2026-02-20', '[{"employee_id": "K1", "name": "Ann Lee-Ek"}]'), 'changed 1', 'a new name');

-- Leave of absence, leaving, coming back.
select is(pg_temp.take('roster', '2026-03-01', '[{"employee_id": "K2", "name": "Bo Ek", "status": "leave"}]'), 'changed 1', 'on leave is a change, not a departure');
select is(pg_temp.take('roster', '2026-04-01', '[{"employee_id": "K2", "name": "Bo Ek", "status": "left", "leave_date": "2026-03-31"}]'), 'left 1', 'somebody left');
select is(pg_temp.entries('K2'), '2025-02-01 active Hand, 2026-03-01 leave Hand, 2026-04-01 left Hand', 'the day after the last day');
select is(pg_temp.take('roster', '2026-05-01', '[{"employee_id": "K2", "name": "Bo Ek", "status": "left", "leave_date": "2026-03-31"}]'), 'unchanged 1', 'still gone');
select is(pg_temp.take('roster', '2026-06-01', '[{"employee_id": "K2", "name": "Bo Ek", "status": "active", "title": "Hand again"}]'), 'returned 1', 'and back');
select is(pg_temp.entries('K2'), '2025-02-01 active Hand, 2026-03-01 leave Hand, 2026-04-01 left Hand, 2026-06-01 active Hand again', 'from the day of the import');
select is(pg_temp.take('roster', '2026-07-01', '[{"employee_id": "K2", "name": "Bo Ek", "status": "left"}]'), 'left 1', 'left without a date');
select is(pg_temp.roster_cell('K2', 'status_id', '2026-06-30') || ' ' || pg_temp.roster_cell('K2', 'status_id', '2026-07-01'), '1 3', 'is gone from the day of the import, and was here before');
create temporary table notice as select '[{"employee_id": "K3", "name": "Cy", "hire_date": "2024-01-01", "leave_date": "2026-09-30"}]'::jsonb as rows;
select is(pg_temp.take('roster', '2026-06-01', '[{"employee_id": "K3", "name": "Cy", "hire_date": "2024-01-01"}]'), 'new 1', 'somebody who');
select is(pg_temp.take('roster', '2026-07-01', n.rows), 'left 1', 'is going to leave') from notice n;
select is(pg_temp.entries('K3'), '2024-01-01 active, 2026-10-01 left', 'is here to the last day');
select is(pg_temp.take('roster', '2026-07-01', n.rows), 'unchanged 1', 'which is known when the file comes again') from notice n;
select is(pg_temp.take('roster', '2026-07-01', '[{"employee_id": "K4", "name": "Di", "hire_date": "2020-01-01", "leave_date": "2021-12-31"}]'), 'new 1', 'a leaver nobody knew');
select is(pg_temp.entries('K4'), '2020-01-01 active, 2022-01-01 left', 'was here from the hire to the last day');
create temporary table starter as select '[{"employee_id": "K5", "name": "Ed", "hire_date": "2026-12-01", "level": "one"}]'::jsonb as rows;
select is(pg_temp.take('roster', '2026-07-01', s.rows), 'new 1', 'somebody who is going to start') from starter s;
select is(pg_temp.take('roster', '2026-07-01', s.rows), 'unchanged 1', 'is known when the file comes again') from starter s;
select is(pg_temp.entries('K5') || ', ' || pg_temp.way('K5'), '2026-12-01 active, 2026-12-01 hire one', 'and starts on the day of the hire');

-- Identities.
select is(pg_temp.take('roster', '2026-08-01', '[{"employee_id": "K1", "name": "Ann Lee-Ek", "email": "ann.lee@x.example"}]'), 'changed 1', 'another address for the same employee id');
select is((select count(*) from rungs.person p where p.employee_id = 'K1' and p.email = 'ann.lee@x.example'), 1::bigint, 'is the same person');
select is(pg_temp.take('roster', '2026-08-01', '[{"employee_id": "K1", "name": "Ann Lee-Ek", "email": "bo@x.example"}, {"employee_id": "K2", "name": "Bo Ek", "email": "ann.lee@x.example", "status": "left"}]'), 'changed 2', 'two swap their addresses');
select is(pg_temp.take('roster', '2026-08-02', '[{"employee_id": "K1", "name": "Ann Lee-Ek", "email": "ann@x.example"}, {"employee_id": "K9", "name": "Bob", "email": "bo@x.example"}]'), 'new 1, changed 1', 'a new person takes an address that is given up in the same file');
select is(pg_temp.take('roster', '2026-08-03', '[{"email": "solo@x.example", "name": "Solo"}]'), 'new 1', 'known by the address alone');
select is(pg_temp.take('roster', '2026-08-04', '[{"employee_id": "K7", "email": "SOLO@x.example", "name": "Solo"}]'), 'changed 1', 'and given an employee id later');
select is((select p.email from rungs.person p where p.employee_id = 'K7'), 'solo@x.example', 'which stays');

-- Problems: every one with its line and column, and nothing is written.
update before set state = pg_temp.everything();
select is(pg_temp.take('roster', '2026-09-01', '[
    {"employee_id": "K20", "name": " ", "email": "no address", "level": "seven", "level_since": "2025/13/01", "hire_date": "2025-02-30", "status": "here", "specialization": "grwth", "leave_date": "soon"},
    {"employee_id": "", "name": "Nobody", "email": ""},
    {"employee_id": "K21", "name": "A", "email": "a@x.example"},
    {"employee_id": "K21", "name": "B", "email": "b@x.example"},
    {"employee_id": "K22", "name": "C", "email": "A@x.example"},
    {"employee_id": "K24", "name": "E", "hire_date": "2025-05-01", "leave_date": "2025-04-30", "level_since": "2025-04-01"},
    {"employee_id": "K1", "name": "Ann Lee-Ek", "email": "ann.new@x.example"},
    {"employee_id": "", "name": "Ann Lee-Ek", "email": "ann@x.example"}
]'), '2 email: not an e-mail address
2 hire_date: not a date
2 leave_date: not a date
2 level: not a level of any ladder
2 level_since: not a date
2 name: the name is missing
2 specialization: not a specialization
2 status: not a status
3 employee_id: neither employee id nor e-mail address
5 employee_id: the same employee id as in line 4, and another name or address
6 email: the same e-mail address as in line 4
7 leave_date: left before the hire
7 level_since: at this level before the hire
9 email: the same person as in line 8', 'all problems at once');
select is(pg_temp.everything(), b.state, 'and nothing is written') from before b;
select is(pg_temp.take('roster', '2026-09-01', '[{"employee_id": "K23", "name": "D", "email": "ann@x.example"}]'),
    '2 email: belongs to employee id K1 already', 'an address of somebody else');

select * from finish();
