/* How a CSV file is written, as far as it has to be guessed. */
#ifndef RUNGS_CSV_DIALECT_H
#define RUNGS_CSV_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

struct dialect {
    char delimiter, quote;
    const char *line_end; /* "LF", "CRLF", "CR", of the first record; "" when it has none */
    bool declared;        /* the first line is "sep=;" or the like: no record */
};

/* The dialect of a text by its beginning; `whole`: the beginning is all of it. A delimiter or quote
 * that is not 0 is known and not guessed. Nothing is too odd for an answer.
 *
 * Looked at are the first 200 records; blank lines are none, nor is a last one that is cut, unless
 * there is no other. A quote opens at the beginning of a cell and closes before the end of one; a
 * cell begins and ends at line ends and at any of the four delimiters (or the known one), so that
 * quoted text looks quoted whatever the delimiter is.
 *
 * The delimiter is what Excel's line sep=; in front says, or else of comma, semicolon, tab and pipe
 * the one with which most records have the same number of cells, at least two, less those behind
 * the first of them that have another number. Lines above the header therefore decide nothing, and
 * the header decides against what is only in the rows, as a decimal comma is. Of two as good it is
 * the one that is not mostly doubtful (before a blank, or a comma between digits), then the one
 * that begins earlier, then the one with more cells, then the first. One that is doubtful
 * everywhere counts only when the first record has it; none: comma.
 *
 * The quote is ' when in the first record of that number all cells are written so, in each other
 * of them that is not empty at least one, two in all, none is written with " and none begins
 * with ' and does not end with it; else ". */
struct dialect dialect_guess(const char *text, size_t length, bool whole, char delimiter,
                             char quote);

#endif
