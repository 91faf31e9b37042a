/* The folder of the private server: choosing, making, checking. */
#include "rungs/db/server_home.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/db/server_lock.h"

/* PostgreSQL's buffers for paths hold 1024 bytes (MAXPGPATH); it appends up to about 100. */
enum { LONGEST_PATH = 900 };

static bool is_set(const char *value)
{
    return value != NULL && value[0] != '\0';
}

static error *check_name(const char *path)
{
    for (const char *at = path; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return error_hint(
                error_new(ERROR_UNREACHABLE, "a control character in the folder name '%s'", path),
                "Set RUNGS_HOME to another folder.");
    if (strlen(path) <= LONGEST_PATH)
        return NULL;
    return error_hint(error_new(ERROR_UNREACHABLE, "the folder name '%s' is too long", path),
                      "Set RUNGS_HOME to a folder of at most %d bytes.", LONGEST_PATH);
}

error *home_choose(arena *pool, const struct home_wish *wish, const char **result)
{
    char *path = NULL;
    if (is_set(wish->rungs_home) && wish->rungs_home[0] == '/')
        path = arena_copy(pool, wish->rungs_home);
    else if (is_set(wish->rungs_home) && wish->here != NULL)
        path = arena_printf(pool, "%s/%s", wish->here, wish->rungs_home);
    else if (is_set(wish->rungs_home))
        return error_hint(error_new(ERROR_UNREACHABLE,
                                    "the current folder of RUNGS_HOME '%s' is gone",
                                    wish->rungs_home),
                          "Change to another folder, or give RUNGS_HOME from the root on.");
    else if (wish->root)
        path = arena_copy(pool, "/var/lib/rungs");
    else if (is_set(wish->xdg_data_home) && wish->xdg_data_home[0] == '/')
        path = arena_printf(pool, "%s/rungs", wish->xdg_data_home);
    else if (is_set(wish->home) && wish->home[0] == '/')
        path = arena_printf(pool, "%s/.local/share/rungs", wish->home);
    else
        return error_hint(error_new(ERROR_UNREACHABLE,
                                    is_set(wish->home) ? "HOME is not an absolute path: '%s'"
                                                       : "HOME is not set%s",
                                    is_set(wish->home) ? wish->home : ""),
                          "Set RUNGS_HOME to a folder for the private server.");
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        path[--length] = '\0';
    *result = path;
    return check_name(path);
}

static error *choose(arena *pool, bool root, bool *given, const char **path)
{
    struct home_wish wish = {.rungs_home = getenv("RUNGS_HOME"),
                             .xdg_data_home = getenv("XDG_DATA_HOME"),
                             .home = getenv("HOME"),
                             .root = root};
    char here[PATH_MAX];
    wish.here = getcwd(here, sizeof here);
    *given = is_set(wish.rungs_home);
    return home_choose(pool, &wish, path);
}

static error *cannot_make(const char *path)
{
    error *failure = error_system(ERROR_UNREACHABLE, "cannot make the folder '%s'", path);
    return error_hint(failure, "Set RUNGS_HOME to a folder that can be written.");
}

/* Makes the folder and its parents; somebody else may be doing the same. */
static error *make_folders(arena *pool, const char *path)
{
    char *part = arena_copy(pool, path);
    for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        /* EROFS and EACCES come before EEXIST on some systems: only what is really missing counts.
         */
        if (mkdir(part, 0755) != 0 && access(part, F_OK) != 0)
            return cannot_make(part);
        *slash = '/';
    }
    if (mkdir(path, 0700) == 0) {
        /* An umask may have taken even our own rights away. */
        if (chmod(path, 0700) != 0)
            return cannot_make(path);
        return NULL;
    }
    int reason = errno;
    struct stat found;
    if (lstat(path, &found) == 0)
        return NULL;
    errno = reason;
    return cannot_make(path);
}

static const char *user_name(uid_t user)
{
    const struct passwd *entry = getpwuid(user);
    return entry == NULL ? "somebody unknown" : entry->pw_name;
}

static error *check_owner(const char *path, const struct stat *found,
                          const struct server_identity *identity)
{
    if (found->st_uid == identity->user || (identity->root && found->st_uid == 0))
        return NULL;
    error *failure = error_new(ERROR_UNREACHABLE, "the folder '%s' belongs to '%s'", path,
                               user_name(found->st_uid));
    error_detail(failure, "The private server's folder has to belong to '%s'.", identity->name);
    return error_hint(failure, "Set RUNGS_HOME to another folder, or run rungs as its owner.");
}

static bool is_empty(int folder)
{
    DIR *list = fdopendir(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (list == NULL)
        return false;
    int count = 0;
    while (readdir(list) != NULL)
        count++;
    closedir(list);
    return count <= 2;
}

/* Who is told to shut a folder that is not ours may do so with / or /tmp. */
static error *too_open(arena *pool, const char *path, mode_t mode)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ours =
        is_empty(folder) || access(arena_printf(pool, "%s/%s", path, LOCK_USERS), F_OK) == 0;
    if (folder >= 0)
        close(folder);
    error *failure =
        error_new(ERROR_UNREACHABLE, "the folder '%s' is open to other users (mode %04o)", path,
                  mode & 07777);
    if (ours)
        return error_hint(failure, "Shut it: chmod 700 '%s'", path);
    return error_hint(failure, "Set RUNGS_HOME to a folder of its own for the private server.");
}

/* Looks at the folder as it is, before anything in it is touched. `*missing`: there is nothing. */
static error *check(arena *pool, const struct server_home *home, bool follow, bool *missing)
{
    struct stat found;
    const char *path = home->path;
    *missing = false;
    if ((follow ? stat(path, &found) : lstat(path, &found)) != 0) {
        *missing = errno == ENOENT;
        if (*missing)
            return NULL;
        return error_hint(error_system(ERROR_UNREACHABLE, "cannot look at '%s'", path),
                          "Set RUNGS_HOME to another folder.");
    }
    if (S_ISLNK(found.st_mode)) {
        error *failure = error_new(ERROR_UNREACHABLE, "'%s' is a symbolic link", path);
        return error_hint(failure, "If that is meant, say so: RUNGS_HOME='%s'", path);
    }
    if (!S_ISDIR(found.st_mode)) {
        error *failure = error_new(ERROR_UNREACHABLE, "'%s' is not a folder", path);
        return error_hint(failure, "Set RUNGS_HOME to a folder for the private server.");
    }
    TRY(check_owner(path, &found, &home->identity));
    return (found.st_mode & 077) == 0 ? NULL : too_open(pool, path, found.st_mode);
}

/* Root's folder goes to the user `postgres`, but only an empty one: RUNGS_HOME=/root may be a slip.
 */
static error *give_away(const char *path, int folder, const struct server_identity *identity)
{
    struct stat found;
    if (!identity->root || fstat(folder, &found) != 0 || found.st_uid != 0)
        return NULL;
    if (is_empty(folder)) {
        if (fchown(folder, identity->user, identity->group) == 0)
            return NULL;
        return error_system(ERROR_UNREACHABLE, "cannot give '%s' to '%s'", path, identity->name);
    }
    /* Another first run may have been quicker with all of it. */
    if (fstat(folder, &found) == 0 && found.st_uid == identity->user)
        return NULL;
    error *failure =
        error_new(ERROR_UNREACHABLE, "the folder '%s' belongs to root and is not empty", path);
    return error_hint(failure, "Set RUNGS_HOME to a folder of its own for the private server.");
}

/* An empty folder is as good as missing for who only looks: nothing is made in it, and root's is
 * not given away. */
static bool is_untouched(const struct server_home *home)
{
    struct stat found;
    int folder = open(home->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool untouched =
        folder >= 0 && fstat(folder, &found) == 0 && found.st_uid == geteuid() && is_empty(folder);
    if (folder >= 0)
        close(folder);
    return untouched;
}

/* Which ancestor shuts the server's user out; called with that user's rights. */
static error *find_shut(arena *pool, const char *path, const struct server_identity *identity)
{
    error *failure = error_system(ERROR_UNREACHABLE, "cannot enter '%s'", path);
    char *part = arena_copy(pool, path);
    for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (faccessat(AT_FDCWD, part, X_OK, AT_EACCESS) != 0) {
            failure =
                error_new(ERROR_UNREACHABLE, "user '%s' cannot enter '%s'", identity->name, part);
            break;
        }
        *slash = '/';
    }
    error_detail(failure, "The private server runs as '%s' and lives in '%s'.", identity->name,
                 path);
    return error_hint(failure,
                      "Set RUNGS_HOME to a folder that '%s' can reach, for example "
                      "/var/lib/rungs.",
                      identity->name);
}

static void close_folder(void *resource)
{
    struct server_home *home = resource;
    if (home->folder >= 0)
        close(home->folder);
    home->folder = -1;
}

/* Opens what was found fit, as the server's user will. */
static error *enter(arena *pool, struct server_home *home)
{
    char canonical[PATH_MAX];
    if (realpath(home->path, canonical) == NULL)
        return error_system(ERROR_UNREACHABLE, "cannot find '%s'", home->path);
    home->path = arena_copy(pool, canonical);
    TRY(check_name(home->path));
    home->folder = open(home->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (home->folder < 0)
        return error_system(ERROR_UNREACHABLE, "cannot open '%s'", home->path);
    arena_defer(pool, close_folder, home);
    TRY(give_away(home->path, home->folder, &home->identity));
    TRY(identity_take(&home->identity));
    bool shut = faccessat(AT_FDCWD, home->path, X_OK, AT_EACCESS) != 0;
    error *failure = shut ? find_shut(pool, home->path, &home->identity) : NULL;
    identity_leave(&home->identity);
    return failure;
}

error *home_open(arena *pool, bool make, struct server_home **result)
{
    bool given = false, missing = false;
    struct server_home *home = arena_alloc(pool, sizeof *home);
    home->folder = -1;
    *result = home;
    TRY(identity_find(pool, &home->identity));
    TRY(choose(pool, home->identity.root, &given, &home->path));
    TRY(check(pool, home, given, &missing));
    if (!make && (missing || is_untouched(home)))
        return NULL;
    if (missing) {
        TRY(make_folders(pool, home->path));
        TRY(check(pool, home, given, &missing));
    }
    return enter(pool, home);
}
