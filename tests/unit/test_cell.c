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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_numbers_are_cut_and_never_nought),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
