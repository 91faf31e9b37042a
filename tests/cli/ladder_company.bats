#!/usr/bin/env bats
# Several ladders in one company: side by side, with a fork, with the same codes; and from a small ladder to a full one.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

# Zoe is on no ladder; Pia and Pat are product managers; Eva stands at the fork of the engineers, Eli and Emi manage.
setup_file() {
    database_make empty
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    rungs import ladder import/ladders/engineering --quiet > /dev/null
    cat > "$BATS_FILE_TMPDIR/roster.csv" <<'CSV'
employee_id,name,email,title,level,level_since,manager,hire_date,specialization
C0,Zoe Chief,zoe@c.example,Founder,,,,2015-01-01,
P1,Pia Product,pia@c.example,Product Manager,pm,2024-05-01,P2,2022-01-01,growth
P2,Pat Director,pat@c.example,Director of Product,director,2022-05-01,C0,2020-01-01,core
E1,Eva Engineer,eva@c.example,Senior Engineer,senior_engineer,2023-05-01,E2,2020-01-01,backend
E2,Eli Manager,eli@c.example,Engineering Manager,engineering_manager,2023-05-01,E4,2020-01-01,
E3,Eno Junior,eno@c.example,Junior Engineer,junior_engineer,2025-01-01,E2,2024-06-01,frontend
E4,Emi Cto,emi@c.example,CTO,cto,2023-05-01,C0,2020-01-01,
CSV
    rungs import roster "$BATS_FILE_TMPDIR/roster.csv" --quiet > /dev/null
    # Eva meets one expectation of a manager, none of a staff engineer, and one shift of the border to both.
    both_saw E1 E2 E3 eng_manager_talks leaves_hard_part
    both_saw P1 P2 E1 senior_strategy_plan
}
teardown_file() { database_drop; }

# Manager and peer saw it lately, solid: met. both_saw PERSON MANAGER PEER CODE...
both_saw() {
    for code in "${@:4}"; do
        rungs evidence add -p "$1" -x "$code" -s solid -b "$2" -r manager -m "Saw it." --on "$(day -40)" --quiet > /dev/null
        rungs evidence add -p "$1" -x "$code" -s solid -b "$3" -r peer -m "Saw it too." --on "$(day -40)" --quiet > /dev/null
    done
}
# An entry of another ladder than the person's own is refused, by hand and in a file; it is there when somebody
# changed the ladder since. from_elsewhere PERSON CODE
from_elsewhere() {
    both rungs evidence add -p "$1" -x "$2" -s solid -b 'A guest' -r customer -m 'Elsewhere.'
    expect_status 3
    expect_in "is asked on the ladder" "$stderr"
    printf 'person,expectation,strength,observer,relation,observed_on,summary\n%s,%s,solid,A guest,customer,%s,Elsewhere.\n' "$1" "$2" "$(day -20)" > "$BATS_TEST_TMPDIR/elsewhere.csv"
    both rungs import evidence "$BATS_TEST_TMPDIR/elsewhere.csv"
    expect_status 3
    expect_in "is asked on the ladder" "$output"
    ask "with guest as (insert into rungs.observer (name) values ('A guest') on conflict (name) do update set name = excluded.name returning id)
        insert into rungs.evidence (person_id, expectation_id, edition_id, strength_id, observer_id, relation_id, observed_on, summary, recorded_by)
        select p.id, x.id, t.edition_id, 3, g.id, 8, current_date - 20, 'Elsewhere.', (select min(a.id) from rungs.account a)
        from guest g, rungs.person p, rungs.expectation x join rungs.ladder d on d.id = x.ladder_id join rungs.expectation_text t on t.expectation_id = x.id
        where p.employee_id = '$1' and '$2' in (x.code, d.code || '/' || x.code)"
}
# readiness FIELDS OPTION...: a line 'field field ...' for each row, ordered; FIELDS are words.
readiness() {
    local fields=''
    for name in $1; do fields+="${fields:+, }f->>'$name'"; done
    both rungs report readiness "${@:2}" --section readiness --format json
    expect_status 0
    json "(select string_agg(concat_ws(' ', $fields), e'\n' order by f->>'employee_id', f->>'target' collate \"C\") from jsonb_array_elements(j) f)"
}
# What a level or a border asks together, from the files: weight LADDER FILE CODE.
weight() { awk -F, -v code="$3" '$2 == code { sum += $4 } END { print sum }' "import/ladders/$1/$2.csv"; }
# asked LADDER FILE CODE: how many rows that are.
asked() { awk -F, -v code="$3" '$2 == code' "import/ladders/$1/$2.csv" | wc -l; }
# The share as readiness gives it.
share() { ask "select $1::float8 / $2"; }

@test "one roster, two professions: everybody is measured by the own ladder" {
    expect_same "E2 engineering_manager engineering_director
E3 junior_engineer engineer
E4 cto
P1 pm senior_pm
P2 director vp" "$(readiness "employee_id level target" | grep -v '^E1')"
    both rungs ladder list --format json
    expect_same "engineering 4, product-management 2" \
        "$(json "(select string_agg((f->>'ladder') || ' ' || (f->>'people'), ', ' order by f->>'ladder') from jsonb_array_elements(j) f)")"
}

@test "who has no level is on no ladder" {
    expect_not_in "C0" "$(readiness employee_id)"
    expect_same 6 "$(readiness employee_id | sort -u | wc -l)"
}

@test "the fork: one person measured for both ways on" {
    border=$(weight engineering shifts designing_to_leading)
    expect_same "engineering_manager across $(share "($(grep ^eng_manager_talks, import/ladders/engineering/expectations.csv | cut -d, -f4) + $(grep ^leaves_hard_part, import/ladders/engineering/shifts.csv | cut -d, -f4))" \
        "$(($(weight engineering expectations engineering_manager) + border))")" "$(readiness "target move coverage" --person E1 --target engineering_manager)"
    expect_same "staff_engineer across $(share "$(grep ^leaves_hard_part, import/ladders/engineering/shifts.csv | cut -d, -f4)" \
        "$(($(weight engineering expectations staff_engineer) + border))")" "$(readiness "target move coverage" --person E1 --target staff_engineer)"
}

@test "the fork without a target: the usual way first" {
    both rungs report readiness --person E1 --section readiness --format json
    expect_same staff_engineer "$(json "j->0->>'target'")"
    both rungs ladder show engineering --level senior_engineer
    expect_in "leads to staff_engineer or engineering_manager" "${output//[$'\n ']*( )/ }"
}

@test "the tracks meet again at the top" {
    for who in E1 E2 E3; do expect_same cto "$(readiness target --target cto --person $who)"; done
}

@test "another stage model: one way on is no border any more, the other one another" {
    expect_same "engineering_manager across From making to managing
staff_engineer within" "$(readiness "target move crossing" --person E1 --stages makers-and-managers | sed 's/ *$//')"
    expect_same "$(asked engineering expectations staff_engineer)" "$(readiness asked --person E1 --target staff_engineer --stages makers-and-managers)"
    expect_same "$(($(asked engineering expectations engineering_manager) + $(asked engineering shifts making_to_managing)))" \
        "$(readiness asked --person E1 --target engineering_manager --stages makers-and-managers)"
    # A ladder that has no such model keeps its own.
    expect_same "senior_pm across" "$(readiness "target move" --person P1 --stages makers-and-managers)"
}

@test "levels that include lower ones: what was skipped is asked, what one stands on is not" {
    expect_same "$(asked engineering expectations engineer)" "$(readiness asked --person E3 --target engineer)"
    all=0
    for level in engineer senior_engineer staff_engineer; do all=$((all + $(asked engineering expectations $level))); done
    for border in building_to_designing designing_to_leading; do all=$((all + $(asked engineering shifts $border))); done
    expect_same "$all" "$(readiness asked --person E3 --target staff_engineer)"
}

@test "a target of the other ladder, a lower one, the present one: nobody" {
    for words in "--person P1 --target staff_engineer" "--person E1 --target engineer" "--person E1 --target senior_engineer"; do
        # shellcheck disable=SC2086
        both rungs report readiness $words
        expect_status 0
        expect_in "nobody on a ladder fits" "$output"
    done
}

@test "a manager of both professions sees both" {
    both rungs report manager C0 --section team --format json
    expect_same "E1 E2 E3 E4 P1 P2" "$(json "(select string_agg(distinct f->>'employee_id', ' ' order by f->>'employee_id') from jsonb_array_elements(j) f)")"
    both rungs report crossings
    expect_status 0
    expect_in "From shipping to strategy" "$output"
    expect_in "From designing to leading" "$output"
}

@test "evidence for one ladder does not count on the other" {
    before=$(readiness "coverage known" --person P1)
    from_elsewhere P1 staff_design
    expect_same "$before" "$(readiness "coverage known" --person P1)"
}

@test "ladder show asks which one, unless a level says it" {
    both rungs ladder show
    expect_status 3
    expect_in "there are 2 ladders" "$stderr"
    expect_in "engineering, product-management" "$stderr"
    both rungs ladder show --level staff_engineer
    expect_status 0
    expect_in "Software engineering" "$output"
    both rungs ladder show --compare pm director
    expect_status 0
    both rungs ladder show --compare pm engineer
    expect_status 3
    expect_in "pm and engineer are not levels of one ladder" "$stderr"
}

@test "the same roster again changes nothing" {
    both rungs import roster "$BATS_FILE_TMPDIR/roster.csv"
    expect_status 0
    expect_in "nothing to do" "$stderr"
}

# A database of its own: small_database NAME.
small_database() {
    RUNGS_DATABASE=${RUNGS_DATABASE}_$BATS_TEST_NUMBER
    createdb -T rungs_empty "$RUNGS_DATABASE"
    FILE=$BATS_TEST_TMPDIR/roster.csv
}
teardown() { [[ $RUNGS_DATABASE != *_"$BATS_TEST_NUMBER" ]] || dropdb --force --if-exists "$RUNGS_DATABASE"; }

@test "two ladders with the same level codes: refused, and asked for as ladder/level" {
    small_database
    for code in kitchen bakery; do
        kitchen "$BATS_TEST_TMPDIR/$code" $code
        rungs import ladder "$BATS_TEST_TMPDIR/$code" --quiet > /dev/null
    done
    sed -i 's/^helper_cut,helper,taste,1/helper_cut,helper,taste,5/' "$BATS_TEST_TMPDIR/bakery/expectations.csv"
    rungs import ladder "$BATS_TEST_TMPDIR/bakery" --effective 2020-01-01 --quiet > /dev/null
    printf 'employee_id,name,level,hire_date\nB1,Bo,cook,2022-01-01\nB2,Bea,bakery/apprentice,2022-01-01\nB3,Bix,kitchen/apprentice,2022-01-01\nB4,Bud,bakry/cook,2022-01-01\n' > "$FILE"
    both rungs import roster "$FILE" --format csv
    expect_status 3
    expect_in "roster,2,level,cook,a level of more than one ladder,Write it as ladder/level." "$output"
    expect_in "roster,5,level,bakry/cook,not a level of any ladder," "$output"
    expect_in "2 problems" "$stderr"
    sed -i -e 's/,cook,/,bakery\/cook,/' -e '/bakry/d' "$FILE"
    both rungs import roster "$FILE"
    expect_status 0
    both rungs import roster "$FILE"
    expect_in "nothing to do" "$stderr"
    expect_same "bakery 2, kitchen 1" "$(both rungs ladder list --format json
        json "(select string_agg((f->>'ladder') || ' ' || (f->>'people'), ', ' order by f->>'ladder') from jsonb_array_elements(j) f where f->>'state' = 'in force')")"
    for words in "report readiness --target cook" "report readiness --level cook" "ladder show --level cook" "ladder show --compare cook helper"; do
        # shellcheck disable=SC2086
        both rungs $words
        expect_status 3
        expect_in "'cook' is a level of 2 ladders" "$stderr"
        expect_in "hint: Type bakery/cook or kitchen/cook." "$stderr"
    done
    expect_same "B2" "$(readiness employee_id --level bakery/apprentice)"
    expect_same "B3 cook" "$(readiness "employee_id target" --target kitchen/cook)"
    both rungs ladder show --level bakery/cook
    expect_status 0
    both rungs ladder show kitchen --level cook
    expect_status 0
    both rungs ladder show --compare bakery/helper bakery/cook
    expect_status 0
}

@test "two ladders with the same expectation codes: evidence goes to the person's own" {
    small_database
    for code in kitchen bakery; do
        kitchen "$BATS_TEST_TMPDIR/$code" $code
        rungs import ladder "$BATS_TEST_TMPDIR/$code" --quiet > /dev/null
    done
    printf 'employee_id,name,level,hire_date\nB2,Bea,bakery/apprentice,2022-01-01\nB3,Bix,kitchen/apprentice,2022-01-01\n' > "$FILE"
    rungs import roster "$FILE" --quiet > /dev/null
    for who in B2 B3; do rungs evidence add -p $who -x helper_clean -s solid -b "A guest" -r customer -m "Clean." --quiet > /dev/null; done
    from_elsewhere B2 kitchen/helper_cut
    expect_same "B2 0.25
B3 0.25" "$(readiness "employee_id coverage")"
    expect_same "bakery/helper_clean kitchen/helper_clean kitchen/helper_cut" "$(ask "select string_agg(d.code || '/' || x.code, ' ' order by e.id)
        from rungs.evidence e join rungs.expectation x on x.id = e.expectation_id join rungs.ladder d on d.id = x.ladder_id" |
        tr ' ' '\n' | sort | paste -sd' ')"
}

# A company of three on the small ladder; Ben shows two things that the next level asks.
grow() {
    small_database
    rungs import ladder import/ladders/product-management-small --quiet > /dev/null
    cat > "$FILE" <<'CSV'
employee_id,name,email,level,level_since,manager,hire_date
S1,Ann,ann@s.example,head_of_product,2024-01-01,,2020-01-01
S2,Ben,ben@s.example,product_manager,2024-05-01,S1,2023-01-01
S3,Cid,cid@s.example,senior_product_manager,2024-03-01,S1,2021-01-01
CSV
    rungs import roster "$FILE" --quiet > /dev/null
    both_saw S2 S1 S3 senior_product_strategy finds_opportunities
}
# The same people on the full ladder.
full_levels() { sed -e 's/,head_of_product,/,director,/' -e 's/,senior_product_manager,/,senior_pm,/' -e 's/,product_manager,/,pm,/' "$FILE"; }

@test "a company grows: remap says where everybody would stand on the full ladder, and it is so after the move" {
    grow
    both rungs ladder remap product-management-small product-management
    expect_status 3
    expect_in "there is no ladder 'product-management'" "$stderr"
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    before=$(written)
    both rungs ladder remap product-management-small product-management --format json
    expect_status 0
    expect_same "S1 head_of_product director vp, S2 product_manager pm senior_pm, S3 senior_product_manager senior_pm lead_pm" \
        "$(json "(select string_agg(concat_ws(' ', f->>'employee_id', f->>'old_level', f->>'new_level', f->>'new_target'), ', ' order by f->>'employee_id') from jsonb_array_elements(j) f)")"
    promised=$(json "(select f->>'new_coverage' from jsonb_array_elements(j) f where f->>'employee_id' = 'S2')")
    both rungs ladder remap product-management-small product-management
    for word in Ann Ben Cid head_of_product vp lead_pm; do expect_in "$word" "$output"; done
    expect_same "$before" "$(written)"
    full_levels | cut -d, -f1-4,6- > "$FILE.full"
    both rungs import roster "$FILE.full" --format csv --section changes
    expect_status 0
    expect_same 4 "${#lines[@]}"
    expect_in ",changed,Ben,level,product_manager,pm since $(day +0)," "$output"
    expect_same "S1 director vp
S2 pm senior_pm $promised
S3 senior_pm lead_pm" "$(readiness "employee_id level target coverage")"
}

@test "a company grows: evidence still counts, months in level go on, nobody is settling" {
    grow
    months=$(readiness "employee_id months")
    both rungs report readiness --person S2 --section readiness --format json
    met=$(json "j->0->>'met'")
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    full_levels | cut -d, -f1-4,6- > "$FILE.full"
    rungs import roster "$FILE.full" --quiet > /dev/null
    expect_same "$months" "$(readiness "employee_id months")"
    expect_same "$met" "$(readiness met --person S2)"
    expect_same "" "$(readiness flags | tr -d '\n ')"
    # The log keeps the codes it was logged against.
    both rungs evidence list --person S2 --format json
    expect_same "finds_opportunities senior_product_strategy" "$(json "(select string_agg(distinct f->>'expectation', ' ') from jsonb_array_elements(j) f)")"
    # Before the move they stand on the small ladder, as ever.
    expect_same "S2 product_manager" "$(readiness "employee_id level" --person S2 --as-of "$(day -1)")"
    both rungs import roster "$FILE.full"
    expect_in "nothing to do" "$stderr"
    expect_same "lateral lateral lateral" "$(ask "select string_agg(w.kind, ' ') from rungs.person p cross join lateral rungs_api.way_of(p.id, current_date, now()) w
        where w.effective_on = current_date")"
}

@test "a company grows: a roster that still says since when they hold the old level keeps the months too" {
    grow
    months=$(readiness "employee_id months")
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    full_levels > "$FILE.full"
    both rungs import roster "$FILE.full"
    expect_status 0
    expect_same "$months" "$(readiness "employee_id months")"
    both rungs import roster "$FILE.full"
    expect_in "nothing to do" "$stderr"
    expect_same "$months" "$(readiness "employee_id months")"
}

@test "a company grows: who is promoted on the way begins anew" {
    grow
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    printf 'employee_id,name,level,level_since\nS2,Ben,senior_pm,%s\n' "$(day -3)" > "$FILE.full"
    rungs import roster "$FILE.full" --quiet > /dev/null
    expect_same "S2 senior_pm 0" "$(readiness "employee_id level months" --person S2)"
}

@test "a company grows: some stay on the small ladder while others have moved" {
    grow
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    full_levels | sed -e 1b -e '/^S2/!d' | cut -d, -f1-4,6- > "$FILE.full"
    rungs import roster "$FILE.full" --quiet > /dev/null
    expect_same "S1 head_of_product
S2 pm
S3 senior_product_manager" "$(readiness "employee_id level")"
}

@test "a company shrinks: the other way round evidence counts as well" {
    small_database
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    rungs import ladder import/ladders/product-management-small --quiet > /dev/null
    printf 'employee_id,name,level,level_since,manager,hire_date\nS1,Ann,director,2024-01-01,,2020-01-01\nS2,Ben,pm,2024-05-01,S1,2023-01-01\nS3,Cid,senior_pm,2024-05-01,S1,2023-01-01\n' > "$FILE"
    rungs import roster "$FILE" --quiet > /dev/null
    both_saw S2 S1 S3 senior_strategy_plan
    both rungs ladder remap product-management product-management-small --person S2 --format json
    expect_same "product_manager senior_product_manager" "$(json "concat_ws(' ', j->0->>'new_level', j->0->>'new_target')")"
    printf 'employee_id,name,level\nS2,Ben,product_manager\n' > "$FILE"
    months=$(readiness months --person S2)
    rungs import roster "$FILE" --quiet > /dev/null
    expect_same "product_manager 1 $months" "$(readiness "level met months" --person S2)"
}
