/* Dumping the private database: a file that is certain to be new, pg_dump into it, all or nothing.
 */
#include "rungs/db/server_backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/db/cancel.h"
#include "rungs/db/server_cluster.h"
#include "rungs/db/server_process.h"

/* A file that is being written. */
struct dump {
    int folder;       /* descriptor of backups/ */
    int file;         /* descriptor */
    const char *name; /* in that folder */
};

static void clean_label(char *label)
{
    for (; *label != '\0'; label++) {
        bool keep = (*label >= 'a' && *label <= 'z') || (*label >= 'A' && *label <= 'Z') ||
                    (*label >= '0' && *label <= '9') || *label == '.' || *label == '_';
        if (!keep)
            *label = '-';
    }
}

const char *backup_name(arena *pool, time_t now, const char *label, int number)
{
    char moment[32] = "";
    struct tm parts;
    if (gmtime_r(&now, &parts) != NULL)
        strftime(moment, sizeof moment, "%Y%m%dT%H%M%SZ", &parts);
    char *clean = arena_copy(pool, label);
    clean_label(clean);
    if (number == 1)
        return arena_printf(pool, "%s-%s.dump", moment, clean);
    return arena_printf(pool, "%s-%s-%d.dump", moment, clean, number);
}

static error *open_folder(const struct server_home *home, int *folder)
{
    if (mkdirat(home->folder, "backups", 0700) == 0 || errno == EEXIST)
        *folder = openat(home->folder, "backups", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (*folder >= 0)
        return NULL;
    return cluster_explain(
        home, error_system(ERROR_UNREACHABLE, "cannot use the folder '%s/backups'", home->path));
}

/* Only a file that was not there is written to: not another upgrade's, not what a link leads to. */
static error *open_file(arena *pool, const struct server_home *home, const char *label,
                        struct dump *target)
{
    time_t now = time(NULL);
    for (int number = 1; target->file < 0; number++) {
        target->name = backup_name(pool, now, label, number);
        target->file = openat(target->folder, target->name,
                              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (target->file < 0 && errno != EEXIST)
            return cluster_explain(home,
                                   error_system(ERROR_UNREACHABLE, "cannot write '%s/backups/%s'",
                                                home->path, target->name));
    }
    return NULL;
}

/* The server's folder as pg_dump finds it: its descriptor has another number there. */
static const char *host_in_child(arena *pool, const struct socket_way *way)
{
    if (strncmp(way->host, "/proc/", strlen("/proc/")) != 0)
        return way->host;
    return arena_printf(pool, "/proc/self/fd/%d", PROCESS_KEPT);
}

static error *dump_failure(const struct server_home *home, int status, const char *words)
{
    error *failure = error_new(
        ERROR_REFUSED, "the backup before the change failed: pg_dump ended with %d", status);
    error_detail(failure, "%s", words);
    error_hint(failure, "Nothing was changed; try again.");
    return cluster_explain(home, failure);
}

static error *fill(arena *pool, const struct backup_source *source, const struct dump *target)
{
    const char *arguments[] = {arena_printf(pool, "%s/pg_dump", source->programs->folder),
                               "--format=custom",
                               "--no-password",
                               "--host",
                               host_in_child(pool, source->way),
                               "--username",
                               source->role,
                               source->database,
                               NULL};
    const struct process_plan plan = {.arguments = arguments,
                                      .identity = &source->home->identity,
                                      .input = -1,
                                      .output = -1,
                                      .answer = target->file,
                                      .kept = source->way->folder};
    int status = 0;
    const char *words = "";
    TRY(process_run(pool, &plan, &status, &words));
    if (status != 0)
        return dump_failure(source->home, status, output_reason(pool, words));
    if (fsync(target->file) != 0 || fsync(target->folder) != 0)
        return cluster_explain(source->home,
                               error_system(ERROR_REFUSED, "cannot write '%s/backups/%s'",
                                            source->home->path, target->name));
    return NULL;
}

static error *write_in(arena *pool, const struct backup_source *source, const char *label,
                       struct dump *target)
{
    TRY(open_file(pool, source->home, label, target));
    error *failure = fill(pool, source, target);
    /* Ctrl-C may have come when nobody waited for pg_dump. */
    if (cancel_asked())
        failure = cancel_error(false);
    if (failure != NULL)
        (void)unlinkat(target->folder, target->name, 0);
    close(target->file);
    return failure;
}

error *backup_write(arena *pool, const struct backup_source *source, const char *label,
                    const char **path)
{
    struct dump target = {.folder = -1, .file = -1};
    TRY(open_folder(source->home, &target.folder));
    error *failure = write_in(pool, source, label, &target);
    close(target.folder);
    *path = arena_printf(pool, "%s/backups/%s", source->home->path, target.name);
    return failure;
}
