/* The text of a file, line by line: bytes in any encoding go in, valid UTF-8 without NUL comes
 * out. What lives here: opening, decoding, counting lines, faults with line and byte. What does
 * not: what the lines mean (reader.h), how an encoding is made UTF-8 (decoder.h). */
#ifndef RUNGS_CSV_SOURCE_H
#define RUNGS_CSV_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

/* The most bytes that a line may have to be handed out whole. */
enum { LONGEST_LINE = 16 * 1024 * 1024 };

typedef struct csv_source csv_source;

/* A line. LF, CRLF and CR end one, mixed as they like. `begin` counts the bytes of text before
 * it, as UTF-8 and without a byte order mark, whatever the encoding of the file is. Behind its
 * `length` bytes stand the `end` bytes of the line end (1 or 2); a last line without one gets an
 * LF that is not part of the text. `cut`: the line is longer than LONGEST_LINE, these are its
 * first bytes, more than LONGEST_LINE of them, and there is no line end behind them. */
struct source_line {
    long number; /* from 1 */
    long long begin;
    const char *bytes;
    size_t length, end;
    bool cut;
};

/* Opens a file, or standard input for "-", and reads its first 64 KiB. `encoding` is that of the
 * file; NULL: the one that a byte order mark announces, or else UTF-8. A mark is no text.
 * `keep`: source_text() will be called. Closed with the arena. Errors: ERROR_REFUSED when the
 * file cannot be opened or read, is a folder, is a workbook, or begins with the mark of another
 * encoding; ERROR_USAGE when there is no such encoding. */
MUST_CHECK error *source_open(arena *pool, const char *path, const char *encoding, bool keep,
                              csv_source **result);

/* The encoding; whether a byte order mark was there. */
const char *source_encoding(const csv_source *source);
bool source_has_mark(const csv_source *source);

/* The text that was read when the source was opened, until the first source_line(). `*whole`: there
 * is no more. */
const char *source_beginning(const csv_source *source, size_t *length, bool *whole);

/* The next line, valid until the next call; `*more` is false at the end. Memory is bounded by
 * LONGEST_LINE. Errors (ERROR_REFUSED) when the line has a NUL byte or bytes that are not of the
 * encoding, told after all lines before it were handed out; when reading fails. For bytes that are
 * not UTF-8 the detail shows rows as another encoding would have them, and the hint names it. */
MUST_CHECK error *source_line(csv_source *source, struct source_line *line, bool *more);

/* An error with the place where it is: line and byte counted from 1, the byte within the line and
 * of the text as UTF-8. */
error *source_fault(const csv_source *source, long line, size_t byte, const char *what,
                    const char *hint);

/* A copy of the text from `begin` up to `end`, counted as in struct source_line; of lines that were
 * handed out, and only with `keep`. Errors: ERROR_REFUSED, ERROR_BUG. */
MUST_CHECK error *source_text(arena *pool, const csv_source *source, long long begin, long long end,
                              char **result);

/* Which share of the bytes was read, negative for a pipe; can the file be opened again? */
double source_share(const csv_source *source);
bool source_can_repeat(const csv_source *source);

/* sha256 of the bytes of the file read so far, in hexadecimal; of the whole file after the end. */
const char *source_digest(arena *pool, const csv_source *source);

#endif
