#include "reader/docx_text.h"

#include "reader/docx_names.h"
#include "text/utf8.h"

#include <string.h>

/* The bytes of a start tag: what a character that is written as an element came from. */
static gk_str tag_at(const gk_docx_text *t, size_t off) {
  gk_str whole = t->flow->part->text;
  const char *p = whole.p + off, *end = memchr(p, '>', whole.n - off);
  return (gk_str){p, end != NULL ? (size_t)(end - p) + 1 : 0};
}

void gk_docx_text_element(gk_docx_text *t, gk_str text, size_t off) {
  gk_docx_flow_text(t->flow, text, tag_at(t, off));
}

static int is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The end of a line is one character, however the file writes it. */
static void flush_space(gk_docx_text *t) {
  for (gk_str left = t->space; left.n > 0;) {
    const char *cr = memchr(left.p, '\r', left.n);
    gk_str piece = {left.p, cr == NULL ? left.n : (size_t)(cr - left.p)}, text = piece;
    if (piece.n == 0) {
      piece.n = left.n > 1 && left.p[1] == '\n' ? 2 : 1;
      text = GK_LIT("\n");
    }
    gk_docx_flow_text(t->flow, text, piece);
    left = (gk_str){left.p + piece.n, left.n - piece.n};
  }
  t->space = (gk_str){NULL, 0};
}

/* White space that may be the end of the text. Pieces of it lie side by side, unless a comment stands between. */
static void hold_space(gk_docx_text *t, gk_str space) {
  if (t->space.n > 0 && t->space.p + t->space.n == space.p) {
    t->space.n += space.n;
    return;
  }
  flush_space(t);
  t->space = space;
}

/* Text that stands there in another form: a reference, the end of a line. A space written as &#32; is meant. */
static void changed_text(gk_docx_text *t, gk_str text, gk_str source) {
  if (source.n > 0 && is_space(source.p[0])) {
    if (t->has_text)
      hold_space(t, source);
    return;
  }
  flush_space(t);
  gk_docx_flow_text(t->flow, text, source);
  t->has_text = 1;
}

/* Text less the white space at its ends. */
static void trimmed_text(gk_docx_text *t, gk_str text) {
  size_t from = 0, to = text.n;
  while (to > 0 && is_space(text.p[to - 1]))
    to--;
  while (!t->has_text && from < to && is_space(text.p[from]))
    from++;
  if (from < to) {
    gk_str trimmed = {text.p + from, to - from};
    flush_space(t);
    gk_docx_flow_text(t->flow, trimmed, trimmed);
    t->has_text = 1;
  }
  if (to < text.n && t->has_text)
    hold_space(t, (gk_str){text.p + to, text.n - to});
}

void gk_docx_text_chars(gk_docx_text *t, gk_str text, gk_str source) {
  if (t->keeps_space)
    gk_docx_flow_text(t->flow, text, source);
  else if (text.p == source.p && text.n == source.n)
    trimmed_text(t, text);
  else
    changed_text(t, text, source);
}

void gk_docx_text_start(gk_docx_text *t, const gk_xml_attr *attrs, size_t n_attrs) {
  int is_shown = t->flow->story.field_codes == 0 && !gk_docx_flow_is_hidden(t->flow);
  if (t->flow->story.n_deleted == 0 && !is_shown)
    t->flow->counts->hidden++;
  t->keeps_space = gk_str_is(gk_xml_get(attrs, n_attrs, GK_NS_XML, "space"), "preserve");
  t->has_text = 0;
  t->space = (gk_str){NULL, 0};
}

/* Fonts whose characters are pictures, whatever their codes. */
static int is_symbol_font(gk_str font) {
  static const char *const fonts[] = {"Symbol",  "Wingdings", "Wingdings 2",  "Wingdings 3", "Webdings",
                                      "Marlett", "MT Extra",  "ZapfDingbats", "OpenSymbol"};
  for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
    if (gk_str_is(font, fonts[i]))
      return 1;
  return 0;
}

/* The code point of w:char; 0 if it is not a hexadecimal number that can be one. */
static uint32_t symbol_code(gk_str s) {
  uint32_t c = 0;
  if (s.n == 0 || s.n > 6)
    return 0;
  for (size_t i = 0; i < s.n; i++) {
    char d = s.p[i];
    int v = d >= '0' && d <= '9' ? d - '0' : (d | 0x20) >= 'a' && (d | 0x20) <= 'f' ? (d | 0x20) - 'a' + 10 : -1;
    if (v < 0)
      return 0;
    c = c * 16 + (uint32_t)v;
  }
  return c;
}

/* 17.3.3.30: a character of a font. What it looks like is known only where font and code are ordinary. */
void gk_docx_text_symbol(gk_docx_text *t, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  uint32_t c = symbol_code(gk_xml_get(attrs, n_attrs, GK_NS_W, "char"));
  int is_ordinary = (c >= 0x20 && c < 0xD800) || (c > 0xF8FF && c < 0xF0000); /* neither surrogate nor private */
  if (is_symbol_font(gk_xml_get(attrs, n_attrs, GK_NS_W, "font")))
    is_ordinary = 0;
  char buf[4];
  size_t n = gk_utf8_encode(is_ordinary ? c : GK_REPLACEMENT, buf);
  if (!is_ordinary && !gk_docx_flow_is_silent(t->flow))
    t->flow->counts->symbols++;
  gk_docx_text_element(t, (gk_str){buf, n}, off);
}
