/* Named statements: sending them, checking their shape, and turning results into tables. */
#include "rungs/db/query.h"

#include <string.h>

#include "rungs/db/cancel.h"
#include "rungs/db/internal.h"

static void result_release(void *result)
{
    PQclear(result);
}

static bool result_is_fine(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_COPY_IN ||
           status == PGRES_COPY_OUT;
}

error *query_text(arena *pool, db *source, const char *text, PGresult **result)
{
    PGresult *answer = PQexec(source->link, text);
    arena_defer(pool, result_release, answer);
    if (!result_is_fine(answer))
        return failure_new(source, answer);
    *result = answer;
    return NULL;
}

static int count_parameters(const struct statement *statement)
{
    int count = 0;
    while (statement->parameters[count] != NULL)
        count++;
    return count;
}

static error *send(arena *pool, db *source, const struct statement *statement,
                   const char *const *values, PGresult **result)
{
    int count = count_parameters(statement);
    if (cancel_asked())
        return cancel_error(source->saved);
    /* Without parameters the simple protocol serves, which takes the begin statements whole. */
    if (count == 0)
        return query_text(pool, source, statement->text, result);
    PGresult *answer =
        PQexecParams(source->link, statement->text, count, NULL, values, NULL, NULL, 0);
    arena_defer(pool, result_release, answer);
    if (!result_is_fine(answer))
        return failure_new(source, answer);
    *result = answer;
    return NULL;
}

static error *check_shape(const struct statement *statement, const PGresult *result)
{
    int rows = PQntuples(result);
    bool wrong = (statement->shape == STATEMENT_ONE && rows != 1) ||
                 (statement->shape == STATEMENT_MAYBE && rows > 1) ||
                 (statement->shape == STATEMENT_NONE && PQnfields(result) > 0);
    if (wrong)
        return error_new(ERROR_BUG, "statement '%s' gave %d rows", statement->name, rows);
    return NULL;
}

/* Type OIDs are fixed by PostgreSQL (src/include/catalog/pg_type.dat). */
static enum column_kind kind_of(Oid type)
{
    switch (type) {
    case 16:
        return COLUMN_BOOLEAN;
    case 20:
    case 21:
    case 23:
        return COLUMN_INTEGER;
    case 700:
    case 701:
    case 1700:
        return COLUMN_NUMBER;
    case 1082:
        return COLUMN_DATE;
    case 114:
    case 3802:
        return COLUMN_JSON;
    default:
        return COLUMN_TEXT;
    }
}

static void table_show(const struct statement *statement, struct table *target)
{
    for (const struct statement_show *show = statement->shows; show->column != NULL; show++) {
        int index = table_column(target, show->column);
        if (index < 0)
            continue;
        target->columns[index].show = show->how;
        if (show->partner != NULL)
            target->columns[index].partner = table_column(target, show->partner);
    }
}

static void table_fill(arena *pool, const PGresult *result, struct table *target)
{
    for (size_t i = 0; i < target->column_count; i++)
        target->columns[i] = (struct column){.name = arena_copy(pool, PQfname(result, (int)i)),
                                             .kind = kind_of(PQftype(result, (int)i)),
                                             .partner = -1};
    for (size_t row = 0; row < target->row_count; row++)
        for (size_t i = 0; i < target->column_count; i++)
            target->cells[row * target->column_count + i] =
                PQgetisnull(result, (int)row, (int)i) ? NULL : PQgetvalue(result, (int)row, (int)i);
}

static error *table_new(arena *pool, const struct statement *statement, const PGresult *result,
                        struct table *target)
{
    TRY(check_shape(statement, result));
    *target = (struct table){.name = statement->name,
                             .title = "",
                             .empty = "",
                             .column_count = (size_t)PQnfields(result),
                             .row_count = (size_t)PQntuples(result)};
    target->columns = arena_array(pool, target->column_count, sizeof *target->columns);
    target->cells =
        arena_array(pool, target->column_count * target->row_count, sizeof *target->cells);
    table_fill(pool, result, target);
    table_show(statement, target);
    return NULL;
}

static error *find(const char *name, const struct statement **statement)
{
    *statement = statement_find(name);
    if (*statement == NULL)
        return error_new(ERROR_BUG, "there is no statement '%s'", name);
    return NULL;
}

error *query_run(arena *pool, db *source, const char *name, const char *const *values,
                 struct table *target)
{
    const struct statement *statement = NULL;
    PGresult *result = NULL;
    TRY(find(name, &statement));
    TRY(send(pool, source, statement, values, &result));
    return table_new(pool, statement, result, target);
}

error *query_do(db *source, const char *name, const char *const *values)
{
    arena *pool = arena_new(source->pool);
    struct table unused;
    error *failure = query_run(pool, source, name, values, &unused);
    arena_free(pool);
    return failure;
}

static error *pipeline_send(db *source, const struct query *queries, size_t count)
{
    bool sent = PQenterPipelineMode(source->link) == 1;
    for (size_t i = 0; sent && i < count; i++) {
        const struct statement *statement = statement_find(queries[i].statement);
        /* While the server does not read because its own answers are not read, libpq reads them
         * here (pqSendSome() in its fe-misc.c), so that neither waits for the other. */
        sent = PQsendQueryParams(source->link, statement->text, count_parameters(statement), NULL,
                                 queries[i].values, NULL, NULL, 0) == 1;
    }
    sent = sent && PQpipelineSync(source->link) == 1;
    return sent ? NULL : failure_new(source, NULL);
}

static error *pipeline_take(arena *pool, db *source, const struct query *query)
{
    PGresult *answer = PQgetResult(source->link);
    arena_defer(pool, result_release, answer);
    if (!result_is_fine(answer))
        return failure_new(source, answer);
    TRY(table_new(pool, statement_find(query->statement), answer, query->result));
    /* NULL stands between the answers to two statements. */
    PQclear(PQgetResult(source->link));
    return cancel_asked() ? cancel_error(source->saved) : NULL;
}

/* What follows an error is passed over by the server, up to the mark at the end. */
static void pipeline_end(db *source)
{
    ExecStatusType status = PGRES_EMPTY_QUERY;
    while (status != PGRES_PIPELINE_SYNC && PQstatus(source->link) == CONNECTION_OK) {
        if (cancel_asked())
            cancel_repeat();
        PGresult *passed = PQgetResult(source->link);
        status = PQresultStatus(passed);
        PQclear(passed);
    }
    (void)PQexitPipelineMode(source->link);
}

error *query_run_all(arena *pool, db *source, const struct query *queries, size_t count)
{
    const struct statement *unused = NULL;
    for (size_t i = 0; i < count; i++)
        TRY(find(queries[i].statement, &unused));
    if (cancel_asked())
        return cancel_error(source->saved);
    TRY(pipeline_send(source, queries, count));
    error *failure = NULL;
    for (size_t i = 0; failure == NULL && i < count; i++)
        failure = pipeline_take(pool, source, &queries[i]);
    pipeline_end(source);
    return failure;
}
