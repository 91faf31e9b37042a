/* Widths of columns, and cells that fit them. Not here: drawing (format_table.c). */
#include "rungs/render/layout.h"

#include <string.h>

#include "rungs/base/text.h"
#include "rungs/render/fit.h"
#include "rungs/render/ink.h"

enum { WRAP_FLOOR = 24, CUT_FLOOR = 12, LAST_FLOOR = 6, MEASURE_BATCH = 1000 };

/* One step of giving way: how far the columns that wrap, and those that are cut, may shrink (0: not
 * at all), and whether wrapped columns first go below their row. */
struct concession {
    size_t wrap_floor, cut_floor;
    bool below;
};

static const struct concession concessions[] = {
    {.wrap_floor = 0},
    {.wrap_floor = WRAP_FLOOR},
    {.wrap_floor = WRAP_FLOOR, .below = true},
    {.wrap_floor = WRAP_FLOOR, .cut_floor = CUT_FLOOR},
    {.wrap_floor = CUT_FLOOR, .cut_floor = LAST_FLOOR},
};

static size_t larger(size_t left, size_t right)
{
    return left > right ? left : right;
}

static size_t smaller(size_t left, size_t right)
{
    return left < right ? left : right;
}

static bool is_wrapped(const struct column *source)
{
    return source->show == SHOW_WRAP || source->show == SHOW_DIFF;
}

static bool is_cut(const struct column *source)
{
    return (source->kind == COLUMN_TEXT || source->kind == COLUMN_JSON) &&
           (source->show == SHOW_PLAIN || source->show == SHOW_INDENT);
}

static void measure_cells(arena *pool, struct layout *target)
{
    arena *batch = arena_new(pool);
    for (size_t row = 0; row < target->source->row_count; row++) {
        for (size_t i = 0; i < target->count; i++) {
            struct layout_column *column = &target->columns[i];
            const char *cell = cell_text(batch, target->source, row, column->index, &target->look);
            column->cells_width = larger(column->cells_width, fit_line_width(cell));
        }
        if (row % MEASURE_BATCH == MEASURE_BATCH - 1) {
            arena_free(batch);
            batch = arena_new(pool);
        }
    }
    arena_free(batch);
}

static size_t total_width(const struct layout *source)
{
    size_t total = source->count > 0 ? (source->count - 1) * COLUMN_GAP : 0;
    for (size_t i = 0; i < source->count; i++)
        total += source->columns[i].width;
    return total;
}

/* The least width of a column under a concession. */
static size_t column_floor(const struct layout *source, size_t column,
                           const struct concession *allowed)
{
    const struct layout_column *measured = &source->columns[column];
    const struct column *kind = &source->source->columns[measured->index];
    size_t cells = measured->cells_width;
    bool names_row = column == 0 || kind->show == SHOW_INDENT;
    if (is_wrapped(kind) && allowed->wrap_floor > 0)
        cells = smaller(cells, allowed->wrap_floor);
    if (is_cut(kind) && allowed->cut_floor > 0)
        cells = smaller(cells, names_row ? 2 * allowed->cut_floor : allowed->cut_floor);
    return larger(cells, measured->heading_width);
}

/* Takes `excess` columns away, always from the widest column that is above its floor. */
static void shrink(struct layout *target, const struct concession *allowed, size_t excess)
{
    for (; excess > 0; excess--) {
        struct layout_column *widest = NULL;
        for (size_t i = 0; i < target->count; i++) {
            struct layout_column *column = &target->columns[i];
            bool can = column->width > column_floor(target, i, allowed);
            if (can && (widest == NULL || column->width > widest->width))
                widest = column;
        }
        if (widest == NULL)
            return;
        widest->width--;
    }
}

static void widths_reset(struct layout *target)
{
    for (size_t i = 0; i < target->count; i++) {
        struct layout_column *column = &target->columns[i];
        column->width = larger(column->cells_width, text_width(column->heading));
    }
}

/* Moves the wrapped columns behind the others, which get their full width back. */
static void columns_below(arena *pool, struct layout *target)
{
    struct layout_column *below = arena_array(pool, target->count, sizeof *below);
    size_t kept = 0;
    for (size_t i = 0; i < target->count; i++) {
        if (i > 0 && is_wrapped(&target->source->columns[target->columns[i].index]))
            below[target->below_count++] = target->columns[i];
        else
            target->columns[kept++] = target->columns[i];
    }
    target->count = kept;
    for (size_t i = 0; i < target->below_count; i++)
        target->columns[kept + i] = below[i];
    widths_reset(target);
}

static void give_way(arena *pool, struct layout *target)
{
    for (size_t i = 0; i < COUNT_OF(concessions); i++) {
        if (total_width(target) <= target->terminal_width)
            return;
        if (concessions[i].below)
            columns_below(pool, target);
        if (total_width(target) > target->terminal_width)
            shrink(target, &concessions[i], total_width(target) - target->terminal_width);
    }
}

struct layout layout_measure(arena *pool, const struct table *source,
                             const struct render_style *style)
{
    struct layout result = {
        .source = source,
        .look = {.unicode = style->unicode,
                 .ink = style->colour,
                 .lines = style->terminal,
                 .indent = "  "},
        .terminal_width = style->terminal ? style->width : 0,
        .columns = arena_array(pool, source->column_count, sizeof *result.columns),
    };
    for (size_t i = 0; i < source->column_count; i++) {
        if (source->columns[i].show == SHOW_HIDDEN || source->columns[i].show == SHOW_GROUP)
            continue;
        const char *heading = cell_heading(pool, &source->columns[i]);
        result.columns[result.count++] = (struct layout_column){
            .index = i, .heading = heading, .heading_width = fit_word_width(pool, heading)};
    }
    measure_cells(pool, &result);
    widths_reset(&result);
    if (result.terminal_width > 0)
        give_way(pool, &result);
    return result;
}

const char *layout_cell(arena *pool, const struct layout *source, size_t row, size_t column)
{
    const struct layout_column *measured = &source->columns[column];
    const struct column *kind = &source->source->columns[measured->index];
    const char *cell = cell_text(pool, source->source, row, measured->index, &source->look);
    if (is_wrapped(kind))
        return fit_wrap(pool, cell, measured->width);
    return is_cut(kind) ? fit_cut(pool, cell, measured->width, source->look.unicode) : cell;
}

const char *layout_below(arena *pool, const struct layout *source, size_t row, size_t below)
{
    static const char margin[] = "    ";
    const struct layout_column *measured = &source->columns[source->count + below];
    const char *cell = cell_text(pool, source->source, row, measured->index, &source->look);
    if (cell[0] == '\0')
        return "";
    size_t width = larger(source->terminal_width, 2 * sizeof margin) - (sizeof margin - 1);
    struct text words = text_new(pool), lines = text_new(pool);
    const char *label = arena_printf(pool, "%s:", measured->heading);
    ink_add(&words, source->look.ink ? INK_DIM : INK_NONE, label, strlen(label));
    text_addf(&words, " %s", cell);
    const char *line = fit_wrap(pool, text_string(&words), width);
    while (*line != '\0') {
        size_t length = strcspn(line, "\n");
        text_addf(&lines, "%s%.*s\n", margin, (int)length, line);
        line += length + (line[length] != '\0');
    }
    return text_string(&lines);
}

const char *layout_heading(arena *pool, const struct layout *source, size_t column)
{
    return fit_wrap(pool, source->columns[column].heading, source->columns[column].width);
}
