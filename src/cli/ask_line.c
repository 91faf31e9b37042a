/* The terminal of an asker: its modes, its size, waiting for it, and a line when there is no editor
 * for lines. What does not live here: libedit (ask_edit.c), and what is asked (ask.c). */
#include "rungs/cli/ask_line.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "rungs/base/text.h"

enum { LONGEST_LINE = 64 * 1024 };

bool ask_possible(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

void ask_restore(const asker *source)
{
    if (source->has_modes)
        (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &source->modes);
}

static void restore(void *source)
{
    ask_restore(source);
}

void ask_measure(asker *source)
{
    struct winsize size = {0};
    (void)ioctl(STDERR_FILENO, TIOCGWINSZ, &size);
    source->columns = size.ws_col > 0 ? size.ws_col : 80;
    source->rows = size.ws_row > 0 ? size.ws_row : 24;
}

error *ask_open(arena *pool, bool (*interrupted)(void), asker **result)
{
    asker *opened = arena_alloc(pool, sizeof *opened);
    *opened = (asker){.pool = pool, .interrupted = interrupted};
    opened->has_modes = tcgetattr(STDIN_FILENO, &opened->modes) == 0;
    ask_measure(opened);
    arena_defer(pool, restore, opened);
    *result = opened;
    return NULL;
}

static void heed(int number)
{
    (void)number;
}

/* A stop (Ctrl-Z) waits while a line is read, until ask_wait() has put the modes back. */
static void hold_stop(int how)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigprocmask(how, &stop, NULL);
}

/* The signals are kept back until ppoll() waits: one that came a moment before would be missed. */
enum waited ask_wait(const asker *source)
{
    static const int heeded[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT, SIGTSTP};
    struct sigaction noticed = {.sa_handler = heed}, size_before, continue_before;
    struct sigaction once = {.sa_handler = heed, .sa_flags = (int)SA_RESETHAND}, stop_before, now;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    bool tells = source->question != NULL && source->question->typing != NULL;
    const struct timespec second = {.tv_sec = 1};
    sigset_t blocked, before, during;
    sigemptyset(&blocked);
    for (size_t i = 0; i < COUNT_OF(heeded); i++)
        sigaddset(&blocked, heeded[i]);
    sigemptyset(&noticed.sa_mask);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    during = before;
    sigdelset(&during, SIGTSTP);
    sigaction(SIGWINCH, &noticed, &size_before);
    sigaction(SIGCONT, &noticed, &continue_before);
    sigaction(SIGTSTP, NULL, &stop_before);
    if (stop_before.sa_handler == SIG_DFL)
        sigaction(SIGTSTP, &once, NULL);
    int ready = source->interrupted() ? -1 : ppoll(&input, 1, tells ? &second : NULL, &during);
    enum waited result = ready > 0               ? WAITED_INPUT
                         : source->interrupted() ? WAITED_END
                         : ready == 0            ? WAITED_SECOND
                                                 : WAITED_SIZE;
    sigaction(SIGWINCH, &size_before, NULL);
    sigaction(SIGCONT, &continue_before, NULL);
    /* Its handler is gone once it has come. */
    sigaction(SIGTSTP, &stop_before, &now);
    bool stops = stop_before.sa_handler == SIG_DFL && now.sa_handler == SIG_DFL;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (stops) {
        ask_restore(source);
        (void)raise(SIGTSTP);
        hold_stop(SIG_UNBLOCK);
        hold_stop(SIG_BLOCK);
    }
    return stops ? WAITED_STOP : result;
}

static void show_prompt(const asker *source)
{
    fputs(source->prompt, stderr);
    fflush(stderr);
}

/* One line as the terminal gives it; false at the end of the input or when somebody wants an end.
 */
static bool plain_line(const asker *source, struct text *line)
{
    show_prompt(source);
    for (;;) {
        char byte;
        enum waited waited = ask_wait(source);
        if (waited == WAITED_END)
            return false;
        if (waited == WAITED_STOP)
            show_prompt(source);
        if (waited != WAITED_INPUT)
            continue;
        ssize_t size = read(STDIN_FILENO, &byte, 1);
        if (size < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (size <= 0)
            return false;
        if (byte == '\n')
            return true;
        if (line->length < LONGEST_LINE)
            text_add_bytes(line, &byte, 1);
    }
}

static bool edited_line(asker *source, struct text *line)
{
    const char *edited = edit_line(source->edit, source);
    if (edited != NULL)
        text_add_bytes(line, edited, strcspn(edited, "\r\n"));
    return edited != NULL;
}

static error *left(const asker *source)
{
    fputs("\n", stderr);
    error *failure = error_new(ERROR_INTERRUPTED,
                               source->interrupted() ? "interrupted" : "left without an answer");
    return error_hint(failure, "Nothing was changed.");
}

error *ask_line(asker *source, arena *pool, const char *prompt, const char **line)
{
    if (!source->has_editor)
        source->edit = edit_open(source);
    source->has_editor = true;
    source->prompt = text_safe(pool, prompt, false);
    struct text typed = text_new(pool);
    hold_stop(SIG_BLOCK);
    bool read = source->edit != NULL ? edited_line(source, &typed) : plain_line(source, &typed);
    hold_stop(SIG_UNBLOCK);
    if (!read)
        return left(source);
    *line = text_string(&typed);
    if (utf8_check(*line, typed.length) == strlen(*line))
        return NULL;
    return error_hint(error_new(ERROR_REFUSED, "what was typed is not UTF-8 text"),
                      "Use a terminal in a UTF-8 locale: export LC_ALL=C.UTF-8");
}
