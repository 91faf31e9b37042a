/* calibrate next: the undecided cases of a round one by one. Each step is a transaction of its own
 * and the same statement as its command's, so that it is refused for the same reasons; what others
 * did meanwhile is seen when a case is shown again. */
#include <stdint.h>
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cli/ask.h"
#include "rungs/cmd/commands.h"
#include "rungs/cmd/evidence.h"
#include "rungs/db/cancel.h"
#include "rungs/db/query.h"
#include "rungs/db/transaction.h"

struct session {
    struct context *context;
    asker *somebody;
    const char *by, *cycle;
    const char **people;
    size_t count, at;
    struct ask_list ratings;
    size_t votes, reveals, moves, decisions;
    bool begun; /* the steps have been shown */
};

static const struct ask_choice steps[] = {
    {.value = "vote", .words = "your rating, before the talk"},
    {.value = "reveal", .words = "open the votes"},
    {.value = "move", .words = "where the committee sees it after the talk"},
    {.value = "decide", .words = "promote, not_yet or deferred"},
    {.value = "skip", .words = "leave it for later"},
    {.value = "back", .words = "to the one before"},
    {.value = "quit", .words = "what was said is saved already"},
};
static const struct ask_choice outcomes[] = {
    {.value = "promote", .words = "up to the level"},
    {.value = "not_yet", .words = "and what is missing"},
    {.value = "deferred", .words = "another time, for reasons outside the case"},
};

static const char *cell(const struct table *source, const char *column)
{
    int index = table_column(source, column);
    const char *value = index < 0 ? NULL : table_cell(source, 0, (size_t)index);
    return value == NULL ? "" : value;
}

static void show_lines(const struct session *session, const char *lines)
{
    for (const char *line = lines, *end; *line != '\0'; line = *end == '\0' ? end : end + 1) {
        end = strchrnul(line, '\n');
        ask_say(session->somebody, "  %.*s", (int)(end - line), line);
    }
}

static void show(const struct session *session, const struct table *item)
{
    asker *to = session->somebody;
    ask_say(to, "\n%zu of %zu: %s (%s), %s", session->at + 1, session->count, cell(item, "person"),
            cell(item, "alike"), cell(item, "state"));
    show_lines(session, cell(item, "facts"));
    if (*cell(item, "rationale") != '\0')
        ask_say(to, "  > %s", cell(item, "rationale"));
    show_lines(session, cell(item, "said"));
    if (*cell(item, "own_vote") != '\0')
        ask_say(to, "  your vote: %s", cell(item, "own_vote"));
    if (*cell(item, "conflict") != '\0')
        ask_say(to, "  you have no say here: it is your %s", cell(item, "conflict"));
}

/* Runs the statement of a step; a refusal is about this case alone: it is told, and `*done` is
 * false. */
static error *run_step(struct session *session, arena *pool, const char *statement,
                       const char *const *values, bool *done)
{
    struct context *context = session->context;
    struct table answer;
    error *failure = context_begin(context, TRANSACTION_WRITES);
    if (failure == NULL)
        failure = query_run(pool, context->db, statement, values, &answer);
    if (failure == NULL)
        failure = transaction_commit(context->db);
    *done = failure == NULL;
    if (failure == NULL)
        return NULL;
    if (context->db != NULL && failure->kind != ERROR_UNKNOWN)
        transaction_rollback(context->db);
    if (failure->kind != ERROR_REFUSED)
        return failure;
    ask_say(session->somebody, "  not done: %s. %s", failure->message, failure->hint);
    return NULL;
}

/* Not with ask_find_in_list(): its choices are numbered, and ratings are numbers. */
static error *ask_rating(struct session *session, arena *pool, const char **rating)
{
    const struct ask_list *list = &session->ratings;
    struct ask_question question = {.prompt = "Which rating?"};
    for (;;) {
        for (size_t i = 0; i < list->count; i++)
            ask_say(session->somebody, "  %s  %s", list->items[i].value, list->items[i].words);
        TRY(ask(session->somebody, pool, &question, rating, NULL));
        for (size_t i = 0; i < list->count; i++)
            if (strcmp(*rating, list->items[i].value) == 0)
                return NULL;
    }
}

static error *ask_words(struct session *session, arena *pool, const char *prompt, bool optional,
                        const char **words)
{
    struct ask_question question = {
        .prompt = prompt, .help = "It stays on record.", .optional = optional};
    return ask(session->somebody, pool, &question, words, NULL);
}

static error *vote(struct session *session, arena *pool, const char *person)
{
    const char *rating = NULL, *reason = NULL;
    bool done = false;
    TRY(ask_rating(session, pool, &rating));
    TRY(ask_words(session, pool, "Why? (Enter: no word)", true, &reason));
    const char *values[] = {person, rating, session->by, reason, session->cycle};
    TRY(run_step(session, pool, "calibrate_vote", values, &done));
    session->votes += done;
    return NULL;
}

static error *reveal(struct session *session, arena *pool, const char *person)
{
    const char *values[] = {person, NULL, session->cycle, NULL};
    bool done = false;
    TRY(run_step(session, pool, "calibrate_reveal", values, &done));
    session->reveals += done;
    return NULL;
}

static error *move(struct session *session, arena *pool, const char *person)
{
    const char *rating = NULL, *reason = NULL;
    bool done = false;
    TRY(ask_rating(session, pool, &rating));
    TRY(ask_words(session, pool, "What did the committee hear?", false, &reason));
    const char *values[] = {person, rating, reason, session->by, session->cycle};
    TRY(run_step(session, pool, "calibrate_move", values, &done));
    session->moves += done;
    return NULL;
}

static error *decide(struct session *session, arena *pool, const char *person, bool *done)
{
    struct ask_list choices = {.items = outcomes, .count = COUNT_OF(outcomes)};
    struct ask_question question = {.prompt = "promote, not_yet, deferred?",
                                    .help = "p, n or d and Enter.",
                                    .find = ask_find_in_list,
                                    .context = &choices};
    const char *outcome = NULL, *rationale = NULL, *feedback = NULL;
    TRY(ask(session->somebody, pool, &question, &outcome, NULL));
    TRY(ask_words(session, pool, "Why? For the committee's record.", false, &rationale));
    TRY(ask_words(session, pool, "What is the person told?", strcmp(outcome, "promote") == 0,
                  &feedback));
    const char *values[] = {person, outcome, rationale, feedback, session->by, session->cycle};
    TRY(run_step(session, pool, "decide", values, done));
    session->decisions += *done;
    return NULL;
}

/* One step at the case in hand; `*next` is the place to go on with, SIZE_MAX to stop. */
static error *take_step(struct session *session, arena *pool, size_t *next)
{
    struct ask_list choices = {.items = steps, .count = COUNT_OF(steps)};
    struct ask_question question = {.prompt = "vote, reveal, move, decide, skip, back, quit?",
                                    .help = "v, r, m, d, s, b or q and Enter.",
                                    .find = ask_find_in_list,
                                    .context = &choices,
                                    .unlisted = session->begun};
    const char *person = session->people[session->at], *answer = NULL;
    const char *values[] = {person, session->cycle};
    struct table item;
    bool done = false;
    TRY(entry_query(session->context, "session_case", values, &item));
    *next = session->at + 1;
    if (item.row_count == 0) {
        ask_say(session->somebody, "\n%zu of %zu: %s was withdrawn meanwhile", session->at + 1,
                session->count, person);
        return NULL;
    }
    show(session, &item);
    session->begun = true;
    TRY(ask(session->somebody, pool, &question, &answer, NULL));
    if (strcmp(answer, "quit") == 0)
        *next = SIZE_MAX;
    if (strcmp(answer, "quit") == 0 || strcmp(answer, "skip") == 0)
        return NULL;
    *next = session->at;
    if (strcmp(answer, "back") == 0)
        *next = session->at > 0 ? session->at - 1 : 0;
    if (strcmp(answer, "vote") == 0)
        return vote(session, pool, person);
    if (strcmp(answer, "reveal") == 0)
        return reveal(session, pool, person);
    if (strcmp(answer, "move") == 0)
        return move(session, pool, person);
    if (strcmp(answer, "decide") == 0)
        TRY(decide(session, pool, person, &done));
    *next += done;
    return NULL;
}

static error *work(struct session *session)
{
    while (session->at < session->count) {
        arena *pool = arena_new(session->context->pool);
        size_t next = SIZE_MAX;
        error *failure = take_step(session, pool, &next);
        arena_free(pool);
        TRY(failure);
        if (next == SIZE_MAX)
            return NULL;
        session->at = next;
    }
    return NULL;
}

static error *read_queue(struct session *session)
{
    struct context *context = session->context;
    const char *only = invocation_value(context->line, "person");
    const char *values[] = {invocation_value(context->line, "cycle")};
    struct table queue, scale;
    session->by = invocation_value(context->line, "by");
    TRY(entry_query(context, "session_queue", values, &queue));
    if (queue.row_count > 0)
        session->cycle = table_cell(&queue, 0, 1);
    session->count = only == NULL ? queue.row_count : 1;
    session->people = arena_array(context->pool, session->count, sizeof *session->people);
    for (size_t i = 0; i < session->count; i++)
        session->people[i] = only == NULL ? table_cell(&queue, i, 0) : only;
    if (session->cycle == NULL)
        session->cycle = values[0];
    values[0] = session->cycle;
    TRY(entry_query(context, "session_scale", values, &scale));
    struct ask_choice *items = arena_array(context->pool, scale.row_count, sizeof *items);
    for (size_t i = 0; i < scale.row_count; i++)
        items[i] = (struct ask_choice){.value = table_cell(&scale, i, 0),
                                       .words = table_cell(&scale, i, 1)};
    session->ratings = (struct ask_list){.items = items, .count = scale.row_count};
    return NULL;
}

static error *tell(const struct session *session)
{
    static const char *const names[] = {"votes", "revealed", "moved", "decided", "undecided"};
    const char *values[] = {session->cycle};
    struct table queue;
    TRY(entry_query(session->context, "session_queue", values, &queue));
    const size_t counts[] = {session->votes, session->reveals, session->moves, session->decisions,
                             queue.row_count};
    struct column columns[COUNT_OF(names)];
    const char *cells[COUNT_OF(names)];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        columns[i] = (struct column){.name = names[i], .kind = COLUMN_INTEGER, .partner = -1};
        cells[i] = arena_printf(session->context->pool, "%zu", counts[i]);
    }
    struct table table = {.name = "session",
                          .title = "",
                          .empty = "",
                          .column_count = COUNT_OF(names),
                          .row_count = 1,
                          .columns = columns,
                          .cells = cells};
    struct document answer = {.table_count = 1, .tables = &table};
    return context_show(session->context, &answer);
}

error *session_next_run(struct context *context)
{
    struct session session = {.context = context};
    const char *names[] = {"session"};
    TRY(render_check_section(context->pool, names, 1, context->style.section));
    if (!ask_possible())
        return error_hint(error_new(ERROR_USAGE, "a session needs a terminal to ask on"),
                          "In a script: rungs calibrate agenda --open, then rungs calibrate vote, "
                          "reveal and move, and rungs decide.");
    TRY(ask_open(context->pool, cancel_asked, &session.somebody));
    TRY(read_queue(&session));
    error *failure = work(&session);
    if (failure == NULL)
        return tell(&session);
    if (failure->kind == ERROR_INTERRUPTED)
        error_hint(failure, "Saved: votes %zu, moves %zu, decisions %zu.", session.votes,
                   session.moves, session.decisions);
    return failure;
}
