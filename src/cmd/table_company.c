/* The command table: reports about more than the next step of each, borders to promotions. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option window_options[] = {
    {.name = "from",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "first day that is counted (default: as far back as people were watched)"},
    {.name = "to",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "last day that is counted (default: the day of the report)"},
    {0}};

static const struct action crossings_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_crossings", "crossings", "", "nobody is at a border"},
                 {"report_crossing_openings", "openings", "A place to go", NULL},
                 {"report_crossing_shifts", "shifts", "Shift by shift", NULL},
                 {"report_entry", "entry", "At the entry: on no ladder yet", NULL},
                 {"report_crossed", "crossed", "Across, and not arrived yet", NULL},
                 {"report_crossing_advice", "advice", "What helps", NULL}}};
static const struct action settling_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_settling", "settling", "", "nobody is settling"},
                 {"report_settling_standing", "standing", "What the new level asks", NULL}}};
static const struct action titles_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_titles", "findings", "", "title, level and scope agree, as far as known"},
                 {"report_titles_unknown", "unknown",
                  "Titles that stand for no level: rungs import titles", NULL}}};
static const struct action matrix_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_matrix", "matrix", "Scope upwards, impact to the right",
                  "nobody on a ladder fits"},
                 {"report_matrix_people", "people", "One by one", NULL}}};
static const struct action pipeline_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_pipeline", "levels", "", "nobody on a ladder fits"},
                 {"report_pipeline_people", "people", "Who could fill each level", NULL}}};
static const struct action promotions_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"report_promotions", "rates", "Promotions for each person-year",
         "nobody was watched at a level from which a way leads up: one roster alone is a picture"},
        {"report_waits", "waits", "Months in level until a promotion", NULL},
        {"report_wait_curves", "curves", "How many still wait after so many months", NULL}}};

const struct command company_commands[] = {
    {.path = "report crossings",
     .summary = "who stands at the border to another stage, and whether there is a place to go",
     .description = "Crossing a stage is a change of job: only evidence of the new job counts, and "
                    "the border asks for shifts of its own. 'old job only' means much evidence of "
                    "the present level and nearly none of the target; 'settling' that somebody has "
                    "just crossed; 'still doing the old job' that the work since then is nearly "
                    "all of the stage before. 'rungs opening' keeps the places to go.",
     .examples =
         (const struct example[]){
             {"rungs report crossings", "everybody whose next level is another job"},
             {"rungs report crossings --stages three-phases", "by another stage model"},
             {"rungs report crossings --manager K1005 --section shifts", "a team, shift by shift"},
             {0}},
     .shared = report_sets,
     .action = &crossings_action},
    {.path = "report settling",
     .summary = "who has just changed the job, and how they stand on the new one",
     .description = "After a crossing or a change of specialization somebody is a beginner again "
                    "for some months. Coverage is of what the present level itself asks, not of "
                    "the next one.",
     .examples = (const struct example[]){{"rungs report settling", "the whole company"},
                                          {"rungs report settling --manager K1002", "a team"},
                                          {0}},
     .shared = report_sets,
     .action = &settling_action},
    {.path = "report titles",
     .summary = "where title, level and scope disagree",
     .description = "A title stands for a level when 'rungs import titles' said so, or when it is "
                    "a level's name; what comes behind a comma or a dash is left out. What is not "
                    "on record disagrees with nothing. Who leads people by title, or by level "
                    "where the title is not known, is expected to have reports.",
     .examples = (const struct example[]){{"rungs report titles", "the whole company"},
                                          {"rungs report titles --org Growth", "a part of it"},
                                          {0}},
     .shared = people_sets,
     .action = &titles_action},
    {.path = "report matrix",
     .summary = "scope beside impact: better at the job, or a larger one",
     .description = "After the matrix of Shreyas Doshi, by way of Jackie Bavaro ('The 3 Stages of "
                    "a Product Manager's Career'). Scope is what somebody owns beside what the "
                    "level asks, 100 % being all of it; impact the coverage of what the next level "
                    "asks: below, near or above the marks of 'rungs rules show'. Unknown stands "
                    "apart, as do those with no level above (top).",
     .examples = (const struct example[]){{"rungs report matrix --manager K1002", "a team"},
                                          {"rungs report matrix --section people", "one by one"},
                                          {0}},
     .shared = report_sets,
     .action = &matrix_action},
    {.path = "report pipeline",
     .summary = "who could fill each level: now, soon, later",
     .description = "Now are those who are ready, soon those who are near, later those who are "
                    "building; of the others too little is known. bench: people ready or near for "
                    "each seat of the level, held or open. short: open places less people ready.",
     .examples = (const struct example[]){{"rungs report pipeline", "the whole company"},
                                          {"rungs report pipeline --org Platform", "a part of it"},
                                          {0}},
     .shared = report_sets,
     .action = &pipeline_action},
    {.path = "report promotions",
     .summary = "how often people move up, and how long they wait",
     .description =
         "Rates are promotions divided by person-years: the days that people, also those who have "
         "left, spent at a level from which a way leads up, 365.25 to the year. Nobody is watched "
         "before the first word about them (the day of their first roster, or of imported "
         "history). Months in level are a Kaplan-Meier estimate: who still waits, has left, came "
         "down or went to another ladder is censored, who was watched late counts from then on; "
         "the median has 95 % limits and is not reached while more than half still wait. Figures "
         "of fewer than four people are hidden.",
     .examples =
         (const struct example[]){
             {"rungs report promotions", "all that is known"},
             {"rungs report promotions --from 2025-01-01 --to 2025-12-31", "one year"},
             {"rungs report promotions --level pm --section curves", "the curve of a level"},
             {0}},
     .options = window_options,
     .shared = report_sets,
     .action = &promotions_action},
    {0}};
