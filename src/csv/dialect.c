/* Guessing how a CSV file is written: its first records are counted out for every delimiter at
 * once, with each quote. */
#include "rungs/csv/dialect.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "rungs/base/macros.h"

enum { RECORDS = 200, DELIMITERS = 4 };

/* What one record has of each delimiter. */
struct counts {
    size_t found[DELIMITERS], doubtful[DELIMITERS];
    size_t filled, quoted; /* cells that are not empty; those of them that are quoted */
};

/* The beginning of a text counted out with one quote. */
struct looked {
    char delimiters[DELIMITERS + 1];
    char quote;
    size_t count;
    struct counts records[RECORDS];
    const char *line_end;
    bool other_quote, broken; /* a cell begins with the other quote; one is not closed properly */
};

/* Where the text is being looked at. */
struct place {
    const char *at, *end;
};

static bool is_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t delimiter_number(const struct looked *looked, char byte)
{
    const char *found = byte == '\0' ? NULL : strchr(looked->delimiters, byte);
    return found == NULL ? DELIMITERS : (size_t)(found - looked->delimiters);
}

/* Passes blanks that do not delimit. */
static void blanks_pass(const struct looked *looked, struct place *place)
{
    while (place->at < place->end && is_blank(*place->at) &&
           delimiter_number(looked, *place->at) == DELIMITERS)
        place->at++;
}

/* Passes a quoted cell, from its opening quote to what ends it. */
static void quoted_pass(struct looked *looked, struct place *place)
{
    bool closed = false;
    for (place->at++; place->at < place->end && !closed; place->at++) {
        if (*place->at != looked->quote)
            continue;
        closed = place->at + 1 == place->end || place->at[1] != looked->quote;
        place->at += closed ? 0 : 1;
    }
    blanks_pass(looked, place);
    if (!closed || (place->at < place->end && !is_end(*place->at) &&
                    delimiter_number(looked, *place->at) == DELIMITERS))
        looked->broken = true;
}

static void delimiter_count(struct counts *record, size_t number, const struct place *place,
                            const char *start)
{
    bool decimal = *place->at == ',' && place->at > start && is_digit(place->at[-1]) &&
                   place->at + 1 < place->end && is_digit(place->at[1]);
    record->found[number]++;
    if (decimal || (place->at + 1 < place->end && place->at[1] == ' '))
        record->doubtful[number]++;
}

/* Passes the blanks of a cell, and all of it when it is quoted. */
static void cell_begin(struct looked *looked, struct place *place, struct counts *record)
{
    blanks_pass(looked, place);
    if (place->at == place->end || is_end(*place->at) ||
        delimiter_number(looked, *place->at) < DELIMITERS)
        return;
    record->filled++;
    looked->other_quote = looked->other_quote || *place->at == '"';
    if (*place->at == looked->quote) {
        record->quoted++;
        quoted_pass(looked, place);
    }
}

/* Counts the record at `place`, whose end may be that of the text. */
static void record_count(struct looked *looked, struct place *place, struct counts *record)
{
    const char *start = place->at;
    *record = (struct counts){0};
    for (cell_begin(looked, place, record); place->at < place->end && !is_end(*place->at);) {
        size_t number = delimiter_number(looked, *place->at);
        if (number < DELIMITERS)
            delimiter_count(record, number, place, start);
        place->at++;
        if (number < DELIMITERS)
            cell_begin(looked, place, record);
    }
}

static const char *line_end_pass(struct place *place)
{
    if (place->at == place->end)
        return "";
    bool both = place->at + 1 < place->end && place->at[0] == '\r' && place->at[1] == '\n';
    const char *name = both ? "CRLF" : *place->at == '\r' ? "CR" : "LF";
    place->at += both ? 2 : 1;
    return name;
}

/* Where the first record from `place` on begins: behind blank lines. */
static void blank_lines_pass(struct place *place)
{
    for (const char *at = place->at; at < place->end && (is_blank(*at) || is_end(*at)); at++)
        if (is_end(*at))
            place->at = at + 1;
}

static bool only_blanks(const struct place *place)
{
    for (const char *at = place->at; at < place->end; at++)
        if (!is_blank(*at))
            return false;
    return true;
}

static void look(struct looked *looked, struct place place, bool whole)
{
    looked->line_end = "";
    for (blank_lines_pass(&place); looked->count < RECORDS && !only_blanks(&place);
         blank_lines_pass(&place)) {
        bool broken = looked->broken;
        record_count(looked, &place, &looked->records[looked->count]);
        if (place.at == place.end && !whole && looked->count > 0) {
            looked->broken = broken;
            break;
        }
        looked->count++;
        const char *line_end = line_end_pass(&place);
        if (looked->count == 1)
            looked->line_end = line_end;
    }
}

/* How well a delimiter fits. */
struct fit {
    size_t cells; /* delimiters in those records that fit */
    size_t first; /* the first of them */
    long score;
    size_t found, doubtful;
};

/* The most usual number of delimiters of a record: the larger of two as usual; 0 when none has any.
 */
static size_t usual(const struct looked *looked, size_t number)
{
    size_t best = 0, most = 0;
    for (size_t i = 0; i < looked->count; i++) {
        size_t found = looked->records[i].found[number], same = 0;
        for (size_t j = i; j < looked->count; j++)
            same += looked->records[j].found[number] == found;
        if (found > 0 && (same > most || (same == most && found > best))) {
            best = found;
            most = same;
        }
    }
    return best;
}

static struct fit fit_of(const struct looked *looked, size_t number)
{
    struct fit fit = {.cells = usual(looked, number), .first = SIZE_MAX};
    long fits = 0, misses = 0;
    for (size_t i = 0; i < looked->count && fit.cells > 0; i++) {
        const struct counts *record = &looked->records[i];
        if (record->found[number] != fit.cells) {
            misses += fits > 0;
            continue;
        }
        fit.first = fits++ == 0 ? i : fit.first;
        fit.found += record->found[number];
        fit.doubtful += record->doubtful[number];
    }
    if (fits > 0 && (fit.first == 0 || fit.doubtful < fit.found))
        fit.score = fits - misses > 1 ? fits - misses : 1;
    return fit;
}

/* Is the left one better? In the order of the header's comment. */
static bool is_better(const struct fit *left, const struct fit *right)
{
    if (left->score != right->score || left->score == 0)
        return left->score > right->score;
    bool doubtful = left->doubtful * 2 > left->found;
    if (doubtful != (right->doubtful * 2 > right->found))
        return !doubtful;
    if (left->first != right->first)
        return left->first < right->first;
    return left->cells > right->cells;
}

static struct fit best_fit(const struct looked *looked, size_t *number)
{
    struct fit best = fit_of(looked, 0);
    *number = 0;
    for (size_t i = 1; looked->delimiters[i] != '\0'; i++) {
        struct fit fit = fit_of(looked, i);
        if (is_better(&fit, &best)) {
            best = fit;
            *number = i;
        }
    }
    return best;
}

/* A text in one column has no delimiter: all of its records fit. */
static bool evidently_quoted(const struct looked *looked, const struct fit *fit, size_t number)
{
    size_t quoted = 0, first = fit->score > 0 ? fit->first : 0;
    size_t cells = fit->score > 0 ? fit->cells : 0;
    if (looked->broken || looked->other_quote || looked->count == 0 ||
        looked->records[first].quoted != cells + 1)
        return false;
    for (size_t i = first; i < looked->count; i++) {
        const struct counts *record = &looked->records[i];
        if (record->found[number] == cells && record->filled > 0 && record->quoted == 0)
            return false;
        quoted += record->quoted;
    }
    return quoted > 1;
}

/* How long Excel's line sep=; is that begins the text, 0 when there is none; `*said` receives the
 * delimiter. */
static size_t declaration(const char *text, size_t length, char *said)
{
    size_t quoted = length > 0 && text[0] == '"' ? 1 : 0, size = 5 + 2 * quoted;
    const char *words = text + quoted;
    if (length < size || strncasecmp(words, "sep=", 4) != 0 ||
        memchr(",;\t|", words[4], DELIMITERS) == NULL || (quoted == 1 && words[5] != '"') ||
        (length > size && !is_end(text[size])))
        return 0;
    *said = words[4];
    return size;
}

struct dialect dialect_guess(const char *text, size_t length, bool whole, char delimiter,
                             char quote)
{
    static const char quotes[] = {'\'', '"'};
    char said = '\0';
    size_t skipped = declaration(text, length, &said);
    const struct place place = {.at = text + skipped, .end = text + length};
    char known = delimiter != '\0' ? delimiter : said;
    struct dialect dialect = {.declared = skipped > 0};
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        struct looked looked = {.delimiters = ",;\t|", .quote = quotes[i]};
        size_t number = 0;
        if (quote != '\0' && quote != quotes[i])
            continue;
        if (known != '\0')
            memcpy(looked.delimiters, (char[]){known, '\0'}, 2);
        look(&looked, place, whole);
        struct fit fit = best_fit(&looked, &number);
        dialect.delimiter = looked.delimiters[fit.score > 0 ? number : 0];
        dialect.line_end = looked.line_end;
        dialect.quote = quotes[i];
        if (quotes[i] == '\'' && evidently_quoted(&looked, &fit, number))
            break;
    }
    return dialect;
}
