/* Starting the postmaster, once it is sure that nobody is alive. */
#ifndef RUNGS_DB_SERVER_LAUNCH_H
#define RUNGS_DB_SERVER_LAUNCH_H

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server_home.h"

/* Throws away what dead ones left, makes the cluster when there is none, starts the postmaster and
 * waits until it accepts connections. The caller holds `lock`, and `*alive` is locked; it is handed
 * over to the postmaster and becomes -1. Errors: ERROR_UNREACHABLE with the last line of the log;
 * ERROR_BUSY when it died without a word, as when it is killed, which may not happen again;
 * ERROR_BUSY when the server is not ready within a minute (it goes on starting). */
MUST_CHECK error *server_launch(arena *pool, const struct server_home *home, int *alive);

#endif
