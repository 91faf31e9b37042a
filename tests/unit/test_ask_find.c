/* What some typed letters find in a list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "pool.h"
#include "rungs/base/text.h"
#include "rungs/cli/ask.h"

static const struct ask_choice choices[] = {
    {.value = "pm_ship", .words = "Ships releases.", .group = "Now"},
    {.value = "pm_shift", .words = "Is on time.", .group = "Now"},
    {.value = "ship", .words = "The whole word.", .group = "Shipping to strategy"},
    {.value = "K7",
     .label = "\xC3\x89mile Zola",
     .words = "writes",
     .group = "Shipping to strategy"},
};

/* The values that are found, with spaces between them. */
static const char *found(arena *pool, const char *word)
{
    struct ask_list all = {.items = choices, .count = COUNT_OF(choices)}, some = {0};
    struct text values = text_new(pool);
    assert_null(ask_find_in_list(&all, pool, word, &some));
    for (size_t i = 0; i < some.count; i++)
        text_addf(&values, "%s%s", i == 0 ? "" : " ", some.items[i].value);
    return text_string(&values);
}

static void the_best_kind_of_fit_is_taken(void **state)
{
    assert_string_equal(found(*state, ""), "pm_ship pm_shift ship K7");
    assert_string_equal(found(*state, "ship"), "ship");
    assert_string_equal(found(*state, "SHIP"), "ship");
    assert_string_equal(found(*state, "pm_sh"), "pm_ship pm_shift");
    assert_string_equal(found(*state, "k7"), "K7");
    assert_string_equal(found(*state, "time"), "pm_shift");
    assert_string_equal(found(*state, "releases pm"), "pm_ship");
    assert_string_equal(found(*state, "strategy"), "ship K7");
    assert_string_equal(found(*state, "nosuch"), "");
}

static void case_is_that_of_all_alphabets(void **state)
{
    assert_string_equal(found(*state, "\xC3\xA9mile"), "K7");
    assert_true(ask_matches("\xCE\x91\xCE\xB8\xCE\xAE\xCE\xBD\xCE\xB1", "\xCE\xB1\xCE\xB8"));
    assert_true(ask_matches("Ada Lovelace", " love  ADA "));
    assert_false(ask_matches("Ada Lovelace", "ada byron"));
    assert_true(ask_matches("anything", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_best_kind_of_fit_is_taken, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(case_is_that_of_all_alphabets, pool_open, pool_close),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
