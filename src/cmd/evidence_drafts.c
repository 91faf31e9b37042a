/* The folder of drafts, and the list of what is in it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "rungs/cmd/commands.h"
#include "rungs/cmd/evidence_draft.h"
#include "rungs/render/json_read.h"

static error *make_folders(arena *pool, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        const char *parent = arena_copy_bytes(pool, path, (size_t)(slash - path));
        if (mkdir(parent, 0700) != 0 && errno != EEXIST)
            return error_system(ERROR_REFUSED, "cannot make the folder '%s'", parent);
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return error_system(ERROR_REFUSED, "cannot make the folder '%s'", path);
    return NULL;
}

error *draft_folder(arena *pool, bool make, const char **result)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    struct stat folder;
    const char *path;
    if (state != NULL && *state == '/')
        path = arena_printf(pool, "%s/rungs", state);
    else if (home != NULL && *home == '/')
        path = arena_printf(pool, "%s/.local/state/rungs", home);
    else
        return error_new(ERROR_REFUSED, "neither XDG_STATE_HOME nor HOME is set");
    *result = NULL;
    if (make)
        TRY(make_folders(pool, path));
    if (lstat(path, &folder) != 0)
        return errno == ENOENT ? NULL : error_system(ERROR_REFUSED, "cannot look at '%s'", path);
    if (!S_ISDIR(folder.st_mode) || folder.st_uid != geteuid())
        return error_new(ERROR_REFUSED, "'%s' is not a folder of yours", path);
    if ((folder.st_mode & 077) != 0 && chmod(path, 0700) != 0)
        return error_system(ERROR_REFUSED, "cannot shut the folder '%s'", path);
    *result = path;
    return NULL;
}

static bool is_draft(const char *name)
{
    size_t length = strlen(name);
    return strncmp(name, "evidence-", 9) == 0 && length > 14 &&
           strcmp(name + length - 5, ".json") == 0;
}

static const char *member_of(const struct json_object *source, const char *name)
{
    for (size_t i = 0; i < source->count; i++)
        if (strcmp(source->members[i].name, name) == 0 && source->members[i].count > 0)
            return source->members[i].values[0];
    return "";
}

/* Somebody has it open; looking does not keep them from it. */
static bool is_open(const char *path)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool locked = file >= 0 && flock(file, LOCK_SH | LOCK_NB) != 0;
    if (file >= 0)
        close(file);
    return locked;
}

static struct draft_row row_of(arena *pool, const char *path)
{
    struct draft_row row = {
        .path = path, .changed = "", .person = "", .expectation = "", .summary = ""};
    struct json_object found;
    struct stat status;
    struct tm day;
    char stamp[32];
    if (stat(path, &status) == 0) {
        strftime(stamp, sizeof stamp, "%Y-%m-%d %H:%M", localtime_r(&status.st_mtime, &day));
        row.changed = arena_copy(pool, stamp);
    }
    row.state = "unreadable";
    if (draft_read(pool, path, &found) != NULL)
        return row;
    row.person = member_of(&found, "person");
    row.expectation = member_of(&found, "expectation");
    row.summary = member_of(&found, "summary");
    row.state = is_open(path) ? "open" : draft_unsure(&found) ? "unsure" : "kept";
    return row;
}

static int latest_first(const void *left, const void *right)
{
    const struct draft_row *one = left, *other = right;
    int order = strcmp(other->changed, one->changed);
    return order != 0 ? order : strcmp(other->path, one->path);
}

error *draft_list(arena *pool, struct draft_row **rows, size_t *count)
{
    const char *folder = NULL;
    size_t capacity = 0;
    *rows = NULL;
    *count = 0;
    TRY(draft_folder(pool, false, &folder));
    DIR *listing = folder == NULL ? NULL : opendir(folder);
    if (listing == NULL)
        return folder == NULL ? NULL : error_system(ERROR_REFUSED, "cannot read '%s'", folder);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
        if (is_draft(entry->d_name)) {
            *rows = arena_grow(pool, *rows, *count, &capacity, sizeof **rows);
            (*rows)[(*count)++] = row_of(pool, arena_printf(pool, "%s/%s", folder, entry->d_name));
        }
    closedir(listing);
    if (*count > 0)
        qsort(*rows, *count, sizeof **rows, latest_first);
    return NULL;
}

error *evidence_drafts_run(struct context *context)
{
    struct column columns[] = {{.name = "changed", .partner = -1},
                               {.name = "state", .show = SHOW_MARK, .partner = -1},
                               {.name = "person", .partner = -1},
                               {.name = "expectation", .partner = -1},
                               {.name = "summary", .show = SHOW_WRAP, .partner = -1},
                               {.name = "file", .show = SHOW_WRAP, .partner = -1}};
    struct draft_row *rows = NULL;
    size_t count = 0;
    TRY(draft_list(context->pool, &rows, &count));
    const char **cells = arena_array(context->pool, count * COUNT_OF(columns), sizeof *cells);
    for (size_t i = 0; i < count; i++) {
        const char *const row[] = {rows[i].changed,     rows[i].state,   rows[i].person,
                                   rows[i].expectation, rows[i].summary, rows[i].path};
        memcpy(&cells[i * COUNT_OF(columns)], row, sizeof row);
    }
    struct table table = {.name = "drafts",
                          .title = "",
                          .empty = "no drafts",
                          .column_count = COUNT_OF(columns),
                          .row_count = count,
                          .columns = columns,
                          .cells = cells};
    struct document answer = {.table_count = 1, .tables = &table};
    return context_show(context, &answer);
}
