/* nominate: the rationale may come from a file; all else is done by the sections of the command. */
#include "rungs/cmd/commands.h"
#include "rungs/cmd/evidence.h"

error *nominate_run(struct context *context)
{
    static const struct action action = {
        .needs = TRANSACTION_WRITES,
        .sections = {{"nominate", "nomination", "", ""}},
        .after = "what the committee will see: rungs nominate show {employee_id|person}"};
    const char *path = invocation_value(context->line, "file"), *rationale = NULL;
    if (path == NULL)
        return context_run_sections(context, &action);
    if (invocation_value(context->line, "rationale") != NULL)
        return error_hint(
            error_new(ERROR_USAGE, "options '--file' and '--rationale' say the same thing"),
            "Give one of them.");
    TRY(text_read_details(context->pool, path, &rationale));
    invocation *line = invocation_copy(context->pool, context->line);
    TRY(invocation_set(context->pool, line, "rationale", rationale, "--file"));
    context->line = line;
    return context_run_sections(context, &action);
}
