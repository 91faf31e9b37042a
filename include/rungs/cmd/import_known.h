/* Rows of an import that need not be sent, since the same words were judged before and nothing that
 * they were judged by has changed. The database keeps a digest of the last row about each person or
 * entry; those of the rows that are read now are compared with them. This is a filter and never a
 * judge: what is in any doubt is sent. sql/logic/85_import_filter.sql says what a digest stands
 * for, and asks for all rows (ERROR_BUSY) when these may not have been left out. */
#ifndef RUNGS_CMD_IMPORT_KNOWN_H
#define RUNGS_CMD_IMPORT_KNOWN_H

#include "rungs/cmd/import.h"

struct known;

/* Asks how the rows of such a file are digested. `*result` is NULL when its kind has no digests. */
MUST_CHECK error *known_open(struct context *context, const struct rows *source,
                             struct known **result);

/* May rows be left out, once known_read() was called? */
bool known_is_usable(const struct known *known);

/* Reads the digests that are kept: 24 bytes for each, and 4 to 16 to find it. */
MUST_CHECK error *known_read(struct context *context, struct known *known);

enum known_verdict {
    KNOWN_SEND, /* it is new, or another one, or known_read() was not called yet */
    KNOWN_SAME, /* it is as it was: it need not be sent */
    KNOWN_TWICE /* one of two rows about the same was left out: all have to be sent */
};

/* Looks at a row as copy_encode() wrote it. `*digest` receives what is to be sent behind its cells.
 */
enum known_verdict known_look(struct known *known, const char *row, size_t length,
                              const char **digest);

/* How many rows were KNOWN_SAME, for import_apply(): NULL when known_read() was not called. */
const char *known_unsent(arena *pool, const struct known *known);

/* Tells the database which of those that are known were not left out. */
MUST_CHECK error *known_unseen_send(struct context *context, const struct known *known);

#endif
