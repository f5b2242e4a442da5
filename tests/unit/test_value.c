#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/chinese_number.h"
#include "extract/value.h"

typedef struct value_case {
  const char *text;
  gk_cell_type type;
  gk_cell_state state;
  const char *number;
  const char *unit;
} value_case;

#define NUMBER(text, number)                                                                                           \
  { text, GK_CELL_COUNT, GK_STATE_NUMBER, number, "" }
#define SIGNED(text, number)                                                                                           \
  { text, GK_CELL_SIGNED, GK_STATE_NUMBER, number, "" }
#define MONEY(text, number, unit)                                                                                      \
  { text, GK_CELL_AMOUNT, GK_STATE_NUMBER, number, unit }
#define NONE(text)                                                                                                     \
  { text, GK_CELL_COUNT, GK_STATE_NOT_APPLICABLE, "0", "" }
#define BLANK(text)                                                                                                    \
  { text, GK_CELL_COUNT, GK_STATE_BLANK, "0", "" }
#define UNREADABLE(text)                                                                                               \
  { text, GK_CELL_COUNT, GK_STATE_UNREADABLE, "0", "" }

static const value_case cases[] = {
    NUMBER("0", "0"),
    NUMBER("23097", "23097"),
    NUMBER(" 0 ", "0"),
    NUMBER("\xE3\x80\x80"
           "7"
           "\xC2\xA0",
           "7"),
    NUMBER("１２３", "123"),
    NUMBER("1,113", "1113"),
    NUMBER("1，113", "1113"),
    NUMBER("12,345,678", "12345678"),
    NUMBER("007", "7"),
    NUMBER("-1", "-1"),
    NUMBER("－1", "-1"),
    NUMBER("−1", "-1"),
    NUMBER("-0", "0"),
    NUMBER("+113", "113"),
    NUMBER("＋113", "113"),
    NUMBER("0件", "0"),
    NUMBER("3 条", "3"),
    NUMBER("1.50", "1.50"),
    NUMBER("123456789012345", "123456789012345"),
    NUMBER("十二", "12"),
    NUMBER("一百零五", "105"),
    NUMBER("二〇二一", "2021"),
    NUMBER("零", "0"),
    NUMBER("三万二千", "32000"),
    NUMBER("壹仟贰佰", "1200"),
    NUMBER("三件", "3"),
    NUMBER("一件", "1"),
    NUMBER("參拾伍", "35"),
    NUMBER("⼗⼆", "12"),
    NUMBER("1\u2009113", "1113"),
    NUMBER("12\u202F345\u202F678", "12345678"),
    NUMBER("1﹐113", "1113"),
    NUMBER("０件", "0"),
    NUMBER("5（件）", "5"),
    NUMBER("5 份", "5"),
    NUMBER("共12件", "12"),
    NUMBER("﹣7", "-7"),
    SIGNED("增5", "5"),
    SIGNED("增加5项", "5"),
    SIGNED("减3", "-3"),
    SIGNED("减少 3", "-3"),
    SIGNED("減3", "-3"),
    SIGNED("-8", "-8"),
    SIGNED("增5件", "5"),
    SIGNED("增加５", "5"),
    SIGNED("減少3", "-3"),
    SIGNED("增长 12", "12"),
    SIGNED("下降4项", "-4"),
    SIGNED("↑5", "5"),
    SIGNED("↓5", "-5"),
    SIGNED("增一千零五十", "1050"),
    MONEY("317.7 万元", "317.7", "万元"),
    MONEY("11522.96万元", "11522.96", "万元"),
    MONEY("2601.953875万", "2601.953875", "万"),
    MONEY("251000元", "251000", "元"),
    MONEY("1.5\n亿元", "1.5", "亿元"),
    MONEY("1,113.25 万元", "1113.25", "万元"),
    MONEY("三万元", "3", "万元"),
    MONEY("317.7（万元）", "317.7", "万元"),
    MONEY("3.5萬元", "3.5", "萬元"),
    MONEY("￥251000.00", "251000.00", "￥"),
    MONEY("¥251000元", "251000", "元"),
    MONEY("人民币3万元", "3", "万元"),
    MONEY("１，１１３．２５万元", "1113.25", "万元"),
    MONEY("0", "0", ""),
    MONEY(".5", "0.5", ""),
    NONE("/"),
    NONE("—"),
    NONE("－"),
    NONE("-"),
    NONE("——"),
    NONE("/ /"),
    NONE("无"),
    NONE("不适用"),
    NONE("N/A"),
    NONE("沒有"),
    NONE("無"),
    NONE("暂无"),
    NONE("無此情況"),
    NONE("无此类情况"),
    NONE("不存在"),
    NONE("∕"),
    NONE("⁄"),
    NONE("─"),
    NONE("━━"),
    NONE("／"),
    NONE("﹣"),
    NONE("无。"),
    BLANK(""),
    BLANK(" \t\n"),
    BLANK("\xC2\xA0\xE3\x80\x80\xE2\x80\x82"),
    UNREADABLE("0/0"),
    UNREADABLE("本单位未制作规章"),
    UNREADABLE("13000000(预算数)"),
    UNREADABLE("1 2"),
    UNREADABLE("1\n2"),
    UNREADABLE("1,13"),
    UNREADABLE("1234,567"),
    UNREADABLE("1,"),
    UNREADABLE("5."),
    UNREADABLE("1.2.3"),
    UNREADABLE("约5"),
    UNREADABLE("5万元"),
    UNREADABLE("增5"),
    UNREADABLE("—5"),
    UNREADABLE("--5"),
    UNREADABLE("一"),
    UNREADABLE("一一"),
    UNREADABLE("1\u2009"
               "13"),
    UNREADABLE("1234\u2009"
               "567"),
    UNREADABLE("1\u2009113,000"),
    UNREADABLE("1\u3000113"),
    UNREADABLE("1\u00A0113"),
    UNREADABLE("? 0"),
    UNREADABLE("增5减3"),
    UNREADABLE("持平"),
    UNREADABLE("5（件"),
    UNREADABLE("5）"),
    UNREADABLE("共"),
    UNREADABLE("人民币"),
    UNREADABLE("无5"),
    UNREADABLE("202011日至20201231日"),
    UNREADABLE("+"),
    UNREADABLE("1234567890123456"),
    UNREADABLE("1e5"),
    UNREADABLE("12345678901234567890123456789012345678901234567890"),
};

static void reads_cells(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const value_case *c = &cases[i];
    char number[GK_DECIMAL_SIZE];
    gk_value v = gk_value_read((gk_str){c->text, strlen(c->text)}, c->type);
    gk_decimal_format(v.number, number);
    if (v.state != c->state || strcmp(number, c->number) != 0 || v.unit.n != strlen(c->unit) ||
        (v.unit.n != 0 && memcmp(v.unit.p, c->unit, v.unit.n) != 0))
      fail_msg("\"%s\": state %s, number %s, unit \"%.*s\"", c->text, gk_state_name(v.state), number, (int)v.unit.n,
               v.unit.n != 0 ? v.unit.p : "");
  }
}

static void refuses_broken_numerals(void **state) {
  static const uint32_t broken[][4] = {
      {0x5341, 0x5341, 0},              /* 十十 */
      {0x4E00, 0x5343, 0x4E07, 0x4EBF}, /* 一千万亿 */
      {0x767E, 0},                      /* 百 */
      {0x4E8C, 0x5341, 0x767E, 0},      /* 二十百 */
  };
  (void)state;
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    size_t n = 0;
    int64_t number = -7;
    while (n < 4 && broken[i][n] != 0)
      n++;
    assert_int_equal(gk_chinese_read(broken[i], n, &number), 1);
    assert_int_equal(number, -7);
  }
}

static void finds_units_in_headers(void **state) {
  static const char *const headers[][2] = {
      {"采购总金额(万元)", "万元"},
      {"采购总金额（单位：万元）", "万元"},
      {"采购总金额\n（亿元）", "亿元"},
      {"采购总金额（元）", "元"},
      {"采购总金额", ""},
      {"万元采购总金额", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
    gk_str unit = gk_value_header_unit((gk_str){headers[i][0], strlen(headers[i][0])});
    assert_int_equal(unit.n, strlen(headers[i][1]));
    if (unit.n != 0)
      assert_memory_equal(unit.p, headers[i][1], unit.n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_cells),
      cmocka_unit_test(refuses_broken_numerals),
      cmocka_unit_test(finds_units_in_headers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
