/* Memory that is given back all at once. A command owns one arena; an unbounded loop owns a child.
 * Foreign resources (a PGresult, a file) are tied to an arena by arena_defer() on the line after
 * they are acquired, so that every way out of a function releases them.
 *
 * Out of memory: allocation never returns NULL. When the system has none left, the process says so
 * on stderr and ends with exit code 70; there is nothing sensible that a caller could do. */
#ifndef RUNGS_BASE_ARENA_H
#define RUNGS_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "rungs/base/macros.h"

typedef struct arena arena;

/* A new arena. `parent` may be NULL; otherwise freeing the parent frees this one too (earlier
 * freeing by arena_free() is fine). Owned by the caller or the parent. */
arena *arena_new(arena *parent);

/* Runs the deferred releases, last one first, then frees all memory. NULL is fine. */
void arena_free(arena *pool);

/* `size` bytes of zeroed memory, aligned for any type. Owned by the arena. */
void *arena_alloc(arena *pool, size_t size);

/* Zeroed memory for `count` elements of `size` bytes; an overflowing product ends the process as
 * running out of memory does. */
void *arena_array(arena *pool, size_t count, size_t size);

/* An array of `count` used elements of `size` bytes each at `items` with room for `*capacity`:
 * makes room for at least one more and returns where the elements are now. `items` may be NULL when
 * `*capacity` is 0. The old memory stays with the arena. */
void *arena_grow(arena *pool, void *items, size_t count, size_t *capacity, size_t size);

/* A copy of a string (NULL gives NULL), or of its first `length` bytes with a NUL behind. */
char *arena_copy(arena *pool, const char *string);
char *arena_copy_bytes(arena *pool, const char *bytes, size_t length);

/* A formatted string. */
char *arena_printf(arena *pool, const char *format, ...) ARGS(2, 3);
char *arena_vprintf(arena *pool, const char *format, va_list arguments) ARGS(2, 0);

/* Calls release(resource) when the arena is freed. */
void arena_defer(arena *pool, void (*release)(void *resource), void *resource);

#endif
