/* Running PostgreSQL's programs: as the server's user, in a session of their own that no Ctrl-C of
 * the terminal reaches, with default signal handling, without this program's descriptors, with an
 * environment that does not turn PostgreSQL's head. */
#ifndef RUNGS_DB_SERVER_PROCESS_H
#define RUNGS_DB_SERVER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"
#include "rungs/db/server_identity.h"

/* The descriptor at which a program that is given one to keep finds it, and all of its children. */
enum { PROCESS_KEPT = 3 };

struct process_plan {
    const char *const *arguments; /* the first is the program's absolute path; NULL at the end */
    const struct server_identity *identity;
    int input;  /* becomes standard input; -1: nothing to read */
    int output; /* becomes standard output and error; -1: thrown away */
    int answer; /* becomes standard output alone, `output` is for errors then; 0: no such thing */
    int kept;   /* stays open at PROCESS_KEPT; -1: none */
};

/* Starts a program in the folder /, with umask 077. A program that cannot be run says why on its
 * output and ends with status 127. Errors: ERROR_UNREACHABLE: no more processes. */
MUST_CHECK error *process_start(arena *pool, const struct process_plan *plan, pid_t *result);

/* Waits for the end of a started program; `*status` is its exit status, 128 plus the signal when
 * one ended it. Errors: ERROR_INTERRUPTED when a handled signal came: the program and its children
 * are killed then. */
MUST_CHECK error *process_wait(pid_t process, int *status);

/* Runs a program whose output is kept in memory: `*output` receives all of it (on a full disk a
 * file would stay empty just when its words are needed). plan->output is not looked at. */
MUST_CHECK error *process_run(arena *pool, const struct process_plan *plan, int *status,
                              const char **output);

/* Whether an entry "NAME=value" of the environment is handed on to the server's programs: PATH, TZ,
 * TMPDIR, LD_LIBRARY_PATH and the options of sanitizers; LC_ALL=C.UTF-8 is added. Everything else
 * is the caller's: secrets that a server that outlives the call has no use for, PG* that would lead
 * astray, root's HOME, NOTIFY_SOCKET (postgres would tell systemd that somebody else's service is
 * ready). */
bool environment_keeps(const char *entry);

/* Why a program failed, by its own words: the last line with "PANIC:", "FATAL:", "ERROR:" (from
 * that word on, without the log's date before it) or "error:" (all of it), else the last line that
 * is not empty, else "". */
const char *output_reason(arena *pool, const char *output);

/* All bytes of a file from a position on, at most the last 64 KiB; "" when it cannot be read. */
const char *output_read(arena *pool, int descriptor, off_t from);

#endif
