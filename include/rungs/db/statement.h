/* The statements that the program may run: packed from sql/statements by tools/sqlpack.c, looked up
 * by name. No other SQL reaches the server. */
#ifndef RUNGS_DB_STATEMENT_H
#define RUNGS_DB_STATEMENT_H

#include <stddef.h>

#include "rungs/base/table.h"

enum statement_shape {
    STATEMENT_NONE,  /* no columns, so that no row can say anything */
    STATEMENT_ONE,   /* exactly one row */
    STATEMENT_MAYBE, /* at most one row */
    STATEMENT_MANY,  /* any number of rows */
    STATEMENT_COPY   /* copy ... from stdin */
};

/* How one result column is shown to people. */
struct statement_show {
    const char *column;
    enum column_show how;
    const char *partner; /* name of the completing column, NULL when none */
};

struct statement {
    const char *name;
    enum statement_shape shape;
    const char *text;
    const char *const *parameters;      /* names in the order of $1, $2, ...; NULL at the end */
    const struct statement_show *shows; /* ends with a NULL column */
    const char *const *columns; /* of one select, as csv and json call them; NULL at the end */
};

/* One file of sql/migrations or sql/logic. */
struct sql_file {
    const char *name; /* "0001_ladders", without folder and .sql */
    int number;       /* its leading digits */
    const char *text;
};

/* Sorted by name; defined in the generated file build/gen/statements.c. */
extern const struct statement statements[];
extern const size_t statement_count;

/* Sorted by number. */
extern const struct sql_file migrations[];
extern const size_t migration_count;
extern const struct sql_file logic_files[];
extern const size_t logic_file_count;

/* sha256 over all logic files in order, in hexadecimal: which logic the program brings. */
extern const char logic_digest[];

/* The statement with a name; NULL when there is none (a test makes sure that every name used
 * exists). */
const struct statement *statement_find(const char *name);

#endif
