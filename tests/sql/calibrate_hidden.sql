-- database: empty
--
-- Nobody can compute what is hidden. 60 people in twelve made-up groupings, from even to very uneven; for each an attack by
-- somebody who knows the roster: what may a group, that has no row of its own, have had of nominations, decisions, promotions and
-- ratings, when all that is shown is taken from the totals? More than one number must be possible.

\i tests/support/small_company.sql
select plan(11);

insert into rungs.account (login) values ('tester') on conflict (login) do nothing;
select pg_temp.comes('p' || i, '2020-01-01', 'one', boss => 'boss') from generate_series(1, 60) i;
-- A made-up number from 0 to 99 for two words, the same everywhere.
create function pg_temp.dice(one text, other text) returns integer language sql as $$
    select (('x' || left(md5(one || ' ' || other), 7))::bit(28)::integer % 100)
$$;
update rungs.roster_entry e
set attributes = (
    select jsonb_object_agg('G' || g, chr(64 + ceil((pg_temp.dice(p.employee_id, 'G' || g) / 100.0) ^ (1 + g / 6.0) * (2 + g / 2) + 0.001)::integer))
    from generate_series(1, 12) g)
from rungs.person p
where p.id = e.person_id and p.employee_id ~ '^p[0-9]';
select rungs_api.cycle_open('2026-H2', '2026-07-01', '2026-09-30', '2026-10-01') is null;
insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, recorded_by, recorded_at)
select c.id, p.id, pg_temp.level('two'), pg_temp.person('boss'), '2026-07-05', a.id, '2026-07-05'
from rungs.cycle c cross join rungs.account a cross join rungs.person p
where a.login = 'tester' and p.employee_id ~ '^p[0-9]' and pg_temp.dice(p.employee_id, 'nominated') < 60;
insert into rungs.rating (nomination_id, kind, rated_by, value, recorded_at, recorded_by)
select n.id, k.kind, pg_temp.person('boss'), 3 + (pg_temp.dice(p.employee_id, k.kind) > 40)::integer + (pg_temp.dice(p.employee_id, k.kind) > 80)::integer, '2026-07-06', n.recorded_by
from rungs.nomination n join rungs.person p on p.id = n.person_id cross join (values ('proposed'), ('calibrated')) k (kind)
where pg_temp.dice(p.employee_id, 'rated') < 90;
insert into rungs.decision (nomination_id, outcome, decided_on, recorded_by)
select n.id, case when pg_temp.dice(p.employee_id, 'decided') < 40 then 'promote' else 'not_yet' end, '2026-07-20', n.recorded_by
from rungs.nomination n join rungs.person p on p.id = n.person_id
where pg_temp.dice(p.employee_id, 'decided') < 85;

-- What there is, and what is shown.
create temporary table truth as
select a.key as by_what, a.value as name, count(*) as people, count(c.nomination_id) as nominated, count(c.outcome) as decided,
       count(*) filter (where c.outcome = 'promote') as promoted, count(c.proposed) as rated
from rungs_api.calibration_case((select c.id from rungs.cycle c), '2026-07-31', now()) c
cross join lateral jsonb_each_text(c.attributes) a
group by a.key, a.value;
create temporary table shown as
select g.by_what, s.section, s.name, s.people, s.selected, s.rating
from (select distinct t.by_what from truth t) g
cross join lateral (
    select 'distribution' as section, d.name, d.people, d.nominated as selected, null::integer as rating
    from rungs_api.calibrate_distribution(null, g.by_what, null, '2026-07-31', null) d where d.per <> 'all'
    union all
    select i.step, i.name, i.people, i.selected, null from rungs_api.calibrate_impact(null, g.by_what, '2026-07-31', null) i
    union all
    select 'ratings', r.name, r.rated, r.proposed, r.rating from rungs_api.calibrate_ratings(null, g.by_what, '2026-07-31', null) r where r.per <> 'all'
    union all
    select 'moved', m.name, m.compared, m.up, null from rungs_api.calibrate_moved_groups(null, g.by_what, '2026-07-31', null) m) s;
create function pg_temp.hidden(of_section text) returns table (by_what text, name text) language sql as $$
    select t.by_what, t.name from truth t
    where not exists (select from shown s where s.by_what = t.by_what and s.section = of_section and s.name = t.name)
$$;
-- Each hidden group beside the rest of the hidden, whose sum is the total less what is shown: what it may have.
create function pg_temp.attack(groupings text[], names text[]) returns table (by_what text, name text, nominated bigint, decided bigint, promoted bigint) language sql as $$
    with hidden as (
        select t.* from unnest(groupings, names) h (by_what, name) join truth t on t.by_what = h.by_what and t.name = h.name
    ), taken as (
        select h.by_what, h.name, h.people, sum(o.people) as people_all, sum(o.nominated)::integer as m_all, sum(o.decided)::integer as d_all, sum(o.promoted)::integer as s_all
        from hidden h join hidden o on o.by_what = h.by_what group by h.by_what, h.name, h.people
    )
    select x.by_what, x.name, count(distinct m), count(distinct d), count(distinct s)
    from taken x
    cross join lateral generate_series(greatest(0, x.m_all - (x.people_all - x.people))::integer, least(x.people, x.m_all)::integer) m
    cross join lateral generate_series(greatest(0, x.d_all - (x.m_all - m)), least(m, x.d_all)) d
    cross join lateral generate_series(greatest(0, x.s_all - (x.d_all - d)), least(d, x.s_all)) s
    group by x.by_what, x.name
$$;
select ok((select count(*) from rungs.decision d) between 20 and 50, 'there is something to find out');
select ok((select count(*) >= 5 from truth t where t.people < 4) and (select count(distinct h.by_what) >= 5 from pg_temp.hidden('distribution') h), 'there are small groups');
select ok((select count(distinct s.by_what) >= 8 from shown s where s.section like 'nominated%'), 'and most groupings are shown nevertheless');
select is_empty($$ select a.* from (select array_agg(h.by_what) as groupings, array_agg(h.name) as names from pg_temp.hidden('distribution') h) h
    cross join lateral pg_temp.attack(h.groupings, h.names) a where least(a.nominated, a.decided, a.promoted) < 2 $$, 'no hidden group can be computed from all that is shown');
-- The attack works: where only the small group itself is hidden, it is found out.
select ok((select count(*) > 0 from (select array_agg(t.by_what) as groupings, array_agg(t.name) as names from truth t where t.people < 4) h
    cross join lateral pg_temp.attack(h.groupings, h.names) a where least(a.nominated, a.decided, a.promoted) < 2), 'hiding small groups alone would not do');
select is_empty($$ (select * from pg_temp.hidden('nominated, of everybody') except select * from pg_temp.hidden('distribution'))
    union all (select * from pg_temp.hidden('distribution') h except select * from pg_temp.hidden('nominated, of everybody')) $$, 'two sections hide the same');
select is_empty($$ select * from pg_temp.hidden('distribution') except select * from pg_temp.hidden('ratings') $$, 'a third hides no less');
select is_empty($$ select s.* from shown s where s.people < 4 and not (s.section = 'ratings' and s.people = 0) and s.people > 0 $$, 'no group of fewer than four is shown, whatever it is a group of');
-- Ratings: what is left over of each value is neither nothing nor more than the others can have.
select is_empty($$
    select h.by_what, h.name, v.rating, v.left_over
    from (
        select t.by_what, r.rating, r.proposed - coalesce(sum(s.selected), 0) as left_over, r.proposed
        from (select distinct x.by_what from truth x) t
        cross join lateral rungs_api.calibrate_ratings(null, t.by_what, '2026-07-31', null) r
        left join shown s on s.by_what = t.by_what and s.section = 'ratings' and s.rating = r.rating
             and s.name in (select o.name from truth o where o.by_what = t.by_what)
        where r.per = 'all'
        group by t.by_what, r.rating, r.proposed
    ) v
    join pg_temp.hidden('ratings') h on h.by_what = v.by_what
    join truth t on t.by_what = h.by_what and t.name = h.name
    join lateral (select sum(x.people) - t.people as people from pg_temp.hidden('ratings') y join truth x on x.by_what = y.by_what and x.name = y.name
                  where y.by_what = h.by_what) o on true
    where v.proposed > 0 and least(t.people, v.left_over) - greatest(0, v.left_over - o.people) < 1 $$, 'nor how a hidden group was rated');
select is((select count(*) from shown s where s.section = 'distribution' and s.name ~ '[+]|together')::integer,
    (select count(distinct h.by_what)::integer from pg_temp.hidden('distribution') h), 'what is hidden is one row of its grouping');
select is_empty($$ select g.by_what from (select s.by_what, sum(s.people) as people, sum(s.selected) as nominated from shown s where s.section = 'distribution' group by s.by_what) g
    where g.people <> 60 or g.nominated <> (select count(*) from rungs.nomination n) $$, 'with it the rows add up to the whole');

select * from finish();
