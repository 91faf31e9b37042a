/* The command table: report. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct action crossings_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_crossings", "crossings", "", "nobody is at a border"},
                 {"report_crossing_advice", "advice", "What helps", NULL}}};

static const struct action skills_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"report_skills", "specializations", "", "nobody on a ladder fits"},
        {"report_skills_people", "people", "Each beside others of the specialization", NULL}}};

const struct command report_commands[] = {
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
