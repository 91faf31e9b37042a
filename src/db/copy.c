/* COPY in the text format: tabs between cells, \N for null, escapes for what the format uses
 * itself. */
#include "rungs/db/copy.h"

#include <string.h>

#include "rungs/base/text.h"
#include "rungs/db/cancel.h"
#include "rungs/db/internal.h"

enum { PIECE = 64 * 1024, LINE_NUMBER = 32 };

struct copy {
    db *source;
    struct text row; /* encoded last */
    size_t cells;    /* how many it has */
    size_t used;
    char piece[PIECE];
};

static error *piece_send(copy *target)
{
    if (cancel_asked())
        return cancel_error(target->source->saved);
    if (PQputCopyData(target->source->link, target->piece, (int)target->used) != 1)
        return failure_new(target->source, NULL);
    target->used = 0;
    return NULL;
}

static error *bytes_add(copy *target, const char *bytes, size_t length)
{
    for (size_t some; length > 0; bytes += some, length -= some) {
        if (target->used == PIECE)
            TRY(piece_send(target));
        some = length < PIECE - target->used ? length : PIECE - target->used;
        memcpy(target->piece + target->used, bytes, some);
        target->used += some;
    }
    return NULL;
}

/* What stands behind the backslash for a byte that the format uses itself; 0: the byte stands for
 * itself. */
static const char escapes[256] = {['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r',
                                  ['\t'] = 't', ['\v'] = 'v', ['\\'] = '\\'};

static void cell_encode(struct text *row, const char *cell, size_t length)
{
    for (size_t at = 0, from = 0; at <= length; at++) {
        char letter = at < length ? escapes[(unsigned char)cell[at]] : 0;
        if (at < length && letter == 0)
            continue;
        text_add_bytes(row, cell + from, at - from);
        if (at < length)
            text_add_bytes(row, (const char[]){'\\', letter}, 2);
        from = at + 1;
    }
}

static void row_begin(copy *target)
{
    target->row.length = 0;
    target->cells = 0;
}

static void row_add(copy *target, const char *cell, size_t length)
{
    if (target->cells++ > 0)
        text_add_bytes(&target->row, "\t", 1);
    if (cell == NULL)
        text_add_bytes(&target->row, "\\N", 2);
    else
        cell_encode(&target->row, cell, length);
}

const char *copy_encode(copy *target, const struct copy_cell *cells, size_t count, size_t *length)
{
    row_begin(target);
    for (size_t i = 0; i < count; i++)
        row_add(target, cells[i].bytes, cells[i].length);
    *length = target->row.length;
    return text_string(&target->row);
}

error *copy_begin(arena *pool, db *source, const char *name, copy **result)
{
    const struct statement *statement = statement_find(name);
    if (statement == NULL || statement->shape != STATEMENT_COPY)
        return error_new(ERROR_BUG, "there is no copy statement '%s'", name);
    PGresult *answer = NULL;
    TRY(query_text(pool, source, statement->text, &answer));
    copy *target = arena_alloc(pool, sizeof *target);
    target->source = source;
    target->row = text_new(pool);
    *result = target;
    return NULL;
}

error *copy_send(copy *target, long line, const char *last)
{
    char number[LINE_NUMBER];
    int length = snprintf(number, sizeof number, "%ld", line);
    TRY(bytes_add(target, number, (size_t)length));
    if (target->cells > 0) {
        TRY(bytes_add(target, "\t", 1));
        TRY(bytes_add(target, text_string(&target->row), target->row.length));
    }
    if (last != NULL) {
        TRY(bytes_add(target, "\t", 1));
        TRY(bytes_add(target, last, strlen(last)));
    }
    return bytes_add(target, "\n", 1);
}

error *copy_row(copy *target, long line, const char *const *cells, size_t count)
{
    row_begin(target);
    for (size_t i = 0; i < count; i++)
        row_add(target, cells[i], cells[i] == NULL ? 0 : strlen(cells[i]));
    return copy_send(target, line, NULL);
}

/* What the server says at the end of a copy. */
static error *answers_read(db *source)
{
    error *failure = NULL;
    for (PGresult *answer; (answer = PQgetResult(source->link)) != NULL;) {
        if (failure == NULL && PQresultStatus(answer) != PGRES_COMMAND_OK)
            failure = failure_new(source, answer);
        PQclear(answer);
    }
    return failure;
}

error *copy_end(copy *target)
{
    TRY(piece_send(target));
    if (PQputCopyEnd(target->source->link, NULL) != 1)
        return failure_new(target->source, NULL);
    return answers_read(target->source);
}

error *copy_read(arena *pool, db *source, const char *name,
                 error *(*take)(void *owner, const char *row), void *owner)
{
    const struct statement *statement = statement_find(name);
    if (statement == NULL || statement->shape != STATEMENT_COPY)
        return error_new(ERROR_BUG, "there is no copy statement '%s'", name);
    PGresult *answer = NULL;
    TRY(query_text(pool, source, statement->text, &answer));
    char *row = NULL;
    for (int length; (length = PQgetCopyData(source->link, &row, 0)) > 0;) {
        row[length - 1] = '\0';
        error *failure = cancel_asked() ? cancel_error(source->saved) : take(owner, row);
        PQfreemem(row);
        TRY(failure);
    }
    return answers_read(source);
}
