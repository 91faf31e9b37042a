/* The command table: report. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option target_options[] = {
    {.name = "target",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "level to be ready for (default: the next one)"},
    {0}};

static const struct action readiness_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_readiness", "readiness", "Readiness", "nobody on a ladder fits"},
                 {"report_gates", "gates", "What stands in between",
                  "nobody is near or building; where the verdict is unknown, evidence comes first"},
                 {"report_own_advice", "advice", "What helps", NULL}}};
static const struct action crossings_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_crossings", "crossings", "", "nobody is at a border"},
                 {"report_crossing_advice", "advice", "What helps", NULL}}};

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
    {.path = "report crossings",
     .summary = "who stands at the border to another stage",
     .description = "Crossing a stage is a change of job: only evidence of the new job counts, and "
                    "the border asks for "
                    "shifts of its own. 'old job only' means much evidence of the present level "
                    "and nearly none of the "
                    "target; 'settling' means that somebody has just crossed.",
     .examples =
         (const struct example[]){
             {"rungs report crossings", "everybody whose next level is another job"},
             {"rungs report crossings --stages three-phases", "by another stage model"},
             {0}},
     .shared = report_sets,
     .action = &crossings_action},
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
