#!/usr/bin/env bats
# rules set and show, seen through the program; the rules about rules are tested in tests/sql/rules_set.sql.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

value() { rungs rules show --format csv "${@:2}" | sed -n "s/^product-management,$1,\([^,]*\),.*/\1/p"; }

@test "a rule is set from a day on; before that day it is what it was" {
    both rungs rules set level_months 9 --effective 2026-07-01 --reason 'Shorter levels.' --format csv
    expect_status 0
    expect_same "ladder,rule,was,value,unit,effective,until,reason" "${lines[0]}"
    expect_same ",level_months,12,9,months,2026-07-01,,Shorter levels." "${lines[1]}"
    expect_same "9 12 12" "$(value level_months) $(value level_months --as-of 2026-06-30) $(value level_months --as-seen-on 2026-08-01)"
    both rungs rules show --history --format json
    expect_status 0
    expect_same "Shorter levels.|rungs" "$(json "(select concat_ws('|', h->>'reason', h->>'login') from jsonb_array_elements(j) h where h->>'effective' = '2026-07-01')")"
}

@test "for one ladder; dry run" {
    both rungs rules set near_coverage 50% --ladder product-management --reason 'Early warning.' --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    expect_same 0.6 "$(value near_coverage)"
    both rungs rules set near_coverage 50% --ladder product-management --reason 'Early warning.'
    expect_status 0
    expect_same 0.5 "$(value near_coverage)"
}

@test "a value below nought stands behind --, and the program says so" {
    both rungs rules set points_contrary -3 --reason 'Weigh more.'
    expect_status 2
    expect_in "write '-- -3'" "$stderr"
    both rungs rules set --reason 'Weigh more.' -- points_contrary -3
    expect_status 0
    expect_same -3 "$(value points_contrary)"
}

@test "refused: unknown rule, wrong unit, out of range, contradiction, without a reason" {
    both rungs rules set coverage_baar 0.8 --reason So.
    expect_status 3
    expect_in "there is no rule 'coverage_baar'" "$stderr"
    expect_in "hint: Did you mean 'coverage_bar'?" "$stderr"
    both rungs rules set coverage_bar '9 months' --reason So.
    expect_status 3
    expect_in "the unit of coverage_bar is share, not months" "$stderr"
    both rungs rules set coverage_bar 80 --reason So.
    expect_status 3
    expect_in "It lies between 0 % and 100 %. A share is typed as 0.8, or 80%." "$stderr"
    both rungs rules set window_months 6 --reason So.
    expect_status 3
    expect_in "full_months (12) would be above window_months (6)" "$stderr"
    expect_in "change full_months first" "$stderr"
    both rungs rules set coverage_bar 0.9
    expect_status 2
    expect_in "missing option '--reason'" "$stderr"
    expect_same "0.8 24" "$(value coverage_bar) $(value window_months)"
}
