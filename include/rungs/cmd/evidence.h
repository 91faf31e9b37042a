/* Logging evidence, in pieces: what is asked at a terminal, the long text, drafts, JSON. All of it
 * only fills in options; then the sections of the command run as if they had been typed. */
#ifndef RUNGS_CMD_EVIDENCE_H
#define RUNGS_CMD_EVIDENCE_H

#include "rungs/cli/ask.h"
#include "rungs/cmd/context.h"

/* True for an option that says something about the entry: no flag, no file. */
bool entry_has(const struct option *source);

/* Runs a statement that only reads in a transaction of its own, so that none is open while somebody
 * thinks. */
MUST_CHECK error *entry_query(struct context *context, const char *statement,
                              const char *const *values, struct table *result);

/* Has an observer to be named? Not when one is, nor when it is known who is at the keyboard. */
MUST_CHECK error *entry_asks_for_observer(struct context *context, const invocation *line,
                                          bool *asks);

/* -- Long text (evidence_text.c) -- */

/* What the database takes, 100,000 characters, fits whatever characters they are. */
enum { LONGEST_TEXT = 400 * 1000, LONGEST_JSON = 16 * 1024 * 1024 };

/* All bytes of a file, '-' for standard input, at most `most`; a mark of UTF-8 in front is left
 * out. `*length` receives how many. ERROR_REFUSED: cannot be read, is a folder, is too long. */
MUST_CHECK error *text_read(arena *pool, const char *path, size_t most, char **bytes,
                            size_t *length);

/* The same as text for people: CR LF becomes LF, blank lines and blanks at its end go. Refuses what
 * is not UTF-8, and control characters other than newline and tab, with the line where they are. */
MUST_CHECK error *text_read_details(arena *pool, const char *path, const char **details);

/* Lets somebody write in $VISUAL or $EDITOR (else vi): the file `path` (0600) is made with `before`
 * and comments of lines that begin with '#:' and are left out of `*details`; "" when nothing was
 * written. `about` goes into the comments. Errors: ERROR_REFUSED when the editor cannot be run or
 * ends with an error; the file stays then. */
MUST_CHECK error *text_edit(arena *pool, const char *path, const char *before, const char *about,
                            const char **details);

/* The text of a file of text_edit() that was left behind; NULL when there is none. */
MUST_CHECK error *text_left(arena *pool, const char *path, const char **details);

/* -- Drafts (evidence_draft.c) -- */

/* What was given so far, kept in a file of its own (0600) as JSON until it is saved. While a
 * program has it open nobody else can take it. */
typedef struct draft draft;

/* A new one in the folder of drafts, which is made when it is missing; its file is made by the
 * first draft_keep(). NULL (and a notice that says why) when there is no place for it. */
draft *draft_new(arena *pool);

/* An existing one. Its values become those of options of `line` that have none. `*unsure`: it was
 * being saved when the program ended. Errors: ERROR_REFUSED: no such file, not a draft; ERROR_BUSY:
 * somebody is at it. */
MUST_CHECK error *draft_take(arena *pool, const char *path, invocation *line, draft **result,
                             bool *unsure);

/* Writes what `line` says to the file; `saving` says that the next thing is to save it. Somebody
 * who has no more room hears of it. */
MUST_CHECK error *draft_keep(draft *source, const invocation *line, bool saving);

/* The same for who has an error in hand already: makes none. */
void draft_keep_if_possible(draft *source, const invocation *line);

/* A field that was asked and left empty: that is an answer too, kept as null. */
void draft_skip(draft *source, const char *name);
bool draft_skipped(const draft *source, const char *name);

/* The beginning of an answer that is being typed, kept at once; "" when it is answered. */
void draft_typed(draft *source, const invocation *line, const char *name, const char *typed);

/* How far the answer to a field (NULL: to any) was typed; NULL: not at all. */
const char *draft_begun(const draft *source, const char *name);

/* Where it is; where its long text is edited. */
const char *draft_path(const draft *source);
const char *draft_text_path(const draft *source);

/* True once its file is there. */
bool draft_is_kept(const draft *source);

/* Takes the files away. */
void draft_remove(draft *source);

/* Gives it up without taking the files away: others can take it again. */
void draft_leave(draft *source);

/* A draft in the folder, as a list shows it. */
struct draft_row {
    const char *path, *changed;                 /* changed: "2026-11-22 14:05" */
    const char *person, *expectation, *summary; /* "" when not known yet */
    const char *state;                          /* "kept", "open", "unsure", "unreadable" */
};

/* Those in the folder, the latest first. `*rows` lives in `pool`. */
MUST_CHECK error *draft_list(arena *pool, struct draft_row **rows, size_t *count);

/* -- Asking (evidence_ask.c) -- */

/* Asks for everything that neither `line` nor the draft says yet, keeps each answer in the draft
 * (NULL: there is no place for one), shows it all and lets it be changed, until it is to be
 * saved. */
MUST_CHECK error *entry_ask(struct context *context, asker *somebody, invocation *line,
                            draft *kept);

/* Writes the details in an editor and keeps them. */
MUST_CHECK error *entry_edit(struct context *context, asker *somebody, invocation *line,
                             draft *kept);

/* -- JSON (evidence_json.c) -- */

/* evidence add --json: all entries of a file in one transaction. */
MUST_CHECK error *entry_add_json(struct context *context, const char *path);

/* Gives `line` the members of an object as its options; those it has stay. `what` names the entry
 * in messages. `passed`, NULL for none, are members that are left to the caller; ends with NULL. */
struct json_object;
MUST_CHECK error *entry_fill(arena *pool, const struct json_object *source, const char *what,
                             const char *const *passed, invocation *line);

#endif
