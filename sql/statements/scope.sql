-- Scope by hand.

-- scope_set :many (person, set, effective, note)
-- show person: hidden, outcome: mark
select person, measure, since, until, before, now_is as now, outcome
from rungs_api.scope_set($1, $2, $3::date, $4)

-- scope_end :one (person, measure, effective, withdraw, note)
-- show person: hidden, outcome: mark
select person, measure, since, before, now_is as now, outcome
from rungs_api.scope_end($1, $2, $3::date, coalesce($4::boolean, false), $5)

-- scope_list :many (person, manager, all, as-of, as-seen-on)
-- show person: group, employee_id: hidden, level: hidden, code: hidden, value: hidden, step: hidden, note: wrap
select person, employee_id, level, measure, code, said, value, step, since, until, on_roster, difference, note
from rungs_api.scope_list($1, $2, coalesce($3::boolean, false), $4::date, $5::date)
