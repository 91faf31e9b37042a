/* Packs sql/ into one C file: every statement of sql/statements with its name, shape, parameters
 * and display, the text of every migration and logic file, and the digest of the logic. Run by the
 * Makefile:
 *     sqlpack SQL-FOLDER LOGIC-SHA256 > build/gen/statements.c
 * The format of a statement is described in docs/architecture.md, "Statements". A tool of the
 * build: it prints and exits where the program would return an error. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STATEMENTS = 1000, MOST_SHOWS = 60, MOST_NAMES = 60 };

struct packed {
    char *name, *shape, *text;
    char *parameters[MOST_NAMES];
    size_t parameter_count;
    char *shows[MOST_SHOWS]; /* "column: how partner" */
    size_t show_count;
    char *columns[MOST_SHOWS]; /* of a statement that is one select */
    size_t column_count;
};

static struct packed packed[MOST_STATEMENTS];
static size_t packed_count;

__attribute__((format(printf, 1, 2))) static _Noreturn void stop(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("sqlpack: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        stop("%s: %s", path, strerror(errno));
    size_t size = 0, room = 1 << 16;
    char *text = malloc(room);
    for (size_t got; text != NULL && (got = fread(text + size, 1, room - size - 1, file)) > 0;) {
        size += got;
        if (size + 1 >= room)
            text = realloc(text, room *= 2);
    }
    if (text == NULL)
        stop("out of memory");
    text[size] = '\0';
    fclose(file);
    return text;
}

/* The part of `line` up to `end`, without blanks around it. */
static char *trimmed(const char *line, const char *end)
{
    while (line < end && isspace((unsigned char)*line))
        line++;
    while (end > line && isspace((unsigned char)end[-1]))
        end--;
    char *copy = strndup(line, (size_t)(end - line));
    if (copy == NULL)
        stop("out of memory");
    return copy;
}

/* Splits "a, b, c" into `parts`; returns how many. */
static size_t split(const char *list, const char *end, char **parts, size_t most)
{
    size_t count = 0;
    while (list < end) {
        const char *comma = memchr(list, ',', (size_t)(end - list));
        const char *stop_at = comma == NULL ? end : comma;
        char *part = trimmed(list, stop_at);
        if (*part != '\0') {
            if (count == most)
                stop("more than %zu parts in a list", most);
            parts[count++] = part;
        }
        list = stop_at + 1;
    }
    return count;
}

/* Reads "-- name :shape (a, b)" into `target`; false when the line is something else. */
static bool read_heading(const char *line, const char *end, struct packed *target)
{
    static const char *const shapes[] = {"none", "one", "maybe", "many", "copy"};
    const char *colon = memchr(line, ':', (size_t)(end - line));
    const char *open = memchr(line, '(', (size_t)(end - line));
    if (strncmp(line, "-- ", 3) != 0 || colon == NULL || open == NULL || open < colon ||
        end[-1] != ')')
        return false;
    char *shape = trimmed(colon + 1, open);
    bool known = false;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        known = known || strcmp(shape, shapes[i]) == 0;
    if (!known)
        return false;
    *target = (struct packed){.name = trimmed(line + 3, colon), .shape = shape};
    target->parameter_count = split(open + 1, end - 1, target->parameters, MOST_NAMES);
    return true;
}

/* What a part of a select list is called: the last word after "as", a point or a blank. */
static char *column_name(const char *part, const char *end)
{
    while (end > part && (isspace((unsigned char)end[-1]) || end[-1] == '"'))
        end--;
    const char *start = end;
    while (start > part && (isalnum((unsigned char)start[-1]) || start[-1] == '_'))
        start--;
    return trimmed(start, end);
}

/* Whether a column is words for the title: "-- show column: title". */
static bool is_for_title(const struct packed *source, const char *column)
{
    size_t length = strlen(column);
    for (size_t i = 0; i < source->show_count; i++) {
        const char *how = source->shows[i] + length;
        if (strncmp(source->shows[i], column, length) == 0 && *how == ':' &&
            strcmp(trimmed(how + 1, how + strlen(how)), "title") == 0)
            return true;
    }
    return false;
}

/* Reads the names of the columns off "select a, b as c from ..."; none where one has no name or the
 * statement is of another kind. What is for the title is no column. */
static void read_columns(struct packed *target)
{
    if (strncmp(target->text, "select ", 7) != 0)
        return;
    const char *part = target->text + 7;
    int depth = 0;
    bool quoted = false, ends = false;
    for (const char *letter = part; !ends; letter++) {
        quoted = quoted != (*letter == '\'');
        depth += quoted ? 0 : (*letter == '(') - (*letter == ')');
        bool top = !quoted && depth == 0;
        ends = *letter == '\0' ||
               (top && isspace((unsigned char)*letter) && strncmp(letter + 1, "from", 4) == 0 &&
                isspace((unsigned char)letter[5]));
        if (!ends && !(top && *letter == ','))
            continue;
        if (target->column_count == MOST_SHOWS)
            stop("'%s': more than %d columns", target->name, MOST_SHOWS);
        char *name = column_name(part, letter);
        if (!is_for_title(target, name))
            target->columns[target->column_count++] = name;
        part = letter + 1;
    }
    for (size_t i = 0; i < target->column_count; i++)
        if (*target->columns[i] == '\0')
            target->column_count = 0;
}

/* Reads one file of statements. */
static void read_statements(const char *path)
{
    char *text = read_file(path);
    struct packed *current = NULL;
    char *body = NULL;
    size_t size = 0;
    FILE *stream = NULL;
    for (const char *line = text, *end; *line != '\0'; line = *end == '\0' ? end : end + 1) {
        end = strchrnul(line, '\n');
        struct packed heading;
        bool starts = end > line && read_heading(line, end, &heading);
        if (starts) {
            if (current != NULL) {
                fclose(stream);
                current->text = trimmed(body, body + size);
            }
            if (packed_count == MOST_STATEMENTS)
                stop("too many statements");
            current = &packed[packed_count++];
            *current = heading;
            stream = open_memstream(&body, &size);
        } else if (strncmp(line, "-- show ", 8) == 0 && current != NULL) {
            current->show_count += split(line + 8, end, current->shows + current->show_count,
                                         MOST_SHOWS - current->show_count);
        } else if (current != NULL && strncmp(line, "--", 2) != 0) {
            fprintf(stream, "%.*s\n", (int)(end - line), line);
        } else if (current == NULL && end > line && strncmp(line, "--", 2) != 0) {
            stop("%s: text before the first statement: %.*s", path, (int)(end - line), line);
        }
    }
    if (current == NULL)
        stop("%s: no statement in it", path);
    fclose(stream);
    current->text = trimmed(body, body + size);
}

static void print_string(const char *text, const char *indent)
{
    printf("%s\"", indent);
    for (const char *byte = text; *byte != '\0'; byte++) {
        if (*byte == '\n' && byte[1] != '\0')
            printf("\\n\"\n%s\"", indent);
        else if (*byte == '\n')
            printf("\\n");
        else if (*byte == '"' || *byte == '\\')
            printf("\\%c", *byte);
        else
            putchar(*byte);
    }
    putchar('"');
}

static void print_show(const char *show)
{
    static const char *const names[] = {"plain", "share",  "short", "bar",    "wrap", "diff",
                                        "mark",  "indent", "group", "hidden", "title"};
    static const char *const values[] = {"SHOW_PLAIN", "SHOW_SHARE",  "SHOW_SHORT", "SHOW_BAR",
                                         "SHOW_WRAP",  "SHOW_DIFF",   "SHOW_MARK",  "SHOW_INDENT",
                                         "SHOW_GROUP", "SHOW_HIDDEN", "SHOW_TITLE"};
    const char *colon = strchr(show, ':');
    if (colon == NULL)
        stop("'-- show %s': no ':' in it", show);
    char *column = trimmed(show, colon);
    char *how = trimmed(colon + 1, show + strlen(show));
    char *blank = strchr(how, ' ');
    if (blank != NULL)
        *blank = '\0';
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], how) != 0)
            continue;
        printf("        {\"%s\", %s, ", column, values[i]);
        printf(blank == NULL ? "NULL},\n" : "\"%s\"},\n", blank == NULL ? "" : blank + 1);
        return;
    }
    stop("'-- show %s': unknown display '%s'", show, how);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct packed *)left)->name, ((const struct packed *)right)->name);
}

static void print_statements(void)
{
    qsort(packed, packed_count, sizeof packed[0], by_name);
    puts("const struct statement statements[] = {");
    for (size_t i = 0; i < packed_count; i++) {
        struct packed *one = &packed[i];
        read_columns(one);
        if (i > 0 && strcmp(packed[i - 1].name, one->name) == 0)
            stop("two statements named '%s'", one->name);
        printf("    {.name = \"%s\", .shape = STATEMENT_", one->name);
        for (const char *letter = one->shape; *letter != '\0'; letter++)
            putchar(toupper((unsigned char)*letter));
        puts(", .text =");
        print_string(one->text, "        ");
        printf(",\n     .parameters = (const char *const[]){");
        for (size_t j = 0; j < one->parameter_count; j++)
            printf("\"%s\", ", one->parameters[j]);
        puts("NULL},\n     .shows = (const struct statement_show[]){");
        for (size_t j = 0; j < one->show_count; j++)
            print_show(one->shows[j]);
        puts("        {NULL, SHOW_PLAIN, NULL}},\n     .columns = (const char *const[]){");
        for (size_t j = 0; j < one->column_count; j++)
            printf("\"%s\", ", one->columns[j]);
        puts("NULL}},");
    }
    printf("};\nconst size_t statement_count = %zu;\n\n", packed_count);
}

static int only_sql(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".sql") == 0;
}

/* Calls `use` with the path and the bare name of each .sql file of a folder, in the order of names.
 */
static size_t each_file(const char *folder, const char *part,
                        void (*use)(const char *, const char *))
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, part);
    struct dirent **entries;
    int count = scandir(path, &entries, only_sql, alphasort);
    if (count <= 0)
        stop("%s: no .sql files", path);
    for (int i = 0; i < count; i++) {
        char file[8192];
        snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
        char *name =
            trimmed(entries[i]->d_name, entries[i]->d_name + strlen(entries[i]->d_name) - 4);
        use(file, name);
    }
    return (size_t)count;
}

static void use_statements(const char *path, const char *name)
{
    (void)name;
    read_statements(path);
}

static void use_file(const char *path, const char *name)
{
    printf("    {.name = \"%s\", .number = %ld, .text =\n", name, strtol(name, NULL, 10));
    print_string(read_file(path), "        ");
    puts("},");
}

int main(int count, char **arguments)
{
    if (count != 3)
        stop("usage: sqlpack SQL-FOLDER LOGIC-SHA256 > FILE");
    puts("/* Made by tools/sqlpack.c from sql/; not to be edited. */\n"
         "#include \"rungs/db/statement.h\"\n");
    each_file(arguments[1], "statements", use_statements);
    print_statements();
    puts("const struct sql_file migrations[] = {");
    size_t files = each_file(arguments[1], "migrations", use_file);
    printf("};\nconst size_t migration_count = %zu;\n\nconst struct sql_file logic_files[] = {\n",
           files);
    files = each_file(arguments[1], "logic", use_file);
    printf("};\nconst size_t logic_file_count = %zu;\n", files);
    printf("const char logic_digest[] = \"%s\";\n", arguments[2]);
    return ferror(stdout) || fflush(stdout) != 0 ? 1 : 0;
}
