/* The error in flight: one slot, filled by whoever fails, printed by main. */
#include "rungs/base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "rungs/base/text.h"

static error in_flight;

/* Formats into `target`; a text that does not fit is cut before the character that does not. */
static ARGS(3, 0) void fill(char *target, size_t size, const char *format, va_list arguments)
{
    int length = vsnprintf(target, size, format, arguments);
    if (length < 0)
        target[0] = '\0';
    if (length < 0 || (size_t)length < size)
        return;
    size_t last = size - 2;
    while (last > 0 && ((unsigned char)target[last] & 0xC0) == 0x80)
        last--;
    if (utf8_check(target + last, size - 1 - last) == 0)
        target[last] = '\0';
}

error *error_new(enum error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    in_flight.kind = kind;
    in_flight.sqlstate[0] = in_flight.detail[0] = in_flight.hint[0] = '\0';
    fill(in_flight.message, sizeof in_flight.message, format, arguments);
    va_end(arguments);
    return &in_flight;
}

error *error_system(enum error_kind kind, const char *format, ...)
{
    const char *reason = strerror(errno);
    va_list arguments;
    va_start(arguments, format);
    error *failure = error_new(kind, "%s", "");
    fill(failure->message, sizeof failure->message, format, arguments);
    va_end(arguments);
    size_t length = strlen(failure->message);
    snprintf(failure->message + length, sizeof failure->message - length, ": %s", reason);
    return failure;
}

error *error_detail(error *failure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(failure->detail, sizeof failure->detail, format, arguments);
    va_end(arguments);
    return failure;
}

error *error_hint(error *failure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(failure->hint, sizeof failure->hint, format, arguments);
    va_end(arguments);
    return failure;
}
