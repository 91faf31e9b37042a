/* The manual page in mdoc(7). All text comes from the table and is escaped here. What does not live
 * here: the pages for a terminal (help.c), the markdown manual (help_markdown.c). */
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cli/help.h"
#include "rungs/cli/layout.h"
#include "rungs/cli/options.h"
#include "rungs/cli/path.h"
#include "rungs/cli/sets.h"

/* What roff would draw as typographic quotes and dashes, or take for a command, is written so that
 * it can be copied from the page into a shell. */
static void add_escaped(struct text *page, const char *words, size_t length)
{
    static const struct {
        char letter;
        const char *roff;
    } escapes[] = {{'\\', "\\e"},  {'-', "\\-"},   {'\'', "\\(aq"}, {'"', "\\(dq"},
                   {'`', "\\(ga"}, {'^', "\\(ha"}, {'~', "\\(ti"},  {'\n', " "}};
    if (length > 0 && *words == '.')
        text_add(page, "\\&");
    for (size_t i = 0; i < length; i++) {
        size_t found = 0;
        while (found < COUNT_OF(escapes) && escapes[found].letter != words[i])
            found++;
        if (found < COUNT_OF(escapes))
            text_add(page, escapes[found].roff);
        else
            text_add_bytes(page, words + i, 1);
    }
}

/* Length of the first sentence: up to an end mark that a blank and no small letter follow. */
static size_t sentence_length(const char *words)
{
    size_t i = 0;
    while (words[i] != '\0') {
        i++;
        bool ends = strchr(".!?", words[i - 1]) != NULL && words[i] == ' ';
        if (ends && !(words[i + 1] >= 'a' && words[i + 1] <= 'z'))
            return i;
    }
    return i;
}

/* A line of text; roff spaces sentences by itself when each begins a line. */
static void add_line(struct text *page, const char *words)
{
    do {
        size_t length = sentence_length(words);
        add_escaped(page, words, length);
        text_add(page, "\n");
        words += length;
        words += strspn(words, " ");
    } while (*words != '\0');
}

/* One argument of a macro; a short word might be the name of another macro, punctuation too. */
static void add_argument(struct text *page, const char *words)
{
    text_add(page, strlen(words) <= 3 ? " \"\\&" : " \"");
    add_escaped(page, words, strlen(words));
    text_add(page, "\"");
}

static void add_heading(struct text *page, const char *words)
{
    text_add(page, ".Sh");
    for (const char *word = words; *word != '\0'; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        add_argument(page, arena_copy_bytes(page->pool, word, length));
        word += length;
    }
    text_add(page, "\n");
}

/* Paragraphs; lines that begin with a space are shown as they are; lines in CAPITALS are headings
 * when `headings`. `begun`: text stands before it, so that the first one needs a break too. */
static void add_prose(struct text *page, const char *words, bool headings, bool begun)
{
    bool literal = false, gap = begun;
    while (*words != '\0') {
        size_t length = strcspn(words, "\n");
        const char *line = arena_copy_bytes(page->pool, words, length);
        bool shown = *line == ' ';
        if (shown != literal)
            text_add(page, shown ? ".Bd -literal -offset indent\n" : ".Ed\n");
        literal = shown;
        if (length == 0) {
            gap = true;
        } else if (headings && layout_is_heading(line)) {
            add_heading(page, line);
            gap = false;
        } else {
            if (gap && !shown)
                text_add(page, ".Pp\n");
            gap = false;
            add_line(page, shown ? line + strspn(line, " ") : line);
        }
        words += length + (words[length] == '\n');
    }
    if (literal)
        text_add(page, ".Ed\n");
}

static void add_option(struct text *page, const struct option *source)
{
    text_add(page, ".It");
    if (source->letter != '\0')
        text_addf(page, " Fl %c ,", source->letter);
    text_add(page, " Fl \\-");
    add_escaped(page, source->name, strlen(source->name));
    if (source->kind != OPTION_FLAG) {
        text_add(page, " Ar");
        add_argument(page, option_placeholder(page->pool, source));
    }
    text_add(page, "\n");
    add_line(page, layout_help(page->pool, source));
}

static void add_options(struct text *page, const struct option *options)
{
    if (options == NULL || options->name == NULL)
        return;
    text_add(page, ".Bl -tag -width Ds\n");
    for (const struct option *item = options; item->name != NULL; item++)
        add_option(page, item);
    text_add(page, ".El\n");
}

static void add_arguments(struct text *page, const struct option *arguments)
{
    if (arguments == NULL || arguments->name == NULL)
        return;
    text_add(page, ".Bl -tag -width Ds\n");
    for (const struct option *item = arguments; item->name != NULL; item++) {
        text_add(page, ".It Ar");
        add_argument(page, option_placeholder(page->pool, item));
        text_add(page, "\n");
        add_line(page, layout_help(page->pool, item));
    }
    text_add(page, ".El\n");
}

static void add_examples(struct text *page, const struct example *examples)
{
    if (examples == NULL || examples->command == NULL)
        return;
    text_add(page, ".Bd -literal -offset indent\n");
    for (const struct example *item = examples; item->command != NULL; item++) {
        text_add(page, item == examples ? "# " : "\n# ");
        add_line(page, item->meaning);
        struct text typed = text_new(page->pool);
        layout_typed(&typed, item->command);
        for (const char *line = text_string(&typed); *line != '\0';) {
            size_t length = strcspn(line, "\n");
            add_escaped(page, line + 2, length - 2);
            text_add(page, "\n");
            line += length + 1;
        }
    }
    text_add(page, ".Ed\n");
}

static void add_command(struct text *page, const struct program *program,
                        const struct command *command)
{
    text_add(page, ".It Nm");
    add_argument(page, layout_usage(page->pool, program, command));
    text_add(page, "\n");
    add_line(page, command->summary);
    if (command->description != NULL && *command->description != '\0')
        add_prose(page, command->description, false, true);
    add_arguments(page, command->arguments);
    add_options(page, command->options);
    if (command->shared != NULL && command->shared[0] != NULL) {
        text_add(page, ".Pp\nShared options:\n");
        for (const struct option_set *const *set = command->shared; *set != NULL; set++) {
            text_add(page, set == command->shared ? ".Sx" : ",\n.Sx");
            add_argument(page, (*set)->title);
            text_add(page, "\n");
        }
    }
    add_examples(page, command->examples);
}

static void add_commands(struct text *page, const struct program *program)
{
    struct child_list families = path_children(page->pool, program, "");
    text_add(page, ".Sh COMMANDS\n");
    for (size_t i = 0; i < families.count; i++) {
        const struct child *family = &families.items[i];
        bool told = *family->summary != '\0';
        text_add(page, ".Ss");
        add_argument(page, arena_printf(page->pool, "%s%s%s", family->word, told ? ": " : "",
                                        family->summary));
        text_add(page, "\n.Bl -tag -width Ds\n");
        for (const struct command *item = program->commands; item->path != NULL; item++)
            if (strcmp(item->path, family->word) == 0 || path_below(item->path, family->word))
                add_command(page, program, item);
        text_add(page, ".El\n");
    }
}

static void add_sets(struct text *page, const struct program *program)
{
    const struct option_set **sets = sets_of(page->pool, program);
    text_add(page, ".Sh OPTIONS\n");
    for (; *sets != NULL; sets++) {
        text_add(page, ".Ss");
        add_argument(page, (*sets)->title);
        text_add(page, "\n");
        add_options(page, (*sets)->options);
    }
    bool global = program->global != NULL;
    text_add(page, ".Ss");
    add_argument(page, global ? program->global->title : "Options of every command");
    text_add(page, "\n.Bl -tag -width Ds\n");
    const struct option *item = global ? program->global->options : NULL;
    for (; item != NULL && item->name != NULL; item++)
        add_option(page, item);
    for (item = options_built_in; item->name != NULL; item++)
        add_option(page, item);
    text_add(page, ".El\n");
}

void help_manual_page(arena *pool, const struct program *program, FILE *target)
{
    struct text page = text_new(pool);
    text_add(&page, ".\\\" Written by the program itself from its command table.\n.Dd ");
    text_add(&page, program->date == NULL ? "January 1, 1970" : program->date);
    text_add(&page, "\n.Dt");
    char *title = arena_copy(pool, program->name);
    for (char *letter = title; *letter != '\0'; letter++)
        *letter = (char)(*letter >= 'a' && *letter <= 'z' ? *letter - ('a' - 'A') : *letter);
    text_addf(&page, " %s 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd ", title, program->name);
    add_line(&page, program->summary);
    text_add(&page, ".Sh SYNOPSIS\n.Nm\n.Op Ar options\n.Ar command\n.Op Ar arguments\n"
                    ".Op Ar options\n.Sh DESCRIPTION\n.Nm\nversion ");
    add_line(&page, arena_printf(pool, "%s has the commands below.", program->version));
    text_add(&page, "Say\n.Ql ");
    text_addf(&page, "%s help command\nfor examples and options of one of them.\n", program->name);
    add_commands(&page, program);
    add_sets(&page, program);
    if (program->manual != NULL)
        add_prose(&page, program->manual, true, false);
    fputs(text_string(&page), target);
}
