#include "container/zip_record.h"

#include <string.h>

#include "container/zip.h"

enum { EXTRA_ZIP64 = 1 };

/* Reads little-endian numbers; past the end they are 0 and `ok` is. */
typedef struct cursor {
  const unsigned char *p;
  size_t n;
  int ok;
} cursor;

static cursor cursor_at(gk_str in) {
  return (cursor){(const unsigned char *)in.p, in.n, 1};
}

static const unsigned char *take_bytes(cursor *c, size_t n) {
  if (!c->ok || n > c->n) {
    *c = (cursor){NULL, 0, 0};
    return NULL;
  }
  const unsigned char *p = c->p;
  c->p += n;
  c->n -= n;
  return p;
}

static gk_str take_str(cursor *c, size_t n) {
  const char *p = (const char *)take_bytes(c, n);
  return (gk_str){p, p == NULL ? 0 : n};
}

static uint64_t take(cursor *c, size_t n_bytes) {
  const unsigned char *p = take_bytes(c, n_bytes);
  uint64_t value = 0;
  for (size_t i = n_bytes; p != NULL && i-- > 0;)
    value = value << 8 | p[i];
  return value;
}

static uint16_t take16(cursor *c) {
  return (uint16_t)take(c, 2);
}

static uint32_t take32(cursor *c) {
  return (uint32_t)take(c, 4);
}

int gk_zip_find_end(gk_str tail, size_t *off) {
  if (tail.n < GK_ZIP_END_BYTES)
    return 0;
  size_t last = tail.n - GK_ZIP_END_BYTES, first = last > GK_ZIP_FIELD_MAX ? last - GK_ZIP_FIELD_MAX : 0;
  for (size_t at = last + 1; at-- > first;) {
    const unsigned char *p = (const unsigned char *)tail.p + at;
    if (memcmp(p, "PK\5\6", 4) == 0 && (size_t)(p[20] | p[21] << 8) <= last - at) {
      *off = at;
      return 1;
    }
  }
  return 0;
}

gk_zip_end gk_zip_read_end(gk_str in) {
  cursor c = cursor_at(in);
  gk_zip_end end;
  take_bytes(&c, 10); /* signature, disks, entries on this disk */
  end.n_entries = take(&c, 2);
  end.bytes = take(&c, 4);
  end.off = take(&c, 4);
  return end;
}

int gk_zip_read_locator(gk_str in, uint64_t *end64_off) {
  cursor c = cursor_at(in);
  uint32_t signature = take32(&c);
  take_bytes(&c, 4); /* disk */
  *end64_off = take(&c, 8);
  return c.ok && signature == 0x07064b50;
}

static int same_or_saturated(uint64_t old, uint64_t saturated, uint64_t wide) {
  return old == saturated || old == wide;
}

int gk_zip_read_end64(gk_str in, gk_zip_end *end) {
  cursor c = cursor_at(in);
  uint32_t signature = take32(&c);
  take_bytes(&c, 28); /* its size, versions, disks, entries on this disk */
  gk_zip_end wide;
  wide.n_entries = take(&c, 8);
  wide.bytes = take(&c, 8);
  wide.off = take(&c, 8);
  if (!c.ok || signature != 0x06064b50 || !same_or_saturated(end->n_entries, UINT16_MAX, wide.n_entries) ||
      !same_or_saturated(end->bytes, UINT32_MAX, wide.bytes) || !same_or_saturated(end->off, UINT32_MAX, wide.off))
    return 0;
  *end = wide;
  return 1;
}

int gk_zip_extra(gk_str extra, uint16_t id, gk_str *field) {
  cursor c = cursor_at(extra);
  while (c.ok && c.n >= 4) {
    uint16_t found = take16(&c);
    *field = take_str(&c, take16(&c));
    if (c.ok && found == id)
      return 1;
  }
  return 0;
}

/* The zip64 extra field has those of the three numbers that are saturated in the header, in this order. */
static void read_zip64(gk_zip_header *h) {
  gk_str field;
  if (!gk_zip_extra(h->extra, EXTRA_ZIP64, &field))
    return;
  cursor c = cursor_at(field);
  if (h->bytes == UINT32_MAX)
    h->bytes = take(&c, 8);
  if (h->packed_bytes == UINT32_MAX)
    h->packed_bytes = take(&c, 8);
  if (h->off == UINT32_MAX)
    h->off = take(&c, 8);
}

int gk_zip_read_central(gk_str in, gk_zip_header *h) {
  cursor c = cursor_at(in);
  uint32_t signature = take32(&c);
  h->made_by = take16(&c);
  take_bytes(&c, 2); /* version needed */
  h->flags = take16(&c);
  h->method = take16(&c);
  take_bytes(&c, 4); /* time and date */
  h->crc = take32(&c);
  h->packed_bytes = take(&c, 4);
  h->bytes = take(&c, 4);
  size_t name_n = take16(&c), extra_n = take16(&c), comment_n = take16(&c);
  take_bytes(&c, 4); /* disk, internal attributes */
  h->attributes = take32(&c);
  h->off = take(&c, 4);
  h->name = take_str(&c, name_n);
  h->extra = take_str(&c, extra_n);
  take_bytes(&c, comment_n);
  h->n = in.n - c.n;
  read_zip64(h);
  return c.ok && signature == 0x02014b50;
}

int gk_zip_read_local(gk_str in, gk_zip_header *h) {
  cursor c = cursor_at(in);
  uint32_t signature = take32(&c);
  take_bytes(&c, 2); /* version needed */
  *h = (gk_zip_header){.flags = take16(&c)};
  h->method = take16(&c);
  take_bytes(&c, 4); /* time and date */
  h->crc = take32(&c);
  h->packed_bytes = take32(&c);
  h->bytes = take32(&c);
  size_t name_n = take16(&c), extra_n = take16(&c);
  h->name = take_str(&c, name_n);
  h->extra = take_str(&c, extra_n);
  h->n = in.n - c.n;
  return c.ok && signature == 0x04034b50;
}

/* The sum of the lengths that stand at `at`, and of the fixed part before them. */
static size_t header_bytes(gk_str in, const char *signature, size_t at, size_t n_lengths, size_t fixed) {
  if (in.n < fixed || memcmp(in.p, signature, 4) != 0)
    return 0;
  cursor c = cursor_at((gk_str){in.p + at, fixed - at});
  size_t n = fixed;
  while (n_lengths-- > 0)
    n += take16(&c);
  return n;
}

size_t gk_zip_central_bytes(gk_str in) {
  return header_bytes(in, "PK\1\2", 28, 3, GK_ZIP_CENTRAL_BYTES);
}

size_t gk_zip_local_bytes(gk_str in) {
  return header_bytes(in, "PK\3\4", 26, 2, GK_ZIP_LOCAL_BYTES);
}

gk_str gk_zip_bare_name(gk_str name) {
  while (name.n > 0 && (*name.p == '/' || *name.p == '\\'))
    name.p++, name.n--;
  return name;
}

int gk_zip_headers_agree(const gk_zip_header *central, const gk_zip_header *local) {
  int same_sizes =
      local->flags & GK_ZIP_FLAG_DESCRIPTOR ||
      (local->crc == central->crc && same_or_saturated(local->packed_bytes, UINT32_MAX, central->packed_bytes) &&
       same_or_saturated(local->bytes, UINT32_MAX, central->bytes));
  return same_sizes && local->method == central->method &&
         ((local->flags ^ central->flags) & GK_ZIP_FLAG_ENCRYPTED) == 0 &&
         gk_zip_name_compare(gk_zip_bare_name(local->name), gk_zip_bare_name(central->name)) == 0;
}
