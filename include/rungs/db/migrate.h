/* The schema: which migrations and which logic a database has, and bringing it to the program's. */
#ifndef RUNGS_DB_MIGRATE_H
#define RUNGS_DB_MIGRATE_H

#include <stdbool.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/base/table.h"
#include "rungs/db/connection.h"

enum schema_state {
    SCHEMA_MISSING, /* no schema rungs */
    SCHEMA_OLDER,   /* migrations or logic of an earlier program */
    SCHEMA_CURRENT,
    SCHEMA_NEWER /* migrations that this program does not know */
};

struct schema_status {
    enum schema_state state;
    int migration; /* the last one applied, 0 when none */
    int known;     /* the last one the program has */
    bool logic_current;
};

/* Looks, without changing anything. A migration whose text was changed since it was applied is
 * ERROR_REFUSED. */
MUST_CHECK error *schema_look(arena *pool, db *source, struct schema_status *result);

/* Applies what is missing, each migration in a transaction of its own under an advisory lock, then
 * rebuilds the logic if it differs. Running it twice, or twice at once, is fine. `*applied` is the
 * number of migrations applied. A newer schema is refused. */
MUST_CHECK error *schema_migrate(arena *pool, db *source, int *applied);

#endif
