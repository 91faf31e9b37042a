-- database: empty
--
-- A cycle: population, packets, quorum, ties, conflicts of interest, leavers and joiners, and what closing writes.
-- The line: top above mid above ann, bea, cai and dov; boss, peer and far stand beside it. From one to two 5 parts are
-- asked: b1 2 (must), b2 1, b3 1, b4 1.

\i tests/support/small_company.sql
select plan(66);

select pg_temp.comes('top', '2015-01-01'), pg_temp.comes('mid', '2015-01-01', 'four', boss => 'top');
select pg_temp.comes(p.who, '2020-01-01', 'one', boss => 'mid') from unnest('{ann,bea,cai,dov}'::text[]) p (who);
select pg_temp.comes('eve', '2020-01-01', 'two', boss => 'boss');
insert into rungs.organisation (name) values ('Core');
update rungs.roster_entry e set organisation_id = o.id, location = 'Oslo', attributes = '{"grade": "7"}', specialization_id = s.id
from rungs.organisation o, rungs.specialization s
where o.name = 'Core' and s.code = 'growth' and e.person_id in (pg_temp.person('ann'), pg_temp.person('bea'), pg_temp.person('mid'));

-- Opening.
create function pg_temp.open(word text, org text default null, manager text default null, level text default null, ladder text default null,
    scale text default null, from_value integer default null) returns bigint language sql as $$
    select c.people from rungs_api.cycle_open(word, current_date - 30, current_date + 30, current_date + 60, org, manager, level, ladder, null, scale, from_value) c
$$;
select is(pg_temp.open('C1'), 6::bigint, 'everybody on a ladder');
select is(pg_temp.open('C2', org => 'Core'), 3::bigint, 'of an organisation');
select is(pg_temp.open('C3', manager => 'mid'), 4::bigint, 'under a manager');
select is(pg_temp.open('C4', level => 'one', manager => 'top'), 4::bigint, 'at a level under a manager');
select is(pg_temp.open('C5', ladder => 'tower', org => 'Core', level => 'four'), 1::bigint, 'all of it at once');
select throws_ok($$ select pg_temp.open('C6', org => 'Cor') $$, 'RG003', 'there is no organisation ''Cor''', 'an organisation that is not there');
select throws_ok($$ select pg_temp.open('C6', ladder => 'towers') $$, 'RG003', 'there is no ladder ''towers''', 'a ladder that is not there');
select throws_ok($$ select pg_temp.open('C6', level => 'three') $$, 'RG003', 'nobody would be in this cycle: level three', 'a population of nobody');
select results_eq($$ select m.level_id, m.manager_id, o.name collate "default", s.code collate "default", m.location, m.attributes ->> 'grade'
    from rungs.cycle_member m join rungs.cycle c on c.id = m.cycle_id and c.code = 'C2'
    left join rungs.organisation o on o.id = m.organisation_id left join rungs.specialization s on s.id = m.specialization_id
    where m.person_id = pg_temp.person('ann') $$,
    $$ values (pg_temp.level('one'), pg_temp.person('mid'), 'Core', 'growth', 'Oslo', '7') $$, 'people are kept as they were');
select is((select rungs_api.cycle_population_words(c) from rungs.cycle c where c.code = 'C4'), 'under top, level one', 'the rule in words');
select is((select string_agg(r.value || r.is_for::text, ' ' order by r.value) from rungs.cycle_rating r join rungs.cycle c on c.id = r.cycle_id where c.code = 'C1'),
    '1false 2false 3false 4true 5true', 'the usual scale');
select is(pg_temp.open('S1', scale => e'1=no\n2=nearly\n 3 = yes ', from_value => 3), 6::bigint, 'a scale of its own');
select is((select string_agg(r.value || r.words || r.is_for::text, ' ' order by r.value) from rungs.cycle_rating r join rungs.cycle c on c.id = r.cycle_id where c.code = 'S1'),
    '1nofalse 2nearlyfalse 3yestrue', 'as it was said');
select throws_ok($$ select pg_temp.open('S2', scale => '1=no') $$, 'RG003', 'a scale of its own says from which rating on it speaks for the promotion', 'it has to say what speaks for a promotion');
select throws_ok($$ select pg_temp.open('S2', scale => e'1=no\n1=yes', from_value => 1) $$, 'RG003', 'the rating 1 is there twice', 'no rating twice');
select throws_ok($$ select pg_temp.open('S2', scale => 'no', from_value => 1) $$, 'RG003', '''no'' is no rating', 'a rating has a number');
select throws_ok($$ select pg_temp.open('S2', scale => e'1=no\n8=yes', from_value => 2) $$, 'RG003', '''8'' is no rating from 1 to 7', 'seven steps at most');
select throws_ok($$ select pg_temp.open('S2', scale => e'0=no\n1=yes', from_value => 1) $$, 'RG003', '''0'' is no rating from 1 to 7', 'the first is 1');
select throws_ok($$ select pg_temp.open('S2', scale => e'1=no\n2=yes', from_value => 3) $$, 'RG003', 'no rating of the scale would speak for the promotion', 'something speaks for it');
select throws_ok($$ select pg_temp.open('S2', scale => e'1=no\n2=yes', from_value => 1) $$, 'RG003', 'no rating of the scale would speak against the promotion', 'and something against');

-- Which cycle is meant.
select throws_ok($$ select rungs_api.nominate('ann', 'two', 'x', null, null, 'mid', false, null) $$, 'RG003', '6 cycles are collecting', 'several collect: which is asked');
insert into rungs.cycle_step (cycle_id, state_id, recorded_by) select c.id, 4, c.recorded_by from rungs.cycle c where c.code in ('C2', 'C3', 'C4', 'C5', 'S1');
update rungs.cycle set state_id = 4 where code in ('C2', 'C3', 'C4', 'C5', 'S1');

-- Packets: frozen with the evidence that counted.
select pg_temp.meets('ann', 'b1', current_date - 40), pg_temp.saw('ann', 'b2', 'emerging', 'peer', 'peer', current_date - 40),
       pg_temp.saw('ann', 'b2', 'solid', 'peer', 'peer', current_date - 1000);
select results_eq($$ select n.person, n.target, n.is_self, n.coverage, n.verdict from rungs_api.nominate('ann', 'two', ' Why. ', 4, null, 'mid', false, null) n $$,
    $$ values ('ann', 'two'::text, false, (2 + 0.25) / 5::float8, 'building') $$, 'b1 is met, b2 a quarter: 2.25 of 5');
select results_eq($$ select x.code collate "default", s.state, s.points, cardinality(s.evidence_ids) from rungs.packet_standing s
    join rungs.expectation x on x.id = s.expectation_id order by 1 $$,
    $$ values ('b1', 'met', 4::float8, 2), ('b2', 'partial', 1, 1), ('b3', 'unknown', null, 0), ('b4', 'unknown', null, 0) $$,
    'each expectation with the entries that counted; what is too old did not');
select pg_temp.saw('ann', 'b3', 'solid', 'peer', 'peer', current_date - 1);
select results_eq($$ select s.expectation, s.submitted, s.present, s.evidence_since, s.evidence_gone from rungs_api.nominate_standing('ann', null, null, null) s where s.changed $$,
    $$ values ('b3'::text, 'unknown', 'partial', 1::bigint, 0::bigint) $$, 'what came since is marked');
select results_eq($$ select c.submitted, c.present from rungs_api.nominate_change('ann', null, null, null) c where c.what = 'coverage' $$,
    $$ values ('45 %', '55 %') $$, 'then 2.25 of 5, now 2.75');
update rungs.evidence set status_id = 4, counted_since = null where id = (select min(e.id) from rungs.evidence e);
select results_eq($$ select s.expectation, s.submitted, s.present, s.evidence_gone from rungs_api.nominate_standing('ann', null, null, null) s where s.evidence_gone > 0 $$,
    $$ values ('b1'::text, 'met', 'partial', 1::bigint) $$, 'and what counts no more');

-- Who nominates whom for what.
create function pg_temp.refusal(person text, level text, boss text, on_day date default current_date, joins boolean default false) returns text language plpgsql as $$
begin
    perform rungs_api.nominate(person, level, 'x', null, on_day, boss, joins, null);
    return 'none';
exception when sqlstate 'RG003' then
    return sqlerrm;
end
$$;
select is(pg_temp.refusal('bea', 'two', 'boss'), 'boss is no manager of bea', 'somebody beside the line does not nominate');
select is(pg_temp.refusal('bea', 'one', 'mid'), '''one'' is the present level', 'nor for the present level');
select is(pg_temp.refusal('eve', 'one', 'boss'), '''one'' does not lie above two', 'nor for a lower one');
select is(pg_temp.refusal('boss', 'two', 'boss'), 'boss is not in the population of the cycle', 'nor somebody who is not in it');
select is(pg_temp.refusal('boss', 'two', 'boss', joins => true), 'boss is on no ladder', 'nor somebody without a level');
select is(pg_temp.refusal('bea', 'two', 'mid', current_date - 31), (current_date - 31) || ' is outside the days of the cycle', 'nor before it starts');
select is(pg_temp.refusal('bea', 'two', 'mid', current_date + 1), (current_date + 1) || ' lies ahead', 'nor ahead of time');
select is(pg_temp.refusal('bea', 'two', 'mid', current_date - 30), 'none', 'on its first day it is taken');
select is(pg_temp.refusal('bea', 'three', 'top'), 'bea is nominated already, by mid', 'two managers do not overwrite each other');
select is(pg_temp.refusal('cai', 'three', 'cai'), 'none', 'for oneself, two levels up');
select is(pg_temp.refusal('cai', 'two', 'top'), 'none', 'a manager''s takes its place');
select is(pg_temp.refusal('cai', 'three', 'cai'), 'cai is nominated already, by top', 'and not the other way round');
select is(pg_temp.refusal('dov', 'two', 'mid'), 'none', 'and one more');
select is(pg_temp.refusal('eve', 'three', 'eve'), 'none', 'and one of another line');
-- A joiner.
select pg_temp.comes('fay', current_date - 5, 'one', boss => 'mid');
select is(pg_temp.refusal('fay', 'two', 'mid'), 'fay is not in the population of the cycle', 'a joiner is not in it');
select results_eq($$ select c.change, c.person, c.what_then from rungs_api.cycle_changes('C1', null, null) c $$,
    $$ values ('joined', 'fay', 'nominated only with --add') $$, 'which is shown');
select is(pg_temp.refusal('fay', 'two', 'mid', joins => true), 'none', 'and is taken in when said so');
select results_eq($$ select c.what_then, c.nominated from rungs_api.cycle_changes('C1', null, null) c $$, $$ values ('taken in', true) $$, 'which is shown too');

-- The committee and its quorum: at least 2, and half of those who may vote.
select rungs_api.committee_add(p.who, p.who = 'boss', null) from unnest('{boss,peer,far,top,eve}'::text[]) p (who) \g /dev/null
select lives_ok($$ select rungs_api.cycle_calibrate('C1', null) $$, 'five members calibrate');
create function pg_temp.stands_at(who text) returns text language sql volatile as $$
    select format('%s of %s, %s needed: %s', c.votes, c.may_vote, c.needed, c.state)
    from rungs.cycle i cross join lateral rungs_api.case_on(i, array[pg_temp.person(who)], current_date, clock_timestamp()) c where i.code = 'C1'
$$;
create function pg_temp.votes(who text, rating integer, member text) returns text language plpgsql as $$
begin
    perform rungs_api.calibrate_vote(who, rating, member, null, null);
    return pg_temp.stands_at(who);
exception when sqlstate 'RG003' then
    return sqlerrm;
end
$$;
select is(pg_temp.stands_at('ann'), '0 of 4, 2 needed: to vote', 'four may vote on ann: top is above her');
select is(pg_temp.stands_at('eve'), '0 of 3, 2 needed: to vote', 'three on eve: one of them is herself, and boss is above her');
select is(pg_temp.votes('ann', 4, 'top'), 'top has no say here: it is their own report', 'nobody votes two levels down their own line');
select is(pg_temp.votes('eve', 5, 'eve'), 'eve has no say here: it is their own case', 'nor on their own case');
select is(pg_temp.votes('ann', 4, 'mid'), 'mid is not in the committee of C1', 'nor without being in the committee');
select is(pg_temp.votes('ann', 4, 'peer'), '1 of 4, 2 needed: to vote', 'one vote is no quorum');
select is(pg_temp.votes('ann', 2, 'far'), '2 of 4, 2 needed: to reveal', 'half of them is one');
select rungs_api.committee_add('dov', false, null) \g /dev/null
select is(pg_temp.stands_at('ann'), '2 of 5, 3 needed: to vote', 'of five it takes three');
select rungs_api.rules_set('quorum_share', '0.4', null, null, 'Holidays.') \g /dev/null
select is(pg_temp.stands_at('ann'), '2 of 5, 2 needed: to reveal', 'or two, when two fifths are enough');
select rungs_api.rules_set('conflict_levels', '1', null, null, 'A small company.') \g /dev/null
select is(pg_temp.votes('ann', 4, 'top'), '3 of 6, 3 needed: to reveal', 'with conflicts one level down only, top may vote');
select is(pg_temp.votes('ann', 2, 'boss'), '4 of 6, 3 needed: to reveal', 'and boss');
-- Nobody is at the keyboard, so no vote is to be seen.
select is((select count(*) from rungs_api.nominate_said('ann', null, null, null) s where s.kind = 'vote'), 0::bigint, 'before that nobody sees a vote');
select is((select string_agg(c.fact, '') from rungs_api.case_facts_of('ann', null, null, null) c where c.what in ('median', 'votes')), '4 of 6', 'nor what they come to');
select rungs_api.calibrate_reveal('ann', false, null) \g /dev/null
select is((select s.median || ' ' || s.spread || ' ' || s.votes_for || ' ' || s.votes_against || ' ' || s.state
    from rungs.cycle i cross join lateral rungs_api.case_on(i, array[pg_temp.person('ann')], current_date, clock_timestamp()) s where i.code = 'C1'),
    '3 2 2 2 tie', 'two for, two against: the median of 2 2 4 4, and a tie');
select throws_ok($$ select rungs_api.decide('ann', 'promote', 'x', null, 'peer', null) $$, 'RG003', 'the committee is divided on ann: 2 for, 2 against', 'a tie promotes nobody');
select rungs_api.calibrate_move('ann', 4, 'Heard.', 'peer', null) \g /dev/null
select lives_ok($$ select rungs_api.decide('ann', 'promote', 'x', null, 'peer', null) $$, 'the rating that the committee settles on does');

-- A leaver; the rest; closing.
update rungs.roster_entry e set status_id = 3 where e.person_id = pg_temp.person('dov');
select is(pg_temp.stands_at('dov'), '0 of 5, 2 needed: set aside', 'who has left is set aside');
select throws_ok($$ select rungs_api.decide('dov', 'deferred', 'x', 'y', 'peer', null) $$, 'RG003', 'the case of dov is set aside: has left', 'and needs no decision');
select rungs_api.decide(p.who, 'deferred', 'No place.', 'In spring.', 'peer', null) from unnest('{bea,cai,eve,fay}'::text[]) p (who) \g /dev/null
select rungs_api.cycle_decide('C1', null), rungs_api.cycle_close('C1', null) \g /dev/null
select is((select string_agg(p.employee_id || ' ' || l.code || ' ' || t.effective_on, ' ') from rungs.transition t join rungs.person p on p.id = t.person_id
    join rungs.level l on l.id = t.level_id where t.note = 'cycle C1'), 'ann two ' || current_date + 60, 'closing writes the promotion from its day on');
select results_eq($$ select o.outcome, o.cases, o.written, o.skipped, o.set_aside from rungs_api.cycle_outcomes('C1') o $$,
    $$ values ('deferred', 4::bigint, 0::bigint, 0::bigint, 0::bigint), ('promote', 1, 1, 0, 0), ('set aside', 1, 0, 0, 1) $$, 'what came of it');
select is((select string_agg(k.verdict, ' ' order by n.person_id) from rungs.packet k join rungs.nomination n on n.id = k.nomination_id where k.moment = 'closing'
    and n.person_id in (pg_temp.person('ann'), pg_temp.person('dov'))), 'building gone', 'each packet is frozen once more');

select * from finish();
