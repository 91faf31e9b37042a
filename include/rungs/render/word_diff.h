/* What became of a text, word by word, as wdiff and `git diff --word-diff` show it:
 *     "at [-most three-] {+least two+} times"
 * What does not live here: which columns are shown so and what is beside them (cell.h), and how a
 * text is broken into lines (fit.h). */
#ifndef RUNGS_RENDER_WORD_DIFF_H
#define RUNGS_RENDER_WORD_DIFF_H

#include <stdbool.h>

#include "rungs/base/arena.h"

/* The most pairs of words that are compared: two texts of 2,000 words each. */
enum { WORD_DIFF_PAIRS = 2000 * 2000 };

/* The words of both texts, with one space between them; owned by the arena. Both texts have been
 * through text_safe().
 *
 * A word is a run of other bytes than spaces and newlines; words are the same when their bytes are,
 * so that other blanks between the same words are no change. The words of a longest common
 * subsequence stay plain. Between two of them, and at both ends, stand first the words that are
 * only in `before`, within one "[-" and "-]", then those that are only in `after`, within "{+" and
 * "+}". Where several subsequences are longest, it is the one found from the beginning on: the next
 * words are kept when they are the same; otherwise the one of `before` is removed, unless only
 * adding the one of `after` leads to a longest one.
 *
 * The subsequence is found with the table of Wagner and Fischer (The string-to-string correction
 * problem, Journal of the ACM 21, 1974), in time and passing memory (2 bytes) for each pair of
 * words. With more than WORD_DIFF_PAIRS of them, unless the words are all the same, all of `before`
 * is removed and all of `after` added.
 *
 * NULL is not the empty text: without a `before` there is no change to show, and all of `after` is
 * plain; without an `after` all of `before` was removed; without both it is "".
 *
 * With `ink`, removed words are red and added ones green (ink.h), marks included, which stay for
 * those who do not see these colours. Each word has ink of its own: the spaces between are plain.
 */
const char *word_diff(arena *pool, const char *before, const char *after, bool ink);

#endif
