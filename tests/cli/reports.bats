#!/usr/bin/env bats
# The reports: what they say of the sample company on 2026-10-31 (tests/data/sample-cases.md), in every
# format, and where the answer can go.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() { DAY=(--as-of 2026-10-31); }

# readiness PERSON FIELD...: fields of a person's line, | between them.
readiness() {
    local fields=''
    run --separate-stderr rungs report readiness --person "$1" "${DAY[@]}" --format json --section readiness
    expect_status 0
    for name in "${@:2}"; do fields+="${fields:+, }j->0->>'$name'"; done
    json "$fields"
}
share() { json "floor((j->0->>'coverage')::numeric * 1000) / 10"; }

@test "ready within a stage: no gate open" {
    expect_same "apm|pm|within||ready" "$(readiness K1051 level target move open_gates verdict)"
    readiness K1051 person > /dev/null
    expect_same 90.0 "$(printf '%.1f' "$(share)")"
    expect_same "senior_pm|lead_pm|within||ready" "$(readiness K1020 level target move open_gates verdict)"
    readiness K1020 person > /dev/null
    expect_same 93.7 "$(printf '%.1f' "$(share)")"
}

@test "ready across a border" {
    expect_same "pm|senior_pm|across||ready" "$(readiness K1032 level target move open_gates verdict)"
}

@test "near across: the open gates with their reasons" {
    expect_same "lead_pm|director|across|near" "$(readiness K1012 level target move verdict)"
    for gate in must sustained; do expect_in "$gate" "$(readiness K1012 open_gates)"; done
    for gate in coverage scope months voices; do expect_not_in "$gate" "$(readiness K1012 open_gates)"; done
    both rungs report readiness --person K1012 "${DAY[@]}" --section gates --format csv
    expect_in "director_builds_team is partial" "$output"
    expect_in "company_advisor is partial" "$output"
    expect_in "above the bar for 1 of 6 months" "$output"
}

@test "flags: settling, old job only, still doing the old job" {
    expect_in "settling until 2027-01-01" "$(readiness K1011 flags)"
    expect_in "old job only" "$(readiness K1033 flags)"
    expect_in "still doing the old job" "$(readiness K1010 flags)"
    expect_not_in "old job" "$(readiness K1008 flags)"
}

@test "unknown is never 0 %: null in json, empty in csv, ? for people" {
    for who in K1041 K1056 K1042; do
        expect_same "|unknown" "$(readiness $who coverage verdict)"
    done
    both rungs report readiness --person K1041 "${DAY[@]}" --section readiness
    expect_in "?" "${lines[*]}"
    expect_not_in "0 %" "$output"
}

@test "a contrary must is named" {
    both rungs report readiness --person K1039 "${DAY[@]}" --section gates --format csv
    expect_in "senior_goals is contrary" "$output"
}

@test "--target asks for a level further up; the top of the ladder has none" {
    expect_same "pm" "$(readiness K1032 level)"
    both rungs report readiness --person K1032 --target lead_pm "${DAY[@]}" --format json --section readiness
    expect_same "lead_pm|across" "$(json "j->0->>'target', j->0->>'move'")"
    expect_same "cpo||top" "$(readiness K1001 level target verdict)"
}

@test "people are found by employee id, e-mail address in any case, and full name" {
    for who in K1032 chiara.dangelo@copperheron.example CHIARA.DANGELO@copperheron.example "Chiara D'Angelo"; do
        expect_same K1032 "$(readiness "$who" employee_id)"
    done
}

@test "readiness of all: everybody on a ladder who is employed, once" {
    both rungs report readiness "${DAY[@]}" --format json --section readiness
    expect_status 0
    expect_same "55|55" "$(ask "select count(*), count(distinct p->>'employee_id')
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p")"
}

@test "--manager, --org and --level narrow together" {
    both rungs report readiness --manager K1005 --level pm "${DAY[@]}" --format csv --section readiness
    expect_same 3 "${#lines[@]}"
    expect_in "K1042" "$output"
    expect_in "K1043" "$output"
    both rungs report readiness --org Growth --level pm "${DAY[@]}" --format csv --section readiness
    expect_in "K1032" "$output"
    expect_not_in "K1042" "$output"
    both rungs report readiness --org Growth --person K1042 "${DAY[@]}"
    expect_status 0
    expect_in "nobody on a ladder fits" "$output"
}

@test "the manager's packet: the whole team as a tree, without the manager" {
    both rungs report manager K1005 "${DAY[@]}" --format json
    expect_status 0
    expect_same "K1012 K1020 K1041 K1042 K1043 K1051" "$(ask "select string_agg(t->>'employee_id', ' ' order by t->>'employee_id')
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb->'team') t")"
    expect_same "1" "$(ask "select t->>'depth' from jsonb_array_elements(\$json\$$output\$json\$::jsonb->'team') t
        where t->>'employee_id' = 'K1051'")"
    both rungs report manager K1005 "${DAY[@]}"
    expect_same "Everybody under Amina Okafor-Bélanger" "${lines[0]}"
    expect_in "At a border: the next level is another job" "$output"
    expect_in "What stands between them and the next level" "$output"
    expect_in "  Sanna Mäkelä" "$output"
}

@test "the manager's packet finds people on leave, not those who have left" {
    under() { rungs report manager K1001 "${DAY[@]}" -f csv -q --section team | grep -c ",$1," || :; }
    expect_same 1 "$(under K1028)"
    expect_same 0 "$(under K1046)"
}

@test "a manager of nobody: said so in words, empty in json, the header alone in csv" {
    both rungs report manager K1056 "${DAY[@]}"
    expect_status 0
    expect_same "Everybody under K1056" "${lines[0]}"
    expect_in "nobody reports to K1056" "$output"
    both rungs report manager K1056 "${DAY[@]}" --format json
    expect_same "0|0|0" "$(json "jsonb_array_length(j->'team'), jsonb_array_length(j->'crossings'), jsonb_array_length(j->'gates')")"
    both rungs report manager K1056 "${DAY[@]}" --format csv --section team
    expect_same 1 "${#lines[@]}"
}

@test "an unknown manager is refused" {
    both rungs report manager K9999
    expect_status 3
    expect_in "nobody here is known as 'K9999'" "$stderr"
    expect_same "" "$output"
}

@test "crossings: only people whose next level is another job, with the shifts asked" {
    both rungs report crossings "${DAY[@]}" --format json --section crossings
    expect_status 0
    expect_same "From shipping to strategy|pm|senior_pm|ready" "$(ask "select p->>'crossing', p->>'level', p->>'target', p->>'verdict'
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p where p->>'employee_id' = 'K1032'")"
    expect_same 0 "$(ask "select count(*) from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p
        where p->>'level' in ('apm', 'senior_pm', 'director', 'vp', 'cpo')")"
    expect_same "5|6" "$(ask "select min((p->>'shifts_asked')::int), max((p->>'shifts_asked')::int)
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p")"
}

@test "another stage model puts the borders elsewhere" {
    both rungs report crossings --stages three-phases "${DAY[@]}" --format json --section crossings
    expect_same "director senior_pm" "$(ask "select string_agg(distinct p->>'level', ' ' order by p->>'level')
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p")"
}

@test "csv: the headers that spreadsheets and programs count on" {
    both rungs report readiness "${DAY[@]}" --format csv --section readiness
    for name in person employee_id email level target move crossing coverage known met asked verdict open_gates flags; do
        expect_in ",$name," ",${lines[0]},"
    done
    both rungs report manager K1005 "${DAY[@]}" --format csv --section team
    for name in manager person employee_id depth title level target coverage known verdict flags; do
        expect_in ",$name," ",${lines[0]},"
    done
    both rungs report crossings "${DAY[@]}" --format csv
    for name in crossing person employee_id level target coverage shifts_met shifts_asked work_types voices_missing verdict; do
        expect_in ",$name," ",${lines[0]},"
    done
}

@test "csv and json carry the exact share and every column, also those that people are not shown" {
    both rungs report readiness -p K1012 "${DAY[@]}" --format csv --section readiness
    expect_in "nadia.benhaddou@copperheron.example" "$output"
    [[ $output =~ ,0\.8[0-9]{6,}, ]]
}

@test "csv reads back into PostgreSQL as it was" {
    rungs report crossings "${DAY[@]}" --format csv --quiet > "$BATS_TEST_TMPDIR/x.csv"
    columns=$(head -n 1 "$BATS_TEST_TMPDIR/x.csv" | sed 's/[^,]*/"&" text/g')
    loaded=$(psql -XqAt -d "$RUNGS_DATABASE" -c "create temporary table x ($columns)" \
        -c "\copy x from '$BATS_TEST_TMPDIR/x.csv' (format csv, header)" \
        -c "select person from x where employee_id = 'K1032'")
    expect_same "Chiara D'Angelo" "$loaded"
}

@test "markdown: one table each with its heading, and cells that cannot break it" {
    both rungs report manager K1005 "${DAY[@]}" --format markdown
    expect_status 0
    expect_in "## Everybody under Amina Okafor-Bélanger" "$output"
    expect_in "| --- |" "$output"
    expect_in "Sanna Mäkelä | apm |" "$output"
    # Every row of a table has as many cells as its heading.
    expect_same "" "$(awk -F'|' '/^\|/ { if (!width) width = NF; if (NF != width) print } !/^\|/ { width = 0 }' <<< "$output")"
}

@test "--section: one part of the answer; another name says which there are" {
    both rungs report manager K1005 "${DAY[@]}" --section crossings
    expect_not_in "Everybody under" "$output"
    both rungs report manager K1005 "${DAY[@]}" --section nope
    expect_status 2
    expect_in "this answer has no section 'nope'" "$stderr"
    expect_in "one of: team, changes, waits, crossings, gates" "$stderr"
}

@test "--output writes a file that only its owner reads, whole or not at all, with no leftovers" {
    folder=$BATS_TEST_TMPDIR/out
    mkdir "$folder"
    both rungs report manager K1005 "${DAY[@]}" --format json --output "$folder/packet.json"
    expect_status 0
    expect_same "" "$output"
    expect_same "packet.json" "$(ls -A "$folder")"
    expect_same 600 "$(stat -c %a "$folder/packet.json")"
    output=$(< "$folder/packet.json")
    expect_same 6 "$(json "jsonb_array_length(j->'team')")"
    echo old > "$folder/packet.json"
    both rungs report manager K9999 --output "$folder/packet.json"
    expect_status 3
    expect_same old "$(< "$folder/packet.json")"
    expect_same "packet.json" "$(ls -A "$folder")"
}

@test "--output into a missing folder, onto a folder, through a link" {
    both rungs report manager K1005 --output "$BATS_TEST_TMPDIR/none/x.csv"
    expect_status 3
    expect_in "there is no folder '$BATS_TEST_TMPDIR/none'" "$stderr"
    expect_in "mkdir -p" "$stderr"
    both rungs report manager K1005 --output "$BATS_TEST_TMPDIR"
    expect_status 3
    expect_in "it is a folder" "$stderr"
    ln -s /etc/passwd "$BATS_TEST_TMPDIR/link"
    both rungs report manager K1005 --output "$BATS_TEST_TMPDIR/link"
    expect_status 3
    expect_in "symbolic link" "$stderr"
}

@test "a full disk is an error" {
    run bash -c '"$RUNGS" report readiness --as-of 2026-10-31 2>&1 > /dev/full'
    expect_status 3
    expect_in "cannot write the answer: No space left on device" "$output"
    both rungs report readiness --output /dev/full
    expect_status 3
    run bash -c '"$RUNGS" manual page 2>&1 > /dev/full'
    expect_status 3
    run bash -c '"$RUNGS" --help 2>&1 > /dev/full'
    expect_status 3
}

@test "a closed pipe is quiet" {
    run bash -c '"$RUNGS" report readiness --format csv --quiet | head -n 1; exit "${PIPESTATUS[0]}"'
    expect_status 0
    expect_same 1 "${#lines[@]}"
    run bash -c '"$RUNGS" ladder show --format json | true; exit "${PIPESTATUS[0]}"'
    expect_status 0
    expect_same "" "$output"
}

@test "a closed standard output is an error, and the answer does not go to the server" {
    run bash -c '"$RUNGS" report manager K1005 2>&1 >&-'
    expect_status 3
    expect_in "cannot write the answer" "$output"
}

@test "a closed standard input is an error of the command that reads it, and of no other" {
    run bash -c '"$RUNGS" import roster - 2>&1 <&-'
    expect_status 3
    expect_in "cannot read 'standard input'" "$output"
    run bash -c '"$RUNGS" report crossings --format csv <&-'
    expect_status 0
}

@test "a closed standard error loses the notices, not the answer" {
    wanted=$(rungs report readiness "${DAY[@]}" --format csv 2> /dev/null)
    run bash -c '"$RUNGS" report readiness --as-of 2026-10-31 --format csv 2>&-'
    expect_status 0
    expect_same "$wanted" "$output"
    [[ $wanted == person,* ]]
}

@test "colour: never into a pipe, always when asked for, and NO_COLOR is heeded on a terminal" {
    both rungs report manager K1005 "${DAY[@]}"
    expect_not_in $'\e[' "$output"
    both rungs report manager K1005 "${DAY[@]}" --color=always
    expect_in $'\e[32m' "$output"
    command -v script > /dev/null || skip "script (util-linux) is not installed"
    export TERM=xterm
    on_terminal() { script -qec "\"$RUNGS\" report manager K1005 $1" /dev/null < /dev/null; }
    expect_in $'\e[32m' "$(env -u NO_COLOR bash -c "script -qec '\"$RUNGS\" report manager K1005' /dev/null < /dev/null")"
    expect_not_in $'\e[32m' "$(NO_COLOR=1 on_terminal)"
    expect_not_in $'\e[32m' "$(on_terminal --color=never)"
    expect_not_in $'\e[32m' "$(TERM=dumb on_terminal)"
}

@test "colour never gets into a file or into csv and json" {
    rungs report manager K1005 "${DAY[@]}" --color=always --output "$BATS_TEST_TMPDIR/x"
    expect_not_in $'\e[' "$(< "$BATS_TEST_TMPDIR/x")"
    expect_not_in $'\e[' "$(rungs report manager K1005 "${DAY[@]}" --color=always --format csv -q)"
    expect_not_in $'\e[' "$(rungs report manager K1005 "${DAY[@]}" --color=always --format json -q)"
}

@test "bars in ASCII where the locale asks for it, in eighths of a block otherwise" {
    run env LC_ALL=C "$RUNGS" report readiness --person K1051 "${DAY[@]}"
    expect_in "#########.  90 %" "$output"
    for locale in C.UTF-8 en_US.utf8; do
        run env LC_ALL=$locale "$RUNGS" report readiness --person K1051 "${DAY[@]}"
        expect_in "█████████·  90 %" "$output"
    done
    run env -u LC_ALL -u LC_CTYPE -u LANG "$RUNGS" report readiness --person K1051 "${DAY[@]}"
    expect_in "█████████·  90 %" "$output"
}

@test "--as-of: the company of 2024, with the names and levels of then" {
    both rungs report readiness --person K1011 --as-of 2024-06-01 --format json --section readiness
    expect_status 0
    expect_same "Zofia Nowak|lead_pm" "$(json "j->0->>'person', j->0->>'level'")"
    both rungs report manager K1046 --as-of 2024-06-01 --format csv --section team
    expect_status 0
    [[ ${#lines[@]} -gt 2 ]]
}

@test "--as-seen-on a day before anything was recorded: nothing, and that is said" {
    both rungs report readiness --as-seen-on 2020-01-01
    expect_status 0
    expect_in "nobody on a ladder fits" "$output"
    both rungs report crossings --as-seen-on 2020-01-01 --format json --section crossings
    expect_same "[]" "$output"
    both rungs ladder list --as-seen-on 2020-01-01
    expect_status 0
    expect_in "no ladder" "$output"
}

@test "the two clocks together: as of a day, by what was recorded today" {
    today=$(ask 'select current_date')
    expect_same "$(rungs report crossings --as-of 2026-10-31 -f csv -q)" \
        "$(rungs report crossings --as-of 2026-10-31 --as-seen-on "$today" -f csv -q)"
}

@test "an empty database: every report says so" {
    createdb -T rungs_empty "${RUNGS_DATABASE}_empty"
    export RUNGS_DATABASE=${RUNGS_DATABASE}_empty
    for words in "report readiness" "report crossings" "cycle list" "import list" "evidence list" "ladder list"; do
        # shellcheck disable=SC2086
        both rungs $words
        expect_status 0
        [[ -n $output ]]
        expect_in "no" "$output"
    done
    dropdb "$RUNGS_DATABASE"
}

@test "a terminal of 80 columns: no line is wider" {
    command -v script > /dev/null || skip "script (util-linux) is not installed"
    wide=$(script -qec "stty cols 80; LC_ALL=C.UTF-8 \"$RUNGS\" report manager K1005 --as-of 2026-10-31 --color=never" /dev/null \
        < /dev/null | tr -d '\r' | LC_ALL=C.UTF-8 awk '{ gsub(/[^ -~]/, ""); if (length($0) > 80) print }')
    expect_same "" "$wide"
}

@test "advice: for the moves that lie ahead, and for nobody else's" {
    both rungs report crossings "${DAY[@]}" --format json --section advice
    expect_same "across" "$(ask "select string_agg(distinct p->>'move', ' ') from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p")"
    expect_in "hand_over" "$output"
    expect_in "shipping_to_strategy" "$output"
    # K1032 is a product manager at the border to senior; K1005 a director whose next level is in the same stage.
    both rungs report readiness --person K1032 "${DAY[@]}"
    expect_in "For a crossing" "$output"
    expect_in "Hand part of the project management" "$output"
    [[ $output != *"within a stage"* ]]
    both rungs report readiness --person K1005 "${DAY[@]}"
    expect_in "For a promotion within a stage" "$output"
    [[ $output != *"For a crossing"* ]]
    both rungs report readiness "${DAY[@]}"
    [[ $output != *"What helps"* ]]
    # A packet has the first three lines of each kind.
    both rungs report manager K1005 "${DAY[@]}" --format json --section advice
    expect_same "3|3" "$(ask "select count(*) filter (where p->>'move' = 'within'), count(*) filter (where p->>'about' = 'For a crossing')
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p")"
}

@test "skills: like with like, reckoned again from the rows" {
    both rungs report skills "${DAY[@]}" --format json --section specializations
    expect_status 0
    # Five skills of four specializations; nobody is without one. People: those of whom a skill is asked at the next level.
    expect_same "5|4" "$(ask "select count(distinct p->>'skill'), count(distinct p->>'specialization')
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p")"
    expect_same "" "$(ask "select p->>'skill', p->>'specialization'
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) p
        where (p->>'people')::int <> (
            select count(distinct r.person_id)
            from rungs_api.employed_on('2026-10-31', now()) r
            join rungs.specialization_text t on t.specialization_id = r.specialization_id and t.name = p->>'specialization'
            cross join lateral rungs_api.level_of(r.person_id, '2026-10-31', now()) o
            join rungs.level_next n on n.level_id = o.level_id and n.position = 1
            join rungs.stage_level a on a.level_id = n.level_id
            join rungs.stage_level b on b.level_id = n.next_id and b.stage_model_id = a.stage_model_id
            join rungs.stage_model m on m.id = a.stage_model_id and m.is_default
            join rungs.expectation_text x on x.edition_id = n.edition_id
                 and (x.level_id = n.next_id or x.crossing_id in (
                        select c.id from rungs.crossing c where c.from_stage_id = a.stage_id and c.to_stage_id = b.stage_id))
            join rungs.dimension d on d.edition_id = x.edition_id and d.code = x.dimension and d.name = p->>'skill')")"
    both rungs report skills --person K1032 "${DAY[@]}"
    expect_in "Each beside others of the specialization" "$output"
    # One person is fewer than four: the figures of the group are hidden, the company's beside the person are not.
    expect_same "0" "$(rungs report skills --person K1032 "${DAY[@]}" --format csv --section specializations | awk -F, 'NR > 1 && $5 != ""' | wc -l)"
}
