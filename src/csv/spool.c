/* A temporary file without a name. */
#include "rungs/csv/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct spool {
    int file;
    const char *folder;
    long long length;
};

static void spool_close(void *resource)
{
    close(((spool *)resource)->file);
}

/* Not every file system has files without names. */
static int file_new(arena *pool, const char *folder)
{
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0)
        return file;
    char *path = arena_printf(pool, "%s/rungs-XXXXXX", folder);
    file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    return file;
}

error *spool_open(arena *pool, spool **result)
{
    const char *folder = getenv("TMPDIR");
    spool *fresh = arena_alloc(pool, sizeof *fresh);
    fresh->folder = folder == NULL || *folder == '\0' ? "/tmp" : arena_copy(pool, folder);
    fresh->file = file_new(pool, fresh->folder);
    if (fresh->file < 0)
        return error_hint(
            error_system(ERROR_REFUSED, "cannot make a temporary file in '%s'", fresh->folder),
            "Name a folder that can be written: TMPDIR=FOLDER rungs ...");
    arena_defer(pool, spool_close, fresh);
    *result = fresh;
    return NULL;
}

error *spool_add(spool *target, const char *bytes, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t some = write(target->file, bytes + done, length - done);
        if (some < 0)
            return error_hint(error_system(ERROR_REFUSED, "cannot write a temporary file in '%s'",
                                           target->folder),
                              "Name a folder with more room: TMPDIR=FOLDER rungs ...");
        done += (size_t)some;
    }
    target->length += (long long)length;
    return NULL;
}

error *spool_text(arena *pool, const spool *source, long long begin, long long end, char **result)
{
    if (begin < 0 || end < begin || end > source->length)
        return error_new(ERROR_BUG, "no text from %lld to %lld of %lld", begin, end,
                         source->length);
    size_t length = (size_t)(end - begin);
    char *text = arena_alloc(pool, length + 1);
    for (size_t done = 0; done < length;) {
        ssize_t some =
            pread(source->file, text + done, length - done, (off_t)(begin + (long long)done));
        if (some <= 0)
            return error_system(ERROR_REFUSED, "cannot read a temporary file in '%s'",
                                source->folder);
        done += (size_t)some;
    }
    *result = text;
    return NULL;
}
