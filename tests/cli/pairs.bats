#!/usr/bin/env bats
# Pairs of the sample company: its associates are at apm, seniors at senior_pm or above, and a pair is shown beside the
# shift train_others. K1041 Lê Minh Châu, apm, reports to K1020 Nguyễn Thị Hạnh, senior_pm, under K1005.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }
setup() { ask 'truncate rungs.pair' > /dev/null; }

refused() {
    both rungs pair "${@:3}"
    expect_status 3
    expect_in "$1" "$stderr"
    expect_in "hint: $2" "$stderr"
    expect_same "" "$output"
}

@test "set, listed, replaced, ended" {
    both rungs pair set K1041 K1020 --from 2025-10-01 --format csv
    expect_status 0
    expect_same "Lê Minh Châu,Nguyễn Thị Hạnh,2025-10-01,," "${lines[1]}"
    both rungs pair set K1041 K1011 --from 2026-03-01 --format csv
    expect_same "Lê Minh Châu,Zofia Müller-Nowak,2026-03-01,,Nguyễn Thị Hạnh" "${lines[1]}"
    both rungs pair end K1041 --on 2026-09-01 --reason 'Ready to work alone.' --dry-run
    expect_in "dry run" "$stderr"
    both rungs pair end K1041 --on 2026-09-01 --reason 'Ready to work alone.' --format csv
    expect_same "Lê Minh Châu,Zofia Müller-Nowak,2026-03-01,2026-09-01,Ready to work alone." "${lines[1]}"
    both rungs pair list --manager K1020 --all --as-of 2026-10-31 --format csv
    expect_same "associate,employee_id,level,manager,state,senior,senior_level,since,until,reason" "${lines[0]}"
    expect_same "Lê Minh Châu,K1041,apm,Nguyễn Thị Hạnh,no pair,,,,," "${lines[1]}"
    expect_same "Lê Minh Châu,K1041,apm,Nguyễn Thị Hạnh,ended,Nguyễn Thị Hạnh,senior_pm,2025-10-01,2026-03-01," "${lines[2]}"
    both rungs pair list --manager K1020 --as-of 2026-02-28 --format csv
    expect_in ",paired,Nguyễn Thị Hạnh,senior_pm,2025-10-01,2026-03-01," "${lines[1]}"
    # By what was known before anything was recorded there is nobody; --as-seen-on today is what there is.
    both rungs pair list --all --as-seen-on 2026-10-31 --format csv
    expect_same 1 "${#lines[@]}"
    both rungs pair list --manager K1020 --as-seen-on "$(ask 'select current_date')" --format csv
    expect_in ",no pair," "${lines[1]}"
}

@test "the list fits a terminal of 80 columns with every name whole" {
    rungs pair set K1041 K1020 --quiet > /dev/null
    run tests/support/terminal.py "$RUNGS" pair list < /dev/null
    expect_status 0
    expect_not_in "…" "$output"
    expect_in "    senior: Nguyễn Thị Hạnh" "$output"
}

@test "the manager's report names associates without a pair, and shows pairs beside the senior's shift" {
    both rungs report manager K1005 --as-of 2026-10-31 --section pairs --format csv
    expect_same "Lê Minh Châu,K1041,no pair,,,," "${lines[1]}"
    rungs pair set K1041 K1020 --from 2026-01-01 --quiet > /dev/null
    before=$(rungs report readiness --person K1020 --as-of 2026-10-31 --section readiness --format csv)
    both rungs report manager K1005 --as-of 2026-10-31 --section pairs --format csv
    expect_in "Lê Minh Châu,K1041,paired,Nguyễn Thị Hạnh,2026-01-01,train_others," "$output"
    both rungs report manager K1005 --as-of 2026-10-31
    expect_in "Associates, and beside whom they learn" "$output"
    # Beside the shift in the senior's gaps, and never in the score.
    both rungs evidence gaps K1020 --stages three-phases --as-of 2026-10-31 --format csv
    [[ $output != *train_others* ]] || expect_in "paired with Lê Minh Châu since 2026-01-01" "$output"
    rungs pair end K1041 --on 2026-01-01 --quiet > /dev/null
    expect_same "$before" "$(rungs report readiness --person K1020 --as-of 2026-10-31 --section readiness --format csv)"
    # A manager without associates sees no such part.
    both rungs report manager K1023 --as-of 2026-10-31
    expect_not_in "beside whom they learn" "$output"
}

@test "a pair shown beside the shift in the gaps of the senior" {
    rungs pair set K1041 K1031 --from 2026-01-01 --quiet > /dev/null
    both rungs evidence gaps K1031 --stages three-phases --as-of 2026-10-31 --format json
    expect_status 0
    expect_same "paired with Lê Minh Châu since 2026-01-01" "$(json "(select e->>'beside' from jsonb_array_elements(j) e where e->>'expectation' = 'train_others')")"
}

@test "six at once: each command is refused or done, and one pair is in force" {
    for senior in K1020 K1031 K1011 K1020 K1031 K1011; do
        rungs pair set K1041 "$senior" --from 2026-01-01 --quiet > /dev/null 2> "$BATS_TEST_TMPDIR/$BASHPID" &
    done
    wait
    expect_same 1 "$(ask "select count(*) from rungs.pair where superseded_at = 'infinity'")"
    expect_not_in "superseded after" "$(cat "$BATS_TEST_TMPDIR"/[0-9]*)"
}

@test "refused: who is no associate, no senior, not here, already paired, not paired" {
    refused "is at pm, which is no level of associates" "Associates are at apm." set K1032 K1020
    refused "is at pm, below senior_pm" "Somebody at apm learns beside somebody at senior_pm or above." set K1041 K1032
    refused "Lê Minh Châu cannot learn beside themselves" "Name the associate first" set K1041 K1041
    refused "Georg Lindqvist does not work here on " "Pairs are of people who work here" set K1041 K1062
    refused "Lê Minh Châu does not work here on 2020-01-01" "Pairs are of people who work here" set K1041 K1020 --from 2020-01-01
    refused "Lê Minh Châu is paired with nobody on " "'rungs pair list' shows the pairs" end K1041
    rungs pair set K1041 K1020 --from 2026-01-01 --quiet > /dev/null
    refused "Lê Minh Châu and Nguyễn Thị Hạnh are a pair since 2026-01-01" "There is nothing to do" set K1041 K1020
    both rungs pair set K1041
    expect_status 2
    expect_in "missing argument 'SENIOR'" "$stderr"
}

@test "a ladder says who is paired with whom: exported, imported, compared" {
    FOLDER=$BATS_TEST_TMPDIR/ladder
    rungs ladder export product-management "$FOLDER" --quiet > /dev/null
    sed -i 's/,senior_pm,train_others,/,lead_pm,,/' "$FOLDER/levels.csv"
    both rungs import ladder "$FOLDER" --format csv --section changes
    expect_status 0
    expect_in "changed,level apm,pair_with,senior_pm,lead_pm" "$output"
    refused "is at senior_pm, below lead_pm" "Somebody at apm" set K1041 K1020
    both rungs ladder diff product-management@1 product-management@2 --format csv
    expect_in "pair_shift,train_others," "$output"
    rungs ladder export product-management@1 "$FOLDER" --replace --quiet > /dev/null
    rungs import ladder "$FOLDER" --quiet > /dev/null
    rungs pair set K1041 K1020 --quiet > /dev/null
}

@test "the example of each help page works on the sample" {
    rungs pair set K1041 K1011 --from 2025-11-01 --quiet > /dev/null
    while read -r example; do
        run eval "$example"
        expect_status 0
    done < <(rungs manual markdown | grep '^rungs pair ')
}
