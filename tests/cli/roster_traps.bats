#!/usr/bin/env bats
# The traps of rosters: what is refused, asked about, kept, said; who leaves and comes back; imports taken back.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/roster.bash

setup_file() { ladder_make; }
teardown_file() { ladder_drop; }
setup() { fresh_make; }
teardown() { fresh_drop; }

# Twenty people under the first of them, level pm.
twenty() {
    echo "employee_id,name,email,manager,hire_date,level"
    for i in {1..20}; do
        echo "N$i,Nan $i,n$i@x.example,$([[ $i == 1 ]] || echo N1),2020-01-01,pm"
    done
}
# What the person of an id is on a day: state DATE ID.
state() {
    ask "select s.code from rungs.roster_entry e join rungs.person p on p.id = e.person_id
         join rungs.employment_status s on s.id = e.status_id
         where p.employee_id = '$2' and e.superseded_at = 'infinity' and e.valid_from <= '$1' and '$1' < e.valid_to"
}
# The rows of --section changes, without the header and the total.
changes() { sed '1d; s/,[0-9]*$//' <<< "$output"; }
newest() { ask "select max(id) from rungs.import"; }

# Dates

@test "dates that could be either way are asked for, and taken either way when it is said" {
    team "Employee ID,Name,Hire Date,End Date" "A1,An One,01/02/2020," "A2,Bo Two,03/04/2021,05/06/2027"
    refused "$FILE"
    expect_same "roster,2,,01/02/2020,day first or month first? No date of the file tells,Add --date-format dmy or --date-format mdy." \
        "${lines[1]}"
    both rungs import roster "$FILE" --skip-bad
    expect_status 3
    expect_same 0 "$(ask "select count(*) from rungs.person")"
    take "$FILE" --date-format dmy
    expect_same "A1|2020-02-01
A2|2021-04-03" "$(of e.hired_on)"
    take "$FILE" --date-format mdy
    plan 0 2 0 0 0
    expect_same "A1|2020-01-02
A2|2021-03-04" "$(of e.hired_on)"
}

@test "one date that tells decides for all columns of the file" {
    team "Employee ID,Name,Hire Date,Level,Level since,End Date" "A1,An One,01/02/2020,,,31/12/2027" "A2,Bo Two,03/04/2021,pm,05/06/2022,"
    take "$FILE"
    expect_same "dates are read day first: 31/12/2027 in line 2" "$stderr"
    expect_same "A1|2020-02-01
A2|2021-04-03" "$(of e.hired_on)"
    expect_same "A2|pm" "$(levels 2022-06-05)"
    expect_same 2022-06-05 "$(ask "select effective_on from rungs.transition where superseded_at = 'infinity' and level_id is not null")"
}

@test "dates of one file that contradict each other are refused with both lines" {
    team "Employee ID,Name,Hire Date" "A1,An One,13/02/2020" "A2,Bo Two,03/14/2021"
    refused "$FILE"
    expect_not_in "not a date" "$output"
    expect_in 'roster,3,,03/14/2021,"the month stands first, but in line 2 the day does: 13/02/2020"' "$output"
    refused "$FILE" --date-format mdy
    expect_same "roster,2,hire_date,13/02/2020,not a date,Write it as YYYY-MM-DD." "${lines[1]}"
}

@test "days that the calendar has not, and words that are no dates, are named with line and column" {
    team "Employee ID,Name,Hire Date,End Date" "A1,An,30-Feb-2021," "A2,Bo,20210231," "A3,Cy,soon," "A4,Di,29.02.2020,29.02.2021" "A5,Ed,44197,"
    refused "$FILE"
    expect_in "roster,2,hire_date,30-Feb-2021,not a date," "$output"
    expect_in "roster,3,hire_date,20210231,not a date," "$output"
    expect_in "roster,4,hire_date,soon,not a date," "$output"
    expect_in "roster,5,leave_date,29.02.2021,not a date," "$output"
    expect_in "roster,6,hire_date,44197,not a date," "$output"
    expect_same 6 "${#lines[@]}"
}

@test "two digits of a year: up to 69 of this century, from 70 on of the last" {
    team "Employee ID,Name,Hire Date" "A1,An,31/12/69" "A2,Bo,31/12/70"
    take "$FILE"
    expect_same "A1|2069-12-31
A2|1970-12-31" "$(of e.hired_on)"
}

@test "a day of hire that lies ahead: known now, here from that day on" {
    team "Employee ID,Name,Hire Date,Status" "A1,An One,2026-09-01,Active"
    take "$FILE"
    expect_same "" "$(state 2026-08-31 A1)"
    expect_same active "$(state 2026-09-01 A1)"
    again 1 "$FILE"
    # It is put off.
    team "Employee ID,Name,Hire Date,Status" "A1,An One,2026-10-01,Active"
    take "$FILE"
    plan 0 1 0 0 0
    expect_same "" "$(state 2026-09-30 A1)"
    expect_same active "$(state 2026-10-01 A1)"
}

# Status

@test "two columns of status that disagree are refused with the line; leave is employed and disagrees with nothing" {
    team "Employee ID,Name,Status,Employment Status,Active" "A1,An One,Active,Terminated," "A2,Bo Two,Active,,no" \
        "A3,Cy,On Leave,Active,yes" "A4,Di,,Parental Leave,Y"
    refused "$FILE"
    expect_same "roster,2,status,Active and Terminated,two columns of status disagree,Correct one of them; or leave one out with --map 'Header='." "${lines[1]}"
    expect_in "roster,3,status,Active and no,two columns of status disagree," "${lines[2]}"
    expect_same 3 "${#lines[@]}"
    take "$FILE" --map 'Employment Status=' --map 'Active='
    expect_same "A1|active
A2|active
A3|leave
A4|active" "$(of s.code)"
    sed -i '/^A1/d; /^A2/d' "$FILE"
    take "$FILE"
    expect_same "A3|leave
A4|leave" "$(of s.code | tail -n 2)"
}

@test "T has left in Status, and is temporary in Employment Type" {
    team "Employee ID,Name,Status,Employment Type" "A1,An One,A,T" "A2,Bo Two,T,R"
    take "$FILE"
    expect_in "columns left out: Employment Type" "$stderr"
    expect_same "A1|active
A2|left" "$(of s.code)"
}

@test "the words of BambooHR for employment and of Personio for who is about to begin are employed" {
    team "Employee ID,Name,Employment Status" "A1,An One,Contractor" "A2,Bo Two,Intern" "A3,Cy Three,Onboarding" "A4,Di Four,Temporary"
    take "$FILE"
    expect_same "A1|active
A2|active
A3|active
A4|active" "$(of s.code)"
}

@test "a word that is no status is refused with line and column; a blank one says nothing" {
    team "Employee ID,Name,Status,Active" "A1,An One,Frobnicating," "A2,Bo Two,,perhaps" "A3,Cy Three,,"
    refused "$FILE"
    expect_in "roster,2,status,Frobnicating,not a status," "${lines[1]}"
    expect_in "roster,3,active,perhaps,not a status," "${lines[2]}"
    expect_same 3 "${#lines[@]}"
}

# Headers

@test "a header that is nearly known is asked about; --map says what it is, or leaves it out" {
    team "Employee ID,Name,Hire Dte,Shoe" "A1,An One,2020-01-01,44"
    refused "$FILE"
    expect_in "line 1: the header does not fit" "$stderr"
    expect_in "'Hire Dte' is not a column; did you mean 'Hire date'?" "$stderr"
    expect_in "--map 'Header=column'" "$stderr"
    take "$FILE" --map 'Hire Dte='
    expect_same "columns left out: Shoe" "$stderr"
    expect_same "A1|" "$(of e.hired_on)"
    take "$FILE" --map 'hire  DTE = hire_date'
    plan 0 1 0 0 0
    expect_same "A1|2020-01-01" "$(of e.hired_on)"
}

@test "--map goes before what a header usually means; one with = in it ends at the last" {
    team "Employee ID,Name,Position,Job=Role" "A1,An One,Desk 5,Product Manager"
    take "$FILE" --map Position=location --map Job=Role=title
    expect_same "A1|Product Manager|Desk 5" "$(of "e.title, e.location")"
}

@test "--map and --keep with what is not there are refused: no column, no =, no such header" {
    team "Employee ID,Name,Shoe" "A1,An One,44"
    both rungs import roster "$FILE" --map Shoe=hiredate
    expect_status 2
    expect_in "'hiredate' is not a column" "$stderr"
    expect_in "Did you mean 'hire_date'?" "$stderr"
    both rungs import roster "$FILE" --map Shoe
    expect_status 2
    expect_in "there is no = in it" "$stderr"
    refused "$FILE" --map Sho=title
    expect_in "'Sho' of --map does not stand there; did you mean 'Shoe'?" "$stderr"
    refused "$FILE" --keep Shoe,Gender
    expect_in "'Gender' of --keep does not stand there" "$stderr"
    expect_not_in "'Shoe' of" "$stderr"
}

@test "--mapping keeps what --map says for the next time, by name" {
    team "Nr,Wer,Seit,Rang" "A1,An One,2020-01-01,pm"
    refused "$FILE" --mapping payroll
    expect_in "no mapping is kept under the name 'payroll'" "$stderr"
    maps=(--map Nr=employee_id --map Wer=name --map Seit=hire_date --map Rang=)
    both rungs import roster "$FILE" --mapping payroll "${maps[@]}" --dry-run
    expect_status 0
    # What was only tried is not kept.
    refused "$FILE" --mapping payroll
    take "$FILE" --mapping payroll "${maps[@]}"
    plan 1 0 0 0 0
    expect_same "" "$(levels 2026-06-01)"
    again 1 "$FILE" --mapping payroll
    # One header of it is changed for good.
    take "$FILE" --mapping payroll --map Rang=level
    expect_same "A1|pm" "$(levels 2026-06-01)"
    again 1 "$FILE" --mapping payroll
    refused "$FILE" --mapping payrol
    expect_in "Kept are: payroll." "$stderr"
}

@test "--keep stores columns as attributes of the person; a changed one is a change, an unnamed one stays" {
    team "Employee ID,Name,Gender,Country,Shoe" "A1,An One,f,Peru,44" "A2,Bo Two,, ,40"
    take "$FILE" --keep gender,COUNTRY
    expect_same "columns left out: Shoe" "$stderr"
    expect_same 'A1|{"Gender": "f", "Country": "Peru"}' "$(of e.attributes | head -n 1)"
    expect_same 0 "$(ask "select count(*) from rungs.roster_entry e where e.name = 'Bo Two' and e.attributes <> '{}'")"
    again 2 "$FILE" --keep Gender,Country
    again 2 "$FILE"
    sed -i 's/Peru/Chile/' "$FILE"
    both rungs import roster "$FILE" --keep Gender --keep Country --format csv --section changes
    expect_status 0
    expect_same 2 "${#lines[@]}"
    expect_in "2,changed,An One,attributes," "${lines[1]}"
    expect_same Chile "$(ask "select attributes->>'Country' from rungs.roster_entry
                              where name = 'An One' and superseded_at = 'infinity' and valid_to = 'infinity'")"
}

@test "--keep also keeps a column that means something" {
    team "Employee ID,Name,Location" "A1,An One,Oslo"
    take "$FILE" --keep Location
    expect_same 'A1|Oslo|{"Location": "Oslo"}' "$(of "e.location, e.attributes")"
}

@test "footers are short rows that begin with such a word; people of these names are none" {
    team "Name,Employee ID,Email,Salary" "\"Summers, Buffy\",A1,,5" "\"Page, Larry\",,larry@x.example," "Totalli,A3,," \
        "\"Total, Eclipse\",A4,t@x.example,5" "Grand Total,,,15" "Total:,3" ",Count: 3" "Summe" "Seite 1 von 1"
    take "$FILE"
    plan 4 0 0 0 0
    expect_same "columns left out: Salary
line 6 is a footer: left out
line 7 is a footer: left out
line 8 is a footer: left out
line 9 is a footer: left out
line 10 is a footer: left out" "$stderr"
    expect_same "A1|Buffy Summers
A3|Totalli
A4|Eclipse Total
larry@x.example|Larry Page" "$(of e.name)"
    # In a file of two columns every row is short.
    team "Name,Employee ID" "\"Page, Larry\",A9"
    take "$FILE"
    expect_in "A9|Larry Page" "$(of e.name)"
}

@test "--delimiter and --encoding go before what the file looks like; an encoding that there is not" {
    team "Employee ID|Name|Email" "A1|One, An, of, many, commas|an@x.example"
    refused "$FILE" --delimiter comma
    expect_in "no column says who a row is about" "$stderr"
    both rungs import roster "$FILE" --encoding klingon
    expect_status 2
    expect_in "there is no encoding 'klingon'" "$stderr"
    take "$FILE" --delimiter pipe
    plan 1 0 0 0 0
    expect_same "A1|One, An, of, many, commas" "$(of e.name)"
}

@test "a file without any header is refused, not guessed at" {
    team "A1,An One,an@x.example" "A2,Bo Two,bo@x.example"
    refused "$FILE"
    expect_in "no column says who a row is about: employee_id, email or name" "$stderr"
}

# People

@test "the e-mail changes and the id stays: one person, found by both" {
    team "Employee ID,Name,Email,Hire Date" "A1,An One,an.old@x.example,2020-01-01"
    take "$FILE"
    team "Employee ID,Name,Email,Hire Date" "A1,An Two,an.new@x.example,2020-01-01"
    both rungs import roster "$FILE" --effective 2026-06-01 --format csv --section changes
    expect_same "2,changed,An Two,email,an.old@x.example,an.new@x.example
2,changed,An Two,name,An One,An Two" "$(changes)"
    expect_same "1 an.new@x.example" "$(ask "select count(*) || ' ' || min(email) from rungs.person")"
}

@test "two people who swap their addresses, and one who gets the address of a leaver's old id" {
    team "Employee ID,Name,Email" "A1,An One,one@x.example" "A2,Bo Two,two@x.example"
    take "$FILE"
    team "Employee ID,Name,Email" "A1,An One,two@x.example" "A2,Bo Two,one@x.example"
    take "$FILE"
    plan 0 2 0 0 0
    expect_same "A1|two@x.example
A2|one@x.example" "$(of p.email)"
    team "Employee ID,Name,Email" "A3,Cy Three,one@x.example"
    refused "$FILE"
    expect_in "roster,2,email,one@x.example,belongs to employee id A2 already," "$output"
}

@test "one id for two names, and one address for two ids, are a conflict with both lines" {
    team "Employee ID,Name,Email" "A1,An One,one@x.example" "A1,Bo Two,one@x.example" "A2,Cy,cy@x.example" "A3,Di,CY@x.example"
    refused "$FILE"
    expect_in 'roster,3,employee_id,A1,"the same employee id as in line 2, and another name or address",' "$output"
    expect_in "roster,5,email,cy@x.example,the same e-mail address as in line 4," "$output"
    expect_same 3 "${#lines[@]}"
}

@test "an id with zeros before it is not the one without: a new person, never the old one" {
    team "Employee ID,Name,Hire Date" "0042,An One,2020-01-01"
    take "$FILE"
    team "Employee ID,Name,Hire Date" "42,An One,2020-01-01"
    take "$FILE"
    plan 1 0 0 0 0
    expect_same "0042|An One
42|An One" "$(of e.name)"
}

# Managers

@test "a manager who is not there yet is kept as a word and found when they come" {
    team "Employee ID,Name,Manager" "A1,An One,B9" "A2,Bo Two,boss@x.example" "A3,Cy Three,Big Boss" "A4,Di Four,B9"
    take "$FILE"
    expect_in "2 people reports to 'B9'" "${stderr//report to/reports to}"
    expect_in "Bo Two reports to 'boss@x.example', whom nobody is known by yet" "$stderr"
    expect_same "A1|B9|
A2|boss@x.example|
A3|Big Boss|
A4|B9|" "$(of "e.manager_word, e.manager_id")"
    again 4 "$FILE"
    team "Employee ID,Name,Email,Hire Date" "B9,Big Boss,boss@x.example,2019-01-01"
    take "$FILE"
    expect_same "A1||Big Boss
A2||Big Boss
A3||Big Boss
A4||Big Boss
B9||" "$(of "e.manager_word, m.name")"
}

@test "a name is enough for a manager only when one person has it" {
    team "Employee ID,Name,Email,Manager" "A1,Ana Ruiz,ana1@x.example," "A2,Ana Ruiz,ana2@x.example," "A3,Cy Three,cy@x.example,Ana Ruiz"
    refused "$FILE"
    expect_same "roster,4,manager,Ana Ruiz,is the name of 2 people,Name the manager by employee id or e-mail address." "${lines[1]}"
    expect_same 2 "${#lines[@]}"
    sed -i 's/,Ana Ruiz$/,ANA2@x.example/' "$FILE"
    take "$FILE"
    expect_same "A3|A2" "$(of m.employee_id | tail -n 1)"
}

@test "of several columns for the manager the first that finds somebody counts" {
    team "Employee ID,Name,Email,Manager ID,Manager Email,Manager Name" "A1,An One,an@x.example,,," \
        "A2,Bo Two,bo@x.example,A1,,An One" "A3,Cy,cy@x.example,Z9,bo@x.example,Nobody" "A4,Di,di@x.example,N/A,,\"Two, Bo\""
    take "$FILE"
    expect_same "A1|
A2|An One
A3|Bo Two
A4|Bo Two" "$(of m.name)"
}

@test "who manages themselves, and a loop, are named person by person; who is below a loop is not" {
    team "Employee ID,Name,Manager" "A1,An One,A2" "A2,Bo,A3" "A3,Cy,A1" "A4,Di,A1" "A5,Ed,A5" "A6,Fi,"
    refused "$FILE"
    expect_same "roster,2,manager,A2,reports to themselves in the end: An One -> Bo -> Cy -> An One,Correct one of these managers.
roster,3,manager,A3,reports to themselves in the end: Bo -> Cy -> An One -> Bo,Correct one of these managers.
roster,4,manager,A1,reports to themselves in the end: Cy -> An One -> Bo -> Cy,Correct one of these managers.
roster,6,manager,A5,manages themselves,Leave the cell empty for whoever is at the top." "$(tail -n +2 <<< "$output")"
}

@test "a loop that closes through people who are not in the file" {
    team "Employee ID,Name,Manager" "A1,An One," "A2,Bo,A1" "A3,Cy,A2"
    take "$FILE"
    team "Employee ID,Name,Manager" "A1,An One,A3"
    refused "$FILE"
    expect_in "An One -> Cy -> Bo -> An One" "$output"
}

# Everybody

@test "--full: who is missing has left; a tenth passes, more is refused unless --yes" {
    twenty > "$FILE"
    take "$FILE"
    sed '/^N19,/d; /^N20,/d' "$FILE" > "$FILE.18"
    take "$FILE.18"
    plan 0 0 18 0 0
    both rungs import roster "$FILE.18" --effective 2026-07-01 --full --format csv --section changes
    expect_status 0
    expect_same ",left,Nan 19,status,active,left since 2026-07-01
,left,Nan 20,status,active,left since 2026-07-01" "$(changes)"
    expect_same "active left" "$(state 2026-06-30 N20) $(state 2026-07-01 N20)"
    expect_in "N20|pm" "$(levels 2026-06-30)"
    expect_not_in "N20|pm" "$(levels 2026-07-01)"
    both rungs import roster "$FILE.18" --effective 2026-07-02 --full
    expect_in "nothing to do" "$stderr"
    sed '/^N1[678],/d' "$FILE.18" > "$FILE.15"
    refused "$FILE.15" --full
    expect_in "people are not in the file, which says who is here" "$stderr"
    expect_in "add --yes" "$stderr"
    both rungs import roster "$FILE.15" --effective 2026-08-01 --full --yes --format csv --section plan
    expect_status 0
    plan 0 0 15 3 0
}

@test "--full: who had left and is in the file is back, with their history, also without a column of status" {
    twenty > "$FILE"
    take "$FILE"
    sed '/^N20,/d' "$FILE" > "$FILE.19"
    rungs import roster "$FILE.19" --effective 2026-07-01 --full --quiet > /dev/null
    # A part of the company that does not say who works here leaves it at that, level and all.
    both rungs import roster "$FILE" --effective 2026-08-01
    expect_in "nothing to do" "$stderr"
    both rungs import roster "$FILE" --effective 2026-08-01 --full --format csv --section plan
    expect_status 0
    plan 0 0 19 0 1
    expect_same "active left left active" "$(for day in 2026-06-30 2026-07-01 2026-07-31 2026-08-01; do state $day N20; done | xargs)"
    expect_in "N20|pm" "$(levels 2026-06-30)"
    expect_not_in "N20|pm" "$(levels 2026-07-31)"
    expect_in "N20|pm" "$(levels 2026-08-01)"
    expect_same 20 "$(ask "select count(*) from rungs.person")"
}

@test "--full leaves alone who was known to leave later, and whose row was set aside" {
    twenty | sed '1s/$/,status,leave_date/; 2,$s/$/,active,/; s/^\(N20,.*\)active,$/\1left,2026-12-31/' > "$FILE"
    take "$FILE"
    cut -d, -f1-6 "$FILE" | sed 's/^\(N19,.*\),pm$/\1,pmm/' > "$FILE.part"
    both rungs import roster "$FILE.part" --effective 2026-07-01 --full --skip-bad --format csv --section plan
    expect_status 1
    plan 0 0 19 0 0
    expect_same "active active left" "$(state 2026-07-02 N19) $(state 2026-12-31 N20) $(state 2027-01-01 N20)"
}

@test "who left and came back: both times are on record, with a new day of hire" {
    team "Employee ID,Name,Status,Hire Date,End Date,Level" "A1,An One,Active,2018-01-01,,pm"
    take "$FILE"
    team "Employee ID,Name,Status,Hire Date,End Date,Level" "A1,An One,Terminated,2018-01-01,2026-06-30,pm"
    both rungs import roster "$FILE" --effective 2026-07-01 --format csv --section plan
    plan 0 0 0 1 0
    team "Employee ID,Name,Status,Hire Date,End Date,Level" "A1,An One,Active,2026-10-01,,senior_pm"
    both rungs import roster "$FILE" --effective 2026-10-02 --format csv --section plan
    expect_status 0
    plan 0 0 0 0 1
    expect_same "active left left active" "$(for day in 2026-06-30 2026-07-01 2026-09-30 2026-10-01; do state $day A1; done | xargs)"
    expect_same "A1|pm" "$(levels 2026-06-30)"
    expect_same "A1|senior_pm" "$(levels 2026-10-01)"
    expect_same "2018-01-01
2026-10-01" "$(ask "select distinct hired_on from rungs.roster_entry where superseded_at = 'infinity' order by 1")"
}

# Rows set aside

faulty() {
    team "Employee ID,Name,Email,Status,Manager" 'A1,Änn One,a1@x.example,active,' 'A2,"Bo, ""B""",bad,active,A1' \
        '"A3","Cy
Three",a3@x.example,gone,A1' 'A4,Di,bad2,gone2,A2' 'A5,Ed,a5@x.example,active,A4'
}

# After --skip-bad: the good rows are there, and rejects FILE, mended, brings the others.
mended() {
    expect_status 1
    plan 2 0 0 0 0
    expect_in "They are in '$1': mend them and import that file." "$stderr"
    expect_same "A1|Änn One
A5|Ed" "$(of e.name)"
    expect_same 'Employee ID,Name,Email,Status,Manager,"rungs_problem"
A2,"Bo, ""B""",bad,active,A1,"email '\''bad'\'': not an e-mail address"
"A3","Cy
Three",a3@x.example,gone,A1,"status '\''gone'\'': not a status"
A4,Di,bad2,gone2,A2,"email '\''bad2'\'': not an e-mail address; status '\''gone2'\'': not a status"' "$(cat "$1")"
    sed 's/,bad2*,/&@x.example/; s/,\(@x.example\)/\1,/; s/,gone2*,/,left,/' "$1" > "$FILE.mended"
    take "$FILE.mended"
    plan 3 0 0 0 0
    expect_same "A1|active|
A2|active|A1
A3|left|A1
A4|left|A2
A5|active|A4" "$(of "s.code, m.employee_id")"
}

@test "--skip-bad: the other rows are imported, these stand in a file of their own, which once mended goes in as it is" {
    faulty
    take_bad() { both rungs import roster --effective 2026-06-01 --format csv --section plan --skip-bad "$@"; }
    take_bad "$FILE"
    mended "${FILE%.csv}.rejects.csv"
}

@test "--skip-bad sets rows aside that have too many or too few cells; with --full nobody is taken for missing then" {
    team "Employee ID,Name,Email,Status" 'A1,An,a1@x.example,active' 'A2,Bo,a2@x.example' 'A3,Cy, Dr.,a3@x.example,active' 'A4,Di,a4@x.example,active'
    take_bad() { both rungs import roster --effective 2026-06-01 --format csv --section plan --skip-bad "$@"; }
    take_bad "$FILE"
    expect_status 1
    plan 2 0 0 0 0
    expect_same 'Employee ID,Name,Email,Status,"rungs_problem"
A2,Bo,a2@x.example,"3 cells, the header has 4"
A3,Cy, Dr.,a3@x.example,active,"5 cells, the header has 4"' "$(cat "${FILE%.csv}.rejects.csv" | sed 's/": /"/; s/,": /,"/')"
    both rungs import roster "$FILE" --full --skip-bad
    expect_status 3
    expect_in "line 3 cannot be read, so nobody knows who is missing" "$stderr"
    expect_in "leave --full out" "$stderr"
    printf '%s\n' "Employee ID,Name,Email,Status,rungs_problem" 'A2,Bo,a2@x.example,active,' 'A3,"Cy, Dr.",a3@x.example,active,' > "$FILE.mended"
    take "$FILE.mended"
    plan 2 0 0 0 0
}

@test "who has left here and stands in a file without a word about it stays away, and that is said" {
    team "Employee ID,Name,Status" "A1,An,active" "A2,Bo,left"
    take "$FILE"
    team "Employee ID,Name" "A1,An" "A2,Bo"
    take "$FILE"
    plan 0 0 2 0 0
    expect_in "Bo has left, by what is known here, and the file has no word about it" "$stderr"
    take "$FILE" --full
    plan 0 0 1 0 1
}

@test "blanks of all kinds around a cell are no part of it" {
    printf 'Employee ID,Name,Title\n\u00a0A1 ,"\t An One\n",\u200b\u00a0 \u200b\n' > "$FILE"
    take "$FILE"
    expect_same "A1|An One|" "$(of "e.name, e.title")"
}

@test "a mapping that is kept serves past events and titles too" {
    team "Employee ID,Name,Job,Hire Date" "A1,An,Chief,2019-01-01"
    take "$FILE" --map Job=title
    team "Who,When,What it was" "A1,2020-01-01,Helper"
    both rungs import history "$FILE" --map Who=person --map When=date --map 'What it was=title' --mapping old
    expect_status 0
    both rungs import history "$FILE" --mapping old
    expect_status 0
    expect_in "nothing to do" "$stderr"
}

@test "--skip-bad with UTF-16, from a pipe, to a file that was named" {
    faulty
    both rungs import roster --effective 2026-06-01 --format csv --section plan --skip-bad --rejects "$FILE.bad" - \
        < <({ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE "$FILE"; })
    mended "$FILE.bad"
}

@test "--skip-bad with nothing wrong writes no file; a dry run writes none either" {
    faulty
    before=$(counts)
    both rungs import roster "$FILE" --skip-bad --dry-run --rejects "$FILE.bad"
    expect_status 1
    expect_same "$before" "$(counts)"
    [[ ! -e $FILE.bad ]]
    team "Employee ID,Name" "A1,An One"
    take "$FILE" --skip-bad --rejects "$FILE.bad"
    [[ ! -e $FILE.bad ]]
}

@test "rejects that cannot be written: nothing is imported" {
    faulty
    refused "$FILE" --skip-bad --rejects "$BATS_TEST_TMPDIR/none/bad.csv"
    expect_in "there is no folder '$BATS_TEST_TMPDIR/none'" "$stderr"
    refused "$FILE" --skip-bad --rejects /dev/full
    expect_in "No space left on device" "$stderr"
    refused "$FILE" --skip-bad --rejects "$BATS_TEST_TMPDIR"
}

@test "Ctrl-C in the middle of the rows: nothing is imported, no mapping, no rejects" {
    local before status=0
    before=$(counts)
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    env --default-signal=INT "$RUNGS" import roster "$BATS_TEST_TMPDIR/pipe" --skip-bad --rejects "$FILE.bad" \
        --mapping m --map Wer=name > /dev/null 2> "$BATS_TEST_TMPDIR/stderr" &
    local program=$!
    exec 9> "$BATS_TEST_TMPDIR/pipe"
    { echo "Employee ID,Wer"; for i in {1..5000}; do echo "X$i,Some $i"; done; } >&9
    sleep 0.5
    kill -INT "$program"
    wait "$program" || status=$?
    exec 9>&-
    [[ $status == 130 ]]
    expect_in "Nothing was changed." "$(cat "$BATS_TEST_TMPDIR/stderr")"
    expect_same "$before" "$(counts)"
    [[ ! -e $FILE.bad ]]
}

# Looking back, and taking back

@test "import list and show: every import, and row by row what one changed" {
    team "Employee ID,Name,Email,Job Title" "A1,An One,an@x.example,PM" "A2,Bo Two,bo@x.example,PM"
    take "$FILE"
    first=$(newest)
    sed -i 's/an@/ann@/; $s/PM/Lead/' "$FILE"
    take "$FILE"
    second=$(newest)
    both rungs import list --format csv
    expect_in "$second,roster,team.csv,2026-06-01," "${lines[1]}"
    expect_in "$first,roster,team.csv,2026-06-01," "${lines[2]}"
    both rungs import show "$second" --section changes --format csv
    expect_status 0
    expect_same "2,changed,An One,email,an@x.example,ann@x.example
3,changed,Bo Two,title,PM,Lead" "$(tail -n +2 <<< "$output")"
    both rungs import show "$first" --section changes --format csv
    expect_same ",new,An One,,,PM
,new,Bo Two,,,PM" "$(tail -n +2 <<< "$output")"
    both rungs import show 99999
    expect_status 3
    expect_in "there is no import 99999" "$stderr"
}

@test "import undo: refused while later changes build on it, tried dry, done, and not twice" {
    twenty > "$FILE"
    take "$FILE"
    first=$(newest)
    was=$(people; levels 2026-06-01; of p.email)
    sed '/^N20,/d; s/n2@x/nn2@x/; s/^\(N3,.*\),pm$/\1,senior_pm/' "$FILE" > "$FILE.next"
    both rungs import roster "$FILE.next" --effective 2026-07-01 --full
    expect_status 0
    second=$(newest)
    is=$(people; levels 2026-07-01; of p.email)
    [[ $is != "$was" ]]
    before=$(counts)
    both rungs import undo "$first"
    expect_status 3
    expect_in "import $second changed 3 of these people since" "$stderr"
    expect_in "rungs import undo $second" "$stderr"
    both rungs import undo "$second" --dry-run
    expect_status 0
    expect_same "$before" "$(counts)"
    expect_same "$is" "$(people; levels 2026-07-01; of p.email)"
    both rungs import undo "$second"
    expect_status 0
    expect_same "$was" "$(people; levels 2026-07-01; of p.email)"
    both rungs import undo "$second"
    expect_status 3
    expect_in "was undone already" "$stderr"
    both rungs import list --format csv
    expect_in ",undone," "${lines[1]}"
    # Now nothing stands on the first one; and both can be had again.
    both rungs import undo "$first"
    expect_status 0
    expect_same "" "$(people)"
    take "$FILE"
    plan 20 0 0 0 0
    expect_same "$was" "$(people; levels 2026-06-01; of p.email)"
    expect_same 20 "$(ask "select count(*) from rungs.person")"
}

@test "import undo is refused when only the level of somebody was changed since" {
    team "Employee ID,Name,Level,Hire Date" "A1,An One,pm,2020-01-01" "A2,Bo Two,pm,2020-01-01"
    take "$FILE"
    first=$(newest)
    sed -i 's/An One,pm/An One,senior_pm/' "$FILE"
    rungs import roster "$FILE" --effective 2026-07-01 --quiet > /dev/null
    second=$(newest)
    sed -i 's/An One,senior_pm/An One,lead_pm/' "$FILE"
    rungs import roster "$FILE" --effective 2026-08-01 --quiet > /dev/null
    third=$(newest)
    both rungs import undo "$second"
    expect_status 3
    expect_in "import $third changed one of these people since" "$stderr"
    both rungs import undo "$first"
    expect_status 3
    expect_in "import $third changed one of these people since" "$stderr"
    for number in "$third" "$second" "$first"; do
        both rungs import undo "$number"
        expect_status 0
    done
    expect_same "0|0" "$(ask "select (select count(*) from rungs.transition where superseded_at = 'infinity'),
                                     (select count(*) from rungs.roster_entry where superseded_at = 'infinity')")"
}

@test "import undo is refused when people whom it brought have evidence, or somebody reports to them" {
    team "Employee ID,Name,Email,Level,Hire Date" "A1,An One,an@x.example,pm,2020-01-01"
    take "$FILE"
    first=$(newest)
    team "Employee ID,Name,Manager" "A2,Bo Two,A1"
    take "$FILE"
    both rungs import undo "$first"
    expect_status 3
    expect_in "one person that this import brought has evidence, scope, a nomination or reports by now" "$stderr"
    both rungs import undo "$(newest)"
    expect_status 0
    printf 'person,measure,value,effective_on\nA1,horizon,3,2026-01-01\n' > "$FILE"
    rungs import scope "$FILE" --quiet > /dev/null
    both rungs import undo "$first"
    expect_status 3
    expect_in "one person that this import brought has evidence, scope, a nomination or reports by now" "$stderr"
}

@test "import undo takes back who left and who returned" {
    team "Employee ID,Name,Status,End Date" "A1,An One,Active," "A2,Bo Two,Terminated,2026-03-31"
    take "$FILE"
    was=$(people)
    team "Employee ID,Name,Status,End Date" "A1,An One,Terminated,2026-06-30" "A2,Bo Two,Active,"
    both rungs import roster "$FILE" --effective 2026-07-01 --format csv --section plan
    plan 0 0 0 1 1
    both rungs import undo "$(newest)"
    expect_status 0
    expect_same "$was" "$(people)"
    expect_same "active left" "$(state 2026-07-15 A1) $(state 2026-07-15 A2)"
}

@test "import undo is refused for a ladder, for titles, and for a number that there is not" {
    both rungs import undo "$(ask "select id from rungs.import where kind = 'ladder'")"
    expect_status 3
    expect_in "an import of ladder cannot be undone" "$stderr"
    printf 'title,level\nPM,pm\n' > "$FILE"
    rungs import titles "$FILE" --quiet > /dev/null
    both rungs import undo "$(newest)"
    expect_status 3
    expect_in "an import of titles cannot be undone" "$stderr"
    both rungs import undo 4711
    expect_status 3
}

# Titles and history

@test "titles stand for levels where a roster has none; those that stand for none are listed by frequency" {
    printf 'title,level\nSenior Product Manager,senior_pm\nProduct Manager,pm\nOffice Manager,\n' > "$FILE.titles"
    both rungs import titles "$FILE.titles" --format csv --section plan
    expect_status 0
    plan 3 0 0 0 0
    both rungs import titles "$FILE.titles"
    expect_in "nothing to do" "$stderr"
    team "Employee ID,Name,Job Title,Hire Date" "A1,An,senior product-manager,2020-01-01" "A2,Bo,Product Manager,2020-01-01" \
        "A3,Cy,Wizard,2020-01-01" "A4,Di,Office Manager,2020-01-01" "A5,Ed,Wizard,2020-01-01" "A6,Fi,Elf,2020-01-01"
    take "$FILE"
    expect_same "2 titles without a level: Wizard (2), Elf (1)" "$stderr"
    expect_same "A1|senior_pm
A2|pm" "$(levels 2026-06-01 | grep '|.')"
    again 6 "$FILE"
    # A promotion by title.
    sed -i 's/^A2,Bo,/&Senior /' "$FILE"
    both rungs import roster "$FILE" --effective 2026-07-01 --format csv --section changes
    expect_in "3,changed,Bo,level,pm,senior_pm since 2026-07-01" "$output"
    expect_in "A2|pm" "$(levels 2026-06-30)"
    expect_in "A2|senior_pm" "$(levels 2026-07-01)"
    # A column of levels goes before titles.
    team "Employee ID,Name,Job Title,Level" "A1,An,Product Manager,lead_pm"
    rungs import roster "$FILE" --effective 2026-08-01 --quiet > /dev/null
    expect_in "A1|lead_pm" "$(levels 2026-08-01)"
}

@test "titles: a level that there is not, and a title twice" {
    printf 'title,level\nSenior PM,senior_pn\nWizard,\nwizard!,pm\n,pm\n' > "$FILE"
    before=$(counts)
    both rungs import titles "$FILE" --format csv
    expect_status 3
    expect_in "titles,2,level,senior_pn,not a level of one ladder,Did you mean 'senior_pm'?" "$output"
    expect_in "titles,4,title,wizard!,the same title as in line 3," "$output"
    expect_in "titles,5,title,,is empty," "$output"
    expect_same 4 "${#lines[@]}"
    expect_same "$before" "$(counts)"
}

@test "history: years of levels, titles and managers in one go; the roster of today stands" {
    team "Employee ID,Name,Email,Job Title,Level,Manager,Hire Date" "A1,An One,an@x.example,Lead Product Manager,lead_pm,A2,2016-03-01" \
        "A2,Bo Two,bo@x.example,CPO,cpo,,2015-01-01" "A3,Cy Three,cy@x.example,,,A1,2019-01-01"
    take "$FILE"
    expect_in "A1|lead_pm" "$(levels 2017-01-01)"
    printf '%s\n' person,date,event,level,title,manager,note 'A1,01/03/2016,hire,apm,Associate,,"first job"' \
        'an@x.example,15/04/2018,promotion,pm,Product Manager,Cy Three,' "An One,01/01/2021,promotion,senior_pm,,A2," > "$FILE.history"
    both rungs import history "$FILE.history" --format csv --section plan
    expect_status 0
    plan 3 0 0 0 0
    expect_in "dates are read day first: 15/04/2018 in line 3" "$stderr"
    history=$(newest)
    at() { levels "$1" | sed -n 's/^A1|//p'; }
    expect_same "apm apm pm pm senior_pm senior_pm lead_pm" \
        "$(for day in 2016-03-01 2018-04-14 2018-04-15 2020-12-31 2021-01-01 2026-05-31 2026-06-01; do at $day; done | xargs)"
    expect_same "2016-03-01|Associate|Bo Two
2018-04-15|Product Manager|Cy Three
2021-01-01|Product Manager|Bo Two
2026-06-01|Lead Product Manager|Bo Two" "$(ask "select e.valid_from, e.title, n.name from rungs.roster_entry e
        join rungs.person p on p.id = e.person_id left join rungs.roster_entry n on n.person_id = e.manager_id and n.superseded_at = 'infinity'
        where p.employee_id = 'A1' and e.superseded_at = 'infinity' order by 1")"
    both rungs import history "$FILE.history"
    expect_status 0
    expect_in "nothing to do" "$stderr"
    again 3 "$FILE"
    both rungs import undo "$history"
    expect_status 0
    expect_same "lead_pm lead_pm" "$(at 2016-03-01) $(at 2026-06-01)"
    expect_same "A1|Lead Product Manager|Bo Two" "$(of "e.title, m.name" | head -n 1)"
    again 3 "$FILE"
}

@test "history: what cannot have been is refused with line and column" {
    team "Employee ID,Name,Hire Date" "A1,An One,2016-03-01"
    take "$FILE"
    before=$(counts)
    printf '%s\n' person,date,event,level,title,manager Z9,2020-01-01,,pm,, A1,2016-02-29,,pm,, A1,2199-01-01,,pm,, A1,soon,,pm,, \
        A1,2020-01-01,,pmm,, A1,2020-02-01,party,,, A1,2020-03-01,,,,A1 A1,2020-04-01,,pm,, A1,2020-04-01,,apm,, A1,2020-05-01,,,,Z9 > "$FILE"
    both rungs import history "$FILE" --format csv
    expect_status 3
    expect_in "history,2,person,Z9,nobody is known by this," "$output"
    expect_in "history,3,date,2016-02-29,before the hire on 2016-03-01," "$output"
    expect_in "history,4,date,2199-01-01,lies ahead," "$output"
    expect_in "history,5,date,soon,not a date," "$output"
    expect_in "history,6,level,pmm,not a level,Did you mean 'pm'?" "$output"
    expect_in "history,7,event,party," "$output"
    expect_in "history,8,manager,A1,manages themselves," "$output"
    expect_in "history,10,date,2020-04-01,another level of the same person on the same day as in line 9," "$output"
    expect_in "history,11,manager,Z9,nobody is known by this," "$output"
    expect_same 10 "${#lines[@]}"
    expect_same "$before" "$(counts)"
}
