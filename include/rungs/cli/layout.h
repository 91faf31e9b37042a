/* Inside this layer: plain text pages of 80 columns, and the parts that several pages share. What
 * does not live here: the order of a page. */
#ifndef RUNGS_CLI_LAYOUT_H
#define RUNGS_CLI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/text.h"
#include "rungs/cli/command.h"

enum { PAGE_WIDTH = 80 };

/* Adds words wrapped at spaces and a newline. The page stands at `column` now; each further line is
 * indented by `indent`. A word longer than a line stays whole. */
void layout_wrap(struct text *page, const char *words, size_t column, size_t indent);

/* Adds paragraphs: split at empty lines, wrapped; lines that begin with a space stay as they are.
 */
void layout_paragraphs(struct text *page, const char *words);

/* Adds "  left  right" with `left` padded to `width` columns and `right` wrapped in its own column;
 * a wider `left` gets a line of its own. */
void layout_pair(struct text *page, const char *left, const char *right, size_t width);

/* Adds the commands below a group ("" for all) with their summaries, in two columns that fit
 * `width` columns of paths. */
void layout_commands(struct text *page, const struct program *program, const char *group,
                     size_t width);

/* Columns of the longest path below a group. */
size_t layout_path_width(const struct program *program, const char *group);

/* Adds what to type, of any length, indented by 2; a long one is broken as a shell allows. */
void layout_typed(struct text *page, const char *typed);

/* "rungs report manager PERSON --level CODE [options]" */
const char *layout_usage(arena *pool, const struct program *program, const struct command *command);

/* "-f, --format FORMAT", "    --since DATE" */
const char *layout_option(arena *pool, const struct option *source);

/* The help of an option or argument with its choices. */
const char *layout_help(arena *pool, const struct option *source);

/* The next paragraph of a longer text, which moves on behind it; NULL at the end. */
const char *layout_next_paragraph(arena *pool, const char **words);

/* True for a line in CAPITALS, which is a heading in program->manual. */
bool layout_is_heading(const char *line);

#endif
