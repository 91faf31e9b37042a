/* The markdown manual: every command on one page. What does not live here: the pages for a terminal
 * (help.c) and the manual page (help_manual.c). */
#include <ctype.h>
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cli/help.h"
#include "rungs/cli/layout.h"
#include "rungs/cli/options.h"
#include "rungs/cli/path.h"
#include "rungs/cli/sets.h"

static const char *escaped(arena *pool, const char *words)
{
    struct text safe = text_new(pool);
    for (const char *letter = words; *letter != '\0'; letter++) {
        if (strchr("\\`*_[]<>#|~", *letter) != NULL)
            text_add(&safe, "\\");
        text_add_bytes(&safe, letter, 1);
    }
    return text_string(&safe);
}

/* The name that GitHub and others give to a heading's link. */
static const char *anchor(arena *pool, const char *heading)
{
    struct text name = text_new(pool);
    for (const char *letter = heading; *letter != '\0'; letter++) {
        char lower = (char)tolower((unsigned char)*letter);
        if (*letter == ' ')
            text_add(&name, "-");
        else if (isalnum((unsigned char)lower) || lower == '-' || lower == '_')
            text_add_bytes(&name, &lower, 1);
    }
    return text_string(&name);
}

static void add_options(struct text *page, const struct option *options)
{
    for (const struct option *item = options; item != NULL && item->name != NULL; item++) {
        text_add(page, "- ");
        if (item->letter != '\0')
            text_addf(page, "`-%c`, ", item->letter);
        text_addf(page, "`--%s", item->name);
        if (item->kind != OPTION_FLAG)
            text_addf(page, " %s", option_placeholder(page->pool, item));
        text_addf(page, "`: %s%s\n", escaped(page->pool, layout_help(page->pool, item)),
                  item->required ? " (required)" : "");
    }
}

static void add_arguments(struct text *page, const struct option *arguments)
{
    for (const struct option *item = arguments; item != NULL && item->name != NULL; item++)
        text_addf(page, "- `%s`: %s\n", option_placeholder(page->pool, item),
                  escaped(page->pool, layout_help(page->pool, item)));
}

static void add_prose(struct text *page, const char *words)
{
    for (const char *part; (part = layout_next_paragraph(page->pool, &words)) != NULL;) {
        if (*part == ' ')
            text_addf(page, "\n```\n%s\n```\n", part);
        else
            text_addf(page, "\n%s\n", escaped(page->pool, part));
    }
}

static void add_examples(struct text *page, const struct example *examples)
{
    if (examples == NULL || examples->command == NULL)
        return;
    text_add(page, "\n```sh\n");
    for (const struct example *item = examples; item->command != NULL; item++)
        text_addf(page, "%s# %s\n%s\n", item == examples ? "" : "\n", item->meaning, item->command);
    text_add(page, "```\n");
}

static void add_shared(struct text *page, const struct program *program,
                       const struct option_set *const *shared)
{
    const char *global = program->global == NULL ? NULL : program->global->title;
    text_add(page, "\nAlso takes: ");
    for (; shared != NULL && *shared != NULL; shared++)
        text_addf(page, "[%s](#%s), ", (*shared)->title, anchor(page->pool, (*shared)->title));
    global = global == NULL ? "Options of every command" : global;
    text_addf(page, "[%s](#%s).\n", global, anchor(page->pool, global));
}

static void add_command(struct text *page, const struct program *program,
                        const struct command *command)
{
    bool options = command->options != NULL && command->options->name != NULL;
    bool arguments = command->arguments != NULL && command->arguments->name != NULL;
    text_addf(page, "\n### %s %s\n\n%s\n", program->name, command->path,
              escaped(page->pool, command->summary));
    add_examples(page, command->examples);
    text_addf(page, "\nUsage: `%s`\n", layout_usage(page->pool, program, command));
    if (arguments || options)
        text_add(page, "\n");
    add_arguments(page, command->arguments);
    add_options(page, command->options);
    add_shared(page, program, command->shared);
    if (command->description != NULL)
        add_prose(page, command->description);
}

static void add_set(struct text *page, const char *title, const struct option *options)
{
    text_addf(page, "\n## %s\n\n", title);
    add_options(page, options);
}

/* The sections of program->manual; "EXIT CODES" becomes the heading "Exit codes". */
static void add_manual(struct text *page, const char *words)
{
    for (const char *end; words != NULL && *words != '\0'; words = *end == '\0' ? end : end + 1) {
        end = words + strcspn(words, "\n");
        char *line = arena_copy_bytes(page->pool, words, (size_t)(end - words));
        bool heading = layout_is_heading(line);
        for (char *byte = line + 1; heading && line[0] != '\0' && *byte != '\0'; byte++)
            *byte = (char)tolower((unsigned char)*byte);
        if (*line != '\0')
            text_addf(page, "\n%s%s\n", heading ? "## " : "", escaped(page->pool, line));
    }
}

void help_markdown(arena *pool, const struct program *program, FILE *target)
{
    struct text page = text_new(pool);
    text_addf(&page, "<!-- Written by %s from its command table: do not edit. -->\n# %s\n\n%s\n",
              program->name, program->name, escaped(pool, program->summary));
    struct child_list families = path_children(pool, program, "");
    for (size_t i = 0; i < families.count; i++) {
        const struct child *family = &families.items[i];
        text_addf(&page, "\n## %s\n", family->word);
        if (*family->summary != '\0')
            text_addf(&page, "\n%s\n", escaped(pool, family->summary));
        for (const struct command *item = program->commands; item->path != NULL; item++)
            if (strcmp(item->path, family->word) == 0 || path_below(item->path, family->word))
                add_command(&page, program, item);
    }
    for (const struct option_set **set = sets_of(pool, program); *set != NULL; set++)
        add_set(&page, (*set)->title, (*set)->options);
    bool global = program->global != NULL;
    add_set(&page, global ? program->global->title : "Options of every command",
            global ? program->global->options : NULL);
    add_options(&page, options_built_in);
    add_manual(&page, program->manual);
    fputs(text_string(&page), target);
}
