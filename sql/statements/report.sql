-- Reports. A result set is a report: its columns are the headers of csv and the keys of json.

-- report_readiness :many (person, manager, org, level, target, stages, as-of, as-seen-on)
-- show coverage: bar known, known: hidden, verdict: mark, employee_id: hidden, email: hidden
-- show met: hidden, asked: hidden, crossing: hidden, flags: wrap, open_gates: wrap
select person, employee_id, email, level, months_in_level as months, target, move, crossing,
       coverage, known, met, asked, verdict, open_gates, flags
from rungs_api.report_readiness($1, $2, $3, $4, $5, $6, $7::date, $8::date)

-- report_gates :many (person, manager, org, level, target, stages, as-of, as-seen-on)
-- show employee_id: hidden, verdict: mark, reason: wrap
select person, employee_id, target, verdict, gate, reason
from rungs_api.report_gates($1, $2, $3, $4, $5, $6, $7::date, $8::date)

-- report_team :many (person, stages, as-of, as-seen-on)
-- show manager: hidden, person: indent depth, depth: hidden, employee_id: hidden, title: hidden, known: hidden
-- show coverage: bar known, verdict: mark, met: hidden, asked: hidden, open_gates: hidden, flags: wrap
select manager, person, employee_id, depth, title, level, months_in_level as months, target, move,
       coverage, known, met, asked, verdict, open_gates, flags
from rungs_api.report_team($1, $2, $3::date, $4::date)

-- report_team_crossings :many (person, stages, as-of, as-seen-on)
-- show employee_id: hidden, level: hidden, target: hidden, coverage: bar known, known: hidden
-- show verdict: mark, crossing: wrap, voices_missing: wrap, flags: wrap, shifts_met: hidden
-- show shifts_asked: hidden
select person, employee_id, level, target, coverage, known,
       shifts_met || ' of ' || shifts_asked as shifts, shifts_met, shifts_asked, work_types,
       verdict, crossing, voices_missing, flags
from rungs_api.report_crossings(null, $1, null, null, $2, $3::date, $4::date)

-- report_team_gates :many (person, stages, as-of, as-seen-on)
-- show employee_id: hidden, target: hidden, verdict: mark, reason: wrap
select person, employee_id, target, verdict, gate, reason
from rungs_api.report_gates(null, $1, null, null, null, $2, $3::date, $4::date)

-- report_team_advice :many (person, stages, as-of, as-seen-on)
-- show ladder: hidden, move: hidden, crossing: hidden, about: group, code: hidden, advice: wrap, source: hidden
-- show author: hidden
select ladder, move, crossing, about, number as no, code, advice, source, author
from rungs_api.report_advice(null, $1, null, null, null, null, $2, 3, $3::date, $4::date)

-- report_own_advice :many (person, target, stages, as-of, as-seen-on)
-- show ladder: hidden, move: hidden, crossing: hidden, about: group, code: hidden, advice: wrap, source: hidden
-- show author: hidden
select ladder, move, crossing, about, number as no, code, advice, source, author
from rungs_api.report_advice($1, null, null, null, null, $2, $3, null, $4::date, $5::date)
where $1 is not null

-- report_crossing_advice :many (person, manager, org, level, stages, as-of, as-seen-on)
-- show ladder: hidden, move: hidden, crossing: hidden, about: group, code: hidden, advice: wrap, source: hidden
-- show author: hidden
select ladder, move, crossing, about, number as no, code, advice, source, author
from rungs_api.report_advice($1, $2, $3, $4, 'across', null, $5, null, $6::date, $7::date)

-- report_crossings :many (person, manager, org, level, stages, as-of, as-seen-on)
-- show employee_id: hidden, coverage: bar known, known: hidden
-- show verdict: mark, crossing: wrap, voices_missing: wrap, flags: wrap, shifts_met: hidden
-- show shifts_asked: hidden
select person, employee_id, level, target, coverage, known,
       shifts_met || ' of ' || shifts_asked as shifts, shifts_met, shifts_asked, work_types,
       verdict, crossing, voices_missing, flags
from rungs_api.report_crossings($1, $2, $3, $4, $5, $6::date, $7::date)

-- report_skills :many (person, manager, org, level, stages, as-of, as-seen-on)
-- show ladder: hidden, specialization: group, coverage: bar known, known: hidden
select ladder, specialization, skill, people, coverage, known, met, asked
from rungs_api.report_skills($1, $2, $3, $4, $5, $6::date, $7::date)

-- report_skills_people :many (person, manager, org, level, stages, as-of, as-seen-on)
-- show person: group, employee_id: hidden, coverage: bar known, known: hidden, group_coverage: share
-- show specialization: hidden
select person, employee_id, specialization, skill, coverage, known, met, asked, group_coverage
from rungs_api.report_skills_people($1, $2, $3, $4, $5, $6::date, $7::date)

-- rules_show :many (as-of, as-seen-on)
-- show meaning: wrap
select ladder, rule, value, unit, since, meaning
from rungs_api.rules_show($1::date, $2::date)

-- rules_set :one (rule, value, ladder, effective, reason)
-- show reason: wrap
select ladder, rule, value_before as was, value, unit, effective_on as effective, until, reason
from rungs_api.rules_set($1, $2, $3, $4::date, $5)

-- rules_history :many (as-of, as-seen-on)
-- show unit: hidden, reason: wrap
select ladder, rule, value, unit, effective_on as effective, to_char(recorded_at, 'YYYY-MM-DD HH24:MI') as recorded,
       to_char(superseded_at, 'YYYY-MM-DD HH24:MI') as believed_until, login, reason
from rungs_api.rules_history($1::date, $2::date)
