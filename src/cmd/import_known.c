/* Digests of rows that are known: a table of those that the database keeps, found by the digest of
 * the word that a person is known by. */
#include "rungs/cmd/import_known.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "rungs/csv/fingerprint.h"
#include "rungs/db/copy.h"
#include "rungs/db/query.h"

/* Columns of the statement import_filter. */
enum { FILTER_KEY, FILTER_IDENTITY, FILTER_BY_CONTENT, FILTER_USABLE };

/* Longer words are looked at each time. */
enum { LONGEST_IDENTITY = 1024, DIGEST_DIGITS = 24 };

struct entry {
    uint64_t identity, digest;
    int64_t number;
};

/* What the file had about an entry. */
enum { MARK_NONE, MARK_OTHER, MARK_SAME };

struct known {
    arena *pool;
    fingerprint_key *key;
    size_t column;   /* which cell of a row says whom it is about */
    bool folds;      /* in small letters */
    bool by_content; /* a row without that cell is about itself */
    bool is_usable, is_read;
    /* Of the rows before known_read(): whom they were about. */
    uint64_t *early;
    size_t early_count, early_capacity;
    struct entry *entries;
    size_t count, capacity;
    unsigned char *marks; /* of each entry */
    size_t next;          /* the entry behind the one found last */
    uint32_t *slots;      /* numbers of entries, counted from 1; 0: free. Made when first needed. */
    size_t slot_count;
    size_t unsent;
    char digest[DIGEST_DIGITS];
};

static size_t column_number(const struct part *part, const char *name)
{
    size_t column = 0;
    while (column < part->column_count && strcmp(part->columns[column], name) != 0)
        column++;
    return column;
}

error *known_open(struct context *context, const struct rows *source, struct known **result)
{
    struct table answer;
    const char *columns = part_columns(context->pool, source->part);
    const char *values[] = {source->kind, columns, invocation_value(context->line, "effective"),
                            invocation_value(context->line, "date-format"),
                            invocation_value(context->line, "full")};
    *result = NULL;
    TRY(query_run(context->pool, context->db, "import_filter", values, &answer));
    if (answer.row_count == 0)
        return NULL;
    struct known *known = arena_alloc(context->pool, sizeof *known);
    const char *identity = table_cell(&answer, 0, FILTER_IDENTITY);
    *known = (struct known){
        .pool = context->pool,
        .key = fingerprint_key_new(context->pool, table_cell(&answer, 0, FILTER_KEY)),
        .column = column_number(source->part, identity),
        .folds = strcmp(identity, "email") == 0,
        .by_content = table_cell(&answer, 0, FILTER_BY_CONTENT)[0] == 't',
        .is_usable = table_cell(&answer, 0, FILTER_USABLE)[0] == 't'};
    *result = known;
    return NULL;
}

bool known_is_usable(const struct known *known)
{
    return known->is_usable;
}

/* The digest of a word as COPY has it; false when it cannot be one. */
static bool identity_of(const struct known *known, const char *word, size_t length,
                        uint64_t *identity)
{
    char small[LONGEST_IDENTITY];
    if (length == 0 || length > sizeof small || (length == 2 && memcmp(word, "\\N", 2) == 0))
        return false;
    for (size_t i = 0; i < length; i++)
        small[i] =
            known->folds && word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] + 32) : word[i];
    *identity = fingerprint(known->key, small, length);
    return true;
}

/* Takes a row of the statement copy_known: number, word, digest. */
static error *entry_take(void *owner, const char *row)
{
    struct known *known = owner;
    const char *word = strchr(row, '\t');
    const char *digest = word == NULL ? NULL : strchr(word + 1, '\t');
    if (digest == NULL)
        return error_new(ERROR_BUG, "a row of copy_known has too few cells");
    struct entry entry = {.number = strtoll(row, NULL, 10),
                          .digest = (uint64_t)strtoll(digest + 1, NULL, 10)};
    if (!identity_of(known, word + 1, (size_t)(digest - word - 1), &entry.identity)) {
        if (!known->by_content)
            return NULL;
        entry.identity = entry.digest;
    }
    if (known->count == known->capacity)
        known->entries = arena_grow(known->pool, known->entries, known->count, &known->capacity,
                                    sizeof *known->entries);
    known->entries[known->count++] = entry;
    return NULL;
}

/* Where the search for an identity begins: digests are spread evenly. */
static size_t slot_of(const struct known *known, uint64_t identity)
{
    return (size_t)((identity >> 32) * known->slot_count >> 32);
}

static void slots_fill(struct known *known)
{
    known->slot_count = known->count * 2 + 1;
    known->slots = arena_array(known->pool, known->slot_count, sizeof *known->slots);
    for (size_t i = 0; i < known->count; i++) {
        size_t slot = slot_of(known, known->entries[i].identity);
        while (known->slots[slot] != 0)
            slot = slot + 1 == known->slot_count ? 0 : slot + 1;
        known->slots[slot] = (uint32_t)(i + 1);
    }
}

/* The number of an entry, or `count` when there is none. */
static size_t entry_search(struct known *known, uint64_t identity)
{
    if (known->slots == NULL)
        slots_fill(known);
    size_t slot = slot_of(known, identity);
    for (; known->slots[slot] != 0; slot = slot + 1 == known->slot_count ? 0 : slot + 1)
        if (known->entries[known->slots[slot] - 1].identity == identity)
            return known->slots[slot] - 1;
    return known->count;
}

/* The same, beginning where the one before was: files keep their order. */
static size_t entry_find(struct known *known, uint64_t identity)
{
    size_t number = known->next;
    if (number >= known->count || known->entries[number].identity != identity)
        number = entry_search(known, identity);
    if (number < known->count)
        known->next = number + 1;
    return number;
}

error *known_read(struct context *context, struct known *known)
{
    TRY(copy_read(context->pool, context->db, "copy_known", entry_take, known));
    known->marks = arena_array(known->pool, known->count + 1, sizeof *known->marks);
    for (size_t i = 0; i < known->early_count; i++) {
        size_t number = entry_find(known, known->early[i]);
        if (number < known->count)
            known->marks[number] = MARK_OTHER;
    }
    known->is_read = true;
    return NULL;
}

/* The cell that says whom a row is about. */
static bool row_identity(const struct known *known, const char *row, size_t length,
                         uint64_t *identity)
{
    const char *end = row + length, *cell = row;
    for (size_t column = 0; column < known->column; column++) {
        cell = memchr(cell, '\t', (size_t)(end - cell));
        if (cell == NULL)
            return false;
        cell++;
    }
    const char *stop = memchr(cell, '\t', (size_t)(end - cell));
    return identity_of(known, cell, (size_t)((stop == NULL ? end : stop) - cell), identity);
}

static void early_keep(struct known *known, uint64_t identity)
{
    if (known->early_count == known->early_capacity)
        known->early = arena_grow(known->pool, known->early, known->early_count,
                                  &known->early_capacity, sizeof *known->early);
    known->early[known->early_count++] = identity;
}

/* What becomes of a row when the digests are there. */
static enum known_verdict entry_meet(struct known *known, uint64_t identity, uint64_t digest)
{
    size_t number = entry_find(known, identity);
    if (number == known->count)
        return KNOWN_SEND;
    if (known->marks[number] != MARK_NONE)
        return KNOWN_TWICE;
    bool same = known->entries[number].digest == digest;
    known->marks[number] = same ? MARK_SAME : MARK_OTHER;
    known->unsent += same;
    return same ? KNOWN_SAME : KNOWN_SEND;
}

enum known_verdict known_look(struct known *known, const char *row, size_t length,
                              const char **digest)
{
    uint64_t identity = 0;
    enum known_verdict verdict = KNOWN_SEND;
    *digest = "\\N";
    const uint64_t whole = fingerprint(known->key, row, length);
    if (!row_identity(known, row, length, &identity)) {
        if (!known->by_content)
            return verdict;
        identity = whole;
    }
    if (known->is_read)
        verdict = entry_meet(known, identity, whole);
    else if (known->is_usable)
        early_keep(known, identity);
    if (verdict == KNOWN_SEND) {
        snprintf(known->digest, sizeof known->digest, "%" PRId64, (int64_t)whole);
        *digest = known->digest;
    }
    return verdict;
}

const char *known_unsent(arena *pool, const struct known *known)
{
    return known == NULL || !known->is_read ? NULL : arena_printf(pool, "%zu", known->unsent);
}

error *known_unseen_send(struct context *context, const struct known *known)
{
    copy *target = NULL;
    if (known == NULL || !known->is_read)
        return NULL;
    TRY(copy_begin(context->pool, context->db, "copy_unseen", &target));
    for (size_t i = 0; i < known->count; i++)
        if (known->marks[i] != MARK_SAME)
            TRY(copy_row(target, (long)known->entries[i].number, NULL, 0));
    return copy_end(target);
}
