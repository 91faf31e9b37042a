#!/usr/bin/env bats
# evidence add on a terminal: asked field by field, long text, drafts that survive. A terminal of its own is played by
# tests/support/terminal.py. K1049 Maria Garcia (one of two of that name), pm; manager K1018; his manager K1009.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state TERM=xterm LC_ALL=C.UTF-8
    unset VISUAL EDITOR
    MOST=(-p K1049 -x pm_ship -s solid -b K1018 -r manager)
}

# terminal [OPTIONS] -- ARGUMENTS... <<< PART
on_terminal() {
    local options=()
    while [[ $1 != -- ]]; do
        options+=("$1")
        shift
    done
    run "$BATS_TEST_DIRNAME/../support/terminal.py" "${options[@]}" "$RUNGS" "${@:2}"
}
drafts() { find "$XDG_STATE_HOME" -type f 2>/dev/null; }
logged() { ask "select count(*) from rungs.evidence where summary = '$1'"; }
no_drafts() { expect_same "" "$(drafts)"; }

@test "everything asked, found by a few letters, logged as if it had been typed as options" {
    on_terminal -- evidence add <<'PART'
expect About whom? 
type garcia
expect   2  Maria Garcia  Product Manager, Food Trucks
expect About whom? 
type 2
expect Senior product manager: asked next
expect   1  senior_strategy_plan  [must, unknown] Strategy: Works out
expect Against which expectation? 
type goals
expect Against which expectation? 
type senior_goals
expect   4  exemplary  done so that others can learn from it: 3 points
expect How strongly does it speak for them? 
type 3
expect Who saw it? 
type K1018
expect How does the observer stand to the person? [manager] 
type 
expect What happened, in a sentence? 
type Hielt 王芳 und Ærø am Laufen.
expect Enter for today: 
type 2026-99-99
expect '2026-99-99' is not a date
expect Enter for today: 
type 2026-11-02
expect Enter for none: 
type gro
expect Enter for nothing: 
type Zwei Zeilen.
expect Enter for nowhere: 
type 
expect This is what will be logged:
expect Enter logs it, a number changes it: [save] 
type 
expect unknown -> partial, 2 points
PART
    expect_status 0
    expect_same "K1049|senior_goals|solid|manager|2026-11-02|growth|Zwei Zeilen." "$(ask "
        select p.employee_id, x.code, s.code, r.code, e.observed_on, w.code, e.details
        from rungs.evidence e join rungs.person p on p.id = e.person_id join rungs.expectation x on x.id = e.expectation_id
        join rungs.strength s on s.id = e.strength_id join rungs.relation r on r.id = e.relation_id
        join rungs.work_type w on w.id = e.work_type_id where e.summary = 'Hielt 王芳 und Ærø am Laufen.'")"
    no_drafts
}

@test "the answer goes to stdout, the questions to stderr" {
    on_terminal --stdout "$BATS_TEST_TMPDIR/answer" -- evidence add "${MOST[@]}" -f json <<'PART'
expect What happened, in a sentence? 
type On two ways.
expect Enter for today: 
type 
expect Enter for none: 
type 
expect Enter for nothing: 
type 
expect Enter for nowhere: 
type 
expect [save] 
type 
PART
    expect_status 0
    expect_not_in '"evidence"' "$output"
    output=$(cat "$BATS_TEST_TMPDIR/answer")
    expect_same pm_ship "$(json "j->0->>'expectation'")"
}

@test "in a pipe nobody is asked: the usual fault" {
    both rungs evidence add -p K1049 </dev/null
    expect_status 2
    expect_in "missing option '--expectation', option '--strength' and option '--summary'" "$stderr"
    no_drafts
}

@test "an answer can be changed before it is logged" {
    on_terminal -- evidence add "${MOST[@]}" <<'PART'
expect What happened, in a sentence? 
type Before.
expect Enter for today: 
type 
expect Enter for none: 
type 
expect Enter for nothing: 
type 
expect Enter for nowhere: 
type 
expect [save] 
type summary
expect What happened, in a sentence? 
type After.
expect   6  summary       After.
expect [save] 
type 3
expect How strongly
type exem
expect [save] 
type 
PART
    expect_status 0
    expect_same "0 1" "$(logged Before.) $(logged After.)"
    expect_in "exemplary" "$output"
}

@test "Tab completes names and codes, and lists what they could become" {
    on_terminal -- evidence add <<'PART'
expect About whom? 
send Maria Gar\t
expect Maria Garcia
send \t
expect   2  Maria Garcia
expect Maria Garcia
send \x15K1049\t\r
expect Maria Garcia  Product Manager, Food Trucks
expect Against which expectation? 
send pm_sh\t
expect pm_ship
send \r
expect How strongly
send \x03
PART
    expect_status 130
    expect_in "     pm_ship  [" "$output"
}

@test "letters that nothing fits, '?' for more, an empty answer where one is needed" {
    on_terminal -- evidence add <<'PART'
expect About whom? 
type 
expect Type a few letters of a name
expect About whom? 
type zzzz
expect Nothing here fits 'zzzz'.
expect About whom? 
type K1049
expect more
expect Against which expectation? 
type ?
expect more
expect Against which expectation? 
type 
expect more
expect Against which expectation? 
type nosuchthing
expect Nothing here fits 'nosuchthing'
expect Against which expectation? 
send \x04
PART
    expect_status 130
    expect_in "left without an answer" "$output"
}

@test "a customer is heard under any name, and only voices from outside are offered then" {
    on_terminal -- evidence add -p K1049 -x pm_ship -s solid -m 'Heard.' --on 2026-11-02 -w growth --details x --link https://a.example <<'PART'
expect Who saw it? 
type Café Luna
expect   1  customer
expect   2  metric
expect How does the observer stand to the person? 
type 1
expect [save] 
type 
PART
    expect_status 0
    expect_not_in "skip_manager" "$output"
    expect_same "Café Luna" "$(ask "select o.name from rungs.evidence e join rungs.observer o on o.id = e.observer_id where e.summary = 'Heard.'")"
}

# Plays the questions up to number $1 (1 to 8) and then what is on stdin.
up_to() {
    local prompts=("About whom? " "Against which expectation? " "How strongly does it speak for them? " "Who saw it? "
        "stand to the person? [manager] " "What happened, in a sentence? " "Enter for today: " "Enter for none: "
        "Enter for nothing: " "Enter for nowhere: " "changes it: [save] ")
    local answers=(K1049 pm_ship solid K1018 manager "Stopped on the way." "" "" "" "" "")
    for ((i = 0; i < $1; i++)); do
        echo "expect ${prompts[i]}"
        ((i + 1 == $1)) || echo "type ${answers[i]}"
    done
}

@test "Ctrl-C and Ctrl-D at each question: nothing logged, what was answered is kept, exit 130" {
    local key asked kept
    for key in '\x03' '\x04'; do
        for asked in 1 2 3 4 5 6 7 8 9 10 11; do
            rm -rf "$XDG_STATE_HOME"
            on_terminal -- evidence add < <(up_to $asked; echo "send $key")
            expect_status 130
            expect_in "Nothing was changed." "$output"
            if [[ $asked == 1 ]]; then
                no_drafts
                continue
            fi
            expect_in "kept in $XDG_STATE_HOME/rungs/evidence-" "$(tr -d '\n' <<<"$output")"
            kept=$(cat "$XDG_STATE_HOME"/rungs/evidence-*.json)
            expect_in '"person": "K1049"' "$kept"
            [[ $asked -le 6 ]] || expect_in '"summary": "Stopped on the way."' "$kept"
        done
    done
    expect_same 0 "$(logged 'Stopped on the way.')"
}

@test "killed at each question, the next one goes on where it ended" {
    local asked
    for asked in 2 3 4 5 6 7 9 11; do
        rm -rf "$XDG_STATE_HOME"
        on_terminal -- evidence add < <(up_to $asked; echo "signal KILL")
        expect_status 137
        expect_same "600 700" "$(stat -c %a "$XDG_STATE_HOME"/rungs/evidence-*.json) $(stat -c %a "$XDG_STATE_HOME/rungs")"
        # What was left empty was answered too.
        on_terminal -- evidence add < <(
            echo "expect Go on with it? [yes] "
            echo "type "
            up_to 11 | tail -n +$((2 * asked - 1))
            echo "type "
        )
        expect_status 0
        no_drafts
    done
    expect_same 8 "$(logged 'Stopped on the way.')"
}

@test "half a line survives a kill, Ctrl-C and a lost terminal: the question goes on behind it" {
    local typed="grep -q 'Ærø is half' $XDG_STATE_HOME/rungs/evidence-*.json" end
    for end in KILL HUP '\x03'; do
        rm -rf "$XDG_STATE_HOME"
        on_terminal -- evidence add < <(
            up_to 6
            echo 'send Ærø is half'
            echo 'expect Ærø is half'
            [[ $end == KILL ]] && echo "run for i in \$(seq 300); do $typed && break; sleep 0.1; done"
            [[ $end == '\x03' ]] && echo "send $end" || echo "signal $end"
        )
        expect_in '"typing": ["summary", "Ærø is half"]' "$(cat "$XDG_STATE_HOME"/rungs/evidence-*.json)"
        on_terminal -- evidence add <<'PART'
expect Go on with it? [yes] 
type 
expect What happened, in a sentence? Ærø is half
send  done.\r
expect Enter for today: 
send \x03
PART
        expect_in '"summary": "Ærø is half done."' "$(cat "$XDG_STATE_HOME"/rungs/evidence-*.json)"
        expect_not_in typing "$(cat "$XDG_STATE_HOME"/rungs/evidence-*.json)"
    done
    # Also when nothing else is missing.
    sed -i 's/^}/, "typing": ["details", "And so"]}/' "$XDG_STATE_HOME"/rungs/evidence-*.json
    on_terminal -- evidence add --draft "$XDG_STATE_HOME"/rungs/evidence-*.json <<'PART'
expect Enter for today: 
type 
expect Enter for none: 
type 
expect Enter for nothing: And so
send  on.\r
expect Enter for nowhere: 
type 
expect [save] 
type 
PART
    expect_status 0
    expect_same 'And so on.' "$(ask "select details from rungs.evidence where summary = 'Ærø is half done.'")"
}

@test "killed while the editor is open: what the editor has written is not lost" {
    export EDITOR=$BATS_TEST_TMPDIR/editor
    printf '#!/bin/sh\nprintf "Half a story.\\n" > "$1"\ntouch "%s/written"\nexec sleep 60\n' "$BATS_TEST_TMPDIR" >"$EDITOR"
    chmod +x "$EDITOR"
    on_terminal -- evidence add "${MOST[@]}" -m 'In the editor.' --on 2026-11-02 -w growth --link https://a.example -e <<PART
wait-for $BATS_TEST_TMPDIR/written
signal KILL
PART
    expect_status 137
    on_terminal -- evidence add <<'PART'
expect In the editor.
expect Go on with it? [yes] 
type 
expect   9  details       Half a story.
expect [save] 
type 
PART
    expect_status 0
    expect_same "Half a story." "$(ask "select details from rungs.evidence where summary = 'In the editor.'")"
    no_drafts
}

@test "a draft is left for later, or thrown away" {
    on_terminal -- evidence add < <(up_to 4; echo 'send \x03')
    on_terminal -- evidence add <<'PART'
expect Go on with it? [yes] 
type n
expect About whom? 
type K1042
expect Against which expectation? 
send \x03
PART
    expect_status 130
    expect_same 2 "$(drafts | wc -l)"
    both rungs evidence drafts -f csv
    expect_status 0
    expect_same 3 "${#lines[@]}"
    expect_in ',kept,K1049,pm_ship,"",' "$output"
    expect_in ',kept,K1042,"","",' "$output"
    on_terminal -- evidence add <<'PART'
expect Go on with it? [yes] 
type discard
expect Go on with it? [yes] 
type discard
expect About whom? 
send \x03
PART
    expect_status 130
    no_drafts
}

@test "a draft that is open in another terminal is not offered, nor taken" {
    on_terminal -- evidence add < <(
        up_to 3
        echo "run $RUNGS evidence drafts -f csv > $BATS_TEST_TMPDIR/list"
        echo "run ! $RUNGS evidence add --draft $XDG_STATE_HOME/rungs/evidence-*.json < /dev/null 2> $BATS_TEST_TMPDIR/refused"
        echo 'send \x03'
    )
    expect_status 130
    expect_in ",open,K1049,pm_ship," "$(cat "$BATS_TEST_TMPDIR/list")"
    expect_in "somebody is at the draft" "$(cat "$BATS_TEST_TMPDIR/refused")"
}

@test "a statement that is refused keeps the draft; it is mended and taken without a terminal" {
    on_terminal -- evidence add -p K1049 -x pm_ship -s solid -b K1018 -r manager --on 1999-01-01 -w growth --details x <<'PART'
expect What happened, in a sentence? 
type Long ago.
expect Enter for nowhere: 
type 
expect [save] 
type 
PART
    expect_status 3
    expect_in "was not here yet" "$output"
    expect_in "kept in $XDG_STATE_HOME" "$(tr -d '\n' <<<"$output")"
    local draft
    draft=$(drafts)
    expect_not_in saving "$(cat "$draft")"
    both rungs evidence add --draft "$draft" -f csv
    expect_status 3
    sed -i 's/1999-01-01/2026-11-02/' "$draft"
    both rungs evidence add --draft "$draft" -f csv --dry-run
    expect_status 0
    [[ -e $draft ]]
    both rungs evidence add --draft "$draft" -f csv
    expect_status 0
    no_drafts
    expect_same 1 "$(logged 'Long ago.')"
}

@test "the server is gone when it comes to saving: the draft stays and says where" {
    # shellcheck disable=SC2034
    on_terminal -- -d "dbname=$RUNGS_DATABASE application_name=lost" evidence add < <(
        up_to 11
        echo "run psql -qXc \"select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lost'\" postgres"
        echo "type "
    )
    expect_status 4
    expect_in "kept in $XDG_STATE_HOME" "$(tr -d '\n' <<<"$output")"
    expect_in '"summary": "Stopped on the way."' "$(cat "$XDG_STATE_HOME"/rungs/evidence-*.json)"
}

@test "an entry that was being saved when the program ended is not saved twice unasked" {
    mkdir -p "$XDG_STATE_HOME/rungs"
    local draft=$XDG_STATE_HOME/rungs/evidence-20261101-000000-1.json
    printf '{"person": "K1049", "expectation": "pm_ship", "strength": "solid", "observer": "K1018", "relation": "manager",
        "summary": "Perhaps.", "saving": "x"}' >"$draft"
    both rungs evidence add --draft "$draft"
    expect_status 3
    expect_in "may be in the log already" "$stderr"
    expect_in '"saving"' "$(cat "$draft")"
    both rungs evidence drafts -f csv
    expect_in ",unsure,K1049,pm_ship,Perhaps.," "$output"
    on_terminal -- evidence add <<'PART'
expect it may be in the log already
expect Go on with it? [yes] 
type 
expect Enter for today: 
send \x03
PART
    expect_status 130
    expect_in '"saving"' "$(cat "$draft")"
}

@test "another size of the terminal in the middle of a question" {
    on_terminal -- evidence add <<'PART'
expect About whom? 
send K10
resize 40 30
send 49\r
expect Against which expectation? 
resize 10 200
type pm_ship
expect How strongly does it speak for them? 
send \x03
PART
    expect_status 130
    expect_in '"expectation": "pm_ship"' "$(cat "$XDG_STATE_HOME"/rungs/evidence-*.json)"
}

@test "Ctrl-Z at a question: the shell finds its terminal, and the question goes on" {
    local modes=$BATS_TEST_TMPDIR/modes
    # A shell with job control that leaves the terminal as it finds it.
    # shellcheck disable=SC2016
    printf '%s\n' 'set -m' 'stty -a >"$MODES.before"' '"$@"' 'echo "left with $?"' 'stty -a >"$MODES.stopped"' 'fg' >"$BATS_TEST_TMPDIR/shell"
    for TERM in xterm dumb; do
        rm -rf "$XDG_STATE_HOME"
        MODES=$modes run "$BATS_TEST_DIRNAME/../support/terminal.py" sh "$BATS_TEST_TMPDIR/shell" "$RUNGS" evidence add <<'PART'
expect About whom? 
send K10
expect K10
send \x1a
expect left with 148
expect About whom? 
send \x15K1049\r
expect Against which expectation? 
send \x03
PART
        expect_status 130
        expect_same "$(cat "$modes.before")" "$(cat "$modes.stopped")"
    done
}

@test "a dumb terminal, and none named: the terminal edits lines itself" {
    for TERM in dumb ""; do
        rm -rf "$XDG_STATE_HOME"
        on_terminal -- evidence add < <(up_to 11; echo "type ")
        expect_status 0
        expect_not_in $'\033' "$output"
        on_terminal -- evidence add < <(up_to 2; echo 'send \x03')
        expect_status 130
    done
}

@test "lines are edited: characters of two columns and of several bytes, from the middle" {
    on_terminal -- evidence add "${MOST[@]}" --on 2026-11-02 -w growth --details x --link https://a.example <<'PART'
expect What happened, in a sentence? 
send Das ist 宮本X葵\x02\x7f\r
expect [save] 
type 
PART
    expect_status 0
    expect_same 1 "$(logged 'Das ist 宮本葵')"
}
