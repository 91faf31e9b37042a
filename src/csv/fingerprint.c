/* Keyed digests with xxHash. */
#include "rungs/csv/fingerprint.h"

#include <string.h>

#include <xxhash.h>

struct fingerprint_key {
    unsigned char secret[XXH3_SECRET_SIZE_MIN];
};

fingerprint_key *fingerprint_key_new(arena *pool, const char *word)
{
    fingerprint_key *key = arena_alloc(pool, sizeof *key);
    /* It fails only for a size that is too small. */
    (void)XXH3_generateSecret(key->secret, sizeof key->secret, word, strlen(word));
    return key;
}

uint64_t fingerprint(const fingerprint_key *key, const char *bytes, size_t length)
{
    return XXH3_64bits_withSecret(bytes, length, key->secret, sizeof key->secret);
}
