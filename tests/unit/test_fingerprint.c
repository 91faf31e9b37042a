/* Keyed digests: they depend on every byte, on the length and on the key, and on nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "rungs/csv/fingerprint.h"

enum { LONGEST = 300 };

static void the_same_bytes_give_the_same_digest(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    char one[LONGEST], other[LONGEST + 1];
    memset(one, 'x', sizeof one);
    memset(other, 'x', sizeof other);
    const fingerprint_key *first = fingerprint_key_new(pool, "a word");
    const fingerprint_key *second = fingerprint_key_new(pool, "a word");
    /* Also where they lie does not matter. */
    for (size_t length = 0; length <= LONGEST; length++)
        assert_true(fingerprint(first, one, length) == fingerprint(second, other + 1, length));
    arena_free(pool);
}

static void each_byte_and_the_length_matter(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    char bytes[LONGEST] = {0};
    const fingerprint_key *key = fingerprint_key_new(pool, "a word");
    for (size_t length = 1; length <= LONGEST; length++) {
        uint64_t whole = fingerprint(key, bytes, length);
        assert_true(whole != fingerprint(key, bytes, length - 1));
        for (size_t i = 0; i < length; i++) {
            bytes[i] = 1;
            assert_true(whole != fingerprint(key, bytes, length));
            bytes[i] = 0;
        }
    }
    arena_free(pool);
}

static void the_key_matters(void **state)
{
    (void)state;
    arena *pool = arena_new(NULL);
    const char *row = "K1001\tAnn\tann@x.example";
    uint64_t one = fingerprint(fingerprint_key_new(pool, "a word"), row, strlen(row));
    assert_true(one != fingerprint(fingerprint_key_new(pool, "b word"), row, strlen(row)));
    assert_true(one != fingerprint(fingerprint_key_new(pool, ""), row, strlen(row)));
    arena_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_bytes_give_the_same_digest),
        cmocka_unit_test(each_byte_and_the_length_matter),
        cmocka_unit_test(the_key_matters),
    };
    return cmocka_run_group_tests_name("fingerprint", tests, NULL, NULL);
}
