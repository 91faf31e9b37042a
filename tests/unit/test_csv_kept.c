/* The text of records that is kept, and where files come from: folders of temporary files, pipes,
 * FIFOs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "csv_text.h"

static const struct csv_options keeping = {.keep = true};

/* The texts of all records, each in brackets. */
static const char *texts_of(arena *pool, const char *bytes, size_t length,
                            const struct csv_options *options)
{
    struct text words = text_new(pool);
    csv_reader *source = NULL;
    struct csv_record record;
    bool more = true;
    assert_null(csv_open(pool, memory_file(pool, bytes, length), options, &source));
    for (;;) {
        char *text = NULL;
        assert_null(csv_next(source, &record, &more));
        if (!more)
            return text_string(&words);
        assert_null(csv_text(pool, source, record.begin, record.end, &text));
        text_addf(&words, "[%s]", text);
    }
}

static void records_have_their_text(void **state)
{
    static const char *const rows[][2] = {
        {"a,b\n1,2\n", "[a,b][1,2]"},
        {"a,b\r\n1,2\r\n", "[a,b][1,2]"},
        {"a,b\r1,2\r", "[a,b][1,2]"},
        {"\n  \na, \"b\" \n\n1,2", "[a, \"b\" ][1,2]"},
        {"a\n\"x\r\n\"\"y\"\r\n z \n", "[a][\"x\r\n\"\"y\"][ z ]"},
        {"sep=;\r\na;b\r\n", "[a;b]"},
        {"\xEF\xBB\xBFé,b\n", "[é,b]"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(texts_of(*state, rows[i][0], strlen(rows[i][0]), &keeping), rows[i][1]);
    assert_string_equal(texts_of(*state, "\xFF\xFE\xE9\0,\0b\0\r\0\n\0x\0", 14, &keeping),
                        "[é,b][x]");
    const struct csv_options western = {.encoding = "windows-1252", .keep = true};
    assert_string_equal(texts_of(*state, "\xE9,b\nx\n", 6, &western), "[é,b][x]");
}

static void text_can_be_had_at_any_time(void **state)
{
    struct text file = text_new(*state);
    for (int i = 0; i < 50000; i++)
        text_addf(&file, "%d,\"é\n%d\"\r\n", i, i);
    csv_reader *source = NULL;
    struct csv_record record = {0};
    bool more = true;
    char *text = NULL;
    long long begin = 0, end = 0;
    assert_null(csv_open(*state, memory_file(*state, file.bytes, file.length), &keeping, &source));
    for (int i = 0; i < 50000; i++) {
        assert_null(csv_next(source, &record, &more));
        begin = i == 20000 ? record.begin : begin;
        end = i == 20002 ? record.end : end;
        if (i < 40000)
            continue;
        assert_null(csv_text(*state, source, begin, end, &text));
        assert_string_equal(text, "20000,\"é\n20000\"\r\n20001,\"é\n20001\"\r\n20002,\"é\n20002\"");
    }
    assert_null(csv_text(*state, source, 0, record.end + 2, &text));
    assert_string_equal(text, file.bytes);
    assert_null(csv_text(*state, source, 5, 5, &text));
    assert_string_equal(text, "");
    const error *failure = csv_text(*state, source, 5, record.end + 3, &text);
    assert_int_equal(failure->kind, ERROR_BUG);
    assert_int_equal(csv_text(*state, source, 5, 4, &text)->kind, ERROR_BUG);
    assert_int_equal(csv_text(*state, source, -1, 4, &text)->kind, ERROR_BUG);
}

static void what_was_not_kept_is_not_had(void **state)
{
    csv_reader *source = NULL;
    char *text = NULL;
    assert_null(csv_open(*state, memory_file(*state, "a\n", 2), NULL, &source));
    const error *failure = csv_text(*state, source, 0, 1, &text);
    assert_int_equal(failure->kind, ERROR_BUG);
    assert_non_null(strstr(failure->message, "is not kept"));
}

static void text_before_a_fault_is_there(void **state)
{
    csv_reader *source = NULL;
    struct csv_record record;
    bool more = true;
    char *text = NULL;
    assert_null(csv_open(*state, memory_file(*state, "a\n1\n\xFF", 5), &keeping, &source));
    assert_null(csv_next(source, &record, &more));
    assert_null(csv_next(source, &record, &more));
    assert_non_null(csv_next(source, &record, &more));
    assert_null(csv_text(*state, source, 0, 3, &text));
    assert_string_equal(text, "a\n1");
}

static size_t entries(const char *path)
{
    DIR *folder = opendir(path);
    size_t count = 0;
    assert_non_null(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

/* The descriptor that was opened last. */
static int newest_descriptor(void)
{
    int next = dup(STDIN_FILENO);
    close(next);
    return next - 1;
}

static void the_temporary_file_has_no_name_and_one_reader(void **state)
{
    char *folder = arena_copy(*state, "/tmp/rungs-test-XXXXXX");
    const char *before = getenv("TMPDIR"), *path = memory_file(*state, "a\n", 2);
    csv_reader *source = NULL;
    struct stat facts;
    assert_non_null(mkdtemp(folder));
    setenv("TMPDIR", folder, 1);
    arena *pool = arena_new(*state);
    size_t open_before = entries("/proc/self/fd");
    assert_null(csv_open(pool, path, &keeping, &source));
    assert_int_equal(fstat(newest_descriptor(), &facts), 0);
    assert_true(S_ISREG(facts.st_mode));
    assert_int_equal(facts.st_mode & 07777, 0600);
    assert_int_equal(facts.st_nlink, 0);
    assert_int_equal(facts.st_size, 2);
    assert_int_not_equal(fcntl(newest_descriptor(), F_GETFD) & FD_CLOEXEC, 0);
    assert_int_equal(entries(folder), 2);
    arena_free(pool);
    assert_int_equal(entries("/proc/self/fd"), open_before);
    assert_int_equal(rmdir(folder), 0);
    const error *failure = csv_open(*state, path, &keeping, &source);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_string_equal(failure->message,
                        arena_printf(*state,
                                     "cannot make a temporary file in '%s': No such file "
                                     "or directory",
                                     folder));
    assert_non_null(strstr(failure->hint, "TMPDIR="));
    /* Who keeps nothing needs no folder. */
    assert_null(csv_open(*state, path, NULL, &source));
    before == NULL ? unsetenv("TMPDIR") : setenv("TMPDIR", before, 1);
}

/* No disk is full for a test, but no file may be longer than this. */
static void a_full_disk_is_told(void **state)
{
    struct text file = text_new(*state);
    struct rlimit before, little = {.rlim_cur = 100000};
    csv_reader *source = NULL;
    struct csv_record record;
    bool more = true;
    error *failure = NULL;
    for (int i = 0; i < 50000; i++)
        text_add(&file, "1234,5678\n");
    const char *path = memory_file(*state, file.bytes, file.length);
    getrlimit(RLIMIT_FSIZE, &before);
    little.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &little);
    assert_null(csv_open(*state, path, &keeping, &source));
    while (failure == NULL && more)
        failure = csv_next(source, &record, &more);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    assert_non_null(strstr(failure->message, "cannot write a temporary file in '"));
    assert_non_null(strstr(failure->message, "File too large"));
    assert_non_null(strstr(failure->hint, "TMPDIR="));
}

/* A child writes the bytes, a few at a time. */
static pid_t writer(const char *path, int descriptor, const char *bytes)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    int target = path == NULL ? descriptor : open(path, O_WRONLY | O_CLOEXEC);
    for (size_t length = strlen(bytes), some; length > 0; length -= some, bytes += some) {
        some = length < 3 ? length : 3;
        if (write(target, bytes, some) != (ssize_t)some)
            _exit(1);
        usleep(1000);
    }
    _exit(0);
}

static const char slowly[] = "a;b\r\n1,5;\"é\r\n\"\r\n", said[] = "1: a | b\n2: 1,5 | é\r\n\n";

static void pipes_are_files(void **state)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = writer(NULL, ends[1], slowly);
    close(ends[1]);
    const char *path = arena_printf(*state, "/dev/fd/%d", ends[0]);
    assert_string_equal(csv_words_of(*state, path, &keeping), said);
    close(ends[0]);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void fifos_are_files(void **state)
{
    char *folder = arena_copy(*state, "/tmp/rungs-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(*state, "%s/fifo", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t child = writer(path, -1, slowly);
    assert_string_equal(csv_words_of(*state, path, NULL), said);
    assert_int_equal(waitpid(child, NULL, 0), child);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_have_their_text, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(text_can_be_had_at_any_time, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(what_was_not_kept_is_not_had, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(text_before_a_fault_is_there, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(the_temporary_file_has_no_name_and_one_reader, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(pipes_are_files, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(fifos_are_files, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv kept", tests, NULL, NULL);
}
