#!/usr/bin/env bats
# A promotion round: opening, listing, and its summary on one page.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() {
    dropdb --force --if-exists "${RUNGS_DATABASE}_rated"
    database_drop
}

# The row of the whole cycle, whatever it is called.
WHOLE="per not in ('level', 'org', 'manager')"

setup() { DATES=(--starts 2027-01-01 --closes 2027-03-31 --effective 2027-07-01); }

cycles() { ask 'select (select count(*) from rungs.cycle), (select count(*) from rungs.cycle_member)'; }

# refused MESSAGE ARGUMENTS...: exit 3, and no cycle more.
refused() {
    local before
    before=$(cycles)
    both rungs cycle open "${@:2}"
    expect_status 3
    expect_in "$1" "$stderr"
    expect_in "hint: " "$stderr"
    expect_same "$before" "$(cycles)"
}

# One row of the distribution of the sample's cycle as of 2026-10-31: row PER NAME.
distribution() {
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-31 --section distribution --format json "$@"
    expect_status 0
}
rows() { ask "select $1 from jsonb_to_recordset(\$json\$$output\$json\$::jsonb) as r (per text, name text, people integer,
    ready integer, near integer, building integer, unknown integer, top integer, settling integer, nominated integer,
    nominated_not_ready integer, ready_not_nominated integer) $2"; }

@test "open: the cycle, its dates and how many people, and what comes next" {
    both rungs cycle open 2027-H1 "${DATES[@]}" --format json
    expect_status 0
    expect_same "2027-H1|2027-01-01|2027-03-31|2027-07-01|55" "$(json "j->0->>'cycle', j->0->>'starts_on',
        j->0->>'closes_on', j->0->>'effective_on', j->0->>'people'")"
    expect_in "next: rungs import nominations FILE --cycle 2027-H1" "$stderr"
    ask "delete from rungs.cycle_step where cycle_id = (select id from rungs.cycle where code = '2027-H1')"
    ask "delete from rungs.cycle_rating where cycle_id = (select id from rungs.cycle where code = '2027-H1')"
    ask "delete from rungs.cycle_member where cycle_id = (select id from rungs.cycle where code = '2027-H1')"
    ask "delete from rungs.cycle where code = '2027-H1'"
}

@test "open --dry-run opens nothing" {
    before=$(cycles)
    both rungs cycle open 2027-H1 "${DATES[@]}" --dry-run
    expect_status 0
    expect_in "dry run: nothing was written" "$stderr"
    expect_not_in "next:" "$stderr"
    expect_same "$before" "$(cycles)"
}

@test "open: the same name twice is refused" {
    refused "there is a cycle '2026-H2' already" 2026-H2 "${DATES[@]}"
}

@test "open: a name that is no word is refused" {
    for name in 'bad name' '' '2027/H1' '-x'; do
        refused "cannot be the name of a cycle" "${DATES[@]}" -- "$name"
    done
}

@test "open: dates out of order are refused" {
    refused "would end before it starts" X --starts 2027-01-01 --closes 2026-12-31 --effective 2027-07-01
    refused "would end before it starts" X --starts 2027-01-01 --closes 2027-03-31 --effective 2026-07-01
}

@test "open: dates are needed" {
    both rungs cycle open X --starts 2027-01-01
    expect_status 2
    expect_in "'--closes'" "$stderr"
    expect_in "'--effective'" "$stderr"
}

@test "list: the latest first, with state and people" {
    both rungs cycle list --format csv
    expect_status 0
    expect_in "2026-H2," "${lines[1]}"
    expect_in ",2026-10-01,2026-11-30,2027-01-01,55,9,0" "${lines[1]}"
}

@test "summary: in every row the verdicts add up to the people" {
    distribution
    [[ $(rows 'count(*)') -gt 20 ]]
    expect_same "" "$(rows "per, name" "where people <> ready + near + building + unknown + top")"
}

@test "summary: levels, organisations and managers each add up to the whole" {
    distribution
    expect_same "55" "$(rows people "where $WHOLE")"
    for per in level org manager; do
        expect_same "$(rows "people, ready, near, building, unknown, top, settling, nominated, nominated_not_ready, ready_not_nominated" \
            "where $WHOLE")" \
            "$(rows "sum(people), sum(ready), sum(near), sum(building), sum(unknown), sum(top), sum(settling), sum(nominated),
                sum(nominated_not_ready), sum(ready_not_nominated)" "where per = '$per'")"
    done
}

@test "summary: the sample's nominations and verdicts" {
    distribution
    expect_same "9|1|1" "$(rows "nominated, ready_not_nominated, top" "where $WHOLE")"
    expect_same "3" "$(rows ready "where $WHOLE")"
    expect_same "7" "$(rows nominated_not_ready "where $WHOLE")"
}

@test "summary --by: one kind of row beside the whole" {
    for by in level org manager; do
        distribution --by $by
        expect_same "$by" "$(rows "string_agg(distinct per, ' ')" "where not ($WHOLE)")"
        expect_same 1 "$(rows 'count(*)' "where $WHOLE")"
    done
    distribution --by level
    expect_same "apm pm senior_pm lead_pm director vp cpo" \
        "$(ask "select string_agg(r->>'name', ' ') from jsonb_array_elements(\$json\$$output\$json\$::jsonb) r where r->>'per' = 'level'")"
    both rungs calibrate summary --by manger
    expect_status 3
    expect_in "nobody in this cycle is grouped by 'manger'" "$stderr"
    expect_in "Did you mean 'manager'?" "$stderr"
    expect_in "--keep" "$stderr"
}

@test "summary: the cases to talk about, each with its matter and why" {
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-31 --section cases --format json
    expect_status 0
    case_of() { ask "select c->>'matter' from jsonb_array_elements(\$json\$$output\$json\$::jsonb) c where c->>'employee_id' = '$1'"; }
    expect_same "nominated and ready" "$(case_of K1051)"
    expect_same "nominated and ready" "$(case_of K1032)"
    expect_same "ready, not nominated" "$(case_of K1020)"
    for who in K1012 K1033 K1040 K1021 K1053 K1031 K1047; do
        expect_same "nominated, not ready" "$(case_of $who)"
    done
    expect_same 10 "$(json "jsonb_array_length(j)")"
    expect_in "director_builds_team" "$(ask "select c->>'why' from jsonb_array_elements(\$json\$$output\$json\$::jsonb) c where c->>'employee_id' = 'K1012'")"
}

@test "summary: nominations count from their day on" {
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-04 --section distribution --format json
    expect_same 0 "$(rows nominated "where $WHOLE")"
    both rungs calibrate summary --cycle 2026-H2 --as-of 2026-10-06 --section distribution --format json
    expect_same 2 "$(rows nominated "where $WHOLE")"
}

@test "summary: an unknown cycle, and no cycle at all" {
    both rungs calibrate summary --cycle 2026-H22
    expect_status 3
    expect_in "there is no cycle '2026-H22'" "$stderr"
    expect_in "Did you mean '2026-H2'?" "$stderr"
    createdb -T rungs_empty "${RUNGS_DATABASE}_empty"
    both rungs calibrate summary -d "${RUNGS_DATABASE}_empty"
    dropdb "${RUNGS_DATABASE}_empty"
    expect_status 3
    expect_in "no cycle is open" "$stderr"
    expect_in "rungs cycle open NAME" "$stderr"
}

# A copy in which everybody nominated is rated, voted and decided on, and the roster kept a gender.
rated() {
    export RUNGS_DATABASE=${RUNGS_DATABASE}_rated
    dropdb --if-exists "$RUNGS_DATABASE"
    createdb -T rungs_sample "$RUNGS_DATABASE"
    psql -Xq -v ON_ERROR_STOP=1 -d "$RUNGS_DATABASE" <<'SQL'
update rungs.cycle_member set attributes = jsonb_build_object('Gender',
    case when person_id % 20 = 0 then 'X' when person_id % 2 = 0 then 'F' else 'M' end);
insert into rungs.nomination (cycle_id, person_id, target_id, nominated_by, nominated_on, recorded_by)
select m.cycle_id, m.person_id, x.next_id, m.manager_id, '2026-10-10', 1
from rungs.cycle_member m
join rungs.level_next x on x.level_id = m.level_id and x.position = 1
where m.person_id % 3 <> 0 and m.manager_id is not null
  and not exists (select from rungs.nomination n where n.person_id = m.person_id);
insert into rungs.rating (nomination_id, kind, rated_by, value, reason, recorded_by)
select n.id, k.kind, n.nominated_by, 3 + n.person_id / 4 % 2 - case k.kind when 'calibrated' then n.person_id / 8 % 2 else 0 end, 'beside the others', 1
from rungs.nomination n cross join (values ('proposed'), ('calibrated')) k (kind);
insert into rungs.rating (nomination_id, kind, rated_by, value, recorded_by)
select n.id, 'vote', p.id, 1 + (n.person_id * p.id) % 5, 1
from rungs.nomination n join rungs.person p on p.employee_id in ('K1002', 'K1003', 'K1005');
insert into rungs.decision (nomination_id, outcome, decided_on, recorded_by)
select n.id, case when n.person_id % 4 < 2 then 'promote' else 'not_yet' end, '2026-10-20', 1 from rungs.nomination n;
SQL
}
reveal() { ask "insert into rungs.reveal (nomination_id, recorded_by) select n.id, 1 from rungs.nomination n${1:+ where n.person_id % $1 = 0}"; }
unrated() { dropdb --if-exists "$RUNGS_DATABASE"; }

SECTIONS=(distribution cases ratings moves moved_groups leniency impact levels crossings agreement votes)

@test "summary: every section by name, as csv and json; the whole has them all" {
    rated
    reveal
    both rungs calibrate summary --as-of 2026-10-31 --format json
    expect_status 0
    expect_same "${SECTIONS[*]}" "$(ask "select string_agg(k, ' ' order by position('\"' || k || '\"' in \$json\$$output\$json\$)) from jsonb_object_keys(\$json\$$output\$json\$::jsonb) k")"
    whole=$output
    for section in "${SECTIONS[@]}"; do
        both rungs calibrate summary --as-of 2026-10-31 --format json --section "$section"
        expect_status 0
        expect_same "$section t" "$section $(ask "select \$json\$$whole\$json\$::jsonb -> '$section' = \$json\$$output\$json\$::jsonb and jsonb_array_length(\$json\$$output\$json\$::jsonb) > 0")"
        rows=$(json 'jsonb_array_length(j)')
        both rungs calibrate summary --as-of 2026-10-31 --format csv --section "$section"
        expect_same $((rows + 1)) "${#lines[@]}"
    done
    both rungs calibrate summary --section nope
    expect_status 2
    expect_in "leniency" "$stderr"
    unrated
}

@test "summary: two pages of 80 columns, a screen a section, and what was cut is said" {
    rated
    reveal
    page=$(script -qec "stty cols 80; LC_ALL=C.UTF-8 \"$RUNGS\" calibrate summary --as-of 2026-10-31 --color=never" /dev/null < /dev/null | tr -d '\r')
    [[ $(wc -l <<< "$page") -le 140 ]]
    expect_same "" "$(LC_ALL=C.UTF-8 awk '{ gsub(/[^ -~]/, ""); if (length($0) > 80) print }' <<< "$page")"
    expect_same "" "$(awk -v RS= -F'\n' 'NF > 24' <<< "$page")"
    expect_in "--section cases has all" "$page"
    both rungs calibrate summary --as-of 2026-10-31 --section cases
    expect_not_in "has all" "$output"
    unrated
}

@test "summary: no vote is shown before its case is revealed: to nobody, in no format, also when all is decided" {
    rated
    for login in K1002 K1003 K1005 K1012; do rungs account set $login $login --quiet > /dev/null; done
    ask "insert into rungs.committee_member (cycle_id, person_id, is_chair, recorded_by)
         select c.id, p.id, p.employee_id = 'K1002', 1 from rungs.cycle c, rungs.person p where p.employee_id in ('K1002', 'K1003', 'K1005')"
    # What says something of votes; whatever else changes with them would be one more. Cases whose votes are open: none, then some.
    answers() {
        local login question
        for login in K1002 K1012 nobody; do
            while read -r question; do
                # shellcheck disable=SC2086
                PGOPTIONS="-c rungs.login=$login" rungs $question --as-of 2026-10-31 --quiet || return 1
            done <<'QUESTIONS'
calibrate summary
calibrate summary --format json
calibrate summary --format csv --section votes
calibrate summary --format csv --section agreement
calibrate agenda --format json
nominate list --format json
QUESTIONS
        done
    }
    for state in 2 3; do
        ask "update rungs.cycle set state_id = $state"
        both rungs calibrate summary --as-of 2026-10-31 --section votes --format json
        expect_same "[]" "$output"
        both rungs calibrate summary --as-of 2026-10-31 --section agreement
        expect_in "hidden until they are revealed" "$output"
        answers > "$BATS_TEST_TMPDIR/before"
        ask "update rungs.rating set value = 6 - value, reason = 'otherwise' where kind = 'vote'"
        answers > "$BATS_TEST_TMPDIR/after"
        [[ $(wc -l < "$BATS_TEST_TMPDIR/before") -gt 500 ]]
        cmp "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
    done
    reveal 3
    both rungs calibrate summary --as-of 2026-10-31 --section votes --format json
    expect_same "$(ask "select count(*) from rungs.reveal")" "$(json 'jsonb_array_length(j)')"
    both rungs calibrate summary --as-of 2026-10-31 --cycle 2026-H2 --section votes --format json --as-seen-on "$(ask 'select current_date - 1')"
    expect_same "[]" "$output"
    unrated
}

@test "summary: what is said in a title is no column, in csv and json neither" {
    both rungs calibrate summary --as-of 2026-10-31 --format json
    expect_status 0
    expect_not_in '"more"' "$output"
    both rungs calibrate summary --as-of 2026-10-31 --section cases --format csv
    expect_same "matter,person,employee_id,level,target,coverage,verdict,submitted_coverage,submitted_verdict,submitted,open_gates,why" "${lines[0]}"
}

@test "summary --by a kept column: small groups are together with others, everywhere" {
    rated
    for section in distribution ratings moved_groups impact; do
        both rungs calibrate summary --as-of 2026-10-31 --by gender --section $section --format json
        expect_status 0
        expect_same "F + X" "$(ask "select string_agg(distinct r->>'name', ',') from jsonb_array_elements(\$json\$$output\$json\$::jsonb) r where r->>'name' like '%X%'")"
    done
    # Reckoned again: rate, ratio and the persons short of parity.
    both rungs calibrate summary --as-of 2026-10-31 --by gender --section impact --format json
    expect_same t "$(ask "
        with i as (select * from jsonb_to_recordset(\$json\$$output\$json\$::jsonb) as r (step text, name text, people numeric, selected numeric, rate numeric, ratio numeric, short_parity numeric))
        select count(*) = 6 and bool_and(abs(a.ratio - a.selected / a.people / b.best) < 1e-9 and a.short_parity = ceil(a.people * b.best - 1e-9) - a.selected)
        from i a cross join lateral (select max(selected / people) as best from i b where b.step = a.step) b")"
    unrated
}

@test "summary --accept: headcount if they went up; a stranger is refused" {
    both rungs calibrate summary --as-of 2026-10-31 --accept all --section levels --format json
    expect_status 0
    expect_same "55|55|0" "$(ask "select sum((r->>'people')::int), sum((r->>'if_accepted')::int), count(*) filter (where r->>'if_accepted' <> r->>'if_all') from jsonb_array_elements(\$json\$$output\$json\$::jsonb) r")"
    both rungs calibrate summary --as-of 2026-10-31 --accept ready --section levels --format csv
    expect_in "product-management,apm,7,2,,,18.8,5,,6" "$output"
    # The median is that of the report.
    both rungs report promotions --as-of 2026-10-31 --section waits --format csv
    expect_in ",18.8," "$(grep product-management,apm, <<< "$output")"
    both rungs calibrate summary --as-of 2026-10-31 --accept K1051,K1020 --section levels
    expect_status 3
    expect_in "is not nominated in this cycle" "$stderr"
    both rungs calibrate summary --as-of 2026-10-31 --accept K9999 --section levels
    expect_status 3
    expect_in "nobody here is known as 'K9999'" "$stderr"
}

@test "summary: guidance ranges are rules, and a missed one says by how many persons" {
    rated
    rungs rules set rating_4_most 10% --effective 2026-01-01 --reason 'as in other companies' -q > /dev/null
    both rungs calibrate summary --as-of 2026-10-31 --section ratings --by org
    expect_status 0
    expect_in "10 %" "$output"
    expect_in "too many" "$output"
    both rungs rules set rating_4_least 20% --reason 'more'
    expect_status 3
    unrated
}
