/* The command table: ladder and rules. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option show_arguments[] = {
    {.name = "ladder",
     .kind = OPTION_TEXT,
     .argument = "LADDER",
     .help = "code of a ladder, or CODE@EDITION; with --compare the second level"},
    {0}};
static const struct option show_options[] = {
    {.name = "level",
     .letter = 'l',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "only this level, by dimension"},
    {.name = "compare",
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "two levels side by side: --compare pm senior_pm"},
    {0}};
static const struct option pair_arguments[] = {{.name = "old",
                                                .kind = OPTION_TEXT,
                                                .argument = "OLD",
                                                .required = true,
                                                .help = "the edition before: CODE@EDITION"},
                                               {.name = "new",
                                                .kind = OPTION_TEXT,
                                                .argument = "NEW",
                                                .required = true,
                                                .help = "the edition after: CODE@EDITION"},
                                               {0}};
static const struct option export_arguments[] = {
    {.name = "ladder",
     .kind = OPTION_TEXT,
     .argument = "LADDER",
     .required = true,
     .help = "code of a ladder, or CODE@EDITION"},
    {.name = "directory",
     .kind = OPTION_FILE,
     .argument = "DIRECTORY",
     .required = true,
     .help = "folder for the files; it is made when it is not there"},
    {0}};
static const struct option export_options[] = {
    {.name = "replace",
     .kind = OPTION_FLAG,
     .help = "overwrite the ladder that lies in the folder"},
    {0}};

static const char no_ladder[] = "no ladder yet: rungs import ladder DIRECTORY";
static const struct action list_action = {.needs = TRANSACTION_READS,
                                          .sections = {{"ladder_list", "ladders", "", no_ladder}}};
static const struct action compare_action = {
    .needs = TRANSACTION_READS,
    .option = "compare",
    .sections = {
        {"compare_facts", "facts", "{lower_level} and {higher_level}", ""},
        {"compare_asks", "expectations", "What is asked, side by side", "nothing is asked"},
        {"compare_shifts", "shifts", "Between them: {crossing}", NULL}}};
static const struct action show_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"ladder_tree", "levels", "{title}, edition {edition}", no_ladder},
                 {"ladder_crossings", "crossings", "Borders, where the job changes", NULL},
                 {"ladder_scopes", "scope", "What a level owns at least", NULL},
                 {"ladder_models", "models", "Stage models (--stages)", NULL},
                 {"ladder_kinds", "specializations", "Specializations and their work", NULL},
                 {"ladder_sources", "sources", "Sources", NULL}},
    .others = (const struct action *const[]){&compare_action, NULL}};
static const struct action diff_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"ladder_diff", "changes", "From {old_edition|old} to {new_edition|new}",
                  "nothing differs"}}};
static const struct action remap_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"ladder_remap", "moved", "From {old_edition|old} to {new_edition|new}",
                  "nobody's readiness moves"}}};
static const struct action export_action = {.needs = TRANSACTION_READS, .run = ladder_export_run};
static const struct option rule_arguments[] = {{.name = "rule",
                                                .kind = OPTION_TEXT,
                                                .argument = "RULE",
                                                .required = true,
                                                .help = "code of a rule"},
                                               {.name = "value",
                                                .kind = OPTION_TEXT,
                                                .argument = "VALUE",
                                                .required = true,
                                                .help = "a number; shares as 0.8 or 80%"},
                                               {0}};
static const struct option rule_options[] = {
    {.name = "ladder",
     .kind = OPTION_TEXT,
     .argument = "LADDER",
     .help = "only for this ladder (default: for all that have no value of their own)"},
    {.name = "effective",
     .letter = 'e',
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "day from which it is in force (default: today)"},
    {.name = "reason",
     .letter = 'r',
     .kind = OPTION_TEXT,
     .argument = "TEXT",
     .required = true,
     .help = "why"},
    {0}};
static const struct option rules_options[] = {
    {.name = "history", .kind = OPTION_FLAG, .help = "every value a rule ever had"}, {0}};
static const struct action history_action = {.needs = TRANSACTION_READS,
                                             .option = "history",
                                             .sections = {{"rules_history", "rules", "", ""}}};
static const struct action rules_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"rules_show", "rules", "", no_ladder}},
    .others = (const struct action *const[]){&history_action, NULL}};
static const struct action rule_action = {.needs = TRANSACTION_WRITES,
                                          .sections = {{"rules_set", "rule", "", ""}}};

const struct command ladder_commands[] = {
    {.path = "ladder list",
     .summary = "ladders and their editions",
     .description = "",
     .examples = (const struct example[]){{"rungs ladder list", "what there is"}, {0}},
     .shared = dated_sets,
     .action = &list_action},
    {.path = "ladder show",
     .summary = "stages, levels and what they ask, with the codes to type",
     .description = "Without a name it is the only ladder there is. '2 x' counts double; nobody is "
                    "ready while a must is not met.",
     .examples =
         (const struct example[]){
             {"rungs ladder show product-management", "all of it"},
             {"rungs ladder show --level senior_pm", "one level, by dimension"},
             {"rungs ladder show --compare pm senior_pm", "what is new at the higher one"},
             {0}},
     .arguments = show_arguments,
     .options = show_options,
     .shared = staged_sets,
     .action = &show_action},
    {.path = "ladder diff",
     .summary = "what one edition says differently from another",
     .description =
         "[-What was taken out-] stands in brackets, {+what came in+} in braces; csv and "
         "json have both texts whole.",
     .examples =
         (const struct example[]){{"rungs ladder diff engineering@1 engineering@2", "word by word"},
                                  {0}},
     .arguments = pair_arguments,
     .shared = dated_sets,
     .action = &diff_action},
    {.path = "ladder remap",
     .summary = "whose readiness moves when another edition takes effect",
     .description =
         "Everybody is measured by both editions, with the same evidence on the same day. Between "
         "two ladders people stand at the levels that mappings.csv says are the same rung: so a "
         "growing company sees where everybody would stand on the full ladder.",
     .examples =
         (const struct example[]){
             {"rungs ladder remap engineering@1 engineering@2", "before it takes effect"},
             {"rungs ladder remap product-management-small product-management",
              "a company that outgrows its ladder"},
             {0}},
     .arguments = pair_arguments,
     .shared = report_sets,
     .action = &remap_action},
    {.path = "ladder export",
     .summary = "write a ladder as the CSV files that import ladder reads",
     .description = "",
     .examples = (const struct example[]){{"rungs ladder export product-management my-ladder",
                                           "to change it and bring it in again"},
                                          {0}},
     .arguments = export_arguments,
     .options = export_options,
     .shared = dated_sets,
     .action = &export_action},
    {.path = "rules show",
     .summary = "points, ages, bars and months, as they stand",
     .description = "",
     .examples = (const struct example[]){{"rungs rules show", "for every ladder"},
                                          {"rungs rules show --history",
                                           "what was changed when, by whom and why"},
                                          {0}},
     .options = rules_options,
     .shared = dated_sets,
     .action = &rules_action},
    {.path = "rules set",
     .summary = "change one of the numbers, from a day on",
     .description = "What was before that day stays as it was, so --as-of answers as before. "
                    "Values that contradict each other are refused. A value below nought stands "
                    "behind '--': rungs rules set --reason TEXT -- points_contrary -3",
     .examples =
         (const struct example[]){
             {"rungs rules set coverage_bar 85% --effective 2027-01-01 --reason 'Board, 12 May'",
              "for all ladders, from the new year on"},
             {"rungs rules set level_months 9 --ladder engineering --reason 'Shorter levels'",
              "for one ladder, from today on"},
             {0}},
     .arguments = rule_arguments,
     .options = rule_options,
     .shared = change_sets,
     .action = &rule_action},
    {0}};
