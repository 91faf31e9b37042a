/* What an option is called, and whether a value is of its kind. What does not live here: which
 * options there are, and reading them. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "rungs/base/date.h"
#include "rungs/base/text.h"
#include "rungs/cli/options.h"

enum { QUOTED_LENGTH = 60 };

const char *value_quoted(arena *pool, const char *value)
{
    size_t length = QUOTED_LENGTH;
    if (strnlen(value, QUOTED_LENGTH + 1) <= QUOTED_LENGTH)
        return value;
    while (length > 0 && ((unsigned char)value[length] & 0xC0) == 0x80)
        length--;
    return arena_printf(pool, "%.*s...", (int)length, value);
}

const char *option_placeholder(arena *pool, const struct option *source)
{
    if (source->argument != NULL)
        return source->argument;
    char *name = arena_copy(pool, source->name);
    for (char *letter = name; *letter != '\0'; letter++)
        *letter = (char)toupper((unsigned char)*letter);
    return name;
}

const char *option_title(arena *pool, const struct option *source)
{
    return arena_printf(pool, "option '--%s'", source->name);
}

const char *argument_title(arena *pool, const struct option *source)
{
    return arena_printf(pool, "argument '%s'", option_placeholder(pool, source));
}

static size_t choices_count(const struct option *source)
{
    size_t count = 0;
    while (source->choices != NULL && source->choices[count] != NULL)
        count++;
    return count;
}

const char *option_choices(arena *pool, const struct option *source)
{
    struct text words = text_new(pool);
    size_t count = choices_count(source);
    for (size_t i = 0; i < count; i++) {
        text_add(&words, i == 0 ? "" : i + 1 == count ? " or " : ", ");
        text_add(&words, source->choices[i]);
    }
    return text_string(&words);
}

static error *check_date(arena *pool, const char *title, const char *value)
{
    if (date_valid(value))
        return NULL;
    error *failure = error_new(ERROR_USAGE, "%s: '%s' is not a date; write it as YYYY-MM-DD", title,
                               value_quoted(pool, value));
    error_detail(failure, "A day of the calendar in the years 1900 to 2199 is understood.");
    return error_hint(failure, "for example: 2025-06-30");
}

static error *check_integer(arena *pool, const char *title, const char *value)
{
    const char *digits = value + (*value == '-' || *value == '+');
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
        return error_new(ERROR_USAGE, "%s takes a whole number, not '%s'", title,
                         value_quoted(pool, value));
    errno = 0;
    (void)strtoll(value, NULL, 10);
    if (errno == 0)
        return NULL;
    return error_hint(
        error_new(ERROR_USAGE, "%s: '%s' is out of range", title, value_quoted(pool, value)),
        "write a whole number from %lld to %lld", LLONG_MIN, LLONG_MAX);
}

static error *check_choice(arena *pool, const struct option *source, const char *title,
                           const char *value)
{
    size_t count = choices_count(source);
    for (size_t i = 0; i < count; i++)
        if (strcmp(source->choices[i], value) == 0)
            return NULL;
    error *failure = error_new(ERROR_USAGE, "%s takes %s, not '%s'", title,
                               option_choices(pool, source), value_quoted(pool, value));
    const char *nearest = *value == '\0' ? NULL : text_nearest(value, source->choices, count);
    return nearest == NULL ? failure : error_hint(failure, "did you mean '%s'?", nearest);
}

static error *check_text(const char *title, const char *value)
{
    size_t length = strlen(value), valid = utf8_check(value, length);
    if (valid == length)
        return NULL;
    error *failure = error_new(ERROR_USAGE, "%s is not UTF-8 text (byte %zu)", title, valid + 1);
    return error_hint(failure, "use a terminal in a UTF-8 locale: export LC_ALL=C.UTF-8");
}

error *option_check(arena *pool, const struct option *source, const char *title, const char *value)
{
    switch (source->kind) {
    case OPTION_DATE:
        return check_date(pool, title, value);
    case OPTION_INTEGER:
        return check_integer(pool, title, value);
    case OPTION_CHOICE:
        return check_choice(pool, source, title, value);
    case OPTION_TEXT:
    case OPTION_LIST:
    case OPTION_PAIRS:
        return check_text(title, value);
    case OPTION_FLAG:
    case OPTION_FILE:
        break;
    }
    return NULL;
}
