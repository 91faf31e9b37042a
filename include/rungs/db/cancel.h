/* Ctrl-C. The statement that runs is cancelled on the server, the transaction rolls back, and
 * the command ends as interrupted. A signal that comes between two statements is heeded before
 * the next one, of several sent at once at the next answer, at the latest before the commit. A
 * second Ctrl-C ends the program at once. */
#ifndef RUNGS_DB_CANCEL_H
#define RUNGS_DB_CANCEL_H

#include <stdbool.h>

#include "rungs/db/connection.h"

/* Catches SIGINT, SIGTERM and SIGHUP from now on. Called once, before anything is connected. */
void cancel_install(void);

/* Tells the handler which connection to cancel; undone when the connection closes. */
void cancel_watch(db *source);

/* True once a signal came. A system call that it interrupted fails with EINTR; context_run() in cmd
 * turns whatever error that became into the one below. */
bool cancel_asked(void);

/* Cancels once more what the watched connection runs. Of several statements sent at once the one is
 * cancelled that runs; a request that comes between two is lost on the server. */
void cancel_repeat(void);

/* The error that an asked cancel means; `saved` as by db_saved(). */
error *cancel_error(bool saved);

#endif
