/* The command table: account, who is at the keyboard. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option set_arguments[] = {
    {.name = "login",
     .kind = OPTION_TEXT,
     .argument = "LOGIN",
     .required = true,
     .help = "database role; on the private server a user of this machine"},
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .required = true,
     .help = "employee id, e-mail address or full name"},
    {0}};
static const struct option login_argument[] = {
    {.name = "login",
     .kind = OPTION_TEXT,
     .argument = "LOGIN",
     .required = true,
     .help = "database role; on the private server a user of this machine"},
    {0}};
static const struct option list_options[] = {
    {.name = "history", .kind = OPTION_FLAG, .help = "also whom each login stood for before"}, {0}};

static const struct action set_action = {.needs = TRANSACTION_WRITES,
                                         .sections = {{"account_set", "account", "", ""}}};
static const struct action clear_action = {.needs = TRANSACTION_WRITES,
                                           .sections = {{"account_clear", "account", "", ""}}};
static const struct action history_action = {.needs = TRANSACTION_READS,
                                             .option = "history",
                                             .sections = {{"account_history", "accounts", "", ""}}};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"account_list", "accounts", "", ""}},
    .others = (const struct action *const[]){&history_action, NULL}};

const struct command account_commands[] = {
    {.path = "account set",
     .summary = "say which person a login is",
     .description = "What that login does without naming anybody is then done by this person: "
                    "evidence add, confirm, dispute, withdraw and correct. What it did before "
                    "stays as it was.",
     .examples =
         (const struct example[]){{"rungs account set ana K1005", "ana is employee K1005"}, {0}},
     .arguments = set_arguments,
     .shared = change_sets,
     .action = &set_action},
    {.path = "account clear",
     .summary = "a login is nobody any more",
     .description = "",
     .examples = (const struct example[]){{"rungs account clear ana", "ana has left"}, {0}},
     .arguments = login_argument,
     .shared = change_sets,
     .action = &clear_action},
    {.path = "account list",
     .summary = "who writes here, and who you are",
     .description = "",
     .examples = (const struct example[]){{"rungs account list", "logins and people"}, {0}},
     .options = list_options,
     .shared = answer_sets,
     .action = &list_action},
    {0}};
