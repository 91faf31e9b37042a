/* Keyed 64-bit digests of short texts, for knowing again what was seen before: XXH3 with a secret
 * of its own (Y. Collet, xxHash, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).
 * Who does not know the key cannot choose two texts with the same digest; of a million pairs of
 * texts chosen by chance one has it with a chance of 1 in 18 million million. */
#ifndef RUNGS_CSV_FINGERPRINT_H
#define RUNGS_CSV_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

#include "rungs/base/arena.h"

typedef struct fingerprint_key fingerprint_key;

/* A key made of a word; the same word gives the same key. Owned by the arena. */
fingerprint_key *fingerprint_key_new(arena *pool, const char *word);

/* The digest of bytes. */
uint64_t fingerprint(const fingerprint_key *key, const char *bytes, size_t length);

#endif
