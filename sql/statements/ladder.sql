-- Ladders: what there is, reading one, comparing, taking one out.

-- ladder_list :many (as-of, as-seen-on)
-- show name: wrap, levels: hidden, shifts: hidden
select ladder, edition, name, since, state, levels, expectations, shifts, people
from rungs_api.ladder_list($1::date, $2::date)

-- ladder_tree :many (ladder, stages, level, as-of, as-seen-on)
-- show ladder: hidden, edition: hidden, title: hidden, model: hidden, depth: hidden, kind: hidden, name: hidden
-- show dimension: hidden, weight: hidden, must: hidden, source: hidden, author: hidden
-- show code: indent depth, asks: wrap
select ladder, edition, title, model, depth, kind, code, name, dimension, weight, must, counts, asks, source, author
from rungs_api.ladder_tree($1, $2, $3, $4::date, $5::date)

-- ladder_crossings :many (ladder, stages, level, as-of, as-seen-on)
-- show depth: hidden, kind: hidden, model: hidden, from_stage: hidden, to_stage: hidden, name: hidden
-- show dimension: hidden, weight: hidden, must: hidden, shift_from: hidden, shift_to: hidden, sentence: hidden
-- show source: hidden, author: hidden, code: indent depth, asks: wrap
select depth, kind, code, model, from_stage, to_stage, name, dimension, weight, must, counts,
       shift_from, shift_to, sentence, asks, source, author
from rungs_api.ladder_crossings($1, $2, $3, $4::date, $5::date)

-- ladder_scopes :many (ladder, level, as-of, as-seen-on)
-- show measure: hidden, minimum: hidden, step: hidden, source: hidden, author: hidden
select level, measure, name as of_what, at_least, minimum, step, source, author
from rungs_api.ladder_scopes($1, $2, $3::date, $4::date)

-- ladder_models :many (ladder, level, as-of, as-seen-on)
-- show summary: wrap, source: hidden, author: hidden, stages: hidden
select model, name, is_default as default, stages, summary, source, author
from rungs_api.ladder_models($1, $2, $3::date, $4::date)

-- ladder_kinds :many (ladder, level, as-of, as-seen-on)
-- show summary: wrap, name: hidden, work_name: hidden, work_summary: hidden, source: hidden, author: hidden
select specialization, name, work_type, summary, work_name, work_summary, source, author
from rungs_api.ladder_kinds($1, $2, $3::date, $4::date)

-- ladder_sources :many (ladder, level, as-of, as-seen-on)
-- show source: wrap, author: wrap
select source, author, rows
from rungs_api.ladder_sources($1, $2, $3::date, $4::date)

-- compare_facts :many (compare, ladder, stages, as-of, as-seen-on)
-- show lower_level: hidden, higher_level: hidden, at_lower: wrap, at_higher: wrap
select lower_level, higher_level, news as new, fact, at_lower, at_higher
from rungs_api.compare_facts($1, $2, $3, $4::date, $5::date)

-- compare_asks :many (compare, ladder, as-of, as-seen-on)
-- show lower_asks: wrap, higher_asks: wrap, lower_code: hidden, higher_code: hidden, higher_must: hidden
-- show dimension: group
select dimension, news as new, lower_code, lower_asks, higher_code, higher_asks, higher_must
from rungs_api.compare_asks($1, $2, $3::date, $4::date)

-- compare_shifts :many (compare, ladder, stages, as-of, as-seen-on)
-- show crossing: hidden, from: wrap, to: wrap, sentence: hidden, source: hidden, author: hidden
select crossing, code, counts, shift_from as from, shift_to as to, sentence, source, author
from rungs_api.compare_shifts($1, $2, $3, $4::date, $5::date)

-- ladder_diff :many (old, new, as-of, as-seen-on)
-- show old_edition: hidden, new_edition: hidden, old_text: hidden, text: diff old_text
select old_edition, new_edition, change, what, code, field, old_text, new_text as text
from rungs_api.ladder_diff($1, $2, $3::date, $4::date)

-- ladder_remap :many (old, new, person, manager, org, level, stages, as-of, as-seen-on, specialization)
-- show old_edition: hidden, new_edition: hidden, measured: hidden, moved: hidden, employee_id: hidden, new_level: hidden, old_target: hidden
-- show old_coverage: share, new_coverage: share, old_known: hidden, new_known: hidden
-- show old_verdict: mark, new_verdict: mark, why: wrap
select old_edition, new_edition, measured, moved, person, employee_id, old_level, new_level, old_target, new_target,
       old_coverage, old_known, new_coverage, new_known, old_verdict, new_verdict, why
from rungs_api.ladder_remap($1, $2, $3, $4, $5, $6, $7, $8::date, $9::date, $10)

-- ladder_export :many (ladder, as-of, as-seen-on)
select file, place, column_name, value
from rungs_api.ladder_export($1, $2::date, $3::date)

-- ladder_files :many ()
select file
from rungs_api.ladder_files()
