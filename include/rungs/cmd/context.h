/* What a command runs with, and how it is described to the runner. A verb that SQL can do alone is
 * a row of sections; only a verb that needs files, a terminal or the server has a function. */
#ifndef RUNGS_CMD_CONTEXT_H
#define RUNGS_CMD_CONTEXT_H

#include <stdbool.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/base/table.h"
#include "rungs/cli/command.h"
#include "rungs/db/connection.h"
#include "rungs/db/transaction.h"
#include "rungs/render/render.h"

struct context {
    arena *pool;
    const struct program *program;
    const invocation *line;
    struct render_style style;
    db *db;         /* NULL until context_begin() */
    output *target; /* NULL until context_begin() or context_show() */
};

/* One table of an answer. In `title` and `empty`, {name} stands for the first row's cell of that
 * column, or else for the value of that option; {name|other} for the first that is not empty. */
struct section {
    const char *statement;
    const char *name; /* JSON key and --section */
    const char *title;
    const char *empty; /* NULL: without rows it is left out for people */
};

enum { MOST_SECTIONS = 12 };

struct action {
    enum transaction_kind needs;
    bool imagines; /* what it writes is only for its own answer: always rolled back */
    struct section sections[MOST_SECTIONS + 1]; /* ends with a NULL statement */
    /* Actions that options put in this one's place, each with its `option`; NULL at the end. Two of
     * them at once are refused. */
    const struct action *const *others;
    const char *option; /* of one of those: its option */
    const char *after;  /* a notice once it is done, NULL: none */
    /* Takes the place of the sections; one that only gets the options together for them runs them
     * with context_run_sections(). */
    error *(*run)(struct context *);
};

/* Opens the output, so that nothing is written to a database whose answer has no place to go;
 * connects (once) and begins a transaction. The private database is made, and brought up to the
 * program after a backup, without asking; any other is left alone and refused with the way out. */
MUST_CHECK error *context_begin(struct context *context, enum transaction_kind kind);

/* Commits; with --dry-run rolls back and says that nothing was written. */
MUST_CHECK error *context_end(struct context *context);

/* Connects without looking at the schema. */
MUST_CHECK error *context_connect(struct context *context);

/* Runs a statement whose parameters are options of the command line by name. */
MUST_CHECK error *context_query(struct context *context, const char *statement,
                                struct table *result);

/* Writes an answer where --output says, in the --format asked for. */
MUST_CHECK error *context_show(struct context *context, const struct document *answer);

/* Runs the sections of an action in one transaction and shows them. */
MUST_CHECK error *context_run_sections(struct context *context, const struct action *action);

/* Runs the action of the command on the line: main's one call. */
MUST_CHECK error *context_run(struct context *context);

/* Brings the schema of the connected database to the program's; the private one is dumped first
 * when it has data. `*applied` counts migrations. */
MUST_CHECK error *context_migrate(struct context *context, bool is_private, int *applied);

#endif
