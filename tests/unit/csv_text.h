/* For the tests of the reader: what a file says, written in a line a record, like
 *     2: a | <null> | c
 * and, after what was read before it, an error as "! message". */
#ifndef RUNGS_TESTS_CSV_TEXT_H
#define RUNGS_TESTS_CSV_TEXT_H

#include <string.h>

#include "pool.h"
#include "rungs/base/text.h"
#include "rungs/csv/reader.h"

static inline void csv_words_add(struct text *words, const struct csv_record *record)
{
    text_addf(words, "%ld:", record->line);
    for (size_t i = 0; i < record->count; i++)
        text_addf(words, "%s %s", i > 0 ? " |" : "",
                  record->cells[i] == NULL ? "<null>" : record->cells[i]);
    text_add(words, "\n");
}

static inline const char *csv_words_of(arena *pool, const char *path,
                                       const struct csv_options *options)
{
    struct text words = text_new(pool);
    struct csv_record record;
    csv_reader *source = NULL;
    error *failure = csv_open(pool, path, options, &source);
    for (bool more = true; failure == NULL && more;) {
        failure = csv_next(source, &record, &more);
        if (failure == NULL && more)
            csv_words_add(&words, &record);
    }
    /* Which descriptor it was is nobody's business. */
    const char *name = failure == NULL ? NULL : strstr(failure->message, path);
    if (name != NULL)
        text_addf(&words, "! %.*sfile%s", (int)(name - failure->message), failure->message,
                  name + strlen(path));
    else if (failure != NULL)
        text_addf(&words, "! %s", failure->message);
    return text_string(&words);
}

static inline const char *csv_words(arena *pool, const char *bytes, size_t length)
{
    return csv_words_of(pool, memory_file(pool, bytes, length), NULL);
}

#endif
