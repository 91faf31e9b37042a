/* COPY: what is sent arrives as it was, and faults of the server arrive too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "database.h"
#include "rungs/base/text.h"
#include "rungs/db/copy.h"

struct fixture {
    arena *pool;
    db *db;
};

/* The statement copy_scope fills pg_temp.stage_scope: a line number and five texts. */
enum { WIDTH = 5 };

static int fixture_open(void **state)
{
    arena *pool = arena_new(NULL);
    struct fixture *fixture = arena_alloc(pool, sizeof *fixture);
    *fixture = (struct fixture){.pool = pool, .db = database_open(pool, "rungs_sample")};
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    assert_null(query_do(fixture->db, "import_begin", (const char *const[]){"scope"}));
    *state = fixture;
    return 0;
}

static int fixture_close(void **state)
{
    arena_free(((struct fixture *)*state)->pool);
    return 0;
}

static const char table_text[] = "select * from pg_temp.stage_scope order by line";

static void check_cell(const PGresult *rows, int row, int column, const char *expected)
{
    assert_int_equal(PQgetisnull(rows, row, column), expected == NULL);
    if (expected != NULL)
        assert_string_equal(PQgetvalue(rows, row, column), expected);
}

static void cells_arrive_as_they_were(void **state)
{
    static const char *const cells[][WIDTH] = {
        {"plain", "Zoë 山田 😀", " blanks ", "it's \"quoted\"", "a,b;c|d"},
        {"\t", "\n", "\\", "\\N", "\r"},
        {"a\tb", "a\nb\n", "\\\\", "\\\\N", "a\r\nb"},
        {"\b\f\v", "\x01\x1f\x7f", "\\t", "\\x41", "\\101"},
        {"", NULL, "", NULL, ""},
        {NULL, NULL, NULL, NULL, NULL},
        {"\\.", "\\.\n", "NULL", "N", "\n\\.\n"},
    };
    struct fixture *fixture = *state;
    copy *target = NULL;
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        assert_null(copy_row(target, (long)i + 2, cells[i], WIDTH));
    assert_null(copy_end(target));
    const PGresult *rows = database_run(fixture->pool, fixture->db, table_text);
    assert_int_equal(PQntuples(rows), COUNT_OF(cells));
    assert_int_equal(PQnfields(rows), WIDTH + 1);
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        check_cell(rows, (int)i, 0, arena_printf(fixture->pool, "%zu", i + 2));
        for (int j = 0; j < WIDTH; j++)
            check_cell(rows, (int)i, j + 1, cells[i][j]);
    }
}

static void every_byte_but_nul_arrives(void **state)
{
    struct fixture *fixture = *state;
    struct text bytes = text_new(fixture->pool);
    for (int i = 1; i < 128; i++)
        text_add_bytes(&bytes, (const char[]){(char)i}, 1);
    const char *const cells[WIDTH] = {text_string(&bytes)};
    copy *target = NULL;
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    assert_null(copy_row(target, 1, cells, WIDTH));
    assert_null(copy_end(target));
    check_cell(database_run(fixture->pool, fixture->db, table_text), 0, 1, cells[0]);
}

/* Cells of every length around the piece of 64 KiB, with an escape at every place of its border. */
static void pieces_are_put_together(void **state)
{
    struct fixture *fixture = *state;
    copy *target = NULL;
    char *letters = arena_alloc(fixture->pool, 200001);
    memset(letters, '\t', 200000);
    const char *const long_one[WIDTH] = {letters, NULL, "end"};
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    for (long line = 1; line <= 8; line++) {
        const char *const odd[WIDTH] = {"x\\"};
        assert_null(copy_row(target, line * 2, long_one, WIDTH));
        assert_null(copy_row(target, line * 2 + 1, odd, WIDTH));
    }
    assert_null(copy_end(target));
    assert_string_equal(database_ask(fixture->pool, fixture->db,
                                     "select count(*) from pg_temp.stage_scope"
                                     " where person = repeat(e'\\t', 200000) and measure is null"
                                     " and value = 'end' and line % 2 = 0"),
                        "8");
    assert_string_equal(database_ask(fixture->pool, fixture->db,
                                     "select count(*) from pg_temp.stage_scope"
                                     " where person = e'x\\\\' and line % 2 = 1"),
                        "8");
}

static void a_copy_of_nothing_is_fine(void **state)
{
    struct fixture *fixture = *state;
    copy *target = NULL;
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    assert_null(copy_end(target));
    assert_int_equal(PQntuples(database_run(fixture->pool, fixture->db, table_text)), 0);
}

static void a_fault_of_the_server_arrives_at_the_end(void **state)
{
    struct fixture *fixture = *state;
    copy *target = NULL;
    const char *const cells[WIDTH + 1] = {"too", "many", "cells", "for", "this", "table"};
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    assert_null(copy_row(target, 1, cells, WIDTH + 1));
    error *failure = copy_end(target);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->sqlstate, "22P04");
    transaction_rollback(fixture->db);
    assert_false(database_in_transaction(fixture->pool, fixture->db));
    assert_string_equal(database_ask(fixture->pool, fixture->db, "select 1"), "1");
}

static void a_copy_given_up_leaves_the_connection_usable(void **state)
{
    struct fixture *fixture = *state;
    copy *target = NULL;
    const char *const cells[WIDTH] = {"half"};
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    for (long line = 1; line < 9000; line++)
        assert_null(copy_row(target, line, cells, WIDTH));
    transaction_rollback(fixture->db);
    assert_false(database_in_transaction(fixture->pool, fixture->db));
    assert_string_equal(database_ask(fixture->pool, fixture->db, "select 1"), "1");
}

static void only_copy_statements_can_be_copied_to(void **state)
{
    struct fixture *fixture = *state;
    copy *target = NULL;
    error *failure = copy_begin(fixture->pool, fixture->db, "cycle_list", &target);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_BUG);
    assert_string_equal(failure->message, "there is no copy statement 'cycle_list'");
    failure = copy_begin(fixture->pool, fixture->db, "copy_nothing", &target);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_BUG);
    /* No staging table of another kind. */
    failure = copy_begin(fixture->pool, fixture->db, "copy_roster", &target);
    assert_non_null(failure);
    assert_string_equal(failure->sqlstate, "42P01");
    assert_null(target);
}

static void encoded_rows_are_what_is_sent(void **state)
{
    static const struct copy_cell cells[] = {{"a\tb", 3}, {NULL, 0}, {"", 0}, {"abc", 2}};
    struct fixture *fixture = *state;
    copy *target = NULL;
    size_t length = 0;
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    const char *row = copy_encode(target, cells, COUNT_OF(cells), &length);
    assert_string_equal(row, "a\\tb\t\\N\t\tab");
    assert_int_equal(length, strlen(row));
    assert_null(copy_send(target, 7, "\\N"));
    assert_null(copy_end(target));
    const PGresult *rows = database_run(fixture->pool, fixture->db, table_text);
    check_cell(rows, 0, 0, "7");
    check_cell(rows, 0, 1, "a\tb");
    check_cell(rows, 0, 2, NULL);
    check_cell(rows, 0, 3, "");
    check_cell(rows, 0, 4, "ab");
    check_cell(rows, 0, 5, NULL);
}

/* Rows that came back, one behind another. */
struct taken {
    struct text rows;
    size_t count, most;
};

static error *row_take(void *owner, const char *row)
{
    struct taken *taken = owner;
    if (++taken->count > taken->most)
        return error_new(ERROR_REFUSED, "enough");
    text_addf(&taken->rows, "%s|", row);
    return NULL;
}

static void rows_come_back(void **state)
{
    struct fixture *fixture = *state;
    struct taken taken = {.rows = text_new(fixture->pool), .most = 2};
    assert_null(query_do(fixture->db, "rollback", NULL));
    assert_null(transaction_begin(fixture->db, TRANSACTION_WRITES));
    database_run(fixture->pool, fixture->db,
                 "select set_config('rungs.known_by', 'employee_id', true)");
    database_run(fixture->pool, fixture->db,
                 "update rungs.person set roster_digest = id - 5, employee_id = E'a\\tb' || id "
                 "where id < 3");
    database_run(fixture->pool, fixture->db,
                 "update rungs.person set roster_digest = null where id >= 3");
    assert_null(copy_read(fixture->pool, fixture->db, "copy_known", row_take, &taken));
    assert_string_equal(text_string(&taken.rows), "1\ta\\tb1\t-4|2\ta\\tb2\t-3|");
    /* An error of the taker ends it, and the connection can be used. */
    taken.count = taken.most;
    error *failure = copy_read(fixture->pool, fixture->db, "copy_known", row_take, &taken);
    assert_non_null(failure);
    assert_string_equal(failure->message, "enough");
    transaction_rollback(fixture->db);
    assert_null(transaction_begin(fixture->db, TRANSACTION_READS));
    /* A statement that is none. */
    failure = copy_read(fixture->pool, fixture->db, "cycle_list", row_take, &taken);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_BUG);
}

static void a_connection_lost_in_the_middle_is_told(void **state)
{
    struct fixture *fixture = *state;
    copy *target = NULL;
    const char *process = database_ask(fixture->pool, fixture->db, "select pg_backend_pid()");
    arena *own = arena_new(fixture->pool);
    db *killer = database_open(own, "postgres");
    assert_null(copy_begin(fixture->pool, fixture->db, "copy_scope", &target));
    database_ask(own, killer, arena_printf(own, "select pg_terminate_backend(%s, 5000)", process));
    const char *const cells[WIDTH] = {"a cell"};
    error *failure = NULL;
    for (long line = 1; failure == NULL && line < 100000; line++)
        failure = copy_row(target, line, cells, WIDTH);
    if (failure == NULL)
        failure = copy_end(target);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_UNREACHABLE);
    transaction_rollback(fixture->db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_arrive_as_they_were, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(every_byte_but_nul_arrives, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(pieces_are_put_together, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_copy_of_nothing_is_fine, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_fault_of_the_server_arrives_at_the_end, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_copy_given_up_leaves_the_connection_usable, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(only_copy_statements_can_be_copied_to, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(encoded_rows_are_what_is_sent, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(rows_come_back, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_connection_lost_in_the_middle_is_told, fixture_open,
                                        fixture_close),
    };
    return cmocka_run_group_tests_name("copy", tests, NULL, NULL);
}
