/* What is done inside the private server's folder: marks, and whole trees of files. */
#include "rungs/db/server_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

const char MARK_PINNED[] = "pinned";
const char MARK_STOPPING[] = "stopping";

bool home_mark(const struct server_home *home, const char *name)
{
    int descriptor = openat(home->folder, name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    return descriptor >= 0 && close(descriptor) == 0;
}

bool home_marked(const struct server_home *home, const char *name)
{
    return faccessat(home->folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

bool home_unmark(const struct server_home *home, const char *name)
{
    return unlinkat(home->folder, name, 0) == 0 || errno == ENOENT;
}

static FTS *tree_open(const char *path)
{
    /* fts_open() wants its paths writable but leaves them alone. */
    char *const paths[] = {(char *)(size_t)path, NULL};
    return fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, NULL);
}

void home_remove_tree(const char *path)
{
    FTS *tree = tree_open(path);
    for (FTSENT *entry; tree != NULL && (entry = fts_read(tree)) != NULL;)
        if (entry->fts_info != FTS_D)
            (void)remove(entry->fts_accpath);
    if (tree != NULL)
        fts_close(tree);
}

long long home_tree_size(const char *path)
{
    long long size = 0;
    FTS *tree = tree_open(path);
    for (FTSENT *entry; tree != NULL && (entry = fts_read(tree)) != NULL;) {
        bool counts = entry->fts_info == FTS_F || entry->fts_info == FTS_D ||
                      entry->fts_info == FTS_SL || entry->fts_info == FTS_DEFAULT;
        size += counts ? (long long)entry->fts_statp->st_blocks * 512 : 0;
    }
    if (tree != NULL)
        fts_close(tree);
    return size;
}
