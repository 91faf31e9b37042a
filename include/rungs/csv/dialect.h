/* How a CSV file is written, as far as it has to be guessed. */
#ifndef RUNGS_CSV_DIALECT_H
#define RUNGS_CSV_DIALECT_H

#include <stddef.h>

/* The delimiter of a file by its first bytes: of comma, semicolon, tab and pipe the one that its
 * first line with more than blanks in it has most of outside quotes; comma when it has none. */
char dialect_delimiter(const char *bytes, size_t length);

/* How many of the first bytes are a mark rather than data: 3 for a UTF-8 BOM, else 0. */
size_t dialect_mark(const char *bytes, size_t length);

/* The encoding that a byte order mark announces when it is not UTF-8 ("UTF-16"), else NULL. */
const char *dialect_foreign(const char *bytes, size_t length);

#endif
