/* The command line: what is understood, and every refusal with its message and hint. What does not
 * live here: help, manual and completion (test_cli_help.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rungs/base/macros.h"
#include "sample_program.h"

enum { MOST_WORDS = 10 };

struct line {
    const char *words[MOST_WORDS]; /* without the program's name */
};

static error *read_line(arena *pool, struct line typed, invocation **result)
{
    char *argv[MOST_WORDS + 2] = {arena_copy(pool, "tool")};
    int argc = 1;
    for (; argc <= MOST_WORDS && typed.words[argc - 1] != NULL; argc++)
        argv[argc] = arena_copy(pool, typed.words[argc - 1]);
    return invocation_read(pool, &sample, argc, argv, result);
}

static invocation *read_fine(arena *pool, struct line typed)
{
    invocation *found = NULL;
    error *failure = read_line(pool, typed, &found);
    if (failure != NULL)
        print_error("%s\n", failure->message);
    assert_null(failure);
    assert_non_null(found);
    return found;
}

/* Every way of writing the same: the value of one option. */
static void test_understood(void **state)
{
    static const struct {
        struct line typed;
        const char *name, *value;
    } cases[] = {
        {{{"report", "manager", "ana"}}, "person", "ana"},
        {{{"report", "manager", "ana", "--points", "3"}}, "points", "3"},
        {{{"report", "manager", "ana", "--points=3"}}, "points", "3"},
        {{{"report", "manager", "ana", "-p", "3"}}, "points", "3"},
        {{{"report", "manager", "ana", "-p3"}}, "points", "3"},
        {{{"report", "manager", "ana", "--points", "-2"}}, "points", "-2"},
        {{{"report", "manager", "ana", "-p", "-2"}}, "points", "-2"},
        {{{"report", "manager", "ana", "-vp-2"}}, "points", "-2"},
        {{{"report", "manager", "--points", "9223372036854775807", "ana"}}, "person", "ana"},
        {{{"report", "manager", "--points", "+7", "ana"}}, "points", "+7"},
        {{{"report", "manager", "ana", "--manager", ""}}, "manager", ""},
        {{{"report", "manager", "ana", "--manager="}}, "manager", ""},
        {{{"report", "manager", "ana", "--manager", "a=b"}}, "manager", "a=b"},
        {{{"report", "manager", "ana", "--manager=--x"}}, "manager", "--x"},
        {{{"report", "manager", "ana", "--manager", "!#:+ and !#:+"}}, "manager", "!#:+ and !#:+"},
        {{{"report", "manager", "!#:+"}}, "person", "!#:+"},
        {{{"report", "manager", "ana", "--as-of", "2024-02-29"}}, "as-of", "2024-02-29"},
        {{{"report", "manager", "ana", "-f", "csv"}}, "format", "csv"},
        {{{"report", "manager", "ana", "-o-"}}, "output", "-"},
        {{{"report", "manager", "--", "-2"}}, "person", "-2"},
        {{{"report", "manager", "--", "--help"}}, "person", "--help"},
        {{{"report", "manager", "--verbose", "--", "--"}}, "person", "--"},
        {{{"report", "manager", "-"}}, "person", "-"},
        {{{"report", "manager", ""}}, "person", ""},
        {{{"report", "manager",
           "\xC3\xB1"
           "and\xC3\xBA"}},
         "person",
         "\xC3\xB1"
         "and\xC3\xBA"},
        {{{"report", "manager", "help"}}, "person", "help"},
        {{{"-d", "hr", "report", "manager", "ana"}}, "dbname", "hr"},
        {{{"--dbname=hr", "-v", "report", "manager", "ana"}}, "verbose", "true"},
        {{{"report", "manager", "ana", "-dhr"}}, "dbname", "hr"},
        {{{"report", "manager", "-d", "", "ana"}}, "dbname", ""},
        {{{"import", "roster", "x.csv", "day-first", "-n"}}, "order", "day-first"},
        {{{"import", "roster", "x.csv", "-nv"}}, "dry-run", "true"},
        {{{"import", "roster", "\xFF.csv"}}, "file", "\xFF.csv"},
        {{{"--", "report", "manager", "ana"}}, "person", "ana"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        arena *pool = arena_new(NULL);
        invocation *found = read_fine(pool, cases[i].typed);
        const char *value = invocation_value(found, cases[i].name);
        assert_non_null(value);
        assert_string_equal(value, cases[i].value);
        assert_string_equal(invocation_command(found)->path,
                            *cases[i].typed.words[0] == 'i' ? "import roster" : "report manager");
        arena_free(pool);
    }
}

static void test_not_given_is_null(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    invocation *found = read_fine(pool, (struct line){{"report", "manager", "ana"}});
    assert_null(invocation_value(found, "format"));
    assert_null(invocation_value(found, "no-such-option"));
    assert_false(invocation_flag(found, "verbose"));
    assert_false(invocation_wants_help(found));
    assert_false(invocation_wants_version(found));
    found = read_fine(pool, (struct line){{"-v", "report", "manager", "ana"}});
    assert_true(invocation_flag(found, "verbose"));
    arena_free(pool);
}

static void test_bare_call(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    assert_null(invocation_command(read_fine(pool, (struct line){{NULL}})));
    invocation *found = read_fine(pool, (struct line){{"-v"}});
    assert_null(invocation_command(found));
    assert_true(invocation_flag(found, "verbose"));
    assert_false(invocation_wants_help(found));
    char *nothing[] = {NULL};
    assert_null(invocation_read(pool, &sample, 0, nothing, &found));
    assert_null(invocation_command(found));
    arena_free(pool);
}

static void test_help_and_version_win(void **state)
{
    static const struct {
        struct line typed;
        bool help, version;
    } cases[] = {
        {{{"--help"}}, true, false},
        {{{"-h"}}, true, false},
        {{{"help"}}, true, false},
        {{{"help", "help"}}, true, false},
        {{{"-v", "help", "report"}}, true, false},
        {{{"report", "--help"}}, true, false},
        {{{"report", "manager", "--zzz", "--points", "x", "a", "b", "--help"}}, true, false},
        {{{"--zzz", "--help", "report", "manager"}}, true, false},
        {{{"report", "manager", "-vh"}}, true, false},
        {{{"-vh", "report"}}, true, false},
        {{{"--version", "--help"}}, true, false},
        {{{"--version"}}, false, true},
        {{{"report", "manager", "--version"}}, false, true},
        {{{"help", "--version"}}, false, true},
        {{{"-v", "--version", "--zzz"}}, false, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        arena *pool = arena_new(NULL);
        invocation *found = read_fine(pool, cases[i].typed);
        assert_null(invocation_command(found));
        assert_int_equal(invocation_wants_help(found), cases[i].help);
        assert_int_equal(invocation_wants_version(found), cases[i].version);
        arena_free(pool);
    }
}

struct refusal {
    struct line typed;
    const char *message, *hint;
};

static void assert_refused(const struct refusal *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        arena *pool = arena_new(NULL);
        invocation *found = NULL;
        error *failure = read_line(pool, cases[i].typed, &found);
        assert_non_null(failure);
        assert_int_equal(failure->kind, ERROR_USAGE);
        assert_string_equal(failure->message, cases[i].message);
        assert_string_equal(failure->hint, cases[i].hint);
        assert_null(found);
        arena_free(pool);
    }
}

static void test_unknown_commands(void **state)
{
    static const struct refusal cases[] = {
        {{{"reprot"}}, "unknown command 'reprot'", "did you mean 'tool report'?"},
        {{{"reprot", "manager", "ana"}},
         "unknown command 'reprot'",
         "did you mean 'tool report manager'?"},
        {{{"report", "managr"}},
         "unknown command 'report managr'",
         "did you mean 'tool report manager'?"},
        {{{"titles"}}, "unknown command 'titles'", "did you mean 'tool report titles'?"},
        {{{"hlep"}}, "unknown command 'hlep'", "did you mean 'tool help'?"},
        {{{"xyzzy"}}, "unknown command 'xyzzy'", "see 'tool --help'"},
        {{{"report", "xyzzy"}}, "unknown command 'report xyzzy'", "see 'tool report --help'"},
        {{{"help", "xyzzy"}}, "unknown command 'xyzzy'", "see 'tool --help'"},
        {{{"report", "managr", "--help"}},
         "unknown command 'report managr'",
         "did you mean 'tool report manager'?"},
        {{{""}}, "unknown command ''", "see 'tool --help'"},
        {{{"report manager"}}, "unknown command 'report manager'", "see 'tool --help'"},
        {{{"report"}}, "'tool report' needs one more word", "see 'tool report --help'"},
        {{{"report", "--format", "csv"}},
         "'tool report' needs one more word",
         "see 'tool report --help'"},
    };
    (void)state;
    assert_refused(cases, COUNT_OF(cases));
}

static void test_wrong_options(void **state)
{
    static const struct refusal cases[] = {
        {{{"report", "manager", "ana", "--maneger", "bo"}},
         "unknown option '--maneger'",
         "did you mean '--manager'?"},
        {{{"report", "manager", "ana", "--maneger=bo"}},
         "unknown option '--maneger'",
         "did you mean '--manager'?"},
        {{{"report", "manager", "ana", "--manage", "bo"}},
         "unknown option '--manage'",
         "did you mean '--manager'?"},
        {{{"report", "manager", "ana", "--dry-run"}},
         "unknown option '--dry-run'",
         "see 'tool report manager --help'"},
        {{{"report", "manager", "ana", "-q"}},
         "unknown option '-q'",
         "see 'tool report manager --help'"},
        {{{"report", "manager", "ana", "-vq"}},
         "unknown option '-q'",
         "see 'tool report manager --help'"},
        {{{"status", "-verbos"}}, "unknown option '-e'", "did you mean '--verbose'?"},
        {{{"report", "manager", "ana", "-\xC3\xA9"}},
         "unknown option '-\xC3\xA9'",
         "see 'tool report manager --help'"},
        {{{"report", "manager", "-2"}},
         "unknown option '-2'",
         "write '-- -2' when it is meant as an argument"},
        {{{"--format", "csv", "report", "titles"}},
         "unknown option '--format'",
         "see 'tool --help'"},
        {{{"--verbos", "status"}}, "unknown option '--verbos'", "did you mean '--verbose'?"},
        {{{"report", "manager", "ana", "-v", "--verbose"}},
         "option '--verbose' is given twice",
         "say '--verbose' once"},
        {{{"-d", "a", "status", "-d", "b"}},
         "option '--dbname' is given twice",
         "say '--dbname' once"},
        {{{"report", "manager", "ana", "--points"}},
         "option '--points' needs a value",
         "write '--points N'"},
        {{{"report", "manager", "ana", "-vf"}},
         "option '--format' needs a value",
         "write '--format FORMAT'"},
        {{{"status", "-v=1"}}, "option '--verbose' takes no value", "write '--verbose' alone"},
        {{{"import", "roster", "x", "--dry-run=yes"}},
         "option '--dry-run' takes no value",
         "write '--dry-run' alone"},
    };
    (void)state;
    assert_refused(cases, COUNT_OF(cases));
}

static void test_wrong_values(void **state)
{
    static const char day[] = "for example: 2025-06-30";
    static const struct refusal cases[] = {
        {{{"report", "manager", "ana", "--points", "3x"}},
         "option '--points' takes a whole number, not '3x'",
         ""},
        {{{"report", "manager", "ana", "--points", ""}},
         "option '--points' takes a whole number, not ''",
         ""},
        {{{"report", "manager", "ana", "--points", " 3"}},
         "option '--points' takes a whole number, not ' 3'",
         ""},
        {{{"report", "manager", "ana", "--points", "9223372036854775808"}},
         "option '--points': '9223372036854775808' is out of range",
         "write a whole number from -9223372036854775808 to 9223372036854775807"},
        {{{"report", "manager", "ana", "--as-of", "1/2/25"}},
         "option '--as-of': '1/2/25' is not a date; write it as YYYY-MM-DD",
         day},
        {{{"report", "manager", "ana", "--as-of", "2025-02-29"}},
         "option '--as-of': '2025-02-29' is not a date; write it as YYYY-MM-DD",
         day},
        {{{"report", "manager", "ana", "-f", "cvs"}},
         "option '--format' takes table, csv or json, not 'cvs'",
         "did you mean 'csv'?"},
        {{{"report", "manager", "ana", "--format", "CSV"}},
         "option '--format' takes table, csv or json, not 'CSV'",
         "did you mean 'csv'?"},
        {{{"report", "manager", "ana", "--format", ""}},
         "option '--format' takes table, csv or json, not ''",
         ""},
        {{{"import", "roster", "x", "sideways"}},
         "argument 'ORDER' takes day-first or month-first, not 'sideways'",
         ""},
        {{{"report", "manager", "\xC3\xB1\xFF"}},
         "argument 'PERSON' is not UTF-8 text (byte 3)",
         "use a terminal in a UTF-8 locale: export LC_ALL=C.UTF-8"},
    };
    (void)state;
    assert_refused(cases, COUNT_OF(cases));
}

static void test_missing_and_surplus(void **state)
{
    static const struct refusal cases[] = {
        {{{"report", "manager"}},
         "missing argument 'PERSON'",
         "for example: tool report manager ana@corp.example"},
        {{{"evidence", "add"}},
         "missing argument 'WHOM', option '--summary' and option '--expectation'",
         "for example: tool evidence add ana@corp.example --expectation strategy --summary "
         "'Wrote the plan that won'"},
        {{{"evidence", "add", "ana", "--summary="}},
         "missing option '--expectation'",
         "for example: tool evidence add ana@corp.example --expectation strategy --summary "
         "'Wrote the plan that won'"},
        {{{"import", "roster"}},
         "missing argument 'FILE'",
         "tool import roster FILE [ORDER] [options]"},
        {{{"report", "manager", "ana", "bo", "cy"}},
         "argument 'bo' is one too many",
         "tool report manager PERSON [options]"},
        {{{"status", ""}}, "argument '' is one too many", "tool status [options]"},
    };
    (void)state;
    assert_refused(cases, COUNT_OF(cases));
}

static void test_bare_family_lists_commands(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    invocation *found;
    error *failure = read_line(pool, (struct line){{"report"}}, &found);
    assert_non_null(failure);
    assert_string_equal(failure->detail,
                        "One of:\n"
                        "  report manager  one manager's whole packet: team, gaps, next steps\n"
                        "  report titles   where titles disagree");
    arena_free(pool);
}

/* A megabyte in one word: taken as a value, quoted by its beginning when refused. */
static void test_long_words(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    size_t length = (size_t)1 << 20;
    char *word = arena_alloc(pool, length + 1);
    memset(word, 'x', length);
    invocation *found = read_fine(pool, (struct line){{"report", "manager", word}});
    assert_int_equal(strlen(invocation_value(found, "person")), length);
    error *failure = read_line(pool, (struct line){{"report", "manager", "ana", word}}, &found);
    assert_non_null(failure);
    assert_int_equal(strlen(failure->message), strlen("argument '' is one too many") + 60 + 3);
    memcpy(word, "--", 2);
    failure = read_line(pool, (struct line){{"report", "manager", "ana", word}}, &found);
    assert_non_null(failure);
    assert_string_equal(failure->hint, "see 'tool report manager --help'");
    arena_free(pool);
}

int main(void)
{
    unsetenv("POSIXLY_CORRECT");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_understood),
        cmocka_unit_test(test_not_given_is_null),
        cmocka_unit_test(test_bare_call),
        cmocka_unit_test(test_help_and_version_win),
        cmocka_unit_test(test_unknown_commands),
        cmocka_unit_test(test_wrong_options),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_missing_and_surplus),
        cmocka_unit_test(test_bare_family_lists_commands),
        cmocka_unit_test(test_long_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
