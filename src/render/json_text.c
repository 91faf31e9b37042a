/* JSON as text: checking a number, taking white space out, quoting a string. Not here: how rows are
 * laid out (format_json.c). */
#include "rungs/render/json_text.h"

#include <jansson.h>
#include <string.h>

#include "rungs/base/text.h"

static const char *digits_end(const char *string)
{
    return string + strspn(string, "0123456789");
}

bool json_number_valid(const char *string)
{
    const char *at = string + (*string == '-');
    const char *end = *at == '0' ? at + 1 : digits_end(at);
    if (end == at)
        return false;
    if (*end == '.') {
        at = end + 1;
        end = digits_end(at);
        if (end == at)
            return false;
    }
    if (*end == 'e' || *end == 'E') {
        at = end + 1;
        at += *at == '+' || *at == '-';
        end = digits_end(at);
        if (end == at)
            return false;
    }
    return *end == '\0';
}

char *json_compact(arena *pool, const char *string)
{
    char *compact = arena_copy(pool, string), *end = compact;
    bool quoted = false;
    for (; *string != '\0'; string++) {
        if (!quoted && strchr(" \t\r\n", *string) != NULL)
            continue;
        if (*string == '"')
            quoted = !quoted;
        *end++ = *string;
        if (quoted && string[0] == '\\' && string[1] != '\0')
            *end++ = *++string;
    }
    *end = '\0';
    return compact;
}

/* A copy in which every byte that is not part of valid UTF-8 is U+FFFD. */
static const char *utf8_mended(arena *pool, const char *string)
{
    size_t left = strlen(string), valid = utf8_check(string, left);
    if (valid == left)
        return string;
    struct text mended = text_new(pool);
    while (valid < left) {
        text_add_bytes(&mended, string, valid);
        text_add(&mended, "\xEF\xBF\xBD");
        string += valid + 1;
        left -= valid + 1;
        valid = utf8_check(string, left);
    }
    text_add_bytes(&mended, string, left);
    return text_string(&mended);
}

static int gather(const char *bytes, size_t length, void *target)
{
    text_add_bytes(target, bytes, length);
    return 0;
}

char *json_quoted(arena *pool, const char *string)
{
    string = utf8_mended(pool, string);
    bool harmless = strcmp(text_safe(pool, string, true), string) == 0;
    struct text quoted = text_new(pool);
    json_t *value = json_string(string);
    json_dump_callback(value, gather, &quoted,
                       JSON_ENCODE_ANY | (harmless ? 0 : JSON_ENSURE_ASCII));
    json_decref(value);
    return arena_copy(pool, quoted.length == 0 ? "null" : quoted.bytes);
}
