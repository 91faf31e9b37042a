/* What the columns of the reports are called and what each holds: csv headers and JSON keys that
 * people build on. One name means one thing in all of them. */
#ifndef RUNGS_CMD_COLUMN_WORDS_H
#define RUNGS_CMD_COLUMN_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/cli/command.h"

struct column_words {
    const char *name;
    const char *meaning; /* a lower-case fragment */
};

/* Sorted by name; ends with a NULL name. A test makes sure that it has every column of every
 * report, and no other. */
extern const struct column_words column_words[];

/* What a column holds; NULL when it is not in the list. */
const char *column_meaning(const char *name);

/* Whether the columns of a command are promised: those of the reports and of the calibration. */
bool columns_promised(const struct command *command);

#endif
