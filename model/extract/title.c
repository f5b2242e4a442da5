#include "extract/title.h"

#include <string.h>

#include "extract/agency.h"
#include "extract/numeral.h"

enum {
  MAX_LINES = GK_MAX_PIECES,
  MAX_LINE_BYTES = 320,
  MAX_TITLE = 96, /* code points */
  MAX_HEAD = 256, /* lines; titles further down are of something else */
  KNOWN_SCORE = 200,
};

/* Some lines read as a title. Indexes are of the finder's fold. */
typedef struct run {
  size_t line;
  size_t n_lines;
  size_t begin; /* of the title's text, behind labels */
  size_t end;
  size_t core; /* where 政府信息公开 begins */
  size_t agency;
  size_t agency_end;
  int year;
  int score;
} run;

typedef struct finder {
  gk_arena *arena;
  const gk_body *body;
  gk_fold fold;  /* of the run's lines, joined */
  gk_fold above; /* of the line above the run */
  char joined[MAX_LINES * MAX_LINE_BYTES];
  size_t starts[MAX_LINES + 1]; /* of each line in `joined` */
} finder;

/* The index where one of the words that end at `end` begins, or GK_FOLD_NONE. */
static size_t begin_of_any(const gk_fold *fold, size_t end, const char *const *words) {
  size_t begin = GK_FOLD_NONE;
  for (; *words && begin == GK_FOLD_NONE; words++)
    begin = gk_fold_match_back(fold, end, *words);
  return begin;
}

/* A year alone in brackets is the title's; with a month behind it, it is the day of writing. */
static void read_bracketed_year(const gk_fold *fold, size_t i, size_t end, run *r) {
  int year = 0;
  i = gk_read_year(fold, i, &year);
  while (i < end && (fold->cp[i] == 0x5E74 /* 年 */ || fold->cp[i] == 0x5EA6 /* 度 */))
    i++;
  if (i == end)
    r->year = year;
}

/* The end of what is read of the line behind the head: 格式模板, （2020年）, which stay part of the title. */
static size_t strip_tail(const gk_fold *fold, run *r) {
  static const char *const tails[] = {"格式", "模板", "样本", "样式", "范本", "全文", "公示", NULL};
  size_t p = r->end;
  for (int k = 0; k < 4 && p > r->begin; k++) {
    size_t word = begin_of_any(fold, p, tails);
    if (word != GK_FOLD_NONE) {
      p = word;
      continue;
    }
    if (fold->cp[p - 1] != ')' && fold->cp[p - 1] != ']')
      return p;
    size_t open = p - 1;
    while (open > r->begin && fold->cp[open] != '(' && fold->cp[open] != '[')
      open--;
    read_bracketed_year(fold, open + 1, p - 1, r);
    p = open;
  }
  return p;
}

/* Reads 政府信息公开…报告 backwards from the end of the title; 1 if it is all there. */
static int read_core(const gk_fold *fold, run *r) {
  static const char *const kinds[] = {"报告", "年报", NULL};
  static const char *const fillers[] = {"工作", "年度", "情况", "总结", "的", "年", "度", NULL};
  static const char *const heads[] = {"政府信息公开", "政务信息公开", "政务公开", "信息公开", NULL};
  size_t p = begin_of_any(fold, strip_tail(fold, r), kinds);
  for (int k = 0; k < 12 && p != GK_FOLD_NONE && p > r->begin; k++) {
    r->core = begin_of_any(fold, p, heads);
    if (r->core != GK_FOLD_NONE)
      return r->core >= r->begin;
    size_t filler = begin_of_any(fold, p, fillers);
    int year = 0;
    if (filler == GK_FOLD_NONE && p >= 4 && gk_read_year(fold, p - 4, &year) == p) {
      filler = p - 4;
      r->year = year;
    }
    p = filler;
  }
  return 0;
}

/* Takes off what joins an agency's name to the rest. */
static void trim_name(const gk_fold *fold, size_t *i, size_t *j) {
  static const char *const links[] = {"关于", "的", "-", "_", "年度", NULL};
  for (size_t k; *j > *i && (k = begin_of_any(fold, *j, links)) != GK_FOLD_NONE && k >= *i;)
    *j = k;
  size_t end = gk_fold_match(fold, *i, "关于");
  if (end != GK_FOLD_NONE && end <= *j)
    *i = end;
  while (*i < *j && fold->cp[*i] == '-')
    ++*i;
}

static int is_agency_of_title(const gk_fold *fold, size_t i, size_t j) {
  return gk_is_agency(fold, i, j) || (gk_is_name(fold, i, j) && gk_names_place(fold, i, j));
}

static void set_agency(const gk_fold *fold, run *r, size_t i, size_t j) {
  trim_name(fold, &i, &j);
  if (r->agency_end != 0 || !is_agency_of_title(fold, i, j))
    return;
  r->agency = i;
  r->agency_end = j;
}

/* Finds the year in code points i to j - 1, with its 年度 and its brackets; 1 if there is one. */
static int find_year(const gk_fold *fold, size_t i, size_t j, size_t *from, size_t *to, int *year) {
  for (size_t k = i; k < j; k++) {
    size_t end = gk_read_year(fold, k, year);
    if (end == GK_FOLD_NONE || end > j)
      continue;
    *from = k;
    *to = end;
    while (*to < j && (fold->cp[*to] == 0x5E74 /* 年 */ || fold->cp[*to] == 0x5EA6 /* 度 */))
      ++*to;
    if (k > i && *to < j && (fold->cp[k - 1] == '[' || fold->cp[k - 1] == '(') &&
        (fold->cp[*to] == ']' || fold->cp[*to] == ')')) {
      --*from;
      ++*to;
    }
    return 1;
  }
  return 0;
}

/* Splits what stands before the core into year and agency. 人民政府信息公开 has 政府 twice, written once. */
static void read_prefix(const gk_fold *fold, run *r) {
  static const char *const shared[] = {"人民", NULL};
  size_t end = r->core;
  if (begin_of_any(fold, end, shared) != GK_FOLD_NONE && gk_fold_match(fold, end, "政府信息") != GK_FOLD_NONE)
    end += 2;
  size_t from = end;
  size_t to = end;
  int year = 0;
  if (find_year(fold, r->begin, r->core, &from, &to, &year))
    r->year = year;
  set_agency(fold, r, r->begin, from);
  set_agency(fold, r, to, end);
}

static void read_frame(const gk_fold *fold, run *r) {
  static const char *const labels[] = {"信息名称:", "文件名称:", "标题:", "名称:", "题目:"};
  r->begin = 0;
  r->end = fold->n;
  while (r->begin < r->end && (fold->cp[r->begin] == '#' || fold->cp[r->begin] == '*'))
    r->begin++;
  for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
    size_t label = gk_fold_match(fold, r->begin, labels[k]);
    if (label == GK_FOLD_NONE)
      continue;
    r->begin = label;
    r->score -= 20;
  }
  if (r->end > r->begin + 2 && fold->cp[r->begin] == 0x300A /* 《 */ && fold->cp[r->end - 1] == 0x300B /* 》 */) {
    r->begin++;
    r->end--;
  }
}

static int has_foreign_mark(const gk_fold *fold, const run *r) {
  for (size_t i = r->begin; i < r->end; i++) {
    uint32_t cp = fold->cp[i];
    if (cp == ':' || cp == ';' || cp == ',' || cp == '!' || cp == '?' || cp == '>' || cp == '|' || cp == '"' ||
        cp == 0x3002 /* 。 */ || cp == 0x300A /* 《 */ || cp == 0x00BB /* » */)
      return 1;
  }
  return 0;
}

/* What a title has; a bare one, which the menu of a site may have too, only if there is nothing better. */
static int score_of(const gk_fold *fold, const run *r) {
  static const char *const weak[] = {"年报", NULL};
  int score = 30 + r->score - 5 * (int)(r->n_lines - 1);
  score += r->year ? 40 : 0;
  score += r->agency_end ? 30 : 0;
  score += r->agency_end && gk_is_agency(fold, r->agency, r->agency_end) ? 10 : 0;
  if (begin_of_any(fold, r->end, weak) != GK_FOLD_NONE)
    score -= r->year || r->agency_end ? 15 : 30;
  return score;
}

/* Joins and folds lines; 0 if they are too long for a title. */
static int join_lines(finder *f, size_t line, size_t n_lines) {
  size_t n = 0;
  for (size_t k = 0; k < n_lines; k++) {
    gk_str s = f->body->lines[line + k].str;
    if (s.n > MAX_LINE_BYTES || (k > 0 && f->body->lines[line + k].after_table))
      return 0;
    f->starts[k] = n;
    memcpy(f->joined + n, s.p, s.n);
    n += s.n;
  }
  f->starts[n_lines] = n;
  gk_fold_text(&f->fold, (gk_str){f->joined, n});
  return !f->fold.cut;
}

/* Reads n_lines lines as a title; 1 if they are one. */
static int read_run(finder *f, size_t line, size_t n_lines, run *r) {
  *r = (run){.line = line, .n_lines = n_lines};
  if (!join_lines(f, line, n_lines))
    return 0;
  read_frame(&f->fold, r);
  if (has_foreign_mark(&f->fold, r) || !read_core(&f->fold, r))
    return 0;
  read_prefix(&f->fold, r);
  r->score = score_of(&f->fold, r);
  return r->score > 0;
}

/* Whether the line above the run is what its title lacks: a year, an agency, or the first part of the agency's name. */
static int belongs_above(finder *f, const run *r) {
  static const char *const others[] = {"公开", "报告", "首页", "网"};
  gk_fold *above = &f->above;
  gk_fold_text(above, f->body->lines[r->line - 1].str);
  if (above->cut)
    return 0;
  for (size_t k = 0; k < sizeof others / sizeof *others; k++)
    if (gk_fold_find(above, 0, others[k]) != GK_FOLD_NONE)
      return 0;
  size_t from = above->n;
  size_t to = above->n;
  int year = 0;
  if (find_year(above, 0, above->n, &from, &to, &year) && (r->year != 0 || to != above->n))
    return 0;
  if (from == 0)
    return year != 0;
  if (r->agency_end == 0)
    return gk_is_agency(above, 0, from);
  return r->agency == r->begin && year == 0 && !gk_names_place(&f->fold, r->agency, r->agency_end) &&
         gk_is_name(above, 0, from) && gk_names_place(above, 0, from);
}

/* Whether 政府 or 政务 is part of the core: a line break may have torn it off. */
static int is_whole_core(const finder *f, const run *r) {
  return f->fold.cp[r->core] == 0x653F; /* 政 */
}

/* Adds the line above to the run if it belongs there; 1 if it did. Leaves the fold undefined. */
static int grow_run(finder *f, run *r) {
  if (r->n_lines == MAX_LINES || r->line == 0)
    return 0;
  int torn = !is_whole_core(f, r);
  int belongs = belongs_above(f, r);
  run longer;
  if (!read_run(f, r->line - 1, r->n_lines + 1, &longer) || !(belongs || (torn && is_whole_core(f, &longer))))
    return 0;
  *r = longer;
  return 1;
}

/* The title that ends with line `last`, with the fewest lines that make one and the lines above that belong to it. */
static int find_run(finder *f, size_t last, run *r) {
  size_t n = 1;
  while (!read_run(f, last + 1 - n, n, r))
    if (n++ == MAX_LINES || n > last + 1)
      return 0;
  while (grow_run(f, r))
    ;
  return join_lines(f, r->line, r->n_lines);
}

/* The source of code points i to j - 1 of the run, as pieces of its lines. */
static gk_str text_of(finder *f, const run *r, size_t i, size_t j) {
  gk_str whole = gk_fold_source(&f->fold, i, j);
  size_t from = (size_t)(whole.p - f->joined);
  size_t to = from + whole.n;
  gk_str pieces[MAX_LINES];
  size_t n = 0;
  for (size_t k = 0; k < r->n_lines; k++) {
    size_t a = from > f->starts[k] ? from : f->starts[k];
    size_t b = to < f->starts[k + 1] ? to : f->starts[k + 1];
    if (a < b)
      pieces[n++] = (gk_str){f->body->lines[r->line + k].str.p + (a - f->starts[k]), b - a};
  }
  return gk_body_join(f->arena, pieces, n);
}

/* Marks the lines of the title and of its repetitions, with or without the agency, which can only follow it. */
static void mark_lines(finder *f, size_t n_head, const run *best, uint8_t *is_title) {
  uint32_t chosen[MAX_TITLE];
  size_t n = best->end - best->begin;
  join_lines(f, best->line, best->n_lines);
  memcpy(chosen, f->fold.cp + best->begin, n * sizeof *chosen);
  memset(is_title + best->line, 1, best->n_lines);
  run r;
  for (size_t i = best->line + best->n_lines; i < n_head; i++) {
    if (!find_run(f, i, &r))
      continue;
    size_t length = r.end - r.begin;
    if (length <= n && memcmp(chosen + n - length, f->fold.cp + r.begin, length * sizeof *chosen) == 0)
      memset(is_title + r.line, 1, r.n_lines);
  }
}

/* Pages list the reports of other years too: the one they are about is the one that they name. */
static int is_known(finder *f, const run *r, gk_str known) {
  if (known.n == 0)
    return 0;
  gk_str text = text_of(f, r, r->begin, r->end);
  return text.n == known.n && memcmp(text.p, known.p, known.n) == 0;
}

gk_status gk_title_find(gk_arena *arena, const gk_body *body, size_t n_head, gk_str known, gk_title *title) {
  *title = (gk_title){0};
  finder *f = GK_NEW(arena, finder);
  title->is_title = GK_NEW_ARRAY(arena, uint8_t, n_head);
  if (!f || !title->is_title)
    return GK_STATUS_NO_MEMORY;
  f->arena = arena;
  f->body = body;
  if (gk_fold_init(&f->fold, arena, MAX_TITLE) != GK_OK || gk_fold_init(&f->above, arena, MAX_TITLE) != GK_OK)
    return GK_STATUS_NO_MEMORY;
  n_head = n_head < MAX_HEAD ? n_head : MAX_HEAD;
  run best = {0};
  run r;
  for (size_t i = 0; i < n_head; i++) {
    if (!find_run(f, i, &r))
      continue;
    r.score += is_known(f, &r, known) ? KNOWN_SCORE : 0;
    if (r.score > best.score)
      best = r;
  }
  if (best.score == 0)
    return GK_OK;
  join_lines(f, best.line, best.n_lines);
  title->line = best.line;
  title->year = best.year;
  title->text = text_of(f, &best, best.begin, best.end);
  title->agency = best.agency_end ? text_of(f, &best, best.agency, best.agency_end) : (gk_str){0};
  mark_lines(f, n_head, &best, title->is_title);
  return gk_arena_failed(arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}
