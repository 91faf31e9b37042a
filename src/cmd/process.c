/* Running another program in the foreground. */
#include "rungs/cmd/process.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Only in the child: the environment of this program stays what the person gave it. */
static void environment_change(const char *entry)
{
    if (strchr(entry, '=') == NULL)
        unsetenv(entry);
    else if (putenv((char *)(size_t)entry) != 0)
        _exit(127);
}

static _Noreturn void become(const char *const *arguments, const char *const *changes)
{
    for (; *changes != NULL; changes++)
        environment_change(*changes);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    /* exec does not change its arguments; its prototype is older than const. */
    execvp(arguments[0], (char *const *)(const void *)arguments);
    _exit(127);
}

error *process_run_and_wait(const char *const *arguments, const char *const *changes, int *status)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before, quit_before;
    sigaction(SIGINT, &ignore, &before);
    sigaction(SIGQUIT, &ignore, &quit_before);
    pid_t child = fork();
    if (child == 0)
        become(arguments, changes);
    int result = 0;
    while (child > 0 && waitpid(child, &result, 0) < 0 && errno == EINTR)
        continue;
    sigaction(SIGINT, &before, NULL);
    sigaction(SIGQUIT, &quit_before, NULL);
    if (child < 0)
        return error_system(ERROR_UNREACHABLE, "cannot run '%s'", arguments[0]);
    *status = WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result);
    return NULL;
}
