/* For the tests of the reader: UTF-8 written in another encoding. */
#ifndef RUNGS_TESTS_CSV_ENCODE_H
#define RUNGS_TESTS_CSV_ENCODE_H

#include <iconv.h>

#include "rungs/base/text.h"

/* `*fits` is false when the encoding does not have all of the characters. */
static inline struct text csv_encode(arena *pool, const char *encoding, const char *bytes,
                                     size_t length, bool *fits)
{
    iconv_t handle = iconv_open(encoding, "UTF-8");
    char *in = (char *)(size_t)bytes, *room = arena_alloc(pool, length * 8 + 16);
    struct text result = {.pool = pool, .bytes = room, .capacity = length * 8 + 16};
    size_t left = result.capacity - 1;
    *fits = handle != (iconv_t)-1 && iconv(handle, &in, &length, &room, &left) == 0 &&
            iconv(handle, NULL, NULL, &room, &left) == 0;
    if (handle != (iconv_t)-1)
        iconv_close(handle);
    result.length = result.capacity - 1 - left;
    return result;
}

#endif
