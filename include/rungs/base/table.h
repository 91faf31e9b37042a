/* The value that the database fills and the renderers draw; neither knows the other. A result set
 * is a report: column names are the JSON keys and CSV headers, kinds give alignment and JSON type.
 */
#ifndef RUNGS_BASE_TABLE_H
#define RUNGS_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

enum column_kind {
    COLUMN_TEXT,
    COLUMN_INTEGER, /* JSON number; aligned right */
    COLUMN_NUMBER,  /* float8 or numeric; JSON number; aligned right */
    COLUMN_BOOLEAN, /* "t" or "f" in a cell; yes/no for people, true/false in JSON */
    COLUMN_DATE,    /* ISO 8601 text */
    COLUMN_JSON     /* JSON text: embedded as it is in JSON, compact text elsewhere */
};

/* How people see a column in the table and markdown formats; csv and json always carry the exact
 * value. Declared beside the statement in sql/statements. */
enum column_show {
    SHOW_PLAIN,
    SHOW_SHARE, /* rounded down: 0.825 -> "82 %" */
    SHOW_SHORT, /* three decimals, cut: 0.79999 -> "0.799"; "<0.001" when that would be nought */
    SHOW_BAR,   /* a share drawn as a bar of ten cells and its percentage; see `partner` */
    SHOW_WRAP,  /* long text: may be wrapped at words when the terminal is narrow */
    SHOW_DIFF,  /* what changed in a text, word by word, since the one in the column `partner` */
    SHOW_MARK,  /* one of a few state words, coloured on a terminal (ready, near, met, stale ...) */
    SHOW_INDENT, /* indented by the number in the column `partner` (a tree's depth) */
    SHOW_GROUP,  /* no column of its own in a table: a line above the rows that have it in common */
    SHOW_HIDDEN, /* not for people: csv and json only */
    SHOW_TITLE   /* for the table's title alone: see table_drop_titles */
};

struct column {
    const char *name;
    enum column_kind kind;
    enum column_show show;
    /* Index of the column that completes this one, -1 when none. For a SHOW_BAR: the share that is
     * known at all; the rest of the bar is drawn as unknown, unlike nought. For a SHOW_INDENT: the
     * depth. For a SHOW_DIFF: the text as it was before; null when there was none. */
    int partner;
};

/* `cells` holds rows x columns strings, row by row; NULL is SQL's null. */
struct table {
    const char *name;  /* JSON key and --section name: "team" */
    const char *title; /* heading for people: "Team of Ana Ruiz"; "" when it needs none */
    const char *empty; /* what is said for no rows: "nobody reports to Ana Ruiz" */
    bool is_aside;     /* without rows people do not see it, unless it is all there is */
    size_t column_count, row_count;
    struct column *columns;
    const char **cells;
};

/* The tables of one answer. One table: JSON is an array of rows. More: an object of such arrays. */
struct document {
    size_t table_count;
    struct table *tables;
};

/* The cell of a row and a column counted from 0. */
const char *table_cell(const struct table *source, size_t row, size_t column);

/* Index of the column with a name, -1 when there is none. */
int table_column(const struct table *source, const char *name);

/* Takes the columns away that are SHOW_TITLE, once the title has been made of them: they are words
 * about the table, and in no format a column of it. */
void table_drop_titles(struct table *target);

#endif
