/* Importing: the header is mapped to the contract's columns, rows go by COPY into staging, one
 * function of the database judges and applies them. Here only shape is judged: columns, and the
 * cells of a row. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/cmd/commands.h"
#include "rungs/csv/reader.h"
#include "rungs/db/copy.h"
#include "rungs/db/query.h"

/* How many rows of the plan, and of the problems, people see; the counts are always of all. */
static const char shown_changes[] = "20", shown_problems[] = "50";

/* Programs get every row: NULL is no limit. */
static const char *shown(const struct context *context, const char *most)
{
    bool people = strcmp(context->style.format, "table") == 0 ||
                  strcmp(context->style.format, "markdown") == 0;
    return people ? most : NULL;
}

/* Columns of the plan, as the statements import_* give them. */
enum { PLAN_NUMBER = 0, PLAN_UNCHANGED = 3, PLAN_PROBLEMS = 7 };

/* One file of an import and the columns that its contract knows, in the order of its COPY. */
struct part {
    const char *file;
    bool may_be_missing;
    size_t column_count;
    const char **columns;
    bool *needed;
    size_t
        *places; /* for each column the cell of a record that fills it, counted from 1; 0: absent */
    size_t width; /* cells of the header */
};

/* Fills the parts from the rows of the statement import_begin, which are ordered by file. */
static size_t parts_read(arena *pool, const struct table *contract, struct part *parts)
{
    size_t count = 0;
    for (size_t row = 0; row < contract->row_count; row++) {
        const char *file = table_cell(contract, row, 0);
        if (count == 0 || strcmp(parts[count - 1].file, file) != 0) {
            struct part *fresh = &parts[count++];
            *fresh = (struct part){.file = file,
                                   .may_be_missing = table_cell(contract, row, 3)[0] == 't'};
            fresh->columns = arena_array(pool, contract->row_count, sizeof *fresh->columns);
            fresh->needed = arena_array(pool, contract->row_count, sizeof *fresh->needed);
            fresh->places = arena_array(pool, contract->row_count, sizeof *fresh->places);
        }
        struct part *part = &parts[count - 1];
        part->columns[part->column_count] = table_cell(contract, row, 1);
        part->needed[part->column_count++] = table_cell(contract, row, 2)[0] == 't';
    }
    return count;
}

/* The column that a header means: letter case, blanks around it and - for _ do not matter. */
static size_t column_find(arena *pool, const struct part *part, const char *header)
{
    char *word = arena_copy(pool, header + strspn(header, " "));
    for (char *byte = word; *byte != '\0'; byte++)
        if (*byte == ' ' || *byte == '-')
            *byte = '_';
    for (size_t length = strlen(word); length > 0 && word[length - 1] == '_'; length--)
        word[length - 1] = '\0';
    for (size_t i = 0; i < part->column_count; i++)
        if (text_same(word, part->columns[i]))
            return i;
    return part->column_count;
}

static void fault_add(struct text *faults, const char *word, const char *what, const char *near)
{
    text_addf(faults, "%s'%s' %s", faults->length > 0 ? "\n" : "", word, what);
    if (near != NULL)
        text_addf(faults, "; did you mean '%s'?", near);
}

/* How messages call a file. */
static const char *path_words(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* Maps the header; all its faults are told at once. */
static error *header_map(arena *pool, struct part *part, const char *path,
                         const struct csv_record *header)
{
    struct text faults = text_new(pool);
    for (size_t cell = 0; cell < header->count; cell++) {
        const char *word = header->cells[cell] == NULL ? "" : header->cells[cell];
        size_t column = column_find(pool, part, word);
        if (column == part->column_count)
            fault_add(&faults, word, "is not a column",
                      text_nearest(word, part->columns, part->column_count));
        else if (part->places[column] != 0)
            fault_add(&faults, word, "stands there twice", NULL);
        else
            part->places[column] = cell + 1;
    }
    for (size_t column = 0; column < part->column_count; column++)
        if (part->needed[column] && part->places[column] == 0)
            fault_add(&faults, part->columns[column], "is missing", NULL);
    part->width = header->count;
    if (faults.length == 0)
        return NULL;
    error *failure = error_new(ERROR_REFUSED, "%s, line %ld: the header does not fit",
                               path_words(path), header->line);
    error_detail(failure, "%s", text_string(&faults));
    return error_hint(failure, "Columns are described in import/; the first row names them.");
}

static error *check_width(const struct part *part, const char *path,
                          const struct csv_record *record)
{
    if (record->count == part->width)
        return NULL;
    return error_hint(error_new(ERROR_REFUSED, "%s, line %ld: %zu cells, the header has %zu",
                                path_words(path), record->line, record->count, part->width),
                      "A comma inside a cell needs quotes around the cell.");
}

static error *rows_copy(arena *pool, db *source, struct part *part, const char *path,
                        csv_reader *reader)
{
    copy *target = NULL;
    TRY(copy_begin(pool, source, arena_printf(pool, "copy_%s", part->file), &target));
    const char **cells = arena_array(pool, part->column_count, sizeof *cells);
    struct csv_record record;
    for (bool more;;) {
        TRY(csv_next(reader, &record, &more));
        if (!more)
            return copy_end(target);
        TRY(check_width(part, path, &record));
        for (size_t i = 0; i < part->column_count; i++)
            cells[i] = part->places[i] == 0 ? NULL : record.cells[part->places[i] - 1];
        TRY(copy_row(target, record.line, cells, part->column_count));
    }
}

/* Stages one file; `*digest` receives its sha256. */
static error *part_stage(struct context *context, struct part *part, const char *path,
                         const char **digest)
{
    csv_reader *reader = NULL;
    struct csv_record header;
    bool more = false;
    TRY(csv_open(context->pool, path, &reader));
    TRY(csv_next(reader, &header, &more));
    if (!more)
        return error_hint(error_new(ERROR_REFUSED, "'%s' is empty", path_words(path)),
                          "The first row names the columns.");
    TRY(header_map(context->pool, part, path, &header));
    TRY(rows_copy(context->pool, context->db, part, path, reader));
    *digest = csv_digest(context->pool, reader);
    return NULL;
}

/* The columns that the file has, as an array for the server. They are the contract's own names. */
static const char *present_columns(arena *pool, const struct part *part)
{
    struct text list = text_new(pool);
    text_add(&list, "{");
    for (size_t i = 0; i < part->column_count; i++)
        if (part->places[i] != 0)
            text_addf(&list, "%s%s", list.length > 1 ? "," : "", part->columns[i]);
    text_add(&list, "}");
    return text_string(&list);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL || slash[1] == '\0' ? path : slash + 1;
}

static error *show_problems(struct context *context, const char *path, const char *count)
{
    struct table problems;
    TRY(query_run(context->pool, context->db, "import_problems",
                  (const char *const[]){shown(context, shown_problems)}, &problems));
    problems.name = "problems";
    context->style.section = NULL; /* it was asked for a plan, and there is none */
    struct document answer = {.table_count = 1, .tables = &problems};
    TRY(context_show(context, &answer));
    bool one = strcmp(count, "1") == 0;
    return error_hint(error_new(ERROR_REFUSED, "%s problem%s in '%s': nothing was written", count,
                                one ? "" : "s", base_name(path_words(path))),
                      "Mend the file and import it again.");
}

static const char *changes_title(arena *pool, const struct table *changes)
{
    if (changes->row_count == 0)
        return "";
    const char *total = table_cell(changes, 0, (size_t)table_column(changes, "total"));
    if (changes->row_count == strtoul(total, NULL, 10))
        return "Changes";
    return arena_printf(pool, "The first %zu of %s changes", changes->row_count, total);
}

static error *show_plan(struct context *context, struct table *counts)
{
    struct table tables[2];
    tables[0] = *counts;
    tables[0].name = "plan";
    tables[0].columns[PLAN_PROBLEMS].show = SHOW_HIDDEN;
    /* A number that a dry run takes back would only mislead. */
    if (invocation_flag(context->line, "dry-run"))
        tables[0].cells[PLAN_NUMBER] = NULL;
    if (table_cell(counts, 0, PLAN_NUMBER) == NULL)
        tables[0].columns[PLAN_NUMBER].show = SHOW_HIDDEN;
    TRY(query_run(context->pool, context->db, "import_changes",
                  (const char *const[]){shown(context, shown_changes)}, &tables[1]));
    tables[1].name = "changes";
    tables[1].title = changes_title(context->pool, &tables[1]);
    tables[1].empty = "no changes";
    bool any = tables[1].row_count > 0;
    struct document answer = {.table_count = COUNT_OF(tables), .tables = tables};
    TRY(context_end(context));
    TRY(context_show(context, &answer));
    if (!any)
        log_notice(strcmp(table_cell(counts, 0, PLAN_UNCHANGED), "0") == 0
                       ? "nothing to do: there is nothing in it"
                       : "nothing to do: everything in it is known already");
    return NULL;
}

/* Judges and applies what is staged. */
static error *import_apply(struct context *context, const char *kind, const char *path,
                           const char *digest, const char *present)
{
    struct table counts;
    const char *values[] = {base_name(path), digest, invocation_value(context->line, "effective"),
                            present, invocation_value(context->line, "cycle")};
    TRY(query_run(context->pool, context->db, arena_printf(context->pool, "import_%s", kind),
                  values, &counts));
    const char *problems = table_cell(&counts, 0, PLAN_PROBLEMS);
    if (strcmp(problems, "0") != 0)
        return show_problems(context, path, problems);
    return show_plan(context, &counts);
}

/* Begins and takes the lock of this kind of import. Who began before another one and got the lock
 * after it has to begin anew; nothing was read yet, so nobody needs to know. */
static error *import_lock(struct context *context, const char *kind, struct table *contract)
{
    for (int tries = 1;; tries++) {
        TRY(context_begin(context, TRANSACTION_WRITES));
        error *failure = query_run(context->pool, context->db, "import_begin",
                                   (const char *const[]){kind}, contract);
        if (failure == NULL || tries == 5 || strcmp(failure->sqlstate, "RG006") != 0)
            return failure;
        transaction_rollback(context->db);
    }
}

static error *import_start(struct context *context, const char *kind, struct part **parts,
                           size_t *count)
{
    static const char *const sections[] = {"plan", "changes"};
    struct table contract;
    TRY(render_check_section(context->pool, sections, COUNT_OF(sections), context->style.section));
    TRY(import_lock(context, kind, &contract));
    *parts = arena_array(context->pool, contract.row_count, sizeof **parts);
    *count = parts_read(context->pool, &contract, *parts);
    return NULL;
}

/* The second word of the command: what is imported. */
static const char *import_kind(const struct context *context)
{
    return strchr(invocation_command(context->line)->path, ' ') + 1;
}

error *import_file_run(struct context *context)
{
    const char *path = invocation_value(context->line, "file"), *digest = NULL;
    struct part *parts = NULL;
    size_t count = 0;
    TRY(import_start(context, import_kind(context), &parts, &count));
    TRY(part_stage(context, &parts[0], path, &digest));
    return import_apply(context, import_kind(context), path, digest,
                        present_columns(context->pool, &parts[0]));
}

static bool is_part(const char *name, const struct part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(name, parts[i].file, strlen(name) - strlen(".csv")) == 0 &&
            strlen(parts[i].file) == strlen(name) - strlen(".csv"))
            return true;
    return false;
}

static error *refuse_stranger(arena *pool, const char *folder, const char *name,
                              const struct part *parts, size_t count)
{
    const char **known = arena_array(pool, count, sizeof *known);
    for (size_t i = 0; i < count; i++)
        known[i] = arena_printf(pool, "%s.csv", parts[i].file);
    const char *near = text_nearest(name, known, count);
    error *failure = error_new(ERROR_REFUSED, "'%s/%s' is no file of a ladder", folder, name);
    if (near != NULL)
        return error_hint(failure, "Did you mean '%s'? import/ladders/columns.md has them.", near);
    return error_hint(failure, "Take it out of the folder; import/ladders/columns.md has the "
                               "files of a ladder.");
}

static void folder_close(void *folder)
{
    closedir(folder);
}

/* A misspelt name of a file that may be missing would otherwise pass unnoticed. */
static error *folder_check(arena *pool, const char *path, const struct part *parts, size_t count)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return error_hint(error_system(ERROR_REFUSED, "cannot open the folder '%s'", path),
                          "Name the folder with the CSV files of a ladder.");
    arena_defer(pool, folder_close, folder);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *ending = strrchr(entry->d_name, '.');
        if (ending != NULL && ending != entry->d_name && text_same(ending, ".csv") &&
            (strcmp(ending, ".csv") != 0 || !is_part(entry->d_name, parts, count)))
            return refuse_stranger(pool, path, entry->d_name, parts, count);
    }
    return NULL;
}

static error *folder_stage(struct context *context, const char *folder, struct part *parts,
                           size_t count, const char **digest)
{
    struct text digests = text_new(context->pool);
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_printf(context->pool, "%s/%s.csv", folder, parts[i].file);
        const char *one = "";
        if (access(path, F_OK) != 0 && parts[i].may_be_missing)
            continue;
        TRY(part_stage(context, &parts[i], path, &one));
        text_addf(&digests, "%s %s\n", parts[i].file, one);
    }
    *digest = csv_digest_of(context->pool, text_string(&digests));
    return NULL;
}

error *import_folder_run(struct context *context)
{
    const char *path = invocation_value(context->line, "directory"), *digest = NULL;
    struct part *parts = NULL;
    size_t count = 0;
    TRY(import_start(context, import_kind(context), &parts, &count));
    TRY(folder_check(context->pool, path, parts, count));
    TRY(folder_stage(context, path, parts, count, &digest));
    return import_apply(context, import_kind(context), path, digest, "{}");
}
