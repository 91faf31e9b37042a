-- database: empty
--
-- Scope by hand: set, corrected, ended, withdrawn, listed beside what the roster counts; scope against impact.
-- The measures are reports (counts) and surface (small, large); direct_reports and team_size come with a second ladder.

\i tests/support/small_company.sql
select plan(70);

select pg_temp.comes('ann', '2020-01-01', 'one');
create function pg_temp.put(pairs text, day date default '2026-01-01', note text default null, who text default 'ann') returns text language sql as $$
    select string_agg(format('%s %s %s>%s %s%s', s.measure, s.outcome, coalesce(s.before, '-'), s.now_is, s.since, coalesce('..' || s.until, '')), ', ')
    from rungs_api.scope_set(who, pairs, day, note) s
$$;
create function pg_temp.owned(day date default '2026-06-01', who text default 'ann', seen timestamptz default now()) returns text language sql as $$
    select string_agg(format('%s %s', m.code, coalesce(o.step, o.value::text)), ', ' order by m.code)
    from rungs_api.scope_of(pg_temp.person(who), day, seen) o join rungs.measure m on m.id = o.measure_id
$$;
create function pg_temp.entries() returns bigint language sql as $$ select count(*) from rungs.scope_entry $$;

-- Set.
select is(pg_temp.put(e'surface=small\nreports=3'), 'surface new ->Small 2026-01-01, reports new ->3 people 2026-01-01', 'two at once');
select is(pg_temp.owned(), 'reports 3, surface small', 'are in force');
select is(pg_temp.put('reports=3'), 'reports unchanged 3 people>3 people 2026-01-01', 'the same again is said');
select is(pg_temp.entries(), 2::bigint, 'and not written');
select is(pg_temp.put('reports=3', '2026-03-01'), 'reports unchanged 3 people>3 people 2026-01-01', 'nor for a later day on which it holds');
select is(pg_temp.entries(), 2::bigint, 'not a row');
select is(pg_temp.put('reports=4'), 'reports corrected 3 people>4 people 2026-01-01', 'another value for the day corrects');
select results_eq($$ select e.value, e.superseded_at = 'infinity', e.superseded_by from rungs.scope_entry e where e.value is not null order by e.id $$,
    $$ values (3::float8, false, null::integer), (4, true, null) $$, 'and the log keeps both');
select is(pg_temp.put('reports=6', '2026-05-01'), 'reports new 4 people>6 people 2026-05-01', 'a later day');
select is(pg_temp.put('reports=5', '2026-03-01'), 'reports new 4 people>5 people 2026-03-01..2026-05-01', 'one in between holds until the next');
select is((select string_agg(pg_temp.owned(d), ' / ' order by d) from unnest('{2025-12-31,2026-01-01,2026-02-28,2026-03-01,2026-05-01}'::date[]) d),
    'reports 4, surface small / reports 4, surface small / reports 5, surface small / reports 6, surface small', 'each in its days');
select is(pg_temp.put('reports=7', current_date + 30), format('reports new 6 people>7 people %s', current_date + 30), 'a day that lies ahead');
select is(pg_temp.put('reports=2.5', '2026-05-01', 'Half a year'), 'reports corrected 6 people>2.5 people 2026-05-01..' || (current_date + 30), 'decimals, and a note');
select is(pg_temp.put('reports=2.5', '2026-05-01'), 'reports unchanged 2.5 people>2.5 people 2026-05-01..' || (current_date + 30), 'without a note the note stays');
select is(pg_temp.put('reports=2.5', '2026-05-01', 'Other'), 'reports corrected 2.5 people>2.5 people 2026-05-01..' || (current_date + 30), 'another note is a correction');
select is(pg_temp.put('reports=2', '2026-05-01'), 'reports corrected 2.5 people>2 people 2026-05-01..' || (current_date + 30), 'another value without a note');
select is((select e.note from rungs.scope_entry e where e.effective_on = '2026-05-01' and e.superseded_at = 'infinity'), 'Other', 'keeps it');
select is(pg_temp.put('reports=0', '2020-01-01'), 'reports new ->0 people 2020-01-01..2026-01-01', 'nothing is a value, on the day of the hire');

-- Words for measures.
insert into rungs.measure (code) values ('direct_reports'), ('team_size'), ('team_budget');
insert into rungs.measure_text (edition_id, measure_id, position, name, unit)
select pg_temp.edition(), m.id, w.position, w.name, w.unit
from (values ('direct_reports', 3, 'Direct reports', 'person|people'), ('team_size', 4, 'Team', 'person|people'), ('team_budget', 5, 'Budget', 'kEUR')) w (code, position, name, unit)
join rungs.measure m on m.code = w.code;
create function pg_temp.means(word text) returns text language sql as $$ select m.code::text from rungs_api.measure_find(word, current_date, now()) m $$;
select results_eq($$ select pg_temp.means(w) collate "C" from unnest('{reports,direct_reports,direct-reports,Direct-Reports,direct,size,budget}'::text[]) w $$,
    $$ select unnest('{reports,direct_reports,direct_reports,direct_reports,direct_reports,team_size,team_budget}'::text[]) collate "C" $$, 'its code, with - or _, or a part that only one has');
select is_empty($$ select pg_temp.means(w) from unnest('{team,irect,report,"","%"}'::text[]) w where pg_temp.means(w) is not null $$, 'not what two share, nor a piece of a word');
select is(pg_temp.put('direct-reports=1', '2026-02-01'), 'direct_reports new ->1 person 2026-02-01', 'as an option is written');

-- All or nothing, each fault told.
create temporary table before as select pg_temp.entries() as entries;
select throws_ok($$ select pg_temp.put(e'size=9\nsurface=huge') $$, 'RG003', 'surface: ''huge'' is not a step', 'a step that is none');
select is(pg_temp.entries(), b.entries, 'nothing of it is written') from before b;
select throws_ok($$ select pg_temp.put('size=many') $$, 'RG003', 'team_size: ''many'' is not a number of 0 or more', 'no number');
select throws_ok($$ select pg_temp.put('size=-1') $$, 'RG003', 'team_size: ''-1'' is not a number of 0 or more', 'less than nothing');
select throws_ok($$ select pg_temp.put('size=') $$, 'RG003', 'team_size: '''' is not a number of 0 or more', 'no value');
select throws_ok($$ select pg_temp.put('size') $$, 'RG003', '''size'': there is no = in it', 'no =');
select throws_ok($$ select pg_temp.put('sice=3') $$, 'RG003', 'there is no measure ''sice''', 'no measure');
select throws_ok($$ select pg_temp.put('team=3') $$, 'RG003', 'there is no measure ''team''', 'not one');
select throws_ok($$ select pg_temp.put(e'size=3\nteam-size=4') $$, 'RG003', '2 values cannot be taken; nothing was set', 'one twice');
create function pg_temp.told(pairs text) returns text language plpgsql as $$
declare
    detail text;
    hint text;
begin
    perform pg_temp.put(pairs);
    return 'nothing';
exception when sqlstate 'RG003' then
    get stacked diagnostics detail = pg_exception_detail, hint = pg_exception_hint;
    return detail || ' | ' || hint;
end
$$;
select is(pg_temp.told(e'sice=3\nsurface=big\nsize=2'), e'there is no measure ''sice''\nsurface: ''big'' is not a step | Known are: reports, surface, direct_reports, team_size, team_budget.', 'all faults at once');
select is(pg_temp.told('surface=lrge'), ' | Did you mean ''large''?', 'with what was probably meant');
select throws_ok($$ select pg_temp.put(null) $$, 'RG002', 'nothing is to be set', 'nothing to set');
select throws_ok($$ select pg_temp.put('size=3', '2019-12-31') $$, 'RG003', 'on 2019-12-31 ann was not here yet: hired on 2020-01-01', 'before the hire');
select throws_ok($$ select pg_temp.put('size=3', who => 'nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown person');
select pg_temp.comes('gone', '2020-01-01');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('gone');
select throws_ok($$ select pg_temp.put('size=3', who => 'gone') $$, 'RG003', 'gone does not work here', 'a leaver');
select is(pg_temp.entries(), b.entries, 'still nothing is written') from before b;

-- Ended and withdrawn.
create function pg_temp.ends(measure text, day date default '2026-05-15', mistake boolean default false) returns text language sql as $$
    select format('%s %s %s>%s', e.measure, e.outcome, coalesce(e.before, '-'), coalesce(e.now_is, '-')) from rungs_api.scope_end('ann', measure, day, mistake, 'Why.') e
$$;
select is(pg_temp.ends('surface'), 'surface ended Small>-', 'a step ends, too');
select is((select string_agg(coalesce(pg_temp.owned(d), '-'), ' / ' order by d) from unnest('{2026-05-14,2026-05-15}'::date[]) d), 'direct_reports 1, reports 2, surface small / direct_reports 1, reports 2', 'from its day on');
select throws_ok($$ select pg_temp.ends('surface', '2026-06-01') $$, 'RG003', 'nothing is on record about surface of ann on 2026-06-01', 'once');
select throws_ok($$ select pg_temp.ends('size') $$, 'RG003', 'nothing is on record about team_size of ann on 2026-05-15', 'not what never was');
select throws_ok($$ select pg_temp.ends('sice') $$, 'RG003', 'there is no measure ''sice''', 'nor what is no measure');
select throws_ok($$ select pg_temp.ends('reports', '2026-05-15', true) $$, 'RG003', 'no word about reports of ann begins on 2026-05-15', 'a mistake is named by its day');
select is(pg_temp.ends('reports', '2026-05-01', true), 'reports withdrawn 2 people>5 people', 'and what held before holds on');
select is(pg_temp.owned(), 'direct_reports 1, reports 5', 'as if it had not been');
select is(pg_temp.ends('surface', '2026-05-15', true), 'surface withdrawn ->Small', 'an end that was a mistake, too');
select is(pg_temp.put('surface=large', '2026-05-20'), 'surface new Small>Large 2026-05-20', 'and it can be set again');
select is(pg_temp.ends('surface', '2026-05-20'), 'surface ended Large>-', 'ended on the day it began');
select is(pg_temp.owned('2026-05-20'), 'direct_reports 1, reports 5', 'is ended');
select is(pg_temp.put('surface=large', '2026-05-20'), 'surface corrected ->Large 2026-05-20', 'and corrected again');

-- Beside the roster: ann has bea, cyd and eve, who left and has dan; bea has flo.
select pg_temp.comes(m, '2020-01-01', null, null, 'ann') from unnest('{bea,cyd,eve}'::text[]) m;
select pg_temp.comes('dan', '2020-01-01', null, null, 'eve'), pg_temp.comes('flo', '2020-01-01', null, null, 'bea');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('eve');
select results_eq($$ select p.employee_id collate "default", c.reports, c.team
    from rungs_api.roster_counts(array(select p.id from rungs.person p), current_date, now()) c join rungs.person p on p.id = c.person_id order by 1 $$,
    $$ values ('ann', 2::bigint, 4::bigint), ('bea', 1, 1), ('eve', 1, 1) $$, 'who left is not counted, those below are');
update rungs.roster_entry set manager_id = pg_temp.person('flo') where person_id = pg_temp.person('ann');
select results_eq($$ select c.reports, c.team from rungs_api.roster_counts(array[pg_temp.person('ann')], current_date, now()) c $$, $$ values (2::bigint, 4::bigint) $$, 'a circle does not go on for ever');
update rungs.roster_entry set manager_id = null where person_id = pg_temp.person('ann');
create function pg_temp.listed(who text default 'ann', day date default '2026-06-15', everything boolean default false, seen date default null) returns text language sql as $$
    select string_agg(concat_ws(' ', l.code, coalesce(l.said, '-'), l.since, '..' || l.until, '[' || l.on_roster || ' ' || coalesce(l.difference::text, '-') || ']'), ', ')
    from rungs_api.scope_list(who, null, everything, day, seen) l
$$;
select is(pg_temp.listed(), 'reports 5 people 2026-03-01 ..' || (current_date + 30) || ', surface Large 2026-05-20, direct_reports 1 person 2026-02-01 [2 -1], team_size - [4 -]',
    'what is said, what is counted, and the difference');
select is(pg_temp.listed('cyd'), null, 'nobody below and nothing said');
select is(pg_temp.listed('bea'), 'direct_reports - [1 -], team_size - [1 -]', 'counted only');
select is(pg_temp.put('direct_reports=2', who => 'cyd'), 'direct_reports new ->2 people 2026-01-01', 'said of somebody without reports');
select is(pg_temp.listed('cyd'), 'direct_reports 2 people 2026-01-01 [0 2]', 'differs by all of it');
select is(pg_temp.listed(day => '2026-01-15'), 'reports 4 people 2026-01-01 ..2026-03-01, surface Small 2026-01-01 ..2026-05-20, direct_reports - [2 -], team_size - [4 -]', 'as of a day');
select is((select string_agg(l.code || ' ' || coalesce(l.said, '-') || ' ' || coalesce(l.since::text, '-'), ', ') from rungs_api.scope_list('ann', null, true, '2026-06-15', null) l where l.code in ('surface', 'reports')),
    'reports 0 people 2020-01-01, reports 4 people 2026-01-01, reports 5 people 2026-03-01, reports 7 people ' || (current_date + 30) || ', surface Small 2026-01-01, surface Large 2026-05-20', 'every dated word');
select is((select string_agg(distinct l.person, ' ') from rungs_api.scope_list(null, 'ann', false, '2026-06-15', null) l), 'bea cyd', 'of the people of a manager');
select is((select count(*) from rungs_api.scope_list(null, null, false, '2026-06-15', null) l), 7::bigint, 'of everybody');
select is((select count(l.said) from rungs_api.scope_list('ann', null, false, current_date, current_date - 1) l), 0::bigint, 'as seen yesterday nothing was said');
update rungs.scope_entry e set recorded_at = '2026-05-20', superseded_at = case when e.superseded_at = 'infinity' then e.superseded_at else '2026-06-01' end where e.measure_id = (select m.id from rungs.measure m where m.code = 'surface');
select is(pg_temp.owned('2026-06-15', seen => '2026-06-02'), 'surface large', 'as seen after the correction');

-- Scope against impact. Level two asks 2 reports; three a large surface; one asks nothing.
create function pg_temp.score(level text, day date default '2026-06-15') returns text language sql as $$
    select concat_ws(' ', coalesce(s.score::text, '-'), s.known, s.asked) from rungs_api.scope_score(pg_temp.person('ann'), pg_temp.level(level), pg_temp.edition(), day, now()) s
$$;
select is(pg_temp.score('one'), '- 0 0', 'a level that asks for no scope has no score');
select is(pg_temp.score('two', '2026-01-15'), '2 1 1', '4 of 2 reports: twice as much');
select is(pg_temp.score('two'), '2 1 1', '5 of 2 counts no more than twice');
select is(pg_temp.score('three', '2026-02-15'), '0.5 1 1', 'the first of two steps: half');
select is(pg_temp.score('three', '2025-12-31'), '- 0 1', 'nothing on record is unknown, never nought');
insert into rungs.level_scope (edition_id, level_id, measure_id, position, minimum, source, author) select pg_temp.edition(), pg_temp.level('three'), m.id, 2, 4, '', '' from rungs.measure m where m.code = 'direct_reports';
select is(pg_temp.score('three'), '0.625 2 2', 'the mean of large (1) and 1 of 4 reports');
select pg_temp.moves('ann', 'two', '2026-01-01');
select pg_temp.meets('ann', 'c1', '2026-05-01');
select results_eq($$ select l.code collate "default", t.code collate "default", i.scope, i.scope_known, i.scope_asked, i.impact, i.known, i.verdict from rungs_api.scope_impact(array[pg_temp.person('ann')], '2026-06-15', now(), null) i
    join rungs.level l on l.id = i.level_id join rungs.level t on t.id = i.target_id $$,
    $$ values ('two', 'three', 2::float8, 1, 1, 0.375::float8, 0.375::float8, 'building') $$, 'scope beside the present level, impact as coverage of the next: c1 is 3 of 8');

select * from finish();
