/* Finding the command that words ask for, and guessing which one was meant. What does not live
 * here: options and arguments (invocation.c). */
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cli/layout.h"
#include "rungs/cli/options.h"
#include "rungs/cli/path.h"

const struct command *command_match(const struct program *program, struct word_list words)
{
    const struct command *longest = NULL;
    size_t most = 0;
    for (const struct command *item = program->commands; item->path != NULL; item++) {
        size_t matched = path_match(item->path, words);
        if (matched > most) {
            most = matched;
            longest = item;
        }
    }
    return longest;
}

static const char *words_join(arena *pool, struct word_list words)
{
    struct text joined = text_new(pool);
    for (size_t i = 0; i < words.count; i++)
        text_addf(&joined, "%s%s", i == 0 ? "" : " ", words.items[i]);
    return text_string(&joined);
}

/* True when the words name a group; an empty word names none, though "" is the group of all. */
static bool words_group(arena *pool, const struct program *program, struct word_list words)
{
    const char *joined = words_join(pool, words);
    return *joined != '\0' && path_is_group(program, joined);
}

/* Of `words` as many from the first on as name a group. */
static struct word_list leading_group(arena *pool, const struct program *program,
                                      struct word_list words)
{
    struct word_list group = {.items = words.items, .count = words.count};
    while (group.count > 0 && !words_group(pool, program, group))
        group.count--;
    return group;
}

static const char *nearest_child(arena *pool, const struct program *program, const char *group,
                                 const char *word)
{
    struct child_list children = path_children(pool, program, group);
    const char **names = arena_array(pool, children.count + 1, sizeof *names);
    for (size_t i = 0; i < children.count; i++)
        names[i] = children.items[i].word;
    size_t count = children.count;
    if (*group == '\0')
        names[count++] = "help";
    return text_nearest(word, names, count);
}

/* A command whose last word is near to `word`: "manager" is probably "report manager". */
static const char *nearest_last_word(arena *pool, const struct program *program, const char *word)
{
    size_t count = 0;
    while (program->commands[count].path != NULL)
        count++;
    const char **names = arena_array(pool, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const char *space = strrchr(program->commands[i].path, ' ');
        names[i] = space == NULL ? program->commands[i].path : space + 1;
    }
    const char *nearest = text_nearest(word, names, count);
    for (size_t i = 0; nearest != NULL && i < count; i++)
        if (strcmp(names[i], nearest) == 0)
            return program->commands[i].path;
    return NULL;
}

/* The command or group that was probably meant when the word behind the group of `known` words has
 * no sense; NULL when nothing is near. */
static const char *guess(arena *pool, const struct program *program, struct word_list words,
                         size_t known)
{
    struct word_list group = {.items = words.items, .count = known};
    const char *wrong = words.items[known];
    const char *nearest = nearest_child(pool, program, words_join(pool, group), wrong);
    if (nearest == NULL)
        return known > 0 ? NULL : nearest_last_word(pool, program, wrong);
    const char **mended = arena_array(pool, words.count, sizeof *mended);
    memcpy(mended, words.items, words.count * sizeof *mended);
    mended[known] = nearest;
    struct word_list meant = {.items = mended, .count = words.count};
    const struct command *found = command_match(program, meant);
    if (found != NULL)
        return found->path;
    meant.count = known + 1;
    return words_join(pool, meant);
}

static error *refuse_unknown(arena *pool, const struct program *program, struct word_list words,
                             size_t known)
{
    struct word_list named = {.items = words.items, .count = known + 1};
    struct word_list group = {.items = words.items, .count = known};
    error *failure =
        error_new(ERROR_USAGE, "unknown command '%s'", value_quoted(pool, words_join(pool, named)));
    const char *meant = guess(pool, program, words, known);
    if (meant != NULL)
        return error_hint(failure, "did you mean '%s %s'?", program->name, meant);
    return error_hint(failure, "see '%s%s%s --help'", program->name, known > 0 ? " " : "",
                      words_join(pool, group));
}

static error *refuse_group(arena *pool, const struct program *program, const char *group)
{
    struct text list = text_new(pool);
    text_add(&list, "One of:\n");
    layout_commands(&list, program, group, layout_path_width(program, group));
    list.bytes[list.length - 1] = '\0';
    error *failure = error_new(ERROR_USAGE, "'%s %s' needs one more word", program->name, group);
    error_detail(failure, "%s", text_string(&list));
    return error_hint(failure, "see '%s %s --help'", program->name, group);
}

error *command_find(arena *pool, const struct program *program, struct word_list words,
                    const struct command **result)
{
    *result = command_match(program, words);
    if (*result != NULL)
        return NULL;
    struct word_list group = leading_group(pool, program, words);
    if (group.count == words.count)
        return refuse_group(pool, program, words_join(pool, group));
    return refuse_unknown(pool, program, words, group.count);
}

error *command_find_help(arena *pool, const struct program *program, struct word_list words,
                         const char **result)
{
    const struct command *found = command_match(program, words);
    struct word_list group = leading_group(pool, program, words);
    *result = found != NULL ? found->path : words_join(pool, group);
    if (found == NULL && group.count < words.count)
        return refuse_unknown(pool, program, words, group.count);
    return NULL;
}
