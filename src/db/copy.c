/* COPY in the text format: tabs between cells, \N for null, escapes for what the format uses
 * itself. */
#include "rungs/db/copy.h"

#include <string.h>

#include "rungs/base/text.h"
#include "rungs/db/cancel.h"
#include "rungs/db/internal.h"

enum { PIECE = 64 * 1024 };

struct copy {
    db *source;
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

static error *byte_add(copy *target, char byte)
{
    if (target->used == PIECE)
        TRY(piece_send(target));
    target->piece[target->used++] = byte;
    return NULL;
}

static char escaped(char byte)
{
    switch (byte) {
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    case '\v':
        return 'v';
    case '\\':
        return '\\';
    default:
        return 0;
    }
}

static error *cell_add(copy *target, const char *cell)
{
    if (cell == NULL)
        cell = "\\N";
    else
        for (; *cell != '\0'; cell++) {
            char letter = escaped(*cell);
            if (letter != 0)
                TRY(byte_add(target, '\\'));
            TRY(byte_add(target, letter != 0 ? letter : *cell));
        }
    for (; *cell != '\0'; cell++)
        TRY(byte_add(target, *cell));
    return NULL;
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
    *result = target;
    return NULL;
}

error *copy_row(copy *target, long line, const char *const *cells, size_t count)
{
    char number[32];
    snprintf(number, sizeof number, "%ld", line);
    TRY(cell_add(target, number));
    for (size_t i = 0; i < count; i++) {
        TRY(byte_add(target, '\t'));
        TRY(cell_add(target, cells[i]));
    }
    return byte_add(target, '\n');
}

error *copy_end(copy *target)
{
    PGconn *link = target->source->link;
    TRY(piece_send(target));
    if (PQputCopyEnd(link, NULL) != 1)
        return failure_new(target->source, NULL);
    error *failure = NULL;
    for (PGresult *answer; (answer = PQgetResult(link)) != NULL;) {
        if (failure == NULL && PQresultStatus(answer) != PGRES_COMMAND_OK)
            failure = failure_new(target->source, answer);
        PQclear(answer);
    }
    return failure;
}
