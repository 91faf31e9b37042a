-- Reports. A result set is a report: its columns are the headers of csv and the keys of json.

-- report_skills :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show ladder: hidden, specialization: group, coverage: bar known, known: hidden
select ladder, specialization, skill, people, coverage, known, met, asked
from rungs_api.report_skills($1, $2, $3, $4, $5, $6::date, $7::date, $8)

-- report_skills_people :many (person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show person: group, employee_id: hidden, coverage: bar known, known: hidden, group_coverage: share
-- show specialization: hidden
select person, employee_id, specialization, skill, coverage, known, met, asked, group_coverage
from rungs_api.report_skills_people($1, $2, $3, $4, $5, $6::date, $7::date, $8)

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
