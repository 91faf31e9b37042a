/* COPY ... FROM STDIN: rows on their way into a staging table, in big pieces. */
#ifndef RUNGS_DB_COPY_H
#define RUNGS_DB_COPY_H

#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/connection.h"

typedef struct copy copy;

/* Starts the statement (of shape :copy). Memory from the arena, which must outlive the copy. */
MUST_CHECK error *copy_begin(arena *pool, db *source, const char *statement, copy **result);

/* Sends one row: the line number, then the cells (NULL: null). */
MUST_CHECK error *copy_row(copy *target, long line, const char *const *cells, size_t count);

/* Ends the copy; an error of the server for any row arrives here at the latest. */
MUST_CHECK error *copy_end(copy *target);

#endif
