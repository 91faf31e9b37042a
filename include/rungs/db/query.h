/* Running a named statement and getting its rows as a table. */
#ifndef RUNGS_DB_QUERY_H
#define RUNGS_DB_QUERY_H

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/base/table.h"
#include "rungs/db/connection.h"

/* Runs the statement with the values of its parameters in their order (NULL: null; `values` may be
 * NULL when there are none) and checks the number of rows against its shape. The table's name is
 * the statement's, its title and empty text are ""; column kinds come from the types, displays from
 * the statement. Cells live in `pool`. A statement that does not exist is ERROR_BUG. */
MUST_CHECK error *query_run(arena *pool, db *source, const char *statement,
                            const char *const *values, struct table *result);

/* The same when the rows do not matter. */
MUST_CHECK error *query_do(db *source, const char *statement, const char *const *values);

/* One of several statements that are run together. */
struct query {
    const char *statement;
    const char *const *values; /* of its parameters in their order, as of query_run() */
    struct table *result;
};

/* Runs statements one after the other in one round trip: all are sent before the first answer is
 * read (libpq's pipeline mode), so none may depend on another's answer. Each is a single statement,
 * no COPY, and leaves what query_run() would have. The first error is the error of all; the
 * statements behind it are not run. */
MUST_CHECK error *query_run_all(arena *pool, db *source, const struct query *queries, size_t count);

#endif
