/* What the files of src/db share about a connection. Not for other layers. */
#ifndef RUNGS_DB_INTERNAL_H
#define RUNGS_DB_INTERNAL_H

#include <libpq-fe.h>

#include "rungs/db/connection.h"
#include "rungs/db/server.h"
#include "rungs/db/statement.h"

struct db {
    arena *pool;
    PGconn *link;
    const char *words;
    server *private_server; /* NULL for any other server */
    bool in_transaction;
    bool writes;     /* the transaction may change something */
    bool saved;      /* a transaction that may have changed something was committed */
    const char *why; /* this server and no other: db_target.why */
};

/* The error for a failed result, or for a lost connection when `result` is NULL or has no SQLSTATE:
 * kind from the SQLSTATE (RGnnn: nnn is the kind; others by the table in failure.c), primary,
 * detail and hint from the server. `result` may be NULL. */
error *failure_new(const db *source, const PGresult *result);

/* The refusals of a schema that is not there, and of one from a later program. */
error *failure_missing_schema(const db *source);
error *failure_newer_schema(const db *source, int applied, int known);

/* Runs SQL text by the simple protocol (it may hold several statements) and returns the last
 * result, released with the arena. */
MUST_CHECK error *query_text(arena *pool, db *source, const char *text, PGresult **result);

#endif
