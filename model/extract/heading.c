#include "extract/heading.h"

#include "extract/numeral.h"

#include <uchar.h>

/* A title as it may be written, folded; '*' stands for any run. The best weight of those that match counts. */
typedef struct title_pattern {
  uint8_t section;
  uint8_t weight;
  const char32_t *glob;
} title_pattern;

/* From this weight on a pattern is as good as the official title. */
enum { EXACT = 90, THRESHOLD = 50, LONGEST_TITLE = 48 };

/* clang-format off */
static const title_pattern PATTERNS[] = {
    {GK_SECTION_OVERVIEW, 100, U"总体情况"},
    {GK_SECTION_OVERVIEW,  95, U"总体工作情况"},
    {GK_SECTION_OVERVIEW,  95, U"工作总体情况"},
    {GK_SECTION_OVERVIEW,  90, U"基本情况"},
    {GK_SECTION_OVERVIEW,  90, U"整体情况"},
    {GK_SECTION_OVERVIEW,  90, U"总体概况"},
    {GK_SECTION_OVERVIEW,  90, U"工作开展情况"},
    {GK_SECTION_OVERVIEW,  75, U"概述"},
    {GK_SECTION_OVERVIEW,  75, U"概况"},
    {GK_SECTION_OVERVIEW,  80, U"*信息公开*总体情况"},
    {GK_SECTION_OVERVIEW,  75, U"*工作*总体情况"},
    {GK_SECTION_OVERVIEW,  70, U"*信息公开*基本情况"},
    {GK_SECTION_OVERVIEW,  65, U"*信息公开工作*概况"},
    {GK_SECTION_OVERVIEW,  65, U"*公开*工作开展情况"},
    {GK_SECTION_OVERVIEW,  60, U"*信息公开工作情况"},
    {GK_SECTION_OVERVIEW,  60, U"总体情况*"},
    {GK_SECTION_OVERVIEW,  55, U"*工作概述"},

    {GK_SECTION_DISCLOSURE, 100, U"主动公开政府信息情况"},
    {GK_SECTION_DISCLOSURE,  95, U"行政机关主动公开政府信息情况"},
    {GK_SECTION_DISCLOSURE,  95, U"主动公开政府信息的情况"},
    {GK_SECTION_DISCLOSURE,  90, U"政府信息主动公开情况"},
    {GK_SECTION_DISCLOSURE,  80, U"*主动公开政府信息*情况*"},
    {GK_SECTION_DISCLOSURE,  75, U"*主动公开*情况"},
    {GK_SECTION_DISCLOSURE,  60, U"主动公开政府信息*"},
    {GK_SECTION_DISCLOSURE,  55, U"主动公开*"},

    {GK_SECTION_REQUESTS, 100, U"收到和处理政府信息公开申请情况"},
    {GK_SECTION_REQUESTS,  95, U"行政机关收到和处理政府信息公开申请情况"},
    {GK_SECTION_REQUESTS,  90, U"收到和处理政府信息公开申请的情况"},
    {GK_SECTION_REQUESTS,  90, U"政府信息公开申请收到和处理情况"},
    {GK_SECTION_REQUESTS,  85, U"*收到*处理*申请*情况*"},
    {GK_SECTION_REQUESTS,  75, U"*收到*处理*信息公开申请*"},
    {GK_SECTION_REQUESTS,  70, U"*依申请公开*情况"},
    {GK_SECTION_REQUESTS,  70, U"*信息公开申请*情况"},
    {GK_SECTION_REQUESTS,  60, U"依申请公开*"},

    {GK_SECTION_DISPUTES, 100, U"政府信息公开行政复议、行政诉讼情况"},
    {GK_SECTION_DISPUTES,  95, U"因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
    {GK_SECTION_DISPUTES,  95, U"政府信息公开行政复议行政诉讼情况"},
    {GK_SECTION_DISPUTES,  95, U"政府信息公开行政复议和行政诉讼情况"},
    {GK_SECTION_DISPUTES,  90, U"行政复议、行政诉讼情况"},
    {GK_SECTION_DISPUTES,  85, U"*行政复议*诉讼*情况*"},
    {GK_SECTION_DISPUTES,  70, U"*行政复议*诉讼*"},
    {GK_SECTION_DISPUTES,  60, U"*复议*诉讼*"},

    {GK_SECTION_PROBLEMS, 100, U"存在的主要问题及改进情况"},
    {GK_SECTION_PROBLEMS,  95, U"政府信息公开工作存在的主要问题及改进情况"},
    {GK_SECTION_PROBLEMS,  95, U"存在的主要问题和改进情况"},
    {GK_SECTION_PROBLEMS,  95, U"存在问题及改进情况"},
    {GK_SECTION_PROBLEMS,  95, U"存在的问题及改进情况"},
    {GK_SECTION_PROBLEMS,  90, U"存在的主要问题及改进措施"},
    {GK_SECTION_PROBLEMS,  90, U"存在的主要问题及整改情况"},
    {GK_SECTION_PROBLEMS,  85, U"*存在*问题*改进*"},
    {GK_SECTION_PROBLEMS,  75, U"*问题*改进*"},
    {GK_SECTION_PROBLEMS,  70, U"*存在*问题*整改*"},
    {GK_SECTION_PROBLEMS,  70, U"*不足*改进*"},
    {GK_SECTION_PROBLEMS,  65, U"*存在*问题*措施*"},
    {GK_SECTION_PROBLEMS,  65, U"*存在*问题*打算*"},
    {GK_SECTION_PROBLEMS,  60, U"*存在的*问题"},
    {GK_SECTION_PROBLEMS,  60, U"*主要问题*"},

    {GK_SECTION_OTHER, 100, U"其他需要报告的事项"},
    {GK_SECTION_OTHER,  95, U"其它需要报告的事项"},
    {GK_SECTION_OTHER,  95, U"其他需要报告事项"},
    {GK_SECTION_OTHER,  95, U"需要报告的其他事项"},
    {GK_SECTION_OTHER,  90, U"其他需要说明的事项"},
    {GK_SECTION_OTHER,  90, U"其他报告事项"},
    {GK_SECTION_OTHER,  80, U"其他*事项*"},
    {GK_SECTION_OTHER,  75, U"其它*事项*"},
    {GK_SECTION_OTHER,  70, U"*需要*报告*事项*"},
    {GK_SECTION_OTHER,  65, U"*需要说明的*事项*"},
};

/* A sentence that names this many of them lists the sections of the report. */
static const char *const NAMES[] = {
    "总体情况", "主动公开政府信息", "收到和处理政府信息公开申请", "行政复议", "存在的主要问题", "其他需要报告",
};
enum { LIST_OF_NAMES = 3 };
/* clang-format on */

/* Whether the code points from i to end match the glob; goes back only to the last star, so cost is their product. */
static int glob_match(const gk_fold *fold, size_t i, size_t end, const char32_t *glob) {
  const char32_t *star = NULL;
  size_t star_i = 0;
  while (i < end) {
    if (*glob == '*') {
      star = ++glob;
      star_i = i;
    } else if (*glob == fold->cp[i]) {
      glob++;
      i++;
    } else if (star != NULL) {
      glob = star;
      i = ++star_i;
    } else {
      return 0;
    }
  }
  while (*glob == '*')
    glob++;
  return *glob == 0;
}

static int is_open(uint32_t cp) {
  return cp == '(' || cp == '[';
}

static int is_close(uint32_t cp) {
  return cp == ')' || cp == ']';
}

static int is_number_mark(uint32_t cp) {
  return cp == 0x3001 /* 、 */ || cp == '.' || cp == ',' || cp == ':' || cp == 0x00B7 || cp == ';';
}

/* Reads the number a line may begin with; the index behind it and its marks, or `from` if there is none. */
static size_t read_number(const gk_fold *fold, size_t from, gk_heading *heading) {
  size_t i = from;
  if (i < fold->n && gk_enclosed_number(fold->cp[i]) != 0) {
    heading->number = gk_fold_source(fold, i, i + 1);
    heading->style = GK_NUMBER_BRACKETS;
    heading->ordinal = (int)gk_enclosed_number(fold->cp[i]);
    return i + 1;
  }
  int bracket = i < fold->n && is_open(fold->cp[i]);
  i += (size_t)bracket;
  size_t part = gk_fold_match(fold, i, "第");
  size_t first = part != GK_FOLD_NONE ? part : i;
  int ordinal = 0;
  size_t end = gk_read_small(fold, first, &ordinal);
  if (end == GK_FOLD_NONE)
    return from;
  gk_number_style style = gk_is_digit(fold->cp[first]) ? GK_NUMBER_DIGITS : GK_NUMBER_HAN;
  gk_str number = gk_fold_source(fold, first, end);
  if (part != GK_FOLD_NONE) {
    size_t unit = gk_fold_match(fold, end, "部分");
    if (unit == GK_FOLD_NONE)
      return from;
    end = unit;
  }
  if (end < fold->n && is_close(fold->cp[end])) {
    style = GK_NUMBER_BRACKETS;
    end++;
  }
  while (end < fold->n && is_number_mark(fold->cp[end]))
    end++;
  heading->number = number;
  heading->style = style;
  heading->ordinal = ordinal;
  return end;
}

/* What the number says about a heading of this section. */
static int number_bonus(const gk_heading *heading, gk_section_id id) {
  int expected = heading->ordinal == (int)id + 1;
  switch (heading->style) {
  case GK_NUMBER_HAN:
    return expected ? 40 : 5;
  case GK_NUMBER_DIGITS:
    return expected ? 20 : -25;
  case GK_NUMBER_BRACKETS:
    return expected ? -30 : -85;
  case GK_NUMBER_NONE:
    break;
  }
  return 0;
}

/* Scores the title from code point i to end. `penalty` is for what is odd about the line as a whole. */
static void score_title(const gk_fold *fold, size_t i, size_t end, int penalty, int least, gk_heading *heading) {
  for (size_t k = 0; k < sizeof PATTERNS / sizeof *PATTERNS; k++) {
    const title_pattern *pattern = &PATTERNS[k];
    if (pattern->weight < least || !glob_match(fold, i, end, pattern->glob))
      continue;
    int score = pattern->weight + number_bonus(heading, pattern->section) - penalty;
    if (heading->style == GK_NUMBER_NONE && pattern->weight < EXACT)
      score -= 20;
    if (score < THRESHOLD || score <= heading->score[pattern->section])
      continue;
    heading->score[pattern->section] = (int16_t)score;
  }
}

static int is_list_of_names(const gk_fold *fold) {
  int n = 0;
  for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++)
    n += gk_fold_find(fold, 0, NAMES[k]) != GK_FOLD_NONE;
  return n >= LIST_OF_NAMES;
}

static int ends_sentence(uint32_t cp) {
  return cp == ',' || cp == ';' || cp == 0x3001 /* 、 */ || cp == '!' || cp == '?';
}

static int is_stop(uint32_t cp) {
  return cp == ':' || cp == 0x3002 /* 。 */ || cp == '.';
}

/* Whether the line from i on ends in a page number, as those of a table of contents do. */
static int ends_in_page(const gk_fold *fold, size_t i) {
  for (size_t end = fold->n; end > i && (gk_is_digit(fold->cp[end - 1]) || fold->cp[end - 1] == '-'); end--)
    if (gk_is_digit(fold->cp[end - 1]))
      return 1;
  return 0;
}

/* The whole line as a heading. */
static void score_line(const gk_fold *fold, size_t i, int penalty, gk_heading *heading) {
  uint32_t last = fold->cp[fold->n - 1];
  if (fold->cut || fold->n - i > LONGEST_TITLE || ends_sentence(last))
    return;
  size_t end = fold->n;
  if (is_stop(last)) {
    end--;
    penalty += 20;
  }
  score_title(fold, i, end, penalty, 0, heading);
  heading->title = gk_fold_source(fold, i, fold->n);
}

/* A heading with its text on the same line, "六、其他需要报告的事项：无": it must have its own number and title. */
static void score_run_in(const gk_fold *fold, size_t i, int penalty, gk_heading *heading) {
  if (heading->style != GK_NUMBER_HAN && heading->style != GK_NUMBER_DIGITS)
    return;
  size_t end = i;
  while (end < fold->n && !is_stop(fold->cp[end]) && (end == i || gk_fold_adjacent(fold, end - 1)))
    end++;
  size_t rest = end < fold->n && is_stop(fold->cp[end]) ? end + 1 : end;
  if (rest >= fold->n)
    return;
  score_title(fold, i, end, penalty + 20, EXACT, heading);
  for (int id = 0; id < GK_N_SECTIONS; id++)
    if (heading->ordinal != id + 1)
      heading->score[id] = 0;
  const char *p = gk_fold_source(fold, rest, rest + 1).p;
  heading->title = gk_fold_source(fold, i, end);
  heading->rest = (gk_str){p, fold->source.n - (size_t)(p - fold->source.p)};
}

static int any_score(const gk_heading *heading) {
  for (int id = 0; id < GK_N_SECTIONS; id++)
    if (heading->score[id] != 0)
      return 1;
  return 0;
}

void gk_heading_read(const gk_fold *fold, unsigned level, gk_heading *heading) {
  *heading = (gk_heading){0};
  size_t i = 0;
  while (i < fold->n && (fold->cp[i] == '#' || fold->cp[i] == '*'))
    i++;
  i = read_number(fold, i, heading);
  if (fold->n < i + 2 || is_list_of_names(fold) || (!fold->cut && ends_in_page(fold, i)))
    return;
  int penalty = level != 0 ? -10 : 0;
  score_run_in(fold, i, penalty, heading);
  if (!any_score(heading)) {
    heading->rest = (gk_str){0};
    score_line(fold, i, penalty, heading);
  }
  heading->any = any_score(heading);
}
