#include "reader/docx_merge.h"

#include "reader/docx_filter.h"
#include "reader/docx_names.h"

#include <string.h>

/* A chain of merged cells: where its first stands and how wide they are together. */
typedef struct chain {
  size_t off;
  uint32_t span;
} chain;

#define NO_CHAIN SIZE_MAX

/* An open table: its last cell, and the chain that it is part of. */
typedef struct table {
  size_t chain_idx;
  size_t cell_off;
  uint32_t cell_span;
  gk_docx_hmerge cell_merge;
} table;

typedef struct reading {
  gk_records *chains;
  gk_records tables;
  gk_xml *xml;
  gk_docx_filter filter;
  uint32_t max_columns;
} reading;

gk_docx_hmerge gk_docx_hmerge_named(gk_str value) {
  return gk_str_is(value, "restart") ? GK_DOCX_HMERGE_START : GK_DOCX_HMERGE_CONTINUE;
}

static table *top(const reading *r) {
  return r->tables.n > 0 ? gk_records_at(&r->tables, r->tables.n - 1) : NULL;
}

/* Properties come before nested tables, so chains begin in order of their offsets. */
static gk_status start_chain(reading *r, table *t) {
  chain *c = gk_records_push(r->chains);
  if (c == NULL)
    return GK_STATUS_NO_MEMORY;
  c->off = t->cell_off;
  t->chain_idx = r->chains->n - 1;
  return GK_OK;
}

static gk_status start_table(reading *r) {
  table *t = gk_records_push(&r->tables);
  if (t == NULL)
    return GK_STATUS_NO_MEMORY;
  t->chain_idx = NO_CHAIN;
  return GK_OK;
}

/* A start tag in an open table. */
static gk_status in_table(reading *r, table *t, gk_w_name name, const gk_xml_attr *attrs, size_t n, size_t off) {
  if (name == GK_W_tr) {
    t->chain_idx = NO_CHAIN;
  } else if (name == GK_W_tc) {
    *t = (table){.chain_idx = t->chain_idx, .cell_off = off, .cell_span = 1};
  } else if (name == GK_W_gridSpan) {
    t->cell_span = (uint32_t)gk_w_val_int(attrs, n, 1, (int32_t)r->max_columns, 1);
  } else if (name == GK_W_hMerge) {
    t->cell_merge = gk_docx_hmerge_named(gk_w_val(attrs, n));
    if (t->cell_merge == GK_DOCX_HMERGE_START)
      return start_chain(r, t);
  }
  return GK_OK;
}

static gk_status on_start(void *ctx, gk_xml_name xml_name, const gk_xml_attr *attrs, size_t n, size_t off) {
  reading *r = ctx;
  gk_status status;
  if (!gk_docx_filter_start(&r->filter, r->xml, xml_name, attrs, n, &status))
    return status;
  gk_w_name name = gk_w_name_of(xml_name);
  if (name == GK_W_tbl)
    return start_table(r);
  table *t = top(r);
  if (name == GK_W_properties) /* w:tcPrChange has the properties of before */
    gk_docx_filter_skip(&r->filter);
  else if (t != NULL)
    return in_table(r, t, name, attrs, n, off);
  return GK_OK;
}

static gk_status on_end(void *ctx, gk_xml_name xml_name, size_t off) {
  reading *r = ctx;
  (void)off;
  if (!gk_docx_filter_end(&r->filter, xml_name))
    return GK_OK;
  gk_w_name name = gk_w_name_of(xml_name);
  table *t = top(r);
  if (t == NULL)
    return GK_OK;
  if (name == GK_W_tbl) {
    r->tables.n--;
  } else if (name == GK_W_tc && t->cell_merge == GK_DOCX_HMERGE_NONE) {
    t->chain_idx = NO_CHAIN;
  } else if (name == GK_W_tc && t->chain_idx != NO_CHAIN) {
    chain *c = gk_records_at(r->chains, t->chain_idx);
    c->span = t->cell_span < r->max_columns - c->span ? c->span + t->cell_span : r->max_columns;
  }
  return GK_OK;
}

/* Whether the part has the word at all. */
static int has_merges(gk_str s) {
  static const char word[] = "hMerge";
  enum { N = sizeof word - 1 };
  const char *end = s.p + s.n;
  for (const char *p = s.p; (size_t)(end - p) >= N; p++) {
    p = memchr(p, word[0], (size_t)(end - p) - N + 1);
    if (p == NULL)
      return 0;
    if (memcmp(p, word, N) == 0)
      return 1;
  }
  return 0;
}

gk_status gk_docx_merges_read(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                              gk_docx_merges *out, gk_error *error) {
  out->merges = (gk_records){.arena = scratch, .item_bytes = sizeof(chain)};
  if (source->text.n == 0 || !has_merges(source->text))
    return GK_OK;
  reading r = {.chains = &out->merges, .tables = {.arena = scratch, .item_bytes = sizeof(table)}};
  r.max_columns = limits->table_columns < INT32_MAX ? (uint32_t)limits->table_columns : INT32_MAX;
  gk_xml_handler handler = {.start = on_start, .end = on_end, .ctx = &r};
  return gk_xml_parse(scratch, source, limits, &handler, &r.xml, error);
}

static int compare_offsets(const void *key, const void *item) {
  const chain *a = key, *b = item;
  return a->off < b->off ? -1 : a->off > b->off;
}

uint32_t gk_docx_merges_span(const gk_docx_merges *merges, size_t off, uint32_t own) {
  chain key = {.off = off};
  const chain *c = gk_records_find(&merges->merges, &key, compare_offsets);
  return c != NULL && c->span > own ? c->span : own;
}
