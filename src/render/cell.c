/* How a cell looks for people. Not here: anything about its neighbours. */
#include "rungs/render/cell.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/render/ink.h"
#include "rungs/render/json_text.h"
#include "rungs/render/word_diff.h"

enum { BAR_CELLS = 10, EIGHTHS = 8, DEEPEST = 40 };

struct state_word {
    const char *word;
    enum ink colour;
};

/* The words of a SHOW_MARK column; every other one stays plain. */
static const struct state_word state_words[] = {
    {"ready", INK_GREEN},    {"met", INK_GREEN},    {"fine", INK_GREEN},   {"near", INK_YELLOW},
    {"partial", INK_YELLOW}, {"contrary", INK_RED}, {"refused", INK_RED},  {"problem", INK_RED},
    {"stale", INK_DIM},      {"unknown", INK_DIM},  {"building", INK_DIM},
};

/* Reads a share. jansson does it because it has the decimal point in every locale, unlike strtod.
 */
static bool share_read(const char *cell, double *share)
{
    if (cell == NULL)
        return false;
    json_t *number = json_loads(cell, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, NULL);
    bool found = json_is_real(number);
    if (found)
        *share = json_real_value(number);
    json_decref(number);
    return found;
}

static double clamp(double share)
{
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* What a half falls short of when it is a binary number: 0.145 * 100 is 14.499999999999998. Added
 * before rounding, so that halves go up. */
static const double half_mend = 1e-9;

static int nearest_whole(double value)
{
    return (int)(value + 0.5 + half_mend);
}

/* Whole percents, rounded down: 79.9 % must not read as the 80 % that a gate asks. */
static int percent(double share)
{
    static const double most = 1e6; /* absurd, but it fits an int */
    double value = (share > most ? most : share < -most ? -most : share) * 100 + half_mend;
    int whole = (int)value;
    return whole > value ? whole - 1 : whole;
}

static const char *share_text(arena *pool, const char *cell)
{
    double share = 0;
    if (!share_read(cell, &share))
        return text_safe(pool, cell, false);
    return arena_printf(pool, "%d %%", percent(share));
}

/* Three decimals, cut and not rounded, for the same reason; what is not nothing never reads so. */
static const char *short_text(arena *pool, const char *cell)
{
    static const double most = 1e9; /* so that thousandths fit a long */
    double value = 0;
    if (!share_read(cell, &value) || value > most || value < -most)
        return text_safe(pool, cell, false);
    double size = value < 0 ? -value : value;
    const char *sign = value < 0 ? "-" : "";
    long thousandths = (long)(size * 1000 + half_mend);
    if (thousandths == 0 && size > 0)
        return value < 0 ? ">-0.001" : "<0.001";
    return arena_printf(pool, "%s%ld.%03ld", sign, thousandths / 1000, thousandths % 1000);
}

static void bar_run(struct text *target, enum ink colour, const char *glyph, int count)
{
    struct text run = text_new(target->pool);
    for (int i = 0; i < count; i++)
        text_add(&run, glyph);
    ink_add(target, colour, text_string(&run), run.length);
}

/* Ten cells: `covered` and, behind it, what is known of the rest; both within 0..1. */
static void bar_cells(struct text *target, double covered, double known, const struct look *style)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int parts = style->unicode ? EIGHTHS : 1;
    int filled = nearest_whole(covered * BAR_CELLS * parts);
    int whole = filled / parts, rest = filled % parts;
    int taken = whole + (rest > 0);
    int light = nearest_whole(known * BAR_CELLS) - taken;
    light = light < 0 ? 0 : light;
    struct text solid = text_new(target->pool);
    bar_run(&solid, INK_NONE, style->unicode ? "█" : "#", whole);
    text_add(&solid, eighths[rest]);
    ink_add(target, style->ink ? INK_GREEN : INK_NONE, text_string(&solid), solid.length);
    bar_run(target, INK_NONE, style->unicode ? "░" : "-", light);
    bar_run(target, style->ink ? INK_DIM : INK_NONE, style->unicode ? "·" : ".",
            BAR_CELLS - taken - light);
}

static const char *bar_text(arena *pool, const struct table *source, size_t row, size_t column,
                            const struct look *style)
{
    int partner = source->columns[column].partner;
    double covered = 0, known = 0;
    struct text bar = text_new(pool);
    if (!share_read(table_cell(source, row, column), &covered)) {
        bar_cells(&bar, 0, 0, style);
        text_add(&bar, "   ?");
        return text_string(&bar);
    }
    covered = clamp(covered);
    if (partner < 0)
        known = 1;
    else if (!share_read(table_cell(source, row, (size_t)partner), &known))
        known = covered;
    bar_cells(&bar, covered, clamp(known), style);
    text_addf(&bar, " %3d %%", percent(covered));
    return text_string(&bar);
}

static const char *mark_text(arena *pool, const char *words, const struct look *style)
{
    enum ink colour = INK_NONE;
    for (size_t i = 0; style->ink && i < COUNT_OF(state_words); i++)
        if (text_same(words, state_words[i].word))
            colour = state_words[i].colour;
    return ink_lines(pool, colour, words);
}

static const char *indented_text(arena *pool, const char *words, const char *depth,
                                 const struct look *style)
{
    long steps = depth == NULL ? 0 : strtol(depth, NULL, 10);
    struct text indented = text_new(pool);
    for (long i = 0; i < steps && i < DEEPEST; i++)
        text_add(&indented, style->indent);
    text_add(&indented, words);
    return text_string(&indented);
}

/* The cell's words before anything is drawn with them; NULL stays NULL. */
static const char *plain_text(arena *pool, const struct column *kind, const char *cell,
                              const struct look *style)
{
    if (cell == NULL)
        return NULL;
    if (kind->kind == COLUMN_BOOLEAN)
        return cell[0] == 't' ? "yes" : "no";
    if (kind->kind == COLUMN_JSON)
        return text_safe(pool, json_compact(pool, cell), false);
    return text_safe(pool, cell, style->lines && kind->show == SHOW_WRAP);
}

static const char *diff_text(arena *pool, const struct table *source, size_t row, size_t column,
                             const struct look *style)
{
    const struct column *kind = &source->columns[column];
    const char *before = NULL, *after = table_cell(source, row, column);
    if (kind->partner >= 0)
        before = plain_text(pool, &source->columns[kind->partner],
                            table_cell(source, row, (size_t)kind->partner), style);
    return word_diff(pool, before, plain_text(pool, kind, after, style), style->ink);
}

const char *cell_text(arena *pool, const struct table *source, size_t row, size_t column,
                      const struct look *style)
{
    const struct column *kind = &source->columns[column];
    const char *cell = table_cell(source, row, column);
    if (kind->show == SHOW_BAR)
        return bar_text(pool, source, row, column, style);
    if (kind->show == SHOW_DIFF)
        return diff_text(pool, source, row, column, style);
    if (cell == NULL)
        return "";
    if (kind->show == SHOW_SHARE)
        return share_text(pool, cell);
    if (kind->show == SHOW_SHORT)
        return short_text(pool, cell);
    const char *words = plain_text(pool, kind, cell, style);
    if (kind->show == SHOW_MARK)
        return mark_text(pool, words, style);
    if (kind->show == SHOW_INDENT && kind->partner >= 0)
        return indented_text(pool, words, table_cell(source, row, (size_t)kind->partner), style);
    return words;
}

const char *cell_heading(arena *pool, const struct column *source)
{
    char *heading = text_safe(pool, source->name, false);
    for (char *letter = heading; *letter != '\0'; letter++)
        if (*letter == '_')
            *letter = ' ';
    return heading;
}

bool cell_aligned_right(const struct column *source)
{
    if (source->show == SHOW_SHARE || source->show == SHOW_SHORT)
        return true;
    return (source->kind == COLUMN_INTEGER || source->kind == COLUMN_NUMBER) &&
           source->show != SHOW_BAR && source->show != SHOW_DIFF;
}
