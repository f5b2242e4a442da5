#include "dimension.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/docx.h"
#include "support/odt.h"
#include "support/zipmake.h"

/* Running out of memory ends the program: this is a test. */
static char *block(size_t bytes) {
  char *p = malloc(bytes > 0 ? bytes : 1);
  if (p == NULL)
    abort();
  return p;
}

static void release(gk_str s) {
  free((void *)(uintptr_t)s.p);
}

static char *put(char *to, const char *s, size_t number) {
  for (; s != NULL && *s != '\0'; s++) {
    if (*s == '$')
      to += sprintf(to, "%zu", number);
    else
      *to++ = *s;
  }
  return to;
}

static size_t length(const char *s) {
  return s != NULL ? strlen(s) : 0;
}

gk_str dimension_text(const dimension *d, size_t bytes) {
  enum { DIGITS = 20, MARKS = 4 };
  size_t back = length(d->back), fixed = length(d->head) + length(d->middle) + length(d->tail), n = 0, open = 0;
  char *p = block(bytes + fixed + length(d->each) + back + MARKS * DIGITS), *end = put(p, d->head, 0);
  for (; (size_t)(end - p) + open < bytes || n == 0; open += back)
    end = put(end, d->each, ++n);
  end = put(end, d->middle, n);
  for (; open > 0; open -= back)
    end = put(end, d->back, 0);
  end = put(end, d->tail, n);
  return (gk_str){p, (size_t)(end - p)};
}

gk_str pack_plain(gk_str text) {
  return text;
}

static gk_str converted(gk_str text, const char *encoding) {
  enum { PER_BYTE = 2 };
  iconv_t cd = iconv_open(encoding, "UTF-8");
  char *out = block(PER_BYTE * text.n), *to = out, *from = (char *)(uintptr_t)text.p;
  size_t left = text.n, room = PER_BYTE * text.n;
  if (iconv(cd, &from, &left, &to, &room) != 0)
    abort();
  iconv_close(cd);
  release(text);
  return (gk_str){out, (size_t)(to - out)};
}

gk_str pack_gb18030(gk_str text) {
  return converted(text, "GB18030");
}

gk_str pack_big5(gk_str text) {
  return converted(text, "BIG5");
}

gk_str pack_utf16(gk_str text) {
  return converted(text, "UTF-16LE");
}

gk_str pack_docx(gk_str text) {
  gk_str file = docx_pack(text);
  release(text);
  return file;
}

gk_str pack_odt(gk_str text) {
  gk_str file = odt_pack(text);
  release(text);
  return file;
}

gk_str pack_members(gk_str text) {
  const gk_str document =
      GK_LIT("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
             "<w:body><w:p><w:r><w:t>二、主动公开政府信息情况</w:t></w:r></w:p></w:body></w:document>");
  size_t n = 0;
  zipmake_item *items = calloc(text.n, sizeof *items);
  if (items == NULL)
    abort();
  for (const char *at = text.p, *end; (end = memchr(at, '\n', text.n - (size_t)(at - text.p))) != NULL; at = end + 1)
    items[n++] = (zipmake_item){.name = {at, (size_t)(end - at)}};
  items[0].data = document;
  gk_str file = zipmake(items, n);
  free(items);
  release(text);
  return file;
}
