/* What every format gets, and the formats themselves: each is one function in a file of its own.
 * render.c has chosen the tables and checks the stream afterwards, so a format only writes. */
#ifndef RUNGS_RENDER_FORMAT_H
#define RUNGS_RENDER_FORMAT_H

#include <stdio.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/base/table.h"
#include "rungs/render/render.h"

/* An answer on its way out. Memory of a row or of a batch of rows goes to a child of `pool` that is
 * freed with it: an answer may be long. A format stops early when ferror(target) says that nobody
 * takes any more. */
struct drawing {
    arena *pool;
    const struct table *tables; /* the chosen ones */
    size_t table_count;
    const struct render_style *style;
    FILE *target;
};

MUST_CHECK error *format_table(const struct drawing *source);
MUST_CHECK error *format_csv(const struct drawing *source);
MUST_CHECK error *format_json(const struct drawing *source);
MUST_CHECK error *format_markdown(const struct drawing *source);

/* True for a table that people need not see: an aside without rows, beside others. */
bool format_left_out(const struct drawing *source, size_t index);

/* What is said of a table without rows; never "". */
const char *format_empty(const struct table *source);

#endif
