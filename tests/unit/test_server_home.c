/* The parts of the private server that touch nothing: which folder, which version, whose process,
 * what an answer means, who may come in. What starts processes is shown by tests/cli. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rungs/db/server_backup.h"
#include "rungs/db/server_cluster.h"
#include "rungs/db/server_configure.h"
#include "rungs/db/server_home.h"
#include "rungs/db/server_postmaster.h"
#include "rungs/db/server_process.h"
#include "rungs/db/server_programs.h"
#include "rungs/db/server_socket.h"

static int make_pool(void **state)
{
    *state = arena_new(NULL);
    return 0;
}

static int drop_pool(void **state)
{
    arena_free(*state);
    return 0;
}

static void expect_home(arena *pool, struct home_wish wish, const char *expected)
{
    const char *path = NULL;
    assert_null(home_choose(pool, &wish, &path));
    assert_string_equal(path, expected);
}

static void expect_no_home(arena *pool, struct home_wish wish, const char *message)
{
    const char *path = NULL;
    const error *failure = home_choose(pool, &wish, &path);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_UNREACHABLE);
    assert_non_null(strstr(failure->message, message));
    assert_non_null(strstr(failure->hint, "RUNGS_HOME"));
}

static void home_is_chosen_by_order(void **state)
{
    struct home_wish wish = {
        .rungs_home = "/r", .xdg_data_home = "/x", .home = "/h", .here = "/here", .root = true};
    expect_home(*state, wish, "/r");
    wish.rungs_home = NULL;
    expect_home(*state, wish, "/var/lib/rungs");
    wish.root = false;
    expect_home(*state, wish, "/x/rungs");
    wish.xdg_data_home = NULL;
    expect_home(*state, wish, "/h/.local/share/rungs");
}

static void home_ignores_what_is_empty_or_relative(void **state)
{
    expect_home(*state, (struct home_wish){.rungs_home = "", .xdg_data_home = "", .home = "/h"},
                "/h/.local/share/rungs");
    expect_home(*state, (struct home_wish){.xdg_data_home = "data", .home = "/h"},
                "/h/.local/share/rungs");
}

static void home_is_made_absolute(void **state)
{
    expect_home(*state, (struct home_wish){.rungs_home = "a/b", .here = "/here"}, "/here/a/b");
    expect_home(*state, (struct home_wish){.rungs_home = "/a/b///"}, "/a/b");
    expect_home(*state, (struct home_wish){.rungs_home = "/"}, "/");
}

static void home_is_refused(void **state)
{
    expect_no_home(*state, (struct home_wish){.here = "/here"}, "HOME is not set");
    expect_no_home(*state, (struct home_wish){.home = ""}, "HOME is not set");
    expect_no_home(*state, (struct home_wish){.home = "h"}, "HOME is not an absolute path: 'h'");
    expect_no_home(*state, (struct home_wish){.rungs_home = "a"}, "current folder");
    expect_no_home(*state, (struct home_wish){.rungs_home = "/a\nb"}, "control character");
    char *deep = arena_alloc(*state, 1002);
    memset(deep, 'x', 1001);
    deep[0] = '/';
    expect_no_home(*state, (struct home_wish){.rungs_home = deep}, "too long");
}

static void version_is_a_plain_number(void **state)
{
    (void)state;
    assert_int_equal(version_parse("15"), 15);
    static const char *const wrong[] = {"",    "9.6", "15-old", " 15", "-15",
                                        "+15", "015", "99999",  "x"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(version_parse(wrong[i]), 0);
}

static void version_is_the_newest_or_the_wanted(void **state)
{
    (void)state;
    static const char *const names[] = {"9.6", "15", "17", "16", "14", "bin"};
    assert_int_equal(version_choose(names, COUNT_OF(names), 0), 17);
    assert_int_equal(version_choose(names, COUNT_OF(names), 15), 15);
    assert_int_equal(version_choose(names, COUNT_OF(names), 18), 0);
    static const char *const old[] = {"9.6", "14"};
    assert_int_equal(version_choose(old, COUNT_OF(old), 0), 0);
    assert_int_equal(version_choose(NULL, 0, 0), 0);
}

static void cluster_names_are_known(void **state)
{
    (void)state;
    assert_int_equal(cluster_parse("pg15", false), 15);
    assert_int_equal(cluster_parse("pg15.new", true), 15);
    assert_int_equal(cluster_parse("pg15.new", false), 0);
    assert_int_equal(cluster_parse("pg15", true), 0);
    static const char *const wrong[] = {
        "", "p", "pg", ".new", "pg.new", "15", "pgx", "pg15.old", "pg123456789012.new", "backups"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(cluster_parse(wrong[i], false), 0);
        assert_int_equal(cluster_parse(wrong[i], true), 0);
    }
}

static void pid_file_is_read(void **state)
{
    (void)state;
    struct postmaster found =
        postmaster_parse("4711\n/h/pg15\n1700000000\n5432\n.\n\n  5 6\nready   \n");
    assert_int_equal(found.process, 4711);
    assert_true(found.ready);
    found = postmaster_parse("4711\n/h/pg15\n1700000000\n5432\n.\n\n  5 6\nstopping\n");
    assert_int_equal(found.process, 4711);
    assert_false(found.ready);
    found = postmaster_parse("4711\n/h/pg15\n");
    assert_int_equal(found.process, 4711);
    assert_false(found.ready);
}

static void pid_file_is_not_believed(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "\n", "47", "-4711\n", "0\n", "1\n", "ready\n", "47x11\n", "99999999999999999999\n"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(postmaster_parse(wrong[i]).process, 0);
}

static void names_are_quoted(void **state)
{
    assert_string_equal(ident_text(*state, "ana", "ana"),
                        "# Written by rungs at each start.\nrungs \"ana\" rungs\n");
    assert_string_equal(ident_text(*state, "postgres", "root"),
                        "# Written by rungs at each start.\n"
                        "rungs \"postgres\" rungs\nrungs \"root\" rungs\n");
    assert_string_equal(ident_text(*state, "a \"b\" #c", "a \"b\" #c"),
                        "# Written by rungs at each start.\nrungs \"a \"\"b\"\" #c\" rungs\n");
}

static void environment_is_cleaned(void **state)
{
    (void)state;
    static const char *const kept[] = {
        "PATH=/bin", "PATH=", "TZ=UTC", "TMPDIR=/t", "LD_LIBRARY_PATH=/l", "ASAN_OPTIONS=a=1"};
    static const char *const dropped[] = {"PGDATA=/x",
                                          "PGOPTIONS=-c a=b",
                                          "LC_ALL=de_DE",
                                          "LANG=de",
                                          "NOTIFY_SOCKET=/run/x",
                                          "HOME=/root",
                                          "API_TOKEN=secret",
                                          "PATHS=/bin",
                                          "PAT",
                                          "TZ",
                                          ""};
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        assert_true(environment_keeps(kept[i]));
    for (size_t i = 0; i < COUNT_OF(dropped); i++)
        assert_false(environment_keeps(dropped[i]));
}

static void reason_is_found(void **state)
{
    assert_string_equal(output_reason(*state, ""), "");
    assert_string_equal(output_reason(*state, "one\ntwo\n\n \n"), "two");
    assert_string_equal(output_reason(*state, "a\ninitdb: error: no room\ninitdb: removing\n"),
                        "initdb: error: no room");
    assert_string_equal(output_reason(*state, "x FATAL:  first\ny PANIC:  last\nbye"),
                        "PANIC:  last");
}

static void backups_are_named(void **state)
{
    assert_string_equal(backup_name(*state, 0, "before-migration", 1),
                        "19700101T000000Z-before-migration.dump");
    assert_string_equal(backup_name(*state, 1700000000, "a/../b c", 2),
                        "20231114T221320Z-a-..-b-c-2.dump");
}

static enum socket_answer judge(const char *bytes, size_t size)
{
    return socket_judge(bytes, size - 1);
}

static void answers_are_judged(void **state)
{
    (void)state;
    static const char fine[] = "R\0\0\0\x08\0\0\0\0";
    static const char starting[] = "E\0\0\0\x20SFATAL\0VFATAL\0C57P03\0Mnot yet\0\0";
    static const char denied[] = "E\0\0\0\x20SFATAL\0VFATAL\0C28000\0Mno\0\0";
    static const char cut[] = "E\0\0\0\x20SFATAL\0VFA";
    static const char cut_code[] = "E\0\0\0\x20SFATAL\0C57P0";
    static const char odd[] = "HTTP/1.1 400";
    assert_int_equal(judge(fine, sizeof fine), SOCKET_ACCEPTS);
    assert_int_equal(judge(starting, sizeof starting), SOCKET_NOT_NOW);
    assert_int_equal(judge(denied, sizeof denied), SOCKET_ACCEPTS);
    assert_int_equal(judge(cut, sizeof cut), SOCKET_SILENT);
    assert_int_equal(judge(cut_code, sizeof cut_code), SOCKET_SILENT);
    assert_int_equal(judge(odd, sizeof odd), SOCKET_SILENT);
    assert_int_equal(socket_judge("", 0), SOCKET_SILENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(home_is_chosen_by_order, make_pool, drop_pool),
        cmocka_unit_test_setup_teardown(home_ignores_what_is_empty_or_relative, make_pool,
                                        drop_pool),
        cmocka_unit_test_setup_teardown(home_is_made_absolute, make_pool, drop_pool),
        cmocka_unit_test_setup_teardown(home_is_refused, make_pool, drop_pool),
        cmocka_unit_test(version_is_a_plain_number),
        cmocka_unit_test(version_is_the_newest_or_the_wanted),
        cmocka_unit_test(cluster_names_are_known),
        cmocka_unit_test(pid_file_is_read),
        cmocka_unit_test(pid_file_is_not_believed),
        cmocka_unit_test_setup_teardown(names_are_quoted, make_pool, drop_pool),
        cmocka_unit_test(environment_is_cleaned),
        cmocka_unit_test_setup_teardown(reason_is_found, make_pool, drop_pool),
        cmocka_unit_test_setup_teardown(backups_are_named, make_pool, drop_pool),
        cmocka_unit_test(answers_are_judged),
    };
    return cmocka_run_group_tests_name("server_home", tests, NULL, NULL);
}
