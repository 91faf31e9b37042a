/* The command table: opening. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option add_options[] = {
    {.name = "level",
     .letter = 'l',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .required = true,
     .help = "at which level"},
    {.name = "org", .kind = OPTION_TEXT, .argument = "NAME", .help = "in which organisation"},
    {.name = "manager",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "under which manager"},
    {.name = "places",
     .kind = OPTION_INTEGER,
     .argument = "NUMBER",
     .help = "how many places (default: 1)"},
    {.name = "from",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "first day on which they can be taken (default: today)"},
    {.name = "note", .kind = OPTION_TEXT, .argument = "TEXT", .help = "what they are about"},
    {0}};
static const struct option close_arguments[] = {{.name = "opening",
                                                 .kind = OPTION_INTEGER,
                                                 .argument = "NUMBER",
                                                 .required = true,
                                                 .help = "which opening: its number in the list"},
                                                {0}};
static const struct option close_options[] = {
    {.name = "filled-by",
     .kind = OPTION_LIST,
     .argument = "PERSON",
     .help = "who takes a place; may be repeated"},
    {.name = "withdrawn", .kind = OPTION_FLAG, .help = "nobody takes it: it is withdrawn"},
    {.name = "mistaken", .kind = OPTION_FLAG, .help = "the last closing was wrong: open again"},
    {.name = "places",
     .kind = OPTION_INTEGER,
     .argument = "NUMBER",
     .help = "how many are withdrawn (default: all that are left)"},
    {.name = "on",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "first day without them (default: today)"},
    {.name = "reason", .letter = 'r', .kind = OPTION_TEXT, .argument = "TEXT", .help = "why"},
    {0}};
static const struct option list_options[] = {
    {.name = "level",
     .letter = 'l',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "only at this level"},
    {.name = "org", .kind = OPTION_TEXT, .argument = "NAME", .help = "only in this organisation"},
    {.name = "manager",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "only under this manager"},
    {.name = "all",
     .letter = 'a',
     .kind = OPTION_FLAG,
     .help = "also those that lie ahead or are closed, and who filled them"},
    {0}};

static const struct action add_action = {.needs = TRANSACTION_WRITES,
                                         .sections = {{"opening_add", "opening", "", ""}}};
static const struct action close_action = {.needs = TRANSACTION_WRITES,
                                           .sections = {{"opening_close", "opening", "", ""}}};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"opening_list", "openings", "", "nothing is open: rungs opening add"},
                 {"opening_closings", "closings", "Filled and withdrawn", NULL}}};

const struct command opening_commands[] = {
    {.path = "opening add",
     .summary = "a place to go: at a level, from a day on",
     .description = "A crossing needs a place to go. Reports of crossings and of the pipeline put "
                    "people beside the places that are open on the day. An opening may lie ahead; "
                    "one without organisation and manager is for anybody.",
     .examples =
         (const struct example[]){
             {"rungs opening add --level director --org Growth --from 2026-12-01",
              "one place, from a day on"},
             {"rungs opening add --level senior_pm --manager K1005 --places 2 --note 'Budget 2027'",
              "two under a manager"},
             {0}},
     .options = add_options,
     .shared = change_sets,
     .action = &add_action},
    {.path = "opening list",
     .summary = "places to go on a day, the longest open first",
     .description = "With --all also openings that lie ahead or have no place left, and what "
                    "became of each place. Nothing is deleted.",
     .examples = (const struct example[]){{"rungs opening list", "what can be taken now"},
                                          {"rungs opening list --level director --all",
                                           "all there ever were at a level"},
                                          {0}},
     .options = list_options,
     .shared = dated_sets,
     .action = &list_action},
    {.path = "opening close",
     .summary = "a place is filled by somebody, or withdrawn",
     .description = "Each person fills one place. What was closed by mistake is opened again with "
                    "--mistaken: the log keeps both.",
     .examples =
         (const struct example[]){
             {"rungs opening close 1 --filled-by K1012", "taken today"},
             {"rungs opening close 2 --withdrawn --reason 'Hiring stop.'", "all that are left"},
             {"rungs opening close 1 --mistaken", "it was not so"},
             {0}},
     .arguments = close_arguments,
     .options = close_options,
     .shared = change_sets,
     .action = &close_action},
    {0}};
