/* What is written about the commands: help pages, manual page, markdown and completion, the latter
 * run in the shells that are installed. What does not live here: reading a line (test_cli.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "rungs/base/text.h"
#include "rungs/cli/help.h"
#include "sample_program.h"

static void release(void *memory)
{
    free(memory);
}

static const char *manual_page(arena *pool)
{
    char *written = NULL;
    size_t length = 0;
    FILE *target = open_memstream(&written, &length);
    assert_non_null(target);
    help_manual_page(pool, &sample, target);
    fclose(target);
    arena_defer(pool, release, written);
    return written;
}

static const char *markdown(arena *pool)
{
    char *written = NULL;
    size_t length = 0;
    FILE *target = open_memstream(&written, &length);
    assert_non_null(target);
    help_markdown(pool, &sample, target);
    fclose(target);
    arena_defer(pool, release, written);
    return written;
}

/* The page of `tool help WORDS`. */
static const char *page_of(arena *pool, const char *first, const char *second)
{
    char *argv[] = {arena_copy(pool, "tool"), arena_copy(pool, "help"), arena_copy(pool, first),
                    arena_copy(pool, second), NULL};
    int argc = first == NULL ? 2 : second == NULL ? 3 : 4;
    invocation *asked = NULL;
    assert_null(invocation_read(pool, &sample, argc, argv, &asked));
    char *written = NULL;
    size_t length = 0;
    FILE *target = open_memstream(&written, &length);
    assert_non_null(target);
    help_page(pool, &sample, asked, target);
    fclose(target);
    arena_defer(pool, release, written);
    return written;
}

static void test_command_page(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    assert_string_equal(
        page_of(pool, "report", "manager"),
        "one manager's whole packet: team, gaps, next steps\n"
        "\n"
        "Examples:\n"
        "  tool report manager ana@corp.example         # her team\n"
        "  tool report manager ana@corp.example -f csv  # for a spreadsheet\n"
        "\n"
        "Usage: tool report manager PERSON [options]\n"
        "\n"
        "Arguments:\n"
        "  PERSON                the manager\n"
        "\n"
        "Options:\n"
        "      --manager PERSON  somebody else's team\n"
        "  -p, --points N        at least so many\n"
        "      --as-of DATE      as it was that day\n"
        "\n"
        "How the answer looks:\n"
        "  -f, --format FORMAT   how it is drawn: table, csv or json\n"
        "  -o, --output FILE     write to a file, '-' is the standard output and what\n"
        "                        happens anyway\n"
        "\n"
        "Connection:\n"
        "  -d, --dbname NAME     name, URI or conninfo\n"
        "  -v, --verbose         say what happens underneath\n"
        "  -h, --help            show this page\n"
        "      --version         show the version\n"
        "\n"
        "The team, each person's standing, and who waits longest; with everything that a\n"
        "manager has to hand over.\n"
        "\n"
        "  kept: as it is\n"
        "\n"
        "Second paragraph.\n");
    arena_free(pool);
}

/* Too long for one line: the meaning stands above, the command is broken before an option. */
static void test_long_example(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    const char *page = page_of(pool, "evidence", "add");
    assert_non_null(strstr(page, "\nExamples:\n"
                                 "  # the plan of the platform team, seen by its manager\n"
                                 "  tool evidence add ana@corp.example --expectation strategy \\\n"
                                 "      --summary 'Wrote the plan that won'\n"
                                 "\n"
                                 "Usage: tool evidence add WHOM --summary TEXT --expectation CODE "
                                 "[options]\n"));
    page = page_of(pool, "import", "roster");
    assert_non_null(strstr(page, "\n      --batch-size-of-the-whole-import ROWS\n"
                                 "                     rows at once\n"));
    arena_free(pool);
}

static void test_overview_and_family(void **state)
{
    static const char overview[] =
        "tool: keeps ladders and the people on them\n"
        "\n"
        "evidence: what happened, and who saw it\n"
        "  evidence add    log something that happened\n"
        "\n"
        "report: answers\n"
        "  report manager  one manager's whole packet: team, gaps, next steps\n"
        "  report titles   where titles disagree\n"
        "\n"
        "  import roster   read people from a spreadsheet\n"
        "  status          where things stand\n"
        "\n"
        "Say 'tool help COMMAND' for examples and options.\n";
    (void)state;
    arena *pool = arena_new(NULL);
    assert_string_equal(page_of(pool, NULL, NULL), overview);
    assert_string_equal(page_of(pool, "report", NULL),
                        "tool report: answers\n"
                        "\n"
                        "  report manager  one manager's whole packet: team, gaps, next steps\n"
                        "  report titles   where titles disagree\n"
                        "\n"
                        "Say 'tool help report COMMAND' for examples and options.\n");
    assert_string_equal(page_of(pool, "status", "rest"), page_of(pool, "status", NULL));
    char *written = NULL;
    size_t length = 0;
    FILE *target = open_memstream(&written, &length);
    help_first(&sample, target);
    fclose(target);
    assert_string_equal(
        written, "tool: keeps ladders and the people on them\n"
                 "\n"
                 "First steps:\n"
                 "  tool status  # look around\n"
                 "\n"
                 "Commands are about:\n"
                 "  evidence  what happened, and who saw it\n"
                 "  report    answers\n"
                 "\n"
                 "'tool help' lists all commands, 'tool help COMMAND' has examples and options.\n");
    free(written);
    arena_free(pool);
}

static void test_no_line_past_80_columns(void **state)
{
    static const char *const pages[][2] = {
        {NULL, NULL},        {"report", NULL},     {"report", "manager"}, {"report", "titles"},
        {"evidence", "add"}, {"import", "roster"}, {"status", NULL}};
    (void)state;
    arena *pool = arena_new(NULL);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        const char *line = page_of(pool, pages[i][0], pages[i][1]);
        for (; *line != '\0'; line += strcspn(line, "\n") + 1)
            assert_in_range(strcspn(line, "\n"), 0, 80);
    }
    arena_free(pool);
}

static void test_manual_page_text(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    const char *page = manual_page(pool);
    assert_non_null(strstr(page, ".Dd November 22, 2025\n.Dt TOOL 1\n.Os\n.Sh NAME\n.Nm tool\n"
                                 ".Nd keeps ladders and the people on them\n.Sh SYNOPSIS\n"));
    assert_non_null(strstr(page, ".It Fl f , Fl \\-format Ar \"FORMAT\"\n"
                                 "how it is drawn: table, csv or json\n"));
    assert_non_null(strstr(page, ".Sh \"EXIT\" \"STATUS\"\n"
                                 "\\&.hidden \\(aqdot\\(aq and \\eback\\-slash.\n"));
    arena_free(pool);
}

/* Runs a command with `input` on its standard input; returns its exit code, its output in `output`.
 */
static int run_child(const char *const *words, const char *input, char *output, size_t size)
{
    char path[] = "/tmp/rungs-cli-XXXXXX";
    int source = mkstemp(path), ends[2];
    assert_true(source >= 0 && pipe(ends) == 0);
    assert_int_equal(write(source, input, strlen(input)), (ssize_t)strlen(input));
    lseek(source, 0, SEEK_SET);
    unlink(path);
    pid_t child = fork();
    if (child == 0) {
        dup2(source, STDIN_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        execvp(words[0], (char *const *)(uintptr_t)words);
        _exit(127);
    }
    close(source);
    close(ends[1]);
    size_t used = 0;
    for (ssize_t got; (got = read(ends[0], output + used, size - 1 - used)) > 0;)
        used += (size_t)got;
    output[used] = '\0';
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

enum { NOT_INSTALLED = 127 };

static void test_manual_page_is_clean(void **state)
{
    static const char *const mandoc[] = {"mandoc", "-T", "lint", "-W", "warning", NULL};
    static const char *const groff[] = {"groff", "-mdoc", "-ww", "-k", "-z", "-Tutf8", NULL};
    static const char *const *const checks[] = {mandoc, groff};
    char output[4096];
    size_t checked = 0;
    (void)state;
    arena *pool = arena_new(NULL);
    for (size_t i = 0; i < COUNT_OF(checks); i++) {
        int code = run_child(checks[i], manual_page(pool), output, sizeof output);
        if (code == NOT_INSTALLED)
            continue;
        assert_string_equal(output, "");
        assert_int_equal(code, 0);
        checked++;
    }
    arena_free(pool);
    if (checked == 0)
        skip();
}

static void test_markdown(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    const char *page = markdown(pool);
    assert_non_null(
        strstr(page, "# tool\n\nkeeps ladders and the people on them\n\n## evidence\n"));
    assert_non_null(strstr(page, "\n### tool report titles\n\nwhere titles disagree\n\n"
                                 "Usage: `tool report titles [options]`\n\n"
                                 "Also takes: [How the answer looks](#how-the-answer-looks), "
                                 "[Connection](#connection).\n"));
    assert_non_null(strstr(page, "- `--summary TEXT`: one sentence (required)\n"));
    assert_non_null(strstr(page, "- `-p`, `--points N`: at least so many\n"));
    assert_non_null(strstr(page, "\n```\n  kept: as it is\n```\n\nSecond paragraph.\n"));
    arena_free(pool);
}

static const char *completion(arena *pool, const char *shell)
{
    char *written = NULL;
    size_t length = 0;
    FILE *target = open_memstream(&written, &length);
    assert_non_null(target);
    error *failure = help_completion(pool, &sample, shell, target);
    fclose(target);
    arena_defer(pool, release, written);
    assert_null(failure);
    return written;
}

static void test_scripts_are_valid(void **state)
{
    static const char *const shells[] = {"bash", "zsh", "fish"};
    char output[4096];
    (void)state;
    arena *pool = arena_new(NULL);
    for (size_t i = 0; i < COUNT_OF(shells); i++) {
        const char *words[] = {shells[i], "-n", NULL};
        int code = run_child(words, completion(pool, shells[i]), output, sizeof output);
        if (code == NOT_INSTALLED && i > 0)
            continue;
        assert_string_equal(output, "");
        assert_int_equal(code, 0);
    }
    arena_free(pool);
}

/* Completes in bash what the words say; the last one is under the cursor. */
static void test_bash_completes(void **state)
{
    static const struct {
        const char *words, *offered;
    } cases[] = {
        {"tool ''", "evidence report import status help"},
        {"tool re", "report"},
        {"tool report ''", "manager titles"},
        {"tool -d x -v report t", "titles"},
        {"tool --dbname = x report t", "titles"},
        {"tool help report ''", "manager titles"},
        {"tool help report manager --f", "--format"},
        {"tool report titles --", "--format --output --dbname --verbose --help --version"},
        {"tool report manager ana --po", "--points"},
        {"tool report manager --format ''", "table csv json"},
        {"tool report manager --format =", "table csv json"},
        {"tool report manager --format = c", "csv"},
        {"tool report manager -f j", "json"},
        {"tool report manager --points ''", ""},
        {"tool import roster x.csv day", "day-first"},
        {"tool import roster /dev/nul", "/dev/null"},
        {"tool report titles -o /dev/nul", "/dev/null"},
        {"tool xyzzy ''", "evidence report import status help"},
    };
    static const char *const bash[] = {"bash", "--norc", NULL};
    char output[4096];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        arena *pool = arena_new(NULL);
        const char *script = arena_printf(pool,
                                          "%s\ncompopt() { :; }\nCOMP_WORDS=(%s)\n"
                                          "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_tool\n"
                                          "printf '%%s' \"${COMPREPLY[*]}\"\n",
                                          completion(pool, "bash"), cases[i].words);
        assert_int_equal(run_child(bash, script, output, sizeof output), 0);
        assert_string_equal(output, cases[i].offered);
        arena_free(pool);
    }
}

static void test_fish_completes(void **state)
{
    static const char *const fish[] = {"fish", "--no-config", NULL};
    char output[4096];
    (void)state;
    arena *pool = arena_new(NULL);
    const char *script = arena_printf(pool,
                                      "%s\ncomplete -C 'tool -d x report t'\n"
                                      "complete -C 'tool report manager -f j'\n",
                                      completion(pool, "fish"));
    int code = run_child(fish, script, output, sizeof output);
    arena_free(pool);
    if (code == NOT_INSTALLED)
        skip();
    assert_string_equal(output, "titles\twhere titles disagree\njson\thow it is drawn\n");
}

static void test_unknown_shell(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    error *failure = help_completion(pool, &sample, "tcsh", stdout);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_USAGE);
    assert_string_equal(failure->message, "no completion for 'tcsh'");
    assert_string_equal(failure->hint, "write bash, zsh or fish");
    arena_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_command_page),
        cmocka_unit_test(test_long_example),
        cmocka_unit_test(test_overview_and_family),
        cmocka_unit_test(test_no_line_past_80_columns),
        cmocka_unit_test(test_manual_page_text),
        cmocka_unit_test(test_manual_page_is_clean),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_scripts_are_valid),
        cmocka_unit_test(test_bash_completes),
        cmocka_unit_test(test_fish_completes),
        cmocka_unit_test(test_unknown_shell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
