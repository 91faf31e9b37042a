/* Asking somebody at a terminal: a line, a day's worth of choices, one out of very many. What is
 * asked goes to stderr, what is answered comes from stdin; stdout is left to the answer of the
 * command. Lines are edited with libedit, which is loaded when the first question is asked; where
 * there is none, or TERM is missing or "dumb", they are edited by the terminal itself.
 *
 * All of these fail with ERROR_INTERRUPTED when the one who is asked wants an end: Ctrl-C, or
 * Ctrl-D (the end of the input) at a question. The terminal is left as it was found. */
#ifndef RUNGS_CLI_ASK_H
#define RUNGS_CLI_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

/* Somebody who can be asked. */
typedef struct asker asker;

/* True when stdin and stderr are terminals: nobody is asked in a pipe. */
bool ask_possible(void);

/* `interrupted` tells whether a signal asked for an end. Undone with the arena, which also puts the
 * terminal's modes back. */
MUST_CHECK error *ask_open(arena *pool, bool (*interrupted)(void), asker **result);

/* Puts the modes of the terminal back to what they were: after another program has used it. */
void ask_restore(const asker *source);

/* Says something, wrapped at words to the width of the terminal, safe for it (text_safe); lines
 * that begin with spaces keep them, also where they go on. A newline is added. */
void ask_say(asker *source, const char *format, ...) ARGS(2, 3);

/* One of the things that can be answered. */
struct ask_choice {
    const char *value; /* what it stands for: a code, an employee id */
    const char *label; /* what people type and read: a name; NULL: the value */
    const char *words; /* said beside it; "" allowed */
    const char *group; /* said once above those that follow each other with the same; NULL: none */
};

struct ask_list {
    const struct ask_choice *items;
    size_t count;
};

/* The choices for some typed letters; for "" those that are offered unasked. */
typedef error *ask_find(void *context, arena *pool, const char *word, struct ask_list *found);

struct ask_question {
    const char *prompt;   /* "Who saw it?" */
    const char *help;     /* said when nothing fits, or for '?'; NULL: none */
    const char *proposal; /* taken by an empty answer, NULL: none */
    bool optional;        /* an empty answer is one: NULL */
    bool free;            /* what nothing is found for is an answer too */
    bool unlisted;        /* the choices are not shown unasked: they are known by now */
    ask_find *find;       /* NULL: any line */
    void *context;        /* for `find` */
    const char *begun;    /* stands in the line already, to be gone on with; NULL: nothing */
    /* Told what stands in the line so far, at most every second and before an end; NULL: nobody
     * wants to know. Not where the terminal edits lines itself. */
    void (*typing)(const void *owner, const char *line);
    const void *owner; /* for `typing` */
};

/* Asks until there is an answer. Without `find` any line, blanks at its ends taken off. With it:
 * the choices offered unasked are numbered and shown, as many as fit on the screen; a number takes
 * one, letters find others (Tab completes them), '?' shows the next ones. Letters that find one
 * thing, or the whole label or value of one, take it. `*answer` is the value (or what was typed
 * when it is free); NULL for an empty optional answer. `*taken` (NULL is fine) is the choice, its
 * value NULL when none was taken. Both live in `pool`. Errors of `find` are handed on. */
MUST_CHECK error *ask(asker *source, arena *pool, const struct ask_question *question,
                      const char **answer, struct ask_choice *taken);

/* A find over a list that does not change (`context` is a struct ask_list *): all for "", else the
 * one with that value or label, else those whose label or value begins so, else those that have
 * all the typed words anywhere, at last with the name of the group. Case is not looked at. */
MUST_CHECK error *ask_find_in_list(void *context, arena *pool, const char *word,
                                   struct ask_list *found);

/* True when all the words between spaces of `word` are found in `text`, whatever their case. */
bool ask_matches(const char *text, const char *word);

#endif
