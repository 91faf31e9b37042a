/* Memory that grows and gives back what it outgrew, unlike an arena's arrays: for the few buffers
 * of the reader that may become megabytes large. */
#ifndef RUNGS_CSV_BUFFER_H
#define RUNGS_CSV_BUFFER_H

#include <stddef.h>

#include "rungs/base/arena.h"

/* `bytes` is aligned for any type, NULL while `capacity` is 0. The memory goes with `parent`. */
struct buffer {
    arena *parent, *own;
    void *bytes;
    size_t capacity;
};

/* Makes room for `needed` bytes in all and keeps the first `used` ones; the others are zero or old.
 * `bytes` may move. Grows to twice its size, and by 4 MiB once it is larger than that. */
void buffer_grow(struct buffer *buffer, size_t used, size_t needed);

/* The same when it has no room; asked for each cell, so it is inline. */
static inline void buffer_reserve(struct buffer *buffer, size_t used, size_t needed)
{
    if (needed > buffer->capacity)
        buffer_grow(buffer, used, needed);
}

#endif
