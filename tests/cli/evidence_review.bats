#!/usr/bin/env bats
# evidence review: a manager's queue worked through on a terminal (tests/support/terminal.py).
# The manager is K1018, with K1049 Maria Garcia below.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

setup() {
    export TERM=xterm LC_ALL=C.UTF-8
    ask "delete from rungs.evidence_digest; delete from rungs.evidence_event; delete from rungs.evidence_counted; delete from rungs.evidence"
}

# waiting COUNT: so many entries that K1049 logged about herself, each a day later than the one before.
waiting() {
    ask "insert into rungs.observer (person_id) select p.id from rungs.person p where p.employee_id = 'K1049' on conflict do nothing;
        insert into rungs.account (login) values (session_user) on conflict do nothing;
        insert into rungs.evidence (recorded_at, person_id, expectation_id, observer_id, observed_on, recorded_by, edition_id,
            strength_id, relation_id, summary, details, counted_since)
        select now() + n * interval '1 microsecond', p.id, x.id, o.id, date '2026-11-02', (select min(a.id) from rungs.account a),
               (select max(e.id) from rungs.edition e where e.ladder_id = x.ladder_id),
               3, 1, 'Entry ' || n || '.', case n when 1 then E'Erste Zeile 王芳.\nZweite.' end, null
        from rungs.person p join rungs.observer o on o.person_id = p.id cross join rungs.expectation x
        cross join generate_series(1, $1) n
        where p.employee_id = 'K1049' and x.code = 'pm_ship'"
}
review() {
    run "$BATS_TEST_DIRNAME/../support/terminal.py" --stdout "$BATS_TEST_TMPDIR/answer" "$RUNGS" evidence review -m K1018 -f csv "$@"
    answer=$(tail -n 1 "$BATS_TEST_TMPDIR/answer" 2>/dev/null) || :
}
statuses() { ask "select string_agg(s.code, ' ' order by e.id) from rungs.evidence e join rungs.evidence_status s on s.id = e.status_id"; }

@test "an entry is shown with all that is needed to judge it; confirm, dispute with a reason, skip" {
    waiting 3
    review <<'PART'
expect 1 of 3: Maria Garcia, Product Manager, Food Trucks (Product manager)
expect pm_ship  Execution: Ships releases
expect solid, seen by Maria Garcia (the person) on 2026-11-02
expect > Entry 1.
expect     Erste Zeile 王芳.
expect     Zweite.
expect   1  confirm  stand by it: it counts
expect confirm, dispute, skip, back, quit? 
type c
expect confirmed: pm_ship at pm: unknown -> partial, 2 points
expect 2 of 3
expect quit? 
type dispute
expect Why is it wrong? 
type 
expect A dispute needs a reason.
expect Why is it wrong? 
type Das war 2025.
expect disputed: pm_ship at pm: still partial, 
expect 3 of 3
expect quit? 
type s
PART
    expect_status 0
    expect_same "1,1,1,0,0" "$answer"
    expect_same "confirmed disputed submitted" "$(statuses)"
    expect_same "Das war 2025." "$(ask "select reason from rungs.evidence_event where reason <> ''")"
    expect_same K1018 "$(ask "select distinct p.employee_id from rungs.evidence_event v join rungs.observer o on o.id = v.observer_id
        join rungs.person p on p.id = o.person_id")"
}

@test "back: a decision is changed; quit: what is left is said" {
    waiting 4
    review <<'PART'
expect 1 of 4
expect quit? 
type back
expect 1 of 4
expect quit? 
type c
expect 2 of 4
expect quit? 
type b
expect 1 of 4
expect so far: confirmed by Олександр Бондаренко
expect quit? 
type d
expect Why is it wrong? 
type On second thoughts.
expect disputed: pm_ship at pm: partial -> unknown
expect 2 of 4
expect quit? 
type q
PART
    expect_status 0
    expect_same "0,1,0,0,3" "$answer"
    expect_same "disputed submitted submitted submitted" "$(statuses)"
}

@test "what somebody else has changed meanwhile is passed over, before it is shown and after" {
    waiting 3
    review < <(
        local first
        first=$(ask 'select min(id) from rungs.evidence')
        echo 'expect quit? '
        echo "run $RUNGS evidence confirm $((first + 1)) --by K1009"
        echo "run $RUNGS evidence dispute $first --by K1009 --reason no"
        echo 'type c'
        echo 'expect not done: somebody else has changed it meanwhile.'
        echo "expect 2 of 3: number $((first + 1)) was changed meanwhile, so it is passed over: confirmed by"
        echo 'expect 3 of 3'
        echo 'expect quit? '
        echo 'type c'
    )
    expect_status 0
    expect_same "1,0,0,2,0" "$answer"
    expect_same "disputed confirmed confirmed" "$(statuses)"
}

@test "a queue of 200" {
    waiting 200
    review < <(
        for ((i = 1; i <= 200; i++)); do
            printf 'expect %s of 200: \nexpect quit? \n' "$i"
            case $((i % 4)) in
            0) printf 'type s\n' ;;
            1) printf 'type d\nexpect Why is it wrong? \ntype Number %s is wrong.\n' "$i" ;;
            *) printf 'type c\n' ;;
            esac
        done
    )
    expect_status 0
    expect_same "100,50,50,0,0" "$answer"
    expect_same "100 50 50" "$(ask "select count(*) filter (where status_id = 2), count(*) filter (where status_id = 3),
        count(*) filter (where status_id = 1) from rungs.evidence" | tr '|' ' ')"
    expect_same "50" "$(ask "select count(*) from rungs.evidence_event v join rungs.evidence e on e.id = v.evidence_id
        where v.reason = 'Number ' || trim('Entry .' from e.summary) || ' is wrong.'")"
}

@test "Ctrl-C in the middle and kill -9: what was decided is saved" {
    waiting 5
    review <<'PART'
expect 1 of 5
expect quit? 
type c
expect 2 of 5
expect quit? 
send \x03
PART
    expect_status 130
    expect_in "1 decided and saved; 4 of 5 are left." "$output"
    expect_same "confirmed submitted submitted submitted submitted" "$(statuses)"
    review <<'PART'
expect 1 of 4
expect quit? 
type d
expect Why is it wrong? 
send \x04
PART
    expect_status 130
    review <<'PART'
expect 1 of 4
expect quit? 
type c
expect 2 of 4
signal KILL
PART
    expect_status 137
    expect_same "confirmed confirmed submitted submitted submitted" "$(statuses)"
}

@test "the manager is asked for; somebody else decides; nobody judges what is about themselves" {
    waiting 1
    run "$BATS_TEST_DIRNAME/../support/terminal.py" "$RUNGS" evidence review --by K1009 <<'PART'
expect Whose team? 
type K1018
expect 1 of 1
expect quit? 
type c
PART
    expect_status 0
    expect_in "confirmed by" "$(ask "select s.code || ' by ' || p.employee_id from rungs.evidence_event v join rungs.evidence_status s on s.id = v.status_id
        join rungs.observer o on o.id = v.observer_id join rungs.person p on p.id = o.person_id where p.employee_id = 'K1009'")"
    ask "update rungs.evidence set status_id = 1, counted_since = null"
    run "$BATS_TEST_DIRNAME/../support/terminal.py" --stdout "$BATS_TEST_TMPDIR/answer" "$RUNGS" evidence review -m K1018 --by K1049 -f csv </dev/null
    expect_same "0,0,0,0,0" "$(tail -n 1 "$BATS_TEST_TMPDIR/answer")"
}

@test "who is known by the login needs to name nobody" {
    waiting 2
    export PGOPTIONS='-c rungs.login=olek'
    run -0 "$RUNGS" account set olek K1018 --quiet
    run "$BATS_TEST_DIRNAME/../support/terminal.py" "$RUNGS" evidence review <<'PART'
expect 1 of 2
expect quit? 
type c
expect 2 of 2
expect quit? 
type q
PART
    expect_status 0
    expect_same "K1018" "$(ask "select p.employee_id from rungs.evidence_event v join rungs.observer o on o.id = v.observer_id
        join rungs.person p on p.id = o.person_id")"
    run -0 "$RUNGS" account clear olek --quiet
}

@test "--all also shows what counts already" {
    waiting 1
    ask "update rungs.evidence set relation_id = 4, counted_since = now()"
    review </dev/null
    expect_same "0,0,0,0,0" "$answer"
    review --all <<'PART'
expect 1 of 1
expect quit? 
type c
PART
    expect_same "1,0,0,0,0" "$answer"
}

@test "without a terminal it says how scripts do it" {
    both rungs evidence review -m K1018 </dev/null
    expect_status 2
    expect_in "a review needs a terminal to ask on" "$stderr"
    expect_in "rungs evidence list --status submitted" "$stderr"
}
