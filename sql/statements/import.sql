-- Imports: staging, judging, the plan.

-- import_begin :many (kind)
select file, column_name, is_needed, may_be_missing
from rungs_api.import_begin($1)

-- copy_roster :copy ()
copy pg_temp.stage_roster from stdin

-- copy_evidence :copy ()
copy pg_temp.stage_evidence from stdin

-- copy_scope :copy ()
copy pg_temp.stage_scope from stdin

-- copy_nominations :copy ()
copy pg_temp.stage_nominations from stdin

-- copy_ladder :copy ()
copy pg_temp.stage_ladder from stdin

-- copy_levels :copy ()
copy pg_temp.stage_levels from stdin

-- copy_dimensions :copy ()
copy pg_temp.stage_dimensions from stdin

-- copy_expectations :copy ()
copy pg_temp.stage_expectations from stdin

-- copy_measures :copy ()
copy pg_temp.stage_measures from stdin

-- copy_steps :copy ()
copy pg_temp.stage_steps from stdin

-- copy_scopes :copy ()
copy pg_temp.stage_scopes from stdin

-- copy_stage-models :copy ()
copy pg_temp.stage_stage_models from stdin

-- copy_stages :copy ()
copy pg_temp.stage_stages from stdin

-- copy_crossings :copy ()
copy pg_temp.stage_crossings from stdin

-- copy_shifts :copy ()
copy pg_temp.stage_shifts from stdin

-- copy_work-types :copy ()
copy pg_temp.stage_work_types from stdin

-- copy_specializations :copy ()
copy pg_temp.stage_specializations from stdin

-- copy_advice :copy ()
copy pg_temp.stage_advice from stdin

-- copy_mappings :copy ()
copy pg_temp.stage_mappings from stdin

-- import_roster :one (file, sha256, effective, present)
select import, new, changed, unchanged, "left", returned, gone, problems
from rungs_api.import_roster($1, $2, $3::date, $4::text[])

-- import_evidence :one (file, sha256, effective, present)
select import, new, changed, unchanged, "left", returned, gone, problems
from rungs_api.import_evidence($1, $2, $3::date, $4::text[])

-- import_scope :one (file, sha256, effective, present)
select import, new, changed, unchanged, "left", returned, gone, problems
from rungs_api.import_scope($1, $2, $3::date, $4::text[])

-- import_nominations :one (file, sha256, effective, present, cycle)
select import, new, changed, unchanged, "left", returned, gone, problems
from rungs_api.import_nominations($1, $2, $3::date, $4::text[], $5)

-- import_ladder :one (file, sha256, effective, present)
select import, new, changed, unchanged, "left", returned, gone, problems
from rungs_api.import_ladder($1, $2, $3::date, $4::text[])

-- import_changes :many (most)
-- show who: wrap, old_value: wrap, new_value: wrap, total: hidden
select line, action, who, field, old_value, new_value, total
from rungs_api.import_changes($1::integer)

-- import_problems :many (most)
-- show problem: wrap, hint: wrap, value: wrap
select file, line, column_name as "column", value, problem, hint
from rungs_api.import_problems($1::integer)

-- import_list :many ()
-- show summary: hidden
select import, kind, file, effective_on, to_char(recorded_at, 'YYYY-MM-DD HH24:MI') as recorded,
       login, summary
from rungs_api.import_list()
