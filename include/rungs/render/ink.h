/* Ink: how a piece of text looks on a terminal, carried inside the text as single control bytes.
 * text_safe() has removed such bytes from everything that came from outside, and they have no width
 * (text_width), so that a cell can be measured and wrapped with its ink in it; ink_print() and
 * ink_sequences() turn them into ANSI sequences at the very end. What does not live here: which
 * word or which part of a bar gets which ink (cell.h). */
#ifndef RUNGS_RENDER_INK_H
#define RUNGS_RENDER_INK_H

#include <stdio.h>

#include "rungs/base/text.h"

/* The value is the byte. INK_NONE is no ink at all: text as it is. */
enum ink {
    INK_NONE = 0,
    INK_END = 1, /* back to plain */
    INK_BOLD = 2,
    INK_DIM = 3,
    INK_GREEN = 4,
    INK_YELLOW = 5,
    INK_RED = 6
};

/* Appends `length` bytes of text in an ink, with an end behind it. Nothing for no bytes. */
void ink_add(struct text *target, enum ink colour, const char *bytes, size_t length);

/* Each line of `string` in an ink of its own, so that padding between the lines stays plain. */
const char *ink_lines(arena *pool, enum ink colour, const char *string);

/* The text with no ink going over a newline: it ends before it and begins again behind it. */
const char *ink_break(arena *pool, const char *string);

/* The text with ANSI sequences in place of ink: for libsmartcols, which knows that they have no
 * width, but takes another control byte before a '[' for the beginning of one. */
const char *ink_sequences(arena *pool, const char *string);

/* Writes text with its ink as ANSI sequences, without the spaces at the ends of lines. */
void ink_print(FILE *target, const char *string);

#endif
