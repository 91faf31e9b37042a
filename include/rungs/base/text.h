/* Text: a growing string, UTF-8 looked at closely, and text made safe for a terminal. */
#ifndef RUNGS_BASE_TEXT_H
#define RUNGS_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"

/* A growing string. `bytes` is always NUL-terminated once anything was added, NULL before. */
struct text {
    arena *pool;
    char *bytes;
    size_t length, capacity;
};

/* An empty text whose memory comes from the arena. */
struct text text_new(arena *pool);

/* Appends a string, bytes, or formatted text. */
void text_add(struct text *target, const char *string);
void text_add_bytes(struct text *target, const char *bytes, size_t length);
void text_addf(struct text *target, const char *format, ...) ARGS(2, 3);

/* What was gathered so far; "" when nothing. Owned by the text's arena, valid until the next
 * append. */
const char *text_string(const struct text *source);

/* Position of the first byte that is not valid UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing past U+10FFFF), or `length` when all is valid. */
size_t utf8_check(const char *bytes, size_t length);

/* Decodes the character at `string` (valid UTF-8, not at the end); `*size` receives its bytes. */
unsigned utf8_decode(const char *string, size_t *size);

/* A copy that a terminal shows as it is: control characters, and the characters that reorder text
 * invisibly (U+200E, U+200F, U+202A-U+202E, U+2066-U+2069, U+061C), become U+FFFD; newline and tab
 * become a space, unless `keep_lines`, which keeps the newline. Invalid bytes become U+FFFD too. */
char *text_safe(arena *pool, const char *string, bool keep_lines);

/* Lower-case ASCII letters compared, all else byte by byte. */
bool text_same(const char *left, const char *right);

/* Number of columns of a terminal that a string takes (wcwidth of the current locale). */
size_t text_width(const char *string);

/* Of `count` candidates the one nearest to `word` in edit distance (Damerau-Levenshtein,
 * restricted; letters compared without case; of equally near ones the first), or NULL when none is
 * near enough to be meant: at most a third of the word's bytes wrong (one in a word of two), or the
 * word is the beginning of exactly one candidate. Words of more than 64 bytes are near nothing. */
const char *text_nearest(const char *word, const char *const *candidates, size_t count);

#endif
