/* The command table: ladder and rules. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option level_options[] = {{.name = "level",
                                               .letter = 'l',
                                               .kind = OPTION_TEXT,
                                               .argument = "LEVEL",
                                               .help = "only this level"},
                                              {0}};

static const char no_ladder[] = "no ladder yet: rungs import ladder DIRECTORY";
static const struct action list_action = {.needs = TRANSACTION_READS,
                                          .sections = {{"ladder_list", "ladders", "", no_ladder}}};
static const struct action show_action = {
    .needs = TRANSACTION_READS, .sections = {{"ladder_show", "expectations", "", no_ladder}}};
static const struct action rules_action = {.needs = TRANSACTION_READS,
                                           .sections = {{"rules_show", "rules", "", no_ladder}}};

const struct command ladder_commands[] = {
    {.path = "ladder list",
     .summary = "ladders and their editions",
     .description = "",
     .examples = (const struct example[]){{"rungs ladder list", "what there is"}, {0}},
     .shared = dated_sets,
     .action = &list_action},
    {.path = "ladder show",
     .summary = "what the levels and the borders between stages ask, with the codes to type",
     .description = "",
     .examples =
         (const struct example[]){{"rungs ladder show --level senior_pm", "one level"}, {0}},
     .options = level_options,
     .shared = dated_sets,
     .action = &show_action},
    {.path = "rules show",
     .summary = "points, ages, bars and months, as they stand",
     .description = "",
     .examples = (const struct example[]){{"rungs rules show", "for every ladder"}, {0}},
     .shared = dated_sets,
     .action = &rules_action},
    {0}};
