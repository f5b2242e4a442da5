#include "reader/list_format.h"

#include <string.h>

/* Text being written; the callers see to it that the largest number fits. */
typedef struct out {
  char *p;
  size_t n;
} out;

static void put(out *o, const char *text) {
  size_t n = strlen(text);
  memcpy(o->p + o->n, text, n);
  o->n += n;
}

static void put_code_point(out *o, uint32_t c) { /* all of ours have three bytes: U+0800 to U+FFFF */
  o->p[o->n++] = (char)(0xE0 | c >> 12);
  o->p[o->n++] = (char)(0x80 | (c >> 6 & 0x3F));
  o->p[o->n++] = (char)(0x80 | (c & 0x3F));
}

/* The decimal digits of n, the last one first; returns how many. */
static size_t split(uint32_t n, uint8_t digits[10]) {
  size_t count = 0;
  do {
    digits[count++] = (uint8_t)(n % 10);
    n /= 10;
  } while (n > 0);
  return count;
}

static int put_decimal(out *o, uint32_t n, size_t min_digits) {
  uint8_t digits[10];
  size_t count = split(n, digits);
  for (size_t i = count; i < min_digits; i++)
    o->p[o->n++] = '0';
  while (count > 0)
    o->p[o->n++] = (char)('0' + digits[--count]);
  return 1;
}

/* Each digit by a character of its own. */
typedef struct digit_set {
  const char *digits[10];
} digit_set;

static const digit_set full_width = {{"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"}};
static const digit_set ideograph = {{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}};
static const digit_set circle_zero = {{"○", "一", "二", "三", "四", "五", "六", "七", "八", "九"}};

static int put_digits(out *o, uint32_t n, const digit_set *set) {
  uint8_t digits[10];
  size_t count = split(n, digits);
  while (count > 0)
    put(o, set->digits[digits[--count]]);
  return 1;
}

/* 十, 十一, 二十 up to 九十九; from 一○○ on digit by digit ([MS-DOCX] 2.4 shows both series). */
static int put_tens(out *o, uint32_t n, const digit_set *set) {
  if (n < 10 || n > 99)
    return put_digits(o, n, set);
  if (n >= 20)
    put(o, set->digits[n / 10]);
  put(o, "十");
  if (n % 10 != 0)
    put(o, set->digits[n % 10]);
  return 1;
}

/* Digits with a unit behind each, in groups of four. */
typedef struct counting_set {
  const char *digits[10];
  const char *units[4];  /* "", ten, hundred, thousand */
  const char *groups[3]; /* "", 10^4, 10^8 */
  uint8_t bare_units;    /* bit k: a 1 before units[k] is left out wherever it stands; bit 0: before a leading ten */
  uint8_t says_zero;     /* a gap is spoken: 一百零一 */
} counting_set;

static const counting_set chinese = {
    {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, {"", "十", "百", "千"}, {"", "万", "亿"}, 1, 1};
static const counting_set chinese_legal = {
    {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}, {"", "拾", "佰", "仟"}, {"", "萬", "亿"}, 0, 1};
static const counting_set taiwanese = {
    {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, {"", "十", "百", "千"}, {"", "萬", "億"}, 1, 1};
static const counting_set traditional_legal = {
    {"零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"}, {"", "拾", "佰", "仟"}, {"", "萬", "億"}, 0, 1};
static const counting_set japanese = {{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
                                      {"", "十", "百", "千"},
                                      {"", "万", "億"},
                                      2 | 4 | 8,
                                      0};

static int put_counting(out *o, uint32_t n, const counting_set *set) {
  uint8_t digits[10];
  size_t count = split(n, digits);
  int gap = 0, group_used = 0;
  if (n == 0)
    put(o, set->digits[0]);
  for (size_t i = count; i-- > 0;) {
    size_t unit = i % 4;
    if (digits[i] == 0) {
      gap = 1;
    } else {
      int leading_ten = i == count - 1 && unit == 1 && (set->bare_units & 1);
      if (gap && set->says_zero)
        put(o, set->digits[0]);
      if (digits[i] != 1 || !(leading_ten || (unit > 0 && (set->bare_units >> unit & 1))))
        put(o, set->digits[digits[i]]);
      put(o, set->units[unit]);
      gap = 0;
      group_used = 1;
    }
    if (unit == 0 && group_used) {
      put(o, set->groups[i / 4]);
      group_used = 0;
    }
  }
  return 1;
}

/* One character for each of the numbers from 1 to `last`. */
typedef struct code_range {
  uint32_t first;
  uint32_t last;
} code_range;

/* The third and the fifth are the ten and ten of GB 2312 row 2; Word writes the fifth in parentheses. */
static const code_range circle = {0x2460, 20};
static const code_range fullstop = {0x2488, 20};
static const code_range circle_chinese = {0x2460, 10};
static const code_range paren = {0x2474, 20};
static const code_range ideograph_paren = {0x3220, 10};

static int put_range(out *o, uint32_t n, const code_range *range) {
  if (n == 0 || n > range->last)
    return 0;
  put_code_point(o, range->first + n - 1);
  return 1;
}

typedef struct cycle_set {
  uint32_t n;
  const char *names[12];
} cycle_set;

static const cycle_set stems = {10, {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}};
static const cycle_set branches = {12, {"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"}};

static int put_cycle(out *o, uint32_t n, const cycle_set *set) {
  if (n == 0 || n > set->n)
    return 0;
  put(o, set->names[n - 1]);
  return 1;
}

/* a to z, then aa to zz: the letter repeated, not a number to base 26. */
static int put_letter(out *o, uint32_t n, int first) {
  enum { MAX_REPEATS = 30 };
  if (n == 0 || n > 26 * MAX_REPEATS)
    return 0;
  for (uint32_t i = 0; i <= (n - 1) / 26; i++)
    o->p[o->n++] = (char)(first + (int)((n - 1) % 26));
  return 1;
}

static int put_roman(out *o, uint32_t n, int lower_bit) {
  static const struct {
    uint32_t value;
    const char *text;
  } parts[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
               {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
  size_t start = o->n;
  if (n == 0 || n > 32767) /* the largest number Word counts to */
    return 0;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    for (; n >= parts[i].value; n -= parts[i].value)
      put(o, parts[i].text);
  for (size_t i = start; i < o->n; i++)
    o->p[i] = (char)(o->p[i] | lower_bit);
  return 1;
}

gk_list_format gk_list_format_named(gk_str name) {
  static const struct {
    const char *name;
    gk_list_format format;
  } names[] = {
#define GK_LIST_FORMAT(id, text, family, with) {text, GK_LIST_##id},
      GK_LIST_FORMATS(GK_LIST_FORMAT)
#undef GK_LIST_FORMAT
          {"bullet", GK_LIST_BULLET},
      {"none", GK_LIST_NONE}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i].name) == name.n && memcmp(names[i].name, name.p, name.n) == 0)
      return names[i].format;
  return GK_LIST_UNKNOWN;
}

/* What the families of GK_LIST_FORMATS take: the address of a set, or a number. */
#define WITH_decimal(x)  x
#define WITH_digits(x)   &x
#define WITH_tens(x)     &x
#define WITH_counting(x) &x
#define WITH_range(x)    &x
#define WITH_cycle(x)    &x
#define WITH_letter(x)   x
#define WITH_roman(x)    x

size_t gk_list_format_number(gk_list_format format, int32_t n, char *buf) {
  out o = {buf, 0};
  uint32_t value = n < 0 ? 0 : (uint32_t)n;
  int written = 0;
  switch (format) {
#define GK_LIST_FORMAT(id, name, family, with)                                                                         \
  case GK_LIST_##id:                                                                                                   \
    written = put_##family(&o, value, WITH_##family(with));                                                            \
    break;
    GK_LIST_FORMATS(GK_LIST_FORMAT)
#undef GK_LIST_FORMAT
  case GK_LIST_BULLET:
  case GK_LIST_NONE:
    return 0;
  case GK_LIST_UNKNOWN:
    break;
  }
  if (!written)
    put_decimal(&o, value, 1);
  return o.n;
}
