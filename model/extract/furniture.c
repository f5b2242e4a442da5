#include "extract/furniture.h"

#include "extract/numeral.h"

/* A line of the text may begin like one of these, or name what they name; but then it goes on. */
enum { MAX_FURNITURE = 120, MAX_BUTTON = 24 };

static int is_letter(uint32_t cp) {
  return (cp >= 0x3400 && cp <= 0x9FFF) || gk_is_digit(cp) || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

static size_t skip_digits(const gk_fold *line, size_t i) {
  while (i < line->n && gk_is_digit(line->cp[i]))
    i++;
  return i;
}

static size_t skip_marks(const gk_fold *line, size_t i) {
  while (i < line->n && !is_letter(line->cp[i]))
    i++;
  return i;
}

static size_t skip_dashes(const gk_fold *line, size_t i) {
  while (i < line->n && line->cp[i] == '-')
    i++;
  return i;
}

static int is_dashed_number(const gk_fold *line) {
  size_t first = skip_dashes(line, 0), end = skip_digits(line, first), last = skip_dashes(line, end);
  return first > 0 && end > first && end <= first + 4 && last > end && last == line->n;
}

int gk_is_page_number(const gk_fold *line) {
  size_t i = gk_fold_match(line, 0, "第");
  if (i == GK_FOLD_NONE)
    return is_dashed_number(line);
  size_t end = skip_digits(line, i);
  if (end == i || (i = gk_fold_match(line, end, "页")) == GK_FOLD_NONE)
    return 0;
  end = gk_fold_match(line, skip_marks(line, i), "共");
  if (end == GK_FOLD_NONE)
    return i == line->n;
  i = skip_digits(line, end);
  return i > end && gk_fold_match(line, i, "页") == line->n;
}

static size_t match_any(const gk_fold *line, size_t i, const char *const *words) {
  size_t end = GK_FOLD_NONE;
  for (; *words != NULL && end == GK_FOLD_NONE; words++)
    end = gk_fold_match(line, i, *words);
  return end;
}

/* Whether the line begins with one of the words, in brackets or not. */
static int begins_with_any(const gk_fold *line, const char *const *words) {
  return match_any(line, skip_marks(line, 0), words) != GK_FOLD_NONE;
}

static int has_any(const gk_fold *line, const char *const *words) {
  for (; *words; words++)
    if (gk_fold_find(line, 0, *words) != GK_FOLD_NONE)
      return 1;
  return 0;
}

/* Nothing but buttons and marks between them: 【打印】【关闭】, 登录 | 注册. */
static int is_button_row(const gk_fold *line) {
  static const char *const buttons[] = {
      "打印本页", "打印正文",   "打印",     "关闭窗口", "关闭本页", "关闭页面", "关闭",   "收藏本页",
      "加入收藏", "收藏",       "设为首页", "返回首页", "返回顶部", "返回",     "首页",   "登录",
      "注册",     "无障碍阅读", "无障碍",   "长者模式", "长者版",   "关怀版",   "适老化", "手机版",
      "移动版",   "繁体版",     "繁体",     "简体",     "English",  "字体",     "字号",   "大小",
      "大",       "中",         "小",       "默认",     "朗读",     "分享",     "微信",   "微博",
      "网站地图", "联系我们",   "关于我们", "站内搜索", "搜索",     NULL};
  size_t i = skip_marks(line, 0);
  if (i == line->n)
    return 0;
  while (i < line->n) {
    i = match_any(line, i, buttons);
    if (i == GK_FOLD_NONE)
      return 0;
    i = skip_marks(line, i);
  }
  return 1;
}

/* What is left of text that was read in a wrong encoding and saved: 锟斤拷, or a row of accented letters. */
static int is_mojibake(const gk_fold *line) {
  static const char *const rubble[] = {"锟", "斤", "拷", "烫", "屯", "\xEF\xBF\xBD", NULL};
  size_t n_rubble = 0, n_latin = 0, n_other = 0;
  for (size_t i = 0; i < line->n; i++) {
    if (match_any(line, i, rubble) != GK_FOLD_NONE)
      n_rubble++;
    else if (line->cp[i] >= 0x80 && line->cp[i] < 0x250)
      n_latin++;
    else
      n_other += line->cp[i] >= 0x250 && is_letter(line->cp[i]);
  }
  return n_other == 0 && n_rubble + n_latin >= 3;
}

/* Sentences are the text's. */
static int may_be_furniture(const gk_fold *line) {
  return !line->cut && line->n <= MAX_FURNITURE && gk_fold_find(line, 0, "。") == GK_FOLD_NONE;
}

int gk_is_foot(const gk_fold *line) {
  static const char *const marks[] = {"ICP备",     "ICP证",     "公网安备", "网站标识码", "版权所有", "copyright",
                                      "Copyright", "COPYRIGHT", "扫一扫",   "扫描二维码", NULL};
  static const char *const starts[] = {
      "上一篇",   "下一篇",    "上一条",   "下一条",   "上一页:",  "下一页:",   "打印本页",     "关闭窗口",
      "关闭本页", "关闭页面",  "分享到",   "分享:",    "分享至",   "主办单位:", "主办:",        "承办单位:",
      "承办:",    "技术支持:", "网站地图", "联系我们", "关于我们", "相关链接",  "相关文章",     "相关信息",
      "相关新闻", "相关稿件",  "相关阅读", "友情链接", "责任编辑", "信息来源:", "您访问的链接", NULL};
  return may_be_furniture(line) &&
         (has_any(line, marks) || begins_with_any(line, starts) || is_button_row(line) || is_mojibake(line));
}

int gk_is_furniture(const gk_fold *line) {
  static const char *const starts[] = {"当前位置",
                                       "您的位置",
                                       "您所在的位置",
                                       "您现在的位置",
                                       "您当前的位置",
                                       "你现在的位置",
                                       "位置:",
                                       "首页>",
                                       "网站首页>",
                                       "首页»",
                                       NULL};
  static const char *const buttons[] = {"字体:",  "字号:",    "大中小",   "字体大小", "打印",     "分享", "收藏",
                                        "关闭",   "登录",     "注册",     "无障碍",   "长者",     "适老", "浏览次数",
                                        "浏览量", "点击数",   "点击量",   "访问量",   "阅读次数", "微信", "微博",
                                        "朗读",   "返回顶部", "网站支持", "繁体",     NULL};
  if (!may_be_furniture(line))
    return 0;
  return begins_with_any(line, starts) || (line->n <= MAX_BUTTON && begins_with_any(line, buttons)) || gk_is_foot(line);
}
