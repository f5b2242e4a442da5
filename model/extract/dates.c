#include "extract/dates.h"

#include "extract/agency.h"
#include "extract/numeral.h"

/* How far before a range the words may stand that make it the period of the figures. */
enum { PERIOD_REACH = 40 };

/* Code points of the longest signature: a name and a date. */
enum { MAX_SIGNATURE = 80 };

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

static int set_date(gk_date *date, int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return 0;
  *date = (gk_date){.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
  return 1;
}

/* "1月28日" of a year already known. */
static size_t read_month_day(const gk_fold *fold, size_t i, int year, gk_date *date) {
  int month = 0;
  int day = 0;
  i = gk_read_small(fold, i, &month);
  if (i == GK_FOLD_NONE || (i = gk_fold_match(fold, i, "月")) == GK_FOLD_NONE)
    return GK_FOLD_NONE;
  i = gk_read_small(fold, i, &day);
  if (i == GK_FOLD_NONE)
    return GK_FOLD_NONE;
  size_t end = gk_fold_match(fold, i, "日");
  if (end == GK_FOLD_NONE)
    end = gk_fold_match(fold, i, "号");
  return end != GK_FOLD_NONE && set_date(date, year, month, day) ? end : GK_FOLD_NONE;
}

/* One or two digits with no blank before, between or behind: "2021-1-2 10:12" is not the 21st. */
static size_t read_tight(const gk_fold *fold, size_t i, int *value) {
  size_t end = i;
  *value = 0;
  while (end < fold->n && gk_is_digit(fold->cp[end]) && gk_fold_adjacent(fold, end - 1)) {
    if (end == i + 2)
      return GK_FOLD_NONE;
    *value = *value * 10 + (int)(fold->cp[end++] - '0');
  }
  return end > i ? end : GK_FOLD_NONE;
}

/* "-01-28" behind a year in digits. */
static size_t read_dashed(const gk_fold *fold, size_t i, int year, gk_date *date) {
  uint32_t mark = fold->cp[i];
  if (mark != '-' && mark != '/' && mark != '.')
    return GK_FOLD_NONE;
  int month = 0;
  int day = 0;
  size_t at = read_tight(fold, i + 1, &month);
  if (at == GK_FOLD_NONE || at >= fold->n || fold->cp[at] != mark)
    return GK_FOLD_NONE;
  at = read_tight(fold, at + 1, &day);
  return at != GK_FOLD_NONE && set_date(date, year, month, day) ? at : GK_FOLD_NONE;
}

size_t gk_date_read(const gk_fold *fold, size_t i, gk_date *date) {
  int year = 0;
  size_t end = gk_read_year(fold, i, &year);
  if (end == GK_FOLD_NONE || end >= fold->n)
    return GK_FOLD_NONE;
  size_t unit = gk_fold_match(fold, end, "年");
  if (unit != GK_FOLD_NONE)
    return read_month_day(fold, unit, year, date);
  return gk_is_digit(fold->cp[i]) ? read_dashed(fold, end, year, date) : GK_FOLD_NONE;
}

/* The first of the words that stands at i; the index behind it, or i if none does. */
static size_t skip_any(const gk_fold *fold, size_t i, const char *const *words) {
  for (; *words; words++) {
    size_t end = gk_fold_match(fold, i, *words);
    if (end != GK_FOLD_NONE)
      return end;
  }
  return i;
}

/* "2020年1月1日起至2020年12月31日止", the second year optional. */
static size_t read_range(const gk_fold *fold, size_t i, gk_date *from, gk_date *to) {
  static const char *const starts[] = {"起", "始", "开始", NULL};
  static const char *const links[] = {"至", "到", "--", "-", "~", NULL};
  static const char *const ends[] = {"止", "为止", NULL};
  size_t at = gk_date_read(fold, i, from);
  if (at == GK_FOLD_NONE)
    return GK_FOLD_NONE;
  at = skip_any(fold, at, starts);
  at = skip_any(fold, at, (const char *const[]){",", NULL});
  size_t link = skip_any(fold, at, links);
  if (link == at)
    return GK_FOLD_NONE;
  size_t end = gk_date_read(fold, link, to);
  if (end == GK_FOLD_NONE)
    end = read_month_day(fold, link, from->year, to);
  return end == GK_FOLD_NONE ? GK_FOLD_NONE : skip_any(fold, end, ends);
}

/* Whether one of the words stands in the few code points before index i. */
static int stands_before(const gk_fold *fold, size_t i, const char *const *words) {
  size_t from = i > PERIOD_REACH ? i - PERIOD_REACH : 0;
  for (; *words; words++) {
    size_t at = gk_fold_find(&(gk_fold){.cp = fold->cp, .n = i}, from, *words);
    if (at != GK_FOLD_NONE)
      return 1;
  }
  return 0;
}

static int is_whole_year(gk_date from, gk_date to) {
  return from.year == to.year && from.month == 1 && from.day == 1 && to.month == 12 && to.day == 31;
}

static int is_before(gk_date a, gk_date b) {
  if (a.year != b.year)
    return a.year < b.year;
  return a.month != b.month ? a.month < b.month : a.day < b.day;
}

/* Whether a range from i to end is said to be the period of the report. */
static int is_period(const gk_fold *line, size_t i, size_t end, gk_date from, gk_date to) {
  static const char *const strong[] = {"统计期限", "统计时限", "统计时间", "统计周期", "统计区间", "所列数据", NULL};
  static const char *const weak[] = {"统计数据", "数据统计", "时间范围", "涵盖", "期限", "时限", NULL};
  if (!is_before(from, to))
    return 0;
  if (stands_before(line, i, strong))
    return 1;
  if (!is_whole_year(from, to))
    return 0;
  int bracketed = i == 1 && line->cp[0] == '(' && end + 1 == line->n && line->cp[end] == ')';
  return bracketed || stands_before(line, i, weak);
}

int gk_period_read(const gk_fold *line, gk_date *from, gk_date *to, gk_str *where) {
  for (size_t i = 0; i < line->n; i++) {
    gk_date a;
    gk_date b;
    size_t end = read_range(line, i, &a, &b);
    if (end == GK_FOLD_NONE || !is_period(line, i, end, a, b))
      continue;
    *from = a;
    *to = b;
    *where = gk_fold_source(line, i, end);
    return 1;
  }
  return 0;
}

int gk_signature_read(const gk_fold *line, gk_date *date, gk_str *name) {
  size_t end = line->n;
  size_t first = 0;
  if (line->cut || line->n > MAX_SIGNATURE)
    return 0;
  if (end > 1 && line->cp[0] == '(' && line->cp[end - 1] == ')') {
    first++;
    end--;
  }
  for (size_t i = first; i < end; i++) {
    if (gk_date_read(line, i, date) != end)
      continue;
    *name = gk_fold_source(line, first, i);
    return i == first || gk_is_agency(line, first, i);
  }
  return 0;
}

/* A date, perhaps a time, and then what a portal says beside them: "2021-01-25 10:12 来源：…". */
static int starts_with_publish_date(const gk_fold *line, gk_date *date) {
  static const char *const next[] = {"来源", "信息来源", "文章来源", "作者", "浏览", "点击", "阅读", "[字体", NULL};
  size_t i = gk_date_read(line, 0, date);
  if (i == GK_FOLD_NONE)
    return 0;
  while (i < line->n && (gk_is_digit(line->cp[i]) || line->cp[i] == ':'))
    i++;
  return skip_any(line, i, next) != i;
}

int gk_publish_read(const gk_fold *line, gk_date *date) {
  static const char *const keys[] = {"发布时间", "发布日期", "公开时间", "公开日期", "发文日期", "发文时间", "发稿时间",
                                     "成文日期", "生成日期", "印发日期", "信息时间", "日期",     "时间",     NULL};
  if (starts_with_publish_date(line, date))
    return 1;
  for (const char *const *key = keys; *key; key++) {
    for (size_t i = 0; (i = gk_fold_find(line, i, *key)) != GK_FOLD_NONE; i++) {
      size_t colon = gk_fold_match(line, gk_fold_match(line, i, *key), ":");
      size_t bracket = gk_fold_match(line, gk_fold_match(line, i, *key), "]");
      size_t value = colon != GK_FOLD_NONE ? colon : bracket;
      gk_date from;
      gk_date to;
      if (value == GK_FOLD_NONE || read_range(line, value, &from, &to) != GK_FOLD_NONE)
        continue;
      if (gk_date_read(line, value, date) != GK_FOLD_NONE)
        return 1;
    }
  }
  return 0;
}

int gk_published_plausible(gk_date date, int year) {
  return date.year != 0 && (year == 0 || (date.year >= year && date.year <= year + 3));
}
