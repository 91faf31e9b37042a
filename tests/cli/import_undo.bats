#!/usr/bin/env bats
# Taking an import of evidence or scope back: each command is a moment of its own, so what was known when can be told.
# K1049 Maria Garcia, pm, has no evidence; K1018 is her manager, K1017 a peer of the manager.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    FILE=$BATS_TEST_TMPDIR/file.csv
    HEADER=external_id,person,expectation,strength,observer,relation,observed_on,summary,status,confirmed_by
    ask "truncate rungs.evidence_event, rungs.evidence_counted, rungs.request, rungs.evidence, rungs.scope_entry cascade;
         delete from rungs.import_line where import_id in (select id from rungs.import where kind in ('evidence', 'scope'));
         delete from rungs.import where kind in ('evidence', 'scope')" > /dev/null
}

newest() { ask 'select max(id) from rungs.import'; }
# take KIND ROW...: imports rows, exit 0; NUMBER is the batch.
take() {
    local header=$HEADER
    [[ $1 == evidence ]] || header=person,measure,value,effective_on
    printf '%s\n' "$header" "${@:2}" > "$FILE"
    both rungs import "$1" "$FILE" --format csv --section plan
    expect_status 0
    NUMBER=$(newest)
}
undo() {
    both rungs import undo "$1"
    expect_status 0
}
refused() {
    local before
    before=$(everything)
    both rungs import undo "$1"
    expect_status 3
    expect_in "$2" "$stderr"
    expect_in "hint: $3" "$stderr"
    expect_same "$before" "$(everything)"
}
everything() {
    ask "select md5(string_agg(t, '')) from (select e::text as t from rungs.evidence e union all select v::text from rungs.evidence_event v
         union all select c::text from rungs.evidence_counted c union all select s::text from rungs.scope_entry s union all select i::text from rungs.import i order by 1) x"
}
# The log of K1049: id, status, counts.
entries() { ask "select string_agg(concat_ws(' ', e.external_id, e.summary, s.code, case when e.counted_since is null then 'no' else 'counts' end), ', ' order by e.id)
                 from rungs.evidence e join rungs.evidence_status s on s.id = e.status_id"; }
# points [MOMENT] [EXPECTATION]: of K1049, as seen at a moment.
points() { ask "select coalesce(sum(n.points), 0) from rungs.person p cross join (select r.rules from rungs_api.rule_sets(current_date, now()) r) r
                cross join lateral rungs_api.expectation_points(p.id, current_date, ${1:-now()}, null, null, r.rules, (select max(id) from rungs.edition)) n
                join rungs.expectation x on x.id = n.expectation_id where p.employee_id = 'K1049' and x.code like '${2:-%}'"; }
moment() { ask "select quote_literal(clock_timestamp())"; }
A='A,K1049,pm_ship,solid,K1018,manager,2026-08-01,Shipped it.,,'

@test "undone evidence stops counting, stays in the log as withdrawn by the undoing, and is known to have counted then" {
    take evidence "$A"
    expect_same 2 "$(points)"
    then=$(moment)
    both rungs import undo "$NUMBER" --dry-run
    expect_status 0
    expect_same 2 "$(points)"
    undo "$NUMBER"
    expect_in "import $NUMBER is undone: 1 people are as they were before it" "$stderr"
    expect_same 0 "$(points)"
    expect_same 2 "$(points "$then::timestamptz")"
    expect_same "A Shipped it. withdrawn no" "$(entries)"
    expect_same "withdrawn|import $NUMBER was undone|$NUMBER" "$(ask "select s.code, v.reason, v.import_id from rungs.evidence_event v join rungs.evidence_status s on s.id = v.status_id")"
    both rungs evidence list --person K1049 --format csv
    expect_in ",withdrawn," "$output"
    refused "$NUMBER" "import $NUMBER was undone already" "'rungs import list' shows what stands."
}

@test "the same file comes in anew after its undoing, once" {
    take evidence "$A"
    undo "$NUMBER"
    take evidence "$A"
    expect_in ",1,0,0," "${lines[1]}"
    expect_same "A Shipped it. withdrawn no, A Shipped it. submitted counts" "$(entries)"
    take evidence "$A"
    expect_in ",0,0,1," "${lines[1]}"
    # Also without an external id, by what it says.
    take evidence "${A#A}"
    undo "$NUMBER"
    take evidence "${A#A}"
    expect_in ",1,0,0," "${lines[1]}"
    expect_same 3 "$(points)"
}

@test "an entry that an import corrected is as it was: also confirmed, disputed, the own word" {
    take evidence "$A" "B,K1049,pm_fit,solid,K1049,self,2026-08-01,I did.,," "C,K1049,pm_spec,solid,K1018,manager,2026-08-01,Clear.,confirmed,K1017" \
        "D,K1049,pm_impact,solid,K1018,manager,2026-08-01,No.,disputed,"
    was=$(entries) first=$NUMBER
    expect_same "A Shipped it. submitted counts, B I did. submitted no, C Clear. confirmed counts, D No. disputed no" "$was"
    take evidence "${A/solid/contrary}" "B,K1049,pm_fit,solid,K1049,self,2026-08-01,I did it.,," "C,K1049,pm_spec,solid,K1018,manager,2026-08-01,Very clear.,," \
        "D,K1049,pm_impact,solid,K1018,manager,2026-08-01,No!,,"
    expect_in ",0,4,0," "${lines[1]}"
    expect_same -2 "$(points 'now()' pm_ship)"
    refused "$first" "4 of its entries were changed by import $NUMBER since" "Undo that one first: rungs import undo $NUMBER."
    undo "$NUMBER"
    expect_same "$was, A Shipped it. withdrawn no, B I did it. withdrawn no, C Very clear. withdrawn no, D No! withdrawn no" "$(entries)"
    undo "$first"
    expect_not_in counts "$(entries)"
    expect_same 8 "$(ask "select count(*) from rungs.evidence e where e.status_id = 4")"
}

@test "a step that an import took in the life of an entry is taken back" {
    take evidence "$A" "B,K1049,pm_fit,solid,K1049,self,2026-08-01,I did.,,"
    first=$NUMBER
    take evidence "${A/%,,/,disputed,}" "B,K1049,pm_fit,solid,K1049,self,2026-08-01,I did.,confirmed,K1018"
    expect_in ",0,2,0," "${lines[1]}"
    expect_same "A Shipped it. disputed no, B I did. confirmed counts" "$(entries)"
    refused "$first" "2 of its entries were changed by import $NUMBER since" "Undo that one first"
    undo "$NUMBER"
    expect_same "A Shipped it. submitted counts, B I did. submitted no" "$(entries)"
}

@test "undoing is refused when somebody has worked on its entries since" {
    take evidence "$A"
    number=$(ask 'select max(id) from rungs.evidence')
    rungs evidence confirm "$number" --by K1017 --quiet > /dev/null
    refused "$NUMBER" "1 of its entries was confirmed, disputed, withdrawn or corrected by hand since" "That work would be lost."
    # Or behind a step that it took.
    take evidence "B,K1049,pm_fit,solid,K1049,self,2026-08-01,I did.,,"
    take evidence "B,K1049,pm_fit,solid,K1049,self,2026-08-01,I did.,confirmed,K1018"
    rungs evidence dispute "$(ask 'select max(id) from rungs.evidence')" --by K1017 --reason 'Not so.' --quiet > /dev/null
    refused "$NUMBER" "1 of its entries was confirmed, disputed, withdrawn or corrected by hand since" "That work would be lost."
}

@test "a request that an undone import answered is open again" {
    rungs evidence request K1049 --from K1018 --expectation pm_ship --quiet > /dev/null
    take evidence "$A"
    expect_same answered "$(ask "select state from rungs_api.request_on(current_date, now())")"
    undo "$NUMBER"
    expect_same open "$(ask "select state from rungs_api.request_on(current_date, now())")"
}

scope() { ask "select string_agg(concat_ws(' ', m.code, coalesce(o.step, o.value::text), o.effective_on), ', ' order by m.code)
               from rungs.person p cross join lateral rungs_api.scope_of(p.id, '2026-06-01', ${1:-now()}) o join rungs.measure m on m.id = o.measure_id where p.employee_id = 'K1049'"; }

@test "undone scope is believed no more, and what it took the place of is again" {
    take scope K1049,horizon,3,2026-01-01
    first=$NUMBER
    rungs scope set K1049 --surface feature --effective 2026-01-01 --note Mine --quiet > /dev/null
    was=$(scope)
    take scope K1049,horizon,6,2026-01-01 K1049,product_surface,product,2026-01-01 K1049,money,10,2026-02-01
    expect_same "horizon 6 2026-01-01, money 10 2026-02-01, product_surface product 2026-01-01" "$(scope)"
    then=$(moment)
    refused "$first" "1 of its entries was changed by import $NUMBER since" "Undo that one first: rungs import undo $NUMBER."
    undo "$NUMBER"
    expect_same "$was" "$(scope)"
    expect_same "horizon 6 2026-01-01, money 10 2026-02-01, product_surface product 2026-01-01" "$(scope "$then::timestamptz")"
    expect_same "Mine" "$(ask "select note from rungs.scope_entry where step = 'feature' and superseded_at = 'infinity'")"
    undo "$first"
    expect_same "product_surface feature 2026-01-01" "$(scope)"
    take scope K1049,horizon,3,2026-01-01
    expect_in ",1,0,0," "${lines[1]}"
}

@test "undoing scope is refused when a value was corrected by hand since" {
    take scope K1049,horizon,3,2026-01-01
    rungs scope set K1049 --horizon 4 --effective 2026-01-01 --quiet > /dev/null
    refused "$NUMBER" "1 of its entries was confirmed, disputed, withdrawn or corrected by hand since" "That work would be lost."
}
