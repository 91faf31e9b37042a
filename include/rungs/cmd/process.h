/* Running another program in the foreground: psql, an editor. */
#ifndef RUNGS_CMD_PROCESS_H
#define RUNGS_CMD_PROCESS_H

#include "rungs/base/error.h"

/* Runs a program (found on PATH when its name has no slash) with this terminal and waits for it;
 * Ctrl-C and Ctrl-\ are for the program meanwhile. `changes` to its environment, NULL at the end:
 * "NAME=value", or "NAME" to take it away. `*status` is its exit status, 127 when it cannot be run,
 * 128 plus the signal when one ended it. ERROR_UNREACHABLE: no process can be started. */
MUST_CHECK error *process_run_and_wait(const char *const *arguments, const char *const *changes,
                                       int *status);

#endif
