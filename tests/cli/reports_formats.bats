#!/usr/bin/env bats
# Every report in every format: what is written can be read, by programs and in the plainest terminal; when there is
# nothing to say, that is said. Which reports there are, the program's manual says.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/reports.bash

setup_file() {
    database_make sample
    report_questions > "$BATS_FILE_TMPDIR/questions"
}
teardown_file() { database_drop; }

# each FORMAT OPTION...: every question is answered into a file of its own.
each() {
    local question n=0
    mkdir "$BATS_TEST_TMPDIR/answers"
    while IFS= read -r question; do
        n=$((n + 1))
        # shellcheck disable=SC2086
        "$RUNGS" $question --format "$1" --quiet "${@:2}" < /dev/null > "$BATS_TEST_TMPDIR/answers/$n-${question//[^a-zA-Z0-9]/_}" 2>&1 ||
            echo "exit $?: $question" >> "$BATS_TEST_TMPDIR/faults"
    done < "$BATS_FILE_TMPDIR/questions"
    expect_same "" "$(cat "$BATS_TEST_TMPDIR/faults" 2> /dev/null)"
}

@test "json: every answer parses, and rows of a section have the same keys" {
    each json --as-of 2026-10-31
    python3 - "$BATS_TEST_TMPDIR/answers" <<'PYTHON'
import json, os, sys
rows = 0
for name in sorted(os.listdir(sys.argv[1])):
    answer = json.load(open(os.path.join(sys.argv[1], name)))
    for section, table in (answer.items() if isinstance(answer, dict) else [("", answer)]):
        assert len({tuple(row) for row in table}) <= 1, (name, section)
        rows += len(table)
assert rows > 1000, rows
PYTHON
}

@test "csv: every section has its documented columns, the same in each row" {
    documented=$(rungs manual columns)
    while IFS= read -r question; do
        [[ $question =~ ^(report|calibrate) ]] || continue
        # shellcheck disable=SC2086
        sections=$("$RUNGS" $question --section no-such 2>&1 | sed -n 's/.*one of: //p' | tr -d ',.')
        [[ -n $sections ]]
        for section in $sections; do
            # shellcheck disable=SC2086
            rungs $question --as-of 2026-10-31 --format csv --quiet --section "$section" > "$BATS_TEST_TMPDIR/x.csv"
            columns=$(head -n 1 "$BATS_TEST_TMPDIR/x.csv" | sed 's/,/`, `/g')
            expect_in "- **$section**: \`$columns\`" "$documented"
            python3 -c 'import csv, sys; rows = list(csv.reader(open(sys.argv[1]))); assert len({len(row) for row in rows}) == 1, sys.argv' \
                "$BATS_TEST_TMPDIR/x.csv"
            echo "$section" >> "$BATS_TEST_TMPDIR/sections"
        done
    done < "$BATS_FILE_TMPDIR/questions"
    [[ $(wc -l < "$BATS_TEST_TMPDIR/sections") -gt 40 ]]
}

@test "markdown: every row has as many cells as its heading" {
    each markdown --as-of 2026-10-31
    tail -n +1 "$BATS_TEST_TMPDIR"/answers/* > "$BATS_TEST_TMPDIR/all"
    expect_same "" "$(sed 's/\\|//g' "$BATS_TEST_TMPDIR/all" | awk -F'|' '/^\|/ { if (!width) width = NF; if (NF != width) print } !/^\|/ { width = 0 }')"
    [[ $(grep -c '^| --- \|^| ---: ' "$BATS_TEST_TMPDIR/all") -gt 50 ]]
}

@test "table: bars and marks without colour, and in ASCII where the locale asks for it" {
    export LC_ALL=C
    each table --as-of 2026-10-31
    expect_same "" "$(grep -l $'\e' "$BATS_TEST_TMPDIR"/answers/*)"
    expect_same "" "$(LC_ALL=C.UTF-8 grep -l '[█▏▎▍▌▋▊▉·]' "$BATS_TEST_TMPDIR"/answers/* | xargs -r -n 1 basename)"
    grep -q '#####' "$BATS_TEST_TMPDIR"/answers/*report_manager*
}

@test "before anything was recorded: nothing, in words for people, as an empty list for programs" {
    while IFS= read -r question; do
        [[ $question =~ ^(report|calibrate) && $question != *K1* && $question != *2026-H2* && $question != *stages* ]] || continue
        # shellcheck disable=SC2086
        both rungs $question --as-seen-on 2020-01-01
        [[ $status == 0 && $output == *no* || $status == 3 && $stderr == *hint* ]] || { echo "$question: $output $stderr"; return 1; }
        [[ $status == 0 ]] || continue
        # shellcheck disable=SC2086
        both rungs $question --as-seen-on 2020-01-01 --format json
        expect_not_in '"' "$(tr -d ' \n{}[],' <<<"$output" | sed 's/"[a-z_]*"://g')"
    done < "$BATS_FILE_TMPDIR/questions"
}
