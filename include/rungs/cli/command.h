/* The shape of a command line: options and commands are rows of tables. This layer finds the
 * command, reads its options, and writes help, manual page, markdown manual and shell completion
 * from the same rows. It has no idea what any command does. */
#ifndef RUNGS_CLI_COMMAND_H
#define RUNGS_CLI_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

enum option_kind {
    OPTION_FLAG,    /* present or not; the value is "true" when present */
    OPTION_TEXT,    /* any text */
    OPTION_DATE,    /* YYYY-MM-DD, checked with date_valid() */
    OPTION_INTEGER, /* a whole number, checked */
    OPTION_CHOICE,  /* one of `choices` */
    OPTION_LIST,    /* any text, as often as wanted: the values with newlines between them */
    OPTION_PAIRS,   /* NAME=VALUE, like a list; a long option that the command does not know is one
                       too: '--name value' is '--set name=value' for a row named "set" */
    OPTION_FILE     /* a path, '-' for standard input or output (completed as a path) */
};

/* One option, or one positional argument (then `letter` is 0 and `name` names the value). */
struct option {
    const char *name; /* long name without dashes, words joined by '-'; NULL ends an array */
    char letter;      /* short form, 0: none */
    enum option_kind kind;
    const char *argument;       /* placeholder in help: "PERSON", NULL for flags */
    const char *help;           /* a lower-case fragment */
    const char *const *choices; /* for OPTION_CHOICE, NULL at the end */
    bool required;
};

/* A titled set of options shared by several commands ("How the answer looks"). */
struct option_set {
    const char *title;
    const struct option *options; /* ends with a NULL name */
};

struct example {
    const char *command; /* what to type, without a prompt; NULL ends an array */
    const char *meaning; /* a lower-case fragment: what it does */
};

struct command {
    const char *path;        /* "evidence add"; NULL ends a table of commands */
    const char *summary;     /* one line, lower case, no full stop */
    const char *description; /* a paragraph or more for `--help` and the manual; "" allowed */
    const struct example *examples;
    const struct option *arguments;         /* positional, in order; NULL: none */
    const struct option *options;           /* its own options; NULL: none */
    const struct option_set *const *shared; /* NULL at the end; NULL: none */
    bool asks; /* a required option may be missing: the action asks for it, or complains with
                  invocation_complete() */
    const void *action; /* belongs to the caller; never looked at here */
};

/* Families give a heading and an order to the command list in help: the first word of the path. */
struct family {
    const char *word;    /* "evidence"; NULL ends */
    const char *summary; /* "what happened, and who saw it" */
};

struct program {
    const char *name;               /* "rungs" */
    const char *version;            /* "0.1.0" */
    const char *summary;            /* one line */
    const struct command *commands; /* ends with a NULL path */
    const struct family *families;
    const struct example *first;     /* first steps, shown by a bare call; NULL: none */
    const struct option_set *global; /* options that every command takes */
    const char *date;   /* of the manual page, as mdoc writes it: "November 22, 2025" */
    const char *manual; /* further sections of the manual page in plain words: environment, files,
                           exit codes; paragraphs, headings are lines in CAPITALS */
};

/* What was typed. */
typedef struct invocation invocation;

/* Reads the command line (argv[0] is skipped). Order: global and own options may stand anywhere
 * behind the command's words; global ones also before; '--' ends options; '--name=value', '--name
 * value' and '-xvalue' are understood; abbreviations are not. `*result` names the command that was
 * found, or has none for a bare call, --help and --version. --help (-h) wins over every fault
 * behind the words it asks about, --version over the rest; both are handled here and are not rows
 * of `global`. With POSIXLY_CORRECT in the environment options end at the first argument, as
 * everywhere. Errors (ERROR_USAGE): unknown command or option with the nearest one as hint ("did
 * you mean"), missing or surplus argument, wrong value (says what is accepted), required option
 * missing (all missing ones are named at once), option given twice. */
MUST_CHECK error *invocation_read(arena *pool, const struct program *program, int argc, char **argv,
                                  invocation **result);

/* The command, NULL when none was asked for. */
const struct command *invocation_command(const invocation *source);

/* The value of an option or argument by its long name, NULL when it was not given. A flag gives
 * "true". */
const char *invocation_value(const invocation *source, const char *name);

/* True for a flag that was given. */
bool invocation_flag(const invocation *source, const char *name);

/* ERROR_USAGE when required options or arguments of the command are missing: for a command that
 * `asks`, which invocation_read() lets pass without them. */
MUST_CHECK error *invocation_complete(arena *pool, const struct program *program,
                                      const invocation *source);

/* A copy whose values can be changed. Owned by the arena. */
invocation *invocation_copy(arena *pool, const invocation *source);

/* Gives an own option of the command a value, in place of the one it has; NULL takes that away. A
 * value that is not of the option's kind is ERROR_USAGE, in which `title` says whose value it is
 * (NULL: "option '--name'"). `value` has to live as long as the invocation. */
MUST_CHECK error *invocation_set(arena *pool, invocation *target, const char *name,
                                 const char *value, const char *title);

/* True when --help (or `help WORDS`) was asked for; the words may name a command, a family or
 * nothing. */
bool invocation_wants_help(const invocation *source);

/* True when --version was asked for, and --help was not. */
bool invocation_wants_version(const invocation *source);

#endif
