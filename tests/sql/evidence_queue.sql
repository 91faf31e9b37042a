-- database: empty
--
-- The queue of a review: whose entries, in which order, and what has changed since it was looked at.

\i tests/support/small_company.sql
select plan(17);

select pg_temp.comes('ann', current_date - 400, 'one', null, 'boss');
select pg_temp.comes('bob', current_date - 400, 'two', null, 'ann');
select pg_temp.comes('cyd', current_date - 400, 'two', null, 'far');
create temporary table entry (name text, id bigint);
insert into entry values
    ('ann later', pg_temp.saw('ann', 'b1', 'solid', 'ann', 'self', current_date - 9, null, now() - interval '1 day')),
    ('bob first', pg_temp.saw('bob', 'b1', 'solid', 'bob', 'self', current_date - 2, null, now() - interval '2 days')),
    ('bob by peer', pg_temp.saw('bob', 'b2', 'solid', 'peer', 'peer', current_date - 2)),
    ('ann by boss', pg_temp.saw('ann', 'b2', 'solid', 'boss', 'manager', current_date - 2)),
    ('cyd', pg_temp.saw('cyd', 'b1', 'solid', 'cyd', 'self', current_date - 2));
create function pg_temp.queue(manager text, by_whom text default null, everything boolean default false, most integer default 10)
returns text language sql as $$
    select coalesce(string_agg(e.name, ', ' order by q.place), '')
    from rungs_api.evidence_queue(manager, by_whom, everything, most) with ordinality q (evidence, waiting, place) join entry e on e.id = q.evidence
$$;
create function pg_temp.id(word text) returns bigint language sql as $$ select e.id from entry e where e.name = word $$;

select is(pg_temp.queue('boss'), 'bob first, ann later', 'what waits below a manager, however far below, the oldest first');
select is(pg_temp.queue('far'), 'cyd', 'and below another');
select is(pg_temp.queue('boss', null, true), 'bob first, ann later, bob by peer', 'with everything also what counts, but not what the manager saw');
select is(pg_temp.queue('boss', 'peer', true), 'bob first, ann later, ann by boss', 'for another judge not what that one saw');
select is(pg_temp.queue('boss', 'ann'), 'bob first', 'nobody judges what is about themselves');
select is(pg_temp.queue('boss', null, true, 2), 'bob first, ann later', 'no more than asked for');
select is((select max(q.waiting) from rungs_api.evidence_queue('boss', null, true, 2) q), 3::bigint, 'but all are counted');
select is(pg_temp.queue('bob'), '', 'whoever leads nobody has no queue');
select throws_ok($$ select * from rungs_api.evidence_queue('nobody', null, false, 9) $$, 'RG003', 'nobody here is known as ''nobody''', 'an unknown manager');

create temporary table before as select rungs_api.evidence_state(pg_temp.id('ann later')) as state;
select is((select b.state from before b), 'submitted', 'an entry nobody has touched');
select is((select r.state from rungs_api.evidence_for_review(pg_temp.id('ann later')) r), 'submitted', 'is shown with the same state');
select is((select r.last_step from rungs_api.evidence_for_review(pg_temp.id('ann later')) r), '', 'and nothing has been done to it');
select rungs_api.evidence_step(pg_temp.id('ann later'), 'boss', 'confirmed', null);
select isnt(rungs_api.evidence_state(pg_temp.id('ann later')), 'submitted', 'a step changes it');
select is((select r.last_step from rungs_api.evidence_for_review(pg_temp.id('ann later')) r), 'confirmed by boss on ' || current_date, 'and is told');
select is(pg_temp.queue('boss'), 'bob first', 'what is confirmed waits no more');

-- The log's list of what waits and the queue are the same entries.
select is((select array_agg(l.evidence order by l.evidence) from rungs_api.evidence_list(null, 'boss', null, null, 1000, null, null, unconfirmed => true) l),
          (select array_agg(q.evidence order by q.evidence) from rungs_api.evidence_queue('boss', null, false, 1000) q), 'evidence list --unconfirmed shows what evidence review asks about');
select isnt((select count(*) from rungs_api.evidence_queue('boss', null, false, 1000) q), 0::bigint, 'which is not nothing');

select * from finish();
