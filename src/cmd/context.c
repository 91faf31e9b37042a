/* Running a command: connection, transaction, statements, answer. */
#include "rungs/cmd/context.h"

#include <string.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/db/cancel.h"
#include "rungs/db/migrate.h"
#include "rungs/db/query.h"
#include "rungs/db/statement.h"

error *context_connect(struct context *context)
{
    if (context->db != NULL)
        return NULL;
    struct db_target target = db_choose(invocation_value(context->line, "dbname"));
    return db_open(context->pool, &target, &context->db);
}

static error *open_target(struct context *context)
{
    if (context->target != NULL)
        return NULL;
    return output_open(context->pool, invocation_value(context->line, "output"), &context->target);
}

error *context_begin(struct context *context, enum transaction_kind kind)
{
    TRY(open_target(context));
    TRY(context_connect(context));
    error *failure = transaction_begin(context->db, kind);
    bool is_private = db_choose(invocation_value(context->line, "dbname")).is_private;
    if (failure == NULL || failure->kind != ERROR_REFUSED || !is_private)
        return failure;
    int applied = 0;
    TRY(context_migrate(context, true, &applied));
    return transaction_begin(context->db, kind);
}

error *context_end(struct context *context)
{
    if (!invocation_flag(context->line, "dry-run"))
        return transaction_commit(context->db);
    transaction_rollback(context->db);
    log_notice("dry run: nothing was written");
    return NULL;
}

/* The options of the command line that are parameters of a statement; NULL when it has none, or
 * when there is no such statement, which running it will say. */
static const char *const *values_of(const struct context *context, const char *name)
{
    const struct statement *statement = statement_find(name);
    size_t count = 0;
    while (statement != NULL && statement->parameters[count] != NULL)
        count++;
    const char **values = arena_array(context->pool, count, sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = invocation_value(context->line, statement->parameters[i]);
    return values;
}

error *context_query(struct context *context, const char *name, struct table *result)
{
    return query_run(context->pool, context->db, name, values_of(context, name), result);
}

error *context_show(struct context *context, const struct document *answer)
{
    TRY(open_target(context));
    struct render_style style = context->style;
    const char *path = invocation_value(context->line, "output");
    if (path != NULL && strcmp(path, "-") != 0)
        style.terminal = style.colour = false;
    error *failure = render_document(context->pool, answer, &style, output_stream(context->target));
    if (failure == NULL)
        failure = output_commit(context->target);
    if (failure != NULL && context->db != NULL && db_saved(context->db))
        error_detail(failure, "The command itself was done and is saved; its answer is lost.");
    return failure;
}

/* What {name} stands for in words about a table. */
static const char *value_of(const struct context *context, const struct table *table,
                            const char *name)
{
    int column = table_column(table, name);
    const char *value = column >= 0 && table->row_count > 0 ? table_cell(table, 0, (size_t)column)
                                                            : invocation_value(context->line, name);
    return value == NULL ? "" : value;
}

/* The first value of names with | between them that is not empty. */
static const char *first_value(const struct context *context, const struct table *table,
                               char *names)
{
    const char *value = "";
    for (char *name = names, *end; name != NULL && *value == '\0'; name = end) {
        end = strchr(name, '|');
        if (end != NULL)
            *end++ = '\0';
        value = value_of(context, table, name);
    }
    return value;
}

static const char *filled(const struct context *context, const struct table *table,
                          const char *words)
{
    struct text result = text_new(context->pool);
    for (const char *open; (open = strchr(words, '{')) != NULL;) {
        const char *close = strchr(open, '}');
        char *names = arena_copy_bytes(context->pool, open + 1, (size_t)(close - open) - 1);
        text_add_bytes(&result, words, (size_t)(open - words));
        text_add(&result, first_value(context, table, names));
        words = close + 1;
    }
    text_add(&result, words);
    return text_string(&result);
}

/* A wrong --section must be refused before anything is written. */
static error *check_section(struct context *context, const struct action *action)
{
    const char *names[MOST_SECTIONS];
    size_t count = 0;
    for (const struct section *section = action->sections; section->statement != NULL; section++)
        names[count++] = section->name;
    return render_check_section(context->pool, names, count, context->style.section);
}

/* What only reads need not be run for a section that nobody sees. */
static bool is_left_out(const struct context *context, const struct action *action,
                        const struct section *section)
{
    return action->needs == TRANSACTION_READS && context->style.section != NULL &&
           !text_same(context->style.section, section->name);
}

/* There is nothing to save after reading or imagining, and a commit could only fail. */
static bool is_rolled_back(const struct action *action)
{
    return action->needs == TRANSACTION_READS || action->imagines;
}

/* Runs the sections that are seen in one round trip, and what ends the transaction with them. */
static error *run_queries(struct context *context, const struct action *action,
                          struct document *answer, struct table *tables)
{
    struct query queries[MOST_SECTIONS + 1];
    struct table unused;
    size_t count = 0;
    for (const struct section *section = action->sections; section->statement != NULL; section++)
        if (!is_left_out(context, action, section))
            queries[count++] =
                (struct query){section->statement, values_of(context, section->statement),
                               &tables[answer->table_count++]};
    if (is_rolled_back(action))
        queries[count++] = (struct query){"rollback", NULL, &unused};
    return query_run_all(context->pool, context->db, queries, count);
}

static void name_table(const struct context *context, const struct section *section,
                       struct table *table)
{
    table->name = section->name;
    table->title = filled(context, table, section->title);
    table->is_aside = section->empty == NULL;
    table->empty = filled(context, table, section->empty == NULL ? "" : section->empty);
    table_drop_titles(table);
}

error *context_run_sections(struct context *context, const struct action *action)
{
    struct table *tables = arena_array(context->pool, MOST_SECTIONS, sizeof *tables);
    struct document answer = {.tables = tables};
    TRY(check_section(context, action));
    TRY(context_begin(context, action->needs));
    TRY(run_queries(context, action, &answer, tables));
    struct table *table = tables;
    for (const struct section *section = action->sections; section->statement != NULL; section++)
        if (!is_left_out(context, action, section))
            name_table(context, section, table++);
    if (is_rolled_back(action))
        transaction_rollback(context->db);
    else
        TRY(context_end(context));
    TRY(context_show(context, &answer));
    if (action->after != NULL && !invocation_flag(context->line, "dry-run"))
        log_notice("%s", filled(context, &tables[0], action->after));
    return NULL;
}

/* The action of the command, or the one that an option puts in its place. */
static error *action_of(const struct context *context, const struct action **result)
{
    const struct action *usual = invocation_command(context->line)->action;
    *result = usual;
    for (const struct action *const *other = usual->others; other != NULL && *other != NULL;
         other++) {
        if (invocation_value(context->line, (*other)->option) == NULL)
            continue;
        if (*result != usual)
            return error_new(ERROR_USAGE, "--%s and --%s do not go together", (*result)->option,
                             (*other)->option);
        *result = *other;
    }
    return NULL;
}

error *context_run(struct context *context)
{
    const struct action *action = NULL;
    TRY(action_of(context, &action));
    error *failure =
        action->run != NULL ? action->run(context) : context_run_sections(context, action);
    if (failure != NULL && context->db != NULL)
        transaction_rollback(context->db);
    /* Whatever a signal made fail, it failed because somebody wanted an end. */
    if (failure != NULL && cancel_asked() && failure->kind != ERROR_UNKNOWN &&
        failure->kind != ERROR_INTERRUPTED)
        return cancel_error(context->db != NULL && db_saved(context->db));
    return failure;
}
