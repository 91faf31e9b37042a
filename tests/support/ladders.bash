# Ladders to be made, changed, disguised and looked at. Loaded after common.bash.
# shellcheck shell=bash disable=SC2154,SC2034,SC2153

# The ladders that come with Rungs.
LADDERS=(product-management product-management-small engineering)

# kitchen FOLDER [CODE]: a ladder of five levels that fork at the top, in three stages with their crossings; short
# enough to count its lines. What each level asks weighs 4 together.
kitchen() {
    mkdir -p "$1"
    printf 'code,name,profession\n%s,Kitchen,cooking\n' "${2:-kitchen}" > "$1/ladder.csv"
    cat > "$1/levels.csv" <<'CSV'
code,rank,name,track,years_min,years_max,horizon_months,next,includes
apprentice,1,Apprentice,individual,0,2,,helper,
helper,2,Kitchen helper,individual,1,,1,cook,
cook,3,Cook,individual,,6,,head_chef pastry_chef,
head_chef,4,Head chef,manager,,,12,,
pastry_chef,4,Pastry chef,individual,,,,,cook
CSV
    cat > "$1/dimensions.csv" <<'CSV'
code,name,skill
hygiene,Hygiene,yes
taste,Taste,no
people,People,no
CSV
    cat > "$1/expectations.csv" <<'CSV'
code,level,dimension,weight,must,sentence
apprentice_asks,apprentice,people,4,no,Asks before using a machine for the first time.
helper_clean,helper,hygiene,2,yes,Leaves every surface clean at the end of the shift.
helper_cut,helper,taste,1,no,Cuts vegetables evenly and quickly enough for the evening.
helper_dishes,helper,hygiene,1,no,Puts dishes back where the next person looks for them.
cook_season,cook,taste,3,yes,"Seasons by tasting, and the dish is the same every night."
cook_station,cook,,1,no,Runs one station alone for a whole evening.
chef_menu,head_chef,taste,2,yes,Writes a menu that guests come back for.
chef_team,head_chef,people,2,no,Hires cooks who stay.
pastry_bake,pastry_chef,taste,4,no,Bakes what is eaten to the last crumb.
CSV
    cat > "$1/measures.csv" <<'CSV'
code,name,unit
guests,Guests of an evening,guest|guests
station,Station,step
CSV
    cat > "$1/steps.csv" <<'CSV'
measure,rank,code,name
station,1,cold,Cold dishes
station,2,hot,Hot dishes
CSV
    cat > "$1/scopes.csv" <<'CSV'
level,measure,minimum
cook,station,hot
head_chef,guests,60
CSV
    cat > "$1/stage-models.csv" <<'CSV'
code,name,default
brigade,Brigade,yes
hands,Hands and heads,no
CSV
    cat > "$1/stages.csv" <<'CSV'
model,position,code,name,great,levels
brigade,1,learning,Learning,Nothing has to be done again.,apprentice helper
brigade,2,cooking,Cooking,Guests empty their plates.,cook
brigade,3,leading,Leading,The kitchen runs well without this person.,head_chef pastry_chef
hands,1,hands,Hands,The food is good.,apprentice helper cook pastry_chef
hands,2,heads,Heads,The kitchen is good.,head_chef
CSV
    cat > "$1/crossings.csv" <<'CSV'
code,model,from,to,name,advice
to_the_stove,brigade,learning,cooking,To the stove,Cook for the staff first.
to_the_pass,brigade,cooking,leading,To the pass,
entry,,,apprentice,Into the kitchen,
CSV
    cat > "$1/shifts.csv" <<'CSV'
code,crossing,dimension,weight,must,from,to,sentence
own_dish,to_the_stove,taste,4,no,following a recipe,knowing why,Cooks a dish without its recipe.
tastes_for_others,to_the_pass,taste,1,no,own plates,all plates,Sends back a plate that is not good enough.
trial_day,entry,people,1,no,,,Comes back after the trial day.
CSV
}

# Changes a file of the ladder in $LADDER with sed; a script that changes nothing is a mistake: edit FILE SCRIPT...
edit() {
    local before
    before=$(sha256sum < "$LADDER/$1.csv")
    sed -i "${@:2}" "$LADDER/$1.csv"
    [[ $(sha256sum < "$LADDER/$1.csv") != "$before" ]]
}
# The ladder in $LADDER is not imported: exit 3, one error, and everything as before.
stopped() {
    local before list
    before=$(written)
    list=$(rungs ladder list)
    both rungs import ladder "$LADDER" --format csv
    expect_status 3
    expect_same 1 "$(grep -c '^rungs: ' <<< "$stderr")"
    expect_same "$list" "$(rungs ladder list)"
    expect_same "$before" "$(written)"
}
# It is not imported for these reasons and no others, each 'FILE,LINE,COLUMN,VALUE,PROBLEM,HINT' or its beginning.
faults() {
    stopped
    expect_same "file,line,column,value,problem,hint" "${lines[0]}"
    for piece in "$@"; do expect_in $'\n'"$piece" "$output"; done
    expect_same "$#" "$((${#lines[@]} - 1))"
    expect_in "$# problem$([[ $# == 1 ]] || echo s) in 'ladder': nothing was written" "$stderr"
}

# Writes a ladder as somebody else would: columns the other way round and in capitals, everything quoted, blanks around
# cells, CRLF, a byte order mark, 2.00 for 2, 007 for 7, YES for yes, nothing for the usual; and without columns that
# are blank in every row: disguise FROM TO.
disguise() {
    local file
    mkdir -p "$2"
    for file in "$1"/*.csv; do
        disguised "$file" | sed -e $'1s/^/\xef\xbb\xbf/' -e 's/$/\r/' > "$2/${file##*/}"
    done
}

# One file, as the server reads and writes CSV.
disguised() {
    local columns column
    IFS=, read -ra columns < "$1"
    {
        printf 'create temporary table given (place serial'
        printf ', "%s" text' "${columns[@]}"
        printf ');\n\\copy given ("%s"' "${columns[0]}"
        printf ', "%s"' "${columns[@]:1}"
        printf ") from '%s' csv header\n" "$1"
        for column in "${columns[@]}"; do
            case $column in
            weight) echo "update given set weight = case when weight <> '1' then weight || '.00' end;" ;;
            minimum) echo "update given set minimum = minimum || '.0' where minimum ~ '^[0-9]+$';" ;;
            rank | position | horizon_months | years_*) echo "update given set $column = '00' || $column;" ;;
            must | skill) echo "update given set $column = case when $column = 'yes' then 'YES' end;" ;;
            default) echo 'update given set "default" = upper("default");' ;;
            levels | next | includes) echo "update given set $column = replace($column, ' ', ' ; ');" ;;
            esac
        done
        cat <<'SQL'
select string_agg(format('''  '' || coalesce(%1$I, '''') || '' '' as %2$I', a.attname, ' ' || upper(replace(a.attname, '_', '-')) || ' '),
                  ', ' order by a.attnum desc) as cells
from pg_attribute a
where a.attrelid = 'given'::regclass and a.attnum > 1
  and exists (select from given g where to_jsonb(g) ->> a.attname <> '')
\gset
copy (select :cells from given order by place) to stdout (format csv, header, force_quote *);
SQL
    } | psql -Xqd postgres -v ON_ERROR_STOP=1
}

# What somebody sees on a terminal of so many columns: on_terminal COLUMNS WORD...
on_terminal() {
    local words
    printf -v words ' %q' "$RUNGS" "${@:2}" --color=never
    LC_ALL=C.UTF-8 script -qec "stty cols $1;$words" /dev/null < /dev/null | tr -d '\r'
}
# The widest line of what is read, in columns.
widest() { LC_ALL=C.UTF-8 wc -L; }

# A folder as one word, to see that nothing in it changed.
folder_print() { (cd "$1" && find . -type f -printf '%P\n' | sort | xargs -d '\n' sha256sum | sha256sum); }

# Everything that is written in the database as one word: the same before and after says that nothing was written.
written() {
    ask "select md5(string_agg(query_to_xml(format('select t::text from %s t order by 1', c.oid::regclass), true, true, '')::text, ''
                               order by c.relname))
         from pg_class c where c.relnamespace = 'rungs'::regnamespace and c.relkind = 'r'"
}

# A day so many days from today, or before it: day +30, day -7.
day() { date -d "$1 days" +%F; }

# The cells of a column of a CSV file, one a line, in the order of the rows: cells FILE COLUMN.
cells() {
    local columns
    IFS=, read -ra columns < "$1"
    {
        printf 'create temporary table given (place serial'
        printf ', "%s" text' "${columns[@]}"
        printf ');\n\\copy given ("%s"' "${columns[0]}"
        printf ', "%s"' "${columns[@]:1}"
        printf ") from '%s' csv header\n" "$1"
        printf 'select "%s" from given order by place;\n' "$2"
    } | psql -XqAtd postgres -v ON_ERROR_STOP=1
}

# A ladder as companies publish them, of so many statements: public_ladder FOLDER STATEMENTS. Levels E3 and 1.1 that
# include what lies below, two tracks that share ranks, no stages, statements without dimension and of every kind of
# text; written in the canonical form by PostgreSQL, not by the program.
public_ladder() {
    mkdir -p "$1"
    psql -Xqd postgres -v ON_ERROR_STOP=1 -v folder="$1" -v statements="$2" <<'SQL'
create function pg_temp.canonical(cell text) returns text language sql as $$
    -- A text that a spreadsheet would run as a formula stands behind an apostrophe.
    select case when cell ~ E'^''*[-=+@\t\r\n]' then '''' || cell else nullif(cell, '') end
$$;
create function pg_temp.sentence(i bigint) returns text language sql as $$
    select case i % 16
        when 0 then 'Finishes what was begun.'
        when 1 then format('Plans, does, and checks number %s.', i)
        when 2 then format('Says "no" %s times, and "yes" once.', i)
        when 3 then format(E'Writes on two lines,\nthe second is %s:\n\n- a point\n- another', i)
        when 4 then format('👩‍🚀 flies 🚀 number %s 🎉', i)
        when 5 then format(E'Cafe\u0301 number %s is fu\u0308r everybody', i)
        when 6 then rpad(format('Sentence %s is very long: ', i), 4000, 'words and more words, ')|| '.'
        when 7 then format('=SUM(A%s) is no formula', i)
        when 8 then format('- %s is a bullet', i)
        when 9 then format('''tis number %s', i)
        when 10 then format('以身作则第%s条，帮助他人。', i)
        when 11 then format(E'עוזר לאחרים\u00a0%s\u200bפעמים', i)
        when 12 then format(E'A\ttab, a back\\slash, \\N and \\. %s', i)
        when 13 then format(E'Ends lines as on Windows\r\nin number %s', i)
        when 14 then format('https://handbook.example/%s/%s', i, repeat('very-long-path-', 20))
        else format('''=%s stood behind an apostrophe already; 50 %% & <b>more</b>', i) end
$$;
create temporary table level as
select * from (values
    (1, 'E1', 1, 'Engineer 1', 'individual', 'E2', ''), (2, 'E2', 2, 'Engineer 2', 'individual', 'E3', 'E1'),
    (3, 'E3', 3, 'Engineer 3 – "senior"', 'individual', '1.1 M4', 'E2'), (4, '1.1', 4, 'Staff, 1.1', 'individual', '1.2', 'E3'),
    (5, '1.2', 5, 'Staff 1.2 🚀', 'individual', 'Ö7', '1.1'), (6, 'Ö7', 6, 'Über-Engineer', 'individual', '', '1.2'),
    (7, 'M4', 4, 'Manager 4', 'manager', 'M5', 'E3'), (8, 'M5', 5, 'Manager 5', 'manager', 'M6', 'M4'),
    (9, 'M6', 6, '経営', 'manager', '', 'M5')) l (place, code, rank, name, track, next, includes);
create temporary table ladder_out as select 'public' as code, 'Public ladder 🪜' as name, 'engineering' as profession,
    'From https://handbook.example, under CC-BY.' as summary, 'Handbook, 2nd edition' as source, 'Company "X"' as author;
create temporary table levels_out as
select l.code, l.rank, l.name, l.track, null as years_min, null as years_max, null as horizon_months,
       nullif(l.next, '') as next, nullif(l.includes, '') as includes, null as pair_with, null as pair_shift,
       null as summary, null as source, null as author
from level l order by l.place;
create temporary table dimensions_out as
select 'd' || d as code, 'Dimension ' || d || case when d % 2 = 0 then ' ✨' else '' end as name,
       case when d = 3 then 'yes' else 'no' end as skill, null as summary, null as source, null as author
from generate_series(1, 7) d order by d;
create temporary table expectations_out as
select pg_temp.canonical(case i % 5 when 0 then format('%s.%s', l.code, i) when 1 then format('+%s', i) when 2 then format('=%s', i)
                                   when 3 then format('#%s🎯', i) else format('s:%s', i) end) as code,
       l.code as level, case when i % 3 > 0 then 'd' || 1 + i % 7 end as dimension,
       (array['1', '2', '0.5', '1.25'])[1 + i / 16 % 4] as weight, case when i % 10 = 0 then 'yes' else 'no' end as must,
       -- One that stands at every level; within a level it would be the same one twice.
       pg_temp.canonical(pg_temp.sentence(i) || case when i % 16 = 0 and i >= 144 then format(' (%s)', i) else '' end) as sentence,
       case when i % 4 = 0 then 'https://handbook.example/' || i end as source, null as author
from generate_series(0, :statements::bigint - 1) i
join level l on l.place = 1 + i / 16 % 9
order by l.place, i;
\pset tuples_only
select format('\copy %s_out to ''%s/%s.csv'' csv header', f, :'folder', f)
from unnest('{ladder,levels,dimensions,expectations}'::text[]) f
\g :folder/.copies
\i :folder/.copies
SQL
    rm "$1/.copies"
}

# A company on the kitchen's ladder, each test with a database of its own: kitchen_company in setup_file,
# kitchen_company_copy in setup, kitchen_company_drop in teardown. Ann and Ben are apprentices under the boss, Cid is a
# cook. Guests saw Ann meet half of what a helper is asked (helper_clean, weight 2 of 4) and another quarter
# (helper_cut), and Cid meet chef_menu (weight 2 of the 4 of a head chef and the 1 of the border before it).
kitchen_company() {
    database_make empty
    MASTER=$RUNGS_DATABASE KITCHEN=$BATS_FILE_TMPDIR/kitchen
    export MASTER KITCHEN
    kitchen "$KITCHEN"
    rungs import ladder "$KITCHEN" --quiet > /dev/null
    cat > "$BATS_FILE_TMPDIR/roster.csv" <<'CSV'
employee_id,name,email,level,level_since,manager,hire_date
K0,Boss,boss@kitchen.example,head_chef,2020-01-01,,2020-01-01
K1,Ann,ann@kitchen.example,apprentice,2024-05-01,K0,2024-01-01
K2,Ben,ben@kitchen.example,apprentice,2024-05-01,K0,2024-01-01
K3,Cid,cid@kitchen.example,cook,2024-05-01,K0,2022-01-01
CSV
    rungs import roster "$BATS_FILE_TMPDIR/roster.csv" --quiet > /dev/null
    for code in K1/helper_clean K1/helper_cut K3/chef_menu; do
        for guest in "Guest One" "Guest Two"; do
            rungs evidence add -p "${code%/*}" -x "${code#*/}" -s solid -b "$guest" -r customer -m "Saw ${code#*/}." \
                --on "$(day -40)" --quiet > /dev/null
        done
    done
}
kitchen_company_copy() {
    RUNGS_DATABASE=${MASTER}_$BATS_TEST_NUMBER
    createdb -T "$MASTER" "$RUNGS_DATABASE"
    LADDER=$BATS_TEST_TMPDIR/ladder
    kitchen "$LADDER"
}
kitchen_company_drop() { dropdb --force "$RUNGS_DATABASE"; }
# Imports the ladder in $LADDER as it is now, from the day on: edition [DAY] (today).
edition() { rungs import ladder "$LADDER" --effective "${1:-$(day +0)}" --quiet > /dev/null; }
# A change of one sentence, for edit.
NEW_SENTENCE='s/^\(helper_clean,.*\)Leaves every surface clean at the end of the shift/\1Leaves all surfaces clean at the end of every shift/'
