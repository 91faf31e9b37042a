/* For tests that need a server: tests/support/with-server makes one and says by PGHOST where. */
#ifndef RUNGS_TESTS_DATABASE_H
#define RUNGS_TESTS_DATABASE_H

#include <stdlib.h>

#include "pool.h"
#include "rungs/db/internal.h"
#include "rungs/db/query.h"
#include "rungs/db/transaction.h"

/* A connection to one of its databases, closed with the arena. */
static inline db *database_open(arena *pool, const char *name)
{
    struct db_target target = {.conninfo = name, .why = "the test says so"};
    db *source = NULL;
    if (getenv("TEST_HOME") == NULL)
        fail_msg("no test server: make units, or tests/support/with-server");
    error *failure = db_open(pool, &target, &source);
    if (failure != NULL)
        fail_msg("%s: %s", failure->message, failure->detail);
    return source;
}

/* Runs any SQL, which has to work; the rows of the last statement. */
static inline PGresult *database_run(arena *pool, db *source, const char *text)
{
    PGresult *result = NULL;
    error *failure = query_text(pool, source, text, &result);
    if (failure != NULL)
        fail_msg("%s: %s %s", text, failure->message, failure->detail);
    return result;
}

/* The one value that a question has. */
static inline const char *database_ask(arena *pool, db *source, const char *text)
{
    PGresult *result = database_run(pool, source, text);
    assert_int_equal(PQntuples(result), 1);
    return PQgetvalue(result, 0, 0);
}

/* True between begin and its end: elsewhere there is nothing to make a savepoint in. */
static inline bool database_in_transaction(arena *pool, db *source)
{
    PGresult *result = NULL;
    return query_text(pool, source, "savepoint looked", &result) == NULL;
}

/* Breaks a connection as a server does that is shut down. */
static inline void database_terminate(arena *pool, db *victim)
{
    arena *own = arena_new(pool);
    const char *process = database_ask(own, victim, "select pg_backend_pid()");
    db *killer = database_open(own, "postgres");
    const char *text = arena_printf(own, "select pg_terminate_backend(%s, 5000)", process);
    assert_string_equal(database_ask(own, killer, text), "t");
    arena_free(own);
}

#endif
