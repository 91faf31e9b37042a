#!/usr/bin/env bats
# Asking for help, and what is said to a command line that cannot be understood.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() {
    database_make sample
    MANUAL=$BATS_FILE_TMPDIR/manual.md
    export MANUAL
    rungs manual markdown > "$MANUAL"
}
teardown_file() { database_drop; }

# Paths of all commands, without the program's name.
commands() { sed -n 's/^### rungs //p' "$MANUAL"; }
# Every example, as it is typed.
examples() { awk '/^```/ { inside = !inside; next } inside && /^rungs /' "$MANUAL"; }

@test "without a command: what there is, by families, and how to go on" {
    both rungs
    expect_status 0
    expect_in "report manager" "$output"
    expect_in "import roster" "$output"
    expect_in "'rungs help COMMAND'" "$output"
    expect_same "" "$stderr"
}

@test "--help and help give the same page" {
    for words in "" "report" "report manager" "evidence add"; do
        # shellcheck disable=SC2086
        expect_same "$(rungs help $words)" "$(rungs $words --help)"
    done
}

@test "-h gives help even when other options would be refused" {
    both rungs report manager -h --no-such-thing
    expect_status 0
    expect_in "Usage: rungs report manager PERSON" "$output"
}

@test "--version says name and version in one line" {
    both rungs --version
    expect_status 0
    [[ $output =~ ^rungs\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "the page of every command has an example, its usage and every shared option's line" {
    [[ $(commands | wc -l) -ge 20 ]]
    while read -r path; do
        page=$(rungs help $path)
        expect_in "Examples:" "$page"
        expect_in "Usage: rungs $path" "$page"
        expect_in "--dbname" "$page"
        expect_in "--help" "$page"
    done < <(commands)
}

@test "the words of every example are a command, and its page knows every option in it" {
    [[ $(examples | wc -l) -ge 20 ]]
    while read -r example; do
        typed=${example%% [|>] *}
        eval "words=($typed)"
        path=''
        while read -r known; do
            [[ "$typed " != "rungs $known "* ]] || path=$known
        done < <(commands)
        [[ -n $path ]] || { echo "no command: $example"; return 1; }
        page=$(rungs help $path)
        for word in "${words[@]}"; do
            [[ $word != -?* ]] || expect_in "$word" "$page"
        done
    done < <(examples)
}

@test "no line of any page is wider than a terminal" {
    wide=$({ rungs; commands | while read -r path; do rungs help $path; done; } | awk 'length($0) > 80')
    expect_same "" "$wide"
}

@test "did you mean: a command" {
    both rungs improt roster
    expect_status 2
    expect_in "unknown command 'improt'" "$stderr"
    expect_in "did you mean 'rungs import roster'?" "$stderr"
    expect_same "" "$output"
}

@test "did you mean: a command whose family was forgotten" {
    both rungs manager K1005
    expect_status 2
    expect_in "did you mean 'rungs report manager'?" "$stderr"
}

@test "did you mean: an option" {
    both rungs report manager K1005 --formt csv
    expect_status 2
    expect_in "unknown option '--formt'" "$stderr"
    expect_in "did you mean '--format'?" "$stderr"
}

@test "did you mean: a person, with the accents that were left out" {
    both rungs report manager 'Amina Okafor-Belanger'
    expect_status 3
    expect_in "Did you mean 'Amina Okafor-Bélanger'?" "$stderr"
}

@test "did you mean: a level, an organisation, a stage model, an expectation" {
    both rungs report readiness --level senor_pm
    expect_status 3
    expect_in "Did you mean 'senior_pm'?" "$stderr"
    both rungs report readiness --org Growht
    expect_status 3
    expect_in "Did you mean 'Growth'?" "$stderr"
    both rungs report readiness --stages three-stage
    expect_status 3
    expect_in "Did you mean 'three-stages'?" "$stderr"
    both rungs evidence list --expectation pm_shp
    expect_status 3
    expect_in "Did you mean 'pm_ship'?" "$stderr"
}

@test "an empty word means nobody, and nothing is guessed from it" {
    both rungs report manager ''
    expect_status 3
    expect_in "nobody here is known as ''" "$stderr"
    expect_not_in "Did you mean" "$stderr"
}

@test "a name that two people have is refused, with what tells them apart" {
    both rungs report readiness --person 王芳
    expect_status 3
    expect_in "is the name of 2 people" "$stderr"
    expect_in "K1034  fang.wang@copperheron.example" "$stderr"
    expect_in "K1052  fang.wang2@copperheron.example" "$stderr"
    expect_in "hint: Name the person by employee id or e-mail address." "$stderr"
}

@test "a family alone says what can follow" {
    both rungs report
    expect_status 2
    expect_in "'rungs report' needs one more word" "$stderr"
    expect_in "report crossings" "$stderr"
}

@test "a missing argument and missing options are named, with an example" {
    both rungs report manager
    expect_status 2
    expect_in "missing argument 'PERSON'" "$stderr"
    expect_in "hint: for example: rungs report manager K1005" "$stderr"
    both rungs evidence add --person K1053
    expect_status 2
    for name in expectation strength summary; do
        expect_in "'--$name'" "$stderr"
    done
}

@test "an argument too many is named" {
    both rungs report manager K1005 K1006
    expect_status 2
    expect_in "argument 'K1006' is one too many" "$stderr"
}

@test "an option twice, without a value, with a word that is none of its choices" {
    both rungs report readiness --level pm --level apm
    expect_status 2
    expect_in "option '--level' is given twice" "$stderr"
    both rungs report manager K1005 --format
    expect_status 2
    expect_in "option '--format' needs a value" "$stderr"
    both rungs report manager K1005 --format xml
    expect_status 2
    expect_in "takes table, csv, json or markdown, not 'xml'" "$stderr"
}

@test "a day that is none is refused, also one that the calendar has not" {
    for day in gestern 31/12/2025 2026-02-30 2026-13-01 20260101; do
        both rungs report readiness --as-of $day
        expect_status 2
        expect_in "'$day' is not a date; write it as YYYY-MM-DD" "$stderr"
    done
}

@test "a number that is none is refused" {
    both rungs evidence confirm abc --by K1001
    expect_status 2
    expect_in "takes a whole number, not 'abc'" "$stderr"
}

@test "control characters in what was typed reach no terminal" {
    both rungs $'re\e[31mport'
    expect_status 2
    expect_not_in $'\e' "$stderr"
    both rungs report manager $'K1\e]0;title\a'
    expect_status 3
    expect_not_in $'\e' "$stderr"
}

@test "--quiet leaves errors, --verbose adds what happens underneath; stdout is the same" {
    both rungs report crossings --format csv --quiet
    expect_status 0
    expect_same "" "$stderr"
    quiet=$output
    both rungs report crossings --format csv --verbose
    expect_in "connected to database" "$stderr"
    expect_same "$quiet" "$output"
    both rungs report manager nobody --quiet
    expect_status 3
    expect_in "nobody here is known as 'nobody'" "$stderr"
}
