#!/usr/bin/env bats
# Rows of evidence that say what they said before are not sent. The rows of a pipe all are, so the same file through a pipe
# into another database says what should have come out.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }
setup() {
    BASE=$RUNGS_DATABASE RUNGS_DATABASE=${RUNGS_DATABASE}_one FILE=$BATS_TEST_TMPDIR/log.csv
    export RUNGS_DATABASE
    createdb -T "$BASE" "$RUNGS_DATABASE"
    createdb -T "$BASE" "${RUNGS_DATABASE}_all"
    # With an external id in two of three rows.
    awk 'BEGIN {
        print "external_id,person,expectation,strength,observer,relation,observed_on,work_type,summary,details,status,confirmed_by,confirmed_on"
        split("pm_prioritize pm_ship pm_spec senior_goals apm_launch", x); split("emerging solid exemplary contrary", s)
        for (i = 1; i <= 1300; i++)
            printf "%s,K10%02d,%s,%s,K10%02d,stakeholder,202%d-0%d-1%d,%s,Thing %d happened.,,%s\n", i % 3 ? "X" i : "", 3 + i % 22, x[1 + i % 4], s[1 + i % 4],
                31 + i % 17, 4 + i % 2, 1 + i % 9, i % 9, i % 2 ? "feature" : "", i, i % 50 ? ",," : "confirmed,K1002,2026-01-05"
    }' > "$FILE"
}
teardown() {
    dropdb --force --if-exists "${RUNGS_DATABASE}_all"
    database_drop
}
believed() {
    psql -XqAt -d "$1" -c "
        select p.employee_id, x.code, e.strength_id, e.observer_id, e.relation_id, e.work_type_id, e.status_id, e.observed_on, e.external_id, e.summary,
               e.details, e.links, e.supersedes_id is not null, e.counted_since is not null, e.undone_by is not null,
               (select string_agg(concat_ws(' ', v.status_id, v.observer_id, v.happened_on, v.reason), ';' order by v.id) from rungs.evidence_event v where v.evidence_id = e.id)
        from rungs.evidence e join rungs.person p on p.id = e.person_id join rungs.expectation x on x.id = e.expectation_id
        where e.id > 297 order by e.external_id, e.summary, e.details, e.status_id, 1, 2, 3" -c "
        select rank() over (order by i.id), i.kind, i.summary, n.line, n.action, n.subject, n.field, n.new_value
        from rungs.import i left join rungs.import_line n on n.import_id = i.id order by 1, 4, 5, 6, 7, 8"
}
answer() { sed 's/"import": [0-9]*/"import": N/' <<< "$output"; }
words() { grep -v '^rungs: \|^  hint' <<< "$stderr" | sed 's/log.csv/standard input/'; }
alike() {
    local answer words result filtered
    both rungs import evidence "$FILE" --format json --verbose "$@"
    answer=$(answer) words=$(words) result=$status filtered=$stderr
    RUNGS_DATABASE=${RUNGS_DATABASE}_all both rungs import evidence - --format json "$@" < <(cat "$FILE")
    expect_same "$(answer)" "$answer"
    expect_same "$(words)" "$words"
    expect_same "$status" "$result"
    expect_same "$(believed "${RUNGS_DATABASE}_all")" "$(believed "$RUNGS_DATABASE")"
    stderr=$filtered
}
unsent() { sed -n 's/^rungs: \([0-9]*\) rows are as they were: not sent$/\1/p' <<< "$stderr"; }
each() { for RUNGS_DATABASE in "$RUNGS_DATABASE" "${RUNGS_DATABASE}_all"; do "$@"; done; RUNGS_DATABASE=${RUNGS_DATABASE%_all}; }

@test "the same log again, longer, and with rows that were mended: the same with and without the filter" {
    alike
    expect_in '"new": 1300' "$output"
    alike
    expect_same 300 "$(unsent)"
    expect_in "nothing to do" "$stderr"
    # A summary of a row with an id, details of one without, a strength, and one row more.
    sed -i '1200s/happened/went well/; 1202s/happened.,/happened.,In the end./; 1252s/happened.,/happened.,At last./; 1300s/feature/growth/' "$FILE"
    echo 'X9999,K1003,pm_ship,solid,K1032,stakeholder,2026-01-01,,A new thing.,,,,' >> "$FILE"
    alike
    expect_same 296 "$(unsent)"
    alike
    expect_same 301 "$(unsent)"
    expect_in "nothing to do" "$stderr"
}

@test "what people did with an entry, and what they corrected, stays" {
    alike
    each rungs evidence withdraw 1400 --by "$(ask "select p.employee_id from rungs.evidence e join rungs.observer o on o.id = e.observer_id
        join rungs.person p on p.id = o.person_id where e.id = 1400")" --quiet
    each rungs evidence dispute 1500 --by K1002 --reason 'No.' --quiet
    each rungs evidence correct 1550 --by "$(ask "select p.employee_id from rungs.evidence e join rungs.observer o on o.id = e.observer_id
        join rungs.person p on p.id = o.person_id where e.id = 1550")" --summary 'By hand.' --reason 'So it was.' --quiet
    alike
    expect_in "nothing to do" "$stderr"
    expect_same 300 "$(unsent)"
}

@test "an import that was taken back can be brought in again" {
    alike
    each rungs import undo "$(ask 'select max(id) from rungs.import')" --quiet
    alike
    expect_in '"new": 1300' "$output"
    alike
    expect_same 300 "$(unsent)"
}

@test "two rows about the same, and rows with problems: all rows are asked for" {
    alike
    sed -n '1200p' "$FILE" | sed 's/happened/was otherwise/' >> "$FILE"
    alike
    expect_in "all rows are needed: two are about the same" "$stderr"
    sed -i '$d' "$FILE"
    # The same entry by its content, with other details, and no external id.
    sed -n '1201p' "$FILE" | sed 's/happened.,/happened.,Twice./' >> "$FILE"
    alike
    expect_in "all rows are needed" "$stderr"
    sed -i '$d; 1250s/emerging\|solid\|exemplary\|contrary/weak/' "$FILE"
    alike
    expect_in "all rows are needed: there are problems" "$stderr"
}

@test "a log without external ids is known by its rows" {
    cut -d, -f2- "$FILE" > "$FILE.less" && mv "$FILE.less" "$FILE"
    alike
    alike
    expect_same 300 "$(unsent)"
}
