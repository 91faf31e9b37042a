/* Entries as JSON: members become options, and options run the statement. */
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cmd/evidence.h"
#include "rungs/db/transaction.h"
#include "rungs/render/json_read.h"

bool entry_has(const struct option *source)
{
    return source->kind != OPTION_FLAG && source->kind != OPTION_FILE;
}

static const struct option *option_named(const struct command *command, const char *name)
{
    for (const struct option *item = command->options; item->name != NULL; item++)
        if (entry_has(item) && strcmp(item->name, name) == 0)
            return item;
    return NULL;
}

static error *refuse_member(arena *pool, const struct command *command, const char *what,
                            const char *name)
{
    const char *known[64];
    size_t count = 0;
    struct text all = text_new(pool);
    for (const struct option *item = command->options; item->name != NULL; item++)
        if (entry_has(item) && count < COUNT_OF(known)) {
            text_addf(&all, "%s%s", count == 0 ? "" : ", ", item->name);
            known[count++] = item->name;
        }
    error *failure = error_new(ERROR_REFUSED, "%s: there is no '%.60s'", what, name);
    const char *nearest = text_nearest(name, known, count);
    if (nearest != NULL)
        return error_hint(failure, "Did you mean '%s'?", nearest);
    return error_hint(failure, "Known are: %s.", text_string(&all));
}

static const char *joined(arena *pool, const struct json_member *member)
{
    struct text all = text_new(pool);
    for (size_t i = 0; i < member->count; i++)
        text_addf(&all, "%s%s", i == 0 ? "" : "\n", member->values[i]);
    return text_string(&all);
}

static bool is_among(const char *const *names, const char *name)
{
    for (; names != NULL && *names != NULL; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

error *entry_fill(arena *pool, const struct json_object *source, const char *what,
                  const char *const *passed, invocation *line)
{
    const struct command *command = invocation_command(line);
    for (size_t i = 0; i < source->count; i++) {
        const struct json_member *member = &source->members[i];
        if (is_among(passed, member->name))
            continue;
        const struct option *item = option_named(command, member->name);
        if (item == NULL)
            return refuse_member(pool, command, what, member->name);
        if (member->count > 1 && item->kind != OPTION_LIST)
            return error_hint(
                error_new(ERROR_REFUSED, "%s: '%s' is one text, not a list", what, item->name),
                "Make an entry of each.");
        if (member->count == 0 || invocation_value(line, item->name) != NULL)
            continue;
        const char *title = arena_printf(pool, "%s: '%s'", what, item->name);
        error *failure = invocation_set(pool, line, item->name, joined(pool, member), title);
        if (failure != NULL && failure->kind == ERROR_USAGE)
            failure->kind = ERROR_REFUSED;
        TRY(failure);
    }
    return NULL;
}

static error *check_complete(const invocation *line, const char *what)
{
    const struct option *item = invocation_command(line)->options;
    for (; item->name != NULL; item++)
        if (item->required && invocation_value(line, item->name) == NULL)
            return error_hint(error_new(ERROR_REFUSED, "%s: '%s' is missing", what, item->name),
                              "It says %s.", item->help);
    return NULL;
}

/* What went wrong, with the entry it is about in front. */
static error *about_entry(arena *pool, error *failure, const char *what)
{
    if (failure == NULL || (failure->kind != ERROR_REFUSED && failure->kind != ERROR_BUG))
        return failure;
    const char *message = arena_copy(pool, failure->message);
    snprintf(failure->message, sizeof failure->message, "%s: %s", what, message);
    return failure;
}

/* Puts the row of one answer below those that are there. */
static void add_rows(arena *pool, struct table *all, const struct table *one)
{
    if (all->columns == NULL) {
        *all = *one;
        return;
    }
    size_t before = all->row_count * all->column_count, more = one->row_count * one->column_count;
    const char **cells = arena_array(pool, before + more, sizeof *cells);
    memcpy(cells, all->cells, before * sizeof *cells);
    memcpy(cells + before, one->cells, more * sizeof *cells);
    all->cells = cells;
    all->row_count += one->row_count;
}

static error *add_one(struct context *context, const struct json_object *source, const char *what,
                      struct table *result)
{
    const struct action *action = invocation_command(context->line)->action;
    const invocation *before = context->line;
    invocation *line = invocation_copy(context->pool, before);
    TRY(entry_fill(context->pool, source, what, NULL, line));
    TRY(check_complete(line, what));
    context->line = line;
    error *failure = context_query(context, action->sections[0].statement, result);
    context->line = before;
    return about_entry(context->pool, failure, what);
}

error *entry_add_json(struct context *context, const char *path)
{
    char *bytes = NULL;
    size_t length = 0;
    struct json_objects entries;
    arena *pool = context->pool;
    const char *file = strcmp(path, "-") == 0 ? "standard input" : arena_printf(pool, "'%s'", path);
    const struct action *action = invocation_command(context->line)->action;
    const char *names[] = {action->sections[0].name};
    TRY(render_check_section(pool, names, 1, context->style.section));
    TRY(text_read(pool, path, LONGEST_JSON, &bytes, &length));
    TRY(json_read(pool, file, bytes, length, &entries));
    struct table all = {0};
    TRY(context_begin(context, TRANSACTION_WRITES));
    for (size_t i = 0; i < entries.count; i++) {
        struct table one;
        const char *what =
            entries.is_array ? arena_printf(pool, "%s, entry %zu", file, i + 1) : file;
        TRY(add_one(context, &entries.items[i], what, &one));
        add_rows(pool, &all, &one);
    }
    TRY(context_end(context));
    all.name = action->sections[0].name;
    all.title = "";
    all.empty = "no entries";
    struct document answer = {.table_count = 1, .tables = &all};
    return context_show(context, &answer);
}
