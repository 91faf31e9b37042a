/* Asking: showing choices, taking one, searching for others. What does not live here: how a line is
 * read (ask_line.c), and what fits (ask_find.c). */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cli/ask_line.h"

enum { MOST_COLUMNS = 100 };

static size_t wrap_width(const asker *source)
{
    size_t width = source->columns < MOST_COLUMNS ? source->columns : MOST_COLUMNS;
    return width < 20 ? 20 : width;
}

/* Adds one line broken at spaces; what goes on stands below the first letter behind `indent`. */
static size_t add_wrapped(struct text *page, const char *line, size_t indent, size_t width)
{
    size_t column = 0, lines = 1;
    arena *pool = arena_new(page->pool);
    for (bool first = true; *line != '\0'; first = false) {
        size_t blanks = strspn(line, " "), letters = strcspn(line + blanks, " ");
        const char *word = arena_copy_bytes(pool, line + blanks, letters);
        size_t taken = text_width(word);
        if (!first && column > indent && column + blanks + taken > width) {
            text_addf(page, "\n%*s", (int)indent, "");
            column = indent;
            lines++;
        } else {
            text_add_bytes(page, line, blanks);
            column += blanks;
        }
        text_add(page, word);
        column += taken;
        line += blanks + letters;
    }
    text_add(page, "\n");
    arena_free(pool);
    return lines;
}

void ask_say(asker *source, const char *format, ...)
{
    arena *pool = arena_new(source->pool);
    va_list arguments;
    va_start(arguments, format);
    char *words = text_safe(pool, arena_vprintf(pool, format, arguments), true);
    va_end(arguments);
    ask_measure(source);
    struct text page = text_new(pool);
    for (char *line = words, *end; line != NULL; line = end) {
        end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        (void)add_wrapped(&page, line, strspn(line, " "), wrap_width(source));
    }
    fputs(text_string(&page), stderr);
    fflush(stderr);
    arena_free(pool);
}

static const char *label_of(const struct ask_choice *choice)
{
    return choice->label == NULL ? choice->value : choice->label;
}

/* "  3  pm_ship  Ships what was promised." and how many lines it takes. */
static size_t add_choice(const asker *source, struct text *page, const struct ask_choice *choice,
                         size_t number)
{
    const char *line = arena_printf(page->pool, "%3zu  %s%s%s", number, label_of(choice),
                                    *choice->words == '\0' ? "" : "  ", choice->words);
    return add_wrapped(page, text_safe(page->pool, line, false), 5, wrap_width(source));
}

size_t ask_show(asker *source, struct ask_list list, size_t first, size_t rows)
{
    arena *pool = arena_new(source->pool);
    const char *group = NULL;
    size_t used = 0, index = first;
    ask_measure(source);
    for (; index < list.count; index++) {
        const struct ask_choice *choice = &list.items[index];
        struct text lines = text_new(pool);
        size_t more = 0;
        if (choice->group != NULL && (group == NULL || strcmp(group, choice->group) != 0))
            more +=
                add_wrapped(&lines, text_safe(pool, choice->group, false), 0, wrap_width(source));
        more += add_choice(source, &lines, choice, index + 1);
        if (rows > 0 && index > first && used + more > rows)
            break;
        fputs(text_string(&lines), stderr);
        used += more;
        group = choice->group;
    }
    if (index < list.count)
        fprintf(stderr, "     ... %zu more\n", list.count - index);
    fflush(stderr);
    arena_free(pool);
    return index;
}

/* What has been shown, and from where on the next page is. */
struct page {
    struct ask_list list;
    size_t next;
};

static void show_page(asker *source, struct page *page)
{
    ask_measure(source);
    size_t rows = source->rows > 8 ? source->rows - 4 : 4;
    page->next = ask_show(source, page->list, page->next, rows);
}

static bool is_number(const char *word)
{
    return *word != '\0' && strlen(word) <= 6 && word[strspn(word, "0123456789")] == '\0';
}

/* The only choice, or the only one whose value or whole label was typed. */
static const struct ask_choice *clear_choice(struct ask_list list, const char *typed)
{
    const struct ask_choice *clear = NULL;
    if (list.count == 1)
        return &list.items[0];
    for (size_t i = 0; i < list.count; i++)
        if (strcmp(list.items[i].value, typed) == 0)
            return &list.items[i];
    for (size_t i = 0; i < list.count; i++)
        if (text_same(label_of(&list.items[i]), typed)) {
            if (clear != NULL)
                return NULL;
            clear = &list.items[i];
        }
    return clear;
}

/* Takes letters that were typed; `*choice` stays NULL when another answer is needed. */
static error *search(asker *source, arena *pool, const struct ask_question *question,
                     const char *typed, struct page *page, const struct ask_choice **choice)
{
    struct ask_list found = {0};
    TRY(question->find(question->context, pool, typed, &found));
    *choice = clear_choice(found, typed);
    if (*choice != NULL)
        return NULL;
    if (found.count == 0) {
        *page = (struct page){0};
        if (!question->free)
            ask_say(source, "Nothing here fits '%s'.%s%s", typed, question->help == NULL ? "" : " ",
                    question->help == NULL ? "" : question->help);
        return NULL;
    }
    *page = (struct page){.list = found};
    show_page(source, page);
    return NULL;
}

static error *ask_once(asker *source, arena *pool, const struct ask_question *question,
                       const char **typed)
{
    const char *prompt = question->proposal == NULL || *question->proposal == '\0'
                             ? arena_printf(pool, "%s ", question->prompt)
                             : arena_printf(pool, "%s [%s] ", question->prompt, question->proposal);
    const char *line = "";
    source->question = question;
    error *failure = ask_line(source, pool, prompt, &line);
    source->question = NULL;
    TRY(failure);
    line += strspn(line, " \t");
    size_t length = strlen(line);
    while (length > 0 && strchr(" \t", line[length - 1]) != NULL)
        length--;
    *typed = arena_copy_bytes(pool, line, length);
    return NULL;
}

/* An empty answer, a number and '?' need no search; returns whether it was one of those. */
static bool take_short(asker *source, const struct ask_question *question, const char **typed,
                       struct page *page, const struct ask_choice **choice)
{
    if (**typed == '\0' && question->proposal != NULL) {
        *typed = question->proposal;
        return false;
    }
    if (question->find == NULL)
        return false;
    bool asks_more = strcmp(*typed, "?") == 0 || **typed == '\0';
    if (asks_more && page->next < page->list.count) {
        show_page(source, page);
    } else if (asks_more) {
        ask_say(source, "%s", question->help == NULL ? "Please answer." : question->help);
        page->next = 0;
    } else if (is_number(*typed)) {
        size_t number = (size_t)strtoul(*typed, NULL, 10);
        if (number >= 1 && number <= page->list.count)
            *choice = &page->list.items[number - 1];
        return *choice != NULL;
    }
    return asks_more;
}

static error *ask_again(asker *source, arena *pool, const struct ask_question *question,
                        struct page *page, const char **answer, const struct ask_choice **choice)
{
    const char *typed = "";
    for (;;) {
        TRY(ask_once(source, pool, question, &typed));
        if (*typed == '\0' && question->proposal == NULL && question->optional)
            return NULL;
        bool is_short = take_short(source, question, &typed, page, choice);
        if (*typed == '\0' || (is_short && *choice == NULL)) {
            if (question->find == NULL && !question->optional)
                ask_say(source, "%s", question->help == NULL ? "Please answer." : question->help);
            continue;
        }
        if (question->find != NULL && *choice == NULL)
            TRY(search(source, pool, question, typed, page, choice));
        if (*choice != NULL || question->find == NULL || (question->free && page->list.count == 0))
            break;
    }
    *answer = *choice != NULL ? (*choice)->value : typed;
    return NULL;
}

error *ask(asker *source, arena *pool, const struct ask_question *question, const char **answer,
           struct ask_choice *taken)
{
    struct page page = {0};
    const struct ask_choice *choice = NULL;
    *answer = NULL;
    if (question->find != NULL)
        TRY(question->find(question->context, pool, "", &page.list));
    if (page.list.count > 0 && !question->unlisted)
        show_page(source, &page);
    TRY(ask_again(source, pool, question, &page, answer, &choice));
    if (taken != NULL)
        *taken = choice == NULL ? (struct ask_choice){0} : *choice;
    return NULL;
}
