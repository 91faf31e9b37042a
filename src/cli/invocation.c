/* Reading a whole command line: options in front, the command, its options and arguments, and
 * whether anything is missing or left over. What does not live here: popt, and what values look
 * like. */
#include "rungs/cli/invocation.h"

#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cli/layout.h"
#include "rungs/cli/path.h"

/* True when a word stands anywhere before '--'. */
static bool line_has(int argc, char **argv, const char *word)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], word) == 0)
            return true;
    return false;
}

/* The words of a line up to the first option. */
static struct word_list leading_words(const char *const *words, size_t count)
{
    struct word_list leading = {.items = words};
    while (leading.count < count &&
           (words[leading.count][0] != '-' || words[leading.count][1] == '\0'))
        leading.count++;
    return leading;
}

static bool was_given(const struct option_reading *reading, const char *name)
{
    for (size_t i = 0; i < reading->given_count; i++)
        if (strcmp(reading->given[i].option->name, name) == 0)
            return true;
    return false;
}

static error *take_arguments(struct option_reading *reading, const struct program *program,
                             const struct command *command)
{
    arena *pool = reading->pool;
    const struct option *next = command->arguments;
    for (size_t i = 0; i < reading->rest_count; i++) {
        if (next == NULL || next->name == NULL) {
            error *failure = error_new(ERROR_USAGE, "argument '%s' is one too many",
                                       value_quoted(pool, reading->rest[i]));
            error_detail(failure, "A value with spaces in it has to be quoted.");
            return error_hint(failure, "%s", layout_usage(pool, program, command));
        }
        TRY(option_check(pool, next, argument_title(pool, next), reading->rest[i]));
        options_keep(reading, next, reading->rest[i]);
        next++;
    }
    return NULL;
}

/* The titles of required rows that were not given, added to `titles`. */
static size_t add_missing(arena *pool, const invocation *source, const struct option *rows,
                          bool arguments, const char **titles)
{
    size_t count = 0;
    for (const struct option *item = rows; item != NULL && item->name != NULL; item++)
        if (item->required && invocation_value(source, item->name) == NULL)
            titles[count++] = arguments ? argument_title(pool, item) : option_title(pool, item);
    return count;
}

static const char *titles_join(arena *pool, const char *const *titles, size_t count)
{
    struct text joined = text_new(pool);
    for (size_t i = 0; i < count; i++)
        text_addf(&joined, "%s%s", i == 0 ? "" : i + 1 == count ? " and " : ", ", titles[i]);
    return text_string(&joined);
}

static size_t rows_count(const struct option *rows)
{
    size_t count = 0;
    while (rows != NULL && rows[count].name != NULL)
        count++;
    return count;
}

error *invocation_complete(arena *pool, const struct program *program, const invocation *source)
{
    const struct command *command = source->command;
    const struct option_set *const *set = command->shared;
    size_t room = rows_count(command->arguments) + options_of(pool, program, command).count;
    const char **titles = arena_array(pool, room, sizeof *titles);
    size_t count = add_missing(pool, source, command->arguments, true, titles);
    count += add_missing(pool, source, command->options, false, titles + count);
    for (; set != NULL && *set != NULL; set++)
        count += add_missing(pool, source, (*set)->options, false, titles + count);
    if (program->global != NULL)
        count += add_missing(pool, source, program->global->options, false, titles + count);
    if (count == 0)
        return NULL;
    error *failure = error_new(ERROR_USAGE, "missing %s", titles_join(pool, titles, count));
    if (command->examples != NULL && command->examples->command != NULL)
        return error_hint(failure, "for example: %s", command->examples->command);
    return error_hint(failure, "%s", layout_usage(pool, program, command));
}

/* Everything behind the words of the command. */
static error *read_command(struct option_reading *reading, const struct program *program,
                           invocation *target)
{
    struct word_list words = leading_words(reading->rest, reading->rest_count);
    const struct command *command = NULL;
    TRY(command_find(reading->pool, program, words, &command));
    size_t used = path_match(command->path, words);
    reading->front = false;
    reading->caller = arena_printf(reading->pool, "%s %s", program->name, command->path);
    reading->known = options_of(reading->pool, program, command);
    TRY(options_read(reading, reading->rest + used, reading->rest_count - used));
    /* Reached by -h among other letters (-vh); --help alone was seen before. */
    target->wants_help = was_given(reading, "help");
    target->help_path = command->path;
    if (target->wants_help)
        return NULL;
    TRY(take_arguments(reading, program, command));
    target->command = command;
    target->given = reading->given;
    target->given_count = reading->given_count;
    return command->asks ? NULL : invocation_complete(reading->pool, program, target);
}

static error *read_help(struct option_reading *reading, const struct program *program,
                        invocation *target)
{
    struct word_list words = leading_words(reading->rest, reading->rest_count);
    while (words.count > 0 && strcmp(words.items[0], "help") == 0) {
        words.items++;
        words.count--;
    }
    target->wants_help = true;
    return command_find_help(reading->pool, program, words, &target->help_path);
}

error *invocation_read(arena *pool, const struct program *program, int argc, char **argv,
                       invocation **result)
{
    invocation *found = arena_alloc(pool, sizeof *found);
    *found = (invocation){.help_path = ""};
    bool help = line_has(argc, argv, "--help") || line_has(argc, argv, "-h");
    bool version = !help && line_has(argc, argv, "--version");
    struct option_reading reading = {.pool = pool,
                                     .caller = program->name,
                                     .known = options_of(pool, program, NULL),
                                     .front = true,
                                     .forgiving = help || version};
    TRY(options_read(&reading, (const char *const *)argv + 1, argc > 1 ? (size_t)argc - 1 : 0));
    help = help || was_given(&reading, "help") ||
           (reading.rest_count > 0 && strcmp(reading.rest[0], "help") == 0 && !version);
    found->wants_version = version;
    if (help)
        TRY(read_help(&reading, program, found));
    else if (!version && reading.rest_count > 0)
        TRY(read_command(&reading, program, found));
    else {
        found->given = reading.given;
        found->given_count = reading.given_count;
    }
    *result = found;
    return NULL;
}

const struct command *invocation_command(const invocation *source)
{
    return source->command;
}

const char *invocation_value(const invocation *source, const char *name)
{
    for (size_t i = 0; i < source->given_count; i++)
        if (strcmp(source->given[i].option->name, name) == 0)
            return source->given[i].value;
    return NULL;
}

bool invocation_flag(const invocation *source, const char *name)
{
    return invocation_value(source, name) != NULL;
}

bool invocation_wants_help(const invocation *source)
{
    return source->wants_help;
}

bool invocation_wants_version(const invocation *source)
{
    return source->wants_version;
}

invocation *invocation_copy(arena *pool, const invocation *source)
{
    invocation *copy = arena_alloc(pool, sizeof *copy);
    *copy = *source;
    struct given *given = arena_array(pool, source->given_count, sizeof *given);
    if (source->given_count > 0)
        memcpy(given, source->given, source->given_count * sizeof *given);
    copy->given = given;
    return copy;
}

static const struct option *own_option(const invocation *source, const char *name)
{
    const struct option *item = source->command->options;
    while (item->name != NULL && strcmp(item->name, name) != 0)
        item++;
    return item->name == NULL ? NULL : item;
}

error *invocation_set(arena *pool, invocation *target, const char *name, const char *value,
                      const char *title)
{
    const struct option *item = own_option(target, name);
    if (item == NULL)
        return error_new(ERROR_BUG, "'%s' has no option '--%s'", target->command->path, name);
    if (value != NULL)
        TRY(option_check(pool, item, title == NULL ? option_title(pool, item) : title, value));
    struct given *given = arena_array(pool, target->given_count + 1, sizeof *given);
    size_t count = 0;
    for (size_t i = 0; i < target->given_count; i++)
        if (strcmp(target->given[i].option->name, name) != 0)
            given[count++] = target->given[i];
    if (value != NULL)
        given[count++] = (struct given){.option = item, .value = value};
    target->given = given;
    target->given_count = count;
    return NULL;
}
