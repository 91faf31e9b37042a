-- Reports about more than the next step of each: borders, titles, the matrix, the pipeline, promotions, settling.

-- report_crossings :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show employee_id: hidden, coverage: bar known, known: hidden
-- show verdict: mark, crossing: wrap, voices_missing: wrap, flags: wrap, shifts_met: hidden
-- show shifts_asked: hidden, work_types: hidden, work: wrap
select person, employee_id, level, target, coverage, known,
       shifts_met || ' of ' || shifts_asked as shifts, shifts_met, shifts_asked, work_types, work,
       verdict, crossing, voices_missing, flags
from rungs_api.report_crossings($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_crossing_shifts :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show crossing: hidden, person: group, employee_id: hidden, from: wrap, to: wrap, must: hidden, state: mark
-- show last: hidden
select crossing, person, employee_id, shift, shift_from as "from", shift_to as "to", must, state, points, voices, last_on as last
from rungs_api.report_crossing_shifts($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_crossing_openings :many (manager, org, level, stages, as-of, as-seen-on, specialization)
-- show ladder: hidden, crossing: wrap, openings: wrap
select ladder, crossing, target, people, ready, near, places, without_place, openings
from rungs_api.report_crossing_openings($1, $2, $3, $4, $5::date, $6::date, $7)

-- report_entry :many (person, manager, org, level, as-of, as-seen-on, specialization)
-- show employee_id: hidden, coverage: bar known, known: hidden, shifts_met: hidden, shifts_asked: hidden, crossing: wrap
select person, employee_id, title, target, coverage, known, shifts_met || ' of ' || shifts_asked as shifts, shifts_met,
       shifts_asked, crossing
from rungs_api.report_entry($1, $2, $3, $4, $5::date, $6::date, $7)

-- report_crossed :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show employee_id: hidden, coverage: bar known, known: hidden, crossing: wrap, flags: wrap
select person, employee_id, previous as "from", level, crossed, coverage, known, crossing, flags
from rungs_api.report_crossed($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_crossing_advice :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show ladder: hidden, move: hidden, crossing: hidden, about: group, code: hidden, advice: wrap, source: hidden
-- show author: hidden
select ladder, move, crossing, about, number as no, code, advice, source, author
from rungs_api.report_advice($1, $2, $3, $4, 'across', null, $5, null, $6::date, $7::date, $8)

-- report_settling :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show employee_id: hidden, after: wrap, coverage: bar known, known: hidden, asked: hidden, met: hidden, musts: wrap, flags: wrap
select person, employee_id, level, since, until, after, coverage, known, met, asked, musts, flags
from rungs_api.report_settling($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_settling_standing :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show person: group, employee_id: hidden, sentence: wrap, must: hidden, state: mark, last: hidden
select person, employee_id, expectation, sentence, must, state, points, voices, last_on as last
from rungs_api.report_settling_standing($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_titles :many (person, manager, org, level, as-of, as-seen-on, specialization)
-- show employee_id: hidden, finding: group, title: wrap, why: wrap
select finding, person, employee_id, title, level, why
from rungs_api.report_titles($1, $2, $3, $4, $5::date, $6::date, $7)

-- report_titles_unknown :many (person, manager, org, level, as-of, as-seen-on, specialization)
-- show levels: wrap
select title, people, levels
from rungs_api.report_titles_unknown($1, $2, $3, $4, $5::date, $6::date, $7)

-- report_matrix :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show below: wrap, near: wrap, above: wrap, unknown: wrap, top: wrap, below_people: hidden, near_people: hidden
-- show above_people: hidden, unknown_people: hidden, top_people: hidden
select scope, below, near, above, unknown, top, below_people, near_people, above_people, unknown_people, top_people
from rungs_api.report_matrix($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_matrix_people :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show employee_id: hidden, scope: share, scope_known: hidden, scope_asked: hidden, scope_is: wrap, impact: bar known, known: hidden
-- show impact_is: hidden, flags: wrap
select person, employee_id, level, target, scope, scope_known || ' of ' || scope_asked as measures, scope_known, scope_asked,
       scope_is, impact, known, impact_is, flags
from rungs_api.report_matrix_people($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_pipeline :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show ladder: hidden, bench: share, openings: wrap
select ladder, level, holders, places, ready, near, building, unknown, bench, short, openings
from rungs_api.report_pipeline($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_pipeline_people :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show target: group, employee_id: hidden, organisation: hidden, coverage: bar known, known: hidden, verdict: mark
-- show open_gates: wrap, flags: wrap
select target, readiness as "when", person, employee_id, organisation, level, months_in_level as months, coverage, known, verdict,
       open_gates, flags
from rungs_api.report_pipeline_people($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_promotions :many (from, to, person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show per: group, days: hidden, rate: share, crossing_rate: share
select per, name, people, days, person_years, promotions, within, crossings, rate, crossing_rate
from rungs_api.report_promotions($1::date, $2::date, $3, $4, $5, $6, $7, $8::date, $9::date, $10)

-- report_waits :many (from, to, person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show ladder: hidden, note: wrap
select ladder, level, people, promoted, waiting, otherwise, median, lower, upper, note
from rungs_api.report_waits($1::date, $2::date, $3, $4, $5, $6, $7, $8::date, $9::date, $10)

-- report_wait_curves :many (from, to, person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show ladder: hidden, level: group, still_waiting: share, lower: share, upper: share
select ladder, level, months, at_risk, promoted, still_waiting, lower, upper
from rungs_api.report_wait_curves($1::date, $2::date, $3, $4, $5, $6, $7, $8::date, $9::date, $10)
