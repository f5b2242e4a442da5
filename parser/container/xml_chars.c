#include "container/xml_bytes.h"
#include "container/xml_tape.h"
#include "text/utf8.h"

/* XML 1.0 (fifth edition), production 2: what is not in it of a character beyond ASCII. */
static int is_noncharacter(const char *p, size_t n) {
  const unsigned char *u = (const unsigned char *)p;
  return n == 3 && u[0] == 0xEF && u[1] == 0xBF && u[2] >= 0xBE; /* U+FFFE, U+FFFF */
}

int gk_xml_chars_valid(gk_str text) {
  const char *p = text.p, *end = p + text.n;
  while ((p = gk_plain_end(p, end)) < end) {
    if (*p == '\n' || *p == '\r' || *p == '\t') {
      p++;
      continue;
    }
    if ((unsigned char)*p < ' ')
      return 0;
    for (; p < end && (unsigned char)*p >= 0x80;) {
      int valid;
      size_t n = gk_utf8_step(p, (size_t)(end - p), &valid);
      if (!valid || is_noncharacter(p, n))
        return 0;
      p += n;
    }
  }
  return 1;
}
