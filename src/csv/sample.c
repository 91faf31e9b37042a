/* Guessing an encoding by what it would make of the bytes, and showing it. */
#include "rungs/csv/sample.h"

#include <locale.h>
#include <string.h>
#include <wctype.h>

#include "rungs/base/text.h"
#include "rungs/csv/decoder.h"

enum { ROWS = 3, WIDTH = 72, BEFORE = 24 };

struct candidate {
    const char *encoding;
    bool cyrillic;
};

/* The first one is taken unless another one is clearly better. */
static const struct candidate candidates[] = {
    {"windows-1252", false}, {"windows-1250", false}, {"MACINTOSH", false},
    {"IBM850", false},       {"windows-1251", true},
};

/* What a candidate makes of each byte; 0: nothing. */
struct reading {
    bool cyrillic;
    locale_t classes;
    unsigned characters[256];
};

/* Calls visit() for each line; the line ends are not part of it. */
static void lines_visit(const char *bytes, size_t length, long line,
                        void (*visit)(void *, const char *, size_t, long), void *resource)
{
    for (size_t start = 0, end; start < length; start = end + 1, line++) {
        for (end = start; end < length && bytes[end] != '\n' && bytes[end] != '\r';)
            end++;
        visit(resource, bytes + start, end - start, line);
        if (end + 1 < length && bytes[end] == '\r' && bytes[end + 1] == '\n')
            end++;
    }
}

static bool is_foreign(const char *bytes, size_t length)
{
    return utf8_check(bytes, length) < length;
}

static struct reading reading_new(const struct candidate *candidate, locale_t classes)
{
    struct reading reading = {.cyrillic = candidate->cyrillic, .classes = classes};
    arena *pool = arena_new(NULL);
    decoder *source = decoder_new(pool, candidate->encoding);
    for (unsigned byte = 1; byte < 256 && source != NULL; byte++) {
        char in = (char)byte, text[16] = "", *room = text;
        const char *bytes = &in;
        size_t length = 1, left = sizeof text - 1, size;
        enum decoded state = decoder_run(source, &bytes, &length, &room, &left, true);
        if (state == DECODED_ALL && room > text)
            reading.characters[byte] = utf8_decode(text, &size);
    }
    arena_free(pool);
    return reading;
}

/* Two halves: as it should be; one: may be; none: hardly. 0 stands for no character. */
static unsigned plausible(const struct reading *reading, unsigned before, unsigned here,
                          unsigned after)
{
    locale_t classes = reading->classes;
    bool left = iswalpha_l(before, classes), right = iswalpha_l(after, classes);
    if (!iswalpha_l(here, classes) && left && right)
        return here == 0x2019 ? 2 : 0;
    if (!iswalpha_l(here, classes))
        return here != 0 && (left || right) ? 1 : 0;
    bool plain = (left && before < 0x80) || (right && after < 0x80);
    bool cyrillic = here >= 0x400 && here < 0x500;
    bool misplaced =
        (iswupper_l(here, classes) && iswlower_l(before, classes)) ||
        (iswlower_l(here, classes) && iswupper_l(before, classes) && iswupper_l(after, classes));
    return cyrillic == reading->cyrillic && plain != cyrillic && !misplaced ? 2 : 0;
}

struct score {
    const struct reading *reading;
    size_t halves, total;
};

static void line_score(void *resource, const char *bytes, size_t length, long line)
{
    (void)line;
    struct score *score = resource;
    if (!is_foreign(bytes, length))
        return;
    for (size_t i = 0; i < length; i++) {
        unsigned char before = i > 0 ? (unsigned char)bytes[i - 1] : 0;
        unsigned char here = (unsigned char)bytes[i];
        unsigned char after = i + 1 < length ? (unsigned char)bytes[i + 1] : 0;
        bool in_word = before >= 0x80 || after >= 0x80 ||
                       iswalpha_l(before, score->reading->classes) ||
                       iswalpha_l(after, score->reading->classes);
        if (here < 0x80 || !in_word)
            continue;
        const unsigned *characters = score->reading->characters;
        score->halves +=
            plausible(score->reading, characters[before], characters[here], characters[after]);
        score->total++;
    }
}

static const char *single_byte(const char *bytes, size_t length)
{
    const char *best = candidates[0].encoding;
    size_t most = 0;
    /* Letters are not to depend on the locale of the person: in "C" only ASCII has any. */
    locale_t classes = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
    for (size_t i = 0; i < COUNT_OF(candidates) && classes != NULL; i++) {
        struct reading reading = reading_new(&candidates[i], classes);
        struct score score = {.reading = &reading};
        lines_visit(bytes, length, 1, line_score, &score);
        if (i == 0 && score.halves * 100 >= score.total * 2 * 75)
            break;
        if (i > 0 && score.halves > most && score.halves * 100 >= score.total * 2 * 90) {
            best = candidates[i].encoding;
            most = score.halves;
        }
    }
    if (classes != NULL)
        freelocale(classes);
    return best;
}

/* As much of the bytes as can be decoded; NULL when that is not all of it. A last character may be
 * cut. */
static const char *decoded(arena *pool, const char *encoding, const char *bytes, size_t length)
{
    decoder *source = decoder_new(pool, encoding);
    size_t left = length * 4;
    char *text = arena_alloc(pool, left + 1), *room = text;
    bool all =
        source != NULL && decoder_run(source, &bytes, &length, &room, &left, false) == DECODED_ALL;
    return all && memchr(text, '\0', (size_t)(room - text)) == NULL ? text : NULL;
}

/* UTF-16 without a mark: ASCII has its NUL in every second byte. */
static const char *wide(arena *pool, const char *bytes, size_t length, const char **text)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < length; i++)
        zeros[i % 2] += bytes[i] == '\0';
    bool little = zeros[1] > zeros[0];
    size_t many = zeros[little], few = zeros[!little];
    const char *encoding = little ? "UTF-16LE" : "UTF-16BE";
    if (many < 2 || many < few * 4 || many * 10 < length / 2)
        return NULL;
    *text = decoded(pool, encoding, bytes, length);
    return *text == NULL ? NULL : encoding;
}

struct rows {
    arena *pool;
    const char *encoding; /* NULL: the lines are UTF-8 already and all may be shown */
    size_t count;
    long foreign, fine; /* lines */
    struct text words;
};

/* The part of a row around its first character that is not ASCII. */
static void row_add(struct rows *rows, const char *row, long line)
{
    size_t start = 0, first = 0, width = 0;
    const char *safe = text_safe(rows->pool, row, false);
    while (safe[first] != '\0' && (unsigned char)safe[first] < 0x80)
        first++;
    if (safe[first] != '\0' && first > WIDTH - BEFORE)
        start = first - BEFORE;
    size_t end = start;
    for (size_t size; safe[end] != '\0' && width < WIDTH; end += size, width++)
        utf8_decode(safe + end, &size);
    text_addf(&rows->words, "%sline %ld: %s%.*s%s", rows->count++ > 0 ? "\n" : "", line,
              start > 0 ? "…" : "", (int)(end - start), safe + start, safe[end] != '\0' ? "…" : "");
}

/* A row of an encoding whose characters are single bytes; those that do not exist are shown as
 * such. */
static const char *row_decode(struct rows *rows, const char *bytes, size_t length)
{
    struct text row = text_new(rows->pool);
    decoder *source = decoder_new(rows->pool, rows->encoding);
    enum decoded state = DECODED_FULL;
    while (length > 0 && state != DECODED_ALL && source != NULL) {
        char text[256], *room = text;
        size_t left = sizeof text;
        state = decoder_run(source, &bytes, &length, &room, &left, false);
        text_add_bytes(&row, text, sizeof text - left);
        if (state == DECODED_BAD) {
            text_add(&row, "\xEF\xBF\xBD");
            bytes++;
            length--;
        }
    }
    return text_string(&row);
}

static void line_show(void *resource, const char *bytes, size_t length, long line)
{
    struct rows *rows = resource;
    if (rows->encoding == NULL) {
        if (rows->count < ROWS && length > 0)
            row_add(rows, arena_copy_bytes(rows->pool, bytes, length), line);
        return;
    }
    bool ascii = true;
    for (size_t i = 0; i < length && ascii; i++)
        ascii = (unsigned char)bytes[i] < 0x80;
    if (ascii)
        return;
    if (!is_foreign(bytes, length)) {
        rows->fine++;
        return;
    }
    rows->foreign++;
    if (rows->count < ROWS)
        row_add(rows, row_decode(rows, bytes, length), line);
}

struct sample sample_take(arena *pool, const struct evidence *evidence)
{
    struct rows rows = {.pool = pool, .words = text_new(pool)};
    const char *text = NULL;
    size_t odd = evidence->length > 0 ? (size_t)(evidence->offset % 2) : 0;
    const char *encoding = wide(pool, evidence->bytes + odd, evidence->length - odd, &text);
    if (encoding != NULL) {
        lines_visit(text, strlen(text), evidence->line, line_show, &rows);
    } else {
        rows.encoding = encoding = single_byte(evidence->bytes, evidence->length);
        lines_visit(evidence->bytes, evidence->length, evidence->line, line_show, &rows);
    }
    return (struct sample){.encoding = encoding,
                           .rows = text_string(&rows.words),
                           .mostly_utf8 = rows.fine + evidence->fine > rows.foreign};
}
