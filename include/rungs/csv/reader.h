/* Reading CSV as people and spreadsheets write it, record by record, in bounded memory. */
#ifndef RUNGS_CSV_READER_H
#define RUNGS_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

/* The most bytes of a cell (of its value, in UTF-8) and of a record (of its text, in UTF-8, without
 * the line end), and the most cells of a record, which are those of a sheet in Excel. */
enum {
    CSV_LONGEST_CELL = 1024 * 1024,
    CSV_LONGEST_RECORD = 16 * 1024 * 1024,
    CSV_MOST_CELLS = 16384
};

typedef struct csv_reader csv_reader;

/* What is known of a file beforehand; NULL and 0 are decided by the file. */
struct csv_options {
    const char *encoding; /* a name that iconv knows; NULL: what a byte order mark says, or UTF-8 */
    char delimiter, quote;
    bool keep; /* csv_text() will be called */
};

/* How a file is written, to be said aloud. */
struct csv_facts {
    const char *encoding; /* as asked for, or UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE */
    bool mark;            /* it begins with a byte order mark */
    char delimiter, quote;
    const char *line_end; /* "LF", "CRLF" or "CR", of the first record; "" when it has none */
};

/* One record. An empty unquoted cell is NULL. Valid until the next csv_next(). */
struct csv_record {
    long line; /* where it begins, counted from 1 */
    size_t count;
    const char **cells;
    /* Its part of the text: `begin` is that of its first line, `end` that of its last one without
     * the line end. They count bytes as UTF-8 from behind the byte order mark, whatever the
     * encoding of the file is. */
    long long begin, end;
};

/* Opens a file, or standard input for "-"; pipes and FIFOs are files too. `options` may be NULL.
 * Its first 64 KiB are read, so that it is known how it is written: the encoding by its byte order
 * mark (UTF-8, UTF-16, UTF-32), or else UTF-8; delimiter (comma, semicolon, tab, pipe) and quote ("
 * or ') by its first records (dialect_guess() has the rules). `name` in messages is the path.
 * Closed with the arena.
 *
 * Errors: ERROR_REFUSED when it cannot be opened or read, is a folder or a workbook, or begins
 * with the mark of another encoding than the one asked for; or when there is no place for the
 * text to keep. ERROR_USAGE when there is no such encoding, or the delimiter or quote cannot be
 * one: a delimiter is an ASCII character but no quote, line end or NUL; a quote is " or '. */
MUST_CHECK error *csv_open(arena *pool, const char *path, const struct csv_options *options,
                           csv_reader **result);

/* How the file is written. Valid as long as the reader. */
const struct csv_facts *csv_facts(const csv_reader *reader);

/* The next record; `*more` is false at the end. LF, CRLF and CR end lines, in any mixture. A byte
 * order mark, blank lines (of blanks and tabs, but for a tab that delimits), and a first line
 * "sep=;" are no records; a line of delimiters is one. Blanks around an unquoted cell and around
 * quotes are no part of it. A leading ' that protects a formula character (see the csv format of
 * render) is taken off.
 *
 * Errors (ERROR_REFUSED) name file, line and byte, both counted from 1: the byte within the line,
 * and of its text as UTF-8, which for UTF-8 is the byte of the line in the file, the mark not
 * counted. They are: a NUL byte, bytes that are not of the encoding (when nothing was said about
 * it, the detail shows rows as another one would have them, and the hint names that one: sample.h),
 * a quote inside an unquoted cell, text behind the quote that closes a cell, a quote never closed
 * (where it was opened), more than CSV_LONGEST_CELL, CSV_LONGEST_RECORD or CSV_MOST_CELLS (where
 * cell or record begin). Faults are told in the order of the lines, after the records before them
 * were handed out. A read error is one too; ERROR_INTERRUPTED does not come from here. After an
 * error there is no next record: the reader may only be closed, and asked for text and facts.
 *
 * Memory: some 300 KiB, and as much as three times the longest record. */
MUST_CHECK error *csv_next(csv_reader *reader, struct csv_record *record, bool *more);

/* A copy of the text from `begin` to `end` of a record, or from the beginning of one to the end
 * of a later one: as it stands in the file, but in UTF-8. Needs options.keep, with which the
 * text of the file goes into a temporary file without a name, for its owner only (0600), in
 * $TMPDIR or /tmp. Errors: ERROR_REFUSED when it cannot be read, ERROR_BUG when it was not kept. */
MUST_CHECK error *csv_text(arena *pool, const csv_reader *reader, long long begin, long long end,
                           char **result);

/* Where a cell of the record read last stands: the line, and the byte in it, counted from 1; of a
 * cell that is not there, behind the last one. Of a record of several lines the cell has to begin
 * in the last one; of another one it is the end of the record. */
void csv_cell_place(const csv_reader *reader, size_t cell, long *line, size_t *byte);

/* Which share of the file's bytes was read so far, from 0 to 1; negative for a pipe. */
double csv_share(const csv_reader *reader);

/* Can the file be opened again and read from its beginning? Not when it is a pipe, or standard
 * input. */
bool csv_can_repeat(const csv_reader *reader);

/* sha256 of the bytes of the file read so far, as they are and not as decoded, in hexadecimal; of
 * the whole file after the end. */
const char *csv_digest(arena *pool, const csv_reader *reader);

/* sha256 of a string, for the digest of several files: of the list of their digests. */
const char *csv_digest_of(arena *pool, const char *string);

#endif
