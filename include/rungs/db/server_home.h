/* The folder of the private server: which one it is, making it, and making sure that nobody else
 * can read it or put anything into it. */
#ifndef RUNGS_DB_SERVER_HOME_H
#define RUNGS_DB_SERVER_HOME_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server_identity.h"

/* What the choice of the folder depends on; a pointer is NULL when the variable is not set. */
struct home_wish {
    const char *rungs_home;    /* RUNGS_HOME */
    const char *xdg_data_home; /* XDG_DATA_HOME */
    const char *home;          /* HOME */
    const char *here;          /* the current folder; NULL when it cannot be told */
    bool root;
};

/* The folder that is wished for, absolute, without slashes at its end: RUNGS_HOME (completed by the
 * current folder), else /var/lib/rungs for root, else $XDG_DATA_HOME/rungs when that is absolute,
 * else $HOME/.local/share/rungs. An empty variable counts as not set. Touches nothing. Errors:
 * ERROR_UNREACHABLE: none of the variables is set, HOME is not absolute, a control character in the
 * name, or a name longer than PostgreSQL bears. */
MUST_CHECK error *home_choose(arena *pool, const struct home_wish *wish, const char **result);

struct server_home {
    const char *path; /* absolute, without symbolic links; what was chosen when there is none yet */
    int folder;       /* descriptor, close-on-exec; -1 when there is none */
    struct server_identity identity;
};

/* Finds the folder, checks it and opens it. `make`: a missing one is made, mode 0700, with its
 * parents (0755 less the umask); for root it, or an empty one of root's, is given to the user
 * `postgres`. Without `make` nothing is changed, and a missing one, or an empty one of root's,
 * gives folder -1. A symbolic link is followed only when RUNGS_HOME names it. The
 * descriptor is closed with the arena. Errors: ERROR_UNREACHABLE: see home_choose() and
 * identity_find(); not a folder; owned by somebody else; open to group or others; not enterable by
 * `postgres` (names the ancestor that is shut); cannot be made. */
MUST_CHECK error *home_open(arena *pool, bool make, struct server_home **result);

#endif
