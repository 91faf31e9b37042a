/* What an error of the server means for the person at the keyboard. */
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
    {"53100", ERROR_BUSY, "The disk of the server is full; nothing was changed."},
    {"53", ERROR_BUSY, "The server is short of something; try again in a moment."},
    {"57P", ERROR_UNREACHABLE, "The server is stopping or starting; try again in a moment."},
    {"08", ERROR_UNREACHABLE, "Nothing was changed; try again."},
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
    if (strncmp(sqlstate, "RG", 2) != 0 || strlen(sqlstate) != 5)
        return false;
    *kind =
        (enum error_kind)((sqlstate[2] - '0') * 100 + (sqlstate[3] - '0') * 10 + sqlstate[4] - '0');
    return true;
}

static error *failure_lost(const db *source)
{
    if (cancel_asked())
        return cancel_error();
    error *failure = error_new(ERROR_UNREACHABLE, "lost the connection to %s", source->words);
    error_detail(failure, "%s", PQerrorMessage(source->link));
    return error_hint(failure, "Nothing was changed; try again.");
}

error *failure_new(const db *source, const PGresult *result)
{
    const char *sqlstate = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (sqlstate == NULL)
        return failure_lost(source);
    if (cancel_asked() && strcmp(sqlstate, "57014") == 0)
        return cancel_error();
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
