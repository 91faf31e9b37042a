/* Plain text pages: wrapping, two columns, and the words for options and usage that all pages
 * share. What does not live here: which page has what in which order. */
#include "rungs/cli/layout.h"

#include <string.h>

#include "rungs/cli/options.h"
#include "rungs/cli/path.h"

static void add_spaces(struct text *page, size_t count)
{
    text_addf(page, "%*s", (int)count, "");
}

void layout_wrap(struct text *page, const char *words, size_t column, size_t indent)
{
    bool first = true;
    for (words += strspn(words, " \n"); *words != '\0'; words += strspn(words, " \n")) {
        size_t length = strcspn(words, " \n");
        const char *word = arena_copy_bytes(page->pool, words, length);
        size_t width = text_width(word);
        if (!first && column + 1 + width > PAGE_WIDTH) {
            text_add(page, "\n");
            add_spaces(page, indent);
            column = indent;
        } else if (!first) {
            text_add(page, " ");
            column++;
        }
        text_add(page, word);
        column += width;
        words += length;
        first = false;
    }
    text_add(page, "\n");
}

const char *layout_next_paragraph(arena *pool, const char **words)
{
    const char *start = *words + strspn(*words, "\n");
    if (*start == '\0')
        return NULL;
    const char *end = strstr(start, "\n\n");
    size_t length = end == NULL ? strlen(start) : (size_t)(end - start);
    *words = start + length;
    return arena_copy_bytes(pool, start, length);
}

void layout_paragraphs(struct text *page, const char *words)
{
    bool first = true;
    for (const char *part; (part = layout_next_paragraph(page->pool, &words)) != NULL;) {
        text_add(page, first ? "" : "\n");
        first = false;
        if (*part == ' ')
            text_addf(page, "%s\n", part);
        else
            layout_wrap(page, part, 0, 0);
    }
}

void layout_pair(struct text *page, const char *left, const char *right, size_t width)
{
    size_t used = text_width(left), indent = 2 + width + 2;
    text_addf(page, "  %s", left);
    if (*right == '\0') {
        text_add(page, "\n");
        return;
    }
    if (used > width) {
        text_add(page, "\n");
        add_spaces(page, indent);
    } else {
        add_spaces(page, width - used + 2);
    }
    layout_wrap(page, right, indent, indent);
}

size_t layout_path_width(const struct program *program, const char *group)
{
    size_t width = 0;
    for (const struct command *item = program->commands; item->path != NULL; item++)
        if (path_below(item->path, group) && text_width(item->path) > width)
            width = text_width(item->path);
    return width;
}

void layout_commands(struct text *page, const struct program *program, const char *group,
                     size_t width)
{
    for (const struct command *item = program->commands; item->path != NULL; item++)
        if (path_below(item->path, group) || strcmp(item->path, group) == 0)
            layout_pair(page, item->path, item->summary, width);
}

/* Where to break a command: at the last space within `room` columns that no quotes hold, better one
 * that an option follows; behind `room` when there is none before it; 0 when there is none at all.
 */
static size_t typed_break(const char *typed, size_t room)
{
    size_t any = 0, before_option = 0;
    char quote = '\0';
    for (size_t i = 0; typed[i] != '\0' && (i <= room || any == 0); i++) {
        if (quote != '\0')
            quote = typed[i] == quote ? '\0' : quote;
        else if (typed[i] == '\'' || typed[i] == '"')
            quote = typed[i];
        else if (typed[i] == ' ')
            any = i;
        if (any == i && i > 0 && typed[i + 1] == '-')
            before_option = i;
    }
    return before_option > 0 ? before_option : any;
}

void layout_typed(struct text *page, const char *typed)
{
    size_t indent = 2;
    while (indent + text_width(typed) > PAGE_WIDTH) {
        size_t length = typed_break(typed, PAGE_WIDTH - 2 - indent);
        if (length == 0)
            break;
        add_spaces(page, indent);
        text_add_bytes(page, typed, length);
        text_add(page, " \\\n");
        typed += length + 1;
        indent = 6;
    }
    add_spaces(page, indent);
    text_addf(page, "%s\n", typed);
}

static void add_required(struct text *usage, const struct option *options)
{
    for (const struct option *item = options; item != NULL && item->name != NULL; item++)
        if (item->required)
            text_addf(usage, " --%s %s", item->name, option_placeholder(usage->pool, item));
}

const char *layout_usage(arena *pool, const struct program *program, const struct command *command)
{
    struct text usage = text_new(pool);
    text_addf(&usage, "%s %s", program->name, command->path);
    for (const struct option *item = command->arguments; item != NULL && item->name != NULL; item++)
        text_addf(&usage, item->required ? " %s" : " [%s]", option_placeholder(pool, item));
    add_required(&usage, command->options);
    const struct option_set *const *set = command->shared;
    for (; set != NULL && *set != NULL; set++)
        add_required(&usage, (*set)->options);
    text_add(&usage, " [options]");
    return text_string(&usage);
}

const char *layout_option(arena *pool, const struct option *source)
{
    char letter[] = "    ";
    if (source->letter != '\0')
        memcpy(letter, (char[]){'-', source->letter, ','}, 3);
    bool flag = source->kind == OPTION_FLAG;
    return arena_printf(pool, "%s--%s%s%s", letter, source->name, flag ? "" : " ",
                        flag ? "" : option_placeholder(pool, source));
}

const char *layout_help(arena *pool, const struct option *source)
{
    bool choice = source->kind == OPTION_CHOICE;
    return arena_printf(pool, "%s%s%s", source->help, choice ? ": " : "",
                        choice ? option_choices(pool, source) : "");
}

bool layout_is_heading(const char *line)
{
    bool letters = false;
    for (const char *byte = line; *byte != '\0'; byte++) {
        if (*byte >= 'a' && *byte <= 'z')
            return false;
        letters = letters || (*byte >= 'A' && *byte <= 'Z');
    }
    return letters && *line != ' ';
}
