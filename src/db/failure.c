/* What an error of the server means for the person at the keyboard. */
#include <stdlib.h>
#include <string.h>

#include "rungs/db/cancel.h"
#include "rungs/db/internal.h"

struct meaning {
    const char *sqlstate; /* a whole SQLSTATE, or its beginning */
    enum error_kind kind;
    const char *hint; /* said when the server gives none; "" for nothing to say */
};

/* The first row that fits decides. */
static const struct meaning meanings[] = {
    {"42501", ERROR_DENIED, "Ask whoever runs the database for the permission."},
    {"28", ERROR_DENIED, "Check the user name and the password (~/.pgpass)."},
    {"40001", ERROR_BUSY, "Somebody else changed the same thing; type the command again."},
    {"40P01", ERROR_BUSY, "Somebody else changed the same thing; type the command again."},
    {"55P03", ERROR_BUSY, "Somebody else is at it; type the command again in a moment."},
    {"57014", ERROR_BUSY, "The statement was stopped by the server (statement_timeout?)."},
    {"25006", ERROR_DENIED, "This server takes no changes; connect to the primary."},
    {"53100", ERROR_BUSY, "The disk of the server is full; make room there and try again."},
    {"53", ERROR_BUSY, "The server is short of something; try again in a moment."},
    {"57P", ERROR_UNREACHABLE, "The server is stopping or starting; try again in a moment."},
    {"25P0", ERROR_BUSY, "The server does not wait so long for the next statement; try again."},
    {"58", ERROR_UNREACHABLE, "The server has trouble with its disk; whoever runs it should look."},
    {"3D", ERROR_UNREACHABLE, "There is no such database on that server."},
    {"08", ERROR_UNREACHABLE, "Try again."},
    {"22", ERROR_REFUSED, ""},
    {"23", ERROR_REFUSED, ""},
    {"", ERROR_BUG, "This should not happen. Please report it with the command that shows it."},
};

static const struct meaning *meaning_find(const char *sqlstate)
{
    const struct meaning *row = meanings;
    while (strncmp(sqlstate, row->sqlstate, strlen(row->sqlstate)) != 0)
        row++;
    return row;
}

/* The kind that our own SQLSTATE carries: RG003 is 3. */
static bool own_kind(const char *sqlstate, enum error_kind *kind)
{
    if (strncmp(sqlstate, "RG", 2) != 0 || strspn(sqlstate + 2, "0123456789") != 3 ||
        strcmp(sqlstate, "RG000") == 0)
        return false;
    *kind = (enum error_kind)strtol(sqlstate + 2, NULL, 10);
    return true;
}

static error *failure_lost(const db *source)
{
    if (cancel_asked())
        return cancel_error(source->saved);
    error *failure = error_new(ERROR_UNREACHABLE, "lost the connection to %s", source->words);
    error_detail(failure, "%s", PQerrorMessage(source->link));
    return error_hint(failure, "%s",
                      source->saved ? "What was done before is saved; try again for the rest."
                                    : "Nothing was changed; try again.");
}

error *failure_missing_schema(const db *source)
{
    return error_hint(error_new(ERROR_REFUSED, "there is no Rungs schema in %s", source->words),
                      "Make it: rungs db init");
}

error *failure_newer_schema(const db *source, int applied, int known)
{
    return error_hint(error_new(ERROR_REFUSED,
                                "the schema in %s is newer (%d) than this program knows (%d)",
                                source->words, applied, known),
                      "Use the version of Rungs that made it, or a later one.");
}

error *failure_new(const db *source, const PGresult *result)
{
    const char *sqlstate = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (sqlstate == NULL)
        return failure_lost(source);
    if (cancel_asked() && strcmp(sqlstate, "57014") == 0)
        return cancel_error(source->saved);
    const struct meaning *row = meaning_find(sqlstate);
    enum error_kind kind = row->kind;
    bool own = own_kind(sqlstate, &kind);
    const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    /* Constraints are named as the sentence that they protect. */
    bool has_rule =
        strncmp(sqlstate, "23", 2) == 0 && constraint != NULL && strchr(constraint, ' ');
    error *failure = has_rule ? error_new(kind, "refused: %s", constraint)
                              : error_new(kind, "%s", primary == NULL ? "" : primary);
    memcpy(failure->sqlstate, sqlstate, sizeof failure->sqlstate);
    if (detail != NULL)
        error_detail(failure, "%s", detail);
    if (hint != NULL)
        error_hint(failure, "%s", hint);
    else if (!own)
        error_hint(failure, "%s", row->hint);
    return failure;
}
