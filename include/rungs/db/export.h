/* Handing a connection on to another program of PostgreSQL. */
#ifndef RUNGS_DB_EXPORT_H
#define RUNGS_DB_EXPORT_H

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/connection.h"

/* What the environment of psql has to hold to reach the same database as the same user without an
 * argument: "PGHOST=...", and so on for every option of the connection that has a variable, the
 * password among them (arguments can be read by everybody on the machine, the environment cannot);
 * a bare "PGSERVICE" for one that must not be set. NULL at the end; owned by the arena. The
 * client's encoding is left out: ours says nothing about psql's terminal. The port and the host of
 * the private server lead there for the children of this process only. */
MUST_CHECK error *db_export(arena *pool, const db *source, const char *const **result);

#endif
