/* libpq, loaded when the first connection is made. It brings two dozen libraries along (TLS,
 * Kerberos, LDAP), whose loading costs 6 of the 8 ms that a start would take; help, completion and
 * a mistyped command need none of them. src/db/libpq.c defines the functions of libpq-fe.h that
 * this layer calls; each goes on to the loaded library. The compiler checks them against
 * libpq-fe.h. */
#ifndef RUNGS_DB_LIBPQ_H
#define RUNGS_DB_LIBPQ_H

#include "rungs/base/error.h"

/* Loads the library; does nothing when it is loaded. No PQ function may be called before. Errors:
 * ERROR_UNREACHABLE when there is no libpq, or one that lacks a function. */
MUST_CHECK error *libpq_load(void);

#endif
