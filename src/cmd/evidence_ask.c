/* Asking for an entry field by field. Each field is a row: what it is called, and how it is asked.
 * What does not live here: finding people and expectations (evidence_find.c). */
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cmd/evidence.h"
#include "rungs/cmd/evidence_find.h"

static error *ask_person(const struct asking *asking, const char **answer);
static error *ask_expectation(const struct asking *asking, const char **answer);
static error *ask_strength(const struct asking *asking, const char **answer);
static error *ask_observer(const struct asking *asking, const char **answer);
static error *ask_relation(const struct asking *asking, const char **answer);
static error *ask_work_type(const struct asking *asking, const char **answer);
static error *ask_plain(const struct asking *asking, const char **answer);
static error *ask_details(const struct asking *asking, const char **answer);

/* In the order in which they are asked. */
static const struct field {
    const char *name; /* of the option */
    const char *prompt;
    const char *help;
    error *(*ask)(const struct asking *, const char **);
} fields[] = {
    {"person", "About whom?", "Type a few letters of a name, an employee id or an e-mail address.",
     ask_person},
    {"expectation", "Against which expectation?",
     "A number takes one; letters search codes and sentences of the whole ladder; ? shows more.",
     ask_expectation},
    {"strength", "How strongly does it speak for them?", NULL, ask_strength},
    {"observer", "Who saw it?",
     "Type a few letters of a name, or the name of a customer or a metric.", ask_observer},
    {"relation", "How does the observer stand to the person?", NULL, ask_relation},
    {"summary", "What happened, in a sentence?", "Say what happened in a sentence.", ask_plain},
    {"on", "When? YYYY-MM-DD, or Enter for today:", NULL, ask_plain},
    {"work-type", "What kind of work? Enter for none:", NULL, ask_work_type},
    {"details", "More to tell? Type it, e for an editor, or Enter for nothing:", NULL, ask_details},
    {"link", "Where to read on (https://...)? Enter for nowhere:", NULL, ask_plain},
};

static const struct option *option_of(const struct asking *asking, const char *name)
{
    const struct option *item = invocation_command(asking->line)->options;
    while (item->name != NULL && strcmp(item->name, name) != 0)
        item++;
    return item->name == NULL ? NULL : item;
}

static bool is_needed(const struct asking *asking, const char *name)
{
    return option_of(asking, name)->required ||
           (asking->asks_for_observer && strcmp(name, "observer") == 0);
}

static struct ask_question question_of(const struct asking *asking)
{
    return (struct ask_question){.prompt = asking->field->prompt,
                                 .help = asking->field->help,
                                 .optional = !is_needed(asking, asking->field->name)};
}

static error *take(const struct asking *asking, const struct ask_question *question,
                   const char **answer)
{
    struct ask_choice taken;
    TRY(ask(asking->somebody, asking->context->pool, question, answer, &taken));
    if (taken.value != NULL && taken.label != NULL)
        ask_say(asking->somebody, "     %s  %s", taken.label, taken.words);
    return NULL;
}

static error *ask_person(const struct asking *asking, const char **answer)
{
    struct ask_question question = question_of(asking);
    question.find = find_people;
    question.context = asking->context;
    return take(asking, &question, answer);
}

static error *ask_expectation(const struct asking *asking, const char **answer)
{
    struct ask_question question = question_of(asking);
    struct ask_list all;
    const char *person = invocation_value(asking->line, "person");
    TRY(expectations_of(asking->context, person, &all));
    question.find = ask_find_in_list;
    question.context = &all;
    return take(asking, &question, answer);
}

/* One of the choices of some kinds. */
static error *ask_choice(const struct asking *asking, const char *kind, const char *other_kind,
                         const char *proposal, const char **answer)
{
    struct ask_question question = question_of(asking);
    struct ask_list some;
    const char *person = invocation_value(asking->line, "person");
    TRY(choices_of(asking->context, person, kind, other_kind, &some));
    question.find = ask_find_in_list;
    question.context = &some;
    question.proposal = proposal;
    return take(asking, &question, answer);
}

static error *ask_strength(const struct asking *asking, const char **answer)
{
    return ask_choice(asking, "strength", NULL, NULL, answer);
}

static error *ask_work_type(const struct asking *asking, const char **answer)
{
    return ask_choice(asking, "work type", NULL, NULL, answer);
}

static error *ask_observer(const struct asking *asking, const char **answer)
{
    struct ask_question question = question_of(asking);
    if (question.optional)
        question.prompt = "Who saw it? Enter for yourself:";
    question.find = find_people;
    question.context = asking->context;
    question.free = true;
    return take(asking, &question, answer);
}

/* Somebody here stands as the roster says, unless told otherwise; any other name is a voice from
 * outside. */
static error *ask_relation(const struct asking *asking, const char **answer)
{
    const char *person = invocation_value(asking->line, "person");
    const char *observer = invocation_value(asking->line, "observer"), *relation = NULL;
    bool known = observer == NULL;
    if (observer != NULL)
        TRY(relation_of(asking->context, person, observer, &known, &relation));
    if (!known)
        return ask_choice(asking, "outside", NULL, NULL, answer);
    return ask_choice(asking, "relation", relation == NULL ? "outside" : NULL, relation, answer);
}

/* Several values typed with blanks between them, as an option of many values has them. */
static const char *values_split(arena *pool, const char *typed)
{
    struct text values = text_new(pool);
    for (size_t length; *typed != '\0'; typed += length + strspn(typed + length, " ")) {
        length = strcspn(typed, " ");
        text_addf(&values, "%s%.*s", values.length == 0 ? "" : "\n", (int)length, typed);
    }
    return text_string(&values);
}

static void keep_typed(const void *owner, const char *typed)
{
    const struct asking *asking = owner;
    draft_typed(asking->kept, asking->line, asking->field->name, typed);
}

static error *ask_plain(const struct asking *asking, const char **answer)
{
    struct ask_question question = question_of(asking);
    question.begun = draft_begun(asking->kept, asking->field->name);
    question.typing = keep_typed;
    question.owner = asking;
    TRY(ask(asking->somebody, asking->context->pool, &question, answer, NULL));
    if (option_of(asking, asking->field->name)->kind == OPTION_LIST && *answer != NULL)
        *answer = values_split(asking->context->pool, *answer);
    return NULL;
}

static error *ask_details(const struct asking *asking, const char **answer)
{
    const char *typed = NULL;
    TRY(ask_plain(asking, &typed));
    if (typed == NULL || strcmp(typed, "e") != 0) {
        *answer = typed;
        return NULL;
    }
    TRY(entry_edit(asking->context, asking->somebody, asking->line, asking->kept));
    *answer = invocation_value(asking->line, "details");
    return NULL;
}

error *entry_edit(struct context *context, asker *somebody, invocation *line, draft *kept)
{
    const char *before = invocation_value(line, "details"), *details = NULL;
    const char *names[] = {"person", "expectation", "summary"};
    struct text about = text_new(context->pool);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = invocation_value(line, names[i]);
        text_addf(&about, "%s: %s\n", names[i],
                  value == NULL ? "?" : text_safe(context->pool, value, false));
    }
    if (kept == NULL)
        return error_hint(error_new(ERROR_REFUSED, "there is no place for the text of an editor"),
                          "Set XDG_STATE_HOME or HOME to a folder of yours.");
    TRY(draft_keep(kept, line, false));
    error *failure = text_edit(context->pool, draft_text_path(kept), before == NULL ? "" : before,
                               text_string(&about), &details);
    if (somebody != NULL)
        ask_restore(somebody);
    TRY(failure);
    if (*details == '\0')
        details = NULL;
    TRY(invocation_set(context->pool, line, "details", details, NULL));
    return draft_keep(kept, line, false);
}

static error *keep_answer(const struct asking *asking, const char *answer)
{
    if (answer == NULL)
        draft_skip(asking->kept, asking->field->name);
    draft_typed(asking->kept, asking->line, asking->field->name, "");
    return draft_keep(asking->kept, asking->line, false);
}

/* Asks for one field until its answer is of its kind, and keeps it. */
static error *ask_field(struct asking *asking, const struct field *field)
{
    arena *pool = asking->context->pool;
    asking->field = field;
    for (;;) {
        const char *answer = NULL;
        TRY(field->ask(asking, &answer));
        error *failure = invocation_set(pool, asking->line, field->name, answer, "the answer");
        if (failure == NULL)
            return keep_answer(asking, answer);
        if (failure->kind != ERROR_USAGE)
            return failure;
        ask_say(asking->somebody, "%s", failure->message);
    }
}

static const char *const save_word = "save", *const leave_word = "leave";

enum { SHOWN_CHARACTERS = 200 };

/* What a field says, or what it means that it says nothing; the beginning of a long text. */
static const char *shown(arena *pool, const struct field *field, const char *value)
{
    size_t length = 0, characters = 0;
    if (value == NULL)
        return strcmp(field->name, "on") == 0 ? "today" : "-";
    for (size_t size; value[length] != '\0' && characters < SHOWN_CHARACTERS; length += size) {
        (void)utf8_decode(value + length, &size);
        characters++;
    }
    return arena_printf(pool, "%.*s%s", (int)length, value, value[length] == '\0' ? "" : " ...");
}

/* Everything that is known so far, as choices: taking one changes it. */
static struct ask_list review_list(const struct asking *asking)
{
    arena *pool = asking->context->pool;
    struct ask_choice *items = arena_array(pool, COUNT_OF(fields) + 2, sizeof *items);
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (option_of(asking, fields[i].name) == NULL)
            continue;
        const char *value = invocation_value(asking->line, fields[i].name);
        items[count++] = (struct ask_choice){.value = fields[i].name,
                                             .label = arena_printf(pool, "%-12s", fields[i].name),
                                             .words = shown(pool, &fields[i], value)};
    }
    items[count++] = (struct ask_choice){.value = save_word, .words = "it is right: log it"};
    items[count++] =
        (struct ask_choice){.value = leave_word, .words = "leave; the draft stays for later"};
    return (struct ask_list){.items = items, .count = count};
}

static const struct field *field_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

/* What has been answered is shown; Enter saves it, anything else is asked again. */
static error *review(struct asking *asking)
{
    for (;;) {
        struct ask_list all = review_list(asking);
        struct ask_question question = {.prompt = "Enter logs it, a number changes it:",
                                        .proposal = save_word,
                                        .find = ask_find_in_list,
                                        .context = &all};
        const char *answer = NULL;
        ask_say(asking->somebody, "\nThis is what will be logged:");
        TRY(ask(asking->somebody, asking->context->pool, &question, &answer, NULL));
        if (strcmp(answer, save_word) == 0)
            return NULL;
        if (strcmp(answer, leave_word) == 0)
            return error_hint(error_new(ERROR_INTERRUPTED, "left before it was logged"),
                              "Nothing was changed.");
        TRY(ask_field(asking, field_named(answer)));
    }
}

/* Is it still to be asked? What is needed is, even if it was left empty when it was not. */
static bool is_open(const struct asking *asking, const char *name)
{
    return option_of(asking, name) != NULL && invocation_value(asking->line, name) == NULL &&
           (is_needed(asking, name) || !draft_skipped(asking->kept, name));
}

error *entry_ask(struct context *context, asker *somebody, invocation *line, draft *kept)
{
    struct asking asking = {.context = context, .somebody = somebody, .line = line, .kept = kept};
    TRY(entry_asks_for_observer(context, line, &asking.asks_for_observer));
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (is_open(&asking, fields[i].name))
            TRY(ask_field(&asking, &fields[i]));
    return review(&asking);
}
