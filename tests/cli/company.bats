#!/usr/bin/env bats
# Openings and the reports about more than the next step of each, on the sample company. Figures: tests/sql/company_sample.sql.
bats_require_minimum_version 1.5.0
load ../support/common.bash

DAY=(--as-of 2026-10-31)
setup_file() { database_make sample; }
teardown_file() { database_drop; }
setup() { ask 'truncate rungs.opening, rungs.opening_closing restart identity' > /dev/null; }

refused() {
    both rungs opening "${@:4}"
    expect_status "$1"
    expect_in "$2" "$stderr"
    expect_in "hint: $3" "$stderr"
    expect_same "" "$output"
}

@test "openings: added, listed, filled, withdrawn, taken back" {
    both rungs opening add --level director --org Growth --places 2 --from 2026-10-01 --note 'Budget 2027' --format csv
    expect_status 0
    expect_same "opening,level,organisation,manager,places,opens,note" "${lines[0]}"
    expect_same "1,director,Growth,,2,2026-10-01,Budget 2027" "${lines[1]}"
    rungs opening add --level senior_pm --manager K1005 --from 2026-10-15 --quiet > /dev/null
    both rungs opening close 1 --filled-by K1012 --on 2026-10-20 --reason 'Crossed.' --format csv
    expect_same "1,director,filled,نادية بن حدو,2026-10-20,1,Crossed." "${lines[1]}"
    both rungs opening close 2 --withdrawn --on 2026-10-25 --format csv
    expect_same "2,senior_pm,withdrawn,,2026-10-25,0," "${lines[1]}"
    both rungs opening list "${DAY[@]}" --format json --section openings
    expect_same "1|1|open|1" "$(json "jsonb_array_length(j), j->0->>'opening', j->0->>'state', j->0->>'left'")"
    both rungs opening list --all "${DAY[@]}" --format json
    expect_same "2|closed|Amina Okafor-Bélanger|2" "$(json "jsonb_array_length(j->'openings'), j->'openings'->1->>'state', j->'openings'->1->>'manager', jsonb_array_length(j->'closings')")"
    both rungs opening close 2 --mistaken --format csv
    expect_same "2,senior_pm,open again,,2026-10-25,1," "${lines[1]}"
    both rungs opening list --as-of 2026-10-10
    expect_in "Growth" "$output"
    expect_not_in "senior_pm" "$output"
    both rungs opening list --as-seen-on 2026-10-31
    expect_in "nothing is open: rungs opening add" "$output"
}

@test "openings: a dry run writes nothing" {
    both rungs opening add --level director --dry-run
    expect_status 0
    expect_in "dry run" "$stderr"
    expect_same 0 "$(ask 'select count(*) from rungs.opening')"
    rungs opening add --level director --quiet > /dev/null
    both rungs opening close "$(ask 'select max(id) from rungs.opening')" --withdrawn --dry-run
    expect_status 0
    expect_same 0 "$(ask 'select count(*) from rungs.opening_closing')"
}

@test "openings: refusals say what to type" {
    rungs opening add --level director --from 2026-10-01 --quiet > /dev/null
    refused 3 "there is no level 'directr'" "Did you mean 'director'?" add --level directr
    refused 3 "there is no organisation 'Grwth'" "Did you mean 'Growth'?" add --level director --org Grwth
    refused 3 "an opening of '0' places" "An opening has at least one place" add --level director --places 0
    refused 2 "missing option '--level'" "for example: rungs opening add" add
    refused 3 "there is no opening '9'" "'rungs opening list --all'" close 9 --withdrawn
    refused 2 "why the place is closed is said in one way" "Type --filled-by PERSON" close 1
    refused 3 "'2099-01-01' lies ahead" "A place is closed once it is taken" close 1 --withdrawn --on 2099-01-01
    refused 3 "opening 1 has 1 place left, '2' would be closed" "'rungs opening add' opens more." \
        close 1 --filled-by K1012 --filled-by K1015 --on 2026-10-31
    refused 3 "opening 1 opens on 2026-10-01" "Nobody fills a place before" close 1 --filled-by K1012 --on 2026-09-30
    refused 3 "does not work here on 2026-10-31" "A place is filled by somebody on the roster" close 1 --filled-by K1046 --on 2026-10-31
    rungs opening close 1 --filled-by K1012 --on 2026-10-31 --quiet > /dev/null
    refused 3 "opening 1 is closed since 2026-10-31" "'rungs opening add' opens another one" close 1 --withdrawn
}

@test "two who close the last place at once: one of them is refused" {
    rungs opening add --level director --from 2026-10-01 --quiet > /dev/null
    psql -Xq -d "$RUNGS_DATABASE" <<'SQL' > /dev/null &
begin;
select * from rungs_api.opening_close(1, 'K1012', false, false, null, '2026-10-31', null);
select pg_sleep(1);
commit;
SQL
    for ((i = 0; i < 100; i++)); do
        [[ $(ask "select count(*) from pg_stat_activity where query like '%pg_sleep(1)%' and pid <> pg_backend_pid()") == 0 ]] || break
        sleep 0.02
    done
    both rungs opening close 1 --filled-by K1015 --on 2026-10-31
    wait
    expect_status 3
    expect_in "opening 1 is closed since 2026-10-31" "$stderr"
    expect_same 1 "$(ask 'select count(*) from rungs.opening_closing')"
}

@test "crossings put people beside the places of the day" {
    rungs opening add --level senior_pm --org Growth --from 2026-10-01 --places 2 --quiet > /dev/null
    both rungs report crossings "${DAY[@]}" --format csv --section openings
    expect_same "product-management,From shipping to strategy,senior_pm,17,1,0,2,0,1: Growth" "${lines[1]}"
    both rungs report crossings --as-of 2026-09-30 --format csv --section openings
    # K1032 is above the bar since April: a month short on that day.
    expect_in ",senior_pm,17,0,1,0,0," "${lines[1]}"
    both rungs report crossings --manager K1005 "${DAY[@]}"
    for words in "A place to go" "Shift by shift" "What helps"; do expect_in "$words" "$output"; done
    both rungs report crossings --person K1010 "${DAY[@]}"
    expect_in "Across, and not arrived yet" "$output"
    expect_in "still doing the old job" "$output"
    both rungs report crossings --person K1061 "${DAY[@]}" --format csv --section shifts
    expect_same "crossing,person,employee_id,shift,from,to,must,state,points,voices,last" "${lines[0]}"
    expect_in ",whole_project," "${lines[1]}"
    expect_in ",met,4,2," "${lines[1]}"
    both rungs report pipeline "${DAY[@]}" --format csv --section levels
    expect_in "product-management,senior_pm,12,2,1,0,3,13,0.07142857142857142,1,1: Growth" "$output"
}

@test "every report in every format, narrowed, and when there is nothing to say" {
    for words in crossings settling titles matrix pipeline promotions; do
        for format in table csv json markdown; do
            both rungs report "$words" "${DAY[@]}" --format "$format"
            expect_status 0
            [[ -n $output ]]
        done
        both rungs report "$words" "${DAY[@]}" --manager K1002 --org Core --level pm
        expect_status 0
        both rungs report "$words" --as-seen-on 2020-01-01
        expect_status 0
        expect_in "no" "$output"
        both rungs report "$words" --manager K9999
        expect_status 3
        expect_in "nobody here is known as 'K9999'" "$stderr"
        both rungs report "$words" --org Nord
        expect_status 3
        both rungs report "$words" --level nope
        expect_status 3
    done
    for words in crossings settling matrix pipeline promotions; do
        both rungs report "$words" --stages nope
        expect_status 3
        expect_in "there is no stage model 'nope'" "$stderr"
    done
}

@test "the same answer as seen today, and another one before anything was known" {
    today=$(ask 'select current_date')
    for words in crossings settling titles matrix pipeline promotions; do
        expect_same "$(rungs report "$words" "${DAY[@]}" -f json -q)" "$(rungs report "$words" "${DAY[@]}" --as-seen-on "$today" -f json -q)"
    done
}

@test "titles: one line a finding, by the title table too" {
    both rungs report titles "${DAY[@]}" --format csv --section findings
    expect_same "finding,person,employee_id,title,level,why" "${lines[0]}"
    expect_in "title above level,Piotr Zieliński,K1021,\"Director of Product, Kitchen Screens\",senior_pm,\"the title stands for director, the level is senior_pm\"" "${lines[1]}"
    both rungs report titles "${DAY[@]}" --format csv --section unknown
    expect_same "VP Product,3,vp" "${lines[1]}"
    printf 'title,level\nVP Product,cpo\nGroup Product Manager,lead_pm\n' > "$BATS_TEST_TMPDIR/titles.csv"
    rungs import titles "$BATS_TEST_TMPDIR/titles.csv" --quiet > /dev/null
    both rungs report titles "${DAY[@]}" --format csv --section findings
    expect_same 3 "$(grep -c 'the title stands for cpo, the level is vp' <<< "$output")"
    expect_in "the title stands for lead_pm, which leads people; nobody reports to them" "$output"
    both rungs report titles "${DAY[@]}" --format csv --section unknown
    expect_same 1 "${#lines[@]}"
    rungs import undo "$(ask "select max(id) from rungs.import where kind = 'titles'")" --quiet > /dev/null || ask 'truncate rungs.title_level' > /dev/null
}

@test "promotions: a window, and what people see" {
    both rungs report promotions "${DAY[@]}" --from 2024-01-01 --to 2024-12-31 --format csv --section rates
    expect_same "per,name,people,days,person_years,promotions,within,crossings,rate,crossing_rate" "${lines[0]}"
    expect_in "all,everybody,42,15020,41.1,16,10,6,0.389" "${lines[1]}"
    both rungs report promotions --from 2027-01-01 "${DAY[@]}"
    expect_status 3
    expect_in "'2027-01-01' is after '2026-10-31'" "$stderr"
    both rungs report promotions "${DAY[@]}"
    expect_in "not reached: more than half still wait" "$output"
    expect_in "21 %" "$output"
}

@test "a terminal of 80 columns: no line is wider" {
    command -v script > /dev/null || skip "script (util-linux) is not installed"
    rungs opening add --level senior_pm --org Growth --manager K1007 --from 2026-10-01 --note 'Budget of next year, second half' --quiet > /dev/null
    for words in "report crossings" "report settling" "report titles" "report matrix" "report pipeline" "report promotions" "opening list --all"; do
        wide=$(script -qec "stty cols 80; LC_ALL=C.UTF-8 \"$RUNGS\" $words --as-of 2026-10-31 --color=never" /dev/null \
            < /dev/null | tr -d '\r' | LC_ALL=C.UTF-8 awk '{ gsub(/[^ -~]/, ""); if (length($0) > 80) print }')
        expect_same "" "$wide"
    done
}
