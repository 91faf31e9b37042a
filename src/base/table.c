/* The table value: reading cells, and leaving columns out. */
#include "rungs/base/table.h"

#include <string.h>

const char *table_cell(const struct table *source, size_t row, size_t column)
{
    return source->cells[row * source->column_count + column];
}

int table_column(const struct table *source, const char *name)
{
    for (size_t i = 0; i < source->column_count; i++)
        if (strcmp(source->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* How many of the first `count` columns stay. */
static size_t kept_before(const struct table *source, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        kept += source->columns[i].show != SHOW_TITLE;
    return kept;
}

void table_drop_titles(struct table *target)
{
    size_t cell = 0, kept = 0;
    for (size_t row = 0; row < target->row_count; row++)
        for (size_t i = 0; i < target->column_count; i++)
            if (target->columns[i].show != SHOW_TITLE)
                target->cells[cell++] = table_cell(target, row, i);
    for (size_t i = 0; i < target->column_count; i++)
        if (target->columns[i].partner >= 0)
            target->columns[i].partner =
                (int)kept_before(target, (size_t)target->columns[i].partner);
    for (size_t i = 0; i < target->column_count; i++)
        if (target->columns[i].show != SHOW_TITLE)
            target->columns[kept++] = target->columns[i];
    target->column_count = kept;
}
