/* The columns of statements and reports: what the packer read, and the words for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "database.h"
#include "prepared.h"
#include "rungs/cmd/column_words.h"
#include "rungs/cmd/commands.h"

static bool is_for_title(const struct statement *statement, const char *name)
{
    for (const struct statement_show *show = statement->shows; show->column != NULL; show++)
        if (strcmp(show->column, name) == 0)
            return show->how == SHOW_TITLE;
    return false;
}

/* Where the packer read the columns off a statement, they are the ones that the server gives, but
 * for words for the title. */
static void the_columns_are_those_of_the_server(void **state)
{
    struct fixture *fixture = *state;
    size_t known = 0;
    for (size_t i = 0; i < statement_count; i++) {
        const char *const *column = statements[i].columns;
        if (column[0] == NULL || !can_be_prepared(&statements[i]))
            continue;
        prepare(fixture, &statements[i]);
        const PGresult *columns = columns_of(fixture, &statements[i]);
        for (int j = 0; j < PQnfields(columns); j++) {
            const char *name = PQfname(columns, j);
            if (is_for_title(&statements[i], name))
                continue;
            if (*column == NULL || strcmp(*column, name) != 0)
                fail_msg("'%s' has '%s' where '%s' was read", statements[i].name, name,
                         *column == NULL ? "nothing" : *column);
            column++;
        }
        if (*column != NULL)
            fail_msg("'%s' has no '%s'", statements[i].name, *column);
        known++;
    }
    assert_true(known > 20);
}

static bool is_promised(const struct program *program, const char *name)
{
    for (const struct command *row = program->commands; row->path != NULL; row++) {
        const struct section *part;
        for (size_t at = 0; columns_promised(row) && (part = part_at(row->action, at)) != NULL;
             at++)
            for (const char *const *column = statement_find(part->statement)->columns;
                 *column != NULL; column++)
                if (strcmp(*column, name) == 0)
                    return true;
    }
    return false;
}

/* All that are missing are named at once. */
static void every_column_of_a_report_has_its_words(void **state)
{
    struct fixture *fixture = *state;
    const struct program *program = program_new(fixture->pool);
    size_t missing = 0;
    for (const struct command *row = program->commands; row->path != NULL; row++) {
        const struct section *part;
        for (size_t at = 0; columns_promised(row) && (part = part_at(row->action, at)) != NULL;
             at++)
            for (const char *const *column = statement_find(part->statement)->columns;
                 *column != NULL; column++)
                if (column_meaning(*column) == NULL && ++missing > 0)
                    print_error("'%s' of '%s' is not in src/cmd/column_words.c\n", *column,
                                part->statement);
    }
    assert_int_equal(missing, 0);
    for (const struct column_words *row = column_words; row->name != NULL; row++) {
        if (row != column_words)
            assert_true(strcmp(row[-1].name, row->name) < 0);
        if (!is_promised(program, row->name))
            fail_msg("no report has a column '%s'", row->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_columns_are_those_of_the_server, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(every_column_of_a_report_has_its_words, fixture_open,
                                        fixture_close),
    };
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
