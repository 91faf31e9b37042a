-- database: empty
--
-- Across a border: the shifts are asked too, other voices and more months; targets further up and the other
-- stage model; what a crossing does to a person afterwards: settling, old job only, still doing the old job.
-- From two to three across low_high 8 parts are asked: c1 3, c2 1, c3 1, s1 2, s2 1.

\i tests/support/small_company.sql
select plan(72);

create function pg_temp.crosses(
    who text, since date default '2025-06-15', on_day date default '2025-12-15', codes text[] default '{c1,c2,c3,s1,s2}')
returns void language plpgsql as $$
begin
    perform pg_temp.comes(who, '2020-01-01', 'two', since);
    perform pg_temp.owns(who, 'surface', 2, '2020-01-01');
    perform pg_temp.meets(who, c.code, on_day, 'far') from unnest(codes) c (code);
end
$$;

-- The gates of a crossing.
select pg_temp.crosses('bob');
select results_eq($$ select a.verdict, a.coverage, a.gates, a.months, a.sustained, a.across, a.target from pg_temp.answer('bob', '2026-06-15') a $$,
    $$ values ('ready', 1::float8, '', 12, 6, true, 'three') $$, 'ready across when no gate is open, each at its border');
select pg_temp.crosses('fresh', on_day => '2025-12-16');
select is(pg_temp.reason('fresh', 'sustained', '2026-06-15'), 'above the bar for 5 of 6 months', 'across 6 months are asked');
select is((select a.verdict from pg_temp.answer('fresh', '2026-06-15') a), 'near', '5 of them is near');
select pg_temp.crosses('level only', codes => '{c1,c2,c3}');
select results_eq($$ select a.coverage, a.gates from pg_temp.answer('level only', '2026-06-15') a $$,
    $$ values (0.625::float8, 'coverage must sustained') $$, 'the level alone is 5 of 8 parts: the shifts are missing');
select alike(pg_temp.reason('level only', 'must', '2026-06-15'), '%s1%unknown%', 'a shift can be a must');
select unalike(pg_temp.reason('level only', 'must', '2026-06-15'), '%s2%', 's2 is none');
select pg_temp.crosses('small', codes => '{c1,c2,c3,s1,s2}');
select pg_temp.owns('small', 'surface', 1, '2026-01-01');
select alike(lower(pg_temp.reason('small', 'scope', '2026-06-15')), '%surface%large%small%', 'steps of a measure are named');

-- Voices across: a manager and a peer of the manager.
select pg_temp.comes('chief', '2015-01-01');
select pg_temp.crosses('voices', codes => '{}');
select pg_temp.meets('voices', c.code, '2025-12-15') from unnest('{c1,c2,c3,s1,s2}'::text[]) c (code);
select is(pg_temp.reason('voices', 'voices', '2026-06-15'), 'still to be heard: a peer of the manager (the roster has none: say who is with --relation manager_peer)',
    'a peer is not a peer of the manager; nobody on the roster is one');
update rungs.roster_entry e set manager_id = pg_temp.person(m.boss)
from (values ('voices', 'boss'), ('boss', 'chief'), ('far', 'chief')) m (who, boss)
where e.person_id = pg_temp.person(m.who);
select is(pg_temp.reason('voices', 'voices', '2026-06-15'), 'still to be heard: a peer of the manager', 'far is one now, and can be asked');
select pg_temp.saw('voices', 's2', 'contrary', 'far', 'manager_peer', '2026-06-15');
select is((select a.gates from pg_temp.answer('voices', '2026-06-15') a), '', 'also who speaks against has been heard');

-- Targets.
select pg_temp.comes('high', '2020-01-01', 'one');
select pg_temp.meets('high', c.code, '2025-12-15', 'far') from unnest('{c1,c2,c3,s1,s2}'::text[]) c (code);
select results_eq($$ select a.target, a.across, a.coverage from pg_temp.answer('high', '2026-06-15', goal => 'three') a $$,
    $$ values ('three', true, 1::float8) $$, 'two levels up: the target''s expectations and the shifts on the way, not the level between');
select pg_temp.meets('high', 'd1', '2025-12-15', 'far');
select results_eq($$ select a.target, a.across, a.coverage from pg_temp.answer('high', '2026-06-15', goal => 'four') a $$,
    $$ values ('four', true, 0.8::float8) $$, 'three levels up: d1 of d1 and d2, and both shifts: 4 of 5 parts');
select results_eq($$ select a.target, a.across, a.coverage from pg_temp.answer('high', '2026-06-15') a $$,
    $$ values ('two', false, null::float8) $$, 'the next level is another question');
select is_empty($$ select a.verdict from pg_temp.answer('bob', '2026-06-15', goal => 'two') a $$, 'nobody is asked about the level they are at');

-- The other stage model: one to two is across, two to three within.
select pg_temp.comes('model', '2020-01-01', 'one', '2025-06-15');
select pg_temp.meets('model', c.code, '2025-12-15') from unnest('{b1,b2,b3,b4}'::text[]) c (code);
select results_eq($$ select a.across, a.coverage from pg_temp.answer('model', '2026-06-15') a $$,
    $$ values (false, 1::float8) $$, 'in pairs one and two are one job');
select results_eq($$ select a.across, a.coverage from pg_temp.answer('model', '2026-06-15', 'halves') a $$,
    $$ values (true, 0.5::float8) $$, 'in halves there is a border between them, with a shift of 5 parts of 10');
select results_eq($$ select a.across, a.coverage from pg_temp.answer('bob', '2026-06-15', 'halves') a $$,
    $$ values (false, 1::float8) $$, 'and none between two and three');
select results_eq($$ select a.across, a.coverage from pg_temp.answer('high', '2026-06-15', 'halves', 'three') a $$,
    $$ values (true, 0.5::float8) $$, 'a far target asks the shifts of the model: 5 of 10 parts');

-- Settling: 6 months from a crossing.
select pg_temp.comes('sam', '2020-01-01', 'two', '2024-01-01');
select pg_temp.moves('sam', 'three', '2025-12-20');
select is((select a.settling_until from pg_temp.answer('sam', '2025-12-20') a), '2026-06-20'::date, 'settling from the day of the crossing');
select is((select a.settling_until from pg_temp.answer('sam', '2026-06-19') a), '2026-06-20'::date, 'to the day before the end');
select is((select a.settling_until from pg_temp.answer('sam', '2026-06-20') a), null, 'not on the day 6 months later');
select is((select a.settling_until from pg_temp.answer('sam', '2025-12-19') a), null, 'nor before');
select is((select a.settling_until from pg_temp.answer('sam', '2026-06-15', 'halves') a), null, 'in halves it was no crossing');
select pg_temp.comes('hired', '2026-05-01', 'three');
select is((select a.settling_until from pg_temp.answer('hired', '2026-06-15') a), null, 'a hire is no crossing');
select pg_temp.comes('within', '2020-01-01', 'one', '2024-01-01');
select pg_temp.moves('within', 'two', '2026-05-01');
select is((select a.settling_until from pg_temp.answer('within', '2026-06-15') a), null, 'nor is a promotion within a stage');
select pg_temp.comes('down', '2020-01-01', 'three', '2024-01-01');
select pg_temp.moves('down', 'two', '2026-05-01', 'demotion');
select is((select a.settling_until from pg_temp.answer('down', '2026-06-15') a), null, 'nor a way down');
select pg_temp.comes('quick', '2020-01-01', 'two', '2024-01-01');
select pg_temp.moves('quick', 'three', '2026-03-01');
select pg_temp.moves('quick', 'four', '2026-05-01');
select is((select a.settling_until from pg_temp.answer('quick', '2026-06-15') a), '2026-09-01'::date,
          'a promotion within the new stage does not end the settling');
select pg_temp.comes('again', '2020-01-01', 'two', '2024-01-01');
select pg_temp.moves('again', 'three', '2026-03-01');
select pg_temp.moves('again', 'two', '2026-04-01', 'demotion');
select is((select a.settling_until from pg_temp.answer('again', '2026-06-15') a), null, 'who went back has nothing to settle into');

-- Settling after a change of specialization.
select pg_temp.comes('spec', '2020-01-01', 'two', '2024-01-01');
update rungs.roster_entry e
set valid_to = '2026-02-01', specialization_id = s.id
from rungs.specialization s
where e.person_id = pg_temp.person('spec') and s.code = 'feature';
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, specialization_id, recorded_at)
select pg_temp.person('spec'), '2026-02-01', '2020-01-01', 1, 'spec', s.id, '-infinity' from rungs.specialization s where s.code = 'growth';
select is((select a.settling_until from pg_temp.answer('spec', '2026-01-31') a), null, 'before the change of specialization');
select is((select a.settling_until from pg_temp.answer('spec', '2026-07-31') a), '2026-08-01'::date, 'to the day before 6 months after it');
select is((select a.settling_until from pg_temp.answer('spec', '2026-08-01') a), null, 'no longer');
select pg_temp.moves('spec', 'three', '2026-04-15');
select is((select a.settling_until from pg_temp.answer('spec', '2026-06-15') a), '2026-10-15'::date, 'of both the later end holds');

-- Old job only: the present level covered to 60 % at least, the target to 20 % at most. Of two: b1 2, b2 1 are 60 %.
select pg_temp.crosses('old', codes => '{b1,b2}');
select is((select a.old_job from pg_temp.answer('old', '2026-06-15') a), true, 'old job only: 60 % of the present, nothing of the target');
select pg_temp.crosses('less', codes => '{b1}');
select pg_temp.saw('less', 'b2', 'exemplary', 'boss', 'manager', '2025-12-15');
select is((select a.old_job from pg_temp.answer('less', '2026-06-15') a), false, '55 % of the present is less than that');
select pg_temp.crosses('some', codes => '{b1,b2,c2}');
select pg_temp.saw('some', 'c3', 'solid', 'boss', 'manager', '2025-12-15');
select is((select a.old_job from pg_temp.answer('some', '2026-06-15') a), true, '1.5 of 8 parts of the target are 18.75 %: still');
select pg_temp.saw('some', 'c3', 'emerging', 'far', 'manager_peer', '2025-12-15');
select is((select a.old_job from pg_temp.answer('some', '2026-06-15') a), false, '1.75 of 8 are 21.9 %: no longer');
select is((select a.old_job from pg_temp.answer('old', '2026-06-15', 'halves') a), false, 'within a stage nobody leaves a job');
update rungs.expectation_text set weight = 3 where expectation_id = pg_temp.expectation('s1');
update rungs.expectation_text set weight = 2 where expectation_id = pg_temp.expectation('s2');
select pg_temp.crosses('fifth', codes => '{b1,b2,c2,c3}');
select is((select a.old_job from pg_temp.answer('fifth', '2026-06-15') a), true, '2 of 10 parts are exactly 20 %: flagged');

-- Other work type only: what counts for the target names kinds of work, and never the one of the specialization.
create function pg_temp.other_work(says boolean, why text) returns text language sql as $$
    select is((select a.other_work from pg_temp.answer('grower', '2026-06-15') a), says, why)
$$;
select pg_temp.crosses('grower', codes => '{c1}');
update rungs.roster_entry e set specialization_id = s.id
from rungs.specialization s where e.person_id = pg_temp.person('grower') and s.code = 'growth';
select pg_temp.other_work(false, 'entries that name no kind of work say nothing');
select pg_temp.saw('grower', 'c2', 'solid', 'grower', 'self', '2026-01-15', 'feature');
select pg_temp.other_work(false, 'nor do those that do not count');
select pg_temp.saw('grower', 'c2', 'solid', 'boss', 'manager', '2026-01-15', 'feature');
select pg_temp.other_work(true, 'feature work only, and growth is the specialization');
select matches((select r.flags from rungs_api.report_readiness('grower', null, null, null, null, null, '2026-06-15', null) r),
    '(^|, )other work type only($|, )', 'the report says so');
select pg_temp.saw('grower', 'b1', 'solid', 'boss', 'manager', '2026-01-16', 'growth');
select pg_temp.other_work(true, 'growth work that the target does not ask is not the case''s');
select pg_temp.saw('grower', 'c3', 'solid', 'boss', 'manager', '2024-06-14', 'growth');
select pg_temp.other_work(true, 'nor is growth work of a day before the window');
select pg_temp.saw('grower', 'c3', 'emerging', 'peer', 'peer', '2024-06-15', 'growth');
select pg_temp.other_work(false, 'one entry of growth work on its first day is enough');
-- Known of 10 parts: 3 are more than a quarter, 1 is not.
select pg_temp.crosses('little', codes => '{}');
update rungs.roster_entry e set specialization_id = s.id
from rungs.specialization s where e.person_id = pg_temp.person('little') and s.code = 'growth';
select pg_temp.saw('little', 'c2', 'solid', 'boss', 'manager', '2026-01-15', 'feature');
select is((select a.other_work from pg_temp.answer('little', '2026-06-15') a), false, 'too little is known to say');
select pg_temp.saw('little', 's2', 'solid', 'boss', 'manager', '2026-01-15', 'feature');
select is((select a.other_work from pg_temp.answer('little', '2026-06-15') a), true, 'enough for a verdict is enough for this');
update rungs.evidence set work_type_id = 3 where person_id = pg_temp.person('grower') and work_type_id = 2;
update rungs.specialization_text set work_type_id = null where work_type_id = 2;
select pg_temp.other_work(false, 'a ladder that gives the specialization no kind of work flags nobody');
update rungs.specialization_text set work_type_id = 2 where work_type_id is null;
update rungs.roster_entry set specialization_id = null where person_id = pg_temp.person('grower');
select pg_temp.other_work(false, 'without a specialization there is nothing to compare with');

-- Still doing the old job: at least 3 entries since the crossing, 80 % of them about earlier stages.
select pg_temp.comes('lead', '2020-01-01', 'two', '2024-01-01');
select pg_temp.moves('lead', 'three', '2026-01-01');
select pg_temp.saw('lead', 'b1', 'solid', 'boss', 'manager', '2025-12-31');
select pg_temp.saw('lead', 'b1', 'solid', 'boss', 'manager', d.on_day) from (values (date '2026-01-01'), ('2026-02-01')) d (on_day);
select is((select a.still_old_job from pg_temp.answer('lead', '2026-06-15') a), false, 'two entries since say too little; the one before does not count');
select pg_temp.saw('lead', 'a1', 'solid', 'boss', 'manager', '2026-03-01');
select is((select a.still_old_job from pg_temp.answer('lead', '2026-06-15') a), true, 'three of three are about the earlier stage');
select pg_temp.saw('lead', 'c1', 'solid', 'boss', 'manager', '2026-03-02');
select is((select a.still_old_job from pg_temp.answer('lead', '2026-06-15') a), false, '3 of 4 are 75 %');
select pg_temp.saw('lead', 'b2', 'solid', 'boss', 'manager', '2026-03-03');
select is((select a.still_old_job from pg_temp.answer('lead', '2026-06-15') a), true, '4 of 5 are 80 %');
select pg_temp.moves('lead', 'four', '2026-05-01');
select is((select a.still_old_job from pg_temp.answer('lead', '2026-06-15') a), true, 'a promotion within the new stage does not end it');
-- A shift of the border that was crossed is the new job; so is one of another model that reaches the present level.
select pg_temp.comes('shifts', '2020-01-01', 'two', '2024-01-01');
select pg_temp.moves('shifts', 'three', '2026-01-01');
select pg_temp.saw('shifts', 's1', 'solid', 'boss', 'manager', d.on_day) from (values (date '2026-02-01'), ('2026-02-02'), ('2026-02-03')) d (on_day);
select is((select a.still_old_job from pg_temp.answer('shifts', '2026-06-15') a), false, 'the shifts of the crossing are the new job');
select pg_temp.comes('other', '2020-01-01', 'two', '2024-01-01');
select pg_temp.moves('other', 'three', '2026-01-01');
select pg_temp.saw('other', 'g1', 'solid', 'boss', 'manager', d.on_day) from (values (date '2026-02-01'), ('2026-02-02'), ('2026-02-03')) d (on_day);
update rungs.stage s set position = s.position + 10 where s.code in ('low', 'high');
select is((select a.still_old_job from pg_temp.answer('other', '2026-06-15') a), false,
          'a shift of another model counts by the levels it leads to, not by the number of its stage');
update rungs.stage s set position = s.position - 10 where s.code in ('low', 'high');
select pg_temp.comes('hired lead', '2026-01-01', 'three');
select pg_temp.saw('hired lead', 'b1', 'solid', 'boss', 'manager', d.on_day) from (values (date '2026-02-01'), ('2026-02-02'), ('2026-02-03')) d (on_day);
select is((select a.still_old_job from pg_temp.answer('hired lead', '2026-06-15') a), false, 'who has crossed nothing has no old job here');

-- Breadth: kinds of work of the entries that count.
select pg_temp.saw('lead', 'b3', 'solid', 'boss', 'manager', '2026-03-04', w.code) from unnest('{feature,growth,feature}'::text[]) w (code);
select pg_temp.saw('lead', 'b3', 'solid', 'lead', 'self', '2026-03-04', 'scaling');
select is((select a.breadth from pg_temp.answer('lead', '2026-06-15') a), 2, 'breadth: two kinds of work; the own word has not been confirmed');

-- A second ladder, bridge, with a stage model of its own and no crossings: shore is in stage bank, span in stage water.
insert into rungs.ladder (code, recorded_at) values ('bridge', '-infinity');
create function pg_temp.rung(word text) returns integer language sql as $$ select l.id from rungs.level l where l.code = word $$;
with ladder as (
    select l.id from rungs.ladder l where l.code = 'bridge'
), edition as (
    insert into rungs.edition (ladder_id, number, name, profession, summary, source, author, effective_on, recorded_at)
    select l.id, 1, 'Bridge', '', '', '', '', '-infinity', '-infinity' from ladder l
    returning id
), level as (
    insert into rungs.level (ladder_id, code)
    select l.id, w.code from ladder l cross join unnest('{shore,span}'::text[]) w (code)
    returning id, code
), model as (
    insert into rungs.stage_model (edition_id, position, code, name, is_default, summary, source, author)
    select e.id, 1, 'rivers', 'Rivers', true, '', '', '' from edition e
    returning id, edition_id
), stage as (
    insert into rungs.stage (stage_model_id, position, code, name, great, source, author)
    select m.id, w.position, w.code, w.code, '', '', ''
    from model m cross join unnest('{bank,water}'::text[]) with ordinality w (code, position)
    returning id, code, stage_model_id
), expectation as (
    insert into rungs.expectation (ladder_id, code) select l.id, 'walks' from ladder l
    returning id
), texts as (
    insert into rungs.level_text (edition_id, level_id, position, rank, name, track, summary, source, author)
    select e.id, l.id, 1, case l.code when 'shore' then 1 else 2 end, l.code, 'individual', '', '', '' from edition e cross join level l
), nexts as (
    insert into rungs.level_next (edition_id, level_id, next_id, position)
    select e.id, a.id, b.id, 1 from edition e join level a on a.code = 'shore' join level b on b.code = 'span'
), sentences as (
    insert into rungs.expectation_text (edition_id, expectation_id, level_id, position, weight, must, sentence, source, author)
    select e.id, x.id, l.id, 1, 1, false, 'Walks.', '', '' from edition e cross join expectation x join level l on l.code = 'span'
)
insert into rungs.stage_level (stage_model_id, level_id, stage_id, position)
select s.stage_model_id, l.id, s.id, 1 from stage s join level l on (l.code, s.code) in (('shore', 'bank'), ('span', 'water'));
create function pg_temp.stands_at(who text, word text, on_day date) returns void language sql as $$
    insert into rungs.transition (person_id, effective_on, level_id, recorded_at)
    values (pg_temp.person(who), on_day, pg_temp.rung(word), '-infinity')
$$;
select pg_temp.comes('bri', '2020-01-01'), pg_temp.stands_at('bri', 'shore', '2020-01-01');
select pg_temp.meets('bri', 'walks', '2025-12-16');
create function pg_temp.bri(model text) returns table (across boolean, target text, coverage float8, gates text, sustained integer, verdict text) language sql as $$
    select r.is_across, t.code collate "default", r.coverage, (select string_agg(g.code || ': ' || g.reason, ', ') from unnest(r.gates) g), r.sustained, r.verdict
    from rungs_api.readiness(array[pg_temp.person('bri')], '2026-06-15', now(), model, null) r join rungs.level t on t.id = r.target_id
$$;
select results_eq('select b.across, b.target, b.coverage from pg_temp.bri(null) b', $$ values (true, 'span', 1::float8) $$, 'a later stage is across, also where no crossing is written down');
select is((select b.gates from pg_temp.bri(null) b), 'voices: still to be heard: a peer of the manager (the roster has none: say who is with --relation manager_peer), sustained: above the bar for 5 of 6 months', 'with the voices and the months of a crossing');
select results_eq($$ select r.asked, r.shifts_asked, r.crossings from rungs_api.readiness(array[pg_temp.person('bri')], '2026-06-15', now(), null, null) r $$,
    $$ values (1, 0, '{}'::integer[]) $$, 'but no shifts');
select results_eq($$ select c.person, c.crossing, c.target, c.voices_missing from rungs_api.report_crossings('bri', null, null, null, null, '2026-06-15', null) c $$,
    $$ values ('bri', '', 'span', 'a peer of the manager (the roster has none: say who is with --relation manager_peer)') $$, 'who is at such a border is listed there');
select is((select r.move from rungs_api.report_readiness('bri', null, null, null, null, null, '2026-06-15', null) r), 'across', 'and called across');
select pg_temp.saw('bri', 'walks', 'emerging', 'far', 'manager_peer', '2026-06-14');
select results_eq($$ select r.verdict from rungs_api.readiness(array[pg_temp.person('bri')], '2026-06-16', now(), null, null) r $$, $$ values ('ready') $$, 'heard and sustained she is ready');

-- A model that only one ladder has: the other goes by its own default.
create temporary table own_model as select b.* from pg_temp.bri(null) b;
select results_eq($$ select b.* from pg_temp.bri('halves') b $$, 'table own_model', 'bridge has no halves: its default model instead');
select results_eq($$ select b.* from pg_temp.bri('rivers') b $$, 'table own_model', 'which may be named');
select results_eq($$ select a.across, a.coverage, a.verdict, a.target from pg_temp.answer('bob', '2026-06-15', 'rivers') a $$,
    $$ values (true, 1::float8, 'ready', 'three') $$, 'and tower has no rivers: pairs');
select is((select a.across from pg_temp.answer('bob', '2026-06-15', 'halves') a), false, 'the one that has the model goes by it');
select results_eq($$ select r.employee_id, r.move from rungs_api.report_readiness(null, null, null, null, null, 'halves', '2026-06-15', null) r where r.employee_id in ('bob', 'bri') order by 1 $$,
    $$ values ('bob', 'within'), ('bri', 'across') $$, 'in one report each by its own');
select throws_ok($$ select pg_temp.bri('lakes') $$, 'RG003', 'there is no stage model ''lakes''', 'a model that no ladder has is refused');
select pg_temp.stands_at('bri', 'span', '2026-06-10');
select is(r.settling_until, '2026-12-10'::date, 'settling by the default model, ' || coalesce('asked for ' || m.model, 'nothing asked for'))
from unnest(array[null, 'halves']) m (model)
cross join lateral rungs_api.readiness(array[pg_temp.person('bri')], '2026-06-15', now(), m.model, null) r;

select * from finish();
