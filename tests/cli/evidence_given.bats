#!/usr/bin/env bats
# evidence add without asking: details from files and editors, entries as JSON, drafts when something breaks.
# K1049 Maria Garcia, pm; her manager K1018.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state LC_ALL=C.UTF-8
    unset VISUAL EDITOR
    cd "$BATS_TEST_TMPDIR" || return
    ENTRY=(evidence add -p K1049 -x pm_ship -s solid -b K1018 -r manager -m "Test $BATS_TEST_NUMBER.")
}
details() { ask "select details from rungs.evidence where summary = 'Test $BATS_TEST_NUMBER.'"; }
logged() { ask "select count(*) from rungs.evidence where summary = 'Test $BATS_TEST_NUMBER.'"; }
no_drafts() { expect_same "" "$(find "$XDG_STATE_HOME" -type f 2>/dev/null)"; }
# An editor that runs the shell commands on stdin with $file.
editor() { { printf '#!/bin/sh\nfor file; do :; done\n'; cat; } >ed && chmod +x ed; }
# refused TEXT...: exit 3 with these texts, nothing logged.
refused() {
    expect_status 3
    for text in "$@"; do expect_in "$text" "$stderr"; done
    expect_same 0 "$(logged)"
}

@test "-F FILE: the details of a file, without a mark, carriage returns and blank lines around" {
    printf '\xEF\xBB\xBF\r\n\nZeile eins  \r\n\r\n# zwei\tÆ\n\n' >story
    both rungs "${ENTRY[@]}" -F story
    expect_status 0
    expect_same $'Zeile eins\n\n# zwei\tÆ' "$(details)"
}

@test "-F -: the details of a pipe" {
    both rungs "${ENTRY[@]}" -F - <<<'Out of a pipe.'
    expect_status 0
    expect_same "Out of a pipe." "$(details)"
    no_drafts
}

@test "-F -: what came through a pipe is kept when it is refused" {
    both rungs "${ENTRY[@]}" -F - --on 2199-01-01 <<<'Out of a pipe.'
    refused "lies ahead" "Everything that was given is kept in $XDG_STATE_HOME/rungs/evidence-"
    expect_in '"details": "Out of a pipe."' "$(cat state/rungs/*.json)"
}

@test "details that are too long, not UTF-8, or steer a terminal" {
    head -c 400001 /dev/zero | tr '\0' a >long
    both rungs "${ENTRY[@]}" -F long
    refused "'long' is too long: more than 400000 bytes" "--link"
    head -c 100001 long >longer
    both rungs "${ENTRY[@]}" -F longer
    refused "the details text is 100001 characters long, at most 100000 are taken" "--link"
    printf '𝄞%.0s' {1..100000} >fits
    both rungs "${ENTRY[@]}" -F fits --dry-run
    expect_status 0
    both rungs "${ENTRY[@]}" -F - < <(head -c 10485760 /dev/zero)
    refused "standard input is too long"
    printf 'one\ntwo \xE9\n' >latin
    both rungs "${ENTRY[@]}" -F latin
    refused "'latin', line 2: not UTF-8 text"
    printf 'one\n\033[31mred\n' >escape
    both rungs "${ENTRY[@]}" -F escape
    refused "'escape', line 2: a control character (U+001B)"
    printf 'a\0b' >nul
    both rungs "${ENTRY[@]}" -F nul
    refused "'nul', line 1: a control character (U+0000)"
    printf 'a\xC2\x9Bb' >c1
    both rungs "${ENTRY[@]}" -F c1
    refused "(U+009B)"
    both rungs "${ENTRY[@]}" -F .
    refused "cannot read '.'"
    both rungs "${ENTRY[@]}" -F nosuch
    refused "cannot read 'nosuch': No such file or directory"
    no_drafts
}

@test "--file and --details are one thing" {
    both rungs "${ENTRY[@]}" -F story --details x
    expect_status 2
    expect_in "options '--file' and '--details' say the same thing" "$stderr"
}

@test "-e: an editor with arguments, a template whose comments go, headings that stay" {
    editor <<'SH'
cp "$file" seen
{ printf 'First.\n# Heading\n'; cat "$file"; } > "$file.2" && cat "$file.2" > "$file"; rm "$file.2"
stat -c '%a' "$file" > mode
SH
    VISUAL="./ed --some 'argument'" EDITOR=false both rungs "${ENTRY[@]}" -e --details 'Before.'
    expect_status 0
    expect_same $'First.\n# Heading\nBefore.' "$(details)"
    expect_in "#: summary: Test $BATS_TEST_NUMBER." "$(cat seen)"
    expect_same 600 "$(cat mode)"
    no_drafts
}

@test "-e: an editor that is left with nothing saved, that fails, that does not exist" {
    EDITOR=true both rungs "${ENTRY[@]}" -e
    refused "the editor was left with nothing saved" "kept in $XDG_STATE_HOME/rungs/evidence-"
    editor <<'SH'
echo 'Half.' > "$file"
exit 3
SH
    EDITOR=./ed both rungs "${ENTRY[@]}" -e
    refused "the editor './ed' ended with status 3" "kept in"
    expect_in Half "$(cat state/rungs/*.txt)"
    EDITOR=./nosuch both rungs "${ENTRY[@]}" -e
    refused "cannot run the editor './nosuch'" "export EDITOR=nano"
}

@test "-e without a home for drafts" {
    env -u HOME -u XDG_STATE_HOME EDITOR=true "$RUNGS" "${ENTRY[@]}" -e 2>stderr || status=$?
    expect_same 3 "$status"
    expect_in "no place" "$(cat stderr)"
}

@test "a folder of drafts that others can read is shut, one of somebody else is not used" {
    mkdir -p state/rungs && chmod 755 state/rungs
    both rungs "${ENTRY[@]}" -F - --on 2199-01-01 <<<'x'
    expect_same 700 "$(stat -c %a state/rungs)"
    rm -rf state/rungs && ln -s /tmp state/rungs
    both rungs "${ENTRY[@]}" -F - <<<'x'
    expect_status 0
    expect_in "no draft is kept: '$XDG_STATE_HOME/rungs' is not a folder of yours" "$stderr"
}

@test "the connection breaks while saving: exit 7, the draft stays and says that the entry may be there" {
    psql -qX -d "$RUNGS_DATABASE" <<'SQL'
create function public.break_off() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
create constraint trigger breaks after insert on rungs.evidence deferrable initially deferred
    for each row when (new.details = 'Broken off.') execute function public.break_off();
SQL
    both rungs "${ENTRY[@]}" -F - <<<'Broken off.'
    expect_status 7
    expect_in "The entry may be in the log already" "$stderr"
    expect_in "kept in" "$stderr"
    expect_in '"saving"' "$(cat state/rungs/*.json)"
    both rungs evidence add --draft state/rungs/*.json
    expect_status 3
    expect_in "may be in the log already" "$stderr"
}

@test "killed at any moment there is the entry or its draft" {
    local calls='fsync,rename,unlink,sendto,recvfrom' count when
    printf '{"person": "K1049", "expectation": "pm_ship", "strength": "solid", "observer": "K1018", "relation": "manager",
        "summary": "Test %s."}\n' "$BATS_TEST_NUMBER" >whole
    cp whole draft.json
    strace -qq -e "trace=$calls" -o calls "$RUNGS" evidence add --draft draft.json -q >/dev/null
    count=$(grep -c '(' calls)
    [[ $count -ge 8 && ! -e draft.json ]]
    for ((when = 1; when <= count; when++)); do
        ask "update rungs.evidence set summary = 'done' where summary = 'Test $BATS_TEST_NUMBER.'"
        rm -f draft.json*
        cp whole draft.json
        local call
        call=$(sed -n "${when}s/(.*//p" calls)
        local nth
        nth=$(head -n "$when" calls | grep -c "^$call(")
        timeout 20 strace -qq -o /dev/null -e "inject=$call:signal=SIGKILL:when=$nth" "$RUNGS" evidence add --draft draft.json -q >/dev/null 2>&1 || :
        # A server that was spoken to may still be at it.
        for ((i = 0; i < 100; i++)); do
            [[ $(ask "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()") != 0 ]] || break
        done
        grep -q "\"Test $BATS_TEST_NUMBER.\"" draft.json 2>/dev/null || expect_same 1 "$(logged)"
        # A draft of an entry that is logged says that it may be.
        [[ $(logged) == 0 || ! -e draft.json ]] || expect_in '"saving"' "$(cat draft.json)"
    done
}

entry() { printf '{"person": "K1049", "expectation": "%s", "strength": "%s", "observer": "K1018", "relation": "manager", "summary": "%s"%s}' "$@"; }

@test "--json: one object, one row" {
    both rungs evidence add --json <(entry pm_ship solid "Test $BATS_TEST_NUMBER." ', "on": "2026-11-02", "details": null, "work-type": "growth"') -f json
    expect_status 0
    expect_same "pm_ship 2026-11-02" "$(json "concat_ws(' ', j->0->>'expectation', j->0->>'observed_on')")"
    expect_same 1 "$(logged)"
}

@test "--json -: an array, all in one answer, in its order" {
    both rungs evidence add --json - -f json < <(echo "[$(entry pm_ship solid "Test $BATS_TEST_NUMBER." ''),"; entry pm_fit emerging "Test $BATS_TEST_NUMBER." ''; echo ']')
    expect_status 0
    expect_same "2 pm_ship pm_fit" "$(json "concat_ws(' ', jsonb_array_length(j), j->0->>'expectation', j->1->>'expectation')")"
    expect_same 2 "$(logged)"
    both rungs evidence add --json - <<<'[]'
    expect_status 0
    expect_in "no entries" "$output"
}

@test "--json: all or none, and the entry that is wrong is named" {
    local good
    good=$(entry pm_ship solid "Test $BATS_TEST_NUMBER." '')
    both rungs evidence add --json - <<<"[$good, $(entry nosuch solid "Test $BATS_TEST_NUMBER." '')]"
    refused "standard input, entry 2: there is no expectation or shift 'nosuch'"
    both rungs evidence add --json - <<<"[$good, $(entry pm_ship great "Test $BATS_TEST_NUMBER." '')]"
    refused "standard input, entry 2: 'strength' takes contrary, emerging, solid or exemplary, not 'great'"
    both rungs evidence add --json - <<<"[$good, {\"person\": \"K1049\"}]"
    refused "standard input, entry 2: 'expectation' is missing"
    both rungs evidence add --json - <<<"[$good, $(entry pm_ship solid x ', "sumary": "y"')]"
    refused "standard input, entry 2: there is no 'sumary'" "Did you mean 'summary'?"
    both rungs evidence add --json - <<<"[$good, $(entry pm_ship solid x ', "qqqqqqqqq": "y"')]"
    refused "Known are: person, expectation"
    both rungs evidence add --json - <<<"[$good, $(entry pm_ship solid x ', "on": 20261102')]"
    refused "entry 2: the value of 'on' is a number, not text"
    both rungs evidence add --json - <<<"[$good, $(entry pm_ship solid x ', "on": ["2026-11-02", "2026-11-03"]')]"
    refused "'on' is one text, not a list"
    both rungs evidence add --json - <<<"[$good, $(entry pm_ship solid x ', "on": "2026-11-02", "on": "2026-11-03"')]"
    refused "not JSON" "duplicate"
    both rungs evidence add --json - <<<"[$good, 5]"
    refused "an entry is an object"
    both rungs evidence add --json - <<<"[$good"
    refused "standard input, line 2, column 0: not JSON"
    both rungs evidence add --json - <<<"$good" --dry-run
    expect_status 0
    expect_same 0 "$(logged)"
}

@test "--json goes with nothing that belongs to one entry" {
    both rungs evidence add --json x -p K1049
    expect_status 2
    expect_in "option '--json' brings whole entries, '--person' goes with one" "$stderr"
}

@test "--draft: a file of one's own, options go before it" {
    entry pm_ship solid "Never." '' >mine
    both rungs evidence add --draft mine -m "Test $BATS_TEST_NUMBER."
    expect_status 0
    expect_same 1 "$(logged)"
    [[ ! -e mine ]]
    both rungs evidence add --draft mine
    expect_status 3
    expect_in "cannot read the draft 'mine'" "$stderr"
    echo '[]' >mine
    both rungs evidence add --draft mine
    expect_status 3
    expect_in "'mine' is not a draft" "$stderr"
}
