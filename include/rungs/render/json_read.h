/* Reading JSON that people and scripts hand in: one object or an array of objects whose members are
 * texts. */
#ifndef RUNGS_RENDER_JSON_READ_H
#define RUNGS_RENDER_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"
#include "rungs/base/error.h"

/* A text has one value, a list of texts as many as it is long, null none. */
struct json_member {
    const char *name;
    bool is_list;
    size_t count;
    const char **values;
};

struct json_object {
    size_t count;
    struct json_member *members; /* in the order of the text */
};

struct json_objects {
    bool is_array; /* written as an array, also one of a single object */
    size_t count;
    struct json_object *items;
};

/* Reads `length` bytes; `what` names them in messages ("'entries.json'"). Everything lives in
 * `pool`. ERROR_REFUSED for what is no JSON (with line and column), a member that stands there
 * twice, a value that is neither text nor list of texts nor null, anything but objects. */
MUST_CHECK error *json_read(arena *pool, const char *what, const char *bytes, size_t length,
                            struct json_objects *result);

#endif
