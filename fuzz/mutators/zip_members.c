#include "zip_members.h"

#include <string.h>
#include <zlib.h>

/* ---- reading
 * --------------------------------------------------------------------------------------------------------- */

static uint32_t number(gk_str s, size_t at, size_t n) {
  uint32_t value = 0;
  while (n-- > 0)
    value = value << 8 | (unsigned char)s.p[at + n];
  return value;
}

static int is_record(gk_str s, size_t at, uint32_t signature, size_t bytes) {
  return at <= s.n && s.n - at >= bytes && number(s, at, 4) == signature;
}

enum { LOCAL_SIGNATURE = 0x04034b50, CENTRAL_SIGNATURE = 0x02014b50, END_SIGNATURE = 0x06054b50 };
enum { LOCAL_BYTES = 30, CENTRAL_BYTES = 46, END_BYTES = 22 };

/* The last end record, wherever it lies. */
static int find_end(gk_str zip, size_t *at) {
  if (zip.n < END_BYTES)
    return 0;
  for (size_t back = END_BYTES; back <= zip.n && back <= END_BYTES + UINT16_MAX; back++)
    if (is_record(zip, zip.n - back, END_SIGNATURE, END_BYTES)) {
      *at = zip.n - back;
      return 1;
    }
  return 0;
}

/* The data of a member: behind its local header. */
static int find_packed(gk_str zip, size_t local, size_t packed_bytes, gk_str *packed) {
  if (!is_record(zip, local, LOCAL_SIGNATURE, LOCAL_BYTES))
    return 0;
  size_t at = local + LOCAL_BYTES + number(zip, local + 26, 2) + number(zip, local + 28, 2);
  if (at > zip.n || packed_bytes > zip.n - at)
    return 0;
  *packed = (gk_str){zip.p + at, packed_bytes};
  return 1;
}

size_t zip_members_read(gk_str zip, zip_member *out, size_t max) {
  size_t end, n = 0;
  if (!find_end(zip, &end))
    return 0;
  for (size_t at = number(zip, end + 16, 4); n < max && is_record(zip, at, CENTRAL_SIGNATURE, CENTRAL_BYTES);) {
    size_t name_n = number(zip, at + 28, 2), rest = number(zip, at + 30, 2) + number(zip, at + 32, 2);
    if (name_n > zip.n - at - CENTRAL_BYTES)
      break;
    zip_member m = {.name = {zip.p + at + CENTRAL_BYTES, name_n},
                    .crc = number(zip, at + 16, 4),
                    .bytes = number(zip, at + 24, 4),
                    .method = (uint16_t)number(zip, at + 10, 2)};
    if ((m.method == 0 || m.method == 8) &&
        find_packed(zip, number(zip, at + 42, 4), number(zip, at + 20, 4), &m.packed))
      out[n++] = m;
    at += CENTRAL_BYTES + name_n + rest;
  }
  return n;
}

/* ---- writing
 * --------------------------------------------------------------------------------------------------------- */

static void put(mutate_out *out, size_t n_bytes, uint64_t value) {
  char bytes[8];
  for (size_t i = 0; i < n_bytes; i++, value >>= 8)
    bytes[i] = (char)(value & 0xFF);
  mutate_put(out, (gk_str){bytes, n_bytes});
}

typedef struct writer {
  const zip_member *members;
  size_t n;
  zip_lie lie;
  size_t liar;
  uint32_t by;
  mutate_out *out;
} writer;

static uint32_t told(const writer *w, size_t i, uint32_t value, zip_lie both, zip_lie one) {
  return i == w->liar && w->lie != ZIP_NO_LIE && (w->lie == both || w->lie == one) ? value + w->by : value;
}

static gk_str other_name(const writer *w) {
  return w->members[(w->liar + 1) % w->n].name;
}

static gk_str name_of(const writer *w, size_t i, int is_local) {
  int lies = i == w->liar && (w->lie == ZIP_LIE_NAME_TWICE || (is_local && w->lie == ZIP_LIE_NAME_LOCAL));
  return lies ? other_name(w) : w->members[i].name;
}

static const char extra[] = "GK\4\0fuzz";

/* What both headers have, from the flags to the lengths. */
static void put_common(const writer *w, size_t i, int is_local) {
  const zip_member *m = &w->members[i];
  int is_later = is_local && m->is_descriptor;
  int lies_of_method = i == w->liar && (w->lie == ZIP_LIE_METHOD || (is_local && w->lie == ZIP_LIE_METHOD_LOCAL));
  unsigned flags = (m->is_descriptor ? 8u : 0u) | (i == w->liar && w->lie == ZIP_LIE_ENCRYPTED ? 1u : 0u);
  put(w->out, 2, flags | 0x800);
  put(w->out, 2, lies_of_method ? m->method ^ 8u : m->method);
  put(w->out, 4, 0x50210000); /* 2020-01-01 */
  put(w->out, 4, is_later ? 0 : told(w, i, m->crc, ZIP_LIE_CRC, is_local ? ZIP_LIE_CRC_LOCAL : ZIP_LIE_CRC));
  put(w->out, 4,
      is_later ? 0
               : told(w, i, (uint32_t)m->packed.n, ZIP_LIE_PACKED, is_local ? ZIP_LIE_PACKED_LOCAL : ZIP_LIE_PACKED));
  put(w->out, 4, is_later ? 0 : told(w, i, m->bytes, ZIP_LIE_BYTES, is_local ? ZIP_LIE_BYTES : ZIP_LIE_BYTES_CENTRAL));
  put(w->out, 2, name_of(w, i, is_local).n);
  put(w->out, 2, m->has_extra ? sizeof extra - 1 : 0);
}

static void put_name_and_extra(const writer *w, size_t i, int is_local) {
  mutate_put(w->out, name_of(w, i, is_local));
  if (w->members[i].has_extra)
    mutate_put(w->out, (gk_str){extra, sizeof extra - 1});
}

static void put_local(const writer *w, size_t i) {
  const zip_member *m = &w->members[i];
  put(w->out, 4, LOCAL_SIGNATURE);
  put(w->out, 2, 20);
  put_common(w, i, 1);
  put_name_and_extra(w, i, 1);
  mutate_put(w->out, m->packed);
  if (!m->is_descriptor)
    return;
  put(w->out, 4, 0x08074b50);
  put(w->out, 4, told(w, i, m->crc, ZIP_LIE_CRC, ZIP_LIE_CRC_LOCAL));
  put(w->out, 4, told(w, i, (uint32_t)m->packed.n, ZIP_LIE_PACKED, ZIP_LIE_PACKED_LOCAL));
  put(w->out, 4, told(w, i, m->bytes, ZIP_LIE_BYTES, ZIP_LIE_BYTES));
}

static size_t local_bytes(const writer *w, size_t i) {
  const zip_member *m = &w->members[i];
  return LOCAL_BYTES + name_of(w, i, 1).n + (m->has_extra ? sizeof extra - 1 : 0) + m->packed.n +
         (m->is_descriptor ? 16 : 0);
}

static void put_central(const writer *w, size_t i, size_t off) {
  if (i == w->liar && w->lie == ZIP_LIE_OFF)
    off += w->by;
  if (i == w->liar && w->lie == ZIP_LIE_OFF_OTHER) /* the next one's, or of the last one the first's */
    off = i + 1 < w->n ? off + local_bytes(w, i) : 0;
  put(w->out, 4, CENTRAL_SIGNATURE);
  put(w->out, 2, 20);
  put(w->out, 2, 20);
  put_common(w, i, 0);
  put(w->out, 2 + 2 + 2 + 2, 0);
  put(w->out, 2, 0);
  put(w->out, 4, off);
  put_name_and_extra(w, i, 0);
}

static void put_end(const writer *w, size_t off, gk_str comment) {
  size_t bytes = w->out->n - off;
  put(w->out, 4, END_SIGNATURE);
  put(w->out, 4, 0);
  put(w->out, 2, w->n);
  put(w->out, 2, w->n + (w->lie == ZIP_LIE_COUNT ? w->by : 0));
  put(w->out, 4, bytes + (w->lie == ZIP_LIE_DIRECTORY_BYTES ? w->by : 0));
  put(w->out, 4, off + (w->lie == ZIP_LIE_DIRECTORY_OFF ? w->by : 0));
  put(w->out, 2, comment.n + (w->lie == ZIP_LIE_COMMENT ? w->by : 0));
  mutate_put(w->out, comment);
}

void zip_members_write(const zip_member *members, size_t n, gk_str comment, zip_lie lie, size_t liar, uint32_t by,
                       mutate_out *out) {
  writer w = {members, n, lie, liar, by, out};
  size_t off = 0;
  for (size_t i = 0; i < n; i++)
    put_local(&w, i);
  size_t directory = out->n;
  for (size_t i = 0; i < n; i++) {
    put_central(&w, i, off);
    off += local_bytes(&w, i);
  }
  put_end(&w, directory, comment);
}

/* ---- contents
 * -------------------------------------------------------------------------------------------------------- */

int zip_member_unpack(const zip_member *m, mutate_out *out) {
  if (m->method == 0) {
    mutate_put(out, m->packed);
    return !out->is_full;
  }
  z_stream z = {.next_in = (Bytef *)(uintptr_t)m->packed.p,
                .avail_in = (uInt)m->packed.n,
                .next_out = (Bytef *)out->p + out->n,
                .avail_out = (uInt)(out->max - out->n)};
  if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
    return 0;
  int is_whole = inflate(&z, Z_FINISH) == Z_STREAM_END;
  out->n += is_whole ? z.total_out : 0;
  inflateEnd(&z);
  return is_whole;
}

static int deflate_into(gk_str content, mutate_out *room) {
  z_stream z = {.next_in = (Bytef *)(uintptr_t)content.p,
                .avail_in = (uInt)content.n,
                .next_out = (Bytef *)room->p + room->n,
                .avail_out = (uInt)(room->max - room->n)};
  if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return 0;
  int is_whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
  room->n += is_whole ? z.total_out : 0;
  deflateEnd(&z);
  return is_whole;
}

int zip_member_pack(zip_member *m, gk_str content, int is_deflated, mutate_out *room) {
  size_t start = room->n;
  if (is_deflated && !deflate_into(content, room))
    return 0;
  m->packed = is_deflated ? (gk_str){room->p + start, room->n - start} : content;
  m->crc = (uint32_t)crc32(0, (const Bytef *)content.p, (uInt)content.n);
  m->bytes = (uint32_t)content.n;
  m->method = is_deflated ? 8 : 0;
  return 1;
}
