/* Text: building it, checking it, making it safe, and guessing which word was meant. */
#include "rungs/base/text.h"

#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

struct text text_new(arena *pool)
{
    return (struct text){.pool = pool};
}

void text_add_bytes(struct text *target, const char *bytes, size_t length)
{
    if (target->length + length + 1 > target->capacity) {
        size_t wanted = (target->length + length + 1) * 2;
        char *grown = arena_alloc(target->pool, wanted);
        if (target->length > 0)
            memcpy(grown, target->bytes, target->length);
        target->bytes = grown;
        target->capacity = wanted;
    }
    memcpy(target->bytes + target->length, bytes, length);
    target->length += length;
    target->bytes[target->length] = '\0';
}

void text_add(struct text *target, const char *string)
{
    text_add_bytes(target, string, strlen(string));
}

void text_addf(struct text *target, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_add(target, arena_vprintf(target->pool, format, arguments));
    va_end(arguments);
}

const char *text_string(const struct text *source)
{
    return source->bytes == NULL ? "" : source->bytes;
}

/* Bytes of the valid UTF-8 character at `bytes`, 0 when there is none within `length` bytes. */
static size_t utf8_size(const unsigned char *bytes, size_t length)
{
    unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || size > length)
        return 0;
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < size; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

size_t utf8_check(const char *bytes, size_t length)
{
    size_t position = 0;
    while (position < length) {
        size_t size = utf8_size((const unsigned char *)bytes + position, length - position);
        if (size == 0)
            return position;
        position += size;
    }
    return length;
}

unsigned utf8_decode(const char *string, size_t *size)
{
    const unsigned char *bytes = (const unsigned char *)string;
    *size = bytes[0] < 0x80 ? 1 : bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
    if (*size == 1)
        return bytes[0];
    unsigned character = bytes[0] & (0xFFu >> (*size + 1));
    for (size_t i = 1; i < *size; i++)
        character = character << 6 | (bytes[i] & 0x3Fu);
    return character;
}

static bool is_unsafe(unsigned character)
{
    return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0x61C ||
           character == 0x200E || character == 0x200F ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

char *text_safe(arena *pool, const char *string, bool keep_lines)
{
    struct text safe = text_new(pool);
    size_t left = strlen(string);
    while (left > 0) {
        size_t size = utf8_size((const unsigned char *)string, left);
        unsigned character = size == 0 ? 0 : utf8_decode(string, &size);
        if (size == 0)
            size = 1;
        if (character == '\n' && keep_lines)
            text_add(&safe, "\n");
        else if (character == '\n' || character == '\t')
            text_add(&safe, " ");
        else if (is_unsafe(character))
            text_add(&safe, "\xEF\xBF\xBD");
        else
            text_add_bytes(&safe, string, size);
        string += size;
        left -= size;
    }
    return safe.bytes == NULL ? arena_copy(pool, "") : safe.bytes;
}

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + ('a' - 'A')) : letter;
}

bool text_same(const char *left, const char *right)
{
    while (*left != '\0' && lower(*left) == lower(*right)) {
        left++;
        right++;
    }
    return lower(*left) == lower(*right);
}

size_t text_width(const char *string)
{
    size_t width = 0;
    mbstate_t state = {0};
    for (wchar_t wide; *string != '\0';) {
        size_t size = mbrtowc(&wide, string, MB_LEN_MAX, &state);
        if (size == (size_t)-1 || size == (size_t)-2)
            return width + strlen(string);
        int columns = wcwidth(wide);
        width += columns > 0 ? (size_t)columns : 0;
        string += size;
    }
    return width;
}

enum { LONGEST_WORD = 64 };

/* Restricted Damerau-Levenshtein distance of two words of at most LONGEST_WORD bytes, letters
 * compared without case (Oommen and Loke, Pattern recognition of strings with substitutions,
 * insertions, deletions and generalized transpositions, 1997). */
static size_t distance(const char *left, const char *right)
{
    size_t rows = strlen(left), columns = strlen(right);
    if (rows > LONGEST_WORD || columns > LONGEST_WORD)
        return SIZE_MAX;
    size_t cost[LONGEST_WORD + 1][LONGEST_WORD + 1];
    for (size_t i = 0; i <= rows; i++)
        cost[i][0] = i;
    for (size_t j = 0; j <= columns; j++)
        cost[0][j] = j;
    for (size_t i = 1; i <= rows; i++) {
        for (size_t j = 1; j <= columns; j++) {
            bool same = lower(left[i - 1]) == lower(right[j - 1]);
            size_t best = cost[i - 1][j - 1] + (same ? 0 : 1);
            if (cost[i - 1][j] + 1 < best)
                best = cost[i - 1][j] + 1;
            if (cost[i][j - 1] + 1 < best)
                best = cost[i][j - 1] + 1;
            bool swapped = i > 1 && j > 1 && lower(left[i - 1]) == lower(right[j - 2]) &&
                           lower(left[i - 2]) == lower(right[j - 1]);
            if (swapped && cost[i - 2][j - 2] + 1 < best)
                best = cost[i - 2][j - 2] + 1;
            cost[i][j] = best;
        }
    }
    return cost[rows][columns];
}

static bool begins_with(const char *string, const char *beginning)
{
    while (*beginning != '\0' && lower(*string) == lower(*beginning)) {
        string++;
        beginning++;
    }
    return *beginning == '\0';
}

const char *text_nearest(const char *word, const char *const *candidates, size_t count)
{
    const char *nearest = NULL, *completed = NULL;
    size_t least = SIZE_MAX, completions = 0, allowed = strlen(word) / 3;
    for (size_t i = 0; i < count; i++) {
        size_t wrong = distance(word, candidates[i]);
        if (wrong < least) {
            least = wrong;
            nearest = candidates[i];
        }
        if (begins_with(candidates[i], word)) {
            completions++;
            completed = candidates[i];
        }
    }
    if (least <= (allowed > 0 ? allowed : 1) && least < strlen(word))
        return nearest;
    return completions == 1 && *word != '\0' ? completed : NULL;
}
