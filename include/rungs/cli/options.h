/* Inside this layer: the options that a command takes, and reading them from words. What does not
 * live here: what to do with the values, and how a page shows them. */
#ifndef RUNGS_CLI_OPTIONS_H
#define RUNGS_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/cli/command.h"

/* --help and --version, which every program has; ends with a NULL name. */
extern const struct option options_built_in[];

/* All the options that may stand behind a command, in the order of its help page. */
struct option_list {
    const struct option **items;
    size_t count;
};

/* An option or argument that was typed, with its value. */
struct given {
    const struct option *option;
    const char *value;
};

/* One walk over words, or several that gather into the same `given`. */
struct option_reading {
    arena *pool;
    const char *caller; /* what stands before the words: "rungs report manager", for hints */
    struct option_list known;
    bool front;     /* in front of the command: everything from the first other word on is `rest` */
    bool forgiving; /* a fault is passed over: help was asked for */
    struct given *given;
    size_t given_count, given_capacity;
    const char **rest; /* the words that are no options */
    size_t rest_count;
};

/* Own options, shared sets, global options, built-in ones; `command` NULL: the latter two. */
struct option_list options_of(arena *pool, const struct program *program,
                              const struct command *command);

/* The option with a long name of `length` bytes, NULL when there is none. */
const struct option *options_find(const struct option_list *known, const char *name, size_t length);

/* The name of a value for people: its placeholder, or its name in capitals. */
const char *option_placeholder(arena *pool, const struct option *source);

/* What an option is called in messages: "option '--format'"; an argument: "argument 'PERSON'". */
const char *option_title(arena *pool, const struct option *source);
const char *argument_title(arena *pool, const struct option *source);

/* The choices as a sentence has them: "table, csv or json". */
const char *option_choices(arena *pool, const struct option *source);

/* ERROR_USAGE unless the value is of the option's kind; `title` says whose value it is. */
MUST_CHECK error *option_check(arena *pool, const struct option *source, const char *title,
                               const char *value);

/* Reads `count` words with popt. Adds to reading->given, sets reading->rest. */
MUST_CHECK error *options_read(struct option_reading *reading, const char *const *words,
                               size_t count);

/* Where a command has an OPTION_PAIRS, writes long options that it does not know as that option's:
 * '--name value' and '--name=value' become '--set=name=value'. `*words` and `*count` are replaced.
 * One that is nearly the name of a known option is refused as a slip. */
MUST_CHECK error *pairs_expand(const struct option_reading *reading, const char *const **words,
                               size_t *count);

/* The option with a letter, NULL when there is none. */
const struct option *options_find_letter(const struct option_list *known, char letter);

/* The first letter of a bunch ("-vxq") that stops it: one that is unknown or takes a value. */
const char *options_stopping_letter(const struct option_list *known, const char *bunch);

/* The long option nearest to `name`, NULL when none is near enough to be meant. */
const char *options_nearest(const struct option_reading *reading, const char *name);

/* Adds a value to what was given. */
void options_keep(struct option_reading *reading, const struct option *source, const char *value);

/* A value as a message quotes it: whole when short, its beginning and "..." when long. */
const char *value_quoted(arena *pool, const char *value);

#endif
