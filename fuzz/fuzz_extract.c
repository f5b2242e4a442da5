/*
 * A layout that no reader may ever make, put together from words of the forms, and given to the model as it is. Each
 * byte opens or closes something, or adds a word; 0xFF is followed by a word of the input's own.
 */
#include "target.h"

#include "layout/builder.h"
#include "support/reread.h"

/* A word on each line: labels, headings, numbers. The forms' own rows and columns follow. */
static const char fixed_words[] =
    "青禾县水务局2021年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"
    "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n"
    "六、其他需要报告的事项\n二〇一九年\n2021\n0\n3\n1,113\n12\n-1\n增5\n317.7万元\n/\n无\n\n一百零五\n结果维持\n"
    "总计\n小计\n自然人\n法人或其他组织\n一二三\n本年度办理结果\n"
#define GK_ROW(name, table, id, group, label) group "\n" label "\n"
#include "gongkai/rows.def"
#undef GK_ROW
#define GK_COL(name, table, id, label) label "\n"
#include "gongkai/cols.def"
#undef GK_COL
    ;

enum {
  OPEN_TABLE = 0xF0,
  OPEN_ROW,
  OPEN_CELL,
  OPEN_WIDE,
  OPEN_TALL,
  CLOSE_CELL,
  CLOSE_ROW,
  CLOSE_TABLE,
  PARA,
  HEADING,
  OPEN_LINES,
  OWN_WORD = 0xFF,
  MAX_DEPTH = 4,
  MAX_WORDS = 4000
};

/* What is open, outermost first: the builder stops at a call out of order, which is a fault of whoever calls it. */
typedef struct state {
  gk_builder *builder;
  gk_str words[MAX_WORDS];
  size_t n_words;
  gk_str rest;              /* of the input */
  const char *own;          /* where its end stands in the part, as text */
  char open[3 * MAX_DEPTH]; /* t, or l for one of lines; r; c */
  size_t n_open;
} state;

static char innermost(const state *s) {
  char what = s->n_open == 0 ? '\0' : s->open[s->n_open - 1];
  return what == 'l' ? 't' : what;
}

static void split_words(state *s, gk_str text) {
  for (const char *p = text.p, *end; (end = memchr(p, '\n', (size_t)(text.p + text.n - p))) != NULL; p = end + 1)
    if (s->n_words < MAX_WORDS)
      s->words[s->n_words++] = (gk_str){p, (size_t)(end - p)};
}

/* Rows of a ragged table are lists: nothing in them spans others. */
static void open_cell(state *s, unsigned op) {
  int is_ragged = s->open[s->n_open - 3] == 'l';
  gk_builder_open_cell(s->builder, 0, 0, op == OPEN_WIDE && !is_ragged ? 3 : 1, GK_MERGE_NONE);
  if (op == OPEN_TALL && !is_ragged)
    gk_builder_set_row_span(s->builder, 2);
}

static void open_one(state *s, char what, unsigned op) {
  if (s->n_open == sizeof s->open)
    return;
  s->open[s->n_open++] = what == 't' && op == OPEN_LINES ? 'l' : what;
  if (what == 't')
    gk_builder_open_table(s->builder, op == OPEN_LINES ? GK_TABLE_LINES | GK_TABLE_RAGGED : 0);
  else if (what == 'r')
    gk_builder_open_row(s->builder);
  else
    open_cell(s, op);
}

static void close_one(state *s) {
  char what = innermost(s);
  s->n_open--;
  if (what == 't')
    gk_builder_close_table(s->builder);
  else if (what == 'r')
    gk_builder_close_row(s->builder);
  else
    gk_builder_close_cell(s->builder);
}

/* Opens what must be open first, or closes what is in the way. */
static void structure(state *s, unsigned op) {
  char in = innermost(s);
  if (op == OPEN_TABLE || op == OPEN_LINES)
    open_one(s, in == 't' ? 'r' : in == 'r' ? 'c' : 't', op);
  else if (op == OPEN_ROW && in == 't')
    open_one(s, 'r', op);
  else if (op >= OPEN_CELL && op <= OPEN_TALL && in == 'r')
    open_one(s, 'c', op);
  else if ((op == CLOSE_CELL && in == 'c') || (op == CLOSE_ROW && in == 'r') || (op == CLOSE_TABLE && in == 't'))
    close_one(s);
}

static gk_str own_word(state *s) {
  const char *end = s->rest.n > 0 ? memchr(s->rest.p, '\n', s->rest.n) : NULL;
  gk_str word = {s->own - s->rest.n, end != NULL ? (size_t)(end - s->rest.p) : s->rest.n};
  size_t taken = word.n + (end != NULL);
  s->rest = (gk_str){s->rest.p + taken, s->rest.n - taken};
  return word;
}

static void put_word(state *s, gk_str word) {
  char in = innermost(s);
  if (in == 't')
    open_one(s, 'r', 0);
  if (in == 't' || in == 'r')
    open_one(s, 'c', 0);
  gk_builder_text(s->builder, 0, word, word);
  if (in == 't' || in == 'r')
    close_one(s);
}

static void run(state *s, unsigned op) {
  if (op == OWN_WORD)
    put_word(s, own_word(s));
  else if (op == PARA || op == HEADING) {
    if (innermost(s) != 't' && innermost(s) != 'r') {
      gk_builder_open_para(s->builder, op == HEADING, 0);
      gk_builder_close_para(s->builder);
    }
  } else if (op >= OPEN_TABLE && op <= OPEN_LINES)
    structure(s, op);
  else if (s->rest.n > 0) { /* one of the words, by two bytes */
    size_t i = op * 256 + (unsigned char)*s->rest.p;
    s->rest = (gk_str){s->rest.p + 1, s->rest.n - 1};
    put_word(s, s->words[i % s->n_words]);
  }
}

/* Not their bytes: words of one cell stand anywhere in the part, in any order, which no reader's do. */
static const char *look(void *ctx, const gk_doc *doc, const gk_report *report, const gk_source *source) {
  (void)ctx;
  const char *broken = reread_texts(report);
  return broken != NULL ? broken : reread_records(report, &doc->diags, source);
}

/* The words and the input behind them: one part, whose text is all that slices point into. */
static gk_str join(const uint8_t *data, size_t n) {
  static const size_t n_fixed = sizeof fixed_words - 1;
  char *p = malloc(n_fixed + n);
  if (p == NULL)
    exit(1);
  memcpy(p, fixed_words, n_fixed);
  for (size_t i = 0; i < n; i++) /* a layout's text is UTF-8, which the input need not be */
    p[n_fixed + i] = (char)(data[i] & 0x7F);
  return (gk_str){p, n_fixed + n};
}

static const char *build(gk_arena *arena, gk_str text, state *s) {
  const gk_limits limits = gk_limits_resolve(&(gk_limits){.table_columns = 32, .table_rows = 256});
  gk_doc doc = {.format = GK_FORMAT_TEXT};
  const char *why = NULL;
  gk_diags_init(&doc.diags, arena, 100);
  s->builder = gk_builder_new(arena, &limits, &doc.diags);
  if (s->builder == NULL)
    exit(1);
  gk_builder_add_part(s->builder, &(gk_part){.source = text, .text = text});
  while (s->rest.n > 0) {
    unsigned op = (unsigned char)*s->rest.p;
    s->rest = (gk_str){s->rest.p + 1, s->rest.n - 1};
    run(s, op);
  }
  gk_status status = gk_builder_finish(s->builder, &doc.layout);
  if (status != GK_OK)
    return status == GK_STATUS_TOO_COMPLEX ? NULL : "a layout is not built";
  gk_layout_check(&doc.layout, &why);
  return why != NULL ? why : check_layout(arena, &doc, text.n, look);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static state s;
  if (n > 1 << 14)
    return 0;
  gk_str text = join(data, n);
  s = (state){.rest = {(const char *)data, n}, .own = text.p + text.n};
  split_words(&s, (gk_str){text.p, text.n - n});
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  const char *broken = build(&arena, text, &s);
  gk_arena_free(&arena);
  exact_free(text);
  die_if(broken);
  return 0;
}
