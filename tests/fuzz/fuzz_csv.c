/* The CSV reader over any bytes with any options. Besides not falling over it has to keep these
 * promises: what it hands out is text with a line; the text of a record says the record again; and
 * a blank line in front changes nothing but the lines. That line is long: it pushes the input over
 * the border of the reader's pieces, which a fuzzer would not find.
 *
 * The first three bytes choose: how much of the rest lies before the border (64 and more: all of
 * it, which is quicker); the encoding; delimiter, quote and whether the text is kept. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "rungs/base/text.h"
#include "rungs/csv/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { PIECE = 65536, CHOICES = 3 };

static const char header[] = "a,b\n";

/* Encodings with the bytes that an ASCII character takes in them, and how many zeros of them
 * stand in front. */
static const struct {
    const char *name;
    size_t unit, zeros;
} encodings[] = {
    {NULL, 1, 0},          {"windows-1252", 1, 0}, {"UTF-16LE", 2, 0},   {"UTF-16BE", 2, 1},
    {"UTF-32LE", 4, 0},    {"SHIFT_JIS", 1, 0},    {"GB18030", 1, 0},    {"UTF-7", 1, 0},
    {"ISO-2022-JP", 1, 0}, {"CP1258", 1, 0},       {"BIG5-HKSCS", 1, 0}, {"UTF-8", 1, 0},
};

struct input {
    const uint8_t *bytes;
    size_t length, encoding, before;
    bool at_border;
    struct csv_options options;
};

static void must(bool kept)
{
    if (!kept)
        abort();
}

static struct input choose(const uint8_t *bytes, size_t length)
{
    const size_t ways = bytes[2];
    struct input input = {.bytes = bytes + CHOICES,
                          .length = length - CHOICES,
                          .encoding = bytes[1] % COUNT_OF(encodings),
                          .at_border = bytes[0] < 64};
    input.options = (struct csv_options){.encoding = encodings[input.encoding].name,
                                         .delimiter = "\0,;\t|"[ways % 5],
                                         .quote = "\0\"'"[ways / 5 % 3],
                                         .keep = ways / 15 % 2 == 1};
    input.before = bytes[0] < input.length ? bytes[0] : input.length;
    input.before -= input.before % encodings[input.encoding].unit;
    return input;
}

/* The next record; NULL at the end and, with `*failure`, after a fault. */
static const struct csv_record *next(csv_reader *source, struct csv_record *record, char **failure)
{
    bool more = false;
    const error *fault = csv_next(source, record, &more);
    const char *place = fault == NULL ? NULL : strstr(fault->message, ", line ");
    must(fault == NULL || (fault->kind == ERROR_REFUSED && place != NULL &&
                           strstr(place, ", byte ") != NULL && fault->hint[0] != '\0'));
    *failure = fault == NULL ? NULL : strdup(place + strlen(", line "));
    return fault == NULL && more ? record : NULL;
}

static bool same_cell(const char *one, const char *other)
{
    return one == NULL ? other == NULL : other != NULL && strcmp(one, other) == 0;
}

static void check_same(const struct csv_record *left, const struct csv_record *right)
{
    must(left->count == right->count && left->end - left->begin == right->end - right->begin);
    for (size_t i = 0; i < left->count; i++)
        must(same_cell(left->cells[i], right->cells[i]));
}

/* Reads the text of a record behind a line that is none of the special ones. */
static void check_text(arena *pool, const csv_reader *source, const struct csv_record *record)
{
    static const char front[] = "x\n";
    const struct csv_options options = {.encoding = "UTF-8",
                                        .delimiter = csv_facts(source)->delimiter,
                                        .quote = csv_facts(source)->quote};
    struct text file = text_new(pool);
    csv_reader *again = NULL;
    struct csv_record found;
    char *words = NULL, *failure = NULL;
    must(csv_text(pool, source, record->begin, record->end, &words) == NULL);
    must(strlen(words) == (size_t)(record->end - record->begin));
    text_addf(&file, "%s%s", front, words);
    must(csv_open(pool, memory_file(pool, file.bytes, file.length), &options, &again) == NULL);
    must(next(again, &found, &failure) != NULL);
    must(next(again, &found, &failure) != NULL && found.line == 2);
    check_same(record, &found);
    must(next(again, &found, &failure) == NULL && failure == NULL);
}

/* Reads the bytes as they are, and says how they were read. */
static struct csv_facts read_alone(arena *pool, const struct input *input)
{
    csv_reader *source = NULL;
    struct csv_record record;
    const char *path = memory_file(pool, (const char *)input->bytes, input->length);
    char *failure = NULL;
    long last = 0;
    long long end = 0;
    if (csv_open(pool, path, &input->options, &source) != NULL)
        return (struct csv_facts){.delimiter = ',', .quote = '"'};
    while (next(source, &record, &failure) != NULL) {
        must(record.line > last && record.count > 0);
        must(record.begin >= end && record.end > record.begin);
        for (size_t i = 0; i < record.count; i++) {
            const char *cell = record.cells[i];
            must(cell == NULL || utf8_check(cell, strlen(cell)) == strlen(cell));
        }
        if (input->options.keep) {
            arena *child = arena_new(pool);
            check_text(child, source, &record);
            arena_free(child);
        }
        last = record.line;
        end = record.end;
    }
    free(failure);
    return *csv_facts(source);
}

static void ascii_add(struct text *file, const struct input *input, char character, size_t count)
{
    const size_t unit = encodings[input->encoding].unit, zeros = encodings[input->encoding].zeros;
    char *characters = arena_alloc(file->pool, unit * count + 1);
    for (size_t i = 0; i < count; i++)
        characters[i * unit + zeros] = character;
    text_add_bytes(file, characters, unit * count);
}

/* Opens them behind a header and a blank line of so many bytes, none: 0. */
static csv_reader *open_behind(arena *pool, const struct input *input, size_t blank)
{
    struct text file = text_new(pool);
    csv_reader *source = NULL;
    for (size_t i = 0; i < strlen(header); i++)
        ascii_add(&file, input, header[i], 1);
    if (blank > 0) {
        ascii_add(&file, input, ' ', blank / encodings[input->encoding].unit - 1);
        ascii_add(&file, input, '\n', 1);
    }
    text_add_bytes(&file, (const char *)input->bytes, input->length);
    must(csv_open(pool, memory_file(pool, file.bytes, file.length), &input->options, &source) ==
         NULL);
    return source;
}

/* The same fault, a line further down. */
static void check_fault(char *left, char *right)
{
    must((left == NULL) == (right == NULL));
    if (left == NULL)
        return;
    char *one, *other;
    must(strtol(left, &one, 10) + 1 == strtol(right, &other, 10) && strcmp(one, other) == 0);
    free(left);
    free(right);
}

static void compare(arena *pool, const struct input *input)
{
    const size_t unit = encodings[input->encoding].unit;
    const size_t border = PIECE - strlen(header) * unit - input->before;
    csv_reader *plain = open_behind(pool, input, 0);
    csv_reader *behind = open_behind(pool, input, input->at_border ? border : unit);
    for (;;) {
        struct csv_record left, right;
        char *left_failure, *right_failure;
        const struct csv_record *one = next(plain, &left, &left_failure);
        const struct csv_record *other = next(behind, &right, &right_failure);
        must((one == NULL) == (other == NULL));
        check_fault(left_failure, right_failure);
        if (one == NULL)
            return;
        must(one->line + (one->line == 1 ? 0 : 1) == other->line);
        check_same(one, other);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length < CHOICES || length > PIECE / 2)
        return 0;
    arena *pool = arena_new(NULL);
    struct input input = choose(bytes, length);
    struct csv_facts facts = read_alone(pool, &input);
    input.options.delimiter = facts.delimiter;
    input.options.quote = facts.quote;
    input.options.keep = false;
    compare(pool, &input);
    arena_free(pool);
    return 0;
}
