/* evidence add: gets the options together, from the command line, a file, an editor, a draft, or
 * somebody at the terminal; then runs the statement as for any other command. */
#include <string.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/cmd/commands.h"
#include "rungs/cmd/evidence.h"
#include "rungs/db/cancel.h"

/* What one `evidence add` works with. */
struct adding {
    struct context *context;
    invocation *line;
    asker *somebody; /* NULL until somebody is asked */
    draft *kept;     /* NULL: there is none */
    bool unsure;     /* the draft was being saved when a program ended */
};

static error *check_options(const invocation *line)
{
    static const char *const sources[] = {"json", "draft"};
    const struct option *item = invocation_command(line)->options;
    bool json = invocation_value(line, "json") != NULL;
    for (; json && item->name != NULL; item++)
        if (strcmp(item->name, "json") != 0 && invocation_value(line, item->name) != NULL)
            return error_hint(
                error_new(ERROR_USAGE, "option '--json' brings whole entries, '--%s' goes with one",
                          item->name),
                "Write it into the file, or leave one of the two away.");
    if (invocation_value(line, "file") != NULL && invocation_value(line, "details") != NULL)
        return error_hint(
            error_new(ERROR_USAGE, "options '--file' and '--details' say the same thing"),
            "Give one of them.");
    for (size_t i = 0; i < COUNT_OF(sources); i++)
        if (invocation_value(line, sources[i]) != NULL &&
            *invocation_value(line, sources[i]) == '\0')
            return error_new(ERROR_USAGE, "option '--%s' needs a file", sources[i]);
    return NULL;
}

static bool is_complete(const struct adding *adding)
{
    const struct option *item = invocation_command(adding->line)->options;
    for (; item->name != NULL; item++)
        if (item->required && invocation_value(adding->line, item->name) == NULL)
            return false;
    return true;
}

static error *open_asker(struct adding *adding)
{
    if (adding->somebody != NULL)
        return NULL;
    return ask_open(adding->context->pool, cancel_asked, &adding->somebody);
}

static error *refuse_unsure(const struct adding *adding)
{
    error *failure = error_new(ERROR_REFUSED, "the entry of '%s' may be in the log already",
                               draft_path(adding->kept));
    error_detail(failure, "The program ended while it was saving it.");
    return error_hint(
        failure, "Look with 'rungs evidence list'. If it is not there, take the line \"saving\" "
                 "out of the file.");
}

static error *take_draft(struct adding *adding, const char *path)
{
    return draft_take(adding->context->pool, path, adding->line, &adding->kept, &adding->unsure);
}

static const struct ask_choice draft_choices[] = {
    {.value = "yes", .words = "go on with it"},
    {.value = "no", .words = "leave it for later and begin anew"},
    {.value = "discard", .words = "throw it away and begin anew"},
};

/* Asks what is to become of a draft that was left behind. */
static error *offer_draft(struct adding *adding, const struct draft_row *row, bool *done)
{
    arena *pool = adding->context->pool;
    struct ask_list choices = {.items = draft_choices, .count = COUNT_OF(draft_choices)};
    struct ask_question question = {.prompt = "Go on with it?",
                                    .proposal = "yes",
                                    .find = ask_find_in_list,
                                    .context = &choices};
    const char *answer = NULL;
    ask_say(adding->somebody, "There is a draft of %s%s%s%s%s%s%s", row->changed,
            *row->person == '\0' ? "" : " about ", row->person,
            *row->expectation == '\0' ? "" : ", ", row->expectation,
            *row->summary == '\0' ? "." : ": ", row->summary);
    if (strcmp(row->state, "unsure") == 0)
        ask_say(adding->somebody, "It was being saved when the program ended: it may be in the log "
                                  "already. 'rungs evidence list' shows it.");
    TRY(ask(adding->somebody, pool, &question, &answer, NULL));
    *done = strcmp(answer, "discard") != 0;
    if (strcmp(answer, "no") == 0)
        return NULL;
    invocation *thrown = invocation_copy(pool, adding->line);
    bool unsure = false;
    draft *taken = NULL;
    if (strcmp(answer, "yes") == 0)
        return take_draft(adding, row->path);
    TRY(draft_take(pool, row->path, thrown, &taken, &unsure));
    draft_remove(taken);
    return NULL;
}

static error *offer_drafts(struct adding *adding)
{
    struct draft_row *rows = NULL;
    size_t count = 0;
    bool done = false;
    TRY(draft_list(adding->context->pool, &rows, &count));
    for (size_t i = 0; i < count && !done; i++)
        if (strcmp(rows[i].state, "kept") == 0 || strcmp(rows[i].state, "unsure") == 0)
            TRY(offer_draft(adding, &rows[i], &done));
    return NULL;
}

/* The details from --file; a text that came through a pipe is nowhere else, so it is kept. */
static error *read_file(struct adding *adding)
{
    const char *path = invocation_value(adding->line, "file"), *details = NULL;
    if (path == NULL)
        return NULL;
    TRY(text_read_details(adding->context->pool, path, &details));
    TRY(invocation_set(adding->context->pool, adding->line, "details", details, "--file"));
    if (strcmp(path, "-") != 0)
        return NULL;
    if (adding->kept == NULL)
        adding->kept = draft_new(adding->context->pool);
    return draft_keep(adding->kept, adding->line, false);
}

static error *edit(struct adding *adding)
{
    if (adding->kept == NULL)
        adding->kept = draft_new(adding->context->pool);
    TRY(entry_edit(adding->context, adding->somebody, adding->line, adding->kept));
    if (invocation_value(adding->line, "details") != NULL)
        return NULL;
    return error_hint(error_new(ERROR_REFUSED, "the editor was left with nothing saved"),
                      "Nothing was logged. Leave --edit away for an entry without details.");
}

static error *ask_rest(struct adding *adding)
{
    TRY(open_asker(adding));
    if (adding->kept == NULL)
        TRY(offer_drafts(adding));
    if (adding->kept == NULL)
        adding->kept = draft_new(adding->context->pool);
    ask_say(adding->somebody, "Ctrl-C leaves without logging anything; what was answered is kept.");
    if (invocation_flag(adding->line, "edit"))
        TRY(edit(adding));
    return entry_ask(adding->context, adding->somebody, adding->line, adding->kept);
}

/* Fills in the options: afterwards nothing required is missing. */
static error *gather(struct adding *adding)
{
    struct context *context = adding->context;
    const char *path = invocation_value(adding->line, "draft");
    if (path != NULL)
        TRY(take_draft(adding, path));
    if (adding->unsure && !ask_possible())
        return refuse_unsure(adding);
    TRY(read_file(adding));
    bool asks = false;
    if (ask_possible())
        TRY(entry_asks_for_observer(context, adding->line, &asks));
    bool begun = draft_begun(adding->kept, NULL) != NULL && ask_possible();
    if (is_complete(adding) && !adding->unsure && !asks && !begun)
        return invocation_flag(adding->line, "edit") ? edit(adding) : NULL;
    if (!ask_possible())
        return invocation_complete(context->pool, context->program, adding->line);
    return ask_rest(adding);
}

static error *save(struct adding *adding)
{
    struct context *context = adding->context;
    const invocation *before = context->line;
    TRY(draft_keep(adding->kept, adding->line, true));
    context->line = adding->line;
    error *failure = context_run_sections(context, invocation_command(before)->action);
    context->line = before;
    return failure;
}

/* Says where everything that was given is to be found. */
static error *tell(const struct adding *adding, error *failure)
{
    const char *detail = arena_copy(adding->context->pool, failure->detail);
    return error_detail(
        failure,
        "%s%s%sEverything that was given is kept in %s\n'rungs evidence add' on a terminal "
        "goes on with it, '--draft FILE' anywhere.",
        detail, *detail == '\0' ? "" : "\n",
        failure->kind == ERROR_UNKNOWN
            ? "The entry may be in the log already: look with 'rungs evidence list'.\n"
            : "",
        draft_path(adding->kept));
}

/* After all of it: the draft goes once the entry is known to be saved, and stays otherwise. */
static error *settle(struct adding *adding, error *failure)
{
    struct context *context = adding->context;
    bool saved = context->db != NULL && db_saved(context->db);
    if (failure != NULL && cancel_asked() && failure->kind != ERROR_UNKNOWN)
        failure = cancel_error(saved);
    if (saved) {
        draft_remove(adding->kept);
        return failure;
    }
    if (!draft_is_kept(adding->kept))
        return failure;
    /* The mark of saving comes off; if that fails the draft says too much, never too little. */
    if (failure == NULL || failure->kind != ERROR_UNKNOWN)
        draft_keep_if_possible(adding->kept, adding->line);
    draft_leave(adding->kept);
    if (failure == NULL) {
        log_notice("kept as a draft: %s", draft_path(adding->kept));
        return NULL;
    }
    return tell(adding, failure);
}

error *evidence_add_run(struct context *context)
{
    const char *json = invocation_value(context->line, "json");
    TRY(check_options(context->line));
    if (json != NULL)
        return entry_add_json(context, json);
    struct adding adding = {.context = context,
                            .line = invocation_copy(context->pool, context->line)};
    error *failure = gather(&adding);
    if (failure == NULL)
        failure = save(&adding);
    return settle(&adding, failure);
}
