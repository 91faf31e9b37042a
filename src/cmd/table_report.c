/* The command table: report. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option manager_argument[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "the manager: employee id, e-mail address or full name"},
    {0}};
static const struct option stages_options[] = {
    {.name = "stages",
     .kind = OPTION_TEXT,
     .argument = "MODEL",
     .help = "stage model instead of the ladder's default"},
    {0}};
static const struct option target_options[] = {
    {.name = "target",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "level to be ready for (default: the next one)"},
    {0}};

static const struct action manager_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"report_team", "team", "Everybody under {manager|person}", "nobody reports to {person}"},
        {"report_team_crossings", "crossings", "At a border: the next level is another job",
         "nobody is at a border"},
        {"report_team_gates", "gates", "What stands between them and the next level",
         "nobody is near or building; where the verdict is unknown, evidence comes first"},
        {"report_team_pairs", "pairs", "Associates, and beside whom they learn", NULL},
        {"report_team_advice", "advice", "What helps", NULL}}};
static const struct action readiness_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_readiness", "readiness", "Readiness", "nobody on a ladder fits"},
                 {"report_gates", "gates", "What stands in between",
                  "nobody is near or building; where the verdict is unknown, evidence comes first"},
                 {"report_own_advice", "advice", "What helps", NULL}}};
static const struct action skills_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"report_skills", "specializations", "", "nobody on a ladder fits"},
        {"report_skills_people", "people", "Each beside others of the specialization", NULL}}};

static const char verdict_words[] = "Coverage is the weighted share of what the target asks that "
                                    "confirmed evidence covers; what nobody has said "
                                    "anything about is drawn apart, as dots. ready: every gate is "
                                    "passed. near: one or two gates are open and coverage is "
                                    "at least 60 %. building: more is open. unknown: less than a "
                                    "quarter is known. 'rungs rules show' has the numbers.";

const struct command report_commands[] = {
    {.path = "report manager",
     .summary = "a manager's people: standing, crossings, what stands in between",
     .description = verdict_words,
     .examples =
         (const struct example[]){
             {"rungs report manager K1005", "the whole team at a glance"},
             {"rungs report manager K1005 --as-of 2026-01-01", "as it stood that day"},
             {"rungs report manager K1005 --format csv --section team", "for a spreadsheet"},
             {0}},
     .arguments = manager_argument,
     .options = stages_options,
     .shared = dated_sets,
     .action = &manager_action},
    {.path = "report readiness",
     .summary = "who is ready for the next level, and what the others lack",
     .description = verdict_words,
     .examples = (const struct example[]){{"rungs report readiness --manager K1002",
                                           "everybody under a manager"},
                                          {"rungs report readiness --person K1032 --target lead_pm",
                                           "one person, for a level further up"},
                                          {0}},
     .options = target_options,
     .shared = report_sets,
     .action = &readiness_action},
    {.path = "report skills",
     .summary = "people of one specialization by the skills that every specialization needs",
     .description =
         "Like is compared with like: coverage of what the next level asks of a skill, "
         "for each specialization, and with --person or --manager for each person beside "
         "everybody in the company of the same specialization. Figures of fewer than four "
         "people are hidden. Which dimensions are skills, the ladder says.",
     .examples = (const struct example[]){{"rungs report skills", "the whole company"},
                                          {"rungs report skills --manager K1005",
                                           "a team, each beside their like"},
                                          {0}},
     .shared = report_sets,
     .action = &skills_action},
    {0}};
