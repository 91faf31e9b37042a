#!/usr/bin/env bats
# One whole round on the sample company, from opening to letters, step by step; then the closed cycle, which no command changes.
# The committee: K1010 (chair), K1003, K1004, K1008. Above K1032 and K1053 is K1003, above K1031 and K1047 K1004, above
# K1047 (at the opening) K1010.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() {
    database_make sample
    for member in K1003 K1004 K1008 K1010 K1012 K1047; do
        "$RUNGS" account set "$member" "$member" --quiet >/dev/null
    done
}
teardown_file() { database_drop; }

# as PERSON ARGUMENTS...: with that person at the keyboard.
as() { PGOPTIONS="-c rungs.login=$1" both rungs "${@:2}"; }

# refused MESSAGE HINT COMMAND...: exit 3 with both, and nothing is written.
refused() {
    local before
    before=$(state)
    "${@:3}"
    expect_status 3
    expect_in "$1" "$stderr"
    expect_in "$2" "$stderr"
    expect_same "$before" "$(state)"
}
# A fingerprint of everything about cycles and levels.
state() {
    ask "select md5(string_agg(x, '' order by x)) from (
        select 'c' || c::text as x from rungs.cycle c union all select 's' || s::text from rungs.cycle_step s
        union all select 'm' || m::text from rungs.cycle_member m union all select 'p' || p::text from rungs.committee_member p
        union all select 'n' || n::text from rungs.nomination n union all select 'k' || k::text from rungs.packet k
        union all select 't' || t::text from rungs.packet_standing t union all select 'r' || r::text from rungs.rating r
        union all select 'e' || e::text from rungs.reveal e union all select 'd' || d::text from rungs.decision d
        union all select 'g' || g::text from rungs.cycle_rating g union all select 'l' || l::text from rungs.transition l) y"
}
row() { expect_status 0 && expect_in "$1" "$output"; }

@test "1. nothing goes before its time" {
    refused "the cycle '2026-H2' is collecting" "First: rungs cycle calibrate 2026-H2." both rungs cycle decide 2026-H2
    refused "the cycle '2026-H2' is collecting" "First: rungs cycle calibrate 2026-H2." both rungs cycle close 2026-H2
    refused "the cycle '2026-H2' is collecting" "First: rungs cycle calibrate 2026-H2." as K1003 calibrate vote K1051 4
    refused "the cycle '2026-H2' is collecting" "First: rungs cycle calibrate 2026-H2." as K1003 calibrate reveal K1051
    refused "the cycle '2026-H2' is collecting" "First: rungs cycle calibrate 2026-H2." as K1003 decide K1051 promote --rationale x
    refused "the cycle '2026-H2' is collecting" "First: rungs cycle calibrate 2026-H2." both rungs cycle letters 2026-H2
    refused "the cycle '2026-H2' is collecting" "There is no step before that." both rungs cycle reopen 2026-H2 --reason x
    refused "has nobody, and 2 votes decide" "rungs cycle committee add PERSON" both rungs cycle calibrate 2026-H2
    refused "there is no cycle '2026-H3'" "Did you mean '2026-H2'?" both rungs cycle calibrate 2026-H3
    # It was opened today, for a day that has passed.
    both rungs cycle show 2026-H2 --as-of 2026-10-05
    expect_status 0
    expect_in "none of its steps had been recorded by that day" "$output"
}

@test "2. nominating: by a manager, by the person, and what is refused" {
    as K1010 nominate K1055 --target pm --on 2026-10-20 --rating 3 --rationale 'Learns fast.' --format json
    expect_status 0
    expect_same "apm|pm|Tomás Ferreira|false|3" "$(json "j->0->>'level', j->0->>'target', j->0->>'nominated_by', j->0->>'is_self', j->0->>'proposed'")"
    expect_same 1 "$(ask "select count(*) from rungs.packet k join rungs.nomination n on n.id = k.nomination_id join rungs.person p on p.id = n.person_id
        where p.employee_id = 'K1055' and k.moment = 'submission' and k.day = '2026-10-20'")"
    as K1047 nominate K1055 --target pm --on 2026-10-20 --rationale x
    expect_status 3
    expect_in "is no manager of Isabela Conceição" "$stderr"
    both rungs nominate K1055 --target pm --rationale x
    expect_status 3
    expect_in "it is not known who 'rungs' is" "$stderr"
    refused "does not lie above" "A move to the side, or down" as K1010 nominate K1019 --target pm --on 2026-10-20 --rationale x
    refused "'apm' is the present level" "above it" as K1010 nominate K1055 --target apm --on 2026-10-20 --rationale x
    refused "outside the days of the cycle" "from 2026-10-01 to 2026-11-30" as K1010 nominate K1055 --target pm --on 2026-09-20 --rationale x
    refused "needs a rationale" "--rationale TEXT" as K1010 nominate K1055 --target pm --on 2026-10-20
    refused "is nominated already, by Tomás Ferreira" "rungs nominate withdraw" both rungs nominate K1055 --target pm --on 2026-10-20 --rationale x --by K1019
    refused "is not in the population" "--add" both rungs nominate K1057 --target pm --on 2026-10-20 --rationale x --by K1057
    # Who is nominated by another has no second word; who is not, speaks for themselves, and a manager after them.
    printf 'I lead it\nalready.\n' >"$BATS_TEST_TMPDIR/why.txt"
    both rungs nominate K1020 --target lead_pm --on 2026-10-21 --by K1020 -F "$BATS_TEST_TMPDIR/why.txt"
    expect_status 0
    as K1003 nominate list --format json
    expect_same "true" "$(ask "select string_agg(x->>'self', ' ') from jsonb_array_elements(\$json\$$output\$json\$::jsonb) x where x->>'employee_id' = 'K1020'")"
    refused "nobody proposes a rating of themselves" "nominate rate" both rungs nominate K1020 --target lead_pm --on 2026-10-21 --by K1020 --rationale x --rating 5
    both rungs nominate K1020 --target lead_pm --on 2026-10-22 --by K1005 --rationale 'Leads it already.' --rating 4
    expect_status 0
    expect_same "1|2" "$(ask "select count(*) filter (where n.superseded_at = 'infinity'), count(*) from rungs.nomination n
        join rungs.person p on p.id = n.person_id where p.employee_id = 'K1020'")"
}

@test "3. ratings proposed, a nomination withdrawn, the committee" {
    both rungs nominate rate K1051 4 --by K1012
    row "does what the level asks"
    refused "is no manager of" "somebody above" both rungs nominate rate K1051 4 --by K1047
    refused "9 is no rating of 2026-H2" "5 does more than the level asks" both rungs nominate rate K1051 9 --by K1012
    refused "did not make this nomination" "Who nominated" as K1047 nominate withdraw K1055 --reason x
    refused "without a reason" "--reason TEXT" as K1010 nominate withdraw K1055
    as K1010 nominate withdraw K1055 --reason 'Next year.'
    row "Next year."
    refused "is not nominated in 2026-H2" "rungs nominate list" as K1010 nominate withdraw K1055 --reason x
    both rungs nominate list --all --format csv
    row "withdrawn,Next year."
    both rungs cycle committee add K1010 --chair
    expect_status 0
    for member in K1003 K1004 K1008; do
        both rungs cycle committee add "$member"
        expect_status 0
    done
    refused "is in the committee of 2026-H2 already" "rungs cycle show" both rungs cycle committee add K1008
    refused "is not in the committee of 2026-H2" "rungs cycle show" both rungs cycle committee remove K1047
    both rungs cycle calibrate
    row "calibrating"
    refused "the cycle '2026-H2' is calibrating" "rungs cycle reopen 2026-H2 --reason" as K1010 nominate K1055 --target pm --on 2026-10-20 --rationale x
    refused "the cycle '2026-H2' is calibrating" "rungs cycle reopen 2026-H2 --reason" both rungs import nominations import/nominations/sample.csv
    both rungs cycle reopen --reason 'A name was missing.'
    row "collecting"
    both rungs cycle calibrate 2026-H2
    expect_same "collecting calibrating collecting calibrating" "$(ask "select string_agg(s.code, ' ' order by p.id) from rungs.cycle_step p join rungs.cycle_state s on s.id = p.state_id")"
}

@test "4. votes are hidden until they are revealed; nobody votes on their own" {
    as K1003 calibrate vote K1051 5 --reason 'Sanna carries it.'
    expect_status 0
    as K1008 calibrate vote K1051 3 --reason 'Not convinced.'
    expect_status 0
    refused "nobody votes for somebody else" "Leave --member away" as K1008 calibrate vote K1051 1 --member K1003
    as K1010 calibrate vote K1051 4 --member K1004
    expect_status 0
    expect_same "K1010 K1004" "$(ask "select a.login || ' ' || p.employee_id from rungs.rating r join rungs.account a on a.id = r.recorded_by
        join rungs.person p on p.id = r.rated_by where r.kind = 'vote' and r.value = 4")"
    # The own vote is seen by the voter; no command shows it to anybody else.
    as K1008 nominate show K1051 --section ratings --format csv
    row "Not convinced."
    expect_not_in "Sanna carries it." "$output"
    for who in K1010 K1012; do
        for command in "nominate show K1051" "calibrate agenda" "calibrate compare K1051 K1040" "cycle show" "nominate list" "decide list"; do
            # shellcheck disable=SC2086
            as $who $command --format json
            expect_status 0
            expect_not_in "Not convinced." "$output"
            expect_not_in "Sanna carries it." "$output"
            expect_not_in '"kind":"vote"' "${output// /}"
            expect_not_in '"median":3' "${output// /}"
        done
    done
    refused "it is their own report" "conflict_levels" as K1003 calibrate vote K1032 4
    refused "it is their own report" "conflict_levels" as K1004 calibrate vote K1031 4
    refused "it is their own report" "conflict_levels" as K1010 calibrate vote K1047 4
    refused "is not in the committee" "rungs cycle committee add" as K1012 calibrate vote K1051 4
    refused "it is not known who 'rungs' is" "--member PERSON" both rungs calibrate vote K1051 4
    refused "7 is no rating" "Its ratings: 1 far" as K1003 calibrate vote K1051 7
    refused "0 of 2 votes that are needed" "To vote:" as K1010 calibrate reveal K1012
    refused "the votes on Sanna Mäkelä are not revealed" "rungs calibrate reveal" as K1010 calibrate move K1051 --to 4 --reason x
    refused "the committee has not voted" "rungs calibrate reveal" as K1010 decide K1012 promote --rationale x
    # A changed vote takes the place of the first.
    as K1008 calibrate vote K1051 2 --reason 'Less.'
    expect_status 0
    expect_same 3 "$(ask "select count(*) from rungs.rating r where r.kind = 'vote' and r.superseded_at = 'infinity'")"
    # Nor does a rehearsal tell, nor somebody from outside.
    as K1010 calibrate reveal K1051 --dry-run --format json
    expect_status 0
    expect_same "3||||||" "$(json "j->0->>'votes', j->0->>'median', j->0->>'lowest', j->0->>'highest', j->0->>'votes_for', j->0->>'votes_against', j->0->>'said'")"
    refused "is not in the committee of 2026-H2" "Members reveal the votes" as K1012 calibrate reveal K1051
    as K1010 calibrate reveal K1051 --format json
    expect_status 0
    expect_same "3|4|2|5|2|1|4" "$(json "j->0->>'votes', j->0->>'median', j->0->>'lowest', j->0->>'highest', j->0->>'votes_for', j->0->>'votes_against', j->0->>'proposed'")"
    expect_in "Sanna carries it." "$output"
    refused "are revealed" "calibrate move PERSON --to RATING" as K1010 calibrate vote K1051 4
    refused "are revealed already" "nominate show" as K1010 calibrate reveal K1051
    refused "are revealed" "calibrate move" both rungs nominate rate K1051 5 --by K1012
}

@test "5. moves and ties" {
    # Two for, two against.
    for vote in "K1003 4" "K1004 4" "K1008 2" "K1010 3"; do
        as ${vote% *} calibrate vote K1012 "${vote#* }"
        expect_status 0
    done
    as K1010 calibrate reveal --all --format json
    expect_same "1|2|2" "$(json "jsonb_array_length(j), j->0->>'votes_for', j->0->>'votes_against'")"
    refused "the committee is divided on" "rungs calibrate move" as K1010 decide K1012 promote --rationale x
    as K1010 calibrate move K1012 --to 4
    expect_status 2
    refused "a move needs a reason" "--reason TEXT" as K1010 calibrate move K1012 --to 4 --reason ' '
    as K1010 calibrate move K1012 --to 4 --reason 'Both outages were hers.'
    expect_status 0
    refused "is at 4 does what the level asks already" "nothing to move" as K1008 calibrate move K1012 --to 4 --reason x
    as K1008 calibrate move K1012 --to 5 --reason 'More than that.'
    as K1010 calibrate move K1012 --to 4 --reason 'Four it is.'
    as K1010 nominate show K1012 --section ratings --format csv
    for word in "Both outages were hers." "More than that." "Four it is."; do
        expect_in "$word" "$output"
    done
    as K1010 decide K1012 promote --rationale 'The team stands without her.'
    expect_status 0
    refused "is decided: promote" "rungs decide reopen" as K1008 calibrate move K1012 --to 3 --reason x
    refused "is decided: promote" "rungs decide reopen" as K1008 decide K1012 not_yet --rationale x --feedback y
    refused "the case is decided" "rungs decide reopen" as K1010 nominate withdraw K1012 --reason x
}

@test "6. decisions, batches, and one that is taken up again" {
    for case in K1032 K1033 K1040 K1021 K1053 K1031 K1047 K1020; do
        for member in K1003 K1004 K1008 K1010; do
            as "$member" calibrate vote "$case" "$([[ $case == K1032 || $case == K1020 ]] && echo 4 || echo 2)"
        done
    done
    as K1010 calibrate reveal --all --format json
    expect_same 8 "$(json "jsonb_array_length(j)")"
    refused "the committee is against promoting" "calibrate move" as K1010 decide K1033 promote --rationale x
    refused "would hear 'not yet' without a word why" "--feedback TEXT" as K1010 decide K1033 not_yet --rationale x
    refused "it is their own report" "conflict_levels" as K1003 decide K1032 promote --rationale x
    refused "needs a rationale" "--rationale TEXT" as K1010 decide K1033 not_yet --rationale '' --feedback x
    as K1010 decide all --rationale 'Ready, and all are for it.' --format json
    expect_status 0
    expect_same "K1020 K1051" "$(ask "select string_agg(x->>'employee_id', ' ' order by x->>'employee_id')
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) x where x->>'done' = 'promoted'")"
    # K1032 was near when he was nominated: that is for somebody to say.
    refused "7 cases are not decided" "calibrate agenda" both rungs cycle decide
    as K1010 decide K1032 promote --rationale 'He closed the gap in October.'
    expect_status 0
    for case in K1033 K1040 K1021 K1053 K1031; do
        as K1010 decide "$case" not_yet --rationale 'Too little evidence.' --feedback 'Show two more releases.'
        expect_status 0
    done
    as K1008 decide K1047 deferred --rationale 'No place.' --feedback 'In spring.'
    expect_status 0
    refused "without a reason" "--reason TEXT" as K1010 decide reopen K1040
    as K1010 decide reopen K1040 --reason 'A customer wrote.'
    expect_status 0
    refused "is not decided" "nothing to take up" as K1010 decide reopen K1040 --reason x
    refused "one case is not decided: Jonas Öberg" "calibrate agenda" both rungs cycle decide
    as K1010 decide K1040 not_yet --rationale 'Still.' --feedback 'Nearly.'
    both rungs cycle decide
    row "decided"
    refused "the cycle '2026-H2' is decided" "rungs cycle reopen" as K1010 calibrate move K1040 --to 3 --reason x
    # What is reopened in the decided state keeps the cycle from closing.
    as K1010 decide reopen K1040 --reason 'Once more.'
    refused "one case is not decided" "calibrate agenda" both rungs cycle close
    as K1010 decide K1040 not_yet --rationale 'Still.' --feedback 'Nearly there.'
    both rungs decide list --format csv
    expect_in "A customer wrote." "$output"
    expect_in "Once more." "$output"
}

@test "7. close --dry-run writes nothing; closing writes the levels from their day on" {
    before=$(state)
    both rungs cycle close --dry-run
    row "closed"
    expect_same "$before" "$(state)"
    # K1051 has left meanwhile, K1032 is at the level already.
    printf 'employee_id,status,leave_date\nK1051,left,2026-11-15\n' >"$BATS_TEST_TMPDIR/left.csv"
    run -0 rungs import roster "$BATS_TEST_TMPDIR/left.csv" --effective 2026-11-16 --quiet
    printf 'person,date,event,level\nK1032,2026-11-01,promotion,senior_pm\n' >"$BATS_TEST_TMPDIR/up.csv"
    run -0 rungs import history "$BATS_TEST_TMPDIR/up.csv" --quiet
    both rungs cycle close 2026-H2 --format json --section outcomes
    expect_status 0
    expect_same "4|2|2" "$(ask "select x->>'cases', x->>'written', x->>'skipped' from jsonb_array_elements(\$json\$$output\$json\$::jsonb) x
        where x->>'outcome' = 'promote'")"
    expect_same "K1012 director 2027-01-01
K1020 lead_pm 2027-01-01" "$(ask "select p.employee_id || ' ' || l.code || ' ' || t.effective_on from rungs.transition t join rungs.person p on p.id = t.person_id
        join rungs.level l on l.id = t.level_id where t.note = 'cycle 2026-H2' order by 1")"
    expect_same "lead_pm director" "$(ask "select string_agg(l.code, ' ' order by d) from unnest('{2026-12-31,2027-01-01}'::date[]) d
        cross join lateral rungs_api.level_of((select id from rungs.person where employee_id = 'K1012'), d, now()) o join rungs.level l on l.id = o.level_id")"
}

@test "8. letters: one row a person, with what is said and without the rationale" {
    both rungs cycle letters 2026-H2 --format json
    expect_status 0
    expect_same "10" "$(json "jsonb_array_length(j)")"
    letter() { ask "select concat_ws('|', x->>'outcome', x->>'level', x->>'target', x->>'effective_on', x->>'feedback', x->>'note')
        from jsonb_array_elements(\$json\$$output\$json\$::jsonb) x where x->>'employee_id' = '$1'"; }
    expect_same "promote|lead_pm|director|2027-01-01" "$(letter K1012)"
    expect_same "promote|apm|pm|no change of level: has left" "$(letter K1051)"
    expect_same "promote|pm|senior_pm|no change of level: is at the level since 2026-11-01" "$(letter K1032)"
    expect_same "not_yet|pm|senior_pm|Nearly there." "$(letter K1040)"
    expect_same "deferred|pm|senior_pm|In spring." "$(letter K1047)"
    expect_not_in "Too little evidence." "$output"
}

@test "9. a closed cycle: no command changes anything of it" {
    closed="the cycle '2026-H2' is closed"
    late="A closed cycle is not changed any more"
    refused "$closed" "$late" both rungs cycle calibrate 2026-H2
    refused "$closed" "$late" both rungs cycle decide 2026-H2
    refused "$closed" "$late" both rungs cycle close 2026-H2
    refused "$closed" "$late" both rungs cycle reopen 2026-H2 --reason x
    refused "$closed" "$late" both rungs cycle committee add K1012 --cycle 2026-H2
    refused "$closed" "$late" both rungs cycle committee remove K1008 --cycle 2026-H2
    refused "$closed" "$late" as K1010 nominate K1055 --target pm --on 2026-10-20 --rationale x --cycle 2026-H2
    refused "$closed" "$late" as K1012 nominate rate K1051 5 --cycle 2026-H2
    refused "$closed" "$late" as K1010 nominate withdraw K1040 --reason x --cycle 2026-H2
    refused "$closed" "$late" both rungs import nominations import/nominations/sample.csv --cycle 2026-H2
    refused "$closed" "$late" as K1010 calibrate vote K1040 4 --cycle 2026-H2
    refused "$closed" "$late" as K1010 calibrate reveal --all --cycle 2026-H2
    refused "$closed" "$late" as K1010 calibrate move K1040 --to 4 --reason x --cycle 2026-H2
    refused "$closed" "$late" both rungs import decisions import/decisions/template.csv --cycle 2026-H2
    refused "$closed" "$late" as K1010 decide K1040 promote --rationale x --cycle 2026-H2
    refused "$closed" "$late" as K1010 decide all --rationale x --cycle 2026-H2
    refused "$closed" "$late" as K1010 decide reopen K1040 --reason x --cycle 2026-H2
    refused "there is a cycle '2026-H2' already" "rungs cycle list" both rungs cycle open 2026-H2 --starts 2026-10-01 --closes 2026-11-30 --effective 2027-01-01
    refused "no cycle is open" "rungs cycle open" as K1010 calibrate vote K1040 4
    # Every command that takes a cycle and writes is in the list above.
    expect_same "calibrate move|calibrate reveal|calibrate vote|cycle calibrate|cycle close|cycle committee add|cycle committee remove|cycle decide|cycle reopen|decide|decide all|decide reopen|import decisions|import nominations|nominate|nominate rate|nominate withdraw" \
        "$(rungs manual markdown | awk '/^### rungs /{ path = substr($0, 11); cycle = 0 } /^- .*(--cycle|`CYCLE`)/{ cycle = 1 }
            /^Also takes/{ if ((cycle || /#which-cycle/) && /#care/) print path }' | sort -u | paste -sd '|')"
}

@test "10. what a committee saw stays as it was" {
    both rungs nominate show K1040 --cycle 2026-H2 --section packet --format csv
    then=$output
    both rungs evidence add -p K1040 -x senior_goals -s exemplary -b K1016 -m 'Beat the goal.' --on 2026-11-20
    expect_status 0
    both rungs nominate show K1040 --cycle 2026-H2 --section packet --format csv
    expect_same "$then" "$output"
    both rungs nominate show K1040 --cycle 2026-H2 --section standing --format csv
    expect_not_in ",1,0,yes" "$output"
    both rungs cycle show 2026-H2 --section cycle --format csv
    row "2026-H2,closed,"
    # Yesterday there was no such cycle; and its nominations had not been recorded.
    both rungs nominate list --cycle 2026-H2 --as-seen-on "$(ask 'select current_date - 1')" --format csv
    expect_same "cycle,person,employee_id,level,target,nominated_by,self,nominated_on,proposed,coverage,verdict,open_gates,state,why" "$output"
    both rungs cycle list --format csv
    row "2026-H2,closed,2026-10-01,2026-11-30,2027-01-01,55,10,10"
}

# A summary in all formats, to a folder.
summaries() {
    mkdir "$1"
    local format
    for format in table json markdown; do rungs calibrate summary --cycle 2026-H2 --format $format --quiet "${@:2}" >"$1/$format" || return 1; done
}

# All that the tables hold of the closed cycle.
frozen() {
    ask "select md5(string_agg(x.row, e'\\n' order by x.row)) from (
        select y::text as row from rungs.cycle y where y.code = '2026-H2'
        union all select s::text from rungs.cycle_step s join rungs.cycle y on y.id = s.cycle_id and y.code = '2026-H2'
        union all select m::text from rungs.cycle_member m join rungs.cycle y on y.id = m.cycle_id and y.code = '2026-H2'
        union all select n::text || k::text || s::text || coalesce(r::text, '') || coalesce(d::text, '')
        from rungs.nomination n
        join rungs.cycle y on y.id = n.cycle_id and y.code = '2026-H2'
        left join rungs.packet k on k.nomination_id = n.id
        left join rungs.packet_standing s on s.packet_id = k.id
        left join rungs.rating r on r.nomination_id = n.id
        left join rungs.decision d on d.nomination_id = n.id) x"
}

@test "11. the summary of a closed cycle, and its cases, stay as they were at the closing, whatever comes in later" {
    ask "insert into rungs.opening (level_id, places, opens_on, recorded_by) select l.id, 2, '2026-10-01', 1 from rungs.level l where l.code = 'director'"
    summaries "$BATS_TEST_TMPDIR/then"
    stored=$(frozen)
    both rungs calibrate summary --cycle 2026-H2 --format json
    # Before the closing packets are taken for what they are: K1040 was heard of since the nomination.
    expect_same "10 promote 4" "$(ask "select (j->'distribution'->0->>'nominated') || ' promote ' || (select sum((l->>'promoted')::int) from jsonb_array_elements(j->'levels') l) from (select \$json\$$output\$json\$::jsonb as j) x")"
    # Months of work: evidence, levels, managers, names, rules, places, a new cycle; and the ladder's text.
    for who in K1012 K1031 K1033 K1040 K1047; do
        run -0 rungs evidence add -p $who -x senior_goals -s exemplary -b K1016 -m 'Beat the goal.' --on 2026-11-01 --quiet
    done
    run -0 rungs evidence dispute "$(ask "select min(e.id) from rungs.evidence e join rungs.person p on p.id = e.person_id where p.employee_id = 'K1040' and e.counted_since is not null")" --by K1040 --reason 'Not so.' --quiet
    printf 'employee_id,name,level,location,status,leave_date\nK1033,Olu A.,senior_pm,Oslo,,\nK1021,,,,left,2026-11-20\n' >"$BATS_TEST_TMPDIR/later.csv"
    run -0 rungs import roster "$BATS_TEST_TMPDIR/later.csv" --effective 2026-11-20 --quiet
    run -0 rungs rules set group_floor 2 --effective 2026-01-01 --reason x --quiet
    run -0 rungs rules set coverage_bar 85% --effective 2026-01-01 --reason x --quiet
    run -0 rungs opening add --level director --places 7 --from 2026-10-01 --quiet
    run -0 rungs import undo "$(ask "select max(id) from rungs.import where kind = 'roster'")" --quiet
    run -0 rungs import undo "$(ask "select max(id) from rungs.import where kind = 'scope'")" --quiet
    run -0 rungs cycle open 2027-H1 --starts 2026-11-01 --closes 2027-05-31 --effective 2027-07-01 --quiet
    expect_same "$stored" "$(frozen)"
    summaries "$BATS_TEST_TMPDIR/now"
    diff -r "$BATS_TEST_TMPDIR/then" "$BATS_TEST_TMPDIR/now"
    # As seen today it is the same, since today the cycle is closed; with another day it is reckoned anew, by what was known.
    summaries "$BATS_TEST_TMPDIR/today" --as-seen-on "$(ask 'select current_date')"
    diff -r "$BATS_TEST_TMPDIR/then" "$BATS_TEST_TMPDIR/today"
    # Without a word it is the open one, and as seen before that the one before.
    both rungs calibrate summary --section distribution --format csv
    expect_in ",0,0,0," "${lines[1]}"
}

@test "12. an import that a closed cycle's promotions build on is not undone" {
    export RUNGS_DATABASE=${RUNGS_DATABASE}_undo
    createdb -T rungs_ladders "$RUNGS_DATABASE"
    file=$BATS_TEST_TMPDIR/roster.csv
    printf 'employee_id,name,level,manager,hire_date\nB1,Boss One,,,2015-01-01\nA1,Ann One,product-management/apm,B1,2020-01-01\nC1,Cai One,product-management/pm,,2020-01-01\nC2,Dov One,product-management/pm,,2020-01-01\n' >"$file"
    run -0 rungs import roster "$file" --effective 2024-01-01 --quiet
    printf 'employee_id,level\nA1,product-management/pm\n' >"$file"
    run -0 rungs import roster "$file" --effective 2025-01-01 --quiet
    number=$(ask "select max(id) from rungs.import")
    run -0 rungs import undo "$number" --dry-run --quiet
    run -0 rungs cycle open U --starts 2026-01-01 --closes 2099-12-31 --effective 2100-01-01 --quiet
    run -0 rungs nominate A1 --target product-management/senior_pm --by B1 --rationale x --quiet
    for member in C1 C2; do run -0 rungs cycle committee add $member --quiet; done
    run -0 rungs cycle calibrate --quiet
    for member in C1 C2; do run -0 rungs calibrate vote A1 4 --member $member --quiet; done
    run -0 rungs calibrate reveal A1 --quiet
    run -0 rungs decide A1 promote --rationale x --by C1 --quiet
    run -0 rungs cycle decide --quiet
    run -0 rungs import undo "$number" --dry-run --quiet
    run -0 rungs cycle close --quiet
    refused "the cycle 'U' promoted one person from a level of this import" "A closed cycle is not changed" both rungs import undo "$number"
    dropdb --force "$RUNGS_DATABASE"
}

@test "13. a nomination for a level of a ladder that one's own is mapped to" {
    export RUNGS_DATABASE=${RUNGS_DATABASE}_mapped
    createdb -T rungs_ladders "$RUNGS_DATABASE"
    printf 'employee_id,name,title,level,manager,hire_date\nB1,Boss One,Head,,,2015-01-01\nA1,Ann One,PM,product_manager,B1,2020-01-01\n' >"$BATS_TEST_TMPDIR/two.csv"
    run -0 rungs import roster "$BATS_TEST_TMPDIR/two.csv" --effective 2024-01-01 --quiet
    run -0 rungs cycle open M --starts 2026-01-01 --closes 2099-12-31 --effective 2100-01-01 --quiet
    both rungs nominate A1 --target product-management/pm --by B1 --rationale x
    expect_status 3
    expect_in "'product-management/pm' does not lie above product_manager" "$stderr"
    both rungs nominate A1 --target engineering/senior_engineer --by B1 --rationale x
    expect_status 3
    expect_in "'engineering/senior_engineer' is of a ladder that Ann One is not on" "$stderr"
    both rungs nominate A1 --target product-management/senior_pm --by B1 --rationale x
    expect_status 0
    # Judged by what the larger ladder asks: 14 of the level and 6 shifts.
    expect_same "20 6" "$(ask "select k.asked || ' ' || k.shifts_asked from rungs.packet k")"
    dropdb --force "$RUNGS_DATABASE"
}
