/* COPY: rows on their way into a staging table, in big pieces, and rows that come back. */
#ifndef RUNGS_DB_COPY_H
#define RUNGS_DB_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/connection.h"

typedef struct copy copy;

/* A cell: bytes that need no NUL behind them; NULL is null. */
struct copy_cell {
    const char *bytes;
    size_t length;
};

/* Starts the statement (of shape :copy, COPY ... FROM STDIN). Memory from the arena, which must
 * outlive the copy. */
MUST_CHECK error *copy_begin(arena *pool, db *source, const char *statement, copy **result);

/* Writes the cells of a row as COPY's text format has them: tabs between them, \N for null, escapes
 * for what the format uses itself. No two rows are written alike. Nothing is sent. The result is
 * valid until the next call, and `*length` bytes long. */
const char *copy_encode(copy *target, const struct copy_cell *cells, size_t count, size_t *length);

/* Sends the row that was encoded last behind its line number, and with one more cell when `last` is
 * not NULL (a text without anything to escape). */
MUST_CHECK error *copy_send(copy *target, long line, const char *last);

/* Encodes and sends a row of strings. */
MUST_CHECK error *copy_row(copy *target, long line, const char *const *cells, size_t count);

/* Ends the copy; an error of the server for any row arrives here at the latest. */
MUST_CHECK error *copy_end(copy *target);

/* Runs a statement of shape :copy that is COPY ... TO STDOUT and gives each row to `take`, as a
 * string in the text format, without the line end. Its errors end the reading. */
MUST_CHECK error *copy_read(arena *pool, db *source, const char *statement,
                            error *(*take)(void *owner, const char *row), void *owner);

#endif
