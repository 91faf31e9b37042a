/* The lock files: a thin layer over flock(2). */
#include "rungs/db/server_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "rungs/db/server_patience.h"

const char LOCK_DECIDE[] = "lock";
const char LOCK_USERS[] = "users";
const char LOCK_ALIVE[] = "alive";

int lock_open(int folder, const char *name)
{
    return openat(folder, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
}

static bool try(int descriptor, int operation)
{
    int outcome;
    do
        outcome = flock(descriptor, operation | LOCK_NB);
    while (outcome != 0 && errno == EINTR);
    return outcome == 0;
}

bool lock_try_shared(int descriptor)
{
    return try(descriptor, LOCK_SH);
}

bool lock_try_alone(int descriptor)
{
    return try(descriptor, LOCK_EX);
}

bool lock_wait_alone(int descriptor, int milliseconds)
{
    long long end = clock_milliseconds() + milliseconds;
    while (!lock_try_alone(descriptor)) {
        if (clock_milliseconds() >= end)
            return false;
        nap(2);
    }
    return true;
}

void lock_drop(int *descriptor)
{
    if (*descriptor >= 0)
        flock(*descriptor, LOCK_UN);
    lock_hand_over(descriptor);
}

void lock_hand_over(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

bool lock_held(int folder, const char *name)
{
    int descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    bool held = !lock_try_shared(descriptor) && errno == EWOULDBLOCK;
    lock_drop(&descriptor);
    return held;
}
