/* Ink bytes into text, and out of it as ANSI sequences. Not here: who decides on a colour. */
#include "rungs/render/ink.h"

#include <string.h>

static const char *const sequences[] = {
    [INK_END] = "\033[0m",    [INK_BOLD] = "\033[1m",    [INK_DIM] = "\033[2m",
    [INK_GREEN] = "\033[32m", [INK_YELLOW] = "\033[33m", [INK_RED] = "\033[31m",
};

void ink_add(struct text *target, enum ink colour, const char *bytes, size_t length)
{
    if (length == 0)
        return;
    if (colour != INK_NONE)
        text_add_bytes(target, (const char[]){(char)colour}, 1);
    text_add_bytes(target, bytes, length);
    if (colour != INK_NONE)
        text_add_bytes(target, (const char[]){(char)INK_END}, 1);
}

const char *ink_lines(arena *pool, enum ink colour, const char *string)
{
    struct text inked = text_new(pool);
    for (const char *line = string, *end;; line = end + 1) {
        end = strchrnul(line, '\n');
        ink_add(&inked, colour, line, (size_t)(end - line));
        if (*end == '\0')
            return text_string(&inked);
        text_add(&inked, "\n");
    }
}

const char *ink_break(arena *pool, const char *string)
{
    struct text broken = text_new(pool);
    for (char open = INK_NONE; *string != '\0'; string++) {
        if (*string == '\n' && open != INK_NONE)
            text_add_bytes(&broken, (const char[]){INK_END, '\n', open}, 3);
        else
            text_add_bytes(&broken, string, 1);
        if ((unsigned char)*string < COUNT_OF(sequences))
            open = *string == INK_END ? INK_NONE : *string;
    }
    return text_string(&broken);
}

const char *ink_sequences(arena *pool, const char *string)
{
    struct text written = text_new(pool);
    for (; *string != '\0'; string++) {
        unsigned char byte = (unsigned char)*string;
        if (byte < COUNT_OF(sequences))
            text_add(&written, sequences[byte]);
        else
            text_add_bytes(&written, string, 1);
    }
    return text_string(&written);
}

void ink_print(FILE *target, const char *string)
{
    size_t spaces = 0;
    for (; *string != '\0'; string++) {
        unsigned char byte = (unsigned char)*string;
        if (byte == ' ') {
            spaces++;
            continue;
        }
        for (; spaces > 0 && byte != '\n'; spaces--)
            putc(' ', target);
        spaces = 0;
        if (byte < COUNT_OF(sequences))
            fputs(sequences[byte], target);
        else
            putc(byte, target);
    }
}
