/* The cluster: finding it, making it. */
#include "rungs/db/server_cluster.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "rungs/base/log.h"
#include "rungs/db/server_configure.h"
#include "rungs/db/server_folder.h"
#include "rungs/db/server_process.h"
#include "rungs/db/statement.h"

/* A new cluster takes 62 MiB; the rest is for its first work. */
enum { ROOM_NEEDED = 128, ROOM_SCARCE = 32 };

static long long room_left(const struct server_home *home)
{
    struct statvfs found;
    if (fstatvfs(home->folder, &found) != 0)
        return -1;
    return (long long)(found.f_bavail * found.f_frsize / (1024 * 1024));
}

error *cluster_explain(const struct server_home *home, error *failure)
{
    long long left = room_left(home);
    if (left < 0 || left >= ROOM_SCARCE)
        return failure;
    return error_hint(failure, "Make room (%lld MiB are free), or set RUNGS_HOME to another disk.",
                      left);
}

int cluster_parse(const char *name, bool unfinished)
{
    char digits[8] = "";
    size_t length = strlen(name), tail = unfinished ? strlen(".new") : 0;
    if (length < 2 + tail || length - 2 - tail >= sizeof digits || strncmp(name, "pg", 2) != 0 ||
        (unfinished && strcmp(name + length - tail, ".new") != 0))
        return 0;
    memcpy(digits, name + 2, length - 2 - tail);
    return version_parse(digits);
}

/* The names in the home that stand for clusters; NULL at the end. */
static error *list_names(arena *pool, const struct server_home *home, bool unfinished,
                         const char ***result)
{
    DIR *list = opendir(home->path);
    if (list == NULL)
        return error_system(ERROR_UNREACHABLE, "cannot read '%s'", home->path);
    size_t count = 0, capacity = 0;
    const char **names = arena_grow(pool, NULL, count, &capacity, sizeof *names);
    for (const struct dirent *entry; (entry = readdir(list)) != NULL;) {
        if (cluster_parse(entry->d_name, unfinished) == 0)
            continue;
        names[count++] = arena_copy(pool, entry->d_name);
        names = arena_grow(pool, names, count, &capacity, sizeof *names);
        names[count] = NULL;
    }
    closedir(list);
    *result = names;
    return NULL;
}

static error *read_version(arena *pool, const struct server_home *home, struct cluster *found)
{
    const char *name = arena_printf(pool, "%s/PG_VERSION", found->name);
    int descriptor = openat(home->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return error_system(ERROR_UNREACHABLE, "cannot read '%s/%s'", home->path, name);
    const char *text = output_read(pool, descriptor, 0);
    close(descriptor);
    found->version = version_parse(arena_copy_bytes(pool, text, strcspn(text, "\n")));
    if (found->version != 0)
        return NULL;
    return error_new(ERROR_UNREACHABLE, "'%s/%s' does not name a version", home->path, name);
}

error *cluster_find(arena *pool, const struct server_home *home, struct cluster *result)
{
    const char **names = NULL;
    *result = (struct cluster){0};
    TRY(list_names(pool, home, false, &names));
    for (int best = 0; *names != NULL; names++)
        if (cluster_parse(*names, false) > best) {
            best = cluster_parse(*names, false);
            result->name = *names;
        }
    if (result->name == NULL)
        return NULL;
    result->path = arena_printf(pool, "%s/%s", home->path, result->name);
    return read_version(pool, home, result);
}

error *cluster_tidy(arena *pool, const struct server_home *home)
{
    const char **names = NULL;
    TRY(list_names(pool, home, true, &names));
    for (; *names != NULL; names++)
        home_remove_tree(arena_printf(pool, "%s/%s", home->path, *names));
    return NULL;
}

/* What the steps of making a cluster have in common. */
struct making {
    arena *pool;
    const struct server_home *home;
    const struct programs *programs;
    const char *path; /* of the unfinished folder */
    int alive;
};

static error *run(const struct making *work, const char *const *arguments, int input)
{
    const struct process_plan plan = {.arguments = arguments,
                                      .identity = &work->home->identity,
                                      .input = input,
                                      .output = -1,
                                      .kept = work->alive};
    int status = 0;
    const char *output = "";
    TRY(process_run(work->pool, &plan, &status, &output));
    if (status == 0)
        return NULL;
    error *failure =
        error_new(ERROR_UNREACHABLE, "cannot make a database in '%s': %s ended with %d",
                  work->home->path, strrchr(arguments[0], '/') + 1, status);
    error_detail(failure, "%s", output_reason(work->pool, output));
    return cluster_explain(work->home, failure);
}

static error *make_files(const struct making *work)
{
    const char *program = arena_printf(work->pool, "%s/initdb", work->programs->folder);
    /* Not synced here: one sync at the end is enough. */
    const char *arguments[] = {program,     "-D",   work->path, "-E", "UTF8",  "--locale=C.UTF-8",
                               "-A",        "peer", "-k",       "-U", "rungs", "--no-instructions",
                               "--no-sync", NULL};
    return run(work, arguments, -1);
}

static error *sync_files(const struct making *work)
{
    const char *program = arena_printf(work->pool, "%s/initdb", work->programs->folder);
    const char *arguments[] = {program, "-D", work->path, "--sync-only", NULL};
    return run(work, arguments, -1);
}

/* A pipe from which a program can read `text`, which has to be shorter than a pipe's buffer. */
static error *pipe_text(const char *text, int *reader)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_system(ERROR_UNREACHABLE, "cannot make a pipe");
    size_t length = strlen(text);
    ssize_t written = write(ends[1], text, length);
    close(ends[1]);
    *reader = ends[0];
    if (written == (ssize_t)length)
        return NULL;
    close(ends[0]);
    return error_system(ERROR_BUG, "cannot fill a pipe");
}

/* Without a server: single-user mode knows no authentication and leaves no socket behind. */
static error *make_database(const struct making *work)
{
    const struct statement *create = statement_find("server_create_database");
    if (create == NULL)
        return error_new(ERROR_BUG, "there is no statement 'server_create_database'");
    const char *program = arena_printf(work->pool, "%s/postgres", work->programs->folder);
    const char *arguments[] = {program, "--single", "-j", "-D", work->path,
                               /* Or else a failed statement would end with status 0. */
                               "-c", "exit_on_error=on", "-c", "dynamic_shared_memory_type=mmap",
                               "postgres", NULL};
    int input = -1;
    TRY(pipe_text(arena_printf(work->pool, "%s\n;\n\n", create->text), &input));
    error *failure = run(work, arguments, input);
    close(input);
    return failure;
}

static error *make_place(const struct making *work, const char *name)
{
    if (renameat(work->home->folder, arena_printf(work->pool, "%s.new", name), work->home->folder,
                 name) != 0 ||
        fsync(work->home->folder) != 0)
        return cluster_explain(work->home,
                               error_system(ERROR_UNREACHABLE, "cannot move '%s'", work->path));
    return NULL;
}

static error *make_all(const struct making *work, const char *name)
{
    TRY(make_files(work));
    TRY(make_database(work));
    TRY(cluster_configure(work->pool, work->home, work->path));
    TRY(sync_files(work));
    return make_place(work, name);
}

error *cluster_make(arena *pool, const struct server_home *home, const struct programs *programs,
                    int alive, struct cluster *result)
{
    const char *name = arena_printf(pool, "pg%d", programs->version);
    const char *path = arena_printf(pool, "%s/%s", home->path, name);
    const struct making work = {.pool = pool,
                                .home = home,
                                .programs = programs,
                                .path = arena_printf(pool, "%s.new", path),
                                .alive = alive};
    long long left = room_left(home);
    if (left >= 0 && left < ROOM_NEEDED) {
        error *failure = error_new(ERROR_UNREACHABLE, "the disk of '%s' is full", home->path);
        error_detail(failure, "A new database needs %d MiB, %lld are free.", ROOM_NEEDED, left);
        return error_hint(failure, "Make room, or set RUNGS_HOME to a folder on another disk.");
    }
    log_notice("setting up a private PostgreSQL in %s", home->path);
    error *failure = make_all(&work, name);
    if (failure != NULL)
        home_remove_tree(work.path);
    else
        *result = (struct cluster){.version = programs->version, .name = name, .path = path};
    return failure;
}
