#!/usr/bin/env bats
# A ladder as companies publish them: 2,500 statements of every kind of text, levels that include what lies below,
# parallel tracks, no stages. Nothing of it is lost.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

setup_file() {
    database_make empty
    PUBLIC=$BATS_FILE_TMPDIR/public
    export PUBLIC
    public_ladder "$PUBLIC" 2500
    expect_same "2517,0,0,0,0,0,0" \
        "$(rungs import ladder "$PUBLIC" --format csv --section plan 2>/dev/null | sed -n '2s/^[0-9]*,//p')"
}
teardown_file() { database_drop; }

# The codes of its statements as they are, sorted.
codes() { cells "$PUBLIC/expectations.csv" code | sed "s/^'\([=+]\)/\1/" | LC_ALL=C sort; }
# How many statements are of levels that a pattern fits.
count() { cells "$PUBLIC/expectations.csv" level | grep -cxE "$1"; }

@test "the generated ladder has what it is meant to have" {
    expect_same 2500 "$(cells "$PUBLIC/expectations.csv" code | wc -l)"
    for piece in $'two lines,\nthe second' $'as on Windows\r\n' '""no""' '👩‍🚀' $'e\u0301' '以身' 'עוזר' "'=SUM(" "'- 8 is" "'tis" '\N and \.' "''=" $'A\ttab' $'\u00a0'; do
        grep -qzF -- "$piece" "$PUBLIC/expectations.csv"
    done
    [[ $(cells "$PUBLIC/expectations.csv" sentence | wc -L) -ge 4000 ]]
    [[ $(cells "$PUBLIC/expectations.csv" dimension | grep -c '^$') -gt 500 ]]
}

@test "it comes out byte for byte as it went in" {
    both rungs ladder export public "$BATS_TEST_TMPDIR/out"
    expect_status 0
    diff -r "$PUBLIC" "$BATS_TEST_TMPDIR/out"
    both rungs import ladder "$BATS_TEST_TMPDIR/out"
    expect_status 0
    expect_in "nothing to do" "$stderr"
}

@test "written as a spreadsheet would, without apostrophes and with all cells quoted, it is the same" {
    mkdir "$BATS_TEST_TMPDIR/in"
    cp "$PUBLIC"/*.csv "$BATS_TEST_TMPDIR/in"
    psql -Xqd postgres -v ON_ERROR_STOP=1 \
        -c 'create temporary table given (place serial, code text, level text, dimension text, weight text, must text, sentence text, source text, author text)' \
        -c "\\copy given (code, level, dimension, weight, must, sentence, source, author) from '$PUBLIC/expectations.csv' csv header" \
        -c "\\copy (select regexp_replace(code, '^''([-=+@])', '\\1') as code, level, dimension, weight, must, regexp_replace(sentence, '^''([-=+@])', '\\1') as sentence, source, author from given order by place) to '$BATS_TEST_TMPDIR/in/expectations.csv' csv header force quote *"
    grep -qF '"=SUM(' "$BATS_TEST_TMPDIR/in/expectations.csv"
    both rungs import ladder "$BATS_TEST_TMPDIR/in"
    expect_status 0
    expect_in "nothing to do" "$stderr"
}

@test "show has every code and every sentence, whole, and keeps to 80 columns" {
    both rungs ladder show --format json --section levels
    expect_status 0
    diff <(codes) <(json "(select string_agg(f->>'code', e'\n') from jsonb_array_elements(j) f where f->>'kind' = 'expectation')" | LC_ALL=C sort)
    expect_same 0 "$(json "(select count(*) from jsonb_array_elements(j) f where f->>'kind' = 'expectation'
        and f->>'asks' not in (select x.sentence from rungs.expectation_text x))")"
    expect_same "4001" "$(json "(select max(length(f->>'asks')) from jsonb_array_elements(j) f where f->>'kind' = 'expectation')")"
    seen=$(on_terminal 80 ladder show)
    [[ $(widest <<< "$seen") == 80 ]]
    missing=$(tr -s ' ' '\n' <<< "$seen" | LC_ALL=C sort -u | LC_ALL=C comm -23 <(codes) -)
    expect_same "" "${missing:0:200}"
}

@test "show of a level called 1.1, E3 or Ö7: what it asks itself, and what it includes" {
    for level in 1.1 E3 Ö7; do
        both rungs ladder show --level $level --format json --section levels
        expect_status 0
        expect_same "$(count "${level/./\\.}")" "$(json "(select count(*) from jsonb_array_elements(j) f where f->>'kind' = 'expectation')")"
    done
    both rungs ladder show --level 1.1
    expect_in "everything of E3" "$output"
    both rungs ladder show --level M4
    expect_in "everything of E3" "$output"
    both rungs ladder show --level 1.3
    expect_status 3
    expect_in "there is no level '1.3'" "$stderr"
}

@test "compare: what the lower levels ask is the same on both sides, the rest is new" {
    both rungs ladder show --compare 1.1 1.2 --format json --section expectations
    expect_status 0
    expect_same "$(count 'E1|E2|E3|1\.1') $(count '1\.2')" "$(json "(select concat_ws(' ', count(*) filter (where f->>'lower_code' = f->>'higher_code'),
        count(*) filter (where f->>'lower_code' is null)) from jsonb_array_elements(j) f)")"
    # Two tracks of one rank: E1 to E3 in common.
    both rungs ladder show --compare 1.1 M4 --format json --section expectations
    expect_same "$(count 'E1|E2|E3') $(count '1\.1') $(count 'M4')" "$(json "(select concat_ws(' ', count(*) filter (where f->>'lower_code' = f->>'higher_code'),
        count(*) filter (where f->>'lower_code' is distinct from f->>'higher_code' and f->>'lower_code' is not null),
        count(*) filter (where f->>'lower_code' is distinct from f->>'higher_code' and f->>'higher_code' is not null)) from jsonb_array_elements(j) f)")"
}

@test "people on it: what a promotion asks grows by what was skipped, and codes like =2 can be typed" {
    printf 'employee_id,name,level,hire_date\nQ1,Quin,E3,2024-01-01\nQ2,Quo,E1,2024-01-01\n' > "$BATS_TEST_TMPDIR/roster.csv"
    both rungs import roster "$BATS_TEST_TMPDIR/roster.csv"
    expect_status 0
    asked() {
        both rungs report readiness --person "$1" --target "$2" --format json --section readiness
        json "j->0->>'asked', j->0->>'move'"
    }
    expect_same "$(count '1\.1')|within" "$(asked Q1 1.1)"
    expect_same "$(count 'M4')|within" "$(asked Q1 M4)"
    expect_same "$(count 'E2|E3|M4')|within" "$(asked Q2 M4)"
    expect_same "$(count 'E2|E3|1\.1|1\.2|Ö7')|within" "$(asked Q2 Ö7)"
    code=$(cells "$PUBLIC/expectations.csv" code | sed -n "s/^'=/=/p" | head -n 1)
    both rungs evidence add -p Q2 -x "$code" -s solid -b "A customer" -r customer -m "Saw it." --format json
    expect_status 0
    expect_same "$code" "$(json "j->0->>'expectation'")"
}

@test "one changed word among 2,500 statements is one line of the plan and of the diff" {
    cp -R "$PUBLIC" "$BATS_TEST_TMPDIR/in"
    sed -i 's/number 2497\./number 2,497./' "$BATS_TEST_TMPDIR/in/expectations.csv"
    both rungs import ladder "$BATS_TEST_TMPDIR/in" --dry-run --format csv --section plan
    expect_status 0
    expect_same ",0,1,2516,0,0,0,0" "${lines[1]}"
    rungs import ladder "$BATS_TEST_TMPDIR/in" --quiet > /dev/null
    both rungs ladder diff public@1 public@2
    expect_in "[-2497.-] {+2,497.+}" "$output"
    both rungs ladder diff public@1 public@2 --format csv
    expect_same 2 "${#lines[@]}"
}

@test "a change within 4,000 characters, and of a line break alone, is seen whole by programs" {
    cp -R "$PUBLIC" "$BATS_TEST_TMPDIR/in"
    sed -i 's/^\(.*Sentence 22 is very \)long/\1very long/' "$BATS_TEST_TMPDIR/in/expectations.csv"
    sed -i 's/^Ends lines as on Windows\r$/Ends lines as on Windows/; s/Windows\r$/Windows/' "$BATS_TEST_TMPDIR/in/expectations.csv"
    rungs import ladder "$BATS_TEST_TMPDIR/in" --quiet > /dev/null
    both rungs ladder export public "$BATS_TEST_TMPDIR/out"
    diff -r "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/out"
    both rungs ladder diff public@1 public --format json
    expect_same "4006 4001" "$(json "(select concat_ws(' ', length(f->>'text'), length(f->>'old_text')) from jsonb_array_elements(j) f where f->>'text' like '%very very long%')")"
    expect_same "$(($(grep -c 'as on Windows' "$PUBLIC/expectations.csv") + 1))" \
        "$(json "(select count(*) from jsonb_array_elements(j) f where f->>'text' like '%as on Windows%' or f->>'text' like '%very very long%')")"
}
