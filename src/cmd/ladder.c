/* Writing a ladder as a folder of files. Not here: what the files say (sql/logic), how CSV is
 * written (src/render). */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/cmd/commands.h"

/* Columns of the statement ladder_export: an edition cell by cell, file after file. */
enum { CELL_FILE = 0, CELL_PLACE = 1, CELL_COLUMN = 2, CELL_VALUE = 3 };

enum { MOST_FILES = 32 };

struct folder {
    const char *path;
    size_t count;
    struct table files[MOST_FILES];
    output *targets[MOST_FILES];
};

/* The run of cells that have the same word in a column, from the row `first` on. */
static size_t run_length(const struct table *cells, size_t column, size_t first, size_t end)
{
    size_t row = first + 1;
    while (row < end &&
           strcmp(table_cell(cells, row, column), table_cell(cells, first, column)) == 0)
        row++;
    return row - first;
}

/* One file out of its cells: as many columns as its first row has. */
static struct table file_table(arena *pool, const struct table *cells, size_t first, size_t length)
{
    struct table file = {.name = table_cell(cells, first, CELL_FILE),
                         .title = "",
                         .empty = "",
                         .column_count = run_length(cells, CELL_PLACE, first, first + length)};
    file.row_count = length / file.column_count;
    file.columns = arena_array(pool, file.column_count, sizeof *file.columns);
    file.cells = arena_array(pool, length, sizeof *file.cells);
    for (size_t i = 0; i < file.column_count; i++)
        file.columns[i] = (struct column){
            .name = table_cell(cells, first + i, CELL_COLUMN), .kind = COLUMN_TEXT, .partner = -1};
    for (size_t i = 0; i < length; i++)
        file.cells[i] = table_cell(cells, first + i, CELL_VALUE);
    return file;
}

static void files_read(arena *pool, const struct table *cells, struct folder *target)
{
    for (size_t row = 0, length; row < cells->row_count && target->count < MOST_FILES;
         row += length) {
        length = run_length(cells, CELL_FILE, row, cells->row_count);
        target->files[target->count++] = file_table(pool, cells, row, length);
    }
}

static const char *file_path(arena *pool, const struct folder *source, const char *file)
{
    return arena_printf(pool, "%s/%s.csv", source->path, file);
}

static error *folder_failed(const char *path)
{
    bool denied = errno == EACCES || errno == EPERM || errno == EROFS, lost = errno == ENOENT;
    error *failure =
        error_system(denied ? ERROR_DENIED : ERROR_REFUSED, "cannot make the folder '%s'", path);
    return lost ? error_hint(failure, "Make it with: mkdir -p '%s'", path) : failure;
}

/* Files of a ladder that lie there already: they would be mixed up with the new ones. */
static error *folder_check(struct context *context, const struct folder *target,
                           const struct table *known)
{
    if (mkdir(target->path, 0777) == 0 || invocation_flag(context->line, "replace"))
        return NULL;
    if (errno != EEXIST)
        return folder_failed(target->path);
    for (size_t row = 0; row < known->row_count; row++)
        if (access(file_path(context->pool, target, table_cell(known, row, 0)), F_OK) == 0)
            return error_hint(
                error_new(ERROR_REFUSED, "a ladder lies in '%s' already", target->path),
                "Name another folder, or add --replace to overwrite it.");
    return NULL;
}

static error *files_write(struct context *context, struct folder *target)
{
    struct render_style style = {.format = "csv"};
    for (size_t i = 0; i < target->count; i++) {
        struct document one = {.table_count = 1, .tables = &target->files[i]};
        TRY(output_open(context->pool, file_path(context->pool, target, target->files[i].name),
                        &target->targets[i]));
        TRY(render_document(context->pool, &one, &style, output_stream(target->targets[i])));
    }
    for (size_t i = 0; i < target->count; i++)
        TRY(output_commit(target->targets[i]));
    return NULL;
}

static bool has_file(const struct folder *source, const char *file)
{
    for (size_t i = 0; i < source->count; i++)
        if (strcmp(source->files[i].name, file) == 0)
            return true;
    return false;
}

/* A folder in the place of a file could not be removed when all else is done. */
static error *folders_check(struct context *context, const struct folder *target,
                            const struct table *known)
{
    for (size_t row = 0; row < known->row_count; row++) {
        const char *path = file_path(context->pool, target, table_cell(known, row, 0));
        struct stat facts;
        if (lstat(path, &facts) == 0 && S_ISDIR(facts.st_mode))
            return error_hint(
                error_new(ERROR_REFUSED, "cannot write over '%s': it is a folder", path),
                "Move it away, or name another folder.");
    }
    return NULL;
}

/* What the ladder that lay there had, and this one has not. */
static error *strangers_remove(struct context *context, const struct folder *target,
                               const struct table *known)
{
    for (size_t row = 0; row < known->row_count; row++) {
        const char *path = file_path(context->pool, target, table_cell(known, row, 0));
        if (!has_file(target, table_cell(known, row, 0)) && unlink(path) != 0 && errno != ENOENT)
            return error_system(ERROR_REFUSED, "cannot remove '%s'", path);
    }
    return NULL;
}

/* The answer: what was written. */
static error *show_files(struct context *context, const struct folder *source)
{
    static struct column columns[] = {{.name = "file", .kind = COLUMN_TEXT, .partner = -1},
                                      {.name = "rows", .kind = COLUMN_INTEGER, .partner = -1}};
    struct table written = {.name = "files",
                            .title = "",
                            .empty = "",
                            .column_count = COUNT_OF(columns),
                            .row_count = source->count,
                            .columns = columns};
    written.cells = arena_array(context->pool, 2 * source->count, sizeof *written.cells);
    for (size_t i = 0; i < source->count; i++) {
        written.cells[2 * i] = file_path(context->pool, source, source->files[i].name);
        written.cells[2 * i + 1] = arena_printf(context->pool, "%zu", source->files[i].row_count);
    }
    return context_show(context, &(struct document){.table_count = 1, .tables = &written});
}

error *ladder_export_run(struct context *context)
{
    struct folder target = {.path = invocation_value(context->line, "directory")};
    struct table cells, known;
    static const char *const sections[] = {"files"};
    TRY(render_check_section(context->pool, sections, COUNT_OF(sections), context->style.section));
    TRY(context_begin(context, TRANSACTION_READS));
    TRY(context_query(context, "ladder_export", &cells));
    TRY(context_query(context, "ladder_files", &known));
    transaction_rollback(context->db);
    files_read(context->pool, &cells, &target);
    TRY(folder_check(context, &target, &known));
    TRY(folders_check(context, &target, &known));
    TRY(files_write(context, &target));
    TRY(strangers_remove(context, &target, &known));
    TRY(show_files(context, &target));
    log_notice("change them and bring them in again: rungs import ladder %s", target.path);
    return NULL;
}
