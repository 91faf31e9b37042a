-- Promotion rounds: cycles, nominations, decisions.

-- cycle_open :one (name, starts, closes, effective, org, manager, level, ladder, stages, scale, promote-from)
select cycle, state, starts_on, closes_on, effective_on, people
from rungs_api.cycle_open($1, $2::date, $3::date, $4::date, $5, $6, $7, $8, $9, $10, $11::integer)

-- cycle_list :many ()
select cycle, state, starts_on, closes_on, effective_on, people, nominated, decided
from rungs_api.cycle_list()

-- cycle_show :one (cycle, as-of, as-seen-on)
-- show stages: hidden, joiners: hidden, population: wrap
select cycle, state, starts_on, closes_on, effective_on, population, stages, people, joiners, nominated, revealed, decided
from rungs_api.cycle_show($1, $2::date, $3::date)

-- cycle_way :many (cycle, as-of, as-seen-on)
-- show reason: wrap
select state, date_trunc('second', at) as at, login, reason
from rungs_api.cycle_way($1, $2::date, $3::date)

-- cycle_committee :many (cycle, as-of, as-seen-on)
-- show employee_id: hidden
select member, employee_id, is_chair as chair, may_vote, votes
from rungs_api.cycle_committee($1, $2::date, $3::date)

-- cycle_scale_show :many (cycle, as-seen-on)
select rating, words, speaks_for
from rungs_api.cycle_scale_show($1, $2::date)

-- cycle_changes :many (cycle, as-of, as-seen-on)
-- show employee_id: hidden, what_then: wrap
select change, person, employee_id, was, present as now, nominated, what_then
from rungs_api.cycle_changes($1, $2::date, $3::date)

-- cycle_calibrate :one (cycle, reason)
-- show starts_on: hidden, closes_on: hidden
select cycle, state, starts_on, closes_on, effective_on, people, nominated, decided
from rungs_api.cycle_calibrate($1, $2)

-- cycle_decide :one (cycle, reason)
-- show starts_on: hidden, closes_on: hidden
select cycle, state, starts_on, closes_on, effective_on, people, nominated, decided
from rungs_api.cycle_decide($1, $2)

-- cycle_close :one (cycle, reason)
-- show starts_on: hidden, closes_on: hidden
select cycle, state, starts_on, closes_on, effective_on, people, nominated, decided
from rungs_api.cycle_close($1, $2)

-- cycle_outcomes :many (cycle)
select outcome, cases, written, skipped, set_aside
from rungs_api.cycle_outcomes($1)

-- cycle_reopen :one (cycle, reason)
-- show starts_on: hidden, closes_on: hidden
select cycle, state, starts_on, closes_on, effective_on, people, nominated, decided
from rungs_api.cycle_reopen($1, $2)

-- cycle_committee_add :one (person, chair, cycle)
select cycle, member, employee_id, is_chair as chair, members
from rungs_api.committee_add($1, coalesce($2::boolean, false), $3)

-- cycle_committee_remove :one (person, cycle)
select cycle, member, employee_id, votes_dropped, members
from rungs_api.committee_remove($1, $2)

-- cycle_letters :many (cycle, outcome)
-- show cycle: hidden, employee_id: hidden, email: hidden, manager_email: hidden, level_name: hidden, target_name: hidden, decided_on: hidden, feedback: wrap, note: wrap
select cycle, person, employee_id, email, manager, manager_email, outcome, level, level_name, target, target_name, effective_on, feedback, decided_on, note
from rungs_api.cycle_letters($1, $2)

-- nominate :one (person, target, rationale, rating, on, by, add, cycle)
-- show cycle: hidden, employee_id: hidden, nominated_on: hidden, coverage: share, verdict: mark, open_gates: wrap, is_self: hidden
select cycle, person, employee_id, level, target, nominated_by, is_self, nominated_on, proposed, coverage, verdict, open_gates
from rungs_api.nominate($1, $2, $3, $4::integer, $5::date, $6, coalesce($7::boolean, false), $8)

-- nominate_withdraw :one (person, reason, by, cycle)
-- show reason: wrap
select cycle, person, target, withdrawn_by, reason
from rungs_api.nominate_withdraw($1, $2, $3, $4)

-- nominate_rate :one (person, rating, reason, by, cycle)
select cycle, person, target, proposed, words, proposed_by
from rungs_api.nominate_rate($1, $2::integer, $3, $4, $5)

-- nominate_list :many (cycle, manager, all, as-of, as-seen-on)
-- show cycle: hidden, employee_id: hidden, self: hidden, coverage: share, verdict: mark, open_gates: wrap, nominated_on: hidden, why: wrap
select cycle, person, employee_id, level, target, nominated_by, is_self as self, nominated_on, proposed, coverage, verdict, open_gates, state, why
from rungs_api.nominate_list($1, $2, coalesce($3::boolean, false), $4::date, $5::date)

-- nominate_show :one (person, cycle, as-of, as-seen-on)
-- show cycle: hidden, employee_id: hidden, specialization: hidden, self: hidden, crossing: hidden, nominated_on: hidden, median: hidden, rationale: wrap
select cycle, person, employee_id, level, target, crossing, specialization, nominated_by, is_self as self, nominated_on, proposed, votes, median, calibrated,
       state, rationale
from rungs_api.nominate_show($1, $2, $3::date, $4::date)

-- nominate_change :many (person, cycle, as-of, as-seen-on)
-- show submitted: wrap, now: wrap
select what, submitted, present as now, changed
from rungs_api.nominate_change($1, $2, $3::date, $4::date)

-- nominate_standing :many (person, cycle, as-of, as-seen-on)
-- show kind: hidden, submitted: mark, now: mark, points_submitted: hidden, points_now: hidden, sentence: hidden
select expectation, kind, must, submitted, present as now, points_submitted, points_present as points_now, evidence_since, evidence_gone, changed, sentence
from rungs_api.nominate_standing($1, $2, $3::date, $4::date)

-- nominate_said :many (person, cycle, as-of, as-seen-on)
-- show words: wrap, reason: wrap, recorded_at: hidden
select kind, rater, rating, words, reason, recorded_at, stands
from rungs_api.nominate_said($1, $2, $3::date, $4::date)

-- decide :one (person, outcome, rationale, feedback, by, cycle)
-- show rationale: wrap, feedback: wrap
select person, outcome, target, votes_for, votes_against, decided_by, rationale, feedback
from rungs_api.decide($1, $2, $3, $4, $5, $6)

-- decide_all :many (rationale, by, cycle)
-- show employee_id: hidden, why: wrap
select person, employee_id, target, done, why
from rungs_api.decide_all($1, $2, $3)

-- decide_reopen :one (person, reason, cycle)
-- show reason: wrap
select person, was, decided_by, reason
from rungs_api.decide_reopen($1, $2, $3)

-- decide_list :many (cycle, outcome, as-of, as-seen-on)
-- show employee_id: hidden, rationale: wrap, feedback: wrap, until: hidden, reopened: wrap
select person, employee_id, level, target, outcome, decided_on, decided_by, rationale, feedback, until, reopened
from rungs_api.decide_list($1, $2, $3::date, $4::date)

-- calibrate_agenda :many (cycle, open, as-of, as-seen-on)
-- show number: hidden, employee_id: hidden, manager: hidden, alike: group, coverage: share, verdict: mark, spread: hidden, state: mark
select number, alike, person, employee_id, manager, coverage, verdict, proposed, votes, median, spread, calibrated, state
from rungs_api.calibrate_agenda($1, coalesce($2::boolean, false), $3::date, $4::date)

-- calibrate_vote :one (person, rating, member, reason, cycle)
select person, member, vote, words, votes, may_vote, needed
from rungs_api.calibrate_vote($1, $2::integer, $3, $4, $5)

-- calibrate_reveal :many (person, all, cycle, dry-run)
-- show lowest: hidden, highest: hidden, said: wrap
select person, target, votes, may_vote, median, lowest, highest, votes_for, votes_against, proposed, said
from rungs_api.calibrate_reveal($1, coalesce($2::boolean, false), $3, coalesce($4::boolean, false))

-- calibrate_move :one (person, to, reason, by, cycle)
-- show reason: wrap
select person, proposed, median, was, calibrated, words, reason
from rungs_api.calibrate_move($1, $2::integer, $3, $4, $5)

-- calibrate_compare :many (first, second, cycle, as-of, as-seen-on)
-- show first_person: hidden, second_person: hidden, first: wrap, second: wrap
select first_person, second_person, what, first, second
from rungs_api.calibrate_compare($1, $2, $3, $4::date, $5::date)

-- calibrate_compare_standing :many (first, second, cycle, as-of, as-seen-on)
-- show kind: hidden, first: mark, second: mark, first_entries: hidden, second_entries: hidden, sentence: wrap
select expectation, kind, must, first, second, first_points, second_points, first_entries, second_entries, sentence
from rungs_api.calibrate_compare_standing($1, $2, $3, $4::date, $5::date)

-- session_queue :many (cycle)
select employee_id, cycle
from rungs_api.session_queue($1)

-- session_case :maybe (person, cycle)
select person, alike, state, facts, rationale, said, own_vote, conflict
from rungs_api.session_case($1, $2)

-- session_scale :many (cycle)
select rating, words
from rungs_api.cycle_scale_show($1)
