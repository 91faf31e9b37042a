/* Days, read strictly: the server would take 'tomorrow', 'infinity' and 01/02/2025 for a date. */
#ifndef RUNGS_BASE_DATE_H
#define RUNGS_BASE_DATE_H

#include <stdbool.h>

/* True for an ISO 8601 day YYYY-MM-DD of the Gregorian calendar, years 1900 to 2199. */
bool date_valid(const char *string);

#endif
