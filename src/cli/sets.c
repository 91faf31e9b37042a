/* The option sets that commands share, each once. What does not live here: a single command's
 * options (options.c). */
#include "rungs/cli/sets.h"

size_t sets_index(const struct option_set *const *sets, const struct option_set *wanted)
{
    size_t index = 0;
    while (sets[index] != NULL && sets[index] != wanted)
        index++;
    return index;
}

const struct option_set **sets_of(arena *pool, const struct program *program)
{
    size_t count = 0, capacity = 0;
    const struct option_set **sets = arena_grow(pool, NULL, 0, &capacity, sizeof *sets);
    for (const struct command *item = program->commands; item->path != NULL; item++) {
        const struct option_set *const *set = item->shared;
        for (; set != NULL && *set != NULL; set++) {
            if (sets_index(sets, *set) < count)
                continue;
            sets[count++] = *set;
            sets = arena_grow(pool, sets, count, &capacity, sizeof *sets);
            sets[count] = NULL;
        }
    }
    return sets;
}
