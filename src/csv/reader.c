/* Reading CSV with libcsv. The file goes in line by line, so that each record knows the line it
 * begins in, which libcsv does not tell; the records of one piece of the file wait in a list. */
#include "rungs/csv/reader.h"

#include <csv.h>
#include <errno.h>
#include <sha2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "rungs/base/text.h"
#include "rungs/csv/dialect.h"

enum { PIECE = 64 * 1024, LONGEST_RECORD = 16 * 1024 * 1024 };

struct waiting {
    struct csv_record record;
    size_t capacity;
};

struct csv_reader {
    const char *path;
    FILE *file;
    struct csv_parser parser;
    SHA2_CTX digest;
    arena *pool;  /* of the waiting records; emptied before each piece */
    long line;    /* being fed */
    long started; /* where the record being read began */
    size_t record_bytes;
    bool at_boundary, after_return, begun, ended;
    size_t kept; /* bytes at the beginning of the piece: a character's first part */
    struct waiting *records;
    size_t count, capacity, next;
    bool open; /* the last waiting record still gets cells */
    char piece[PIECE];
};

static void reader_close(void *resource)
{
    csv_reader *source = resource;
    csv_free(&source->parser);
    arena_free(source->pool);
    if (source->file != stdin)
        fclose(source->file);
}

/* In our own csv output a text that would be a formula has one apostrophe more before it. */
static const char *unprotected(const char *cell)
{
    const char *first = cell + strspn(cell, "'");
    bool is_protected = first > cell && *first != '\0' && strchr("=+-@\t\r\n", *first) != NULL;
    return is_protected ? cell + 1 : cell;
}

static void on_cell(void *bytes, size_t length, void *resource)
{
    csv_reader *source = resource;
    if (!source->open) {
        source->records = arena_grow(source->pool, source->records, source->count,
                                     &source->capacity, sizeof *source->records);
        source->records[source->count++] = (struct waiting){.record.line = source->started};
        source->open = true;
    }
    struct waiting *last = &source->records[source->count - 1];
    last->record.cells = arena_grow(source->pool, (void *)last->record.cells, last->record.count,
                                    &last->capacity, sizeof *last->record.cells);
    last->record.cells[last->record.count++] =
        bytes == NULL ? NULL : unprotected(arena_copy_bytes(source->pool, bytes, length));
}

static void on_row(int end, void *resource)
{
    (void)end;
    csv_reader *source = resource;
    source->open = false;
    source->at_boundary = true;
}

static error *fault(const csv_reader *source, long line, const char *what, const char *hint)
{
    return error_hint(error_new(ERROR_REFUSED, "%s, line %ld: %s", source->path, line, what), "%s",
                      hint);
}

static error *parse(csv_reader *source, const char *bytes, size_t length)
{
    if (csv_parse(&source->parser, bytes, length, on_cell, on_row, source) == length)
        return NULL;
    return fault(
        source, source->line, "a quote stands inside a cell that is not quoted",
        "A cell with a quote in it is written \"5\"\" disk\": quoted, and the quote doubled.");
}

static bool is_blank(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(" \t\r\n", bytes[i]) == NULL)
            return false;
    return true;
}

/* Feeds one line, or the part of it that the piece holds. */
static error *feed(csv_reader *source, const char *bytes, size_t length)
{
    if (source->at_boundary) {
        source->started = source->line;
        source->record_bytes = 0;
    }
    source->at_boundary = source->at_boundary && is_blank(bytes, length);
    source->record_bytes += length;
    if (source->record_bytes > LONGEST_RECORD)
        return fault(source, source->started, "a record of more than 16 MiB begins here",
                     "Is a quote opened here and never closed?");
    return parse(source, bytes, length);
}

static bool ends_line(const char *bytes, size_t length, size_t i)
{
    return bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'));
}

/* 1 when the piece begins with an LF whose CR ended the last piece: that line end is counted. */
static size_t counted(const csv_reader *source, const char *bytes, size_t length)
{
    return source->after_return && length > 0 && bytes[0] == '\n' ? 1 : 0;
}

static error *feed_lines(csv_reader *source, const char *bytes, size_t length)
{
    size_t start = counted(source, bytes, length);
    TRY(parse(source, bytes, start));
    for (size_t i = start; i < length; i++) {
        if (!ends_line(bytes, length, i))
            continue;
        TRY(feed(source, bytes + start, i + 1 - start));
        source->line++;
        start = i + 1;
    }
    source->after_return = length > 0 && bytes[length - 1] == '\r';
    return start < length ? feed(source, bytes + start, length - start) : NULL;
}

static error *check_bytes(const csv_reader *source, const char *bytes, size_t length, size_t *tail)
{
    const char *zero = memchr(bytes, '\0', length);
    size_t bad = utf8_check(bytes, length);
    bool cut = zero == NULL && length - bad < 4 && length == PIECE && !feof(source->file);
    *tail = cut ? length - bad : 0;
    if (zero == NULL && (bad == length || cut))
        return NULL;
    long line = source->line;
    size_t where = zero != NULL && (size_t)(zero - bytes) <= bad ? (size_t)(zero - bytes) : bad;
    for (size_t i = counted(source, bytes, length); i < where; i++)
        line += ends_line(bytes, length, i);
    if (where < bad || zero == bytes + where)
        return fault(source, line, "a NUL byte",
                     "This is not a text file, or it is UTF-16: save it as CSV in UTF-8.");
    return fault(source, line, "a byte that is not UTF-8", "Save the file as CSV in UTF-8.");
}

/* What the first bytes tell about the whole file. */
static error *look_at_first(csv_reader *source, size_t length, size_t *mark)
{
    const char *foreign = dialect_foreign(source->piece, length);
    if (foreign != NULL)
        return error_hint(error_new(ERROR_REFUSED, "%s is %s", source->path, foreign),
                          "Save the file as CSV in UTF-8.");
    csv_set_delim(&source->parser, (unsigned char)dialect_delimiter(source->piece, length));
    *mark = dialect_mark(source->piece, length);
    return NULL;
}

static error *finish(csv_reader *source)
{
    if (csv_fini(&source->parser, on_cell, on_row, source) == 0)
        return NULL;
    return fault(source, source->started,
                 "a quote is opened in the record that begins here and never closed",
                 "Close it, or double a quote that is part of the text.");
}

/* Reads the next piece into the list of records. A character cut by the end of the piece waits at
 * the piece's beginning for the rest of it. */
static error *read_piece(csv_reader *source)
{
    size_t length =
        source->kept + fread(source->piece + source->kept, 1, PIECE - source->kept, source->file);
    if (ferror(source->file))
        return error_system(ERROR_REFUSED, "cannot read '%s'", source->path);
    SHA256Update(&source->digest, (const uint8_t *)source->piece + source->kept,
                 length - source->kept);
    source->ended = length < PIECE;
    size_t mark = 0, tail = 0;
    if (!source->begun)
        TRY(look_at_first(source, length, &mark));
    source->begun = true;
    TRY(check_bytes(source, source->piece, length, &tail));
    TRY(feed_lines(source, source->piece + mark, length - mark - tail));
    memmove(source->piece, source->piece + length - tail, tail);
    source->kept = tail;
    return source->ended ? finish(source) : NULL;
}

error *csv_open(arena *pool, const char *path, csv_reader **result)
{
    csv_reader *source = arena_alloc(pool, sizeof *source);
    *source = (csv_reader){.path = path, .line = 1, .started = 1, .at_boundary = true};
    source->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (source->file == NULL)
        return error_system(ERROR_REFUSED, "cannot open '%s'", path);
    csv_init(&source->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
    /* Its buffer grows by 128 bytes at a time otherwise: 16 MiB would take 131,072 moves. */
    csv_set_blk_size(&source->parser, PIECE);
    SHA256Init(&source->digest);
    source->pool = arena_new(NULL);
    arena_defer(pool, reader_close, source);
    if (source->file == stdin)
        source->path = "standard input";
    struct stat facts;
    if (fstat(fileno(source->file), &facts) == 0 && S_ISDIR(facts.st_mode))
        return error_hint(error_new(ERROR_REFUSED, "'%s' is a folder", path), "Name a CSV file.");
    *result = source;
    return NULL;
}

/* Copies the record that still gets cells into the memory of the next piece. */
static void keep_open(csv_reader *source, const struct waiting *last)
{
    const struct csv_record *from = &last->record;
    struct waiting kept = {.record = {.line = from->line, .count = from->count},
                           .capacity = last->capacity};
    kept.record.cells = arena_array(source->pool, kept.capacity, sizeof *kept.record.cells);
    for (size_t i = 0; i < from->count; i++)
        kept.record.cells[i] = arena_copy(source->pool, from->cells[i]);
    source->records = arena_grow(source->pool, NULL, 0, &source->capacity, sizeof kept);
    source->records[source->count++] = kept;
}

/* Forgets the records that were handed out. One that still gets cells moves to fresh memory, or
 * stays alone where it is, so that a long one is moved once. */
static void forget_read(csv_reader *source)
{
    arena *old = source->pool;
    struct waiting last = {0};
    source->next = 0;
    if (source->open && source->count == 1)
        return;
    if (source->open)
        last = source->records[source->count - 1];
    source->pool = arena_new(NULL);
    source->records = NULL;
    source->count = source->capacity = 0;
    if (source->open)
        keep_open(source, &last);
    arena_free(old);
}

error *csv_next(csv_reader *source, struct csv_record *record, bool *more)
{
    while (source->next + source->open >= source->count && !source->ended) {
        forget_read(source);
        TRY(read_piece(source));
    }
    *more = source->next + source->open < source->count;
    if (*more)
        *record = source->records[source->next++].record;
    return NULL;
}

const char *csv_digest(arena *pool, const csv_reader *source)
{
    SHA2_CTX copy = source->digest;
    char hexadecimal[SHA256_DIGEST_STRING_LENGTH];
    return arena_copy(pool, SHA256End(&copy, hexadecimal));
}

const char *csv_digest_of(arena *pool, const char *string)
{
    char hexadecimal[SHA256_DIGEST_STRING_LENGTH];
    return arena_copy(pool, SHA256Data((const uint8_t *)string, strlen(string), hexadecimal));
}
