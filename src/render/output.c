/* Where the answer goes: standard output, a device, or a file that appears whole or not at all. Not
 * here: what is written (format_*.c) and whether it arrived (stream.c). */
#include "rungs/render/render.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/render/stream.h"

struct output {
    const char *what;      /* for messages: 'team.csv', quoted */
    const char *name;      /* of the file within its folder */
    const char *temporary; /* name while it is not complete; NULL: nothing to rename */
    int folder;            /* descriptor of the folder, -1: none */
    FILE *stream;          /* NULL when closed */
};

/* Clean-up after success as well as failure: makes no error of its own. */
static void output_release(void *resource)
{
    struct output *target = resource;
    if (target->stream != NULL && target->stream != stdout)
        fclose(target->stream);
    if (target->temporary != NULL)
        unlinkat(target->folder, target->temporary, 0);
    if (target->folder >= 0)
        close(target->folder);
}

static error *open_failed(const struct output *target)
{
    bool denied = errno == EACCES || errno == EPERM || errno == EROFS;
    return error_system(denied ? ERROR_DENIED : ERROR_REFUSED, "cannot write %s", target->what);
}

static error *stream_attach(struct output *target, int descriptor)
{
    if (descriptor < 0)
        return open_failed(target);
    target->stream = fdopen(descriptor, "w");
    if (target->stream != NULL)
        return NULL;
    error *failure = open_failed(target);
    close(descriptor);
    return failure;
}

static error *folder_open(arena *pool, struct output *target, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL || slash == path ? 1 : (size_t)(slash - path);
    const char *folder = slash == NULL ? "." : arena_copy_bytes(pool, path, length);
    target->name = slash == NULL ? path : slash + 1;
    target->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (target->folder >= 0)
        return NULL;
    if (errno != ENOENT)
        return open_failed(target);
    return error_hint(
        error_new(ERROR_REFUSED, "cannot write %s: there is no folder '%s'", target->what, folder),
        "Make it with: mkdir -p '%s'", folder);
}

/* The temporary name says nothing about the answer and is unlike any that is there. */
static error *temporary_open(arena *pool, struct output *target)
{
    int descriptor = -1;
    for (int attempt = 0; attempt < 100 && descriptor < 0; attempt++) {
        uint64_t number = 0;
        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            return open_failed(target);
        char *name = arena_printf(pool, ".rungs-%016" PRIx64, number);
        descriptor = openat(target->folder, name,
                            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (descriptor >= 0)
            target->temporary = name;
        else if (errno != EEXIST)
            break;
    }
    TRY(stream_attach(target, descriptor));
    return fchmod(descriptor, 0600) == 0 ? NULL : open_failed(target);
}

static error *refuse_target(const struct output *target, const char *reason, const char *hint)
{
    error *failure = error_new(ERROR_REFUSED, "cannot write %s: %s", target->what, reason);
    return error_hint(failure, "%s", hint);
}

/* Pipes and devices are written to as they are, also behind a link (/dev/fd/63 of a shell's
 * >(...)); only a file, or nothing yet, may be replaced. */
static error *target_check(const struct output *target, const char *path, bool *direct)
{
    static const char file_hint[] = "Name a file: FOLDER/FILE.";
    static const char link_hint[] = "Name the file itself, or remove the link first.";
    struct stat link = {0}, file = {0};
    if (path[0] == '\0' || path[strlen(path) - 1] == '/')
        return refuse_target(target, "that is no name of a file", file_hint);
    if (lstat(path, &link) != 0)
        return errno == ENOENT ? NULL : open_failed(target);
    *direct = stat(path, &file) == 0 && (S_ISCHR(file.st_mode) || S_ISFIFO(file.st_mode));
    if (*direct || S_ISREG(link.st_mode))
        return NULL;
    if (S_ISLNK(link.st_mode))
        return refuse_target(target, "it is a symbolic link", link_hint);
    if (S_ISDIR(link.st_mode))
        return refuse_target(target, "it is a folder", file_hint);
    return refuse_target(target, "it is neither a file nor a pipe", file_hint);
}

error *output_open(arena *pool, const char *path, output **result)
{
    struct output *opened = arena_alloc(pool, sizeof *opened);
    *opened = (struct output){.what = "the answer", .folder = -1};
    arena_defer(pool, output_release, opened);
    *result = opened;
    if (path == NULL || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) {
        opened->stream = stdout;
        return NULL;
    }
    bool direct = false;
    path = arena_copy(pool, path);
    opened->what = arena_printf(pool, "'%s'", path);
    TRY(target_check(opened, path, &direct));
    if (direct)
        return stream_attach(opened, open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC));
    TRY(folder_open(pool, opened, path));
    return temporary_open(pool, opened);
}

FILE *output_stream(output *target)
{
    return target->stream;
}

/* Closes for good; some file systems tell only now that the disk is full. Standard output stays
 * open for whoever comes later, so a copy of its descriptor is closed. */
static error *stream_close(struct output *target)
{
    FILE *closing = target->stream;
    int copy = closing == stdout ? dup(fileno(stdout)) : -1;
    target->stream = NULL;
    if (closing == stdout)
        return copy < 0 || close(copy) == 0 || errno == EPIPE ? NULL : open_failed(target);
    return fclose(closing) == 0 || errno == EPIPE ? NULL : open_failed(target);
}

error *output_commit(output *target)
{
    if (target->stream == NULL)
        return NULL;
    TRY(stream_check(target->stream, target->what));
    if (target->temporary != NULL && fsync(fileno(target->stream)) != 0)
        return open_failed(target);
    TRY(stream_close(target));
    if (target->temporary == NULL)
        return NULL;
    if (renameat(target->folder, target->temporary, target->folder, target->name) != 0)
        return open_failed(target);
    target->temporary = NULL;
    /* Not every file system can sync a folder; the file is complete and in place all the same. */
    if (fsync(target->folder) != 0 && errno == EIO)
        return open_failed(target);
    return NULL;
}
