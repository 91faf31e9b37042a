-- Who is at the keyboard.

-- account_set :one (login, person)
select login, person, employee_id, person_before
from rungs_api.account_set($1, $2)

-- account_clear :one (login)
select login, person_before
from rungs_api.account_set($1, null)

-- account_list :many ()
-- show employee_id: hidden
select login, person, employee_id, case when is_me then 'you' else '' end as here,
       to_char(since, 'YYYY-MM-DD HH24:MI') as since, said_by
from rungs_api.account_list(false)

-- account_history :many ()
-- show employee_id: hidden
select login, person, employee_id, case when is_me then 'you' else '' end as here,
       to_char(since, 'YYYY-MM-DD HH24:MI') as since, to_char(until, 'YYYY-MM-DD HH24:MI') as until, said_by
from rungs_api.account_list(true)
