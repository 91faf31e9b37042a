/* evidence review: a queue of entries worked through one by one. Each decision is a transaction of
 * its own, in which the entry is looked at once more: what somebody else has changed is left
 * alone. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/cmd/commands.h"
#include "rungs/cmd/evidence_find.h"
#include "rungs/db/cancel.h"
#include "rungs/db/query.h"
#include "rungs/db/transaction.h"

enum outcome {
    OUTCOME_LEFT,
    OUTCOME_SKIPPED,
    OUTCOME_CONFIRMED,
    OUTCOME_DISPUTED,
    OUTCOME_CHANGED
};

struct item {
    const char *number;
    const char *state; /* as it was when it was shown, or after one's own decision; NULL before */
    enum outcome outcome;
};

struct review {
    struct context *context;
    asker *somebody;
    const char *manager, *by;
    struct item *items;
    size_t count;
    size_t beyond; /* entries that wait too, but were too many for one sitting */
    bool finished;
};

static const char *cell(const struct table *source, const char *column)
{
    int index = table_column(source, column);
    const char *value = index < 0 ? NULL : table_cell(source, 0, (size_t)index);
    return value == NULL ? "" : value;
}

static const struct ask_choice decisions[] = {
    {.value = "confirm", .words = "stand by it: it counts"},
    {.value = "dispute", .words = "say why it is wrong: it does not count"},
    {.value = "skip", .words = "leave it for later"},
    {.value = "back", .words = "to the one before"},
    {.value = "quit", .words = "what was decided is saved already"},
};

static void show_text(const struct review *review, const char *heading, const char *words)
{
    if (*words != '\0')
        ask_say(review->somebody, "  %s%s", heading, words);
}

static void show(const struct review *review, size_t index, const struct table *entry)
{
    asker *to = review->somebody;
    const char *title = cell(entry, "title"), *level = cell(entry, "level");
    const char *dimension = cell(entry, "dimension");
    ask_say(to, "\n%zu of %zu: %s%s%s%s%s%s", index + 1, review->count, cell(entry, "person"),
            *title == '\0' ? "" : ", ", title, *level == '\0' ? "" : " (", level,
            *level == '\0' ? "" : ")");
    ask_say(to, "  %s  %s%s%s", cell(entry, "code"), dimension, *dimension == '\0' ? "" : ": ",
            cell(entry, "sentence"));
    show_text(review, "asked by: ", cell(entry, "asked_by"));
    ask_say(to, "  %s, seen by %s (%s) on %s, logged on %s as number %s", cell(entry, "strength"),
            cell(entry, "observer"), cell(entry, "relation"), cell(entry, "observed_on"),
            cell(entry, "recorded_on"), cell(entry, "evidence"));
    show_text(review, "> ", cell(entry, "summary"));
    const char *details = cell(entry, "details");
    for (const char *line = details, *end; *line != '\0'; line = *end == '\0' ? end : end + 1) {
        end = strchrnul(line, '\n');
        ask_say(to, "    %.*s", (int)(end - line), line);
    }
    show_text(review, "work: ", cell(entry, "work_type"));
    show_text(review, "read on: ", cell(entry, "link"));
    show_text(review, "so far: ", cell(entry, "last_step"));
}

/* Asks until something other than nothing is said. */
static error *ask_reason(const struct review *review, arena *pool, const char **reason)
{
    struct ask_question question = {.prompt = "Why is it wrong?",
                                    .help = "A dispute needs a reason."};
    return ask(review->somebody, pool, &question, reason, NULL);
}

/* The decision and the look before it are one transaction; `*state` is the entry's state after it,
 * NULL when somebody else was there before. */
static error *step(struct review *review, arena *pool, const struct item *item,
                   const char *statement, const char *reason, const char **state)
{
    struct context *context = review->context;
    const char *values[] = {item->number, review->by, reason};
    struct table now, done;
    *state = NULL;
    TRY(context_begin(context, TRANSACTION_WRITES));
    TRY(query_run(pool, context->db, "evidence_state", values, &now));
    if (item->state == NULL || strcmp(cell(&now, "state"), item->state) != 0) {
        transaction_rollback(context->db);
        return NULL;
    }
    TRY(query_run(pool, context->db, statement, values, &done));
    TRY(query_run(pool, context->db, "evidence_state", values, &now));
    TRY(transaction_commit(context->db));
    *state = arena_copy(context->pool, cell(&now, "state"));
    ask_say(review->somebody, "  %s: %s", cell(&done, "status"), cell(&done, "standing"));
    return NULL;
}

/* A refusal is about this entry alone: it is told, and the queue goes on. */
static error *decide(struct review *review, arena *pool, struct item *item, enum outcome outcome,
                     const char *reason)
{
    const char *state = NULL,
               *statement = outcome == OUTCOME_CONFIRMED ? "evidence_confirm" : "evidence_dispute";
    error *failure = step(review, pool, item, statement, reason, &state);
    if (failure != NULL && review->context->db != NULL && failure->kind != ERROR_UNKNOWN)
        transaction_rollback(review->context->db);
    if (failure != NULL && failure->kind != ERROR_REFUSED)
        return failure;
    if (failure != NULL)
        ask_say(review->somebody, "  not done: %s. %s", failure->message, failure->hint);
    else if (state == NULL)
        ask_say(review->somebody, "  not done: somebody else has changed it meanwhile.");
    item->outcome = state == NULL ? OUTCOME_CHANGED : outcome;
    item->state = state;
    return NULL;
}

/* Shows the entry unless somebody else has dealt with it; `*shown` says which. */
static error *look(struct review *review, arena *pool, size_t index, bool *shown)
{
    struct item *item = &review->items[index];
    struct context *context = review->context;
    struct table entry;
    TRY(context_begin(context, TRANSACTION_READS));
    error *failure = query_run(pool, context->db, "evidence_for_review", &item->number, &entry);
    transaction_rollback(context->db);
    TRY(failure);
    const char *state = entry.row_count == 0 ? "" : cell(&entry, "state");
    bool mine = item->outcome == OUTCOME_CONFIRMED || item->outcome == OUTCOME_DISPUTED;
    *shown = mine ? strcmp(state, item->state) == 0 : strcmp(state, "submitted") == 0;
    if (*shown) {
        item->state = arena_copy(context->pool, state);
        show(review, index, &entry);
        return NULL;
    }
    ask_say(review->somebody,
            "\n%zu of %zu: number %s was changed meanwhile, so it is passed over%s%s", index + 1,
            review->count, item->number, entry.row_count == 0 ? "" : ": ",
            entry.row_count == 0 ? "" : cell(&entry, "last_step"));
    item->outcome = OUTCOME_CHANGED;
    return NULL;
}

/* One entry; `*next` is the place of the one to go on with, SIZE_MAX to stop. */
static error *one(struct review *review, arena *pool, size_t index, size_t *next)
{
    struct item *item = &review->items[index];
    struct ask_list choices = {.items = decisions, .count = COUNT_OF(decisions)};
    struct ask_question question = {.prompt = "confirm, dispute, skip, back, quit?",
                                    .help = "c, d, s, b or q and Enter.",
                                    .find = ask_find_in_list,
                                    .context = &choices,
                                    .unlisted = index > 0 || item->outcome != OUTCOME_LEFT};
    const char *answer = NULL, *reason = NULL;
    bool shown = false;
    TRY(look(review, pool, index, &shown));
    *next = index + 1;
    if (!shown)
        return NULL;
    TRY(ask(review->somebody, pool, &question, &answer, NULL));
    if (strcmp(answer, "quit") == 0)
        *next = SIZE_MAX;
    if (strcmp(answer, "back") == 0)
        *next = index > 0 ? index - 1 : 0;
    if (strcmp(answer, "skip") == 0 && item->outcome == OUTCOME_LEFT)
        item->outcome = OUTCOME_SKIPPED;
    if (strcmp(answer, "confirm") == 0)
        return decide(review, pool, item, OUTCOME_CONFIRMED, NULL);
    if (strcmp(answer, "dispute") == 0) {
        TRY(ask_reason(review, pool, &reason));
        return decide(review, pool, item, OUTCOME_DISPUTED, reason);
    }
    return NULL;
}

/* Going back over entries that others have changed goes on backwards. */
static error *work(struct review *review)
{
    for (size_t index = 0; index < review->count;) {
        arena *pool = arena_new(review->context->pool);
        size_t next = SIZE_MAX;
        error *failure = one(review, pool, index, &next);
        arena_free(pool);
        TRY(failure);
        if (next == SIZE_MAX)
            return NULL;
        while (next < index && next > 0 && review->items[next].outcome == OUTCOME_CHANGED)
            next--;
        index = next;
    }
    return NULL;
}

static size_t count_of(const struct review *review, enum outcome outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < review->count; i++)
        count += review->items[i].outcome == outcome;
    return count;
}

static error *tell(const struct review *review)
{
    static const char *const names[] = {"confirmed", "disputed", "skipped", "changed_meanwhile",
                                        "left"};
    const size_t counts[] = {count_of(review, OUTCOME_CONFIRMED),
                             count_of(review, OUTCOME_DISPUTED), count_of(review, OUTCOME_SKIPPED),
                             count_of(review, OUTCOME_CHANGED),
                             count_of(review, OUTCOME_LEFT) + review->beyond};
    arena *pool = review->context->pool;
    struct column columns[COUNT_OF(names)];
    const char *cells[COUNT_OF(names)];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        columns[i] = (struct column){.name = names[i], .kind = COLUMN_INTEGER, .partner = -1};
        cells[i] = arena_printf(pool, "%zu", counts[i]);
    }
    struct table table = {.name = "review",
                          .title = "",
                          .empty = "",
                          .column_count = COUNT_OF(names),
                          .row_count = 1,
                          .columns = columns,
                          .cells = cells};
    struct document answer = {.table_count = 1, .tables = &table};
    return context_show(review->context, &answer);
}

static error *read_queue(struct review *review)
{
    const char *all = invocation_value(review->context->line, "all");
    const char *values[] = {review->manager, review->by, all};
    struct table queue;
    TRY(entry_query(review->context, "evidence_queue", values, &queue));
    review->count = queue.row_count;
    review->items = arena_array(review->context->pool, queue.row_count, sizeof *review->items);
    for (size_t i = 0; i < queue.row_count; i++)
        review->items[i].number = table_cell(&queue, i, 0);
    if (queue.row_count > 0)
        review->beyond = strtoul(table_cell(&queue, 0, 1), NULL, 10) - queue.row_count;
    return NULL;
}

/* Whose team and who decides: what was said, else whoever is at the keyboard, else who is named
 * when asked. */
static error *ask_manager(struct review *review)
{
    struct ask_question question = {.prompt = "Whose team?",
                                    .help = "Type a few letters of the manager's name.",
                                    .find = find_people,
                                    .context = review->context};
    struct table answer;
    TRY(entry_query(review->context, "ask_me", NULL, &answer));
    const char *me = table_cell(&answer, 0, 0);
    review->manager = invocation_value(review->context->line, "manager");
    review->by = invocation_value(review->context->line, "by");
    if (review->manager == NULL)
        review->manager = me;
    if (review->manager == NULL)
        TRY(ask(review->somebody, review->context->pool, &question, &review->manager, NULL));
    if (review->by == NULL)
        review->by = me == NULL ? review->manager : me;
    return NULL;
}

error *evidence_review_run(struct context *context)
{
    struct review review = {.context = context};
    const char *names[] = {"review"};
    TRY(render_check_section(context->pool, names, 1, context->style.section));
    if (!ask_possible())
        return error_hint(
            error_new(ERROR_USAGE, "a review needs a terminal to ask on"),
            "In a script: rungs evidence list --status submitted, then rungs evidence "
            "confirm NUMBER --by PERSON");
    TRY(ask_open(context->pool, cancel_asked, &review.somebody));
    TRY(ask_manager(&review));
    TRY(read_queue(&review));
    error *failure = work(&review);
    if (failure == NULL)
        return tell(&review);
    size_t done = count_of(&review, OUTCOME_CONFIRMED) + count_of(&review, OUTCOME_DISPUTED);
    /* Leaving in the middle loses nothing, but is no answer either. */
    if (failure->kind == ERROR_INTERRUPTED)
        error_hint(failure, "%zu decided and saved; %zu of %zu are left.", done,
                   review.count - done + review.beyond, review.count + review.beyond);
    return failure;
}
