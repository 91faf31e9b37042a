/* The command table: scope. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option person_argument[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "whose: employee id, e-mail address or full name"},
    {0}};
static const struct option end_arguments[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "whose: employee id, e-mail address or full name"},
    {.name = "measure",
     .kind = OPTION_TEXT,
     .argument = "MEASURE",
     .required = true,
     .help = "which measure of the ladder"},
    {0}};
static const struct option set_options[] = {
    {.name = "set",
     .letter = 's',
     .kind = OPTION_PAIRS,
     .argument = "MEASURE=VALUE",
     .help =
         "a measure of the ladder and its value; also written --MEASURE VALUE; may be repeated"},
    {.name = "effective",
     .letter = 'e',
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "day from which it holds (default: today)"},
    {.name = "note", .kind = OPTION_TEXT, .argument = "TEXT", .help = "what it is about"},
    {0}};
static const struct option end_options[] = {
    {.name = "effective",
     .letter = 'e',
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "first day without it; with --withdraw the day of the mistaken word (default: today)"},
    {.name = "withdraw",
     .kind = OPTION_FLAG,
     .help = "it was a mistake: what held before that day holds on"},
    {.name = "note", .kind = OPTION_TEXT, .argument = "TEXT", .help = "why"},
    {0}};
static const struct option list_options[] = {
    {.name = "person",
     .letter = 'p',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "of this person"},
    {.name = "manager",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "of people under this manager"},
    {.name = "all",
     .letter = 'a',
     .kind = OPTION_FLAG,
     .help = "every dated word, not only what holds on the day"},
    {0}};

static const struct action set_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"scope_set", "scope", "Scope of {person}", ""}}};
static const struct action end_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"scope_end", "scope", "Scope of {person}", ""}}};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"scope_list", "scope", "", "nothing is on record: rungs scope set"}}};

const struct command scope_commands[] = {
    {.path = "scope set",
     .summary = "what somebody owns, from a day on",
     .description =
         "Measures are those of the ladder ('rungs ladder show' lists them); a part of a name that "
         "only one has is enough, and - is as good as _. Several at once are set all or not at "
         "all. A value "
         "for a day that has one takes its place; the log keeps both. What holds already is said "
         "and not written again. 'rungs import scope' does the same for many people.",
     .examples =
         (const struct example[]){
             {"rungs scope set K1032 --surface product --direct-reports 3", "from today on"},
             {"rungs scope set K1032 --set horizon=6 --effective 2026-09-01 --note 'New plan'",
              "from a day on, with a note"},
             {0}},
     .arguments = person_argument,
     .options = set_options,
     .shared = change_sets,
     .action = &set_action},
    {.path = "scope end",
     .summary = "somebody owns it no more, or it never was so",
     .description = "From the day on nothing is on record about the measure. With --withdraw the "
                    "word of that day is taken back as a mistake, and what held before it holds "
                    "on. Nothing is deleted.",
     .examples =
         (const struct example[]){
             {"rungs scope end K1020 money", "handed over today"},
             {"rungs scope end K1020 surface --effective 2026-05-01 --withdraw",
              "what was said to hold from that day on was wrong"},
             {0}},
     .arguments = end_arguments,
     .options = end_options,
     .shared = change_sets,
     .action = &end_action},
    {.path = "scope list",
     .summary = "what people own, beside what the roster counts",
     .description = "Direct reports and the team are counted on the roster of the day, too; the "
                    "difference is what was said less what was counted.",
     .examples =
         (const struct example[]){{"rungs scope list --manager K1005", "a team"},
                                  {"rungs scope list --person K1020 --all", "every dated word"},
                                  {0}},
     .options = list_options,
     .shared = dated_sets,
     .action = &list_action},
    {0}};
