/* The command table: reports to be read whole, about one manager's people or one person. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option manager_argument[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "the manager: employee id, e-mail address or full name"},
    {0}};
static const struct option person_argument[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "whom it is about: employee id, e-mail address or full name"},
    {0}};
static const struct option manager_options[] = {
    {.name = "direct", .kind = OPTION_FLAG, .help = "only people who report to the manager"},
    {.name = "everybody",
     .kind = OPTION_FLAG,
     .help = "a part for each person of the whole team, not for direct reports only"},
    {.name = "since",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "day of the last packet: what has changed since (default: a month earlier)"},
    {.name = "handover",
     .kind = OPTION_FLAG,
     .help = "the packet for a new manager: past, what is open, next steps"},
    {0}};
static const struct option case_options[] = {
    {.name = "target",
     .letter = 't',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "level the case is for (default: the next one)"},
    {0}};

static const struct action handover_action = {
    .needs = TRANSACTION_READS,
    .option = "handover",
    .sections = {
        {"report_team", "team", "Everybody under {manager|person}", "nobody reports to {person}"},
        {"handover_past", "past", "What was", NULL},
        {"handover_open", "open", "What is open", "nothing is open"},
        {"report_team_changes", "changes", "What has changed since the last packet",
         "nothing that was on record has changed"},
        {"report_team_people", "people", "Person by person", NULL}}};
static const struct action manager_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_team", "team", "Everybody under {manager|person}",
                  "nobody reports to {person}"},
                 {"report_team_changes", "changes", "What has changed since the last packet",
                  "nothing that was on record has changed"},
                 {"report_team_waits", "waits", "Who waits longest", NULL},
                 {"report_team_crossings", "crossings",
                  "At a border: the next level is another job", "nobody is at a border"},
                 {"report_team_gates", "gates", "What stands between them and the next level",
                  "nobody is near or building; where the verdict is unknown, evidence comes first"},
                 {"report_team_titles", "titles", "Title, level and scope disagree", NULL},
                 {"report_team_pairs", "pairs", "Associates, and beside whom they learn", NULL},
                 {"report_team_people", "people", "Person by person", NULL},
                 {"report_team_advice", "advice", "What helps", NULL}},
    .others = (const struct action *const[]){&handover_action, NULL}};
static const struct action person_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"report_person", "timeline", "{person}", "nothing is on record of {person}"}}};
static const struct action case_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"report_case", "case", "{person}, for {target}", ""},
        {"report_case_gates", "gates", "Gates", ""},
        {"report_case_expectations", "expectations", "What is asked, and how it stands",
         "the target asks for nothing"},
        {"report_case_evidence", "evidence", "What speaks for it", "no evidence counts"},
        {"report_case_contrary", "contrary", "What speaks against it", "nothing on record"},
        {"report_case_scope", "scope", "Scope beside the minimums", "the target has no minimums"},
        {"report_case_voices", "voices", "Voices", "nobody was heard, and nobody has to be"},
        {"report_case_timeline", "timeline", "The way so far", "nothing on record"}}};

const struct command packet_commands[] = {
    {.path = "report manager",
     .summary = "a manager's packet: team, what changed, who waits, person by person",
     .description =
         "Each direct report has a part: standing, the three strongest facts, the three widest "
         "gaps, next steps and whom to ask; with --everybody each person of the whole team. What "
         "has changed is told from the packet as it would have been written on the day of --since. "
         "--handover is for whoever takes the team over: past, what was promised and is open.",
     .examples =
         (const struct example[]){
             {"rungs report manager K1005", "the whole team at a glance"},
             {"rungs report manager K1005 --direct --since 2026-09-30",
              "direct reports, and what is new since the end of September"},
             {"rungs report manager K1005 --handover", "for the next manager"},
             {"rungs report manager K1005 --as-of 2026-01-01", "as it stood that day"},
             {"rungs report manager K1005 --format csv --section team", "for a spreadsheet"},
             {0}},
     .arguments = manager_argument,
     .options = manager_options,
     .shared = staged_sets,
     .action = &manager_action},
    {.path = "report person",
     .summary = "one timeline of what is on record about somebody",
     .description = "Levels, titles, managers, scope, pairs, evidence, nominations and decisions, "
                    "the oldest first, each on the day from which it is in force; csv and json "
                    "also say when it was recorded and by whom.",
     .examples = (const struct example[]){{"rungs report person K1012", "from the hire to today"},
                                          {"rungs report person K1012 --as-seen-on 2026-06-30",
                                           "what was known in June"},
                                          {0}},
     .arguments = person_argument,
     .shared = dated_sets,
     .action = &person_action},
    {.path = "report packet",
     .summary = "a promotion case to read in the committee",
     .description = "Facts and what they rest on: who, since when, for which level and whether "
                    "that is another job; gates with their reasons; each expectation with its "
                    "state and the evidence behind it; what speaks against it; scope beside the "
                    "minimums; voices heard and missing; the way so far.",
     .examples =
         (const struct example[]){
             {"rungs report packet K1012", "the case for the next level"},
             {"rungs report packet K1032 --target lead_pm", "for a level further up"},
             {"rungs report packet K1012 --format markdown --output case.md", "to hand round"},
             {0}},
     .arguments = person_argument,
     .options = case_options,
     .shared = staged_sets,
     .action = &case_action},
    {0}};
