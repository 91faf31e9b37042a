/* Transactions, with the check of the schema at their beginning. */
#include "rungs/db/transaction.h"

#include <stdlib.h>
#include <string.h>

#include "rungs/db/internal.h"
#include "rungs/db/query.h"

static error *check_schema(const db *source, const struct table *found)
{
    const char *number = table_cell(found, 0, 0), *logic = table_cell(found, 0, 1);
    int last = migrations[migration_count - 1].number;
    int applied = number == NULL ? 0 : (int)strtol(number, NULL, 10);
    if (applied > last)
        return failure_newer_schema(source, applied, last);
    if (applied < last || logic == NULL || strcmp(logic, logic_digest) != 0)
        return error_hint(
            error_new(ERROR_REFUSED,
                      "the schema in %s is of another version of Rungs than this program",
                      source->words),
            "Bring it up to this program: rungs db migrate");
    return NULL;
}

error *transaction_begin(db *source, enum transaction_kind kind)
{
    arena *pool = arena_new(source->pool);
    struct table found;
    source->in_transaction = true;
    source->writes = kind == TRANSACTION_WRITES;
    error *failure = query_run(
        pool, source, kind == TRANSACTION_READS ? "begin_reads" : "begin_writes", NULL, &found);
    if (failure == NULL)
        failure = check_schema(source, &found);
    else if (strcmp(failure->sqlstate, "42P01") == 0 || strcmp(failure->sqlstate, "3F000") == 0)
        failure = failure_missing_schema(source);
    if (failure != NULL)
        transaction_rollback(source);
    arena_free(pool);
    return failure;
}

error *transaction_commit(db *source)
{
    /* The server would answer with a rollback and call that fine. */
    if (PQtransactionStatus(source->link) == PQTRANS_INERROR) {
        transaction_rollback(source);
        return error_new(ERROR_BUG, "a transaction with a failed statement was to be saved");
    }
    error *failure = query_do(source, "commit", NULL);
    source->in_transaction = failure != NULL && failure->kind == ERROR_INTERRUPTED;
    source->saved = source->saved || (failure == NULL && source->writes);
    if (failure == NULL || source->in_transaction || PQstatus(source->link) == CONNECTION_OK)
        return failure;
    return error_hint(
        error_new(ERROR_UNKNOWN, "the connection to %s broke while it was saving", source->words),
        "Look whether it is there before you type the command again.");
}

void transaction_rollback(db *source)
{
    if (!source->in_transaction)
        return;
    source->in_transaction = false;
    /* A rollback was among the statements of query_run_all(). */
    if (PQtransactionStatus(source->link) == PQTRANS_IDLE)
        return;
    /* What is being rolled back has an error already; a broken connection has rolled back. */
    PQclear(PQexec(source->link, statement_find("rollback")->text));
}
