-- database: empty
--
-- Points of one expectation: strength, age, observer cap, and which entries count at all. Each case is a person
-- of its own, all asked about b1 on 2026-06-15 (or on the day that the case is about).

\i tests/support/small_company.sql

-- 2026-06-15 less 12 months is 2025-06-15, less 24 months 2024-06-15.
create temporary table happened (
    subject text, how text, seer text, stands text, on_day date);
insert into happened values
    ('contrary', 'contrary', 'boss', 'manager', '2026-06-01'),
    ('emerging', 'emerging', 'boss', 'manager', '2026-06-01'),
    ('solid', 'solid', 'boss', 'manager', '2026-06-01'),
    ('exemplary', 'exemplary', 'boss', 'manager', '2026-06-01'),
    ('today', 'solid', 'boss', 'manager', '2026-06-15'),
    ('tomorrow', 'solid', 'boss', 'manager', '2026-06-16'),
    ('aged 12', 'solid', 'boss', 'manager', '2025-06-15'),
    ('aged 12 and a day', 'solid', 'boss', 'manager', '2025-06-14'),
    ('aged 24', 'exemplary', 'boss', 'manager', '2024-06-15'),
    ('aged 24 and a day', 'exemplary', 'boss', 'manager', '2024-06-14'),
    ('old contrary', 'contrary', 'boss', 'manager', '2025-01-01'),
    ('first day', 'solid', 'boss', 'manager', '2020-01-01'),
    ('one voice twice', 'exemplary', 'boss', 'manager', '2026-06-01'),
    ('one voice twice', 'exemplary', 'boss', 'manager', '2026-06-02'),
    ('one voice against', 'contrary', 'boss', 'manager', '2026-06-01'),
    ('one voice against', 'contrary', 'boss', 'manager', '2026-06-02'),
    ('one voice against', 'contrary', 'boss', 'manager', '2026-06-03'),
    ('one voice, two relations', 'solid', 'boss', 'manager', '2026-06-01'),
    ('one voice, two relations', 'solid', 'boss', 'skip_manager', '2026-06-02'),
    ('one voice, both ways', 'exemplary', 'boss', 'manager', '2026-06-01'),
    ('one voice, both ways', 'exemplary', 'boss', 'manager', '2026-06-02'),
    ('one voice, both ways', 'contrary', 'boss', 'manager', '2026-06-03'),
    ('capped after ageing', 'exemplary', 'boss', 'manager', '2025-01-01'),
    ('capped after ageing', 'exemplary', 'boss', 'manager', '2025-01-02'),
    ('capped after ageing', 'emerging', 'boss', 'manager', '2025-01-03'),
    ('two voices', 'solid', 'boss', 'manager', '2026-06-01'),
    ('two voices', 'solid', 'peer', 'peer', '2026-06-01'),
    ('two loud voices', 'exemplary', 'boss', 'manager', '2026-06-01'),
    ('two loud voices', 'exemplary', 'peer', 'peer', '2026-06-01'),
    ('two loud voices', 'exemplary', 'peer', 'peer', '2026-06-02'),
    ('three and a half', 'solid', 'boss', 'manager', '2026-06-01'),
    ('three and a half', 'exemplary', 'peer', 'peer', '2025-01-01'),
    ('one against two', 'solid', 'boss', 'manager', '2026-06-01'),
    ('one against two', 'solid', 'peer', 'peer', '2026-06-01'),
    ('one against two', 'contrary', 'far', 'stakeholder', '2026-06-01'),
    ('one sinks nobody', 'solid', 'boss', 'manager', '2026-06-01'),
    ('one sinks nobody', 'solid', 'peer', 'peer', '2026-06-01'),
    ('one sinks nobody', 'contrary', 'far', 'stakeholder', '2026-06-01'),
    ('one sinks nobody', 'contrary', 'far', 'stakeholder', '2026-06-02'),
    ('one sinks nobody', 'contrary', 'far', 'stakeholder', '2026-06-03'),
    ('evens out', 'solid', 'boss', 'manager', '2026-06-01'),
    ('evens out', 'contrary', 'peer', 'peer', '2026-06-01'),
    ('just below nought', 'emerging', 'boss', 'manager', '2025-01-01'),
    ('just below nought', 'contrary', 'peer', 'peer', '2025-01-01'),
    ('a customer and a metric', 'solid', 'Lido bank', 'customer', '2026-06-01'),
    ('a customer and a metric', 'solid', 'Churn', 'metric', '2026-06-01'),
    ('stale beside fresh', 'exemplary', 'boss', 'manager', '2023-01-01'),
    ('stale beside fresh', 'emerging', 'peer', 'peer', '2026-06-01'),
    ('own word', 'exemplary', 'own word', 'self', '2026-06-01');

create temporary table expected (subject text, standing text, why text);
insert into expected values
    ('contrary', 'contrary -2', 'a contrary entry is worth -2'),
    ('emerging', 'partial 1', 'an emerging entry is worth 1'),
    ('solid', 'partial 2', 'a solid entry is worth 2'),
    ('exemplary', 'partial 3', 'an exemplary entry is worth 3'),
    ('today', 'partial 2', 'what happened on the day counts'),
    ('tomorrow', 'unknown', 'what lies ahead of the day does not'),
    ('aged 12', 'partial 2', 'exactly 12 months old counts fully'),
    ('aged 12 and a day', 'partial 1', 'a day older counts half'),
    ('aged 24', 'partial 1.5', 'exactly 24 months old counts half'),
    ('aged 24 and a day', 'stale 0', 'a day older is stale'),
    ('old contrary', 'contrary -1', 'contrary entries age as well'),
    ('one voice twice', 'partial 3', 'two exemplary entries of one observer are 3'),
    ('one voice against', 'contrary -3', 'three contrary entries of one observer are -3'),
    ('one voice, two relations', 'partial 3', 'one observer is one voice in whatever relation'),
    ('one voice, both ways', 'partial 3', '3 + 3 - 2 of one observer is 4, counted as 3'),
    ('capped after ageing', 'partial 3', '1.5 + 1.5 + 0.5 of one observer is 3.5, counted as 3'),
    ('two voices', 'met 4', 'two solid entries of two observers meet an expectation'),
    ('two loud voices', 'met 6', 'the cap is for each observer'),
    ('three and a half', 'partial 3.5', '3.5 is not 4'),
    ('one against two', 'partial 2', 'a contrary entry against two solid ones leaves 2'),
    ('one sinks nobody', 'partial 1', 'nobody''s single voice sinks an expectation'),
    ('evens out', 'partial 0', 'nought is not negative, and not unknown'),
    ('just below nought', 'contrary -0.5', 'the least bit below nought is contrary'),
    ('a customer and a metric', 'met 4', 'voices from outside count like others'),
    ('stale beside fresh', 'partial 1', 'one fresh entry, and it is not stale'),
    ('own word', 'unknown', 'the person''s own word waits for somebody else'),
    ('nobody', 'unknown', 'nothing at all is unknown');

select plan((select count(*)::integer + 16 from expected));

select pg_temp.comes(s.subject, '2020-01-01', 'one')
from (select h.subject from happened h union select e.subject from expected e) s;
select pg_temp.saw(h.subject, 'b1', h.how, h.seer, h.stands, h.on_day) from happened h \g /dev/null

select is(pg_temp.stands(e.subject, 'b1', '2026-06-15'), e.standing, e.why) from expected e;

-- Days of other length: February, and the leap day.
select pg_temp.comes('leap', '2020-01-01', 'one');
select pg_temp.saw('leap', 'b1', 'solid', 'boss', 'manager', '2024-02-29');
select is(pg_temp.stands('leap', 'b1', '2025-02-28'), 'partial 2', 'the leap day counts fully on 28 February');
select is(pg_temp.stands('leap', 'b1', '2025-03-01'), 'partial 1', 'and half on 1 March');
select is(pg_temp.stands('leap', 'b1', '2026-02-28'), 'partial 1', 'half still on 28 February two years on');
select is(pg_temp.stands('leap', 'b1', '2026-03-01'), 'stale 0', 'and not at all on 1 March');
select pg_temp.saw('leap', 'b2', 'solid', 'boss', 'manager', '2023-02-28');
select is(pg_temp.stands('leap', 'b2', '2024-02-29'), 'partial 2',
          'on a leap day the year reaches back to the last day of February');
select is(pg_temp.stands('leap', 'b2', '2024-03-01'), 'partial 1', 'on 1 March no more');

-- The hire.
select is(pg_temp.stands('first day', 'b1', '2020-01-02'), 'partial 2', 'the day of the hire counts');
select pg_temp.saw('first day', 'b2', 'solid', 'boss', 'manager', '2019-12-31');
select is(pg_temp.stands('first day', 'b2', '2020-01-02'), 'unknown', 'the day before the hire does not count');
update rungs.roster_entry set hired_on = null where person_id = pg_temp.person('first day');
select is(pg_temp.stands('first day', 'b2', '2020-01-02'), 'partial 2', 'where the hire is not known, everything counts');

-- The life of an entry.
create function pg_temp.becomes(who text, by_whom text, what text) returns void language sql as $$
    select rungs_api.evidence_step(
        (select max(e.id) from rungs.evidence e where e.person_id = pg_temp.person(who)), by_whom, what, 'Because.')
$$;
select pg_temp.becomes('own word', 'boss', 'confirmed');
select is(pg_temp.stands('own word', 'b1', '2026-06-15'), 'partial 3', 'the own word counts once somebody else confirmed it');
select pg_temp.becomes('own word', 'peer', 'disputed');
select is(pg_temp.stands('own word', 'b1', '2026-06-15'), 'unknown', 'a disputed entry does not count');
select pg_temp.becomes('own word', 'far', 'confirmed');
select is(pg_temp.stands('own word', 'b1', '2026-06-15'), 'partial 3', 'confirmed again it does');
select pg_temp.becomes('solid', 'boss', 'withdrawn');
select is(pg_temp.stands('solid', 'b1', '2026-06-15'), 'unknown', 'a withdrawn entry does not count');
select throws_ok($$ select pg_temp.becomes('exemplary', 'exemplary', 'confirmed') $$, 'RG003',
                 'nobody confirms evidence about themselves', 'nobody confirms evidence about themselves');
select throws_ok($$ select pg_temp.becomes('exemplary', 'peer', 'withdrawn') $$, 'RG003', null,
                 'nobody withdraws what somebody else saw');

-- Ladder text may change; what an entry is worth does not depend on the level it is asked at.
select is(pg_temp.stands('two voices', 'b1', '2025-06-15'), 'unknown', 'as of a day before it happened nothing is known');

select * from finish();
