/* A line on stderr that says how far something has come. */
#include "rungs/base/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "rungs/base/log.h"

/* Nobody can be told in the middle of what nobody knows the length of: so that is told earlier. */
static const double before_the_first = 1.0, between = 0.2, before_words = 0.3;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void progress_begin(struct progress *target)
{
    *target = (struct progress){.is_on = log_says_notices() && isatty(STDERR_FILENO)};
    if (target->is_on)
        target->began = now();
}

/* Is it time for another line? */
static bool is_due(struct progress *target, double *time)
{
    if (!target->is_on)
        return false;
    *time = now();
    if (*time - target->began < before_the_first || *time - target->said < between)
        return false;
    target->said = *time;
    target->is_shown = true;
    return true;
}

/* 1234567 as 1,234,567. */
static const char *grouped(char *words, size_t size, long number)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%ld", number);
    size_t used = 0;
    for (int i = 0; i < length && used + 2 < size; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            words[used++] = ',';
        words[used++] = digits[i];
    }
    words[used] = '\0';
    return words;
}

void progress_rows(struct progress *target, long rows, double share)
{
    double time = 0;
    char count[64], rate[64];
    if (rows == 0 || !is_due(target, &time))
        return;
    double passed = time - target->began;
    fprintf(stderr, "\r%s rows, %s a second", grouped(count, sizeof count, rows),
            grouped(rate, sizeof rate, (long)((double)rows / passed)));
    if (share > 0 && share <= 1)
        fprintf(stderr, ", %.0f s left", passed * (1 - share) / share);
    fputs("\033[K", stderr);
}

void progress_words(struct progress *target, const char *words)
{
    if (!target->is_on || now() - target->began < before_words)
        return;
    fprintf(stderr, "\r%s\033[K", words);
    target->is_shown = true;
}

void progress_end(struct progress *target)
{
    if (target->is_shown)
        fputs("\r\033[K", stderr);
    target->is_shown = false;
}
