/* Wrapping at words and cutting with an ellipsis. Not here: which column gets how much (layout.c).
 */
#include "rungs/render/fit.h"

#include <string.h>
#include <wchar.h>

#include "rungs/base/text.h"
#include "rungs/render/ink.h"

static size_t character_width(const char *string, size_t *size)
{
    int width = wcwidth((wchar_t)utf8_decode(string, size));
    return width > 0 ? (size_t)width : 0;
}

/* Bytes of the longest beginning of `string` that is at most `width` columns wide and ends before
 * `end`, with the combining marks of its last character. */
static size_t beginning(const char *string, const char *end, size_t width)
{
    const char *at = string;
    for (size_t used = 0, size; at < end; at += size) {
        used += character_width(at, &size);
        if (used > width)
            break;
    }
    return (size_t)(at - string);
}

/* Bytes of the first line to be made of the text up to `end`, without the spaces it is broken at.
 */
static size_t line_length(const char *string, const char *end, size_t width)
{
    size_t fitting = beginning(string, end, width), length = fitting;
    if (string + fitting < end && string[fitting] != ' ')
        while (length > 0 && string[length - 1] != ' ')
            length--;
    while (length > 0 && string[length - 1] == ' ')
        length--;
    if (length > 0)
        return length;
    return fitting > 0 ? fitting : beginning(string, end, 2);
}

static void add_wrapped(struct text *target, const char *line, const char *end, size_t width)
{
    while (line < end) {
        size_t length = line_length(line, end, width);
        text_add_bytes(target, line, length);
        line += length;
        while (line < end && *line == ' ')
            line++;
        if (line < end)
            text_add(target, "\n");
    }
}

const char *fit_wrap(arena *pool, const char *string, size_t width)
{
    if (fit_line_width(string) <= width)
        return string;
    struct text wrapped = text_new(pool);
    for (const char *line = string, *end;; line = end + 1) {
        end = strchrnul(line, '\n');
        add_wrapped(&wrapped, line, end, width);
        if (*end == '\0')
            return ink_break(pool, text_string(&wrapped));
        text_add(&wrapped, "\n");
    }
}

const char *fit_cut(arena *pool, const char *string, size_t width, bool unicode)
{
    if (text_width(string) <= width)
        return string;
    const char *ellipsis = unicode ? "…" : "...";
    size_t room = text_width(ellipsis);
    const char *end = string + strlen(string);
    size_t length = beginning(string, end, width > room ? width - room : 0);
    while (length > 0 && string[length - 1] == ' ')
        length--;
    return arena_printf(pool, "%.*s%s", (int)length, string, ellipsis);
}

/* Width of the widest piece between the characters in `separators`. */
static size_t piece_width(arena *pool, const char *string, const char *separators)
{
    size_t widest = 0;
    for (const char *at = string; *at != '\0'; at += *at != '\0') {
        size_t length = strcspn(at, separators);
        size_t width = text_width(arena_copy_bytes(pool, at, length));
        widest = width > widest ? width : widest;
        at += length;
    }
    return widest;
}

size_t fit_line_width(const char *string)
{
    if (strchr(string, '\n') == NULL)
        return text_width(string);
    arena *pool = arena_new(NULL);
    size_t width = piece_width(pool, string, "\n");
    arena_free(pool);
    return width;
}

size_t fit_word_width(arena *pool, const char *string)
{
    return piece_width(pool, string, " \n");
}
