#include "extract/chinese_number.h"

static const struct {
  uint32_t cp;
  int digit;
} digits[] = {
    {0x3007, 0}, {0x96F6, 0}, {0x4E00, 1}, {0x4E8C, 2}, {0x4E09, 3}, {0x56DB, 4}, {0x4E94, 5}, {0x516D, 6},
    {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9}, {0x4E24, 2}, {0x58F9, 1}, {0x8D30, 2}, {0x53C1, 3}, {0x53C2, 3},
    {0x8086, 4}, {0x4F0D, 5}, {0x9646, 6}, {0x67D2, 7}, {0x634C, 8}, {0x7396, 9},
};

int gk_chinese_digit(uint32_t cp) {
  for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
    if (digits[i].cp == cp)
      return digits[i].digit;
  return -1;
}

/* 十, 百, 千 and their financial forms; 0 for anything else. */
static int64_t small_power(uint32_t cp) {
  switch (cp) {
  case 0x5341:
  case 0x62FE:
    return 10;
  case 0x767E:
  case 0x4F70:
    return 100;
  case 0x5343:
  case 0x4EDF:
    return 1000;
  default:
    return 0;
  }
}

static int64_t big_power(uint32_t cp) {
  return cp == 0x4E07 || cp == 0x842C ? 10000 : cp == 0x4EBF || cp == 0x5104 ? 100000000 : 0;
}

int gk_chinese_is_numeral(uint32_t cp) {
  return gk_chinese_digit(cp) >= 0 || small_power(cp) != 0 || big_power(cp) != 0;
}

static int read_digits(const uint32_t *cps, size_t n, int64_t *number) {
  int64_t value = 0;
  if (n > 15)
    return 1;
  for (size_t i = 0; i < n; i++) {
    int digit = gk_chinese_digit(cps[i]);
    if (digit < 0)
      return 1;
    value = value * 10 + digit;
  }
  *number = value;
  return 0;
}

/*
 * One group below 10 000: digits each with a falling power, 零 only where powers are skipped, a bare 十 for 一十.
 * Stops at the first code point that is none of it; *i is left there.
 */
static int read_group(const uint32_t *cps, size_t n, size_t *i, int64_t *group) {
  int64_t value = 0, below = 10000;
  size_t start = *i;
  while (*i < n && big_power(cps[*i]) == 0) {
    if (cps[*i] == 0x96F6 || cps[*i] == 0x3007) { /* 零, 〇 */
      ++*i;
      continue;
    }
    int digit = gk_chinese_digit(cps[*i]);
    if (digit < 0 && !(small_power(cps[*i]) == 10 && *i == start))
      return 1;
    *i += digit >= 0;
    int64_t power = *i < n ? small_power(cps[*i]) : 0;
    *i += power != 0;
    if (power == 0)
      power = 1;
    if (digit == 0 || power >= below)
      return 1;
    value += (digit < 0 ? 1 : digit) * power;
    below = power;
  }
  *group = value;
  return 0;
}

static int read_powers(const uint32_t *cps, size_t n, int64_t *number) {
  int64_t value = 0, below = INT64_MAX;
  for (size_t i = 0; i < n;) {
    int64_t group;
    size_t start = i;
    if (read_group(cps, n, &i, &group) || group == 0 || i == start)
      return 1;
    int64_t power = i < n ? big_power(cps[i]) : 1;
    i += i < n;
    if (power >= below)
      return 1;
    value += group * power;
    below = power;
  }
  *number = value;
  return value == 0;
}

/* 一, 一一: as likely strokes. */
static int is_strokes(const uint32_t *cps, size_t n) {
  size_t i = 0;
  while (i < n && cps[i] == 0x4E00)
    i++;
  return i == n;
}

int gk_chinese_read(const uint32_t *cps, size_t n, int64_t *number) {
  if (is_strokes(cps, n))
    return 1;
  return read_digits(cps, n, number) && read_powers(cps, n, number);
}
