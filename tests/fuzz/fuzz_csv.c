/* The CSV reader over any bytes. Besides not falling over it has to keep two promises: what it
 * hands out is text with a line, and a blank line in front changes nothing but the lines. That line
 * is long: it pushes the input over the border of the reader's pieces, which a fuzzer would not
 * find. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "rungs/base/text.h"
#include "rungs/csv/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { PIECE = 65536 };

/* `blank` is the length of the blank line, 0: none. The header keeps the guess of the delimiter out
 * of the comparison. */
static const char header[] = "a,b\n";

static csv_reader *open_behind(arena *pool, size_t blank, const uint8_t *bytes, size_t length)
{
    struct text file = text_new(pool);
    csv_reader *source = NULL;
    text_add(&file, header);
    if (blank > 0)
        text_addf(&file, "%*s\n", (int)blank - 1, "");
    text_add_bytes(&file, (const char *)bytes, length);
    if (csv_open(pool, memory_file(pool, file.bytes, file.length), &source) != NULL)
        abort();
    return source;
}

static void must(bool kept)
{
    if (!kept)
        abort();
}

/* The next record; NULL at the end and, with `*failed`, after a fault. */
static const struct csv_record *next(csv_reader *source, struct csv_record *record, bool *failed)
{
    bool more = false;
    error *failure = csv_next(source, record, &more);
    *failed = failure != NULL;
    must(failure == NULL ||
         (failure->kind == ERROR_REFUSED && strstr(failure->message, ", line ")));
    return failure == NULL && more ? record : NULL;
}

static void check_record(const struct csv_record *record, long last)
{
    must(record->line > last && record->count > 0);
    for (size_t i = 0; i < record->count; i++) {
        const char *cell = record->cells[i];
        must(cell == NULL || utf8_check(cell, strlen(cell)) == strlen(cell));
    }
}

static void check_same(const struct csv_record *left, const struct csv_record *right)
{
    must(left->line + (left->line == 1 ? 0 : 1) == right->line && left->count == right->count);
    for (size_t i = 0; i < left->count; i++) {
        const char *one = left->cells[i], *other = right->cells[i];
        must(one == NULL ? other == NULL : other != NULL && strcmp(one, other) == 0);
    }
}

static void compare(arena *pool, size_t blank, const uint8_t *bytes, size_t length)
{
    csv_reader *plain = open_behind(pool, 0, bytes, length);
    csv_reader *behind = open_behind(pool, blank, bytes, length);
    long last = 0;
    for (;;) {
        struct csv_record left, right;
        bool left_failed, right_failed;
        const struct csv_record *one = next(plain, &left, &left_failed);
        const struct csv_record *other = next(behind, &right, &right_failed);
        /* A fault is told when its piece is read, so one of them may get further before it. */
        while (left_failed && other != NULL)
            other = next(behind, &right, &right_failed);
        must(left_failed == right_failed && (one == NULL) == (other == NULL));
        if (one == NULL)
            return;
        check_record(one, last);
        check_same(one, other);
        last = one->line;
    }
}

/* The first byte says how much of the rest lies before the border; most inputs stay away from it,
 * which is quicker. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0 || length > PIECE / 2)
        return 0;
    arena *pool = arena_new(NULL);
    size_t before = bytes[0] < length ? bytes[0] : length - 1;
    size_t blank = bytes[0] < 64 ? PIECE - strlen(header) - before : 1;
    compare(pool, blank, bytes + 1, length - 1);
    arena_free(pool);
    return 0;
}
