#!/usr/bin/env bats
# Logging evidence: what counts, what is refused, and what an entry does to somebody's standing.
# K1049 Maria Garcia, pm, has no evidence at all; her manager is K1018, the manager's peer K1017.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    TODAY=$(ask 'select current_date')
    ABOUT=(--person K1049) AGAINST=(--expectation pm_ship) STRENGTH=(--strength solid)
    SEEN_BY=(--observer K1018) RELATION=(--relation manager) SUMMARY=(--summary 'Shipped it.')
}

# Logs an entry made of the parts above, with more options behind.
add() {
    both rungs evidence add "${ABOUT[@]}" "${AGAINST[@]}" "${STRENGTH[@]}" "${SEEN_BY[@]}" "${RELATION[@]}" \
        "${SUMMARY[@]}" --format csv "$@"
}

entries() { ask 'select (select count(*) from rungs.evidence), (select count(*) from rungs.observer)'; }

# refused MESSAGE HINT OPTIONS...: exit 3 with both texts, nothing logged.
refused() {
    local before message=$1 hint=$2
    before=$(entries)
    add "${@:3}"
    expect_status 3
    expect_in "$message" "$stderr"
    expect_in "hint: $hint" "$stderr"
    expect_same "" "$output"
    expect_same "$before" "$(entries)"
}

# Keeps the number of the entry that the last answer tells.
answer() { NUMBER=${lines[1]%%,*}; }

@test "the example of the help page works on the sample" {
    example=$(rungs manual markdown | grep -m 1 '^rungs evidence add -p ')
    run eval "$example --dry-run"
    expect_status 0
}

@test "one voice makes partial, a second one met: 2 points, then 4" {
    AGAINST=(--expectation pm_fit)
    add
    expect_status 0
    expect_same "evidence,person,expectation,strength,observed_on,status,points,state_before,state_after,standing,seen_by,observer,relation" "${lines[0]}"
    expect_in ",Maria Garcia,pm_fit,solid,$TODAY,counts,2,unknown,partial,\"pm_fit at pm: unknown -> partial, 2 points\"" "${lines[1]}"
    SEEN_BY=(--observer K1017) RELATION=(--relation manager_peer)
    add
    expect_in ",counts,4,partial,met" "${lines[1]}"
}

@test "one observer counts for at most 3 points, however often: nobody's voice alone meets an expectation" {
    AGAINST=(--expectation pm_impact) STRENGTH=(--strength exemplary)
    add
    expect_in ",counts,3,unknown,partial" "${lines[1]}"
    SUMMARY=(--summary 'And again.')
    add
    expect_in ",counts,3,partial,partial" "${lines[1]}"
    SEEN_BY=(--observer K1017) RELATION=(--relation manager_peer) STRENGTH=(--strength emerging)
    add
    expect_in ",counts,4,partial,met" "${lines[1]}"
}

@test "contrary entries sink, and one observer sinks to -3 only" {
    AGAINST=(--expectation pm_operations) STRENGTH=(--strength contrary)
    add
    expect_in ",counts,-2,unknown,contrary" "${lines[1]}"
    SUMMARY=(--summary 'Forgot it again.')
    add
    expect_in ",counts,-3,contrary,contrary" "${lines[1]}"
}

@test "an entry from 12 to 24 months ago counts half" {
    # K1030 Maria Garcia has been here since before 2024.
    ABOUT=(--person K1030) AGAINST=(--expectation pm_fit) SEEN_BY=(--observer K1007) RELATION=(--relation manager_peer)
    day=$(ask "select (current_date - interval '18 months')::date")
    add --on "$day"
    expect_status 0
    expect_in ",$day,counts,1,unknown,partial" "${lines[1]}"
    day=$(ask "select (current_date - interval '25 months')::date")
    AGAINST=(--expectation pm_ship)
    add --on "$day"
    expect_in ",$day,counts,0,unknown,stale" "${lines[1]}"
}

@test "one's own entry counts once somebody else has confirmed it" {
    AGAINST=(--expectation pm_documents) SEEN_BY=(--observer K1049) RELATION=(--relation self)
    add
    expect_status 0
    expect_in "submitted: counts once somebody else has confirmed it" "$output"
    expect_in ",0,unknown,unknown" "${lines[1]}"
    answer
    both rungs evidence confirm "$NUMBER" --by K1018 --format csv
    expect_status 0
    expect_same "$NUMBER,Maria Garcia,pm_documents,confirmed,2,unknown,partial,\"pm_documents at pm: unknown -> partial, 2 points\"" "${lines[1]}"
}

@test "a customer or a metric is any name; work type, details and link are kept" {
    AGAINST=(--expectation pm_spec) SEEN_BY=(--observer 'Café Luna') RELATION=(--relation customer)
    add --work-type growth --details 'Two pages.' --link https://x.example/y
    expect_status 0
    both rungs evidence list --person K1049 --expectation pm_spec --format json
    expect_same "Café Luna|customer|growth|true|https://x.example/y" "$(json \
        "j->0->>'observer', j->0->>'relation', j->0->>'work_type', j->0->>'counts', j->0->>'link'")"
}

@test "--dry-run gives the same answer and logs nothing" {
    before=$(entries)
    AGAINST=(--expectation pm_known_by_data)
    add --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    expect_in ",counts,2,unknown,partial" "${lines[1]}"
    expect_same "$before" "$(entries)"
}

@test "refused: it lies ahead" {
    refused "2199-01-01 lies ahead" "Evidence is of things that happened" --on 2199-01-01
}

@test "refused: before the hire" {
    refused "on 2025-11-02 Maria Garcia was not here yet: hired on 2025-11-03" "Evidence from before the hire" --on 2025-11-02
}

@test "refused: about somebody who has left" {
    ABOUT=(--person K1046)
    refused "Hannes Grünwald does not work here" "If the person has come back, import a roster"
}

@test "refused: an unknown person, expectation, observer" {
    ABOUT=(--person K9999)
    refused "nobody here is known as 'K9999'" "Type an employee id"
    ABOUT=(--person K1049) AGAINST=(--expectation pm_shp)
    refused "there is no expectation or shift 'pm_shp'" "Did you mean 'pm_ship'?"
    AGAINST=(--expectation pm_ship) SEEN_BY=(--observer 'Café Luna')
    refused "nobody here is known as 'Café Luna'" "Type an employee id"
}

@test "refused: oneself as a peer, somebody else as self" {
    SEEN_BY=(--observer K1049) RELATION=(--relation peer)
    refused "'K1049' is the person the evidence is about, so the relation is 'self'" "Type --relation self"
    SEEN_BY=(--observer K1018) RELATION=(--relation self)
    refused "'K1018' is not the person the evidence is about, so the relation is not 'self'" "Leave --relation out to take it from the roster"
}

@test "refused: a customer without a name" {
    SEEN_BY=(--observer ' ') RELATION=(--relation customer)
    refused "the observer has no name" "Say which customer or metric"
}

@test "an entry about somebody who is not on a ladder yet stands as it would later" {
    ABOUT=(--person K1057) AGAINST=(--expectation side_problem) SEEN_BY=(--observer K1006)
    add
    expect_status 0
    expect_in ",counts,2,unknown,partial" "${lines[1]}"
}

@test "refused: a link that is none, a summary without words, an unknown work type" {
    refused "'ftp://x' is not a web address" "A link begins with https:// or http://" --link ftp://x
    refused "'https://a b' is not a web address" "A link begins with" --link 'https://a b'
    SUMMARY=(--summary '  ')
    refused "the summary is empty" "Say what happened"
    SUMMARY=(--summary 'Shipped it.')
    refused "'growht' is not a work type" "Did you mean 'growth'?" --work-type growht
}

@test "an unknown strength or relation is a fault of the command line" {
    STRENGTH=(--strength superb)
    add
    expect_status 2
    expect_in "takes contrary, emerging, solid or exemplary, not 'superb'" "$stderr"
    STRENGTH=(--strength solid) RELATION=(--relation boss)
    add
    expect_status 2
    expect_in "not 'boss'" "$stderr"
}

@test "text that looks like SQL or like an option is text" {
    AGAINST=(--expectation pm_counterparts) SUMMARY=("--summary=--'); drop table rungs.evidence; --")
    add
    expect_status 0
    both rungs evidence list --person K1049 --expectation pm_counterparts --format json
    expect_in "\"summary\": \"--'); drop table rungs.evidence; --\"" "$output"
}

@test "a disputed entry stays in the log and no longer counts" {
    AGAINST=(--expectation pm_prioritize)
    add
    answer
    both rungs evidence dispute "$NUMBER" --by K1049 --format csv
    expect_status 3
    expect_in "a dispute needs a reason" "$stderr"
    both rungs evidence dispute "$NUMBER" --by K1049 --reason 'That was another team.' --format csv
    expect_status 0
    expect_same "$NUMBER,Maria Garcia,pm_prioritize,disputed,0,partial,unknown,pm_prioritize at pm: partial -> unknown" "${lines[1]}"
    both rungs evidence list --person K1049 --status disputed --format json
    expect_same "$NUMBER|disputed|false" "$(json "j->0->>'number', j->0->>'status', j->0->>'counts'")"
    expect_same "That was another team." "$(ask "select reason from rungs.evidence_event where evidence_id = $NUMBER")"
}

@test "confirm: not one's own, not about oneself, not twice, not what does not exist" {
    AGAINST=(--expectation pm_reporting)
    add
    answer
    both rungs evidence confirm "$NUMBER" --by K1018
    expect_status 3
    expect_in "own" "$stderr"
    both rungs evidence confirm "$NUMBER" --by K1049
    expect_status 3
    expect_in "nobody confirms evidence about themselves" "$stderr"
    both rungs evidence confirm "$NUMBER" --by K1007
    expect_status 0
    both rungs evidence confirm "$NUMBER" --by K1007
    expect_status 3
    expect_in "evidence $NUMBER is confirmed already" "$stderr"
    both rungs evidence confirm 999999 --by K1007
    expect_status 3
    expect_in "there is no evidence 999999" "$stderr"
    both rungs evidence confirm "$NUMBER" --by nobody
    expect_status 3
    expect_in "nobody here is known as 'nobody'" "$stderr"
}

@test "withdraw: only the observer, and for good" {
    AGAINST=(--expectation pm_engineers)
    add
    answer
    both rungs evidence withdraw "$NUMBER" --by K1007
    expect_status 3
    expect_in "evidence $NUMBER is somebody else's" "$stderr"
    expect_in "others dispute it" "$stderr"
    both rungs evidence withdraw "$NUMBER" --by K1018 --reason 'A slip.' --format csv
    expect_status 0
    expect_same "$NUMBER,Maria Garcia,pm_engineers,withdrawn,0,partial,unknown,pm_engineers at pm: partial -> unknown" "${lines[1]}"
    both rungs evidence confirm "$NUMBER" --by K1007
    expect_status 3
    expect_in "evidence $NUMBER is withdrawn" "$stderr"
}

@test "confirm --dry-run changes nothing" {
    AGAINST=(--expectation pm_go_to) SEEN_BY=(--observer K1049) RELATION=(--relation self)
    add
    answer
    both rungs evidence confirm "$NUMBER" --by K1018 --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    both rungs evidence list --person K1049 --expectation pm_go_to --format json
    expect_same "submitted|false" "$(json "j->0->>'status', j->0->>'counts'")"
}

@test "list: by person, team, expectation, status, and at most so many, latest first" {
    both rungs evidence list --person K1026 --format csv
    expect_status 0
    expect_same 8 "${#lines[@]}"
    [[ ${lines[1]} == *,2024-09-11,* ]]
    both rungs evidence list --person K1042 --status confirmed
    expect_status 0
    expect_same "no such evidence" "$output"
    both rungs evidence list --person K1042 --status submitted --format csv
    expect_same 7 "${#lines[@]}"
    both rungs evidence list --expectation senior_goals --person K1039 --format csv
    expect_same 4 "${#lines[@]}"
    both rungs evidence list --manager K1012 --most 3 --format csv
    expect_same 4 "${#lines[@]}"
    both rungs evidence list --manager K1012 --person K1026
    expect_same "no such evidence" "$output"
}

@test "list: --most takes any whole number" {
    both rungs evidence list --most 99999999999 --format csv
    expect_status 0
    [[ ${#lines[@]} -gt 300 ]]
    both rungs evidence list --most=-1
    expect_status 0
    expect_same "no such evidence" "$output"
}

@test "list: --as-of leaves out what had not happened, --as-seen-on what had not been recorded" {
    both rungs evidence list --person K1026 --as-of 2024-09-10 --format csv
    expect_same 7 "${#lines[@]}"
    both rungs evidence list --person K1026 --as-seen-on 2024-12-31
    expect_same "no such evidence" "$output"
}
