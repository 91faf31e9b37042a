/* Looking back on a stream. Not here: opening and replacing files (output.c). */
#include "rungs/render/stream.h"

#include <errno.h>

/* stdio remembers that a write failed but not why. One more byte, which the broken answer does not
 * mind, asks again. */
static int reason_of(FILE *target)
{
    clearerr(target);
    errno = 0;
    if (putc('\n', target) == EOF || fflush(target) != 0)
        return errno;
    return EIO;
}

error *stream_check(FILE *target, const char *what)
{
    errno = 0;
    if (fflush(target) == 0 && !ferror(target))
        return NULL;
    int reason = errno != 0 ? errno : reason_of(target);
    if (reason == EPIPE)
        return NULL;
    errno = reason;
    error *failure = error_system(ERROR_REFUSED, "cannot write %s", what);
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
        return error_hint(failure, "Make room there, or write it elsewhere.");
    return failure;
}
