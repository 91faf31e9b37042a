#!/usr/bin/env bats
# Ladders out and in again: not a byte is lost on the way, and nothing is written over by mistake.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

setup_file() {
    database_make empty
    for ladder in "${LADDERS[@]}"; do rungs import ladder "import/ladders/$ladder" --quiet > /dev/null; done
}
teardown_file() { database_drop; }

setup() { FOLDER=$BATS_TEST_TMPDIR/folder OUT=$BATS_TEST_TMPDIR; }

# export_ladder LADDER FOLDER [OPTION...]: exit 0.
export_ladder() {
    both rungs ladder export "$@"
    expect_status 0
}
# refused STATUS WORD...: ladder export with this exit status; the folder stays as it is.
refused() {
    local before=''
    [[ ! -d $FOLDER ]] || before=$(folder_print "$FOLDER")
    both rungs ladder export "${@:2}"
    expect_status "$1"
    expect_same "" "$output"
    [[ ! -d $FOLDER ]] || expect_same "$before" "$(folder_print "$FOLDER")"
}

@test "there are the three ladders that come with Rungs, and no other that this file would forget" {
    expect_same "$(printf '%s\n' "${LADDERS[@]}" | sort)" "$(find import/ladders -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)"
}

@test "a ladder that is exported is the folder it came from, byte for byte" {
    for ladder in "${LADDERS[@]}"; do
        export_ladder "$ladder" "$OUT/$ladder"
        diff -r "import/ladders/$ladder" "$OUT/$ladder"
    done
}

@test "importing the export changes nothing and says so, and what is exported then is the same again" {
    for ladder in "${LADDERS[@]}"; do
        export_ladder "$ladder" "$OUT/$ladder"
        before=$(written)
        both rungs import ladder "$OUT/$ladder"
        expect_status 0
        expect_in "nothing to do: everything in it is known already" "$stderr"
        expect_in "no changes" "$output"
        expect_same "$before" "$(written)"
        export_ladder "$ladder" "$OUT/$ladder-again"
        diff -r "import/ladders/$ladder" "$OUT/$ladder-again"
    done
}

@test "somebody else's way of writing the same ladder is the same ladder: nothing to do" {
    for ladder in "${LADDERS[@]}"; do
        disguise "import/ladders/$ladder" "$FOLDER/$ladder"
        for file in "$FOLDER/$ladder"/*.csv; do
            [[ $(head -c 3 "$file") == $'\xef\xbb\xbf' && $(head -n 1 "$file") == *$'\r' ]]
        done
        before=$(written)
        both rungs import ladder "$FOLDER/$ladder"
        expect_status 0
        expect_in "nothing to do" "$stderr"
        expect_same "$before" "$(written)"
    done
    # What is blank in every row was left out, and the rest stands there in another order.
    expect_same " INCLUDES , NEXT " "$(sed -n '1s/.*\( INCLUDES.* NEXT \).*/\1/p' "$FOLDER/engineering/levels.csv")"
    expect_not_in "SOURCE" "$(head -n 1 "$FOLDER/engineering/levels.csv")"
}

@test "a database that knows the ladder only from such a copy exports the canonical one" {
    local RUNGS_DATABASE=${RUNGS_DATABASE}_two
    createdb -T rungs_empty "$RUNGS_DATABASE"
    for ladder in "${LADDERS[@]}"; do
        disguise "import/ladders/$ladder" "$FOLDER/$ladder"
        both rungs import ladder "$FOLDER/$ladder"
        expect_status 0
        export_ladder "$ladder" "$FOLDER/$ladder-out"
        diff -r "import/ladders/$ladder" "$FOLDER/$ladder-out"
    done
    dropdb "$RUNGS_DATABASE"
}

@test "separated by semicolons or tabs, as spreadsheets of other countries write it" {
    mkdir "$FOLDER"
    for file in import/ladders/engineering/*.csv; do
        columns=$(sed -n '1s/[^,]\{1,\}/"&" text/gp' "$file")
        psql -XqAtd postgres -v ON_ERROR_STOP=1 -c "create temporary table given ($columns)" -c "\\copy given from '$file' csv header" \
            -c "\\copy given to '$FOLDER/${file##*/}' csv header delimiter E'$([[ $file == *s.csv ]] && printf '\\t' || printf ';')'"
    done
    expect_in ";" "$(< "$FOLDER/ladder.csv")"
    expect_in $'\t' "$(< "$FOLDER/levels.csv")"
    both rungs import ladder "$FOLDER"
    expect_status 0
    expect_in "nothing to do" "$stderr"
}

@test "the answer says which files were written and how many rows each has" {
    export_ladder engineering "$FOLDER" --format json
    expect_in "rungs import ladder $FOLDER" "$stderr"
    expect_same "$(for file in "$FOLDER"/*.csv; do echo "$file $(($(wc -l < "$file") - 1))"; done | sort)" \
        "$(json "(select string_agg(f->>'file' || ' ' || (f->>'rows'), e'\n' order by f->>'file' collate \"C\") from jsonb_array_elements(j) f)")"
}

@test "a file for which the ladder has no row is not written" {
    export_ladder engineering "$FOLDER" --quiet
    [[ ! -e $FOLDER/mappings.csv && -e $FOLDER/advice.csv ]]
}

@test "a folder in which a ladder lies is left alone without --replace" {
    cp -R import/ladders/engineering "$FOLDER"
    echo "changed by hand" >> "$FOLDER/advice.csv"
    refused 3 product-management "$FOLDER"
    expect_in "a ladder lies in '$FOLDER' already" "$stderr"
    expect_in "hint: Name another folder, or add --replace" "$stderr"
    # One file is enough.
    find "$FOLDER" -name '*.csv' ! -name steps.csv -delete
    refused 3 product-management "$FOLDER"
}

@test "a folder with other things in it is fine, and they stay" {
    mkdir "$FOLDER"
    echo "About our ladder" > "$FOLDER/README.md"
    echo "a,b" > "$FOLDER/salaries.csv"
    export_ladder engineering "$FOLDER"
    expect_same "About our ladder" "$(< "$FOLDER/README.md")"
    export_ladder engineering "$FOLDER" --replace
    expect_same "a,b" "$(< "$FOLDER/salaries.csv")"
}

@test "--replace leaves exactly the files of the new ladder" {
    export_ladder product-management-small "$FOLDER"
    [[ -e $FOLDER/mappings.csv ]]
    export_ladder engineering "$FOLDER" --replace
    diff -r import/ladders/engineering "$FOLDER"
}

@test "a file that is a folder, needed or not, is refused before anything is written" {
    for name in levels mappings; do
        rm -rf "$FOLDER"
        cp -R import/ladders/engineering "$FOLDER"
        rm -f "$FOLDER/$name.csv"
        mkdir "$FOLDER/$name.csv"
        refused 3 product-management "$FOLDER" --replace
        expect_in "'$FOLDER/$name.csv': it is a folder" "$stderr"
    done
}

@test "a folder whose own folder is not there, and a file for a folder" {
    refused 3 engineering "$FOLDER/below"
    expect_in "cannot make the folder '$FOLDER/below': No such file or directory" "$stderr"
    expect_in "hint: Make it with: mkdir -p" "$stderr"
    [[ ! -e $FOLDER ]]
    echo "a letter" > "$FOLDER"
    both rungs ladder export engineering "$FOLDER"
    expect_status 3
    expect_in "Not a directory" "$stderr"
    expect_same "a letter" "$(< "$FOLDER")"
}

@test "where nobody may write: exit 5, whether the folder is there or would have to be made" {
    [[ -d /sys/kernel ]] || skip "there is no /sys"
    both rungs ladder export engineering /sys/kernel
    expect_status 5
    expect_in "cannot write '/sys/kernel/" "$stderr"
    both rungs ladder export engineering /sys/ladder
    expect_status 5
    expect_in "cannot make the folder '/sys/ladder'" "$stderr"
}

@test "no room for all files: the ladder that lies there stays whole, and nothing is left beside it" {
    cp -R import/ladders/engineering "$FOLDER"
    before=$(folder_print "$FOLDER")
    # No file may be longer than 8 KiB: expectations.csv does not fit, the files before it do.
    [[ $(stat -c %s import/ladders/product-management/expectations.csv) -gt 8192 ]]
    # What a build for coverage writes about the run would not fit either.
    both env GCOV_PREFIX="$BATS_TEST_TMPDIR/coverage" bash -c "trap '' XFSZ; ulimit -f 8; exec \"\$RUNGS\" ladder export product-management '$FOLDER' --replace"
    expect_status 3
    expect_in "File too large" "$stderr"
    expect_same "$before" "$(folder_print "$FOLDER")"
    expect_same "$(ls -A import/ladders/engineering)" "$(ls -A "$FOLDER")"
}

@test "an answer that cannot be delivered is told; the files are there" {
    run bash -c "\"\$RUNGS\" ladder export engineering '$FOLDER' 2>&1 > /dev/full"
    expect_status 3
    expect_in "No space left on device" "$output"
    diff -r import/ladders/engineering "$FOLDER"
}

@test "unknown ladders and editions are refused with the known ones, and no folder is made" {
    refused 3 enginering "$FOLDER"
    expect_in "there is no ladder 'enginering'" "$stderr"
    expect_in "Did you mean 'engineering'?" "$stderr"
    refused 3 engineering@2 "$FOLDER"
    expect_in "there is no edition 'engineering@2'" "$stderr"
    expect_in "There are: engineering@1." "$stderr"
    refused 3 engineering@ "$FOLDER"
    refused 2 engineering
    expect_in "missing argument 'DIRECTORY'" "$stderr"
    [[ ! -e $FOLDER ]]
}

@test "each edition can be taken out, by number and by day" {
    kitchen "$FOLDER/one"
    kitchen "$FOLDER/two"
    sed -i 's/every night/every evening/' "$FOLDER/two/expectations.csv"
    rungs import ladder "$FOLDER/one" --quiet > /dev/null
    rungs import ladder "$FOLDER/two" --effective "$(day +20)" --quiet > /dev/null
    exported() {
        rm -rf "$FOLDER/out"
        rungs ladder export "$@" "$FOLDER/out" --quiet > /dev/null
        cut -d, -f6- "$FOLDER/out/expectations.csv" | grep '^"Seasons'
    }
    for words in kitchen kitchen@1 "kitchen --as-of $(day +19)"; do
        # shellcheck disable=SC2086
        expect_in "every night" "$(exported $words)"
    done
    for words in kitchen@2 "kitchen --as-of $(day +20)"; do
        # shellcheck disable=SC2086
        expect_in "every evening" "$(exported $words)"
    done
}

@test "what a ladder leaves blank or to the usual is written out, and the columns have their order" {
    kitchen "$FOLDER/in"
    rungs import ladder "$FOLDER/in" --quiet > /dev/null
    export_ladder kitchen@1 "$FOLDER/out"
    expect_same "code,level,dimension,weight,must,sentence,source,author
apprentice_asks,apprentice,people,4,no,Asks before using a machine for the first time.,," "$(head -n 2 "$FOLDER/out/expectations.csv")"
    expect_same 'cook_station,cook,,1,no,Runs one station alone for a whole evening.,,' "$(grep cook_station "$FOLDER/out/expectations.csv")"
    expect_same "code,rank,name,track,years_min,years_max,horizon_months,next,includes,pair_with,pair_shift,summary,source,author
apprentice,1,Apprentice,individual,0,2,,helper,,,,,," "$(head -n 2 "$FOLDER/out/levels.csv")"
    expect_same "brigade,Brigade,yes,,," "$(sed -n 2p "$FOLDER/out/stage-models.csv")"
}

@test "numbers come back as they are meant: small weights, halves, years in halves, large scope" {
    kitchen "$FOLDER/in" numbers
    sed -i -e '/^helper_cut/s/,1,no/,0.00001,no/' -e '/^helper_dishes/s/,1,no/,2.50,no/' "$FOLDER/in/expectations.csv"
    sed -i -e 's/^helper,2,Kitchen helper,individual,1,/helper,2,Kitchen helper,individual,1.5,/' "$FOLDER/in/levels.csv"
    sed -i 's/head_chef,guests,60/head_chef,guests,123456789.5/' "$FOLDER/in/scopes.csv"
    rungs import ladder "$FOLDER/in" --quiet > /dev/null
    export_ladder numbers "$FOLDER/out"
    expect_in "helper_cut,helper,taste,0.00001,no" "$(< "$FOLDER/out/expectations.csv")"
    expect_in "helper_dishes,helper,hygiene,2.5,no" "$(< "$FOLDER/out/expectations.csv")"
    expect_in "helper,2,Kitchen helper,individual,1.5," "$(< "$FOLDER/out/levels.csv")"
    expect_in "head_chef,guests,123456789.5," "$(< "$FOLDER/out/scopes.csv")"
    both rungs import ladder "$FOLDER/out"
    expect_status 0
    expect_in "nothing to do" "$stderr"
}
