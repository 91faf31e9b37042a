/* Long text: from a file, from standard input, from an editor. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/base/text.h"
#include "rungs/cmd/evidence.h"
#include "rungs/cmd/process.h"

static const char mark[] = "\xEF\xBB\xBF";

static const char *words_of(arena *pool, const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : arena_printf(pool, "'%s'", path);
}

static void release(void *file)
{
    if (file != stdin)
        fclose(file);
}

static error *refuse_size(arena *pool, const char *path, size_t most)
{
    error *failure =
        error_new(ERROR_REFUSED, "%s is too long: more than %zu bytes", words_of(pool, path), most);
    return error_hint(failure, "%s",
                      most == LONGEST_TEXT ? "Put it where others can read it and give the address "
                                             "with --link."
                                           : "Bring it in in several files.");
}

error *text_read(arena *pool, const char *path, size_t most, char **bytes, size_t *length)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (file == NULL)
        return error_system(ERROR_REFUSED, "cannot read %s", words_of(pool, path));
    arena_defer(pool, release, file);
    struct text all = text_new(pool);
    char buffer[16 * 1024];
    for (size_t size; (size = fread(buffer, 1, sizeof buffer, file)) > 0;) {
        text_add_bytes(&all, buffer, size);
        if (all.length > most)
            return refuse_size(pool, path, most);
    }
    if (ferror(file))
        return error_system(ERROR_REFUSED, "cannot read %s", words_of(pool, path));
    bool marked = all.length >= 3 && memcmp(all.bytes, mark, 3) == 0;
    *length = all.length - (marked ? 3 : 0);
    *bytes = arena_copy_bytes(pool, text_string(&all) + (marked ? 3 : 0), *length);
    return NULL;
}

static error *refuse_character(arena *pool, const char *path, size_t line, const char *what)
{
    error *failure = error_new(ERROR_REFUSED, "%s, line %zu: %s", words_of(pool, path), line, what);
    return error_hint(failure, "Save it as plain text in UTF-8.");
}

/* What no text has: NUL, escape sequences, and other characters that steer a terminal. */
static error *check_characters(arena *pool, const char *path, const char *bytes, size_t length)
{
    size_t valid = utf8_check(bytes, length), line = 1;
    for (size_t i = 0, size; i < valid; i += size) {
        unsigned character = utf8_decode(bytes + i, &size);
        bool is_fine = character == '\n' || character == '\t' ||
                       (character == '\r' && bytes[i + 1] == '\n') ||
                       (character >= 0x20 && (character < 0x7F || character > 0x9F));
        if (!is_fine)
            return refuse_character(pool, path, line,
                                    arena_printf(pool, "a control character (U+%04X)", character));
        line += character == '\n';
    }
    return valid == length ? NULL : refuse_character(pool, path, line, "not UTF-8 text");
}

/* Without CR, without blank lines around and blanks at the end; comments go when there are any.
 * They begin with "#:" so that a heading of markdown is none. */
static const char *tidy(arena *pool, const char *bytes, bool comments)
{
    struct text tidied = text_new(pool);
    for (const char *line = bytes, *end; *line != '\0'; line = *end == '\0' ? end : end + 1) {
        end = strchrnul(line, '\n');
        size_t length = (size_t)(end - line);
        while (length > 0 && strchr(" \t\r", line[length - 1]) != NULL)
            length--;
        if (comments && strncmp(line, "#:", 2) == 0)
            continue;
        if (length == 0 && tidied.length == 0)
            continue;
        text_add_bytes(&tidied, line, length);
        text_add(&tidied, "\n");
    }
    while (tidied.length > 0 && tidied.bytes[tidied.length - 1] == '\n')
        tidied.bytes[--tidied.length] = '\0';
    return text_string(&tidied);
}

static error *read_tidy(arena *pool, const char *path, bool comments, const char **details)
{
    char *bytes = NULL;
    size_t length = 0;
    TRY(text_read(pool, path, LONGEST_TEXT, &bytes, &length));
    TRY(check_characters(pool, path, bytes, length));
    *details = tidy(pool, bytes, comments);
    return NULL;
}

error *text_read_details(arena *pool, const char *path, const char **details)
{
    return read_tidy(pool, path, false, details);
}

error *text_left(arena *pool, const char *path, const char **details)
{
    *details = NULL;
    return access(path, F_OK) == 0 ? read_tidy(pool, path, true, details) : NULL;
}

static error *write_template(arena *pool, const char *path, const char *before, const char *about)
{
    struct text page = text_new(pool);
    text_addf(&page, "%s\n\n", before);
    for (const char *line = about, *end; *line != '\0'; line = *end == '\0' ? end : end + 1) {
        end = strchrnul(line, '\n');
        text_addf(&page, "#: %.*s\n", (int)(end - line), line);
    }
    text_add(&page,
             "#: The rest of the story goes above. Lines that begin with '#:' are left out.\n");
    if (unlink(path) != 0 && errno != ENOENT)
        return error_system(ERROR_REFUSED, "cannot write '%s'", path);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool written = file >= 0 && write(file, page.bytes, page.length) == (ssize_t)page.length &&
                   fsync(file) == 0;
    error *failure = written ? NULL : error_system(ERROR_REFUSED, "cannot write '%s'", path);
    if (file >= 0)
        close(file);
    return failure;
}

static const char *editor(void)
{
    static const char *const variables[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && *value != '\0')
            return value;
    }
    return "vi";
}

error *text_edit(arena *pool, const char *path, const char *before, const char *about,
                 const char **details)
{
    const char *name = editor(), *nothing[] = {NULL};
    int status = 0;
    TRY(write_template(pool, path, before, about));
    /* As git does: the value is a command of the shell, the path its last argument. */
    const char *command = arena_printf(pool, "%s \"$@\"", name);
    const char *arguments[] = {"/bin/sh", "-c", command, name, path, NULL};
    TRY(process_run_and_wait(arguments, nothing, &status));
    if (status == 127)
        return error_hint(error_new(ERROR_REFUSED, "cannot run the editor '%s'", name),
                          "Say which one to use: export EDITOR=nano");
    if (status != 0)
        return error_hint(
            error_new(ERROR_REFUSED, "the editor '%s' ended with status %d", name, status),
            "Nothing was logged. The text is in '%s'.", path);
    return read_tidy(pool, path, true, details);
}
