/* Runs a fuzz target over the files that are kept for it, one TAP line each: build/tests/replay_csv
 * has tests/fuzz/corpus/csv. A file that broke the target once is copied there. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int no_dot(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(int count, char **arguments)
{
    static uint8_t bytes[1 << 20];
    const char *name = count > 0 ? strrchr(arguments[0], '_') : NULL;
    char folder[200], path[500];
    struct dirent **files = NULL;
    snprintf(folder, sizeof folder, "tests/fuzz/corpus/%.100s", name == NULL ? "" : name + 1);
    int found = scandir(folder, &files, no_dot, alphasort);
    printf("1..%d\n", found > 0 ? found : 1);
    for (int i = 0; i < found; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]->d_name);
        FILE *file = fopen(path, "r");
        size_t length = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
        printf("# %s\n", path);
        fflush(stdout);
        LLVMFuzzerTestOneInput(bytes, length);
        printf("%sok %d - %s\n", length == 0 ? "not " : "", i + 1, files[i]->d_name);
        if (file != NULL)
            fclose(file);
        free(files[i]);
    }
    free(files);
    if (found <= 0)
        printf("not ok 1 - no files in %s\n", folder);
    return found > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
