/* Looking up the packed statements. */
#include "rungs/db/statement.h"

#include <stdlib.h>
#include <string.h>

static int compare_name(const void *name, const void *one)
{
    return strcmp(name, ((const struct statement *)one)->name);
}

const struct statement *statement_find(const char *name)
{
    return bsearch(name, statements, statement_count, sizeof statements[0], compare_name);
}
