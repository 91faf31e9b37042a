/* Encodings: which one the first bytes of a file announce, and making UTF-8 of any that iconv
 * knows. */
#ifndef RUNGS_CSV_DECODER_H
#define RUNGS_CSV_DECODER_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"

/* What the first bytes of a file say about all of it: a byte order mark names an encoding. Bytes of
 * a file that is no text (`encoding` is NULL then) are known too, by what the file `is`. */
struct mark {
    const char *bytes;
    size_t length;
    const char *encoding; /* UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE */
    const char *is;       /* "an Excel workbook" */
};

/* The mark that the bytes begin with, or NULL. */
const struct mark *mark_find(const char *bytes, size_t length);

/* Does the name mean UTF-8, which needs no decoder? */
bool encoding_is_utf8(const char *name);

typedef struct decoder decoder;

/* From the encoding of this name to UTF-8, closed with the arena. NULL when iconv knows no such
 * name, or when it is none: only ASCII letters, digits and _ - . : ( ) + are a name, at least
 * one of them a letter or digit. What iconv understands beyond that is no encoding of a file:
 * //TRANSLIT and the like, or the empty name for that of the locale. Makes no error, so that it
 * can be asked while one is in flight. */
decoder *decoder_new(arena *pool, const char *name);

enum decoded {
    DECODED_ALL,  /* but for the first bytes of a character, which wait for the rest of it */
    DECODED_FULL, /* no room; call again */
    DECODED_BAD,  /* at `*bytes` stand bytes that do not exist in the encoding */
    DECODED_CUT   /* the last bytes are the first ones of a character */
};

/* Decodes from `*bytes` to `*room` and moves both on. `last`: nothing comes after these bytes;
 * only then they may be cut. */
enum decoded decoder_run(decoder *source, const char **bytes, size_t *length, char **room,
                         size_t *left, bool last);

/* Is this a mark of the encoding of this name? UTF-16 has that of UTF-16LE, windows-1252 none. */
bool mark_fits(const struct mark *mark, const char *name);

#endif
