/* The program: read the command line, run the command, tell the error, give the exit code. The only
 * place that prints an error, frees the arena and decides the exit code. */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "rungs/base/log.h"
#include "rungs/cli/help.h"
#include "rungs/cmd/commands.h"
#include "rungs/db/cancel.h"

static bool wants_colour(const invocation *line, int descriptor)
{
    const char *when = invocation_value(line, "color"), *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if (when != NULL && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    return isatty(descriptor) && (no_color == NULL || *no_color == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* Bars and marks in ASCII only for who has asked for a locale without UTF-8; a machine without any
 * locale is read by people all the same. */
static bool wants_unicode(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && *value != '\0')
            return strstr(value, "UTF-8") != NULL || strstr(value, "utf8") != NULL;
    }
    return true;
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

static struct render_style style_of(const invocation *line)
{
    const char *format = invocation_value(line, "format");
    return (struct render_style){.format = format == NULL ? render_formats()[0] : format,
                                 .section = invocation_value(line, "section"),
                                 .colour = wants_colour(line, STDOUT_FILENO),
                                 .unicode = wants_unicode(),
                                 .terminal = isatty(STDOUT_FILENO) != 0,
                                 .width = terminal_width()};
}

static error *run(arena *pool, int argc, char **argv, bool *colour)
{
    const struct program *program = program_new(pool);
    invocation *line = NULL;
    TRY(invocation_read(pool, program, argc, argv, &line));
    *colour = wants_colour(line, STDERR_FILENO);
    log_set_level(invocation_flag(line, "quiet")     ? LOG_QUIET
                  : invocation_flag(line, "verbose") ? LOG_VERBOSE
                                                     : LOG_NORMAL);
    struct context context = {
        .pool = pool, .program = program, .line = line, .style = style_of(line)};
    if (invocation_command(line) != NULL && !invocation_wants_help(line) &&
        !invocation_wants_version(line))
        return context_run(&context);
    output *target = NULL;
    TRY(output_open(pool, NULL, &target));
    if (invocation_wants_version(line))
        fprintf(output_stream(target), "%s %s\n", program->name, program->version);
    else if (invocation_wants_help(line))
        help_page(pool, program, line, output_stream(target));
    else
        help_first(program, output_stream(target));
    return output_commit(target);
}

/* A descriptor of 0, 1, 2 that is closed would be given to the next socket, and the answer would go
 * to the server. What takes its place works in the wrong direction only, so that using it fails. */
static void hold_descriptors(void)
{
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
        if (fcntl(i, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            _exit(ERROR_BUG);
}

int main(int argc, char **argv)
{
    hold_descriptors();
    if (setlocale(LC_ALL, "") == NULL || strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN);
    cancel_install();
    arena *pool = arena_new(NULL);
    bool colour = isatty(STDERR_FILENO) != 0;
    error *failure = run(pool, argc, argv, &colour);
    if (failure != NULL)
        log_error(failure, colour);
    arena_free(pool);
    return failure == NULL ? EXIT_SUCCESS : (int)failure->kind;
}
