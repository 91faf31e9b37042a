/* Where an answer goes: full disks, closed pipes, files that appear whole or not at all, and
 * targets that are refused. Not here: what is written (test_render.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/render/render.h"

static int pool_open(void **state)
{
    *state = arena_new(NULL);
    return 0;
}

static int pool_close(void **state)
{
    arena_free(*state);
    return 0;
}

static error *draw_nothing(arena *pool, FILE *target)
{
    struct column column = {"x", COLUMN_TEXT, SHOW_PLAIN, -1};
    struct table table = {.name = "t",
                          .title = "",
                          .empty = "",
                          .column_count = 1,
                          .row_count = 0,
                          .columns = &column,
                          .cells = NULL};
    struct render_style style = {.format = "json"};
    return render_document(pool, &(struct document){1, &table}, &style, target);
}

static void streams_tell_when_they_are_full(void **state)
{
    output *full = NULL;
    assert_null(output_open(*state, "/dev/full", &full));
    error *failure = draw_nothing(*state, output_stream(full));
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_non_null(strstr(failure->message, "No space left"));
    failure = output_commit(full);
    assert_non_null(failure);
    assert_non_null(strstr(failure->message, "'/dev/full'"));
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    FILE *closed = fdopen(ends[1], "w");
    assert_null(draw_nothing(*state, closed));
    fclose(closed);
}

static int file_count(const char *folder)
{
    DIR *entries = opendir(folder);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(entries);
    return count;
}

static const char *file_text(arena *pool, const char *path)
{
    char bytes[64] = {0};
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    return arena_copy(pool, bytes);
}

static void files_appear_whole_or_not_at_all(void **state)
{
    char folder[] = "/tmp/rungs-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(*state, "%s/answer", folder);
    struct stat found;
    for (int round = 0; round < 2; round++) {
        arena *pool = arena_new(NULL);
        output *target = NULL;
        assert_null(output_open(pool, path, &target));
        fprintf(output_stream(target), "round %d", round);
        fflush(output_stream(target));
        assert_int_equal(stat(path, &found), round == 0 ? -1 : 0);
        if (round > 0)
            assert_string_equal(file_text(pool, path), "round 0");
        assert_null(output_commit(target));
        assert_string_equal(file_text(pool, path), round == 0 ? "round 0" : "round 1");
        assert_int_equal(stat(path, &found), 0);
        assert_int_equal(found.st_mode & 07777, 0600);
        assert_int_equal(chmod(path, 0644), 0);
        arena_free(pool);
    }
    arena *pool = arena_new(NULL);
    output *dropped = NULL;
    assert_null(output_open(pool, path, &dropped));
    assert_int_equal(file_count(folder), 2);
    arena_free(pool);
    assert_int_equal(file_count(folder), 1);
    assert_string_equal(file_text(*state, path), "round 1");
    unlink(path);
    rmdir(folder);
}

static void other_targets_are_refused_in_words(void **state)
{
    char folder[] = "/tmp/rungs-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *link = arena_printf(*state, "%s/link", folder);
    assert_int_equal(symlink("/nowhere", link), 0);
    const char *const cases[][2] = {
        {folder, "folder"},
        {arena_printf(*state, "%s/", folder), "no name of a file"},
        {arena_printf(*state, "%s/none/file", folder), "there is no folder"},
        {link, "symbolic link"},
        {"", "no name of a file"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        output *target = NULL;
        error *failure = output_open(*state, cases[i][0], &target);
        assert_non_null(failure);
        assert_int_equal(failure->kind, ERROR_REFUSED);
        assert_non_null(strstr(failure->message, cases[i][1]));
        assert_int_not_equal(failure->hint[0], '\0');
    }
    unlink(link);
    rmdir(folder);
    output *device = NULL;
    assert_null(output_open(*state, "/dev/null", &device));
    fputs("gone", output_stream(device));
    assert_null(output_commit(device));
    struct stat found;
    assert_int_equal(stat("/dev/null", &found), 0);
    assert_true(S_ISCHR(found.st_mode));
    assert_null(output_open(*state, "/dev/stdout", &device));
    assert_ptr_equal(output_stream(device), stdout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(streams_tell_when_they_are_full, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(files_appear_whole_or_not_at_all, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(other_targets_are_refused_in_words, pool_open, pool_close),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
