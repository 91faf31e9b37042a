/* Reading CSV as people and spreadsheets write it, record by record, in bounded memory. */
#ifndef RUNGS_CSV_READER_H
#define RUNGS_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

typedef struct csv_reader csv_reader;

/* One record. An empty unquoted cell is NULL. Valid until the next csv_next(). */
struct csv_record {
    long line; /* where it begins, counted from 1 */
    size_t count;
    const char **cells;
};

/* Opens a file, or standard input for "-". `name` in messages is the path. The delimiter (comma,
 * semicolon, tab, pipe) is the one that the first line has most of. Closed with the arena. Errors:
 * ERROR_REFUSED when it cannot be opened, is a folder, or is UTF-16. */
MUST_CHECK error *csv_open(arena *pool, const char *path, csv_reader **result);

/* The next record; `*more` is false at the end. A UTF-8 BOM and blank lines are no data. A leading
 * ' that protects a formula character (see the csv format of render) is taken off. Errors
 * (ERROR_REFUSED) name file and line: NUL byte, invalid UTF-8, quote inside an unquoted cell, quote
 * never closed, record longer than 16 MiB, read error; ERROR_INTERRUPTED does not come from here.
 */
MUST_CHECK error *csv_next(csv_reader *source, struct csv_record *record, bool *more);

/* sha256 of the bytes read so far, in hexadecimal; of the whole file after the end. */
const char *csv_digest(arena *pool, const csv_reader *source);

/* sha256 of a string, for the digest of several files: of the list of their digests. */
const char *csv_digest_of(arena *pool, const char *string);

#endif
