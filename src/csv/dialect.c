/* Guessing how a CSV file is written. */
#include "rungs/csv/dialect.h"

#include <stdbool.h>
#include <string.h>

/* Where the first line that has more than blanks begins. */
static size_t first_line(const char *bytes, size_t length)
{
    size_t start = dialect_mark(bytes, length);
    for (size_t i = start; i < length && memchr(" \t\r\n", bytes[i], 4) != NULL; i++)
        if (bytes[i] == '\n' || bytes[i] == '\r')
            start = i + 1;
    return start;
}

char dialect_delimiter(const char *bytes, size_t length)
{
    static const char candidates[] = ",;\t|";
    size_t counts[sizeof candidates - 1] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = first_line(bytes, length); i < length; i++) {
        if (bytes[i] == '"')
            quoted = !quoted;
        if (!quoted && (bytes[i] == '\n' || bytes[i] == '\r'))
            break;
        const char *found = quoted || bytes[i] == '\0' ? NULL : strchr(candidates, bytes[i]);
        if (found != NULL)
            counts[found - candidates]++;
    }
    for (size_t i = 1; i < sizeof candidates - 1; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

size_t dialect_mark(const char *bytes, size_t length)
{
    return length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

const char *dialect_foreign(const char *bytes, size_t length)
{
    bool marked =
        length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
    return marked ? "UTF-16" : NULL;
}
