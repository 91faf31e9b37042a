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
        assert_string_equal(csv_text(pool, rows[i].bytes, strlen(rows[i].bytes)), rows[i].expected);
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

static void the_delimiter_is_that_of_the_first_line(void **state)
{
    static const struct row rows[] = {
        {"a;b\n1,5;2\n", "1: a | b\n2: 1,5 | 2\n"},
        {"a\tb\n1\t\n\t\n", "1: a | b\n2: 1 | <null>\n3: <null> | <null>\n"},
        {"a|b\n1|2\n", "1: a | b\n2: 1 | 2\n"},
        {"\n\na;b\n1;2\n", "3: a | b\n4: 1 | 2\n"},
        {"name\nRuiz; Ana\n", "1: name\n2: Ruiz; Ana\n"},
        {"\xEF\xBB\xBFname;x\na;b\n", "1: name | x\n2: a | b\n"},
    };
    check(*state, rows, COUNT_OF(rows));
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
        {"\xFF\xFE"
         "a",
         "! file is UTF-16"},
        {"\xFE\xFF"
         "a",
         "! file is UTF-16"},
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

static void faults_name_their_line(void **state)
{
    static const char quote[] = "a quote stands inside a cell that is not quoted";
    static const char closed[] =
        "a quote is opened in the record that begins here and never closed";
    const struct row rows[] = {
        {"a,b\n1,5\" disk\n", arena_printf(*state, "! file, line 2: %s", quote)},
        {"a\n\"x\ny\" z\n", arena_printf(*state, "! file, line 3: %s", quote)},
        {"a\n\"x\"\"\n\"y\"\n", arena_printf(*state, "! file, line 3: %s", quote)},
        {"a\nb\n\"c\nd\ne\n", arena_printf(*state, "! file, line 3: %s", closed)},
        {"\"", arena_printf(*state, "! file, line 1: %s", closed)},
        {"a\r\nb\r\nc,\"d\r\n", arena_printf(*state, "! file, line 3: %s", closed)},
        {"a\nb\nc\xE9\n", "! file, line 3: a byte that is not UTF-8"},
        {"a\r\nb\r\nc\xE9\r\n", "! file, line 3: a byte that is not UTF-8"},
        {"a\rb\rc\xE9\r", "! file, line 3: a byte that is not UTF-8"},
        {"a\n\"x\n\xFF\"\n", "! file, line 3: a byte that is not UTF-8"},
        {"a\nb\xC3", "! file, line 2: a byte that is not UTF-8"},
        {"a\nb\xED\xA0\x80\n", "! file, line 2: a byte that is not UTF-8"},
    };
    check(*state, rows, COUNT_OF(rows));
}

static void a_nul_byte_is_told_as_such(void **state)
{
    assert_string_equal(csv_text(*state, "a\nb\n\0\n", 6), "! file, line 3: a NUL byte");
    assert_string_equal(csv_text(*state, "\0", 1), "! file, line 1: a NUL byte");
    /* Whatever comes first is told. */
    assert_string_equal(csv_text(*state, "a\n\xFF\n\0", 5),
                        "! file, line 2: a byte that is not UTF-8");
    assert_string_equal(csv_text(*state, "a\n\0\n\xFF", 5), "! file, line 2: a NUL byte");
}

static const char *digest_of_file(arena *pool, const char *bytes, size_t length)
{
    csv_reader *source = NULL;
    struct csv_record record;
    assert_null(csv_open(pool, memory_file(pool, bytes, length), &source));
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
    error *failure = csv_open(*state, "/nowhere/a.csv", &source);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message,
                        "cannot open '/nowhere/a.csv': No such file or directory");
    failure = csv_open(*state, "/tmp", &source);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "'/tmp' is a folder");
    assert_null(source);
    struct csv_record record;
    bool more = true;
    assert_null(csv_open(*state, "/proc/self/mem", &source));
    failure = csv_next(source, &record, &more);
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
    assert_null(csv_open(pool, "-", &source));
    error *failure = csv_next(source, &record, &more);
    assert_non_null(failure);
    assert_string_equal(failure->message, "standard input, line 3: a quote is opened in the record "
                                          "that begins here and never closed");
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
        cmocka_unit_test_setup_teardown(the_delimiter_is_that_of_the_first_line, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(a_mark_is_no_data, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_protection_of_formulas_is_taken_off, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(faults_name_their_line, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_nul_byte_is_told_as_such, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_digest_is_sha256_of_the_bytes, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_refused, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_dash_is_standard_input, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
