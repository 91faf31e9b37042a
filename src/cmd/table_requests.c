/* The command table: evidence gaps and requests for feedback. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option person_argument[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "about whom: employee id, e-mail address or full name"},
    {0}};
static const struct option number_argument[] = {{.name = "number",
                                                 .kind = OPTION_INTEGER,
                                                 .argument = "NUMBER",
                                                 .help = "number of the request",
                                                 .required = true},
                                                {0}};
static const struct option gaps_options[] = {
    {.name = "target",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "level to be ready for (default: the next one)"},
    {0}};
static const struct option request_options[] = {{.name = "from",
                                                 .letter = 'b',
                                                 .kind = OPTION_TEXT,
                                                 .argument = "OBSERVER",
                                                 .required = true,
                                                 .help = "who is asked"},
                                                {.name = "expectation",
                                                 .letter = 'x',
                                                 .kind = OPTION_TEXT,
                                                 .argument = "CODE",
                                                 .required = true,
                                                 .help = "on which expectation or shift"},
                                                {.name = "note",
                                                 .kind = OPTION_TEXT,
                                                 .argument = "TEXT",
                                                 .help = "what to look at in particular"},
                                                {0}};
static const struct option list_options[] = {
    {.name = "from",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "OBSERVER",
     .help = "to this observer"},
    {.name = "person",
     .letter = 'p',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "about this person"},
    {.name = "manager",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "about people under this manager"},
    {.name = "open", .kind = OPTION_FLAG, .help = "those that wait for an answer (the default)"},
    {.name = "all",
     .letter = 'a',
     .kind = OPTION_FLAG,
     .help = "also those that were answered or closed"},
    {0}};
static const struct option close_options[] = {{.name = "reason",
                                               .letter = 'r',
                                               .kind = OPTION_TEXT,
                                               .argument = "TEXT",
                                               .help = "why nobody waits for it any more"},
                                              {0}};

static const struct action gaps_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"evidence_gaps", "gaps", "What the evidence about {person} lacks",
                  "everything that is asked is met, by more than one voice"}}};
static const struct action request_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"evidence_request", "request", "", ""},
                 {"evidence_request_text", "text", "To be pasted", ""}},
    .after = "open this to send it: {mailto}"};
static const struct action show_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"evidence_request_show", "request", "", ""},
                 {"evidence_request_show_text", "text", "To be pasted", NULL}},
    .after = "this request is {state}: {mailto|reason|evidence}"};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"evidence_requests", "requests", "", "nobody is asked for anything"}}};
static const struct action close_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"evidence_request_close", "request", "", ""}}};

const struct command request_commands[] = {
    {.path = "evidence gaps",
     .summary = "what the evidence lacks for the next level, and whom to ask",
     .description =
         "nothing: no evidence that counts. stale: only from before the window. contrary: it "
         "speaks against it. one "
         "voice: a single observer, who cannot meet it alone. partial: several, and not enough. "
         "Musts come first, then what closing a gap adds to coverage. Those to ask are the "
         "manager and peers, across a border also "
         "the manager's peers; who was heard or asked already is left out.",
     .examples =
         (const struct example[]){
             {"rungs evidence gaps K1033", "what to gather next"},
             {"rungs evidence gaps K1033 --target lead_pm --format csv", "for a level further up"},
             {0}},
     .arguments = person_argument,
     .options = gaps_options,
     .shared = staged_sets,
     .action = &gaps_action},
    {.path = "evidence request",
     .summary = "ask somebody for feedback on an expectation",
     .description =
         "Nothing is sent: the answer is a text to paste, and a link that opens a mail. Evidence "
         "that the observer logs since about the person and the expectation answers the request, "
         "however it comes in.",
     .examples =
         (const struct example[]){
             {"rungs evidence request K1033 --from K1014 --expectation senior_goals", "ask a peer"},
             {0}},
     .arguments = person_argument,
     .options = request_options,
     .shared = change_sets,
     .action = &request_action},
    {.path = "evidence request show",
     .summary = "a request again, with its text",
     .description = "",
     .examples =
         (const struct example[]){{"rungs evidence request show 3", "to remind somebody"}, {0}},
     .arguments = number_argument,
     .shared = answer_sets,
     .action = &show_action},
    {.path = "evidence request close",
     .summary = "wait no more for an answer",
     .description = "The request stays on record with the reason.",
     .examples =
         (const struct example[]){
             {"rungs evidence request close 3 --reason 'Said it in person.'", "give it up"}, {0}},
     .arguments = number_argument,
     .options = close_options,
     .shared = change_sets,
     .action = &close_action},
    {.path = "evidence requests",
     .summary = "who is asked for what, those who were asked longest ago first",
     .description =
         "With --from or --person, json and csv have the text and the link of each open request.",
     .examples =
         (const struct example[]){
             {"rungs evidence requests --from K1014", "what somebody still has to answer"},
             {"rungs evidence requests --manager K1005 --all", "all about a team"},
             {0}},
     .options = list_options,
     .shared = dated_sets,
     .action = &list_action},
    {0}};
