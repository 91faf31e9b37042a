/* The command table: evidence. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const char *const strengths[] = {"contrary", "emerging", "solid", "exemplary", NULL};
static const char *const relations[] = {
    "self",          "manager",     "skip_manager", "peer",   "manager_peer",
    "direct_report", "stakeholder", "customer",     "metric", NULL};
static const char *const statuses[] = {"submitted", "confirmed",  "disputed",
                                       "withdrawn", "superseded", NULL};

static const struct option add_options[] = {
    {.name = "person",
     .letter = 'p',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "about whom: employee id, e-mail address or full name"},
    {.name = "expectation",
     .letter = 'x',
     .kind = OPTION_TEXT,
     .argument = "CODE",
     .required = true,
     .help = "against which expectation or shift"},
    {.name = "strength",
     .letter = 's',
     .kind = OPTION_CHOICE,
     .argument = "STRENGTH",
     .required = true,
     .choices = strengths,
     .help = "how strongly it speaks for the person"},
    {.name = "observer",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who saw it (default: you; for a customer or a metric: any name)"},
    {.name = "relation",
     .letter = 'r',
     .kind = OPTION_CHOICE,
     .argument = "RELATION",
     .choices = relations,
     .help = "how the observer stands to the person (default: by the roster of that day)"},
    {.name = "summary",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "TEXT",
     .required = true,
     .help = "what happened, in a sentence"},
    {.name = "on",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "when it happened (default: today)"},
    {.name = "work-type",
     .letter = 'w',
     .kind = OPTION_TEXT,
     .argument = "CODE",
     .help = "kind of work it was about"},
    {.name = "details", .kind = OPTION_TEXT, .argument = "TEXT", .help = "the rest of the story"},
    {.name = "link",
     .kind = OPTION_LIST,
     .argument = "URL",
     .help = "where to read on; as often as wanted"},
    /* Where the entry comes from, beside the command line. */
    {.name = "edit", .letter = 'e', .kind = OPTION_FLAG, .help = "write the details in an editor"},
    {.name = "file",
     .letter = 'F',
     .kind = OPTION_FILE,
     .argument = "FILE",
     .help = "read the details from a file ('-': standard input)"},
    {.name = "json",
     .kind = OPTION_FILE,
     .argument = "FILE",
     .help = "log the entries of a JSON file ('-': standard input), all or none"},
    {.name = "draft",
     .kind = OPTION_FILE,
     .argument = "FILE",
     .help = "go on with a draft; it goes once the entry is logged"},
    {0}};
static const struct option correct_options[] = {
    {.name = "expectation",
     .letter = 'x',
     .kind = OPTION_TEXT,
     .argument = "CODE",
     .help = "against which expectation or shift"},
    {.name = "strength",
     .letter = 's',
     .kind = OPTION_CHOICE,
     .argument = "STRENGTH",
     .choices = strengths,
     .help = "how strongly it speaks for the person"},
    {.name = "relation",
     .letter = 'r',
     .kind = OPTION_CHOICE,
     .argument = "RELATION",
     .choices = relations,
     .help = "how the observer stands to the person"},
    {.name = "summary",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "TEXT",
     .help = "what happened, in a sentence"},
    {.name = "on", .kind = OPTION_DATE, .argument = "DATE", .help = "when it happened"},
    {.name = "work-type",
     .letter = 'w',
     .kind = OPTION_TEXT,
     .argument = "CODE",
     .help = "kind of work it was about; '' for none"},
    {.name = "details",
     .kind = OPTION_TEXT,
     .argument = "TEXT",
     .help = "the rest of the story; '' for none"},
    {.name = "link",
     .kind = OPTION_LIST,
     .argument = "URL",
     .help = "where to read on, in place of all links; '' for none"},
    {.name = "by",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who does it (default: you)"},
    {.name = "reason", .kind = OPTION_TEXT, .argument = "TEXT", .help = "why"},
    {.name = "observer",
     .kind = OPTION_TEXT,
     .argument = "WHO",
     .help = "refused, with what to do instead"},
    {.name = "person",
     .letter = 'p',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "refused, with what to do instead"},
    {0}};
static const struct option list_options[] = {
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
    {.name = "unconfirmed",
     .letter = 'u',
     .kind = OPTION_FLAG,
     .help = "what counts only once somebody has confirmed it (under you, when nobody is named)"},
    {.name = "search",
     .kind = OPTION_TEXT,
     .argument = "WORDS",
     .help = "with these words in summary or details; \"two words\" in a row, -without, or"},
    {.name = "expectation",
     .letter = 'x',
     .kind = OPTION_TEXT,
     .argument = "CODE",
     .help = "against this expectation or shift"},
    {.name = "level",
     .letter = 'l',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "against what this level asks"},
    {.name = "observer",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "seen by this person, customer or metric"},
    {.name = "relation",
     .letter = 'r',
     .kind = OPTION_CHOICE,
     .argument = "RELATION",
     .choices = relations,
     .help = "seen by somebody who stands so to the person"},
    {.name = "strength",
     .kind = OPTION_CHOICE,
     .argument = "STRENGTH",
     .choices = strengths,
     .help = "that strong"},
    {.name = "status",
     .letter = 's',
     .kind = OPTION_CHOICE,
     .argument = "STATUS",
     .choices = statuses,
     .help = "where it is in its life"},
    {.name = "work-type",
     .letter = 'w',
     .kind = OPTION_TEXT,
     .argument = "CODE",
     .help = "about this kind of work"},
    {.name = "from",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "happened on this day or later"},
    {.name = "to",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "happened on this day or before"},
    {.name = "most",
     .kind = OPTION_INTEGER,
     .argument = "N",
     .help = "at most this many (default: 50)"},
    {0}};
/* evidence review. */
static const struct option review_options[] = {
    {.name = "manager",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "whose team (default: yours)"},
    {.name = "by",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who decides (default: you)"},
    {.name = "all",
     .letter = 'a',
     .kind = OPTION_FLAG,
     .help = "also entries that count without having been confirmed"},
    {0}};
static const struct option number_argument[] = {{.name = "number",
                                                 .kind = OPTION_INTEGER,
                                                 .argument = "NUMBER",
                                                 .help = "number of the entry",
                                                 .required = true},
                                                {0}};
static const struct option reason_options[] = {
    {.name = "by",
     .letter = 'b',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who does it (default: you)"},
    {.name = "reason", .letter = 'r', .kind = OPTION_TEXT, .argument = "TEXT", .help = "why"},
    {0}};

static const struct action add_action = {.needs = TRANSACTION_WRITES,
                                         .sections = {{"evidence_add", "evidence", "", ""}},
                                         .run = evidence_add_run};
static const struct action drafts_action = {.run = evidence_drafts_run};
static const struct action review_action = {.run = evidence_review_run};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"evidence_list", "evidence", "", "no such evidence"}}};
static const struct action show_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"evidence_facts", "entry", "", ""},
                 {"evidence_history", "history", "Its life", ""},
                 {"evidence_changes", "corrections", "What was corrected", NULL}}};
static const struct action correct_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"evidence_correct", "evidence", "", ""}}};
static const struct action confirm_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"evidence_confirm", "evidence", "", ""}}};
static const struct action dispute_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"evidence_dispute", "evidence", "", ""}}};
static const struct action withdraw_action = {
    .needs = TRANSACTION_WRITES, .sections = {{"evidence_withdraw", "evidence", "", ""}}};

const struct command evidence_commands[] = {
    {.path = "evidence add",
     .summary = "log one thing that happened",
     .description = "The answer says what the entry did to the person's standing. What somebody "
                    "logs about themselves "
                    "counts once somebody else has confirmed it. Who saw it is you, unless "
                    "--observer names somebody ('rungs account set' says who you are); how they "
                    "stand to the person is taken from the roster of that day, and a relation that "
                    "the roster contradicts is refused. 'rungs ladder show' lists the codes of "
                    "expectations.\n\n"
                    "On a terminal, what is missing is asked for: people by a few letters of "
                    "their names, the expectations of the person's next level first. What was "
                    "answered is kept as a draft until it is logged, whatever happens; the next "
                    "'rungs evidence add' offers to go on with it.\n\n"
                    "--json takes one object or an array of objects whose members are called like "
                    "the options: [{\"person\": \"K1053\", \"expectation\": \"pm_ship\", ...}].",
     .examples =
         (const struct example[]){
             {"rungs evidence add -p K1053 -x pm_prioritize -s solid -b K1014 -r manager "
              "-m 'Cut the backlog to what moves the goal.'",
              "a manager logs what happened today"},
             {"rungs evidence add -p K1053 -x pm_prioritize -s solid -b 'Cafe Luna' -r customer "
              "-m 'Found the new menu in a minute.' --link https://wiki.example/luna "
              "--link https://crm.example/77",
              "what a customer said, with two links"},
             {"rungs evidence add", "asked field by field"},
             {"rungs evidence add -e", "with an editor for the details"},
             {"rungs evidence add --json entries.json --format json", "many at once, for scripts"},
             {0}},
     .options = add_options,
     .shared = change_sets,
     .asks = true,
     .action = &add_action},
    {.path = "evidence drafts",
     .summary = "entries that were begun and not logged yet",
     .description = "They are in $XDG_STATE_HOME/rungs (~/.local/state/rungs), in files that only "
                    "you can read. State: kept; open in another terminal; unsure: the program "
                    "ended while it was saving, so the entry may be in the log already.",
     .examples =
         (const struct example[]){{"rungs evidence drafts", "what is there, the latest first"},
                                  {0}},
     .shared = answer_sets,
     .action = &drafts_action},
    {.path = "evidence review",
     .summary = "confirm or dispute what waits in a team, one by one",
     .description = "On a terminal. Shows each entry about people under the manager that does not "
                    "count until somebody else stands by it, oldest first, and asks: confirm, "
                    "dispute, skip, back, quit. Each decision is saved at once. What others have "
                    "dealt with meanwhile is passed over.",
     .examples =
         (const struct example[]){
             {"rungs evidence review",
              "the queue of your team ('rungs account set' says who you are)"},
             {"rungs evidence review --manager K1005", "the queue of another one"},
             {0}},
     .options = review_options,
     .shared = answer_sets,
     .action = &review_action},
    {.path = "evidence list",
     .summary = "the log, latest first",
     .description = "",
     .examples =
         (const struct example[]){
             {"rungs evidence list --person K1032", "the log of one person"},
             {"rungs evidence list --unconfirmed --manager K1005",
              "what waits for somebody's word in a team"},
             {"rungs evidence list --search 'onboarding -trial' --from 2026-01-01 --relation peer",
              "what peers wrote about it this year"},
             {0}},
     .options = list_options,
     .shared = dated_sets,
     .action = &list_action},
    {.path = "evidence show",
     .summary = "one entry, whether it counts and why, and all that was done with it",
     .description = "Points are those of the entry alone; what one observer's entries for an "
                    "expectation count together is capped ('rungs rules show').",
     .examples = (const struct example[]){{"rungs evidence show 42", "its whole life"}, {0}},
     .arguments = number_argument,
     .shared = dated_sets,
     .action = &show_action},
    {.path = "evidence correct",
     .summary = "put an entry of one's own right",
     .description =
         "A corrected version takes its place; the old one stays in the log. What is not named "
         "stays as it is. What counted goes on counting, except one's own word and what was "
         "disputed: somebody else has to confirm the new text. Whom it is about and who saw it "
         "cannot be corrected, since it would be another entry: withdraw it, and log a new one.",
     .examples = (const struct example[]){{"rungs evidence correct 42 --strength emerging "
                                           "--reason 'It was half of the team.'",
                                           "less than it seemed"},
                                          {0}},
     .arguments = number_argument,
     .options = correct_options,
     .shared = change_sets,
     .action = &correct_action},
    {.path = "evidence confirm",
     .summary = "stand by somebody's entry",
     .description =
         "Somebody other than its observer and the person it is about confirms an entry.",
     .examples =
         (const struct example[]){{"rungs evidence confirm 42 --by K1005", "now it counts"}, {0}},
     .arguments = number_argument,
     .options = reason_options,
     .shared = change_sets,
     .action = &confirm_action},
    {.path = "evidence dispute",
     .summary = "say that an entry is wrong",
     .description = "A disputed entry does not count. It stays in the log with the reason.",
     .examples =
         (const struct example[]){
             {"rungs evidence dispute 42 --by K1005 --reason 'That was another team.'",
              "now it does not count"},
             {0}},
     .arguments = number_argument,
     .options = reason_options,
     .shared = change_sets,
     .action = &dispute_action},
    {.path = "evidence withdraw",
     .summary = "take an entry of one's own back",
     .description = "Nothing is deleted: a withdrawn entry stays in the log and does not count. "
                    "Its observer takes an entry back, or who typed it, unless it is about them.",
     .examples =
         (const struct example[]){{"rungs evidence withdraw 42 --by K1032", "take it back"}, {0}},
     .arguments = number_argument,
     .options = reason_options,
     .shared = change_sets,
     .action = &withdraw_action},
    {0}};
