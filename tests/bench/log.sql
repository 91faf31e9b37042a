-- A log of :entries entries a person, about what their own and their next level ask, seen by people near them: straight
-- into the tables, since it is reports that are measured here.
insert into rungs.account (login) values ('bench') on conflict do nothing;
insert into rungs.observer (person_id) select p.id from rungs.person p on conflict do nothing;
create temporary table subject as
select row_number() over (order by p.id) as number, p.id as person_id, o.id as observer_id, v.expectations
from rungs.person p
join rungs.observer o on o.person_id = p.id
join rungs.transition t on t.person_id = p.id
join (
    select l.level_id, array_agg(x.expectation_id order by x.expectation_id) as expectations
    from rungs.level_text l
    join rungs.level_next n on n.edition_id = l.edition_id and n.level_id = l.level_id
    join rungs.expectation_text x on x.edition_id = l.edition_id
                                 and (x.level_id in (l.level_id, n.next_id) or x.crossing_id is not null)
    group by l.level_id) v on v.level_id = t.level_id;
create unique index on subject (number);
analyze subject;
select rungs_api.bulk_begin(1000000, array['rungs.evidence']::regclass[]);
insert into rungs.evidence (
    person_id, expectation_id, observer_id, observed_on, recorded_by, edition_id, strength_id, relation_id, work_type_id, summary)
select s.person_id, s.expectations[1 + (hashint8(g.i * 7) & 1023) % cardinality(s.expectations)], o.observer_id,
       current_date - (hashint8(g.i * 11) & 1023), a.id, e.id, 1 + (hashint8(g.i * 13) & 3), 2 + (hashint8(g.i * 17) & 1023) % 5,
       1 + (hashint8(g.i * 19) & 3), format('Something happened with item %s and went well.', g.i)
from (select max(s.number) as people from subject s) n
cross join lateral generate_series(1::bigint, n.people * :entries) g (i)
join subject s on s.number = 1 + g.i % n.people
join subject o on o.number = 1 + (g.i + 1 + (hashint8(g.i * 23) & 7)) % n.people
cross join (select max(a.id) as id from rungs.account a) a
cross join (select min(e.id) as id from rungs.edition e) e;
select rungs_api.bulk_end();
