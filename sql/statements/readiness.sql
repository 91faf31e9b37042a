-- Readiness: how people stand, what a figure is made of, what would be if, and how it came about.

-- report_readiness :many (person, manager, org, level, target, stages, as-of, as-seen-on, specialization)
-- show coverage: bar known, known: hidden, verdict: mark, employee_id: hidden, email: hidden
-- show met: hidden, asked: hidden, crossing: hidden, flags: wrap, open_gates: wrap, sustained: hidden, work_types: hidden
select person, employee_id, email, level, months_in_level as months, target, move, crossing,
       coverage, known, met, asked, verdict, open_gates, flags, sustained, work_types
from rungs_api.report_readiness($1, $2, $3, $4, $5, $6, $7::date, $8::date, $9)

-- report_gates :many (person, manager, org, level, target, stages, as-of, as-seen-on, specialization)
-- show person: group, employee_id: hidden, verdict: mark, reason: wrap
select person, employee_id, target, verdict, gate, reason
from rungs_api.report_gates($1, $2, $3, $4, $5, $6, $7::date, $8::date, $9)

-- report_own_advice :many (person, target, stages, as-of, as-seen-on)
-- show ladder: hidden, move: hidden, crossing: hidden, about: group, code: hidden, advice: wrap, source: hidden
-- show author: hidden
select ladder, move, crossing, about, number as no, code, advice, source, author
from rungs_api.report_advice($1, null, null, null, null, $2, $3, null, $4::date, $5::date)
where $1 is not null

-- readiness_expectations :many (person, manager, org, level, target, stages, as-of, as-seen-on, specialization)
-- show person: hidden, employee_id: hidden, target: hidden, about: group, kind: hidden, state: mark, score: hidden, weights: hidden
-- show voices: hidden, last_on: hidden, sentence: hidden
select person, employee_id, target, about, expectation, kind, must, state, points, score, added, weight, weights, voices, last_on, sentence
from rungs_api.report_explain_expectations($1, $2, $3, $4, $5, $6, $7::date, $8::date, $9)

-- readiness_evidence :many (person, manager, org, level, target, stages, as-of, as-seen-on, specialization)
-- show person: hidden, employee_id: hidden, target: hidden, about: group, expectation: hidden, asked: hidden
-- show seen_by: wrap, why: wrap, observer: hidden, relation: hidden, summary: hidden
select person, employee_id, target, about, expectation, asked, evidence as number, observed_on as day, strength,
       points, age_factor as age, added, observer || ' (' || relation || ')' as seen_by, why, observer, relation, summary
from rungs_api.report_explain_evidence($1, $2, $3, $4, $5, $6, $7::date, $8::date, $9)

-- readiness_what_if :many (what-if, person, manager, org, level, target, stages, as-of, as-seen-on, specialization)
-- show imagined: hidden, employee_id: hidden, level: hidden, coverage_before: share, known_before: hidden
-- show verdict_before: mark, open_gates_before: hidden, coverage: bar known, known: hidden, verdict: mark
-- show open_gates: wrap, differs: hidden
select imagined, person, employee_id, level, target, coverage_before, known_before, coverage, known,
       verdict_before, verdict, open_gates_before, open_gates, differs
from rungs_api.report_what_if($1, $2, $3, $4, $5, $6, $7, $8::date, $9::date, $10)

-- readiness_trend :many (person, manager, org, level, target, stages, quarters, as-of, as-seen-on, specialization)
-- show person: group, employee_id: hidden, quarter: hidden, coverage: bar known, known: hidden
-- show change: share, verdict: mark, open_gates: hidden
select person, employee_id, quarter, on_day as day, level, target, coverage, known, change, verdict, open_gates
from rungs_api.report_trend($1, $2, $3, $4, $5, $6, $7::integer, $8::date, $9::date, $10)

-- facts_roster :many (person, manager, org, level, as-of, as-seen-on, specialization)
select employee_id, name, since, nullif(until, 'infinity') as until, hired_on, specialization
from rungs_api.facts_roster($1, $2, $3, $4, $5::date, $6::date, $7)

-- facts_levels :many (person, manager, org, level, as-of, as-seen-on, specialization)
select employee_id, effective_on, ladder, level
from rungs_api.facts_levels($1, $2, $3, $4, $5::date, $6::date, $7)

-- facts_scope :many (person, manager, org, level, as-of, as-seen-on, specialization)
select employee_id, measure, effective_on, value, step
from rungs_api.facts_scope($1, $2, $3, $4, $5::date, $6::date, $7)

-- facts_evidence :many (person, manager, org, level, as-of, as-seen-on, specialization)
select evidence as number, employee_id, observed_on, ladder, expectation, strength, observer, relation, work_type, status
from rungs_api.facts_evidence($1, $2, $3, $4, $5::date, $6::date, $7)
