/* Looking at the schema and bringing it to the program's: migrations first, then the logic. */
#include "rungs/db/migrate.h"

#include <stdlib.h>
#include <string.h>

#include "rungs/base/log.h"
#include "rungs/db/internal.h"
#include "rungs/db/query.h"
#include "rungs/db/transaction.h"

static const struct sql_file *migration_find(int number)
{
    for (size_t i = 0; i < migration_count; i++)
        if (migrations[i].number == number)
            return &migrations[i];
    return NULL;
}

static error *check_text(arena *pool, db *source, const struct sql_file *file, const char *recorded)
{
    struct table digest;
    TRY(query_run(pool, source, "text_digest", (const char *const[]){file->text}, &digest));
    if (strcmp(table_cell(&digest, 0, 0), recorded) == 0)
        return NULL;
    return error_hint(error_new(ERROR_REFUSED,
                                "migration '%s' was applied with other text than this program has",
                                file->name),
                      "Use the version of Rungs that made this schema.");
}

static error *look_at_migrations(arena *pool, db *source, struct schema_status *result)
{
    struct table applied;
    TRY(query_run(pool, source, "migrations_applied", NULL, &applied));
    for (size_t i = 0; i < applied.row_count; i++) {
        result->migration = (int)strtol(table_cell(&applied, i, 0), NULL, 10);
        const struct sql_file *file = migration_find(result->migration);
        if (file != NULL)
            TRY(check_text(pool, source, file, table_cell(&applied, i, 2)));
    }
    struct table logic;
    TRY(query_run(pool, source, "logic_installed", NULL, &logic));
    result->logic_current =
        logic.row_count == 1 && strcmp(table_cell(&logic, 0, 0), logic_digest) == 0;
    return NULL;
}

error *schema_look(arena *pool, db *source, struct schema_status *result)
{
    *result = (struct schema_status){.known = migrations[migration_count - 1].number};
    struct table facts;
    TRY(query_run(pool, source, "server_facts", NULL, &facts));
    if (strcmp(table_cell(&facts, 0, 1), "f") == 0)
        return NULL;
    TRY(look_at_migrations(pool, source, result));
    result->state = result->migration > result->known                             ? SCHEMA_NEWER
                    : result->migration == result->known && result->logic_current ? SCHEMA_CURRENT
                                                                                  : SCHEMA_OLDER;
    return NULL;
}

/* Begins and takes the lock that keeps two migrating programs apart until the transaction ends. */
static error *begin_locked(db *source)
{
    source->in_transaction = source->writes = true;
    TRY(query_do(source, "begin_plain", NULL));
    return query_do(source, "migrations_lock", NULL);
}

static error *apply_one(arena *pool, db *source, const struct sql_file *file, int *applied)
{
    TRY(begin_locked(source));
    struct schema_status now;
    TRY(schema_look(pool, source, &now));
    if (now.migration >= file->number) {
        transaction_rollback(source);
        return NULL;
    }
    log_verbose("migration %s", file->name);
    PGresult *unused = NULL;
    TRY(query_text(pool, source, file->text, &unused));
    const char *number = arena_printf(pool, "%d", file->number);
    TRY(query_do(source, "migration_record",
                 (const char *const[]){number, file->name, file->text, RUNGS_VERSION}));
    *applied += 1;
    return transaction_commit(source);
}

static error *rebuild_logic(arena *pool, db *source)
{
    TRY(begin_locked(source));
    struct schema_status now;
    TRY(schema_look(pool, source, &now));
    if (now.logic_current) {
        transaction_rollback(source);
        return NULL;
    }
    TRY(query_do(source, "logic_drop", NULL));
    for (size_t i = 0; i < logic_file_count; i++) {
        log_verbose("logic %s", logic_files[i].name);
        PGresult *unused = NULL;
        TRY(query_text(pool, source, logic_files[i].text, &unused));
    }
    TRY(query_do(source, "logic_record", (const char *const[]){logic_digest, RUNGS_VERSION}));
    return transaction_commit(source);
}

static error *migrate(arena *pool, db *source, int *applied)
{
    struct schema_status status;
    TRY(schema_look(pool, source, &status));
    if (status.state == SCHEMA_NEWER)
        return failure_newer_schema(source, status.migration, status.known);
    for (size_t i = 0; i < migration_count; i++)
        if (migrations[i].number > status.migration)
            TRY(apply_one(pool, source, &migrations[i], applied));
    return rebuild_logic(pool, source);
}

error *schema_migrate(arena *pool, db *source, int *applied)
{
    *applied = 0;
    error *failure = migrate(pool, source, applied);
    if (failure != NULL)
        transaction_rollback(source);
    return failure;
}
