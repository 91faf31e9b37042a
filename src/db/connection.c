/* Choosing a server and connecting to it. */
#include "rungs/db/connection.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rungs/base/log.h"
#include "rungs/base/text.h"
#include "rungs/db/cancel.h"
#include "rungs/db/internal.h"
#include "rungs/db/libpq.h"

enum { OLDEST_VERSION = 150000 };

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : NULL;
}

struct db_target db_choose(const char *given)
{
    static const char *const own[][2] = {
        {"PGHOST", "PGHOST is set"},         {"PGHOSTADDR", "PGHOSTADDR is set"},
        {"PGPORT", "PGPORT is set"},         {"PGSERVICE", "PGSERVICE is set"},
        {"PGDATABASE", "PGDATABASE is set"},
    };
    if (given != NULL)
        return (struct db_target){.conninfo = given, .why = "-d was given"};
    if (environment("RUNGS_DATABASE") != NULL)
        return (struct db_target){.conninfo = environment("RUNGS_DATABASE"),
                                  .why = "RUNGS_DATABASE is set"};
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (environment(own[i][0]) != NULL)
            return (struct db_target){.why = own[i][1]};
    return (struct db_target){.is_private = true, .why = "nothing points to another server"};
}

static void db_close(void *resource)
{
    db *source = resource;
    cancel_watch(NULL);
    PQfinish(source->link);
}

/* Notices of the server are for whoever asked to see what happens underneath. */
static void db_notice(void *unused, const char *words)
{
    (void)unused;
    log_verbose("server: %s", words);
}

/* What libpq cannot read it does not take apart, and its complaint quotes pieces: one may be a
 * password, so neither is shown. */
static const char unread[] = "a database by a connection string that cannot be read";

static const char *words_new(arena *pool, const db *source)
{
    if (source->private_server != NULL)
        return arena_printf(pool, "the private PostgreSQL in %s",
                            server_folder(source->private_server));
    const char *host = PQhost(source->link), *port = PQport(source->link);
    const char *name = PQdb(source->link), *user = PQuser(source->link);
    if (name == NULL || *name == '\0')
        return unread;
    return arena_printf(pool, "database '%s' on host '%s', port %s, as '%s'", name,
                        host ? host : "", port ? port : "", user ? user : "");
}

static error *connect_failure(const db *source)
{
    error *failure = error_new(ERROR_UNREACHABLE, "cannot connect to %s", source->words);
    if (source->words != unread)
        error_detail(failure, "%s", PQerrorMessage(source->link));
    if (source->private_server != NULL)
        return error_hint(failure,
                          "Its words are in server.log in the folder above it; try again.");
    return error_hint(failure, "It was chosen because %s: check that.", source->why);
}

static bool is_connected(const db *source)
{
    return PQstatus(source->link) == CONNECTION_OK;
}

/* The options of a session with the private server: all who may come in there are one role, and
 * what is written down should name the user (rungs_api.login()). PGOPTIONS would not be read. */
static const char *options_new(arena *pool, const char *login)
{
    const char *given = environment("PGOPTIONS");
    struct text options = text_new(pool);
    text_addf(&options, "%s -c rungs.login=", given == NULL ? "" : given);
    for (; *login != '\0'; login++) {
        if (strchr(" \t\\", *login) != NULL)
            text_add(&options, "\\");
        text_add_bytes(&options, login, 1);
    }
    return text_string(&options);
}

static error *connection_start(arena *pool, const struct db_target *target, db *source)
{
    const char *host = NULL, *user = NULL, *name = target->conninfo, *options = NULL;
    TRY(libpq_load());
    if (target->is_private) {
        TRY(server_open(pool, &source->private_server));
        host = server_host(source->private_server);
        user = server_role();
        name = server_database();
        options = options_new(pool, server_login(source->private_server));
    }
    /* A database named later wins over the variables; the private server needs all three. */
    const char *const keys[] = {"client_encoding",
                                "fallback_application_name",
                                "dbname",
                                host ? "host" : NULL,
                                "user",
                                "port",
                                "options",
                                NULL};
    const char *const values[] = {"UTF8", "rungs", name, host, user, "5432", options, NULL};
    source->link = PQconnectdbParams(keys, values, target->is_private ? 0 : 1);
    arena_defer(pool, db_close, source);
    source->words = words_new(pool, source);
    /* The private server may just be coming back from a crash: its socket is there, it is not yet.
     */
    for (int tries = 0; target->is_private && tries < 20 && !is_connected(source); tries++) {
        if (cancel_asked())
            break;
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        PQreset(source->link);
    }
    if (cancel_asked())
        return cancel_error(false);
    return is_connected(source) ? NULL : connect_failure(source);
}

error *db_open(arena *pool, const struct db_target *target, db **result)
{
    db *source = arena_alloc(pool, sizeof *source);
    source->pool = pool;
    source->words = "";
    source->why = target->why;
    TRY(connection_start(pool, target, source));
    PQsetNoticeProcessor(source->link, db_notice, NULL);
    cancel_watch(source);
    if (PQserverVersion(source->link) < OLDEST_VERSION)
        return error_hint(error_new(ERROR_UNREACHABLE,
                                    "%s is PostgreSQL %d; Rungs needs 15 or later", source->words,
                                    PQserverVersion(source->link) / 10000),
                          "Name another server with -d, or leave it out to use the private one.");
    log_verbose("connected to %s", source->words);
    *result = source;
    return NULL;
}

const char *db_words(const db *source)
{
    return source->words;
}

const server *db_private_server(const db *source)
{
    return source->private_server;
}

bool db_saved(const db *source)
{
    return source->saved;
}

int db_version(const db *source)
{
    return PQserverVersion(source->link);
}
