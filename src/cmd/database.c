/* The verbs about the database itself: which server, its schema, the private one's life. */
#include "rungs/base/log.h"
#include "rungs/cmd/commands.h"
#include "rungs/cmd/process.h"
#include "rungs/db/export.h"
#include "rungs/db/migrate.h"
#include "rungs/db/server.h"

static struct db_target target_of(const struct context *context)
{
    return db_choose(invocation_value(context->line, "dbname"));
}

static error *refuse_foreign(const struct context *context, const char *verb)
{
    struct db_target target = target_of(context);
    if (target.is_private)
        return NULL;
    return error_hint(
        error_new(ERROR_USAGE, "'db %s' is about the private PostgreSQL, but %s", verb, target.why),
        "Leave that out to mean the private one.");
}

/* Dumps the private database beside its cluster before its schema changes. */
static error *backup(struct context *context)
{
    const char *path = NULL;
    TRY(server_backup(context->pool, db_private_server(context->db), "before-migration", &path));
    log_notice("backed up to %s", path);
    return NULL;
}

error *context_migrate(struct context *context, bool is_private, int *applied)
{
    struct schema_status status;
    TRY(schema_look(context->pool, context->db, &status));
    if (is_private && status.state == SCHEMA_OLDER)
        TRY(backup(context));
    return schema_migrate(context->pool, context->db, applied);
}

error *database_init_run(struct context *context)
{
    struct schema_status before;
    int applied = 0;
    TRY(context_connect(context));
    TRY(schema_look(context->pool, context->db, &before));
    if (before.state == SCHEMA_CURRENT) {
        log_notice("%s is ready, nothing to do", db_words(context->db));
        return NULL;
    }
    if (before.state == SCHEMA_OLDER)
        return error_hint(error_new(ERROR_REFUSED,
                                    "there is a Rungs schema of an older version in %s",
                                    db_words(context->db)),
                          "Bring it up to this program: rungs db migrate");
    TRY(context_migrate(context, target_of(context).is_private, &applied));
    log_notice("made the schema in %s", db_words(context->db));
    log_notice("next: rungs import ladder DIRECTORY, then rungs import roster FILE");
    return NULL;
}

error *database_migrate_run(struct context *context)
{
    struct schema_status before;
    int applied = 0;
    TRY(context_connect(context));
    TRY(schema_look(context->pool, context->db, &before));
    if (before.state == SCHEMA_MISSING)
        return error_hint(
            error_new(ERROR_REFUSED, "there is no Rungs schema in %s", db_words(context->db)),
            "Make it: rungs db init");
    if (before.state == SCHEMA_CURRENT) {
        log_notice("%s is up to date, nothing to do", db_words(context->db));
        return NULL;
    }
    TRY(context_migrate(context, target_of(context).is_private, &applied));
    log_notice("%d migration%s applied, functions rebuilt in %s", applied, applied == 1 ? "" : "s",
               db_words(context->db));
    return NULL;
}

/* A table of facts, one a row, built in C because half of them are not in any database. */
struct facts {
    arena *pool;
    const char *cells[40];
    size_t count;
};

static void fact(struct facts *target, const char *name, const char *value)
{
    target->cells[target->count * 2] = name;
    target->cells[target->count * 2 + 1] = value;
    target->count++;
}

static error *show_facts(struct context *context, struct facts *source)
{
    struct column columns[] = {{.name = "fact", .partner = -1},
                               {.name = "value", .partner = -1, .show = SHOW_WRAP}};
    struct table table = {.name = "database",
                          .title = "",
                          .empty = "",
                          .column_count = 2,
                          .row_count = source->count,
                          .columns = columns,
                          .cells = source->cells};
    return context_show(context, &(struct document){.table_count = 1, .tables = &table});
}

static error *schema_facts(struct context *context, struct facts *target)
{
    static const char *const words[] = {"none: rungs db init",
                                        "older than the program: rungs db migrate",
                                        "fits the program", "newer than the program"};
    struct schema_status status;
    TRY(schema_look(context->pool, context->db, &status));
    fact(target, "server version",
         arena_printf(context->pool, "PostgreSQL %d.%d", db_version(context->db) / 10000,
                      db_version(context->db) % 10000));
    fact(target, "schema", words[status.state]);
    fact(target, "migration",
         arena_printf(context->pool, "%d of %d", status.migration, status.known));
    return NULL;
}

static error *private_facts(struct context *context, struct facts *target, bool *made)
{
    struct server_state state;
    TRY(server_state(context->pool, &state));
    *made = state.made;
    fact(target, "folder", state.home);
    fact(target, "made", state.made ? "yes" : "no: the first command makes it");
    fact(target, "running",
         state.running ? arena_printf(context->pool, "yes, process %ld", (long)state.postmaster)
                       : "no: it starts when needed");
    fact(target, "pinned",
         state.pinned ? "yes: runs until rungs db stop" : "no: stops after the last command");
    if (state.made)
        fact(target, "size", arena_printf(context->pool, "%lld MiB", state.size / 1048576));
    return NULL;
}

static error *gather_facts(struct context *context, struct facts *target)
{
    struct db_target meant = target_of(context);
    bool made = true;
    fact(target, "server", meant.is_private ? "the private PostgreSQL" : "another PostgreSQL");
    fact(target, "why", meant.why);
    if (meant.is_private)
        TRY(private_facts(context, target, &made));
    if (!made)
        return NULL;
    TRY(context_connect(context));
    if (!meant.is_private)
        target->cells[1] = db_words(context->db);
    fact(target, "reachable", "yes");
    return schema_facts(context, target);
}

error *database_status_run(struct context *context)
{
    struct facts facts = {.pool = context->pool};
    error *failure = gather_facts(context, &facts);
    if (failure == NULL)
        return show_facts(context, &facts);
    if (failure->kind == ERROR_INTERRUPTED)
        return failure;
    /* Who cannot get in needs the facts most. Showing them must not cost the error. */
    const error kept = *failure;
    if (context->db == NULL)
        fact(&facts, "reachable", arena_printf(context->pool, "no: %s", kept.message));
    TRY(show_facts(context, &facts));
    *failure = kept;
    return failure;
}

error *database_start_run(struct context *context)
{
    TRY(refuse_foreign(context, "start"));
    TRY(server_start(context->pool));
    log_notice("the private PostgreSQL runs until 'rungs db stop'");
    return NULL;
}

error *database_stop_run(struct context *context)
{
    TRY(refuse_foreign(context, "stop"));
    TRY(server_stop(context->pool, invocation_flag(context->line, "force")));
    log_notice("the private PostgreSQL is stopped; the next command starts it when needed");
    return NULL;
}

static error *shell_failure(int status)
{
    if (status == 127)
        return error_hint(error_new(ERROR_UNREACHABLE, "psql is not installed"),
                          "Install the package postgresql-client.");
    /* 2 is psql's word for a connection that went bad; it has said on stderr what happened. */
    return error_new(status == 2 ? ERROR_UNREACHABLE : ERROR_REFUSED, "psql ended with status %d",
                     status);
}

error *database_shell_run(struct context *context)
{
    TRY(context_connect(context));
    const server *own = db_private_server(context->db);
    const char *const arguments[] = {
        own == NULL ? "psql" : arena_printf(context->pool, "%s/psql", server_programs(own)), NULL};
    const char *const *changes = NULL;
    int status = 0;
    TRY(db_export(context->pool, context->db, &changes));
    TRY(process_run_and_wait(arguments, changes, &status));
    return status == 0 ? NULL : shell_failure(status);
}
