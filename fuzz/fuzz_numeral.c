/*
 * Numbers: what is read from any text is a number that can be written and read again, and what is written in any of the
 * writings reports have is read as what it was. The first bytes are the number and its writing, all are a text.
 */
#include "target.h"

#include "extract/chinese_number.h"
#include "extract/fold.h"
#include "extract/numeral.h"
#include "extract/value.h"

#include <inttypes.h>

enum { MAX_BYTES = 512, MAX_CPS = 32 };

typedef struct cps {
  uint32_t p[MAX_CPS];
  size_t n;
} cps;

/* A digit and the powers of ten, as numerals and in the writing of banks. */
static const uint32_t digits[2][10] = {
    {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D},
    {0x96F6, 0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396},
};
static const uint32_t powers[2][4] = {{0, 0x5341, 0x767E, 0x5343}, {0, 0x62FE, 0x4F70, 0x4EDF}};
static const uint32_t big[3] = {0, 0x4E07 /* 万 */, 0x4EBF /* 亿 */};

static void put(cps *out, uint32_t cp) {
  out->p[out->n++] = cp;
}

/* One group below 10 000; a 零 where powers are skipped after something was written. */
static void put_group(cps *out, unsigned group, int banks) {
  static const unsigned tens[4] = {1, 10, 100, 1000};
  int skipped = 0;
  for (int i = 3; i >= 0; i--) {
    unsigned digit = group / tens[i] % 10;
    if (digit == 0) {
      skipped = 1;
      continue;
    }
    if (skipped && out->n > 0)
      put(out, digits[banks][0]);
    skipped = 0;
    put(out, digits[banks][digit]);
    if (i > 0)
      put(out, powers[banks][i]);
  }
}

/* 一千零五十: below 10^12. */
static cps numeral(int64_t number, int banks) {
  cps out = {.n = 0};
  for (int i = 2; i >= 0; i--) {
    unsigned group = (unsigned)(number / (i == 2 ? 100000000 : i == 1 ? 10000 : 1) % 10000);
    if (group == 0)
      continue;
    put_group(&out, group, banks);
    if (i > 0)
      put(&out, big[i]);
  }
  if (out.n == 0)
    put(&out, digits[banks][0]);
  return out;
}

/* 二〇二一. */
static cps digit_by_digit(int64_t number) {
  char decimal[24];
  cps out = {.n = 0};
  int n = snprintf(decimal, sizeof decimal, "%" PRId64, number);
  for (int i = 0; i < n; i++)
    put(&out, decimal[i] == '0' ? 0x3007 : digits[0][decimal[i] - '0']);
  return out;
}

/* A cell with nothing but ones may as well hold strokes; it is refused on purpose. */
static int is_strokes(const cps *c) {
  for (size_t i = 0; i < c->n; i++)
    if (c->p[i] != 0x4E00)
      return 0;
  return 1;
}

static const char *broken_numeral(int64_t number, const cps *written) {
  int64_t back = -1;
  int refused = gk_chinese_read(written->p, written->n, &back);
  if (is_strokes(written))
    return refused ? NULL : "strokes are read as a number";
  return refused || back != number ? "a numeral is not read as it was written" : NULL;
}

static int is_same(gk_decimal a, gk_decimal b) {
  return a.digits == b.digits && a.scale == b.scale;
}

/* A decimal between two pieces of text, read in a cell. */
static const char *broken_decimal(gk_decimal d, const char *before, const char *behind, gk_cell_type type) {
  char number[GK_DECIMAL_SIZE], cell[GK_DECIMAL_SIZE + 32];
  gk_decimal_format(d, number);
  int n = snprintf(cell, sizeof cell, "%s%s%s", before, number, behind);
  gk_value value = gk_value_read((gk_str){cell, (size_t)n}, type);
  return value.state == GK_STATE_NUMBER && is_same(value.number, d) ? NULL : "a decimal is not read as it was written";
}

/* 12,345,678 */
static const char *broken_groups(int64_t number) {
  char plain[24], grouped[32];
  int n = snprintf(plain, sizeof plain, "%" PRId64, number), at = 0;
  for (int i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0)
      grouped[at++] = ',';
    grouped[at++] = plain[i];
  }
  gk_value value = gk_value_read((gk_str){grouped, (size_t)at}, GK_CELL_COUNT);
  return value.state == GK_STATE_NUMBER && is_same(value.number, (gk_decimal){number, 0})
             ? NULL
             : "groups of digits are not read as they were written";
}

static const char *broken_writings(const uint8_t *data, size_t n) {
  static const char *const before[] = {"", " ", "\xE3\x80\x80", "\n"}, *const behind[] = {"", " ", " 件", "（件）"};
  int64_t number = 0;
  for (size_t i = 0; i < 6 && i + 2 < n; i++)
    number = number * 256 + data[i + 2];
  number %= INT64_C(1000000000000);
  gk_decimal d = {data[0] % 2 ? number : -number, data[1] % 7};
  cps writings[3] = {numeral(number, 0), numeral(number, 1), digit_by_digit(number)};
  const char *broken = broken_groups(number);
  for (size_t i = 0; i < 3 && broken == NULL; i++)
    broken = broken_numeral(number, &writings[i]);
  if (broken == NULL)
    broken = broken_decimal(d, before[data[0] / 2 % 4], behind[data[1] / 8 % 4], GK_CELL_COUNT);
  return broken;
}

/* What says that there is nothing is no number, least of all 0; a blank is one however it is made. */
static const char *broken_nothing(const uint8_t *data, gk_cell_type type) {
  static const char *const blanks[] = {"", " ", "\n", "\t", "\xC2\xA0", "\xE3\x80\x80"};
  static const char *const words[] = {"/", "\\", "-", "—", "——", "无", "无。", "不适用", "N/A", "。"};
  char cell[64];
  int n = snprintf(cell, sizeof cell, "%s%s", blanks[data[0] % 6], blanks[data[1] % 6]);
  if (gk_value_read((gk_str){cell, (size_t)n}, type).state != GK_STATE_BLANK)
    return "a blank is not read as one";
  n += snprintf(cell + n, sizeof cell - (size_t)n, "%s", words[data[0] / 6 % 10]);
  gk_cell_state state = gk_value_read((gk_str){cell, (size_t)n}, type).state;
  return state == GK_STATE_NUMBER ? "a stroke or a word is read as a number" : NULL;
}

static const char *broken_value(gk_str text, gk_cell_type type) {
  gk_value value = gk_value_read(text, type);
  if (value.state != GK_STATE_NUMBER)
    return value.number.digits != 0 || value.state == GK_STATE_ABSENT ? "what is no number has a value" : NULL;
  if (value.number.digits > INT64_C(999999999999999) || value.number.digits < -INT64_C(999999999999999) ||
      value.number.scale > 15)
    return "a number has more digits than survive";
  if (value.unit.n > 0 && (value.unit.p < text.p || value.unit.p + value.unit.n > text.p + text.n))
    return "a unit stands outside its text";
  return broken_decimal(value.number, "", "", type);
}

/* Years and small numbers, wherever they may begin. */
static const char *broken_fold(gk_str text) {
  gk_arena arena;
  gk_fold fold;
  const char *broken = NULL;
  gk_arena_init(&arena, NULL, 0);
  if (gk_fold_init(&fold, &arena, MAX_BYTES) != GK_OK)
    exit(1);
  gk_fold_text(&fold, text);
  for (size_t i = 0; i < fold.n; i++) {
    int year = 0, small = 0;
    size_t year_end = gk_read_year(&fold, i, &year), small_end = gk_read_small(&fold, i, &small);
    if (year_end != GK_FOLD_NONE && (year < GK_MIN_YEAR || year > GK_MAX_YEAR || year_end != i + 4))
      broken = "a year is none";
    if (small_end != GK_FOLD_NONE && (small < 1 || small > 99 || small_end <= i || small_end > fold.n))
      broken = "a small number is none";
  }
  gk_arena_free(&arena);
  return broken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n < 2 || n > MAX_BYTES)
    return 0;
  gk_str text = exact_copy(data, n);
  const char *broken = broken_writings(data, n);
  for (int type = GK_CELL_COUNT; type <= GK_CELL_AMOUNT && broken == NULL; type++)
    broken = broken_value(text, (gk_cell_type)type);
  for (int type = GK_CELL_COUNT; type <= GK_CELL_AMOUNT && broken == NULL; type++)
    broken = broken_nothing(data, (gk_cell_type)type);
  if (broken == NULL)
    broken = broken_fold(text);
  exact_free(text);
  die_if(broken);
  return 0;
}
