/* Guessing how a file is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "pool.h"
#include "rungs/base/text.h"
#include "rungs/csv/dialect.h"

struct row {
    const char *bytes;
    char expected;
};

static void check(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char found =
            dialect_guess(rows[i].bytes, strlen(rows[i].bytes), true, '\0', '\0').delimiter;
        if (found != rows[i].expected)
            fail_msg("row %zu: '%c' for %s", i, found, rows[i].bytes);
    }
}

static void the_delimiter_is_the_one_that_makes_rows_alike(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", ','},
        {"name", ','},
        {"name\n", ','},
        {"a,b\n1;2;3;4\n", ','},
        {"a;b\n1,2,3,4\n", ';'},
        {"a\tb\n", '\t'},
        {"a|b|c", '|'},
        {"a;b;c,d\n", ';'},
        {"a,b;c\n", ','}, /* as many: the more usual one */
        {"a;b\r1,2,3,4\r", ';'},
        {"a;b\r\n1,2,3,4\r\n", ';'},
        {"\n\r\n \na;b\n1,2,3\n", ';'},
        {"\t\n \n,\n;;\n", ','}, /* blanks alone are a blank line */
        {"a,b\n\t\t\t\n", ','},
        {"a,b\n1,\n,\n,2\n", ','},
        /* Rows may be ragged. */
        {"a;b;c\n1;2;3\n1;2\n1;2;3;4\n1;2;3\n", ';'},
        /* One column. */
        {"name\nRuiz; Ana\n", ','},
        {"\"name\"\nRuiz; Ana\nRuiz; Eva\n", ','},
        {"name\rRuiz; Ana\r", ','},
        {"level\n1, 5\n2, 5\n", ','},
        {"level\n1,5\n2,5\n", ','},
        /* What stands in the cells. */
        {"Last Name, First Name;Title\nRuiz, Ana;PM\nRuiz, Eva;PM\n", ';'},
        {"Worker\tTitle\tCost Center\nRuiz, Ana\tPM\t1\nRuiz, Eva\tPM\t2\n", '\t'},
        {"id;salary;bonus\n1;1.234,50;0,5\n2;2.345,50;0,5\n", ';'},
        {"salary;bonus\n1234,50;0,5\n2345,50;0,5\n1234,00;1,5\n", ';'},
        {"name,skills\nAna,a;b;c\nEva,a;b\nUma,a;b;c\n", ','},
        {"id,title\n1,PM | Core\n2,PM | Core\n", ','},
        {"a, b, c\n1, 2, 3\n4, 5, 6\n", ','},
        {"id,level\n1,2\n3,4\n", ','},
        {"a | b\n1 | 2\n", '|'},
    };
    check(rows, COUNT_OF(rows));
}

static void lines_around_the_table_decide_nothing(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"Employee report\n\nid;name\n1;Ana\n", ';'},
        {"Employee report, all of Berlin, Riga, Oslo\n\nid;name\n1;Ana\n2;Eva\n", ';'},
        {"Report, 2024, Q1\nsalary;bonus\n1,5;2,5\n2,5;3,5\n", ';'},
        {"Workday | Employees | 2024\n\nid\tname\n1\tRuiz, Ana\n2\tRuiz, Eva\n", '\t'},
        {"id;name\n1;Ana\n2;Eva\nTotal\nReport generated on Monday, 3 May, 2024\n", ';'},
        {"id;name;title\nReport generated on Monday, 3 May, 2024\n", ';'},
        {"Report\nid;name;title\n", ';'},
        {"Report;;\nof, at, in;;\nid;name;title\n1;Ana;PM, Core\n", ';'},
        {"# a, b\n# c, d\n# e, f\n# g, h\nid|name\n1|Ana\n2|Eva\n", '|'},
        {"# a, b\n# c, d\n# e, f\nid|name\n1|Ana\n2|Eva\n3|Uma\n4|Ida\n", '|'},
    };
    check(rows, COUNT_OF(rows));
}

static void quoted_text_does_not_count(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"\"a,b,c\";d\n", ';'},
        {"\"a\"\",,,\";d\n", ';'},
        {"\"a\n,,,,\";d\n,,,,,,", ';'}, /* a line end inside quotes ends no line */
        {"a,b\n\"1;2\",\"3;4\"\n\"1;2\",\"3;4\"\n\"1;2\",\"3;4\"\nx\nx\n", ','},
        {"a|b\n\"1;\n2\"|\"3;4\"\n\"1;\n;\"\"2\" | \"3;4\"\n", '|'},
        {"a;b\n5\" disk, 3,5;1\n7\" disk, 5,25;2\n", ';'},
        {"a;b\nO'Brien, P;1\nO'Hara, S;2\n", ';'},
        {"'a,b';'c,d'\n'1,2';'3,4'\n'1,2';'3,4'\n", ';'},
        {"a;b\n\"1;2,3,4,5\n6,7,8\n9,10", ';'},
    };
    check(rows, COUNT_OF(rows));
}

static void the_single_quote_needs_evidence(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"'a','b'\n'1','2'\n", '\''},
        {"'a','b'\n", '\''},
        {"'a'\n'b'\n", '\''},
        {"'a';'b'\n1;'x'\n2;'O''Brien; Pat'\n", '\''},
        {"Report\n\n'a','b'\n'1',2\n", '\''},
        {"'a' , 'b'\n 'x\ny','2'\nTotal\n", '\''},
        {"'a'\n", '"'},
        {"a,b\n'1','2'\n'3','4'\n", '"'},
        {"'a',b\n'1','2'\n", '"'},
        {"'a','b'\n1,2\n", '"'},
        {"'a','b'\n'1',\"2\"\n", '"'},
        {"'a','b'\n'1','2\n", '"'},
        {"'a','b'\n'1','t Hooft\n", '"'},
        {"name,title\nO'Brien,'t Hooft\n", '"'},
        {"'=1+2,'+1,'-1\n'=1,'+2,'-3\n", '"'},
        {"\"a\",\"b\"\n'1','2'\n", '"'},
        {"a,b\n1,2\n", '"'},
        {"", '"'},
        {"'", '"'},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char found = dialect_guess(rows[i].bytes, strlen(rows[i].bytes), true, '\0', '\0').quote;
        if (found != rows[i].expected)
            fail_msg("row %zu: %c for %s", i, found, rows[i].bytes);
    }
}

static void what_is_known_stays_as_it_is(void **state)
{
    (void)state;
    static const char text[] = "'a,b';'c,d'\n'1,2';'3,4'\n";
    struct dialect dialect = dialect_guess(text, strlen(text), true, ',', '\0');
    assert_int_equal(dialect.delimiter, ',');
    assert_int_equal(dialect.quote, '"');
    dialect = dialect_guess(text, strlen(text), true, ';', '\0');
    assert_int_equal(dialect.quote, '\'');
    dialect = dialect_guess(text, strlen(text), true, '\0', '"');
    assert_int_equal(dialect.delimiter, ',');
    assert_int_equal(dialect.quote, '"');
    dialect = dialect_guess(text, strlen(text), true, 'x', '\'');
    assert_int_equal(dialect.delimiter, 'x');
    assert_int_equal(dialect.quote, '\'');
}

static void excel_says_the_delimiter(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool declared;
        char delimiter;
    } rows[] = {
        {"sep=;\na,b\n", true, ';'},         {"SEP=|\r\na,b\n", true, '|'},
        {"\"sep=\t\"\ra,b\n", true, '\t'},   {"sep=,", true, ','},
        {"sep=;;\na,b\n", false, ','},       {"sep=x\na,b\n", false, ','},
        {"\"sep=;\na,b\n", false, ','},      {"sep=", false, ','},
        {"\nsep=;\na,b\n1,2\n", false, ','},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct dialect dialect =
            dialect_guess(rows[i].text, strlen(rows[i].text), true, '\0', '\0');
        assert_int_equal(dialect.declared, rows[i].declared);
        if (rows[i].declared)
            assert_int_equal(dialect.delimiter, rows[i].delimiter);
    }
    struct dialect dialect = dialect_guess("sep=;\na,b", 9, true, ',', '\0');
    assert_true(dialect.declared);
    assert_int_equal(dialect.delimiter, ',');
}

static void the_line_end_is_that_of_the_first_record(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a\nb\r\n", "LF"},
        {"a\r\nb\n", "CRLF"},
        {"a\rb\n", "CR"},
        {"\"a\nb\"\r\n", "CRLF"},
        {"\n\n\"a\r\nb\" ,c\rd", "CR"},
        {"'a\nb','c'\r\n", "CRLF"},
        {"a", ""},
        {"", ""},
        {"sep=;\na\r\n", "CRLF"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(
            dialect_guess(rows[i][0], strlen(rows[i][0]), true, '\0', '\0').line_end, rows[i][1]);
}

/* The beginning of a text may end anywhere: a record that it cuts is none. */
static void a_cut_record_says_nothing(void **state)
{
    struct text text = text_new(*state);
    for (int i = 0; i < 5; i++)
        text_add(&text, "'a';'b';'c,,,d'\r\n");
    size_t length = text.length;
    text_add(&text, "'x';'y,,,,,,,;;;;;;;;;\n;;;;;;;\n'',';'z';'1'\n");
    for (; length <= text.length; length++) {
        struct dialect dialect = dialect_guess(text.bytes, length, false, '\0', '\0');
        assert_int_equal(dialect.quote, '\'');
        assert_int_equal(dialect.delimiter, ';');
        assert_string_equal(dialect.line_end, "CRLF");
    }
    /* Unless there is no other. */
    assert_int_equal(dialect_guess("a;b;c", 5, false, '\0', '\0').delimiter, ';');
    assert_int_equal(dialect_guess("\"a,b\n,,,\";b;\"c", 15, false, '\0', '\0').delimiter, ';');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delimiter_is_the_one_that_makes_rows_alike),
        cmocka_unit_test(lines_around_the_table_decide_nothing),
        cmocka_unit_test(quoted_text_does_not_count),
        cmocka_unit_test(the_single_quote_needs_evidence),
        cmocka_unit_test(what_is_known_stays_as_it_is),
        cmocka_unit_test(excel_says_the_delimiter),
        cmocka_unit_test(the_line_end_is_that_of_the_first_record),
        cmocka_unit_test_setup_teardown(a_cut_record_says_nothing, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("dialect", tests, NULL, NULL);
}
