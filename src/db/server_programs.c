/* Where PostgreSQL's programs are: Debian's folders per version, else what pg_config says. */
#include "rungs/db/server_programs.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rungs/db/server_process.h"

static const char root_folder[] = "/usr/lib/postgresql";
static const char pg_config[] = "/usr/bin/pg_config";

int version_parse(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    if (digits == 0 || digits > 4 || name[digits] != '\0' || name[0] == '0')
        return 0;
    return (int)strtol(name, NULL, 10);
}

int version_choose(const char *const *names, size_t count, int wanted)
{
    int best = 0;
    for (size_t i = 0; i < count; i++) {
        int version = version_parse(names[i]);
        bool fits = wanted == 0 ? version >= PROGRAMS_OLDEST : version == wanted;
        if (fits && version > best)
            best = version;
    }
    return best;
}

/* True when a folder holds the two programs without which nothing works. */
static bool is_complete(arena *pool, const char *folder)
{
    return access(arena_printf(pool, "%s/postgres", folder), X_OK) == 0 &&
           access(arena_printf(pool, "%s/initdb", folder), X_OK) == 0;
}

static void find_per_version(arena *pool, int wanted, struct programs *result)
{
    DIR *list = opendir(root_folder);
    if (list == NULL)
        return;
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    for (const struct dirent *entry; (entry = readdir(list)) != NULL;) {
        const char *folder = arena_printf(pool, "%s/%s/bin", root_folder, entry->d_name);
        if (!is_complete(pool, folder))
            continue;
        names = arena_grow(pool, names, count, &capacity, sizeof *names);
        names[count++] = arena_copy(pool, entry->d_name);
    }
    closedir(list);
    int version = version_choose(names, count, wanted);
    if (version == 0)
        return;
    result->version = version;
    result->folder = arena_printf(pool, "%s/%d/bin", root_folder, version);
}

/* One answer of pg_config, without the newline; "" when it has none. */
static error *ask(arena *pool, const struct server_identity *identity, const char *option,
                  char **answer)
{
    const char *arguments[] = {pg_config, option, NULL};
    const struct process_plan plan = {
        .arguments = arguments, .identity = identity, .input = -1, .output = -1, .kept = -1};
    int status = 0;
    const char *output = "";
    TRY(process_run(pool, &plan, &status, &output));
    *answer = arena_copy_bytes(pool, output, status == 0 ? strcspn(output, "\n") : 0);
    return NULL;
}

/* pg_config may belong to a version whose server is not installed (libpq-dev alone). */
static error *find_by_question(arena *pool, const struct server_identity *identity, int wanted,
                               struct programs *result)
{
    if (access(pg_config, X_OK) != 0)
        return NULL;
    char *folder = NULL, *words = NULL;
    TRY(ask(pool, identity, "--bindir", &folder));
    TRY(ask(pool, identity, "--version", &words));
    if (folder[0] != '/' || !is_complete(pool, folder))
        return NULL;
    const char *number = strpbrk(words, "0123456789");
    if (number == NULL)
        return NULL;
    const char *name = arena_copy_bytes(pool, number, strspn(number, "0123456789"));
    *result = (struct programs){.version = version_choose(&name, 1, wanted), .folder = folder};
    return NULL;
}

error *programs_find(arena *pool, const struct server_identity *identity, int wanted,
                     struct programs *result)
{
    *result = (struct programs){0};
    find_per_version(pool, wanted, result);
    if (result->version == 0)
        TRY(find_by_question(pool, identity, wanted, result));
    if (result->version != 0)
        return NULL;
    error *failure = NULL;
    if (wanted == 0)
        failure =
            error_new(ERROR_UNREACHABLE, "no PostgreSQL %d or later is installed", PROGRAMS_OLDEST);
    else
        failure =
            error_new(ERROR_UNREACHABLE,
                      "PostgreSQL %d, which made the private database, is not installed", wanted);
    return error_hint(failure, "apt install postgresql-%d, or give the address of a server.",
                      wanted == 0 ? PROGRAMS_OLDEST : wanted);
}
