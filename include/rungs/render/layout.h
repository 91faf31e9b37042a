/* How wide each column of a table for people is, and a cell made to fit into its column. Does not
 * draw: padding and line-by-line output are libsmartcols' part (format_table.c). */
#ifndef RUNGS_RENDER_LAYOUT_H
#define RUNGS_RENDER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/table.h"
#include "rungs/render/cell.h"
#include "rungs/render/render.h"

enum { COLUMN_GAP = 2 }; /* spaces between columns */

struct layout_column {
    size_t index; /* in the table */
    const char *heading;
    size_t width;         /* as it will be drawn */
    size_t cells_width;   /* of the widest cell */
    size_t heading_width; /* of the heading's longest word */
};

/* The visible columns of a table, from left to right: `count` side by side, and behind them in the
 * array `below_count` whose cells stand under their row because there is no room beside it. */
struct layout {
    const struct table *source;
    struct look look;
    size_t terminal_width; /* 0: not on a terminal */
    size_t count, below_count;
    struct layout_column *columns;
};

/* Measures all cells. On a terminal that is too narrow, columns give way in this order, the widest
 * first each time: headings wrap; SHOW_WRAP and SHOW_DIFF columns wrap, down to 24 columns; they go
 * below their row (all but the first visible column, which says what the row is about); other text
 * is cut, down to 12 and then to 6 columns, the first column and indented names to twice that.
 * Numbers, bars, marks and the words of headings never give way: when even that is not enough,
 * lines are longer than the terminal. Not on a terminal nothing gives way. */
struct layout layout_measure(arena *pool, const struct table *source,
                             const struct render_style *style);

/* The heading and the cell as they are drawn, with '\n' between lines; `column` < count. */
const char *layout_heading(arena *pool, const struct layout *source, size_t column);
const char *layout_cell(arena *pool, const struct layout *source, size_t row, size_t column);

/* What stands under a row for the column `count` + `below`: "    why: two of four points" in lines
 * that fit the terminal, each ended by '\n'; "" for an empty cell. */
const char *layout_below(arena *pool, const struct layout *source, size_t row, size_t below);

#endif
