-- Logging evidence, and cycles.

-- evidence_add :one (person, expectation, strength, observer, relation, on, work-type, summary, details, link)
-- show state_before: mark, state_after: mark, status: wrap
select evidence, person, expectation, strength, observed_on, status, points, state_before, state_after
from rungs_api.evidence_add($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10)

-- evidence_confirm :one (number, by)
-- show state_before: mark, state_after: mark
select evidence, person, expectation, status, points, state_before, state_after
from rungs_api.evidence_step($1::bigint, $2, 'confirmed', null)

-- evidence_dispute :one (number, by, reason)
-- show state_before: mark, state_after: mark
select evidence, person, expectation, status, points, state_before, state_after
from rungs_api.evidence_step($1::bigint, $2, 'disputed', $3)

-- evidence_withdraw :one (number, by, reason)
-- show state_before: mark, state_after: mark
select evidence, person, expectation, status, points, state_before, state_after
from rungs_api.evidence_step($1::bigint, $2, 'withdrawn', $3)

-- evidence_list :many (person, manager, expectation, status, most, as-of, as-seen-on)
-- show status: mark, seen_by: wrap, summary: wrap, observer: hidden, relation: hidden
-- show work_type: hidden, counts: hidden, link: hidden, edition: hidden, sentence: hidden
select evidence as number, observed_on as day, person, expectation, strength, status, summary,
       observer || ' (' || relation || ')' as seen_by, observer, relation, work_type, counts, link,
       edition, sentence
from rungs_api.evidence_list($1, $2, $3, $4, least(greatest(coalesce($5::bigint, 50), 0), 2147483647)::integer, $6::date, $7::date)

-- cycle_open :one (name, starts, closes, effective)
select cycle, state, starts_on, closes_on, effective_on, people
from rungs_api.cycle_open($1, $2::date, $3::date, $4::date)

-- cycle_list :many ()
select cycle, state, starts_on, closes_on, effective_on, people
from rungs_api.cycle_list()
