/* Options whose names are data of somebody else: a command with an OPTION_PAIRS takes long options
 * that it does not know as names of values. What does not live here: what the names mean. */
#include <string.h>

#include "rungs/cli/options.h"

struct words {
    const char **items;
    size_t count;
};

static const struct option *pairs_option(const struct option_list *known)
{
    for (size_t i = 0; i < known->count; i++)
        if (known->items[i]->kind == OPTION_PAIRS)
            return known->items[i];
    return NULL;
}

/* True when the value of an option is the next word. */
static bool value_follows(const struct option_list *known, const char *word)
{
    if (word[0] != '-' || word[1] == '\0')
        return false;
    if (word[1] == '-') {
        const struct option *item = options_find(known, word + 2, strlen(word + 2));
        return item != NULL && item->kind != OPTION_FLAG;
    }
    const char *letter = options_stopping_letter(known, word);
    const struct option *item = options_find_letter(known, *letter);
    return item != NULL && item->kind != OPTION_FLAG && letter[1] == '\0';
}

static bool is_unknown(const struct option_list *known, const char *word)
{
    return strncmp(word, "--", 2) == 0 && word[2] != '\0' && word[2] != '=' &&
           options_find(known, word + 2, strcspn(word + 2, "=")) == NULL;
}

/* Adds an unknown option as a pair; `next` is the word behind it, NULL at the end. `*taken`
 * receives whether that was its value. */
static error *add_pair(const struct option_reading *reading, const struct option *pairs,
                       const char *word, const char *next, struct words *target, bool *taken)
{
    arena *pool = reading->pool;
    const char *name = arena_copy_bytes(pool, word + 2, strcspn(word + 2, "="));
    const char *nearest = options_nearest(reading, name);
    *taken = strchr(word, '=') == NULL;
    if (nearest != NULL) {
        error *slip = error_new(ERROR_USAGE, "unknown option '%s'", value_quoted(pool, word));
        error_detail(slip, "A value of that name is given by --%s %s=VALUE.", pairs->name, name);
        return error_hint(slip, "did you mean '--%s'?", nearest);
    }
    if (*taken && (next == NULL || strncmp(next, "--", 2) == 0))
        return error_hint(error_new(ERROR_USAGE, "option '--%s' needs a value", name),
                          "write '--%s VALUE'", name);
    target->items[target->count++] = *taken
                                         ? arena_printf(pool, "--%s=%s=%s", pairs->name, name, next)
                                         : arena_printf(pool, "--%s=%s", pairs->name, word + 2);
    return NULL;
}

error *pairs_expand(const struct option_reading *reading, const char *const **words, size_t *count)
{
    const struct option *pairs = pairs_option(&reading->known);
    if (pairs == NULL)
        return NULL;
    const char *const *source = *words;
    struct words target = {.items = arena_array(reading->pool, *count + 1, sizeof *target.items)};
    size_t at = 0;
    for (; at < *count && strcmp(source[at], "--") != 0; at++) {
        const char *next = at + 1 < *count ? source[at + 1] : NULL;
        bool taken = false;
        if (is_unknown(&reading->known, source[at])) {
            TRY(add_pair(reading, pairs, source[at], next, &target, &taken));
            at += taken;
            continue;
        }
        target.items[target.count++] = source[at];
        if (next != NULL && value_follows(&reading->known, source[at]))
            target.items[target.count++] = source[++at];
    }
    for (; at < *count; at++)
        target.items[target.count++] = source[at];
    *words = target.items;
    *count = target.count;
    return NULL;
}
