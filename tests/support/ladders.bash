# Ladders to be made, disguised and looked at. Loaded after common.bash.
# shellcheck shell=bash

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
