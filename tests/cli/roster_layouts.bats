#!/usr/bin/env bats
# The layouts that HR systems export (tests/data/rosters), imported as they are; what is expected was read from them by hand.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/roster.bash

setup_file() { ladder_make; }
teardown_file() { ladder_drop; }
setup() { fresh_make; }
teardown() { fresh_drop; }

@test "Lattice: underscores for blanks, names in parts, three words for leave and leaving, levels" {
    take "$ROSTERS/lattice.csv"
    plan 5 0 0 0 0
    expect_same "columns left out: Job_function, Job_type" "$stderr"
    expect_same "L-001|Hinemoa Parata|Chief Product Officer||active|2016-02-29
L-002|Lana Lan|Director of Product|Hinemoa Parata|active|2018-11-05
L-003|प्रिया शर्मा|Senior Product Manager|Lana Lan|leave|2020-06-15
L-004|Siobhán Ní Dhomhnaill|Product Manager|Lana Lan|leave|2021-01-04
L-005|Oisín Quirke|Product Manager|Lana Lan|left|2022-09-01" "$(people)"
    # Who has left is on no ladder any more, and was until then.
    expect_same "L-001|cpo
L-002|director
L-003|senior_pm
L-004|pm
L-005|" "$(levels 2026-06-01)"
    expect_in "L-005|pm" "$(levels 2026-05-31)"
    expect_same "L-001|Product
L-002|Checkout" "$(of "(select o.name from rungs.organisation o where o.id = e.organisation_id)" | head -n 2)"
    again 5 "$ROSTERS/lattice.csv"
}

@test "Culture Amp: an instruction row, 24 columns of which half are known" {
    take "$ROSTERS/culture-amp.csv"
    plan 4 0 0 0 0
    expect_same "columns left out: Date of Birth, Language, Timezone, Mobile Phone Number, Division, Country, Region, \
Work Location, Gender, Race/Ethnicity, BIPOC, Employment Type
line 2 is an instruction: left out" "$stderr"
    expect_same "CA10|田中 花子|VP of Product||active|2015-04-01
CA11|Ọláwálé Adébáyọ̀|Lead Product Manager|田中 花子|active|2019-08-12
CA12|Saoirse O'Brien|Product Manager|Ọláwálé Adébáyọ̀|active|2021-02-15
CA13|Ярослава Шевченко|Associate Product Manager|Ọláwálé Adébáyọ̀|left|2022-10-03" "$(people)"
    expect_same "CA10|Tokyo
CA11|Lagos
CA12|Dublin
CA13|Kyiv" "$(of e.location)"
    # The last day is the 31st of March.
    expect_in "CA13|2026-04-01" "$(of e.valid_from)"
    expect_in "CA13|apm" "$(levels 2026-03-31)"
    expect_not_in "CA13|apm" "$(levels 2026-04-01)"
    again 4 "$ROSTERS/culture-amp.csv"
}

@test "Workday: tabs, a title and a blank line above, Total below, ids behind names" {
    take "$ROSTERS/workday.tsv"
    plan 4 0 0 0 0
    expect_same "the header is in line 3; what stands above it is left out
columns left out: Job Profile, Cost Center
line 8 is a footer: left out
dates are read month first: 03/15/2017 in line 4" "$stderr"
    expect_same "1001|Ana Ruiz|Director of Product||active|2017-03-15
1002|עידו לוי|Senior Product Manager, \"Search\"|Ana Ruiz|active|2020-01-07
1003|Günseli Çağlar|Product Manager|Ana Ruiz|active|2021-11-30
1004|Beto Salas|Product Manager|עידו לוי|left|2023-02-01" "$(people)"
    again 4 "$ROSTERS/workday.tsv"
}

@test "BambooHR: two columns of status that agree, a manager by name and by address" {
    take "$ROSTERS/bamboohr.csv"
    plan 5 0 0 0 0
    expect_same "columns left out: Division" "$stderr"
    expect_same "1|Zsófia Szűcs|Head of Product||active|2014-05-12
2|Mikkel Ørsted|Group Product Manager|Zsófia Szűcs|active|2017-10-01
3|Fatou N'Diaye|Product Manager|Mikkel Ørsted|active|2020-02-29
4|Linh Trần|Product Manager|Mikkel Ørsted|leave|2022-07-04
5|Caoimhe Breen|Product Manager|Mikkel Ørsted|left|2019-01-21" "$(people)"
    again 5 "$ROSTERS/bamboohr.csv"
}

@test "BambooHR: one column for last and first name; who is known stays the same person" {
    take "$ROSTERS/bamboohr.csv"
    take "$ROSTERS/bamboohr-names.csv"
    plan 1 0 1 0 0
    expect_same "" "$stderr"
    expect_same "1|Zsófia Szűcs|
6|Anouk van der Berg|Zsófia Szűcs" "$(of "e.name, m.name" | grep -E '^[16]\|')"
    again 2 "$ROSTERS/bamboohr-names.csv"
}

@test "SuccessFactors: keys and labels, managers by user id, NO_MANAGER at the top" {
    take "$ROSTERS/successfactors.csv"
    plan 4 0 0 0 0
    expect_same "columns left out: USERNAME, MI, GENDER, HR, JOBCODE, DIVISION, TIMEZONE, EMPID
line 2 is the header again: left out
dates are read month first: 09/30/2016 in line 4" "$stderr"
    expect_same "mhoffmann|Maren Hoffmann|VP Product||active|2012-01-02
rdacosta|Rui da Costa|Lead PM|Maren Hoffmann|active|2016-09-30
szhang|若曦 张|PM|Rui da Costa|active|2021-06-05
tvirta|Tuuli Virta|PM|Rui da Costa|left|2019-04-18" "$(people)"
    expect_same 0 "$(ask "select count(*) from rungs.roster_entry where manager_word is not null")"
    again 4 "$ROSTERS/successfactors.csv"
}

@test "Personio: no ids, managers by name, a last day that is past and one that lies ahead" {
    take "$ROSTERS/personio.csv"
    plan 5 0 0 0 0
    expect_same "columns left out: Gender" "$stderr"
    expect_same "evangelia@weir.example|Ευαγγελία Παπαδοπούλου|Senior PM|Jarosław Wąsik|leave|2019-05-20
ingrid@weir.example|Ingrid Åkesson|PM|Jarosław Wąsik|left|2022-03-14
jaroslaw@weir.example|Jarosław Wąsik|Director Product|Ségolène Lefèvre|active|2016-01-11
segolene@weir.example|Ségolène Lefèvre|CPO||active|2013-09-02
tomas@weir.example|Tomás Ó Súilleabháin|PM|Jarosław Wąsik|left|2021-06-01" "$(people)"
    here() { ask "select count(*) from rungs_api.employed_on('$1', now()) e join rungs.person p on p.id = e.person_id
                  where p.email = '$2@weir.example'"; }
    expect_same "1 0" "$(here 2025-12-31 tomas) $(here 2026-01-01 tomas)"
    expect_same "1 0" "$(here 2026-12-31 ingrid) $(here 2027-01-01 ingrid)"
    again 5 "$ROSTERS/personio.csv"
}

@test "ADP: Last, First; A, L and T; a position id where there is no other" {
    take "$ROSTERS/adp.csv"
    plan 4 0 0 0 0
    expect_same "dates are read month first: 03/15/2015 in line 2" "$stderr"
    expect_same "QX0000101|Ana Ruiz|Director Product Management||active|2015-03-15
QX0000102|Shaquana D O'Neal|Senior Product Manager|Ana Ruiz|active|2018-10-01
QX0000103|Martin King Jr.|Product Manager|Ana Ruiz|leave|2020-07-22
QX0000104|José Núñez de Balboa|Product Manager|Shaquana D O'Neal|left|2021-05-31" "$(people)"
    again 4 "$ROSTERS/adp.csv"
}

@test "a position id is nobody's where another column has the employee id, whichever comes first" {
    team "Position ID,Employee ID,Name,Hire Date" "POS1,W1,Ola Nord,2020-02-02"
    take "$FILE"
    expect_same "columns left out: Position ID" "$stderr"
    team "Employee ID,Position ID,Name,Hire Date" "W1,POS2,Ola Nord,2020-02-02"
    take "$FILE"
    expect_in "columns left out: Position ID" "$stderr"
    plan 0 0 1 0 0
    expect_same "W1|Ola Nord" "$(of e.name)"
}

@test "15Five: month first, y and n" {
    take "$ROSTERS/15five.csv"
    plan 4 0 0 0 0
    expect_same "dates are read month first: 02/17/2014 in line 2" "$stderr"
    expect_same "501|Guadalupe Ríos|||active|2014-02-17
502|Wei-Ling Chen||Guadalupe Ríos|active|2018-11-03
503|Kofi Mensah-Bonsu||Wei-Ling Chen|active|2019-08-08
504|Agnė Žukauskaitė||Wei-Ling Chen|left|2020-05-12" "$(people)"
    again 4 "$ROSTERS/15five.csv"
}

@test "German: semicolons and points; Windows-1252 is asked for with rows as they would read, and taken when said" {
    iconv -f UTF-8 -t WINDOWS-1252 "$ROSTERS/german.csv" > "$FILE"
    refused "$FILE"
    expect_in "byte that is not UTF-8" "$stderr"
    expect_in "Änne;Weiß-Schäfer" "$stderr"
    expect_in "--encoding windows-1252" "${stderr,,}"
    take "$FILE" --encoding windows-1252
    plan 4 0 0 0 0
    expect_same "dates are read day first: 15.09.2018 in line 3" "$stderr"
    expect_same "aenne@moor.example|Änne Weiß-Schäfer|Produktmanagerin; Bezahlen|Jörg Krüger|active|2018-09-15
francois@moor.example|François Müller|Produktmanager – Märkte|Jörg Krüger|left|2019-01-07
joerg.krueger@moor.example|Jörg Krüger|Leiter Produkt||active|2011-04-01
sule@moor.example|Sule Öztürk|Produktmanagerin|Jörg Krüger|leave|2020-02-03" "$(people)"
    again 4 "$FILE" --encoding WINDOWS-1252
    # The same in UTF-8 is the same.
    again 4 "$ROSTERS/german.csv"
}

@test "ugly: UTF-16 with its mark, CR LF, both ways round" {
    for order in LE BE; do
        { [[ $order == LE ]] && printf '\xff\xfe' || printf '\xfe\xff'
          sed 's/$/\r/' "$ROSTERS/lattice.csv" | iconv -f UTF-8 -t "UTF-16$order"; } > "$FILE.$order"
    done
    take "$FILE.LE"
    plan 5 0 0 0 0
    expect_in "L-003|प्रिया शर्मा|Senior Product Manager|Lana Lan|leave|2020-06-15" "$(people)"
    again 5 "$FILE.BE"
}

@test "ugly: a byte order mark and CR alone" {
    { printf '\xef\xbb\xbf'; tr '\n' '\r' < "$ROSTERS/bamboohr.csv"; } > "$FILE"
    expect_same 0 "$(wc -l < "$FILE")"
    take "$FILE"
    plan 5 0 0 0 0
    expect_in "3|Fatou N'Diaye|Product Manager|Mikkel Ørsted|active|2020-02-29" "$(people)"
    again 5 "$ROSTERS/bamboohr.csv"
}

@test "ugly: pipes, everything quoted, other delimiters inside the cells" {
    take "$ROSTERS/ugly-pipe.txt"
    plan 2 0 0 0 0
    expect_same 'I1|Ida | Ilse|Lead, Product
I2|Ivo; Iva|Says "ship it"' "$(of "e.name, e.title")"
    again 2 "$ROSTERS/ugly-pipe.txt"
}

@test "ugly: the header below title lines, blank lines and rows of empty cells" {
    take "$ROSTERS/ugly-header-line-4.csv"
    plan 2 0 0 0 0
    expect_same "the header is in line 4; what stands above it is left out" "$stderr"
    expect_same "H1|Awa Touré|Director of Product||active|2017-01-09
H2|Bjarni Þórsson|Product Manager|Awa Touré|active|2020-03-02" "$(people)"
    again 2 "$ROSTERS/ugly-header-line-4.csv"
    take "$ROSTERS/ugly-title-lines.csv"
    expect_same "the header is in line 5; what stands above it is left out" "$stderr"
    plan 2 0 0 0 0
    expect_in "T2|Øyvind Hagen|Product Manager||active|2020-03-02" "$(people)"
}

@test "ugly: the header again in the middle and at the end" {
    take "$ROSTERS/ugly-header-again.csv"
    plan 3 0 0 0 0
    expect_same "line 4 is the header again: left out
line 6 is the header again: left out" "$stderr"
    expect_same "A1|Mei Lin||2016-06-06
A2|Joaquín Prado|Mei Lin|2019-09-09
A3|Ruta Kalniņa|Mei Lin|2021-12-01" "$(of "e.name, m.name, e.hired_on")"
    again 3 "$ROSTERS/ugly-header-again.csv"
}

@test "ugly: footers are left out and said; people whose names begin like one are people" {
    take "$ROSTERS/ugly-footers.csv"
    plan 3 0 0 0 0
    expect_same "line 5 is a footer: left out
line 6 is a footer: left out
line 7 is a footer: left out" "$stderr"
    expect_same "F1|Count Basie
F2|Paige Totalli
F3|Total Eclipse" "$(of e.name)"
    again 3 "$ROSTERS/ugly-footers.csv"
}

@test "ugly: suffixes stay behind the name, in the cell of the manager too" {
    take "$ROSTERS/ugly-suffixes.csv"
    plan 4 0 0 0 0
    expect_same "S1|Martin King Jr.|
S2|Harrison Worth III|Martin King Jr.
S3|Davis, Jr.|Martin King Jr.
S4|Amos Bell Sr.|Harrison Worth III" "$(of "e.name, m.name")"
    again 4 "$ROSTERS/ugly-suffixes.csv"
}

@test "ugly: ids behind names tell two people of one name apart; what else stands in brackets is part of the name" {
    take "$ROSTERS/ugly-name-ids.csv"
    plan 4 0 0 0 0
    expect_same "2001|Ana Ruiz|
2002|Ana Ruiz|2001
2003|Bo (Robert) Lee|2002
kim.ito@rill.example|Kim Ito (she/her)|2002" "$(of "e.name, m.employee_id")"
    again 4 "$ROSTERS/ugly-name-ids.csv"
}

@test "ugly: one id on two rows is one person with two positions, and it is said which counts" {
    take "$ROSTERS/ugly-two-positions.csv"
    plan 2 0 0 0 0
    expect_same "line 2 is another position of Tau Ngata: line 3 counts
line 4 is another position of Elif Koç: line 5 counts" "$stderr"
    expect_same "P1|Tau Ngata|Director of Product||active|2015-05-05
P2|Elif Koç|Product Manager|Tau Ngata|active|2016-06-06" "$(people)"
    again 2 "$ROSTERS/ugly-two-positions.csv"
}

@test "ugly: ids are text: leading zeros and letter case make another person, the latter is said" {
    take "$ROSTERS/ugly-ids-alike.csv"
    plan 5 0 0 0 0
    expect_same "employee ids that differ only in letter case: K1A, k1a" "$stderr"
    expect_same "000012|Zero Twelve|Kane Upper
007|Jaya Bond|
7|Sven Seven|Jaya Bond
K1A|Kane Upper|Jaya Bond
k1a|Kiri Lower|Sven Seven" "$(of "e.name, m.name")"
    again 5 "$ROSTERS/ugly-ids-alike.csv"
}

@test "ugly: dates in nine ways of writing, two digits of a year among them" {
    take "$ROSTERS/ugly-dates.csv"
    plan 9 0 0 0 0
    expect_same "dates are read month first: 12/31/24 in line 7" "$stderr"
    expect_same "D1|2021-03-15|active
D2|2019-03-15|active
D3|2019-03-15|active
D4|2021-03-15|active
D5|2020-05-17|active
D6|1998-03-09|left
D7|2022-09-01|active
D8|2019-12-04|active
D9|2020-05-17|active" "$(of "e.hired_on, s.code")"
    expect_in "D6|2025-01-01" "$(of e.valid_from)"
    again 9 "$ROSTERS/ugly-dates.csv"
}

@test "ugly: positions that nobody fills are left out and said; a person called so is a person" {
    take "$ROSTERS/ugly-vacant.csv"
    plan 2 0 0 0 0
    expect_same "line 3 is a vacant position (Product Manager): left out
line 4 is a vacant position (Senior Product Manager): left out
line 5 is a vacant position: left out" "$stderr"
    expect_same "V1|Inês Vacas|
V2|Will Open|Inês Vacas" "$(of "e.name, m.name")"
    again 2 "$ROSTERS/ugly-vacant.csv"
}

@test "ugly: empty cells at the ends of rows, and a row of nothing else" {
    take "$ROSTERS/ugly-trailing-cells.csv"
    plan 3 0 0 0 0
    expect_same "1 row of empty cells: left out" "$stderr"
    expect_same "E1|Ema Ek|
E2|Odd Ås|Ema Ek
E3|Pia Bø|Ema Ek" "$(of "e.name, m.name")"
    again 3 "$ROSTERS/ugly-trailing-cells.csv"
}

@test "ugly: cells protected from being formulas; apostrophes of their own stay" {
    take "$ROSTERS/ugly-protected.csv"
    plan 2 0 0 0 0
    expect_same "=A1|@tilda|-Product|+49 Berlin|
X2|O'Hara|'Quoted' Lead|\"North\" wing|@tilda" "$(of "e.name, e.title, e.location, m.name")"
    again 2 "$ROSTERS/ugly-protected.csv"
}

@test "random rosters in random dialects are read back equal" {
    local seed expected
    for seed in {1..30}; do
        [[ $seed == 1 ]] || { fresh_drop && fresh_make; }
        expected=$(perl tests/support/roster-dialect.pl "$seed" "$FILE")
        both rungs import roster "$FILE" --quiet
        expect_status 0
        expect_same "$expected" "$(ask "
            select p.employee_id, e.name, e.email, e.title, e.location, m.employee_id, e.hired_on
            from rungs.roster_entry e join rungs.person p on p.id = e.person_id left join rungs.person m on m.id = e.manager_id
            order by p.employee_id" | tr '\n\r' '~' | sed -E 's/~([0-9]{5}\|)/\n\1/g; s/~$//; s/~~/~/g')"
    done
}
