/* The command table: calibrate and cycle. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const char *const groupings[] = {"level", "org", "manager", NULL};

static const struct option summary_options[] = {
    {.name = "cycle",
     .letter = 'c',
     .kind = OPTION_TEXT,
     .argument = "CYCLE",
     .help = "which cycle (default: the latest that is not closed)"},
    {.name = "by",
     .kind = OPTION_CHOICE,
     .argument = "WHAT",
     .choices = groupings,
     .help = "only one grouping (default: all three)"},
    {.name = "stages",
     .kind = OPTION_TEXT,
     .argument = "MODEL",
     .help = "stage model instead of the ladder's default"},
    {0}};
static const struct option name_argument[] = {{.name = "name",
                                               .kind = OPTION_TEXT,
                                               .argument = "NAME",
                                               .help = "name of the cycle: 2026-H2",
                                               .required = true},
                                              {0}};
static const struct option open_options[] = {
    {.name = "starts",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .required = true,
     .help = "first day; who is on a ladder then is its population"},
    {.name = "closes",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "last day",
     .required = true},
    {.name = "effective",
     .letter = 'e',
     .kind = OPTION_DATE,
     .argument = "DATE",
     .required = true,
     .help = "day from which its promotions are in force"},
    {0}};

static const struct action summary_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"calibrate_distribution", "distribution", "Levels and verdicts",
                  "nobody is in this cycle"},
                 {"calibrate_attention", "cases", "To talk about",
                  "nobody is nominated, and nobody is ready"}}};
static const struct action open_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"cycle_open", "cycle", "", ""}},
    .after = "next: rungs import nominations FILE --cycle {cycle}"};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"cycle_list", "cycles", "", "no cycle yet: rungs cycle open NAME"}}};

const struct command calibrate_commands[] = {
    {.path = "calibrate summary",
     .summary = "levels, verdicts and nominations of a round, and the cases to talk about",
     .description = "Who was in the population when the cycle was opened, by level, organisation "
                    "and manager; then who is "
                    "ready and not nominated, who is nominated and not ready, and why.",
     .examples =
         (const struct example[]){
             {"rungs calibrate summary", "the open round on one page"},
             {"rungs calibrate summary --by manager -f csv --section distribution",
              "one line a manager, for a spreadsheet"},
             {0}},
     .options = summary_options,
     .shared = dated_sets,
     .action = &summary_action},
    {.path = "cycle open",
     .summary = "start a promotion round",
     .description = "The population is everybody who is on a ladder on the first day.",
     .examples =
         (const struct example[]){
             {"rungs cycle open 2026-H2 --starts 2026-10-01 --closes 2026-11-30 "
              "--effective 2027-01-01",
              "the second half of 2026"},
             {0}},
     .arguments = name_argument,
     .options = open_options,
     .shared = change_sets,
     .action = &open_action},
    {.path = "cycle list",
     .summary = "all rounds, latest first",
     .description = "",
     .examples = (const struct example[]){{"rungs cycle list", "names, states and dates"}, {0}},
     .shared = answer_sets,
     .action = &list_action},
    {0}};
