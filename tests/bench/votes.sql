-- Votes of a round's committee, revealed, and calibrated ratings: straight into the tables, since it is the summary that
-- is measured here. For every third nominee the committee is for the promotion.
insert into rungs.rating (nomination_id, kind, rated_by, value, recorded_by)
select n.id, 'vote', m.person_id, case when right(p.employee_id, 7)::integer % 3 = 0 then 4 else 2 end + (hashint4(n.id * 7 + m.person_id) & 1),
       n.recorded_by
from rungs.nomination n
join rungs.person p on p.id = n.person_id
join rungs.committee_member m on m.cycle_id = n.cycle_id
where n.superseded_at = 'infinity';
insert into rungs.reveal (nomination_id, recorded_by)
select n.id, n.recorded_by from rungs.nomination n where n.superseded_at = 'infinity';
insert into rungs.rating (nomination_id, kind, rated_by, value, reason, recorded_by)
select n.id, 'calibrated', m.person_id, 4, 'The talk.', n.recorded_by
from rungs.nomination n
join rungs.person p on p.id = n.person_id
join (select c.cycle_id, min(c.person_id) as person_id from rungs.committee_member c group by c.cycle_id) m on m.cycle_id = n.cycle_id
where n.superseded_at = 'infinity'
  and right(p.employee_id, 7)::integer % 6 = 0;
