/* How a cell looks for people, whatever the format around it: shares in per cent, bars, yes and no,
 * indented names, coloured marks, changes of words. What does not live here: columns and widths
 * (layout.h). */
#ifndef RUNGS_RENDER_CELL_H
#define RUNGS_RENDER_CELL_H

#include <stdbool.h>

#include "rungs/base/arena.h"
#include "rungs/base/table.h"

struct look {
    bool unicode;       /* false: bars in ASCII */
    bool ink;           /* marks and bars carry ink (ink.h) */
    bool lines;         /* the newlines of a SHOW_WRAP cell stay; otherwise they are spaces */
    const char *indent; /* what stands for one step of depth in a SHOW_INDENT cell */
};

/* The cell as people see it, safe for a terminal (text_safe). NULL is "", but a bar always has its
 * ten cells:
 *     "█████▍░··· 54 %"  54 % covered, 70 % known at all, the rest unknown
 *     "##########  100 %" and so on with '#', '-' and '.' in ASCII, rounded to whole cells
 *     "··········   ?"   nothing is known: NULL is not nought
 * A bar is clamped to 0..1, a bare share is not. Known is at least what is covered; without a
 * partner column everything is known. Halves are rounded up. A SHOW_DIFF cell is the word_diff() of
 * its partner and itself, plain without a partner column; newlines in it are spaces. */
const char *cell_text(arena *pool, const struct table *source, size_t row, size_t column,
                      const struct look *style);

/* The heading of a column: its name with '_' as ' '. */
const char *cell_heading(arena *pool, const struct column *source);

/* True when the column is aligned right: numbers, unless drawn as something else. */
bool cell_aligned_right(const struct column *source);

#endif
