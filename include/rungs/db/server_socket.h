/* The server's Unix socket: a name for it that is short enough, and whether somebody answers. */
#ifndef RUNGS_DB_SERVER_SOCKET_H
#define RUNGS_DB_SERVER_SOCKET_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

/* How to reach the folder of a socket, whose own name may be too long (107 bytes) for a socket's.
 */
struct socket_way {
    const char *host;     /* for libpq */
    const char *shortcut; /* temporary folder to be removed; NULL when none is needed */
    int folder; /* descriptor that `host` goes through, for children too; -1 when closed */
};

/* Finds a way to a folder: through /proc/self/fd; where there is no /proc, the folder's own name
 * when it is short and holds no comma (libpq splits there); else a symbolic link in a new folder
 * under /tmp. Errors: ERROR_UNREACHABLE. */
MUST_CHECK error *socket_reach(arena *pool, const char *path, struct socket_way *result);

/* Closes and removes what socket_reach() made. May be called twice. */
void socket_forget(struct socket_way *way);

enum socket_answer {
    SOCKET_SILENT,  /* nobody answers */
    SOCKET_BROKEN,  /* a handled signal (Ctrl-C) came before the answer */
    SOCKET_NOT_NOW, /* the server says that it is starting, stopping or repairing (SQLSTATE 57P03)
                     */
    SOCKET_ACCEPTS
};

/* Knocks: begins a session as the server's own role and takes its leave. Waits at most two seconds.
 */
enum socket_answer socket_knock(const char *host);

/* What the first bytes of an answer mean (PostgreSQL's protocol 3.0: 'R' asks for authentication or
 * grants it, 'E' brings fields of an error). Any error but 57P03 comes from a server that
 * accepts connections. */
enum socket_answer socket_judge(const char *bytes, size_t length);

#endif
