/* Waiting for another program, with an end, and with a word to the person after a second. */
#ifndef RUNGS_DB_SERVER_PATIENCE_H
#define RUNGS_DB_SERVER_PATIENCE_H

#include <stdbool.h>

#include "rungs/base/error.h"

/* How long a program waits for another one, or for a server to start. */
enum { PATIENCE_SECONDS = 60 };

struct patience {
    const char *home; /* folder, for the words */
    const char *goal; /* what the server should be: "ready", "down" */
    long long begun;  /* milliseconds of the monotonic clock */
    long long limit;  /* milliseconds */
    int naps;
    bool told;
};

/* Milliseconds of a clock that nobody sets. */
long long clock_milliseconds(void);

/* Patience that begins now and lasts PATIENCE_SECONDS. */
struct patience patience_new(const char *home, const char *goal);

/* Milliseconds since it began. */
long long patience_spent(const struct patience *waiting);

/* Sleeps 1 to 20 milliseconds. Errors: ERROR_BUSY when the time is over, ERROR_INTERRUPTED when a
 * signal that the program handles (Ctrl-C) came meanwhile. */
MUST_CHECK error *patience_nap(struct patience *waiting);

/* The error for a signal that came while waiting: ERROR_INTERRUPTED. */
error *patience_broken(void);

/* Sleeps; false when a handled signal came. Makes no errors. */
bool nap(int milliseconds);

#endif
