#!/usr/bin/env bats
# What becomes of an entry after it was logged, seen through the program: me by default, relations by the roster,
# several links, show, correct, and the filters of the log. The rules themselves are tested in tests/sql.
# K1049 Maria Garcia, pm, has no evidence; her manager is K1018, whose manager is K1008.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }
setup() { unset PGOPTIONS; }

# The server of the tests is a private one: it believes which user the program is run by.
be() { export PGOPTIONS="-c rungs.login=$1"; }
# Logs an entry about K1049 and keeps its number.
log() {
    both rungs evidence add -p K1049 -s solid -m 'Shipped it.' --format csv "$@"
    NUMBER=
    [[ $status != 0 ]] || NUMBER=$(tail -n +2 <<< "$output" | cut -d, -f1)
}
cell() { json "j->0->>'$1'"; }

@test "without a person behind the login, an observer has to be named: the refusal says how" {
    be ana
    log -x pm_ship
    expect_status 3
    expect_in "it is not known who 'ana' is" "$stderr"
    expect_in "hint: Say it once: rungs account set ana PERSON. Or name somebody now: --observer PERSON." "$stderr"
    for step in confirm dispute withdraw correct; do
        both rungs evidence $step 1 --reason 'So.'
        expect_status 3
        expect_in "--by PERSON" "$stderr"
    done
}

@test "account set: from then on ana is K1018, who sees as the manager; clear ends it" {
    be ana
    both rungs account set ana K1018 --format csv
    expect_status 0
    expect_same "ana,Олександр Бондаренко,K1018," "${lines[1]}"
    both rungs account list --format csv
    expect_same "login,person,employee_id,here,since,said_by" "${lines[0]}"
    [[ ${lines[1]} == ana,Олександр\ Бондаренко,K1018,you,*,ana ]]
    log -x pm_ship
    expect_status 0
    expect_in "Олександр Бондаренко (manager)" "$output"
    expect_same "ana" "$(ask "select a.login from rungs.evidence e join rungs.account a on a.id = e.recorded_by where e.id = $NUMBER")"
    both rungs evidence withdraw "$NUMBER"
    expect_status 0
    both rungs account clear ana
    expect_status 0
    both rungs account list --history --format json
    expect_same "K1018|" "$(json "j->0->>'employee_id', j->1->>'employee_id'")"
    log -x pm_ship
    expect_status 3
}

@test "account set --dry-run says it and does not do it" {
    be eve
    both rungs account set eve K1018 --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    both rungs account list --format json
    expect_same "eve|" "$(json "j->0->>'login', j->0->>'person'")"
}

@test "a relation that the roster contradicts is refused with what the roster says" {
    log -x pm_ship -b K1018 -r peer
    expect_status 3
    expect_in "the roster has Олександр Бондаренко as 'manager' of Maria Garcia, not as 'peer'" "$stderr"
    expect_in "hint: Leave --relation out to take 'manager'" "$stderr"
    log -x pm_ship -b K1042 -r manager
    expect_status 3
    expect_in "the roster has no line from राहुल वर्मा to Maria Garcia, so not 'manager'" "$stderr"
    expect_in "Maria Garcia reported to Олександр Бондаренко." "$stderr"
    log -x pm_ship -b K1008
    expect_in "(skip_manager)" "$output"
}

@test "an expectation of another ladder is refused" {
    both rungs import ladder import/ladders/engineering
    expect_status 0
    log -x "$(ask "select d.code || '/' || x.code from rungs.expectation x join rungs.expectation_text t on t.expectation_id = x.id join rungs.ladder d on d.id = x.ladder_id
                   where d.code = 'engineering' and t.level_id is not null order by x.id limit 1")" -b K1018
    expect_status 3
    expect_in "is asked on the ladder engineering, but Maria Garcia is on product-management" "$stderr"
    expect_in "rungs ladder show product-management" "$stderr"
}

@test "several links; a text that is too long or has control characters" {
    log -x pm_fit -b K1018 --link https://x.example/1 --link https://x.example/2
    expect_status 0
    both rungs evidence show "$NUMBER" --format json --section entry
    expect_same "https://x.example/1 https://x.example/2" "$(json "coalesce(j->0->>'link', j->'entry'->0->>'link')")"
    log -x pm_fit -b K1018 --link https://x.example/1 --link ftp://x.example/2
    expect_status 3
    expect_in "'ftp://x.example/2' is not a web address" "$stderr"
    log -x pm_fit -b K1018 --details "$(head -c 100001 /dev/zero | tr '\0' x)"
    expect_status 3
    expect_in "the details text is 100001 characters long, at most 100000 are taken" "$stderr"
    log -x pm_fit -b K1018 --details $'bell \a'
    expect_status 3
    expect_in "the details text has a control character (U+0007) in place 6" "$stderr"
}

@test "correct: a new version, whose chain show tells from both ends" {
    log -x pm_impact -b K1018
    both rungs evidence correct "$NUMBER" --by K1018 --strength emerging --reason 'It was half of it.' --format csv
    expect_status 0
    second=$(tail -n +2 <<< "$output" | cut -d, -f1)
    [[ ${lines[1]} == "$second,$NUMBER,Maria Garcia,pm_impact,emerging,"*',counts,1,partial,partial,"pm_impact at pm: still partial, 1 point"' ]]
    both rungs evidence show "$second" --format json
    expect_status 0
    expect_same "$second|true|1|1 point|$NUMBER|" "$(json "j->'entry'->0->>'number', j->'entry'->0->>'counts', j->'entry'->0->>'points', j->'entry'->0->>'why', j->'entry'->0->>'corrects', j->'entry'->0->>'corrected_by'")"
    expect_same "submitted|corrected|It was half of it." "$(json "j->'history'->0->>'step', j->'history'->1->>'step', j->'history'->1->>'reason'")"
    expect_same "strength|solid|emerging" "$(json "j->'corrections'->0->>'field', j->'corrections'->0->>'old_text', j->'corrections'->0->>'new_text'")"
    both rungs evidence show "$NUMBER"
    expect_in "evidence $second took its place" "$output"
    for step in confirm withdraw correct; do
        both rungs evidence $step "$NUMBER" --by K1018 --reason 'So.'
        expect_status 3
        expect_in "hint: It was corrected: evidence $second took its place." "$stderr"
    done
}

@test "correct: another's entry, nothing new, an unknown number, a dry run" {
    log -x pm_spec -b K1018
    both rungs evidence correct "$NUMBER" --by K1042 --strength emerging
    expect_status 3
    expect_in "Only its observer corrects an entry; others dispute it." "$stderr"
    both rungs evidence correct "$NUMBER" --by K1018
    expect_status 3
    expect_in "evidence $NUMBER says that already" "$stderr"
    both rungs evidence correct 999999 --by K1018 --strength emerging
    expect_status 3
    expect_in "there is no evidence 999999" "$stderr"
    both rungs evidence correct "$NUMBER" --by K1018 --strength emerging --dry-run
    expect_status 0
    both rungs evidence show "$NUMBER" --format json
    expect_same "solid" "$(json "j->'entry'->0->>'strength'")"
}

@test "show: an unknown number, and one that was not known that day" {
    both rungs evidence show 999999
    expect_status 3
    expect_in "there is no evidence 999999" "$stderr"
    both rungs evidence show 1 --as-seen-on 2024-01-01
    expect_status 3
    expect_in "there is no evidence 1" "$stderr"
    both rungs evidence show 1
    expect_status 0
    expect_in "import 5" "$output"
}

@test "the log by words, days, observer, relation, strength, level, kind of work" {
    log -x pm_ship -b K1018 -w growth --details 'The zebra crossing was drawn anew.'
    for filter in "--search zebra" "--search zebras --observer K1018" "--person K1049 --work-type growth" \
        "--search zebra --relation manager --strength solid --level pm --from 2026-01-01"; do
        # shellcheck disable=SC2086
        both rungs evidence list $filter --format csv
        expect_status 0
        expect_same 2 "${#lines[@]}"
        [[ ${lines[1]} == "$NUMBER",* ]]
    done
    both rungs evidence list --search 'zebra -anew'
    expect_same "no such evidence" "$output"
    both rungs evidence list --search 'the'
    expect_status 3
    expect_in "'the' has no word to look for" "$stderr"
    both rungs evidence list --from 2026-02-01 --to 2026-01-01
    expect_status 3
    expect_in "2026-02-01 is after 2026-01-01" "$stderr"
}

@test "--unconfirmed: what waits under a manager, or under whoever asks" {
    both rungs evidence list --unconfirmed --manager K1012 --format csv
    expect_status 0
    expect_same 7 "${#lines[@]}"
    both rungs evidence list --unconfirmed --format csv
    all=${#lines[@]}
    [[ $all -gt 7 ]]
    be mia
    rungs account set mia K1012 --quiet > /dev/null
    both rungs evidence list --unconfirmed --format csv
    expect_same 7 "${#lines[@]}"
    rungs evidence confirm "$(tail -n 1 <<< "$output" | cut -d, -f1)" --quiet > /dev/null
    both rungs evidence list -u --format csv
    expect_same 6 "${#lines[@]}"
}
