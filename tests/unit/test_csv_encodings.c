/* The reader with other encodings than UTF-8: said, by a mark, wrongly. Not here: what is
 * guessed of bytes that are not UTF-8 (test_csv_samples.c), characters on the border of a piece
 * (test_csv_pieces.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv_text.h"

/* The bytes of a string literal, which may have NUL among them. */
struct row {
    const char *encoding, *bytes;
    size_t length;
    const char *expected;
};

static void check(arena *pool, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct csv_options options = {.encoding = rows[i].encoding};
        const char *path = memory_file(pool, rows[i].bytes, rows[i].length);
        const char *found = csv_words_of(pool, path, &options);
        if (strcmp(found, rows[i].expected) != 0)
            fail_msg("row %zu: %s", i, found);
    }
}

static void a_mark_says_the_encoding(void **state)
{
    static const char little[] = "\xFF\xFEn\0;\0b\0\r\0\n\0\xE9\0;\0\x3D\xD8\0\xDE\r\0\n\0";
    static const char big[] = "\xFE\xFF\0n\0;\0b\0\n\0\xE9\0;\xD8\x3D\xDE\0\0\n";
    static const char little4[] = "\xFF\xFE\0\0n\0\0\0\n\0\0\0\0\xF6\x01\0";
    static const char big4[] = "\0\0\xFE\xFF\0\0\0n\0\0\0\n\0\x01\xF6\0";
    const struct row rows[] = {
        {NULL, little, sizeof little - 1, "1: n | b\n2: é | 😀\n"},
        {NULL, big, sizeof big - 1, "1: n | b\n2: é | 😀\n"},
        {NULL, little4, sizeof little4 - 1, "1: n\n2: 😀\n"},
        {NULL, big4, sizeof big4 - 1, "1: n\n2: 😀\n"},
        {NULL, "\xFF\xFE", 2, ""},
        {NULL, "\xFE\xFF", 2, ""},
        {NULL, "\xFF\xFE\n\0", 4, ""},
        /* Line ends and quotes are characters, not bytes: here are U+0A0A, U+0D0D, U+2222. */
        {NULL, "\xFF\xFE\n\n\r\r\"\",\0\"\0x\0\n\0\"\0", 18,
         "1: \xE0\xA8\x8A\xE0\xB4\x8D\xE2\x88\xA2 | x\n\n"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void the_encoding_is_what_was_said(void **state)
{
    static const struct row rows[] = {
        {"windows-1252", "Andr\xE9,\x80 5\n\x92\n", 12, "1: André | € 5\n2: ’\n"},
        {"latin1", "Andr\xE9\n", 6, "1: André\n"},
        {"ISO-8859-15", "\xA4\n", 2, "1: €\n"},
        {"MACINTOSH", "Andr\x8E\n", 6, "1: André\n"},
        {"CP850", "Andr\x82\n", 6, "1: André\n"},
        {"koi8-r", "\xE9\xD7\xC1\xCE;\"\xE1\"\n", 9, "1: Иван | А\n"},
        {"SHIFT_JIS", "\x8E\x52\x93\x63,\x95\x5C\n", 8, "1: 山田 | 表\n"},
        {"ISO-2022-JP", "\x1B$B;3ED\x1B(B,x\n", 13, "1: 山田 | x\n"},
        {"UTF-7", "Andr+AOk-,x\n", 12, "1: André | x\n"},
        {"UTF-16LE", "\xE9\0,\0x\0", 6, "1: é | x\n"},
        {"UTF-16BE", "\0\xE9\0,\0x", 6, "1: é | x\n"},
        {"UTF-8", "Andr\xC3\xA9\n", 7, "1: André\n"},
        {"utf8", "Andr\xC3\xA9\n", 7, "1: André\n"},
        {"US-ASCII", "a,b\n", 4, "1: a | b\n"},
        /* An a that waits for an accent, which does not come or comes. */
        {"CP1258", "x\na", 3, "1: x\n2: a\n"},
        {"CP1258", "x\na\xEC", 4, "1: x\n2: á\n"},
        /* An EBCDIC with its own line end, which is none of CSV. */
        {"IBM037", "\xC1\x6B\xC2\x25", 4, "1: A | B\n"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void a_mark_of_the_same_encoding_is_no_data(void **state)
{
    static const struct row rows[] = {
        {"UTF-8", "\xEF\xBB\xBFn\n", 5, "1: n\n"},
        {"UTF-16LE", "\xFF\xFEn\0", 4, "1: n\n"},
        {"UTF-16BE", "\xFE\xFF\0n", 4, "1: n\n"},
        {"UTF-16", "\xFF\xFEn\0", 4, "1: n\n"},
        {"UTF-16", "\xFE\xFF\0n", 4, "1: n\n"},
        {"UTF-32", "\xFF\xFE\0\0n\0\0\0", 8, "1: n\n"},
        {"GB18030", "\x84\x31\x95\x33n\n", 6, "1: n\n"},
        {"windows-1252", "\xEF\xBB\xBFn\n", 5,
         "! 'file' begins with the mark of UTF-8, not of windows-1252"},
        {"UTF-8", "\xFF\xFEn\0", 4, "! 'file' begins with the mark of UTF-16LE, not of UTF-8"},
        {"UTF-16BE", "\xFF\xFEn\0", 4,
         "! 'file' begins with the mark of UTF-16LE, not of UTF-16BE"},
        {"GB18030", "\xEF\xBB\xBFn\n", 5, "! 'file' begins with the mark of UTF-8, not of GB18030"},
        {"SHIFT_JIS", "\xFE\xFF\0n", 4,
         "! 'file' begins with the mark of UTF-16BE, not of SHIFT_JIS"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void only_names_are_encodings(void **state)
{
    static const char *const names[] = {
        "nonsense",
        "",
        " ",
        "-",
        "()",
        ":",
        "//TRANSLIT",
        "/",
        "UTF-8//IGNORE",
        "latin1//",
        "ISO-10646/UTF8/",
        "../../tmp/evil",
        "a b",
        "UTF-8,IGNORE",
        "windows-1252\n",
        "\xC3\xA9",
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct csv_options options = {.encoding = names[i]};
        csv_reader *source = NULL;
        const error *failure = csv_open(*state, memory_file(*state, "a\n", 2), &options, &source);
        assert_non_null(failure);
        assert_int_equal(failure->kind, ERROR_USAGE);
        assert_string_equal(failure->message,
                            arena_printf(*state, "there is no encoding '%s'", names[i]));
        assert_non_null(strstr(failure->hint, "iconv -l"));
        assert_null(source);
    }
}

static void bytes_that_are_not_of_the_encoding_are_told(void **state)
{
    static const struct row rows[] = {
        {"windows-1252", "a\nbc\x81\n", 6,
         "1: a\n! file, line 2, byte 3: bytes that are not windows-1252"},
        /* The byte counts in UTF-8, where é has two. */
        {"windows-1252", "a\n\xE9\x81\n", 5,
         "1: a\n! file, line 2, byte 3: bytes that are not windows-1252"},
        {"US-ASCII", "a\nb\n\xE9", 5,
         "1: a\n2: b\n! file, line 3, byte 1: bytes that are not US-ASCII"},
        {"SHIFT_JIS", "a\n\x8E\x52\x8E", 5,
         "1: a\n! file, line 2, byte 4: bytes that are not SHIFT_JIS"},
        {"UTF-16LE", "a\0\n\0\0\xD8x\0", 8,
         "1: a\n! file, line 2, byte 1: bytes that are not UTF-16LE"},
        {"UTF-16LE", "a\0\n\0x\0\x3D\xD8", 8,
         "1: a\n! file, line 2, byte 2: bytes that are not UTF-16LE"},
        {NULL,
         "\xFF\xFE"
         "a\0\n\0x\0y",
         9, "1: a\n! file, line 2, byte 2: bytes that are not UTF-16LE"},
        {"UTF-16LE", "a\0\n\0b\0\0\0", 8, "1: a\n! file, line 2, byte 2: a NUL character"},
        {"UTF-8", "a\nb\xE9\n", 5, "1: a\n! file, line 2, byte 2: a byte that is not UTF-8"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void expect_detail(arena *pool, const struct csv_options *options, const char *bytes,
                          size_t length, const char *expected)
{
    csv_reader *source = NULL;
    struct csv_record record;
    error *failure = csv_open(pool, memory_file(pool, bytes, length), options, &source);
    for (bool more = true; failure == NULL && more;)
        failure = csv_next(source, &record, &more);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->detail, expected);
}

static void the_detail_says_which_byte_of_the_file(void **state)
{
    const struct csv_options western = {.encoding = "windows-1252"}, wide = {.encoding = "UTF-16"};
    expect_detail(*state, &western, "a\n\xE9\x81\n", 5, "It is byte 4 of the file, 0x81.");
    expect_detail(*state, &wide,
                  "\xFF\xFE"
                  "a\0\0\xDC",
                  6, "It is byte 5 of the file, 0x00.");
    expect_detail(*state, &wide,
                  "\xFF\xFE"
                  "a\0b",
                  5, "The file ends within a character.");
    struct text file = text_new(*state);
    for (int i = 0; i < 50000; i++)
        text_add(&file, "\xE9\n");
    text_add(&file, "\x8D");
    expect_detail(*state, &western, file.bytes, file.length,
                  "It is byte 100001 of the file, 0x8D.");
}

static void facts_know_the_encoding(void **state)
{
    static const struct row rows[] = {
        {NULL, "a", 1, "UTF-8"},
        {NULL,
         "\xFF\xFE"
         "a\0",
         4, "UTF-16LE with a mark"},
        {NULL, "\xFE\xFF\0a", 4, "UTF-16BE with a mark"},
        {"UTF-16", "\xFE\xFF\0a", 4, "UTF-16 with a mark"},
        {"latin1", "a", 1, "latin1"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct csv_options options = {.encoding = rows[i].encoding};
        csv_reader *source = NULL;
        const char *path = memory_file(*state, rows[i].bytes, rows[i].length);
        assert_null(csv_open(*state, path, &options, &source));
        const struct csv_facts *facts = csv_facts(source);
        assert_string_equal(
            arena_printf(*state, "%s%s", facts->encoding, facts->mark ? " with a mark" : ""),
            rows[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_mark_says_the_encoding, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_encoding_is_what_was_said, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_mark_of_the_same_encoding_is_no_data, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(only_names_are_encodings, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(bytes_that_are_not_of_the_encoding_are_told, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(the_detail_says_which_byte_of_the_file, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(facts_know_the_encoding, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv encodings", tests, NULL, NULL);
}
