/* Inside this layer: command paths as sequences of words, the groups that they form, and finding
 * the command that words ask for. */
#ifndef RUNGS_CLI_PATH_H
#define RUNGS_CLI_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/cli/command.h"

/* Words of a line, none of them an option. */
struct word_list {
    const char *const *items;
    size_t count;
};

/* A word that may follow a group's words. */
struct child {
    const char *word;
    const char *summary; /* of the command or the family, "" when there is none */
};

struct child_list {
    struct child *items;
    size_t count;
};

/* Number of words of `path` when `words` begin with all of them, 0 otherwise. */
size_t path_match(const char *path, struct word_list words);

/* True when `path` has all the words of `group` and at least one more; "" is the group of all. */
bool path_below(const char *path, const char *group);

/* True when some command stands below `group`. */
bool path_is_group(const struct program *program, const char *group);

/* The words that may follow those of a group, each once, in the order of the families, then of the
 * commands. */
struct child_list path_children(arena *pool, const struct program *program, const char *group);

/* Every group, "" first, each before those below it; ends with NULL. */
const char **path_groups(arena *pool, const struct program *program);

/* The command of the longest path that `words` begin with, NULL when there is none. */
const struct command *command_match(const struct program *program, struct word_list words);

/* The same; ERROR_USAGE when there is none: says what is near, or what a bare group has to offer.
 */
MUST_CHECK error *command_find(arena *pool, const struct program *program, struct word_list words,
                               const struct command **result);

/* What `words` ask help about: "report manager", "report" or "". ERROR_USAGE when nothing has that
 * name. */
MUST_CHECK error *command_find_help(arena *pool, const struct program *program,
                                    struct word_list words, const char **result);

#endif
