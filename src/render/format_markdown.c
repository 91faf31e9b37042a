/* Markdown: GitHub's pipe tables, for pages and merge requests. Not here: how a cell looks for
 * people (cell.c). */
#include <ctype.h>
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/render/cell.h"
#include "rungs/render/format.h"

/* An underscore within a word is only an underscore in GitHub's dialect; codes stay readable. */
static bool is_special(const char *string, size_t at)
{
    if (string[at] != '_')
        return strchr("\\|`*[]<>~&", string[at]) != NULL;
    return at == 0 || !isalnum((unsigned char)string[at - 1]) ||
           !isalnum((unsigned char)string[at + 1]);
}

/* Writes text of which nothing is taken for markup: a cell may not open a column, a link or a tag.
 */
static void write_escaped(FILE *target, const char *string)
{
    for (size_t i = 0; string[i] != '\0'; i++) {
        if (string[i] == '\n') {
            fputs("<br>", target);
            continue;
        }
        if (is_special(string, i))
            putc('\\', target);
        putc(string[i], target);
    }
}

static void write_headings(arena *pool, FILE *target, const struct table *source)
{
    for (size_t i = 0; i < source->column_count; i++) {
        if (source->columns[i].show == SHOW_HIDDEN)
            continue;
        fputs("| ", target);
        write_escaped(target, cell_heading(pool, &source->columns[i]));
        putc(' ', target);
    }
    fputs("|\n", target);
    for (size_t i = 0; i < source->column_count; i++)
        if (source->columns[i].show != SHOW_HIDDEN)
            fputs(cell_aligned_right(&source->columns[i]) ? "| ---: " : "| --- ", target);
    fputs("|\n", target);
}

static void write_row(arena *pool, FILE *target, const struct table *source, size_t row,
                      const struct look *style)
{
    for (size_t i = 0; i < source->column_count; i++) {
        if (source->columns[i].show == SHOW_HIDDEN)
            continue;
        fputs("| ", target);
        write_escaped(target, cell_text(pool, source, row, i, style));
        putc(' ', target);
    }
    fputs("|\n", target);
}

static void write_table(const struct drawing *source, const struct table *table)
{
    const struct look look = {
        .unicode = source->style->unicode,
        .lines = true,
        .indent = "\xC2\xA0\xC2\xA0", /* spaces at the beginning of a cell would be dropped */
    };
    if (table->row_count == 0) {
        write_escaped(source->target, text_safe(source->pool, format_empty(table), false));
        putc('\n', source->target);
        return;
    }
    write_headings(source->pool, source->target, table);
    for (size_t row = 0; row < table->row_count && !ferror(source->target); row++) {
        arena *pool = arena_new(source->pool);
        write_row(pool, source->target, table, row, &look);
        arena_free(pool);
    }
}

error *format_markdown(const struct drawing *source)
{
    bool first = true;
    for (size_t i = 0; i < source->table_count; i++) {
        const struct table *table = &source->tables[i];
        if (format_left_out(source, i))
            continue;
        if (!first)
            putc('\n', source->target);
        first = false;
        if (table->title != NULL && table->title[0] != '\0') {
            fputs("## ", source->target);
            write_escaped(source->target, text_safe(source->pool, table->title, false));
            fputs("\n\n", source->target);
        }
        write_table(source, table);
    }
    return NULL;
}
