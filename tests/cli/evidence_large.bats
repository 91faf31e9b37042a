#!/usr/bin/env bats
# A large first file of evidence is written without keys and indexes, which are made once all is there.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup() {
    database_make ladders
    rungs import roster import/roster/sample-2024.csv --effective 2024-01-01 --quiet >/dev/null
    rungs import roster import/roster/sample.csv --effective 2026-10-31 --quiet >/dev/null
    # Every fifth entry is the word of one of seven customers, every fiftieth was confirmed.
    awk 'BEGIN {
        print "external_id,person,expectation,strength,observer,relation,observed_on,summary,link,status,confirmed_by,confirmed_on"
        split("pm_prioritize pm_ship pm_spec senior_goals apm_launch", x)
        for (i = 1; i <= 10000; i++)
            printf "X%d,K10%02d,%s,Solid,%s,%s,202%d-0%d-1%d,Thing %d happened.,https://corp.example/%d,%s\n", i, 3 + i % 22, x[1 + i % 4],
                i % 5 ? "K10" 31 + i % 17 : "Customer " i % 7, i % 5 ? "stakeholder" : "customer", 4 + i % 2, 1 + i % 9, i % 9, i, i,
                i % 50 ? ",," : "confirmed,K1002,2026-01-05"
    }' > "$BATS_TEST_TMPDIR/log.csv"
}
teardown() { database_drop; }
keys() {
    psql -XqAt -d "$RUNGS_DATABASE" -c "
        select c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid), c.convalidated
        from pg_constraint c where c.connamespace = 'rungs'::regnamespace
        union all
        select i.indrelid::regclass, '', pg_get_indexdef(i.indexrelid), i.indisvalid
        from pg_index i join pg_class r on r.oid = i.indexrelid where r.relnamespace = 'rungs'::regnamespace
        order by 1, 2, 3"
}
counts() {
    psql -XqAtF ' ' -d "$RUNGS_DATABASE" -c "
        select count(*), count(*) filter (where e.status_id = 2), count(e.counted_since), count(distinct o.name), count(d.digest),
               (select count(*) from rungs.evidence_event)
        from rungs.evidence e
        join rungs.observer o on o.id = e.observer_id
        left join rungs.evidence_digest d on d.evidence_id = e.id and d.external_id = e.external_id"
}

@test "a large first file brings what it says, and leaves every key and index as it was" {
    local before
    before=$(keys)
    both rungs import evidence "$BATS_TEST_TMPDIR/log.csv" --dry-run --format json
    expect_in '"new": 10000' "$output"
    expect_same "$before" "$(keys)"
    both rungs import evidence "$BATS_TEST_TMPDIR/log.csv" --format json
    expect_in '"new": 10000' "$output"
    expect_same "$before" "$(keys)"
    expect_same "10000 200 10000 7 10000 200" "$(counts)"
    both rungs import evidence "$BATS_TEST_TMPDIR/log.csv"
    expect_in "nothing to do" "$stderr"
    expect_same "10000 200 10000 7 10000 200" "$(counts)"
    # What changes nothing has no number.
    expect_same 1 "$(psql -XqAt -d "$RUNGS_DATABASE" -c "select count(*) from rungs.import where kind = 'evidence'")"
}

@test "a large first file with one fault writes nothing, and leaves every key and index as it was" {
    local before
    before=$(keys)
    sed -i '9000s/^\(X[0-9]*\),K[0-9]*/\1,nobody/; 9500s/Thing/Thi\tng/; 9501s/Thing/Thi\x07ng/' "$BATS_TEST_TMPDIR/log.csv"
    both rungs import evidence "$BATS_TEST_TMPDIR/log.csv"
    expect_same 3 "$status"
    expect_in "nobody is known by this" "$output"
    expect_in "has a control character (U+0007) in place 4" "$output"
    expect_same "$before" "$(keys)"
    expect_same "0 0 0 0 0 0" "$(counts)"
}
