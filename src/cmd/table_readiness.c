/* The command table: report readiness. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option readiness_options[] = {
    {.name = "target",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "level to be ready for (default: the next one)"},
    {.name = "explain",
     .kind = OPTION_FLAG,
     .help = "every expectation and every entry: what it adds, and what did not count and why"},
    {.name = "what-if",
     .kind = OPTION_LIST,
     .argument = "NAME=VALUE",
     .help = "imagine evidence (EXPECTATION=STRENGTH:OBSERVER) or another rule (RULE=VALUE), and "
             "show the difference; may be repeated"},
    {.name = "trend", .kind = OPTION_FLAG, .help = "how it was at the ends of the last quarters"},
    {.name = "quarters",
     .kind = OPTION_INTEGER,
     .argument = "NUMBER",
     .help = "how many quarters of a trend (default: 4)"},
    {.name = "facts",
     .kind = OPTION_FLAG,
     .help = "what it is all computed from, as it is on record"},
    {0}};

static const char nobody[] = "nobody on a ladder fits";
static const struct action explain_action = {
    .needs = TRANSACTION_READS,
    .option = "explain",
    .sections = {{"report_readiness", "readiness", "Readiness", nobody},
                 {"readiness_expectations", "expectations",
                  "What coverage is made of: what is added, by the sum of the weights",
                  "nobody has a level to be ready for"},
                 {"readiness_evidence", "evidence", "What points are made of: what each entry adds",
                  "no evidence yet"},
                 {"report_gates", "gates", "What stands in between", NULL}}};
static const struct action what_if_action = {
    .needs = TRANSACTION_WRITES,
    .imagines = true,
    .option = "what-if",
    .sections = {{"readiness_what_if", "readiness", "Imagined: {imagined}", nobody}},
    .after = "imagined: nothing was written"};
static const struct action trend_action = {
    .needs = TRANSACTION_READS,
    .option = "trend",
    .sections = {{"readiness_trend", "trend", "Readiness at the ends of quarters", nobody}}};
static const struct action facts_action = {
    .needs = TRANSACTION_READS,
    .option = "facts",
    .sections = {{"facts_roster", "roster", "On the roster", "nobody fits"},
                 {"facts_levels", "levels", "Levels", "nobody is on a ladder"},
                 {"facts_scope", "scope", "Scope", "nothing is on record"},
                 {"facts_evidence", "evidence", "Evidence", "no evidence yet"}}};
static const struct action readiness_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_readiness", "readiness", "Readiness", nobody},
                 {"report_gates", "gates", "What stands in between",
                  "nobody is near or building; where the verdict is unknown, evidence comes first"},
                 {"report_own_advice", "advice", "What helps", NULL}},
    .others = (const struct action *const[]){&explain_action, &what_if_action, &trend_action,
                                             &facts_action, NULL}};

const struct command readiness_commands[] = {
    {.path = "report readiness",
     .summary = "who is ready for the next level, and what the others lack",
     .description =
         "Coverage is the weighted share of what the target asks that confirmed evidence covers; "
         "what nobody has said anything about is drawn apart, as dots. ready: every gate is "
         "passed. near: one or two gates are open and coverage is at least 60 %. building: more is "
         "open. unknown: less than a quarter is known. 'rungs rules show' has the numbers. "
         "A case is flagged 'other work type only' when enough is known, and what counts for the "
         "target names kinds of work and never the one that the ladder gives to the person's "
         "specialization: levels have no kind of work of their own. Where the roster has nobody to "
         "be a voice, the reason says so, and somebody of another team may be it. "
         "--explain takes a figure apart: what the expectations add, by the sum of the weights, is "
         "the coverage, and what the entries add to an expectation are its points. Entries of one "
         "observer share the cap in order of day and number. --what-if logs evidence and changes "
         "rules in a transaction that is rolled back: the figures are those that would be, and "
         "nothing is written. Without an observer the manager is the one who saw it; the own word "
         "is taken as confirmed. --trend asks the same of the ends of the last quarters, by "
         "the evidence of then as it is known now. --facts exports what the figures are computed "
         "from, "
         "with 'rungs ladder export' and 'rungs rules show' all there is to it.",
     .examples =
         (const struct example[]){
             {"rungs report readiness --manager K1002", "everybody under a manager"},
             {"rungs report readiness --person K1032 --target lead_pm",
              "one person, for a level further up"},
             {"rungs report readiness --person K1032 --explain", "what the figures are made of"},
             {"rungs report readiness -p K1012 --what-if director_builds_team=solid:K1002 "
              "--what-if coverage_bar=70%",
              "what would be, had that been seen and were the bar lower"},
             {"rungs report readiness --manager K1002 --trend --quarters 8", "the last two years"},
             {0}},
     .options = readiness_options,
     .shared = report_sets,
     .action = &readiness_action},
    {0}};
