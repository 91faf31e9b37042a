/* The server's Unix socket: reaching and knocking. */
#include "rungs/db/server_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static const char socket_name[] = ".s.PGSQL.5432";

/* Gives `way` the name of a link to `path`, in a folder that only this user can enter. */
static error *reach_by_link(arena *pool, const char *path, struct socket_way *way)
{
    char *folder = arena_copy(pool, "/tmp/rungs-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return error_system(ERROR_UNREACHABLE, "cannot make a folder under /tmp");
    way->shortcut = folder;
    way->host = arena_printf(pool, "%s/to", folder);
    if (symlink(path, way->host) != 0)
        return error_system(ERROR_UNREACHABLE, "cannot make the link '%s'", way->host);
    return NULL;
}

error *socket_reach(arena *pool, const char *path, struct socket_way *result)
{
    /* Inherited on purpose: psql and pg_dump go the same way. */
    *result = (struct socket_way){.folder = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW)};
    if (result->folder < 0)
        return error_system(ERROR_UNREACHABLE, "cannot open '%s'", path);
    result->host = arena_printf(pool, "/proc/self/fd/%d", result->folder);
    if (access(result->host, F_OK) == 0)
        return NULL;
    const struct sockaddr_un address = {.sun_family = AF_UNIX};
    result->host = path;
    if (strlen(path) + 1 + sizeof socket_name <= sizeof address.sun_path &&
        strchr(path, ',') == NULL)
        return NULL;
    return reach_by_link(pool, path, result);
}

void socket_forget(struct socket_way *way)
{
    if (way->folder >= 0)
        close(way->folder);
    if (way->shortcut != NULL) {
        unlink(way->host);
        rmdir(way->shortcut);
    }
    *way = (struct socket_way){.folder = -1};
}

enum socket_answer socket_judge(const char *bytes, size_t length)
{
    if (length > 0 && bytes[0] == 'R')
        return SOCKET_ACCEPTS;
    if (length < 5 || bytes[0] != 'E')
        return SOCKET_SILENT;
    /* Behind the length word: fields of a letter and a string, a NUL at the end. */
    for (size_t at = 5; at < length && bytes[at] != '\0';) {
        size_t size = strnlen(bytes + at, length - at);
        if (at + size == length)
            break;
        if (bytes[at] == 'C')
            return strcmp(bytes + at, "C57P03") == 0 ? SOCKET_NOT_NOW : SOCKET_ACCEPTS;
        at += size + 1;
    }
    return SOCKET_SILENT;
}

static enum socket_answer talk(int descriptor)
{
    /* StartupMessage (its length, version 3.0, pairs) and Terminate. */
    static const char words[] = "\0\0\0\x23\0\3\0\0user\0rungs\0database\0rungs\0\0X\0\0\0\4";
    char answer[1024];
    if (send(descriptor, words, sizeof words - 1, MSG_NOSIGNAL) != (ssize_t)sizeof words - 1)
        return SOCKET_SILENT;
    ssize_t length = recv(descriptor, answer, sizeof answer, 0);
    if (length < 0 && errno == EINTR)
        return SOCKET_BROKEN;
    return socket_judge(answer, length < 0 ? 0 : (size_t)length);
}

enum socket_answer socket_knock(const char *host)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int length = snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", host, socket_name);
    if (length < 0 || (size_t)length >= sizeof address.sun_path)
        return SOCKET_SILENT;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return SOCKET_SILENT;
    const struct timeval most = {.tv_sec = 2};
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    enum socket_answer answer = SOCKET_SILENT;
    if (connect(descriptor, (const struct sockaddr *)&address, sizeof address) == 0)
        answer = talk(descriptor);
    close(descriptor);
    return answer;
}
