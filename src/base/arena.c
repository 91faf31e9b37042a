/* Arena memory: a chain of blocks, a chain of children, a chain of things to release. */
#include "rungs/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct block {
    struct block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

struct deferred {
    struct deferred *next;
    void (*release)(void *);
    void *resource;
};

struct arena {
    arena *parent, *first_child, *previous, *next;
    struct block *blocks;
    struct deferred *deferred;
};

static _Noreturn void out_of_memory(void)
{
    static const char words[] = "rungs: out of memory\n";
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
    _exit(70);
}

static void *must_malloc(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL)
        out_of_memory();
    return memory;
}

arena *arena_new(arena *parent)
{
    arena *pool = must_malloc(sizeof *pool);
    *pool = (arena){.parent = parent};
    if (parent != NULL) {
        pool->next = parent->first_child;
        if (pool->next != NULL)
            pool->next->previous = pool;
        parent->first_child = pool;
    }
    return pool;
}

static void arena_unlink(arena *pool)
{
    if (pool->previous != NULL)
        pool->previous->next = pool->next;
    else if (pool->parent != NULL)
        pool->parent->first_child = pool->next;
    if (pool->next != NULL)
        pool->next->previous = pool->previous;
}

void arena_free(arena *pool)
{
    if (pool == NULL)
        return;
    while (pool->first_child != NULL)
        arena_free(pool->first_child);
    for (struct deferred *item = pool->deferred; item != NULL; item = item->next)
        item->release(item->resource);
    for (struct block *block = pool->blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    arena_unlink(pool);
    free(pool);
}

static struct block *block_new(arena *pool, size_t size)
{
    struct block *block = must_malloc(sizeof *block + size);
    block->size = size;
    block->used = 0;
    /* A block made for one big value goes behind the current one, which may have room left. */
    if (size > BLOCK_SIZE && pool->blocks != NULL) {
        block->next = pool->blocks->next;
        pool->blocks->next = block;
    } else {
        block->next = pool->blocks;
        pool->blocks = block;
    }
    return block;
}

static void *raw_alloc(arena *pool, size_t size)
{
    const size_t alignment = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size = (size + alignment - 1) / alignment * alignment;
    struct block *block = pool->blocks;
    if (block == NULL || block->size - block->used < size)
        block = block_new(pool, size > BLOCK_SIZE ? size : BLOCK_SIZE);
    void *memory = block->bytes + block->used;
    block->used += size;
    return memory;
}

void *arena_alloc(arena *pool, size_t size)
{
    return memset(raw_alloc(pool, size), 0, size);
}

void *arena_array(arena *pool, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size)
        out_of_memory();
    return arena_alloc(pool, count * size);
}

void *arena_grow(arena *pool, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    void *grown = arena_array(pool, wanted, size);
    if (count > 0)
        memcpy(grown, items, count * size);
    *capacity = wanted;
    return grown;
}

char *arena_copy_bytes(arena *pool, const char *bytes, size_t length)
{
    char *copy = raw_alloc(pool, length + 1);
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *arena_copy(arena *pool, const char *string)
{
    return string == NULL ? NULL : arena_copy_bytes(pool, string, strlen(string));
}

char *arena_vprintf(arena *pool, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        length = 0;
    char *string = raw_alloc(pool, (size_t)length + 1);
    string[0] = '\0';
    vsnprintf(string, (size_t)length + 1, format, again);
    va_end(again);
    return string;
}

char *arena_printf(arena *pool, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *string = arena_vprintf(pool, format, arguments);
    va_end(arguments);
    return string;
}

void arena_defer(arena *pool, void (*release)(void *), void *resource)
{
    struct deferred *item = arena_alloc(pool, sizeof *item);
    *item = (struct deferred){.next = pool->deferred, .release = release, .resource = resource};
    pool->deferred = item;
}
