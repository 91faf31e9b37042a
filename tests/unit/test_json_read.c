/* Reading JSON that is handed in: what is understood, and where it is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "pool.h"
#include "rungs/render/json_read.h"

static struct json_objects good(arena *pool, const char *text)
{
    struct json_objects result;
    assert_null(json_read(pool, "'f'", text, strlen(text), &result));
    return result;
}

static void bad(arena *pool, const char *text, const char *message)
{
    struct json_objects result;
    error *failure = json_read(pool, "'f'", text, strlen(text), &result);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, message);
}

static void an_object_is_one_entry(void **state)
{
    struct json_objects found =
        good(*state, "{\"b\": \"x\\u00e9\", \"a\": null, \"c\": [\"1\", \"2\"]}");
    assert_false(found.is_array);
    assert_int_equal(found.count, 1);
    const struct json_member *members = found.items[0].members;
    assert_int_equal(found.items[0].count, 3);
    assert_string_equal(members[0].name, "b");
    assert_string_equal(members[0].values[0], "x\xC3\xA9");
    assert_int_equal(members[1].count, 0);
    assert_true(members[2].is_list);
    assert_int_equal(members[2].count, 2);
    assert_string_equal(members[2].values[1], "2");
}

static void an_array_is_many(void **state)
{
    assert_int_equal(good(*state, "[]").count, 0);
    assert_true(good(*state, "[{}]").is_array);
    assert_int_equal(good(*state, "[{}, {\"a\": \"b\"}]").items[1].count, 1);
}

static void faults_are_named(void **state)
{
    bad(*state, "", "'f', line 1, column 0: not JSON");
    bad(*state, "[{},\n{]", "'f', line 2, column 2: not JSON");
    bad(*state, "[{}, 7]", "'f', entry 2: an entry is an object");
    bad(*state, "{\"a\": 1}", "'f': the value of 'a' is a number, not text");
    bad(*state, "[{\"a\": {}}]", "'f', entry 1: the value of 'a' is an object, not text");
    bad(*state, "{\"a\": [\"x\", [\"y\"]]}", "'f': the value of 'a' is a list, not text");
    bad(*state, "{\"a\": true}", "'f': the value of 'a' is true, not text");
    bad(*state, "{\"a\": [null]}", "'f': the value of 'a' is null, not text");
    bad(*state, "{\"a\": \"\\u0000\"}", "'f', line 1, column 14: not JSON");
    bad(*state, "{\"a\": \"1\", \"a\": \"2\"}", "'f', line 1, column 14: not JSON");
    bad(*state, "{\"a\": \"\xFF\"}", "'f', line 1, column 7: not JSON");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_object_is_one_entry, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(an_array_is_many, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(faults_are_named, pool_open, pool_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
