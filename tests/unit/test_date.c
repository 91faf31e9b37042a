/* Days, read strictly. The rule is ISO 8601's YYYY-MM-DD and the Gregorian calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "rungs/base/date.h"
#include "rungs/base/macros.h"

static void only_the_one_form_is_a_day(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "today",       "tomorrow",     "infinity",    "epoch",       "01/02/2025",
        "2025-1-2",   "2025-01-2",   "20250102",     "2025-01-02 ", " 2025-01-02", "2025-01-02T00",
        "2025/01/02", "2025-01/02",  "25-01-02",     "+2025-01-02", "-025-01-02",  "2025-01-",
        "2025-01",    "2025-",       "2025",         "2025-W01-1",  "2025-001",    "2025-0a-01",
        "2o25-01-01", "2025-01-1e",  "2025-01-012",  "٢٠٢٥-٠١-٠٢",  "2025-01-02Z", "2025-+1-02",
        "2025‑01‑02", "2025-01-02a", "2025-01-02\n", "0x7d-01-02"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (date_valid(wrong[i]))
            fail_msg("'%s' is taken for a day", wrong[i]);
    assert_true(date_valid("2025-01-02"));
}

static void years_have_borders(void **state)
{
    (void)state;
    assert_false(date_valid("1899-12-31"));
    assert_true(date_valid("1900-01-01"));
    assert_true(date_valid("2199-12-31"));
    assert_false(date_valid("2200-01-01"));
    assert_false(date_valid("0000-01-01"));
    assert_false(date_valid("9999-12-31"));
}

static void leap_years_follow_gregory(void **state)
{
    (void)state;
    assert_false(date_valid("1900-02-29")); /* by 100, not by 400 */
    assert_true(date_valid("2000-02-29"));  /* by 400 */
    assert_false(date_valid("2100-02-29"));
    assert_true(date_valid("2024-02-29"));
    assert_false(date_valid("2025-02-29"));
    assert_true(date_valid("2025-02-28"));
    assert_false(date_valid("2024-02-30"));
}

/* Every day of a month that the C library's calendar has, and no other. */
static void every_day_is_one_of_the_calendar(void **state)
{
    (void)state;
    for (int year = 1900; year < 2200; year++)
        for (int month = 0; month <= 13; month++)
            for (int day = 0; day <= 32; day++) {
                struct tm when = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
                time_t second = timegm(&when);
                bool real = second != (time_t)-1 || year == 1969;
                real = real && when.tm_year == year - 1900 && when.tm_mon == month - 1 &&
                       when.tm_mday == day;
                char text[40];
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                if (date_valid(text) != real)
                    fail_msg("%s is %s day", text, real ? "a" : "no");
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_one_form_is_a_day),
        cmocka_unit_test(years_have_borders),
        cmocka_unit_test(leap_years_follow_gregory),
        cmocka_unit_test(every_day_is_one_of_the_calendar),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
