/* Options: which ones a command has, what they are called, and reading them with popt. popt is
 * known to this file only. What does not live here: checking the values (option_check.c). */
#include "rungs/cli/options.h"

#include <popt.h>
#include <stdlib.h>
#include <string.h>

#include "rungs/base/text.h"

const struct option options_built_in[] = {
    {.name = "help", .letter = 'h', .kind = OPTION_FLAG, .help = "show this page"},
    {.name = "version", .kind = OPTION_FLAG, .help = "show the version"},
    {.name = NULL}};

static void list_add(struct option_list *list, const struct option *options)
{
    for (const struct option *item = options; item != NULL && item->name != NULL; item++)
        list->items[list->count++] = item;
}

static size_t options_count(const struct option *options)
{
    size_t count = 0;
    while (options != NULL && options[count].name != NULL)
        count++;
    return count;
}

static const struct option_set *const *shared_sets(const struct command *source)
{
    static const struct option_set *const none[] = {NULL};
    return source == NULL || source->shared == NULL ? none : source->shared;
}

struct option_list options_of(arena *pool, const struct program *program,
                              const struct command *command)
{
    const struct option *own = command == NULL ? NULL : command->options;
    const struct option *global = program->global == NULL ? NULL : program->global->options;
    size_t room = options_count(own) + options_count(global) + options_count(options_built_in);
    for (const struct option_set *const *set = shared_sets(command); *set != NULL; set++)
        room += options_count((*set)->options);
    struct option_list list = {.items = arena_array(pool, room, sizeof *list.items)};
    list_add(&list, own);
    for (const struct option_set *const *set = shared_sets(command); *set != NULL; set++)
        list_add(&list, (*set)->options);
    list_add(&list, global);
    list_add(&list, options_built_in);
    return list;
}

const struct option *options_find(const struct option_list *known, const char *name, size_t length)
{
    for (size_t i = 0; i < known->count; i++)
        if (strncmp(known->items[i]->name, name, length) == 0 &&
            known->items[i]->name[length] == '\0')
            return known->items[i];
    return NULL;
}

const struct option *options_find_letter(const struct option_list *known, char letter)
{
    for (size_t i = 0; i < known->count; i++)
        if (known->items[i]->letter == letter)
            return known->items[i];
    return NULL;
}

void options_keep(struct option_reading *reading, const struct option *source, const char *value)
{
    reading->given = arena_grow(reading->pool, reading->given, reading->given_count,
                                &reading->given_capacity, sizeof *reading->given);
    reading->given[reading->given_count++] = (struct given){.option = source, .value = value};
}

/* The rows of popt; the value of each is its place in the list, counted from 1. */
static struct poptOption *popt_rows(arena *pool, const struct option_list *known)
{
    struct poptOption *rows = arena_array(pool, known->count + 1, sizeof *rows);
    for (size_t i = 0; i < known->count; i++) {
        const struct option *item = known->items[i];
        rows[i].longName = item->name;
        rows[i].shortName = item->letter;
        rows[i].argInfo = item->kind == OPTION_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING;
        rows[i].val = (int)i + 1;
    }
    return rows;
}

/* popt puts the next argument in the place of "!#:+" in a value, a leftover of its aliases. A byte
 * that no value needs keeps the four apart until popt is done. */
static const char marker[] = "!#:+", guarded[] = "!\001#:+";

static const char *replace_all(arena *pool, const char *string, const char *from, const char *to)
{
    struct text replaced = text_new(pool);
    for (const char *found; (found = strstr(string, from)) != NULL;) {
        text_add_bytes(&replaced, string, (size_t)(found - string));
        text_add(&replaced, to);
        string = found + strlen(from);
    }
    text_add(&replaced, string);
    return text_string(&replaced);
}

static const char **guard_words(arena *pool, const char *const *words, size_t count)
{
    const char **safe = arena_array(pool, count + 1, sizeof *safe);
    for (size_t i = 0; i < count; i++)
        safe[i] = strstr(words[i], marker) == NULL ? words[i]
                                                   : replace_all(pool, words[i], marker, guarded);
    return safe;
}

static const char *unguard(arena *pool, const char *word)
{
    return strstr(word, guarded) == NULL ? word : replace_all(pool, word, guarded, marker);
}

const char *options_nearest(const struct option_reading *reading, const char *name)
{
    const struct option_list *known = &reading->known;
    const char **names = arena_array(reading->pool, known->count, sizeof *names);
    for (size_t i = 0; i < known->count; i++)
        names[i] = known->items[i]->name;
    return *name == '\0' ? NULL : text_nearest(name, names, known->count);
}

/* The long option nearest to `name`, as a hint. */
static error *hint_nearest(const struct option_reading *reading, error *failure, const char *name)
{
    const char *nearest = options_nearest(reading, name);
    if (nearest == NULL)
        return error_hint(failure, "see '%s --help'", reading->caller);
    return error_hint(failure, "did you mean '--%s'?", nearest);
}

const char *options_stopping_letter(const struct option_list *known, const char *bunch)
{
    const char *letter = bunch + 1;
    for (; letter[0] != '\0' && letter[1] != '\0'; letter++) {
        const struct option *item = options_find_letter(known, *letter);
        if (item == NULL || item->kind != OPTION_FLAG)
            break;
    }
    return letter;
}

static error *refuse_unknown(const struct option_reading *reading, const char *word)
{
    arena *pool = reading->pool;
    error *failure;
    if (strncmp(word, "--", 2) == 0) {
        const char *name = arena_copy_bytes(pool, word + 2, strcspn(word + 2, "="));
        failure = error_new(ERROR_USAGE, "unknown option '--%s'", value_quoted(pool, name));
        failure = hint_nearest(reading, failure, name);
    } else {
        const char *letter = options_stopping_letter(&reading->known, word);
        size_t size = 1;
        while (((unsigned char)letter[size] & 0xC0) == 0x80)
            size++;
        failure = error_new(ERROR_USAGE, "unknown option '-%.*s'", (int)size, letter);
        failure = hint_nearest(reading, failure, letter[size] == '\0' ? "" : word + 1);
        if (*letter >= '0' && *letter <= '9')
            error_hint(failure, "write '-- %s' when it is meant as an argument",
                       value_quoted(pool, word));
    }
    if (reading->front)
        error_detail(failure,
                     "In front of the command stand only options that every command takes.");
    return failure;
}

/* The option that popt complains about, by the word it stands in. */
static const struct option *option_in(const struct option_list *known, const char *word)
{
    if (strncmp(word, "--", 2) == 0)
        return options_find(known, word + 2, strcspn(word + 2, "="));
    const char *letter = options_stopping_letter(known, word);
    if (*letter == '=' && letter > word + 1)
        letter--; /* "-v=1": the flag is meant */
    return options_find_letter(known, *letter);
}

static error *refuse_shape(const struct option_reading *reading, const char *word, int code)
{
    const struct option *item = option_in(&reading->known, word);
    if (item != NULL && code == POPT_ERROR_UNWANTEDARG)
        return error_hint(error_new(ERROR_USAGE, "option '--%s' takes no value", item->name),
                          "write '--%s' alone", item->name);
    if (item == NULL || code != POPT_ERROR_NOARG)
        return error_new(ERROR_BUG, "cannot read '%s': %s", value_quoted(reading->pool, word),
                         poptStrerror(code));
    error *failure = error_new(ERROR_USAGE, "option '--%s' needs a value", item->name);
    if (item->kind == OPTION_CHOICE)
        error_detail(failure, "It takes %s.", option_choices(reading->pool, item));
    return error_hint(failure, "write '--%s %s'", item->name,
                      option_placeholder(reading->pool, item));
}

static error *keep_option(struct option_reading *reading, const struct option *item,
                          const char *value)
{
    const char *title = option_title(reading->pool, item);
    TRY(option_check(reading->pool, item, title, value));
    for (size_t i = 0; i < reading->given_count; i++) {
        struct given *before = &reading->given[i];
        if (strcmp(before->option->name, item->name) != 0)
            continue;
        if (item->kind != OPTION_LIST && item->kind != OPTION_PAIRS)
            return error_hint(error_new(ERROR_USAGE, "%s is given twice", title), "say '--%s' once",
                              item->name);
        before->value = arena_printf(reading->pool, "%s\n%s", before->value, value);
        return NULL;
    }
    options_keep(reading, item, value);
    return NULL;
}

static error *take_option(struct option_reading *reading, poptContext context, int code)
{
    if (code < 0) {
        const char *word = unguard(reading->pool, poptBadOption(context, POPT_BADOPTION_NOALIAS));
        return code == POPT_ERROR_BADOPT ? refuse_unknown(reading, word)
                                         : refuse_shape(reading, word, code);
    }
    char *typed = poptGetOptArg(context);
    if (typed != NULL)
        arena_defer(reading->pool, free, typed);
    const char *value = typed == NULL ? "true" : unguard(reading->pool, typed);
    return keep_option(reading, reading->known.items[code - 1], value);
}

static void release_context(void *context)
{
    poptFreeContext(context);
}

static void keep_rest(struct option_reading *reading, poptContext context)
{
    const char **words = poptGetArgs(context);
    size_t count = 0, room = 0;
    while (words != NULL && words[room] != NULL)
        room++;
    reading->rest = arena_array(reading->pool, room + 1, sizeof *reading->rest);
    for (; count < room; count++)
        reading->rest[count] = unguard(reading->pool, arena_copy(reading->pool, words[count]));
    reading->rest_count = count;
}

error *options_read(struct option_reading *reading, const char *const *words, size_t count)
{
    arena *pool = reading->pool;
    error *slip = pairs_expand(reading, &words, &count);
    if (slip != NULL && !reading->forgiving)
        return slip;
    const char **safe = guard_words(pool, words, count);
    unsigned flags = POPT_CONTEXT_KEEP_FIRST | POPT_CONTEXT_NO_EXEC |
                     (reading->front ? POPT_CONTEXT_POSIXMEHARDER : 0);
    poptContext context =
        poptGetContext(NULL, (int)count, safe, popt_rows(pool, &reading->known), flags);
    if (context == NULL)
        return error_new(ERROR_BUG, "cannot read the command line");
    arena_defer(pool, release_context, context);
    for (int code; (code = poptGetNextOpt(context)) != -1;) {
        error *failure = take_option(reading, context, code);
        if (failure != NULL && !reading->forgiving)
            return failure;
    }
    keep_rest(reading, context);
    return NULL;
}
