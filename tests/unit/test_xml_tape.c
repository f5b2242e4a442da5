/* The tokenizer before expat: what it takes, what it leaves to expat, and that both say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "container/xml_tape.h"
#include "support/xml_ways.h"

/* A copy of exactly its size, so that a look beyond the end is seen. */
static void check(gk_str xml, int is_taken) {
  char *p = malloc(xml.n > 0 ? xml.n : 1);
  assert_non_null(p);
  memcpy(p, xml.p, xml.n);
  int accepted = 0;
  const char *broken = xml_ways_check((gk_str){p, xml.n}, &accepted);
  free(p);
  if (broken != NULL || accepted != is_taken)
    print_error("%.*s: %s\n", (int)(xml.n < 200 ? xml.n : 200), xml.p, broken != NULL ? broken : "taken or not");
  assert_null(broken);
  assert_int_equal(accepted, is_taken);
}

static void check_all(const char *const *xml, size_t n, int is_taken) {
  for (size_t i = 0; i < n; i++)
    check((gk_str){xml[i], strlen(xml[i])}, is_taken);
}

static void test_takes_what_word_processors_write(void **state) {
  (void)state;
  static const char *const xml[] = {
      "<a/>",
      "<a></a >",
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<a/>\n",
      "<?xml version='1.0' encoding='GB18030' ?><a/>",
      "<?xml version=\"1.0\" standalone='no'?><?x?><a/><?y z?><!-- b - c -->",
      "<a b=\"1\" c = '2'\td=\"\"/>",
      "<a b='\"&quot;&apos;>' c='x\r\ny\tz\nw\r'/>",
      "<p:a xmlns:p='u' p:b='c'><p:d xmlns:p='v' p:b='e'/><p:f/></p:a>",
      "<a xmlns='u'><b xmlns=''/></a>",
      "<a>\xE5\x85\xAC]x]]y&lt;&gt;&amp;&#x4E00;&#19968;&#9;\r\n\r\n\n</a>",
      "<a>x<!---->y<?z ?w?>v</a>",
      "<a:b/>", /* no such prefix: both refuse it */
      "<a_name-that.is_longer_than_two_words a_name-that.is_longer_than_two_word='1'/>",
  };
  check_all(xml, sizeof xml / sizeof *xml, 1);
}

static void test_leaves_the_rest_to_expat(void **state) {
  (void)state;
  static const char *const xml[] = {
      "",
      " ",
      "x",
      "<",
      "<a",
      "<a>",
      "<a></b>",
      "<a></a",
      "</a>",
      "<a/",
      "<a/>x",
      "<a/><b/>",
      "<a b/>",
      "<a b=>",
      "<a b=c/>",
      "<a b='c/>",
      "<a b='<'/>",
      "<a b='1'c='2'/>",
      "<a b='1' b='2'/>",
      "<a></a b>",
      "<a/ >",
      "<1a/>",
      "<a:b:c/>",
      "<:a/>",
      "<a:/>",
      "<a 1='2'/>",
      "<\xE5\x85\xAC/>",
      "<a>&b;</a>",
      "<a>&</a>",
      "<a>&#;</a>",
      "<a>&#x110000;</a>",
      "<a>&#xD800;</a>",
      "<a>&#0;</a>",
      "<a>&#xg;</a>",
      "<a>&#12</a>",
      "<a b='&c;'/>",
      "<a>]]></a>",
      "<a><![CDATA[b]]></a>",
      "<!DOCTYPE a><a/>",
      "<a/><!-- b",
      "<a/><!-- b -- c -->",
      "<a/><!-- b --",
      "<a/><?",
      "<a/><?1?>",
      "<a/><?b",
      "<a/><?b ?",
      "<a/><?b?c?>",
      "<a/><?b:c?>",
      "<a/><?xml version='1.0'?>",
      " <?xml version='1.0'?><a/>",
      "<?xml?><a/>",
      "<?xml version='1.1'?><a/>",
      "<?xml version=1.0?><a/>",
      "<?xml version='1.0' encoding='_'?><a/>",
      "<?xml version='1.0' standalone='maybe'?><a/>",
      "<?xml version='1.0><a/>",
      "<?xml version='1.0'><a/>",
      "<a>\x01</a>",
      "<a>\xFF</a>",
      "<a>\xEF\xBF\xBE</a>",
      "<a b='\xED\xA0\x80'/>",
  };
  check_all(xml, sizeof xml / sizeof *xml, 0);
}

/* `head`, `n` times `piece`, `tail`. Where the piece has a "%", a number takes its place. */
static void check_many(const char *head, const char *piece, size_t n, const char *tail, int is_taken) {
  size_t room = strlen(head) + n * (strlen(piece) + 8) + strlen(tail) + 1, used = 0;
  char *p = malloc(room);
  assert_non_null(p);
  used += (size_t)snprintf(p + used, room - used, "%s", head);
  const char *mark = strchr(piece, '%');
  for (size_t i = 0; i < n; i++)
    if (mark != NULL)
      used += (size_t)snprintf(p + used, room - used, "%.*s%zu%s", (int)(mark - piece), piece, i, mark + 1);
    else
      used += (size_t)snprintf(p + used, room - used, "%s", piece);
  used += (size_t)snprintf(p + used, room - used, "%s", tail);
  check((gk_str){p, used}, is_taken);
  free(p);
}

static void test_bounds(void **state) {
  (void)state;
  check_many("<a>", "<b>", 200, "", 0);
  check_many("<a>", "<b%/>", 1000, "</a>", 1);
  check_many("<a>", "<b%/>", 1100, "</a>", 0); /* names */
  check_many("<a", " b%=''", 1000, "/>", 1);
  check_many("<a>", "text and an end of line\n", 2000, "</a>", 1);
  check_many("<a>", "\n", 4000, "</a>", 0); /* tokens */
  check_many("<a b='", "0123456789abcdef", 1000, "'/>", 1);
  check_many("<a b='", "&lt;\n", 4000, "'/>", 1);
  char nested[4 * 1100 * 2 + 1] = "";
  for (size_t depth = 1024; depth <= 1025; depth++) {
    size_t n = 0;
    for (size_t i = 0; i < depth; i++, n += 3)
      memcpy(nested + n, "<a>", 3);
    for (size_t i = 0; i < depth; i++, n += 4)
      memcpy(nested + n, "</a>", 4);
    check((gk_str){nested, n}, depth == 1024);
  }
}

/* Every end of a document, and every byte of it replaced by those that mean something. */
static void test_prefixes_and_bytes(void **state) {
  (void)state;
  static const char xml[] = "<?xml version='1.0'?><a xmlns:b='u' b:c=\"d&lt;\"><b:e/>t]]&#10;\r\n<!--f--><?g h?></a>";
  static const char odd[] = "<>&;\"'=/?!-] \n\r\t:\x01\xE5#x";
  char changed[sizeof xml];
  for (size_t n = 0; n < sizeof xml - 1; n++)
    assert_null(xml_ways_check((gk_str){xml, n}, NULL));
  for (size_t i = 0; i < sizeof xml - 1; i++)
    for (size_t j = 0; j < sizeof odd - 1; j++) {
      memcpy(changed, xml, sizeof xml);
      changed[i] = odd[j];
      assert_null(xml_ways_check((gk_str){changed, sizeof xml - 1}, NULL));
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_takes_what_word_processors_write),
      cmocka_unit_test(test_leaves_the_rest_to_expat),
      cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_prefixes_and_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
