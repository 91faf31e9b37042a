/* Transactions, and the check that program and schema fit, which rides along with each begin. */
#ifndef RUNGS_DB_TRANSACTION_H
#define RUNGS_DB_TRANSACTION_H

#include "rungs/base/error.h"
#include "rungs/db/connection.h"

enum transaction_kind {
    TRANSACTION_READS, /* repeatable read, read only: one snapshot for the whole report */
    TRANSACTION_WRITES /* read committed */
};

/* Begins, and refuses a schema that is missing, older or newer than the program's with
 * ERROR_REFUSED and the way out. One round trip. */
MUST_CHECK error *transaction_begin(db *source, enum transaction_kind kind);

/* Commits. When the connection breaks during it nobody knows the outcome: ERROR_UNKNOWN. A
 * transaction in which a statement failed is rolled back: ERROR_BUG, since that error was lost. */
MUST_CHECK error *transaction_commit(db *source);

/* Rolls back. Has no error: it is what one does after one, and a lost connection rolls back too.
 * Does nothing outside a transaction. */
void transaction_rollback(db *source);

#endif
