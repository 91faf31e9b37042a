/* Tables and text made to fit a terminal. Not here: what stands in the cells (test_render.c). */
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
#include "rungs/render/fit.h"
#include "rungs/render/render.h"

static struct render_style style_of(const char *format)
{
    return (struct render_style){.format = format, .unicode = true};
}

static struct render_style terminal_of(size_t width)
{
    return (struct render_style){
        .format = "table", .unicode = true, .terminal = true, .width = width};
}

static const char *draw(arena *pool, const struct document *source, struct render_style style)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    error *failure = render_document(pool, source, &style, stream);
    assert_int_equal(fclose(stream), 0);
    assert_null(failure);
    arena_defer(pool, free, bytes);
    return bytes;
}

/* A name, a bar and a long reason. */
static const char *draw_reasons(arena *pool, struct render_style style)
{
    struct column columns[] = {{"person", COLUMN_TEXT, SHOW_PLAIN, -1},
                               {"coverage", COLUMN_NUMBER, SHOW_BAR, -1},
                               {"why", COLUMN_TEXT, SHOW_WRAP, -1}};
    const char *cells[] = {"Bartholomew Featherstonehaugh-Smythe",
                           "0.5",
                           "three months more in the level and a voice of a peer",
                           "Bo",
                           "1",
                           ""};
    struct table table = {.name = "t",
                          .title = "",
                          .empty = "",
                          .column_count = 3,
                          .row_count = 2,
                          .columns = columns,
                          .cells = cells};
    return draw(pool, &(struct document){1, &table}, style);
}

static void narrow_terminals_wrap_and_cut(void **state)
{
    assert_string_equal(
        draw_reasons(*state, terminal_of(80)),
        "person                                coverage          why\n"
        "Bartholomew Featherstonehaugh-Smythe  █████░░░░░  50 %  three months more in the\n"
        "                                                        level and a voice of a\n"
        "                                                        peer\n"
        "Bo                                    ██████████ 100 %\n");
    assert_string_equal(draw_reasons(*state, terminal_of(42)),
                        "person                    coverage\n"
                        "Bartholomew Featherston…  █████░░░░░  50 %\n"
                        "    why: three months more in the level\n"
                        "    and a voice of a peer\n"
                        "Bo                        ██████████ 100 %\n");
    struct render_style ascii = terminal_of(40);
    ascii.unicode = false;
    assert_non_null(strstr(draw_reasons(*state, ascii), "Bartholomew Feather...  #####-----"));
    const char *file = draw_reasons(*state, style_of("table"));
    assert_non_null(strstr(file, "Smythe  █████░░░░░  50 %  three months more in the level and a "
                                 "voice of a peer\n"));
}

static void what_a_row_is_about_gives_way_last(void **state)
{
    assert_non_null(
        strstr(draw_reasons(*state, terminal_of(25)), "\nBartholomew…  █████░░░░░  50 %\n"));
    struct column column = {"why", COLUMN_TEXT, SHOW_WRAP, -1};
    const char *cell = "three months more";
    struct table table = {.name = "t",
                          .title = "",
                          .empty = "",
                          .column_count = 1,
                          .row_count = 1,
                          .columns = &column,
                          .cells = &cell};
    assert_string_equal(draw(*state, &(struct document){1, &table}, terminal_of(10)),
                        "why\nthree months\nmore\n");
}

/* A code, what became of its text, and since when. */
static const char *draw_changes(arena *pool, struct render_style style)
{
    struct column columns[] = {{"code", COLUMN_TEXT, SHOW_PLAIN, -1},
                               {"old_text", COLUMN_TEXT, SHOW_HIDDEN, -1},
                               {"new_text", COLUMN_TEXT, SHOW_DIFF, 1},
                               {"since", COLUMN_DATE, SHOW_PLAIN, -1}};
    const char *cells[] = {"discovery.problem-framing",
                           "Frames one problem of one product with help",
                           "Frames the problems of two products with help",
                           "2025-02-01",
                           "delivery.see",
                           NULL,
                           "See\nhttps://example.org/a/very/long/address/of/a/page/without/a/space",
                           "2025-03-01"};
    struct table table = {.name = "t",
                          .title = "",
                          .empty = "",
                          .column_count = 4,
                          .row_count = 2,
                          .columns = columns,
                          .cells = cells};
    return draw(pool, &(struct document){1, &table}, style);
}

static void changes_wrap(void **state)
{
    assert_string_equal(
        draw_changes(*state, terminal_of(80)),
        "code                       new text                                   since\n"
        "discovery.problem-framing  Frames [-one problem-] {+the problems+}    2025-02-01\n"
        "                           of [-one product-] {+two products+} with\n"
        "                           help\n"
        "delivery.see               See                                        2025-03-01\n"
        "                           https://example.org/a/very/long/address/o\n"
        "                           f/a/page/without/a/space\n");
    assert_non_null(strstr(draw_changes(*state, terminal_of(40)),
                           "    new text: Frames [-one problem-]\n"
                           "    {+the problems+} of [-one product-]\n"
                           "    {+two products+} with help\n"));
}

static void changes_wrap_in_colour(void **state)
{
    struct render_style style = terminal_of(80);
    style.colour = true;
    assert_non_null(
        strstr(draw_changes(*state, style),
               "\ndiscovery.problem-framing  Frames \033[31m[-one\033[0m \033[31mproblem-]\033[0m "
               "\033[32m{+the\033[0m \033[32mproblems+}\033[0m    2025-02-01\n"
               "                           of \033[31m[-one\033[0m \033[31mproduct-]\033[0m "
               "\033[32m{+two\033[0m \033[32mproducts+}\033[0m with\n"
               "                           help\n"));
}

static bool is_line_end(char letter)
{
    return letter == '\n' || letter == '\0';
}

static void no_line_is_longer_than_the_terminal(void **state)
{
    for (size_t width = 30; width < 130; width++) {
        const char *line = draw_reasons(*state, terminal_of(width));
        for (const char *end = line; *line != '\0'; line = end + 1) {
            for (end = line; !is_line_end(*end);)
                end++;
            assert_true(text_width(arena_copy_bytes(*state, line, (size_t)(end - line))) <= width);
            assert_true(end == line || end[-1] != ' ');
        }
    }
}

static void text_fits_by_words_and_characters(void **state)
{
    assert_string_equal(fit_wrap(*state, "one two three", 7), "one two\nthree");
    assert_string_equal(fit_wrap(*state, "one  two", 4), "one\ntwo");
    assert_string_equal(fit_wrap(*state, "abcdefgh ij", 5), "abcde\nfgh\nij");
    assert_string_equal(fit_wrap(*state, "山田太郎", 5), "山田\n太郎");
    assert_string_equal(fit_wrap(*state,
                                 "ee\xCC\x81"
                                 "ee",
                                 2),
                        "ee\xCC\x81\nee");
    assert_string_equal(fit_wrap(*state, "a\n\nb c", 2), "a\n\nb\nc");
    assert_string_equal(fit_cut(*state, "山田太郎", 6, true), "山田…");
    assert_string_equal(fit_cut(*state, "Ana Ruiz", 8, true), "Ana Ruiz");
    assert_string_equal(fit_cut(*state, "Ana Ruiz", 5, true), "Ana…");
    assert_string_equal(fit_cut(*state, "Ana Ruiz", 6, false), "Ana...");
}

/* Wrapped text has the same letters in the same order, in lines that fit. */
static void wrapping_loses_nothing(void **state)
{
    static const char *const pieces[] = {"a", "ü", "山", " ", "  ", "e\xCC\x81", "word", "\n"};
    unsigned seed = 1;
    for (int round = 0; round < 2000; round++) {
        struct text original = text_new(*state);
        size_t width = 2 + (size_t)round % 20;
        for (int i = 0; i < 30; i++) {
            seed = seed * 1103515245u + 12345u;
            text_add(&original, pieces[(seed >> 16) % COUNT_OF(pieces)]);
        }
        const char *left = text_string(&original);
        const char *right = fit_wrap(*state, left, width);
        assert_true(fit_line_width(right) <= width);
        for (;;) {
            left += strspn(left, " \n");
            right += strspn(right, " \n");
            if (*left == '\0' || *left != *right)
                break;
            left++;
            right++;
        }
        assert_string_equal(left, right);
    }
}

static void ink_ends_at_a_break(void **state)
{
    assert_string_equal(fit_wrap(*state, "\4abcdefgh\1 ij", 5), "\4abcde\1\n\4fgh\1\nij");
    assert_string_equal(fit_wrap(*state, "\2new text:\1 a b", 6), "\2new\1\n\2text:\1\na b");
    assert_string_equal(fit_wrap(*state, "\4ab\1 \6cd\1", 2), "\4ab\1\n\6cd\1");
    assert_string_equal(fit_wrap(*state, "\4ab\1 \6cd\1", 5), "\4ab\1 \6cd\1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(narrow_terminals_wrap_and_cut, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(what_a_row_is_about_gives_way_last, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(changes_wrap, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(changes_wrap_in_colour, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(no_line_is_longer_than_the_terminal, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(text_fits_by_words_and_characters, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(wrapping_loses_nothing, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(ink_ends_at_a_break, pool_open, pool_close),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
