/* Guessing how a file is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "rungs/base/macros.h"
#include "rungs/csv/dialect.h"

static void the_delimiter_is_the_most_frequent_of_the_first_line(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        char expected;
    } rows[] = {
        {"", ','},
        {"name", ','},
        {"name\n", ','},
        {"a,b\n1;2;3;4\n", ','},
        {"a;b\n1,2,3,4\n", ';'},
        {"a\tb\n", '\t'},
        {"a|b|c", '|'},
        {"a;b;c,d\n", ';'},
        {"a,b;c\n", ','}, /* as many: the more usual one */
        {"\"a,b,c\";d\n", ';'},
        {"\"a\"\",,,\";d\n", ';'},
        {"\"a\n,,,,\";d\n,,,,,,", ';'}, /* a line end inside quotes ends no line */
        {"a;b\r1,2,3,4\r", ';'},
        {"a;b\r\n1,2,3,4\r\n", ';'},
        {"\n\r\n \na;b\n1,2,3\n", ';'},
        {"name\nRuiz; Ana\n", ','}, /* one column; the second line says nothing */
        {"\"name\"\nRuiz; Ana\n", ','},
        {"name\rRuiz; Ana\r", ','},
        {"\xEF\xBB\xBFname\nRuiz; Ana\n", ','},
        {"\xEF\xBB\xBF\n\na;b\n", ';'},
        {"\t\n \n,\n;;\n", ','}, /* blanks alone are a blank line */
        {"a,b\n\t\t\t\n", ','},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (dialect_delimiter(rows[i].bytes, strlen(rows[i].bytes)) != rows[i].expected)
            fail_msg("row %zu: %s", i, rows[i].bytes);
    assert_int_equal(dialect_delimiter("a\0;b;c,d", 8), ';');
    assert_int_equal(dialect_delimiter("a,b;;;", 3), ',');
}

static void marks_are_known(void **state)
{
    (void)state;
    assert_int_equal(dialect_mark("\xEF\xBB\xBFname", 7), 3);
    assert_int_equal(dialect_mark("\xEF\xBB\xBF", 3), 3);
    assert_int_equal(dialect_mark("\xEF\xBB", 2), 0);
    assert_int_equal(dialect_mark("name", 4), 0);
    assert_int_equal(dialect_mark("", 0), 0);
    assert_string_equal(dialect_foreign("\xFF\xFE"
                                        "a",
                                        3),
                        "UTF-16");
    assert_string_equal(dialect_foreign("\xFE\xFF", 2), "UTF-16");
    assert_null(dialect_foreign("\xFF", 1));
    assert_null(dialect_foreign("\xEF\xBB\xBF", 3));
    assert_null(dialect_foreign("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delimiter_is_the_most_frequent_of_the_first_line),
        cmocka_unit_test(marks_are_known),
    };
    return cmocka_run_group_tests_name("dialect", tests, NULL, NULL);
}
