#!/usr/bin/env bats
# How often a report waits for the network: twice once it is connected, whatever it is made of.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/reports.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

trips() { tests/support/round_trips.py "$@"; }

@test "what counts can count: a round trip for each statement of psql" {
    expect_same 1 "$(trips psql -Xqc 'select 1' "$RUNGS_DATABASE")"
    expect_same 3 "$(trips psql -Xqc 'select 1' -c "select repeat('x', 1000000)" -c 'select 3' "$RUNGS_DATABASE")"
}

@test "every report asks twice: is this the schema, and all of its sections" {
    questions=0
    while IFS= read -r question; do
        # shellcheck disable=SC2086
        echo "$(trips "$RUNGS" $question --quiet < /dev/null) $question" >> "$BATS_TEST_TMPDIR/counted"
        questions=$((questions + 1))
    done < <(report_questions)
    [[ $questions -gt 30 ]]
    expect_same "" "$(grep -v '^2 ' "$BATS_TEST_TMPDIR/counted")"
}

@test "so does what is imagined, and a refusal needs one more to end its transaction" {
    expect_same 2 "$(trips "$RUNGS" report readiness -p K1012 --what-if coverage_bar=70% --quiet)"
    expect_same 3 "$(trips "$RUNGS" report manager NOBODY 2> /dev/null)"
}
