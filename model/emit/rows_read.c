/* Rows, read back. */
#include "emit/rows.h"
#include "emit/rows_digest.h"
#include "emit/rows_wire.h"

#include <string.h>

size_t gk_rows_n_columns(gk_rows_table table) {
  static const unsigned char n_columns[] = {
#define GK_TABLE(id, name, key, n, columns) n,
      GK_ROWS_TABLES(GK_TABLE)
#undef GK_TABLE
  };
  return n_columns[table];
}

#define GK_TABLE(id, name, key, n, columns) _Static_assert((n) <= GK_ROWS_MAX_COLUMNS, #name " has too many columns");
GK_ROWS_TABLES(GK_TABLE)
#undef GK_TABLE

/* Each of these takes something off the front; 0 if it is not there whole. */

static int take_varint(gk_rows *rows, uint64_t *value) {
  *value = 0;
  for (unsigned shift = 0; shift < 64 && rows->p < rows->end; shift += 7) {
    unsigned char byte = *rows->p++;
    if (shift == 63 && byte > 1)
      return 0;
    *value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80)
      return 1;
  }
  return 0;
}

static int take_real(gk_rows *rows, gk_value *value) {
  if (rows->end - rows->p < 8)
    return 0;
  uint64_t bits = gk_digest_load(rows->p);
  memcpy(&value->real, &bits, sizeof bits);
  value->type = GK_VALUE_REAL;
  rows->p += 8;
  return 1;
}

static int take_text(gk_rows *rows, gk_value *value) {
  uint64_t n;
  if (!take_varint(rows, &n) || n > (uint64_t)(rows->end - rows->p))
    return 0;
  value->type = GK_VALUE_TEXT;
  value->text = (gk_str){(const char *)rows->p, (size_t)n};
  rows->p += n;
  return 1;
}

static int take_int(gk_rows *rows, gk_value *value) {
  uint64_t zigzag;
  if (!take_varint(rows, &zigzag))
    return 0;
  value->type = GK_VALUE_INT;
  value->integer = (int64_t)(zigzag >> 1 ^ (zigzag & 1 ? UINT64_MAX : 0));
  return 1;
}

static int take_value(gk_rows *rows, gk_value *value) {
  if (rows->p == rows->end)
    return 0;
  unsigned char wire = *rows->p++;
  switch (wire) {
  case WIRE_NULL:
    value->type = GK_VALUE_NULL;
    return 1;
  case WIRE_REAL:
    return take_real(rows, value);
  case WIRE_TEXT:
    return take_text(rows, value);
  case WIRE_INT:
    return take_int(rows, value);
  default:
    value->type = GK_VALUE_INT;
    value->integer = wire - WIRE_SMALL;
    return 1;
  }
}

static int take_row(gk_rows *rows, gk_rows_table *table, gk_value values[GK_ROWS_MAX_COLUMNS]) {
  *table = GK_ROWS_N_TABLES;
  if (rows->p == rows->end || *rows->p > GK_ROWS_N_TABLES)
    return 0;
  *table = (gk_rows_table)*rows->p++;
  size_t n = *table == GK_ROWS_N_TABLES ? 0 : gk_rows_n_columns(*table);
  for (size_t i = 0; i < n; i++)
    if (!take_value(rows, &values[i]))
      return 0;
  return 1;
}

gk_rows_table gk_rows_next(gk_rows *rows, gk_value values[GK_ROWS_MAX_COLUMNS]) {
  gk_rows_table table;
  return take_row(rows, &table, values) ? table : GK_ROWS_N_TABLES;
}

static int is_whole(gk_str bytes) {
  gk_digest digest = {0};
  if (bytes.n < WIRE_CHECK_BYTES)
    return 0;
  size_t n = bytes.n - WIRE_CHECK_BYTES;
  gk_digest_add(&digest, bytes.p, n);
  return gk_digest_end(&digest) == gk_digest_load((const unsigned char *)bytes.p + n);
}

/* One row of the source, then any of other tables in their order, up to the last byte. */
static int are_rows(gk_rows rows) {
  gk_value values[GK_ROWS_MAX_COLUMNS];
  gk_rows_table table, before = GK_ROWS_SOURCE;
  for (size_t n = 0; take_row(&rows, &table, values); n++) {
    if (table == GK_ROWS_N_TABLES)
      return n > 0 && rows.p == rows.end;
    if (table < before || (table == GK_ROWS_SOURCE) != (n == 0))
      return 0;
    before = table;
  }
  return 0;
}

gk_status gk_rows_open(gk_rows *rows, gk_str bytes) {
  gk_rows found = {(const unsigned char *)bytes.p, (const unsigned char *)bytes.p, 0};
  *rows = (gk_rows){0};
  if (!is_whole(bytes))
    return GK_STATUS_CORRUPT;
  found.end += bytes.n - WIRE_CHECK_BYTES;
  if (found.p == found.end || *found.p++ != GK_ROWS_VERSION)
    return GK_STATUS_CORRUPT;
  if (!take_varint(&found, &found.ordinal) || found.ordinal == 0 || found.ordinal > INT64_MAX)
    return GK_STATUS_CORRUPT;
  if (!are_rows(found))
    return GK_STATUS_CORRUPT;
  *rows = found;
  return GK_OK;
}
