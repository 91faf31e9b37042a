/* Encodings by iconv. */
#include "rungs/csv/decoder.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "rungs/base/text.h"

struct decoder {
    iconv_t handle;
};

/* UTF-32LE comes first: its mark begins with that of UTF-16LE. */
static const struct mark marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8", NULL},
    {"\xFF\xFE\0\0", 4, "UTF-32LE", NULL},
    {"\0\0\xFE\xFF", 4, "UTF-32BE", NULL},
    {"\xFF\xFE", 2, "UTF-16LE", NULL},
    {"\xFE\xFF", 2, "UTF-16BE", NULL},
    {"PK\x03\x04", 4, NULL, "a workbook or another zip file"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, NULL, "an old Excel workbook"},
};

const struct mark *mark_find(const char *bytes, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (length >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0)
            return &marks[i];
    return NULL;
}

bool encoding_is_utf8(const char *name)
{
    return text_same(name, "UTF-8") || text_same(name, "UTF8");
}

static bool is_name(const char *name)
{
    static const char solid[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    static const char all[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:()+";
    return name[strspn(name, all)] == '\0' && strpbrk(name, solid) != NULL;
}

static void decoder_close(void *resource)
{
    iconv_close(((decoder *)resource)->handle);
}

decoder *decoder_new(arena *pool, const char *name)
{
    if (!is_name(name))
        return NULL;
    iconv_t handle = iconv_open("UTF-8", name);
    if (handle == (iconv_t)-1)
        return NULL;
    decoder *fresh = arena_alloc(pool, sizeof *fresh);
    *fresh = (decoder){.handle = handle};
    arena_defer(pool, decoder_close, fresh);
    return fresh;
}

enum decoded decoder_run(decoder *source, const char **bytes, size_t *length, char **room,
                         size_t *left, bool last)
{
    size_t before = *left;
    size_t result = iconv(source->handle, (char **)bytes, length, room, left);
    /* Some encodings keep a character back, since an accent may follow. */
    if (result != (size_t)-1 && last)
        result = iconv(source->handle, NULL, NULL, room, left);
    if (result != (size_t)-1)
        return DECODED_ALL;
    if (errno == EINVAL)
        return last ? DECODED_CUT : DECODED_ALL;
    /* Full without having written anything would be full for ever. */
    return errno == E2BIG && *left < before ? DECODED_FULL : DECODED_BAD;
}

bool mark_fits(const struct mark *mark, const char *name)
{
    arena *pool = arena_new(NULL);
    decoder *source = decoder_new(pool, name);
    char text[32], *room = text;
    const char *bytes = mark->bytes;
    size_t length = mark->length, left = sizeof text;
    bool fits =
        source != NULL && decoder_run(source, &bytes, &length, &room, &left, true) == DECODED_ALL;
    /* UTF-16 takes its mark off itself. */
    fits = fits && (room == text || memcmp(text, marks[0].bytes, marks[0].length) == 0);
    arena_free(pool);
    return fits;
}
