/* The command table: the summary of a cycle. */
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

static const struct action summary_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"calibrate_distribution", "distribution", "Levels and verdicts",
                  "nobody is in this cycle"},
                 {"calibrate_attention", "cases", "To talk about",
                  "nobody is nominated, and nobody is ready"}}};

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
    {0}};
