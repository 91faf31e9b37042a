/* The lock files of the private server's folder, taken with flock(2). Such a lock belongs to the
 * open file description: children inherit it, it ends when the last copy of the descriptor is
 * closed, and kill -9 cannot leave it behind. None of these functions makes an error value; errno
 * tells. */
#ifndef RUNGS_DB_SERVER_LOCK_H
#define RUNGS_DB_SERVER_LOCK_H

#include <stdbool.h>

/* Names of the lock files; what each means is told in rungs/db/server.h. */
extern const char LOCK_DECIDE[]; /* "lock" */
extern const char LOCK_USERS[];  /* "users" */
extern const char LOCK_ALIVE[];  /* "alive" */

/* Opens (makes, mode 0600) a lock file in a folder, close-on-exec, without locking it. -1 on error.
 */
int lock_open(int folder, const char *name);

/* Tries to lock, without waiting: shared, or for this description alone. A shared lock that is to
 * become an exclusive one is lost when that fails. */
bool lock_try_shared(int descriptor);
bool lock_try_alone(int descriptor);

/* Locks alone, trying for at most so many milliseconds. */
bool lock_wait_alone(int descriptor, int milliseconds);

/* Unlocks and closes, also when children hold copies; -1 is fine. */
void lock_drop(int *descriptor);

/* Closes this copy only: the lock stays with the children who hold another; -1 is fine. */
void lock_hand_over(int *descriptor);

/* True when somebody holds the lock file (of which this program has no locked description). Not
 * there, or not readable, means nobody. The look itself holds the lock, shared, for an instant: who
 * tries to lock alone must be ready to try again. */
bool lock_held(int folder, const char *name);

#endif
