/* What is written about the commands, as commands: completion scripts, manual page, markdown
 * manual. */
#include "rungs/cli/help.h"
#include "rungs/cmd/commands.h"

error *write_completion_run(struct context *context)
{
    output *target = NULL;
    TRY(output_open(context->pool, invocation_value(context->line, "output"), &target));
    TRY(help_completion(context->pool, context->program, invocation_value(context->line, "shell"),
                        output_stream(target)));
    return output_commit(target);
}

error *write_manual_page_run(struct context *context)
{
    output *target = NULL;
    TRY(output_open(context->pool, invocation_value(context->line, "output"), &target));
    help_manual_page(context->pool, context->program, output_stream(target));
    return output_commit(target);
}

error *write_manual_run(struct context *context)
{
    output *target = NULL;
    TRY(output_open(context->pool, invocation_value(context->line, "output"), &target));
    help_markdown(context->pool, context->program, output_stream(target));
    return output_commit(target);
}
