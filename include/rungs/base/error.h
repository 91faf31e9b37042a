/* Errors are values. A fallible function returns `error *` (NULL: fine) and gives its results
 * through its last out-parameter. Nobody but main prints one. There is one slot for the error in
 * flight, in storage of its own: an error outlives every arena, and needs no memory when there is
 * none. Making a second error overwrites the first, so clean-up after a failure must not make
 * errors of its own. */
#ifndef RUNGS_BASE_ERROR_H
#define RUNGS_BASE_ERROR_H

#include <stdarg.h>

#include "rungs/base/macros.h"

/* What went wrong; the value is the exit code of the program. */
enum error_kind {
    ERROR_FINDINGS = 1,     /* a check found something; the answer is on stdout */
    ERROR_USAGE = 2,        /* the command line cannot be understood */
    ERROR_REFUSED = 3,      /* input or a rule says no */
    ERROR_UNREACHABLE = 4,  /* no database */
    ERROR_DENIED = 5,       /* not permitted */
    ERROR_BUSY = 6,         /* busy or conflict: the same command may work in a moment */
    ERROR_UNKNOWN = 7,      /* the connection broke at commit: look before trying again */
    ERROR_BUG = 70,         /* should not happen */
    ERROR_INTERRUPTED = 130 /* Ctrl-C */
};

/* `message` is a lower-case fragment that quotes 'the culprit'; `detail` and `hint` are sentences,
 * empty when there are none; the hint says what to type. `sqlstate` is empty or five characters. */
typedef struct error {
    enum error_kind kind;
    char sqlstate[6];
    char message[2048];
    char detail[8192];
    char hint[2048];
} error;

/* Makes the error in flight. Too long texts are cut at a character. */
error *error_new(enum error_kind kind, const char *format, ...) ARGS(2, 3);

/* The same for a failed system call: ": " and the words for errno are added. */
error *error_system(enum error_kind kind, const char *format, ...) ARGS(2, 3);

/* Sets the detail or the hint of an error and returns the error. */
error *error_detail(error *failure, const char *format, ...) ARGS(2, 3);
error *error_hint(error *failure, const char *format, ...) ARGS(2, 3);

#endif
