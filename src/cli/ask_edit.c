/* Editing lines with libedit. It is loaded when the first question is asked, since no other command
 * needs it. It is known to this file only.
 *
 * Characters are read here, not by libedit: it would go on reading after a Ctrl-C, and its own
 * handlers send the signals that they caught to the whole process group. */
#include <dlfcn.h>
#include <errno.h>
#include <histedit.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "rungs/base/text.h"
#include "rungs/cli/ask_line.h"

/* The library's functions; filled once. */
static struct loaded {
    __typeof__(el_init) *init;
    __typeof__(el_end) *end;
    __typeof__(el_gets) *read_line;
    __typeof__(el_set) *set;
    __typeof__(el_wset) *set_wide;
    __typeof__(el_get) *get;
    __typeof__(el_line) *line;
    __typeof__(el_insertstr) *insert;
    __typeof__(el_deletestr) *erase;
    __typeof__(el_resize) *resize;
    __typeof__(el_push) *push;
} loaded;

static const struct {
    const char *name;
    size_t place;
} functions[] = {
    {"el_init", offsetof(struct loaded, init)},
    {"el_end", offsetof(struct loaded, end)},
    {"el_gets", offsetof(struct loaded, read_line)},
    {"el_set", offsetof(struct loaded, set)},
    {"el_wset", offsetof(struct loaded, set_wide)},
    {"el_get", offsetof(struct loaded, get)},
    {"el_line", offsetof(struct loaded, line)},
    {"el_insertstr", offsetof(struct loaded, insert)},
    {"el_deletestr", offsetof(struct loaded, erase)},
    {"el_resize", offsetof(struct loaded, resize)},
    {"el_push", offsetof(struct loaded, push)},
};

struct edit {
    EditLine *line;
};

static bool load(void)
{
    if (loaded.init != NULL)
        return true;
    void *library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
    struct loaded found = {0};
    for (size_t i = 0; library != NULL && i < COUNT_OF(functions); i++) {
        void *symbol = dlsym(library, functions[i].name);
        if (symbol == NULL)
            return false;
        memcpy((char *)&found + functions[i].place, &symbol, sizeof symbol);
    }
    if (library != NULL)
        loaded = found;
    return library != NULL;
}

static asker *owner_of(EditLine *line)
{
    void *owner = NULL;
    (void)loaded.get(line, EL_CLIENTDATA, &owner);
    return owner;
}

static char *prompt_of(EditLine *line)
{
    /* libedit reads it only; its prototype is older than const. */
    return (char *)(size_t)owner_of(line)->prompt;
}

/* After a stop the shell has changed the modes of the terminal; after a change of size lines break
 * elsewhere. */
static void draw_again(EditLine *line)
{
    (void)loaded.set(line, EL_PREP_TERM, 0);
    (void)loaded.set(line, EL_PREP_TERM, 1);
    loaded.resize(line);
    (void)loaded.set(line, EL_REFRESH);
}

static void tell_typed(EditLine *line, bool at_once)
{
    asker *owner = owner_of(line);
    const struct ask_question *question = owner->question;
    time_t now = time(NULL);
    if (question == NULL || question->typing == NULL || (!at_once && now == owner->told))
        return;
    owner->told = now;
    const LineInfo *typed = loaded.line(line);
    arena *pool = arena_new(owner->pool);
    size_t length = (size_t)(typed->lastchar - typed->buffer);
    question->typing(question->owner, arena_copy_bytes(pool, typed->buffer, length));
    arena_free(pool);
}

/* The next byte of the input; 0 at its end and when somebody wants an end. */
static int next_byte(EditLine *line, unsigned char *byte)
{
    for (;;) {
        enum waited waited = ask_wait(owner_of(line));
        tell_typed(line, waited == WAITED_END);
        if (waited == WAITED_END)
            return 0;
        if (waited == WAITED_SIZE || waited == WAITED_STOP)
            draw_again(line);
        if (waited != WAITED_INPUT)
            continue;
        ssize_t size = read(STDIN_FILENO, byte, 1);
        if (size > 0)
            return 1;
        if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
            tell_typed(line, true);
            return 0;
        }
    }
}

/* One character of UTF-8; bytes that are none are passed over. */
static int next_character(EditLine *line, wchar_t *character)
{
    for (;;) {
        unsigned char first;
        char bytes[5] = {0};
        if (next_byte(line, &first) == 0)
            return 0;
        size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2, used = 1;
        bytes[0] = (char)first;
        if (first >= 0x80 && (first < 0xC2 || first > 0xF4))
            continue;
        for (; used < size; used++) {
            unsigned char byte;
            if (next_byte(line, &byte) == 0)
                return 0;
            bytes[used] = (char)byte;
        }
        if (bytes[0] == '\0' || utf8_check(bytes, size) != size)
            continue;
        *character = (wchar_t)utf8_decode(bytes, &size);
        return 1;
    }
}

static int characters(const char *bytes, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return count;
}

static const char *label_of(const struct ask_choice *choice)
{
    return choice->label == NULL ? choice->value : choice->label;
}

/* How many bytes all labels have in common from the beginning, whole characters only. */
static size_t common_bytes(struct ask_list list)
{
    size_t length = strlen(label_of(&list.items[0]));
    for (size_t i = 1; i < list.count; i++) {
        size_t same = 0;
        const char *label = label_of(&list.items[i]);
        while (same < length && label[same] == label_of(&list.items[0])[same])
            same++;
        length = same;
    }
    while (length > 0 && ((unsigned char)label_of(&list.items[0])[length] & 0xC0) == 0x80)
        length--;
    return length;
}

/* Puts `bytes` in the place of what was typed. */
static unsigned char replace(EditLine *line, const char *typed, const char *bytes)
{
    loaded.erase(line, characters(typed, strlen(typed)));
    return loaded.insert(line, bytes) == 0 ? CC_REFRESH : CC_ERROR;
}

/* The label when it finds this choice alone; two people may have one name. */
static const char *clear_word(const struct ask_question *question, arena *pool,
                              const struct ask_choice *choice)
{
    struct ask_list same = {0};
    error *failure = question->find(question->context, pool, label_of(choice), &same);
    return failure == NULL && same.count == 1 ? label_of(choice) : choice->value;
}

static unsigned char complete_with(asker *owner, arena *pool, EditLine *line, const char *typed)
{
    const struct ask_question *question = owner->question;
    struct ask_list found = {0};
    /* What went wrong is told when the line is answered. */
    if (question->find(question->context, pool, typed, &found) != NULL || found.count == 0)
        return CC_REFRESH_BEEP;
    size_t common = common_bytes(found);
    const char *shared = arena_copy_bytes(pool, label_of(&found.items[0]), common);
    if (found.count == 1)
        return replace(line, typed, clear_word(question, pool, &found.items[0]));
    if (common > strlen(typed) && ask_matches(shared, typed))
        return replace(line, typed, shared);
    fputs("\n", stderr);
    (void)ask_show(owner, found, 0, owner->rows > 6 ? owner->rows - 4 : 2);
    return CC_REDISPLAY;
}

/* Tab: completes what was typed as far as it is clear, or shows what it could become. */
static unsigned char complete(EditLine *line, int key)
{
    (void)key;
    asker *owner = owner_of(line);
    const LineInfo *now = loaded.line(line);
    if (owner->question == NULL || owner->question->find == NULL || now->cursor != now->lastchar)
        return CC_REFRESH_BEEP;
    arena *pool = arena_new(owner->pool);
    const char *typed = arena_copy_bytes(pool, now->buffer, (size_t)(now->lastchar - now->buffer));
    unsigned char what = complete_with(owner, pool, line, typed);
    arena_free(pool);
    return what;
}

static void close_edit(void *source)
{
    loaded.end(((struct edit *)source)->line);
}

struct edit *edit_open(asker *source)
{
    const char *terminal = getenv("TERM");
    if (terminal == NULL || *terminal == '\0' || strcmp(terminal, "dumb") == 0 || !load())
        return NULL;
    EditLine *line = loaded.init("rungs", stdin, stderr, stderr);
    if (line == NULL)
        return NULL;
    struct edit *opened = arena_alloc(source->pool, sizeof *opened);
    opened->line = line;
    arena_defer(source->pool, close_edit, opened);
    /* The wide call keeps the words of a function; the other one copies them and forgets them. */
    bool fine =
        loaded.set(line, EL_CLIENTDATA, source) == 0 && loaded.set(line, EL_EDITOR, "emacs") == 0 &&
        loaded.set(line, EL_PROMPT, prompt_of) == 0 &&
        loaded.set(line, EL_GETCFN, next_character) == 0 &&
        loaded.set_wide(line, EL_ADDFN, L"complete", L"Complete what was typed", complete) == 0 &&
        loaded.set(line, EL_BIND, "^I", "complete", NULL) == 0;
    return fine ? opened : NULL;
}

const char *edit_line(struct edit *source, asker *owner)
{
    int count = 0;
    /* Its size is asked for once only; it may have changed between two questions. */
    loaded.resize(source->line);
    /* Now, not after the prompt: what is typed meanwhile would be echoed into it. */
    (void)loaded.set(source->line, EL_PREP_TERM, 1);
    if (owner->question != NULL && owner->question->begun != NULL)
        loaded.push(source->line, owner->question->begun);
    const char *line = loaded.read_line(source->line, &count);
    return line == NULL || count <= 0 || owner->interrupted() ? NULL : line;
}
