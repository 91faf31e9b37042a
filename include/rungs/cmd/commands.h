/* The command table, and the verbs that have a function of their own. */
#ifndef RUNGS_CMD_COMMANDS_H
#define RUNGS_CMD_COMMANDS_H

#include "rungs/cmd/context.h"

/* The families of the command table, one file each, ended by a NULL path. */
extern const struct command import_commands[];
extern const struct command evidence_commands[];
extern const struct command request_commands[];
extern const struct command scope_commands[];
extern const struct command pair_commands[];
extern const struct command opening_commands[];
extern const struct command readiness_commands[];
extern const struct command packet_commands[];
extern const struct command report_commands[];
extern const struct command company_commands[];
extern const struct command calibrate_commands[];
extern const struct command session_commands[];
extern const struct command cycle_commands[];
extern const struct command nominate_commands[];
extern const struct command ladder_commands[];
extern const struct command account_commands[];
extern const struct command database_commands[];

/* The whole program as the command line layer sees it. Owned by the arena. */
const struct program *program_new(arena *pool);

/* import roster, evidence, scope, nominations: one file. import ladder: a folder. */
MUST_CHECK error *import_file_run(struct context *context);
MUST_CHECK error *import_folder_run(struct context *context);

/* ladder export: an edition as a folder of CSV files. */
MUST_CHECK error *ladder_export_run(struct context *context);

/* evidence add, drafts, review: what needs a terminal, an editor or files. */
MUST_CHECK error *evidence_add_run(struct context *context);
MUST_CHECK error *evidence_drafts_run(struct context *context);
MUST_CHECK error *evidence_review_run(struct context *context);

/* nominate: the rationale from a file. calibrate next: the cases on a terminal. */
MUST_CHECK error *nominate_run(struct context *context);
MUST_CHECK error *session_next_run(struct context *context);

/* db init, migrate, status, start, stop, shell. */
MUST_CHECK error *database_init_run(struct context *context);
MUST_CHECK error *database_migrate_run(struct context *context);
MUST_CHECK error *database_status_run(struct context *context);
MUST_CHECK error *database_start_run(struct context *context);
MUST_CHECK error *database_stop_run(struct context *context);
MUST_CHECK error *database_shell_run(struct context *context);

/* completion, manual page, manual markdown, manual columns: what is written about the commands. */
MUST_CHECK error *write_completion_run(struct context *context);
MUST_CHECK error *write_manual_page_run(struct context *context);
MUST_CHECK error *write_manual_run(struct context *context);
MUST_CHECK error *write_manual_columns_run(struct context *context);

#endif
