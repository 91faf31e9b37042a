/* sha256 (FIPS 180-4) of bytes that come piece by piece. */
#ifndef RUNGS_CSV_DIGEST_H
#define RUNGS_CSV_DIGEST_H

#include <sha2.h>
#include <stdbool.h>
#include <stddef.h>

#include "rungs/base/arena.h"

/* Begun by digest_begin(); may be copied. */
struct digest {
    SHA2_CTX context;
    bool instructions; /* the processor has some for it */
};

void digest_begin(struct digest *target);
void digest_add(struct digest *target, const char *bytes, size_t length);

/* Of all that was added so far, in 64 hexadecimal digits; more may be added afterwards. */
const char *digest_words(arena *pool, const struct digest *source);

#endif
