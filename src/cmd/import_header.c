/* The header of a file: where it stands, and which column each of its words means. Not here: rows
 * (import_rows.c). */
#include <ctype.h>
#include <string.h>

#include "rungs/base/log.h"
#include "rungs/cmd/aliases.h"
#include "rungs/cmd/import.h"

/* How far down a header is looked for. */
enum { FARTHEST_HEADER = 30 };

/* What a word of a header means, beside the number of a column. */
enum { MEANS_NOTHING = -1, MEANS_LEAVE_OUT = -2 };

struct search {
    arena *pool;
    const char *kind;
    const struct table *maps;
    struct part *part;
};

const char *path_words(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* Letter case, blanks and punctuation do not matter; # is read as number. */
static const char *key_of(arena *pool, const char *word)
{
    struct text key = text_new(pool);
    for (; *word != '\0'; word++) {
        char small = (char)tolower((unsigned char)*word);
        if (*word == '#')
            text_add(&key, "no");
        else if (isalnum((unsigned char)*word) || (unsigned char)*word >= 0x80)
            text_add_bytes(&key, &small, 1);
    }
    return text_string(&key);
}

bool header_has_aliases(const char *kind)
{
    for (const struct alias *item = aliases; item->kind != NULL; item++)
        if (strcmp(item->kind, kind) == 0)
            return true;
    return false;
}

static int column_named(const struct part *part, arena *pool, const char *key)
{
    for (size_t i = 0; i < part->column_count; i++)
        if (strcmp(key_of(pool, part->columns[i]), key) == 0)
            return (int)i;
    return MEANS_NOTHING;
}

/* What the table of aliases says about a word: a column, one with ? behind it that gives way to any
 * other word for it, '' for what is known and left out; NULL when it does not have the word. */
static const char *alias_of(const struct search *search, const char *word)
{
    const char *key = key_of(search->pool, word);
    for (const struct alias *item = aliases; item->kind != NULL; item++)
        if (strcmp(item->kind, search->kind) == 0 &&
            strcmp(key_of(search->pool, item->header), key) == 0)
            return item->column;
    return NULL;
}

static int meaning_of(const struct search *search, const char *word)
{
    const char *key = key_of(search->pool, word);
    for (size_t i = 0; i < search->maps->row_count; i++) {
        const char *column = table_cell(search->maps, i, 1);
        if (strcmp(key_of(search->pool, table_cell(search->maps, i, 0)), key) == 0)
            return column == NULL || column[0] == '\0'
                       ? MEANS_LEAVE_OUT
                       : column_named(search->part, search->pool, key_of(search->pool, column));
    }
    if (strcmp(key, key_of(search->pool, rejects_column)) == 0)
        return MEANS_LEAVE_OUT;
    int column = column_named(search->part, search->pool, key);
    const char *alias = column < 0 ? alias_of(search, word) : NULL;
    return alias == NULL ? column
                         : column_named(search->part, search->pool, key_of(search->pool, alias));
}

static const char *cell_or_empty(const struct csv_record *record, size_t cell)
{
    return record->cells[cell] == NULL ? "" : record->cells[cell];
}

static bool identifies(const char *column)
{
    return strcmp(column, "employee_id") == 0 || strcmp(column, "email") == 0 ||
           strcmp(column, "name") == 0;
}

/* A header names who a row is about, and something more unless it has only one cell. */
static bool is_header(const struct search *search, const struct csv_record *record)
{
    size_t known = 0;
    bool who = false;
    for (size_t cell = 0; cell < record->count; cell++) {
        int column = meaning_of(search, cell_or_empty(record, cell));
        known += column >= 0;
        who = who || (column >= 0 && identifies(search->part->columns[column]));
    }
    return who && (known >= 2 || record->count == 1);
}

/* The word among all that are understood that this one is nearly. */
static const char *nearly(const struct search *search, const char *word)
{
    size_t room = search->part->column_count, count = 0;
    for (const struct alias *item = aliases; item->kind != NULL; item++)
        room++;
    const char **known = arena_array(search->pool, room, sizeof *known);
    for (size_t i = 0; i < search->part->column_count; i++)
        known[count++] = search->part->columns[i];
    for (const struct alias *item = aliases; item->kind != NULL; item++)
        if (strcmp(item->kind, search->kind) == 0 && item->column[0] != '\0')
            known[count++] = item->header;
    return text_nearest(word, known, count);
}

static void fault_add(struct text *faults, const char *word, const char *what, const char *near)
{
    text_addf(faults, "%s'%s' %s", faults->length > 0 ? "\n" : "", word, what);
    if (near != NULL)
        text_addf(faults, "; did you mean '%s'?", near);
}

static bool is_kept(arena *pool, const char *keep, const char *word)
{
    for (const char *item = keep; item != NULL && *item != '\0';) {
        size_t length = strcspn(item, ",\n");
        const char *one = key_of(pool, arena_copy_bytes(pool, item, length));
        if (one[0] != '\0' && strcmp(one, key_of(pool, word)) == 0)
            return true;
        item += length + (item[length] != '\0');
    }
    return false;
}

static void keep_cell(struct part *part, const char *word, size_t cell)
{
    part->kept[part->kept_count] = word;
    part->kept_cells[part->kept_count++] = cell;
}

/* A word that means no column: kept, left out, or a fault. */
static void stranger_add(struct search *search, const char *keep, const char *word, size_t cell,
                         struct text *left_out, struct text *faults)
{
    const char *near = alias_of(search, word) == NULL ? nearly(search, word) : NULL;
    if (is_kept(search->pool, keep, word))
        keep_cell(search->part, arena_copy(search->pool, word), cell);
    else if (!header_has_aliases(search->kind) || near != NULL)
        fault_add(faults, word, "is not a column", near);
    else if (word[0] != '\0')
        text_addf(left_out, "%s%s", left_out->length > 0 ? ", " : "", word);
}

static void column_add(struct search *search, const char *word, size_t cell, size_t column,
                       struct text *left_out, struct text *faults)
{
    size_t *place = &search->part->places[column];
    const char *before = *place == 0 ? "" : search->part->words[*place - 1];
    const char *alias = alias_of(search, before);
    if (alias != NULL && strchr(alias, '?') != NULL) {
        text_addf(left_out, "%s%s", left_out->length > 0 ? ", " : "", before);
        *place = 0;
    }
    if (*place == 0)
        *place = cell + 1;
    else if (header_has_aliases(search->kind) &&
             strcmp(key_of(search->pool, word),
                    key_of(search->pool, search->part->words[*place - 1])) != 0)
        text_addf(left_out, "%s%s", left_out->length > 0 ? ", " : "", word);
    else
        fault_add(faults, word, "stands there twice", NULL);
}

/* Headers of --map or --keep that do not stand in the file: misspelt, they would change nothing. */
static void check_named(struct context *context, const char *option, const char *ends,
                        const struct csv_record *header, struct text *faults)
{
    const char **words = arena_array(context->pool, header->count, sizeof *words);
    for (size_t cell = 0; cell < header->count; cell++)
        words[cell] = cell_or_empty(header, cell);
    const char *what = arena_printf(context->pool, "of --%s does not stand there", option);
    for (const char *item = invocation_value(context->line, option);
         item != NULL && *item != '\0';) {
        size_t length = strcspn(item, ends);
        char *word = arena_copy_bytes(context->pool, item, length);
        char *equals = strcmp(option, "map") == 0 ? strrchr(word, '=') : NULL;
        if (equals != NULL)
            *equals = '\0';
        const char *key = key_of(context->pool, word);
        bool stands = key[0] == '\0';
        for (size_t cell = 0; cell < header->count && !stands; cell++)
            stands = strcmp(key_of(context->pool, words[cell]), key) == 0;
        if (!stands)
            fault_add(faults, word, what, text_nearest(word, words, header->count));
        item += length + (item[length] != '\0');
    }
}

static bool has_identity(const struct part *part)
{
    for (size_t i = 0; i < part->column_count; i++)
        if (part->places[i] != 0 && identifies(part->columns[i]))
            return true;
    return false;
}

static error *header_fault(const struct search *search, const char *path, long line,
                           const struct text *faults)
{
    error *failure =
        error_new(ERROR_REFUSED, "%s, line %ld: the header does not fit", path_words(path), line);
    error_detail(failure, "%s", text_string(faults));
    if (header_has_aliases(search->kind))
        return error_hint(failure,
                          "Say what a column is with --map 'Header=column', or leave it out "
                          "with --map 'Header='.");
    return error_hint(failure, "Columns are described in import/; the first row names them.");
}

static error *header_map(struct context *context, struct search *search, const char *path,
                         const struct csv_record *header, struct findings *found)
{
    struct text faults = text_new(search->pool), left_out = text_new(search->pool);
    struct part *part = search->part;
    const char *keep = invocation_value(context->line, "keep");
    part->width = header->count;
    part->words = header->cells;
    part->kept = arena_array(search->pool, header->count, sizeof *part->kept);
    part->kept_cells = arena_array(search->pool, header->count, sizeof *part->kept_cells);
    for (size_t cell = 0; cell < header->count; cell++) {
        const char *word = cell_or_empty(header, cell);
        int column = meaning_of(search, word);
        if (column != MEANS_NOTHING && is_kept(search->pool, keep, word))
            keep_cell(part, arena_copy(search->pool, word), cell);
        if (column >= 0)
            column_add(search, word, cell, (size_t)column, &left_out, &faults);
        else if (column == MEANS_NOTHING)
            stranger_add(search, keep, word, cell, &left_out, &faults);
    }
    check_named(context, "map", "\n", header, &faults);
    check_named(context, "keep", ",\n", header, &faults);
    for (size_t column = 0; column < part->column_count; column++)
        if (part->needed[column] && part->places[column] == 0)
            fault_add(&faults, part->columns[column], "is missing", NULL);
    if (faults.length == 0 && header_has_aliases(search->kind) && !has_identity(part))
        text_add(&faults, "no column says who a row is about: employee_id, email or name");
    if (faults.length > 0)
        return header_fault(search, path, header->line, &faults);
    if (left_out.length > 0)
        text_addf(&found->notes, "columns left out: %s\n", text_string(&left_out));
    return NULL;
}

/* A record that outlives the next one. */
static struct csv_record record_copy(arena *pool, const struct csv_record *source)
{
    struct csv_record copy = *source;
    copy.cells = arena_array(pool, source->count, sizeof *copy.cells);
    for (size_t i = 0; i < source->count; i++)
        copy.cells[i] = source->cells[i] == NULL ? NULL : arena_copy(pool, source->cells[i]);
    return copy;
}

/* Reads on until a record is a header; the first one when none is. */
static error *header_find(const struct search *search, const char *path, csv_reader *reader,
                          struct csv_record *header, struct findings *found)
{
    struct csv_record record;
    bool more = false;
    TRY(csv_next(reader, &record, &more));
    if (!more)
        return error_hint(error_new(ERROR_REFUSED, "'%s' is empty", path_words(path)),
                          "The first row names the columns.");
    *header = record_copy(search->pool, &record);
    if (!header_has_aliases(search->kind))
        return NULL;
    for (int read = 1; more && read <= FARTHEST_HEADER; read++) {
        if (is_header(search, &record)) {
            *header = record_copy(search->pool, &record);
            if (read > 1)
                text_addf(&found->notes,
                          "the header is in line %ld; what stands above it is left out\n",
                          header->line);
            return NULL;
        }
        TRY(csv_next(reader, &record, &more));
    }
    return NULL;
}

error *header_read(struct context *context, const struct table *maps, const char *kind,
                   struct part *part, const char *path, csv_reader *reader, struct findings *found)
{
    struct search search = {.pool = context->pool, .kind = kind, .maps = maps, .part = part};
    struct csv_record header = {0};
    TRY(header_find(&search, path, reader, &header, found));
    part->header_begin = header.begin;
    part->header_end = header.end;
    return header_map(context, &search, path, &header, found);
}

/* Cells that say something, counted up to three. */
static size_t filled_cells(const struct csv_record *record, const char **first)
{
    size_t filled = 0;
    *first = "";
    for (size_t i = 0; i < record->count && filled < 3; i++) {
        const char *words = cell_or_empty(record, i);
        if (words[strspn(words, " ")] != '\0' && filled++ == 0)
            *first = words;
    }
    return filled;
}

/* One or two cells of more, none of them an address, and the first word of them such a one. */
static bool is_footer(arena *pool, const struct part *part, const struct csv_record *record)
{
    static const char *const words[] = {"total", "totals",    "count",  "page",    "report",
                                        "grand", "generated", "end",    "printed", "summe",
                                        "seite", "gesamt",    "anzahl", "records"};
    const char *first = "";
    size_t filled = filled_cells(record, &first), length = 0;
    for (size_t i = 0; i < record->count; i++)
        if (filled > 2 || filled >= part->width || strchr(cell_or_empty(record, i), '@') != NULL)
            return false;
    first += strspn(first, " ");
    while (isalpha((unsigned char)first[length]))
        length++;
    const char *key = key_of(pool, arena_copy_bytes(pool, first, length));
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if ((unsigned char)first[length] < 0x80 && strcmp(key, words[i]) == 0)
            return true;
    return false;
}

static bool is_same_header(const struct part *part, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (i >= part->width ||
            strcmp(cell_or_empty(record, i), part->words[i] == NULL ? "" : part->words[i]) != 0)
            return false;
    return record->count > 0;
}

/* Labels below the keys: more than half of the columns say their own name again. */
static bool is_label_row(const struct search *search, const struct csv_record *record)
{
    size_t again = 0, mapped = 0;
    for (size_t column = 0; column < search->part->column_count; column++) {
        size_t cell = search->part->places[column];
        mapped += cell != 0;
        if (cell != 0 && cell <= record->count)
            again += meaning_of(search, cell_or_empty(record, cell - 1)) == (int)column;
    }
    return again >= 2 && again * 2 > mapped;
}

/* Below some headers stands what to write in each column: an address that is a sentence. */
static bool is_instruction(const struct part *part, const struct csv_record *record)
{
    for (size_t column = 0; column < part->column_count; column++) {
        size_t cell = part->places[column];
        if (strcmp(part->columns[column], "email") != 0 || cell == 0 || cell > record->count)
            continue;
        const char *words = cell_or_empty(record, cell - 1);
        return strchr(words, '@') == NULL && strchr(words, ' ') != NULL;
    }
    return false;
}

bool header_repeated(arena *pool, const char *kind, const struct part *part,
                     const struct csv_record *record, bool is_first, struct findings *found)
{
    static const struct table no_maps = {0};
    struct search search = {
        .pool = pool, .kind = kind, .maps = &no_maps, .part = (struct part *)part};
    const char *what = NULL;
    if (is_same_header(part, record) || (is_first && is_label_row(&search, record)))
        what = "the header again";
    else if (is_first && is_instruction(part, record))
        what = "an instruction";
    else if (is_footer(pool, part, record))
        what = "a footer";
    if (what != NULL)
        text_addf(&found->notes, "line %ld is %s: left out\n", record->line, what);
    return what != NULL;
}
