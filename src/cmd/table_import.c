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
static const char *const date_formats[] = {"ymd", "dmy", "mdy", NULL};
static const char *const delimiters[] = {"comma", "semicolon", "tab", "pipe", NULL};
static const struct option reading_options[] = {
    {.name = "encoding",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .help = "encoding of the file, as iconv calls it (default: UTF-8, or by its byte order mark)"},
    {.name = "delimiter",
     .kind = OPTION_CHOICE,
     .argument = "WHAT",
     .choices = delimiters,
     .help = "what stands between cells (default: decided by the file)"},
    {.name = "map",
     .kind = OPTION_LIST,
     .argument = "HEADER=COLUMN",
     .help = "what a header means; 'HEADER=' leaves it out; may be repeated"},
    {.name = "mapping",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .help = "the mapping kept under this name; with --map it is kept for the next time"},
    {.name = "skip-bad",
     .kind = OPTION_FLAG,
     .help = "import the good rows; the others go to a file with what is wrong with them"},
    {.name = "rejects",
     .kind = OPTION_FILE,
     .argument = "FILE",
     .help = "file for rows that are skipped (default: beside the file, .rejects.csv)"},
    {0}};
static const struct option_set reading_set = {"How the file is read", reading_options};
static const struct option_set *const file_sets[] = {&reading_set, &write_set, &answer_set, NULL};
static const struct option date_options[] = {
    {.name = "date-format",
     .kind = OPTION_CHOICE,
     .argument = "ORDER",
     .choices = date_formats,
     .help = "order of 01/02/2025 (default: decided by all dates of the file)"},
    {0}};
static const struct option_set date_set = {"Dates", date_options};
static const struct option_set *const dated_file_sets[] = {&reading_set, &date_set, &write_set,
                                                           &answer_set, NULL};
static const struct option roster_options[] = {
    {.name = "effective",
     .letter = 'e',
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "day from which changes are in force (default: today)"},
    {.name = "full",
     .kind = OPTION_FLAG,
     .help = "the file has everybody: who is missing has left"},
    {.name = "yes",
     .letter = 'y',
     .kind = OPTION_FLAG,
     .help = "go on when more than a tenth of the people would be marked as leavers"},
    {.name = "keep",
     .kind = OPTION_LIST,
     .argument = "HEADERS",
     .help = "headers, with commas, that are kept as attributes of the person"},
    {0}};
static const struct option number_argument[] = {{.name = "number",
                                                 .kind = OPTION_TEXT,
                                                 .argument = "NUMBER",
                                                 .help = "number of the import (rungs import list)",
                                                 .required = true},
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
     .help = "which cycle (default: the only one that is at this step)"},
    {0}};

static const struct action file_action = {.run = import_file_run};
static const struct action folder_action = {.run = import_folder_run};
static const struct action list_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"import_list", "imports", "", "nothing has been imported yet"}}};

static const struct action import_show_action = {
    .needs = TRANSACTION_READS,
    .sections = {{"import_facts", "import", "", ""},
                 {"import_lines", "changes", "What it changed", "nothing"}}};
static const struct action undo_action = {
    .needs = TRANSACTION_WRITES,
    .sections = {{"import_undo", "undone", "", ""}},
    .after = "import {import} is undone: {people} people are as they were before it"};

static const char plan_words[] = "The plan is worked out first, then everything is written in one "
                                 "transaction. Any problem stops the import: each "
                                 "one is named with line, column, value and what to type instead, "
                                 "and nothing is written. The same file twice "
                                 "changes nothing. Columns may come in any order; see columns.md "
                                 "in the folder import/ for what they mean.";

const struct command import_commands[] = {
    {.path = "import roster",
     .summary = "make the roster what a CSV file says",
     .description =
         "People are known by employee id, else by e-mail address. A column that is "
         "absent stays untouched, a blank cell "
         "clears. Exports of HR systems are taken as they are: their headers, delimiters, "
         "encodings and ways of writing dates and names. Managers may come after their reports. A "
         "change of level becomes a "
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
     .options = roster_options,
     .shared = dated_file_sets,
     .action = &file_action},
    {.path = "import history",
     .summary = "bring in years of past levels, titles and managers in one go",
     .description = plan_words,
     .examples =
         (const struct example[]){{"rungs import history events.csv", "bring them in"}, {0}},
     .arguments = file_argument,
     .shared = dated_file_sets,
     .action = &file_action},
    {.path = "import titles",
     .summary = "say which level a title stands for, for rosters without levels",
     .description = plan_words,
     .examples = (const struct example[]){{"rungs import titles titles.csv", "say it once"}, {0}},
     .arguments = file_argument,
     .shared = file_sets,
     .action = &file_action},
    {.path = "import evidence",
     .summary = "log many pieces of evidence at once",
     .description = plan_words,
     .examples = (const struct example[]){{"rungs import evidence evidence.csv", "log them"}, {0}},
     .arguments = file_argument,
     .shared = file_sets,
     .action = &file_action},
    {.path = "import scope",
     .summary = "record what people own",
     .description = plan_words,
     .examples = (const struct example[]){{"rungs import scope scope.csv", "record it"}, {0}},
     .arguments = file_argument,
     .shared = file_sets,
     .action = &file_action},
    {.path = "import nominations",
     .summary = "put people forward in a cycle",
     .description = plan_words,
     .examples =
         (const struct example[]){
             {"rungs import nominations names.csv --cycle 2026-H2", "nominate them"}, {0}},
     .arguments = file_argument,
     .options = cycle_options,
     .shared = file_sets,
     .action = &file_action},
    {.path = "import decisions",
     .summary = "what a committee decided, from a file",
     .description =
         "One row a person with outcome, rationale and feedback; each is judged as 'rungs decide' "
         "judges it, and a row that says what was decided already changes nothing.",
     .examples =
         (const struct example[]){
             {"rungs import decisions minutes.csv --cycle 2026-H2 --dry-run", "look first"}, {0}},
     .arguments = file_argument,
     .options = cycle_options,
     .shared = file_sets,
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
    {.path = "import show",
     .summary = "one import: when, by whom, and what it changed",
     .description = "",
     .examples = (const struct example[]){{"rungs import show 12", "row by row"}, {0}},
     .arguments = number_argument,
     .shared = answer_sets,
     .action = &import_show_action},
    {.path = "import undo",
     .summary = "take a roster, a history, evidence or scope back",
     .description = "What it wrote is believed no more, what it took the place of is believed "
                    "again; nothing is deleted, and --as-seen-on still answers as it did. Evidence "
                    "stays in the log as withdrawn. Refused when later changes build on it.",
     .examples = (const struct example[]){{"rungs import undo 12 --dry-run", "could it be?"}, {0}},
     .arguments = number_argument,
     .shared = change_sets,
     .action = &undo_action},
    {0}};
