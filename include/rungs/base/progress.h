/* How far something long has come: one line on stderr, written over and over, only when stderr is a
 * terminal, notices are said, and it takes longer than a second. */
#ifndef RUNGS_BASE_PROGRESS_H
#define RUNGS_BASE_PROGRESS_H

#include <stdbool.h>

/* Zeroed: says nothing. Begun by progress_begin(). Times are in seconds, of a clock that nobody
 * sets. */
struct progress {
    double began, said;
    bool is_on, is_shown;
};

void progress_begin(struct progress *target);

/* So many rows are done, which is that share (0 to 1; negative: not known) of all of them: says
 * rows, rows a second, and the time left. May be called as often as one likes. */
void progress_rows(struct progress *target, long rows, double share);

/* What is going on now, of which nobody knows how far it is; said at once when a third of a second
 * has passed. */
void progress_words(struct progress *target, const char *words);

/* Takes the line away; before anything else is written. */
void progress_end(struct progress *target);

#endif
