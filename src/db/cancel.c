/* Ctrl-C: one flag, one handler, one connection to cancel. */
#include "rungs/db/cancel.h"

#include <signal.h>
#include <unistd.h>

#include "rungs/db/internal.h"

static volatile sig_atomic_t asked;
static PGcancel *volatile watched;

/* PQcancel is safe in a signal handler, says its manual. */
void cancel_repeat(void)
{
    char words[256];
    PGcancel *handle = watched;
    if (handle != NULL)
        (void)PQcancel(handle, words, sizeof words);
}

static void on_signal(int number)
{
    (void)number;
    if (asked)
        _exit(ERROR_INTERRUPTED);
    asked = 1;
    cancel_repeat();
}

void cancel_install(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

void cancel_watch(db *source)
{
    PGcancel *old = watched;
    watched = source == NULL ? NULL : PQgetCancel(source->link);
    if (old != NULL)
        PQfreeCancel(old);
}

bool cancel_asked(void)
{
    return asked != 0;
}

error *cancel_error(bool saved)
{
    return error_hint(error_new(ERROR_INTERRUPTED, "interrupted"), "%s",
                      saved ? "What was done before is saved." : "Nothing was changed.");
}
