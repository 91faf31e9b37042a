#!/usr/bin/env bats
# What stops the import of a ladder before its rows are judged: files that are missing, misspelt or no CSV, headers that
# do not fit, text in another encoding. Each with file and line, and nothing written.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

setup_file() { database_make empty; }
teardown_file() { database_drop; }

setup() {
    LADDER=$BATS_TEST_TMPDIR/ladder
    kitchen "$LADDER"
}

@test "a needed file that is missing is named" {
    for file in ladder levels expectations; do
        kitchen "$LADDER"
        rm "$LADDER/$file.csv"
        stopped
        expect_in "cannot open '$LADDER/$file.csv': No such file or directory" "$stderr"
    done
}

@test "a missing file that others point into: each row that loses its way" {
    rm "$LADDER/crossings.csv"
    faults "shifts,2,crossing,to_the_stove,not a crossing of crossings.csv," "shifts,3,crossing,to_the_pass," "shifts,4,crossing,entry,"
    rm "$LADDER/shifts.csv" "$LADDER/dimensions.csv"
    stopped
    expect_in "expectations,2,dimension,people,not a dimension of dimensions.csv," "$output"
}

@test "everything but the needed files may be missing" {
    find "$LADDER" -name '*.csv' ! -name ladder.csv ! -name levels.csv ! -name expectations.csv -delete
    edit expectations '2,$s/^\([a-z_]*,[a-z_]*\),[a-z]*,/\1,,/'
    both rungs import ladder "$LADDER" --dry-run --format csv --section plan
    expect_status 0
    expect_same ",15,0,0,0,0,0,0" "${lines[1]}"
}

@test "a misspelt file name is refused with the right one, in capitals too" {
    for wrong in shift.csv Shifts.csv shifts.CSV; do
        kitchen "$LADDER"
        mv "$LADDER/shifts.csv" "$LADDER/$wrong"
        stopped
        expect_in "'$LADDER/$wrong' is no file of a ladder" "$stderr"
        expect_in "Did you mean 'shifts.csv'?" "$stderr"
        rm "$LADDER/$wrong"
    done
    echo "a,b" > "$LADDER/salaries-of-everybody.csv"
    stopped
    expect_in "Take it out of the folder" "$stderr"
}

@test "what is not CSV may lie in the folder" {
    echo "About it" > "$LADDER/README.md"
    cp "$LADDER/levels.csv" "$LADDER/levels.csv.bak"
    mkdir "$LADDER/.git"
    both rungs import ladder "$LADDER" --dry-run
    expect_status 0
}

@test "no folder, a file for a folder, a folder for a file, an empty file" {
    stopped_at() {
        both rungs import ladder "$1"
        expect_status 3
        expect_in "$2" "$stderr"
    }
    stopped_at "$LADDER/none" "cannot open the folder '$LADDER/none': No such file or directory"
    stopped_at import/roster/sample.csv "cannot open the folder 'import/roster/sample.csv': Not a directory"
    rm "$LADDER/steps.csv"
    mkdir "$LADDER/steps.csv"
    stopped_at "$LADDER" "'$LADDER/steps.csv' is a folder"
    rmdir "$LADDER/steps.csv"
    : > "$LADDER/steps.csv"
    stopped_at "$LADDER" "'$LADDER/steps.csv' is empty"
}

@test "columns that are unknown, missing or there twice: all of a file at once" {
    edit expectations '1s/.*/code,level,dimension,wieght,must,must/'
    stopped
    expect_in "$LADDER/expectations.csv, line 1: the header does not fit" "$stderr"
    expect_in "'wieght' is not a column; did you mean 'weight'?" "$stderr"
    expect_in "'must' stands there twice" "$stderr"
    expect_in "'sentence' is missing" "$stderr"
}

@test "a row with a cell too many or too few, a quote that opens and never closes" {
    edit expectations '4s/$/,more/'
    stopped
    expect_in "$LADDER/expectations.csv, line 4, byte " "$stderr"
    expect_in ": 7 cells, the header has 6" "$stderr"
    kitchen "$LADDER"
    edit scopes '3s/,60//'
    stopped
    expect_in "$LADDER/scopes.csv, line 3, byte " "$stderr"
    expect_in ": 2 cells, the header has 3" "$stderr"
    kitchen "$LADDER"
    edit expectations '6s/same every night\."$/same every night./'
    stopped
    expect_in "$LADDER/expectations.csv, line 6" "$stderr"
}

@test "text in another encoding: file and line" {
    printf 'cook_flamb\xe9,cook,taste,1,no,Flamb\xe9es.\n' >> "$LADDER/expectations.csv"
    stopped
    expect_in "$LADDER/expectations.csv, line 11" "$stderr"
    expect_in "not UTF-8" "$stderr"
    expect_in "hint: " "$stderr"
    expect_not_in $'\xe9' "$stderr"
    kitchen "$LADDER"
    edit shifts '3s/$/\x00/'
    stopped
    expect_in "$LADDER/shifts.csv, line 3" "$stderr"
    expect_in "NUL byte" "$stderr"
}

@test "UTF-16 is read for what it is, or refused with the file and its encoding: never guessed at" {
    for coding in UTF-16 UTF-16LE UTF-16BE; do
        kitchen "$LADDER" "kitchen-${coding,,}"
        edit levels 's/,Cook,/,Köchin,/'
        iconv -t $coding "$LADDER/levels.csv" > "$LADDER/levels"
        mv "$LADDER/levels" "$LADDER/levels.csv"
        both rungs import ladder "$LADDER"
        if [[ $status == 0 ]]; then
            expect_in "Köchin" "$(rungs ladder show "kitchen-${coding,,}" --level cook)"
        else
            expect_status 3
            expect_in "$LADDER/levels.csv" "$stderr"
            expect_in "UTF-16" "$stderr"
            expect_same "" "$(rungs ladder list --format csv --quiet | grep "^kitchen-${coding,,}," || :)"
        fi
    done
}
