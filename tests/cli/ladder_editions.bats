#!/usr/bin/env bats
# A ladder changes: editions and their days, and what differs between two of them, word by word.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

setup_file() { kitchen_company; }
teardown_file() { database_drop; }
setup() { kitchen_company_copy; }
teardown() { kitchen_company_drop; }

# The sentence of helper_clean on a day, or as a word names the edition.
sentence_on() { rungs ladder show kitchen --level helper --as-of "$1" -f json -q --section levels | grep -o 'Leaves [^"]*'; }

@test "a changed sentence: the dry run shows old and new and writes nothing" {
    edit expectations "$NEW_SENTENCE"
    before=$(written)
    both rungs import ladder "$LADDER" --dry-run --format csv --section changes
    expect_status 0
    expect_same "3,changed,expectation helper_clean,sentence,Leaves every surface clean at the end of the shift.,Leaves all surfaces clean at the end of every shift.,1" \
        "${lines[1]}"
    expect_same 2 "${#lines[@]}"
    expect_in "dry run: nothing was written" "$stderr"
    both rungs import ladder "$LADDER" --dry-run
    expect_in "Leaves every surface clean" "$output"
    expect_in "Leaves all surfaces clean" "$output"
    expect_same "$before" "$(written)"
}

@test "the plan counts: new, changed, unchanged, gone" {
    edit expectations -e "$NEW_SENTENCE" -e '/^helper_dishes/d' -e '$ahelper_broom,helper,hygiene,1,no,Sweeps under the tables.'
    edit levels 's/^cook,3,Cook,/cook,3,Line cook,/'
    both rungs import ladder "$LADDER" --format json --section plan
    expect_status 0
    expect_same "1 2 34 1 0" "$(json "concat_ws(' ', j->0->>'new', j->0->>'changed', j->0->>'unchanged', j->0->>'gone', j->0->>'problems')")"
    both rungs ladder diff kitchen@1 kitchen@2 --format csv
    expect_same 5 "${#lines[@]}"
}

@test "without a day the new edition holds from today; yesterday keeps the old text" {
    edit expectations "$NEW_SENTENCE"
    both rungs import ladder "$LADDER"
    expect_status 0
    expect_same "Leaves all surfaces clean at the end of every shift." "$(sentence_on "$(day +0)")"
    expect_same "Leaves every surface clean at the end of the shift." "$(sentence_on "$(day -1)")"
    both rungs ladder list --format json
    expect_same "1 past, 2 in force" "$(json "(select string_agg((f->>'edition') || ' ' || (f->>'state'), ', ' order by f->>'edition') from jsonb_array_elements(j) f)")"
    expect_same "|$(day +0)" "$(json "j->0->>'since', j->1->>'since'")"
}

@test "with a day ahead the old text holds until then; the list has both with their state" {
    edit expectations "$NEW_SENTENCE"
    edition "$(day +30)"
    expect_same "Leaves every surface clean at the end of the shift." "$(sentence_on "$(day +29)")"
    expect_same "Leaves all surfaces clean at the end of every shift." "$(sentence_on "$(day +30)")"
    states() {
        both rungs ladder list --format json "$@"
        expect_status 0
        json "(select string_agg(concat_ws(' ', f->>'edition', f->>'state', f->>'people'), ', ' order by f->>'edition') from jsonb_array_elements(j) f)"
    }
    expect_same "1 in force 4, 2 ahead" "$(states)"
    expect_same "1 past, 2 in force 4" "$(states --as-of "$(day +30)")"
    both rungs ladder list
    expect_in "$(day +30)" "$output"
    expect_in "ahead" "$output"
}

@test "an edition can be made to hold from a day long past" {
    edit expectations "$NEW_SENTENCE"
    edition 2025-01-01
    expect_same "Leaves every surface clean at the end of the shift." "$(sentence_on 2024-12-31)"
    expect_same "Leaves all surfaces clean at the end of every shift." "$(sentence_on 2025-01-01)"
}

@test "the same again: nothing to do, for the edition in force and for the one ahead" {
    edit expectations "$NEW_SENTENCE"
    edition "$(day +30)"
    before=$(written)
    both rungs import ladder "$LADDER" --effective "$(day +30)"
    expect_status 0
    expect_in "nothing to do: everything in it is known already" "$stderr"
    both rungs import ladder "$LADDER" --effective "$(day +45)"
    expect_in "nothing to do" "$stderr"
    both rungs import ladder "$KITCHEN"
    expect_in "nothing to do" "$stderr"
    expect_same "$before" "$(written)"
}

@test "rows in another order are another edition, said in one line" {
    { sed -n 1p "$LADDER/dimensions.csv"; sed 1d "$LADDER/dimensions.csv" | tac; } > "$LADDER/turned"
    mv "$LADDER/turned" "$LADDER/dimensions.csv"
    both rungs import ladder "$LADDER" --format csv --section changes
    expect_status 0
    expect_same ",changed,dimension,order,hygiene taste people,people taste hygiene,1" "${lines[1]}"
    expect_same 2 "${#lines[@]}"
    both rungs import ladder "$LADDER"
    expect_in "nothing to do" "$stderr"
}

@test "diff: word by word for people, whole texts for programs" {
    edit expectations -e "$NEW_SENTENCE" -e 's/^helper_clean,helper,hygiene,2/helper_clean,helper,hygiene,1/' -e '/^helper_dishes/d' \
        -e '$ahelper_broom,helper,hygiene,1,no,Sweeps under the tables.'
    edition "$(day +30)"
    both rungs ladder diff kitchen@1 kitchen@2
    expect_status 0
    expect_in "kitchen@1" "${lines[0]}"
    expect_in "kitchen@2" "${lines[0]}"
    expect_in "Leaves [-every surface-] {+all surfaces+} clean at the end of [-the-] {+every+} shift." "$output"
    expect_in "[-2-] {+1+}" "$output"
    expect_in "[-Puts dishes back where the next person looks for them.-]" "$output"
    expect_in "Sweeps under the tables." "$output"
    both rungs ladder diff kitchen@2 kitchen@1
    expect_in "Leaves [-all surfaces-] {+every surface+} clean at the end of [-every-] {+the+} shift." "$output"
    both rungs ladder diff kitchen kitchen@2 --format json
    expect_same "changed helper_clean sentence Leaves every surface clean at the end of the shift.|Leaves all surfaces clean at the end of every shift.
changed helper_clean weight 2|1
gone helper_dishes sentence Puts dishes back where the next person looks for them.|
new helper_broom sentence |Sweeps under the tables." \
        "$(json "(select string_agg(concat_ws(' ', f->>'change', f->>'code', f->>'field', coalesce(f->>'old_text', '')) || '|' || coalesce(f->>'text', ''),
                         e'\n' order by f->>'change', f->>'code', f->>'field') from jsonb_array_elements(j) f)")"
    both rungs ladder diff kitchen@1 kitchen@2 --format csv
    expect_in "helper_clean,sentence,Leaves every surface clean at the end of the shift.,Leaves all surfaces clean at the end of every shift." "$output"
    expect_not_in "[-" "$output"
}

@test "diff shows what changed in every file of a ladder" {
    edit ladder 's/,Kitchen,/,Our kitchen,/'
    edit levels 's/,individual,0,2,/,individual,0,3,/'
    edit dimensions 's/,Taste,/,Flavour,/'
    edit measures 's/Guests of an evening/Guests/'
    edit steps 's/Cold dishes/Salads/'
    edit scopes 's/,60$/,80/'
    edit stage-models 's/Hands and heads/Heads and hands/'
    edit stages 's/Guests empty their plates/Guests come back/'
    edit crossings 's/Cook for the staff first/Cook for friends first/'
    edit shifts 's/,following a recipe,/,asking for the recipe,/'
    printf 'code,name\npastry,Pastry\n' > "$LADDER/work-types.csv"
    printf 'code,name,work_type\nbaker,Baker,pastry\n' > "$LADDER/specializations.csv"
    printf 'code,kind,position,text\ntaste,within,1,Taste more.\n' > "$LADDER/advice.csv"
    edition
    both rungs ladder diff kitchen@1 kitchen@2 --format json
    expect_same "advice new text, crossing changed advice, dimension changed name, ladder changed name, level changed years_max, measure changed name, scope changed minimum, shift changed from, specialization new name, stage changed great, stage model changed name, step changed name, work type new name" \
        "$(json "(select string_agg(concat_ws(' ', f->>'what', f->>'change', f->>'field'), ', ' order by f->>'what' collate \"C\") from jsonb_array_elements(j) f)")"
}

@test "diff of the same, and of editions that there are not" {
    both rungs ladder diff kitchen@1 kitchen
    expect_status 0
    expect_in "nothing differs" "$output"
    both rungs ladder diff kitchen@1 kitchen@2
    expect_status 3
    expect_in "there is no edition 'kitchen@2'" "$stderr"
    expect_in "kitchen@1" "$stderr"
    both rungs ladder diff kitchen@1 kitchin@1
    expect_status 3
    expect_in "Did you mean 'kitchen'?" "$stderr"
    both rungs ladder diff kitchen@1
    expect_status 2
}

@test "the first import of a ladder with a day holds from that day, and not before" {
    kitchen "$LADDER" canteen
    edition "$(day +10)"
    both rungs ladder show canteen
    expect_status 3
    expect_in "no edition of canteen was in force on $(day +0)" "$stderr"
    both rungs ladder show canteen --as-of "$(day +10)"
    expect_status 0
}

@test "an unreadable day is refused" {
    edit expectations "$NEW_SENTENCE"
    both rungs import ladder "$LADDER" --effective 2026-02-30
    expect_status 2
}
