#include "mutate_words.h"

#include <string.h>

#include "words.inc"

#define N_OF(table) (sizeof(table) / sizeof *(table))

static const char *const boundaries[] = {"",
                                         "0",
                                         "1",
                                         "-1",
                                         "2",
                                         "9",
                                         "10",
                                         "63",
                                         "64",
                                         "255",
                                         "256",
                                         "1023",
                                         "1024",
                                         "1025",
                                         "4096",
                                         "32767",
                                         "65535",
                                         "65536",
                                         "1e9",
                                         "00001",
                                         "+1",
                                         " 1",
                                         "2147483647",
                                         "2147483648",
                                         "true",
                                         "-2147483648",
                                         "4294967295",
                                         "4294967296",
                                         "18446744073709551615",
                                         "18446744073709551616",
                                         "%1",
                                         "%1.%2.%9",
                                         "nan"};

static const char *const numerals[] = {"0",
                                       "1",
                                       "-1",
                                       "12",
                                       "1,113",
                                       "1，113",
                                       "1,11",
                                       "1 113",
                                       "３",
                                       "１２",
                                       "３１７.７０",
                                       "317.70",
                                       "317.7万",
                                       "1.5亿元",
                                       "/",
                                       "—",
                                       "——",
                                       "-",
                                       "无",
                                       "○",
                                       "零",
                                       "一百二十",
                                       "壹佰",
                                       "十",
                                       "（3）",
                                       "①",
                                       "Ⅻ",
                                       "2147483648",
                                       "9223372036854775808",
                                       "99999999999999999999999999999999",
                                       "1.000000001",
                                       "50%",
                                       "1/2",
                                       "3件",
                                       "约3",
                                       "3．",
                                       ".5",
                                       "5.",
                                       "l",
                                       "O",
                                       "",
                                       " ",
                                       "\xE3\x80\x80",
                                       "*"};

static gk_str slice(const char *s) {
  return (gk_str){s, strlen(s)};
}

void mutate_put_boundary(mutate_random *r, mutate_out *out) {
  static const size_t lengths[] = {100, 255, 257, 1000, 5000};
  if (!mutate_once_in(r, 24)) {
    mutate_put(out, slice(boundaries[mutate_below(r, N_OF(boundaries))]));
    return;
  }
  gk_str nines = GK_LIT("99999999999999999999");
  for (size_t left = lengths[mutate_below(r, N_OF(lengths))] / nines.n; left > 0; left--)
    mutate_put(out, nines);
}

gk_str mutate_numeral(mutate_random *r) {
  return slice(numerals[mutate_below(r, N_OF(numerals))]);
}

gk_str mutate_label(mutate_random *r) {
  return slice(label_words[mutate_below(r, N_OF(label_words))]);
}

gk_str mutate_value(mutate_random *r) {
  return slice(value_words[mutate_below(r, N_OF(value_words))]);
}

/* The first that fits, from anywhere on. */
static gk_str with_prefix(mutate_random *r, const char *const *words, size_t n, gk_str prefix) {
  size_t start = mutate_below(r, n);
  for (size_t i = 0; prefix.n > 0 && i < n; i++) {
    const char *word = words[(start + i) % n];
    if (strncmp(word, prefix.p, prefix.n) == 0)
      return slice(word);
  }
  return (gk_str){NULL, 0};
}

gk_str mutate_element_name(mutate_random *r, gk_str prefix) {
  return with_prefix(r, name_words, N_OF(name_words), prefix);
}

gk_str mutate_attribute_name(mutate_random *r, gk_str prefix) {
  return with_prefix(r, attribute_words, N_OF(attribute_words), prefix);
}
