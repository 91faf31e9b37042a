/* JSON: one row object per line, written as it goes. Not here: what a number or a string looks like
 * (json_text.c). */
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/render/format.h"
#include "rungs/render/json_text.h"

/* NaN and the infinities have no JSON; anything else that is no number is kept as a string. */
static const char *number_json(arena *pool, const char *cell)
{
    static const char *const missing[] = {"NaN", "Infinity", "-Infinity"};
    if (json_number_valid(cell))
        return cell;
    for (size_t i = 0; i < COUNT_OF(missing); i++)
        if (strcmp(cell, missing[i]) == 0)
            return "null";
    return json_quoted(pool, cell);
}

static const char *value_json(arena *pool, enum column_kind kind, const char *cell)
{
    if (cell == NULL)
        return "null";
    switch (kind) {
    case COLUMN_INTEGER:
    case COLUMN_NUMBER:
        return number_json(pool, cell);
    case COLUMN_BOOLEAN:
        return cell[0] == 't' ? "true" : "false";
    case COLUMN_JSON:
        return cell[0] == '\0' ? "null" : json_compact(pool, cell);
    case COLUMN_TEXT:
    case COLUMN_DATE:
        break;
    }
    return json_quoted(pool, cell);
}

/* `keys` are the quoted names of the columns. */
static void write_row(arena *pool, FILE *target, const struct table *source, size_t row,
                      const char *const *keys)
{
    putc('{', target);
    for (size_t i = 0; i < source->column_count; i++)
        fprintf(target, "%s%s: %s", i == 0 ? "" : ", ", keys[i],
                value_json(pool, source->columns[i].kind, table_cell(source, row, i)));
    putc('}', target);
}

/* An array of rows; `indent` stands before each line but the first. */
static void write_table(const struct drawing *source, const struct table *table, const char *indent)
{
    const char **keys = arena_array(source->pool, table->column_count, sizeof *keys);
    for (size_t i = 0; i < table->column_count; i++)
        keys[i] = json_quoted(source->pool, table->columns[i].name);
    putc('[', source->target);
    for (size_t row = 0; row < table->row_count && !ferror(source->target); row++) {
        arena *pool = arena_new(source->pool);
        fprintf(source->target, "%s\n%s  ", row == 0 ? "" : ",", indent);
        write_row(pool, source->target, table, row, keys);
        arena_free(pool);
    }
    if (table->row_count > 0)
        fprintf(source->target, "\n%s", indent);
    putc(']', source->target);
}

error *format_json(const struct drawing *source)
{
    if (source->table_count == 0) {
        fputs("[]\n", source->target);
        return NULL;
    }
    if (source->table_count == 1) {
        write_table(source, &source->tables[0], "");
        putc('\n', source->target);
        return NULL;
    }
    for (size_t i = 0; i < source->table_count; i++) {
        fprintf(source->target, "%s\n  %s: ", i == 0 ? "{" : ",",
                json_quoted(source->pool, source->tables[i].name));
        write_table(source, &source->tables[i], "  ");
    }
    fputs("\n}\n", source->target);
    return NULL;
}
