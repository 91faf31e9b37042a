#!/usr/bin/env bats
# Completion scripts and the manual page: written by the program, read by shells and by man.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() {
    RUNGS=$PWD/${BUILD:-build}/rungs
    SCRIPT=$BATS_FILE_TMPDIR/rungs.bash
    export RUNGS SCRIPT
    rungs completion bash > "$SCRIPT"
}

# What bash offers behind the words given; the last one is being typed.
offered() {
    bash -c '
        source "$SCRIPT"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
        function_name=$(complete -p rungs | sed "s/.*-F \([^ ]*\).*/\1/")
        "$function_name" rungs "${@: -1}" "${@: -2:1}"
        printf "%s\n" "${COMPREPLY[@]}"' bash "$@" | sort | paste -sd' '
}

@test "bash: families and commands" {
    expect_same "report" "$(offered rungs rep)"
    expect_same "crossings manager matrix packet person pipeline promotions readiness settling skills titles" "$(offered rungs report '')"
    expect_same "manager" "$(offered rungs report man)"
    expect_in "decisions evidence history ladder list nominations roster scope show titles undo" "$(offered rungs import '')"
    expect_same "import" "$(offered rungs im)"
    expect_same "" "$(offered rungs xyz)"
}

@test "bash: help takes the same words" {
    expect_in "import" "$(offered rungs help '')"
    expect_same "readiness" "$(offered rungs help report rea)"
}

@test "bash: options of the command, shared and global ones" {
    expect_same "--format" "$(offered rungs report manager K1005 --for)"
    expect_same "--as-of --as-seen-on" "$(offered rungs report manager K1005 --as)"
    expect_same "--dry-run" "$(offered rungs import roster x.csv --dr)"
    expect_same "" "$(offered rungs report manager K1005 --dr)"
    expect_same "--dbname" "$(offered rungs report manager K1005 --db)"
}

@test "bash: the choices of an option, behind a blank and behind =" {
    for words in '--format' '-f'; do
        for format in table csv json markdown; do
            expect_in "$format" "$(offered rungs report manager K1005 $words '')"
        done
    done
    expect_same "json" "$(offered rungs report manager K1005 --format j)"
    expect_same "json" "$(offered rungs report manager K1005 --format = j)"
    expect_same "always auto never" "$(offered rungs calibrate summary --color '')"
    expect_in "exemplary" "$(offered rungs evidence add --strength '')"
}

@test "bash: files where a file is meant, also with blanks in the name; shells for completion" {
    touch "$BATS_TEST_TMPDIR/my team.csv"
    expect_same "$BATS_TEST_TMPDIR/my team.csv" "$(offered rungs import roster "$BATS_TEST_TMPDIR/my")"
    expect_same "$BATS_TEST_TMPDIR/my team.csv" "$(offered rungs report manager K1005 --output "$BATS_TEST_TMPDIR/my")"
    expect_same "bash fish zsh" "$(offered rungs completion '')"
}

@test "bash: every command of the manual can be reached by completion" {
    while read -r path; do
        read -ra words <<< "$path"
        last=${words[-1]}
        expect_in " $last " " $(offered rungs "${words[@]:0:${#words[@]}-1}" "$last") "
    done < <(rungs manual markdown | sed -n 's/^### rungs //p')
}

@test "the scripts are clean for their shells" {
    bash -n "$SCRIPT"
    for shell in zsh fish; do
        rungs completion $shell > "$BATS_TEST_TMPDIR/$shell"
        [[ -s $BATS_TEST_TMPDIR/$shell ]]
        ! command -v $shell > /dev/null || $shell -n "$BATS_TEST_TMPDIR/$shell"
    done
}

@test "a shell that there is no script for is refused" {
    both rungs completion powershell
    expect_status 2
    expect_in "takes bash, zsh or fish, not 'powershell'" "$stderr"
}

@test "completion and manual need no database, and write to a file when told so" {
    export PGHOST=/nonexistent
    both rungs completion bash --output "$BATS_TEST_TMPDIR/script"
    expect_status 0
    expect_same "$(< "$SCRIPT")" "$(< "$BATS_TEST_TMPDIR/script")"
    both rungs manual page --output "$BATS_TEST_TMPDIR/rungs.1"
    expect_status 0
    both rungs manual markdown --output "$BATS_TEST_TMPDIR/commands.md"
    expect_status 0
    both rungs --help
    expect_status 0
}

@test "the manual page has its parts and every command" {
    page=$(rungs manual page)
    parts=$(sed -n 's/^\.Sh //p' <<< "$page" | tr -d '"')
    for part in NAME SYNOPSIS COMMANDS OPTIONS "WHICH DATABASE" ENVIRONMENT "EXIT CODES"; do
        expect_in "$part" "$parts"
    done
    while read -r path; do
        expect_in "${path##* }" "$page"
    done < <(rungs manual markdown | sed -n 's/^### rungs //p')
}

@test "the manual page is clean for man" {
    rungs manual page > "$BATS_TEST_TMPDIR/rungs.1"
    if command -v mandoc > /dev/null; then
        run mandoc -T lint -W warning "$BATS_TEST_TMPDIR/rungs.1"
    elif command -v groff > /dev/null; then
        run groff -man -Tutf8 -ww -z "$BATS_TEST_TMPDIR/rungs.1"
    else
        skip "neither mandoc nor groff is installed"
    fi
    expect_status 0
    expect_same "" "$output"
}
