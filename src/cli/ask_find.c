/* What fits some typed letters. Case is that of all alphabets, so it is compared in wide
 * characters. */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "rungs/base/text.h"
#include "rungs/cli/ask_line.h"

static wchar_t *folded(arena *pool, const char *string)
{
    size_t length = strlen(string);
    wchar_t *wide = arena_array(pool, length + 1, sizeof *wide);
    size_t count = 0;
    for (size_t i = 0, size; i < length; i += size)
        wide[count++] = (wchar_t)towlower((wint_t)utf8_decode(string + i, &size));
    return wide;
}

bool ask_matches(const char *text, const char *word)
{
    arena *pool = arena_new(NULL);
    const wchar_t *where = folded(pool, text);
    wchar_t *words = folded(pool, word), *rest = NULL;
    bool all = true;
    for (wchar_t *one = wcstok(words, L" ", &rest); one != NULL; one = wcstok(NULL, L" ", &rest))
        all = all && wcsstr(where, one) != NULL;
    arena_free(pool);
    return all;
}

static const char *label_of(const struct ask_choice *choice)
{
    return choice->label == NULL ? choice->value : choice->label;
}

static bool begins(const char *text, const char *word)
{
    arena *pool = arena_new(NULL);
    const wchar_t *where = folded(pool, text), *what = folded(pool, word);
    bool result = wcsncmp(where, what, wcslen(what)) == 0;
    arena_free(pool);
    return result;
}

/* The name of a group fits least: all that stands below it would. */
enum fit { FIT_WHOLE, FIT_BEGINNING, FIT_ANYWHERE, FIT_GROUP, FIT_COUNT };

static bool fits(const struct ask_choice *choice, const char *word, enum fit how)
{
    const char *label = label_of(choice);
    if (how == FIT_WHOLE)
        return text_same(choice->value, word) || text_same(label, word);
    if (how == FIT_BEGINNING)
        return begins(choice->value, word) || begins(label, word);
    arena *pool = arena_new(NULL);
    const char *all = arena_printf(pool, "%s %s %s %s", choice->value, label, choice->words,
                                   how == FIT_GROUP && choice->group != NULL ? choice->group : "");
    bool result = ask_matches(all, word);
    arena_free(pool);
    return result;
}

error *ask_find_in_list(void *context, arena *pool, const char *word, struct ask_list *found)
{
    const struct ask_list *all = context;
    struct ask_choice *some = arena_array(pool, all->count, sizeof *some);
    size_t count = 0;
    *found = *all;
    for (enum fit how = FIT_WHOLE; *word != '\0' && count == 0 && how < FIT_COUNT; how++)
        for (size_t i = 0; i < all->count; i++)
            if (fits(&all->items[i], word, how))
                some[count++] = all->items[i];
    if (*word != '\0')
        *found = (struct ask_list){.items = some, .count = count};
    return NULL;
}
