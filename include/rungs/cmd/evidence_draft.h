/* Inside the drafts: what writing them (evidence_draft.c) and listing them (evidence_drafts.c)
 * share. */
#ifndef RUNGS_CMD_EVIDENCE_DRAFT_H
#define RUNGS_CMD_EVIDENCE_DRAFT_H

#include "rungs/cmd/evidence.h"

struct draft {
    arena *pool;
    const char *path, *text_path;
    int file;    /* locked; -1 when it is not open */
    bool kept;   /* its file is there */
    bool unsure; /* once it was being saved, and nobody knows what became of it */
    const char *typed_name, *typed; /* a line that is not answered yet; NULL: none */
    const char **skipped;
    size_t skipped_count, skipped_room;
};

/* $XDG_STATE_HOME/rungs, else ~/.local/state/rungs. `make`: made with mode 0700 when it is missing;
 * else NULL then. ERROR_REFUSED: it is somebody else's, or there is no place for it. */
MUST_CHECK error *draft_folder(arena *pool, bool make, const char **result);

/* The members of a draft; true when one of them says that it was being saved. */
struct json_object;
MUST_CHECK error *draft_read(arena *pool, const char *path, struct json_object *result);
bool draft_unsure(const struct json_object *source);

#endif
