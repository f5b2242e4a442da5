#include "reader/html_source.h"

#include <string.h>

#include "reader/html_scan.h"
#include "text/utf8.h"

enum { LONGEST_NAME = 32, LONGEST_BARE = 6 };

static void skip(gk_str *s, size_t n) {
  s->p += n;
  s->n -= n;
}

static int is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How much at the start of the page is not in the text: a tag without effect, such as </x> without <x>; the line's end
   behind <pre>; a NUL. */
static size_t dropped_length(gk_str page, gk_str text) {
  if (page.n > 0 && (page.p[0] == '\n' || page.p[0] == '\0') && (text.n == 0 || text.p[0] != page.p[0]))
    return 1;
  if (page.n < 2 || page.p[0] != '<' || !(is_alphanumeric(page.p[1]) || strchr("/!?", page.p[1]) != NULL))
    return 0;
  const char *end = memchr(page.p, '>', page.n);
  return end != NULL ? (size_t)(end - page.p) + 1 : page.n;
}

/* Whether the '&' that text and page both have is written as a reference. */
static int is_ampersand(gk_str page) {
  static const char *const forms[] = {"&amp", "&#38", "&#x26", "&#038"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    size_t n = strlen(forms[i]);
    if (page.n >= n && gk_html_is((gk_str){page.p, n}, forms[i]))
      return 1;
  }
  return 0;
}

/* Whether the page goes on behind `n` bytes as the text does behind its character. */
static int fits(gk_str page, size_t n, gk_str rest) {
  if (n > page.n)
    return 0;
  if (n == page.n || rest.n == 0)
    return n == page.n && rest.n == 0;
  char next = page.p[n];
  return next == rest.p[0] || next == '&' || next == '<' || next == '\r';
}

/* The length of the reference that became the text's first character, `rest` being the text behind it; 0 if there is
   none. A name may do without its semicolon, and then only what follows tells where it ends. */
static size_t reference_length(gk_str page, gk_str rest) {
  int is_number = page.n > 1 && page.p[1] == '#';
  size_t n = is_number ? 2 : 1;
  while (n < page.n && n <= LONGEST_NAME && is_alphanumeric(page.p[n]))
    n++;
  if (n < page.n && page.p[n] == ';' && fits(page, n + 1, rest))
    return n + 1;
  if (is_number)
    return fits(page, n, rest) ? n : 0;
  for (size_t k = n < 1 + LONGEST_BARE ? n : 1 + LONGEST_BARE; k > 1; k--)
    if (fits(page, k, rest))
      return k;
  return 0;
}

static int digit_of(char c, uint32_t base) {
  if (c >= '0' && c <= '9')
    return c - '0';
  int low = c | 0x20;
  return base == 16 && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Whether the reference behind "&#" has a larger number than gumbo's int can count. */
static int wraps(gk_str number) {
  uint32_t base = number.n > 0 && (number.p[0] | 0x20) == 'x' ? 16 : 10;
  uint64_t value = 0;
  int digit;
  for (size_t i = base == 16; i < number.n && value <= INT32_MAX && (digit = digit_of(number.p[i], base)) >= 0; i++)
    value = value * base + (uint64_t)digit;
  return value > INT32_MAX;
}

int gk_html_source_wraps(gk_str page) {
  for (const char *p; page.n > 0 && (p = memchr(page.p, '&', page.n)) != NULL;) {
    skip(&page, (size_t)(p - page.p) + 1);
    if (page.n > 0 && page.p[0] == '#' && wraps((gk_str){page.p + 1, page.n - 1}))
      return 1;
  }
  return 0;
}

/* How many bytes text and page have in common. */
static size_t common_length(gk_str text, gk_str page) {
  size_t n = 0;
  while (n < text.n && n < page.n && text.p[n] == page.p[n] && text.p[n] != '&' && text.p[n] != '\r' &&
         (n == 0 || text.p[n] != '<'))
    n++;
  while (n > 0 && n < text.n && gk_utf8_is_tail(text.p[n]))
    n--;
  return n;
}

/* Hands out `n_text` bytes of the text and `n_page` of the page. */
static int give(gk_html_source *s, size_t n_text, size_t n_page, gk_str *text, gk_str *page) {
  *text = (gk_str){s->text.p, n_text};
  *page = (gk_str){s->page.p, n_page};
  skip(&s->text, n_text);
  skip(&s->page, n_page);
  return 1;
}

int gk_html_source_next(gk_html_source *s, gk_str *text, gk_str *page) {
  for (size_t n; (n = dropped_length(s->page, s->text)) > 0;)
    skip(&s->page, n);
  if (s->text.n == 0)
    return 0;
  size_t n_char = gk_utf8_length((unsigned char)s->text.p[0]), n = 0;
  if (s->page.n > 0 && s->page.p[0] == '\r' && s->text.p[0] == '\n')
    return give(s, 1, s->page.n > 1 && s->page.p[1] == '\n' ? 2 : 1, text, page);
  if (s->page.n > 0 && s->page.p[0] == '&') {
    if (s->text.p[0] == '&' && !is_ampersand(s->page))
      n = 1;
    else if (n_char <= s->text.n && (n = reference_length(s->page, (gk_str){s->text.p + n_char, s->text.n - n_char})))
      return give(s, n_char, n, text, page);
  } else {
    n = common_length(s->text, s->page);
  }
  if (n == 0)
    return give(s, s->text.n, s->page.n, text, page);
  give(s, n, n, text, page);
  *text = *page;
  return 1;
}
