/* Looking back on a stream. Not here: opening and replacing files (output.c). */
#include "rungs/render/stream.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>

/* stdio remembers that a write failed but not why, so a closed pipe is asked again. */
static bool reader_gone(FILE *target)
{
    struct pollfd descriptor = {.fd = fileno(target), .events = POLLOUT};
    return descriptor.fd >= 0 && poll(&descriptor, 1, 0) == 1 && (descriptor.revents & POLLERR);
}

error *stream_check(FILE *target, const char *what)
{
    errno = 0;
    if (fflush(target) == 0 && !ferror(target))
        return NULL;
    int reason = errno;
    if (reason == EPIPE || (reason == 0 && reader_gone(target)))
        return NULL;
    errno = reason == 0 ? EIO : reason;
    error *failure = error_system(ERROR_REFUSED, "cannot write %s", what);
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
        return error_hint(failure, "Make room there, or write elsewhere with --output FILE.");
    return failure;
}
