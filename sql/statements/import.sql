-- Imports: staging, judging, the plan.

-- import_begin :many (kind)
select file, column_name, is_needed, may_be_missing
from rungs_api.import_begin($1)

-- copy_roster :copy ()
copy pg_temp.stage_roster from stdin

-- import_filter :maybe (kind, columns, effective, date-format, full)
select key, identity, by_content, is_usable
from rungs_api.import_filter($1, $2::text[], $3::date, $4, $5::text is not null)

-- copy_known :copy ()
copy (select number, identity, digest from rungs_api.import_known()) to stdout

-- copy_unseen :copy ()
copy pg_temp.stage_unseen from stdin

-- copy_skipped :copy ()
copy pg_temp.import_skipped (line, problem, hint) from stdin

-- copy_history :copy ()
copy pg_temp.stage_history from stdin

-- copy_titles :copy ()
copy pg_temp.stage_titles from stdin

-- copy_evidence :copy ()
copy pg_temp.stage_evidence from stdin

-- copy_scope :copy ()
copy pg_temp.stage_scope from stdin

-- copy_nominations :copy ()
copy pg_temp.stage_nominations from stdin

-- copy_decisions :copy ()
copy pg_temp.stage_decisions from stdin

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

-- import_maps :many (kind, mapping, map)
select header, column_name
from rungs_api.import_maps($1, $2, $3)

-- import_apply :one (kind, file, sha256, effective, present, date-format, cycle, full, yes, skip-bad, unsent)
select import, new, changed, unchanged, "left", returned, gone, problems
from rungs_api.import_apply($1, $2, $3, $4::date, $5::text[], $6, $7, $8::text is not null, $9::text is not null, $10::text is not null, $11::bigint)

-- import_skipped :many ()
-- show problem: wrap, hint: wrap, value: wrap
select line, column_name as "column", value, problem, hint
from rungs_api.import_skipped()

-- import_notes :many ()
select note
from rungs_api.import_notes()

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
       login, state, summary
from rungs_api.import_list()

-- import_facts :one (number)
-- show sha256: hidden, undone: wrap
select import, kind, file, effective_on, to_char(recorded_at, 'YYYY-MM-DD HH24:MI') as recorded, login, sha256,
       to_char(undone_at, 'YYYY-MM-DD HH24:MI') as undone, summary
from rungs_api.import_facts($1)

-- import_lines :many (number)
-- show who: wrap, old_value: wrap, new_value: wrap
select line, action, who, field, old_value, new_value
from rungs_api.import_lines($1)

-- import_undo :one (number)
select import, kind, file, people
from rungs_api.import_undo($1)
