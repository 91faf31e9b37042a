-- Packets: a manager's, the hand-over, one person's life, and a promotion case.

-- report_team :many (person, stages, direct, as-of, as-seen-on)
-- show manager: hidden, person: indent depth, depth: hidden, employee_id: hidden, title: hidden, known: hidden
-- show coverage: bar known, verdict: mark, met: hidden, asked: hidden, open_gates: hidden, flags: wrap
select manager, person, employee_id, depth, title, level, months_in_level as months, target, move,
       coverage, known, met, asked, verdict, open_gates, flags
from rungs_api.report_team($1, $2, $4::date, $5::date, $3::boolean)

-- report_team_changes :many (person, stages, since, direct, as-of, as-seen-on)
-- show since: group, employee_id: hidden, was: wrap, became: wrap
select since, person, employee_id, change, was, became
from rungs_api.report_team_changes($1, $2, $3::date, $4::boolean, $5::date, $6::date)

-- report_team_waits :many (person, stages, direct, as-of, as-seen-on)
-- show employee_id: hidden
select person, employee_id, level, since, months, beyond, target
from rungs_api.report_team_waits($1, $2, $3::boolean, $4::date, $5::date)

-- report_team_crossings :many (person, stages, direct, as-of, as-seen-on)
-- show employee_id: hidden, level: hidden, target: hidden, coverage: bar known, known: hidden
-- show verdict: mark, crossing: wrap, voices_missing: wrap, flags: wrap, shifts_met: hidden
-- show shifts_asked: hidden, work: hidden
select person, employee_id, level, target, coverage, known,
       shifts_met || ' of ' || shifts_asked as shifts, shifts_met, shifts_asked, work_types, work,
       verdict, crossing, voices_missing, flags
from rungs_api.report_crossings(null, $1, null, null, $2, $4::date, $5::date, null, $3::boolean)

-- report_team_gates :many (person, stages, direct, as-of, as-seen-on)
-- show person: group, employee_id: hidden, target: hidden, verdict: mark, reason: wrap
select person, employee_id, target, verdict, gate, reason
from rungs_api.report_gates(null, $1, null, null, null, $2, $4::date, $5::date, null, $3::boolean)

-- report_team_titles :many (person, direct, as-of, as-seen-on)
-- show employee_id: hidden, finding: group, title: wrap, why: wrap
select finding, person, employee_id, title, level, why
from rungs_api.report_titles(null, $1, null, null, $3::date, $4::date, null, $2::boolean)

-- report_team_people :many (person, stages, everybody, as-of, as-seen-on)
-- show person: group, employee_id: hidden, number: hidden, words: wrap, observed_on: hidden, strength: hidden
-- show seen_by: hidden, points: hidden, worth: hidden
select person, employee_id, part, number, about, words, observed_on, strength, seen_by, points, worth
from rungs_api.report_team_people($1, $2, $3::boolean, $4::date, $5::date)

-- report_team_pairs :many (person, stages, direct, as-of, as-seen-on)
-- show employee_id: hidden, state: mark, shift_state: mark
select associate, employee_id, state, senior, since, shift, shift_state
from rungs_api.report_pairs($1, $2, $4::date, $5::date, $3::boolean)

-- report_team_advice :many (person, stages, direct, as-of, as-seen-on)
-- show ladder: hidden, move: hidden, crossing: hidden, about: group, code: hidden, advice: wrap, source: hidden
-- show author: hidden
select ladder, move, crossing, about, number as no, code, advice, source, author
from rungs_api.report_advice(null, $1, null, null, null, null, $2, 3, $4::date, $5::date, null, $3::boolean)

-- handover_past :many (person, everybody, as-of, as-seen-on)
-- show person: group, employee_id: hidden, step: wrap, was: hidden, became: hidden, note: wrap
select person, employee_id, on_day as day, what, rungs_api.step_line(was, became) as step, was, became, note
from rungs_api.handover_past($1, $2::boolean, $3::date, $4::date)

-- handover_open :many (person, everybody, as-of, as-seen-on)
-- show person: group, employee_id: hidden, words: wrap, who: wrap
select person, employee_id, open, since, about, words, who
from rungs_api.handover_open($1, $2::boolean, $3::date, $4::date)

-- report_person :many (person, as-of, as-seen-on)
-- show person: hidden, employee_id: hidden, step: wrap, was: hidden, became: hidden, note: wrap, recorded: hidden, recorded_by: hidden
select person, employee_id, on_day as day, what, rungs_api.step_line(was, became) as step, was, became, note,
       to_char(recorded_at, 'YYYY-MM-DD HH24:MI') as recorded, recorded_by
from rungs_api.report_person($1, $2::date, $3::date)

-- report_case :many (person, target, stages, as-of, as-seen-on)
-- show person: hidden, employee_id: hidden, target: hidden, fact: wrap
select person, employee_id, target, item, fact
from rungs_api.report_case($1, $2, $3, $4::date, $5::date)

-- report_case_gates :many (person, target, stages, as-of, as-seen-on)
-- show state: mark, reason: wrap
select gate, state, reason
from rungs_api.report_case_gates($1, $2, $3, $4::date, $5::date)

-- report_case_expectations :many (person, target, stages, as-of, as-seen-on)
-- show weight: hidden, state: mark, needed: hidden, sentence: wrap
select expectation, kind, must, weight, state, points, needed, voices, last_on, sentence
from rungs_api.report_case_expectations($1, $2, $3, $4::date, $5::date)

-- report_case_evidence :many (person, target, stages, as-of, as-seen-on)
-- show expectation: group, seen_by: wrap, observer: hidden, relation: hidden, summary: wrap, link: wrap, status: hidden
select expectation, evidence as number, observed_on as day, strength, points, observer || ' (' || relation || ')' as seen_by,
       observer, relation, summary, link, status
from rungs_api.report_case_evidence($1, $2, $3, false, $4::date, $5::date)

-- report_case_contrary :many (person, target, stages, as-of, as-seen-on)
-- show expectation: group, seen_by: wrap, observer: hidden, relation: hidden, summary: wrap, link: wrap, status: hidden
select expectation, evidence as number, observed_on as day, strength, points, observer || ' (' || relation || ')' as seen_by,
       observer, relation, summary, link, status
from rungs_api.report_case_evidence($1, $2, $3, true, $4::date, $5::date)

-- report_case_scope :many (person, target, stages, as-of, as-seen-on)
-- show asked: wrap, owned: wrap, state: mark
select measure, asked, owned, since, state
from rungs_api.report_case_scope($1, $2, $3, $4::date, $5::date)

-- report_case_voices :many (person, target, stages, as-of, as-seen-on)
-- show who: wrap
select relation, asked, heard, entries, who
from rungs_api.report_case_voices($1, $2, $3, $4::date, $5::date)

-- report_case_timeline :many (person, target, stages, as-of, as-seen-on)
-- show step: wrap, was: hidden, became: hidden, note: wrap
select on_day as day, what, rungs_api.step_line(was, became) as step, was, became, note
from rungs_api.report_case_timeline($1, $2, $3, $4::date, $5::date)
