/* Mutants of well-formed XML, as expat sees them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <expat.h>

#include "measure.h"
#include "xml_elements.h"

static int is_well_formed(gk_str doc) {
  XML_Parser parser = XML_ParserCreate(NULL);
  assert_non_null(parser);
  int ok = XML_Parse(parser, doc.p, (int)doc.n, 1) == XML_STATUS_OK;
  XML_ParserFree(parser);
  return ok;
}

static const char small[] =
    "<?xml version=\"1.0\"?>\n<!-- <a> -->\n<w:p a='>' w:b=\"1\"><w:r><w:t>一二 &amp; 三</w:t></w:r>"
    "<w:tab/><![CDATA[</w:p>]]><w:r/><w:r>x</w:r><w:r>y</w:r></w:p>";

static void test_well_formed_stays_well_formed(void **state) {
  (void)state;
  measured xml = {0}, bytes = {0};
  gk_str odt = measure_seed("odt/small.fodt"), word = measure_seed("flat_opc/small.xml");
  gk_str docs[] = {odt, word, {small, sizeof small - 1}};
  for (size_t i = 0; i < 3; i++) {
    assert_true(is_well_formed(docs[i]));
    measure_add(&xml, measure(&mutate_xml, docs[i], docs[(i + 1) % 3], 2000, is_well_formed));
    measure_add(&bytes, measure(&mutate_bytes, docs[i], docs[(i + 1) % 3], 2000, is_well_formed));
  }
  unsigned percent = measure_percent("xml", &xml), plain = measure_percent("bytes", &bytes);
  assert_int_equal(xml.n_sound_bad, 0);
  assert_in_range(percent, 90, 98); /* some are broken on purpose */
  assert_true(plain < percent / 2);
  assert_true(xml.n_changed > xml.n / 100 * 97);
  measure_free(odt);
  measure_free(word);
}

static void test_elements(void **state) {
  (void)state;
  gk_str doc = GK_LIT("<a x=\"1\">text<b/><c></a>");
  xml_elements found = xml_elements_find(doc);
  assert_int_equal(found.n, 3);
  assert_int_equal(found.all[0].inner, 9);
  assert_int_equal(found.all[0].inner_end, 20);
  assert_int_equal(found.all[0].end, doc.n);
  assert_int_equal(found.all[0].parent, XML_NO_ELEMENT);
  assert_int_equal(found.all[1].inner, found.all[1].end);
  assert_int_equal(found.all[1].parent, 0);
  assert_int_equal(found.all[2].end, 0); /* never closed */
  xml_elements_free(&found);
}

static void test_what_is_no_element(void **state) {
  (void)state;
  xml_elements found = xml_elements_find(GK_LIT("<?a <b>?><!DOCTYPE c><!-- <d> --><![CDATA[<e>]]>1 < 2 <f g='<h>'/>"));
  assert_int_equal(found.n, 1);
  xml_elements_free(&found);
}

static void test_attributes(void **state) {
  (void)state;
  xml_attribute a[4];
  gk_str doc = GK_LIT("<a one = two b='x\">' c=\"\"\n d=\"4\"/>");
  xml_elements found = xml_elements_find(doc);
  assert_int_equal(xml_attributes_find(doc, &found.all[0], a, 4), 3);
  assert_memory_equal(a[0].name.p, "b", 1);
  assert_int_equal(a[0].value.n, 3);
  assert_int_equal(a[1].value.n, 0);
  assert_int_equal(a[2].end, doc.n - 2);
  assert_int_equal(xml_attributes_find(doc, &found.all[0], a, 1), 1);
  xml_elements_free(&found);
}

static void test_cuts(void **state) {
  (void)state;
  gk_str word = measure_seed("flat_opc/small.xml");
  measure_cuts(&mutate_xml, word, is_well_formed);
  measure_free(word);
}

static void test_odd(void **state) {
  (void)state;
  measure_odd(&mutate_xml);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_well_formed_stays_well_formed),
      cmocka_unit_test(test_elements),
      cmocka_unit_test(test_what_is_no_element),
      cmocka_unit_test(test_attributes),
      cmocka_unit_test(test_cuts),
      cmocka_unit_test(test_odd),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
