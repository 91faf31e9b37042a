/* The postmaster: who it is, asking it to stop. What postmaster.pid says is
 * believed only of a process that holds the lock file `alive` open: a process number may have come
 * to belong to somebody else. */
#ifndef RUNGS_DB_SERVER_POSTMASTER_H
#define RUNGS_DB_SERVER_POSTMASTER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "rungs/db/server_home.h"

struct postmaster {
    pid_t process; /* 0 when the file names none */
    bool ready;    /* it says that it accepts connections */
};

/* Reads the text of a postmaster.pid: the process number in line 1, the status in line 8
 * ("starting", "ready", "stopping"; not there at first). No process: the text is empty or cut
 * short, or the number is negative, as single-user servers write it. */
struct postmaster postmaster_parse(const char *text);

/* The living postmaster of the cluster in the folder `cluster` ("pg15") of the home. 0 when there
 * is none, or none that this program can see. Makes no errors. */
pid_t postmaster_find(const struct server_home *home, const char *cluster);

/* True when postmaster.pid says "ready". Only a first sieve: it goes on saying so while the server
 * repairs its files after a crash, and after its death. But knocking at a server that starts or
 * stops leaves a line in its log each time. */
bool postmaster_ready(const struct server_home *home, const char *cluster);

/* The number of a process that uses the cluster without holding `alive`: a server started by hand.
 * 0 when there is none. */
pid_t postmaster_stranger(const struct server_home *home, const char *cluster);

/* Marks the server as going down, then sends the postmaster a signal (SIGINT: disconnect everybody;
 * SIGQUIT: at once, recovery at the next start). The mark comes first and is taken away only by who
 * starts the next server, so that nobody joins a server that has been told to stop: whoever meets
 * the mark calls this again, in case the first one died between the two steps. The caller holds the
 * lock `lock`. False when nothing was sent. Makes no errors. */
bool postmaster_stop(const struct server_home *home, const char *cluster, int number);

/* Processes without a postmaster mostly end by themselves, and sooner. */
enum { ORPHAN_MILLISECONDS = 3000 };

/* Ends at once (SIGQUIT) every process of PostgreSQL that holds `alive`. For when there is no
 * postmaster to ask: a backend that computes does not notice its postmaster's death, an initdb may
 * have lost its rungs; what they do is lost already. The caller holds `lock`. Makes no errors. */
void postmaster_quell(const struct server_home *home);

/* Removes what a dead postmaster left: its pid file, its socket and the socket's lock file. False,
 * with errno, when something stays. */
bool postmaster_bury(const struct server_home *home, const char *cluster);

#endif
