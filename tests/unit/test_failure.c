/* What an error of the server means for the person at the keyboard, and Ctrl-C. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "database.h"
#include "rungs/db/cancel.h"

struct fixture {
    arena *pool;
    db *db;
};

static int fixture_open(void **state)
{
    arena *pool = arena_new(NULL);
    struct fixture *fixture = arena_alloc(pool, sizeof *fixture);
    *fixture = (struct fixture){.pool = pool, .db = database_open(pool, "rungs_sample")};
    *state = fixture;
    return 0;
}

static int fixture_close(void **state)
{
    arena_free(((struct fixture *)*state)->pool);
    return 0;
}

static const error *failure_of(struct fixture *fixture, const char *text)
{
    PGresult *result = NULL;
    error *failure = query_text(fixture->pool, fixture->db, text, &result);
    assert_non_null(failure);
    return failure;
}

static void a_sqlstate_becomes_a_kind(void **state)
{
    static const struct {
        const char *sqlstate;
        enum error_kind kind;
        bool hinted;
    } rows[] = {{"42501", ERROR_DENIED, true},      {"28000", ERROR_DENIED, true},
                {"25006", ERROR_DENIED, true},      {"40001", ERROR_BUSY, true},
                {"40P01", ERROR_BUSY, true},        {"55P03", ERROR_BUSY, true},
                {"57014", ERROR_BUSY, true},        {"53100", ERROR_BUSY, true},
                {"53200", ERROR_BUSY, true},        {"53300", ERROR_BUSY, true},
                {"57P01", ERROR_UNREACHABLE, true}, {"57P03", ERROR_UNREACHABLE, true},
                {"08006", ERROR_UNREACHABLE, true}, {"22000", ERROR_REFUSED, false},
                {"22P02", ERROR_REFUSED, false},    {"23505", ERROR_REFUSED, false},
                {"P0001", ERROR_BUG, true},         {"XX000", ERROR_BUG, true},
                {"42703", ERROR_BUG, true}};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *text = arena_printf(
            fixture->pool, "do $$ begin raise 'no' using errcode = '%s'; end $$", rows[i].sqlstate);
        const error *failure = failure_of(fixture, text);
        if (failure->kind != rows[i].kind || (failure->hint[0] != '\0') != rows[i].hinted)
            fail_msg("%s: kind %d, hint '%s'", rows[i].sqlstate, (int)failure->kind, failure->hint);
        assert_string_equal(failure->sqlstate, rows[i].sqlstate);
        assert_string_equal(failure->message, "no");
    }
}

static void our_own_sqlstate_carries_the_kind(void **state)
{
    static const enum error_kind kinds[] = {ERROR_FINDINGS, ERROR_USAGE, ERROR_REFUSED,
                                            ERROR_DENIED,   ERROR_BUSY,  ERROR_BUG};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const char *text = arena_printf(
            fixture->pool, "do $$ begin raise 'no level ''x''' using errcode = 'RG%03d'; end $$",
            (int)kinds[i]);
        const error *failure = failure_of(fixture, text);
        assert_int_equal(failure->kind, kinds[i]);
        assert_string_equal(failure->message, "no level 'x'");
        assert_string_equal(failure->detail, "");
        assert_string_equal(failure->hint, "");
    }
    const error *failure =
        failure_of(fixture, "do $$ begin raise 'no' using errcode = 'RG003', detail = 'Because.',"
                            " hint = 'Type this.'; end $$");
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->detail, "Because.");
    assert_string_equal(failure->hint, "Type this.");
}

static void a_constraint_is_the_sentence_it_protects(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->pool, fixture->db,
                 "create temporary table link (n int not null, word text constraint short unique,"
                 " url text constraint \"a link is a web address\" check (url ~ '^https?://'))");
    const error *failure = failure_of(fixture, "insert into link values (1, 'a', 'ftp://x')");
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "refused: a link is a web address");
    assert_string_equal(failure->sqlstate, "23514");
    /* Without a sentence the server's words have to do. */
    failure = failure_of(fixture, "insert into link values (1, 'a', null), (2, 'a', null)");
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message,
                        "duplicate key value violates unique constraint \"short\"");
    failure = failure_of(fixture, "insert into link values (null, 'a', null)");
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_non_null(strstr(failure->message, "violates not-null constraint"));
}

static void what_the_server_cannot_read_is_refused(void **state)
{
    struct fixture *fixture = *state;
    const error *failure = failure_of(fixture, "select '12x'::int");
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message, "invalid input syntax for type integer: \"12x\"");
    assert_string_equal(failure->sqlstate, "22P02");
    assert_string_equal(failure->hint, "");
    failure = failure_of(fixture, "select date '2026-02-30'");
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->sqlstate, "22008");
}

/* In a process of its own: a cancel that was asked for stays asked for. Gives the kind of the error
 * that a statement of 30 seconds ends with when `number` comes after a quarter of one. */
static int kind_after_signal(int number)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        arena *pool = arena_new(NULL);
        cancel_install();
        db *source = database_open(pool, "rungs_sample");
        pid_t sender = fork();
        if (sender == 0) {
            nanosleep(&(struct timespec){.tv_nsec = 250000000}, NULL);
            kill(getppid(), number);
            _exit(0);
        }
        PGresult *result = NULL;
        error *failure = query_text(pool, source, "select pg_sleep(30)", &result);
        int kind = failure == NULL ? 0 : (int)failure->kind;
        arena_free(pool);
        waitpid(sender, NULL, 0);
        exit(cancel_asked() ? kind : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_signal_cancels_the_statement(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < COUNT_OF(signals); i++) {
        time_t before = time(NULL);
        assert_int_equal(kind_after_signal(signals[i]), ERROR_INTERRUPTED);
        assert_true(time(NULL) - before < 15);
    }
}

static void the_second_signal_ends_the_program(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        cancel_install();
        raise(SIGINT);
        raise(SIGINT);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 130);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sqlstate_becomes_a_kind, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(our_own_sqlstate_carries_the_kind, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_constraint_is_the_sentence_it_protects, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(what_the_server_cannot_read_is_refused, fixture_open,
                                        fixture_close),
        cmocka_unit_test(a_signal_cancels_the_statement),
        cmocka_unit_test(the_second_signal_ends_the_program),
    };
    return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
