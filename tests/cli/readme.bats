# The README keeps its word: the first block holds exactly two commands, the first of them does the main job, and the
# screen that it shows is what the program prints.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() {
    database_make sample
    FOLDER=$(mktemp -d)
    chmod 755 "$FOLDER"
    export FOLDER
}
teardown_file() {
    database_drop
    rm -rf "$FOLDER"
}

# The lines of the N-th fenced block.
block() { awk -v wanted="$1" '/^```/ { inside = !inside; count += inside; next } inside && count == wanted' README.md; }

@test "the first block is two commands, and both exist" {
    [[ $(block 1 | grep -c .) == 2 ]]
    block 1 | while read -r command _; do [[ -x $command ]]; done
}

@test "CI runs the second command" {
    grep -q "$(block 1 | sed -n '2s/ .*//p')" .ci/run
}

@test "the first command does the main job, twice" {
    for _ in 1 2; do
        run -0 env -u RUNGS_DATABASE -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE -u PGOPTIONS \
            RUNGS_DEMO_HOME="$FOLDER/home" tools/demo
        expect_in 'Everybody under Amina Okafor-Bélanger' "$output"
        expect_in '1. Import a team roster' "$output"
        expect_in '2. Log promotion evidence' "$output"
        expect_in '3. Manager report' "$output"
        expect_in '4. Calibration summary' "$output"
        expect_in 'ready, not nominated' "$output"
    done
    # The second time every file is known already: ladder, two rosters, scope, evidence, nominations.
    [[ $(grep -c '^nothing to do' <<<"$output") == 6 ]]
}

@test "the screen in the README is what the program prints" {
    screen() {
        block 2 | grep '^\$ ' | while IFS= read -r line; do
            echo "$line"
            read -ra words <<<"${line#'$ rungs '}"
            rungs "${words[@]}"
        done
    }
    [[ $(screen | wc -l) -gt 20 ]]
    diff <(block 2 | sed 's/ *$//; /^$/d') <(screen | sed 's/ *$//')
}

@test "every rungs command in the README is one" {
    { block 3; block 4; block 5; block 6; block 7; } | grep -oE '^rungs [a-z]+ [a-z]+' | sort -u | while read -r _ first second; do
        run -0 rungs help "$first" "$second"
    done
}

@test "every link in the README leads somewhere" {
    grep -oE '\]\([^)#]+' README.md | sed 's/](//' | while read -r path; do [[ -e $path ]]; done
}
