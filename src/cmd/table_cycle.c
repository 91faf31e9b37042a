/* The command table: cycle, and who sits in its committee. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option name_argument[] = {{.name = "name",
                                               .kind = OPTION_TEXT,
                                               .argument = "NAME",
                                               .help = "name of the cycle: 2026-H2",
                                               .required = true},
                                              {0}};
static const struct option cycle_argument[] = {
    {.name = "cycle",
     .kind = OPTION_TEXT,
     .argument = "CYCLE",
     .help = "which cycle (default: the only one that is at this step)"},
    {0}};
static const struct option person_argument[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who: employee id, e-mail address or full name",
     .required = true},
    {0}};
static const char *const outcomes[] = {"promote", "not_yet", "deferred", NULL};
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
    {.name = "org",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .help = "only people of this organisation"},
    {.name = "manager",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "only people under this manager"},
    {.name = "level",
     .letter = 'l',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "only people at this level"},
    {.name = "ladder",
     .kind = OPTION_TEXT,
     .argument = "LADDER",
     .help = "only people on this ladder"},
    {.name = "stages",
     .kind = OPTION_TEXT,
     .argument = "MODEL",
     .help = "stage model by which packets are judged (default: the ladder's)"},
    {.name = "scale",
     .kind = OPTION_LIST,
     .argument = "RATING=WORDS",
     .help = "a rating of the scale, 1 to 7, once for each (default: 1 to 5)"},
    {.name = "promote-from",
     .kind = OPTION_INTEGER,
     .argument = "RATING",
     .help = "lowest rating that speaks for the promotion (default: 4)"},
    {0}};
static const struct option reason_options[] = {{.name = "reason",
                                                .letter = 'r',
                                                .kind = OPTION_TEXT,
                                                .argument = "TEXT",
                                                .help = "why; it stays on record"},
                                               {0}};
static const struct option add_options[] = {
    {.name = "chair",
     .kind = OPTION_FLAG,
     .help = "leads the round, and may write down the votes of others"},
    {.name = "cycle",
     .letter = 'c',
     .kind = OPTION_TEXT,
     .argument = "CYCLE",
     .help = "which cycle (default: the only one that is open)"},
    {0}};
static const struct option letters_options[] = {{.name = "outcome",
                                                 .kind = OPTION_CHOICE,
                                                 .argument = "OUTCOME",
                                                 .choices = outcomes,
                                                 .help = "only these letters"},
                                                {0}};

static const struct action open_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"cycle_open", "cycle", "", ""}},
    .after = "next: rungs import nominations FILE --cycle {cycle}, or rungs nominate PERSON"};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"cycle_list", "cycles", "", "no cycle yet: rungs cycle open NAME"}}};
static const struct action show_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"cycle_show", "cycle", "", ""},
        {"cycle_way", "states", "Its way", "none of its steps had been recorded by that day"},
        {"cycle_committee", "committee", "Committee",
         "nobody is in the committee yet: rungs cycle committee add PERSON"},
        {"cycle_scale_show", "scale", "Ratings", ""},
        {"cycle_changes", "changes", "Changed since the opening",
         "nobody came or went, and nobody has another manager or level"}}};
static const struct action calibrate_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"cycle_calibrate", "cycle", "", ""}},
    .after = "next: each member votes with rungs calibrate vote PERSON RATING; rungs calibrate "
             "agenda has the cases"};
static const struct action decide_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"cycle_decide", "cycle", "", ""}},
    .after = "next: rungs cycle letters {cycle}, then rungs cycle close {cycle}"};
static const struct action close_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"cycle_close", "cycle", "", ""},
                 {"cycle_outcomes", "outcomes", "What came of it", "nobody was nominated"}},
    .after = "next: rungs calibrate summary --cycle {cycle} shows the round, now and later"};
static const struct action reopen_action = {.needs = TRANSACTION_WRITES,
                                            .sections = {{"cycle_reopen", "cycle", "", ""}}};
static const struct action add_action = {.needs = TRANSACTION_WRITES,
                                         .sections = {{"cycle_committee_add", "member", "", ""}}};
static const struct action remove_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"cycle_committee_remove", "member", "", ""}}};
static const struct action letters_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"cycle_letters", "letters", "", "no letter is to be written"}}};

const struct command cycle_commands[] = {
    {.path = "cycle open",
     .summary = "start a promotion round",
     .description =
         "The population is everybody who is on a ladder on the first day, or those of them whom "
         "the options leave; it is kept with level, manager, organisation, specialization, "
         "location and attributes. A cycle is collecting nominations, then calibrating, decided "
         "and closed. The scale is kept too: by default 1 to 5, of which 4 and 5 speak for the "
         "promotion.",
     .examples =
         (const struct example[]){
             {"rungs cycle open 2026-H2 --starts 2026-10-01 --closes 2026-11-30 "
              "--effective 2027-01-01",
              "the second half of 2026"},
             {"rungs cycle open 2026-trial --org Growth --starts 2026-10-01 --closes 2026-10-31 "
              "--effective 2027-01-01 --scale 1=no --scale 2=nearly --scale 3=yes --promote-from 3",
              "one organisation, with a scale of its own"},
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
    {.path = "cycle show",
     .summary = "a round: its way, its committee, and what has changed since the opening",
     .description =
         "A closed cycle is shown as it was when it was closed. Changes since the opening are "
         "handled so: who left has a nomination set aside, which needs no decision; who joined is "
         "nominated only with 'nominate --add'; after a change of manager both the manager of the "
         "opening and the present one nominate and propose, and neither votes; a level that "
         "somebody has reached meanwhile is not written again.",
     .examples = (const struct example[]){{"rungs cycle show 2026-H2", "how it stands"},
                                          {"rungs cycle show 2026-H2 --as-seen-on 2026-10-20",
                                           "how it stood for who looked that day"},
                                          {0}},
     .arguments = cycle_argument,
     .shared = dated_sets,
     .action = &show_action},
    {.path = "cycle committee add",
     .summary = "somebody votes and decides in a round",
     .description = "Again without --chair makes a chair an ordinary member, and the other way "
                    "round. Nobody votes or decides on themselves or on people below them.",
     .examples =
         (const struct example[]){{"rungs cycle committee add K1003 --chair", "who leads it"},
                                  {"rungs cycle committee add K1007", "a member"},
                                  {0}},
     .arguments = person_argument,
     .options = add_options,
     .shared = change_sets,
     .action = &add_action},
    {.path = "cycle committee remove",
     .summary = "somebody votes no more",
     .description = "Votes of theirs that are not revealed yet count no more; others were heard, "
                    "and stay.",
     .examples = (const struct example[]){{"rungs cycle committee remove K1007", "is away"}, {0}},
     .arguments = person_argument,
     .options = &add_options[1],
     .shared = change_sets,
     .action = &remove_action},
    {.path = "cycle calibrate",
     .summary = "end collecting: the committee votes",
     .description = "",
     .examples = (const struct example[]){{"rungs cycle calibrate 2026-H2", "from now on"}, {0}},
     .arguments = cycle_argument,
     .options = reason_options,
     .shared = change_sets,
     .action = &calibrate_action},
    {.path = "cycle decide",
     .summary = "end calibrating: every case has its decision",
     .description = "Refused while a case has none.",
     .examples = (const struct example[]){{"rungs cycle decide 2026-H2", "once all are"}, {0}},
     .arguments = cycle_argument,
     .options = reason_options,
     .shared = change_sets,
     .action = &decide_action},
    {.path = "cycle close",
     .summary = "write the promotions and freeze the round",
     .description =
         "Promotions become changes of level from the effective day on, which may lie ahead. "
         "Somebody who has left, or stands at the level or above it by then, is skipped, and the "
         "letters say why. The standing of every nominee is frozen once more. After that no "
         "command changes anything of the cycle; --dry-run shows what would come of it.",
     .examples =
         (const struct example[]){{"rungs cycle close 2026-H2 --dry-run", "what would come of it"},
                                  {"rungs cycle close 2026-H2", "for good"},
                                  {0}},
     .arguments = cycle_argument,
     .options = reason_options,
     .shared = change_sets,
     .action = &close_action},
    {.path = "cycle reopen",
     .summary = "one step back, with a reason",
     .description = "From calibrating to collecting, or from decided to calibrating; never from "
                    "closed. The step stays on record.",
     .examples =
         (const struct example[]){
             {"rungs cycle reopen 2026-H2 --reason 'A nomination came late.'", "collect again"},
             {0}},
     .arguments = cycle_argument,
     .options = reason_options,
     .shared = change_sets,
     .action = &reopen_action},
    {.path = "cycle letters",
     .summary = "what the letter to each person says",
     .description = "One row a person, for a mail merge: csv and json have all columns. The "
                    "committee's rationale is not in it.",
     .examples =
         (const struct example[]){
             {"rungs cycle letters 2026-H2 -f csv -o letters.csv", "for a mail merge"},
             {"rungs cycle letters 2026-H2 --outcome not_yet", "the hard ones"},
             {0}},
     .arguments = cycle_argument,
     .options = letters_options,
     .shared = answer_sets,
     .action = &letters_action},
    {0}};
