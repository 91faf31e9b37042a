-- database: empty
--
-- Rounds in bulk: the rating that a file of nominations proposes, and decisions, each judged as decide would.

\i tests/support/small_company.sql
\i tests/support/imports.sql
select plan(24);

select pg_temp.comes('top', '2015-01-01', 'four'), pg_temp.comes('mid', '2015-01-01', 'three', boss => 'top');
select pg_temp.comes(p.who, '2020-01-01', 'one', boss => 'mid') from unnest('{ann,bea,cai,dov,eve,fay,gus}'::text[]) p (who);
select rungs_api.cycle_open('C', current_date - 30, current_date + 30, current_date + 60) \g /dev/null

-- A row of nominations: who, by whom, and the rating as it was written.
create function pg_temp.puts(who text, by_whom text, rating text) returns jsonb language sql as $$
    select jsonb_build_object('person', who, 'target', 'two', 'nominated_by', by_whom, 'nominated_on', current_date - 1, 'rationale', 'Why.')
           || case when rating is null then '{}' else jsonb_build_object('rating', rating) end
$$;
create function pg_temp.nominates(variadic rows jsonb[]) returns text language sql as $$ select pg_temp.take('nominations', null, to_jsonb(rows), 'C') $$;
create function pg_temp.proposed(who text) returns text language sql as $$
    select string_agg(r.value || ' by ' || b.employee_id, ' ')
    from rungs.nomination n
    join rungs.rating r on r.nomination_id = n.id and r.kind = 'proposed' and r.superseded_at = 'infinity'
    join rungs.person b on b.id = r.rated_by
    where n.person_id = pg_temp.person(who) and n.superseded_at = 'infinity'
$$;
select is(pg_temp.nominates(pg_temp.puts('ann', 'mid', '4'), pg_temp.puts('bea', 'mid', ''), pg_temp.puts('cai', 'cai', '')), 'new 3', 'some with a rating, some without');
select is(pg_temp.proposed('ann'), '4 by mid', 'who nominates proposes it');
select is(pg_temp.proposed('bea'), null, 'a blank proposes nothing');
select is(pg_temp.nominates(pg_temp.puts('ann', 'mid', '4')), 'unchanged 1', 'the same again changes nothing');
select is(pg_temp.nominates(pg_temp.puts('ann', 'mid', '')), 'unchanged 1', 'nor does a blank: what was proposed stays');
select is(pg_temp.nominates(pg_temp.puts('ann', 'mid', null)), 'unchanged 1', 'nor a file without that column');
select is(pg_temp.proposed('ann'), '4 by mid', 'it is still there');
select is(pg_temp.nominates(pg_temp.puts('ann', 'mid', '5')), 'changed 1', 'another one is a change');
select results_eq($$ select c.field, c.old_value, c.new_value from pg_temp.import_change c $$, $$ values ('rating', '4', '5') $$, 'told as what it is');
select is(pg_temp.proposed('ann'), '5 by mid', 'and takes the place of the first');
select is(pg_temp.nominates(pg_temp.puts('ann', 'mid', '6'), pg_temp.puts('bea', 'mid', 'good'), pg_temp.puts('dov', 'dov', '3')),
'2 rating: no rating of C
3 rating: no rating of C
4 rating: nobody proposes a rating of themselves', 'a rating of the scale, and not of oneself');
select is((select rungs_api.scale_words(c) from rungs.cycle c), 'Its ratings: 1 far from what the level asks, 2 below what the level asks, '
    '3 close to what the level asks, 4 does what the level asks, 5 does more than the level asks.', 'the scale is told');

-- Decisions. far, peer and mid are the committee; mid is above everybody.
select is(pg_temp.nominates(pg_temp.puts('dov', 'mid', '3'), pg_temp.puts('eve', 'mid', '3'), pg_temp.puts('fay', 'mid', '3'), pg_temp.puts('mid', 'top', '3')),
    '5 target: does not lie above three', 'nobody is nominated downwards');
select is(pg_temp.nominates(pg_temp.puts('dov', 'mid', '3'), pg_temp.puts('eve', 'mid', '3'), pg_temp.puts('fay', 'mid', '3'), pg_temp.puts('gus', 'mid', '3')), 'new 4', 'the others');
select rungs_api.committee_add(p.who, false, 'C') from unnest('{far,peer,mid}'::text[]) p (who) \g /dev/null
select rungs_api.cycle_calibrate('C', null) \g /dev/null
-- For ann, bea and cai both are; on dov they are divided; against eve; on fay nobody has voted.
select rungs_api.calibrate_vote(v.who, v.far, 'far', null, 'C'), rungs_api.calibrate_vote(v.who, v.peer, 'peer', null, 'C')
from (values ('ann', 4, 5), ('bea', 4, 4), ('cai', 5, 5), ('dov', 2, 4), ('eve', 1, 2), ('gus', 4, 4)) v (who, far, peer) \g /dev/null
select rungs_api.calibrate_reveal(null, true, 'C') \g /dev/null
create function pg_temp.says(who text, outcome text, by_whom text, rationale text default 'So.', feedback text default null) returns rungs_api.decisions_row language sql as $$
    select row(null, who, outcome, rationale, feedback, by_whom)::rungs_api.decisions_row
$$;
create function pg_temp.decides(variadic rows rungs_api.decisions_row[]) returns text language plpgsql as $$
declare
    said text;
begin
    perform pg_temp.tidy();
    drop table if exists pg_temp.decision_read, pg_temp.decision_case, pg_temp.decision_line, pg_temp.decision_speaker;
    perform rungs_api.import_begin('decisions');
    insert into pg_temp.stage_decisions
    select r.number + 1, r.person, r.outcome, r.rationale, r.feedback, r.decided_by
    from unnest(rows) with ordinality r (line, person, outcome, rationale, feedback, decided_by, number);
    select concat_ws(' ', 'new', d.new, 'unchanged', d.unchanged) into said from rungs_api.import_decisions('d.csv', repeat('0', 64), null, 'C') d;
    if exists (select from pg_temp.import_problem) then
        raise exception using errcode = 'P0099', message = (
            select string_agg(p.line || ': ' || p.problem, e'\n' order by p.line, p.problem) from pg_temp.import_problem p);
    end if;
    return said;
exception when sqlstate 'P0099' then
    return sqlerrm;
end
$$;
-- The same one by one: what decide refuses it with.
create function pg_temp.decided(who text, outcome text, by_whom text, rationale text default 'So.', feedback text default null) returns text language plpgsql as $$
begin
    perform rungs_api.decide(who, outcome, rationale, feedback, by_whom, 'C');
    raise exception using errcode = 'P0099', message = 'decided';
exception when sqlstate 'P0099' or sqlstate 'RG003' then
    return sqlerrm;
end
$$;
create temporary table asked_for (place integer, who text, outcome text, by_whom text, rationale text, feedback text);
insert into asked_for values
    (1, 'ann', 'promote', 'top', 'So.', null), (2, 'bea', 'promote', 'mid', 'So.', null), (3, 'cai', 'promote', 'far', ' ', null),
    (4, 'dov', 'promote', 'far', 'So.', null), (5, 'eve', 'promote', 'far', 'So.', null), (6, 'fay', 'not_yet', 'far', 'So.', 'Go on.'),
    (7, 'gus', 'not_yet', 'far', 'So.', null), (8, 'top', 'deferred', 'far', 'So.', 'Go on.');
select is(pg_temp.decides(variadic (select array_agg(pg_temp.says(a.who, a.outcome, a.by_whom, a.rationale, a.feedback) order by a.place) from asked_for a)),
'2: top is not in the committee of C
3: mid has no say here: it is their own report
4: a decision needs a rationale
5: the committee is divided on dov: 1 for, 1 against
6: the committee is against promoting eve
7: the committee has not voted on fay: 0 of 2 votes
8: gus would hear ''not yet'' without a word why
9: top is not nominated in C', 'each is refused for its own reason');
select is((select string_agg(a.place + 1 || ': ' || pg_temp.decided(a.who, a.outcome, a.by_whom, a.rationale, a.feedback), e'\n' order by a.place) from asked_for a),
    pg_temp.decides(variadic (select array_agg(pg_temp.says(a.who, a.outcome, a.by_whom, a.rationale, a.feedback) order by a.place) from asked_for a)),
    'in the words of decide');
select is(pg_temp.decides(pg_temp.says('ann', 'promote', 'nobody'), pg_temp.says('bea', 'promote', null)),
    format(e'2: nobody here is known as ''nobody''\n3: it is not known who ''%s'' is', rungs_api.login()), 'who speaks has to be known');
select is(pg_temp.decides(pg_temp.says('ann', 'promote', 'far', repeat('x', 4001)), pg_temp.says('bea', 'deferred', 'far', 'So.', e'a\u0007b')),
    (select string_agg(x.line || ': ' || pg_temp.decided(x.who, x.outcome, 'far', x.rationale, x.feedback), e'\n' order by x.line)
     from (values (2, 'ann', 'promote', repeat('x', 4001), null), (3, 'bea', 'deferred', 'So.', e'a\u0007b')) x (line, who, outcome, rationale, feedback)), 'texts that cannot be kept');
select isnt(pg_temp.decided('ann', 'promote', 'far', repeat('x', 4001)), 'decided', 'which decide refuses');
select is((select count(*) from rungs.decision), 0::bigint, 'nothing is written with any of that');
select is(pg_temp.decides(pg_temp.says('ann', 'Promote', 'far'), pg_temp.says('gus', 'not_yet', 'peer', ' So. ', 'Go on.'), pg_temp.says('fay', 'deferred', 'far', 'So.', 'In spring.')),
    'new 3 unchanged 0', 'what nothing speaks against is written');
select results_eq($$ select p.employee_id collate "default", d.outcome, d.rationale, d.feedback, s.employee_id collate "default", d.decided_on, i.kind
    from rungs.decision d join rungs.nomination n on n.id = d.nomination_id join rungs.person p on p.id = n.person_id join rungs.person s on s.id = d.decided_by
    join rungs.import i on i.id = d.import_id order by 1 $$,
    $$ values ('ann', 'promote', 'So.', '', 'far', current_date, 'decisions'), ('fay', 'deferred', 'So.', 'In spring.', 'far', current_date, 'decisions'),
        ('gus', 'not_yet', 'So.', 'Go on.', 'peer', current_date, 'decisions') $$, 'with who spoke, and the batch');
select is(pg_temp.decides(pg_temp.says('ann', 'promote', 'peer'), pg_temp.says('fay', 'deferred', 'far', 'So.', 'In spring.')), 'new 0 unchanged 2', 'what was decided already changes nothing');
select is(pg_temp.decides(pg_temp.says('ann', 'deferred', 'far', 'So.', 'Go on.')), '2: the case of ann is decided: promote', 'and what contradicts it is refused');

select * from finish();
