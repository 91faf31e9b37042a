/* JSON looked at as text. The server's numbers have more digits and a wider range than C's, so what
 * it wrote is checked and passed on, never read and written again. */
#ifndef RUNGS_RENDER_JSON_TEXT_H
#define RUNGS_RENDER_JSON_TEXT_H

#include <stdbool.h>

#include "rungs/base/arena.h"

/* True when the whole string is a number by the grammar of RFC 8259, section 6, of any size. */
bool json_number_valid(const char *string);

/* JSON without the white space between its tokens: one line, every token byte by byte as it was.
 * `string` has to be valid JSON (the server's types json and jsonb are); "" gives "". */
char *json_compact(arena *pool, const char *string);

/* A string as a JSON string with its quotes, escaped by jansson. Bytes that are not valid UTF-8
 * become U+FFFD: JSON has no way to say them. A string that could play with a terminal (text_safe)
 * is escaped to ASCII, which says the same. */
char *json_quoted(arena *pool, const char *string);

#endif
