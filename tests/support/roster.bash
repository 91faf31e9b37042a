# What the tests of rosters share: a fresh database for each test, and ways to look at the people in it.
# shellcheck shell=bash disable=SC2034,SC2154

# A database with a ladder and nobody on it, to be copied; for setup_file.
ladder_make() {
    database_make empty
    rungs import ladder import/ladders/product-management --quiet > /dev/null
    LADDER_DATABASE=$RUNGS_DATABASE
    export LADDER_DATABASE
}
ladder_drop() { RUNGS_DATABASE=$LADDER_DATABASE database_drop; }

# A copy of it for one test; for setup and teardown.
fresh_make() {
    RUNGS_DATABASE=${LADDER_DATABASE}_one
    export RUNGS_DATABASE
    createdb -T "$LADDER_DATABASE" "$RUNGS_DATABASE"
    ROSTERS=tests/data/rosters
    FILE=$BATS_TEST_TMPDIR/team.csv
}
fresh_drop() { database_drop; }

# Writes FILE: its lines.
team() { printf '%s\n' "$@" > "$FILE"; }

# take FILE OPTIONS...: imports it as of 2026-06-01 and expects that to go well.
take() {
    both rungs import roster --effective 2026-06-01 --format csv --section plan "$@"
    expect_status 0
}

# plan NEW CHANGED UNCHANGED LEFT RETURNED: what the plan just shown counted.
plan() {
    local counts
    counts=$(sed -n 's/^[0-9]*,\([0-9]*,[0-9]*,[0-9]*,[0-9]*,[0-9]*\),0,0$/\1/p' <<< "$output")
    expect_same "$1,$2,$3,$4,$5" "$counts"
}

# again PEOPLE FILE OPTIONS...: the same file once more, also on a later day, changes nothing.
again() {
    local before people=$1 day
    shift
    before=$(counts)
    for day in 2026-06-01 2026-07-15; do
        both rungs import roster --effective "$day" --format csv --section plan "$@"
        expect_status 0
        expect_in "nothing to do" "$stderr"
        plan 0 0 "$people" 0 0
        expect_same "$before" "$(counts)"
    done
}

# How much of everything an import could have written.
counts() {
    ask "select (select count(*) from rungs.person), (select count(*) from rungs.roster_entry),
                (select count(*) from rungs.roster_entry where superseded_at < 'infinity'),
                (select count(*) from rungs.transition), (select count(*) from rungs.import),
                (select count(*) from rungs.import_line), (select count(*) from rungs.import_mapping),
                (select count(*) from rungs.title_level), (select count(*) from rungs.organisation)"
}

# refused FILE OPTIONS...: exit status 3, one error, nothing written.
refused() {
    local before
    before=$(counts)
    both rungs import roster --effective 2026-06-01 --format csv "$@"
    expect_status 3
    expect_same "$before" "$(counts)"
    expect_same 1 "$(grep -c '^rungs: ' <<< "$stderr")"
}

# of EXPRESSION: id and that for each person, by id or address, as the latest entry e (manager m, status s) says.
of() {
    ask "select coalesce(p.employee_id, p.email), $1
         from rungs.person p
         join rungs.roster_entry e on e.person_id = p.id and e.superseded_at = 'infinity' and e.valid_to = 'infinity'
         join rungs.employment_status s on s.id = e.status_id
         left join rungs.roster_entry m
                on m.person_id = e.manager_id and m.superseded_at = 'infinity' and m.valid_to = 'infinity'
         order by coalesce(p.employee_id, p.email) collate \"C\""
}

# Everybody: id, name, title, manager, status, day of hire.
people() { of "e.name, e.title, m.name, s.code, e.hired_on"; }

# levels DATE: id and level of each person on that day.
levels() {
    ask "select coalesce(p.employee_id, p.email), l.code
         from rungs.person p
         cross join lateral rungs_api.level_of(p.id, '$1', now()) v
         left join rungs.level l on l.id = v.level_id
         order by coalesce(p.employee_id, p.email) collate \"C\""
}
