-- database: empty
--
-- The figures of the calibration summary, reckoned by hand. 24 people at level one under four managers: women 1 to 12, men
-- 13 to 22, two of neither. Nominated for two: women 1 to 6, men 13 to 16, and 23; promoted: women 1, 2, 3 and man 13.
-- Two people are too few, so they are shown together with the men. 3 has just changed the specialization.

\i tests/support/small_company.sql
select plan(43);

insert into rungs.account (login) values ('tester') on conflict (login) do nothing;
insert into rungs.organisation (name) values ('North'), ('South');
select pg_temp.comes('m' || i, '2015-01-01') from generate_series(1, 4) i;
select pg_temp.comes('p' || to_char(i, 'FM00'), '2020-01-01', 'one', boss => 'm' || 1 + (i > 3)::integer + (i > 6)::integer + (i > 14)::integer) from generate_series(1, 24) i;
update rungs.roster_entry e
set attributes = jsonb_build_object('Gender', case when n.i <= 12 then 'F' when n.i <= 22 then 'M' else 'X' end),
    organisation_id = (select o.id from rungs.organisation o where o.name = case when n.i <= 18 then 'North' else 'South' end),
    specialization_id = 1, location = case when n.i % 2 = 0 then 'Even' else 'Odd' end
from rungs.person p
cross join lateral (select substring(p.employee_id from '[0-9]+')::integer as i) n
where p.id = e.person_id and p.employee_id ~ '^p';
update rungs.roster_entry set valid_to = '2026-06-01' where person_id = pg_temp.person('p03');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, manager_id, specialization_id, organisation_id, attributes, recorded_at)
select e.person_id, '2026-06-01', e.hired_on, 1, e.name, e.manager_id, 2, e.organisation_id, e.attributes, '-infinity'
from rungs.roster_entry e where e.person_id = pg_temp.person('p03');

select is((select c.people from rungs_api.cycle_open('2026-H2', '2026-07-01', '2026-09-30', '2026-10-01') c), 24::bigint, 'everybody is in the cycle');
-- Opened on its first day, as far as the second clock is asked about.
update rungs.cycle set recorded_at = '2026-07-01';
update rungs.cycle_step set recorded_at = '2026-07-01';
update rungs.cycle_member set recorded_at = '2026-07-01';
create function pg_temp.round() returns integer language sql as $$ select c.id from rungs.cycle c $$;
select is_empty($$ select * from rungs_api.calibrate_impact('2026-H2', null, '2026-07-31', null) $$, 'nothing is nominated, so nothing is compared');

create temporary table given (who text, seer text, proposed smallint, calibrated smallint, outcome text);
insert into given values
    ('p01', 'm1', 4, 4, 'promote'), ('p02', 'm1', 4, 3, 'promote'), ('p03', 'm1', 4, 4, 'promote'), ('p04', 'm2', 5, 4, 'not_yet'),
    ('p05', 'm2', 3, 3, 'not_yet'), ('p06', 'm2', 4, 4, 'deferred'), ('p13', 'm3', 5, 3, 'promote'), ('p14', 'm3', 4, 4, 'not_yet'),
    ('p15', 'm4', 3, 3, 'not_yet'), ('p16', 'm4', 3, 2, 'not_yet'), ('p23', 'm4', 4, 4, 'not_yet');
insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, recorded_by, recorded_at)
select pg_temp.round(), pg_temp.person(g.who), pg_temp.level('two'), pg_temp.person(g.seer), '2026-07-05', min(a.id), '2026-07-05'
from given g cross join rungs.account a group by g.who, g.seer;
create function pg_temp.rates(who text, of_kind text, seer text, value integer, recorded timestamptz default '2026-07-06', because text default '')
returns void language sql as $$
    insert into rungs.rating (nomination_id, kind, rated_by, value, reason, recorded_at, recorded_by)
    select n.id, of_kind, pg_temp.person(seer), rates.value, because, recorded, n.recorded_by
    from rungs.nomination n where n.person_id = pg_temp.person(who)
$$;

-- Before anything is rated.
select results_eq($$ select i.step, i.name, i.people, i.selected, i.rate, i.ratio, i.p, i.below_four_fifths, i.short_four_fifths, i.short_parity
        from rungs_api.calibrate_impact(null, 'gender', '2026-07-31', null) i $$,
    $$ values ('nominated, of everybody', 'F', 12::bigint, 6::bigint, 0.5::float8, 1::float8, null::float8, false, 0::bigint, 0::bigint),
              ('nominated, of everybody', 'M + X', 12, 5, 5 / 12.0::float8, 5 / 6.0::float8, 1, false, 0, 1) $$,
    'two people are shown with the next larger group; the word may be typed in any case');
select is_empty($$ select * from rungs_api.calibrate_impact(null, 'gender', '2026-07-04', null) $$, 'nominations count from their day on');
select is_empty($$ select * from rungs_api.calibrate_impact(null, 'gender', '2026-07-31', '2026-07-01') $$, 'and from the moment they are known');
select throws_ok($$ select * from rungs_api.calibrate_impact(null, 'gendre', '2026-07-31', null) $$, 'RG003', 'nobody in this cycle is grouped by ''gendre''', 'another word is refused');
select is_empty($$ select * from rungs_api.calibrate_ratings(null, null, '2026-07-31', null) $$, 'no ratings');
select is_empty($$ select * from rungs_api.calibrate_leniency(null, null, '2026-07-31', null) $$, 'no leniency');
select is((select string_agg(distinct concat_ws(' ', coalesce(l.promoted::text, '?'), coalesce(l.promotion_rate::text, '?'), coalesce(l.if_decided::text, '?')), ',')
    from rungs_api.calibrate_levels(null, null, null, '2026-07-31', null) l), '? ? ?', 'nothing is decided, so nobody knows how many are promoted');
select is((select string_agg(l.level || ' ' || l.people || ' ' || l.if_all, ', ') from rungs_api.calibrate_levels(null, null, null, '2026-07-31', null) l),
    'one 24 13, two 0 11', 'headcount if all were accepted');

-- Rated.
select pg_temp.rates(g.who, 'proposed', g.seer, g.proposed), pg_temp.rates(g.who, 'calibrated', 'boss', g.calibrated, '2026-07-20', 'beside the others') from given g;
select results_eq($$ select r.per, r.rated, r.rating::integer, r.proposed, r.calibrated, r.proposed_off, r.calibrated_off, r.at_least, r.at_most
        from rungs_api.calibrate_ratings(null, null, '2026-07-31', null) r $$,
    $$ values ('all', 11::bigint, 5, 2::bigint, 0::bigint, 0::bigint, 0::bigint, null::float8, null::float8),
        ('all', 11, 4, 6, 6, 0, 0, null, null), ('all', 11, 3, 3, 4, 0, 0, null, null), ('all', 11, 2, 0, 1, 0, 0, null, null) $$,
    'before and after; no range is set, so none is missed');
select is((select r.calibrated_share from rungs_api.calibrate_ratings(null, null, '2026-07-31', null) r where r.rating = 4), 6 / 11.0::float8, 'as a share of those rated');
select is((select string_agg(r.rating || ' ' || r.proposed || ' ' || r.calibrated, ', ') from rungs_api.calibrate_ratings(null, null, '2026-07-31', '2026-07-10') r),
    '5 2 0, 4 6 0, 3 3 0', 'as seen before the session nothing is calibrated');
insert into rungs.rule_value (rule, effective_on, value) values ('rating_5_most', '2026-07-01', 0.1), ('rating_4_most', '2026-07-01', 0.3), ('rating_3_least', '2026-07-01', 0.5), ('rating_7_least', '2026-07-01', 0.5);
-- Of eleven: 1.1, so two may have a 5; 3.3, so four may have a 4; 5.5, so five should have a 3. North has ten of them: one, three, five.
select results_eq($$ select r.per, r.name, r.rating::integer, r.proposed_off, r.calibrated_off, rungs_api.off_words(r.proposed_off, r.calibrated_off)
        from rungs_api.calibrate_ratings(null, null, '2026-07-31', now()::date) r where r.rating between 3 and 5 $$,
    $$ values ('all', 'the whole cycle', 5, 0::bigint, 0::bigint, null), ('all', 'the whole cycle', 4, 2, 2, 'before: 2 too many; now: 2 too many'),
        ('all', 'the whole cycle', 3, -2, -1, 'before: 2 too few; now: 1 too few'), ('level', 'one', 4, 2, 2, 'before: 2 too many; now: 2 too many'),
        ('level', 'one', 3, -2, -1, 'before: 2 too few; now: 1 too few'), ('org', 'North', 5, 1, 0, 'before: 1 too many'),
        ('org', 'North', 4, 2, 2, 'before: 2 too many; now: 2 too many'),
        ('org', 'North', 3, -2, -1, 'before: 2 too few; now: 1 too few') $$, 'where a range is missed, and by how many persons; teams of three are not judged');
select is((select max(r.rating) from rungs_api.calibrate_ratings(null, null, '2026-07-31', null) r), 5::smallint, 'a range for a rating that the scale does not have asks nothing');
select is((select count(distinct r.name) from rungs_api.calibrate_ratings(null, 'manager', '2026-07-31', null) r), 5::bigint, 'with --by every group is there');
select results_eq($$ select r.name, r.rating::integer, r.proposed, r.calibrated from rungs_api.calibrate_ratings(null, 'Gender', '2026-07-31', null) r where r.per = 'Gender' and r.rating > 2 $$,
    $$ values ('F', 5, 1::bigint, 0::bigint), ('F', 4, 4, 4), ('F', 3, 1, 2), ('M + X', 5, 1, 0), ('M + X', 4, 2, 2), ('M + X', 3, 2, 2) $$, 'by gender');

-- Moved.
select results_eq($$ select m.person, m.manager, m.proposed::integer, m.calibrated::integer, m.move, m.reason, m.compared, m.moved from rungs_api.calibrate_moves(null, '2026-07-31', null) m $$,
    $$ values ('p13', 'm3', 5, 3, -2, 'beside the others', 11::bigint, 4::bigint), ('p02', 'm1', 4, 3, -1, 'beside the others', 11, 4),
        ('p04', 'm2', 5, 4, -1, 'beside the others', 11, 4), ('p16', 'm4', 3, 2, -1, 'beside the others', 11, 4) $$, 'who moved, the furthest first');
-- Mid-ranks: -2 is 1, three times -1 is 3, seven times 0 is 8; women 38 of 66, expected 36; variance 30/12 (12 - 360/110).
select results_eq($$ select g.per, g.name, g.compared, g.up, g.down, round(g.mean_move::numeric, 9), round(g.p::numeric, 9) from rungs_api.calibrate_moved_groups(null, null, '2026-07-31', null) g $$,
    $$ values ('Gender', 'F', 6::bigint, 0::bigint, 2::bigint, -0.333333333, 0.748111259), ('Gender', 'M + X', 5, 0, 2, -0.6, 0.748111259) $$,
    'without --by the first kept column; p as pairs say');

-- Leniency: proposed less calibrated, without 3, who is settling: m1 0 1, m2 1 0 0, m3 2 0, m4 0 1 0. All of it may
-- be chance, and of four groups a third of it is taken away: figures of tests/support/statistics.py.
select results_eq($$ select l.manager, l.rated, round(l.mean::numeric, 6), round(l.leniency::numeric, 9), round(l.low::numeric, 9), round(l.high::numeric, 9), l.reading
        from rungs_api.calibrate_leniency(null, null, '2026-07-31', null) l order by l.manager $$,
    $$ values ('m1', 2::bigint, 0.5, 0.5, -0.448629168, 1.448629168, 'cannot tell'), ('m2', 3, 0.333333, 0.388888889, -0.420837236, 1.198615014, 'cannot tell'),
        ('m3', 2, 1.0, 0.833333333, -0.201378608, 1.868045274, 'cannot tell'), ('m4', 3, 0.333333, 0.388888889, -0.420837236, 1.198615014, 'cannot tell') $$,
    'people settling are left out, and nobody is called lenient by chance');
select is((select l.rated from rungs_api.calibrate_leniency(null, null, '2026-12-01', null) l where l.manager = 'm1'), 3::bigint, 'six months later they are settled');

-- Decided.
insert into rungs.decision (nomination_id, outcome, decided_on, recorded_by)
select n.id, g.outcome, '2026-07-25', n.recorded_by from given g join rungs.nomination n on n.person_id = pg_temp.person(g.who);
-- Four tables of eleven with four promoted and five of the pool have at most the 100 of 330 ways of this one: 15 + 100 + 60 + 5; of 24 with twelve each, 6270 of 10626.
select results_eq($$ select i.step, i.name, i.people, i.selected, i.rate, i.ratio, round(i.p::numeric, 9), i.below_four_fifths, i.short_four_fifths, i.short_parity
        from rungs_api.calibrate_impact(null, null, '2026-07-31', null) i where i.step like 'promoted%' $$,
    $$ values ('promoted, of those decided on', 'F', 6::bigint, 3::bigint, 0.5::float8, 1::float8, null::numeric, false, 0::bigint, 0::bigint),
        ('promoted, of those decided on', 'M + X', 5, 1, 0.2, 0.4, 0.545454545, true, 1, 2),
        ('promoted, of everybody', 'F', 12, 3, 0.25, 1, null, false, 0, 0), ('promoted, of everybody', 'M + X', 12, 1, 1 / 12.0::float8, 1 / 3.0::float8, round(6270 / 10626.0, 9), true, 2, 2) $$,
    'four fifths of a half of five are two persons, a half of five three');
select results_eq($$ select rungs_api.persons_short(4, 10, 5, 10, 4), rungs_api.persons_short(3, 10, 5, 10, 4), rungs_api.persons_short(0, 3, 5, 10, 4), rungs_api.persons_short(0, 3, 0, 0, 4) $$,
    $$ values (0::bigint, 1::bigint, 2::bigint, null::bigint) $$, 'a rate of four fifths to the person is enough');
select results_eq($$ select l.level, l.people, l.nominated, l.promoted, l.promotion_rate, l.if_all, l.if_decided, l.if_accepted from rungs_api.calibrate_levels(null, ' p01, p13,', null, '2026-07-31', null) l $$,
    $$ values ('one', 24::bigint, 11::bigint, 4::bigint, 4 / 24.0::float8, 13::bigint, 20::bigint, 22::bigint), ('two', 0, 0, 0, null, 11, 4, 2) $$, 'rate and headcount; what if two of them went up');
select is((select string_agg(w.accept || ' ' || coalesce(l.if_accepted::text, '?'), ', ' order by w.accept)
    from (values ('all'), ('decided'), ('none'), ('ready')) w (accept)
    cross join lateral rungs_api.calibrate_levels(null, w.accept, null, '2026-07-31', null) l where l.level = 'two'), 'all 11, decided 4, none 0, ready 0', 'other ways to say who');
select throws_ok($$ select * from rungs_api.calibrate_levels(null, 'p01,p07', null, '2026-07-31', null) $$, 'RG003', '''p07'' is not nominated in this cycle', 'somebody who is not nominated');
select is_empty($$ select * from rungs_api.calibrate_crossings(null, null, '2026-07-31', null) $$, 'from one to two is no border');
select results_eq($$ select c.crossing, c.target, c.nominated, c.promoted, c.places, c.over_places from rungs_api.calibrate_crossings(null, 'halves', '2026-07-31', null) c $$,
    $$ values ('Off the ground', 'two', 11::bigint, 4::bigint, null::bigint, null::bigint) $$, 'in another stage model it is; places are not known');
-- Time in level: as the report about promotions has it. One goes up after a year, one after two, one waits, one left.
select pg_temp.comes(w.who, w.since, 'one') from (values ('q1', '2024-01-31'::date), ('q2', '2024-01-31'), ('q3', '2024-01-31'), ('q4', '2024-01-31')) w (who, since);
select pg_temp.moves('q1', 'two', '2025-01-31'), pg_temp.moves('q2', 'two', '2026-01-31');
update rungs.roster_entry set valid_to = '2024-07-31' where person_id = pg_temp.person('q4');
insert into rungs.roster_entry (person_id, valid_from, hired_on, status_id, name, recorded_at)
select pg_temp.person('q4'), '2024-07-31', '2024-01-31', s.id, 'q4', '-infinity' from rungs.employment_status s where s.code = 'left';
select pg_temp.moves('p' || to_char(i, 'FM00'), 'two', '2023-01-01') from unnest('{7,8,9,10,11,12,17,18,19,20,21,22,24}'::integer[]) i;
select results_eq($$ select l.level collate "default", l.median_months from rungs_api.calibrate_levels(null, null, null, '2026-07-31', null) l where l.people + l.nominated + l.if_all > 0 order by 1 $$,
    $$ select w.level collate "default", w.median from rungs_api.report_waits(null, null, null, null, null, null, null, '2026-07-31', null) w where w.level in ('one', 'two') order by 1 $$,
    'the median of a level is that of the report');
select ok((select bool_or(l.median_months is not null) from rungs_api.calibrate_levels(null, null, null, '2026-07-31', null) l), 'there is one');

-- Places: two openings at two with three and one place, of which one is filled and one withdrawn; one that lies ahead.
insert into rungs.opening (level_id, places, opens_on, recorded_at, recorded_by)
select pg_temp.level(o.level), o.places, o.opens_on, '2026-07-01', (select min(a.id) from rungs.account a)
from (values ('two', 3, '2026-07-01'::date), ('two', 1, '2026-07-15'), ('two', 5, '2026-08-15'), ('three', 1, '2026-07-01')) o (level, places, opens_on);
insert into rungs.opening_closing (opening_id, closed_on, places, filled_by, recorded_at, recorded_by)
select o.id, '2026-07-20', 1, case when o.places = 3 then pg_temp.person('boss') end, '2026-07-20', o.recorded_by
from rungs.opening o where o.places in (1, 3);
select is((select string_agg(l.code || ' ' || p.places, ', ' order by l.code) from rungs_api.calibration_places('2026-07-31', now()) p join rungs.level l on l.id = p.level_id), 'three 0, two 2',
    'what is left of them; none is none');
select is((select string_agg(l.code || ' ' || p.places, ', ' order by l.code) from rungs_api.calibration_places('2026-07-10', now()) p join rungs.level l on l.id = p.level_id), 'three 1, two 3', 'before they were filled');
select is((select count(*) from rungs_api.calibration_places('2026-07-31', '2026-06-30')), 0::bigint, 'nobody knew of them in June');
select results_eq($$ select c.nominated, c.promoted, c.places, c.over_places from rungs_api.calibrate_crossings(null, 'halves', '2026-07-31', null) c $$,
    $$ values (11::bigint, 4::bigint, 2::bigint, 2::bigint) $$, 'four are promoted into two places');

-- Votes.
select pg_temp.rates(v.who, 'vote', v.seer, v.value, '2026-07-15')
from (values ('p01', 'm1', 4), ('p01', 'm2', 4), ('p02', 'm1', 2), ('p02', 'm2', 5), ('p13', 'm1', 3), ('p13', 'm2', 4), ('p13', 'm3', 4), ('p14', 'm3', 4)) v (who, seer, value);
select is_empty($$ select * from rungs_api.calibrate_votes(null, '2026-07-31', null) $$, 'votes are hidden');
select is_empty($$ select * from rungs_api.calibrate_agreement(null, '2026-07-31', null) $$, 'and how far they agree');
update rungs.cycle set state_id = 3;
select is_empty($$ select * from rungs_api.calibrate_votes(null, '2026-07-31', null) $$, 'also of a cycle that is decided: a case may be deferred without a word about its votes');
insert into rungs.reveal (nomination_id, recorded_at, recorded_by)
select n.id, '2026-07-16', n.recorded_by from rungs.nomination n where n.person_id <> pg_temp.person('p14');
select is_empty($$ select * from rungs_api.calibrate_votes(null, '2026-07-31', '2026-07-15') $$, 'and before they were revealed');
select results_eq($$ select v.person, v.votes, v.ratings, v.spread, round(v.deviation::numeric, 6) from rungs_api.calibrate_votes(null, '2026-07-31', null) v $$,
    $$ values ('p02', 2::bigint, '2 5', 3, round(sqrt(4.5), 6)), ('p13', 3, '3 4 4', 1, round(sqrt(1 / 3.0), 6)), ('p01', 2, '4 4', 0, 0.0) $$, 'the widest spread first; one case stays hidden');
select results_eq($$ select a.per, a.name, a.cases, a.votes, a.members, round(a.ordinal_alpha::numeric, 9), round(a.interval_alpha::numeric, 9), a.reading
        from rungs_api.calibrate_agreement(null, '2026-07-31', null) a $$,
    $$ values ('all', 'the whole cycle', 3::bigint, 7::bigint, 3::bigint, -0.574534161, -0.578947368, 'not reliable'), ('target', 'two', 3, 7, 3, -0.574534161, -0.578947368, 'not reliable') $$, 'alpha, as pairs say');

-- A manager whose every proposal is three too high: m1 3 3, m2 1 0 0, m3 0 0, m4 0 1 0.
update rungs.rating r set value = c.value + case when p.employee_id in ('p01', 'p02') then 3 else 0 end
from rungs.nomination n
join rungs.person p on p.id = n.person_id and p.employee_id in ('p01', 'p02', 'p13')
join rungs.rating c on c.nomination_id = n.id and c.kind = 'calibrated'
where r.nomination_id = n.id and r.kind = 'proposed';
select results_eq($$ select l.manager, round(l.everybody::numeric, 6), round(l.leniency::numeric, 6), round(l.low::numeric, 6), round(l.high::numeric, 6), l.reading
        from rungs_api.calibrate_leniency(null, null, '2026-07-31', null) l limit 1 $$,
    $$ values ('m1', 0.911097, 2.960488, 2.302738, 3.618237, 'lenient') $$, 'is called lenient');

-- Distribution: small teams are shown, since names are; groups about persons are not.
select results_eq($$ select d.name, d.people, d.nominated, d.ready is null from rungs_api.calibrate_distribution(null, 'Gender', null, '2026-07-31', null) d $$,
    $$ values ('the whole cycle', 24::bigint, 11::bigint, false), ('F', 12, 6, true), ('M + X', 12, 5, true) $$, 'of a group about persons only people and nominations');
select is((select d.nominated_unknown from rungs_api.calibrate_distribution(null, 'manager', null, '2026-07-31', null) d where d.name = 'm2'), 3::bigint, 'nominated without evidence, per manager');

select * from finish();
