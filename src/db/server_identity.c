/* Whose the private server is: looking the users up, putting their rights on and off. */
#include "rungs/db/server_identity.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

static const char postgres_user[] = "postgres";

enum { MOST_GROUPS = 65536 };

/* The groups of the user `postgres`, read now since a child should ask no name service. */
static void read_groups(arena *pool, struct server_identity *identity)
{
    int count = 64;
    gid_t *groups = arena_array(pool, (size_t)count, sizeof *groups);
    while (getgrouplist(identity->name, identity->group, groups, &count) < 0 && count < MOST_GROUPS)
        groups = arena_array(pool, (size_t)count, sizeof *groups);
    identity->groups = groups;
    identity->group_count = (size_t)count;
}

static error *read_own_groups(arena *pool, struct server_identity *identity)
{
    int count = getgroups(0, NULL);
    gid_t *groups = arena_array(pool, count < 1 ? 1 : (size_t)count, sizeof *groups);
    count = count < 1 ? count : getgroups(count, groups);
    if (count < 0)
        return error_system(ERROR_BUG, "cannot read the groups of this program");
    identity->own_groups = groups;
    identity->own_group_count = (size_t)count;
    return NULL;
}

error *identity_find(arena *pool, struct server_identity *result)
{
    uid_t user = geteuid();
    const struct passwd *entry = getpwuid(user);
    if (entry == NULL) {
        error *failure = error_new(ERROR_UNREACHABLE, "user id %u has no user name", user);
        return error_hint(failure, "The private server lets people in by name: add the user to "
                                   "/etc/passwd, or use another server.");
    }
    const char *caller = arena_copy(pool, entry->pw_name);
    *result = (struct server_identity){
        .user = user, .group = getegid(), .name = caller, .caller = caller};
    if (user != 0)
        return NULL;
    entry = getpwnam(postgres_user);
    if (entry == NULL) {
        error *failure = error_new(ERROR_UNREACHABLE, "there is no user '%s'", postgres_user);
        error_detail(failure,
                     "PostgreSQL does not run as root; root's private server belongs to '%s'.",
                     postgres_user);
        return error_hint(failure, "Run rungs as an ordinary user, or: apt install postgresql-15");
    }
    result->root = true;
    result->own_group = result->group;
    result->user = entry->pw_uid;
    result->group = entry->pw_gid;
    result->name = arena_copy(pool, entry->pw_name);
    read_groups(pool, result);
    return read_own_groups(pool, result);
}

bool identity_enter(const struct server_identity *identity)
{
    if (!identity->root)
        return true;
    if (setgroups(identity->group_count, identity->groups) == 0 && setegid(identity->group) == 0 &&
        seteuid(identity->user) == 0)
        return true;
    int reason = errno;
    identity_leave(identity);
    errno = reason;
    return false;
}

error *identity_take(const struct server_identity *identity)
{
    if (identity_enter(identity))
        return NULL;
    return error_system(ERROR_UNREACHABLE, "cannot become '%s'", identity->name);
}

void identity_leave(const struct server_identity *identity)
{
    if (!identity->root)
        return;
    /* Fails only when the rights were never changed; with fewer rights the next step says so. */
    if (seteuid(0) != 0 || setegid(identity->own_group) != 0 ||
        setgroups(identity->own_group_count, identity->own_groups) != 0)
        return;
}

bool identity_become(const struct server_identity *identity)
{
    if (!identity->root)
        return true;
    return seteuid(0) == 0 && setgroups(identity->group_count, identity->groups) == 0 &&
           setgid(identity->group) == 0 && setuid(identity->user) == 0;
}
