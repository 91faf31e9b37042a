/* What the program says on stderr. */
#include "rungs/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rungs/base/text.h"

static enum log_level level_now = LOG_NORMAL;

void log_set_level(enum log_level level)
{
    level_now = level;
}

bool log_says_notices(void)
{
    return level_now >= LOG_NORMAL;
}

static ARGS(3, 0) void say(const char *prefix, bool keep_lines, const char *format,
                           va_list arguments)
{
    arena *pool = arena_new(NULL);
    const char *words = arena_vprintf(pool, format, arguments);
    fprintf(stderr, "%s%s\n", prefix, text_safe(pool, words, keep_lines));
    arena_free(pool);
}

void log_notice(const char *format, ...)
{
    if (!log_says_notices())
        return;
    va_list arguments;
    va_start(arguments, format);
    say("", true, format, arguments);
    va_end(arguments);
}

void log_verbose(const char *format, ...)
{
    if (level_now < LOG_VERBOSE)
        return;
    va_list arguments;
    va_start(arguments, format);
    say("rungs: ", false, format, arguments);
    va_end(arguments);
}

/* Prints `words` with `first` before the first line and as many spaces before each other one. */
static void print_block(const char *first, const char *words)
{
    int indent = (int)strlen(first);
    for (const char *line = words, *end; *line != '\0'; line = *end == '\0' ? end : end + 1) {
        end = strchrnul(line, '\n');
        fprintf(stderr, "%*s%.*s\n", indent, line == words ? first : "", (int)(end - line), line);
    }
}

void log_error(const error *failure, bool colour)
{
    arena *pool = arena_new(NULL);
    fprintf(stderr, "%srungs:%s %s\n", colour ? "\033[1;31m" : "", colour ? "\033[0m" : "",
            text_safe(pool, failure->message, false));
    if (failure->detail[0] != '\0')
        print_block("  ", text_safe(pool, failure->detail, true));
    if (failure->hint[0] != '\0')
        print_block("  hint: ", text_safe(pool, failure->hint, true));
    arena_free(pool);
}
