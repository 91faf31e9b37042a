/* Completion for fish: one rule per word, option and argument, each under the condition that the
 * command's words stand before the cursor. What does not live here: bash and zsh. */
#include <string.h>

#include "rungs/cli/completion.h"
#include "rungs/cli/options.h"
#include "rungs/cli/path.h"
#include "rungs/cli/sets.h"

/* Two lists come from the table: the paths, and the options in front that take a value. */
static const char helpers[] =
    "function __@_at\n"
    "    set -l place ''\n"
    "    set -l skip no\n"
    "    set -l words (commandline -opc)\n"
    "    for word in $words[2..-1]\n"
    "        if test $skip = yes\n"
    "            set skip no\n"
    "        else if test -z \"$place\"; and string match -q -- '-*' $word\n"
    "            contains -- $word $__@_valued; and set skip yes\n"
    "        else if test -z \"$place\"; and test \"$word\" = help\n"
    "            set place 'help'\n"
    "        else\n"
    "            set -l next (string trim -- (string join ' ' -- $place $word))\n"
    "            contains -- \"$next\" $__@_paths; or break\n"
    "            set place $next\n"
    "        end\n"
    "    end\n"
    "    contains -- \"$place\" $argv\n"
    "end\n\n";

static const char *quoted(arena *pool, const char *words)
{
    struct text safe = text_new(pool);
    text_add(&safe, "'");
    for (const char *letter = words; *letter != '\0'; letter++) {
        if (*letter == '\'' || *letter == '\\')
            text_add(&safe, "\\");
        text_add_bytes(&safe, letter, 1);
    }
    text_add(&safe, "'");
    return text_string(&safe);
}

/* The start of a rule that holds at the paths (a list of words for the shell). */
static void add_rule(struct text *script, const struct program *program, const char *paths)
{
    text_addf(script, "complete -c %s", program->name);
    if (paths == NULL)
        return;
    const char *condition =
        arena_printf(script->pool, "__%s_at %s", completion_word(script->pool, program), paths);
    text_addf(script, " -n %s", quoted(script->pool, condition));
}

static const char *joined_choices(arena *pool, const struct option *source)
{
    return strchr(completion_kind(pool, source), ' ') + 1;
}

static void add_value(struct text *script, const struct option *source)
{
    if (source->kind == OPTION_FILE)
        text_add(script, " -r -F");
    else if (source->kind == OPTION_CHOICE)
        text_addf(script, " -x -a %s", quoted(script->pool, joined_choices(script->pool, source)));
    else if (source->kind != OPTION_FLAG)
        text_add(script, " -x");
}

static void add_options(struct text *script, const struct program *program, const char *paths,
                        const struct option *options)
{
    for (const struct option *item = options; item != NULL && item->name != NULL; item++) {
        add_rule(script, program, paths);
        text_addf(script, " -l %s", item->name);
        if (item->letter != '\0')
            text_addf(script, " -s %c", item->letter);
        add_value(script, item);
        text_addf(script, " -d %s\n", quoted(script->pool, item->help));
    }
}

static void add_arguments(struct text *script, const struct program *program, const char *paths,
                          const struct option *arguments)
{
    for (const struct option *item = arguments; item != NULL && item->name != NULL; item++) {
        if (item->kind != OPTION_FILE && item->kind != OPTION_CHOICE)
            continue;
        add_rule(script, program, paths);
        if (item->kind == OPTION_FILE)
            text_add(script, " -F\n");
        else
            text_addf(script, " -a %s\n", quoted(script->pool, joined_choices(script->pool, item)));
    }
}

/* Whether a command takes a shared set. */
static bool shares(const struct command *source, const struct option_set *wanted)
{
    const struct option_set *const *set = source->shared;
    for (; set != NULL && *set != NULL; set++)
        if (*set == wanted)
            return true;
    return false;
}

static void add_sets(struct text *script, const struct program *program)
{
    for (const struct option_set **set = sets_of(script->pool, program); *set != NULL; set++) {
        struct text paths = text_new(script->pool);
        for (const struct command *item = program->commands; item->path != NULL; item++)
            if (shares(item, *set))
                text_addf(&paths, " %s", quoted(script->pool, item->path));
        add_options(script, program, text_string(&paths), (*set)->options);
    }
}

static void add_words(struct text *script, const struct program *program)
{
    for (const char **group = path_groups(script->pool, program); *group != NULL; group++) {
        struct child_list children = path_children(script->pool, program, *group);
        const char *help =
            arena_printf(script->pool, "help%s%s", **group == '\0' ? "" : " ", *group);
        const char *places = arena_printf(script->pool, "%s %s", quoted(script->pool, *group),
                                          quoted(script->pool, help));
        for (size_t i = 0; i < children.count; i++) {
            add_rule(script, program, places);
            text_addf(script, " -a %s -d %s\n", children.items[i].word,
                      quoted(script->pool, children.items[i].summary));
        }
    }
    add_rule(script, program, "''");
    text_add(script, " -a help -d 'examples and options of a command'\n");
}

static void add_lists(struct text *script, const struct program *program)
{
    const char *word = completion_word(script->pool, program);
    text_addf(script, "set -g __%s_paths", word);
    for (const char **group = path_groups(script->pool, program); *group != NULL; group++)
        if (**group != '\0')
            text_addf(script, " '%s' 'help %s'", *group, *group);
    for (const struct command *item = program->commands; item->path != NULL; item++)
        text_addf(script, " '%s' 'help %s'", item->path, item->path);
    text_addf(script, "\nset -g __%s_valued", word);
    const struct option *item = program->global == NULL ? NULL : program->global->options;
    for (; item != NULL && item->name != NULL; item++) {
        if (item->kind == OPTION_FLAG)
            continue;
        text_addf(script, " --%s", item->name);
        if (item->letter != '\0')
            text_addf(script, " -%c", item->letter);
    }
    text_add(script, "\n\n");
}

void completion_fish(struct text *script, const struct program *program)
{
    completion_add(script, program, "# Completion of @@ for fish, written by @@ itself.\n");
    add_lists(script, program);
    completion_add(script, program, helpers);
    completion_add(script, program, "complete -c @@ -f\n");
    add_words(script, program);
    for (const struct command *item = program->commands; item->path != NULL; item++) {
        const char *place = quoted(script->pool, item->path);
        add_arguments(script, program, place, item->arguments);
        add_options(script, program, place, item->options);
    }
    add_sets(script, program);
    add_options(script, program, NULL, program->global == NULL ? NULL : program->global->options);
    add_options(script, program, NULL, options_built_in);
}
