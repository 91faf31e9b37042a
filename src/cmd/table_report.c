/* The command table: report. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct action skills_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"report_skills", "specializations", "", "nobody on a ladder fits"},
        {"report_skills_people", "people", "Each beside others of the specialization", NULL}}};

const struct command report_commands[] = {
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
