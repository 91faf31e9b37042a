/* Two texts shown as one, word by word. Expected texts are written by hand from the rules in the
 * header. Not here: a column of changes in a table (test_layout.c, test_render.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "rungs/base/text.h"
#include "rungs/render/render.h"
#include "rungs/render/word_diff.h"

struct pair {
    const char *before, *after, *shown;
};

static void check(arena *pool, const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(word_diff(pool, pairs[i].before, pairs[i].after, false),
                            pairs[i].shown);
}

static void no_text_is_not_an_empty_text(void **state)
{
    static const struct pair pairs[] = {
        {NULL, NULL, ""},         {NULL, "", ""},
        {"", NULL, ""},           {"", "", ""},
        {" \n ", "", ""},         {NULL, "a\n b", "a b"},
        {"a b", NULL, "[-a b-]"}, {"", "a b", "{+a b+}"},
        {"a b", "", "[-a b-]"},
    };
    check(*state, pairs, COUNT_OF(pairs));
}

static void blanks_are_no_change(void **state)
{
    static const struct pair pairs[] = {
        {"a", "a", "a"},
        {"a b c", "a b c", "a b c"},
        {"  a\n\nb  c\n", "a b\nc", "a b c"},
        {"a b", "ab", "[-a b-] {+ab+}"},
    };
    check(*state, pairs, COUNT_OF(pairs));
}

static void changed_words_are_marked(void **state)
{
    static const struct pair pairs[] = {
        {"a", "b", "[-a-] {+b+}"},
        {"a b", "c d e", "[-a b-] {+c d e+}"},
        {"b c", "a b c", "{+a+} b c"},
        {"a b", "a b c d", "a b {+c d+}"},
        {"a b c", "b", "[-a-] b [-c-]"},
        {"a b c d", "a x y d", "a [-b c-] {+x y+} d"},
        {"a b c", "x b y", "[-a-] {+x+} b [-c-] {+y+}"},
        {"at most three times", "at least two times", "at [-most three-] {+least two+} times"},
        {"a, b", "a b", "[-a,-] {+a+} b"},
        {"Word", "word", "[-Word-] {+word+}"},
        {"words", "word", "[-words-] {+word+}"},
        {"-] x", "-] y", "-] [-x-] {+y+}"},
    };
    check(*state, pairs, COUNT_OF(pairs));
}

/* Words that come twice: as much as possible is kept, which is not always what comes first. */
static void the_longest_common_part_is_kept(void **state)
{
    static const struct pair pairs[] = {
        {"a a", "a", "a [-a-]"},
        {"a", "a a", "a {+a+}"},
        {"a b", "b a", "[-a-] b {+a+}"},
        {"a b c d", "c d a b c", "{+c d+} a b c [-d-]"},
        {"c d a b c", "a b c d", "[-c d-] a b c {+d+}"},
        {"the cat and the dog", "the dog and the cat",
         "the [-cat-] {+dog+} and the [-dog-] {+cat+}"},
        {"x x a x x", "x x x x", "x x [-a-] x x"},
    };
    check(*state, pairs, COUNT_OF(pairs));
}

static void words_are_of_any_characters(void **state)
{
    static const struct pair pairs[] = {
        {"für Kunden", "für Käufer", "für [-Kunden-] {+Käufer+}"},
        {"ü", "ö", "[-ü-] {+ö+}"}, /* the first byte is the same */
        {"山田 太郎", "山田 花子", "山田 [-太郎-] {+花子+}"},
        {"e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9", "[-e\xCC\x81t\xC3\xA9-] {+\xC3\xA9t\xC3\xA9+}"},
        {"a\xC2\xA0z b", "a\xC2\xA0z c", "a\xC2\xA0z [-b-] {+c+}"}, /* a space that joins */
        {"\xF0\x9F\x99\x82", "\xF0\x9F\x99\x83", "[-\xF0\x9F\x99\x82-] {+\xF0\x9F\x99\x83+}"},
    };
    check(*state, pairs, COUNT_OF(pairs));
}

static void each_word_has_its_own_ink(void **state)
{
    assert_string_equal(word_diff(*state, "a b c d", "a x y d", true),
                        "a \6[-b\1 \6c-]\1 \4{+x\1 \4y+}\1 d");
    assert_string_equal(word_diff(*state, "a b", NULL, true), "\6[-a\1 \6b-]\1");
    assert_string_equal(word_diff(*state, NULL, "a b", true), "a b");
    assert_string_equal(word_diff(*state, "a", "a", true), "a");
}

/* A word `count` times, and another one behind them. */
static const char *repeated(arena *pool, const char *word, int count, const char *last)
{
    struct text result = text_new(pool);
    for (int i = 0; i < count; i++)
        text_addf(&result, "%s ", word);
    text_add(&result, last);
    return text_string(&result);
}

static void huge_texts_are_replaced_whole(void **state)
{
    const char *most = repeated(*state, "a", 1999, "x"), *more = repeated(*state, "a", 2000, "x");
    const char *other = repeated(*state, "a", 1999, "y");
    assert_string_equal(word_diff(*state, most, other, false),
                        repeated(*state, "a", 1999, "[-x-] {+y+}"));
    assert_string_equal(word_diff(*state, more, other, false),
                        arena_printf(*state, "[-%s-] {+%s+}", more, other));
    assert_string_equal(word_diff(*state, other, more, false),
                        arena_printf(*state, "[-%s-] {+%s+}", other, more));
    assert_string_equal(word_diff(*state, more, more, false), more);
    const char *huge = repeated(*state, "a", 400000, "x");
    assert_string_equal(word_diff(*state, huge, "x", false),
                        arena_printf(*state, "[-%.*s-] x", 799999, huge));
    assert_string_equal(word_diff(*state, huge, "", false), arena_printf(*state, "[-%s-]", huge));
}

/* The words of a diff without marks, and without what is in the brackets `dropped`, '[' or '{'. */
static const char *side(arena *pool, const char *diff, char dropped)
{
    struct text result = text_new(pool);
    char within = ' ';
    for (const char *at = diff; *at != '\0';) {
        size_t length = strcspn(at, " ");
        const char *word = at, *end = at + length;
        if (*word == '[' || *word == '{') {
            within = *word;
            word += 2;
        }
        bool closes = end[-1] == ']' || end[-1] == '}';
        if (within != dropped)
            text_addf(&result, "%s%.*s", result.length > 0 ? " " : "",
                      (int)(end - word) - (closes ? 2 : 0), word);
        within = closes ? ' ' : within;
        at = end + strspn(end, " ");
    }
    return text_string(&result);
}

/* Length of a longest common subsequence of words of one letter, by trying all. */
static size_t longest(const char *left, const char *right)
{
    if (*left == '\0' || *right == '\0')
        return 0;
    const char *left_next = left + 1 + (left[1] == ' ');
    const char *right_next = right + 1 + (right[1] == ' ');
    if (*left == *right)
        return 1 + longest(left_next, right_next);
    size_t without_left = longest(left_next, right), without_right = longest(left, right_next);
    return without_left > without_right ? without_left : without_right;
}

static size_t count_words(const char *string)
{
    return (strlen(string) + 1) / 2;
}

/* Texts of up to seven words out of three: a diff says both of them, and has no word too many. */
static void a_diff_is_both_texts_and_short(void **state)
{
    unsigned seed = 1;
    for (int round = 0; round < 3000; round++) {
        struct text texts[2] = {text_new(*state), text_new(*state)};
        for (int i = 0; i < 2; i++) {
            seed = seed * 1103515245u + 12345u;
            for (unsigned j = 0, count = (seed >> 16) % 8; j < count; j++) {
                seed = seed * 1103515245u + 12345u;
                text_addf(&texts[i], "%s%c", j > 0 ? " " : "", "abc"[(seed >> 16) % 3]);
            }
        }
        const char *before = text_string(&texts[0]), *after = text_string(&texts[1]);
        const char *diff = word_diff(*state, before, after, false);
        assert_string_equal(side(*state, diff, '{'), before);
        assert_string_equal(side(*state, diff, '['), after);
        assert_int_equal(count_words(side(*state, diff, 'x')),
                         count_words(before) + count_words(after) - longest(before, after));
    }
}

/* What a terminal is sent for a name and a change in one row. */
static const char *drawn_in_colour(arena *pool, const char *before, const char *after, size_t width)
{
    struct column columns[] = {{"name", COLUMN_TEXT, SHOW_PLAIN, -1},
                               {"before", COLUMN_TEXT, SHOW_HIDDEN, -1},
                               {"after", COLUMN_TEXT, SHOW_DIFF, 1},
                               {"note", COLUMN_TEXT, SHOW_WRAP, -1}};
    const char *cells[] = {"Ana", before, after, "first come, first served"};
    struct table table = {.name = "t",
                          .title = "",
                          .empty = "",
                          .column_count = 4,
                          .row_count = 1,
                          .columns = columns,
                          .cells = cells};
    struct render_style style = {
        .format = "table", .terminal = true, .width = width, .colour = true};
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    assert_null(render_document(pool, &(struct document){1, &table}, &style, stream));
    assert_int_equal(fclose(stream), 0);
    const char *result = arena_copy_bytes(pool, bytes, length);
    free(bytes);
    return result;
}

/* No blank in colour and no end of a line. Returns how many lines have something red or green. */
static size_t check_ink(const char *drawn)
{
    size_t coloured_lines = 0;
    bool open = false, any = false;
    for (const char *at = drawn; *at != '\0'; at++) {
        if (*at == '\033') {
            open = strncmp(at, "\033[0m", 4) != 0;
            any = any || strncmp(at, "\033[3", 3) == 0;
        }
        if (*at == '\n' || *at == ' ')
            assert_false(open);
        if (*at == '\n') {
            coloured_lines += any;
            any = false;
        }
    }
    return coloured_lines;
}

/* The long word is of more than 100 columns and each of its pieces is coloured; so are the short
 * words around it. */
static void no_ink_goes_over_the_end_of_a_line(void **state)
{
    static const char address[] = "https://example.org/one/address/in/one/piece/山田太郎/that/goes/"
                                  "over/line/after/line/of/a/cell/and/then/some/more";
    const char *before = arena_printf(*state, "one two three %s four", address);
    const char *after = arena_printf(*state, "five six seven eight %s/nine ten", address);
    size_t columns = text_width(before) + text_width(after);
    for (size_t width = 20; width < 120; width++)
        assert_true(check_ink(drawn_in_colour(*state, before, after, width)) >= columns / width);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_text_is_not_an_empty_text, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(blanks_are_no_change, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(changed_words_are_marked, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_longest_common_part_is_kept, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(words_are_of_any_characters, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(each_word_has_its_own_ink, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(huge_texts_are_replaced_whole, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_diff_is_both_texts_and_short, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(no_ink_goes_over_the_end_of_a_line, pool_open, pool_close),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests_name("word diff", tests, NULL, NULL);
}
