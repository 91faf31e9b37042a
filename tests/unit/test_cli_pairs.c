/* Options whose names are data: a command with an OPTION_PAIRS takes long options that it does not
 * know as names of values, and refuses slips of the ones it knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rungs/base/macros.h"
#include "rungs/cli/command.h"

enum { MOST_WORDS = 10 };

static const struct option own_arguments[] = {
    {.name = "whom", .kind = OPTION_TEXT, .help = "whose", .required = true}, {.name = NULL}};
static const struct option own_options[] = {
    {.name = "set", .letter = 's', .kind = OPTION_PAIRS, .argument = "NAME=VALUE", .help = "one"},
    {.name = "note", .letter = 'n', .kind = OPTION_TEXT, .argument = "TEXT", .help = "about it"},
    {.name = "quick", .letter = 'q', .kind = OPTION_FLAG, .help = "at once"},
    {.name = NULL}};
static const struct command commands[] = {{.path = "own",
                                           .summary = "what somebody owns",
                                           .description = "",
                                           .arguments = own_arguments,
                                           .options = own_options},
                                          {.path = "plain",
                                           .summary = "without such an option",
                                           .description = "",
                                           .arguments = own_arguments},
                                          {.path = NULL}};
static const struct option no_options[] = {{.name = NULL}};
static const struct option_set no_set = {.title = "", .options = no_options};
static const struct program sample = {.name = "tool",
                                      .version = "1",
                                      .summary = "a sample",
                                      .commands = commands,
                                      .global = &no_set,
                                      .date = "",
                                      .manual = ""};

struct line {
    const char *words[MOST_WORDS]; /* behind "tool" */
};

static error *read_line(arena *pool, struct line typed, invocation **result)
{
    char *argv[MOST_WORDS + 2] = {arena_copy(pool, "tool")};
    int argc = 1;
    for (; argc <= MOST_WORDS && typed.words[argc - 1] != NULL; argc++)
        argv[argc] = arena_copy(pool, typed.words[argc - 1]);
    return invocation_read(pool, &sample, argc, argv, result);
}

static void assert_value(const invocation *found, const char *name, const char *wanted)
{
    const char *value = invocation_value(found, name);
    if (wanted == NULL) {
        assert_null(value);
        return;
    }
    assert_non_null(value);
    assert_string_equal(value, wanted);
}

static void test_understood(void **state)
{
    static const struct {
        struct line typed;
        const char *set, *note;
    } cases[] = {
        {{{"own", "ann"}}, NULL, NULL},
        {{{"own", "ann", "--set", "a=1"}}, "a=1", NULL},
        {{{"own", "ann", "--set=a=1", "-s", "b=2"}}, "a=1\nb=2", NULL},
        {{{"own", "ann", "--area", "large"}}, "area=large", NULL},
        {{{"own", "ann", "--area=large"}}, "area=large", NULL},
        {{{"own", "--area", "large", "ann"}}, "area=large", NULL},
        {{{"own", "ann", "--area", "large", "--set", "b=2", "--c-d", "3"}},
         "area=large\nb=2\nc-d=3",
         NULL},
        {{{"own", "ann", "--area", "-5"}}, "area=-5", NULL},
        {{{"own", "ann", "--area", ""}}, "area=", NULL},
        {{{"own", "ann", "--area="}}, "area=", NULL},
        {{{"own", "ann", "--area=a=b"}}, "area=a=b", NULL},
        {{{"own", "ann", "--area", "-"}}, "area=-", NULL},
        /* The value of a known option is its own, whatever it looks like. */
        {{{"own", "ann", "--note", "--area", "--area", "1"}}, "area=1", "--area"},
        {{{"own", "ann", "-n", "--area", "--area", "1"}}, "area=1", "--area"},
        {{{"own", "ann", "-qn", "--area", "--area", "1"}}, "area=1", "--area"},
        {{{"own", "ann", "-nx", "--area", "1"}}, "area=1", "x"},
        {{{"own", "ann", "--note=x", "--area", "1"}}, "area=1", "x"},
        {{{"own", "ann", "--quick", "--area", "1"}}, "area=1", NULL},
        {{{"own", "--", "--area"}}, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        arena *pool = arena_new(NULL);
        invocation *found = NULL;
        error *failure = read_line(pool, cases[i].typed, &found);
        if (failure != NULL)
            print_error("%zu: %s\n", i, failure->message);
        assert_null(failure);
        assert_value(found, "set", cases[i].set);
        assert_value(found, "note", cases[i].note);
        arena_free(pool);
    }
}

static void test_refused(void **state)
{
    static const struct {
        struct line typed;
        const char *message, *hint;
    } cases[] = {
        {{{"own", "ann", "--area"}}, "option '--area' needs a value", "write '--area VALUE'"},
        {{{"own", "ann", "--area", "--quick"}},
         "option '--area' needs a value",
         "write '--area VALUE'"},
        {{{"own", "ann", "--area", "--"}}, "option '--area' needs a value", "write '--area VALUE'"},
        {{{"own", "ann", "--note"}}, "option '--note' needs a value", "write '--note TEXT'"},
        {{{"own", "ann", "--nots", "x"}}, "unknown option '--nots'", "did you mean '--note'?"},
        {{{"own", "ann", "--quik"}}, "unknown option '--quik'", "did you mean '--quick'?"},
        {{{"own", "ann", "--quick=1"}}, "option '--quick' takes no value", "write '--quick' alone"},
        {{{"own", "ann", "--=3"}}, "unknown option '--'", "see 'tool own --help'"},
        {{{"own", "ann", "-z"}}, "unknown option '-z'", "see 'tool own --help'"},
        {{{"own", "ann", "--area", "\xFF"}},
         "option '--set' is not UTF-8 text (byte 6)",
         "use a terminal in a UTF-8 locale: export LC_ALL=C.UTF-8"},
        {{{"plain", "ann", "--area", "1"}}, "unknown option '--area'", "see 'tool plain --help'"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        arena *pool = arena_new(NULL);
        invocation *found = NULL;
        error *failure = read_line(pool, cases[i].typed, &found);
        if (failure == NULL)
            print_error("%zu is taken\n", i);
        assert_non_null(failure);
        assert_int_equal(failure->kind, ERROR_USAGE);
        assert_string_equal(failure->message, cases[i].message);
        assert_string_equal(failure->hint, cases[i].hint);
        arena_free(pool);
    }
}

static void test_help_is_forgiving(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    invocation *found = NULL;
    assert_null(read_line(pool, (struct line){{"own", "--area", "--help"}}, &found));
    assert_true(invocation_wants_help(found));
    arena_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_understood),
                                       cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_help_is_forgiving)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
