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

#endif
