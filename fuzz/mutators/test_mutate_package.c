/* Mutants of Word files, as libzip sees them, in its strictest way of reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "measure.h"
#include "support/docx.h"
#include "support/zipmake.h"
#include "zip_members.h"

/* Whether one member is read to its end with the right checksum. */
static int reads_member(zip_t *zip, zip_uint64_t i) {
  char piece[4096];
  zip_int64_t n = 1;
  zip_file_t *file = zip_fopen_index(zip, i, 0);
  while (file != NULL && n > 0)
    n = zip_fread(file, piece, sizeof piece);
  if (file != NULL && zip_fclose(file) != 0)
    n = -1;
  return file != NULL && n == 0;
}

static int is_zip(gk_str doc) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(doc.p, doc.n, 0, &error);
  zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (zip == NULL) {
    zip_source_free(source);
    zip_error_fini(&error);
    return 0;
  }
  zip_int64_t n = zip_get_num_entries(zip, 0);
  int ok = n > 0;
  for (zip_int64_t i = 0; ok && i < n; i++)
    ok = reads_member(zip, (zip_uint64_t)i);
  zip_discard(zip);
  return ok;
}

static gk_str stored(void) {
  gk_str parts = measure_seed("docx/small.xml"), zip = docx_pack(parts);
  measure_free(parts);
  return zip;
}

static gk_str deflated(void) {
  gk_str content = measure_seed("odt/small.fodt");
  const zipmake_item items[] = {{GK_LIT("mimetype"), GK_LIT("application/vnd.oasis.opendocument.text"), 0},
                                {GK_LIT("content.xml"), content, 0},
                                {GK_LIT("Pictures/1.png"), GK_LIT("\x89PNG\r\n\x1A\n"), 0}};
  gk_str zip = zipmake_deflated(items, 3);
  measure_free(content);
  return zip;
}

static void test_most_zips_are_right(void **state) {
  (void)state;
  gk_str docs[] = {stored(), deflated()};
  measured zip = {0}, bytes = {0};
  for (size_t i = 0; i < 2; i++) {
    assert_true(is_zip(docs[i]));
    measure_add(&zip, measure(&mutate_package, docs[i], docs[1 - i], 2000, is_zip));
    measure_add(&bytes, measure(&mutate_bytes, docs[i], docs[1 - i], 2000, is_zip));
  }
  unsigned percent = measure_percent("package", &zip), plain = measure_percent("bytes", &bytes);
  assert_int_equal(zip.n_sound_bad, 0);
  assert_in_range(percent, 85, 95); /* one in ten lies */
  assert_true(plain < percent / 2);
  measure_free(docs[0]);
  measure_free(docs[1]);
}

/* Every way to lie is one that the strict reader sees, or one that is told here to be beyond it. */
static void test_lies(void **state) {
  (void)state;
  static const zip_lie unseen[] = {ZIP_LIE_PACKED_LOCAL};
  gk_str doc = stored();
  zip_member members[16];
  size_t n = zip_members_read(doc, members, 16);
  assert_int_equal(n, 7);
  char *p = malloc(MEASURED_MAX_BYTES);
  for (zip_lie lie = ZIP_NO_LIE; lie < ZIP_N_LIES; lie++) {
    mutate_out out = {.p = p, .max = MEASURED_MAX_BYTES};
    zip_members_write(members, n, (gk_str){NULL, 0}, lie, 1, 1, &out);
    assert_false(out.is_full);
    int is_read = is_zip((gk_str){p, out.n});
    if (is_read != (lie == ZIP_NO_LIE) && lie != unseen[0])
      fail_msg("lie %d", (int)lie);
  }
  free(p);
  measure_free(doc);
}

static void test_unpack_and_pack(void **state) {
  (void)state;
  gk_str doc = deflated();
  zip_member members[16];
  char content[MEASURED_MAX_BYTES / 4], packed[MEASURED_MAX_BYTES / 4];
  mutate_out out = {.p = content, .max = sizeof content}, room = {.p = packed, .max = sizeof packed};
  assert_int_equal(zip_members_read(doc, members, 16), 3);
  assert_int_equal(zip_members_read(doc, members, 2), 2);
  assert_true(zip_member_unpack(&members[1], &out));
  assert_int_equal(out.n, members[1].bytes);
  zip_member again = members[1];
  assert_true(zip_member_pack(&again, (gk_str){content, out.n}, 1, &room));
  assert_int_equal(again.crc, members[1].crc);
  assert_int_equal(again.bytes, members[1].bytes);
  out = (mutate_out){.p = content, .max = members[1].bytes - 1};
  assert_false(zip_member_unpack(&members[1], &out));
  measure_free(doc);
}

/* The parts of a package one behind the other: they stay as many, and what is packed from them is a zip. */
static int is_packable(gk_str parts) {
  gk_str zip = docx_pack(parts);
  int ok = is_zip(zip);
  measure_free(zip);
  return ok;
}

static void test_parts(void **state) {
  (void)state;
  gk_str parts = measure_seed("docx/small.xml");
  measured m = measure(&mutate_package, parts, parts, 1000, is_packable);
  assert_int_equal(m.n_read, m.n);
  assert_true(m.n_sound > 900);
  measure_free(parts);
}

static void test_cuts(void **state) {
  (void)state;
  gk_str doc = stored();
  measure_cuts(&mutate_package, doc, is_zip);
  measure_free(doc);
}

static void test_odd(void **state) {
  (void)state;
  measure_odd(&mutate_package);
  gk_str doc = stored();
  for (size_t n = 0; n < doc.n; n += 37) { /* cut short */
    char out[1000];
    gk_str part = {doc.p, n};
    assert_true(mutate_run(&mutate_package, n, part, part, out, sizeof out, NULL) <= sizeof out);
  }
  measure_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_most_zips_are_right),
      cmocka_unit_test(test_lies),
      cmocka_unit_test(test_unpack_and_pack),
      cmocka_unit_test(test_parts),
      cmocka_unit_test(test_cuts),
      cmocka_unit_test(test_odd),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
