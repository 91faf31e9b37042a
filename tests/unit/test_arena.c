/* Arenas: what is given out, in which order things are released, and what running out means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pool.h"

/* Names of the resources in the order in which they were released. */
static char released[32];
static char names[] = "abcde";

static void release(void *name)
{
    size_t length = strlen(released);
    released[length] = *(char *)name;
    released[length + 1] = '\0';
}

static void releases_run_backwards_and_children_go_first(void **state)
{
    (void)state;
    released[0] = '\0';
    arena *parent = arena_new(NULL);
    arena_defer(parent, release, names + 0);
    arena *child = arena_new(parent);
    arena_defer(child, release, names + 2);
    arena_defer(child, release, names + 3);
    arena_defer(arena_new(child), release, names + 4);
    arena_defer(parent, release, names + 1);
    arena_free(parent);
    assert_string_equal(released, "edcba");
}

static void a_child_freed_early_is_forgotten(void **state)
{
    (void)state;
    released[0] = '\0';
    arena *parent = arena_new(NULL), *children[3];
    for (size_t i = 0; i < COUNT_OF(children); i++) {
        children[i] = arena_new(parent);
        arena_defer(children[i], release, names + i);
    }
    arena_free(children[1]);
    assert_string_equal(released, "b");
    arena_free(children[2]);
    arena_free(children[0]);
    assert_string_equal(released, "bca");
    arena_defer(arena_new(parent), release, names + 3);
    arena_free(parent);
    assert_string_equal(released, "bcad");
    arena_free(NULL);
}

/* The borders of a block are the place where two values could overlap. */
static void memory_is_zeroed_aligned_and_apart(void **state)
{
    static const size_t sizes[] = {0,     1,     7,     15,    16,    17,     4096,
                                   16368, 16383, 16384, 16385, 70000, 1 << 20};
    unsigned char *given[4 * COUNT_OF(sizes)];
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        size_t size = sizes[i % COUNT_OF(sizes)];
        given[i] = arena_alloc(*state, size);
        assert_int_equal((uintptr_t)given[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(given[i][j], 0);
        memset(given[i], (int)i + 1, size);
    }
    for (size_t i = 0; i < COUNT_OF(given); i++)
        for (size_t j = 0; j < sizes[i % COUNT_OF(sizes)]; j++)
            assert_int_equal(given[i][j], i + 1);
}

static void a_big_value_leaves_the_room_of_the_block(void **state)
{
    char *before = arena_alloc(*state, 16);
    arena_alloc(*state, 1 << 20);
    char *behind = arena_alloc(*state, 16);
    assert_ptr_equal(behind, before + 16);
}

static void arrays_grow_and_keep_their_elements(void **state)
{
    size_t capacity = 0, moves = 0;
    int *items = NULL;
    for (size_t count = 0; count < 5000; count++) {
        int *grown = arena_grow(*state, items, count, &capacity, sizeof *items);
        moves += grown != items;
        items = grown;
        assert_true(capacity > count);
        assert_int_equal(items[count], 0);
        items[count] = (int)count;
    }
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(items[i], i);
    /* 8, 16, ... 8192: doubling keeps growing linear. */
    assert_int_equal(moves, 11);
}

static void strings_are_copied_and_formatted(void **state)
{
    char original[] = "Zoë";
    char *copy = arena_copy(*state, original);
    original[0] = '?';
    assert_string_equal(copy, "Zoë");
    assert_null(arena_copy(*state, NULL));
    assert_string_equal(arena_copy(*state, ""), "");
    assert_memory_equal(arena_copy_bytes(*state, "a\0bc", 3), "a\0b", 4);
    assert_string_equal(arena_printf(*state, "%s-%d", "x", 42), "x-42");
    assert_string_equal(arena_printf(*state, "%s", ""), "");
    char *wide = arena_printf(*state, "%*d", 40000, 7);
    assert_int_equal(strlen(wide), 40000);
    assert_int_equal(wide[39999], '7');
}

/* What a child process says on stderr and how it ends when it asks for the impossible. */
static int status_of(void (*ask)(arena *), char *words, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        ask(arena_new(NULL));
        _exit(0);
    }
    close(ends[1]);
    ssize_t length = read(ends[0], words, size - 1);
    words[length < 0 ? 0 : length] = '\0';
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void ask_for_an_overflow(arena *pool)
{
    arena_array(pool, SIZE_MAX / 8, 16);
}

static void ask_for_half_of_everything(arena *pool)
{
    arena_alloc(pool, SIZE_MAX - 8);
}

static void running_out_ends_the_process_with_70(void **state)
{
    (void)state;
    char words[200];
    assert_int_equal(status_of(ask_for_an_overflow, words, sizeof words), 70);
    assert_string_equal(words, "rungs: out of memory\n");
    assert_int_equal(status_of(ask_for_half_of_everything, words, sizeof words), 70);
    assert_string_equal(words, "rungs: out of memory\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(releases_run_backwards_and_children_go_first),
        cmocka_unit_test(a_child_freed_early_is_forgotten),
        cmocka_unit_test_setup_teardown(memory_is_zeroed_aligned_and_apart, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_big_value_leaves_the_room_of_the_block, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(arrays_grow_and_keep_their_elements, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(strings_are_copied_and_formatted, pool_open, pool_close),
        cmocka_unit_test(running_out_ends_the_process_with_70),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
