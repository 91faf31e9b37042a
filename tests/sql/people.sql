-- database: empty
--
-- Finding people and levels by a word, who is under whom, and how reports are narrowed.

\i tests/support/small_company.sql
select plan(42);

-- root > (amy > (kim, lou), ben > sue); root, amy and ben are on the ladder, so are kim and sue.
select pg_temp.comes('root', '2015-01-01', 'four');
select pg_temp.comes('amy', '2020-01-01', 'three', boss => 'root'), pg_temp.comes('ben', '2020-01-01', 'two', boss => 'root');
select pg_temp.comes('kim', '2020-01-01', 'one', boss => 'amy'), pg_temp.comes('lou', '2020-01-01', boss => 'amy'), pg_temp.comes('sue', '2020-01-01', 'one', boss => 'ben');
insert into rungs.organisation (name) values ('North'), ('South');
update rungs.roster_entry e set organisation_id = o.id
from rungs.organisation o, rungs.person p
where p.id = e.person_id
  and o.name = case when p.employee_id in ('root', 'amy', 'kim') then 'North' when p.employee_id in ('ben', 'sue', 'lou') then 'South' end;

-- Words for people.
create function pg_temp.finds(who text, on_day date default '2026-06-15') returns text language sql as $$
    select p.employee_id from rungs.person p where p.id = rungs_api.person_find(who, on_day, now())
$$;
select is(pg_temp.finds('kim'), 'kim', 'by employee id');
select is(pg_temp.finds('KIM@Tower.Example'), 'kim', 'by e-mail address, in whatever case');
update rungs.roster_entry set name = 'Kim Wu' where person_id = pg_temp.person('kim');
update rungs.roster_entry set name = 'Amy Adams' where person_id = pg_temp.person('amy');
select is(pg_temp.finds('kim wu'), 'kim', 'by the full name, in whatever case');
select throws_ok($$ select pg_temp.finds('Kim Wo') $$, 'RG003', 'nobody here is known as ''Kim Wo''', 'nobody is found by a wrong name');
create function pg_temp.hint(statement text) returns text language plpgsql as $$
declare
    said text;
begin
    execute statement;
    return null;
exception when sqlstate 'RG003' then
    get stacked diagnostics said = pg_exception_hint;
    return said;
end
$$;
select is(pg_temp.hint($$ select pg_temp.finds('Kim Wo') $$), 'Did you mean ''Kim Wu''?', 'but the nearest is named');
update rungs.roster_entry set name = 'Kim Wu' where person_id = pg_temp.person('sue');
select throws_ok($$ select pg_temp.finds('Kim Wu') $$, 'RG003', '''Kim Wu'' is the name of 2 people', 'a name of two is refused');
update rungs.roster_entry set valid_to = '2026-03-01' where person_id = pg_temp.person('sue');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, manager_id, organisation_id, recorded_at)
select e.person_id, '2026-03-01', e.hired_on, 1, 'Sue Ray', e.manager_id, e.organisation_id, '-infinity' from rungs.roster_entry e where e.person_id = pg_temp.person('sue');
select is(pg_temp.finds('Kim Wu'), 'kim', 'once one has another name it is clear again');
select throws_ok($$ select pg_temp.finds('Kim Wu', '2026-02-28') $$, 'RG003', null, 'on a day before it is not');

-- Words for levels, and guesses.
select is(rungs_api.level_find('two', '2026-06-15', now()), pg_temp.level('two'), 'a level by its code');
select is(rungs_api.level_find('tower/two', '2026-06-15', now()), pg_temp.level('two'), 'or with its ladder');
select is(rungs_api.level_find(null, '2026-06-15', now()), null, 'no word, no level');
select is(pg_temp.hint($$ select rungs_api.level_find('thre', '2026-06-15', now()) $$), 'Did you mean ''three''?', 'a code that was begun is guessed');
select is(pg_temp.hint($$ select rungs_api.level_find('xyzzy', '2026-06-15', now()) $$), 'Known are: one, two, three, four.', 'one that cannot be guessed lists what there is');
select is(rungs_api.edit_distance('kitten', 'sitting'), 3, 'kitten to sitting takes 3 changes');
select is(rungs_api.edit_distance('', 'abc'), 3, 'from nothing as many as there are letters');
select is(rungs_api.edit_distance('same', 'same'), 0, 'the same takes none');

-- Words for numbers.
select results_eq($$ select rungs_api.share_words(s.share) from (values (0.7999::float8), (0.8), (0.29), (1), (0), (0.005)) s (share) $$,
    $$ values ('79 %'), ('80 %'), ('29 %'), ('100 %'), ('0 %'), ('0 %') $$, 'shares are rounded down, not by binary fractions');
select results_eq($$ select rungs_api.number_words(n.number) from (values (3::float8), (2.5), (1234567.25), (0), (10)) n (number) $$,
    $$ values ('3'), ('2.5'), ('1234567.25'), ('0'), ('10') $$, 'numbers without needless digits');
select results_eq($$ select rungs_api.months_between(m.a, m.b) from (values
        (date '2025-06-15', date '2026-06-15'), ('2025-06-16', '2026-06-15'), ('2026-06-15', '2026-06-15'), ('2024-02-29', '2025-02-28'),
        ('2024-02-29', '2025-03-01'), ('2026-01-31', '2026-02-28')) m (a, b) $$,
    $$ values (12), (11), (0), (11), (12), (0) $$, 'full months between two days');

-- The team.
select results_eq($$ select t.person, t.depth, t.level from rungs_api.report_team('root', null, '2026-06-15', null) t $$,
    $$ values ('Amy Adams', 0, 'three'), ('Kim Wu', 1, 'one'), ('lou', 1, null), ('ben', 0, 'two'), ('Sue Ray', 1, 'one') $$, 'a team as a tree, people without a level in it');
select results_eq($$ select t.person from rungs_api.report_team('amy', null, '2026-06-15', null) t $$, $$ values ('Kim Wu'), ('lou') $$, 'a part of it');
select is((select count(*) from rungs_api.report_team('kim', null, '2026-06-15', null)), 0::bigint, 'who has no reports has no team');
update rungs.roster_entry set manager_id = pg_temp.person('kim') where person_id = pg_temp.person('root');
select is((select count(*) from rungs_api.report_team('root', null, '2026-06-15', null)), 5::bigint, 'a circle of managers, however it came about, ends');
update rungs.roster_entry set manager_id = null where person_id = pg_temp.person('root');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('lou');
select is((select count(*) from rungs_api.report_team('root', null, '2026-06-15', null)), 4::bigint, 'leavers are not in it');
update rungs.roster_entry set status_id = 2 where person_id = pg_temp.person('lou');
select is((select count(*) from rungs_api.report_team('root', null, '2026-06-15', null)), 5::bigint, 'people on leave are');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('amy');
select results_eq($$ select t.person, t.depth from rungs_api.report_team('root', null, '2026-06-15', null) t $$,
    $$ values ('Kim Wu', 1), ('lou', 1), ('ben', 0), ('Sue Ray', 1) $$, 'whose manager has left is still under the manager''s manager, and the leaver is not listed');
select is((select string_agg(r.employee_id, ' ' order by r.employee_id) from rungs_api.report_readiness(null, 'root', null, null, null, null, '2026-06-15', null) r),
    'ben kim sue', 'in reports about a manager''s people too');
select results_eq($$ select t.person from rungs_api.report_team('amy', null, '2026-06-15', null) t $$, $$ values ('Kim Wu'), ('lou') $$, 'the people of the leaver are found');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('lou');
update rungs.roster_entry set manager_id = pg_temp.person('lou') where person_id = pg_temp.person('kim');
select results_eq($$ select t.person from rungs_api.report_team('root', null, '2026-06-15', null) t $$, $$ values ('Kim Wu'), ('ben'), ('Sue Ray') $$, 'also through two leavers');
update rungs.roster_entry set manager_id = pg_temp.person('kim') where person_id = pg_temp.person('amy');
select is((select count(*) from rungs_api.report_team('amy', null, '2026-06-15', null)), 1::bigint, 'and a circle of leavers ends');
update rungs.roster_entry e set manager_id = pg_temp.person(case p.employee_id when 'amy' then 'root' else 'amy' end), status_id = case p.employee_id when 'lou' then 2 else 1 end
from rungs.person p where p.id = e.person_id and p.employee_id in ('amy', 'kim', 'lou');

-- Reports narrowed by what was named.
create function pg_temp.about(person text default null, manager text default null, org text default null, level text default null, goal text default null)
returns text language sql as $$
    select string_agg(r.employee_id, ' ' order by r.employee_id)
    from rungs_api.report_readiness(person, manager, org, level, goal, null, '2026-06-15', null) r
$$;
select is(pg_temp.about(), 'amy ben kim root sue', 'everybody on a ladder');
select is(pg_temp.about(person => 'Kim Wu'), 'kim', 'one person');
select is(pg_temp.about(manager => 'root'), 'amy ben kim sue', 'everybody under a manager, not only direct reports');
select is(pg_temp.about(org => 'North'), 'amy kim root', 'a part of the company');
select is(pg_temp.about(level => 'one'), 'kim sue', 'a level');
select is(pg_temp.about(manager => 'ben', level => 'one'), 'sue', 'both');
select is(pg_temp.about(person => 'kim', manager => 'ben'), null, 'somebody who is not under that manager');
select is(pg_temp.about(goal => 'three'), 'ben kim sue', 'a target: people below it');
select throws_ok($$ select pg_temp.about(org => 'Nord') $$, 'RG003', 'there is no organisation ''Nord''', 'an unknown part of the company');
select results_eq($$ select c.person, c.crossing, c.shifts_asked, c.voices_missing from rungs_api.report_crossings(null, null, null, null, null, '2026-06-15', null) c $$,
    $$ values ('ben', 'From low to high', 2,
               'the manager, a peer of the manager (the roster has none: say who is with --relation manager_peer)') $$, 'who stands at a border');
select results_eq($$ select c.person from rungs_api.report_crossings(null, null, null, null, 'halves', '2026-06-15', null) c order by 1 $$,
    $$ values ('Kim Wu'), ('Sue Ray') $$, 'other people in the other model');
select is_empty($$ select g.person from rungs_api.report_gates(null, null, null, null, null, null, '2026-06-15', null) g $$, 'no gates are listed for people of whom nothing is known');

select * from finish();
