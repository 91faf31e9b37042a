/* The reader over the borders of its pieces: 65,536 bytes are read at once, and nothing of that may
 * show. Not here: what a small file says (test_csv.c), how large a record may be
 * (test_csv_limits.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <malloc.h>
#include <stdlib.h>

#include "csv_encode.h"
#include "csv_text.h"

enum { PIECE = 65536 };

/* How a file is written: in an encoding that has `unit` bytes for an ASCII character, and with line
 * ends. */
struct way {
    const char *encoding, *end;
    size_t unit;
};

/* Lines of noughts up to `before` bytes ahead of the border. */
static struct text filler(arena *pool, const struct way *way, size_t before)
{
    struct text file = text_new(pool);
    size_t wanted = (PIECE - before) / way->unit;
    while (file.length + 200 < wanted)
        text_addf(&file, "%0100d%s", 0, way->end);
    while (file.length + strlen(way->end) < wanted)
        text_add(&file, "y");
    text_add(&file, way->end);
    return file;
}

/* What words say of the bytes behind the filler, with lines counted from there. */
static const char *tail_of(arena *pool, const char *words, long lines)
{
    struct text tail = text_new(pool);
    bool shown = false;
    for (const char *next; *words != '\0'; words = next) {
        next = strchr(words, '\n');
        next = next == NULL ? words + strlen(words) : next + 1;
        const char *place = words[0] == '!' ? strstr(words, ", line ") : NULL;
        bool record = words[0] >= '0' && words[0] <= '9';
        char *rest = NULL;
        long line = strtol(place == NULL ? words : place + 7, &rest, 10) - lines;
        if (place != NULL || record)
            shown = place != NULL || line > 0;
        if (shown && (place != NULL || record))
            text_addf(&tail, "%s%ld%.*s", record ? "" : "! ", line, (int)(next - rest), rest);
        else if (shown)
            text_add_bytes(&tail, words, (size_t)(next - words));
    }
    return text_string(&tail);
}

/* Every way of cutting the bytes is one value of `before`. */
static void check_way(arena *state, const struct way *way, const char *bytes, const char *expected)
{
    const struct csv_options options = {.encoding = way->encoding};
    size_t length = strlen(bytes), most = 0;
    for (size_t before = 0; before <= most + way->unit; before += way->unit) {
        arena *pool = arena_new(state);
        struct text file = filler(pool, way, before);
        long lines = 0;
        for (const char *at = file.bytes; (at = strstr(at, way->end)) != NULL; lines++)
            at += strlen(way->end);
        bool fits = true;
        text_add_bytes(&file, bytes, length);
        if (way->encoding != NULL)
            file = csv_encode(pool, way->encoding, file.bytes, file.length, &fits);
        assert_true(fits);
        most = file.length - (PIECE - before);
        const char *path = memory_file(pool, file.bytes, file.length);
        const char *found = tail_of(pool, csv_words_of(pool, path, &options), lines);
        if (strcmp(found, expected) != 0)
            fail_msg("%s, %zu bytes before the border: %s",
                     way->encoding == NULL ? "UTF-8" : way->encoding, before, found);
        arena_free(pool);
    }
}

static void check(arena *state, const char *end, const char *bytes, const char *expected)
{
    const struct way way = {.end = end, .unit = 1};
    check_way(state, &way, bytes, expected);
}

static void line_ends_are_counted_once(void **state)
{
    check(*state, "\n", "a,b\n1,2\n", "1: a | b\n2: 1 | 2\n");
    check(*state, "\r\n", "a,b\r\n1,2\r\n", "1: a | b\n2: 1 | 2\n");
    check(*state, "\r", "a,b\r1,2\r", "1: a | b\n2: 1 | 2\n");
    check(*state, "\r\n", "\r\n\r\na\r\n", "3: a\n");
    check(*state, "\r", "\r\ra\r\rb\r", "3: a\n5: b\n");
    check(*state, "\n", "\n \n\t\na\n", "4: a\n");
    check(*state, "\r", "a\n\r\nb\r\nc\rd", "1: a\n3: b\n4: c\n5: d\n");
    check(*state, "\n", "a\r", "1: a\n");
}

static void quoted_line_ends_are_counted_too(void **state)
{
    check(*state, "\r\n", "a,\"x\r\n\r\ny\"\r\nb\r\n", "1: a | x\r\n\r\ny\n4: b\n");
    check(*state, "\n", "\"\n\n\",\"\"\"\"\nb", "1: \n\n | \"\n4: b\n");
    check(*state, "\r", "\"\r\"\rb\r", "1: \r\n3: b\n");
    check(*state, "\n", "\"\"\"\"\"\",\"\r\n\n\r\",x\nb", "1: \"\" | \r\n\n\r | x\n5: b\n");
}

static const char characters[] = "é,山,😀\n\"é山😀\"\n", said[] = "1: é | 山 | 😀\n2: é山😀\n";

static void characters_are_put_together(void **state)
{
    check(*state, "\n", characters, said);
    check(*state, "\r\n", "😀\r\n😀\r\n😀", "1: 😀\n2: 😀\n3: 😀\n");
}

static void characters_of_any_encoding_are_put_together(void **state)
{
    static const struct way ways[] = {
        {"UTF-16LE", "\n", 2}, {"UTF-16BE", "\n", 2}, {"UTF-32LE", "\n", 4},
        {"GB18030", "\n", 1},  {"UTF-7", "\n", 1},    {"utf8", "\n", 1},
    };
    for (size_t i = 0; i < COUNT_OF(ways); i++)
        check_way(*state, &ways[i], characters, said);
    const struct way japanese = {"SHIFT_JIS", "\n", 1}, shifted = {"ISO-2022-JP", "\r\n", 1};
    /* The second byte of 表 is that of a backslash, that of ソ too. */
    check_way(*state, &japanese, "山,\"表ソ\n表\"\n表\n", "1: 山 | 表ソ\n表\n3: 表\n");
    check_way(*state, &shifted, "山,\"表ソ\r\n表\"\r\n表\r\n", "1: 山 | 表ソ\r\n表\n3: 表\n");
    const struct way composed = {"CP1258", "\n", 1};
    check_way(*state, &composed, "Nguyễn\nE\n", "1: Nguyễn\n2: E\n");
}

static void faults_keep_their_place(void **state)
{
    check(*state, "\n", "a\nb\nc\xE5\xB1zzzz\n",
          "1: a\n2: b\n! 3, byte 2: a byte that is not UTF-8");
    check(*state, "\r\n", "a\r\nb\r\n\xFFxxxx",
          "1: a\n2: b\n! 3, byte 1: a byte that is not UTF-8");
    check(*state, "\r", "a\rb\rcc\xE5\xB1", "1: a\n2: b\n! 3, byte 3: a byte that is not UTF-8");
    check(*state, "\n", "a\nb\nc\xF0\x9F\x98", "1: a\n2: b\n! 3, byte 2: a byte that is not UTF-8");
    check(*state, "\r\n", "a\r\nb\r\nc\"\r\n",
          "1: a\n2: b\n! 3, byte 2: a quote stands inside a cell that is not quoted");
    check(*state, "\r\n", "a\r\nb\r\n\"c\"d\r\n",
          "1: a\n2: b\n! 3, byte 4: text stands behind the quote that closes a cell");
    check(*state, "\r\n", "a\r\nb\r\nx,\"c\r\nd\r\n",
          "1: a\n2: b\n! 3, byte 3: a quote is opened here and never closed");
}

static void blank_lines_are_no_record_however_many(void **state)
{
    const size_t most = 17 * 1024 * 1024;
    char *bytes = arena_alloc(*state, most);
    memset(bytes, '\n', most);
    bytes[most - 2] = 'a';
    assert_string_equal(csv_words(*state, bytes, most), arena_printf(*state, "%zu: a\n", most - 1));
}

/* A record is open at each border; what was handed out before has to go all the same. */
static void memory_does_not_grow_with_the_file(void **state)
{
    struct text file = text_new(*state);
    while (file.length < 8 * 1024 * 1024)
        text_add(&file, "12345,\"Ana Ruiz\",1\n");
    struct csv_record record;
    csv_reader *source = NULL;
    bool more = true;
    const char *path = memory_file(*state, file.bytes, file.length);
    size_t before = mallinfo2().uordblks, most = 0, count = 0;
    assert_null(csv_open(*state, path, NULL, &source));
    for (; more; count++) {
        assert_null(csv_next(source, &record, &more));
        if (count % 1000 == 0 && mallinfo2().uordblks > most)
            most = mallinfo2().uordblks;
    }
    assert_int_equal(count - 1, file.length / 19);
    /* The sanitizers' allocator tells nothing: 0. */
    assert_true(most < before + 512 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(line_ends_are_counted_once, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(quoted_line_ends_are_counted_too, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(characters_are_put_together, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(characters_of_any_encoding_are_put_together, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(faults_keep_their_place, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(blank_lines_are_no_record_however_many, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(memory_does_not_grow_with_the_file, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv pieces", tests, NULL, NULL);
}
