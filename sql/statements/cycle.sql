-- Promotion rounds: cycles, nominations, ratings, decisions.

-- cycle_open :one (name, starts, closes, effective)
select cycle, state, starts_on, closes_on, effective_on, people
from rungs_api.cycle_open($1, $2::date, $3::date, $4::date)

-- cycle_list :many ()
select cycle, state, starts_on, closes_on, effective_on, people
from rungs_api.cycle_list()
