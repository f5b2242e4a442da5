#include "emit/clean.h"

/* Source: Unicode, table 3-7 (well-formed sequences) and section 3.9 (substitution of maximal subparts). */
size_t gk_clean_step_rare(const char *p, const char *end, int *is_well_formed) {
  unsigned char lead = (unsigned char)p[0];
  size_t need = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  size_t n = 1;
  while (n < need && p + n < end && (unsigned char)p[n] >= low && (unsigned char)p[n] <= high) {
    low = 0x80;
    high = 0xBF;
    n++;
  }
  *is_well_formed = n == need;
  return n;
}

/* U+2400 to U+241F, and U+2421 for delete. */
static gk_str picture(unsigned char control) {
  static const char pictures[] = "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡";
  size_t at = control < 0x20 ? control : 0x20;
  return (gk_str){pictures + 3 * at, 3};
}

static int is_kept(unsigned char c, gk_clean what) {
  if (what == GK_CLEAN_NUL)
    return c != 0;
  return (c >= 0x20 && c != 0x7F) || c == '\t' || c == '\n' || c == '\r';
}

gk_str gk_clean_next(gk_str *rest, gk_clean what) {
  const char *p = rest->p, *end = rest->p + rest->n;
  gk_str replacement = {NULL, 0};
  size_t n = 0;
  while (p < end) {
    int is_well_formed = 1;
    n = (unsigned char)*p < 0x80 ? 1 : gk_clean_step(p, end, &is_well_formed);
    if (!is_well_formed)
      replacement = GK_LIT("\xEF\xBF\xBD");
    else if (n == 1 && !is_kept((unsigned char)*p, what))
      replacement = picture((unsigned char)*p);
    if (replacement.n > 0)
      break;
    p += n;
  }
  gk_str kept = {rest->p, (size_t)(p - rest->p)};
  if (kept.n == 0)
    p += n;
  *rest = (gk_str){p, (size_t)(end - p)};
  return kept.n > 0 ? kept : replacement;
}

size_t gk_clean_bytes(gk_str s, gk_clean what) {
  size_t n = 0;
  while (s.n > 0)
    n += gk_clean_next(&s, what).n;
  return n;
}
