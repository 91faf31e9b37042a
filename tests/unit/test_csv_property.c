/* Random tables written in random dialects are read back as they were. A failure says the seed:
 * RUNGS_SEED=N build/tests/test_csv_property tries that one table again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include "csv_encode.h"
#include "csv_text.h"
#include "rungs/csv/digest.h"

enum { TABLES = 2500, MOST_COLUMNS = 8 };

/* How a table is written. */
struct writing {
    char delimiter, quote;
    const char *line_end; /* NULL: mixed */
    const struct encoding *encoding;
    bool said;     /* the reader is told delimiter and quote, so that anything goes */
    bool all;      /* every cell is quoted */
    bool unending; /* no line end at the end */
    bool large;
};

/* `mark` is written in front; `said` is what the reader is told. `pieces` are what cells are
 * made of beside ASCII. */
struct encoding {
    const char *name, *said, *found, *mark;
    size_t mark_length;
    const char *const *pieces;
    size_t piece_count;
};

struct cell_record {
    long long begin, end;
    const char *cells[MOST_COLUMNS]; /* NULL: empty */
};

struct written {
    arena *pool;
    struct writing how;
    struct text text;
    size_t columns, count;
    struct cell_record *records;
};

static const char *const world[] = {"é", "ß", "Ł",      "山",       "表", "ソ",
                                    "😀", "𝒳", "\u2028", "\xC2\x85", "ي"};
static const char *const western[] = {"é", "ß", "Ñ", "ü", "€", "’", "Š", "\u00A0"};
static const char *const japanese[] = {"山", "田", "表", "ソ", "ｱ", "ー"};
static const char *const nothing[] = {"_"};

static const struct encoding encodings[] = {
    {"UTF-8", NULL, "UTF-8", "", 0, world, COUNT_OF(world)},
    {"UTF-8", NULL, "UTF-8", "\xEF\xBB\xBF", 3, world, COUNT_OF(world)},
    {"UTF-8", "utf8", "utf8", "\xEF\xBB\xBF", 3, world, COUNT_OF(world)},
    {"UTF-16LE", NULL, "UTF-16LE", "\xFF\xFE", 2, world, COUNT_OF(world)},
    {"UTF-16BE", NULL, "UTF-16BE", "\xFE\xFF", 2, world, COUNT_OF(world)},
    {"UTF-16LE", "UTF-16LE", "UTF-16LE", "", 0, world, COUNT_OF(world)},
    {"UTF-16BE", "UTF-16", "UTF-16", "\xFE\xFF", 2, world, COUNT_OF(world)},
    {"UTF-32LE", NULL, "UTF-32LE", "\xFF\xFE\0\0", 4, world, COUNT_OF(world)},
    {"GB18030", "GB18030", "GB18030", "", 0, world, COUNT_OF(world)},
    {"UTF-7", "UTF-7", "UTF-7", "", 0, world, COUNT_OF(world)},
    {"CP1252", "windows-1252", "windows-1252", "", 0, western, COUNT_OF(western)},
    {"CP932", "CP932", "CP932", "", 0, japanese, COUNT_OF(japanese) - 2},
    {"ISO-2022-JP", "ISO-2022-JP", "ISO-2022-JP", "", 0, japanese, COUNT_OF(japanese) - 2},
    {"US-ASCII", NULL, "UTF-8", "", 0, nothing, COUNT_OF(nothing)},
};

/* A pseudo-random number below `limit` (xorshift, Marsaglia 2003). */
static size_t below(uint64_t *seed, size_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (size_t)(*seed >> 11) % limit;
}

static bool one_in(uint64_t *seed, size_t count)
{
    return below(seed, count) == 0;
}

static struct writing writing_any(uint64_t *seed)
{
    static const char *const line_ends[] = {"\n", "\r\n", "\r", NULL};
    struct writing how = {.delimiter = ",;\t|"[below(seed, 4)],
                          .quote = one_in(seed, 4) ? '\'' : '"',
                          .line_end = line_ends[below(seed, COUNT_OF(line_ends))],
                          .encoding = &encodings[below(seed, COUNT_OF(encodings))],
                          .said = one_in(seed, 2),
                          .unending = one_in(seed, 3),
                          .large = one_in(seed, 50)};
    if (how.said && one_in(seed, 4))
        how.delimiter = "^ x:"[below(seed, 4)];
    how.all = (!how.said && how.quote == '\'') || one_in(seed, 3);
    return how;
}

static const char *cell_any(arena *pool, uint64_t *seed, const struct writing *how)
{
    static const char plain[] = "abcxyzABC 0123456789.,;\t|'\"=+-@\r\n\\'\"^:";
    struct text cell = text_new(pool);
    if (one_in(seed, 6))
        return NULL;
    size_t length = one_in(seed, 8) ? 0 : below(seed, 12);
    if (how->large && one_in(seed, 2000))
        length = 70000;
    for (size_t i = 0; i < length; i++) {
        if (one_in(seed, 4))
            text_add(&cell, how->encoding->pieces[below(seed, how->encoding->piece_count)]);
        else
            text_add_bytes(&cell, plain + below(seed, sizeof plain - 1), 1);
    }
    return text_string(&cell);
}

/* What csv output has before a formula, and before what looks like such a protection. */
static bool looks_protected(const char *cell)
{
    size_t quotes = strspn(cell, "'");
    return quotes > 0 && cell[quotes] != '\0' && strchr("=+-@\t\r\n", cell[quotes]) != NULL;
}

static bool needs_quotes(const struct writing *how, const char *cell)
{
    size_t length = strlen(cell);
    return length == 0 || strpbrk(cell, "\r\n") != NULL || strchr(cell, how->quote) != NULL ||
           strchr(cell, how->delimiter) != NULL || strchr(" \t", cell[0]) != NULL ||
           strchr(" \t", cell[length - 1]) != NULL;
}

/* A tab may be what delimits, as far as can be guessed. */
static void blanks_any(struct written *table, uint64_t *seed)
{
    bool tabs = table->how.said && table->how.delimiter != '\t';
    for (size_t i = one_in(seed, 10) ? below(seed, 4) : 0; i > 0; i--)
        text_add(&table->text, tabs && one_in(seed, 2) ? "\t" : " ");
}

static void cell_write(struct written *table, uint64_t *seed, const char *cell)
{
    const struct writing *how = &table->how;
    struct text *text = &table->text;
    bool blanks = how->delimiter != ' ';
    if (blanks)
        blanks_any(table, seed);
    if (cell != NULL && looks_protected(cell))
        cell = arena_printf(table->pool, "'%s", cell);
    if (cell != NULL && (how->all || needs_quotes(how, cell) || one_in(seed, 5))) {
        text_add_bytes(text, &how->quote, 1);
        for (; *cell != '\0'; cell++)
            text_add_bytes(text, (char[]){*cell, *cell}, *cell == how->quote ? 2 : 1);
        text_add_bytes(text, &how->quote, 1);
    } else if (cell != NULL) {
        text_add(text, cell);
    }
    if (blanks)
        blanks_any(table, seed);
}

static void line_end_write(struct written *table, uint64_t *seed)
{
    const char *const any[] = {"\n", "\r\n", "\r"};
    const char *end = table->how.line_end != NULL ? table->how.line_end : any[below(seed, 3)];
    /* An LF behind a CR would be the same line end. */
    if (table->text.length > 0 && table->text.bytes[table->text.length - 1] == '\r')
        end = "\r";
    text_add(&table->text, end);
}

static void record_write(struct written *table, uint64_t *seed, struct cell_record *record)
{
    record->begin = (long long)table->text.length;
    for (size_t i = 0; i < table->columns; i++) {
        if (i > 0)
            text_add_bytes(&table->text, &table->how.delimiter, 1);
        cell_write(table, seed, record->cells[i]);
    }
    record->end = (long long)table->text.length;
}

static struct written table_any(arena *pool, uint64_t *seed)
{
    struct written table = {.pool = pool, .how = writing_any(seed), .text = text_new(pool)};
    bool said = table.how.said;
    table.columns = said ? 1 + below(seed, MOST_COLUMNS) : 2 + below(seed, MOST_COLUMNS - 1);
    table.count = 1 + below(seed, table.how.large ? 3000 : 12);
    table.records = arena_array(pool, table.count, sizeof *table.records);
    for (size_t i = 0; i < table.count; i++) {
        while (one_in(seed, 8)) {
            if (table.how.delimiter != ' ')
                blanks_any(&table, seed);
            line_end_write(&table, seed);
        }
        for (size_t j = 0; j < table.columns; j++)
            table.records[i].cells[j] = !said && i == 0 ? arena_printf(pool, "head%zu", j)
                                                        : cell_any(pool, seed, &table.how);
        /* That would be a blank line. */
        if (table.columns == 1 && table.records[i].cells[0] == NULL)
            table.records[i].cells[0] = "";
        record_write(&table, seed, &table.records[i]);
        if (i + 1 < table.count || !table.how.unending)
            line_end_write(&table, seed);
    }
    return table;
}

static const char *encoded_file(const struct written *table, struct text *file)
{
    const struct encoding *encoding = table->how.encoding;
    bool fits = false;
    struct text bytes = csv_encode(table->pool, encoding->name, text_string(&table->text),
                                   table->text.length, &fits);
    assert_true(fits);
    *file = text_new(table->pool);
    text_add_bytes(file, encoding->mark, encoding->mark_length);
    text_add_bytes(file, bytes.bytes, bytes.length);
    return memory_file(table->pool, file->bytes, file->length);
}

/* Counts on from where the last record began. */
static long line_of(const struct written *table, long line, long long from, long long to)
{
    const char *bytes = table->text.bytes;
    for (long long i = from; i < to; i++)
        line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
    return line;
}

static bool same(const char *left, const char *right)
{
    return left == NULL ? right == NULL : right != NULL && strcmp(left, right) == 0;
}

static const char *check_facts(const struct written *table, const csv_reader *reader)
{
    const struct csv_facts *facts = csv_facts(reader);
    if (strcmp(facts->encoding, table->how.encoding->found) != 0)
        return "another encoding";
    if (facts->mark != (table->how.encoding->mark_length > 0))
        return "another mark";
    if (facts->delimiter != table->how.delimiter)
        return "another delimiter";
    return facts->quote != table->how.quote && table->how.all ? "another quote" : NULL;
}

static const char *check_record(const struct written *table, const struct csv_record *found,
                                size_t number, long line)
{
    const struct cell_record *record = &table->records[number];
    if (found->line != line)
        return "another line";
    if (found->count != table->columns)
        return "another number of cells";
    for (size_t i = 0; i < found->count; i++)
        if (!same(found->cells[i], record->cells[i]))
            return arena_printf(table->pool, "cell %zu is <%s>, not <%s>", i, found->cells[i],
                                record->cells[i]);
    return NULL;
}

static const char *check_text(const struct written *table, const csv_reader *reader,
                              const struct cell_record *record)
{
    char *text = NULL;
    size_t length = (size_t)(record->end - record->begin);
    error *failure = csv_text(table->pool, reader, record->begin, record->end, &text);
    if (failure != NULL)
        return failure->message;
    bool equal =
        strlen(text) == length && memcmp(text, table->text.bytes + record->begin, length) == 0;
    return equal ? NULL : "another text";
}

/* Reads the table; what is wrong, or NULL. */
static const char *check_table(const struct written *table, uint64_t *seed)
{
    struct text file;
    const char *path = encoded_file(table, &file), *wrong = NULL;
    const struct csv_options options = {.encoding = table->how.encoding->said,
                                        .delimiter = table->how.said ? table->how.delimiter : '\0',
                                        .quote = table->how.said ? table->how.quote : '\0',
                                        .keep = true};
    csv_reader *reader = NULL;
    struct csv_record record;
    bool more = true;
    long line = 1;
    error *failure = csv_open(table->pool, path, &options, &reader);
    wrong = failure != NULL ? failure->message : check_facts(table, reader);
    for (size_t i = 0; i <= table->count && wrong == NULL; i++) {
        failure = csv_next(reader, &record, &more);
        if (failure != NULL || more != (i < table->count))
            return failure != NULL ? failure->message : "another number of records";
        if (!more)
            break;
        const struct cell_record *written = &table->records[i];
        line = line_of(table, line, i == 0 ? 0 : table->records[i - 1].begin, written->begin);
        wrong = check_record(table, &record, i, line);
        if (wrong == NULL && (record.begin != written->begin || record.end != written->end))
            wrong = "another place in the text";
        if (wrong == NULL && one_in(seed, 5))
            wrong = check_text(table, reader, &table->records[below(seed, i + 1)]);
    }
    struct digest digest;
    digest_begin(&digest);
    digest_add(&digest, file.bytes, file.length);
    if (wrong == NULL &&
        strcmp(csv_digest(table->pool, reader), digest_words(table->pool, &digest)) != 0)
        wrong = "another digest";
    return wrong;
}

static void check_seed(arena *state, uint64_t seed)
{
    arena *pool = arena_new(state);
    uint64_t random = seed;
    struct written table = table_any(pool, &random);
    const char *wrong = check_table(&table, &random);
    if (wrong != NULL)
        fail_msg("RUNGS_SEED=%llu: %s; %s, delimiter '%c', quote %c, %s\n%.2000s",
                 (unsigned long long)seed, wrong, table.how.encoding->name, table.how.delimiter,
                 table.how.quote, table.how.said ? "said" : "guessed", text_string(&table.text));
    arena_free(pool);
}

static void what_was_written_is_read(void **state)
{
    const char *said = getenv("RUNGS_SEED");
    if (said != NULL) {
        check_seed(*state, strtoull(said, NULL, 10));
        return;
    }
    uint64_t seed = ((uint64_t)time(NULL) << 20) + (uint64_t)getpid();
    for (int i = 0; i < TABLES; i++) {
        (void)below(&seed, 2);
        check_seed(*state, seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_written_is_read, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv property", tests, NULL, NULL);
}
