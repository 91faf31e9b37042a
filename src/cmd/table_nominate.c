/* The command table: nominate and decide. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const char *const outcomes[] = {"promote", "not_yet", "deferred", NULL};
static const struct option decide_arguments[] = {{.name = "person",
                                                  .kind = OPTION_TEXT,
                                                  .argument = "PERSON",
                                                  .help = "who is nominated",
                                                  .required = true},
                                                 {.name = "outcome",
                                                  .kind = OPTION_CHOICE,
                                                  .argument = "OUTCOME",
                                                  .choices = outcomes,
                                                  .help = "promote, not_yet or deferred",
                                                  .required = true},
                                                 {0}};

static const struct option nominate_options[] = {
    {.name = "target",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .required = true,
     .help = "for which level"},
    {.name = "rationale",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "TEXT",
     .help = "why, in a sentence or two for the committee"},
    {.name = "file",
     .letter = 'F',
     .kind = OPTION_FILE,
     .argument = "FILE",
     .help = "read the rationale from a file ('-': standard input)"},
    {.name = "rating",
     .kind = OPTION_INTEGER,
     .argument = "RATING",
     .help = "the rating that you propose"},
    {.name = "on",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "when it was said (default: today); the packet is of that day"},
    {.name = "by",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who nominates: somebody above, or the person (default: you)"},
    {.name = "add", .kind = OPTION_FLAG, .help = "take in somebody who joined since the opening"},
    {0}};
static const struct option step_options[] = {{.name = "reason",
                                              .letter = 'r',
                                              .kind = OPTION_TEXT,
                                              .argument = "TEXT",
                                              .help = "why; it stays on record"},
                                             {.name = "by",
                                              .letter = 'b',
                                              .kind = OPTION_TEXT,
                                              .argument = "PERSON",
                                              .help = "who does it (default: you)"},
                                             {0}};
static const struct option list_options[] = {{.name = "manager",
                                              .letter = 'm',
                                              .kind = OPTION_TEXT,
                                              .argument = "PERSON",
                                              .help = "only people under this manager"},
                                             {.name = "all",
                                              .letter = 'a',
                                              .kind = OPTION_FLAG,
                                              .help = "also those that were changed or withdrawn"},
                                             {0}};
static const struct option decide_options[] = {
    {.name = "rationale",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "TEXT",
     .required = true,
     .help = "why, for the committee's record"},
    {.name = "feedback",
     .kind = OPTION_TEXT,
     .argument = "TEXT",
     .help = "what the person is told; needed unless it is a promotion"},
    {.name = "by",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who speaks for the committee (default: you)"},
    {0}};
static const struct option all_options[] = {{.name = "rationale",
                                             .letter = 'm',
                                             .kind = OPTION_TEXT,
                                             .argument = "TEXT",
                                             .required = true,
                                             .help = "why, for the committee's record"},
                                            {.name = "by",
                                             .letter = 'b',
                                             .kind = OPTION_TEXT,
                                             .argument = "PERSON",
                                             .help = "who speaks for the committee (default: you)"},
                                            {0}};
static const struct option outcome_options[] = {{.name = "outcome",
                                                 .kind = OPTION_CHOICE,
                                                 .argument = "OUTCOME",
                                                 .choices = outcomes,
                                                 .help = "only these decisions"},
                                                {0}};
static const struct option reopen_options[] = {{.name = "reason",
                                                .letter = 'r',
                                                .kind = OPTION_TEXT,
                                                .argument = "TEXT",
                                                .help = "why; it stays on record"},
                                               {0}};

static const struct action nominate_action = {.run = nominate_run};
static const struct action withdraw_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"nominate_withdraw", "nomination", "", ""}}};
static const struct action rate_action = {.needs = TRANSACTION_WRITES,
                                          .sections = {{"nominate_rate", "rating", "", ""}}};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"nominate_list", "nominations", "", "nobody is nominated"}}};
static const struct action show_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"nominate_show", "nomination", "", ""},
                 {"nominate_change", "packet", "The packet as it was submitted, and now",
                  "nothing was frozen"},
                 {"nominate_standing", "standing", "What the level asks", "it asks nothing"},
                 {"nominate_said", "ratings", "Ratings", "no rating is open yet"}}};
static const struct action decide_action = {.needs = TRANSACTION_WRITES,
                                            .sections = {{"decide", "decision", "", ""}}};
static const struct action all_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"decide_all", "cases", "", "every case is decided"}}};
static const struct action reopen_action = {.needs = TRANSACTION_WRITES,
                                            .sections = {{"decide_reopen", "decision", "", ""}}};
static const struct action decisions_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"decide_list", "decisions", "", "nothing is decided"}}};

const struct command nominate_commands[] = {
    {.path = "nominate",
     .summary = "put somebody forward in a promotion round",
     .description =
         "By somebody above the person, now or when the cycle was opened, or by the person (which "
         "is marked). The level has to lie above the present one, on the same ladder or on one "
         "that is mapped to it. The same manager again changes the nomination; a manager's takes "
         "the place of one's own. The standing of that day is frozen with the evidence that "
         "counted: 'nominate show' marks what has changed since.",
     .examples =
         (const struct example[]){
             {"rungs nominate K1051 --target pm --rating 4 --rationale 'Carries releases without "
              "help.'",
              "somebody of yours"},
             {"rungs nominate K1051 --target pm --by K1051 -F why.txt", "a self-nomination"},
             {0}},
     .arguments = nominee_argument,
     .options = nominate_options,
     .shared = cycle_change_sets,
     .action = &nominate_action},
    {.path = "nominate list",
     .summary = "who is nominated for what, and how they stood",
     .description = "",
     .examples =
         (const struct example[]){{"rungs nominate list --manager K1005", "of one's own"}, {0}},
     .options = list_options,
     .shared = cycle_dated_sets,
     .action = &list_action},
    {.path = "nominate show",
     .summary = "one nomination: as it was submitted, and what has changed since",
     .description = "Votes are shown once they are revealed; before that everybody sees their own.",
     .examples = (const struct example[]){{"rungs nominate show K1051", "then and now"}, {0}},
     .arguments = nominee_argument,
     .shared = cycle_dated_sets,
     .action = &show_action},
    {.path = "nominate rate",
     .summary = "propose a rating, as a manager",
     .description = "Until the votes are revealed; the last one stands.",
     .examples =
         (const struct example[]){{"rungs nominate rate K1051 4", "before the session"}, {0}},
     .arguments = nominee_rating_arguments,
     .options = step_options,
     .shared = cycle_change_sets,
     .action = &rate_action},
    {.path = "nominate withdraw",
     .summary = "take a nomination back",
     .description = "By who made it, by the person, or by the chair, until it is decided. It "
                    "stays on record.",
     .examples =
         (const struct example[]){
             {"rungs nominate withdraw K1053 --reason 'Next year.'", "too early"}, {0}},
     .arguments = nominee_argument,
     .options = step_options,
     .shared = cycle_change_sets,
     .action = &withdraw_action},
    {.path = "decide",
     .summary = "what the committee decided on somebody",
     .description =
         "By a member of the committee without a conflict of interest. Promoting and not "
         "promoting need revealed votes; promoting needs a committee that is for it, by the "
         "calibrated rating or else by more votes on one side. Deferring needs neither.",
     .examples =
         (const struct example[]){
             {"rungs decide K1051 promote --rationale 'Four of four.'", "a promotion"},
             {"rungs decide K1053 not_yet --rationale 'Six months of evidence.' --feedback 'Lead "
              "a release alone.'",
              "and what the person is told"},
             {0}},
     .arguments = decide_arguments,
     .options = decide_options,
     .shared = cycle_change_sets,
     .action = &decide_action},
    {.path = "decide all",
     .summary = "promote everybody who is ready and whom the committee is for",
     .description = "Ready as of the nomination. Every other open case is left, and it says why; "
                    "--dry-run shows it first.",
     .examples =
         (const struct example[]){
             {"rungs decide all --rationale 'Ready, and all votes for.' --dry-run", "who it would "
                                                                                    "be"},
             {0}},
     .options = all_options,
     .shared = cycle_change_sets,
     .action = &all_action},
    {.path = "decide list",
     .summary = "the decisions of a round, those that were reopened among them",
     .description = "",
     .examples =
         (const struct example[]){{"rungs decide list --outcome promote", "who goes up"}, {0}},
     .options = outcome_options,
     .shared = cycle_dated_sets,
     .action = &decisions_action},
    {.path = "decide reopen",
     .summary = "take a decision up again",
     .description = "It counts no more, and stays on record with the reason.",
     .examples =
         (const struct example[]){
             {"rungs decide reopen K1053 --reason 'New evidence from the customer.'", "once more"},
             {0}},
     .arguments = nominee_argument,
     .options = reopen_options,
     .shared = cycle_change_sets,
     .action = &reopen_action},
    {0}};
