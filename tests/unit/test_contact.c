/* Contact details: keys, where values end, and what is not taken. */
#include "unit/unit.h"

#include <string.h>

#include "extract/contact.h"
#include "extract/metadata.h"
#include "support/paras.h"

static void assert_str(gk_str s, const char *expected, const char *what) {
  const char *want = expected ? expected : "";
  if (s.n != strlen(want) || memcmp(s.p ? s.p : "", want, s.n) != 0)
    fail_msg("%s: \"%.*s\" is not \"%s\"", what, (int)s.n, s.p ? s.p : "", want);
}

typedef struct contact_case {
  const char *text;
  const char *address;
  const char *postcode;
  const char *phone;
  const char *fax;
  const char *email;
  const char *website;
} contact_case;

static void assert_contact(const gk_contact *contact, const contact_case *c) {
  assert_str(contact->address, c->address, c->text);
  assert_str(contact->postcode, c->postcode, c->text);
  assert_str(contact->phone, c->phone, c->text);
  assert_str(contact->fax, c->fax, c->text);
  assert_str(contact->email, c->email, c->text);
  assert_str(contact->website, c->website, c->text);
}

static void check(const contact_case *c) {
  static uint32_t cp[512];
  static uint32_t off[512];
  gk_fold fold = {.cp = cp, .off = off, .capacity = 512};
  gk_contact contact = {0};
  gk_fold_text(&fold, (gk_str){c->text, strlen(c->text)});
  gk_contact_read(&fold, &contact);
  assert_contact(&contact, c);
}

#define CHECK_ALL(cases)                                                                                               \
  for (size_t k = 0; k < sizeof(cases) / sizeof *(cases); k++)                                                         \
  check(&(cases)[k])

static void test_values(void **state) {
  (void)state;
  static const contact_case cases[] = {
      {"请与青石市档案局联系（地址：青石市抚顺路1号；邮编：264200；电话：0631-5625686）", "青石市抚顺路1号", "264200",
       "0631-5625686", NULL, NULL, NULL},
      {"（地址：青石市文化中路59号，邮箱： da@qs.example.cn，邮编：264200，电话：0631—5223481，传真：0631—5228928）。",
       "青石市文化中路59号", "264200", "0631—5223481", "0631—5228928", "da@qs.example.cn", NULL},
      {"（联系地址：青石市文化路1号（市政大厦）3楼、邮政编码：264200、联系电话：0631－5223481",
       "青石市文化路1号（市政大厦）3楼", "264200", "0631－5223481", NULL, NULL, NULL},
      {"通信地址:青石市文化路1号 邮政编码:264200 咨询电话:(0631)5223481 传真:0631-5223482 E-mail:a_b@x.cn "
       "网址:http://www.x.gov.cn/a.html",
       "青石市文化路1号", "264200", "(0631)5223481", "0631-5223482", "a_b@x.cn", "http://www.x.gov.cn/a.html"},
      {"地址：文化路1号，邮编264200，电话0631-5223481，传真０６３１-5223482。", "文化路1号", "264200", "0631-5223481",
       "０６３１-5223482", NULL, NULL},
      {"电话：0631-5223481、5223482；电子邮件：a@b.cn。如有疑问", NULL, NULL, "0631-5223481、5223482", NULL, "a@b.cn",
       NULL},
      {"联系电话：0631-5223481转8001", NULL, NULL, "0631-5223481转8001", NULL, NULL, NULL},
      {"联系电话：0631-5223481如有疑问请来电", NULL, NULL, "0631-5223481", NULL, NULL, NULL},
      {"电子邮箱：a@b.cn 欢迎来信", NULL, NULL, NULL, NULL, "a@b.cn", NULL},
      {"网址为：www.qs.example.cn；电话为：0631-5223481。", NULL, NULL, "0631-5223481", NULL, NULL,
       "www.qs.example.cn"},
      {"电话（传真）：0631-5223481", NULL, NULL, "0631-5223481", "0631-5223481", NULL, NULL},
      {"电话/传真：0631-5223481，邮编：264200", NULL, "264200", "0631-5223481", "0631-5223481", NULL, NULL},
      {"聯繫電話及傳真：0631-5223481", NULL, NULL, "0631-5223481", "0631-5223481", NULL, NULL},
      {"地址：文化路1号，邮编264200，电子邮箱da@qs.example.cn，欢迎来信", "文化路1号", "264200", NULL, NULL,
       "da@qs.example.cn", NULL},
      {"电话：0631-5223481，电话：0631-5223482", NULL, NULL, "0631-5223481", NULL, NULL, NULL},
  };
  CHECK_ALL(cases);
}

static void test_refused(void **state) {
  (void)state;
  static const contact_case cases[] = {
      {"", NULL, NULL, NULL, NULL, NULL, NULL},
      {"：", NULL, NULL, NULL, NULL, NULL, NULL},
      {"地址：", NULL, NULL, NULL, NULL, NULL, NULL},
      {"邮编：26420，邮编：2642000", NULL, NULL, NULL, NULL, NULL, NULL},
      {"邮编：264200，电话：无，传真：/", NULL, "264200", NULL, NULL, NULL, NULL},
      {"邮箱：无，邮箱：@b.cn，邮箱：a@", NULL, NULL, NULL, NULL, NULL, NULL},
      {"网址：详见官网，网站：.", NULL, NULL, NULL, NULL, NULL, NULL},
      {"电子邮箱abc欢迎来信", NULL, NULL, NULL, NULL, NULL, NULL},
      {"拨打电话12345反映问题", NULL, NULL, NULL, NULL, NULL, NULL},
      {"门户网站（http://www.x.gov.cn）下载", NULL, NULL, NULL, NULL, NULL, NULL},
      {"公开了办公地址、办公时间、联系电话、传真号码等内容", NULL, NULL, NULL, NULL, NULL, NULL},
  };
  CHECK_ALL(cases);
}

static void check_document(const char *const *strings, const contact_case *c) {
  size_t n = 0;
  while (strings[n])
    n++;
  gk_arena arena;
  gk_diags diags;
  gk_report report = {0};
  gk_arena_init(&arena, NULL, 0);
  gk_diags_init(&diags, &arena, 100);
  gk_layout layout = paras_layout(&arena, strings, n);
  assert_int_equal(gk_extract_metadata(&arena, &layout, &diags, &report), GK_OK);
  assert_contact(&report.contact, c);
  gk_arena_free(&arena);
}

#define STRINGS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void test_documents(void **state) {
  (void)state;
  check_document(STRINGS("地址：文化路1号", "邮编：264200", "电话：0631-5223481", "一、总体情况", "正文。",
                         "主办：某站 地址：别处2号 电话：010-8888888"),
                 &(contact_case){"first of two lists", "文化路1号", "264200", "0631-5223481", NULL, NULL, NULL});
  check_document(STRINGS("一、总体情况", "正文。", "地址：文化路1号", "邮编：264200", "电话：0631-5223481", "甲。",
                         "邮箱：a@b.cn"),
                 &(contact_case){"list of lines", "文化路1号", "264200", "0631-5223481", NULL, NULL, NULL});
  check_document(STRINGS("如有疑问，联系电话：0631-5223481。", "一、总体情况", "正文。"),
                 &(contact_case){"one in the preamble", NULL, NULL, "0631-5223481", NULL, NULL, NULL});
  check_document(STRINGS("一、总体情况", "监督电话：0631-5223481。", "正文。"),
                 &(contact_case){"one in the text", NULL, NULL, NULL, NULL, NULL, NULL});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_documents),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
