#!/usr/bin/env bats
# What happens to work and answers when somebody wants an end, or the answer cannot be delivered.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    ADD=(evidence add -p K1012 -x director_builds_team -s solid -b K1005 -r manager -m "Test $BATS_TEST_NUMBER.")
}
logged() { ask "select count(*) from rungs.evidence where summary = 'Test $BATS_TEST_NUMBER.'"; }

@test "a section that there is not is refused before anything is written" {
    both rungs "${ADD[@]}" --section nosuch
    expect_status 2
    expect_in "Type --section with one of: evidence." "$stderr"
    expect_same 0 "$(logged)"
    both rungs import scope import/scope/sample.csv --section nosuch
    expect_status 2
    expect_in "plan, changes" "$stderr"
}

@test "an answer that is lost after the work was saved says so" {
    local status=0
    "$RUNGS" "${ADD[@]}" > /dev/full 2> "$BATS_TEST_TMPDIR/stderr" || status=$?
    [[ $status == 3 ]]
    expect_in "No space left on device" "$(cat "$BATS_TEST_TMPDIR/stderr")"
    expect_in "is saved; its answer is lost" "$(cat "$BATS_TEST_TMPDIR/stderr")"
    expect_same 1 "$(logged)"
}

@test "a report that is lost says nothing of saving" {
    local status=0
    "$RUNGS" cycle list > /dev/full 2> "$BATS_TEST_TMPDIR/stderr" || status=$?
    [[ $status == 3 ]]
    expect_not_in "saved" "$(cat "$BATS_TEST_TMPDIR/stderr")"
}

@test "Ctrl-C while a file is still coming in: interrupted, nothing written" {
    local before status=0
    before=$(ask 'select count(*) from rungs.person')
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    # bash starts background commands with SIGINT ignored; env sets it right.
    env --default-signal=INT "$RUNGS" import roster "$BATS_TEST_TMPDIR/pipe" 2> "$BATS_TEST_TMPDIR/stderr" &
    local program=$!
    exec 9> "$BATS_TEST_TMPDIR/pipe"
    printf 'employee_id,name\nX1,Some One\n' >&9
    sleep 0.5
    kill -INT "$program"
    wait "$program" || status=$?
    exec 9>&-
    [[ $status == 130 ]]
    expect_in "interrupted" "$(cat "$BATS_TEST_TMPDIR/stderr")"
    expect_in "Nothing was changed." "$(cat "$BATS_TEST_TMPDIR/stderr")"
    expect_same "$before" "$(ask 'select count(*) from rungs.person')"
}

@test "a reader of help that has enough is no error" {
    for words in help --version "help report manager" ""; do
        # shellcheck disable=SC2086
        both bash -c "set -o pipefail; '$RUNGS' $words | true"
        expect_status 0
        expect_same "" "$stderr"
    done
}

@test "help on a full disk is an error that says so" {
    both bash -c "'$RUNGS' manual markdown > /dev/full"
    expect_status 3
    expect_in "No space left on device" "$stderr"
}

@test "a connection string that cannot be read is not repeated" {
    both rungs -d 'host=localhost password=my s3cret' cycle list
    expect_status 4
    expect_not_in "s3cret" "$stderr$output"
    expect_in "-d was given" "$stderr"
}
