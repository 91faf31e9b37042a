/* Ctrl-C. The statement that runs is cancelled on the server, the transaction rolls back, and the
 * command ends as interrupted. A second Ctrl-C ends the program at once. */
#ifndef RUNGS_DB_CANCEL_H
#define RUNGS_DB_CANCEL_H

#include <stdbool.h>

#include "rungs/db/connection.h"

/* Catches SIGINT, SIGTERM and SIGHUP from now on. Called once, before anything is connected. */
void cancel_install(void);

/* Tells the handler which connection to cancel; undone when the connection closes. */
void cancel_watch(db *source);

/* True once a signal came; loops over files look at it. */
bool cancel_asked(void);

/* The error that an asked cancel means. */
error *cancel_error(void);

#endif
