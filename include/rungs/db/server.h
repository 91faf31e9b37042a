/* The private PostgreSQL: a cluster in the user's own folder, made with initdb, reached only by a
 * Unix socket, started on demand and stopped after the last one out. Used when nothing points to
 * another server. Knows folders, locks and processes; knows no schema.
 *
 * Folders: RUNGS_HOME, else /var/lib/rungs for root, else $XDG_DATA_HOME/rungs, else
 * ~/.local/share/rungs; mode 0700, checked with lstat. Inside:
 *     lock        held (flock, exclusive) while somebody decides, makes, starts or stops
 *     users       held (flock, shared) by every program that uses the server
 *     alive       held by the postmaster and its children from before exec until the last is dead:
 *                 when it is free nobody is alive, and stale pid and socket files may go
 *     pinned      exists after `db start`: the last one out leaves the server running
 *     stopping    exists from the decision to stop the server until the next one starts: nobody
 *                 joins a server that has been told to stop
 *     server.log  the server's words, kept short (fatal only: errors may quote people's data)
 *     backups/    dumps made before a migration
 *     pg15/       the cluster of a major version; the socket lives in it
 *     pg15.new/   a cluster being made; renamed to pg15 when complete, thrown away when found stale
 *
 * PostgreSQL does not run as root: root's folder and server belong to the user `postgres`, and root
 * is let in by name. All functions are for programs of one thread. A program that is killed with -9
 * at any moment leaves nothing that stops the next one; at worst the server runs until the next one
 * is out. */
#ifndef RUNGS_DB_SERVER_H
#define RUNGS_DB_SERVER_H

#include <stdbool.h>
#include <sys/types.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/base/macros.h"

/* A server in use by this process. */
typedef struct server server;

/* Makes (first time) and starts (when not running) the private server and takes part in its use.
 * Blocks while another program starts or stops it; says so on stderr with log_notice after a
 * second. Says "setting up a private PostgreSQL in ..." once, on the first run. The result is tied
 * to the arena: its release leaves the server, and stops it when nobody else uses it and it is not
 * pinned (without waiting longer than the shutdown request). Close connections before that: a later
 * arena_defer() does. Leaving is for the process that opened; a forked child leaves nothing.
 * Errors: ERROR_UNREACHABLE: no PostgreSQL 15 or later is installed (hint: the Debian package),
 * folder not usable (who owns it, which mode, what to do), disk full, start failed (last line of
 * the log), `postgres` user missing for root. ERROR_BUSY: not ready within a minute.
 * ERROR_INTERRUPTED: a handled signal came while waiting. */
MUST_CHECK error *server_open(arena *pool, server **result);

/* Host for libpq: the socket folder as /proc/self/fd/N, which has no length limit; valid in this
 * process and its children until the arena is freed. (Without /proc: another short name.) The port
 * is 5432. */
const char *server_host(const server *source);

/* The socket folder by its real name, for people. */
const char *server_folder(const server *source);

/* Role and database to connect as: both "rungs"; both exist once server_open() returns. */
const char *server_role(void);
const char *server_database(void);

/* Name of the operating-system user who runs this program. The role is the same for all; this one
 * says who it was, and is told to the server when a connection is made. */
const char *server_login(const server *source);

/* Folder of the PostgreSQL programs in use (psql, pg_dump). */
const char *server_programs(const server *source);

/* Dumps the database with pg_dump (format custom) to a new file in backups/, mode 0600, that
 * belongs to the server's user; its name holds the time (UTC) and `label`, in which all but
 * letters, digits, '.', '_' and '-' becomes '-'. `*path` is for people. On disk when this returns;
 * a failure leaves no file. Errors: ERROR_UNREACHABLE: the file cannot be made. ERROR_REFUSED:
 * pg_dump failed (with its last words), the disk is full. ERROR_INTERRUPTED: a handled signal
 * came. */
MUST_CHECK error *server_backup(arena *pool, const server *source, const char *label,
                                const char **path);

/* What can be said without starting anything. */
struct server_state {
    const char *home; /* folder */
    bool made;        /* a cluster exists */
    bool running;     /* somebody is alive */
    bool pinned;
    pid_t postmaster; /* 0 when not running */
    int version;      /* major version of the cluster, 0 when none */
    long long size;   /* bytes of the cluster on disk, 0 when none */
};
MUST_CHECK error *server_state(arena *pool, struct server_state *result);

/* Starts and pins. Errors: those of server_open(). */
MUST_CHECK error *server_start(arena *pool);

/* Removes the pin and stops the server: ERROR_BUSY when other programs use it (without the pin it
 * will stop after the last of them), unless `force`: then sessions are broken off, and a server
 * that hangs is made to quit after 20 seconds. Waits until it is down. Fine when it is not running.
 */
MUST_CHECK error *server_stop(arena *pool, bool force);

#endif
