/* What is said of a file that is not UTF-8: the encoding to try, and rows read so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv_encode.h"
#include "csv_text.h"

static const error *fault_of(arena *pool, const char *bytes, size_t length)
{
    csv_reader *source = NULL;
    struct csv_record record;
    error *failure = csv_open(pool, memory_file(pool, bytes, length), NULL, &source);
    for (bool more = true; failure == NULL && more;)
        failure = csv_next(source, &record, &more);
    assert_non_null(failure);
    assert_int_equal(failure->kind, ERROR_REFUSED);
    return failure;
}

static const char german[] =
    "Name;Ort\nJürgen Groß;Köln\nSören Weiß;Düsseldorf\nÄnne Öz;Überlingen";
static const char french[] =
    "nom;ville\nRené Lefèvre;Besançon\nÉloïse Hélène;Orléans\nZoé Noël;Nîmes";
static const char spanish[] =
    "nombre;área\nNuño Ibáñez;Logroño\nÁngel Martín;León\nJosé Peña;Málaga";
static const char nordic[] =
    "navn;by\nBjørn Håkonsen;Tromsø\nÅse Sæther;Ålesund\nJörgen Ström;Umeå";
static const char polish[] =
    "imię;miasto\nPaweł Wójcik;Łódź\nŻaneta Żak;Wąchock\nMichał Gąska;Kraków";
static const char russian[] = "имя;город\nИван Петров;Москва\nЩукина Юлия;Орёл\nЯков Жук;Тверь";
static const char typed[] = "name;note\nZoë D’Angelo;“fine” – 5 €…\nRené O’Hara;it’s 20 °C";

static void the_encoding_to_try_is_named(void **state)
{
    static const struct {
        const char *text, *encoding, *expected;
    } rows[] = {
        {german, "windows-1252", NULL},
        {german, "MACINTOSH", NULL},
        {german, "IBM850", NULL},
        {french, "windows-1252", NULL},
        {french, "MACINTOSH", NULL},
        {french, "IBM850", NULL},
        {spanish, "windows-1252", NULL},
        {spanish, "MACINTOSH", NULL},
        {spanish, "IBM850", NULL},
        {nordic, "windows-1252", NULL},
        {nordic, "MACINTOSH", NULL},
        {nordic, "IBM850", NULL},
        {typed, "windows-1252", NULL},
        {polish, "windows-1250", NULL},
        {russian, "windows-1251", NULL},
        {german, "ISO-8859-1", "windows-1252"},
        {german, "windows-1250", "windows-1252"},
        {german, "IBM437", "IBM850"},
        {"name\nJosé\n", "windows-1252", NULL},
        {"name\nJosé\n", "MACINTOSH", NULL},
        {"name\nJosé\n", "IBM850", NULL},
        {"name\nJOSÉ MÜLLER\n", "windows-1252", NULL},
        {"name\nBjörk\n", "windows-1252", NULL},
        {"name\nBjörk\n", "MACINTOSH", "windows-1252"}, /* Bjšrk is a word too */
        {"note\nwait…\n", "windows-1252", "IBM850"}, /* a single one at a word's end may mislead */
        {"note\n5 – 6\n", "windows-1252", NULL},
        {german, "UTF-16LE", NULL},
        {german, "UTF-16BE", NULL},
        {russian, "UTF-16LE", NULL},
        {russian, "UTF-16BE", NULL},
        {"名前,部署\n山田,一\n", "UTF-16LE", NULL},
        {"名前,部署\n山田,一\n", "UTF-16BE", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool fits = false;
        struct text bytes =
            csv_encode(*state, rows[i].encoding, rows[i].text, strlen(rows[i].text), &fits);
        assert_true(fits);
        const char *expected = rows[i].expected == NULL ? rows[i].encoding : rows[i].expected;
        const error *failure = fault_of(*state, bytes.bytes, bytes.length);
        if (strstr(failure->hint, arena_printf(*state, "--encoding %s.", expected)) == NULL)
            fail_msg("row %zu: not %s: %s\n%s", i, expected, failure->hint, failure->detail);
    }
}

static void rows_are_shown_as_they_would_be(void **state)
{
    static const char western[] = "a;b\nc;d\nM\xFCller;x\ny;z\n\xD6z;1\rJos\xE9\r\nRen\xE9\n";
    static const char escapes[] = "\xE9t\xE9 \x81\x1B[31m", wide[] = "a\0\n\0\xE9\0\r\0\n\0x\0";
    const error *failure = fault_of(*state, western, sizeof western - 1);
    assert_string_equal(failure->detail, "Read as windows-1252 it says:\n"
                                         "line 3: Müller;x\nline 5: Öz;1\nline 6: José");
    assert_string_equal(failure->hint,
                        "If that looks right: --encoding windows-1252. If not, try others with "
                        "--encoding NAME; the command iconv -l lists them.");
    assert_non_null(strstr(failure->message, ", line 3, byte 2: a byte that is not UTF-8"));
    /* What the encoding does not have is shown as a sign; a terminal is not played with. */
    failure = fault_of(*state, escapes, sizeof escapes - 1);
    assert_string_equal(failure->detail, "Read as windows-1252 it says:\nline 1: été \xEF\xBF\xBD"
                                         "\xEF\xBF\xBD[31m");
    failure = fault_of(*state, wide, sizeof wide - 1);
    assert_string_equal(failure->detail,
                        "Read as UTF-16LE it says:\nline 1: a\nline 2: é\nline 3: x");
    assert_non_null(strstr(failure->message, ", line 1, byte 2: a NUL byte"));
}

static void long_rows_are_cut(void **state)
{
    const error *failure = fault_of(*state, arena_printf(*state, "%0100d\xE9%0100d", 0, 0), 201);
    assert_string_equal(
        failure->detail,
        arena_printf(*state, "Read as windows-1252 it says:\nline 1: …%024dé%047d…", 0, 0));
    failure = fault_of(*state, arena_printf(*state, "%040d\xE9%031d", 0, 0), 72);
    assert_string_equal(
        failure->detail,
        arena_printf(*state, "Read as windows-1252 it says:\nline 1: %040dé%031d", 0, 0));
    failure = fault_of(*state, arena_printf(*state, "%040d\xE9%032d", 0, 0), 73);
    assert_string_equal(
        failure->detail,
        arena_printf(*state, "Read as windows-1252 it says:\nline 1: %040dé%031d…", 0, 0));
}

static void a_fault_far_away_is_shown_too(void **state)
{
    struct text file = text_new(*state);
    for (int i = 0; i < 20000; i++)
        text_add(&file, "1234567\n");
    text_add(&file, "Jos\xE9\n");
    for (int i = 0; i < 10000; i++)
        text_add(&file, "1234567\n");
    text_add(&file, "Ren\xE9\n");
    assert_string_equal(fault_of(*state, file.bytes, file.length)->detail,
                        "Read as windows-1252 it says:\nline 20001: José\nline 30002: René");
}

static void a_file_that_is_mostly_utf8_is_to_be_mended(void **state)
{
    static const char bytes[] = "Zoë\nJosé\nM\xFCller\nRenée\n",
                      later[] = "M\xFCller\nRenée\nJosé\n";
    const error *failure = fault_of(*state, bytes, sizeof bytes - 1);
    assert_string_equal(failure->detail, "Read as windows-1252 it says:\nline 3: Müller");
    assert_string_equal(failure->hint, "Most of the file is UTF-8: mend these lines. If it is not, "
                                       "try --encoding windows-1252.");
    failure = fault_of(*state, later, sizeof later - 1);
    assert_string_equal(failure->detail, "Read as windows-1252 it says:\nline 1: Müller");
    assert_non_null(strstr(failure->hint, "Most of the file is UTF-8"));
}

static void a_nul_byte_alone_is_no_encoding(void **state)
{
    static const char stray[] = "a;b\nJosé;\0\nx;y\n";
    const error *failure = fault_of(*state, stray, sizeof stray - 1);
    assert_string_equal(failure->detail, "");
    assert_string_equal(failure->hint,
                        "Such a byte is no text: take it out, or export the file anew.");
    /* Other bytes that are no text are not shown either. */
    failure = fault_of(*state, "\0\0\0\0\0\0\0\0", 8);
    assert_string_equal(failure->detail, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_encoding_to_try_is_named, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(rows_are_shown_as_they_would_be, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(long_rows_are_cut, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_fault_far_away_is_shown_too, pool_open, pool_close),
        cmocka_unit_test_setup_teardown(a_file_that_is_mostly_utf8_is_to_be_mended, pool_open,
                                        pool_close),
        cmocka_unit_test_setup_teardown(a_nul_byte_alone_is_no_encoding, pool_open, pool_close),
    };
    return cmocka_run_group_tests_name("csv samples", tests, NULL, NULL);
}
