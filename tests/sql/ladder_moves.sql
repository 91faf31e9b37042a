-- database: ladders
--
-- A growing company moves from the small ladder to the full one, and a shrinking one back: months in level, evidence and
-- crossings go along. The ladders are those that come with Rungs.
--
-- From product manager to the senior both ladders ask 27 parts: 14 expectations of the level (four of weight 2 here, with
-- goals, strategy, unknowns and benefit) are 18, six shifts of the border (three of weight 2) are 9.

\i tests/support/imports.sql
\i tests/support/ladder_people.sql
select plan(32);
create function pg_temp.stands(who text, on_day date default '2026-06-15') returns text language sql as $$
    select concat_ws(', ', a.level, a.target, a.coverage, a.known, a.months || ' months', 'settling until ' || a.settling_until) from pg_temp.answer(who, on_day) a
$$;

-- From the small ladder to the full one.
select pg_temp.comes('ned', 'product-management-small/product_manager', '2025-01-01');
select pg_temp.meets('ned', 'product-management-small/' || c.code, '2026-03-01') from unnest('{senior_product_strategy,senior_product_goals,finds_opportunities}'::text[]) c (code);
select pg_temp.saw('ned', 'product-management-small/senior_product_market', 'solid', 'boss', 'manager', '2026-03-01');
select is(pg_temp.stands('ned'), 'product-management-small/product_manager, senior_product_manager, 0.2407, 0.2593, 17 months', '(2 + 2 + 2 + 0.5) of 27 parts on the small ladder, 7 of 27 known');
select pg_temp.moves('ned', 'product-management/pm', '2026-06-10', 'lateral');
select is(pg_temp.stands('ned', '2026-06-09'), 'product-management-small/product_manager, senior_product_manager, 0.2407, 0.2593, 17 months', 'on the day before the move');
select is(pg_temp.stands('ned'), 'product-management/pm, senior_pm, 0.2407, 0.2593, 17 months', 'after it the same, on the full ladder');
select alike(pg_temp.asked('ned', '2026-06-15'), '%2 own_opportunities* met 4,%2 senior_goals* met 4, senior_leads_pms unknown, senior_market partial 2,%2 senior_strategy_plan* met 4,%', 'by the codes that are asked there');
-- The observer's cap holds over the codes of both ladders together.
select pg_temp.saw('ned', 'product-management/senior_market', 'solid', 'boss', 'manager', '2026-06-11');
select alike(pg_temp.asked('ned', '2026-06-15'), '%, senior_market partial 3,%', 'two solid entries of one observer, one on each ladder, are 3 points');
select pg_temp.saw('ned', 'product-management/senior_market', 'emerging', 'peer', 'peer', '2026-06-11');
select is(pg_temp.stands('ned'), 'product-management/pm, senior_pm, 0.2593, 0.2593, 17 months', 'a second voice meets it: 7 of 27');
-- And back.
select pg_temp.meets('ned', 'product-management/senior_operations', '2026-06-12');
select is(pg_temp.stands('ned'), 'product-management/pm, senior_pm, 0.2963, 0.2963, 17 months', 'one more on the full ladder: 8 of 27');
select pg_temp.moves('ned', 'product-management-small/product_manager', '2026-06-13', 'lateral');
select is(pg_temp.stands('ned'), 'product-management-small/product_manager, senior_product_manager, 0.2963, 0.2963, 17 months', 'back on the small ladder nothing of it is lost');

-- What keeps the months, and what begins anew.
create function pg_temp.from_to(who text, present text, next_one text, kind text) returns text language sql as $$
    select pg_temp.comes(who, present, '2025-01-01'), pg_temp.moves(who, next_one, '2026-05-01', kind);
    select a.level || ' ' || a.months from pg_temp.answer(who, '2026-06-15') a
$$;
select is(pg_temp.from_to(c.who, c.present, c.next_one, c.kind), c.next_one || ' ' || c.months, c.rule)
from (values
    ('m1', 'product-management-small/product_manager', 'product-management/apm', 'lateral', 17, 'who was called more than the scope was keeps the months'),
    ('m2', 'product-management-small/product_manager', 'product-management/senior_pm', 'promotion', 1, 'a promotion on the way over begins anew'),
    ('m3', 'product-management-small/senior_product_manager', 'product-management/pm', 'demotion', 1, 'so does a step down'),
    ('m4', 'product-management-small/head_of_product', 'product-management/director', 'lateral', 17, 'the head is a director'),
    ('m5', 'product-management-small/head_of_product', 'product-management/lead_pm', 'lateral', 17, 'or a lead'),
    ('m6', 'product-management/vp', 'product-management-small/head_of_product', 'lateral', 17, 'back, the head is the highest level there is'),
    ('m7', 'product-management/cpo', 'product-management-small/head_of_product', 'demotion', 1, 'which is nothing for a chief product officer'),
    ('m8', 'product-management/pm', 'engineering/engineer', 'lateral', 1, 'another profession is another rung')) c (who, present, next_one, kind, months, rule);
select pg_temp.comes('m9', 'product-management-small/product_manager', '2024-01-01');
select pg_temp.moves('m9', 'product-management/pm', '2025-01-01', 'lateral'), pg_temp.moves('m9', 'product-management-small/product_manager', '2026-01-01', 'lateral'), pg_temp.moves('m9', 'product-management/apm', '2026-06-01', 'lateral');
select results_eq($$ select a.months from pg_temp.answer('m9', '2026-06-15') a $$, $$ values (29) $$, 'over and back and over: since the first of them');
select results_eq($$ select l.since, k.code collate "default" from rungs_api.level_of(pg_temp.person('m9'), '2026-06-15', now()) l join rungs.level k on k.id = l.level_id $$, $$ values (date '2024-01-01', 'apm') $$, 'at the level of now');
update rungs.level_mapping m set recorded_at = '2026-05-01';
select is((select o.since from rungs_api.level_of(pg_temp.person('m1'), '2026-06-15', '2026-04-30') o), '2026-05-01'::date, 'before the mapping was known they were two levels');
select is((select o.since from rungs_api.level_of(pg_temp.person('m1'), '2026-06-15', '2026-05-01') o), '2025-01-01'::date, 'from then on one');

-- A crossing is one on either ladder, and on the way over.
select pg_temp.comes('cat', 'product-management-small/product_manager', '2025-01-01'), pg_temp.moves('cat', 'product-management-small/senior_product_manager', '2026-04-01');
select alike(pg_temp.stands('cat'), 'product-management-small/%, 2 months, settling until 2026-10-01', 'across the border of the small ladder');
select pg_temp.moves('cat', 'product-management/senior_pm', '2026-06-01', 'lateral');
select alike(pg_temp.stands('cat'), 'product-management/%, 2 months, settling until 2026-10-01', 'who moves over goes on settling');
select pg_temp.comes('dan', 'product-management-small/senior_product_manager', '2025-01-01'), pg_temp.moves('dan', 'product-management/director', '2026-06-01');
select alike(pg_temp.stands('dan'), 'product-management/%, 0 months, settling until 2026-12-01', 'whoever is promoted across the border on the way over is settling');
select pg_temp.comes('eli', 'product-management-small/senior_product_manager', '2025-01-01'), pg_temp.moves('eli', 'product-management/senior_pm', '2026-06-01', 'lateral');
select unalike(pg_temp.stands('eli'), '%settling%', 'whoever only moves over is not');
select pg_temp.comes('hal', 'product-management-small/head_of_product', '2025-01-01'), pg_temp.moves('hal', 'product-management/vp', '2026-06-01');
select unalike(pg_temp.stands('hal'), '%settling%', 'the head is a director first of all, and from there on a VP''s job is the same');
select pg_temp.comes('fay', 'engineering/engineer', '2025-01-01'), pg_temp.moves('fay', 'product-management/senior_pm', '2026-06-01', 'lateral');
select unalike(pg_temp.stands('fay'), '%settling%', 'nor is who comes from another profession: there is no stage to come from');

-- Without a move, in an edition of the other ladder: what moving over would mean.
select pg_temp.comes('gil', 'product-management-small/product_manager', '2025-01-01'), pg_temp.meets('gil', 'product-management-small/senior_product_goals', '2026-03-01');
select results_eq($$ select a.level, a.target, a.coverage, a.months from pg_temp.answer('gil', '2026-06-15', 'product-management@1') a $$, $$ values ('product-management/pm', 'senior_pm', 0.0741, 17) $$,
    'by the full ladder the same rung is a product manager''s, with 2 of 27 parts');
select results_eq($$ select a.level, a.coverage from pg_temp.answer('gil', '2026-06-15', 'engineering@1') a $$, $$ values ('product-management-small/product_manager', 0.0741) $$, 'one of a ladder that has no such rung changes nothing');

-- All that comes with Rungs corresponds.
create function pg_temp.unmapped(from_ladder text, to_ladder text) returns table (code text) language sql as $$
    select x.code collate "default"
    from rungs.expectation_text t
    join rungs.expectation x on x.id = t.expectation_id
    where t.edition_id = pg_temp.edition(from_ladder || '@1')
      and not exists (select from rungs.expectation_mapping m where m.from_id = x.id and m.edition_id = pg_temp.edition(to_ladder || '@1'))
$$;
select is_empty($$ select u.code from pg_temp.unmapped('product-management-small', 'product-management') u $$, 'everything that the small ladder asks counts for something on the full one');
select is_empty($$ select u.code from pg_temp.unmapped('product-management', 'product-management-small') u where u.code like 'apm\_%' and u.code <> 'apm_apprentice' or u.code like 'pm\_%' or u.code like 'senior\_%' $$,
    'so does what the full one asks up to the senior, but for the apprentice, whom a small company does not have');
select is_empty($$ select m.edition_id from rungs.expectation_mapping m where m.to_id not in (select t.expectation_id from rungs.expectation_text t where t.edition_id = m.edition_id) $$, 'no mapping leads to nothing');
select set_eq($$ select d.code || '/' || f.code || ' ' || t.code from rungs.level_mapping m join rungs.level f on f.id = m.from_id join rungs.ladder d on d.id = f.ladder_id join rungs.level t on t.id = m.to_id $$, array[
    'product-management-small/product_manager pm', 'product-management-small/product_manager apm', 'product-management-small/senior_product_manager senior_pm',
    'product-management-small/head_of_product director', 'product-management-small/head_of_product lead_pm', 'product-management/apm product_manager', 'product-management/pm product_manager',
    'product-management/senior_pm senior_product_manager', 'product-management/lead_pm head_of_product', 'product-management/lead_pm senior_product_manager', 'product-management/director head_of_product',
    'product-management/vp head_of_product'], 'the levels that are the same rung');

select * from finish();
