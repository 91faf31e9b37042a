/* Everything that is written about the commands, from their one table: help, manual page, markdown
 * manual, completion. */
#ifndef RUNGS_CLI_HELP_H
#define RUNGS_CLI_HELP_H

#include <stdio.h>

#include "rungs/cli/command.h"

/* The short page of a bare call: what it is, the first steps, the families, how to go on. */
void help_first(const struct program *program, FILE *target);

/* The page that an invocation asks for: of its command (examples first, then usage, arguments,
 * options, description), of a family (its commands), or the overview. Wrapped at 80 columns. */
void help_page(arena *pool, const struct program *program, const invocation *asked, FILE *target);

/* The manual page rungs(1) in mdoc(7), complete. */
void help_manual_page(arena *pool, const struct program *program, FILE *target);

/* One markdown page with every command: docs/manual/commands.md. */
void help_markdown(arena *pool, const struct program *program, FILE *target);

/* A completion script for "bash", "zsh" or "fish": commands, options, choices, files.
 * Self-contained (no bash-completion package needed). ERROR_USAGE for another shell. */
MUST_CHECK error *help_completion(arena *pool, const struct program *program, const char *shell,
                                  FILE *target);

#endif
