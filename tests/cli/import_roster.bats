#!/usr/bin/env bats
# The roster: what an HR partner's file does, and what is said about a file that is wrong.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    HEADER=employee_id,name,email,title,level,level_since,manager,organisation,location,specialization,hire_date,status,leave_date
    FILE=$BATS_TEST_TMPDIR/team.csv
}

# Writes FILE: the header, and a line for each argument.
team() { printf '%s\n' "$HEADER" "$@" > "$FILE"; }

# A person nobody knows yet: tina ID
tina() { echo "$1,Tina Test,$1@x.example,Product Manager,pm,2025-01-01,K1005,Payments,Berlin,core,2024-01-01,active,"; }

# How much of everything an import could have written.
counts() {
    ask "select (select count(*) from rungs.person), (select count(*) from rungs.roster_entry),
                (select count(*) from rungs.transition), (select count(*) from rungs.import),
                (select count(*) from rungs.organisation)"
}

# Runs an import that has to be refused, and looks whether anything was written.
refused() {
    local before
    before=$(counts)
    both rungs import roster "$@"
    expect_status 3
    expect_same "$before" "$(counts)"
    expect_same 1 "$(grep -c '^rungs: ' <<< "$stderr")"
}

# Imports FILE, written in some dialect, and expects Tina in it.
one_new() {
    both rungs import roster "${1:-$FILE}" --format csv --section plan
    expect_status 0
    expect_in ",1,0,0,0,0,0,0" "$output"
    expect_same "Tina Test|Product Manager|Berlin" \
        "$(ask "select name, title, location from rungs.roster_entry where email = '$2@x.example'")"
}

@test "the same roster twice changes nothing, says so, and leaves no import behind" {
    before=$(counts)
    both rungs import roster import/roster/sample.csv
    expect_status 0
    expect_in "nothing to do" "$stderr"
    expect_not_in "Changes" "$output"
    both rungs import roster import/roster/sample.csv --format csv --section plan
    expect_same ",0,0,66,0,0,0,0" "${lines[1]}"
    expect_same "$before" "$(counts)"
}

@test "--dry-run says what would happen and writes nothing" {
    team "$(tina D1)"
    before=$(counts)
    both rungs import roster "$FILE" --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    expect_in "Tina Test" "$output"
    expect_same "$before" "$(counts)"
}

@test "--dry-run gives no import number, in no format" {
    team "$(tina D2)"
    both rungs import roster "$FILE" -n --format csv --section plan
    expect_same ",1,0,0,0,0,0,0" "${lines[1]}"
    both rungs import roster "$FILE" -n --format json --section plan
    expect_in '"import": null' "$output"
}

@test "the plan counts, the changes name line, person, field, old and new value" {
    team "$(tina P1)"
    both rungs import roster "$FILE"
    expect_status 0
    expect_in "import" "${lines[0]}"
    team "$(tina P1 | sed 's/Berlin/Lisbon/; s/Product Manager/Lead of Boxes/')" "$(tina P2)"
    both rungs import roster "$FILE" --format json
    expect_status 0
    expect_same "1|1|0" "$(json "j->'plan'->0->>'new', j->'plan'->0->>'changed', j->'plan'->0->>'unchanged'")"
    expect_same "2|changed|Tina Test|location|Berlin|Lisbon
2|changed|Tina Test|title|Product Manager|Lead of Boxes
3|new|Tina Test|||Product Manager" "$(ask "select c->>'line', c->>'action', c->>'who', c->>'field', c->>'old_value', c->>'new_value'
                      from jsonb_array_elements(\$json\$$output\$json\$::jsonb->'changes') c")"
}

@test "--section narrows the answer; csv holds one table and says where the other is" {
    team "$(tina S1)"
    both rungs import roster "$FILE" -n --format csv
    expect_in "--section also gives changes" "$stderr"
    expect_same "import,new,changed,unchanged,left,returned,gone,problems" "${lines[0]}"
    both rungs import roster "$FILE" -n --format csv --section changes
    expect_in "line,action,who,field,old_value,new_value" "${lines[0]}"
    expect_in "2,new,Tina Test,,,Product Manager" "${lines[1]}"
    both rungs import roster "$FILE" -n --section plans
    expect_status 2
    expect_in "one of: plan, changes" "$stderr"
}

@test "a number of its own for each import, and 'import list' shows it latest first" {
    team "$(tina L1)"
    both rungs import roster "$FILE" --effective 2026-10-31 --format json --section plan
    number=$(json "j->0->>'import'")
    both rungs import list --format csv
    expect_status 0
    [[ ${lines[1]} == "$number,roster,team.csv,2026-10-31,"* ]]
}

@test "- reads standard input and calls it so" {
    both rungs import roster - -n < import/roster/sample.csv
    expect_status 0
    expect_in "nothing to do" "$stderr"
    both rungs import roster - < /dev/null
    expect_status 3
    expect_in "'standard input' is empty" "$stderr"
}

@test "semicolons, tabs, a byte order mark, CR LF and CR alone are read as they come" {
    team "$(tina semi)" && sed -i 's/,/;/g' "$FILE" && one_new "$FILE" semi
    team "$(tina tab)" && sed -i 's/,/\t/g' "$FILE" && one_new "$FILE" tab
    { printf '\xef\xbb\xbf'; printf '%s\n' "$HEADER" "$(tina bom)"; } > "$FILE" && one_new "$FILE" bom
    team "$(tina crlf)" && sed -i 's/$/\r/' "$FILE" && one_new "$FILE" crlf
    printf '%s\r' "$HEADER" "$(tina cr)" > "$FILE" && one_new "$FILE" cr
    printf '%s\n%s' "$HEADER" "$(tina noeol)" > "$FILE" && one_new "$FILE" noeol
}

@test "blank lines do not count as rows but as lines" {
    printf '\n\n%s\n\n%s\n\n\n' "$HEADER" "$(tina B1)" > "$FILE"
    both rungs import roster "$FILE" -n --format csv --section changes
    expect_status 0
    expect_in "5,new,Tina Test,,,Product Manager" "${lines[1]}"
}

@test "a line break and doubled quotes inside quotes belong to the cell, and the next line number is right" {
    team 'Q1,"Tina ""T"" Test",q1@x.example,"Head
of Boxes",pm,,K1005,,,,2024-01-01,active,' 'Q2,Toto,q2@x.example,,pmm,,,,,,2024-01-01,,'
    refused "$FILE" --format csv
    expect_same "roster,4,level,pmm,not a level of any ladder,Did you mean 'pm'?" "${lines[1]}"
    sed -i '$d' "$FILE"
    both rungs import roster "$FILE"
    expect_status 0
    expect_same 'Tina "T" Test|1' \
        "$(ask "select name, (title = e'Head\nof Boxes')::integer from rungs.roster_entry where email = 'q1@x.example'")"
}

@test "headers may be written with capitals, blanks and hyphens, in any order" {
    printf 'E-Mail,NAME , Hire Date,Employee ID\n' > "$FILE"
    sed -i 's/E-Mail/Email/' "$FILE"
    echo "any@x.example,Any Order,2026-01-01,A1" >> "$FILE"
    both rungs import roster "$FILE"
    expect_status 0
    expect_same "A1|2026-01-01" "$(ask "select p.employee_id, e.hired_on from rungs.person p
        join rungs.roster_entry e on e.person_id = p.id where p.email = 'any@x.example'")"
}

@test "an absent column stays untouched, a blank cell clears" {
    team "$(tina C1)"
    rungs import roster "$FILE" --quiet > /dev/null
    printf 'employee_id,name,location\nC1,Tina Test,\n' > "$FILE"
    both rungs import roster "$FILE"
    expect_status 0
    expect_same "Product Manager||Payments|pm" "$(ask "
        select e.title, e.location, o.name, l.code
        from rungs.person p
        join rungs.roster_entry e on e.person_id = p.id and e.superseded_at = 'infinity' and e.valid_to = 'infinity'
        left join rungs.organisation o on o.id = e.organisation_id
        cross join lateral rungs_api.level_of(p.id, current_date, now()) v
        join rungs.level l on l.id = v.level_id
        where p.employee_id = 'C1'")"
}

@test "an unknown header is refused with the one that was meant" {
    printf 'employee_id,name,emial\nX1,A,a@x.example\n' > "$FILE"
    refused "$FILE"
    expect_in "line 1: the header does not fit" "$stderr"
    expect_in "'emial' is not a column; did you mean 'email'?" "$stderr"
}

@test "all faults of a header at once: unknown, twice, missing" {
    printf 'employee_id,email,email,shoe\nX1,a@x.example,b,c\n' > "$FILE"
    refused "$FILE"
    expect_in "'email' stands there twice" "$stderr"
    printf 'employee_id,emial,shoe\nX1,a@x.example,c\n' > "$FILE"
    refused "$FILE"
    expect_in "'emial' is not a column; did you mean 'email'?" "$stderr"
    expect_not_in "shoe" "$stderr"
    printf 'person,strength,shoe\nX1,solid,c\n' > "$FILE"
    both rungs import evidence "$FILE"
    expect_status 3
    expect_in "'shoe' is not a column" "$stderr"
    expect_in "'expectation' is missing" "$stderr"
    expect_in "'summary' is missing" "$stderr"
}

@test "who is known already needs no name in the file" {
    printf 'employee_id,title\nK1051,Associate of Everything\n' > "$FILE"
    both rungs import roster "$FILE" --dry-run --format csv --section changes
    expect_status 0
    expect_in "2,changed,Sanna Mäkelä,title," "$output"
    printf 'employee_id,title\nX77,Stranger\n' > "$FILE"
    refused "$FILE" --format csv
    expect_in "roster,2,name,,the name is missing," "$output"
}

@test "a row with too few or too many cells is named by its line" {
    team "$(tina R1)" 'R2,Short'
    refused "$FILE"
    expect_in "$FILE, line 3, byte 9: 2 cells, the header has 13" "$stderr"
    team "$(tina R1),one,two"
    refused "$FILE"
    # The byte behind the comma behind all that belongs there.
    local belongs
    belongs=$(tina R1)
    expect_in "line 2, byte $((${#belongs} + 2)): 15 cells, the header has 13" "$stderr"
    expect_in "A delimiter inside a cell needs quotes" "$stderr"
}

@test "a NUL byte, bytes that are not UTF-8, a quote that is not closed: the line is named" {
    printf '%s\n%s\nR\0,x\n' "$HEADER" "$(tina N1)" > "$FILE"
    refused "$FILE"
    expect_in "line 3, byte 2: a NUL byte" "$stderr"
    printf '%s\nR1,Andr\xe9\n' "$HEADER" > "$FILE"
    refused "$FILE"
    expect_in "line 2, byte 8: a byte that is not UTF-8" "$stderr"
    expect_in "--encoding windows-1252" "$stderr"
    printf '%s\n%s\n"R1,x\n\n' "$HEADER" "$(tina N2)" > "$FILE"
    refused "$FILE"
    expect_in "a quote is opened here and never closed" "$stderr"
    expect_in "line 3, byte 1:" "$stderr"
}

@test "UTF-16 is read by its mark, and without one named" {
    team "$(tina U1)"
    iconv -f UTF-8 -t UTF-16 "$FILE" > "$FILE.16"
    both rungs import roster "$FILE.16" --dry-run
    expect_status 0
    expect_in "Tina Test" "$output"
    iconv -f UTF-8 -t UTF-16LE "$FILE" > "$FILE.16"
    refused "$FILE.16"
    expect_in "UTF-16LE" "$stderr"
    both rungs import roster "$FILE.16" --encoding UTF-16LE
    expect_status 0
}

@test "an empty file, blank lines only, a folder, a missing file" {
    : > "$FILE"
    refused "$FILE"
    expect_in "'$FILE' is empty" "$stderr"
    printf '\n\n' > "$FILE"
    refused "$FILE"
    expect_in "is empty" "$stderr"
    refused "$BATS_TEST_TMPDIR"
    expect_in "is a folder" "$stderr"
    refused "$FILE.none"
    expect_in "cannot open '$FILE.none': No such file or directory" "$stderr"
}

@test "a cell that csv output protected from being a formula comes back as it was" {
    team "\"'=1+1\",'@tina,f1@x.example,'-Title,pm,,K1005,,'+49,,2024-01-01,active,"
    both rungs import roster "$FILE"
    expect_status 0
    expect_same "=1+1|@tina|-Title|+49" "$(ask "select p.employee_id, e.name, e.title, e.location
        from rungs.person p join rungs.roster_entry e on e.person_id = p.id where p.email = 'f1@x.example'")"
    both rungs report readiness --person f1@x.example --format csv
    [[ ${lines[1]} == "'@tina,'=1+1,"* ]]
}

@test "problems stop everything: table on stdout, one error on stderr, exit 3, nothing written" {
    team "$(tina T1)" \
        'T2,Bad Row,not-an-address,PM,pmm,31/13/2025,nobody@x.example,Payments,Berlin,coore,2024-01-01,gone,' \
        "$(tina T1)" 'T4,,t4@x.example,,,,,,,,,,' ',No Key,,,,,,,,,,,'
    refused "$FILE" --format csv
    expect_same "file,line,column,value,problem,hint" "${lines[0]}"
    expect_in "roster,3,email,not-an-address,not an e-mail address,Write it as name@company.example." "$output"
    expect_in "roster,3,level,pmm,not a level of any ladder,Did you mean 'pm'?" "$output"
    expect_in "roster,3,level_since,31/13/2025,not a date,Write it as YYYY-MM-DD." "$output"
    expect_in "roster,3,specialization,coore,not a specialization,Did you mean 'core'?" "$output"
    expect_in "roster,3,status,gone,not a status,\"Write active, leave or left.\"" "$output"
    expect_in "roster,5,name,,the name is missing," "$output"
    expect_in "roster,6,employee_id,,neither employee id nor e-mail address," "$output"
    expect_in "rungs: 7 problems in 'team.csv': nothing was written" "$stderr"
    expect_in "hint: Mend the file and import it again." "$stderr"
}

@test "dates that the calendar has not, and dates in the wrong order" {
    team "$(tina T5 | sed 's/2025-01-01/2025-02-30/')" "$(tina T6 | sed 's/2025-01-01/2023-12-31/')" \
        "$(tina T7 | sed 's/active,$/left,2023-06-30/')"
    refused "$FILE" --format csv
    expect_in "roster,2,level_since,2025-02-30,not a date," "$output"
    expect_in "roster,3,level_since,2023-12-31,at this level before the hire," "$output"
    expect_in "roster,4,leave_date,2023-06-30,left before the hire," "$output"
}

@test "managers: the row may come later; oneself and loops are named person by person" {
    team "$(tina M1 | sed 's/K1005/M2/')" "$(tina M2)"
    both rungs import roster "$FILE"
    expect_status 0
    team "$(tina M3 | sed 's/K1005/M3/')"
    refused "$FILE" --format csv
    expect_in "roster,2,manager,M3,manages themselves," "$output"
    team "$(tina M4 | sed 's/Tina Test/Ann/; s/K1005/M5/')" "$(tina M5 | sed 's/Tina Test/Ben/; s/K1005/M4/')"
    refused "$FILE" --format csv
    expect_in "roster,2,manager,M5,reports to themselves in the end: Ann -> Ben -> Ann," "$output"
    expect_in "roster,3,manager,M4,reports to themselves in the end: Ben -> Ann -> Ben," "$output"
}

@test "a manager whose own row is wrong is not called unknown" {
    team "$(tina F1 | sed 's/F1@x.example/none/')" "$(tina F2 | sed 's/K1005/F1/')"
    refused "$FILE" --format csv
    expect_same 2 "${#lines[@]}"
    expect_in "roster,2,email,none,not an e-mail address," "${lines[1]}"
}

@test "an e-mail address that belongs to another employee id is refused" {
    team "K9001,Somebody Else,sanna.makela@copperheron.example,,,,,,,,2024-01-01,,"
    refused "$FILE" --format csv
    expect_in "roster,2,email,sanna.makela@copperheron.example,belongs to employee id K1051 already," "$output"
}

@test "a change of level becomes a promotion, dated by level_since; before that day the old level holds" {
    team "$(tina V1)"
    rungs import roster "$FILE" --quiet --effective 2026-01-01 > /dev/null
    team "$(tina V1 | sed 's/pm,2025-01-01/senior_pm,2026-05-01/')"
    both rungs import roster "$FILE" --effective 2026-06-01
    expect_status 0
    expect_in "senior_pm since 2026-05-01" "$output"
    level() { rungs report readiness -p V1 -f csv -q --as-of "$1" | cut -d, -f4 | tail -n 1; }
    expect_same pm "$(level 2026-04-30)"
    expect_same senior_pm "$(level 2026-05-01)"
}

@test "who leaves is gone from the day after the last day, who returns is back" {
    team "$(tina W1)"
    rungs import roster "$FILE" --quiet --effective 2026-01-01 > /dev/null
    team "$(tina W1 | sed 's/active,$/left,2026-03-31/')"
    both rungs import roster "$FILE" --effective 2026-04-01 --format csv --section plan
    expect_status 0
    expect_in ",0,0,0,1,0,0,0" "${lines[1]}"
    under() { rungs report manager K1005 -f csv -q --as-of "$1" | grep -c ',W1,' || :; }
    expect_same 1 "$(under 2026-03-31)"
    expect_same 0 "$(under 2026-04-01)"
    team "$(tina W1)"
    both rungs import roster "$FILE" --effective 2026-09-01 --format json --section plan
    expect_in '"returned": 1' "$output"
    expect_same 0 "$(under 2026-08-31)"
    expect_same 1 "$(under 2026-09-01)"
}

@test "control characters in a cell reach no terminal, neither in the plan nor among problems" {
    team $'Z1,Evil\e[31m Name\a,z1@x.example,"a\tb",p\e[2Jm,,K1005,,,,2024-01-01,active,'
    refused "$FILE"
    expect_not_in $'\e' "$output$stderr"
    team $'Z1,Evil\e[31m Name\a,z1@x.example,"a\tb",pm,,K1005,,,,2024-01-01,active,'
    both rungs import roster "$FILE"
    expect_status 0
    expect_in "Evil" "$output"
    expect_not_in $'\e' "$output$stderr"
    expect_not_in $'\a' "$output$stderr"
}

@test "a long list of problems is cut for people, the count is of all" {
    { echo "$HEADER"; for i in {1..80}; do echo "Y$i,Name $i,y$i@x.example,,nolevel,,,,,,2024-01-01,,"; done; } > "$FILE"
    refused "$FILE"
    expect_same 51 "${#lines[@]}"
    expect_in "80 problems in 'team.csv'" "$stderr"
    # Programs get them all.
    refused "$FILE" --format csv
    expect_same 81 "${#lines[@]}"
}

@test "an answer that has no place to go is told before anything is written" {
    team "$(tina O1)"
    refused "$FILE" --output "$BATS_TEST_TMPDIR/none/plan.csv"
    expect_in "there is no folder '$BATS_TEST_TMPDIR/none'" "$stderr"
}

@test "a roster before any ladder is refused with what to do first" {
    createdb -T rungs_empty "${RUNGS_DATABASE}_empty"
    both rungs import roster import/roster/sample.csv -d "${RUNGS_DATABASE}_empty"
    dropdb "${RUNGS_DATABASE}_empty"
    expect_status 3
    expect_in "there is no ladder yet" "$stderr"
    expect_in "rungs import ladder DIRECTORY" "$stderr"
}

@test "a file about the past does not take away the address of today" {
    both rungs import roster import/roster/sample-2024.csv --effective 2024-01-01
    expect_status 0
    expect_in "nothing to do" "$stderr"
    both rungs report readiness --person zofia.muller-nowak@copperheron.example --as-of 2026-10-31
    expect_status 0
    expect_in "Zofia Müller-Nowak" "$output"
}

@test "somebody known by address gets an employee id: a change like any other" {
    printf 'name,email\nMail Only,mail.only@x.example\n' > "$FILE"
    both rungs import roster "$FILE"
    expect_status 0
    printf 'employee_id,email\nMAIL1,mail.only@x.example\n' > "$FILE"
    both rungs import roster "$FILE" --format csv --section changes
    expect_status 0
    expect_in "2,changed,Mail Only,employee_id,,MAIL1" "$output"
    both rungs import roster "$FILE"
    expect_in "nothing to do" "$stderr"
}

@test "a blank address keeps the old one, so nobody else can have it" {
    printf 'employee_id,name,email\nMAIL1,Mail Only,\nMAIL2,Somebody Else,mail.only@x.example\n' > "$FILE"
    refused "$FILE" --format csv
    expect_in "roster,3,email,mail.only@x.example,belongs to employee id MAIL1 already," "$output"
}
