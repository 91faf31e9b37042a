/* The choices that an entry is made of, from the database: people, expectations, relations. */
#include "rungs/cmd/evidence_find.h"

#include <string.h>

#include "rungs/db/query.h"
#include "rungs/db/transaction.h"

error *entry_query(struct context *context, const char *statement, const char *const *values,
                   struct table *result)
{
    TRY(context_begin(context, TRANSACTION_READS));
    error *failure = query_run(context->pool, context->db, statement, values, result);
    transaction_rollback(context->db);
    return failure;
}

error *entry_asks_for_observer(struct context *context, const invocation *line, bool *asks)
{
    struct table answer;
    *asks = false;
    if (invocation_value(line, "observer") != NULL)
        return NULL;
    TRY(entry_query(context, "ask_me", NULL, &answer));
    *asks = table_cell(&answer, 0, 0) == NULL;
    return NULL;
}

static const char *cell(const struct table *source, size_t row, const char *column)
{
    int index = table_column(source, column);
    const char *value = index < 0 ? NULL : table_cell(source, row, (size_t)index);
    return value == NULL ? "" : value;
}

error *find_people(void *source, arena *pool, const char *word, struct ask_list *found)
{
    struct context *context = source;
    struct table people;
    *found = (struct ask_list){0};
    if (*word == '\0')
        return NULL;
    TRY(entry_query(context, "ask_people", &word, &people));
    struct ask_choice *items = arena_array(context->pool, people.row_count, sizeof *items);
    for (size_t i = 0; i < people.row_count; i++) {
        const char *manager = cell(&people, i, "manager"), *title = cell(&people, i, "title");
        items[i] = (struct ask_choice){
            .value = cell(&people, i, "who"),
            .label = cell(&people, i, "name"),
            .words = arena_printf(
                context->pool, "%s%s%s%s(%s)", title, *manager == '\0' ? "" : ", under ", manager,
                *title == '\0' && *manager == '\0' ? "" : "  ", cell(&people, i, "who"))};
    }
    (void)pool;
    *found = (struct ask_list){.items = items, .count = people.row_count};
    return NULL;
}

/* "must, partial (2 points). Execution: Ships what was promised." */
static const char *expectation_words(arena *pool, const struct table *source, size_t row)
{
    const char *points = cell(source, row, "points"), *dimension = cell(source, row, "dimension");
    const char *state = cell(source, row, "state");
    bool has_points = *points != '\0' && strcmp(state, "unknown") != 0;
    return arena_printf(pool, "[%s%s%s%s] %s%s%s",
                        strcmp(cell(source, row, "must"), "t") == 0 ? "must, " : "", state,
                        has_points ? ", points: " : "", has_points ? points : "", dimension,
                        *dimension == '\0' ? "" : ": ", cell(source, row, "sentence"));
}

error *expectations_of(struct context *context, const char *person, struct ask_list *result)
{
    struct table all;
    TRY(entry_query(context, "ask_expectations", &person, &all));
    struct ask_choice *items = arena_array(context->pool, all.row_count, sizeof *items);
    for (size_t i = 0; i < all.row_count; i++)
        items[i] = (struct ask_choice){.value = cell(&all, i, "code"),
                                       .label = cell(&all, i, "code"),
                                       .words = expectation_words(context->pool, &all, i),
                                       .group = cell(&all, i, "offer")};
    *result = (struct ask_list){.items = items, .count = all.row_count};
    return NULL;
}

error *choices_of(struct context *context, const char *person, const char *kind,
                  const char *other_kind, struct ask_list *result)
{
    struct table all;
    TRY(entry_query(context, "ask_choices", &person, &all));
    struct ask_choice *items = arena_array(context->pool, all.row_count, sizeof *items);
    size_t count = 0;
    for (size_t i = 0; i < all.row_count; i++) {
        const char *one = cell(&all, i, "kind");
        if (strcmp(one, kind) == 0 || (other_kind != NULL && strcmp(one, other_kind) == 0))
            items[count++] = (struct ask_choice){.value = cell(&all, i, "code"),
                                                 .label = cell(&all, i, "code"),
                                                 .words = cell(&all, i, "meaning")};
    }
    *result = (struct ask_list){.items = items, .count = count};
    return NULL;
}

error *relation_of(struct context *context, const char *person, const char *observer, bool *known,
                   const char **relation)
{
    const char *values[] = {person, observer};
    struct table found;
    error *failure = entry_query(context, "ask_relation", values, &found);
    /* Nobody of that name: a customer, say. */
    *known = failure == NULL;
    *relation = NULL;
    if (failure != NULL)
        return failure->kind == ERROR_REFUSED ? NULL : failure;
    *relation = table_cell(&found, 0, 0);
    return NULL;
}
