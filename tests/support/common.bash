# What every bats file loads: the program, a database of its own, and ways to look at answers.
# shellcheck shell=bash disable=SC2154

rungs() { "$RUNGS" "$@"; }

# A copy of a template (empty or sample) for this file, dropped when it ends.
database_make() {
    RUNGS=$PWD/${BUILD:-build}/rungs
    RUNGS_DATABASE=test_${BATS_TEST_FILENAME##*/}_$$
    RUNGS_DATABASE=${RUNGS_DATABASE//[^A-Za-z0-9_]/_}
    export RUNGS RUNGS_DATABASE
    createdb -T "rungs_$1" "$RUNGS_DATABASE"
}
database_drop() { dropdb --force --if-exists "$RUNGS_DATABASE"; }

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
json() { ask "select $1 from (select \$json\$$output\$json\$::jsonb as j) x"; }
