/* Numbers that are shown short: what people read of a ratio or a probability. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rungs/render/cell.h"

static void short_numbers_are_cut_and_never_nought(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"0.7999999", "0.799"},
        {"0.29", "0.290"},
        {"-1.2345", "-1.234"},
        {"12", "12.000"},
        {"0", "0.000"},
        {"1e-30", "<0.001"},
        {"0.001", "0.001"},
        {"-0.0002", ">-0.001"},
        {"1e300", "1e300"},
        {"NaN", "NaN"},
        {NULL, ""},
    };
    arena *pool = arena_new(NULL);
    struct column column = {.name = "p", .kind = COLUMN_NUMBER, .show = SHOW_SHORT, .partner = -1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *cells[] = {cases[i][0]};
        struct table table = {
            .column_count = 1, .row_count = 1, .columns = &column, .cells = cells};
        assert_string_equal(cell_text(pool, &table, 0, 0, &(struct look){0}), cases[i][1]);
    }
    assert_true(cell_aligned_right(&column));
    arena_free(pool);
}

/* What stands before it, behind it and for a column behind it is as it was. */
static void words_for_the_title_are_no_column(void **state)
{
    (void)state;
    struct column columns[] = {{"more", COLUMN_TEXT, SHOW_TITLE, -1},
                               {"person", COLUMN_TEXT, SHOW_INDENT, 3},
                               {"rest", COLUMN_TEXT, SHOW_TITLE, -1},
                               {"depth", COLUMN_INTEGER, SHOW_HIDDEN, -1}};
    const char *cells[] = {"8 of 9", "Ana", "x", "0", "8 of 9", "Bo", NULL, "2"};
    struct table table = {.column_count = 4, .row_count = 2, .columns = columns, .cells = cells};
    table_drop_titles(&table);
    assert_int_equal(table.column_count, 2);
    assert_string_equal(table.columns[0].name, "person");
    assert_int_equal(table.columns[0].partner, 1);
    assert_string_equal(table.columns[1].name, "depth");
    assert_string_equal(table_cell(&table, 0, 0), "Ana");
    assert_string_equal(table_cell(&table, 1, 0), "Bo");
    assert_string_equal(table_cell(&table, 1, 1), "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_numbers_are_cut_and_never_nought),
        cmocka_unit_test(words_for_the_title_are_no_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
