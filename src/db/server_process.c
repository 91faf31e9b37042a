/* Running PostgreSQL's programs, and reading what they said. */
#include "rungs/db/server_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_SPARE = 16, MOST_DESCRIPTORS = 65536, MOST_OUTPUT = 64 * 1024 };

bool environment_keeps(const char *entry)
{
    static const char *const kept[] = {
        "PATH=",         "TZ=",           "TMPDIR=",       "LD_LIBRARY_PATH=",
        "ASAN_OPTIONS=", "LSAN_OPTIONS=", "UBSAN_OPTIONS="};
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        if (strncmp(entry, kept[i], strlen(kept[i])) == 0)
            return true;
    return false;
}

static char **environment_build(arena *pool)
{
    size_t count = 0, kept = 0;
    while (environ != NULL && environ[count] != NULL)
        count++;
    char **result = arena_array(pool, count + 2, sizeof *result);
    for (size_t i = 0; i < count; i++)
        if (environment_keeps(environ[i]))
            result[kept++] = environ[i];
    result[kept] = arena_copy(pool, "LC_ALL=C.UTF-8");
    return result;
}

static void signals_reset(void)
{
    const struct sigaction usual = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &usual, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Puts the plan's descriptors at 0, 1, 2 and 3 and closes all others. */
static bool descriptors_arrange(const struct process_plan *plan)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    /* First out of the way: any of them may sit at a number that another one is to get. */
    int input = fcntl(plan->input >= 0 ? plan->input : nothing, F_DUPFD, FIRST_SPARE);
    int output = fcntl(plan->output >= 0 ? plan->output : nothing, F_DUPFD, FIRST_SPARE);
    int answer = plan->answer > 0 ? fcntl(plan->answer, F_DUPFD, FIRST_SPARE) : output;
    int kept = fcntl(plan->kept >= 0 ? plan->kept : nothing, F_DUPFD, FIRST_SPARE);
    if (dup2(input, STDIN_FILENO) < 0 || dup2(answer, STDOUT_FILENO) < 0 ||
        dup2(output, STDERR_FILENO) < 0 || dup2(kept, PROCESS_KEPT) < 0)
        return false;
    if (close_range(PROCESS_KEPT + 1, ~0U, 0) != 0)
        for (int number = PROCESS_KEPT + 1; number < MOST_DESCRIPTORS; number++)
            close(number);
    return plan->kept >= 0 || close(PROCESS_KEPT) == 0;
}

static _Noreturn void child_run(const struct process_plan *plan, char **environment)
{
    /* execve() wants its arguments writable but leaves them alone. */
    char *const *arguments = (char *const *)(size_t)plan->arguments;
    setsid();
    umask(077);
    signals_reset();
    if (descriptors_arrange(plan) && identity_become(plan->identity) && chdir("/") == 0)
        execve(arguments[0], arguments, environment);
    dprintf(STDERR_FILENO, "FATAL: cannot run %s: %s\n", arguments[0], strerror(errno));
    _exit(127);
}

error *process_start(arena *pool, const struct process_plan *plan, pid_t *result)
{
    char **environment = environment_build(pool);
    /* No handler of this program may run in the child. */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    *result = fork();
    if (*result == 0)
        child_run(plan, environment);
    int reason = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = reason;
    if (*result < 0)
        return error_system(ERROR_UNREACHABLE, "cannot start '%s'", plan->arguments[0]);
    return NULL;
}

error *process_wait(pid_t process, int *status)
{
    int state = 0;
    bool interrupted = false;
    while (waitpid(process, &state, 0) < 0) {
        if (errno != EINTR)
            return error_system(ERROR_BUG, "cannot wait for process %d", (int)process);
        /* It leads a group of its own, with its children in it. */
        kill(-process, SIGKILL);
        interrupted = true;
    }
    if (interrupted)
        return error_new(ERROR_INTERRUPTED, "interrupted");
    *status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    return NULL;
}

error *process_run(arena *pool, const struct process_plan *plan, int *status, const char **output)
{
    int words = memfd_create("rungs", MFD_CLOEXEC);
    if (words < 0)
        return error_system(ERROR_UNREACHABLE, "cannot make a file in memory");
    struct process_plan with_words = *plan;
    with_words.output = words;
    pid_t process = 0;
    error *failure = process_start(pool, &with_words, &process);
    if (failure == NULL)
        failure = process_wait(process, status);
    *output = output_read(pool, words, 0);
    close(words);
    return failure;
}

const char *output_read(arena *pool, int descriptor, off_t from)
{
    struct stat found;
    if (fstat(descriptor, &found) != 0 || found.st_size <= from)
        return "";
    off_t start = found.st_size - from > MOST_OUTPUT ? found.st_size - MOST_OUTPUT : from;
    size_t size = (size_t)(found.st_size - start);
    char *bytes = arena_alloc(pool, size + 1);
    ssize_t length = pread(descriptor, bytes, size, start);
    bytes[length < 0 ? 0 : length] = '\0';
    return bytes;
}

/* Where a line begins to say why, NULL when it does not. */
static const char *find_reason(const char *line)
{
    static const char *const words[] = {"PANIC:", "FATAL:", "ERROR:"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        const char *found = strstr(line, words[i]);
        if (found != NULL)
            return found;
    }
    return strstr(line, "error:") == NULL ? NULL : line;
}

const char *output_reason(arena *pool, const char *output)
{
    const char *last = "", *reason = NULL;
    for (const char *line = output; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        const char *copy = arena_copy_bytes(pool, line, length);
        if (copy[strspn(copy, " \t\r")] != '\0')
            last = copy;
        const char *found = find_reason(copy);
        reason = found == NULL ? reason : found;
        line += length + (line[length] == '\n' ? 1 : 0);
    }
    return reason != NULL ? reason : last;
}
