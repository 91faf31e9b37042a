/* Where PostgreSQL's programs are. PATH is never searched: /usr/local/bin/postgres may be anything.
 */
#ifndef RUNGS_DB_SERVER_PROGRAMS_H
#define RUNGS_DB_SERVER_PROGRAMS_H

#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server_identity.h"

enum { PROGRAMS_OLDEST = 15 };

struct programs {
    const char *folder; /* holds postgres, initdb, psql, pg_dump; NULL when there is none */
    int version;        /* major version */
};

/* The major version that a name stands for: "15" is 15; 0 for all that is not just such a number.
 */
int version_parse(const char *name);

/* Of the names of folders under /usr/lib/postgresql, the version to use: `wanted` when it is there,
 * the newest that is not older than PROGRAMS_OLDEST when `wanted` is 0. 0 when there is none. */
int version_choose(const char *const *names, size_t count, int wanted);

/* The same for real: only folders that hold postgres and initdb count. Where /usr/lib/postgresql
 * has nothing fitting, /usr/bin/pg_config is asked. `wanted` is the version of the cluster, 0 when
 * there is none yet. Errors: ERROR_UNREACHABLE: not installed (the hint names the Debian package).
 */
MUST_CHECK error *programs_find(arena *pool, const struct server_identity *identity, int wanted,
                                struct programs *result);

#endif
