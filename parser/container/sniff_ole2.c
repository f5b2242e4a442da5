/*
 * sniff_ole2.c: what an OLE2 container (MS-CFB) holds, by the names in its directory.
 *
 * The directory is a chain of sectors; the next one is found in an allocation table whose own sectors are listed in the
 * header. Lists too long for the header are not followed: the names looked for stand near the start.
 */
#include <string.h>

#include "container/sniff.h"

enum {
  HEADER_BYTES = 512,
  HEADER_TABLES = 109,
  DIRECTORY_ENTRY_BYTES = 128,
  DIRECTORY_SECTORS_MAX = 256, /* a chain may be a ring */
};

static const char remove_password[] = "remove the password in Word and save it again";

/* By name of a stream, the most telling one first. */
static const struct {
  const char *stream;
  gk_format format;
  gk_status status;
  const char *what;
  const char *detail;
} contents[] = {
    {"EncryptedPackage", GK_FORMAT_UNKNOWN, GK_STATUS_ENCRYPTED, "encrypted Office document", remove_password},
    {"WordDocument", GK_FORMAT_DOC, GK_OK, "Word 97-2003 document", NULL},
    {"Workbook", GK_FORMAT_UNKNOWN, GK_STATUS_NOT_A_DOCUMENT, "Excel 97-2003 workbook", NULL},
    {"Book", GK_FORMAT_UNKNOWN, GK_STATUS_NOT_A_DOCUMENT, "Excel 5.0 workbook", NULL},
    {"PowerPoint Document", GK_FORMAT_UNKNOWN, GK_STATUS_NOT_A_DOCUMENT, "PowerPoint 97-2003 presentation", NULL},
    {"MN0", GK_FORMAT_WPS, GK_OK, "Microsoft Works document", NULL},
    {"CONTENTS", GK_FORMAT_WPS, GK_OK, "Microsoft Works document", NULL},
};
enum { N_CONTENTS = sizeof contents / sizeof *contents };

static uint32_t le32(gk_str s, size_t at) {
  const unsigned char *p = (const unsigned char *)s.p + at;
  return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* The offset of a sector if all of it is in the file, else 0. */
static size_t sector_off(gk_str in, uint32_t sector, unsigned shift) {
  size_t size = (size_t)1 << shift;
  return sector < (in.n >> shift) && ((size_t)sector + 2) * size <= in.n ? ((size_t)sector + 1) * size : 0;
}

static uint32_t next_sector(gk_str in, uint32_t sector, unsigned shift) {
  size_t in_table = sector >> (shift - 2), place = sector & ((1u << (shift - 2)) - 1);
  if (in_table >= HEADER_TABLES)
    return UINT32_MAX;
  size_t table = sector_off(in, le32(in, 76 + 4 * in_table), shift);
  return table != 0 ? le32(in, table + 4 * place) : UINT32_MAX;
}

/* Compares a name in UTF-16LE with ASCII. */
static int is_stream(const char *name, const char *ascii) {
  size_t i = 0;
  for (; ascii[i] != '\0'; i++)
    if (name[2 * i] != ascii[i] || name[2 * i + 1] != '\0')
      return 0;
  return name[2 * i] == '\0' && name[2 * i + 1] == '\0';
}

static size_t rank(const char *name) {
  size_t i = 0;
  while (i < N_CONTENTS && !is_stream(name, contents[i].stream))
    i++;
  return i;
}

/* Whether the stream at a directory entry starts as a document of Word that is encrypted (MS-DOC, 2.5.2). */
static int is_encrypted(gk_str in, size_t entry, unsigned shift) {
  size_t off = sector_off(in, le32(in, entry + 116), shift);
  return off != 0 && (unsigned char)in.p[off + 1] == 0xA5 && (in.p[off + 11] & 1) != 0;
}

static gk_sniffed describe(size_t best) {
  const char *detail = contents[best].detail != NULL ? contents[best].detail : contents[best].what;
  return (gk_sniffed){contents[best].format, contents[best].status, contents[best].what,
                      contents[best].status != GK_OK ? detail : NULL};
}

gk_sniffed gk_sniff_ole2(gk_str input) {
  size_t best = N_CONTENTS, entry = 0;
  unsigned shift = input.n >= HEADER_BYTES ? (unsigned char)input.p[30] : 0;
  if (shift == 9 || shift == 12) {
    uint32_t sector = le32(input, 48);
    for (size_t i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
      size_t off = sector_off(input, sector, shift);
      if (off == 0)
        break;
      for (size_t at = off; at < off + ((size_t)1 << shift); at += DIRECTORY_ENTRY_BYTES) {
        size_t found = rank(input.p + at);
        entry = found < best ? at : entry;
        best = found < best ? found : best;
      }
      sector = next_sector(input, sector, shift);
    }
  }
  if (best == N_CONTENTS)
    return (gk_sniffed){GK_FORMAT_UNKNOWN, GK_STATUS_LEGACY_DOC, "OLE2 container",
                        "if it is a document, save it as .docx in Word or LibreOffice"};
  if (contents[best].format == GK_FORMAT_DOC && is_encrypted(input, entry, shift))
    return (gk_sniffed){GK_FORMAT_UNKNOWN, GK_STATUS_ENCRYPTED, "encrypted Word 97-2003 document", remove_password};
  return describe(best);
}
