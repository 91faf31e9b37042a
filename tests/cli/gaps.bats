#!/usr/bin/env bats
# What the evidence lacks, whom to ask, and asking. K1033 Oluwaseun Adeyemi, pm, reports to K1013 Jean-Sébastien Côté; his
# peers are K1029's colleagues of that team; K1014 李雪 is nobody near.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() { DAY=(--as-of 2026-10-31) FILE=$BATS_TEST_TMPDIR/file.csv; }

# refused STATUS MESSAGE HINT WORD...: with both texts, and nothing recorded.
refused() {
    local before
    before=$(ask 'select count(*), count(*) filter (where closed_on is not null) from rungs.request')
    both rungs "${@:4}"
    expect_status "$1"
    expect_in "$2" "$stderr"
    expect_in "hint: $3" "$stderr"
    expect_same "" "$output"
    expect_same "$before" "$(ask 'select count(*), count(*) filter (where closed_on is not null) from rungs.request')"
}

# listed OPTION... FIELD...: how many requests are listed, and fields of the first one.
listed() {
    local options=() fields=''
    while [[ ${1:-} == -* ]]; do
        options+=("$1")
        [[ $1 == --open || $1 == --all ]] || { options+=("$2"); shift; }
        shift
    done
    run --separate-stderr rungs evidence requests "${options[@]}" --format json
    expect_status 0
    for name in "$@"; do fields+=", j->0->>'$name'"; done
    json "jsonb_array_length(j)$fields"
}

@test "gaps: musts first, then by worth, with people to ask; what is won makes coverage whole" {
    both rungs evidence gaps K1033 "${DAY[@]}" --format json
    expect_status 0
    expect_same "t|t" "$(json "(select bool_and(x) from (select (e->>'must')::boolean >= coalesce(lead((e->>'must')::boolean) over (order by n), false) as x from jsonb_array_elements(j) with ordinality a (e, n)) y),
        (select bool_and(e->>'target' = 'senior_pm' and e->>'move' = 'across') from jsonb_array_elements(j) e)")"
    worth=$(json "round((select sum((e->>'worth')::numeric) from jsonb_array_elements(j) e), 9)")
    both rungs report readiness --person K1033 "${DAY[@]}" --section readiness --format json
    expect_same "$worth" "$(json "round(1 - (j->0->>'coverage')::numeric, 9)")"
    both rungs evidence gaps K1033 "${DAY[@]}" --format csv
    expect_same "person,employee_id,target,move,expectation,kind,must,weight,gap,state,points,needed,voices,waiting,last_on,worth,sentence,ask,asked,beside,whom" "${lines[0]}"
    expect_in "Jean-Sébastien Côté (the manager), " "$output"
}

@test "gaps: stale, contrary, waiting, of the cases of the sample" {
    both rungs evidence gaps K1032 --as-of 2029-01-01 --format json
    expect_same "nothing stale" "$(json "(select string_agg(distinct e->>'gap', ' ') from jsonb_array_elements(j) e)")"
    both rungs evidence gaps K1039 "${DAY[@]}" --format csv
    expect_in ",senior_goals,expectation,true,2,contrary,contrary,-3,7,3," "$output"
    both rungs evidence gaps K1042 "${DAY[@]}" --format json
    expect_same 6 "$(json "(select sum((e->>'waiting')::integer) from jsonb_array_elements(j) e)")"
}

@test "gaps in every format, in a narrow terminal, and refused for who has none above" {
    for format in table csv json markdown; do
        both rungs evidence gaps K1033 --format "$format"
        expect_status 0
        expect_in senior_goals "$output"
    done
    refused 3 "nothing is above cpo, the level of " "There is no next level" evidence gaps K1001
    refused 3 "is on no ladder" "Import a roster that gives the level" evidence gaps K1060
    refused 3 "does not work here" "Gaps are of people who work here" evidence gaps K1062
    refused 3 "apm does not lie above pm, the level of " "Name a level further up" evidence gaps K1033 --target apm
    refused 3 "there is no stage model 'x'" "Known are" evidence gaps K1033 --stages x
    refused 2 "missing argument 'PERSON'" "for example" evidence gaps
    both rungs evidence gaps K1033 --target lead_pm --format json
    expect_same lead_pm "$(json "j->0->>'target'")"
}

@test "a request: a text to paste, a link that opens a mail, and nothing is sent" {
    both rungs evidence request K1033 --from K1014 --expectation senior_goals --note $'Was it in May?\nOr later?'
    expect_status 0
    expect_in "Hello 李雪," "$output"
    expect_in "what have you seen of Oluwaseun Adeyemi" "$output"
    expect_in "Or later?" "$output"
    expect_in "open this to send it: mailto:xue.li@copperheron.example?subject=Your%20feedback%20on%20Oluwaseun%20Adeyemi&body=Hello%20%E6%9D%8E%E9%9B%AA%2C%0D%0A%0D%0Awhat%20have" "$stderr"
    expect_in "Was%20it%20in%20May%3F%0D%0AOr%20later%3F%0D%0A" "$stderr"
    number=$(ask 'select max(id) from rungs.request')
    both rungs evidence request show "$number"
    expect_in "this request is open: mailto:xue.li@copperheron.example?" "$stderr"
    expect_in "$(printf '\n\n"Sets the goals for the product, ')" "$output"
    both rungs evidence request show "$number" --format json
    expect_status 0
    # The link read back by somebody else is the text.
    link=$(json "j->'request'->0->>'mailto'")
    text=$(json "j->'request'->0->>'text'")
    body=${link#*body=}
    expect_same "$text" "$(printf '%b' "${body//%/\\x}" | tr -d '\r')"
    expect_same "$text" "$(json "(select string_agg(e->>'text', e'\n' order by n) from jsonb_array_elements(j->'text') with ordinality a (e, n))")"
    # The command in it, as it stands, answers the request.
    command=$(grep -A 1 -o 'rungs evidence add .*' <<< "$text")$'\n'$(grep -- '--observer' <<< "$text")
    before=$(ask "select state from rungs_api.request_on(current_date, now()) where request_id = $number")
    eval "$command" > /dev/null
    expect_same "open answered" "$before $(ask "select state from rungs_api.request_on(current_date, now()) where request_id = $number")"
}

@test "requests: open ones by observer, all of them, about a person, about a team; closed with a reason" {
    ask 'truncate rungs.request' > /dev/null
    rungs evidence request K1034 --from K1013 --expectation senior_goals --quiet > /dev/null
    rungs evidence request K1034 --from K1033 --expectation nuance --quiet > /dev/null
    expect_same "2" "$(listed)"
    expect_same "1|nuance|open|0" "$(listed --from K1033 --open expectation state days)"
    number=$(ask "select max(id) from rungs.request")
    both rungs evidence request close "$number" --reason 'Said it in person.' --dry-run
    expect_status 0
    expect_in "dry run" "$stderr"
    both rungs evidence request close "$number" --reason 'Said it in person.' --format csv
    expect_status 0
    expect_in ",nuance,closed,Said it in person." "${lines[1]}"
    both rungs evidence requests --from K1033
    expect_in "nobody is asked for anything" "$output"
    both rungs evidence request show "$number"
    expect_not_in "To be pasted" "$output"
    expect_in "this request is closed: Said it in person." "$stderr"
    expect_same "2" "$(listed --manager K1013 --all)"
    expect_same "1|senior_goals" "$(listed --person K1034 expectation)"
    expect_same "0" "$(listed --all --as-of 2026-10-31)"
    expect_same "0" "$(listed --all --as-seen-on 2026-10-31)"
    refused 3 "request $number was closed on " "Ask again" evidence request close "$number" --reason x
    refused 3 "closing a request needs a reason" "Say why" evidence request close "$((number - 1))"
    refused 3 "there is no request 99999999999" "'rungs evidence requests'" evidence request close 99999999999 --reason x
    refused 3 "there is no request 99999999999" "'rungs evidence requests'" evidence request show 99999999999
    refused 2 "--open and --all contradict each other" "Say one of them." evidence requests --open --all
}

@test "a request that an import answers" {
    ask 'truncate rungs.request' > /dev/null
    rungs evidence request K1034 --from K1013 --expectation senior_goals --quiet > /dev/null
    printf '%s\n' person,expectation,strength,observer,relation,observed_on,summary K1034,senior_goals,solid,K1013,manager,2026-10-01,Reached. > "$FILE"
    rungs import evidence "$FILE" --quiet > /dev/null
    expect_same "1|senior_goals|answered|" "$(listed --all expectation state text)"
}

@test "a request is refused: of oneself, of a leaver, twice, for another ladder, of nobody" {
    ask 'truncate rungs.request' > /dev/null
    ask_for() { refused 3 "$1" "$2" evidence request "${3:-K1033}" --from "${4:-K1014}" --expectation "${5:-senior_goals}" "${@:6}"; }
    ask_for "Oluwaseun Adeyemi would be asked about themselves" "Ask somebody else" K1033 K1033
    ask_for "Georg Lindqvist does not work here" "Feedback is asked about people who work here" K1033 K1062
    ask_for "Georg Lindqvist does not work here" "Feedback is asked about people who work here" K1062 K1014
    ask_for "there is no expectation or shift 'senior_goal'" "Did you mean 'senior_goals'?" K1033 K1014 senior_goal
    ask_for "nobody here is known as 'Nobody'" "" K1033 Nobody
    ask_for "the note has a control character (U+0007) in place 2" "Take it out" K1033 K1014 senior_goals --note $'a\ab'
    ask_for "the note is 1001 characters long, at most 1000 are taken" "Say it shorter" K1033 K1014 senior_goals --note "$(printf 'x%.0s' {1..1001})"
    rungs evidence request K1033 --from K1014 --expectation senior_goals --quiet > /dev/null
    ask_for "request $(ask 'select max(id) from rungs.request') asks that since $(ask 'select current_date')" "It is open: rungs evidence request close"
    rungs import ladder import/ladders/engineering --quiet > /dev/null
    ask_for "is asked on the ladder engineering, but Oluwaseun Adeyemi is on product-management" "It would count for nothing there" \
        K1033 K1014 "$(ask "select x.code from rungs.expectation x join rungs.ladder l on l.id = x.ladder_id where l.code = 'engineering' limit 1")"
}

@test "two who ask the same at once: one request" {
    ask 'truncate rungs.request' > /dev/null
    for i in 1 2 3 4 5 6; do rungs evidence request K1034 --from K1013 --expectation senior_goals --quiet > /dev/null 2>&1 & done
    wait
    expect_same 1 "$(ask 'select count(*) from rungs.request')"
}

@test "the example of each help page works on the sample" {
    ask 'truncate rungs.request restart identity' > /dev/null
    rungs evidence request K1034 --from K1013 --expectation senior_goals --quiet > /dev/null
    rungs evidence request K1034 --from K1013 --expectation nuance --quiet > /dev/null
    rungs evidence request K1034 --from K1013 --expectation autonomy --quiet > /dev/null
    while read -r example; do
        run eval "$example"
        expect_status 0
    done < <(rungs manual markdown | grep -E '^rungs (evidence (gaps|request|requests) )')
}
