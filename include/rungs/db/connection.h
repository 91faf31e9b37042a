/* A connection to PostgreSQL: which server, why that one, and what a failure of the server means
 * for the person at the keyboard. */
#ifndef RUNGS_DB_CONNECTION_H
#define RUNGS_DB_CONNECTION_H

#include <stdbool.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server.h"

typedef struct db db;

/* Which server a command line and an environment point to. */
struct db_target {
    bool is_private;      /* the private PostgreSQL of this user */
    const char *conninfo; /* name, URI or conninfo for libpq; NULL: libpq's own variables decide */
    const char *why;      /* for people: "-d was given", "RUNGS_DATABASE is set", ... */
};

/* Decides: `given` (the value of -d, NULL when not given), else RUNGS_DATABASE, else libpq's own
 * variables (PGHOST, PGHOSTADDR, PGPORT, PGSERVICE, PGDATABASE), else the private server. */
struct db_target db_choose(const char *given);

/* Connects; starts the private server when that is the target. Closed with the arena. Errors:
 * ERROR_UNREACHABLE with libpq's words; PostgreSQL older than 15 is refused with ERROR_UNREACHABLE.
 */
MUST_CHECK error *db_open(arena *pool, const struct db_target *target, db **result);

/* Where the connection leads, without any password: "database 'x' on host 'y', port 5432, as 'z'".
 * Owned by the connection's arena. */
const char *db_words(const db *source);

/* The private server behind the connection, NULL for any other server. */
const server *db_private_server(const db *source);

/* True once a transaction that may have changed something was committed. */
bool db_saved(const db *source);

/* The version of the server, as libpq gives it (150004 is 15.4). */
int db_version(const db *source);

#endif
