/* The command table: pair. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option set_arguments[] = {{.name = "associate",
                                               .kind = OPTION_TEXT,
                                               .argument = "ASSOCIATE",
                                               .required = true,
                                               .help = "who learns"},
                                              {.name = "senior",
                                               .kind = OPTION_TEXT,
                                               .argument = "SENIOR",
                                               .required = true,
                                               .help = "beside whom"},
                                              {0}};
static const struct option set_options[] = {{.name = "from",
                                             .kind = OPTION_DATE,
                                             .argument = "DATE",
                                             .help = "first day of the pair (default: today)"},
                                            {0}};
static const struct option end_arguments[] = {{.name = "associate",
                                               .kind = OPTION_TEXT,
                                               .argument = "ASSOCIATE",
                                               .required = true,
                                               .help = "whose pair ends"},
                                              {0}};
static const struct option end_options[] = {
    {.name = "on",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "first day without it (default: today)"},
    {.name = "reason", .letter = 'r', .kind = OPTION_TEXT, .argument = "TEXT", .help = "why"},
    {0}};
static const struct option list_options[] = {{.name = "manager",
                                              .letter = 'm',
                                              .kind = OPTION_TEXT,
                                              .argument = "PERSON",
                                              .help = "only associates under this manager"},
                                             {.name = "all",
                                              .letter = 'a',
                                              .kind = OPTION_FLAG,
                                              .help = "also pairs that have ended or lie ahead"},
                                             {0}};

static const struct action set_action = {.needs = TRANSACTION_WRITES,
                                         .sections = {{"pair_set", "pair", "", ""}}};
static const struct action end_action = {.needs = TRANSACTION_WRITES,
                                         .sections = {{"pair_end", "pair", "", ""}}};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"pair_list", "pairs", "", "there are no associates, and no pairs"}}};

const struct command pair_commands[] = {
    {.path = "pair set",
     .summary = "an associate learns beside a senior",
     .description =
         "The ladder says who is an associate and from which level on one may be a senior (the "
         "columns pair_with and pair_shift of levels.csv). An associate has one senior at a time: "
         "another one before ends with the new one's first day.",
     .examples =
         (const struct example[]){{"rungs pair set K1055 K1031", "from today on"},
                                  {"rungs pair set K1041 K1020 --from 2025-10-01", "since a day"},
                                  {0}},
     .arguments = set_arguments,
     .options = set_options,
     .shared = change_sets,
     .action = &set_action},
    {.path = "pair list",
     .summary = "associates and their seniors, those without one first",
     .description = "'senior left' and 'grown out' (the associate is none any more) are pairs that "
                    "nobody has ended yet.",
     .examples =
         (const struct example[]){{"rungs pair list --manager K1002", "who still needs a senior"},
                                  {0}},
     .options = list_options,
     .shared = dated_sets,
     .action = &list_action},
    {.path = "pair end",
     .summary = "the two are a pair no more",
     .description = "A pair that ends on its first day never was one. Nothing is deleted.",
     .examples =
         (const struct example[]){
             {"rungs pair end K1041 --on 2026-09-01 --reason 'Ready to work alone.'",
              "the first day without it"},
             {0}},
     .arguments = end_arguments,
     .options = end_options,
     .shared = change_sets,
     .action = &end_action},
    {0}};
