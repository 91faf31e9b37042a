/* CSV: RFC 4180 with LF, for spreadsheets and programs. Not here: reading it (src/csv). */
#include <string.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/render/format.h"
#include "rungs/render/json_text.h"

/* A spreadsheet runs a cell that begins so as a formula, even a quoted one
 * (OWASP, CSV Injection). The importer takes the apostrophe off again. */
static bool is_formula(const char *value)
{
    /* A text with apostrophes before such a character gets one more: reading takes one off. */
    const char *first = value + strspn(value, "'");
    return first[0] != '\0' && strchr("=+-@\t\r\n", first[0]) != NULL;
}

/* Spaces at the ends would be trimmed by readers, and an empty text is not NULL: both are quoted.
 */
static bool needs_quotes(const char *value)
{
    size_t length = strlen(value);
    return length == 0 || strpbrk(value, ",\"\r\n") != NULL || strchr(" \t", value[0]) != NULL ||
           strchr(" \t", value[length - 1]) != NULL;
}

static void write_value(FILE *target, const char *value, bool text)
{
    const char *mark = text && is_formula(value) ? "'" : "";
    if (!needs_quotes(value)) {
        fprintf(target, "%s%s", mark, value);
        return;
    }
    fprintf(target, "\"%s", mark);
    for (; *value != '\0'; value++) {
        if (*value == '"')
            putc('"', target);
        putc(*value, target);
    }
    putc('"', target);
}

static void write_cell(arena *pool, FILE *target, const struct column *column, const char *cell)
{
    if (column->kind == COLUMN_BOOLEAN)
        fputs(cell[0] == 't' ? "true" : "false", target);
    else if (column->kind == COLUMN_JSON)
        write_value(target, json_compact(pool, cell), false);
    else
        write_value(target, cell, column->kind == COLUMN_TEXT || column->kind == COLUMN_DATE);
}

static void write_row(arena *pool, const struct drawing *source, size_t row)
{
    const struct table *table = &source->tables[0];
    for (size_t i = 0; i < table->column_count; i++) {
        const char *cell = table_cell(table, row, i);
        if (i > 0)
            putc(',', source->target);
        if (cell != NULL && source->style->terminal)
            cell = text_safe(pool, cell, true);
        if (cell != NULL)
            write_cell(pool, source->target, &table->columns[i], cell);
        else if (table->column_count == 1) /* readers skip an empty line */
            fputs("\"\"", source->target);
    }
    putc('\n', source->target);
}

static void notice_others(const struct drawing *source)
{
    struct text names = text_new(source->pool);
    for (size_t i = 1; i < source->table_count; i++)
        text_addf(&names, "%s%s", i == 1 ? "" : ", ", source->tables[i].name);
    if (names.length > 0)
        log_notice("csv holds one table: this is '%s'; --section also gives %s",
                   source->tables[0].name, text_string(&names));
}

error *format_csv(const struct drawing *source)
{
    if (source->table_count == 0)
        return NULL;
    notice_others(source);
    const struct table *first = &source->tables[0];
    for (size_t i = 0; i < first->column_count; i++) {
        if (i > 0)
            putc(',', source->target);
        write_value(source->target, first->columns[i].name, true);
    }
    putc('\n', source->target);
    for (size_t row = 0; row < first->row_count && !ferror(source->target); row++) {
        arena *pool = arena_new(source->pool);
        write_row(pool, source, row);
        arena_free(pool);
    }
    return NULL;
}
