/*
 * Rows for the database, as a process that died or lies might hand them over. The digest is put behind the bytes, so
 * that what is mutated reaches the reader; as they come they are refused unless they are whole.
 */
#include "target.h"

#include "emit/rows.h"
#include "emit/rows_digest.h"

enum { DIGEST_BYTES = 8 };

static const char *broken_value(gk_str bytes, const gk_value *value) {
  if ((unsigned)value->type > GK_VALUE_TEXT)
    return "a value has no type";
  if (value->type == GK_VALUE_TEXT &&
      (value->text.p < bytes.p || value->text.n > bytes.n - (size_t)(value->text.p - bytes.p)))
    return "a text lies outside the rows";
  return NULL;
}

/* What was opened can be read to its end: every row of a table not before the last one's. */
static const char *broken_rows(gk_rows rows, gk_str bytes) {
  gk_value values[GK_ROWS_MAX_COLUMNS];
  gk_rows_table table, before = GK_ROWS_SOURCE;
  const char *broken = rows.ordinal == 0 || rows.ordinal > INT64_MAX ? "rows have no ordinal" : NULL;
  while (broken == NULL && (table = gk_rows_next(&rows, values)) != GK_ROWS_N_TABLES) {
    if (table < before)
      return "tables are out of order";
    before = table;
    for (size_t i = 0; i < gk_rows_n_columns(table) && broken == NULL; i++)
      broken = broken_value(bytes, &values[i]);
  }
  return broken != NULL || rows.p == rows.end ? broken : "rows that were checked do not go on to their end";
}

static const char *broken_bytes(gk_str bytes) {
  gk_rows rows;
  memset(&rows, 0xA5, sizeof rows);
  gk_status status = gk_rows_open(&rows, bytes);
  if (status == GK_OK)
    return broken_rows(rows, bytes);
  if (status != GK_STATUS_CORRUPT)
    return "bytes are refused for another reason than what is wrong with them";
  return rows.p != NULL || rows.end != NULL || rows.ordinal != 0 ? "rows are not zeroed after a failure" : NULL;
}

/* A copy with its digest. */
static gk_str sign(gk_str body) {
  gk_digest digest = {0};
  char *p = malloc(body.n + DIGEST_BYTES);
  if (p == NULL)
    exit(1);
  memcpy(p, body.p, body.n);
  gk_digest_add(&digest, body.p, body.n);
  uint64_t check = gk_digest_end(&digest);
  for (int i = 0; i < DIGEST_BYTES; i++)
    p[body.n + (size_t)i] = (char)(unsigned char)(check >> 8 * i);
  return (gk_str){p, body.n + DIGEST_BYTES};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  gk_str bytes = exact_copy(data, n), whole = sign(bytes);
  const char *broken = broken_bytes(bytes);
  if (broken == NULL)
    broken = broken_bytes(whole);
  exact_free(whole);
  exact_free(bytes);
  die_if(broken);
  return 0;
}
