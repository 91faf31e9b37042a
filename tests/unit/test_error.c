/* The error in flight, and how main tells it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pool.h"
#include "rungs/base/error.h"
#include "rungs/base/log.h"
#include "rungs/base/text.h"

static error *fails(void)
{
    return error_new(ERROR_BUSY, "'%s' is taken", "x");
}

static error *tries(bool *reached)
{
    TRY(NULL);
    TRY(fails());
    *reached = true;
    return NULL;
}

static void an_error_carries_what_happened(void **state)
{
    (void)state;
    bool reached = false;
    error *failure = tries(&reached);
    assert_non_null(failure);
    assert_false(reached);
    assert_int_equal(failure->kind, ERROR_BUSY);
    assert_string_equal(failure->message, "'x' is taken");
    assert_string_equal(failure->detail, "");
    assert_string_equal(failure->hint, "");
    assert_string_equal(failure->sqlstate, "");
    assert_ptr_equal(error_detail(failure, "By %d others.", 3), failure);
    assert_ptr_equal(error_hint(failure, "Type it again."), failure);
    assert_string_equal(failure->detail, "By 3 others.");
    assert_string_equal(failure->hint, "Type it again.");
}

static void a_new_error_has_nothing_of_the_old_one(void **state)
{
    (void)state;
    error *failure = error_detail(error_hint(fails(), "hint"), "detail");
    failure->sqlstate[0] = '2';
    failure = error_new(ERROR_BUG, "%s", "");
    assert_int_equal(failure->kind, ERROR_BUG);
    assert_string_equal(failure->message, "");
    assert_string_equal(failure->detail, "");
    assert_string_equal(failure->hint, "");
    assert_string_equal(failure->sqlstate, "");
}

static void a_system_error_has_its_words(void **state)
{
    errno = ENOENT;
    error *failure = error_system(ERROR_REFUSED, "cannot open '%s'", "a.csv");
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "cannot open 'a.csv': No such file or directory");
    /* A long path leaves room for nothing, and nothing is overrun. */
    errno = ENOENT;
    failure = error_system(ERROR_REFUSED, "%s", arena_printf(*state, "%*d", 5000, 1));
    assert_int_equal(strlen(failure->message), sizeof failure->message - 1);
}

/* `lead` letters before as many `character`s as overflow every field: what is left is whole, and
 * not one character shorter than it has to be. */
static void check_cut(arena *pool, size_t lead, const char *character)
{
    struct text words = text_new(pool);
    for (size_t i = 0; i < lead; i++)
        text_add(&words, "x");
    while (words.length < 10000)
        text_add(&words, character);
    error *failure = error_new(ERROR_REFUSED, "%s", text_string(&words));
    error_detail(failure, "%s", text_string(&words));
    error_hint(failure, "%s", text_string(&words));
    const char *const fields[] = {failure->message, failure->detail, failure->hint};
    const size_t sizes[] = {sizeof failure->message, sizeof failure->detail, sizeof failure->hint};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        size_t width = strlen(character);
        size_t expected = lead + (sizes[i] - 1 - lead) / width * width;
        assert_int_equal(strlen(fields[i]), expected);
        assert_int_equal(utf8_check(fields[i], expected), expected);
        assert_memory_equal(fields[i], text_string(&words), expected);
    }
}

static void long_texts_are_cut_at_a_character(void **state)
{
    static const char *const characters[] = {"x", "é", "山", "😀"};
    for (size_t i = 0; i < COUNT_OF(characters); i++)
        for (size_t lead = 0; lead < 5; lead++)
            check_cut(*state, lead, characters[i]);
}

static void a_text_that_just_fits_is_whole(void **state)
{
    (void)state;
    char words[sizeof((error *)NULL)->message];
    memset(words, 'x', sizeof words);
    memcpy(words + sizeof words - 3, "é", 3);
    error *failure = error_new(ERROR_REFUSED, "%s", words);
    assert_string_equal(failure->message, words);
}

/* What log_error() and its like write. */
static const char *said(arena *pool, void (*say)(void))
{
    int kept = dup(STDERR_FILENO), file = memfd_create("stderr", MFD_CLOEXEC);
    fflush(stderr);
    dup2(file, STDERR_FILENO);
    say();
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    char *words = arena_alloc(pool, 20000);
    assert_true(pread(file, words, 19999, 0) >= 0);
    close(file);
    return words;
}

static void say_plainly(void)
{
    error *failure = error_new(ERROR_REFUSED, "no level '%s'", "se\x1b[31mnior\n_pm");
    error_detail(failure, "Ladder 'pm' has\nlead_pm\nhead");
    log_error(error_hint(failure, "List them:\nrungs ladder list"), false);
}

static void say_in_colour(void)
{
    log_error(error_new(ERROR_REFUSED, "no"), true);
}

static void errors_are_told_safely_line_by_line(void **state)
{
    assert_string_equal(said(*state, say_plainly), "rungs: no level 'se\xEF\xBF\xBD[31mnior _pm'\n"
                                                   "  Ladder 'pm' has\n"
                                                   "  lead_pm\n"
                                                   "  head\n"
                                                   "  hint: List them:\n"
                                                   "        rungs ladder list\n");
    assert_string_equal(said(*state, say_in_colour), "\033[1;31mrungs:\033[0m no\n");
}

static void say_all(void)
{
    log_notice("backed up to %s", "/x\a");
    log_verbose("migration %d", 1);
}

static void what_is_said_depends_on_the_level(void **state)
{
    log_set_level(LOG_QUIET);
    assert_string_equal(said(*state, say_all), "");
    log_set_level(LOG_VERBOSE);
    assert_string_equal(said(*state, say_all), "backed up to /x\xEF\xBF\xBD\nrungs: migration 1\n");
    log_set_level(LOG_NORMAL);
    assert_string_equal(said(*state, say_all), "backed up to /x\xEF\xBF\xBD\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_carries_what_happened),
        cmocka_unit_test(a_new_error_has_nothing_of_the_old_one),
        cmocka_unit_test_setup_teardown(a_system_error_has_its_words, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(long_texts_are_cut_at_a_character, pool_open, pool_close),
        cmocka_unit_test(a_text_that_just_fits_is_whole),
        cmocka_unit_test_setup_teardown(errors_are_told_safely_line_by_line, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(what_is_said_depends_on_the_level, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
