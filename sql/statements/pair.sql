-- Associates and their seniors.

-- pair_set :one (associate, senior, from)
select associate, senior, since, until, before
from rungs_api.pair_set($1, $2, $3::date)

-- pair_end :one (associate, on, reason)
-- show reason: wrap
select associate, senior, since, until, reason
from rungs_api.pair_end($1, $2::date, $3)

-- pair_list :many (manager, all, as-of, as-seen-on)
-- show employee_id: hidden, state: mark, manager: wrap, senior: wrap, reason: wrap
select associate, employee_id, level, manager, state, senior, senior_level, since, until, reason
from rungs_api.pair_list($1, coalesce($2::boolean, false), $3::date, $4::date)
