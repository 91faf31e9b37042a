/* Whether a stream really took what was written to it. */
#ifndef RUNGS_RENDER_STREAM_H
#define RUNGS_RENDER_STREAM_H

#include <stdio.h>

#include "rungs/base/error.h"

/* Flushes and looks back on everything written so far. NULL when all of it arrived, and also when
 * the reader of a pipe has gone away: it has seen what it wanted (`rungs ... | head`). SIGPIPE has
 * to be ignored by the program for that. Otherwise ERROR_REFUSED: "cannot write `what`: no space
 * left". */
MUST_CHECK error *stream_check(FILE *target, const char *what);

#endif
