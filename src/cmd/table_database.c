/* The command table: db, completion, manual. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

static const struct option force_options[] = {
    {.name = "force", .kind = OPTION_FLAG, .help = "break off whoever uses it"}, {0}};
static const struct option shell_argument[] = {{.name = "shell",
                                                .kind = OPTION_CHOICE,
                                                .argument = "SHELL",
                                                .choices = shells,
                                                .help = "for which shell",
                                                .required = true},
                                               {0}};
static const struct option output_options[] = {{.name = "output",
                                                .letter = 'o',
                                                .kind = OPTION_FILE,
                                                .argument = "FILE",
                                                .help = "write to a file"},
                                               {0}};

static const struct action init_action = {.run = database_init_run};
static const struct action migrate_action = {.run = database_migrate_run};
static const struct action status_action = {.run = database_status_run};
static const struct action start_action = {.run = database_start_run};
static const struct action stop_action = {.run = database_stop_run};
static const struct action shell_action = {.run = database_shell_run};
static const struct action completion_action = {.run = write_completion_run};
static const struct action page_action = {.run = write_manual_page_run};
static const struct action markdown_action = {.run = write_manual_run};
static const struct action columns_action = {.run = write_manual_columns_run};

const struct command database_commands[] = {
    {.path = "db init",
     .summary = "make the schema",
     .description = "The private database needs no such call: its first use makes it.",
     .examples =
         (const struct example[]){
             {"rungs db init -d postgresql://hr@db.corp.example/rungs", "on a server"}, {0}},
     .action = &init_action},
    {.path = "db migrate",
     .summary = "bring the schema up to this program",
     .description = "Each migration is one transaction; the private database is backed up before.",
     .examples =
         (const struct example[]){{"rungs db migrate", "after an update of the program"}, {0}},
     .action = &migrate_action},
    {.path = "db status",
     .summary = "which server is in use, why, and whether its schema fits",
     .description = "",
     .examples = (const struct example[]){{"rungs db status", "before asking for help"}, {0}},
     .shared = answer_sets,
     .action = &status_action},
    {.path = "db start",
     .summary = "keep the private server running",
     .description = "Commands are quicker while it runs.",
     .examples = (const struct example[]){{"rungs db start", "until rungs db stop"}, {0}},
     .action = &start_action},
    {.path = "db stop",
     .summary = "stop the private server",
     .description = "",
     .examples = (const struct example[]){{"rungs db stop", "refused while others use it"}, {0}},
     .options = force_options,
     .action = &stop_action},
    {.path = "db shell",
     .summary = "psql, connected to the database in use",
     .description = "",
     .examples =
         (const struct example[]){{"rungs db shell", "for questions nobody planned for"}, {0}},
     .action = &shell_action},
    {.path = "completion",
     .summary = "write a completion script",
     .description = "",
     .examples =
         (const struct example[]){
             {"rungs completion bash > ~/.local/share/bash-completion/completions/rungs",
              "completion from the next shell on"},
             {0}},
     .arguments = shell_argument,
     .options = output_options,
     .action = &completion_action},
    {.path = "manual page",
     .summary = "write the manual page",
     .description = "",
     .examples = (const struct example[]){{"rungs manual page | man -l -", "read it"}, {0}},
     .options = output_options,
     .action = &page_action},
    {.path = "manual markdown",
     .summary = "write the manual in markdown",
     .description = "",
     .examples =
         (const struct example[]){{"rungs manual markdown -o commands.md", "as one page"}, {0}},
     .options = output_options,
     .action = &markdown_action},
    {.path = "manual columns",
     .summary = "write which columns each report has, and what they hold",
     .description = "",
     .examples =
         (const struct example[]){{"rungs manual columns -o columns.md", "as one page"}, {0}},
     .options = output_options,
     .action = &columns_action},
    {0}};
