-- database: empty
--
-- A closed cycle is not changed by who writes to the tables past all functions, either: C is closed, O is open beside it.

\i tests/support/small_company.sql
select plan(61);

select pg_temp.comes('top', '2015-01-01'), pg_temp.comes('ann', '2020-01-01', 'one', boss => 'top'), pg_temp.comes('bea', '2020-01-01', 'one', boss => 'top');
select rungs_api.cycle_open(c, current_date - 30, current_date + 30, current_date + 60) from unnest('{C,O}'::text[]) c \g /dev/null
select rungs_api.committee_add('top', true, c), rungs_api.nominate('ann', 'two', 'Why.', 4, null, 'top', false, c) from unnest('{C,O}'::text[]) c \g /dev/null
insert into rungs.reveal (nomination_id, recorded_by) select n.id, n.recorded_by from rungs.nomination n;
insert into rungs.decision (nomination_id, outcome, decided_on, recorded_by) select n.id, 'deferred', current_date, n.recorded_by from rungs.nomination n;
update rungs.cycle set state_id = 4 where code = 'C';

create function pg_temp.c(word text) returns integer language sql as $$ select c.id from rungs.cycle c where c.code = word $$;
create function pg_temp.n(word text) returns integer language sql as $$ select n.id from rungs.nomination n where n.cycle_id = pg_temp.c(word) $$;
create function pg_temp.k(word text) returns integer language sql as $$ select k.id from rungs.packet k where k.nomination_id = pg_temp.n(word) $$;

-- How each table is written to. Inserts and moves name what is new to the cycle, so that only the trigger is in the way.
create temporary table way (place integer generated always as identity, of_table text, leads text, fresh text, same text);
insert into way (of_table, leads, fresh, same) values
    ('cycle_step', 'cycle_id = pg_temp.c(%L)', '(cycle_id, state_id, recorded_by) select pg_temp.c(%L), 1, min(a.id) from rungs.account a', 'reason = reason'),
    ('cycle_rating', 'cycle_id = pg_temp.c(%L)', '(cycle_id, value, words, is_for) select pg_temp.c(%L), 7, ''most'', true', 'words = words'),
    ('committee_member', 'cycle_id = pg_temp.c(%L)', '(cycle_id, person_id, recorded_by) select pg_temp.c(%L), pg_temp.person(''bea''), min(a.id) from rungs.account a', 'is_chair = is_chair'),
    ('cycle_member', 'cycle_id = pg_temp.c(%L)', '(cycle_id, person_id, level_id) select pg_temp.c(%L), pg_temp.person(''top''), pg_temp.level(''one'')', 'location = location'),
    ('nomination', 'cycle_id = pg_temp.c(%L)', '(cycle_id, person_id, target_id, nominated_by, nominated_on, recorded_by)
        select pg_temp.c(%L), pg_temp.person(''bea''), pg_temp.level(''two''), pg_temp.person(''top''), current_date, min(a.id) from rungs.account a', 'rationale = rationale'),
    ('packet', 'nomination_id = pg_temp.n(%L)', '(nomination_id, moment, day, verdict) select pg_temp.n(%L), ''closing'', current_date, ''near''', 'verdict = verdict'),
    ('packet_standing', 'packet_id = pg_temp.k(%L)', '(packet_id, expectation_id, weight, must, is_shift, score, state)
        select pg_temp.k(%L), pg_temp.expectation(''d1''), 1, false, false, 0, ''unknown''', 'score = score'),
    ('rating', 'nomination_id = pg_temp.n(%L)', '(nomination_id, kind, rated_by, value, recorded_by)
        select pg_temp.n(%L), ''vote'', pg_temp.person(''top''), 4, min(a.id) from rungs.account a', 'value = value'),
    ('decision', 'nomination_id = pg_temp.n(%L)', '(nomination_id, outcome, decided_on, superseded_at, recorded_by)
        select pg_temp.n(%L), ''promote'', current_date, now(), min(a.id) from rungs.account a', 'outcome = outcome'),
    ('reveal', 'nomination_id = pg_temp.n(%L)', null, 'recorded_at = recorded_at');

-- What a statement comes to: done and taken back again, or the refusal.
create function pg_temp.tried(statement text) returns text language plpgsql as $$
declare
    touched bigint;
begin
    execute statement;
    get diagnostics touched = row_count;
    raise exception using errcode = 'P0099', message = case when touched > 0 then 'done' else 'nothing' end;
exception when sqlstate 'P0099' or sqlstate 'RG003' then
    return sqlerrm;
end
$$;
create temporary table attempt as
select w.place, x.number, w.of_table, x.what, format(x.statement, 'C') as on_closed, format(x.statement, 'O') as on_open
from way w
cross join lateral (values
    (1, 'insert', 'insert into rungs.' || w.of_table || ' ' || w.fresh),
    (2, 'update', 'update rungs.' || w.of_table || ' set ' || w.same || ' where ' || w.leads),
    (3, 'delete', 'delete from rungs.' || w.of_table || ' where ' || w.leads)) x (number, what, statement)
where x.statement is not null;
-- Rows that others refer to are not deleted for that reason; the triggers alone are looked at here.
alter table rungs.packet drop constraint packet_nomination_id_fkey;
alter table rungs.packet_standing drop constraint packet_standing_packet_id_fkey;
alter table rungs.rating drop constraint rating_nomination_id_fkey;
alter table rungs.reveal drop constraint reveal_nomination_id_fkey;
alter table rungs.decision drop constraint decision_nomination_id_fkey;
select is(pg_temp.tried(a.on_closed), 'the cycle ''C'' is closed', a.of_table || ': no ' || a.what || ' when the cycle is closed')
from attempt a order by a.place, a.number;
select is(pg_temp.tried(a.on_open), 'done', a.of_table || ': ' || a.what || ' while it is open')
from attempt a
where (a.of_table, a.what) in (('cycle_step', 'insert'), ('nomination', 'update'), ('packet', 'insert'), ('packet_standing', 'insert'), ('rating', 'insert'), ('decision', 'delete'))
order by a.place, a.number;

-- Nothing moves from the open one into the closed one.
select is(pg_temp.tried(format('update rungs.%s set %s where %s', w.of_table,
        format(w.leads, 'C') || coalesce(x.aside, ''), format(w.leads, 'O'))),
    'the cycle ''C'' is closed', w.of_table || ': nothing moves into a closed cycle')
from way w
left join (values ('committee_member', ', superseded_at = now()'), ('nomination', ', superseded_at = now()'), ('packet', ', moment = ''closing'''),
                  ('rating', ', superseded_at = now()'), ('decision', ', superseded_at = now()')) x (of_table, aside) on x.of_table = w.of_table
where w.of_table in ('cycle_step', 'committee_member', 'nomination', 'packet', 'rating', 'decision')
order by w.place;

-- The cycle itself, and whole tables.
select is(pg_temp.tried('update rungs.cycle set state_id = 3 where code = ''C'''), 'the cycle ''C'' is closed', 'it is not opened again');
select is(pg_temp.tried('update rungs.cycle set effective_on = effective_on + 1 where code = ''C'''), 'the cycle ''C'' is closed', 'nor changed');
select is(pg_temp.tried('delete from rungs.cycle where code = ''C'''), 'the cycle ''C'' is closed', 'nor deleted');
select is(pg_temp.tried('update rungs.cycle set effective_on = effective_on + 1 where code = ''O'''), 'done', 'the open one may be');
select is(pg_temp.tried('truncate rungs.' || t.name || ' cascade'), 'the cycle ''C'' is closed', t.name || ' is not emptied')
from unnest('{cycle,cycle_step,cycle_rating,committee_member,cycle_member,nomination,packet,packet_standing,rating,reveal,decision}'::text[]) t (name);

select throws_ok($$ delete from rungs.reveal where nomination_id = pg_temp.n('C') $$, 'RG003', 'the cycle ''C'' is closed', 'in the house''s manner');
-- Every table that leads to a cycle is guarded in each way.
select is_empty($$
    select c.conrelid::regclass from pg_catalog.pg_constraint c
    where c.contype = 'f' and c.connamespace = 'rungs'::regnamespace and c.confrelid in ('rungs.cycle'::regclass, 'rungs.nomination'::regclass, 'rungs.packet'::regclass)
      and (select count(*) from pg_catalog.pg_trigger g where g.tgrelid = c.conrelid and g.tgfoid = 'rungs.cycle_is_frozen()'::regprocedure) < 5
$$, 'no table of a cycle is left out');

-- What members vote is read through functions alone. A role that nobody gave anything to has none of it.
create role rungs_stranger;
create function pg_temp.asks(statement text) returns text language plpgsql as $$
begin
    set local role rungs_stranger;
    execute statement;
    reset role;
    return 'answered';
exception when insufficient_privilege then
    return 'refused';
end
$$;
grant usage on schema rungs, rungs_api to rungs_stranger;
select is(pg_temp.asks('select 1'), 'answered', 'a role without rights may ask');
select is(pg_temp.asks('select value from rungs.rating'), 'refused', 'and gets no vote from the table');
select is(pg_temp.asks('select * from rungs_api.cycle_list()'), 'refused', 'nor anything from a function');

select * from finish();
