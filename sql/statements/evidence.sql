-- Logging evidence.

-- evidence_add :one (person, expectation, strength, observer, relation, on, work-type, summary, details, link)
-- show standing: wrap, status: wrap, seen_by: wrap, expectation: hidden, strength: hidden, observed_on: hidden
-- show points: hidden, state_before: hidden, state_after: hidden, observer: hidden, relation: hidden
select evidence, person, expectation, strength, observed_on, status, points, state_before, state_after,
       rungs_api.standing_words(evidence, state_before, state_after, points) as standing,
       observer || ' (' || relation || ')' as seen_by, observer, relation
from rungs_api.evidence_add($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10)

-- evidence_correct :one (number, by, reason, expectation, strength, relation, on, work-type, summary, details, link, person, observer)
-- show standing: wrap, status: wrap, expectation: hidden, strength: hidden, observed_on: hidden
-- show points: hidden, state_before: hidden, state_after: hidden
select evidence, supersedes, person, expectation, strength, observed_on, status, points, state_before, state_after,
       rungs_api.standing_words(evidence, state_before, state_after, points) as standing
from rungs_api.evidence_correct($1::bigint, $2, $3, $4, $5, $6, $7::date, $8, $9, $10, $11, $12, $13)

-- evidence_confirm :one (number, by, reason)
-- show standing: wrap, status: mark, expectation: hidden, points: hidden, state_before: hidden, state_after: hidden
select evidence, person, expectation, status, points, state_before, state_after,
       rungs_api.standing_words(evidence, state_before, state_after, points) as standing
from rungs_api.evidence_step($1::bigint, $2, 'confirmed', $3)

-- evidence_dispute :one (number, by, reason)
-- show standing: wrap, status: mark, expectation: hidden, points: hidden, state_before: hidden, state_after: hidden
select evidence, person, expectation, status, points, state_before, state_after,
       rungs_api.standing_words(evidence, state_before, state_after, points) as standing
from rungs_api.evidence_step($1::bigint, $2, 'disputed', $3)

-- evidence_withdraw :one (number, by, reason)
-- show standing: wrap, status: mark, expectation: hidden, points: hidden, state_before: hidden, state_after: hidden
select evidence, person, expectation, status, points, state_before, state_after,
       rungs_api.standing_words(evidence, state_before, state_after, points) as standing
from rungs_api.evidence_step($1::bigint, $2, 'withdrawn', $3)

-- evidence_list :many (person, manager, expectation, status, most, as-of, as-seen-on, level, observer, relation, strength, work-type, from, to, search, unconfirmed)
-- show status: mark, seen_by: wrap, summary: wrap, observer: hidden, relation: hidden
-- show work_type: hidden, counts: hidden, link: hidden, edition: hidden, sentence: hidden, details: hidden
select evidence as number, observed_on as day, person, expectation, strength, status, summary,
       observer || ' (' || relation || ')' as seen_by, observer, relation, work_type, counts, link,
       edition, sentence, details
from rungs_api.evidence_list(
    $1, $2, $3, $4, least(greatest(coalesce($5::bigint, 50), 0), 2147483647)::integer, $6::date, $7::date,
    $8, $9, $10, $11, $12, $13::date, $14::date, $15, $16::boolean)

-- evidence_facts :one (number, as-of, as-seen-on)
-- show status: mark, counts: hidden, why: wrap, summary: wrap, details: wrap, link: wrap, seen_by: wrap, asked: wrap
-- show employee_id: hidden, observer: hidden, relation: hidden, edition: hidden, sentence: hidden, recorded: hidden
-- show login: hidden, corrects: hidden, corrected_by: hidden, external_id: hidden, import: hidden, work_type: hidden
select evidence as number, observed_on as day, person, employee_id, expectation, strength, status, points, counts, why,
       summary, details, link, seen_by || ' (' || relation || ')' || coalesce(', ' || work_type, '') as seen_by,
       edition || ': ' || sentence as asked, seen_by as observer, relation, work_type, sentence, edition,
       to_char(recorded_at, 'YYYY-MM-DD HH24:MI') as recorded, login, corrects, corrected_by, external_id, import
from rungs_api.evidence_facts($1::bigint, $2::date, $3::date)

-- evidence_history :many (number, as-of, as-seen-on)
-- show step: mark, who: wrap, reason: wrap, import: hidden
select to_char(recorded_at, 'YYYY-MM-DD HH24:MI') as recorded, evidence as number, step, who, reason, login, import
from rungs_api.evidence_history($1::bigint, $2::date, $3::date)

-- evidence_changes :many (number, as-of, as-seen-on)
-- show new_text: diff old_text, old_text: hidden
select evidence as number, field, old_text, new_text
from rungs_api.evidence_changes($1::bigint, $2::date, $3::date)
