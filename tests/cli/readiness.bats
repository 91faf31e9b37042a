#!/usr/bin/env bats
# rungs report readiness beyond its first page: explained, imagined, over time, by specialization, in ASCII; and all of its
# figures computed a second time by tests/support/readiness_check.py over what Rungs exports.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() {
    database_drop
    dropdb --force --if-exists "${RUNGS_DATABASE}_other"
}

setup() { DAY=(--as-of 2026-10-31); }

# checks FOLDER DAY [MODEL [TARGET]]: exports everything and compares every figure of everybody.
checks() {
    mkdir -p "$1"
    [[ -d $1/ladder ]] || rungs ladder export product-management "$1/ladder" --quiet >/dev/null
    rungs rules show --as-of "$2" --format csv >"$1/rules.csv"
    for section in roster levels scope evidence; do
        rungs report readiness --facts --as-of "$2" --format csv --quiet --section $section >"$1/$section.csv"
    done
    rungs report readiness --as-of "$2" ${3:+--stages "$3"} ${4:+--target "$4"} --format csv --quiet --section readiness >"$1/readiness.csv"
    run python3 tests/support/readiness_check.py "$1" "$2" "${3:-}" "${4:-}"
    expect_status 0
    expect_in " figures, 0 differ" "$output"
}

@test "every figure of the sample company agrees with another calculation, by every stage model, on other days, for other targets" {
    for question in "2026-10-31" "2026-10-31 three-phases" "2026-10-31 four-needs" "2025-12-31" "2026-02-28 three-stages director"; do
        # shellcheck disable=SC2086
        checks "$BATS_TEST_TMPDIR/facts" $question
    done
    # What cannot fail shows nothing: one entry less has to be noticed.
    checks "$BATS_TEST_TMPDIR/facts" 2026-10-31
    grep -v ',K1012,.*,build_team,' "$BATS_TEST_TMPDIR/facts/evidence.csv" >"$BATS_TEST_TMPDIR/less.csv"
    mv "$BATS_TEST_TMPDIR/less.csv" "$BATS_TEST_TMPDIR/facts/evidence.csv"
    run python3 tests/support/readiness_check.py "$BATS_TEST_TMPDIR/facts" 2026-10-31
    expect_status 1
    expect_in "K1012 coverage" "$output"
}

@test "so does every figure of a company of 2,000 made by chance" {
    local folder=$BATS_TEST_TMPDIR
    createdb -T rungs_empty "${RUNGS_DATABASE}_other"
    export RUNGS_DATABASE=${RUNGS_DATABASE}_other
    python3 tests/support/readiness_company.py import/ladders/product-management "$folder" 2000 7
    rungs import ladder import/ladders/product-management --quiet >/dev/null
    rungs import roster "$folder/roster-1.csv" --effective 2024-06-30 --quiet >/dev/null
    rungs import roster "$folder/roster-2.csv" --effective 2026-06-30 --quiet >/dev/null
    # Some of it is about days on which people were not here: exit 1 says so.
    run -1 rungs import scope "$folder/scope.csv" --skip-bad --quiet
    run -1 rungs import evidence "$folder/evidence.csv" --skip-bad --quiet
    rungs import roster "$folder/roster-3.csv" --effective 2026-06-30 --quiet >/dev/null
    checks "$folder/facts" 2026-10-31
    # It has to have something of everything.
    for word in building near ready top unknown coverage must scope months voices sustained "old job only" "other work type only" settling "still doing the old job"; do
        expect_in " $word " "$output"
    done
    checks "$folder/facts" 2026-02-28 four-needs director
}

@test "--explain: what is explained comes to the figure, exactly, for everybody" {
    both rungs report readiness "${DAY[@]}" --explain --format json
    expect_status 0
    # People with a target, those whose sum is another one than the coverage, and expectations whose entries come to other points.
    expect_same "54|0|0" "$(json "
        (select count(distinct x->>'employee_id') from jsonb_array_elements(j->'expectations') x),
        (select count(*)
         from jsonb_array_elements(j->'readiness') r
         left join (select x->>'employee_id' as who, sum((x->>'added')::float8) / max((x->>'weights')::float8) as coverage
                    from jsonb_array_elements(j->'expectations') x group by 1) e on e.who = r->>'employee_id'
         where r->>'target' is not null and e.coverage is distinct from (r->>'coverage')::float8),
        (select count(*)
         from jsonb_array_elements(j->'expectations') x
         left join (select v->>'employee_id' as who, v->>'expectation' as what, sum((v->>'added')::float8) as points
                    from jsonb_array_elements(j->'evidence') v group by 1, 2) e on e.who = x->>'employee_id' and e.what = x->>'expectation'
         where coalesce(e.points, 0) <> coalesce((x->>'points')::float8, 0))")"
}

@test "--explain of one person: a section a part, and why an entry adds nothing" {
    both rungs report readiness --person K1012 "${DAY[@]}" --explain
    expect_status 0
    expect_in "for director: 20.75 of 24" "$output"
    expect_in "director_builds_team: 3 points" "$output"
    expect_in "director does not ask this" "$output"
    both rungs report readiness --person K1039 "${DAY[@]}" --explain --section evidence --format csv
    expect_in "contrary" "$output"
    both rungs report readiness --person K1001 "${DAY[@]}" --explain
    expect_in "nobody has a level to be ready for" "$output"
}

@test "--what-if: the figures that the real thing would give, and nothing remains" {
    local imagined=(--what-if director_builds_team=solid:K1005 --what-if company_advisor=solid:K1005:manager --what-if coverage_bar=90%)
    content() { pg_dump --data-only --exclude-schema=rungs_api "$RUNGS_DATABASE" 2>/dev/null | grep -v -e setval -e '^.restrict' -e '^.unrestrict' | sha256sum; }
    before=$(content)
    both rungs report readiness --person K1012 "${imagined[@]}" --format json
    expect_status 0
    expect_same "$before" "$(content)"
    expect_in "imagined: nothing was written" "$stderr"
    would=$(json "j->0->>'coverage', j->0->>'known', j->0->>'verdict', j->0->>'open_gates'")
    expect_same "t|true" "$(json "(j->0->>'coverage')::float8 > (j->0->>'coverage_before')::float8, j->0->>'differs'")"
    expect_in "solid for director_builds_team by Amina Okafor-Bélanger (manager); " "$(json "j->0->>'imagined'")"
    expect_in "coverage_bar is 90 %, not 80 %" "$(json "j->0->>'imagined'")"
    # The real thing, in a copy.
    dropdb --force --if-exists "${RUNGS_DATABASE}_other"
    createdb -T "$RUNGS_DATABASE" "${RUNGS_DATABASE}_other"
    real() { RUNGS_DATABASE=${RUNGS_DATABASE}_other rungs "$@"; }
    for what in director_builds_team company_advisor; do
        real evidence add --person K1012 --expectation $what --strength solid --observer K1005 --summary 'Seen.' --quiet >/dev/null
    done
    real rules set coverage_bar 90% --reason 'Higher.' --quiet >/dev/null
    both real report readiness --person K1012 --format json --section readiness
    expect_same "$would" "$(json "j->0->>'coverage', j->0->>'known', j->0->>'verdict', j->0->>'open_gates'")"
}

@test "--what-if: the manager has seen it when nobody is named, the own word is taken as confirmed, a rule is for all" {
    both rungs report readiness --person K1012 --what-if director_builds_team=solid
    expect_status 0
    expect_in "Imagined: solid for director_builds_team by Amina Okafor-Bélanger (manager)" "$output"
    both rungs report readiness --person K1012 --what-if company_advisor=solid:K1012 --format json
    expect_same "t" "$(json "(j->0->>'coverage')::float8 > (j->0->>'coverage_before')::float8")"
    both rungs report readiness --what-if met_points=3.5 "${DAY[@]}" --format json
    expect_same "55|t" "$(json "jsonb_array_length(j), (select count(*) > 3 from jsonb_array_elements(j) x where x->>'coverage' <> x->>'coverage_before')")"
    both rungs report readiness --what-if product-management/met_points=3.5 --format json
    expect_same "product-management/met_points is 3.5, not 4" "$(json "j->0->>'imagined'")"
}

@test "--what-if refuses what makes no sense" {
    both rungs report readiness --what-if senior_goals=solid:K1005
    expect_status 3
    expect_in "--person" "$stderr"
    both rungs report readiness --person K1012 --what-if senior_goals
    expect_status 3
    expect_in "imagines nothing" "$stderr"
    both rungs report readiness --person K1012 --what-if company_advisr=solid
    expect_status 3
    expect_in "company_advisor" "$stderr"
    both rungs report readiness --person K1012 --what-if company_advisor=great
    expect_status 3
    expect_in "'great' is not a strength" "$stderr"
    both rungs report readiness --person K1012 --what-if coverage_bar=0.5
    expect_status 3
    expect_in "near_coverage" "$stderr"
    both rungs report readiness --person K1001 --what-if coverage_bar=0.7 --as-seen-on 2026-10-31
    expect_status 3
    expect_in "--as-of" "$stderr"
    both rungs report readiness --person K1012 --explain --trend
    expect_status 2
    expect_in "--explain and --trend do not go together" "$stderr"
}

@test "--trend: what --as-of says of the ends of quarters" {
    both rungs report readiness --person K1012 "${DAY[@]}" --trend --format json
    expect_status 0
    expect_same "2025-Q4 2026-Q1 2026-Q2 2026-Q3 2026-Q4|2025-12-31 2026-03-31 2026-06-30 2026-09-30 2026-10-31" \
        "$(ask "select string_agg(x->>'quarter', ' ' order by n), string_agg(x->>'day', ' ' order by n)
                from jsonb_array_elements(\$json\$$output\$json\$::jsonb) with ordinality x (x, n)")"
    trend=$output
    for number in 0 1 2 3 4; do
        output=$trend
        then=$(json "j->$number->>'coverage', j->$number->>'verdict', j->$number->>'open_gates'")
        day=$(json "j->$number->>'day'")
        both rungs report readiness --person K1012 --as-of "$day" --format json --section readiness
        expect_same "$then" "$(json "j->0->>'coverage', j->0->>'verdict', j->0->>'open_gates'")"
    done
    both rungs report readiness --person K1012 "${DAY[@]}" --trend --quarters 1 --format csv
    expect_same 3 "${#lines[@]}"
    both rungs report readiness --trend --quarters 0
    expect_status 3
}

@test "--specialization narrows, also together with others" {
    both rungs report readiness "${DAY[@]}" --format csv --quiet --section readiness --specialization platform
    expect_in K1027 "$output"
    expect_not_in K1022 "$output"
    both rungs report readiness "${DAY[@]}" --manager K1005 --specialization platform
    expect_in "nobody on a ladder fits" "$output"
    for report in crossings skills; do
        both rungs report $report "${DAY[@]}" --format csv --quiet --specialization growth
        expect_status 0
        all=$(rungs report $report "${DAY[@]}" --format csv --quiet | wc -l)
        ((${#lines[@]} > 1 && ${#lines[@]} < all))
    done
    both rungs report readiness --specialization platfrom
    expect_status 3
    expect_in "Did you mean 'platform'?" "$stderr"
}

@test "bars and marks without colour and in ASCII: what is covered, known, unknown" {
    both env LC_ALL=C "$RUNGS" report readiness --person K1051 "${DAY[@]}" --section readiness --color never
    expect_in "#########.  90 %" "$output"
    expect_in "ready" "$output"
    both env LC_ALL=C "$RUNGS" report readiness "${DAY[@]}" --section readiness
    expect_in "..........   ?" "$output"
    [[ $output =~ \#+-+\.+\ +[0-9]+\ % ]]
    for glyph in █ ░ ·; do expect_not_in $glyph "$output"; done
}

@test "what readiness keeps in a transaction is what is reckoned, and is not used once something can be written" {
    local everybody="array(select p.id from rungs.person p), date '2026-10-31', now(), null, null"
    # asks ISOLATION: whether it is about many, how many have another answer than what is reckoned anew, and how many answers are kept.
    asks() {
        psql -XqAt -d "$RUNGS_DATABASE" -v ON_ERROR_STOP=1 -c "begin isolation level $1" \
            -c "select count(*) > 50 from rungs_api.readiness($everybody) r" \
            -c "select count(*) from rungs_api.readiness($everybody) a
                full join rungs_api.readiness_reckoned($everybody, null) b on b.person_id = a.person_id where a is distinct from b" \
            -c "select count(*) from unnest(array(select left(current_setting(name, true), 1)
                from (select 'rungs.readiness_' || md5(format('%L %L %L %L %L %L %L', current_user,
                      array(select p.id from rungs.person p order by p.id), date '2026-10-31', now(), null, null, null)) as name) k)) v where v = '{'" \
            -c rollback | tr '\n' '|'
    }
    expect_same "t|0|1|" "$(asks "repeatable read read only")"
    expect_same "t|0|0|" "$(asks "repeatable read")"
    expect_same "t|0|0|" "$(asks "read committed read only")"
    # An answer that was kept is of no use once rules were changed: asked before and after in one transaction that writes.
    expect_same "f|t|" "$(psql -XqAt -d "$RUNGS_DATABASE" -c "begin isolation level repeatable read" \
        -c "create temporary table before as select r.* from rungs_api.readiness($everybody) r" \
        -c "select bool_or(a.verdict is distinct from b.verdict) from before b join rungs_api.readiness($everybody) a using (person_id)" \
        -c "do 'begin perform rungs_api.rules_set(''coverage_bar'', ''90%'', null, ''2026-10-31'', ''test''); end'" \
        -c "select bool_or(a.verdict is distinct from b.verdict) from before b join rungs_api.readiness($everybody) a using (person_id)" \
        -c rollback | tr '\n' '|')"
}
