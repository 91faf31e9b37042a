/* Options that several commands share, each described once. */
#ifndef RUNGS_CMD_OPTION_SETS_H
#define RUNGS_CMD_OPTION_SETS_H

#include "rungs/cli/command.h"

extern const struct option_set global_set; /* every command */
extern const struct option_set answer_set; /* format, output, section */
extern const struct option_set clock_set;  /* as-of, as-seen-on */
extern const struct option_set write_set;  /* dry-run */
extern const struct option_set people_set; /* person, manager, org, level, specialization */
extern const struct option_set stages_set; /* stages */
extern const struct option_set cycle_set;  /* cycle */

/* The usual combinations, NULL at the end. */
extern const struct option_set *const report_sets[];       /* people, stages, clock, answer */
extern const struct option_set *const people_sets[];       /* people, clock, answer */
extern const struct option_set *const staged_sets[];       /* stages, clock, answer */
extern const struct option_set *const dated_sets[];        /* clock, answer */
extern const struct option_set *const answer_sets[];       /* answer */
extern const struct option_set *const change_sets[];       /* write, answer */
extern const struct option_set *const cycle_change_sets[]; /* cycle, write, answer */
extern const struct option_set *const cycle_dated_sets[];  /* cycle, clock, answer */
extern const struct option_set *const cycle_answer_sets[]; /* cycle, answer */

/* What commands about a case of a cycle take. */
extern const struct option nominee_argument[];         /* PERSON */
extern const struct option nominee_rating_arguments[]; /* PERSON RATING */

#endif
