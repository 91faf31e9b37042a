/* Dumps of the private database, in the folder backups/ of its home. */
#ifndef RUNGS_DB_SERVER_BACKUP_H
#define RUNGS_DB_SERVER_BACKUP_H

#include <time.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server_home.h"
#include "rungs/db/server_programs.h"
#include "rungs/db/server_socket.h"

/* What a dump is made from. */
struct backup_source {
    const struct server_home *home;
    const struct programs *programs;
    const struct socket_way *way;
    const char *role;
    const char *database;
};

/* Does what server_backup() promises; the caller has the effective rights of the server's user. */
MUST_CHECK error *backup_write(arena *pool, const struct backup_source *source, const char *label,
                               const char **path);

/* The name of the dump that is made now: the time (UTC), `label`, in which all but letters, digits,
 * '.', '_' and '-' becomes '-', and `number` when it is not 1. */
const char *backup_name(arena *pool, time_t now, const char *label, int number);

#endif
