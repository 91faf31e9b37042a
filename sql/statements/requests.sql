-- Coverage help: gaps in the evidence, and asking for feedback.

-- evidence_gaps :many (person, target, stages, as-of, as-seen-on)
-- show person: hidden, employee_id: hidden, target: group, move: hidden, kind: hidden, weight: hidden, gap: mark
-- show state: hidden, points: hidden, needed: hidden, voices: hidden, last_on: hidden, worth: share
-- show ask: wrap, asked: wrap, beside: wrap, sentence: wrap, whom: hidden
select person, employee_id, target, move, expectation, kind, must, weight, gap, state, points, needed, voices, waiting, last_on,
       worth, sentence, ask, asked, beside, whom
from rungs_api.evidence_gaps($1, $2, $3, $4::date, $5::date)

-- evidence_request :one (person, from, expectation, note)
-- show email: hidden, asked_on: hidden, text: hidden, mailto: hidden
select request, person, asked_person as asked, email, expectation, asked_on, text, mailto
from rungs_api.request_add($1, $2, $3, $4)

-- evidence_request_text :many (person, from, expectation)
-- show text: wrap
select line as text
from rungs_api.request_lines($1, $2, $3, null)

-- evidence_request_show :many (number)
-- show employee_id: hidden, email: hidden, sentence: hidden, note: hidden, text: hidden, mailto: hidden, state: mark
-- show person: wrap, asked: wrap, reason: wrap
select request, asked_on, person, employee_id, asked, email, expectation, state, days, evidence, reason, note, sentence, text, mailto
from rungs_api.request_list(null, null, null, $1::bigint, false, true, null, null)

-- evidence_request_show_text :many (number)
-- show text: wrap
select line as text
from rungs_api.request_lines(null, null, null, $1::bigint)

-- evidence_requests :many (from, person, manager, open, all, as-of, as-seen-on)
-- show employee_id: hidden, email: hidden, sentence: hidden, note: hidden, text: hidden, mailto: hidden, state: mark
-- show asked: group, reason: wrap
select request, asked_on, person, employee_id, asked, email, expectation, state, days, evidence, reason, note, sentence, text, mailto
from rungs_api.request_list($1, $2, $3, null, coalesce($4::boolean, false), coalesce($5::boolean, false), $6::date, $7::date)

-- evidence_request_close :one (number, reason)
-- show state: mark, reason: wrap
select request, person, asked, expectation, state, reason
from rungs_api.request_close($1::bigint, $2)
