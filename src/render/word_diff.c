/* Two texts as one, with marks around the words that came and went. Not here: text that is safe for
 * a terminal (the caller's part) and lines (fit.c). */
#include "rungs/render/word_diff.h"

#include <stdint.h>
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/render/ink.h"

struct word {
    const char *bytes;
    size_t length;
    bool kept; /* in both texts */
};

struct words {
    struct word *items;
    size_t count;
};

/* How words of one text alone are marked. */
struct marking {
    const char *open, *close;
    enum ink colour;
};

static struct words words_of(arena *pool, const char *string)
{
    static const char blanks[] = " \n";
    struct words result = {0};
    size_t capacity = 0;
    for (const char *at = string + strspn(string, blanks); *at != '\0'; at += strspn(at, blanks)) {
        size_t length = strcspn(at, blanks);
        result.items =
            arena_grow(pool, result.items, result.count, &capacity, sizeof *result.items);
        result.items[result.count++] = (struct word){.bytes = at, .length = length};
        at += length;
    }
    return result;
}

static bool is_same(const struct word *left, const struct word *right)
{
    return left->length == right->length && memcmp(left->bytes, right->bytes, left->length) == 0;
}

static bool are_same(const struct words *left, const struct words *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; same && i < left->count; i++)
        same = is_same(&left->items[i], &right->items[i]);
    return same;
}

static void keep(struct words *target)
{
    for (size_t i = 0; i < target->count; i++)
        target->items[i].kept = true;
}

/* Length of the longest common subsequence of what is left of both texts from each pair of words
 * on, row by row, with a row and a column of noughts at the end. It fits 16 bits: the shorter text
 * has at most the square root of WORD_DIFF_PAIRS words. */
static const uint16_t *lengths_of(arena *pool, const struct words *before,
                                  const struct words *after)
{
    size_t row = after->count + 1;
    uint16_t *lengths = arena_array(pool, (before->count + 1) * row, sizeof *lengths);
    for (size_t i = before->count; i-- > 0;) {
        for (size_t j = after->count; j-- > 0;) {
            uint16_t *here = &lengths[i * row + j];
            uint16_t below = here[row], right = here[1];
            if (is_same(&before->items[i], &after->items[j]))
                *here = (uint16_t)(here[row + 1] + 1);
            else
                *here = below > right ? below : right;
        }
    }
    return lengths;
}

/* Keeps a longest common subsequence. */
static void keep_common(arena *pool, struct words *before, struct words *after)
{
    const uint16_t *lengths = lengths_of(pool, before, after);
    size_t row = after->count + 1;
    for (size_t i = 0, j = 0; i < before->count && j < after->count;) {
        const uint16_t *here = &lengths[i * row + j];
        if (is_same(&before->items[i], &after->items[j]))
            before->items[i++].kept = after->items[j++].kept = true;
        else if (here[row] >= here[1])
            i++;
        else
            j++;
    }
}

/* Adds the words from `first` on up to one that is kept; returns its index. */
static size_t add_run(struct text *target, const struct words *source, size_t first,
                      const struct marking *style)
{
    size_t end = first;
    while (end < source->count && !source->items[end].kept)
        end++;
    for (size_t i = first; i < end; i++) {
        struct text word = text_new(target->pool);
        text_add(&word, i == first ? style->open : "");
        text_add_bytes(&word, source->items[i].bytes, source->items[i].length);
        text_add(&word, i + 1 == end ? style->close : "");
        text_add(target, target->length > 0 ? " " : "");
        ink_add(target, style->colour, text_string(&word), word.length);
    }
    return end;
}

/* Words that are kept come in the same order in both texts, so that they pair off. */
static const char *merged(arena *pool, const struct words *before, const struct words *after,
                          bool ink)
{
    const struct marking removed = {"[-", "-]", ink ? INK_RED : INK_NONE};
    const struct marking added = {"{+", "+}", ink ? INK_GREEN : INK_NONE};
    struct text result = text_new(pool);
    for (size_t i = 0, j = 0;; i++, j++) {
        i = add_run(&result, before, i, &removed);
        j = add_run(&result, after, j, &added);
        if (i == before->count)
            return text_string(&result);
        text_add(&result, result.length > 0 ? " " : "");
        text_add_bytes(&result, before->items[i].bytes, before->items[i].length);
    }
}

const char *word_diff(arena *pool, const char *before, const char *after, bool ink)
{
    if (before == NULL)
        before = after;
    arena *scratch = arena_new(pool);
    struct words old = words_of(scratch, before == NULL ? "" : before);
    struct words new = words_of(scratch, after == NULL ? "" : after);
    if (are_same(&old, &new)) {
        keep(&old);
        keep(&new);
    } else if (new.count > 0 && old.count <= WORD_DIFF_PAIRS / new.count) {
        keep_common(scratch, &old, &new);
    }
    const char *result = arena_copy(pool, merged(scratch, &old, &new, ink));
    arena_free(scratch);
    return result;
}
