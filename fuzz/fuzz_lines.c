/*
 * Tables written down as a text, and given to the model as no reader cuts them. The first line says what they are: the
 * lines of a page, a list of words, or else cells. On a page and of cells '|' divides a line, in a list a blank does.
 * "^3" behind a piece makes it three columns wide, "%" merges it with the one below, or alone with the one above, but
 * not in a list; "~" leaves a column free, "_" is a piece with nothing in it. "+++" begins a paragraph, "===" another
 * table.
 */
#include "target.h"

#include "layout/builder.h"
#include "support/reread.h"
#include "text/utf8.h"

enum { MAX_BYTES = 1 << 14, PAGE = GK_TABLE_LINES, LIST = GK_TABLE_LINES | GK_TABLE_RAGGED };

typedef struct state {
  gk_builder *builder;
  const char *base;
  uint8_t flags; /* of its tables */
} state;

static gk_str take_line(gk_str *s) {
  const char *end = s->n > 0 ? memchr(s->p, '\n', s->n) : NULL;
  size_t n = end != NULL ? (size_t)(end - s->p) : s->n, taken = n + (end != NULL);
  gk_str line = {s->p, n};
  *s = (gk_str){s->p + taken, s->n - taken};
  return line;
}

static int is_word(gk_str s, const char *word) {
  return s.n == strlen(word) && memcmp(s.p, word, s.n) == 0;
}

static void put_para(const state *s, gk_str text) {
  gk_builder_open_para(s->builder, 0, 0);
  gk_builder_text(s->builder, 0, text, text);
  gk_builder_close_para(s->builder);
}

static void put_piece(const state *s, gk_str text) {
  uint32_t off = (uint32_t)(text.p - s->base), span = 1;
  gk_merge merge = GK_MERGE_NONE;
  if (is_word(text, "~")) {
    gk_builder_skip_cols(s->builder, 0, off, 1);
    return;
  }
  if (text.n > 1 && text.p[text.n - 2] == '^') {
    span = (uint32_t)(text.p[text.n - 1] & 7);
    text.n -= 2;
  }
  if (text.n > 0 && text.p[text.n - 1] == '%') {
    text.n--;
    merge = text.n == 0 ? GK_MERGE_CONTINUE : GK_MERGE_START;
  }
  if (is_word(text, "_"))
    text.n = 0;
  if (s->flags == LIST) { /* a ragged table: nothing in it spans anything */
    span = 1;
    merge = GK_MERGE_NONE;
  }
  gk_builder_open_cell(s->builder, 0, off, span, merge);
  put_para(s, text);
  gk_builder_close_cell(s->builder);
}

static void put_row(const state *s, gk_str line) {
  const char mark = s->flags == LIST ? ' ' : '|';
  gk_builder_open_row(s->builder);
  for (size_t i = 0, start = 0; i <= line.n && line.n != 0; i++)
    if (i == line.n || line.p[i] == mark) {
      put_piece(s, (gk_str){line.p + start, i - start});
      start = i + 1;
    }
  gk_builder_close_row(s->builder);
}

static void put_all(state *s, gk_str text) {
  gk_str kind = take_line(&text);
  s->flags = is_word(kind, "page") ? PAGE : is_word(kind, "list") ? LIST : 0;
  gk_builder_open_table(s->builder, s->flags);
  while (text.n > 0) {
    gk_str line = take_line(&text);
    int is_para = line.n >= 3 && memcmp(line.p, "+++", 3) == 0;
    if (!is_para && !is_word(line, "===")) {
      put_row(s, line);
      continue;
    }
    gk_builder_close_table(s->builder);
    if (is_para)
      put_para(s, (gk_str){line.p + 3, line.n - 3});
    gk_builder_open_table(s->builder, s->flags);
  }
  gk_builder_close_table(s->builder);
}

static const char *look(void *ctx, const gk_doc *doc, const gk_report *report, const gk_source *source) {
  (void)ctx;
  const char *broken = reread_numbers(&doc->layout, report);
  return broken != NULL ? broken : reread_records(report, &doc->diags, source);
}

static const char *build(gk_arena *arena, gk_str text) {
  const gk_limits limits = gk_limits_resolve(&(gk_limits){.table_columns = 32, .table_rows = 1024});
  gk_doc doc = {.format = GK_FORMAT_TEXT};
  const char *why = NULL;
  gk_diags_init(&doc.diags, arena, 100);
  state s = {.builder = gk_builder_new(arena, &limits, &doc.diags), .base = text.p};
  if (s.builder == NULL)
    exit(1);
  gk_builder_add_part(s.builder, &(gk_part){.source = text, .text = text});
  put_all(&s, text);
  gk_status status = gk_builder_finish(s.builder, &doc.layout);
  if (status != GK_OK)
    return status == GK_STATUS_TOO_COMPLEX ? NULL : "a layout is not built";
  gk_layout_check(&doc.layout, &why);
  return why != NULL ? why : check_layout(arena, &doc, text.n, look);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  gk_str text = {(const char *)data, n};
  if (n > MAX_BYTES || !gk_utf8_valid(text, NULL))
    return 0; /* a layout's text is UTF-8 */
  text = exact_copy(data, n);
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  const char *broken = build(&arena, text);
  gk_arena_free(&arena);
  exact_free(text);
  die_if(broken);
  return 0;
}
