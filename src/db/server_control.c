/* The private PostgreSQL from outside: its state, starting it for good, stopping it. */
#include <signal.h>

#include "rungs/db/server.h"
#include "rungs/db/server_cluster.h"
#include "rungs/db/server_folder.h"
#include "rungs/db/server_home.h"
#include "rungs/db/server_lock.h"
#include "rungs/db/server_patience.h"
#include "rungs/db/server_postmaster.h"

/* After so long a server that should stop is made to quit; it recovers at its next start. */
enum { HANGING_MILLISECONDS = 20000 };

static error *describe(arena *pool, const struct server_home *home, struct server_state *result)
{
    struct cluster cluster;
    TRY(cluster_find(pool, home, &cluster));
    result->running = lock_held(home->folder, LOCK_ALIVE);
    result->pinned = home_marked(home, MARK_PINNED);
    if (cluster.name == NULL)
        return NULL;
    result->made = true;
    result->version = cluster.version;
    result->size = home_tree_size(cluster.path);
    if (result->running)
        result->postmaster = postmaster_find(home, cluster.name);
    return NULL;
}

error *server_state(arena *pool, struct server_state *result)
{
    struct server_home *home = NULL;
    TRY(home_open(pool, false, &home));
    *result = (struct server_state){.home = home->path};
    if (home->folder < 0)
        return NULL;
    TRY(identity_take(&home->identity));
    error *failure = describe(pool, home, result);
    identity_leave(&home->identity);
    return failure;
}

static error *pin(arena *pool)
{
    struct server_home *home = NULL;
    TRY(home_open(pool, true, &home));
    TRY(identity_take(&home->identity));
    error *failure = NULL;
    if (!home_mark(home, MARK_PINNED))
        failure = cluster_explain(
            home, error_system(ERROR_UNREACHABLE, "cannot write '%s/%s'", home->path, MARK_PINNED));
    identity_leave(&home->identity);
    return failure;
}

error *server_start(arena *pool)
{
    server *started = NULL;
    /* As its user until the pin is there; leaving it, at once, then stops nothing. */
    arena *using = arena_new(pool);
    error *failure = server_open(using, &started);
    if (failure == NULL)
        failure = pin(using);
    arena_free(using);
    return failure;
}

/* With `lock` held, and `users` too unless by force: tells the server, and waits until all are
 * dead. */
static error *bring_down(arena *pool, const struct server_home *home)
{
    struct cluster cluster;
    bool asked = false, urged = false;
    struct patience waiting = patience_new(home->path, "down");
    TRY(cluster_find(pool, home, &cluster));
    while (lock_held(home->folder, LOCK_ALIVE)) {
        if (cluster.name != NULL && !asked)
            asked = postmaster_stop(home, cluster.name, SIGINT);
        /* A server that hangs, or processes without one. */
        long long most = asked ? HANGING_MILLISECONDS : ORPHAN_MILLISECONDS;
        if (!urged && patience_spent(&waiting) >= most) {
            postmaster_quell(home);
            urged = true;
        }
        TRY(patience_nap(&waiting));
    }
    return NULL;
}

static error *stop_locked(arena *pool, const struct server_home *home, int users, bool force)
{
    if (!home_unmark(home, MARK_PINNED))
        return error_system(ERROR_UNREACHABLE, "cannot remove '%s/%s'", home->path, MARK_PINNED);
    if (lock_try_alone(users) || force)
        return bring_down(pool, home);
    error *failure = error_new(ERROR_BUSY, "other programs use the private server");
    error_detail(failure, "It will stop after the last of them.");
    return error_hint(failure, "To break them off: rungs db stop --force");
}

static error *stop(arena *pool, const struct server_home *home, bool force)
{
    struct patience waiting = patience_new(home->path, "down");
    int lock = lock_open(home->folder, LOCK_DECIDE), users = lock_open(home->folder, LOCK_USERS);
    error *failure = NULL;
    if (lock < 0 || users < 0)
        failure = error_system(ERROR_UNREACHABLE, "cannot open the lock files in '%s'", home->path);
    while (failure == NULL && !lock_try_alone(lock))
        failure = patience_nap(&waiting);
    if (failure == NULL)
        failure = stop_locked(pool, home, users, force);
    lock_drop(&users);
    lock_drop(&lock);
    return failure;
}

error *server_stop(arena *pool, bool force)
{
    struct server_home *home = NULL;
    TRY(home_open(pool, false, &home));
    if (home->folder < 0)
        return NULL;
    TRY(identity_take(&home->identity));
    error *failure = stop(pool, home, force);
    identity_leave(&home->identity);
    return failure;
}
