/*
 * sniff.c: formats known by their first bytes, markup known by its first words, and text by the absence of all that.
 */
#include <string.h>

#include "container/sniff.h"
#include "text/recode.h"

enum {
  HEAD_CHARS = 1024, /* of markup looked at */
  TEXT_BYTES = 8192, /* of text looked at */
};

/* Files that are no documents, by what they start with and, where that is short or nothing, a second piece. */
static const struct {
  const char *start;
  unsigned short start_n;
  unsigned short at;
  unsigned short n;
  const char *bytes;
  const char *what;
} signatures[] = {
    {"\xFF\xD8\xFF", 3, 0, 0, "", "JPEG image"},
    {"\x89PNG\r\n\x1A\n", 8, 0, 0, "", "PNG image"},
    {"GIF8", 4, 0, 0, "", "GIF image"},
    {"BM", 2, 6, 4, "\0\0\0\0", "BMP image"},
    {"II*\0", 4, 0, 0, "", "TIFF image"},
    {"MM\0*", 4, 0, 0, "", "TIFF image"},
    {"RIFF", 4, 8, 4, "WEBP", "WebP image"},
    {"\x1F\x8B", 2, 0, 0, "", "gzip archive"},
    {"BZh", 3, 4, 6, "1AY&SY", "bzip2 archive"},
    {"\xFD"
     "7zXZ\0",
     6, 0, 0, "", "xz archive"},
    {"\x28\xB5\x2F\xFD", 4, 0, 0, "", "Zstandard archive"},
    {"7z\xBC\xAF\x27\x1C", 6, 0, 0, "", "7z archive"},
    {"Rar!\x1A\x07", 6, 0, 0, "", "RAR archive"},
    {"", 0, 257, 5, "ustar", "tar archive"},
    {"\x7F"
     "ELF",
     4, 0, 0, "", "ELF program"},
    {"SQLite format 3", 16, 0, 0, "", "SQLite database"},
    {"PK\5\6", 4, 0, 0, "", "empty zip archive"},
};

/* Packages as one XML file, by the start of their root element. */
static const struct {
  const char *word;
  gk_format format;
  const char *what;
} flats[] = {
    {"<pkg:package", GK_FORMAT_FLAT_OPC, "flat OPC document"},
    {"<office:document", GK_FORMAT_FODT, "flat OpenDocument"},
};

/* Documents that are not read, written in text, by a word in their first lines; lower case. The first that fits is
 * taken.
 */
static const struct {
  const char *start; /* what stands first */
  const char *word;
  const char *what;
  const char *detail;
} markups[] = {
    {"mime-version:", "", "MIME message", "a message, not a saved web page: save what is in it"},
    {"<", "w:worddocument", "Word 2003 XML document", "a Word 2003 XML document: save it as .docx in Word"},
    {"<", "uof:", "UOF document", "a UOF document: save it as .docx in WPS Office"},
    {"<?xml", "", "XML document", NULL},
};

static int has_at(gk_str s, size_t at, const char *bytes, size_t n) {
  return s.n >= at && s.n - at >= n && memcmp(s.p + at, bytes, n) == 0;
}

static gk_sniffed accepted(gk_format format, const char *what) {
  return (gk_sniffed){format, GK_OK, what, NULL};
}

static gk_sniffed refused(gk_status status, const char *what, const char *detail) {
  return (gk_sniffed){GK_FORMAT_UNKNOWN, status, what, detail != NULL ? detail : what};
}

/* As markup is compared: in lower case, and a NUL is a blank. */
static char fold(char c) {
  if (c >= 'A' && c <= 'Z')
    return (char)(c | 0x20);
  if (c == '\0')
    return ' ';
  return c;
}

/* The first characters, folded, blanks before them left out; of UTF-16 the low bytes serve. */
static size_t read_head(gk_str input, size_t at, size_t step, char head[HEAD_CHARS + 1]) {
  size_t n = 0;
  for (; at < input.n && n < HEAD_CHARS; at += step) {
    char c = input.p[at];
    if (n > 0 || (c != ' ' && c != '\t' && c != '\r' && c != '\n'))
      head[n++] = fold(c);
  }
  head[n] = '\0';
  return n;
}

static gk_sniffed sniff_markup(gk_str input, size_t at, size_t step) {
  char head[HEAD_CHARS + 1];
  size_t n = read_head(input, at, step, head);
  for (size_t i = 0; i < sizeof flats / sizeof *flats; i++)
    if (head[0] == '<' && strstr(head, flats[i].word) != NULL)
      return accepted(flats[i].format, flats[i].what);
  gk_format page = gk_sniff_page(head);
  if (page != GK_FORMAT_UNKNOWN)
    return accepted(page, page == GK_FORMAT_HTML ? "HTML page" : "MHTML web archive");
  for (size_t i = 0; i < sizeof markups / sizeof *markups; i++)
    if (has_at((gk_str){head, n}, 0, markups[i].start, strlen(markups[i].start)) &&
        strstr(head, markups[i].word) != NULL)
      return refused(GK_STATUS_UNSUPPORTED, markups[i].what, markups[i].detail);
  return accepted(GK_FORMAT_TEXT, "plain text");
}

/* Text that is not marked: UTF-16, or no NUL, hardly any other control character (dumps of Word files leave a few). */
static gk_sniffed sniff_unmarked(gk_str input) {
  gk_encoding encoding;
  int known = gk_encoding_guess(input, &encoding);
  if (known && (encoding == GK_ENCODING_UTF16LE || encoding == GK_ENCODING_UTF16BE))
    return sniff_markup(input, encoding == GK_ENCODING_UTF16BE, 2);
  gk_sniffed markup = sniff_markup(input, 0, 1);
  if (markup.refusal != GK_OK || markup.format != GK_FORMAT_TEXT)
    return markup;
  size_t n = input.n < TEXT_BYTES ? input.n : TEXT_BYTES, n_controls = 0;
  for (size_t at = 0; at < n; at++) {
    unsigned char c = (unsigned char)input.p[at];
    if (c == 0)
      return refused(GK_STATUS_UNSUPPORTED, "binary data", "neither text nor any format known");
    n_controls += c < 0x20 && !(c >= '\t' && c <= '\r');
  }
  if (n_controls > n / 32)
    return refused(GK_STATUS_UNSUPPORTED, "binary data", "neither text nor any format known");
  if (!known)
    return refused(GK_STATUS_ENCODING, "text in another encoding",
                   "none of UTF-8, GB18030, Big5, UTF-16: save it as UTF-8");
  return markup;
}

/* OpenDocument says what it is in its first entry, which is not compressed (OpenDocument 1.3 part 2, 3.3). What other
   zips hold is for those to say who open them. */
static gk_sniffed sniff_zip(gk_str input) {
  static const char opendocument[] = "mimetypeapplication/vnd.oasis.opendocument.text";
  enum { NAME_OFF = 30 };
  if (has_at(input, NAME_OFF, opendocument, sizeof opendocument - 1))
    return accepted(GK_FORMAT_ODT, "OpenDocument text");
  return accepted(GK_FORMAT_DOCX, "zip archive");
}

/* PDF readers allow for bytes in front; here they may be a mark and blanks. */
static int is_pdf(gk_str input) {
  size_t at = has_at(input, 0, "\xEF\xBB\xBF", 3) ? 3 : 0;
  while (at < input.n && at < HEAD_CHARS && (input.p[at] == ' ' || (input.p[at] >= '\t' && input.p[at] <= '\r')))
    at++;
  return has_at(input, at, "%PDF-", 5);
}

gk_sniffed gk_sniff_content(gk_str input) {
  if (input.n == 0)
    return refused(GK_STATUS_EMPTY, "empty file", NULL);
  if (has_at(input, 0, "PK\3\4", 4))
    return sniff_zip(input);
  if (has_at(input, 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
    return gk_sniff_ole2(input);
  if (is_pdf(input))
    return accepted(GK_FORMAT_PDF, "PDF document");
  if (has_at(input, 0, "{\\rtf", 5))
    return accepted(GK_FORMAT_RTF, "RTF document");
  for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
    if (has_at(input, 0, signatures[i].start, signatures[i].start_n) &&
        has_at(input, signatures[i].at, signatures[i].bytes, signatures[i].n))
      return refused(GK_STATUS_NOT_A_DOCUMENT, signatures[i].what, NULL);
  if (has_at(input, 0, "\xEF\xBB\xBF", 3))
    return sniff_markup(input, 3, 1);
  if (has_at(input, 0, "\xFF\xFE\0\0", 4))
    return refused(GK_STATUS_ENCODING, "UTF-32 text", "UTF-32: save it as UTF-8");
  if (has_at(input, 0, "\xFF\xFE", 2))
    return sniff_markup(input, 2, 2);
  if (has_at(input, 0, "\xFE\xFF", 2))
    return sniff_markup(input, 3, 2);
  return sniff_unmarked(input);
}

gk_format gk_sniff(gk_str input, const char **detail) {
  gk_sniffed sniffed = gk_sniff_content(input);
  if (detail != NULL)
    *detail = sniffed.what;
  return sniffed.format;
}
