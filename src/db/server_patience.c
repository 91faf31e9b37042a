/* Waiting: naps that grow, a notice after a second, an end. */
#include "rungs/db/server_patience.h"

#include <errno.h>
#include <time.h>

#include "rungs/base/log.h"

long long clock_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct patience patience_new(const char *home, const char *goal)
{
    return (struct patience){.home = home, .goal = goal, .begun = clock_milliseconds()};
}

error *patience_broken(void)
{
    return error_new(ERROR_INTERRUPTED, "interrupted while waiting for the private server");
}

long long patience_spent(const struct patience *waiting)
{
    return clock_milliseconds() - waiting->begun;
}

bool nap(int milliseconds)
{
    const struct timespec length = {.tv_sec = milliseconds / 1000,
                                    .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    return nanosleep(&length, NULL) == 0 || errno != EINTR;
}

error *patience_nap(struct patience *waiting)
{
    long long passed = patience_spent(waiting);
    if (passed >= PATIENCE_SECONDS * 1000LL) {
        error *failure = error_new(ERROR_BUSY, "the private server in '%s' is not %s after %d s",
                                   waiting->home, waiting->goal, PATIENCE_SECONDS);
        error_detail(failure, "Another program makes, starts or stops it, or it repairs its files "
                              "after a crash.");
        return error_hint(failure,
                          "Try again in a moment; if that does not help: rungs db stop --force");
    }
    if (passed >= 1000 && !waiting->told) {
        log_notice("waiting for the private PostgreSQL in %s", waiting->home);
        waiting->told = true;
    }
    int length = waiting->naps < 5 ? 1 << waiting->naps : 20;
    waiting->naps++;
    return nap(length) ? NULL : patience_broken();
}
