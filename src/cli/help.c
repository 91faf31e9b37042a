/* The pages for a terminal: overview, family, command. What does not live here: the manual page,
 * the markdown manual and the completions, which have files of their own. */
#include "rungs/cli/help.h"

#include <string.h>

#include "rungs/cli/invocation.h"
#include "rungs/cli/layout.h"
#include "rungs/cli/options.h"
#include "rungs/cli/path.h"

enum { WIDEST_LABEL = 30 };

static bool has_family(const struct program *program, const char *path)
{
    for (const struct family *item = program->families; item != NULL && item->word != NULL; item++)
        if (strcmp(path, item->word) == 0 || path_below(path, item->word))
            return true;
    return false;
}

static void write_overview(struct text *page, const struct program *program)
{
    size_t width = layout_path_width(program, "");
    layout_wrap(page, arena_printf(page->pool, "%s: %s", program->name, program->summary), 0, 0);
    for (const struct family *item = program->families; item != NULL && item->word != NULL;
         item++) {
        text_add(page, "\n");
        layout_wrap(page, arena_printf(page->pool, "%s: %s", item->word, item->summary), 0, 2);
        layout_commands(page, program, item->word, width);
    }
    bool first = true;
    for (const struct command *item = program->commands; item->path != NULL; item++) {
        if (has_family(program, item->path))
            continue;
        text_add(page, first ? "\n" : "");
        layout_pair(page, item->path, item->summary, width);
        first = false;
    }
    text_addf(page, "\nSay '%s help COMMAND' for examples and options.\n", program->name);
}

static void write_family(struct text *page, const struct program *program, const char *group)
{
    const char *summary = "";
    for (const struct family *item = program->families; item != NULL && item->word != NULL; item++)
        if (strcmp(item->word, group) == 0)
            summary = item->summary;
    layout_wrap(page,
                arena_printf(page->pool, "%s %s%s%s", program->name, group,
                             *summary == '\0' ? "" : ": ", summary),
                0, 0);
    text_add(page, "\n");
    layout_commands(page, program, group, layout_path_width(program, group));
    text_addf(page, "\nSay '%s help %s COMMAND' for examples and options.\n", program->name, group);
}

/* Examples with their meaning behind them when every line has room for it, above them otherwise. */
static void write_examples(struct text *page, const char *title, const struct example *examples)
{
    size_t width = 0, meaning = 0;
    for (const struct example *item = examples; item->command != NULL; item++) {
        size_t typed = text_width(item->command), said = text_width(item->meaning);
        width = typed > width ? typed : width;
        meaning = said > meaning ? said : meaning;
    }
    bool beside = 2 + width + 4 + meaning <= PAGE_WIDTH;
    text_addf(page, "\n%s:\n", title);
    for (const struct example *item = examples; item->command != NULL; item++) {
        if (beside) {
            text_addf(page, "  %s%*s  # %s\n", item->command,
                      (int)(width - text_width(item->command)), "", item->meaning);
            continue;
        }
        text_add(page, item == examples ? "  # " : "\n  # ");
        layout_wrap(page, item->meaning, 4, 4);
        layout_typed(page, item->command);
    }
}

static void write_first(struct text *page, const struct program *program)
{
    size_t width = 0;
    layout_wrap(page, arena_printf(page->pool, "%s: %s", program->name, program->summary), 0, 0);
    if (program->first != NULL)
        write_examples(page, "First steps", program->first);
    for (const struct family *item = program->families; item != NULL && item->word != NULL; item++)
        width = text_width(item->word) > width ? text_width(item->word) : width;
    text_add(page, "\nCommands are about:\n");
    for (const struct family *item = program->families; item != NULL && item->word != NULL; item++)
        layout_pair(page, item->word, item->summary, width);
    text_addf(page, "\n'%s help' lists all commands, '%s help COMMAND' has examples and options.\n",
              program->name, program->name);
}

void help_first(const struct program *program, FILE *target)
{
    arena *pool = arena_new(NULL);
    struct text page = text_new(pool);
    write_first(&page, program);
    fputs(text_string(&page), target);
    arena_free(pool);
}

static size_t widest_option(arena *pool, const struct option_list *list)
{
    size_t widest = 0;
    for (size_t i = 0; i < list->count; i++) {
        size_t width = text_width(layout_option(pool, list->items[i]));
        if (width > widest && width <= WIDEST_LABEL)
            widest = width;
    }
    return widest;
}

static void write_options(struct text *page, const char *title, const struct option *options,
                          size_t width)
{
    if (title != NULL)
        text_addf(page, "\n%s:\n", title);
    for (const struct option *item = options; item != NULL && item->name != NULL; item++)
        layout_pair(page, layout_option(page->pool, item), layout_help(page->pool, item), width);
}

static void write_arguments(struct text *page, const struct option *arguments, size_t width)
{
    if (arguments == NULL || arguments->name == NULL)
        return;
    text_add(page, "\nArguments:\n");
    for (const struct option *item = arguments; item->name != NULL; item++)
        layout_pair(page, option_placeholder(page->pool, item), layout_help(page->pool, item),
                    width);
}

static void write_command(struct text *page, const struct program *program,
                          const struct command *command)
{
    arena *pool = page->pool;
    struct option_list all = options_of(pool, program, command);
    size_t width = widest_option(pool, &all);
    layout_wrap(page, command->summary, 0, 0);
    if (command->examples != NULL && command->examples->command != NULL)
        write_examples(page, "Examples", command->examples);
    const char *usage = layout_usage(pool, program, command);
    text_add(page, "\nUsage: ");
    layout_wrap(page, usage, strlen("Usage: "), strlen("Usage: "));
    write_arguments(page, command->arguments, width);
    if (command->options != NULL && command->options->name != NULL)
        write_options(page, "Options", command->options, width);
    const struct option_set *const *set = command->shared;
    for (; set != NULL && *set != NULL; set++)
        write_options(page, (*set)->title, (*set)->options, width);
    bool global = program->global != NULL;
    write_options(page, global ? program->global->title : "Options of every command",
                  global ? program->global->options : NULL, width);
    write_options(page, NULL, options_built_in, width);
    if (command->description != NULL && *command->description != '\0') {
        text_add(page, "\n");
        layout_paragraphs(page, command->description);
    }
}

void help_page(arena *pool, const struct program *program, const invocation *asked, FILE *target)
{
    struct text page = text_new(pool);
    const struct command *found = program->commands;
    while (found->path != NULL && strcmp(found->path, asked->help_path) != 0)
        found++;
    if (found->path != NULL)
        write_command(&page, program, found);
    else if (*asked->help_path != '\0')
        write_family(&page, program, asked->help_path);
    else
        write_overview(&page, program);
    fputs(text_string(&page), target);
}
