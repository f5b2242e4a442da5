#include "extract/agency.h"

#include "extract/numeral.h"

static int is_han(uint32_t cp) {
  return (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

int gk_is_name(const gk_fold *fold, size_t i, size_t j) {
  if (j < i + 2 || j > fold->n || j - i > GK_MAX_AGENCY)
    return 0;
  for (size_t k = i; k < j; k++) {
    uint32_t cp = fold->cp[k];
    int letter = (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || gk_is_digit(cp);
    int mark = cp == '(' || cp == ')' || cp == 0x00B7 /* · */ || cp == 0x3007 /* 〇 */;
    if (!is_han(cp) && !letter && !mark)
      return 0;
  }
  return 1;
}

/* Whether the code point before j is one of the characters of `set`. */
static int ends_in(const gk_fold *fold, size_t j, const char *set) {
  gk_str s = {set, 4};
  while (*s.p) {
    size_t n = 0;
    if (fold->cp[j - 1] == gk_utf8_next(s, &n))
      return 1;
    s.p += n;
  }
  return 0;
}

/* The name without a bracket at its end: 城市管理局（综合执法局）. */
static size_t before_bracket(const gk_fold *fold, size_t i, size_t j) {
  if (fold->cp[j - 1] != ')')
    return j;
  size_t open = j - 1;
  while (open > i && fold->cp[open] != '(')
    open--;
  return open > i + 1 ? open : j;
}

int gk_names_place(const gk_fold *fold, size_t i, size_t j) {
  for (size_t k = i + 1; k <= j; k++)
    if (ends_in(fold, k, "省市县区旗盟州镇乡"))
      return 1;
  return 0;
}

int gk_is_agency(const gk_fold *fold, size_t i, size_t j) {
  if (!gk_is_name(fold, i, j))
    return 0;
  size_t end = before_bracket(fold, i, j);
  return ends_in(fold, end, "省市县区旗盟州镇乡道村岛") ||
         ends_in(fold, end, "局委办厅部院府处会室所站队社校园馆团司行心场署台学组联");
}

/* Words that stand for the writer, and are no name. */
static int is_self(const gk_fold *fold, size_t i, size_t j) {
  static const char *const words[] = {"本机关", "本单位", "我单位", "本局", "我局", "我市", "我区",
                                      "我县",   "我镇",   "我办",   "我委", "我厅", "我院", "本市",
                                      "本区",   "本县",   "本部门", "我部", "本站", "本网"};
  for (size_t k = 0; k < sizeof words / sizeof *words; k++)
    if (gk_fold_match(fold, i, words[k]) <= j)
      return 1;
  return 0;
}

gk_str gk_agency_name(const gk_fold *fold, size_t i, size_t j) {
  return gk_is_agency(fold, i, j) && !is_self(fold, i, j) ? gk_fold_source(fold, i, j) : (gk_str){0};
}

/* The first index from i on where one of the words stands, at most a name away; GK_FOLD_NONE if none does. */
static size_t find_any(const gk_fold *fold, size_t i, const char *const *words) {
  for (size_t k = i; k < fold->n && k <= i + GK_MAX_AGENCY; k++)
    for (const char *const *word = words; *word; word++)
      if (gk_fold_match(fold, k, *word) != GK_FOLD_NONE)
        return k;
  return GK_FOLD_NONE;
}

/* 本报告由X根据…编制, or at the end of a longer sentence 由X编制 */
static gk_str compiled_by(const gk_fold *line) {
  static const char *const of_report[] = {"根据", "按照", "依照", "依据", "组织", "负责", "汇总", "编制", "发布", NULL};
  static const char *const of_any[] = {"编制", "负责编制", "组织编制", "汇总编制", NULL};
  for (size_t i = 0; (i = gk_fold_find(line, i, "由")) != GK_FOLD_NONE; i++) {
    int report = i >= 2 && gk_fold_match(line, i - 2, "报告由") != GK_FOLD_NONE;
    size_t end = find_any(line, i + 1, report ? of_report : of_any);
    gk_str name = end == GK_FOLD_NONE ? (gk_str){0} : gk_agency_name(line, i + 1, end);
    if (name.n)
      return name;
  }
  return (gk_str){0};
}

/* 现公布X2022年…信息公开… */
static gk_str published_for(const gk_fold *line) {
  static const char *const openings[] = {"现公布", "现将", "现发布", "社会公布", "现向社会公开", "编制了", NULL};
  for (const char *const *opening = openings; *opening; opening++) {
    size_t at = gk_fold_find(line, 0, *opening);
    if (at == GK_FOLD_NONE)
      continue;
    at = gk_fold_match(line, at, *opening);
    for (size_t k = at; k < line->n && k <= at + GK_MAX_AGENCY; k++) {
      int year = 0;
      size_t end = gk_read_year(line, k, &year);
      if (end != GK_FOLD_NONE && gk_fold_match(line, end, "年") != GK_FOLD_NONE)
        return gk_agency_name(line, at, k);
    }
  }
  return (gk_str){0};
}

gk_str gk_agency_in_preamble(const gk_fold *line) {
  gk_str name = compiled_by(line);
  return name.n ? name : published_for(line);
}

/* Where the value that begins at i ends: at a blank in the source or at a mark that is not of names. */
static size_t metadata_end(const gk_fold *line, size_t i) {
  size_t end = i;
  while (end < line->n && end - i <= GK_MAX_AGENCY && (end == i || gk_fold_adjacent(line, end - 1)) &&
         (is_han(line->cp[end]) || line->cp[end] == '(' || line->cp[end] == ')'))
    end++;
  return end;
}

gk_str gk_agency_in_metadata(const gk_fold *line) {
  static const char *const keys[] = {"发布机构:", "发布单位:", "公开机构:", "发文机关:", "发布机关:", "来源:", NULL};
  static const char *const next[] = {"发布时间", "发布日期", "日期", "时间", "作者", "浏览", "点击", NULL};
  for (const char *const *key = keys; *key; key++) {
    size_t at = gk_fold_find(line, 0, *key);
    if (at == GK_FOLD_NONE)
      continue;
    at = gk_fold_match(line, at, *key);
    size_t end = metadata_end(line, at);
    size_t glued = find_any(line, at, next);
    gk_str name = gk_agency_name(line, at, glued < end ? glued : end);
    if (name.n)
      return name;
  }
  return (gk_str){0};
}
