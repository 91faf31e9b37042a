/* Packs the headers that HR systems use (import/KIND/aliases.csv) into C:
 *     aliaspack KIND FILE... > aliases.c
 * A kind and its file, as often as needed. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 2 };

struct packing {
    const char *kind;
    char *cells[COLUMNS];
    int cell, row;
};

static void print_quoted(const char *string)
{
    putchar('"');
    for (; *string != '\0'; string++) {
        if (*string == '"' || *string == '\\')
            putchar('\\');
        putchar(*string);
    }
    putchar('"');
}

static void on_cell(void *bytes, size_t length, void *resource)
{
    struct packing *state = resource;
    if (state->cell < COLUMNS)
        state->cells[state->cell++] = strndup(bytes, length);
}

static void on_row(int end, void *resource)
{
    (void)end;
    struct packing *state = resource;
    if (state->cell != COLUMNS) {
        fprintf(stderr, "aliaspack: a row of %s has not %d cells\n", state->kind, COLUMNS);
        exit(1);
    }
    if (state->row++ > 0) {
        printf("    {\"%s\", ", state->kind);
        print_quoted(state->cells[0]);
        printf(", \"%s\"},\n", state->cells[1]);
    }
    for (; state->cell > 0; state->cell--)
        free(state->cells[state->cell - 1]);
}

static void pack(const char *kind, const char *path)
{
    struct packing state = {.kind = kind};
    struct csv_parser parser;
    char piece[4096];
    FILE *file = fopen(path, "r");
    if (file == NULL || csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL) != 0) {
        perror(path);
        exit(1);
    }
    for (size_t length; (length = fread(piece, 1, sizeof piece, file)) > 0;)
        csv_parse(&parser, piece, length, on_cell, on_row, &state);
    csv_fini(&parser, on_cell, on_row, &state);
    csv_free(&parser);
    fclose(file);
}

int main(int argc, char **argv)
{
    puts("#include \"rungs/cmd/aliases.h\"\n\nconst struct alias aliases[] = {");
    for (int i = 1; i + 1 < argc; i += 2)
        pack(argv[i], argv[i + 1]);
    puts("    {0}};");
    return 0;
}
