/* The command table: import. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"

static const struct option file_argument[] = {{.name = "file",
                                               .kind = OPTION_FILE,
                                               .argument = "FILE",
                                               .help = "CSV file, - for standard input",
                                               .required = true},
                                              {0}};
static const struct option folder_argument[] = {{.name = "directory",
                                                 .kind = OPTION_FILE,
                                                 .argument = "DIRECTORY",
                                                 .help = "folder with the CSV files of a ladder",
                                                 .required = true},
                                                {0}};
static const struct option effective_options[] = {
    {.name = "effective",
     .letter = 'e',
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "day from which changes are in force (default: today)"},
    {0}};
static const struct option ladder_options[] = {
    {.name = "effective",
     .letter = 'e',
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help =
         "day from which the edition is in force (default: today, for the first one since ever)"},
    {0}};
static const struct option cycle_options[] = {
    {.name = "cycle",
     .letter = 'c',
     .kind = OPTION_TEXT,
     .argument = "CYCLE",
     .help = "which cycle (default: the latest that is not closed)"},
    {0}};

static const struct action file_action = {.run = import_file_run};
static const struct action folder_action = {.run = import_folder_run};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"import_list", "imports", "", "nothing has been imported yet"}}};

static const char plan_words[] = "The plan is worked out first, then everything is written in one "
                                 "transaction. Any problem stops the import: each "
                                 "one is named with line, column, value and what to type instead, "
                                 "and nothing is written. The same file twice "
                                 "changes nothing. Columns may come in any order; see columns.md "
                                 "in the folder import/ for what they mean.";

const struct command import_commands[] = {
    {.path = "import roster",
     .summary = "make the roster what a CSV file says",
     .description = "People are known by employee id, else by e-mail address. A column that is "
                    "absent stays untouched, a blank cell "
                    "clears. Managers may come after their reports. A change of level becomes a "
                    "transition, dated by level_since "
                    "where the file has it. The plan is worked out first, then everything is "
                    "written in one transaction. Any "
                    "problem stops the import: each one is named with line, column, value and what "
                    "to type instead, and nothing is "
                    "written. The same file twice changes nothing.",
     .examples =
         (const struct example[]){
             {"rungs import roster team.csv --dry-run", "see what would change"},
             {"rungs import roster team.csv", "make it so, from today on"},
             {"rungs import roster team.csv --effective 2026-01-01", "from that day on"},
             {0}},
     .arguments = file_argument,
     .options = effective_options,
     .shared = change_sets,
     .action = &file_action},
    {.path = "import evidence",
     .summary = "log many pieces of evidence at once",
     .description = plan_words,
     .examples = (const struct example[]){{"rungs import evidence evidence.csv", "log them"}, {0}},
     .arguments = file_argument,
     .shared = change_sets,
     .action = &file_action},
    {.path = "import scope",
     .summary = "record what people own",
     .description = plan_words,
     .examples = (const struct example[]){{"rungs import scope scope.csv", "record it"}, {0}},
     .arguments = file_argument,
     .shared = change_sets,
     .action = &file_action},
    {.path = "import nominations",
     .summary = "put people forward in a cycle",
     .description = plan_words,
     .examples =
         (const struct example[]){
             {"rungs import nominations names.csv --cycle 2026-H2", "nominate them"}, {0}},
     .arguments = file_argument,
     .options = cycle_options,
     .shared = change_sets,
     .action = &file_action},
    {.path = "import ladder",
     .summary = "bring in a ladder, or a new edition of one",
     .description =
         "A ladder is a folder of CSV files; import/ladders/columns.md describes them. Files that "
         "differ from "
         "the edition in force make a new edition; evidence keeps the text that it was judged by.",
     .examples = (const struct example[]){{"rungs import ladder import/ladders/product-management",
                                           "the ladder that comes with Rungs"},
                                          {0}},
     .arguments = folder_argument,
     .options = ladder_options,
     .shared = change_sets,
     .action = &folder_action},
    {.path = "import list",
     .summary = "every file that changed something, latest first",
     .description = "",
     .examples = (const struct example[]){{"rungs import list", "when, what, by whom"}, {0}},
     .shared = answer_sets,
     .action = &list_action},
    {0}};
