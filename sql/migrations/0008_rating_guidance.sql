-- Guidance ranges of ratings: the share of a group that a rating should have, at least and at most. They are rules
-- like the others: dated, for a ladder or for all. As they come, nothing is asked. There is one for each rating that a
-- scale may have: more than seven steps people do not tell apart (G. A. Miller, The Magical Number Seven, Plus or Minus
-- Two, Psychological Review 63, 1956).

insert into rungs.rule (position, code, unit, minimum, maximum, is_whole, meaning)
select 40 + 2 * r.rating + w.place, format('rating_%s_%s', r.rating, w.word), 'share', 0, 1, false,
       format('guidance: at %s this share of those rated get a %s', w.word, r.rating)
from generate_series(1, 7) r (rating)
cross join (values (0, 'least'), (1, 'most')) w (place, word);
insert into rungs.rule_value (rule, effective_on, recorded_at, value)
select r.code, '-infinity', '-infinity', (r.code like '%most')::integer
from rungs.rule r
where r.code ~ '^rating_[0-9]_';
