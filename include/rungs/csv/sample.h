/* What a file that is not UTF-8 probably is, and a few of its rows read so. */
#ifndef RUNGS_CSV_SAMPLE_H
#define RUNGS_CSV_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"

/* Bytes from the beginning of the first line that is not UTF-8, or has a NUL byte. */
struct evidence {
    const char *bytes;
    size_t length;
    long line;        /* its number */
    long long offset; /* bytes of the file before it */
    long fine;        /* places before it with other characters than ASCII */
};

struct sample {
    const char *encoding; /* the one to try */
    /* Up to three rows with their lines, read so and safe for a terminal, each cut to 72 characters
     * around its first one that is not ASCII: "line 7: Müller;Jörg\nline 9: ...". */
    const char *rows;
    bool mostly_utf8; /* more places with other characters than ASCII are UTF-8 than not */
};

/* What the bytes probably are. Makes no error.
 *
 * UTF-16LE or UTF-16BE is what bytes are of which at least one of ten pairs, two in all, and four
 * times as many as the other way round, has its NUL on the side where that encoding has those of
 * ASCII, and that can be read so.
 *
 * Else it is windows-1252 unless that is implausible and another one is plausible: of windows-1250,
 * MACINTOSH, IBM850, windows-1251 (what Excel writes in Europe) the best with at least 90 % of the
 * characters plausible, where windows-1252 has less than 75 %. Judged are the bytes from 0x80 in
 * lines that are not UTF-8 which stand beside an ASCII letter or another such byte. Plausible is a
 * letter of the encoding's script that is not upper case behind a lower case letter, nor lower case
 * between two upper case ones, and, in the Latin script, stands beside an ASCII letter, in the
 * Cyrillic one not; and ’ between two letters. Another character at the end of a word counts
 * half. */
struct sample sample_take(arena *pool, const struct evidence *evidence);

#endif
