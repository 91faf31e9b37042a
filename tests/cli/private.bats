#!/usr/bin/env bats
# The private PostgreSQL: made on first use, there when needed, gone after the last command, and whole after
# whatever was killed.
bats_require_minimum_version 1.5.0
load ../support/common.bash

# One home for most tests, already made and filled; BATS' own folders are shut to the user postgres.
setup_file() {
    RUNGS=$(realpath "${BUILD:-build}")/rungs
    PLACE=$(mktemp -d "${TMPDIR:-/tmp}/rungs-private.XXXXXX")
    chmod 755 "$PLACE"
    unset RUNGS_DATABASE PGHOST PGHOSTADDR PGPORT PGSERVICE PGDATABASE PGUSER PGOPTIONS
    RUNGS_HOME=$PLACE/home
    export RUNGS PLACE RUNGS_HOME
    rungs import ladder import/ladders/product-management --quiet > "$BATS_FILE_TMPDIR/first" 2>&1
    rungs import roster import/roster/sample.csv --quiet > /dev/null
}
teardown_file() {
    for home in "$PLACE"/*/; do
        server_end "$RUNGS" "${home%/}" || :
    done
    rm -rf "$PLACE"
}
setup() { export RUNGS_HOME=$PLACE/home; }
teardown() { rungs db stop --force --quiet 2> /dev/null || :; }

fact() { rungs db status --format csv 2> /dev/null | sed -n "s/^$1,\"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p"; }
# Whether anybody holds the server's own lock; db status would itself be a user of the server.
server_process() { head -n 1 "$RUNGS_HOME"/pg[0-9]*/postmaster.pid 2> /dev/null; }
gone_soon() {
    for ((i = 0; i < 100; i++)); do
        [[ -n $(server_process) ]] || return 0
        sleep 0.05
    done
    echo "still running: $(server_process)"
    return 1
}
# A question to the database, through the program's own way in.
own() { rungs db shell <<< "\\t on
\\a
$1" | sed '/^Tuples only\|^Output format\|^$/d'; }
people() { own 'select count(*) from rungs.person;'; }
# A roster of so many newcomers: crowd COUNT PREFIX > file
crowd() {
    echo employee_id,name,email,level,manager,organisation,hire_date
    for ((i = 1; i <= $1; i++)); do echo "$2$i,Name $i,$2$i@x.example,pm,K1005,Payments,2025-01-01"; done
}
# Runs a command in the background as soon as somebody else has the roster locked; sets COMMAND.
behind_lock() {
    rungs db shell > /dev/null 2>&1 3>&- <<< 'begin; lock table rungs.roster_entry in exclusive mode; select pg_sleep(60);' &
    LOCKER=$!
    for ((i = 0; i < 100; i++)); do
        [[ $(own "select count(*) from pg_locks where mode = 'ExclusiveLock' and relation = 'rungs.roster_entry'::regclass;") != 1 ]] || break
        sleep 0.05
    done
    "$RUNGS" "$@" > "$BATS_TEST_TMPDIR/out" 2> "$BATS_TEST_TMPDIR/err" 3>&- &
    COMMAND=$!
    for ((i = 0; i < 100; i++)); do
        [[ $(own "select count(*) from pg_stat_activity where wait_event_type = 'Lock';") != 1 ]] || return 0
        sleep 0.05
    done
    return 1
}

@test "the first command makes the home: only its owner's, with the data of the second command in it" {
    expect_same 700 "$(stat -c %a "$RUNGS_HOME")"
    both rungs report readiness --person K1032 --format csv --quiet
    expect_status 0
    expect_same 2 "${#lines[@]}"
    expect_same "the private PostgreSQL|nothing points to another server|fits the program" "$(fact server)|$(fact why)|$(fact schema)"
}

@test "the server stops after the last command" {
    rungs cycle list > /dev/null
    gone_soon
}

@test "db start keeps it running until db stop" {
    both rungs db start
    expect_status 0
    expect_in "runs until 'rungs db stop'" "$stderr"
    process=$(server_process)
    [[ -n $process ]]
    rungs cycle list > /dev/null
    expect_same "$process" "$(server_process)"
    expect_in "yes: runs until rungs db stop" "$(fact pinned)"
    both rungs db stop
    expect_status 0
    expect_in "is stopped" "$stderr"
    gone_soon
    expect_in "no: " "$(fact pinned)"
}

@test "db stop is refused while somebody uses it, --force breaks them off" {
    rungs db start --quiet
    behind_lock import roster import/roster/sample-2024.csv
    both rungs db stop
    [[ $status != 0 ]]
    expect_in "hint: " "$stderr"
    both rungs db stop --force
    expect_status 0
    status=0
    wait $COMMAND || status=$?
    [[ $status != 0 ]]
    wait $LOCKER || :
    gone_soon
}

@test "db shell is psql on the private database" {
    run bash -c 'echo "select current_database(), current_user;" | "$RUNGS" db shell'
    expect_status 0
    expect_in "rungs            | rungs" "$output"
}

@test "kill -9 of the program during an import: nothing of it is there, and the next import works" {
    before=$(people)
    crowd 1 KP > "$BATS_TEST_TMPDIR/new.csv"
    behind_lock import roster "$BATS_TEST_TMPDIR/new.csv"
    kill -KILL $COMMAND
    wait $COMMAND || :
    own "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid();" > /dev/null
    wait $LOCKER || :
    expect_same "$before" "$(people)"
    both rungs import roster "$BATS_TEST_TMPDIR/new.csv" --quiet
    expect_status 0
    expect_same "$((before + 1))" "$(people)"
    gone_soon
}

@test "kill -9 of the server during an import: exit 4 with what to do, and the next command finds all or nothing" {
    before=$(people)
    crowd 1 KS > "$BATS_TEST_TMPDIR/new.csv"
    behind_lock import roster "$BATS_TEST_TMPDIR/new.csv"
    kill -KILL "$(server_process)"
    status=0
    wait $COMMAND || status=$?
    expect_same 4 "$status"
    expect_in "hint: Nothing was changed; try again." "$(< "$BATS_TEST_TMPDIR/err")"
    wait $LOCKER || :
    expect_same "$before" "$(people)"
    both rungs import roster "$BATS_TEST_TMPDIR/new.csv" --quiet
    expect_status 0
    expect_same "$((before + 1))" "$(people)"
}

@test "kill -9 of the server at any moment of a larger import: all of it or nothing" {
    crowd 1500 KM > "$BATS_TEST_TMPDIR/many.csv"
    rungs db start --quiet
    for pause in 0.1 0.3; do
        "$RUNGS" import roster "$BATS_TEST_TMPDIR/many.csv" > /dev/null 2>&1 3>&- &
        COMMAND=$!
        sleep $pause
        kill -KILL "$(server_process)"
        wait $COMMAND || :
        found=$(own "select count(*) from rungs.person where employee_id like 'KM%';")
        [[ $found == 0 || $found == 1500 ]]
        expect_same "$found" "$(own "select count(*) from rungs.roster_entry e join rungs.person p on p.id = e.person_id
                                     where p.employee_id like 'KM%';")"
        [[ $found == 0 ]] || break
    done
    both rungs import roster "$BATS_TEST_TMPDIR/many.csv" --quiet
    expect_status 0
    expect_same 1500 "$(own "select count(*) from rungs.person where employee_id like 'KM%';")"
}

@test "Ctrl-C on a waiting import: exit 130, nothing written, and the server still stops at the end" {
    before=$(people)
    crowd 1 KC > "$BATS_TEST_TMPDIR/new.csv"
    behind_lock import roster "$BATS_TEST_TMPDIR/new.csv"
    kill -INT $COMMAND
    status=0
    wait $COMMAND || status=$?
    own "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid();" > /dev/null
    wait $LOCKER || :
    expect_same 130 "$status"
    expect_same "$before" "$(people)"
    gone_soon
}

@test "twelve commands at once on a home that is not there yet: all succeed, and then it stops" {
    export RUNGS_HOME=$PLACE/twelve
    for i in {1..12}; do
        "$RUNGS" cycle list > "$BATS_TEST_TMPDIR/out.$i" 2> "$BATS_TEST_TMPDIR/err.$i" 3>&- &
        jobs[i]=$!
    done
    for i in {1..12}; do
        wait "${jobs[i]}" || { echo "command $i: $?"; cat "$BATS_TEST_TMPDIR/err.$i"; return 1; }
        expect_in "no cycle yet" "$(< "$BATS_TEST_TMPDIR/out.$i")"
    done
    gone_soon
}

@test "a home that others can enter is refused, with the command that shuts it" {
    chmod 755 "$RUNGS_HOME"
    both rungs cycle list
    chmod 700 "$RUNGS_HOME"
    expect_status 4
    expect_in "is open to other users (mode 0755)" "$stderr"
    expect_in "hint: Shut it: chmod 700 '$RUNGS_HOME'" "$stderr"
}

@test "a folder with something else in it, a file, a path that cannot be made" {
    mkdir "$PLACE/full"
    touch "$PLACE/full/letter"
    chmod 755 "$PLACE/full"
    both env RUNGS_HOME="$PLACE/full" "$RUNGS" cycle list
    expect_status 4
    expect_in "Set RUNGS_HOME to a folder of its own" "$stderr"
    touch "$PLACE/file"
    both env RUNGS_HOME="$PLACE/file" "$RUNGS" cycle list
    expect_status 4
    expect_in "is not a folder" "$stderr"
    both env RUNGS_HOME=/proc/none/home "$RUNGS" cycle list
    expect_status 4
    expect_in "cannot make the folder" "$stderr"
}

@test "a path deeper than the name of a socket can be long works" {
    deep=$PLACE/deep/$(printf 'a%.0s' {1..60})/$(printf 'b%.0s' {1..60})
    export RUNGS_HOME=$deep/home
    both rungs cycle list
    expect_status 0
    expect_in "no cycle yet" "$output"
    echo 'select 1 as one;' | rungs db shell | grep -q one
    rungs db stop --force --quiet 2> /dev/null || :
    gone_soon
}

@test "RUNGS_HOME is taken from the current folder when it is relative, with blanks in its name" {
    mkdir -p "$PLACE/some where"
    cd "$PLACE"
    both env RUNGS_HOME="some where/my home" "$RUNGS" db status --format json
    expect_status 0
    expect_in "$PLACE/some where/my home" "$output"
}

@test "a schema older than the program is backed up and brought up without asking" {
    own "update rungs.logic set sha256 = repeat('0', 64);" > /dev/null
    both rungs report readiness --person K1032 --format csv
    expect_status 0
    expect_in "backed up to $RUNGS_HOME/backups/" "$stderr"
    backup=$(ls "$RUNGS_HOME"/backups/*.dump)
    [[ -s $backup ]]
    expect_same 600 "$(stat -c %a "$backup")"
    expect_same 2 "${#lines[@]}"
}

# Makes the schema look old, so that the next command wants a backup.
outdate() { own "update rungs.logic set sha256 = repeat('0', 64);" > /dev/null; }
dumps() { find "$RUNGS_HOME/backups" -mindepth 1 2> /dev/null | sort; }

@test "a backup goes to a new file of the server's user, never through a link, never over another one" {
    outdate
    rungs cycle list > /dev/null 2>&1
    before=$(dumps)
    for second in {0..20}; do
        ln -s "$PLACE/victim" "$RUNGS_HOME/backups/$(date -u -d "+$second seconds" +%Y%m%dT%H%M%SZ)-before-migration.dump" \
            2> /dev/null || : # the dump of just now
    done
    outdate
    both rungs cycle list
    expect_status 0
    find "$RUNGS_HOME/backups" -type l -delete
    [[ ! -e $PLACE/victim ]]
    new=$(comm -13 <(echo "$before") <(dumps))
    expect_in "before-migration-2.dump" "$new"
    expect_same "600 $(stat -c %U "$RUNGS_HOME")" "$(stat -c '%a %U' "$new")"
    [[ -s $new ]]
    before=$(dumps | wc -l)
    outdate
    rungs cycle list > /dev/null 2>&1
    outdate
    rungs cycle list > /dev/null 2>&1
    expect_same $((before + 2)) "$(dumps | wc -l)"
}

# Holds a table so that pg_dump waits, and starts a command that wants a backup; sets LOCKER and COMMAND.
dump_behind_lock() {
    rungs db start --quiet
    rungs db shell > /dev/null 2>&1 3>&- <<< 'begin; lock table rungs.roster_entry; select pg_sleep(60);' &
    LOCKER=$!
    soon "select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid();" || return 1
    "$RUNGS" cycle list > "$BATS_TEST_TMPDIR/out" 2> "$BATS_TEST_TMPDIR/err" 3>&- &
    COMMAND=$!
    soon "select count(*) from pg_stat_activity where application_name = 'pg_dump' and wait_event_type = 'Lock';"
}
soon() {
    for ((i = 0; i < 100; i++)); do
        [[ $(own "$1") != 1 ]] || return 0
        sleep 0.05
    done
    echo "never: $1"
    return 1
}
end_session() { own "select pg_terminate_backend(pid) from pg_stat_activity where $1 and pid <> pg_backend_pid();" > /dev/null; }
digest() { own 'select sha256 from rungs.logic;'; }

@test "Ctrl-C during the backup: exit 130, no half-written dump, nothing changed" {
    outdate
    before=$(dumps)
    dump_behind_lock
    kill -INT $COMMAND
    status=0
    wait $COMMAND || status=$?
    end_session "query like '%pg_sleep(60)%'"
    wait $LOCKER || :
    expect_same 130 "$status"
    expect_in "interrupted" "$(< "$BATS_TEST_TMPDIR/err")"
    expect_same "$before" "$(dumps)"
    expect_in 000000000000 "$(digest)"
}

@test "a backup that fails: exit 3 with pg_dump's words, no half-written dump, nothing changed" {
    outdate
    before=$(dumps)
    dump_behind_lock
    end_session "application_name = 'pg_dump'"
    status=0
    wait $COMMAND || status=$?
    end_session "query like '%pg_sleep(60)%'"
    wait $LOCKER || :
    expect_same 3 "$status"
    expect_in "pg_dump ended with 1" "$(< "$BATS_TEST_TMPDIR/err")"
    expect_in "FATAL:  terminating connection" "$(< "$BATS_TEST_TMPDIR/err")"
    expect_same "$before" "$(dumps)"
    expect_in 000000000000 "$(digest)"
}

@test "db status and db stop leave an empty folder with its owner" {
    mkdir -m 700 "$PLACE/empty"
    owner=$(stat -c %U "$PLACE/empty")
    for verb in status stop; do
        both env RUNGS_HOME="$PLACE/empty" "$RUNGS" db $verb
        expect_status 0
        expect_same "$owner" "$(stat -c %U "$PLACE/empty")"
    done
    expect_same "" "$(ls -A "$PLACE/empty")"
}

@test "who writes is the user of the machine, whatever the session says, and in the shell too" {
    me=$(id -un)
    both rungs account list --format json
    expect_status 0
    expect_in "\"$me\"" "$output"
    expect_same "$me" "$(own 'select rungs_api.login();')"
    expect_same "$me 5s" "$(PGOPTIONS='-c rungs.login=nobody -c statement_timeout=5s' own "select rungs_api.login() || ' ' || current_setting('statement_timeout');")"
    both rungs account set "$me" K1005
    expect_status 0
    both rungs evidence add -p K1012 -x director_builds_team -s solid -m 'By default.' --format csv
    expect_status 0
    expect_in "(manager)" "$output"
    expect_same "$me" "$(own "select a.login from rungs.evidence e join rungs.account a on a.id = e.recorded_by where e.summary = 'By default.';")"
}
