#include "support/json_check.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32, NUMBER_BYTES = 64 };

/* A cursor; `broken` is sticky. */
typedef struct reader {
  const char *p;
  const char *end;
  const char *broken;
  char *text; /* room for any string in it */
  json_each *each;
  void *ctx;
} reader;

static int fails(reader *r, const char *why) {
  if (r->broken == NULL)
    r->broken = why;
  return 0;
}

static int take(reader *r, char c) {
  if (r->p == r->end || *r->p != c)
    return 0;
  r->p++;
  return 1;
}

static int expect(reader *r, char c, const char *why) {
  return take(r, c) || fails(r, why);
}

/* The control that an escape with a letter stands for; 0 for none. */
static char by_letter(char letter) {
  static const char letters[] = "btnfr", controls[] = "\b\t\n\f\r";
  const char *at = letter == '\0' ? NULL : strchr(letters, letter);
  return at == NULL ? '\0' : controls[at - letters];
}

/* RFC 8785, 3.2.2.2: four digits in lower case, only for controls that have no letter. */
static int take_hex(reader *r, char *c) {
  static const char hex[] = "0123456789abcdef";
  if (r->end - r->p < 4 || memcmp(r->p, "00", 2) != 0 || (r->p[2] != '0' && r->p[2] != '1'))
    return fails(r, "an escape that need not be");
  const char *low = r->p[3] == '\0' ? NULL : strchr(hex, r->p[3]);
  if (low == NULL)
    return fails(r, "an escape that is not in lower case");
  *c = (char)((r->p[2] - '0') * 16 + (low - hex));
  r->p += 4;
  return (*c >= '\b' && *c <= '\r' && *c != '\v') ? fails(r, "an escape by number of what has a letter") : 1;
}

static int take_escape(reader *r, char *c) {
  if (r->p == r->end)
    return fails(r, "an escape is cut off");
  char letter = *r->p++;
  if (letter == 'u')
    return take_hex(r, c);
  *c = letter == '"' || letter == '\\' ? letter : by_letter(letter);
  return *c != '\0' || fails(r, "an escape of what need not be escaped");
}

static int take_string(reader *r, gk_str *text) {
  size_t n = 0;
  if (!expect(r, '"', "a string is wanting"))
    return 0;
  while (r->p < r->end && *r->p != '"') {
    char c = *r->p++;
    if ((unsigned char)c < 0x20)
      return fails(r, "a control stands in a string as it is");
    if (c == '\\' && !take_escape(r, &c))
      return 0;
    r->text[n++] = c;
  }
  *text = (gk_str){r->text, n};
  if (!gk_utf8_valid(*text, NULL))
    return fails(r, "a string is not UTF-8");
  return expect(r, '"', "a string has no end");
}

/* The fewest digits that give the double again, and where the point is. */
static size_t shortest(double value, char digits[NUMBER_BYTES], int *point) {
  char text[NUMBER_BYTES];
  for (int precision = 0; precision < 17; precision++) {
    (void)snprintf(text, sizeof text, "%.*e", precision, value);
    if (strtod(text, NULL) == value)
      break;
  }
  size_t n = 0;
  const char *at = text;
  for (; *at != 'e'; at++)
    if (*at != '.')
      digits[n++] = *at;
  *point = (int)strtol(at + 1, NULL, 10) + 1;
  return n;
}

/* ECMA-262, Number::toString of a positive number. */
static void write_number(double value, char out[2 * NUMBER_BYTES]) {
  char d[NUMBER_BYTES];
  int point, k = (int)shortest(value, d, &point);
  if (k <= point && point <= 21)
    (void)snprintf(out, 2 * NUMBER_BYTES, "%.*s%.*s", k, d, point - k, "000000000000000000000");
  else if (0 < point && point <= 21)
    (void)snprintf(out, 2 * NUMBER_BYTES, "%.*s.%.*s", point, d, k - point, d + point);
  else if (-6 < point && point <= 0)
    (void)snprintf(out, 2 * NUMBER_BYTES, "0.%.*s%.*s", -point, "000000", k, d);
  else
    (void)snprintf(out, 2 * NUMBER_BYTES, "%.1s%s%.*se%+d", d, k > 1 ? "." : "", k - 1, d + 1, point - 1);
}

static int is_number_char(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e';
}

/* Most numbers are small whole ones, which are told without arithmetic. */
static int is_small_integer(const char *digits) {
  size_t n = strspn(digits, "0123456789");
  return n > 0 && n <= 15 && digits[n] == '\0' && digits[0] != '0';
}

static int take_number(reader *r, gk_str *text) {
  char number[NUMBER_BYTES], canonical[2 * NUMBER_BYTES];
  size_t n = 0;
  *text = (gk_str){r->p, 0};
  while (r->p < r->end && is_number_char(*r->p) && n < sizeof number - 1)
    number[n++] = *r->p++;
  number[n] = '\0';
  text->n = n;
  const char *positive = number + (number[0] == '-');
  if (is_small_integer(positive))
    return 1;
  double value = strtod(positive, NULL);
  if (value == 0)
    return strcmp(number, "0") == 0 || fails(r, "a zero is written otherwise");
  write_number(value, canonical);
  return strcmp(positive, canonical) == 0 || fails(r, "a number is not in its canonical form");
}

static int take_word(reader *r) {
  static const char *const words[] = {"null", "true", "false"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t n = strlen(words[i]);
    if ((size_t)(r->end - r->p) >= n && memcmp(r->p, words[i], n) == 0) {
      r->p += n;
      return 1;
    }
  }
  return fails(r, "a value is wanting");
}

/* Keys of ours are ASCII without escapes: as they stand they sort as UTF-16 does. */
static int take_key(reader *r, gk_str *before) {
  gk_str text, key = {r->p + 1, 0};
  if (!take_string(r, &text))
    return 0;
  key.n = (size_t)(r->p - key.p) - 1;
  if (key.n != text.n)
    return fails(r, "a key has escapes");
  size_t n = key.n < before->n ? key.n : before->n;
  int order = before->p == NULL ? -1 : memcmp(before->p, key.p, n);
  if (before->p != NULL && (order > 0 || (order == 0 && before->n >= key.n)))
    return fails(r, "keys do not ascend");
  *before = key;
  return expect(r, ':', "a key has no value");
}

static int take_value(reader *r, gk_str key, int depth);

static int take_object(reader *r, int depth) {
  gk_str key = {NULL, 0};
  if (take(r, '}'))
    return 1;
  do
    if (!take_key(r, &key) || !take_value(r, key, depth + 1))
      return 0;
  while (take(r, ','));
  return expect(r, '}', "an object has no end");
}

static int take_array(reader *r, gk_str key, int depth) {
  if (take(r, ']'))
    return 1;
  do
    if (!take_value(r, key, depth + 1))
      return 0;
  while (take(r, ','));
  return expect(r, ']', "an array has no end");
}

static int take_scalar(reader *r, gk_str key) {
  json_value value = {.key = key, .is_string = r->p < r->end && *r->p == '"'};
  if (!value.is_string && r->p < r->end && !is_number_char(*r->p))
    return take_word(r);
  if (!(value.is_string ? take_string(r, &value.text) : take_number(r, &value.text)))
    return 0;
  if (r->each != NULL)
    r->each(r->ctx, &value);
  return 1;
}

static int take_value(reader *r, gk_str key, int depth) {
  if (depth > MAX_DEPTH)
    return fails(r, "values nest deeper than any record's");
  if (take(r, '{'))
    return take_object(r, depth);
  return take(r, '[') ? take_array(r, key, depth) : take_scalar(r, key);
}

const char *json_check(gk_str json, json_each *each, void *ctx) {
  reader r = {.p = json.p, .end = json.p + json.n, .text = malloc(json.n + 1), .each = each, .ctx = ctx};
  if (r.text == NULL)
    return "the test itself has no memory";
  if (take_value(&r, (gk_str){"", 0}, 0) && r.p != r.end)
    (void)fails(&r, "something stands behind the value");
  free(r.text);
  return r.broken;
}
