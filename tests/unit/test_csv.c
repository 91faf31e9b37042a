/* The reader: what a file says. Not here: where pieces of 64 KiB meet (test_csv_pieces.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "csv_text.h"

struct row {
    const char *bytes, *expected;
};

static void check(arena *pool, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(csv_words(pool, rows[i].bytes, strlen(rows[i].bytes)),
                            rows[i].expected);
}

static void records_know_the_line_they_begin_in(void **state)
{
    static const struct row rows[] = {
        {"a,b\n1,2\n", "1: a | b\n2: 1 | 2\n"},
        {"a,b\r\n1,2\r\n", "1: a | b\n2: 1 | 2\n"},
        {"a,b\r1,2\r", "1: a | b\n2: 1 | 2\n"},
        {"a,b\n1,2", "1: a | b\n2: 1 | 2\n"},
        {"a\n\"x\ny\"\nz\n", "1: a\n2: x\ny\n4: z\n"},
        {"a\r\n\"x\r\ny\"\r\nz\r\n", "1: a\n2: x\r\ny\n4: z\n"},
        {"a\r\"x\ry\"\rz\r", "1: a\n2: x\ry\n4: z\n"},
        {"a\n\"\n\n\",\"\n\"\nz\n", "1: a\n2: \n\n | \n\n6: z\n"},
        {"a\n\n  \n\t\nb\n\n\nc\n\n", "1: a\n5: b\n8: c\n"},
        {"\n\r\n\ra\n", "4: a\n"},
        {"a\n\r\r\nb\n", "1: a\n4: b\n"},
        {"", ""},
        {"\n", ""},
        {" \n\n ", ""},
        {"a", "1: a\n"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void cells_are_what_was_written(void **state)
{
    static const struct row rows[] = {
        {"a,,c\n", "1: a | <null> | c\n"},
        {"a,\"\",c\n", "1: a |  | c\n"},
        {",\n", "1: <null> | <null>\n"},
        {"a,b,\n", "1: a | b | <null>\n"},
        {"a,b,", "1: a | b | <null>\n"},
        {" a b , c \n", "1: a b | c\n"},
        {"\" a \",b\n", "1:  a  | b\n"},
        {"\"a\" , \"b\"\n", "1: a | b\n"},
        {"\"a,b\",c\n", "1: a,b | c\n"},
        {"\"5\"\" disk\",\"\"\"\"\n", "1: 5\" disk | \"\n"},
        {"\"a\"", "1: a\n"},
        {"Zoë,山田,😀\n", "1: Zoë | 山田 | 😀\n"},
        {"a\nb,c\nd,e,f\n", "1: a\n2: b | c\n3: d | e | f\n"},
        {"\\N,\\\n", "1: \\N | \\\n"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void the_dialect_is_that_of_the_file(void **state)
{
    static const struct row rows[] = {
        {"a;b\n1,5;2\n", "1: a | b\n2: 1,5 | 2\n"},
        {"a\tb\n1\t\n\t\n", "1: a | b\n2: 1 | <null>\n3: <null> | <null>\n"},
        {"a\tb\n\t\n \t \n\n", "1: a | b\n2: <null> | <null>\n3: <null> | <null>\n"},
        {"a|b\n1|2\n", "1: a | b\n2: 1 | 2\n"},
        {"\n\na;b\n1;2\n", "3: a | b\n4: 1 | 2\n"},
        {"name\nRuiz; Ana\n", "1: name\n2: Ruiz; Ana\n"},
        {"\xEF\xBB\xBFname;x\na;b\n", "1: name | x\n2: a | b\n"},
        {"Employee report\n\na;b\n1,5;x\n", "1: Employee report\n3: a | b\n4: 1,5 | x\n"},
        {"'a','b'\n'O''Brien, P','2'\n", "1: a | b\n2: O'Brien, P | 2\n"},
        {"'a';'b'\r\n'x\r\ny';''\r\nz;'1'\r\n", "1: a | b\n2: x\r\ny | \n4: z | 1\n"},
        {"a,b\nO'Brien,'t Hooft\n'x',y\n", "1: a | b\n2: O'Brien | 't Hooft\n3: 'x' | y\n"},
        {"sep=;\r\na;b\r\n1,2;3\r\n", "2: a | b\n3: 1,2 | 3\n"},
        {"\"sep=|\"\na,b\n", "2: a,b\n"},
        {"sep=;", ""},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void what_is_known_is_not_guessed(void **state)
{
    static const char bytes[] = "a;b\n'1,x',2\n";
    static const struct {
        struct csv_options options;
        const char *expected;
    } rows[] = {
        {{.delimiter = ','}, "1: a;b\n2: '1 | x' | 2\n"},
        {{.delimiter = ',', .quote = '\''}, "1: a;b\n2: 1,x | 2\n"},
        {{.delimiter = ' '}, "1: a;b\n2: '1,x',2\n"},
        {{.delimiter = 'x'}, "1: a;b\n2: '1, | ',2\n"},
        {{.delimiter = '\n'}, "! '\n' cannot be the delimiter"},
        {{.delimiter = '"'}, "! '\"' cannot be the delimiter"},
        {{.delimiter = '\''}, "! ''' cannot be the delimiter"},
        {{.delimiter = (char)0xE9}, "! '\xE9' cannot be the delimiter"},
        {{.quote = '`'}, "! '`' cannot be the quote"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *path = memory_file(*state, bytes, strlen(bytes));
        assert_string_equal(csv_words_of(*state, path, &rows[i].options), rows[i].expected);
    }
}

static void facts_say_how_it_is_written(void **state)
{
    static const struct row rows[] = {
        {"a,b\n1,2\r\n", "UTF-8 , \" LF"},
        {"\xEF\xBB\xBF"
         "a;b\r\n1;2\r\n",
         "UTF-8 with a mark ; \" CRLF"},
        {"'a'|'b'\r'1'|'2'\r", "UTF-8 | ' CR"},
        {"\"a\nb\"\tc\r\n", "UTF-8 \t \" CRLF"},
        {"sep=;\na\r\n", "UTF-8 ; \" CRLF"},
        {"a", "UTF-8 , \" "},
        {"", "UTF-8 , \" "},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        csv_reader *source = NULL;
        const char *path = memory_file(*state, rows[i].bytes, strlen(rows[i].bytes));
        assert_null(csv_open(*state, path, NULL, &source));
        const struct csv_facts *facts = csv_facts(source);
        assert_string_equal(arena_printf(*state, "%s%s %c %c %s", facts->encoding,
                                         facts->mark ? " with a mark" : "", facts->delimiter,
                                         facts->quote, facts->line_end),
                            rows[i].expected);
    }
}

static void a_mark_is_no_data(void **state)
{
    static const struct row rows[] = {
        {"\xEF\xBB\xBF\"name\",b\n", "1: name | b\n"},
        {"\xEF\xBB\xBF", ""},
        {"\xEF\xBB\xBF\n\na\n", "3: a\n"},
        /* Only at the beginning: elsewhere it is a character as any other. */
        {"a\n\xEF\xBB\xBF"
         "b\n",
         "1: a\n2: \xEF\xBB\xBF"
         "b\n"},
    };
    check(*state, rows, COUNT_OF(rows));
}

/* The ' that our own csv format puts before a cell which a spreadsheet would take for a formula. */
static void the_protection_of_formulas_is_taken_off(void **state)
{
    static const struct row rows[] = {
        {"'=1+2,'+1,'-1,'@x\n", "1: =1+2 | +1 | -1 | @x\n"},
        {"\"'\tx\",\"'\rx\",\"'\nx\"\n", "1: \tx | \rx | \nx\n"},
        {"'a,',''=1,O'=x\n", "1: 'a | ' | '=1 | O'=x\n"},
        {"=1+2,-1\n", "1: =1+2 | -1\n"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void faults_name_line_and_byte(void **state)
{
    static const struct row rows[] = {
        {"a,b\n1,5\" disk\n",
         "1: a | b\n! file, line 2, byte 4: a quote stands inside a cell that is not quoted"},
        {"a,b\n1,x\"y\",2\n",
         "1: a | b\n! file, line 2, byte 4: a quote stands inside a cell that is not quoted"},
        {"a\n\"x\ny\" z\n",
         "1: a\n! file, line 3, byte 4: text stands behind the quote that closes a cell"},
        {"a\n\"x\"\"\n\"y\"\n",
         "1: a\n! file, line 3, byte 2: text stands behind the quote that closes a cell"},
        {"a\n\"x\" \"y\"\n",
         "1: a\n! file, line 2, byte 5: text stands behind the quote that closes a cell"},
        {"a\nb\n\"c\nd\ne\n",
         "1: a\n2: b\n! file, line 3, byte 1: a quote is opened here and never closed"},
        {"\"", "! file, line 1, byte 1: a quote is opened here and never closed"},
        {"\"a\"\"", "! file, line 1, byte 1: a quote is opened here and never closed"},
        {"a\r\nb\r\nc,\"d\r\n",
         "1: a\n2: b\n! file, line 3, byte 3: a quote is opened here and never closed"},
        /* It goes on over lines with quotes, and after other cells over several lines. */
        {"a,b\n1, \"x\"\"\n\"\"y\n\"\",2\n",
         "1: a | b\n! file, line 2, byte 4: a quote is opened here and never closed"},
        {"a,b\n\"1\n2\",\"3,\n4\" , \"5,\n6\n",
         "1: a | b\n! file, line 4, byte 6: a quote is opened here and never closed"},
        {"a,b,\"1\n2\",\"\"\"\",x,,\"y,\"\"\n\n",
         "! file, line 2, byte 12: a quote is opened here and never closed"},
        {"a\nb\nc\xE9\n", "1: a\n2: b\n! file, line 3, byte 2: a byte that is not UTF-8"},
        {"a\r\nb\r\nc\xE9\r\n", "1: a\n2: b\n! file, line 3, byte 2: a byte that is not UTF-8"},
        {"a\rb\rc\xE9\r", "1: a\n2: b\n! file, line 3, byte 2: a byte that is not UTF-8"},
        {"a\n\"x\n\xFF\"\n", "1: a\n! file, line 3, byte 1: a byte that is not UTF-8"},
        {"a\nb\xC3", "1: a\n! file, line 2, byte 2: a byte that is not UTF-8"},
        {"a\nZoë\xED\xA0\x80\n", "1: a\n! file, line 2, byte 5: a byte that is not UTF-8"},
        {"a\r\xFF", "1: a\n! file, line 2, byte 1: a byte that is not UTF-8"},
        {"\xEF\xBB\xBF"
         "ab\xFF",
         "! file, line 1, byte 3: a byte that is not UTF-8"},
        {"PK\x03\x04zip", "! 'file' is a workbook or another zip file"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "! 'file' is an old Excel workbook"},
        {"PK\nAna\n", "1: PK\n2: Ana\n"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void a_nul_byte_is_told_as_such(void **state)
{
    assert_string_equal(csv_words(*state, "a\nb\n\0\n", 6),
                        "1: a\n2: b\n! file, line 3, byte 1: a NUL byte");
    assert_string_equal(csv_words(*state, "\0", 1), "! file, line 1, byte 1: a NUL byte");
    assert_string_equal(csv_words(*state, "abcdefghijk\0", 12),
                        "! file, line 1, byte 12: a NUL byte");
    /* Whatever comes first is told, lines before bytes. */
    assert_string_equal(csv_words(*state, "a\n\xFF\n\0", 5),
                        "1: a\n! file, line 2, byte 1: a byte that is not UTF-8");
    assert_string_equal(csv_words(*state, "a\n\0\n\xFF", 5),
                        "1: a\n! file, line 2, byte 1: a NUL byte");
    assert_string_equal(csv_words(*state, "a\nb\"\n\0", 6),
                        "1: a\n! file, line 2, byte 2: a quote stands inside a cell that is not "
                        "quoted");
}

static const char *digest_of_file(arena *pool, const char *bytes, size_t length)
{
    csv_reader *source = NULL;
    struct csv_record record;
    assert_null(csv_open(pool, memory_file(pool, bytes, length), NULL, &source));
    for (bool more = true; more;)
        assert_null(csv_next(source, &record, &more));
    assert_string_equal(csv_digest(pool, source), csv_digest(pool, source));
    return csv_digest(pool, source);
}

/* FIPS 180-2 has these three: "abc", nothing (NIST's short message of length 0), a million a. */
static void the_digest_is_sha256_of_the_bytes(void **state)
{
    static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static const char nothing[] =
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    static const char million[] =
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    assert_string_equal(digest_of_file(*state, "abc", 3), abc);
    assert_string_equal(digest_of_file(*state, "", 0), nothing);
    assert_string_equal(csv_digest_of(*state, "abc"), abc);
    assert_string_equal(csv_digest_of(*state, ""), nothing);
    char *letters = arena_alloc(*state, 1000000);
    memset(letters, 'a', 1000000);
    assert_string_equal(digest_of_file(*state, letters, 1000000), million);
    /* printf '\xef\xbb\xbfname\r\n\xc3\xa9\r\n' | sha256sum: the mark and line ends count. */
    assert_string_equal(digest_of_file(*state, "\xEF\xBB\xBFname\r\n\xC3\xA9\r\n", 13),
                        "19ec7db6ba1948a050430e7d0a6c59805c519bc0c91122a21890216fccce6871");
}

static void what_cannot_be_read_is_refused(void **state)
{
    csv_reader *source = NULL;
    error *failure = csv_open(*state, "/nowhere/a.csv", NULL, &source);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message,
                        "cannot open '/nowhere/a.csv': No such file or directory");
    failure = csv_open(*state, "/tmp", NULL, &source);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "'/tmp' is a folder");
    assert_null(source);
    failure = csv_open(*state, "/proc/self/mem", NULL, &source);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "cannot read '/proc/self/mem': Input/output error");
}

static void a_dash_is_standard_input(void **state)
{
    static const char bytes[] = "a\n1\n\"\n";
    int ends[2], kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, sizeof bytes - 1), sizeof bytes - 1);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    arena *pool = arena_new(*state);
    csv_reader *source = NULL;
    struct csv_record record;
    bool more = true;
    assert_null(csv_open(pool, "-", NULL, &source));
    for (int i = 0; i < 2; i++)
        assert_null(csv_next(source, &record, &more));
    error *failure = csv_next(source, &record, &more);
    assert_non_null(failure);
    assert_string_equal(failure->message,
                        "standard input, line 3, byte 1: a quote is opened here and never closed");
    arena_free(pool);
    /* It is not ours to close. */
    struct stat facts;
    assert_int_equal(fstat(STDIN_FILENO, &facts), 0);
    dup2(kept, STDIN_FILENO);
    close(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_know_the_line_they_begin_in, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(cells_are_what_was_written, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_dialect_is_that_of_the_file, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(what_is_known_is_not_guessed, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(facts_say_how_it_is_written, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_mark_is_no_data, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_protection_of_formulas_is_taken_off, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(faults_name_line_and_byte, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_nul_byte_is_told_as_such, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_digest_is_sha256_of_the_bytes, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_refused, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_dash_is_standard_input, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
