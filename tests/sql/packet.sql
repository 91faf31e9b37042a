-- database: empty
--
-- The manager's packet, the hand-over and the promotion case on 2026-06-15. Level two asks b1 (2, must), b2, b3, b4 (1 each) and
-- two reports; three asks c1 (3, must), c2, c3, at the border s1 (2, must), s2, and a large surface.

\i tests/support/small_company.sql
set local timezone = 'UTC';
select plan(51);

-- boss has ann and bea, who has zed.
select pg_temp.comes('ann', '2020-01-01', 'one', null, 'boss'), pg_temp.comes('bea', '2020-01-01', 'two', '2021-01-01', 'boss');
select pg_temp.comes('zed', '2020-01-01', 'one', null, 'bea');
create function pg_temp.part(of_part text, who text default 'ann', everybody boolean default null) returns setof text language sql as $$
    select concat_ws(' | ', p.about, p.words, p.points)
    from rungs_api.report_team_people('boss', null, everybody, '2026-06-15', null) p
    where p.person = who and p.part = of_part
$$;

-- The team.
select is((select string_agg(t.person || t.depth, ' ') from rungs_api.report_team('boss', null, '2026-06-15', null) t), 'ann0 bea0 zed1', 'the whole team as a tree');
select is((select string_agg(t.person, ' ') from rungs_api.report_team('boss', null, '2026-06-15', null, true) t), 'ann bea', 'direct reports');
select set_eq($$ select unnest(rungs_api.people_asked(null, 'boss', null, null, '2026-06-15', now(), null, true)) $$,
    $$ values (pg_temp.person('ann')), (pg_temp.person('bea')) $$, 'direct reports alone are asked about');

-- Who waits longest: 12 months are asked.
select results_eq($$ select w.person, w.level, w.since, w.months, w.beyond, w.target from rungs_api.report_team_waits('boss', null, null, '2026-06-15', null) w $$,
    $$ values ('ann', 'one', date '2020-01-01', 77, 65, 'two'), ('zed', 'one', date '2020-01-01', 77, 65, 'two'), ('bea', 'two', date '2021-01-01', 65, 53, 'three') $$,
    'the longest first, by the months beyond those that are asked');
select is((select string_agg(w.person, ' ') from rungs_api.report_team_waits('boss', null, true, '2026-06-15', null) w), 'ann bea', 'direct reports alone');
select is((select string_agg(w.person || w.beyond, ' ') from rungs_api.report_team_waits('boss', null, null, '2021-01-01', null) w), 'ann0 zed0', 'twelve months are a wait of none beyond');
select is_empty($$ select w.person from rungs_api.report_team_waits('boss', null, null, '2020-12-31', null) w $$, 'eleven are no wait');
select pg_temp.comes(n, '2020-01-01', 'one', null, 'zed') from unnest('{p1,p2,p3,p4}'::text[]) n;
select is((select count(*) from rungs_api.report_team_waits('boss', null, null, '2026-06-15', null) w), 5::bigint, 'five at most');
select pg_temp.comes('top', '2015-01-01', 'four', null, 'boss');
select is((select count(*) from rungs_api.report_team_waits('boss', null, true, '2026-06-15', null) w where w.person = 'top'), 0::bigint, 'nobody waits who has no level above');

-- Facts: full up to 12 months, half up to 24, by strength 1, 2, 3 and -2.
select pg_temp.saw('ann', 'b1', 'solid', 'boss', 'manager', '2026-05-01');
select pg_temp.saw('ann', 'b2', 'exemplary', 'boss', 'manager', '2025-06-14');
select pg_temp.saw('ann', 'b3', 'contrary', 'boss', 'manager', '2026-05-02');
select pg_temp.saw('ann', 'b4', 'exemplary', 'boss', 'manager', '2024-06-14');
select pg_temp.saw('ann', 'a1', 'exemplary', 'boss', 'manager', '2026-05-03');
select pg_temp.saw('ann', 'b1', 'exemplary', 'ann', 'self', '2026-05-04');
create function pg_temp.facts(on_day date, seen timestamptz default now()) returns text language sql as $$
    select string_agg(x.code || ' ' || f.points, ', ' order by x.code)
    from rungs_api.fact_on(array[pg_temp.person('ann')], on_day, seen, null, null) f
    join rungs.expectation x on x.id = f.expectation_id
$$;
select is(pg_temp.facts('2026-06-15'), 'b1 2, b2 1.5, b3 -2', 'what counts for the target, each with strength times age');
select is(pg_temp.facts('2026-06-14'), 'b1 2, b2 3, b3 -2, b4 1.5', 'a day earlier two of them are of another age');
select is(pg_temp.facts('2026-06-15', '-infinity'), 'b1 2, b2 1.5, b3 -2', 'known since ever');
select results_eq($$ select pg_temp.part('fact') $$, $$ values ('b1 | 2026-05-01  solid  It happened. | 2'), ('b2 | 2025-06-14  exemplary  It happened. | 1.5') $$,
    'the strongest facts, none of them contrary');
select results_eq($$ select pg_temp.part('gap') $$, $$ values ('b1 | one voice: Does b1. | 2'), ('b3 | contrary: Does b3. | -2'), ('b4 | stale: Does b4. | 0') $$,
    'the three widest gaps, the must first');
-- (2 x 2/4 + 1.5/4) / 5 = 27.5 %; all four are known.
select results_eq($$ select pg_temp.part('standing') $$, $$ values ('building | one for 77 months; next two; evidence covers 27 % of it, 100 % is known') $$, 'standing in a line');
select results_eq($$ select pg_temp.part('next step') $$, $$ values
    ('coverage | close the widest gaps (b1, b3, b4): evidence covers 27 % of what is asked, the bar is 80 %'),
    ('must | meet every must: b1 is partial'), ('scope | take on more: direct reports: 2 people asked, nothing on record'),
    ('voices | ask for feedback from a peer'), ('sustained | keep it up: above the bar for 0 of 3 months') $$, 'next steps: what closes each gate');
select results_eq($$ select pg_temp.part('ask') $$, $$ values ('a peer | bea, on b1, b3, b4'), ('a peer | top, on b1, b3'), ('the manager | boss, on b4') $$,
    'whom to ask, two for each gap: not who was heard on it, unless the word is past the window');
select is((select string_agg(distinct p.person, ' ') from rungs_api.report_team_people('boss', null, null, '2026-06-15', null) p), 'ann bea top', 'a part for each direct report');
select is((select count(distinct p.person) from rungs_api.report_team_people('boss', null, true, '2026-06-15', null) p), 8::bigint, 'or for everybody');
select results_eq($$ select pg_temp.part('next step', 'bea') $$, $$ values ('evidence | log and ask for evidence first (c1, s1, c2): too little is known to say more') $$, 'of whom nothing is known: evidence first');
select results_eq($$ select pg_temp.part('standing', 'top') $$, $$ values ('top | four for 137 months; no level above') $$, 'nothing above');
select is((select count(*) from rungs_api.report_team_people('boss', null, null, '2026-06-15', null) p where p.person = 'top'), 1::bigint, 'so there is nothing else to say');
-- Ready, then nominated.
select pg_temp.comes('pip', '2020-01-01', 'one', '2025-06-16', 'boss');
select is((select g.words from pg_temp.answer('pip', '2026-06-15') a, rungs_api.steps_ahead('building', array[('months', 'r')::rungs_api.gate], '', 'two', null, '2026-06-15', '2025-06-16', 12) g),
    'wait until 2026-06-16: r', 'until when to wait');
select pg_temp.owns('pip', 'reports', 2, '2025-01-01');
select pg_temp.meets('pip', c, '2025-10-01') from unnest('{b1,b2,b3,b4}'::text[]) c;
select results_eq($$ select w.words from rungs_api.report_team_people('boss', null, null, '2026-06-16', null) w where w.person = 'pip' and w.part in ('next step') $$,
    $$ values ('every gate is passed: nominate for two') $$, 'ready');
select rungs_api.cycle_open('C1', '2026-01-01', '2026-12-01', '2027-01-01') \g /dev/null
insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, rationale, recorded_at, recorded_by)
select c.id, pg_temp.person('pip'), pg_temp.level('two'), pg_temp.person('boss'), '2026-06-01', 'Does it.', '2026-06-02', a.id
from rungs.cycle c cross join (select min(id) as id from rungs.account) a where c.code = 'C1';
select results_eq($$ select w.words from rungs_api.report_team_people('boss', null, null, '2026-06-16', null) w where w.person = 'pip' and w.part in ('next step') $$,
    $$ values ('nominated in C1: argue the case') $$, 'ready and nominated');

-- What has changed. bea is promoted on 1 June; eve comes, zed leaves; one entry is recorded as the day of the last packet ends, one
-- as the next begins.
select pg_temp.comes('eve', '2026-06-01', null, null, 'boss');
select pg_temp.moves('bea', 'three', '2026-06-01');
update rungs.roster_entry set valid_to = '2026-06-01' where person_id = pg_temp.person('zed');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, recorded_at) values (pg_temp.person('zed'), '2026-06-01', '2020-01-01', 3, 'zed', '-infinity');
select pg_temp.saw('ann', 'b2', 'solid', 'peer', 'peer', '2026-05-10', recorded => '2026-05-15 23:59:59.999999+00');
create function pg_temp.changes(since date default null, direct boolean default null) returns setof text language sql as $$
    select concat_ws(' | ', c.person, c.change, coalesce(c.was, '-'), coalesce(c.became, '-'))
    from rungs_api.report_team_changes('boss', null, since, direct, '2026-06-15', null) c where c.person is null or c.person !~ '^p'
$$;
-- ann on 15 May: b1 2 of 4 points, b2 3 + 2, b4 half of 3, so (2 x 2/4 + 1 + 1.5/4) / 5; a month later two entries are a stage older.
select results_eq('select pg_temp.changes()', $$ values ('eve | joined | - | -'), ('zed | left | - | left the company'), ('ann | coverage | 47 % | 37 %'),
    ('bea | level | two | three'), ('bea | flags | - | settling until 2026-12-01') $$, 'since a month before: who joined and left, who moved');
select pg_temp.saw('ann', 'b2', 'solid', 'bea', 'peer', '2026-05-11', recorded => '2026-05-16 00:00+00');
select results_eq($$ select c from pg_temp.changes() c where c like 'ann%' $$, $$ values ('ann | coverage | 47 % | 40 %'), ('ann | evidence | - | 1 new entry') $$, 'and what evidence came in since, as it was seen then');
select is((select min(c.since) from rungs_api.report_team_changes('boss', null, null, null, '2026-06-15', null) c), date '2026-05-15', 'a month before');
select is((select string_agg(c, '; ') from pg_temp.changes(direct => true) c where c ~ '^(zed|eve)'), 'eve | joined | - | -', 'of direct reports alone');
select is_empty($$ select pg_temp.changes('2010-01-01') $$, 'before anything was on record there is nothing to compare with');
select throws_ok($$ select pg_temp.changes('2026-06-16') $$, 'RG003', '--since 2026-06-16 lies after 2026-06-15', 'not since a day that lies ahead');

-- The timeline of ann; what was recorded later is not in it as seen earlier.
select pg_temp.owns('ann', 'reports', 1, '2025-01-01'), pg_temp.owns('ann', 'reports', 3, '2026-01-01', '2026-06-10');
update rungs.roster_entry set valid_to = '2024-01-01' where person_id = pg_temp.person('ann');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, title, manager_id, recorded_at)
values (pg_temp.person('ann'), '2024-01-01', '2020-01-01', 1, 'ann', 'Chief of stones', pg_temp.person('bea'), '-infinity');
create function pg_temp.way(who text, seen date default null, on_day date default '2026-06-15') returns setof text language sql as $$
    select concat_ws(' ', w.on_day, w.what, coalesce(w.was, '-') || ' > ' || coalesce(w.became, '-'), nullif(w.note, ''))
    from rungs_api.report_person(who, on_day, seen) w where w.what <> 'evidence'
$$;
select results_eq($$ select pg_temp.way('ann') $$, $$ values ('2020-01-01 hire - > ann'), ('2020-01-01 manager - > boss'), ('2020-01-01 level - > one hire'),
    ('2020-01-01 title - > ann''s title'), ('2024-01-01 manager boss > bea'), ('2024-01-01 title ann''s title > Chief of stones'),
    ('2025-01-01 scope - > 1 people direct reports'), ('2026-01-01 scope 1 people > 3 people direct reports') $$, 'everything, the oldest first');
select is((select count(*) from pg_temp.way('ann', '2026-06-09') w where w like '%3 people%'), 0::bigint, 'not what nobody knew yet');
select is((select count(*) from pg_temp.way('ann', null, '2023-12-31') w), 4::bigint, 'nor what lies ahead');
select is((select count(*) from rungs_api.report_person('ann', '2026-06-15', null) w where w.what = 'evidence'), 8::bigint, 'each entry is in it');
select results_eq($$ select w from pg_temp.way('pip', '2026-06-02') w where w like '%nomination%' $$, $$ values ('2026-06-01 nomination - > two C1, by boss: Does it.') $$, 'nominations');
select is_empty($$ select w from pg_temp.way('pip', '2026-06-01') w where w like '%nomination%' $$, 'from the day they were known');

-- Hand-over.
create function pg_temp.open(seen date default null) returns setof text language sql as $$
    select concat_ws(' ', o.person, o.open, o.since, o.about, o.who) from rungs_api.handover_open('bea', null, '2026-06-15', seen) o
    union all
    select concat_ws(' ', o.person, o.open, o.since, o.about, o.who) from rungs_api.handover_open('boss', null, '2026-06-15', seen) o
$$;
insert into rungs.request (person_id, asked_id, expectation_id, edition_id, asked_on, recorded_at, recorded_by)
select pg_temp.person('ann'), pg_temp.person('top'), pg_temp.expectation('b4'), pg_temp.edition(), '2026-06-01', '2026-06-03', min(a.id) from rungs.account a;
select results_eq('select pg_temp.open()', $$ values ('ann request 2026-06-01 b4 top'), ('ann unconfirmed 2026-05-04 b1 ann (the person)'), ('pip nomination 2026-06-01 two boss') $$, 'what is open');
select is((select count(*) from pg_temp.open('2026-06-02') o where o like '%request%'), 0::bigint, 'a request from the day it was made known');
insert into rungs.decision (nomination_id, outcome, decided_on, recorded_at, recorded_by) select n.id, 'not_yet', '2026-06-10', '2026-06-11', n.recorded_by from rungs.nomination n;
select is((select count(*) from pg_temp.open() o where o like '%nomination%'), 0::bigint, 'a nomination that was decided on is not open');
select is((select count(*) from pg_temp.open('2026-06-10') o where o like '%nomination%'), 1::bigint, 'as long as nobody knew of the decision it is');
select results_eq($$ select concat_ws(' ', p.on_day, p.what, p.became) from rungs_api.handover_past('boss', null, '2026-06-15', null) p where p.person = 'pip' $$,
    $$ values ('2020-01-01 hire pip'), ('2020-01-01 manager boss'), ('2020-01-01 title pip''s title'), ('2025-06-16 level one'), ('2026-06-01 nomination two'), ('2026-06-10 decision not yet') $$, 'the past in short');

-- The case of ann for two: 3 of 4 known by voices that differ.
select is((select string_agg(g.gate || ' ' || g.state, ', ') from rungs_api.report_case_gates('ann', null, null, '2026-06-15', null) g),
    'coverage open, must open, scope passed, months passed, voices passed, sustained open', 'every gate, passed or open');
select results_eq($$ select e.expectation, e.state, e.points, e.needed from rungs_api.report_case_expectations('ann', null, null, '2026-06-15', null) e $$,
    $$ values ('b1', 'partial', 2::float8, 4::float8), ('b2', 'met', 5.5, 4), ('b3', 'contrary', -2, 4), ('b4', 'stale', 0, 4) $$, 'each expectation, the must first');
select is((select string_agg(e.expectation || e.points, ' ') from rungs_api.report_case_evidence('ann', null, null, false, '2026-06-15', null) e), 'b12 b22 b22 b21.5', 'what speaks for it, the latest first');
select is((select string_agg(e.expectation || e.points, ' ') from rungs_api.report_case_evidence('ann', null, null, true, '2026-06-15', null) e), 'b3-2', 'what speaks against it');
select results_eq($$ select s.measure, s.asked, s.owned, s.state from rungs_api.report_case_scope('ann', null, null, '2026-06-15', null) s $$, $$ values ('Direct reports', '2 people', '3 people', 'met') $$, 'scope');
select results_eq($$ select v.relation, v.asked, v.heard, v.entries, v.who from rungs_api.report_case_voices('bea', null, null, '2026-05-31', null) v $$,
    $$ values ('the manager', true, false, 0::bigint, null), ('a peer of the manager', true, false, 0, null) $$, 'voices that are missing');
select throws_ok($$ select rungs_api.report_case('top', null, null, '2026-06-15', null) $$, 'RG003', 'nothing is above four, the level of top', 'no case where nothing is above');

-- Advice to people of two ladders names the ladder, of one it does not.
insert into rungs.advice (edition_id, code, move, position, text, source, author) values (pg_temp.edition(), 'x', 'within', 1, 'Do more.', '', '');
create function pg_temp.headings() returns setof text language sql as $$
    select a.about from rungs_api.report_advice(null, 'boss', null, null, null, null, null, 3, '2026-06-15', null) a where a.move = 'within'
$$;
select results_eq('select pg_temp.headings()', $$ values ('For a promotion within a stage') $$, 'advice to people of one ladder');
insert into rungs.ladder (code, recorded_at) values ('bridge', '-infinity');
insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at)
select l.id, 1, 'Bridge', 'crossing', '', '', '', '-infinity', '-infinity' from rungs.ladder l where l.code = 'bridge';
insert into rungs.level (ladder_id, code) select l.id, c from rungs.ladder l, unnest('{low,high}'::text[]) c where l.code = 'bridge';
insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
select e.id, l.id, l.id, l.id, l.code, 'individual', '', '', '' from rungs.level l join rungs.edition e on e.ladder_id = l.ladder_id where e.name = 'Bridge';
insert into rungs.level_next (edition_id, level_id, next_id, position)
select e.id, a.id, b.id, 1 from rungs.edition e, rungs.level a, rungs.level b where e.name = 'Bridge' and a.code = 'low' and b.code = 'high';
insert into rungs.advice (edition_id, code, move, position, text, source, author) select e.id, 'y', 'within', 1, 'Do less.', '', '' from rungs.edition e where e.name = 'Bridge';
select pg_temp.comes('kit', '2020-01-01', null, null, 'boss');
insert into rungs.transition (person_id, effective_on, level_id, recorded_at) select pg_temp.person('kit'), '2020-01-01', l.id, '-infinity' from rungs.level l where l.code = 'low';
select results_eq('select pg_temp.headings()', $$ values ('For a promotion within a stage (bridge)'), ('For a promotion within a stage (tower)') $$, 'to people of two');

select * from finish();
