/* The registry of statements against the schema, and the command table against the registry: what
 * neither compiler sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "database.h"
#include "prepared.h"
#include "rungs/base/text.h"
#include "rungs/cmd/commands.h"
#include "rungs/cmd/option_sets.h"
#include "rungs/db/copy.h"

/* What C names itself, in src/db and src/cmd; copy_* and import_* by the kind of import. */
static const char *const named_in_c[] = {
    "begin_plain",     "begin_reads",      "begin_writes",        "commit",
    "import_begin",    "import_changes",   "import_problems",     "logic_drop",
    "logic_installed", "logic_record",     "migration_record",    "migrations_applied",
    "migrations_lock", "rollback",         "server_facts",        "server_create_database",
    "text_digest",     "import_apply",     "import_maps",         "import_notes",
    "import_skipped",  "ladder_export",    "ladder_files",        "ask_people",
    "ask_me",          "ask_expectations", "ask_choices",         "ask_relation",
    "evidence_queue",  "evidence_state",   "evidence_for_review", "import_filter",
    "nominate",        "session_queue",    "session_case",        "session_scale"};

static const char *const import_kinds[] = {"roster", "history",     "titles",    "evidence",
                                           "scope",  "nominations", "decisions", "ladder"};

static void the_registry_is_sorted_and_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < statement_count; i++) {
        if (i > 0)
            assert_true(strcmp(statements[i - 1].name, statements[i].name) < 0);
        assert_ptr_equal(statement_find(statements[i].name), &statements[i]);
    }
    assert_null(statement_find("no_such"));
    assert_null(statement_find(""));
    for (size_t i = 1; i < migration_count; i++)
        assert_int_equal(migrations[i].number, migrations[i - 1].number + 1);
    assert_int_equal(migrations[0].number, 1);
    assert_int_equal(strlen(logic_digest), 64);
}

static void every_statement_fits_the_schema(void **state)
{
    struct fixture *fixture = *state;
    size_t prepared = 0;
    for (size_t i = 0; i < statement_count; i++) {
        if (!can_be_prepared(&statements[i]))
            continue;
        prepare(fixture, &statements[i]);
        prepared++;
    }
    /* The others: begin_* (3), commit, rollback, logic_drop, server_create_database, copy_* (22).
     */
    size_t copies = 0;
    for (size_t i = 0; i < statement_count; i++)
        copies += statements[i].shape == STATEMENT_COPY;
    assert_int_equal(prepared + copies + 7, statement_count);
}

static bool has_column(const PGresult *columns, const char *name)
{
    for (int i = 0; i < PQnfields(columns); i++)
        if (strcmp(PQfname(columns, i), name) == 0)
            return true;
    return false;
}

static void every_display_is_of_a_column(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < statement_count; i++) {
        const struct statement_show *show = statements[i].shows;
        if (show->column == NULL)
            continue;
        prepare(fixture, &statements[i]);
        const PGresult *columns = columns_of(fixture, &statements[i]);
        for (; show->column != NULL; show++) {
            bool needs = show->how == SHOW_INDENT || show->how == SHOW_DIFF;
            if (!has_column(columns, show->column))
                fail_msg("'%s' shows '%s', which it has not", statements[i].name, show->column);
            if (show->partner != NULL && !has_column(columns, show->partner))
                fail_msg("'%s' has no partner '%s'", statements[i].name, show->partner);
            if (needs && show->partner == NULL)
                fail_msg("'%s' shows '%s' without a partner", statements[i].name, show->column);
        }
    }
}

/* Every file of the contract has its copy statement, in the order of the contract's columns, and no
 * copy statement is left over. */
static void every_file_of_an_import_can_be_copied(void **state)
{
    struct fixture *fixture = *state;
    size_t copied = 0, copies = 0;
    for (size_t i = 0; i < COUNT_OF(import_kinds); i++) {
        struct table contract;
        assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
        assert_null(query_run(fixture->pool, fixture->db, "import_begin",
                              (const char *const[]){import_kinds[i]}, &contract));
        for (size_t first = 0, end; first < contract.row_count; first = end, copied++) {
            const char *file = table_cell(&contract, first, 0);
            const char *cells[40];
            copy *target = NULL;
            for (end = first;
                 end < contract.row_count && strcmp(table_cell(&contract, end, 0), file) == 0;
                 end++)
                cells[end - first] = table_cell(&contract, end, 1);
            assert_null(copy_begin(fixture->pool, fixture->db,
                                   arena_printf(fixture->pool, "copy_%s", file), &target));
            /* Rows of some files have a digest behind their cells. */
            bool digested = strcmp(file, "roster") == 0 || strcmp(file, "evidence") == 0;
            cells[end - first] = NULL;
            assert_null(copy_row(target, 1, cells, end - first + digested));
            assert_null(copy_end(target));
            char *stage = arena_printf(fixture->pool, "select * from pg_temp.\"stage_%s\"", file);
            for (char *byte = stage; *byte != '\0'; byte++)
                *byte = *byte == '-' ? '_' : *byte;
            const PGresult *row = database_run(fixture->pool, fixture->db, stage);
            for (int j = 1; j <= (int)(end - first); j++)
                assert_string_equal(PQgetvalue(row, 0, j), PQfname(row, j));
        }
        transaction_rollback(fixture->db);
    }
    for (size_t i = 0; i < statement_count; i++)
        copies += statements[i].shape == STATEMENT_COPY;
    /* copy_known, copy_unseen and copy_skipped are of no file. */
    assert_int_equal(copied + 3, copies);
}

static bool in_options(const struct option *options, const char *name)
{
    for (; options != NULL && options->name != NULL; options++)
        if (strcmp(options->name, name) == 0)
            return true;
    return false;
}

static bool takes(const struct command *command, const char *name)
{
    const struct option_set *const *set = command->shared;
    for (; set != NULL && *set != NULL; set++)
        if (in_options((*set)->options, name))
            return true;
    return in_options(command->arguments, name) || in_options(command->options, name);
}

static void every_parameter_is_an_option_of_its_command(void **state)
{
    struct fixture *fixture = *state;
    const struct command *command = program_new(fixture->pool)->commands;
    for (; command->path != NULL; command++) {
        const struct action *action = command->action;
        assert_true(action->run != NULL || action->sections[0].statement != NULL);
        const struct section *part;
        for (size_t at = 0; (part = part_at(action, at)) != NULL; at++) {
            const struct statement *statement = statement_find(part->statement);
            if (statement == NULL)
                fail_msg("'%s' runs '%s', which does not exist", command->path, part->statement);
            for (size_t i = 0; statement != NULL && i < count_of(statement); i++)
                if (!takes(command, statement->parameters[i]))
                    fail_msg("'%s' has no option '%s' for '%s'", command->path,
                             statement->parameters[i], statement->name);
        }
    }
}

static bool uses(const struct action *action, const char *option)
{
    const struct section *part;
    for (size_t at = 0; (part = part_at(action, at)) != NULL; at++) {
        const struct statement *statement = statement_find(part->statement);
        for (size_t i = 0; i < count_of(statement); i++)
            if (strcmp(statement->parameters[i], option) == 0)
                return true;
    }
    for (const struct action *const *other = action->others; other != NULL && *other != NULL;
         other++)
        if (strcmp((*other)->option, option) == 0)
            return true;
    return action->option != NULL && strcmp(action->option, option) == 0;
}

static void check_used(const struct command *command, const struct option *options)
{
    for (; options != NULL && options->name != NULL; options++)
        if (!uses(command->action, options->name))
            fail_msg("'%s --%s' changes nothing", command->path, options->name);
}

/* An option that no statement takes would be accepted and ignored. */
static void every_option_reaches_a_statement(void **state)
{
    struct fixture *fixture = *state;
    const struct command *command = program_new(fixture->pool)->commands;
    for (; command->path != NULL; command++) {
        if (((const struct action *)command->action)->run != NULL)
            continue;
        check_used(command, command->arguments);
        check_used(command, command->options);
        for (const struct option_set *const *set = command->shared; *set != NULL; set++)
            if (*set != &answer_set && *set != &write_set)
                check_used(command, (*set)->options);
    }
}

/* {name} and {name|other}: each name is a column or an option. */
static void check_words(struct fixture *fixture, const struct command *command,
                        const PGresult *columns, const char *words)
{
    for (const char *open = words; (open = strchr(open, '{')) != NULL;) {
        if (strchr(open, '}') == NULL)
            fail_msg("'%s': no } in '%s'", command->path, words);
        while (*open != '}') {
            size_t length = strcspn(++open, "|}");
            const char *name = arena_copy_bytes(fixture->pool, open, length);
            if (!has_column(columns, name) && !takes(command, name))
                fail_msg("'%s': what is '%s' in '%s'?", command->path, name, words);
            open += length;
        }
    }
}

static void every_name_in_braces_is_a_column_or_an_option(void **state)
{
    struct fixture *fixture = *state;
    const struct command *command = program_new(fixture->pool)->commands;
    for (; command->path != NULL; command++) {
        const struct action *action = command->action;
        const struct section *part;
        for (size_t at = 0; (part = part_at(action, at)) != NULL; at++) {
            const struct statement *statement = statement_find(part->statement);
            database_run(fixture->pool, fixture->db, "deallocate all");
            prepare(fixture, statement);
            const PGresult *columns = columns_of(fixture, statement);
            check_words(fixture, command, columns, part->title);
            check_words(fixture, command, columns, part->empty == NULL ? "" : part->empty);
            if (part == action->sections && action->after != NULL)
                check_words(fixture, command, columns, action->after);
        }
    }
}

static bool in_table(const struct program *program, const char *name)
{
    for (const struct command *command = program->commands; command->path != NULL; command++) {
        const struct action *action = command->action;
        const struct section *part;
        for (size_t at = 0; (part = part_at(action, at)) != NULL; at++)
            if (strcmp(part->statement, name) == 0)
                return true;
    }
    return false;
}

static void no_statement_is_left_over(void **state)
{
    struct fixture *fixture = *state;
    const struct program *program = program_new(fixture->pool);
    for (size_t i = 0; i < statement_count; i++) {
        bool used = statements[i].shape == STATEMENT_COPY || in_table(program, statements[i].name);
        for (size_t j = 0; j < COUNT_OF(named_in_c); j++)
            used = used || strcmp(statements[i].name, named_in_c[j]) == 0;
        if (!used)
            fail_msg("nothing runs '%s'", statements[i].name);
    }
    for (size_t i = 0; i < COUNT_OF(named_in_c); i++)
        if (statement_find(named_in_c[i]) == NULL)
            fail_msg("there is no '%s'", named_in_c[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_registry_is_sorted_and_found),
        cmocka_unit_test_setup_teardown(every_statement_fits_the_schema, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(every_display_is_of_a_column, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(every_file_of_an_import_can_be_copied, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(every_parameter_is_an_option_of_its_command, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(every_option_reaches_a_statement, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(every_name_in_braces_is_a_column_or_an_option, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(no_statement_is_left_over, fixture_open, fixture_close),
    };
    return cmocka_run_group_tests_name("statements", tests, NULL, NULL);
}
