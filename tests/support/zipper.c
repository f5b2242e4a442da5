#include "support/zipper.h"

#include <stdlib.h>
#include <string.h>

/* APPNOTE.TXT 4.3: sizes of the fixed parts of the three records. */
enum { LOCAL_BYTES = 30, CENTRAL_BYTES = 46, END_BYTES = 22 };

static uint32_t crc32_of(gk_str s) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < s.n; i++) {
    crc ^= (unsigned char)s.p[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xedb88320) : 0);
  }
  return ~crc;
}

static char *put_bytes(char *p, const char *from, size_t n) {
  if (n != 0)
    memcpy(p, from, n);
  return p + n;
}

static char *put_le(char *p, size_t value, size_t n) {
  for (size_t i = 0; i < n; i++, value >>= 8)
    *p++ = (char)(value & 0xff);
  return p;
}

/* What local and central header have in common: version to name length. */
static char *put_common(char *p, const zip_entry *entry, uint32_t crc) {
  p = put_le(p, 20, 2);                      /* version needed: 2.0 */
  p = put_le(p, 0, 2);                       /* flags */
  p = put_le(p, 0, 2);                       /* stored */
  p = put_le(p, 0, 2);                       /* time */
  p = put_le(p, (2021 - 1980) << 9 | 33, 2); /* date: 1 January */
  p = put_le(p, crc, 4);
  p = put_le(p, entry->content.n, 4);
  p = put_le(p, entry->content.n, 4);
  return put_le(p, strlen(entry->name), 2);
}

char *zip_stored(const zip_entry *entries, size_t n_entries, size_t *n_bytes) {
  size_t total = END_BYTES;
  for (size_t i = 0; i < n_entries; i++)
    total += LOCAL_BYTES + CENTRAL_BYTES + 2 * strlen(entries[i].name) + entries[i].content.n;
  char *zip = malloc(total);
  if (zip == NULL)
    return NULL;
  char *p = zip;
  for (size_t i = 0; i < n_entries; i++) {
    p = put_bytes(p, "PK\3\4", 4);
    p = put_common(p, &entries[i], crc32_of(entries[i].content));
    p = put_le(p, 0, 2); /* no extra field */
    p = put_bytes(p, entries[i].name, strlen(entries[i].name));
    p = put_bytes(p, entries[i].content.p, entries[i].content.n);
  }
  size_t directory_off = (size_t)(p - zip), local_off = 0;
  for (size_t i = 0; i < n_entries; i++) {
    p = put_bytes(p, "PK\1\2", 4);
    p = put_le(p, 20, 2); /* made by */
    p = put_common(p, &entries[i], crc32_of(entries[i].content));
    p = put_le(p, 0, 12); /* extra field, comment, disk, attributes */
    p = put_le(p, local_off, 4);
    p = put_bytes(p, entries[i].name, strlen(entries[i].name));
    local_off += LOCAL_BYTES + strlen(entries[i].name) + entries[i].content.n;
  }
  size_t directory_bytes = (size_t)(p - zip) - directory_off;
  p = put_bytes(p, "PK\5\6", 4);
  p = put_le(p, 0, 4); /* disks */
  p = put_le(p, n_entries, 2);
  p = put_le(p, n_entries, 2);
  p = put_le(p, directory_bytes, 4);
  p = put_le(p, directory_off, 4);
  put_le(p, 0, 2); /* no comment */
  *n_bytes = total;
  return zip;
}

static gk_str find(gk_str s, gk_str what) {
  for (size_t i = 0; what.n <= s.n && i <= s.n - what.n; i++)
    if (memcmp(s.p + i, what.p, what.n) == 0)
      return (gk_str){s.p + i, s.n - i};
  return (gk_str){NULL, 0};
}

#define PACKAGE_NS       "http://schemas.openxmlformats.org/package/2006/"
#define RELATIONSHIPS_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATIONSHIP(id, type, target)                                                                                 \
  "<Relationship Id=\"" id "\" Type=\"" RELATIONSHIPS_NS type "\" Target=\"" target "\"/>"

char *zip_docx(gk_str parts, size_t *n_bytes) {
  static const char *const names[] = {"word/document.xml", "word/numbering.xml", "word/styles.xml",
                                      "word/footnotes.xml"};
  const gk_str line = GK_LIT(PART_LINE);
  zip_entry entries[7] = {
      {"[Content_Types].xml",
       GK_LIT("<Types xmlns=\"" PACKAGE_NS
              "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
              "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>")},
      {"_rels/.rels", GK_LIT("<Relationships xmlns=\"" PACKAGE_NS "relationships\">" RELATIONSHIP(
                          "d", "officeDocument", "word/document.xml") "</Relationships>")},
      {"word/_rels/document.xml.rels", GK_LIT("<Relationships xmlns=\"" PACKAGE_NS "relationships\">" RELATIONSHIP(
                                           "n", "numbering", "numbering.xml") RELATIONSHIP("s", "styles", "styles.xml")
                                                  RELATIONSHIP("f", "footnotes", "footnotes.xml") "</Relationships>")},
  };
  size_t n_entries = 3;
  for (size_t i = 0; i < 4 && parts.p != NULL; i++) {
    gk_str rest = i < 3 ? find(parts, line) : (gk_str){NULL, 0};
    gk_str part = {parts.p, parts.n - rest.n};
    entries[n_entries++] = (zip_entry){names[i], part};
    parts = rest.p != NULL ? (gk_str){rest.p + line.n, rest.n - line.n} : rest;
  }
  return zip_stored(entries, n_entries, n_bytes);
}
