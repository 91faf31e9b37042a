#!/usr/bin/env bats
# Members at the same time: votes, reveals and decisions of many sessions at once, and the session on a terminal
# (tests/support/terminal.py).
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make sample; }
teardown_file() { database_drop; }

as() { PGOPTIONS="-c rungs.login=$1" "$RUNGS" "${@:2}"; }
# The twenty are below the nominees' line or beside it: of 55 people the first twenty who are above none of them.
twenty() {
    ask "select string_agg(x.employee_id, ' ') from (
        select p.employee_id from rungs.person p join rungs_api.employed_on(current_date, now()) e on e.person_id = p.id
        where not exists (select from rungs.nomination n join rungs.cycle c on c.id = n.cycle_id
                          where n.person_id = p.id
                             or exists (select from rungs_api.line_above(c, array[n.person_id], current_date, now()) a where a.person_id = p.id))
        order by p.employee_id limit 20) x"
}

@test "twenty members vote at once on the same case and on different ones, and again: no vote is lost, none is doubled" {
    read -ra members <<<"$(twenty)"
    expect_same 20 "${#members[@]}"
    for member in "${members[@]}"; do
        as me cycle committee add "$member" --quiet >/dev/null
        as me account set "$member" "$member" --quiet >/dev/null
    done
    as me cycle calibrate --quiet >/dev/null
    cases=(K1051 K1032 K1012)
    for i in "${!members[@]}"; do
        # Each votes on all three, on the first twice, in an order of their own.
        (for j in 0 1 2; do
            as "${members[i]}" calibrate vote "${cases[(i + j) % 3]}" $((1 + (i + j) % 3)) --quiet >/dev/null || echo "${members[i]} $j"
        done
        as "${members[i]}" calibrate vote K1051 $((1 + i % 5)) --quiet >/dev/null || echo "${members[i]} again") >>"$BATS_TEST_TMPDIR/lost" 2>&1 &
    done
    wait
    expect_same "" "$(cat "$BATS_TEST_TMPDIR/lost")"
    expect_same "60 60 20" "$(ask "select count(*) || ' ' || count(distinct (nomination_id, rated_by)) || ' '
        || (select count(*) from rungs.rating r where r.kind = 'vote' and r.superseded_at < 'infinity')
        from rungs.rating r where r.kind = 'vote' and r.superseded_at = 'infinity'")"
    # The second vote on K1051 is the one that stands: four of each rating from 1 to 5.
    expect_same "4 4 4 4 4" "$(ask "select string_agg(v.count::text, ' ' order by v.value) from (
        select r.value, count(*) from rungs.rating r join rungs.nomination n on n.id = r.nomination_id join rungs.person p on p.id = n.person_id
        where p.employee_id = 'K1051' and r.kind = 'vote' and r.superseded_at = 'infinity' group by r.value) v")"
}

@test "the same member in ten sessions at once has one vote; two who reveal, and two who decide, are one too many" {
    member=$(twenty | cut -d ' ' -f 1)
    other=$(twenty | cut -d ' ' -f 2)
    for i in 1 2 3 4 5 6 7 8 9 10; do
        as "$member" calibrate vote K1040 $((1 + i % 5)) --quiet >/dev/null 2>>"$BATS_TEST_TMPDIR/errors" &
    done
    wait
    expect_same "" "$(cat "$BATS_TEST_TMPDIR/errors")"
    expect_same "1 10" "$(ask "select count(*) filter (where r.superseded_at = 'infinity') || ' ' || count(*) from rungs.rating r
        join rungs.nomination n on n.id = r.nomination_id join rungs.person p on p.id = n.person_id where p.employee_id = 'K1040' and r.kind = 'vote'")"
    # While half of them vote once more, the case is revealed: whatever was counted then stands, and nothing comes after it.
    read -ra members <<<"$(twenty)"
    for i in 0 1 2 3 4 5 6 7 8 9; do
        as "${members[i]}" calibrate vote K1012 5 --quiet >/dev/null 2>&1 &
        ((i == 4 || i == 6)) && as "$other" calibrate reveal K1012 --quiet >>"$BATS_TEST_TMPDIR/revealed" 2>/dev/null &
    done
    wait
    expect_same "1" "$(ask "select count(*) from rungs.reveal e join rungs.nomination n on n.id = e.nomination_id join rungs.person p on p.id = n.person_id where p.employee_id = 'K1012'")"
    expect_same "20" "$(ask "select count(*) from rungs.rating r join rungs.nomination n on n.id = r.nomination_id join rungs.person p on p.id = n.person_id
        where p.employee_id = 'K1012' and r.kind = 'vote' and r.superseded_at = 'infinity'")"
    for word in deferred deferred deferred deferred; do
        as "$other" decide K1012 $word --rationale x --feedback y --quiet >/dev/null 2>>"$BATS_TEST_TMPDIR/decided" &
    done
    wait
    expect_same 1 "$(ask "select count(*) from rungs.decision")"
    expect_same 3 "$(grep -c "is decided: deferred" "$BATS_TEST_TMPDIR/decided")"
}

@test "a member who is taken out: votes that nobody has seen count no more, those that were heard stay" {
    member=$(twenty | cut -d ' ' -f 1)
    as me cycle committee remove "$member" --format json >"$BATS_TEST_TMPDIR/removed"
    expect_in '"votes_dropped": 3' "$(cat "$BATS_TEST_TMPDIR/removed")"
    expect_same "K1012" "$(ask "select string_agg(p.employee_id, ' ') from rungs.rating r join rungs.nomination n on n.id = r.nomination_id
        join rungs.person p on p.id = n.person_id join rungs.person m on m.id = r.rated_by
        where m.employee_id = '$member' and r.kind = 'vote' and r.superseded_at = 'infinity'")"
}

@test "calibrate next: votes, reveals, moves and decisions case by case; what is refused is told" {
    export TERM=xterm LC_ALL=C.UTF-8 PGOPTIONS="-c rungs.login=$(twenty | cut -d ' ' -f 3)"
    run "$BATS_TEST_DIRNAME/../support/terminal.py" --stdout "$BATS_TEST_TMPDIR/answer" "$RUNGS" calibrate next -f csv <<'PART'
expect 1 of 8: Sanna Mäkelä (apm to pm, core), to reveal
expect verdict: ready
expect coverage: 90 %
expect votes: 19 of 19
expect > Carries payout releases
expect your vote: 
expect 1  vote  your rating, before the talk
expect vote, reveal, move, decide, skip, back, quit? 
type vote
expect Which rating? 
type 4
expect Why? (Enter: no word) 
type She carries it.
expect your vote: 4 does what the level asks
expect quit? 
type move
expect Which rating? 
type 4
expect What did the committee hear? 
type x
expect not done: the votes on Sanna Mäkelä are not revealed
expect quit? 
type r
expect 1 of 8: Sanna Mäkelä
expect She carries it.
expect quit? 
type m
expect Which rating? 
type 5
expect What did the committee hear? 
type The outage.
expect calibrated: 5 does more than the level asks
expect quit? 
type d
expect promote, not_yet, deferred? 
type p
expect Why? For the committee's record. 
type All are for it.
expect What is the person told? 
type 
expect 2 of 8: 
expect quit? 
type s
expect 3 of 8: 
expect quit? 
type back
expect 2 of 8: 
expect quit? 
type q
PART
    expect_status 0
    expect_same "1,1,1,1,7" "$(tail -n 1 "$BATS_TEST_TMPDIR/answer")"
    expect_same "promote" "$(ask "select d.outcome from rungs.decision d join rungs.nomination n on n.id = d.nomination_id
        join rungs.person p on p.id = n.person_id where p.employee_id = 'K1051'")"
}

@test "calibrate next: Ctrl-C loses nothing; one case alone; without a terminal it says how scripts do it" {
    export TERM=xterm LC_ALL=C.UTF-8 PGOPTIONS="-c rungs.login=$(twenty | cut -d ' ' -f 4)"
    run "$BATS_TEST_DIRNAME/../support/terminal.py" "$RUNGS" calibrate next K1033 <<'PART'
expect 1 of 1: Oluwaseun Adeyemi
expect quit? 
type v
expect Which rating? 
type 2
expect Why? (Enter: no word) 
type 
expect your vote: 2
expect quit? 
send \x03
PART
    expect_status 130
    expect_in "Saved: votes 1, moves 0, decisions 0." "$output"
    both rungs calibrate next </dev/null
    expect_status 2
    expect_in "a session needs a terminal" "$stderr"
    expect_in "rungs calibrate agenda --open" "$stderr"
}

@test "import decisions: by the rules of decide, twice the same changes nothing" {
    export PGOPTIONS="-c rungs.login=$(twenty | cut -d ' ' -f 3)"
    file=$BATS_TEST_TMPDIR/minutes.csv
    cat >"$file" <<'CSV'
person,outcome,rationale,feedback
K1040,promote,All for it.,
K1047,deferred,No place.,
K1021,soon,x,y
K9999,deferred,x,y
K1031,deferred,x,y
K1031,deferred,x,y
K1051,not_yet,x,y
K1020,deferred,x,y
CSV
    both rungs import decisions "$file" --format csv
    expect_status 3
    expect_in "decisions,2,outcome,promote,the committee has not voted on Jonas Öberg: 0 of 10 votes," "$output"
    expect_in "decisions,3,outcome,deferred,Víctor Peña would hear 'deferred' without a word why," "$output"
    expect_in "decisions,4,outcome,soon,not an outcome," "$output"
    expect_in "decisions,5,person,K9999,nobody is known by this," "$output"
    expect_in "decisions,7,person,K1031,the same person as in line 6," "$output"
    expect_in "decisions,8,outcome,not_yet,the case of Sanna Mäkelä is decided: promote," "$output"
    expect_in "decisions,9,outcome,deferred,Nguyễn Thị Hạnh is not nominated in 2026-H2," "$output"
    expect_same 2 "$(ask 'select count(*) from rungs.decision')"
    printf 'person,outcome,rationale,feedback\nK1040,deferred,No place.,In spring.\nK1047,deferred,No place.,In spring.\n' >"$file"
    both rungs import decisions "$file" --format csv --section plan
    expect_status 0
    expect_in ",2,0,0,0,0,0," "${lines[1]}"
    expect_same 4 "$(ask 'select count(*) from rungs.decision')"
    both rungs import decisions "$file" --format csv --section plan
    expect_in ",0,0,2,0,0,0," "${lines[1]}"
    expect_same 4 "$(ask 'select count(*) from rungs.decision')"
}
