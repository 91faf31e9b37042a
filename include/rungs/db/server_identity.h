/* Whose the private server is. PostgreSQL refuses to run as root, so root's server belongs to the
 * user `postgres`; everybody else's belongs to themselves. Root works on the server's files with
 * the effective rights of `postgres`: whatever that user may have planted in its own folder then
 * cannot lead root astray, and what `postgres` could not reach shows at once.
 *
 * Only for programs of one thread. */
#ifndef RUNGS_DB_SERVER_IDENTITY_H
#define RUNGS_DB_SERVER_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

struct server_identity {
    bool root;  /* the caller is root: the three below are those of `postgres` */
    uid_t user; /* whom the folder and the processes belong to */
    gid_t group;
    const char *name;   /* of that user */
    const char *caller; /* name of the user who runs this program */
    gid_t own_group;    /* what to return to */
    const gid_t *groups, *own_groups;
    size_t group_count, own_group_count;
};

/* Looks both users up. Errors: ERROR_UNREACHABLE: the caller has no name (peer authentication needs
 * one), no user `postgres` for root. */
MUST_CHECK error *identity_find(arena *pool, struct server_identity *result);

/* Takes the effective rights of the server's user and gives them back; nothing happens for anybody
 * but root. Enter returns false with errno when the system says no. Makes no errors, so it may be
 * used while one is in flight. Not nestable. */
bool identity_enter(const struct server_identity *identity);
void identity_leave(const struct server_identity *identity);

/* identity_enter() for who can give an error back: ERROR_UNREACHABLE. */
MUST_CHECK error *identity_take(const struct server_identity *identity);

/* In a child before exec: becomes the server's user for good. Works inside enter and leave too. */
bool identity_become(const struct server_identity *identity);

#endif
