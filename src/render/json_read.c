/* JSON that is handed in, read with jansson. What does not live here: which members there may be.
 */
#include "rungs/render/json_read.h"

#include <jansson.h>

static void release(void *value)
{
    json_decref(value);
}

static error *refuse_value(const char *what, const char *name, const json_t *value)
{
    static const char *const kinds[] = {"an object", "a list", "text",  "a number",
                                        "a number",  "true",   "false", "null"};
    error *failure = error_new(ERROR_REFUSED, "%s: the value of '%s' is %s, not text", what, name,
                               kinds[json_typeof(value)]);
    return error_hint(failure, "Write it in quotes: \"%s\": \"...\"", name);
}

static error *read_member(arena *pool, const char *what, const char *name, const json_t *value,
                          struct json_member *target)
{
    size_t count = json_is_array(value) ? json_array_size(value) : json_is_null(value) ? 0 : 1;
    *target = (struct json_member){
        .name = arena_copy(pool, name), .is_list = json_is_array(value), .count = count};
    target->values = arena_array(pool, count, sizeof *target->values);
    for (size_t i = 0; i < count; i++) {
        const json_t *one = target->is_list ? json_array_get(value, i) : value;
        if (!json_is_string(one))
            return refuse_value(what, target->name, one);
        target->values[i] = arena_copy(pool, json_string_value(one));
    }
    return NULL;
}

static error *read_object(arena *pool, const char *what, json_t *source, struct json_object *target)
{
    const char *name;
    json_t *value;
    if (!json_is_object(source))
        return error_hint(error_new(ERROR_REFUSED, "%s: an entry is an object", what),
                          "Write it between braces: {\"person\": \"...\", ...}");
    target->members = arena_array(pool, json_object_size(source), sizeof *target->members);
    json_object_foreach(source, name, value)
        TRY(read_member(pool, what, name, value, &target->members[target->count++]));
    return NULL;
}

error *json_read(arena *pool, const char *what, const char *bytes, size_t length,
                 struct json_objects *result)
{
    json_error_t where;
    json_t *root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &where);
    if (root == NULL) {
        error *failure = error_new(ERROR_REFUSED, "%s, line %d, column %d: not JSON", what,
                                   where.line, where.column);
        error_detail(failure, "%s", where.text);
        return error_hint(failure, "One object or an array of objects is understood.");
    }
    arena_defer(pool, release, root);
    bool is_array = json_is_array(root);
    *result =
        (struct json_objects){.is_array = is_array, .count = is_array ? json_array_size(root) : 1};
    result->items = arena_array(pool, result->count, sizeof *result->items);
    for (size_t i = 0; i < result->count; i++)
        TRY(read_object(pool, is_array ? arena_printf(pool, "%s, entry %zu", what, i + 1) : what,
                        is_array ? json_array_get(root, i) : root, &result->items[i]));
    return NULL;
}
