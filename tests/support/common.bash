# What every bats file loads: the program, a database of its own, and ways to look at answers.
# shellcheck shell=bash disable=SC2154

rungs() { "$RUNGS" "$@"; }

# A copy of a template (empty or sample) for this file, dropped when it ends.
database_make() {
    RUNGS=$(realpath "${BUILD:-build}")/rungs
    RUNGS_DATABASE=test_${BATS_TEST_FILENAME##*/}_$$
    RUNGS_DATABASE=${RUNGS_DATABASE//[^A-Za-z0-9_]/_}
    export RUNGS RUNGS_DATABASE
    createdb -T "rungs_$1" "$RUNGS_DATABASE"
}
database_drop() { dropdb --force --if-exists "$RUNGS_DATABASE"; }

# Ends the private server of a home, also when the program that started it is gone: server_end PROGRAM HOME.
server_end() {
    local process
    env -u RUNGS_DATABASE -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE RUNGS_HOME="$2" "$1" db stop --force --quiet \
        2>/dev/null && return
    process=$(sed -n '1s/^[0-9]*$/&/p' "$2"/pg[0-9]*/postmaster.pid 2>/dev/null) || return 0
    # A number alone may have come to belong to somebody else.
    [[ -n $process && $(tr '\0' ' ' <"/proc/$process/cmdline" 2>/dev/null) == */postgres\ -D\ "$2"/* ]] || return 0
    kill -INT "$process"
    for ((i = 0; i < 200; i++)); do
        kill -0 "$process" 2>/dev/null || return 0
        sleep 0.05
    done
    kill -QUIT "$process"
}

# The answer to one question of SQL, for looking behind the program.
ask() { psql -XqAt -d "$RUNGS_DATABASE" -c "$1"; }

# run, with standard output and standard error apart: $output and $stderr.
both() { run --separate-stderr "$@"; }

# Fails with what was said when the exit status is another.
expect_status() {
    [[ $status == "$1" ]] || {
        echo "status $status instead of $1"
        echo "stdout: $output"
        echo "stderr: ${stderr:-}"
        return 1
    }
}
# Fails when a text does not hold a piece.
expect_in() {
    [[ $2 == *"$1"* ]] || {
        echo "not found: $1"
        echo "in: ${2:0:2000}"
        return 1
    }
}
# Fails when a text holds a piece.
expect_not_in() {
    [[ $2 != *"$1"* ]] || {
        echo "found: $1"
        echo "in: ${2:0:2000}"
        return 1
    }
}
# Fails when two texts differ: expect_same WANTED FOUND.
expect_same() {
    [[ $1 == "$2" ]] || {
        echo "wanted: $1"
        echo "found:  $2"
        return 1
    }
}
# Takes the JSON in $output apart with PostgreSQL: json "j->0->>'person'".
# The question goes in as a file: an answer may be longer than an argument can be.
json() { psql -XqAt -d "$RUNGS_DATABASE" <<< "select $1 from (select \$json\$$output\$json\$::jsonb as j) x"; }
