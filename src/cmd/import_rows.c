/* Rows on their way from a file into staging, and those that are set aside. Here only the shape
 * of a row is judged: how many cells it has. Not here: the header (import_header.c). */
#include <stdlib.h>
#include <string.h>

#include "rungs/base/log.h"
#include "rungs/cmd/import.h"
#include "rungs/cmd/import_known.h"
#include "rungs/db/copy.h"
#include "rungs/render/json_text.h"

const char rejects_column[] = "rungs_problem";

/* A file with no more rows than this is sent whole: to ask what is known would take longer. */
enum { SENT_ANYWAY = 1000, PROGRESS_STEP = 1024 };

/* They are the contract's own names. */
const char *part_columns(arena *pool, const struct part *part)
{
    struct text list = text_new(pool);
    text_add(&list, "{");
    for (size_t i = 0; i < part->column_count; i++)
        if (part->places[i] != 0 ||
            (part->kept_count > 0 && strcmp(part->columns[i], "attributes") == 0))
            text_addf(&list, "%s%s", list.length > 1 ? "," : "", part->columns[i]);
    text_add(&list, "}");
    return text_string(&list);
}

static bool is_blank_from(const struct csv_record *record, size_t cell)
{
    for (; cell < record->count; cell++)
        if (record->cells[cell] != NULL && record->cells[cell][0] != '\0')
            return false;
    return true;
}

/* Empty cells behind the last column are no fault: spreadsheets write them. */
static bool has_the_width(const struct rows *source, const struct csv_record *record)
{
    return record->count == source->part->width ||
           (record->count > source->part->width && is_blank_from(record, source->part->width));
}

static const char width_hint[] = "A delimiter inside a cell needs quotes around the cell.";

/* What is wrong with a row that has too many cells, or too few. */
static const char *width_words(arena *pool, const struct rows *source,
                               const struct csv_record *record)
{
    return arena_printf(pool, "%zu cells, the header has %zu", record->count, source->part->width);
}

static error *width_fault(struct context *context, const struct rows *source,
                          const struct csv_record *record)
{
    long line = 0;
    size_t byte = 0;
    csv_cell_place(source->reader, source->part->width, &line, &byte);
    return error_hint(error_new(ERROR_REFUSED, "%s, line %ld, byte %zu: %s",
                                path_words(source->path), line, byte,
                                width_words(context->pool, source, record)),
                      "%s", width_hint);
}

/* A row that nobody can read is set aside with --skip-bad: it is told once the others are there. */
static void row_skip(struct context *context, struct rows *source, const struct csv_record *record)
{
    source->skipped = arena_grow(context->pool, source->skipped, source->skipped_count,
                                 &source->skipped_capacity, sizeof *source->skipped);
    source->skipped[source->skipped_count++] = (struct skipped_row){
        .line = record->line, .problem = width_words(context->pool, source, record)};
}

static error *skipped_send(struct context *context, const struct rows *source)
{
    copy *target = NULL;
    if (source->skipped_count == 0)
        return NULL;
    TRY(copy_begin(context->pool, context->db, "copy_skipped", &target));
    for (size_t i = 0; i < source->skipped_count; i++)
        TRY(copy_row(target, source->skipped[i].line,
                     (const char *const[]){source->skipped[i].problem, width_hint}, 2));
    return copy_end(target);
}

/* The cells that are kept (--keep) as one JSON object. */
static const char *attributes_of(arena *pool, const struct part *part,
                                 const struct csv_record *record)
{
    struct text object = text_new(pool);
    for (size_t i = 0; i < part->kept_count; i++) {
        const char *cell = record->cells[part->kept_cells[i]];
        if (cell == NULL || cell[strspn(cell, " ")] == '\0')
            continue;
        text_addf(&object, "%s%s: %s", object.length > 0 ? ", " : "",
                  json_quoted(pool, part->kept[i]), json_quoted(pool, cell));
    }
    return arena_printf(pool, "{%s}", text_string(&object));
}

static void place_keep(arena *pool, struct rows *source, const struct csv_record *record)
{
    source->places =
        arena_grow(pool, source->places, source->count, &source->capacity, sizeof *source->places);
    source->places[source->count++] =
        (struct place){.line = record->line, .begin = record->begin, .end = record->end};
}

/* How many bytes the blank at the beginning of a cell takes, and the one at its end; 0: there is
 * none. The no-break space (U+00A0) and the space without width (U+200B) are some too. */
static size_t blank_at(const char *cell, size_t length)
{
    if (length >= 1 && (*cell == ' ' || *cell == '\t' || *cell == '\r' || *cell == '\n'))
        return 1;
    if (length >= 2 && memcmp(cell, "\u00a0", 2) == 0)
        return 2;
    return length >= 3 && memcmp(cell, "\u200b", 3) == 0 ? 3 : 0;
}

static size_t blank_before(const char *end, size_t length)
{
    for (size_t size = 1; size <= 3 && size <= length; size++)
        if (blank_at(end - size, size) == size)
            return size;
    return 0;
}

static struct copy_cell cell_trimmed(const char *cell)
{
    if (cell == NULL)
        return (struct copy_cell){0};
    size_t length = strlen(cell);
    for (size_t size; (size = blank_at(cell, length)) > 0; length -= size)
        cell += size;
    for (size_t size; (size = blank_before(cell + length, length)) > 0;)
        length -= size;
    return (struct copy_cell){length == 0 ? NULL : cell, length};
}

/* A row on its way: its cells in the order of the contract. */
struct passage {
    copy *target;
    struct copy_cell *cells;
};

static error *twice_fault(void)
{
    return error_hint(error_new(ERROR_BUSY, "all rows are needed: two are about the same"),
                      "Type the command again.");
}

/* Sends the row whose cells are there, unless it is known. */
static error *row_pass(struct rows *source, struct passage *way, long line)
{
    const char *digest = NULL;
    size_t length = 0;
    const char *row = copy_encode(way->target, way->cells, source->part->column_count, &length);
    enum known_verdict verdict =
        source->known == NULL ? KNOWN_SEND : known_look(source->known, row, length, &digest);
    if (verdict == KNOWN_TWICE)
        return twice_fault();
    if (verdict == KNOWN_SAME)
        return NULL;
    return copy_send(way->target, line, digest);
}

static error *row_copy(struct context *context, struct rows *source, struct passage *way,
                       const struct csv_record *record)
{
    const struct part *part = source->part;
    if (source->keep_places)
        place_keep(context->pool, source, record);
    if (!has_the_width(source, record)) {
        if (!source->keep_places)
            return width_fault(context, source, record);
        row_skip(context, source, record);
        return NULL;
    }
    for (size_t i = 0; i < part->column_count; i++)
        way->cells[i] =
            cell_trimmed(part->places[i] == 0 ? NULL : record->cells[part->places[i] - 1]);
    if (part->kept_count == 0)
        return row_pass(source, way, record->line);
    /* The last column of the contract. */
    arena *pool = arena_new(context->pool);
    way->cells[part->column_count - 1] = cell_trimmed(attributes_of(pool, part, record));
    error *failure = row_pass(source, way, record->line);
    arena_free(pool);
    return failure;
}

static error *passage_open(struct context *context, const struct rows *source, struct passage *way)
{
    const char *statement = arena_printf(context->pool, "copy_%s", source->part->file);
    return copy_begin(context->pool, context->db, statement, &way->target);
}

/* A large file: from here on what is known stays here. */
static error *known_begin(struct context *context, struct rows *source, struct passage *way)
{
    TRY(copy_end(way->target));
    TRY(known_read(context, source->known));
    return passage_open(context, source, way);
}

static error *records_copy(struct context *context, struct rows *source, struct passage *way,
                           bool filter)
{
    struct csv_record record;
    size_t blank = 0;
    long rows = 0;
    bool is_first = true;
    const bool may_repeat = header_has_aliases(source->kind);
    for (bool more;; rows++) {
        TRY(csv_next(source->reader, &record, &more));
        if (!more)
            break;
        if (rows % PROGRESS_STEP == 0)
            progress_rows(&source->progress, rows, csv_share(source->reader));
        if (is_blank_from(&record, 0)) {
            blank++;
            continue;
        }
        if (filter && rows >= SENT_ANYWAY) {
            TRY(known_begin(context, source, way));
            filter = false;
        }
        if (!may_repeat || !header_repeated(context->pool, source->kind, source->part, &record,
                                            is_first, source->found))
            TRY(row_copy(context, source, way, &record));
        is_first = false;
    }
    if (blank > 0)
        text_addf(&source->found->notes, "%zu row%s of empty cells: left out\n", blank,
                  blank == 1 ? "" : "s");
    return NULL;
}

error *rows_stage(struct context *context, struct rows *source, bool filter)
{
    struct passage way = {
        .cells = arena_array(context->pool, source->part->column_count, sizeof *way.cells)};
    TRY(known_open(context, source, &source->known));
    filter = filter && source->known != NULL && known_is_usable(source->known) &&
             csv_can_repeat(source->reader);
    TRY(passage_open(context, source, &way));
    error *failure = records_copy(context, source, &way, filter);
    progress_words(&source->progress, "the rows are being judged");
    TRY(failure);
    TRY(copy_end(way.target));
    TRY(skipped_send(context, source));
    const char *unsent = known_unsent(context->pool, source->known);
    if (unsent != NULL)
        log_verbose("%s rows are as they were: not sent", unsent);
    return known_unseen_send(context, source->known);
}

static const struct place *place_of(const struct rows *source, long line)
{
    for (size_t low = 0, high = source->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (source->places[middle].line == line)
            return &source->places[middle];
        if (source->places[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The cell behind a row, and the end of the line. */
static void write_reason(FILE *file, char delimiter, const char *reason)
{
    fprintf(file, "%c\"", delimiter);
    for (; *reason != '\0'; reason++) {
        if (*reason == '"')
            putc('"', file);
        putc(*reason, file);
    }
    fputs("\"\n", file);
}

/* All that is wrong with the row of skipped[first], and how many rows of the table that takes. */
static const char *reasons_of(arena *pool, const struct table *skipped, size_t first, size_t *count)
{
    struct text reasons = text_new(pool);
    const char *line = table_cell(skipped, first, 0);
    *count = 0;
    for (size_t row = first;
         row < skipped->row_count && strcmp(table_cell(skipped, row, 0), line) == 0; row++) {
        const char *column = table_cell(skipped, row, 1), *value = table_cell(skipped, row, 2);
        text_addf(&reasons, "%s%s%s%s%s: %s", reasons.length > 0 ? "; " : "",
                  column == NULL ? "" : column, value == NULL ? "" : " '",
                  value == NULL ? "" : value, value == NULL ? "" : "'",
                  table_cell(skipped, row, 3));
        ++*count;
    }
    return text_string(&reasons);
}

static const char *rejects_path(struct context *context, const char *path)
{
    const char *asked = invocation_value(context->line, "rejects");
    if (asked != NULL)
        return asked;
    if (strcmp(path, "-") == 0)
        return "rejects.csv";
    size_t length = strlen(path);
    if (length > 4 && text_same(path + length - 4, ".csv"))
        length -= 4;
    return arena_printf(context->pool, "%.*s.rejects.csv", (int)length, path);
}

static error *write_piece(arena *pool, const struct rows *source, FILE *file, long long begin,
                          long long end, const char *reason)
{
    char *text = NULL;
    TRY(csv_text(pool, source->reader, begin, end, &text));
    fputs(text, file);
    write_reason(file, csv_facts(source->reader)->delimiter, reason);
    return NULL;
}

error *rejects_write(struct context *context, const struct rows *source,
                     const struct table *skipped, const char **path)
{
    output *target = NULL;
    *path = rejects_path(context, source->path);
    TRY(output_open(context->pool, *path, &target));
    FILE *file = output_stream(target);
    TRY(write_piece(context->pool, source, file, source->part->header_begin,
                    source->part->header_end, rejects_column));
    for (size_t row = 0, count; row < skipped->row_count; row += count) {
        arena *pool = arena_new(context->pool);
        const char *reason = reasons_of(pool, skipped, row, &count);
        const struct place *place = place_of(source, strtol(table_cell(skipped, row, 0), NULL, 10));
        if (place != NULL)
            TRY(write_piece(pool, source, file, place->begin, place->end, reason));
        arena_free(pool);
    }
    return output_commit(target);
}
