/* Completion for bash and zsh: both scripts tell the table as the same three functions (words,
 * options and arguments of a path) and differ in what they do with it. What does not live here:
 * fish, which wants rules instead of functions (completion_fish.c). */
#include <ctype.h>
#include <string.h>

#include "rungs/cli/completion.h"
#include "rungs/cli/help.h"
#include "rungs/cli/options.h"
#include "rungs/cli/path.h"
#include "rungs/cli/sets.h"

/* The helpers print "NAME KIND" lines; bash shows no descriptions. bash takes '=' for a word of its
 * own, so a value behind it has its option two words back. */
static const char bash_helpers[] = "_@_word() { printf '%s\\n' \"$1\"; }\n"
                                   "_@_option() { printf '%s %s\\n' \"$1\" \"$2\"; }\n"
                                   "_@_argument() { printf '%s\\n' \"$1\"; }\n\n";

static const char bash_main[] =
    "_@_kind() {\n"
    "    local name kind\n"
    "    while read -r name kind; do\n"
    "        if [[ $name == \"$2\" ]]; then printf '%s' \"$kind\"; return; fi\n"
    "    done < <(_@_options \"$1\")\n"
    "}\n\n"
    "_@_offer() {\n"
    "    local line\n"
    "    while IFS= read -r line; do COMPREPLY+=(\"$line\"); done < <(\n"
    "        if [[ $1 == -f ]]; then compgen -f -- \"$2\"\n"
    "        else IFS=$'\\n'; compgen -W \"$1\" -- \"$2\"; fi)\n"
    "}\n\n"
    "_@_value() {\n"
    "    case $1 in\n"
    "    file) compopt -o filenames 2>/dev/null; _@_offer -f \"$2\" ;;\n"
    "    choice*) local choices=${1#choice }; _@_offer \"${choices// /$'\\n'}\" \"$2\" ;;\n"
    "    esac\n"
    "}\n\n"
    "_@() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    local place='' asked='' word kind index\n"
    "    COMPREPLY=()\n"
    "    if [[ $current == '=' ]]; then current=''\n"
    "    elif [[ $previous == '=' ]]; then previous=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
    "    for ((index = 1; index < COMP_CWORD; index++)); do\n"
    "        word=${COMP_WORDS[index]}\n"
    "        if [[ -z $place && $word == -* ]]; then\n"
    "            kind=$(_@_kind '' \"$word\")\n"
    "            if [[ ${COMP_WORDS[index + 1]} == '=' ]]; then ((index += 2))\n"
    "            elif [[ -n $kind && $kind != flag ]]; then ((index++)); fi\n"
    "        elif [[ -z $place && -z $asked && $word == help ]]; then asked=yes\n"
    "        elif [[ $'\\n'$(_@_words \"$place\")$'\\n' == *$'\\n'\"$word\"$'\\n'* ]]; then\n"
    "            place=\"${place:+$place }$word\"\n"
    "        else break; fi\n"
    "    done\n"
    "    kind=flag\n"
    "    if [[ $previous == -* ]]; then kind=$(_@_kind \"$place\" \"$previous\"); fi\n"
    "    if [[ -n $kind && $kind != flag ]]; then _@_value \"$kind\" \"$current\"; return; fi\n"
    "    if [[ $current == -* ]]; then\n"
    "        _@_offer \"$(_@_options \"$place\" | while read -r word kind; do echo \"$word\"; "
    "done)\""
    " \"$current\"\n"
    "        return\n"
    "    fi\n"
    "    _@_offer \"$(_@_words \"$place\")\" \"$current\"\n"
    "    if [[ -n $asked ]]; then return; fi\n"
    "    while read -r kind; do _@_value \"$kind\" \"$current\"; done < <(_@_arguments "
    "\"$place\")\n"
    "}\n\n"
    "complete -F _@ @@\n";

/* The helpers fill `found` ("NAME:DESCRIPTION") and `kinds` of their caller. */
static const char zsh_helpers[] = "_@_word() { found+=(\"$1${2:+:$2}\"); }\n"
                                  "_@_option() { found+=(\"$1${3:+:$3}\"); kinds[$1]=$2; }\n"
                                  "_@_argument() { found+=(\"$1\"); }\n\n";

static const char zsh_main[] =
    "_@_value() {\n"
    "    case $1 in\n"
    "    file) _files ;;\n"
    "    choice*) compadd -- ${=1#choice} ;;\n"
    "    *) _message value ;;\n"
    "    esac\n"
    "}\n\n"
    "_@() {\n"
    "    local place= asked= word kind\n"
    "    local -a found\n"
    "    local -A kinds\n"
    "    integer index=2\n"
    "    while (( index < CURRENT )); do\n"
    "        word=${words[index]} found=() kinds=()\n"
    "        if [[ -z $place && $word == -* ]]; then\n"
    "            _@_options ''\n"
    "            kind=${kinds[$word]:-flag}\n"
    "            [[ $kind != flag ]] && (( index++ ))\n"
    "        elif [[ -z $place && -z $asked && $word == help ]]; then\n"
    "            asked=yes\n"
    "        else\n"
    "            _@_words \"$place\"\n"
    "            (( ${found[(I)${(b)word}(|:*)]} )) || break\n"
    "            place=\"${place:+$place }$word\"\n"
    "        fi\n"
    "        (( index++ ))\n"
    "    done\n"
    "    found=() kinds=()\n"
    "    _@_options \"$place\"\n"
    "    kind=${kinds[${words[CURRENT-1]}]:-flag}\n"
    "    if [[ $PREFIX == --*=* ]]; then\n"
    "        kind=${kinds[${PREFIX%%=*}]:-text}\n"
    "        compset -P '*='\n"
    "    fi\n"
    "    if [[ $kind != flag ]]; then _@_value \"$kind\"; return; fi\n"
    "    if [[ $PREFIX == -* ]]; then _describe -o option found; return; fi\n"
    "    found=()\n"
    "    _@_words \"$place\"\n"
    "    (( $#found )) && _describe command found\n"
    "    [[ -n $asked ]] && return\n"
    "    found=()\n"
    "    _@_arguments \"$place\"\n"
    "    for kind in $found; do _@_value \"$kind\"; done\n"
    "}\n\n"
    "if [[ ${funcstack[1]} == _@ ]]; then _@ \"$@\"; else compdef _@ @@; fi\n";

const char *completion_word(arena *pool, const struct program *program)
{
    char *word = arena_copy(pool, program->name);
    for (char *letter = word; *letter != '\0'; letter++)
        if (!isalnum((unsigned char)*letter))
            *letter = '_';
    return word;
}

void completion_add(struct text *script, const struct program *program, const char *lines)
{
    const char *word = completion_word(script->pool, program);
    for (size_t length; *lines != '\0'; lines += length) {
        length = strcspn(lines, "@");
        text_add_bytes(script, lines, length);
        if (lines[length] == '\0')
            continue;
        bool twice = lines[length + 1] == '@';
        /* "$@" is the shell's own. */
        bool shell = length > 0 && lines[length - 1] == '$';
        text_add(script, shell ? "@" : twice ? program->name : word);
        length += twice ? 2 : 1;
    }
}

const char *completion_kind(arena *pool, const struct option *source)
{
    static const char *const kinds[] = {
        [OPTION_FLAG] = "flag",    [OPTION_TEXT] = "text",     [OPTION_DATE] = "text",
        [OPTION_INTEGER] = "text", [OPTION_CHOICE] = "choice", [OPTION_LIST] = "text",
        [OPTION_PAIRS] = "text",   [OPTION_FILE] = "file"};
    struct text kind = text_new(pool);
    text_add(&kind, kinds[source->kind]);
    for (size_t i = 0; source->choices != NULL && source->choices[i] != NULL; i++)
        text_addf(&kind, " %s", source->choices[i]);
    return text_string(&kind);
}

/* A word of a shell in single quotes. */
static const char *quoted(arena *pool, const char *words)
{
    struct text safe = text_new(pool);
    text_add(&safe, "'");
    for (const char *letter = words; *letter != '\0'; letter++) {
        if (*letter == '\'')
            text_add(&safe, "'\\''");
        else
            text_add_bytes(&safe, letter, 1);
    }
    text_add(&safe, "'");
    return text_string(&safe);
}

static void add_options(struct text *script, const char *word, const struct option *options)
{
    arena *pool = script->pool;
    for (const struct option *item = options; item != NULL && item->name != NULL; item++) {
        const char *kind = quoted(pool, completion_kind(pool, item));
        const char *help = quoted(pool, item->help);
        text_addf(script, "    _%s_option --%s %s %s\n", word, item->name, kind, help);
        if (item->letter != '\0')
            text_addf(script, "    _%s_option -%c %s %s\n", word, item->letter, kind, help);
    }
}

static void add_words_function(struct text *script, const struct program *program, const char *word)
{
    text_addf(script, "_%s_words() {\n    case $1 in\n", word);
    for (const char **group = path_groups(script->pool, program); *group != NULL; group++) {
        struct child_list children = path_children(script->pool, program, *group);
        text_addf(script, "    %s)\n", quoted(script->pool, *group));
        for (size_t i = 0; i < children.count; i++)
            text_addf(script, "    _%s_word %s %s\n", word, children.items[i].word,
                      quoted(script->pool, children.items[i].summary));
        if (**group == '\0')
            text_addf(script, "    _%s_word help 'examples and options of a command'\n", word);
        text_add(script, "    ;;\n");
    }
    text_add(script, "    esac\n}\n\n");
}

static void add_options_function(struct text *script, const struct program *program,
                                 const char *word)
{
    const struct option_set **sets = sets_of(script->pool, program);
    for (size_t i = 0; sets[i] != NULL; i++) {
        text_addf(script, "_%s_set_%zu() {\n", word, i);
        add_options(script, word, sets[i]->options);
        text_add(script, "    :\n}\n\n");
    }
    text_addf(script, "_%s_options() {\n    case $1 in\n", word);
    for (const struct command *item = program->commands; item->path != NULL; item++) {
        text_addf(script, "    %s)\n", quoted(script->pool, item->path));
        add_options(script, word, item->options);
        const struct option_set *const *set = item->shared;
        for (; set != NULL && *set != NULL; set++)
            text_addf(script, "    _%s_set_%zu\n", word, sets_index(sets, *set));
        text_add(script, "    ;;\n");
    }
    text_add(script, "    esac\n");
    add_options(script, word, program->global == NULL ? NULL : program->global->options);
    add_options(script, word, options_built_in);
    text_add(script, "}\n\n");
}

static void add_arguments_function(struct text *script, const struct program *program,
                                   const char *word)
{
    arena *pool = script->pool;
    text_addf(script, "_%s_arguments() {\n    case $1 in\n", word);
    for (const struct command *item = program->commands; item->path != NULL; item++) {
        text_addf(script, "    %s)\n", quoted(pool, item->path));
        const struct option *argument = item->arguments;
        for (; argument != NULL && argument->name != NULL; argument++)
            if (argument->kind == OPTION_FILE || argument->kind == OPTION_CHOICE)
                text_addf(script, "    _%s_argument %s\n", word,
                          quoted(pool, completion_kind(pool, argument)));
        text_add(script, "    ;;\n");
    }
    text_add(script, "    esac\n}\n\n");
}

static void add_table(struct text *script, const struct program *program)
{
    const char *word = completion_word(script->pool, program);
    add_words_function(script, program, word);
    add_options_function(script, program, word);
    add_arguments_function(script, program, word);
}

void completion_bash(struct text *script, const struct program *program)
{
    completion_add(script, program, "# Completion of @@ for bash, written by @@ itself.\n");
    completion_add(script, program, bash_helpers);
    add_table(script, program);
    completion_add(script, program, bash_main);
}

void completion_zsh(struct text *script, const struct program *program)
{
    completion_add(script, program,
                   "#compdef @@\n# Completion of @@ for zsh, written by @@ itself.\n");
    completion_add(script, program, zsh_helpers);
    add_table(script, program);
    completion_add(script, program, zsh_main);
}

error *help_completion(arena *pool, const struct program *program, const char *shell, FILE *target)
{
    static const struct {
        const char *name;
        void (*write)(struct text *script, const struct program *program);
    } shells[] = {{"bash", completion_bash}, {"zsh", completion_zsh}, {"fish", completion_fish}};
    struct text script = text_new(pool);
    for (size_t i = 0; i < COUNT_OF(shells); i++)
        if (strcmp(shells[i].name, shell) == 0)
            shells[i].write(&script, program);
    if (script.length == 0)
        return error_hint(
            error_new(ERROR_USAGE, "no completion for '%s'", value_quoted(pool, shell)),
            "write bash, zsh or fish");
    fputs(text_string(&script), target);
    return NULL;
}
