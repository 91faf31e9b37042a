/* How large a cell and a record may be: exactly so large is read, one byte more is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "csv_text.h"

enum { MIB = 1024 * 1024 };

static const char long_cell[] = "a cell of more than 1 MiB begins here";
static const char long_record[] = "a record of more than 16 MiB begins here";

static void letters_add(struct text *file, char letter, size_t count)
{
    char *letters = arena_alloc(file->pool, count + 1);
    memset(letters, letter, count);
    text_add_bytes(file, letters, count);
}

/* In a child of its own, until nobody reads any more. */
static _Noreturn void write_endlessly(const int *ends, const char *before, const char *unit)
{
    char piece[65536];
    size_t length = strlen(unit);
    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    for (size_t i = 0; i < sizeof piece; i++)
        piece[i] = unit[i % length];
    ssize_t written = write(ends[1], before, strlen(before));
    while (written > 0)
        written = write(ends[1], piece, sizeof piece / length * length);
    _exit(0);
}

/* Before, so many letters, behind. */
static const char *words_with(arena *pool, const char *before, size_t count, const char *behind)
{
    struct text file = text_new(pool);
    text_add(&file, before);
    letters_add(&file, 'x', count);
    text_add(&file, behind);
    return csv_words(pool, file.bytes, file.length);
}

/* The letters again as they are shown. */
static void expect_read(void **state, const char *words, size_t count, size_t others)
{
    (void)state;
    if (strchr(words, '!') != NULL)
        fail_msg("%s", strchr(words, '!'));
    assert_int_equal(strlen(words), count + others);
}

static void cells_of_up_to_1_mib_are_read(void **state)
{
    static const struct {
        const char *before, *behind, *said;
        long line;
        size_t byte;
    } rows[] = {
        {"a,b\n1,", "\n", "1: a | b\n2: 1 | \n", 2, 3},
        {"a,b\n1,  ", "  ,3\n", "1: a | b\n2: 1 |  | 3\n", 2, 5},
        {"a,b\n1,", "", "1: a | b\n2: 1 | \n", 2, 3},
        {"a,b\n1,\"", "\"\n", "1: a | b\n2: 1 | \n", 2, 3},
        {"a,b\n\"1\",\"2\", \"", "\" , 3\n", "1: a | b\n2: 1 | 2 |  | 3\n", 2, 10},
        {"a,b\n1,2,\"3,\"\"4\", ", ",\"5\"\n", "1: a | b\n2: 1 | 2 | 3,\"4 |  | 5\n", 2, 14},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *fits = words_with(*state, rows[i].before, MIB, rows[i].behind);
        expect_read(state, fits, MIB, strlen(rows[i].said));
        const char *over = words_with(*state, rows[i].before, MIB + 1, rows[i].behind);
        assert_string_equal(over, arena_printf(*state, "1: a | b\n! file, line %ld, byte %zu: %s",
                                               rows[i].line, rows[i].byte, long_cell));
    }
}

static void cells_of_many_lines_are_too(void **state)
{
    static const char lines[] = "0123456\n89\"\"cde\r\n"; /* 16 of the value, 17 of the text */
    for (size_t more = 0; more < 2; more++) {
        struct text file = text_new(*state);
        text_add(&file, "a,b\n\"1\n2\",\"");
        for (size_t i = 0; i < MIB / 16; i++)
            text_add_bytes(&file, lines, 17);
        text_add(&file, more > 0 ? "z\"\n" : "\"\n");
        const char *words = csv_words(*state, file.bytes, file.length);
        if (more == 0)
            expect_read(state, words, MIB, strlen("1: a | b\n2: 1\n2 | \n"));
        else
            assert_string_equal(
                words, arena_printf(*state, "1: a | b\n! file, line 3, byte 4: %s", long_cell));
    }
}

/* What a record of `size` bytes says: it begins with `before`, goes on with cells of 8,000 letters
 * between `left` and `right`, and ends with a shorter one. */
static const char *words_of_record(arena *pool, const char *before, const char *left,
                                   const char *right, size_t size)
{
    struct text file = text_new(pool);
    text_add(&file, "a,b\n");
    text_add(&file, before);
    while (file.length + 9000 < size + 4) {
        text_add(&file, left);
        letters_add(&file, 'x', 8000);
        text_add(&file, right);
    }
    letters_add(&file, 'y', size + 4 - file.length);
    text_add(&file, "\r\nb\n");
    return csv_words(pool, file.bytes, file.length);
}

static void records_of_up_to_16_mib_are_read(void **state)
{
    static const char *const rows[][3] = {
        {"", "", ","}, {"\"z\",", "", ","}, {"", "\"", "\r\n\","}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        arena *pool = arena_new(*state);
        const char *words =
            words_of_record(pool, rows[i][0], rows[i][1], rows[i][2], CSV_LONGEST_RECORD);
        if (strchr(words, '!') != NULL)
            fail_msg("%s", strchr(words, '!'));
        assert_string_equal(strrchr(words, 'y') + 1, strchr(strrchr(words, 'y'), '\n'));
        assert_non_null(strstr(strrchr(words, 'y'), ": b\n"));
        words = words_of_record(pool, rows[i][0], rows[i][1], rows[i][2], CSV_LONGEST_RECORD + 1);
        assert_string_equal(
            words, arena_printf(pool, "1: a | b\n! file, line 2, byte 1: %s", long_record));
        /* Much more than that is told as soon, with one line or many. */
        words =
            words_of_record(pool, rows[i][0], rows[i][1], rows[i][2], CSV_LONGEST_RECORD * 5L / 4);
        assert_string_equal(
            words, arena_printf(pool, "1: a | b\n! file, line 2, byte 1: %s", long_record));
        arena_free(pool);
    }
}

static void records_of_up_to_16384_cells_are_read(void **state)
{
    for (size_t quoted = 0; quoted < 2; quoted++) {
        const char *before = quoted == 0 ? "1" : "\"1\"";
        struct text fits = text_new(*state), over = text_new(*state);
        text_addf(&fits, "a,b\n%s", before);
        letters_add(&fits, ',', CSV_MOST_CELLS - 1);
        text_addf(&over, "%s,\n", fits.bytes);
        const char *words = csv_words(*state, fits.bytes, fits.length);
        expect_read(state, words, strlen(" | <null>") * (CSV_MOST_CELLS - 1),
                    strlen("1: a | b\n2: 1\n"));
        words = csv_words(*state, over.bytes, over.length);
        assert_string_equal(words, "1: a | b\n! file, line 2, byte 1: a record of more than 16,384 "
                                   "cells begins here");
    }
}

/* Files that are one something without an end: what is read of them is bounded. */
static void no_file_takes_more_than_some_memory(void **state)
{
    static const struct {
        const char *before, *unit, *said;
    } rows[] = {
        {"a,b\n", "x", "a cell of more than 1 MiB begins here"},
        {"a,b\n1,\"", "x", "a cell of more than 1 MiB begins here"},
        {"a,b\n1,\"", "x\n", "a cell of more than 1 MiB begins here"},
        {"a,b\n", "xxxxxxxxxxxxxxx,", "a record of more than 16,384 cells begins here"},
        {"a,b\n", "\"\",", "a record of more than 16,384 cells begins here"},
        {"a,b\n\"", "\"\"", "a cell of more than 1 MiB begins here"},
        {"a,b\n", " ", "a record of more than 16 MiB begins here"},
        /* The blanks may yet turn out to be part of it. */
        {"a,b\n1,\"2\"", " ", "a cell of more than 1 MiB begins here"},
    };
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        arena *pool = arena_new(*state);
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        const char *path = arena_printf(pool, "/proc/self/fd/%d", ends[0]);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            write_endlessly(ends, rows[i].before, rows[i].unit);
        close(ends[1]);
        const char *words = csv_words_of(pool, path, NULL);
        if (strstr(words, rows[i].said) == NULL)
            fail_msg("row %zu: %s", i, words);
        arena_free(pool);
        close(ends[0]);
        assert_int_equal(waitpid(child, NULL, 0), child);
    }
    getrusage(RUSAGE_SELF, &after);
    /* The sanitizers take as much again, and their allocator tells nothing: 0. */
    long limit = mallinfo2().uordblks == 0 ? 512 * 1024 : 3 * CSV_LONGEST_RECORD / 1024;
    if (after.ru_maxrss - before.ru_maxrss > limit)
        fail_msg("%ld KiB", after.ru_maxrss - before.ru_maxrss);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_file_takes_more_than_some_memory, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(cells_of_up_to_1_mib_are_read, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(cells_of_many_lines_are_too, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(records_of_up_to_16_mib_are_read, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(records_of_up_to_16384_cells_are_read, pool_open,
                                        pool_close),
    };
    return cmocka_run_group_tests_name("csv limits", tests, NULL, NULL);
}
