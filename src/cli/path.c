/* Command paths: which words they have and which groups they form. What does not live here: saying
 * what was meant when no command has the words (command.c). */
#include "rungs/cli/path.h"

#include <string.h>

size_t path_match(const char *path, struct word_list words)
{
    for (size_t i = 0; i < words.count; i++) {
        size_t length = strcspn(path, " ");
        if (strlen(words.items[i]) != length || memcmp(words.items[i], path, length) != 0)
            return 0;
        if (path[length] == '\0')
            return i + 1;
        path += length + 1;
    }
    return 0;
}

bool path_below(const char *path, const char *group)
{
    size_t length = strlen(group);
    return length == 0 || (strncmp(path, group, length) == 0 && path[length] == ' ');
}

bool path_is_group(const struct program *program, const char *group)
{
    for (const struct command *item = program->commands; item->path != NULL; item++)
        if (path_below(item->path, group))
            return true;
    return false;
}

/* The words of `path` up to the first one behind those of `group`. */
static const char *path_one_below(arena *pool, const char *path, const char *group)
{
    size_t skip = *group == '\0' ? 0 : strlen(group) + 1;
    return arena_copy_bytes(pool, path, skip + strcspn(path + skip, " "));
}

static const char *summary_of(const struct program *program, const char *path)
{
    for (const struct family *item = program->families; item != NULL && item->word != NULL; item++)
        if (strcmp(item->word, path) == 0)
            return item->summary;
    for (const struct command *item = program->commands; item->path != NULL; item++)
        if (strcmp(item->path, path) == 0)
            return item->summary;
    return "";
}

static void child_add(arena *pool, struct child_list *list, const struct program *program,
                      const char *path)
{
    const char *space = strrchr(path, ' ');
    const char *word = space == NULL ? path : space + 1;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].word, word) == 0)
            return;
    list->items[list->count++] =
        (struct child){.word = arena_copy(pool, word), .summary = summary_of(program, path)};
}

struct child_list path_children(arena *pool, const struct program *program, const char *group)
{
    size_t room = 1;
    for (const struct command *item = program->commands; item->path != NULL; item++)
        room++;
    struct child_list list = {.items = arena_array(pool, room, sizeof *list.items)};
    for (const struct family *item = program->families;
         *group == '\0' && item != NULL && item->word != NULL; item++)
        if (path_is_group(program, item->word))
            child_add(pool, &list, program, item->word);
    for (const struct command *item = program->commands; item->path != NULL; item++)
        if (path_below(item->path, group))
            child_add(pool, &list, program, path_one_below(pool, item->path, group));
    return list;
}

static bool list_has(const char **list, size_t count, const char *string)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], string) == 0)
            return true;
    return false;
}

const char **path_groups(arena *pool, const struct program *program)
{
    size_t count = 0, capacity = 0;
    const char **groups = arena_grow(pool, NULL, 0, &capacity, sizeof *groups);
    groups[count++] = "";
    for (const struct command *item = program->commands; item->path != NULL; item++) {
        for (const char *end = strchr(item->path, ' '); end != NULL; end = strchr(end + 1, ' ')) {
            const char *group = arena_copy_bytes(pool, item->path, (size_t)(end - item->path));
            if (list_has(groups, count, group))
                continue;
            groups = arena_grow(pool, groups, count, &capacity, sizeof *groups);
            groups[count++] = group;
        }
    }
    groups = arena_grow(pool, groups, count, &capacity, sizeof *groups);
    groups[count] = NULL;
    return groups;
}
