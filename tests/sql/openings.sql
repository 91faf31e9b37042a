-- database: empty
--
-- Openings: places to go, opened, filled, withdrawn, taken back, by both clocks. The small company of
-- tests/support/small_company.sql; days lie in the past of any run.

\i tests/support/small_company.sql
select plan(46);

insert into rungs.organisation (name) values ('North'), ('South');
select pg_temp.comes('ann', '2020-01-01', 'two', null, 'boss'), pg_temp.comes('bea', '2020-01-01', 'two', null, 'boss'), pg_temp.comes('cyd', '2020-01-01', 'three', null, 'far');
select pg_temp.comes('gone', '2020-01-01', 'two');
update rungs.roster_entry set status_id = 3 where person_id = pg_temp.person('gone');
create function pg_temp.opens(level text default 'three', org text default 'North', boss text default null, places integer default null, day date default '2026-01-10', note text default null)
returns text language sql as $$
    select concat_ws(' ', o.level, o.organisation, 'under ' || o.manager, o.places, o.opens, o.note) from rungs_api.opening_add(level, org, boss, places, day, note) o
$$;
create function pg_temp.number(place integer) returns integer language sql as $$
    select o.id from rungs.opening o order by o.id offset place - 1 limit 1
$$;
create function pg_temp.closes(place integer, who text default null, withdrawn boolean default false, mistaken boolean default false, places integer default null, day date default '2026-03-01', why text default null)
returns text language sql as $$
    select concat_ws(' ', c.level, c.closed, replace(c.who, ', ', '+'), c.closed_on, 'left ' || c.left_over, c.reason)
    from rungs_api.opening_close(pg_temp.number(place), who, withdrawn, mistaken, places, day, why) c
$$;
create function pg_temp.lists(day date default '2026-02-01', everything boolean default false, level text default null, org text default null, boss text default null, seen date default null)
returns text language sql as $$
    select string_agg(concat_ws(' ', l.state, l.level, l.organisation, 'under ' || l.manager, l.left_over || '/' || l.places, '..' || l.closed), ', ')
    from rungs_api.opening_list(level, org, boss, everything, day, seen) l
$$;

select is(pg_temp.lists(), null, 'nothing is open');
select is(pg_temp.opens(places => 2, note => ' Budget '), 'three North 2 2026-01-10 Budget', 'two places');
select is(pg_temp.opens('tower/four', null, 'far', day => '2026-01-20'), 'four under far 1 2026-01-20', 'one under a manager, where nobody says how many');
select is(pg_temp.opens('three', null, null, 1, '2026-06-01'), 'three 1 2026-06-01', 'anywhere, later');
select is((select count(*) from rungs_api.opening_add('three', null, null, null, null, null) o where o.opens = current_date), 1::bigint, 'from today where no day is named');
delete from rungs.opening where opens_on = current_date;
select is(pg_temp.lists(), 'open three North 2/2, open four under far 1/1', 'what is open, the longest first');
select is((select string_agg(coalesce(pg_temp.lists(d), 'nothing'), ' / ' order by d) from unnest('{2026-01-09,2026-01-10}'::date[]) d), 'nothing / open three North 2/2', 'from its first day on');
select is(pg_temp.lists(everything => true), 'open three North 2/2, open four under far 1/1, ahead three 1/1', 'and what lies ahead');
select is(pg_temp.lists(level => 'four'), 'open four under far 1/1', 'of a level');
select is(pg_temp.lists(org => 'North'), 'open three North 2/2', 'of a part of the company');
select is(pg_temp.lists(boss => 'far'), 'open four under far 1/1', 'of a manager');
select is(pg_temp.lists(boss => 'boss'), null, 'of another one');

-- Closed, place by place.
select is(pg_temp.closes(1, 'ann', why => ' Crossed. '), 'three filled ann 2026-03-01 left 1 Crossed.', 'one place is filled');
select is((select string_agg(pg_temp.lists(d, level => 'three'), ' / ' order by d) from unnest('{2026-02-28,2026-03-01}'::date[]) d), 'open three North 2/2 / open three North 1/2', 'from its day on');
select throws_ok($$ select pg_temp.closes(1, 'ann') $$, 'RG003', 'ann fills a place of it since 2026-03-01', 'nobody fills two');
select throws_ok($$ select pg_temp.closes(1, E'bea\ncyd') $$, 'RG003', format('opening %s has 1 place left, ''2'' would be closed', pg_temp.number(1)), 'more than there are places');
select throws_ok($$ select pg_temp.closes(1, withdrawn => true, places => 2) $$, 'RG003', format('opening %s has 1 place left, ''2'' would be closed', pg_temp.number(1)), 'more withdrawn than there are');
select is(pg_temp.closes(1, withdrawn => true, day => '2026-02-01', why => 'Hiring stop.'), 'three withdrawn 2026-02-01 left 0 Hiring stop.', 'what is left is withdrawn, as of an earlier day');
select is((select string_agg(coalesce(pg_temp.lists(d, true, org => 'North'), 'nothing'), ' / ' order by d) from unnest('{2026-02-01,2026-03-01}'::date[]) d),
    'open three North 1/2 / closed three North 0/2 ..2026-03-01', 'each closing on its day');
select throws_ok($$ select pg_temp.closes(1, 'bea') $$, 'RG003', format('opening %s is closed since 2026-03-01', pg_temp.number(1)), 'closed twice');
select throws_ok($$ select pg_temp.closes(1, withdrawn => true) $$, 'RG003', format('opening %s is closed since 2026-03-01', pg_temp.number(1)), 'withdrawn when closed');
select results_eq($$ select c.closed, c.who, c.places, c.closed_on, c.reason from rungs_api.opening_closings(null, null, null, true, '2026-06-15', null) c $$,
    $$ values ('filled', 'ann', 1, date '2026-03-01', 'Crossed.'), ('withdrawn', null, 1, '2026-02-01', 'Hiring stop.') $$, 'what became of the places');
select is_empty($$ select c.* from rungs_api.opening_closings(null, null, null, false, '2026-06-15', null) c $$, 'which is not said unasked');
select is_empty($$ select c.* from rungs_api.opening_closings('four', null, null, true, '2026-06-15', null) c $$, 'nor of other levels');
select is((select string_agg(l.filled || ' ' || l.withdrawn, ', ') from rungs_api.opening_list(null, 'North', null, true, '2026-06-15', null) l), '1 1', 'counted apart');

-- Taken back.
select is(pg_temp.closes(1, mistaken => true), 'three open again 2026-02-01 left 1', 'the last word was a mistake');
select is(pg_temp.lists('2026-03-01', org => 'North'), 'open three North 1/2', 'the place is there again');
select is((select count(*) from rungs.opening_closing c), 2::bigint, 'and nothing is deleted');
select is(pg_temp.closes(1, mistaken => true), 'three open again ann 2026-03-01 left 2', 'so was the one before');
select throws_ok($$ select pg_temp.closes(1, mistaken => true) $$, 'RG003', format('no place of opening %s is closed', pg_temp.number(1)), 'there is no third');
select is(pg_temp.closes(1, E'bea\nann\nbea'), 'three filled bea+ann 2026-03-01 left 0', 'both places at once, in the order they were named');

-- As seen on: all of it was recorded now.
select is(pg_temp.lists('2026-02-01', true, seen => current_date - 1), null, 'as seen yesterday there was none');
update rungs.opening set recorded_at = '2026-01-01';
update rungs.opening_closing set recorded_at = '2026-04-01', superseded_at = case when superseded_at = 'infinity' then superseded_at else '2026-05-01' end;
select is((select string_agg(pg_temp.lists('2026-03-15', true, org => 'North', seen => d), ' / ' order by d) from unnest('{2026-03-31,2026-05-01}'::date[]) d),
    'open three North 2/2 / closed three North 0/2 ..2026-03-01', 'as seen before it was recorded');

-- Refusals.
select throws_ok($$ select pg_temp.opens('five') $$, 'RG003', 'there is no level ''five''', 'an unknown level');
select throws_ok($$ select pg_temp.opens(org => 'Nord') $$, 'RG003', 'there is no organisation ''Nord''', 'an unknown part of the company');
select throws_ok($$ select pg_temp.opens(boss => 'nobody') $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown manager');
select throws_ok($$ select pg_temp.opens(boss => 'gone') $$, 'RG003', 'gone does not work here', 'a manager who left');
select throws_ok($$ select pg_temp.opens(places => 0) $$, 'RG003', 'an opening of ''0'' places', 'no place at all');
select throws_ok($$ select rungs_api.opening_close(0, 'ann', false, false, null, null, null) $$, 'RG003', 'there is no opening ''0''', 'an unknown opening');
select throws_ok($$ select pg_temp.closes(2) $$, 'RG002', 'why the place is closed is said in one way', 'no reason to close');
select throws_ok($$ select pg_temp.closes(2, 'ann', true) $$, 'RG002', 'why the place is closed is said in one way', 'two reasons');
select throws_ok($$ select pg_temp.closes(2, 'ann', places => 1) $$, 'RG002', '''--places 1'' does not fit', 'how many is for withdrawing');
select throws_ok($$ select pg_temp.closes(2, 'ann', day => current_date + 1) $$, 'RG003', format('''%s'' lies ahead', current_date + 1), 'a day ahead');
select throws_ok($$ select pg_temp.closes(2, 'ann', day => '2026-01-19') $$, 'RG003', format('opening %s opens on 2026-01-20', pg_temp.number(2)), 'filled before it opened');
select throws_ok($$ select pg_temp.closes(2, 'gone') $$, 'RG003', 'gone does not work here on 2026-03-01', 'filled by somebody who left');
select is(pg_temp.closes(3, withdrawn => true, day => '2026-05-01'), 'three withdrawn 2026-05-01 left 0', 'withdrawn before it opens');

select * from finish();
