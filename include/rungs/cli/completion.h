/* Inside this layer: the parts from which completion scripts are put together. */
#ifndef RUNGS_CLI_COMPLETION_H
#define RUNGS_CLI_COMPLETION_H

#include "rungs/base/text.h"
#include "rungs/cli/command.h"

/* The program's name as a shell function may have it: "rungs-test" is "rungs_test". */
const char *completion_word(arena *pool, const struct program *program);

/* Adds a script in which "@" stands for that word, and "@@" for the program's name. */
void completion_add(struct text *script, const struct program *program, const char *lines);

/* What follows an option: "flag", "text", "file", or "choice" and the choices, between spaces. */
const char *completion_kind(arena *pool, const struct option *source);

/* The whole scripts. */
void completion_bash(struct text *script, const struct program *program);
void completion_zsh(struct text *script, const struct program *program);
void completion_fish(struct text *script, const struct program *program);

#endif
