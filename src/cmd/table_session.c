/* The command table: calibrate, but for its summary (table_calibrate.c). */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option one_argument[] = {
    {.name = "person", .kind = OPTION_TEXT, .argument = "PERSON", .help = "whose case"}, {0}};
static const struct option pair_arguments[] = {{.name = "first",
                                                .kind = OPTION_TEXT,
                                                .argument = "PERSON",
                                                .help = "one case",
                                                .required = true},
                                               {.name = "second",
                                                .kind = OPTION_TEXT,
                                                .argument = "OTHER",
                                                .help = "the other case",
                                                .required = true},
                                               {0}};
static const struct option agenda_options[] = {
    {.name = "open", .kind = OPTION_FLAG, .help = "only cases that are not decided"}, {0}};
static const struct option vote_options[] = {
    {.name = "member",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "whose vote it is (default: yours); only the chair writes down those of others"},
    {.name = "reason", .letter = 'r', .kind = OPTION_TEXT, .argument = "TEXT", .help = "why"},
    {0}};
static const struct option reveal_options[] = {
    {.name = "all",
     .letter = 'a',
     .kind = OPTION_FLAG,
     .help = "every case with enough votes, in place of PERSON"},
    {0}};
static const struct option move_options[] = {{.name = "to",
                                              .kind = OPTION_INTEGER,
                                              .argument = "RATING",
                                              .required = true,
                                              .help = "where the committee sees the case"},
                                             {.name = "reason",
                                              .letter = 'r',
                                              .kind = OPTION_TEXT,
                                              .argument = "TEXT",
                                              .required = true,
                                              .help = "what the committee heard"},
                                             {.name = "by",
                                              .letter = 'b',
                                              .kind = OPTION_TEXT,
                                              .argument = "PERSON",
                                              .help = "who speaks for it (default: you)"},
                                             {0}};
static const struct option next_options[] = {{.name = "by",
                                              .letter = 'b',
                                              .kind = OPTION_TEXT,
                                              .argument = "PERSON",
                                              .help = "who sits at the terminal (default: you)"},
                                             {0}};

static const struct action agenda_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"calibrate_agenda", "agenda", "", "there is no case"}}};
static const struct action vote_action = {.needs = TRANSACTION_WRITES,
                                          .sections = {{"calibrate_vote", "vote", "", ""}}};
static const struct action reveal_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"calibrate_reveal", "cases", "", "no case has enough votes to be revealed"}},
    .after = "next: rungs calibrate move PERSON --to RATING where the talk changed it; then rungs "
             "decide PERSON, or rungs decide all"};
static const struct action move_action = {.needs = TRANSACTION_WRITES,
                                          .sections = {{"calibrate_move", "move", "", ""}}};
static const struct action compare_action = {
    .needs = TRANSACTION_READS,
    .sections = {
        {"calibrate_compare", "facts", "{first_person} beside {second_person}", ""},
        {"calibrate_compare_standing", "standing", "By expectation, as of the submission", ""}}};
static const struct action next_action = {.run = session_next_run};

const struct command session_commands[] = {
    {.path = "calibrate agenda",
     .summary = "the cases of a round, alike ones together",
     .description =
         "In the order of the session: by ladder; by the level asked for, lower ones first; by the "
         "present level, by crossing and by specialization; there the best covered first. What "
         "shares all that stands under one heading, and is compared with each other. Coverage and "
         "verdict are those of the nomination.",
     .examples = (const struct example[]){{"rungs calibrate agenda --open", "what is left"}, {0}},
     .options = agenda_options,
     .shared = cycle_dated_sets,
     .action = &agenda_action},
    {.path = "calibrate vote",
     .summary = "your rating of a case, before the talk",
     .description =
         "Nobody sees it before the case is revealed, and until then it can be changed. The chair, "
         "or a login that stands for nobody, writes down votes of members with --member; who did "
         "so is kept. Nobody votes on themselves or on people below them.",
     .examples =
         (const struct example[]){{"rungs calibrate vote K1051 4", "your own"},
                                  {"rungs calibrate vote K1051 3 --member K1007", "as the chair"},
                                  {0}},
     .arguments = nominee_rating_arguments,
     .options = vote_options,
     .shared = cycle_change_sets,
     .action = &vote_action},
    {.path = "calibrate reveal",
     .summary = "open the votes on a case to everybody",
     .description =
         "Once there is a quorum (rules quorum_votes and quorum_share). From then on "
         "nobody votes on it. Members of the committee reveal; --dry-run says which cases it "
         "would be, and not what their votes are.",
     .examples = (const struct example[]){{"rungs calibrate reveal K1051", "one case"},
                                          {"rungs calibrate reveal --all", "whatever is ready"},
                                          {0}},
     .arguments = one_argument,
     .options = reveal_options,
     .shared = cycle_change_sets,
     .action = &reveal_action},
    {.path = "calibrate move",
     .summary = "where the committee sees a case after the talk",
     .description = "The calibrated rating, with the reason; it settles a tie. Every move stays on "
                    "record.",
     .examples =
         (const struct example[]){
             {"rungs calibrate move K1051 --to 4 --reason 'The outage was handled by her alone.'",
              "up"},
             {0}},
     .arguments = nominee_argument,
     .options = move_options,
     .shared = cycle_change_sets,
     .action = &move_action},
    {.path = "calibrate compare",
     .summary = "two cases side by side, by expectation",
     .description = "Both as they stood when they were nominated.",
     .examples = (const struct example[]){{"rungs calibrate compare K1033 K1040", "alike?"}, {0}},
     .arguments = pair_arguments,
     .shared = cycle_dated_sets,
     .action = &compare_action},
    {.path = "calibrate next",
     .summary = "the undecided cases one by one, on a terminal",
     .description =
         "In the order of the agenda: the facts, what is proposed, the votes once they are "
         "revealed; then vote, reveal, move, decide, skip or quit. Each step is saved at once, and "
         "refused as its command would be. Only PERSON: that case alone.",
     .examples = (const struct example[]){{"rungs calibrate next", "the session"}, {0}},
     .arguments = one_argument,
     .options = next_options,
     .shared = cycle_answer_sets,
     .action = &next_action},
    {0}};
