/* Inside the asking of evidence: where its choices come from. */
#ifndef RUNGS_CMD_EVIDENCE_FIND_H
#define RUNGS_CMD_EVIDENCE_FIND_H

#include "rungs/cmd/evidence.h"

struct field;

/* One round of questions. */
struct asking {
    struct context *context;
    asker *somebody;
    invocation *line;
    draft *kept; /* NULL: there is no place for it */
    const struct field *field;
    bool asks_for_observer; /* somebody has to be named */
};

/* People who fit some letters (`context` is a struct context *): an ask_find. None for "". */
error *find_people(void *context, arena *pool, const char *word, struct ask_list *found);

/* The expectations of a person's ladder, those of the next level first. */
MUST_CHECK error *expectations_of(struct context *context, const char *person,
                                  struct ask_list *result);

/* The choices of one or two kinds (the other may be NULL): see the statement ask_choices. */
MUST_CHECK error *choices_of(struct context *context, const char *person, const char *kind,
                             const char *other_kind, struct ask_list *result);

/* How an observer stands to a person, NULL when the roster does not say. `*known`: is it somebody
 * here at all? */
MUST_CHECK error *relation_of(struct context *context, const char *person, const char *observer,
                              bool *known, const char **relation);

#endif
