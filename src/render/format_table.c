/* Tables for people, aligned by libsmartcols: a batch of rows at a time, since it keeps what it
 * draws, in columns whose width is known beforehand (layout.c). It gets one line for each line on
 * the screen, headings too: within cells of several lines it would replace ink and align only the
 * first. Not here: how a cell looks (cell.c) or how colours are written (ink.c). */
#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/render/fit.h"
#include "rungs/render/format.h"
#include "rungs/render/ink.h"
#include "rungs/render/layout.h"

enum { BATCH_ROWS = 1000 };

static void release_grid(void *grid)
{
    scols_unref_table(grid);
}

static error *grid_failed(void)
{
    return error_new(ERROR_BUG, "the table cannot be laid out");
}

static error *grid_new(arena *pool, const struct layout *layout, struct libscols_table **result)
{
    struct libscols_table *grid = scols_new_table();
    if (grid == NULL)
        return grid_failed();
    arena_defer(pool, release_grid, grid);
    if (scols_table_set_termforce(grid, SCOLS_TERMFORCE_NEVER) != 0 ||
        scols_table_enable_noheadings(grid, 1) != 0 ||
        scols_table_enable_noencoding(grid, 1) != 0 ||
        scols_table_set_column_separator(grid, "  ") != 0)
        return grid_failed();
    for (size_t i = 0; i < layout->count; i++)
        if (scols_table_new_column(grid, NULL, (double)layout->columns[i].width,
                                   SCOLS_FL_STRICTWIDTH) == NULL)
            return grid_failed();
    *result = grid;
    return NULL;
}

/* Takes the first line off the text at `*rest`; "" when there is none left. */
static const char *line_take(arena *pool, const char **rest)
{
    size_t length = strcspn(*rest, "\n");
    const char *line = arena_copy_bytes(pool, *rest, length);
    *rest += length + ((*rest)[length] == '\n');
    return line;
}

/* A line on the screen, taken off the cells of a row. */
static error *add_line(arena *pool, struct libscols_table *grid, const struct layout *layout,
                       const char **cells)
{
    struct libscols_line *added = scols_table_new_line(grid, NULL);
    if (added == NULL)
        return grid_failed();
    for (size_t i = 0; i < layout->count; i++) {
        const struct layout_column *column = &layout->columns[i];
        const char *line = line_take(pool, &cells[i]);
        size_t used = text_width(line);
        if (cell_aligned_right(&layout->source->columns[column->index]) && used < column->width)
            line = arena_printf(pool, "%*s%s", (int)(column->width - used), "", line);
        if (layout->look.ink)
            line = ink_sequences(pool, line);
        if (scols_line_set_data(added, i, line) != 0)
            return grid_failed();
    }
    return NULL;
}

/* As many lines as the highest cell has; `cells` is used up. */
static error *add_lines(arena *pool, struct libscols_table *grid, const struct layout *layout,
                        const char **cells)
{
    bool more = true;
    while (more) {
        TRY(add_line(pool, grid, layout, cells));
        more = false;
        for (size_t i = 0; i < layout->count; i++)
            more = more || cells[i][0] != '\0';
    }
    return NULL;
}

static error *add_headings(arena *pool, struct libscols_table *grid, const struct layout *layout)
{
    const char **cells = arena_array(pool, layout->count, sizeof *cells);
    enum ink bold = layout->look.ink ? INK_BOLD : INK_NONE;
    for (size_t i = 0; i < layout->count; i++)
        cells[i] = ink_lines(pool, bold, layout_heading(pool, layout, i));
    return add_lines(pool, grid, layout, cells);
}

static error *add_row(arena *pool, struct libscols_table *grid, const struct layout *layout,
                      size_t row)
{
    const char **cells = arena_array(pool, layout->count, sizeof *cells);
    for (size_t i = 0; i < layout->count; i++)
        cells[i] = layout_cell(pool, layout, row, i);
    return add_lines(pool, grid, layout, cells);
}

static error *draw_grid(arena *pool, struct libscols_table *grid, FILE *target)
{
    char *drawn = NULL;
    if (scols_print_table_to_string(grid, &drawn) != 0)
        return grid_failed();
    arena_defer(pool, free, drawn);
    ink_print(target, drawn);
    putc('\n', target);
    return NULL;
}

static error *draw_headings(const struct drawing *source, const struct layout *layout)
{
    struct libscols_table *grid = NULL;
    TRY(grid_new(source->pool, layout, &grid));
    TRY(add_headings(source->pool, grid, layout));
    return draw_grid(source->pool, grid, source->target);
}

static error *draw_batch(arena *pool, const struct layout *layout, size_t first, size_t end,
                         FILE *target)
{
    struct libscols_table *grid = NULL;
    TRY(grid_new(pool, layout, &grid));
    for (size_t row = first; row < end; row++)
        TRY(add_row(pool, grid, layout, row));
    return draw_grid(pool, grid, target);
}

/* A line of words outside the grid. */
static void draw_words(const struct drawing *source, const char *words, enum ink colour)
{
    const struct render_style *style = source->style;
    words = text_safe(source->pool, words, false);
    if (style->terminal && style->width > 1)
        words = fit_wrap(source->pool, words, style->width);
    ink_print(source->target, ink_lines(source->pool, style->colour ? colour : INK_NONE, words));
    putc('\n', source->target);
}

/* What a row's group is called; "" when the table has none. */
static const char *group_of(const struct table *source, size_t row)
{
    for (size_t i = 0; i < source->column_count; i++)
        if (source->columns[i].show == SHOW_GROUP && table_cell(source, row, i) != NULL)
            return table_cell(source, row, i);
    return "";
}

/* A batch ends with its group; a row with something below it is a batch of its own. */
static size_t batch_end(const struct layout *layout, size_t first)
{
    size_t count = layout->source->row_count, size = layout->below_count > 0 ? 1 : BATCH_ROWS;
    size_t limit = count - first < size ? count : first + size, end = first + 1;
    const char *group = group_of(layout->source, first);
    while (end < limit && strcmp(group_of(layout->source, end), group) == 0)
        end++;
    return end;
}

static error *draw_rows(const struct drawing *source, const struct layout *layout)
{
    const char *group = "";
    if (layout->count == 0)
        return NULL;
    TRY(draw_headings(source, layout));
    for (size_t first = 0, end; first < layout->source->row_count && !ferror(source->target);
         first = end) {
        arena *pool = arena_new(source->pool);
        end = batch_end(layout, first);
        if (strcmp(group_of(layout->source, first), group) != 0)
            draw_words(source, group = group_of(layout->source, first), INK_BOLD);
        TRY(draw_batch(pool, layout, first, end, source->target));
        for (size_t i = 0; i < layout->below_count; i++)
            ink_print(source->target, layout_below(pool, layout, first, i));
        arena_free(pool);
    }
    return NULL;
}

static error *draw_table(const struct drawing *source, const struct table *table)
{
    if (table->title != NULL && table->title[0] != '\0')
        draw_words(source, table->title, INK_BOLD);
    if (table->row_count == 0) {
        draw_words(source, format_empty(table), INK_NONE);
        return NULL;
    }
    struct layout layout = layout_measure(source->pool, table, source->style);
    return draw_rows(source, &layout);
}

error *format_table(const struct drawing *source)
{
    bool first = true;
    for (size_t i = 0; i < source->table_count; i++) {
        if (format_left_out(source, i))
            continue;
        if (!first)
            putc('\n', source->target);
        TRY(draw_table(source, &source->tables[i]));
        first = false;
    }
    return NULL;
}
