/* What the program says beside its answer, on stderr: notices for people, details on request. Never
 * anything personal beyond what the person at the terminal has just typed or asked for. */
#ifndef RUNGS_BASE_LOG_H
#define RUNGS_BASE_LOG_H

#include <stdbool.h>

#include "rungs/base/error.h"

enum log_level {
    LOG_QUIET,  /* errors only */
    LOG_NORMAL, /* notices */
    LOG_VERBOSE /* notices and what happens underneath */
};

/* Sets what is said from now on (LOG_NORMAL at the start). */
void log_set_level(enum log_level level);

/* Are notices said? */
bool log_says_notices(void);

/* A line for people, not said when quiet. A newline is added. */
void log_notice(const char *format, ...) ARGS(1, 2);

/* A line said only when verbose, with "rungs: " before it. */
void log_verbose(const char *format, ...) ARGS(1, 2);

/* Prints an error as
 *     rungs: message
 *       detail
 *       hint: what to type
 * with terminal-safe text (text_safe), in red and bold when `colour`. */
void log_error(const error *failure, bool colour);

#endif
