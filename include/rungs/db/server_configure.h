/* Who may come in: the two files of a cluster by which the server decides. */
#ifndef RUNGS_DB_SERVER_CONFIGURE_H
#define RUNGS_DB_SERVER_CONFIGURE_H

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server_home.h"

/* Writes pg_hba.conf (peer authentication with the map "rungs", nothing else) and pg_ident.conf
 * (who may be the role "rungs": the server's user, and root when root asks) into a cluster's folder
 * where they differ. The caller has the effective rights of the server's user. Errors:
 * ERROR_UNREACHABLE. */
MUST_CHECK error *cluster_configure(arena *pool, const struct server_home *home, const char *path);

/* The text of pg_ident.conf for the server's user and the caller, who may be the same. */
const char *ident_text(arena *pool, const char *name, const char *caller);

#endif
