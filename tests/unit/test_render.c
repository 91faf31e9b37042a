/* Every format, bar and mark of src/render. Expected texts are written by hand from the
 * rules in the headers. Not here: what the server sends (tests/sql) and the commands (tests/cli).
 */
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
#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/render/render.h"

static struct table table_of(size_t columns, size_t rows, struct column *kinds, const char **cells)
{
    return (struct table){"t", "", "", false, columns, rows, kinds, cells};
}

static struct render_style style_of(const char *format)
{
    return (struct render_style){.format = format, .unicode = true};
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

/* A table of one column without a title. */
static const char *draw_cells(arena *pool, struct column column, size_t count, const char **cells,
                              struct render_style style)
{
    struct table table = {.name = "t",
                          .title = "",
                          .empty = "nobody",
                          .column_count = 1,
                          .row_count = count,
                          .columns = &column,
                          .cells = cells};
    return draw(pool, &(struct document){1, &table}, style);
}

/* One cell under the heading 'x', without the heading line and the newline. */
static const char *draw_cell(arena *pool, struct column column, const char *cell,
                             struct render_style style)
{
    column.name = "x";
    column.partner = column.show == SHOW_BAR ? column.partner : -1;
    const char *drawn = draw_cells(pool, column, 1, &cell, style);
    const char *value = strchr(drawn, '\n') + 1;
    assert_int_equal(value[strlen(value) - 1], '\n');
    return arena_copy_bytes(pool, value, strlen(value) - 1);
}

/* Three columns of a team, one of them for programs, and an empty table behind it. */
static const struct document *team(arena *pool)
{
    static const struct column columns[] = {
        {"person", COLUMN_TEXT, SHOW_PLAIN, -1},
        {"months_in_level", COLUMN_INTEGER, SHOW_PLAIN, -1},
        {"person_id", COLUMN_INTEGER, SHOW_HIDDEN, -1},
        {"settling", COLUMN_BOOLEAN, SHOW_PLAIN, -1},
    };
    static const char *cells[] = {
        "山田", "9", "1", "f", "Zoe\xCC\x88", "120", "2", "t", "Ana", NULL, "3", NULL,
    };
    struct table *tables = arena_array(pool, 2, sizeof *tables);
    struct column *copies = arena_array(pool, 4, sizeof *copies);
    memcpy(copies, columns, sizeof columns);
    tables[0] = (struct table){"team", "Team of Ana", "nobody", false, 4, 3, copies, cells};
    tables[1] = (struct table){"gaps", "Gaps", "nothing is missing", false, 2, 0, copies, NULL};
    struct document *result = arena_alloc(pool, sizeof *result);
    *result = (struct document){2, tables};
    return result;
}

static void table_is_aligned(void **state)
{
    assert_string_equal(draw(*state, team(*state), style_of("table")),
                        "Team of Ana\n"
                        "person  months in level  settling\n"
                        "山田                  9  no\n"
                        "Zoe\xCC\x88                 120  yes\n"
                        "Ana\n"
                        "\n"
                        "Gaps\n"
                        "nothing is missing\n");
}

static void table_is_bold_in_colour(void **state)
{
    struct render_style style = style_of("table");
    style.terminal = true;
    style.width = 27;
    style.colour = true;
    style.section = "team";
    assert_string_equal(draw(*state, team(*state), style),
                        "\033[1mTeam of Ana\033[0m\n"
                        "\033[1mperson\033[0m  \033[1mmonths in\033[0m  \033[1msettling\033[0m\n"
                        "            \033[1mlevel\033[0m\n"
                        "山田            9  no\n"
                        "Zoe\xCC\x88           120  yes\n"
                        "Ana\n");
}

/* More rows than one batch: the widest cell is in the last one, and everything is aligned to it. */
static void table_of_many_rows_is_aligned(void **state)
{
    enum { ROWS = 2500 };
    const char **cells = arena_array(*state, ROWS, sizeof *cells);
    for (int i = 0; i < ROWS; i++)
        cells[i] = "7";
    cells[ROWS - 1] = "1234567890";
    struct column column = {"x", COLUMN_INTEGER, SHOW_PLAIN, -1};
    const char *drawn = draw_cells(*state, column, ROWS, cells, style_of("table"));
    assert_int_equal(strlen(drawn), (ROWS + 1) * 11);
    for (int i = 0; i <= ROWS; i++)
        assert_int_equal(drawn[i * 11 + 10], '\n');
}

static void bars_show_what_is_unknown(void **state)
{
    static const struct {
        const char *covered, *known, *unicode, *ascii;
    } cases[] = {
        {"0", "1", "░░░░░░░░░░   0 %", "----------   0 %"},
        {"0", "0", "··········   0 %", "..........   0 %"},
        {"1", "1", "██████████ 100 %", "########## 100 %"},
        {"0.5", "0.75", "█████░░░··  50 %", "#####---..  50 %"},
        {"0.54", "0.7", "█████▍░···  54 %", "#####--...  54 %"},
        {NULL, "0.5", "··········   ?", "..........   ?"},
        {"NaN", "0.5", "··········   ?", "..........   ?"},
        {"1.7", "9", "██████████ 100 %", "########## 100 %"},
        {"-0.2", "-1", "··········   0 %", "..........   0 %"},
        {"0.3", "0.1", "███·······  30 %", "###.......  30 %"},
        {"0.3", NULL, "███·······  30 %", "###.......  30 %"},
    };
    struct column columns[] = {{"x", COLUMN_NUMBER, SHOW_BAR, 1},
                               {"known", COLUMN_NUMBER, SHOW_HIDDEN, -1}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *cells[] = {cases[i].covered, cases[i].known};
        struct table table = table_of(2, 1, columns, cells);
        struct document document = {1, &table};
        struct render_style style = style_of("table");
        assert_string_equal(draw(*state, &document, style),
                            arena_printf(*state, "x\n%s\n", cases[i].unicode));
        style.unicode = false;
        assert_string_equal(draw(*state, &document, style),
                            arena_printf(*state, "x\n%s\n", cases[i].ascii));
    }
    struct column alone = {.kind = COLUMN_NUMBER, .show = SHOW_BAR, .partner = -1};
    assert_string_equal(draw_cell(*state, alone, "0.2", style_of("table")), "██░░░░░░░░  20 %");
}

static void cells_are_for_people(void **state)
{
    static const struct {
        struct column column;
        const char *cell, *shown;
    } cases[] = {
        {{NULL, COLUMN_NUMBER, SHOW_SHARE, -1}, "0.825", "82 %"},
        {{NULL, COLUMN_NUMBER, SHOW_SHARE, -1}, "0.7999", "79 %"},
        {{NULL, COLUMN_NUMBER, SHOW_SHARE, -1}, "0.29", "29 %"}, /* 28.999999999999996 */
        {{NULL, COLUMN_NUMBER, SHOW_SHARE, -1}, "0", "0 %"},
        {{NULL, COLUMN_NUMBER, SHOW_SHARE, -1}, "1", "100 %"},
        {{NULL, COLUMN_NUMBER, SHOW_SHARE, -1}, NULL, ""},
        {{NULL, COLUMN_NUMBER, SHOW_PLAIN, -1}, "0.10", "0.10"},
        {{NULL, COLUMN_BOOLEAN, SHOW_PLAIN, -1}, "t", "yes"},
        {{NULL, COLUMN_JSON, SHOW_PLAIN, -1}, "{\"a b\": [1, 2]}", "{\"a b\":[1,2]}"},
        {{NULL, COLUMN_TEXT, SHOW_PLAIN, -1},
         "a\033[31mb\002c",
         "a\xEF\xBF\xBD[31mb\xEF\xBF\xBD"
         "c"},
        {{NULL, COLUMN_TEXT, SHOW_PLAIN, -1}, "gpj\xE2\x80\xAE", "gpj\xEF\xBF\xBD"},
        {{NULL, COLUMN_TEXT, SHOW_WRAP, -1}, "two\nlines", "two lines"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(draw_cell(*state, cases[i].column, cases[i].cell, style_of("table")),
                            cases[i].shown);
}

static void marks_are_coloured_by_word(void **state)
{
    static const char *const cases[][2] = {
        {"ready", "\033[32mready\033[0m"},
        {"partial", "\033[33mpartial\033[0m"},
        {"contrary", "\033[31mcontrary\033[0m"},
        {"stale", "\033[2mstale\033[0m"},
        {"settling", "settling"},
    };
    struct column column = {.kind = COLUMN_TEXT, .show = SHOW_MARK};
    struct render_style style = style_of("table");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        style.colour = false;
        assert_string_equal(draw_cell(*state, column, cases[i][0], style), cases[i][0]);
        style.colour = true;
        assert_string_equal(draw_cell(*state, column, cases[i][0], style), cases[i][1]);
    }
}

static void names_are_indented(void **state)
{
    struct column columns[] = {{"depth", COLUMN_INTEGER, SHOW_HIDDEN, -1},
                               {"person", COLUMN_TEXT, SHOW_INDENT, 0}};
    const char *cells[] = {"0", "Ana", "2", "Bo", NULL, "Eve"};
    struct table table = table_of(2, 3, columns, cells);
    assert_string_equal(draw(*state, &(struct document){1, &table}, style_of("table")),
                        "person\nAna\n    Bo\nEve\n");
}

/* For people one text in place of two; for programs both as they are. */
static void changes_are_for_people(void **state)
{
    struct column columns[] = {{"old_text", COLUMN_TEXT, SHOW_HIDDEN, -1},
                               {"new_text", COLUMN_TEXT, SHOW_DIFF, 0},
                               {"score", COLUMN_INTEGER, SHOW_DIFF, 3},
                               {"old_score", COLUMN_INTEGER, SHOW_PLAIN, -1}};
    const char *cells[] = {"a  <b>\033", "a\nc\002", "10", "9", NULL, "d  e", "7", "7"};
    struct table table = table_of(4, 2, columns, cells);
    const struct document document = {1, &table};
    assert_string_equal(draw(*state, &document, style_of("table")),
                        "new text           score         old score\n"
                        "a [-<b>\xEF\xBF\xBD-] {+c\xEF\xBF\xBD+}  [-9-] {+10+}          9\n"
                        "d e                7                     7\n");
    assert_non_null(
        strstr(draw(*state, &document, style_of("markdown")),
               "\n| --- | --- | ---: |\n| a \\[-\\<b\\>\xEF\xBF\xBD-\\] {+c\xEF\xBF\xBD+} | "));
    assert_string_equal(draw(*state, &document, style_of("csv")),
                        "old_text,new_text,score,old_score\n"
                        "a  <b>\033,\"a\nc\002\",10,9\n,d  e,7,7\n");
    assert_non_null(strstr(draw(*state, &document, style_of("json")),
                           "{\"old_text\": \"a  <b>\\u001B\", \"new_text\": \"a\\nc\\u0002\", "
                           "\"score\": 10, \"old_score\": 9}"));
}

static void csv_is_exact_and_harmless(void **state)
{
    static const struct {
        enum column_kind kind;
        const char *cell, *written;
    } cases[] = {
        {COLUMN_TEXT, "Ana", "Ana"},
        {COLUMN_TEXT, "=1+2", "'=1+2"},
        {COLUMN_TEXT, "+49 1", "'+49 1"},
        {COLUMN_TEXT, "-5", "'-5"},
        {COLUMN_TEXT, "@SUM(A1)", "'@SUM(A1)"},
        {COLUMN_TEXT, "\tx", "\"'\tx\""},
        {COLUMN_TEXT, "\rx", "\"'\rx\""},
        {COLUMN_TEXT, "=\"a\"", "\"'=\"\"a\"\"\""},
        {COLUMN_TEXT, "a,b", "\"a,b\""},
        {COLUMN_TEXT, "a\nb", "\"a\nb\""},
        {COLUMN_TEXT, " a", "\" a\""},
        {COLUMN_TEXT, "", "\"\""},
        {COLUMN_INTEGER, "-5", "-5"},
        {COLUMN_NUMBER, "-0.10", "-0.10"},
        {COLUMN_NUMBER, "NaN", "NaN"},
        {COLUMN_BOOLEAN, "f", "false"},
        {COLUMN_JSON, "[1, 2]", "\"[1,2]\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(draw_cell(*state, (struct column){.kind = cases[i].kind}, cases[i].cell,
                                      style_of("csv")),
                            cases[i].written);
}

static void csv_holds_one_table(void **state)
{
    struct render_style style = style_of("csv");
    assert_string_equal(draw(*state, team(*state), style),
                        "person,months_in_level,person_id,settling\n"
                        "山田,9,1,false\nZoe\xCC\x88,120,2,true\nAna,,3,\n");
    style.section = "gaps";
    assert_string_equal(draw(*state, team(*state), style), "person,months_in_level\n");
}

static void json_values_are_exact(void **state)
{
    static const struct {
        enum column_kind kind;
        const char *cell, *written;
    } cases[] = {
        {COLUMN_NUMBER, "1e400", "1e400"},
        {COLUMN_NUMBER, "-0", "-0"},
        {COLUMN_INTEGER, "12345678901234567890", "12345678901234567890"},
        {COLUMN_NUMBER, "0.10", "0.10"},
        {COLUMN_NUMBER, "NaN", "null"},
        {COLUMN_NUMBER, "-Infinity", "null"},
        {COLUMN_NUMBER, "007", "\"007\""},
        {COLUMN_NUMBER, "1.", "\"1.\""},
        {COLUMN_NUMBER, NULL, "null"},
        {COLUMN_BOOLEAN, "t", "true"},
        {COLUMN_DATE, "2025-02-01", "\"2025-02-01\""},
        {COLUMN_TEXT, "", "\"\""},
        {COLUMN_TEXT, "a\"\\\n\033ü", "\"a\\\"\\\\\\n\\u001B\\u00FC\""},
        {COLUMN_TEXT, "\xC2\x9B", "\"\\u009B\""},
        {COLUMN_TEXT, "a\xFF", "\"a\xEF\xBF\xBD\""},
        {COLUMN_JSON, "{ \"a\\\" b\" :\n [1.50, 1e400] }", "{\"a\\\" b\":[1.50,1e400]}"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct column column = {"x", cases[i].kind, SHOW_PLAIN, -1};
        const char *cell = cases[i].cell;
        assert_string_equal(draw_cells(*state, column, 1, &cell, style_of("json")),
                            arena_printf(*state, "[\n  {\"x\": %s}\n]\n", cases[i].written));
    }
}

static void json_is_an_array_or_an_object_of_arrays(void **state)
{
    struct render_style style = style_of("json");
    assert_string_equal(
        draw(*state, team(*state), style),
        "{\n"
        "  \"team\": [\n"
        "    {\"person\": \"山田\", \"months_in_level\": 9, \"person_id\": 1, \"settling\": "
        "false},\n"
        "    {\"person\": \"Zoe\xCC\x88\", \"months_in_level\": 120, \"person_id\": 2, "
        "\"settling\": true},\n"
        "    {\"person\": \"Ana\", \"months_in_level\": null, \"person_id\": 3, "
        "\"settling\": null}\n"
        "  ],\n"
        "  \"gaps\": []\n"
        "}\n");
    style.section = "gaps";
    assert_string_equal(draw(*state, team(*state), style), "[]\n");
}

static void markdown_is_escaped(void **state)
{
    assert_string_equal(draw(*state, team(*state), style_of("markdown")),
                        "## Team of Ana\n\n"
                        "| person | months in level | settling |\n"
                        "| --- | ---: | --- |\n"
                        "| 山田 | 9 | no |\n"
                        "| Zoe\xCC\x88 | 120 | yes |\n"
                        "| Ana |  |  |\n"
                        "\n## Gaps\n\nnothing is missing\n");
    struct column column = {"x", COLUMN_TEXT, SHOW_WRAP, -1};
    const char *cells[] = {"a|b\\c\nd", "<b>[x](y) _z_", "senior_pm"};
    assert_string_equal(draw_cells(*state, column, 3, cells, style_of("markdown")),
                        "| x |\n| --- |\n"
                        "| a\\|b\\\\c<br>d |\n"
                        "| \\<b\\>\\[x\\](y) \\_z\\_ |\n"
                        "| senior_pm |\n");
}

static void unknown_names_are_refused(void **state)
{
    struct render_style style = style_of("table");
    style.section = "tem";
    error *failure = render_document(*state, team(*state), &style, stdout);
    assert_int_equal(failure->kind, ERROR_USAGE);
    assert_non_null(strstr(failure->message, "'tem'"));
    assert_non_null(strstr(failure->hint, "team, gaps"));
    style = style_of("jsn");
    failure = render_document(*state, team(*state), &style, stdout);
    assert_int_equal(failure->kind, ERROR_USAGE);
    assert_non_null(strstr(failure->hint, "--format json"));
    const char *const *formats = render_formats();
    assert_string_equal(formats[0], "table");
    assert_null(formats[4]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(table_is_aligned, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(table_is_bold_in_colour, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(table_of_many_rows_is_aligned, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(bars_show_what_is_unknown, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(cells_are_for_people, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(marks_are_coloured_by_word, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(names_are_indented, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(changes_are_for_people, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(csv_is_exact_and_harmless, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(csv_holds_one_table, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(json_values_are_exact, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(json_is_an_array_or_an_object_of_arrays, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(markdown_is_escaped, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(unknown_names_are_refused, pool_open, pool_close),
    };
    setlocale(LC_ALL, "C.UTF-8");
    log_set_level(LOG_QUIET);
    return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
