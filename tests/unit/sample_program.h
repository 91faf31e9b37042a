/* An invented program for the tests of the command-line layer: one row for every shape that a
 * command can have. No command of Rungs lives here. */
#ifndef RUNGS_TESTS_SAMPLE_PROGRAM_H
#define RUNGS_TESTS_SAMPLE_PROGRAM_H

#include "rungs/cli/command.h"

static const char *const formats[] = {"table", "csv", "json", NULL};
static const char *const orders[] = {"day-first", "month-first", NULL};

static const struct option look_options[] = {
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .argument = "FORMAT",
     .help = "how it is drawn",
     .choices = formats},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .argument = "FILE",
     .help = "write to a file, '-' is the standard output and what happens anyway"},
    {.name = NULL}};

static const struct option_set look = {.title = "How the answer looks", .options = look_options};
static const struct option_set *const looks[] = {&look, NULL};

static const struct option global_options[] = {
    {.name = "dbname",
     .letter = 'd',
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .help = "name, URI or conninfo"},
    {.name = "verbose", .letter = 'v', .kind = OPTION_FLAG, .help = "say what happens underneath"},
    {.name = NULL}};

static const struct option_set global_set = {.title = "Connection", .options = global_options};

static const struct option manager_arguments[] = {{.name = "person",
                                                   .argument = "PERSON",
                                                   .kind = OPTION_TEXT,
                                                   .help = "the manager",
                                                   .required = true},
                                                  {.name = NULL}};

static const struct option manager_options[] = {
    {.name = "manager", .kind = OPTION_TEXT, .argument = "PERSON", .help = "somebody else's team"},
    {.name = "points",
     .letter = 'p',
     .kind = OPTION_INTEGER,
     .argument = "N",
     .help = "at least so many"},
    {.name = "as-of", .kind = OPTION_DATE, .argument = "DATE", .help = "as it was that day"},
    {.name = NULL}};

static const struct example manager_examples[] = {
    {"tool report manager ana@corp.example", "her team"},
    {"tool report manager ana@corp.example -f csv", "for a spreadsheet"},
    {NULL, NULL}};

static const struct option add_arguments[] = {{.name = "whom",
                                               .argument = "WHOM",
                                               .kind = OPTION_TEXT,
                                               .help = "who it is about",
                                               .required = true},
                                              {.name = NULL}};

static const struct option add_options[] = {{.name = "summary",
                                             .kind = OPTION_TEXT,
                                             .argument = "TEXT",
                                             .help = "one sentence",
                                             .required = true},
                                            {.name = "expectation",
                                             .kind = OPTION_TEXT,
                                             .argument = "CODE",
                                             .help = "what it shows",
                                             .required = true},
                                            {.name = NULL}};

static const struct example add_examples[] = {
    {"tool evidence add ana@corp.example --expectation strategy --summary 'Wrote the plan that "
     "won'",
     "the plan of the platform team, seen by its manager"},
    {NULL, NULL}};

static const struct option import_arguments[] = {
    {.name = "file", .kind = OPTION_FILE, .help = "what to read", .required = true},
    {.name = "order", .kind = OPTION_CHOICE, .help = "of dates", .choices = orders},
    {.name = NULL}};

static const struct option import_options[] = {
    {.name = "dry-run", .letter = 'n', .kind = OPTION_FLAG, .help = "change nothing"},
    {.name = "batch-size-of-the-whole-import",
     .kind = OPTION_INTEGER,
     .argument = "ROWS",
     .help = "rows at once"},
    {.name = NULL}};

static const struct command sample_commands[] = {
    {.path = "report manager",
     .summary = "one manager's whole packet: team, gaps, next steps",
     .description =
         "The team, each person's standing, and who waits longest; with everything that a "
         "manager has to hand over.\n\n  kept: as it is\n\nSecond paragraph.",
     .examples = manager_examples,
     .arguments = manager_arguments,
     .options = manager_options,
     .shared = looks},
    {.path = "report titles",
     .summary = "where titles disagree",
     .description = "",
     .shared = looks},
    {.path = "evidence add",
     .summary = "log something that happened",
     .description = "",
     .examples = add_examples,
     .arguments = add_arguments,
     .options = add_options},
    {.path = "import roster",
     .summary = "read people from a spreadsheet",
     .description = "",
     .arguments = import_arguments,
     .options = import_options},
    {.path = "status", .summary = "where things stand", .description = ""},
    {.path = NULL}};

static const struct family sample_families[] = {
    {"evidence", "what happened, and who saw it"}, {"report", "answers"}, {NULL, NULL}};

static const struct program sample = {
    .name = "tool",
    .version = "0.1.0",
    .summary = "keeps ladders and the people on them",
    .commands = sample_commands,
    .families = sample_families,
    .first = (const struct example[]){{"tool status", "look around"}, {0}},
    .global = &global_set,
    .date = "November 22, 2025",
    .manual = "ENVIRONMENT\nPGHOST and friends are those of libpq.\n\n  PGHOST=/run\n\nMore.\n"
              "EXIT STATUS\n.hidden 'dot' and \\back-slash."};

#endif
