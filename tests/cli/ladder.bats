#!/usr/bin/env bats
# Reading ladders: the list, an edition as a tree, one level, two levels side by side; on a terminal and for programs.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

setup_file() {
    database_make empty
    for ladder in "${LADDERS[@]}"; do rungs import ladder "import/ladders/$ladder" --quiet > /dev/null; done
}
teardown_file() { database_drop; }

# How many rows a file has.
rows() { cells "$1" "$2" | wc -l; }
# show WORD...: ladder show with exit 0.
show() {
    both rungs ladder show "$@"
    expect_status 0
}
# told STATUS PIECE... -- WORD...: ladder show with this exit status says these pieces on standard error, and nothing else.
told() {
    local pieces=()
    while [[ $2 != -- ]]; do pieces+=("$2") && set -- "$1" "${@:3}"; done
    both rungs ladder show "${@:3}"
    expect_status "$1"
    expect_same "" "$output"
    for piece in "${pieces[@]}"; do expect_in "$piece" "$stderr"; done
}

@test "list: each ladder with its edition, how much is in it, how many people are on it" {
    both rungs ladder list --format json
    expect_status 0
    for ladder in "${LADDERS[@]}"; do
        files=import/ladders/$ladder
        expect_same "1|in force|$(rows "$files/levels.csv" code)|$(rows "$files/expectations.csv" code)|$(rows "$files/shifts.csv" code)|0" \
            "$(json "(select concat_ws('|', f->>'edition', f->>'state', f->>'levels', f->>'expectations', f->>'shifts', f->>'people')
                from jsonb_array_elements(j) f where f->>'ladder' = '$ladder')")"
    done
    expect_same 3 "$(json "jsonb_array_length(j)")"
}

@test "list on a terminal of 80 columns: codes can be read and typed, no line is wider" {
    seen=$(on_terminal 80 ladder list)
    for ladder in "${LADDERS[@]}"; do expect_in "$ladder " "$seen"; done
    expect_not_in "…" "$seen"
    [[ $(widest <<< "$seen") -le 80 ]]
}

@test "show on a terminal of 80 columns: every code of the ladder whole, no line wider, in every stage model" {
    for ladder in "${LADDERS[@]}"; do
        files=import/ladders/$ladder
        all=''
        for model in $(cells "$files/stage-models.csv" code); do
            seen=$(on_terminal 80 ladder show "$ladder" --stages "$model")
            [[ $(widest <<< "$seen") -le 80 ]]
            expect_not_in "…" "$seen"
            # A code stands alone: nothing but blanks beside it.
            words=" $(tr -s ' \n' ' ' <<< "$seen") "
            for code in $(cells "$files/levels.csv" code) $(cells "$files/expectations.csv" code) $(cells "$files/stage-models.csv" code) \
                $(cells "$files/specializations.csv" code); do
                expect_in " $code " "$words"
            done
            for code in $(awk -F, -v model="$model" '$1 == model { print $3 }' "$files/stages.csv") \
                $(awk -F, -v model="$model" '$2 == model || ($2 == "" && $3 == "") { print $1 }' "$files/crossings.csv"); do
                expect_in " $code " "$words"
            done
            all+=$words
        done
        for code in $(cells "$files/shifts.csv" code) $(cells "$files/crossings.csv" code); do expect_in " $code " "$all"; done
    done
}

@test "show on narrow and wide terminals keeps to their width" {
    for columns in 60 100 132; do
        [[ $(on_terminal $columns ladder show product-management | widest) -le $columns ]]
        [[ $(on_terminal $columns ladder show --compare pm director | widest) -le $columns ]]
    done
    [[ $(on_terminal 132 ladder show product-management | widest) -gt 100 ]]
}

@test "show says every sentence of a ladder, as it stands in the files" {
    for ladder in "${LADDERS[@]}"; do
        files=import/ladders/$ladder
        seen=''
        for model in $(cells "$files/stage-models.csv" code); do
            show "$ladder" --stages "$model"
            seen+=$output
        done
        found=0
        while read -r sentence; do
            expect_in "$sentence" "$seen"
            found=$((found + 1))
        done < <(
            cells "$files/expectations.csv" sentence
            cells "$files/shifts.csv" sentence
            cells "$files/stages.csv" great
            cells "$files/levels.csv" summary
            cells "$files/crossings.csv" advice
            cells "$files/stage-models.csv" summary
            cells "$files/specializations.csv" summary
        )
        [[ $found -gt 70 ]]
    done
}

@test "the tree: stages in their order, levels in theirs, expectations under their level" {
    show engineering --format json --section levels
    expect_same "$(cells import/ladders/engineering/stages.csv code | head -n 4)" "$(json "(select string_agg(f->>'code', e'\n' order by n)
        from jsonb_array_elements(j) with ordinality x (f, n) where f->>'kind' = 'stage')")"
    expect_same "$(cells import/ladders/engineering/levels.csv code)" "$(json "(select string_agg(f->>'code', e'\n' order by n)
        from jsonb_array_elements(j) with ordinality x (f, n) where f->>'kind' = 'level')")"
    expect_same "$(cells import/ladders/engineering/expectations.csv code | sort)" "$(json "(select string_agg(f->>'code', e'\n' order by f->>'code' collate \"C\")
        from jsonb_array_elements(j) f where f->>'kind' = 'expectation')" | LC_ALL=C sort)"
    # Between a level and the next one stand its own.
    expect_same "$(awk -F, '$2 == "staff_engineer" { print $1 }' import/ladders/engineering/expectations.csv)" "$(json "(
        select string_agg(f->>'code', e'\n' order by n) from jsonb_array_elements(j) with ordinality x (f, n)
        where f->>'kind' = 'expectation'
          and n between (select m from jsonb_array_elements(j) with ordinality y (g, m) where g->>'code' = 'staff_engineer')
                    and (select m from jsonb_array_elements(j) with ordinality y (g, m) where g->>'code' = 'engineering_manager'))")"
}

@test "a level says where it leads, what it includes, whom it takes, how far it plans" {
    show engineering --level senior_engineer
    said=$(tr -s ' \n' ' ' <<< "$output")
    for piece in "leads to staff_engineer or engineering_manager" "everything of engineer" "individual track" "from 4 years" "6 months ahead"; do
        expect_in "$piece" "$said"
    done
    show engineering --level cto
    expect_not_in "leads to" "$output"
}

@test "weights and musts are seen" {
    show product-management --format json --section levels
    expect_same "$(awk -F, '$4 == 2 && $5 == "yes" { print $1 }' import/ladders/product-management/expectations.csv | sort)" \
        "$(json "(select string_agg(f->>'code', e'\n') from jsonb_array_elements(j) f
            where f->>'kind' = 'expectation' and (f->>'weight')::float8 = 2 and (f->>'must')::boolean)" | sort)"
    expect_same "2 x must" "$(json "(select distinct f->>'counts' from jsonb_array_elements(j) f where (f->>'weight')::float8 = 2 and (f->>'must')::boolean)")"
}

@test "--level: only this one, by dimension, with the border that leads to it and its scope" {
    files=import/ladders/product-management
    show product-management --level senior_pm --format json
    expect_same "$(awk -F, '$2 == "senior_pm" { print $1 }' $files/expectations.csv | sort)" \
        "$(json "(select string_agg(f->>'code', e'\n') from jsonb_array_elements(j->'levels') f where f->>'kind' = 'expectation')" | sort)"
    expect_same "$(awk -F, '$2 == "senior_pm" { print $3 }' $files/expectations.csv | sort -u)" \
        "$(json "(select string_agg(distinct f->>'code', e'\n') from jsonb_array_elements(j->'levels') f where f->>'kind' = 'dimension')" | sort)"
    expect_same "$(awk -F, '$2 == "three-stages" && $3 == "shipping_products" { print $1 }' $files/crossings.csv)" \
        "$(json "(select string_agg(f->>'code', ' ') from jsonb_array_elements(j->'crossings') f where f->>'kind' = 'crossing')")"
    expect_same "$(awk -F, '$1 == "senior_pm" { print $2 }' $files/scopes.csv | sort | paste -sd' ')" \
        "$(json "(select string_agg(f->>'measure', ' ' order by f->>'measure') from jsonb_array_elements(j->'scope') f)")"
    # Every expectation stands under its dimension.
    expect_same "" "$(json "(select string_agg(f->>'code', ' ') from (
        select f, max(case when f->>'kind' = 'dimension' then n end) over (order by n) as under from jsonb_array_elements(j->'levels') with ordinality x (f, n)) y
        where f->>'kind' = 'expectation' and f->>'dimension' <> (j->'levels'->(under::integer - 1)->>'code'))")"
    # The lowest level has the entry before it, one in the middle of a stage nothing.
    show product-management --level apm --format json --section crossings
    expect_same entry "$(json "j->0->>'kind'")"
    show product-management --level pm --format json --section crossings
    expect_same "[]" "$output"
}

@test "--stages: the same levels in other stages, with the borders of that model" {
    files=import/ladders/product-management
    for model in $(cells $files/stage-models.csv code); do
        show product-management --stages "$model" --format json
        expect_same "$(awk -F, -v model="$model" '$1 == model { print $3 }' $files/stages.csv)" \
            "$(json "(select string_agg(f->>'code', e'\n' order by n) from jsonb_array_elements(j->'levels') with ordinality x (f, n) where f->>'kind' = 'stage')")"
        expect_same "$(awk -F, -v model="$model" '$2 == model { print $1 }' $files/crossings.csv)" \
            "$(json "(select string_agg(f->>'code', e'\n' order by n) from jsonb_array_elements(j->'crossings') with ordinality x (f, n) where f->>'kind' = 'crossing')")"
        expect_same 81 "$(json "(select count(*) from jsonb_array_elements(j->'levels') f where f->>'kind' = 'expectation')")"
    done
    # Without the option it is the default one.
    expect_same "$(rungs ladder show product-management --stages "$(awk -F, '$3 == "yes" { print $1 }' $files/stage-models.csv)")" "$(rungs ladder show product-management)"
}

@test "sources stand at the end, each with its author and how much rests on it; none is made up" {
    show product-management
    # The last section: no blank line after its heading.
    expect_in "Sources
source " "$output"
    expect_not_in "

" "$(sed -n '/^Sources$/,$p' <<< "$output")"
    show product-management --format json --section sources
    expect_same "$(for file in import/ladders/product-management/*.csv; do
        [[ $file == */measures.csv || $file == */steps.csv ]] || cells "$file" source
    done | grep -v '^$' | LC_ALL=C sort | uniq -c | awk '{ n = $1; $1 = ""; print $0 " " n }' | sed 's/^ //')" \
        "$(json "(select string_agg(s.source || ' ' || s.rows, e'\n') from (select f->>'source' as source, sum((f->>'rows')::integer) as rows
            from jsonb_array_elements(j) f group by 1) s)" | LC_ALL=C sort)"
    show engineering
    expect_not_in "Sources" "$output"
}

@test "compare: the higher level beside the lower one, with what is new" {
    files=import/ladders/product-management
    show --compare pm senior_pm --format json
    expect_same "pm senior_pm" "$(json "(select distinct concat_ws(' ', f->>'lower_level', f->>'higher_level') from jsonb_array_elements(j->'facts') f)")"
    for side in lower:pm higher:senior_pm; do
        expect_same "$(awk -F, -v level="${side#*:}" '$2 == level { print $1 }' $files/expectations.csv | sort)" \
            "$(json "(select string_agg(f->>'${side%:*}_code', e'\n') from jsonb_array_elements(j->'expectations') f)" | sort)"
    done
    expect_same "$(awk -F, '$2 == "shipping_to_strategy" { print $1 }' $files/shifts.csv)" \
        "$(json "(select string_agg(f->>'code', e'\n' order by n) from jsonb_array_elements(j->'shifts') with ordinality x (f, n))")"
    expect_same "Product manager Senior product manager" "$(json "(select concat_ws(' ', f->>'at_lower', f->>'at_higher') from jsonb_array_elements(j->'facts') f where f->>'fact' = 'name')")"
    # Nothing of the higher level is the same sentence, so all of it is new; what the lower one alone has is not.
    expect_same "+ on both or the higher side only, nothing on the lower side only" "$(json "(select string_agg(distinct f->>'new', ' ') filter (where f->>'higher_code' is not null)
        || ' on both or the higher side only, ' || coalesce(nullif(string_agg(distinct f->>'new', ' ') filter (where f->>'higher_code' is null), ''), 'nothing')
        || ' on the lower side only' from jsonb_array_elements(j->'expectations') f)")"
    expect_same "$(rungs ladder show --compare pm senior_pm)" "$(rungs ladder show --compare senior_pm pm)"
}

@test "compare on a terminal: both texts whole, side by side, within 80 columns" {
    seen=$(on_terminal 80 ladder show --compare pm senior_pm)
    [[ $(widest <<< "$seen") -le 80 ]]
    expect_not_in "…" "$seen"
    words=$(tr -s ' \n' '\n' <<< "$seen" | sort -u)
    for level in pm senior_pm; do
        while read -r word; do grep -qxF -- "$word" <<< "$words" || { echo "not there: $word"; return 1; }; done < <(
            paste -d'\t' <(cells import/ladders/product-management/expectations.csv level) <(cells import/ladders/product-management/expectations.csv sentence) |
                awk -F'\t' -v level=$level '$1 == level { print $2 }' | tr ' ' '\n' | sort -u)
    done
}

@test "compare: levels of one stage have no border between them, distant ones all borders" {
    show --compare senior_pm lead_pm --format json --section shifts
    expect_same "[]" "$output"
    show --compare pm director --format json --section shifts
    expect_same "$(awk -F, '$2 == "shipping_to_strategy" || $2 == "strategy_to_organization" { print $1 }' import/ladders/product-management/shifts.csv | sort)" \
        "$(json "(select string_agg(f->>'code', e'\n') from jsonb_array_elements(j) f)" | sort)"
    show --compare senior_pm lead_pm --stages three-phases --format json --section shifts
    [[ $output != "[]" ]]
}

@test "compare: a level that includes the lower one has its sentences in the same line" {
    show --compare engineer senior_engineer --format json --section expectations
    # What engineer and junior_engineer ask is asked on both sides: the same, and not new.
    expect_same "$(awk -F, '$2 == "engineer" || $2 == "junior_engineer" { print $1 }' import/ladders/engineering/expectations.csv | sort)" \
        "$(json "(select string_agg(f->>'lower_code', e'\n') from jsonb_array_elements(j) f
            where f->>'lower_code' = f->>'higher_code' and f->>'new' = '=')" | sort)"
    expect_same "$(awk -F, '$2 == "senior_engineer" { print $1 }' import/ladders/engineering/expectations.csv | sort)" \
        "$(json "(select string_agg(f->>'higher_code', e'\n') from jsonb_array_elements(j) f where f->>'new' = '+')" | sort)"
}

@test "compare with one level, with itself, across ladders, with one that is none" {
    told 3 "two levels are compared" "--compare pm senior_pm" -- --compare pm
    told 3 "two levels are compared" -- --compare pm pm
    told 3 "pm and engineer are not levels of one ladder" -- --compare pm engineer
    told 3 "there is no level 'senor_pm'" "Did you mean 'senior_pm'?" -- --compare pm senor_pm
}

@test "unknown ladder, edition, level, stage model: did you mean" {
    told 3 "there is no ladder 'enginering'" "Did you mean 'engineering'?" -- enginering
    told 3 "there is no edition 'engineering@2'" "There are: engineering@1." -- engineering@2
    told 3 "engineering has no level 'staff_enginer'" "Did you mean 'staff_engineer'?" -- engineering --level staff_enginer
    told 3 "engineering has no level 'pm'" -- engineering --level pm
    told 3 "no stage model 'three-stage'" "Did you mean 'three-stages'?" -- product-management --stages three-stage
    told 3 "no stage model 'three-stages'" "Known are: scope-of-work, makers-and-managers." -- engineering --stages three-stages
    told 3 "there is no level 'senor_pm'" "Did you mean 'senior_pm'?" -- --level senor_pm
    told 3 "there are 3 ladders" "engineering, product-management, product-management-small" --
    told 2 "no section 'nosuch'" "levels, crossings, scope, models, specializations, sources" -- engineering --section nosuch
}

@test "csv: each section has its table, one line of columns and a line for each row" {
    for pair in levels:code crossings:code scope:measure models:model specializations:specialization sources:source; do
        show product-management --format csv --section "${pair%:*}" --output "$BATS_TEST_TMPDIR/answer.csv"
        show product-management --format json --section "${pair%:*}"
        expect_same "$(json "(select string_agg(f->>'${pair#*:}', e'\n' order by n) from jsonb_array_elements(j) with ordinality x (f, n))")" \
            "$(cells "$BATS_TEST_TMPDIR/answer.csv" "${pair#*:}")"
        [[ $(json "jsonb_array_length(j)") -gt 1 ]]
        rm "$BATS_TEST_TMPDIR/answer.csv"
    done
    for section in facts expectations shifts; do
        show --compare pm senior_pm --format csv --section $section
        [[ ${#lines[@]} -gt 1 ]]
    done
    show engineering --format csv
    expect_in "this is 'levels'; --section also gives crossings, scope" "$stderr"
}

@test "json: one object with all sections, and types that are meant" {
    for words in "product-management" "engineering --level cto" "--compare pm director"; do
        # shellcheck disable=SC2086
        show $words --format json
        expect_same object "$(json "jsonb_typeof(j)")"
    done
    show product-management --format json
    expect_same "crossings levels models scope sources specializations" "$(json "(select string_agg(k, ' ' order by k) from jsonb_object_keys(j) k)")"
    expect_same "number|boolean|number" "$(json "(select concat_ws('|', jsonb_typeof(f->'weight'), jsonb_typeof(f->'must'), jsonb_typeof(f->'depth'))
        from jsonb_array_elements(j->'levels') f where f->>'kind' = 'expectation' limit 1)")"
    both rungs ladder list --format json
    expect_same array "$(json "jsonb_typeof(j)")"
}

@test "markdown: tables with titles" {
    show product-management --format markdown
    expect_in "## Product management, edition 1" "$output"
    expect_in "| code | counts | asks |" "$output"
    expect_in "## Sources" "$output"
    show --compare pm senior_pm --format markdown
    expect_in "## pm and senior\\_pm" "${output//senior_pm/senior\\_pm}"
    both rungs ladder list --format markdown
    expect_in "| engineering |" "$output"
}

@test "a ladder with the least there can be: no stages, no dimensions, no scope" {
    mkdir "$BATS_TEST_TMPDIR/tiny"
    printf 'code,name,profession\ntiny,Tiny,anything\n' > "$BATS_TEST_TMPDIR/tiny/ladder.csv"
    printf 'code,rank,name,track\none,1,One,individual\n' > "$BATS_TEST_TMPDIR/tiny/levels.csv"
    printf 'code,level,sentence\ndoes,one,Does it.\n' > "$BATS_TEST_TMPDIR/tiny/expectations.csv"
    rungs import ladder "$BATS_TEST_TMPDIR/tiny" --quiet > /dev/null
    show tiny
    expect_same "Tiny, edition 1" "${lines[0]}"
    expect_in "Does it." "$output"
    for heading in Borders owns "Stage models" Specializations Sources; do expect_not_in "$heading" "$output"; done
    show tiny --level one
    expect_in "Does it." "$output"
    told 3 "no stage model 'three-stages'" "None is known yet." -- tiny --stages three-stages
}

@test "without any ladder: said so, with what to type" {
    local RUNGS_DATABASE=${RUNGS_DATABASE}_none
    createdb -T rungs_empty "$RUNGS_DATABASE"
    both rungs ladder list
    expect_status 0
    expect_in "rungs import ladder" "$output"
    told 3 "there is no ladder yet" "rungs import ladder DIRECTORY" --
    dropdb "$RUNGS_DATABASE"
}

@test "a reader that has enough is no error; a full disk is" {
    both bash -c "set -o pipefail; '$RUNGS' ladder show product-management | head -n 1"
    expect_status 0
    expect_same "" "$stderr"
    both bash -c "'$RUNGS' ladder show product-management > /dev/full"
    expect_status 3
    expect_in "No space left on device" "$stderr"
}
