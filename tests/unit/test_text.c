/* Text: UTF-8 by RFC 3629, text that a terminal may show, and the word that was meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "pool.h"
#include "rungs/base/text.h"

#define REPLACED "\xEF\xBF\xBD" /* U+FFFD */

static void a_text_grows_by_pieces(void **state)
{
    struct text words = text_new(*state);
    assert_string_equal(text_string(&words), "");
    assert_null(words.bytes);
    text_add(&words, "");
    assert_non_null(words.bytes);
    for (int i = 0; i < 3000; i++)
        text_addf(&words, "%d,", i % 10);
    text_add_bytes(&words, "end??", 3);
    assert_int_equal(words.length, 6003);
    assert_int_equal(strlen(text_string(&words)), 6003);
    assert_string_equal(text_string(&words) + 5996, "8,9,end");
}

/* UTF-8 as the definition in RFC 3629, section 3 says it, independent of byte tables: the bits of a
 * scalar value in the shortest form that holds them. */
static size_t encode(unsigned character, unsigned char *bytes)
{
    if (character < 0x80)
        return bytes[0] = (unsigned char)character, 1;
    size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = size; i-- > 1; character >>= 6)
        bytes[i] = (unsigned char)(0x80 | (character & 0x3F));
    bytes[0] = (unsigned char)(0xF00 >> size | character);
    return size;
}

static void every_character_is_valid_and_no_surrogate(void **state)
{
    (void)state;
    for (unsigned character = 0; character < 0x110000; character++) {
        unsigned char bytes[4];
        size_t size = encode(character, bytes), decoded = 0;
        bool surrogate = character >= 0xD800 && character <= 0xDFFF;
        if (utf8_check((const char *)bytes, size) != (surrogate ? 0 : size))
            fail_msg("U+%04X", character);
        if (surrogate)
            continue;
        if (utf8_decode((const char *)bytes, &decoded) != character || decoded != size)
            fail_msg("U+%04X is decoded wrong", character);
        for (size_t cut = 1; cut < size; cut++)
            if (utf8_check((const char *)bytes, cut) != 0)
                fail_msg("U+%04X cut after %zu", character, cut);
    }
}

/* RFC 3629, section 4: the syntax of byte sequences, each row with what is just outside of it. */
static void what_is_no_utf8_is_found_where_it_begins(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, valid;
    } rows[] = {{"", 0, 0},
                {"a\0b", 3, 3},
                {"\x80", 1, 0},                     /* a tail without a head */
                {"\xBF", 1, 0},                     /* the last tail */
                {"ab\x80", 3, 2},                   /* behind letters */
                {"\xC0\x80", 2, 0},                 /* U+0000 overlong */
                {"\xC0\xAF", 2, 0},                 /* '/' overlong in 2 */
                {"\xC1\xBF", 2, 0},                 /* U+007F overlong */
                {"\xC2\x80", 2, 2},                 /* U+0080 */
                {"\xDF\xBF", 2, 2},                 /* U+07FF */
                {"\xC2\x7F", 2, 0},                 /* no tail */
                {"\xC2\xC0", 2, 0},                 /* a head in place of the tail */
                {"\xE0\x80\xAF", 3, 0},             /* '/' overlong in 3 */
                {"\xE0\x9F\xBF", 3, 0},             /* U+07FF overlong */
                {"\xE0\xA0\x80", 3, 3},             /* U+0800 */
                {"\xED\x9F\xBF", 3, 3},             /* U+D7FF */
                {"\xED\xA0\x80", 3, 0},             /* U+D800 */
                {"\xED\xBF\xBF", 3, 0},             /* U+DFFF */
                {"\xED\xA0\xB4\xED\xB4\x9E", 6, 0}, /* CESU-8 */
                {"\xEE\x80\x80", 3, 3},             /* U+E000 */
                {"\xEF\xBF\xBF", 3, 3},             /* U+FFFF */
                {"\xE1\x80\x7F", 3, 0},             /* the third byte is no tail */
                {"\xF0\x80\x80\xAF", 4, 0},         /* '/' overlong in 4 */
                {"\xF0\x8F\xBF\xBF", 4, 0},         /* U+FFFF overlong */
                {"\xF0\x90\x80\x80", 4, 4},         /* U+10000 */
                {"\xF4\x8F\xBF\xBF", 4, 4},         /* U+10FFFF */
                {"\xF4\x90\x80\x80", 4, 0},         /* U+110000 */
                {"\xF5\x80\x80\x80", 4, 0},
                {"\xF8\x88\x80\x80\x80", 5, 0}, /* five bytes, once */
                {"\xFC\x84\x80\x80\x80\x80", 6, 0},
                {"\xFE", 1, 0},
                {"\xFF", 1, 0},
                {"\xF0\x9F\x98", 3, 0}, /* truncated */
                {"\xE5\xB1", 2, 0},
                {"\xC3", 1, 0},
                {"a\xC3\xA9\xE5\xB1", 5, 3},
                {"\xF1\x80\x80\xC0", 4, 0}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (utf8_check(rows[i].bytes, rows[i].length) != rows[i].valid)
            fail_msg("row %zu: %zu", i, utf8_check(rows[i].bytes, rows[i].length));
}

static void a_terminal_gets_nothing_that_steers_it(void **state)
{
    assert_string_equal(text_safe(*state, "", false), "");
    assert_string_equal(text_safe(*state, "Zoë 山田 😀", false), "Zoë 山田 😀");
    assert_string_equal(text_safe(*state, "a\tb\nc\r\n", false), "a b c" REPLACED " ");
    assert_string_equal(text_safe(*state, "a\tb\nc", true), "a b\nc");
    assert_string_equal(text_safe(*state, "\x1b]0;x\a", true), REPLACED "]0;x" REPLACED);
    assert_string_equal(text_safe(*state,
                                  "\xC2\x9B"
                                  "31m",
                                  false),
                        REPLACED "31m");
    assert_string_equal(text_safe(*state, "a\x80\xE5\xB1z\xFF", false),
                        "a" REPLACED REPLACED REPLACED "z" REPLACED);
}

/* Each character of Unicode's first plane: replaced when the contract names it, else kept. */
static void exactly_the_named_characters_are_replaced(void **state)
{
    for (unsigned character = 1; character < 0x10000; character++) {
        if (character >= 0xD800 && character <= 0xDFFF)
            continue;
        bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
        bool reorders = character == 0x61C || character == 0x200E || character == 0x200F ||
                        (character >= 0x202A && character <= 0x202E) ||
                        (character >= 0x2066 && character <= 0x2069);
        bool blank = character == '\t' || character == '\n';
        char bytes[5] = "";
        encode(character, (unsigned char *)bytes);
        const char *expected = blank ? " " : control || reorders ? REPLACED : bytes;
        arena *pool = arena_new(*state);
        if (strcmp(text_safe(pool, bytes, false), expected) != 0)
            fail_msg("U+%04X", character);
        arena_free(pool);
    }
}

static void letters_are_compared_without_case(void **state)
{
    (void)state;
    assert_true(text_same("", ""));
    assert_true(text_same("Employee_ID", "employee_id"));
    assert_false(text_same("name", "names"));
    assert_false(text_same("names", "name"));
    assert_false(text_same("@", "`")); /* 32 apart, and no letters */
    assert_false(text_same("[", "{"));
    assert_false(text_same("Ä", "ä")); /* ASCII only */
}

static void width_is_in_columns(void **state)
{
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width("Zoë"), 3);
    assert_int_equal(text_width("e\xCC\x81"), 1);
    assert_int_equal(text_width("山田"), 4);
    assert_int_equal(text_width("ab\xFF"
                                "cd"),
                     5);
}

static void the_nearest_word_is_the_one_that_was_meant(void **state)
{
    (void)state;
    static const char *const words[] = {"employee_id", "name",  "email",
                                        "title",       "level", "manager"};
    static const struct {
        const char *word, *meant;
    } rows[] = {{"nmae", "name"}, /* two letters swapped: one mistake, of 4 */
                {"NAME", "name"},
                {"e-mail", "email"}, /* one of 6 */
                {"emplyee_id", "employee_id"},
                {"employe_ids", "employee_id"}, /* two of 11 */
                {"man", "manager"},             /* the beginning of one */
                {"e", NULL},                    /* of two */
                {"tilt", NULL},                 /* two of 4 */
                {"titel", "title"},
                {"salary", NULL},
                {"", NULL},
                {"x", NULL}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *found = text_nearest(rows[i].word, words, COUNT_OF(words));
        if (rows[i].meant == NULL ? found != NULL : found == NULL || strcmp(found, rows[i].meant))
            fail_msg("'%s' is taken for '%s'", rows[i].word, found == NULL ? "nothing" : found);
    }
    assert_null(text_nearest("name", words, 0));
}

static void very_long_words_are_far_from_everything(void **state)
{
    char *sixty_five = arena_printf(*state, "%065d", 0);
    char *sixty_four = arena_printf(*state, "%064d", 0);
    const char *const candidates[] = {arena_printf(*state, "%065d", 1),
                                      arena_printf(*state, "%064d", 1)};
    assert_null(text_nearest(sixty_five, candidates, 2));
    assert_ptr_equal(text_nearest(sixty_four, candidates, 2), candidates[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_text_grows_by_pieces, pool_open, pool_close),
        cmocka_unit_test(every_character_is_valid_and_no_surrogate),
        cmocka_unit_test(what_is_no_utf8_is_found_where_it_begins),
        cmocka_unit_test_setup_teardown(a_terminal_gets_nothing_that_steers_it, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(exactly_the_named_characters_are_replaced, pool_open,
                                        pool_close),
        cmocka_unit_test(letters_are_compared_without_case),
        cmocka_unit_test(width_is_in_columns),
        cmocka_unit_test(the_nearest_word_is_the_one_that_was_meant),
        cmocka_unit_test_setup_teardown(very_long_words_are_far_from_everything, pool_open,
                                        pool_close),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
