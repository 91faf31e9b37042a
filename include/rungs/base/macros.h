/* The only four macros of the house. What lives here: compiler hints and the one-line error return.
 * What does not: anything that hides a loop, an allocation or a type. */
#ifndef RUNGS_BASE_MACROS_H
#define RUNGS_BASE_MACROS_H

#include <stddef.h>

/* The result of a function marked so has to be looked at: an error thrown away is a compile error.
 */
#define MUST_CHECK __attribute__((warn_unused_result))

/* Marks a printf-like function: `position` is that of the format, `first` that of its first
 * argument, both counted from 1. */
#define ARGS(position, first) __attribute__((format(printf, position, first)))

/* Number of elements of an array (not of a pointer). */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Runs a fallible expression; returns its error from the enclosing function when there is one. */
#define TRY(expression)                                                                            \
    do {                                                                                           \
        error *try_error = (expression);                                                           \
        if (try_error != NULL)                                                                     \
            return try_error;                                                                      \
    } while (0)

#endif
