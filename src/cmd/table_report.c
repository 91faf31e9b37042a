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
    {.path = "report manager",
     .summary = "a manager's people: standing, crossings, what stands in between",
     .description = "What coverage and the verdicts mean: 'rungs help report readiness'.",
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
