/* sha256 with libmd. Whole blocks go through the processor's own instructions for it where there
 * are any: libmd takes 5 ns a byte, which is more than all the rest of reading a file. */
#include "rungs/csv/digest.h"

#include <stdint.h>

enum { BLOCK = SHA256_BLOCK_LENGTH };

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* The constants of FIPS 180-4, 4.2.2. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* One more group of four message words (6.2.2, step 1) behind the four groups before it. */
__attribute__((target("sha,sse4.1"))) static __m128i schedule(const __m128i *words)
{
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(words[0], words[1]),
                                _mm_alignr_epi8(words[3], words[2], 4));
    return _mm_sha256msg2_epu32(sum, words[3]);
}

/* The instructions hold the eight words of the state as (a, b, e, f) and (c, d, g, h). */
__attribute__((target("sha,sse4.1"))) static void transform(uint32_t *state, const char *bytes,
                                                            size_t blocks)
{
    const __m128i order = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state + 1), 0x1B);
    __m128i abef = _mm_alignr_epi8(badc, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, badc, 0xF0);
    for (; blocks > 0; blocks--, bytes += BLOCK) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i words[16];
        for (int i = 0; i < 16; i++) {
            words[i] =
                i >= 4 ? schedule(words + i - 4)
                       : _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)bytes + i),
                                          order);
            __m128i sum = _mm_add_epi32(words[i], _mm_loadu_si128((const __m128i *)constants + i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)state + 1, _mm_alignr_epi8(dchg, feba, 8));
}

/* Leaf 1 tells of SSSE3 (ECX bit 9) and SSE4.1 (ECX bit 19), leaf 7 of SHA (EBX bit 29). */
static bool has_instructions(void)
{
    const unsigned vectors = 1U << 9 | 1U << 19, sha = 1U << 29;
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & vectors) != vectors)
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

#else

static void transform(uint32_t *state, const char *bytes, size_t blocks)
{
    for (; blocks > 0; blocks--, bytes += BLOCK)
        SHA256Transform(state, (const uint8_t *)bytes);
}

static bool has_instructions(void)
{
    return false;
}

#endif

void digest_begin(struct digest *target)
{
    SHA256Init(&target->context);
    target->instructions = has_instructions();
}

static void plain_add(SHA2_CTX *context, const char *bytes, size_t length)
{
    SHA256Update(context, (const uint8_t *)bytes, length);
}

void digest_add(struct digest *target, const char *bytes, size_t length)
{
    SHA2_CTX *context = &target->context;
    size_t waiting = (size_t)(context->bitcount[0] / 8 % BLOCK);
    size_t first = waiting == 0 ? 0 : BLOCK - waiting, last = 0;
    if (!target->instructions || length < first + BLOCK) {
        plain_add(context, bytes, length);
        return;
    }
    plain_add(context, bytes, first);
    last = (length - first) % BLOCK;
    transform(context->state.st32, bytes + first, (length - first) / BLOCK);
    context->bitcount[0] += (uint64_t)(length - first - last) * 8;
    plain_add(context, bytes + (length - last), last);
}

const char *digest_words(arena *pool, const struct digest *source)
{
    SHA2_CTX copy = source->context;
    char hexadecimal[SHA256_DIGEST_STRING_LENGTH];
    return arena_copy(pool, SHA256End(&copy, hexadecimal));
}
