/* Importing: the header is mapped to the contract's columns (import_header.c), rows go by COPY into
 * staging (import_rows.c), one function of the database judges and applies them; here is what holds
 * these together, and what is said in the end. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rungs/base/log.h"
#include "rungs/cmd/commands.h"
#include "rungs/cmd/import.h"
#include "rungs/cmd/import_known.h"
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
enum { PLAN_NUMBER = 0, PLAN_UNCHANGED = 3, PLAN_PROBLEMS = 7, PLAN_TABLES = 3 };

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

/* How a file is to be read, as far as somebody said so. */
static struct csv_options reading_options(const struct context *context)
{
    static const char *const names[] = {"comma", "semicolon", "tab", "pipe"};
    static const char characters[] = ",;\t|";
    struct csv_options options = {.encoding = invocation_value(context->line, "encoding"),
                                  .keep = invocation_flag(context->line, "skip-bad")};
    const char *asked = invocation_value(context->line, "delimiter");
    for (size_t i = 0; asked != NULL && i < COUNT_OF(names); i++)
        if (strcmp(asked, names[i]) == 0)
            options.delimiter = characters[i];
    return options;
}

/* Stages one file; `*digest` receives its sha256. */
static error *part_stage(struct context *context, struct rows *source, const struct table *maps,
                         bool filter, const char **digest)
{
    struct csv_options options = reading_options(context);
    source->keep_places = options.keep;
    TRY(csv_open(context->pool, source->path, &options, &source->reader));
    TRY(header_read(context, maps, source->kind, source->part, source->path, source->reader,
                    source->found));
    TRY(rows_stage(context, source, filter));
    *digest = csv_digest(context->pool, source->reader);
    return NULL;
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

/* What was decided while reading, by us and by the database. */
static error *say_notes(struct context *context, const struct findings *found)
{
    struct table notes;
    const char *line = text_string(&found->notes);
    for (size_t length; *line != '\0'; line += length + 1) {
        length = strcspn(line, "\n");
        log_notice("%.*s", (int)length, line);
    }
    TRY(query_run(context->pool, context->db, "import_notes", NULL, &notes));
    for (size_t row = 0; row < notes.row_count; row++)
        log_notice("%s", table_cell(&notes, row, 0));
    return NULL;
}

/* The tables of the plan: its counts, its rows, and the rows that were set aside. */
static error *plan_tables(struct context *context, const struct table *counts,
                          struct table tables[PLAN_TABLES])
{
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
    TRY(query_run(context->pool, context->db, "import_skipped", NULL, &tables[2]));
    tables[2].name = "skipped";
    tables[2].title = "Rows set aside";
    tables[2].is_aside = true;
    return NULL;
}

/* Rows that were set aside are in a file before anything is saved: nothing may be lost. */
static error *set_aside(struct context *context, const struct rows *source,
                        const struct table *skipped, const char **path)
{
    *path = NULL;
    if (skipped->row_count == 0 || invocation_flag(context->line, "dry-run"))
        return NULL;
    return rejects_write(context, source, skipped, path);
}

static error *show_plan(struct context *context, const struct rows *source, struct table *counts)
{
    struct table tables[PLAN_TABLES];
    const char *rejects = NULL;
    TRY(plan_tables(context, counts, tables));
    TRY(set_aside(context, source, &tables[2], &rejects));
    struct document answer = {.table_count = COUNT_OF(tables), .tables = tables};
    TRY(context_end(context));
    TRY(context_show(context, &answer));
    if (tables[1].row_count == 0)
        log_notice(strcmp(table_cell(counts, 0, PLAN_UNCHANGED), "0") == 0
                       ? "nothing to do: there is nothing in it"
                       : "nothing to do: everything in it is known already");
    if (tables[2].row_count == 0)
        return NULL;
    error *failure = error_new(ERROR_FINDINGS, "some rows were set aside");
    if (rejects != NULL)
        error_hint(failure, "They are in '%s': mend them and import that file.", rejects);
    return failure;
}

/* Judges and applies what is staged. */
static error *import_apply(struct context *context, struct rows *source, const char *digest,
                           const char *present)
{
    struct table counts;
    const invocation *line = context->line;
    const char *values[] = {source->kind,
                            base_name(source->path),
                            digest,
                            invocation_value(line, "effective"),
                            present,
                            invocation_value(line, "date-format"),
                            invocation_value(line, "cycle"),
                            invocation_value(line, "full"),
                            invocation_value(line, "yes"),
                            invocation_value(line, "skip-bad"),
                            known_unsent(context->pool, source->known)};
    TRY(query_run(context->pool, context->db, "import_apply", values, &counts));
    progress_end(&source->progress);
    TRY(say_notes(context, source->found));
    const char *problems = table_cell(&counts, 0, PLAN_PROBLEMS);
    if (strcmp(problems, "0") != 0)
        return show_problems(context, source->path, problems);
    return show_plan(context, source, &counts);
}

/* The words of --map, and of the mapping that was saved under the name of --mapping. */
static error *maps_read(struct context *context, const char *kind, struct table *maps)
{
    const char *values[] = {kind, invocation_value(context->line, "mapping"),
                            invocation_value(context->line, "map")};
    *maps = (struct table){0};
    if (values[1] == NULL && values[2] == NULL)
        return NULL;
    return query_run(context->pool, context->db, "import_maps", values, maps);
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
    static const char *const sections[] = {"plan", "changes", "skipped"};
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

static struct findings findings_new(arena *pool)
{
    return (struct findings){.notes = text_new(pool)};
}

/* Reads a file, judges and applies it; with `filter`, without sending what is known. */
static error *file_import(struct context *context, struct rows *source, bool filter)
{
    const char *digest = NULL;
    struct table maps;
    size_t count = 0;
    TRY(import_start(context, source->kind, &source->part, &count));
    TRY(maps_read(context, source->kind, &maps));
    TRY(part_stage(context, source, &maps, filter, &digest));
    return import_apply(context, source, digest, part_columns(context->pool, source->part));
}

/* The same with the line that says how far it is, which is gone before anything else is said. */
static error *file_try(struct context *context, bool filter)
{
    struct findings found = findings_new(context->pool);
    struct rows source = {.kind = import_kind(context),
                          .path = invocation_value(context->line, "file"),
                          .found = &found};
    progress_begin(&source.progress);
    error *failure = file_import(context, &source, filter);
    progress_end(&source.progress);
    return failure;
}

error *import_file_run(struct context *context)
{
    error *failure = file_try(context, true);
    if (failure == NULL || failure->kind != ERROR_BUSY)
        return failure;
    /* What was left out may matter after all. Nothing was written yet. */
    log_verbose("%s", failure->message);
    transaction_rollback(context->db);
    return file_try(context, false);
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
                           size_t count, struct findings *found, const char **digest)
{
    static const struct table no_maps = {0};
    struct text digests = text_new(context->pool);
    for (size_t i = 0; i < count; i++) {
        const char *one = "";
        struct rows source = {.kind = import_kind(context),
                              .part = &parts[i],
                              .path =
                                  arena_printf(context->pool, "%s/%s.csv", folder, parts[i].file),
                              .found = found};
        if (access(source.path, F_OK) != 0 && parts[i].may_be_missing)
            continue;
        TRY(part_stage(context, &source, &no_maps, false, &one));
        text_addf(&digests, "%s %s\n", parts[i].file, one);
    }
    *digest = csv_digest_of(context->pool, text_string(&digests));
    return NULL;
}

error *import_folder_run(struct context *context)
{
    struct findings found = findings_new(context->pool);
    struct rows source = {.kind = import_kind(context),
                          .path = invocation_value(context->line, "directory"),
                          .found = &found};
    const char *digest = NULL;
    size_t count = 0;
    TRY(import_start(context, source.kind, &source.part, &count));
    TRY(folder_check(context->pool, source.path, source.part, count));
    TRY(folder_stage(context, source.path, source.part, count, &found, &digest));
    return import_apply(context, &source, digest, "{}");
}
