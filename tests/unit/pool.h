/* For tests: an arena around each test as its state, and bytes that look like a file. */
#ifndef RUNGS_TESTS_POOL_H
#define RUNGS_TESTS_POOL_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "rungs/base/arena.h"

static inline int pool_open(void **state)
{
    *state = arena_new(NULL);
    return 0;
}

static inline int pool_close(void **state)
{
    arena_free(*state);
    return 0;
}

static inline void memory_close(void *descriptor)
{
    close(*(int *)descriptor);
}

/* The path of a file in memory with these bytes; it is gone with the arena. */
static inline const char *memory_file(arena *pool, const char *bytes, size_t length)
{
    int *descriptor = arena_alloc(pool, sizeof *descriptor);
    *descriptor = memfd_create("test", MFD_CLOEXEC);
    arena_defer(pool, memory_close, descriptor);
    for (size_t written = 0; written < length;) {
        ssize_t some = write(*descriptor, bytes + written, length - written);
        if (some <= 0)
            return NULL;
        written += (size_t)some;
    }
    return arena_printf(pool, "/proc/self/fd/%d", *descriptor);
}

#endif
