/* Running another program in the foreground. */
#include "rungs/cmd/process.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void become(const char *const *arguments)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    /* exec does not change its arguments; its prototype is older than const. */
    execvp(arguments[0], (char *const *)(const void *)arguments);
    _exit(127);
}

error *process_run_and_wait(const char *const *arguments, int *status)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGINT, &ignore, &before);
    pid_t child = fork();
    if (child == 0)
        become(arguments);
    int result = 0;
    while (child > 0 && waitpid(child, &result, 0) < 0 && errno == EINTR)
        continue;
    sigaction(SIGINT, &before, NULL);
    if (child < 0)
        return error_system(ERROR_UNREACHABLE, "cannot run '%s'", arguments[0]);
    *status = WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result);
    return NULL;
}
