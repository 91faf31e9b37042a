/* The cluster: the folder pgNN in the home that initdb makes, NN being PostgreSQL's major version.
 * It is made beside its place and moved there when complete and on disk, so that a crash at any
 * moment leaves either no cluster or a whole one. */
#ifndef RUNGS_DB_SERVER_CLUSTER_H
#define RUNGS_DB_SERVER_CLUSTER_H

#include <stdbool.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server_home.h"
#include "rungs/db/server_programs.h"

struct cluster {
    int version;      /* by its PG_VERSION; 0 when there is none */
    const char *name; /* "pg15"; NULL when there is none */
    const char *path; /* absolute */
};

/* The major version that a folder's name stands for: 15 for "pg15", and for "pg15.new" when
 * `unfinished`; 0 for all else. */
int cluster_parse(const char *name, bool unfinished);

/* Finds the cluster of the newest version. Errors: ERROR_UNREACHABLE: its PG_VERSION cannot be
 * read. */
MUST_CHECK error *cluster_find(arena *pool, const struct server_home *home, struct cluster *result);

/* Makes the cluster of a version with the role and the database "rungs", and says so with a notice.
 * `alive` is the locked descriptor of that file: initdb inherits it, so that nobody begins to make
 * the same while an orphaned initdb still writes. The caller holds `lock`, and has the effective
 * rights of the server's user (as for all functions below). Errors: ERROR_UNREACHABLE, with
 * initdb's last words. */
MUST_CHECK error *cluster_make(arena *pool, const struct server_home *home,
                               const struct programs *programs, int alive, struct cluster *result);

/* Throws away clusters that were never finished. What cannot be removed stays: a cluster that is
 * there works all the same, and initdb refuses to make one in a folder that is not empty. */
MUST_CHECK error *cluster_tidy(arena *pool, const struct server_home *home);

/* A failure; when few bytes are left on the home's file system, its hint becomes to make room. */
error *cluster_explain(const struct server_home *home, error *failure);

#endif
