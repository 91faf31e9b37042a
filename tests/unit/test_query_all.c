/* Several statements in one round trip, with a registry of the test's own. That it is one,
 * tests/cli counts (round_trips.bats). Not here: a statement alone (test_query.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "database.h"
#include "rungs/base/table.h"
#include "rungs/db/cancel.h"

#define NO_NAMES ((const char *const[]){NULL})
#define NO_SHOWS ((const struct statement_show[]){{NULL, SHOW_PLAIN, NULL}})

const struct statement statements[] = {
    {"begin_reads", STATEMENT_ONE, "begin; select 2 as migration, 'feed' as logic", NO_NAMES,
     NO_SHOWS, NO_NAMES},
    {"count", STATEMENT_ONE, "select nextval('pg_temp.ran')", NO_NAMES, NO_SHOWS, NO_NAMES},
    {"divide", STATEMENT_ONE, "select 1 / $1::int as quotient",
     (const char *const[]){"divisor", NULL}, NO_SHOWS, NO_NAMES},
    {"echo", STATEMENT_ONE, "select $2::text as b, $1::text as a",
     (const char *const[]){"a", "b", NULL}, NO_SHOWS, NO_NAMES},
    {"many", STATEMENT_MANY, "select generate_series(1, $1::int) as n, null as nothing",
     (const char *const[]){"count", NULL}, NO_SHOWS, NO_NAMES},
    {"none", STATEMENT_NONE, "select from generate_series(1, 3)", NO_NAMES, NO_SHOWS, NO_NAMES},
    {"one", STATEMENT_ONE, "select generate_series(1, $1::int)",
     (const char *const[]){"count", NULL}, NO_SHOWS, NO_NAMES},
    {"repeated", STATEMENT_ONE, "select repeat($1, 10) as text",
     (const char *const[]){"text", NULL}, NO_SHOWS, NO_NAMES},
    {"rollback", STATEMENT_NONE, "rollback", NO_NAMES, NO_SHOWS, NO_NAMES},
    {"shown", STATEMENT_MANY, "select 0.5 as known, 0.25 as coverage, 'x' as who", NO_NAMES,
     (const struct statement_show[]){{"coverage", SHOW_BAR, "known"}, {NULL, SHOW_PLAIN, NULL}},
     NO_NAMES},
    {"slow", STATEMENT_NONE, "select from pg_sleep($1::float8)",
     (const char *const[]){"seconds", NULL}, NO_SHOWS, NO_NAMES},
    {"terminate", STATEMENT_ONE, "select pg_terminate_backend(pg_backend_pid())", NO_NAMES,
     NO_SHOWS, NO_NAMES},
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
    database_run(pool, fixture->db, "create temporary sequence ran");
    *state = fixture;
    return 0;
}

static int fixture_close(void **state)
{
    arena_free(((struct fixture *)*state)->pool);
    return 0;
}

static void many_go_in_one_round_trip(void **state)
{
    struct fixture *fixture = *state;
    struct table tables[5];
    const struct query queries[] = {
        {"echo", (const char *const[]){"first", NULL}, &tables[0]},
        {"many", (const char *const[]){"0"}, &tables[1]},
        {"shown", NULL, &tables[2]},
        {"none", NULL, &tables[3]},
        {"many", (const char *const[]){"3"}, &tables[4]},
    };
    assert_null(query_run_all(fixture->pool, fixture->db, queries, COUNT_OF(queries)));
    assert_string_equal(tables[0].name, "echo");
    assert_null(table_cell(&tables[0], 0, 0));
    assert_string_equal(table_cell(&tables[0], 0, 1), "first");
    assert_int_equal(tables[1].row_count, 0);
    assert_int_equal(tables[1].column_count, 2);
    assert_int_equal(tables[2].columns[1].show, SHOW_BAR);
    assert_int_equal(tables[3].column_count, 0);
    assert_int_equal(tables[4].row_count, 3);
    assert_string_equal(table_cell(&tables[4], 2, 0), "3");
    assert_null(query_run_all(fixture->pool, fixture->db, queries, 0));
    assert_null(query_do(fixture->db, "many", (const char *const[]){"3"}));
}

/* Ten times more comes back than fits the buffers of both ends while as much is still to be sent:
 * whoever only sends would wait for ever. */
static void neither_end_waits_for_the_other(void **state)
{
    enum { LENGTH = 4 * 1000 * 1000, COUNT = 4 };
    struct fixture *fixture = *state;
    char *text = arena_alloc(fixture->pool, LENGTH + 1);
    memset(text, 'x', LENGTH);
    const char *const values[] = {text};
    struct table tables[COUNT];
    struct query queries[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        queries[i] = (struct query){"repeated", values, &tables[i]};
    assert_null(query_run_all(fixture->pool, fixture->db, queries, COUNT));
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(strlen(table_cell(&tables[i], 0, 0)), 10 * LENGTH);
}

static void the_first_error_is_that_of_all(void **state)
{
    struct fixture *fixture = *state;
    struct table table;
    const struct query queries[] = {
        {"many", (const char *const[]){"3"}, &table},
        {"divide", (const char *const[]){"0"}, &table},
        {"one", (const char *const[]){"2"}, &table},
        {"count", NULL, &table},
    };
    error *failure = query_run_all(fixture->pool, fixture->db, queries, COUNT_OF(queries));
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "division by zero");
    assert_string_equal(
        database_ask(fixture->pool, fixture->db, "select is_called from pg_temp.ran"), "f");
    /* A shape that is wrong is found here, when the rest has run. */
    failure = query_run_all(fixture->pool, fixture->db, queries + 2, 2);
    assert_non_null(failure);
    assert_string_equal(failure->message, "statement 'one' gave 2 rows");
    assert_string_equal(
        database_ask(fixture->pool, fixture->db, "select is_called from pg_temp.ran"), "t");
    /* Nothing is sent when one of the names is wrong. */
    const struct query unknown[] = {queries[0], {"no_such", NULL, &table}};
    failure = query_run_all(fixture->pool, fixture->db, unknown, COUNT_OF(unknown));
    assert_non_null(failure);
    assert_string_equal(failure->message, "there is no statement 'no_such'");
    assert_null(query_do(fixture->db, "many", (const char *const[]){"3"}));
}

static void a_transaction_ends_with_the_statements(void **state)
{
    struct fixture *fixture = *state;
    struct table table;
    const struct query queries[] = {
        {"many", (const char *const[]){"3"}, &table},
        {"rollback", NULL, &table},
        {"divide", (const char *const[]){"0"}, &table},
    };
    assert_null(transaction_begin(fixture->db, TRANSACTION_READS));
    assert_null(query_run_all(fixture->pool, fixture->db, queries, 2));
    assert_false(database_in_transaction(fixture->pool, fixture->db));
    transaction_rollback(fixture->db);
    assert_null(transaction_begin(fixture->db, TRANSACTION_READS));
    assert_non_null(query_run_all(fixture->pool, fixture->db, queries + 2, 1));
    transaction_rollback(fixture->db);
    assert_false(database_in_transaction(fixture->pool, fixture->db));
}

/* The second statement ends its own server; what the third would say is lost with the
 * connection. */
static void a_connection_lost_among_many_changed_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct table table;
    const struct query queries[] = {
        {"many", (const char *const[]){"3"}, &table},
        {"terminate", NULL, &table},
        {"many", (const char *const[]){"3"}, &table},
    };
    assert_null(transaction_begin(fixture->db, TRANSACTION_READS));
    error *failure = query_run_all(fixture->pool, fixture->db, queries, COUNT_OF(queries));
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_UNREACHABLE);
    assert_string_not_equal(failure->hint, "");
    transaction_rollback(fixture->db);
    failure = query_run_all(fixture->pool, fixture->db, queries, COUNT_OF(queries));
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_UNREACHABLE);
    assert_non_null(strstr(failure->message, "lost the connection to database 'rungs_empty'"));
}

/* As an alarm clock, so that the signal comes while the first statement runs. Last, since that
 * somebody asked for an end is never forgotten. */
static void a_signal_ends_all_of_them(void **state)
{
    struct fixture *fixture = *state;
    struct table table;
    const struct query queries[] = {
        {"many", (const char *const[]){"3"}, &table},
        {"slow", (const char *const[]){"600"}, &table},
        {"count", NULL, &table},
    };
    cancel_install();
    pid_t child = fork();
    if (child == 0) {
        usleep(300000);
        kill(getppid(), SIGINT);
        _exit(0);
    }
    error *failure = query_run_all(fixture->pool, fixture->db, queries, COUNT_OF(queries));
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_INTERRUPTED);
    assert_string_equal(failure->hint, "Nothing was changed.");
    assert_string_equal(
        database_ask(fixture->pool, fixture->db, "select is_called from pg_temp.ran"), "f");
    failure = query_run_all(fixture->pool, fixture->db, queries, COUNT_OF(queries));
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_INTERRUPTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_go_in_one_round_trip, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(neither_end_waits_for_the_other, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(the_first_error_is_that_of_all, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_transaction_ends_with_the_statements, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_connection_lost_among_many_changed_nothing, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_signal_ends_all_of_them, fixture_open, fixture_close),
    };
    return cmocka_run_group_tests_name("query all", tests, NULL, NULL);
}
