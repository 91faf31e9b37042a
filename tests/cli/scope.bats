#!/usr/bin/env bats
# Scope by hand, as the program takes it: measures as options, all or nothing, corrected and ended.
# K1032 Chiara D'Angelo owns a set of features since 2024-06-01; hired on 2022-11-07.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

entries() { ask "select md5(string_agg(s::text, '' order by s.id)) from rungs.scope_entry s"; }
owned() { ask "select string_agg(m.code || ' ' || coalesce(o.step, o.value::text), ', ' order by m.code) from rungs.person p
               cross join lateral rungs_api.scope_of(p.id, '${2:-2026-11-01}', now()) o join rungs.measure m on m.id = o.measure_id where p.employee_id = '$1'"; }
# refused STATUS MESSAGE HINT WORD...: with both texts, and nothing written.
refused() {
    local before
    before=$(entries)
    both rungs scope "${@:4}"
    expect_status "$1"
    expect_in "$2" "$stderr"
    expect_in "hint: $3" "$stderr"
    expect_same "" "$output"
    expect_same "$before" "$(entries)"
}

@test "measures are options: as the ladder writes them, with hyphens, in part, by --set; what holds already is said" {
    both rungs scope set K1032 --surface product --direct-reports 3 --set horizon=9 --team_size=4 --effective 2026-10-01 --format csv
    expect_status 0
    expect_same "person,measure,since,until,before,now,outcome" "${lines[0]}"
    expect_same "Chiara D'Angelo,product_surface,2026-10-01,,Set of features,Product,new" "${lines[1]}"
    expect_same "Chiara D'Angelo,direct_reports,2026-10-01,,,3 people,new" "${lines[2]}"
    expect_in ",9 months,new" "${lines[3]}"
    expect_same "Chiara D'Angelo,team_size,2026-10-01,,,4 people,new" "${lines[4]}"
    expect_in "direct_reports 3, horizon 9, product_surface product, team_size 4" "$(owned K1032)"
    before=$(entries)
    both rungs scope set K1032 --reports 3 --surface product --format csv
    expect_status 0
    expect_same "Chiara D'Angelo,direct_reports,2026-10-01,,3 people,3 people,unchanged" "${lines[1]}"
    expect_same "$before" "$(entries)"
}

@test "corrected for the same day, tried dry first; a note; names with blanks" {
    before=$(entries)
    both rungs scope set "Chiara D'Angelo" --money 50 --effective 2026-09-01 --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    expect_same "$before" "$(entries)"
    rungs scope set "Chiara D'Angelo" --money 50 --effective 2026-09-01 --note 'Tests, mostly' --quiet > /dev/null
    both rungs scope set K1032 --money 75.5 --effective 2026-09-01 --format csv
    expect_same "Chiara D'Angelo,money,2026-09-01,,50 thousand USD,75.5 thousand USD,corrected" "${lines[1]}"
    both rungs scope list --person K1032 --all --format csv
    expect_in "Money in charge,money,75.5 thousand USD,75.5,,2026-09-01,,,,\"Tests, mostly\"" "$output"
    expect_not_in ",50 thousand USD" "$output"
}

@test "ended from a day on; withdrawn as a mistake" {
    rungs scope set K1033 --money 10 --effective 2026-05-01 --quiet > /dev/null
    both rungs scope end K1033 money --effective 2026-07-01 --note 'Handed over.' --format csv
    expect_status 0
    expect_same "Oluwaseun Adeyemi,money,2026-07-01,10 thousand USD,,ended" "${lines[1]}"
    expect_in "money 10" "$(owned K1033 2026-06-30)"
    expect_not_in money "$(owned K1033 2026-07-01)"
    both rungs scope end K1033 money --effective 2026-07-01 --withdraw --format csv
    expect_same "Oluwaseun Adeyemi,money,2026-07-01,,10 thousand USD,withdrawn" "${lines[1]}"
    expect_in "money 10" "$(owned K1033 2026-07-01)"
    refused 3 "no word about money of Oluwaseun Adeyemi begins on 2026-07-01" "The one in force then begins on 2026-05-01" end K1033 money --effective 2026-07-01 --withdraw
    refused 3 "nothing is on record about team_size of Oluwaseun Adeyemi" "rungs scope list --person K1033 --all" end K1033 team-size
    refused 3 "there is no measure 'mony'" "Did you mean 'money'?" end K1033 mony
}

@test "list: what is said beside what the roster counts, for a person, a team, as of a day, in every format" {
    for format in table csv json markdown; do
        both rungs scope list --manager K1005 --format "$format"
        expect_status 0
        expect_in "difference" "$output"
    done
    both rungs scope list --person K1020 --as-of 2026-10-31 --format csv
    expect_in "Nguyễn Thị Hạnh,K1020,senior_pm,Direct reports,direct_reports,1 person,1,,2025-10-01,,1,0," "$output"
    expect_in ",Team size,team_size,6 people,6,,2025-10-01,,1,5," "$output"
    both rungs scope list --person K1020 --as-of 2025-06-01 --format csv
    expect_not_in "1 person" "$output"
    both rungs scope list --person K1060
    expect_in "nothing is on record" "$output"
}

@test "six at once: each is done, and one value is in force" {
    for value in 1 2 3 4 5 6; do
        rungs scope set K1050 --money "$value" --effective 2026-09-01 --quiet > /dev/null 2>> "$BATS_TEST_TMPDIR/said" &
    done
    wait
    expect_same "" "$(cat "$BATS_TEST_TMPDIR/said")"
    expect_same "6|1" "$(ask "select count(*), count(*) filter (where s.superseded_at = 'infinity') from rungs.scope_entry s
                              join rungs.person p on p.id = s.person_id and p.employee_id = 'K1050' join rungs.measure m on m.id = s.measure_id and m.code = 'money'")"
}

@test "all or nothing: each fault is named" {
    refused 3 "product_surface: 'produkt' is not a step" "Did you mean 'product'?" set K1032 --team-size 9 --surface produkt
    refused 3 "2 values cannot be taken; nothing was set" "Known are" set K1032 --shade red --horizon soon --team-size 9
    expect_in "there is no measure 'shade'" "$stderr"
    expect_in "horizon: 'soon' is not a number of 0 or more" "$stderr"
    refused 3 "horizon: '-3' is not a number of 0 or more" "Write digits" set K1032 --horizon -3
    refused 3 "horizon is given 2 times" "Once is enough." set K1032 --horizon 3 --set horizon=4
    refused 3 "'horizon': there is no = in it" "Write --MEASURE VALUE" set K1032 --set horizon
    refused 2 "nothing is to be set" "Name a measure and its value: --product-surface, --direct-reports" set K1032
    refused 2 "option '--horizon' needs a value" "write '--horizon VALUE'" set K1032 --horizon
    refused 2 "unknown option '--efective'" "did you mean '--effective'?" set K1032 --horizon 3 --efective 2026-01-01
    refused 2 "is not a date" "for example" set K1032 --horizon 3 --effective soon
    refused 2 "missing argument 'PERSON'" "for example" set --horizon 3
    refused 3 "on 2020-01-01 Chiara D'Angelo was not here yet: hired on 2022-11-07" "Scope begins with the hire" set K1032 --horizon 3 --effective 2020-01-01
    refused 3 "Georg Lindqvist does not work here" "If the person has come back" set K1062 --horizon 3
    refused 3 "nobody here is known as 'K9999'" "" set K9999 --horizon 3
}

@test "the example of each help page works on the sample" {
    rungs scope set K1020 --money 5 --surface product --effective 2026-05-01 --quiet > /dev/null
    while read -r example; do
        run eval "$example --dry-run"
        [[ $example == *" list "* ]] && run eval "$example"
        expect_status 0
    done < <(rungs manual markdown | grep '^rungs scope ' | grep -v withdraw)
    rungs scope set K1020 --surface portfolio --effective 2026-05-01 --quiet > /dev/null
    run eval "$(rungs manual markdown | grep '^rungs scope .*--withdraw$')"
    expect_status 0
}
