/* The two files by which the server decides who may come in. */
#include "rungs/db/server_configure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "rungs/base/text.h"
#include "rungs/db/server_cluster.h"
#include "rungs/db/server_process.h"

static const char hba_text[] = "# Written by rungs at each start.\n"
                               "local all all peer map=rungs\n";

/* A name in double quotes, its own doubled; quoted, since it may be "all" or hold a "#". */
static void add_line(struct text *target, const char *user)
{
    text_add(target, "rungs \"");
    for (; *user != '\0'; user++) {
        if (*user == '"')
            text_add(target, "\"");
        text_add_bytes(target, user, 1);
    }
    text_add(target, "\" rungs\n");
}

const char *ident_text(arena *pool, const char *name, const char *caller)
{
    struct text lines = text_new(pool);
    text_add(&lines, "# Written by rungs at each start.\n");
    add_line(&lines, name);
    if (strcmp(name, caller) != 0)
        add_line(&lines, caller);
    return text_string(&lines);
}

static bool is_written(arena *pool, const char *path, const char *text)
{
    int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    bool same = strcmp(output_read(pool, descriptor, 0), text) == 0;
    close(descriptor);
    return same;
}

static bool write_all(int descriptor, const char *text)
{
    size_t length = strlen(text);
    ssize_t written = write(descriptor, text, length);
    if (written >= 0 && written < (ssize_t)length)
        errno = ENOSPC;
    return written == (ssize_t)length && fsync(descriptor) == 0;
}

/* A file that is either the old or the new one, whatever happens. */
static error *replace(arena *pool, const char *path, const char *text)
{
    if (is_written(pool, path, text))
        return NULL;
    const char *beside = arena_printf(pool, "%s.new", path);
    int descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return error_system(ERROR_UNREACHABLE, "cannot write '%s'", beside);
    bool written = write_all(descriptor, text);
    int reason = errno;
    close(descriptor);
    if (written && rename(beside, path) == 0)
        return NULL;
    reason = written ? errno : reason;
    unlink(beside);
    errno = reason;
    return error_system(ERROR_UNREACHABLE, "cannot write '%s'", path);
}

error *cluster_configure(arena *pool, const struct server_home *home, const char *path)
{
    const struct server_identity *identity = &home->identity;
    const char *ident = ident_text(pool, identity->name, identity->caller);
    error *failure = replace(pool, arena_printf(pool, "%s/pg_hba.conf", path), hba_text);
    if (failure == NULL)
        failure = replace(pool, arena_printf(pool, "%s/pg_ident.conf", path), ident);
    return failure == NULL ? NULL : cluster_explain(home, failure);
}
