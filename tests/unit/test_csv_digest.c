/* sha256: with the processor's instructions, without, and however the bytes come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "pool.h"
#include "rungs/csv/digest.h"

enum { MOST = 1000 };

static const char *plain(arena *pool, const char *bytes, size_t length)
{
    char hexadecimal[SHA256_DIGEST_STRING_LENGTH];
    return arena_copy(pool, SHA256Data((const uint8_t *)bytes, length, hexadecimal));
}

static void random_bytes(char *bytes, size_t length)
{
    srandom(4);
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)random();
}

/* libmd alone is what it is compared with; FIPS 180-4's examples are in test_csv.c. */
static void each_length_is_right(void **state)
{
    char bytes[MOST];
    random_bytes(bytes, MOST);
    for (size_t length = 0; length <= MOST; length++) {
        arena *pool = arena_new(*state);
        struct digest fast, slow;
        digest_begin(&fast);
        digest_begin(&slow);
        slow.instructions = false;
        digest_add(&fast, bytes, length);
        digest_add(&slow, bytes, length);
        assert_string_equal(digest_words(pool, &fast), plain(pool, bytes, length));
        assert_string_equal(digest_words(pool, &slow), plain(pool, bytes, length));
        arena_free(pool);
    }
}

static void pieces_do_not_matter(void **state)
{
    char bytes[MOST];
    random_bytes(bytes, MOST);
    const char *expected = plain(*state, bytes, MOST);
    for (int round = 0; round < 1000; round++) {
        arena *pool = arena_new(*state);
        struct digest digest;
        digest_begin(&digest);
        for (size_t at = 0, some; at < MOST; at += some) {
            some = (size_t)random() % 200;
            some = some > MOST - at ? MOST - at : some;
            digest_add(&digest, bytes + at, some);
            /* Asking for the words changes nothing. */
            (void)digest_words(pool, &digest);
        }
        assert_string_equal(digest_words(pool, &digest), expected);
        arena_free(pool);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_length_is_right, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(pieces_do_not_matter, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv digest", tests, NULL, NULL);
}
