#!/usr/bin/env bats
# A promotion round: opening, listing, and its summary on one page.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

# The row of the whole cycle, whatever it is called.
WHOLE="per not in ('level', 'org', 'manager')"

setup() { DATES=(--starts 2027-01-01 --closes 2027-03-31 --effective 2027-07-01); }

cycles() { ask 'select (select count(*) from rungs.cycle), (select count(*) from rungs.cycle_member)'; }

# refused MESSAGE ARGUMENTS...: exit 3, and no cycle more.
refused() {
    local before
    before=$(cycles)
    both rungs cycle open "${@:2}"
    expect_status 3
    expect_in "$1" "$stderr"
    expect_in "hint: " "$stderr"
    expect_same "$before" "$(cycles)"
}

# One row of the distribution of the sample's cycle as of 2026-10-31: row PER NAME.
distribution() {
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-31 --section distribution --format json "$@"
    expect_status 0
}
rows() { ask "select $1 from jsonb_to_recordset(\$json\$$output\$json\$::jsonb) as r (per text, name text, people integer,
    ready integer, near integer, building integer, unknown integer, top integer, settling integer, nominated integer,
    nominated_not_ready integer, ready_not_nominated integer) $2"; }

@test "open: the cycle, its dates and how many people, and what comes next" {
    both rungs cycle open 2027-H1 "${DATES[@]}" --format json
    expect_status 0
    expect_same "2027-H1|2027-01-01|2027-03-31|2027-07-01|55" "$(json "j->0->>'cycle', j->0->>'starts_on',
        j->0->>'closes_on', j->0->>'effective_on', j->0->>'people'")"
    expect_in "next: rungs import nominations FILE --cycle 2027-H1" "$stderr"
    ask "delete from rungs.cycle_step where cycle_id = (select id from rungs.cycle where code = '2027-H1')"
    ask "delete from rungs.cycle_rating where cycle_id = (select id from rungs.cycle where code = '2027-H1')"
    ask "delete from rungs.cycle_member where cycle_id = (select id from rungs.cycle where code = '2027-H1')"
    ask "delete from rungs.cycle where code = '2027-H1'"
}

@test "open --dry-run opens nothing" {
    before=$(cycles)
    both rungs cycle open 2027-H1 "${DATES[@]}" --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    expect_not_in "next:" "$stderr"
    expect_same "$before" "$(cycles)"
}

@test "open: the same name twice is refused" {
    refused "there is a cycle '2026-H2' already" 2026-H2 "${DATES[@]}"
}

@test "open: a name that is no word is refused" {
    for name in 'bad name' '' '2027/H1' '-x'; do
        refused "cannot be the name of a cycle" "${DATES[@]}" -- "$name"
    done
}

@test "open: dates out of order are refused" {
    refused "would end before it starts" X --starts 2027-01-01 --closes 2026-12-31 --effective 2027-07-01
    refused "would end before it starts" X --starts 2027-01-01 --closes 2027-03-31 --effective 2026-07-01
}

@test "open: dates are needed" {
    both rungs cycle open X --starts 2027-01-01
    expect_status 2
    expect_in "'--closes'" "$stderr"
    expect_in "'--effective'" "$stderr"
}

@test "list: the latest first, with state and people" {
    both rungs cycle list --format csv
    expect_status 0
    expect_in "2026-H2," "${lines[1]}"
    expect_in ",2026-10-01,2026-11-30,2027-01-01,55,9,0" "${lines[1]}"
}

@test "summary: in every row the verdicts add up to the people" {
    distribution
    [[ $(rows 'count(*)') -gt 20 ]]
    expect_same "" "$(rows "per, name" "where people <> ready + near + building + unknown + top")"
}

@test "summary: levels, organisations and managers each add up to the whole" {
    distribution
    expect_same "55" "$(rows people "where $WHOLE")"
    for per in level org manager; do
        expect_same "$(rows "people, ready, near, building, unknown, top, settling, nominated, nominated_not_ready, ready_not_nominated" \
            "where $WHOLE")" \
            "$(rows "sum(people), sum(ready), sum(near), sum(building), sum(unknown), sum(top), sum(settling), sum(nominated),
                sum(nominated_not_ready), sum(ready_not_nominated)" "where per = '$per'")"
    done
}

@test "summary: the sample's nominations and verdicts" {
    distribution
    expect_same "9|1|1" "$(rows "nominated, ready_not_nominated, top" "where $WHOLE")"
    expect_same "3" "$(rows ready "where $WHOLE")"
    expect_same "7" "$(rows nominated_not_ready "where $WHOLE")"
}

@test "summary --by: one kind of row beside the whole" {
    for by in level org manager; do
        distribution --by $by
        expect_same "$by" "$(rows "string_agg(distinct per, ' ')" "where not ($WHOLE)")"
        expect_same 1 "$(rows 'count(*)' "where $WHOLE")"
    done
    distribution --by level
    expect_same "apm pm senior_pm lead_pm director vp cpo" \
        "$(ask "select string_agg(r->>'name', ' ') from jsonb_array_elements(\$json\$$output\$json\$::jsonb) r where r->>'per' = 'level'")"
    both rungs calibrate summary --by team
    expect_status 2
    expect_in "takes level, org or manager, not 'team'" "$stderr"
}

@test "summary: the cases to talk about, each with its matter and why" {
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-31 --section cases --format json
    expect_status 0
    case_of() { ask "select c->>'matter' from jsonb_array_elements(\$json\$$output\$json\$::jsonb) c where c->>'employee_id' = '$1'"; }
    expect_same "nominated and ready" "$(case_of K1051)"
    expect_same "nominated and ready" "$(case_of K1032)"
    expect_same "ready, not nominated" "$(case_of K1020)"
    for who in K1012 K1033 K1040 K1021 K1053 K1031 K1047; do
        expect_same "nominated, not ready" "$(case_of $who)"
    done
    expect_same 10 "$(json "jsonb_array_length(j)")"
    expect_in "director_builds_team" "$(ask "select c->>'why' from jsonb_array_elements(\$json\$$output\$json\$::jsonb) c where c->>'employee_id' = 'K1012'")"
}

@test "summary: nominations count from their day on" {
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-04 --section distribution --format json
    expect_same 0 "$(rows nominated "where $WHOLE")"
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-06 --section distribution --format json
    expect_same 2 "$(rows nominated "where $WHOLE")"
}

@test "summary: an unknown cycle, and no cycle at all" {
    both rungs calibrate summary --cycle 2026-H22
    expect_status 3
    expect_in "there is no cycle '2026-H22'" "$stderr"
    expect_in "Did you mean '2026-H2'?" "$stderr"
    createdb -T rungs_empty "${RUNGS_DATABASE}_empty"
    both rungs calibrate summary -d "${RUNGS_DATABASE}_empty"
    dropdb "${RUNGS_DATABASE}_empty"
    expect_status 3
    expect_in "no cycle is open" "$stderr"
    expect_in "rungs cycle open NAME" "$stderr"
}
