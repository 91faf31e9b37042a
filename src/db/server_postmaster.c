/* The postmaster: its pid file, its process, its end. */
#include "rungs/db/server_postmaster.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/db/server_folder.h"
#include "rungs/db/server_lock.h"
#include "rungs/db/server_process.h"

/* LOCK_FILE_LINE_PM_STATUS of PostgreSQL's miscadmin.h. */
enum { STATUS_LINE = 8 };

struct postmaster postmaster_parse(const char *text)
{
    struct postmaster found = {0};
    char *end = NULL;
    errno = 0;
    long number = strtol(text, &end, 10);
    /* 1 is init, never a postmaster that may be sent a signal. */
    if (end == text || *end != '\n' || errno != 0 || number <= 1 || number > INT_MAX)
        return found;
    found.process = (pid_t)number;
    const char *line = text;
    for (int i = 1; i < STATUS_LINE && line != NULL; i++) {
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    found.ready = line != NULL && strncmp(line, "ready", strlen("ready")) == 0;
    return found;
}

static bool path_in(const char *cluster, const char *name, char path[PATH_MAX])
{
    return snprintf(path, PATH_MAX, "%s/%s", cluster, name) < PATH_MAX;
}

static struct postmaster pid_file_read(const struct server_home *home, const char *cluster)
{
    char path[PATH_MAX], text[4096];
    if (!path_in(cluster, "postmaster.pid", path))
        return (struct postmaster){0};
    int descriptor = openat(home->folder, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return (struct postmaster){0};
    ssize_t length = read(descriptor, text, sizeof text - 1);
    close(descriptor);
    text[length < 0 ? 0 : length] = '\0';
    return postmaster_parse(text);
}

/* True when the file that a process has at `handle` ("cwd", "fd/3") is `name` in the home. */
static bool process_has(const struct server_home *home, pid_t process, const char *handle,
                        const char *name)
{
    char path[64];
    struct stat theirs, ours;
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, handle);
    return stat(path, &theirs) == 0 &&
           fstatat(home->folder, name, &ours, AT_SYMLINK_NOFOLLOW) == 0 &&
           theirs.st_dev == ours.st_dev && theirs.st_ino == ours.st_ino;
}

static bool holds_alive(const struct server_home *home, pid_t process)
{
    char handle[16];
    snprintf(handle, sizeof handle, "fd/%d", PROCESS_KEPT);
    return process_has(home, process, handle, LOCK_ALIVE);
}

pid_t postmaster_find(const struct server_home *home, const char *cluster)
{
    pid_t process = pid_file_read(home, cluster).process;
    return process != 0 && holds_alive(home, process) ? process : 0;
}

bool postmaster_ready(const struct server_home *home, const char *cluster)
{
    return pid_file_read(home, cluster).ready;
}

pid_t postmaster_stranger(const struct server_home *home, const char *cluster)
{
    pid_t process = pid_file_read(home, cluster).process;
    return process != 0 && process_has(home, process, "cwd", cluster) ? process : 0;
}

bool postmaster_stop(const struct server_home *home, const char *cluster, int number)
{
    pid_t process = postmaster_find(home, cluster);
    return process != 0 && home_mark(home, MARK_STOPPING) && kill(process, number) == 0;
}

/* Another rungs may have the file open by the same number, for a moment: the program's name
 * decides. */
static bool is_postgres(pid_t process)
{
    char path[64], name[32];
    snprintf(path, sizeof path, "/proc/%d/comm", (int)process);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    ssize_t length = read(descriptor, name, sizeof name - 1);
    close(descriptor);
    name[length < 0 ? 0 : length] = '\0';
    return strcmp(name, "postgres\n") == 0 || strcmp(name, "initdb\n") == 0;
}

void postmaster_quell(const struct server_home *home)
{
    DIR *list = opendir("/proc");
    if (list == NULL)
        return;
    for (const struct dirent *entry; (entry = readdir(list)) != NULL;) {
        char *end = NULL;
        long number = strtol(entry->d_name, &end, 10);
        if (number <= 1 || number > INT_MAX || *end != '\0')
            continue;
        if (holds_alive(home, (pid_t)number) && is_postgres((pid_t)number))
            kill((pid_t)number, SIGQUIT);
    }
    closedir(list);
}

bool postmaster_bury(const struct server_home *home, const char *cluster)
{
    static const char *const leftovers[] = {"postmaster.pid", ".s.PGSQL.5432",
                                            ".s.PGSQL.5432.lock"};
    char path[PATH_MAX];
    for (size_t i = 0; i < COUNT_OF(leftovers); i++) {
        if (!path_in(cluster, leftovers[i], path))
            return false;
        if (unlinkat(home->folder, path, 0) != 0 && errno != ENOENT)
            return false;
    }
    return true;
}
