#!/usr/bin/env bats
# What stops the import of a ladder: each fault of its rows with file, line, column, value and reason, and nothing
# written. Files that cannot be read as CSV, or are not there: ladder_files.bats.
bats_require_minimum_version 1.5.0
load ../support/common.bash
load ../support/ladders.bash

setup_file() {
    database_make empty
    rungs import ladder import/ladders/engineering --quiet > /dev/null
}
teardown_file() { database_drop; }

setup() {
    LADDER=$BATS_TEST_TMPDIR/ladder
    kitchen "$LADDER"
}

@test "the ladder of these tests has no fault of its own" {
    both rungs import ladder "$LADDER" --dry-run --format csv --section plan
    expect_status 0
    expect_same ",37,0,0,0,0,0,0" "${lines[1]}"
    both rungs import ladder import/ladders/engineering
    expect_status 0
    expect_in "nothing to do" "$stderr"
}

@test "unknown level: of an expectation, next, includes, in a stage, of a scope, of the entry" {
    edit expectations 's/^helper_cut,helper,/helper_cut,helpr,/'
    edit levels -e 's/,head_chef pastry_chef,/,head_chef sous_chef,/' -e 's/,cook$/,kook/'
    edit stages 's/,cook$/,cook saucier/'
    edit scopes 's/^cook,/coook,/'
    edit crossings 's/^entry,,,apprentice/entry,,,porter/'
    faults "expectations,4,level,helpr,not a level of levels.csv,Did you mean 'helper'?" \
        "levels,4,next,sous_chef,not a level of levels.csv,\"Known are: apprentice, helper, cook," \
        "levels,6,includes,kook,not a level of levels.csv,Did you mean 'cook'?" \
        "stages,3,levels,saucier,not a level of levels.csv," \
        "scopes,2,level,coook,not a level of levels.csv,Did you mean 'cook'?" \
        "crossings,4,to,porter,not a level of levels.csv,"
}

@test "unknown dimension, crossing, stage, stage model, measure, step, work type" {
    edit expectations 's/^helper_cut,helper,taste/helper_cut,helper,tast/'
    edit shifts -e 's/^own_dish,to_the_stove,/own_dish,to_the_stive,/' -e 's/,to_the_pass,taste,/,to_the_pass,smell,/'
    edit crossings 's/^to_the_pass,brigade,cooking,leading/to_the_pass,brigade,cooking,ledding/'
    edit stages '$ahead,1,hands,Hands,Good.,apprentice'
    edit scopes -e 's/hot$/warm/' -e 's/,guests,/,gusts,/'
    printf 'code,name,work_type\npastry,Pastry,sweets\n' > "$LADDER/specializations.csv"
    faults "expectations,4,dimension,tast,not a dimension of dimensions.csv,Did you mean 'taste'?" \
        "shifts,2,crossing,to_the_stive,not a crossing of crossings.csv,Did you mean 'to_the_stove'?" \
        "shifts,3,dimension,smell,not a dimension of dimensions.csv," \
        "crossings,3,to,ledding,not a stage of this model,Did you mean 'leading'?" \
        "stages,7,model,head,not a model of stage-models.csv," \
        "scopes,2,minimum,warm,not a step of this measure,\"Known are: cold, hot.\"" \
        "scopes,3,measure,gusts,not a measure of measures.csv,Did you mean 'guests'?" \
        "specializations,2,work_type,sweets,not a work type of work-types.csv,"
}

@test "rank twice in a track; two tracks may share one" {
    edit levels 's/^pastry_chef,4,\(.*\),individual/pastry_chef,3,\1,individual/'
    edit levels -e 's/,head_chef pastry_chef,/,head_chef,/' -e 's/,cook$/,helper/'
    faults "levels,6,rank,3,\"rank twice in the track individual, first in line 4\","
    edit levels 's/,individual,,,,,helper$/,manager,,,,,helper/'
    edit stages -e 's/apprentice helper cook pastry_chef/apprentice helper cook/' -e 's/,head_chef$/,head_chef pastry_chef/'
    both rungs import ladder "$LADDER" --dry-run
    expect_status 0
}

@test "ranks and years that are no numbers, and years that go down" {
    edit levels -e 's/^apprentice,1,/apprentice,0,/' -e 's/^helper,2,/helper,two,/' -e 's/^cook,3,/cook,3.5,/' \
        -e 's/individual,0,2,/individual,3,2,/' -e 's/,individual,1,,1,/,individual,one,,soon,/' -e 's/^head_chef,4,Head chef,manager/head_chef,4,Head chef,boss/'
    stopped
    for piece in "levels,2,rank,0,not a whole number above 0," "levels,2,years_max,2,less than years_min," \
        "levels,3,rank,two,not a whole number above 0," "levels,3,years_min,one,not a number of years," \
        "levels,3,horizon_months,soon,not a whole number of months," "levels,4,rank,3.5,not a whole number above 0," \
        "levels,5,track,boss,not a track,Write individual or manager."; do
        expect_in "$piece" "$output"
    done
}

@test "a stage with a gap before it, and positions that are none or twice" {
    edit stages 's/^hands,2,/hands,3,/'
    faults "stages,6,position,3,there is no stage 2 before it,\"Stages of a model are counted 1, 2, 3"
    edit stages 's/^hands,3,/hands,1,/'
    faults "stages,6,position,1,\"position twice, first in line 5\","
    edit stages -e 's/^hands,1,heads,/hands,last,heads,/'
    faults "stages,6,position,last,not a whole number above 0,"
}

@test "a level in no stage of a model, in two, and twice in one" {
    edit stages 's/^\(brigade,1.*\)apprentice helper$/\1apprentice/'
    faults "levels,$(grep -n '^helper,' "$LADDER/levels.csv" | cut -d: -f1),code,helper,in no stage of the model brigade,"
    edit stages 's/^\(brigade,2.*\),cook$/\1,cook helper apprentice/'
    faults "stages,2,levels,apprentice,in 2 stages of the model brigade,"
    edit stages 's/,cook helper apprentice$/,cook helper cook/'
    faults "stages,3,levels,cook helper cook,names a level twice,"
}

@test "a stage without levels, a model without stages, none or two default models" {
    edit stages 's/^hands,2\(.*\),head_chef$/hands,2\1,/'
    edit stage-models -e 's/^hands,Hands and heads,no/hands,Hands and heads,yes/' -e '$aempty,Empty,no'
    stopped
    expect_in "stages,6,levels,,is empty," "$output"
    expect_in "stage-models,2,default,,more than one model is the default," "$output"
    expect_in "stage-models,4,code,empty,has no stage,Give it rows in stages.csv." "$output"
    edit stage-models 's/,yes/,no/'
    stopped
    expect_in "stage-models,2,default,,no model is the default," "$output"
}

@test "a way up that leads back into an earlier stage" {
    edit stages -e 's/^\(brigade,2.*\),cook$/\1,helper/' -e 's/apprentice helper$/apprentice cook/'
    faults "stages,2,levels,cook,the way up from helper leads back from stage 2 to stage 1,"
}

@test "a crossing over a stage, backwards, onto itself; the same border twice; a second entry" {
    edit crossings -e 's/^to_the_stove,brigade,learning,cooking/to_the_stove,brigade,learning,leading/'
    faults "crossings,2,to,leading,stage 3 is not the one after stage 1,A crossing leads to the next stage."
    edit crossings -e 's/^to_the_stove,brigade,learning,leading/to_the_stove,brigade,cooking,learning/'
    faults "crossings,2,to,learning,stage 1 is not the one after stage 2,"
    edit crossings -e 's/^to_the_stove,brigade,cooking,learning/to_the_stove,brigade,learning,learning/'
    faults "crossings,2,to,learning,stage 1 is not the one after stage 1,"
    edit crossings -e 's/^to_the_stove,brigade,learning,learning/to_the_stove,brigade,learning,cooking/' \
        -e '$aagain,brigade,cooking,leading,Again,' -e '$asecond,,,helper,Second,'
    faults "crossings,5,to,leading,\"the same border twice, first in line 3\"," "crossings,6,model,,\"a second entry, first in line 4\","
}

@test "a crossing without a model or without a stage to come from" {
    edit crossings -e 's/^to_the_stove,brigade,/to_the_stove,,/' -e 's/^to_the_pass,brigade,cooking,/to_the_pass,brigade,,/'
    stopped
    expect_in "crossings,2,model,,is empty,Name the stage model; only the entry has none." "$output"
    expect_in "crossings,3,from,,is empty,Name the stage one comes from; only the entry has none." "$output"
}

@test "a weight that is not positive or no number, of expectations and of shifts" {
    edit expectations -e 's/^helper_cut,helper,taste,1/helper_cut,helper,taste,0/' -e 's/^cook_season,cook,taste,3/cook_season,cook,taste,-3/' \
        -e 's/^cook_station,cook,,1/cook_station,cook,,heavy/' -e 's/^chef_menu,head_chef,taste,2/chef_menu,head_chef,taste,"1,5"/' \
        -e 's/^chef_team,head_chef,people,2/chef_team,head_chef,people,1e3/'
    edit shifts 's/^own_dish,to_the_stove,taste,4/own_dish,to_the_stove,taste,0.0/'
    faults "expectations,4,weight,0,not a positive number,Weights are above 0; 1 is usual." \
        "expectations,6,weight,'-3,not a positive number," "expectations,7,weight,heavy,not a positive number," \
        "expectations,8,weight,\"1,5\",not a positive number," "expectations,9,weight,1e3,not a positive number," \
        "shifts,2,weight,0.0,not a positive number,"
}

@test "a code twice in any file, and the code of an expectation for a shift" {
    local file
    for file in dimensions expectations measures steps crossings shifts; do
        kitchen "$LADDER"
        line=$(sed -n 2p "$LADDER/$file.csv")
        # The rest of the row differs, so that only the code is twice.
        case $file in
        expectations) line=${line/Asks/Begs} ;;
        steps) line=${line/,1,/,3,} ;;
        crossings) line=${line/brigade,learning,cooking/hands,hands,heads} ;;
        esac
        echo "$line" >> "$LADDER/$file.csv"
        wanted=$(wc -l < "$LADDER/$file.csv")
        code=$([[ $file == steps ]] && cut -d, -f3 <<< "$line" || cut -d, -f1 <<< "$line")
        faults "$file,$wanted,code,$code,\"code twice, first in line 2\","
    done
    kitchen "$LADDER"
    edit shifts 's/^own_dish,/cook_season,/'
    faults "shifts,2,code,cook_season,the code of an expectation,"
}

@test "a level, a stage, a stage model, a scope, a line of advice twice" {
    edit levels '$ahead_chef,5,Head chef again,manager,,,,,'
    edit stages '$ahands,3,heads,Heads,Good.,helper'
    edit stage-models '$ahands,Hands again,no'
    edit scopes '$acook,station,cold'
    printf 'code,kind,position,text\none,within,1,Do.\none,within,1,Do more.\n' > "$LADDER/advice.csv"
    stopped
    for piece in "levels,7,code,head_chef,\"code twice, first in line 5\"" "stages,7,code,heads,\"code twice, first in line 6\"" \
        "stage-models,4,code,hands,\"code twice, first in line 3\"" "scopes,4,measure,station,\"measure twice, first in line 2\"" \
        "advice,3,code,one,\"code twice, first in line 2\"" "advice,3,position,1,\"position twice, first in line 2\""; do
        expect_in "$piece" "$output"
    done
}

@test "the same sentence twice in a level and dimension, and a level that asks for nothing" {
    edit expectations 's/^pastry_bake,.*/helper_again,helper,hygiene,1,no,Leaves every surface clean at the end of the shift./'
    faults "expectations,10,sentence,Leaves every surface clean at the end of the shift.,\"the same sentence at this level twice, first in line 3\"," \
        "levels,6,code,pastry_chef,\"asks for nothing, and cook leads to it\","
}

@test "a next that does not go up, an includes that does not go down" {
    edit levels -e 's/^helper\(.*\),cook,$/helper\1,apprentice,/' -e 's/,cook$/,head_chef/'
    faults "levels,3,next,apprentice,rank 1 is not above 2," "levels,6,includes,head_chef,rank 4 is not below 4,"
}

@test "measures: in another unit than another ladder has them, steps without a step measure, no number, no step" {
    edit measures -e '$ahorizon,Horizon,week|weeks' -e '$amood,Mood,step'
    edit steps '$aguests,1,few,Few'
    edit scopes 's/,60$/,many/'
    faults "measures,4,unit,week|weeks,the ladder engineering measures it in month|months," "measures,5,unit,step,has no step," \
        "steps,4,measure,guests,is counted in guest|guests and has no steps," "scopes,3,minimum,many,not a number,"
}

@test "codes that cannot be typed" {
    edit ladder 's/^kitchen,/Big Kitchen,/'
    edit dimensions 's/^hygiene,/hy giene,/'
    edit expectations -e 's/,hygiene,/,hy giene,/' -e 's/^helper_cut,/helper\/cut,/' -e 's/^helper_dishes,/-dishes,/' \
        -e "s/^cook_station,/$(printf 'x%.0s' {1..61}),/"
    edit shifts 's/^own_dish,/own@dish,/'
    faults "ladder,2,code,Big Kitchen,not a code of a ladder," "dimensions,2,code,hy giene,not a code," "expectations,4,code,helper/cut,not a code," \
        "expectations,5,code,'-dishes,not a code," "expectations,7,code,xxx" "shifts,2,code,own@dish,not a code,"
}

@test "cells that are needed and empty" {
    edit ladder 's/,Kitchen,/,,/'
    edit levels 's/^helper,2,Kitchen helper,individual/helper,,,/'
    edit expectations -e 's/^helper_cut,helper,/helper_cut,,/' -e 's/Puts dishes.*$//'
    faults "ladder,2,name,,is empty," "levels,3,rank,,is empty," "levels,3,name,,is empty," "levels,3,track,,is empty," \
        "expectations,4,level,,is empty," "expectations,5,sentence,,is empty,"
}

@test "more than one ladder in ladder.csv, none at all, and files without rows" {
    edit ladder '$abakery,Bakery,baking'
    faults "ladder,3,code,bakery,more than one row,ladder.csv has one row."
    edit ladder '2,$d'
    edit levels '2,$d'
    stopped
    expect_in "ladder,2,code,,no row,ladder.csv has one row." "$output"
    expect_in "levels,2,code,,no row," "$output"
}

@test "faults of many files are told together, for people and for programs" {
    edit levels 's/^cook,3,/cook,three,/'
    edit expectations -e 's/^helper_cut,helper,taste,1,no/helper_cut,helpr,tast,none,perhaps/' -e 's/^chef_menu,/chef_team,/'
    edit shifts 's/^own_dish,to_the_stove,/own_dish,nowhere,/'
    edit stages 's/^hands,2,/hands,4,/'
    stopped
    for piece in "levels,4,rank,three," "expectations,4,level,helpr," "expectations,4,dimension,tast," "expectations,4,weight,none," \
        "expectations,4,must,perhaps,neither yes nor no," "expectations,9,code,chef_team," "shifts,2,crossing,nowhere," "stages,6,position,4,"; do
        expect_in "
$piece" "$output"
    done
    both rungs import ladder "$LADDER"
    expect_status 3
    for piece in three helpr tast none perhaps chef_team nowhere "Did you mean 'helper'?"; do expect_in "$piece" "$output"; done
    both rungs import ladder "$LADDER" --format json
    expect_same "levels 4 rank three" "$(json "(select concat_ws(' ', f->>'file', f->>'line', f->>'column', f->>'value')
        from jsonb_array_elements(j) f where f->>'value' = 'three' and f->>'column' = 'rank')")"
    both rungs import ladder "$LADDER" --format markdown
    expect_in "| helpr |" "$output"
}

@test "more faults than anybody reads: all are counted, people see the first 50, programs all" {
    for i in {1..80}; do echo "more_$i,nowhere,,1,no,Sentence $i." >> "$LADDER/expectations.csv"; done
    stopped
    expect_in "80 problems in 'ladder': nothing was written" "$stderr"
    expect_same 81 "${#lines[@]}"
    both rungs import ladder "$LADDER"
    expect_in "80 problems in 'ladder': nothing was written" "$stderr"
    expect_same 51 "${#lines[@]}"
}

@test "mappings that lead from or to nothing, to themselves, between strangers, twice" {
    cat > "$LADDER/mappings.csv" <<'CSV'
kind,from,to
step,cook,helper
level,cook,
expectation,cook_season,cook_station
expectation,cook_salt,cook_season
expectation,engineering/junior_tests,engineering/engineer_code
expectation,engineering/junior_tasts,cook_season
level,cook,engineering/engineer
level,cook,engineering/engineer
expectation,engineering/junior_tests,cook_seasons
CSV
    stopped
    for piece in "mappings,2,kind,step,neither level nor expectation," "mappings,3,to,,is empty,Name the level" \
        "mappings,4,from,cook_season,still an expectation of this ladder," "mappings,5,from,cook_salt,no edition of this ladder has it," \
        "mappings,6,to,engineering/engineer_code,neither side is of this ladder," \
        "mappings,7,from,engineering/junior_tasts,the ladder engineering does not have it," "mappings,9,from,cook,\"the same row twice, first in line 8\"," \
        "mappings,10,to,cook_seasons,not in these files,"; do
        expect_in "
$piece" "$output"
    done
}

@test "a dry run of a ladder with faults tells the same faults" {
    edit expectations 's/^helper_cut,helper,/helper_cut,helpr,/'
    both rungs import ladder "$LADDER" --dry-run --format csv
    expect_status 3
    expect_in "expectations,4,level,helpr," "$output"
}

@test "control characters in a cell reach no terminal" {
    edit expectations $'s/^helper_cut,helper,/helper_cut,hel\e[31mper,/'
    both on_terminal 80 import ladder "$LADDER"
    expect_not_in $'\e[31m' "$output"
    expect_in "not a level" "${output//[$'\n ']/ }"
}
