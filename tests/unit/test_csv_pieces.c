/* The reader over the borders of its pieces: 65,536 bytes are read at once, and nothing of that may
 * show. Not here: what a small file says (test_csv.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <malloc.h>
#include <stdlib.h>

#include "csv_text.h"

enum { PIECE = 65536 };

/* Lines of noughts up to `before` bytes ahead of the border, then the bytes: every way of cutting
 * them is one value of `before`. The lines end with `end`. */
static struct text file_with(arena *pool, const char *end, size_t before, const char *bytes)
{
    struct text file = text_new(pool);
    size_t wanted = PIECE - before;
    while (file.length + 200 < wanted)
        text_addf(&file, "%0100d%s", 0, end);
    while (file.length + strlen(end) < wanted)
        text_add(&file, "y");
    text_add(&file, end);
    text_add(&file, bytes);
    return file;
}

/* The last lines of what such a file says, with lines counted from that behind the border's. */
static const char *tail_of(arena *pool, const struct text *file, const char *end, size_t before)
{
    const char *words = csv_text(pool, file->bytes, file->length);
    struct text tail = text_new(pool);
    size_t lines = 0;
    for (const char *at = file->bytes; at < file->bytes + PIECE - before; lines++)
        at = strstr(at, end) + strlen(end);
    for (const char *next; *words != '\0'; words = next) {
        next = strchr(words, '\n');
        next = next == NULL ? words + strlen(words) : next + 1;
        const char *place = words[0] == '!' ? strstr(words, ", line ") : NULL;
        char *rest;
        long line = strtol(place == NULL ? words : place + 7, &rest, 10) - (long)lines;
        if (place != NULL)
            text_addf(&tail, "! %ld%s", line, rest);
        else if (words[0] < '0' || words[0] > '9')
            text_add_bytes(&tail, words, (size_t)(next - words));
        else if (line > 0)
            text_addf(&tail, "%ld%.*s", line, (int)(next - rest), rest);
    }
    return text_string(&tail);
}

static void check(arena *state, const char *end, const char *bytes, const char *expected)
{
    for (size_t before = 0; before <= strlen(bytes) + 1; before++) {
        arena *pool = arena_new(state);
        struct text file = file_with(pool, end, before, bytes);
        const char *found = tail_of(pool, &file, end, before);
        /* Records before a fault may have been handed out; that is no matter, an import is rolled
         * back. */
        if (expected[0] == '!' && strchr(found, '!') != NULL)
            found = strchr(found, '!');
        if (strcmp(found, expected) != 0)
            fail_msg("%zu bytes before the border: %s", before, found);
        arena_free(pool);
    }
}

static void line_ends_are_counted_once(void **state)
{
    check(*state, "\n", "a,b\n1,2\n", "1: a | b\n2: 1 | 2\n");
    check(*state, "\r\n", "a,b\r\n1,2\r\n", "1: a | b\n2: 1 | 2\n");
    check(*state, "\r", "a,b\r1,2\r", "1: a | b\n2: 1 | 2\n");
    check(*state, "\r\n", "\r\n\r\na\r\n", "3: a\n");
    check(*state, "\r", "\r\ra\r\rb\r", "3: a\n5: b\n");
    check(*state, "\n", "\n \n\t\na\n", "4: a\n");
}

static void quoted_line_ends_are_counted_too(void **state)
{
    check(*state, "\r\n", "a,\"x\r\n\r\ny\"\r\nb\r\n", "1: a | x\r\n\r\ny\n4: b\n");
    check(*state, "\n", "\"\n\n\",\"\"\"\"\nb", "1: \n\n | \"\n4: b\n");
    check(*state, "\r", "\"\r\"\rb\r", "1: \r\n3: b\n");
}

static void characters_are_put_together(void **state)
{
    check(*state, "\n", "é,山,😀\n\"é山😀\"\n", "1: é | 山 | 😀\n2: é山😀\n");
    check(*state, "\r\n", "😀\r\n😀\r\n😀", "1: 😀\n2: 😀\n3: 😀\n");
}

static void faults_keep_their_line(void **state)
{
    static const char bad[] = "! 3: a byte that is not UTF-8";
    check(*state, "\n", "a\nb\nc\xE5\xB1zzzz\n", bad);
    check(*state, "\r\n", "a\r\nb\r\n\xFFxxxx", bad);
    check(*state, "\r", "a\rb\rc\xE5\xB1", bad);
    check(*state, "\n", "a\nb\nc\xF0\x9F\x98", bad);
    check(*state, "\r\n", "a\r\nb\r\nc\"\r\n",
          "! 3: a quote stands inside a cell that is not quoted");
    check(*state, "\r\n", "a\r\nb\r\n\"c\r\nd\r\n",
          "! 3: a quote is opened in the record that begins here and never closed");
}

static struct text long_record(arena *pool, size_t length)
{
    struct text file = text_new(pool);
    text_add(&file, "a\n\"");
    char *letters = arena_alloc(pool, length);
    memset(letters, 'x', length);
    text_add_bytes(&file, letters, length);
    text_add(&file, "\"\nb\n");
    return file;
}

static void records_of_up_to_16_mib_are_read(void **state)
{
    const size_t most = 16 * 1024 * 1024;
    /* Two quotes and the line end belong to the record. */
    struct text fits = long_record(*state, most - 3), over = long_record(*state, most - 2);
    const char *words = csv_text(*state, fits.bytes, fits.length);
    assert_int_equal(strlen(words), strlen("1: a\n2: \n3: b\n") + most - 3);
    assert_string_equal(csv_text(*state, over.bytes, over.length),
                        "1: a\n! file, line 2: a record of more than 16 MiB begins here");
}

static void blank_lines_are_no_record_however_many(void **state)
{
    const size_t most = 17 * 1024 * 1024;
    char *bytes = arena_alloc(*state, most);
    memset(bytes, '\n', most);
    bytes[most - 2] = 'a';
    assert_string_equal(csv_text(*state, bytes, most), arena_printf(*state, "%zu: a\n", most - 1));
}

/* A record is open at each border; what was handed out before has to go all the same. */
static void memory_does_not_grow_with_the_file(void **state)
{
    struct text file = text_new(*state);
    while (file.length < 8 * 1024 * 1024)
        text_add(&file, "12345,Ana Ruiz,1\n");
    struct csv_record record;
    csv_reader *source = NULL;
    bool more = true;
    size_t before = mallinfo2().uordblks, most = 0, count = 0;
    assert_null(csv_open(*state, memory_file(*state, file.bytes, file.length), &source));
    for (; more; count++) {
        assert_null(csv_next(source, &record, &more));
        if (count % 1000 == 0 && mallinfo2().uordblks > most)
            most = mallinfo2().uordblks;
    }
    assert_int_equal(count - 1, file.length / 17);
    /* The sanitizers' allocator tells nothing: 0. */
    assert_true(most < before + 4 * 1024 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(line_ends_are_counted_once, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(quoted_line_ends_are_counted_too, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(characters_are_put_together, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(faults_keep_their_line, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(records_of_up_to_16_mib_are_read, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(blank_lines_are_no_record_however_many, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(memory_does_not_grow_with_the_file, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv pieces", tests, NULL, NULL);
}
