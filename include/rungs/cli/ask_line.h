/* Inside this layer: the terminal of an asker, and one line read from it. */
#ifndef RUNGS_CLI_ASK_LINE_H
#define RUNGS_CLI_ASK_LINE_H

#include <stdio.h>
#include <termios.h>
#include <time.h>

#include "rungs/cli/ask.h"

struct edit; /* libedit */

struct asker {
    arena *pool;
    bool (*interrupted)(void);
    struct termios modes;
    bool has_modes;
    bool has_editor;   /* that was decided */
    struct edit *edit; /* NULL: the terminal edits lines itself */
    const char *prompt;
    const struct ask_question *question; /* that Tab completes, NULL between questions */
    time_t told;                         /* when it was last said what is being typed */
    size_t rows, columns;
};

/* The size of the terminal, looked at anew: 80 x 24 when it does not say. */
void ask_measure(asker *source);

/* Reads a line with the prompt in front, without its newline. UTF-8 is made sure of. ERROR_REFUSED
 * for a line that is none. */
MUST_CHECK error *ask_line(asker *source, arena *pool, const char *prompt, const char **line);

enum waited {
    WAITED_INPUT,
    WAITED_END,    /* somebody wants an end */
    WAITED_SIZE,   /* the terminal has another size, or the program went on after a SIGSTOP */
    WAITED_STOP,   /* Ctrl-Z: stopped here, with the terminal as it was found, and gone on since */
    WAITED_SECOND, /* a second, when somebody wants to know what is being typed */
};

/* Waits until there is something to read or to heed. */
enum waited ask_wait(const asker *source);

/* The editor of lines; NULL when there is none. */
struct edit *edit_open(asker *source);

/* One line with it; NULL at the end of the input or when somebody wants an end. Valid until the
 * next. */
const char *edit_line(struct edit *source, asker *owner);

/* Lists choices, numbered from 1: those from `first` on that fit into `rows` lines, all for 0.
 * Returns the first that did not fit, or the count. */
size_t ask_show(asker *source, struct ask_list list, size_t first, size_t rows);

#endif
