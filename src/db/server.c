/* The private PostgreSQL in use: joining it, leaving it, what a user of it may ask. */
#include "rungs/db/server.h"

#include <signal.h>
#include <unistd.h>

#include "rungs/db/server_backup.h"
#include "rungs/db/server_cluster.h"
#include "rungs/db/server_folder.h"
#include "rungs/db/server_home.h"
#include "rungs/db/server_launch.h"
#include "rungs/db/server_lock.h"
#include "rungs/db/server_patience.h"
#include "rungs/db/server_postmaster.h"
#include "rungs/db/server_programs.h"
#include "rungs/db/server_socket.h"

/* Leaving is not worth more of anybody's time: who holds `lock` longer is opening the server, will
 * be its user, and so is not the last one out. */
enum { LEAVING_MILLISECONDS = 5000 };

/* How often a server that dies without a word is started. */
enum { MOST_LAUNCHES = 3 };

struct server {
    struct server_home *home;
    struct cluster cluster;
    struct programs programs;
    struct socket_way way;
    pid_t owner;
    int users; /* descriptor with the shared lock, -1 when not joined */
};

const char *server_host(const server *source)
{
    return source->way.host;
}

const char *server_folder(const server *source)
{
    return source->cluster.path;
}

const char *server_role(void)
{
    return "rungs";
}

const char *server_login(const server *source)
{
    return source->home->identity.caller;
}

const char *server_database(void)
{
    return "rungs";
}

const char *server_programs(const server *source)
{
    return source->programs.folder;
}

static error *open_lock(const struct server_home *home, const char *name, int *descriptor)
{
    *descriptor = lock_open(home->folder, name);
    if (*descriptor >= 0)
        return NULL;
    error *failure = error_system(ERROR_UNREACHABLE, "cannot write '%s/%s'", home->path, name);
    error_hint(failure, "Set RUNGS_HOME to a folder that can be written.");
    return cluster_explain(home, failure);
}

/* Whether the server runs, accepts connections and has not been told to stop. With the shared lock
 * on `users` held a yes stays true: nobody tells a server to stop that has users. */
static error *look(arena *pool, server *joining, bool *usable)
{
    const struct server_home *home = joining->home;
    *usable = false;
    if (joining->cluster.name == NULL)
        TRY(cluster_find(pool, home, &joining->cluster));
    if (joining->cluster.name == NULL || home_marked(home, MARK_STOPPING) ||
        !lock_held(home->folder, LOCK_ALIVE) || !postmaster_ready(home, joining->cluster.name))
        return NULL;
    if (joining->way.folder < 0)
        TRY(socket_reach(pool, joining->cluster.path, &joining->way));
    enum socket_answer answer = socket_knock(joining->way.host);
    *usable = answer == SOCKET_ACCEPTS;
    return answer == SOCKET_BROKEN ? patience_broken() : NULL;
}

/* Starts the server when nobody is alive. */
static error *launch_when_free(arena *pool, const struct server_home *home)
{
    int alive = -1;
    TRY(open_lock(home, LOCK_ALIVE, &alive));
    error *failure = lock_try_alone(alive) ? server_launch(pool, home, &alive) : NULL;
    lock_hand_over(&alive);
    return failure;
}

/* With `lock` held and somebody alive who is of no use: sees to it that they go. */
static void press(const struct server *joining, const struct patience *waiting, bool *asked)
{
    const struct server_home *home = joining->home;
    const char *cluster = joining->cluster.name;
    bool headless = cluster == NULL || postmaster_find(home, cluster) == 0;
    /* Without a cluster it is an initdb that lost its rungs: its work will be thrown away. */
    int grace = cluster == NULL ? 0 : ORPHAN_MILLISECONDS;
    if (!headless && !*asked && home_marked(home, MARK_STOPPING))
        *asked = postmaster_stop(home, cluster, SIGINT);
    else if (headless && patience_spent(waiting) >= grace)
        postmaster_quell(home);
}

/* With `lock` held: waits until the server is usable, and starts it as soon as nobody is alive. */
static error *settle(arena *pool, server *joining, struct patience *waiting)
{
    bool usable = false, asked = false;
    for (int failures = 0;;) {
        error *failure = launch_when_free(pool, joining->home);
        bool again = failure != NULL && failure->kind == ERROR_BUSY && ++failures < MOST_LAUNCHES;
        if (!again)
            TRY(failure);
        TRY(look(pool, joining, &usable));
        if (usable)
            return NULL;
        press(joining, waiting, &asked);
        TRY(patience_nap(waiting));
    }
}

static error *join_slowly(arena *pool, server *joining)
{
    int lock = -1;
    struct patience waiting = patience_new(joining->home->path, "ready");
    TRY(open_lock(joining->home, LOCK_DECIDE, &lock));
    error *failure = NULL;
    while (failure == NULL && !lock_try_alone(lock))
        failure = patience_nap(&waiting);
    while (failure == NULL && !lock_try_shared(joining->users))
        failure = patience_nap(&waiting);
    if (failure == NULL)
        failure = settle(pool, joining, &waiting);
    lock_drop(&lock);
    return failure;
}

static error *join(arena *pool, server *joining)
{
    bool usable = false;
    TRY(open_lock(joining->home, LOCK_USERS, &joining->users));
    /* Most often the server is up already: then nobody needs to wait in line. */
    if (lock_try_shared(joining->users))
        TRY(look(pool, joining, &usable));
    if (!usable)
        TRY(join_slowly(pool, joining));
    return programs_find(pool, &joining->home->identity, joining->cluster.version,
                         &joining->programs);
}

/* Under `lock`: nobody joins meanwhile. */
static void stop_when_last(server *leaving)
{
    const struct server_home *home = leaving->home;
    int lock = lock_open(home->folder, LOCK_DECIDE);
    if (lock >= 0 && lock_wait_alone(lock, LEAVING_MILLISECONDS) &&
        lock_try_alone(leaving->users) && !home_marked(home, MARK_PINNED) &&
        lock_held(home->folder, LOCK_ALIVE))
        postmaster_stop(home, leaving->cluster.name, SIGINT);
    lock_drop(&leaving->users);
    lock_drop(&lock);
}

/* Makes no errors: one may be in flight. */
static void server_leave(void *resource)
{
    server *leaving = resource;
    if (leaving->owner != getpid())
        return;
    bool entered = identity_enter(&leaving->home->identity);
    if (entered && leaving->users >= 0)
        stop_when_last(leaving);
    socket_forget(&leaving->way);
    if (entered)
        identity_leave(&leaving->home->identity);
}

error *server_open(arena *pool, server **result)
{
    server *joining = arena_alloc(pool, sizeof *joining);
    *joining = (server){.way = {.folder = -1}, .owner = getpid(), .users = -1};
    TRY(home_open(pool, true, &joining->home));
    arena_defer(pool, server_leave, joining);
    TRY(identity_take(&joining->home->identity));
    error *failure = join(pool, joining);
    /* Who did not get in does not stop it on leaving: it may be repairing its files. */
    if (failure != NULL)
        lock_drop(&joining->users);
    identity_leave(&joining->home->identity);
    *result = joining;
    return failure;
}

error *server_backup(arena *pool, const server *source, const char *label, const char **path)
{
    const struct server_home *home = source->home;
    const struct backup_source from = {.home = home,
                                       .programs = &source->programs,
                                       .way = &source->way,
                                       .role = server_role(),
                                       .database = server_database()};
    TRY(identity_take(&home->identity));
    error *failure = backup_write(pool, &from, label, path);
    identity_leave(&home->identity);
    return failure;
}
