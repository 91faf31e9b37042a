/* Starting the postmaster. */
#include "rungs/db/server_launch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rungs/base/log.h"
#include "rungs/db/server_cluster.h"
#include "rungs/db/server_configure.h"
#include "rungs/db/server_folder.h"
#include "rungs/db/server_lock.h"
#include "rungs/db/server_patience.h"
#include "rungs/db/server_postmaster.h"
#include "rungs/db/server_process.h"
#include "rungs/db/server_programs.h"
#include "rungs/db/server_socket.h"

static const char log_name[] = "server.log";

enum { LONGEST_LOG = 1024 * 1024 };

/* What a launch gathers on its way. */
struct launch {
    arena *pool;
    const struct server_home *home;
    struct cluster cluster;
    struct programs programs;
    int log;        /* descriptor */
    off_t log_size; /* before this launch */
    pid_t process;
};

/* The server's settings. The command line beats the cluster's postgresql.conf. */
static const char *const settings[] = {
    "port=5432", /* also names the socket */
    /* By this name rungs_api.is_private() knows it: a session cannot change it. */
    "cluster_name=rungs private",
    "listen_addresses=",
    /* Relative to the cluster's folder: the full name may be too long for a socket. */
    "unix_socket_directories=.",
    "unix_socket_permissions=0700",
    /* With posix, logging out (RemoveIPC of systemd) makes every new connection fail. */
    "dynamic_shared_memory_type=mmap",
    "max_connections=100",
    "shared_buffers=128MB",
    "jit=off",
    "fsync=on",
    "full_page_writes=on",
    /* Errors quote people's data; only what ends a session or the server is logged, tersely. */
    "log_min_messages=fatal",
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_statement=none",
    "log_destination=stderr",
    "logging_collector=off",
};

static error *check_stranger(const struct server_home *home, const char *cluster)
{
    pid_t stranger = postmaster_stranger(home, cluster);
    if (stranger == 0)
        return NULL;
    error *failure =
        error_new(ERROR_UNREACHABLE, "another server, process %d, uses the files in '%s/%s'",
                  (int)stranger, home->path, cluster);
    return error_hint(failure, "Stop it: kill -INT %d", (int)stranger);
}

static error *prepare(struct launch *work, int alive)
{
    const struct server_home *home = work->home;
    TRY(cluster_tidy(work->pool, home));
    TRY(cluster_find(work->pool, home, &work->cluster));
    TRY(programs_find(work->pool, &home->identity, work->cluster.version, &work->programs));
    if (work->cluster.name == NULL)
        return cluster_make(work->pool, home, &work->programs, alive, &work->cluster);
    TRY(check_stranger(home, work->cluster.name));
    if (!postmaster_bury(home, work->cluster.name))
        return error_system(ERROR_UNREACHABLE, "cannot tidy up '%s'", work->cluster.path);
    return cluster_configure(work->pool, home, work->cluster.path);
}

static void close_log(void *resource)
{
    lock_hand_over(resource);
}

static error *log_open(struct launch *work)
{
    struct stat found;
    work->log = openat(work->home->folder, log_name,
                       O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (work->log < 0)
        return cluster_explain(work->home, error_system(ERROR_UNREACHABLE, "cannot open '%s/%s'",
                                                        work->home->path, log_name));
    arena_defer(work->pool, close_log, &work->log);
    if (fstat(work->log, &found) != 0)
        return error_system(ERROR_UNREACHABLE, "cannot look at '%s/%s'", work->home->path,
                            log_name);
    if (found.st_size > LONGEST_LOG && ftruncate(work->log, 0) == 0)
        found.st_size = 0;
    work->log_size = found.st_size;
    return NULL;
}

static error *start(struct launch *work, int alive)
{
    const size_t most = 3 + 2 * COUNT_OF(settings) + 1;
    const char **arguments = arena_array(work->pool, most, sizeof *arguments);
    size_t count = 0;
    arguments[count++] = arena_printf(work->pool, "%s/postgres", work->programs.folder);
    arguments[count++] = "-D";
    arguments[count++] = work->cluster.path;
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        arguments[count++] = "-c";
        arguments[count++] = settings[i];
    }
    const struct process_plan plan = {.arguments = arguments,
                                      .identity = &work->home->identity,
                                      .input = -1,
                                      .output = work->log,
                                      .kept = alive};
    log_verbose("starting %s in %s", arguments[0], work->cluster.path);
    return process_start(work->pool, &plan, &work->process);
}

/* Nothing said means that one of its processes was killed, or that the log's disk is full. */
static error *start_silent(const struct launch *work, int state)
{
    bool killed = WIFSIGNALED(state);
    error *failure =
        error_new(ERROR_BUSY, "the private server in '%s' does not start", work->home->path);
    error_detail(failure, "It ended with %s %d and said nothing.", killed ? "signal" : "status",
                 killed ? WTERMSIG(state) : WEXITSTATUS(state));
    error_hint(failure, "Try again; there may be too little memory.");
    return cluster_explain(work->home, failure);
}

static error *start_failed(const struct launch *work, int state)
{
    const char *words =
        output_reason(work->pool, output_read(work->pool, work->log, work->log_size));
    if (words[0] == '\0' || WIFSIGNALED(state))
        return start_silent(work, state);
    error *failure =
        error_new(ERROR_UNREACHABLE, "the private server in '%s' does not start", work->home->path);
    error_detail(failure, "%s", words);
    error_hint(failure, "More may be in '%s/%s'.", work->home->path, log_name);
    return cluster_explain(work->home, failure);
}

static error *await(struct launch *work)
{
    struct patience waiting = patience_new(work->home->path, "ready");
    struct socket_way way = {.folder = -1};
    error *failure = socket_reach(work->pool, work->cluster.path, &way);
    while (failure == NULL) {
        enum socket_answer answer = SOCKET_SILENT;
        if (postmaster_ready(work->home, work->cluster.name))
            answer = socket_knock(way.host);
        if (answer == SOCKET_ACCEPTS)
            break;
        int state = 0;
        if (waitpid(work->process, &state, WNOHANG) == work->process)
            failure = start_failed(work, state);
        else if (answer == SOCKET_BROKEN)
            failure = patience_broken();
        else
            failure = patience_nap(&waiting);
    }
    socket_forget(&way);
    return failure;
}

error *server_launch(arena *pool, const struct server_home *home, int *alive)
{
    struct launch *work = arena_alloc(pool, sizeof *work);
    *work = (struct launch){.pool = pool, .home = home, .log = -1};
    error *failure = prepare(work, *alive);
    if (failure == NULL)
        failure = log_open(work);
    /* Only now: until here a mark that cannot be taken away stops nobody. */
    if (failure == NULL && !home_unmark(home, MARK_STOPPING))
        failure = error_system(ERROR_UNREACHABLE, "cannot tidy up '%s'", home->path);
    if (failure == NULL)
        failure = start(work, *alive);
    /* From here on the lock is the postmaster's, and ends with the last of its children. */
    lock_hand_over(alive);
    return failure != NULL ? failure : await(work);
}
