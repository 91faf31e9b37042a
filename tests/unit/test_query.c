/* Statements and transactions on a server, with a registry of the test's own: it takes the place of
 * build/gen/statements.c when this program is linked. Not here: Rungs' statements
 * (test_statements.c), and what a failure means (test_failure.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "database.h"
#include "rungs/base/table.h"

#define NO_NAMES ((const char *const[]){NULL})
#define NO_SHOWS ((const struct statement_show[]){{NULL, SHOW_PLAIN, NULL}})

static const char begin[] = "begin; select migration, logic from pg_temp.applied";

const struct statement statements[] = {
    {"begin_reads", STATEMENT_ONE, begin, NO_NAMES, NO_SHOWS, NO_NAMES},
    {"begin_writes", STATEMENT_ONE, begin, NO_NAMES, NO_SHOWS, NO_NAMES},
    {"commit", STATEMENT_NONE, "commit", NO_NAMES, NO_SHOWS, NO_NAMES},
    {"echo", STATEMENT_ONE, "select $2::text as b, $1::text as a",
     (const char *const[]){"a", "b", NULL}, NO_SHOWS, NO_NAMES},
    {"many", STATEMENT_MANY, "select generate_series(1, $1::int) as n, null as nothing",
     (const char *const[]){"count", NULL}, NO_SHOWS, NO_NAMES},
    {"maybe", STATEMENT_MAYBE, "select generate_series(1, $1::int)",
     (const char *const[]){"count", NULL}, NO_SHOWS, NO_NAMES},
    {"none", STATEMENT_NONE, "select from generate_series(1, 3)", NO_NAMES, NO_SHOWS, NO_NAMES},
    {"none_with_columns", STATEMENT_NONE, "select 1", NO_NAMES, NO_SHOWS, NO_NAMES},
    {"one", STATEMENT_ONE, "select generate_series(1, $1::int)",
     (const char *const[]){"count", NULL}, NO_SHOWS, NO_NAMES},
    {"rollback", STATEMENT_NONE, "rollback", NO_NAMES, NO_SHOWS, NO_NAMES},
    {"shown", STATEMENT_MANY, "select 0.5 as known, 0.25 as coverage, 'x' as who", NO_NAMES,
     (const struct statement_show[]){{"coverage", SHOW_BAR, "known"},
                                     {"known", SHOW_HIDDEN, NULL},
                                     {"not_there", SHOW_WRAP, NULL},
                                     {NULL, SHOW_PLAIN, NULL}},
     NO_NAMES},
    {"types", STATEMENT_ONE,
     "select true as boolean, 1::int2, 2::int4, 3::int8, 0.5::float4, 1e-7::float8, 12.50::numeric,"
     " date '2026-01-31', '{\"a\": 1}'::json, '[]'::jsonb, 'a'::text, 'b'::name, 'c'::varchar,"
     " timestamp '2026-01-31 10:00', '{1}'::int[], null::text",
     NO_NAMES, NO_SHOWS, NO_NAMES},
};
const size_t statement_count = COUNT_OF(statements);
const struct sql_file migrations[] = {{"0001_a", 1, ""}, {"0002_b", 2, ""}};
const size_t migration_count = COUNT_OF(migrations);
const struct sql_file logic_files[] = {{"10_a", 10, ""}};
const size_t logic_file_count = COUNT_OF(logic_files);
const char logic_digest[] = "feed";

struct fixture {
    arena *pool;
    db *db;
};

static int fixture_open(void **state)
{
    arena *pool = arena_new(NULL);
    struct fixture *fixture = arena_alloc(pool, sizeof *fixture);
    *fixture = (struct fixture){.pool = pool, .db = database_open(pool, "rungs_empty")};
    database_run(pool, fixture->db,
                 "create temporary table applied (migration int, logic text);"
                 "insert into applied values (2, 'feed')");
    *state = fixture;
    return 0;
}

static int fixture_close(void **state)
{
    arena_free(((struct fixture *)*state)->pool);
    return 0;
}

static void types_become_kinds(void **state)
{
    static const struct {
        enum column_kind kind;
        const char *cell;
    } expected[] = {{COLUMN_BOOLEAN, "t"},       {COLUMN_INTEGER, "1"},
                    {COLUMN_INTEGER, "2"},       {COLUMN_INTEGER, "3"},
                    {COLUMN_NUMBER, "0.5"},      {COLUMN_NUMBER, "1e-07"},
                    {COLUMN_NUMBER, "12.50"},    {COLUMN_DATE, "2026-01-31"},
                    {COLUMN_JSON, "{\"a\": 1}"}, {COLUMN_JSON, "[]"},
                    {COLUMN_TEXT, "a"},          {COLUMN_TEXT, "b"},
                    {COLUMN_TEXT, "c"},          {COLUMN_TEXT, "2026-01-31 10:00:00"},
                    {COLUMN_TEXT, "{1}"},        {COLUMN_TEXT, NULL}};
    struct fixture *fixture = *state;
    struct table table;
    assert_null(query_run(fixture->pool, fixture->db, "types", NULL, &table));
    assert_string_equal(table.name, "types");
    assert_string_equal(table.title, "");
    assert_string_equal(table.empty, "");
    assert_int_equal(table.row_count, 1);
    assert_int_equal(table.column_count, COUNT_OF(expected));
    assert_string_equal(table.columns[0].name, "boolean");
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(table.columns[i].kind, expected[i].kind);
        assert_int_equal(table.columns[i].show, SHOW_PLAIN);
        assert_int_equal(table.columns[i].partner, -1);
        if (expected[i].cell == NULL)
            assert_null(table_cell(&table, 0, i));
        else
            assert_string_equal(table_cell(&table, 0, i), expected[i].cell);
    }
}

static void parameters_go_in_their_order(void **state)
{
    struct fixture *fixture = *state;
    struct table table;
    const char *const values[] = {"'; drop table x; -- \\ $1", NULL};
    assert_null(query_run(fixture->pool, fixture->db, "echo", values, &table));
    assert_null(table_cell(&table, 0, 0));
    assert_string_equal(table_cell(&table, 0, 1), values[0]);
    const char *const more[] = {"", "ë\n\t"};
    assert_null(query_run(fixture->pool, fixture->db, "echo", more, &table));
    assert_string_equal(table_cell(&table, 0, 0), "ë\n\t");
    assert_string_equal(table_cell(&table, 0, 1), "");
}

static void columns_are_shown_as_declared(void **state)
{
    struct fixture *fixture = *state;
    struct table table;
    assert_null(query_run(fixture->pool, fixture->db, "shown", NULL, &table));
    assert_int_equal(table.columns[0].show, SHOW_HIDDEN);
    assert_int_equal(table.columns[0].partner, -1);
    assert_int_equal(table.columns[1].show, SHOW_BAR);
    assert_int_equal(table.columns[1].partner, 0);
    assert_int_equal(table.columns[2].show, SHOW_PLAIN);
    assert_int_equal(table_column(&table, "who"), 2);
    assert_int_equal(table_column(&table, "not_there"), -1);
}

static void the_number_of_rows_fits_the_shape(void **state)
{
    static const struct {
        const char *statement, *count, *message;
    } rows[] = {{"one", "0", "statement 'one' gave 0 rows"},
                {"one", "1", NULL},
                {"one", "2", "statement 'one' gave 2 rows"},
                {"maybe", "0", NULL},
                {"maybe", "1", NULL},
                {"maybe", "2", "statement 'maybe' gave 2 rows"},
                {"many", "0", NULL},
                {"many", "70", NULL},
                {"none", NULL, NULL},
                {"none_with_columns", NULL, "statement 'none_with_columns' gave 1 rows"},
                {"no_such", NULL, "there is no statement 'no_such'"}};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct table table;
        error *failure = query_run(fixture->pool, fixture->db, rows[i].statement,
                                   (const char *const[]){rows[i].count}, &table);
        if (rows[i].message == NULL)
            assert_null(failure);
        if (rows[i].message == NULL)
            continue;
        assert_non_null(failure);
        assert_int_equal(failure->kind, ERROR_BUG);
        assert_string_equal(failure->message, rows[i].message);
    }
    assert_null(query_do(fixture->db, "many", (const char *const[]){"3"}));
}

static void applied(struct fixture *fixture, const char *values)
{
    database_run(
        fixture->pool, fixture->db,
        arena_printf(fixture->pool, "delete from applied; insert into applied values %s", values));
}

static void check_refused(struct fixture *fixture, const char *words, const char *hint)
{
    error *failure = transaction_begin(fixture->db, TRANSACTION_WRITES);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_non_null(strstr(failure->message, words));
    assert_string_equal(failure->hint, hint);
    assert_false(database_in_transaction(fixture->pool, fixture->db));
}

static void a_schema_that_does_not_fit_is_refused(void **state)
{
    struct fixture *fixture = *state;
    static const char migrate[] = "Bring it up to this program: rungs db migrate";
    assert_null(transaction_begin(fixture->db, TRANSACTION_READS));
    assert_true(database_in_transaction(fixture->pool, fixture->db));
    transaction_rollback(fixture->db);
    transaction_rollback(fixture->db);
    assert_false(database_in_transaction(fixture->pool, fixture->db));
    applied(fixture, "(1, 'feed')");
    check_refused(fixture, "is of another version of Rungs than this program", migrate);
    applied(fixture, "(2, 'beef')");
    check_refused(fixture, "is of another version of Rungs than this program", migrate);
    applied(fixture, "(2, null)");
    check_refused(fixture, "is of another version of Rungs than this program", migrate);
    applied(fixture, "(null, null)");
    check_refused(fixture, "is of another version of Rungs than this program", migrate);
    applied(fixture, "(3, 'feed')");
    check_refused(fixture, "is newer (3) than this program knows (2)",
                  "Use the version of Rungs that made it, or a later one.");
    database_run(fixture->pool, fixture->db, "drop table applied");
    check_refused(fixture, "there is no Rungs schema in database 'rungs_empty'",
                  "Make it: rungs db init");
}

static void a_commit_saves_and_a_rollback_does_not(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->pool, fixture->db, "create temporary table kept (n int)");
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    database_run(fixture->pool, fixture->db, "insert into kept values (1)");
    assert_null(transaction_commit(fixture->db));
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    database_run(fixture->pool, fixture->db, "insert into kept values (2)");
    transaction_rollback(fixture->db);
    assert_string_equal(database_ask(fixture->pool, fixture->db, "select sum(n) from kept"), "1");
}

static void a_commit_that_is_refused_is_no_unknown_outcome(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->pool, fixture->db,
                 "create temporary table once (n int,"
                 " constraint \"a number comes once\" unique (n) deferrable initially deferred)");
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    database_run(fixture->pool, fixture->db, "insert into once values (1), (1)");
    error *failure = transaction_commit(fixture->db);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "refused: a number comes once");
    assert_false(database_in_transaction(fixture->pool, fixture->db));
}

/* PostgreSQL answers a commit of a failed transaction with a rollback, which is no error to it. */
static void a_commit_of_a_failed_transaction_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    PGresult *result = NULL;
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    assert_non_null(query_text(fixture->pool, fixture->db, "select 1 / 0", &result));
    error *failure = transaction_commit(fixture->db);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_BUG);
    assert_false(database_in_transaction(fixture->pool, fixture->db));
}

static void a_connection_lost_at_commit_leaves_the_outcome_unknown(void **state)
{
    struct fixture *fixture = *state;
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    database_terminate(fixture->pool, fixture->db);
    error *failure = transaction_commit(fixture->db);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_UNKNOWN);
    assert_non_null(strstr(failure->message, "broke while it was saving"));
    assert_string_equal(failure->hint,
                        "Look whether it is there before you type the command again.");
    transaction_rollback(fixture->db);
}

static void a_connection_lost_elsewhere_changed_nothing(void **state)
{
    struct fixture *fixture = *state;
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    database_terminate(fixture->pool, fixture->db);
    error *failure = query_do(fixture->db, "many", (const char *const[]){"3"});
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_UNREACHABLE);
    assert_string_not_equal(failure->hint, "");
    transaction_rollback(fixture->db);
    failure = query_do(fixture->db, "many", (const char *const[]){"3"});
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_UNREACHABLE);
    assert_non_null(strstr(failure->message, "lost the connection to database 'rungs_empty'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(types_become_kinds, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(parameters_go_in_their_order, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(columns_are_shown_as_declared, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(the_number_of_rows_fits_the_shape, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_schema_that_does_not_fit_is_refused, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_commit_saves_and_a_rollback_does_not, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_commit_that_is_refused_is_no_unknown_outcome,
                                        fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_commit_of_a_failed_transaction_is_an_error, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_connection_lost_at_commit_leaves_the_outcome_unknown,
                                        fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_connection_lost_elsewhere_changed_nothing, fixture_open,
                                        fixture_close),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
