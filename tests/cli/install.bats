#!/usr/bin/env bats
# make install puts everything where its reader looks, below DESTDIR. The program is taken as it is, so that the other
# tests, which run at the same time, keep theirs.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() {
    ROOT=$BATS_FILE_TMPDIR/root
    export ROOT
    make --silent --old-file="${BUILD:-build}/rungs" install BUILD="${BUILD:-build}" DESTDIR="$ROOT" PREFIX=/usr > "$BATS_FILE_TMPDIR/log" 2>&1 \
        || { cat "$BATS_FILE_TMPDIR/log" >&2; return 1; }
}

@test "the program is in bin, runs from there, and others may run it" {
    expect_same 755 "$(stat -c %a "$ROOT/usr/bin/rungs")"
    expect_same "$("${BUILD:-build}/rungs" --version)" "$("$ROOT/usr/bin/rungs" --version)"
}

@test "manual page and completions are where man and the shells look, and readable" {
    for file in man/man1/rungs.1 bash-completion/completions/rungs zsh/site-functions/_rungs \
        fish/vendor_completions.d/rungs.fish; do
        [[ -s $ROOT/usr/share/$file ]]
        expect_same 644 "$(stat -c %a "$ROOT/usr/share/$file")"
    done
}

@test "the ladders and the templates come along" {
    for file in ladders/product-management/levels.csv roster/template.csv roster/columns.md evidence/template.csv; do
        cmp "import/$file" "$ROOT/usr/share/rungs/import/$file"
    done
}

@test "nothing is put outside the prefix" {
    expect_same "usr" "$(ls -A "$ROOT")"
    expect_same "bin
share" "$(ls -A "$ROOT/usr")"
}

@test "installing again over it works" {
    run make --silent --old-file="${BUILD:-build}/rungs" install BUILD="${BUILD:-build}" DESTDIR="$ROOT" PREFIX=/usr
    expect_status 0
    [[ ! -e $ROOT/usr/share/rungs/import/import ]]
}
