/* Importing, in pieces: the header of a file and what it maps to, its rows on their way into
 * staging, rows that are set aside. Which files and columns there are, the database says (the
 * statement import_begin); what is wrong with a row, too. */
#ifndef RUNGS_CMD_IMPORT_H
#define RUNGS_CMD_IMPORT_H

#include "rungs/base/progress.h"
#include "rungs/base/text.h"
#include "rungs/cmd/context.h"
#include "rungs/csv/reader.h"

/* One file of an import and the columns that its contract knows, in the order of its COPY. */
struct part {
    const char *file;
    bool may_be_missing;
    size_t column_count;
    const char **columns;
    bool *needed;
    size_t
        *places; /* for each column the cell of a record that fills it, counted from 1; 0: absent */
    size_t width;                       /* cells of the header */
    const char **words;                 /* what stands in them */
    size_t kept_count;                  /* --keep: cells that become attributes of the person */
    const char **kept;                  /* their headers */
    size_t *kept_cells;                 /* counted from 0 */
    long long header_begin, header_end; /* csv_text() of the header */
};

/* What is decided about a file while it is read, to be said once it has been. */
struct findings {
    struct text notes; /* lines */
    size_t repeated, footers;
};

/* Finds the header and maps it. For kinds with aliases (aliases.h) it may stand below title lines,
 * has to name who a row is about, and may have columns that are left out; for the others it is the
 * first record and every column is known. `maps` has rows (header, column) that go before
 * everything, column '' leaves one out. All faults of a header are told at once. */
MUST_CHECK error *header_read(struct context *context, const struct table *maps, const char *kind,
                              struct part *part, const char *path, csv_reader *reader,
                              struct findings *found);

/* Do columns of files of this kind go by several names? Then the files come from spreadsheets and
 * HR systems, and have more in them than a header and rows. */
bool header_has_aliases(const char *kind);

/* Is this record the header again, an instruction below it, or a footer? Then it is noted. To be
 * asked only of kinds that have aliases. */
bool header_repeated(arena *pool, const char *kind, const struct part *part,
                     const struct csv_record *record, bool is_first, struct findings *found);

/* How messages call a file. */
const char *path_words(const char *path);

/* Rows of a file that go to staging. `known` is set by rows_stage(): which rows need not go there;
 * NULL when they all do. */
struct rows {
    struct part *part;
    const char *kind, *path;
    csv_reader *reader;
    struct findings *found;
    struct place {
        long line;
        long long begin, end;
    } * places; /* of every row, when rows may be set aside; else NULL */
    size_t count, capacity;
    bool keep_places;
    struct skipped_row {
        long line;
        const char *problem;
    } * skipped; /* rows that are not staged, and why */
    size_t skipped_count, skipped_capacity;
    struct known *known;
    struct progress progress;
};

/* Copies the records behind the header into the staging table of the part, their cells without the
 * blanks around them and as null when nothing is left. With `filter`, rows that are known already
 * (import_known.h) are left out, once the file has turned out to be a large one. */
MUST_CHECK error *rows_stage(struct context *context, struct rows *source, bool filter);

/* Writes the rows that were set aside (the statement import_skipped) to a file of their own, each
 * as it stood, with what is wrong with it in one more column. `*path` is the file. */
MUST_CHECK error *rejects_write(struct context *context, const struct rows *source,
                                const struct table *skipped, const char **path);

/* The columns that the file has, as an array for the server. */
const char *part_columns(arena *pool, const struct part *part);

/* The name of the column that says what is wrong with a row in a file of rejects. */
extern const char rejects_column[];

#endif
