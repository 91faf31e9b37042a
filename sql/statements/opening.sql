-- Openings: places to go.

-- opening_add :one (level, org, manager, places, from, note)
-- show note: wrap
select opening, level, organisation, manager, places, opens, note
from rungs_api.opening_add($1, $2, $3, $4::integer, $5::date, $6)

-- opening_close :one (opening, filled-by, withdrawn, mistaken, places, on, reason)
-- show who: wrap, reason: wrap
select opening, level, closed, who, closed_on as "on", left_over as left, reason
from rungs_api.opening_close(
    $1::integer, $2, coalesce($3::boolean, false), coalesce($4::boolean, false), $5::integer, $6::date, $7)

-- opening_list :many (level, org, manager, all, as-of, as-seen-on)
-- show state: mark, filled: hidden, withdrawn: hidden, closed: hidden, note: wrap, login: hidden, recorded: hidden
select opening, state, level, organisation, manager, places, filled, withdrawn, left_over as left, opens, closed, note,
       login, to_char(recorded, 'YYYY-MM-DD HH24:MI') as recorded
from rungs_api.opening_list($1, $2, $3, coalesce($4::boolean, false), $5::date, $6::date)

-- opening_closings :many (level, org, manager, all, as-of, as-seen-on)
-- show employee_id: hidden, who: wrap, reason: wrap, login: hidden, recorded: hidden
select opening, level, closed, who, employee_id, places, closed_on as "on", reason, login, to_char(recorded, 'YYYY-MM-DD HH24:MI') as recorded
from rungs_api.opening_closings($1, $2, $3, coalesce($4::boolean, false), $5::date, $6::date)
