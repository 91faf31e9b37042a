/* Inside this layer: what an invocation remembers. */
#ifndef RUNGS_CLI_INVOCATION_H
#define RUNGS_CLI_INVOCATION_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/cli/command.h"
#include "rungs/cli/options.h"

struct invocation {
    const struct command *command;
    const struct given *given;
    size_t given_count;
    bool wants_help, wants_version;
    const char *help_path; /* a command's path, a group, or "" for the overview */
};

#endif
