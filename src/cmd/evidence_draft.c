/* Drafts: what was given for an entry that is not saved yet. A draft is replaced by rename, so that
 * it is whole whenever the program dies, and each new file is locked before it takes its place. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/cmd/evidence.h"
#include "rungs/cmd/evidence_draft.h"
#include "rungs/render/json_read.h"
#include "rungs/render/json_text.h"

/* Members that are no options: it is being saved; a field and what was typed of its answer. */
static const char saving_mark[] = "saving", typing_mark[] = "typing";
static const char *const marks[] = {saving_mark, typing_mark, NULL};

static void release(void *source)
{
    draft_leave(source);
}

static draft *draft_at(arena *pool, const char *path)
{
    draft *made = arena_alloc(pool, sizeof *made);
    size_t length = strlen(path), stem = length;
    if (length > 5 && strcmp(path + length - 5, ".json") == 0)
        stem = length - 5;
    *made = (draft){.pool = pool, .path = arena_copy(pool, path), .file = -1};
    made->text_path = arena_printf(pool, "%.*s.txt", (int)stem, path);
    arena_defer(pool, release, made);
    return made;
}

draft *draft_new(arena *pool)
{
    const char *folder = NULL;
    error *failure = draft_folder(pool, true, &folder);
    if (failure != NULL) {
        log_notice("no draft is kept: %s", failure->message);
        return NULL;
    }
    time_t now = time(NULL);
    struct tm day;
    char stamp[32];
    strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", localtime_r(&now, &day));
    return draft_at(pool,
                    arena_printf(pool, "%s/evidence-%s-%ld.json", folder, stamp, (long)getpid()));
}

static error *open_locked(const char *path, int *file)
{
    struct stat opened, named;
    *file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (*file < 0)
        return error_hint(error_system(ERROR_REFUSED, "cannot read the draft '%s'", path),
                          "'rungs evidence drafts' lists them.");
    if (flock(*file, LOCK_EX | LOCK_NB) == 0 && fstat(*file, &opened) == 0 &&
        stat(path, &named) == 0 && opened.st_ino == named.st_ino)
        return NULL;
    close(*file);
    *file = -1;
    return error_hint(error_new(ERROR_BUSY, "somebody is at the draft '%s'", path),
                      "It is open in another terminal.");
}

error *draft_read(arena *pool, const char *path, struct json_object *result)
{
    char *bytes = NULL;
    size_t length = 0;
    struct json_objects found;
    const char *what = arena_printf(pool, "'%s'", path);
    TRY(text_read(pool, path, 2 * 1024 * 1024, &bytes, &length));
    TRY(json_read(pool, what, bytes, length, &found));
    if (found.count != 1)
        return error_hint(
            error_new(ERROR_REFUSED, "%s is not a draft: it has %zu entries", what, found.count),
            "For several entries at once: rungs evidence add --json FILE");
    *result = found.items[0];
    return NULL;
}

bool draft_unsure(const struct json_object *source)
{
    for (size_t i = 0; i < source->count; i++)
        if (strcmp(source->members[i].name, saving_mark) == 0)
            return true;
    return false;
}

void draft_skip(draft *source, const char *name)
{
    if (source == NULL || draft_skipped(source, name))
        return;
    source->skipped = arena_grow(source->pool, source->skipped, source->skipped_count,
                                 &source->skipped_room, sizeof *source->skipped);
    source->skipped[source->skipped_count++] = arena_copy(source->pool, name);
}

bool draft_skipped(const draft *source, const char *name)
{
    for (size_t i = 0; source != NULL && i < source->skipped_count; i++)
        if (strcmp(source->skipped[i], name) == 0)
            return true;
    return false;
}

const char *draft_begun(const draft *source, const char *name)
{
    bool is_it = source != NULL && source->typed != NULL &&
                 (name == NULL || strcmp(source->typed_name, name) == 0);
    return is_it ? source->typed : NULL;
}

/* What a member says besides the values of options. */
static void take_mark(draft *target, const struct json_member *member)
{
    if (member->count == 0)
        draft_skip(target, member->name);
    if (member->count != 2 || strcmp(member->name, typing_mark) != 0)
        return;
    target->typed_name = member->values[0];
    target->typed = member->values[1];
}

error *draft_take(arena *pool, const char *path, invocation *line, draft **result, bool *unsure)
{
    struct json_object found;
    const char *details = NULL;
    draft *taken = draft_at(pool, path);
    TRY(open_locked(path, &taken->file));
    taken->kept = true;
    TRY(draft_read(pool, path, &found));
    *unsure = taken->unsure = draft_unsure(&found);
    TRY(text_left(pool, taken->text_path, &details));
    /* What stood in the editor when the program died is newer than what was kept. */
    if (details != NULL && *details != '\0' && invocation_value(line, "details") == NULL)
        TRY(invocation_set(pool, line, "details", details, NULL));
    TRY(entry_fill(pool, &found, arena_printf(pool, "'%s'", path), marks, line));
    for (size_t i = 0; i < found.count; i++)
        take_mark(taken, &found.members[i]);
    *result = taken;
    return NULL;
}

static void add_list(struct text *page, const char *values)
{
    text_add(page, "[");
    for (const char *one = values, *end; one != NULL; one = end) {
        end = strchr(one, '\n');
        size_t length = end == NULL ? strlen(one) : (size_t)(end - one);
        text_addf(page, "%s%s", one == values ? "" : ", ",
                  json_quoted(page->pool, arena_copy_bytes(page->pool, one, length)));
        end = end == NULL ? NULL : end + 1;
    }
    text_add(page, "]");
}

static const char *page_of(arena *pool, const draft *source, const invocation *line, bool saving)
{
    struct text page = text_new(pool);
    const struct option *item = invocation_command(line)->options;
    const char *between = "\n";
    text_add(&page, "{");
    for (; item->name != NULL; item++) {
        const char *value = entry_has(item) ? invocation_value(line, item->name) : NULL;
        if (value == NULL && !draft_skipped(source, item->name))
            continue;
        text_addf(&page, "%s  %s: ", between, json_quoted(pool, item->name));
        if (value == NULL)
            text_add(&page, "null");
        else if (item->kind == OPTION_LIST)
            add_list(&page, value);
        else
            text_add(&page, json_quoted(pool, value));
        between = ",\n";
    }
    if (source->typed != NULL) {
        text_addf(&page, "%s  \"%s\": ", between, typing_mark);
        add_list(&page, arena_printf(pool, "%s\n%s", source->typed_name, source->typed));
        between = ",\n";
    }
    if (saving)
        text_addf(&page, "%s  \"%s\": \"This entry may be in the log already.\"", between,
                  saving_mark);
    text_add(&page, "\n}\n");
    return text_string(&page);
}

/* Writes the file under another name, locks it, and gives it its name. */
static bool replace(draft *source, const char *temporary, const char *page)
{
    if (unlink(temporary) != 0 && errno != ENOENT)
        return false;
    int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    size_t length = strlen(page);
    bool done = flock(file, LOCK_EX | LOCK_NB) == 0 &&
                write(file, page, length) == (ssize_t)length && fsync(file) == 0 &&
                rename(temporary, source->path) == 0;
    if (!done) {
        int reason = errno;
        close(file);
        unlink(temporary);
        errno = reason;
        return false;
    }
    if (source->file >= 0)
        close(source->file);
    source->file = file;
    source->kept = true;
    return true;
}

static bool keep(draft *source, const invocation *line, bool saving)
{
    arena *pool = arena_new(source->pool);
    const char *temporary = arena_printf(pool, "%s.new", source->path);
    bool done = replace(source, temporary, page_of(pool, source, line, saving || source->unsure));
    arena_free(pool);
    return done;
}

error *draft_keep(draft *source, const invocation *line, bool saving)
{
    if (source == NULL || keep(source, line, saving))
        return NULL;
    return error_system(ERROR_REFUSED, "cannot keep the draft '%s'", source->path);
}

void draft_keep_if_possible(draft *source, const invocation *line)
{
    if (source != NULL)
        (void)keep(source, line, false);
}

void draft_typed(draft *source, const invocation *line, const char *name, const char *typed)
{
    const char *before = draft_begun(source, name);
    if (source == NULL || strcmp(before == NULL ? "" : before, typed) == 0)
        return;
    source->typed_name = arena_copy(source->pool, name);
    source->typed = *typed == '\0' ? NULL : arena_copy(source->pool, typed);
    (void)keep(source, line, false);
}

const char *draft_path(const draft *source)
{
    return source->path;
}

const char *draft_text_path(const draft *source)
{
    return source->text_path;
}

bool draft_is_kept(const draft *source)
{
    return source != NULL && source->kept;
}

void draft_remove(draft *source)
{
    if (source == NULL)
        return;
    (void)unlink(source->text_path);
    (void)unlink(source->path);
    source->kept = false;
    draft_leave(source);
}

void draft_leave(draft *source)
{
    if (source->file >= 0)
        close(source->file);
    source->file = -1;
}
