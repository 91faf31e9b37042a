/* What HR systems call the columns of an import: packed from import/KIND/aliases.csv, so that a new
 * name is a line there. */
#ifndef RUNGS_CMD_ALIASES_H
#define RUNGS_CMD_ALIASES_H

struct alias {
    const char *kind;   /* roster; NULL ends */
    const char *header; /* "Work Email" */
    const char *column; /* "email"; "email?" gives way to other words for it; "" is left out */
};

extern const struct alias aliases[];

#endif
