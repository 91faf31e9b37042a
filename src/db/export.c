/* A connection as environment variables. */
#include "rungs/db/export.h"

#include <string.h>

#include "rungs/db/internal.h"

/* libpq has resolved the service already, and would let it win over PGHOST and its like. */
static bool is_exported(const PQconninfoOption *option)
{
    return option->val != NULL && strcmp(option->keyword, "service") != 0;
}

error *db_export(arena *pool, const db *source, const char *const **result)
{
    PQconninfoOption *options = PQconninfo(source->link);
    if (options == NULL)
        return error_new(ERROR_BUG, "libpq does not tell its options");
    size_t count = 0, capacity = 0;
    const char **entries = arena_grow(pool, NULL, count, &capacity, sizeof *entries);
    for (const PQconninfoOption *option = options; option->keyword != NULL; option++) {
        if (option->envvar == NULL || strcmp(option->keyword, "client_encoding") == 0)
            continue;
        entries[count++] = is_exported(option)
                               ? arena_printf(pool, "%s=%s", option->envvar, option->val)
                               : arena_copy(pool, option->envvar);
        entries = arena_grow(pool, entries, count, &capacity, sizeof *entries);
    }
    entries[count] = NULL;
    PQconninfoFree(options);
    *result = entries;
    return NULL;
}
