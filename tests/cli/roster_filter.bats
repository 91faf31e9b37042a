#!/usr/bin/env bats
# Rows that are known are not sent: and nobody can tell but by the time it takes. The rows of a pipe are all sent, so the
# same file through a pipe into another database says what should have come out.
# shellcheck disable=SC2154,SC2030,SC2031

bats_require_minimum_version 1.5.0
load ../support/common
load ../support/roster

setup_file() { ladder_make; }
teardown_file() { ladder_drop; }
setup() {
    fresh_make
    createdb -T "$LADDER_DATABASE" "${RUNGS_DATABASE}_all"
}
teardown() {
    dropdb --if-exists --force "${RUNGS_DATABASE}_all"
    fresh_drop
}

# The next roster of a random company, from the one before in FILE.
next() {
    if [[ -e $FILE ]]; then
        perl tests/support/roster-random.pl "$1" "$FILE" > "$FILE.next"
        mv "$FILE.next" "$FILE"
    else
        perl tests/support/roster-random.pl "$1" > "$FILE"
    fi
}

# All that is believed of people, without numbers that depend on the way.
believed() {
    psql -XqAt -d "$1" -c "
        select p.employee_id, p.email, e.valid_from, e.valid_to, e.stated_on, e.said, e.hired_on, e.name, e.email, e.title, m.employee_id, e.manager_word,
               o.name, e.location, e.specialization_id, e.status_id, e.employee_id, e.attributes, (select count(*) from rungs.import i where i.id < e.import_id)
        from rungs.roster_entry e join rungs.person p on p.id = e.person_id
        left join rungs.person m on m.id = e.manager_id left join rungs.organisation o on o.id = e.organisation_id
        where e.superseded_at = 'infinity' order by p.employee_id collate \"C\", p.email, e.valid_from" -c "
        select p.employee_id, t.effective_on, t.stated_on, l.code, (select count(*) from rungs.import i where i.id < t.import_id)
        from rungs.transition t join rungs.person p on p.id = t.person_id left join rungs.level l on l.id = t.level_id
        where t.superseded_at = 'infinity' order by p.employee_id collate \"C\", t.effective_on" -c "
        select rank() over (order by i.id), i.kind, i.summary, i.effective_on, n.line, n.action, n.subject, n.field, n.old_value, n.new_value
        from rungs.import i left join rungs.import_line n on n.import_id = i.id
        order by i.id, n.line, n.action, n.subject, n.field"
}

# What a person reads, without the number of the import: a second beginning takes another one.
answer() { sed 's/"import": [0-9]*/"import": N/' <<< "$output"; }
words() { grep -v '^rungs: \|^  hint\|^dates are read' <<< "$stderr" | sed 's/team.csv/standard input/'; }

# Imports FILE with and without the filter, and expects the same answer, the same words and the same people.
alike() {
    local filtered answer words result
    both rungs import roster "$FILE" --format json --verbose "$@"
    answer=$(answer) words=$(words) result=$status filtered=$stderr
    RUNGS_DATABASE=${RUNGS_DATABASE}_all both rungs import roster - --format json "$@" < <(cat "$FILE")
    expect_same "$(answer)" "$answer"
    expect_same "$(words)" "$words"
    expect_same "$status" "$result"
    expect_same "$(believed "${RUNGS_DATABASE}_all")" "$(believed "$RUNGS_DATABASE")"
    stderr=$filtered filtered_words=$filtered
}
unsent() { sed -n 's/^rungs: \([0-9]*\) rows are as they were: not sent$/\1/p' <<< "$stderr"; }

@test "random rosters, one after the other: the same with and without the filter" {
    local seed day=1 left_out=0
    for seed in 1 2 3 4 5 6 7; do
        next "$seed"
        alike --effective "2026-06-0$day"
        # And each file once more, all of it looked at, changes nothing.
        RUNGS_DATABASE=${RUNGS_DATABASE}_all both rungs import roster - --effective "2026-06-0$day" < <(cat "$FILE")
        [[ $seed == 5 ]] || expect_in "nothing to do" "$stderr"
        stderr=$filtered_words
        left_out=$((left_out + $(unsent || :) + 0))
        day=$((day + 1))
    done
    # It was tried at all.
    [[ $left_out -gt 500 ]]
}

@test "the same with everybody in the file" {
    local seed day=1
    for seed in 11 12 13 14; do
        next "$seed"
        alike --effective "2026-06-0$day" --full
        day=$((day + 1))
    done
    alike --effective 2026-06-20 --full
    expect_in "rows are as they were" "$stderr"
}

@test "the same file again: all rows but the first thousand stay here, nothing is written" {
    local before
    next 1
    alike
    before=$(counts)
    alike
    expect_same 300 "$(unsent)"
    expect_in "nothing to do" "$stderr"
    expect_same "$before" "$(counts)"
}

@test "a file of other columns, of an earlier day, after other titles: all rows are sent" {
    next 1
    alike --effective 2026-06-10
    alike --effective 2026-06-09
    expect_same "" "$(unsent)"
    alike --effective 2026-06-11
    expect_same 300 "$(unsent)"
    cut -d, -f1-11 "$FILE" > "$FILE.less" && mv "$FILE.less" "$FILE"
    alike --effective 2026-06-12
    expect_same "" "$(unsent)"
    alike --effective 2026-06-12
    expect_same 300 "$(unsent)"
    printf 'title,level\nTitle 3,pm\n' > "$FILE.titles"
    rungs import titles "$FILE.titles" --quiet > /dev/null
    RUNGS_DATABASE=${RUNGS_DATABASE}_all rungs import titles "$FILE.titles" --quiet > /dev/null
    alike --effective 2026-06-12
    expect_same "" "$(unsent)"
}

@test "past events and an undone import: those people are looked at again" {
    next 1
    alike --effective 2026-06-01
    printf 'person,date,title\nR01200,2022-01-01,Old title\n' > "$FILE.history"
    for RUNGS_DATABASE in "$RUNGS_DATABASE" "${RUNGS_DATABASE}_all"; do rungs import history "$FILE.history" --quiet > /dev/null; done
    RUNGS_DATABASE=${RUNGS_DATABASE%_all}
    alike --effective 2026-06-02
    expect_same 299 "$(unsent)"
    alike --effective 2026-06-02
    expect_same 300 "$(unsent)"
    sed -i '1290s/City ./Elsewhere/; 1280s/Title [0-9]*/Lord/' "$FILE"
    alike --effective 2026-06-03
    expect_same 298 "$(unsent)"
    for RUNGS_DATABASE in "$RUNGS_DATABASE" "${RUNGS_DATABASE}_all"; do rungs import undo "$(ask 'select max(id) from rungs.import')" --quiet > /dev/null; done
    RUNGS_DATABASE=${RUNGS_DATABASE%_all}
    alike --effective 2026-06-04
    expect_same 298 "$(unsent)"
}

# What makes all rows needed

# asked REASON: the import that was just made began with the filter and then asked for all rows.
asked() { expect_in "all rows are needed: $1" "$stderr"; }

@test "a problem is told with all there are" {
    next 1
    alike --effective 2026-06-01
    sed -i '1290s/active/dancing/' "$FILE"
    alike --effective 2026-06-02
    asked "there are problems"
    alike --effective 2026-06-02 --skip-bad --rejects "$FILE.rejects.$BATS_TEST_NUMBER" --dry-run
}

@test "two rows about one person, of which one is as it was" {
    next 1
    alike --effective 2026-06-01
    sed -n '1200p' "$FILE" | sed 's/Title [0-9]*/Another/' >> "$FILE"
    alike --effective 2026-06-02
    asked "two are about the same"
}

@test "somebody without employee id, by the address of a row that is as it was" {
    next 1
    alike --effective 2026-06-01
    echo ',Somebody,r01200@big.example,T,pm,,,,,,active,' >> "$FILE"
    alike --effective 2026-06-02
    asked "somebody is known by another word"
    sed -i '$d; 1200s/^R01199//' "$FILE"
    alike --effective 2026-06-03
    asked "somebody is known by another word"
}

@test "a manager by name" {
    next 1
    alike --effective 2026-06-01
    sed -i '1250s/,R[0-9]*,,City/,Person 7,,City/; 1250s/,,r[0-9]*@big.example,City/,Person 7,,City/' "$FILE"
    alike --effective 2026-06-02
    asked "managers are known by their names"
}

@test "another address of a manager who is known by it" {
    next 1
    alike --effective 2026-06-01
    # Somebody of the rows that stay here has the manager R00130.
    sed -i '1162s/^\(R[0-9]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*\),[^,]*,[^,]*/\1,,r00130@big.example/' "$FILE"
    alike --effective 2026-06-02
    sed -i '131s/r00130@/moved@/' "$FILE"
    alike --effective 2026-06-03
    asked "a manager has another address"
}

@test "dates in another order" {
    next 1
    sed -i 's/2024-01-15/01\/02\/2024/; 1295s/2020-03-01/25\/03\/2020/' "$FILE"
    alike --effective 2026-06-01
    alike --effective 2026-06-02
    expect_same 300 "$(unsent)"
    expect_in "dates are read day first, as before" "$stderr"
    sed -i '1295s/25\/03\/2020/03\/25\/2020/' "$FILE"
    alike --effective 2026-06-03
    asked "dates are written in another order"
    # Whoever says it has all rows looked at.
    alike --effective 2026-06-04 --date-format dmy --dry-run
    expect_same "" "$(unsent)"
}

@test "a company whose people are known by their addresses" {
    next 1
    sed -i 's/^R[0-9]*,/,/; s/,R\([0-9]*\),,City/,,r\1@big.example,City/; 1s/.*/employee_id,name,email,title,level,level_since,manager_id,manager_email,location,hire_date,status,leave_date/' "$FILE"
    cut -d, -f2- "$FILE" | sed '1100,1300s/\(r[0-9]*\)@big/R\1@BIG/' > "$FILE.less" && mv "$FILE.less" "$FILE"
    alike --effective 2026-06-01
    alike --effective 2026-06-02
    expect_same 300 "$(unsent)"
}

# How far it is

@test "on a terminal it is said how far a long import is; not to a file, and not when quiet" {
    next 1
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    slowly() { { head -n 1000 "$FILE"; sleep 1.2; tail -n +1001 "$FILE"; } > "$BATS_TEST_TMPDIR/pipe" & }
    slowly
    run "$BATS_TEST_DIRNAME/../support/terminal.py" "$RUNGS" import roster "$BATS_TEST_TMPDIR/pipe" --dry-run <<'PART'
expect 1,024 rows, 
expect  a second
expect the rows are being judged
expect 1300
PART
    expect_status 0
    slowly
    run "$BATS_TEST_DIRNAME/../support/terminal.py" "$RUNGS" import roster "$BATS_TEST_TMPDIR/pipe" --dry-run --quiet < /dev/null
    expect_status 0
    expect_not_in "a second" "$output"
    slowly
    both rungs import roster "$BATS_TEST_TMPDIR/pipe" --dry-run
    expect_status 0
    expect_not_in "a second" "$stderr"
    expect_not_in "being judged" "$stderr"
}
