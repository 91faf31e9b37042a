/* Inside this layer: the option sets that commands share, each once, for pages that show all
 * commands. */
#ifndef RUNGS_CLI_SETS_H
#define RUNGS_CLI_SETS_H

#include <stddef.h>

#include "rungs/cli/command.h"

/* Every set that some command shares, in the order of first use; ends with NULL. */
const struct option_set **sets_of(arena *pool, const struct program *program);

/* Place of a set in such a list. */
size_t sets_index(const struct option_set *const *sets, const struct option_set *wanted);

#endif
