-- The calibration summary, a statement a section. People see the first rows of a long one; `more` says so in its title.

-- calibrate_distribution :many (cycle, by, stages, format, section, as-of, as-seen-on)
-- show per: hidden, near: hidden, building: hidden, unknown: hidden, top: hidden, gone: hidden, settling: hidden
-- show nominated_not_ready: hidden, more: title
select per, name, people, ready, near, building, unknown, top, gone, settling, nominated, nominated_unknown,
       nominated_not_ready, ready_not_nominated,
       rungs_api.rows_words(count(*) over (), $4, $5, 'distribution') as more
from rungs_api.calibrate_distribution($1, $2, $3, $6::date, $7::date)
limit rungs_api.rows_shown($4, $5)

-- calibrate_attention :many (cycle, stages, format, section, as-of, as-seen-on)
-- show matter: group, employee_id: hidden, coverage: share, verdict: mark, submitted_coverage: hidden, submitted_verdict: hidden
-- show submitted: wrap, open_gates: wrap, why: hidden, more: title
select matter, person, employee_id, level, target, coverage, verdict, submitted_coverage, submitted_verdict,
       rungs_api.submitted_words(submitted_coverage, submitted_verdict, coverage, verdict) as submitted, open_gates, why,
       rungs_api.rows_words(count(*) over (), $3, $4, 'cases') as more
from rungs_api.calibrate_attention($1, $2, $5::date, $6::date)
limit rungs_api.rows_shown($3, $4)

-- calibrate_ratings :many (cycle, by, format, section, as-of, as-seen-on)
-- show per: hidden, name: group, rated: hidden, proposed_share: share, calibrated_share: share, at_least: share, at_most: share
-- show proposed_off: hidden, calibrated_off: hidden, more: title
select per, name, rated, rating, proposed, proposed_share, calibrated, calibrated_share, at_least, at_most,
       proposed_off, calibrated_off, rungs_api.off_words(proposed_off, calibrated_off) as missed,
       rungs_api.rows_words(count(*) over (), $3, $4, 'ratings') as more
from rungs_api.calibrate_ratings($1, $2, $5::date, $6::date)
limit rungs_api.rows_shown($3, $4)

-- calibrate_moves :many (cycle, format, section, as-of, as-seen-on)
-- show employee_id: hidden, manager: hidden, reason: wrap, compared: hidden, moved: hidden, more: title
select person, employee_id, manager, target, proposed, calibrated, move, reason, compared, moved,
       format(': %s of %s%s', moved, compared, rungs_api.rows_words(count(*) over (), $2, $3, 'moves')) as more
from rungs_api.calibrate_moves($1, $4::date, $5::date)
limit rungs_api.rows_shown($2, $3)

-- calibrate_moved_groups :many (cycle, by, format, section, as-of, as-seen-on)
-- show per: hidden, mean_move: short, p: short, more: title
select per, name, compared, up, down, mean_move, p,
       format(' by %s%s', per, rungs_api.rows_words(count(*) over (), $3, $4, 'moved_groups')) as more
from rungs_api.calibrate_moved_groups($1, $2, $5::date, $6::date)
limit rungs_api.rows_shown($3, $4)

-- calibrate_leniency :many (cycle, stages, format, section, as-of, as-seen-on)
-- show employee_id: hidden, mean: short, everybody: hidden, leniency: short, low: short, high: short, reading: wrap, more: title
select manager, employee_id, rated, mean, everybody, leniency, low, high, reading,
       rungs_api.rows_words(count(*) over (), $3, $4, 'leniency') as more
from rungs_api.calibrate_leniency($1, $2, $5::date, $6::date)
limit rungs_api.rows_shown($3, $4)

-- calibrate_impact :many (cycle, by, format, section, as-of, as-seen-on)
-- show per: hidden, step: group, rate: share, ratio: short, below_four_fifths: hidden, p: short, more: title
select per, step, name, people, selected, rate, ratio, below_four_fifths, p, short_four_fifths, short_parity,
       format(' by %s%s', per, rungs_api.rows_words(count(*) over (), $3, $4, 'impact')) as more
from rungs_api.calibrate_impact($1, $2, $5::date, $6::date)
limit rungs_api.rows_shown($3, $4)

-- calibrate_levels :many (cycle, accept, stages, format, section, as-of, as-seen-on)
-- show ladder: hidden, rate: share, more: title
select ladder, level, people, nominated, promoted, promotion_rate as rate, median_months, if_all, if_decided, if_accepted,
       rungs_api.rows_words(count(*) over (), $4, $5, 'levels') as more
from rungs_api.calibrate_levels($1, $2, $3, $6::date, $7::date)
limit rungs_api.rows_shown($4, $5)

-- calibrate_crossings :many (cycle, stages, format, section, as-of, as-seen-on)
-- show ladder: hidden, crossing: wrap, more: title
select ladder, crossing, target, nominated, promoted, places, over_places,
       rungs_api.rows_words(count(*) over (), $3, $4, 'crossings') as more
from rungs_api.calibrate_crossings($1, $2, $5::date, $6::date)
limit rungs_api.rows_shown($3, $4)

-- calibrate_agreement :many (cycle, format, section, as-of, as-seen-on)
-- show per: hidden, ordinal_alpha: short, interval_alpha: short, more: title
select per, name, cases, votes, members, ordinal_alpha, interval_alpha, reading,
       rungs_api.rows_words(count(*) over (), $2, $3, 'agreement') as more
from rungs_api.calibrate_agreement($1, $4::date, $5::date)
limit rungs_api.rows_shown($2, $3)

-- calibrate_votes :many (cycle, format, section, as-of, as-seen-on)
-- show employee_id: hidden, lowest: hidden, highest: hidden, deviation: short, more: title
select person, employee_id, target, votes, ratings, lowest, highest, spread, deviation,
       rungs_api.rows_words(count(*) over (), $2, $3, 'votes') as more
from rungs_api.calibrate_votes($1, $4::date, $5::date)
limit rungs_api.rows_shown($2, $3)
