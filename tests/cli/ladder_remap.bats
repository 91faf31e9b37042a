#!/usr/bin/env bats
# Whom a change of the ladder moves, said before it takes effect; what becomes of evidence and of people when
# expectations and levels go.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

setup_file() { kitchen_company; }
teardown_file() { database_drop; }
setup() { kitchen_company_copy; }
teardown() { kitchen_company_drop; }

# coverage PERSON DAY: in hundredths.
coverage() {
    both rungs report readiness --person "$1" --as-of "$2" --section readiness --format json
    expect_status 0
    json "coalesce(round((j->0->>'coverage')::numeric * 100)::text, '?')"
}
# moved FIELD...: fields of each line of the answer, ordered by person.
moved() {
    local fields=''
    for name in "$@"; do fields+="${fields:+, }f->>'$name'"; done
    json "(select string_agg(concat_ws(' ', $fields), ', ' order by f->>'person') from jsonb_array_elements(j) f)"
}

@test "remap names whose readiness moves before it does, and nobody else" {
    edit expectations 's/^helper_clean,helper,hygiene,2/helper_clean,helper,hygiene,1/'
    edition "$(day +30)"
    both rungs ladder remap kitchen@1 kitchen@2 --format json
    expect_status 0
    expect_same "Ann K1 helper building building" "$(moved person employee_id new_target old_verdict new_verdict)"
    expect_same "75|67" "$(json "round((j->0->>'old_coverage')::numeric * 100), round((j->0->>'new_coverage')::numeric * 100)")"
    expect_in "helper_clean" "$(moved why)"
    both rungs ladder remap kitchen kitchen@2
    expect_in "Ann" "$output"
    expect_in "75 %" "$output"
    expect_in "66 %" "$output"
    for other in Ben Cid Boss; do expect_not_in "$other" "$output"; done
    # It says what will be: on the day it is so.
    expect_same "75 67" "$(coverage K1 "$(day +29)") $(coverage K1 "$(day +30)")"
}

@test "remap the other way round, and for some people only" {
    edit expectations -e 's/^helper_clean,helper,hygiene,2/helper_clean,helper,hygiene,1/' -e 's/^chef_team,head_chef,people,2/chef_team,head_chef,people,5/'
    edition "$(day +30)"
    both rungs ladder remap kitchen@1 kitchen@2 --format json
    expect_same "Ann, Cid" "$(moved person)"
    both rungs ladder remap kitchen@2 kitchen@1 --format json
    expect_same "67 75" "$(json "(select concat_ws(' ', round((f->>'old_coverage')::numeric * 100), round((f->>'new_coverage')::numeric * 100))
        from jsonb_array_elements(j) f where f->>'person' = 'Ann')")"
    for words in "--person K3" "--level cook" "--manager K0 --level cook"; do
        # shellcheck disable=SC2086
        both rungs ladder remap kitchen@1 kitchen@2 $words --format json
        expect_same "Cid" "$(moved person)"
    done
    both rungs ladder remap kitchen@1 kitchen@2 --person K2
    expect_status 0
    expect_in "nobody's readiness moves" "$output"
    expect_not_in "Ann" "$output"
}

@test "a changed sentence alone moves nobody; a must that came opens a gate on its day" {
    edit expectations "$NEW_SENTENCE"
    edition "$(day +30)"
    both rungs ladder remap kitchen@1 kitchen@2
    expect_in "nobody's readiness moves" "$output"
    edit expectations 's/^helper_dishes,helper,hygiene,1,no/helper_dishes,helper,hygiene,1,yes/'
    edition "$(day +60)"
    gates() {
        both rungs report readiness --person K1 --as-of "$1" --format json --section readiness
        json "j->0->>'open_gates'"
    }
    expect_not_in "must" "$(gates "$(day +59)")"
    expect_in "must" "$(gates "$(day +60)")"
}

@test "remap does not depend on the day it is asked, and every format has it" {
    edit expectations 's/^helper_clean,helper,hygiene,2/helper_clean,helper,hygiene,1/'
    edition "$(day +30)"
    for format in table csv json markdown; do
        both rungs ladder remap kitchen@1 kitchen@2 --format $format
        expect_status 0
        expect_in "Ann" "$output"
    done
    both rungs ladder remap kitchen@1 kitchen@2 --as-of "$(day +35)" --format json
    expect_same "Ann" "$(moved person)"
    expect_same 75 "$(json "round((j->0->>'old_coverage')::numeric * 100)")"
}

@test "an expectation that goes and has evidence: refused until it is mapped or retired" {
    edit expectations '/^helper_cut/d'
    before=$(written)
    for words in "" "--dry-run" "--effective $(day +30)"; do
        # shellcheck disable=SC2086
        both rungs import ladder "$LADDER" $words --format csv
        expect_status 3
        expect_in "mappings,,from,helper_cut,\"gone, and 2 entries of evidence were logged against it\"" "$output"
        expect_same 2 "${#lines[@]}"
    done
    expect_same "$before" "$(written)"
    # One that goes without evidence needs no word.
    kitchen "$LADDER"
    edit expectations '/^helper_dishes/d'
    edition
    expect_in "kitchen@2" "$(rungs ladder diff kitchen@1 kitchen@2)"
}

@test "evidence for a retired expectation counts no more from its day on" {
    edit expectations '/^helper_cut/d'
    printf 'kind,from,to,reason\nexpectation,helper_cut,,given up\n' > "$LADDER/mappings.csv"
    edition "$(day +30)"
    # Of 4 were met 2 and 1; now it is 2 of 3.
    expect_same "75 67" "$(coverage K1 "$(day +29)") $(coverage K1 "$(day +30)")"
}

@test "evidence for a mapped expectation counts for what took its place, and only from its day on" {
    edit expectations '/^helper_cut/d'
    printf 'kind,from,to,reason\nexpectation,helper_cut,helper_dishes,merged\n' > "$LADDER/mappings.csv"
    edition "$(day +30)"
    expect_same "75 100" "$(coverage K1 "$(day +29)") $(coverage K1 "$(day +30)")"
    both rungs report readiness --person K1 --as-of "$(day +30)" --format json --section readiness
    expect_same "2|2" "$(json "j->0->>'met', j->0->>'asked'")"
    # The log keeps the code it was logged against, before and after.
    for when in -10 +29 +30; do
        both rungs evidence list --person K1 --as-of "$(day $when)" --format json
        expect_same "helper_clean, helper_clean, helper_cut, helper_cut" "$(moved expectation | tr -d '\n' | sed 's/, /\n/g' | sort | paste -sd, | sed 's/,/, /g')"
    done
}

@test "one becomes two, and what took its place is replaced in turn" {
    edit expectations -e '/^helper_cut/d' -e '$ahelper_dice,helper,taste,1,no,Dices.' -e '$ahelper_slice,helper,taste,1,no,Slices.'
    printf 'kind,from,to\nexpectation,helper_cut,helper_dice\nexpectation,helper_cut,helper_slice\n' > "$LADDER/mappings.csv"
    edition "$(day +30)"
    # 2 + 1 + 1 of 5.
    expect_same 80 "$(coverage K1 "$(day +30)")"
    edit expectations -e '/^helper_dice/d' -e 's/^helper_dishes,helper,hygiene,1/helper_dishes,helper,hygiene,2/'
    echo "expectation,helper_dice,helper_dishes" >> "$LADDER/mappings.csv"
    sed -i '/helper_cut,helper_dice/s/helper_dice/helper_dishes/' "$LADDER/mappings.csv"
    edition "$(day +60)"
    # 2 + 2 + 1 of 5; between the two editions it stays as it was.
    expect_same "80 100" "$(coverage K1 "$(day +59)") $(coverage K1 "$(day +60)")"
}

@test "a mapping that is not repeated in the next edition still holds" {
    edit expectations '/^helper_cut/d'
    printf 'kind,from,to\nexpectation,helper_cut,helper_dishes\n' > "$LADDER/mappings.csv"
    edition "$(day +30)"
    rm "$LADDER/mappings.csv"
    edit expectations "$NEW_SENTENCE"
    edition "$(day +60)"
    expect_same "100 100" "$(coverage K1 "$(day +30)") $(coverage K1 "$(day +60)")"
}

@test "a chain: what took the place of something gone goes in turn, and its predecessor's evidence with it" {
    edit expectations -e 's/^helper_cut,\(.*\)Cuts.*/helper_dice,\1Dices./'
    printf 'kind,from,to\nexpectation,helper_cut,helper_dice\n' > "$LADDER/mappings.csv"
    edition "$(day +30)"
    expect_same 75 "$(coverage K1 "$(day +30)")"
    # Now 2 and 3 of 5; the row of the edition before is not repeated.
    edit expectations -e '/^helper_dice/d' -e 's/^helper_dishes,helper,hygiene,1/helper_dishes,helper,hygiene,3/'
    printf 'kind,from,to\nexpectation,helper_dice,helper_dishes\n' > "$LADDER/mappings.csv"
    edition "$(day +60)"
    expect_same "75 100" "$(coverage K1 "$(day +59)") $(coverage K1 "$(day +60)")"
}

@test "a later edition can say otherwise what became of a code: the earlier word holds until then" {
    edit expectations '/^helper_cut/d'
    printf 'kind,from,to\nexpectation,helper_cut,helper_dishes\n' > "$LADDER/mappings.csv"
    edition "$(day +30)"
    printf 'kind,from,to\nexpectation,helper_cut,\n' > "$LADDER/mappings.csv"
    edition "$(day +60)"
    expect_same "75 100 67" "$(coverage K1 "$(day +29)") $(coverage K1 "$(day +59)") $(coverage K1 "$(day +60)")"
}

@test "after its day a mapped code takes no new evidence, and says what it became" {
    edit expectations '/^helper_cut/d'
    printf 'kind,from,to\nexpectation,helper_cut,helper_dishes\n' > "$LADDER/mappings.csv"
    edition "$(day -5)"
    both rungs evidence add -p K1 -x helper_cut -s solid -b "Guest Three" -r customer -m "Cuts."
    expect_status 3
    expect_in "there is no expectation or shift 'helper_cut'" "$stderr"
    expect_in "helper_dishes" "$stderr"
    both rungs evidence add -p K1 -x helper_dishes -s solid -b "Guest Three" -r customer -m "Puts back." --format json
    expect_status 0
    # With what was logged against the old code: 2 and 2 and 2.
    expect_same "6|met" "$(json "j->0->>'points', j->0->>'state_before'")"
}

@test "old evidence keeps the sentence it was judged by; new evidence has the new one" {
    edit expectations "$NEW_SENTENCE"
    edition
    rungs evidence add -p K2 -x helper_clean -s solid -b "Guest One" -r customer -m "Clean." --quiet > /dev/null
    expect_same "Ann|Leaves every surface clean at the end of the shift.
Ann|Leaves every surface clean at the end of the shift.
Ben|Leaves all surfaces clean at the end of every shift." "$(ask "select r.name, x.sentence from rungs.evidence e
        join rungs.expectation_text x on x.edition_id = e.edition_id and x.expectation_id = e.expectation_id
        join rungs.expectation k on k.id = e.expectation_id
        join rungs.roster_entry r on r.person_id = e.person_id where k.code = 'helper_clean' order by e.id")"
}

@test "a level that goes while somebody stands on it is refused, and says how many" {
    edit levels -e '/^cook,/d' -e 's/,cook,$/,head_chef,/' -e 's/,cook$/,helper/'
    edit expectations '/^cook_/d'
    edit stages -e 's/ cook / /' -e 's/,cook$/,pastry_chef/' -e 's/head_chef pastry_chef$/head_chef/'
    edit scopes '/^cook,/d'
    before=$(written)
    both rungs import ladder "$LADDER" --format csv
    expect_status 3
    expect_in "levels,,code,cook,\"one person is at this level, and the files have it no more\"" "$output"
    expect_same 2 "${#lines[@]}"
    expect_same "$before" "$(written)"
    # When the person has moved, it may go.
    printf 'employee_id,name,level\nK3,Cid,head_chef\n' > "$BATS_TEST_TMPDIR/roster.csv"
    rungs import roster "$BATS_TEST_TMPDIR/roster.csv" --quiet > /dev/null
    both rungs import ladder "$LADDER"
    expect_status 0
}

