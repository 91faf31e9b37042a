/* The array of formats and the choice of tables. Not here: how any format looks. */
#include "rungs/render/render.h"

#include <string.h>

#include "rungs/base/text.h"
#include "rungs/render/format.h"
#include "rungs/render/stream.h"

enum format_number { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON, FORMAT_MARKDOWN, FORMAT_COUNT };

static const char *const format_names[FORMAT_COUNT + 1] = {
    [FORMAT_TABLE] = "table",
    [FORMAT_CSV] = "csv",
    [FORMAT_JSON] = "json",
    [FORMAT_MARKDOWN] = "markdown",
};

static error *(*const format_functions[FORMAT_COUNT])(const struct drawing *source) = {
    [FORMAT_TABLE] = format_table,
    [FORMAT_CSV] = format_csv,
    [FORMAT_JSON] = format_json,
    [FORMAT_MARKDOWN] = format_markdown,
};

const char *const *render_formats(void)
{
    return format_names;
}

const char *format_empty(const struct table *source)
{
    return source->empty == NULL || source->empty[0] == '\0' ? "nothing to show" : source->empty;
}

bool format_left_out(const struct drawing *source, size_t index)
{
    const struct table *table = &source->tables[index];
    return table->is_aside && table->row_count == 0 && source->table_count > 1;
}

static error *format_choose(const char *name, size_t *result)
{
    for (*result = 0; *result < FORMAT_COUNT; ++*result)
        if (strcmp(format_names[*result], name) == 0)
            return NULL;
    error *failure = error_new(ERROR_USAGE, "there is no format '%s'", name);
    const char *nearest = text_nearest(name, format_names, FORMAT_COUNT);
    return error_hint(failure, "Type --format %s.", nearest == NULL ? format_names[0] : nearest);
}

error *render_check_section(arena *pool, const char *const *names, size_t count,
                            const char *section)
{
    struct text known = text_new(pool);
    for (size_t i = 0; i < count; i++) {
        if (section == NULL || strcmp(names[i], section) == 0)
            return NULL;
        text_addf(&known, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    error *failure = error_new(ERROR_USAGE, "this answer has no section '%s'", section);
    if (known.length == 0)
        return error_hint(failure, "Leave --section out.");
    return error_hint(failure, "Type --section with one of: %s.", text_string(&known));
}

/* Narrows the drawing to the table that was asked for, when one was. */
static error *section_choose(const struct document *source, struct drawing *result)
{
    const char *section = result->style->section;
    if (section == NULL)
        return NULL;
    const char **names = arena_array(result->pool, source->table_count, sizeof *names);
    for (size_t i = 0; i < source->table_count; i++) {
        names[i] = source->tables[i].name;
        if (strcmp(names[i], section) != 0)
            continue;
        result->tables = &source->tables[i];
        result->table_count = 1;
    }
    return render_check_section(result->pool, names, source->table_count, section);
}

error *render_document(arena *pool, const struct document *source, const struct render_style *style,
                       FILE *target)
{
    size_t format = 0;
    struct drawing drawing = {
        .pool = arena_new(pool),
        .tables = source->tables,
        .table_count = source->table_count,
        .style = style,
        .target = target,
    };
    TRY(format_choose(style->format, &format));
    TRY(section_choose(source, &drawing));
    TRY(format_functions[format](&drawing));
    arena_free(drawing.pool);
    return stream_check(target, "the answer");
}
