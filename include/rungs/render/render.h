/* Drawing a document for people (table, markdown) and programs (csv, json), and putting it where it
 * was asked for. Formats are one array; a new one is a row and a file. */
#ifndef RUNGS_RENDER_RENDER_H
#define RUNGS_RENDER_RENDER_H

#include <stdbool.h>
#include <stdio.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/base/table.h"

struct render_style {
    const char *format;  /* a name from render_formats() */
    const char *section; /* --section: draw only the table with this name; NULL: all */
    bool colour;         /* ANSI colours and bold */
    bool unicode;        /* false: marks and bars in ASCII */
    bool terminal;       /* the output is a terminal: wrap to `width` */
    size_t width;        /* columns of the terminal */
};

/* Names of the formats, NULL at the end: "table", "csv", "json", "markdown". The first is the
 * default. */
const char *const *render_formats(void);

/* Refuses a section (NULL is fine) that is not among the names of an answer's tables with
 * ERROR_USAGE; the hint names those there are. For commands that write: asked before, not after. */
MUST_CHECK error *render_check_section(arena *pool, const char *const *names, size_t count,
                                       const char *section);

/* Writes the document to `target`. Formats, for each table:
 *   table     aligned by libsmartcols; heading line with the title (bold on a terminal), a blank
 *             line between tables; column names with '_' shown as ' '; on a terminal that is too
 *             narrow wrapped at words, put below the row, cut (layout.h); elsewhere one line a row
 *   csv       RFC 4180, LF, header row; a text cell that begins with = + - @ TAB CR or LF gets a
 *             leading ' (spreadsheets would run it as a formula); numbers are never touched. NULL
 *             is empty, an empty text is ""; booleans are true and false; cells with spaces at an
 *             end are quoted. On a terminal control characters are replaced, in a file they are
 *             not. A document of more than one table needs `section`; without it the first table is
 *             written and a notice on stderr names the others
 *   json      see struct document; one row per line; numbers exact as the server gave them, NaN and
 *             the infinities null
 *   markdown  '## title', then a pipe table in which no cell is taken for markup; newlines as <br>
 *
 * Cells are made terminal-safe in table and markdown. Errors: ERROR_USAGE for an unknown section
 * (the hint names those there are) or format, ERROR_REFUSED when writing fails (a full disk); that
 * the reader of a pipe has gone away is none (main ignores SIGPIPE). */
MUST_CHECK error *render_document(arena *pool, const struct document *source,
                                  const struct render_style *style, FILE *target);

/* Where the answer goes. */
typedef struct output output;

/* Opens standard output (`path` NULL, "-" or "/dev/stdout"), or a file: written under a temporary
 * name beside it with mode 0600 (O_EXCL, O_NOFOLLOW), and renamed over it by output_commit(), so
 * that nobody ever sees half an answer. Pipes and character devices are written to directly. Tied
 * to the arena: without a commit the temporary file goes away. Errors: ERROR_REFUSED for a folder,
 * a symbolic link, a folder that does not exist, a full disk; ERROR_DENIED without permission. */
MUST_CHECK error *output_open(arena *pool, const char *path, output **result);

/* The stream to write to. Owned by the output. */
FILE *output_stream(output *target);

/* Flushes, checks (a full disk is an error; a closed pipe on stdout is quiet), syncs and renames.
 */
MUST_CHECK error *output_commit(output *target);

#endif
