/* Reading CSV with libcsv, a line at a time, so that each record knows its line and its text, which
 * libcsv does not tell. Cells before the first quote of a line, and behind the cell with its last
 * one, need no parser: they are most, and libcsv takes 4 ns a byte. */
#include "rungs/csv/reader.h"

#include <csv.h>
#include <stdint.h>
#include <string.h>

#include "rungs/csv/buffer.h"
#include "rungs/csv/dialect.h"
#include "rungs/csv/digest.h"
#include "rungs/csv/source.h"

enum { BLOCK = 64 * 1024 };

/* A cell that is not there has no place in the text of the record. */
static const size_t absent = SIZE_MAX, nowhere = SIZE_MAX;

struct place {
    long line;
    size_t byte;
};

struct csv_reader {
    csv_source *source;
    struct csv_facts facts;
    struct csv_parser parser;
    bool declared;
    /* The record being read: its cells one behind another, a NUL behind each, and where they begin.
     */
    struct csv_record record;
    struct buffer text, places, cells;
    size_t used;
    bool complete;       /* its last line was read */
    bool inside;         /* a cell goes on in the next line */
    struct place opened; /* that cell's quote */
    size_t too_long;     /* the first cell that is; nowhere: none */
    /* Its last line, how many cells were complete before it, and whether one went on in it. */
    struct source_line last;
    size_t before_last;
    bool last_goes_on;
};

static void reader_close(void *resource)
{
    csv_free(&((csv_reader *)resource)->parser);
}

/* In our own csv output a text that would be a formula has one apostrophe more before it. */
static const char *unprotected(const char *cell)
{
    if (*cell != '\'')
        return cell;
    const char *first = cell + strspn(cell, "'");
    return *first != '\0' && strchr("=+-@\t\r\n", *first) != NULL ? cell + 1 : cell;
}

static void cell_add(csv_reader *reader, const char *bytes, size_t length)
{
    size_t number = reader->record.count++;
    if (number >= CSV_MOST_CELLS)
        return;
    if (length > CSV_LONGEST_CELL) {
        reader->too_long = reader->too_long == nowhere ? number : reader->too_long;
        bytes = NULL;
    }
    buffer_reserve(&reader->places, number * sizeof(size_t), (number + 1) * sizeof(size_t));
    size_t *place = (size_t *)reader->places.bytes + number;
    *place = bytes == NULL ? absent : reader->used;
    if (bytes == NULL)
        return;
    buffer_reserve(&reader->text, reader->used, reader->used + length + 1);
    char *cell = (char *)reader->text.bytes + reader->used;
    memcpy(cell, bytes, length);
    cell[length] = '\0';
    reader->used += length + 1;
}

static void on_cell(void *bytes, size_t length, void *resource)
{
    cell_add(resource, bytes, length);
}

static void on_row(int end, void *resource)
{
    (void)end;
    ((csv_reader *)resource)->complete = true;
}

static bool is_blank(const csv_reader *reader, char byte)
{
    return (byte == ' ' || byte == '\t') && byte != reader->facts.delimiter;
}

static bool only_blanks(const csv_reader *reader, const struct source_line *line)
{
    size_t at = 0;
    while (at < line->length && is_blank(reader, line->bytes[at]))
        at++;
    return at == line->length;
}

static void bare_cell_add(csv_reader *reader, const char *begin, const char *end)
{
    while (begin < end && is_blank(reader, *begin))
        begin++;
    while (begin < end && is_blank(reader, end[-1]))
        end--;
    cell_add(reader, begin == end ? NULL : begin, (size_t)(end - begin));
}

/* Takes cells that have no quote in them: as many as end with a delimiter before `end`, and with
 * `last` the one that ends there too. Returns what it did not take. */
static const char *bare_cells_take(csv_reader *reader, const char *at, const char *end, bool last)
{
    const char delimiter = reader->facts.delimiter;
    for (const char *found; (found = memchr(at, delimiter, (size_t)(end - at))) != NULL;
         at = found + 1)
        bare_cell_add(reader, at, found);
    if (!last)
        return at;
    bare_cell_add(reader, at, end);
    reader->complete = true;
    return end;
}

/* Takes the cells of a line, or of what goes on of it, from its first quote on; `bytes` are
 * followed by the line end up to `limit`. Returns where the parser came to an end. What is behind
 * the cell with the last quote is bare again, unless that cell is still open. */
static const char *quoted_cells_take(csv_reader *reader, const char *bytes, const char *end,
                                     const char *limit)
{
    const char *quote = memrchr(bytes, reader->facts.quote, (size_t)(end - bytes));
    const char *bare =
        quote == NULL ? NULL : memchr(quote, reader->facts.delimiter, (size_t)(end - quote));
    const char *stop = bare == NULL ? limit : bare + 1;
    const char *at =
        bytes + csv_parse(&reader->parser, bytes, (size_t)(stop - bytes), on_cell, on_row, reader);
    if (at < stop || bare == NULL)
        return at;
    if (reader->parser.quoted)
        return at + csv_parse(&reader->parser, at, (size_t)(limit - at), on_cell, on_row, reader);
    /* It waits for a cell that it shall not get. */
    (void)csv_fini(&reader->parser, NULL, NULL, NULL);
    bare_cells_take(reader, at, end, true);
    return limit;
}

/* The cells of a line; returns how far they could be taken. */
static size_t cells_take(csv_reader *reader, const char *bytes, size_t length, size_t with_end)
{
    const char *end = bytes + length, *at = bytes, *limit = bytes + with_end;
    if (!reader->inside) {
        const char *quote = memchr(bytes, reader->facts.quote, length);
        at = bare_cells_take(reader, bytes, quote == NULL ? end : quote, quote == NULL);
    }
    at = reader->complete ? limit : quoted_cells_take(reader, at, end, limit);
    return (size_t)(at - bytes);
}

/* Behind the quote that closes a cell which begins, or goes on, at `at`. */
static size_t quoted_end(const char *bytes, size_t length, size_t at, char quote)
{
    for (; at < length; at++) {
        if (bytes[at] != quote)
            continue;
        if (at + 1 == length || bytes[at + 1] != quote)
            return at + 1;
        at++;
    }
    return length;
}

/* Where the cell of that number begins in a line, counted from 0 with one that goes on in it. */
static size_t cell_begin(const csv_reader *reader, const char *bytes, size_t length, size_t number)
{
    size_t at = reader->inside ? quoted_end(bytes, length, 0, reader->facts.quote) : 0;
    for (size_t i = 0;; i++) {
        while (at < length && is_blank(reader, bytes[at]))
            at++;
        if (i == number || at == length)
            return at;
        if (bytes[at] == reader->facts.quote && (i > 0 || !reader->inside))
            at = quoted_end(bytes, length, at + 1, reader->facts.quote);
        const char *found = memchr(bytes + at, reader->facts.delimiter, length - at);
        at = found == NULL ? length : (size_t)(found - bytes) + 1;
    }
}

/* The same as a place; `before` cells of the record were complete when the line began. */
static struct place cell_place(const csv_reader *reader, const struct source_line *line,
                               size_t length, size_t number, size_t before)
{
    if (reader->inside && number == before)
        return reader->opened;
    size_t at = cell_begin(reader, line->bytes, length, number - before);
    return (struct place){.line = line->number, .byte = at + 1};
}

static error *fault(const csv_reader *reader, struct place place, const char *what,
                    const char *hint)
{
    return source_fault(reader->source, place.line, place.byte, what, hint);
}

static error *too_long_fault(const csv_reader *reader, struct place place)
{
    return fault(reader, place, "a cell of more than 1 MiB begins here",
                 "Is a quote opened here and never closed?");
}

static error *record_fault(const csv_reader *reader, const char *what)
{
    return fault(reader, (struct place){.line = reader->record.line, .byte = 1}, what,
                 "Is this a CSV file?");
}

static error *strict_fault(const csv_reader *reader, struct place place)
{
    const char quote = reader->facts.quote;
    const char *what = reader->parser.quoted ? "text stands behind the quote that closes a cell"
                                             : "a quote stands inside a cell that is not quoted";
    return error_hint(fault(reader, place, what, ""),
                      "A cell with a quote in it is written %c5%c%c disk%c: quoted, and the quote "
                      "doubled.",
                      quote, quote, quote, quote);
}

/* Takes the cells of a line, or as much of it as the record may have. */
static error *feed(csv_reader *reader, const struct source_line *line)
{
    const size_t before = reader->record.count, gone = (size_t)(line->begin - reader->record.begin);
    const size_t room = gone < CSV_LONGEST_RECORD ? CSV_LONGEST_RECORD - gone : 0;
    const bool over = gone + line->length > CSV_LONGEST_RECORD;
    const size_t words = over ? room : line->length;
    const size_t length = over ? room : line->length + (line->end > 0 ? line->end : 1);
    const size_t fed = cells_take(reader, line->bytes, words, length);
    if (reader->too_long != nowhere)
        return too_long_fault(reader, cell_place(reader, line, words, reader->too_long, before));
    if (reader->record.count > CSV_MOST_CELLS)
        return record_fault(reader, "a record of more than 16,384 cells begins here");
    if (fed < length)
        return strict_fault(reader, (struct place){.line = line->number, .byte = fed + 1});
    struct place last = reader->complete
                            ? reader->opened
                            : cell_place(reader, line, words, reader->record.count, before);
    if (!reader->complete && reader->parser.entry_pos > CSV_LONGEST_CELL)
        return too_long_fault(reader, last);
    if (over)
        return record_fault(reader, "a record of more than 16 MiB begins here");
    reader->inside = !reader->complete;
    reader->opened = last;
    return NULL;
}

static error *options_check(const struct csv_options *options)
{
    unsigned char delimiter = (unsigned char)options->delimiter;
    if (delimiter >= 0x80 || (delimiter != '\0' && strchr("\"'\r\n", delimiter) != NULL))
        return error_hint(
            error_new(ERROR_USAGE, "'%c' cannot be the delimiter", options->delimiter),
            "Usual are comma, semicolon, tab and pipe.");
    if (options->quote != '\0' && strchr("\"'", options->quote) == NULL)
        return error_hint(error_new(ERROR_USAGE, "'%c' cannot be the quote", options->quote),
                          "It is \" or '.");
    return NULL;
}

/* What the beginning of the text says about all of it. */
static void look_at_beginning(csv_reader *reader, const struct csv_options *options)
{
    size_t length = 0;
    bool whole = false;
    const char *text = source_beginning(reader->source, &length, &whole);
    struct dialect dialect = dialect_guess(text, length, whole, options->delimiter, options->quote);
    reader->declared = dialect.declared;
    reader->facts = (struct csv_facts){.encoding = source_encoding(reader->source),
                                       .mark = source_has_mark(reader->source),
                                       .delimiter = dialect.delimiter,
                                       .quote = dialect.quote,
                                       .line_end = dialect.line_end};
}

error *csv_open(arena *pool, const char *path, const struct csv_options *options,
                csv_reader **result)
{
    const struct csv_options known = options == NULL ? (struct csv_options){0} : *options;
    csv_reader *reader = arena_alloc(pool, sizeof *reader);
    TRY(options_check(&known));
    TRY(source_open(pool, path, known.encoding, known.keep, &reader->source));
    reader->text.parent = reader->places.parent = reader->cells.parent = pool;
    look_at_beginning(reader, &known);
    csv_init(&reader->parser, CSV_STRICT | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
    /* Its buffer grows by 128 bytes at a time otherwise: 16 MiB would take 131,072 moves. */
    csv_set_blk_size(&reader->parser, BLOCK);
    csv_set_delim(&reader->parser, (unsigned char)reader->facts.delimiter);
    csv_set_quote(&reader->parser, (unsigned char)reader->facts.quote);
    arena_defer(pool, reader_close, reader);
    *result = reader;
    return NULL;
}

const struct csv_facts *csv_facts(const csv_reader *reader)
{
    return &reader->facts;
}

static void record_begin(csv_reader *reader, const struct source_line *line)
{
    reader->record = (struct csv_record){.line = line->number, .begin = line->begin};
    reader->used = 0;
    reader->complete = false;
    reader->too_long = nowhere;
}

static void record_end(csv_reader *reader, const struct source_line *line,
                       struct csv_record *record)
{
    const size_t count = reader->record.count;
    const size_t *places = reader->places.bytes;
    buffer_reserve(&reader->cells, 0, count * sizeof *record->cells);
    const char **cells = reader->cells.bytes;
    for (size_t i = 0; i < count; i++)
        cells[i] =
            places[i] == absent ? NULL : unprotected((const char *)reader->text.bytes + places[i]);
    reader->record.cells = cells;
    reader->record.end = line->begin + (long long)line->length;
    *record = reader->record;
}

/* Lines that are no part of a record. */
static bool is_nothing(const csv_reader *reader, const struct source_line *line)
{
    return !reader->inside &&
           ((line->number == 1 && reader->declared) || (!line->cut && only_blanks(reader, line)));
}

error *csv_next(csv_reader *reader, struct csv_record *record, bool *more)
{
    struct source_line line;
    for (bool complete = false; !complete;) {
        TRY(source_line(reader->source, &line, more));
        if (!*more && reader->inside)
            return fault(reader, reader->opened, "a quote is opened here and never closed",
                         "Close it, or double a quote that is part of the text.");
        if (!*more)
            return NULL;
        if (is_nothing(reader, &line))
            continue;
        if (!reader->inside)
            record_begin(reader, &line);
        reader->last = line;
        reader->before_last = reader->record.count;
        reader->last_goes_on = reader->inside;
        TRY(feed(reader, &line));
        complete = reader->complete;
    }
    record_end(reader, &line, record);
    return NULL;
}

error *csv_text(arena *pool, const csv_reader *reader, long long begin, long long end,
                char **result)
{
    return source_text(pool, reader->source, begin, end, result);
}

void csv_cell_place(const csv_reader *reader, size_t cell, long *line, size_t *byte)
{
    const struct source_line *last = &reader->last;
    *line = last->number;
    *byte = last->length + 1;
    if (cell >= reader->before_last && cell < reader->record.count && !reader->last_goes_on)
        *byte = cell_begin(reader, last->bytes, last->length, cell - reader->before_last) + 1;
}

double csv_share(const csv_reader *reader)
{
    return source_share(reader->source);
}

bool csv_can_repeat(const csv_reader *reader)
{
    return source_can_repeat(reader->source);
}

const char *csv_digest(arena *pool, const csv_reader *reader)
{
    return source_digest(pool, reader->source);
}

const char *csv_digest_of(arena *pool, const char *string)
{
    struct digest digest;
    digest_begin(&digest);
    digest_add(&digest, string, strlen(string));
    return digest_words(pool, &digest);
}
