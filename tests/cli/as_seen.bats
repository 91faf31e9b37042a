#!/usr/bin/env bats
# As seen on a day, every report answers what it answered then, byte for byte, whatever was recorded since.
#
# The sample company was recorded in the half year up to yesterday. Its answers are kept; then months of work are done
# with it, all recorded in the first moment after yesterday; then it is asked again.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/reports.bash

# move EXPRESSION: what becomes of every moment of recording, %I being its column; the schema's own ledgers are left alone.
move() {
    ask "do \$do\$ declare it record; begin
        for it in select c.table_name, string_agg(format('%I = ' || replace(\$x\$$1\$x\$, '%I', quote_ident(c.column_name)), c.column_name), ', ') as what
                  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                  where c.table_schema = 'rungs' and c.data_type = 'timestamp with time zone' and t.table_type = 'BASE TABLE'
                    and c.table_name not in ('migration', 'logic')
                  group by c.table_name
        loop execute format('update rungs.%I set %s', it.table_name, it.what); end loop; end \$do\$"
}

# freeze FORMATS FOLDER OPTION...: all answers.
freeze() {
    local question format n=0
    local formats=$1
    shift
    mkdir "$1"
    while IFS= read -r question; do
        n=$((n + 1))
        for format in $formats; do
            "$RUNGS" $question --format $format --quiet "${@:2}" < /dev/null > "$1/$n-${question//[^a-zA-Z0-9]/_}.$format" 2>&1 ||
                echo "exit $?: $question" >> "$1/faults"
        done
    done < "$BATS_FILE_TMPDIR/questions"
}

setup_file() {
    database_make sample
    report_questions > "$BATS_FILE_TMPDIR/questions" || return 1
    cd "$BATS_TEST_DIRNAME/../.." || return 1
    load_more
    export DAY SEEN EARLY
    SEEN=$(ask "select current_date - 1")
    EARLY=$(ask "select current_date - 60")
    DAY=2026-10-31
    # All of it half a year ago; then evidence as it came in, the youngest last.
    move "%I - interval '200 days'"
    ask "update rungs.evidence e set recorded_at = n.at, counted_since = case when e.counted_since is not null then n.at end
         from (select i.id, ('$SEEN'::date - 180 + (179 * row_number() over (order by i.observed_on, i.id) / count(*) over ())::integer)::timestamptz as at
               from rungs.evidence i) n where n.id = e.id;
         update rungs.evidence_event v set recorded_at = greatest(v.recorded_at, e.recorded_at) from rungs.evidence e where e.id = v.evidence_id;
         update rungs.evidence_counted c set counted_since = e.recorded_at, counted_until = greatest(c.counted_until, e.recorded_at)
         from rungs.evidence e where e.id = c.evidence_id"
    # csv has the first section alone: json tells all of them.
    freeze "csv json markdown table" "$BATS_FILE_TMPDIR/then" --as-of $DAY --as-seen-on "$SEEN"
    freeze json "$BATS_FILE_TMPDIR/then-plain" --as-seen-on "$SEEN"
    freeze json "$BATS_FILE_TMPDIR/then-known" --as-of $DAY
    freeze json "$BATS_FILE_TMPDIR/then-early" --as-of $DAY --as-seen-on "$EARLY"
    months_of_work
    # The first moment that was not seen.
    move "case when %I > '$SEEN'::date + 1 and %I < 'infinity' then ('$SEEN'::date + 1)::timestamptz else %I end"
    freeze "csv json markdown table" "$BATS_FILE_TMPDIR/now" --as-of $DAY --as-seen-on "$SEEN"
    freeze json "$BATS_FILE_TMPDIR/now-plain" --as-seen-on "$SEEN"
    freeze json "$BATS_FILE_TMPDIR/now-known" --as-of $DAY
    freeze json "$BATS_FILE_TMPDIR/now-early" --as-of $DAY --as-seen-on "$EARLY"
}
teardown_file() { database_drop; }

number_of() { ask "select e.id from rungs.evidence e join rungs.person p on p.id = e.person_id where p.employee_id = '$1' and $2 order by e.id limit 1"; }

# What has to be done, and what came of it when it could not be; with --skip-bad some rows may be left over.
work() {
    local status=0
    "$RUNGS" "$@" --quiet > "$BATS_FILE_TMPDIR/said" 2>&1 || status=$?
    [[ $status == 0 || ($status == 1 && " $* " == *" --skip-bad "*) ]] || {
        echo "exit $status: $*"
        cat "$BATS_FILE_TMPDIR/said"
    } >> "$BATS_FILE_TMPDIR/not-done"
}

# What the sample does not have of itself: own words that wait, requests, pairs, a dispute, a correction.
load_more() {
    work evidence add -p K1012 -x director_research -s solid -b K1012 --on 2026-08-01 -m 'Studied three markets.'
    work evidence add -p K1032 -x senior_goals -s contrary -b K1014 -r stakeholder --on 2026-07-01 -m 'Missed the goal without a word.'
    work evidence dispute 118 --by K1012 --reason 'Somebody else.'
    work evidence correct 109 --by "$(ask "select p.employee_id from rungs.evidence e join rungs.observer o on o.id = e.observer_id join rungs.person p on p.id = o.person_id where e.id = 109")" --strength emerging --reason 'It was half of it.'
    work evidence request K1012 -x director_research --from K1005 --note 'The lending study.'
    work pair set K1041 K1020 --from 2026-02-01
}

# Months of work: each kind of thing that can be recorded.
months_of_work() {
    local folder=$BATS_FILE_TMPDIR/files
    mkdir "$folder"
    # Late confirmations, disputes, withdrawals, corrections, entries about days long past.
    work evidence confirm "$(number_of K1012 "e.summary like 'Studied three%'")" --by K1005
    work evidence dispute 58 --by K1012 --reason 'Not so.'
    work evidence dispute 195 --by K1012 --reason 'Not so.'
    work evidence confirm 118 --by K1020 --reason 'It was her after all.'
    work evidence withdraw 159 --by K1006 --reason 'Misread.'
    for code in director_apm_program company_advisor director_builds_team; do
        work evidence add -p K1012 -x $code -s exemplary -b K1006 --on 2026-05-05 -m "Seen at $code."
    done
    work evidence add -p K1053 -x pm_prioritize -s contrary -b 'Cafe Luna' -r customer --on 2026-03-03 -m 'It broke.'
    sed 's/^E0/F0/; s/,solid,/,emerging,/' import/evidence/sample.csv | head -40 > "$folder/evidence.csv"
    work import evidence "$folder/evidence.csv"
    sed 's/,solid,/,exemplary,/' import/evidence/sample.csv > "$folder/corrected.csv"
    work import evidence "$folder/corrected.csv" --skip-bad
    # What is asked about and answered, given up and begun.
    work evidence request K1032 -x senior_goals --from K1014
    work evidence request close "$(ask 'select min(id) from rungs.request')" --reason 'No answer.'
    work pair end K1041 --on 2026-06-01 --reason 'Parental leave.'
    work pair set K1051 K1020 --from 2026-03-01
    # Roster, levels, scope, history.
    sed -e '/^K1043,/d' -e 's/^\(K1020,[^,]*\),/\1-Smith,/' -e 's/,K1005,/,K1006,/' -e 's/^\(K1051,.*\),apm,/\1,pm,/' -e 's/,growth,/,core,/' \
        import/roster/sample.csv > "$folder/roster.csv"
    work import roster "$folder/roster.csv" --effective 2026-10-01 --full --yes --skip-bad
    printf '%s\n' 'person,date,event,level,title,manager,note' 'K1012,2023-03-01,promotion,pm,Payments Owner,K1001,from the old files' \
        'K1032,2024-05-01,,apm,,K1001,from the old files' > "$folder/history.csv"
    work import history "$folder/history.csv" --skip-bad
    work scope set K1012 --surface feature --direct-reports 0 --effective 2026-01-01
    work scope set K1005 --direct-reports 99 --effective 2025-01-01
    # Rules of long ago, a new edition of long ago.
    work rules set coverage_bar 60% --effective 2020-01-01 --reason 'Milder.'
    work rules set full_months 3 --effective 2020-01-01 --reason 'Stricter.'
    cp -R import/ladders/product-management "$folder/ladder"
    sed -i -e 's/,yes,/,no,/' -e 's/\.,/ now and then.,/' "$folder/ladder/expectations.csv"
    sed -i 's/^\([a-z_]*\),Director of product/\1,Head of product/' "$folder/ladder/levels.csv"
    work import ladder "$folder/ladder" --effective 2026-01-01
    # Another round, other nominations.
    work cycle open 2027-H1 --starts 2026-09-01 --closes 2027-05-31 --effective 2027-07-01
    printf '%s\n' 'person,target,nominated_by,nominated_on,rationale' 'K1032,lead_pm,K1005,2026-10-02,Late.' 'K1041,pm,K1005,2026-10-03,Late.' > "$folder/nominations.csv"
    work import nominations "$folder/nominations.csv" --cycle 2026-H2 --skip-bad
    # And one import that is taken back.
    sed 's/^E0/G0/; s/,solid,/,contrary,/' import/evidence/sample.csv > "$folder/wrong.csv"
    work import evidence "$folder/wrong.csv" --skip-bad
    work import undo "$(ask "select max(id) from rungs.import")"
}

# same KEPT ASKED_AGAIN: every file is as it was.
same() {
    run diff -r "$BATS_FILE_TMPDIR/$1" "$BATS_FILE_TMPDIR/$2"
    [[ $status == 0 ]] || {
        diff -rq "$BATS_FILE_TMPDIR/$1" "$BATS_FILE_TMPDIR/$2" | sed 's/.*\///; s/ differ//'
        echo "${output:0:1500}"
        return 1
    }
}

@test "every report is asked, and all the work was done" {
    expect_same "" "$(cat "$BATS_FILE_TMPDIR/not-done" 2> /dev/null)"
    for path in "report manager" "report person" "report packet" "report readiness" "report crossings" "report skills" "calibrate summary"; do
        grep -q "^$path" "$BATS_FILE_TMPDIR/questions" || { echo "missing: $path"; return 1; }
    done
    # By all that is known now two rounds are open, so that one has to be named.
    sed -i -E '/^exit 3: (cycle show|nominate list|nominate show|calibrate compare)/d' "$BATS_FILE_TMPDIR/now-known/faults"
    expect_same "" "$(cat "$BATS_FILE_TMPDIR"/*/faults 2> /dev/null)"
    expect_same "" "$(find "$BATS_FILE_TMPDIR/then" -empty)"
}

@test "as seen on the last day of recording: what is answered by all that is known" {
    mkdir "$BATS_FILE_TMPDIR/then-json"
    cp "$BATS_FILE_TMPDIR"/then/*.json "$BATS_FILE_TMPDIR/then-json"
    same then-known then-json
}

@test "what was done since is seen by whoever asks every report by all that is known now" {
    # Packets that are compared are frozen.
    while IFS= read -r file; do
        ! cmp -s "$file" "${file/then-known/now-known}" || { echo "nothing changed in $file"; return 1; }
    done < <(find "$BATS_FILE_TMPDIR/then-known" \( -name '*-report_*' -o -name '*-calibrate_*' \) ! -name '*-calibrate_compare_*')
}

@test "as seen then: the same answer, byte for byte, of a day that is named" {
    same then now
}

@test "as seen then: the same answer, byte for byte, of that day" {
    same then-plain now-plain
}

@test "as seen in between, when half of the evidence had come in" {
    same then-early now-early
    ! cmp -s "$BATS_FILE_TMPDIR/then/"*report_readiness_.json "$BATS_FILE_TMPDIR/then-early/"*report_readiness_.json
}
