/*
 * zip_record.h: the records of a zip, read from the bytes they begin with. Where the bytes lie, in memory or behind a
 * window on a file, is the caller's business. Private to the container.
 *
 *   [local header 0][name][extra][data 0] ... [central header 0][name][extra][comment] ... [zip64 end][locator][end]
 *
 * Source: APPNOTE.TXT 6.3 of PKWARE, sections 4.3.7 to 4.3.16, 4.5.3, 4.6.9.
 */
#ifndef GONGKAI_ZIP_RECORD_H
#define GONGKAI_ZIP_RECORD_H

#include "gongkai/base.h"

enum {
  GK_ZIP_LOCAL_BYTES = 30, /* without name and extra field; so are the others */
  GK_ZIP_CENTRAL_BYTES = 46,
  GK_ZIP_END_BYTES = 22,
  GK_ZIP_END64_BYTES = 56,
  GK_ZIP_LOCATOR_BYTES = 20,
  GK_ZIP_FIELD_MAX = 65535, /* a name, an extra field, a comment */
  GK_ZIP_FLAG_ENCRYPTED = 1,
  GK_ZIP_FLAG_DESCRIPTOR = 8, /* sizes and checksum stand behind the data, not in the local header */
  GK_ZIP_FLAG_UTF8 = 0x800,   /* the name is UTF-8; that it is not set says nothing */
};

/* A header of the central directory, or one before the data, which lacks what the first has from `off` on. */
typedef struct gk_zip_header {
  gk_str name;
  gk_str extra;
  uint64_t packed_bytes;
  uint64_t bytes;
  uint32_t crc;
  uint16_t method; /* 0 stored, 8 deflated */
  uint16_t flags;
  size_t n; /* bytes of the header itself, with all that belongs to it */
  uint64_t off;
  uint32_t attributes; /* as the writer's system has them */
  uint16_t made_by;    /* that system, in the upper byte: 3 is Unix */
} gk_zip_header;

/* Each reads the header that `in` starts with; 0 if it is none, or runs over the end of `in`. Slices are of `in`. */
int gk_zip_read_central(gk_str in, gk_zip_header *out);
int gk_zip_read_local(gk_str in, gk_zip_header *out);

/* How many bytes a header takes, told by its fixed part; 0 if `in` does not start with one. */
size_t gk_zip_central_bytes(gk_str in);
size_t gk_zip_local_bytes(gk_str in);

/* A name without slashes before it. */
gk_str gk_zip_bare_name(gk_str name);

/* Whether the header before the data says the same as the one of the directory, name included. */
int gk_zip_headers_agree(const gk_zip_header *central, const gk_zip_header *local);

/* The directory as the end records have it. */
typedef struct gk_zip_end {
  uint64_t n_entries;
  uint64_t bytes;
  uint64_t off;
} gk_zip_end;

/* Finds the end record in the last bytes of a zip: the last one whose comment does not run over the end of the file.
   Bytes behind it are let be. 0 if there is none. */
int gk_zip_find_end(gk_str tail, size_t *off);

/* Reads the end record that `in` starts with. */
gk_zip_end gk_zip_read_end(gk_str in);

/* Where the zip64 end record is, if `in` starts with a locator, which stands right before the end record. */
int gk_zip_read_locator(gk_str in, uint64_t *end64_off);

/* Replaces what the old end record says by what the zip64 end record says that `in` starts with. 0 if it is none or
   they differ: a field of the old one is either the same or saturated. */
int gk_zip_read_end64(gk_str in, gk_zip_end *end);

/* Finds a field of an extra field by its id; 0 if there is none. */
int gk_zip_extra(gk_str extra, uint16_t id, gk_str *field);

#endif
