#!/usr/bin/env bats
# Evidence, scope and nominations from files.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    FILE=$BATS_TEST_TMPDIR/file.csv
    EVIDENCE=external_id,person,expectation,strength,observer,relation,observed_on,work_type,summary,details,link,status,confirmed_by,confirmed_on
}

counts() {
    ask "select (select count(*) from rungs.evidence), (select count(*) from rungs.scope_entry),
                (select count(*) from rungs.nomination), (select count(*) from rungs.import),
                (select count(*) from rungs.observer)"
}

# refused KIND ARGUMENTS...: exit 3, one error, nothing written.
refused() {
    local before
    before=$(counts)
    both rungs import "$@"
    expect_status 3
    expect_same "$before" "$(counts)"
    expect_same 1 "$(grep -c '^rungs: ' <<< "$stderr")"
}

@test "the same evidence twice changes nothing" {
    before=$(counts)
    both rungs import evidence import/evidence/sample.csv
    expect_status 0
    expect_in "nothing to do" "$stderr"
    expect_same "$before" "$(counts)"
    both rungs import evidence import/evidence/sample.csv --format csv --section plan
    expect_same ",0,0,300,0,0,0,0" "${lines[1]}"
}

@test "a corrected row supersedes: the old entry stays on record and does not count" {
    sed '/^E0001,/s/,solid,/,exemplary,/' import/evidence/sample.csv > "$FILE"
    both rungs import evidence "$FILE" --format csv --section plan
    expect_status 0
    expect_in ",0,1,299,0,0,0,0" "${lines[1]}"
    expect_same "superseded|f
submitted|t" "$(ask "select s.code, e.counted_since is not null from rungs.evidence e
        join rungs.evidence_status s on s.id = e.status_id where e.external_id = 'E0001' order by e.id")"
    both rungs import evidence "$FILE"
    expect_in "nothing to do" "$stderr"
    rungs import evidence import/evidence/sample.csv --quiet > /dev/null
}

@test "evidence: what is wrong with each cell" {
    cat > "$FILE" <<END
$EVIDENCE
X1,K9999,pm_ship,solid,K1018,manager,2026-05-01,,Shipped it.,,,,,
X2,K1049,pm_shp,superb,K1018,boss,2026-05-01,,Shipped it.,,,,,
X3,K1049,pm_ship,solid,K1049,peer,2026-05-01,,Shipped it.,,,,,
X4,K1049,pm_ship,solid,K1018,self,2026-05-01,,Shipped it.,,,,,
X5,K1049,pm_ship,solid,Café Luna,peer,2199-01-01,growht,,,ftp://x,closed,,
X6,K1049,pm_ship,solid,K1018,manager,2026-05-01,,Shipped it.,,,confirmed,,
X7,K1049,pm_ship,solid,K1018,manager,2026-05-01,,Shipped more.,,,confirmed,K1018,2026-05-02
X8,K1049,pm_ship,solid,K1018,manager,2026-05-01,,Shipped all.,,,confirmed,K1001,2026-04-02
X8,K1049,pm_fit,solid,K1018,manager,2026-05-01,,Twice.,,,,,
END
    refused evidence "$FILE" --format csv
    expect_in "evidence,2,person,K9999,nobody is known by this," "$output"
    expect_in "evidence,3,expectation,pm_shp,not an expectation or shift of a ladder," "$output"
    expect_in "evidence,3,strength,superb,not a strength," "$output"
    expect_in "evidence,3,relation,boss,not a relation," "$output"
    expect_in "evidence,4,observer,K1049,\"is the person, so the relation is self\"," "$output"
    expect_in "evidence,5,observer,K1018,\"is not the person, so the relation is not self\"," "$output"
    expect_in "evidence,6,observer,Café Luna,nobody is known by this," "$output"
    expect_in "evidence,6,observed_on,2199-01-01,lies ahead," "$output"
    expect_in "evidence,6,work_type,growht,not a work type,Did you mean 'growth'?" "$output"
    expect_in "evidence,6,summary,,is empty," "$output"
    expect_in "evidence,6,link,ftp://x,'ftp://x' is not a web address," "$output"
    expect_in "evidence,6,status,closed,not a status," "$output"
    expect_in "evidence,7,confirmed_by,,is empty though confirmed," "$output"
    expect_in "evidence,8,confirmed_by,K1018,is the observer or the person," "$output"
    expect_in "evidence,9,confirmed_on,2026-04-02,before it happened," "$output"
    expect_in "evidence,10,external_id,X8,the same as in line 9," "$output"
}

@test "evidence that the roster contradicts, of the wrong day, with control characters or links that are none: --skip-bad sets those rows aside" {
    cat > "$FILE" <<END
$EVIDENCE
R1,K1049,pm_ship,solid,K1018,direct_report,2026-05-01,,Shipped it.,,,,,
R2,K1049,pm_ship,solid,K1049,peer,2026-05-01,,Shipped it.,,,,,
R3,K1049,pm_ship,solid,K1018,stakeholder,2020-05-01,,Shipped it.,,,,,
R4,K1049,pm_ship,solid,K1018,stakeholder,2026-05-01,,Shipped$(printf '\a')it.,,,,,
R5,K1049,pm_ship,solid,K1018,stakeholder,2026-05-01,,Shipped it.,,javascript:x,,,
R6,K1049,pm_ship,solid,K1018,stakeholder,2026-05-01,,Shipped it well.,,,,,
END
    both rungs import evidence "$FILE" --dry-run --skip-bad --format csv --section plan
    expect_status 1
    expect_in ",1,0,0,0,0,0,0" "$output"
    both rungs import evidence "$FILE" --dry-run --format csv
    expect_status 3
    expect_in "evidence,2,relation,direct_report,\"on 2026-05-01 the roster has K1018 as 'manager' of K1049, not as 'direct_report'" "$output"
    expect_in "evidence,3,observer,K1049," "$output"
    expect_in "evidence,4,observed_on,2020-05-01,on 2020-05-01 K1049 was not here yet: hired on 2025-11-03" "$output"
    expect_in "has a control character (U+0007) in place 8" "$output"
    expect_in "evidence,6,link,javascript:x,'javascript:x' is not a web address" "$output"
}

@test "evidence of a customer may come from any name; it counts at once, one's own does not" {
    cat > "$FILE" <<END
$EVIDENCE
Y1,K1049,pm_ship,solid,Café Luna,customer,2026-05-01,growth,Loves it.,,,,,
Y2,K1049,pm_ship,solid,K1049,self,2026-05-01,,I did it.,,,,,
END
    both rungs import evidence "$FILE"
    expect_status 0
    both rungs evidence list --person K1049 --format json
    expect_same "I did it.|Maria Garcia|self|false
Loves it.|Café Luna|customer|true" "$(ask "select e->>'summary', e->>'observer', e->>'relation', e->>'counts'
        from jsonb_array_elements(\$json\$$output\$json\$) e order by 1")"
}

@test "the same scope twice changes nothing; another value for the same day replaces" {
    both rungs import scope import/scope/sample.csv --format csv --section plan
    expect_status 0
    expect_same ",0,0,149,0,0,0,0" "${lines[1]}"
    printf 'person,measure,value,effective_on,note\nK1056,horizon,%s,2026-09-01,\n' 2 > "$FILE"
    both rungs import scope "$FILE" --format csv --section plan
    expect_in ",1,0,0,0,0,0,0" "${lines[1]}"
    sed -i 's/,2,/,4,/' "$FILE"
    both rungs import scope "$FILE" --format csv --section plan
    expect_in ",0,1,0,0,0,0,0" "${lines[1]}"
    expect_same "2|f
4|t" "$(ask "select s.value, s.superseded_at = 'infinity' from rungs.scope_entry s
             join rungs.person p on p.id = s.person_id where p.employee_id = 'K1056' and s.effective_on = '2026-09-01'
             order by s.id")"
}

@test "scope faults: a number where a step is asked and the reverse, unknown words, a bad day, a double" {
    cat > "$FILE" <<END
person,measure,value,effective_on,note
K1051,product_surface,7,2026-01-01,
K1051,direct_reports,two,2026-01-01,
K9999,horizon,3,2026-01-01,
K1051,horizn,3,2026-01-01,
K1051,horizon,3,jan,
K1051,money,5,2026-01-01,
K1051,money,6,2026-01-01,
K1051,team_size,-1,2026-01-01,
END
    refused scope "$FILE" --format csv
    expect_in "scope,2,value,7,not a step of this measure,\"Known are: feature, feature_set," "$output"
    expect_in "scope,3,value,two,not a number," "$output"
    expect_in "scope,4,person,K9999,nobody is known by this," "$output"
    expect_in "scope,5,measure,horizn,not a measure,Did you mean 'horizon'?" "$output"
    expect_in "scope,6,effective_on,jan,not a date," "$output"
    expect_in "scope,8,measure,money,\"the same person, measure and day as in line 7\"," "$output"
    expect_in "scope,9,value,'-1,not a number," "$output"
}

@test "the same nominations twice change nothing; another target changes one" {
    both rungs import nominations import/nominations/sample.csv --cycle 2026-H2 --format csv --section plan
    expect_status 0
    expect_same ",0,0,9,0,0,0,0" "${lines[1]}"
    sed '2s/,pm,/,senior_pm,/' import/nominations/sample.csv > "$FILE"
    both rungs import nominations "$FILE" --cycle 2026-H2 --dry-run --format csv --section changes
    expect_status 0
    expect_in "2,changed,sanna.makela@copperheron.example,target,pm,senior_pm" "$output"
}

@test "nominations for a cycle that does not exist" {
    refused nominations import/nominations/sample.csv --cycle 2026-H22
    expect_in "there is no cycle '2026-H22'" "$stderr"
    expect_in "Did you mean '2026-H2'?" "$stderr"
}

@test "nominations: outside the population, unknown people and levels, the present level, twice" {
    cat > "$FILE" <<END
person,target,nominated_by,nominated_on,rationale
K1057,pm,K1001,2026-10-05,Not on a ladder.
K9999,pm,K1001,2026-10-05,Nobody.
K1051,apm,K1012,soon,Where she is.
K1053,pmm,K1014,2026-10-05,No level.
K1053,pm,K9998,2026-10-05,Again.
END
    refused nominations "$FILE" --cycle 2026-H2 --format csv
    expect_in "nominations,2,person,K1057,not in the population of the cycle," "$output"
    expect_in "nominations,3,person,K9999,nobody is known by this," "$output"
    expect_in "nominations,4,target,apm,is the present level," "$output"
    expect_in "nominations,4,nominated_on,soon,not a date," "$output"
    expect_in "nominations,5,target,pmm,not a level of one ladder,Did you mean 'pm'?" "$output"
    expect_in "nominations,6,person,K1053,the same person as in line 5," "$output"
    expect_in "nominations,6,nominated_by,K9998,nobody is known by this," "$output"
}

@test "who joined a ladder after a cycle was opened is not in its population" {
    printf 'employee_id,name,email,level,hire_date\nN1,New One,n1@x.example,apm,2026-10-20\n' > "$FILE"
    rungs import roster "$FILE" --quiet > /dev/null
    printf 'person,target,nominated_by,nominated_on,rationale\nN1,pm,K1001,2026-10-25,Quick.\n' > "$FILE"
    refused nominations "$FILE" --cycle 2026-H2 --format csv
    expect_in "nominations,2,person,N1,not in the population of the cycle," "$output"
}
