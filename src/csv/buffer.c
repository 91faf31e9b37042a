/* Memory that grows, in an arena of its own that is replaced by a larger one. */
#include "rungs/csv/buffer.h"

#include <string.h>

enum { SMALLEST = 1024, LARGEST_STEP = 4 * 1024 * 1024 };

void buffer_grow(struct buffer *buffer, size_t used, size_t needed)
{
    size_t step = buffer->capacity < LARGEST_STEP ? buffer->capacity : LARGEST_STEP;
    size_t wanted = buffer->capacity + (step < SMALLEST ? SMALLEST : step);
    arena *grown = arena_new(buffer->parent);
    wanted = wanted < needed ? needed : wanted;
    void *bytes = arena_alloc(grown, wanted);
    if (used > 0)
        memcpy(bytes, buffer->bytes, used);
    arena_free(buffer->own);
    *buffer =
        (struct buffer){.parent = buffer->parent, .own = grown, .bytes = bytes, .capacity = wanted};
}
