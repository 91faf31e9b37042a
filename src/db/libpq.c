/* libpq, loaded on demand: the functions of libpq-fe.h that this layer calls, handed on to the
 * library. */
#include "rungs/db/libpq.h"

#include <dlfcn.h>
#include <libpq-fe.h>
#include <stddef.h>
#include <string.h>

/* The library's functions; filled once, by libpq_load(). */
static struct loaded {
    __typeof__(PQconnectdbParams) *PQconnectdbParams;
    __typeof__(PQfinish) *PQfinish;
    __typeof__(PQreset) *PQreset;
    __typeof__(PQstatus) *PQstatus;
    __typeof__(PQerrorMessage) *PQerrorMessage;
    __typeof__(PQdb) *PQdb;
    __typeof__(PQuser) *PQuser;
    __typeof__(PQhost) *PQhost;
    __typeof__(PQport) *PQport;
    __typeof__(PQserverVersion) *PQserverVersion;
    __typeof__(PQtransactionStatus) *PQtransactionStatus;
    __typeof__(PQsetNoticeProcessor) *PQsetNoticeProcessor;
    __typeof__(PQexec) *PQexec;
    __typeof__(PQexecParams) *PQexecParams;
    __typeof__(PQsendQueryParams) *PQsendQueryParams;
    __typeof__(PQenterPipelineMode) *PQenterPipelineMode;
    __typeof__(PQexitPipelineMode) *PQexitPipelineMode;
    __typeof__(PQpipelineSync) *PQpipelineSync;
    __typeof__(PQgetResult) *PQgetResult;
    __typeof__(PQresultStatus) *PQresultStatus;
    __typeof__(PQresultErrorField) *PQresultErrorField;
    __typeof__(PQclear) *PQclear;
    __typeof__(PQntuples) *PQntuples;
    __typeof__(PQnfields) *PQnfields;
    __typeof__(PQfname) *PQfname;
    __typeof__(PQftype) *PQftype;
    __typeof__(PQgetvalue) *PQgetvalue;
    __typeof__(PQgetisnull) *PQgetisnull;
    __typeof__(PQputCopyData) *PQputCopyData;
    __typeof__(PQputCopyEnd) *PQputCopyEnd;
    __typeof__(PQgetCopyData) *PQgetCopyData;
    __typeof__(PQfreemem) *PQfreemem;
    __typeof__(PQgetCancel) *PQgetCancel;
    __typeof__(PQfreeCancel) *PQfreeCancel;
    __typeof__(PQcancel) *PQcancel;
    __typeof__(PQconninfo) *PQconninfo;
    __typeof__(PQconninfoFree) *PQconninfoFree;
} loaded;

static const struct {
    const char *name;
    size_t place;
} functions[] = {
    {"PQconnectdbParams", offsetof(struct loaded, PQconnectdbParams)},
    {"PQfinish", offsetof(struct loaded, PQfinish)},
    {"PQreset", offsetof(struct loaded, PQreset)},
    {"PQstatus", offsetof(struct loaded, PQstatus)},
    {"PQerrorMessage", offsetof(struct loaded, PQerrorMessage)},
    {"PQdb", offsetof(struct loaded, PQdb)},
    {"PQuser", offsetof(struct loaded, PQuser)},
    {"PQhost", offsetof(struct loaded, PQhost)},
    {"PQport", offsetof(struct loaded, PQport)},
    {"PQserverVersion", offsetof(struct loaded, PQserverVersion)},
    {"PQtransactionStatus", offsetof(struct loaded, PQtransactionStatus)},
    {"PQsetNoticeProcessor", offsetof(struct loaded, PQsetNoticeProcessor)},
    {"PQexec", offsetof(struct loaded, PQexec)},
    {"PQexecParams", offsetof(struct loaded, PQexecParams)},
    {"PQsendQueryParams", offsetof(struct loaded, PQsendQueryParams)},
    {"PQenterPipelineMode", offsetof(struct loaded, PQenterPipelineMode)},
    {"PQexitPipelineMode", offsetof(struct loaded, PQexitPipelineMode)},
    {"PQpipelineSync", offsetof(struct loaded, PQpipelineSync)},
    {"PQgetResult", offsetof(struct loaded, PQgetResult)},
    {"PQresultStatus", offsetof(struct loaded, PQresultStatus)},
    {"PQresultErrorField", offsetof(struct loaded, PQresultErrorField)},
    {"PQclear", offsetof(struct loaded, PQclear)},
    {"PQntuples", offsetof(struct loaded, PQntuples)},
    {"PQnfields", offsetof(struct loaded, PQnfields)},
    {"PQfname", offsetof(struct loaded, PQfname)},
    {"PQftype", offsetof(struct loaded, PQftype)},
    {"PQgetvalue", offsetof(struct loaded, PQgetvalue)},
    {"PQgetisnull", offsetof(struct loaded, PQgetisnull)},
    {"PQputCopyData", offsetof(struct loaded, PQputCopyData)},
    {"PQputCopyEnd", offsetof(struct loaded, PQputCopyEnd)},
    {"PQgetCopyData", offsetof(struct loaded, PQgetCopyData)},
    {"PQfreemem", offsetof(struct loaded, PQfreemem)},
    {"PQgetCancel", offsetof(struct loaded, PQgetCancel)},
    {"PQfreeCancel", offsetof(struct loaded, PQfreeCancel)},
    {"PQcancel", offsetof(struct loaded, PQcancel)},
    {"PQconninfo", offsetof(struct loaded, PQconninfo)},
    {"PQconninfoFree", offsetof(struct loaded, PQconninfoFree)},
};

static error *load_failure(void)
{
    error *failure =
        error_new(ERROR_UNREACHABLE, "cannot load libpq, the library that speaks to PostgreSQL");
    error_detail(failure, "%s", dlerror());
    return error_hint(failure, "Install the package libpq5.");
}

error *libpq_load(void)
{
    if (loaded.PQexec != NULL)
        return NULL;
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        return load_failure();
    struct loaded found;
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        void *symbol = dlsym(library, functions[i].name);
        if (symbol == NULL)
            return load_failure();
        memcpy((char *)&found + functions[i].place, &symbol, sizeof symbol);
    }
    loaded = found;
    return NULL;
}

PGconn *PQconnectdbParams(const char *const *keywords, const char *const *values, int expand_dbname)
{
    return loaded.PQconnectdbParams(keywords, values, expand_dbname);
}

void PQfinish(PGconn *link)
{
    loaded.PQfinish(link);
}

void PQreset(PGconn *link)
{
    loaded.PQreset(link);
}

ConnStatusType PQstatus(const PGconn *link)
{
    return loaded.PQstatus(link);
}

char *PQerrorMessage(const PGconn *link)
{
    return loaded.PQerrorMessage(link);
}

char *PQdb(const PGconn *link)
{
    return loaded.PQdb(link);
}

char *PQuser(const PGconn *link)
{
    return loaded.PQuser(link);
}

char *PQhost(const PGconn *link)
{
    return loaded.PQhost(link);
}

char *PQport(const PGconn *link)
{
    return loaded.PQport(link);
}

int PQserverVersion(const PGconn *link)
{
    return loaded.PQserverVersion(link);
}

PGTransactionStatusType PQtransactionStatus(const PGconn *link)
{
    return loaded.PQtransactionStatus(link);
}

PQnoticeProcessor PQsetNoticeProcessor(PGconn *link, PQnoticeProcessor processor, void *argument)
{
    return loaded.PQsetNoticeProcessor(link, processor, argument);
}

PGresult *PQexec(PGconn *link, const char *query)
{
    return loaded.PQexec(link, query);
}

PGresult *PQexecParams(PGconn *link, const char *command, int count, const Oid *types,
                       const char *const *values, const int *lengths, const int *formats,
                       int result_format)
{
    return loaded.PQexecParams(link, command, count, types, values, lengths, formats,
                               result_format);
}

int PQsendQueryParams(PGconn *link, const char *command, int count, const Oid *types,
                      const char *const *values, const int *lengths, const int *formats,
                      int result_format)
{
    return loaded.PQsendQueryParams(link, command, count, types, values, lengths, formats,
                                    result_format);
}

int PQenterPipelineMode(PGconn *link)
{
    return loaded.PQenterPipelineMode(link);
}

int PQexitPipelineMode(PGconn *link)
{
    return loaded.PQexitPipelineMode(link);
}

int PQpipelineSync(PGconn *link)
{
    return loaded.PQpipelineSync(link);
}

PGresult *PQgetResult(PGconn *link)
{
    return loaded.PQgetResult(link);
}

ExecStatusType PQresultStatus(const PGresult *result)
{
    return loaded.PQresultStatus(result);
}

char *PQresultErrorField(const PGresult *result, int field)
{
    return loaded.PQresultErrorField(result, field);
}

void PQclear(PGresult *result)
{
    loaded.PQclear(result);
}

int PQntuples(const PGresult *result)
{
    return loaded.PQntuples(result);
}

int PQnfields(const PGresult *result)
{
    return loaded.PQnfields(result);
}

char *PQfname(const PGresult *result, int column)
{
    return loaded.PQfname(result, column);
}

Oid PQftype(const PGresult *result, int column)
{
    return loaded.PQftype(result, column);
}

char *PQgetvalue(const PGresult *result, int row, int column)
{
    return loaded.PQgetvalue(result, row, column);
}

int PQgetisnull(const PGresult *result, int row, int column)
{
    return loaded.PQgetisnull(result, row, column);
}

int PQputCopyData(PGconn *link, const char *buffer, int bytes)
{
    return loaded.PQputCopyData(link, buffer, bytes);
}

int PQputCopyEnd(PGconn *link, const char *message)
{
    return loaded.PQputCopyEnd(link, message);
}

int PQgetCopyData(PGconn *link, char **buffer, int async)
{
    return loaded.PQgetCopyData(link, buffer, async);
}

void PQfreemem(void *memory)
{
    loaded.PQfreemem(memory);
}

PGcancel *PQgetCancel(PGconn *link)
{
    return loaded.PQgetCancel(link);
}

void PQfreeCancel(PGcancel *cancel)
{
    loaded.PQfreeCancel(cancel);
}

int PQcancel(PGcancel *cancel, char *message, int size)
{
    return loaded.PQcancel(cancel, message, size);
}

PQconninfoOption *PQconninfo(PGconn *link)
{
    return loaded.PQconninfo(link);
}

void PQconninfoFree(PQconninfoOption *options)
{
    loaded.PQconninfoFree(options);
}
