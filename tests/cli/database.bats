#!/usr/bin/env bats
# Which database is meant, whether its schema fits, and what is said when it cannot be used.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() {
    psql -XqAt -c "select format('drop database %I with (force)', datname) from pg_database
                   where datname like '${RUNGS_DATABASE}\_%'" | psql -Xq
    database_drop
}

setup() { BARE=${RUNGS_DATABASE}_bare; }
teardown() { dropdb --force --if-exists "$BARE"; }

bare() { psql -XqAt -d "$BARE" -c "$1"; }
# The value of a fact that db status tells.
fact() { json "(select f->>'value' from jsonb_array_elements(j) f where f->>'fact' = '$1')"; }

@test "db status says which server, and why: RUNGS_DATABASE" {
    both rungs db status --format json
    expect_status 0
    expect_in "database '$RUNGS_DATABASE' on host '$PGHOST'" "$(fact server)"
    expect_same "RUNGS_DATABASE is set" "$(fact why)"
    expect_same "fits the program" "$(fact schema)"
    [[ $(fact 'server version') == "PostgreSQL 1"* ]]
}

@test "db status: -d goes before RUNGS_DATABASE, which goes before the PG variables" {
    createdb "$BARE"
    both rungs db status -d "$BARE" --format json
    expect_in "database '$BARE'" "$(fact server)"
    expect_same "-d was given" "$(fact why)"
    expect_same "none: rungs db init" "$(fact schema)"
    both env -u RUNGS_DATABASE PGDATABASE="$BARE" "$RUNGS" db status --format json
    expect_in "database '$BARE'" "$(fact server)"
    expect_same "PGHOST is set" "$(fact why)"
}

@test "db status: nothing points anywhere, so the private one, which is not made by asking" {
    home=$BATS_TEST_TMPDIR/home
    both env -u RUNGS_DATABASE -u PGHOST -u PGPORT -u PGDATABASE RUNGS_HOME="$home" "$RUNGS" db status --format json
    expect_status 0
    expect_same "the private PostgreSQL|nothing points to another server|$home" "$(fact server)|$(fact why)|$(fact folder)"
    expect_in "no: the first command makes it" "$(fact made)"
    [[ ! -e $home ]]
}

@test "-d takes a name, a connection string and a URI" {
    for name in "$RUNGS_DATABASE" "dbname=$RUNGS_DATABASE host=$PGHOST" "postgresql://rungs@/$RUNGS_DATABASE?host=$PGHOST"; do
        both env -u RUNGS_DATABASE "$RUNGS" report readiness -p K1032 -d "$name" --format csv -q
        expect_status 0
        expect_same 2 "${#lines[@]}"
    done
}

@test "db init makes the schema and says what comes next; again, it finds it" {
    createdb "$BARE"
    both rungs db init -d "$BARE"
    expect_status 0
    expect_in "made the schema in database '$BARE'" "$stderr"
    expect_in "rungs import ladder DIRECTORY" "$stderr"
    expect_same "" "$output"
    both rungs db init -d "$BARE"
    expect_status 0
    expect_in "is ready, nothing to do" "$stderr"
    both rungs db migrate -d "$BARE"
    expect_status 0
    expect_in "is up to date, nothing to do" "$stderr"
}

@test "two db init at once: both succeed, there is one schema" {
    createdb "$BARE"
    rungs db init -d "$BARE" 2> "$BATS_TEST_TMPDIR/one" 3>&- &
    rungs db init -d "$BARE" 2> "$BATS_TEST_TMPDIR/two"
    wait $!
    both rungs report readiness -d "$BARE"
    expect_status 0
    expect_same 1 "$(bare 'select count(*) from rungs.logic')"
}

@test "without a schema every command is refused with the way out" {
    createdb "$BARE"
    for words in "report readiness" "import roster import/roster/sample.csv" "cycle list" "evidence list"; do
        # shellcheck disable=SC2086
        both rungs $words -d "$BARE"
        expect_status 3
        expect_in "there is no Rungs schema in database '$BARE'" "$stderr"
        expect_in "hint: Make it: rungs db init" "$stderr"
    done
    both rungs db migrate -d "$BARE"
    expect_status 3
    expect_in "rungs db init" "$stderr"
}

@test "a schema newer than the program is refused, by db init and db migrate too" {
    createdb -T rungs_empty "$BARE"
    bare "insert into rungs.migration (number, name, sha256, program) values (9999, '9999_future', repeat('a', 64), '99.0')"
    both rungs db status -d "$BARE" --format json
    expect_status 0
    expect_same "newer than the program" "$(fact schema)"
    for words in "report readiness" "db migrate" "db init"; do
        # shellcheck disable=SC2086
        both rungs $words -d "$BARE"
        expect_status 3
        expect_in "is newer (9999) than this program knows" "$stderr"
        expect_in "hint: Use the version of Rungs that made it, or a later one." "$stderr"
    done
}

@test "functions of another build are refused, rebuilt by db migrate, and then used" {
    createdb -T "rungs_sample" "$BARE"
    bare "update rungs.logic set sha256 = repeat('0', 64)"
    both rungs report readiness -d "$BARE"
    expect_status 3
    expect_in "hint: Bring it up to this program: rungs db migrate" "$stderr"
    both rungs db init -d "$BARE"
    expect_status 3
    expect_in "rungs db migrate" "$stderr"
    both rungs db migrate -d "$BARE"
    expect_status 0
    expect_in "functions rebuilt" "$stderr"
    both rungs report readiness -p K1032 -d "$BARE" --format csv -q
    expect_status 0
    expect_same 2 "${#lines[@]}"
}

@test "a database left half way through the migrations is refused, and migrated to the end" {
    createdb "$BARE"
    psql -Xq -d "$BARE" -v ON_ERROR_STOP=1 -1 -f sql/migrations/0001_foundation.sql
    digest=$(sha256sum < sql/migrations/0001_foundation.sql | cut -c 1-64)
    bare "insert into rungs.migration (number, name, sha256, program) values (1, '0001_foundation', '$digest', '0.0')"
    both rungs report readiness -d "$BARE"
    expect_status 3
    expect_in "rungs db migrate" "$stderr"
    both rungs db migrate -d "$BARE"
    if [[ $stderr == *"with other text"* ]]; then skip "the packed text differs from the file's bytes"; fi
    expect_status 0
    expect_in "migrations applied" "$stderr"
    both rungs report readiness -d "$BARE"
    expect_status 0
}

@test "a migration whose text was changed afterwards is refused" {
    createdb -T rungs_empty "$BARE"
    bare "update rungs.migration set sha256 = repeat('b', 64) where number = 2; update rungs.logic set sha256 = repeat('0', 64)"
    both rungs db migrate -d "$BARE"
    expect_status 3
    expect_in "was applied with other text than this program has" "$stderr"
}

@test "db status on a server that cannot be reached shows what is known, and then the error" {
    both rungs db status -d 'host=/nonexistent dbname=x password=secret' --format json
    expect_status 4
    expect_same "another PostgreSQL|-d was given" "$(fact server)|$(fact why)"
    expect_in "no: cannot connect to database 'x' on host '/nonexistent'" "$(fact reachable)"
    expect_in "cannot connect to database 'x'" "$stderr"
    expect_not_in "secret" "$output$stderr"
    both rungs db status --format json
    expect_same "yes" "$(fact reachable)"
}

@test "no such host, no such database, no such port: exit 4, and which was meant" {
    both rungs db status -d 'host=/nonexistent dbname=x'
    expect_status 4
    expect_in "cannot connect to database 'x' on host '/nonexistent'" "$stderr"
    both rungs report readiness -d "${RUNGS_DATABASE}_nowhere"
    expect_status 4
    expect_in "database \"${RUNGS_DATABASE}_nowhere\" does not exist" "$stderr"
    both rungs report readiness -d 'postgresql://somebody:secret@127.0.0.1:1/x'
    expect_status 4
    expect_in "hint: It was chosen because -d was given" "$stderr"
    expect_not_in "secret" "$stderr"
}

@test "a connection string that cannot be read: exit 4, without the password in it" {
    both rungs report readiness -d 'password=secret pasword=secret'
    expect_status 4
    expect_in "by a connection string that cannot be read" "$stderr"
    expect_not_in "secret" "$stderr"
}

@test "a role that may not: exit 5" {
    role=nobody_$$
    psql -Xqc "create role $role"
    both rungs report readiness -d "dbname=$RUNGS_DATABASE options='-c role=$role'"
    status_seen=$status words=$stderr
    psql -Xqc "drop role $role"
    status=$status_seen
    expect_status 5
    expect_in "permission denied" "$words"
    expect_in "hint: " "$words"
}

@test "a server that takes no changes: reports work, changes exit 5" {
    both env PGOPTIONS='-c default_transaction_read_only=on' "$RUNGS" report readiness -p K1032 --format csv -q
    expect_status 0
    both env PGOPTIONS='-c default_transaction_read_only=on' "$RUNGS" evidence add -p K1049 -x pm_ship -s solid -b K1018 -r manager -m 'Shipped it.'
    expect_status 5
    expect_in "read-only transaction" "$stderr"
    expect_in "connect to the primary" "$stderr"
}

@test "db start and db stop are about the private server only" {
    for verb in start stop; do
        both rungs db $verb
        expect_status 2
        expect_in "'db $verb' is about the private PostgreSQL, but RUNGS_DATABASE is set" "$stderr"
    done
}

@test "db shell runs psql on the same database" {
    run bash -c 'echo "select current_database();" | "$RUNGS" db shell'
    expect_status 0
    expect_in "$RUNGS_DATABASE" "$output"
    both rungs db shell -d "${RUNGS_DATABASE}_nowhere"
    expect_status 4
}

@test "db shell hands the connection on without an argument: no password in the process list" {
    mkdir "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\necho "arguments: $#"\nenv\n' > "$BATS_TEST_TMPDIR/bin/psql"
    chmod 755 "$BATS_TEST_TMPDIR/bin/psql"
    printf '[wrong]\nhost=/nonexistent\n' > "$BATS_TEST_TMPDIR/services"
    both env PATH="$BATS_TEST_TMPDIR/bin:$PATH" PGSERVICE=wrong PGSERVICEFILE="$BATS_TEST_TMPDIR/services" \
        "$RUNGS" db shell -d "dbname=$RUNGS_DATABASE host=$PGHOST user=$PGUSER password=secret connect_timeout=7"
    expect_status 0
    expect_in "arguments: 0" "$output"
    for entry in "PGDATABASE=$RUNGS_DATABASE" "PGHOST=$PGHOST" "PGUSER=$PGUSER" PGPASSWORD=secret PGCONNECT_TIMEOUT=7; do
        expect_in "$entry" "$output"
    done
    expect_not_in "PGSERVICE=" "$output"
    expect_not_in "PGCLIENTENCODING" "$output"
}

@test "db shell: what psql ends with is told" {
    run bash -c 'printf "%s\n" "\\set ON_ERROR_STOP on" "select 1/0;" | "$RUNGS" db shell 2>&1'
    expect_status 3
    expect_in "psql ended with status 3" "$output"
    run bash -c 'echo "select pg_terminate_backend(pg_backend_pid());" | "$RUNGS" db shell 2>&1'
    expect_status 4
    expect_in "psql ended with status 2" "$output"
    mkdir "$BATS_TEST_TMPDIR/empty"
    both env PATH="$BATS_TEST_TMPDIR/empty" "$RUNGS" db shell
    expect_status 4
    expect_in "psql is not installed" "$stderr"
}

# Locks the roster against everybody else until release.
lock_roster() {
    psql -Xq -d "$RUNGS_DATABASE" -c "begin; lock table rungs.roster_entry in exclusive mode; select pg_sleep(30)" \
        > /dev/null 2>&1 3>&- &
    LOCKER=$!
    until_true "select exists (select from pg_locks l where l.relation = 'rungs.roster_entry'::regclass
                               and l.mode = 'ExclusiveLock' and l.granted)"
}
release() {
    ask "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()" > /dev/null
    wait "$LOCKER" || :
}
until_true() {
    for ((i = 0; i < 200; i++)); do
        [[ $(ask "$1") != t ]] || return 0
        sleep 0.05
    done
    echo "never true: $1"
    return 1
}
waiting="select exists (select from pg_stat_activity where application_name = 'rungs' and datname = current_database()
                        and wait_event_type = 'Lock')"
counts() { ask 'select (select count(*) from rungs.person), (select count(*) from rungs.import)'; }
newcomer() { printf 'employee_id,name,email,hire_date\n%s,New One,%s@x.example,2026-01-01\n' "$1" "$1" > "$BATS_TEST_TMPDIR/new.csv"; }

@test "Ctrl-C on an import that waits for somebody else: exit 130 at once, nothing written, no session left" {
    newcomer C1
    before=$(counts)
    lock_roster
    "$RUNGS" import roster "$BATS_TEST_TMPDIR/new.csv" > "$BATS_TEST_TMPDIR/out" 2> "$BATS_TEST_TMPDIR/err" 3>&- &
    importer=$!
    until_true "$waiting"
    begun=${EPOCHREALTIME/./}
    kill -INT $importer
    status=0
    wait $importer || status=$?
    took=$((${EPOCHREALTIME/./} - begun))
    release
    expect_same 130 "$status"
    expect_in "interrupted" "$(< "$BATS_TEST_TMPDIR/err")"
    expect_in "Nothing was changed." "$(< "$BATS_TEST_TMPDIR/err")"
    expect_same "" "$(< "$BATS_TEST_TMPDIR/out")"
    [[ $took -lt 2000000 ]]
    expect_same "$before" "$(counts)"
    until_true "select not exists (select from pg_stat_activity where application_name = 'rungs' and datname = current_database())"
}

@test "SIGTERM ends a waiting command as cleanly" {
    newcomer T1
    before=$(counts)
    lock_roster
    "$RUNGS" import roster "$BATS_TEST_TMPDIR/new.csv" > /dev/null 2>&1 3>&- &
    importer=$!
    until_true "$waiting"
    kill -TERM $importer
    status=0
    wait $importer || status=$?
    release
    expect_same 130 "$status"
    expect_same "$before" "$(counts)"
}

@test "kill -9 of an import: nothing is written, the next import works" {
    newcomer K9
    before=$(counts)
    lock_roster
    "$RUNGS" import roster "$BATS_TEST_TMPDIR/new.csv" > /dev/null 2>&1 3>&- &
    importer=$!
    until_true "$waiting"
    kill -KILL $importer
    wait $importer || :
    release
    until_true "select not exists (select from pg_stat_activity where application_name = 'rungs' and datname = current_database())"
    expect_same "$before" "$(counts)"
    both rungs import roster "$BATS_TEST_TMPDIR/new.csv" --format csv --section plan
    expect_status 0
    expect_in ",1,0,0,0,0,0,0" "${lines[1]}"
}

@test "the server ends the session: exit 4, nothing was changed, the next command works" {
    newcomer E1
    before=$(counts)
    lock_roster
    "$RUNGS" import roster "$BATS_TEST_TMPDIR/new.csv" > /dev/null 2> "$BATS_TEST_TMPDIR/err" 3>&- &
    importer=$!
    until_true "$waiting"
    ask "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rungs' and datname = current_database()" > /dev/null
    status=0
    wait $importer || status=$?
    release
    expect_same 4 "$status"
    expect_same "$before" "$(counts)"
    both rungs cycle list
    expect_status 0
}

@test "a lock that does not come in time (lock_timeout) is exit 6: try again" {
    newcomer L1
    lock_roster
    both env PGOPTIONS='-c lock_timeout=200' "$RUNGS" import roster "$BATS_TEST_TMPDIR/new.csv"
    release
    expect_status 6
    expect_in "hint: Somebody else is at it; type the command again in a moment." "$stderr"
}

@test "two imports of the same file at once: one writes, the other finds nothing to do" {
    newcomer W1
    rungs import roster "$BATS_TEST_TMPDIR/new.csv" --format csv --section plan -q > "$BATS_TEST_TMPDIR/one" 3>&- &
    rungs import roster "$BATS_TEST_TMPDIR/new.csv" --format csv --section plan -q > "$BATS_TEST_TMPDIR/two"
    wait $!
    expect_same ",0,0,1,0,0,0,0
1,0,0,0,0,0,0" "$(cat "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two" | grep -v import | sed 's/^[0-9]\+,//' | sort)"
    expect_same 1 "$(ask "select count(*) from rungs.person where employee_id = 'W1'")"
}
