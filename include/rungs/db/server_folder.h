/* What is done inside the private server's folder: marks, and whole trees of files. */
#ifndef RUNGS_DB_SERVER_FOLDER_H
#define RUNGS_DB_SERVER_FOLDER_H

#include <stdbool.h>

#include "rungs/db/server_home.h"

/* Marks are empty files in the folder: "pinned", "stopping". home_mark() returns false when it
 * cannot make one; taking away one that is not there is fine, false means that it is still there.
 * No errors are made. */
bool home_mark(const struct server_home *home, const char *name);
bool home_marked(const struct server_home *home, const char *name);
bool home_unmark(const struct server_home *home, const char *name);

extern const char MARK_PINNED[];   /* the last one out leaves the server running */
extern const char MARK_STOPPING[]; /* a stop was decided; whoever meets it sends the signal again */

/* Removes a folder and all in it, below the home; bytes that a folder takes on disk. Both go on
 * after what they cannot read or remove. */
void home_remove_tree(const char *path);
long long home_tree_size(const char *path);

#endif
