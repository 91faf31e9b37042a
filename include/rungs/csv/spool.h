/* A temporary file that nobody else sees: text goes in at the end, any part of it comes out
 * again. */
#ifndef RUNGS_CSV_SPOOL_H
#define RUNGS_CSV_SPOOL_H

#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

typedef struct spool spool;

/* A file without a name, for its owner only (0600), in the folder $TMPDIR or else /tmp; closed, and
 * with that gone, with the arena. Errors: ERROR_REFUSED when the folder cannot be written. */
MUST_CHECK error *spool_open(arena *pool, spool **result);

/* Appends. Errors: ERROR_REFUSED, as when the disk is full. */
MUST_CHECK error *spool_add(spool *target, const char *bytes, size_t length);

/* A copy of the bytes from `begin` up to `end`, a NUL behind them. Errors: ERROR_REFUSED when they
 * cannot be read; ERROR_BUG when there are no such bytes. */
MUST_CHECK error *spool_text(arena *pool, const spool *source, long long begin, long long end,
                             char **result);

#endif
