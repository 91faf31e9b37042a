-- database: empty
-- What was said of somebody becomes history: how far a change reaches, what a correction moves, what undoing brings back.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(70);

create function pg_temp.row_of(id text, more jsonb) returns jsonb language sql as $$
    select jsonb_build_array(jsonb_build_object('employee_id', id, 'name', 'Name of ' || id) || more)
$$;
create function pg_temp.said(id text, on_day date, more jsonb) returns text language sql as $$
    select pg_temp.take('roster', on_day, pg_temp.row_of(id, more))
$$;
-- The number of the latest batch.
create function pg_temp.latest() returns text language sql as $$
    select max(i.id)::text from rungs.import i
$$;
-- Believed facts only, without the moments they were recorded: two states are alike when they say the same.
create function pg_temp.believed() returns text language sql as $$
    select string_agg(x.line, e'\n' order by x.line)
    from (
        select concat_ws(' ', p.employee_id, e.valid_from, e.valid_to, e.status_id, e.title, e.location, e.manager_id, e.hired_on, e.email) as line
        from rungs.roster_entry e join rungs.person p on p.id = e.person_id where e.superseded_at = 'infinity'
        union all
        select concat_ws(' ', p.employee_id, t.effective_on, t.level_id)
        from rungs.transition t join rungs.person p on p.id = t.person_id where t.superseded_at = 'infinity'
    ) x
$$;

-- A day of leaving is corrected and withdrawn.
select is(pg_temp.said('A', '2026-01-01', '{"title": "T", "hire_date": "2020-01-01", "level": "one"}'), 'new 1', 'somebody');
select is(pg_temp.said('A', '2026-02-01', '{"status": "active", "leave_date": "2026-06-30"}'), 'left 1', 'is going to leave');
select is(pg_temp.entries('A') || ' / ' || pg_temp.way('A'), '2020-01-01 active T, 2026-07-01 left T / 2020-01-01 hire one, 2026-07-01 leave', 'on the day after the last one');
select is(pg_temp.said('A', '2026-02-15', '{"status": "active", "leave_date": "2026-07-31"}'), 'changed 1', 'later than was said');
select is(pg_temp.planned(), '2 changed leave_date: 2026-06-30 -> 2026-07-31', 'which the plan says');
select is(pg_temp.entries('A') || ' / ' || pg_temp.way('A'), '2020-01-01 active T, 2026-08-01 left T / 2020-01-01 hire one, 2026-08-01 leave', 'and moves both');
select is(pg_temp.said('A', '2026-03-01', '{"title": "T2"}'), 'changed 1', 'a new title meanwhile, in a file that knows nothing of leaving');
select is(pg_temp.entries('A'), '2020-01-01 active T, 2026-03-01 active T2, 2026-08-01 left T2', 'reaches the days after, too');
select is(pg_temp.said('A', '2026-03-15', '{"status": "active", "leave_date": ""}'), 'changed 1', 'the day is withdrawn');
select is(pg_temp.entries('A') || ' / ' || pg_temp.way('A'), '2020-01-01 active T, 2026-03-01 active T2 / 2020-01-01 hire one', 'and gone with its transition');
select is(pg_temp.said('A', '2026-09-01', '{"status": "left", "leave_date": "2026-08-15"}'), 'left 1', 'left in the end');
select is(pg_temp.said('A', '2026-09-15', '{"status": "left", "leave_date": "2026-08-31"}'), 'changed 1', 'and the day is corrected when it is past');
select is((select string_agg(on_day || ' ' || pg_temp.roster_cell('A', 'status_id', on_day), ', ' order by on_day) from unnest('{2026-08-20,2026-08-31,2026-09-01}'::date[]) on_day),
    '2026-08-20 1, 2026-08-31 1, 2026-09-01 3', 'as of those days');
select is(pg_temp.said('A', '2026-09-15', '{"status": "left", "leave_date": "2026-08-31"}'), 'unchanged 1', 'said again it changes nothing');

-- A day of hire is corrected.
select is(pg_temp.said('A', '2026-09-20', '{"hire_date": "2019-05-01", "status": "left", "leave_date": "2026-08-31"}'), 'changed 1', 'hired earlier');
select is(pg_temp.roster_cell('A', 'title', '2019-06-01') || ' ' || pg_temp.way('A'), 'T 2019-05-01 hire one, 2026-09-01 leave', 'moves the first entry and the first level');
select is(pg_temp.said('A', '2026-09-20', '{"hire_date": "2021-05-01", "status": "left", "leave_date": "2026-08-31"}'), 'changed 1', 'hired later');
select is(pg_temp.roster_cell('A', 'title', '2021-04-30'), null, 'was not here before');
select is(pg_temp.way('A'), '2021-05-01 hire one, 2026-09-01 leave', 'nor at a level');
select is(pg_temp.said('A', '2026-10-20', '{"hire_date": "2026-10-10", "status": "active", "leave_date": "", "level": "two"}'), 'returned 1', 'back with a new day of hire');
select is(pg_temp.way('A'), '2021-05-01 hire one, 2026-09-01 leave, 2026-10-10 hire two', 'keeps what was before');
select is(pg_temp.roster_cell('A', 'hired_on', '2022-01-01') || ' ' || pg_temp.roster_cell('A', 'hired_on', '2026-11-01'), '2021-05-01 2026-10-10', 'each time with its own day');

-- A change reaches as far as nobody said otherwise.
select is(pg_temp.said('B', '2025-01-01', '{"title": "T1", "location": "Bern", "hire_date": "2020-01-01"}'), 'new 1', 'somebody else');
select is(pg_temp.said('B', '2025-06-01', '{"title": "T3"}'), 'changed 1', 'has a new title from June on');
select is(pg_temp.said('B', '2025-03-01', '{"title": "T2", "location": "Pune"}'), 'changed 1', 'an older file comes later');
select is((select string_agg(on_day || ' ' || pg_temp.roster_cell('B', 'title', on_day) || ' ' || pg_temp.roster_cell('B', 'location', on_day), ', ' order by on_day)
           from unnest('{2025-02-01,2025-04-01,2025-07-01}'::date[]) on_day),
    '2025-02-01 T1 Bern, 2025-04-01 T2 Pune, 2025-07-01 T3 Pune', 'its title ends where June said otherwise, its place does not');

-- The first word reaches back to the hire, until history knows better.
select is(pg_temp.said('C', '2025-01-01', '{"title": "Lead", "level": "three", "hire_date": "2020-01-01"}'), 'new 1', 'a first roster');
select is(pg_temp.roster_cell('C', 'title', '2021-01-01') || ' ' || pg_temp.way('C'), 'Lead 2020-01-01 hire three', 'is taken to hold since the hire');
select is(pg_temp.take('history', '2025-02-01', '[
    {"person": "C", "date": "2020-01-01", "event": "hire", "level": "one", "title": "Hand"},
    {"person": "C", "date": "2022-04-01", "event": "promotion", "level": "two", "title": "Hand II"}]'), 'new 2', 'history');
select is(pg_temp.way('C'), '2020-01-01 hire one, 2022-04-01 promotion two, 2025-01-01 promotion three', 'puts the past before the day of that roster');
select is((select string_agg(pg_temp.roster_cell('C', 'title', on_day), ', ' order by on_day) from unnest('{2021-01-01,2023-01-01,2025-01-01,2026-01-01}'::date[]) on_day),
    'Hand, Hand II, Lead, Lead', 'titles too');
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.take('history', '2025-02-01', '[
    {"person": "C", "date": "2020-01-01", "event": "hire", "level": "one", "title": "Hand"},
    {"person": "C", "date": "2022-04-01", "event": "promotion", "level": "two", "title": "Hand II"}]'), 'unchanged 2', 'the same history again');
select is(pg_temp.everything(), b.state, 'writes not a row') from before b;
select is(pg_temp.take('history', '2025-02-01', '[
    {"person": "nobody", "date": "2021-01-01", "level": "one"}, {"person": "C", "date": "2019-01-01", "level": "one"},
    {"person": "C", "date": "2199-01-01", "level": "one"}, {"person": "C", "date": "soon", "level": "nine"}, {"person": "C", "date": "2021-01-01", "event": "promotion"},
    {"person": "C", "date": "2021-02-01", "manager": "C"}]'),
    '2 person: nobody is known by this
3 date: before the hire on 2020-01-01
4 date: lies ahead
5 date: not a date
5 level: not a level
6 event: says nothing: neither level nor title nor manager
7 manager: manages themselves', 'events that cannot have been');
select is(pg_temp.said('D', '2025-01-01', '{"level": "three", "hire_date": "2020-01-01"}'), 'new 1', 'another first roster');
select is(pg_temp.take('history', '2025-02-01', '[{"person": "D", "date": "2022-04-01", "level": "three"}]'), 'new 1', 'at this level since then');
select is(pg_temp.way('D'), '2022-04-01 hire three', 'and at an unknown one before');

-- Undo: what a batch wrote is believed no more, what it took the place of is believed again.
create temporary table state as select pg_temp.believed() as facts;
select is(pg_temp.said('B', '2026-01-01', '{"title": "T9", "manager": "A", "level": "two", "email": "b9@x.example"}'), 'changed 1', 'a change');
select isnt(pg_temp.believed(), s.facts, 'is one') from state s;
select is((select u.people from rungs_api.import_undo(pg_temp.latest()) u), 1::bigint, 'undone for one person');
select is(pg_temp.believed(), s.facts, 'everything is as it was') from state s;
select is((select p.email from rungs.person p where p.employee_id = 'B'), null, 'the address that it brought names nobody') ;
select is((select l.state from rungs_api.import_list() l limit 1), 'undone', 'the list says so');
select throws_ok(format($$ select rungs_api.import_undo(%L) $$, pg_temp.latest()), 'RG003', format('import %s was undone already', pg_temp.latest()), 'once is enough');
select is(pg_temp.said('B', '2026-01-01', '{"title": "T9", "manager": "A", "level": "two"}'), 'changed 1', 'it can be done again');
create temporary table first as select pg_temp.latest() as number;
select is(pg_temp.said('B', '2026-02-01', '{"title": "T10"}'), 'changed 1', 'and something later');
select throws_ok(format($$ select rungs_api.import_undo(%L) $$, f.number), 'RG003', format('import %s changed one of these people since', pg_temp.latest()), 'keeps it from being undone') from first f;
select lives_ok(format($$ select rungs_api.import_undo(%L) $$, pg_temp.latest()), 'until that is undone');
select lives_ok(format($$ select rungs_api.import_undo(%L) $$, f.number), 'the one before it then can be') from first f;
select is(pg_temp.believed(), s.facts, 'both are gone') from state s;
select is(pg_temp.said('N', '2026-03-01', '{"title": "New", "level": "one"}'), 'new 1', 'somebody new');
select lives_ok(format($$ select rungs_api.import_undo(%L) $$, pg_temp.latest()), 'undone');
select is(pg_temp.believed(), s.facts, 'was never here') from state s;
select is(pg_temp.said('N', '2026-03-01', '{"title": "New", "level": "one"}'), 'new 1', 'and is new the second time');
select is(pg_temp.entries('N') || ' / ' || pg_temp.way('N'), '2026-03-01 active New / 2026-03-01 hire one', 'with everything');
create temporary table brought as select pg_temp.latest() as number;
select is(pg_temp.said('M', '2026-03-02', '{"manager": "N"}'), 'new 1', 'who manages somebody by now');
select throws_ok(format($$ select rungs_api.import_undo(%L) $$, b.number), 'RG003', 'one person that this import brought has evidence, scope, a nomination or reports by now', 'stays') from brought b;
select throws_ok($$ select rungs_api.import_undo('999') $$, 'RG003', 'there is no import 999', 'a number that is none');

-- A first roster is taken to hold since the hire; that somebody had left by then comes out later.
select is(pg_temp.said('L', '2026-05-01', '{"hire_date": "2020-01-01", "status": "active", "title": "T", "level": "one"}'), 'new 1', 'here, by a first roster');
select is(pg_temp.said('L', '2026-05-02', '{"hire_date": "2020-01-01", "status": "left", "leave_date": "2026-04-10", "title": "T", "level": "one"}'), 'left 1', 'had left before it, by the next');
select is(pg_temp.entries('L') || ' / ' || pg_temp.way('L'), '2020-01-01 active T, 2026-04-11 left T / 2020-01-01 hire one, 2026-04-11 leave', 'the later word counts, on the days between too');
select is(pg_temp.said('L', '2026-05-03', '{"hire_date": "2020-01-01", "status": "left", "leave_date": "2026-04-10", "title": "T", "level": "one"}'), 'unchanged 1', 'and nothing is left to be said');

-- An address that its owner gave up goes on naming the owner until somebody else has it.
select is(pg_temp.take('roster', '2026-05-01', '[{"employee_id": "O", "name": "Olm", "email": "old@x.example", "manager": ""}, {"employee_id": "P", "name": "Pip", "email": "pip@x.example", "manager": "old@x.example"}]'), 'new 2', 'a manager by address');
select is(pg_temp.take('roster', '2026-05-02', '[{"employee_id": "O", "name": "Olm", "email": "new@x.example", "manager": ""}, {"employee_id": "P", "name": "Pip", "email": "pip@x.example", "manager": "old@x.example"}]'), 'changed 1, unchanged 1', 'who has another one now');
select is(pg_temp.take('roster', '2026-05-02', '[{"employee_id": "O", "name": "Olm", "email": "new@x.example", "manager": ""}, {"employee_id": "P", "name": "Pip", "email": "pip@x.example", "manager": "old@x.example"}]'), 'unchanged 2', 'is still known by the old one');
select is(pg_temp.take('roster', '2026-05-03', '[{"employee_id": "Q", "name": "Qui", "email": "old@x.example", "manager": ""}, {"employee_id": "P", "name": "Pip", "email": "pip@x.example", "manager": "old@x.example"}]'), 'new 1, changed 1', 'until it is somebody else''s');

-- Levels by title.
select is(pg_temp.take('titles', null, '[{"title": "Junior Hand", "level": "one"}, {"title": "Clerk", "level": ""}]'), 'new 2', 'titles that stand for levels');
select is(pg_temp.take('roster', '2026-04-01', '[{"employee_id": "T1", "name": "Tea", "title": "junior  HAND"}, {"employee_id": "T2", "name": "Toe", "title": "Clerk"}, {"employee_id": "T3", "name": "Tie", "title": "Wizard"}]'), 'new 3', 'give a level to a roster without levels');
select is(concat_ws(', ', pg_temp.way('T1'), pg_temp.way('T2'), pg_temp.way('T3')), '2026-04-01 hire one', 'where they stand for one');
select is((select string_agg(n.note, '') from rungs_api.import_notes() n), 'one title without a level: Wizard (1)', 'the others are listed');

select * from finish();
