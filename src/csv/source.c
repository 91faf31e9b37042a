/* The text of a file. Bytes are read by pieces and decoded to the end of a window, of which the
 * lines are handed out; before the next piece what is left of it moves to the window's
 * beginning. */
#include "rungs/csv/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rungs/base/text.h"
#include "rungs/csv/buffer.h"
#include "rungs/csv/decoder.h"
#include "rungs/csv/digest.h"
#include "rungs/csv/sample.h"
#include "rungs/csv/spool.h"

enum { PIECE = 64 * 1024, SAMPLE_PIECES = 4 };

struct csv_source {
    const char *name, *path, *encoding;
    int file;
    bool marked, ended; /* ended: everything was read */
    decoder *decoder;   /* NULL for UTF-8 */
    spool *spool;       /* NULL when no text is kept */
    struct digest digest;
    long long read, size; /* bytes of the file; size 0: it is a pipe */
    /* Positions in the window: of the next line, of an LF that is not behind the first one from
     * there, of the end of what is valid, of the end of what was decoded. */
    struct buffer window;
    size_t next, line_feed, valid, end;
    bool broken, cut; /* at `valid` stands a fault; the file ends within a character */
    long foreign;     /* places with other characters than ASCII */
    long line;        /* number of the next line */
    long long begin;  /* text before it */
    size_t raw_length;
    char raw[PIECE]; /* not decoded yet */
};

static char *text_at(const csv_source *source, size_t position)
{
    return (char *)source->window.bytes + position;
}

static void source_close(void *resource)
{
    const csv_source *source = resource;
    if (source->file != STDIN_FILENO)
        close(source->file);
}

/* Fills the piece: what is decided by its first bytes is not to depend on how a pipe hands them
 * out. */
static error *raw_read(csv_source *source)
{
    size_t before = source->raw_length;
    while (source->raw_length < PIECE && !source->ended) {
        ssize_t some =
            read(source->file, source->raw + source->raw_length, PIECE - source->raw_length);
        if (some < 0)
            return error_system(ERROR_REFUSED, "cannot read '%s'", source->name);
        source->ended = some == 0;
        source->raw_length += (size_t)some;
    }
    digest_add(&source->digest, source->raw + before, source->raw_length - before);
    source->read += (long long)(source->raw_length - before);
    return NULL;
}

/* Room for one piece more at the end of the window, and for the LF behind a last line. */
static void make_room(csv_source *source)
{
    size_t gone = source->next;
    if (gone > 0) {
        memmove(source->window.bytes, text_at(source, gone), source->end - gone);
        source->next = 0;
        source->line_feed = source->line_feed > gone ? source->line_feed - gone : 0;
        source->valid -= gone;
        source->end -= gone;
    }
    buffer_reserve(&source->window, source->end, source->end + PIECE + 1);
}

static void decode(csv_source *source)
{
    const char *bytes = source->raw;
    enum decoded state = source->decoder == NULL ? DECODED_ALL : DECODED_FULL;
    if (source->decoder == NULL) {
        make_room(source);
        memcpy(text_at(source, source->end), bytes, source->raw_length);
        source->end += source->raw_length;
        source->raw_length = 0;
    }
    while (state == DECODED_FULL) {
        make_room(source);
        char *room = text_at(source, source->end);
        size_t left = PIECE;
        state =
            decoder_run(source->decoder, &bytes, &source->raw_length, &room, &left, source->ended);
        source->end += PIECE - left;
    }
    memmove(source->raw, bytes, source->raw_length);
    source->cut = state == DECODED_CUT;
    source->broken = source->cut || state == DECODED_BAD;
}

/* Where the next byte that is NUL or not ASCII stands; eight bytes are looked at together. */
static size_t ascii_end(const unsigned char *bytes, size_t at, size_t length)
{
    const uint64_t ones = 0x0101010101010101, highs = ones << 7;
    for (uint64_t word; length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        /* The lowest byte that is NUL borrows its highest bit; before it none does. */
        if (((word | (word - ones)) & highs) != 0)
            break;
    }
    while (at < length && bytes[at] > 0 && bytes[at] < 0x80)
        at++;
    return at;
}

/* How many bytes are valid UTF-8 without NUL. `*foreign` counts the places that are not ASCII. */
static size_t text_check(const char *text, size_t length, long *foreign)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t at = 0;;) {
        at = ascii_end(bytes, at, length);
        size_t end = at;
        while (end < length && bytes[end] >= 0x80)
            end++;
        *foreign += end > at;
        at += utf8_check(text + at, end - at);
        if (at < end || at == length || bytes[at] == '\0')
            return at;
    }
}

/* Looks at what was decoded. A character that the window's end cuts is not broken yet. */
static error *settle(csv_source *source)
{
    size_t before = source->valid;
    source->valid += text_check(text_at(source, before), source->end - before, &source->foreign);
    if (source->valid < source->end)
        source->broken = source->broken || source->ended || source->end - source->valid >= 4 ||
                         *text_at(source, source->valid) == '\0';
    if (source->spool == NULL)
        return NULL;
    return spool_add(source->spool, text_at(source, before), source->valid - before);
}

static error *fill(csv_source *source)
{
    TRY(raw_read(source));
    decode(source);
    return settle(source);
}

static error *encoding_choose(arena *pool, csv_source *source, const char *encoding)
{
    const struct mark *mark = mark_find(source->raw, source->raw_length);
    if (mark != NULL && mark->encoding == NULL)
        return error_hint(error_new(ERROR_REFUSED, "'%s' is %s", source->name, mark->is),
                          "Save the sheet as CSV UTF-8 in the program that it comes from.");
    source->encoding = encoding != NULL ? arena_copy(pool, encoding)
                       : mark != NULL   ? mark->encoding
                                        : "UTF-8";
    source->marked = mark != NULL;
    if (!encoding_is_utf8(source->encoding)) {
        source->decoder = decoder_new(pool, source->encoding);
        if (source->decoder == NULL)
            return error_hint(error_new(ERROR_USAGE, "there is no encoding '%s'", source->encoding),
                              "The command iconv -l lists them; usual ones are windows-1252, "
                              "ISO-8859-15, MACINTOSH, IBM850 and UTF-16.");
    }
    if (mark != NULL && !mark_fits(mark, source->encoding))
        return error_hint(error_new(ERROR_REFUSED, "'%s' begins with the mark of %s, not of %s",
                                    source->name, mark->encoding, source->encoding),
                          "Leave the encoding away: the mark says enough.");
    return NULL;
}

/* Each encoding's mark becomes that of UTF-8, unless iconv has taken it off. */
static void mark_skip(csv_source *source)
{
    char *text = text_at(source, 0);
    if (source->end < 3 || memcmp(text, "\xEF\xBB\xBF", 3) != 0)
        return;
    source->end -= 3;
    memmove(text, text + 3, source->end);
}

static error *file_open(arena *pool, csv_source *source)
{
    bool standard = strcmp(source->path, "-") == 0;
    source->name = standard ? "standard input" : source->path;
    source->file = standard ? STDIN_FILENO : open(source->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (source->file < 0)
        return error_system(ERROR_REFUSED, "cannot open '%s'", source->path);
    arena_defer(pool, source_close, source);
    struct stat facts;
    if (fstat(source->file, &facts) != 0)
        return NULL;
    source->size = S_ISREG(facts.st_mode) ? facts.st_size : 0;
    if (S_ISDIR(facts.st_mode))
        return error_hint(error_new(ERROR_REFUSED, "'%s' is a folder", source->name),
                          "Name a CSV file.");
    return NULL;
}

error *source_open(arena *pool, const char *path, const char *encoding, bool keep,
                   csv_source **result)
{
    csv_source *fresh = arena_alloc(pool, sizeof *fresh);
    fresh->path = arena_copy(pool, path);
    fresh->line = 1;
    fresh->window.parent = pool;
    digest_begin(&fresh->digest);
    TRY(file_open(pool, fresh));
    TRY(raw_read(fresh));
    TRY(encoding_choose(pool, fresh, encoding));
    if (keep)
        TRY(spool_open(pool, &fresh->spool));
    decode(fresh);
    mark_skip(fresh);
    TRY(settle(fresh));
    *result = fresh;
    return NULL;
}

const char *source_encoding(const csv_source *source)
{
    return source->encoding;
}

bool source_has_mark(const csv_source *source)
{
    return source->marked;
}

const char *source_beginning(const csv_source *source, size_t *length, bool *whole)
{
    *length = source->valid;
    *whole = source->ended;
    return source->window.bytes;
}

error *source_fault(const csv_source *source, long line, size_t byte, const char *what,
                    const char *hint)
{
    return error_hint(
        error_new(ERROR_REFUSED, "%s, line %ld, byte %zu: %s", source->name, line, byte, what),
        "%s", hint);
}

/* Explains bytes that are not UTF-8. Some more of them than the window has make a better sample. */
static error *explain(csv_source *source, arena *pool, bool nul)
{
    size_t where = source->valid - source->next;
    struct evidence evidence = {.line = source->line, .fine = source->foreign - 1};
    evidence.offset = source->read - (long long)(source->end - source->next);
    error *ignored = NULL;
    source->valid = source->end;
    for (int i = 0; i < SAMPLE_PIECES && !source->ended && ignored == NULL; i++) {
        ignored = raw_read(source);
        decode(source);
    }
    evidence.bytes = text_at(source, source->next);
    evidence.length = source->end - source->next;
    struct sample sample = sample_take(pool, &evidence);
    bool wide = strncmp(sample.encoding, "UTF", 3) == 0;
    error *failure = source_fault(source, source->line, where + 1,
                                  nul ? "a NUL byte" : "a byte that is not UTF-8", "");
    if (nul && !wide)
        return error_hint(failure, "Such a byte is no text: take it out, or export the file anew.");
    error_detail(failure, "Read as %s it says:\n%s", sample.encoding, sample.rows);
    if (sample.mostly_utf8)
        return error_hint(failure,
                          "Most of the file is UTF-8: mend these lines. If it is not, try "
                          "--encoding %s.",
                          sample.encoding);
    return error_hint(failure,
                      "If that looks right: --encoding %s. If not, try others with "
                      "--encoding NAME; the command iconv -l lists them.",
                      sample.encoding);
}

static error *explain_foreign(const csv_source *source)
{
    unsigned byte = (unsigned char)source->raw[0];
    long long where = source->read - (long long)source->raw_length + 1;
    error *failure =
        error_new(ERROR_REFUSED, "%s, line %ld, byte %zu: bytes that are not %s", source->name,
                  source->line, source->valid - source->next + 1, source->encoding);
    if (!source->cut)
        error_detail(failure, "It is byte %lld of the file, 0x%02X.", where, byte);
    else
        error_detail(failure, "The file ends within a character.");
    return error_hint(failure, "Try another encoding; the command iconv -l lists them.");
}

static error *explain_fault(csv_source *source)
{
    arena *pool = arena_new(NULL);
    bool nul = source->valid < source->end && *text_at(source, source->valid) == '\0';
    error *failure = source->decoder == NULL ? explain(source, pool, nul)
                     : nul ? source_fault(source, source->line, source->valid - source->next + 1,
                                          "a NUL character", "Is this the encoding of the file?")
                           : explain_foreign(source);
    arena_free(pool);
    return failure;
}

/* Finds where the next line ends, and by how many bytes. A CR at the end of what is there may be
 * the first half of a CRLF. */
static bool line_find(csv_source *source, size_t *end, size_t *size)
{
    const char *next = text_at(source, source->next);
    size_t from = source->line_feed > source->next ? source->line_feed : source->next;
    const char *feed = memchr(text_at(source, from), '\n', source->valid - from);
    source->line_feed = feed == NULL ? source->valid : source->next + (size_t)(feed - next);
    const char *returned = memchr(next, '\r', source->line_feed - source->next);
    *end = returned != NULL ? source->next + (size_t)(returned - next) : source->line_feed;
    if (*end == source->valid)
        return false;
    bool last = *end + 1 == source->valid;
    *size = returned != NULL && !last && *text_at(source, *end + 1) == '\n' ? 2 : 1;
    return returned == NULL || !last || source->ended || source->broken;
}

static void hand_out(csv_source *source, struct source_line *line, size_t end, size_t size)
{
    *line = (struct source_line){.number = source->line++,
                                 .begin = source->begin,
                                 .bytes = text_at(source, source->next),
                                 .length = end - source->next,
                                 .end = size};
    source->begin += (long long)(line->length + size);
    source->next = end + size;
}

error *source_line(csv_source *source, struct source_line *line, bool *more)
{
    size_t end = 0, size = 0;
    *more = true;
    while (!line_find(source, &end, &size)) {
        bool cut = source->valid - source->next > LONGEST_LINE;
        if (source->broken && !cut)
            return explain_fault(source);
        if (cut || source->ended) {
            *more = source->next < source->valid;
            if (!cut)
                *text_at(source, source->valid) = '\n';
            hand_out(source, line, source->valid, 0);
            line->cut = cut;
            return NULL;
        }
        TRY(fill(source));
    }
    hand_out(source, line, end, size);
    return NULL;
}

error *source_text(arena *pool, const csv_source *source, long long begin, long long end,
                   char **result)
{
    if (source->spool == NULL)
        return error_new(ERROR_BUG, "the text of '%s' is not kept", source->name);
    return spool_text(pool, source->spool, begin, end, result);
}

double source_share(const csv_source *source)
{
    return source->size > 0 ? (double)source->read / (double)source->size : -1;
}

bool source_can_repeat(const csv_source *source)
{
    return source->size > 0 && source->file != STDIN_FILENO;
}

const char *source_digest(arena *pool, const csv_source *source)
{
    return digest_words(pool, &source->digest);
}
