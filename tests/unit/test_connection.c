/* Which server is meant, and connecting to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "database.h"

static const char *const variables[] = {"RUNGS_DATABASE", "PGHOST",    "PGHOSTADDR",
                                        "PGPORT",         "PGSERVICE", "PGDATABASE"};

static char *kept[COUNT_OF(variables)];

/* The environment of the test server is put aside; the state of the test is an arena. */
static int environment_clear(void **state)
{
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        const char *value = getenv(variables[i]);
        kept[i] = value == NULL ? NULL : strdup(value);
        unsetenv(variables[i]);
    }
    return pool_open(state);
}

static int environment_restore(void **state)
{
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        if (kept[i] == NULL)
            unsetenv(variables[i]);
        else
            setenv(variables[i], kept[i], 1);
        free(kept[i]);
    }
    return pool_close(state);
}

static void check_choice(const char *given, bool is_private, const char *conninfo, const char *why)
{
    struct db_target target = db_choose(given);
    assert_int_equal(target.is_private, is_private);
    assert_string_equal(target.why, why);
    if (conninfo == NULL)
        assert_null(target.conninfo);
    else
        assert_string_equal(target.conninfo, conninfo);
}

static void the_nearest_word_decides_which_server(void **state)
{
    check_choice(NULL, true, NULL, "nothing points to another server");
    for (size_t i = COUNT_OF(variables) - 1; i > 0; i--) {
        setenv(variables[i], "", 1);
        if (i == COUNT_OF(variables) - 1)
            check_choice(NULL, true, NULL, "nothing points to another server");
        setenv(variables[i], "x", 1);
        check_choice(NULL, false, NULL, arena_printf(*state, "%s is set", variables[i]));
    }
    setenv("RUNGS_DATABASE", "", 1);
    check_choice(NULL, false, NULL, "PGHOST is set");
    setenv("RUNGS_DATABASE", "one", 1);
    check_choice(NULL, false, "one", "RUNGS_DATABASE is set");
    check_choice("two", false, "two", "-d was given");
    check_choice("", false, "", "-d was given");
}

static void a_password_is_never_in_the_words(void **state)
{
    db *source = database_open(*state, "dbname=rungs_empty password=geheim");
    assert_non_null(strstr(db_words(source), "database 'rungs_empty' on host '"));
    assert_non_null(strstr(db_words(source), "', port 5432, as 'rungs'"));
    assert_null(strstr(db_words(source), "geheim"));
    assert_true(db_version(source) >= 150000);
    assert_null(db_private_server(source));
    assert_string_equal(database_ask(*state, source, "show client_encoding"), "UTF8");
    assert_string_equal(database_ask(*state, source, "show application_name"), "rungs");
}

static void a_server_that_is_not_there_cannot_be_reached(void **state)
{
    static const char *const targets[] = {
        "host=/nowhere dbname=x password=geheim",
        "postgresql://ana:geheim@/x?host=/nowhere",
        "dbname=no_such_database password=geheim",
    };
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        db *source = NULL;
        struct db_target target = {.conninfo = targets[i], .why = ""};
        error *failure = db_open(*state, &target, &source);
        assert_non_null(failure);
        assert_null(source);
        assert_int_equal(failure->kind, ERROR_UNREACHABLE);
        assert_non_null(strstr(failure->message, "cannot connect to database '"));
        assert_string_not_equal(failure->detail, "");
        assert_string_not_equal(failure->hint, "");
        assert_null(strstr(failure->message, "geheim"));
        assert_null(strstr(failure->detail, "geheim"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_nearest_word_decides_which_server, environment_clear,
                                        environment_restore),
        cmocka_unit_test_setup_teardown(a_password_is_never_in_the_words, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_server_that_is_not_there_cannot_be_reached, pool_open,
                                        pool_close),
    };
    return cmocka_run_group_tests_name("connection", tests, NULL, NULL);
}
