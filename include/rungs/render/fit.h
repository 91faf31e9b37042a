/* Making text fit into so many columns of a terminal. Widths are those of text_width(); a character
 * is never parted from the marks that combine with it. The text has been through text_safe(). */
#ifndef RUNGS_RENDER_FIT_H
#define RUNGS_RENDER_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"

/* Broken at spaces into lines of at most `width` columns, with '\n' between them; a word that is
 * longer is broken where it has to be. Newlines in `string` stay. `width` is at least 2. Ink
 * (ink.h) that a break would part ends there and begins again in the next line. */
const char *fit_wrap(arena *pool, const char *string, size_t width);

/* Cut to `width` columns, the last of them an ellipsis (three dots in ASCII), when it is longer. */
const char *fit_cut(arena *pool, const char *string, size_t width, bool unicode);

/* Width of the widest line, and of the longest word. */
size_t fit_line_width(const char *string);
size_t fit_word_width(arena *pool, const char *string);

#endif
