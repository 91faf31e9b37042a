/* The page of the manual about columns: each report, its sections and their columns, as the
 * statements have them, then what each column holds. */
#include <string.h>

#include "rungs/base/text.h"
#include "rungs/cmd/column_words.h"
#include "rungs/cmd/commands.h"
#include "rungs/db/statement.h"

static const char opening[] =
    "# Columns of the reports\n"
    "\n"
    "Made by `rungs manual columns`. These are the headers of `--format csv` and the keys of "
    "`--format json`; they stay. csv holds one section, `--section` picks it; json has all of "
    "them. Shares are 0 to 1, dates YYYY-MM-DD; an empty cell (null in json) is unknown or does "
    "not apply, never nought.\n";

static error *add_section(struct text *page, const struct section *section)
{
    const struct statement *statement = statement_find(section->statement);
    if (statement == NULL || statement->columns[0] == NULL)
        return error_new(ERROR_BUG, "the columns of '%s' cannot be told", section->statement);
    text_addf(page, "- **%s**:", section->name);
    for (const char *const *column = statement->columns; *column != NULL; column++) {
        if (column_meaning(*column) == NULL)
            return error_new(ERROR_BUG, "what is the column '%s' of '%s'? src/cmd/column_words.c",
                             *column, statement->name);
        text_addf(page, "%s `%s`", column == statement->columns ? "" : ",", *column);
    }
    text_add(page, "\n");
    return NULL;
}

static error *add_sections(struct text *page, const struct section *section)
{
    for (; section->statement != NULL; section++)
        TRY(add_section(page, section));
    return NULL;
}

static error *add_command(struct text *page, const struct command *command)
{
    const struct action *action = command->action;
    text_addf(page, "\n## rungs %s\n\n", command->path);
    TRY(add_sections(page, action->sections));
    for (const struct action *const *other = action->others; other != NULL && *other != NULL;
         other++) {
        text_addf(page, "\nWith `--%s`:\n\n", (*other)->option);
        TRY(add_sections(page, (*other)->sections));
    }
    return NULL;
}

error *write_manual_columns_run(struct context *context)
{
    output *target = NULL;
    struct text page = text_new(context->pool);
    text_add(&page, opening);
    for (const struct command *row = context->program->commands; row->path != NULL; row++)
        if (columns_promised(row))
            TRY(add_command(&page, row));
    text_add(&page, "\n## What they hold\n\n| column | what it holds |\n| --- | --- |\n");
    for (const struct column_words *row = column_words; row->name != NULL; row++)
        text_addf(&page, "| `%s` | %s |\n", row->name, row->meaning);
    TRY(output_open(context->pool, invocation_value(context->line, "output"), &target));
    fputs(text_string(&page), output_stream(target));
    return output_commit(target);
}
