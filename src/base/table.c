/* The table value: reading cells. */
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
