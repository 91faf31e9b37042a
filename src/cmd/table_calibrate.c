/* The command table: the summary of a cycle. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option summary_options[] = {
    {.name = "cycle",
     .letter = 'c',
     .kind = OPTION_TEXT,
     .argument = "CYCLE",
     .help = "which cycle (default: the latest that is not closed)"},
    {.name = "by",
     .kind = OPTION_TEXT,
     .argument = "WHAT",
     .help = "one grouping: manager, org, level, specialization, location, or a kept column of "
             "the roster"},
    {.name = "accept",
     .kind = OPTION_TEXT,
     .argument = "WHO",
     .help = "what if: headcount when these are promoted: all, decided, ready, or people with "
             "commas between them"},
    {0}};

static const struct action summary_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"calibrate_distribution", "distribution",
         "Who stands where; nominated though too little is known; ready and not nominated{more}",
         "nobody is in this cycle"},
        {"calibrate_attention", "cases", "To talk about{more}",
         "nobody is nominated, and nobody is ready"},
        {"calibrate_ratings", "ratings",
         "Ratings as proposed and as calibrated, and guidance ranges{more}", "nobody is rated yet"},
        {"calibrate_moves", "moves", "Moved in the session{more}", "no rating was changed"},
        {"calibrate_moved_groups", "moved_groups",
         "Mean move of groups{more}; p: each against all others (Mann and Whitney)",
         "too few people are calibrated to compare groups without giving somebody away"},
        {"calibrate_leniency", "leniency",
         "Leniency: how far a manager's proposals lie above what the committee made of them, "
         "shrunken towards the mean by what may be chance (Morris 1983); people settling are left "
         "out{more}",
         "nobody is both proposed and calibrated yet"},
        {"calibrate_impact", "impact",
         "Impact{more}: rate over the highest rate (four fifths: 29 CFR 1607.4 D), p by Fisher's "
         "exact test, persons short of four fifths and of parity",
         "too few people are nominated to compare groups without giving somebody away"},
        {"calibrate_levels", "levels",
         "Levels: promotion rate, median months until a promotion, and headcount if all "
         "nominated, those decided on, or those of --accept go up{more}",
         "nobody is in this cycle"},
        {"calibrate_crossings", "crossings", "Into another stage, against places{more}",
         "nobody is nominated across a border"},
        {"calibrate_agreement", "agreement",
         "Agreement of the votes: Krippendorff's alpha; reliable from 0.8, tentative from "
         "0.667{more}",
         "no votes to show: they stay hidden until they are revealed"},
        {"calibrate_votes", "votes", "Votes, the widest spread first{more}", NULL}}};

const struct command calibrate_commands[] = {
    {.path = "calibrate summary",
     .summary =
         "a round on two pages: standing, ratings, moves, leniency, impact, headcount, votes",
     .description =
         "Who was in the population when the cycle was opened. People see the first rows of a "
         "section; csv and json have all, and so has a section that --section names. Groupings "
         "by person (specialization, location, kept columns of the roster: import roster "
         "--keep) are shown so that nobody can be singled out: groups of fewer than four people "
         "in the cycle, nominated, rated or decided on are put together with others, as many as "
         "it takes to keep each from being computed from totals. One such grouping is shown at "
         "a time, the first kept column unless --by says another. Guidance ranges are rules: "
         "rungs rules set rating_5_most 20% --reason ... Votes are shown once they are "
         "revealed, without names.",
     .examples =
         (const struct example[]){
             {"rungs calibrate summary", "the open round on two pages"},
             {"rungs calibrate summary --by manager -f csv --section distribution",
              "one line a manager, for a spreadsheet"},
             {"rungs calibrate summary --by gender --section impact",
              "by a column that the roster's import kept"},
             {"rungs calibrate summary --accept ready --section levels",
              "headcount if everybody nominated and ready went up"},
             {0}},
     .options = summary_options,
     .shared = staged_sets,
     .action = &summary_action},
    {0}};
